//! The settings of reports: languages, formats, the deck's template, contacts and channels.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::{ByLanguage, Check};
use vire_base::date::GIVEN_YEARS;
use vire_base::document::did_you_mean;
use vire_base::language::Language;
use vire_reference::country::{Country, lists};
use vire_reference::sectors::{SECTORS, UNCLASSIFIED};

use crate::{Drawing, deck};

/// What is written for readers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Report {
    /// Languages of the reports, the first one first; all when absent, those of the buyer's country first.
    pub languages: Option<Vec<Language>>,
    /// What is drawn in each language.
    pub formats: Vec<Format>,
    /// Own PowerPoint template (.pptx or .potx) for the deck, from the folder of the pipeline file.
    pub template: Option<String>,
}

impl Default for Report {
    fn default() -> Self {
        Self { languages: None, formats: Format::ALL.to_vec(), template: None }
    }
}

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One page to explore, which opens from disk.
    Html,
    /// Two pages for decision-makers, then annexes.
    Pdf,
    /// The deck of a supplier meeting.
    Pptx,
    /// Tables and charts as a workbook.
    Xlsx,
    /// The summary, and texts for invitations and the press.
    Md,
}

impl Format {
    pub const ALL: [Self; 5] = [Self::Html, Self::Pdf, Self::Pptx, Self::Xlsx, Self::Md];

    /// The word for it, as the pipeline file and the command line write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Pptx => "pptx",
            Self::Xlsx => "xlsx",
            Self::Md => "md",
        }
    }
}

impl Report {
    /// What is drawn for a buyer of the country, with the template found fit.
    pub fn ready(&self, country: &str, check: &mut Check<'_>) -> Drawing {
        let template = self.template.as_ref().map(|written| {
            let path = check.path(written);
            if let Err(error) = deck::open(&path) {
                let message = error.to_string().lines().next().unwrap_or_default().to_owned();
                let help = "name a .pptx or .potx file; the path is looked up from the folder of the pipeline file";
                check.fault(&["report", "template"], message, help);
            }
            path
        });
        let languages = self.languages.clone().unwrap_or_else(|| languages_in(country));
        Drawing { languages, formats: self.formats.clone(), template }
    }
}

/// All languages as readers in a country want them: its own first, then the one that has every text.
pub fn languages_in(country: &str) -> Vec<Language> {
    let own = Country::of(country).map_or(&[][..], |c| &c.about.languages);
    let place = |language: &Language| own.iter().position(|code| code == language.code());
    let mut languages = Language::ALL.to_vec();
    languages
        .sort_by_key(|language| place(language).unwrap_or(own.len() + usize::from(*language != Language::FALLBACK)));
    languages
}

/// Someone who answers to suppliers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// A unit or an office; persons only if they agreed.
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub phone: String,
    /// Sectors that the contact answers for (see `vire explain sectors`); all when absent.
    #[serde(default)]
    pub sectors: Vec<String>,
}

/// Where procurements are announced.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    pub name: String,
    pub url: String,
}

/// Figures that somebody else measured, shown beside ours as they were given and never computed anew.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenSeries {
    /// Its name by language: { fi = "...", sv = "...", en = "..." }.
    #[schemars(schema_with = "vire_base::check::map_schema::<Language, String>")]
    pub name: ByLanguage,
    /// Who measured it, and where it was published.
    pub source: String,
    /// What the values are, such as "1 to 5" or "index".
    #[serde(default)]
    pub unit: String,
    /// Values by year: { 2022 = 3.4, 2024 = 3.6 }.
    pub values: BTreeMap<String, f64>,
}

/// The same as reports show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadySeries {
    pub name: ByLanguage,
    pub source: String,
    pub unit: String,
    /// By year, with the digits that were given.
    pub values: BTreeMap<i32, String>,
}

/// The `[[series]]`, whose years must be some.
pub fn series(written: &[GivenSeries], check: &mut Check<'_>) -> Vec<ReadySeries> {
    let mut ready = Vec::new();
    for (i, series) in written.iter().enumerate() {
        let number = i.to_string();
        let at = |key: &'static str| ["series", number.as_str(), key];
        if series.name.values().all(|name| name.trim().is_empty()) {
            check.fault(
                &at("name"),
                "the series has no name",
                "write name = { fi = \"...\", sv = \"...\", en = \"...\" }",
            );
        }
        if series.source.trim().is_empty() {
            let help = "name who measured it and where it was published, such as \"Kuntabarometri 2024\"";
            check.fault(&at("source"), "the series has no source", help);
        }
        if series.values.is_empty() {
            check.fault(&at("values"), "the series has no values", "write values = { 2022 = 3.4, 2024 = 3.6 }");
        }
        let mut values = BTreeMap::new();
        for (year, value) in &series.values {
            match year.parse::<i32>().ok().filter(|year| GIVEN_YEARS.contains(year)) {
                Some(year) if value.is_finite() => drop(values.insert(year, value.to_string())),
                Some(_) => check.fault(&at("values"), format!("{value} is no value"), "write a number, such as 3.4"),
                None => {
                    let help = "write values = { 2022 = 3.4, 2024 = 3.6 }";
                    check.fault(&at("values"), format!("\"{year}\" is no year"), help);
                }
            }
        }
        let (name, source, unit) = (series.name.clone(), series.source.clone(), series.unit.clone());
        ready.push(ReadySeries { name, source, unit, values });
    }
    ready
}

impl ReadySeries {
    /// The name in a language, else in any.
    pub fn name_in(&self, language: &str) -> &str {
        self.name.get(language).or(self.name.values().next()).map_or("", String::as_str)
    }
}

/// The `[[contact]]`s, whose sectors must be known.
pub fn contacts(written: &[Contact], check: &mut Check<'_>) -> Vec<Contact> {
    let known: Vec<&str> = SECTORS.iter().map(|s| s.id.as_str()).filter(|id| *id != UNCLASSIFIED).collect();
    for (i, contact) in written.iter().enumerate() {
        for (j, sector) in contact.sectors.iter().enumerate().filter(|(_, s)| !known.contains(&s.as_str())) {
            check.fault(
                &["contact", &i.to_string(), "sectors", &j.to_string()],
                format!("no sector is called \"{sector}\""),
                format!("{} vire explain sectors lists them", did_you_mean(sector, &known)),
            );
        }
    }
    written.to_vec()
}

#[derive(Deserialize)]
struct ChannelRow {
    name: String,
    url: String,
}

/// The `[[channel]]`s, else those of the country.
pub fn channels(written: &[Channel], country: &str) -> Vec<Channel> {
    if !written.is_empty() {
        return written.to_vec();
    }
    let of_country: Vec<ChannelRow> = Country::of(country).map(|c| c.rows(lists::CHANNELS)).unwrap_or_default();
    of_country.into_iter().map(|row| Channel { name: row.name, url: row.url }).collect()
}

#[cfg(test)]
mod tests {
    use super::languages_in;

    #[test]
    fn a_countrys_own_languages_come_first() {
        let codes = |country| languages_in(country).iter().map(|l| l.code()).collect::<Vec<_>>().join(" ");
        assert_eq!(codes("FI"), "fi sv en");
        assert_eq!(codes("SE"), "sv en fi");
        assert_eq!(codes("NO"), "en fi sv");
        assert_eq!(codes("XX"), "en fi sv");
    }
}
