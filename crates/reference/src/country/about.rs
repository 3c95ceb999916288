//! What `country.toml` says of a country.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::forms::company::CompanyIds;
use crate::forms::person::PersonIds;

/// The contents of `country.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// ISO 3166 code of two letters, in capitals.
    pub code: String,
    /// The country's name by language.
    pub names: BTreeMap<String, String>,
    /// What else people and other lists call it: its code of three letters, its name in other languages.
    #[serde(default)]
    pub other_names: Vec<String>,
    /// ISO 639 codes of its languages, the commonest first.
    pub languages: Vec<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether it has a value added tax, which amounts are with or without.
    #[serde(default = "has_vat")]
    pub has_vat: bool,
    #[serde(default)]
    pub bands: BandSet,
    #[serde(default)]
    pub words: Words,
    #[serde(default)]
    pub municipality: MunicipalityForms,
    pub postal_code: Option<PostalCodeForm>,
    pub company: Option<CompanyIds>,
    pub person: Option<PersonIds>,
}

/// Nearly every country has one.
fn has_vat() -> bool {
    true
}

/// The value bands that fit the worth of a currency's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BandSet {
    #[default]
    Euro,
    /// For units worth about a tenth of a euro.
    Krona,
}

/// Words that stand in place of what is not shown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The name of a supplier whose id is a natural person's.
    pub person: Option<String>,
}

/// How municipalities are written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MunicipalityForms {
    /// Digits of a municipality's code; shorter ones have lost their zeros.
    #[serde(default)]
    pub code_digits: usize,
    /// Endings that registers add to a name, such as " kommun".
    #[serde(default)]
    pub endings: Vec<String>,
    /// Endings of the genitive, tried last.
    #[serde(default)]
    pub genitive_endings: Vec<String>,
    /// How a municipality signs itself: texts with `{name}` or `{genitive}`, the last word telling that it is one.
    #[serde(default)]
    pub signs: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostalCodeForm {
    /// Digits of a postal code; shorter ones have lost their zeros.
    pub digits: usize,
}
