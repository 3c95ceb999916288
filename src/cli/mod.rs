//! The commands, one file each.

mod buyers;
mod calendar;
mod check;
mod completions;
mod dataset;
mod diff;
mod engine;
pub mod exit;
mod explain;
mod help;
mod indicators;
mod init;
mod inspect;
mod only;
mod open;
mod parts;
mod planning;
mod publish_open;
mod report;
mod rerun;
mod run;
mod runs;
mod said;
mod schema;
mod tables;
mod talk;
mod template;
mod terminal;
mod trace;
mod verify;
mod whose;

use std::io::Write;
use std::process::ExitCode;

use chrono::Datelike;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser, Subcommand};
use serde_json::json;

use self::exit::Exit;
use self::terminal::{Unsaid, say};

use crate::config::{ConfigError, unknown_country};
use crate::log;
use crate::notice::Unsettled;
use crate::pipeline::rerun::Changed;
use crate::publish::Unwritable;
use crate::publish::dataset::Faulty;
use crate::publish::disk::Unfit;
use crate::publish::gates::Failed;
use crate::publish::held::Held;
use crate::publish::lock::Locked;
use crate::publish::manifest;
use crate::publish::verify::Damaged;
use crate::trace::Hidden;
use vire_base::date::GIVEN_YEARS;
use vire_base::error::InputError;
use vire_cluster::Unavailable;
use vire_planning::Tool;
use vire_reference::places::PLACES;
use vire_report::area::Unlike;
use vire_report::deck::Unusable;

/// Reads a municipality's purchase exports and tells what its buying does for local vitality.
#[derive(Parser)]
#[command(name = "vire", version, max_term_width = 100, after_long_help = exit::help())]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read the exports, classify the purchases, compute the indicators, and publish a run
    Run(run::Run),
    /// Publish the list of coming procurements alone, without any purchases
    Calendar(calendar::Calendar),
    /// Look at exports: tables, columns, formats, sums and what is odd, without any configuration
    Inspect(inspect::Inspect),
    /// Draft a pipeline file from exports, or add to one what is new
    Init(init::Init),
    /// Open the page of a published run in the browser
    Open(open::Open),
    /// Draw the reports of a published run anew, without the exports; or the meeting pack of the buyers of a data set
    Report(report::Report),
    /// List the figures of a run, or of all buyers of a data set side by side and together
    Indicators(indicators::Indicators),
    /// Check a pipeline file and its inputs; nothing is written
    Check(check::Check),
    /// Write the purchases of the newest run as open data, persons masked
    PublishOpen(publish_open::PublishOpen),
    /// List the runs of a folder
    Runs(runs::Runs),
    /// Let `current` lead to an earlier run
    Rollback(runs::Rollback),
    /// Remove old runs
    Prune(runs::Prune),
    /// Make a published run again from what its manifest keeps, and see whether it comes out the same
    Rerun(rerun::Rerun),
    /// See whether published runs still are what was published: every file against its size and hash, and its figures
    Verify(verify::Verify),
    /// Show what stands behind a published figure: the suppliers and lines, with file and row, that it is made of
    Trace(trace::Trace),
    /// Show which figures moved between two runs, and why: lines, registers, rules, lists, program
    Diff(diff::Diff),
    /// Write a workbook to fill in for one of the planning tools, or its example
    Template(template::Template),
    /// Compare bids by price and quality, and show what would change the winner
    Score(planning::Planning),
    /// Show the present state of procurement on three paths from what respondents answered
    Assess(planning::Informed),
    /// Show how far goals and actions are: progress, what is overdue, what is not covered, and the hours
    Plan(planning::Informed),
    /// Show how far guidelines hold, what advice was given, and a page for firms on how to sell
    Checklist(planning::Planning),
    /// Hold estimated values of purchases against the national and EU limits, beside what a run knows of the same kind
    Threshold(Box<planning::Threshold>),
    /// Prepare a meeting with firms, and see what became of it: invitation, whom to invite, cards, who came, purchases since
    Meeting(planning::Informed),
    /// List the buyers of exports that several share, as `vire run --only` takes them
    Parts(parts::Parts),
    /// Keep the runs of many buyers as one data set that every reader opens
    Dataset(dataset::Dataset),
    /// Print the JSON Schema of the pipeline file, for editors
    Schema,
    /// Print what a shell needs to complete the commands
    Completions(completions::Completions),
    /// Write the pages for `man`
    #[command(hide = true)]
    Man(completions::Man),
    /// Send the rows of the workbook on standard input to the process that started this one
    #[command(name = vire_ingest::read::sandbox::COMMAND, hide = true)]
    ReadWorkbook,
    /// List the indicators, or explain one: what it means, how to read it and what it does not say; or explain a code
    Explain(explain::Explain),
}

