//! The report on paper (PDF/UA-1 and PDF/A-2a): two pages for decision-makers, then annexes.
//! The template gets texts as data, never as markup, so nothing in them can be taken for a command.

pub mod document;
mod print;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use serde::Serialize;

use self::print::{Sheet, clean, clean_all, clean_svg, sheets};
use self::world::{FAMILY, Work};
use super::model::{Cell, Chart, Definition, KeyFigure, Report, Section, Table, Topic, TopicId, YEARS_TABLE};
use super::note::{Matter, NONE, Note, Notes};
use super::palette::{ACCENT, INK, QUIET};
use super::svg::{self, Style};
use super::texts::Texts;

/// What the templates share.
const PARTS: &[u8] = include_bytes!("../templates/parts.typ");
/// How many key figures the first page has; an annex has all.
const KEY: usize = 12;
/// Topics whose findings a decision-maker hears first; others fill up to five.
const FINDINGS: [TopicId; 5] =
    [TopicId::Changes, TopicId::Places, TopicId::Suppliers, TopicId::Openness, TopicId::Gaps];
/// The topics whose charts the second page draws.
const TREND: [TopicId; 2] = [TopicId::Total, TopicId::Places];
/// How many years the trend has at most.
const YEARS: usize = 6;
/// What the figures do not say, where a topic says so too; the first page explains place and period.
const NOT_SAID: [Matter; 6] =
    [Matter::Bands, Matter::Thresholds, Matter::Sectors, Matter::Newcomers, Matter::Suppliers, Matter::Gaps];
/// The longest name of a buyer at the head and foot of a page, in characters.
const HEAD: usize = 60;

/// Words of the template.
const WORDS: [&str; 14] = [
    "paper-covers",
    "paper-key",
    "paper-basis",
    "paper-key-note",
    "col-target",
    "paper-no-targets",
    "paper-findings",
    "paper-trend",
    "paper-one-year",
    "paper-not-said",
    "paper-annexes",
    "paper-reading",
    "paper-pitfalls",
    "col-value",
];

/// Widths of charts between the margins and in half of that; their text of 13 units becomes 9 and 7.5 points.
const WHOLE: f64 = 680.0;
const HALF: f64 = 400.0;

/// Draws the report.
///
/// # Errors
/// When the document would not be accessible, or typesetting fails otherwise.
pub fn draw(report: &Report, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut charts = Charts { report, texts, files: Vec::new() };
    let trend = trend(report, texts);
    let mut data = serde_json::to_value(Paper::new(report, texts, &trend, &mut charts))?;
    clean_all(&mut data);
    let mut files = charts.files;
    files.push(("data.json".to_owned(), serde_json::to_vec(&data)?));
    files.push(("main.typ".to_owned(), include_bytes!("../templates/report.typ").to_vec()));
    files.push(("parts.typ".to_owned(), PARTS.to_vec()));
    let day = report.as_of.map(|day| day.to_string()).unwrap_or_default();
    let ident = format!("vire {} {} {day} {}", report.buyer, report.period, report.language);
    Work { files, ident, dated: report.as_of.is_some() }.pdf()
}

/// What the template reads.
#[derive(Serialize)]
struct Paper<'a> {
    language: &'a str,
    region: Option<&'a str>,
    title: String,
    subtitle: &'a str,
    buyer: String,
    /// Year, month and day.
    date: Option<[u32; 3]>,
    words: BTreeMap<&'static str, String>,
    /// Colours by name: six hexadecimal digits.
    colours: BTreeMap<&'static str, String>,
    notes: &'a [Note],
    key: Vec<Row<'a>>,
    findings: Vec<&'a str>,
    trend: Vec<Picture>,
    /// Key figures by year; none with one year.
    trend_tables: Vec<Sheet<'a>>,
    not_said: Vec<&'a Note>,
    annexes: Vec<Annex<'a>>,
    footer: &'a str,
}

/// A key figure with its trend as a small picture, when it has one.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    figure: &'a KeyFigure,
    trend_file: Option<String>,
    trend_alt: String,
}

#[derive(Serialize)]
struct Annex<'a> {
    title: String,
    parts: Vec<Part<'a>>,
}

