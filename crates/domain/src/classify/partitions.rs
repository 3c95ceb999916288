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
use vire_formats::chunk::Chunk;

/// Lines in a row group.
const GROUP: usize = 1 << 17;

/// Lines gathered in all years before the fullest year makes a row group of what it has.
const GATHERED: usize = 1 << 19;

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

/// Lines by year; each year's lines stay in the order they came.
pub struct Partitions<'s> {
    rows: FxHashMap<i32, Rows>,
    gathered: usize,
    /// Row groups so far, by year.
    groups: BTreeMap<i32, usize>,
    jobs: SyncSender<Job>,
    workers: Vec<ScopedJoinHandle<'s, anyhow::Result<()>>>,
    files: Arc<Files>,
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
        Self { rows: FxHashMap::default(), gathered: 0, groups: BTreeMap::new(), jobs, workers, files }
    }

    pub fn push(&mut self, year: i32, purchase: &Purchase<'_>) -> anyhow::Result<()> {
        let rows = self.rows.entry(year).or_insert_with(|| Rows::new(year, GROUP));
        rows.push(purchase);
        self.gathered += 1;
        if rows.count() >= GROUP {
            return self.send(year);
        }
        if self.gathered >= GATHERED {
            let fullest = self.rows.iter().max_by_key(|(year, rows)| (rows.count(), **year)).map(|(year, _)| *year);
            return fullest.map_or(Ok(()), |year| self.send(year));
        }
        Ok(())
    }

    fn send(&mut self, year: i32) -> anyhow::Result<()> {
        let Some(rows) = self.rows.remove(&year) else { return Ok(()) };
        self.gathered -= rows.count();
        let next = self.groups.entry(year).or_default();
        let group = std::mem::replace(next, *next + 1);
        // When no worker is left, the error of one says why.
        self.jobs.send(Job { year, group, rows }).or_else(|_| join(std::mem::take(&mut self.workers)))
    }

    /// Writes what is left and closes the files; they are given back by year.
    pub fn finish(mut self) -> anyhow::Result<Vec<Written>> {
        let mut years: Vec<i32> = self.rows.keys().copied().collect();
        years.sort_unstable();
        years.into_iter().try_for_each(|year| self.send(year))?;
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
fn file_name(year: i32) -> String {
    if year == UNDATED { format!("{UNDATED_FILE}.parquet") } else { format!("{year}.parquet") }
}

impl YearFile {
    fn create(to: &Path, year: i32, columns: &Columns<'_>) -> anyhow::Result<Self> {
        fs_err::create_dir_all(to)?;
        let path = to.join(file_name(year));
        let file = fs_err::File::create(&path)?.into_parts().0;
        let schema = columns.schema.root_schema_ptr();
        let writer = SerializedFileWriter::new(file, schema, Arc::clone(&columns.properties))?;
        let written = Written { year: Some(year).filter(|year| *year != UNDATED), path, rows: 0, cents: 0 };
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
