//! `vire report`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use clap::Args;

use super::{Usage, one_of};
use crate::publish::{current, drawn, verify};
use vire_base::language::Language;
use vire_report::Drawing;
use vire_report::settings::{Format, languages_in};
use vire_report::summary::Summary;

#[derive(Args)]
pub struct Report {
    /// A published run, or the folder of runs that `current` is in, such as out/kotka
    run: PathBuf,
    /// Folder for the reports [default: reports/<name of the folder of runs>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Languages to draw; several with commas [default: all, those of the buyer's country first]
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Vec<Language>,
    /// Formats to draw; several with commas [default: all]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = one_of(&Format::ALL.map(|f| (f.code(), f))))]
    format: Vec<Format>,
    /// PowerPoint template (.pptx or .potx) for the deck
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

impl Report {
    pub fn execute(self) -> anyhow::Result<()> {
        let run = published(&self.run)?;
        verify::intact(&run, super::threads())?;
        let drawing = Drawing {
            languages: if self.language.is_empty() {
                languages_in(&Summary::read(&run)?.country)
            } else {
                self.language
            },
            formats: if self.format.is_empty() { Format::ALL.to_vec() } else { self.format },
            template: self.template,
        };
        let out = self.out.unwrap_or_else(|| default_folder(&run));
        let drawn = drawn::into(&out, |to| vire_report::draw(&run, &drawing, to))?;
        let mut stdout = page();
        writeln!(stdout, "Drew {} into {}", run.display(), out.display())?;
        drawn.iter().try_for_each(|name| writeln!(stdout, "  {}", out.join(name).display()))?;
        Ok(())
    }
}

/// A folder for each buyer's reports, so that one's do not replace another's.
fn default_folder(run: &Path) -> PathBuf {
    let root = run.parent().and_then(Path::parent).and_then(Path::file_name);
    root.map_or_else(|| PathBuf::from("reports"), |name| Path::new("reports").join(name))
}

/// The folder itself when it is a run, else the current run in it.
pub(super) fn published(folder: &Path) -> anyhow::Result<PathBuf> {
    let run = current::run_at(folder)?.filter(|run| run.is_dir());
    run.ok_or_else(|| {
        let help = "name the folder that vire run published into, such as out/kotka";
        Usage(format!("{} holds no published run\n  help: {help}", folder.display())).into()
    })
}
