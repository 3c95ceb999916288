//! The settings of units: a table of what they are called.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;

/// What the buying units are called over the years, and the departments that they belong to. Without it units are as the
/// exports write them, but for case and blanks.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each name that exports have.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<UnitField, String>")]
    pub columns: BTreeMap<UnitField, String>,
}

/// What a column of a table of units tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitField {
    /// The unit as exports write it.
    Written,
    /// What it is to be called; as it is written when empty.
    Unit,
    /// The level above.
    Department,
    /// The first accounting year for which the row holds, by the calendar year in which it begins.
    FromYear,
    /// The last one.
    ToYear,
}

/// What names of units are read from.
#[derive(Default)]
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<UnitField, String>,
}

impl Units {
    pub fn ready(&self, check: &mut Check<'_>) -> Source {
        if self.files.is_empty() {
            if !self.columns.is_empty() {
                let help = "name files = [\"yksikot.csv\"] beside it";
                check.fault(&["units", "columns"], "columns is given, but no files", help);
            }
            return Source::default();
        }
        Source { files: check.files(&["units"], &self.files), columns: self.columns.clone() }
    }
}
