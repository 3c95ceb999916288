//! Lines to staged files.
//!
//! In comes a file and its settings. Out goes a [`StagedFile`]: its lines in Parquet and its sidecar, in a store by
//! content.
//!
//! Always true: unchanged input is never parsed twice, and what is found in the store is verified before it is used.
//! Files of one source settle what the values of some leave open, and no posting counts twice unasked.
//!
//! It does not know what is done with the lines.

mod apart;
pub mod file;
pub mod inspect;
pub mod overlap;
pub mod part;
#[cfg(test)]
mod pollution;
mod rewrite;
pub mod siblings;
mod store;

pub use self::store::{StagedFile, forget_others, stage};
use crate::line::Control;

/// Control totals over all files.
pub fn total(files: &[StagedFile]) -> Control {
    Control::total(files.iter().flat_map(|f| &f.sidecar.tables).map(|t| &t.control))
}
