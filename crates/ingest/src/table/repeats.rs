//! Rows of a table that are exact copies of earlier ones.

use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

use rustc_hash::{FxHashSet, FxHasher};

use crate::read::hash::hash as hash_of_text;
use crate::read::{Cell, Row};
use vire_base::spill::Spill;

/// Hashes of a table that are held in memory at most: 128 MB of rows, and as much of vouchers.
const HELD: usize = 1 << 24;

/// Remembers each row by a hash, and its buyer, voucher and line number where the table has the last two.
pub struct Repeats {
    key_columns: Option<Vec<usize>>,
    taken: u64,
    rows: Spill,
    /// Hashes of voucher and line number, where the table has both.
    keys: Spill,
    /// Rows met, when copies are to be told while reading.
    met: Option<FxHashSet<u64>>,
    /// Where rows are written together.
    room: String,
}

/// What the copies of a table are.
pub struct Copies {
    pub rows: u64,
    /// Voucher and line number tell every posting apart, so that a copy is the same posting once more.
    pub same_posting: bool,
}

impl Repeats {
    /// `key_columns` are those of voucher, line number and buyer. With `tell`, `add` says which rows are copies. What does not fit
    /// into memory lies in a file in `scratch`.
    pub fn new(key_columns: Option<Vec<usize>>, tell: bool, scratch: &Path) -> Self {
        let [rows, keys] = [(); 2].map(|()| Spill::new(HELD, scratch));
        Self { key_columns, taken: 0, rows, keys, met: tell.then(FxHashSet::default), room: String::new() }
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
        self.taken += 1;
        self.rows.add(hashed);
        if let Some(columns) = &self.key_columns {
            self.keys.add(hash(columns.iter().map(|i| row.cell(*i))));
        }
        false
    }

    /// # Errors
    /// When the disk failed.
    pub fn copies(self) -> io::Result<Copies> {
        let different =
            |hashes: Spill| -> io::Result<u64> { Ok(hashes.count(2, |part| part.len() as u64)?.into_iter().sum()) };
        let rows = different(self.rows)?;
        // A row has one voucher and line number, so that as many of these as rows are one for each row.
        let same_posting = self.key_columns.is_some() && different(self.keys)? == rows && rows > 0;
        Ok(Copies { rows: self.taken - rows, same_posting })
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
        let mut repeats = Repeats::new(Some(vec![0, 1]), false, Path::new(""));
        for cells in rows {
            repeats.add(Rows::of_row(1, cells.map(Cell::Text)).row(0));
        }
        repeats.copies().unwrap()
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
        let mut repeats = Repeats::new(None, false, Path::new(""));
        for cells in [
            [Cell::Text("a"), Cell::Number(1.0), Cell::Empty],
            [Cell::Text("a"), Cell::Empty, Cell::Number(1.0)],
            [Cell::Number(1.0), Cell::Text("a"), Cell::Empty],
        ] {
            repeats.add(Rows::of_row(1, cells).row(0));
        }
        assert_eq!(repeats.copies().unwrap().rows, 0);
    }
}
