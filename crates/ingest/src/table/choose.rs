//! The best column for each field.

use std::collections::BTreeSet;

use super::candidate::{CONTENT, Candidate, candidates};
use super::field::{DATE_FIELDS, Field};
use super::header::{self, BY_WORDS};
use super::mapping::{Column, GivenColumns, How, Mapping, Question, fold_blanks};
use super::profile::Profile;
use super::{disambiguate, repeated, total};
use crate::read::OwnedCell;

/// Rows without a value that make a column look empty.
const ENOUGH: usize = 10;

/// The best column for each field.
pub fn choose(
    header_row: u32,
    header: &[String],
    sample: &[&[OwnedCell]],
    given: &GivenColumns,
    amount: Option<usize>,
) -> Mapping {
    let width = sample.iter().map(|row| row.len()).max().unwrap_or(0).max(header.len());
    let profiles: Vec<Profile> = (0..width).map(|i| Profile::of(i, sample)).collect();
    let mut candidates = candidates(header, given);
    // A field without any spelling is one that no column has.
    candidates.retain(|c| !given.get(&c.field).is_some_and(Vec::is_empty));
    candidates.extend(amount.map(|index| Candidate { field: Field::Amount, index, preference: CONTENT, given: false }));
    disambiguate::by_content(&mut candidates, header, &profiles);
    let told = repeated::prefer_lines(&mut candidates, sample);
    candidates.sort_by_key(|c| (c.field, c.preference, c.index));
    let mut mapping = Mapping { header_row, ..Mapping::default() };
    let name = |index: usize| header.get(index).map(|h| fold_blanks(h)).unwrap_or_default();
    // Columns of one name are told apart by their place.
    let told_apart = |index: usize| match (0..header.len()).filter(|i| name(*i) == name(index)).count() {
        0 | 1 => name(index),
        _ => format!("{} (column {})", name(index), index + 1),
    };
    for group in candidates.chunk_by(|a, b| a.field == b.field) {
        let field = group[0].field;
        if matches!(field, Field::Ignore | Field::BusinessId | Field::Description) {
            continue;
        }
        // A column whose values cannot be what its name says, or that has none, gives way to the next best.
        let can_be = |c: &&Candidate| c.given || profiles[c.index].fits(field);
        let is_filled = |c: &&Candidate| c.given || profiles[c.index].filled > 0;
        let is_known = |c: &&Candidate| c.preference < BY_WORDS || sample.len() < ENOUGH;
        let empty = || group.iter().find(|c| can_be(c) && is_known(c));
        let Some(best) = group.iter().find(|c| can_be(c) && is_filled(c)).or_else(empty) else {
            continue;
        };
        let how = match (best.given, best.preference) {
            (true, _) => How::Given,
            (false, CONTENT) => How::Content,
            (false, p) if p >= BY_WORDS => How::Words,
            (false, _) => How::Header,
        };
        let mut notes = String::new();
        let profile = &profiles[best.index];
        if profile.filled == 0 && sample.len() >= ENOUGH {
            notes.push_str("; empty in the first rows");
        }
        let others: Vec<&Candidate> =
            group.iter().filter(|c| c.index != best.index && profiles[c.index].filled > 0).collect();
        if !others.is_empty() {
            let names: Vec<String> = others.iter().map(|c| told_apart(c.index)).collect();
            notes.push_str(&format!("; preferred to {}", names.join(", ")));
        }
        if let Some(why) = told.get(&best.index) {
            notes.push_str(why);
        }
        let even = |c: &&&Candidate| {
            let is_near = c.preference == best.preference || [c, best].iter().all(|c| is_plain_amount(c));
            is_near && !best.given && profiles[c.index].fits(field) && differ(best, c, sample)
        };
        let near: Vec<String> = others.iter().filter(even).map(|c| name(c.index)).collect();
        if !near.is_empty() && field.is_asked() {
            mapping.questions.push(Question {
                field,
                taken: name(best.index),
                others: near,
                reason: "their headers say no more; the first was taken".to_owned(),
            });
        }
        if Some(best.index) == amount {
            mapping.questions.push(Question {
                field,
                taken: name(best.index),
                others: Vec::new(),
                reason: "no header says which column is the amount, and this is the only one with money".to_owned(),
            });
        }
        let by_header = if best.given { 100.0 } else { 100.0 - 1.5 * f64::from(best.preference.min(CONTENT)) };
        let score = (by_header * profile.fit(field)).round() as u8;
        mapping.columns.push(Column { field, index: best.index, header: name(best.index), how, notes, score });
    }
    disambiguate::amounts(&mut mapping, given, sample);
    complete(&mut mapping, header, sample, given, &profiles);
    let is_date = |c: &&Candidate| DATE_FIELDS.contains(&c.field) && profiles[c.index].filled > 0;
    if DATE_FIELDS.iter().all(|field| mapping.index(*field).is_none()) {
        mapping.unread = candidates.iter().filter(is_date).map(|c| told_apart(c.index)).collect();
    }
    let used: BTreeSet<usize> = mapping.columns.iter().map(|c| c.index).collect();
    let is_named = |i: &usize| !used.contains(i) && !header[*i].trim().is_empty();
    mapping.unused = (0..header.len()).filter(is_named).map(told_apart).collect();
    mapping.typical_texts = typical_texts(&mapping, sample);
    mapping.headers = (0..width).map(name).collect();
    mapping
}

