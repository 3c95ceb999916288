//! Whether the folder of a country is as it must be: each fault with its file, line and column, and what would be right.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use csv::StringRecord;
use vire_base::document::did_you_mean;

use super::about::About;
use super::lists::{self, Cell, LISTS, List};
use crate::forms::Reading;
use crate::sectors::{SECTORS, SectorSet, by_id};

/// What is wrong with a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFault {
    pub file: String,
    pub line: Option<u64>,
    pub column: Option<String>,
    pub message: String,
    pub help: String,
}

impl fmt::Display for FolderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// What the lists checked so far have defined.
#[derive(Default)]
struct Defined {
    regions: BTreeSet<String>,
    municipalities: HashSet<String>,
    /// Codes that mergers ended.
    old: HashSet<String>,
    postal_codes: HashSet<String>,
}

/// Faults of `country.toml` that its types do not exclude.
pub(crate) fn about(about: &About) -> Vec<FolderFault> {
    let fault = |message: String, help: &str| FolderFault {
        file: super::own::ABOUT.to_owned(),
        line: None,
        column: None,
        message,
        help: help.to_owned(),
    };
    let mut faults = Vec::new();
    let capitals = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_uppercase());
    if !capitals(&about.code, 2) {
        let message = format!("code: \"{}\" is no country code", about.code);
        faults.push(fault(message, "ISO 3166 codes have two capitals, such as \"NO\""));
    }
    if !capitals(&about.currency, 3) {
        let message = format!("currency: \"{}\" is no code of a currency", about.currency);
        faults.push(fault(message, "ISO 4217 codes have three capitals, such as \"NOK\""));
    }
    let ids = about.company.as_ref().and_then(|ids| ids.fault());
    let persons = about.person.as_ref().and_then(|ids| ids.fault());
    faults.extend(
        ids.into_iter()
            .chain(persons)
            .map(|message| fault(message, "the folders that ship with the program have examples")),
    );
    faults
}

/// Faults of the lists. `read_id` reads an id of the country's register.
pub(crate) fn lists(
    texts: &[(&'static str, &'static str)],
    about: &About,
    read_id: impl Fn(&str) -> Option<Reading>,
) -> Vec<FolderFault> {
    let mut checker = Checker { about, read_id, defined: Defined::default(), faults: Vec::new() };
    // Old codes may become others of the same list.
    let mergers = texts.iter().find(|(name, _)| *name == lists::MERGERS).map_or("", |(_, text)| *text);
    let codes = csv::Reader::from_reader(mergers.as_bytes()).into_records().filter_map(Result::ok).collect::<Vec<_>>();
    checker.defined.old = codes.iter().filter_map(|r| r.get(1).map(str::to_owned)).collect();
    for list in &LISTS {
        if let Some((_, text)) = texts.iter().find(|(name, _)| *name == list.name) {
            checker.list(list, text);
        }
    }
    checker.faults
}

struct Checker<'a, R> {
    about: &'a About,
    read_id: R,
    defined: Defined,
    faults: Vec<FolderFault>,
}

