//! Procurement thresholds by country and date, and the value bands that follow from them.
//!
//! A threshold is on the estimated value of a whole contract; holding one posting, or a supplier's year, against it is
//! a proxy, and the reports say so.

use chrono::NaiveDate;
use serde::Deserialize;
use vire_base::year::AccountingYear;

use crate::country::about::BandSet;
use crate::country::{self, Country, lists};
use crate::{EU_THRESHOLDS, rows};

#[derive(Clone, Debug, Deserialize)]
struct Row {
    kind: String,
    /// ISO dates, which compare as texts; an empty end is open.
    valid_from: String,
    valid_to: String,
    value: i64,
    currency: String,
}

/// The thresholds that a buyer of one country goes by.
pub struct Thresholds {
    /// The country's own, then those of the EU.
    rows: Vec<Row>,
    currency: String,
    year: AccountingYear,
}

/// Between which thresholds a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ThresholdClass {
    Negative,
    BelowNational,
    NationalToEu,
    AboveEu,
    /// Above the national threshold; the EU threshold of that date is not in the table.
    AboveNational,
    /// No threshold is known for that country and date.
    Unknown,
}

impl ThresholdClass {
    /// In the order of their declaration.
    pub const ALL: [Self; 6] =
        [Self::Negative, Self::BelowNational, Self::NationalToEu, Self::AboveEu, Self::AboveNational, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::BelowNational => "below-national",
            Self::NationalToEu => "national-eu",
            Self::AboveEu => "above-eu",
            Self::AboveNational => "above-national",
            Self::Unknown => "unknown",
        }
    }
}

/// Lower limits of the value bands in whole units of currency, and the code of the band that begins there.
struct Bands {
    limits: &'static [(i64, &'static str)],
    /// Where the last band begins, and its codes: up to the EU threshold, above it, and when that is not known.
    open_from: i64,
    last: [&'static str; 3],
}

const EURO_BANDS: Bands = Bands {
    limits: &[
        (0, "0-1k"),
        (1_000, "1-5k"),
        (5_000, "5-10k"),
        (10_000, "10-30k"),
        (30_000, "30-60k"),
        (60_000, "60-150k"),
    ],
    open_from: 150_000,
    last: ["150k-eu", "eu+", "150k+"],
};

const KRONA_BANDS: Bands = Bands {
    limits: &[
        (0, "0-10k"),
        (10_000, "10-50k"),
        (50_000, "50-100k"),
        (100_000, "100-300k"),
        (300_000, "300-700k"),
        (700_000, "700k-1.5m"),
    ],
    open_from: 1_500_000,
    last: ["1.5m-eu", "eu+", "1.5m+"],
};

impl Thresholds {
    pub fn new(country: &str, currency: &str) -> Self {
        let own = Country::of(country).map(|c| c.rows(lists::THRESHOLDS)).unwrap_or_default();
        Self {
            rows: own.into_iter().chain(rows(EU_THRESHOLDS)).collect(),
            currency: currency.to_owned(),
            year: AccountingYear::default(),
        }
    }

    /// The same for a buyer of another accounting year.
    pub fn by(self, year: AccountingYear) -> Self {
        Self { year, ..self }
    }

    /// The day whose thresholds stand for an accounting year: its last.
    pub fn day_of(&self, year: i32) -> Option<NaiveDate> {
        self.year.last_day(year)
    }

    /// A threshold on a date, in whole units of the buyer's currency.
    pub fn value(&self, kind: &str, date: NaiveDate) -> Option<i64> {
        let date = date.to_string();
        let valid = |r: &&Row| {
            let open = r.valid_to.is_empty() || date <= r.valid_to;
            r.kind == kind && r.currency == self.currency && r.valid_from <= date && open
        };
        self.rows.iter().find(valid).map(|r| r.value)
    }

    fn national(&self, social: bool, date: NaiveDate) -> Option<i64> {
        let kinds = if social {
            // Where national law has no threshold for them, the value from which it applies at all.
            ["national_social_health", "direct_award_lou", "national_minimum"]
        } else {
            ["national_goods_services", "direct_award_lou", "national_minimum"]
        };
        kinds.iter().find_map(|kind| self.value(kind, date))
    }

    /// The national threshold of goods and services, in whole units of the buyer's currency.
    pub fn national_limit(&self, date: NaiveDate) -> Option<i64> {
        self.national(false, date)
    }

    /// All thresholds known on a date that a municipality goes by, in the order of the table.
    pub fn known(&self, date: NaiveDate) -> Vec<(&str, i64)> {
        let mut kinds: Vec<&str> = self.rows.iter().map(|r| r.kind.as_str()).collect();
        let mut seen = std::collections::HashSet::new();
        kinds.retain(|kind| *kind != "eu_central_goods_services" && seen.insert(*kind));
        kinds.into_iter().filter_map(|kind| Some((kind, self.value(kind, date)?))).collect()
    }

