//! What a column holds, by the rows looked at.

use std::collections::BTreeSet;

use super::field::{Field, is_missing};
use crate::read::{Cell, OwnedCell};
use vire_base::amount::{self, DecimalMark};
use vire_base::date::{self, Scanned};

/// How many of a column's values are of which kind; missing markers are none.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub filled: usize,
    /// Readable as amounts.
    pub amounts: usize,
    /// Amounts with cents other than zero.
    pub with_cents: usize,
    /// Readable as days or months.
    pub dates: usize,
    /// Serial days with a time of day, which may be amounts of money too.
    pub timed: usize,
    /// Of the days, other than the first of a month.
    pub days: usize,
    /// Whole numbers from 1 to 16, as periods of bookkeeping are.
    pub periods: usize,
    /// Texts that are neither.
    pub texts: usize,
    /// Characters of these texts.
    pub characters: usize,
    /// Texts of several words, without digits.
    pub words: usize,
    /// Texts that are one word with digits in it, as ids and codes are.
    pub codes: usize,
    pub distinct: usize,
}

fn is_period(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(n) => (1.0..=16.0).contains(n),
        Cell::Text(text) => date::period_number(text.trim()).is_some(),
        _ => false,
    }
}

/// A serial day with a time of day behind it.
fn is_timed(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(n) => n.fract() != 0.0 && date::whole_serial(n.floor()).is_some(),
        Cell::Text(text) => date::scan_or_serial_time(text).is_some(),
        _ => false,
    }
}

impl Profile {
    pub fn of(index: usize, sample: &[&[OwnedCell]]) -> Self {
        let mut profile = Self::default();
        let mut seen = BTreeSet::new();
        for cell in sample.iter().filter_map(|row| row.get(index)).map(OwnedCell::borrow) {
            if is_missing(&cell) {
                continue;
            }
            profile.add(&cell);
            seen.insert(cell.to_text());
        }
        profile.distinct = seen.len();
        profile
    }

    fn add(&mut self, cell: &Cell<'_>) {
        self.filled += 1;
        let amount = match cell {
            Cell::Number(n) => amount::from_number(*n).map(|a| a.cents),
            // A day such as 05.01.2016 has digits and marks too, but is no number under either mark.
            Cell::Text(text) => amount::scan(text)
                .filter(|s| s.read(DecimalMark::Comma).or(s.read(DecimalMark::Point)).is_some())
                .map(|s| i64::from(s.shows_cents())),
            _ => None,
        };
        self.amounts += usize::from(amount.is_some());
        self.periods += usize::from(is_period(cell));
        self.with_cents += usize::from(amount.is_some_and(|cents| cents % 100 != 0));
        let date = match cell {
            Cell::Date(days) => Some(Scanned::Settled(*days)),
            // A day's serial number, or a period such as 202301.
            Cell::Number(n) if n.fract() == 0.0 && date::compact_number(*n) => date::scan(&format!("{n}")),
            Cell::Number(n) => date::whole_serial(*n).map(Scanned::Settled),
            Cell::Text(text) => date::scan_or_serial(text),
            _ => None,
        };
        self.dates += usize::from(date.is_some());
        self.timed += usize::from(date.is_none() && is_timed(cell));
        self.days += usize::from(date.is_some_and(|date| !date.is_first_of_month()));
        let date = date.is_some();
        if let Cell::Text(text) = cell
            && amount.is_none()
            && !date
        {
            self.texts += 1;
            self.characters += text.chars().count();
            let has_digits = text.bytes().any(|b| b.is_ascii_digit());
            self.words += usize::from(text.trim().contains(' ') && !has_digits);
            self.codes += usize::from(!text.trim().contains(' ') && has_digits);
        }
    }

    /// The share of the values that can be what the field needs; 1 when nothing speaks against it.
    pub fn fit(&self, field: Field) -> f64 {
        let fitting = match field {
            amount if amount.is_amount() => self.amounts,
            Field::PostingDate | Field::InvoiceDate | Field::DueDate | Field::PaymentDate => self.dates + self.timed,
            Field::SupplierName => self.texts - self.codes,
            // "Valuta" heads currencies in one language and days in another.
            Field::Currency => self.filled - self.dates,
            _ => self.filled,
        };
        if self.filled == 0 { 1.0 } else { fitting as f64 / self.filled as f64 }
    }

    /// Words throughout, as names have, and numbers and codes have not.
    pub fn is_wordy(&self) -> bool {
        self.words * 2 > self.filled
    }

    /// Enough values fit.
    pub fn fits(&self, field: Field) -> bool {
        self.fit(field) >= 0.5
    }
}
