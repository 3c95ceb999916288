//! The pipeline file: read, held against its schema, and made ready for use.

mod calendar;
mod currency;
pub mod document;
mod meeting;
pub mod raw;
mod rules;
mod same;

pub use self::rules::PUBLIC_BODIES;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::document::{Document, Fault, did_you_mean};
use self::raw::{Basis, Channel, Contact, Format, Language, Pipeline, RegisterField};
use crate::calendar::Sources;
use crate::classify::{scope, sector};
use crate::ingest::amount::{self, DecimalMark};
use crate::ingest::date::DateOrder;
use crate::ingest::privacy::Masker;
use crate::ingest::rates::Rates;
use crate::ingest::{Settings, csv};
use crate::reference::places::{Home, Municipality, PLACES};
use crate::report::decimal;
use crate::suppliers;
use crate::suppliers::ids::{self, Reading};

/// A pipeline ready to run: defaults filled, names resolved, files found.
pub struct Config {
    pub path: PathBuf,
    pub text: String,
    /// File name without ending; names the output folder.
    pub name: String,
    pub buyer_name: String,
    pub municipality: Option<&'static Municipality>,
    pub country: String,
    pub currency: String,
    pub population: Population,
    pub home: Home,
    /// Names of the municipalities that count as local.
    pub home_names: Vec<String>,
    pub basis: Basis,
    pub sources: Vec<Source>,
    /// Rates to the buyer's currency.
    pub rates: Option<Arc<Rates>>,
    pub registers: Vec<Register>,
    /// What coming procurements are read from.
    pub calendar: Sources,
    /// The buyer's own group, and decisions on who is the same supplier.
    pub suppliers: suppliers::Given,
    pub scope: scope::Rules,
    pub sectors: sector::Rules,
    pub breaks: Vec<Break>,
    pub max_rejected: f64,
    pub overlap: crate::ingest::overlap::Policy,
    pub max_unclassified: f64,
    pub max_unknown_place: f64,
    pub languages: Vec<Language>,
    pub formats: Vec<Format>,
    /// The deck's template.
    pub template: Option<PathBuf>,
    pub targets: Vec<Target>,
    pub contacts: Vec<Contact>,
    pub channels: Vec<Channel>,
    pub masker: Arc<Masker>,
    pub warnings: Vec<Fault>,
    /// Files besides the pipeline file and the inputs that decide the outcome.
    pub rule_files: Vec<PathBuf>,
}

pub enum Population {
    Unknown,
    Always(u32),
    ByYear(BTreeMap<i32, u32>),
}

impl Population {
    pub fn of(&self, year: i32) -> Option<u32> {
        match self {
            Self::Unknown => None,
            Self::Always(n) => Some(*n),
            Self::ByYear(by_year) => by_year.get(&year).copied(),
        }
    }
}

/// Files that are read with the same settings.
pub struct Source {
    pub files: Vec<PathBuf>,
    pub settings: Settings,
    pub expected_cents: Option<i64>,
}

pub struct Register {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<RegisterField, String>,
    pub date: Option<NaiveDate>,
}

pub struct Break {
    pub date: NaiveDate,
    pub reason: BTreeMap<String, String>,
}

/// What an indicator should reach by the end of a year.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Target {
    /// Id of the indicator.
    pub indicator: String,
    /// In millionths of its unit.
    #[serde(with = "decimal::millionths")]
    pub value: i128,
    pub by: i32,
}

/// Why a pipeline file cannot be used: its faults, ready to print.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{0}: cannot be read: {1}\n  help: {2}")]
    Unreadable(PathBuf, std::io::Error, &'static str),
    #[error("{rendered}{count} fault(s) in {path}")]
    Faults { path: PathBuf, rendered: String, count: usize },
}

/// The folder that a pipeline file's paths are looked up from.
pub fn folder_of(pipeline: &Path) -> &Path {
    pipeline.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The JSON Schema of the pipeline file.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Pipeline).to_value()
}

