//! After the meeting: who came, what was raised, and what was bought in the year before and after.

use super::document::Scene;
use super::{Guest, Theme};
use crate::evidence::{Evidence, FEWEST};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::BTreeSet;
use vire_indicators::catalogue::Unit;
use vire_report::document::{Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series, Value};

/// Topics for the next meeting.
const TOPICS: usize = 5;

pub fn sections(scene: &Scene<'_>) -> Vec<Section> {
    let came = Attendance::of(scene);
    let mut sections = vec![reach(scene, &came).shown()];
    sections.extend(themes(scene).map(Section::shown));
    sections.push(purchases(scene, &came).shown());
    sections.push(next(scene).shown());
    sections
}

/// The firms that came, each once.
struct Attendance {
    /// Positions of those that the run knows.
    known: BTreeSet<usize>,
    unknown: usize,
    firms: usize,
    absent: usize,
}

impl Attendance {
    fn of(scene: &Scene<'_>) -> Self {
        let find = |guest: &Guest| scene.evidence.and_then(|evidence| evidence.find(&guest.id, &guest.name));
        let (mut known, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for guest in scene.meeting.guests.iter().filter(|guest| guest.came == Some(true)) {
            match find(guest) {
                Some(seller) => {
                    known.insert(seller);
                }
                None => {
                    unknown.insert(guest.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
                }
            }
        }
        let absent = scene.meeting.guests.iter().filter(|guest| guest.came == Some(false)).count();
        Self { firms: known.len() + unknown.len(), unknown: unknown.len(), known, absent }
    }
}

/// How many firms came, how many are local, and how many had not sold before.
fn reach(scene: &Scene<'_>, came: &Attendance) -> Section {
    let mut table = scene.table("reach", "meeting-reach-table", &[("col-what", false), ("col-firms", true)]);
    let mut row = |key: &str, count: usize| {
        let value = Value::new(count as i128 * 1_000_000, Unit::Count);
        table.rows.push(vec![Cell::text(scene.text(key)), Cell::new(scene.count(count), Some(value))]);
    };
    row("reach-firms", came.firms);
    row("reach-absent", came.absent);
    let Some(evidence) = scene.evidence else {
        let finding = scene.texts.text_of("reach-finding-alone", &[("firms", scene.count(came.firms))]);
        return Section::new(scene.text("meeting-reach"), finding)
            .with(Part::Table(table))
            .with(Part::Remarks(vec![scene.text("reach-no-run")]));
    };
    let of = |is: &dyn Fn(&crate::evidence::Seller) -> bool| {
        came.known.iter().filter(|seller| is(&evidence.sellers[**seller])).count()
    };
    let local = of(&|seller| seller.is_local);
    let new = of(&|seller| seller.since.is_none_or(|since| since >= scene.meeting.day)) + came.unknown;
    row("reach-local", local);
    row("reach-new", new);
    row("reach-unknown", came.unknown);
    let arguments = [("firms", scene.count(came.firms)), ("local", scene.count(local)), ("new", scene.count(new))];
    Section::new(scene.text("meeting-reach"), scene.texts.text_of("reach-finding", &arguments))
        .with(Part::Table(table))
        .with(Part::Remarks(vec![scene.text("reach-note")]))
}

/// The themes, most often raised first.
fn sorted<'a>(scene: &'a Scene<'_>) -> Vec<&'a Theme> {
    let mut themes: Vec<&Theme> = scene.meeting.themes.iter().collect();
    themes.sort_by_key(|theme| std::cmp::Reverse(theme.times));
    themes
}

fn themes(scene: &Scene<'_>) -> Option<Section> {
    let themes = sorted(scene);
    let first = themes.first()?;
    let finding = scene.texts.text_of("themes-finding", &[("theme", first.name.clone())]);
    let chart = Chart {
        id: "themes".into(),
        kind: ChartKind::Bars,
        title: scene.text("themes-chart"),
        unit: Unit::Count,
        marks: String::new(),
        basis: scene.text("themes-basis"),
        alt: finding.clone(),
        category_title: scene.text("col-raised"),
        categories: themes.iter().map(|theme| theme.name.clone()).collect(),
        series: vec![Series {
            name: scene.text("col-theme-times"),
            values: themes.iter().map(|theme| Some(i128::from(theme.times) * 1_000_000)).collect(),
        }],
        accent: Some(0),
        parts_of_years: Vec::new(),
        is_rounded: false,
    };
    let mut table = scene.table("answers", "themes-table", &[("col-raised", false), ("col-theme-answer", false)]);
    table.rows = themes.iter().map(|t| [t.name.clone(), t.answer.clone()].map(Cell::text).into()).collect();
    Some(Section::new(scene.text("sheet-themes"), finding).with(Part::Chart(chart)).with(Part::Table(table)))
}

/// What was bought from those who came and from the others, in the twelve months before and after.
fn purchases(scene: &Scene<'_>, came: &Attendance) -> Section {
    let title = scene.text("meeting-purchases");
    let Some(evidence) = scene.evidence else { return Section::new(title, scene.text("purchases-no-run")) };
    let day = scene.meeting.day;
    let spans = day.checked_sub_months(Months::new(12)).zip(day.checked_add_months(Months::new(12)));
    let Some((from, to)) = spans else { return Section::new(title, scene.text("purchases-not-covered")) };
    let covered = [covers(evidence, from, day), covers(evidence, day, to)];
    if covered == [false, false] {
        return Section::new(title, scene.text("purchases-not-covered"));
    }
    let columns = [("col-group", false), ("col-firms", true), ("col-before", true), ("col-after", true)];
    let mut table = scene.table("purchases", "purchases-table", &columns);
    for (key, has_come) in [("group-came", true), ("group-others", false)] {
        let of = |span: (NaiveDate, NaiveDate)| {
            let days = evidence.days.iter().filter(move |(day, ..)| (span.0..span.1).contains(day));
            days.filter(move |(_, seller, _)| came.known.contains(seller) == has_come)
        };
        let both: BTreeSet<usize> = of((from, to)).map(|(_, seller, _)| *seller).collect();
        let cell = |span: (NaiveDate, NaiveDate), is_covered: bool| {
            let firms: BTreeSet<usize> = of(span).map(|(_, seller, _)| *seller).collect();
            match firms.len() {
                _ if !is_covered => Cell::text("\u{2013}"),
                1..FEWEST => Cell::hidden(),
                _ => scene.sum(of(span).map(|(.., cents)| cents).sum()),
            }
        };
        let cells = [cell((from, day), covered[0]), cell((day, to), covered[1])];
        let value = Value::new(both.len() as i128 * 1_000_000, Unit::Count);
        let row = [Cell::text(scene.text(key)), Cell::new(scene.count(both.len()), Some(value))];
        table.rows.push(row.into_iter().chain(cells).collect());
    }
    let mut remarks = vec![scene.text("purchases-no-proof"), scene.text("purchases-few")];
    if covered != [true, true] {
        remarks.push(scene.text("purchases-part"));
    }
    Section::new(title, scene.text("purchases-finding")).with(Part::Table(table)).with(Part::Remarks(remarks))
}

/// Whether a run covers all months of a span, the last day apart.
fn covers(evidence: &Evidence, from: NaiveDate, to: NaiveDate) -> bool {
    let last = to.pred_opt().unwrap_or(to);
    let months = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let is_covered = |at: i32| evidence.months.contains(&(at.div_euclid(12), at.rem_euclid(12) as u32 + 1));
    (months(from)..=months(last)).all(is_covered)
}

/// What the next meeting takes up: what has no answer yet, most often raised first, then what was raised most.
fn next(scene: &Scene<'_>) -> Section {
    let themes = sorted(scene);
    let (open, answered): (Vec<&Theme>, Vec<&Theme>) = themes.into_iter().partition(|theme| theme.answer.is_empty());
    let open = open.iter().map(|theme| scene.texts.text_of("next-open", &[("theme", theme.name.clone())]));
    let told = answered.iter().map(|theme| {
        scene.texts.text_of("next-answered", &[("theme", theme.name.clone()), ("answer", theme.answer.clone())])
    });
    let mut topics: Vec<String> = open.chain(told).take(TOPICS).collect();
    topics.push(scene.text("next-coming"));
    Section::new(scene.text("meeting-next"), scene.text("meeting-next-finding")).with(Part::List(topics))
}
