//! A document of its own as slides: those of its sections that are shown to people.

use super::fit::cut;
use super::plain;
use super::slide::{Deck, Item, Paragraph};
use super::template::Template;
use super::{BODY, fitted, money, points};
use crate::document::{Document, Part, Section};
use crate::texts::Texts;

/// Draws the deck on the program's own template.
///
/// # Errors
/// When a slide cannot be written.
pub fn draw(document: &Document, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let template = Template::open(&plain::template()?)?;
    let mut deck = Deck::new(template, &document.locale, money(texts, &document.currency));
    deck.add_title(&document.title, &document.subtitle, &document.notes)?;
    if !document.notes.is_empty() {
        add(&mut deck, &Section::new(texts.text("page-notes"), "").with(Part::List(document.notes.clone())))?;
    }
    for section in document.sections.iter().filter(|section| section.is_shown) {
        add(&mut deck, section)?;
    }
    let day = document.date.map_or("2000-01-01".to_owned(), |day| day.to_string());
    deck.finish(&document.title, &document.author, &format!("{day}T12:00:00Z"))
}

/// A slide for each chart, as many as it takes for each table, and one for texts that stand alone.
fn add(deck: &mut Deck, section: &Section) -> anyhow::Result<()> {
    let notes: Vec<String> =
        [&section.finding].into_iter().filter(|f| !f.is_empty()).cloned().chain(section.texts()).collect();
    let mut said = false;
    for part in &section.parts {
        // The headline stands over the first slide, and what a later one shows over that.
        match part {
            Part::Chart(chart) if !chart.categories.is_empty() => {
                let title = if said { &chart.title } else { section.headline() };
                let notes: Vec<String> = notes.iter().cloned().chain([chart.alt.clone()]).collect();
                deck.chart_slide(title, chart, &notes)?;
                said = true;
            }
            Part::Table(table) if !table.rows.is_empty() => {
                let title = if said { &table.caption } else { section.headline() };
                deck.table_slides(title, table, &notes)?;
                said = true;
            }
            Part::List(texts) => {
                let area = deck.area()?;
                let shown = texts.iter().map(|t| Paragraph::new(cut(t, points(area.w) - 14.0, BODY, 3), BODY).bullet());
                let title = if said { &section.title } else { section.headline() };
                deck.add(title, &[Item::Text(fitted(shown.collect(), area), area)], &notes)?;
                said = true;
            }
            _ => {}
        }
    }
    Ok(())
}
