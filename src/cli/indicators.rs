//! `vire indicators`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::buyers::{Buyers, no_data_set};
use super::tables::aligned;
use super::terminal::page;
use super::{Usage, one_of};
use crate::publish::dataset::Dataset;
use crate::publish::{Unwritable, verify};
use vire_base::decimal::SCALE;
use vire_base::document::did_you_mean;
use vire_base::language::Language;
use vire_domain::classify::periods::Extent;
use vire_formats::harmless::csv_cell;
use vire_formats::table::Of;
use vire_indicators::catalogue::{CATALOGUE, Indicator, find};
use vire_indicators::own::is_own;
use vire_indicators::{COLUMNS, Figure, is_of_tenders};
use vire_report::area::together::{OfBuyer, PURCHASES, adds_up, together};
use vire_report::model::{HIDDEN, Value};
use vire_report::summary::Summary;
use vire_report::texts::Texts;

#[derive(Args)]
pub struct Indicators {
    /// A data set, a published run, or the folder of runs that `current` is in
    of: PathBuf,
    /// Indicators by id or name, such as B1; several with commas [default: all]
    #[arg(long, value_name = "INDICATOR", value_delimiter = ',')]
    indicator: Vec<String>,
    /// The year, as figures name it, such as 2024 or 2023/24 [default: all]
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// Which purchases: all external ones, or those without public bodies
    #[arg(long, value_name = "SCOPE", default_value = "market", value_parser = one_of(&[("market", "market"), ("external", "external")]))]
    scope: &'static str,
    /// Every figure, and not the headline of each indicator alone
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    whose: Buyers,
    /// Write a table (.csv, UTF-8) instead of printing one
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Whose name stands beside the figures of all buyers.
const TOGETHER: &str = "together";

/// A figure with whose it is.
struct Row {
    buyer: String,
    currency: String,
    figure: Figure,
}

impl Row {
    fn new(buyer: &str, summary: &Summary, figure: &Figure) -> Self {
        Self { buyer: csv_cell(buyer).into_owned(), currency: summary.currency.clone(), figure: figure.clone() }
    }
}

/// Period, dimension and member of a figure.
type Place<'a> = (&'a str, &'a str, &'a str);

fn place(figure: &Figure) -> Place<'_> {
    (&figure.period, &figure.dimension, &figure.member)
}

fn figures(summary: &Summary) -> impl Iterator<Item = &Figure> {
    summary.figures.iter().map(|written| &written.figure)
}

/// Whether a buyer's purchases cover all of a year.
fn is_whole(summary: &Summary, period: &str) -> bool {
    let accounting = summary.accounting().unwrap_or_default();
    let whole = summary.periods.iter().filter(|covered| covered.extent == Extent::Whole);
    whole.map(|covered| accounting.name(covered.year)).any(|name| name == period)
}

impl Indicators {
    pub fn execute(self) -> anyhow::Result<()> {
        let summaries = self.summaries()?;
        // Buyers who are not meant were read too.
        summaries.iter().try_for_each(Summary::know_own).map_err(anyhow::Error::msg)?;
        let wanted = self.wanted()?;
        one_meaning(&wanted, &summaries)?;
        let rows: Vec<Row> = wanted.into_iter().flat_map(|indicator| self.rows(indicator, &summaries)).collect();
        if rows.is_empty() {
            let help = "vire indicators without --indicator and --year shows what there is";
            return Err(Usage(format!("{} has no such figure\n  help: {help}", self.of.display())).into());
        }
        match &self.to {
            Some(to) => self.write(&rows, to),
            None => print(&rows, self.all),
        }
    }

