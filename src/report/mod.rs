//! Reports: one model a language, made from a published run and drawn by each format.

mod build;
pub mod decimal;
pub mod deck;
pub mod disclosure;
pub mod facts;
mod markdown;
pub mod markup;
pub mod measure;
pub mod model;
mod page;
pub mod palette;
mod paper;
mod press;
pub mod summary;
pub mod svg;
pub mod texts;
mod workbook;

use std::path::{Path, PathBuf};

use anyhow::Context;

use self::facts::Facts;
use self::model::Report;
use self::texts::Texts;
use crate::calendar::{self, Calendar};
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::config::Config;
use crate::config::raw::{Format, Language};
use crate::indicators::Computed;
use crate::ingest::StagedFile;

/// What a run found, as far as its summary tells of it.
pub struct Findings<'a> {
    pub config: &'a Config,
    pub files: &'a [StagedFile],
    pub decisions: &'a Decisions,
    pub cube: &'a Cube,
    pub computed: &'a Computed,
    /// Coming procurements, when the pipeline names a calendar or contracts.
    pub calendar: Option<&'a Calendar>,
    /// The day the reports speak of, ISO.
    pub as_of: String,
    pub place_sources: Vec<(&'static str, i128)>,
}

/// What is drawn, and how.
pub struct Drawing {
    /// The first is also written without a language in its name, as far as text goes.
    pub languages: Vec<Language>,
    pub formats: Vec<Format>,
    /// Own template of the deck.
    pub template: Option<PathBuf>,
}

/// Draws the reports of a run from its published tables. Languages are drawn side by side.
///
/// # Errors
/// When the folder holds no run of this version, a template cannot be used, or a file cannot be written.
pub fn draw(run: &Path, drawing: &Drawing, to: &Path) -> anyhow::Result<()> {
    if drawing.languages.is_empty() || drawing.formats.is_empty() {
        return Ok(());
    }
    let facts = Facts::read(run)?;
    std::thread::scope(|scope| {
        let facts = &facts;
        let started: Vec<_> = drawing
            .languages
            .iter()
            .enumerate()
            .map(|(i, language)| scope.spawn(move || one_language(facts, drawing, *language, i == 0, to)))
            .collect();
        started
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    match &facts.summary.coming {
        Some(list) if drawing.formats.contains(&Format::Html) => {
            let (buyer, currency) = (&facts.summary.buyer, &facts.summary.currency);
            calendar::publish::draw(list, buyer, currency, &drawing.languages, to)
        }
        _ => Ok(()),
    }
}

fn one_language(facts: &Facts, drawing: &Drawing, language: Language, first: bool, to: &Path) -> anyhow::Result<()> {
    let texts = Texts::new(language);
    let report = build::report(facts, &texts);
    for format in &drawing.formats {
        for (stem, ending, bytes) in files(&report, &texts, *format, drawing)? {
            let plain = first && matches!(format, Format::Html | Format::Md);
            if plain {
                fs_err::write(to.join(format!("{stem}.{ending}")), &bytes)?;
            }
            fs_err::write(to.join(format!("{stem}.{}.{ending}", texts.code)), &bytes)?;
        }
    }
    Ok(())
}

/// The files of one format: stem, ending, content.
fn files(
    report: &Report,
    texts: &Texts,
    format: Format,
    drawing: &Drawing,
) -> anyhow::Result<Vec<(&'static str, &'static str, Vec<u8>)>> {
    match format {
        Format::Html => Ok(vec![("report", "html", page::draw(report, texts).context("drawing the page")?)]),
        Format::Md => Ok(vec![
            ("summary", "md", markdown::summary(report).context("drawing the summary")?),
            ("texts", "md", press::draw(report, texts)),
        ]),
        Format::Pdf => Ok(vec![("report", "pdf", paper::draw(report, texts).context("drawing the PDF")?)]),
        Format::Pptx => {
            let deck = deck::draw(report, texts, drawing.template.as_deref()).context("drawing the deck")?;
            Ok(vec![("deck", "pptx", deck)])
        }
        Format::Xlsx => Ok(vec![("workbook", "xlsx", workbook::draw(report, texts).context("drawing the workbook")?)]),
    }
}
