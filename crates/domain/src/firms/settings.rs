//! The settings of counts of firms.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;
use vire_base::date::GIVEN_YEARS;

/// How many firms there are, by municipality and industry: what could be bought here.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Firms {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each municipality, industry and year, or
    /// the bulk registers of PRH and SCB, whose active firms are counted.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<FirmField, String>")]
    pub columns: BTreeMap<FirmField, String>,
    /// The year of the counts, where no column says it.
    #[serde(default)]
    pub year: Option<i32>,
    /// From how many firms of its industries on a sector counts as one in which firms here could compete; 3 when absent,
    /// since fewer make no competition.
    #[serde(default)]
    #[schemars(range(min = 1, max = 1000))]
    pub enough: Option<u32>,
}

/// What a column of a table of firms tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirmField {
    /// Code or name of the municipality, or the name of the country for all of it.
    Municipality,
    /// NACE, or the national form of it: TOL, SNI, SN.
    Industry,
    /// How many firms or establishments there are.
    Firms,
    /// How many people work in them.
    Staff,
    Year,
}

/// Firms that a sector needs where the pipeline file says nothing: of one or two there is hardly a competition.
pub const ENOUGH: u32 = 3;

/// What counts of firms are read from.
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<FirmField, String>,
    pub year: Option<i32>,
    pub enough: u32,
}

impl Firms {
    /// None where the pipeline file names no files.
    pub fn ready(&self, check: &mut Check<'_>) -> Option<Source> {
        let Self { files, columns, year, enough } = self;
        if let Some(year) = year.filter(|year| !GIVEN_YEARS.contains(year)) {
            check.fault(&["firms", "year"], format!("{year} is no year of statistics"), "write the year as 2024");
        }
        if files.is_empty() {
            let keys = [("columns", !columns.is_empty()), ("year", year.is_some()), ("enough", enough.is_some())];
            for (key, _) in keys.into_iter().filter(|(_, is_given)| *is_given) {
                let help = "name files = [\"yrityskanta.csv\"] beside it";
                check.fault(&["firms", key], format!("{key} is given, but no files"), help);
            }
            return None;
        }
        let files = check.files(&["firms"], files);
        Some(Source { files, columns: columns.clone(), year: *year, enough: enough.unwrap_or(ENOUGH) })
    }
}
