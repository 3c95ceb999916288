//! The cells of the sheets that a tool knows, as they stand in a workbook.

use std::ops::ControlFlow;
use std::path::Path;

use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::{self, Cell, Format, OwnedCell, Sink};

use super::Sheet;
use crate::words::Tongues;

/// More rows and columns than people fill in.
const ROWS: usize = 20_000;
const COLUMNS: usize = 60;

pub struct Book {
    pub sheets: Vec<Raw>,
    pub tongues: Tongues,
}

/// A sheet as it was read.
pub struct Raw {
    pub id: &'static str,
    /// As the workbook has it.
    pub name: String,
    /// Each with its number.
    pub rows: Vec<(u32, Vec<OwnedCell>)>,
}

impl Book {
    /// Reads the sheets of these names, in any language.
    ///
    /// # Errors
    /// When the file is no workbook, or cannot be read.
    pub fn open(path: &Path, sheets: &[Sheet]) -> Result<Self, InputError> {
        let input = Input::open(path)?;
        let format = read::format(&input)?;
        if format == Format::Text {
            let help = "save it as xlsx; `vire template` writes one to fill in";
            return Err(InputError::new(Code::NotASpreadsheet, path, "is a text and no workbook", help));
        }
        let known = sheets.iter().map(|sheet| (sheet.id, format!("sheet-{}", sheet.id))).collect();
        let mut reader =
            Reader { path, known, book: Self { sheets: Vec::new(), tongues: Tongues::new() }, is_known: false };
        read::read_rows(&input, format, None, &mut reader)?;
        input.unchanged()?;
        Ok(reader.book)
    }

    pub fn sheet(&self, id: &str) -> Option<&Raw> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }
}

struct Reader<'a> {
    path: &'a Path,
    known: Vec<(&'static str, String)>,
    book: Book,
    is_known: bool,
}

impl Sink for Reader<'_> {
    fn sheet(&mut self, name: &str, _is_hidden: bool) -> Result<(), InputError> {
        let known = self.known.iter().find(|(_, key)| self.book.tongues.says(key, name));
        self.is_known = known.is_some();
        if let Some((id, _)) = known {
            if let Some(other) = self.book.sheet(id) {
                let message = format!("has the sheets \"{}\" and \"{name}\", which are the same", other.name);
                return Err(InputError::new(Code::FaultyPlan, self.path, message, "remove one of them"));
            }
            self.book.sheets.push(Raw { id, name: name.to_owned(), rows: Vec::new() });
        }
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let Some(sheet) = self.book.sheets.last_mut().filter(|_| self.is_known) else {
            return Ok(ControlFlow::Break(()));
        };
        if cells.iter().all(Cell::is_blank) {
            return Ok(ControlFlow::Continue(()));
        }
        if sheet.rows.len() == ROWS {
            let message = format!("has more than {ROWS} filled rows");
            let error = InputError::new(Code::FaultyPlan, self.path, message, "keep to what people fill in");
            return Err(error.in_sheet(&sheet.name));
        }
        sheet.rows.push((row, cells.iter().take(COLUMNS).map(Cell::to_owned).collect()));
        Ok(ControlFlow::Continue(()))
    }
}
