//! What guarded suppliers sold to each unit: one more way in which figures divide what they sold.

use std::collections::BTreeMap;
use std::ops::Range;

use super::guarded::{BySupplier, Sold, SoldInSectors};
use super::parts::{Part, Parts, Shares};
use vire_indicators::Figure;
use vire_indicators::subject::Subject;
use vire_reference::sectors::SectorNo;

/// A unit and its department.
pub type Unit<'a> = (&'a str, &'a str);

/// By year, sector and supplier, what it sold to each unit.
pub type ByUnit<'a> = BTreeMap<(i32, SectorNo, usize), Vec<(Unit<'a>, i128)>>;

/// Of more parts than these it is not asked what follows from several sums together; one that has any of them is hidden.
pub const MOST_PARTS: usize = 4_000;

/// Whether a figure is of one unit or department.
pub fn is_of_unit(figure: &Figure) -> bool {
    Subject::of(figure).is_some_and(|subject| subject.unit.is_some())
}

/// The parts of a year, each divided by unit.
pub struct Split<'a> {
    pub parts: Parts<'a>,
    /// By number of the undivided part, the numbers of those that it was divided into.
    pub of_part: Vec<Range<u32>>,
}

/// Divides the parts of a year by unit; none where nobody's units are known.
pub fn split<'a>(year: i32, parts: &Parts<'a>, by_unit: &ByUnit<'a>) -> Option<Split<'a>> {
    if by_unit.is_empty() {
        return None;
    }
    let mut split = Split { parts: Vec::new(), of_part: Vec::with_capacity(parts.len()) };
    for (part, shares) in parts {
        let mut units: BTreeMap<Unit<'a>, Shares> = BTreeMap::new();
        for (supplier, sold) in shares {
            let sector = vire_reference::sectors::by_id(part.sector)?;
            for (unit, cents) in by_unit.get(&(year, sector, *supplier)).into_iter().flatten() {
                units.entry(*unit).or_default().push((*supplier, Sold { is_person: sold.is_person, cents: *cents }));
            }
        }
        let from = split.parts.len() as u32;
        let of_unit = |((unit, department), shares): (Unit<'a>, Shares)| (Part { unit, department, ..*part }, shares);
        split.parts.extend(units.into_iter().map(of_unit));
        split.of_part.push(from..split.parts.len() as u32);
    }
    Some(split)
}

/// What is guarded, with the persons whose sales of a sector come to nothing in the year, but not by unit.
pub fn with_those_at_zero(sold: &SoldInSectors, by_unit: &ByUnit<'_>) -> SoldInSectors {
    let mut all = sold.clone();
    for (year, sector, supplier) in by_unit.keys() {
        let of_sector: &mut BySupplier = all.entry((*year, *sector)).or_default();
        of_sector.entry(*supplier).or_insert(Sold { is_person: true, cents: 0 });
    }
    all
}
