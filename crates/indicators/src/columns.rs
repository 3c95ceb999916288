//! Columns of the tables that queries read: declared once with the origin of their values, and filled from rows.

use vire_formats::table::{Column, Kind};

/// A table by columns.
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(&'static str, Values)>,
}

/// The values of a column.
pub enum Values {
    Text(Vec<&'static str>),
    Int(Vec<i32>),
    Long(Vec<Option<i64>>),
    Cents(Vec<i64>),
}

/// How a column gets its values from the rows of a table, and thereby its type.
pub(super) enum Of<R> {
    Text(fn(&R) -> &'static str),
    Int(fn(&R) -> i32),
    Count(fn(&R) -> Option<u64>),
    Cents(fn(&R) -> i128),
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
        Of::Cents(_) => Kind::Money,
    };
    Column::new(name, kind, about, of)
}

impl<R> Of<R> {
    /// # Errors
    /// When a sum or a count has more than 18 digits.
    fn values(&self, rows: &[R]) -> anyhow::Result<Values> {
        Ok(match self {
            Self::Text(of) => Values::Text(rows.iter().map(of).collect()),
            Self::Int(of) => Values::Int(rows.iter().map(of).collect()),
            Self::Count(of) => {
                let counts = rows.iter().map(|row| of(row).map(i64::try_from).transpose());
                Values::Long(counts.collect::<Result<_, _>>()?)
            }
            Self::Cents(of) => Values::Cents(rows.iter().map(|row| i64::try_from(of(row))).collect::<Result<_, _>>()?),
        })
    }
}

/// A table of rows by columns.
pub(super) fn by_columns<R>(name: &'static str, columns: &[Column<Of<R>>], rows: &[R]) -> anyhow::Result<Table> {
    let columns = columns.iter().map(|c| Ok((c.head.name, c.of.values(rows)?))).collect::<anyhow::Result<_>>()?;
    Ok(Table { name, columns })
}
