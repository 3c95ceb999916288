//! The pass over all lines: staged lines in, classified purchases out, and the cube filled on the way.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread::Scope as Threads;

use anyhow::Context;
use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::basis::Basis;
use super::cube::{Cube, Line, UNDATED};
use super::decisions::{Decisions, FileNumbers};
use super::kept::{self, Found, Made, Numbers, Store};
use super::partitions::{Partitions, Written};
use super::payments::Wait;
use super::purchases::{DUE, INVOICED, PAID};
use super::rows::{Columns, Purchase};
use vire_base::date::{days, year_month};
use vire_base::progress::Progress;
use vire_base::year::AccountingYear;
use vire_ingest::line::{Batch, deciding_date};
use vire_ingest::stage::file;
use vire_ingest::{Field, StagedFile};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SECTORS;
use vire_reference::thresholds::{Limits, ThresholdClass, ThresholdKind, Thresholds, YearBands};

/// What the pass gives.
pub struct Classified {
    pub cube: Cube,
    pub written: Vec<Written>,
    /// The years that were made anew.
    pub made: Made,
}

/// Classifies the lines of all files in order, writes them by year under `to`, and fills the cube. Years that are kept as
/// they are to be made are taken from there.
pub fn write(
    buyer: &Buyer,
    files: &[StagedFile],
    decisions: &Decisions,
    kept: &Store,
    to: &Path,
    threads: usize,
    progress: &Progress,
) -> anyhow::Result<Classified> {
    let thresholds = buyer.thresholds();
    let with_payments = files.iter().any(tells_payments);
    let basis = Basis::new(kept.program(), buyer, files, decisions, with_payments, threads);
    let mut cube = Cube::new(decisions, thresholds.band_codes().len(), with_payments, to.parent().unwrap_or(to));
    fs_err::create_dir_all(to)?;
    let mut written = take_kept(kept, &basis, decisions, to, &mut cube, threads)?;
    let kept: Vec<i32> = written.iter().map(|(year, _)| *year).collect();
    let columns = Columns::new(buyer, files, decisions, threads)?;
    let mut pass = Pass::new(decisions, &thresholds, buyer.year, with_payments);
    let (cube, new) = std::thread::scope(|scope| {
        let mut partitions = Partitions::new(to, &columns, threads, scope);
        // Summing goes on beside the gathering into columns: both need the lines, neither the other.
        let (to_sum, received) = sync_channel::<Arc<Decided>>(AHEAD);
        let summing = scope.spawn(move || {
            received.into_iter().for_each(|decided| decided.add_to(&mut cube));
            cube.close(&decisions.units, threads).map(|()| cube)
        });
        let (to_gather, received) = sync_channel::<Step>(AHEAD);
        let later = |at: usize, year: i32| (at + 1..files.len()).any(|later| basis.years_of(later).contains(&year));
        let gathering = scope.spawn(move || {
            for step in received {
                match step {
                    Step::Batch(decided) => decided.gather(&mut partitions)?,
                    Step::EndOfFile(at) => partitions.end_file(|year| !later(at, year))?,
                }
            }
            partitions.finish()
        });
        let mut decide = || {
            for (at, file) in files.iter().enumerate() {
                let years = basis.years_of(at);
                if years.iter().all(|year| kept.contains(year)) {
                    pass.next_file(file);
                    continue;
                }
                let left_out = years.iter().any(|year| kept.contains(year)).then_some(kept.as_slice());
                // Decoding goes on while the lines before are classified.
                for batch in decode(&file.lines, threads, scope)? {
                    let decided = Arc::new(pass.batch(batch?, &decisions.files[at], file, left_out)?);
                    progress.advance(decided.lines.len() as u64);
                    // Whoever takes no more tells why at the end.
                    if to_sum.send(Arc::clone(&decided)).is_err() || to_gather.send(Step::Batch(decided)).is_err() {
                        return Ok(());
                    }
                }
                if to_gather.send(Step::EndOfFile(at)).is_err() {
                    return Ok(());
                }
                pass.next_file(file);
            }
            anyhow::Ok(())
        };
        let decided = decide();
        drop((to_sum, to_gather));
        let cube = summing.join().map_err(|_| anyhow::anyhow!("the summing thread failed"))?;
        let written = gathering.join().map_err(|_| anyhow::anyhow!("the gathering thread failed"))?;
        decided?;
        anyhow::Ok((cube?, written?))
    })?;
    let made = kept::made(&basis, &cube, decisions, &new, &kept);
    written.extend(new.into_iter().map(|new| (new.number(), Some(new))));
    written.sort_by_key(|(year, _)| *year);
    Ok(Classified { cube, written: written.into_iter().filter_map(|(_, written)| written).collect(), made })
}

