//! An invoice's total that an export repeats on each of its lines.

use std::collections::BTreeMap;

use super::candidate::{Candidate, LAST};
use super::field::{Field, is_missing};
use crate::read::{Cell, OwnedCell};
use vire_base::amount;

/// Invoices of several lines that must show the pattern before it is believed.
const ENOUGH: usize = 3;

/// Where the preferred amount repeats one figure on all lines of an invoice and another amount does not, the other one
/// is preferred. Returns what to say of the column that takes its place, by its index.
pub fn prefer_lines(candidates: &mut [Candidate], sample: &[&[OwnedCell]]) -> BTreeMap<usize, &'static str> {
    let mut told = BTreeMap::new();
    let first = |field| candidates.iter().filter(|c| c.field == field).min_by_key(|c| (c.preference, c.index));
    let document = first(Field::Invoice).or(first(Field::Voucher)).map(|c| c.index);
    let (Some(document), Some(amount)) = (document, first(Field::Amount).filter(|c| !c.given).cloned()) else {
        return told;
    };
    if !repeats(document, amount.index, sample) {
        return told;
    }
    let line = candidates
        .iter()
        .filter(|c| c.field == Field::Amount && c.index != amount.index)
        .filter(|c| !repeats(document, c.index, sample) && varies(document, c.index, sample))
        .min_by_key(|c| (c.preference, c.index))
        .map(|c| c.index);
    match line {
        Some(line) => {
            told.insert(line, ": the other repeats an invoice's total on each of its lines");
            for c in candidates.iter_mut().filter(|c| c.index == amount.index) {
                c.preference = LAST;
            }
        }
        None => drop(told.insert(amount.index, "; it may be the invoice's total repeated on each of its lines")),
    }
    told
}

fn text(row: &[OwnedCell], index: usize) -> String {
    row.get(index).map(OwnedCell::borrow).filter(|c| !is_missing(c)).map(|c| c.to_text()).unwrap_or_default()
}

/// Runs of rows of one document, by the distinct amounts and the rows in each.
fn runs(document: usize, index: usize, sample: &[&[OwnedCell]]) -> Vec<(usize, usize)> {
    let same =
        |a: &&[OwnedCell], b: &&[OwnedCell]| !text(a, document).is_empty() && text(a, document) == text(b, document);
    sample
        .chunk_by(same)
        .filter(|run| run.len() > 1)
        .map(|run| {
            let mut amounts: Vec<String> = run.iter().map(|row| text(row, index)).collect();
            amounts.sort();
            amounts.dedup();
            (amounts.len(), run.len())
        })
        .collect()
}

/// All lines of each document show one amount other than zero.
fn repeats(document: usize, index: usize, sample: &[&[OwnedCell]]) -> bool {
    let runs = runs(document, index, sample);
    let is_amount =
        |c: &Cell<'_>| matches!(c, Cell::Number(_)) || matches!(c, Cell::Text(t) if amount::scan(t).is_some());
    let amounts = sample.iter().filter_map(|row| row.get(index)).filter(|c| is_amount(&c.borrow())).count();
    runs.len() >= ENOUGH && amounts > 0 && runs.iter().all(|(distinct, _)| *distinct == 1)
}

/// The lines of most documents show different amounts.
fn varies(document: usize, index: usize, sample: &[&[OwnedCell]]) -> bool {
    let runs = runs(document, index, sample);
    runs.iter().filter(|(distinct, _)| *distinct > 1).count() * 2 > runs.len()
}
