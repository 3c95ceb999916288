//! Walking the rows of a file: header, data, totals, blanks; every row is kept, rejected or counted as no data.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use arrow_array::RecordBatch;

use super::Settings;
use super::amount::{DecimalMark, format_cents};
use super::cell::{Cell, OwnedCell};
use super::column::{AmountColumn, DateColumn, Outcome, Votes};
use super::date::{self, DateOrder};
use super::dictionary::Dictionaries;
use super::error::InputError;
use super::field::{Field, header_key};
use super::mapping::{self, HeldRow, Mapping};
use super::staged::{BATCH, Control, Lines, Problem, Rejected, Sidecar, Table};
use super::workbook::Sink;

/// Rows held at the head of a sheet until its header is found.
const LOOK_AHEAD: usize = 200;

/// Column readings found by an earlier pass over the same file, by sheet and field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forced {
    pub decimals: BTreeMap<(String, Field), DecimalMark>,
    pub orders: BTreeMap<(String, Field), DateOrder>,
}

/// A column whose values can be read both ways.
#[derive(Clone, Debug)]
pub struct Open {
    pub sheet: String,
    pub field: Field,
    pub error: String,
    pub help: String,
}

/// Reads one file's rows into batches and a [`Sidecar`].
pub struct TableReader<'a> {
    path: &'a Path,
    settings: &'a Settings,
    forced: &'a Forced,
    emit: &'a mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
    dictionaries: Dictionaries<'a>,
    pub sidecar: Sidecar,
    /// Readings that this pass guessed wrong: read the file again with them.
    pub corrected: Forced,
    pub open: Vec<Open>,
    /// First rows of sheets without a table, for the message when there is none at all.
    pub unread: Vec<HeldRow>,
    lines: Lines,
    sheet: String,
    /// Names of sheets that the settings leave out.
    skipped: Vec<String>,
    state: State,
}

enum State {
    Looking(Vec<HeldRow>),
    Reading(Box<Active>),
    /// A sheet that the settings leave out.
    Skipping,
}

/// The table being read.
struct Active {
    table: u32,
    mapping: Mapping,
    header_keys: Vec<String>,
    amount: Option<(usize, AmountColumn)>,
    vat: Option<(usize, AmountColumn)>,
    gross: Option<(usize, AmountColumn)>,
    dates: [Option<(usize, DateColumn)>; 4],
    /// The date that decides the year: position in `dates`.
    primary: Option<usize>,
    texts: [Option<usize>; 3],
    control: Control,
    /// Number of the last row met; rows that a workbook leaves out are blank.
    last_row: u32,
    date_min: Option<i32>,
    date_max: Option<i32>,
}

/// The basis of amounts that include VAT.
pub const GROSS: &str = "gross";

const DATE_FIELDS: [Field; 4] = [Field::PostingDate, Field::InvoiceDate, Field::DueDate, Field::PaymentDate];
const TEXT_FIELDS: [Field; 3] = [Field::Voucher, Field::Invoice, Field::Contract];

impl<'a> TableReader<'a> {
    pub fn new(
        path: &'a Path,
        settings: &'a Settings,
        forced: &'a Forced,
        emit: &'a mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
    ) -> Self {
        Self {
            path,
            settings,
            forced,
            emit,
            dictionaries: Dictionaries::new(settings),
            sidecar: Sidecar::default(),
            corrected: forced.clone(),
            open: Vec::new(),
            unread: Vec::new(),
            lines: Lines::default(),
            sheet: String::new(),
            skipped: Vec::new(),
            state: State::Skipping,
        }
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
    pub fn finish(mut self) -> Result<(Sidecar, Forced, Vec<Open>), InputError> {
        self.flush()?;
        self.dictionaries.move_into(&mut self.sidecar).map_err(|e| {
            let help = "the masking key of persons' ids is a file of 64 hex digits; set [privacy] key_file to a place that can be written";
            InputError::new("no-mask-key", self.settings.masker.key_file(), e.to_string(), help)
        })?;
        Ok((self.sidecar, self.corrected, self.open))
    }

    fn flush(&mut self) -> Result<(), InputError> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let batch = self.lines.take_batch().map_err(|e| InputError::new("internal", self.path, e.to_string(), ""))?;
        (self.emit)(batch)
    }

