//! How days, sectors and money travel in `summary.json`.

use chrono::NaiveDate;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub mod day {
    use super::*;

    pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

pub mod day_or_none {
    use super::*;

    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|d| d.to_string()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
        Option::<String>::deserialize(from)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}

/// A sector by its id.
pub mod sector {
    use super::*;
    use vire_reference::sectors::{SECTORS, SectorNo};

    pub fn serialize<S: Serializer>(sector: &SectorNo, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(SECTORS.get(usize::from(*sector)).map_or("", |s| &s.id))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<SectorNo, D::Error> {
        let id = String::deserialize(from)?;
        let position = SECTORS.iter().position(|s| s.id == id);
        position.map(|i| i as SectorNo).ok_or_else(|| D::Error::custom(format!("\"{id}\" is no sector")))
    }
}

/// Cents as a decimal text.
pub mod cents {
    use super::*;
    use vire_base::decimal::cents_or_none;

    pub fn serialize<S: Serializer>(cents: &Option<i64>, to: S) -> Result<S::Ok, S::Error> {
        cents_or_none::serialize(&cents.map(i128::from), to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
        let cents = cents_or_none::deserialize(from)?;
        cents.map(|c| i64::try_from(c).map_err(D::Error::custom)).transpose()
    }
}
