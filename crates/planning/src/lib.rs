//! Planning tools: what municipalities plan and lead their purchasing with, over workbooks that people keep.
//!
//! In comes a workbook of a kind that [`template`] writes, filled in by people. Out go [documents](vire_report::document) in
//! one language, for the page, the paper, the deck and the workbook to draw. Always true: a workbook with a fault gives no
//! document but all its faults at once, each with its sheet and cell; sheets, columns and words to choose from are known in
//! every language; arithmetic is exact, and only what is shown is rounded.
//!
//! What a run knows is handed to it as plain rows ([`evidence`]): it does not know runs, their inputs or their folders, nor
//! where documents are put.

#![forbid(unsafe_code)]

pub mod assess;
pub mod checklist;
pub mod evidence;
pub mod exact;
mod measured;
pub mod meeting;
pub mod plan;
pub mod score;
pub mod sheet;
pub mod template;
#[cfg(test)]
mod tests;
pub mod threshold;
mod words;

use std::path::Path;

use vire_base::error::InputError;
use vire_base::language::Language;
use vire_report::document::Document;

use self::evidence::Evidence;
use self::sheet::book::Book;
use self::sheet::fault::Faults;

/// A document with the stem of its files' names.
pub type Named = (&'static str, Document);

/// What one of the tools makes of a filled workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Score,
    Assess,
    Plan,
    Checklist,
    Threshold,
    Meeting,
}

impl Tool {
    pub const ALL: [Self; 6] = [Self::Score, Self::Assess, Self::Plan, Self::Checklist, Self::Threshold, Self::Meeting];

    /// Its name, which is that of its command and its template.
    pub fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Assess => "assess",
            Self::Plan => "plan",
            Self::Checklist => "checklist",
            Self::Threshold => "threshold",
            Self::Meeting => "meeting",
        }
    }

    /// The sheets that it reads.
    fn sheets(self) -> &'static [sheet::Sheet] {
        match self {
            Self::Score => score::SHEETS,
            Self::Assess => assess::SHEETS,
            Self::Plan => plan::SHEETS,
            Self::Checklist => checklist::SHEETS,
            Self::Threshold => threshold::SHEETS,
            Self::Meeting => meeting::SHEETS,
        }
    }

    /// What the blank template holds already, and what the example holds, sheet by sheet.
    fn rows(self, is_example: bool) -> Vec<&'static [sheet::Row]> {
        match self {
            Self::Score => score::rows(is_example),
            Self::Assess => assess::rows(is_example),
            Self::Plan => plan::rows(is_example),
            Self::Checklist => checklist::rows(is_example),
            Self::Threshold => threshold::rows(is_example),
            Self::Meeting => meeting::rows(is_example),
        }
    }

    /// What its template's guidance ends with: headings, each with lines of a label and a text.
    fn guidance(self, texts: &vire_report::texts::Texts) -> Vec<(String, Vec<(String, String)>)> {
        match self {
            Self::Score => score::themes::library(texts),
            Self::Assess | Self::Checklist | Self::Threshold | Self::Meeting => Vec::new(),
            Self::Plan => plan::catalogue::library(texts),
        }
    }

    /// Reads a workbook and makes its documents in each language, with what a run knows of its matter.
    ///
    /// # Errors
    /// When the file cannot be read, or has faults: all of them, with their cells.
    pub fn run(
        self,
        path: &Path,
        languages: &[Language],
        evidence: Option<&Evidence>,
    ) -> Result<Vec<Named>, InputError> {
        let book = Book::open(path, self.sheets())?;
        let error = |faults: Faults| faults.error(path);
        let documents = match self {
            Self::Score => {
                let tender = score::read::tender(&book).map_err(error)?;
                in_each(languages, |language| score::document::documents(&tender, language))
            }
            Self::Assess => {
                let assessment = assess::read::assessment(&book).map_err(error)?;
                in_each(languages, |language| assess::document::documents(&assessment, evidence, language))
            }
            Self::Plan => {
                let programme = plan::read::programme(&book).map_err(error)?;
                in_each(languages, |language| plan::document::documents(&programme, evidence, language))
            }
            Self::Checklist => {
                let guide = checklist::read::guide(&book).map_err(error)?;
                in_each(languages, |language| checklist::document::documents(&guide, language))
            }
            Self::Threshold => {
                let purchases = threshold::read::purchases(&book).map_err(error)?;
                in_each(languages, |language| threshold::document::documents(&purchases, evidence, language))
            }
            Self::Meeting => {
                let meeting = meeting::read::meeting(&book).map_err(error)?;
                in_each(languages, |language| meeting::document::documents(&meeting, evidence, language))
            }
        };
        Ok(documents)
    }
}

/// The documents of something in each language.
pub fn in_each(languages: &[Language], documents: impl Fn(Language) -> Vec<Named>) -> Vec<Named> {
    languages.iter().flat_map(|language| documents(*language)).collect()
}
