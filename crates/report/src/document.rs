//! A document of its own, such as a planning tool makes: sections of texts, tables and charts, drawn by every format with
//! the parts that reports are drawn with. Every text and number is ready to print.

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::{Chart, Table};
use crate::settings::Format;
use crate::texts::{Texts, Wording};
use crate::{deck, page, paper, workbook};

/// A document in one language.
#[derive(Debug, Serialize)]
pub struct Document {
    #[serde(skip)]
    pub wording: Wording,
    /// ISO 639, such as fi.
    pub language: &'static str,
    /// BCP 47, such as fi-FI.
    pub locale: String,
    /// Whose document it is.
    pub author: String,
    pub title: String,
    pub subtitle: String,
    /// ISO 4217.
    pub currency: String,
    /// The day it speaks of.
    #[serde(skip)]
    pub date: Option<NaiveDate>,
    /// What a reader must know first.
    pub notes: Vec<String>,
    pub sections: Vec<Section>,
    pub footer: String,
}

/// One thing that a document says.
#[derive(Debug, Default, Serialize)]
pub struct Section {
    /// What it is about: a few words.
    pub title: String,
    /// What was found, in a sentence; empty where there is nothing to find.
    pub finding: String,
    pub parts: Vec<Part>,
    /// It is shown to people in a room, so that it has slides.
    #[serde(skip)]
    pub is_shown: bool,
}

/// What a section is made of.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
pub enum Part {
    Text(String),
    Heading(String),
    List(Vec<String>),
    Chart(Chart),
    Table(Table),
    /// How to read what stands above, and what it does not say.
    Remarks(Vec<String>),
}

impl Section {
    pub fn new(title: impl Into<String>, finding: impl Into<String>) -> Self {
        Self { title: title.into(), finding: finding.into(), ..Self::default() }
    }

    pub fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The same, with slides of its own.
    pub fn shown(self) -> Self {
        Self { is_shown: true, ..self }
    }

    /// The sentence that says most.
    pub fn headline(&self) -> &str {
        if self.finding.is_empty() { &self.title } else { &self.finding }
    }

    /// What stands beside its tables and charts.
    pub fn texts(&self) -> Vec<String> {
        let texts = self.parts.iter().flat_map(|part| match part {
            Part::Text(text) | Part::Heading(text) => vec![text.clone()],
            Part::List(texts) | Part::Remarks(texts) => texts.clone(),
            Part::Chart(_) | Part::Table(_) => Vec::new(),
        });
        texts.collect()
    }
}

impl Document {
    /// The formats that documents are drawn in.
    pub const FORMATS: [Format; 4] = [Format::Html, Format::Pdf, Format::Pptx, Format::Xlsx];

    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.sections.iter().flat_map(|s| &s.parts).filter_map(|part| match part {
            Part::Chart(chart) => Some(chart),
            _ => None,
        })
    }

    /// The file in one of [`Self::FORMATS`].
    ///
    /// # Errors
    /// When a format cannot hold it, or it is asked for in another one.
    pub fn draw(&self, format: Format) -> anyhow::Result<Vec<u8>> {
        let texts = Texts::new(self.wording);
        match format {
            Format::Html => page::document(self, &texts),
            Format::Pdf => paper::document::draw(self, &texts),
            Format::Pptx => deck::document::draw(self, &texts),
            Format::Xlsx => workbook::document(self, &texts),
            Format::Md => anyhow::bail!("documents are not drawn as md"),
        }
    }
}
