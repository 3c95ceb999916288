//! `vire report`

use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::page;
use clap::Args;

use super::buyers::{Buyers, no_data_set};
use super::{Usage, one_of};
use crate::publish::dataset::Dataset;
use crate::publish::{current, drawn, verify};
use vire_base::files;
use vire_base::language::Language;
use vire_base::progress::{Mode, Progress};
use vire_report::Drawing;
use vire_report::area::Area;
use vire_report::document::Document;
use vire_report::facts::Facts;
use vire_report::settings::{Format, languages_in};
use vire_report::summary::Summary;

#[derive(Args)]
pub struct Report {
    /// A published run, the folder of runs that `current` is in, such as out/kotka, or a data set
    run: PathBuf,
    /// Folder for the reports [default: reports/<name of the folder of runs>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Languages to draw, the first also without its code in the names; several with commas [default: those of the run]
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',', value_parser = one_of(&Language::ALL.map(|l| (l.code(), l))))]
    language: Vec<Language>,
    /// Formats to draw; several with commas [default: all]
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = one_of(&Format::ALL.map(|f| (f.code(), f))))]
    format: Vec<Format>,
    /// PowerPoint template (.pptx or .potx) for the deck
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    #[command(flatten)]
    whose: Buyers,
    /// Of a data set: the year that the figures speak of [default: the latest that most buyers have whole]
    #[arg(long, value_name = "YEAR", value_parser = accounting_year)]
    year: Option<i32>,
}

impl Report {
    pub fn execute(self) -> anyhow::Result<()> {
        if Dataset::is_in(&self.run) {
            return self.side_by_side();
        }
        if self.whose.is_given() || self.year.is_some() {
            return Err(no_data_set(&self.run, "--area, --buyer or --year").into());
        }
        let run = published(&self.run)?;
        verify::intact(&run, super::threads())?;
        let drawing = Drawing {
            languages: if self.language.is_empty() { of_run(&Summary::read(&run)?) } else { self.language },
            formats: if self.format.is_empty() { Format::ALL.to_vec() } else { self.format },
            template: self.template,
        };
        let out = self.out.unwrap_or_else(|| default_folder(&run));
        let progress = Progress::new(Mode::Bars);
        let draw = |to: &Path| progress.stage("reports", || vire_report::draw(&run, &drawing, to, &progress));
        let drawn = drawn::into(&out, "--out", draw);
        progress.finish();
        let drawn = drawn?;
        let mut stdout = page();
        writeln!(stdout, "Drew {} into {}", run.display(), out.display())?;
        drawn.iter().try_for_each(|name| writeln!(stdout, "  {}", out.join(name).display()))?;
        Ok(())
    }

    /// Draws the meeting pack of the buyers of a data set.
    fn side_by_side(self) -> anyhow::Result<()> {
        if self.template.is_some() {
            return Err(Usage("--template is for the reports of a run, and not for a data set".to_owned()).into());
        }
        let folder = &self.run;
        let (area, members): (String, Vec<Facts>) =
            self.whose.select(folder, |buyer| Dataset::facts(folder, buyer), |facts| &facts.summary)?;
        let mut languages = self.language.clone();
        if languages.is_empty() {
            let named = members.iter().flat_map(|facts| of_run(&facts.summary));
            languages = named.fold(Vec::new(), |mut all, language| {
                if !all.contains(&language) {
                    all.push(language);
                }
                all
            });
        }
        if let Some(format) = self.format.iter().find(|format| !Document::FORMATS.contains(format)) {
            return Err(Usage(format!("the pack of several buyers is not drawn as {}", format.code())).into());
        }
        let formats = if self.format.is_empty() { Document::FORMATS.to_vec() } else { self.format.clone() };
        let area = Area::new(area, members, self.year)?;
        let out = self.out.unwrap_or_else(|| default_folder(folder));
        let drawn = drawn::into(&out, "--out", |to| area.draw(&languages, &formats, to))?;
        let mut stdout = page();
        writeln!(stdout, "Drew {} into {}", area.about(), out.display())?;
        drawn.iter().try_for_each(|name| writeln!(stdout, "  {}", out.join(name).display()))?;
        Ok(())
    }
}

/// A year as reports name it, such as 2024 or 2023/24, by the calendar year in which it begins.
fn accounting_year(text: &str) -> Result<i32, String> {
    let first = text.split('/').next().unwrap_or_default();
    first.parse().map_err(|_| "write a year such as 2024 or 2023/24".to_owned())
}

/// The languages of the run, in its order; of one that names none, those of the buyer's country.
fn of_run(summary: &Summary) -> Vec<Language> {
    let named = |code: &String| Language::ALL.into_iter().find(|language| language.code() == code);
    let named: Vec<Language> = summary.languages.iter().filter_map(named).collect();
    if named.is_empty() { languages_in(&summary.country) } else { named }
}

/// A folder for each buyer's reports, so that one's do not replace another's: of the name of its folder of runs, or of a run
/// that was handed on by itself.
fn default_folder(run: &Path) -> PathBuf {
    let store = run.parent().filter(|store| store.file_name().is_some_and(|name| name == "runs"));
    let named = store.and_then(Path::parent).and_then(Path::file_name).or(run.file_name());
    named.map_or_else(|| PathBuf::from("reports"), |name| Path::new("reports").join(name))
}

/// The folder itself when it is a run, else the current run in it.
pub(super) fn published(folder: &Path) -> anyhow::Result<PathBuf> {
    // `current` may be a file that holds the path of a run; any other file is none.
    let is_other = folder.is_file() && !folder.ends_with("current");
    let run = if is_other { None } else { current::run_at(folder)?.filter(|run| run.is_dir()) };
    run.ok_or_else(|| {
        let near = files::near(folder).filter(|near| !folder.ends_with(near));
        let near = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
        let help = format!("name the folder that vire run published into, such as out/kotka{near}");
        Usage(format!("{} holds no published run\n  help: {help}", folder.display())).into()
    })
}
