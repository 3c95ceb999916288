//! Cases calculated by hand, examples that others published, and what holds for all bids.

use proptest::prelude::*;

use super::analysis::{Line, by_weight, price_of_point, reversals, switches};
use super::evaluate::{evaluate, winners};
use super::{Bid, Criterion, Formula, Matter, Plan};
use crate::exact::{Exact, whole, zero};

fn part(numerator: i64, denominator: i64) -> Exact {
    whole(numerator) / whole(denominator)
}

fn criterion(matter: Matter, weight: i64, most: i64) -> Criterion {
    let (name, about, evidence) = (String::new(), String::new(), String::new());
    Criterion { name, matter, theme: None, weight: whole(weight), most: whole(most), least: None, about, evidence }
}

/// A price, and quality criteria of a weight and a scale each.
fn criteria(price: i64, quality: &[(i64, i64)]) -> Vec<Criterion> {
    let quality = quality.iter().map(|(weight, most)| criterion(Matter::Quality, *weight, *most));
    std::iter::once(criterion(Matter::Price, price, 1)).chain(quality).collect()
}

fn plan(formula: Formula, criteria: &[Criterion]) -> Plan {
    let weights = criteria.iter().map(|c| c.weight.clone()).collect();
    Plan { name: String::new(), formula, point_value: None, ceiling: None, weights }
}

fn bid(price: i64, points: &[i64]) -> Bid {
    let points = std::iter::once(None).chain(points.iter().map(|p| Some(whole(*p)))).collect();
    Bid { name: String::new(), price: Some(whole(price)), life_cycle: None, points }
}

#[track_caller]
fn check(plan: &Plan, criteria: &[Criterion], bids: &[Bid], results: &[Exact], ranks: &[usize]) {
    let scored = evaluate(plan, criteria, bids);
    assert_eq!(scored.iter().map(|s| s.result.clone()).collect::<Vec<_>>(), results);
    assert_eq!(scored.iter().filter_map(|s| s.rank).collect::<Vec<_>>(), ranks);
}

/// Weights 60 and 40, scale 0 to 5; A 100 000 with 3 points, B 125 000 with 5, C 150 000 with 4.
fn case() -> (Vec<Criterion>, Vec<Bid>) {
    (criteria(60, &[(40, 5)]), vec![bid(100_000, &[3]), bid(125_000, &[5]), bid(150_000, &[4])])
}

#[test]
fn the_lowest_price_by_the_price() {
    let (criteria, bids) = case();
    // A 60 x 100/100 + 40 x 3/5 = 60 + 24 = 84; B 60 x 100/125 + 40 = 48 + 40 = 88; C 60 x 100/150 + 32 = 40 + 32 = 72.
    check(&plan(Formula::LowestByPrice, &criteria), &criteria, &bids, &[84, 88, 72].map(whole), &[2, 1, 3]);
}

#[test]
fn a_line_from_the_lowest_price_to_the_highest() {
    let (criteria, bids) = case();
    // A 60 + 24 = 84; B 60 x 25/50 + 40 = 70; C 0 + 32 = 32.
    check(&plan(Formula::LowestToHighest, &criteria), &criteria, &bids, &[84, 70, 32].map(whole), &[1, 2, 3]);
    let same = [bid(9, &[1]), bid(9, &[2])];
    check(&plan(Formula::LowestToHighest, &criteria), &criteria, &same, &[68, 76].map(whole), &[2, 1]);
}

#[test]
fn a_line_from_the_lowest_price_to_twice_that() {
    let (criteria, mut bids) = case();
    bids.push(bid(250_000, &[5]));
    // A 60 + 24; B 60 x (2 - 1.25) + 40 = 45 + 40 = 85; C 60 x 0.5 + 32 = 62; D is beyond twice: 0 + 40.
    check(&plan(Formula::TwiceLowest, &criteria), &criteria, &bids, &[84, 85, 62, 40].map(whole), &[2, 1, 3, 4]);
}

