//! `vire template`

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;

use super::terminal::page;
use super::{Usage, one_of};
use crate::publish::Unwritable;
use vire_base::language::Language;
use vire_planning::{Tool, template};

#[derive(Args)]
pub struct Template {
    /// What to fill in; --list names the kinds
    #[arg(required_unless_present = "list", value_parser = one_of(&Tool::ALL.map(|t| (t.name(), t))))]
    kind: Option<Tool>,
    /// Name the kinds, and end
    #[arg(long)]
    list: bool,
    /// Write the example, filled in
    #[arg(long)]
    example: bool,
    /// Language of the workbook; it is read in any
    #[arg(long, value_name = "LANGUAGE", default_value = "fi", value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Language,
    /// The workbook to write [default: <kind>.<language>.xlsx]
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

impl Template {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut stdout = page();
        let Some(kind) = self.kind.filter(|_| !self.list) else {
            for tool in Tool::ALL {
                writeln!(stdout, "{:<10} {}", tool.name(), template::about(tool, self.language))?;
            }
            return Ok(());
        };
        let to = self.to.unwrap_or_else(|| template::file_name(kind, self.language).into());
        let bytes = template::write(kind, self.language, self.example)?;
        // What somebody filled in is not written over.
        let mut file = File::create_new(&to).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => {
                let help = "name another file with --to, or move this one away: what was filled in is not written over";
                Usage(format!("{} is there already\n  help: {help}", to.display())).into()
            }
            _ => anyhow::Error::from(Unwritable::new(&to, &error)),
        })?;
        file.write_all(&bytes).map_err(|error| Unwritable::new(&to, &error))?;
        writeln!(stdout, "Wrote {}\n  fill it in, then: vire {} {}", to.display(), kind.name(), to.display())?;
        Ok(())
    }
}