/// Puts the purchases of kept years into their place and their sums into the cube; gives the years, with the file of those
/// that have lines.
fn take_kept(
    kept: &Store,
    basis: &Basis,
    decisions: &Decisions,
    to: &Path,
    cube: &mut Cube,
    threads: usize,
) -> anyhow::Result<Vec<(i32, Option<Written>)>> {
    let found = kept.find(basis, threads);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = Numbers::new(decisions);
    let mut taken = Vec::new();
    for Found { year, sums, purchases } in found {
        let all = sums.all();
        if sums.add_to(cube, year, &numbers).is_none() {
            continue;
        }
        let place = |from: PathBuf| {
            let written = Written::new(to, year, all);
            fs_err::hard_link(&from, &written.path).or_else(|_| fs_err::copy(&from, &written.path).map(|_| ()))?;
            std::io::Result::Ok(written)
        };
        taken.push((year, purchases.map(place).transpose()?));
    }
    Ok(taken)
}

/// Whether a file has a column of payment dates.
fn tells_payments(file: &StagedFile) -> bool {
    file.sidecar.tables.iter().any(|table| table.mapping.index(Field::PaymentDate).is_some())
}

/// Batches that may wait to be summed or gathered.
const AHEAD: usize = 4;

/// What the gathering thread is to do.
enum Step {
    Batch(Arc<Decided>),
    /// With the number of the file.
    EndOfFile(usize),
}

/// Lines of a batch with what was decided of them.
struct Decided {
    lines: Vec<Line>,
    batch: RecordBatch,
    /// Spellings of suppliers and tables in the files before.
    spellings: u32,
    tables: u32,
}

impl Decided {
    fn add_to(&self, cube: &mut Cube) {
        let Some(staged) = Batch::of(&self.batch) else { return }; // the pass has read it before
        for (i, line) in self.lines.iter().enumerate() {
            cube.add(line, staged.text(0, i), staged.text(1, i));
        }
    }

    fn gather(&self, partitions: &mut Partitions<'_>) -> anyhow::Result<()> {
        let Some(staged) = Batch::of(&self.batch) else { return Ok(()) };
        for (i, line) in self.lines.iter().enumerate() {
            let numbers = [
                line.party,
                line.account,
                line.supplier,
                self.spellings + staged.supplier[i],
                self.tables + staged.table[i],
                u32::from(line.sector_decision),
                u32::from(line.band),
                line.class as u32,
                line.scope.number(),
                line.ring as u32,
            ];
            let purchase = Purchase {
                numbers,
                month: line.month,
                dates: std::array::from_fn(|which| staged.date(which, i)),
                cents: line.cents,
                vat_cents: staged.vat(i),
                original_cents: staged.original(i),
                row: i32::try_from(staged.row[i]).context("a sheet of more than 2 147 483 647 rows")?,
                texts: std::array::from_fn(|which| staged.text(which, i)),
            };
            partitions.push(line.year, &purchase)?;
        }
        partitions.end_batch()
    }
}

/// The date that decides the year of a line.
fn date_of(staged: &Batch<'_>, line: usize) -> Option<i32> {
    deciding_date(std::array::from_fn(|which| staged.date(which, line)))
}

fn staged<'b>(batch: &'b RecordBatch, file: &StagedFile) -> anyhow::Result<Batch<'b>> {
    Batch::of(batch).with_context(|| format!("{}: not a staged file of this version", file.lines.display()))
}

type Batches<'a> = Box<dyn Iterator<Item = anyhow::Result<RecordBatch>> + 'a>;

fn decode<'s>(path: &Path, threads: usize, scope: &'s Threads<'s, '_>) -> anyhow::Result<Batches<'s>> {
    let reader = file::reader(path)?.map(|b| b.map_err(anyhow::Error::from));
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
    accounting: AccountingYear,
    /// By number of the sector, what its thresholds depend on.
    kinds: Vec<ThresholdKind>,
    years: FxHashMap<i32, OfYear>,
    with_payments: bool,
    /// Spellings of suppliers and tables in the files before.
    spellings: u32,
    tables: u32,
}

