//! What is odd in a table and rejects no row, and sheets that would count twice.

use std::collections::BTreeMap;

use super::row::Active;
use super::sidecar::{Problem, Table};
use crate::settings::Settings;
use crate::table::repeats::Copies;
use vire_base::amount::format_cents;
use vire_base::sum::Sum;

/// That no column names the suppliers.
pub const NO_SUPPLIER_COLUMN: &str = "no-supplier-column";

/// Codes and messages.
pub fn of(active: &Active, copies: &Copies, settings: &Settings) -> Vec<(&'static str, String)> {
    let own = settings.currency.as_deref().unwrap_or_default();
    let mapping = &active.mapping;
    let mut odd = Vec::new();
    if copies.rows > 0 && !copies.same_posting {
        let message = format!(
            "rows that are exact copies of earlier ones: {}; they are kept, as purchases can be alike",
            copies.rows
        );
        odd.push(("repeated-rows", message));
    }
    if let (cells @ 1.., rows) = &active.uncomputed {
        let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
        let message = format!(
            "{cells} cells are formulas whose values were not saved (first in rows {}); amounts among them are rejected, other cells are taken as empty: open the workbook in a spreadsheet program, save it, and use that",
            rows.join(", ")
        );
        odd.push(("uncomputed-formula", message));
    }
    if active.control.duplicates > 0 {
        let message = format!(
            "{} rows ({}) are left out: voucher and line number show them to be postings met before",
            active.control.duplicates,
            format_cents(active.control.duplicates_cents)
        );
        odd.push(("same-posting", message));
    }
    for (currency, sums) in &active.foreign {
        let mut tell = |code, lot: Sum, what: &str| {
            if lot.lines > 0 {
                odd.push((code, format!("{} rows of {} {currency} are {what}", lot.lines, format_cents(lot.cents))));
            }
        };
        tell("converted", sums.kept, &format!("converted to {} {own}", format_cents(sums.converted_cents)));
        let held_out = "held out, since no rate is given for them; name rate files under [currency] rates";
        tell("no-rate", sums.held_out, held_out);
    }
    if !mapping.unread.is_empty() {
        let headers = mapping.unread.join("\" or \"");
        let message =
            format!("\"{headers}\" is called a date, but what it holds cannot be read as days; no row has a date");
        odd.push(("unread-date", message));
    }
    if !mapping.names_suppliers() {
        let message = "no column was found that says who the suppliers are; if there is one, name it in the pipeline file, under its [[purchases]]: columns = { supplier_name = \"...\" }";
        odd.push((NO_SUPPLIER_COLUMN, message.to_owned()));
    }
    let c = &active.control;
    if settings.reversed.is_none() && c.kept >= ENOUGH && c.negative * 2 > c.kept && c.kept_cents < 0 {
        let message = format!(
            "{} of {} rows are negative, and so is their sum: if purchases are written as negative amounts here, say so in the pipeline file, under its [[purchases]]: sign = \"reversed\" (or \"usual\", if they are credits)",
            c.negative, c.kept
        );
        odd.push(("mostly-negative", message));
    }
    if c.kept >= ENOUGH && c.negative == 0 && c.kept_cents == 0 {
        odd.push(("all-zero", "all amounts are zero: is another column the amount?".to_owned()));
    }
    if active.control.read == 0 {
        odd.push(("empty-table", format!("a header in row {}, but no data rows below it", mapping.header_row)));
    }
    odd
}

/// How a sheet is read that is left out by itself.
pub const TO_READ: &str = "name all sheets to read in the pipeline file, under its [[purchases]]: sheets = [\"...\"]";

/// Why a sheet says once more what others say.
#[derive(Clone, Debug, PartialEq)]
pub enum Again {
    /// Their sum, by something else than days.
    Sum(i128),
    /// The rows of this other sheet.
    Copy(String),
}

impl Again {
    pub fn problem(&self, sheet: &str) -> Problem {
        let (code, what) = match self {
            Self::Sum(cents) => {
                ("summary-sheet", format!("has no dates and sums to what the others sum to, {}", format_cents(*cents)))
            }
            Self::Copy(other) => ("copied-sheet", format!("has the rows, days and sum of the sheet {other:?}")),
        };
        let message =
            format!("the sheet {sheet:?} {what}: it was left out, lest they count twice; to read it, {TO_READ}");
        Problem::new(code, sheet, None, message)
    }
}

/// Rows that tell something of a table.
const ENOUGH: u64 = 3;

/// The sheets that would count twice, each with one table.
pub fn again(tables: &[Table]) -> BTreeMap<String, Again> {
    let alone: Vec<&Table> =
        tables.iter().filter(|t| tables.iter().filter(|other| other.sheet == t.sheet).count() == 1).collect();
    let mut again = BTreeMap::new();
    for (at, table) in alone.iter().enumerate() {
        let c = &table.control;
        let copied = |other: &&&Table| {
            let (days, rows, sum) = ((other.date_min, other.date_max), other.control.kept, other.control.kept_cents);
            (days, rows, sum) == ((table.date_min, table.date_max), c.kept, c.kept_cents)
        };
        if table.date_min.is_some()
            && c.kept >= ENOUGH
            && c.kept_cents != 0
            && let Some(other) = alone[..at].iter().find(copied)
        {
            again.insert(table.sheet.clone(), Again::Copy(other.sheet.clone()));
        }
    }
    let is_dated = |t: &&Table| t.control.undated < t.control.kept && !again.contains_key(&t.sheet);
    let dated = || tables.iter().filter(is_dated).map(|t| &t.control);
    let (rows, cents) = dated().fold((0, 0), |(rows, cents), c| (rows + c.kept, cents + c.kept_cents));
    let sums: Vec<&Table> = alone
        .into_iter()
        .filter(|t| !is_dated(t) && !again.contains_key(&t.sheet))
        .filter(|t| cents != 0 && t.control.kept_cents == cents && (1..=rows).contains(&t.control.kept))
        .collect();
    again.extend(sums.into_iter().map(|t| (t.sheet.clone(), Again::Sum(cents))));
    again
}