/// Runs the command and turns its outcome into an exit code.
pub fn main() -> ExitCode {
    vire_ingest::read::workbook::hide_panics();
    vire_ingest::read::sandbox::enable();
    let given = help::command().try_get_matches().and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = given.unwrap_or_else(|other| answer(&other));
    let outcome = match arguments.command {
        Command::Run(run) => run.execute(),
        Command::Calendar(calendar) => calendar.execute(),
        Command::Inspect(inspect) => inspect.execute(),
        Command::Init(init) => init.execute(),
        Command::Open(open) => open.execute(),
        Command::Report(report) => report.execute(),
        Command::Indicators(indicators) => indicators.execute(),
        Command::Check(check) => check.execute(),
        Command::PublishOpen(open) => open.execute(),
        Command::Runs(runs) => runs.execute(),
        Command::Rollback(rollback) => rollback.execute(),
        Command::Prune(prune) => prune.execute(),
        Command::Rerun(rerun) => rerun.execute(),
        Command::Verify(verify) => verify.execute(),
        Command::Trace(trace) => trace.execute(),
        Command::Diff(diff) => diff.execute(),
        Command::Template(template) => template.execute(),
        Command::Score(planning) => planning.execute(Tool::Score),
        Command::Assess(planning) => planning.execute(Tool::Assess),
        Command::Plan(planning) => planning.execute(Tool::Plan),
        Command::Checklist(planning) => planning.execute(Tool::Checklist),
        Command::Threshold(threshold) => threshold.execute(),
        Command::Meeting(planning) => planning.execute(Tool::Meeting),
        Command::Schema => schema::execute(),
        Command::Parts(parts) => parts.execute(),
        Command::Dataset(dataset) => dataset.execute(),
        Command::Completions(completions) => completions.execute(),
        Command::Man(man) => man.execute(),
        Command::ReadWorkbook => vire_ingest::read::sandbox::serve().map_err(Into::into),
        Command::Explain(explain) => explain.execute(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that closed the pipe has seen enough.
        Err(error) if broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let exit = exit(&error);
            match error.downcast_ref::<ConfigError>() {
                _ if log::is_on() => tell_end(&error, exit),
                // Its faults are drawn for the terminal, with their lines and colours.
                Some(ConfigError::Faults { .. }) => terminal::show(&format!("error: {error:#}\n")),
                _ => say!("error: {error:#}"),
            }
            ExitCode::from(exit.number())
        }
    }
}

/// Tells programs why a command failed: each gate and each notice that stopped it, then the end.
fn tell_end(error: &anyhow::Error, exit: Exit) {
    if let Some(Held { deviations, .. }) = error.downcast_ref() {
        for deviation in deviations {
            let (gate, line) = (deviation.gate.word(), &deviation.line);
            log::tell(
                json!({ "event": "gate", "level": "error", "code": gate, "message": deviation.what, "answers": [line] }),
            );
        }
    }
    if let Some(Unsettled::Questions(notices) | Unsettled::Warnings(notices)) = error.downcast_ref() {
        notices.iter().for_each(|notice| log::tell(notice.to_event()));
    }
    let code = error.downcast_ref::<InputError>().map_or_else(|| exit.word(), |input| input.code.name());
    let message = format!("{error:#}");
    log::tell(json!({ "event": "end", "level": "error", "code": code, "exit": exit.number(), "message": message }));
}

/// Prints what was asked for instead of a command, or what is wrong with the command line, and ends.
fn answer(other: &clap::Error) -> ! {
    if other.kind() != ErrorKind::DisplayVersion {
        other.exit()
    }
    // Nothing is left to do about a reader that has closed the pipe.
    let _ = writeln!(std::io::stdout(), "{}", version());
    std::process::exit(0)
}

/// The version and commit of the program, and a hash over the code lists that it ships with, as manifests name them.
fn version() -> String {
    let (count, hash) = manifest::code_lists_version();
    format!("vire {} ({})\n{count} code lists ({hash})", env!("CARGO_PKG_VERSION"), env!("VIRE_COMMIT"))
}

fn exit(error: &anyhow::Error) -> Exit {
    match error {
        e if e.is::<ConfigError>() || e.is::<Usage>() || e.is::<Unwritable>() || e.is::<Unusable>() => {
            Exit::Configuration
        }
        e if e.is::<Unfit>()
            || e.is::<Hidden>()
            || e.is::<Unlike>()
            || e.is::<vire_indicators::own::Unfit>()
            || Unsaid::is(e) =>
        {
            Exit::Configuration
        }
        e if e.is::<InputError>() || e.is::<Changed>() => Exit::Input,
        e if matches!(e.downcast_ref(), Some(Unsettled::Questions(_))) => Exit::Input,
        e if e.is::<Failed>()
            || e.is::<Held>()
            || e.is::<Damaged>()
            || e.is::<Faulty>()
            || e.is::<rerun::Otherwise>()
            || e.is::<verify::Other>()
            || e.is::<verify::Otherwise>()
            || e.is::<Unsettled>() =>
        {
            Exit::Gate
        }
        e if e.is::<Locked>() => Exit::Locked,
        e if e.is::<Unavailable>() => Exit::Engine,
        _ => Exit::Internal,
    }
}

fn broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// A command line that cannot be followed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

fn day(text: &str) -> Result<chrono::NaiveDate, String> {
    let day: chrono::NaiveDate = text.parse().map_err(|_| "write the day as 2024-12-31".to_owned())?;
    if GIVEN_YEARS.contains(&day.year()) {
        Ok(day)
    } else {
        Err(format!("a day is between {} and {}", GIVEN_YEARS.start(), GIVEN_YEARS.end()))
    }
}

/// A country by its code or name, as its code.
fn country(text: &str) -> Result<String, String> {
    PLACES.country(text).map(str::to_owned).ok_or_else(|| unknown_country(text))
}

/// As many as the machine has.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// A parser of the words that stand for some values.
fn one_of<T>(words: &[(&'static str, T)]) -> impl TypedValueParser<Value = T> + use<T>
where
    T: Copy + Send + Sync + 'static,
{
    let words = words.to_vec();
    PossibleValuesParser::new(words.iter().map(|(word, _)| *word))
        .try_map(move |given| words.iter().find(|(word, _)| *word == given).map(|(_, value)| *value).ok_or("unknown"))
}
