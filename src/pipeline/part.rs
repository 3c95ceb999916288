//! The part of the exports that a run is over: the lines of one buyer, of one accounting year, or of both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::date::year_month;
use vire_base::error::InputError;
use vire_base::progress::Progress;
use vire_base::sum::Sum;
use vire_base::year::{AccountingYear, UNDATED};
use vire_ingest::line::Problem;
use vire_ingest::settings::Source;
use vire_ingest::stage::part;
use vire_ingest::{StagedFile, total};
use vire_reference::places::PLACES;

use super::known::Known;
use super::{Earlier, Options, inputs, staged, whose};
use crate::config::Config;

/// Buyers that a message names, of many.
const NAMED: usize = 5;

/// Leaves the lines out that the run is not over, and says so of each file; `sources` are those of the files.
///
/// # Errors
/// When no line is left.
pub fn take(config: &Config, sources: &[&Source], files: &mut [StagedFile], store: &Path) -> Result<(), InputError> {
    let mut others = Apart::default();
    let country = config.buyer().country.as_str();
    for (source, file) in sources.iter().zip(files.iter_mut()) {
        let parties = &file.sidecar.parties;
        let own = source.settings.only_own.then(|| whose::own(parties, &source.settings, &config.owner));
        let buyers: Vec<Option<String>> = parties.iter().map(|party| whose::buyer_of(country, party)).collect();
        let is_whole = own.as_ref().is_none_or(|own| own.iter().all(|is_own| *is_own)) && config.only_year.is_none();
        if is_whole {
            continue;
        }
        let (accounting, of_undated) = (config.buyer().year, file.year.map(|(year, _)| year));
        let mut apart = Apart::default();
        part::keep(file, store, |(party, day), cents| {
            let is_own = own.as_ref().is_none_or(|own| own[party as usize]);
            let year = year_of(accounting, of_undated, day);
            let is_of_year = config.only_year.is_none_or(|only| year == only);
            if !is_own {
                apart.buyers.entry(buyers[party as usize].clone()).or_default().add(cents);
            } else if !is_of_year {
                apart.years.entry(year).or_default().add(cents);
            }
            is_own && is_of_year
        })?;
        if !apart.is_empty() {
            file.sidecar.problems.push(Problem::new(Code::LeftApart, "", None, apart.message(country, accounting)));
            others.extend(apart);
        }
    }
    if total(files).kept == 0 && !others.is_empty() { Err(others.nothing_left(config)) } else { Ok(()) }
}

/// The accounting year of a line by the day that decides it, and of one without a day by its file.
fn year_of(accounting: AccountingYear, of_undated: Option<i32>, day: Option<i32>) -> i32 {
    let of_day = |day| {
        let (year, month) = year_month(day);
        accounting.of(year, month)
    };
    day.map(of_day).or(of_undated).unwrap_or(UNDATED)
}

/// Lines that a run is not over, and their sums.
#[derive(Default)]
struct Apart {
    /// By the buyer that they name.
    buyers: BTreeMap<Option<String>, Sum>,
    /// The buyer's own, by accounting year.
    years: BTreeMap<i32, Sum>,
}

impl Apart {
    fn is_empty(&self) -> bool {
        self.buyers.is_empty() && self.years.is_empty()
    }

    fn extend(&mut self, more: Self) {
        more.buyers.into_iter().for_each(|(buyer, sum)| *self.buyers.entry(buyer).or_default() += sum);
        more.years.into_iter().for_each(|(year, sum)| *self.years.entry(year).or_default() += sum);
    }

