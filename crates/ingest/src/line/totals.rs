//! Which rows of a table are totals of those above.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::read::{Cell, OwnedCell, Row};
use crate::table::field::DATE_FIELDS;
use crate::table::mapping::{HeldRow, Mapping};
use crate::table::total::{self, Above, Look, Thin};
use vire_base::amount::format_cents;

/// Stands for the amount of a total that was not computed: no sum of rows is this.
pub const UNKNOWN: i64 = i64::MAX;

/// Thin rows that are remembered: a table with more is no report.
const MOST: usize = 1 << 16;

pub struct Totals {
    /// The columns beside the amounts, those first that mostly hold words: few looks tell that a row is no total.
    beside: Vec<usize>,
    /// Columns of days: a day that is written as a number is no less a day.
    days: Vec<usize>,
    /// Columns that say the same in nearly all rows, such as a currency or a buyer, and what: that tells no row apart.
    constant: Vec<(usize, String)>,
    /// How many columns the first rows have.
    columns: usize,
    /// Text cells beside the amounts in most rows.
    typical: usize,
    above: Above,
    /// Rows that are known to be totals of the rows below them.
    heads: BTreeSet<u32>,
    /// Rows that could be, and what the others sum to.
    thin: Vec<Thin>,
    full: (i128, u64),
    is_thin: bool,
}

impl Totals {
    /// Of a table with these first rows and these columns of amounts.
    pub fn new(rows: &[HeldRow], amounts: [Option<usize>; 5], mapping: &Mapping, heads: BTreeSet<u32>) -> Self {
        let typical = mapping.typical_texts;
        let columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let cells = |i: usize| rows.iter().filter_map(move |(_, cells)| cells.get(i)).map(OwnedCell::borrow);
        let constant: Vec<(usize, String)> = (0..columns)
            .filter(|i| !amounts.contains(&Some(*i)))
            .filter_map(|i| Some((i, constant(cells(i))?)))
            .collect();
        // Where nothing else would be left, they tell as much as other columns do elsewhere.
        let constant = if typical >= constant.len() + 2 { constant } else { Vec::new() };
        let is_constant = |i: &usize| constant.iter().any(|(column, _)| column == i);
        let mut beside: Vec<usize> = (0..columns).filter(|i| !amounts.contains(&Some(*i)) && !is_constant(i)).collect();
        let words = |i: &usize| {
            cells(*i).filter(|cell| matches!(cell, Cell::Text(text) if text.starts_with(char::is_alphabetic))).count()
        };
        beside.sort_by_cached_key(|i| Reverse(words(i)));
        Self {
            typical: typical - constant.len(),
            days: DATE_FIELDS.iter().filter_map(|field| mapping.index(*field)).collect(),
            beside,
            constant,
            columns,
            above: Above::default(),
            heads,
            thin: Vec::new(),
            full: (0, 0),
            is_thin: false,
        }
    }

    /// Whether a row is a total or subtotal of the rows above.
    pub fn is_total(&self, row: Row<'_>, cents: i64) -> bool {
        self.look(row, cents) == Look::Total
    }

    fn look(&self, row: Row<'_>, cents: i64) -> Look {
        let columns = self.beside.iter().copied().chain(self.columns..row.width());
        let others = self.constant.iter().filter(|(i, text)| row.cell(*i) != Cell::Text(text)).map(|(i, _)| *i);
        let says = |(i, cell): &(usize, Cell<'_>)| total::is_wording(cell) || self.days.contains(i) && !cell.is_blank();
        let wording = columns.chain(others).map(|i| (i, row.cell(i))).filter(says).map(|(_, cell)| cell);
        total::look(wording, self.typical, cents, &self.above)
    }

    /// Takes in a row: what to say when it is a total, where the rows that it should sum sum to something else.
    pub fn take(&mut self, row: Row<'_>, cents: i64) -> Option<Option<String>> {
        let look = self.look(row, cents);
        self.is_thin = look == Look::Thin;
        match look {
            Look::Full => None,
            Look::Total => Some(self.end(cents)),
            Look::Thin if self.heads.contains(&row.number()) => {
                self.above.reset();
                Some(None)
            }
            Look::Thin => {
                if self.thin.len() < MOST {
                    self.thin.push(Thin { row: row.number(), cents, before: self.full });
                }
                None
            }
        }
    }

    /// The row that was taken in was kept as a line.
    pub fn add(&mut self, cents: i64) {
        self.above.add(cents);
        if !self.is_thin {
            self.full = (self.full.0 + i128::from(cents), self.full.1 + 1);
        }
    }

    /// A total was met; what to say when the rows above sum to something else.
    fn end(&mut self, cents: i64) -> Option<String> {
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

    /// After the last row: rows that prove to be totals of the rows below them.
    pub fn heads(&self) -> Vec<u32> {
        if self.thin.len() < MOST { total::heads(&self.thin, self.full) } else { Vec::new() }
    }
}

/// The one text that stands in nearly all rows.
fn constant<'c>(mut cells: impl Iterator<Item = Cell<'c>> + Clone) -> Option<String> {
    let all = cells.clone().count();
    let first = cells.find(total::is_wording)?;
    let others = cells.filter(|cell| *cell != first).count();
    match first {
        Cell::Text(text) if all >= ENOUGH && others * 20 <= all => Some(text.to_owned()),
        _ => None,
    }
}

/// Rows that tell what a column holds.
const ENOUGH: usize = 10;
