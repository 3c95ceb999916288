//! The table being read: is a row a header once more, a total, or a line, and if a line, can it be taken?

use std::path::Path;

use super::amounts::Amounts;
use super::cannot_stage;
use super::dates::{Dates, deciding_date};
use super::gathered::Gathered;
use super::kept::Kept;
use super::refusal::{Fate, Refusal, refuse};
use super::tally::Tally;
use super::texts::Party;
use super::totals::{Totals, UNKNOWN};
use crate::read::{Cell, Row};
use crate::settings::Settings;
use crate::table::field::{Field, is_missing};
use crate::table::heading;
use crate::table::mapping::{Column, HeldRow, Mapping};
use crate::table::mend::{self, Reading};
use crate::table::repeats::{Copies, Repeats};
use crate::table::shape::Shape;
use crate::values::rates::{self, Rate};
use vire_base::amount::Amount;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::text::header_key;
use vire_reference::ids::persons::Place;

pub struct Active {
    /// Its number in the file.
    number: u32,
    mapping: Mapping,
    /// The headers of the mapping's columns, reduced.
    header_keys: Vec<String>,
    currency: Option<usize>,
    /// What the header of the amounts names.
    header_currency: &'static str,
    amounts: Amounts,
    dates: Dates,
    totals: Totals,
    repeats: Repeats,
    tally: Tally,
    /// Of a table in delimited text.
    shape: Option<Shape>,
}

/// What a row turned out to be.
pub enum Met {
    /// No data, or a posting met before.
    Counted,
    /// A header other than the table's own: what follows is another table.
    Header,
    /// A total that says something else than the rows above.
    OtherTotal(String),
    /// A row that can only be read with these cells.
    Mended(Vec<String>),
    Kept,
    /// A data row that cannot be taken, and its amount when at least that could be read.
    Refused(Box<Refusal>, Option<i64>),
}

/// What is left of a table after its last row.
pub struct Closed {
    pub number: u32,
    pub mapping: Mapping,
    pub amounts: Amounts,
    pub dates: Dates,
    pub tally: Tally,
    pub copies: Copies,
    /// Fields of the header and of most rows, where these say something beyond it.
    pub beyond: Option<(usize, usize)>,
    /// Rows that prove to be totals of the rows below them.
    pub heads: Vec<u32>,
}

impl Active {
    /// A table with the first rows of its sheet: those above its data, and those below the header.
    pub fn new(
        number: u32,
        mapping: Mapping,
        (above, rows): (&[HeldRow], &[HeldRow]),
        file: &Gathered<'_>,
        delimiter: Option<char>,
    ) -> Self {
        let Gathered { settings, forced, is_1904, scratch, .. } = *file;
        let mut amounts = Amounts::new(number, &mapping, (above, rows), settings, forced);
        let mut dates = Dates::new(number, &mapping, settings, forced, is_1904);
        amounts.guess(rows);
        dates.guess(rows);
        let document = mapping.index(Field::Voucher).or(mapping.index(Field::Invoice));
        // Buyers that share a ledger number their vouchers each for itself.
        let posting = document.zip(mapping.index(Field::VoucherLine)).map(|(document, line)| {
            let buyers = [Field::BuyerId, Field::BuyerName, Field::BuyerCode].map(|field| mapping.index(field));
            [document, line].into_iter().chain(buyers.into_iter().flatten()).collect()
        });
        let filled = above.iter().filter(|(_, cells)| heading::filled(cells) > 0).count();
        // The header itself is no note.
        let notes = filled.saturating_sub(usize::from(mapping.header_row > 0)) as u64;
        let blank = above.len().saturating_sub(filled) as u64;
        let header = above.last().filter(|_| mapping.header_row > 0).map_or(0, |(_, cells)| cells.len());
        let shape = delimiter.map(|delimiter| Shape::of(rows, header, &mapping, delimiter));
        Self {
            number,
            header_keys: mapping.columns.iter().map(|c| header_key(&c.header)).collect(),
            currency: mapping.index(Field::Currency),
            header_currency: mapping.header_currency(),
            totals: Totals::new(rows, amounts.positions(), &mapping, forced.heads_of(number)),
            repeats: Repeats::new(posting, forced.copies.contains(&number), scratch),
            tally: Tally::new(mapping.header_row, notes, blank),
            amounts,
            dates,
            mapping,
            shape,
        }
    }

    /// A row was mended and is taken in next.
    pub fn mended(&mut self, row: u32) {
        self.tally.mended(row);
    }

