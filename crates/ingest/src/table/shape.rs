//! What the rows of a delimited text have in common: how many fields, and what each of them holds.

use std::collections::BTreeSet;

use super::field::{DATE_FIELDS, Field, SUPPLIER};
use super::heading::filled;
use super::mapping::{HeldRow, Mapping};
use super::total;
use crate::read::{Cell, Row};
use vire_base::amount::{self, DecimalMark};
use vire_base::date;

/// The shape of a table's rows.
pub struct Shape {
    pub delimiter: char,
    /// Fields of most rows.
    pub usual: usize,
    /// The same, or of the header where that has more, as where blank fields at the end are left out.
    width: usize,
    /// Fields of the header and of most rows, where these say something beyond it.
    pub beyond: Option<(usize, usize)>,
    columns: Vec<Kind>,
}

/// What the values of a column are, without exception where that is asked of a row that fits.
#[derive(Default)]
struct Kind {
    amounts: bool,
    days: bool,
    digits: bool,
    letters: bool,
    /// Some value is missing.
    may_be_blank: bool,
    /// Some value begins with a blank.
    may_be_padded: bool,
    /// What the values mostly are beyond that.
    cents: bool,
    values: BTreeSet<String>,
    /// Those of these that several rows have.
    repeated: BTreeSet<String>,
    /// It has amounts, days or suppliers.
    decides: bool,
}

/// Values that tell what a column holds.
const ENOUGH: usize = 5;

impl Shape {
    /// Of the rows below a header of this many fields.
    pub fn of(rows: &[HeldRow], header: usize, mapping: &Mapping, delimiter: char) -> Self {
        let rows: Vec<Vec<String>> = rows.iter().filter(|(_, cells)| filled(cells) > 1).map(texts).collect();
        let has = |width: usize| rows.iter().filter(|row| row.len() == width).count() + usize::from(width == header);
        let widths = rows.iter().map(Vec::len).chain([header]);
        let usual = widths.max_by_key(|width| (has(*width), *width == header)).unwrap_or(header);
        let width = usual.max(header);
        let whole: Vec<&[String]> =
            rows.iter().map(Vec::as_slice).filter(|row| (usual..=width).contains(&row.len())).collect();
        let without = |at: usize| rows.iter().filter(|row| row.len() < usual && row.len() <= at).count();
        let says_more = |row: &&&[String]| row[header..].iter().any(|cell| !is_blank(cell));
        let is_beyond = header > 0 && usual > header && whole.iter().filter(says_more).count() * 2 > whole.len();
        let beyond = is_beyond.then_some((header, usual));
        let columns = (0..width).map(|at| Kind::of(at, mapping, &whole, without(at))).collect();
        Self { delimiter, usual, width, beyond, columns }
    }

    /// A row of this many fields needs no closer look.
    #[inline]
    pub fn is_usual(&self, width: usize) -> bool {
        width == self.usual
    }

    /// Each field can be what its column holds; fields that are not there are blank.
    pub fn fits(&self, cells: &[String]) -> bool {
        cells[self.width.min(cells.len())..].iter().all(|cell| cell.trim().is_empty())
            && self.columns.iter().enumerate().all(|(at, kind)| kind.fits(cells.get(at).map_or("", |cell| cell)))
    }

    /// How many fields of a row that was parted anew hold a text that their column, of few texts, has nowhere else; none
    /// when the row does not fit.
    pub fn unlike(&self, cells: &[String]) -> Option<usize> {
        let shows_cents = || cells.iter().zip(&self.columns).all(|(cell, kind)| kind.shows_cents(cell));
        let is_like = cells.len() == self.usual && self.fits(cells) && shows_cents();
        is_like.then(|| cells.iter().zip(&self.columns).filter(|(cell, kind)| !kind.is_known(cell)).count())
    }

    /// The row with its last fields, where only these are missing: nothing that decides figures, and all others are what
    /// their columns hold.
    pub fn completed(&self, cells: &[String]) -> Option<Vec<String>> {
        let (there, missing) = self.columns.get(..self.usual)?.split_at_checked(cells.len())?;
        // One field less may be one delimiter that is lost, which a text of its own betrays; more are an end cut off.
        let is_end_cut = missing.len() > 1;
        let is_there = |(cell, kind): (&String, &Kind)| {
            kind.fits(cell) && kind.shows_cents(cell) && (is_end_cut || kind.is_known(cell))
        };
        let is_whole = cells.iter().zip(there).all(is_there) && !missing.iter().any(|kind| kind.decides);
        is_whole.then(|| cells.iter().cloned().chain(missing.iter().map(|_| String::new())).collect())
    }

    /// The last row of a text that ends within it, with its last fields, where only these and the end of the one before
    /// are missing and none of them decides figures.
    pub fn cut_short(&self, cells: &[String]) -> Option<Vec<String>> {
        let whole = cells.len().checked_sub(1)?;
        let (there, missing) = self.columns.get(..self.usual)?.split_at_checked(whole)?;
        let rest = missing.get(1..)?;
        let fits = cells.iter().zip(there).all(|(cell, kind)| kind.fits(cell) && kind.shows_cents(cell));
        let is_enough = fits && !missing.iter().any(|kind| kind.decides);
        is_enough.then(|| cells.iter().cloned().chain(rest.iter().map(|_| String::new())).collect())
    }

