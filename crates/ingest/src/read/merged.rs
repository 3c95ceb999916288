//! Cells that are merged downwards: what stands in the first of them holds for all.

use calamine::Dimensions;

use super::cell::{Cell, OwnedCell};

/// Texts and days of a sheet's merged cells; amounts are not said again.
#[derive(Default)]
pub struct Merged(Vec<(Dimensions, OwnedCell)>);

impl Merged {
    /// Of merged regions, each from a first to a last row and column.
    pub fn new(regions: Vec<Dimensions>) -> Self {
        let down = regions.into_iter().filter(|region| region.start.0 < region.end.0);
        Self(down.map(|region| (region, OwnedCell::Empty)).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Remembers what stands in the first cells of regions that begin in this line.
    pub fn begin<'c>(&mut self, line: u32, cell: impl Fn(usize) -> Cell<'c>) {
        for (region, held) in self.0.iter_mut().filter(|(region, _)| region.start.0 == line) {
            let first = cell(region.start.1 as usize);
            *held = if matches!(first, Cell::Text(_) | Cell::Date(_)) { first.to_owned() } else { OwnedCell::Empty };
        }
    }

    /// Columns of a line, and what stands for the blank cells there.
    pub fn below(&self, line: u32) -> impl Iterator<Item = (usize, Cell<'_>)> {
        let within = move |region: &Dimensions| region.start.0 < line && line <= region.end.0;
        let cells = self.0.iter().filter(move |(region, _)| within(region));
        cells.map(|(region, held)| (region.start.1 as usize, held.borrow())).filter(|(_, cell)| !cell.is_blank())
    }
}
