//! The same postings delivered in two files, such as a month that is in both.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::Path;

use arrow_array::BooleanArray;
use rustc_hash::{FxHashMap, FxHasher};
use schemars::JsonSchema;
use serde::Deserialize;

use super::apart::Apart;
use super::file;
use super::store::StagedFile;
use crate::line::cannot_stage;
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
    /// Take a month that a later file delivers again from that file only, as a corrected delivery. Later is the name that
    /// sorts later without its ending, numbers by their value: "2024-05-corrected" is later than "2024-05".
    Newest,
}

/// Without document numbers, so many lines of a month must be alike, and half of it, to be the same delivery.
const ALIKE: u64 = 5;

/// From so many lines on, a month of which nine tenths are of the same suppliers and days as those of another file is the
/// same month delivered in another form: all amounts corrected or with VAT, or documents numbered anew.
const RESEMBLING: u64 = 20;

/// A posting as far as two deliveries of it must agree.
struct Posting {
    hash: u64,
    /// Of supplier, buyer and day only.
    of_whom: u64,
    cents: i64,
    month: (i32, u32),
    has_document: bool,
}

/// Finds postings that several files hold and does with them as declared.
pub fn settle(files: &mut [StagedFile], policy: Policy, store: &Path) -> Result<(), InputError> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    if policy == Policy::Newest {
        order.sort_by_key(|at| newness(&files[*at].name));
    }
    let mut left_out: Vec<Vec<bool>> = vec![Vec::new(); files.len()];
    let mut apart = Apart::read(store);
    // A file is mostly compared with the one before it.
    let mut before: Option<(usize, Vec<Posting>)> = None;
    for (at, second) in order.iter().copied().enumerate() {
        let mut later_postings = None;
        for first in order[..at].iter().copied() {
            if !may_overlap(&files[first].sidecar, &files[second].sidecar) {
                continue;
            }
            let is_whole = left_out[first].is_empty() && left_out[second].is_empty();
            if is_whole && apart.knows(&files[first], &files[second]) {
                continue;
            }
            let read;
            let earlier = match &before {
                Some((of, postings)) if *of == first => postings,
                _ => {
                    read = postings(&files[first])?;
                    &read
                }
            };
            let later = match &mut later_postings {
                Some(later) => later,
                none => none.insert(postings(&files[second])?),
            };
            let months = delivered_twice((earlier, &left_out[first]), (later, &left_out[second]));
            if months.is_empty() {
                if is_whole {
                    apart.add(&files[first], &files[second]);
                }
                continue;
            }
            left_out[first].resize(earlier.len(), false);
            left_out[second].resize(later.len(), false);
            let (again, twice): (Vec<_>, Vec<_>) = months
                .into_iter()
                .partition(|(month, held)| policy == Policy::Newest && held.is_delivered_again(*month));
            let resembles = twice.iter().any(|(_, month)| month.resembles());
            for (month, held) in again {
                let message = replaced(month, &held, (earlier, &left_out[first]), (&files[second].name, later));
                leave_month_out(month, earlier, &mut left_out[first]);
                files[first].sidecar.problems.push(Problem::new(Code::DeliveredTwice, "", None, message));
            }
            let mut lines: Vec<usize> =
                twice.iter().flat_map(|(_, month)| month.held_twice().iter().copied()).collect();
            lines.sort_unstable();
            if lines.is_empty() {
                continue;
            }
            let message = describe(&files[first].name, later, &lines, resembles);
            let is_unclear = twice.iter().any(|(_, month)| policy == Policy::Newest && month.is_unclear());
            if policy == Policy::Error || is_unclear {
                return Err(InputError::new(Code::DeliveredTwice, &files[second].path, message, help(policy)));
            }
            let done = if policy == Policy::KeepAll { "they count in both" } else { "they are left out here" };
            if policy != Policy::KeepAll {
                lines.iter().for_each(|line| left_out[second][*line] = true);
            }
            let problem = Problem::new(Code::DeliveredTwice, "", None, format!("{message}; {done}"));
            files[second].sidecar.problems.push(problem);
        }
        before = later_postings.map(|postings| (second, postings));
    }
    apart.write(store).map_err(|e| cannot_stage(store, e))?;
    for (file, left_out) in files.iter_mut().zip(left_out).filter(|(_, left_out)| left_out.contains(&true)) {
        leave_out(file, &left_out, store).map_err(|e| cannot_stage(store, e))?;
    }
    Ok(())
}

