//! The same postings delivered in two files, such as a month that is in both.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::Path;

use arrow_array::BooleanArray;
use rustc_hash::{FxHashMap, FxHasher};
use schemars::JsonSchema;
use serde::Deserialize;

use super::file;
use super::store::{StagedFile, cannot_stage};
use crate::line::{Batch, Control, Problem, Sidecar, deciding_date};
use crate::values::rates;
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::date::year_month;
use vire_base::error::InputError;

/// What to do with postings that an earlier file (by name) holds too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Stop the run.
    #[default]
    Error,
    /// Take them from the first file only.
    KeepFirst,
    /// Take them from all files, and warn.
    KeepAll,
}

/// Without document numbers, so many lines of a month must be alike, and half of it, to be the same delivery.
const ALIKE: u64 = 5;

/// A posting as far as two deliveries of it must agree.
struct Posting {
    hash: u64,
    cents: i64,
    month: (i32, u32),
    has_document: bool,
}

/// Finds postings that several files hold and does with them as declared.
pub fn settle(files: &mut [StagedFile], policy: Policy, store: &Path) -> Result<(), InputError> {
    for second in 1..files.len() {
        let mut left_out: Vec<bool> = Vec::new();
        for first in 0..second {
            if !may_overlap(&files[first].sidecar, &files[second].sidecar) {
                continue;
            }
            let earlier = postings(&files[first])?;
            let later = postings(&files[second])?;
            left_out.resize(later.len(), false);
            let twice = delivered_twice(&earlier, &later, &left_out);
            if twice.is_empty() {
                continue;
            }
            let message = describe(&files[first].name, &later, &twice);
            match policy {
                Policy::Error => {
                    let help =
                        "leave one delivery out, or say overlap = \"keep-first\" or \"keep-all\" under [quality]";
                    return Err(InputError::new(Code::DeliveredTwice, &files[second].path, message, help));
                }
                Policy::KeepFirst => twice.iter().for_each(|line| left_out[*line] = true),
                Policy::KeepAll => {}
            }
            let done = if policy == Policy::KeepFirst { "they are left out here" } else { "they count in both" };
            let message = format!("{message}; {done}");
            let problem = Problem::new(Code::DeliveredTwice, "", None, message);
            files[second].sidecar.problems.push(problem);
        }
        if left_out.contains(&true) {
            leave_out(&mut files[second], &left_out, store).map_err(|e| cannot_stage(store, e))?;
        }
    }
    Ok(())
}

/// The days of two files meet, or one of them has lines without days.
fn may_overlap(a: &Sidecar, b: &Sidecar) -> bool {
    let days = |side: &Sidecar| {
        let first =
            side.tables.iter().filter_map(|t| t.date_min.into_iter().chain(t.period.map(|p| p.0)).min()).min()?;
        let last = side.tables.iter().filter_map(|t| t.date_max.max(t.period.map(|p| p.1))).max()?;
        Some((first, last))
    };
    let undated = |side: &Sidecar| side.tables.iter().any(|t| t.control.undated > 0);
    match (days(a), days(b)) {
        (Some(a), Some(b)) if a.0 <= b.1 && b.0 <= a.1 => true,
        _ => undated(a) && undated(b),
    }
}

fn hashed(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    parts.iter().for_each(|part| part.hash(&mut hasher));
    hasher.finish()
}

fn postings(file: &StagedFile) -> Result<Vec<Posting>, InputError> {
    let side = &file.sidecar;
    let suppliers: Vec<u64> = side.suppliers.iter().map(|s| hashed(&[&s.id, &s.name.to_lowercase()])).collect();
    let buyers: Vec<u64> = side.parties.iter().map(|p| hashed(&[&p.buyer_id, &p.buyer_name])).collect();
    let mut postings = Vec::new();
    for batch in file::reader(&file.lines).map_err(|e| cannot_stage(&file.lines, e))? {
        let batch = batch.map_err(|e| cannot_stage(&file.lines, e))?;
        let Some(batch) = Batch::of(&batch) else { continue };
        for i in 0..batch.row.len() {
            let date = deciding_date([0, 1, 2, 3].map(|which| batch.date(which, i)));
            let [voucher, invoice, _] = batch.texts.map(|texts| texts.value(i));
            let mut hasher = FxHasher::default();
            (voucher, invoice, date, batch.cents[i]).hash(&mut hasher);
            (suppliers[batch.supplier[i] as usize], buyers[batch.party[i] as usize]).hash(&mut hasher);
            postings.push(Posting {
                hash: hasher.finish(),
                cents: batch.cents[i],
                month: date.map(year_month).unwrap_or_default(),
                has_document: !voucher.is_empty() || !invoice.is_empty(),
            });
        }
    }
    Ok(postings)
}

