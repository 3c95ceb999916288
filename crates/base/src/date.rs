//! Dates as exports write them, to days since 1970-01-01.

use std::sync::LazyLock;

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
    /// Several months: the first and the last day.
    Span(i32, i32),
}

impl Scanned {
    /// Days since 1970-01-01 under the column's order; `None` when the order cannot read it.
    pub fn read(self, order: DateOrder) -> Option<i32> {
        match self {
            Self::Settled(days) | Self::Span(days, _) => Some(days),
            Self::Only(only, days) => (only == order).then_some(days),
            Self::Either { first, second, year } => match order {
                DateOrder::Dmy => days(year, second, first),
                DateOrder::Mdy => days(year, first, second),
            },
        }
    }

    /// The first day of a month, as months are read, or several months.
    pub fn is_first_of_month(self) -> bool {
        let is_first = |days: i32| NaiveDate::from_epoch_days(days).is_some_and(|date| date.day() == 1);
        match self {
            Self::Settled(days) | Self::Only(_, days) => is_first(days),
            Self::Either { first, second, .. } => first == 1 && second == 1,
            Self::Span(..) => true,
        }
    }
}

/// Years that a ledger may speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2100;

/// Years that a day or a target can be of that a user gives; others are typing errors.
pub const GIVEN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The first day of each month of these years, and of the month after.
static MONTHS: LazyLock<Vec<i32>> = LazyLock::new(|| {
    let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1).map_or(0, |d| d.to_epoch_days());
    let months = YEARS.flat_map(|year| (1..=12).map(move |month| first(year, month)));
    months.chain([first(YEARS.end() + 1, 1)]).collect()
});

/// Days since 1970-01-01 of a calendar date; `None` when there is no such day or the year is absurd.
pub fn days(year: i32, month: u32, day: u32) -> Option<i32> {
    if !YEARS.contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let at = (year - YEARS.start()) as usize * 12 + month as usize - 1;
    let (first, next) = (MONTHS[at], MONTHS[at + 1]);
    (day > 0 && day <= (next - first) as u32).then(|| first + day as i32 - 1)
}

/// Year and month of a day number.
pub fn year_month(days: i32) -> (i32, u32) {
    let date = NaiveDate::from_epoch_days(days).unwrap_or_default();
    (date.year(), date.month())
}

/// The day of the month of a day number.
pub fn day_of_month(days: i32) -> u32 {
    NaiveDate::from_epoch_days(days).unwrap_or_default().day()
}

/// The date with day and month in place of one another; `None` when there is no such day.
pub fn swapped(of: i32) -> Option<i32> {
    let date = NaiveDate::from_epoch_days(of)?;
    days(date.year(), date.day(), date.month())
}

/// ISO text of a day number.
pub fn iso(days: i32) -> String {
    NaiveDate::from_epoch_days(days).unwrap_or_default().to_string()
}

/// The day number of an ISO text.
pub fn of_iso(text: &str) -> Option<i32> {
    text.parse::<NaiveDate>().ok().map(|date| date.to_epoch_days())
}

