//! What persons sold is not shown: one audit over all that is published of a run.
//!
//! Each figure, and each row of a table that is drawn from other tables than the figures, is a sum over what suppliers
//! sold ([`told`]). What organisations sold is known: their names and sums are public. What persons sold is not, nor is
//! that of the few organisations that are told together with them ([`guarded`]). The audit goes through all of a year in
//! the order of its weight, and publishes what tells of no person together with all before it ([`solve`]); the rest is
//! hidden. A sum tells of a person when it is that of fewer than three suppliers, or nearly that of one person.
//!
//! A share of all purchases whose sums cannot be published is rounded, unless that would be close enough to tell what a
//! person sold. Numbers of suppliers and of lines are always shown. The user's own indicators, of which the audit knows no
//! sums, are held more strictly ([`own`]).

mod audit;
mod book;
pub mod guarded;
mod items;
mod own;
mod parts;
mod postings;
mod run;
mod solve;
mod told;
mod units;
mod verdict;
mod waits;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vire_indicators::Figure;

pub use self::guarded::FEWEST;
pub use self::parts::LARGEST;
pub use self::run::{of_run, untold};

/// The note of a figure that is not shown, beside others.
pub const NOT_SHOWN: &str = "small-cell";
/// The note of a figure that is rounded or lacks its bounds.
pub const PARTLY_SHOWN: &str = "small-cell-part";

/// The note of a figure that is whole, but for its coverage, which is rounded or left out.
pub const COVERAGE_ROUNDED: &str = "small-cell-coverage";

/// Whether the coverage of a figure is rounded or left out, and nothing else of it.
pub fn has_rounded_coverage(figure: &Figure) -> bool {
    has_note(figure, COVERAGE_ROUNDED)
}

/// Whether a figure is not shown.
pub fn is_hidden(figure: &Figure) -> bool {
    has_note(figure, NOT_SHOWN)
}

/// Whether a figure is rounded or lacks its bounds.
pub fn is_partly_shown(figure: &Figure) -> bool {
    has_note(figure, PARTLY_SHOWN)
}

fn has_note(figure: &Figure, wanted: &str) -> bool {
    figure.note.split("; ").any(|note| note == wanted)
}

/// Tables whose rows are audited beside the figures.
pub mod table {
    /// The largest suppliers by key; [`PERSONS`] for the row of all persons.
    ///
    /// [`PERSONS`]: super::table::PERSONS
    pub const SUPPLIERS: &str = "suppliers";
    pub const PERSONS: &str = "persons";
    pub const MUNICIPALITIES: &str = "municipalities";
    /// By percent of the suppliers, and [`TEN`](super::table::TEN) for the ten largest.
    pub const LARGEST: &str = "largest";
    pub const TEN: &str = "ten";
    /// Of all years, by where places are known from.
    pub const PLACES: &str = "places";
    /// Of all years, by kind of person.
    pub const KINDS: &str = "kinds";
}

/// The period of a table of all years.
pub const ALL_YEARS: &str = "all";

/// What a run does not show, since what persons sold would follow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotShown {
    /// Numbers of figures by indicator.
    pub figures: BTreeMap<String, u64>,
    /// Of those shown, how many are rounded to a thousandth or lack their bounds.
    pub rounded: BTreeMap<String, u64>,
    pub rows: BTreeSet<Row>,
}

/// A row of a table whose sum is not shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Row {
    pub table: String,
    pub period: String,
    pub member: String,
}

impl NotShown {
    pub fn has(&self, table: &str, period: &str, member: &str) -> bool {
        !self.rows.is_empty() && self.rows.contains(&row(table, period, member))
    }

    /// How many figures and rows there are.
    pub fn count(&self) -> u64 {
        self.figures.values().sum::<u64>() + self.rows.len() as u64
    }
}

fn row(table: &str, period: &str, member: &str) -> Row {
    Row { table: table.to_owned(), period: period.to_owned(), member: member.to_owned() }
}

#[cfg(test)]
mod tests;
