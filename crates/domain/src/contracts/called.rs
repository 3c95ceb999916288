//! What was bought under each contract, year by year.

use std::collections::{BTreeMap, BTreeSet};

use vire_base::sum::Sum;
use vire_base::year::{AccountingYear, UNDATED};
use vire_reference::sectors::SectorNo;

use super::months::Month;
use super::spend::months_of;
use super::{Contract, Contracts, Found, Months, Within};
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::classify::periods::{Extent, Periods};

/// For how many months a contract must have been in force, and purchases be covered, before it is said that nothing was
/// bought under it.
const ENOUGH: Month = 12;

/// Whether the suppliers of a contract sold in its sector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InSector {
    Yes,
    /// They sold, but the sector of the contract or of what they sold is not known.
    Unknown,
    No,
}

impl InSector {
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Unknown => "unknown",
            Self::No => "no",
        }
    }
}

/// A contract in a year of which it may be in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalledOff {
    pub year: i32,
    /// By order in the register, from 1.
    pub contract: u64,
    pub found: Found,
    /// All its suppliers are public bodies.
    pub public: bool,
    /// In force and covered by purchases for the last twelve months of its time, up to the end of the year.
    pub is_long: bool,
    /// Its suppliers sold for more than nothing in these months.
    pub sold: bool,
    pub in_sector: InSector,
    pub cents: Option<i64>,
    /// What its suppliers sold in its sector and time, all options used, up to the end of the year.
    pub called_off: i128,
    /// The same in the months of which it was certainly in force.
    pub certainly: i128,
    /// No other contract of its suppliers can have been meant.
    pub is_alone: bool,
}

impl CalledOff {
    /// Whether more was called off than the contract is worth: certain; assumed, when some of it was bought in months of
    /// options, in ones that it begins or ends in, or under another contract; no; unknown.
    pub fn over_value(&self) -> &'static str {
        let is_over = |cents: i128| self.cents.is_some_and(|value| cents > i128::from(value));
        match self.cents {
            None if self.called_off > 0 => "unknown",
            Some(_) if is_over(self.certainly) && self.is_alone => "certain",
            Some(_) if is_over(self.called_off) => "assumed",
            _ => "no",
        }
    }
}

/// What the suppliers of contracts sold, by supplier; months as far as they are known.
type Sold = BTreeMap<u32, Vec<(Months, SectorNo, Sum)>>;

impl Contracts {
    /// Each contract in each year whose months the purchases cover.
    pub fn called_off(
        &self,
        cube: &Cube,
        decisions: &Decisions,
        periods: &Periods,
        accounting: AccountingYear,
    ) -> Vec<CalledOff> {
        let mut sold = Sold::new();
        for (year, sums) in &cube.years {
            for ((month, sector, supplier), sum) in &sums.contracted {
                let months = months_of(*year, *month, accounting);
                sold.entry(*supplier).or_default().push((months, *sector, *sum));
            }
        }
        let covered = covered(periods, accounting);
        let years: Vec<i32> = periods.all().map(|of| of.year).filter(|year| *year != UNDATED).collect();
        let public = |supplier: &u32| decisions.suppliers[*supplier as usize].kind.is_public();
        let mut rows = Vec::new();
        for year in years {
            let months = Months::of_year(year, accounting);
            let in_force = (1..).zip(&self.contracts).filter(|(_, contract)| contract.possible.meets(months));
            rows.extend(in_force.map(|(number, contract)| {
                let window = contract.last_twelve(months).filter(|w| (w.first..=w.last).all(|m| covered.contains(&m)));
                let sold_then = |same_sector: &[Within]| {
                    let of = |sector| same_sector.contains(&contract.same_sector(sector));
                    window.is_some_and(|window| contract.sold(&sold, of, |at| at.meets(window)) > 0)
                };
                let called_off = |time: Option<Months>| {
                    let is_in = |at: Months| at.last <= months.last && time.is_some_and(|time| time.has(at));
                    contract.sold(&sold, |sector| contract.same_sector(sector) == Within::Certain, is_in)
                };
                CalledOff {
                    year,
                    contract: number,
                    found: contract.found,
                    public: !contract.suppliers.is_empty() && contract.suppliers.iter().all(public),
                    is_long: window.is_some(),
                    sold: sold_then(&[Within::Certain, Within::Unknown, Within::No]),
                    in_sector: if sold_then(&[Within::Certain]) {
                        InSector::Yes
                    } else if sold_then(&[Within::Unknown]) {
                        InSector::Unknown
                    } else {
                        InSector::No
                    },
                    cents: contract.cents,
                    called_off: called_off(Some(contract.possible)),
                    certainly: called_off(contract.certain),
                    is_alone: self.is_alone(contract),
                }
            }));
        }
        rows
    }

    /// Whether no other contract of its suppliers could be of the same sector at the same time.
    fn is_alone(&self, contract: &Contract) -> bool {
        let is_like = |other: &Contract| {
            let sectors = contract.sector.zip(other.sector);
            other.possible.meets(contract.possible) && sectors.is_none_or(|(own, other)| own == other)
        };
        let alike = |supplier: &u32| self.of_supplier(*supplier).filter(|other| is_like(other)).count();
        contract.suppliers.iter().all(|supplier| alike(supplier) == 1)
    }
}

impl Contract {
    /// The last twelve months in which it is certainly in force, up to the end of a year, when it is in that year.
    fn last_twelve(&self, year: Months) -> Option<Months> {
        let certain = self.certain?;
        let last = certain.last.min(year.last);
        let window = Months { first: last - (ENOUGH - 1), last };
        (certain.meets(year) && certain.has(window)).then_some(window)
    }

    /// What its suppliers sold, of sectors and months.
    fn sold(&self, sold: &Sold, of: impl Fn(SectorNo) -> bool, at: impl Fn(Months) -> bool) -> i128 {
        let of_suppliers = self.suppliers.iter().filter_map(|supplier| sold.get(supplier)).flatten();
        of_suppliers.filter(|(months, sector, _)| of(*sector) && at(*months)).map(|(.., sum)| sum.cents).sum()
    }
}

/// The months that purchases cover: of a whole year all, whether their lines tell them or not.
fn covered(periods: &Periods, accounting: AccountingYear) -> BTreeSet<Month> {
    let mut covered = BTreeSet::new();
    for of in periods.all().filter(|of| of.extent != Extent::Stray) {
        if of.extent == Extent::Whole {
            let Months { first, last } = Months::of_year(of.year, accounting);
            covered.extend(first..=last);
        }
        covered.extend(of.months.iter().map(|m| Months::number(accounting.calendar_year(of.year, *m), *m)));
    }
    covered
}
