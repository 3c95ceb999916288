//! What must hold before anything is published.

use std::path::Path;

use anyhow::Context;
use arrow_array::Array;

use super::settings::Quality;
use super::shape::{Month, Months, Unknown};
use vire_base::amount::format_cents;
use vire_base::parallel;
use vire_base::sum::Sum;
use vire_base::year::AccountingYear;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::partitions::Written;
use vire_formats::{columns, parquet};
use vire_ingest::StagedFile;
use vire_ingest::line::Table;
use vire_ingest::settings::Source;

/// Gates that failed; nothing is published.
#[derive(Debug, thiserror::Error)]
#[error("nothing is published:\n{}", .0.iter().map(|f| format!("  - {f}\n")).collect::<String>())]
pub struct Failed(pub Vec<String>);

/// Reconciles every sum with every other, and reads the written files back; gives what the files hold by month, too.
pub fn reconcile(
    sources: &[Source],
    files: &[StagedFile],
    cube: &Cube,
    written: &[Written],
    accounting: AccountingYear,
    threads: usize,
) -> anyhow::Result<(Vec<String>, Months)> {
    let mut faults = Vec::new();
    let control = vire_ingest::total(files);
    if control.kept == 0 {
        let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
        faults.push(format!("no purchase line was kept out of {} read from {}", control.read, names.join(", ")));
    }
    for table in files.iter().flat_map(|f| f.sidecar.tables.iter().map(move |t| (f, t))) {
        let (file, c) = (table.0, &table.1.control);
        let cents = c.kept_cents + c.rejected_cents + c.duplicates_cents;
        if c.read != c.kept + c.rejected + c.duplicates || c.read_cents != cents {
            faults
                .push(format!("{} {}: rows read are not rows kept, rejected and met twice", file.name, table.1.sheet));
        }
    }
    faults.extend(currencies(files));
    let kept = Sum { lines: control.kept, cents: control.kept_cents };
    let mut compare = |what: &str, sum: Sum| {
        if sum != kept {
            let off = format_cents(sum.cents - kept.cents);
            faults.push(format!("{what}: {} lines of {}, off by {off}", sum.lines, kept.lines));
        }
    };
    compare("classified lines", cube.totals.all);
    compare("by sector", add(cube.totals.by_sector.iter()));
    compare("by ring", add(cube.totals.by_ring.iter()));
    compare("by value band", add(cube.totals.by_band.iter()));
    compare("by scope", add(cube.totals.by_scope.iter()));
    compare("by sector method", add(cube.totals.by_method.iter()));
    compare("by year", add(cube.years.values().map(|y| &y.totals.all)));
    compare("by supplier", add(cube.suppliers.iter().map(|s| &s.all)));
    compare(
        "written lines",
        written.iter().fold(Sum::default(), |mut sum, w| {
            sum += Sum { lines: w.rows, cents: w.cents };
            sum
        }),
    );
    let mut back = [Sum::default(); 2];
    let mut months = Months::new();
    for read in parallel::map(written, threads, |file| read_back(&file.path, accounting)) {
        let (sums, of_file) = read?;
        back.iter_mut().zip(sums).for_each(|(sum, more)| *sum += more);
        of_file.into_iter().for_each(|(month, sum)| *months.entry(month).or_default() += sum);
    }
    compare("lines read back from disk", back[0]);
    if back[1] != (Sum { lines: control.negative, cents: control.negative_cents }) {
        faults.push(format!(
            "credit notes read back from disk: {} lines, {}",
            back[1].lines,
            format_cents(back[1].cents)
        ));
    }
    if add(cube.spend.cells().iter().map(|(_, sum)| sum)) != cube.external() {
        faults.push("the cube's spend is not that of the scopes that count".into());
    }
    expected_totals(sources, files, &mut faults);
    Ok((faults, months))
}

fn add<'a>(sums: impl Iterator<Item = &'a Sum>) -> Sum {
    sums.fold(Sum::default(), |mut total, sum| {
        total += *sum;
        total
    })
}

/// Holds the lines of other currencies against each other, in their own currency.
fn currencies(files: &[StagedFile]) -> Vec<String> {
    let foreign = files.iter().flat_map(|f| f.sidecar.tables.iter().map(move |t| (f, t)));
    let foreign = foreign.flat_map(|(f, t)| t.foreign.iter().map(move |(currency, sums)| (f, currency, sums)));
    let mut faults = Vec::new();
    for (file, currency, sums) in foreign {
        let parts = [sums.kept, sums.rejected, sums.duplicates];
        let lines: u64 = parts.iter().map(|p| p.lines).sum();
        let cents: i128 = parts.iter().map(|p| p.cents).sum();
        if (lines, cents) != (sums.read.lines, sums.read.cents) {
            let name = &file.name;
            faults.push(format!("{name}: rows read in {currency} are not rows kept, rejected and met twice"));
        }
    }
    faults
}