/// What no header tells: who the suppliers are, which days are meant, and whether months are those of a calendar.
fn complete(
    mapping: &mut Mapping,
    header: &[String],
    sample: &[&[OwnedCell]],
    given: &GivenColumns,
    profiles: &[Profile],
) {
    let mut taken: BTreeSet<usize> = mapping.columns.iter().map(|c| c.index).collect();
    let is_empty = |c: &Column| profiles[c.index].filled == 0;
    let of_others = |text: &String| ["customer", "employee"].iter().any(|role| header::roles(text).contains(role));
    taken.extend((0..header.len()).filter(|i| of_others(&header[*i])));
    let take = |mapping: &mut Mapping, field: Field, index: usize, notes: &str, score: u8| {
        let header = header.get(index).map(|h| fold_blanks(h)).unwrap_or_default();
        mapping.columns.push(Column { field, index, header, how: How::Content, notes: notes.to_owned(), score });
        mapping.columns.sort_by_key(|c| c.field);
        index
    };
    let is_named = mapping.columns.iter().any(|c| c.field == Field::SupplierName && !is_empty(c));
    let is_open = !is_named && !given.contains_key(&Field::SupplierName);
    if is_open && let Some(index) = disambiguate::unnamed_suppliers(&taken, sample, profiles) {
        mapping.columns.retain(|c| c.field != Field::SupplierName);
        let score = (70.0 * profiles[index].fit(Field::SupplierName)) as u8;
        taken.insert(take(mapping, Field::SupplierName, index, ": names of companies", score));
    }
    let is_open = mapping.index(Field::SupplierId).is_none() && !given.contains_key(&Field::SupplierId);
    if is_open && let Some(index) = disambiguate::unnamed_ids(&taken, header, sample) {
        taken.insert(take(mapping, Field::SupplierId, index, ": check digits of business ids", 70));
    }
    days(mapping, &mut taken, header, sample, given);
    let dated = mapping.index(Field::PostingDate).filter(|_| mapping.index(Field::PaymentDate).is_none());
    mapping.questions.extend(dated.and_then(|at| disambiguate::doubted_months(at, &taken, header, sample, profiles)));
}

/// The days of a table none of whose headers names one: the only column that holds days, or the first of several, which is
/// asked about.
fn days(
    mapping: &mut Mapping,
    taken: &mut BTreeSet<usize>,
    header: &[String],
    sample: &[&[OwnedCell]],
    given: &GivenColumns,
) {
    let is_dated = |field: &Field| mapping.index(*field).is_some() || given.contains_key(field);
    if DATE_FIELDS.iter().chain([&Field::Year]).any(is_dated) {
        return;
    }
    let found: Vec<usize> = disambiguate::unnamed_days(taken, header, sample);
    let Some((index, others)) = found.split_first() else { return };
    let name = |index: usize| header.get(index).map(|h| fold_blanks(h)).unwrap_or_default();
    mapping.columns.push(Column {
        field: Field::PostingDate,
        index: *index,
        header: name(*index),
        how: How::Content,
        notes: ": days".to_owned(),
        score: 70,
    });
    mapping.columns.sort_by_key(|c| c.field);
    taken.insert(*index);
    if !others.is_empty() {
        mapping.questions.push(Question {
            field: Field::PostingDate,
            taken: name(*index),
            others: others.iter().map(|other| name(*other)).collect(),
            reason: "no header says which days are those of the purchases; the first were taken".to_owned(),
        });
    }
}

/// A known header that says no more than "Amount Paid" or "Invoice Value" do: nothing of net, nor of lines.
fn is_plain_amount(c: &Candidate) -> bool {
    c.field == Field::Amount && (5..BY_WORDS).contains(&c.preference) && c.preference != CONTENT
}

/// Two columns hold different values in some row.
fn differ(a: &Candidate, b: &Candidate, sample: &[&[OwnedCell]]) -> bool {
    let text = |row: &[OwnedCell], i: usize| row.get(i).map(|c| c.borrow().to_text()).unwrap_or_default();
    sample.iter().any(|row| text(row, a.index) != text(row, b.index))
}

/// The median number of cells in a row that are neither amounts nor numbers.
fn typical_texts(mapping: &Mapping, sample: &[&[OwnedCell]]) -> usize {
    let amounts: Vec<usize> = mapping.columns.iter().filter(|c| c.field.is_amount()).map(|c| c.index).collect();
    let mut counts: Vec<usize> = sample
        .iter()
        .map(|row| {
            let cells = row.iter().enumerate().filter(|(i, _)| !amounts.contains(i));
            cells.filter(|(_, c)| total::is_wording(&c.borrow())).count()
        })
        .filter(|n| *n > 0)
        .collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(1)
}
