//! The deck of a supplier meeting as a PowerPoint file: native charts and tables, speaker notes, one card a sector.

mod chart;
pub mod document;
mod fit;
mod plain;
mod slide;
mod table;
pub mod template;

use std::path::{Path, PathBuf};

use self::chart::Money;
use self::fit::{POINT, cut, height};
use self::slide::{Deck, Item, Paragraph};
use self::table::Laid;
use self::template::{Rect, Template};
use super::model::{Cell, Chart, Column, KeyFigure, Report, SELLERS_TABLE, SectionId, SectorCard, Table, Topic};
use super::note::{Matter, Note};
use super::texts::Texts;
use vire_base::error::cause;

/// Sizes of text in points.
const SMALL: f64 = 11.0;
const BODY: f64 = 16.0;
const TABLE: f64 = 12.0;
const LARGE_TABLE: f64 = 14.0;
/// The height in points below which a card's chart is not drawn.
const LEAST_CHART: f64 = 110.0;

/// Bytes of a template; pictures and films may be in it.
const LARGEST: u64 = 512 << 20;

/// A presentation that slides cannot be added to.
#[derive(Debug, thiserror::Error)]
#[error("the template {0} {1}\n  help: name an ordinary PowerPoint file or template (.pptx, .potx)")]
pub struct Unusable(PathBuf, String);

/// Opens a user's template.
///
/// # Errors
/// When it cannot be read, or is no presentation that slides can be added to.
pub fn open(path: &Path) -> Result<Template, Unusable> {
    let unusable = |e: anyhow::Error| Unusable(path.to_owned(), format!("{e:#}"));
    let bytes = vire_base::input::bytes(path, LARGEST)
        .map_err(|e| unusable(anyhow::anyhow!("cannot be read: {}", cause(&e))))?;
    let template = Template::open(&bytes).map_err(unusable)?;
    template.layout("titleOnly").map_err(unusable)?;
    Ok(template)
}

/// Draws the deck on the user's template, or on the program's own.
///
/// # Errors
/// When the template is no presentation that slides can be added to.
pub fn draw(report: &Report, texts: &Texts, template: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    let template = match template {
        Some(path) => open(path)?,
        None => Template::open(&plain::template()?)?,
    };
    Slides { deck: Deck::new(template, &report.locale, money(texts, &report.currency)), report, texts }.draw()
}

fn money(texts: &Texts, currency: &str) -> Money {
    Money {
        forms: texts.forms,
        currency: currency.to_owned(),
        thousand: texts.text("unit-thousand"),
        million: texts.text("unit-million"),
        billion: texts.text("unit-billion"),
    }
}

struct Slides<'a> {
    deck: Deck,
    report: &'a Report,
    texts: &'a Texts,
}

fn texts_of(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| note.text.clone()).collect()
}

fn points(emu: i64) -> f64 {
    emu as f64 / POINT as f64
}

fn emu(points: f64) -> i64 {
    (points * POINT as f64) as i64
}

/// Slides of one kind of content.
impl Deck {
    /// Where content goes under the title.
    fn area(&self) -> anyhow::Result<Rect> {
        let layout = self.template.layout("titleOnly")?;
        Ok(self.template.content(&layout))
    }

    fn chart_slide(&mut self, title: &str, chart: &Chart, notes: &[String]) -> anyhow::Result<()> {
        let area = self.area()?;
        let footnote = chart.footnote();
        let basis_height = emu(height(&footnote, points(area.w), SMALL) + 2.0);
        let above = Rect { h: area.h - basis_height - 4 * POINT, ..area };
        let below = Rect { y: area.y + area.h - basis_height, h: basis_height, ..area };
        let items = [Item::Chart(chart, above), Item::Text(vec![Paragraph::new(&footnote, SMALL)], below)];
        self.add(title, &items, notes)
    }

    /// A table over as many slides as it needs; the slides say which part they are.
    fn table_slides(&mut self, title: &str, table: &Table, notes: &[String]) -> anyhow::Result<()> {
        let area = self.area()?;
        // A title that says what was found does not say what the table is of.
        let note =
            if title == table.caption { table.note.to_string() } else { format!("{}. {}", table.caption, table.note) };
        let note = cut(&note, points(area.w), SMALL, 3);
        let note_height = if note.is_empty() { 0 } else { emu(height(&note, points(area.w), SMALL) + 6.0) };
        let room = points(area.h - note_height);
        let pages = evenly(table, points(area.w), room);
        let count = pages.len();
        for (number, page) in (1..).zip(pages) {
            let title = if count > 1 { format!("{title} ({number}/{count})") } else { title.to_owned() };
            let mut items = vec![Item::Table(page, table.caption.clone(), area)];
            if note_height > 0 {
                let below = Rect { y: area.y + area.h - note_height + 4 * POINT, h: note_height - 4 * POINT, ..area };
                items.push(Item::Text(vec![Paragraph::new(note.as_str(), SMALL)], below));
            }
            self.add(&title, &items, notes)?;
        }
        Ok(())
    }
}

