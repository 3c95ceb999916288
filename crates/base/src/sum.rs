//! Lines and what they sum to.

use derive_more::AddAssign;
use serde::{Deserialize, Serialize};

/// Some lines and the sum of their cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AddAssign)]
pub struct Sum {
    pub lines: u64,
    pub cents: i128,
}

impl Sum {
    /// Counts one more line.
    pub fn add(&mut self, cents: i64) {
        self.lines += 1;
        self.cents += i128::from(cents);
    }

    /// Counts a line no more.
    pub fn take(&mut self, cents: i64) {
        self.lines -= 1;
        self.cents -= i128::from(cents);
    }
}
