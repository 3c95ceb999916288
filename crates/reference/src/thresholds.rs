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

/// What the thresholds of a purchase depend on: what is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThresholdKind {
    GoodsServices,
    SocialHealth,
    /// The other special services of the directive's annex XIV, such as education.
    OtherSpecial,
    /// Rents of real estate lie outside procurement law: no threshold is for them.
    Outside,
}

impl ThresholdKind {
    /// In the order of their declaration.
    pub const ALL: [Self; 4] = [Self::GoodsServices, Self::SocialHealth, Self::OtherSpecial, Self::Outside];

    /// The kinds of national thresholds that are asked one after the other: the first of them that has ever been in
    /// force by then decides, so that a limit that has ended is not replaced by another one.
    fn national(self) -> &'static [&'static str] {
        match self {
            Self::GoodsServices => &["national_goods_services", "direct_award_lou", "national_minimum"],
            Self::SocialHealth => {
                &["national_social_health", "direct_award_lou_social", "direct_award_lou", "national_minimum"]
            }
            Self::OtherSpecial => {
                &["national_other_special", "direct_award_lou_special", "direct_award_lou", "national_minimum"]
            }
            Self::Outside => &[],
        }
    }

    fn eu(self) -> &'static str {
        match self {
            Self::GoodsServices | Self::Outside => "eu_subcentral_goods_services",
            Self::SocialHealth | Self::OtherSpecial => "eu_social_special",
        }
    }
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
    /// No threshold is for what was bought.
    Outside,
    /// No threshold is known for that country and date.
    Unknown,
}

impl ThresholdClass {
    /// In the order of their declaration.
    pub const ALL: [Self; 7] = [
        Self::Negative,
        Self::BelowNational,
        Self::NationalToEu,
        Self::AboveEu,
        Self::AboveNational,
        Self::Outside,
        Self::Unknown,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::BelowNational => "below-national",
            Self::NationalToEu => "national-eu",
            Self::AboveEu => "above-eu",
            Self::AboveNational => "above-national",
            Self::Outside => "outside",
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
    worth: WorthLimits,
}

/// What parts suppliers by what they sell in a year, in whole units of currency, with the members of dimensions that
/// name the suppliers above.
#[derive(Clone, Copy, Debug)]
pub struct WorthLimits {
    pub small: i64,
    pub over_small: &'static str,
    pub large: i64,
    pub over_large: &'static str,
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
    worth: WorthLimits { small: 1_000, over_small: "over-1000", large: 10_000, over_large: "over-10000" },
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
    worth: WorthLimits { small: 10_000, over_small: "over-10000", large: 100_000, over_large: "over-100000" },
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

    fn national(&self, kind: ThresholdKind, date: NaiveDate) -> Option<i64> {
        let begun = |kind: &&&str| {
            let begins = |r: &Row| r.currency == self.currency && r.valid_from <= date.to_string();
            self.rows.iter().any(|r| r.kind == **kind && begins(r))
        };
        self.value(kind.national().iter().find(begun)?, date)
    }

    /// The national threshold of goods and services, in whole units of the buyer's currency.
    pub fn national_limit(&self, date: NaiveDate) -> Option<i64> {
        self.national(ThresholdKind::GoodsServices, date)
    }

    /// All thresholds known on a date that a municipality goes by, in the order of the table.
    pub fn known(&self, date: NaiveDate) -> Vec<(&str, i64)> {
        let mut kinds: Vec<&str> = self.rows.iter().map(|r| r.kind.as_str()).collect();
        let mut seen = std::collections::HashSet::new();
        kinds.retain(|kind| *kind != "eu_central_goods_services" && seen.insert(*kind));
        kinds.into_iter().filter_map(|kind| Some((kind, self.value(kind, date)?))).collect()
    }

    /// The limits that hold on a date for what is bought.
    pub fn limits(&self, kind: ThresholdKind, date: NaiveDate) -> Limits {
        let eu = self.value(kind.eu(), date);
        Limits { national: self.national(kind, date), eu, apply: kind != ThresholdKind::Outside }
    }

