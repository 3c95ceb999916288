//! The present state on three paths: leadership, know-how and communication.
//!
//! Always true: respondents are never named, no figure rests on fewer than three of them, and none can be computed from
//! the others that are shown.

pub mod document;
mod example;
pub mod figures;
pub mod read;

pub use self::example::rows;
use crate::sheet::{Column, Kind, Sheet, column, needed};
use chrono::NaiveDate;

/// The statements by path, in the order in which they are best taken up.
pub const PATHS: [(&str, &[&str]); 3] = [
    ("leadership", &["a1", "a2", "a3", "a4", "a5", "a6"]),
    ("know-how", &["b1", "b2", "b3", "b4", "b5"]),
    ("communication", &["c1", "c2", "c3", "c4", "c5"]),
];

const STATEMENTS: &[&str] =
    &["a1", "a2", "a3", "a4", "a5", "a6", "b1", "b2", "b3", "b4", "b5", "c1", "c2", "c3", "c4", "c5"];
const ROLES: &[&str] = &["decision-maker", "manager", "procurement", "unit", "business", "supplier", "other"];

/// What one respondent answered in a round.
#[derive(Clone, Debug)]
pub struct Answers {
    pub round: NaiveDate,
    pub role: &'static str,
    /// From 0 to 4, one a statement of [`STATEMENTS`].
    pub given: Vec<Option<i64>>,
}

/// What is to be done about a statement.
#[derive(Clone, Debug)]
pub struct Step {
    pub statement: &'static str,
    pub evidence: String,
    pub action: String,
    pub owner: String,
    pub due: Option<NaiveDate>,
}

pub struct Assessment {
    pub title: String,
    pub buyer: String,
    pub answers: Vec<Answers>,
    pub steps: Vec<Step>,
}

const fn answer(id: &'static str) -> Column {
    column(id, Kind::Number(0, 4))
}

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: false,
        columns: &[needed("item", Kind::Choice("assess-basic", &["title", "buyer"])), column("value", Kind::Any)],
    },
    Sheet {
        id: "answers",
        is_needed: true,
        columns: &[
            needed("round", Kind::Date),
            needed("respondent", Kind::Text),
            needed("role", Kind::Choice("role", ROLES)),
            answer("a1"),
            answer("a2"),
            answer("a3"),
            answer("a4"),
            answer("a5"),
            answer("a6"),
            answer("b1"),
            answer("b2"),
            answer("b3"),
            answer("b4"),
            answer("b5"),
            answer("c1"),
            answer("c2"),
            answer("c3"),
            answer("c4"),
            answer("c5"),
        ],
    },
    Sheet {
        id: "steps",
        is_needed: false,
        columns: &[
            needed("statement", Kind::Choice("statement", STATEMENTS)),
            column("state-evidence", Kind::Text),
            column("action", Kind::Text),
            column("owner", Kind::Text),
            column("due", Kind::Date),
        ],
    },
];
