//! The settings of effects: factors by which emissions are estimated from what was spent, and a survey of suppliers.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;
use vire_base::date::GIVEN_YEARS;
use vire_reference::sectors::{SectorNo, by_id};

/// What purchases bring about, estimated from what was spent and from factors of the user's own. Vire ships none.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effects {
    /// Greenhouse gas emissions of purchases.
    #[serde(default)]
    pub emissions: Emissions,
    /// What stays here of what is bought here.
    #[serde(default)]
    pub respending: Respending,
    /// Input-output effects of what is bought here.
    #[serde(default)]
    pub multipliers: InputOutput,
}

/// Tables of an input-output model: what industries need of each other, and whom they employ.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InputOutput {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each industry that delivers and each that
    /// uses, and how much of the first goes into a unit of output of the second. Pairs without a row have none.
    #[serde(default)]
    pub coefficients: Vec<String>,
    /// Paths or globs: tables with a row for each industry.
    #[serde(default)]
    pub industries: Vec<String>,
    /// Headers by meaning in tables of coefficients, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<CoefficientField, String>")]
    pub coefficient_columns: BTreeMap<CoefficientField, String>,
    /// The same in tables of industries.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<IndustryField, String>")]
    pub industry_columns: BTreeMap<IndustryField, String>,
    /// Where the coefficients are from; needed.
    #[serde(default)]
    pub source: Option<String>,
    /// The year that they are of; needed.
    #[serde(default)]
    pub year: Option<i32>,
    /// Whether they are those of the area or of the country, which are taken to the area by Flegg's location quotients;
    /// needed.
    #[serde(default)]
    pub coefficients_of: Option<CoefficientsOf>,
    /// The exponent of the location quotients; 0.25 when absent.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub delta: Option<f64>,
    /// The code of households among the industries of the coefficients: wages are their row, consumption is their column.
    /// Only with it effects of type II are told.
    #[serde(default)]
    pub households: Option<String>,
}

/// What coefficients are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoefficientsOf {
    Area,
    Country,
}

impl CoefficientsOf {
    pub fn code(self) -> &'static str {
        match self {
            Self::Area => "area",
            Self::Country => "country",
        }
    }
}

/// What a column of a table of coefficients tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CoefficientField {
    /// The industry that delivers.
    From,
    /// The industry that uses.
    To,
    /// How much of the first goes into a unit of output of the second, from 0 to 1.
    Coefficient,
}

/// What a column of a table of industries tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndustryField {
    /// Its code in the table of coefficients.
    Industry,
    /// Beginnings of the NACE codes that belong to it, with blanks between; the code itself when empty.
    Nace,
    /// Jobs for a million of output.
    Employment,
    /// Taxes for a million of output.
    Taxes,
    /// Employed in the area.
    EmployedHere,
    /// Employed in the country.
    EmployedInCountry,
}

/// A survey of suppliers of the home municipalities: what share of what they earn they spend here again.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Respending {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each answer.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<AnswerField, String>")]
    pub columns: BTreeMap<AnswerField, String>,
    /// The year that the answers speak of, of rows that do not say it themselves.
    #[serde(default)]
    pub year: Option<i32>,
    /// Shares from 0 to 1 by id of the sector, such as { food = 0.3 }, for suppliers that did not answer where fewer than
    /// five did. Reports say how much rests on them.
    #[serde(default)]
    pub assumed: BTreeMap<String, f64>,
    /// Where the assumed shares are from; needed with them.
    #[serde(default)]
    pub assumed_source: Option<String>,
}

/// What a column of answers tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerField {
    /// Business id of who answered.
    SupplierId,
    /// Its name, where there is no id.
    Supplier,
    /// The share of what it earns that it pays to staff who live here.
    LocalStaff,
    /// The share that it pays to suppliers of here.
    LocalSuppliers,
    /// The year that the answer speaks of.
    Year,
}