fn help(policy: Policy) -> &'static str {
    match policy {
        Policy::Newest => {
            "most of these months' lines are other ones, so that neither delivery replaces the other: leave one of them out"
        }
        _ => {
            "leave one delivery out, or say under [quality] overlap = \"newest\" where the later file corrects the \
             earlier, else \"keep-first\" or \"keep-all\""
        }
    }
}

/// Sorts names of files by when they were delivered, as far as their names tell: "2024-05" before "2024-05-corrected",
/// "v2" before "v10".
fn newness(name: &str) -> (Vec<Part>, String) {
    let folder = name.rfind('/').map_or(0, |at| at + 1);
    let stem = name[folder..].rfind('.').filter(|at| *at > 0).map_or(name, |at| &name[..folder + at]);
    let mut parts: Vec<Part> = Vec::new();
    for letter in stem.chars() {
        match (letter.to_digit(10), parts.last_mut()) {
            (Some(digit), Some(Part::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(digit.into())
            }
            (Some(digit), _) => parts.push(Part::Number(digit.into())),
            (None, Some(Part::Text(text))) => text.push(letter),
            (None, _) => parts.push(Part::Text(letter.to_string())),
        }
    }
    (parts, name.to_owned())
}

/// A part of a file's name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Text(String),
}

/// What is said of a month that a later file delivers again.
fn replaced(
    month: (i32, u32),
    held: &Month,
    (earlier, left_out): (&[Posting], &[bool]),
    (name, later): (&str, &[Posting]),
) -> String {
    let sum = |postings: &mut dyn Iterator<Item = &Posting>| -> i128 {
        postings.filter(|posting| posting.month == month).map(|posting| i128::from(posting.cents)).sum()
    };
    let was = sum(&mut earlier.iter().zip(left_out).filter(|(_, out)| !**out).map(|(posting, _)| posting));
    let [lines, again] = held.lines;
    format!(
        "the {lines} lines ({}) of {} are left out: {name} delivers the month again with {again} lines ({})",
        format_cents(was),
        month_name(month),
        format_cents(sum(&mut later.iter()))
    )
}

fn leave_month_out(month: (i32, u32), postings: &[Posting], left_out: &mut [bool]) {
    let of_month = postings.iter().zip(left_out).filter(|(posting, _)| posting.month == month);
    of_month.for_each(|(_, out)| *out = true);
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
            let whose = (suppliers[batch.supplier[i] as usize], buyers[batch.party[i] as usize]);
            whose.hash(&mut hasher);
            let mut of_whom = FxHasher::default();
            (whose, date).hash(&mut of_whom);
            postings.push(Posting {
                hash: hasher.finish(),
                of_whom: of_whom.finish(),
                cents: batch.cents[i],
                month: date.map(year_month).unwrap_or_default(),
                has_document: !voucher.is_empty() || !invoice.is_empty(),
            });
        }
    }
    Ok(postings)
}

/// A month that two files hold.
#[derive(Default)]
struct Month {
    /// Of the earlier file and of the later one.
    lines: [u64; 2],
    /// Positions of the later file's lines, and of those of them that the earlier one delivered too.
    later: Vec<usize>,
    alike: Vec<usize>,
    /// Lines of the later file of the same supplier and day as one of the earlier file.
    of_same: u64,
    documents: bool,
}

impl Month {
    /// Whether that the two are alike is no chance.
    fn is_delivery(&self) -> bool {
        let alike = self.alike.len() as u64;
        let is_alike = alike > 0 && (self.documents || alike >= ALIKE && alike * 2 >= self.lines[0].min(self.lines[1]));
        is_alike || self.resembles()
    }

    /// Whether it is the same month in another form, of which few lines are alike or none.
    fn resembles(&self) -> bool {
        let [least, most] = [self.lines[0].min(self.lines[1]), self.lines[0].max(self.lines[1])];
        least >= RESEMBLING && self.of_same * 10 >= most * 9 && self.alike.len() as u64 * 2 < most
    }

