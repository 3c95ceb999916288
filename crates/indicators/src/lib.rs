//! Indicators: their pages, the tables they read, the engine, and the figures that come out.
//!
//! In come decisions and the cube, out come figures with numerator, denominator, bounds, n and coverage. Always true: a
//! figure whose inputs are missing is listed as not computed, never zero, and the same tables give the same figures on
//! any number of threads. This crate knows no file of the user and no report; Polars stops here.

#![forbid(unsafe_code)]

pub mod catalogue;
pub mod changes;
pub mod columns;
mod concentration;
mod contracts;
mod dependency;
mod emissions;
pub mod engine;
mod firms;
pub mod groups;
pub mod in_process;
mod limits;
mod multiplied;
pub mod own;
mod owners;
pub mod payments;
pub mod profiles;
mod respending;
pub mod scopes;
pub mod series;
pub mod settings;
pub mod sold;
pub mod subject;
pub mod tables;
mod tenders;
mod units;

use std::collections::BTreeSet;
use std::path::Path;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use self::catalogue::{CATALOGUE, Indicator, Unit};
use self::engine::Engine;
use self::settings::{Inhabitants, SeriesBreak, Settings};
use vire_base::decimal::{self, SCALE};
use vire_base::parallel;
use vire_base::year::AccountingYear;
use vire_domain::beside::Beside;
use vire_domain::classify::cube::{Cube, UNDATED};
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::periods::Periods;
use vire_domain::classify::sector::Method;
use vire_domain::effects::emissions::Emissions;
use vire_domain::effects::multipliers::Multipliers;
use vire_domain::effects::respending::Respending;
use vire_domain::firms::FirmCounts;
use vire_domain::tables::OF_BUYER;
use vire_formats::table::{Column, Of, Table, column, heads, joined};
use vire_reference::buyer::Buyer;
use vire_reference::places::Ring;

/// Whether an indicator is of tables of tenders and of what is planned and published, and not of purchases.
pub fn is_of_tenders(indicator: &str) -> bool {
    indicator.starts_with(['C', 'D'])
}

/// A year as queries name it, by the calendar year in which it begins.
pub fn period(year: i32) -> String {
    AccountingYear::default().name(year)
}

/// Names the years of figures as the buyer's accounting year has it, such as 2023/24.
pub fn name_periods(accounting: AccountingYear, figures: &mut [Figure]) {
    if accounting.is_calendar_year() {
        return;
    }
    for figure in figures {
        if let Ok(year) = figure.period.parse() {
            figure.period = accounting.name(year);
        }
    }
}

/// One figure of an indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub indicator: String,
    pub scope: String,
    pub period: String,
    pub dimension: String,
    pub member: String,
    /// In millionths of the indicator's unit; none when it cannot be computed.
    #[serde(with = "decimal::millionths_or_none")]
    pub value: Option<i128>,
    #[serde(with = "decimal::millionths_or_none")]
    pub low: Option<i128>,
    #[serde(with = "decimal::millionths_or_none")]
    pub high: Option<i128>,
    /// In cents, or a hundredfold count.
    #[serde(with = "decimal::cents_or_none")]
    pub numerator: Option<i128>,
    #[serde(with = "decimal::cents_or_none")]
    pub denominator: Option<i128>,
    pub n: Option<i64>,
    #[serde(with = "decimal::millionths_or_none")]
    pub coverage: Option<i128>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Figure {
    fn place(&self) -> (&str, &str, &str, &str) {
        (&self.scope, &self.period, &self.dimension, &self.member)
    }

    /// What the value is: indicators of several measures name them at the end of the dimension or as the member.
    pub fn unit(&self) -> Unit {
        let by_page = catalogue::find(&self.indicator).map_or(Unit::Ratio, |i| i.unit);
        let measure = match self.dimension.split_once(':') {
            Some((_, measure)) => measure,
            None if self.dimension == "measure" => &self.member,
            None => return by_page,
        };
        match measure.rsplit('-').next() {
            Some("amount") => Unit::Currency,
            Some("count") => Unit::Count,
            Some("share") => Unit::Share,
            Some("days") => Unit::Days,
            Some("points") => Unit::Points,
            _ => by_page,
        }
    }

    /// The value as a float, for drawing and rounding to a few digits only.
    pub fn value_f64(&self) -> Option<f64> {
        self.value.map(|v| v as f64 / 10f64.powi(SCALE))
    }
}

