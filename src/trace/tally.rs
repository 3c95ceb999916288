//! Lines counted by where they stand: sums by supplier, and the largest lines.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use serde::Serialize;
use vire_base::decimal;
use vire_base::sum::Sum;

use super::Keys;
use super::lines::Line;
use super::rules::{Measure, Place};

/// Some lines of a figure: all counted, the largest shown.
#[derive(Debug, Serialize)]
pub struct Part {
    pub lines: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
    /// How many suppliers they are of; by sector where the figure counts such groups.
    pub suppliers: u64,
    /// The largest.
    pub largest_suppliers: Vec<Seller>,
    pub other_suppliers: Others,
    /// The largest, credit notes by their size.
    pub largest_lines: Vec<Posting>,
    pub other_lines: Others,
}

/// What a supplier sold of a part.
#[derive(Debug, Serialize)]
pub struct Seller {
    pub supplier: String,
    pub name: String,
    /// Where the figure counts suppliers by sector.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sector: String,
    pub lines: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

/// A line as the ledger has it.
#[derive(Debug, Serialize)]
pub struct Posting {
    pub file: String,
    pub sheet: String,
    pub row: i32,
    pub supplier: String,
    pub name: String,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

/// Those that are not shown.
#[derive(Debug, Serialize)]
pub struct Others {
    pub count: u64,
    #[serde(with = "decimal::cents")]
    pub amount: i128,
}

/// Lines by size, then in the order of files and rows.
type Ranked = (u128, Reverse<(String, String, i32)>, i128, String);

pub struct Tally {
    measure: Measure,
    most: usize,
    /// Of each place: the sums by supplier, or by supplier and sector.
    sums: [HashMap<String, Sum>; 3],
    /// The largest lines of the numerator.
    largest: BinaryHeap<Reverse<Ranked>>,
    /// Room for the keys of groups.
    key: String,
}

/// Between the supplier and the sector of a group.
const BETWEEN: char = '\0';

impl Tally {
    pub fn new(measure: Measure, most: usize) -> Self {
        let (sums, largest) = (Default::default(), BinaryHeap::new());
        Self { measure, most, sums, largest, key: String::new() }
    }

    pub fn add(&mut self, line: &Line<'_>, place: Place) {
        let Some(sums) = index(place).and_then(|at| self.sums.get_mut(at)) else { return };
        self.key.clear();
        self.key.push_str(line.supplier);
        if self.measure == Measure::Groups {
            self.key.push(BETWEEN);
            self.key.push_str(line.sector);
        }
        let one = Sum { lines: 1, cents: line.cents };
        match sums.get_mut(&self.key) {
            Some(sum) => *sum += one,
            None => {
                sums.insert(self.key.clone(), one);
            }
        }
        if place == Place::Numerator {
            self.rank(line);
        }
    }

    fn rank(&mut self, line: &Line<'_>) {
        let size = line.cents.unsigned_abs();
        let is_full = self.largest.len() >= self.most;
        if is_full && self.largest.peek().is_none_or(|Reverse(least)| size < least.0) {
            return;
        }
        let place = Reverse((line.file.to_owned(), line.sheet.to_owned(), line.row));
        self.largest.push(Reverse((size, place, line.cents, line.supplier.to_owned())));
        if is_full {
            self.largest.pop();
        }
    }

    fn sums(&self, place: Place) -> impl Iterator<Item = (&String, &Sum)> {
        index(place).into_iter().flat_map(|at| &self.sums[at])
    }

    fn total(&self, place: Place) -> Sum {
        let mut total = Sum::default();
        self.sums(place).for_each(|(_, sum)| total += *sum);
        total
    }

    /// What the figure counts of a place: cents, or a hundredfold count, as figures have it.
    pub fn counted(&self, place: Place) -> i128 {
        match self.measure {
            Measure::Money => self.total(place).cents,
            Measure::Lines => i128::from(self.total(place).lines) * 100,
            Measure::Suppliers | Measure::Groups => self.sums(place).count() as i128 * 100,
        }
    }

    /// The largest sums of a place.
    fn ranked(&self, place: Place) -> Vec<(&str, Sum)> {
        let mut ranked: Vec<(&str, Sum)> = self.sums(place).map(|(key, sum)| (key.as_str(), *sum)).collect();
        ranked.sort_unstable_by_key(|(key, sum)| (Reverse(sum.cents.unsigned_abs()), *key));
        ranked.truncate(self.most);
        ranked
    }

    /// The suppliers that will be shown.
    pub fn wanted(&self) -> Keys {
        let places = [Place::Numerator, Place::Rest, Place::Unknown].into_iter();
        let sellers = places.flat_map(|place| self.ranked(place)).map(|(key, _)| split(key).0.to_owned());
        sellers.chain(self.largest.iter().map(|Reverse(line)| line.3.clone())).collect()
    }

    pub fn part(&self, place: Place, names: &HashMap<String, String>) -> Part {
        let name = |key: &str| names.get(key).cloned().unwrap_or_default();
        let total = self.total(place);
        let largest_suppliers: Vec<Seller> =
            self.ranked(place).into_iter().map(|(key, sum)| seller(key, sum, name)).collect();
        let mut lines: Vec<&Ranked> = self.largest.iter().map(|Reverse(line)| line).collect();
        lines.retain(|_| place == Place::Numerator);
        lines.sort_unstable_by(|a, b| b.cmp(a));
        let largest_lines: Vec<Posting> = lines.into_iter().map(|line| posting(line, name)).collect();
        let suppliers = self.sums(place).count() as u64;
        Part {
            lines: total.lines,
            amount: total.cents,
            suppliers,
            other_suppliers: Others {
                count: suppliers - largest_suppliers.len() as u64,
                amount: total.cents - largest_suppliers.iter().map(|s| s.amount).sum::<i128>(),
            },
            other_lines: Others {
                count: total.lines - largest_lines.len() as u64,
                amount: total.cents - largest_lines.iter().map(|l| l.amount).sum::<i128>(),
            },
            largest_suppliers,
            largest_lines,
        }
    }
}

fn index(place: Place) -> Option<usize> {
    match place {
        Place::Numerator => Some(0),
        Place::Rest => Some(1),
        Place::Unknown => Some(2),
        Place::Outside => None,
    }
}

fn split(key: &str) -> (&str, &str) {
    key.split_once(BETWEEN).unwrap_or((key, ""))
}

fn seller(key: &str, sum: Sum, name: impl Fn(&str) -> String) -> Seller {
    let (supplier, sector) = split(key);
    Seller {
        supplier: supplier.to_owned(),
        name: name(supplier),
        sector: sector.to_owned(),
        lines: sum.lines,
        amount: sum.cents,
    }
}

fn posting((_, Reverse((file, sheet, row)), cents, supplier): &Ranked, name: impl Fn(&str) -> String) -> Posting {
    Posting {
        file: file.clone(),
        sheet: sheet.clone(),
        row: *row,
        supplier: supplier.clone(),
        name: name(supplier),
        amount: *cents,
    }
}
