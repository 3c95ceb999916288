//! Goals and actions: a tree of goals, actions with owners and days, and the hours that they take.
//!
//! Always true: what is overdue is so on the day that the workbook names, not on the day when it is read; an action counts
//! for its own goal and for those above it.

pub mod catalogue;
pub mod document;
mod example;
pub mod read;

pub use self::example::rows;
use crate::exact::Exact;
use crate::sheet::{Kind, Sheet, column, needed};
use chrono::NaiveDate;

pub const ROLES: &[&str] = &["leader", "expert", "firms-expert", "entrepreneur"];
pub const PHASES: &[&str] = &["lead", "plan", "dialogue", "tender", "contract", "follow-up"];
const STATES: &[&str] = &["not-begun", "under-way", "done", "dropped"];

#[derive(Clone, Debug)]
pub struct Goal {
    pub name: String,
    pub above: Option<usize>,
    pub measure: String,
    pub target: String,
    /// The id of an indicator that tells of it, or nothing.
    pub indicator: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    NotBegun,
    UnderWay,
    Done,
    Dropped,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::NotBegun => STATES[0],
            Self::UnderWay => STATES[1],
            Self::Done => STATES[2],
            Self::Dropped => STATES[3],
        }
    }
}

/// What an action is: one of the catalogue, or one in words of its own.
#[derive(Clone, Debug)]
pub enum What {
    Listed(&'static str),
    Own(String),
}

#[derive(Clone, Debug)]
pub struct Action {
    pub what: What,
    pub goal: Option<usize>,
    pub role: &'static str,
    pub phase: &'static str,
    pub owner: String,
    pub due: Option<NaiveDate>,
    pub state: State,
    /// Before, during and after.
    pub hours: [Exact; 3],
}

pub struct Programme {
    pub title: String,
    pub buyer: String,
    /// The day of which the state is told.
    pub day: NaiveDate,
    pub goals: Vec<Goal>,
    pub actions: Vec<Action>,
}

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: true,
        columns: &[needed("item", Kind::Choice("plan-basic", &["title", "buyer", "day"])), column("value", Kind::Any)],
    },
    Sheet {
        id: "goals",
        is_needed: true,
        columns: &[
            needed("goal", Kind::Name),
            column("above", Kind::OneOf("goals", "goal")),
            column("measure", Kind::Text),
            column("target", Kind::Text),
            column("goal-indicator", Kind::Text),
        ],
    },
    Sheet {
        id: "actions",
        is_needed: true,
        columns: &[
            column("listed", Kind::Choice("act", catalogue::IDS)),
            column("own", Kind::Text),
            needed("of-goal", Kind::OneOf("goals", "goal")),
            column("act-role", Kind::Choice("plan-role", ROLES)),
            column("phase", Kind::Choice("phase", PHASES)),
            column("owner", Kind::Text),
            column("due", Kind::Date),
            column("state", Kind::Choice("state", STATES)),
            column("hours-before", Kind::Number(0, 100_000)),
            column("hours-during", Kind::Number(0, 100_000)),
            column("hours-after", Kind::Number(0, 100_000)),
        ],
    },
];
