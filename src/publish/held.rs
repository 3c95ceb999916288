//! A run against the one that is published: what differs by more than the pipeline file allows holds it.
//!
//! Months are compared, not files, so that a file may be renamed, divided or joined. Nothing is compared with a first run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::settings::{Gate, Gates, Limits};
use super::shape::{File, Month, Shape};
use super::vat::Found;
use vire_base::amount::format_cents;
use vire_base::sum::Sum;

/// A run that is not published: it differs too much from the one that is.
#[derive(Debug, thiserror::Error)]
#[error("the run is held, and {}:\n{}  help: see whether what went in is whole and right; what is, accept as said above", stays(.against.as_deref()), told(.deviations))]
pub struct Held {
    pub against: Option<PathBuf>,
    pub deviations: Vec<Deviation>,
}

/// What one gate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    pub gate: Gate,
    pub what: String,
    /// The line under `[gates]` that would let it pass.
    pub line: String,
}

impl Deviation {
    pub fn new(gate: Gate, what: String, line: Option<String>) -> Self {
        let line = line.unwrap_or_else(|| format!("accept = [\"{}\"]", gate.word()));
        Self { gate, what, line }
    }
}

fn stays(against: Option<&Path>) -> String {
    against.map_or_else(|| "nothing is published".to_owned(), |run| format!("{} stays as it is", run.display()))
}

/// Each deviation; how to accept them is said once a gate.
fn told(deviations: &[Deviation]) -> String {
    let mut text = String::new();
    for (at, deviation) in deviations.iter().enumerate() {
        let word = deviation.gate.word();
        text += &format!("  - {word}: {}\n", deviation.what);
        if deviations.get(at + 1).is_none_or(|next| next.gate != deviation.gate) {
            text += &format!("    accept it once: --accept {word}\n");
            text += &format!("    or always, under [gates]: {}\n", deviation.line);
        }
    }
    text
}

/// Months that are still growing: the newest published ones.
const OPEN: usize = 2;
/// Published months that are needed before new ones are held against them.
const ENOUGH: usize = 3;
/// Months that the median is of.
const YEAR: usize = 12;
/// Below this share of the median month, a newest month is no month yet but a spill of the one before.
const SPILL: f64 = 0.25;
/// Late lines that every month may get.
const LATE: f64 = 5.0;
/// Lines that a small buyer may have more in a month than usual.
const FEW_LINES: f64 = 25.0;
/// A month that is in its file twice is twice as large, to the line: new lines may rise by less.
const DOUBLED: f64 = 0.95;
/// Deviations of one gate that are told.
const TOLD: usize = 5;

/// What differs by more than allowed; the gates that are accepted are left out.
pub fn compare(before: &Shape, now: &Shape, gates: &Gates, accepted: &[Gate]) -> Vec<Deviation> {
    let held = Comparison { before, now, gates };
    let (lines, sums) = held.published_months();
    let parts = [
        held.missing_months(),
        lines,
        sums,
        held.new_months(),
        held.empty_files(),
        held.columns(),
        held.suppliers(),
        held.shares(),
    ];
    let all = parts.into_iter().flatten();
    all.filter(|deviation| !is_accepted(deviation.gate, gates, accepted)).collect()
}

/// Whether a gate holds nothing.
pub fn is_accepted(gate: Gate, gates: &Gates, accepted: &[Gate]) -> bool {
    accepted.contains(&gate) || gates.accept.contains(&gate)
}

/// Whether the newest posting is older than allowed on a day.
pub fn too_old(last_day: Option<&str>, day: NaiveDate, gates: &Gates, accepted: &[Gate]) -> Option<Deviation> {
    let most = gates.max_age.filter(|_| !is_accepted(Gate::MaxAge, gates, accepted))?;
    let last: NaiveDate = last_day?.parse().ok()?;
    let age = (day - last).num_days();
    (age > i64::from(most)).then(|| {
        let what = format!("the newest posting is of {last}, {age} days before {day}; at most {most}");
        Deviation::new(Gate::MaxAge, what, Some(format!("max_age = {age}")))
    })
}

