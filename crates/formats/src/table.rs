//! Tables that are declared once: the name of each column, its type, its description and where its values come from
//! stand in one row.
//!
//! A declaration is a constant. What writes the table, what reads it and what documents it all use the same one.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int32Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

/// The type of a column. There is no unsigned one: Spark has none, and makes a decimal of the longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Flag,
    /// Days since 1970-01-01.
    Day,
    /// Hundredths of the currency.
    Money,
    /// Millionths of a unit.
    Ratio,
    /// Millionths of what may be a sum of money: from 10^12 on that has more than eighteen digits.
    Figure,
    Int,
    Long,
}

impl Kind {
    /// The type by its name in SQL.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Text => "VARCHAR",
            Self::Flag => "BOOLEAN",
            Self::Day => "DATE",
            Self::Money => "DECIMAL(18,2)",
            Self::Ratio => "DECIMAL(18,6)",
            Self::Figure => "DECIMAL(38,6)",
            Self::Int => "INTEGER",
            Self::Long => "BIGINT",
        }
    }

    /// The type as Arrow has it, which decides the type in Parquet.
    pub const fn arrow(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Flag => DataType::Boolean,
            Self::Day => DataType::Date32,
            Self::Money => DataType::Decimal128(18, 2),
            Self::Ratio => DataType::Decimal128(18, 6),
            Self::Figure => DataType::Decimal128(38, 6),
            Self::Int => DataType::Int32,
            Self::Long => DataType::Int64,
        }
    }
}

/// What there is to say of a column, and how a file holds it.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub name: &'static str,
    pub kind: Kind,
    pub about: &'static str,
    /// Readers ask for ranges of it, so files keep its least and greatest values.
    pub ranged: bool,
    /// Nearly every value is different, so that a dictionary would be built only to be given up.
    pub distinct: bool,
    /// It has a value in every row.
    pub required: bool,
}

/// A column and the origin of its values.
#[derive(Clone, Copy, Debug)]
pub struct Column<O> {
    pub head: Head,
    pub of: O,
}

impl<O: Copy> Column<O> {
    pub const fn new(name: &'static str, kind: Kind, about: &'static str, of: O) -> Self {
        Self { head: Head { name, kind, about, ranged: false, distinct: false, required: false }, of }
    }

    /// See [`Head::ranged`].
    pub const fn ranged(mut self) -> Self {
        self.head.ranged = true;
        self
    }

    /// See [`Head::distinct`].
    pub const fn distinct(mut self) -> Self {
        self.head.distinct = true;
        self
    }

    /// See [`Head::required`].
    pub const fn required(mut self) -> Self {
        self.head.required = true;
        self
    }
}

/// A table as its readers know it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    /// What one row stands for.
    pub about: &'static str,
    pub columns: &'static [Head],
}

/// The heads of a table's columns, for a [`Table`].
pub const fn heads<O: Copy, const N: usize>(columns: &[Column<O>; N]) -> [Head; N] {
    let mut heads = [columns[0].head; N];
    let mut at = 0;
    while at < N {
        heads[at] = columns[at].head;
        at += 1;
    }
    heads
}

/// The columns of one part of a table, then those of another.
pub const fn joined<const A: usize, const B: usize, const N: usize>(before: [Head; A], after: [Head; B]) -> [Head; N] {
    assert!(A + B == N, "a table has the columns of both parts");
    let mut heads = [before[0]; N];
    let mut at = 0;
    while at < N {
        heads[at] = if at < A { before[at] } else { after[at - A] };
        at += 1;
    }
    heads
}

/// The schema of a file with these columns.
pub fn schema(heads: &[Head]) -> SchemaRef {
    let field = |h: &Head| Field::new(h.name, h.kind.arrow(), !h.required);
    Arc::new(Schema::new(heads.iter().map(field).collect::<Vec<_>>()))
}

