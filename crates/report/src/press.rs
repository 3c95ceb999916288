//! Texts to paste: an invitation to a supplier meeting, a newsletter, a press note, and every figure by itself.
//! Each paragraph stands alone: it ends with its period, scope and source.

use super::markdown::cell;
use super::model::{KeyFigure, Report, Topic, TopicId};
use super::note::{Matter, Note};
use super::texts::Texts;
use TopicId::{Changes, Gaps, Openness, Places, Sectors, Sizes, SupplierSizes, Suppliers, Supply, Total};

/// The texts as Markdown.
pub fn draw(report: &Report, texts: &Texts) -> Vec<u8> {
    let press = Press { report, texts };
    let sections = [
        ("press-invitation", press.invitation()),
        ("press-newsletter", press.newsletter()),
        ("press-note", press.note()),
        ("press-findings", report.topics.iter().filter(|t| t.is_found).map(|t| press.finding(t)).collect()),
        ("press-figures", report.key.iter().filter(|k| !k.is_hidden).map(|k| press.figure(k)).collect()),
        ("press-scope", report.notes.iter().map(|note| note.text.clone()).collect()),
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

/// The text of the note on a matter.
fn of(matter: Matter, notes: &[Note]) -> Option<String> {
    notes.iter().find(|note| note.matter == matter).map(|note| note.text.clone())
}

struct Press<'a> {
    report: &'a Report,
    texts: &'a Texts,
}

impl Press<'_> {
    /// A text about the buyer and its period.
    fn own(&self, key: &str) -> String {
        let report = self.report;
        let arguments =
            [("buyer", &report.buyer), ("period", &report.period), ("vat", &report.vat), ("scope", &report.scope)];
        self.texts.text_with(key, &arguments.map(|(name, value)| (name, value.as_str())))
    }

    /// The findings of topics as sentences; those that the data lacks are left out.
    fn findings(&self, topics: &[TopicId]) -> Vec<String> {
        let found = topics.iter().filter_map(|id| self.report.topics.iter().find(|t| t.id == *id && t.is_found));
        found.map(|t| format!("{}.", t.finding)).collect()
    }

    /// Period, scope and source, and what makes the period or the sums other than usual.
    fn source(&self) -> Vec<String> {
        let unusual = [Matter::Gross, Matter::PartialYear].into_iter().filter_map(|m| of(m, &self.report.notes));
        std::iter::once(self.own("press-source")).chain(unusual).collect()
    }

    fn paragraph(&self, sentences: Vec<String>) -> String {
        sentences.into_iter().chain(self.source()).collect::<Vec<_>>().join(" ")
    }

    fn invitation(&self) -> Vec<String> {
        let mut long = vec![self.own("press-invite")];
        long.extend(self.findings(&[Total, Sectors, Sizes]));
        long.extend(self.coming());
        let has_coming = !self.report.participation.upcoming.is_empty();
        long.push(self.own(if has_coming { "press-invite-why-coming" } else { "press-invite-why" }));
        if let Some(contact) = self.report.participation.contacts.first() {
            long.push(self.texts.text_with("press-contact", &[("contact", contact)]));
        }
        let mut short = vec![self.own("press-invite")];
        short.extend(self.findings(&[Total]));
        vec![self.paragraph(long), self.paragraph(short)]
    }

    /// How much is coming, and the next of it.
    fn coming(&self) -> Option<String> {
        const NEXT: usize = 3;
        let upcoming = &self.report.participation.upcoming;
        let derived = upcoming.iter().filter(|item| item.is_derived).count().to_string();
        let next = upcoming
            .iter()
            .filter(|item| !item.is_derived)
            .take(NEXT)
            .map(|item| format!("{} ({})", item.title, item.time));
        let next = next.collect::<Vec<_>>().join("; ");
        let count = self.texts.count(upcoming.len() as i128);
        (!next.is_empty()).then(|| {
            self.texts.text_with("press-invite-coming", &[("count", &count), ("derived", &derived), ("next", &next)])
        })
    }

    fn newsletter(&self) -> Vec<String> {
        self.paragraphs(&[&[Total, Changes], &[Sectors], &[Suppliers, Openness], &[Sizes, SupplierSizes]])
    }

    fn note(&self) -> Vec<String> {
        let mut paragraphs = vec![self.own("press-headline")];
        paragraphs.extend(self.paragraphs(&[
            &[Total, Changes],
            &[Sectors],
            &[Places],
            &[Suppliers, Openness],
            &[Gaps],
            &[Supply],
        ]));
        paragraphs
    }

    /// A paragraph for each group of topics that the data has; a caveat goes with what is said of places.
    fn paragraphs(&self, groups: &[&[TopicId]]) -> Vec<String> {
        let paragraph = |group: &&[TopicId]| {
            let mut sentences = self.findings(group);
            if sentences.is_empty() {
                return None;
            }
            let caveat = |topic: &Topic| match topic.id {
                Places => of(Matter::Local, &topic.caveats),
                Gaps => of(Matter::Gaps, &topic.caveats),
                Supply => of(Matter::Supply, &topic.caveats),
                _ => None,
            };
            sentences.extend(self.report.topics.iter().filter(|t| group.contains(&t.id)).filter_map(caveat));
            Some(self.paragraph(sentences))
        };
        groups.iter().filter_map(paragraph).collect()
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
