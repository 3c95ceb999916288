//! `vire score` and the other planning tools: a filled workbook in, documents out.

mod evidence;
mod threshold;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use self::evidence::evidence;
pub use self::threshold::Threshold;
use super::one_of;
use super::terminal::page;
use crate::publish::drawn;
use vire_base::language::Language;
use vire_planning::{Named, Tool};
use vire_report::document::Document;
use vire_report::settings::Format;

/// A tool over a workbook alone.
#[derive(Args)]
pub struct Planning {
    /// The filled workbook; `vire template` writes one
    file: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// A tool over a workbook, beside which stands what a run knows.
#[derive(Args)]
pub struct Informed {
    /// The filled workbook; `vire template` writes one
    file: PathBuf,
    /// A published run, or the folder of runs that `current` is in: what it knows stands beside the workbook's
    #[arg(long, value_name = "RUN")]
    run: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// Where documents go, and how they are drawn.
#[derive(Args)]
struct Output {
    /// Folder for the documents [default: planning/<name of the workbook>]
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Languages to write in; several with commas
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', default_value = "fi", value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Vec<Language>,
    /// Formats to draw; several with commas [default: all]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = one_of(&Document::FORMATS.map(|f| (f.code(), f))))]
    formats: Vec<Format>,
}

impl Planning {
    pub fn execute(self, tool: Tool) -> anyhow::Result<()> {
        let documents = tool.run(&self.file, &self.output.language, None)?;
        self.output.write(&documents, name_of(&self.file))
    }
}

impl Informed {
    pub fn execute(self, tool: Tool) -> anyhow::Result<()> {
        let evidence = self.run.as_deref().map(evidence).transpose()?;
        let documents = tool.run(&self.file, &self.output.language, evidence.as_ref())?;
        self.output.write(&documents, name_of(&self.file))
    }
}

/// The folder of a workbook's documents is named after it.
fn name_of(file: &Path) -> &Path {
    Path::new(file.file_stem().unwrap_or(file.as_os_str()))
}

impl Output {
    /// Draws the documents, and says what they find and where they are.
    fn write(self, documents: &[Named], name: &Path) -> anyhow::Result<()> {
        let mut stdout = page();
        let headline = documents.first().and_then(|(_, document)| document.sections.first()).map(|s| s.headline());
        let drawn = self.draw(documents, name)?;
        writeln!(stdout, "{}", headline.unwrap_or_default())?;
        drawn.iter().try_for_each(|file| writeln!(stdout, "  {}", file.display()))?;
        Ok(())
    }

    fn draw(self, documents: &[Named], name: &Path) -> anyhow::Result<Vec<PathBuf>> {
        let formats = if self.formats.is_empty() { Document::FORMATS.to_vec() } else { self.formats };
        let to = self.to.unwrap_or_else(|| Path::new("planning").join(name));
        let drawn = drawn::into(&to, "--to", |folder| {
            for (stem, document) in documents {
                for format in &formats {
                    let name = format!("{stem}.{}.{}", document.language, format.code());
                    fs_err::write(folder.join(name), document.draw(*format)?)?;
                }
            }
            Ok(())
        })?;
        Ok(drawn.into_iter().map(|name| to.join(name)).collect())
    }
}