impl Slides<'_> {
    fn draw(mut self) -> anyhow::Result<Vec<u8>> {
        let report = self.report;
        self.deck.add_title(&report.title, &report.subtitle, &texts_of(&report.notes))?;
        for topic in &report.topics {
            self.topic(topic)?;
        }
        self.targets()?;
        self.coming()?;
        self.participate()?;
        self.method()?;
        for card in &report.cards {
            self.card(card)?;
        }
        // The day that the report speaks of stands for the time of its making: no clock reaches an output.
        let day = report.as_of.map_or("2000-01-01".to_owned(), |day| day.to_string());
        self.deck.finish(&report.title, &report.buyer, &format!("{day}T12:00:00Z"))
    }

    /// The speaker's notes: what was found, what the chart shows with all its numbers, what to bear in mind.
    fn notes(&self, topic: &Topic) -> Vec<String> {
        let mut notes = vec![topic.finding.clone()];
        for chart in &topic.charts {
            notes.push(chart.alt.clone());
            notes.push(chart.footnote());
        }
        notes.extend(texts_of(&topic.caveats));
        notes
    }

    /// A slide for each chart of a topic, and for the suppliers also who sells in each sector.
    fn topic(&mut self, topic: &Topic) -> anyhow::Result<()> {
        for chart in &topic.charts {
            self.deck.chart_slide(&topic.finding, chart, &self.notes(topic))?;
        }
        if let Some(sellers) = topic.tables.iter().find(|t| t.id == SELLERS_TABLE) {
            // Without a chart the finding has no slide of its own.
            let title = if topic.charts.is_empty() { &topic.finding } else { &sellers.caption };
            self.deck.table_slides(title, sellers, &texts_of(&topic.caveats))?;
        }
        Ok(())
    }

    /// The key figures that have a target, with how far each is from it.
    fn targets(&mut self) -> anyhow::Result<()> {
        let aimed: Vec<&KeyFigure> = self.report.key.iter().filter(|figure| !figure.target.is_empty()).collect();
        if aimed.is_empty() {
            return Ok(());
        }
        let area = self.deck.area()?;
        let paragraphs = aimed.iter().flat_map(|figure| {
            let value = Paragraph::new(format!("{}: {}", figure.label, figure.text), BODY).bold();
            [value, Paragraph::new(figure.target.as_str(), BODY).bullet()]
        });
        let paragraphs = fitted(paragraphs.collect(), area);
        let notes: Vec<String> = aimed.iter().map(|figure| format!("{}: {}", figure.label, figure.basis)).collect();
        self.deck.add(&self.texts.text("targets-heading"), &[Item::Text(paragraphs, area)], &notes)
    }

    fn coming(&mut self) -> anyhow::Result<()> {
        let (participation, heading) = (&self.report.participation, self.texts.text("topic-coming"));
        if participation.coming.rows.is_empty() {
            return Ok(());
        }
        let title =
            if participation.coming_finding.is_empty() { heading } else { participation.coming_finding.clone() };
        let notes = [title.clone(), participation.coming.note.to_string(), self.texts.text("step-1")];
        self.deck.table_slides(&title, &participation.coming, &notes)
    }

    /// Thresholds on one side, steps on the other, channels and contacts below.
    fn participate(&mut self) -> anyhow::Result<()> {
        let (participation, texts) = (&self.report.participation, self.texts);
        let area = self.deck.area()?;
        let half = (area.w - emu(24.0)) / 2;
        let left = Rect { w: half, ..area };
        let mut items = Vec::new();
        let right = if participation.thresholds.rows.is_empty() {
            area
        } else {
            let laid = Laid::new(&participation.thresholds, points(half), TABLE);
            let table_height = emu(laid.height());
            let note = format!("{}. {}", participation.thresholds.caption, participation.thresholds.note);
            let below = Rect { y: area.y + table_height + emu(8.0), h: area.h - table_height - emu(8.0), ..left };
            items.push(Item::Table(laid, participation.thresholds.caption.clone(), left));
            let note = cut(&note, points(half), SMALL, 4);
            items.push(Item::Text(vec![Paragraph::new(note, SMALL)], below));
            Rect { x: area.x + area.w - half, w: half, ..area }
        };
        let mut paragraphs: Vec<Paragraph> =
            participation.steps.iter().map(|s| Paragraph::new(s.as_str(), BODY).bullet()).collect();
        let channels: Vec<String> = participation.channels.iter().map(|(name, url)| format!("{name}: {url}")).collect();
        paragraphs.extend(channels.into_iter().map(|c| Paragraph::new(c, 14.0)));
        if !participation.contacts.is_empty() {
            paragraphs.push(Paragraph::new(texts.text("card-contact"), 14.0).bold());
            paragraphs.extend(participation.contacts.iter().map(|c| Paragraph::new(c.as_str(), 14.0)));
        }
        items.push(Item::Text(fitted(paragraphs, right), right));
        let mut notes = vec![participation.thresholds.note.to_string()];
        notes.extend(participation.steps.iter().cloned());
        self.deck.add(&texts.text("finding-participate"), &items, &notes)
    }

    fn method(&mut self) -> anyhow::Result<()> {
        let report = self.report;
        let area = self.deck.area()?;
        let quality = report.annexes.iter().find(|s| s.id == SectionId::Quality);
        let mut paragraphs: Vec<Paragraph> =
            report.notes.iter().map(|n| Paragraph::new(n.text.as_str(), BODY).bullet()).collect();
        let counted = quality.into_iter().flat_map(|q| &q.paragraphs);
        let counted = counted.filter(|p| matches!(p.matter, Matter::Rows | Matter::Register)).map(|p| &p.text);
        let counted = counted.chain(&report.method.paragraphs);
        paragraphs.extend(counted.map(|p| Paragraph::new(p.as_str(), BODY).bullet()));
        let notes: Vec<String> = report.method.not_computed.iter().cloned().chain([report.footer.clone()]).collect();
        let paragraphs = fitted(paragraphs, area);
        self.deck.add(&self.texts.text("topic-method"), &[Item::Text(paragraphs, area)], &notes)
    }

    /// A sector's card: facts and sizes on one side, who sells and what comes on the other.
    fn card(&mut self, card: &SectorCard) -> anyhow::Result<()> {
        let texts = self.texts;
        let area = self.deck.area()?;
        let gap = emu(28.0);
        let half = (area.w - gap) / 2;
        let facts = Table {
            caption: card.name.clone(),
            columns: [("card-fact", false), ("col-value", true)]
                .map(|(key, numeric)| Column { title: texts.text(key), numeric })
                .into(),
            rows: card.facts.iter().map(|(label, text)| vec![Cell::text(label), Cell::text(text)]).collect(),
            ..Table::default()
        };
        let basis = cut(&card.basis, points(area.w), SMALL, 2);
        let basis_height = emu(height(&basis, points(area.w), SMALL) + 4.0);
        let upper = area.h - basis_height;
        // Many facts are written smaller, so that the chart below them can be read.
        let room_below = |laid: &Laid| upper - emu(laid.height()) - emu(10.0);
        let mut laid = Laid::new(&facts, points(half), LARGE_TABLE);
        for size in [TABLE, SMALL] {
            if room_below(&laid) < emu(LEAST_CHART) {
                laid = Laid::new(&facts, points(half), size);
            }
        }
        let room = room_below(&laid);
        let left = Rect { w: half, ..area };
        let chart = Rect { y: area.y + upper - room, h: room, ..left };
        let right = Rect { x: area.x + half + gap, w: half, h: upper, ..area };
        let mut paragraphs = Vec::new();
        let mut list = |key: &str, lines: &[String], empty: Option<String>| {
            if lines.is_empty() && empty.is_none() {
                return;
            }
            paragraphs.push(Paragraph::new(texts.text(key), 14.0).bold());
            paragraphs
                .extend(lines.iter().map(|l| Paragraph::new(cut(l, points(half) - 14.0, 14.0, 2), 14.0).bullet()));
            paragraphs.extend(empty.filter(|_| lines.is_empty()).map(|text| Paragraph::new(text, 14.0)));
        };
        list("card-who", &card.suppliers, None);
        // Without any calendar nothing is known of what comes.
        let calendar = !self.report.participation.coming.rows.is_empty();
        list("card-coming", &card.coming, calendar.then(|| texts.text("card-none")));
        list("card-contact", &card.contacts, None);
        let mut items = vec![Item::Table(laid, card.name.clone(), left)];
        items.extend((room >= emu(LEAST_CHART)).then_some(Item::Chart(&card.sizes, chart)));
        items.extend([
            Item::Text(fitted(paragraphs, right), right),
            Item::Text(
                vec![Paragraph::new(basis.as_str(), SMALL)],
                Rect { y: area.y + area.h - basis_height, h: basis_height, ..area },
            ),
        ]);
        let mut notes: Vec<String> = card.facts.iter().map(|(label, text)| format!("{label}: {text}")).collect();
        notes.extend([card.sizes.alt.clone(), card.basis.clone(), texts.text("suppliers-note")]);
        self.deck.add(&card.name, &items, &notes)
    }
}

