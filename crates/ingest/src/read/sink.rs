//! What takes the rows of a file, and what kind of file it is.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::cell::Cell;
use super::rows::Rows;
use vire_base::digest::Digest;
use vire_base::error::InputError;

/// Takes the rows of a file, sheet by sheet, top to bottom.
pub trait Sink {
    /// Whether plain numbers that stand for days count them from 1904; told before the first sheet.
    fn epoch(&mut self, _is_1904: bool) -> Result<(), InputError> {
        Ok(())
    }
    /// A sheet begins.
    fn sheet(&mut self, _name: &str, _is_hidden: bool) -> Result<(), InputError> {
        Ok(())
    }
    /// `row` is the row's number in the sheet, from 1. `Break` ends the sheet.
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError>;
    /// Several rows at once.
    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        let mut cells = Vec::new();
        for row in (0..rows.len()).map(|at| rows.row(at)) {
            cells.clear();
            cells.extend(row.cells());
            if self.row(row.number(), &cells)? == ControlFlow::Break(()) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
    fn sheet_end(&mut self) -> Result<(), InputError> {
        Ok(())
    }
    /// Of a text, after its last row.
    fn digest(&mut self, _digest: Digest) -> Result<(), InputError> {
        Ok(())
    }
}

/// What kind of file it is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Text,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "csv",
        }
    }
}
