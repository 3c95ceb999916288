//! Who and what a line is about, as it says it itself.

use serde::{Deserialize, Serialize};

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccountText {
    pub account: String,
    /// In the country's common chart; empty when the export has only the buyer's own.
    pub standard: String,
    pub name: String,
    pub group: String,
    pub service_class: String,
    pub cpv: String,
}
