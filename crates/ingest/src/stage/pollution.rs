//! Whatever happens to one place of a delimited text, no line is lost or changed in silence.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use super::inspect;
use crate::line::{Batch, read};
use vire_base::date;
use vire_reference::names;

/// A way to write a ledger.
struct Style {
    delimiter: char,
    other_delimiters: [char; 3],
    decimal: char,
    /// All fields stand in quotation marks.
    quoted: bool,
    header: bool,
    end: &'static str,
}

const STYLES: [Style; 4] = [
    Style {
        delimiter: ';',
        other_delimiters: [',', '\t', '|'],
        decimal: ',',
        quoted: false,
        header: true,
        end: "\r\n",
    },
    Style { delimiter: ',', other_delimiters: [';', '\t', '|'], decimal: '.', quoted: true, header: true, end: "\n" },
    Style { delimiter: '\t', other_delimiters: [',', ';', '|'], decimal: ',', quoted: true, header: true, end: "\n" },
    Style { delimiter: ';', other_delimiters: [',', '\t', '|'], decimal: '.', quoted: false, header: false, end: "\n" },
];

const COLUMNS: usize = 7;
const ROWS: usize = 12;
const HEADER: [&str; COLUMNS] =
    ["Kirjauspäivä", "Toimittaja", "Laskun numero", "Tilin nimi", "Summa", "Yksikkö", "Huom."];

/// A line as it must be found: supplier, day, cents, invoice.
type Line = (String, String, i64, String);

/// The fields of a row, and what is to be found.
fn row(number: usize, style: &Style) -> ([String; COLUMNS], Line) {
    const SUPPLIERS: [&str; 4] = ["Kaiku Oy", "Virta ja Pojat Ky", "Rakennus \"Tammi\" Oy", "Höylä Oy"];
    let (supplier, day) = (SUPPLIERS[number % 4], date::days(2024, 1 + number as u32, 3 + 2 * number as u32));
    let day = date::iso(day.unwrap_or_default());
    let cents = 10_025 + 7_919 * (number as i64 * number as i64);
    let written = format!("{}{}{:02}", cents / 100, style.decimal, cents % 100);
    let invoice = (20_240_107 + 13 * number).to_string();
    let unit = ["Koulut", "Kadut"][number % 2].to_owned();
    let remark = if number % 3 == 1 { "" } else { "maksettu" }.to_owned();
    let account = ["Palvelut", "Tarvikkeet", "Vuokrat"][number % 3].to_owned();
    let found = (names::key(supplier, "FI"), day.clone(), cents, invoice.clone());
    ([day, supplier.to_owned(), invoice, account, written, unit, remark], found)
}

/// A field as it is written.
fn write(field: &str, style: &Style) -> String {
    if style.quoted || field.contains(['"', style.delimiter]) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

/// Changes a row: its written fields, what parts them, and what ends it.
type Change<'c> = &'c dyn Fn(&mut Vec<String>, &mut Vec<String>, &mut String);

/// The ledger, in which `change` may change a row.
fn ledger(style: &Style, at: usize, change: Change<'_>) -> String {
    let delimiter = style.delimiter.to_string();
    let mut text = String::new();
    if style.header {
        text += &(HEADER.map(|header| write(header, style)).join(&delimiter) + style.end);
    }
    for number in 0..ROWS {
        let mut fields: Vec<String> = row(number, style).0.iter().map(|field| write(field, style)).collect();
        let (mut parts, mut end) = (vec![delimiter.clone(); COLUMNS - 1], style.end.to_owned());
        if number == at {
            change(&mut fields, &mut parts, &mut end);
        }
        parts.push(end);
        text.extend(fields.iter().zip(&parts).flat_map(|(field, part)| [field.as_str(), part]));
    }
    text
}

/// What became of a changed ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Exact,
    Rejected,
    Refused,
    Silent,
}

/// Lines that are found, and rows that are rejected; none when the file is refused or asked about.
fn found(text: &str) -> Option<(Vec<Line>, usize)> {
    let file = tempfile::NamedTempFile::new().ok()?;
    std::fs::write(file.path(), text).ok()?;
    let lines = RefCell::new(Vec::new());
    let mut add = |batch| {
        if let Some(batch) = Batch::of(&batch) {
            lines.borrow_mut().extend((0..batch.cents.len()).map(|i| {
                let day = (0..4).find_map(|which| batch.date(which, i)).map(date::iso);
                let invoice = batch.text(1, i).unwrap_or_default().trim_matches(['\'', '"']).to_owned();
                (batch.supplier[i], day.unwrap_or_default(), batch.cents[i], invoice)
            }));
        }
        Ok(())
    };
    let mut restart = || {
        lines.borrow_mut().clear();
        Ok(())
    };
    let input = vire_base::input::Input::open(file.path()).ok()?;
    let sidecar = read(&input, &inspect::settings("FI"), &std::env::temp_dir(), &mut add, &mut restart).ok()?;
    let name = |supplier: u32| names::key(&sidecar.suppliers[supplier as usize].name, "FI");
    let lines = lines.take().into_iter().map(|(supplier, day, cents, invoice)| (name(supplier), day, cents, invoice));
    Some((lines.collect(), sidecar.rejected.len()))
}

