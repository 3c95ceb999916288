//! What would change the winner: other weights, a bid less, another plan.

use super::evaluate::{Excluded, Scored, evaluate, share, span, winners};
use super::{Bid, Criterion, Formula, Given, Matter, Plan, Tender};
use crate::exact::{Exact, hundred, mean, whole, zero};

/// A bid's result as a straight line: at 0, and how it grows.
#[derive(Clone, Debug)]
pub struct Line {
    pub bid: usize,
    pub at_zero: Exact,
    pub slope: Exact,
}

impl Line {
    pub fn at(&self, x: &Exact) -> Exact {
        &self.at_zero + &self.slope * x
    }
}

/// Where the winner changes, exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    pub at: Exact,
    pub before: Vec<usize>,
    pub after: Vec<usize>,
}

/// The best at a place.
pub fn best(lines: &[Line], at: &Exact) -> Vec<usize> {
    let most = lines.iter().map(|line| line.at(at)).max();
    lines.iter().filter(|line| Some(line.at(at)) == most).map(|line| line.bid).collect()
}

/// Every place between two others at which the best changes. Two lines meet where their results are equal, so that all
/// candidates are known beforehand.
pub fn switches(lines: &[Line], from: &Exact, to: &Exact) -> Vec<Switch> {
    let mut meet: Vec<Exact> = Vec::new();
    for (i, a) in lines.iter().enumerate() {
        for b in lines[i + 1..].iter().filter(|b| b.slope != a.slope) {
            let at = (&b.at_zero - &a.at_zero) / (&a.slope - &b.slope);
            if at > *from && at < *to {
                meet.push(at);
            }
        }
    }
    meet.sort();
    meet.dedup();
    let middle = |a: &Exact, b: &Exact| (a + b) / whole(2);
    let bounds: Vec<&Exact> = std::iter::once(from).chain(&meet).chain([to]).collect();
    let between: Vec<Vec<usize>> = bounds.windows(2).map(|pair| best(lines, &middle(pair[0], pair[1]))).collect();
    let changes = meet.iter().zip(between.windows(2)).filter(|(_, pair)| pair[0] != pair[1]);
    changes.map(|(at, pair)| Switch { at: at.clone(), before: pair[0].clone(), after: pair[1].clone() }).collect()
}

/// Each bid's points by the weight of some criteria together; the others keep their proportions. None when the plan knows no
/// such weight, or there are no others.
pub fn by_weight(plan: &Plan, scored: &[Scored], is_moved: impl Fn(usize) -> bool) -> Option<Vec<Line>> {
    if plan.formula == Formula::LessQuality {
        return None;
    }
    let sum = |moved: bool| {
        plan.weights.iter().enumerate().filter(|(i, _)| is_moved(*i) == moved).map(|(_, w)| w).sum::<Exact>()
    };
    let (inside, outside) = (sum(true), sum(false));
    if inside == zero() || outside == zero() {
        return None;
    }
    let lines = scored.iter().enumerate().filter(|(_, s)| s.excluded.is_none()).map(|(bid, scored)| {
        let part = |moved: bool| {
            scored.points.iter().enumerate().filter(|(i, _)| is_moved(*i) == moved).map(|(_, p)| p).sum::<Exact>()
        };
        // From the mean share of the others, at weight 0, to the mean share of those that are moved, at weight 100.
        let (low, high) = (part(false) / &outside * hundred(), part(true) / &inside * hundred());
        Line { bid, slope: (high - &low) / hundred(), at_zero: low }
    });
    Some(lines.collect())
}

/// Each bid's price less the value of its quality, with a minus, by what a point is worth.
pub fn by_point_value(criteria: &[Criterion], bids: &[Bid], scored: &[Scored]) -> Vec<Line> {
    let compared = scored.iter().enumerate().filter(|(_, s)| s.excluded.is_none());
    let lines = compared.map(|(bid, scored)| Line {
        bid,
        at_zero: -super::evaluate::deciding_cost(criteria, &bids[bid]),
        slope: scored.quality(criteria),
    });
    lines.collect()
}

/// What changes in the order of the others when a losing bid goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Reversal {
    pub gone: usize,
    /// The winners without it.
    pub winners: Vec<usize>,
    /// Those who win with it.
    pub before: Vec<usize>,
    /// Pairs of bids whose order turns round: the better one before, the better one after.
    pub turned: Vec<(usize, usize)>,
}