/// How a column gets its values from the rows of a table, and thereby its type.
pub enum Of<R> {
    Text(fn(&R) -> Option<Cow<'_, str>>),
    Flag(fn(&R) -> Option<bool>),
    /// Days since 1970-01-01.
    Day(fn(&R) -> Option<i32>),
    /// Cents.
    Money(fn(&R) -> Option<i128>),
    /// Millionths.
    Ratio(fn(&R) -> Option<i128>),
    /// Millionths of what may be a sum of money.
    Figure(fn(&R) -> Option<i128>),
    Int(fn(&R) -> Option<i32>),
    Long(fn(&R) -> Option<i64>),
}

impl<R> Clone for Of<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Of<R> {}

impl<R> Of<R> {
    const fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Flag(_) => Kind::Flag,
            Self::Day(_) => Kind::Day,
            Self::Money(_) => Kind::Money,
            Self::Ratio(_) => Kind::Ratio,
            Self::Figure(_) => Kind::Figure,
            Self::Int(_) => Kind::Int,
            Self::Long(_) => Kind::Long,
        }
    }
}

/// A column of a table whose rows are all in memory.
pub const fn column<R>(name: &'static str, about: &'static str, of: Of<R>) -> Column<Of<R>> {
    Column::new(name, of.kind(), about, of)
}

/// A text, or no value where it is empty.
pub fn some<'t>(text: impl Into<Cow<'t, str>>) -> Option<Cow<'t, str>> {
    Some(text.into()).filter(|t| !t.is_empty())
}

/// The values of all columns; those before have the same text in every row.
///
/// # Errors
/// When a sum has more digits than its column, or a required column lacks a value.
pub fn batch<R>(same: &[(Head, &str)], columns: &[Column<Of<R>>], rows: &[R]) -> Result<RecordBatch, ArrowError> {
    let heads: Vec<Head> = all_heads(same, columns);
    let same = same.iter().map(|(_, text)| {
        let texts: StringArray = std::iter::repeat_n(Some(text), rows.len()).collect();
        Ok(Arc::new(texts) as ArrayRef)
    });
    let values = same.chain(columns.iter().map(|c| values(&c.of, rows)));
    RecordBatch::try_new(schema(&heads), values.collect::<Result<_, _>>()?)
}

/// The heads of columns with one text each, then of the others.
pub fn all_heads<R>(same: &[(Head, &str)], columns: &[Column<Of<R>>]) -> Vec<Head> {
    same.iter().map(|(head, _)| *head).chain(columns.iter().map(|c| c.head)).collect()
}

fn values<R>(of: &Of<R>, rows: &[R]) -> Result<ArrayRef, ArrowError> {
    Ok(match of {
        Of::Text(of) => Arc::new(rows.iter().map(of).collect::<StringArray>()),
        Of::Flag(of) => Arc::new(rows.iter().map(of).collect::<BooleanArray>()),
        Of::Day(of) => Arc::new(rows.iter().map(of).collect::<Date32Array>()),
        Of::Money(of) => Arc::new(money(rows.iter().map(of))?),
        Of::Ratio(of) => Arc::new(decimal(rows.iter().map(of), 18, 6)?),
        Of::Figure(of) => Arc::new(decimal(rows.iter().map(of), 38, 6)?),
        Of::Int(of) => Arc::new(rows.iter().map(of).collect::<Int32Array>()),
        Of::Long(of) => Arc::new(rows.iter().map(of).collect::<Int64Array>()),
    })
}

/// Cents as a column of money.
///
/// # Errors
/// When a sum has more than 18 digits.
pub fn money(cents: impl Iterator<Item = Option<i128>>) -> Result<Decimal128Array, ArrowError> {
    decimal(cents, 18, 2)
}

fn decimal(
    values: impl Iterator<Item = Option<i128>>,
    precision: u8,
    scale: i8,
) -> Result<Decimal128Array, ArrowError> {
    let values = values.collect::<Decimal128Array>().with_precision_and_scale(precision, scale)?;
    values.validate_decimal_precision(precision)?;
    Ok(values)
}