/// A written file's lines, its negative lines, and its lines by month, as they stand on disk.
fn read_back(path: &Path, accounting: AccountingYear) -> anyhow::Result<([Sum; 2], Months)> {
    let mut sums = [Sum::default(); 2];
    let mut months = Months::new();
    for batch in parquet::stream(path, &["year", "month", "amount"])? {
        let batch = batch?;
        let amounts = columns::money(&batch, "amount")?.values();
        let (years, of_year) = (columns::ints(&batch, "year")?, columns::ints(&batch, "month")?);
        // A file holds one year.
        let year = years.iter().flatten().next();
        let mut by_month = [Sum::default(); 13];
        for (row, cents) in amounts.iter().enumerate() {
            let cents = i64::try_from(*cents)?;
            sums[0].add(cents);
            if cents < 0 {
                sums[1].add(cents);
            }
            let month = if of_year.is_null(row) { 0 } else { of_year.value(row) };
            by_month.get_mut(month as usize).context("a month is 1 to 12")?.add(cents);
        }
        for (month, sum) in (0..).zip(by_month).filter(|(_, sum)| sum.lines > 0) {
            let month = year.filter(|_| month > 0).map(|year| Month::of(accounting, year, month));
            *months.entry(month).or_default() += sum;
        }
    }
    Ok((sums, months))
}

fn expected_totals(sources: &[Source], files: &[StagedFile], faults: &mut Vec<String>) {
    for source in sources {
        let Some(expected) = source.expected_cents else {
            continue;
        };
        let of_source = files.iter().filter(|f| source.files.contains(&f.path));
        let read: i128 = of_source.flat_map(|f| &f.sidecar.tables).map(as_in_file).sum();
        if read != i128::from(expected) {
            let off = format_cents(read - i128::from(expected));
            faults.push(format!(
                "expected_total is {}, the files sum to {} (off by {off})",
                format_cents(expected.into()),
                format_cents(read)
            ));
        }
    }
}

/// What a table's rows sum to as they stand, whatever their currency.
fn as_in_file(table: &Table) -> i128 {
    let foreign: i128 = table.foreign.values().map(|sums| sums.read.cents - sums.converted_cents).sum();
    table.control.read_cents + table.control.apart.cents + foreign
}

/// Rejected rows that name no buyer.
fn rejected_of_nobody(files: &[StagedFile]) -> u64 {
    let rejected = files.iter().flat_map(|file| &file.sidecar.rejected);
    rejected.filter(|row| !row.party.names_buyer()).count() as u64
}

/// The quality gates of the pipeline file.
pub fn quality(limits: &Quality, files: &[StagedFile], unknown: Unknown) -> Vec<String> {
    let control = vire_ingest::total(files);
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    // Of a run that covers a part of its files, rows that name no buyer are held against all rows of these, and its own
    // against its own.
    let nobodys = if control.apart.lines == 0 { 0 } else { rejected_of_nobody(files) };
    let own = share(control.rejected - nobodys, control.read - nobodys);
    let rejected = own.max(share(control.rejected, control.read + control.apart.lines));
    let commonest = commonest_reasons(files);
    let gates = [
        ("rejected rows", "max_rejected", rejected, limits.max_rejected, commonest.as_str()),
        (
            "purchases without a sector",
            "max_unclassified",
            unknown.sector,
            limits.max_unclassified,
            "decide more with [sectors] rules",
        ),
        (
            "purchases from suppliers without a place",
            "max_unknown_place",
            unknown.place,
            limits.max_unknown_place,
            "add a [[register]]",
        ),
    ];
    gates
        .into_iter()
        // Of sums that credit notes make small a share may be above the whole; a limit of the whole is none.
        .filter(|(_, _, share, most, _)| share.min(1.0) > *most)
        .map(|(what, key, share, most, help)| {
            format!("{what}: {:.2} %, more than [quality] {key} = {most} allows ({help})", share * 100.0)
        })
        .collect()
}

fn commonest_reasons(files: &[StagedFile]) -> String {
    let mut counts = std::collections::BTreeMap::<(&str, &str), u64>::new();
    for rejected in files.iter().flat_map(|f| &f.sidecar.rejected) {
        *counts.entry((rejected.code.name(), &rejected.field)).or_default() += 1;
    }
    let mut reasons: Vec<_> = counts.into_iter().collect();
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let told = reasons.iter().take(3).map(|((code, field), n)| format!("{n} {code} in {field}"));
    let told = told.collect::<Vec<_>>().join(", ");
    reasons.first().map(|((code, _), _)| format!("{told}; vire explain {code} says what to do")).unwrap_or_default()
}
