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
