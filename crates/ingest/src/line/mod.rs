//! Values to lines.
//!
//! In come the rows of a file and its [`Settings`](crate::Settings). Out go lines in batches, and a [`Sidecar`] with all
//! that was decided about them.
//!
//! Always true: every row is kept, rejected with a reason, a duplicate, or counted as no data, so that `read = kept +
//! rejected + duplicates` in rows and in cents. Ids of natural persons are masked before anything leaves.
//!
//! It does not know who a supplier is beyond what the line says, nor where lines are put.

mod active;
mod amounts;
mod calendar;
mod control;
mod dates;
mod diagnostics;
mod dictionary;
mod doubles;
mod forced;
mod gathered;
mod interner;
mod kept;
mod lane;
mod lines;
mod outlet;
mod pass;
mod reader;
mod refusal;
mod sidecar;
mod signs;
mod tally;
mod texts;
mod totals;

use std::path::Path;

use vire_base::code::Code;
use vire_base::error::InputError;

pub use self::amounts::{GROSS, SIGN};
pub use self::control::{Control, Foreign, Left};
pub use self::dates::deciding_date;
pub use self::dictionary::GROUPS;
pub use self::forced::Forced;
pub use self::kept::{Kept, Sparse};
pub use self::lines::{BATCH, Batch, schema};
pub use self::pass::{pass, read};
pub use self::sidecar::{Problem, Rejected, Sidecar, Table};

pub use self::texts::{AccountText, Party, SupplierText};

/// What is kept beside an input while it is read could not be written, or read back.
pub fn cannot_stage(path: &Path, error: impl std::fmt::Display) -> InputError {
    InputError::new(Code::CannotStage, path, error.to_string(), "is there room on the disk, and the right to write?")
}
