//! Quality scoring before and after a tender: who wins, why, and under which weights somebody else would.
//!
//! Always true: points, ranks and the weights at which the winner changes are exact; equal bids share their rank.

pub mod analysis;
pub mod document;
pub mod evaluate;
mod example;
pub mod read;
pub mod simulate;
#[cfg(test)]
mod tests;
pub mod themes;

pub use self::example::rows;
use crate::exact::Exact;
use crate::sheet::{Column, Kind, Sheet, column, needed};
use chrono::NaiveDate;

/// How a price becomes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// The lowest price by the price, times the weight.
    LowestByPrice,
    /// In a line from the lowest price (all points) to the highest (none).
    LowestToHighest,
    /// In a line from the lowest price (all points) to twice that (none).
    TwiceLowest,
    /// Quality has a value in money that is taken off the price; the lowest remainder wins.
    LessQuality,
    /// The price is fixed beforehand, and quality alone decides.
    FixedPrice,
}

/// The words of the formulas, in the order of [`FORMULA`].
const FORMULAS: &[&str] = &["lowest-by-price", "lowest-to-highest", "twice-lowest", "less-quality", "fixed-price"];
const FORMULA: [Formula; 5] =
    [Formula::LowestByPrice, Formula::LowestToHighest, Formula::TwiceLowest, Formula::LessQuality, Formula::FixedPrice];

impl Formula {
    pub fn word(self) -> &'static str {
        FORMULA.iter().position(|formula| *formula == self).map_or("", |at| FORMULAS[at])
    }

    fn of(word: &str) -> Option<Self> {
        FORMULAS.iter().position(|other| *other == word).map(|at| FORMULA[at])
    }
}

/// What a criterion looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    Price,
    /// Costs over the whole term.
    LifeCycle,
    Quality,
}

const MATTERS: &[&str] = &["price", "life-cycle", "quality"];

impl Matter {
    pub fn is_cost(self) -> bool {
        self != Self::Quality
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Price => MATTERS[0],
            Self::LifeCycle => MATTERS[1],
            Self::Quality => MATTERS[2],
        }
    }
}

#[derive(Clone, Debug)]
pub struct Criterion {
    pub name: String,
    pub matter: Matter,
    pub theme: Option<&'static str>,
    /// Of 100.
    pub weight: Exact,
    /// The most points that an assessor gives.
    pub most: Exact,
    /// A bid with fewer points is not compared.
    pub least: Option<Exact>,
    /// What is rewarded, and how it is shown.
    pub about: String,
    pub evidence: String,
}

/// A way to compare bids: the tender's own, or another one to set beside it.
#[derive(Clone, Debug)]
pub struct Plan {
    pub name: String,
    pub formula: Formula,
    /// What a comparison point of quality is worth in money.
    pub point_value: Option<Exact>,
    /// The price that is fixed, and that no bid may exceed.
    pub ceiling: Option<Exact>,
    /// One a criterion, of 100.
    pub weights: Vec<Exact>,
}

#[derive(Clone, Debug)]
pub struct Bid {
    pub name: String,
    pub price: Option<Exact>,
    pub life_cycle: Option<Exact>,
    /// One a criterion: the mean of what the assessors gave.
    pub points: Vec<Option<Exact>>,
}

/// What an assessor gave.
#[derive(Clone, Debug)]
pub struct Given {
    pub bid: usize,
    pub criterion: usize,
    pub assessor: String,
    pub points: Exact,
    pub reason: String,
}

/// What bidders of a type are expected to offer: a range a criterion, of prices or of points.
#[derive(Clone, Debug)]
pub struct Expected {
    pub name: String,
    pub ranges: Vec<(Exact, Exact)>,
}

/// All that a workbook says.
#[derive(Clone, Debug)]
pub struct Tender {
    pub title: String,
    pub buyer: String,
    pub date: Option<NaiveDate>,
    /// ISO 4217.
    pub currency: String,
    pub criteria: Vec<Criterion>,
    /// The tender's own first.
    pub plans: Vec<Plan>,
    pub bids: Vec<Bid>,
    pub given: Vec<Given>,
    pub expected: Vec<Expected>,
}

const BASICS: &[&str] = &["title", "buyer", "date", "currency"];

/// The sheets of the workbook, in the order of [`read`].
pub const SHEETS: &[Sheet] = &[
    Sheet {
        id: "basics",
        is_needed: false,
        columns: &[needed("item", Kind::Choice("basic", BASICS)), column("value", Kind::Any)],
    },
    Sheet { id: "criteria", is_needed: true, columns: CRITERIA },
    Sheet {
        id: "plans",
        is_needed: true,
        columns: &[
            needed("plan", Kind::Name),
            needed("formula", Kind::Choice("formula", FORMULAS)),
            column("point-value", Kind::Money),
            column("ceiling", Kind::Money),
        ],
    },
    Sheet {
        id: "weights",
        is_needed: false,
        columns: &[
            needed("of-plan", Kind::OneOf("plans", "plan")),
            needed("of-criterion", Kind::OneOf("criteria", "criterion")),
            needed("other-weight", Kind::Number(0, 100)),
        ],
    },
    Sheet {
        id: "bids",
        is_needed: false,
        columns: &[needed("bidder", Kind::Name), column("price", Kind::Money), column("life-cycle", Kind::Money)],
    },
    Sheet {
        id: "points",
        is_needed: false,
        columns: &[
            needed("of-bid", Kind::OneOf("bids", "bidder")),
            needed("of-criterion", Kind::OneOf("criteria", "criterion")),
            column("assessor", Kind::Text),
            needed("points", Kind::Number(0, 1_000_000)),
            column("reason", Kind::Text),
        ],
    },
    Sheet {
        id: "ranges",
        is_needed: false,
        columns: &[
            needed("bidder-type", Kind::Text),
            needed("of-criterion", Kind::OneOf("criteria", "criterion")),
            needed("low", Kind::Number(0, 1_000_000_000)),
            needed("high", Kind::Number(0, 1_000_000_000)),
        ],
    },
];

const CRITERIA: &[Column] = &[
    needed("criterion", Kind::Name),
    needed("matter", Kind::Choice("matter", MATTERS)),
    column("theme", Kind::Choice("theme", themes::THEMES)),
    needed("weight", Kind::Weight),
    column("most", Kind::Number(1, 1_000_000)),
    column("least", Kind::Number(0, 1_000_000)),
    column("about", Kind::Text),
    column("evidence", Kind::Text),
];
