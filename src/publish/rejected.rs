//! The published table of rows that were not taken.

use std::path::Path;

use vire_formats::table::{Column, Of, Table, column, heads, some};
use vire_ingest::StagedFile;
use vire_ingest::line::Rejected;

/// The table as its readers know it.
pub const REJECTED: Table =
    Table { name: "rejected", about: "one row that could not be read", columns: &heads(&Row::COLUMNS) };

/// A rejected row and its file.
pub struct Row<'a> {
    file: &'a StagedFile,
    row: &'a Rejected,
}

impl Row<'_> {
    pub const COLUMNS: [Column<Of<Self>>; 8] = [
        column("source_file", "input file", Of::Text(|r| some(&r.file.name))),
        column("source_sheet", "sheet of the input file", Of::Text(|r| some(&r.row.sheet))),
        column("source_row", "row in the sheet, from 1", Of::Int(|r: &Self| i32::try_from(r.row.row).ok()))
            .ranged()
            .distinct(),
        column("field", "the field that could not be taken", Of::Text(|r| some(&r.row.field))),
        column("value", "what stood there, personal ids masked", Of::Text(|r: &Self| some(&r.row.value))).ranged(),
        column(
            "code",
            "unreadable-amount, missing-amount, uncomputed-formula, amount-alone, unreadable-date, other-currency, no-rate, torn-row",
            Of::Text(|r| some(r.row.code.name())),
        ),
        column("message", "the reason in words", Of::Text(|r| some(&r.row.message))),
        column(
            "amount",
            "the row's amount in its own currency, when at least that could be read",
            Of::Money(|r: &Self| r.row.cents.map(i128::from)),
        )
        .ranged()
        .distinct(),
    ];
}

pub fn write(files: &[StagedFile], to: &Path) -> anyhow::Result<()> {
    let rows: Vec<Row<'_>> =
        files.iter().flat_map(|file| file.sidecar.rejected.iter().map(move |row| Row { file, row })).collect();
    vire_formats::parquet::write(&Row::COLUMNS, &rows, to)
}