/// Value bands of a year, and its limits by month and kind of purchase: thresholds change on the first day of a month
/// only.
struct OfYear {
    bands: YearBands,
    limits: [Option<[Limits; 4]>; 12],
}

impl OfYear {
    fn new(thresholds: &Thresholds, accounting: AccountingYear, year: i32) -> Self {
        let limits = |month: usize| {
            let month = month as u32 + 1;
            let first = days(accounting.calendar_year(year, month), month, 1).and_then(NaiveDate::from_epoch_days);
            first.map(|day| thresholds.all_limits(day))
        };
        Self { bands: thresholds.bands_of_year(year), limits: std::array::from_fn(limits) }
    }
}

impl<'a> Pass<'a> {
    fn new(
        decisions: &'a Decisions,
        thresholds: &'a Thresholds,
        accounting: AccountingYear,
        with_payments: bool,
    ) -> Self {
        Self {
            decisions,
            thresholds,
            accounting,
            kinds: SECTORS.iter().map(|sector| sector.threshold_kind).collect(),
            years: FxHashMap::default(),
            with_payments,
            spellings: 0,
            tables: 0,
        }
    }

    /// The accounting year, and the month, which is 0 without a date.
    fn year_and_month(&self, date: Option<i32>, file: &StagedFile) -> (i32, u32) {
        match date {
            Some(date) => {
                let (year, month) = year_month(date);
                (self.accounting.of(year, month), month)
            }
            None => (file.year.map_or(UNDATED, |(year, _)| year), 0),
        }
    }

    /// The lines of a batch that are in other years.
    fn without(&self, years: &[i32], batch: &RecordBatch, file: &StagedFile) -> anyhow::Result<RecordBatch> {
        let staged = staged(batch, file)?;
        let is_in = |i: usize| years.contains(&self.year_and_month(date_of(&staged, i), file).0);
        let others: BooleanArray = (0..staged.row.len()).map(|i| Some(!is_in(i))).collect();
        Ok(filter_record_batch(batch, &others)?)
    }

    fn next_file(&mut self, before: &StagedFile) {
        self.spellings += before.sidecar.suppliers.len() as u32;
        self.tables += before.sidecar.tables.len() as u32;
    }

    /// Decides what is to be decided of each line of a batch but those of the years that are left out.
    fn batch(
        &mut self,
        batch: RecordBatch,
        numbers: &FileNumbers,
        file: &StagedFile,
        left_out: Option<&[i32]>,
    ) -> anyhow::Result<Decided> {
        let (thresholds, accounting) = (self.thresholds, self.accounting);
        let last = accounting.months()[11];
        let batch = match left_out {
            Some(years) => self.without(years, &batch, file)?,
            None => batch,
        };
        let staged = staged(&batch, file)?;
        let mut lines = Vec::with_capacity(staged.row.len());
        for i in 0..staged.row.len() {
            let date = date_of(&staged, i);
            let (year, month) = self.year_and_month(date, file);
            let supplier = numbers.supplier[staged.supplier[i] as usize];
            let account = numbers.account[staged.account[i] as usize];
            let party = numbers.party[staged.party[i] as usize];
            let cents = staged.cents[i];
            let sector_decision = self.decisions.sector(account, supplier);
            let decision = &self.decisions.sectors[usize::from(sector_decision)];
            let wait = if self.with_payments {
                let [invoiced, due, paid] = [INVOICED, DUE, PAID].map(|which| staged.date(which, i));
                Wait::of(cents, invoiced, due, paid)
            } else {
                Wait::default()
            };
            let of_year = self.years.entry(year).or_insert_with(|| OfYear::new(thresholds, accounting, year));
            // A line without a date is held against the thresholds of the last month of its year.
            let of_month = of_year.limits[if month == 0 { last } else { month } as usize - 1];
            let kind = self.kinds[usize::from(decision.sector)] as usize;
            lines.push(Line {
                year,
                month,
                party,
                unit: self.decisions.units.of(party, year),
                account,
                supplier,
                sector_decision,
                sector: decision.sector,
                band: of_year.bands.band(cents),
                class: of_month.map_or(ThresholdClass::Unknown, |limits| limits[kind].class(cents)),
                ring: self.decisions.ring(supplier, year),
                scope: self.decisions.scope(account, supplier, party),
                method: decision.method,
                date,
                wait,
                cents,
            });
        }
        Ok(Decided { lines, batch, spellings: self.spellings, tables: self.tables })
    }
}
