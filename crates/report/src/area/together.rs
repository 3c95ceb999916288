//! Figures of several buyers as one: what can be added without knowing more than each buyer's own figures.
//!
//! A sum is the sum of the sums. A share of what was bought is the sum of the numerators in that of the denominators; its
//! bounds and its coverage are shares of all that was bought, known or not, and so weigh as the buyers' purchases do.
//! Suppliers of several buyers would count more than once, so nothing that counts them is added.

use crate::build::ONE;
use vire_disclosure::{is_hidden, is_partly_shown};
use vire_indicators::Figure;
use vire_indicators::subject::Subject;

/// The sum of purchases by scope, period, dimension and member.
pub const PURCHASES: &str = "A1";
/// Shares of the purchases that stand under the same scope, period, dimension and member.
const SHARES: [&str; 6] = ["A14", "B1", "B4", "B6", "B7", "B8"];
const DIMENSIONS: [&str; 2] = ["total", "sector"];

/// A buyer's figure, and what it bought in the same place, in millionths of the currency.
pub struct OfBuyer<'a> {
    pub figure: &'a Figure,
    pub bought: Option<i128>,
}

/// Whether figures of several buyers in the place of this one can be one.
pub fn adds_up(figure: &Figure) -> bool {
    let is_share = SHARES.contains(&figure.indicator.as_str()) && DIMENSIONS.contains(&figure.dimension.as_str());
    // Units of two buyers are two, whatever they are called.
    let is_of_unit = Subject::of(figure).is_some_and(|subject| subject.unit.is_some());
    !is_of_unit && (figure.indicator == PURCHASES || is_share)
}

/// The figure of all buyers that bought anything in a place; none when one of theirs is not shown in full, or when such
/// figures cannot be one.
pub fn together(all: &[OfBuyer<'_>]) -> Option<Figure> {
    let first = all.first()?.figure;
    let is_whole = |of: &OfBuyer<'_>| of.figure.value.is_some() && !is_hidden(of.figure) && !is_partly_shown(of.figure);
    if !adds_up(first) || !all.iter().all(is_whole) {
        return None;
    }
    let sum = |part: fn(&Figure) -> Option<i128>| all.iter().map(|of| part(of.figure)).sum::<Option<i128>>();
    let numerator = Some(sum(|figure| figure.numerator)?);
    let figure =
        Figure { numerator, low: None, high: None, coverage: None, n: None, note: String::new(), ..first.clone() };
    if first.indicator == PURCHASES {
        // What a buyer without the figure bought of unknown kinds could belong here, so that there are no bounds.
        return Some(Figure { value: Some(sum(|figure| figure.value)?), ..figure });
    }
    let denominator = sum(|figure| figure.denominator)?;
    let bought: i128 = all.iter().map(|of| of.bought).sum::<Option<i128>>()?;
    let weighed = |part: fn(&Figure) -> Option<i128>| {
        let sum = all.iter().map(|of| Some(part(of.figure)? * of.bought?)).sum::<Option<i128>>()?;
        (bought > 0).then(|| rounded(sum, bought))
    };
    Some(Figure {
        value: numerator.filter(|_| denominator > 0).map(|numerator| rounded(numerator * ONE, denominator)),
        low: weighed(|figure| figure.low),
        high: weighed(|figure| figure.high),
        coverage: weighed(|figure| figure.coverage),
        denominator: Some(denominator),
        ..figure
    })
}

/// A quotient to the nearest whole; the divisor is above zero.
fn rounded(sum: i128, by: i128) -> i128 {
    (2 * sum + by).div_euclid(2 * by)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(indicator: &str, value: i128, bounds: Option<(i128, i128)>, of: (i128, Option<i128>)) -> Figure {
        Figure {
            indicator: indicator.to_owned(),
            scope: "market".to_owned(),
            period: "2024".to_owned(),
            dimension: "total".to_owned(),
            member: "total".to_owned(),
            value: Some(value),
            low: bounds.map(|(low, _)| low),
            high: bounds.map(|(_, high)| high),
            numerator: Some(of.0),
            denominator: of.1,
            n: Some(3),
            coverage: bounds.map(|(low, high)| ONE - (high - low)),
            note: String::new(),
        }
    }

    /// Kotka bought for 100.00, of which 40.00 here and 10.00 from nobody knows where; Hamina for 300.00, of which 30.00
    /// here. Here are 70.00 of 400.00: 0.175, and with the unknown 80.00 of 400.00: 0.2. Known are 390.00 of 400.00.
    #[test]
    fn shares_weigh_as_the_purchases_do() {
        let kotka = figure("B1", 400_000, Some((400_000, 500_000)), (4_000, Some(10_000)));
        let hamina = figure("B1", 100_000, Some((100_000, 100_000)), (3_000, Some(30_000)));
        let of = |figure, bought: i128| OfBuyer { figure, bought: Some(bought * ONE) };
        let all = together(&[of(&kotka, 100), of(&hamina, 300)]).unwrap();
        assert_eq!(
            (all.value, all.low, all.high, all.coverage),
            (Some(175_000), Some(175_000), Some(200_000), Some(975_000))
        );
        assert_eq!((all.numerator, all.denominator, all.n), (Some(7_000), Some(40_000), None));
        let hidden = Figure { note: "break 2024-01-01; small-cell-part".to_owned(), ..hamina.clone() };
        assert_eq!(together(&[of(&kotka, 100), of(&hidden, 300)]), None);
        assert_eq!(together(&[of(&kotka, 100), OfBuyer { figure: &hamina, bought: None }]), None);
    }

    #[test]
    fn sums_add_up_and_counts_of_suppliers_do_not() {
        let [kotka, hamina] =
            [(100, 10_000), (300, 30_000)].map(|(euros, cents)| figure("A1", euros * ONE, None, (cents, None)));
        let of = |figure| OfBuyer { figure, bought: None };
        let all = together(&[of(&kotka), of(&hamina)]).unwrap();
        assert_eq!((all.value, all.numerator, all.n), (Some(400 * ONE), Some(40_000), None));
        let suppliers = figure("A3", 5 * ONE, None, (500, None));
        assert_eq!(together(&[of(&suppliers), of(&suppliers)]), None);
        let [member, dimension] = ["Schools", "unit"].map(str::to_owned);
        let schools = Figure { member, dimension, ..kotka.clone() };
        assert_eq!(together(&[of(&schools), of(&schools)]), None, "each buyer's schools are its own");
    }
}