/// What new amounts among the earlier ones tell.
pub fn with_vat(found: Found) -> Option<Deviation> {
    found.is_gross().then(|| {
        let Found { same, with_vat, rate } = found;
        let rate = rate as f64 / 10.0;
        let what = format!(
            "{with_vat} new amounts are what their suppliers were paid before with {rate} % of VAT added, and {same} are the \
             same: the export may have amounts with VAT"
        );
        Deviation::new(Gate::WithVat, what, None)
    })
}

/// The months whose lines are new. A spill that is as it was, as when another program reads the same files, is none.
pub fn new_months(before: &Shape, now: &Shape) -> Vec<Month> {
    let Some(last) = last_filled(before) else { return Vec::new() };
    let is_new = |month: &Month| *month > last && before.months.get(&Some(*month)) != now.months.get(&Some(*month));
    now.dated().map(|(month, _)| month).filter(is_new).collect()
}

/// The last month that is more than a spill.
fn last_filled(shape: &Shape) -> Option<Month> {
    let typical = median(shape.dated().map(|(_, sum)| sum.lines as f64).collect());
    let filled = shape.dated().filter(|(_, sum)| sum.lines as f64 >= SPILL * typical);
    filled.map(|(month, _)| month).next_back()
}

struct Comparison<'a> {
    before: &'a Shape,
    now: &'a Shape,
    gates: &'a Gates,
}

