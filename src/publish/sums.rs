//! Whether all sums fit the tables that hold them.

use anyhow::Context;
use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;

use vire_base::amount::format_cents;
use vire_domain::classify::partitions::Written;
use vire_formats::{columns, parquet};
use vire_ingest::StagedFile;

/// The largest `DECIMAL(18,2)`, in cents.
const MOST: i128 = 999_999_999_999_999_999;
/// Rows that are named when they sum to more.
const NAMED: usize = 3;

/// What is wrong when the lines, credit notes counted as positive, sum to more than a table's amounts may be: then some
/// sum of them might not fit. No municipality buys for so much, so that an amount is likely read from a wrong column.
pub fn fit(files: &[StagedFile], written: &[Written]) -> anyhow::Result<Option<String>> {
    let control = vire_ingest::total(files);
    let all = control.kept_cents - 2 * control.negative_cents;
    if all <= MOST {
        return Ok(None);
    }
    let (all, most) = (format_cents(all), format_cents(MOST));
    let rows = largest(written)?.join(", ");
    Ok(Some(format!("the amounts sum to {all}, more than the tables hold ({most}); the largest are in {rows}")))
}

/// The rows with the largest amounts of either sign, with file, sheet and row.
fn largest(written: &[Written]) -> anyhow::Result<Vec<String>> {
    let mut found: Vec<(i128, String)> = Vec::new();
    for file in written {
        for batch in parquet::stream(&file.path, &["amount", "source_file", "source_sheet", "source_row"])? {
            found.extend(rows(&batch?)?);
            found.sort_by_key(|(cents, row)| (std::cmp::Reverse(cents.abs()), row.clone()));
            found.truncate(NAMED);
        }
    }
    Ok(found.into_iter().map(|(cents, row)| format!("{row} ({})", format_cents(cents))).collect())
}

/// The largest rows of a batch.
fn rows(batch: &RecordBatch) -> anyhow::Result<Vec<(i128, String)>> {
    let column = |name: &str| batch.column_by_name(name).with_context(|| format!("no column \"{name}\""));
    let amounts = column("amount")?.as_primitive::<Decimal128Type>();
    let (files, sheets) = (column("source_file")?.as_string::<i32>(), column("source_sheet")?.as_string::<i32>());
    let numbers = columns::ints(batch, "source_row")?;
    let mut at: Vec<usize> = (0..batch.num_rows()).collect();
    at.sort_by_key(|row| std::cmp::Reverse(amounts.value(*row).abs()));
    let place = |row: usize| match sheets.value(row) {
        "" => format!("{} row {}", files.value(row), numbers.value(row)),
        sheet => format!("{} sheet \"{sheet}\" row {}", files.value(row), numbers.value(row)),
    };
    Ok(at.into_iter().take(NAMED).map(|row| (amounts.value(row), place(row))).collect())
}