/// What an annex is made of.
#[derive(Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "kebab-case")]
enum Part<'a> {
    Lead(&'a str),
    Heading(String),
    Text(&'a str),
    List(Vec<String>),
    /// A list whose order counts.
    Steps(&'a [String]),
    Picture(Picture),
    Table(Sheet<'a>),
    /// What the figures above do not say.
    Remarks(Vec<&'a Note>),
    Definitions(&'a [Definition]),
}

/// A chart that is drawn in a file of its own.
#[derive(Serialize)]
struct Picture {
    file: String,
    alt: String,
    title: String,
    basis: String,
}

impl<'a> Paper<'a> {
    fn new(report: &'a Report, texts: &Texts, trend: &'a Table, charts: &mut Charts<'a>) -> Self {
        let several = trend.columns.len() > 2;
        let drawn = trend_charts(report).filter(|_| several);
        let buyer = clean(&report.buyer, HEAD);
        let (language, region) = report.locale.split_once('-').unwrap_or((&report.locale, ""));
        Self {
            language,
            region: Some(region).filter(|r| !r.is_empty()),
            title: report.title.replace(&report.buyer, &buyer),
            subtitle: &report.subtitle,
            buyer,
            date: report.as_of.map(|day| [day.year().unsigned_abs(), day.month(), day.day()]),
            words: words(report, texts),
            colours: [("ink", INK), ("quiet", QUIET), ("accent", ACCENT)].map(|(n, c)| (n, c.hex())).into(),
            notes: &report.notes,
            key: front(report).into_iter().map(|figure| charts.row(figure)).collect(),
            not_said: not_said(report),
            findings: findings(report).iter().map(|t| t.finding.as_str()).collect(),
            trend: drawn.map(|chart| charts.picture(chart, HALF)).collect(),
            trend_tables: if several { sheets(trend) } else { Vec::new() },
            annexes: annexes(report, texts, charts),
            footer: &report.footer,
        }
    }
}

fn words(report: &Report, texts: &Texts) -> BTreeMap<&'static str, String> {
    let are_targets = report.key.iter().any(|figure| !figure.target.is_empty());
    let key_title = if are_targets { "paper-key-targets" } else { "paper-key" };
    let own = |key| if key == "paper-key" { key_title } else { key };
    WORDS.map(|key| (key, texts.text_with(own(key), &[("year", &report.period)]))).into()
}

fn topic(report: &Report, id: TopicId) -> Option<&Topic> {
    report.topics.iter().find(|t| t.id == id)
}

/// The key figures of the front page, in the order of the report: those with a target first of all.
fn front(report: &Report) -> Vec<&KeyFigure> {
    let (aimed, others): (Vec<_>, Vec<_>) = (0..report.key.len()).partition(|i| !report.key[*i].target.is_empty());
    let shown: BTreeSet<usize> = aimed.into_iter().chain(others).take(KEY).collect();
    shown.into_iter().map(|i| &report.key[i]).collect()
}

/// Five topics, in the order of the report.
fn findings(report: &Report) -> Vec<&Topic> {
    let is_found = |id: &TopicId| topic(report, *id).is_some_and(|topic| topic.is_found);
    let others = report.topics.iter().map(|t| t.id).filter(|id| !FINDINGS.contains(id));
    let wanted = FINDINGS.into_iter().chain(others).filter(is_found);
    let wanted: BTreeSet<TopicId> = wanted.take(FINDINGS.len()).collect();
    report.topics.iter().filter(|t| wanted.contains(&t.id)).collect()
}

/// Charts with room for a second one beside them; more years are in the table and on the first page.
fn trend_charts(report: &Report) -> impl Iterator<Item = &Chart> {
    let charts = TREND.into_iter().filter_map(|id| charts_of(topic(report, id)?).next());
    charts.filter(|chart| chart.categories.len() <= YEARS)
}

/// The charts of a topic that show something.
fn charts_of(topic: &Topic) -> impl Iterator<Item = &Chart> {
    topic.charts.iter().filter(|chart| !chart.categories.is_empty())
}

fn not_said(report: &Report) -> Vec<&Note> {
    let caveats = || report.topics.iter().flat_map(|t| &t.caveats);
    NOT_SAID.into_iter().filter_map(|matter| caveats().find(|note| note.matter == matter)).collect()
}

/// The key figures of the latest years. Years after a break are marked as in the table of years.
fn trend(report: &Report, texts: &Texts) -> Table {
    let years = topic(report, TopicId::Total).and_then(|t| t.tables.iter().find(|t| t.id == YEARS_TABLE));
    let all = report.key.first().map_or(0, |k| k.trend.len());
    let latest = all.saturating_sub(YEARS)..all;
    let shown = report.key.first().into_iter().flat_map(|k| &k.trend[latest.clone()]);
    let titles = std::iter::once(texts.text("col-indicator")).chain(shown.map(|point| point.marked_year.clone()));
    let mut table = Table::new("trend", texts.text("paper-trend-table"), titles.collect());
    for figure in front(report) {
        let cells = figure.trend.iter().skip(latest.start);
        let cells = cells.map(|point| point.cell(texts, &report.currency));
        table.rows.push(std::iter::once(Cell::text(&figure.label)).chain(cells).collect());
    }
    let of_years = years.into_iter().flat_map(|t| &t.note.0).filter(|note| !note.matter.is_of_cells());
    table.note = Notes(of_years.cloned().collect());
    table.explain(texts);
    table
}

fn annexes<'a>(report: &'a Report, texts: &Texts, charts: &mut Charts<'a>) -> Vec<Annex<'a>> {
    let mut annexes: Vec<(String, Vec<Part>)> = Vec::new();
    for topic in &report.topics {
        let mut parts = vec![Part::Lead(&topic.finding)];
        parts.extend(charts_of(topic).map(|chart| Part::Picture(charts.picture(chart, WHOLE))));
        parts.extend(topic.tables.iter().flat_map(sheets).map(Part::Table));
        note_once(&mut parts);
        parts.push(Part::Remarks(remarks(topic)));
        annexes.push((topic.heading.clone(), parts));
    }
    let indicators = sheets(&report.detail.indicators).into_iter().map(Part::Table);
    annexes.push((texts.text("page-all"), indicators.collect()));
    annexes.push((texts.text("topic-participate"), participate(report, texts)));
    annexes.extend(report.annexes.iter().map(|section| (section.title.clone(), section_parts(section))));
    annexes.push((texts.text("section-method"), method(report)));
    let numbered = annexes.into_iter().filter(|(_, parts)| !parts.is_empty()).enumerate();
    numbered
        .map(|(i, (title, parts))| {
            let number = (i + 1).to_string();
            Annex { title: texts.text_with("paper-annex", &[("number", &number), ("title", &title)]), parts }
        })
        .collect()
}

/// A note that several tables share stands under the last of them.
fn note_once(parts: &mut [Part]) {
    let mut said: BTreeSet<&Notes> = BTreeSet::new();
    for part in parts.iter_mut().rev() {
        if let Part::Table(sheet) = part
            && !said.insert(sheet.note)
        {
            sheet.note = &NONE;
        }
    }
}

/// The caveats that no note of the topic's tables says.
fn remarks(topic: &Topic) -> Vec<&Note> {
    let noted = |caveat: &Note| topic.tables.iter().any(|t| t.note.are_of(caveat.matter));
    topic.caveats.iter().filter(|caveat| !noted(caveat)).collect()
}

fn participate<'a>(report: &'a Report, texts: &Texts) -> Vec<Part<'a>> {
    let participation = &report.participation;
    let mut parts = vec![Part::Steps(&participation.steps)];
    let channels = participation.channels.iter().map(|(name, url)| format!("{name}: {url}")).collect();
    for (heading, items) in [("page-channels", channels), ("card-contact", participation.contacts.clone())] {
        if !items.is_empty() {
            parts.extend([Part::Heading(texts.text(heading)), Part::List(items)]);
        }
    }
    if !participation.coming.rows.is_empty() {
        parts.extend([Part::Heading(texts.text("topic-coming")), Part::Lead(&participation.coming_finding)]);
        parts.extend(sheets(&participation.coming).into_iter().map(Part::Table));
    }
    parts.extend(sheets(&participation.thresholds).into_iter().map(Part::Table));
    parts
}

fn section_parts(section: &Section) -> Vec<Part<'_>> {
    let paragraphs = section.paragraphs.iter().map(|note| Part::Text(&note.text));
    paragraphs.chain(section.tables.iter().flat_map(sheets).map(Part::Table)).collect()
}

fn method(report: &Report) -> Vec<Part<'_>> {
    let method = &report.method;
    let mut parts: Vec<Part> = method.paragraphs.iter().map(|text| Part::Text(text)).collect();
    if !method.not_computed.is_empty() {
        parts.push(Part::List(method.not_computed.clone()));
    }
    parts.push(Part::Definitions(&method.indicators));
    parts
}

