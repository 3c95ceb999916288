//! Vire reads a municipality's purchase exports and tells what its buying does for local vitality.

/// Coming procurements, from calendars and the ends of contracts.
pub mod calendar;
/// Sector, value band, ring and scope of every line.
pub mod classify;
/// The commands.
pub mod cli;
/// The pipeline file.
pub mod config;
/// Indicators: their pages, their SQL, the engine that runs them.
pub mod indicators;
/// From export files to staged lines.
pub mod ingest;
/// Doing the same with several things at once.
pub mod parallel;
/// The stages in order.
pub mod pipeline;
/// What the user sees while a run goes on.
pub mod progress;
/// Runs, checked and published in one step.
pub mod publish;
/// Code lists that ship with the program.
pub mod reference;
/// Summaries and reports from one model.
pub mod report;
/// Who the suppliers are and where.
pub mod suppliers;