/// A table on as few slides as can be, in the largest size for that many, with about as much on each.
fn evenly(table: &Table, width: f64, room: f64) -> Vec<Laid> {
    let pages = |size: f64, room: f64| Laid::new(table, width, size).pages(room);
    let fewest = pages(TABLE, room).len();
    let size = [LARGE_TABLE, 13.0].into_iter().find(|size| pages(*size, room).len() <= fewest).unwrap_or(TABLE);
    let whole = Laid::new(table, width, size).height();
    let least = whole / fewest.max(1) as f64;
    let rooms = (0..10).map(|step| least + (room - least) * f64::from(step) / 10.0);
    let even = rooms.map(|room| pages(size, room)).find(|pages| pages.len() <= fewest);
    even.unwrap_or_else(|| pages(size, room))
}

/// Paragraphs in the largest of a few sizes at which they fit; what still does not fit is left out with an ellipsis.
fn fitted(paragraphs: Vec<Paragraph>, room: Rect) -> Vec<Paragraph> {
    let (width, most) = (points(room.w), points(room.h));
    let needed = |p: &Paragraph, size: f64| height(&p.text, width - if p.bullet { 14.0 } else { 0.0 }, size) + 4.0;
    let largest = paragraphs.iter().map(|p| p.size).fold(0.0, f64::max);
    let scales = [1.0, 0.9, 0.82, 0.75, 0.69];
    let fits = |scale: &&f64| paragraphs.iter().map(|p| needed(p, (p.size * **scale).max(SMALL))).sum::<f64>() <= most;
    let scale = scales.iter().find(fits).copied().unwrap_or(SMALL / largest.max(SMALL));
    let mut used = 0.0;
    let mut kept: Vec<Paragraph> = Vec::new();
    for mut paragraph in paragraphs {
        paragraph.size = (paragraph.size * scale).max(SMALL);
        used += needed(&paragraph, paragraph.size);
        if used > most {
            if let Some(last) = kept.last_mut() {
                last.text.push_str(" \u{2026}");
            }
            break;
        }
        kept.push(paragraph);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tables_go_over_several_slides_and_lose_no_row() {
        let texts = |row: usize| {
            let name =
                format!("{row} Lumipenkkatuulensuojakangasompelimopalveluiden hankintakokonaisuus ja siihen liittyvät");
            vec![Cell::text(name), Cell::text("1 234 567 €"), Cell::text("Ensimmäinen Esimerkkiyhtiö Oy, Toinen Oy")]
        };
        let columns = ["Toimiala", "Summa", "Suurimmat toimittajat"];
        let table = Table {
            columns: columns.map(|t| Column { title: t.into(), numeric: t == "Summa" }).into(),
            rows: (0..30).map(texts).collect(),
            ..Table::default()
        };
        for (width, room) in [(864.0, 372.0), (600.0, 300.0)] {
            let pages = Laid::new(&table, width, TABLE).pages(room);
            assert!(pages.len() > 1);
            assert!(pages.iter().all(|p| p.height() <= room));
            assert_eq!(pages.iter().map(Laid::rows).sum::<usize>(), 30);
        }
    }

    #[test]
    fn the_last_slide_of_a_table_is_not_nearly_empty() {
        let columns = ["A", "B"].map(|t| Column { title: t.into(), numeric: false });
        let rows = (0..31).map(|row| vec![Cell::text(row.to_string()), Cell::text("x")]);
        let table = Table { columns: columns.into(), rows: rows.collect(), ..Table::default() };
        let pages = evenly(&table, 800.0, 220.0);
        let rows: Vec<usize> = pages.iter().map(Laid::rows).collect();
        assert!(pages.iter().all(|p| p.height() <= 220.0) && rows.iter().sum::<usize>() == 31);
        assert!(rows.iter().max().unwrap() - rows.iter().min().unwrap() <= 3, "{rows:?}");
        // A table with room to spare has large text.
        let few = Table { rows: table.rows[..5].into(), ..table };
        assert_eq!(evenly(&few, 800.0, 400.0)[0].size(), LARGE_TABLE);
    }

    #[test]
    fn fitted_texts_stay_within_their_room() {
        let long = "sana ".repeat(200);
        let paragraphs = (0..10).map(|_| Paragraph::new(long.trim(), BODY)).collect();
        let room = Rect { x: 0, y: 0, w: 400 * POINT, h: 300 * POINT };
        let kept = fitted(paragraphs, room);
        let used: f64 = kept.iter().map(|p| height(&p.text, 400.0, p.size) + 4.0).sum();
        assert!(used <= 300.0 + SMALL * 1.2 && kept.last().is_some_and(|p| p.text.ends_with('\u{2026}')));
    }
}
