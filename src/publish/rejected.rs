//! The published table of rows that were not taken.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray, UInt32Array};

use vire_ingest::StagedFile;
use vire_ingest::line::Rejected;

/// The columns of the rejected table with their descriptions.
pub const COLUMNS: [(&str, &str); 8] = [
    ("source_file", "input file"),
    ("source_sheet", "sheet of the input file"),
    ("source_row", "row in the sheet, from 1"),
    ("field", "the field that could not be taken"),
    ("value", "what stood there, personal ids masked"),
    (
        "code",
        "unreadable-amount, missing-amount, uncomputed-formula, amount-alone, unreadable-date, other-currency, no-rate",
    ),
    ("message", "the reason in words"),
    ("amount", "the row's amount in its own currency, when at least that could be read"),
];

pub fn write(files: &[StagedFile], to: &Path) -> anyhow::Result<()> {
    let rows: Vec<(&StagedFile, &Rejected)> =
        files.iter().flat_map(|f| f.sidecar.rejected.iter().map(move |r| (f, r))).collect();
    let text = |part: &dyn for<'r> Fn(&'r Rejected) -> &'r str| -> ArrayRef {
        Arc::new(rows.iter().map(|(_, r)| Some(part(r)).filter(|t| !t.is_empty())).collect::<StringArray>())
    };
    let amounts: Decimal128Array = rows.iter().map(|(_, r)| r.cents.map(i128::from)).collect();
    let columns: [ArrayRef; 8] = [
        Arc::new(rows.iter().map(|(f, _)| Some(f.name.as_str())).collect::<StringArray>()),
        text(&|r| &r.sheet),
        Arc::new(rows.iter().map(|(_, r)| Some(r.row)).collect::<UInt32Array>()),
        text(&|r| &r.field),
        text(&|r| &r.value),
        text(&|r| r.code.name()),
        text(&|r| &r.message),
        Arc::new(amounts.with_precision_and_scale(18, 2)?),
    ];
    let names = COLUMNS.iter().map(|(name, _)| *name);
    let batch = RecordBatch::try_from_iter_with_nullable(names.zip(columns).map(|(n, c)| (n, c, true)))?;
    vire_formats::parquet::write(&batch, &COLUMNS, to)
}
