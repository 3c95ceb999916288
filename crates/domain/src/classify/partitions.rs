//! The files of purchases: one a year, their row groups encoded by as many threads as allowed.
//!
//! The year is told by the file's name for people and by its column for programs, and no folder is called `year=2024`:
//! readers take such a name for one more column, of a type that each guesses by itself. pandas and pyarrow then refuse the
//! folder when the guess is another type than the column's; Sail refuses a column that stands in both places, and no
//! folder of undated lines is an integer everywhere. Files are left out by the column's least and greatest value instead.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Scope as Threads, ScopedJoinHandle};

use anyhow::anyhow;
use parquet::file::writer::SerializedFileWriter;
use rustc_hash::FxHashMap;

use super::cube::UNDATED;
use super::rows::{Columns, Purchase, Rows};
use vire_base::sum::Sum;
use vire_formats::chunk::Chunk;

/// Lines in a row group.
const GROUP: usize = 1 << 17;

/// Batches of a file after which a year makes a row group of what it has. Only files with lines of the year decide where
/// its groups end, so that its file has the same bytes whatever the other years hold.
const BATCHES: u32 = 8;

/// What the file of lines without a year is called.
const UNDATED_FILE: &str = "undated";

/// A file written, with its rows and the sum of its amounts.
#[derive(Clone, Debug)]
pub struct Written {
    /// None where none is known.
    pub year: Option<i32>,
    pub path: PathBuf,
    pub rows: u64,
    pub cents: i128,
}

impl Written {
    /// A file in the folder of purchases.
    pub fn new(folder: &Path, year: i32, sum: Sum) -> Self {
        let (rows, cents) = (sum.lines, sum.cents);
        Self { year: Some(year).filter(|year| *year != UNDATED), path: folder.join(file_name(year)), rows, cents }
    }

    /// The year as lines have it.
    pub fn number(&self) -> i32 {
        self.year.unwrap_or(UNDATED)
    }
}

/// Lines by year; each year's lines stay in the order they came.
pub struct Partitions<'s> {
    gathered: FxHashMap<i32, Gathered>,
    /// Batches of the file at hand that were gathered whole.
    batches: u32,
    /// Row groups so far, by year.
    groups: BTreeMap<i32, usize>,
    jobs: SyncSender<Job>,
    workers: Vec<ScopedJoinHandle<'s, anyhow::Result<()>>>,
    files: Arc<Files>,
}

/// Lines of a year that make no row group yet.
struct Gathered {
    rows: Rows,
    /// The batch of the file at hand in which the first of them was, or the first batch when it was in a file before.
    since: u32,
}

/// Lines to encode as the n-th row group of a year.
struct Job {
    year: i32,
    group: usize,
    rows: Rows,
}

/// The file of a year, and row groups that wait for one before them.
struct YearFile {
    writer: SerializedFileWriter<File>,
    written: Written,
    next: usize,
    waiting: BTreeMap<usize, (Vec<Chunk>, Rows)>,
}

type Files = Mutex<BTreeMap<i32, YearFile>>;

impl<'s> Partitions<'s> {
    pub fn new(to: &'s Path, columns: &'s Columns<'_>, threads: usize, scope: &'s Threads<'s, '_>) -> Self {
        let files = Arc::new(Files::default());
        let (jobs, received) = sync_channel(threads);
        let received = Arc::new(Mutex::new(received));
        let worker = |_| {
            let (received, files) = (Arc::clone(&received), Arc::clone(&files));
            scope.spawn(move || work(&received, &files, columns, to))
        };
        let workers = (0..threads.max(1)).map(worker).collect();
        Self { gathered: FxHashMap::default(), batches: 0, groups: BTreeMap::new(), jobs, workers, files }
    }

    pub fn push(&mut self, year: i32, purchase: &Purchase<'_>) -> anyhow::Result<()> {
        let since = self.batches;
        let gathered = self.gathered.entry(year).or_insert_with(|| Gathered { rows: Rows::new(year, GROUP), since });
        gathered.rows.push(purchase);
        if gathered.rows.count() >= GROUP { self.send(year) } else { Ok(()) }
    }

