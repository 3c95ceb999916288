//! What stands behind a published figure: the lines and suppliers that make up its numerator, the rest of its denominator,
//! what is unknown, and what the scope leaves out.
//!
//! In come a published run and the figure's place in it, out comes a [`Trace`]. Always true: the lines found are the figure's
//! numerator and denominator to the cent, or there is no trace; the figure itself is never computed anew. What reports do not
//! show is not traced.

mod lines;
mod rules;
mod sold;
mod tally;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Serialize;
use vire_base::amount::format_cents;
use vire_base::check::ByLanguage;
use vire_base::decimal;
use vire_base::sum::Sum;
use vire_base::year::UNDATED;
use vire_disclosure::{is_hidden, is_partly_shown};
use vire_domain::classify::PUBLIC_BODIES;
use vire_indicators::Figure;
use vire_indicators::subject::Subject;
use vire_reference::thresholds::Thresholds;
use vire_report::summary::Summary;

use self::lines::{Line, each};
use self::rules::{Base, Context, Measure, Place, Rule, in_sector, rule};
use self::sold::Sold;
use self::tally::Tally;
pub use self::tally::{Part, Posting, Seller};
use self::units::Names;
use crate::publish::open::years;

/// What stands behind a figure.
#[derive(Debug, Serialize)]
pub struct Trace {
    pub figure: Figure,
    pub currency: String,
    #[serde(flatten)]
    pub parts: Parts,
    /// Lines of the period that are not of the figure's scope, by the rule that leaves them out.
    pub left_out: Vec<LeftOut>,
}

/// What a figure is made of, as far as lines tell it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "traced")]
pub enum Parts {
    /// The lines add up to the figure.
    Yes(Box<Found>),
    /// Reports show the figure rounded, since what a person sold would follow: nothing more is told of it.
    Rounded,
    /// The figure could not be computed.
    NotComputed,
    /// No rule says which lines make up the figure, such as an index or what is told of two years; shown are all lines of its
    /// scope, period and sector.
    NoRule { of_scope: Box<Part> },
}

#[derive(Debug, Serialize)]
pub struct Found {
    pub numerator: Part,
    /// What else is in the denominator; none where that is not of lines.
    pub rest: Option<Part>,
    /// What the bounds allow for; none where reports do not show the bounds.
    pub unknown: Option<Part>,
    pub unknown_in_denominator: bool,
}

/// Lines of one rule of scope.
#[derive(Debug, Serialize)]
pub struct LeftOut {
    pub rule: String,
    pub label: ByLanguage,
    pub lines: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

/// The lines that the rule finds are not those that the figure was computed from: a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error(
    "the lines found for {figure} are not its {what}: they come to {found}, the figure has {published}\n  \
     help: this is a fault of the program, not of the run: report it with this message; the figure stands as published"
)]
pub struct Otherwise {
    pub figure: String,
    pub what: &'static str,
    pub found: String,
    pub published: String,
}

/// Why a figure is not traced at all.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} is not shown in reports, since what one or two persons sold would follow from it\n  \
     help: nothing is told of it here either; figures of a larger whole, such as all sectors, may be shown"
)]
pub struct Hidden(pub String);

/// Indicator, period, scope, dimension and member, as messages name them.
pub fn named(figure: &Figure) -> String {
    let of =
        if figure.dimension == "total" { String::new() } else { format!(" {}={}", figure.dimension, figure.member) };
    format!("{} {} {}{of}", figure.indicator, figure.period, figure.scope)
}

/// Traces a figure of a run.
///
/// # Errors
/// When reports do not show the figure, when the lines are not those of the figure, or when the run cannot be read.
pub fn trace(run: &Path, summary: &Summary, figure: &Figure, most: usize) -> anyhow::Result<Trace> {
    if is_hidden(figure) {
        return Err(Hidden(named(figure)).into());
    }
    let (year, path) = year_of(run, summary, figure)?;
    let mut sold = Sold::default();
    let mut left_out: BTreeMap<String, Sum> = BTreeMap::new();
    each(&path, |line| {
        if is_of_scope(figure, line) {
            sold.add(line);
        } else {
            *left_out.entry(line.scope.to_owned()).or_default() += Sum { lines: 1, cents: line.cents };
        }
    })?;
    if matches!(figure.indicator.as_str(), "B10" | "B12") {
        sold.look_back(run, year)?;
    }
    let parts = parts(run, summary, figure, (year, &path), &sold, most)?;
    let left_out = left_out.into_iter().map(|(rule, sum)| {
        let known = summary.scopes.iter().find(|scope| scope.class.code() == rule);
        let label = known.map(|scope| scope.label.clone()).unwrap_or_default();
        LeftOut { rule, label, lines: sum.lines, amount: sum.cents }
    });
    let left_out = left_out.collect();
    Ok(Trace { figure: figure.clone(), currency: summary.currency.clone(), parts, left_out })
}

fn is_of_scope(figure: &Figure, line: &Line<'_>) -> bool {
    line.scope == "in" || (figure.scope == "external" && line.scope == PUBLIC_BODIES)
}

