//! Rows of a table that are exact copies of earlier ones.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use crate::read::hash::hash as hash_of_text;
use crate::read::{Cell, Row};
use vire_base::parallel;

/// Remembers each row by a hash, and its voucher and line number where the table has both.
#[derive(Default)]
pub struct Repeats {
    key_columns: Option<[usize; 2]>,
    /// By the first bits of the hash, so that threads can sort them side by side.
    rows: [Vec<u64>; 1 << FIRST_BITS],
    /// Hashes of voucher and line number with the hash of the row, where the table has both numbers.
    keys: Vec<(u64, u64)>,
    /// Rows met, when copies are to be told while reading.
    met: Option<FxHashSet<u64>>,
    /// Where rows are written together.
    room: String,
}

const FIRST_BITS: u32 = 4;

/// What the copies of a table are.
pub struct Copies {
    pub rows: u64,
    /// Voucher and line number tell every posting apart, so that a copy is the same posting once more.
    pub same_posting: bool,
}

impl Repeats {
    /// `key_columns` are those of voucher and line number. With `tell`, `add` says which rows are copies.
    pub fn new(key_columns: Option<[usize; 2]>, tell: bool) -> Self {
        Self { key_columns, met: tell.then(FxHashSet::default), ..Self::default() }
    }

    /// Takes a row in; true when it is a copy of an earlier one and copies are told.
    pub fn add(&mut self, row: Row<'_>) -> bool {
        let hashed = match row.text(&mut self.room) {
            Some(text) => hash_of_text(text),
            None => hash(row.cells()),
        };
        if let Some(met) = &mut self.met {
            return !met.insert(hashed);
        }
        self.rows[(hashed >> (u64::BITS - FIRST_BITS)) as usize].push(hashed);
        if let Some(columns) = self.key_columns {
            self.keys.push((hash(columns.iter().map(|i| row.cell(*i))), hashed));
        }
        false
    }

    pub fn copies(mut self) -> Copies {
        let same_posting = !self.keys.is_empty() && self.keys_tell_rows_apart();
        let copies = |rows: &mut Vec<u64>| {
            let all = rows.len();
            rows.sort_unstable();
            rows.dedup();
            (all - rows.len()) as u64
        };
        let (some, others) = self.rows.split_at_mut(1 << (FIRST_BITS - 1));
        let count = |parts: &mut [Vec<u64>]| parts.iter_mut().map(copies).sum::<u64>();
        let (some, others) = parallel::both(2, || count(some), || count(others));
        Copies { rows: some + others, same_posting }
    }

    /// No two different rows share a voucher and line number.
    fn keys_tell_rows_apart(&mut self) -> bool {
        self.keys.sort_unstable();
        self.keys.windows(2).all(|pair| pair[0].0 != pair[1].0 || pair[0].1 == pair[1].1)
    }
}

/// The same for rows that say the same in the same columns, however they were read.
fn hash<'c>(cells: impl Iterator<Item = Cell<'c>>) -> u64 {
    let mut hasher = FxHasher::default();
    for cell in cells {
        match cell {
            Cell::Empty => hasher.write_u8(0),
            Cell::Text(text) => text.hash(&mut hasher),
            Cell::Number(n) => hasher.write_u64(n.to_bits()),
            Cell::Date(days) => hasher.write_i32(days),
            Cell::Error(error) => error.hash(&mut hasher),
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Rows;

    fn copies(rows: &[[&str; 3]]) -> Copies {
        let mut repeats = Repeats::new(Some([0, 1]), false);
        for cells in rows {
            repeats.add(Rows::of_row(1, cells.map(Cell::Text)).row(0));
        }
        repeats.copies()
    }

    #[test]
    fn a_key_that_tells_rows_apart_makes_copies_the_same_posting() {
        let found = copies(&[["1", "1", "a"], ["1", "2", "b"], ["1", "2", "b"]]);
        assert_eq!((found.rows, found.same_posting), (1, true));
        let found = copies(&[["1", "1", "a"], ["1", "2", "b"], ["1", "2", "b"], ["1", "1", "c"]]);
        assert_eq!((found.rows, found.same_posting), (1, false));
    }

    #[test]
    fn numbers_in_other_columns_are_no_copies() {
        let mut repeats = Repeats::new(None, false);
        for cells in [
            [Cell::Text("a"), Cell::Number(1.0), Cell::Empty],
            [Cell::Text("a"), Cell::Empty, Cell::Number(1.0)],
            [Cell::Number(1.0), Cell::Text("a"), Cell::Empty],
        ] {
            repeats.add(Rows::of_row(1, cells).row(0));
        }
        assert_eq!(repeats.copies().rows, 0);
    }
}