#[test]
fn the_price_less_the_value_of_quality() {
    let (criteria, bids) = case();
    let plan = Plan { point_value: Some(whole(1_500)), ..plan(Formula::LessQuality, &criteria) };
    // A 100 000 - 24 x 1 500 = 64 000; B 125 000 - 40 x 1 500 = 65 000; C 150 000 - 32 x 1 500 = 102 000.
    check(&plan, &criteria, &bids, &[-64_000, -65_000, -102_000].map(whole), &[1, 2, 3]);
}

#[test]
fn quality_alone_where_the_price_is_fixed() {
    let (_, bids) = case();
    let criteria = criteria(0, &[(100, 5)]);
    let plan = Plan { ceiling: Some(whole(130_000)), ..plan(Formula::FixedPrice, &criteria) };
    // 100 x 3/5 = 60; 100 x 5/5 = 100; C is dearer than the fixed price.
    let scored = evaluate(&plan, &criteria, &bids);
    assert_eq!(scored.iter().map(|s| s.rank).collect::<Vec<_>>(), [Some(2), Some(1), None]);
    assert_eq!((scored[0].result.clone(), scored[1].result.clone()), (whole(60), whole(100)));
}

#[test]
fn life_cycle_costs_become_points_as_prices_do() {
    let criteria = [criterion(Matter::Price, 30, 1), criterion(Matter::LifeCycle, 70, 1)];
    let of = |price, cost| Bid { life_cycle: Some(whole(cost)), points: vec![None, None], ..bid(price, &[]) };
    // A 30 x 80/80 + 70 x 200/400 = 65; B 30 x 80/100 + 70 = 94.
    check(
        &plan(Formula::LowestByPrice, &criteria),
        &criteria,
        &[of(80, 400), of(100, 200)],
        &[65, 94].map(whole),
        &[2, 1],
    );
}

/// Negometrix, "Low bid scoring formula": weights 60, 40, 30 and 70 of 200; A 40, 30, 20 points at 10 000, B 32, 20, 22 at
/// 8 000. A has 146 of 200 and wins over 144.
#[test]
fn a_published_example_of_the_lowest_price() {
    let criteria = criteria(35, &[(30, 60), (20, 40), (15, 30)]);
    let bids = [bid(10_000, &[40, 30, 20]), bid(8_000, &[32, 20, 22])];
    check(&plan(Formula::LowestByPrice, &criteria), &criteria, &bids, &[73, 72].map(whole), &[1, 2]);
}

/// materialsmanagement.info, "Supplier's bid comparison formula", MP x (1 - (SP - LQB) / LQB): a price 25 % higher loses 25 %
/// of the points, one 40 % higher 40 %.
#[test]
fn a_published_example_of_twice_the_lowest() {
    let criteria = criteria(100, &[]);
    let bids = [bid(1_000, &[]), bid(1_250, &[]), bid(1_400, &[])];
    check(&plan(Formula::TwiceLowest, &criteria), &criteria, &bids, &[100, 75, 60].map(whole), &[1, 2, 3]);
}

/// Inköpsrådet, "Del 12: Monetära modeller": at an hourly price of 1 000 kronor, level 4 takes off 800, level 3 600, and each
/// level 200.
#[test]
fn a_published_example_of_quality_taken_off_the_price() {
    let criteria = criteria(0, &[(100, 4)]);
    let plan = Plan { point_value: Some(whole(8)), ..plan(Formula::LessQuality, &criteria) };
    let bids: Vec<Bid> = (0..=4).map(|level| bid(1_000, &[level])).collect();
    check(&plan, &criteria, &bids, &[-1_000, -800, -600, -400, -200].map(whole), &[5, 4, 3, 2, 1]);
}

/// stegriff.co.uk, "Scoring values from 0 to 10", 10 x (worst - price) / (worst - best): between 5 995 and 8 995 pounds, 6 450
/// scores 8.48 and 7 295 scores 5.67. Its best and worst price are chosen ones; here a bid stands at each of them.
#[test]
fn a_published_example_of_the_lowest_to_the_highest() {
    let criteria = criteria(10, &[]);
    let bids = [bid(5_995, &[]), bid(6_450, &[]), bid(7_295, &[]), bid(8_995, &[])];
    let scored = evaluate(&plan(Formula::LowestToHighest, &criteria), &criteria, &bids);
    let in_hundredths: Vec<Exact> = scored.iter().map(|s| (&s.result * whole(100)).round()).collect();
    assert_eq!(in_hundredths, [1_000, 848, 567, 0].map(whole));
}

