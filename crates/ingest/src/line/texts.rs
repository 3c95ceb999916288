//! Who and what a line is about, as it says it itself.

use serde::{Deserialize, Serialize};
use vire_reference::words::Told;

/// Who buys, as the line says it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Party {
    pub buyer_id: String,
    pub buyer_name: String,
    /// Such as the number of a municipality.
    pub buyer_code: String,
    pub unit: String,
    pub currency: String,
}

/// Who sells, as the line says it; persons' ids and names already masked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SupplierText {
    pub id: String,
    pub name: String,
    pub country: String,
    pub postcode: String,
    /// The id was a natural person's.
    pub person: bool,
    /// Lines that say it so, and their sum.
    pub lines: u64,
    pub cents: i128,
}

/// What was bought, as the bookkeeping says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountText {
    pub account: String,
    /// In the country's common chart; empty when the export has only the buyer's own.
    pub standard: String,
    pub name: String,
    pub group: String,
    pub service_class: String,
    pub cpv: String,
    /// What the words of the line's own text tell. The text itself goes no further: it may speak of persons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}
