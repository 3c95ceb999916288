//! The page: one HTML file that opens from disk and shows everything without its script.

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::document::Document;
use super::model::{Chart, Report, SupplierRow, Table};
use super::note::Note;
use super::svg::{self, Style};
use super::texts::Texts;
use vire_formats::markup;

const STYLE: &str = include_str!("templates/report.css");
const SCRIPT: &str = include_str!("templates/report.js");
/// Fonts whose letters are as wide as Arial's, by which charts are laid out.
const FONT: &str = "Arial, 'Liberation Sans', Helvetica, sans-serif";
/// Widths of a chart on a screen and on a phone.
const WIDE: f64 = 720.0;
const NARROW: f64 = 340.0;

/// Templates with what all pages share.
fn environment(texts: &Texts) -> anyhow::Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    let words = texts.all();
    environment.add_function("t", move |key: &str| {
        words.get(key).cloned().ok_or_else(|| Error::new(ErrorKind::UndefinedError, format!("no text {key}")))
    });
    environment.add_template("parts.html", include_str!("templates/parts.html"))?;
    Ok(environment)
}

/// Draws a document of its own.
pub fn document(document: &Document, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut environment = environment(texts)?;
    environment.add_template("document.html", include_str!("templates/document.html"))?;
    let charts: BTreeMap<&str, Drawn> =
        document.charts().map(|c| (c.id.as_str(), drawn(c, texts, &document.currency))).collect();
    let page = environment.get_template("document.html")?.render(context! {
        document => Serde(document),
        style => Value::from_safe_string(STYLE.to_owned()),
        charts => Serde(charts),
    })?;
    Ok(page.replace(markup::is_harmful, "").into_bytes())
}

pub fn draw(report: &Report, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut environment = environment(texts)?;
    environment.add_test("weblink", |url: &str| url.starts_with("https://") || url.starts_with("http://"));
    environment.add_template("report.html", include_str!("templates/report.html"))?;
    let drill = drill(report, texts);
    let trends = report.key.iter().map(|k| svg::trend(&k.trend, texts, &report.currency, FONT));
    let page = environment.get_template("report.html")?.render(context! {
        report => Serde(report),
        style => Value::from_safe_string(STYLE.to_owned()),
        script => Value::from_safe_string(SCRIPT.to_owned()),
        // The one script that a browser may run, so that no text of the data can become another.
        script_hash => Value::from_safe_string(STANDARD.encode(Sha256::digest(SCRIPT))),
        charts => Serde(charts(report, texts)),
        trends => trends.map(Value::from_safe_string).collect::<Vec<_>>(),
        years => Serde(years(report)),
        caveats => Serde(caveats(report)),
        links => Serde(links(report, &drill)),
        drill => Serde(drill),
        decimal => texts.forms.decimal.to_string(),
    })?;
    Ok(page.replace(markup::is_harmful, "").into_bytes())
}

/// A chart as the page shows it.
#[derive(Serialize)]
struct Drawn {
    wide: String,
    narrow: String,
    table: Table,
}

fn drawn(chart: &Chart, texts: &Texts, currency: &str) -> Drawn {
    let svg = |width, prefix| svg::draw(chart, texts, currency, &Style { font: FONT, width, prefix });
    Drawn {
        wide: svg(WIDE, "wide-"),
        narrow: svg(NARROW, "narrow-"),
        table: chart.table(|v| texts.value(v, chart.unit, currency)),
    }
}

/// The charts of topics and cards by their ids.
fn charts<'r>(report: &'r Report, texts: &Texts) -> BTreeMap<&'r str, Drawn> {
    let drawn = |chart: &Chart| drawn(chart, texts, &report.currency);
    let of_topics = report.topics.iter().flat_map(|t| &t.charts);
    of_topics.chain(report.cards.iter().map(|c| &c.sizes)).map(|c| (c.id.as_str(), drawn(c))).collect()
}

/// The years of the detail, in its order.
fn years(report: &Report) -> Vec<&str> {
    let mut years: Vec<&str> = report.detail.sectors.iter().map(|s| s.year.as_str()).collect();
    years.dedup();
    years
}

/// The suppliers of a sector in a year.
#[derive(Serialize)]
struct Part<'r> {
    id: String,
    year: &'r str,
    #[serde(skip)]
    sector_id: &'r str,
    sector: &'r str,
    caption: String,
    rows: Vec<Row<'r>>,
}

#[derive(Serialize)]
struct Row<'r> {
    name: &'r str,
    ring: &'r str,
    municipality: &'r str,
    amount: String,
    lines: String,
}

/// Suppliers by year and sector; within a year the sectors as its tables list them.
fn drill<'r>(report: &'r Report, texts: &Texts) -> Vec<Part<'r>> {
    let row = |supplier: &'r SupplierRow| Row {
        name: &supplier.name,
        ring: &supplier.ring,
        municipality: &supplier.municipality,
        amount: texts.money(supplier.amount, &report.currency),
        lines: texts.count(supplier.lines.into()),
    };
    let groups = report.detail.suppliers.chunk_by(|a, b| a.year == b.year && a.sector_id == b.sector_id);
    let part = |(i, group): (usize, &'r [SupplierRow])| {
        let SupplierRow { year, sector_id, sector, .. } = &group[0];
        let caption = texts.text_with("page-suppliers-of", &[("sector", sector), ("year", year)]);
        Part { id: format!("suppliers-{i}"), year, sector_id, sector, caption, rows: group.iter().map(row).collect() }
    };
    let mut parts: Vec<Part> = groups.enumerate().map(part).collect();
    let listed = report.detail.sectors.iter().flat_map(|s| s.sectors.iter().map(|id| (s.year.as_str(), id.as_str())));
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (place, (year, sector)) in listed.enumerate() {
        places.entry((year, sector)).or_insert(place);
    }
    parts.sort_by_key(|p| places.get(&(p.year, p.sector_id)).copied().unwrap_or(usize::MAX));
    parts
}

/// The id of the list of suppliers behind each row of each table of sectors; empty where none are listed.
fn links<'d>(report: &Report, drill: &'d [Part]) -> Vec<Vec<&'d str>> {
    let parts: HashMap<(&str, &str), &str> = drill.iter().map(|p| ((p.year, p.sector_id), p.id.as_str())).collect();
    let link = |year: &str, sector: &str| parts.get(&(year, sector)).copied().unwrap_or_default();
    let sectors = report.detail.sectors.iter();
    sectors.map(|scoped| scoped.sectors.iter().map(|sector| link(&scoped.year, sector)).collect()).collect()
}

/// The caveats of each topic, without those that already stand at the head of the page.
fn caveats(report: &Report) -> Vec<Vec<&Note>> {
    let said = |caveat: &&Note| report.notes.iter().any(|note| note.matter == caveat.matter);
    report.topics.iter().map(|topic| topic.caveats.iter().filter(|caveat| !said(caveat)).collect()).collect()
}
