//! Dates as exports write them, to days since 1970-01-01.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Order of day and month where the text does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    Dmy,
    Mdy,
}

impl DateOrder {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        }
    }
}

/// A date text taken apart: either settled, or two numbers whose order the column decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// One reading only.
    Settled(i32),
    /// `first/second/year` with both below 13: day and month cannot be told apart here.
    Either { first: u32, second: u32, year: i32 },
    /// `first/second/year` that only this order can read.
    Only(DateOrder, i32),
}

impl Scanned {
    /// Days since 1970-01-01 under the column's order; `None` when the order cannot read it.
    pub fn read(self, order: DateOrder) -> Option<i32> {
        match self {
            Self::Settled(days) => Some(days),
            Self::Only(only, days) => (only == order).then_some(days),
            Self::Either { first, second, year } => match order {
                DateOrder::Dmy => days(year, second, first),
                DateOrder::Mdy => days(year, first, second),
            },
        }
    }
}

/// Days since 1970-01-01 of a calendar date; `None` when there is no such day or the year is absurd.
pub fn days(year: i32, month: u32, day: u32) -> Option<i32> {
    if !(1950..=2100).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month, day).map(|d| d.to_epoch_days())
}

/// Year and month of a day number.
pub fn year_month(days: i32) -> (i32, u32) {
    let date = NaiveDate::from_epoch_days(days).unwrap_or_default();
    (date.year(), date.month())
}

/// ISO text of a day number.
pub fn iso(days: i32) -> String {
    NaiveDate::from_epoch_days(days).unwrap_or_default().to_string()
}

/// Takes a date text apart: ISO, `dd.mm.yyyy`, `d/m/y`, `m/d/y`, two-digit years, `13-Nov-2012`, `Nov 2012`,
/// `yyyymmdd`, `yyyymm`, each with or without a time of day. A month stands for its first day.
pub fn scan(text: &str) -> Option<Scanned> {
    let text = text.trim();
    let mut parts = [""; 4];
    let mut count = 0;
    // A time of day follows a `T` or a blank and has a colon.
    let date = match text.find(':') {
        Some(colon) => text[..colon].rsplit_once([' ', 'T'])?.0.trim_end(),
        None => text,
    };
    for part in date.split(['.', '/', '-', ' ', ',']).filter(|p| !p.is_empty()) {
        *parts.get_mut(count)? = part;
        count += 1;
    }
    let dotted = date.contains('.');
    match parts[..count] {
        // A period of months, such as July 2010-September 2010, stands for its first day, as a single month does.
        [month, year, last_month, _] if month_name(month).is_some() && month_name(last_month).is_some() => {
            days(full_year(year)?, month_name(month)?, 1).map(Scanned::Settled)
        }
        [digits] => compact(digits),
        [month, year] if month.len() > 2 && !number_like(month) => {
            days(full_year(year)?, month_name(month)?, 1).map(Scanned::Settled)
        }
        [year, month] if year.len() == 4 => days(year.parse().ok()?, month.parse().ok()?, 1).map(Scanned::Settled),
        [month, year] if year.len() == 4 => days(year.parse().ok()?, month.parse().ok()?, 1).map(Scanned::Settled),
        [year, month, day] if year.len() == 4 && number_like(year) => {
            days(year.parse().ok()?, number(month)?, number(day)?).map(Scanned::Settled)
        }
        [day, month, year] if !number_like(month) => {
            days(full_year(year)?, month_name(month)?, number(day)?).map(Scanned::Settled)
        }
        [month, day, year] if !number_like(month) => {
            days(full_year(year)?, month_name(month)?, number(day)?).map(Scanned::Settled)
        }
        [first, second, year] => three(number(first)?, number(second)?, full_year(year)?, dotted),
        _ => None,
    }
}

fn three(first: u32, second: u32, year: i32, dotted: bool) -> Option<Scanned> {
    if dotted {
        return days(year, second, first).map(Scanned::Settled); // dots are only used day first
    }
    match (days(year, second, first), days(year, first, second)) {
        (Some(a), Some(b)) if a == b => Some(Scanned::Settled(a)),
        (Some(_), Some(_)) => Some(Scanned::Either { first, second, year }),
        (Some(a), None) => Some(Scanned::Only(DateOrder::Dmy, a)),
        (None, Some(b)) => Some(Scanned::Only(DateOrder::Mdy, b)),
        (None, None) => None,
    }
}

