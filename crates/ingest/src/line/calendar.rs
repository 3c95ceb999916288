//! On which days the lines of a table are, and which of these stand alone.

/// Days of about a month each, from 1950 on.
#[derive(Default)]
pub struct Calendar(Vec<Month>);

#[derive(Clone, Copy)]
struct Month {
    lines: u64,
    first: i32,
    last: i32,
    /// The row of its first line.
    row: u32,
}

/// Lines on days that are far from those of all others.
#[derive(Debug, PartialEq)]
pub struct Far {
    pub lines: u64,
    pub first: i32,
    pub last: i32,
    pub row: u32,
}

/// The first day of 1950, from which dates are read.
const FROM: i32 = -7305;
/// A bit more than a month.
const DAYS: i32 = 32;
/// Invoices are paid late, so that old days are common; days to come are not.
const GAP_BEFORE: i32 = 3 * 366;
const GAP_AFTER: i32 = 366;
/// Lines that stand apart are one, or one in so many.
const RARE: u64 = 200;
/// Of fewer lines nothing tells which are the rule.
const ENOUGH: u64 = 5;

impl Calendar {
    #[inline]
    pub fn add(&mut self, day: i32, row: u32) {
        const NONE: Month = Month { lines: 0, first: i32::MAX, last: i32::MIN, row: 0 };
        let at = ((day - FROM).max(0) / DAYS) as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, NONE);
        }
        let month = &mut self.0[at];
        if month.lines == 0 {
            month.row = row;
        }
        month.lines += 1;
        month.first = month.first.min(day);
        month.last = month.last.max(day);
    }

    /// First and last day, but for those that are far from all others.
    pub fn span(&self) -> Option<(i32, i32)> {
        let whole = || Some((self.months().next()?.first, self.months().last()?.last));
        self.far().map(|(_, span)| span).or_else(whole)
    }

    fn months(&self) -> impl Iterator<Item = &Month> {
        self.0.iter().filter(|month| month.lines > 0)
    }

    /// The lines that stand apart, and the first and last day of all others.
    pub fn far(&self) -> Option<(Far, (i32, i32))> {
        let months: Vec<&Month> = self.months().collect();
        let lines = |months: &[&Month]| months.iter().map(|m| m.lines).sum::<u64>();
        let all = lines(&months);
        if all < ENOUGH {
            return None;
        }
        let few = (all / RARE).max(1);
        let is_gap = |at: usize, days: i32| months[at].first - months[at - 1].last > days;
        let from = (1..months.len()).rev().find(|at| is_gap(*at, GAP_BEFORE) && lines(&months[..*at]) <= few);
        let to = (1..months.len()).find(|at| is_gap(*at, GAP_AFTER) && lines(&months[*at..]) <= few);
        let (from, to) = (from.unwrap_or(0), to.unwrap_or(months.len()));
        let apart: Vec<&Month> = months[..from].iter().chain(&months[to..]).copied().collect();
        let (first, last) = (apart.first()?, apart.last()?);
        let row = apart.iter().map(|m| m.row).min()?;
        let far = Far { lines: lines(&apart), first: first.first, last: last.last, row };
        let rest = months.get(from..to).filter(|rest| !rest.is_empty())?;
        Some((far, (rest[0].first, rest[rest.len() - 1].last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(days: &[(i32, u64)]) -> Calendar {
        let mut calendar = Calendar::default();
        for (row, (day, lines)) in days.iter().enumerate() {
            (0..*lines).for_each(|_| calendar.add(*day, row as u32 + 2));
        }
        calendar
    }

    #[test]
    fn a_lone_day_decides_no_period() {
        // Days of 2014, and one of 2041.
        let calendar = of(&[(16_071, 20), (16_400, 10), (25_933, 1)]);
        let far = Far { lines: 1, first: 25_933, last: 25_933, row: 4 };
        assert_eq!(calendar.far(), Some((far, (16_071, 16_400))));
        assert_eq!(calendar.span(), Some((16_071, 16_400)));
    }

    #[test]
    fn old_days_are_common_and_many_are_no_exception() {
        assert_eq!(of(&[(15_100, 1), (16_071, 20)]).far(), None); // two and a half years before
        assert_eq!(of(&[(12_000, 1), (16_071, 20)]).span(), Some((16_071, 16_071)));
        assert_eq!(of(&[(16_071, 20), (17_000, 5)]).far(), None);
        assert_eq!(of(&[(16_071, 1), (17_000, 1), (18_000, 1)]).far(), None);
        assert_eq!(of(&[]).span(), None);
    }
}
