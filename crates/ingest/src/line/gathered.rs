//! What is gathered of a file while its rows go by.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::SyncSender;

use super::active::Closed;
use super::control::Control;
use super::diagnostics;
use super::dictionary::OfTable;
use super::doubles;
use super::forced::Forced;
use super::outlet::{Outlet, Part};
use super::refusal::Refusal;
use super::sidecar::{Problem, Rejected, Sidecar, Table};
use super::texts::Party;
use crate::settings::Settings;
use crate::table::field::Field;
use crate::table::mapping::{HeldRow, Mapping};
use crate::values::ambiguity::{AmbiguousColumn, evidence};
use crate::values::column::Outcome;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_reference::country::Country;
use vire_reference::ids::persons::Place;

pub struct Gathered<'a> {
    /// Where what does not fit into memory lies meanwhile.
    pub scratch: &'a Path,
    pub settings: &'a Settings,
    pub forced: &'a Forced,
    pub outlet: Outlet<'a>,
    pub sidecar: Sidecar,
    /// The workbook counts days from 1904.
    pub is_1904: bool,
    /// The sheet at hand, and the names of all so far; ids of persons in them are masked.
    pub sheet: String,
    entered: BTreeSet<String>,
    /// Readings that this pass guessed wrong: read the file again with them.
    corrected: Forced,
    ambiguities: Vec<AmbiguousColumn>,
    /// First rows of sheets without a table, for the message when there is none at all.
    unread: Vec<HeldRow>,
    /// Sheets that are something else than a ledger, and what.
    refused: Vec<(String, String)>,
}

/// First rows of a sheet without a table that are remembered.
const REMEMBERED: usize = 30;

impl<'a> Gathered<'a> {
    pub fn new(
        (path, scratch): (&'a Path, &'a Path),
        settings: &'a Settings,
        forced: &'a Forced,
        parts: SyncSender<Part>,
    ) -> Self {
        Self {
            scratch,
            settings,
            forced,
            outlet: Outlet::new(path, parts),
            sidecar: Sidecar::default(),
            is_1904: false,
            sheet: String::new(),
            entered: BTreeSet::new(),
            corrected: forced.clone(),
            ambiguities: Vec::new(),
            unread: Vec::new(),
            refused: Vec::new(),
        }
    }

    pub fn unread(&self) -> &[HeldRow] {
        &self.unread
    }

    pub fn refused(&self) -> &[(String, String)] {
        &self.refused
    }

    /// Goes to the next sheet. Two whose names differ by a person's id alone stay apart.
    pub fn enter(&mut self, name: &str) {
        let masked = self.settings.masker.at(Place::Label, name);
        let mut named = masked.clone().into_owned();
        let mut number = 1;
        while masked != name && self.entered.contains(&named) {
            number += 1;
            named = format!("{masked} {number}");
        }
        self.entered.insert(named.clone());
        self.sheet = named;
    }

    /// Something worth knowing of the sheet at hand.
    pub fn problem(&mut self, code: Code, row: Option<u32>, message: String) {
        self.sidecar.problems.push(Problem::new(code, &self.sheet, row, message));
    }

    /// The sheet at hand has no table; its first rows, and why, when that is known.
    pub fn no_table(&mut self, rows: Vec<HeldRow>, reason: Option<String>) {
        self.sidecar.other_sheets.push(self.sheet.clone());
        self.refused.extend(reason.map(|reason| (self.sheet.clone(), reason)));
        self.unread.extend(rows.into_iter().take(REMEMBERED));
    }

    /// Whether the sheet at hand would count twice; it is left out then.
    pub fn leaves_out(&mut self) -> bool {
        let Some(double) = self.forced.doubles.get(&self.sheet) else { return false };
        self.sidecar.problems.push(double.problem(&self.sheet));
        self.sidecar.other_sheets.push(self.sheet.clone());
        true
    }

