//! The lines of a file that one run is over, where the file holds those of others too.

use std::path::Path;

use arrow_array::{BooleanArray, RecordBatch, UInt32Array};
use indexmap::IndexSet;

use super::file;
use super::store::StagedFile;
use crate::line::{Batch, Table, cannot_stage, deciding_date, schema};
use crate::values::rates;
use vire_base::error::InputError;

/// What is asked of a line: its number among the file's parties, and the day that decides its year.
pub type Asked = (u32, Option<i32>);

/// Calls `each` with every line of a file, and its cents in the buyer's currency.
pub fn each(file: &StagedFile, mut each: impl FnMut(Asked, i64)) -> Result<(), InputError> {
    let unreadable = |e: anyhow::Error| cannot_stage(&file.lines, e);
    for batch in file::reader(&file.lines).map_err(unreadable)? {
        let batch = batch.map_err(|e| unreadable(e.into()))?;
        let Some(batch) = Batch::of(&batch) else { continue };
        (0..batch.row.len()).for_each(|i| each(asked(&batch, i), batch.cents[i]));
    }
    Ok(())
}

fn asked(batch: &Batch<'_>, i: usize) -> Asked {
    (batch.party[i], deciding_date([0, 1, 2, 3].map(|which| batch.date(which, i))))
}

/// Writes the file's lines anew without those that `is_in` says no to: as if the file held the others only, but for its
/// rejected rows, which stay, since nobody knows whose they are. The lines that are left out are counted apart.
pub fn keep(file: &mut StagedFile, store: &Path, is_in: impl FnMut(Asked, i64) -> bool) -> Result<(), InputError> {
    let failed = |e: anyhow::Error| cannot_stage(store, e);
    write(file, store, is_in).map_err(failed)
}

fn write(file: &mut StagedFile, store: &Path, mut is_in: impl FnMut(Asked, i64) -> bool) -> anyhow::Result<()> {
    let temporary = tempfile::NamedTempFile::new_in(store)?;
    let mut writer = file::writer(temporary.path())?;
    let mut texts = [IndexSet::new(), IndexSet::new(), IndexSet::new()];
    for table in &mut file.sidecar.tables {
        (table.date_min, table.date_max) = (None, None);
    }
    for batch in file::reader(&file.lines)? {
        let batch = batch?;
        let Some(lines) = Batch::of(&batch) else { continue };
        let kept: Vec<bool> = (0..lines.row.len()).map(|i| is_in(asked(&lines, i), lines.cents[i])).collect();
        for (i, is_kept) in kept.iter().enumerate() {
            let table = &mut file.sidecar.tables[lines.table[i] as usize];
            if *is_kept {
                let day = asked(&lines, i).1;
                table.date_min = table.date_min.into_iter().chain(day).min();
                table.date_max = table.date_max.max(day);
                continue;
            }
            let currency = rates::code(&file.sidecar.parties[lines.party[i] as usize].currency);
            count_apart(table, &lines, i, &currency);
            let supplier = &mut file.sidecar.suppliers[lines.supplier[i] as usize];
            supplier.lines -= 1;
            supplier.cents -= i128::from(lines.cents[i]);
        }
        let left = arrow_select::filter::filter_record_batch(&batch, &BooleanArray::from(kept))?;
        if let Some(renumbered) = renumbered(&left, &mut texts)? {
            writer.write(&renumbered)?;
        }
    }
    let [parties, suppliers, accounts] = texts;
    file.sidecar.parties = of_numbers(&file.sidecar.parties, &parties);
    file.sidecar.suppliers = of_numbers(&file.sidecar.suppliers, &suppliers);
    file.sidecar.accounts = of_numbers(&file.sidecar.accounts, &accounts);
    for table in &mut file.sidecar.tables {
        table.period = table.period.filter(|_| table.date_min.is_some());
        table.control.periods = table.control.periods.min(table.control.kept);
        table.control.rounded = table.control.rounded.min(table.control.kept);
        table.foreign.retain(|_, sums| sums.read.lines > 0);
    }
    let checksum = file::finish(writer)?;
    // What is kept follows from the lines, so that runs over several parts may share a store.
    let to = store.join(format!("{checksum}.parquet"));
    temporary.persist(&to)?;
    (file.lines, file.checksum) = (to, checksum);
    Ok(())
}

/// A line that was kept is no row of this run; the sum of what is apart is of the amounts as they stand in the file.
fn count_apart(table: &mut Table, lines: &Batch<'_>, i: usize, currency: &str) {
    let (cents, original) = (i128::from(lines.cents[i]), lines.original(i));
    let c = &mut table.control;
    c.read -= 1;
    c.kept -= 1;
    c.read_cents -= cents;
    c.kept_cents -= cents;
    if cents < 0 {
        c.negative -= 1;
        c.negative_cents -= cents;
    }
    c.undated -= u64::from(asked(lines, i).1.is_none());
    c.apart.add(original.unwrap_or(lines.cents[i]));
    if let Some((original, sums)) = original.zip(table.foreign.get_mut(currency)) {
        for lot in [&mut sums.read, &mut sums.kept] {
            lot.lines -= 1;
            lot.cents -= i128::from(original);
        }
        sums.converted_cents -= cents;
    }
}

/// A batch whose parties, suppliers and accounts are numbered by when they are first met; `None` when it is empty.
fn renumbered(batch: &RecordBatch, met: &mut [IndexSet<u32>; 3]) -> anyhow::Result<Option<RecordBatch>> {
    let Some(lines) = Batch::of(batch).filter(|lines| !lines.row.is_empty()) else { return Ok(None) };
    let mut columns = batch.columns().to_vec();
    let numbers = [lines.party, lines.supplier, lines.account];
    for ((numbers, met), column) in numbers.into_iter().zip(met).zip(&mut columns[2..5]) {
        let anew = numbers.iter().map(|number| met.insert_full(*number).0 as u32);
        *column = std::sync::Arc::new(UInt32Array::from_iter_values(anew));
    }
    Ok(Some(RecordBatch::try_new(schema(), columns)?))
}

fn of_numbers<T: Clone>(all: &[T], numbers: &IndexSet<u32>) -> Vec<T> {
    numbers.iter().filter_map(|number| all.get(*number as usize)).cloned().collect()
}
