//! Integration tests: the program as its users run it.

mod architecture;
mod bad_input;
mod calendar;
mod columns;
mod commands;
mod currencies;
mod deliveries;
mod determinism;
mod fixtures;
mod languages;
mod layouts;
mod openness;
mod page;
mod paper;
mod privacy;
mod properties;
mod publishing;
mod reports;
mod sample;
mod small_cells;
mod suppliers;
mod support;
#[cfg(unix)]
mod terminal;
#[cfg(unix)]
mod torture;
mod workbooks;