/// Takes a date text apart: ISO, `dd.mm.yyyy`, `d/m/y`, `m/d/y`, two-digit years, `13-Nov-2012`, `Nov 2012`,
/// `yyyymmdd`, `yyyymm`, each with or without a time of day. A month stands for its first day.
pub fn scan(text: &str) -> Option<Scanned> {
    if let Some(days) = common(text.as_bytes()) {
        return Some(Scanned::Settled(days));
    }
    let text = text.trim();
    // 202301 that went through a spreadsheet's number format.
    let text = text.strip_suffix(".0").filter(|t| number_like(t)).unwrap_or(text);
    // From a day to a day.
    if let Some((first, last)) = text.split_once('-')
        && let (Some(Scanned::Settled(first)), Some(Scanned::Settled(last))) = (dotted_day(first), dotted_day(last))
    {
        return (last >= first).then_some(Scanned::Span(first, last));
    }
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
        // A period such as July 2010-September 2010.
        [month, year, last_month, last_year] if month_name(month).is_some() && month_name(last_month).is_some() => {
            span(full_year(year)?, month_name(month)?, full_year(last_year)?, month_name(last_month)?)
        }
        [quarter, year] | [year, quarter] if quarter_of(quarter).is_some() && year.len() == 4 => {
            let last = 3 * quarter_of(quarter)?;
            span(year.parse().ok()?, last - 2, year.parse().ok()?, last)
        }
        [digits] => compact(digits).or_else(|| lettered_period(digits)),
        [period, year] | [year, period] if year.len() == 4 && is_lettered(period) => {
            days(year.parse().ok()?, period_number(period)?, 1).map(Scanned::Settled)
        }
        [month, year] if month.len() > 2 && !number_like(month) => {
            days(full_year(year)?, month_name(month)?, 1).map(Scanned::Settled)
        }
        [year, month] | [month, year] if year.len() == 4 => {
            days(year.parse().ok()?, month_of_period(month.parse().ok()?)?, 1).map(Scanned::Settled)
        }
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

/// Months from the first to the last, as days; one month is its first day.
fn span(year: i32, month: u32, last_year: i32, last_month: u32) -> Option<Scanned> {
    let first = days(year, month, 1)?;
    let (next_year, next_month) = if last_month == 12 { (last_year + 1, 1) } else { (last_year, last_month + 1) };
    let last = days(next_year, next_month, 1)? - 1;
    match (last_year, last_month) {
        same if same == (year, month) => Some(Scanned::Settled(first)),
        _ => (last > first).then_some(Scanned::Span(first, last)),
    }
}

/// The month of a period of bookkeeping: those from 13 to 16 close the year, and belong to its last month.
pub fn month_of_period(period: u32) -> Option<u32> {
    match period {
        1..=12 => Some(period),
        13..=16 => Some(12),
        _ => None,
    }
}

/// The month of a period as texts write it: `13`, `013`, `P13`.
pub fn period_number(text: &str) -> Option<u32> {
    let digits = text.strip_prefix(['P', 'p', 'M', 'm']).unwrap_or(text);
    let is_number = (1..=3).contains(&digits.len()) && number_like(digits);
    is_number.then(|| month_of_period(digits.parse().ok()?))?
}

fn is_lettered(period: &str) -> bool {
    !number_like(period) && period_number(period).is_some()
}

/// `2024P13` and `2024M05`.
fn lettered_period(text: &str) -> Option<Scanned> {
    let (year, period) = text.split_at_checked(4).filter(|(year, period)| number_like(year) && is_lettered(period))?;
    days(year.parse().ok()?, period_number(period)?, 1).map(Scanned::Settled)
}

/// `Q3` is 3.
fn quarter_of(text: &str) -> Option<u32> {
    let digit = text.strip_prefix(['Q', 'q']).or_else(|| text.strip_prefix("Kv"))?;
    digit.parse().ok().filter(|q| (1..=4).contains(q))
}

/// The days of a year, or of a month in it.
pub fn period(year: i32, month: Option<u32>) -> Option<Scanned> {
    match month {
        Some(month) => days(year, month, 1).map(Scanned::Settled),
        None => span(year, 1, year, 12),
    }
}

/// A day or month written as one number, such as 20230115 or 202301.
pub fn compact_number(value: f64) -> bool {
    value >= 190_001.0 && value.fract() == 0.0 && compact(&format!("{value}")).is_some()
}

fn dotted_day(text: &str) -> Option<Scanned> {
    let mut parts = text.trim().splitn(3, '.');
    three(number(parts.next()?)?, number(parts.next()?)?, full_year(parts.next()?)?, true)
}

/// `dd.mm.yyyy` and `yyyy-mm-dd`, which nearly all exports write; a shorter way to what `scan` finds of them too.
fn common(text: &[u8]) -> Option<i32> {
    let (year, month, day) = match text {
        [day @ .., b'.', m1, m2, b'.', y1, y2, y3, y4] if day.len() == 2 => {
            ([y1, y2, y3, y4], [m1, m2], [&day[0], &day[1]])
        }
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => ([y1, y2, y3, y4], [m1, m2], [d1, d2]),
        _ => return None,
    };
    let number =
        |digits: &[&u8]| digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| 10 * n + u32::from(**b - b'0')));
    days(number(&year)? as i32, number(&month)?, number(&day)?)
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
        6 => days(year, month_of_period(at(4..6)?)?, 1).map(Scanned::Settled), // yyyymm
        7 if digits.as_bytes()[4] == b'0' => days(year, month_of_period(at(4..7)?)?, 1).map(Scanned::Settled), // yyyyppp
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

/// The month that a text names or begins to name, 1 to 12.
pub fn month_name(text: &str) -> Option<u32> {
    // English, Swedish and Norwegian months share their first three letters but for the spellings listed.
    const NAMES: [&[&str]; 12] = [
        &["jan", "tammi", "led"],
        &["feb", "helmi", "úno"],
        &["mar", "maalis", "mär", "bře"],
        &["apr", "huhti", "dub"],
        &["may", "maj", "mai", "touko", "maí", "kvě"],
        &["jun", "kesä", "jún", "červen"],
        &["jul", "heinä", "júl", "červenec"],
        &["aug", "elo", "ágú", "srp"],
        &["sep", "syys", "zář"],
        &["oct", "okt", "loka", "říj"],
        &["nov", "marras", "nóv", "list"],
        &["dec", "dez", "des", "joulu", "pros"],
    ];
    let text = text.to_lowercase();
    if text.chars().count() < 3 || text.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    // The longest beginning decides: Czech červenec (July) begins like červen (June).
    let found = |names: &&[&str]| names.iter().filter(|name| text.starts_with(**name)).map(|name| name.len()).max();
    let best =
        NAMES.iter().enumerate().filter_map(|(i, names)| Some((found(names)?, i))).max_by_key(|(length, _)| *length)?;
    Some(best.1 as u32 + 1)
}