impl Comparison<'_> {
    /// Months that are gone. A window that moves on loses as many old months as it gains new ones.
    fn missing_months(&self) -> Vec<Deviation> {
        let now: BTreeMap<Month, Sum> = self.now.dated().collect();
        let first = now.keys().next().copied();
        let new = new_months(self.before, self.now).len();
        let mut gone: Vec<(Month, Sum)> = self.before.dated().filter(|(month, _)| !now.contains_key(month)).collect();
        let older = gone.iter().filter(|(month, _)| first.is_some_and(|first| *month < first)).count();
        gone.drain(..older.min(new));
        if gone.len() <= self.gates.months {
            return Vec::new();
        }
        let names: Vec<String> = gone.iter().map(|(month, _)| month.to_string()).collect();
        let lines: u64 = gone.iter().map(|(_, sum)| sum.lines).sum();
        let are = if gone.len() == 1 { "is" } else { "are" };
        let most = self.gates.months;
        let what = format!("{} had {lines} lines and {are} gone; at most {most} months may be", few(&names));
        vec![Deviation::new(Gate::Months, what, Some(format!("months = {}", gone.len())))]
    }

    /// Lines and sums of months that both have, and of lines without a date.
    fn published_months(&self) -> (Vec<Deviation>, Vec<Deviation>) {
        let open: Vec<Month> = self.before.dated().rev().map(|(month, _)| month).take(OPEN).collect();
        let open = |month: &Option<Month>| month.is_none_or(|month| open.contains(&month));
        let first = |shape: &Shape| shape.dated().next().map(|(month, _)| month);
        let has_moved = first(self.before) < first(self.now);
        let typical = median(self.before.dated().map(|(_, sum)| sum.cents.unsigned_abs() as f64).collect());
        let mut lines = Changes::new(Gate::Lines, "lines", self.gates.lines, (0.02, 0.1));
        let mut sums = Changes::new(Gate::Sum, "sum", self.gates.sum, (0.05, 0.1));
        for (month, was) in self.before.months.iter().filter(|(_, was)| was.lines > 0) {
            let Some(is) = self.now.months.get(month).filter(|is| is.lines > 0) else {
                if month.is_none() {
                    lines.add("without a date", (was.lines as f64, 0.0), was.lines.to_string(), "0".to_owned(), 1.0);
                }
                continue;
            };
            let name = month.map_or_else(|| "without a date".to_owned(), |month| month.to_string());
            let (was_lines, is_lines) = (was.lines as f64, is.lines as f64);
            let change = (is_lines - was_lines) / was_lines;
            let may_fall = has_moved && *month == first(self.now);
            let grows = change > lines.rise;
            let is_late = is_lines - was_lines <= LATE;
            if change < -lines.fall && !may_fall || grows && !open(month) && !is_late {
                lines.add(&name, (was_lines, is_lines), was.lines.to_string(), is.lines.to_string(), change);
            } else if !may_fall && !grows {
                let base = (was.cents.unsigned_abs() as f64).max(typical / 10.0).max(1.0);
                let change = (is.cents - was.cents) as f64 / base;
                if change < -sums.fall || change > sums.rise {
                    let ends = (was.cents as f64, is.cents as f64);
                    sums.add(&name, ends, format_cents(was.cents), format_cents(is.cents), change);
                }
            }
        }
        (lines.finish(), sums.finish())
    }

    /// What is new against the months of the year before, or the same months a year ago.
    fn new_months(&self) -> Vec<Deviation> {
        let before: BTreeMap<Month, Sum> = self.before.dated().collect();
        let Some(last) = last_filled(self.before).filter(|_| before.len() >= ENOUGH) else { return Vec::new() };
        let year: Vec<Sum> = before.range(..=last).rev().take(YEAR).map(|(_, sum)| *sum).collect();
        let typical = Typical {
            lines: median(year.iter().map(|sum| sum.lines as f64).collect()),
            cents: median(year.iter().map(|sum| sum.cents as f64).collect()),
        };
        let new = new_months(self.before, self.now);
        let Some(first) = new.first() else { return Vec::new() };
        let now: BTreeMap<Month, Sum> = self.now.dated().collect();
        let is_filled = |month: &&Month| now[*month].lines as f64 >= SPILL * typical.lines;
        let newest = *new.iter().rev().find(is_filled).unwrap_or(first);
        let (mut least, mut most) = (Typical::default(), Typical::default());
        for month in last.0 + 1..=newest.0 {
            let year_ago = before.get(&Month(month - YEAR as i32)).map_or(typical, |sum| Typical::of(*sum));
            least.add(typical.least(year_ago));
            most.add(typical.most(year_ago));
        }
        let mut gain = Typical::default();
        for (month, is) in now.iter().filter(|(month, _)| month.0 > last.0 - OPEN as i32) {
            let was = before.get(month).copied().unwrap_or_default();
            gain.lines += is.lines as f64 - was.lines as f64;
            gain.cents += (is.cents - was.cents) as f64;
        }
        let name = if *first == newest { first.to_string() } else { format!("{first} to {newest}") };
        let has = if *first == newest { "has" } else { "have" };
        let expected = if *first == newest { "expected of a month" } else { "expected of so many months" };
        let mut deviations = Vec::new();
        let mut judge = |gate: Gate, limits: Limits, of: (f64, f64), ends: (f64, f64, f64), shown: String| {
            let (fall, rise) = (limits.fall.unwrap_or(of.0), limits.rise.unwrap_or(of.1));
            let (gain, least, most) = ends;
            let are_few = |change: f64| gate == Gate::NewLines && change > 0.0 && gain - most <= FEW_LINES;
            let change = beyond(gain, (least, most), (fall, rise)).filter(|change| !are_few(*change));
            let Some(change) = change.filter(|_| least > 0.0) else { return };
            let (how, allowed) = direction(gate, change, fall, rise);
            let text = format!("{name} {has} {shown}, {} {how} than {expected}; at most {allowed}", percent(change));
            deviations.push(Deviation::new(gate, text, Some(limit_line(gate, change))));
        };
        let lines = (gain.lines, least.lines, most.lines);
        judge(Gate::NewLines, self.gates.new_lines, (0.45, DOUBLED), lines, format!("{} new lines", gain.lines));
        let sum = format!("a new sum of {}", format_cents(gain.cents as i128));
        let cents = (gain.cents, least.cents, most.cents);
        judge(Gate::NewSum, self.gates.new_sum, (0.9, 9.0), cents, sum);
        deviations
    }

    /// Files without any line, such as those that are a header only.
    fn empty_files(&self) -> Vec<Deviation> {
        let was_empty = |name: &str| self.before.files.get(name).is_some_and(|file| file.lines == 0);
        let empty = self.now.files.iter().filter(|(name, file)| file.lines == 0 && !was_empty(name));
        let names: Vec<String> = empty.map(|(name, _)| name.clone()).collect();
        if names.is_empty() {
            return Vec::new();
        }
        vec![Deviation::new(Gate::Files, format!("{}: no purchase line was kept", few(&names)), None)]
    }

    /// Columns that all published files have, and the columns of the amounts.
    fn columns(&self) -> Vec<Deviation> {
        let filled = |shape: &'_ Shape| -> Vec<(String, File)> {
            shape.files.iter().filter(|(_, file)| file.lines > 0).map(|(n, f)| (n.clone(), f.clone())).collect()
        };
        let before = filled(self.before);
        let mut of_all = before.iter().map(|(_, file)| file.fields.clone());
        let Some(first) = of_all.next() else { return Vec::new() };
        let core: BTreeSet<String> = of_all.fold(first, |core, fields| core.intersection(&fields).cloned().collect());
        let amounts: BTreeSet<&String> = before.iter().flat_map(|(_, file)| &file.amounts).collect();
        let mut by_fault: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, file) in filled(self.now) {
            let lacking: Vec<String> = core.difference(&file.fields).cloned().collect();
            if !lacking.is_empty() {
                let fault = format!("no column of {}, which all published files have", lacking.join(", "));
                by_fault.entry(fault).or_default().push(name.clone());
            }
            for other in file.amounts.iter().filter(|basis| !amounts.contains(basis)) {
                let known = amounts.iter().map(|basis| basis.as_str()).collect::<Vec<_>>().join(" or ");
                let fault = format!("amounts are from {other}; published ones are from {known}");
                by_fault.entry(fault).or_default().push(name.clone());
            }
        }
        let told = by_fault.into_iter().map(|(fault, names)| format!("{}: {fault}", few(&names)));
        told.map(|what| Deviation::new(Gate::Columns, what, None)).collect()
    }

    /// The number of suppliers, which follows that of the lines to some degree.
    fn suppliers(&self) -> Vec<Deviation> {
        let limits = self.gates.suppliers;
        let (fall, rise) = (limits.fall.unwrap_or(0.05), limits.rise.unwrap_or(0.5));
        let (was, is) = (self.before.suppliers as f64, self.now.suppliers as f64);
        if was == 0.0 || self.before.lines() == 0 {
            return Vec::new();
        }
        let growth = self.now.lines() as f64 / self.before.lines() as f64;
        let (least, most) = (was * growth.min(1.0), was * growth.max(1.0));
        let are_late = |change: f64| change > 0.0 && is - was <= LATE;
        let change = beyond(is, (least, most), (fall, rise)).filter(|change| !are_late(*change));
        let Some(change) = change else { return Vec::new() };
        let (how, allowed) = direction(Gate::Suppliers, change, fall, rise);
        let what = format!(
            "{is} suppliers instead of {was}, {} {how} than the lines explain; at most {allowed}",
            percent(change)
        );
        vec![Deviation::new(Gate::Suppliers, what, Some(limit_line(Gate::Suppliers, change)))]
    }

    /// What is not known of the money.
    fn shares(&self) -> Vec<Deviation> {
        if self.before.dated().count() < ENOUGH {
            return Vec::new();
        }
        let (before, now) = (self.before.unknown, self.now.unknown);
        let shares = [
            (Gate::Unclassified, "without a sector", before.sector, now.sector, self.gates.unclassified),
            (Gate::UnknownPlace, "from suppliers without a place", before.place, now.place, self.gates.unknown_place),
        ];
        let risen = shares.into_iter().filter(|(_, _, was, is, most)| is - was > *most);
        risen
            .map(|(gate, of, was, is, most)| {
                let points = |share: f64| format!("{:.1}", share * 100.0);
                let (was_shown, is_shown, most) = (points(was), points(is), points(most));
                let what =
                    format!("{is_shown} % of the money is {of} instead of {was_shown} %; at most {most} points more");
                Deviation::new(gate, what, Some(format!("{} = {}", gate.key(), above(is - was))))
            })
            .collect()
    }
}

