//! Who and what a line is about, as it says it itself.

use serde::{Deserialize, Serialize};
use vire_reference::words::Told;

use crate::values::privacy;

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

/// How many of some texts have a masked id.
fn masked<'t>(texts: impl IntoIterator<Item = &'t String>) -> u64 {
    texts.into_iter().filter(|text| privacy::is_masked(text)).count() as u64
}

impl Party {
    /// Whether it says who the buyer is in any way.
    pub fn names_buyer(&self) -> bool {
        [&self.buyer_id, &self.buyer_name, &self.buyer_code].iter().any(|text| !text.trim().is_empty())
    }

    /// How many of its texts have a masked id.
    pub fn masked(&self) -> u64 {
        masked([&self.buyer_id, &self.buyer_name, &self.unit])
    }

    pub fn is_masked(&self) -> bool {
        self.masked() > 0
    }
}

impl SupplierText {
    /// How many of its texts have a masked id; of a person all together are one.
    pub fn masked(&self) -> u64 {
        if self.person { 1 } else { masked([&self.id, &self.name, &self.country, &self.postcode]) }
    }

    /// Suppliers who are persons are told by their kind.
    pub fn is_masked(&self) -> bool {
        !self.person && self.masked() > 0
    }
}

impl AccountText {
    /// How many of its texts have a masked id.
    pub fn masked(&self) -> u64 {
        masked([&self.account, &self.standard, &self.name, &self.group, &self.service_class, &self.cpv])
    }

    pub fn is_masked(&self) -> bool {
        self.masked() > 0
    }
}
