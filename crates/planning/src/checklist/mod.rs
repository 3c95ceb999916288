//! A guideline checklist, a log of advice, and a page for firms on how to sell to the buyer.
//!
//! Always true: questions and those who asked them reach no document, only how many there were by topic, place and time.

pub mod document;
mod example;
pub mod read;

pub use self::example::rows;
use crate::sheet::{Kind, Sheet, column, needed};
use chrono::NaiveDate;

const STATES: &[&str] = &["met", "partly", "not-met", "not-looked"];
const COUNTRIES: &[&str] = &["fi", "se"];

/// A thesis of good purchasing, and how far it holds.
pub struct Thesis {
    pub text: String,
    pub state: &'static str,
    pub evidence: String,
    pub gap: String,
    pub owner: String,
    pub due: Option<NaiveDate>,
}

/// Advice that was given.
pub struct Advice {
    pub date: NaiveDate,
    pub topic: String,
    pub municipality: String,
}

pub struct Guide {
    pub title: String,
    pub buyer: String,
    pub day: NaiveDate,
    /// ISO 3166.
    pub country: &'static str,
    pub theses: Vec<Thesis>,
    pub advice: Vec<Advice>,
    /// Where procurements are announced: name, address, what for.
    pub channels: Vec<[String; 3]>,
    /// Offices that answer suppliers: office, address, in which matters.
    pub contacts: Vec<[String; 3]>,
    /// Words that firms meet, with what they mean here.
    pub words: Vec<[String; 2]>,
}

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: true,
        columns: &[
            needed("item", Kind::Choice("checklist-basic", &["title", "buyer", "day", "country"])),
            column("value", Kind::Any),
        ],
    },
    Sheet {
        id: "theses",
        is_needed: true,
        columns: &[
            needed("thesis", Kind::Name),
            needed("thesis-state", Kind::Choice("thesis-state", STATES)),
            column("thesis-evidence", Kind::Text),
            column("gap", Kind::Text),
            column("owner", Kind::Text),
            column("due", Kind::Date),
        ],
    },
    Sheet {
        id: "advice",
        is_needed: false,
        columns: &[
            needed("date", Kind::Date),
            needed("topic", Kind::Text),
            column("municipality", Kind::Text),
            column("question", Kind::Text),
        ],
    },
    Sheet {
        id: "channels",
        is_needed: false,
        columns: &[needed("channel", Kind::Name), column("address", Kind::Text), column("for-what", Kind::Text)],
    },
    Sheet {
        id: "contacts",
        is_needed: false,
        columns: &[needed("office", Kind::Name), needed("address", Kind::Text), column("for-what", Kind::Text)],
    },
    Sheet { id: "words", is_needed: false, columns: &[needed("word", Kind::Name), needed("meaning", Kind::Text)] },
];
