//! `vire rerun`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Usage;
use super::terminal::{look, page, warn};
use crate::pipeline::rerun::rerun;
use crate::publish::current;
use crate::publish::owner::pipeline_file;
use vire_base::files::folder_of;
use vire_base::progress::{Mode, Progress};

#[derive(Args)]
pub struct Rerun {
    /// A published run, or a folder of runs such as out/kotka, whose current run is meant
    run: PathBuf,
    /// The folder that paths in the run's pipeline are from [default: where the pipeline file was, else this folder]
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

/// A run that came out otherwise.
#[derive(Debug, thiserror::Error)]
#[error("{} of {files} files came out otherwise: {}\n  help: {help}", .other.len(), .other.join(", "))]
pub struct Otherwise {
    files: usize,
    other: Vec<String>,
    help: &'static str,
}

impl Rerun {
    pub fn execute(self) -> anyhow::Result<()> {
        let found = if self.run.is_dir() { current::run_at(&self.run)? } else { None };
        let run = found.filter(|run| run.join("manifest.json").is_file()).ok_or_else(|| {
            let help = "name a run, or the folder that vire run published into, such as out/kotka";
            Usage(format!("{} holds no published run\n  help: {help}", self.run.display()))
        })?;
        let from = folder_of_pipeline(&run, self.from.as_deref());
        let progress = Progress::new(Mode::Bars);
        let outcome = rerun(&run, &from, super::threads(), look(), &progress);
        progress.finish();
        let made = outcome?;
        if made.by_another_program {
            warn(&format!("another build of the program made {}", run.display()));
        }
        if !made.other.is_empty() {
            let help = if made.by_another_program {
                "the program that made the run is named in its manifest.json; run with that one"
            } else {
                "vire verify shows whether the run still is as it was published"
            };
            return Err(Otherwise { files: made.files, other: made.other, help }.into());
        }
        writeln!(page(), "{}: {} files came out the same", run.display(), made.files)?;
        Ok(())
    }
}

/// The folder that names of a run's inputs are from: the one that is given, that of the pipeline file as far as its place
/// is known, else the current one.
pub fn folder_of_pipeline(run: &Path, given: Option<&Path>) -> PathBuf {
    let known = || {
        let run = fs_err::canonicalize(run).ok()?;
        let file = pipeline_file(run.parent()?.parent()?)?;
        Some(folder_of(&file).to_owned()).filter(|folder| folder.is_dir())
    };
    given.map(Path::to_owned).or_else(known).unwrap_or_default()
}
