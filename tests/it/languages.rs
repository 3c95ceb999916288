//! A language is a text file, a row of forms and columns. One that nobody speaks is added here in that way, so that texts
//! which do not come from the text file stand out.

use std::path::Path;

use calamine::Reader;
use vire_base::language::{DateForm, Forms, Language, Money};
use vire_base::progress::{Mode, Progress};
use vire_indicators::catalogue::CATALOGUE;
use vire_reference::sectors::SECTORS;
use vire_report::settings::Format;
use vire_report::texts::Wording;
use vire_report::{Drawing, draw_in};

use crate::support::{Folder, ROOT};

/// Stand around each text of the language; names of sheets may have them, and no data does.
const MARKS: [char; 2] = ['«', '»'];

/// Forms that no other language has together.
static FORMS: Forms = Forms {
    code: "qaa", // for local use, by ISO 639
    locales: (&[], "qaa"),
    group: '\u{a0}',
    decimal: ',',
    percent_gap: "\u{a0}",
    scale_gap: "",
    says_thousand: true,
    money: Money::SignFirst,
    signs: &[("EUR", "€")],
    date: DateForm::MonthByName,
};

fn english() -> &'static str {
    Wording::from(Language::En).source
}

/// English with marks around each text.
fn marked() -> Wording {
    let [open, close] = MARKS;
    let mut messages: Vec<String> = Vec::new();
    for line in english().lines() {
        match messages.last_mut() {
            Some(message) if line.starts_with([' ', '}']) => *message += &format!("\n{line}"), // goes on
            _ => messages.push(line.to_owned()),
        }
    }
    let mark = |message: &String| match message.split_once(" = ") {
        Some((key, text)) => format!("{key} = {open}{text}{close}\n"),
        None => format!("{message}\n"),
    };
    let source: String = messages.iter().map(mark).collect();
    Wording { forms: &FORMS, source: source.leak() }
}

/// What lies outside of all marks; marks stand in each other where a text is an argument of another.
fn outside(text: &str) -> String {
    let [open, close] = MARKS;
    let mut depth = 0;
    let mut found = String::new();
    for c in text.chars() {
        depth += i32::from(c == open) - i32::from(c == close);
        assert!(depth >= 0, "closed too often: {text}");
        if depth == 0 && c != close {
            found.push(c);
        }
    }
    assert_eq!(depth, 0, "{text}");
    found
}