    /// A table begins in the sheet at hand.
    pub fn begin(&mut self, mapping: &Mapping, basis: &str) -> Result<(), InputError> {
        let mut mapping = mapping.clone();
        if Country::of(&self.settings.country).is_some_and(Country::has_words) {
            mapping.take_description(self.settings.columns.get(&Field::Description));
        }
        self.outlet.send(Part::Table(OfTable::new(&mapping)))?;
        self.sidecar.tables.push(Table {
            sheet: self.sheet.clone(),
            mapping,
            amount_basis: basis.to_owned(),
            readings: Default::default(),
            control: Control::default(),
            date_min: None,
            date_max: None,
            period: None,
            supplier_names: 0,
            decimals: Default::default(),
            orders: Default::default(),
            missing: Default::default(),
            foreign: Default::default(),
        });
        Ok(())
    }

    pub fn reject(&mut self, row: u32, refusal: Refusal, cents: Option<i64>, (table, party): (u32, Party)) {
        let value: String = self.settings.masker.at(Place::Name, &refusal.value).chars().take(80).collect();
        self.sidecar.rejected.push(Rejected {
            table,
            party,
            sheet: self.sheet.clone(),
            row,
            field: refusal.field.name(),
            value,
            code: refusal.code,
            message: refusal.message,
            cents,
        });
    }

    /// After the last row of a table: was each column read rightly?
    pub fn end(&mut self, closed: Closed) -> Result<(), InputError> {
        self.outlet.flush()?;
        self.outlet.send(Part::End(closed.number))?;
        if closed.copies.rows > 0 && closed.copies.same_posting {
            self.corrected.copies.insert(closed.number);
        }
        self.corrected.heads.extend(closed.heads.iter().map(|row| (closed.number, *row)));
        if closed.amounts.has_signed_credits() {
            self.corrected.signed_credits.insert(closed.number);
        }
        self.sidecar.problems.extend(diagnostics::of(&self.sheet, &closed, self.settings));
        self.readings(&closed);
        closed.tally.move_into(&mut self.sidecar.tables[closed.number as usize]);
        Ok(())
    }

    fn readings(&mut self, closed: &Closed) {
        let table = &mut self.sidecar.tables[closed.number as usize];
        table.readings.extend(closed.amounts.sign_reading());
        for (field, column) in closed.amounts.columns() {
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "decimal point", "decimal comma");
                    if column.votes.first + column.votes.second > 0 {
                        table.decimals.insert(field, column.choice.reading);
                    }
                    let reading = format!("decimal mark {:?} ({evidence})", column.choice.reading.as_str());
                    table.readings.insert(field.name(), reading);
                }
                Outcome::Other(right) => drop(self.corrected.decimals.insert((closed.number, field), right)),
                Outcome::Ambiguous => {
                    self.ambiguities.push(AmbiguousColumn::of_amounts(&self.sheet, field, &column.votes))
                }
            }
        }
        for (field, column) in closed.dates.columns() {
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "day first", "month first");
                    if column.votes.first + column.votes.second > 0 {
                        table.orders.insert(field, column.choice.reading);
                    }
                    let reading = format!("order {} ({evidence})", column.choice.reading.as_str());
                    table.readings.insert(field.name(), reading);
                }
                Outcome::Other(right) => drop(self.corrected.orders.insert((closed.number, field), right)),
                Outcome::Ambiguous => {
                    self.ambiguities.push(AmbiguousColumn::of_dates(&self.sheet, field, &column.votes))
                }
            }
        }
    }

    /// Hands over what was gathered, after the last sheet.
    pub fn finish(mut self) -> (Sidecar, Forced, Vec<AmbiguousColumn>) {
        if self.settings.sheets.is_empty() {
            self.corrected.doubles.extend(doubles::find(&self.sidecar.tables));
        }
        if !self.sidecar.tables.is_empty() {
            let refused = self.refused.iter().map(|(sheet, reason)| {
                Problem::new(Code::NotALedger, sheet, None, format!("left out, since {reason}"))
            });
            self.sidecar.problems.extend(refused);
        }
        self.sidecar.mask(|text| self.settings.masker.at(Place::Label, text));
        (self.sidecar, self.corrected, self.ambiguities)
    }
}
