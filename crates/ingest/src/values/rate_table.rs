//! Reading rate files: a row for each day and currency, or a column for each currency as the ECB publishes them.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::column::{DateColumn, Outcome};
use super::rates::{self, Decimal, Quotation, Quote, RateFile, Rates};
use crate::read::{self, Cell, OwnedCell, Sink};
use crate::table::columns;
use crate::table::field::is_missing;
use vire_base::code::Code;
use vire_base::date::{self, DateOrder, Scanned};
use vire_base::error::InputError;
use vire_base::input::Input;

/// What a column of a rate file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RateField {
    /// A day, a month or a year.
    Date,
    Currency,
    Rate,
    /// For how many units the rate is; 1 when absent.
    Units,
}

/// Headers by [`field::header_key`]; from `reference/data/rate_columns.csv`.
static HEADERS: LazyLock<HashMap<String, RateField>> = LazyLock::new(|| columns::headers(vire_reference::RATE_COLUMNS));

/// How the rate files of a pipeline are to be read.
pub struct Given<'a> {
    pub columns: &'a BTreeMap<RateField, String>,
    /// Direct in rows and indirect, by way of the euro, in columns when absent.
    pub quotation: Option<Quotation>,
    /// The buyer's currency.
    pub own: &'a str,
}

/// Adds the rates of a file.
pub fn read(path: &Path, name: String, given: &Given<'_>, rates: &mut Rates) -> Result<(), InputError> {
    let input = Input::open(path)?;
    let sha256 = vire_base::digest::of(&input)?.sha256;
    let format = read::format(&input)?;
    let mut rows = Rows { given, shape: None, rows: Vec::new() };
    read::read_rows(&input, format, None, &mut rows)?;
    input.unchanged()?;
    let Some(shape) = rows.shape else {
        let help = "a rate file has columns of date, currency and rate, or a date and a column for each currency; name them under [currency], for example columns = { date = \"Päivä\", currency = \"Valuutta\", rate = \"Kurssi\" }";
        return Err(InputError::new(Code::NoRateColumns, path, "has no columns of rates that are known", help));
    };
    let order = order(path, &shape, &rows.rows)?;
    let mut table = Table { path, given, order, rates, quotes: 0 };
    for (number, cells) in &rows.rows {
        match &shape {
            Shape::Long(columns) => table.long(*number, cells, columns)?,
            Shape::Wide(currencies) => table.wide(*number, cells, currencies)?,
        }
    }
    let quotes = table.quotes;
    if quotes == 0 {
        return Err(InputError::new(
            Code::NoRates,
            path,
            "holds no rates",
            "export it again, with the days of the purchases",
        ));
    }
    rates.files.push(RateFile { name, sha256, quotes });
    Ok(())
}

enum Shape {
    /// A rate in each row; columns by what they tell.
    Long(BTreeMap<RateField, usize>),
    /// A currency in each column but the first.
    Wide(Vec<(usize, String)>),
}

impl Shape {
    fn date(&self) -> usize {
        match self {
            Self::Long(columns) => columns.get(&RateField::Date).copied().unwrap_or_default(),
            Self::Wide(_) => 0,
        }
    }
}

/// The rows below the header; a rate file is small.
struct Rows<'a> {
    given: &'a Given<'a>,
    shape: Option<Shape>,
    rows: Vec<(u32, Vec<OwnedCell>)>,
}

impl Rows<'_> {
    fn shape(&self, cells: &[Cell<'_>]) -> Option<Shape> {
        let texts: Vec<String> = cells.iter().map(Cell::to_text).collect();
        let headers = texts.iter().enumerate().map(|(i, text)| (i, text.as_str()));
        let columns = columns::columns(headers, self.given.columns, &HEADERS);
        if [RateField::Date, RateField::Currency, RateField::Rate].iter().all(|field| columns.contains_key(field)) {
            return Some(Shape::Long(columns));
        }
        let is_code = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        let currencies: Vec<(usize, String)> =
            texts.into_iter().enumerate().skip(1).filter(|(_, text)| is_code(text)).collect();
        (columns.get(&RateField::Date) == Some(&0) && !currencies.is_empty()).then_some(Shape::Wide(currencies))
    }
}

