//! The amounts of a table's rows: the columns they stand in, and how these are read.

use std::collections::BTreeMap;

use super::forced::Forced;
use super::refusal::{Asked, Refusal, refuse};
use super::signs::Signs;
use crate::read::{Cell, OwnedCell, Row};
use crate::settings::{Settings, Sign};
use crate::table::field::{Field, is_missing};
use crate::table::mapping::{HeldRow, Mapping, fold_blanks};
use crate::table::unit;
use crate::values::column::{AmountColumn, Outcome};
use vire_base::amount::{Amount, MAX_CENTS};
use vire_base::code::Code;

/// The basis of amounts that include VAT.
pub const GROSS: &str = "gross";

/// Under which name the reading of signs is told.
pub const SIGN: &str = "sign";

/// The unit that the header of the amounts, a title above the table or a column of one text names, and where.
fn unit_said(mapping: &Mapping, above: &[HeldRow], rows: &[HeldRow]) -> Option<(u32, String)> {
    let amounts = mapping.columns.iter().filter(|c| c.field.is_amount());
    let header = || amounts.map(|c| &c.header).find_map(|header| Some((unit::of_header(header)?, header.clone())));
    let titles = above.iter().filter(|(row, _)| *row != mapping.header_row).flat_map(|(_, cells)| cells);
    let mut titles = titles.filter_map(|cell| if let OwnedCell::Text(text) = cell { Some(text) } else { None });
    let constant = || (0..mapping.headers.len()).find_map(|index| unit_of_title(constant(rows, index)?));
    header().or_else(|| titles.find_map(|title| unit_of_title(title))).or_else(constant)
}

fn unit_of_title(title: &str) -> Option<(u32, String)> {
    Some((unit::of_title(title)?, fold_blanks(title)))
}

