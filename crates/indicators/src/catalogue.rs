//! The indicators and their pages: each is one SQL file whose head says what it means.

use std::collections::BTreeMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use serde::Serialize;
use vire_base::language::Language;

macro_rules! indicators {
    ($($file:literal),* $(,)?) => {
        [$(include_str!(concat!("sql/", $file, ".sql"))),*]
    };
}

const FILES: [&str; 63] = indicators![
    "a01-total-spend",
    "a02-postings-and-documents",
    "a03-supplier-count",
    "a04-spend-per-inhabitant",
    "a05-average-per-supplier",
    "a06-sector-distribution",
    "a07-value-distribution",
    "a08-concentration-ratio",
    "a09-hhi",
    "a10-pareto",
    "a11-tail-spend",
    "a12-monthly-profile",
    "a13-volatility",
    "a14-unclassified-share",
    "a15-change-of-spend",
    "b01-local-share-euros",
    "b02-local-share-suppliers",
    "b03-ring-distribution",
    "b04-leakage-by-sector",
    "b05-addressable-leakage",
    "b06-sme-share",
    "b07-local-sme-share",
    "b08-association-share",
    "b09-supplier-kind-split",
    "b10-new-suppliers",
    "b11-retention",
    "b12-local-newcomers",
    "b13-market-penetration",
    "b14-dependency",
    "b15-small-purchase-share",
    "b16-local-small-purchases",
    "b17-around-the-limit",
    "b18-payment-time",
    "b19-contract-coverage",
    "b20-contracts-without-purchases",
    "b21-private-share-of-costs",
    "b22-expected-local-share",
    "b23-contracts-over-value",
    "b24-change-of-local-share",
    "b25-owners-of-suppliers",
    "c01-bids-per-tender",
    "c02-single-bids",
    "c03-no-calls-for-bids",
    "c04-price-only-awards",
    "c05-decision-speed",
    "c06-sme-contractors",
    "c07-divided-into-lots",
    "c09-bidder-sizes",
    "c10-winner-sizes",
    "c11-submission-window",
    "c12-without-award",
    "c13-quality-weight",
    "d01-market-dialogue",
    "d02-calendar-coverage",
    "d03-calendar-lead",
    "d04-calendar-accuracy",
    "d05-announced-small-purchases",
    "d06-meeting-reach",
    "d07-open-data-freshness",
    "d08-sustainability-criteria",
    "e01-purchase-emissions",
    "e02-local-multiplier",
    "e03-input-output-effects",
];

/// An indicator: its page and its query.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Such as `A1`.
    pub id: String,
    /// Such as `total-spend`.
    pub name: String,
    pub unit: Unit,
    /// What the headline of an indicator of shares is a share of.
    pub whole: Option<Whole>,
    /// Dimension and member of the figure that stands for the indicator.
    pub headline: (String, String),
    /// Which way the headline should move.
    pub better: Better,
    /// What must be known: amount, supplier, account-or-industry, place, size, date, earlier-year,
    /// two-earlier-years, payment-date, population, firm-counts, national-firm-counts, contracts, award-limit, emission-factors, survey-answers, input-output-model, owned-companies, turnovers, operating-costs, or what tables of tenders
    /// tell (tender-...).
    pub needs: Vec<String>,
    /// Dimensions whose figures speak of a whole year, so that a part of one has none; `all` for every dimension.
    whole_year: Vec<String>,
    /// What `n` counts: suppliers, groups, lines, invoices, contracts, or tenders, procurements, bids, awards and winners.
    pub counts: String,
    /// Texts by key and language, such as `title.fi`.
    texts: BTreeMap<String, String>,
    pub source: String,
    pub sql: &'static str,
}

/// What a value is, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    Currency,
    Share,
    Count,
    Index,
    Ratio,
    CurrencyPerInhabitant,
    Days,
    /// Kilograms of carbon dioxide that would warm as much.
    #[serde(rename = "kg-co2e")]
    Emissions,
    /// A difference of shares.
    Points,
}

