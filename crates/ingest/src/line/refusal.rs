//! Why a row is not taken.

use crate::read::Cell;
use crate::table::Field;

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

pub fn refuse(field: Field, cell: &Cell<'_>, code: &'static str, message: impl Into<String>) -> Box<Refusal> {
    Box::new(Refusal { field, value: cell.to_text(), code, message: message.into() })
}
