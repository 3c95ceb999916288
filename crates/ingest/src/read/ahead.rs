//! The thread that reads rows ahead of the one that takes them in.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::cell::Cell;
use super::rows::{Pool, Rows};
use super::sink::Sink;
use vire_base::code::Code;
use vire_base::digest::Digest;
use vire_base::error::InputError;

/// Blocks that may wait to be taken in.
const AHEAD: usize = 8;

enum Event {
    Epoch(bool),
    Sheet(String, bool),
    Rows(Arc<Rows>),
    SheetEnd,
    Digest(Digest),
}

/// Lets `read` read into a sink on a thread of its own, and gives what it reads to `sink` on this one.
pub fn ahead(
    path: &Path,
    sink: &mut dyn Sink,
    read: impl FnOnce(&mut dyn Sink) -> Result<(), InputError> + Send,
) -> Result<(), InputError> {
    let skipped = AtomicU32::new(0);
    std::thread::scope(|scope| {
        let (sender, events) = sync_channel(AHEAD);
        let skipped = &skipped;
        let reading = scope.spawn(move || {
            let mut ahead = Ahead { path, sender, skipped, sheet: 0, rows: Rows::default(), pool: Pool::default() };
            read(&mut ahead)
        });
        let taken = take(events, skipped, sink);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken.and(read) // when taking stopped, reading was told no more than that
    })
}

fn take(events: Receiver<Event>, skipped: &AtomicU32, sink: &mut dyn Sink) -> Result<(), InputError> {
    let mut sheet = 0;
    let mut skips = false;
    for event in events {
        match event {
            Event::Epoch(is_1904) => sink.epoch(is_1904)?,
            Event::Sheet(name, is_hidden) => {
                (sheet, skips) = (sheet + 1, false);
                sink.sheet(&name, is_hidden)?;
            }
            Event::Rows(_) if skips => {}
            Event::Rows(rows) => {
                skips = sink.rows(&rows)? == ControlFlow::Break(());
                if skips {
                    skipped.store(sheet, Ordering::Relaxed);
                }
            }
            Event::SheetEnd => sink.sheet_end()?,
            Event::Digest(digest) => sink.digest(digest)?,
        }
    }
    Ok(())
}

/// Gathers rows into blocks and sends them to the other thread.
struct Ahead<'a> {
    path: &'a Path,
    sender: SyncSender<Event>,
    /// The number of the last sheet whose further rows nobody wants.
    skipped: &'a AtomicU32,
    sheet: u32,
    rows: Rows,
    pool: Pool,
}

impl Ahead<'_> {
    fn send(&self, event: Event) -> Result<(), InputError> {
        // The other side has an error of its own then.
        self.sender.send(event).map_err(|_| InputError::new(Code::Internal, self.path, "nobody takes the rows", ""))
    }

    fn flush(&mut self) -> Result<(), InputError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::replace(&mut self.rows, self.pool.take());
        let rows = self.pool.share(rows);
        self.send(Event::Rows(rows))
    }

    fn flow(&self) -> ControlFlow<()> {
        let is_skipped = self.skipped.load(Ordering::Relaxed) == self.sheet;
        if is_skipped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Sink for Ahead<'_> {
    fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
        self.send(Event::Epoch(is_1904))
    }

    fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
        self.sheet += 1;
        self.send(Event::Sheet(name.to_owned(), is_hidden))
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        self.rows.push_row(row, cells.iter().copied());
        if self.rows.is_full() {
            self.flush()?;
        }
        Ok(self.flow())
    }

    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        self.flush()?;
        self.send(Event::Rows(rows.clone()))?;
        Ok(self.flow())
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.flush()?;
        self.send(Event::SheetEnd)
    }

    fn digest(&mut self, digest: Digest) -> Result<(), InputError> {
        self.send(Event::Digest(digest))
    }
}
