//! One row of a table: is it a header once more, a total, or a line, and if a line, can it be taken?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::control::{Control, Foreign};
use super::kept::Kept;
use super::lines::deciding_date;
use crate::read::{Cell, OwnedCell, Row};
use crate::settings::Settings;
use crate::table::field::{DATE_FIELDS, Field, is_missing};
use crate::table::mapping::{Column, HeldRow, Mapping};
use crate::table::repeats::Repeats;
use crate::table::total::{self, Above};
use crate::values::column::{AmountColumn, DateColumn, Outcome};
use crate::values::rates::{self, Rate};
use vire_base::amount::{Amount, MAX_CENTS};
use vire_base::date;
use vire_base::date::DateOrder;
use vire_base::text::header_key;

/// The table being read.
pub struct Active {
    pub table: u32,
    pub mapping: Mapping,
    /// The headers of the mapping's columns, reduced.
    pub header_keys: Vec<String>,
    pub amount: Option<(usize, AmountColumn)>,
    pub vat: Option<(usize, AmountColumn)>,
    pub gross: Option<(usize, AmountColumn)>,
    /// Debit and credit.
    pub sides: Option<[(usize, AmountColumn); 2]>,
    /// Positions of all of these.
    pub amounts: [Option<usize>; 5],
    /// The columns beside these, those first that mostly hold words: few looks tell that a row is no total.
    pub beside: Vec<usize>,
    /// How many columns the first rows have.
    pub columns: usize,
    /// Purchases are written as negative amounts.
    pub reversed: bool,
    /// Amounts in the column of credits are negative already.
    pub signed_credits: bool,
    /// Credits above and below zero.
    pub credits: [u64; 2],
    /// Formula cells whose values were not saved, and the first rows that have them.
    pub uncomputed: (u64, Vec<u32>),
    pub dates: [Option<(usize, DateColumn)>; 4],
    /// The date that decides the year: position in `dates`.
    pub primary: Option<usize>,
    /// Year and month, where there is no date.
    pub year: Option<usize>,
    pub month: Option<usize>,
    pub currency: Option<usize>,
    /// Lines in other currencies than the buyer's.
    pub foreign: BTreeMap<String, Foreign>,
    pub control: Control,
    pub above: Above,
    pub repeats: Repeats,
    /// Cells of amounts and dates that hold a missing marker, by field.
    pub missing: BTreeMap<Field, u64>,
    /// Number of the last row met; rows that a workbook leaves out are blank.
    pub last_row: u32,
    pub date_min: Option<i32>,
    pub date_max: Option<i32>,
    /// First and last day of the lines whose date names several months.
    pub period: Option<(i32, i32)>,
    /// The same of the row at hand.
    pub span: Option<(i32, i32)>,
}

/// Why a row is not taken.
pub struct Refusal {
    pub field: Field,
    pub value: String,
    pub code: &'static str,
    pub message: String,
}

impl Refusal {
    pub fn fate(&self) -> Fate {
        if matches!(self.code, "other-currency" | "no-rate") { Fate::HeldOut } else { Fate::Rejected }
    }
}

/// What becomes of a data row that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Duplicate,
    Rejected,
    /// Rejected, since its amount cannot be converted.
    HeldOut,
}

fn refuse(field: Field, cell: &Cell<'_>, code: &'static str, message: impl Into<String>) -> Box<Refusal> {
    Box::new(Refusal { field, value: cell.to_text(), code, message: message.into() })
}