/// The charts drawn so far.
struct Charts<'a> {
    report: &'a Report,
    texts: &'a Texts,
    files: Vec<(String, Vec<u8>)>,
}

impl Charts<'_> {
    fn picture(&mut self, chart: &Chart, width: f64) -> Picture {
        let style = Style { font: FAMILY, width, prefix: "" };
        let file = self.file(&svg::draw(chart, self.texts, &self.report.currency, &style));
        Picture { file, alt: chart.alt.clone(), title: chart.title.clone(), basis: chart.footnote() }
    }

    fn row<'f>(&mut self, figure: &'f KeyFigure) -> Row<'f> {
        let drawing = svg::trend(&figure.trend, self.texts, &self.report.currency, FAMILY);
        let values = figure.trend.iter().map(|p| format!("{}: {}", p.year, p.text(self.texts, &self.report.currency)));
        Row {
            figure,
            trend_file: (!drawing.is_empty()).then(|| self.file(&drawing)),
            trend_alt: format!("{}. {}", figure.label, values.collect::<Vec<_>>().join("; ")),
        }
    }

    /// Keeps a drawing and returns its name.
    fn file(&mut self, drawing: &str) -> String {
        let name = format!("chart{}.svg", self.files.len());
        self.files.push((name.clone(), clean_svg(drawing).into_bytes()));
        name
    }
}
