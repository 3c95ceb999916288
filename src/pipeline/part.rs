//! The part of the exports that a run covers: the lines of one buyer, of one accounting year, or of both.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::date::year_month;
use vire_base::error::InputError;
use vire_base::progress::Progress;
use vire_base::sum::Sum;
use vire_base::text::toml;
use vire_base::year::{AccountingYear, UNDATED};
use vire_ingest::line::{Party, Problem, Rejected};
use vire_ingest::settings::{Settings, Source};
use vire_ingest::stage::part;
use vire_ingest::{StagedFile, total};
use vire_reference::ids::{self, Reading};

use super::known::Known;
use super::{Earlier, Options, inputs, masked, notices, staged, whose};
use crate::buyers;
use crate::config::{Config, Owner};
use crate::notice::{Unsettled, together};

/// Buyers that a message names, of many.
const NAMED: usize = 5;

/// Leaves the lines out that the run does not cover, and says so of each file; `sources` are those of the files.
///
/// # Errors
/// When no line is left.
pub fn take(config: &Config, sources: &[&Source], files: &mut [StagedFile], store: &Path) -> Result<(), InputError> {
    let (country, accounting) = (config.buyer().country.as_str(), config.buyer().year);
    let mut others = Apart::default();
    let mut is_met = false;
    for (source, file) in sources.iter().zip(files.iter_mut()) {
        let settings = &source.settings;
        let parties = file.sidecar.parties.clone();
        let is_own = |party: &Party| !settings.only_own || is_own(config, settings, party);
        // A row that names no buyer may be anybody's.
        let is_rejected_in = |rejected: &Rejected| is_own(&rejected.party) || !rejected.party.names_buyer();
        let is_all = parties.iter().all(is_own) && file.sidecar.rejected.iter().all(is_rejected_in);
        if is_all && config.only.year.is_none() {
            continue;
        }
        let own: Vec<bool> = parties.iter().map(is_own).collect();
        let buyers: Vec<Option<String>> = parties.iter().map(|party| buyers::of_party(country, party)).collect();
        let of_undated = file.year.map(|(year, _)| year);
        let mut apart = Apart::default();
        let is_in = |party: u32, day: Option<i32>, cents: i64| {
            let (is_own, year) = (own[party as usize], year_of(accounting, of_undated, day));
            let is_of_year = config.only.year.is_none_or(|only| year == only);
            if !is_own {
                apart.buyers.entry(buyers[party as usize].clone()).or_default().add(cents);
            } else if !is_of_year {
                apart.years.entry(year).or_default().add(cents);
            }
            is_own && is_of_year
        };
        part::keep(file, store, is_in, is_rejected_in)?;
        is_met |= file.sidecar.rejected.iter().any(|rejected| is_own(&rejected.party));
        if let Some(year) = config.only.year {
            cut_periods(file, accounting, year);
        }
        if apart.is_empty() {
            continue;
        }
        let problems = &mut file.sidecar.problems;
        problems.push(Problem::new(Code::LeftApart, "", None, apart.message(country, accounting)));
        if settings.only_own && buyers.iter().all(Option::is_none) {
            let message = "no line names its buyer, so that all are left out".to_owned();
            problems.push(Problem::new(Code::NoBuyer, "", None, message));
        }
        if settings.buyers.is_none() {
            let like =
                parties.iter().zip(&own).filter(|(party, is_own)| !**is_own && whose::is_like(party, &config.owner));
            problems
                .extend(like_buyer(config, like.filter_map(|(party, _)| buyers::of_party(country, party)).collect()));
        }
        others.extend(apart);
    }
    if total(files).kept == 0 && !is_met && !others.is_empty() { Err(others.nothing_left(config)) } else { Ok(()) }
}

/// Whether a party is the buyer by exactly what it is called. What is like it might be another's too, and no line may be of
/// two buyers; so where a run is one of many, nothing but its name is asked.
fn is_own(config: &Config, settings: &Settings, party: &Party) -> bool {
    let Owner { buyer, names, ids, .. } = &config.owner;
    let country = buyer.country.as_str();
    let of_party = buyers::of_party(country, party).map(|buyer| buyers::key(country, &buyer));
    let is_named = names.first().is_some_and(|name| of_party == Some(buyers::key(country, name)));
    if is_named || config.only.buyer.is_some() {
        return is_named;
    }
    let Party { buyer_id: id, buyer_name: name, buyer_code: code, .. } = party;
    let is_listed = |text: &String| whose::listed(settings).iter().any(|one| buyers::same(one, text));
    let has_own_id = matches!(ids::read(id, country), Reading::Business(read) if ids.contains(&read.key()));
    has_own_id || [id, name, code].into_iter().any(is_listed)
}

