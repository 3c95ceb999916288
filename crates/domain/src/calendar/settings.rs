//! The settings of calendars and registers of contracts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;
use vire_reference::places::PLACES;

use super::{Source, Sources};

/// Procurement calendars: of the buyer, and of others when several make one list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Paths or globs of the buyer's own calendars, from the folder of the pipeline file.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<CalendarField, String>")]
    pub columns: BTreeMap<CalendarField, String>,
    /// Calendars of other buyers, which go on the same list.
    #[serde(default)]
    pub source: Vec<CalendarSource>,
}

/// Calendars of another buyer, or with other columns.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarSource {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<CalendarField, String>")]
    pub columns: BTreeMap<CalendarField, String>,
    /// Whose calendars they are, where no column says it; the buyer of the pipeline when absent.
    #[serde(default)]
    pub buyer: Option<String>,
}

/// What a column of a procurement calendar tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CalendarField {
    Title,
    Time,
    Year,
    Quarter,
    Month,
    Buyer,
    Unit,
    Sector,
    Cpv,
    Value,
    ValueMax,
    Procedure,
    Contact,
    Notes,
    Id,
    Contract,
}

/// A register of contracts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contracts {
    /// Paths or globs, from the folder of the pipeline file.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<ContractField, String>")]
    pub columns: BTreeMap<ContractField, String>,
    /// Whose contracts they are, where no column says it; the buyer of the pipeline when absent.
    #[serde(default)]
    pub buyer: Option<String>,
    /// Months from the start of a procurement to the end of the contract that it replaces.
    #[serde(default = "nine")]
    #[schemars(range(min = 0, max = 60))]
    pub lead_months: u32,
}

fn nine() -> u32 {
    9
}

/// What a column of a register of contracts tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractField {
    Title,
    Supplier,
    SupplierId,
    Start,
    End,
    Options,
    Notice,
    Id,
    Buyer,
    Unit,
    Sector,
    Cpv,
    Value,
    Procedure,
    Contact,
    Notes,
}

/// What coming procurements are read from; `owner` is the buyer of the pipeline.
pub fn sources(
    calendar: &Calendar,
    contracts: &[Contracts],
    country: &str,
    owner: &str,
    check: &mut Check<'_>,
) -> Sources {
    let Calendar { files, columns, source } = calendar;
    let mut calendars = Vec::new();
    if !files.is_empty() {
        let files = check.files(&["calendar"], files);
        calendars.push(Source { files, columns: columns.clone(), buyer: owner.to_owned() });
    } else if !columns.is_empty() {
        let help = "name files = [\"kalenteri.xlsx\"] beside them, or move them to their [[calendar.source]]";
        check.fault(&["calendar", "columns"], "columns are given, but no files", help);
    }
    let named = |buyer: &Option<String>| {
        let name = buyer.as_deref().unwrap_or(owner);
        PLACES.municipality(country, name).map_or_else(|| name.to_owned(), |m| m.name.clone())
    };
    for (i, source) in source.iter().enumerate() {
        let files = check.files(&["calendar", "source", &i.to_string()], &source.files);
        calendars.push(Source { files, columns: source.columns.clone(), buyer: named(&source.buyer) });
    }
    let ready = contracts.iter().enumerate().map(|(i, register)| {
        let files = check.files(&["contracts", &i.to_string()], &register.files);
        let source = Source { files, columns: register.columns.clone(), buyer: named(&register.buyer) };
        (source, register.lead_months)
    });
    Sources { contracts: ready.collect(), calendars }
}
