//! The sums of a year that are published so far, and what must not follow from them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::guarded::{self, FEWEST, Sold};
use super::parts::Shares;
use super::solve::{Published, Reveals, Secret};

/// Distinct sums by number, each as the parts that it is made of, in order.
#[derive(Default)]
pub struct Sums {
    numbers: FxHashMap<Rc<[u32]>, usize>,
    pub list: Vec<Rc<[u32]>>,
    /// Room for a sum that may be known already.
    sum: Vec<u32>,
}

impl Sums {
    pub fn number(&mut self, parts: impl IntoIterator<Item = u32>) -> usize {
        self.sum.clear();
        self.sum.extend(parts);
        if let Some(number) = self.numbers.get(&self.sum[..]) {
            return *number;
        }
        let (number, sum) = (self.list.len(), Rc::<[u32]>::from(&self.sum[..]));
        self.list.push(Rc::clone(&sum));
        self.numbers.insert(sum, number);
        number
    }
}

/// The sums of a year that are published so far, by the columns that the parts make up.
pub struct Book {
    /// By number of the sum.
    columns: Vec<Vec<usize>>,
    decided: Vec<Option<Result<(), Reveals>>>,
    published: Published,
}

impl Book {
    pub fn new(sold: &[&Shares], sums: &[Rc<[u32]>]) -> Self {
        let (column_of_part, first_parts) = columns(sold.len(), sums);
        // A sum has all parts of a column or none, so the first of each tell its columns, in their order.
        let of_sum = |sum: &Rc<[u32]>| -> Vec<usize> {
            let firsts =
                sum.iter().map(|part| *part as usize).filter(|part| first_parts[column_of_part[*part]] == *part);
            firsts.map(|part| column_of_part[part]).collect()
        };
        let columns: Vec<Vec<usize>> = sums.iter().map(of_sum).collect();
        let count = first_parts.len();
        let secrets = secrets(sold, &column_of_part, count, sums.iter().zip(&columns));
        Self { decided: vec![None; columns.len()], columns, published: Published::new(count, &secrets) }
    }

    /// A sum that is not published, whatever it tells.
    pub fn close(&mut self, sum: usize) {
        self.decided[sum] = Some(Err(Reveals(i128::MAX)));
    }

    /// A sum that is published already, whatever it tells.
    pub fn put(&mut self, sum: usize) {
        self.published.put(&self.columns[sum]);
        self.decided[sum] = Some(Ok(()));
    }

    /// The sums that are published.
    pub fn shown(&self) -> impl Iterator<Item = usize> {
        (0..).zip(&self.decided).filter(|(_, decided)| **decided == Some(Ok(()))).map(|(sum, _)| sum)
    }

    /// Publishes sums, each unless it would tell of a person.
    ///
    /// # Errors
    /// The most that a person sold of whom one of them would tell.
    pub fn publish(&mut self, sums: &[usize]) -> Result<(), Reveals> {
        let mut all = Ok(());
        for sum in sums {
            let decided = self.decided[*sum].unwrap_or_else(|| self.published.add(&self.columns[*sum]));
            self.decided[*sum] = Some(decided);
            all = worse(all, decided);
        }
        all
    }
}

/// What reveals more.
pub fn worse(a: Result<(), Reveals>, b: Result<(), Reveals>) -> Result<(), Reveals> {
    a.err().max(b.err()).map_or(Ok(()), Err)
}

/// The column of each part, and the first part of each column: parts that only occur together are one column.
fn columns(parts: usize, sums: &[Rc<[u32]>]) -> (Vec<usize>, Vec<usize>) {
    let mut occurs: Vec<Vec<u32>> = vec![Vec::new(); parts];
    for (number, sum) in sums.iter().enumerate() {
        sum.iter().for_each(|part| occurs[*part as usize].push(number as u32));
    }
    let mut numbers: FxHashMap<&[u32], usize> = FxHashMap::default();
    let mut first_parts = Vec::new();
    let mut column_of_part = Vec::with_capacity(parts);
    for (part, occurs) in occurs.iter().enumerate() {
        let column = *numbers.entry(occurs).or_insert_with(|| {
            first_parts.push(part);
            first_parts.len() - 1
        });
        column_of_part.push(column);
    }
    (column_of_part, first_parts)
}

