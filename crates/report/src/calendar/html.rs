//! `calendar.<language>.html`: one file that opens from disk.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use super::label;
use crate::texts::Texts;
use vire_domain::calendar::{Coming, List, Precision, Window};
use vire_reference::sectors::SECTORS;

#[derive(Serialize)]
struct Page {
    language: &'static str,
    title: String,
    subtitle: String,
    notes: Vec<String>,
    overview: Option<Overview>,
    columns: Vec<String>,
    sections: Vec<Section>,
    footer: String,
}

/// How many items each sector has in each period.
#[derive(Serialize)]
struct Overview {
    title: String,
    caption: String,
    sector: String,
    total: String,
    /// Years, and how many periods each has.
    years: Vec<(String, usize)>,
    /// Id of the section, short and full name.
    periods: Vec<(String, String, String)>,
    rows: Vec<(String, Vec<String>)>,
}

/// The items of one period.
#[derive(Serialize)]
struct Section {
    id: String,
    title: String,
    caption: String,
    rows: Vec<Vec<Cell>>,
}

/// A cell with what explains it in smaller letters.
#[derive(Default, Serialize)]
struct Cell {
    text: String,
    more: Vec<String>,
}

pub fn draw(list: &List, title: &str, texts: &Texts, currency: &str) -> anyhow::Result<String> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("calendar.html", include_str!("calendar.html"))?;
    let page = page(list, title, texts, currency);
    Ok(environment.get_template("calendar.html")?.render(context! { page => Serde(&page) })?)
}

fn page(list: &List, title: &str, texts: &Texts, currency: &str) -> Page {
    let periods = by_period(list);
    let count = list.items.len();
    let day = list.as_of.map(|d| texts.date(&d.to_string())).unwrap_or_default();
    let number = |n: usize| texts.count(n as i128);
    let subtitle = match (count, list.as_of) {
        (0, _) => texts.text_with("coming-none", &[("date", &day)]),
        (_, None) => texts.text_with("coming-subtitle-undated", &[("count", &number(count))]),
        _ => texts.text_with("coming-subtitle", &[("count", &number(count)), ("date", &day)]),
    };
    let mut notes = vec![texts.text("coming-note-estimates")];
    if list.items.iter().any(|i| i.origin != vire_domain::calendar::Origin::Announced) {
        notes.push(texts.text("coming-note-contracts"));
    }
    let columns = columns(list);
    let sections = periods.iter().map(|((.., period), items)| {
        let title = capital(&label::time(period, texts));
        Section {
            id: format!("t{}", period.period_code()),
            caption: texts.text_with("coming-section-caption", &[("period", &title), ("count", &number(items.len()))]),
            title,
            rows: items.iter().map(|i| columns.iter().map(|c| cell(*c, i, texts, currency)).collect()).collect(),
        }
    });
    Page {
        language: texts.code,
        title: title.to_owned(),
        subtitle,
        notes,
        overview: (count > 0).then(|| overview(&periods, texts)),
        columns: columns.iter().map(|c| texts.text(c.key())).collect(),
        sections: sections.collect(),
        footer: footer(list, texts),
    }
}

/// A year's quarters, then what is only known by half-year or year: in the order of their ends.
type Periods<'a> = BTreeMap<(NaiveDate, Reverse<NaiveDate>, Window), Vec<&'a Coming>>;

fn by_period(list: &List) -> Periods<'_> {
    let mut periods = Periods::new();
    for item in &list.items {
        let period = item.window.period();
        periods.entry((period.end, Reverse(period.start), period)).or_default().push(item);
    }
    periods
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

fn footer(list: &List, texts: &Texts) -> String {
    let counts = [
        ("files", list.files),
        ("read", list.read),
        ("past", list.past),
        ("duplicates", list.duplicates),
        ("open", list.without_end),
        ("rejected", list.rejected),
    ];
    let mut arguments = vec![("version", env!("CARGO_PKG_VERSION").to_owned())];
    arguments.extend(counts.map(|(name, n)| (name, texts.count(n.into()))));
    let arguments: Vec<_> = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
    texts.text_with("coming-footer", &arguments)
}

