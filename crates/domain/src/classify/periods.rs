//! Which months the purchases cover: the one place that knows, and that everything asks that shows a figure of a year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vire_base::year::{AccountingYear, UNDATED};

use super::cube::{Cube, Year};

/// A month with fewer than one in so many of the lines of an ordinary month does not count as covered.
const STRAY: u64 = 20;

/// How much of a year the purchases cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// All twelve months; or most lines have their year from the name of a file or from the pipeline file.
    Whole,
    /// Some of the months.
    Part,
    /// A few lines that strayed into the year.
    Stray,
}

/// What the purchases cover of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The accounting year.
    pub year: i32,
    pub extent: Extent,
    /// The covered months in the order of the accounting year, by their numbers in the calendar; none where the months of
    /// most lines are not known.
    pub months: Vec<u32>,
    /// Lines of external purchases.
    pub lines: u64,
}

/// The years with external purchases, in order; lines without a year are in none.
#[derive(Clone, Debug, Default)]
pub struct Periods(BTreeMap<i32, Covered>);

impl Periods {
    pub fn of(cube: &Cube, accounting: AccountingYear) -> Self {
        let years = cube.years.iter().filter(|(year, sums)| **year != UNDATED && external(sums) > 0);
        let dated: Vec<(i32, u64, [u64; 12])> =
            years.map(|(year, sums)| (*year, external(sums), by_month(sums))).collect();
        let ordinary = median(dated.iter().flat_map(|(.., months)| months));
        let covered = |(year, lines, by_month): (i32, u64, [u64; 12])| {
            let usual = median(&by_month);
            let is_covered = |month: &u32| {
                let lines = by_month[*month as usize - 1];
                lines > 0 && lines * STRAY >= usual
            };
            let mut months: Vec<u32> = accounting.months().into_iter().filter(is_covered).collect();
            let extent = match months.len() {
                _ if by_month.iter().sum::<u64>() * 2 < lines => {
                    months.clear();
                    Extent::Whole
                }
                12 => Extent::Whole,
                _ if usual * STRAY < ordinary => Extent::Stray,
                _ => Extent::Part,
            };
            (year, Covered { year, extent, months, lines })
        };
        Self(dated.into_iter().map(covered).collect())
    }

    pub fn all(&self) -> impl Iterator<Item = &Covered> {
        self.0.values()
    }

    /// All months of a year are covered, so that a supplier that is not there sold nothing in it.
    pub fn is_whole(&self, year: i32) -> bool {
        self.0.get(&year).is_some_and(|covered| covered.extent == Extent::Whole)
    }

    /// A year of which some months only are covered; what has no year is no part of one.
    pub fn is_part(&self, year: i32) -> bool {
        self.0.get(&year).is_some_and(|covered| covered.extent != Extent::Whole)
    }
}

fn external(sums: &Year) -> u64 {
    sums.bands().iter().flatten().map(|sum| sum.lines).sum()
}

/// Lines by month of the calendar, January first.
fn by_month(sums: &Year) -> [u64; 12] {
    std::array::from_fn(|month| sums.months[month].iter().flatten().map(|sum| sum.lines).sum())
}

/// The upper median of the months that have lines.
fn median<'a>(lines: impl IntoIterator<Item = &'a u64>) -> u64 {
    let mut lines: Vec<u64> = lines.into_iter().copied().filter(|lines| *lines > 0).collect();
    lines.sort_unstable();
    lines.get(lines.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(years: &[(i32, [u64; 12], u64)], first_month: u32, expected: &[(i32, Extent, &[u32])]) {
        let accounting = AccountingYear::beginning(first_month).unwrap();
        let periods = Periods::of(&Cube::of_months(years), accounting);
        let found: Vec<(i32, Extent, &[u32])> =
            periods.all().map(|c| (c.year, c.extent, c.months.as_slice())).collect();
        assert_eq!(found, expected);
    }

    const ALL: [u32; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    #[test]
    fn half_a_year_is_a_part() {
        let half = [40, 41, 39, 40, 40, 40, 0, 0, 0, 0, 0, 0];
        check(
            &[(2023, [40; 12], 0), (2024, half, 0)],
            1,
            &[(2023, Extent::Whole, &ALL), (2024, Extent::Part, &[1, 2, 3, 4, 5, 6])],
        );
    }

    #[test]
    fn two_lines_of_january_are_no_period() {
        let stray = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        check(
            &[(2024, [100; 12], 0), (2025, stray, 0)],
            1,
            &[(2024, Extent::Whole, &ALL), (2025, Extent::Stray, &[1])],
        );
    }

    #[test]
    fn a_month_of_few_lines_is_not_covered() {
        // December has 4 of 100 lines, less than a twentieth; July has 5, which is enough.
        let cut = [100, 100, 100, 100, 100, 100, 5, 100, 100, 100, 100, 4];
        check(&[(2024, cut, 0)], 1, &[(2024, Extent::Part, &ALL[..11])]);
    }

    #[test]
    fn months_stand_in_the_order_of_the_accounting_year() {
        let months = [9, 9, 9, 0, 0, 0, 0, 0, 0, 9, 9, 9];
        check(&[(2023, months, 0)], 4, &[(2023, Extent::Part, &[10, 11, 12, 1, 2, 3])]);
    }

    #[test]
    fn a_year_that_files_name_is_whole() {
        check(&[(2023, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 50)], 1, &[(2023, Extent::Whole, &[])]);
    }
}