    /// After each batch of a file, of which some lines may have been left out.
    pub fn end_batch(&mut self) -> anyhow::Result<()> {
        self.batches += 1;
        let batches = self.batches;
        self.send_all(|_, gathered| batches - gathered.since >= BATCHES)
    }

    /// After each file; the files to come hold no lines of the years that end with it.
    pub fn end_file(&mut self, ends: impl Fn(i32) -> bool) -> anyhow::Result<()> {
        self.batches = 0;
        self.gathered.values_mut().for_each(|gathered| gathered.since = 0);
        self.send_all(|year, _| ends(year))
    }

    /// Makes row groups of the years that are ready, in their order.
    fn send_all(&mut self, is_ready: impl Fn(i32, &Gathered) -> bool) -> anyhow::Result<()> {
        let ready = self.gathered.iter().filter(|(year, gathered)| is_ready(**year, gathered));
        let mut years: Vec<i32> = ready.map(|(year, _)| *year).collect();
        years.sort_unstable();
        years.into_iter().try_for_each(|year| self.send(year))
    }

    fn send(&mut self, year: i32) -> anyhow::Result<()> {
        let Some(Gathered { rows, .. }) = self.gathered.remove(&year) else { return Ok(()) };
        let next = self.groups.entry(year).or_default();
        let group = std::mem::replace(next, *next + 1);
        // When no worker is left, the error of one says why.
        self.jobs.send(Job { year, group, rows }).or_else(|_| join(std::mem::take(&mut self.workers)))
    }

    /// Writes what is left and closes the files; they are given back by year.
    pub fn finish(mut self) -> anyhow::Result<Vec<Written>> {
        self.send_all(|_, _| true)?;
        drop(self.jobs);
        join(self.workers)?;
        let files = std::mem::take(&mut *lock(&self.files));
        let close = |file: YearFile| file.writer.close().map(|_| file.written).map_err(Into::into);
        files.into_values().map(close).collect()
    }
}

fn join(workers: Vec<ScopedJoinHandle<'_, anyhow::Result<()>>>) -> anyhow::Result<()> {
    workers.into_iter().try_for_each(|w| w.join().map_err(|_| anyhow!("a writing thread failed"))?)
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work(jobs: &Mutex<Receiver<Job>>, files: &Files, columns: &Columns<'_>, to: &Path) -> anyhow::Result<()> {
    loop {
        let Ok(Job { year, group, rows }) = lock(jobs).recv() else { return Ok(()) };
        let chunks = columns.encode(&rows)?;
        let mut files = lock(files);
        let file = match files.entry(year) {
            Entry::Occupied(held) => held.into_mut(),
            Entry::Vacant(place) => place.insert(YearFile::create(to, year, columns)?),
        };
        file.waiting.insert(group, (chunks, rows));
        file.append()?;
    }
}

/// The name of the file of a year.
pub(super) fn file_name(year: i32) -> String {
    if year == UNDATED { format!("{UNDATED_FILE}.parquet") } else { format!("{year}.parquet") }
}

impl YearFile {
    fn create(to: &Path, year: i32, columns: &Columns<'_>) -> anyhow::Result<Self> {
        fs_err::create_dir_all(to)?;
        let written = Written::new(to, year, Sum::default());
        let file = fs_err::File::create(&written.path)?.into_parts().0;
        let schema = columns.schema.root_schema_ptr();
        let writer = SerializedFileWriter::new(file, schema, Arc::clone(&columns.properties))?;
        Ok(Self { writer, written, next: 0, waiting: BTreeMap::new() })
    }

    /// Appends the row groups whose turn it is.
    fn append(&mut self) -> anyhow::Result<()> {
        while let Some((chunks, rows)) = self.waiting.remove(&self.next) {
            let mut group = self.writer.next_row_group()?;
            chunks.into_iter().try_for_each(|chunk| chunk.append(&mut group))?;
            group.close()?;
            self.written.rows += rows.count() as u64;
            self.written.cents += rows.cents.iter().map(|c| i128::from(*c)).sum::<i128>();
            self.next += 1;
        }
        Ok(())
    }
}
