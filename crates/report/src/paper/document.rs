//! A document of its own on paper.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::print::{Sheet, clean, clean_all, clean_svg, sheets};
use super::world::{FAMILY, Work};
use super::{HEAD, PARTS, Picture, WHOLE};
use crate::document::{Document, Part};
use crate::palette::{ACCENT, INK, QUIET};
use crate::svg::{self, Style};
use crate::texts::Texts;

/// What the template reads.
#[derive(Serialize)]
struct Paper<'a> {
    language: &'a str,
    region: Option<&'a str>,
    title: &'a str,
    subtitle: &'a str,
    buyer: String,
    date: Option<[u32; 3]>,
    colours: BTreeMap<&'static str, String>,
    notes: &'a [String],
    sections: Vec<Section<'a>>,
    footer: &'a str,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a str,
    finding: &'a str,
    parts: Vec<Printed<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
enum Printed<'a> {
    Text(&'a str),
    Heading(&'a str),
    List(&'a [String]),
    Picture(Picture),
    Table(Sheet<'a>),
    Remarks(&'a [String]),
}

/// Draws a document.
///
/// # Errors
/// When it would not be accessible, or typesetting fails otherwise.
pub fn draw(document: &Document, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut files = vec![("parts.typ".to_owned(), PARTS.to_vec())];
    let (language, region) = document.locale.split_once('-').unwrap_or((&document.locale, ""));
    let mut sections = Vec::new();
    for section in &document.sections {
        let mut parts = Vec::new();
        for part in &section.parts {
            match part {
                Part::Text(text) => parts.push(Printed::Text(text)),
                Part::Heading(text) => parts.push(Printed::Heading(text)),
                Part::List(texts) => parts.push(Printed::List(texts)),
                Part::Remarks(texts) => parts.push(Printed::Remarks(texts)),
                Part::Table(table) => parts.extend(sheets(table).into_iter().map(Printed::Table)),
                Part::Chart(chart) => {
                    let style = Style { font: FAMILY, width: WHOLE, prefix: "" };
                    let drawing = clean_svg(&svg::draw(chart, texts, &document.currency, &style));
                    let file = format!("chart{}.svg", files.len());
                    files.push((file.clone(), drawing.into_bytes()));
                    let (alt, title, basis) = (chart.alt.clone(), chart.title.clone(), chart.footnote());
                    parts.push(Printed::Picture(Picture { file, alt, title, basis }));
                }
            }
        }
        sections.push(Section { title: &section.title, finding: &section.finding, parts });
    }
    let paper = Paper {
        language,
        region: Some(region).filter(|r| !r.is_empty()),
        title: &document.title,
        subtitle: &document.subtitle,
        buyer: clean(&document.author, HEAD),
        date: document.date.map(|day| [day.year().unsigned_abs(), day.month(), day.day()]),
        colours: [("ink", INK), ("quiet", QUIET), ("accent", ACCENT)].map(|(n, c)| (n, c.hex())).into(),
        notes: &document.notes,
        sections,
        footer: &document.footer,
    };
    let mut data = serde_json::to_value(paper)?;
    clean_all(&mut data);
    files.push(("data.json".to_owned(), serde_json::to_vec(&data)?));
    files.push(("main.typ".to_owned(), include_bytes!("../templates/document.typ").to_vec()));
    let day = document.date.map(|day| day.to_string()).unwrap_or_default();
    let ident = format!("vire {} {} {day} {}", document.author, document.title, document.language);
    Work { files, ident, dated: document.date.is_some() }.pdf()
}
