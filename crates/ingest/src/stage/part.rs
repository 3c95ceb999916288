//! The lines of a file that one run covers, where the file holds those of other buyers or years too.

use std::path::Path;

use super::store::StagedFile;
use super::{file, rewrite};
use crate::line::{Batch, Left, Rejected, cannot_stage};
use vire_base::error::InputError;

/// Calls `each` with the party and the deciding day of every line of a file, and its cents in the buyer's currency.
pub fn each(file: &StagedFile, mut each: impl FnMut(u32, Option<i32>, i64)) -> Result<(), InputError> {
    let unreadable = |e: anyhow::Error| cannot_stage(&file.lines, e);
    for batch in file::reader(&file.lines).map_err(unreadable)? {
        let batch = batch.map_err(|e| unreadable(e.into()))?;
        let Some(lines) = Batch::of(&batch) else { continue };
        (0..lines.row.len()).for_each(|i| each(lines.party[i], lines.deciding_date(i), lines.cents[i]));
    }
    Ok(())
}

/// Puts apart the lines of a file that `is_in` says no to, asked as in [`each`], and the rejected rows that `is_rejected_in`
/// says no to.
pub fn keep(
    file: &mut StagedFile,
    store: &Path,
    mut is_in: impl FnMut(u32, Option<i32>, i64) -> bool,
    mut is_rejected_in: impl FnMut(&Rejected) -> bool,
) -> Result<(), InputError> {
    let side = &mut file.sidecar;
    let tables = &mut side.tables;
    side.rejected.retain(|rejected| {
        let is_in = is_rejected_in(rejected);
        if !is_in && let Some(table) = tables.get_mut(rejected.table as usize) {
            let foreign = table.foreign.get_mut(&rejected.party.currency);
            table.control.put_rejected_apart(rejected, foreign);
        }
        is_in
    });
    let is_kept = |lines: &Batch<'_>, i: usize| is_in(lines.party[i], lines.deciding_date(i), lines.cents[i]);
    rewrite::without(file, Left::Apart, store, is_kept).map_err(|e| cannot_stage(store, e))
}
