//! Reports: one model a language, made from a published run and drawn by each format.
//!
//! In comes a published run, out come pages, papers, decks, workbooks and texts. Always true: no figure of an indicator is
//! computed here, only looked up or added from sums of the cube, and all formats draw the same model. This crate knows no
//! export and no rule; Typst stops here.

#![forbid(unsafe_code)]

pub mod area;
mod build;
pub mod calendar;
pub mod deck;
pub mod document;
pub mod facts;
mod markdown;
pub mod measure;
pub mod meter;
pub mod model;
pub mod note;
mod page;
pub mod palette;
mod paper;
mod press;
pub mod settings;
pub mod summary;
pub mod svg;
pub mod texts;
mod workbook;

use std::path::{Path, PathBuf};

use anyhow::Context;

use self::document::Document;
use self::facts::Facts;
use self::meter::ReadyMeter;
use self::model::Report;
use self::settings::{Channel, Contact, Format, ReadySeries};
use self::texts::{Texts, Wording};
use chrono::NaiveDate;
use vire_base::language::Language;
use vire_base::progress::Progress;
use vire_disclosure::NotShown;
use vire_domain::beside::Beside;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::scope;
use vire_domain::suppliers::settings::Local;
use vire_indicators::Computed;
use vire_ingest::StagedFile;
use vire_reference::buyer::Buyer;

/// What the pipeline file says of a run and its reports repeat.
pub struct About {
    pub buyer: Buyer,
    pub local: Local,
    pub indicators: vire_indicators::settings::Settings,
    pub contacts: Vec<Contact>,
    pub channels: Vec<Channel>,
    pub meter: Option<ReadyMeter>,
    pub series: Vec<ReadySeries>,
}

/// What a run found, as far as its summary needs it.
pub struct Findings<'a> {
    pub about: &'a About,
    /// The languages that the run is drawn in.
    pub languages: &'a [Language],
    pub scope: &'a scope::Rules,
    /// The days that the supplier registers are of.
    pub register_dates: Vec<NaiveDate>,
    pub files: &'a [StagedFile],
    pub decisions: &'a Decisions,
    pub cube: &'a Cube,
    pub beside: &'a Beside,
    pub computed: &'a Computed,
    /// What was taken out of the figures.
    pub not_shown: &'a NotShown,
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
pub fn draw(run: &Path, drawing: &Drawing, to: &Path, progress: &Progress) -> anyhow::Result<()> {
    let languages: Vec<Wording> = drawing.languages.iter().copied().map(Wording::from).collect();
    draw_in(run, &languages, drawing, to, progress)
}

/// Draws the reports of a run in languages that need not be among those of [`Language`], in place of those that `drawing`
/// names.
///
/// # Errors
/// As [`draw`] has them.
///
/// # Panics
/// When the texts of a language are broken.
pub fn draw_in(
    run: &Path,
    languages: &[Wording],
    drawing: &Drawing,
    to: &Path,
    progress: &Progress,
) -> anyhow::Result<()> {
    if languages.is_empty() || drawing.formats.is_empty() {
        return Ok(());
    }
    let facts = Facts::read(run)?;
    progress.expect(languages.len() * drawing.formats.len());
    std::thread::scope(|scope| {
        let facts = &facts;
        let started: Vec<_> = languages
            .iter()
            .enumerate()
            .map(|(i, language)| scope.spawn(move || one_language(facts, drawing, *language, i == 0, (to, progress))))
            .collect();
        started
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    match &facts.summary.coming {
        Some(list) if drawing.formats.contains(&Format::Html) => {
            let (buyer, currency) = (&facts.summary.buyer, &facts.summary.currency);
            calendar::draw_in(list, buyer, currency, languages, to)
        }
        _ => Ok(()),
    }
}

fn one_language(
    facts: &Facts,
    drawing: &Drawing,
    language: Wording,
    first: bool,
    (to, progress): (&Path, &Progress),
) -> anyhow::Result<()> {
    let texts = Texts::new(language).of_country(&facts.summary.country);
    let report = build::report(facts, &texts);
    for format in &drawing.formats {
        progress.at(&format!("{} ({})", format.code(), texts.code));
        for (stem, ending, bytes) in files(&report, &texts, *format, drawing)? {
            let plain = first && matches!(format, Format::Html | Format::Md);
            if plain {
                fs_err::write(to.join(format!("{stem}.{ending}")), &bytes)?;
            }
            fs_err::write(to.join(format!("{stem}.{}.{ending}", texts.code)), &bytes)?;
        }
        if let Some(meter) = build::meter::meter(facts, &texts, language).filter(|_| Document::FORMATS.contains(format))
        {
            let bytes = meter.draw(*format).context("drawing the meter")?;
            fs_err::write(to.join(format!("meter.{}.{}", texts.code, format.code())), bytes)?;
        }
        progress.advance(1);
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