/// Tables of factors: kilograms CO2e for a unit of currency, by account, CPV code or sector.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Emissions {
    /// Paths or globs, from the folder of the pipeline file: tables with a row for each factor.
    #[serde(default)]
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<FactorField, String>")]
    pub columns: BTreeMap<FactorField, String>,
    /// Where the factors are from, of rows that do not say it themselves.
    #[serde(default)]
    pub source: Option<String>,
    /// The year of whose prices the factors are, of rows that do not say it themselves.
    #[serde(default)]
    pub price_year: Option<i32>,
    /// What the prices of the factors include, of rows that do not say it themselves.
    #[serde(default)]
    pub prices: Option<Prices>,
    /// Whether the prices of the factors include VAT. It is said in reports and nothing is converted: purchases are net of
    /// VAT, so that factors with it give less than there is.
    #[serde(default)]
    pub with_vat: Option<bool>,
    /// The range of a factor whose row gives none: the factor divided by this, to the factor times this; 2 when absent.
    #[serde(default)]
    #[schemars(range(min = 1.0, max = 10.0))]
    pub spread: Option<f64>,
    /// A price index by year, such as { 2022 = 106.5, 2024 = 115.1 }: purchases of a year are taken to the prices of the
    /// factors by it. Without the index of a year, purchases of that year are covered only by factors of its own prices.
    #[serde(default)]
    pub index: BTreeMap<String, f64>,
    /// Where the index is from; needed with an index.
    #[serde(default)]
    pub index_source: Option<String>,
}

/// What prices include.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Prices {
    /// What the buyer pays: trade and transport margins included.
    Purchaser,
    /// What the producer gets: without margins and taxes on products.
    Basic,
}

impl Prices {
    pub fn code(self) -> &'static str {
        match self {
            Self::Purchaser => "purchaser",
            Self::Basic => "basic",
        }
    }

    /// The prices that a word of a table means.
    pub fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
        match () {
            () if begins(&["purchase", "ostaj", "hankint", "köp", "mottag", "kjøp"]) => Some(Self::Purchaser),
            () if begins(&["basic", "perus", "bas"]) => Some(Self::Basic),
            () => None,
        }
    }
}

/// What a column of a table of factors tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorField {
    /// The beginning of account numbers.
    Account,
    /// A CPV code, whose zeros at the end stand for all codes below it.
    Cpv,
    /// Id or name of a sector.
    Sector,
    /// Kilograms CO2e for a unit of currency.
    Factor,
    Low,
    High,
    /// ISO 4217; the buyer's where the table does not say it.
    Currency,
    /// The year of whose prices the factor is.
    PriceYear,
    /// What the prices include: purchaser's prices or basic prices.
    Prices,
    Source,
}

/// Millionths of a whole, in which factors and indices are held.
pub const MILLION: i128 = 1_000_000;
/// How far a factor without a range may be off, in millionths: half of it, to twice it.
const SPREAD: i128 = 2 * MILLION;

/// What factors of emissions are read from.
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<FactorField, String>,
    pub source: String,
    pub price_year: Option<i32>,
    pub prices: Option<Prices>,
    pub with_vat: Option<bool>,
    /// In millionths.
    pub spread: i128,
    pub index: Index,
}

/// A price index by year, in millionths.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub years: BTreeMap<i32, i128>,
    pub source: String,
}

fn millionths(value: f64) -> i128 {
    (value * MILLION as f64).round() as i128
}

/// What answers to a survey are read from.
pub struct Survey {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<AnswerField, String>,
    pub year: Option<i32>,
    pub assumed: AssumedShares,
}

/// Shares that are assumed by sector, in millionths.
#[derive(Clone, Debug, Default)]
pub struct AssumedShares {
    pub shares: BTreeMap<SectorNo, i128>,
    pub source: String,
}

/// What an input-output model is read from.
pub struct Multipliers {
    pub coefficients: Vec<PathBuf>,
    pub industries: Vec<PathBuf>,
    pub coefficient_columns: BTreeMap<CoefficientField, String>,
    pub industry_columns: BTreeMap<IndustryField, String>,
    pub source: String,
    pub year: i32,
    pub of: CoefficientsOf,
    pub delta: f64,
    /// Empty where there are none.
    pub households: String,
}

/// The exponent of location quotients where none is given, as studies of regions commonly have it.
const DELTA: f64 = 0.25;

