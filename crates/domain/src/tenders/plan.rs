//! Tenders against what a procurement calendar had planned.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use vire_base::text::header_key;

use super::Lot;
use crate::calendar::{Calendar, Coming, Origin, Window};

/// Tells of each lot whether its procurement is in the calendar, and how far its notice came from the planned time.
///
/// A procurement is in the calendar when that has its number, or its title at a time that is at most a year away: what is
/// bought again has the same title. Notices before or after the time that the
/// calendar spans are not asked about; a day on which the table says that it was listed is kept.
pub fn hold_against(calendar: &Calendar, buyer: &str, lots: &mut [Lot]) {
    let announced = |item: &&Coming| item.buyer == buyer && item.origin == Origin::Announced;
    let items: Vec<&Coming> = calendar.items.iter().filter(announced).collect();
    let mut by_name: HashMap<String, Window> = HashMap::new();
    for item in &items {
        let names = [&item.reference, &item.title].map(|name| header_key(name));
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            by_name.entry(name).or_insert(item.window);
        }
    }
    let (first, last) =
        (items.iter().map(|item| item.window.start).min(), items.iter().map(|item| item.window.end).max());
    let (Some(first), Some(last)) = (first, last) else { return };
    let by_title = |lot: &Lot, notice: NaiveDate| {
        by_name.get(&header_key(&lot.title)).filter(|window| quarters(**window, notice) <= YEAR)
    };
    for lot in lots {
        let Some(notice) = lot.notice.and_then(NaiveDate::from_epoch_days) else { continue };
        let planned = by_name.get(&header_key(&lot.reference)).or_else(|| by_title(lot, notice));
        if (first..=last).contains(&notice) || planned.is_some() {
            lot.in_calendar = lot.in_calendar.or(Some(planned.is_some()));
        }
        lot.quarters_off = planned.map(|window| quarters(*window, notice));
    }
}

/// Quarters of a year.
const YEAR: u64 = 4;

/// Quarters from the nearest quarter of a planned time to that of a day.
fn quarters(planned: Window, day: NaiveDate) -> u64 {
    let quarter = |date: NaiveDate| i64::from(date.year()) * 4 + i64::from(date.month0() / 3);
    let (first, last, real) = (quarter(planned.start), quarter(planned.end), quarter(day));
    let off = if real < first { first - real } else { real - last };
    off.max(0).unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Precision;

    #[test]
    fn quarters_from_the_planned_time() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let half = Window { start: day("2024-01-01"), end: day("2024-06-30"), precision: Precision::HalfYear };
        for (real, off) in
            [("2024-02-01", 0), ("2024-06-30", 0), ("2024-07-01", 1), ("2025-01-02", 3), ("2023-12-31", 1)]
        {
            assert_eq!(quarters(half, day(real)), off, "{real}");
        }
    }
}