impl Unit {
    pub fn code(self) -> &'static str {
        match self {
            Self::Currency => "currency",
            Self::Share => "share",
            Self::Count => "count",
            Self::Index => "index",
            Self::Ratio => "ratio",
            Self::CurrencyPerInhabitant => "currency-per-inhabitant",
            Self::Days => "days",
            Self::Emissions => "kg-co2e",
            Self::Points => "points",
        }
    }

    pub const ALL: [Self; 9] = [
        Self::Currency,
        Self::Share,
        Self::Count,
        Self::Index,
        Self::Ratio,
        Self::CurrencyPerInhabitant,
        Self::Days,
        Self::Emissions,
        Self::Points,
    ];

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|u| u.code() == code)
    }
}

/// Last words of a measure that name its unit: an amount of money, a count, a share, days, percentage points.
pub(super) const MEASURES: [&str; 5] = ["amount", "count", "share", "days", "points"];

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    Spend,
    Suppliers,
    /// Tenders, or what the page counts of them.
    Tenders,
}

impl Whole {
    pub fn code(self) -> &'static str {
        match self {
            Self::Spend => "spend",
            Self::Suppliers => "suppliers",
            Self::Tenders => "tenders",
        }
    }

    pub(super) const ALL: [Self; 3] = [Self::Spend, Self::Suppliers, Self::Tenders];

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whole| whole.code() == code)
    }
}

/// Which values of an indicator are the better ones: what a target asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    More,
    Less,
    /// Neither way is good in itself.
    Neither,
}

impl Better {
    pub fn code(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::Neither => "neither",
        }
    }

    pub(super) const ALL: [Self; 3] = [Self::More, Self::Less, Self::Neither];

    pub(super) fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|better| better.code() == code)
    }
}

impl Indicator {
    /// `title`, `meaning`, `reading` or `pitfalls` in a language, else in [`Language::FALLBACK`], else in the first that
    /// a page of the user's own has.
    pub fn text(&self, part: &str, language: &str) -> &str {
        let text = |language: &str| self.texts.get(&format!("{part}.{language}"));
        let any = || Language::ALL.iter().find_map(|language| text(language.code()));
        text(language).or_else(|| text(Language::FALLBACK.code())).or_else(any).map_or("", String::as_str)
    }

    /// Whether the figures of a dimension are given for whole years only.
    pub fn needs_whole_year(&self, dimension: &str) -> bool {
        let class = dimension.split(':').next().unwrap_or_default();
        self.whole_year.iter().any(|d| d == "all" || d == class || d == dimension)
    }

    /// Dimensions whose figures are given for whole years only; `all` for every one.
    pub fn whole_year_dimensions(&self) -> &[String] {
        &self.whole_year
    }

    /// For which periods figures are given, in English.
    pub fn whole_year(&self) -> String {
        match self.whole_year.as_slice() {
            [] => "parts of years too".to_owned(),
            [all] if all == "all" => "whole years only".to_owned(),
            some => format!("parts of years too, but for whole years only by {}", some.join(", ")),
        }
    }

    /// Whether a word names this indicator: its id in any case, or its name.
    pub fn is_called(&self, word: &str) -> bool {
        self.id.eq_ignore_ascii_case(word) || self.name == word
    }

    /// An indicator of a file with a whole head; none where a part of it is missing.
    pub(super) fn parse(file: &'static str) -> Option<Self> {
        let mut texts: BTreeMap<String, String> =
            entries(file).ok()?.into_iter().map(|entry| (entry.key, entry.text)).collect();
        let mut take = |key: &str| texts.remove(key);
        let headline = take("headline")?;
        let (dimension, member) = headline.split_once('/')?;
        Some(Self {
            id: take("id")?,
            name: take("name")?,
            unit: Unit::of(&take("unit")?)?,
            whole: take("whole").and_then(|whole| Whole::of(&whole)),
            headline: (dimension.trim().to_owned(), member.trim().to_owned()),
            better: Better::of(&take("better")?)?,
            needs: take("needs")?.split(',').map(|n| n.trim().to_owned()).collect(),
            whole_year: take("whole-year").iter().flat_map(|d| d.split(',')).map(|d| d.trim().to_owned()).collect(),
            counts: take("n")?,
            source: take("source")?,
            texts,
            sql: file,
        })
    }
}

