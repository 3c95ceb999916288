//! The published table of moves: where suppliers were before they were where they are now.

use std::path::Path;

use crate::classify::purchases::BUYER;
use crate::suppliers::{Stay, Supplier};
use vire_formats::parquet;
use vire_formats::table::{Column, Of, Table, column, heads, joined, some};
use vire_reference::buyer::Buyer;

/// The table as its readers know it.
pub const MOVES: Table = Table {
    name: "moves",
    about: "one place in which a supplier was that has moved, by a register with dates",
    columns: &joined::<_, _, { 1 + Row::COLUMNS.len() }>([BUYER], heads(&Row::COLUMNS)),
};

pub struct Row<'a> {
    supplier: &'a str,
    stay: Stay,
}

impl Row<'_> {
    pub const COLUMNS: [Column<Of<Self>>; 5] = [
        column("supplier", "key of the supplier", Of::Text(|r: &Self| Some(r.supplier.into()))).required(),
        column(
            "valid_from",
            "first day there; none for the first place; the last day is that before the next place's first",
            Of::Day(|r| r.stay.from),
        ),
        column("municipality", "code of the municipality", Of::Text(|r| some(&r.stay.municipality.code))),
        column("municipality_name", "name of the municipality", Of::Text(|r| some(&r.stay.municipality.name))),
        column("ring", "how far from home", Of::Text(|r| some(r.stay.ring.code()))),
    ];
}

/// Writes `moves.parquet`, the places of each supplier from the oldest to that of now.
pub fn write(buyer: &Buyer, suppliers: &[Supplier], to: &Path) -> anyhow::Result<()> {
    let stays = suppliers.iter().flat_map(|s| s.stays.iter().map(move |stay| (s, stay)));
    let rows: Vec<Row<'_>> = stays.map(|(s, stay)| Row { supplier: &s.key, stay: *stay }).collect();
    parquet::write_of(&[(BUYER, &buyer.name)], &Row::COLUMNS, &rows, to)
}
