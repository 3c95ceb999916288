//! Which sums can be published together: none is added from which, with those before it, would follow what one or two
//! suppliers sold, a person among them.
//!
//! Sums are vectors over columns: the parts that only occur together. The arithmetic is exact, modulo a prime; that a
//! number is zero there and nowhere else is less likely than a fault of the machine.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// The prime 2^61 - 1.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let sum = (product as u64 & PRIME) + (product >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn inverse(a: u64) -> u64 {
    let (mut base, mut left, mut power) = (a, PRIME - 2, 1);
    while left > 0 {
        if left & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    power
}

/// A fixed sequence of numbers without any pattern that sums could have too.
fn scattered(at: usize) -> u64 {
    let mut z = (at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % PRIME
}

/// Scattered sums of a vector's parts: all are zero for the zero vector only, the ratio of two is the same for multiples
/// of one vector only, and as many vectors depend on each other as their marks do.
type Marks = [u64; MARKS];
const MARKS: usize = 12;

/// The first marks of a column; the others are zero.
fn marks_of(column: usize, used: usize) -> Marks {
    std::array::from_fn(|which| if which < used { scattered(MARKS * column + which) } else { 0 })
}

fn less(from: Marks, factor: u64, marks: Marks, used: usize) -> Marks {
    let mut left = from;
    left.iter_mut().zip(marks).take(used).for_each(|(left, mark)| *left = minus(*left, times(factor, mark)));
    left
}

/// The ratio of the first two marks of each, which is zero for zero marks. One number is inverted for all.
fn directions(marks: &[Marks]) -> Vec<u64> {
    let mut product = 1;
    let before: Vec<u64> = marks
        .iter()
        .map(|marks| {
            let before = product;
            product = times(product, marks[0].max(1));
            before
        })
        .collect();
    let mut inverse = inverse(product);
    let mut directions = vec![0; marks.len()];
    for (at, marks) in marks.iter().enumerate().rev() {
        directions[at] = times(marks[1], times(inverse, before[at]));
        inverse = times(inverse, marks[0].max(1));
    }
    directions
}

/// How many of some vectors are independent, by their marks.
fn rank(mut vectors: Vec<Marks>) -> usize {
    let mut rank = 0;
    for mark in 0..MARKS {
        let Some(at) = (rank..vectors.len()).find(|at| vectors[*at][mark] != 0) else { continue };
        vectors.swap(rank, at);
        let (pivot, scale) = (vectors[rank], inverse(vectors[rank][mark]));
        for other in vectors.iter_mut().skip(rank + 1).filter(|v| v[mark] != 0) {
            *other = less(*other, times(other[mark], scale), pivot, MARKS);
        }
        rank += 1;
    }
    rank
}

/// What must not follow.
#[derive(Clone, Debug)]
pub struct Secret {
    /// The columns that make it up, in order.
    pub columns: Vec<usize>,
    /// The suppliers, two at most; none where many suppliers are but one of them is nearly all.
    pub suppliers: Vec<usize>,
    /// What the largest person among them sold, or zero where none is a person: a supplier that is told together with
    /// a person is known to itself.
    pub cents: i128,
}

fn total(columns: &[usize], marks: impl Fn(usize) -> Marks) -> Marks {
    columns.iter().fold([0; MARKS], |sum, column| {
        let of = marks(*column);
        std::array::from_fn(|i| minus(sum[i], minus(0, of[i])))
    })
}

/// Whether two secrets are of two suppliers at most.
fn are_few(a: &Secret, b: &Secret) -> bool {
    let mut suppliers = [&a.suppliers[..], &b.suppliers[..]].concat();
    suppliers.sort_unstable();
    suppliers.dedup();
    !a.suppliers.is_empty() && !b.suppliers.is_empty() && suppliers.len() <= 2
}

struct Guarded {
    secret: Secret,
    /// Of what is left of it, modulo the sums that are published.
    marks: Marks,
    direction: u64,
}

/// A sum would tell of a person who sold this much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reveals(pub i128);

/// Of more suppliers than this, not all pairs are compared in all that each of them sold.
const MOST_COMPARED: usize = 24;

/// The sums that are published so far: independent rows, each with a one in its own column where all others have zero.
pub struct Published {
    rows: Vec<Vec<u64>>,
    /// By column, the row that is one there and nowhere else among the rows.
    row_of: Vec<Option<usize>>,
    /// By column, the marks of what is left of it, modulo the rows.
    left: Vec<Marks>,
    guarded: Vec<Guarded>,
    /// By column, the secrets that it is part of.
    guarded_of: Vec<Vec<usize>>,
    /// The secrets of few suppliers by direction: those of one direction are told together.
    alike: FxHashMap<u64, Vec<usize>>,
    /// All suppliers with secrets, when they are few enough to compare all pairs.
    few: Vec<usize>,
    /// How many marks are used: more than two for comparing pairs only.
    used: usize,
}

/// What one more sum would change.
struct Change {
    pivot: usize,
    row: Vec<u64>,
    /// The columns of which less would be left.
    left: FxHashMap<usize, Marks>,
    /// The secrets that they are part of.
    guarded: BTreeMap<usize, (Marks, u64)>,
}

impl Published {
    pub fn new(columns: usize, secrets: &[Secret]) -> Self {
        let mut few: Vec<usize> = secrets.iter().flat_map(|s| s.suppliers.iter().copied()).collect();
        few.sort_unstable();
        few.dedup();
        few.truncate(if few.len() > MOST_COMPARED { 0 } else { few.len() });
        let used = if few.is_empty() { 2 } else { MARKS };
        let left: Vec<Marks> = (0..columns).map(|column| marks_of(column, used)).collect();
        let marks: Vec<Marks> = secrets.iter().map(|secret| total(&secret.columns, |column| left[column])).collect();
        let mut guarded_of = vec![Vec::new(); columns];
        let mut alike: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut guarded = Vec::with_capacity(secrets.len());
        for (at, ((secret, direction), marks)) in secrets.iter().zip(directions(&marks)).zip(marks).enumerate() {
            secret.columns.iter().for_each(|column| guarded_of[*column].push(at));
            alike.entry(direction).or_default().push(at);
            guarded.push(Guarded { secret: secret.clone(), marks, direction });
        }
        Self { rows: Vec::new(), row_of: vec![None; columns], left, guarded, guarded_of, alike, few, used }
    }

    /// Publishes a sum of these columns, unless it would reveal a secret together with those before.
    pub fn add(&mut self, sum: &[usize]) -> Result<(), Reveals> {
        let Some(change) = self.change(sum) else { return Ok(()) };
        let changed = &change.guarded;
        if let Some(revealed) = self.revealed(changed).max(self.revealed_of_pairs(changed)) {
            return Err(Reveals(revealed));
        }
        self.make(change);
        Ok(())
    }

    /// Takes in a sum that is published already, whatever it reveals.
    pub fn put(&mut self, sum: &[usize]) {
        if let Some(change) = self.change(sum) {
            self.make(change);
        }
    }

    /// What a sum of these columns changes; none when it follows from the rest.
    fn change(&self, sum: &[usize]) -> Option<Change> {
        let marks = total(sum, |column| self.left[column]);
        if marks == [0; MARKS] {
            return None;
        }
        let (pivot, scale, row) = self.new_row(sum)?;
        let marks = marks.map(|mark| times(mark, scale));
        // The columns of which less would be left, and the secrets that they are part of.
        let own = marks_of(pivot, self.used);
        let mut left: FxHashMap<usize, Marks> = FxHashMap::from_iter([(pivot, less(own, 1, marks, self.used))]);
        for (column, of) in self.row_of.iter().enumerate().filter_map(|(column, of)| Some((column, (*of)?))) {
            let factor = self.rows[of][pivot];
            if factor != 0 {
                left.insert(column, less(self.left[column], minus(0, factor), marks, self.used));
            }
        }
        let mut changed: Vec<usize> = left.keys().flat_map(|column| self.guarded_of[*column].iter().copied()).collect();
        changed.sort_unstable();
        changed.dedup();
        let of_secret = |at: &usize| {
            let of_column = |column: usize| left.get(&column).copied().unwrap_or(self.left[column]);
            total(&self.guarded[*at].secret.columns, of_column)
        };
        let marks_of_changed: Vec<Marks> = changed.iter().map(of_secret).collect();
        let directions = directions(&marks_of_changed);
        let guarded = changed.into_iter().zip(marks_of_changed.into_iter().zip(directions)).collect();
        Some(Change { pivot, row, left, guarded })
    }

    fn make(&mut self, change: Change) {
        let Change { pivot, row, left, guarded } = change;
        for (at, (marks, direction)) in guarded {
            let guarded = &mut self.guarded[at];
            self.alike.entry(guarded.direction).or_default().retain(|other| *other != at);
            self.alike.entry(direction).or_default().push(at);
            (guarded.marks, guarded.direction) = (marks, direction);
        }
        left.into_iter().for_each(|(column, marks)| self.left[column] = marks);
        self.publish(pivot, row);
    }

    /// What a sum adds to the rows, scaled to a one in a column of its own.
    fn new_row(&self, sum: &[usize]) -> Option<(usize, u64, Vec<u64>)> {
        let mut new = vec![0; self.row_of.len()];
        for &column in sum {
            match self.row_of[column] {
                None => new[column] = (new[column] + 1) % PRIME,
                Some(of) => {
                    new.iter_mut().zip(&self.rows[of]).for_each(|(a, b)| *a = minus(*a, *b));
                    new[column] = 0;
                }
            }
        }
        let pivot = new.iter().position(|part| *part != 0)?;
        let scale = inverse(new[pivot]);
        new.iter_mut().filter(|part| **part != 0).for_each(|part| *part = times(*part, scale));
        Some((pivot, scale, new))
    }

    fn publish(&mut self, pivot: usize, row: Vec<u64>) {
        let filled: Vec<(usize, u64)> = row.iter().copied().enumerate().filter(|(_, part)| *part != 0).collect();
        for other in self.rows.iter_mut().filter(|other| other[pivot] != 0) {
            let factor = other[pivot];
            filled.iter().for_each(|(column, part)| other[*column] = minus(other[*column], times(factor, *part)));
        }
        self.row_of[pivot] = Some(self.rows.len());
        self.rows.push(row);
    }

    /// What the largest person sold of whom one could tell if this were left of some secrets: nothing of one, or the same
    /// but for a factor of two, so that a weighted sum of both is told.
    fn revealed(&self, changed: &BTreeMap<usize, (Marks, u64)>) -> Option<i128> {
        let mut most = None;
        let mut told = |cents: i128| most = most.max(Some(cents).filter(|cents| *cents != 0));
        let mut alike: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for (at, (marks, direction)) in changed {
            let secret = &self.guarded[*at].secret;
            if *marks == [0; MARKS] {
                told(secret.cents);
                continue;
            }
            let before = self.alike.get(direction).into_iter().flatten().filter(|other| !changed.contains_key(other));
            let together = alike.entry(*direction).or_default();
            for other in before.chain(&*together) {
                let other = &self.guarded[*other].secret;
                if are_few(secret, other) {
                    told(secret.cents.max(other.cents));
                }
            }
            together.push(*at);
        }
        most
    }

    /// The same of any weighted sum over all that two suppliers sold.
    fn revealed_of_pairs(&self, changed: &BTreeMap<usize, (Marks, u64)>) -> Option<i128> {
        let single = |of: &[usize]| -> Vec<usize> {
            let is_of = |g: &Secret| !g.suppliers.is_empty() && g.suppliers.iter().all(|s| of.contains(s));
            (0..self.guarded.len())
                .filter(|at| self.guarded[*at].secret.columns.len() == 1 && is_of(&self.guarded[*at].secret))
                .collect()
        };
        let marks_of = |at: &usize| changed.get(at).map_or(self.guarded[*at].marks, |(marks, _)| *marks);
        let rank_of = |of: &[usize]| rank(of.iter().map(marks_of).collect());
        let alone: Vec<(Vec<usize>, usize)> =
            self.few.iter().map(|s| single(&[*s])).map(|of| (of.clone(), rank_of(&of))).collect();
        let mut most = None;
        for (i, a) in self.few.iter().enumerate() {
            for (j, b) in self.few.iter().enumerate().skip(i) {
                let together = single(&[*a, *b]);
                if together.len() > MARKS {
                    continue;
                }
                let rank = rank_of(&together);
                for (person, (others, rank_of_others)) in [(a, &alone[j]), (b, &alone[i])] {
                    let (others, rank_of_others) = if i == j { (0, 0) } else { (others.len(), *rank_of_others) };
                    if rank < together.len() - others + rank_of_others {
                        let sold = together
                            .iter()
                            .map(|at| &self.guarded[*at].secret)
                            .filter(|g| g.suppliers.contains(person));
                        most = most.max(sold.map(|g| g.cents).max().filter(|cents| *cents != 0));
                    }
                }
            }
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(column: usize) -> Secret {
        Secret { columns: vec![column], suppliers: vec![column], cents: 100 + column as i128 }
    }

    #[test]
    fn what_follows_from_two_sums_is_not_published() {
        let mut published = Published::new(4, &[0, 1, 2, 3].map(secret));
        assert_eq!(published.add(&[0, 1, 2, 3]), Ok(()));
        assert_eq!(published.add(&[0]), Err(Reveals(100)));
        assert_eq!(published.add(&[1, 2, 3]), Err(Reveals(100)), "the rest is one's");
        assert_eq!(published.add(&[0, 1]), Err(Reveals(103)), "two are too few on both sides");
        assert_eq!(published.add(&[0, 1, 2, 3]), Ok(()), "nothing new");
    }

    #[test]
    fn a_factor_does_not_hide() {
        // x + y + z + v, and x + y - z - v by three sums: twice x + y.
        let secrets: Vec<Secret> = (0..6).map(secret).collect();
        let mut published = Published::new(6, &secrets);
        assert_eq!(published.add(&[0, 1, 2, 3]), Ok(()));
        assert_eq!(published.add(&[0, 1, 4, 5]), Ok(()));
        assert!(published.add(&[2, 3, 4, 5]).is_err(), "half of both less the third is 0 and 1");
    }
}
