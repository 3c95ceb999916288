//! `vire score` and the other planning tools: a filled workbook in, documents out.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::one_of;
use super::terminal::page;
use crate::publish::drawn;
use vire_base::language::Language;
use vire_planning::Tool;
use vire_report::document::Document;
use vire_report::settings::Format;

#[derive(Args)]
pub struct Planning {
    /// The filled workbook; `vire template` writes one
    file: PathBuf,
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
        let documents = tool.run(&self.file, &self.language)?;
        let formats = if self.formats.is_empty() { Document::FORMATS.to_vec() } else { self.formats };
        let stem = self.file.file_stem().unwrap_or(self.file.as_os_str());
        let to = self.to.unwrap_or_else(|| Path::new("planning").join(stem));
        let drawn = drawn::into(&to, "--to", |folder| {
            for (stem, document) in &documents {
                for format in &formats {
                    let name = format!("{stem}.{}.{}", document.language, format.code());
                    fs_err::write(folder.join(name), document.draw(*format)?)?;
                }
            }
            Ok(())
        })?;
        let mut stdout = page();
        let headline = documents.first().and_then(|(_, document)| document.sections.first()).map(|s| s.headline());
        writeln!(stdout, "{}", headline.unwrap_or_default())?;
        drawn.iter().try_for_each(|name| writeln!(stdout, "  {}", to.join(name).display()))?;
        Ok(())
    }
}