    /// The limits of each kind on a date, in the order of [`ThresholdKind::ALL`].
    pub fn all_limits(&self, date: NaiveDate) -> [Limits; 4] {
        ThresholdKind::ALL.map(|kind| self.limits(kind, date))
    }

    fn bands(&self) -> &'static Bands {
        match country::all().find(|c| c.about.currency == self.currency).map(|c| c.about.bands) {
            Some(BandSet::Krona) => &KRONA_BANDS,
            _ => &EURO_BANDS,
        }
    }

    /// The limits of what suppliers sell in a year: as many euros, or ten times as many kronor.
    pub fn worth_limits(&self) -> WorthLimits {
        self.bands().worth
    }

    /// Codes of all bands, from the smallest; the last three are alternatives above the last fixed limit.
    pub fn band_codes(&self) -> Vec<&'static str> {
        let bands = self.bands();
        bands.limits.iter().map(|(_, code)| *code).chain(bands.last).collect()
    }

    /// The bands of one year; those of its last day, so that lines need no look-up by date.
    pub fn bands_of_year(&self, year: i32) -> YearBands {
        let eu = self.day_of(year).and_then(|day| self.value(ThresholdKind::GoodsServices.eu(), day));
        YearBands { bands: self.bands(), eu }
    }
}

/// Thresholds in whole units of currency, where known.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    national: Option<i64>,
    eu: Option<i64>,
    /// Whether thresholds are for what is bought at all.
    apply: bool,
}

impl Limits {
    /// The national threshold in whole units of currency; none where it is not known, or none is for what is bought.
    pub fn national(self) -> Option<i64> {
        self.national.filter(|_| self.apply)
    }

    /// The same of the EU.
    pub fn eu(self) -> Option<i64> {
        self.eu.filter(|_| self.apply)
    }

    /// On which side of the national threshold a value is that is within a sixth of it.
    pub fn beside_national(self, cents: i128) -> Option<Beside> {
        let limit = i128::from(self.national()?) * 100;
        let sixths = cents * 6;
        if (limit * 5..limit * 6).contains(&sixths) {
            Some(Beside::Below)
        } else if (limit * 6..limit * 7).contains(&sixths) {
            Some(Beside::Above)
        } else {
            None
        }
    }

    /// The class of a value. A value equal to a threshold is not below it.
    pub fn class(self, cents: i64) -> ThresholdClass {
        let reaches = |limit: i64| cents >= limit * 100;
        match (self.national, self.eu) {
            _ if cents <= 0 => ThresholdClass::Negative,
            _ if !self.apply => ThresholdClass::Outside,
            (Some(national), _) if !reaches(national) => ThresholdClass::BelowNational,
            (_, Some(eu)) if reaches(eu) => ThresholdClass::AboveEu,
            (Some(_), Some(_)) => ThresholdClass::NationalToEu,
            (Some(_), None) => ThresholdClass::AboveNational,
            (None, _) => ThresholdClass::Unknown,
        }
    }

    /// The class of what a supplier sold of what thresholds are for; none when it sold nothing of it.
    pub fn class_of_year(self, held: Option<i128>) -> ThresholdClass {
        let clamped = |cents: i128| cents.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        held.map_or(ThresholdClass::Outside, |cents| self.class(clamped(cents)))
    }
}

