//! Who sold, what it counts as, and what is coming.
//!
//! In come staged lines, registers, and what a pipeline gives beside them; out come suppliers, classified purchases, the
//! cube of their sums, the firms of the area by industry, contracts held against purchases, and the list of coming
//! procurements. Always true: every line is in exactly one sector, ring, band and scope, so the cube sums to the lines to
//! the cent, and unknown is a class of its own. This crate knows no indicator and no report.

#![forbid(unsafe_code)]

pub mod beside;
pub mod calendar;
pub mod classify;
pub mod contracts;
pub mod effects;
pub mod firms;
pub mod owned;
mod sheets;
pub mod short;
pub mod suppliers;
pub mod tables;
pub mod tenders;
pub mod turnovers;
pub mod units;