/// Figures of all indicators, and the indicators that could not be computed with what they lack.
pub struct Computed {
    pub periods: Periods,
    pub figures: Vec<Figure>,
    pub missing: Vec<(&'static Indicator, String)>,
}

/// Runs all indicators whose inputs are there; the engine has the tables of the same decisions and cube.
pub fn compute(
    buyer: &Buyer,
    settings: &Settings,
    beside: &Beside,
    decisions: &Decisions,
    cube: &Cube,
    engine: &dyn Engine,
    threads: usize,
) -> anyhow::Result<Computed> {
    let periods = Periods::of(cube, buyer.year);
    let mut absent = absent_inputs(&settings.population, beside.firms.as_ref(), decisions, &periods, cube);
    absent.extend(tenders::absent(beside.tenders.as_ref(), &beside.openness.entries));
    absent.extend(beside.contracts.is_none().then_some("contracts"));
    absent.extend((!beside.respending.as_ref().is_some_and(Respending::tell_any)).then_some("survey-answers"));
    absent.extend((!beside.multipliers.as_ref().is_some_and(Multipliers::tell_any)).then_some("input-output-model"));
    absent.extend((!beside.emissions.as_ref().is_some_and(Emissions::tell_any)).then_some("emission-factors"));
    absent.extend(beside.owned.is_empty().then_some("owned-companies"));
    absent.extend(beside.turnovers.is_empty().then_some("turnovers"));
    let has_cost = |year: &i32| settings.costs.as_ref().is_some_and(|costs| costs.by_year.contains_key(year));
    absent.extend((!cube.years.keys().any(has_cost)).then_some("operating-costs"));
    absent.extend((!limits::tell_any(buyer, cube)).then_some("award-limit"));
    let mut missing = Vec::new();
    let mut ready = Vec::new();
    for indicator in CATALOGUE.ours().chain(settings.own.iter().copied()) {
        let lacks: Vec<&str> = indicator.needs.iter().map(String::as_str).filter(|n| absent.contains(n)).collect();
        if lacks.is_empty() {
            ready.push(indicator);
        } else {
            missing.push((indicator, lacks.join(", ")));
        }
    }
    let mut figures = figures(engine, &ready, |year| periods.is_part(year), threads)?;
    note_breaks(&settings.breaks, buyer.year, &mut figures);
    Ok(Computed { periods, figures, missing })
}

/// The figures of some indicators, in their order; none of a part of a year where an indicator tells of whole years only.
///
/// # Errors
/// When a query fails or its result is none of figures.
pub fn figures(
    engine: &dyn Engine,
    indicators: &[&'static Indicator],
    is_part: impl Fn(i32) -> bool,
    threads: usize,
) -> anyhow::Result<Vec<Figure>> {
    let run = |indicator: &&'static Indicator| {
        let own = own::is_own(&indicator.id);
        let unfit = |what: String| anyhow::Error::new(own::Unfit { indicator: indicator.id.clone(), what });
        let rows = engine.run(indicator.sql).map_err(|error| match error.is::<in_process::Unrunnable>() {
            true if own => unfit(format!("{error:#}")),
            _ => error.context(format!("the query of indicator {}", indicator.id)),
        })?;
        let figures = engine::figures(&indicator.id, rows);
        let figures = if own { figures.map_err(|error| unfit(format!("{error:#}")))? } else { figures? };
        let misplaced = figures.iter().filter(|_| own).find_map(own::misplaced);
        misplaced.map_or(Ok(figures), |what| Err(unfit(what)))
    };
    let mut all = Vec::new();
    for (indicator, figures) in indicators.iter().zip(parallel::map(indicators, threads, run)) {
        let is_part = |figure: &Figure| figure.period.parse().is_ok_and(&is_part);
        all.extend(figures?.into_iter().filter(|f| !(indicator.needs_whole_year(&f.dimension) && is_part(f))));
    }
    Ok(all)
}

/// Inputs that no line has, by the names that indicator pages use.
fn absent_inputs(
    population: &Inhabitants,
    firms: Option<&FirmCounts>,
    decisions: &Decisions,
    periods: &Periods,
    cube: &Cube,
) -> BTreeSet<&'static str> {
    let mut absent = BTreeSet::new();
    if !cube.years.keys().any(|year| *year != UNDATED && population.of(*year).is_some()) {
        absent.insert("population");
    }
    if firms.is_none() {
        absent.insert("firm-counts");
    }
    if !firms.is_some_and(FirmCounts::tell_country) {
        absent.insert("national-firm-counts");
    }
    if !cube.years.values().any(|y| y.months.iter().flatten().flatten().any(|sum| sum.lines > 0)) {
        absent.insert("date");
    }
    let external = cube.external().lines;
    let lines_of = |suppliers: &dyn Fn(usize) -> bool| -> u64 {
        cube.suppliers.iter().enumerate().filter(|(i, _)| suppliers(*i)).map(|(_, s)| s.external.lines).sum()
    };
    if lines_of(&|i| !decisions.suppliers[i].kind.is_supplier()) == external {
        absent.insert("supplier");
    }
    if lines_of(&|i| cube.rings[i] == Ring::Unknown) == external {
        absent.insert("place");
    }
    if lines_of(&|i| decisions.suppliers[i].size == "unknown") == external {
        absent.insert("size");
    }
    if !cube.tell_payments() {
        absent.insert("payment-date");
    }
    if !profiles::tell_any_new(periods) {
        absent.insert("two-earlier-years");
    }
    if !profiles::tell_any_stay(periods) {
        absent.insert("earlier-year");
    }
    if cube.totals.by_method[Method::None as usize] == cube.totals.all {
        absent.insert("account-or-industry");
    }
    absent
}

