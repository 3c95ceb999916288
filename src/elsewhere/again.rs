//! Published figures held against those that an engine computes anew from the published tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use vire_base::amount::format_cents;
use vire_base::decimal::{self, SCALE};
use vire_base::year::AccountingYear;
use vire_disclosure::{has_rounded_coverage, is_hidden, is_partly_shown};
use vire_domain::classify::periods::Extent;
use vire_indicators::Figure;
use vire_indicators::catalogue::{CATALOGUE, Indicator};
use vire_indicators::engine::Engine;
use vire_indicators::in_process::Polars;
use vire_indicators::tables;
use vire_report::summary::Summary;

use super::Elsewhere;

/// How far apart two doubles may be that both are rounded to millionths: they are added up in another order.
const ROUNDED: u128 = 1;

/// What came of it.
#[derive(Debug, Default)]
pub struct Compared {
    pub agree: usize,
    /// Figures that are not shown, or not in full; nothing is said of them.
    pub hidden: usize,
    pub differ: Vec<Difference>,
}

/// A figure that differs, with what is published and what comes out anew.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    figure: String,
    how: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.figure, self.how)
    }
}

/// What computes the figures anew.
pub enum By {
    /// Polars in this process.
    Here,
    There(Elsewhere),
}

impl By {
    /// Computes the indicators that a run has published once more, from the tables whose files `at` tells, and compares.
    ///
    /// # Errors
    /// When a table cannot be read, or a query fails.
    pub fn compare(&self, summary: &Summary, at: impl Fn(&str) -> PathBuf, threads: usize) -> anyhow::Result<Compared> {
        match self {
            Self::Here => compare(summary, &Polars::new(&tables::read(at)?)?, threads),
            Self::There(elsewhere) => compare(summary, &elsewhere.over(at)?, threads),
        }
    }
}

fn compare(summary: &Summary, engine: &dyn Engine, threads: usize) -> anyhow::Result<Compared> {
    let published: BTreeSet<&str> = summary.figures.iter().map(|written| written.figure.indicator.as_str()).collect();
    let indicators: Vec<&Indicator> = CATALOGUE.iter().filter(|i| published.contains(i.id.as_str())).collect();
    let parts = summary.periods.iter().filter(|covered| covered.extent != Extent::Whole);
    let parts: BTreeSet<i32> = parts.map(|covered| covered.year).collect();
    let mut figures = vire_indicators::figures(engine, &indicators, |year| parts.contains(&year), threads)?;
    vire_indicators::name_periods(AccountingYear::beginning(summary.year_begins).unwrap_or_default(), &mut figures);
    Ok(hold(summary.figures.iter().map(|written| &written.figure), &figures))
}

/// Holds figures against others, each by its place.
fn hold<'f>(published: impl Iterator<Item = &'f Figure>, anew: &'f [Figure]) -> Compared {
    let mut anew: BTreeMap<String, &Figure> = anew.iter().map(|figure| (place(figure), figure)).collect();
    let mut compared = Compared::default();
    for figure in published {
        let place = place(figure);
        let other = anew.remove(&place);
        if is_hidden(figure) || is_partly_shown(figure) {
            compared.hidden += 1;
            continue;
        }
        match other.map_or_else(|| Some("it does not come out anew".to_owned()), |other| how(figure, other)) {
            None => compared.agree += 1,
            Some(how) => compared.differ.push(Difference { figure: place, how }),
        }
    }
    let unpublished = |figure| Difference { figure, how: "it comes out anew, and is not published".to_owned() };
    compared.differ.extend(anew.into_keys().map(unpublished));
    compared
}

fn place(figure: &Figure) -> String {
    let Figure { indicator, period, scope, dimension, member, .. } = figure;
    format!("{indicator} {period} {scope} {dimension}/{member}")
}

/// The first part in which two figures differ: sums and numbers at all, what comes of doubles by more than rounding.
fn how(published: &Figure, anew: &Figure) -> Option<String> {
    let told = |part: &str, was: Option<String>, is: Option<String>| {
        let [was, is] = [was, is].map(|value| value.unwrap_or_else(|| "none".to_owned()));
        Some(format!("{part} {was}, anew {is}"))
    };
    type Part = fn(&Figure) -> Option<i128>;
    let exact: [(&str, Part); 2] = [("numerator", |f| f.numerator), ("denominator", |f| f.denominator)];
    let rounded: [(&str, Part); 4] =
        [("value", |f| f.value), ("low", |f| f.low), ("high", |f| f.high), ("coverage", |f| f.coverage)];
    let whole = if has_rounded_coverage(published) { 3 } else { rounded.len() };
    for (part, of) in exact {
        let (was, is) = (of(published), of(anew));
        if was != is {
            return told(part, was.map(format_cents), is.map(format_cents));
        }
    }
    if published.n != anew.n {
        return told("n", published.n.map(|n| n.to_string()), anew.n.map(|n| n.to_string()));
    }
    for (part, of) in rounded.into_iter().take(whole) {
        let (was, is) = (of(published), of(anew));
        if was.zip(is).map_or(was != is, |(was, is)| was.abs_diff(is) > ROUNDED) {
            let written = |value: i128| decimal::write(value, SCALE as u32);
            return told(part, was.map(written), is.map(written));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(member: &str) -> Figure {
        Figure {
            indicator: "B1".to_owned(),
            scope: "market".to_owned(),
            period: "2024".to_owned(),
            dimension: "sector".to_owned(),
            member: member.to_owned(),
            value: Some(333_333),
            low: None,
            high: Some(500_000),
            numerator: Some(100),
            denominator: Some(300),
            n: Some(7),
            coverage: Some(1_000_000),
            note: String::new(),
        }
    }

    #[track_caller]
    fn differs(published: &Figure, anew: &Figure, expected: &[&str]) {
        let compared = hold([published].into_iter(), std::slice::from_ref(anew));
        assert_eq!(compared.differ.iter().map(Difference::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sums_are_exact_and_doubles_may_round_otherwise() {
        let food = figure("food");
        differs(&food, &Figure { value: Some(333_334), note: "break".to_owned(), ..food.clone() }, &[]);
        let place = "B1 2024 market sector/food:";
        for (anew, told) in [
            (Figure { value: Some(333_335), ..food.clone() }, "value 0.333333, anew 0.333335"),
            (Figure { high: None, ..food.clone() }, "high 0.500000, anew none"),
            (Figure { numerator: Some(101), ..food.clone() }, "numerator 1.00, anew 1.01"),
            (Figure { n: Some(8), ..food.clone() }, "n 7, anew 8"),
        ] {
            differs(&food, &anew, &[&format!("{place} {told}")]);
        }
        let gone = [format!("{place} it does not come out anew")];
        let come = ["B1 2024 market sector/energy: it comes out anew, and is not published".to_owned()];
        differs(&food, &figure("energy"), &[gone[0].as_str(), come[0].as_str()]);
    }

    #[test]
    fn nothing_is_said_of_what_is_hidden() {
        let hidden = Figure { value: None, note: "small-cell".to_owned(), ..figure("food") };
        let partly = Figure { numerator: None, note: "small-cell-part".to_owned(), ..figure("energy") };
        let compared = hold([&hidden, &partly].into_iter(), &[figure("food"), figure("energy")]);
        assert_eq!((compared.agree, compared.hidden, compared.differ.len()), (0, 2, 0));
    }
}
