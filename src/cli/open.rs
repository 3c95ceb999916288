//! `vire open`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Usage;
use super::report::published;
use super::terminal::page;
use crate::publish::current;

#[derive(Args)]
pub struct Open {
    /// A published run, or the folder of runs that `current` is in, such as out/kotka [default: the only one in out]
    run: Option<PathBuf>,
}

/// What is opened of a run: the first of these that was drawn, else its folder.
const PAGES: [&str; 2] = ["report.html", "calendar.html"];

impl Open {
    pub fn execute(self) -> anyhow::Result<()> {
        let run = published(&self.run.map_or_else(|| only(Path::new("out")), Ok)?)?;
        let pages = PAGES.iter().map(|page| run.join(page));
        let opened = pages.into_iter().find(|page| page.is_file()).unwrap_or(run);
        open::that_detached(&opened).map_err(|_| {
            let help = "open it by hand: no program for it was found on this system";
            Usage(format!("{} cannot be opened from here\n  help: {help}", opened.display()))
        })?;
        Ok(writeln!(page(), "Opened {}", opened.display())?)
    }
}

/// The one folder of runs in a folder.
pub(super) fn only(folder: &Path) -> Result<PathBuf, Usage> {
    let entries = fs_err::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut roots: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| current::is_root(path)).collect();
    roots.sort();
    match roots.as_slice() {
        [root] => Ok(root.clone()),
        [] => Err(Usage("no run is published in out\n  help: publish one with vire run, or name its folder".into())),
        several => {
            let names: Vec<String> = several.iter().map(|root| root.display().to_string()).collect();
            Err(Usage(format!("out holds several folders of runs\n  help: name one of {}", names.join(", "))))
        }
    }
}
