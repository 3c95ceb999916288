//! `vire calendar`

use std::io::Write;
use std::path::PathBuf;

use super::terminal::{page, say, warn};
use chrono::NaiveDate;
use clap::Args;

use crate::config::{self, Purpose};
use crate::notice::of_calendar;
use crate::pipeline::calendar::{Published, publish};
use vire_base::progress::{Mode, Progress};

#[derive(Args)]
pub struct Calendar {
    /// The pipeline file, with [calendar] or [[contracts]]; [[purchases]] may be absent
    pipeline: PathBuf,
    /// The day of the list: what is over before it is past
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    as_of: NaiveDate,
    /// Folder for the lists; `current` in it points to the newest [default: out/<name of the pipeline>-calendar]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say nothing but warnings and errors
    #[arg(long)]
    quiet: bool,
}

impl Calendar {
    pub fn execute(self) -> anyhow::Result<()> {
        let config = config::load_for(Purpose::Calendar, &self.pipeline, super::terminal::look())?;
        let progress = Progress::new(if self.quiet { Mode::Silent } else { Mode::Bars });
        // A run of the same pipeline has its own folder, whose `current` must stay a run.
        let name = config.name.trim_end_matches("-calendar");
        let out = self.out.unwrap_or_else(|| PathBuf::from("out").join(format!("{name}-calendar")));
        let outcome = publish(&config, &out, self.as_of, &progress);
        progress.finish();
        let Published { folder, calendar, remarks } = outcome?;
        for notice in of_calendar(&calendar) {
            say!("{notice}");
        }
        remarks.iter().for_each(|remark| warn(remark));
        if self.quiet {
            return Ok(());
        }
        let mut out = page();
        writeln!(out, "Published {}", folder.display())?;
        let control = calendar.control();
        writeln!(
            out,
            "  {} coming, {} past; of {} rows {} were on the list already, {} have no end, {} were rejected",
            calendar.coming().count(),
            calendar.past(),
            control.read,
            control.duplicates,
            control.without_end,
            control.rejected
        )?;
        writeln!(out, "  read {} first", folder.join("calendar.html").display())?;
        Ok(())
    }
}
