//! The checklist with its gaps and the log of advice in numbers; and the page of the bid school.

use std::collections::BTreeMap;

use super::{Guide, STATES};
use crate::{Named, words};
use chrono::Datelike;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_reference::thresholds::Thresholds;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Column, Series, Table, Value};
use vire_report::texts::Texts;

/// How many steps the reports tell firms.
const STEPS: u32 = 5;

/// The documents in a language.
pub fn documents(guide: &Guide, language: Language) -> Vec<Named> {
    let scene = Scene { guide, texts: words::texts(language), report: Texts::new(language) };
    let mut checklist = vec![scene.states().shown(), scene.gaps().shown()];
    checklist.extend(scene.advice());
    let school = vec![scene.steps().shown(), scene.limits().shown(), scene.places().shown(), scene.glossary()];
    let school = school.into_iter().filter(|section| !section.parts.is_empty()).collect();
    vec![
        ("checklist", scene.document(language, "guide-title", checklist)),
        ("bid-school", scene.document(language, "school-title", school)),
    ]
}

struct Scene<'a> {
    guide: &'a Guide,
    texts: Texts,
    /// The words of reports, which firms read too.
    report: Texts,
}

impl Scene<'_> {
    fn document(&self, language: Language, title: &str, sections: Vec<Section>) -> Document {
        let guide = self.guide;
        let day = self.texts.date(&guide.day.to_string());
        let subtitle = [guide.buyer.clone(), guide.title.clone(), day];
        Document {
            wording: language.into(),
            language: self.texts.code,
            locale: self.texts.forms.locale(guide.country).to_owned(),
            author: if guide.buyer.is_empty() { self.text(title) } else { guide.buyer.clone() },
            title: self.text(title),
            subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
            currency: self.currency().to_owned(),
            date: Some(guide.day),
            notes: Vec::new(),
            sections,
            footer: self.text("guide-footer"),
        }
    }

    fn currency(&self) -> &'static str {
        if self.guide.country == "SE" { "SEK" } else { "EUR" }
    }

    fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    fn table(&self, id: &str, caption: &str, columns: &[(&str, bool)]) -> Table {
        Table::by_keys(id, self.text(caption), columns, &self.texts)
    }

    fn states(&self) -> Section {
        let count = |state: &str| self.guide.theses.iter().filter(|t| t.state == state).count();
        let arguments = [("met", count(STATES[0]).to_string()), ("all", self.guide.theses.len().to_string())];
        let finding = self.texts.text_of("guide-states-finding", &arguments);
        let chart = Chart {
            id: "states".into(),
            kind: ChartKind::Bars,
            title: self.text("guide-states-chart"),
            unit: Unit::Count,
            marks: String::new(),
            basis: self.text("guide-states-basis"),
            alt: finding.clone(),
            category_title: self.text("col-thesis-state"),
            categories: STATES.iter().map(|state| self.text(&format!("thesis-state-{state}"))).collect(),
            series: vec![Series {
                name: self.text("col-theses"),
                values: STATES.iter().map(|state| Some(count(state) as i128 * 1_000_000)).collect(),
            }],
            accent: Some(0),
            parts_of_years: Vec::new(),
            is_rounded: false,
        };
        let columns = [("col-thesis", false), ("col-thesis-state", false), ("col-thesis-evidence", false)];
        let mut table = self.table("theses", "guide-theses-table", &columns);
        for thesis in &self.guide.theses {
            let state = self.text(&format!("thesis-state-{}", thesis.state));
            table.rows.push([thesis.text.clone(), state, thesis.evidence.clone()].map(Cell::text).into());
        }
        Section::new(self.text("guide-states"), finding).with(Part::Chart(chart)).with(Part::Table(table))
    }

    /// What does not hold yet, the widest gap first, and who sees to it.
    fn gaps(&self) -> Section {
        let columns = [
            ("col-thesis", false),
            ("col-thesis-state", false),
            ("col-gap", false),
            ("col-owner", false),
            ("col-due", false),
        ];
        let mut table = self.table("gaps", "guide-gaps-table", &columns);
        let (mut late, mut alone) = (0, 0);
        for state in [STATES[2], STATES[1], STATES[3]] {
            for thesis in self.guide.theses.iter().filter(|thesis| thesis.state == state) {
                late += usize::from(thesis.due.is_some_and(|due| due < self.guide.day));
                alone += usize::from(thesis.owner.is_empty());
                let due = thesis.due.map(|day| self.texts.date(&day.to_string())).unwrap_or_default();
                let state = self.text(&format!("thesis-state-{state}"));
                table.rows.push(
                    [thesis.text.clone(), state, thesis.gap.clone(), thesis.owner.clone(), due].map(Cell::text).into(),
                );
            }
        }
        if table.rows.is_empty() {
            return Section::new(self.text("guide-gaps"), self.text("guide-gaps-none"));
        }
        let arguments =
            [("gaps", table.rows.len().to_string()), ("alone", alone.to_string()), ("late", late.to_string())];
        let finding = self.texts.text_of("guide-gaps-finding", &arguments);
        Section::new(self.text("guide-gaps"), finding).with(Part::Table(table))
    }

    /// How much advice was given, by topic, place and half-year.
    fn advice(&self) -> Option<Section> {
        let advice = &self.guide.advice;
        if advice.is_empty() {
            return None;
        }
        let halves = |date: chrono::NaiveDate| format!("{}/{}", if date.month() <= 6 { 1 } else { 2 }, date.year());
        let mut days: Vec<chrono::NaiveDate> = advice.iter().map(|a| a.date).collect();
        days.sort_unstable();
        let mut times: Vec<String> = days.into_iter().map(halves).collect();
        times.dedup();
        let by = |title: &str, caption: &str, of: &dyn Fn(&super::Advice) -> &str| {
            let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for one in advice {
                let name = if of(one).is_empty() { self.text("guide-unsaid") } else { of(one).to_owned() };
                let row = counts.entry(name).or_insert_with(|| vec![0; times.len()]);
                let half = halves(one.date);
                times.iter().zip(row).filter(|(time, _)| **time == half).for_each(|(_, count)| *count += 1);
            }
            let mut table = self.table(title, caption, &[(title, false)]);
            table.columns.extend(times.iter().map(|time| Column { title: time.clone(), numeric: true }));
            let mut rows: Vec<(String, Vec<usize>)> = counts.into_iter().collect();
            rows.sort_by_key(|(_, row)| std::cmp::Reverse(row.iter().sum::<usize>()));
            let count = |count: usize| {
                let value = Value::new(count as i128 * 1_000_000, Unit::Count);
                Cell::new(count.to_string(), Some(value))
            };
            table.rows = rows
                .into_iter()
                .map(|(name, row)| std::iter::once(Cell::text(name)).chain(row.into_iter().map(count)).collect())
                .collect();
            table
        };
        let topics = by("col-topic", "guide-topics-table", &|a| &a.topic);
        let places = by("col-municipality", "guide-places-table", &|a| &a.municipality);
        let most = topics.rows.first().map(|row| row[0].text.clone()).unwrap_or_default();
        let arguments = [("count", advice.len().to_string()), ("topic", most)];
        let finding = self.texts.text_of("guide-advice-finding", &arguments);
        Some(
            Section::new(self.text("guide-advice"), finding)
                .with(Part::Table(topics))
                .with(Part::Table(places))
                .with(Part::Remarks(vec![self.text("guide-advice-note")])),
        )
    }

    fn steps(&self) -> Section {
        let steps = (1..=STEPS).map(|step| self.report.text(&format!("step-{step}")));
        Section::new(self.text("school-steps"), self.text("school-steps-finding")).with(Part::List(steps.collect()))
    }

    fn limits(&self) -> Section {
        let mut table = self.table("limits", "school-limits-table", &[("col-limit", false), ("col-limit-value", true)]);
        for (kind, value) in Thresholds::new(self.guide.country, self.currency()).known(self.guide.day) {
            let cents = i128::from(value) * 100;
            let value = Value::new(cents * 10_000, Unit::Currency);
            let text = self.texts.money(cents, self.currency());
            table
                .rows
                .push(vec![Cell::text(self.report.text(&format!("threshold-{kind}"))), Cell::new(text, Some(value))]);
        }
        let section = Section::new(self.text("school-limits"), self.text("school-limits-finding"));
        if table.rows.is_empty() {
            return section;
        }
        section.with(Part::Table(table)).with(Part::Remarks(vec![self.report.text("thresholds-note")]))
    }

    fn places(&self) -> Section {
        let mut section = Section::new(self.text("school-places"), self.text("school-places-finding"));
        let kinds =
            [("channels", "col-channel", &self.guide.channels), ("contacts", "col-office", &self.guide.contacts)];
        for (id, first, rows) in kinds.into_iter().filter(|(.., rows)| !rows.is_empty()) {
            let columns = [(first, false), ("col-address", false), ("col-for-what", false)];
            let mut table = self.table(id, &format!("school-{id}-table"), &columns);
            table.rows = rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
            section = section.with(Part::Table(table));
        }
        section
    }

    fn glossary(&self) -> Section {
        let mut table = self.table("words", "school-words-table", &[("col-word", false), ("col-meaning", false)]);
        table.rows = self.guide.words.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        let section = Section::new(self.text("school-words"), "");
        if table.rows.is_empty() { section } else { section.with(Part::Table(table)) }
    }
}
