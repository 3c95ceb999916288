//! Finding the tables of a sheet among its first rows.

use std::collections::BTreeSet;
use std::ops::Range;

use super::candidate::{Candidate, candidates, weight};
use super::choose::choose;
use super::field::{DOCUMENT, Field, SUPPLIER};
use super::heading::{Header, best_header, holds_data, texts};
use super::mapping::{GivenColumns, HeldRow, Mapping};
use super::{disambiguate, header, headerless, ledger};
use crate::read::OwnedCell;

/// What the first rows of a sheet are.
pub enum Found {
    /// A table, whose data begins at this position in the rows.
    Table { first: usize, mapping: Mapping },
    /// No purchase table, and why, when that is known.
    Other(Option<String>),
}

/// Finds the header among the first rows of a sheet: the row, or two rows together, with the most known columns, an
/// amount among them. Rows without a header are told by their content alone.
pub fn find(rows: &[HeldRow], given: &GivenColumns) -> Found {
    let Some(header) = best_header(rows, given) else {
        return match headerless::find(rows, given) {
            Some(mapping) => Found::Table { first: 0, mapping },
            None => match ledger::what_else(rows) {
                None => lone_amount(rows, given),
                reason => Found::Other(reason),
            },
        };
    };
    table(rows, given, &header, None)
}

/// The table below a header; `amount` is a column of amounts that the header does not tell.
fn table(rows: &[HeldRow], given: &GivenColumns, header: &Header, amount: Option<usize>) -> Found {
    let first = header.last + 1;
    let sample: Vec<&[OwnedCell]> = rows[first..].iter().map(|(_, cells)| cells.as_slice()).collect();
    let mut mapping = choose(rows[header.last].0, &header.texts, &sample, given, amount);
    if !mapping.has_amount() {
        let reason = "a column is called an amount, but what it holds is none".to_owned();
        return Found::Other(Some(reason));
    }
    match ledger::refusal(&header.texts, &said(&header.texts, &sample), &mapping).filter(|_| given.is_empty()) {
        Some(reason) => Found::Other(Some(reason)),
        None => {
            mapping.doubt = ledger::doubt(&header.texts, &mapping).filter(|_| given.is_empty());
            Found::Table { first, mapping }
        }
    }
}

/// A table whose header tells a supplier, but no amount, where just one column can be that; and something else that
/// ledgers have, or the word of a total.
fn lone_amount(rows: &[HeldRow], given: &GivenColumns) -> Found {
    let fields = |found: &[Candidate]| -> BTreeSet<Field> {
        found.iter().map(|c| c.field).filter(|field| *field != Field::Ignore).collect()
    };
    let is_told = |found: &[Candidate], kinds: &[Field]| found.iter().any(|c| kinds.contains(&c.field));
    let headers = (0..rows.len()).rev().filter(|at| !holds_data(&rows[*at].1));
    let headers = headers.map(|at| (at, candidates(&texts(&rows[at].1), given)));
    let named = headers.filter(|(_, found)| is_told(found, &SUPPLIER));
    let Some((at, known)) = named.max_by_key(|(_, found)| fields(found).len()) else { return Found::Other(None) };
    let mut texts = texts(&rows[at].1);
    let sample: Vec<&[OwnedCell]> = rows[at + 1..].iter().map(|(_, cells)| cells.as_slice()).collect();
    let width = sample.iter().map(|row| row.len()).max().unwrap_or(0);
    texts.resize(texts.len().max(width), String::new());
    let may_be = |i: &usize| !known.iter().any(|c| c.index == *i) && header::may_be_amount(&texts[*i]);
    let vat = known.iter().find(|c| c.field == Field::Vat).map(|c| c.index);
    let Some(amount) = disambiguate::lone_amount((0..width).filter(may_be), vat, &sample) else {
        return Found::Other(None);
    };
    let is_total =
        || ["total", "cost", "expense", "paid"].iter().any(|role| header::roles(&texts[amount]).contains(role));
    const LEDGER: [Field; 3] = [Field::Account, Field::AccountName, Field::Unit];
    if !is_told(&known, &DOCUMENT) && !is_told(&known, &LEDGER) && !is_total() {
        return Found::Other(None);
    }
    if texts[amount].trim().is_empty() {
        texts[amount] = format!("(column {})", amount + 1);
    }
    table(rows, given, &Header { texts, first: at, last: at, weight: 0 }, Some(amount))
}

/// The headers of columns that hold anything.
fn said(header: &[String], sample: &[&[OwnedCell]]) -> Vec<String> {
    let is_filled = |i: usize| sample.iter().any(|row| row.get(i).is_some_and(|cell| !cell.borrow().is_blank()));
    let filled = header.iter().enumerate().filter(|(i, _)| sample.is_empty() || is_filled(*i));
    filled.map(|(_, text)| text.clone()).collect()
}

/// The columns of tables that stand side by side: each with a header of its own, parted by an empty column, and both
/// about amounts and at least one more field. Empty when there is only one table.
pub fn side_by_side(rows: &[HeldRow], given: &GivenColumns) -> Vec<Range<usize>> {
    let Some(header) = best_header(rows, given) else { return Vec::new() };
    let width = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let is_empty = |i: usize| {
        rows[header.first..].iter().all(|(_, cells)| cells.get(i).is_none_or(|cell| cell.borrow().is_blank()))
    };
    let starts: Vec<usize> = (0..width).filter(|i| !is_empty(*i) && (*i == 0 || is_empty(i - 1))).collect();
    let fields = |from: usize, to: usize| -> BTreeSet<Field> {
        let texts = &header.texts[from.min(header.texts.len())..to.min(header.texts.len())];
        let found = candidates(texts, given);
        let whole = weight(&found).is_some();
        let kind = |field: Field| if field.is_amount() { Field::Amount } else { field };
        found.into_iter().filter(|_| whole).map(|c| kind(c.field)).filter(|f| *f != Field::Ignore).collect()
    };
    let ends = starts.iter().skip(1).copied().chain([width]);
    let groups: Vec<(Range<usize>, BTreeSet<Field>)> =
        starts.iter().zip(ends).map(|(from, to)| (*from..to, fields(*from, to))).collect();
    let mut tables: Vec<(Range<usize>, BTreeSet<Field>)> = Vec::new();
    for (columns, fields) in groups {
        match tables.last_mut() {
            // The first table begins another wherever the same fields begin anew.
            Some((_, first)) if first.intersection(&fields).count() >= 2 => tables.push((columns, fields)),
            Some((before, _)) => before.end = columns.end,
            None => tables.push((columns, fields)),
        }
    }
    if tables.len() < 2 { Vec::new() } else { tables.into_iter().map(|(columns, _)| columns).collect() }
}