/// A spreadsheet serial day number to days since 1970-01-01; both epochs, whole days.
pub fn from_serial(serial: f64, epoch_1904: bool) -> Option<i32> {
    // 25569 = 1970-01-01 in the 1900 system (whose false leap day ends before it).
    let days = serial.floor() - if epoch_1904 { 24107.0 } else { 25569.0 };
    (days.is_finite() && (-7305.0..47847.0).contains(&days)).then_some(days as i32)
}

/// A serial day number of the decades that exports speak of.
pub fn whole_serial(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && (30_000.0..60_000.0).contains(&number)).then(|| from_serial(number, false))?
}

/// What `scan` finds, or the day of a serial number that a spreadsheet wrote as text: whole, as in 41214 or `41214.0`.
pub fn scan_or_serial(text: &str) -> Option<Scanned> {
    let serial = |text: &str| {
        let digits = match text.split_once(['.', ',']) {
            Some((whole, zeros)) => (!zeros.is_empty() && zeros.bytes().all(|b| b == b'0')).then_some(whole)?,
            None => text,
        };
        (digits.len() == 5 && number_like(digits)).then(|| whole_serial(digits.parse().ok()?))?
    };
    scan(text).or_else(|| serial(text.trim()).map(Scanned::Settled))
}

/// What `scan_or_serial` finds, or the day of a serial number with a time of day behind it, as in 41214.604166667. An
/// amount of money may look so too: only a column that is known to hold days is read like that.
pub fn scan_or_serial_time(text: &str) -> Option<Scanned> {
    let serial = |text: &str| {
        let (whole, time) = text.split_once(['.', ','])?;
        let is_serial = whole.len() == 5 && number_like(whole) && !time.is_empty() && number_like(time);
        is_serial.then(|| whole_serial(whole.parse().ok()?))?
    };
    scan_or_serial(text).or_else(|| serial(text.trim()).map(Scanned::Settled))
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
        check("202301.0", Dmy, "2023-01-01");
        check("202413", Dmy, "2024-12-01");
        check("2024016", Dmy, "2024-12-01");
        check("14/2024", Dmy, "2024-12-01");
        check("2024-13", Dmy, "2024-12-01");
        check("003/2024", Dmy, "2024-03-01");
        check("22.02.2013-22.02.2014", Dmy, "2013-02-22");
        check("marraskuu 2023", Dmy, "2023-11-01");
        check("maaliskuu 2023", Dmy, "2023-03-01");
        check("July 2010-September 2010", Dmy, "2010-07-01");
        assert!(
            matches!(scan("July 2010-September 2010"), Some(Scanned::Span(a, b)) if iso(a) == "2010-07-01" && iso(b) == "2010-09-30")
        );
        assert!(
            matches!(scan("Q4 2023"), Some(Scanned::Span(a, b)) if iso(a) == "2023-10-01" && iso(b) == "2023-12-31")
        );
        check("7. červenec 2021", Dmy, "2021-07-07");
    }

    #[test]
    fn reads_periods_with_a_letter() {
        for text in ["2024-P13", "P12 2024", "2024P16", "2024M12", "p014.2024"] {
            check(text, DateOrder::Dmy, "2024-12-01");
        }
        for text in ["2024-P17", "P00 2024", "2024X05", "2024P", "P2024", "B05 2024"] {
            check(text, DateOrder::Dmy, None);
        }
    }

    #[test]
    fn refuses_days_that_are_none() {
        use DateOrder::{Dmy, Mdy};
        for text in
            ["", "31.02.2024", "2023-13-01", "abc", "12:30", "1234567", "202417", "202400", "2024017", "17/2024"]
        {
            check(text, Dmy, None);
        }
        check("24/12/2010", Mdy, None);
        check("12/24/2010", Dmy, None);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for year in 1949..=2101 {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1950..=2100).contains(&year));
                assert_eq!(days(year, month, day), date.map(|d| d.to_epoch_days()), "{year}-{month}-{day}");
            }
        }
    }

    #[test]
    fn serials() {
        assert_eq!(from_serial(45292.0, false).map(iso).as_deref(), Some("2024-01-01"));
        assert_eq!(from_serial(43830.5, true).map(iso).as_deref(), Some("2024-01-01"));
        assert_eq!(from_serial(1e9, false), None);
        let day = |scanned: Option<Scanned>| scanned.and_then(|s| s.read(DateOrder::Dmy)).map(iso);
        for text in ["41214", "41214.0", "41214,00", " 41214.0 "] {
            assert_eq!(day(scan_or_serial(text)).as_deref(), Some("2012-11-01"), "{text}");
        }
        // With a time of day, a number is a day only where days are known to stand.
        for text in ["41214.604166667", "41214,5"] {
            assert_eq!(scan_or_serial(text), None, "{text}");
            assert_eq!(day(scan_or_serial_time(text)).as_deref(), Some("2012-11-01"), "{text}");
        }
        for text in ["4121.0", "412140", "41214.", "-41214.0", "41 214.0"] {
            assert_eq!(scan_or_serial_time(text), None, "{text}");
        }
    }
}
