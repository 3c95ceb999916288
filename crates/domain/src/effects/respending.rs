//! What stays here of what is bought here: three rounds of spending after LM3 of the New Economics Foundation. The first is
//! all that was bought, the second what was bought from suppliers of here, the third what these spend here again.
//!
//! What a supplier spends again is known from its answer, else from the mean of the answers, else from a share that the user
//! assumes for its sector, and else not at all.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use vire_base::decimal::rounded;
use vire_base::sum::Sum;
use vire_base::year::UNDATED;
use vire_reference::places::{Here, Ring};
use vire_reference::sectors::SectorNo;

use super::settings::{AssumedShares, MILLION};
use super::survey::{Answers, Held, Matched, Shares};
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;

/// Answers from which on their mean stands for those who did not answer, as the template of the method has it.
pub const ENOUGH: u64 = 5;
/// Fewer answers would tell what each of them says.
pub const FEWEST: u64 = 3;
/// An answer holds for purchases of so many years before and after its own.
const YEARS_APART: i32 = 2;

/// How the share is known that a supplier spends again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    Answered,
    /// By the mean of the answers.
    Mean,
    /// By the user's share for the sector.
    Assumed,
    No,
    /// The supplier is not of here, or it is not known from where it is: there is no third round.
    NotHere,
}

impl Known {
    pub fn code(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Mean => "mean",
            Self::Assumed => "assumed",
            Self::No => "none",
            Self::NotHere => "not-here",
        }
    }
}

/// Purchases that are alike for the rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub year: i32,
    pub public: bool,
    pub place: Here,
    pub known: Known,
}

/// What was bought, and what of it is spent again here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    pub sum: Sum,
    pub again: i128,
    /// Suppliers whose answer counts.
    pub answers: u64,
}

/// A survey of suppliers and what it gives.
#[derive(Clone, Debug)]
pub struct Respending {
    pub answers: Answers,
    pub assumed: AssumedShares,
    pub matched: Matched,
    /// Answers that contradict each other.
    said: Vec<String>,
    shares: Shares,
    /// Empty until [`Self::spend`].
    pub spent: BTreeMap<Class, Spent>,
}

impl Respending {
    pub fn new(answers: Answers, assumed: AssumedShares) -> Self {
        Self {
            answers,
            assumed,
            matched: Matched::default(),
            said: Vec::new(),
            shares: Shares::default(),
            spent: BTreeMap::new(),
        }
    }

    /// Holds the answers against the suppliers of the run, and sums the rounds of all external purchases. `is_untold` says
    /// of year, sector and supplier that its sum must not follow from any figure: it counts as one who did not answer, and
    /// no share of its own sector is assumed.
    pub fn spend(
        &mut self,
        held: Held,
        decisions: &Decisions,
        cube: &Cube,
        is_untold: impl Fn(i32, SectorNo, u32) -> bool,
    ) {
        (self.shares, self.matched, self.said) = (held.shares, held.matched, held.said);
        let cells = cube.spend.cells();
        let is_here = |supplier: u32, year: i32| decisions.ring(supplier, year) == Ring::Municipality;
        // The suppliers of here whose answer counts in a year.
        let mut answered: BTreeMap<i32, BTreeSet<u32>> = BTreeMap::new();
        for ((year, supplier, sector), _) in cells {
            if is_here(*supplier, *year)
                && !is_untold(*year, *sector, *supplier)
                && self.share(*supplier, *year).is_some()
            {
                answered.entry(*year).or_default().insert(*supplier);
            }
        }
        let mean = |year: i32| {
            let shares: Vec<i128> =
                answered.get(&year).into_iter().flatten().filter_map(|supplier| self.share(*supplier, year)).collect();
            let count = shares.len() as i128;
            (shares.len() as u64 >= ENOUGH).then(|| (shares.iter().sum::<i128>() + count / 2) / count)
        };
        let means: BTreeMap<i32, Option<i128>> = cube.years.keys().map(|year| (*year, mean(*year))).collect();
        let mut spent: BTreeMap<Class, Spent> = BTreeMap::new();
        let mut counted: BTreeSet<(i32, u32)> = BTreeSet::new();
        for ((year, supplier, sector), sum) in cells {
            let place = Here::of(decisions.ring(*supplier, *year));
            let is_untold = is_untold(*year, *sector, *supplier);
            let answer = self.share(*supplier, *year).filter(|_| !is_untold);
            let mean = means.get(year).copied().flatten();
            let assumed = self.assumed.shares.get(sector).copied().filter(|_| !is_untold);
            let (known, share) = match (place, answer, mean, assumed) {
                (Here::Here, Some(share), ..) => (Known::Answered, share),
                (Here::Here, None, Some(mean), _) => (Known::Mean, mean),
                (Here::Here, None, None, Some(share)) => (Known::Assumed, share),
                (Here::Here, None, None, None) => (Known::No, 0),
                _ => (Known::NotHere, 0),
            };
            let public = decisions.suppliers[*supplier as usize].kind.is_public();
            let of_class = spent.entry(Class { year: *year, public, place, known }).or_default();
            of_class.sum += *sum;
            of_class.again += again(sum.cents, share);
            of_class.answers += u64::from(known == Known::Answered && counted.insert((*year, *supplier)));
        }
        self.spent = spent;
    }

    /// What a supplier spends again, by its answer for the nearest year; of two equally near the earlier.
    fn share(&self, supplier: u32, year: i32) -> Option<i128> {
        let by_year = self.shares.get(&supplier).filter(|_| year != UNDATED)?;
        let near = by_year.iter().filter(|(of, _)| (year - **of).abs() <= YEARS_APART);
        near.min_by_key(|(of, _)| ((year - **of).abs(), **of)).map(|(_, share)| *share)
    }

    /// Whether any year has answers enough to be told of.
    pub fn tell_any(&self) -> bool {
        let mut by_year: BTreeMap<i32, u64> = BTreeMap::new();
        self.spent.iter().for_each(|(class, spent)| *by_year.entry(class.year).or_default() += spent.answers);
        by_year.values().any(|answers| *answers >= FEWEST)
    }

    /// What whoever gives the answers should be told.
    pub fn said(&self) -> (String, &[String]) {
        let Matched { answers, found, persons } = self.matched;
        let found = format!(
            "answers to the survey of suppliers: {answers}; of suppliers of the purchases, which count: {found}; of persons, \
             which are not used: {persons}"
        );
        (found, &self.said)
    }

    pub fn manifest(&self) -> Value {
        json!({
            "files": self.answers.manifest(),
            "answers": self.matched.answers,
            "found": self.matched.found,
            "of_persons": self.matched.persons,
            "assumed_source": self.assumed.source,
        })
    }
}

/// A share of a sum, in cents.
fn again(cents: i128, share: i128) -> i128 {
    rounded(cents * share, MILLION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_again_is_a_share_of_the_sum() {
        assert_eq!([again(25_000_000, 500_000), again(15_000_000, 450_000)], [12_500_000, 6_750_000]);
        assert_eq!([again(1, 500_000), again(-1, 500_000)], [1, -1]);
    }

    #[test]
    fn an_answer_holds_for_years_near_its_own() {
        let mut respending = Respending::new(Answers::default(), AssumedShares::default());
        respending.shares = Shares::from([(7, BTreeMap::from([(2020, 1), (2022, 2)]))]);
        let shares = [2017, 2018, 2021, 2023, 2025, UNDATED].map(|year| respending.share(7, year));
        assert_eq!(shares, [None, Some(1), Some(1), Some(2), None, None]);
        assert_eq!(respending.share(8, 2020), None);
    }
}
