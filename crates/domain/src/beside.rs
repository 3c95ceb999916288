//! What a pipeline gives beside purchases and registers of suppliers.

use crate::calendar::Calendar;
use crate::contracts::Contracts;
use crate::effects::emissions::Emissions;
use crate::effects::multipliers::Multipliers;
use crate::effects::respending::Respending;
use crate::firms::FirmCounts;
use crate::owned::Owned;
use crate::tenders::Tenders;
use crate::tenders::lists::Openness;
use crate::turnovers::Turnovers;
use crate::units::aliases::Aliases;

/// Absent, or empty, is what the pipeline does not name.
#[derive(Default)]
pub struct Beside {
    /// Coming procurements, of calendars and contracts.
    pub calendar: Option<Calendar>,
    /// The firms of the area and of the country, as counts.
    pub firms: Option<FirmCounts>,
    pub tenders: Option<Tenders>,
    /// Lists of small purchases, publications and meetings.
    pub openness: Openness,
    /// What a table calls the units.
    pub units: Aliases,
    /// Companies that the buyer or other municipalities own.
    pub owned: Owned,
    /// What suppliers turn over in a year.
    pub turnovers: Turnovers,
    /// The buyer's contracts, held against the suppliers of the run.
    pub contracts: Option<Contracts>,
    /// Factors of emissions, and what they give of the purchases of the run.
    pub emissions: Option<Emissions>,
    /// A survey of suppliers, and what it gives of the purchases of the run.
    pub respending: Option<Respending>,
    /// An input-output model, and what it gives of the purchases of the run.
    pub multipliers: Option<Multipliers>,
}
