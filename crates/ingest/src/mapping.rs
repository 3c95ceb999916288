//! Finding the header of a table and what its columns mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::cell::{Cell, OwnedCell};
use super::field::{ALIASES, Field};
use super::header::{self, BY_WORDS};
use super::profile::Profile;
use super::row::DATE_FIELDS;
use super::{headerless, ledger, repeated, settle};
use vire_base::text::header_key;
use vire_base::{amount, date};

/// A row number in its sheet, from 1, and its cells.
pub type HeldRow = (u32, Vec<OwnedCell>);

/// A column that was chosen for a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    pub field: Field,
    pub index: usize,
    pub header: String,
    pub evidence: String,
    /// How well header and content fit, of 100.
    pub score: u8,
}

/// A choice that could be another: what was taken and what else it could be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub field: Field,
    pub taken: String,
    pub others: Vec<String>,
    pub reason: String,
}

/// A table's header and the columns chosen from it, by field.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// The header's (last) row; 0 when the table has none and its columns are numbered.
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// Headers that were taken for nothing.
    pub unused: Vec<String>,
    /// Headers of dates whose columns hold none, where no other column has the date.
    pub unread: Vec<String>,
    pub questions: Vec<Question>,
    /// Text cells beside the amounts in most rows.
    pub typical_texts: usize,
}

impl Mapping {
    /// Amounts as they are, or debit and credit.
    pub fn has_amount(&self) -> bool {
        [Field::Amount, Field::Gross, Field::Debit].iter().any(|field| self.index(*field).is_some())
    }

    /// The currency that the header of the amounts names; empty when it names none.
    pub fn header_currency(&self) -> &'static str {
        let amount = self.columns.iter().find(|c| matches!(c.field, Field::Amount | Field::Gross | Field::Debit));
        amount.map_or("", |c| header::currency(&c.header))
    }

    /// A column says who the suppliers are.
    pub fn names_suppliers(&self) -> bool {
        ledger::SUPPLIER.iter().any(|field| self.index(*field).is_some())
    }

    pub fn index(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|c| c.field == field).map(|c| c.index)
    }
}

/// Columns given in the pipeline file: field to the spellings that it may have.
pub type GivenColumns = BTreeMap<Field, Vec<String>>;

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
    let mapping = choose(rows[header.last].0, &header.texts, &sample, given, amount);
    if !mapping.has_amount() {
        let reason = "a column is called an amount, but what it holds is none".to_owned();
        return Found::Other(Some(reason));
    }
    match ledger::refusal(&header.texts, &said(&header.texts, &sample), &mapping).filter(|_| given.is_empty()) {
        Some(reason) => Found::Other(Some(reason)),
        None => Found::Table { first, mapping },
    }
}

