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
use vire_base::year::AccountingYear;
use vire_reference::country::{Country, lists};

use crate::catalogue::{CATALOGUE, Indicator, Unit, find};

/// What indicators need besides the purchases.
pub struct Settings {
    pub population: Inhabitants,
    pub breaks: Vec<SeriesBreak>,
    pub targets: Vec<IndicatorTarget>,
    pub costs: Option<Costs>,
    /// The user's own indicators.
    pub own: Vec<&'static Indicator>,
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

/// What the buyer's activities cost in a year, as its financial statements have it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperatingCosts {
    /// Where the numbers are from, as reports name it.
    pub source: String,
    /// By accounting year, in whole units of the buyer's currency: { 2023 = 351000000, 2024 = 362000000 }.
    pub values: BTreeMap<String, u64>,
}

/// Operating costs, ready for use.
pub struct Costs {
    pub source: String,
    /// In cents.
    pub by_year: BTreeMap<i32, i64>,
}

impl OperatingCosts {
    /// Of `[operating_costs]`.
    pub fn ready(&self, check: &mut Check<'_>) -> Option<Costs> {
        /// More than any public budget in any currency.
        const MOST: u64 = 1_000_000_000_000_000;
        if self.source.trim().is_empty() {
            let help = "name where the costs are from, such as source = \"Financial statements 2024\"";
            check.fault(&["operating_costs", "source"], "the source is empty", help);
        }
        let mut by_year = BTreeMap::new();
        for (text, cost) in &self.values {
            let year = text.parse().ok().filter(|year| GIVEN_YEARS.contains(year));
            match (year, i64::try_from(*cost).ok().filter(|_| (1..MOST).contains(cost))) {
                (Some(year), Some(cost)) => drop(by_year.insert(year, cost * 100)),
                _ => check.fault(
                    &["operating_costs", "values", text],
                    format!("{text} = {cost} is no year with a cost above zero"),
                    "write values = { 2023 = 351000000, 2024 = 362000000 }, in whole units of the currency",
                ),
            }
        }
        Some(Costs { source: self.source.trim().to_owned(), by_year })
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

/// The accounting year, and what changed in the course of the years.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day of the accounting year, mm-dd, such as "04-01"; "01-01" when absent. Years are then told as 2023/24.
    #[serde(default)]
    pub year_starts: Option<String>,
    /// false leaves out the breaks of the series that all municipalities of the country have; a [[break]] of the same
    /// day replaces one of them.
    #[serde(default)]
    pub country_breaks: Option<bool>,
}

impl Period {
    pub fn accounting_year(&self, check: &mut Check<'_>) -> AccountingYear {
        let Some(day) = &self.year_starts else { return AccountingYear::default() };
        AccountingYear::of_first_day(day).unwrap_or_else(|| {
            let help = "an accounting year begins with a month: write its first day as \"04-01\"";
            check.fault(&["period", "year_starts"], format!("\"{day}\" is no first day of a month"), help);
            AccountingYear::default()
        })
    }
}

/// A date at which the series changes its content.
pub struct SeriesBreak {
    pub date: NaiveDate,
    pub reason: ByLanguage,
}

/// What changed by law in a country.
#[derive(Deserialize)]
struct CountryBreak {
    date: String,
    #[serde(flatten)]
    reason: BTreeMap<String, String>,
}

/// The breaks that all municipalities of a country have, in the order of the list.
pub fn country_breaks(country: &str) -> Vec<SeriesBreak> {
    let rows: Vec<CountryBreak> = Country::of(country).map(|c| c.rows(lists::BREAKS)).unwrap_or_default();
    let ready = |row: CountryBreak| {
        let reason = row.reason.into_iter().filter(|(key, _)| Language::ALL.iter().any(|l| l.code() == key)).collect();
        Some(SeriesBreak { date: row.date.parse().ok()?, reason })
    };
    rows.into_iter().filter_map(ready).collect()
}

/// The `[[break]]`s and those of the country, in the order of their dates.
/// `country`: of a buyer that is a municipality.
pub fn breaks(written: &[Break], period: &Period, country: Option<&str>, check: &mut Check<'_>) -> Vec<SeriesBreak> {
    let country = country.filter(|_| period.country_breaks.unwrap_or(true));
    let mut breaks = country.map(country_breaks).unwrap_or_default();
    for (i, b) in written.iter().enumerate() {
        if let Some(date) = check.date(&["break", &i.to_string(), "date"], &b.date) {
            breaks.retain(|of_country| of_country.date != date);
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
        Unit::Points => {
            (-1.0..=1.0, "a difference of shares is between -1 and 1: write 0.02 for two percentage points")
        }
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