/// Lines and cents, or what is expected of them.
#[derive(Clone, Copy, Debug, Default)]
struct Typical {
    lines: f64,
    cents: f64,
}

impl Typical {
    fn of(sum: Sum) -> Self {
        Self { lines: sum.lines as f64, cents: sum.cents as f64 }
    }

    fn add(&mut self, other: Self) {
        self.lines += other.lines;
        self.cents += other.cents;
    }

    fn least(self, other: Self) -> Self {
        Self { lines: self.lines.min(other.lines), cents: self.cents.min(other.cents) }
    }

    fn most(self, other: Self) -> Self {
        Self { lines: self.lines.max(other.lines), cents: self.cents.max(other.cents) }
    }
}

/// Months that changed by more than allowed, as one gate says it.
struct Changes {
    gate: Gate,
    what: &'static str,
    fall: f64,
    rise: f64,
    told: Vec<String>,
    /// The largest fall and rise.
    largest: (f64, f64),
}

impl Changes {
    fn new(gate: Gate, what: &'static str, limits: Limits, usual: (f64, f64)) -> Self {
        let (fall, rise) = (limits.fall.unwrap_or(usual.0), limits.rise.unwrap_or(usual.1));
        Self { gate, what, fall, rise, told: Vec::new(), largest: (0.0, 0.0) }
    }

