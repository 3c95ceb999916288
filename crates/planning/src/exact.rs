//! Exact numbers: fractions of whole numbers of any size. What is shown is rounded to millionths, and no sooner.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

pub type Exact = BigRational;

pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

pub fn zero() -> Exact {
    Exact::zero()
}

pub fn hundred() -> Exact {
    whole(100)
}

/// The decimal number that a cell shows: the shortest that stands for what a spreadsheet keeps.
pub fn of_cell(number: f64) -> Option<Exact> {
    let text = format!("{number}");
    let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let value = Exact::new(all, BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?));
    Some(if negative { -value } else { value })
}

/// In millionths, rounded half away from zero.
pub fn millionths(number: &Exact) -> i128 {
    scaled(number, 1_000_000)
}

/// In cents, rounded half away from zero.
pub fn cents(number: &Exact) -> i128 {
    scaled(number, 100)
}

fn scaled(number: &Exact, by: i64) -> i128 {
    (number * whole(by)).round().to_integer().to_i128().unwrap_or(if number.is_negative() {
        i128::MIN / 2
    } else {
        i128::MAX / 2
    })
}

/// The mean of some numbers; none of none.
pub fn mean<'e>(numbers: impl Iterator<Item = &'e Exact>) -> Option<Exact> {
    let (count, sum) = numbers.fold((0, zero()), |(count, sum), number| (count + 1, sum + number));
    (count > 0).then(|| sum / whole(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_the_decimals_that_they_show() {
        // 0.1 as a binary fraction is a little more than a tenth; a cell with it shows 0.1.
        assert_eq!(of_cell(0.1), Some(whole(1) / whole(10)));
        assert_eq!(of_cell(-12.25), Some(whole(-49) / whole(4)));
        assert_eq!(of_cell(1e21), Some(whole(1_000_000_000) * whole(1_000_000_000_000)));
        assert_eq!(of_cell(f64::NAN), None);
        assert_eq!(millionths(&(whole(2) / whole(3))), 666_667);
        assert_eq!(cents(&(whole(-1) / whole(200))), -1);
    }
}
