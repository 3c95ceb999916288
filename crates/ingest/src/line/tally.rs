//! What becomes of the rows of a table, counted.

use std::collections::BTreeMap;

use super::calendar::{Calendar, Far};
use super::control::{Control, Foreign};
use super::dates::{Days, deciding_date};
use super::refusal::Fate;
use super::sidecar::Table;
use crate::read::{Cell, Row};
use crate::table::Field;
use vire_base::amount::Amount;

/// Rows of a kind that are named.
const FIRST: usize = 5;

pub struct Tally {
    control: Control,
    /// Lines in other currencies than the buyer's.
    foreign: BTreeMap<String, Foreign>,
    /// Cells of amounts and dates that hold a missing marker, by field.
    missing: BTreeMap<Field, u64>,
    /// Formula cells whose values were not saved, and the first rows that have them.
    uncomputed: (u64, Vec<u32>),
    /// How many rows were mended, and the first of them.
    mended: (u64, Vec<u32>),
    /// The last row, where its text ends without a line end.
    cut: Option<u32>,
    /// Number of the last row met; rows that a workbook leaves out are blank.
    last_row: u32,
    /// Of the lines whose date names a day or a month.
    days: Calendar,
    /// First and last day of the lines whose date names several months.
    period: Option<(i32, i32)>,
}

impl Tally {
    /// Of a table below its header, with the rows above that are no data.
    pub fn new(header_row: u32, notes: u64, blank: u64) -> Self {
        Self {
            control: Control { note: notes, blank, ..Control::default() },
            foreign: BTreeMap::new(),
            missing: BTreeMap::new(),
            uncomputed: Default::default(),
            mended: Default::default(),
            cut: None,
            last_row: header_row,
            days: Calendar::default(),
            period: None,
        }
    }

    pub fn control(&self) -> &Control {
        &self.control
    }

    pub fn foreign(&self) -> &BTreeMap<String, Foreign> {
        &self.foreign
    }

    /// How many formula cells lack their values, and the first rows that have them.
    pub fn uncomputed(&self) -> (u64, &[u32]) {
        (self.uncomputed.0, &self.uncomputed.1)
    }

    /// How many rows were mended, and the first of them.
    pub fn all_mended(&self) -> (u64, &[u32]) {
        (self.mended.0, &self.mended.1)
    }

    pub fn mended(&mut self, row: u32) {
        self.mended.0 += 1;
        if self.mended.1.len() < FIRST {
            self.mended.1.push(row);
        }
    }

    /// The row that ends without a line end.
    pub fn cut_row(&self) -> Option<u32> {
        self.cut
    }

    pub fn cut(&mut self, row: u32) {
        self.cut = Some(row);
    }

    /// Goes on to the row with this number.
    pub fn go_to(&mut self, number: u32) {
        self.control.blank += u64::from(number.saturating_sub(self.last_row + 1));
        self.last_row = number;
    }

    pub fn blank(&mut self) {
        self.control.blank += 1;
    }

    pub fn header(&mut self) {
        self.control.header += 1;
    }

    /// A heading or a footnote, in whatever column it stands.
    pub fn note(&mut self) {
        self.control.note += 1;
    }

    pub fn total(&mut self) {
        self.control.total += 1;
    }

    /// A cell that holds a missing marker.
    pub fn missing(&mut self, field: Field) {
        *self.missing.entry(field).or_default() += 1;
    }

    /// Counts formula cells whose values were not saved.
    pub fn note_uncomputed(&mut self, row: Row<'_>) {
        let (count, rows) = &mut self.uncomputed;
        *count += row.cells().filter(Cell::is_uncomputed).count() as u64;
        if rows.len() < FIRST {
            rows.push(row.number());
        }
    }

    /// Counts a row that is not kept.
    pub fn leave(&mut self, fate: Fate, currency: Option<String>, cents: Option<i64>) {
        let c = &mut self.control;
        let (lines, sum) = match fate {
            Fate::Duplicate => (&mut c.duplicates, &mut c.duplicates_cents),
            Fate::Rejected | Fate::HeldOut => (&mut c.rejected, &mut c.rejected_cents),
        };
        *lines += 1;
        c.read += 1;
        let cents = cents.unwrap_or(0);
        let Some(currency) = currency else {
            *sum += i128::from(cents);
            c.read_cents += i128::from(cents);
            return;
        };
        let foreign = self.foreign.entry(currency).or_default();
        let lot = if fate == Fate::Duplicate { &mut foreign.duplicates } else { &mut foreign.rejected };
        lot.add(cents);
        foreign.read.add(cents);
        if fate == Fate::HeldOut {
            foreign.held_out.add(cents);
        }
    }

    /// Counts a kept line of another currency, whose amount was converted.
    pub fn convert(&mut self, currency: &str, cents: i64, converted: i64) {
        let sums = self.foreign.entry(currency.to_owned()).or_default();
        sums.read.add(cents);
        sums.kept.add(cents);
        sums.converted_cents += i128::from(converted);
    }

    /// Counts a kept line, whose amount is `cents` in the buyer's currency.
    pub fn keep(&mut self, amount: Amount, cents: i64, days: &Days) {
        let control = &mut self.control;
        control.read += 1;
        control.kept += 1;
        control.read_cents += i128::from(cents);
        control.kept_cents += i128::from(cents);
        if cents < 0 {
            control.negative += 1;
            control.negative_cents += i128::from(cents);
        }
        control.rounded += u64::from(amount.rounded);
        let wider = |range: Option<(i32, i32)>, first: i32, last: i32| {
            Some(range.map_or((first, last), |(a, b)| (a.min(first), b.max(last))))
        };
        match (deciding_date(days.dates), days.span) {
            (None, _) => control.undated += 1,
            (Some(_), Some((first, last))) => {
                control.periods += 1;
                self.period = wider(self.period, first, last);
            }
            (Some(date), None) => self.days.add(date, self.last_row),
        }
    }

    /// The days that are far from all others, and the span of the others.
    pub fn far(&self) -> Option<(Far, (i32, i32))> {
        self.days.far()
    }

    /// Hands over what was counted.
    pub fn move_into(self, table: &mut Table) {
        table.control = self.control;
        table.foreign = self.foreign;
        (table.date_min, table.date_max) = self.days.span().unzip();
        table.period = self.period;
        table.missing = self.missing.into_iter().map(|(field, n)| (field.name(), n)).collect();
    }
}
