//! The settings of tables of tenders.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vire_base::check::Check;

/// Tables of tenders: a row for each lot, or for each bid or winner of a lot.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tenders {
    /// Paths or globs, from the folder of the pipeline file: own tables, open data of UHM, exports of TED or of eForms.
    pub files: Vec<String>,
    /// Headers by meaning, where detection does not find them.
    #[serde(default)]
    #[schemars(schema_with = "vire_base::check::map_schema::<TenderField, String>")]
    pub columns: BTreeMap<TenderField, String>,
    /// Texts of the column of buyers whose rows are read, such as companies of the municipality; when absent, the rows of
    /// the pipeline's buyer, by its name or business id. A table without such a column is read whole.
    #[serde(default)]
    pub buyers: Vec<String>,
}

/// What a column of a table of tenders tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TenderField {
    /// The procurement's own number.
    Procurement,
    /// The number or name of the lot within it.
    Lot,
    Title,
    Buyer,
    BuyerId,
    /// The year of a row without any date.
    Year,
    NoticeDate,
    /// The last day for bids.
    Deadline,
    AwardDate,
    /// The day on which the procurement was first seen in a calendar.
    ListedDate,
    /// The day of a market dialogue before the notice, or whether there was one.
    Dialogue,
    Procedure,
    Cpv,
    /// A sector by its id or name, or a category.
    Sector,
    /// How many bids came.
    Bids,
    /// How many of them are of small and medium-sized firms.
    SmeBids,
    /// Whose bid the row is.
    Bidder,
    BidderId,
    BidderSize,
    /// Whether the row's bid won.
    Won,
    Winner,
    WinnerId,
    WinnerSize,
    /// Awarded, cancelled, without result, running.
    Result,
    /// Whether price is the only criterion.
    Criteria,
    PriceWeight,
    QualityWeight,
    /// How many lots the procurement has, or whether it is divided.
    Lots,
    /// Framework agreement or contract.
    Agreement,
    Green,
    Social,
    Innovation,
}

/// What tenders are read from.
pub struct Source {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<TenderField, String>,
    pub buyers: Vec<String>,
}

impl Tenders {
    /// `number` is the position among the tables.
    pub fn ready(&self, number: usize, check: &mut Check<'_>) -> Source {
        let files = check.files(&["tenders", &number.to_string()], &self.files);
        Source { files, columns: self.columns.clone(), buyers: self.buyers.clone() }
    }
}

/// Lists of how openly purchasing is done, beside tables of tenders. All paths are from the folder of the pipeline file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Openness {
    /// Small purchases, a row each: its day, and whether it was announced to all.
    #[serde(default)]
    pub small_purchases: Vec<String>,
    /// Publications of purchase data, a row each: the last day of the period, and the day on which it was published; empty
    /// when it is not yet.
    #[serde(default)]
    pub publications: Vec<String>,
    /// Meetings with firms, a row each: its day, how many firms came, and how many of these are local or came for the
    /// first time. No firm is named.
    #[serde(default)]
    pub meetings: Vec<String>,
}

/// The files of the lists.
#[derive(Default)]
pub struct Lists {
    pub small_purchases: Vec<PathBuf>,
    pub publications: Vec<PathBuf>,
    pub meetings: Vec<PathBuf>,
}

impl Lists {
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.small_purchases.iter().chain(&self.publications).chain(&self.meetings)
    }
}

impl Openness {
    pub fn ready(&self, check: &mut Check<'_>) -> Lists {
        let mut files = |key: &str, patterns: &[String]| {
            if patterns.is_empty() { Vec::new() } else { check.files(&["openness", key], patterns) }
        };
        Lists {
            small_purchases: files("small_purchases", &self.small_purchases),
            publications: files("publications", &self.publications),
            meetings: files("meetings", &self.meetings),
        }
    }
}
