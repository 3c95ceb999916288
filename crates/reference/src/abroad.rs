//! Which countries are in the European Union or the European Economic Area, and since when.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{EEA_COUNTRIES, rows};

/// Where abroad a supplier is: the ring of all places abroad, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Abroad {
    /// In the European Union or the European Economic Area.
    Eea,
    Other,
    Unknown,
}

impl Abroad {
    /// By the ISO code of the country, on a day; what has no day is taken as of now, the end of the list.
    pub fn of(country: Option<&str>, day: Option<NaiveDate>) -> Self {
        match country {
            None | Some("") => Self::Unknown,
            Some(country) if is_member(country, day) => Self::Eea,
            Some(_) => Self::Other,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Eea => "eu-eea",
            Self::Other => "other-countries",
            Self::Unknown => "unknown-country",
        }
    }

    pub const ALL: [Self; 3] = [Self::Eea, Self::Other, Self::Unknown];
}

#[derive(Deserialize)]
struct Row {
    country: String,
    /// ISO dates; an empty end is open.
    valid_from: String,
    valid_to: String,
}

/// First and last days by country.
type Spells = HashMap<String, Vec<(NaiveDate, NaiveDate)>>;

static MEMBERS: LazyLock<Spells> = LazyLock::new(|| {
    let mut members = Spells::new();
    for row in rows::<Row>(EEA_COUNTRIES) {
        let day = |text: &str| text.parse().unwrap_or_else(|e| panic!("built-in code list: {text}: {e}"));
        let last = if row.valid_to.is_empty() { NaiveDate::MAX } else { day(&row.valid_to) };
        members.entry(row.country).or_default().push((day(&row.valid_from), last));
    }
    members
});

fn is_member(country: &str, day: Option<NaiveDate>) -> bool {
    let day = day.unwrap_or(NaiveDate::MAX);
    MEMBERS.get(country).is_some_and(|spells| spells.iter().any(|(first, last)| (*first..=*last).contains(&day)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::PLACES;

    #[track_caller]
    fn check(country: &str, day: &str, expected: Abroad) {
        assert_eq!(Abroad::of(Some(country), day.parse().ok()), expected, "{country} {day}");
    }

    /// The United Kingdom left at the end of 31 January 2020; Croatia joined on 1 July 2013.
    #[test]
    fn membership_begins_and_ends_on_a_day() {
        check("GB", "2020-01-31", Abroad::Eea);
        check("GB", "2020-02-01", Abroad::Other);
        check("HR", "2013-06-30", Abroad::Other);
        check("HR", "2013-07-01", Abroad::Eea);
        check("PL", "2004-04-30", Abroad::Other);
        check("PL", "2004-05-01", Abroad::Eea);
        check("SE", "1994-06-30", Abroad::Eea);
    }

    /// Norway, Iceland and Liechtenstein are in the EEA alone; Switzerland is in neither.
    #[test]
    fn the_eea_is_larger_than_the_union() {
        for country in ["NO", "IS", "LI", "AX", "EE"] {
            check(country, "2024-12-31", Abroad::Eea);
        }
        for country in ["CH", "US", "GB", "GL", "FO", "JE", "SM", "UA", "TR"] {
            check(country, "2024-12-31", Abroad::Other);
        }
        assert_eq!(Abroad::of(None, None), Abroad::Unknown);
        assert_eq!(Abroad::of(Some("DE"), None), Abroad::Eea);
        assert_eq!(Abroad::of(Some("GB"), None), Abroad::Other);
    }

    /// 27 members of the Union, three of the EEA alone, and seven territories with codes of their own.
    #[test]
    fn every_member_is_a_country() {
        let now: Vec<&String> = MEMBERS.keys().filter(|country| is_member(country, None)).collect();
        assert_eq!(now.len(), 27 + 3 + 7);
        for country in MEMBERS.keys() {
            assert_eq!(PLACES.country(country), Some(country.as_str()));
        }
    }
}
