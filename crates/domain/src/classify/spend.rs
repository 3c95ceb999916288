//! What each supplier sold in each year and sector: most lines are of a cell of their own, so they are gathered, sorted
//! and joined some at a time instead of being looked up one by one.

use vire_base::sum::Sum;

/// A sum by year, supplier and sector.
pub type Cell = ((i32, u32, u8), Sum);

/// Lines gathered before they are joined to the cells.
const GATHERED: usize = 1 << 20;

#[derive(Default)]
pub struct Spend {
    cells: Vec<Cell>,
    gathered: Vec<(Key, i64)>,
}

/// Supplier, year, sector.
type Key = (u32, i32, u8);

fn key(((year, supplier, sector), _): &Cell) -> Key {
    (*supplier, *year, *sector)
}

impl Spend {
    pub fn add(&mut self, year: i32, supplier: u32, sector: u8, cents: i64) {
        self.gathered.push(((supplier, year, sector), cents));
        if self.gathered.len() >= GATHERED {
            self.join();
        }
    }

    /// Joins the lines gathered so far to the cells.
    pub fn join(&mut self) {
        let mut gathered = std::mem::take(&mut self.gathered);
        // One number for supplier and year sorts faster than two; the first bit turned puts negative numbers first.
        let year = |year: i32| u64::from(year as u32 ^ 1 << 31);
        gathered.sort_unstable_by_key(|((s, y, sector), _)| (u64::from(*s) << 32 | year(*y), *sector));
        let mut before = std::mem::take(&mut self.cells).into_iter().peekable();
        for lines in gathered.chunk_by(|(a, _), (b, _)| a == b) {
            let at @ (supplier, year, sector) = lines[0].0;
            while let Some(cell) = before.next_if(|cell| key(cell) < at) {
                self.cells.push(cell);
            }
            let mut sum = before.next_if(|cell| key(cell) == at).map_or(Sum::default(), |(_, sum)| sum);
            lines.iter().for_each(|(_, cents)| sum.add(*cents));
            self.cells.push(((year, supplier, sector), sum));
        }
        self.cells.extend(before);
    }

    /// Takes in cells of years that no line was added to.
    pub fn take_in(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.cells.extend(cells);
        self.cells.sort_unstable_by_key(key);
    }

    /// All cells with lines, by supplier, year and sector; call [`Self::join`] before.
    pub fn cells(&self) -> &[Cell] {
        debug_assert!(self.gathered.is_empty());
        &self.cells
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn cells_are_the_sums_of_their_lines() {
        let mut spend = Spend::default();
        let mut expected: BTreeMap<Key, (u64, i128)> = BTreeMap::new();
        let mut state = 1u64;
        for line in 0..50_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (supplier, year, sector) =
                ((state >> 40) as u32 % 3_000, 2020 + (state >> 30) as i32 % 3, state as u8 % 4);
            let cents = (state >> 20) as i64 % 1_000 - 500;
            spend.add(year, supplier, sector, cents);
            let (lines, sum) = expected.entry((supplier, year, sector)).or_default();
            (*lines, *sum) = (*lines + 1, *sum + i128::from(cents));
            if line % 7_000 == 0 {
                spend.join();
            }
        }
        spend.join();
        let cells = spend.cells().iter().map(|cell| (key(cell), (cell.1.lines, cell.1.cents)));
        assert!(cells.eq(expected));
    }
}
