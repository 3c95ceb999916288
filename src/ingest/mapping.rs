//! Finding the header row of a table and what its columns mean.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::amount;
use super::cell::{Cell, OwnedCell};
use super::field::{ALIASES, Field, header_key};

/// A row number in its sheet, from 1, and its cells.
pub type HeldRow = (u32, Vec<OwnedCell>);

/// A column that was chosen for a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    pub field: Field,
    pub index: usize,
    pub header: String,
    pub evidence: String,
}

/// A table's header and the columns chosen from it, by field.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Mapping {
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// Headers that were taken for nothing.
    pub unused: Vec<String>,
}

impl Mapping {
    pub fn index(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|c| c.field == field).map(|c| c.index)
    }
}

/// Columns given in the pipeline file: field to the spellings that it may have.
pub type GivenColumns = BTreeMap<Field, Vec<String>>;

/// Finds the header among the first rows of a sheet: the row with the most known columns, an amount among them.
/// Returns the position in `rows` too. `None` when no row is a header with an amount column.
pub fn find(rows: &[HeldRow], given: &GivenColumns) -> Option<(usize, Mapping)> {
    let mut best: Option<(usize, usize)> = None;
    for (position, (_, cells)) in rows.iter().enumerate() {
        let fields = candidates(cells, given);
        let has_amount = fields.iter().any(|c| matches!(c.field, Field::Amount | Field::Gross));
        let distinct: BTreeSet<Field> = fields.iter().map(|c| c.field).filter(|f| *f != Field::Ignore).collect();
        if has_amount && distinct.len() >= 2 && best.is_none_or(|(_, most)| distinct.len() > most) {
            best = Some((position, distinct.len()));
        }
    }
    let (position, _) = best?;
    let (number, header) = &rows[position];
    let sample: Vec<&[OwnedCell]> = rows[position + 1..].iter().map(|(_, cells)| cells.as_slice()).collect();
    Some((position, choose(*number, header, &sample, given)))
}

struct Candidate {
    field: Field,
    index: usize,
    preference: u8,
    given: bool,
}

fn candidates(header: &[OwnedCell], given: &GivenColumns) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, cell) in header.iter().enumerate() {
        let OwnedCell::Text(text) = cell else {
            continue;
        };
        let key = header_key(text);
        if key.is_empty() || text.len() > 120 {
            continue;
        }
        let by_config = given.iter().find(|(_, spellings)| spellings.iter().any(|s| header_key(s) == key));
        if let Some((field, _)) = by_config {
            found.push(Candidate { field: *field, index, preference: 0, given: true });
        } else if let Some(alias) = ALIASES.get(&key).filter(|a| !(a.field.is_amount() && is_rate(text))) {
            found.push(Candidate { field: alias.field, index, preference: alias.preference, given: false });
        }
    }
    found
}

/// "ALV %" is a rate, "Summa (alv 0 %)" an amount.
fn is_rate(header: &str) -> bool {
    header.contains('%') && !header.contains('0')
}

fn choose(header_row: u32, header: &[OwnedCell], sample: &[&[OwnedCell]], given: &GivenColumns) -> Mapping {
    let mut candidates = candidates(header, given);
    settle_business_ids(&mut candidates, sample);
    candidates.sort_by_key(|c| (c.field, c.preference, c.index));
    let mut mapping = Mapping { header_row, ..Mapping::default() };
    let header_text = |index: usize| header[index].borrow().to_text();
    for group in candidates.chunk_by(|a, b| a.field == b.field) {
        let field = group[0].field;
        if matches!(field, Field::Ignore | Field::BusinessId | Field::Description) {
            continue;
        }
        // A column whose values cannot be what its name says gives way to the next best.
        let readable = |c: &&Candidate| c.given || !field.is_amount() || looks_like_amounts(c.index, sample);
        let Some(best) = group.iter().find(readable).or(group.first()) else {
            continue;
        };
        let mut evidence = match (best.given, best.preference) {
            (true, _) => "given in the pipeline file".to_owned(),
            (false, CONTENT) => "told by its content".to_owned(),
            (false, _) => "known header".to_owned(),
        };
        let others: Vec<String> =
            group.iter().filter(|c| c.index != best.index).map(|c| header_text(c.index)).collect();
        if !others.is_empty() {
            evidence.push_str(&format!("; preferred to {}", others.join(", ")));
        }
        mapping.columns.push(Column { field, index: best.index, header: header_text(best.index), evidence });
    }
    let used: BTreeSet<usize> = mapping.columns.iter().map(|c| c.index).collect();
    mapping.unused =
        (0..header.len()).filter(|i| !used.contains(i)).map(header_text).filter(|h| !h.is_empty()).collect();
    mapping
}

/// Marks a candidate whose field was told by the column's content.
const CONTENT: u8 = 50;

/// Columns called just "Y-tunnus" are the buyer's where they hold one value only, else the supplier's.
fn settle_business_ids(candidates: &mut [Candidate], sample: &[&[OwnedCell]]) {
    let ids: Vec<usize> = (0..candidates.len()).filter(|i| candidates[*i].field == Field::BusinessId).collect();
    let has_supplier = candidates.iter().any(|c| c.field == Field::SupplierId);
    let constant = |index: usize| distinct_values(index, sample) <= 1;
    // When nothing varies (a one-row table), the last such column is the supplier's: ledgers name the buyer first.
    let varying: Vec<usize> = ids.iter().copied().filter(|i| !constant(candidates[*i].index)).collect();
    let supplier = varying.first().or(ids.last()).copied().filter(|_| !has_supplier);
    for i in ids {
        candidates[i].preference = CONTENT;
        candidates[i].field = if Some(i) == supplier { Field::SupplierId } else { Field::BuyerId };
    }
}

fn distinct_values(index: usize, sample: &[&[OwnedCell]]) -> usize {
    let texts = sample.iter().filter_map(|row| row.get(index)).map(|c| c.borrow().to_text());
    texts.filter(|t| !t.is_empty()).collect::<BTreeSet<_>>().len()
}

/// At least half of the filled cells are amounts; an empty sample says nothing against it.
fn looks_like_amounts(index: usize, sample: &[&[OwnedCell]]) -> bool {
    let filled: Vec<Cell<'_>> =
        sample.iter().filter_map(|row| row.get(index)).map(OwnedCell::borrow).filter(|c| !c.is_blank()).collect();
    let amounts = filled.iter().filter(|c| match c {
        Cell::Number(_) => true,
        Cell::Text(text) => amount::scan(text).is_some(),
        _ => false,
    });
    filled.is_empty() || amounts.count() * 2 >= filled.len()
}

/// The header-like row to show when no amount column was found: the one with most short texts.
pub fn likeliest_header(rows: &[HeldRow]) -> Vec<String> {
    // Rows with figures are data, and data has no place in a message.
    let is_data = |cells: &[OwnedCell]| {
        cells.iter().any(|c| c.borrow().to_text().chars().filter(char::is_ascii_digit).count() > 2)
    };
    let texts = |cells: &[OwnedCell]| -> Vec<String> {
        let text = cells.iter().filter(|c| matches!(c, OwnedCell::Text(t) if t.len() < 60));
        text.map(|c| c.borrow().to_text()).filter(|t| !t.is_empty()).collect()
    };
    rows.iter()
        .filter(|(_, cells)| !is_data(cells))
        .map(|(_, cells)| texts(cells))
        .rev()
        .max_by_key(Vec::len)
        .unwrap_or_default()
}
