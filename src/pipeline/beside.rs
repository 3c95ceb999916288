//! What a pipeline gives beside purchases and registers of suppliers: read, held against suppliers, and written.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::NaiveDate;
use vire_base::error::InputError;
use vire_disclosure as disclosure;
use vire_domain::beside::Beside;
use vire_domain::calendar::Calendar;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::contracts::Contracts;
use vire_domain::effects::emissions::Emissions;
use vire_domain::effects::factors::Factors;
use vire_domain::effects::multipliers::Multipliers;
use vire_domain::effects::respending::Respending;
use vire_domain::effects::survey::Answers;
use vire_domain::firms::{self, FirmCounts};
use vire_domain::owned::Owned;
use vire_domain::short;
use vire_domain::suppliers::{is_buyer, supplier_key};
use vire_domain::tables;
use vire_domain::tenders::lists::{ListContext, Openness, read_lists};
use vire_domain::tenders::{self, Tenders};
use vire_domain::turnovers::Turnovers;
use vire_domain::units::aliases::Aliases;
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SectorNo;

use super::name_of;
use crate::config::Config;

/// All that the pipeline names; contracts are held against suppliers later.
pub(super) fn read(config: &Config, as_of: Option<NaiveDate>) -> Result<Beside, InputError> {
    let calendar = coming(config, as_of)?;
    let name_of = |path: &Path| name_of(config, path);
    let context = &short::Context { name_of: &name_of, masker: &config.masker };
    Ok(Beside {
        firms: firms(config)?,
        tenders: tenders(config, calendar.as_ref())?,
        openness: openness(config)?,
        units: Aliases::read(&config.units, context)?,
        owned: owned(config, context)?,
        turnovers: Turnovers::read(&config.turnovers, context, &config.buyer().country)?,
        contracts: None,
        emissions: emissions(config, context)?,
        respending: respending(config, context)?,
        multipliers: multipliers(config, context)?,
        calendar,
    })
}

/// Coming procurements; `None` when the pipeline names no calendar and no contracts.
pub fn coming(config: &Config, as_of: Option<NaiveDate>) -> Result<Option<Calendar>, InputError> {
    if config.calendar.is_empty() {
        return Ok(None);
    }
    let name_of = |path: &Path| name_of(config, path);
    let context = vire_domain::calendar::Context {
        sectors: &config.rules.sectors,
        masker: &config.masker,
        name_of: &name_of,
        as_of,
        currency: &config.buyer().currency,
    };
    vire_domain::calendar::read_all(&config.calendar, &context).map(Some)
}

/// The firms of the area and of the country; `None` when the pipeline names no counts.
fn firms(config: &Config) -> Result<Option<FirmCounts>, InputError> {
    let Some(source) = &config.firms else { return Ok(None) };
    let name_of = |path: &Path| name_of(config, path);
    let context = firms::Context {
        name_of: &name_of,
        home: &config.about.local.home,
        sectors: &config.rules.sectors,
        masker: &config.masker,
    };
    firms::read_all(source, &context).map(Some)
}

/// The tenders of the buyer; `None` when the pipeline names no tables of them.
fn tenders(config: &Config, calendar: Option<&Calendar>) -> Result<Option<Tenders>, InputError> {
    if config.tenders.is_empty() {
        return Ok(None);
    }
    let name_of = |path: &Path| name_of(config, path);
    let own = own(config);
    let context = tenders::Context {
        name_of: &name_of,
        sectors: &config.rules.sectors,
        masker: &config.masker,
        buyer: config.buyer(),
        own: &own,
        calendar,
    };
    tenders::read_all(&config.tenders, &context).map(Some)
}

/// Lists of how openly purchasing is done; empty when the pipeline names none.
fn openness(config: &Config) -> Result<Openness, InputError> {
    let name_of = |path: &Path| name_of(config, path);
    let context = ListContext { name_of: &name_of, masker: &config.masker, accounting: config.buyer().year };
    read_lists(&config.openness, &context)
}

/// Factors of emissions; `None` when the pipeline names no table of them.
fn emissions(config: &Config, context: &short::Context<'_>) -> Result<Option<Emissions>, InputError> {
    let Some(source) = &config.effects.emissions else { return Ok(None) };
    Factors::read(source, context, &config.buyer().currency).map(Emissions::new).map(Some)
}

