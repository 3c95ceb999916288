//! What is said of the inputs of a run: of each file while it is read, of all of them, and of the pipeline file.

use chrono::NaiveDate;
use vire_base::code::Code;
use vire_base::date;
use vire_base::year::UNDATED;
use vire_domain::beside::Beside;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::effects::emissions::Emissions;
use vire_domain::effects::respending::Respending;
use vire_domain::suppliers::Given;
use vire_domain::suppliers::persons::ByName;
use vire_domain::tenders::Tenders;
use vire_domain::units::aliases::Aliases;
use vire_domain::units::{Level, MOST, Units};
use vire_ingest::line::{GROSS, Sidecar, Table};
use vire_ingest::settings::Source;
use vire_ingest::stage::overlap;
use vire_ingest::table::How;
use vire_ingest::{Field, StagedFile};

use crate::config::Config;
use crate::notice::{Notice, of_calendar};

/// What reading the files said.
pub fn of_reading<'f>(files: impl IntoIterator<Item = (&'f str, &'f Sidecar)>) -> Vec<Notice> {
    let of_file = |(name, sidecar): (&'f str, &'f Sidecar)| {
        let said =
            sidecar.problems.iter().map(|problem| Notice { files: vec![name.to_owned()], problem: problem.clone() });
        said.chain(
            sidecar.tables.iter().flat_map(of_table).map(|(code, message)| Notice::new(code, Some(name), message)),
        )
        .collect::<Vec<_>>()
    };
    files.into_iter().flat_map(of_file).collect()
}

/// What a table that was read says by itself.
fn of_table(table: &Table) -> Vec<(Code, String)> {
    let mut said = Vec::new();
    let by_months = table.control.periods;
    if by_months > 0 {
        let message = format!("{by_months} lines are dated by several months; they count in the first of these");
        said.push((Code::SeveralMonths, message));
    }
    if table.amount_basis == GROSS {
        let column = table.mapping.columns.iter().find(|c| c.field == Field::Gross).map_or("", |c| &c.header);
        let message = format!("only amounts with VAT were found (\"{column}\"), so its figures include VAT");
        said.push((Code::WithVat, message));
    }
    said
}

/// All that the user should know of a run: rules and columns that never matched, and what reading said.
pub fn of_run(
    config: &Config,
    files: &[StagedFile],
    decisions: &Decisions,
    cube: &Cube,
    beside: &Beside,
) -> Vec<Notice> {
    let mut said = beside.calendar.as_ref().map(of_calendar).unwrap_or_default();
    let of_tenders = beside.tenders.as_ref().map(Tenders::said).unwrap_or_default();
    said.extend(of_tenders.into_iter().map(|(code, message)| Notice::new(code, None, message)));
    said.extend(beside.openness.said().iter().map(|(code, message)| Notice::new(*code, None, message.clone())));
    let of_firms = beside.firms.iter().flat_map(|firms| &firms.files).flat_map(|file| &file.remarks);
    let of_effects = [
        beside.emissions.as_ref().map(|emissions| &emissions.factors.tables),
        beside.respending.as_ref().map(|respending| &respending.answers.tables),
        beside.multipliers.as_ref().map(|multipliers| &multipliers.tables),
    ];
    let tables = [&beside.units.tables, &beside.owned.tables, &beside.turnovers.tables];
    let tables = tables.into_iter().chain(of_effects.into_iter().flatten());
    let remarks = of_firms.chain(tables.flat_map(|tables| &tables.remarks));
    said.extend(remarks.map(|(code, remark)| Notice::new(*code, None, remark.clone())));
    let owned = beside.owned.said(&decisions.stakes);
    said.extend(owned.map(|said| Notice::new(Code::OwnedHeld, None, said)));
    let turnovers = beside.turnovers.said(&decisions.turnovers);
    said.extend(turnovers.map(|said| Notice::new(Code::TurnoversHeld, None, said)));
    said.extend(beside.contracts.iter().map(|held| Notice::new(Code::ContractsHeld, None, held.said())));
    for source in &config.sources {
        let of_source: Vec<&StagedFile> = files.iter().filter(|f| source.files.contains(&f.path)).collect();
        let told = unmatched(source, of_source.iter().map(|f| &f.sidecar));
        said.extend(told.map(|(_, message)| Notice::new(Code::UnmatchedColumn, None, message)));
        let changed = if of_source.len() > 1 { overlap::changed_columns(&of_source) } else { Vec::new() };
        if !changed.is_empty() {
            let message = format!("columns change between the files of one source: {}", changed.join("; "));
            said.push(Notice::new(Code::ColumnsChange, None, message));
        }
    }
    said.extend(persons_by_name(decisions));
    let rules = unmatched_rules(config, decisions, cube);
    said.extend(rules.map(|message| Notice::new(Code::UnmatchedRule, None, message)));
    said.extend(of_reading(files.iter().map(|file| (file.name.as_str(), &file.sidecar))));
    said.extend(files.iter().filter_map(undated));
    said.extend(of_units(&decisions.units, &beside.units, cube));
    let answers = beside.respending.iter().map(Respending::said);
    said.extend(answers.flat_map(|(found, twice)| {
        let twice = twice.iter().map(|message| Notice::new(Code::AnswersTwice, None, message.clone()));
        std::iter::once(Notice::new(Code::AnswersHeld, None, found)).chain(twice)
    }));
    said.extend(beside.emissions.iter().filter_map(|emissions| without_prices(config, emissions)));
    said
}

