//! Running indicator queries with Polars in this process.
//!
//! Polars sees small tables only. Each group is summed by one thread in the order of its rows, and values are rounded
//! to millionths, so that the number of threads decides no figure; a test compares the bytes.

use anyhow::bail;
use arrow_array::ArrayRef;
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use polars::prelude::{
    AnyValue, DataFrame, Int32Chunked, Int64Chunked, Int128Chunked, IntoLazy, IntoSeries, LazyFrame, NewChunkedArray,
    PolarsResult, Series, StringChunked,
};
use polars::sql::SQLContext;
use vire_formats::table::Kind;

use super::columns::Table;
use super::engine::{Engine, Row};

pub struct Polars {
    tables: Vec<(&'static str, LazyFrame)>,
}

impl Polars {
    pub fn new(tables: &[Table]) -> anyhow::Result<Self> {
        let frame = |table: &Table| {
            let columns = table.columns.iter().map(|(head, values)| Ok(series(head.name, head.kind, values)?.into()));
            let columns = columns.collect::<anyhow::Result<Vec<_>>>()?;
            anyhow::Ok((table.name, DataFrame::new_infer_height(columns)?.lazy()))
        };
        Ok(Self { tables: tables.iter().map(frame).collect::<anyhow::Result<_>>()? })
    }
}

impl Engine for Polars {
    fn run(&self, sql: &str) -> anyhow::Result<Vec<Row>> {
        let mut context = SQLContext::new();
        self.tables.iter().for_each(|(name, frame)| context.register(name, frame.clone()));
        let frame = context.execute(sql).and_then(|lazy| lazy.collect())?;
        (0..frame.height()).map(|at| row(&frame, at)).collect()
    }
}

fn series(name: &str, kind: Kind, values: &ArrayRef) -> anyhow::Result<Series> {
    let name = name.into();
    Ok(match kind {
        Kind::Text => StringChunked::from_iter_options(name, values.as_string::<i32>().iter()).into_series(),
        Kind::Int => Int32Chunked::from_slice(name, values.as_primitive::<Int32Type>().values()).into_series(),
        Kind::Long => Int64Chunked::from_iter_options(name, values.as_primitive::<Int64Type>().iter()).into_series(),
        Kind::Money => {
            let cents = values.as_primitive::<Decimal128Type>().values();
            Int128Chunked::from_slice(name, cents).into_decimal(18, 2)?.into_series()
        }
        other => bail!("no query reads {}", other.sql()),
    })
}

fn row(frame: &DataFrame, at: usize) -> anyhow::Result<Row> {
    let cell = |name: &str| -> PolarsResult<AnyValue<'_>> { frame.column(name)?.get(at) };
    let text = |name: &str| -> anyhow::Result<String> {
        match cell(name)? {
            AnyValue::String(text) => Ok(text.to_owned()),
            AnyValue::StringOwned(text) => Ok(text.to_string()),
            other => bail!("column {name} holds {other:?}, not a text"),
        }
    };
    let number = |name: &str| -> anyhow::Result<Option<f64>> {
        match cell(name)? {
            AnyValue::Null => Ok(None),
            AnyValue::Float64(value) => Ok(Some(value)),
            other => bail!("column {name} holds {other:?}, not a DOUBLE"),
        }
    };
    let cents = |name: &str| -> anyhow::Result<Option<i128>> {
        match cell(name)? {
            AnyValue::Null => Ok(None),
            AnyValue::Decimal(value, _, 2) => Ok(Some(value)),
            other => bail!("column {name} holds {other:?}, not DECIMAL(18,2)"),
        }
    };
    let n = match cell("n")? {
        AnyValue::Null => None,
        AnyValue::Int64(n) => Some(n),
        other => bail!("column n holds {other:?}, not a BIGINT"),
    };
    Ok(Row {
        scope: text("scope")?,
        period: text("period")?,
        dimension: text("dimension")?,
        member: text("member")?,
        value: number("value")?,
        low: number("low")?,
        high: number("high")?,
        numerator: cents("numerator")?,
        denominator: cents("denominator")?,
        n,
        coverage: number("coverage")?,
    })
}
