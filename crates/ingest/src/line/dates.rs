//! The dates of a table's rows: the columns they stand in, and how these are read.

use super::forced::Forced;
use super::refusal::{Asked, Refusal, refuse};
use crate::read::{Cell, OwnedCell, Row};
use crate::settings::Settings;
use crate::table::field::{DATE_FIELDS, Field, is_missing};
use crate::table::mapping::{HeldRow, Mapping};
use crate::values::column::{DateColumn, Outcome, Swap};
use vire_base::code::Code;
use vire_base::date::{self, DateOrder};

/// The date that decides the year of a line: posting, else payment, else invoice date. Exports are cut by posting or
/// payment; invoices in them may be years older.
pub fn deciding_date(dates: [Option<i32>; 4]) -> Option<i32> {
    dates[0].or(dates[3]).or(dates[1])
}

pub struct Dates {
    /// Posting, invoice, due and payment date.
    columns: [Option<(usize, DateColumn)>; 4],
    /// The date that decides the year: position in `columns`.
    primary: Option<usize>,
    /// Year and month, where there is no date.
    year: Option<usize>,
    month: Option<usize>,
    /// The days that the pipeline file says the files speak of.
    period: Option<(i32, i32)>,
    /// Lines whose date is outside these, and so left out.
    outside: u64,
}

/// What a row says of its days.
pub struct Days {
    /// Days since 1970-01-01 of posting, invoice, due and payment.
    pub dates: [Option<i32>; 4],
    /// First and last day, where the deciding date names several months.
    pub span: Option<(i32, i32)>,
}

impl Dates {
    /// Those of a table, whose number is `table`, with the readings that are given or were found before.
    pub fn new(table: u32, mapping: &Mapping, settings: &Settings, forced: &Forced, is_1904: bool) -> Self {
        let columns = DATE_FIELDS.map(|field| {
            let given = settings.date_order.or(forced.orders.get(&(table, field)).copied());
            let swap = Swap::new(settings.swapped_days == Some(true));
            mapping.index(field).map(|i| (i, DateColumn { is_1904, swap, ..DateColumn::new(given) }))
        });
        Self {
            primary: [0, 3, 1].into_iter().find(|i| columns[*i].is_some()),
            columns,
            year: mapping.index(Field::Year),
            month: mapping.index(Field::Month),
            period: settings.period,
            outside: 0,
        }
    }

    /// Lines whose date was left out, being outside the period that the pipeline file names.
    pub fn outside(&self) -> u64 {
        self.outside
    }

    /// Whether day and month were swapped, where that stays open.
    pub fn questions(&self, settings: &Settings) -> Vec<Asked> {
        let open = self.columns().filter(|_| settings.swapped_days.is_none());
        let asked = open.filter_map(|(field, column)| {
            let (understood, texts) = column.swap.told()?;
            let message = format!(
                "{}: all {understood} dates that a spreadsheet understood have days up to 12, and all {texts} texts have days above: were day and month of the first swapped?",
                field.name()
            );
            Some((Code::SwappedDays, message, vec!["swapped_days = true".to_owned(), "swapped_days = false".to_owned()]))
        });
        asked.collect()
    }

    /// A first guess of each column's reading from the held rows, so that the file is seldom read twice.
    pub fn guess(&mut self, rows: &[HeldRow]) {
        let cells = |index: usize| rows.iter().filter_map(move |(_, cells)| cells.get(index)).map(OwnedCell::borrow);
        for (index, column) in self.columns.iter_mut().flatten() {
            let mut trial = column.clone();
            for cell in cells(*index) {
                trial.read(&cell);
            }
            if let Outcome::Other(reading) = trial.outcome() {
                column.choice.reading = reading;
            }
        }
    }

    /// All columns with their fields.
    pub fn columns(&self) -> impl Iterator<Item = (Field, &DateColumn)> {
        let columns = DATE_FIELDS.into_iter().zip(&self.columns);
        columns.filter_map(|(field, column)| column.as_ref().map(|(_, column)| (field, column)))
    }

    /// All dates of a row. The deciding one must be readable when it is filled; others that are not are left out. Fields
    /// that hold a missing marker go to `missing`.
    pub fn read(&mut self, row: Row<'_>, mut missing: impl FnMut(Field)) -> Result<Days, Box<Refusal>> {
        let mut days = Days { dates: [None; 4], span: None };
        for (i, column) in self.columns.iter_mut().enumerate() {
            let Some((index, column)) = column else {
                continue;
            };
            let cell = &row.cell(*index);
            let read = column.read(cell);
            days.dates[i] = read.map(|(first, _)| first);
            if self.primary == Some(i) {
                days.span = read.and_then(|(first, last)| Some((first, last?)));
            }
            if read.is_none() && !cell.is_blank() {
                if is_missing(cell) {
                    missing(DATE_FIELDS[i]);
                } else if self.primary == Some(i) {
                    let message = "is no date in the format of its column";
                    return Err(refuse(DATE_FIELDS[i], cell, Code::UnreadableDate, message));
                }
            }
        }
        if let Some(period) = self.period {
            self.leave_out(period, &mut days);
        }
        if let (None, Some(year)) = (self.primary, self.year) {
            let month = self.month.and_then(|i| row.get(i));
            let scanned = row.get(year).and_then(|year| year_and_month(year, month));
            days.dates[0] = scanned.and_then(|s| s.read(DateOrder::Dmy));
            days.span = if let Some(date::Scanned::Span(first, last)) = scanned { Some((first, last)) } else { None };
        }
        Ok(days)
    }
}

impl Dates {
    /// Leaves out the deciding dates of a row that are outside a period.
    fn leave_out(&mut self, (from, to): (i32, i32), days: &mut Days) {
        let is_outside = |days: &Days| deciding_date(days.dates).is_some_and(|day| day < from || to < day);
        self.outside += u64::from(is_outside(days));
        for which in [0, 3, 1] {
            if is_outside(days) {
                (days.dates[which], days.span) = (None, None);
            }
        }
    }
}

fn year_and_month(year: Cell<'_>, month: Option<Cell<'_>>) -> Option<date::Scanned> {
    let year = year.to_text().parse().ok()?;
    let month = month
        .map(|cell| cell.to_text())
        .and_then(|text| date::period_number(text.trim()).or_else(|| date::month_name(&text)));
    date::period(year, month)
}
