//! Code lists that ship with the program, and what they say of names, ids, places and limits.
//!
//! In come the texts of ledgers and registers, out come who or where they mean: legal forms, business ids, municipalities,
//! rings, thresholds. Always true: an id is taken only when its check digit is right, a place only when it is the one that
//! the text can mean. This crate knows nothing of purchases.

#![forbid(unsafe_code)]

pub mod abroad;
pub mod buyer;
mod countries;
pub mod country;
#[cfg(test)]
mod country_tests;
pub mod forms;
pub mod given_names;
pub mod ids;
pub mod labels;
pub mod letters;
pub mod names;
pub mod places;
pub mod sectors;
pub mod thresholds;
pub mod words;

use serde::de::DeserializeOwned;

pub const COLUMNS: &str = include_str!("data/columns.csv");
pub const HEADER_WORDS: &str = include_str!("data/header_words.csv");
pub const SIGN_WORDS: &str = include_str!("data/sign_words.csv");
pub const RATE_COLUMNS: &str = include_str!("data/rate_columns.csv");
pub const REGISTER_COLUMNS: &str = include_str!("data/register_columns.csv");
pub const CALENDAR_COLUMNS: &str = include_str!("data/calendar_columns.csv");
pub const CONTRACT_COLUMNS: &str = include_str!("data/contract_columns.csv");
pub const FIRM_COLUMNS: &str = include_str!("data/firm_columns.csv");
pub const TENDER_COLUMNS: &str = include_str!("data/tender_columns.csv");
pub const TENDER_WORDS: &str = include_str!("data/tender_words.csv");
pub const SMALL_PURCHASE_COLUMNS: &str = include_str!("data/small_purchase_columns.csv");
pub const PUBLICATION_COLUMNS: &str = include_str!("data/publication_columns.csv");
pub const MEETING_COLUMNS: &str = include_str!("data/meeting_columns.csv");
pub const UNIT_COLUMNS: &str = include_str!("data/unit_columns.csv");
pub const COEFFICIENT_COLUMNS: &str = include_str!("data/coefficient_columns.csv");
pub const INDUSTRY_COLUMNS: &str = include_str!("data/industry_columns.csv");
pub const ANSWER_COLUMNS: &str = include_str!("data/answer_columns.csv");
pub const EMISSION_COLUMNS: &str = include_str!("data/emission_columns.csv");
pub const OWNED_COLUMNS: &str = include_str!("data/owned_columns.csv");
pub const TURNOVER_COLUMNS: &str = include_str!("data/turnover_columns.csv");
pub const FOREIGN_PLACES: &str = include_str!("data/foreign_places.csv");
pub const COUNTRIES: &str = include_str!("data/countries.csv");
pub const EEA_COUNTRIES: &str = include_str!("data/eea_countries.csv");
pub const EU_THRESHOLDS: &str = include_str!("data/eu_thresholds.csv");
pub const SECTORS: &str = include_str!("data/sectors.csv");
pub const SECTOR_STEMS: &str = include_str!("data/sector_stems.csv");
pub const SECTOR_INDUSTRIES: &str = include_str!("data/sector_industries.csv");
pub const SECTOR_SCORES: &str = include_str!("data/sector_scores.csv");
pub const SECTOR_CPV: &str = include_str!("data/sector_cpv.csv");
pub const SCOPE_RULES: &str = include_str!("data/scope_rules.csv");
pub const PUBLIC_BODIES: &str = include_str!("data/public_bodies.csv");
pub const PLACEHOLDERS: &str = include_str!("data/placeholders.csv");
pub const LEGAL_FORMS: &str = include_str!("data/legal_forms.csv");

/// The lists that hold in every country, by name.
const EVERYWHERE: [(&str, &str); 33] = [
    ("columns", COLUMNS),
    ("header_words", HEADER_WORDS),
    ("sign_words", SIGN_WORDS),
    ("rate_columns", RATE_COLUMNS),
    ("register_columns", REGISTER_COLUMNS),
    ("calendar_columns", CALENDAR_COLUMNS),
    ("contract_columns", CONTRACT_COLUMNS),
    ("firm_columns", FIRM_COLUMNS),
    ("tender_columns", TENDER_COLUMNS),
    ("tender_words", TENDER_WORDS),
    ("small_purchase_columns", SMALL_PURCHASE_COLUMNS),
    ("publication_columns", PUBLICATION_COLUMNS),
    ("meeting_columns", MEETING_COLUMNS),
    ("unit_columns", UNIT_COLUMNS),
    ("emission_columns", EMISSION_COLUMNS),
    ("answer_columns", ANSWER_COLUMNS),
    ("coefficient_columns", COEFFICIENT_COLUMNS),
    ("industry_columns", INDUSTRY_COLUMNS),
    ("owned_columns", OWNED_COLUMNS),
    ("turnover_columns", TURNOVER_COLUMNS),
    ("foreign_places", FOREIGN_PLACES),
    ("countries", COUNTRIES),
    ("eea_countries", EEA_COUNTRIES),
    ("eu_thresholds", EU_THRESHOLDS),
    ("sectors", SECTORS),
    ("sector_stems", SECTOR_STEMS),
    ("sector_industries", SECTOR_INDUSTRIES),
    ("sector_cpv", SECTOR_CPV),
    ("sector_scores", SECTOR_SCORES),
    ("scope_rules", SCOPE_RULES),
    ("public_bodies", PUBLIC_BODIES),
    ("placeholders", PLACEHOLDERS),
    ("legal_forms", LEGAL_FORMS),
];

/// All lists by name, for the manifest: those that hold everywhere, and those of each country's folder, such as
/// `fi/municipalities`.
pub fn lists() -> impl Iterator<Item = (String, &'static str)> {
    let everywhere = EVERYWHERE.iter().map(|(name, text)| ((*name).to_owned(), *text));
    everywhere.chain(country::all().flat_map(country::Country::texts))
}

/// Rows of a list that ships with the program.
///
/// # Panics
/// When the list does not fit its row type: a fault of the build, caught by the test that loads every list.
pub fn rows<T: DeserializeOwned>(list: &str) -> Vec<T> {
    csv::Reader::from_reader(list.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .unwrap_or_else(|e| panic!("built-in code list: {e}"))
}
