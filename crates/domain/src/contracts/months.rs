//! Spans of months, in which lines and contracts are compared: of lines some exports tell no more than the month.

use chrono::{Datelike, NaiveDate};
use vire_base::year::AccountingYear;

use crate::calendar::register::End;

/// The number of a month, so that each is one more than that before it.
pub type Month = i32;

/// Consecutive months, the first and the last among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    pub first: Month,
    pub last: Month,
}

impl Months {
    pub const ALWAYS: Self = Self { first: i32::MIN, last: i32::MAX };

    pub fn number(year: i32, month: u32) -> Month {
        year * 12 + month as i32 - 1
    }

    fn of_day(day: NaiveDate) -> Month {
        Self::number(day.year(), day.month())
    }

    /// The months of an accounting year.
    pub fn of_year(year: i32, accounting: AccountingYear) -> Self {
        let first = Self::number(accounting.calendar_year(year, accounting.first_month()), accounting.first_month());
        Self { first, last: first + 11 }
    }

    /// The months all of whose days are within; none where there are none, or no start is known.
    pub(super) fn certain(start: Option<NaiveDate>, end: Option<End>) -> Option<Self> {
        let start = start?;
        let first = Self::of_day(start) + i32::from(start.day() > 1);
        let is_last_of_month = |day: NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
        let last = end.map_or(i32::MAX, |end| Self::of_day(end.first) - i32::from(!is_last_of_month(end.first)));
        (first <= last).then_some(Self { first, last })
    }

    /// The months of which any day is within, all options used.
    pub(super) fn possible(start: Option<NaiveDate>, end: Option<End>) -> Self {
        Self { first: start.map_or(i32::MIN, Self::of_day), last: end.map_or(i32::MAX, |end| Self::of_day(end.last)) }
    }

    pub fn has(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    pub fn meets(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn end(first: &str, last: &str) -> Option<End> {
        Some(End { first: day(first)?, last: day(last)? })
    }

    const MAY_2023: Month = 2023 * 12 + 4;

    #[test]
    fn months_of_contracts() {
        let whole = Months::certain(day("2023-05-01"), end("2024-04-30", "2025-04-30"));
        assert_eq!(whole, Some(Months { first: MAY_2023, last: MAY_2023 + 11 }));
        let cut = Months::certain(day("2023-05-02"), end("2024-04-29", "2024-04-29"));
        assert_eq!(cut, Some(Months { first: MAY_2023 + 1, last: MAY_2023 + 10 }));
        assert_eq!(Months::certain(day("2023-05-02"), end("2023-05-31", "2023-05-31")), None);
        assert_eq!(Months::certain(None, end("2024-04-30", "2024-04-30")), None);
        assert_eq!(Months::certain(day("2023-05-01"), None), Some(Months { first: MAY_2023, last: i32::MAX }));
        let possible = Months::possible(day("2023-05-31"), end("2024-04-30", "2025-04-01"));
        assert_eq!(possible, Months { first: MAY_2023, last: MAY_2023 + 23 });
        assert_eq!(Months::possible(None, None), Months::ALWAYS);
    }

    #[test]
    fn an_accounting_year_from_may() {
        let accounting = AccountingYear::beginning(5).unwrap();
        let year = Months::of_year(2023, accounting);
        assert_eq!(year, Months { first: MAY_2023, last: MAY_2023 + 11 });
        assert!(Months::ALWAYS.has(year) && year.meets(Months { first: year.last, last: i32::MAX }));
        assert!(!year.meets(Months { first: year.last + 1, last: i32::MAX }));
    }
}
