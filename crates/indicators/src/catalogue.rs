//! The indicators and their pages: each is one SQL file whose head says what it means.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Serialize;
use vire_base::language::Language;

macro_rules! indicators {
    ($($file:literal),* $(,)?) => {
        [$(include_str!(concat!("sql/", $file, ".sql"))),*]
    };
}

const FILES: [&str; 51] = indicators![
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
    "b15-small-purchase-share",
    "b16-local-small-purchases",
    "b18-payment-time",
    "b22-expected-local-share",
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
    /// two-earlier-years, payment-date, population, firm-counts, national-firm-counts, or what tables of tenders
    /// tell (tender-...).
    pub needs: Vec<String>,
    /// Dimensions whose figures speak of a whole year, so that a part of one has none; `all` for every dimension.
    whole_year: Vec<String>,
    /// What `n` counts: suppliers, groups, lines, invoices, or tenders, procurements, bids, awards and winners.
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
        }
    }

    fn of(code: &str) -> Option<Self> {
        let all = [
            Self::Currency,
            Self::Share,
            Self::Count,
            Self::Index,
            Self::Ratio,
            Self::CurrencyPerInhabitant,
            Self::Days,
        ];
        all.into_iter().find(|u| u.code() == code)
    }
}

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

    fn of(code: &str) -> Option<Self> {
        [Self::Spend, Self::Suppliers, Self::Tenders].into_iter().find(|whole| whole.code() == code)
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

    fn of(code: &str) -> Option<Self> {
        [Self::More, Self::Less, Self::Neither].into_iter().find(|better| better.code() == code)
    }
}

impl Indicator {
    /// `title`, `meaning`, `reading` or `pitfalls` in a language, else in [`Language::FALLBACK`].
    pub fn text(&self, part: &str, language: &str) -> &str {
        let text = |language: &str| self.texts.get(&format!("{part}.{language}"));
        text(language).or_else(|| text(Language::FALLBACK.code())).map_or("", String::as_str)
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

    fn parse(file: &'static str) -> Option<Self> {
        let mut entries: Vec<(String, String)> = Vec::new();
        for line in file.lines().map_while(|l| l.strip_prefix("--")) {
            match line.strip_prefix("     ") {
                Some(more) => {
                    let (_, text) = entries.last_mut()?;
                    text.push(' ');
                    text.push_str(more.trim());
                }
                None => {
                    let (key, text) = line.trim().split_once(':')?;
                    entries.push((key.trim().to_owned(), text.trim().to_owned()));
                }
            }
        }
        let mut texts: BTreeMap<String, String> = entries.into_iter().collect();
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

/// All indicators in the order of their ids.
///
/// # Panics
/// When a page that ships with the program lacks a part: a fault of the build, caught by a test.
pub static CATALOGUE: LazyLock<Vec<Indicator>> = LazyLock::new(|| {
    let parse = |file: &'static str| {
        Indicator::parse(file).unwrap_or_else(|| panic!("indicator page: {}", file.lines().next().unwrap_or("")))
    };
    FILES.into_iter().map(parse).collect()
});

pub fn find(word: &str) -> Option<&'static Indicator> {
    CATALOGUE.iter().find(|i| i.is_called(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole() {
        for indicator in CATALOGUE.iter() {
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
