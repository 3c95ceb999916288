//! Whether new amounts are earlier ones with VAT added: an export of gross amounts in place of net ones.
//!
//! Suppliers are paid the same amounts again and again, for rents, subscriptions and fees. Where a new month has fewer of
//! these than of their products with one rate of VAT, its amounts are gross.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use arrow_array::Array;
use rustc_hash::{FxHashMap, FxHasher};

use super::shape::Month;
use vire_base::year::AccountingYear;
use vire_domain::classify::partitions::Written;
use vire_formats::{columns, parquet};

/// Rates of VAT, in thousandths.
const RATES: [i64; 14] = [255, 240, 250, 200, 210, 220, 230, 190, 270, 140, 135, 100, 120, 150];
/// Months before the new ones that are looked at.
const BEFORE: i32 = 12;
/// Amounts of the new months that are looked at.
const MOST: usize = 20_000;
/// So many amounts with VAT may be there by chance, besides a quarter more than those without.
const BY_CHANCE: u64 = 5;

/// New amounts found among earlier ones of their supplier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub same: u64,
    /// With VAT of one rate, in thousandths.
    pub with_vat: u64,
    pub rate: i64,
}

impl Found {
    /// Whether that tells of amounts with VAT.
    pub fn is_gross(self) -> bool {
        self.with_vat >= BY_CHANCE + self.same + self.same / 4
    }
}

/// Looks for the amounts of new months among those of the year before them.
pub fn search(written: &[Written], accounting: AccountingYear, new: &[Month]) -> anyhow::Result<Found> {
    let (Some(first), Some(last)) = (new.first(), new.last()) else { return Ok(Found::default()) };
    let (mut added, mut known) = (Vec::new(), Vec::new());
    let year = |month: i32| accounting.of(month.div_euclid(12), month.rem_euclid(12).unsigned_abs() + 1);
    let years = year(first.0 - BEFORE)..=year(last.0);
    for file in written.iter().filter(|file| file.year.is_none_or(|year| years.contains(&year))) {
        amounts(file, accounting, |month, supplier, cents| {
            if (*first..=*last).contains(&month) {
                added.push(key(supplier, cents));
            } else if (first.0 - BEFORE..first.0).contains(&month.0) {
                known.push((supplier, cents));
            }
        })?;
    }
    Ok(compare(added, &known))
}

/// Which of the added amounts are among the known ones as they are, and with VAT; each counts once.
fn compare(mut added: Vec<u64>, known: &[(u64, i64)]) -> Found {
    added.sort_unstable();
    added.dedup();
    added.truncate(MOST);
    // By amount, a bit for being known as it is, and for each rate.
    let mut seen: FxHashMap<u64, u32> = added.into_iter().map(|key| (key, 0)).collect();
    for (supplier, cents) in known {
        let with_vat = RATES.iter().map(|rate| cents + (cents * rate + 500) / 1000);
        for (bit, cents) in std::iter::once(*cents).chain(with_vat).enumerate() {
            if let Some(seen) = seen.get_mut(&key(*supplier, cents)) {
                *seen |= 1 << bit;
            }
        }
    }
    let count = |bit: usize| seen.values().filter(|seen| **seen & (1 << bit) != 0).count() as u64;
    let by_rate: BTreeMap<u64, i64> = (1..).zip(RATES).map(|(bit, rate)| (count(bit), rate)).collect();
    let (with_vat, rate) = by_rate.last_key_value().map_or((0, 0), |(count, rate)| (*count, *rate));
    Found { same: count(0), with_vat, rate }
}

fn key(supplier: u64, cents: i64) -> u64 {
    let mut hasher = FxHasher::default();
    (supplier, cents).hash(&mut hasher);
    hasher.finish()
}

/// The positive amounts of a file, with their month and a hash of their supplier.
fn amounts(file: &Written, accounting: AccountingYear, mut take: impl FnMut(Month, u64, i64)) -> anyhow::Result<()> {
    for batch in parquet::stream(&file.path, &["year", "month", "supplier", "amount"])? {
        let batch = batch?;
        let (years, months) = (columns::ints(&batch, "year")?, columns::ints(&batch, "month")?);
        let (suppliers, amounts) = (columns::texts(&batch, "supplier")?, columns::money(&batch, "amount")?);
        let cents = amounts.values();
        for row in 0..batch.num_rows() {
            let cents = i64::try_from(cents[row])?;
            if months.is_null(row) || years.is_null(row) || cents <= 0 {
                continue;
            }
            let mut hasher = FxHasher::default();
            suppliers.value(row).hash(&mut hasher);
            take(Month::of(accounting, years.value(row), months.value(row)), hasher.finish(), cents);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of 40 suppliers, each paid the same each month but for some, who are paid otherwise.
    fn found(factor: impl Fn(u64, i64) -> i64) -> Found {
        let known: Vec<(u64, i64)> = (0..40).map(|supplier| (supplier, 10_000 + 731 * supplier as i64)).collect();
        compare(known.iter().map(|(supplier, cents)| key(*supplier, factor(*supplier, *cents))).collect(), &known)
    }

    #[test]
    fn amounts_with_vat_are_told_from_usual_ones() {
        let same = found(|_, cents| cents);
        assert_eq!((same.same, same.with_vat), (40, 0));
        // 25.5 % of most, and of the others nothing.
        let gross = found(|supplier, cents| if supplier < 12 { cents } else { cents + (cents * 255 + 500) / 1000 });
        assert_eq!((gross.same, gross.with_vat, gross.rate), (12, 28, 255));
        assert!(gross.is_gross());
        assert!(!found(|_, cents| cents).is_gross());
        // New prices, or other suppliers, tell nothing.
        assert!(!found(|supplier, cents| cents + 17 + supplier as i64).is_gross());
        assert!(!Found { same: 14, with_vat: 14, rate: 255 }.is_gross());
    }
}
