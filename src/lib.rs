//! Vire reads a municipality's purchase exports and tells what its buying does for local vitality.
//!
//! In comes a pipeline file, out comes a published run. Always true: a run is published whole and only when every sum agrees
//! with every other, and no stage sees the whole configuration. What stages do, the crates under `crates/` know.

#![deny(unsafe_code)]

/// Which buyer a line names.
pub mod buyers;
/// The commands.
pub mod cli;
/// The pipeline file.
pub mod config;
/// Two runs held against each other.
pub mod diff;
/// An engine that is not in this process.
pub mod elsewhere;
/// The log for programs.
pub mod log;
/// What is said of the inputs, with its level.
pub mod notice;
/// The stages in order.
pub mod pipeline;
/// Runs, checked and published in one step.
pub mod publish;
/// What stands behind a published figure.
pub mod trace;
