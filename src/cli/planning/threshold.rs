//! `vire threshold`

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use super::{Output, evidence, name_of};
use crate::cli::terminal::page;
use crate::cli::{Usage, country, day, one_of};
use vire_planning::exact::{Exact, whole, zero};
use vire_planning::threshold::{BOUGHT, KINDS, Part, Purchase, Purchases, document, read, small};
use vire_planning::{Named, Tool, in_each};
use vire_reference::places::PLACES;
use vire_report::document::{Document, Part as Piece};

#[derive(Args)]
pub struct Threshold {
    /// The filled workbook of many purchases; `vire template` writes one. Without it, options tell of one purchase
    file: Option<PathBuf>,
    /// A published run, or the folder of runs that `current` is in: what has been bought of the same kind
    #[arg(long, value_name = "RUN")]
    run: Option<PathBuf>,
    /// List the run's small purchases that could be announced, by sector and unit
    #[arg(long, requires = "run", conflicts_with_all = ["file", "yearly", "once"])]
    small: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    one: One,
}

/// One purchase.
#[derive(Args)]
#[command(next_help_heading = "One purchase")]
struct One {
    /// What a year costs, without VAT
    #[arg(long, value_name = "SUM", value_parser = sum, conflicts_with = "file")]
    yearly: Option<Exact>,
    /// Years of the contract without options; 4 where it has no end
    #[arg(long, value_name = "NUMBER", value_parser = number, requires = "yearly")]
    years: Option<Exact>,
    /// Years by which it can be prolonged
    #[arg(long, value_name = "NUMBER", value_parser = number, requires = "yearly")]
    option_years: Option<Exact>,
    /// What is paid once; given several times, the lots of the purchase
    #[arg(long, value_name = "SUM", value_parser = sum, conflicts_with = "file")]
    once: Vec<Exact>,
    /// The value of options that are no years
    #[arg(long, value_name = "SUM", value_parser = sum, conflicts_with = "file")]
    options: Option<Exact>,
    /// How many units buy the same
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=1000), conflicts_with = "file")]
    units: Option<u32>,
    /// What is bought
    #[arg(long, value_name = "KIND", default_value = KINDS[0], conflicts_with = "file", value_parser = clap::builder::PossibleValuesParser::new(KINDS))]
    kind: String,
    /// The day whose limits hold
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, conflicts_with = "file")]
    as_of: Option<NaiveDate>,
    /// The country whose limits hold
    #[arg(long, value_name = "COUNTRY", default_value = "FI", value_parser = country, conflicts_with = "file")]
    country: String,
    /// In which sector the run looks for the same kind
    #[arg(long, value_name = "SECTOR", value_parser = one_of(&sectors()), requires = "run", conflicts_with = "file")]
    sector: Option<&'static str>,
    /// Name or business id of the firm that sells it now
    #[arg(long, value_name = "NAME", requires = "sector")]
    seller: Option<String>,
    /// What to call it
    #[arg(long, value_name = "NAME", conflicts_with = "file")]
    name: Option<String>,
}

fn sectors() -> Vec<(&'static str, &'static str)> {
    BOUGHT.iter().map(|sector| (*sector, *sector)).collect()
}

fn sum(text: &str) -> Result<Exact, String> {
    read::sum(text).ok_or_else(|| "write a sum above 0 such as 14000 or 14000.50, without a currency".to_owned())
}

fn number(text: &str) -> Result<Exact, String> {
    let number = read::sum(text).filter(|number| *number <= whole(100));
    number.ok_or_else(|| "write a number of years such as 2 or 0.5, at most 100".to_owned())
}

impl Threshold {
    pub fn execute(self) -> anyhow::Result<()> {
        let evidence = self.run.as_deref().map(evidence).transpose()?;
        let languages = &self.output.language;
        if let Some(evidence) = evidence.as_ref().filter(|_| self.small) {
            let documents = in_each(languages, |language| small::documents(evidence, language));
            return self.output.write(&documents, Path::new("small-purchases"));
        }
        if let Some(file) = &self.file {
            let documents = Tool::Threshold.run(file, languages, evidence.as_ref())?;
            return self.output.write(&documents, name_of(file));
        }
        let purchases = self.one.purchases()?;
        let documents = in_each(languages, |language| document::documents(&purchases, evidence.as_ref(), language));
        say(&documents)?;
        if self.output.to.is_some() || !self.output.formats.is_empty() {
            let mut stdout = page();
            let drawn = self.output.draw(&documents, Path::new("purchase"))?;
            drawn.iter().try_for_each(|file| writeln!(stdout, "  {}", file.display()))?;
        }
        Ok(())
    }
}

