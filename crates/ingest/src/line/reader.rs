//! Walking the rows of a file: header, data, totals, blanks; every row is kept, rejected or counted as no data.

use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::control::Control;
use super::diagnostics;
use super::dictionary::OfTable;
use super::forced::Forced;
use super::kept::Kept;
use super::row::{Active, Fate};
use super::sidecar::{Problem, Rejected, Sidecar, Table};
use crate::read::rows::Parted;
use crate::read::{Cell, OwnedCell, Row, Rows, Sink};
use crate::settings::Settings;
use crate::table::field::{DATE_FIELDS, Field, is_missing};
use crate::table::find::{self, Found};
use crate::table::heading;
use crate::table::mapping::{HeldRow, Mapping};
use crate::table::repeats::Repeats;
use crate::values::ambiguity::{Open, evidence, open_amounts, open_dates};
use crate::values::column::{AmountColumn, DateColumn, Outcome};
use vire_base::amount::format_cents;
use vire_base::digest::Digest;
use vire_base::error::InputError;
use vire_base::text::header_key;

/// Rows held at the head of a sheet until its header is found.
const LOOK_AHEAD: usize = 200;

/// What a reader finds, in the order of the file.
pub enum Part {
    /// A table begins; tables are numbered in this order.
    Table(OfTable),
    /// Lines, which stand at these places among the rows.
    Lines(Arc<Rows>, Vec<u32>, Kept),
    /// No more lines come from this table.
    End(u32),
}

/// Tells data rows of one file from all others and reads their amounts and dates.
pub struct TableReader<'a> {
    path: &'a Path,
    settings: &'a Settings,
    forced: &'a Forced,
    parts: SyncSender<Part>,
    pub sidecar: Sidecar,
    /// Readings that this pass guessed wrong: read the file again with them.
    pub corrected: Forced,
    pub open: Vec<Open>,
    /// First rows of sheets without a table, for the message when there is none at all.
    pub unread: Vec<HeldRow>,
    /// Sheets that are something else than a ledger, and what.
    pub refused: Vec<(String, String)>,
    /// The rows at hand, and what was found in them so far.
    rows: Arc<Rows>,
    /// Of rows that are held back.
    parted: Parted,
    at: Vec<u32>,
    kept: Kept,
    /// The workbook counts days from 1904.
    is_1904: bool,
    sheet: String,
    /// Names of sheets that the settings leave out.
    skipped: Vec<String>,
    state: State,
    /// Tables side by side, each in a state of its own.
    lanes: Vec<Lane>,
    in_lane: bool,
}

/// Columns of a sheet that are read as if they stood alone.
struct Lane {
    columns: Range<usize>,
    state: State,
}

impl Lane {
    fn swap(&mut self, reader: &mut TableReader<'_>) {
        std::mem::swap(&mut self.state, &mut reader.state);
        reader.in_lane = !reader.in_lane;
    }
}

enum State {
    Looking(Vec<HeldRow>),
    Reading(Box<Active>),
    /// A sheet that the settings leave out.
    Skipping,
}

/// Stands for the amount of a total that was not computed: no sum of rows is this.
const UNKNOWN: i64 = i64::MAX;

/// The basis of amounts that include VAT.
pub const GROSS: &str = "gross";

impl<'a> TableReader<'a> {
    pub fn new(path: &'a Path, settings: &'a Settings, forced: &'a Forced, parts: SyncSender<Part>) -> Self {
        Self {
            path,
            settings,
            forced,
            parts,
            sidecar: Sidecar::default(),
            corrected: forced.clone(),
            open: Vec::new(),
            unread: Vec::new(),
            refused: Vec::new(),
            rows: Arc::default(),
            parted: Parted::No,
            at: Vec::new(),
            kept: Kept::default(),
            is_1904: false,
            sheet: String::new(),
            skipped: Vec::new(),
            state: State::Skipping,
            lanes: Vec::new(),
            in_lane: false,
        }
    }

    /// What to say of hidden sheets where the others hold no purchases; empty when none is hidden.
    pub fn hidden(&self) -> String {
        if self.skipped.is_empty() || !self.settings.sheets.is_empty() {
            return String::new();
        }
        format!("; hidden sheets were not read ({}): to read them, {}", self.skipped.join(", "), diagnostics::TO_READ)
    }

