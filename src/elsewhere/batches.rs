//! Rows of queries from Arrow batches, whose columns have the types that they should have.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::DataType;
use vire_indicators::engine::Row;

/// The rows of a query of an indicator.
pub fn rows(streams: &[Vec<u8>]) -> anyhow::Result<Vec<Row>> {
    let mut all = Vec::new();
    for batch in read(streams)? {
        all.extend(of_batch(&batch)?);
    }
    Ok(all)
}

/// Numbers by names, of a query of the two columns `name` and `n`.
pub fn counts(streams: &[Vec<u8>]) -> anyhow::Result<BTreeMap<String, i64>> {
    let mut all = BTreeMap::new();
    for batch in read(streams)? {
        let names = texts(&batch, "name")?.into_iter().map(str::to_owned);
        all.extend(names.zip(longs(&batch, "n")?.into_iter().map(Option::unwrap_or_default)));
    }
    Ok(all)
}

fn read(streams: &[Vec<u8>]) -> anyhow::Result<Vec<RecordBatch>> {
    let mut batches = Vec::new();
    for stream in streams {
        for batch in StreamReader::try_new(stream.as_slice(), None).context("its answer is no Arrow stream")? {
            batches.push(batch?);
        }
    }
    Ok(batches)
}

fn of_batch(batch: &RecordBatch) -> anyhow::Result<Vec<Row>> {
    let (scope, period) = (texts(batch, "scope")?, texts(batch, "period")?);
    let (dimension, member) = (texts(batch, "dimension")?, texts(batch, "member")?);
    let (value, low) = (doubles(batch, "value")?, doubles(batch, "low")?);
    let (high, coverage) = (doubles(batch, "high")?, doubles(batch, "coverage")?);
    let (numerator, denominator) = (cents(batch, "numerator")?, cents(batch, "denominator")?);
    let n = longs(batch, "n")?;
    let row = |at: usize| Row {
        scope: scope[at].to_owned(),
        period: period[at].to_owned(),
        dimension: dimension[at].to_owned(),
        member: member[at].to_owned(),
        value: value[at],
        low: low[at],
        high: high[at],
        numerator: numerator[at],
        denominator: denominator[at],
        n: n[at],
        coverage: coverage[at],
    };
    Ok((0..batch.num_rows()).map(row).collect())
}

/// Texts, none of which is null.
fn texts<'b>(batch: &'b RecordBatch, name: &str) -> anyhow::Result<Vec<&'b str>> {
    let column = column(batch, name)?;
    let texts: Option<Vec<&str>> = match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().iter().collect(),
        DataType::LargeUtf8 => column.as_string::<i64>().iter().collect(),
        DataType::Utf8View => column.as_string_view().iter().collect(),
        other => bail!("column {name} is {other}, not a text"),
    };
    texts.with_context(|| format!("column {name} has a null"))
}

/// Whole numbers, or nulls.
fn longs(batch: &RecordBatch, name: &str) -> anyhow::Result<Vec<Option<i64>>> {
    let column = column(batch, name)?;
    let values = column.as_primitive_opt::<Int64Type>();
    Ok(values.with_context(|| format!("column {name} is {}, not BIGINT", column.data_type()))?.iter().collect())
}

fn doubles(batch: &RecordBatch, name: &str) -> anyhow::Result<Vec<Option<f64>>> {
    let column = column(batch, name)?;
    let values = column.as_primitive_opt::<Float64Type>();
    Ok(values.with_context(|| format!("column {name} is {}, not DOUBLE", column.data_type()))?.iter().collect())
}

fn cents(batch: &RecordBatch, name: &str) -> anyhow::Result<Vec<Option<i128>>> {
    let column = column(batch, name)?;
    let values = column.as_primitive_opt::<Decimal128Type>();
    let values = values.filter(|values| (values.precision(), values.scale()) == (18, 2));
    Ok(values.with_context(|| format!("column {name} is {}, not DECIMAL(18,2)", column.data_type()))?.iter().collect())
}

fn column<'b>(batch: &'b RecordBatch, name: &str) -> anyhow::Result<&'b ArrayRef> {
    batch.column_by_name(name).with_context(|| format!("its answer has no column {name}"))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{Decimal128Array, Float64Array, Int64Array, LargeStringArray, StringArray, StringViewArray};
    use arrow_ipc::writer::StreamWriter;

    use super::*;

    fn batch(numerator: ArrayRef, member: ArrayRef) -> RecordBatch {
        let double = |value: Option<f64>| Arc::new(Float64Array::from(vec![value])) as ArrayRef;
        let money = Decimal128Array::from(vec![None]).with_precision_and_scale(18, 2).unwrap();
        RecordBatch::try_from_iter_with_nullable([
            ("scope", Arc::new(StringArray::from(vec!["market"])) as ArrayRef, true),
            ("period", Arc::new(LargeStringArray::from(vec!["2024"])), true),
            ("dimension", Arc::new(StringViewArray::from(vec!["sector"])), true),
            ("member", member, true),
            ("value", double(Some(0.25)), true),
            ("low", double(None), true),
            ("high", double(Some(0.5)), true),
            ("numerator", numerator, true),
            ("denominator", Arc::new(money), true),
            ("n", Arc::new(Int64Array::from(vec![7])), true),
            ("coverage", double(Some(1.0)), true),
        ])
        .unwrap()
    }

    fn money(precision: u8, scale: i8) -> ArrayRef {
        Arc::new(Decimal128Array::from(vec![1_234]).with_precision_and_scale(precision, scale).unwrap())
    }

    fn food() -> ArrayRef {
        Arc::new(StringArray::from(vec!["food"]))
    }

    #[test]
    fn rows_come_through_a_stream_as_they_are() {
        let sent = batch(money(18, 2), food());
        let mut message = Vec::new();
        let mut writer = StreamWriter::try_new(&mut message, &sent.schema()).unwrap();
        writer.write(&sent).unwrap();
        writer.finish().unwrap();
        let expected = Row {
            scope: "market".to_owned(),
            period: "2024".to_owned(),
            dimension: "sector".to_owned(),
            member: "food".to_owned(),
            value: Some(0.25),
            low: None,
            high: Some(0.5),
            numerator: Some(1_234),
            denominator: None,
            n: Some(7),
            coverage: Some(1.0),
        };
        let cut = message[..40].to_vec();
        assert_eq!(rows(&[message.clone(), message]).unwrap(), [expected.clone(), expected]);
        assert!(rows(&[cut]).is_err() && rows(&[b"no stream".to_vec()]).is_err());
    }

    #[test]
    fn other_types_are_told() {
        let null: ArrayRef = Arc::new(StringArray::from(vec![None::<&str>]));
        for (batch, told) in [
            (batch(money(20, 2), food()), "column numerator is Decimal128(20, 2), not DECIMAL(18,2)"),
            (batch(money(18, 3), food()), "column numerator is Decimal128(18, 3), not DECIMAL(18,2)"),
            (batch(Arc::new(Float64Array::from(vec![1.0])), food()), "column numerator is Float64, not DECIMAL(18,2)"),
            (batch(money(18, 2), null), "column member has a null"),
            (batch(money(18, 2), Arc::new(Int64Array::from(vec![1]))), "column member is Int64, not a text"),
        ] {
            assert_eq!(of_batch(&batch).unwrap_err().to_string(), told);
        }
        let lacking = batch(money(18, 2), food()).project(&[0, 1, 2]).unwrap();
        assert_eq!(of_batch(&lacking).unwrap_err().to_string(), "its answer has no column member");
    }
}
