//! `vire check`

use std::io::Write;
use std::path::PathBuf;

use super::terminal::{page, show};
use clap::Args;

use super::tables;
use crate::config;
use crate::pipeline;
use crate::publish::gates::Failed;
use vire_base::amount::format_cents;
use vire_base::date;
use vire_base::progress::{Mode, Progress};

#[derive(Args)]
pub struct Check {
    /// The pipeline file, such as pipelines/kotka.toml
    pipeline: PathBuf,
}

impl Check {
    pub fn execute(self) -> anyhow::Result<()> {
        let config = config::load(&self.pipeline, super::on_terminal())?;
        show(&vire_base::document::render(
            &config.path.display().to_string(),
            &config.text,
            &config.warnings,
            super::on_terminal(),
        ));
        let progress = Progress::new(Mode::Bars);
        let read = progress.stage("reading", || pipeline::check(&config, &progress));
        progress.finish();
        let mut out = page();
        let pipeline::Checked { files: read, calendar } = read?;
        for (name, sidecar) in &read {
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
            write!(out, "{}", tables::oddities(sidecar))?;
        }
        write!(out, "{}", calendar.as_ref().map(tables::calendar).unwrap_or_default())?;
        let controls = || read.iter().flat_map(|(_, sidecar)| &sidecar.tables).map(|t| &t.control);
        let (rows, rejected) = controls().fold((0, 0), |(rows, rejected), c| (rows + c.read, rejected + c.rejected));
        if rejected as f64 > config.quality.max_rejected * rows as f64 || rows == rejected {
            let most = config.quality.max_rejected;
            return Err(Failed(vec![format!(
                "{rejected} of {rows} rows are rejected; [quality] max_rejected = {most}"
            )])
            .into());
        }
        writeln!(out, "{} can be run; nothing was written.", self.pipeline.display())?;
        Ok(())
    }
}
