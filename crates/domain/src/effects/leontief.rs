//! Input-output multipliers: how much output of all industries goes into a unit of what one of them sells for final use.
//!
//! With `A` the coefficients of the area, output is `(I − A)⁻¹ f`. Only the sums of the columns of the inverse are needed, so
//! that each multiplier is the solution of one system of equations.

use super::settings::MILLION;

/// An industry as the area and the country have it: numbers of employed persons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Employed {
    pub here: f64,
    pub in_country: f64,
}

/// Coefficients by industry that delivers (row) and industry that uses (column).
pub type Matrix = Vec<Vec<f64>>;

/// The coefficients of an area from those of its country, by Flegg's location quotients: what an industry of the area lacks,
/// measured by employment against the industry that uses it, comes from elsewhere. Rows and columns beyond the industries
/// are households, who earn here, and whose consumption comes from industries as far as these are here.
pub fn regional(national: &Matrix, employed: &[Employed], delta: f64) -> Matrix {
    let (here, country) = employed.iter().fold((0.0, 0.0), |(here, all), of| (here + of.here, all + of.in_country));
    let size = (1.0 + here / country).log2().powf(delta);
    let simple: Vec<f64> = employed.iter().map(|of| (of.here / here) / (of.in_country / country)).collect();
    let quotient = |from: usize, to: usize| match (simple.get(from), simple.get(to)) {
        (None, _) => 1.0,
        (Some(own), None) => own * size,
        (Some(own), Some(_)) if from == to => own * size,
        (Some(0.0), Some(_)) => 0.0,
        // An industry that is not here sells nothing here either.
        (Some(_), Some(0.0)) => 1.0,
        (Some(own), Some(other)) => own / other * size,
    };
    let row = |from: usize, row: &Vec<f64>| -> Vec<f64> {
        row.iter().enumerate().map(|(to, of)| of * quotient(from, to).min(1.0)).collect()
    };
    national.iter().enumerate().map(|(from, of)| row(from, of)).collect()
}

/// By industry, the sum over all rows of weight times the inverse of `I − A`, in millionths; none where the coefficients have
/// no inverse.
pub fn multipliers(coefficients: &Matrix, weights: &[f64]) -> Option<Vec<i128>> {
    // The transposed system, whose solution are the sums of the columns.
    let count = coefficients.len();
    let entry = |row: usize, column: usize| f64::from(u8::from(row == column)) - coefficients[column][row];
    let system = (0..count).map(|row| (0..count).map(|column| entry(row, column)).collect()).collect();
    let solved = solve(system, weights.to_vec())?;
    Some(solved.into_iter().map(|value| (value * MILLION as f64).round() as i128).collect())
}

/// By elimination with the largest pivot; none where there is no one solution.
fn solve(mut system: Matrix, mut right: Vec<f64>) -> Option<Vec<f64>> {
    const LEAST: f64 = 1e-9;
    let count = right.len();
    for at in 0..count {
        let largest = (at..count).max_by(|a, b| system[*a][at].abs().total_cmp(&system[*b][at].abs()))?;
        if system[largest][at].abs() < LEAST {
            return None;
        }
        system.swap(at, largest);
        right.swap(at, largest);
        let (above, below) = system.split_at_mut(at + 1);
        let (pivot, of_pivot) = (&above[at], right[at]);
        for (row, right) in below.iter_mut().zip(&mut right[at + 1..]) {
            let times = row[at] / pivot[at];
            row.iter_mut().zip(pivot).skip(at).for_each(|(value, of_pivot)| *value -= times * of_pivot);
            *right -= times * of_pivot;
        }
    }
    let mut solution = vec![0.0; count];
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count).map(|column| system[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / system[row][row];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `I − A` is [[0.8, −0.3], [−0.4, 0.9]] with determinant 0.72 − 0.12 = 0.60, so that its inverse is
    /// [[1.5, 0.5], [0.6667, 1.3333]]: the columns sum to 2.1667 and 1.8333. With 10 and 4 jobs a million they are
    /// 15 + 2.6667 and 5 + 5.3333.
    #[test]
    fn multipliers_are_those_of_the_inverse_by_hand() {
        let coefficients = vec![vec![0.2, 0.3], vec![0.4, 0.1]];
        assert_eq!(multipliers(&coefficients, &[1.0, 1.0]), Some(vec![2_166_667, 1_833_333]));
        assert_eq!(multipliers(&coefficients, &[10.0, 4.0]), Some(vec![17_666_667, 10_333_333]));
        // With all that is used made anew there is no end.
        assert_eq!(multipliers(&vec![vec![1.0]], &[1.0]), None);
    }

    /// Households get 0.5 and 0.4 of the output and spend 0.2 and 0.3 of what they get: type II of the one industry with
    /// A = 0.2, wages 0.5 and consumption 0.4 is the first of the inverse of [[0.8, −0.4], [−0.5, 1]], 1 / (0.8 − 0.2).
    #[test]
    fn households_close_the_circle() {
        let coefficients = vec![vec![0.2, 0.4], vec![0.5, 0.0]];
        let with = multipliers(&coefficients, &[1.0, 0.0]).unwrap();
        assert_eq!(with[0], 1_666_667);
        assert_eq!(multipliers(&vec![vec![0.2]], &[1.0]), Some(vec![1_250_000]));
    }

    /// Of 100 employed here 20 and 80, of 1 000 in the country 400 and 600: quotients 0.2 / 0.4 = 0.5 and 0.8 / 0.6 = 4/3; the
    /// area's weight is log2(1.1) to the power of 0.25, 0.13750 to 0.60895.
    #[test]
    fn coefficients_of_the_area_by_location_quotients() {
        let national = vec![vec![0.2, 0.3], vec![0.4, 0.1]];
        let employed = [Employed { here: 20.0, in_country: 400.0 }, Employed { here: 80.0, in_country: 600.0 }];
        let weight = 0.608_946_f64;
        let found = regional(&national, &employed, 0.25);
        let expected = [
            [0.2 * 0.5 * weight, 0.3 * 0.375 * weight],
            // 4/3 by 1/2 times the weight is more than one.
            [0.4, 0.1 * 4.0 / 3.0 * weight],
        ];
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-5, "{found} {expected}");
        }
    }
}
