//! `vire runs`, `vire prune` and `vire rollback`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::Usage;
use super::terminal::page;
use crate::log;
use crate::publish::current::is_root;
use crate::publish::history::{Entry, Keep, entries, to_remove};
use crate::publish::{Output, roots_at, runs_of};

#[derive(Args)]
pub struct Runs {
    /// A folder of runs such as out/kotka, or a folder of such folders
    #[arg(default_value = "out")]
    folder: PathBuf,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct Prune {
    /// A folder of runs such as out/kotka
    folder: PathBuf,
    /// How many of the newest runs to keep
    #[arg(long, value_name = "N")]
    keep: usize,
    /// Keep the newest run of each year of data, too
    #[arg(long)]
    keep_yearly: bool,
    /// Only say what would be removed
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args)]
pub struct Rollback {
    /// A folder of runs such as out/kotka
    folder: PathBuf,
    /// The run to go back to, by name or number [default: the one before the current one]
    run: Option<String>,
}

impl Runs {
    pub fn execute(self) -> anyhow::Result<()> {
        let roots = roots(&self.folder)?;
        let listed = roots.iter().map(|root| Ok((root, entries(root)?))).collect::<anyhow::Result<Vec<_>>>()?;
        if self.json {
            let runs = listed.iter().flat_map(|(_, runs)| runs.iter().map(Entry::to_json)).collect();
            writeln!(super::terminal::output(), "{}", serde_json::to_string_pretty(&log::masked(Value::Array(runs)))?)?;
            return Ok(());
        }
        for (root, runs) in listed {
            writeln!(page(), "{}", root.display())?;
            runs.iter().try_for_each(|run| write!(page(), "{}", line(run)))?;
        }
        Ok(())
    }
}

fn line(run: &Entry) -> String {
    let mark = if run.is_current { "current" } else { "" };
    let day = run.day().unwrap_or_else(|| "?".to_owned());
    let sum = match (run.lines(), run.amount()) {
        (Some(lines), Some(amount)) => format!("{lines:>10} lines {amount:>18} {}", run.currency()),
        _ => String::new(),
    };
    format!("  {}  {day:<10} {sum:<36} {mark}", run.name).trim_end().to_owned() + "\n"
}

impl Prune {
    pub fn execute(self) -> anyhow::Result<()> {
        let root = root(&self.folder)?;
        // The lock is held over both, so that no run becomes current in between.
        let output = Output::lock(root)?;
        let removed = to_remove(entries(root)?, Keep { newest: self.keep, yearly: self.keep_yearly });
        let what = if self.dry_run { "Would remove" } else { "Removed" };
        for run in &removed {
            if !self.dry_run {
                output.remove(run)?;
            }
            writeln!(page(), "{what} {}", run.folder.display())?;
        }
        if removed.is_empty() {
            writeln!(page(), "Nothing to remove in {}", root.display())?;
        }
        Ok(())
    }
}

impl Rollback {
    pub fn execute(self) -> anyhow::Result<()> {
        let root = root(&self.folder)?;
        let run = Output::lock(root)?.roll_back(self.run.as_deref(), super::threads())?;
        let mut out = page();
        writeln!(out, "{} leads to {}", root.join("current").display(), run.folder.display())?;
        writeln!(out, "  the next vire run of the exports as they are goes forward again")?;
        Ok(())
    }
}

/// A folder of runs that has any.
fn root(folder: &Path) -> anyhow::Result<&Path> {
    if is_root(folder) && !runs_of(folder)?.is_empty() { Ok(folder) } else { Err(no_runs(folder).into()) }
}

/// The folders of runs that a path means, which have some.
fn roots(given: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let roots = roots_at(given)?;
    if roots.len() == 1 {
        root(&roots[0]).map_err(|_| no_runs(given))?;
    }
    if roots.is_empty() { Err(no_runs(given).into()) } else { Ok(roots) }
}

fn no_runs(folder: &Path) -> Usage {
    let help = "name the folder that vire run published into, such as out/kotka";
    Usage(format!("{} holds no published run\n  help: {help}", folder.display()))
}