    /// The error when sheets were asked for and the file has none of them.
    pub fn no_wanted_sheet(&self) -> Option<InputError> {
        let wanted = &self.settings.sheets;
        let none = !wanted.is_empty() && self.sidecar.other_sheets.is_empty();
        let message = || format!("has no sheet called {}", wanted.join(" or "));
        none.then(|| {
            InputError::new(
                "no-such-sheet",
                self.path,
                message(),
                format!("its sheets are: {}", self.skipped.join(", ")),
            )
        })
    }

    /// Hands over what was gathered, after the last sheet.
    pub fn finish(mut self) -> (Sidecar, Forced, Vec<Open>) {
        if self.settings.sheets.is_empty() {
            self.corrected.again.extend(diagnostics::again(&self.sidecar.tables));
        }
        if !self.sidecar.tables.is_empty() {
            let refused = self
                .refused
                .iter()
                .map(|(sheet, reason)| Problem::new("not-a-ledger", sheet, None, format!("left out, since {reason}")));
            self.sidecar.problems.extend(refused);
        }
        (self.sidecar, self.corrected, self.open)
    }

    fn send(&self, part: Part) -> Result<(), InputError> {
        // The other side has an error of its own then.
        self.parts.send(part).map_err(|_| InputError::new("internal", self.path, "nobody takes the lines", ""))
    }

    /// Hands over what was found in the rows at hand.
    fn flush(&mut self) -> Result<(), InputError> {
        if self.kept.is_empty() {
            return Ok(());
        }
        let (at, kept) = (std::mem::take(&mut self.at), std::mem::take(&mut self.kept));
        self.send(Part::Lines(self.rows.clone(), at, kept))
    }

