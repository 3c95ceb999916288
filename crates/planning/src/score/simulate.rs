//! Bids that might come: drawn from the ranges that are expected, always the same for the same workbook.

use super::evaluate::{deciding_cost, evaluate, winners};
use super::{Bid, Expected, Matter, Tender};
use crate::exact::{Exact, whole, zero};

/// How many sets of bids are drawn.
pub const SETS: usize = 1_000;
/// Each range has so many steps.
const STEPS: u64 = 100;
const SEED: u64 = 2026;

/// The generator of Steele, Lea and Flood (2014), known as SplitMix64: few lines, and the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A step of a range, from its lowest to its highest value.
    fn within(&mut self, (low, high): &(Exact, Exact)) -> Exact {
        let step = self.next() % (STEPS + 1);
        low + (high - low) * whole(step as i64) / whole(STEPS as i64)
    }
}

/// How often each type of bidder won under a plan.
pub struct Wins {
    /// One a type; a set with several winners counts for each of them.
    pub of: Vec<usize>,
    /// Sets that the cheapest bid did not win.
    pub by_quality: usize,
}

/// Draws the sets, and counts the winners under each plan.
pub fn simulate(tender: &Tender) -> Vec<Wins> {
    let mut numbers = Numbers(SEED);
    let none = || Wins { of: vec![0; tender.expected.len()], by_quality: 0 };
    let mut wins: Vec<Wins> = tender.plans.iter().map(|_| none()).collect();
    for _ in 0..SETS {
        let bids: Vec<Bid> = tender.expected.iter().map(|expected| draw(tender, expected, &mut numbers)).collect();
        let cheapest = bids.iter().map(|bid| deciding_cost(&tender.criteria, bid)).min().unwrap_or_else(zero);
        for (plan, wins) in tender.plans.iter().zip(&mut wins) {
            let best = winners(&evaluate(plan, &tender.criteria, &bids));
            best.iter().for_each(|i| wins.of[*i] += 1);
            let is_dear = |i: &usize| deciding_cost(&tender.criteria, &bids[*i]) > cheapest;
            wins.by_quality += usize::from(!best.is_empty() && best.iter().all(is_dear));
        }
    }
    wins
}

fn draw(tender: &Tender, expected: &Expected, numbers: &mut Numbers) -> Bid {
    let drawn: Vec<Exact> = expected.ranges.iter().map(|range| numbers.within(range)).collect();
    let of = |matter: Matter| tender.criteria.iter().position(|c| c.matter == matter).map(|at| drawn[at].clone());
    let points = tender.criteria.iter().zip(&drawn).map(|(c, value)| (!c.matter.is_cost()).then(|| value.clone()));
    Bid {
        name: expected.name.clone(),
        price: of(Matter::Price),
        life_cycle: of(Matter::LifeCycle),
        points: points.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first outputs for the seed 1234567, as the generator's published reference implementation gives them.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut numbers = Numbers(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| numbers.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