/// The texts between the tags of a page, and those of attributes that are shown or read aloud. Labels within charts are
/// left out: they are broken into lines, and a table beside the chart repeats them.
fn shown(page: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = page;
    while let Some(begin) = rest.find('<') {
        texts.push(&rest[..begin]);
        rest = &rest[begin..];
        let skipped = ["style", "script", "text"].into_iter().find(|name| {
            let after = rest[1..].strip_prefix(name);
            after.is_some_and(|after| after.starts_with([' ', '>']))
        });
        let end = match skipped {
            Some(name) => rest.find(&format!("</{name}>")).unwrap() + name.len() + 3,
            None => rest.find('>').unwrap() + 1,
        };
        if skipped.is_none() {
            for attribute in
                ["aria-label=\"", "alt=\"", "title=\"", "placeholder=\"", "data-filter=\"", "data-shown=\""]
            {
                texts.extend(rest[..end].split(attribute).skip(1).map(|value| value.split('"').next().unwrap()));
            }
        }
        rest = &rest[end..];
    }
    texts.push(rest);
    let plain = |text: &str| {
        let entities =
            [("&#x27;", "'"), ("&quot;", "\""), ("&#x2f;", "/"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
        entities.into_iter().fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
    };
    texts.into_iter().map(plain).collect()
}

/// The constant parts of the English texts that are long enough to be told from data.
fn sentences() -> Vec<String> {
    let texts = english().lines().filter_map(|line| Some(line.split_once(" = ")?.1));
    let parts = texts.flat_map(|text| text.split(['{', '}']).step_by(2)).map(|part| part.trim().to_owned());
    let parts: Vec<String> = parts.filter(|part| part.split_whitespace().count() >= 2).collect();
    assert!(parts.len() > 200);
    parts
}

/// What is in English because the language has no column for it, longest first.
fn columns() -> Vec<String> {
    let parts = ["title", "meaning", "reading", "pitfalls"];
    let pages = CATALOGUE.iter().flat_map(|i| parts.map(|part| i.text(part, "qaa").to_owned()));
    let mut texts: Vec<String> = pages.chain(SECTORS.iter().map(|s| s.name("qaa").to_owned())).collect();
    assert!(texts.iter().all(|text| !text.is_empty()));
    texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
    texts
}

/// No sentence of the English text file stands in a text without its marks.
fn check(name: &str, text: &str, columns: &[String], sentences: &[String]) {
    let own = columns.iter().fold(outside(text), |text, column| text.replace(column.as_str(), ""));
    for sentence in sentences {
        assert!(!own.contains(sentence.as_str()), "{name}: {sentence:?} is in {own:?}");
    }
}

/// A sum in groups of three, the sign first.
fn has_money(page: &str) -> bool {
    page.split('€').skip(1).any(|after| {
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        (1..=3).contains(&digits) && after[digits..].starts_with('\u{a0}')
    })
}

/// Every text of a workbook's cells.
fn cells(path: &Path) -> String {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheets = book.worksheets();
    let cells = sheets.iter().flat_map(|(_, range)| range.rows().flatten()).map(ToString::to_string);
    cells.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_language_is_its_text_file_and_its_forms() {
    let folder = Folder::new();
    folder.vire(&["run", &format!("{ROOT}/pipelines/kotka.toml"), "--out", "out", "--quiet"]).published();
    let drawing = Drawing { languages: Vec::new(), formats: Format::ALL.to_vec(), template: None };
    std::fs::create_dir(folder.path("drawn")).unwrap();
    let silent = Progress::new(Mode::Silent);
    draw_in(&folder.path("out/current"), &[marked()], &drawing, &folder.path("drawn"), &silent).unwrap();
    let entries = std::fs::read_dir(folder.path("drawn")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut drawn: Vec<String> = names.filter(|name| name.contains(".qaa.")).collect();
    drawn.sort();
    let expected = [
        ("calendar", &["html"][..]),
        ("deck", &["pptx"]),
        ("meter", &["html", "pdf", "pptx", "xlsx"]),
        ("report", &["html", "pdf"]),
        ("summary", &["md"]),
        ("texts", &["md"]),
        ("workbook", &["xlsx"]),
    ];
    let names = expected.iter().flat_map(|(stem, endings)| endings.iter().map(move |end| format!("{stem}.qaa.{end}")));
    assert_eq!(drawn, names.collect::<Vec<_>>());

    let read = |name: &str| std::fs::read_to_string(folder.path("drawn").join(name)).unwrap();
    let (columns, sentences) = (columns(), sentences());
    for name in ["report.qaa.html", "calendar.qaa.html", "meter.qaa.html"] {
        let page = read(name);
        assert!(page.contains("lang=\"qaa\"") && page.matches(MARKS[0]).count() > 50, "{name}");
        shown(&page).iter().for_each(|text| check(name, text, &columns, &sentences));
    }
    for name in ["summary.qaa.md", "texts.qaa.md"] {
        check(name, &read(name), &columns, &sentences);
    }
    assert!(has_money(&read("report.qaa.html")));
    assert!(cells(&folder.path("drawn/workbook.qaa.xlsx")).contains(MARKS[0]));
}

#[test]
fn a_text_without_its_marks_is_found() {
    let page =
        "<style>a</style><p title=\"x\">«of { «all» }» of the sum&#x27;s</p><svg><text x=\"1\">«cut</text></svg>";
    assert_eq!(shown(page).concat(), "x«of { «all» }» of the sum's");
    assert_eq!(outside("a «b «c» d» e"), "a  e");
    let found = std::panic::catch_unwind(|| check("page", "«a» of the sum", &[], &["of the sum".to_owned()]));
    assert!(found.is_err());
}
