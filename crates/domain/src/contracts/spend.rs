//! What was bought within contracts, and what beside them.

use std::collections::BTreeMap;

use vire_base::sum::Sum;
use vire_base::year::{AccountingYear, UNDATED};
use vire_reference::sectors::{SectorNo, unclassified};

use super::{Contract, Contracts, Months};
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;

/// Whether a supplier has a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    Yes,
    No,
    /// A person, or not known: no contract could be found.
    Unmatchable,
}

/// How far a purchase is within something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Within {
    /// By the register alone.
    Certain,
    /// When options were used, a start that is not given lies before, and a month that is begun counts.
    Assumed,
    /// The sector, or the month of the purchase, is not known.
    Unknown,
    No,
}

impl Covered {
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unmatchable => "unmatchable",
        }
    }
}

impl Within {
    pub fn code(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Assumed => "assumed",
            Self::Unknown => "unknown",
            Self::No => "no",
        }
    }
}

/// Purchases that stand to contracts alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spent {
    pub year: i32,
    pub public: bool,
    pub sector: SectorNo,
    pub supplier: Covered,
    /// The supplier has a contract in the sector of the purchase: certain, unknown or no.
    pub same_sector: Within,
    /// It has one in force then.
    pub contract: Within,
}

/// The months in which a purchase was made, as far as is known: one, those of its year, or any.
pub(super) fn months_of(year: i32, month: u32, accounting: AccountingYear) -> Months {
    match (year, month) {
        (UNDATED, _) => Months::ALWAYS,
        (_, 0) => Months::of_year(year, accounting),
        _ => {
            let number = Months::number(accounting.calendar_year(year, month), month);
            Months { first: number, last: number }
        }
    }
}

impl Contract {
    /// Whether a sector is that of the contract.
    pub(super) fn same_sector(&self, sector: SectorNo) -> Within {
        match self.sector {
            None => Within::Unknown,
            Some(_) if sector == unclassified() => Within::Unknown,
            Some(own) if own == sector => Within::Certain,
            Some(_) => Within::No,
        }
    }

    /// Whether it is in force in all of these months.
    fn in_force(&self, months: Months) -> Within {
        if self.certain.is_some_and(|certain| certain.has(months)) {
            Within::Certain
        } else if self.possible.has(months) {
            Within::Assumed
        } else if self.possible.meets(months) {
            Within::Unknown
        } else {
            Within::No
        }
    }

    /// Whether a purchase of a sector and of these months is within it.
    fn has(&self, sector: SectorNo, months: Months) -> Within {
        match (self.same_sector(sector), self.in_force(months)) {
            (Within::No, _) | (_, Within::No) => Within::No,
            (Within::Certain, in_force) => in_force,
            _ => Within::Unknown,
        }
    }
}

impl Contracts {
    /// All external purchases by how they stand to contracts.
    pub fn spent(&self, cube: &Cube, decisions: &Decisions, accounting: AccountingYear) -> BTreeMap<Spent, Sum> {
        let mut spent: BTreeMap<Spent, Sum> = BTreeMap::new();
        let public = |supplier: u32| decisions.suppliers[supplier as usize].kind.is_public();
        for ((year, supplier, sector), sum) in cube.spend.cells() {
            let kind = decisions.suppliers[*supplier as usize].kind;
            let covered = if kind.is_personal() || !kind.is_supplier() { Covered::Unmatchable } else { Covered::No };
            if !self.by_supplier.contains_key(supplier) {
                let (year, sector, public) = (*year, *sector, public(*supplier));
                let (same_sector, contract) = (Within::No, Within::No);
                let alike = Spent { year, public, sector, supplier: covered, same_sector, contract };
                *spent.entry(alike).or_default() += *sum;
            }
        }
        for (year, sums) in &cube.years {
            for ((month, sector, supplier), sum) in &sums.contracted {
                let months = months_of(*year, *month, accounting);
                let same_sector = self.of_supplier(*supplier).map(|c| c.same_sector(*sector)).min();
                let contract = self.of_supplier(*supplier).map(|c| c.has(*sector, months)).min();
                let alike = Spent {
                    year: *year,
                    public: public(*supplier),
                    sector: *sector,
                    supplier: Covered::Yes,
                    same_sector: same_sector.unwrap_or(Within::No),
                    contract: contract.unwrap_or(Within::No),
                };
                *spent.entry(alike).or_default() += *sum;
            }
        }
        spent
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, Found};
    use super::*;
    use vire_reference::sectors::SECTORS;

    fn contract(sector: Option<SectorNo>, certain: Option<Months>, possible: Months) -> Contract {
        Contract { sector, suppliers: vec![0], found: Found::Id, certain, possible, cents: None }
    }

    fn months(first: i32, last: i32) -> Months {
        Months { first, last }
    }

    #[test]
    fn the_surest_contract_decides() {
        let other = unclassified();
        let mut known = (0..SECTORS.len() as SectorNo).filter(|sector| *sector != other);
        let (own, foreign) = (known.next().unwrap(), known.next().unwrap());
        let first = contract(Some(own), Some(months(10, 20)), months(10, 32));
        assert_eq!(first.has(own, months(10, 20)), Within::Certain);
        assert_eq!(first.has(own, months(21, 21)), Within::Assumed);
        assert_eq!(first.has(own, months(30, 41)), Within::Unknown);
        assert_eq!(first.has(own, months(33, 33)), Within::No);
        assert_eq!(first.has(foreign, months(12, 12)), Within::No);
        assert_eq!(first.has(other, months(12, 12)), Within::Unknown);
        assert_eq!(first.has(other, months(9, 9)), Within::No);
        let second = contract(None, None, Months::ALWAYS);
        assert_eq!(second.has(foreign, months(1, 1)), Within::Unknown);
        let both = Contracts::of(vec![first, second], Counts::default());
        let surest = |sector, at| both.of_supplier(0).map(|c| c.has(sector, months(at, at))).min();
        assert_eq!([surest(own, 15), surest(own, 40)], [Some(Within::Certain), Some(Within::Unknown)]);
        assert_eq!((both.counts.without_start, both.counts.without_end, both.counts.without_sector), (1, 1, 1));
    }
}
