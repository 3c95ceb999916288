//! Writers of files that other programs open.
//!
//! In come tables, sheets and parts, out come Parquet, workbooks and OOXML packages. Always true: the same content gives
//! the same bytes, money is written as `DECIMAL(18,2)`, and texts of the data never become markup or formulas. This crate
//! does not know what a column means.

#![forbid(unsafe_code)]

pub mod chunk;
pub mod columns;
pub mod harmless;
pub mod markup;
pub mod package;
pub mod parquet;
pub mod table;
pub mod workbook;
pub mod xml;
