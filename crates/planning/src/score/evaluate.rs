//! Points and ranks of bids under a plan.

use num_traits::Zero;

use super::{Bid, Criterion, Formula, Matter, Plan};
use crate::exact::{Exact, whole, zero};

/// Why a bid is not compared with the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Excluded {
    /// Too few points on a criterion.
    BelowLeast(usize),
    /// Dearer than the fixed price.
    AboveCeiling,
}

/// A bid as a plan sees it.
#[derive(Clone, Debug)]
pub struct Scored {
    pub excluded: Option<Excluded>,
    /// From 0 to 1, one a criterion: what share of its points the bid gets.
    pub shares: Vec<Exact>,
    /// Comparison points, one a criterion: the share times the weight.
    pub points: Vec<Exact>,
    /// What decides, and more is better: the sum of points, or the price less the value of quality with a minus.
    pub result: Exact,
    /// From 1; equal bids have the same.
    pub rank: Option<usize>,
}

impl Scored {
    /// Comparison points of quality alone.
    pub fn quality(&self, criteria: &[Criterion]) -> Exact {
        criteria.iter().zip(&self.points).filter(|(c, _)| !c.matter.is_cost()).map(|(_, points)| points).sum()
    }
}

impl Bid {
    /// The price or cost that a criterion looks at.
    pub fn cost(&self, matter: Matter) -> Option<&Exact> {
        match matter {
            Matter::Price => self.price.as_ref(),
            Matter::LifeCycle => self.life_cycle.as_ref(),
            Matter::Quality => None,
        }
    }
}

/// The lowest and highest price, or cost, of the bids that are compared.
pub fn span(matter: Matter, bids: &[Bid], excluded: &[Option<Excluded>]) -> Option<(Exact, Exact)> {
    let costs = || bids.iter().zip(excluded).filter(|(_, out)| out.is_none()).filter_map(|(bid, _)| bid.cost(matter));
    Some((costs().min()?.clone(), costs().max()?.clone()))
}

/// The share of a cost criterion's points that a price gets.
pub fn share(formula: Formula, cost: &Exact, (low, high): &(Exact, Exact)) -> Exact {
    match formula {
        Formula::LowestByPrice if cost.is_zero() => whole(1),
        Formula::LowestByPrice => low / cost,
        Formula::LowestToHighest if high == low => whole(1),
        Formula::LowestToHighest => (high - cost) / (high - low),
        Formula::TwiceLowest if low.is_zero() => {
            if cost.is_zero() {
                whole(1)
            } else {
                zero()
            }
        }
        Formula::TwiceLowest => (whole(2) - cost / low).max(zero()),
        // The price is no matter of points.
        Formula::LessQuality | Formula::FixedPrice => zero(),
    }
}

/// The bids as the plan sees them, in their order.
pub fn evaluate(plan: &Plan, criteria: &[Criterion], bids: &[Bid]) -> Vec<Scored> {
    let excluded: Vec<Option<Excluded>> = bids.iter().map(|bid| excluded(plan, criteria, bid)).collect();
    let spans: Vec<_> = criteria.iter().map(|c| span(c.matter, bids, &excluded)).collect();
    let mut scored: Vec<Scored> = bids
        .iter()
        .zip(excluded)
        .map(|(bid, excluded)| {
            let shares = criteria.iter().zip(&spans).zip(&bid.points).map(|((criterion, span), points)| {
                match (criterion.matter, span, points, &excluded) {
                    (Matter::Quality, _, Some(points), _) => points / &criterion.most,
                    (Matter::Quality, ..) | (.., Some(_)) | (_, None, ..) => zero(),
                    (matter, Some(span), ..) => {
                        bid.cost(matter).map_or_else(zero, |cost| share(plan.formula, cost, span))
                    }
                }
            });
            let shares: Vec<Exact> = shares.collect();
            let points: Vec<Exact> = shares.iter().zip(&plan.weights).map(|(share, weight)| share * weight).collect();
            let mut scored = Scored { excluded, shares, result: points.iter().sum(), points, rank: None };
            if let (Formula::LessQuality, Some(value)) = (plan.formula, &plan.point_value) {
                scored.result = value * scored.quality(criteria) - deciding_cost(criteria, bid);
            }
            scored
        })
        .collect();
    rank(&mut scored);
    scored
}

/// The price or cost that quality is set against: that of the first cost criterion.
pub fn deciding_cost(criteria: &[Criterion], bid: &Bid) -> Exact {
    let matter = criteria.iter().map(|c| c.matter).find(|matter| matter.is_cost()).unwrap_or(Matter::Price);
    bid.cost(matter).cloned().unwrap_or_else(zero)
}

fn excluded(plan: &Plan, criteria: &[Criterion], bid: &Bid) -> Option<Excluded> {
    let below = |(criterion, points): (&Criterion, &Option<Exact>)| matches!((&criterion.least, points), (Some(least), Some(points)) if points < least);
    if let Some(at) = criteria.iter().zip(&bid.points).position(below) {
        return Some(Excluded::BelowLeast(at));
    }
    let is_above = matches!((plan.formula, &plan.ceiling, &bid.price), (Formula::FixedPrice, Some(most), Some(price)) if price > most);
    is_above.then_some(Excluded::AboveCeiling)
}

/// Ranks those that are compared: one more than there are better ones.
fn rank(scored: &mut [Scored]) {
    let results: Vec<Exact> = scored.iter().filter(|s| s.excluded.is_none()).map(|s| s.result.clone()).collect();
    for scored in scored.iter_mut().filter(|s| s.excluded.is_none()) {
        scored.rank = Some(1 + results.iter().filter(|other| **other > scored.result).count());
    }
}

/// Those of the first rank.
pub fn winners(scored: &[Scored]) -> Vec<usize> {
    (0..scored.len()).filter(|i| scored[*i].rank == Some(1)).collect()
}
