//! The settings of owned companies: a table of who owns them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;

/// Companies that the buyer or other municipalities own. Without it suppliers are told apart by their kind alone.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owned {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each company and owner.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<OwnedField, String>")]
    pub columns: BTreeMap<OwnedField, String>,
}

/// What a column of a table of owned companies tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnedField {
    /// Business id of the company.
    SupplierId,
    /// Name of the company, where it has no id here.
    Supplier,
    /// The buyer ("self" or its name), another municipality, or another public body.
    Owner,
    /// Share of the company that the owner has, in percent.
    Share,
    /// Whether the company is an in-house company of the buyer: yes or no.
    InHouse,
    /// The first day on which the row holds.
    From,
    /// The last one.
    To,
}

/// What stakes are read from.
#[derive(Default)]
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<OwnedField, String>,
}

impl Owned {
    pub fn ready(&self, check: &mut Check<'_>) -> Source {
        if self.files.is_empty() {
            if !self.columns.is_empty() {
                let help = "name files = [\"omistukset.csv\"] beside it";
                check.fault(&["owned", "columns"], "columns is given, but no files", help);
            }
            return Source::default();
        }
        Source { files: check.files(&["owned"], &self.files), columns: self.columns.clone() }
    }
}
