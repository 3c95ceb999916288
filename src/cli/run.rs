//! `vire run`

use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use crate::config;
use crate::ingest::amount::format_cents;
use crate::pipeline::{self, Options};
use crate::progress::{Mode, Progress};

#[derive(Args)]
pub struct Run {
    /// The pipeline file, such as pipelines/kotka.toml
    pipeline: PathBuf,
    /// Folder for the runs; `current` in it points to the newest [default: out/<name of the pipeline>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The day the reports speak of [default: the last day of the data]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<NaiveDate>,
    /// Threads to use [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Say nothing but errors
    #[arg(long, conflicts_with = "log")]
    quiet: bool,
    /// Tell progress on standard error as one JSON object a stage
    #[arg(long, value_name = "FORMAT")]
    log: Option<Log>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Log {
    Json,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write the day as 2024-12-31".to_owned())
}

impl Run {
    pub fn execute(self) -> anyhow::Result<()> {
        let config = config::load(&self.pipeline, super::on_terminal())?;
        let mode = match (self.quiet, self.log) {
            (true, _) => Mode::Silent,
            (_, Some(Log::Json)) => Mode::Json,
            _ => Mode::Bars,
        };
        let progress = Progress::new(mode);
        let machine = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = self.threads.map_or(machine, usize::from);
        // Polars takes its number of threads from here when it is first used.
        // SAFETY: no other thread runs yet.
        unsafe { std::env::set_var("POLARS_MAX_THREADS", threads.to_string()) };
        let options = Options {
            out: self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name)),
            as_of: self.as_of,
            threads,
        };
        if mode != Mode::Silent && !config.warnings.is_empty() {
            let name = config.path.display().to_string();
            eprint!("{}", config::document::render(&name, &config.text, &config.warnings, super::on_terminal()));
        }
        let outcome = pipeline::run(&config, &options, &progress);
        progress.finish();
        let published = outcome?;
        if self.quiet {
            return Ok(());
        }
        for warning in &published.warnings {
            eprintln!("warning: {warning}");
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "Published {}", published.folder.display())?;
        writeln!(
            out,
            "  {} lines kept, {} rejected, sum {} {}",
            published.lines,
            published.rejected,
            format_cents(published.cents),
            config.currency
        )?;
        writeln!(
            out,
            "  read {} first; every figure is in {}",
            published.folder.join("report.html").display(),
            published.folder.join("summary.json").display()
        )?;
        Ok(())
    }
}
