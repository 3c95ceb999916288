//! Sheets that say once more what others say, and would count twice.

use std::collections::BTreeMap;

use super::sidecar::{Problem, Table};
use vire_base::amount::format_cents;
use vire_base::code::Code;

/// How a sheet is read that is left out by itself.
pub const TO_READ: &str = "name all sheets to read in the pipeline file, under its [[purchases]]: sheets = [\"...\"]";

/// Why a sheet says once more what others say.
#[derive(Clone, Debug, PartialEq)]
pub enum Double {
    /// Their sum, by something else than days.
    Sum(i128),
    /// The rows of this other sheet.
    Copy(String),
}

impl Double {
    pub fn problem(&self, sheet: &str) -> Problem {
        let (code, what) = match self {
            Self::Sum(cents) => (
                Code::SummarySheet,
                format!("has no dates and sums to what the others sum to, {}", format_cents(*cents)),
            ),
            Self::Copy(other) => (Code::CopiedSheet, format!("has the rows, days and sum of the sheet {other:?}")),
        };
        let message =
            format!("the sheet {sheet:?} {what}: it was left out, lest they count twice; to read it, {TO_READ}");
        Problem::new(code, sheet, None, message)
    }
}

/// Rows that tell something of a table.
const ENOUGH: u64 = 3;

/// The sheets that would count twice, each with one table.
pub fn find(tables: &[Table]) -> BTreeMap<String, Double> {
    let alone: Vec<&Table> =
        tables.iter().filter(|t| tables.iter().filter(|other| other.sheet == t.sheet).count() == 1).collect();
    let mut doubles = BTreeMap::new();
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
            doubles.insert(table.sheet.clone(), Double::Copy(other.sheet.clone()));
        }
    }
    let is_dated = |t: &&Table| t.control.undated < t.control.kept && !doubles.contains_key(&t.sheet);
    let dated = || tables.iter().filter(is_dated).map(|t| &t.control);
    let (rows, cents) = dated().fold((0, 0), |(rows, cents), c| (rows + c.kept, cents + c.kept_cents));
    let sums: Vec<&Table> = alone
        .into_iter()
        .filter(|t| !is_dated(t) && !doubles.contains_key(&t.sheet))
        .filter(|t| cents != 0 && t.control.kept_cents == cents && (1..=rows).contains(&t.control.kept))
        .collect();
    doubles.extend(sums.into_iter().map(|t| (t.sheet.clone(), Double::Sum(cents))));
    doubles
}
