//! What suppliers sold, from the cells of the cube.

use vire_base::sum::Sum;
use vire_domain::classify::spend::Cell;
use vire_reference::sectors::{SECTORS, SectorNo};
use vire_reference::thresholds::ThresholdKind;

/// The member of `sector` that stands for all purchases from a supplier in the year.
pub(super) const ALL_SECTORS: &str = "all";

pub(super) fn sector(number: u8) -> &'static str {
    &SECTORS[usize::from(number)].id
}

/// What one supplier sold in one year.
pub(super) struct SupplierYear<'a> {
    pub year: i32,
    pub supplier: u32,
    cells: &'a [Cell],
    pub whole: Sum,
}

impl SupplierYear<'_> {
    /// The sum of each sector, then the whole under no sector.
    pub fn sums(&self) -> impl Iterator<Item = (Option<SectorNo>, Sum)> {
        let by_sector = self.cells.iter().map(|((.., sector), sum)| (Some(*sector), *sum));
        by_sector.chain([(None, self.whole)])
    }

    /// The sum of what thresholds are for; none of a supplier of nothing else.
    pub fn held_against_thresholds(&self) -> Option<Sum> {
        let held = |sector: SectorNo| SECTORS[usize::from(sector)].threshold_kind != ThresholdKind::Outside;
        let held = self.cells.iter().filter(|((.., sector), _)| held(*sector)).map(|(_, sum)| *sum);
        held.reduce(|mut all, sum| {
            all += sum;
            all
        })
    }
}

/// `cells` are in order of supplier and year.
pub(super) fn supplier_years_of(cells: &[Cell]) -> impl Iterator<Item = SupplierYear<'_>> {
    let together = cells.chunk_by(|((y1, s1, _), _), ((y2, s2, _), _)| (y1, s1) == (y2, s2));
    together.map(|cells| {
        let (year, supplier, _) = cells[0].0;
        let mut whole = Sum::default();
        cells.iter().for_each(|(_, sum)| whole += *sum);
        SupplierYear { year, supplier, cells, whole }
    })
}
