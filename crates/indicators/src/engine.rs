//! Running indicator queries with Polars in this process.
//!
//! Polars sees small tables only. Each group is summed by one thread in the order of its rows, and values are rounded
//! to millionths, so that the number of threads decides no figure; a test compares the bytes.

use anyhow::{Context, anyhow, bail};
use polars::prelude::{
    AnyValue, DataFrame, Int32Chunked, Int128Chunked, IntoLazy, IntoSeries, LazyFrame, NamedFrom, PolarsResult, Series,
};
use polars::sql::SQLContext;

use super::catalogue::Unit;
use super::columns::{Table, Values};
use super::{Figure, SCALE};

pub struct Engine {
    tables: Vec<(&'static str, LazyFrame)>,
}

impl Engine {
    pub fn new(tables: Vec<Table>) -> anyhow::Result<Self> {
        let frame = |table: Table| {
            let columns = table
                .columns
                .into_iter()
                .map(|(name, values)| Ok(series(name, values)?.into()))
                .collect::<PolarsResult<Vec<_>>>()?;
            Ok((table.name, DataFrame::new_infer_height(columns)?.lazy()))
        };
        Ok(Self { tables: tables.into_iter().map(frame).collect::<PolarsResult<_>>()? })
    }

    /// Runs one query; its rows in order of scope, period, dimension and member.
    pub fn run(&self, indicator: &str, sql: &str) -> anyhow::Result<Vec<Figure>> {
        let mut context = SQLContext::new();
        self.tables.iter().for_each(|(name, frame)| context.register(name, frame.clone()));
        let frame = context
            .execute(sql)
            .and_then(|lazy| lazy.collect())
            .with_context(|| format!("the query of indicator {indicator}"))?;
        let mut figures =
            (0..frame.height()).map(|row| figure(indicator, &frame, row)).collect::<anyhow::Result<Vec<_>>>()?;
        figures.sort_by(|a, b| a.place().cmp(&b.place()));
        if let Some(pair) = figures.windows(2).find(|pair| pair[0].place() == pair[1].place()) {
            bail!("indicator {indicator} gives {:?} twice", pair[0].place());
        }
        Ok(figures)
    }
}

fn series(name: &'static str, values: Values) -> PolarsResult<Series> {
    let name = name.into();
    Ok(match values {
        Values::Text(values) => Series::new(name, values),
        Values::Int(values) => Int32Chunked::from_vec(name, values).into_series(),
        Values::Long(values) => Series::new(name, values),
        Values::Cents(values) => {
            let values = values.into_iter().map(i128::from).collect();
            Int128Chunked::from_vec(name, values).into_decimal(18, 2)?.into_series()
        }
    })
}

fn figure(indicator: &str, frame: &DataFrame, row: usize) -> anyhow::Result<Figure> {
    let cell = |name: &str| -> anyhow::Result<AnyValue<'_>> {
        frame.column(name)?.get(row).map_err(|e| anyhow!("column {name} of indicator {indicator}: {e}"))
    };
    let text = |name: &str| -> anyhow::Result<String> {
        match cell(name)? {
            AnyValue::String(text) => Ok(text.to_owned()),
            AnyValue::StringOwned(text) => Ok(text.to_string()),
            other => bail!("column {name} of indicator {indicator} holds {other:?}, not a text"),
        }
    };
    let number = |name: &str| -> anyhow::Result<Option<i128>> {
        Ok(match cell(name)? {
            AnyValue::Null => None,
            AnyValue::Float64(value) if value.is_finite() => Some((value * 10f64.powi(SCALE)).round() as i128),
            other => {
                bail!("column {name} of indicator {indicator} holds {other:?}, not a finite number")
            }
        })
    };
    let cents = |name: &str| -> anyhow::Result<Option<i128>> {
        Ok(match cell(name)? {
            AnyValue::Null => None,
            AnyValue::Decimal(value, _, 2) => Some(value),
            other => {
                bail!("column {name} of indicator {indicator} holds {other:?}, not DECIMAL(18,2)")
            }
        })
    };
    let period = text("period")?;
    let mut figure = Figure {
        indicator: indicator.to_owned(),
        scope: text("scope")?,
        period: if period == "0" { "undated".to_owned() } else { period },
        dimension: text("dimension")?,
        member: text("member")?,
        value: number("value")?,
        low: number("low")?,
        high: number("high")?,
        numerator: cents("numerator")?,
        denominator: cents("denominator")?,
        n: match cell("n")? {
            AnyValue::Null => None,
            AnyValue::Int64(n) => Some(n),
            other => bail!("column n of indicator {indicator} holds {other:?}, not a BIGINT"),
        },
        coverage: number("coverage")?,
        note: String::new(),
    };
    // A sum of money has its cents exactly in the numerator; a float loses them from some billions on.
    if let (Unit::Currency, Some(value), Some(cents)) = (figure.unit(), figure.value, figure.numerator) {
        let exact = cents * 10i128.pow(SCALE as u32 - 2);
        if (value - exact).abs() < 10i128.pow(SCALE as u32 - 2) / 2 {
            figure.value = Some(exact);
        }
    }
    Ok(figure)
}
