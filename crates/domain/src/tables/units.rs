//! The published table of units: what those that exports name are called in figures.

use std::path::Path;

use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::classify::purchases::BUYER;
use crate::units::Level;
use vire_formats::parquet;
use vire_formats::table::{Column, Of, Table, column, heads, joined, some};
use vire_reference::buyer::Buyer;

/// The table as its readers know it.
pub const UNIT_NAMES: Table = Table {
    name: "unit_names",
    about: "one name of a unit in exports, in one accounting year of the run; of runs whose exports name units",
    columns: &joined::<_, _, { 1 + Row::COLUMNS.len() }>([BUYER], heads(&Row::COLUMNS)),
};

pub struct Row<'a> {
    year: i32,
    written: &'a str,
    unit: &'a str,
    /// Empty where no table of units gives departments.
    department: &'a str,
}

impl Row<'_> {
    pub const COLUMNS: [Column<Of<Self>>; 4] = [
        column(
            "year",
            "accounting year, by the calendar year in which it begins; 0 without a date",
            Of::Int(|r: &Self| Some(r.year)),
        )
        .required(),
        column(
            "written",
            "the unit as purchases have it, else the buyer where a file names several; empty where neither is named",
            Of::Text(|r: &Self| Some(r.written.into())),
        )
        .required(),
        column("unit", "what figures call it; unknown where none is named", Of::Text(|r: &Self| Some(r.unit.into())))
            .required(),
        column(
            "department",
            "the level above; null where no table of units gives departments",
            Of::Text(|r: &Self| some(r.department)),
        ),
    ];
}

/// Writes `unit_names.parquet`: every name in every year, whether it has lines in it or not.
pub fn write(buyer: &Buyer, decisions: &Decisions, cube: &Cube, to: &Path) -> anyhow::Result<()> {
    let units = &decisions.units;
    let parties = 0..decisions.parties.len() as u32;
    let row = |year: i32, party: u32, written| {
        let unit = units.of(party, year);
        let department = units.department(unit);
        Row {
            year,
            written,
            unit: units.name(Level::Unit, unit),
            department: if units.have_departments() { units.name(Level::Department, department) } else { "" },
        }
    };
    let of_year = |year: i32| parties.clone().map(move |party| (year, party, units.written(party)));
    let mut rows: Vec<Row<'_>> = cube
        .years
        .keys()
        .flat_map(|year| of_year(*year))
        .map(|(year, party, written)| row(year, party, written))
        .collect();
    rows.sort_by_key(|row| (row.year, row.written));
    rows.dedup_by_key(|row| (row.year, row.written));
    parquet::write_of(&[(BUYER, &buyer.name)], &Row::COLUMNS, &rows, to)
}