/// A key of a head with its text.
pub(super) struct Entry {
    pub key: String,
    pub text: String,
    /// The line that it begins on, from 0.
    pub line: usize,
}

/// What the head of a file says: comments up to the query.
///
/// # Errors
/// The first line, from 0, that is neither a key nor goes on with one.
pub(super) fn entries(file: &str) -> Result<Vec<Entry>, usize> {
    let mut entries: Vec<Entry> = Vec::new();
    for (number, line) in file.lines().map_while(|l| l.strip_prefix("--")).enumerate() {
        match line.strip_prefix("     ") {
            Some(more) => {
                let last = entries.last_mut().ok_or(number)?;
                last.text.push(' ');
                last.text.push_str(more.trim());
            }
            None => {
                let (key, text) = line.trim().split_once(':').ok_or(number)?;
                entries.push(Entry { key: key.trim().to_owned(), text: text.trim().to_owned(), line: number });
            }
        }
    }
    Ok(entries)
}

/// All indicators that there are.
pub struct Catalogue {
    ours: LazyLock<Vec<Indicator>>,
    /// Those of pipelines and runs that were read, each kept for the rest of the process.
    own: RwLock<Vec<&'static Indicator>>,
}

/// Ours, and the user's own of the pipelines and runs that this process has read.
///
/// # Panics
/// When a page that ships with the program lacks a part: a fault of the build, caught by a test.
pub static CATALOGUE: Catalogue = Catalogue { ours: LazyLock::new(ours), own: RwLock::new(Vec::new()) };

fn ours() -> Vec<Indicator> {
    let parse = |file: &'static str| {
        Indicator::parse(file).unwrap_or_else(|| panic!("indicator page: {}", file.lines().next().unwrap_or("")))
    };
    FILES.into_iter().map(parse).collect()
}

impl Catalogue {
    /// Ours in the order of their ids, then the user's own in that of theirs.
    pub fn iter(&'static self) -> impl Iterator<Item = &'static Indicator> + Clone {
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner).clone();
        self.ours().chain(own)
    }

    /// Those that ship with the program.
    pub fn ours(&'static self) -> impl Iterator<Item = &'static Indicator> + Clone {
        self.ours.iter()
    }

    /// Adds an indicator of the user's own. It stands for one of the same id that was read before.
    pub(super) fn add(&self, indicator: &'static Indicator) {
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        own.retain(|known| known.id != indicator.id);
        own.push(indicator);
        own.sort_by_key(|known| (known.id.len(), &known.id));
    }

    /// The user's own indicator of a file with this text, where it was read before.
    pub(super) fn known(&self, text: &str) -> Option<&'static Indicator> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).iter().find(|known| known.sql == text).copied()
    }
}

/// Indicators of the field's own lists that are not computed here, and why.
pub const NOT_COMPUTED: [(&str, &str); 3] = [
    ("C8", "what a country announces beside its gross domestic product says nothing of one buyer"),
    ("D9", "procurements that are divided into lots are C7"),
    ("D10", "whether firms want advice takes a survey of firms"),
];

pub fn find(word: &str) -> Option<&'static Indicator> {
    CATALOGUE.iter().find(|i| i.is_called(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole() {
        for indicator in CATALOGUE.ours() {
            assert_eq!(indicator.whole.is_some(), indicator.unit == Unit::Share, "{} whole", indicator.id);
            for part in ["title", "meaning", "reading", "pitfalls"] {
                for language in Language::ALL.map(Language::code) {
                    let text = indicator.texts.get(&format!("{part}.{language}"));
                    assert!(text.is_some_and(|text| !text.is_empty()), "{} {part}.{language}", indicator.id);
                }
            }
        }
    }
}
