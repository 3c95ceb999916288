//! The table `supplier_groups`: suppliers summed by where and what they are and how much they sold.
//!
//! Most figures ask no more of suppliers than this; their queries then read some thousands of rows, however many
//! suppliers there are.

use rustc_hash::FxHashMap;

use super::profiles::ALL_SECTORS;
use super::tables::{Cell, Column, Table, by_supplier_year, scopes, sector};
use crate::classify::cube::Sum;
use crate::classify::decisions::Decisions;
use crate::classify::scope::is_public;
use crate::classify::sector::SectorNo;
use crate::reference::places::Ring;
use crate::suppliers::names::Kind;

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

/// The table `supplier_groups`; its columns are described in ARCHITECTURE.md. `cells` are sorted.
pub fn supplier_groups(decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut groups: FxHashMap<Group, (Sum, i64)> = FxHashMap::default();
    for of_sectors in by_supplier_year(cells) {
        let (year, supplier, _) = of_sectors[0].0;
        let s = &decisions.suppliers[supplier as usize];
        let mut whole = Sum::default();
        of_sectors.iter().for_each(|(_, sum)| whole.join(*sum));
        let by_sector = of_sectors.iter().map(|((.., sector), sum)| (Some(*sector), *sum));
        for (sector, sum) in by_sector.chain([(None, whole)]) {
            let worth = Worth::of(sum.cents);
            let group = Group { year, sector, ring: s.ring, kind: s.kind, worth, public: is_public(s) };
            let (total, suppliers) = groups.entry(group).or_default();
            total.join(sum);
            *suppliers += 1;
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(group, _)| *group);
    table(&groups)
}

fn table(groups: &[(Group, (Sum, i64))]) -> anyhow::Result<Table> {
    const NAMES: [&str; 4] = ["sector", "ring", "kind", "worth"];
    let (mut scope, mut years, mut texts) = (Vec::new(), Vec::new(), [const { Vec::new() }; NAMES.len()]);
    let (mut amounts, mut lines, mut suppliers) = (Vec::new(), Vec::new(), Vec::new());
    for (group, (sum, count)) in groups {
        let sector = group.sector.map_or(ALL_SECTORS, sector);
        for s in scopes(group.public) {
            scope.push(*s);
            years.push(group.year);
            let row = [sector, group.ring.code(), group.kind.code(), group.worth.code()];
            texts.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
            amounts.push(i64::try_from(sum.cents)?);
            lines.push(Some(i64::try_from(sum.lines)?));
            suppliers.push(Some(*count));
        }
    }
    let mut columns = vec![("scope", Column::Text(scope)), ("year", Column::Int(years))];
    columns.extend(NAMES.into_iter().zip(texts.map(Column::Text)));
    columns.extend([
        ("amount", Column::Cents(amounts)),
        ("lines", Column::Long(lines)),
        ("suppliers", Column::Long(suppliers)),
    ]);
    Ok(Table { name: "supplier_groups", columns })
}
