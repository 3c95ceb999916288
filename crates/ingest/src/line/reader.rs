//! Walking the rows of a file: header, data, totals, blanks; every row is kept, rejected or counted as no data.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::doubles::TO_READ;
use super::forced::Forced;
use super::gathered::Gathered;
use super::lane::Lane;
use super::outlet::Part;
use super::sidecar::Sidecar;
use crate::read::{Cell, Rows, Sink};
use crate::settings::Settings;
use crate::table::heading::likeliest_header;
use crate::table::other;
use crate::values::ambiguity::AmbiguousColumn;
use vire_base::code::Code;
use vire_base::digest::Digest;
use vire_base::error::InputError;

/// Tells data rows of one file from all others and reads their amounts and dates.
pub struct TableReader<'a> {
    path: &'a Path,
    file: Gathered<'a>,
    /// The sheet at hand.
    lane: Lane,
    /// Names of sheets that the settings leave out.
    skipped: Vec<String>,
}

impl<'a> TableReader<'a> {
    pub fn new(
        (path, scratch): (&'a Path, &'a Path),
        settings: &'a Settings,
        forced: &'a Forced,
        parts: SyncSender<Part>,
    ) -> Self {
        let file = Gathered::new((path, scratch), settings, forced, parts);
        Self { path, file, lane: Lane::skipped(), skipped: Vec::new() }
    }

    /// Hands over what was gathered, after the last sheet; an error when no sheet holds purchases.
    pub fn finish(self) -> Result<(Sidecar, Forced, Vec<AmbiguousColumn>), InputError> {
        if self.file.sidecar.tables.is_empty() {
            return Err(self.no_wanted_sheet().unwrap_or_else(|| self.no_table()));
        }
        Ok(self.file.finish())
    }

    /// The error when sheets were asked for and the file has none of them.
    fn no_wanted_sheet(&self) -> Option<InputError> {
        let wanted = &self.file.settings.sheets;
        let none = !wanted.is_empty() && self.file.sidecar.other_sheets.is_empty();
        let message = || format!("has no sheet called {}", wanted.join(" or "));
        let help = || format!("its sheets are: {}", self.skipped.join(", "));
        none.then(|| InputError::new(Code::NoSuchSheet, self.path, message(), help()))
    }

    fn no_table(&self) -> InputError {
        let (seen, amounts) = likeliest_header(self.file.unread());
        let examples: Vec<String> =
            amounts.iter().take(3).map(|header| format!("columns = {{ amount = {header:?} }}")).collect();
        let help = match &examples[..] {
            [] => {
                "name the column of amounts in the pipeline file, under its [[purchases]]: columns = { amount = \"...\" }"
                    .to_owned()
            }
            _ => format!("name the columns in the pipeline file, under its [[purchases]]: {}", examples.join(" or ")),
        };
        let help = help + &self.hidden();
        if let Some((sheet, reason)) = self.file.refused().first() {
            let message = format!("is no ledger of purchases: {reason}");
            let kind = other::of(&seen).map(|other| format!("; a pipeline file takes it under {}", other.key));
            let help = format!("leave it out{}; if it is one after all, {help}", kind.unwrap_or_default());
            return InputError::new(Code::NotALedger, self.path, message, help).in_sheet(sheet);
        }
        let message = if self.file.unread().is_empty() {
            "holds no rows".to_owned()
        } else if seen.is_empty() {
            "no amount column found, and no row with words that head columns".to_owned()
        } else {
            format!("no amount column found; the likeliest header reads: {}", seen.join(" | "))
        };
        InputError::new(Code::NoAmountColumn, self.path, message, help)
    }

    /// What to say of hidden sheets where the others hold no purchases; empty when none is hidden.
    fn hidden(&self) -> String {
        if self.skipped.is_empty() || !self.file.settings.sheets.is_empty() {
            return String::new();
        }
        format!("; hidden sheets were not read ({}): to read them, {TO_READ}", self.skipped.join(", "))
    }
}

impl Sink for TableReader<'_> {
    fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
        self.file.is_1904 = is_1904;
        Ok(())
    }

    fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
        self.file.enter(name);
        let named = &self.file.settings.sheets;
        let wanted = if named.is_empty() { !is_hidden } else { named.iter().any(|s| s == name) };
        let sheet = self.file.sheet.clone();
        if named.is_empty() && is_hidden {
            let message = format!("the sheet {sheet:?} is hidden and was not read; to read it, {TO_READ}");
            self.file.problem(Code::HiddenSheet, None, message);
        }
        if !wanted {
            self.skipped.push(sheet);
        }
        self.lane = if wanted { Lane::sheet() } else { Lane::skipped() };
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        self.rows(&Arc::new(Rows::of_row(row, cells.iter().copied())))
    }

    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        let before = self.file.outlet.turn_to(rows)?;
        let mut flow = ControlFlow::Continue(());
        for at in 0..rows.len() {
            self.lane.take(rows.row(at), &mut self.file)?;
            flow = self.lane.flow();
            if flow.is_break() {
                break;
            }
        }
        self.file.outlet.turn_back(before)?;
        Ok(flow)
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.lane.end(&mut self.file)
    }

    fn digest(&mut self, digest: Digest) -> Result<(), InputError> {
        self.file.sidecar.digest = Some(digest);
        Ok(())
    }
}
