//! Running indicator queries with Polars in this process.
//!
//! Polars sees small tables only. Each group is summed by one thread in the order of its rows, and values are rounded
//! to millionths, so that the number of threads decides no figure; a test compares the bytes.

use anyhow::bail;
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use polars::prelude::{
    AnyValue, DataFrame, DataType, Int32Chunked, Int64Chunked, Int128Chunked, IntoLazy, IntoSeries, LazyFrame,
    NewChunkedArray, PolarsResult, Series, StringChunked,
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

/// What a column of a result holds, as far as figures tell types apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Double,
    Money,
    Count,
    /// Nothing, which has no type.
    Null,
    Other,
}

impl Type {
    fn of(kind: &DataType) -> Self {
        match kind {
            DataType::String => Self::Text,
            DataType::Float64 => Self::Double,
            DataType::Decimal(_, 2) => Self::Money,
            DataType::Int64 => Self::Count,
            DataType::Null => Self::Null,
            _ => Self::Other,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a STRING",
            Self::Double => "a DOUBLE",
            Self::Money => "a DECIMAL(18,2)",
            Self::Count => "a BIGINT",
            Self::Null => "always null",
            Self::Other => "of another type",
        }
    }

    /// What to write for a column of the type.
    pub(super) fn example(self, column: &str) -> String {
        let sql = match self {
            Self::Text => "STRING",
            Self::Money => "DECIMAL(18,2)",
            Self::Count => "BIGINT",
            _ => "DOUBLE",
        };
        format!("CAST(... AS {sql}) AS {column}")
    }
}

impl Polars {
    fn collect(&self, sql: &str) -> PolarsResult<DataFrame> {
        let mut context = SQLContext::new();
        self.tables.iter().for_each(|(name, frame)| context.register(name, frame.clone()));
        context.execute(sql).and_then(|lazy| lazy.collect())
    }

    /// The columns that a query gives, in their order.
    pub(super) fn types(&self, sql: &str) -> anyhow::Result<Vec<(String, Type)>> {
        let frame = self.collect(sql)?;
        Ok(frame.columns().iter().map(|column| (column.name().to_string(), Type::of(column.dtype()))).collect())
    }
}

impl Engine for Polars {
    fn run(&self, sql: &str) -> anyhow::Result<Vec<Row>> {
        let rows = || {
            let frame = self.collect(sql)?;
            (0..frame.height()).map(|at| row(&frame, at)).collect::<anyhow::Result<Vec<Row>>>()
        };
        rows().map_err(|error| Unrunnable(format!("{error:#}")).into())
    }
}

/// A query that Polars cannot run, or that does not give rows of figures.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unrunnable(String);

fn series(name: &str, kind: Kind, values: &ArrayRef) -> anyhow::Result<Series> {
    let name = name.into();
    Ok(match kind {
        Kind::Text => StringChunked::from_iter_options(name, values.as_string::<i32>().iter()).into_series(),
        Kind::Int => Int32Chunked::from_slice(name, values.as_primitive::<Int32Type>().values()).into_series(),
        Kind::Long => Int64Chunked::from_iter_options(name, values.as_primitive::<Int64Type>().iter()).into_series(),
        Kind::Money => {
            let cents = values.as_primitive::<Decimal128Type>();
            let cents = match cents.null_count() {
                0 => Int128Chunked::from_slice(name, cents.values()),
                _ => Int128Chunked::from_iter_options(name, cents.iter()),
            };
            cents.into_decimal(18, 2)?.into_series()
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