    /// Takes rows in, then turns back to those at hand before.
    fn walk(
        &mut self,
        rows: &Arc<Rows>,
        mut act: impl FnMut(&mut Self, Row<'_>) -> Result<ControlFlow<()>, InputError>,
    ) -> Result<ControlFlow<()>, InputError> {
        self.flush()?;
        if let Parted::Plain(delimiter) | Parted::Apart(delimiter) = rows.parted {
            self.parted = Parted::Apart(delimiter);
        }
        let before = std::mem::replace(&mut self.rows, rows.clone());
        self.at.reserve(rows.len());
        self.kept.reserve(rows.len());
        let mut flow = ControlFlow::Continue(());
        for at in 0..rows.len() {
            flow = act(self, rows.row(at))?;
            if flow.is_break() {
                break;
            }
        }
        self.flush()?;
        self.rows = before;
        Ok(flow)
    }

    /// Takes rows in that were held back.
    fn take_held(&mut self, held: &[HeldRow]) -> Result<(), InputError> {
        let mut rows = Rows::default();
        rows.parted = self.parted;
        for (number, cells) in held {
            rows.push_row(*number, cells.iter().map(OwnedCell::borrow));
        }
        let rows = Arc::new(rows);
        let taken = self.walk(&rows, |reader, row| {
            reader.take_row(row)?;
            Ok(ControlFlow::Continue(()))
        });
        taken.map(drop)
    }

    /// Looks for the header in the held rows and, when there is one, reads the rows below it.
    fn settle(&mut self) -> Result<(), InputError> {
        let State::Looking(rows) = &mut self.state else {
            return Ok(());
        };
        let rows = std::mem::take(rows);
        self.state = State::Skipping;
        let lanes = if self.in_lane { Vec::new() } else { find::side_by_side(&rows, &self.settings.columns) };
        if !lanes.is_empty() {
            return self.divide(lanes, &rows);
        }
        let (first, mapping) = match find::find(&rows, &self.settings.columns) {
            Found::Table { first, mapping } => (first, mapping),
            Found::Other(reason) => {
                self.sidecar.other_sheets.push(self.sheet.clone());
                self.refused.extend(reason.map(|reason| (self.sheet.clone(), reason)));
                self.unread.extend(rows.into_iter().take(30));
                return Ok(());
            }
        };
        let before = rows[..first].iter().filter(|(_, cells)| heading::filled(cells) > 0).count();
        if let Some(again) = self.forced.again.get(&self.sheet) {
            self.sidecar.problems.push(again.problem(&self.sheet));
            self.sidecar.other_sheets.push(self.sheet.clone());
            return Ok(());
        }
        let mut active = self.start(mapping)?;
        active.guess(&rows[first..]);
        // The header itself is no note.
        active.control.note += before.saturating_sub(usize::from(active.mapping.header_row > 0)) as u64;
        active.control.blank += first.saturating_sub(before) as u64;
        active.last_row = active.mapping.header_row;
        self.state = State::Reading(Box::new(active));
        self.take_held(&rows[first..])
    }

    /// Reads tables that stand side by side as tables of their own.
    fn divide(&mut self, columns: Vec<Range<usize>>, rows: &[HeldRow]) -> Result<(), InputError> {
        let first: Vec<String> = columns.iter().map(|c| (c.start + 1).to_string()).collect();
        let message = format!(
            "{} tables stand side by side, beginning in the columns {}, and are read as tables of their own",
            columns.len(),
            first.join(", ")
        );
        self.sidecar.problems.push(Problem::new("side-by-side", &self.sheet, None, message));
        let looking = |columns| Lane { columns, state: State::Looking(Vec::new()) };
        self.lanes = columns.into_iter().map(looking).collect();
        self.take_held(rows)
    }

    fn in_lanes(&mut self, mut act: impl FnMut(&mut Self, &Lane) -> Result<(), InputError>) -> Result<(), InputError> {
        let mut lanes = std::mem::take(&mut self.lanes);
        for lane in &mut lanes {
            lane.swap(self);
            let done = act(self, lane);
            lane.swap(self);
            done?;
        }
        self.lanes = lanes;
        Ok(())
    }

    fn end_of_table(&mut self) -> Result<(), InputError> {
        while matches!(self.state, State::Looking(_)) {
            self.settle()?;
        }
        if let State::Reading(active) = std::mem::replace(&mut self.state, State::Skipping) {
            self.close(*active)?;
        }
        Ok(())
    }

    fn start(&mut self, mapping: Mapping) -> Result<Active, InputError> {
        let table = self.sidecar.tables.len() as u32;
        let key = |field| (table, field);
        let amounts = |field: Field| {
            let given = self.settings.decimal.or(self.forced.decimals.get(&key(field)).copied());
            mapping.index(field).map(|i| (i, AmountColumn::new(given)))
        };
        let dates = DATE_FIELDS.map(|field| {
            let given = self.settings.date_order.or(self.forced.orders.get(&key(field)).copied());
            mapping.index(field).map(|i| (i, DateColumn { is_1904: self.is_1904, ..DateColumn::new(given) }))
        });
        self.send(Part::Table(OfTable::new(&mapping)))?;
        let (amount, vat, gross) = (amounts(Field::Amount), amounts(Field::Vat), amounts(Field::Gross));
        let sides = amounts(Field::Debit).zip(amounts(Field::Credit)).map(<[_; 2]>::from);
        let signed_credits = self.forced.signed_credits.contains(&table);
        let at = |column: &Option<(usize, AmountColumn)>| column.as_ref().map(|(i, _)| *i);
        let side = |which: usize| sides.as_ref().map(|sides| sides[which].0);
        let basis = match (&amount, &sides, &gross, &vat) {
            (Some(_), ..) => "as in the amount column",
            (None, Some(_), ..) if signed_credits => "debit and credit added, since all credits are negative",
            (None, Some(_), ..) => "debit less credit",
            (None, None, Some(_), Some(_)) => "gross less VAT",
            _ => GROSS,
        };
        self.sidecar.tables.push(Table {
            sheet: self.sheet.clone(),
            mapping: mapping.clone(),
            amount_basis: basis.to_owned(),
            readings: Default::default(),
            control: Control::default(),
            date_min: None,
            date_max: None,
            period: None,
            supplier_names: 0,
            decimals: BTreeMap::new(),
            orders: BTreeMap::new(),
            missing: Default::default(),
            foreign: BTreeMap::new(),
        });
        let document = mapping.index(Field::Voucher).or(mapping.index(Field::Invoice));
        let posting = document.zip(mapping.index(Field::VoucherLine)).map(|(document, line)| [document, line]);
        Ok(Active {
            table,
            header_keys: mapping.columns.iter().map(|c| header_key(&c.header)).collect(),
            primary: [0, 3, 1].into_iter().find(|i| dates[*i].is_some()),
            amounts: [at(&amount), at(&vat), at(&gross), side(0), side(1)],
            reversed: self.settings.reversed == Some(true),
            beside: Vec::new(),
            columns: 0,
            amount,
            vat,
            gross,
            sides,
            signed_credits,
            credits: [0; 2],
            uncomputed: Default::default(),
            dates,
            year: mapping.index(Field::Year),
            month: mapping.index(Field::Month),
            currency: mapping.index(Field::Currency),
            foreign: BTreeMap::new(),
            last_row: mapping.header_row,
            mapping,
            control: Control::default(),
            above: Default::default(),
            repeats: Repeats::new(posting, self.forced.copies.contains(&table)),
            missing: BTreeMap::new(),
            date_min: None,
            date_max: None,
            period: None,
            span: None,
        })
    }

    /// Takes in one of the rows at hand.
    fn take_row(&mut self, row: Row<'_>) -> Result<(), InputError> {
        if !self.lanes.is_empty() && !self.in_lane {
            return self.in_lanes(|reader, lane| reader.take_row(row.within(&lane.columns)));
        }
        match &mut self.state {
            State::Skipping => Ok(()),
            State::Reading(_) => self.data_row(row),
            State::Looking(held) => {
                held.push(to_hold(row));
                if held.len() >= LOOK_AHEAD { self.settle() } else { Ok(()) }
            }
        }
    }

    fn data_row(&mut self, row: Row<'_>) -> Result<(), InputError> {
        let State::Reading(active) = &mut self.state else {
            return Ok(());
        };
        let number = row.number();
        active.control.blank += u64::from(number.saturating_sub(active.last_row + 1));
        active.last_row = number;
        if row.cells().all(|cell| cell.is_blank()) {
            active.control.blank += 1;
            return Ok(());
        }
        if active.is_header(row) {
            active.control.header += 1;
            return Ok(());
        }
        if row.may_be_uncomputed() && row.cells().any(|cell| cell.is_uncomputed()) {
            active.note_uncomputed(row);
        }
        let amount_cell = active.amount_cell(row);
        let amount = active.read_amount(row);
        let others = || active.others(row).take(2).count();
        if amount.is_none()
            && others() > 1
            && heading::is_header(&row.cells().collect::<Vec<_>>(), &self.settings.columns)
        {
            return self.next_table(row);
        }
        if amount_cell.is_uncomputed() && active.is_total(row, UNKNOWN) {
            active.control.total += 1;
            return Ok(());
        }
        let few = || usize::from(is_missing(&amount_cell) && !amount_cell.is_uncomputed());
        if amount.is_none() && others() <= few() {
            active.control.note += 1; // a heading or a footnote, in whatever column it stands
            return Ok(());
        }
        if let Some(cents) = amount.map(|a| a.cents)
            && active.is_total(row, cents)
        {
            active.control.total += 1;
            if cents != 0 && !active.above.sums_to(cents, 100) {
                let message = format!(
                    "the total row says {}, the rows above sum to {}",
                    format_cents(cents.into()),
                    format_cents(active.above.cents)
                );
                self.sidecar.problems.push(Problem::new("total-differs", &self.sheet, Some(number), message));
            }
            active.above.reset();
            return Ok(());
        }
        let foreign = active.foreign(row, self.settings);
        if let Some(amount) = amount
            && active.repeats.add(row)
        {
            active.leave(Fate::Duplicate, foreign, Some(amount.cents));
            return Ok(());
        }
        match active.take(row, amount, foreign.as_deref(), self.settings, &mut self.kept) {
            Ok(()) => self.at.push(row.at() as u32),
            Err(refusal) => {
                let refusal = *refusal;
                let cents = amount.map(|a| a.cents);
                active.leave(refusal.fate(), foreign, cents);
                let value: String = self.settings.masker.text(&refusal.value).chars().take(80).collect();
                self.sidecar.rejected.push(Rejected {
                    sheet: self.sheet.clone(),
                    row: number,
                    field: refusal.field.name(),
                    value,
                    code: refusal.code.to_owned(),
                    message: refusal.message,
                    cents,
                });
            }
        }
        Ok(())
    }

    /// A header other than the table's own: what follows is another table.
    fn next_table(&mut self, row: Row<'_>) -> Result<(), InputError> {
        let header = vec![to_hold(row)];
        if let State::Reading(active) = std::mem::replace(&mut self.state, State::Looking(header)) {
            self.close(*active)?;
        }
        Ok(())
    }

    /// After the last row of a table: was each column read rightly?
    fn close(&mut self, mut active: Active) -> Result<(), InputError> {
        self.flush()?;
        self.send(Part::End(active.table))?;
        let copies = std::mem::take(&mut active.repeats).copies();
        if copies.rows > 0 && copies.same_posting {
            self.corrected.copies.insert(active.table);
        }
        if active.credits[1] > 0 && active.credits[0] == 0 {
            self.corrected.signed_credits.insert(active.table);
        }
        let odd = diagnostics::of(&active, &copies, self.settings);
        self.sidecar
            .problems
            .extend(odd.into_iter().map(|(code, message)| Problem::new(code, &self.sheet, None, message)));
        let table = &mut self.sidecar.tables[active.table as usize];
        table.control = active.control;
        table.foreign = active.foreign;
        (table.date_min, table.date_max) = (active.date_min, active.date_max);
        table.period = active.period;
        table.missing = active.missing.iter().map(|(field, n)| (field.name(), *n)).collect();
        let amounts = [(Field::Amount, &active.amount), (Field::Vat, &active.vat), (Field::Gross, &active.gross)];
        let amounts = amounts.into_iter().filter_map(|(f, c)| c.as_ref().map(|c| (f, &c.1)));
        let sides = active.sides.iter().flat_map(|sides| [Field::Debit, Field::Credit].into_iter().zip(sides));
        for (field, column) in amounts.chain(sides.map(|(field, (_, column))| (field, column))) {
            let key = (active.table, field);
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "decimal point", "decimal comma");
                    if column.votes.first + column.votes.second > 0 {
                        table.decimals.insert(field, column.choice.reading);
                    }
                    table.readings.insert(
                        field.name(),
                        format!("decimal mark {:?} ({evidence})", column.choice.reading.as_str()),
                    );
                }
                Outcome::Other(right) => drop(self.corrected.decimals.insert(key, right)),
                Outcome::Open => self.open.push(open_amounts(&self.sheet, field, &column.votes)),
            }
        }
        for (field, column) in
            DATE_FIELDS.into_iter().zip(&active.dates).filter_map(|(f, c)| c.as_ref().map(|c| (f, &c.1)))
        {
            let key = (active.table, field);
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "day first", "month first");
                    if column.votes.first + column.votes.second > 0 {
                        table.orders.insert(field, column.choice.reading);
                    }
                    table
                        .readings
                        .insert(field.name(), format!("order {} ({evidence})", column.choice.reading.as_str()));
                }
                Outcome::Other(right) => drop(self.corrected.orders.insert(key, right)),
                Outcome::Open => self.open.push(open_dates(&self.sheet, field, &column.votes)),
            }
        }
        Ok(())
    }
}

