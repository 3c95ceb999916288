//! Columns that could be a field, by their headers.

use std::collections::BTreeMap;

use super::field::{ALIASES, Field};
use super::header::{self, BY_WORDS};
use super::mapping::GivenColumns;
use vire_base::text::header_key;

pub fn is_known(text: &str, given: &GivenColumns) -> bool {
    let key = header_key(text);
    !key.is_empty()
        && (ALIASES.contains_key(&key) || given.values().flatten().any(|spelling| header_key(spelling) == key))
}

/// What a column known by its whole header, or only by its words, counts.
pub const EXACT: usize = 10;
const WORDED: usize = 7;

/// How much a row says as a header; `None` when it names no amount or nothing else.
pub fn weight(candidates: &[Candidate]) -> Option<usize> {
    let mut fields: BTreeMap<Field, usize> = BTreeMap::new();
    for c in candidates.iter().filter(|c| c.field != Field::Ignore) {
        let weight = if c.given || c.preference < BY_WORDS { EXACT } else { WORDED };
        let known = fields.entry(c.field).or_default();
        *known = (*known).max(weight);
    }
    let has = |field| fields.contains_key(&field);
    let pair = has(Field::Debit) && has(Field::Credit);
    let amount = has(Field::Amount) || has(Field::Gross) || pair;
    (amount && fields.len() >= 2 + usize::from(pair)).then(|| fields.values().sum())
}

#[derive(Clone, Debug)]
pub struct Candidate {
    pub field: Field,
    pub index: usize,
    pub preference: u8,
    pub given: bool,
}

pub fn candidates(header: &[String], given: &GivenColumns) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, text) in header.iter().enumerate() {
        let key = header_key(text);
        if key.is_empty() {
            continue;
        }
        let by_config = given.iter().find(|(_, spellings)| spellings.iter().any(|s| header_key(s) == key));
        if let Some((field, _)) = by_config {
            found.push(Candidate { field: *field, index, preference: 0, given: true });
        } else if let Some(alias) = header::meaning(text) {
            found.push(Candidate { field: alias.field, index, preference: alias.preference, given: false });
        }
    }
    found
}

/// Marks a candidate whose field was told by the column's content.
pub const CONTENT: u8 = 19;

/// The preference of a column that gives way to all others of its field.
pub const LAST: u8 = 99;