    fn add(&mut self, month: &str, ends: (f64, f64), was: String, is: String, change: f64) {
        let change = if ends.1 < ends.0 { -change.abs() } else { change };
        let (how, allowed) = direction(self.gate, change, self.fall, self.rise);
        let what = self.what;
        let text = format!("{month}: {what} {is} instead of {was}, {} {how}; at most {allowed}", percent(change));
        self.told.push(text);
        self.largest = (self.largest.0.min(change), self.largest.1.max(change));
    }

    fn finish(self) -> Vec<Deviation> {
        let (fall, rise) = self.largest;
        let side = |key: &str, change: f64| (change != 0.0).then(|| format!("{key} = {}", above(change)));
        let sides: Vec<String> = [side("fall", fall), side("rise", rise)].into_iter().flatten().collect();
        let line = format!("{} = {{ {} }}", self.gate.key(), sides.join(", "));
        let more = self.told.len().saturating_sub(TOLD);
        let more = (more > 0).then(|| format!("and {more} more months"));
        let told = self.told.into_iter().take(TOLD).chain(more);
        told.map(|what| Deviation::new(self.gate, what, Some(line.clone()))).collect()
    }
}

/// By how much of it a value lies below the least that is expected, or above the most, when that is more than allowed.
fn beyond(value: f64, (least, most): (f64, f64), (fall, rise): (f64, f64)) -> Option<f64> {
    if value < least * (1.0 - fall) {
        Some(value / least - 1.0)
    } else if value > most * (1.0 + rise) {
        Some(value / most - 1.0)
    } else {
        None
    }
}

/// The line that allows a change of this size.
fn limit_line(gate: Gate, change: f64) -> String {
    let side = if change < 0.0 { "fall" } else { "rise" };
    format!("{} = {{ {side} = {} }}", gate.key(), above(change))
}

/// A limit of two decimals that is not less than a change.
fn above(change: f64) -> f64 {
    (change.abs() * 100.0 - 1e-9).ceil() / 100.0
}

fn percent(change: f64) -> String {
    format!("{:.1} %", change.abs() * 100.0)
}

/// How a change is called, and what is allowed of it.
fn direction(gate: Gate, change: f64, fall: f64, rise: f64) -> (&'static str, String) {
    let less = if matches!(gate, Gate::Sum | Gate::NewSum) { "less" } else { "fewer" };
    if change < 0.0 { (less, percent(fall)) } else { ("more", percent(rise)) }
}

fn few(names: &[String]) -> String {
    const NAMED: usize = 3;
    let more = names.len().saturating_sub(NAMED);
    let named = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}

