//! Where a register with dates has a supplier, and where it had it before.

use chrono::NaiveDate;
use vire_base::date::{self, Scanned};

use super::Place;

/// A place, and the first and the last day on which it holds; none where the register says no day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    pub place: Place,
    pub from: Option<i32>,
    pub to: Option<i32>,
}

/// The places of one supplier in one register, the one that begins last at the end. A place without a first day has held
/// from the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    places: Vec<Dated>,
}

impl History {
    pub(super) fn of(dated: Dated) -> Self {
        Self { places: vec![dated] }
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Dated> {
        self.places.iter()
    }

    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.places.iter_mut().map(|dated| &mut dated.place)
    }

    /// The first and the last day of a single place.
    pub(super) fn days(&self) -> [Option<i32>; 2] {
        self.places.first().map_or([None; 2], |dated| [dated.from, dated.to])
    }

    /// The place that began last; of several that began on one day, that of the first row.
    pub(super) fn last(&self) -> Option<&Place> {
        self.places.last().map(|dated| &dated.place)
    }

    /// Adds the places of a later row, and counts those that hold on a day on which another does: `differ` tells whether
    /// two places are two. A place without a last day holds until the next begins.
    pub(super) fn add(&mut self, other: &Self, differ: impl Fn(&Place, &Place) -> bool) -> u64 {
        let mut overlaps = 0;
        for dated in &other.places {
            if self.places.contains(dated) {
                continue;
            }
            let is_double = |held: &Dated| differ(&held.place, &dated.place) && overlap(held, dated);
            overlaps += u64::from(self.places.iter().any(is_double));
            self.places.insert(self.places.partition_point(|held| held.from < dated.from), dated.clone());
        }
        overlaps
    }
}

fn overlap(one: &Dated, other: &Dated) -> bool {
    let (earlier, later) = if one.from <= other.from { (one, other) } else { (other, one) };
    earlier.from == later.from || earlier.to.is_some_and(|to| later.from.is_some_and(|from| to >= from))
}

/// Days that stand for none begin here: registers write 31.12.9999 for a place that still holds.
const NEVER: i32 = 2101;

/// The day in a cell of a register; `Err` where the text has none, or reads both ways.
pub(crate) fn day(text: &str) -> Result<Option<i32>, ()> {
    let day = match date::scan(text) {
        _ if text.is_empty() => return Ok(None),
        Some(Scanned::Settled(day) | Scanned::Only(_, day)) => day,
        Some(Scanned::Either { .. } | Scanned::Span(..)) => return Err(()),
        None => remote(text).ok_or(())?,
    };
    Ok(Some(day).filter(|day| date::year_month(*day).0 < NEVER))
}

/// A day of years that no ledger speaks of, but registers do.
fn remote(text: &str) -> Option<i32> {
    let formats = ["%Y-%m-%d", "%d.%m.%Y", "%Y%m%d"];
    formats.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok()).map(|date| date.to_epoch_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(municipality: &str, from: &str, to: &str) -> History {
        let place = Place { municipality: municipality.into(), ..Place::default() };
        History::of(Dated { place, from: day(from).unwrap(), to: day(to).unwrap() })
    }

    /// The municipality that began last, and how many rows overlap.
    #[track_caller]
    fn check(rows: &[(&str, &str, &str)], last: &str, overlaps: u64) {
        let mut rows = rows.iter().map(|(municipality, from, to)| dated(municipality, from, to));
        let mut history = rows.next().unwrap();
        let counted: u64 = rows.map(|row| history.add(&row, |a, b| a != b)).sum();
        assert_eq!((history.last().unwrap().municipality.as_str(), counted), (last, overlaps));
    }

    #[test]
    fn the_place_that_began_last_holds_whatever_the_order_of_rows() {
        let helsinki = ("Helsinki", "1.1.2010", "31.12.2022");
        let kotka = ("Kotka", "2023-01-01", "31.12.9999");
        check(&[helsinki, kotka], "Kotka", 0);
        check(&[kotka, helsinki], "Kotka", 0);
        check(&[helsinki, kotka, kotka], "Kotka", 0);
        // A row without a first day has held from the beginning, and without a last day until the next began.
        check(&[("Kotka", "1.1.2023", ""), ("Helsinki", "", "")], "Kotka", 0);
        // Helsinki's last day is Kotka's first.
        check(&[("Helsinki", "1.1.2010", "1.1.2023"), kotka], "Kotka", 1);
        // Of two on one day the first row holds.
        check(&[("Hamina", "1.1.2023", ""), ("Kotka", "1.1.2023", "")], "Hamina", 1);
        check(&[("Hamina", "", ""), ("Kotka", "", "")], "Hamina", 1);
        check(&[("Hamina", "1.1.1930", ""), ("Kotka", "1.1.1920", "")], "Hamina", 0);
    }

    #[test]
    fn a_day_that_reads_both_ways_is_none() {
        assert_eq!(day(""), Ok(None));
        assert_eq!(day("9999-12-31"), Ok(None));
        assert_eq!(day("1970-01-02"), Ok(Some(1)));
        assert_eq!(day("13.1.1970"), Ok(Some(12)));
        assert_eq!(day("31.12.1949"), Ok(Some(-7306)), "20 years of 365 days, five leap days, and one day");
        assert_eq!(day("1/2/2023"), Err(()));
        assert_eq!(day("syksy"), Err(()));
    }
}