impl Active {
    /// A first guess of each column's reading from the held rows, so that the file is seldom read twice.
    pub fn guess(&mut self, rows: &[HeldRow]) {
        self.columns = rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        self.beside = (0..self.columns).filter(|i| !self.amounts.contains(&Some(*i))).collect();
        let words = |i: &usize| {
            let texts = rows.iter().filter_map(|(_, cells)| cells.get(*i)).map(OwnedCell::borrow);
            texts.filter(|cell| matches!(cell, Cell::Text(text) if text.starts_with(char::is_alphabetic))).count()
        };
        self.beside.sort_by_cached_key(|i| Reverse(words(i)));
        let cells = |index: usize| rows.iter().filter_map(move |(_, cells)| cells.get(index)).map(OwnedCell::borrow);
        let sides = self.sides.iter_mut().flatten();
        for (index, column) in [&mut self.amount, &mut self.vat, &mut self.gross].into_iter().flatten().chain(sides) {
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

    #[inline]
    pub fn amount_cell<'c>(&self, row: Row<'c>) -> Cell<'c> {
        let [amount, _, gross, debit, credit] = self.amounts;
        let cell = |index: Option<usize>| index.map_or(Cell::Empty, |i| row.cell(i));
        match (amount, debit) {
            (Some(_), _) => cell(amount),
            (None, Some(_)) if cell(debit).is_blank() => cell(credit),
            (None, Some(_)) => cell(debit),
            (None, None) => cell(gross),
        }
    }

    pub fn read_amount(&mut self, row: Row<'_>) -> Option<Amount> {
        let amount = self.written_amount(row)?;
        Some(if self.reversed { Amount { cents: -amount.cents, ..amount } } else { amount })
    }

    /// The amount with the sign that the export gives it.
    fn written_amount(&mut self, row: Row<'_>) -> Option<Amount> {
        let read = |column: &mut Option<(usize, AmountColumn)>| {
            let (index, column) = column.as_mut()?;
            column.read(&row.get(*index)?)
        };
        if self.amount.is_some() {
            return read(&mut self.amount);
        }
        if self.sides.is_some() {
            return self.read_sides(row);
        }
        let mut net = read(&mut self.gross)?;
        if self.vat.is_some() {
            net.cents -= read(&mut self.vat)?.cents;
        }
        Some(net)
    }

    /// Counts formula cells whose values were not saved.
    pub fn note_uncomputed(&mut self, row: Row<'_>) {
        let (count, rows) = &mut self.uncomputed;
        *count += row.cells().filter(Cell::is_uncomputed).count() as u64;
        if rows.len() < 5 {
            rows.push(row.number());
        }
    }

    /// Debit less credit; one of the two may be empty.
    fn read_sides(&mut self, row: Row<'_>) -> Option<Amount> {
        let [debit, credit] = self.sides.as_mut()?;
        let side = |(index, column): &mut (usize, AmountColumn)| match row.get(*index) {
            Some(cell) if cell.is_uncomputed() => Some(None),
            Some(cell) if !is_missing(&cell) => Some(column.read(&cell)),
            _ => None,
        };
        const NONE: Amount = Amount { cents: 0, rounded: false };
        let (debit, credit) = match (side(debit), side(credit)) {
            (None, None) => return None,
            (debit, credit) => (debit.unwrap_or(Some(NONE))?, credit.unwrap_or(Some(NONE))?),
        };
        self.credits[0] += u64::from(credit.cents > 0);
        self.credits[1] += u64::from(credit.cents < 0);
        let cents = if self.signed_credits { debit.cents + credit.cents } else { debit.cents - credit.cents };
        Some(Amount { cents, rounded: debit.rounded || credit.rounded }).filter(|a| a.cents.abs() <= MAX_CENTS)
    }

