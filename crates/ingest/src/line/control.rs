//! Rows and cents by what became of them.

use derive_more::AddAssign;
use serde::{Deserialize, Serialize};
use vire_base::sum::Sum;

/// Rows of one sheet by what became of them, and their cents in the buyer's currency; amounts of other currencies count
/// in these once they are converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AddAssign)]
pub struct Control {
    /// Data rows met: `kept + rejected + duplicates`.
    pub read: u64,
    pub kept: u64,
    pub rejected: u64,
    /// The same posting once more.
    pub duplicates: u64,
    pub read_cents: i128,
    pub kept_cents: i128,
    pub rejected_cents: i128,
    pub duplicates_cents: i128,
    pub negative: u64,
    pub negative_cents: i128,
    /// Rows that are no data.
    pub blank: u64,
    pub header: u64,
    pub total: u64,
    pub note: u64,
    /// Kept rows whose amount had more than two decimals.
    pub rounded: u64,
    /// Kept rows without any date.
    pub undated: u64,
    /// Kept rows whose date names several months; they count in the first of these.
    pub periods: u64,
    /// Rows of other buyers or years, which the run is not over; their amounts as they stand in the file. In none of the
    /// above.
    pub apart: Sum,
}

impl Control {
    /// What several tables come to together.
    pub fn total<'c>(controls: impl Iterator<Item = &'c Self>) -> Self {
        controls.fold(Self::default(), |mut total, control| {
            total += *control;
            total
        })
    }
}

/// Lines of one currency other than the buyer's, their cents in that currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AddAssign)]
pub struct Foreign {
    /// Data rows met: `kept + rejected + duplicates`.
    pub read: Sum,
    pub kept: Sum,
    pub rejected: Sum,
    pub duplicates: Sum,
    /// Those of `rejected` for which there is no rate.
    pub held_out: Sum,
    /// What the kept lines are in the buyer's currency.
    pub converted_cents: i128,
}

impl Foreign {
    /// Counts a kept line as a duplicate.
    pub fn leave_out(&mut self, cents: i64, converted: i64) {
        self.kept.lines -= 1;
        self.kept.cents -= i128::from(cents);
        self.converted_cents -= i128::from(converted);
        self.duplicates.add(cents);
    }
}
