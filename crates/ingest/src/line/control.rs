//! Rows and cents by what became of them.

use derive_more::AddAssign;
use serde::{Deserialize, Serialize};
use vire_base::sum::Sum;

use super::refusal::is_held_out;
use super::sidecar::Rejected;

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
    /// Rows of other buyers or years, which the run does not cover; their amounts as they stand in the file. In none of the
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

/// What becomes of a kept line, or of a rejected row, that does not count in the run after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It counts in another file.
    Duplicate,
    /// The run does not cover it.
    Apart,
}

impl Control {
    /// Counts a kept line as left out, and in its other currency with its amount there.
    pub fn leave(&mut self, left: Left, cents: i64, foreign: Option<(i64, &mut Foreign)>, is_dated: bool) {
        let own = i128::from(cents);
        self.kept -= 1;
        self.kept_cents -= own;
        if cents < 0 {
            self.negative -= 1;
            self.negative_cents -= own;
        }
        self.undated -= u64::from(!is_dated);
        match (left, &foreign) {
            (Left::Duplicate, None) => {
                self.duplicates += 1;
                self.duplicates_cents += own;
            }
            (Left::Duplicate, Some(_)) => {
                self.duplicates += 1;
                self.read_cents -= own;
            }
            (Left::Apart, _) => {
                self.read -= 1;
                self.read_cents -= own;
                self.apart.add(foreign.as_ref().map_or(cents, |(original, _)| *original));
            }
        }
        if let Some((original, sums)) = foreign {
            sums.kept.take(original);
            sums.converted_cents -= own;
            match left {
                Left::Duplicate => sums.duplicates.add(original),
                Left::Apart => sums.read.take(original),
            }
        }
    }

    /// Counts a rejected row as apart, and in its other currency.
    pub fn put_rejected_apart(&mut self, rejected: &Rejected, foreign: Option<&mut Foreign>) {
        let cents = rejected.cents.unwrap_or(0);
        self.rejected -= 1;
        self.read -= 1;
        self.apart.add(cents);
        let Some(sums) = foreign else {
            self.rejected_cents -= i128::from(cents);
            self.read_cents -= i128::from(cents);
            return;
        };
        sums.rejected.take(cents);
        sums.read.take(cents);
        if is_held_out(rejected.code) {
            sums.held_out.take(cents);
        }
    }
}