/// The year of a figure, and the file of its lines.
fn year_of(run: &Path, summary: &Summary, figure: &Figure) -> anyhow::Result<(i32, PathBuf)> {
    let accounting = summary.accounting()?;
    let number = |text: &str| text.parse().unwrap_or(UNDATED);
    let mut all = years(&run.join("purchases"))?.into_iter().map(|(year, path)| (number(&year), path));
    let found = all.find(|(year, _)| accounting.name(*year) == figure.period);
    found.with_context(|| format!("purchases/ has no lines of {}", figure.period))
}

fn parts(
    run: &Path,
    summary: &Summary,
    figure: &Figure,
    (year, path): (i32, &Path),
    sold: &Sold,
    most: usize,
) -> anyhow::Result<Parts> {
    let is_partly = is_partly_shown(figure);
    if is_partly && figure.numerator.is_none() {
        return Ok(Parts::Rounded);
    }
    let thresholds = Thresholds::new(&summary.country, &summary.currency).by(summary.accounting()?);
    let limits = thresholds.day_of(year).map(|day| thresholds.all_limits(day));
    let leading = leading(summary, figure);
    let together = put_together(summary, figure);
    let subject = Subject::of(figure);
    let of_all = subject.map(|subject| Figure {
        dimension: subject.dimension.to_owned(),
        member: subject.member.to_owned(),
        ..figure.clone()
    });
    let of_all = of_all.as_ref().unwrap_or(figure);
    let is_of_unit = subject.is_some_and(|subject| subject.unit.is_some());
    let names = if is_of_unit { Names::read(run, year)? } else { Names::default() };
    let outside = |line: &Line<'_>| names.outside(&subject?, figure.indicator == "A1", line);
    let context =
        Context { figure: of_all, sold, worth: thresholds.worth_limits(), limits, leading, together: &together };
    // Suppliers of a unit are those that have a line of it, whatever they come to.
    let rule = rule(&context).filter(|_| !(is_of_unit && figure.indicator == "A3"));
    if rule.is_some() && figure.numerator.is_none() {
        return Ok(Parts::NotComputed);
    }
    let is_traced = rule.is_some();
    let whole = || Rule { measure: Measure::Money, base: Base::None, place: Box::new(|line| all(of_all, line)) };
    let rule = rule.unwrap_or_else(whole);
    let mut tally = Tally::new(rule.measure, most);
    each(path, |line| {
        if is_of_scope(figure, line) {
            tally.add(line, outside(line).unwrap_or_else(|| (rule.place)(line)));
        }
    })?;
    if !is_traced {
        let names = sold::names(run, &tally.wanted())?;
        return Ok(Parts::NoRule { of_scope: Box::new(tally.part(Place::Numerator, &names)) });
    }
    hold(figure, &rule, &tally)?;
    let names = sold::names(run, &tally.wanted())?;
    let part = |place| tally.part(place, &names);
    Ok(Parts::Yes(Box::new(Found {
        numerator: part(Place::Numerator),
        rest: (rule.base != Base::None).then(|| part(Place::Rest)),
        unknown: (!is_partly).then(|| part(Place::Unknown)),
        unknown_in_denominator: rule.base == Base::Whole,
    })))
}

/// The lines of the figure's sector, or all of its scope.
fn all(figure: &Figure, line: &Line<'_>) -> Place {
    if in_sector(figure, line) { Place::Numerator } else { Place::Outside }
}

/// The sector that a share of the largest is of: the one with that sum.
fn leading<'s>(summary: &'s Summary, figure: &Figure) -> Option<&'s str> {
    let is_same = |f: &&Figure| {
        (&f.indicator, &f.scope, &f.period, &f.numerator)
            == (&figure.indicator, &figure.scope, &figure.period, &figure.numerator)
            && f.dimension == "sector"
            && f.member != "unclassified"
    };
    summary.figures.iter().map(|written| &written.figure).find(is_same).map(|f| f.member.as_str())
}

/// The sectors that an indicator of some sectors puts together, by its figures of each.
fn put_together<'s>(summary: &'s Summary, figure: &Figure) -> BTreeSet<&'s str> {
    let is_of_sector = |f: &&Figure| {
        (&f.indicator, &f.scope, &f.period) == (&figure.indicator, &figure.scope, &figure.period)
            && f.dimension == "sector:amount"
    };
    summary.figures.iter().map(|written| &written.figure).filter(is_of_sector).map(|f| f.member.as_str()).collect()
}

/// Holds what was found against what was published.
fn hold(figure: &Figure, rule: &Rule<'_>, tally: &Tally) -> Result<(), Otherwise> {
    let [numerator, rest, unknown] = [Place::Numerator, Place::Rest, Place::Unknown].map(|place| tally.counted(place));
    let denominator = match rule.base {
        Base::None => None,
        Base::Known => Some(numerator + rest),
        Base::Whole => Some(numerator + rest + unknown),
    };
    let otherwise = |what, found: i128, published: Option<i128>| Otherwise {
        figure: named(figure),
        what,
        found: format_cents(found),
        published: published.map_or_else(|| "none".to_owned(), format_cents),
    };
    match denominator {
        _ if figure.numerator != Some(numerator) => Err(otherwise("numerator", numerator, figure.numerator)),
        Some(found) if figure.denominator != Some(found) => Err(otherwise("denominator", found, figure.denominator)),
        _ => Ok(()),
    }
}

/// The keys of suppliers whose names are wanted.
type Keys = HashSet<String>;