impl One {
    fn purchases(self) -> Result<Purchases, Usage> {
        let missing = |what: &str, help: &str| Usage(format!("{what}\n  help: {help}"));
        if self.yearly.is_none() && self.once.is_empty() {
            let help = "name a workbook, or give --yearly with --years, or --once; with --run and --small, the run's small purchases";
            return Err(missing("no purchase is named", help));
        }
        if self.yearly.is_some() && self.years.is_none() {
            return Err(missing(
                "--yearly is without --years",
                "give the years of the contract; 4 where it has no end",
            ));
        }
        let help = "give the day whose limits hold, mostly that of the notice, such as --as-of 2025-10-01";
        let day = self.as_of.ok_or_else(|| missing("--as-of is missing", help))?;
        let currency = PLACES.currency(&self.country).unwrap_or_default().to_owned();
        let name = self.name.clone().unwrap_or_default();
        let purchase = Purchase {
            name: name.clone(),
            kind: KINDS.iter().find(|kind| **kind == self.kind).unwrap_or(&KINDS[0]),
            day,
            sector: self.sector,
            seller: self.seller.clone().unwrap_or_default(),
            parts: self.parts(),
        };
        Ok(Purchases { title: name, buyer: String::new(), country: self.country, currency, purchases: vec![purchase] })
    }

    /// What one unit buys, as often as there are units; several sums paid once are lots.
    fn parts(&self) -> Vec<Part> {
        let or_zero = |number: &Option<Exact>| number.clone().unwrap_or_else(zero);
        let none = || Part {
            name: String::new(),
            unit: String::new(),
            yearly: zero(),
            years: zero(),
            option_years: zero(),
            once: zero(),
            options: zero(),
        };
        let mut first = Part {
            yearly: or_zero(&self.yearly),
            years: or_zero(&self.years),
            option_years: or_zero(&self.option_years),
            options: or_zero(&self.options),
            ..none()
        };
        let mut lots = self.once.iter();
        if let Some(once) = lots.next() {
            first.once = once.clone();
        }
        let of_unit: Vec<Part> =
            std::iter::once(first).chain(lots.map(|once| Part { once: once.clone(), ..none() })).collect();
        let units = self.units.unwrap_or(1);
        let numbered = (1..=units).flat_map(|unit| of_unit.iter().map(move |part| (unit, part.clone())));
        let is_several = units > 1;
        let parts = numbered
            .map(|(unit, part)| Part { unit: if is_several { unit.to_string() } else { String::new() }, ..part });
        let mut parts: Vec<Part> = parts.collect();
        if parts.len() > 1 {
            parts.iter_mut().zip(1..).for_each(|(part, at)| part.name = at.to_string());
        }
        parts
    }
}

/// The documents as lines.
fn say(documents: &[Named]) -> anyhow::Result<()> {
    let mut stdout = page();
    for document in documents.iter().map(|(_, document)| document) {
        lines(document).iter().try_for_each(|line| writeln!(stdout, "{line}"))?;
    }
    Ok(())
}

fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![document.title.clone()];
    for section in &document.sections {
        lines.extend([String::new(), section.title.clone()]);
        lines.extend(Some(&section.finding).filter(|f| !f.is_empty()).map(|finding| format!("  {finding}")));
        for part in &section.parts {
            match part {
                Piece::Text(text) | Piece::Heading(text) => lines.push(format!("  {text}")),
                Piece::List(texts) => lines.extend(texts.iter().map(|text| format!("  - {text}"))),
                Piece::Remarks(texts) => lines.extend(texts.iter().map(|text| format!("  {text}"))),
                Piece::Table(table) => {
                    for row in &table.rows {
                        let cells = table.columns.iter().zip(row).filter(|(_, cell)| !cell.text.is_empty());
                        let cells: Vec<String> =
                            cells.map(|(column, cell)| format!("{}: {}", column.title, cell.text)).collect();
                        lines.push(format!("  {}", cells.join("; ")));
                    }
                }
                Piece::Chart(_) => {}
            }
        }
    }
    lines.push(String::new());
    lines.extend(document.notes.iter().cloned());
    lines
}