/// Cloudia's guide "Hinnan ja laadun pisteytys", (1 - |offered - lowest| / |highest - lowest|) x points, with numbers of ours.
#[test]
fn the_published_linear_formula() {
    let criteria = criteria(100, &[]);
    let bids = [bid(80, &[]), bid(110, &[]), bid(140, &[])];
    check(&plan(Formula::LowestToHighest, &criteria), &criteria, &bids, &[100, 50, 0].map(whole), &[1, 2, 3]);
}

#[test]
fn too_few_points_keep_a_bid_out_and_its_price_too() {
    let (mut criteria, bids) = case();
    criteria[1].least = Some(whole(4));
    // A is out, so that B has the lowest price: B 60 + 40 = 100; C 60 x 125/150 + 32 = 82.
    let scored = evaluate(&plan(Formula::LowestByPrice, &criteria), &criteria, &bids);
    assert_eq!(scored.iter().map(|s| s.rank).collect::<Vec<_>>(), [None, Some(1), Some(2)]);
    assert_eq!((scored[1].result.clone(), scored[2].result.clone()), (whole(100), whole(82)));
}

#[test]
fn the_winner_changes_at_a_computed_weight() {
    let (criteria, bids) = case();
    let plan = plan(Formula::LowestByPrice, &criteria);
    let scored = evaluate(&plan, &criteria, &bids);
    let lines = by_weight(&plan, &scored, |i| i == 0).unwrap();
    // At price weight w: A w + (100 - w) x 3/5 = 60 + 0.4 w; B 0.8 w + 100 - w = 100 - 0.2 w. Equal at 0.6 w = 40: w = 200/3.
    let found = switches(&lines, &zero(), &whole(100));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].at, &found[0].before, &found[0].after), (&part(200, 3), &vec![1], &vec![0]));
    assert_eq!(lines[0].at(&whole(60)), whole(84), "the line goes through the result");
}

#[test]
fn three_lines_that_meet_in_one_place_change_the_winner_once() {
    let line = |bid, at_zero, slope| Line { bid, at_zero: whole(at_zero), slope: whole(slope) };
    let found = switches(&[line(0, 0, 2), line(1, 1, 1), line(2, 2, 0)], &zero(), &whole(10));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].at, &found[0].before, &found[0].after), (&whole(1), &vec![2], &vec![0]));
}

#[test]
fn a_losing_bid_can_turn_the_order_of_the_others() {
    // Weights 50 and 50, scale 0 to 10, linear from the lowest to the highest price.
    let criteria = criteria(50, &[(50, 10)]);
    let plan = plan(Formula::LowestToHighest, &criteria);
    let bids = [bid(100, &[5]), bid(120, &[8]), bid(200, &[0])];
    // With C: A 50 + 25 = 75; B 50 x 80/100 + 40 = 80. Without C: A 75; B 0 + 40 = 40.
    check(&plan, &criteria, &bids, &[75, 80, 0].map(whole), &[2, 1, 3]);
    let found = reversals(&plan, &criteria, &bids);
    // Without A, B has the lowest price: B 50 + 40 = 90, C 0, as before. Only C turns something.
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].gone, &found[0].winners, &found[0].before), (2, &vec![0], &vec![1]));
    assert_eq!(found[0].turned, [(1, 0)]);
}

#[test]
fn a_point_has_its_price() {
    let (criteria, bids) = case();
    let price = |formula, value: Option<i64>, of| {
        let plan = Plan { point_value: value.map(whole), ..plan(formula, &criteria) };
        price_of_point(&plan, &criteria, &bids, &evaluate(&plan, &criteria, &bids), of)
    };
    // 59 points at 60 x 100 000 / P: P = 6 000 000 / 59, which is 100 000 / 59 more.
    assert_eq!(price(Formula::LowestByPrice, None, 0), Some(part(100_000, 59)));
    // B has 48 points: 47 at 6 000 000 / 47 = 127 659.57..., which is 125 000 / 47 more.
    assert_eq!(price(Formula::LowestByPrice, None, 1), Some(part(125_000, 47)));
    assert_eq!(price(Formula::LowestToHighest, None, 0), Some(part(50_000, 60)));
    assert_eq!(price(Formula::TwiceLowest, None, 0), Some(part(100_000, 60)));
    assert_eq!(price(Formula::LessQuality, Some(7), 0), Some(whole(7)));
}

