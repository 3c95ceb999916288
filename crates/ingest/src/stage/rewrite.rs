//! The lines of a staged file written anew without some of them.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{BooleanArray, RecordBatch, UInt32Array};
use indexmap::IndexSet;

use super::file;
use super::store::StagedFile;
use crate::line::{AccountText, Batch, GROUPS, Left, Party, SupplierText, schema};
use crate::table::field::TEXT_FIELDS;
use crate::values::{privacy, rates};

/// Columns of numbers into the dictionaries of the sidecar.
const NUMBERED: [&str; 3] = ["party", "supplier", "account"];

/// Writes a file's lines anew without those that `is_kept` says no to, as if the file had the others only; what was
/// counted while it was read (missing cells, rounded amounts, problems) stays that of the whole file.
pub fn without(
    file: &mut StagedFile,
    left: Left,
    store: &Path,
    mut is_kept: impl FnMut(&Batch<'_>, usize) -> bool,
) -> anyhow::Result<()> {
    let temporary = tempfile::NamedTempFile::new_in(store)?;
    let mut writer = file::writer(temporary.path())?;
    let mut met = [IndexSet::new(), IndexSet::new(), IndexSet::new()];
    let side = &mut file.sidecar;
    let masked = [
        side.parties.iter().map(Party::is_masked).collect::<Vec<_>>(),
        side.suppliers.iter().map(SupplierText::is_masked).collect(),
        side.accounts.iter().map(AccountText::is_masked).collect(),
    ];
    side.persons_masked = 0;
    side.masked_in.clear();
    for table in &mut side.tables {
        (table.date_min, table.date_max) = (None, None);
    }
    for batch in file::reader(&file.lines)? {
        let batch = batch?;
        let Some(lines) = Batch::of(&batch) else { continue };
        let kept: Vec<bool> = (0..lines.row.len()).map(|i| is_kept(&lines, i)).collect();
        for (i, is_kept) in kept.iter().enumerate() {
            let (cents, day) = (lines.cents[i], lines.deciding_date(i));
            let table = &mut side.tables[lines.table[i] as usize];
            let supplier = &mut side.suppliers[lines.supplier[i] as usize];
            if !is_kept {
                let currency = rates::code(&side.parties[lines.party[i] as usize].currency);
                let foreign = lines.original(i).zip(table.foreign.get_mut(&currency));
                table.control.leave(left, cents, foreign, day.is_some());
                supplier.lines -= 1;
                supplier.cents -= i128::from(cents);
                continue;
            }
            table.date_min = table.date_min.into_iter().chain(day).min();
            table.date_max = table.date_max.max(day);
            let numbers = [lines.party, lines.supplier, lines.account].map(|numbers| numbers[i] as usize);
            for (group, place) in GROUPS.iter().enumerate() {
                if !masked[group][numbers[group]] {
                    continue;
                }
                side.masked_in.entry((*place).to_owned()).or_default().add(cents);
            }
            for (which, field) in TEXT_FIELDS.iter().enumerate() {
                if lines.text(which, i).is_some_and(privacy::is_masked) {
                    side.persons_masked += 1;
                    side.masked_in.entry(field.name()).or_default().add(cents);
                }
            }
        }
        let filtered = arrow_select::filter::filter_record_batch(&batch, &BooleanArray::from(kept))?;
        if filtered.num_rows() > 0 {
            writer.write(&renumbered(&filtered, &mut met)?)?;
        }
    }
    let [parties, suppliers, accounts] = met;
    side.parties = of_numbers(&side.parties, &parties);
    side.suppliers = of_numbers(&side.suppliers, &suppliers);
    side.accounts = of_numbers(&side.accounts, &accounts);
    let of_texts = [
        side.parties.iter().map(Party::masked).sum::<u64>(),
        side.suppliers.iter().map(SupplierText::masked).sum(),
        side.accounts.iter().map(AccountText::masked).sum(),
    ];
    side.persons_masked += of_texts.iter().sum::<u64>();
    for table in &mut side.tables {
        table.period = table.period.filter(|_| table.date_min.is_some());
        table.control.periods = table.control.periods.min(table.control.kept);
        table.control.rounded = table.control.rounded.min(table.control.kept);
        table.foreign.retain(|_, sums| sums.read.lines > 0);
    }
    let checksum = file::finish(writer)?;
    let to = store.join(format!("{checksum}.parquet"));
    temporary.persist(&to)?;
    (file.lines, file.checksum) = (to, checksum);
    Ok(())
}

/// A batch whose parties, suppliers and accounts are numbered by when they are first met.
fn renumbered(batch: &RecordBatch, met: &mut [IndexSet<u32>; 3]) -> anyhow::Result<RecordBatch> {
    let mut columns = batch.columns().to_vec();
    if let Some(lines) = Batch::of(batch) {
        for ((name, numbers), met) in NUMBERED.into_iter().zip([lines.party, lines.supplier, lines.account]).zip(met) {
            let anew = numbers.iter().map(|number| met.insert_full(*number).0 as u32);
            columns[schema().index_of(name)?] = Arc::new(UInt32Array::from_iter_values(anew));
        }
    }
    Ok(RecordBatch::try_new(schema(), columns)?)
}

fn of_numbers<T: Clone>(all: &[T], numbers: &IndexSet<u32>) -> Vec<T> {
    numbers.iter().filter_map(|number| all.get(*number as usize)).cloned().collect()
}