/// Years whose prices no index takes to those of the emission factors.
fn without_prices(config: &Config, emissions: &Emissions) -> Option<Notice> {
    let years = emissions.years_without_prices();
    let named = years.iter().map(|year| match *year {
        UNDATED => "without a date".to_owned(),
        year => format!("of {}", config.buyer().year.name(year)),
    });
    let named = named.collect::<Vec<_>>().join(", ");
    let message = format!(
        "no emissions are estimated of purchases {named} whose factors are of other prices: `index` under [effects.emissions] \
         does not tell these years"
    );
    (!years.is_empty()).then(|| Notice::new(Code::NoPriceIndex, None, message))
}

/// Units that the table names and no line has, or lines and not the table; how much is of no unit; and units that are too
/// many to be told of.
fn of_units(units: &Units, aliases: &Aliases, cube: &Cube) -> Vec<Notice> {
    let idle = aliases.rows.iter().filter(|alias| !units.are_written(&alias.written));
    let idle = idle.map(|alias| Notice::new(Code::UnmatchedRule, None, format!("{} matched no line", alias.said())));
    let many = units.are_many().then(|| {
        let by = if units.have_departments() { "by department alone" } else { "in no figure" };
        let message = format!(
            "exports name {} units, more than {MOST}: they are told {by}; a table of units with departments joins them",
            units.count(Level::Unit)
        );
        Notice::new(Code::ManyUnits, None, message)
    });
    let new = units.without_row(aliases);
    let new = (!aliases.is_empty() && !new.is_empty()).then(|| {
        let named = new.iter().take(TOLD).map(|unit| format!("\"{unit}\"")).collect::<Vec<_>>().join(", ");
        let more = if new.len() > TOLD { format!(" and {} more", new.len() - TOLD) } else { String::new() };
        Notice::new(Code::UnitsLeft, None, format!("the table of units has no row of {named}{more}"))
    });
    let (unnamed, all) = cube.without_unit();
    let share = if all > 0 { unnamed as f64 / all as f64 } else { 0.0 };
    let unnamed = (units.are_known() && share >= WORTH_SAYING)
        .then(|| Notice::new(Code::UnitsLeft, None, format!("{:.1} % of the external sum has no unit", 100.0 * share)));
    idle.chain(many).chain(new).chain(unnamed).collect()
}

/// Names that are told before the rest is only counted.
const TOLD: usize = 5;
/// The share of the external sum without a unit from which it is said.
const WORTH_SAYING: f64 = 0.05;