/// Reads and validates a pipeline file, collecting all its faults.
pub fn load(path: &Path, colour: bool) -> Result<Config, ConfigError> {
    load_for(Purpose::Run, path, colour)
}

/// What a pipeline file is read for, and so what it must tell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Purchases, and what is local.
    Run,
    /// Calendars or contracts.
    Calendar,
}

pub fn load_for(purpose: Purpose, path: &Path, colour: bool) -> Result<Config, ConfigError> {
    let text = fs_err::read_to_string(path).map_err(|e| {
        let help = match e.kind() {
            std::io::ErrorKind::NotFound => "name an existing pipeline file, such as pipelines/kotka.toml",
            std::io::ErrorKind::InvalidData => {
                "a pipeline file is TOML text in UTF-8; exports are named inside it, under [[purchases]] files"
            }
            _ => "a pipeline file is TOML text",
        };
        ConfigError::Unreadable(path.to_owned(), e, help)
    })?;
    rendered(purpose, path, &text, colour)
}

/// Reads a pipeline file's text, wherever it comes from; paths in it are from the folder of `path`.
pub fn of_text(path: &Path, text: &str, colour: bool) -> Result<Config, ConfigError> {
    rendered(Purpose::Run, path, text, colour)
}

fn rendered(purpose: Purpose, path: &Path, text: &str, colour: bool) -> Result<Config, ConfigError> {
    parse(purpose, path, text).map_err(|faults| {
        let count = faults.iter().filter(|f| !f.warning).count();
        let rendered = document::render(&path.display().to_string(), text, &faults, colour);
        ConfigError::Faults { path: path.to_owned(), rendered, count }
    })
}

fn parse(purpose: Purpose, path: &Path, text: &str) -> Result<Config, Vec<Fault>> {
    let document = Document::parse(text)?;
    let faults = document.check(&schema());
    if !faults.is_empty() {
        return Err(faults);
    }
    let raw: Pipeline = toml::from_str(text).map_err(|e| {
        vec![Fault {
            span: e.span().unwrap_or(0..0),
            message: e.message().to_owned(),
            help: String::new(),
            warning: false,
        }]
    })?;
    let base = folder_of(path).to_owned();
    let key_file = raw.privacy.key_file.clone().unwrap_or_else(|| ".vire-key".into());
    let masker = Arc::new(Masker::new(base.join(key_file), &raw.buyer.country.to_uppercase()));
    let mut validator = Validator { purpose, document: &document, base, masker, faults: Vec::new() };
    let config = validator.config(path, text, &raw);
    if validator.faults.iter().any(|f| !f.warning) {
        return Err(validator.faults);
    }
    Ok(Config { warnings: validator.faults, ..config })
}

/// What all sources have in common.
struct Common<'a> {
    country: &'a str,
    currency: &'a str,
    rates: &'a Option<Arc<Rates>>,
    masker: &'a Arc<Masker>,
}

struct Validator<'d> {
    purpose: Purpose,
    document: &'d Document<'d>,
    base: PathBuf,
    masker: Arc<Masker>,
    faults: Vec<Fault>,
}

