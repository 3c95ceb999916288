//! Columns of the tables that queries read: declared once with the origin of their values, and filled from rows.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, Int64Array, StringArray};
use vire_formats::table::{Column, Head, Kind, money};

/// A table by columns.
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(Head, ArrayRef)>,
    pub rows: usize,
}

/// How a column gets its values from the rows of a table, and thereby its type.
pub(super) enum Of<R> {
    Text(fn(&R) -> &str),
    Int(fn(&R) -> i32),
    Count(fn(&R) -> Option<u64>),
    Cents(fn(&R) -> i128),
    /// Hundredths of something; null where it is not known.
    Hundredths(fn(&R) -> Option<i128>),
}

impl<R> Clone for Of<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Of<R> {}

pub(super) const fn column<R>(name: &'static str, about: &'static str, of: Of<R>) -> Column<Of<R>> {
    let kind = match of {
        Of::Text(_) => Kind::Text,
        Of::Int(_) => Kind::Int,
        Of::Count(_) => Kind::Long,
        Of::Cents(_) | Of::Hundredths(_) => Kind::Money,
    };
    Column::new(name, kind, about, of)
}

impl<R> Of<R> {
    /// # Errors
    /// When a sum or a count has more than 18 digits.
    fn values(&self, rows: &[R]) -> anyhow::Result<ArrayRef> {
        Ok(match self {
            Self::Text(of) => Arc::new(StringArray::from_iter_values(rows.iter().map(of))),
            Self::Int(of) => Arc::new(Int32Array::from_iter_values(rows.iter().map(of))),
            Self::Count(of) => {
                let counts = rows.iter().map(|row| of(row).map(i64::try_from).transpose());
                Arc::new(counts.collect::<Result<Int64Array, _>>()?)
            }
            Self::Hundredths(of) => Arc::new(money(rows.iter().map(of))?),
            Self::Cents(of) => Arc::new(money(rows.iter().map(|row| Some(of(row))))?),
        })
    }
}

/// A table of rows by columns.
pub(super) fn by_columns<R>(name: &'static str, columns: &[Column<Of<R>>], rows: &[R]) -> anyhow::Result<Table> {
    let columns = columns.iter().map(|c| Ok((c.head, c.of.values(rows)?))).collect::<anyhow::Result<_>>()?;
    Ok(Table { name, columns, rows: rows.len() })
}
