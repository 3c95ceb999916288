//! `vire trace`

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use vire_base::amount::format_cents;
use vire_base::decimal;
use vire_base::document::did_you_mean;
use vire_base::language::Language;
use vire_indicators::Figure;
use vire_indicators::catalogue::{CATALOGUE, Indicator, Unit, find};
use vire_indicators::is_of_tenders;
use vire_indicators::own::is_own;
use vire_indicators::scopes::SCOPES;
use vire_report::summary::Summary;

use super::open::only;
use super::report::published;
use super::terminal::page;
use super::{Usage, one_of};
use crate::log;
use crate::publish::verify;
use crate::trace::{Found, Part, Parts, Trace as Traced, named, trace};

#[derive(Args)]
pub struct Trace {
    /// Id or name of an indicator, such as B1 or local-share-euros
    indicator: String,
    /// The year as reports name it, such as 2024 or 2023/24, or undated
    period: String,
    /// All external purchases, or those without public bodies
    #[arg(long, default_value = "market", value_parser = one_of(&SCOPES.map(|scope| (scope, scope))))]
    scope: &'static str,
    /// The dimension of the figure, such as ring or sector:share [default: the headline]
    #[arg(long, value_name = "DIMENSION")]
    dimension: Option<String>,
    /// The member of the dimension
    #[arg(long, value_name = "MEMBER", requires = "dimension")]
    member: Option<String>,
    /// The figure of a sector; vire explain sectors lists them
    #[arg(long, value_name = "SECTOR", conflicts_with = "member")]
    sector: Option<String>,
    /// A published run, or the folder of runs that `current` is in, such as out/kotka [default: the only one in out]
    #[arg(long, value_name = "RUN")]
    out: Option<PathBuf>,
    /// How many suppliers and lines to show; the others are counted and summed
    #[arg(long, value_name = "N", default_value_t = 10)]
    lines: usize,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

impl Trace {
    pub fn execute(self) -> anyhow::Result<()> {
        let run = published(&self.out.clone().map_or_else(|| only(Path::new("out")), Ok)?)?;
        verify::intact(&run, super::threads())?;
        let summary = Summary::read(&run)?;
        let Some(indicator) = find(&self.indicator) else { return Err(no_indicator(&self.indicator).into()) };
        if is_own(&indicator.id) {
            let help = format!(
                "vire explain --sql {} --of {} prints its query, over the run's tables",
                indicator.id,
                run.display()
            );
            let what =
                format!("{} is an own indicator, and only its query says of which lines its figures are", indicator.id);
            return Err(Usage(format!("{what}\n  help: {help}")).into());
        }
        if is_of_tenders(&indicator.id) {
            let help = "tenders.parquet of the run has a row for each lot";
            let what = format!("{} is of tables of tenders, and no line of purchases stands behind it", indicator.id);
            return Err(Usage(format!("{what}\n  help: {help}")).into());
        }
        let figure = self.figure(indicator, &summary)?;
        let traced = trace(&run, &summary, figure, self.lines)?;
        if self.json {
            let json = log::masked(serde_json::to_value(&traced)?);
            writeln!(super::terminal::output(), "{}", serde_json::to_string_pretty(&json)?)?;
            return Ok(());
        }
        write!(page(), "{}", told(indicator, &traced))?;
        Ok(())
    }

    /// The figure that is meant.
    fn figure<'s>(&self, indicator: &Indicator, summary: &'s Summary) -> anyhow::Result<&'s Figure> {
        let figures = summary.figures.iter().map(|written| &written.figure).filter(|f| f.indicator == indicator.id);
        let figures: Vec<&Figure> = figures.collect();
        let missing = summary.not_computed.iter().find(|missing| missing.indicator == indicator.id);
        if let Some(missing) = missing.filter(|_| figures.is_empty()) {
            let help = format!("vire explain {} says what it needs", indicator.id);
            let needs = &missing.needs;
            return Err(Usage(format!("{} was not computed: it needs {needs}\n  help: {help}", indicator.id)).into());
        }
        let of_period = narrowed(&figures, "period", |f| &f.period, &self.period, indicator)?;
        let of_scope = narrowed(&of_period, "scope", |f| &f.scope, self.scope, indicator)?;
        let dimension = match (&self.dimension, &self.sector) {
            (Some(dimension), _) => dimension.clone(),
            (None, Some(_)) => sector_dimension(indicator, &of_scope)?,
            (None, None) => indicator.headline.0.clone(),
        };
        let of_dimension = narrowed(&of_scope, "dimension", |f| &f.dimension, &dimension, indicator)?;
        let headline = Some(&indicator.headline.1).filter(|_| dimension == indicator.headline.0);
        let Some(member) = self.member.as_ref().or(self.sector.as_ref()).or(headline) else {
            let known = listed(&of_dimension, |f| &f.member);
            let help = format!("name one with --member: {}", known.join(", "));
            return Err(Usage(format!("{dimension} has several members\n  help: {help}")).into());
        };
        let what = if self.sector.is_some() { "sector" } else { "member" };
        let found = narrowed(&of_dimension, what, |f| &f.member, member, indicator)?;
        found.first().copied().ok_or_else(|| no_indicator(&self.indicator).into())
    }
}

