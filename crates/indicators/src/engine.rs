//! What a query gives, by whatever engine it is run, and the figures that are made of it.

use anyhow::{bail, ensure};

use super::catalogue::Unit;
use super::{Figure, SCALE};

/// What runs the queries.
pub trait Engine: Sync {
    /// The rows of a query in any order.
    ///
    /// # Errors
    /// When the query fails, or its columns have other types than those of a [`Row`].
    fn run(&self, sql: &str) -> anyhow::Result<Vec<Row>>;
}

/// A row of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub scope: String,
    pub period: String,
    pub dimension: String,
    pub member: String,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// In cents, or a hundredfold count.
    pub numerator: Option<i128>,
    pub denominator: Option<i128>,
    pub n: Option<i64>,
    pub coverage: Option<f64>,
}

/// The figures of an indicator in order of scope, period, dimension and member, doubles rounded to millionths.
///
/// # Errors
/// When a value is no finite number, or two rows are of the same place.
pub fn figures(indicator: &str, rows: Vec<Row>) -> anyhow::Result<Vec<Figure>> {
    let mut figures = rows.into_iter().map(|row| figure(indicator, row)).collect::<anyhow::Result<Vec<_>>>()?;
    figures.sort_by(|a, b| a.place().cmp(&b.place()));
    if let Some(pair) = figures.windows(2).find(|pair| pair[0].place() == pair[1].place()) {
        bail!("indicator {indicator} gives {:?} twice", pair[0].place());
    }
    Ok(figures)
}

fn figure(indicator: &str, row: Row) -> anyhow::Result<Figure> {
    let millionths = |name: &str, value: Option<f64>| -> anyhow::Result<Option<i128>> {
        let Some(value) = value else { return Ok(None) };
        ensure!(value.is_finite(), "column {name} of indicator {indicator} holds {value}, not a finite number");
        Ok(Some((value * 10f64.powi(SCALE)).round() as i128))
    };
    let mut figure = Figure {
        indicator: indicator.to_owned(),
        scope: row.scope,
        period: if row.period == "0" { "undated".to_owned() } else { row.period },
        dimension: row.dimension,
        member: row.member,
        value: millionths("value", row.value)?,
        low: millionths("low", row.low)?,
        high: millionths("high", row.high)?,
        numerator: row.numerator,
        denominator: row.denominator,
        n: row.n,
        coverage: millionths("coverage", row.coverage)?,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(member: &str, value: f64) -> Row {
        let (scope, period, dimension) = ("market".to_owned(), "0".to_owned(), "sector".to_owned());
        Row { scope, period, dimension, member: member.to_owned(), value: Some(value), ..Row::default() }
    }

    #[test]
    fn figures_are_rounded_and_in_order() {
        let figures = figures("B1", vec![row("food", 1.0 / 3.0), row("energy", 0.5)]).unwrap();
        let told: Vec<_> = figures.iter().map(|f| (f.period.as_str(), f.member.as_str(), f.value)).collect();
        assert_eq!(told, [("undated", "energy", Some(500_000)), ("undated", "food", Some(333_333))]);
    }

    #[test]
    fn a_place_is_told_once_by_a_finite_number() {
        let twice = figures("B1", vec![row("food", 0.5), row("food", 0.5)]).unwrap_err().to_string();
        assert!(twice.contains("B1") && twice.contains("food") && twice.ends_with("twice"), "{twice}");
        let endless = figures("B1", vec![row("food", f64::INFINITY)]).unwrap_err().to_string();
        assert_eq!(endless, "column value of indicator B1 holds inf, not a finite number");
    }

    #[test]
    fn a_sum_of_money_keeps_its_cents() {
        // 12 345 678 901 234.56 as a double of the unit is off by some millionths.
        let row = Row { numerator: Some(1_234_567_890_123_456), ..row("food", 12_345_678_901_234.56) };
        assert_eq!(figures("A1", vec![row]).unwrap()[0].value, Some(12_345_678_901_234_560_000));
    }
}
