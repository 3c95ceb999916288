//! The limits of a purchase, and between which of them its value is.

use chrono::NaiveDate;
use vire_reference::thresholds::{ThresholdClass, ThresholdKind, Thresholds};

use crate::exact::{Exact, whole};

/// Limits in whole units of currency, where known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub national: Option<i64>,
    pub eu: Option<i64>,
}

impl Limits {
    /// Those of a kind on a day. Swedish law has one limit for goods, services and works; concessions have the EU limit of
    /// works (directives 2014/23 and 2014/24, both set anew by regulation every two years), which is taken over in euros
    /// only: amounts in other currencies are published by themselves.
    pub fn of(kind: &str, country: &str, currency: &str, day: NaiveDate) -> Self {
        let thresholds = Thresholds::new(country, currency);
        let value = |kind: &str| thresholds.value(kind, day);
        let usual = |kind| {
            let limits = thresholds.limits(kind, day);
            Self { national: limits.national(), eu: limits.eu() }
        };
        match kind {
            "works" => Self { national: value("national_works").or(value("direct_award_lou")), eu: value("eu_works") },
            "concession" => {
                Self { national: value("national_concession"), eu: value("eu_works").filter(|_| currency == "EUR") }
            }
            "social-health" => usual(ThresholdKind::SocialHealth),
            "other-special" => usual(ThresholdKind::OtherSpecial),
            _ => usual(ThresholdKind::GoodsServices),
        }
    }

    /// A value equal to a limit is not below it.
    pub fn class(self, value: &Exact) -> ThresholdClass {
        let reaches = |limit: i64| *value >= whole(limit);
        match (self.national, self.eu) {
            (_, Some(eu)) if reaches(eu) => ThresholdClass::AboveEu,
            (Some(national), _) if !reaches(national) => ThresholdClass::BelowNational,
            (Some(_), Some(_)) => ThresholdClass::NationalToEu,
            (Some(_), None) => ThresholdClass::AboveNational,
            (None, _) => ThresholdClass::Unknown,
        }
    }

    /// Where a country's law has principles that hold from a lower value on, that value.
    pub fn minimum(country: &str, currency: &str, day: NaiveDate) -> Option<i64> {
        Thresholds::new(country, currency).value("national_minimum", day)
    }

    /// The limit that the value reaches next, else the last that it has reached; none where that one is not known.
    pub fn next(self, value: &Exact) -> Option<i64> {
        match self.class(value) {
            ThresholdClass::BelowNational => self.national,
            ThresholdClass::NationalToEu | ThresholdClass::AboveEu => self.eu,
            ThresholdClass::AboveNational => self.national,
            _ => None,
        }
    }
}
