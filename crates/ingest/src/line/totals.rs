//! Which rows of a table are totals of those above.

use std::cmp::Reverse;

use crate::read::{Cell, OwnedCell, Row};
use crate::table::mapping::HeldRow;
use crate::table::total::{self, Above};
use vire_base::amount::format_cents;

/// Stands for the amount of a total that was not computed: no sum of rows is this.
pub const UNKNOWN: i64 = i64::MAX;

pub struct Totals {
    /// The columns beside the amounts, those first that mostly hold words: few looks tell that a row is no total.
    beside: Vec<usize>,
    /// How many columns the first rows have.
    columns: usize,
    /// Text cells beside the amounts in most rows.
    typical: usize,
    above: Above,
}

impl Totals {
    /// Of a table with these first rows and these columns of amounts.
    pub fn new(rows: &[HeldRow], amounts: [Option<usize>; 5], typical: usize) -> Self {
        let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let mut beside: Vec<usize> = (0..columns).filter(|i| !amounts.contains(&Some(*i))).collect();
        let words = |i: &usize| {
            let texts = rows.iter().filter_map(|(_, cells)| cells.get(*i)).map(OwnedCell::borrow);
            texts.filter(|cell| matches!(cell, Cell::Text(text) if text.starts_with(char::is_alphabetic))).count()
        };
        beside.sort_by_cached_key(|i| Reverse(words(i)));
        Self { beside, columns, typical, above: Above::default() }
    }

    /// A total or subtotal of the rows above.
    pub fn is_total(&self, row: Row<'_>, cents: i64) -> bool {
        let columns = self.beside.iter().copied().chain(self.columns..row.width());
        let beside = columns.map(|i| row.cell(i)).filter(total::is_wording);
        total::is_total(beside, self.typical, cents, &self.above)
    }

    /// A line was kept.
    pub fn add(&mut self, cents: i64) {
        self.above.add(cents);
    }

    /// A total was met; what to say when the rows above sum to something else.
    pub fn end(&mut self, cents: i64) -> Option<String> {
        let message = || {
            format!(
                "the total row says {}, the rows above sum to {}",
                format_cents(cents.into()),
                format_cents(self.above.cents)
            )
        };
        let message = (cents != 0 && !self.above.sums_to(cents, 100)).then(message);
        self.above.reset();
        message
    }
}
