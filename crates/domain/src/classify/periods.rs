//! Which months the purchases cover: the one place that knows, and that everything asks that shows a figure of a year.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vire_base::sum::Sum;
use vire_base::year::{AccountingYear, UNDATED};

use super::cube::{Cube, Year};

/// A month with fewer than one in so many of the lines of an ordinary month does not count as covered.
const STRAY: u64 = 20;

/// A month beside a covered one, with none on its other side, does not count as covered when it has fewer than one in so
/// many of that one's lines, and less than one in so much of its sum: a file of one month has some lines of the month before.
const SPILL: (u64, u128) = (3, 10);

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
    /// Months that have lines, but too few to count as covered, and how many lines these are.
    #[serde(default)]
    pub other_months: Vec<u32>,
    #[serde(default)]
    pub other_lines: u64,
}

/// The years with external purchases, in order; lines without a year are in none.
#[derive(Clone, Debug, Default)]
pub struct Periods(BTreeMap<i32, Covered>);

impl Periods {
    pub fn of(cube: &Cube, accounting: AccountingYear) -> Self {
        let years = cube.years.iter().filter(|(year, sums)| **year != UNDATED && external(sums) > 0);
        let dated: Vec<(i32, u64, [Sum; 12])> =
            years.map(|(year, sums)| (*year, external(sums), by_month(sums))).collect();
        let ordinary = median(dated.iter().flat_map(|(.., months)| months));
        let filled = filled(&dated, accounting);
        let covered = |(year, lines, by_month): (i32, u64, [Sum; 12])| {
            let usual = median(&by_month);
            let has_lines = |month: &u32| by_month[*month as usize - 1].lines > 0;
            let is_covered = |month: &u32| {
                let at = (accounting.calendar_year(year, *month), *month);
                filled.contains_key(&at) && !is_spill(at, &filled)
            };
            let (mut months, mut other_months): (Vec<u32>, Vec<u32>) =
                accounting.months().into_iter().filter(has_lines).partition(is_covered);
            let extent = match months.len() {
                _ if by_month.iter().map(|sum| sum.lines).sum::<u64>() * 2 < lines => {
                    (months, other_months) = Default::default();
                    Extent::Whole
                }
                12 => Extent::Whole,
                covered if covered == 0 || usual * STRAY < ordinary => {
                    (months, other_months) = (other_months.into_iter().chain(months).collect(), Vec::new());
                    Extent::Stray
                }
                _ => Extent::Part,
            };
            let other_lines = other_months.iter().map(|month| by_month[*month as usize - 1].lines).sum();
            (year, Covered { year, extent, months, lines, other_months, other_lines })
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

/// By month of the calendar, January first.
fn by_month(sums: &Year) -> [Sum; 12] {
    std::array::from_fn(|month| {
        let mut sum = Sum::default();
        sums.months[month].iter().flatten().for_each(|part| sum += *part);
        sum
    })
}

/// A calendar year and a month of it.
type Month = (i32, u32);

/// The months that have lines enough.
fn filled(dated: &[(i32, u64, [Sum; 12])], accounting: AccountingYear) -> BTreeMap<Month, Sum> {
    let mut filled = BTreeMap::new();
    for (year, _, by_month) in dated {
        let usual = median(by_month);
        for (month, sum) in (1..).zip(by_month) {
            if sum.lines > 0 && sum.lines * STRAY >= usual {
                filled.insert((accounting.calendar_year(*year, month), month), *sum);
            }
        }
    }
    filled
}

/// Whether a month, of those that have lines enough, is what spilled over from the one beside it.
fn is_spill((year, month): Month, filled: &BTreeMap<Month, Sum>) -> bool {
    let before = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    let after = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    let ((Some(beside), None) | (None, Some(beside))) = (filled.get(&before), filled.get(&after)) else { return false };
    let own = filled[&(year, month)];
    own.lines * SPILL.0 < beside.lines && own.cents.unsigned_abs() * SPILL.1 < beside.cents.unsigned_abs()
}

/// The upper median of the lines of months that have some.
fn median<'a>(months: impl IntoIterator<Item = &'a Sum>) -> u64 {
    let mut lines: Vec<u64> = months.into_iter().map(|sum| sum.lines).filter(|lines| *lines > 0).collect();
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

    /// Two monthly files, of April and of November, each with some lines of the month before.
    #[test]
    fn what_spilled_over_from_the_month_beside_is_not_covered() {
        let mut cube = Cube::of_months(&[(2012, [0, 0, 21, 81, 0, 0, 0, 0, 0, 18, 83, 0], 0)]);
        let cents = [0, 0, 2_400, 71_000, 0, 0, 0, 0, 0, 1_900, 70_000, 0];
        let set = |cube: &mut Cube, cents: [i128; 12]| {
            let months = &mut cube.years.get_mut(&2012).unwrap().months;
            months.iter_mut().zip(cents).for_each(|(sectors, cents)| sectors[0][0].cents = cents);
        };
        set(&mut cube, cents);
        let covered = |cube: &Cube| Periods::of(cube, AccountingYear::default()).all().next().unwrap().clone();
        let found = covered(&cube);
        assert_eq!((found.months, found.other_months, found.other_lines), (vec![4, 11], vec![3, 10], 39));
        // A month of large invoices is one, and so is one with a third of the lines.
        set(&mut cube, [0, 0, 7_200, 71_000, 0, 0, 0, 0, 0, 1_900, 70_000, 0]);
        assert_eq!(covered(&cube).months, [3, 4, 11]);
        let mut cube = Cube::of_months(&[(2012, [0, 0, 27, 81, 0, 0, 0, 0, 0, 18, 83, 0], 0)]);
        set(&mut cube, cents);
        assert_eq!(covered(&cube).months, [3, 4, 11]);
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
