//! The settings of indicators: inhabitants, breaks of the series, targets.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::{ByLanguage, Check};
use vire_base::date::GIVEN_YEARS;
use vire_base::decimal::{self, SCALE};
use vire_base::document::did_you_mean;
use vire_base::language::Language;

use crate::catalogue::{CATALOGUE, Unit, find};

/// What indicators need besides the purchases.
pub struct Settings {
    pub population: Inhabitants,
    pub breaks: Vec<SeriesBreak>,
    pub targets: Vec<IndicatorTarget>,
}

/// Inhabitants as the pipeline file writes them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Population {
    Always(u32),
    ByYear(BTreeMap<String, u32>),
}

/// Inhabitants by year.
pub enum Inhabitants {
    Unknown,
    Always(u32),
    ByYear(BTreeMap<i32, u32>),
}

impl Inhabitants {
    pub fn of(&self, year: i32) -> Option<u32> {
        match self {
            Self::Unknown => None,
            Self::Always(n) => Some(*n),
            Self::ByYear(by_year) => by_year.get(&year).copied(),
        }
    }

    /// Of `[buyer] population`.
    pub fn ready(written: Option<&Population>, check: &mut Check<'_>) -> Self {
        match written {
            None => Self::Unknown,
            Some(Population::Always(n)) => Self::Always(*n),
            Some(Population::ByYear(by_year)) => {
                let mut years = BTreeMap::new();
                for (text, n) in by_year {
                    match text.parse() {
                        Ok(year) => drop(years.insert(year, *n)),
                        Err(_) => check.fault(
                            &["buyer", "population", text],
                            format!("\"{text}\" is no year"),
                            "write population = { 2023 = 51000, 2024 = 50500 }",
                        ),
                    }
                }
                Self::ByYear(years)
            }
        }
    }
}

/// A break in the series.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// First day of the new content, yyyy-mm-dd.
    pub date: String,
    /// Why, by language: { fi = "...", sv = "...", en = "..." }.
    #[schemars(schema_with = "vire_base::check::map_schema::<Language, String>")]
    pub reason: ByLanguage,
}

/// A date at which the series changes its content.
pub struct SeriesBreak {
    pub date: NaiveDate,
    pub reason: ByLanguage,
}

/// The `[[break]]`s in the order of their dates.
pub fn breaks(written: &[Break], check: &mut Check<'_>) -> Vec<SeriesBreak> {
    let mut breaks = Vec::new();
    for (i, b) in written.iter().enumerate() {
        if let Some(date) = check.date(&["break", &i.to_string(), "date"], &b.date) {
            breaks.push(SeriesBreak { date, reason: b.reason.clone() });
        }
    }
    breaks.sort_by_key(|b| b.date);
    breaks
}

/// What an indicator should reach.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Id or name of the indicator, such as B1 or local-share-euros.
    pub indicator: String,
    /// In the indicator's unit; shares from 0 to 1.
    pub value: f64,
    /// The year by which.
    pub by: i32,
}

/// What an indicator should reach by the end of a year.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IndicatorTarget {
    /// Id of the indicator.
    pub indicator: String,
    /// In millionths of its unit.
    #[serde(with = "decimal::millionths")]
    pub value: i128,
    pub by: i32,
}

/// What of a target no indicator can reach, by its key, with what would be right.
fn out_of_reason(target: &Target, unit: Unit) -> Vec<(&'static str, String, String)> {
    let mut faults = Vec::new();
    let (value, by) = (target.value, target.by);
    let (possible, right) = match unit {
        Unit::Share => (0.0..=1.0, "a share is between 0 and 1: write 0.45 for 45 %"),
        _ => (-LARGEST_TARGET..=LARGEST_TARGET, "write the value in the indicator's unit, as the reports show it"),
    };
    if !possible.contains(&value) {
        faults.push((
            "value",
            format!("{value:?} is out of reach for the indicator {}", target.indicator),
            right.to_owned(),
        ));
    }
    if !GIVEN_YEARS.contains(&by) {
        faults.push(("by", format!("{by} is no year that a target can be for"), "write the year as 2027".to_owned()));
    }
    faults
}

/// In the indicator's unit: more than any public budget in any currency.
const LARGEST_TARGET: f64 = 1e15;

/// The `[[target]]`s with their indicators found.
pub fn targets(written: &[Target], check: &mut Check<'_>) -> Vec<IndicatorTarget> {
    let mut targets = Vec::new();
    for (i, target) in written.iter().enumerate() {
        match find(&target.indicator) {
            Some(indicator) => {
                out_of_reason(target, indicator.unit).into_iter().for_each(|(key, what, help)| {
                    check.fault(&["target", &i.to_string(), key], what, help);
                });
                targets.push(IndicatorTarget {
                    indicator: indicator.id.clone(),
                    value: (target.value * 10f64.powi(SCALE)).round() as i128,
                    by: target.by,
                });
            }
            None => {
                let names: Vec<&str> = CATALOGUE.iter().map(|i| i.name.as_str()).collect();
                check.fault(
                    &["target", &i.to_string(), "indicator"],
                    format!("no indicator is called \"{}\"", target.indicator),
                    format!("{} vire explain lists them", did_you_mean(&target.indicator, &names)),
                );
            }
        }
    }
    targets
}
