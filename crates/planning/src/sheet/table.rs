//! The rows of a filled sheet, with their values by column; what does not fit is a fault.

use chrono::NaiveDate;
use vire_ingest::read::{Cell, OwnedCell};

use super::book::{Book, Raw};
use super::fault::Faults;
use super::{Column, Kind, Sheet, letters};
use crate::exact::{self, Exact, hundred, whole, zero};
use crate::words::Tongues;

/// The header stands within so many rows.
const HEAD: usize = 12;

/// No purchase costs more; what is larger was mistyped.
const LARGEST_SUM: i64 = 1_000_000_000_000;

/// A filled row.
pub struct Entry {
    sheet: String,
    row: u32,
    cells: Vec<(&'static str, usize, Value)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    Number(Exact),
    Date(NaiveDate),
    Member(&'static str),
    /// It does not fit, which has been said.
    Faulty,
}

impl Entry {
    fn value(&self, column: &str) -> &Value {
        self.cells.iter().find(|(id, ..)| *id == column).map_or(&Value::Empty, |(.., value)| value)
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, column: &str) -> String {
        match self.value(column) {
            Value::Text(text) => text.clone(),
            Value::Date(day) => day.to_string(),
            _ => String::new(),
        }
    }

    pub fn number(&self, column: &str) -> Option<Exact> {
        match self.value(column) {
            Value::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    pub fn date(&self, column: &str) -> Option<NaiveDate> {
        match self.value(column) {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    pub fn member(&self, column: &str) -> Option<&'static str> {
        match self.value(column) {
            Value::Member(member) => Some(*member),
            _ => None,
        }
    }

    /// Whether nothing more needs to be said of a cell.
    pub fn is_faulty(&self, column: &str) -> bool {
        *self.value(column) == Value::Faulty
    }

    /// Sheet and cell, such as `Bids!D7`.
    pub fn place(&self, column: &str) -> String {
        let at = self.cells.iter().find(|(id, ..)| *id == column).map_or(0, |(_, at, _)| *at);
        format!("{}!{}{}", self.sheet, letters(at), self.row)
    }
}

/// The filled rows of a sheet; none when it is missing or has no header.
pub fn read(book: &Book, sheet: &'static Sheet, faults: &mut Faults) -> Vec<Entry> {
    let name = book.tongues.every(&format!("sheet-{}", sheet.id));
    let Some(raw) = book.sheet(sheet.id) else {
        if sheet.is_needed {
            faults.add(&name, "there is no such sheet", "`vire template` writes one with all its sheets");
        }
        return Vec::new();
    };
    let Some((header, places)) = header(raw, sheet, &book.tongues) else {
        if sheet.is_needed || !raw.rows.is_empty() {
            let titles: Vec<String> =
                sheet.columns.iter().map(|c| book.tongues.every(&format!("col-{}", c.id))).collect();
            faults.add(&raw.name, "there is no row of headers", format!("write the headers {}", titles.join(", ")));
        }
        return Vec::new();
    };
    for (column, place) in sheet.columns.iter().zip(&places) {
        if column.is_needed && place.is_none() {
            let title = book.tongues.every(&format!("col-{}", column.id));
            let place = format!("{}!{}", raw.name, raw.rows[header].0);
            faults.add(&place, format!("the column {title} is missing"), "add it to the row of headers");
        }
    }
    let columns: Vec<(&Column, usize)> =
        sheet.columns.iter().zip(&places).filter_map(|(column, place)| Some((column, (*place)?))).collect();
    let cell = |cells: &[OwnedCell], at: usize| cells.get(at).cloned().unwrap_or(OwnedCell::Empty);
    let mut entries = Vec::new();
    for (number, cells) in &raw.rows[header + 1..] {
        if columns.iter().all(|(_, at)| cell(cells, *at).borrow().is_blank()) {
            continue;
        }
        let mut entry = Entry { sheet: raw.name.clone(), row: *number, cells: Vec::new() };
        for (column, at) in &columns {
            let place = format!("{}!{}{number}", raw.name, letters(*at));
            let found = value(cell(cells, *at).borrow(), column, &book.tongues);
            match found {
                Ok(Value::Empty) if column.is_needed => {
                    let title = book.tongues.every(&format!("col-{}", column.id));
                    faults.add(&place, format!("{title} is missing"), "fill it in, or empty the whole row");
                    entry.cells.push((column.id, *at, Value::Faulty));
                }
                Ok(value) => entry.cells.push((column.id, *at, value)),
                Err((what, right)) => {
                    faults.add(&place, what, right);
                    entry.cells.push((column.id, *at, Value::Faulty));
                }
            }
        }
        entries.push(entry);
    }
    if sheet.is_needed && entries.is_empty() {
        faults.add(&raw.name, "no row is filled in", "fill in at least one below the headers");
    }
    check_columns(&entries, &columns, faults);
    entries
}

/// The place of the row of headers among the rows, and of each column in it: the row that has the most of their titles.
fn header(raw: &Raw, sheet: &Sheet, tongues: &Tongues) -> Option<(usize, Vec<Option<usize>>)> {
    let places = |cells: &[OwnedCell]| -> Vec<Option<usize>> {
        let is =
            |cell: &OwnedCell, id| matches!(cell, OwnedCell::Text(text) if tongues.says(&format!("col-{id}"), text));
        sheet.columns.iter().map(|column| cells.iter().position(|cell| is(cell, column.id))).collect()
    };
    let found = |places: &Vec<Option<usize>>| places.iter().flatten().count();
    let rows = raw.rows.iter().take(HEAD).enumerate().map(|(at, (_, cells))| (at, places(cells)));
    let best = rows.rev().max_by_key(|(_, places)| found(places))?;
    (found(&best.1) >= 2.min(sheet.columns.len())).then_some(best)
}

/// What a cell holds, or what is wrong with it and what would be right.
fn value(cell: Cell<'_>, column: &Column, tongues: &Tongues) -> Result<Value, (String, String)> {
    if cell.is_uncomputed() {
        let right = "open the workbook in a spreadsheet program and save it, or write the value itself";
        return Err(("the formula has no saved value".into(), right.into()));
    }
    if let Cell::Error(error) = cell {
        return Err((format!("the formula gives {error}"), "mend it, or write the value itself".into()));
    }
    if cell.is_blank() {
        return Ok(Value::Empty);
    }
    let text = cell.text().into_owned();
    let no_number = |right: &str| {
        let is_text = matches!(cell, Cell::Text(_));
        let what = if is_text { format!("\"{text}\" is a text and no number") } else { format!("{text} does not fit") };
        (what, right.to_owned())
    };
    let number = match cell {
        Cell::Number(number) => exact::of_cell(number),
        _ => None,
    };
    let within = |low: &Exact, high: &Exact, right: &str| match &number {
        Some(number) if number >= low && number <= high => Ok(Value::Number(number.clone())),
        _ => Err(no_number(right)),
    };
    match column.kind {
        Kind::Text | Kind::Name | Kind::OneOf(..) => Ok(Value::Text(text)),
        Kind::Number(low, high) => within(&whole(low), &whole(high), &format!("write a number from {low} to {high}")),
        Kind::Weight => within(&zero(), &hundred(), "write a weight from 0 to 100 as a number"),
        Kind::Money => {
            match within(&zero(), &whole(LARGEST_SUM), "write a sum above 0 as a number, without a currency")? {
                Value::Number(sum) if sum == zero() => Err(("0 is no price".into(), "write a sum above 0".into())),
                value => Ok(value),
            }
        }
        Kind::Date => match cell {
            Cell::Date(days) => Ok(Value::Date(day(days))),
            _ => match text.parse() {
                Ok(day) => Ok(Value::Date(day)),
                Err(_) => Err((format!("\"{text}\" is no date"), "write a date such as 2025-03-01".into())),
            },
        },
        Kind::Choice(group, members) => {
            let is = |member: &&&'static str| tongues.says(&format!("{group}-{member}"), &text);
            members.iter().find(is).map(|member| Value::Member(member)).ok_or_else(|| {
                let words: Vec<String> =
                    members.iter().map(|member| tongues.every(&format!("{group}-{member}"))).collect();
                (
                    format!("\"{text}\" is none of the words to choose from"),
                    format!("write one of: {}", words.join("; ")),
                )
            })
        }
        Kind::Any => Ok(match (cell, number) {
            (_, Some(number)) => Value::Number(number),
            (Cell::Date(days), _) => Value::Date(day(days)),
            // A day that was typed as text is one too.
            _ => text.parse().map_or(Value::Text(text), Value::Date),
        }),
    }
}

fn day(days: i32) -> NaiveDate {
    let epoch = NaiveDate::default();
    epoch.checked_add_signed(chrono::TimeDelta::days(days.into())).unwrap_or(epoch)
}

/// Names that two rows have, and weights that do not add up.
fn check_columns(entries: &[Entry], columns: &[(&Column, usize)], faults: &mut Faults) {
    for (column, _) in columns {
        match column.kind {
            Kind::Name => {
                for (at, entry) in entries.iter().enumerate() {
                    let name = entry.text(column.id);
                    let same = |other: &&Entry| {
                        !name.is_empty() && other.text(column.id).to_lowercase() == name.to_lowercase()
                    };
                    if let Some(first) = entries[..at].iter().find(same) {
                        let what = format!("\"{name}\" stands in {} already", first.place(column.id));
                        faults.add(&entry.place(column.id), what, "give each a name of its own");
                    }
                }
            }
            Kind::Weight => {
                let sum: Exact = entries.iter().filter_map(|entry| entry.number(column.id)).sum();
                let (Some(first), Some(last)) = (entries.first(), entries.last()) else { continue };
                let is_complete = entries.iter().all(|entry| entry.number(column.id).is_some());
                if is_complete && sum != hundred() {
                    let last = last.place(column.id);
                    let place = format!("{}:{}", first.place(column.id), last.rsplit('!').next().unwrap_or_default());
                    let sum = exact::millionths(&sum) as f64 / 1e6;
                    faults.add(&place, format!("the weights add up to {sum}"), "let them add up to 100");
                }
            }
            _ => {}
        }
    }
}

/// Names that a column should have from another sheet: the place of each, or a fault.
pub fn among(entry: &Entry, column: &str, names: &[&str], faults: &mut Faults) -> Option<usize> {
    let name = entry.text(column);
    let found = names.iter().position(|other| other.to_lowercase() == name.to_lowercase());
    if found.is_none() && !name.is_empty() {
        let known: Vec<String> = names.iter().take(12).map(|name| format!("\"{name}\"")).collect();
        let right = if known.is_empty() {
            "fill in that sheet first".into()
        } else {
            format!("write one of {}", known.join(", "))
        };
        faults.add(&entry.place(column), format!("\"{name}\" is not known"), right);
    }
    found
}

/// The day that the basics name, without which nothing can be said; `what` says of what it is, such as "the day of the guide".
pub fn day_of(basics: &[Entry], book: &Book, what: &str, faults: &mut Faults) -> Option<NaiveDate> {
    let entry = basics.iter().find(|entry| entry.member("item") == Some("day"));
    let day = entry.and_then(|entry| entry.date("value"));
    if day.is_none() {
        let place = entry.map_or_else(|| book.tongues.every("sheet-basics"), |entry| entry.place("value"));
        faults.add(&place, format!("{what} is missing"), "write a date such as 2025-03-01");
    }
    day
}
