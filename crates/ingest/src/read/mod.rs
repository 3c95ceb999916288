//! Bytes to rows.
//!
//! In comes a file: delimited text in any encoding, or a workbook (xlsx, xlsb, xls, ods), each also inside an archive.
//! Out go its rows to a [`Sink`], sheet by sheet and top to bottom, as [`Cell`]s.
//!
//! Always true: each row comes once, with its number in the sheet; memory and time are bounded whatever the file holds;
//! a fault of a reader library is an error of the file and never ends the program.
//!
//! It does not know what a row means: no header, no amount, no purchase.

pub mod ahead;
mod archive;
pub mod cell;
pub mod charset;
pub mod csv;
mod decode;
pub mod dialect;
pub mod format;
pub mod hash;
pub mod inside;
mod limits;
mod look;
mod merged;
mod packed;
pub mod quotes;
mod records;
mod rights;
pub mod rows;
pub mod sandbox;
pub mod sink;
pub mod split;
pub mod workbook;

pub use self::cell::{Cell, OwnedCell};
pub use self::format::format;
pub use self::rows::{Row, Rows};
pub use self::sink::{Format, Sink};
use vire_base::error::InputError;
use vire_base::input::Input;

/// Reads every row of every sheet into the sink, on a thread of its own. Readers of workbooks run behind the [`sandbox`],
/// where there is one.
pub fn read_rows(
    input: &Input,
    format: Format,
    dialect: Option<&dialect::Dialect>,
    sink: &mut dyn Sink,
) -> Result<(), InputError> {
    ahead::ahead(input.path(), sink, move |sink| {
        if format != Format::Text && sandbox::is_enabled() {
            return sandbox::read(input, sink);
        }
        workbook::read(input, format, dialect, sink)
    })
}