fn no_indicator(word: &str) -> Usage {
    let names = CATALOGUE.iter().map(|i| i.name.as_str());
    let help = did_you_mean(word, &names.chain(CATALOGUE.iter().map(|i| i.id.as_str())).collect::<Vec<_>>());
    let help = if help.starts_with("did") { help } else { "vire explain lists the indicators".to_owned() };
    Usage(format!("there is no indicator \"{word}\"; {help}"))
}

/// The distinct values of an attribute in the order of their names.
fn listed<'f>(figures: &[&'f Figure], of: impl Fn(&'f Figure) -> &'f String) -> Vec<&'f str> {
    let all: BTreeSet<&str> = figures.iter().map(|f| of(f).as_str()).collect();
    all.into_iter().collect()
}

/// The figures with this value of an attribute; where there are none, which values there are.
fn narrowed<'f>(
    figures: &[&'f Figure],
    what: &str,
    of: impl Fn(&'f Figure) -> &'f String,
    wanted: &str,
    indicator: &Indicator,
) -> Result<Vec<&'f Figure>, Usage> {
    let found: Vec<&Figure> = figures.iter().copied().filter(|f| of(f) == wanted).collect();
    if found.is_empty() {
        let known = listed(figures, of);
        let help =
            if known.is_empty() { "the run has none".to_owned() } else { format!("it has {}", known.join(", ")) };
        return Err(Usage(format!("{} has no figure of the {what} \"{wanted}\"\n  help: {help}", indicator.id)));
    }
    Ok(found)
}

/// The dimension of an indicator's sectors; that of the indicator's own unit where there are several.
fn sector_dimension(indicator: &Indicator, figures: &[&Figure]) -> Result<String, Usage> {
    let is_sector = |f: &&&Figure| f.dimension.split(':').next() == Some("sector");
    let of_sectors: Vec<&Figure> = figures.iter().filter(is_sector).copied().collect();
    let plain = of_sectors.iter().find(|f| f.dimension == "sector").map(|f| f.dimension.clone());
    let own: Vec<&Figure> = of_sectors.iter().copied().filter(|f| f.unit() == indicator.unit).collect();
    let own = listed(&own, |f| &f.dimension);
    match (plain, own.as_slice()) {
        (Some(plain), _) => Ok(plain),
        (None, [one]) => Ok((*one).to_owned()),
        (None, []) => Err(Usage(format!("{} has no figures of sectors here", indicator.id))),
        (None, several) => {
            let help = format!("name one with --dimension: {}", several.join(", "));
            Err(Usage(format!("{} has several figures of each sector\n  help: {help}", indicator.id)))
        }
    }
}

/// The trace for people.
fn told(indicator: &Indicator, traced: &Traced) -> String {
    let title = indicator.text("title", Language::FALLBACK.code());
    let mut text = format!("{}: {title}\n{}", named(&traced.figure), figure(indicator, traced));
    text += &match &traced.parts {
        Parts::Yes(found) => found_parts(found, &traced.currency),
        Parts::Rounded => {
            "\nReports show the figure rounded, since what one or two persons sold would follow from it; \
                           nothing more is told of it.\n"
                .to_owned()
        }
        Parts::NotComputed => {
            format!("\nThe figure could not be computed. vire explain {} says what it needs.\n", indicator.id)
        }
        Parts::NoRule { of_scope } => {
            let why = "No rule says which lines make up this figure.";
            let explain = format!("vire explain {} says how it is computed, from these purchases:", indicator.id);
            format!("\n{why} {explain}\n{}", part("All lines of the scope", of_scope, &traced.currency))
        }
    };
    text + &left_out(traced)
}

