//! The pass over all lines: staged lines in, classified purchases out, and the cube filled on the way.

use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread::Scope as Threads;

use anyhow::Context;
use arrow_array::RecordBatch;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::cube::{Cube, Line, UNDATED};
use super::decisions::{Decisions, FileNumbers, Scope};
use super::partitions::{Partitions, Written};
use super::purchases::{Columns, Purchase};
use crate::config::Config;
use crate::ingest::StagedFile;
use crate::ingest::date::{days, year_month};
use crate::ingest::row::deciding_date;
use crate::ingest::staged::{self, Batch};
use crate::progress::Progress;
use crate::reference::thresholds::{Limits, ThresholdClass, Thresholds, YearBands};

/// Classifies the lines of all files in order, writes them by year under `to`, and fills the cube.
pub fn write(
    config: &Config,
    files: &[StagedFile],
    decisions: &Decisions,
    to: &Path,
    threads: usize,
    progress: &Progress,
) -> anyhow::Result<(Cube, Vec<Written>)> {
    let thresholds = Thresholds::new(&config.country, &config.currency);
    let mut cube = Cube::new(decisions, thresholds.band_codes().len());
    let columns = Columns::new(config, files, decisions)?;
    let mut pass = Pass::new(decisions, &thresholds);
    std::thread::scope(|scope| {
        let mut partitions = Partitions::new(to, &columns, threads, scope);
        // Summing goes on beside the making of columns: both need the lines, neither the other.
        let (decided, to_sum) = sync_channel::<(Vec<Line>, RecordBatch)>(4);
        let summing = scope.spawn(move || {
            for (lines, batch) in to_sum {
                sum(&mut cube, &lines, &batch);
            }
            cube.spend.join();
            cube
        });
        for (file, numbers) in files.iter().zip(&decisions.files) {
            // Decoding goes on while the lines before are classified.
            for batch in decode(&file.lines, threads, scope)? {
                let batch = batch?;
                let staged = Batch::of(&batch)
                    .with_context(|| format!("{}: not a staged file of this version", file.lines.display()))?;
                let lines = pass.batch(&staged, numbers, file, &mut partitions)?;
                progress.advance(batch.num_rows() as u64);
                decided.send((lines, batch)).map_err(|_| anyhow::anyhow!("the summing thread failed"))?;
            }
            pass.next_file(file);
        }
        drop(decided);
        let written = partitions.finish()?;
        let cube = summing.join().map_err(|_| anyhow::anyhow!("the summing thread failed"))?;
        Ok((cube, written))
    })
}

fn sum(cube: &mut Cube, lines: &[Line], batch: &RecordBatch) {
    let Some(staged) = Batch::of(batch) else { return }; // the pass has read it before
    for (i, line) in lines.iter().enumerate() {
        cube.add(line, staged.text(0, i), staged.text(1, i));
    }
}

type Batches<'a> = Box<dyn Iterator<Item = anyhow::Result<RecordBatch>> + 'a>;

fn decode<'s>(path: &Path, threads: usize, scope: &'s Threads<'s, '_>) -> anyhow::Result<Batches<'s>> {
    let reader = staged::reader(path)?.map(|b| b.map_err(anyhow::Error::from));
    if threads < 2 {
        return Ok(Box::new(reader));
    }
    let (sender, receiver) = sync_channel(2);
    scope.spawn(move || {
        for batch in reader {
            if sender.send(batch).is_err() {
                return;
            }
        }
    });
    Ok(Box::new(receiver.into_iter()))
}

/// The state of the pass: what was decided, and what holds in each year.
struct Pass<'a> {
    decisions: &'a Decisions,
    thresholds: &'a Thresholds,
    social: Vec<bool>,
    years: FxHashMap<i32, OfYear>,
    /// Spellings of suppliers and tables in the files before.
    spellings: u32,
    tables: u32,
}

/// Value bands of a year, and its limits by month for other and for social purchases: thresholds change on the first
/// day of a month only.
struct OfYear {
    bands: YearBands,
    limits: [[Option<Limits>; 2]; 12],
}

impl OfYear {
    fn new(thresholds: &Thresholds, year: i32) -> Self {
        let limits = |month: usize| {
            let first = days(year, month as u32 + 1, 1).and_then(NaiveDate::from_epoch_days);
            [false, true].map(|social| first.map(|day| thresholds.limits(social, day)))
        };
        Self { bands: thresholds.bands_of_year(year), limits: std::array::from_fn(limits) }
    }
}

impl<'a> Pass<'a> {
    fn new(decisions: &'a Decisions, thresholds: &'a Thresholds) -> Self {
        Self {
            decisions,
            thresholds,
            social: Decisions::social_sectors(),
            years: FxHashMap::default(),
            spellings: 0,
            tables: 0,
        }
    }

    fn next_file(&mut self, before: &StagedFile) {
        self.spellings += before.sidecar.suppliers.len() as u32;
        self.tables += before.sidecar.tables.len() as u32;
    }

    /// Classifies a batch: its purchases go to the partitions, its lines for the sums are given back.
    fn batch(
        &mut self,
        batch: &Batch<'_>,
        numbers: &FileNumbers,
        file: &StagedFile,
        partitions: &mut Partitions<'_>,
    ) -> anyhow::Result<Vec<Line>> {
        let thresholds = self.thresholds;
        let rules = self.decisions.scopes.len();
        let mut lines = Vec::with_capacity(batch.row.len());
        for i in 0..batch.row.len() {
            let dates = std::array::from_fn(|which| batch.date(which, i));
            let date = deciding_date(dates);
            let (year, month) = match date {
                Some(date) => year_month(date),
                None => (file.year.map_or(UNDATED, |(year, _)| year), 0),
            };
            let supplier = numbers.supplier[batch.supplier[i] as usize];
            let account = numbers.account[batch.account[i] as usize];
            let party = numbers.party[batch.party[i] as usize];
            let cents = batch.cents[i];
            let sector_decision = self.decisions.sector(account, supplier);
            let decision = &self.decisions.sectors[usize::from(sector_decision)];
            let of_year = self.years.entry(year).or_insert_with(|| OfYear::new(thresholds, year));
            let line = Line {
                year,
                month,
                supplier,
                sector_decision,
                sector: decision.sector,
                band: of_year.bands.band(cents),
                ring: self.decisions.rings[supplier as usize],
                scope: self.decisions.scope(account, supplier, party),
                method: decision.method,
                date,
                cents,
            };
            // A line without a date is held against the thresholds of the last day of its year.
            let month = if month == 0 { 11 } else { month as usize - 1 };
            let limits = of_year.limits[month][usize::from(self.social[usize::from(decision.sector)])];
            let class = limits.map_or(ThresholdClass::Unknown, |l| l.class(cents));
            let scope = match line.scope {
                Scope::HeldOut(rule) => u32::from(rule),
                Scope::PublicBodies => rules as u32,
                Scope::Market => rules as u32 + 1,
            };
            let numbers = [
                party,
                account,
                supplier,
                self.spellings + batch.supplier[i],
                self.tables + batch.table[i],
                u32::from(sector_decision),
                u32::from(line.band),
                class as u32,
                scope,
            ];
            let purchase = Purchase {
                numbers,
                month: line.month,
                dates,
                cents,
                vat_cents: batch.vat(i),
                original_cents: batch.original(i),
                row: batch.row[i],
                texts: std::array::from_fn(|which| batch.text(which, i)),
            };
            partitions.push(year, &purchase)?;
            lines.push(line);
        }
        Ok(lines)
    }
}
