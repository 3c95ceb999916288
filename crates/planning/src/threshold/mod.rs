//! Estimated values of purchases over their whole term, against the national limit and that of the EU.
//!
//! Always true: lots of one purchase and the same purchase of several units count together; a value equal to a limit is not
//! below it; a limit that the code lists do not have is not known, and no other stands in for it.

pub mod document;
mod example;
pub mod limits;
mod obliged;
pub mod read;
mod similar;
pub mod small;
#[cfg(test)]
mod tests;

pub use self::example::rows;
use crate::exact::Exact;
use crate::sheet::{Kind, Sheet, column, needed};
use chrono::NaiveDate;
use vire_reference::sectors::SECTORS;

/// What is bought, as far as limits depend on it: the texts `bought-<kind>`.
pub const KINDS: &[&str] = &["goods-services", "social-health", "other-special", "works", "concession"];

/// Sectors in which something is bought that limits are for: the texts `buy-sector-<id>`.
pub const BOUGHT: &[&str] = &[
    "construction",
    "infrastructure",
    "ict",
    "food",
    "energy-water",
    "transport",
    "expert-office",
    "staffing-training",
    "social-health",
    "education",
    "cleaning-waste",
    "furniture-supplies",
    "machinery-vehicles",
    "culture-sport",
    "finance-insurance",
];

/// A purchase with all that counts together.
#[derive(Clone, Debug)]
pub struct Purchase {
    pub name: String,
    /// Of [`KINDS`].
    pub kind: &'static str,
    /// Limits are those of this day.
    pub day: NaiveDate,
    /// Of [`BOUGHT`].
    pub sector: Option<&'static str>,
    /// Who sells it now: a name or business id, as it was written.
    pub seller: String,
    pub parts: Vec<Part>,
}

/// A lot, or what one unit buys. Sums are in units of currency, without VAT.
#[derive(Clone, Debug)]
pub struct Part {
    pub name: String,
    pub unit: String,
    pub yearly: Exact,
    pub years: Exact,
    pub option_years: Exact,
    /// Paid once, whatever the years.
    pub once: Exact,
    /// Options that are no years.
    pub options: Exact,
}

impl Part {
    /// Without options.
    pub fn firm(&self) -> Exact {
        &self.yearly * &self.years + &self.once
    }

    pub fn value(&self) -> Exact {
        self.firm() + &self.yearly * &self.option_years + &self.options
    }
}

impl Purchase {
    pub fn value(&self) -> Exact {
        self.parts.iter().map(Part::value).sum()
    }

    /// Without options.
    pub fn firm(&self) -> Exact {
        self.parts.iter().map(Part::firm).sum()
    }

    /// The longest term of its parts in years, options included.
    pub fn term(&self) -> Exact {
        self.parts.iter().map(|part| &part.years + &part.option_years).max().unwrap_or_else(crate::exact::zero)
    }

    /// What a year of all parts costs.
    pub fn yearly(&self) -> Exact {
        self.parts.iter().map(|part| &part.yearly).sum()
    }
}

pub struct Purchases {
    pub title: String,
    pub buyer: String,
    /// ISO 3166.
    pub country: String,
    /// ISO 4217.
    pub currency: String,
    pub purchases: Vec<Purchase>,
}

/// The name of a sector in a language.
pub(crate) fn sector_name(id: &str, language: &str) -> String {
    SECTORS.iter().find(|sector| sector.id == id).map_or(id, |sector| sector.name(language)).to_owned()
}

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: true,
        columns: &[
            needed("item", Kind::Choice("threshold-basic", &["title", "buyer", "day", "country"])),
            column("value", Kind::Any),
        ],
    },
    Sheet {
        id: "buys",
        is_needed: true,
        columns: &[
            needed("buy", Kind::Name),
            column("together", Kind::Text),
            needed("bought", Kind::Choice("bought", KINDS)),
            column("yearly", Kind::Money),
            column("years", Kind::Number(0, 100)),
            column("option-years", Kind::Number(0, 100)),
            column("once", Kind::Money),
            column("options", Kind::Money),
            column("buying-unit", Kind::Text),
            column("limit-day", Kind::Date),
            column("buy-sector", Kind::Choice("buy-sector", BOUGHT)),
            column("seller", Kind::Text),
        ],
    },
];
