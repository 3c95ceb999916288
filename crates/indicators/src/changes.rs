//! The table `supplier_changes`: what suppliers sold in a year and in the year before, by what became of them.
//!
//! It has the years that can be compared: whole ones whose year before is whole too.

use std::collections::BTreeMap;

use super::columns::{Of, Table, column};
use super::profiles::tell_stay;
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::{SupplierYear, supplier_years_of};
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::periods::Periods;
use vire_domain::classify::spend::Cell;
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::names::Kind;

/// Whether the figures of an indicator are differences of a year and the year before.
pub fn are_changes(indicator: &str) -> bool {
    matches!(indicator, "A15" | "B24")
}

/// What became of a supplier since the year before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    Entered,
    Left,
    Grew,
    Shrank,
    Same,
    /// Persons are told together, so that no figure tells who of them came and went.
    Persons,
    /// The names of these suppliers are withheld or missing.
    Unidentified,
}

impl Change {
    /// By what the supplier sold in the year before and in the year; nothing where it has no line.
    pub fn of(kind: Kind, before: Option<i128>, now: Option<i128>) -> Self {
        match (before, now) {
            _ if kind.is_personal() => Self::Persons,
            _ if !kind.is_supplier() => Self::Unidentified,
            (None, _) => Self::Entered,
            (_, None) => Self::Left,
            (before, now) if now > before => Self::Grew,
            (before, now) if now < before => Self::Shrank,
            _ => Self::Same,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Grew => "grew",
            Self::Shrank => "shrank",
            Self::Same => "same",
            Self::Persons => "persons",
            Self::Unidentified => "unidentified",
        }
    }
}

/// The sums of the two years, and the number of identified suppliers with a line in one of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Both {
    now: i128,
    before: i128,
    suppliers: u64,
}

#[derive(Clone, Copy)]
pub(super) struct OfChange {
    change: Change,
    both: Both,
}

pub(super) const SUPPLIER_CHANGES: Described = Described {
    name: "supplier_changes",
    about: "scope, whole year whose year before is whole too, and what became of suppliers since",
    columns: &heads(&COLUMNS),
};

const COLUMNS: [Column<Of<Scoped<OfChange>>>; 6] = [
    scope(),
    year(),
    amount(),
    column(
        "change",
        "entered: no line in the year before; left: none in the year; grew, shrank, same: lines in both; persons: natural \
         persons and sole traders, whatever became of them; unidentified: what is redacted or has no name",
        Of::Text(|r| r.of.change.code()),
    ),
    column("before_amount", "sum of the lines of the year before", Of::Cents(|r| r.of.both.before)),
    column(
        "suppliers",
        "identified suppliers that have a line in one of the two years",
        Of::Count(|r| Some(r.of.both.suppliers)),
    ),
];

/// The table `supplier_changes`. `cells` are in order of supplier and year.
pub(super) fn supplier_changes(decisions: &Decisions, periods: &Periods, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut sums: BTreeMap<(i32, bool, Change), Both> = BTreeMap::new();
    for of_supplier in cells.chunk_by(|((_, a, _), _), ((_, b, _), _)| a == b) {
        let years: Vec<SupplierYear<'_>> = supplier_years_of(of_supplier).collect();
        let kind = decisions.suppliers[years[0].supplier as usize].kind;
        let sold = |wanted: i32| years.iter().find(|y| y.year == wanted).map(|y| y.whole.cents);
        let mut add = |year: i32| {
            if !tell_stay(periods, year - 1) {
                return;
            }
            let (before, now) = (sold(year - 1), sold(year));
            let both = sums.entry((year, kind.is_public(), Change::of(kind, before, now))).or_default();
            both.now += now.unwrap_or_default();
            both.before += before.unwrap_or_default();
            both.suppliers += u64::from(kind.is_supplier());
        };
        for year in years.iter().map(|of| of.year) {
            add(year);
            if sold(year + 1).is_none() {
                add(year + 1);
            }
        }
    }
    let rows = sums.into_iter().map(|((year, public, change), both)| Row {
        year,
        public,
        cents: both.now,
        of: OfChange { change, both },
    });
    scoped(SUPPLIER_CHANGES.name, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, before: Option<i128>, now: Option<i128>, expected: Change) {
        assert_eq!(Change::of(kind, before, now), expected);
    }

    #[test]
    fn a_supplier_enters_leaves_grows_or_shrinks() {
        check(Kind::Company, None, Some(5), Change::Entered);
        // A credit note alone is a line too.
        check(Kind::Company, None, Some(-5), Change::Entered);
        check(Kind::Company, Some(5), None, Change::Left);
        check(Kind::Company, Some(-5), Some(0), Change::Grew);
        check(Kind::Company, Some(5), Some(4), Change::Shrank);
        check(Kind::Company, Some(5), Some(5), Change::Same);
        check(Kind::PublicBody, Some(5), Some(6), Change::Grew);
    }

    #[test]
    fn persons_and_withheld_names_are_not_divided() {
        check(Kind::SoleTrader, None, Some(5), Change::Persons);
        check(Kind::Person, Some(5), None, Change::Persons);
        check(Kind::Redacted, Some(5), Some(6), Change::Unidentified);
        check(Kind::Unnamed, None, Some(6), Change::Unidentified);
    }
}
