//! The forms of ids: which digits stand where, and what checks them, without a word on whose they are.

mod check;
pub mod company;
pub(crate) mod national;
pub mod person;
pub mod written;

use self::check::CheckDigit;

/// A business id in its canonical spelling.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BusinessId {
    /// The code of the register's country in lower case, or [`crate::ids::VAT`].
    pub scheme: &'static str,
    pub value: String,
}

impl BusinessId {
    /// The key of the supplier that has this id, such as `fi:0211675-2`.
    pub fn key(&self) -> String {
        [self.scheme, ":", &self.value].concat()
    }
}

/// What the text of an id column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Business(BusinessId),
    /// An id of a natural person; its digits must not be written anywhere.
    Person {
        digits: String,
    },
    /// No id that passes its check.
    Invalid,
}

pub(crate) fn business(scheme: &'static str, value: String) -> Option<Reading> {
    Some(Reading::Business(BusinessId { scheme, value }))
}

pub(crate) fn digits_of(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

pub(crate) fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// Whether there is such a day in a year of these last two digits, of any century.
pub(crate) fn is_day(day: u32, month: u32, year: u32) -> bool {
    let longest = match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}

/// Luhn's check over all digits, the last one being the check digit.
pub(crate) fn luhn(digits: &[u32]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    sum.is_multiple_of(10)
}