    /// The indicators that are asked for, in the order of the catalogue.
    fn wanted(&self) -> anyhow::Result<Vec<&'static Indicator>> {
        if let Some(unknown) = self.indicator.iter().find(|word| find(word).is_none()) {
            let names: Vec<&str> = CATALOGUE.iter().map(|indicator| indicator.name.as_str()).collect();
            let near = did_you_mean(unknown, &names);
            let help = if near.starts_with("did") { near } else { "vire explain lists them".to_owned() };
            return Err(Usage(format!("there is no indicator \"{unknown}\"; {help}")).into());
        }
        let is_wanted = |indicator: &&Indicator| {
            self.indicator.is_empty() || self.indicator.iter().any(|word| indicator.is_called(word))
        };
        Ok(CATALOGUE.iter().filter(is_wanted).collect())
    }

    fn summaries(&self) -> anyhow::Result<Vec<Summary>> {
        if Dataset::is_in(&self.of) {
            let (_, all) = self.whose.select(&self.of, |buyer| Dataset::summary(&self.of, buyer), |summary| summary)?;
            return Ok(all);
        }
        if self.whose.is_given() {
            return Err(no_data_set(&self.of, "--area and no --buyer").into());
        }
        let run = super::report::published(&self.of)?;
        verify::intact(&run, super::threads())?;
        Ok(vec![Summary::read(&run)?])
    }

    /// The figures of an indicator by place and then by buyer, and those of all buyers together.
    fn rows(&self, indicator: &Indicator, summaries: &[Summary]) -> Vec<Row> {
        let mut by_place: BTreeMap<Place<'_>, Vec<(&Summary, &Figure)>> = BTreeMap::new();
        for summary in summaries {
            for figure in figures(summary).filter(|figure| self.wants(indicator, figure)) {
                by_place.entry(place(figure)).or_default().push((summary, figure));
            }
        }
        let mut rows = Vec::new();
        for (place, figures) in by_place {
            rows.extend(figures.iter().map(|(summary, figure)| Row::new(&summary.buyer, summary, figure)));
            if let Some(figure) = self.sum(place, &figures) {
                let (count, all) = (figures.len(), summaries.len());
                let name = if count == all { TOGETHER.to_owned() } else { format!("{TOGETHER} ({count} of {all})") };
                rows.push(Row::new(&name, figures[0].0, &figure));
            }
        }
        rows
    }

    fn wants(&self, indicator: &Indicator, figure: &Figure) -> bool {
        let (dimension, member) = &indicator.headline;
        figure.indicator == indicator.id
            && (figure.scope == self.scope || is_of_tenders(&figure.indicator))
            && self.year.as_ref().is_none_or(|year| figure.period.split('/').next() == year.split('/').next())
            && (self.all || (&figure.dimension, &figure.member) == (dimension, member))
    }

    /// The figure of several buyers, where their money is the same and each has all of the year.
    fn sum(&self, place: Place<'_>, all: &[(&Summary, &Figure)]) -> Option<Figure> {
        let (first, _) = all.first()?;
        let is_like = |summary: &Summary| {
            let money = (&summary.currency, summary.quality.vat);
            money == (&first.currency, first.quality.vat) && is_whole(summary, place.0)
        };
        if all.len() < 2 || !adds_up(all[0].1) || !all.iter().all(|(summary, _)| is_like(summary)) {
            return None;
        }
        let bought = |summary: &Summary| {
            let mut sums =
                figures(summary).filter(|figure| figure.indicator == PURCHASES && figure.scope == self.scope);
            sums.find(|figure| self::place(figure) == place)?.value
        };
        let all = all.iter().map(|(summary, figure)| OfBuyer { figure, bought: bought(summary) });
        together(&all.collect::<Vec<_>>())
    }

    fn write(&self, rows: &[Row], to: &Path) -> anyhow::Result<()> {
        if to.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv")) {
            return Err(Usage(format!("{} is no .csv\n  help: name a file that ends with .csv", to.display())).into());
        }
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["buyer", "currency"].into_iter().chain(COLUMNS.iter().map(|column| column.head.name)))?;
        for row in rows {
            let of_figure = COLUMNS.iter().map(|column| written(&column.of, &row.figure));
            csv.write_record([row.buyer.clone(), row.currency.clone()].into_iter().chain(of_figure))?;
        }
        let bytes = csv.into_inner().map_err(|error| error.into_error())?;
        fs_err::write(to, bytes).map_err(|error| Unwritable::or(to, "--to", Unwritable::new(to, &error).into()))?;
        writeln!(page(), "{} figures in {}", rows.len(), to.display())?;
        Ok(())
    }
}