impl<R: Fn(&str) -> Option<Reading>> Checker<'_, R> {
    fn fault(&mut self, list: &List, at: (u64, Option<&str>), message: String, help: impl Into<String>) {
        let (line, column) = (Some(at.0), at.1.map(str::to_owned));
        self.faults.push(FolderFault { file: format!("{}.csv", list.name), line, column, message, help: help.into() });
    }

    fn list(&mut self, list: &List, text: &str) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers().cloned().unwrap_or_default();
        if !self.headers(list, &headers) {
            return;
        }
        for record in reader.into_records() {
            match record {
                Ok(record) => self.row(list, &headers, &record),
                Err(error) => {
                    let line = error.position().map_or(0, csv::Position::line);
                    let help = format!("each line has the {} columns of the first", headers.len());
                    self.fault(list, (line, None), "the line does not fit the columns".to_owned(), help);
                }
            }
        }
    }

    /// Whether all columns are there, and no other.
    fn headers(&mut self, list: &List, headers: &StringRecord) -> bool {
        let before = self.faults.len();
        let known: Vec<&str> = list.columns.iter().map(|(name, _)| *name).collect();
        let needed = list.columns.iter().filter(|(_, cell)| !matches!(cell, Cell::Sectors)).map(|(name, _)| *name);
        for column in needed.filter(|column| !headers.iter().any(|h| h == *column)) {
            let help = format!("the columns are {}", known.join(", "));
            self.fault(list, (1, None), format!("the column \"{column}\" is missing"), help);
        }
        let is_language = |h: &str| list.has_languages && h.len() == 2;
        for header in headers.iter().filter(|h| !known.contains(h) && !is_language(h)) {
            let help = did_you_mean(header, &known);
            self.fault(list, (1, Some(header)), "there is no such column".to_owned(), help);
        }
        if list.has_languages && !headers.iter().any(|h| h == "en") {
            self.fault(list, (1, None), "the column \"en\" is missing".to_owned(), "names in English stand in it");
        }
        self.faults.len() == before
    }

    fn row(&mut self, list: &List, headers: &StringRecord, record: &StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        for (column, cell) in list.columns {
            let Some(at) = headers.iter().position(|h| h == *column) else { continue };
            let text = record.get(at).unwrap_or_default();
            if let Some((message, help)) = self.cell(*cell, text) {
                self.fault(list, (line, Some(column)), message, help);
            }
        }
        if list.name == lists::REGIONS {
            self.defined.regions.extend(record.get(0).map(str::to_owned));
        }
    }

    /// What is wrong with a cell, and what would be right.
    fn cell(&mut self, cell: Cell, text: &str) -> Option<(String, String)> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let wrong = |is_right: bool, help: &str| {
            (!is_right).then(|| (format!("\"{text}\" cannot stand here"), help.to_owned()))
        };
        let is_date = text.parse::<chrono::NaiveDate>().is_ok() && text.len() == 10;
        match cell {
            Cell::Free => None,
            Cell::Filled => {
                (text.trim().is_empty()).then(|| ("nothing stands here".to_owned(), "fill it in".to_owned()))
            }
            Cell::Digits => wrong(digits(text), "it has digits only"),
            Cell::NewMunicipality => self.code(text),
            Cell::PostalCode => self.postal_code(text),
            Cell::Region => (!self.defined.regions.contains(text)).then(|| {
                let known: Vec<&str> = self.defined.regions.iter().map(String::as_str).collect();
                (format!("\"{text}\" is no code of regions.csv"), did_you_mean(text, &known))
            }),
            Cell::Municipality => {
                let known =
                    text.is_empty() || self.defined.municipalities.contains(text) || self.defined.old.contains(text);
                let help = "write a code of municipalities.csv with all its digits";
                (!known).then(|| (format!("\"{text}\" is no municipality's code"), help.to_owned()))
            }
            Cell::CompanyId => {
                let right =
                    text.is_empty() || matches!((self.read_id)(text), Some(Reading::Business(id)) if id.value == text);
                wrong(right, "it is an id of the country's register as country.toml describes it, or empty")
            }
            Cell::Date => wrong(is_date, "write dates as 2023-01-01"),
            Cell::End => wrong(text.is_empty() || is_date, "write dates as 2023-01-01, nothing for no end"),
            Cell::Amount => {
                wrong(text.parse::<i64>().is_ok_and(|v| v >= 0), "write whole units of the currency: 60000")
            }
            Cell::Currency => {
                let right = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
                wrong(right, "ISO 4217 codes have three capitals, such as NOK")
            }
            Cell::Sector => by_id(text).is_none().then(|| {
                let known: Vec<&str> = SECTORS.iter().map(|s| s.id.as_str()).collect();
                (format!("no sector is called \"{text}\""), did_you_mean(text, &known))
            }),
            Cell::Sectors => wrong(SectorSet::read(text).is_some(), "write ids of sectors with blanks between, or any"),
            Cell::OneOf(known) => {
                let message = format!("\"{text}\" is none of {}", known.join(", "));
                (!known.contains(&text)).then(|| (message, did_you_mean(text, known)))
            }
            Cell::Address => {
                wrong(text.starts_with("https://") || text.starts_with("http://"), "it begins with https://")
            }
        }
    }

    fn code(&mut self, text: &str) -> Option<(String, String)> {
        let width = self.about.municipality.code_digits;
        if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit()) {
            let help = format!("codes have {width} digits, as [municipality] code_digits in country.toml says");
            return Some((format!("\"{text}\" is no municipality's code"), help));
        }
        let is_new = self.defined.municipalities.insert(text.to_owned());
        (!is_new).then(|| (format!("the code {text} stands twice"), "each municipality has one line".to_owned()))
    }

    fn postal_code(&mut self, text: &str) -> Option<(String, String)> {
        let width = self.about.postal_code.as_ref().map_or(0, |form| form.digits);
        if text.len() != width || !text.bytes().all(|b| b.is_ascii_digit()) {
            let help = format!("codes have {width} digits, as [postal_code] digits in country.toml says");
            return Some((format!("\"{text}\" is no postal code"), help));
        }
        let is_new = self.defined.postal_codes.insert(text.to_owned());
        (!is_new).then(|| (format!("the code {text} stands twice"), "each postal code has one line".to_owned()))
    }
}