/// What to ask of buyers that are left out and whose names are like the pipeline's; where a run is one of many, what was
/// decided of them.
fn like_buyer(config: &Config, like: BTreeSet<String>) -> Option<Problem> {
    let named: Vec<String> = like.iter().map(|buyer| toml(buyer)).collect();
    let (name, named) = (&config.buyer().name, named.join(", "));
    let message = format!("lines of {named} are left out, which is like {name}: is it the same buyer?");
    let answers = vec!["buyers = []".to_owned(), format!("buyers = [{named}]")];
    let problem = Problem::new(Code::LikeBuyer, "", None, message).with_answers(answers);
    let assumed = config.only.buyer.as_ref().map(|_| "it is another one".to_owned());
    (!like.is_empty()).then_some(Problem { assumed, ..problem })
}

/// Lets the days that lines name by months be those of one year.
fn cut_periods(file: &mut StagedFile, accounting: AccountingYear, year: i32) {
    let last = |year| accounting.last_day(year).map(|day| day.to_epoch_days());
    let Some((first, last)) = last(year - 1).map(|day| day + 1).zip(last(year)) else { return };
    for table in &mut file.sidecar.tables {
        table.period = table.period.map(|(from, to)| (from.max(first), to.min(last))).filter(|(from, to)| from <= to);
    }
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
        format!("left out, since the run does not cover them: {}", said.join("; "))
    }

    fn nothing_left(&self, config: &Config) -> InputError {
        let (accounting, buyer) = (config.buyer().year, &config.buyer().name);
        let message = match config.only.year {
            Some(year) => format!("no line of the exports is of {buyer} in {}", accounting.name(year)),
            None => format!("no line of the exports is of {buyer}"),
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
fn listed(country: &str, mut all: Vec<(&String, &Sum)>) -> String {
    all.sort_by_key(|(buyer, sum)| (std::cmp::Reverse(sum.lines), *buyer));
    let some: Vec<String> = all.iter().take(NAMED).map(|(buyer, _)| buyers::shown(country, buyer)).collect();
    let more = all.len().saturating_sub(NAMED);
    some.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}

/// The buyers that the exports of a pipeline name, each with its accounting years, and lines that no part has.
#[derive(Default)]
pub struct Parts {
    /// By one spelling.
    pub buyers: BTreeMap<String, BTreeSet<i32>>,
    /// Lines that name no buyer.
    pub without_buyer: Sum,
    /// Lines of buyers that belong to no year.
    pub undated: Sum,
}

/// Finds the parts that the exports can be run by; what is read is kept for the runs, and nothing else.
///
/// # Errors
/// As a run would, where exports cannot be read or leave questions open.
pub fn list(config: &Config, options: &Options, progress: &Progress) -> anyhow::Result<Parts> {
    let shared = options.shared.clone().unwrap_or_else(|| options.out.clone());
    let earlier = Earlier::new(Some(shared), options.out.clone(), Known::default(), options.out.clone());
    let files = staged(config, &inputs(config), &earlier, options, progress)?;
    let said = notices::of_reading(files.iter().map(|file| (file.name.as_str(), &file.sidecar)));
    Unsettled::check(&masked(config, together(said)), options.strictness.strict)?;
    let (accounting, country) = (config.buyer().year, config.buyer().country.as_str());
    let mut parts = Parts::default();
    // Of spellings of one buyer the first by its letters stands for all.
    let mut found: BTreeMap<String, (String, BTreeSet<i32>)> = BTreeMap::new();
    for file in &files {
        let buyers: Vec<Option<String>> =
            file.sidecar.parties.iter().map(|party| buyers::of_party(country, party)).collect();
        let of_undated = file.year.map(|(year, _)| year);
        let mut met: BTreeSet<(u32, i32)> = BTreeSet::new();
        part::each(file, |party, day, cents| {
            let year = year_of(accounting, of_undated, day);
            if buyers[party as usize].is_none() {
                parts.without_buyer.add(cents);
                return;
            }
            if year == UNDATED {
                parts.undated.add(cents);
            }
            met.insert((party, year));
        })?;
        for (party, year) in met {
            let Some(buyer) = &buyers[party as usize] else { continue };
            let (spelling, years) =
                found.entry(buyers::key(country, buyer)).or_insert_with(|| (buyer.clone(), BTreeSet::new()));
            years.insert(year);
            if buyer < spelling {
                spelling.clone_from(buyer);
            }
        }
    }
    // A buyer may have rows that cannot be read, and nothing else.
    for buyer in
        files.iter().flat_map(|file| &file.sidecar.rejected).filter_map(|r| buyers::of_party(country, &r.party))
    {
        found.entry(buyers::key(country, &buyer)).or_insert_with(|| (buyer, BTreeSet::new()));
    }
    earlier.forget_others(&files, &earlier.shared);
    parts.buyers = found.into_values().collect();
    Ok(parts)
}