impl InputOutput {
    fn ready(&self, check: &mut Check<'_>) -> Option<Multipliers> {
        let at = |key: &'static str| ["effects", "multipliers", key];
        let files = [("coefficients", &self.coefficients), ("industries", &self.industries)];
        if files.iter().all(|(_, files)| files.is_empty()) {
            let given = [
                ("coefficient_columns", !self.coefficient_columns.is_empty()),
                ("industry_columns", !self.industry_columns.is_empty()),
                ("source", self.source.is_some()),
                ("year", self.year.is_some()),
                ("coefficients_of", self.coefficients_of.is_some()),
                ("delta", self.delta.is_some()),
                ("households", self.households.is_some()),
            ];
            for (key, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
                let help = "name coefficients = [\"kertoimet.csv\"] and industries = [\"toimialat.csv\"] beside it";
                check.fault(&at(key), format!("{key} is given, but no files"), help);
            }
            return None;
        }
        let year = self.year.filter(|year| GIVEN_YEARS.contains(year));
        let source = self.source.clone().unwrap_or_default();
        let needed = [
            ("source", !source.trim().is_empty(), "write source = \"...\": where the coefficients are from"),
            ("year", year.is_some(), "write year = 2019: the year that the coefficients are of"),
            ("coefficients_of", self.coefficients_of.is_some(), "write coefficients_of = \"country\", or \"area\""),
        ];
        for (key, _, help) in needed.into_iter().filter(|(_, is_there, _)| !is_there) {
            check.fault(&["effects", "multipliers"], format!("the model has no {key}"), help);
        }
        let mut paths = |(key, files): (&'static str, &Vec<String>)| match files.as_slice() {
            [] => {
                check.fault(
                    &["effects", "multipliers"],
                    format!("the model has no {key}"),
                    format!("write {key} = [...]"),
                );
                Vec::new()
            }
            files => check.files(&at(key), files),
        };
        let [coefficients, industries] = files.map(&mut paths);
        Some(Multipliers {
            coefficients,
            industries,
            coefficient_columns: self.coefficient_columns.clone(),
            industry_columns: self.industry_columns.clone(),
            source,
            year: year?,
            of: self.coefficients_of?,
            delta: self.delta.unwrap_or(DELTA),
            households: self.households.clone().unwrap_or_default(),
        })
    }
}

/// What estimates are made from; each is none where the pipeline file names no files for it.
pub struct Sources {
    pub emissions: Option<Source>,
    pub respending: Option<Survey>,
    pub multipliers: Option<Multipliers>,
}

impl Sources {
    /// All tables.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let factors = self.emissions.iter().flat_map(|source| &source.files);
        let model = self.multipliers.iter().flat_map(|model| model.coefficients.iter().chain(&model.industries));
        factors.chain(self.respending.iter().flat_map(|survey| &survey.files)).chain(model)
    }
}

impl Effects {
    pub fn ready(&self, check: &mut Check<'_>) -> Sources {
        Sources {
            emissions: self.emissions.ready(check),
            respending: self.respending.ready(check),
            multipliers: self.multipliers.ready(check),
        }
    }
}