impl Sink for Rows<'_> {
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        if self.shape.is_none() {
            self.shape = self.shape(cells);
        } else if !cells.iter().all(Cell::is_blank) {
            self.rows.push((row, cells.iter().map(Cell::to_owned).collect()));
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// The order of day and month, on all days of the file.
fn order(path: &Path, shape: &Shape, rows: &[(u32, Vec<OwnedCell>)]) -> Result<DateOrder, InputError> {
    let mut column = DateColumn::new(None);
    for (_, cells) in rows {
        if let Some(cell) = cells.get(shape.date()) {
            column.read(&cell.borrow());
        }
    }
    match column.outcome() {
        Outcome::Confirmed => Ok(column.choice.reading),
        Outcome::Other(order) => Ok(order),
        Outcome::Ambiguous => {
            let example = column.votes.examples[2].clone().unwrap_or_default();
            let message = format!("the dates can be read with the day or the month first, such as {example:?}");
            Err(InputError::new(Code::AmbiguousColumn, path, message, "write its dates as 2024-01-31"))
        }
    }
}

/// A table being taken in, row by row.
struct Table<'a> {
    path: &'a Path,
    given: &'a Given<'a>,
    order: DateOrder,
    rates: &'a mut Rates,
    quotes: usize,
}

impl Table<'_> {
    fn fault(&self, row: u32, message: String, help: &str) -> InputError {
        InputError::new(Code::UnreadableRate, self.path, format!("row {row}: {message}"), help)
    }

    fn span(&self, row: u32, cell: &Cell<'_>) -> Result<(i32, i32), InputError> {
        span(cell, self.order).ok_or_else(|| {
            let help = "write days as 2024-01-31, months as 2024-01 and years as 2024";
            self.fault(row, format!("{:?} is no day, month or year", cell.to_text()), help)
        })
    }

    fn decimal(&self, row: u32, cell: &Cell<'_>) -> Result<Decimal, InputError> {
        Decimal::read(&cell.to_text()).ok_or_else(|| {
            self.fault(
                row,
                format!("{:?} is no rate", cell.to_text()),
                "a rate is a number above zero, such as 11.4305",
            )
        })
    }

    fn taken(&mut self, row: u32, currency: &str, added: Result<(), Code>) -> Result<(), InputError> {
        self.quotes += 1;
        let clash = format!("row {row}: {currency} has another rate for the same days in a row or file before");
        added.map_err(|code| InputError::new(code, self.path, clash, "leave one of the two out"))
    }

    fn long(&mut self, row: u32, cells: &[OwnedCell], columns: &BTreeMap<RateField, usize>) -> Result<(), InputError> {
        let cell = |field| columns.get(&field).and_then(|i| cells.get(*i)).map_or(Cell::Empty, OwnedCell::borrow);
        let currency = rates::code(&cell(RateField::Currency).to_text());
        if is_missing(&cell(RateField::Rate)) || currency.is_empty() || currency == self.given.own {
            return Ok(());
        }
        let quote =
            Quote { span: self.span(row, &cell(RateField::Date))?, value: self.decimal(row, &cell(RateField::Rate))? };
        let units = match cell(RateField::Units) {
            cell if is_missing(&cell) => Decimal { digits: 1, scale: 0 },
            cell => self.decimal(row, &cell)?,
        };
        let quotation = self.given.quotation.unwrap_or(Quotation::Direct);
        let added = self.rates.add(&currency, quote, quotation, units);
        self.taken(row, &currency, added)
    }

    fn wide(&mut self, row: u32, cells: &[OwnedCell], currencies: &[(usize, String)]) -> Result<(), InputError> {
        let cell = |i: usize| cells.get(i).map_or(Cell::Empty, OwnedCell::borrow);
        let span = self.span(row, &cell(0))?;
        let told = currencies.iter().filter(|(i, _)| !is_missing(&cell(*i)));
        let mut values = BTreeMap::new();
        for (i, currency) in told {
            values.insert(currency.as_str(), self.decimal(row, &cell(*i))?);
        }
        // Rates by column without a word on how they are quoted are the ECB's: units for a euro.
        let by_euro = self.given.quotation.is_none();
        let own = by_euro.then(|| values.remove(self.given.own)).flatten();
        if by_euro && self.given.own != "EUR" {
            if !currencies.iter().any(|(_, currency)| currency == self.given.own) {
                let message =
                    format!("rates in columns are taken as units for a euro, but {} is none of them", self.given.own);
                let help = "write quotation = \"direct\" or \"indirect\" under [currency] when they are of the buyer's own currency";
                return Err(InputError::new(Code::NoOwnRate, self.path, message, help));
            }
            if own.is_some() {
                values.insert("EUR", ONE);
            }
        }
        for (currency, value) in values.into_iter().filter(|(currency, _)| *currency != self.given.own) {
            let added = match (own, self.given.quotation) {
                (Some(own), _) => self.rates.add_cross(currency, span, own, value),
                (None, None) if self.given.own != "EUR" => continue, // no rate of the buyer's currency on this day
                (None, quotation) => {
                    let quotation = quotation.unwrap_or(Quotation::Indirect);
                    self.rates.add(currency, Quote { span, value }, quotation, ONE)
                }
            };
            self.taken(row, currency, added)?;
        }
        Ok(())
    }
}

