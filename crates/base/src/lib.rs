//! What all of Vire rests on.
//!
//! In comes text, out come amounts in cents, days, languages, digests and faults at their place. Always true: money is a
//! whole number of cents, a day is a count since 1970-01-01, and nothing here depends on the clock, the locale or the
//! number of threads. This crate knows nothing of purchases, suppliers or countries.

#![forbid(unsafe_code)]

pub mod amount;
pub mod check;
pub mod code;
pub mod date;
pub mod decimal;
pub mod digest;
pub mod document;
pub mod error;
pub mod files;
pub mod input;
pub mod language;
pub mod parallel;
pub mod progress;
pub mod spill;
pub mod sum;
pub mod text;
pub mod year;