/// Near a threshold: below it, or on it and above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    Below,
    Above,
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

    #[track_caller]
    fn check(country: &str, currency: &str, kind: ThresholdKind, cases: &[(i64, &str, &str)]) {
        let thresholds = Thresholds::new(country, currency);
        for (cents, date, expected) in cases {
            let class = thresholds.limits(kind, date.parse().unwrap()).class(*cents);
            assert_eq!(class.code(), *expected, "{country} {kind:?} {cents} {date}");
        }
    }

    /// Values of the laws: Finland 348/2007 section 15 as of 1.6.2010, 1397/2016 section 25; the EU's regulations.
    #[test]
    fn finnish_classes_turn_at_the_threshold_and_the_day() {
        let usual = [
            (59_999_99, "2024-05-01", "below-national"),
            (60_000_00, "2024-05-01", "national-eu"),
            (220_999_99, "2025-12-31", "national-eu"),
            (216_000_00, "2026-01-01", "above-eu"),
            (216_000_00, "2025-12-31", "national-eu"),
            (-1, "2025-12-31", "negative"),
            (29_999_99, "2016-12-31", "below-national"),
            (30_000_00, "2016-12-31", "national-eu"),
            (30_000_00, "2017-01-01", "below-national"),
            (30_000_00, "2013-06-30", "above-national"),
            (100, "2010-05-31", "unknown"),
        ];
        check("FI", "EUR", ThresholdKind::GoodsServices, &usual);
        let social = [
            (399_999_99, "2024-05-01", "below-national"),
            (750_000_00, "2024-05-01", "above-eu"),
            (99_999_99, "2016-12-31", "below-national"),
            (100_000_00, "2016-12-31", "national-eu"),
        ];
        check("FI", "EUR", ThresholdKind::SocialHealth, &social);
        let special = [
            (299_999_99, "2024-05-01", "below-national"),
            (300_000_00, "2024-05-01", "national-eu"),
            (30_000_00, "2016-12-31", "national-eu"),
        ];
        check("FI", "EUR", ThresholdKind::OtherSpecial, &special);
        check("FI", "EUR", ThresholdKind::Outside, &[(1_00, "2024-05-01", "outside"), (0, "2024-05-01", "negative")]);
    }

    /// Values of the authorities' lists; 10.8126 kronor a euro make 2 389 585 of 221 000 and 8 109 450 of 750 000.
    #[test]
    fn swedish_special_services_have_a_limit_of_their_own() {
        let usual = [
            (270_963_99, "2014-06-30", "below-national"),
            (270_964_00, "2014-06-30", "national-eu"),
            (270_964_00, "2014-07-01", "below-national"),
            (270_964_00, "2013-12-31", "unknown"),
            (650_000_00, "2022-01-31", "national-eu"),
            (650_000_00, "2022-02-01", "below-national"),
            (2_389_584_99, "2025-12-31", "national-eu"),
            (2_389_585_00, "2024-01-01", "above-eu"),
            (700_000_00, "2026-01-01", "above-national"),
        ];
        check("SE", "SEK", ThresholdKind::GoodsServices, &usual);
        let social = [
            (586_907_00, "2018-12-31", "national-eu"),
            (1_991_765_99, "2019-01-01", "below-national"),
            (2_156_469_00, "2021-12-31", "national-eu"),
            (7_802_549_99, "2022-02-01", "below-national"),
            (7_802_550_00, "2023-12-31", "above-eu"),
            (8_109_449_99, "2024-01-01", "below-national"),
            (8_109_450_00, "2025-12-31", "above-eu"),
            // The next amount in kronor is not known: neither the last one nor that of goods stands in for it.
            (100_00, "2026-01-01", "unknown"),
        ];
        check("SE", "SEK", ThresholdKind::SocialHealth, &social);
        let special = [(615_312_00, "2021-12-31", "national-eu"), (7_802_549_99, "2022-02-01", "below-national")];
        check("SE", "SEK", ThresholdKind::OtherSpecial, &special);
    }

    #[test]
    fn danish_and_norwegian_limits() {
        let usual = [(1_644_638_00, "2024-06-01", "above-eu"), (1_644_637_99, "2024-06-01", "unknown")];
        check("DK", "DKK", ThresholdKind::GoodsServices, &usual);
        let usual = [(1_299_999_99, "2024-06-01", "below-national"), (1_300_000_00, "2024-06-01", "national-eu")];
        check("NO", "NOK", ThresholdKind::GoodsServices, &usual);
        check("NO", "NOK", ThresholdKind::SocialHealth, &[(100_000_00, "2024-06-01", "national-eu")]);
    }

    #[test]
    fn bands_by_year() {
        let fi = Thresholds::new("FI", "EUR");
        assert_eq!([fi.worth_limits().small, fi.worth_limits().large], [1_000, 10_000]);
        let se = Thresholds::new("SE", "SEK").worth_limits();
        assert_eq!(
            [(se.small, se.over_small), (se.large, se.over_large)],
            [(10_000, "over-10000"), (100_000, "over-100000"),]
        );
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