/// How many suppliers are persons by their names and accounts alone, and how many may be.
fn persons_by_name(decisions: &Decisions) -> Option<Notice> {
    let count = |how| decisions.suppliers.iter().filter(|s| s.by_name == Some(how)).count();
    let (persons, perhaps) = (count(ByName::Person), count(ByName::Perhaps));
    let who = match (persons, perhaps) {
        (0, 0) => return None,
        (0, perhaps) => format!("{perhaps} suppliers without an id may be persons by their names or accounts"),
        (persons, 0) => format!("{persons} suppliers without an id are taken as persons by their names and accounts"),
        (persons, perhaps) => format!(
            "{persons} suppliers without an id are taken as persons by their names and accounts, and {perhaps} more may be \
             persons"
        ),
    };
    Some(Notice::new(Code::PersonsByName, None, format!("{who}: see the column by_name of suppliers.parquet")))
}

/// Whether the day that the user gave is of the data; after it reports are made for about a year.
pub fn as_of(given: Option<NaiveDate>, span: Option<(i32, i32)>, assume: bool) -> Option<Notice> {
    const AFTER: i32 = 366;
    let (given, (first, last)) = (given?, span?);
    let day = given.to_epoch_days();
    if (first..=last + AFTER).contains(&day) {
        return None;
    }
    let place = if day < first { "before all data" } else { "long after all data" };
    let message = format!("--as-of {given} is {place}, which is of {} to {}", date::iso(first), date::iso(last));
    let mut notice = Notice::new(Code::AsOfApart, None, message);
    if assume {
        notice.problem.assumed = Some(format!("--as-of {given}"));
    } else {
        notice.problem.answers = vec![format!("--as-of {}", date::iso(last))];
    }
    Some(notice)
}

/// Rules and decisions of the user that no line met.
fn unmatched_rules<'f>(
    config: &'f Config,
    decisions: &'f Decisions,
    cube: &'f Cube,
) -> impl Iterator<Item = String> + 'f {
    let rules = config.rules.scope.rules.iter().enumerate().filter(|(_, rule)| !rule.built_in);
    let idle = rules.filter(|(i, _)| cube.totals.by_scope[*i].lines == 0);
    let scope = idle.map(|(_, rule)| format!("the scope rule \"{}\" matched no line", rule.id));
    let decided = decisions.sectors.iter().zip(&cube.used_decisions);
    let used: Vec<&str> = decided.filter(|(_, used)| **used).map(|(decision, _)| decision.rule.as_str()).collect();
    let own = config.rules.sectors.own().iter().filter(move |rule| !used.contains(&rule.id.as_str()));
    let sectors = own.map(|rule| format!("the sector decision {} matched no line", rule.id));
    let is_met = |of: &str| {
        let mut suppliers = decisions.suppliers.iter();
        suppliers.any(|s| Given::is_of_group(of, &s.key, s.name_keys.iter().map(String::as_str)))
    };
    let group = config.suppliers.group.iter().filter(move |(key, _)| !is_met(key));
    scope.chain(sectors).chain(group.map(|(_, name)| format!("\"{name}\" of the buyer's group is no supplier")))
}

/// Lines without a date, and the year that they count in.
fn undated(file: &StagedFile) -> Option<Notice> {
    let undated: u64 = file.sidecar.tables.iter().map(|t| t.control.undated).sum();
    let (code, message) = match file.year {
        _ if undated == 0 => return None,
        Some((year, from)) => (Code::YearTaken, format!("{undated} lines without a date are taken as {year} ({from})")),
        None => {
            let help = "write year = 2024, or columns = { posting_date = \"...\" }";
            (Code::WithoutDate, format!("{undated} lines have no date and belong to no year; {help}"))
        }
    };
    Some(Notice::new(code, Some(&file.name), message))
}

/// The columns given for a source that none of its files has, and what to say of them.
pub fn unmatched<'f>(
    source: &'f Source,
    sidecars: impl Iterator<Item = &'f Sidecar> + Clone,
) -> impl Iterator<Item = (Field, String)> {
    source.settings.columns.iter().filter(|(_, headers)| !headers.is_empty()).filter_map(move |(field, headers)| {
        let mut used = sidecars.clone().flat_map(|sidecar| &sidecar.tables).flat_map(|t| &t.mapping.columns);
        let is_used = used.any(|c| c.field == *field && c.how == How::Given);
        let message = || format!("columns.{} = {headers:?} matched no header in its files", field.name());
        (!is_used).then(|| (*field, message()))
    })
}
