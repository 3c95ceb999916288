//! The published table of firms: how many there are here and in the whole country, by industry.

use std::path::Path;

use crate::classify::purchases::BUYER;
use crate::firms::OfIndustry;
use vire_formats::parquet;
use vire_formats::table::{Column, Of, Table, column, heads, joined, some};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SECTORS;

/// The table as its readers know it.
pub const FIRMS: Table = Table {
    name: "firms",
    about: "year, area and industry; of runs whose pipeline file has counts of firms",
    columns: &joined::<_, _, { 1 + COLUMNS.len() }>([BUYER], heads(&COLUMNS)),
};

pub const COLUMNS: [Column<Of<OfIndustry>>; 6] = [
    column("year", "year of the counts", Of::Int(|r: &OfIndustry| Some(r.year))).required(),
    column("area", "home: the home municipalities; country: all of the country", Of::Text(|r| some(r.area.code()))),
    column("industry", "digits of the industry's code; 00 where it is not known", Of::Text(|r| some(&*r.industry))),
    column(
        "sector",
        "id of the sector that its firms sell in; empty where the industry says little of what they sell",
        Of::Text(|r| some(r.sector.map_or("", |sector| SECTORS[usize::from(sector)].id.as_str()))),
    ),
    column("firms", "firms or establishments, as the source counts", Of::Long(|r| i64::try_from(r.count.firms).ok())),
    column(
        "staff",
        "how many work in them; null where the source does not tell all of them",
        Of::Money(|r| r.count.staff.map(i128::from)),
    ),
];

/// Writes `firms.parquet`.
pub fn write(buyer: &Buyer, rows: &[OfIndustry], to: &Path) -> anyhow::Result<()> {
    parquet::write_of(&[(BUYER, &buyer.name)], &COLUMNS, rows, to)
}
