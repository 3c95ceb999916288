//! The published small tables: who sold what in which year, and how large the postings were. Reports are drawn from
//! them, and they are small enough for a spreadsheet.

use std::path::Path;

use super::OF_BUYER;
use crate::classify::PUBLIC_BODIES;
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::classify::spend::Cell;
use vire_base::sum::Sum;
use vire_formats::table::{Column, Of, Table, column, heads, joined};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SECTORS;

/// `spend.parquet` as its readers know it.
pub const SPEND: Table = Table {
    name: "spend",
    about: "external purchases of one year, scope, supplier and sector",
    columns: &joined::<_, _, { OF_BUYER.len() + Spend::COLUMNS.len() }>(OF_BUYER, heads(&Spend::COLUMNS)),
};

/// `sizes.parquet` as its readers know it.
pub const SIZES: Table = Table {
    name: "sizes",
    about: "external postings of one year, scope, sector, ring and value band",
    columns: &joined::<_, _, { OF_BUYER.len() + Size::COLUMNS.len() }>(OF_BUYER, heads(&Size::COLUMNS)),
};

/// A sum with its year, whether it is of public bodies, and what else it is divided by.
pub struct Row<T> {
    year: i32,
    public: bool,
    sector: &'static str,
    of: T,
    sum: Sum,
}

/// The supplier, and how far it was in the year.
pub struct Spend<'a> {
    key: &'a str,
    ring: &'static str,
}

/// Ring and value band.
pub struct Size<'a> {
    ring: &'static str,
    band: &'a str,
}

impl Spend<'_> {
    pub const COLUMNS: [Column<Of<Row<Self>>>; 7] = [
        year(),
        scope(),
        column(
            "supplier",
            "key of the supplier; suppliers.parquet tells who it is",
            Of::Text(|r: &Row<Self>| Some(r.of.key.into())),
        )
        .required(),
        sector(),
        column(
            "ring",
            "how far from home the supplier was at the end of the year",
            Of::Text(|r: &Row<Self>| Some(r.of.ring.into())),
        )
        .required(),
        amount(),
        lines(),
    ];
}

impl Size<'_> {
    pub const COLUMNS: [Column<Of<Row<Self>>>; 7] = [
        year(),
        scope(),
        sector(),
        column(
            "ring",
            "how far from home the supplier was at the end of the year",
            Of::Text(|r: &Row<Self>| Some(r.of.ring.into())),
        )
        .required(),
        column("value_band", "value band of the single posting", Of::Text(|r: &Row<Self>| Some(r.of.band.into())))
            .required(),
        amount(),
        lines(),
    ];
}

const fn year<T>() -> Column<Of<Row<T>>> {
    column("year", "year of the posting; 0 without a date", Of::Int(|r: &Row<T>| Some(r.year))).ranged().required()
}

const fn scope<T>() -> Column<Of<Row<T>>> {
    let of = Of::Text(|r: &Row<T>| Some(if r.public { PUBLIC_BODIES } else { "in" }.into()));
    column("scope", "in: market; public-bodies; what is left out is not in this table", of).required()
}

const fn sector<T>() -> Column<Of<Row<T>>> {
    column("sector", "id of the sector", Of::Text(|r: &Row<T>| Some(r.sector.into()))).required()
}

const fn amount<T>() -> Column<Of<Row<T>>> {
    let of = Of::Money(|r: &Row<T>| Some(r.sum.cents));
    column("amount", "sum of the lines", of).ranged().distinct().required()
}

const fn lines<T>() -> Column<Of<Row<T>>> {
    let of = Of::Long(|r: &Row<T>| i64::try_from(r.sum.lines).ok());
    column("lines", "posting lines", of).ranged().required()
}

/// Writes `spend.parquet` and `sizes.parquet`: external purchases only.
pub fn write(buyer: &Buyer, decisions: &Decisions, cube: &Cube, folder: &Path) -> anyhow::Result<()> {
    let thresholds = buyer.thresholds();
    let bands = &thresholds.band_codes();
    let mut cells: Vec<&Cell> = cube.spend.cells().iter().collect();
    cells.sort_by_key(|((year, ..), _)| *year);
    let spend = cells.into_iter().map(|&((year, number, sector), sum)| {
        let supplier = &decisions.suppliers[number as usize];
        let of = Spend { key: &supplier.key, ring: decisions.ring(number, year).code() };
        Row { year, public: supplier.kind.is_public(), sector: id(sector), of, sum }
    });
    super::write(buyer, &Spend::COLUMNS, &with_lines(spend), &folder.join("spend.parquet"))?;
    let sizes = cube.years.iter().flat_map(|(&year, sums)| {
        sums.sizes().flat_map(move |(band, number, ring, pair)| {
            [(pair[0], false), (pair[1], true)].map(|(sum, public)| {
                let of = Size { ring: ring.code(), band: bands[band] };
                Row { year, public, sector: id(number), of, sum }
            })
        })
    });
    super::write(buyer, &Size::COLUMNS, &with_lines(sizes), &folder.join("sizes.parquet"))
}

fn id(sector: u8) -> &'static str {
    &SECTORS[usize::from(sector)].id
}

fn with_lines<T>(rows: impl Iterator<Item = Row<T>>) -> Vec<Row<T>> {
    rows.filter(|row| row.sum.lines > 0).collect()
}
