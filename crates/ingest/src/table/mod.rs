//! Rows to tables and columns.
//!
//! In come the first rows of a sheet. Out goes where its tables begin and a [`Mapping`]: which column is which
//! [`Field`], how that was found, and what stays a question. What tells totals and repeated rows from purchases is here
//! too.
//!
//! Always true: a column that the pipeline file names wins over all that is found; a choice that could be another leaves
//! a [`Question`].
//!
//! It does not know how a value is read, nor what becomes of a row.

pub mod candidate;
mod choose;
pub mod columns;
mod disambiguate;
pub mod field;
pub mod find;
pub mod header;
mod headerless;
pub mod heading;
mod ledger;
pub mod mapping;
pub mod mend;
pub mod other;
pub mod profile;
mod repeated;
pub mod repeats;
pub mod shape;
pub mod sign;
pub mod total;
pub mod unit;

pub use self::field::Field;

pub use self::mapping::{Column, GivenColumns, HeldRow, How, Mapping, Question};