/// Positions of the later file's lines that the earlier one delivered too, in the months where that is no chance.
fn delivered_twice(earlier: &[Posting], later: &[Posting], left_out: &[bool]) -> Vec<usize> {
    #[derive(Default)]
    struct Month {
        lines: [u64; 2],
        alike: Vec<usize>,
        documents: bool,
    }
    let mut available: FxHashMap<u64, u32> = FxHashMap::default();
    let mut months: BTreeMap<(i32, u32), Month> = BTreeMap::new();
    for posting in earlier {
        *available.entry(posting.hash).or_default() += 1;
        months.entry(posting.month).or_default().lines[0] += 1;
    }
    for (line, posting) in later.iter().enumerate().filter(|(line, _)| !left_out[*line]) {
        let month = months.entry(posting.month).or_default();
        month.lines[1] += 1;
        if let Some(n) = available.get_mut(&posting.hash).filter(|n| **n > 0) {
            *n -= 1;
            month.alike.push(line);
            month.documents |= posting.has_document;
        }
    }
    let is_delivery = |m: &Month| {
        let alike = m.alike.len() as u64;
        m.documents || alike >= ALIKE && alike * 2 >= m.lines[0].min(m.lines[1])
    };
    let mut twice: Vec<usize> = months.into_values().filter(is_delivery).flat_map(|m| m.alike).collect();
    twice.sort_unstable();
    twice
}

fn describe(other: &str, later: &[Posting], twice: &[usize]) -> String {
    let cents: i128 = twice.iter().map(|line| i128::from(later[*line].cents)).sum();
    let mut months: Vec<(i32, u32)> = twice.iter().map(|line| later[*line].month).collect();
    months.sort_unstable();
    months.dedup();
    let month = |(year, month): &(i32, u32)| match year {
        0 => "without a date".to_owned(),
        _ => format!("{year}-{month:02}"),
    };
    let months = match months.as_slice() {
        [only] => month(only),
        all => {
            format!("{} to {}", all.first().map(month).unwrap_or_default(), all.last().map(month).unwrap_or_default())
        }
    };
    format!("holds {} lines ({}) of {months} that {other} holds too", twice.len(), format_cents(cents))
}

/// Writes the file's lines anew without those that count in an earlier file.
fn leave_out(file: &mut StagedFile, left_out: &[bool], store: &Path) -> anyhow::Result<()> {
    let temporary = tempfile::NamedTempFile::new_in(store)?;
    let mut writer = file::writer(temporary.path())?;
    let mut line = 0;
    for batch in file::reader(&file.lines)? {
        let batch = batch?;
        let out = &left_out[line..line + batch.num_rows()];
        line += batch.num_rows();
        if let Some(batch) = Batch::of(&batch) {
            for i in (0..out.len()).filter(|i| out[*i]) {
                let dated = deciding_date([0, 1, 2, 3].map(|which| batch.date(which, i))).is_some();
                let table = &mut file.sidecar.tables[batch.table[i] as usize];
                let currency = &file.sidecar.parties[batch.party[i] as usize].currency;
                let foreign = batch.original(i).zip(table.foreign.get_mut(&rates::code(currency)));
                let is_foreign = foreign.is_some();
                if let Some((original, sums)) = foreign {
                    sums.leave_out(original, batch.cents[i]);
                }
                recount(&mut table.control, batch.cents[i], is_foreign, dated);
                let supplier = &mut file.sidecar.suppliers[batch.supplier[i] as usize];
                supplier.lines -= 1;
                supplier.cents -= i128::from(batch.cents[i]);
            }
        }
        let kept: BooleanArray = out.iter().map(|out| Some(!out)).collect();
        writer.write(&arrow_select::filter::filter_record_batch(&batch, &kept)?)?;
    }
    writer.close()?;
    let name = file.lines.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let which = hashed(&[&format!("{left_out:?}")]);
    let to = store.join(format!("{name}-{which:016x}.parquet"));
    temporary.persist(&to)?;
    file.lines = to;
    Ok(())
}

/// Counts a kept line as a duplicate; one of another currency is a duplicate in that currency.
fn recount(c: &mut Control, cents: i64, foreign: bool, dated: bool) {
    let cents = i128::from(cents);
    c.kept -= 1;
    c.kept_cents -= cents;
    c.duplicates += 1;
    if foreign {
        c.read_cents -= cents;
    } else {
        c.duplicates_cents += cents;
    }
    if cents < 0 {
        c.negative -= 1;
        c.negative_cents -= cents;
    }
    if !dated {
        c.undated -= 1;
    }
}

/// Columns of the files that not all of them have, by file: exports of one source that change from year to year.
pub fn changed_columns(files: &[&StagedFile]) -> Vec<String> {
    let fields = |file: &StagedFile| -> Vec<String> {
        let mut fields: Vec<String> =
            file.sidecar.tables.iter().flat_map(|t| &t.mapping.columns).map(|c| c.field.name()).collect();
        fields.sort();
        fields.dedup();
        fields
    };
    let mut by_field: BTreeMap<String, Vec<&StagedFile>> = BTreeMap::new();
    for file in files {
        fields(file).into_iter().for_each(|field| by_field.entry(field).or_default().push(file));
    }
    by_field.retain(|_, having| having.len() < files.len());
    let lacking = |field: &String, having: &Vec<&StagedFile>| {
        let lacking: Vec<&str> = files
            .iter()
            .filter(|f| !having.iter().any(|h| h.name == f.name))
            .map(|f| f.name.as_str())
            .take(3)
            .collect();
        format!(
            "{field} is missing in {} of {} files ({})",
            files.len() - having.len(),
            files.len(),
            lacking.join(", ")
        )
    };
    by_field.iter().map(|(field, having)| lacking(field, having)).collect()
}