/// What each losing bid does to the order of the others, where it does something.
pub fn reversals(plan: &Plan, criteria: &[Criterion], bids: &[Bid]) -> Vec<Reversal> {
    let with = evaluate(plan, criteria, bids);
    let losing = (0..bids.len()).filter(|i| with[*i].rank.is_some_and(|rank| rank > 1));
    let found = losing.filter_map(|gone| {
        let left: Vec<usize> = (0..bids.len()).filter(|i| *i != gone).collect();
        let others: Vec<Bid> = left.iter().map(|i| bids[*i].clone()).collect();
        let without = evaluate(plan, criteria, &others);
        let mut turned = Vec::new();
        for (a, i) in left.iter().enumerate() {
            for (b, j) in left.iter().enumerate() {
                let (before, after) = ((with[*i].rank, with[*j].rank), (without[a].rank, without[b].rank));
                let better = |(one, two): (Option<usize>, Option<usize>)| matches!((one, two), (Some(one), Some(two)) if one < two);
                if better(before) && better((after.1, after.0)) {
                    turned.push((*i, *j));
                }
            }
        }
        let winners: Vec<usize> = winners(&without).into_iter().map(|i| left[i]).collect();
        let before = self::winners(&with);
        (!turned.is_empty() || winners != before).then_some(Reversal { gone, winners, before, turned })
    });
    found.collect()
}

/// How much dearer a bid may be for a comparison point more of quality, at its own price; the lowest and highest price stay
/// as they are. None where the price gives no points, or a point less of it cannot be lost.
pub fn price_of_point(
    plan: &Plan,
    criteria: &[Criterion],
    bids: &[Bid],
    scored: &[Scored],
    bid: usize,
) -> Option<Exact> {
    if plan.formula == Formula::LessQuality {
        return plan.point_value.clone();
    }
    let mut costs = criteria.iter().zip(&plan.weights).filter(|(c, w)| c.matter.is_cost() && **w > zero());
    let (criterion, weight) = costs.next().filter(|_| criteria.iter().filter(|c| c.matter.is_cost()).count() == 1)?;
    let excluded: Vec<Option<Excluded>> = scored.iter().map(|s| s.excluded.clone()).collect();
    let (low, high) = span(criterion.matter, bids, &excluded)?;
    let cost = bids[bid].cost(criterion.matter)?;
    match plan.formula {
        Formula::LowestByPrice => {
            let points = share(plan.formula, cost, &(low.clone(), high)) * weight;
            (points > whole(1)).then(|| weight * &low / (points - whole(1)) - cost)
        }
        Formula::LowestToHighest => (high > low).then(|| (high - low) / weight),
        Formula::TwiceLowest => {
            (share(plan.formula, cost, &(low.clone(), high)) * weight >= whole(1)).then(|| low / weight)
        }
        Formula::LessQuality | Formula::FixedPrice => None,
    }
}

/// How far a criterion parts the bids that are compared: the least and the most comparison points.
pub fn parting(scored: &[Scored], criterion: usize) -> Option<(Exact, Exact)> {
    let points = || scored.iter().filter(|s| s.excluded.is_none()).map(|s| &s.points[criterion]);
    Some((points().min()?.clone(), points().max()?.clone()))
}

/// How differently assessors saw a bid on a criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    pub bid: usize,
    pub criterion: usize,
    pub least: Exact,
    pub most: Exact,
    pub mean: Exact,
    pub assessors: usize,
}

/// Where several assessors gave points, the widest spread by its scale first.
pub fn spreads(tender: &Tender) -> Vec<Spread> {
    let mut spreads = Vec::new();
    for criterion in 0..tender.criteria.len() {
        for bid in 0..tender.bids.len() {
            let given = || tender.given.iter().filter(|g| g.bid == bid && g.criterion == criterion).map(|g| &g.points);
            if let (Some(least), Some(most), Some(mean)) = (given().min(), given().max(), mean(given()))
                && given().count() > 1
            {
                let (least, most, assessors) = (least.clone(), most.clone(), given().count());
                spreads.push(Spread { bid, criterion, least, most, mean, assessors });
            }
        }
    }
    let wide = |s: &Spread| (&s.most - &s.least) / &tender.criteria[s.criterion].most;
    spreads.sort_by_key(|spread| std::cmp::Reverse(wide(spread)));
    spreads
}

/// Who would win if an assessor decided alone: of those who gave points to every bid on every quality criterion.
pub fn by_assessor(tender: &Tender) -> Vec<(String, Vec<usize>)> {
    let mut names: Vec<&str> = tender.given.iter().map(|given| given.assessor.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let alone = |name: &&str| {
        let given: Vec<&Given> = tender.given.iter().filter(|given| given.assessor == *name).collect();
        let mut bids = tender.bids.clone();
        for (i, bid) in bids.iter_mut().enumerate() {
            for (j, points) in bid.points.iter_mut().enumerate() {
                if tender.criteria[j].matter == Matter::Quality {
                    let own = given.iter().find(|given| given.bid == i && given.criterion == j)?;
                    *points = Some(own.points.clone());
                }
            }
        }
        Some(((*name).to_owned(), winners(&evaluate(&tender.plans[0], &tender.criteria, &bids))))
    };
    if names.len() < 2 { Vec::new() } else { names.iter().filter_map(alone).collect() }
}
