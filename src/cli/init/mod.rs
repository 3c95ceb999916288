//! `vire init`: a pipeline file from exports, or what is new for one that is there.

mod again;
mod beside;
mod buyer;
mod draft;
mod series;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use self::draft::Draft;
use self::series::{Read, on_disk, sources};
use super::talk::Talk;
use super::terminal::page;
use super::whose::Whose;
use super::{Usage, one_of};
use crate::config;
use vire_base::error::cause;
use vire_base::files::{folder_of, without_by_the_way};
use vire_base::language::Language;
use vire_ingest::Settings;
use vire_ingest::stage::inspect::{self, inspect_all};
use vire_ingest::values::privacy::said;

#[derive(Args)]
pub struct Init {
    /// Exports of purchases
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The pipeline file to write, printed when absent; to one that is there, what is new is added at its end
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    whose: Whose,
    /// Language of questions and comments [default: that of the system]
    #[arg(long, value_name = "LANGUAGE", value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Option<Language>,
}

/// The JSON Schema that editors hold a pipeline file against. It lies beside the file, for an editor looks paths up from
/// there; it is the program's own, hidden, and of the version that wrote it last.
const SCHEMA: &str = ".vire-schema.json";

impl Init {
    pub fn execute(mut self) -> anyhow::Result<()> {
        let mut named = BTreeSet::new();
        self.files.retain(|path| named.insert(fs_err::canonicalize(path).unwrap_or_else(|_| path.clone())));
        self.files = without_by_the_way(self.files).into_iter().flat_map(vire_ingest::read::inside::exports).collect();
        let talk = Talk::new(self.language);
        match &self.output {
            Some(output) if output.exists() => again::add(&self, output, &talk),
            output => self.draft(output.as_deref(), &talk),
        }
    }

    fn draft(&self, output: Option<&Path>, talk: &Talk) -> anyhow::Result<()> {
        let settings = inspect::settings(self.whose.country.as_deref().unwrap_or("FI"));
        let read = read(&self.files, &settings)?;
        let base = output.map_or(Path::new("."), folder_of);
        if !base.is_dir() {
            let help = "make it, or name a file in a folder that is there";
            return Err(Usage(format!("{}: there is no such folder\n  help: {help}", base.display())).into());
        }
        let placed = buyer::placed(&self.whose, talk, &read)?;
        let home = buyer::home(&self.whose, talk, &placed)?;
        let mut draft = Draft::new(talk, base);
        draft.head(output.is_some());
        draft.buyer(&placed);
        draft.heading("init-about-purchases");
        let given = on_disk(&self.files);
        for source in sources(&read) {
            draft.source(&source, &given)?;
        }
        self.whose.register.iter().try_for_each(|path| draft.register(path))?;
        let known: Vec<&Path> = self.files.iter().chain(&self.whose.register).map(PathBuf::as_path).collect();
        for found in beside::found(&known, base) {
            draft.found(&found, false)?;
        }
        draft.templates(&["register", "calendar"]);
        draft.locality(&home);
        draft.period(&placed, days(&read));
        draft.quality();
        let text = said(&draft.text).into_owned();
        match output {
            None => write!(super::terminal::output(), "{text}")?,
            Some(output) => {
                write_new(output, &text).map_err(|e| unwritable(output, &e))?;
                write_schema(base)?;
                let wrote = talk.text_with("init-wrote", &[("file", &output.display().to_string())]);
                writeln!(page(), "{wrote}; {}", draft.next(output))?;
            }
        }
        Ok(())
    }
}

/// What the files hold. A question that the pipeline file can answer is written into it.
fn read<'a>(files: &'a [PathBuf], settings: &Settings) -> anyhow::Result<Vec<Read<'a>>> {
    let open = |(path, inspection): Read<'a>| match inspection {
        Err(error) if error.ambiguity.is_none() => Err(error.into()),
        answered => Ok((path, answered)),
    };
    files.iter().zip(inspect_all(files, settings)).map(open).collect()
}

/// The first and the last day of the files' lines.
fn days(read: &[Read<'_>]) -> Option<(NaiveDate, NaiveDate)> {
    let tables = || read.iter().filter_map(|(_, inspection)| inspection.as_ref().ok()).flat_map(|i| &i.sidecar.tables);
    let first = tables().filter_map(|table| table.date_min).min()?;
    let last = tables().filter_map(|table| table.date_max).max()?;
    NaiveDate::from_epoch_days(first).zip(NaiveDate::from_epoch_days(last))
}

fn write_new(output: &Path, text: &str) -> std::io::Result<()> {
    std::fs::OpenOptions::new().write(true).create_new(true).open(output)?.write_all(text.as_bytes())
}

/// Lays the schema beside a pipeline file, unless it lies there as it is.
fn write_schema(base: &Path) -> anyhow::Result<()> {
    let path = base.join(SCHEMA);
    let text = serde_json::to_string_pretty(&config::schema())? + "\n";
    if fs_err::read_to_string(&path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    Ok(fs_err::write(&path, text).map_err(|e| unwritable(&path, &e))?)
}

fn unwritable(path: &Path, error: &std::io::Error) -> Usage {
    let help = "choose another file with -o, in a folder that you can write to";
    Usage(format!("{}: cannot be written: {}\n  help: {help}", path.display(), cause(error)))
}

/// A comment of several lines.
fn comment(text: &mut String, lines: &str) {
    for line in lines.lines() {
        let _ = writeln!(text, "# {line}");
    }
}