    fn message(&self, country: &str, accounting: AccountingYear) -> String {
        let mut said = Vec::new();
        let of = |sum: Sum| format!("{} lines ({})", sum.lines, format_cents(sum.cents));
        let named: Vec<(&String, &Sum)> =
            self.buyers.iter().filter_map(|(buyer, sum)| Some((buyer.as_ref()?, sum))).collect();
        if !named.is_empty() {
            let mut sum = Sum::default();
            named.iter().for_each(|(_, more)| sum += **more);
            said.push(format!("{} of other buyers ({})", of(sum), listed(country, named)));
        }
        if let Some(sum) = self.buyers.get(&None) {
            said.push(format!("{} that name no buyer", of(*sum)));
        }
        let years = self.years.iter().map(|(year, sum)| match *year {
            UNDATED => format!("{} without a date", of(*sum)),
            year => format!("{} of {}", of(*sum), accounting.name(year)),
        });
        said.extend(years);
        format!("left out, since the run is not over them: {}", said.join("; "))
    }

    fn nothing_left(&self, config: &Config) -> InputError {
        let (accounting, buyer) = (config.buyer().year, &config.buyer().name);
        let message = match config.only_year {
            Some(year) => format!("none of its exports' lines is of {buyer} in {}", accounting.name(year)),
            None => format!("none of its exports' lines is of {buyer}"),
        };
        let named = self.buyers.iter().filter_map(|(buyer, sum)| Some((buyer.as_ref()?, sum))).collect::<Vec<_>>();
        let help = if !self.years.is_empty() {
            let years: Vec<String> = self.years.keys().map(|year| accounting.name(*year)).collect();
            format!("{buyer} has lines of {}", years.join(", "))
        } else if named.is_empty() {
            "no line names its buyer; map the column that does under columns = { buyer_name = \"...\" }".to_owned()
        } else {
            format!("the buyers are {}; vire parts lists all of them", listed(&config.buyer().country, named))
        };
        InputError::new(Code::NothingLeft, &config.path, message, help)
    }
}

/// The buyers with most lines; municipalities by their names.
fn listed(country: &str, mut buyers: Vec<(&String, &Sum)>) -> String {
    buyers.sort_by_key(|(buyer, sum)| (std::cmp::Reverse(sum.lines), *buyer));
    let name = |(buyer, _): &(&'_ String, &Sum)| {
        PLACES.municipality(country, buyer).map_or_else(|| (*buyer).clone(), |municipality| municipality.name.clone())
    };
    let some: Vec<String> = buyers.iter().take(NAMED).map(name).collect();
    let more = buyers.len().saturating_sub(NAMED);
    some.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// The buyers that the exports of a pipeline name, each with its accounting years, and the lines that name none.
pub struct Parts {
    /// As one spelling has it.
    pub buyers: BTreeMap<String, BTreeSet<i32>>,
    pub without_buyer: Sum,
}

/// Finds the parts that the exports can be run by; what is read is kept for the runs.
pub fn list(config: &Config, options: &Options, progress: &Progress) -> Result<Parts, InputError> {
    let earlier = Earlier::new(options.shared.clone(), options.out.clone(), Known::default(), options.out.clone());
    let files = staged(config, &inputs(config), &earlier, options, progress)?;
    let (accounting, country) = (config.buyer().year, config.buyer().country.as_str());
    let mut without_buyer = Sum::default();
    // Of spellings of one buyer the first by its letters stands for all.
    let mut found: BTreeMap<String, (String, BTreeSet<i32>)> = BTreeMap::new();
    for file in &files {
        let buyers: Vec<Option<String>> =
            file.sidecar.parties.iter().map(|party| whose::buyer_of(country, party)).collect();
        let of_undated = file.year.map(|(year, _)| year);
        let mut met: BTreeSet<(u32, i32)> = BTreeSet::new();
        part::each(file, |(party, day), cents| {
            if buyers[party as usize].is_none() {
                without_buyer.add(cents);
            } else {
                met.insert((party, year_of(accounting, of_undated, day)));
            }
        })?;
        for (party, year) in met {
            let Some(buyer) = &buyers[party as usize] else { continue };
            let (spelling, years) =
                found.entry(whose::key(country, buyer)).or_insert_with(|| (buyer.clone(), BTreeSet::new()));
            years.insert(year);
            if buyer < spelling {
                spelling.clone_from(buyer);
            }
        }
    }
    Ok(Parts { buyers: found.into_values().collect(), without_buyer })
}
