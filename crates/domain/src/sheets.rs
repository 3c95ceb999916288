//! Rows of tables that are given beside purchases, such as calendars, registers of contracts and tenders: the header found
//! or given, the cells by what they mean.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, Hash};
use std::ops::ControlFlow;
use std::path::Path;

use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::Serialize;
use serde::de::DeserializeOwned;
use vire_base::code::Code;
use vire_base::date::GIVEN_YEARS;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::{self, Cell, Format, OwnedCell, Sink};
use vire_ingest::table::columns;
use vire_ingest::values::privacy::Masker;

/// The columns that a kind of table can have.
pub trait Column: Copy + Ord + Hash + DeserializeOwned + Serialize + 'static {
    /// What the table is called in messages.
    const TABLE: &'static str;
    /// Without these columns it is no such table: names for messages, and any of which columns will do.
    const NEEDED: &'static [(&'static str, &'static [Self])];
    const EXAMPLE: &'static str;

    /// Known spellings by [`field::header_key`].
    fn aliases() -> &'static HashMap<String, Self>;

    /// Decides what the values of a column mean together; what was decided is told in words.
    fn settle(_: &mut Sheet<Self>) -> Vec<String> {
        Vec::new()
    }
}

/// A field as settings and manifests name it.
pub fn field_name<F: Serialize>(field: &F) -> String {
    serde_json::to_value(field).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A data row with the cells of known columns.
pub struct Row<F> {
    pub number: u32,
    cells: BTreeMap<F, OwnedCell>,
}

impl<F: Column> Row<F> {
    pub fn cell(&self, field: F) -> Cell<'_> {
        self.cells.get(&field).map_or(Cell::Empty, OwnedCell::borrow)
    }

    /// Trimmed; empty where the row or the table has none.
    pub fn text(&self, field: F) -> String {
        match self.cell(field) {
            Cell::Error(_) => String::new(),
            cell => cell.to_text(),
        }
    }
}

impl<F: Column> Row<F> {
    /// The year that a cell holds; none of an empty one.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn year(&self, field: F) -> Result<Option<i32>, String> {
        match self.text(field).as_str() {
            "" => Ok(None),
            text => match text.parse() {
                Ok(year) if GIVEN_YEARS.contains(&year) => Ok(Some(year)),
                _ => Err(format!("{}: \"{text}\" is no year", field_name(&field))),
            },
        }
    }
}

/// The rows of one sheet.
pub struct Sheet<F> {
    pub name: String,
    pub header_row: u32,
    /// Header texts as they stand.
    pub headers: BTreeMap<F, String>,
    /// Headers that mean the same as one further left, which is taken.
    pub passed_over: Vec<(F, String)>,
    pub rows: Vec<Row<F>>,
    /// Rows that are the same as one above in every cell of the sheet, unknown columns included.
    pub repeated: u64,
    /// Date cells in the column of times stand for whole months.
    pub days_are_months: bool,
    /// Rows with one filled cell, and repeated headers.
    pub notes: u64,
}

impl<F: Column> Sheet<F> {
    pub fn header(&self, field: F) -> &str {
        self.headers.get(&field).map_or("", String::as_str)
    }
}

/// A file as it was read.
pub struct File<F> {
    pub format: Format,
    pub sheets: Vec<Sheet<F>>,
    pub other_sheets: Vec<String>,
}

/// Something that is said of a file, with its code.
pub type Remark = (Code, String);

/// Remarks without ids of persons.
pub fn masked(remarks: Vec<Remark>, masker: &Masker) -> impl Iterator<Item = Remark> {
    remarks.into_iter().map(|(code, said)| (code, masker.text(&said).into_owned()))
}

impl<F: Column> File<F> {
    /// What whoever gives the file should be told of it, each with its code, `name` being the file's: columns of one meaning,
    /// and sheets without rows.
    pub fn remarks(&self, name: &str) -> Vec<Remark> {
        let of_sheet = |sheet: &Sheet<F>| {
            let place = match sheet.name.as_str() {
                "" => name.to_owned(),
                sheet => format!("{name}, sheet \"{sheet}\""),
            };
            let over = sheet.passed_over.iter().map(|(field, header)| {
                let (name, taken) = (field_name(field), sheet.header(*field));
                let message = format!(
                    "{place}: the column \"{header}\" is passed over, since \"{taken}\" is taken for {name} already"
                );
                (Code::SecondColumn, message)
            });
            let empty = || (Code::EmptyTable, format!("{place}: the {} has a header but no rows", F::TABLE));
            let empty = sheet.rows.is_empty().then(empty);
            over.chain(empty).collect::<Vec<_>>()
        };
        self.sheets.iter().flat_map(of_sheet).collect()
    }
}

/// Reads all sheets that hold such a table; an error when none does.
pub fn read<F: Column>(input: &Input, given: &BTreeMap<F, String>) -> Result<File<F>, InputError> {
    let format = read::format(input)?;
    let mut reader =
        Reader { given, sheets: Vec::new(), other_sheets: Vec::new(), open: None, nearest: Nearest::default() };
    read::read_rows(input, format, None, &mut reader)?;
    if reader.sheets.is_empty() {
        return Err(reader.nearest.error::<F>(input.path()));
    }
    Ok(File { format, sheets: reader.sheets, other_sheets: reader.other_sheets })
}

