//! `vire publish-open`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use anyhow::Context;
use clap::Args;

use crate::config;
use crate::publish::package::Package;
use crate::publish::{Unwritable, drawn, open, verify};
use vire_base::amount::format_cents;

#[derive(Args)]
pub struct PublishOpen {
    /// The pipeline file whose newest published run is opened
    pipeline: PathBuf,
    /// Folder of the runs, as given to `vire run` [default: out/<name of the pipeline>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder for the open data; what `publish-open` wrote there before is replaced [default: open/<name of the pipeline>]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

impl PublishOpen {
    pub fn execute(self) -> anyhow::Result<()> {
        let config = config::load(&self.pipeline, super::terminal::look())?;
        let out = self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name));
        let to = self.to.unwrap_or_else(|| PathBuf::from("open").join(&config.name));
        let run = super::report::published(&out)?;
        verify::intact(&run, super::threads())?;
        drawn::refuse_published(&to, "--to")?;
        let opened = replace(&run, &to).map_err(|error| Unwritable::or(&to, "--to", error))?;
        let mut stdout = page();
        writeln!(stdout, "Wrote open data of {} to {}", run.display(), to.display())?;
        let (sum, left) = (opened.sum, opened.left_out);
        writeln!(stdout, "  {} lines, sum {} {}", sum.lines, format_cents(sum.cents), config.buyer().currency)?;
        writeln!(
            stdout,
            "  {} lines left out, sum {} {}",
            left.lines,
            format_cents(left.cents),
            config.buyer().currency
        )?;
        writeln!(stdout, "  read {} before you publish it", to.join("left-out.csv").display())?;
        Ok(())
    }
}

/// Opens a run as a package of its own, which then takes the place of the former one.
fn replace(run: &Path, to: &Path) -> anyhow::Result<open::Opened> {
    let package = Package::begin(to, open::own_files)?;
    let opened = open::write(run, package.folder()).with_context(|| format!("opening {}", run.display()))?;
    package.publish()?;
    Ok(opened)
}