fn compact(digits: &str) -> Option<Scanned> {
    if !number_like(digits) {
        return None;
    }
    let at = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    let year = at(0..4)? as i32;
    match digits.len() {
        8 => days(year, at(4..6)?, at(6..8)?).map(Scanned::Settled),
        6 => days(year, at(4..6)?, 1).map(Scanned::Settled),
        _ => None,
    }
}

fn number_like(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn number(text: &str) -> Option<u32> {
    (text.len() <= 2 && number_like(text)).then(|| text.parse().ok())?
}

fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn month_name(text: &str) -> Option<u32> {
    // English, Swedish and Norwegian months share their first three letters but for the spellings listed.
    const NAMES: [&[&str]; 12] = [
        &["jan", "tammi"],
        &["feb", "helmi"],
        &["mar", "maalis"],
        &["apr", "huhti"],
        &["may", "maj", "mai", "touko"],
        &["jun", "kesä"],
        &["jul", "heinä"],
        &["aug", "elo"],
        &["sep", "syys"],
        &["oct", "okt", "loka"],
        &["nov", "marras"],
        &["dec", "dez", "des", "joulu"],
    ];
    let text = text.to_lowercase();
    if text.chars().count() < 3 || text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let found = NAMES.iter().position(|names| names.iter().any(|name| text.starts_with(name)))?;
    Some(found as u32 + 1)
}

/// A spreadsheet serial day number to days since 1970-01-01; both epochs, whole days.
pub fn from_serial(serial: f64, epoch_1904: bool) -> Option<i32> {
    // 25569 = 1970-01-01 in the 1900 system (whose false leap day ends before it).
    let days = serial.floor() - if epoch_1904 { 24107.0 } else { 25569.0 };
    (days.is_finite() && (-7305.0..47846.0).contains(&days)).then_some(days as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, order: DateOrder, iso_date: impl Into<Option<&'static str>>) {
        let read = scan(text).and_then(|s| s.read(order)).map(iso);
        assert_eq!(read.as_deref(), iso_date.into(), "{text}");
    }

    #[test]
    fn reads_every_way_of_writing() {
        use DateOrder::{Dmy, Mdy};
        check("2012-04-23", Dmy, "2012-04-23");
        check("2012-04-23 13:45:00", Dmy, "2012-04-23");
        check("2012-04-23T13:45:00", Dmy, "2012-04-23");
        check("23.4.2012", Mdy, "2012-04-23");
        check("01.02.12", Mdy, "2012-02-01");
        check("24/12/2010", Dmy, "2010-12-24");
        check("04/01/2017", Dmy, "2017-01-04");
        check("7/12/2018", Mdy, "2018-07-12");
        check("17/02/21", Dmy, "2021-02-17");
        check("23-Apr-2012", Dmy, "2012-04-23");
        check("13-Jan-23", Dmy, "2023-01-13");
        check("April 23, 2012", Dmy, "2012-04-23");
        check("Mar 2023", Dmy, "2023-03-01");
        check("202301", Dmy, "2023-01-01");
        check("20230115", Dmy, "2023-01-15");
        check("2023-01", Dmy, "2023-01-01");
        check("01/2023", Dmy, "2023-01-01");
        check("July 2010-September 2010", Dmy, "2010-07-01");
    }

    #[test]
    fn refuses_days_that_are_none() {
        use DateOrder::{Dmy, Mdy};
        for text in ["", "31.02.2024", "2023-13-01", "abc", "12:30", "1234567"] {
            check(text, Dmy, None);
        }
        check("24/12/2010", Mdy, None);
        check("12/24/2010", Dmy, None);
    }

    #[test]
    fn serials() {
        assert_eq!(from_serial(45292.0, false).map(iso).as_deref(), Some("2024-01-01"));
        assert_eq!(from_serial(43830.5, true).map(iso).as_deref(), Some("2024-01-01"));
        assert_eq!(from_serial(1e9, false), None);
    }
}