    fn eu(&self, social: bool, date: NaiveDate) -> Option<i64> {
        self.value(if social { "eu_social_special" } else { "eu_subcentral_goods_services" }, date)
    }

    /// The limits that hold on a date. `social`: the higher ones of social and health services.
    pub fn limits(&self, social: bool, date: NaiveDate) -> Limits {
        Limits { national: self.national(social, date), eu: self.eu(social, date) }
    }

    fn bands(&self) -> &'static Bands {
        match country::all().find(|c| c.about.currency == self.currency).map(|c| c.about.bands) {
            Some(BandSet::Krona) => &KRONA_BANDS,
            _ => &EURO_BANDS,
        }
    }

    /// Codes of all bands, from the smallest; the last three are alternatives above the last fixed limit.
    pub fn band_codes(&self) -> Vec<&'static str> {
        let bands = self.bands();
        bands.limits.iter().map(|(_, code)| *code).chain(bands.last).collect()
    }

    /// The bands of one year; those of its last day, so that lines need no look-up by date.
    pub fn bands_of_year(&self, year: i32) -> YearBands {
        let eu = self.day_of(year).and_then(|d| self.eu(false, d));
        YearBands { bands: self.bands(), eu }
    }
}

/// Thresholds in whole units of currency, where known.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    national: Option<i64>,
    eu: Option<i64>,
}

impl Limits {
    /// The class of a value. A value equal to a threshold is not below it.
    pub fn class(self, cents: i64) -> ThresholdClass {
        let reaches = |limit: i64| cents >= limit * 100;
        match (self.national, self.eu) {
            _ if cents <= 0 => ThresholdClass::Negative,
            (Some(national), _) if !reaches(national) => ThresholdClass::BelowNational,
            (_, Some(eu)) if reaches(eu) => ThresholdClass::AboveEu,
            (Some(_), Some(_)) => ThresholdClass::NationalToEu,
            (Some(_), None) => ThresholdClass::AboveNational,
            (None, _) => ThresholdClass::Unknown,
        }
    }
}

/// Value bands of one year.
#[derive(Clone, Copy)]
pub struct YearBands {
    bands: &'static Bands,
    eu: Option<i64>,
}

impl YearBands {
    /// Position in [`Thresholds::band_codes`] of the band of an absolute value.
    pub fn band(&self, cents: i64) -> u8 {
        let fixed = self.bands.limits.len();
        let reaches = |limit: i64| cents.unsigned_abs() / 100 >= limit.unsigned_abs();
        let band = match self.eu {
            _ if !reaches(self.bands.open_from) => {
                self.bands.limits.iter().rposition(|(from, _)| reaches(*from)).unwrap_or(0)
            }
            Some(eu) if reaches(eu) => fixed + 1,
            Some(_) => fixed,
            None => fixed + 2,
        };
        band as u8
    }
}

#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping)] // cents are set apart
mod tests {
    use super::*;

    #[test]
    fn classes_turn_at_the_threshold_and_the_day() {
        let fi = Thresholds::new("FI", "EUR");
        let of =
            |t: &Thresholds, cents, social, date: &str| t.limits(social, date.parse().unwrap()).class(cents).code();
        let class = |cents, date| of(&fi, cents, false, date);
        assert_eq!(class(59_999_99, "2024-05-01"), "below-national");
        assert_eq!(class(60_000_00, "2024-05-01"), "national-eu");
        assert_eq!(class(220_999_99, "2025-12-31"), "national-eu");
        assert_eq!(class(216_000_00, "2026-01-01"), "above-eu");
        assert_eq!(class(216_000_00, "2025-12-31"), "national-eu");
        assert_eq!(class(-1, "2025-12-31"), "negative");
        assert_eq!(class(100, "2015-01-01"), "unknown");
        assert_eq!(of(&fi, 300_000_00, true, "2024-05-01"), "below-national");
        let se = Thresholds::new("SE", "SEK");
        assert_eq!(of(&se, 650_000_00, false, "2022-01-31"), "national-eu");
        assert_eq!(of(&se, 650_000_00, false, "2022-02-01"), "below-national");
        assert_eq!(of(&se, 700_000_00, false, "2024-02-01"), "above-national");
    }

    #[test]
    fn bands_by_year() {
        let fi = Thresholds::new("FI", "EUR");
        let codes = fi.band_codes();
        let band = |cents| codes[usize::from(fi.bands_of_year(2024).band(cents))];
        assert_eq!(band(0), "0-1k");
        assert_eq!(band(-999_99), "0-1k");
        assert_eq!(band(1_000_00), "1-5k");
        assert_eq!(band(220_999_99), "150k-eu");
        assert_eq!(band(221_000_00), "eu+");
        assert_eq!(codes[usize::from(fi.bands_of_year(2010).band(500_000_00))], "150k+");
    }
}
