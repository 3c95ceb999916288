//! The years that purchases are told by.

use chrono::NaiveDate;

use crate::date::days;

/// The year of what has no date.
pub const UNDATED: i32 = 0;

/// An accounting year: twelve months, the first of which begins it. Its number is the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccountingYear {
    first: u32,
}

impl Default for AccountingYear {
    fn default() -> Self {
        Self { first: 1 }
    }
}

impl AccountingYear {
    /// The year that begins with a month from 1 to 12.
    pub fn beginning(month: u32) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { first: month })
    }

    /// Of the first day as a pipeline file writes it, such as `04-01`.
    pub fn of_first_day(text: &str) -> Option<Self> {
        let month = text.strip_suffix("-01").filter(|month| month.len() == 2)?;
        Self::beginning(month.parse().ok()?)
    }

    /// The month that it begins with, from 1 to 12.
    pub fn first_month(self) -> u32 {
        self.first
    }

    pub fn is_calendar_year(self) -> bool {
        self.first == 1
    }

    /// The accounting year of a month of a calendar year.
    pub fn of(self, year: i32, month: u32) -> i32 {
        year - i32::from(month < self.first)
    }

    /// The calendar year of a month of an accounting year.
    pub fn calendar_year(self, year: i32, month: u32) -> i32 {
        year + i32::from(month < self.first)
    }

    /// The months in the order of the accounting year, by their numbers in the calendar.
    pub fn months(self) -> [u32; 12] {
        std::array::from_fn(|i| (self.first - 1 + i as u32) % 12 + 1)
    }

    pub fn last_day(self, year: i32) -> Option<NaiveDate> {
        let after = days(self.calendar_year(year, self.first) + 1, self.first, 1)?;
        NaiveDate::from_epoch_days(after - 1)
    }

    /// As figures name it: `2024`, `2023/24`, or `undated`.
    pub fn name(self, year: i32) -> String {
        match year {
            UNDATED => "undated".to_owned(),
            _ if self.is_calendar_year() => year.to_string(),
            _ => format!("{year}/{:02}", (year + 1).rem_euclid(100)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_from_april_holds_the_next_january() {
        let april = AccountingYear::of_first_day("04-01").unwrap();
        assert_eq!((april.of(2024, 3), april.of(2024, 4)), (2023, 2024));
        assert_eq!((april.calendar_year(2023, 4), april.calendar_year(2023, 3)), (2023, 2024));
        assert_eq!(april.months(), [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]);
        assert_eq!(april.last_day(2023), NaiveDate::from_ymd_opt(2024, 3, 31));
        assert_eq!(april.name(2023), "2023/24");
        assert_eq!(april.name(1999), "1999/00");
    }

    #[test]
    fn the_calendar_year_is_the_default() {
        let year = AccountingYear::default();
        assert_eq!((year.of(2024, 1), year.of(2024, 12)), (2024, 2024));
        assert_eq!(year.last_day(2024), NaiveDate::from_ymd_opt(2024, 12, 31));
        assert_eq!((year.name(2024).as_str(), year.name(UNDATED).as_str()), ("2024", "undated"));
    }

    #[test]
    fn only_the_first_day_of_a_month_begins_a_year() {
        for wrong in ["04-02", "13-01", "00-01", "4-01", "2024-04-01", "april", ""] {
            assert_eq!(AccountingYear::of_first_day(wrong), None, "{wrong}");
        }
    }
}
