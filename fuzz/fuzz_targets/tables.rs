#![no_main]

use libfuzzer_sys::fuzz_target;
use vire_fuzz::holds_together;
use vire_ingest::line::{Batch, Forced};
use vire_ingest::read::cell::ERRORS;
use vire_ingest::read::{Cell, Sink};
use vire_ingest::stage::inspect;

/// A cell as a line of text writes it: `=12.5` a number, `@19000` a day, `!` an error, anything else a text.
fn cell(text: &str) -> Cell<'_> {
    match text.split_at_checked(1) {
        Some(("=", number)) => number.parse().map_or(Cell::Text(text), Cell::Number),
        Some(("@", days)) => days.parse().map_or(Cell::Text(text), |days: i16| Cell::Date(days.into())),
        Some(("!", _)) => Cell::Error(ERRORS[0]),
        Some(_) => Cell::Text(text),
        None => Cell::Empty,
    }
}

// Rows are lines, cells are parted by tabs, and a form feed begins another sheet.
fuzz_target!(|text: &str| {
    let settings = inspect::settings("FI");
    let mut forced = Forced::default();
    // A file is read until its columns' readings are settled; that must come to an end.
    for pass in 0.. {
        let mut kept = 0;
        let mut emit = |batch: arrow_array::RecordBatch| {
            kept += Batch::of(&batch).map_or(0, |b| b.cents.iter().map(|c| i128::from(*c)).sum());
            Ok(())
        };
        let walk = |sink: &mut dyn Sink| {
            for sheet in text.split('\u{c}') {
                sink.sheet("x", false)?;
                for (row, line) in sheet.lines().enumerate() {
                    let cells: Vec<Cell<'_>> = line.split('\t').map(cell).collect();
                    if sink.row(row as u32 + 1, &cells)?.is_break() {
                        break;
                    }
                }
                sink.sheet_end()?;
            }
            Ok(())
        };
        let Ok((sidecar, corrected, open)) =
            vire_ingest::line::pass(("x".as_ref(), "".as_ref()), &settings, &forced, walk, &mut emit)
        else {
            return; // without a table
        };
        holds_together(&sidecar, kept);
        if corrected == forced || !open.is_empty() {
            return;
        }
        assert!(pass < 4, "{corrected:?} after {forced:?}");
        forced = corrected;
    }
});
