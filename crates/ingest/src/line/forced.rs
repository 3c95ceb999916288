//! What an earlier pass over a file found.

use std::collections::{BTreeMap, BTreeSet};

use super::doubles::Double;
use crate::table::Field;
use vire_base::amount::DecimalMark;
use vire_base::date::DateOrder;

/// Column readings found by an earlier pass over the same file, by table and field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forced {
    pub decimals: BTreeMap<(u32, Field), DecimalMark>,
    pub orders: BTreeMap<(u32, Field), DateOrder>,
    /// Tables whose credits are negative amounts.
    pub signed_credits: BTreeSet<u32>,
    /// Tables whose repeated rows are the same posting once more.
    pub copies: BTreeSet<u32>,
    /// Rows of tables that are totals of the rows below them.
    pub heads: BTreeSet<(u32, u32)>,
    /// Sheets that say once more what others say.
    pub doubles: BTreeMap<String, Double>,
}

impl Forced {
    /// The rows of a table that are totals of the rows below them.
    pub fn heads_of(&self, table: u32) -> BTreeSet<u32> {
        self.heads.range((table, 0)..=(table, u32::MAX)).map(|(_, row)| *row).collect()
    }
}