struct Reader<'a, F> {
    given: &'a BTreeMap<F, String>,
    sheets: Vec<Sheet<F>>,
    other_sheets: Vec<String>,
    open: Option<Open<F>>,
    nearest: Nearest,
}

struct Open<F> {
    name: String,
    columns: Option<BTreeMap<F, usize>>,
    sheet: Sheet<F>,
    /// Hashes of all rows.
    seen: FxHashSet<u64>,
}

/// The row that came nearest to a header, for the message when there is none.
#[derive(Default)]
struct Nearest {
    needed: usize,
    missing: Vec<&'static str>,
    texts: Vec<String>,
}

impl Nearest {
    fn look<F: Column>(&mut self, columns: &BTreeMap<F, usize>, cells: &[Cell<'_>]) {
        let missing: Vec<&'static str> =
            F::NEEDED.iter().filter(|(_, any)| !any.iter().any(|f| columns.contains_key(f))).map(|(n, _)| *n).collect();
        let needed = F::NEEDED.len() - missing.len();
        let texts: Vec<String> = cells
            .iter()
            // Cells with figures are data, and data has no place in a message.
            .filter(|c| matches!(c, Cell::Text(t) if t.len() < 60 && !t.contains(|c: char| c.is_ascii_digit())))
            .map(Cell::to_text)
            .filter(|t| !t.is_empty())
            .collect();
        if (needed, texts.len()) > (self.needed, self.texts.len()) {
            *self = Self { needed, missing, texts };
        }
    }

    fn error<F: Column>(self, path: &Path) -> InputError {
        let all = F::NEEDED.iter().map(|(name, _)| *name).collect();
        let missing: Vec<&str> = if self.missing.is_empty() { all } else { self.missing };
        let seen = match self.texts.len() {
            0 => "; it has no row of headers".to_owned(),
            _ => format!("; the likeliest header is {}", self.texts.join(", ")),
        };
        let message = format!("no column of {} found, as a {} has{seen}", missing.join(" and of "), F::TABLE);
        InputError::new(Code::NoTable, path, message, format!("name the columns, for example {}", F::EXAMPLE))
    }
}

impl<F: Column> Sink for Reader<'_, F> {
    fn sheet(&mut self, name: &str, _is_hidden: bool) -> Result<(), InputError> {
        let sheet = Sheet {
            name: name.to_owned(),
            header_row: 0,
            headers: BTreeMap::new(),
            passed_over: Vec::new(),
            rows: Vec::new(),
            repeated: 0,
            days_are_months: false,
            notes: 0,
        };
        self.open = Some(Open { name: name.to_owned(), columns: None, sheet, seen: FxHashSet::default() });
        Ok(())
    }

    fn row(&mut self, number: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let header = header(self.given, cells);
        let complete = F::NEEDED.iter().all(|(_, any)| any.iter().any(|f| header.contains_key(f)));
        let Some(open) = &mut self.open else { return Ok(ControlFlow::Continue(())) };
        if complete {
            if open.columns.is_none() {
                open.sheet.header_row = number;
                open.sheet.headers = header.iter().map(|(f, i)| (*f, cells[*i].to_text())).collect();
                let meant = columns::meant(texts(cells), self.given, F::aliases());
                let others = meant.filter(|(field, i)| header.get(field) != Some(i));
                open.sheet.passed_over = others.map(|(field, i)| (field, cells[i].to_text())).collect();
            } else {
                open.sheet.notes += 1;
            }
            open.columns = Some(header);
            return Ok(ControlFlow::Continue(()));
        }
        let Some(columns) = &open.columns else {
            self.nearest.look(&header, cells);
            return Ok(if number as usize > columns::LOOK_AHEAD {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            });
        };
        match cells.iter().filter(|c| !c.is_blank()).count() {
            0 => {}
            1 => open.sheet.notes += 1,
            _ => {
                let texts: Vec<String> = cells.iter().map(Cell::to_text).collect();
                open.sheet.repeated += u64::from(!open.seen.insert(FxBuildHasher.hash_one(texts)));
                let cell = |i: &usize| cells.get(*i).filter(|c| !c.is_blank()).map(Cell::to_owned);
                let cells = columns.iter().filter_map(|(f, i)| Some((*f, cell(i)?))).collect();
                open.sheet.rows.push(Row { number, cells });
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        match self.open.take() {
            Some(Open { columns: Some(_), sheet, .. }) => self.sheets.push(sheet),
            Some(Open { name, .. }) => self.other_sheets.push(name),
            None => {}
        }
        Ok(())
    }
}

/// The columns of a row of headers.
fn header<F: Column>(given: &BTreeMap<F, String>, cells: &[Cell<'_>]) -> BTreeMap<F, usize> {
    columns::columns(texts(cells), given, F::aliases())
}

/// The cells that are texts, with their numbers.
fn texts<'c>(cells: &'c [Cell<'_>]) -> impl Iterator<Item = (usize, &'c str)> {
    cells.iter().enumerate().filter_map(|(i, cell)| match cell {
        Cell::Text(text) => Some((i, *text)),
        _ => None,
    })
}
