//! Emissions of purchases, estimated by what was spent: sums of suppliers by the factor that covers them, taken to the prices
//! of the factor, times the factor.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde_json::Value;
use vire_base::decimal::rounded;
use vire_base::sum::Sum;
use vire_base::year::UNDATED;
use vire_reference::places::Ring;
use vire_reference::sectors::SectorNo;

use super::factors::{Factor, Factors, Of, to_prices_of};
use super::settings::MILLION;
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;

/// By what purchases are covered, or why they are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covered {
    Account,
    Cpv,
    Sector,
    /// No factor is given.
    No,
    /// The index does not take the prices of the year to those of the factor.
    Prices,
    /// What a person sold, or an organisation that is told together with persons: an estimate would tell of it.
    Untold,
}

impl Covered {
    pub fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Cpv => "cpv",
            Self::Sector => "sector",
            Self::No => "none",
            Self::Prices => "prices",
            Self::Untold => "untold",
        }
    }

    fn by(of: &Of) -> Self {
        match of {
            Of::Account(_) => Self::Account,
            Of::Cpv(_) => Self::Cpv,
            Of::Sector(_) => Self::Sector,
        }
    }
}

/// Purchases that have all in common by which estimates are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub year: i32,
    pub public: bool,
    pub sector: SectorNo,
    pub ring: Ring,
    pub size: &'static str,
    pub covered: Covered,
}

/// Hundredths of kilograms, at the lower end, in the middle and at the upper end of the factors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kilograms {
    pub low: i128,
    pub mid: i128,
    pub high: i128,
}

impl Kilograms {
    /// Of a sum in cents at prices of another year; what was credited takes back.
    fn of(cents: i128, (by, of): (i128, i128), factor: &Factor) -> Self {
        let times = |factor: i128| rounded(cents * by * factor, of * MILLION);
        let (low, high) = if cents < 0 { (factor.high, factor.low) } else { (factor.low, factor.high) };
        Self { low: times(low), mid: times(factor.mid), high: times(high) }
    }

    fn add(&mut self, other: Self) {
        self.low += other.low;
        self.mid += other.mid;
        self.high += other.high;
    }
}

/// Factors and what they give.
#[derive(Clone, Debug)]
pub struct Emissions {
    pub factors: Factors,
    /// Empty until [`Self::estimate`].
    pub estimated: BTreeMap<Class, (Sum, Kilograms)>,
}

impl Emissions {
    pub fn new(factors: Factors) -> Self {
        Self { factors, estimated: BTreeMap::new() }
    }

    /// Estimates the emissions of all external purchases. `is_untold` says of year, sector and supplier that its sum must
    /// not follow from any figure.
    pub fn estimate(&mut self, decisions: &Decisions, cube: &Cube, is_untold: impl Fn(i32, SectorNo, u32) -> bool) {
        let mut by_account: FxHashMap<(i32, u32, SectorNo), Vec<(u32, Sum)>> = FxHashMap::default();
        for (year, sums) in &cube.years {
            for ((supplier, sector, place), sum) in &sums.by_factor {
                by_account.entry((*year, *supplier, *sector)).or_default().push((*place, *sum));
            }
        }
        for ((year, supplier, sector), whole) in cube.spend.cells() {
            let supplied = &decisions.suppliers[*supplier as usize];
            let class = |covered: Covered| Class {
                year: *year,
                public: supplied.kind.is_public(),
                sector: *sector,
                ring: decisions.ring(*supplier, *year),
                size: supplied.size,
                covered,
            };
            if is_untold(*year, *sector, *supplier) {
                self.estimated.entry(class(Covered::Untold)).or_default().0 += *whole;
                continue;
            }
            let mut rest = *whole;
            let mut parts = Vec::new();
            for (place, sum) in by_account.get(&(*year, *supplier, *sector)).into_iter().flatten() {
                rest.lines -= sum.lines;
                rest.cents -= sum.cents;
                parts.push((*sum, Some(&self.factors.rows[*place as usize - 1])));
            }
            if rest.lines > 0 {
                parts.push((rest, self.factors.of_sector(*sector)));
            }
            let parts: Vec<(Covered, Sum, Kilograms)> =
                parts.into_iter().map(|(sum, factor)| self.part(*year, sum, factor)).collect();
            for (covered, sum, kilograms) in parts {
                let (all, estimated) = self.estimated.entry(class(covered)).or_default();
                *all += sum;
                estimated.add(kilograms);
            }
        }
    }

    fn part(&self, year: i32, sum: Sum, factor: Option<&Factor>) -> (Covered, Sum, Kilograms) {
        let Some(factor) = factor else { return (Covered::No, sum, Kilograms::default()) };
        let prices = (year != UNDATED).then(|| to_prices_of(&self.factors.index.years, year, factor.origin.price_year));
        match prices.flatten() {
            None => (Covered::Prices, sum, Kilograms::default()),
            Some(prices) => (Covered::by(&factor.of), sum, Kilograms::of(sum.cents, prices, factor)),
        }
    }

    /// Years whose purchases no index takes to the prices of their factors.
    pub fn years_without_prices(&self) -> BTreeSet<i32> {
        self.estimated.keys().filter(|class| class.covered == Covered::Prices).map(|class| class.year).collect()
    }

    /// Whether anything is covered.
    pub fn tell_any(&self) -> bool {
        self.estimated.keys().any(|class| matches!(class.covered, Covered::Account | Covered::Cpv | Covered::Sector))
    }

    pub fn manifest(&self) -> Value {
        self.factors.manifest()
    }
}

#[cfg(test)]
mod tests {
    use super::super::factors::Origin;
    use super::super::settings::Prices;
    use super::*;

    /// 1 200.00 at an index of 120 are 1 000.00 at 100; times 0.5 kg they are 500 kg, between 250 and 1 000.
    #[test]
    fn kilograms_are_those_reckoned_by_hand() {
        let origin = Origin { source: "test".to_owned(), price_year: 2020, prices: Prices::Purchaser };
        let of = Of::Account("4380".to_owned());
        let factor = Factor { of, low: MILLION / 4, mid: MILLION / 2, high: MILLION, origin };
        let prices = (100 * MILLION, 120 * MILLION);
        let kilograms = Kilograms::of(120_000, prices, &factor);
        assert_eq!(kilograms, Kilograms { low: 25_000, mid: 50_000, high: 100_000 });
        // A credit note takes back, and its lower end is the one that takes back the most.
        let credited = Kilograms::of(-120_000, prices, &factor);
        assert_eq!(credited, Kilograms { low: -100_000, mid: -50_000, high: -25_000 });
        // 0.01 times 0.5 is half of a hundredth of a kilogram.
        assert_eq!(Kilograms::of(1, (1, 1), &factor), Kilograms { low: 0, mid: 1, high: 1 });
    }
}