/// The text that a column has in each of these rows.
fn constant(rows: &[HeldRow], index: usize) -> Option<&str> {
    let mut texts = rows.iter().map(|(_, cells)| match cells.get(index) {
        Some(OwnedCell::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    let first = texts.next()??;
    texts.all(|text| text == Some(first)).then_some(first)
}

#[derive(Clone)]
pub struct Amounts {
    amount: Option<(usize, AmountColumn)>,
    vat: Option<(usize, AmountColumn)>,
    gross: Option<(usize, AmountColumn)>,
    /// Debit and credit.
    sides: Option<[(usize, AmountColumn); 2]>,
    /// Positions of all of these.
    positions: [Option<usize>; 5],
    /// Purchases are written as negative amounts.
    reversed: bool,
    signs: Signs,
    /// The amount of the row at hand changes its sign.
    turns: bool,
    /// Rows whose amounts name a currency beside them, by how it is written.
    currencies: BTreeMap<&'static str, u64>,
    /// The unit that the header or a title names, and where.
    unit: Option<(u32, String)>,
    /// Amounts in the column of credits are negative already.
    signed_credits: bool,
    /// Credits above and below zero.
    credits: [u64; 2],
}

impl Amounts {
    /// Those of a table, whose number is `table`, with the readings that are given or were found before.
    pub fn new(
        table: u32,
        mapping: &Mapping,
        (above, rows): (&[HeldRow], &[HeldRow]),
        settings: &Settings,
        forced: &Forced,
    ) -> Self {
        let zeros = settings.unit.unwrap_or(1).ilog10() as usize;
        let column = |field: Field| {
            let given = settings.decimal.or(forced.decimals.get(&(table, field)).copied());
            mapping.index(field).map(|i| (i, AmountColumn { zeros, ..AmountColumn::new(given) }))
        };
        let (amount, vat, gross) = (column(Field::Amount), column(Field::Vat), column(Field::Gross));
        let sides = column(Field::Debit).zip(column(Field::Credit)).map(<[_; 2]>::from);
        let at = |column: &Option<(usize, AmountColumn)>| column.as_ref().map(|(i, _)| *i);
        let side = |which: usize| sides.as_ref().map(|sides| sides[which].0);
        Self {
            positions: [at(&amount), at(&vat), at(&gross), side(0), side(1)],
            reversed: settings.sign.as_ref().is_some_and(Sign::is_reversed),
            signs: Signs::new(mapping, settings.sign.as_ref(), rows),
            turns: false,
            currencies: BTreeMap::new(),
            unit: unit_said(mapping, above, rows),
            signed_credits: forced.signed_credits.contains(&table),
            credits: [0; 2],
            amount,
            vat,
            gross,
            sides,
        }
    }

    /// A first guess of each column's reading from the held rows, so that the file is seldom read twice.
    pub fn guess(&mut self, rows: &[HeldRow]) {
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
    }

    /// Whether amounts are net, gross, or net computed from others.
    pub fn basis(&self) -> &'static str {
        match (&self.amount, &self.sides, &self.gross, &self.vat) {
            (Some(_), ..) => "as in the amount column",
            (None, Some(_), ..) if self.signed_credits => "debit and credit added, since all credits are negative",
            (None, Some(_), ..) => "debit less credit",
            (None, None, Some(_), Some(_)) => "gross less VAT",
            _ => GROSS,
        }
    }

    /// The field that the amount of a line is mostly of.
    pub fn field(&self) -> Field {
        match (&self.amount, &self.sides) {
            (Some(_), _) => Field::Amount,
            (None, Some(_)) => Field::Debit,
            _ => Field::Gross,
        }
    }

    /// Positions of all columns of amounts.
    pub fn positions(&self) -> [Option<usize>; 5] {
        self.positions
    }

    /// The position of the column that a row with an amount fills.
    pub fn first(&self) -> Option<usize> {
        let [amount, _, gross, debit, _] = self.positions;
        amount.or(debit).or(gross)
    }

    /// All columns with their fields.
    pub fn columns(&self) -> impl Iterator<Item = (Field, &AmountColumn)> {
        let amounts = [(Field::Amount, &self.amount), (Field::Vat, &self.vat), (Field::Gross, &self.gross)];
        let amounts = amounts.into_iter().filter_map(|(field, column)| Some((field, column.as_ref()?)));
        let sides = self.sides.iter().flat_map(|sides| [Field::Debit, Field::Credit].into_iter().zip(sides));
        amounts.chain(sides).map(|(field, (_, column))| (field, column))
    }

    /// All credits that were met are below zero.
    pub fn has_signed_credits(&self) -> bool {
        self.credits[1] > 0 && self.credits[0] == 0
    }

    #[inline]
    pub fn cell<'c>(&self, row: Row<'c>) -> Cell<'c> {
        let [amount, _, gross, debit, credit] = self.positions;
        let cell = |index: Option<usize>| index.map_or(Cell::Empty, |i| row.cell(i));
        match (amount, debit) {
            (Some(_), _) => cell(amount),
            (None, Some(_)) if cell(debit).is_blank() => cell(credit),
            (None, Some(_)) => cell(debit),
            (None, None) => cell(gross),
        }
    }

    pub fn read(&mut self, row: Row<'_>) -> Option<Amount> {
        let amount = self.read_as_written(row)?;
        self.turns = self.signs.turns(row) != self.reversed;
        Some(self.signed(amount))
    }

    /// Counts a row that was kept with this amount.
    pub fn kept(&mut self, row: Row<'_>, cents: i64) {
        self.signs.add(row, cents);
        if let Some(currency) = self.currency() {
            *self.currencies.entry(currency).or_default() += 1;
        }
    }

    /// The currencies that amounts name beside them, when these are several, or most of the amounts name none.
    pub fn several_currencies(&self, rows: u64) -> Option<String> {
        let named: u64 = self.currencies.values().sum();
        let is_odd = self.currencies.len() > 1 || named > 0 && named * 2 < rows;
        let each = self.currencies.iter().map(|(currency, rows)| format!("{rows} are in {currency}"));
        is_odd.then(|| each.chain([format!("{} name no currency", rows - named)]).collect::<Vec<_>>().join(", "))
    }

    /// The currency that the cell of the amount read last names, as it is written.
    pub fn currency(&self) -> Option<&'static str> {
        let column = |column: &Option<(usize, AmountColumn)>| column.as_ref().and_then(|(_, column)| column.currency);
        let sides = self.sides.iter().flatten().find_map(|(_, column)| column.currency);
        column(&self.amount).or(sides).or_else(|| column(&self.gross))
    }

    /// What the pipeline file says of signs, where its column is found.
    pub fn sign_reading(&self) -> Option<(String, String)> {
        self.signs.is_found().then(|| (SIGN.to_owned(), "as the column named in the pipeline file tells".to_owned()))
    }

    /// Takes in a row that is no line: a note among the rows may name the unit.
    pub fn note(&mut self, row: Row<'_>) {
        let texts = row.cells().filter_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None });
        let said = texts.filter(|_| self.unit.is_none()).find_map(unit_of_title);
        self.unit = self.unit.take().or(said);
    }

    /// What stays open of signs and units.
    pub fn questions(&self, settings: &Settings) -> Vec<Asked> {
        let unit = self.unit.as_ref().filter(|_| settings.unit.is_none()).map(|(unit, said)| {
            let message = format!("{said:?} says that amounts are in units of {unit}: are they?");
            (Code::UnitNamed, message, vec![format!("unit = {unit}"), "unit = 1".to_owned()])
        });
        unit.into_iter().chain(self.signs.question()).collect()
    }

    pub fn read_vat(&mut self, row: Row<'_>) -> Option<Amount> {
        let vat = self.vat.as_mut().and_then(|(i, column)| column.read(&row.get(*i)?))?;
        Some(self.signed(vat))
    }

    fn signed(&self, amount: Amount) -> Amount {
        if self.turns { Amount { cents: -amount.cents, ..amount } } else { amount }
    }

    /// The amount with the sign that the export gives it.
    fn read_as_written(&mut self, row: Row<'_>) -> Option<Amount> {
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

    /// Why a row without a readable amount is not taken.
    pub fn refusal(&self, cell: &Cell<'_>) -> Box<Refusal> {
        let (code, message) = if cell.is_uncomputed() {
            (Code::UncomputedFormula, "is a formula whose value was not saved in the workbook")
        } else if is_missing(cell) {
            (Code::MissingAmount, "the row has no amount")
        } else {
            (Code::UnreadableAmount, "is no amount in the format of its column")
        };
        refuse(self.field(), cell, code, message)
    }
}
