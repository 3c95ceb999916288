//! `vire publish-open`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use anyhow::Context;
use clap::Args;

use super::Usage;
use crate::config;
use crate::publish::open;
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
        let config = config::load(&self.pipeline, super::on_terminal())?;
        let out = self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name));
        let to = self.to.unwrap_or_else(|| PathBuf::from("open").join(&config.name));
        let run = super::report::published(&out)?;
        may_replace(&to)?;
        let parent = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs_err::create_dir_all(parent)?;
        // Readers see the former package or the new one.
        let new = tempfile::Builder::new().prefix(".unfinished-").tempdir_in(parent)?;
        let folder = new.path().join("open");
        fs_err::create_dir(&folder)?;
        let opened = open::write(&run, &folder).with_context(|| format!("opening {}", run.display()))?;
        if to.exists() {
            fs_err::rename(&to, new.path().join("former"))?;
        }
        fs_err::rename(&folder, &to)?;
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

/// A folder that holds something else than an earlier package is not replaced.
fn may_replace(to: &Path) -> anyhow::Result<()> {
    let foreign = match fs_err::read_dir(to) {
        Ok(mut entries) => entries.next().is_some() && !to.join("datapackage.json").is_file(),
        Err(_) => to.exists(),
    };
    if foreign {
        let help = "give another folder with --to";
        return Err(Usage(format!("{} holds other files, and would be replaced\n  help: {help}", to.display())).into());
    }
    Ok(())
}
