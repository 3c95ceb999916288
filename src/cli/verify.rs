//! `vire verify`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;
use vire_base::digest;
use vire_indicators::tables::{self, TABLES};
use vire_ingest::read::inside;
use vire_report::summary::Summary;

use super::Usage;
use super::engine::Engine;
use super::rerun::folder_of_pipeline;
use super::terminal::page;
use crate::elsewhere::again::{By, Compared};
use crate::publish::current::{self, Current};
use crate::publish::dataset::{self, Dataset};
use crate::publish::disk::Unfit;
use crate::publish::verify::{self, Verified, What, verify};
use crate::publish::{folders_in, roots_at, runs_of};

#[derive(Args)]
pub struct Verify {
    /// A published run, a folder of runs such as out/kotka, a folder of such folders, or a data set
    #[arg(default_value = "out")]
    run: PathBuf,
    /// See, too, whether the exports and registers of each run still are what it read
    #[arg(long)]
    inputs: bool,
    /// Compute all published figures of each run, or of each buyer of a data set, anew from its tables, and compare
    #[arg(long)]
    figures: bool,
    #[command(flatten)]
    engine: Engine,
    /// The folder that their names are from [default: where the pipeline file was, else this folder]
    #[arg(long, value_name = "DIR", requires = "inputs")]
    from: Option<PathBuf>,
}

/// Figures that come out otherwise.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0} published figures are not those that come out anew\n  help: run the pipelines again with this version, and see whether the engine is one that docs/scale.md names"
)]
pub struct Otherwise(usize);

/// Runs that are not as they were published.
#[derive(Debug, thiserror::Error)]
#[error("{damaged} of {runs} runs are not as they were published\n  help: {HELP}")]
pub struct Other {
    damaged: usize,
    runs: usize,
}

const HELP: &str = "vire run makes such a run anew when the newest of its input is damaged; delete others, or restore them from a copy";

impl Verify {
    pub fn execute(mut self) -> anyhow::Result<()> {
        let engine = std::mem::take(&mut self.engine).elsewhere();
        let by = engine.map(By::There).or(self.figures.then_some(By::Here));
        if Dataset::is_in(&self.run) {
            return of_dataset(&self.run, by.as_ref());
        }
        let runs = runs_at(&self.run)?;
        if runs.is_empty() {
            let help = "name the folder that vire run published into, such as out/kotka";
            return Err(Usage(format!("{} holds no published run\n  help: {help}", self.run.display())).into());
        }
        let (mut damaged, mut differ) = (0, 0);
        for run in &runs {
            let verified = verify(run, super::threads())?;
            let of_inputs = if self.inputs {
                changed_inputs(run, &folder_of_pipeline(run, self.from.as_deref()))
            } else {
                Vec::new()
            };
            write!(page(), "{}{}", told(run, &verified), of_inputs.concat())?;
            let is_whole = verified.faults.is_empty();
            damaged += usize::from(!(is_whole && of_inputs.is_empty()));
            if let Some(by) = by.as_ref().filter(|_| is_whole) {
                differ += anew(by, &Summary::read(run)?, |name| tables::path(run, name))?;
            }
        }
        match (damaged, differ) {
            (0, 0) => Ok(()),
            (0, differ) => Err(Otherwise(differ).into()),
            (damaged, _) => Err(Other { damaged, runs: runs.len() }.into()),
        }
    }
}

/// The same of a data set: its files, then the figures of each buyer.
fn of_dataset(folder: &Path, by: Option<&By>) -> anyhow::Result<()> {
    let checked = dataset::check(folder, super::threads())?;
    checked.outcome(folder)?;
    let mut differ = 0;
    for buyer in checked.dataset.parts.keys() {
        writeln!(page(), "{buyer}: as it was put into {}", folder.display())?;
        if let Some(by) = by {
            differ += anew(by, &Dataset::summary(folder, buyer)?, |name| dataset::table(folder, name, buyer))?;
        }
    }
    if differ > 0 { Err(Otherwise(differ).into()) } else { Ok(()) }
}

/// Tells how the published figures compare with those that come out anew, and how many differ.
fn anew(by: &By, summary: &Summary, at: impl Fn(&str) -> PathBuf) -> anyhow::Result<usize> {
    const TOLD: usize = 50;
    let first = at(TABLES[0].name);
    if !first.is_file() {
        let what = format!("{} is not there: earlier versions published no such tables", first.display());
        return Err(Unfit { what, help: "run the pipeline again, and verify the new run".to_owned() }.into());
    }
    let Compared { agree, hidden, differ } = by.compare(summary, at, super::threads())?;
    let mut text =
        format!("  {agree} figures agree with those computed anew, {hidden} that are not shown are not compared\n");
    differ.iter().take(TOLD).for_each(|difference| text += &format!("  differs  {difference}\n"));
    if differ.len() > TOLD {
        text += &format!("  and {} more differ\n", differ.len() - TOLD);
    }
    write!(page(), "{text}")?;
    Ok(differ.len())
}

/// The exports, registers, counts of firms and tenders of a run that are not as it read them, a line each.
fn changed_inputs(run: &Path, folder: &Path) -> Vec<String> {
    let manifest = verify::manifest(run).unwrap_or_default();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let registers =
        list(&manifest["registers"]).iter().flat_map(|register| list(&register["files"])).collect::<Vec<_>>();
    let inputs = list(&manifest["inputs"]).into_iter().chain(registers);
    let inputs = inputs.chain(
        ["firms", "tenders", "openness", "units", "owned", "turnovers", "emissions", "respending", "multipliers"]
            .iter()
            .flat_map(|part| list(&manifest[*part]["files"])),
    );
    let changed = |input: Value| {
        let (name, sha256) = (input["file"].as_str()?, input["sha256"].as_str()?);
        match inside::open(&folder.join(name)).and_then(|input| digest::of(&input)) {
            Ok(digest) if digest.sha256 == sha256 => None,
            Ok(_) => Some(format!("  changed  input {name}\n")),
            Err(_) => Some(format!("  missing  input {name}\n")),
        }
    };
    inputs.filter_map(changed).collect()
}

/// The runs that a path means: itself, those of a folder of runs, or those of all folders of runs in a folder.
fn runs_at(given: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let roots = roots_at(given)?;
    if roots.is_empty()
        && let Some(run) = current::run_at(given)?
    {
        return Ok(vec![run]);
    }
    let mut runs = if current::is_root(given) { Vec::new() } else { folders_in(given)? };
    runs.retain(|path| current::is_run(path));
    for root in roots {
        runs.extend(of_root(&root)?);
    }
    Ok(runs)
}

/// All runs of a folder, and the one that `current` leads to, which may be missing.
fn of_root(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut runs = runs_of(root)?;
    match current::of(root)? {
        Current::Run(run) | Current::Folder(run) if !runs.contains(&run) => runs.push(run),
        _ => {}
    }
    Ok(runs)
}

fn told(run: &Path, verified: &Verified) -> String {
    let head = format!("{}: {} files, {} bytes", run.display(), verified.files, verified.bytes);
    if verified.faults.is_empty() {
        return head + ", as published\n";
    }
    let mut text = head + "\n";
    for fault in &verified.faults {
        text += &match &fault.what {
            What::Missing => format!("  missing  {}\n", fault.file),
            What::Extra => format!("  extra    {}\n", fault.file),
            What::Changed(how) => format!("  changed  {}: {how}\n", fault.file),
        };
    }
    text
}
