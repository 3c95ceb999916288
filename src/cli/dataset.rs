//! `vire dataset`

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::Usage;
use super::terminal::{page, say};
use crate::publish::dataset::{self, Change, Source};
use crate::publish::verify::What;
use crate::publish::{Unwritable, drawn};
use vire_base::amount::format_cents;

#[derive(Args)]
pub struct Dataset {
    #[command(subcommand)]
    what: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Put the tables of published runs into a data set, each in the place of its buyer's former part
    Add(Add),
    /// Take the parts of some buyers out of a data set
    Remove(Remove),
    /// See whether a data set still is what was put into it: hashes, rows and sums
    Check(Check),
}

#[derive(Args)]
struct Add {
    /// Published runs, or folders of runs such as out/kotka, whose current run is meant
    #[arg(required = true, value_name = "RUN")]
    runs: Vec<PathBuf>,
    /// Folder of the data set; it is made when needed
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

#[derive(Args)]
struct Remove {
    /// The buyers, as vire dataset check names them
    #[arg(required = true, value_name = "BUYER")]
    buyers: Vec<String>,
    /// Folder of the data set
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
}

#[derive(Args)]
struct Check {
    /// Folder of the data set
    folder: PathBuf,
}

impl Dataset {
    pub fn execute(self) -> anyhow::Result<()> {
        match self.what {
            Action::Add(add) => add.execute(),
            Action::Remove(remove) => remove.execute(),
            Action::Check(check) => check.execute(),
        }
    }
}

impl Add {
    fn execute(self) -> anyhow::Result<()> {
        drawn::refuse_published(&self.to, "--to")?;
        let mut runs = Vec::new();
        let mut without = Vec::new();
        for given in &self.runs {
            match super::report::published(given) {
                Ok(run) => runs.push(run),
                // A buyer whose first run is held keeps none of the others out.
                Err(error) if given.is_dir() && error.is::<Usage>() => without.push(error),
                Err(error) => return Err(error),
            }
        }
        if runs.is_empty()
            && let Some(error) = without.pop()
        {
            return Err(error);
        }
        without.iter().for_each(|error| say!("warning: {error:#}"));
        let sources =
            runs.into_iter().map(|run| Source::of(run, super::threads())).collect::<anyhow::Result<Vec<_>>>()?;
        let mut buyers = BTreeSet::new();
        if let Some(twice) = sources.iter().find(|source| !buyers.insert(&source.buyer)) {
            let help = "name one run of each buyer";
            return Err(Usage(format!("two of the runs are of {}\n  help: {help}", twice.buyer)).into());
        }
        let (dataset, changes) =
            dataset::add(&sources, &self.to).map_err(|error| Unwritable::or(&self.to, "--to", error))?;
        let mut out = page();
        for (source, change) in sources.iter().zip(changes) {
            let part = &dataset.parts[&source.buyer];
            let what = match change {
                Change::Added => "added",
                Change::Replaced => "replaced",
                Change::Unchanged => "unchanged",
            };
            let sum = format!("{} {}", format_cents(part.amount), part.currency);
            writeln!(out, "{what:<9} {}: {} lines, sum {sum}, of {}", source.buyer, part.lines, part.run)?;
        }
        writeln!(out, "{}", held(&dataset, &self.to))?;
        Ok(())
    }
}

/// How many buyers a data set has.
fn held(dataset: &dataset::Dataset, folder: &Path) -> String {
    let noun = if dataset.parts.len() == 1 { "buyer" } else { "buyers" };
    format!("{} {noun} in {}", dataset.parts.len(), folder.display())
}

impl Remove {
    fn execute(self) -> anyhow::Result<()> {
        drawn::refuse_published(&self.from, "--from")?;
        let dataset =
            dataset::remove(&self.buyers, &self.from).map_err(|error| Unwritable::or(&self.from, "--from", error))?;
        let mut out = page();
        self.buyers.iter().try_for_each(|buyer| writeln!(out, "removed   {buyer}"))?;
        writeln!(out, "{}", held(&dataset, &self.from))?;
        Ok(())
    }
}

impl Check {
    fn execute(self) -> anyhow::Result<()> {
        let checked = dataset::check(&self.folder, super::threads())?;
        let mut out = page();
        for (buyer, part) in &checked.dataset.parts {
            let sum = format!("{} {}", format_cents(part.amount), part.currency);
            writeln!(out, "{buyer}: {} files, {} lines, sum {sum}", part.files.len(), part.lines)?;
        }
        for fault in &checked.faults {
            let what = match &fault.what {
                What::Missing => "missing",
                What::Extra => "extra",
                What::Changed(how) => how,
            };
            writeln!(out, "  {}: {what}", fault.file)?;
        }
        Ok(checked.outcome(&self.folder)?)
    }
}