fn outcome(text: &str, style: &Style) -> Outcome {
    let mut expected: Vec<Line> = (0..ROWS).map(|number| row(number, style).1).collect();
    let Some((mut lines, rejected)) = found(text) else { return Outcome::Refused };
    if !style.header {
        // Nothing says which column has the invoices.
        expected.iter_mut().chain(&mut lines).for_each(|line| line.3.clear());
    }
    let are_true = lines.iter().all(|line| expected.contains(line));
    match (are_true, lines.len() == ROWS, rejected > 0) {
        (true, true, _) => Outcome::Exact,
        (true, false, true) => Outcome::Rejected,
        _ => Outcome::Silent,
    }
}

/// All changes of one place, by their names.
fn changes(style: &Style) -> Vec<(&'static str, usize, usize, String)> {
    let mut all = Vec::new();
    let delimiter = style.delimiter.to_string();
    for at in 0..ROWS {
        let mut of_row = |name: &'static str, end: &str| {
            all.push((name, at, 0, ledger(style, at, &|_, _, e| *e = end.to_owned())));
        };
        ["\n", "\r", "\r\n"].into_iter().for_each(|end| of_row("another record end", end));
        of_row("two record ends", &style.end.repeat(2));
        for other in style.other_delimiters {
            let change = |_: &mut Vec<String>, parts: &mut Vec<String>, _: &mut String| parts.fill(other.to_string());
            all.push(("a row of another delimiter", at, 0, ledger(style, at, &change)));
        }
        for column in 0..COLUMNS {
            let mut of_field = |name: &'static str, change: &dyn Fn(&mut String)| {
                let text = ledger(style, at, &|fields, _, _| change(&mut fields[column]));
                all.push((name, at, column, text));
            };
            of_field("a quote before", &|field| field.insert(0, '"'));
            of_field("a quote after", &|field| field.push('"'));
            of_field("another quote", &|field| *field = format!("'{}'", field.trim_matches('"')));
            of_field("another escape", &|field| *field = field.replace("\"\"", "\\\""));
            of_field("no quote before", &|field| *field = field.trim_start_matches('"').to_owned());
            of_field("no quote after", &|field| *field = field.trim_end_matches('"').to_owned());
            of_field("no quotes", &|field| *field = field.trim_matches('"').to_owned());
            of_field("a delimiter before", &|field| field.insert(0, style.delimiter));
            of_field("a delimiter after", &|field| field.push(style.delimiter));
            if column + 1 < COLUMNS {
                let mut of_part = |name: &'static str, part: &str| {
                    all.push((name, at, column, ledger(style, at, &|_, parts, _| parts[column] = part.to_owned())));
                };
                of_part("no delimiter", "");
                of_part("two delimiters", &delimiter.repeat(2));
                style.other_delimiters.iter().for_each(|other| of_part("another delimiter", &other.to_string()));
            }
        }
    }
    all
}

/// Counts of outcomes.
#[derive(Default)]
struct Counts(BTreeMap<Outcome, usize>);

impl Counts {
    fn of(&self, outcome: Outcome) -> usize {
        self.0.get(&outcome).copied().unwrap_or(0)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [exact, rejected, refused, silent] =
            [Outcome::Exact, Outcome::Rejected, Outcome::Refused, Outcome::Silent].map(|outcome| self.of(outcome));
        write!(f, "exact {exact}, rejected and told {rejected}, asked or refused {refused}, silent {silent}")
    }
}

#[test]
fn a_change_in_one_place_is_mended_or_told() {
    let mut all = Counts::default();
    let mut silent = Vec::new();
    for (number, style) in STYLES.iter().enumerate() {
        let whole = ledger(style, ROWS, &|_, _, _| {});
        assert_eq!(outcome(&whole, style), Outcome::Exact, "style {number}: {:?}", found(&whole));
        let mut by_kind: BTreeMap<&str, Counts> = BTreeMap::new();
        for (name, at, column, text) in changes(style) {
            let outcome = outcome(&text, style);
            *all.0.entry(outcome).or_default() += 1;
            *by_kind.entry(name).or_default().0.entry(outcome).or_default() += 1;
            if outcome == Outcome::Silent {
                silent.push(format!("style {number}, {name}, row {at}, column {column}"));
            }
        }
        by_kind.iter().for_each(|(name, counts)| println!("style {number}, {name}: {counts}"));
    }
    println!("all: {all}");
    assert!(silent.is_empty(), "{silent:#?}");
    let whole: usize = all.0.values().sum();
    assert!(all.of(Outcome::Exact) * 10 >= whole * 7, "{all}");
}