/// That an own indicator is the same query for all buyers whose figures of it stand side by side.
fn one_meaning(wanted: &[&'static Indicator], summaries: &[Summary]) -> Result<(), Usage> {
    for indicator in wanted.iter().filter(|indicator| is_own(&indicator.id)) {
        let has_figures = |summary: &&Summary| figures(summary).any(|figure| figure.indicator == indicator.id);
        let is_other = |summary: &&Summary| !summary.own_indicators.iter().any(|text| text == indicator.sql);
        if let Some(other) = summaries.iter().filter(has_figures).find(is_other) {
            let what = format!("{} of {} is another query than that of others", indicator.id, other.buyer);
            let help = "name one with --buyer, or others with --indicator";
            return Err(Usage(format!("{what}\n  help: {help}")));
        }
    }
    Ok(())
}

/// A value of a column as machines read it: decimals after a point, nothing where there is none.
fn written(of: &Of<Figure>, figure: &Figure) -> String {
    let decimal = |value: Option<i128>, scale| value.map(|value| vire_base::decimal::write(value, scale));
    match of {
        Of::Text(of) => of(figure).map(|text| csv_cell(&text).into_owned()),
        Of::Money(of) => decimal(of(figure), 2),
        Of::Ratio(of) | Of::Figure(of) => decimal(of(figure), 6),
        Of::Flag(of) => of(figure).map(|flag| flag.to_string()),
        Of::Day(of) | Of::Int(of) => of(figure).map(|number| number.to_string()),
        Of::Long(of) => of(figure).map(|number| number.to_string()),
    }
    .unwrap_or_default()
}

/// Prints figures in aligned columns, with the indicator's title over them.
fn print(rows: &[Row], with_members: bool) -> anyhow::Result<()> {
    let texts = Texts::new(Language::En);
    let mut out = page();
    for of_indicator in rows.chunk_by(|a, b| a.figure.indicator == b.figure.indicator) {
        let id = &of_indicator[0].figure.indicator;
        let title = find(id).map_or("", |indicator| indicator.text("title", texts.code));
        writeln!(out, "{id} {title}")?;
        let lines: Vec<[String; 7]> = of_indicator.iter().map(|row| line(row, with_members, &texts)).collect();
        aligned(&lines, |column| column > 2, " ").iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    }
    Ok(())
}

/// Period, member, buyer, value, bounds, n, and of how much it is known.
fn line(row: &Row, with_members: bool, texts: &Texts) -> [String; 7] {
    let figure = &row.figure;
    let write = |value: i128| Value::text(Some(Value::of(figure, value)), texts, &row.currency);
    let value = match figure.value {
        _ if vire_disclosure::is_hidden(figure) => HIDDEN.to_owned(),
        value => value.map_or_else(|| "\u{2013}".to_owned(), write),
    };
    let bounds = figure.low.zip(figure.high).map(|(low, high)| (write(low), write(high)));
    let bounds = bounds.filter(|(low, high)| low != high).map(|(low, high)| format!("{low}\u{2013}{high}"));
    let member = if with_members { format!("{} {}", figure.dimension, figure.member) } else { String::new() };
    let n = figure.n.map(|n| format!("n {}", texts.count(n.into())));
    let known = figure.coverage.filter(|coverage| *coverage < 10i128.pow(SCALE as u32)).map(|share| {
        let least = if vire_disclosure::has_rounded_coverage(figure) { "at least " } else { "" };
        format!("known {least}{}", texts.percent(share))
    });
    let [bounds, n, known] = [bounds, n, known].map(Option::unwrap_or_default);
    [figure.period.clone(), member, row.buyer.clone(), value, bounds, n, known]
}
