//! `vire check`

use std::io::Write;
use std::path::PathBuf;

use super::terminal::{page, show_warnings};
use clap::Args;

use super::only::{self, Only};
use super::said::Said;
use super::tables::{self, Total};
use crate::config::{Config, Purpose};
use crate::notice::{Unsettled, of_calendar};
use crate::pipeline;
use crate::publish::gates::Failed;
use vire_base::amount::format_cents;
use vire_base::date;
use vire_base::progress::{Mode, Progress};
use vire_ingest::StagedFile;
use vire_ingest::line::Control;

#[derive(Args)]
pub struct Check {
    /// The pipeline file, such as pipelines/kotka.toml
    pipeline: PathBuf,
    /// Check what a run for this part of the exports would read
    #[arg(long, value_name = "buyer=NAME,year=YEAR")]
    only: Option<Only>,
    #[command(flatten)]
    said: Said,
}

impl Check {
    pub fn execute(self) -> anyhow::Result<()> {
        let config = only::load(Purpose::Any, &self.pipeline, self.only.as_ref())?;
        show_warnings(&config);
        if config.sources.is_empty() {
            let calendar = pipeline::coming(&config, None)?;
            write!(page(), "{}", calendar.as_ref().map(tables::calendar).unwrap_or_default())?;
            self.said.tell(&calendar.as_ref().map(of_calendar).unwrap_or_default());
        } else {
            purchases(&config, &self.said)?;
        }
        writeln!(page(), "{} can be run; nothing was written.", self.pipeline.display())?;
        Ok(())
    }
}

/// Shows what a run would read, and fails as it would.
fn purchases(config: &Config, said: &Said) -> anyhow::Result<()> {
    let progress = Progress::new(if said.quiet { Mode::Silent } else { Mode::Bars });
    let strictness = said.strictness();
    let checked = pipeline::check(config, super::threads(), strictness, &progress);
    progress.finish();
    let checked = checked?;
    let mut out = page();
    for StagedFile { name, sidecar, .. } in &checked.files {
        writeln!(out, "{name} ({})", sidecar.format)?;
        for table in &sidecar.tables {
            let c = &table.control;
            let sheet = if table.sheet.is_empty() { String::new() } else { format!("sheet \"{}\", ", table.sheet) };
            let days = match (table.date_min, table.date_max) {
                (Some(from), Some(to)) => format!(", {} to {}", date::iso(from), date::iso(to)),
                _ => String::new(),
            };
            writeln!(
                out,
                "  {sheet}header in row {}: {} rows kept, {} rejected, sum {}{days}",
                table.mapping.header_row,
                c.kept,
                c.rejected,
                format_cents(c.kept_cents)
            )?;
            write!(out, "{}", tables::columns(table, "    ", false))?;
        }
        write!(out, "{}", tables::rejected(sidecar))?;
    }
    let total = |file: &StagedFile| {
        let c = Control::total(file.sidecar.tables.iter().map(|table| &table.control));
        Total { file: file.name.clone(), kept: c.kept, rejected: c.rejected, sum: format_cents(c.kept_cents) }
    };
    write!(out, "{}", tables::totals(&checked.files.iter().map(total).collect::<Vec<_>>()))?;
    write!(out, "{}", checked.beside.calendar.as_ref().map(tables::calendar).unwrap_or_default())?;
    said.tell(&checked.notices);
    if !checked.faults.is_empty() {
        return Err(Failed(checked.faults).into());
    }
    Ok(Unsettled::check(&checked.notices, strictness.strict)?)
}