    /// The last of a whole row's fields cannot be shorter than it was written: it shows cents, or another row has it too.
    pub fn ends_whole(&self, row: Row<'_>) -> bool {
        let Some((last, kind)) = row.cells().last().zip(self.columns.last()) else { return false };
        let last = text(&last);
        row.width() == self.width && (kind.repeated.contains(last.trim()) || kind.cents && shows_cents(&last))
    }
}

impl Kind {
    /// Of the rows that have all fields, and of so many that end before this one.
    fn of(at: usize, mapping: &Mapping, rows: &[&[String]], without: usize) -> Self {
        let field = mapping.columns.iter().find(|column| column.index == at).map(|column| column.field);
        let values: Vec<&str> = rows.iter().map(|row| row.get(at).map_or("", |cell| cell)).collect();
        let filled: Vec<&str> = values.iter().copied().filter(|value| !is_blank(value)).collect();
        // A row in twenty may be what is looked for.
        let all = |is: &dyn Fn(&str) -> bool| {
            let others = filled.iter().filter(|value| !is(value)).count();
            filled.len() >= ENOUGH && others * 20 <= filled.len()
        };
        let amounts = field.is_some_and(Field::is_amount) || all(&is_amount) && filled.iter().any(|v| shows_cents(v));
        let days = !amounts && (field.is_some_and(|f| DATE_FIELDS.contains(&f)) || all(&is_day));
        let distinct: BTreeSet<&str> = filled.iter().map(|value| value.trim()).collect();
        let is_choice = filled.len() >= 2 * ENOUGH && distinct.len() * 3 <= filled.len();
        let blank = values.len() - filled.len() + without;
        Self {
            digits: !amounts && !days && all(&is_digits),
            letters: !amounts && !days && all(&has_letters),
            // One row alone may be what is looked for.
            may_be_blank: filled.len() < ENOUGH || blank > 1 && blank * 40 > values.len(),
            may_be_padded: filled.iter().filter(|value| value.starts_with(' ')).count() > 1,
            cents: amounts && all(&shows_cents),
            repeated: distinct
                .iter()
                .filter(|text| is_choice && filled.iter().filter(|value| value.trim() == **text).nth(1).is_some())
                .map(|text| (*text).to_owned())
                .collect(),
            values: distinct.into_iter().filter(|_| is_choice).map(str::to_owned).collect(),
            amounts,
            days,
            decides: field.is_some_and(|f| f.is_amount() || DATE_FIELDS.contains(&f) || SUPPLIER.contains(&f)),
        }
    }

    fn fits(&self, cell: &str) -> bool {
        if is_blank(cell) {
            return self.may_be_blank;
        }
        (!self.amounts || is_amount(cell))
            && (!self.days || is_day(cell))
            && (!self.digits || is_digits(cell))
            && (!self.letters || has_letters(cell))
            && (self.may_be_padded || !cell.starts_with(' '))
    }

    /// An amount has its cents, where others have theirs.
    fn shows_cents(&self, cell: &str) -> bool {
        !self.cents || is_blank(cell) || shows_cents(cell)
    }

    /// One of the texts of a column that has few.
    fn is_known(&self, cell: &str) -> bool {
        self.values.is_empty() || is_blank(cell) || self.values.contains(cell.trim())
    }
}

fn texts((_, cells): &HeldRow) -> Vec<String> {
    cells.iter().map(|cell| text(&cell.borrow())).collect()
}

/// A cell's text with the blanks around it.
pub fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => (*text).to_owned(),
        other => other.to_text(),
    }
}

fn is_blank(text: &str) -> bool {
    super::field::is_missing(&Cell::Text(text))
}

pub fn is_amount(text: &str) -> bool {
    let read = |scanned: amount::Scanned, mark| scanned.read(mark).is_some();
    amount::scan(text).is_some_and(|s| read(s.clone(), DecimalMark::Comma) || read(s, DecimalMark::Point))
}

/// Two decimals stand at the end.
fn shows_cents(text: &str) -> bool {
    let figures = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let decimals = figures.rsplit_once([',', '.']).map(|(_, decimals)| decimals);
    decimals.is_some_and(|decimals| decimals.len() == 2 && is_digits(decimals))
}

fn is_day(text: &str) -> bool {
    date::scan_or_serial(text).is_some()
}

fn is_digits(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A text that holds an amount among other words, as a row has that is parted by something unknown; labels of totals
/// have one too.
pub fn holds_amount(text: &str) -> bool {
    let mut words = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    words.any(|word| {
        let figures = word.trim_matches([',', '.']);
        shows_cents(figures) && !is_day(figures) && is_amount(figures)
    }) && !total::is_label(text)
}