    /// The table's number in the file.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whose a row is that is not taken, without its unit; nobody's where its cells may stand under other headers than their
    /// own.
    pub fn party(&self, row: Row<'_>, code: Code, settings: &Settings) -> Party {
        if code == Code::TornRow {
            return Party::default();
        }
        let text = |field: Field| {
            let cell = self.mapping.index(field).and_then(|i| row.get(i)).filter(|cell| !is_missing(cell));
            cell.map(|cell| settings.masker.at(Place::Text, &cell.to_text()).into_owned()).unwrap_or_default()
        };
        Party {
            buyer_id: text(Field::BuyerId),
            buyer_name: text(Field::BuyerName),
            buyer_code: text(Field::BuyerCode),
            unit: String::new(),
            currency: self.foreign(row, settings).unwrap_or_default(),
        }
    }

    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    pub fn amount_basis(&self) -> &'static str {
        self.amounts.basis()
    }

    /// No more rows come.
    ///
    /// # Errors
    /// When what lies in `scratch` cannot be read back.
    pub fn close(self, scratch: &Path) -> Result<Closed, InputError> {
        let heads = self.totals.heads();
        let beyond = self.shape.as_ref().and_then(|shape| shape.beyond);
        let Self { number, mapping, amounts, dates, tally, repeats, .. } = self;
        let copies = repeats.copies().map_err(|error| cannot_stage(scratch, &error))?;
        Ok(Closed { number, mapping, amounts, dates, tally, copies, beyond, heads })
    }

    /// Takes a row in; lines are added to `kept`.
    pub fn take(&mut self, row: Row<'_>, settings: &Settings, kept: &mut Kept) -> Met {
        self.tally.go_to(row.number());
        if row.cells().all(|cell| cell.is_blank()) {
            self.tally.blank();
            return Met::Counted;
        }
        if self.is_header(row) {
            self.tally.header();
            return Met::Counted;
        }
        if let Some(met) = self.take_odd(row, settings) {
            return met;
        }
        if row.may_be_uncomputed() && row.cells().any(|cell| cell.is_uncomputed()) {
            self.tally.note_uncomputed(row);
        }
        let cell = self.amounts.cell(row);
        let amount = self.amounts.read(row);
        let others = || self.others(row).take(2).count();
        if amount.is_none() && others() > 1 && heading::is_header(&row.cells().collect::<Vec<_>>(), &settings.columns) {
            return Met::Header;
        }
        if cell.is_uncomputed() && self.totals.is_total(row, UNKNOWN) {
            self.tally.total();
            return Met::Counted;
        }
        let few = || usize::from(is_missing(&cell) && !cell.is_uncomputed());
        if amount.is_none() && others() <= few() {
            self.amounts.note(row);
            self.tally.note();
            return Met::Counted;
        }
        if let Some(message) = amount.and_then(|amount| self.totals.take(row, amount.cents)) {
            self.tally.total();
            return message.map_or(Met::Counted, Met::OtherTotal);
        }
        self.take_data(row, amount, settings, kept)
    }

    /// Takes in a row that has not the shape of the others, unless it can be read as it stands.
    #[inline]
    fn take_odd(&mut self, row: Row<'_>, settings: &Settings) -> Option<Met> {
        let shape = self.shape.as_ref()?;
        if shape.is_usual(row.width()) && !row.may_be_torn() {
            return None;
        }
        if row.is_cut() && !shape.ends_whole(row) {
            self.tally.cut(row.number());
        }
        if shape.is_usual(row.width()) && row.torn_line().is_none() {
            return None;
        }
        let reading = mend::read(row, shape);
        if matches!(reading, Reading::AsIs) || self.is_no_data(row, settings) {
            return None;
        }
        match reading {
            Reading::AsIs => None,
            Reading::Mended(cells) => Some(Met::Mended(cells)),
            Reading::Torn(why) => {
                self.tally.leave(Fate::Rejected, None, None);
                Some(Met::Refused(refuse(self.amounts.field(), &Cell::Empty, Code::TornRow, why), None))
            }
        }
    }

    /// A total, or the header of another table.
    fn is_no_data(&self, row: Row<'_>, settings: &Settings) -> bool {
        let total = self.amounts.clone().read(row).map_or(UNKNOWN, |amount| amount.cents);
        self.totals.is_total(row, total) || heading::is_header(&row.cells().collect::<Vec<_>>(), &settings.columns)
    }

    /// The row without quotation marks, where these alone make it unreadable.
    fn bare(&mut self, row: Row<'_>, refusal: &Refusal) -> Option<Vec<String>> {
        let is_unread = matches!(refusal.code, Code::UnreadableAmount | Code::UnreadableDate);
        mend::bare(row, self.shape.as_ref().filter(|_| is_unread)?)
    }

    /// Takes a data row in.
    fn take_data(&mut self, row: Row<'_>, amount: Option<Amount>, settings: &Settings, kept: &mut Kept) -> Met {
        let foreign = self.foreign(row, settings);
        if let Some(amount) = amount
            && self.repeats.add(row)
        {
            self.tally.leave(Fate::Duplicate, foreign, Some(amount.cents));
            return Met::Counted;
        }
        match self.keep(row, amount, foreign.as_deref(), settings, kept) {
            Ok(()) => Met::Kept,
            Err(refusal) => {
                if let Some(cells) = self.bare(row, &refusal) {
                    return Met::Mended(cells);
                }
                let cents = amount.map(|a| a.cents);
                self.tally.leave(refusal.fate(), foreign, cents);
                Met::Refused(refusal, cents)
            }
        }
    }

    /// The header once more, as printed pages repeat it.
    fn is_header(&self, row: Row<'_>) -> bool {
        let same = |(column, key): (&Column, &String)| match row.get(column.index) {
            Some(Cell::Text(text)) => header_key(text) == *key,
            _ => false,
        };
        matches!(self.amounts.first().and_then(|i| row.get(i)), Some(Cell::Text(t)) if !t.starts_with(|c: char| c.is_ascii_digit() || c == '-'))
            && self.mapping.columns.iter().zip(&self.header_keys).all(same)
    }

    /// The filled cells that are no amounts.
    fn others<'c>(&self, row: Row<'c>) -> impl Iterator<Item = Cell<'c>> + use<'c> {
        let amounts = self.amounts.positions();
        let filled = row.cells().enumerate().filter(move |(i, c)| !c.is_blank() && !amounts.contains(&Some(*i)));
        filled.map(|(_, c)| c).filter(|c| !matches!(c, Cell::Number(_)))
    }

    /// The currency of a row when it is another one than the buyer's: as the cell of the amount says, else its own
    /// column, else the header of the amounts.
    fn foreign(&self, row: Row<'_>, settings: &Settings) -> Option<String> {
        let own = settings.currency.as_ref()?;
        let code = match (self.amounts.currency(), self.currency.and_then(|i| row.get(i)), self.header_currency) {
            (Some(sign), column, _) => rates::foreign_sign(sign, own, column.map(|cell| cell.to_text()).as_deref())?,
            (None, Some(Cell::Text(text)), _) => rates::foreign(text, own)?,
            (None, Some(other), _) => rates::foreign(&other.to_text(), own)?,
            (None, None, "") => return None,
            (None, None, header) => rates::foreign(header, own)?,
        };
        Some(settings.masker.text(&code).chars().take(20).collect())
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

    /// Keeps a data row as a line, unless something speaks against it.
    fn keep(
        &mut self,
        row: Row<'_>,
        amount: Option<Amount>,
        foreign: Option<&str>,
        settings: &Settings,
        kept: &mut Kept,
    ) -> Result<(), Box<Refusal>> {
        let (field, cell) = (self.amounts.field(), &self.amounts.cell(row));
        let Some(amount) = amount else {
            if is_missing(cell) && !cell.is_blank() {
                self.tally.missing(field);
            }
            return Err(self.amounts.refusal(cell));
        };
        if self.others(row).next().is_none() {
            self.amounts.note(row);
            let message = "an amount with nothing beside it, and not the sum of the rows above";
            return Err(refuse(field, cell, Code::AmountAlone, message));
        }
        let days = self.dates.read(row, |field| self.tally.missing(field))?;
        let rate = match foreign {
            None => None,
            Some(currency) => Some(self.rate(currency, row, deciding_date(days.dates), settings)?),
        };
        let convert = |cents: i64| rate.map_or(Some(cents), |rate| rate.convert(cents));
        let Some(cents) = convert(amount.cents) else {
            let message = "has more than 18 digits once it is converted";
            return Err(refuse(field, cell, Code::UnreadableAmount, message));
        };
        let vat = self.amounts.read_vat(row);
        let line = kept.len();
        kept.table.push(self.number);
        kept.row.push(row.number());
        kept.cents.push(cents);
        kept.vat_cents.put(line, vat.and_then(|v| convert(v.cents)));
        kept.original_cents.put(line, foreign.map(|_| amount.cents));
        for (dates, date) in kept.dates.iter_mut().zip(days.dates) {
            dates.put(line, date);
        }
        if let Some(currency) = foreign {
            self.tally.convert(currency, amount.cents, cents);
        }
        self.totals.add(amount.cents);
        self.amounts.kept(row, cents);
        self.tally.keep(amount, cents, &days);
        Ok(())
    }
}
