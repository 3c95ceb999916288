//! From export files to staged lines.
//!
//! In come exports of purchase ledgers as their programs write them (xlsx, xlsb, xls, ods, delimited text) and the
//! [`Settings`] of their source. Out go lines in Arrow batches or Parquet files, with a [`line::Sidecar`]: which column
//! was taken for what and why, how amounts and dates were read, what was rejected.
//!
//! Always true: every row is kept, rejected with a reason, or counted as no data, in rows and in cents; no choice is
//! made without a trace; ids of natural persons are masked before anything leaves.
//!
//! It does not know who suppliers are, which sector a purchase belongs to, nor what is published.
//!
//! The folders stand in the order of the way: [`mod@read`] (bytes to rows), [`table`] (rows to tables and columns),
//! [`values`] (texts to values), [`line`] (values to lines), [`mod@stage`] (lines to staged files). Each knows those
//! before it only.
//!
//! # By itself
//!
//! This crate reads any export of a purchase ledger without the rest of the program, as long as a column of amounts and
//! some other column can be told. What nothing says is found out:
//!
//! ```no_run
//! use std::cell::Cell;
//! use std::path::Path;
//!
//! use vire_base::input::Input;
//! use vire_ingest::line::Batch;
//! use vire_ingest::stage::inspect;
//!
//! fn main() -> Result<(), vire_base::error::InputError> {
//!     // The buyer's country decides how business ids are read.
//!     let settings = inspect::settings("FI");
//!     let input = Input::open(Path::new("ostolaskut.xlsx"))?;
//!     let cents = Cell::new(0);
//!     let mut add = |lines| {
//!         let sum: i64 = Batch::of(&lines).map_or(0, |lines| lines.cents.iter().sum());
//!         cents.set(cents.get() + sum);
//!         Ok(())
//!     };
//!     // When a column proves to be read wrongly, the file is read once more from its beginning.
//!     let mut restart = || {
//!         cents.set(0);
//!         Ok(())
//!     };
//!     let sidecar = vire_ingest::read(&input, &settings, &std::env::temp_dir(), &mut add, &mut restart)?;
//!     for column in sidecar.tables.iter().flat_map(|table| &table.mapping.columns) {
//!         println!("{}: {:?}, {}", column.field.name(), column.header, column.evidence());
//!     }
//!     println!("{} cents from {} suppliers", cents.get(), sidecar.suppliers.len());
//!     Ok(())
//! }
//! ```
//!
//! [`stage()`] does the same into a Parquet file, and finds it there the next time.

pub mod line;
pub mod read;
pub mod settings;
pub mod stage;
pub mod table;
pub mod values;

pub use self::line::read;
pub use self::settings::Settings;
pub use self::stage::{StagedFile, stage, total};
pub use self::table::Field;
