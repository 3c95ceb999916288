//! Figures of the user's own indicators.
//!
//! The audit cannot know which purchases such a figure is of, so it takes every one for a sum that may hold all that the
//! largest person ever sold. A figure that is its numerator, or its numerator by its denominator, is rounded so
//! that a step is at least a tenth of that, as it is for our shares of all purchases; at least the whole of it where the
//! figure is of a class, for classes are many and may overlap. It is shown without bounds, and nothing is left of a small
//! one. Any other figure of sums is hidden. Figures of organisations alone cannot be told from others, and are held alike.

use std::collections::BTreeMap;

use super::guarded::{FEWEST, Guarded};
use super::items::is_of_all;
use super::postings::Posting;
use super::verdict::Verdict;
use vire_base::decimal::SCALE;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// A millionth of a unit for each cent of it.
const OF_CENTS: i128 = 10i128.pow(SCALE as u32 - 2);
const ONE: i128 = 10i128.pow(SCALE as u32);
/// To what shares are rounded, in millionths.
const OF_SHARES: [i128; 2] = [1_000, 10_000];

/// The most that one person sold in all years, corrections added as if they were purchases: by sectors, or by months,
/// between which they may have been made. What organisations sold that are told together with a person is hidden by as
/// much.
pub fn largest(guarded: &Guarded, postings: &[Posting]) -> i128 {
    let persons = guarded.sold.values().flatten().filter(|(_, sold)| sold.is_person);
    let of_sectors = persons.map(|(supplier, sold)| (*supplier, sold.cents));
    let of_months = postings.iter().map(|posting| (posting.supplier, posting.cents));
    most(of_sectors).max(most(of_months))
}

fn most(sold: impl Iterator<Item = (usize, i128)>) -> i128 {
    let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
    sold.for_each(|(supplier, cents)| *sums.entry(supplier).or_default() += cents.abs());
    sums.into_values().max().unwrap_or(0)
}

/// What may be told of a figure when a person may have sold as much as this, in cents.
pub fn verdict(figure: &Figure, largest: i128) -> Verdict {
    let Figure { value, low, high, numerator, denominator, coverage, .. } = figure;
    let says = [value, low, high, numerator, denominator, coverage].into_iter().any(Option::is_some);
    if largest == 0 || !says {
        return Verdict::Exact;
    }
    let are_few = figure.n.is_none_or(|n| n < FEWEST as i64);
    let (Some(value), Some(step)) = (figure.value, step(figure, largest)) else { return Verdict::Hidden };
    // One digit at least is left; a share is known to be one of a hundred.
    let is_left = figure.unit() == Unit::Share || value.abs() >= 10 * step;
    if are_few || !is_left { Verdict::Hidden } else { Verdict::Rounded(step) }
}