impl Respending {
    fn ready(&self, check: &mut Check<'_>) -> Option<Survey> {
        const AT: [&str; 2] = ["effects", "respending"];
        let at = |key: &'static str| [AT[0], AT[1], key];
        if self.files.is_empty() {
            let given = [
                ("columns", !self.columns.is_empty()),
                ("year", self.year.is_some()),
                ("assumed", !self.assumed.is_empty()),
                ("assumed_source", self.assumed_source.is_some()),
            ];
            for (key, _) in given.into_iter().filter(|(_, is_given)| *is_given) {
                check.fault(
                    &at(key),
                    format!("{key} is given, but no files"),
                    "name files = [\"kysely.csv\"] beside it",
                );
            }
            return None;
        }
        if let Some(year) = self.year.filter(|year| !GIVEN_YEARS.contains(year)) {
            check.fault(&at("year"), format!("{year} is no year of answers"), "write the year as 2024");
        }
        let mut assumed =
            AssumedShares { source: self.assumed_source.clone().unwrap_or_default(), ..AssumedShares::default() };
        for (id, share) in &self.assumed {
            let place = [AT[0], AT[1], "assumed", id];
            match by_id(id) {
                None => check.fault(&place, format!("\"{id}\" is no sector"), "vire explain sectors lists them"),
                Some(_) if !(0.0..=1.0).contains(share) => {
                    check.fault(&place, format!("{share} is no share"), "write a share from 0 to 1");
                }
                Some(sector) => drop(assumed.shares.insert(sector, millionths(*share))),
            }
        }
        if !self.assumed.is_empty() && assumed.source.trim().is_empty() {
            let help = "write assumed_source = \"...\", so that the figures say where the shares are from";
            check.fault(&at("assumed"), "the assumed shares have no source", help);
        }
        let files = check.files(&AT, &self.files);
        Some(Survey { files, columns: self.columns.clone(), year: self.year, assumed })
    }
}

impl Emissions {
    fn ready(&self, check: &mut Check<'_>) -> Option<Source> {
        const AT: [&str; 2] = ["effects", "emissions"];
        let at = |key: &'static str| [AT[0], AT[1], key];
        if self.files.is_empty() {
            for (key, _) in self.given().into_iter().filter(|(_, is_given)| *is_given) {
                let help = "name files = [\"paastokertoimet.csv\"] beside it";
                check.fault(&at(key), format!("{key} is given, but no files"), help);
            }
            return None;
        }
        if let Some(year) = self.price_year.filter(|year| !GIVEN_YEARS.contains(year)) {
            check.fault(&at("price_year"), format!("{year} is no year of prices"), "write the year as 2022");
        }
        let index = Index { years: self.index(check), source: self.index_source.clone().unwrap_or_default() };
        if !self.index.is_empty() && index.source.trim().is_empty() {
            let help = "write index_source = \"...\", so that the figures say where the index is from";
            check.fault(&at("index"), "the index has no source", help);
        }
        Some(Source {
            files: check.files(&AT, &self.files),
            columns: self.columns.clone(),
            source: self.source.clone().unwrap_or_default(),
            price_year: self.price_year,
            prices: self.prices,
            with_vat: self.with_vat,
            spread: self.spread.map_or(SPREAD, millionths),
            index,
        })
    }

    /// The keys that say nothing without files, and whether they are there.
    fn given(&self) -> [(&'static str, bool); 8] {
        [
            ("columns", !self.columns.is_empty()),
            ("source", self.source.is_some()),
            ("price_year", self.price_year.is_some()),
            ("prices", self.prices.is_some()),
            ("with_vat", self.with_vat.is_some()),
            ("spread", self.spread.is_some()),
            ("index", !self.index.is_empty()),
            ("index_source", self.index_source.is_some()),
        ]
    }

    fn index(&self, check: &mut Check<'_>) -> BTreeMap<i32, i128> {
        let help = "write index = { 2022 = 106.5, 2024 = 115.1 }";
        let mut years = BTreeMap::new();
        for (text, value) in &self.index {
            match text.parse().ok().filter(|year| GIVEN_YEARS.contains(year)) {
                None => check.fault(&["effects", "emissions", "index", text], format!("\"{text}\" is no year"), help),
                Some(_) if !(0.001..=1_000_000.0).contains(value) => {
                    check.fault(&["effects", "emissions", "index", text], format!("{value} is no price index"), help);
                }
                Some(year) => drop(years.insert(year, millionths(*value))),
            }
        }
        years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_prices_in_three_languages() {
        let purchaser = ["Purchaser's prices", "ostajanhinta", "Köparpris", "mottagarpris", "purchaser"];
        assert!(purchaser.iter().all(|word| Prices::of(word) == Some(Prices::Purchaser)));
        let basic = ["basic prices", "Perushinta", "baspris"];
        assert!(basic.iter().all(|word| Prices::of(word) == Some(Prices::Basic)));
        assert!(["", "hinta", "2022"].iter().all(|word| Prices::of(word).is_none()));
    }
}
