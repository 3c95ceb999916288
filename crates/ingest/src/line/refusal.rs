//! Why a row is not taken.

use crate::read::Cell;
use crate::table::Field;
use vire_base::code::Code;

/// Why a row is not taken.
pub struct Refusal {
    pub field: Field,
    pub value: String,
    pub code: Code,
    pub message: String,
}

impl Refusal {
    pub fn fate(&self) -> Fate {
        if is_held_out(self.code) { Fate::HeldOut } else { Fate::Rejected }
    }
}

/// Whether a row is rejected since its amount cannot be converted.
pub fn is_held_out(code: Code) -> bool {
    matches!(code, Code::OtherCurrency | Code::NoRate)
}

/// What becomes of a data row that is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Duplicate,
    Rejected,
    /// Rejected, since its amount cannot be converted.
    HeldOut,
}

pub fn refuse(field: Field, cell: &Cell<'_>, code: Code, message: impl Into<String>) -> Box<Refusal> {
    Box::new(Refusal { field, value: cell.to_text(), code, message: message.into() })
}

/// A question: its code, its message, and the lines of the pipeline file that settle it, the likeliest first.
pub type Asked = (Code, String, Vec<String>);