    /// Positions of the later file's lines that would count double.
    fn held_twice(&self) -> &[usize] {
        if self.resembles() { &self.later } else { &self.alike }
    }

    /// Whether the later file has the whole month again, and not only lines at its edge.
    fn is_delivered_again(&self, month: (i32, u32)) -> bool {
        month != UNDATED && (self.resembles() || self.alike.len() as u64 * 2 >= self.lines[0])
    }

    /// Whether the later file may have the whole month again in another form.
    fn is_unclear(&self) -> bool {
        let alike = self.alike.len() as u64;
        !self.resembles() && alike * 2 < self.lines[0].min(self.lines[1]) && self.lines[1] * 2 >= self.lines[0]
    }
}

/// The month of lines without a date.
const UNDATED: (i32, u32) = (0, 0);

/// The months that the later file delivers too; lines that are left out already are in neither. Which these are stands
/// beside the postings; nothing stands there where none is.
fn delivered_twice(earlier: (&[Posting], &[bool]), later: (&[Posting], &[bool])) -> Vec<((i32, u32), Month)> {
    let left = |(postings, left_out): (&'_ [Posting], &'_ [bool])| -> Vec<usize> {
        (0..postings.len()).filter(|line| left_out.get(*line) != Some(&true)).collect()
    };
    let mut available: FxHashMap<u64, u32> = FxHashMap::default();
    let mut of_whom: FxHashMap<u64, u32> = FxHashMap::default();
    let mut months: BTreeMap<(i32, u32), Month> = BTreeMap::new();
    for line in left(earlier) {
        let posting = &earlier.0[line];
        *available.entry(posting.hash).or_default() += 1;
        *of_whom.entry(posting.of_whom).or_default() += 1;
        months.entry(posting.month).or_default().lines[0] += 1;
    }
    for line in left(later) {
        let posting = &later.0[line];
        let month = months.entry(posting.month).or_default();
        month.lines[1] += 1;
        month.later.push(line);
        if let Some(n) = of_whom.get_mut(&posting.of_whom).filter(|n| **n > 0) {
            *n -= 1;
            month.of_same += 1;
        }
        if let Some(n) = available.get_mut(&posting.hash).filter(|n| **n > 0) {
            *n -= 1;
            month.alike.push(line);
            month.documents |= posting.has_document;
        }
    }
    months.into_iter().filter(|(_, month)| month.is_delivery()).collect()
}

fn month_name((year, month): (i32, u32)) -> String {
    if (year, month) == UNDATED { "without a date".to_owned() } else { format!("{year}-{month:02}") }
}

fn describe(other: &str, later: &[Posting], twice: &[usize], resembles: bool) -> String {
    let cents: i128 = twice.iter().map(|line| i128::from(later[*line].cents)).sum();
    let months: BTreeSet<(i32, u32)> = twice.iter().map(|line| later[*line].month).collect();
    let name = |month: Option<&(i32, u32)>| month.copied().map(month_name).unwrap_or_default();
    let span = match months.len() {
        1 => name(months.first()),
        _ => format!("{} to {}", name(months.first()), name(months.last())),
    };
    let lines = format!("holds {} lines ({}) of {span}", twice.len(), format_cents(cents));
    if resembles {
        format!("{lines} of the same suppliers and days as {other} has, though other amounts or numbers")
    } else {
        format!("{lines} that {other} holds too")
    }
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
    let checksum = file::finish(writer)?;
    let name = file.lines.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let which = hashed(&[&format!("{left_out:?}")]);
    let to = store.join(format!("{name}-{which:016x}.parquet"));
    temporary.persist(&to)?;
    (file.lines, file.checksum) = (to, checksum);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_names_are_newer() {
        let pairs = [
            ("2024-05.csv", "2024-05-corrected.csv"),
            ("2024-05.csv", "2024-05 (2).csv"),
            ("2024-05 v2.csv", "2024-05 v10.csv"),
            ("2024-05.xlsx", "2024-06.csv"),
            ("2024-9.csv", "2024-10.csv"),
            ("exports/2024-05.csv", "exports/korjatut/2024-05.csv"),
            ("a.2023.csv", "a.2024.csv"),
        ];
        for (older, newer) in pairs {
            assert!(newness(older) < newness(newer), "{older} {newer}");
        }
    }
}
