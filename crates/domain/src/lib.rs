//! Who sold, what it counts as, and what is coming.
//!
//! In come staged lines, registers, counts of firms, tenders and calendars; out come suppliers, classified purchases, the cube of
//! their sums, the firms of the area by industry, and the list of coming procurements. Always true: every line is in exactly one sector, ring, band and scope, so the cube
//! sums to the lines to the cent, and unknown is a class of its own. This crate knows no indicator and no report.

#![forbid(unsafe_code)]

pub mod calendar;
pub mod classify;
pub mod firms;
pub mod suppliers;
pub mod tables;
pub mod tenders;