fn formulas() -> impl Strategy<Value = Formula> {
    prop::sample::select(vec![
        Formula::LowestByPrice,
        Formula::LowestToHighest,
        Formula::TwiceLowest,
        Formula::LessQuality,
    ])
}

fn bids() -> impl Strategy<Value = Vec<Bid>> {
    let one = (1i64..10_000, prop::collection::vec(0i64..=5, 2)).prop_map(|(price, points)| bid(price, &points));
    prop::collection::vec(one, 2..6)
}

fn any_plan(formula: Formula, price: i64) -> (Vec<Criterion>, Plan) {
    let criteria = criteria(price, &[(60, 5), (40 - price, 5)]);
    let plan = Plan { point_value: Some(whole(3)), ..plan(formula, &criteria) };
    (criteria, plan)
}

fn ranks(plan: &Plan, criteria: &[Criterion], bids: &[Bid]) -> Vec<Option<usize>> {
    evaluate(plan, criteria, bids).iter().map(|s| s.rank).collect()
}

proptest! {
    #[test]
    fn more_points_never_worsen_a_rank(formula in formulas(), price in 0i64..=40, bids in bids(), which in 0usize..6, criterion in 1usize..=2) {
        let (criteria, plan) = any_plan(formula, price);
        let which = which % bids.len();
        let before = ranks(&plan, &criteria, &bids)[which];
        let mut better = bids;
        let points = better[which].points[criterion].clone().unwrap_or_else(zero);
        better[which].points[criterion] = Some((points + whole(1)).min(whole(5)));
        prop_assert!(ranks(&plan, &criteria, &better)[which] <= before);
    }

    #[test]
    fn equal_bids_tie(formula in formulas(), price in 0i64..=40, bids in bids()) {
        let (criteria, plan) = any_plan(formula, price);
        let mut twice = bids.clone();
        twice.push(bids[0].clone());
        let ranks = ranks(&plan, &criteria, &twice);
        prop_assert_eq!(ranks[0], ranks[twice.len() - 1]);
    }

    #[test]
    fn the_order_of_bids_does_not_matter(formula in formulas(), price in 0i64..=40, bids in bids()) {
        let (criteria, plan) = any_plan(formula, price);
        let forwards = ranks(&plan, &criteria, &bids);
        let mut turned = bids;
        turned.reverse();
        let mut backwards = ranks(&plan, &criteria, &turned);
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }

    #[test]
    fn weights_scale(price in 0i64..=40, bids in bids(), by in 1i64..50) {
        for formula in [Formula::LowestByPrice, Formula::LowestToHighest, Formula::TwiceLowest] {
            let (criteria, plan) = any_plan(formula, price);
            let mut scaled = plan.clone();
            scaled.weights.iter_mut().for_each(|weight| *weight *= whole(by));
            prop_assert_eq!(ranks(&plan, &criteria, &bids), ranks(&scaled, &criteria, &bids));
        }
    }

    /// Between two switches the winner is the one that evaluating the plan anew gives.
    #[test]
    fn switches_are_all_there_are(bids in bids(), weight in 1i64..100) {
        let criteria = criteria(50, &[(50, 5)]);
        let own = plan(Formula::LowestByPrice, &criteria);
        let lines = by_weight(&own, &evaluate(&own, &criteria, &bids), |i| i == 0).unwrap();
        let found = switches(&lines, &zero(), &whole(100));
        let at = whole(weight);
        prop_assume!(found.iter().all(|switch| switch.at != at));
        let moved = Plan { weights: vec![at.clone(), whole(100) - &at], ..own };
        let anew = winners(&evaluate(&moved, &criteria, &bids));
        prop_assert_eq!(super::analysis::best(&lines, &at), anew.clone());
        if let Some(before) = found.iter().rev().find(|switch| switch.at < at) {
            prop_assert!(anew.iter().all(|bid| before.after.contains(bid)) || anew.len() > before.after.len());
        }
    }
}
