//! Texts to paste: an invitation to a supplier meeting, a newsletter, a press note, and every figure by itself.
//! Each paragraph stands alone: it ends with its period, scope and source.

use super::markdown::cell;
use super::model::{KeyFigure, Report, Topic};
use super::texts::Texts;

/// The texts as Markdown.
pub fn draw(report: &Report, texts: &Texts) -> Vec<u8> {
    let press = Press { report, texts };
    let sections = [
        ("press-invitation", press.invitation()),
        ("press-newsletter", press.newsletter()),
        ("press-note", press.note()),
        ("press-findings", report.topics.iter().map(|t| press.finding(t)).collect()),
        ("press-figures", report.key.iter().map(|k| press.figure(k)).collect()),
        ("press-scope", report.notes.clone()),
    ];
    let mut out = format!("# {}\n\n{}\n", cell(press.own("press-title")), press.own("press-how"));
    for (heading, paragraphs) in sections {
        out.push_str(&format!("\n## {}\n", press.own(heading)));
        for paragraph in paragraphs {
            out.push_str(&format!("\n{}\n", cell(paragraph)));
        }
    }
    out.into_bytes()
}

struct Press<'a> {
    report: &'a Report,
    texts: &'a Texts,
}

impl Press<'_> {
    /// A text about the buyer and its period.
    fn own(&self, key: &str) -> String {
        self.texts.text_with(key, &[("buyer", &self.report.buyer), ("period", &self.report.period)])
    }

    /// The findings of topics as sentences; those that the data does not tell are left out.
    fn told(&self, topics: &[&str]) -> Vec<String> {
        let found = topics.iter().filter_map(|id| self.report.topics.iter().find(|t| t.id == *id));
        found.map(|t| format!("{}.", t.finding)).collect()
    }

    /// Period, scope and source, and what makes the period or the sums other than usual.
    fn source(&self) -> Vec<String> {
        let unusual = ["note-gross", "note-latest-partial"];
        let unusual = unusual.map(|key| self.texts.text_with(key, &[("year", &self.report.period)]));
        let unusual = unusual.into_iter().filter(|note| self.report.notes.contains(note));
        std::iter::once(self.own("press-source")).chain(unusual).collect()
    }

    fn paragraph(&self, sentences: Vec<String>) -> String {
        sentences.into_iter().chain(self.source()).collect::<Vec<_>>().join(" ")
    }

    fn invitation(&self) -> Vec<String> {
        let mut long = vec![self.own("press-invite")];
        long.extend(self.told(&["total", "sectors", "sizes"]));
        long.extend(self.coming());
        long.push(self.own("press-invite-why"));
        if let Some(contact) = self.report.meeting.contacts.first() {
            long.push(self.texts.text_with("press-contact", &[("contact", contact)]));
        }
        let mut short = vec![self.own("press-invite")];
        short.extend(self.told(&["total"]));
        vec![self.paragraph(long), self.paragraph(short)]
    }

    /// How much is coming, and the next of it.
    fn coming(&self) -> Option<String> {
        const NEXT: usize = 3;
        let rows = &self.report.meeting.coming.rows;
        let next = rows.iter().take(NEXT).map(|row| format!("{} ({})", row[1].text, row[0].text));
        let next = next.collect::<Vec<_>>().join("; ");
        let count = self.texts.count(rows.len() as i128);
        (!rows.is_empty()).then(|| self.texts.text_with("press-invite-coming", &[("count", &count), ("next", &next)]))
    }

    fn newsletter(&self) -> Vec<String> {
        let paragraphs = [&["total", "sectors"][..], &["suppliers", "openness"], &["sizes", "supplier-sizes"]];
        self.paragraphs(&paragraphs)
    }

    fn note(&self) -> Vec<String> {
        let mut paragraphs = vec![self.own("press-headline")];
        paragraphs.extend(self.paragraphs(&[
            &["total", "sectors"],
            &["places"],
            &["suppliers", "openness"],
            &["gaps"],
        ]));
        paragraphs
    }

    /// A paragraph for each group of topics that the data tells of; what place means goes with the places.
    fn paragraphs(&self, groups: &[&[&str]]) -> Vec<String> {
        let told = groups.iter().filter_map(|group| {
            let mut sentences = self.told(group);
            if sentences.is_empty() {
                return None;
            }
            let placed =
                self.report.topics.iter().filter(|t| group.contains(&t.id) && ["places", "gaps"].contains(&t.id));
            sentences.extend(placed.filter_map(|t| t.caveats.first().cloned()));
            Some(self.paragraph(sentences))
        });
        told.collect()
    }

    /// A finding with what it rests on.
    fn finding(&self, topic: &Topic) -> String {
        match topic.charts.first() {
            Some(chart) => format!("{}. ({})", topic.finding, chart.basis),
            None => self.paragraph(vec![format!("{}.", topic.finding)]),
        }
    }

    /// A figure with its bounds, what it rests on, and its target.
    fn figure(&self, figure: &KeyFigure) -> String {
        let value = match (&figure.value, figure.bounds.as_str()) {
            (None, bounds) if !bounds.is_empty() => bounds.to_owned(),
            (_, "") => figure.text.clone(),
            (_, bounds) => format!("{} ({bounds})", figure.text),
        };
        let target = if figure.target.is_empty() { String::new() } else { format!(" {}.", figure.target) };
        let source = self.texts.text_with("source", &[("buyer", &self.report.buyer)]);
        format!("{}: {value}. ({}. {source}){target}", figure.label, figure.basis)
    }
}