/// What must not follow: columns, years of persons, and sums of which each tells of a person.
fn secrets<'s>(
    parts: &[&Shares],
    column_of_part: &[usize],
    count: usize,
    sums: impl Iterator<Item = (&'s Rc<[u32]>, &'s Vec<usize>)>,
) -> Vec<Secret> {
    let mut ledger = Ledger::new(parts);
    let mut secrets = Vec::new();
    let mut add = |columns: &[usize], of: Together| {
        // The whole year is shown though one person sold nearly all of it, when there are three.
        let tells = of.tells() && (of.is_few() || columns.len() < count);
        if tells || of.suppliers == 1 {
            let suppliers = if of.is_few() { of.first[..of.suppliers].to_vec() } else { Vec::new() };
            secrets.push(Secret { columns: columns.to_vec(), suppliers, cents: if tells { of.person } else { 0 } });
        }
    };
    let mut parts_of: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (part, column) in (0..).zip(column_of_part) {
        parts_of[*column].push(part);
    }
    for (column, parts) in parts_of.iter().enumerate() {
        add(&[column], ledger.sum(parts));
    }
    for columns in own_columns(parts, column_of_part, count) {
        let parts: Vec<u32> = columns.iter().flat_map(|column| parts_of[*column].iter().copied()).collect();
        add(&columns, ledger.sum(&parts));
    }
    for (sum, columns) in sums {
        add(columns, ledger.sum(sum));
    }
    secrets.sort_unstable_by(|a, b| a.columns.cmp(&b.columns));
    secrets.dedup_by(|a, b| a.columns == b.columns);
    secrets
}

/// The columns of each supplier whose columns are of nobody else.
fn own_columns(parts: &[&Shares], column_of_part: &[usize], count: usize) -> Vec<Vec<usize>> {
    let mut only: Vec<Option<usize>> = vec![None; count];
    let mut is_shared = vec![false; count];
    let mut sold: Vec<(usize, usize)> = Vec::new();
    for (shares, column) in parts.iter().zip(column_of_part) {
        for (supplier, _) in *shares {
            is_shared[*column] |= only[*column].is_some_and(|other| other != *supplier);
            only[*column] = Some(*supplier);
            sold.push((*supplier, *column));
        }
    }
    sold.sort_unstable();
    sold.dedup();
    let of_one = sold.chunk_by(|a, b| a.0 == b.0).filter(|own| own.iter().all(|(_, column)| !is_shared[*column]));
    of_one.map(|own| own.iter().map(|(_, column)| *column).collect()).collect()
}

/// What some parts are together.
pub struct Together {
    /// Suppliers whose sum is not zero, and the first two of them.
    suppliers: usize,
    first: [usize; 2],
    /// What the largest person sold, and what all others did.
    person: i128,
    others: i128,
}

impl Together {
    fn is_few(&self) -> bool {
        self.suppliers < FEWEST
    }

    /// What the largest of all sold, whether a person or an organisation.
    pub fn largest(&self) -> i128 {
        self.person + self.others
    }

    /// As [`guarded::tells_of`] says of it.
    pub fn tells(&self) -> bool {
        self.person != 0 && (self.is_few() || guarded::is_nearly_all(self.person, self.others))
    }
}

/// Sums up quickly what suppliers sold in many parts.
pub struct Ledger {
    /// By part, the suppliers' places here and what they sold.
    parts: Vec<Vec<(u32, i128)>>,
    /// By place, the supplier, and what it sold in the sum that is being made.
    suppliers: Vec<(usize, bool)>,
    cents: Vec<i128>,
    is_in_sum: Vec<bool>,
}

impl Ledger {
    pub fn new(parts: &[&Shares]) -> Self {
        let mut places: FxHashMap<usize, u32> = FxHashMap::default();
        let mut suppliers = Vec::new();
        let mut placed = |(supplier, sold): &(usize, Sold)| {
            let place = *places.entry(*supplier).or_insert_with(|| {
                suppliers.push((*supplier, sold.is_person));
                suppliers.len() as u32 - 1
            });
            (place, sold.cents)
        };
        let parts = parts.iter().map(|shares| shares.iter().map(&mut placed).collect()).collect();
        Self { parts, cents: vec![0; suppliers.len()], is_in_sum: vec![false; suppliers.len()], suppliers }
    }

    /// What these parts are together.
    pub fn sum(&mut self, parts: &[u32]) -> Together {
        let mut places: Vec<u32> = Vec::new();
        for (place, cents) in parts.iter().flat_map(|part| &self.parts[*part as usize]) {
            self.cents[*place as usize] += cents;
            if !std::mem::replace(&mut self.is_in_sum[*place as usize], true) {
                places.push(*place);
            }
        }
        let mut together = Together { suppliers: 0, first: [0; 2], person: 0, others: 0 };
        let mut all = 0;
        for place in places {
            let (supplier, is_person) = self.suppliers[place as usize];
            self.is_in_sum[place as usize] = false;
            let cents = std::mem::take(&mut self.cents[place as usize]).abs();
            if cents == 0 {
                continue;
            }
            if let Some(first) = together.first.get_mut(together.suppliers) {
                *first = supplier;
            }
            together.suppliers += 1;
            all += cents;
            together.person = if is_person { cents.max(together.person) } else { together.person };
        }
        together.others = all - together.person;
        together
    }
}
