//! A span of days and how exactly it is known.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::json;

/// How exactly a time was told; the least exact last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    Day,
    /// Whole months; a season is a span of months.
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Precision {
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
        }
    }
}

/// A span of days, both ends in it. Unless the precision is `Day`, it holds whole months, quarters, half-years or years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    #[serde(with = "json::day")]
    pub start: NaiveDate,
    #[serde(with = "json::day")]
    pub end: NaiveDate,
    pub precision: Precision,
}

impl Window {
    pub fn day(day: NaiveDate) -> Self {
        Self { start: day, end: day, precision: Precision::Day }
    }

    /// Whole months of a year, `first` and `last` from 1 to 12.
    pub fn months(year: i32, first: u32, last: u32, precision: Precision) -> Option<Self> {
        let start = day(year, first, 1)?;
        let end = day(year, last, 1)?.checked_add_months(Months::new(1))?.pred_opt()?;
        Some(Self { start, end, precision })
    }

    /// The nth of equal parts of a year, from 1.
    pub fn part(year: i32, n: u32, parts: u32, precision: Precision) -> Option<Self> {
        let length = 12 / parts;
        if !(1..=parts).contains(&n) {
            return None;
        }
        Self::months(year, (n - 1) * length + 1, n * length, precision)
    }

    pub fn month_of(date: NaiveDate) -> Option<Self> {
        Self::months(date.year(), date.month(), date.month(), Precision::Month)
    }

    pub fn quarter_of(date: NaiveDate) -> Option<Self> {
        Self::part(date.year(), date.month0() / 3 + 1, 4, Precision::Quarter)
    }

    /// The quarter, else half-year, else years that the window lies in: where a list by quarter shows it.
    pub fn period(&self) -> Self {
        let (from, to) = (self.start, self.end);
        let years = || {
            let (first, last) = (day(from.year(), 1, 1), day(to.year(), 12, 31));
            Self { start: first.unwrap_or(from), end: last.unwrap_or(to), precision: Precision::Year }
        };
        let quarter = Self::quarter_of(from);
        let half = Self::part(from.year(), from.month0() / 6 + 1, 2, Precision::HalfYear);
        quarter.into_iter().chain(half).find(|w| w.end >= to).unwrap_or_else(years)
    }

    /// `2027-Q2`, `2027-H1`, `2027`, `2026-2027`: the code of a period.
    pub fn period_code(&self) -> String {
        let (from, to) = (self.start.year(), self.end.year());
        match self.precision {
            Precision::Quarter => format!("{from}-Q{}", self.start.month0() / 3 + 1),
            Precision::HalfYear => format!("{from}-H{}", self.start.month0() / 6 + 1),
            _ if from == to => from.to_string(),
            _ => format!("{from}-{to}"),
        }
    }
}

pub fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    vire_base::date::days(year, month, day).and_then(NaiveDate::from_epoch_days)
}
