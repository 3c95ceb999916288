//! What kept rows say by themselves, in columns.

use arrow_array::PrimitiveArray;
use arrow_array::types::ArrowPrimitiveType;

/// What rows say by themselves, in columns.
#[derive(Default)]
pub struct Kept {
    pub table: Vec<u32>,
    pub row: Vec<u32>,
    pub cents: Vec<i64>,
    pub vat_cents: Sparse<i64>,
    /// The amount in the currency of the export, where it was converted.
    pub original_cents: Sparse<i64>,
    /// Posting, invoice, due and payment dates.
    pub dates: [Sparse<i32>; 4],
}

/// A column that not every table has: shorter than others up to its first value.
#[derive(Default)]
pub struct Sparse<T>(Vec<Option<T>>);

impl<T: Copy> Sparse<T> {
    /// Room for `most` values; memory is taken when it is written to.
    pub fn with_room(most: usize) -> Self {
        Self(Vec::with_capacity(most))
    }

    /// Puts the value of a row, whose number is greater than those before.
    pub fn put(&mut self, row: usize, value: Option<T>) {
        if value.is_some() {
            self.0.resize(row, None);
            self.0.push(value);
        }
    }

    /// The values up to the last one; rows beyond have none.
    pub fn values(&self) -> &[Option<T>] {
        &self.0
    }

    pub fn extend(&mut self, rows: usize, more: &Self) {
        if !more.0.is_empty() {
            self.0.resize(rows, None);
            self.0.extend_from_slice(&more.0);
        }
    }

    pub fn array<A: ArrowPrimitiveType<Native = T>>(mut self, rows: usize) -> PrimitiveArray<A> {
        if self.0.is_empty() {
            return PrimitiveArray::new_null(rows);
        }
        self.0.resize(rows, None);
        PrimitiveArray::from_iter(self.0)
    }
}

impl Kept {
    pub fn len(&self) -> usize {
        self.row.len()
    }

    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    pub fn reserve(&mut self, rows: usize) {
        self.table.reserve(rows);
        self.row.reserve(rows);
        self.cents.reserve(rows);
    }

    pub fn extend(&mut self, more: &Self) {
        let rows = self.len();
        self.table.extend_from_slice(&more.table);
        self.row.extend_from_slice(&more.row);
        self.cents.extend_from_slice(&more.cents);
        self.vat_cents.extend(rows, &more.vat_cents);
        self.original_cents.extend(rows, &more.original_cents);
        for (dates, more) in self.dates.iter_mut().zip(&more.dates) {
            dates.extend(rows, more);
        }
    }
}