fn overview(periods: &Periods<'_>, texts: &Texts) -> Overview {
    let of = |sector: usize, items: &[&Coming]| items.iter().filter(|i| usize::from(i.sector) == sector).count();
    let shown = |n: usize| if n == 0 { String::new() } else { texts.count(n as i128) };
    let mut counted: Vec<(usize, &str, Vec<usize>)> = Vec::new();
    for (sector, entry) in SECTORS.iter().enumerate() {
        let counts: Vec<usize> = periods.values().map(|items| of(sector, items)).collect();
        counted.push((counts.iter().sum(), entry.name(texts.code), counts));
    }
    counted.retain(|(total, ..)| *total > 0);
    counted.sort_by_key(|(total, ..)| Reverse(*total));
    let row = |(total, name, counts): (usize, &str, Vec<usize>)| {
        (name.to_owned(), std::iter::once(total).chain(counts).map(shown).collect())
    };
    let rows = counted.into_iter().map(row).collect();
    let year = |p: &Window| label::time(&Window { precision: Precision::Year, ..*p }, texts);
    let mut years: Vec<(String, usize)> = Vec::new();
    for (.., period) in periods.keys() {
        match years.last_mut().filter(|(last, _)| *last == year(period)) {
            Some((_, n)) => *n += 1,
            None => years.push((year(period), 1)),
        }
    }
    let named = |(.., p): &(_, _, Window)| {
        (format!("t{}", p.period_code()), label::part_of_year(p, texts), capital(&label::time(p, texts)))
    };
    Overview {
        title: texts.text("coming-by-sector"),
        caption: texts.text("coming-by-sector-caption"),
        sector: texts.text("col-sector"),
        total: texts.text("coming-total"),
        years,
        periods: periods.keys().map(named).collect(),
        rows,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Title,
    Time,
    Sector,
    Buyer,
    Value,
    Procedure,
    Contact,
}

impl Column {
    fn key(self) -> &'static str {
        match self {
            Self::Title => "coming-col-title",
            Self::Time => "coming-col-time",
            Self::Sector => "col-sector",
            Self::Buyer => "coming-col-buyer",
            Self::Value => "coming-col-value",
            Self::Procedure => "coming-col-procedure",
            Self::Contact => "coming-col-contact",
        }
    }
}

/// Columns of which at least one item has something to say.
fn columns(list: &List) -> Vec<Column> {
    let any = |has: &dyn Fn(&Coming) -> bool| list.items.iter().any(has);
    let optional = [
        (Column::Buyer, list.several_buyers() || any(&|i| !i.unit.is_empty())),
        (Column::Value, any(&|i| !i.value.text.is_empty())),
        (Column::Procedure, any(&|i| !i.procedure.is_empty())),
        (Column::Contact, any(&|i| !i.contact.is_empty())),
    ];
    let used = optional.into_iter().filter(|(_, used)| *used).map(|(column, _)| column);
    [Column::Title, Column::Time, Column::Sector].into_iter().chain(used).collect()
}

fn cell(column: Column, item: &Coming, texts: &Texts, currency: &str) -> Cell {
    let plain = |text: String| Cell { text, ..Cell::default() };
    match column {
        Column::Title => {
            let more = [item.notes.clone(), label::derived(item, texts)];
            Cell { text: item.title.clone(), more: more.into_iter().filter(|t| !t.is_empty()).collect() }
        }
        Column::Time => plain(label::time(&item.window, texts)),
        Column::Sector => plain(texts.member("sector", item.sector_id())),
        Column::Buyer => plain(label::buyer(item)),
        Column::Value => plain(label::value(item, texts, currency)),
        Column::Procedure => plain(item.procedure.clone()),
        Column::Contact => plain(item.contact.clone()),
    }
}
