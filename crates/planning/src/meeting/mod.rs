//! A meeting with firms: invitation, whom to invite, cards, and afterwards what became of it.
//!
//! Always true: who attended for a firm reaches no document; a firm is named only where its name shows that it is a company
//! or an association, or where reports of the run name it; no sum rests on fewer than three firms.

mod after;
mod before;
pub mod document;
mod example;
pub mod read;
#[cfg(test)]
mod tests;

pub use self::example::rows;
use crate::sheet::{Kind, Sheet, column, needed};
use crate::threshold::BOUGHT;
use chrono::NaiveDate;

const BASICS: &[&str] = &["title", "buyer", "day", "hours", "place", "capacity", "sign-up", "contact", "country"];
const CAME: &[&str] = &["came", "absent"];

/// A point of the agenda: time, what, who by office.
pub type Point = [String; 3];

/// What will be bought.
#[derive(Clone, Debug)]
pub struct Coming {
    pub title: String,
    pub sector: Option<&'static str>,
    pub when: String,
}

/// Who signed up, for a firm or an association.
#[derive(Clone, Debug)]
pub struct Guest {
    pub name: String,
    pub id: String,
    /// What became of it; none before the meeting.
    pub came: Option<bool>,
}

/// What was raised at the meeting.
#[derive(Clone, Debug)]
pub struct Theme {
    pub name: String,
    pub times: i64,
    /// What is done about it.
    pub answer: String,
}

pub struct Meeting {
    pub title: String,
    pub buyer: String,
    pub day: NaiveDate,
    pub hours: String,
    pub place: String,
    pub capacity: Option<usize>,
    pub sign_up: String,
    pub contact: String,
    /// ISO 3166.
    pub country: String,
    pub agenda: Vec<Point>,
    pub coming: Vec<Coming>,
    /// Whom the buyer invites besides.
    pub invited: Vec<String>,
    pub guests: Vec<Guest>,
    pub themes: Vec<Theme>,
}

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: true,
        columns: &[needed("item", Kind::Choice("meeting-basic", BASICS)), column("value", Kind::Any)],
    },
    Sheet {
        id: "agenda",
        is_needed: false,
        columns: &[needed("clock", Kind::Text), needed("point", Kind::Text), column("by-office", Kind::Text)],
    },
    Sheet {
        id: "coming",
        is_needed: false,
        columns: &[
            needed("coming-title", Kind::Name),
            column("coming-sector", Kind::Choice("buy-sector", BOUGHT)),
            column("coming-when", Kind::Text),
        ],
    },
    Sheet {
        id: "invited",
        is_needed: false,
        columns: &[needed("firm", Kind::Name), column("why-invited", Kind::Text)],
    },
    Sheet {
        id: "guests",
        is_needed: false,
        columns: &[
            needed("firm", Kind::Text),
            column("firm-id", Kind::Any),
            column("who-came", Kind::Text),
            column("came", Kind::Choice("came", CAME)),
        ],
    },
    Sheet {
        id: "themes",
        is_needed: false,
        columns: &[
            needed("raised", Kind::Name),
            column("theme-times", Kind::Number(0, 10_000)),
            column("theme-answer", Kind::Text),
        ],
    },
];
