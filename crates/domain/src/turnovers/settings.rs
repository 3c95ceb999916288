//! The settings of turnovers: a table of what suppliers turn over in a year.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;

/// What suppliers turn over in a year, for how much of that the buyer is. It is told of classes only, never of a supplier.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Turnovers {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each company and year.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<TurnoverField, String>")]
    pub columns: BTreeMap<TurnoverField, String>,
}

/// What a column of a table of turnovers tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TurnoverField {
    /// Business id of the company.
    SupplierId,
    /// The calendar year in which its accounting year begins.
    Year,
    /// In the buyer's currency, without value added tax; the header may say that it is in thousands or millions.
    Turnover,
}

/// What turnovers are read from.
#[derive(Default)]
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<TurnoverField, String>,
}

impl Turnovers {
    pub fn ready(&self, check: &mut Check<'_>) -> Source {
        if self.files.is_empty() {
            if !self.columns.is_empty() {
                let help = "name files = [\"liikevaihdot.csv\"] beside it";
                check.fault(&["turnovers", "columns"], "columns is given, but no files", help);
            }
            return Source::default();
        }
        Source { files: check.files(&["turnovers"], &self.files), columns: self.columns.clone() }
    }
}
