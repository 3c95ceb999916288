//! Columns of a table that was read, found by name and held to the type that they should have.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt32Type;
use arrow_array::{Array, ArrayRef, Date32Array, Decimal128Array, Int32Array, Int64Array, RecordBatch, StringArray};

use crate::table::Kind;

/// A table lacks a column, or has another one in its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    #[error("no column \"{0}\"")]
    Missing(String),
    #[error("column \"{column}\" is {found}, not {}", .wanted.sql())]
    OtherType { column: String, found: String, wanted: Kind },
}

/// Texts; null where there is none.
pub fn texts<'b>(batch: &'b RecordBatch, column: &str) -> Result<&'b StringArray, ColumnError> {
    find(batch, column, Kind::Text)
}

/// A text of a row; null is empty.
pub fn text(column: &StringArray, row: usize) -> &str {
    if column.is_valid(row) { column.value(row) } else { "" }
}

/// Sums in cents.
pub fn money<'b>(batch: &'b RecordBatch, column: &str) -> Result<&'b Decimal128Array, ColumnError> {
    find(batch, column, Kind::Money)
}

/// Days since 1970-01-01.
pub fn days<'b>(batch: &'b RecordBatch, column: &str) -> Result<&'b Date32Array, ColumnError> {
    find(batch, column, Kind::Day)
}

pub fn ints<'b>(batch: &'b RecordBatch, column: &str) -> Result<&'b Int32Array, ColumnError> {
    find(batch, column, Kind::Int)
}

/// Rows in a sheet; earlier versions wrote them without a sign.
pub fn sheet_rows<'b>(batch: &'b RecordBatch, column: &str) -> Result<Cow<'b, Int32Array>, ColumnError> {
    let unsigned = batch.column_by_name(column).and_then(|rows| rows.as_primitive_opt::<UInt32Type>());
    match unsigned {
        Some(rows) => Ok(Cow::Owned(Int32Array::new(rows.values().inner().clone().into(), rows.nulls().cloned()))),
        None => ints(batch, column).map(Cow::Borrowed),
    }
}

pub fn longs<'b>(batch: &'b RecordBatch, column: &str) -> Result<&'b Int64Array, ColumnError> {
    find(batch, column, Kind::Long)
}

/// A column of any type that is declared.
pub fn column<'b>(batch: &'b RecordBatch, name: &str, wanted: Kind) -> Result<&'b ArrayRef, ColumnError> {
    let column = batch.column_by_name(name).ok_or_else(|| ColumnError::Missing(name.to_owned()))?;
    let found = column.data_type();
    let as_wanted = Some(column).filter(|_| *found == wanted.arrow());
    as_wanted.ok_or_else(|| ColumnError::OtherType { column: name.to_owned(), found: found.to_string(), wanted })
}

fn find<'b, A: Array + 'static>(batch: &'b RecordBatch, name: &str, wanted: Kind) -> Result<&'b A, ColumnError> {
    let found = column(batch, name, wanted)?;
    let other = || ColumnError::OtherType { column: name.to_owned(), found: found.data_type().to_string(), wanted };
    found.as_any().downcast_ref().ok_or_else(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Of, batch, column};

    #[test]
    fn rows_are_read_as_earlier_versions_wrote_them() {
        use std::sync::Arc;
        let unsigned = arrow_array::UInt32Array::from(vec![Some(2), None]);
        let old = RecordBatch::try_from_iter([("row", Arc::new(unsigned) as ArrayRef)]).unwrap();
        let new = batch(&[], &[column("row", "a row", Of::Int(|n: &Option<i32>| *n))], &[Some(2), None]).unwrap();
        for batch in [old, new] {
            assert_eq!(sheet_rows(&batch, "row").unwrap().iter().collect::<Vec<_>>(), [Some(2), None]);
        }
    }

    #[test]
    fn a_column_is_found_by_name_and_type() {
        let declared =
            [column("n", "a number", Of::Long(|n: &i64| Some(*n))), column("t", "no text", Of::Text(|_: &i64| None))];
        let batch = batch(&[], &declared, &[7, 8]).unwrap();
        assert_eq!(longs(&batch, "n").unwrap().values(), &[7, 8]);
        assert!(texts(&batch, "t").unwrap().is_null(0));
        assert_eq!(ints(&batch, "n").unwrap_err().to_string(), "column \"n\" is Int64, not INTEGER");
        assert_eq!(money(&batch, "amount").unwrap_err().to_string(), "no column \"amount\"");
    }
}