    /// The header once more, as printed pages repeat it.
    pub fn is_header(&self, row: Row<'_>) -> bool {
        let same = |(column, key): (&Column, &String)| match row.get(column.index) {
            Some(Cell::Text(text)) => header_key(text) == *key,
            _ => false,
        };
        let [amount, _, gross, debit, _] = self.amounts;
        matches!(amount.or(debit).or(gross).and_then(|i| row.get(i)), Some(Cell::Text(t)) if !t.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
            && self.mapping.columns.iter().zip(&self.header_keys).all(same)
    }

    /// The filled cells that are no amounts.
    pub fn others<'c>(&self, row: Row<'c>) -> impl Iterator<Item = Cell<'c>> {
        let amounts = self.amounts;
        let filled = row.cells().enumerate().filter(move |(i, c)| !c.is_blank() && !amounts.contains(&Some(*i)));
        filled.map(|(_, c)| c).filter(|c| !matches!(c, Cell::Number(_)))
    }

    /// A total or subtotal of the rows above.
    pub fn is_total(&self, row: Row<'_>, cents: i64) -> bool {
        let columns = self.beside.iter().copied().chain(self.columns..row.width());
        let beside = columns.map(|i| row.cell(i)).filter(total::is_wording);
        total::is_total(beside, self.mapping.typical_texts, cents, &self.above)
    }

    /// The currency of a row when it is another one than the buyer's.
    pub fn foreign(&self, row: Row<'_>, settings: &Settings) -> Option<String> {
        let (cell, own) = (row.get(self.currency?)?, settings.currency.as_ref()?);
        let code = match cell {
            Cell::Text(text) => rates::foreign(text, own),
            other => rates::foreign(&other.to_text(), own),
        }?;
        Some(settings.masker.text(&code).chars().take(20).collect())
    }

    /// Counts a row that is not kept.
    pub fn leave(&mut self, fate: Fate, currency: Option<String>, cents: Option<i64>) {
        let c = &mut self.control;
        let (lines, sum) = match fate {
            Fate::Duplicate => (&mut c.duplicates, &mut c.duplicates_cents),
            Fate::Rejected | Fate::HeldOut => (&mut c.rejected, &mut c.rejected_cents),
        };
        *lines += 1;
        c.read += 1;
        let cents = cents.unwrap_or(0);
        let Some(currency) = currency else {
            *sum += i128::from(cents);
            c.read_cents += i128::from(cents);
            return;
        };
        let foreign = self.foreign.entry(currency).or_default();
        let lot = if fate == Fate::Duplicate { &mut foreign.duplicates } else { &mut foreign.rejected };
        lot.add(cents);
        foreign.read.add(cents);
        if fate == Fate::HeldOut {
            foreign.held_out.add(cents);
        }
    }

    /// The rate of a line in another currency.
    fn rate(&self, currency: &str, row: Row<'_>, day: Option<i32>, settings: &Settings) -> Result<Rate, Box<Refusal>> {
        let rates = settings.rates.as_deref();
        let found = day.and_then(|day| rates?.rate(currency, day));
        found.ok_or_else(|| {
            let (code, message) =
                rates::missing(rates, currency, settings.currency.as_deref().unwrap_or_default(), day);
            let cell = self.currency.map_or(Cell::Empty, |i| row.cell(i));
            refuse(Field::Currency, &cell, code, message)
        })
    }

    pub fn take(
        &mut self,
        row: Row<'_>,
        amount: Option<Amount>,
        foreign: Option<&str>,
        settings: &Settings,
        kept: &mut Kept,
    ) -> Result<(), Box<Refusal>> {
        let amount_field = match (&self.amount, &self.sides) {
            (Some(_), _) => Field::Amount,
            (None, Some(_)) => Field::Debit,
            _ => Field::Gross,
        };
        let amount_cell = &self.amount_cell(row);
        let Some(amount) = amount else {
            if is_missing(amount_cell) && !amount_cell.is_blank() {
                *self.missing.entry(amount_field).or_default() += 1;
            }
            return Err(if amount_cell.is_uncomputed() {
                let message = "is a formula whose value was not saved in the workbook";
                refuse(amount_field, amount_cell, "uncomputed-formula", message)
            } else if is_missing(amount_cell) {
                refuse(amount_field, amount_cell, "missing-amount", "the row has no amount")
            } else {
                refuse(amount_field, amount_cell, "unreadable-amount", "is no amount in the format of its column")
            });
        };
        if self.others(row).next().is_none() {
            return Err(refuse(
                amount_field,
                amount_cell,
                "amount-alone",
                "an amount with nothing beside it, and not the sum of the rows above",
            ));
        }
        let dates = self.read_dates(row)?;
        let rate = match foreign {
            None => None,
            Some(currency) => Some(self.rate(currency, row, deciding_date(dates), settings)?),
        };
        let convert = |cents: i64| rate.map_or(Some(cents), |rate| rate.convert(cents));
        let Some(cents) = convert(amount.cents) else {
            return Err(refuse(
                amount_field,
                amount_cell,
                "unreadable-amount",
                "has more than 18 digits once it is converted",
            ));
        };
        let vat = self.vat.as_mut().and_then(|(i, column)| column.read(&row.get(*i)?));
        let vat = vat.map(|vat| if self.reversed { Amount { cents: -vat.cents, ..vat } } else { vat });
        let line = kept.len();
        kept.table.push(self.table);
        kept.row.push(row.number());
        kept.cents.push(cents);
        kept.vat_cents.put(line, vat.and_then(|v| convert(v.cents)));
        kept.original_cents.put(line, foreign.map(|_| amount.cents));
        for (dates, date) in kept.dates.iter_mut().zip(dates) {
            dates.put(line, date);
        }
        if let Some(currency) = foreign {
            let sums = self.foreign.entry(currency.to_owned()).or_default();
            sums.read.add(amount.cents);
            sums.kept.add(amount.cents);
            sums.converted_cents += i128::from(cents);
        }
        self.count(amount, cents, dates);
        Ok(())
    }

    /// Counts a kept line, whose amount is `cents` in the buyer's currency.
    fn count(&mut self, amount: Amount, cents: i64, dates: [Option<i32>; 4]) {
        let control = &mut self.control;
        control.read += 1;
        control.kept += 1;
        control.read_cents += i128::from(cents);
        control.kept_cents += i128::from(cents);
        if cents < 0 {
            control.negative += 1;
            control.negative_cents += i128::from(cents);
        }
        control.rounded += u64::from(amount.rounded);
        self.above.add(amount.cents);
        match (deciding_date(dates), self.span) {
            (None, _) => control.undated += 1,
            (Some(_), Some((first, last))) => {
                control.periods += 1;
                self.period = Some(self.period.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
            }
            (Some(date), None) => {
                self.date_min = Some(self.date_min.map_or(date, |d| d.min(date)));
                self.date_max = Some(self.date_max.map_or(date, |d| d.max(date)));
            }
        }
    }

    /// All dates of a row. The deciding one must be readable when it is filled; others that are not are left out.
    fn read_dates(&mut self, row: Row<'_>) -> Result<[Option<i32>; 4], Box<Refusal>> {
        let mut dates = [None; 4];
        self.span = None;
        for (i, column) in self.dates.iter_mut().enumerate() {
            let Some((index, column)) = column else {
                continue;
            };
            let cell = &row.cell(*index);
            let read = column.read(cell);
            dates[i] = read.map(|(first, _)| first);
            if self.primary == Some(i) {
                self.span = read.and_then(|(first, last)| Some((first, last?)));
            }
            if read.is_none() && !cell.is_blank() {
                if is_missing(cell) {
                    *self.missing.entry(DATE_FIELDS[i]).or_default() += 1;
                } else if self.primary == Some(i) {
                    return Err(refuse(
                        DATE_FIELDS[i],
                        cell,
                        "unreadable-date",
                        "is no date in the format of its column",
                    ));
                }
            }
        }
        if let (None, Some(year)) = (self.primary, self.year) {
            let month = self.month.and_then(|i| row.get(i));
            let scanned = row.get(year).and_then(|year| year_and_month(year, month));
            dates[0] = scanned.and_then(|s| s.read(DateOrder::Dmy));
            self.span = if let Some(date::Scanned::Span(first, last)) = scanned { Some((first, last)) } else { None };
        }
        Ok(dates)
    }
}

fn year_and_month(year: Cell<'_>, month: Option<Cell<'_>>) -> Option<date::Scanned> {
    let year = year.to_text().parse().ok()?;
    let month = month.map(|cell| cell.to_text()).and_then(|text| {
        let number = text.parse().ok().filter(|m| (1..=12).contains(m));
        number.or_else(|| date::month_name(&text))
    });
    date::period(year, month)
}
