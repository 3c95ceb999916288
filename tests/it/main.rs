//! Integration tests: the program as its users run it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod architecture;
mod archives;
mod area;
mod bad_input;
mod calendar;
mod changes;
mod codes;
mod columns;
mod commands;
mod contracts;
mod countries;
mod currencies;
mod dataset;
mod deliveries;
mod dependency;
mod determinism;
mod diff;
mod documents;
#[cfg(unix)]
mod effects;
mod engine;
mod faults;
mod firms;
mod first_hour;
mod fixtures;
mod formats_agree;
mod history;
mod init;
mod inputs;
mod kinds;
mod languages;
mod large_sums;
mod layouts;
mod letters;
mod metamorphic;
mod meter;
mod openness;
mod output_folder;
mod own;
mod owned;
mod page;
mod paper;
mod parts;
mod payments;
mod periods;
mod persons;
mod places;
mod planning;
mod privacy;
mod properties;
mod publishing;
mod questions;
mod recovery;
mod reference;
mod reports;
mod rows;
mod sample;
mod sectors;
mod small_cells;
mod suppliers;
mod support;
#[cfg(unix)]
mod tenders;
mod terminal;
mod timer;
#[cfg(unix)]
mod torture;
mod trace;
mod trials;
mod units;
mod variants;
mod variants_of_rows;
mod variants_of_runs;
mod workbooks;
#[cfg(unix)]
mod years;