/// To how many millionths a value is rounded; none where it is not what its numerator and denominator say, or a share would
/// lose all that it says.
fn step(figure: &Figure, largest: i128) -> Option<i128> {
    let hidden = if is_of_all(figure) { (largest + 9) / 10 } else { largest };
    let (value, numerator) = (figure.value?, figure.numerator?);
    let (is_understood, moved) = match figure.denominator {
        None => (value.abs_diff(numerator * OF_CENTS) <= OF_CENTS as u128, hidden * OF_CENTS),
        Some(base) if base > 0 => {
            let apart = value.checked_mul(base)?.abs_diff(numerator * ONE);
            (apart <= base.unsigned_abs(), (hidden * ONE + base - 1) / base)
        }
        Some(_) => return None,
    };
    let steps: Vec<i128> = match figure.unit() {
        Unit::Share => OF_SHARES.to_vec(),
        _ => (0..30).map(|digits| 10i128.pow(digits)).collect(),
    };
    steps.into_iter().find(|step| is_understood && *step >= moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure of a measure, of all purchases or of a sector.
    fn figure(place: &str, value: i128, numerator: i128, denominator: Option<i128>) -> Figure {
        let (dimension, member) = place.split_once('/').unwrap();
        Figure {
            // No page has this id, so that the measure alone names the unit.
            indicator: "X999".to_owned(),
            scope: "market".to_owned(),
            period: "2024".to_owned(),
            dimension: dimension.to_owned(),
            member: member.to_owned(),
            value: Some(value),
            numerator: Some(numerator),
            denominator,
            n: Some(30),
            ..Figure::default()
        }
    }

    const SHARE: &str = "measure/some-share";
    const OF_SECTOR: &str = "sector:some-share/food";
    const AMOUNT: &str = "measure/some-amount";
    /// What a person sold: 9 000.00.
    const LARGEST: i128 = 900_000;

    #[track_caller]
    fn check(figure: &Figure, expected: Verdict) {
        assert!(verdict(figure, LARGEST) == expected);
    }

    /// A tenth, 900.00, is 0.0009 of 1 000 000.00, within a thousandth; 0.009 of 100 000.00, within a hundredth; and 0.018
    /// of 50 000.00, which is more.
    #[test]
    fn shares_of_all_are_rounded_to_a_tenth_of_what_the_largest_person_sold() {
        check(&figure(SHARE, 250_000, 25_000_000, Some(100_000_000)), Verdict::Rounded(1_000));
        check(&figure(SHARE, 250_000, 2_500_000, Some(10_000_000)), Verdict::Rounded(10_000));
        check(&figure(SHARE, 250_000, 1_250_000, Some(5_000_000)), Verdict::Hidden);
        assert!(verdict(&figure(SHARE, 250_000, 1_250_000, Some(5_000_000)), 0) == Verdict::Exact);
    }

    /// 9 000.00 is 0.001 of 9 000 000.00, 0.009 of 1 000 000.00, and 0.018 of 500 000.00.
    #[test]
    fn shares_of_a_class_are_rounded_to_all_that_the_largest_person_sold() {
        check(&figure(OF_SECTOR, 250_000, 225_000_000, Some(900_000_000)), Verdict::Rounded(1_000));
        check(&figure(OF_SECTOR, 250_000, 25_000_000, Some(100_000_000)), Verdict::Rounded(10_000));
        check(&figure(OF_SECTOR, 250_000, 12_500_000, Some(50_000_000)), Verdict::Hidden);
    }

    /// 900.00 is no more than 1 000.00, in millionths 10^9; of 10 000.00 one digit is left, of 9 999.99 none.
    #[test]
    fn sums_keep_what_the_largest_person_does_not_move() {
        check(&figure(AMOUNT, 10_000_000_000, 1_000_000, None), Verdict::Rounded(1_000_000_000));
        check(&figure(AMOUNT, 9_999_990_000, 999_999, None), Verdict::Hidden);
    }

    /// 0.3 is not 25 of 100, and a sum of 250 000.00 is no count of 7; two suppliers are too few.
    #[test]
    fn what_is_not_understood_is_hidden() {
        check(&figure(SHARE, 300_000, 25_000_000, Some(100_000_000)), Verdict::Hidden);
        check(&figure("measure/some-count", 7_000_000, 25_000_000, None), Verdict::Hidden);
        check(&figure(SHARE, 250_000, 25_000_000, Some(0)), Verdict::Hidden);
        let few = Figure { n: Some(2), ..figure(SHARE, 250_000, 25_000_000, Some(100_000_000)) };
        check(&few, Verdict::Hidden);
        check(&Figure { n: None, ..few }, Verdict::Hidden);
        check(&figure(SHARE, i128::MAX, 25_000_000, Some(100_000_000)), Verdict::Hidden);
        let coverage = Figure { coverage: Some(1), value: None, numerator: None, ..figure(SHARE, 0, 0, None) };
        check(&coverage, Verdict::Hidden);
        check(&Figure { coverage: None, ..coverage }, Verdict::Exact);
    }
}
