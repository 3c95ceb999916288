//! The pipeline file as it is written: the settings of all rooms under one roof. `vire schema` prints this as JSON Schema.

use schemars::JsonSchema;
use serde::Deserialize;
use vire_domain::calendar::settings::{Calendar, Contracts};
use vire_domain::classify::settings::{Scope, Sectors};
use vire_domain::effects::settings::Effects;
use vire_domain::firms::settings::Firms;
use vire_domain::owned::settings::Owned;
use vire_domain::suppliers::settings::{Locality, Register, Suppliers};
use vire_domain::tenders::settings::{Openness, Tenders};
use vire_domain::turnovers::settings::Turnovers;
use vire_domain::units::settings::Units;
use vire_indicators::own::Own;
use vire_indicators::settings::{Break, OperatingCosts, Period, Population, Target};
use vire_ingest::settings::{Currency, Purchases};
use vire_report::meter::Meter;
use vire_report::settings::{Channel, Contact, GivenSeries, Report};

use crate::publish::settings::{Gates, Quality};

/// A pipeline: what to read, whose purchases they are, and how to divide them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Vire pipeline file")]
pub struct Pipeline {
    pub buyer: Buyer,
    /// The purchase exports; several when their settings differ. `vire calendar` needs none.
    #[serde(default)]
    pub purchases: Vec<Purchases>,
    /// Rates of other currencies; without them amounts in others than the buyer's are left out.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// Who the suppliers are; an earlier register wins over a later one.
    #[serde(default)]
    pub register: Vec<Register>,
    /// How many firms there are here, by industry.
    #[serde(default)]
    pub firms: Firms,
    /// What will be bought.
    #[serde(default)]
    pub calendar: Calendar,
    /// Registers of contracts: their ends tell of coming procurements, and purchases are held against them.
    #[serde(default)]
    pub contracts: Vec<Contracts>,
    /// Tables of tenders: what bids were asked for, how many came, and who won.
    #[serde(default)]
    pub tenders: Vec<Tenders>,
    /// Lists of small purchases, publications and meetings.
    #[serde(default)]
    pub openness: Openness,
    #[serde(default)]
    pub units: Units,
    /// What purchases bring about, estimated.
    #[serde(default)]
    pub effects: Effects,
    /// Companies that the buyer or other municipalities own.
    #[serde(default)]
    pub owned: Owned,
    #[serde(default)]
    pub turnovers: Turnovers,
    /// What the buyer's activities cost in a year.
    #[serde(default)]
    pub operating_costs: Option<OperatingCosts>,
    #[serde(default)]
    pub suppliers: Suppliers,
    #[serde(default)]
    pub locality: Locality,
    /// Rules of what is left out of the totals, besides the built-in ones (see `vire explain scope`).
    #[serde(default)]
    pub scope: Vec<Scope>,
    #[serde(default)]
    pub sectors: Sectors,
    /// The accounting year, and breaks of the series that all municipalities of the country have.
    #[serde(default)]
    pub period: Period,
    /// Dates at which the series changes its content, shown in every report.
    #[serde(default, rename = "break")]
    pub breaks: Vec<Break>,
    #[serde(default)]
    pub quality: Quality,
    #[serde(default)]
    pub gates: Gates,
    #[serde(default)]
    pub report: Report,
    #[serde(default)]
    pub indicators: Own,
    /// Values that indicators should reach; shown beside them.
    #[serde(default)]
    pub target: Vec<Target>,
    /// One number of several indicators, from 0 to 100 points, with the goals that they serve.
    #[serde(default)]
    pub meter: Meter,
    /// What others measured, such as a survey of firms; shown beside our figures, with its source.
    #[serde(default)]
    pub series: Vec<GivenSeries>,
    /// Who answers to suppliers; shown in the deck and on the sectors' cards.
    #[serde(default)]
    pub contact: Vec<Contact>,
    /// Where procurements are announced; those of the country when absent.
    #[serde(default)]
    pub channel: Vec<Channel>,
    #[serde(default)]
    pub privacy: Privacy,
    #[serde(default)]
    pub only: Only,
}

/// Whose purchases they are.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Buyer {
    /// The municipality by name or code, or any other name.
    pub name: String,
    /// Country by its ISO 3166 code or its name, such as FI, SWE or Norge.
    pub country: String,
    /// Folder with what is known of the country, where the program does not know it or the user knows better: of the
    /// same form as those that ship with the program (see CONTRIBUTING.md, "A country"), and for the whole of a run.
    #[serde(default)]
    pub country_folder: Option<String>,
    /// Inhabitants: one number, or one a year such as { 2023 = 51000, 2024 = 50500 }.
    #[serde(default)]
    pub population: Option<Population>,
    /// ISO 4217 code; follows from the country when absent.
    #[serde(default)]
    pub currency: Option<String>,
    /// Business ids of the buyer's own organisation: purchases from these are internal.
    #[serde(default)]
    pub business_ids: Vec<String>,
    /// Companies of the buyer's own group, by business id or name: a kind of their own, and no market.
    #[serde(default)]
    pub group: Vec<String>,
}

/// How persons are masked.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// File with the key that turns persons' ids into pseudonyms, made at first need; `.vire-key` beside the
    /// pipeline file when absent. Never publish it.
    #[serde(default)]
    pub key_file: Option<String>,
}

/// The part of the exports that a run covers; `vire run --only` adds it to the pipeline file for one run.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// One buyer of exports that name several, by its name, or by the name, code or business id of the municipality that it
    /// is: it takes the place of `[buyer]` `name`, and lines of others are left out.
    #[serde(default)]
    pub buyer: Option<String>,
    /// One accounting year, by the calendar year in which it begins: lines of others, and those without a date, are left out.
    #[serde(default)]
    #[schemars(range(min = 1990, max = 2099))]
    pub year: Option<i32>,
}