/// The middle value, the lower one of two; 0 of nothing.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024 from January on with so many lines a month, of 10.00 each.
    fn shape(lines: &[u64]) -> Shape {
        let months = (1..).zip(lines).map(|(month, lines)| (Some(Month::new(2024, month)), sum(*lines))).collect();
        let columns = ["amount", "date", "supplier_name"].map(str::to_owned).into();
        let file = File { lines: 1, fields: columns, amounts: ["\"Summa\" (net)".to_owned()].into() };
        Shape { months, suppliers: 50, files: [("a.csv".to_owned(), file)].into(), ..Shape::default() }
    }

    fn sum(lines: u64) -> Sum {
        Sum { lines, cents: i128::from(lines) * 1000 }
    }

    /// The gates that hold the second, with what they say.
    fn held(before: &Shape, now: &Shape) -> Vec<(Gate, String)> {
        compare(before, now, &Gates::default(), &[]).into_iter().map(|d| (d.gate, d.what)).collect()
    }

    #[track_caller]
    fn check(before: &[u64], now: &[u64], expected: &[(Gate, &str)]) {
        let found = held(&shape(before), &shape(now));
        let gates: Vec<Gate> = found.iter().map(|(gate, _)| *gate).collect();
        assert_eq!(gates, expected.iter().map(|(gate, _)| *gate).collect::<Vec<_>>(), "{found:?}");
        for ((_, what), (_, part)) in found.iter().zip(expected) {
            assert!(what.contains(part), "no {part:?} in {what}");
        }
    }

    #[test]
    fn an_ordinary_new_month_is_not_held() {
        check(&[100, 100, 100], &[100, 100, 100], &[]);
        for new in [56, 100, 180, 195] {
            check(&[100, 90, 110], &[100, 90, 110, new], &[]);
        }
        check(&[10, 9, 11], &[10, 9, 11, 35], &[]);
        // Of a first month nobody knows what is usual.
        check(&[100], &[100, 3000], &[]);
        check(&[], &[100], &[]);
        // Two months at once, and late lines in those before.
        check(&[100, 100, 100, 40], &[100, 102, 120, 100, 100, 100], &[]);
    }

    #[test]
    fn a_new_month_that_is_cut_or_doubled_is_held() {
        check(&[100, 90, 110], &[100, 90, 110, 54], &[(Gate::NewLines, "2024-04 has 54 new lines, 46.0 % fewer")]);
        check(&[100, 90, 110], &[100, 90, 110, 200], &[(Gate::NewLines, "100.0 % more")]);
        // May is missing beside June.
        check(
            &[100, 100, 100, 100],
            &[100, 100, 100, 100, 0, 100],
            &[(Gate::NewLines, "2024-06 has 100 new lines, 50.0 % fewer")],
        );
    }

    #[test]
    fn lines_that_spill_into_the_next_month_are_no_month() {
        // Each delivery has three lines of the month after.
        check(&[100, 100, 100, 3], &[100, 100, 100, 100, 3], &[]);
        check(&[100, 100, 100], &[100, 100, 100, 100, 3], &[]);
        // The same files again, as another program reads them.
        check(&[100, 100, 100, 3], &[100, 100, 100, 3], &[]);
        // A mistyped day far ahead.
        check(&[100, 100, 100], &[100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 1], &[]);
        check(
            &[100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 1],
            &[100, 100, 100, 100, 30, 0, 0, 0, 0, 0, 1],
            &[(Gate::NewLines, "2024-05")],
        );
    }

    #[test]
    fn published_months_stay_as_they_were() {
        check(&[100; 4], &[100, 97, 100, 100], &[(Gate::Lines, "2024-02: lines 97 instead of 100, 3.0 % fewer")]);
        check(&[100; 4], &[100, 111, 100, 100], &[(Gate::Lines, "2024-02: lines 111 instead of 100, 11.0 % more")]);
        check(&[100; 4], &[100, 0, 100, 100], &[(Gate::Months, "2024-02 had 100 lines and is gone")]);
        check(&[100; 4], &[100, 100, 100, 90], &[(Gate::Lines, "2024-04: lines 90 instead of 100")]);
        // The newest two may grow.
        check(&[100, 100, 60, 30], &[100, 100, 100, 100], &[]);
        // A window of four months moves on, by one and by two.
        check(&[100; 4], &[0, 100, 100, 100, 100], &[]);
        check(&[100; 4], &[0, 0, 100, 100, 100], &[(Gate::Months, "2024-02")]);
    }

    #[test]
    fn a_published_month_with_another_sum_is_held() {
        let (before, mut now) = (shape(&[100; 4]), shape(&[100; 4]));
        let gross = Sum { lines: 100, cents: 124_000 };
        for month in [2, 4] {
            now.months.insert(Some(Month::new(2024, month)), gross);
        }
        let found = compare(&before, &now, &Gates::default(), &[]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].what, "2024-02: sum 1240.00 instead of 1000.00, 24.0 % more; at most 10.0 %");
        assert_eq!((found[0].gate, found[0].line.as_str()), (Gate::Sum, "sum = { rise = 0.24 }"));
        let gates: Gates = toml::from_str("sum = { rise = 0.24 }").unwrap();
        assert_eq!(compare(&before, &now, &gates, &[]), []);
        let gates: Gates = toml::from_str("accept = [\"sum\"]").unwrap();
        assert_eq!(compare(&before, &now, &gates, &[]), []);
        assert_eq!(compare(&before, &now, &Gates::default(), &[Gate::Sum]), []);
    }

    #[test]
    fn files_columns_suppliers_and_shares_are_compared() {
        let (before, mut now) = (shape(&[100; 4]), shape(&[100, 100, 100, 100, 100]));
        let mut file = before.files["a.csv"].clone();
        file.amounts = ["\"Brutto\" (gross)".to_owned()].into();
        file.fields.remove("date");
        now.files.insert("b.csv".to_owned(), file);
        now.files.insert("c.csv".to_owned(), File::default());
        now.suppliers = 30;
        now.unknown.place = 0.2;
        let found = held(&before, &now);
        let parts = [
            (Gate::Files, "c.csv: no purchase line was kept"),
            (Gate::Columns, "b.csv: amounts are from \"Brutto\" (gross); published ones are from \"Summa\" (net)"),
            (Gate::Columns, "b.csv: no column of date"),
            (Gate::Suppliers, "30 suppliers instead of 50, 40.0 % fewer"),
            (Gate::UnknownPlace, "20.0 % of the money is from suppliers without a place instead of 0.0 %"),
        ];
        assert_eq!(found.len(), parts.len(), "{found:?}");
        for ((gate, what), (expected, part)) in found.iter().zip(parts) {
            assert_eq!(*gate, expected);
            assert!(what.contains(part), "{what}");
        }
    }

    #[test]
    fn the_newest_posting_may_be_so_old() {
        let gates: Gates = toml::from_str("max_age = 40").unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(too_old(Some("2024-05-31"), day("2024-07-10"), &gates, &[]), None);
        let old = too_old(Some("2024-05-31"), day("2024-07-11"), &gates, &[]).unwrap();
        assert_eq!(old.what, "the newest posting is of 2024-05-31, 41 days before 2024-07-11; at most 40");
        assert_eq!(old.line, "max_age = 41");
        assert_eq!(too_old(Some("2024-05-31"), day("2024-07-11"), &gates, &[Gate::MaxAge]), None);
        assert_eq!(too_old(Some("2024-05-31"), day("2034-07-11"), &Gates::default(), &[]), None);
    }

    #[test]
    fn what_a_manifest_keeps_is_what_was_compared() {
        let mut shape = shape(&[100, 3]);
        shape.months.insert(None, Sum { lines: 1, cents: -50 });
        let manifest = serde_json::json!({ "shape": shape.to_value(), "inputs": [] });
        let read = Shape::of(&manifest).unwrap();
        assert_eq!((read.months, read.suppliers), (shape.months, 50));
        assert!(Shape::of(&serde_json::json!({ "inputs": [] })).is_none());
    }
}