const ONE: Decimal = Decimal { digits: 1, scale: 0 };

/// First and last day of what a cell names: a day, a month, a quarter or a year.
fn span(cell: &Cell<'_>, order: DateOrder) -> Option<(i32, i32)> {
    let text = cell.to_text();
    let digits = text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    if digits && text.len() == 4 {
        return match date::period(text.parse().ok()?, None)? {
            Scanned::Span(first, last) => Some((first, last)),
            _ => None,
        };
    }
    if let Cell::Date(day) = cell {
        return Some((*day, *day));
    }
    let (first, last) = DateColumn::new(Some(order)).read(cell)?;
    let parts = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).count();
    let is_month = (parts == 2 && !text.contains(':')) || (digits && text.len() == 6);
    let last = last.or_else(|| is_month.then(|| end_of_month(first))?);
    Some((first, last.unwrap_or(first)))
}

fn end_of_month(first: i32) -> Option<i32> {
    let (year, month) = date::year_month(first);
    let next = if month == 12 { date::days(year + 1, 1, 1) } else { date::days(year, month + 1, 1) };
    next.map(|next| next - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: Cell<'_>, first: &str, last: &str) {
        let (from, to) = span(&cell, DateOrder::Dmy).unwrap_or_else(|| panic!("{cell:?}"));
        assert_eq!((date::iso(from).as_str(), date::iso(to).as_str()), (first, last), "{cell:?}");
    }

    #[test]
    fn days_months_and_years() {
        check(Cell::Text("2024-02-29"), "2024-02-29", "2024-02-29");
        check(Cell::Text("11 October 2024"), "2024-10-11", "2024-10-11");
        check(Cell::Text("2024-02"), "2024-02-01", "2024-02-29");
        check(Cell::Text("12/2024"), "2024-12-01", "2024-12-31");
        check(Cell::Text("202402"), "2024-02-01", "2024-02-29");
        check(Cell::Number(2024.0), "2024-01-01", "2024-12-31");
        check(Cell::Text("2024"), "2024-01-01", "2024-12-31");
        check(Cell::Date(19_782), "2024-02-29", "2024-02-29");
        check(Cell::Text("Q1 2024"), "2024-01-01", "2024-03-31");
    }
}