/// A table whose header tells a supplier, but no amount, where just one column can be that; and a document or day, or the
/// word of a total.
fn lone_amount(rows: &[HeldRow], given: &GivenColumns) -> Found {
    let fields = |found: &[Candidate]| -> BTreeSet<Field> {
        found.iter().map(|c| c.field).filter(|field| *field != Field::Ignore).collect()
    };
    let is_told = |found: &[Candidate], kinds: &[Field]| found.iter().any(|c| kinds.contains(&c.field));
    let headers = (0..rows.len()).rev().filter(|at| !holds_data(&rows[*at].1));
    let headers = headers.map(|at| (at, candidates(&texts(&rows[at].1), given)));
    let named = headers.filter(|(_, found)| is_told(found, &ledger::SUPPLIER));
    let Some((at, known)) = named.max_by_key(|(_, found)| fields(found).len()) else { return Found::Other(None) };
    let mut texts = texts(&rows[at].1);
    let sample: Vec<&[OwnedCell]> = rows[at + 1..].iter().map(|(_, cells)| cells.as_slice()).collect();
    let width = sample.iter().map(|row| row.len()).max().unwrap_or(0);
    texts.resize(texts.len().max(width), String::new());
    let may_be = |i: &usize| !known.iter().any(|c| c.index == *i) && header::may_be_amount(&texts[*i]);
    let vat = known.iter().find(|c| c.field == Field::Vat).map(|c| c.index);
    let Some(amount) = settle::lone_amount((0..width).filter(may_be), vat, &sample) else { return Found::Other(None) };
    let is_total =
        || ["total", "cost", "expense", "paid"].iter().any(|role| header::roles(&texts[amount]).contains(role));
    if !is_told(&known, &ledger::DOCUMENT) && !is_total() {
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

/// A row that could be a header, or the header of another table further down: it names an amount and something else.
pub fn is_header(cells: &[Cell<'_>], given: &GivenColumns) -> bool {
    let owned: Vec<OwnedCell> = cells.iter().map(Cell::to_owned).collect();
    !holds_data(&owned) && weight(&candidates(&texts(&owned), given)).is_some()
}

struct Header {
    texts: Vec<String>,
    /// Positions of its first and last row.
    first: usize,
    last: usize,
    weight: usize,
}

/// Rows that could be a header, alone or two together.
fn possible_headers(rows: &[HeldRow], given: &GivenColumns) -> Vec<Header> {
    let mut possible = Vec::new();
    let mut offer = |texts: Vec<String>, first: usize, last: usize, cost: usize| {
        if let Some(weight) = weight(&candidates(&texts, given)) {
            possible.push(Header { texts, first, last, weight: weight.saturating_sub(cost) });
        }
    };
    for (position, (_, cells)) in rows.iter().enumerate() {
        let whole = texts(cells);
        if holds_data(cells) {
            // Data among headers: only spellings that are known for sure count.
            let known = whole.into_iter().map(|t| if is_known(&t, given) { t } else { String::new() }).collect();
            offer(known, position, position, 0);
            continue;
        }
        offer(whole, position, position, 0);
        if let Some((_, below)) = rows.get(position + 1)
            && !below.iter().any(is_data)
            && filled(cells) > 1
        {
            for spread in [false, true] {
                offer(joined(cells, below, spread, given), position, position + 1, EXACT / 2);
            }
        }
    }
    possible
}

/// The header of the first table: of the possible headers above the first data, the one that says most.
fn best_header(rows: &[HeldRow], given: &GivenColumns) -> Option<Header> {
    let mut best: Option<Header> = None;
    for header in possible_headers(rows, given) {
        if let Some(found) = &best {
            let between = rows.get(found.last + 1..header.first).unwrap_or_default();
            if between.iter().any(|(_, cells)| holds_data(cells) && filled(cells) > 1) {
                break;
            }
        }
        if best.as_ref().is_none_or(|found| header.weight > found.weight) {
            best = Some(header);
        }
    }
    best
}

fn is_known(text: &str, given: &GivenColumns) -> bool {
    let key = header_key(text);
    !key.is_empty()
        && (ALIASES.contains_key(&key) || given.values().flatten().any(|spelling| header_key(spelling) == key))
}

pub fn filled(cells: &[OwnedCell]) -> usize {
    cells.iter().filter(|c| !c.borrow().is_blank()).count()
}

/// Numbers and dates make a row data.
pub fn holds_data(cells: &[OwnedCell]) -> bool {
    cells.iter().filter(|cell| is_data(cell)).count() * 5 > filled(cells)
}

/// A number or a date; a year may head a column.
fn is_data(cell: &OwnedCell) -> bool {
    let is_year = |n: f64| (1990.0..2100.0).contains(&n);
    match cell.borrow() {
        Cell::Number(n) => !is_year(n),
        Cell::Date(_) => true,
        Cell::Text(text) if text.trim().len() == 4 && text.trim().parse().is_ok_and(is_year) => false,
        Cell::Text(text) => amount::scan(text).is_some() || date::scan(text).is_some(),
        _ => false,
    }
}

fn texts(cells: &[OwnedCell]) -> Vec<String> {
    let text = |cell: &OwnedCell| match cell {
        OwnedCell::Text(text) => text.clone(),
        _ => String::new(),
    };
    cells.iter().map(text).collect()
}

/// Two header rows as one: what stands in the upper row belongs to what is below it, and with `spread` also to the
/// columns after it, as in merged cells.
fn joined(upper: &[OwnedCell], lower: &[OwnedCell], spread: bool, given: &GivenColumns) -> Vec<String> {
    let (upper, lower) = (texts(upper), texts(lower));
    let mut above = String::new();
    (0..upper.len().max(lower.len()))
        .map(|i| {
            let own = upper.get(i).map(|t| t.trim()).unwrap_or_default();
            if !own.is_empty() || !spread {
                above = own.to_owned();
            }
            let below = lower.get(i).map(|t| t.trim()).unwrap_or_default();
            let both = format!("{above} {below}").trim().to_owned();
            let says = |text: &str| is_known(text, given) || header::meaning(text).is_some();
            match (below.is_empty(), says(&both)) {
                (true, _) => own.to_owned(),
                (false, false) if says(below) => below.to_owned(),
                _ => both,
            }
        })
        .collect()
}

/// What a column known by its whole header, or only by its words, counts.
const EXACT: usize = 10;
const WORDED: usize = 7;

/// How much a row says as a header; `None` when it names no amount or nothing else.
fn weight(candidates: &[Candidate]) -> Option<usize> {
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

/// Rows without a value that make a column look empty.
const ENOUGH: usize = 10;

/// The best column for each field.
fn choose(
    header_row: u32,
    header: &[String],
    sample: &[&[OwnedCell]],
    given: &GivenColumns,
    amount: Option<usize>,
) -> Mapping {
    let width = sample.iter().map(|row| row.len()).max().unwrap_or(0).max(header.len());
    let profiles: Vec<Profile> = (0..width).map(|i| Profile::of(i, sample)).collect();
    let mut candidates = candidates(header, given);
    candidates.extend(amount.map(|index| Candidate { field: Field::Amount, index, preference: CONTENT, given: false }));
    settle::by_content(&mut candidates, header, &profiles);
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
        let mut evidence = match (best.given, best.preference) {
            (true, _) => "given in the pipeline file".to_owned(),
            (false, CONTENT) => "told by its content".to_owned(),
            (false, p) if p >= BY_WORDS => "told by the words of its header".to_owned(),
            (false, _) => "known header".to_owned(),
        };
        let profile = &profiles[best.index];
        if profile.filled == 0 && sample.len() >= ENOUGH {
            evidence.push_str("; empty in the first rows");
        }
        let others: Vec<&Candidate> =
            group.iter().filter(|c| c.index != best.index && profiles[c.index].filled > 0).collect();
        if !others.is_empty() {
            let names: Vec<String> = others.iter().map(|c| told_apart(c.index)).collect();
            evidence.push_str(&format!("; preferred to {}", names.join(", ")));
        }
        if let Some(why) = told.get(&best.index) {
            evidence.push_str(why);
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
        mapping.columns.push(Column { field, index: best.index, header: name(best.index), evidence, score });
    }
    settle::amounts(&mut mapping, given, sample);
    complete(&mut mapping, header, sample, &profiles);
    let is_date = |c: &&Candidate| DATE_FIELDS.contains(&c.field) && profiles[c.index].filled > 0;
    if DATE_FIELDS.iter().all(|field| mapping.index(*field).is_none()) {
        mapping.unread = candidates.iter().filter(is_date).map(|c| told_apart(c.index)).collect();
    }
    let used: BTreeSet<usize> = mapping.columns.iter().map(|c| c.index).collect();
    let is_named = |i: &usize| !used.contains(i) && !header[*i].trim().is_empty();
    mapping.unused = (0..header.len()).filter(is_named).map(told_apart).collect();
    mapping.typical_texts = typical_texts(&mapping, sample);
    mapping
}

/// What no header tells: who the suppliers are, and whether months are those of a calendar.
fn complete(mapping: &mut Mapping, header: &[String], sample: &[&[OwnedCell]], profiles: &[Profile]) {
    let mut taken: BTreeSet<usize> = mapping.columns.iter().map(|c| c.index).collect();
    let is_empty = |c: &Column| profiles[c.index].filled == 0;
    let of_others = |text: &String| ["customer", "employee"].iter().any(|role| header::roles(text).contains(role));
    taken.extend((0..header.len()).filter(|i| of_others(&header[*i])));
    let is_named = mapping.columns.iter().any(|c| c.field == Field::SupplierName && !is_empty(c));
    if !is_named && let Some(index) = settle::unnamed_suppliers(&taken, sample, profiles) {
        mapping.columns.retain(|c| c.field != Field::SupplierName);
        mapping.columns.push(Column {
            field: Field::SupplierName,
            index,
            header: header.get(index).map(|h| fold_blanks(h)).unwrap_or_default(),
            evidence: "told by its content: names of companies".to_owned(),
            score: (70.0 * profiles[index].fit(Field::SupplierName)) as u8,
        });
        mapping.columns.sort_by_key(|c| c.field);
        taken.insert(index);
    }
    let dated = mapping.index(Field::PostingDate).filter(|_| mapping.index(Field::PaymentDate).is_none());
    mapping.questions.extend(dated.and_then(|at| settle::doubted_months(at, &taken, header, sample, profiles)));
}

fn fold_blanks(text: &str) -> String {
    Cell::Text(text).to_text()
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

/// Marks a candidate whose field was told by the column's content.
pub const CONTENT: u8 = 19;

/// The median number of cells in a row that are neither amounts nor numbers.
fn typical_texts(mapping: &Mapping, sample: &[&[OwnedCell]]) -> usize {
    let amounts: Vec<usize> = mapping.columns.iter().filter(|c| c.field.is_amount()).map(|c| c.index).collect();
    let mut counts: Vec<usize> = sample
        .iter()
        .map(|row| {
            let cells = row.iter().enumerate().filter(|(i, _)| !amounts.contains(i));
            cells.filter(|(_, c)| super::total::is_wording(&c.borrow())).count()
        })
        .filter(|n| *n > 0)
        .collect();
    counts.sort_unstable();
    counts.get(counts.len() / 2).copied().unwrap_or(1)
}

/// The header-like row to show when no amount column was found, the one with most short texts: its texts, and those of
/// columns that hold amounts.
pub fn likeliest_header(rows: &[HeldRow]) -> (Vec<String>, Vec<String>) {
    // Rows with figures are data, and data has no place in a message.
    let is_data = |cells: &[OwnedCell]| {
        cells.iter().any(|c| c.borrow().to_text().chars().filter(char::is_ascii_digit).count() > 2)
    };
    let text = |cell: &OwnedCell| match cell {
        OwnedCell::Text(text) if text.len() < 60 => fold_blanks(text),
        _ => String::new(),
    };
    let texts = |cells: &[OwnedCell]| -> Vec<String> { cells.iter().map(text).collect() };
    let filled = |cells: &[OwnedCell]| texts(cells).iter().filter(|t| !t.is_empty()).count();
    let possible = (0..rows.len()).rev().filter(|at| !is_data(&rows[*at].1));
    let Some(at) = possible.max_by_key(|at| filled(&rows[*at].1)) else { return Default::default() };
    let header = texts(&rows[at].1);
    let sample: Vec<&[OwnedCell]> = rows[at + 1..].iter().map(|(_, cells)| cells.as_slice()).collect();
    let named = |i: usize| if header[i].is_empty() { format!("(column {})", i + 1) } else { header[i].clone() };
    let amounts = (0..header.len()).filter(|i| settle::is_money(*i, &sample)).map(named).collect();
    (header.into_iter().filter(|text| !text.is_empty()).collect(), amounts)
}