impl Validator<'_> {
    /// Messages quote files of rules and decisions, in which a person's id may stand.
    fn fault(&mut self, at: &[&str], message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault {
            span: self.document.span(at),
            message: self.masker.text(&message.into()).into_owned(),
            help: help.into(),
            warning: false,
        });
    }

    fn config(&mut self, path: &Path, text: &str, raw: &Pipeline) -> Config {
        let country = raw.buyer.country.to_uppercase();
        if PLACES.country(&country).is_none() || country.len() != 2 {
            self.fault(
                &["buyer", "country"],
                format!("\"{}\" is no country code", raw.buyer.country),
                "ISO 3166 codes have two letters: FI, SE, NO, DK, EE, GB ...",
            );
        }
        let currency = raw.buyer.currency.clone().unwrap_or_else(|| currency_of(&country).to_owned());
        let municipality = PLACES.municipality(&country, &raw.buyer.name);
        let home = self.home(raw, &country, municipality);
        let masker = Arc::clone(&self.masker);
        let rates = self.rates(raw, &currency);
        let settings = Common { country: &country, currency: &currency, rates: &rates, masker: &masker };
        let sources = (0..raw.purchases.len()).map(|i| self.source(i, raw, &settings)).collect();
        if raw.purchases.is_empty() && self.purpose == Purpose::Run {
            self.fault(&["purchases"], "no purchases are named", "add [[purchases]] with files = [\"...\"]");
        }
        let buyer_name = municipality.map_or_else(|| raw.buyer.name.clone(), |m| m.name.clone());
        let calendar = self.calendar(raw, &country, &buyer_name);
        if calendar.is_empty() && self.purpose == Purpose::Calendar {
            let help =
                "add [calendar] with files = [\"kalenteri.xlsx\"], or [[contracts]] with files = [\"sopimukset.csv\"]";
            self.fault(&["calendar"], "no calendar and no contracts are named", help);
        }
        let registers = (0..raw.register.len()).map(|i| self.register(i, raw)).collect();
        let own_ids = self.own_ids(raw, &country, municipality);
        let (own_sectors, mut rule_files) = self.sector_rules(raw, &country);
        let (suppliers, decision_files) = self.suppliers(raw, &country);
        rule_files.extend(decision_files);
        Config {
            path: path.to_owned(),
            text: text.to_owned(),
            name: path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
            buyer_name,
            municipality,
            population: self.population(raw),
            home_names: home.iter().map(|m| m.name.clone()).collect(),
            home: Home::new(&country, &home),
            basis: raw.locality.basis,
            sources,
            rates,
            registers,
            calendar,
            suppliers,
            scope: self.scope(raw, &country, &own_ids),
            sectors: sector::Rules::new(&country, own_sectors),
            breaks: self.breaks(raw),
            max_rejected: raw.quality.max_rejected,
            overlap: raw.quality.overlap,
            max_unclassified: raw.quality.max_unclassified,
            max_unknown_place: raw.quality.max_unknown_place,
            languages: raw.report.languages.clone(),
            formats: raw.report.formats.clone(),
            template: self.template(raw),
            targets: self.targets(raw),
            contacts: self.contacts(raw),
            channels: self.channels(raw, &country),
            masker,
            country,
            currency,
            warnings: Vec::new(),
            rule_files,
        }
    }

    fn home(
        &mut self,
        raw: &Pipeline,
        country: &str,
        buyer: Option<&'static Municipality>,
    ) -> Vec<&'static Municipality> {
        let mut home = Vec::new();
        for (i, text) in raw.locality.home.iter().enumerate() {
            match PLACES.municipality(country, text) {
                Some(municipality) => home.push(municipality),
                None => {
                    let help = did_you_mean(text, &PLACES.names(country));
                    self.fault(
                        &["locality", "home", &i.to_string()],
                        format!("no municipality of {country} is called \"{text}\""),
                        help,
                    );
                }
            }
        }
        if raw.locality.home.is_empty() && (self.purpose == Purpose::Run || buyer.is_some()) {
            match buyer {
                Some(municipality) => home.push(municipality),
                None if matches!(country, "FI" | "SE") => {
                    let near = did_you_mean(&raw.buyer.name, &PLACES.names(country));
                    let help = format!("{near} {}", "or say what counts as local: [locality] home = [\"285\"]");
                    self.fault(
                        &["buyer", "name"],
                        format!(
                            "\"{}\" is no municipality of {country}, so nothing says what is local",
                            raw.buyer.name
                        ),
                        help,
                    );
                }
                None => self.faults.push(Fault {
                    span: self.document.span(&["buyer", "country"]),
                    message: format!("no municipalities of {country} are known: suppliers can be told by country only"),
                    help: "rings nearer than the country stay \"unknown\"".into(),
                    warning: true,
                }),
            }
        }
        home
    }

    fn own_ids(&mut self, raw: &Pipeline, country: &str, municipality: Option<&Municipality>) -> Vec<String> {
        let mut keys = Vec::new();
        for (i, text) in raw.buyer.business_ids.iter().enumerate() {
            match ids::read(text, country) {
                Reading::Business(id) => keys.push(id.key()),
                _ => self.fault(
                    &["buyer", "business_ids", &i.to_string()],
                    format!("\"{text}\" is no valid business id"),
                    "its check digit is wrong, or it is one of another country (write those in VAT form)",
                ),
            }
        }
        keys.extend(
            municipality.map(|m| m.business_id.clone()).filter(|id| !id.is_empty()).map(|id| format!("fi:{id}")),
        );
        keys
    }

    fn population(&mut self, raw: &Pipeline) -> Population {
        match &raw.buyer.population {
            None => Population::Unknown,
            Some(raw::Population::Always(n)) => Population::Always(*n),
            Some(raw::Population::ByYear(by_year)) => {
                let mut years = BTreeMap::new();
                for (text, n) in by_year {
                    match text.parse() {
                        Ok(year) => drop(years.insert(year, *n)),
                        Err(_) => self.fault(
                            &["buyer", "population", text],
                            format!("\"{text}\" is no year"),
                            "write population = { 2023 = 51000, 2024 = 50500 }",
                        ),
                    }
                }
                Population::ByYear(years)
            }
        }
    }

    fn source(&mut self, number: usize, raw: &Pipeline, common: &Common<'_>) -> Source {
        let purchases = &raw.purchases[number];
        let at = number.to_string();
        let place = |key: &'static str| ["purchases".to_owned(), at.clone(), key.to_owned()];
        let encoding = purchases.encoding.as_ref().and_then(|label| {
            let known = encoding_rs::Encoding::for_label(label.as_bytes());
            if known.is_none() {
                let path = place("encoding");
                self.fault(
                    &path.each_ref().map(String::as_str),
                    format!("\"{label}\" is no encoding"),
                    "such as utf-8, windows-1252, utf-16le, iso-8859-10",
                );
            }
            known
        });
        let expected_cents = purchases.expected_total.as_ref().and_then(|text| {
            let read = amount::scan(text).and_then(|s| s.read(DecimalMark::Point));
            if read.is_none() {
                let path = place("expected_total");
                self.fault(
                    &path.each_ref().map(String::as_str),
                    format!("\"{text}\" is no amount"),
                    "write it with a decimal point, such as \"1234567.89\"",
                );
            }
            read.map(|a| a.cents)
        });
        let columns = purchases.columns.iter().map(|(field, headers)| (*field, headers.to_vec())).collect();
        let delimiter = purchases.delimiter.map(|d| match d {
            raw::Delimiter::Semicolon => ';',
            raw::Delimiter::Comma => ',',
            raw::Delimiter::Tab => '\t',
            raw::Delimiter::Bar => '|',
        });
        Source {
            files: self.files(&["purchases", &at], &purchases.files),
            expected_cents,
            settings: Settings {
                columns,
                sheets: purchases.sheets.clone(),
                text: csv::Given { encoding, delimiter },
                decimal: purchases.decimal.map(|d| match d {
                    raw::Decimal::Comma => DecimalMark::Comma,
                    raw::Decimal::Point => DecimalMark::Point,
                }),
                date_order: purchases.date_order.map(|o| match o {
                    raw::Order::Dmy => DateOrder::Dmy,
                    raw::Order::Mdy => DateOrder::Mdy,
                }),
                reversed: purchases.sign.map(|sign| matches!(sign, raw::Sign::Reversed)),
                year: purchases.year,
                country: common.country.to_owned(),
                currency: Some(common.currency.to_owned()),
                rates: common.rates.clone(),
                masker: Arc::clone(common.masker),
            },
        }
    }

    fn register(&mut self, number: usize, raw: &Pipeline) -> Register {
        let register = &raw.register[number];
        let at = number.to_string();
        let date = register.date.as_ref().and_then(|text| self.date(&["register", &at, "date"], text));
        Register { files: self.files(&["register", &at], &register.files), columns: register.columns.clone(), date }
    }

    fn date(&mut self, at: &[&str], text: &str) -> Option<NaiveDate> {
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(at, format!("\"{text}\" is no date"), "write dates as \"2023-01-01\"");
        }
        date
    }

    /// Files of globs and paths, sorted, each once; `at` is the place of the table that names them.
    fn files(&mut self, at: &[&str], patterns: &[String]) -> Vec<PathBuf> {
        let mut files = Vec::new();
        if patterns.is_empty() {
            self.fault(&[at, &["files"]].concat(), "no files are named", "files = [\"exports/*.xlsx\"]");
        }
        for (i, pattern) in patterns.iter().enumerate() {
            let number = i.to_string();
            let at = [at, &["files", &number]].concat();
            let full = self.base.join(pattern);
            let is_glob = pattern.contains(['*', '?', '[']) && !full.exists();
            if !is_glob {
                if !full.exists() {
                    let help = format!("the path is looked up from the folder of the pipeline file; {}", nearby(&full));
                    self.fault(&at, format!("no file \"{pattern}\""), help);
                }
                if full.is_dir() {
                    let help =
                        format!("name the files in it, for example \"{}/*.xlsx\"", pattern.trim_end_matches('/'));
                    self.fault(&at, format!("\"{pattern}\" is a folder"), help);
                }
                files.push(full);
                continue;
            }
            match glob::glob(&full.to_string_lossy()) {
                Err(error) => {
                    self.fault(&at, format!("\"{pattern}\" is no pattern: {error}"), "* stands for any part of a name")
                }
                Ok(paths) => {
                    let before = files.len();
                    // Lock files that spreadsheet programs leave beside open workbooks are no exports.
                    files.extend(
                        paths
                            .filter_map(Result::ok)
                            .filter(|p| !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with("~$"))),
                    );
                    if files.len() == before {
                        let help =
                            format!("the pattern is looked up from the folder of the pipeline file; {}", nearby(&full));
                        self.fault(&at, format!("no file matches \"{pattern}\""), help);
                    }
                }
            }
        }
        files.sort();
        files.dedup();
        files
    }

    fn breaks(&mut self, raw: &Pipeline) -> Vec<Break> {
        let mut breaks = Vec::new();
        for (i, b) in raw.breaks.iter().enumerate() {
            if let Some(date) = self.date(&["break", &i.to_string(), "date"], &b.date) {
                breaks.push(Break { date, reason: b.reason.clone() });
            }
        }
        breaks.sort_by_key(|b| b.date);
        breaks
    }
}

/// What stands in the folder where a file was looked for.
fn nearby(path: &Path) -> String {
    let Some(folder) = path.parent() else {
        return String::new();
    };
    let folder_text = folder.display();
    match fs_err::read_dir(folder) {
        Err(_) => format!("there is no folder {folder_text}"),
        Ok(entries) => {
            let mut names: Vec<String> = entries
                .filter_map(Result::ok)
                .map(|e| e.file_name().to_string_lossy().into_owned())
                .filter(|n| !n.starts_with('.'))
                .collect();
            names.sort();
            names.truncate(8);
            if names.is_empty() {
                format!("{folder_text} is empty")
            } else {
                format!("{folder_text} holds {}", names.join(", "))
            }
        }
    }
}

fn currency_of(country: &str) -> &'static str {
    match country {
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "IS" => "ISK",
        "GB" => "GBP",
        "CZ" => "CZK",
        "US" => "USD",
        "PL" => "PLN",
        "CH" => "CHF",
        _ => "EUR",
    }
}
