//! The same postings delivered in two files, such as a month that is in both.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use schemars::JsonSchema;
use serde::Deserialize;

use super::apart::Apart;
use super::store::StagedFile;
use super::{file, rewrite};
use crate::line::cannot_stage;
use crate::line::{Batch, Left, Problem, Sidecar};
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::date::year_month;
use vire_base::error::InputError;

/// What to do with postings that an earlier file holds too. Earlier is the name that sorts earlier without its ending, numbers
/// by their value and whatever its capitals: "2024-05" is earlier than "2024-05-corrected".
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
    /// Take a month that a later file delivers again from that file only, as a corrected delivery.
    Newest,
}

/// Without document numbers, so many lines of a month must be alike, and half of it, to be the same delivery.
const ALIKE: u64 = 5;

/// A posting as far as two deliveries of it must agree.
struct Posting {
    hash: u64,
    /// Of supplier, account, buyer with unit, and day only; none where no supplier is named.
    of_whom: Option<u64>,
    /// Its number in the file.
    supplier: u32,
    cents: i64,
    day: Option<i32>,
    month: (i32, u32),
    has_document: bool,
}

/// Finds postings that several files hold and does with them as declared.
pub fn settle(files: &mut [StagedFile], policy: Policy, store: &Path) -> Result<(), InputError> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|at| newness(&files[*at].name));
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
            let is_copy = files[first].sha256 == files[second].sha256;
            let months = delivered_twice((earlier, &left_out[first]), (later, &left_out[second]), is_copy);
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
            let resembles = twice.iter().any(|(_, month)| month.is_in_another_form());
            for (month, held) in again {
                let message = replaced(month, &held, (earlier, &left_out[first]), (&files[second].name, later));
                leave_month_out(month, earlier, &mut left_out[first]);
                let code = if held.is_remarkable() { Code::DeliveredAnew } else { Code::DeliveredTwice };
                files[first].sidecar.problems.push(Problem::new(code, "", None, message));
            }
            let mut lines: Vec<usize> = twice.iter().flat_map(|(_, month)| month.held_twice()).collect();
            lines.sort_unstable();
            if lines.is_empty() {
                continue;
            }
            let message = describe(&files[first].name, later, &lines, resembles);
            let is_unclear = twice.iter().any(|(_, month)| month.is_unclear(policy));
            if policy == Policy::Error || is_unclear {
                return Err(InputError::new(Code::DeliveredTwice, &files[second].path, message, help(policy)));
            }
            let done = if policy == Policy::KeepAll { "they count in both" } else { "they are left out here" };
            if policy != Policy::KeepAll {
                lines.iter().for_each(|line| left_out[second][*line] = true);
            }
            let is_likely = resembles && policy == Policy::KeepFirst;
            let code = if is_likely { Code::DeliveredAnew } else { Code::DeliveredTwice };
            let problem = Problem::new(code, "", None, format!("{message}; {done}"));
            files[second].sidecar.problems.push(problem);
        }
        before = later_postings.map(|postings| (second, postings));
    }
    apart.write(store).map_err(|e| cannot_stage(store, e))?;
    for (file, left_out) in files.iter_mut().zip(left_out).filter(|(_, left_out)| left_out.contains(&true)) {
        let mut left_out = left_out.into_iter();
        let is_kept = |_: &Batch<'_>, _| left_out.next() != Some(true);
        rewrite::without(file, Left::Duplicate, store, is_kept).map_err(|e| cannot_stage(store, e))?;
    }
    Ok(())
}