fn figure(indicator: &Indicator, traced: &Traced) -> String {
    let f = &traced.figure;
    let value =
        |value: Option<i128>| value.map_or_else(|| "none".to_owned(), |v| written(v, f.unit(), &traced.currency));
    let mut text = format!("  value        {}\n", value(f.value));
    if f.low.is_some() || f.high.is_some() {
        text += &format!("  bounds       {} to {}\n", value(f.low), value(f.high));
    }
    for (name, sum) in [("numerator", f.numerator), ("denominator", f.denominator)] {
        text += &sum.map_or_else(String::new, |sum| format!("  {name:<12} {}\n", format_cents(sum)));
    }
    text += &f.n.map_or_else(String::new, |n| format!("  n            {n} {}\n", indicator.counts));
    let coverage = f.coverage.map(|c| written(c, Unit::Share, ""));
    text += &coverage.map_or_else(String::new, |c| format!("  coverage     {c}\n"));
    let note = Some(&f.note).filter(|note| !note.is_empty());
    text + &note.map_or_else(String::new, |note| format!("  note         {note}\n"))
}

/// A value with its unit, as exact as it was published.
fn written(millionths: i128, unit: Unit, currency: &str) -> String {
    match unit {
        Unit::Share => format!("{} %", decimal::write(millionths, 4)),
        Unit::Points => format!("{} percentage points", decimal::write(millionths, 4)),
        Unit::Currency | Unit::CurrencyPerInhabitant => {
            format!("{} {currency}", decimal::write(millionths / 10_000, 2))
        }
        Unit::Count => decimal::write(millionths, 6).trim_end_matches('0').trim_end_matches('.').to_owned(),
        Unit::Emissions => format!("{} kg CO2e", decimal::write(millionths, 6)),
        Unit::Index | Unit::Ratio | Unit::Days => decimal::write(millionths, 6),
    }
}

fn found_parts(found: &Found, currency: &str) -> String {
    let unknown = match (&found.rest, found.unknown_in_denominator) {
        (None, _) => "Unknown",
        (Some(_), true) => "Unknown, in the denominator",
        (Some(_), false) => "Unknown, not in the denominator",
    };
    let parts = [
        ("Numerator", Some(&found.numerator)),
        ("Rest of the denominator", found.rest.as_ref()),
        (unknown, found.unknown.as_ref().filter(|unknown| unknown.lines > 0)),
    ];
    parts.iter().filter_map(|(title, shown)| Some(part(title, (*shown)?, currency))).collect()
}

fn part(title: &str, part: &Part, currency: &str) -> String {
    let head =
        format!("{} {currency}, lines: {}, suppliers: {}", format_cents(part.amount), part.lines, part.suppliers);
    let mut text = format!("\n{title}: {head}\n");
    for seller in &part.largest_suppliers {
        let sector = if seller.sector.is_empty() { String::new() } else { format!(", {}", seller.sector) };
        let who = format!("{}{sector}, lines: {}", who(&seller.name, &seller.supplier), seller.lines);
        text += &row(seller.amount, &who);
    }
    text += &others(part.other_suppliers.count, part.other_suppliers.amount, "suppliers");
    if !part.largest_lines.is_empty() {
        text += "  largest lines\n";
    }
    for line in &part.largest_lines {
        let sheet = if line.sheet.is_empty() { String::new() } else { format!(", sheet \"{}\"", line.sheet) };
        let place = format!("{}{sheet}, row {}", line.file, line.row);
        text += &row(line.amount, &format!("{place}: {}", who(&line.name, &line.supplier)));
    }
    if !part.largest_lines.is_empty() {
        text += &others(part.other_lines.count, part.other_lines.amount, "lines");
    }
    text
}

fn who(name: &str, key: &str) -> String {
    if name.is_empty() { key.to_owned() } else { format!("{name} ({key})") }
}

fn row(cents: i128, what: &str) -> String {
    format!("  {:>16}  {what}\n", format_cents(cents))
}

fn others(count: u64, cents: i128, what: &str) -> String {
    if count == 0 { String::new() } else { row(cents, &format!("other {what}: {count}")) }
}

fn left_out(traced: &Traced) -> String {
    if traced.left_out.is_empty() {
        return String::new();
    }
    let mut text = format!("\nLeft out of {} {} by scope\n", traced.figure.scope, traced.figure.period);
    for left in &traced.left_out {
        let label = left.label.get(Language::FALLBACK.code());
        let label = label.map_or_else(String::new, |label| format!(": {label}"));
        text += &row(left.amount, &format!("{}{label}, lines: {}", left.rule, left.lines));
    }
    text
}