    /// Looks for the header in the held rows and, when there is one, reads the rows below it.
    fn settle(&mut self) -> Result<(), InputError> {
        let State::Looking(rows) = &mut self.state else {
            return Ok(());
        };
        let rows = std::mem::take(rows);
        self.state = State::Skipping;
        let Some((position, mapping)) = mapping::find(&rows, &self.settings.columns) else {
            self.sidecar.other_sheets.push(self.sheet.clone());
            self.unread.extend(rows.into_iter().take(30));
            return Ok(());
        };
        let mut active = self.start(mapping, &rows[position].1);
        active.guess(&rows[position + 1..]);
        active.control.note +=
            rows[..position].iter().filter(|(_, cells)| cells.iter().any(|c| !c.borrow().is_blank())).count() as u64;
        self.state = State::Reading(Box::new(active));
        for (number, cells) in &rows[position + 1..] {
            let cells: Vec<Cell<'_>> = cells.iter().map(OwnedCell::borrow).collect();
            self.data_row(*number, &cells)?;
        }
        Ok(())
    }

    fn start(&mut self, mapping: Mapping, header: &[OwnedCell]) -> Active {
        let key = |field| (self.sheet.clone(), field);
        let amounts = |field: Field| {
            let given = self.settings.decimal.or(self.forced.decimals.get(&key(field)).copied());
            mapping.index(field).map(|i| (i, AmountColumn::new(given)))
        };
        let dates = DATE_FIELDS.map(|field| {
            let given = self.settings.date_order.or(self.forced.orders.get(&key(field)).copied());
            mapping.index(field).map(|i| (i, DateColumn::new(given)))
        });
        self.dictionaries.start(&mapping);
        let table = self.sidecar.tables.len() as u32;
        let (amount, vat, gross) = (amounts(Field::Amount), amounts(Field::Vat), amounts(Field::Gross));
        let basis = match (&amount, &gross, &vat) {
            (Some(_), ..) => "as in the amount column",
            (None, Some(_), Some(_)) => "gross less VAT",
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
        });
        Active {
            table,
            header_keys: header.iter().map(|c| header_key(&c.borrow().to_text())).collect(),
            primary: [0, 1, 3].into_iter().find(|i| dates[*i].is_some()),
            texts: TEXT_FIELDS.map(|f| mapping.index(f)),
            amount,
            vat,
            gross,
            dates,
            last_row: mapping.header_row,
            mapping,
            control: Control::default(),
            date_min: None,
            date_max: None,
        }
    }

    fn data_row(&mut self, number: u32, cells: &[Cell<'_>]) -> Result<(), InputError> {
        let State::Reading(active) = &mut self.state else {
            return Ok(());
        };
        active.control.blank += u64::from(number.saturating_sub(active.last_row + 1));
        active.last_row = number;
        if cells.iter().all(Cell::is_blank) {
            active.control.blank += 1;
            return Ok(());
        }
        if active.is_header(cells) {
            active.control.header += 1;
            return Ok(());
        }
        let amount_cell = active.amount_cell(cells);
        let amount = active.read_amount(cells);
        let others = || active.others(cells).take(2).count();
        if amount.is_none() && others() <= usize::from(is_missing(amount_cell)) {
            active.control.note += 1; // a heading or a footnote, in whatever column it stands
            return Ok(());
        }
        if let Some(cents) = amount.map(|a| a.cents)
            && active.is_total(cells, cents)
        {
            active.control.total += 1;
            let above = active.control.kept_cents;
            if (above - i128::from(cents)).abs() > 100 {
                let message = format!(
                    "the total row says {}, the rows above sum to {}",
                    format_cents(cents.into()),
                    format_cents(above)
                );
                self.sidecar.problems.push(problem("total-differs", &self.sheet, Some(number), message));
            }
            return Ok(());
        }
        match active.take(cells, amount, &mut self.lines, &mut self.dictionaries, number) {
            Ok(()) => {
                active.control.read += 1;
                active.control.kept += 1;
            }
            Err(refusal) => {
                let refusal = *refusal;
                active.control.read += 1;
                active.control.rejected += 1;
                let cents = amount.map(|a| a.cents);
                active.control.read_cents += i128::from(cents.unwrap_or(0));
                active.control.rejected_cents += i128::from(cents.unwrap_or(0));
                let value: String = self.settings.masker.text(&refusal.value, true).chars().take(80).collect();
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
        if self.lines.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    /// After the last row of a table: was each column read rightly?
    fn close(&mut self, active: Active) {
        let table = &mut self.sidecar.tables[active.table as usize];
        table.control = active.control;
        (table.date_min, table.date_max) = (active.date_min, active.date_max);
        let amounts = [(Field::Amount, &active.amount), (Field::Vat, &active.vat), (Field::Gross, &active.gross)];
        for (field, column) in amounts.into_iter().filter_map(|(f, c)| c.as_ref().map(|c| (f, &c.1))) {
            let key = (self.sheet.clone(), field);
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "decimal point", "decimal comma");
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
            let key = (self.sheet.clone(), field);
            match column.outcome() {
                Outcome::Confirmed => {
                    let evidence = evidence(&column.votes, column.choice.settled, "day first", "month first");
                    table
                        .readings
                        .insert(field.name(), format!("order {} ({evidence})", column.choice.reading.as_str()));
                }
                Outcome::Other(right) => drop(self.corrected.orders.insert(key, right)),
                Outcome::Open => self.open.push(open_dates(&self.sheet, field, &column.votes)),
            }
        }
        if active.control.read == 0 {
            let message = format!("a header in row {}, but no data rows below it", active.mapping.header_row);
            self.sidecar.problems.push(problem("empty-table", &self.sheet, None, message));
        }
    }
}

impl Sink for TableReader<'_> {
    fn sheet(&mut self, name: &str) -> Result<(), InputError> {
        self.sheet = name.to_owned();
        let wanted = self.settings.sheets.is_empty() || self.settings.sheets.iter().any(|s| s == name);
        if !wanted {
            self.skipped.push(name.to_owned());
        }
        self.state = if wanted { State::Looking(Vec::new()) } else { State::Skipping };
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        match &mut self.state {
            State::Skipping => return Ok(ControlFlow::Break(())),
            State::Reading(_) => self.data_row(row, cells)?,
            State::Looking(held) => {
                held.push((row, cells.iter().map(Cell::to_owned).collect()));
                if held.len() >= LOOK_AHEAD {
                    self.settle()?;
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.settle()?;
        if let State::Reading(active) = std::mem::replace(&mut self.state, State::Skipping) {
            self.close(*active);
        }
        Ok(())
    }
}

/// Why a row is not taken.
struct Refusal {
    field: Field,
    value: String,
    code: &'static str,
    message: String,
}

fn refuse(field: Field, cell: &Cell<'_>, code: &'static str, message: impl Into<String>) -> Box<Refusal> {
    Box::new(Refusal { field, value: cell.to_text(), code, message: message.into() })
}

impl Active {
    /// A first guess of each column's reading from the held rows, so that the file is seldom read twice.
    fn guess(&mut self, rows: &[HeldRow]) {
        let cells = |index: usize| rows.iter().filter_map(move |(_, cells)| cells.get(index)).map(OwnedCell::borrow);
        for (index, column) in [&mut self.amount, &mut self.vat, &mut self.gross].into_iter().flatten() {
            let mut trial = column.clone();
            for cell in cells(*index) {
                trial.read(&cell);
            }
            if let Outcome::Other(reading) = trial.outcome() {
                column.choice.reading = reading;
            }
        }
        for (index, column) in self.dates.iter_mut().flatten() {
            let mut trial = column.clone();
            for cell in cells(*index) {
                trial.read(&cell);
            }
            if let Outcome::Other(reading) = trial.outcome() {
                column.choice.reading = reading;
            }
        }
    }

    fn amount_cell<'c>(&self, cells: &'c [Cell<'c>]) -> &'c Cell<'c> {
        let index = self.amount.as_ref().or(self.gross.as_ref()).map(|(i, _)| *i);
        index.and_then(|i| cells.get(i)).unwrap_or(&Cell::Empty)
    }

    fn read_amount(&mut self, cells: &[Cell<'_>]) -> Option<super::amount::Amount> {
        let read = |column: &mut Option<(usize, AmountColumn)>| {
            let (index, column) = column.as_mut()?;
            column.read(cells.get(*index)?)
        };
        if self.amount.is_some() {
            return read(&mut self.amount);
        }
        let mut net = read(&mut self.gross)?;
        if self.vat.is_some() {
            net.cents -= read(&mut self.vat)?.cents;
        }
        Some(net)
    }

    /// The header once more, as printed pages repeat it.
    fn is_header(&self, cells: &[Cell<'_>]) -> bool {
        let same = |index: &usize| match cells.get(*index) {
            Some(Cell::Text(text)) => header_key(text) == self.header_keys[*index],
            _ => false,
        };
        let amount = self.amount.as_ref().or(self.gross.as_ref()).map(|(i, _)| i);
        matches!(amount.and_then(|i| cells.get(*i)), Some(Cell::Text(t)) if !t.starts_with(|c: char| c.is_ascii_digit()))
            && self.mapping.columns.iter().all(|c| same(&c.index))
    }

    /// The filled cells that are no amounts.
    fn others<'c>(&self, cells: &'c [Cell<'c>]) -> impl Iterator<Item = &'c Cell<'c>> {
        let amounts = [&self.amount, &self.vat, &self.gross].map(|c| c.as_ref().map(|(i, _)| *i));
        let filled = cells.iter().enumerate().filter(move |(i, c)| !c.is_blank() && !amounts.contains(&Some(*i)));
        filled.map(|(_, c)| c).filter(|c| !matches!(c, Cell::Number(_)))
    }

    /// A row with an amount and nothing else but a word for "total", or nothing at all and the sum of the rows above.
    fn is_total(&self, cells: &[Cell<'_>], cents: i64) -> bool {
        const WORDS: [&str; 14] = [
            "yhteensä",
            "kaikki yhteensä",
            "summa",
            "loppusumma",
            "kokonaissumma",
            "totalt",
            "total",
            "grand total",
            "sum",
            "sub total",
            "subtotal",
            "samtals",
            "celkem",
            "i alt",
        ];
        let mut others = self.others(cells);
        match (others.next(), others.next()) {
            (None, _) => cents == 0 || (self.control.kept_cents - i128::from(cents)).abs() <= 100,
            (Some(Cell::Text(label)), None) => {
                let label = label.trim().trim_end_matches([':', '.']).to_lowercase();
                WORDS
                    .iter()
                    .any(|word| label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            }
            _ => false,
        }
    }

    fn take(
        &mut self,
        cells: &[Cell<'_>],
        amount: Option<super::amount::Amount>,
        lines: &mut Lines,
        dictionaries: &mut Dictionaries<'_>,
        number: u32,
    ) -> Result<(), Box<Refusal>> {
        let amount_field = if self.amount.is_some() { Field::Amount } else { Field::Gross };
        let amount_cell = self.amount_cell(cells);
        let Some(amount) = amount else {
            return Err(if is_missing(amount_cell) {
                refuse(amount_field, amount_cell, "missing-amount", "the row has no amount")
            } else {
                refuse(amount_field, amount_cell, "unreadable-amount", "is no amount in the format of its column")
            });
        };
        if self.others(cells).next().is_none() {
            return Err(refuse(
                amount_field,
                amount_cell,
                "amount-alone",
                "an amount with nothing beside it, and not the sum of the rows above",
            ));
        }
        let dates = self.read_dates(cells)?;
        let party = dictionaries.party(cells).map_err(|value| {
            refuse(
                Field::Currency,
                &Cell::Text(&value),
                "other-currency",
                format!("is not {}, the currency of the buyer", dictionaries.currency()),
            )
        })?;
        let supplier = dictionaries.supplier(cells);
        let account = dictionaries.account(cells);
        for (dates, date) in lines.dates.iter_mut().zip(dates) {
            dates.push(date);
        }
        let vat = self.vat.as_mut().and_then(|(i, column)| column.read(cells.get(*i)?));
        lines.vat_cents.push(vat.map(|v| v.cents));
        for (column, index) in lines.texts.iter_mut().zip(self.texts) {
            dictionaries.push_number(index.and_then(|i| cells.get(i)), column);
        }
        lines.table.push(self.table);
        lines.row.push(number);
        lines.party.push(party);
        lines.supplier.push(supplier);
        lines.account.push(account);
        lines.cents.push(amount.cents);
        self.count(amount, dates);
        Ok(())
    }

    fn count(&mut self, amount: super::amount::Amount, dates: [Option<i32>; 4]) {
        let control = &mut self.control;
        let cents = i128::from(amount.cents);
        control.read_cents += cents;
        control.kept_cents += cents;
        if amount.cents < 0 {
            control.negative += 1;
            control.negative_cents += cents;
        }
        control.rounded += u64::from(amount.rounded);
        match deciding_date(dates) {
            None => control.undated += 1,
            Some(date) => {
                self.date_min = Some(self.date_min.map_or(date, |d| d.min(date)));
                self.date_max = Some(self.date_max.map_or(date, |d| d.max(date)));
            }
        }
    }

    /// All dates of a row. The deciding one must be readable when it is filled; others that are not are left out.
    fn read_dates(&mut self, cells: &[Cell<'_>]) -> Result<[Option<i32>; 4], Box<Refusal>> {
        let mut dates = [None; 4];
        for (i, column) in self.dates.iter_mut().enumerate() {
            let Some((index, column)) = column else {
                continue;
            };
            let cell = cells.get(*index).unwrap_or(&Cell::Empty);
            dates[i] = column.read(cell);
            if dates[i].is_none() && self.primary == Some(i) && !is_missing(cell) {
                return Err(refuse(DATE_FIELDS[i], cell, "unreadable-date", "is no date in the format of its column"));
            }
        }
        Ok(dates)
    }
}

/// The date that decides the year of a line: posting, else invoice, else payment date.
pub fn deciding_date(dates: [Option<i32>; 4]) -> Option<i32> {
    dates[0].or(dates[1]).or(dates[3])
}

/// Blank, or one of the signs that stand for "nothing".
fn is_missing(cell: &Cell<'_>) -> bool {
    const MARKERS: [&str; 8] = ["-", "--", "nil", "n/a", "na", "null", "none", "missing"];
    match cell {
        Cell::Empty | Cell::Error("#N/A") => true,
        Cell::Text(text) => {
            let text = text.trim();
            text.is_empty() || MARKERS.iter().any(|m| text.eq_ignore_ascii_case(m))
        }
        _ => false,
    }
}

fn problem(code: &str, sheet: &str, row: Option<u32>, message: String) -> Problem {
    Problem { code: code.to_owned(), sheet: sheet.to_owned(), row, message }
}

fn evidence(votes: &Votes, settled: bool, first: &str, second: &str) -> String {
    let example = |i: usize| votes.examples[i].as_deref().map(|e| format!(", such as {e:?}")).unwrap_or_default();
    match (votes.first, votes.second, votes.either) {
        (0, 0, 0) => "no value depends on it".to_owned(),
        (a, b, c) => {
            let how = if settled { "settled over the whole column or given" } else { "whole column" };
            format!("{how}: {a} values only {first}{}; {b} only {second}{}; {c} either way", example(0), example(1))
        }
    }
}

fn open_amounts(sheet: &str, field: Field, votes: &Votes) -> Open {
    let text = votes.examples[2].clone().unwrap_or_default();
    let read = |mark| {
        super::amount::scan(&text).and_then(|s| s.read(mark)).map(|a| format_cents(a.cents.into())).unwrap_or_default()
    };
    let clash = match &votes.examples {
        [Some(point), Some(comma), _] => {
            format!("; other values disagree ({point:?} needs a decimal point, {comma:?} a decimal comma)")
        }
        _ => String::new(),
    };
    Open {
        sheet: sheet.to_owned(),
        field,
        error: format!(
            "column of {} can be read as two number formats: {text:?} is {} with a decimal comma, {} with a decimal point{clash}",
            field.name(),
            read(DecimalMark::Comma),
            read(DecimalMark::Point),
        ),
        help: "write decimal = \",\" or decimal = \".\" in this [[purchases]]".to_owned(),
    }
}

fn open_dates(sheet: &str, field: Field, votes: &Votes) -> Open {
    let text = votes.examples[2].clone().unwrap_or_default();
    let read = |order| date::scan(&text).and_then(|s| s.read(order)).map(date::iso).unwrap_or_default();
    let clash = match &votes.examples {
        [Some(day), Some(month), _] => {
            format!("; other values disagree ({day:?} has the day first, {month:?} the month)")
        }
        _ => String::new(),
    };
    Open {
        sheet: sheet.to_owned(),
        field,
        error: format!(
            "column of {} can be read in two orders: {text:?} is {} with the day first, {} with the month first{clash}",
            field.name(),
            read(DateOrder::Dmy),
            read(DateOrder::Mdy),
        ),
        help: "write date_order = \"dmy\" or date_order = \"mdy\" in this [[purchases]]".to_owned(),
    }
}