impl Sink for TableReader<'_> {
    fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
        self.is_1904 = is_1904;
        Ok(())
    }

    fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
        self.sheet = name.to_owned();
        let named = &self.settings.sheets;
        let wanted = if named.is_empty() { !is_hidden } else { named.iter().any(|s| s == name) };
        if !wanted {
            self.skipped.push(name.to_owned());
        }
        if named.is_empty() && is_hidden {
            let message =
                format!("the sheet {name:?} is hidden and was not read; to read it, {}", diagnostics::TO_READ);
            self.sidecar.problems.push(Problem::new("hidden-sheet", name, None, message));
        }
        self.state = if wanted { State::Looking(Vec::new()) } else { State::Skipping };
        self.lanes.clear();
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        self.rows(&Arc::new(Rows::of_row(row, cells.iter().copied())))
    }

    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        self.walk(rows, |reader, row| {
            reader.take_row(row)?;
            let skipped = |lane: &Lane| matches!(lane.state, State::Skipping);
            let all = matches!(reader.state, State::Skipping) && reader.lanes.iter().all(skipped);
            Ok(if all { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.end_of_table()?;
        self.in_lanes(|reader, _| reader.end_of_table())
    }

    fn digest(&mut self, digest: Digest) -> Result<(), InputError> {
        self.sidecar.digest = Some(digest);
        Ok(())
    }
}

fn to_hold(row: Row<'_>) -> HeldRow {
    (row.number(), row.cells().map(|cell| cell.to_owned()).collect())
}
