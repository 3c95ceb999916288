//! `vire report`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use clap::Args;

use super::{Usage, one_of};
use crate::publish::{current, drawn, verify};
use vire_base::language::Language;
use vire_report::Drawing;
use vire_report::settings::Format;

#[derive(Args)]
pub struct Report {
    /// A published run, or the folder of runs that `current` is in, such as out/kotka
    run: PathBuf,
    /// Folder for the reports
    #[arg(long, value_name = "DIR", default_value = "reports")]
    out: PathBuf,
    /// Languages to draw; several with commas [default: all]
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
            languages: all_when_empty(self.language, &Language::ALL),
            formats: all_when_empty(self.format, &Format::ALL),
            template: self.template,
        };
        let drawn = drawn::into(&self.out, |to| vire_report::draw(&run, &drawing, to))?;
        let mut stdout = page();
        writeln!(stdout, "Drew {} into {}", run.display(), self.out.display())?;
        drawn.iter().try_for_each(|name| writeln!(stdout, "  {}", self.out.join(name).display()))?;
        Ok(())
    }
}

fn all_when_empty<T: Copy>(given: Vec<T>, all: &[T]) -> Vec<T> {
    if given.is_empty() { all.to_vec() } else { given }
}

/// The folder itself when it is a run, else the current run in it.
pub(super) fn published(folder: &Path) -> anyhow::Result<PathBuf> {
    let run = current::run_at(folder)?.filter(|run| run.is_dir());
    run.ok_or_else(|| {
        let help = "name the folder that vire run published into, such as out/kotka";
        Usage(format!("{} holds no published run\n  help: {help}", folder.display())).into()
    })
}
