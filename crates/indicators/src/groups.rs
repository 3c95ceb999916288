//! The table `supplier_groups`: suppliers summed by where and what they are and how much they sold.
//!
//! Most figures ask no more of suppliers than this; their queries then read some thousands of rows, however many
//! suppliers there are.

use rustc_hash::FxHashMap;

use super::profiles::ALL_SECTORS;
use super::tables::{Row, Table, sector, supplier_years_of, table};
use vire_base::sum::Sum;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::scope::is_public;
use vire_domain::classify::spend::Cell;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::SectorNo;

/// How much one supplier sold in the year and sector, in the currency; the upper bound belongs to the class.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Worth {
    Negative,
    Zero,
    To1000,
    To10000,
    Over10000,
}

impl Worth {
    fn of(cents: i128) -> Self {
        match cents {
            ..0 => Self::Negative,
            0 => Self::Zero,
            1..=100_000 => Self::To1000,
            100_001..=1_000_000 => Self::To10000,
            _ => Self::Over10000,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Zero => "zero",
            Self::To1000 => "to-1000",
            Self::To10000 => "to-10000",
            Self::Over10000 => "over-10000",
        }
    }
}

/// What one row of the table stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Group {
    year: i32,
    /// None for all purchases from a supplier in the year.
    sector: Option<SectorNo>,
    ring: Ring,
    kind: Kind,
    worth: Worth,
    public: bool,
}

/// The table `supplier_groups`; its columns are described in ARCHITECTURE.md. `cells` are in order of supplier and year.
pub fn supplier_groups(decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut groups: FxHashMap<Group, (Sum, u64)> = FxHashMap::default();
    for sold in supplier_years_of(cells) {
        let s = &decisions.suppliers[sold.supplier as usize];
        for (sector, sum) in sold.sums() {
            let (year, worth) = (sold.year, Worth::of(sum.cents));
            let group = Group { year, sector, ring: s.ring, kind: s.kind, worth, public: is_public(s) };
            let (total, suppliers) = groups.entry(group).or_default();
            *total += sum;
            *suppliers += 1;
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(group, _)| *group);
    let rows = groups.into_iter().map(|(group, (sum, suppliers))| {
        let sector = group.sector.map_or(ALL_SECTORS, sector);
        let texts = [sector, group.ring.code(), group.kind.code(), group.worth.code()];
        Row { year: group.year, texts, counts: [sum.lines, suppliers], cents: sum.cents, public: group.public }
    });
    table("supplier_groups", ["sector", "ring", "kind", "worth"], ["lines", "suppliers"], rows)
}