/// A survey of suppliers; `None` when the pipeline names no answers.
fn respending(config: &Config, context: &short::Context<'_>) -> Result<Option<Respending>, InputError> {
    let Some(survey) = &config.effects.respending else { return Ok(None) };
    let answers = Answers::read(survey, context)?;
    Ok(Some(Respending::new(answers, survey.assumed.clone())))
}

/// An input-output model; `None` when the pipeline names none.
fn multipliers(config: &Config, context: &short::Context<'_>) -> Result<Option<Multipliers>, InputError> {
    let Some(given) = &config.effects.multipliers else { return Ok(None) };
    Multipliers::read(given, context).map(Some)
}

/// Holds the factors of emissions against the accounts of the run, by which what suppliers sell is to be summed from then
/// on.
pub(super) fn hold_factors(beside: &Beside, decisions: &mut Decisions) {
    if let Some(emissions) = &beside.emissions {
        decisions.factors = emissions.factors.of_accounts(&decisions.accounts);
    }
}

/// Estimates what purchases bring about, but of what persons sold and what is told together with it.
pub(super) fn estimate(config: &Config, beside: &mut Beside, decisions: &Decisions, cube: &Cube) {
    if beside.emissions.is_none() && beside.respending.is_none() && beside.multipliers.is_none() {
        return;
    }
    let untold = disclosure::untold(decisions, cube);
    let is_untold = |year: i32, sector: SectorNo, supplier: u32| untold.contains(&(year, sector, supplier));
    if let Some(emissions) = &mut beside.emissions {
        emissions.estimate(decisions, cube, is_untold);
    }
    if let Some(respending) = &mut beside.respending {
        let held = respending.answers.held(&decisions.suppliers, &config.suppliers);
        respending.spend(held, decisions, cube, is_untold);
    }
    if let Some(multipliers) = &mut beside.multipliers {
        multipliers.bring(decisions, cube, is_untold);
    }
}

/// Which suppliers the buyer and other municipalities own; empty when the pipeline names no table of them.
fn owned(config: &Config, context: &short::Context<'_>) -> Result<Owned, InputError> {
    let own = own(config);
    let is_own = |name: &str| is_buyer(name, config.buyer(), &own);
    Owned::read(&config.owned, context, &config.buyer().country, is_own)
}

/// Holds stakes, turnovers and the buyer's contracts against the suppliers of the run. What suppliers under contract sell
/// is to be summed by month from then on.
pub(super) fn hold(config: &Config, beside: &mut Beside, decisions: &mut Decisions) {
    decisions.stakes = beside.owned.held(&decisions.suppliers, &config.suppliers);
    decisions.turnovers = beside.turnovers.held(&decisions.suppliers, &config.suppliers);
    let Some(calendar) = &beside.calendar else { return };
    let own = own(config);
    let is_own = |name: &str| is_buyer(name, config.buyer(), &own);
    let contracts = Contracts::new(&calendar.contracts, is_own, &decisions.suppliers, &config.suppliers);
    decisions.contracted = contracts.suppliers();
    beside.contracts = (contracts.counts.rows > 0).then_some(contracts);
}

/// Writes what is published of it.
pub(super) fn write(buyer: &Buyer, beside: &Beside, folder: &Path) -> anyhow::Result<()> {
    if let Some(firms) = &beside.firms {
        tables::firms::write(buyer, &firms.rows, &folder.join("firms.parquet"))?;
    }
    if let Some(tenders) = &beside.tenders {
        tables::tenders::write(buyer, tenders, folder)?;
    }
    if !beside.openness.files.is_empty() {
        tables::tenders::write_lists(buyer, &beside.openness, folder)?;
    }
    if let Some(calendar) = &beside.calendar {
        vire_report::calendar::table(calendar, &buyer.currency, folder)?;
    }
    Ok(())
}

/// The keys by which a table may name the buyer.
fn own(config: &Config) -> BTreeSet<String> {
    let names = config.owner.names.iter().map(|name| supplier_key(name, &config.buyer().country));
    names.chain(config.owner.ids.iter().cloned()).collect()
}