fn help(policy: Policy) -> &'static str {
    match policy {
        Policy::Newest | Policy::KeepFirst => {
            "the later of these months does not clearly replace the earlier: leave one of them out"
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
    for letter in stem.chars().flat_map(char::to_lowercase) {
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
        "the {lines} lines ({}) {} are left out: {name} delivers the month again with {again} lines ({})",
        format_cents(was),
        of_months(&BTreeSet::from([month])),
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
    let accounts: Vec<u64> = side.accounts.iter().map(|a| hashed(&[&a.account, &a.name])).collect();
    let units: Vec<u64> = side.parties.iter().map(|p| hashed(&[&p.unit])).collect();
    let mut postings = Vec::new();
    for batch in file::reader(&file.lines).map_err(|e| cannot_stage(&file.lines, e))? {
        let batch = batch.map_err(|e| cannot_stage(&file.lines, e))?;
        let Some(batch) = Batch::of(&batch) else { continue };
        for i in 0..batch.row.len() {
            let date = batch.deciding_date(i);
            let [voucher, invoice, _] = batch.texts.map(|texts| texts.value(i));
            let mut hasher = FxHasher::default();
            (voucher, invoice, date, batch.cents[i]).hash(&mut hasher);
            let whose = (suppliers[batch.supplier[i] as usize], buyers[batch.party[i] as usize]);
            whose.hash(&mut hasher);
            let mut of_whom = FxHasher::default();
            (whose, accounts[batch.account[i] as usize], units[batch.party[i] as usize], date).hash(&mut of_whom);
            let supplier = batch.supplier[i];
            let is_named =
                !(side.suppliers[supplier as usize].id.is_empty() && side.suppliers[supplier as usize].name.is_empty());
            postings.push(Posting {
                hash: hasher.finish(),
                of_whom: is_named.then(|| of_whom.finish()),
                supplier,
                cents: batch.cents[i],
                day: date,
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
    /// Positions of the later file's lines that the earlier one delivered too.
    alike: Vec<usize>,
    /// Positions of the other lines of the later file that are of the same supplier, account, unit and day as one of the
    /// earlier file that it has not again.
    changed: Vec<usize>,
    /// Lines of both kinds by supplier, and their days.
    suppliers: FxHashMap<u32, u64>,
    days: FxHashSet<i32>,
    documents: bool,
    /// Of files with the same content.
    is_copy: bool,
}

impl Month {
    /// Whether that the two are alike is no chance.
    fn is_delivery(&self) -> bool {
        let alike = self.alike.len() as u64;
        let is_enough = self.documents || alike >= ALIKE && alike * 2 >= self.lines[0].min(self.lines[1]);
        alike > 0 && (is_enough || self.is_copy) || self.is_same_month()
    }

    /// Lines of the later file that the earlier one has as well, changed or not.
    fn again(&self) -> u64 {
        (self.alike.len() + self.changed.len()) as u64
    }

    /// Whether the smaller of the two is of the suppliers, accounts, units and days of the other by so much that it is the
    /// same month, or a part of it, in whatever form.
    fn is_same_month(&self) -> bool {
        let least = self.lines[0].min(self.lines[1]);
        let most_of_one = self.suppliers.values().copied().max().unwrap_or(0);
        let is_like = |lines: u64, suppliers: usize, of_ten: u64, parts: u64| {
            least >= lines
                && self.suppliers.len() >= suppliers
                && self.again() * 10 >= least * of_ten
                && most_of_one * parts < self.again()
        };
        // A small month must agree in all of its lines, and lines without a day tell nothing of the time.
        !self.days.is_empty() && (is_like(20, 10, 9, 3) || is_like(5, 4, 10, 2))
    }

    /// Whether it is the same month with more lines that are changed than alike.
    fn is_in_another_form(&self) -> bool {
        self.is_same_month() && self.changed.len() > self.alike.len()
    }

    /// Whether the days tell much: where all lines are of one, as months and years are written, another ledger of the same
    /// suppliers looks the same.
    fn has_days(&self) -> bool {
        self.days.len() > 2
    }

    /// Whether the later file has the whole month again, and not only lines at its edge.
    fn is_delivered_again(&self, month: (i32, u32)) -> bool {
        let is_alike = self.alike.len() as u64 * 2 >= self.lines[0] && (month != UNDATED || self.documents);
        let is_changed = self.is_same_month() && self.again() * 10 >= self.lines[0] * 9 && self.has_days();
        is_alike || is_changed
    }

    /// Whether it cannot be told what a policy means for the month.
    fn is_unclear(&self, policy: Policy) -> bool {
        let has_others = self.lines[1] * 2 >= self.lines[0] && self.lines[1] > self.alike.len() as u64;
        match policy {
            Policy::Newest => self.is_in_another_form() || has_others,
            Policy::KeepFirst => self.is_in_another_form() && !self.has_days(),
            Policy::Error | Policy::KeepAll => false,
        }
    }

    /// Notes a line that is there again.
    fn note(&mut self, posting: &Posting) {
        *self.suppliers.entry(posting.supplier).or_default() += 1;
        self.days.extend(posting.day);
    }

    /// Whether what the later file has in place of the month is much less of it, or looks quite otherwise.
    fn is_remarkable(&self) -> bool {
        self.is_in_another_form() || self.lines[1] * 10 < self.lines[0] * 9
    }

    /// Positions of the later file's lines that would count double.
    fn held_twice(&self) -> impl Iterator<Item = usize> {
        let changed = if self.is_same_month() { self.changed.as_slice() } else { &[] };
        self.alike.iter().chain(changed).copied()
    }
}

/// The month of lines without a date.
const UNDATED: (i32, u32) = (0, 0);

/// Lines of a file, and which of them are left out already; nothing stands there where none is.
type Side<'p> = (&'p [Posting], &'p [bool]);

/// The months that the later file delivers too; lines that are left out already are in neither.
fn delivered_twice(earlier: Side<'_>, later: Side<'_>, is_copy: bool) -> Vec<((i32, u32), Month)> {
    let left = |(postings, left_out): Side<'_>| -> Vec<usize> {
        (0..postings.len()).filter(|line| left_out.get(*line) != Some(&true)).collect()
    };
    let mut available: FxHashMap<u64, u32> = FxHashMap::default();
    let mut of_whom: FxHashMap<u64, u32> = FxHashMap::default();
    let mut months: BTreeMap<(i32, u32), Month> = BTreeMap::new();
    for line in left(earlier) {
        let posting = &earlier.0[line];
        *available.entry(posting.hash).or_default() += 1;
        posting.of_whom.into_iter().for_each(|whom| *of_whom.entry(whom).or_default() += 1);
        months.entry(posting.month).or_default().lines[0] += 1;
    }
    let take = |available: &mut FxHashMap<u64, u32>, hash: u64| {
        available.get_mut(&hash).filter(|n| **n > 0).map(|n| *n -= 1).is_some()
    };
    let mut others = Vec::new();
    for line in left(later) {
        let posting = &later.0[line];
        let month = months.entry(posting.month).or_default();
        month.lines[1] += 1;
        month.is_copy = is_copy;
        if take(&mut available, posting.hash) {
            posting.of_whom.into_iter().for_each(|whom| _ = take(&mut of_whom, whom));
            month.alike.push(line);
            month.documents |= posting.has_document;
            month.note(posting);
        } else {
            others.push(line);
        }
    }
    // What is left of the earlier file has its twins among what the later one has otherwise.
    for line in others {
        let posting = &later.0[line];
        if posting.of_whom.is_some_and(|whom| take(&mut of_whom, whom))
            && let Some(month) = months.get_mut(&posting.month)
        {
            month.changed.push(line);
            month.note(posting);
        }
    }
    months.into_iter().filter(|(_, month)| month.is_delivery()).collect()
}

/// Of which months lines are: "of 2024-01 to 2024-03", "without a date".
fn of_months(months: &BTreeSet<(i32, u32)>) -> String {
    let name = |(year, month): &(i32, u32)| format!("{year}-{month:02}");
    let mut dated = months.iter().filter(|month| **month != UNDATED);
    let span = match (dated.next(), dated.next_back()) {
        (Some(first), Some(last)) => Some(format!("of {} to {}", name(first), name(last))),
        (Some(only), None) => Some(format!("of {}", name(only))),
        _ => None,
    };
    let undated = months.contains(&UNDATED).then(|| "without a date".to_owned());
    span.into_iter().chain(undated).collect::<Vec<_>>().join(" and ")
}

fn describe(other: &str, later: &[Posting], twice: &[usize], resembles: bool) -> String {
    let cents: i128 = twice.iter().map(|line| i128::from(later[*line].cents)).sum();
    let months: BTreeSet<(i32, u32)> = twice.iter().map(|line| later[*line].month).collect();
    let lines = format!("holds {} lines ({}) {}", twice.len(), format_cents(cents), of_months(&months));
    if resembles {
        format!(
            "{lines}, nearly all of the same suppliers, accounts and days as those of {other}, though with other amounts or numbers"
        )
    } else {
        format!("{lines} that {other} holds too")
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