/// How the note of a break of the series begins.
const BREAK: &str = "break";

/// Marks the figures of years in which the content of the series changes; differences of two years, also where it does in
/// the course of the first.
fn note_breaks(breaks: &[SeriesBreak], accounting: AccountingYear, figures: &mut [Figure]) {
    let year_of = |b: &SeriesBreak| accounting.of(b.date.year(), b.date.month());
    // The year before begins anew with a break on its first day, and has two contents with a later one.
    let begins = |b: &SeriesBreak| (b.date.month(), b.date.day()) == (accounting.first_month(), 1);
    for figure in figures {
        let Ok(year) = figure.period.parse::<i32>() else { continue };
        let looks_back = changes::are_changes(&figure.indicator);
        let is_of = |b: &&SeriesBreak| year_of(b) == year || (looks_back && year_of(b) == year - 1 && !begins(b));
        let notes = breaks.iter().filter(is_of).map(|b| format!("{BREAK} {}", b.date));
        figure.note = notes.collect::<Vec<_>>().join("; ");
    }
}

/// The table as its readers know it.
pub const INDICATORS: Table = Table {
    name: "indicators",
    about: "one figure of an indicator in a scope and period, for a member of a dimension",
    columns: &joined::<_, _, { OF_BUYER.len() + COLUMNS.len() }>(OF_BUYER, heads(&COLUMNS)),
};

pub const COLUMNS: [Column<Of<Figure>>; 14] = [
    column(
        "indicator",
        "id of the indicator; vire explain <id> tells what it means",
        Of::Text(|f| Some(f.indicator.as_str().into())),
    ),
    column(
        "period",
        "accounting year such as 2024 or 2023/24, or undated",
        Of::Text(|f| Some(f.period.as_str().into())),
    ),
    column(
        "dimension",
        "what the figure is divided by; total for the headline",
        Of::Text(|f| Some(f.dimension.as_str().into())),
    ),
    column("member", "member of the dimension", Of::Text(|f| Some(f.member.as_str().into()))),
    column(
        "scope",
        "external: all external purchases; market: without public bodies; tenders: of tables of tenders",
        Of::Text(|f| Some(f.scope.as_str().into())),
    ),
    column("value", "value in the indicator's unit; null when it cannot be computed", Of::Figure(|f: &Figure| f.value))
        .ranged(),
    column("low", "value if all unknown were on the lower side", Of::Figure(|f| f.low)),
    column("high", "value if all unknown were on the higher side", Of::Figure(|f| f.high)),
    column(
        "unit",
        "currency, share (0 to 1), count, index, ratio, currency-per-inhabitant, days, kg-co2e, points (a difference of shares: 0.01 is \
         one percentage point)",
        Of::Text(|f| Some(f.unit().code().into())),
    ),
    column("numerator", "currency or count", Of::Money(|f| f.numerator)),
    column("denominator", "currency or count", Of::Money(|f| f.denominator)),
    column(
        "n",
        "suppliers, lines, invoices, tenders or bids that the value rests on, as the indicator's page says",
        Of::Long(|f: &Figure| f.n),
    )
    .ranged(),
    column(
        "coverage",
        "share of the euros for which the needed attribute is known; of suppliers where the indicator's page says so",
        Of::Ratio(|f: &Figure| f.coverage),
    )
    .ranged(),
    column(
        "note",
        "breaks of the series in that year; small-cell: what a person sold would follow from the figure; small-cell-part: it is rounded or lacks its bounds for that reason; small-cell-coverage: only its coverage is, or is left out",
        Of::Text(|f| Some(f.note.as_str().into())),
    ),
];

/// Writes the figures as a tidy Parquet table.
pub fn write(buyer: &Buyer, figures: &[Figure], to: &Path) -> anyhow::Result<()> {
    vire_domain::tables::write(buyer, &COLUMNS, figures, to)
}
