//! Workbooks are archives of XML parts: what they unpack to is measured before a reader holds any of it in memory.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use memchr::{memchr, memmem, memrchr};
use zip::ZipArchive;

use super::error::InputError;

/// Bytes of a part that a reader holds in memory whole, such as shared strings and styles.
const PART: u64 = 512 << 20;
/// Bytes of a part that is streamed: a worksheet.
const SHEET: u64 = 8 << 30;
/// Bytes between two tags: the text of one cell. Excel itself allows 32 767 characters.
const TEXT: usize = 16 << 20;
/// A part this large that shrank to less than a 400th is no sheet of a person's making.
const RATIO: (u64, u64) = (64 << 20, 400);
const PARTS: usize = 100_000;

/// Refuses an archive whose parts unpack to more than can be read in bounded memory and time.
pub fn check(path: &Path) -> Result<(), InputError> {
    let Some(mut archive) = Archive::open(path)? else { return Ok(()) };
    let sheets = archive.measure_held()?;
    archive.measure_sheets(&Watch { sheets, ..Watch::default() })
}

/// Lets `read` read an archive whose worksheets are measured meanwhile: it waits for each of them until that is done.
pub fn watched<T>(
    path: &Path,
    read: impl FnOnce(BufReader<Gate<'_>>, &Watch) -> Result<T, InputError>,
) -> Result<T, InputError> {
    let mut archive = Archive::open(path)?;
    let sheets = archive.as_mut().map(Archive::measure_held).transpose()?.unwrap_or_default();
    let watch = Watch { sheets, ..Watch::default() };
    let gate = BufReader::new(Gate { file: open(path)?, at: 0, watch: &watch });
    std::thread::scope(|scope| {
        let measuring = archive.map(|mut archive| {
            let watch = &watch;
            scope.spawn(move || archive.measure_sheets(watch))
        });
        let done = read(gate, &watch);
        watch.over.store(true, Ordering::Relaxed);
        let measured = measuring.map_or(Ok(Ok(())), |measuring| measuring.join());
        measured.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?; // what it refuses made the reader fail
        done
    })
}

fn open(path: &Path) -> Result<File, InputError> {
    let file = fs_err::File::open(path).map_err(|e| InputError::io(path, &e))?;
    Ok(file.into_parts().0)
}

/// How far the worksheets of an archive were measured.
#[derive(Default)]
pub struct Watch {
    /// The worksheets, and where in the file they stand, in that order.
    sheets: Vec<(usize, Range<u64>)>,
    state: Mutex<State>,
    moved: Condvar,
    /// Nobody reads any more.
    over: AtomicBool,
}

#[derive(Default)]
struct State {
    /// Worksheets that were measured.
    measured: usize,
    /// One of them has formulas.
    formulas: bool,
    /// All were measured, or one was refused.
    end: bool,
    refused: bool,
}

impl Watch {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.moved.notify_all();
    }

    /// Whether a worksheet that was measured so far has formulas.
    pub fn formulas(&self) -> bool {
        self.state().formulas
    }

    /// Up to where the file may be read from here, once that is known; none when a worksheet was refused.
    fn open_to(&self, at: u64) -> Option<u64> {
        let Some(sheet) = self.sheets.iter().position(|(_, bytes)| bytes.end > at) else { return Some(u64::MAX) };
        let bytes = &self.sheets[sheet].1;
        if at < bytes.start {
            return Some(bytes.start);
        }
        let is_open = |state: &mut State| state.end || state.measured > sheet;
        let state =
            self.moved.wait_while(self.state(), |state| !is_open(state)).unwrap_or_else(PoisonError::into_inner);
        (!state.refused).then_some(bytes.end)
    }
}

/// Ends the measuring, however it ends, so that nobody waits for more of it.
struct End<'a>(&'a Watch);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.end = true);
    }
}

/// A file whose worksheets can be read once they were measured.
pub struct Gate<'a> {
    file: File,
    at: u64,
    watch: &'a Watch,
}

impl Read for Gate<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let to = self.watch.open_to(self.at).ok_or_else(|| std::io::Error::other("unpacks to too much"))?;
        let most = buffer.len().min(usize::try_from(to - self.at).unwrap_or(usize::MAX));
        let n = self.file.read(&mut buffer[..most])?;
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Gate<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

struct Archive<'a> {
    path: &'a Path,
    archive: ZipArchive<BufReader<File>>,
}

impl<'a> Archive<'a> {
    /// None when the file is no archive, which is told by its reader.
    fn open(path: &'a Path) -> Result<Option<Self>, InputError> {
        Ok(ZipArchive::new(BufReader::new(open(path)?)).ok().map(|archive| Self { path, archive }))
    }

    fn refuse<T>(&self, code: &'static str, message: String) -> Result<T, InputError> {
        let help = "open it in a spreadsheet program and save it anew, or export it again";
        Err(InputError::new(code, self.path, message, help))
    }

    /// Measures the parts that a reader holds in memory; gives the others, and where they stand in the file.
    fn measure_held(&mut self) -> Result<Vec<(usize, Range<u64>)>, InputError> {
        if self.archive.len() > PARTS {
            return self.refuse("zip-bomb", format!("is an archive of {} parts", self.archive.len()));
        }
        let mut sheets = Vec::new();
        for index in 0..self.archive.len() {
            let Ok(part) = self.archive.by_index(index) else { continue };
            let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
            if name.contains("worksheets/") || name == "content.xml" {
                let from = part.data_start().unwrap_or(0);
                sheets.push((index, from..from + part.compressed_size()));
            } else {
                drop(part);
                self.measure(index, PART, &AtomicBool::new(false))?;
            }
        }
        sheets.sort_by_key(|(_, bytes)| bytes.start);
        Ok(sheets)
    }

    fn measure_sheets(&mut self, watch: &Watch) -> Result<(), InputError> {
        let _end = End(watch);
        for (sheet, (index, _)) in watch.sheets.iter().enumerate() {
            let formulas =
                self.measure(*index, SHEET, &watch.over).inspect_err(|_| watch.change(|state| state.refused = true))?;
            watch.change(|state| {
                state.measured = sheet + 1;
                state.formulas |= formulas;
            });
        }
        Ok(())
    }

    /// Unpacks a part until that is over; tells whether it has formulas.
    fn measure(&mut self, index: usize, most: u64, over: &AtomicBool) -> Result<bool, InputError> {
        let Ok(mut part) = self.archive.by_index(index) else { return Ok(false) };
        let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
        let packed = part.compressed_size().max(1);
        let measured = measure(&mut part, most, packed, over);
        drop(part);
        if measured.bytes > most || measured.bytes > RATIO.0 && measured.bytes / packed > RATIO.1 {
            let size = measured.bytes >> 20;
            let message = format!("holds a part, {name}, that unpacks from {packed} bytes to over {size} MB");
            return self.refuse("zip-bomb", message);
        }
        if measured.longest > TEXT {
            return self.refuse("huge-cell", format!("holds a text of over {} MB in {name}", measured.longest >> 20));
        }
        // The reader of ods looks for the end of a table for ever.
        if name == "content.xml" && memmem::find(&measured.tail, b"document-content>").is_none() {
            return self.refuse("broken-workbook", "cannot be read as a workbook: its content is cut short".to_owned());
        }
        Ok(measured.formulas)
    }
}

#[derive(Default)]
struct Measured {
    bytes: u64,
    /// The longest run of bytes without a tag.
    longest: usize,
    formulas: bool,
    /// Its last bytes.
    tail: Vec<u8>,
}

/// Unpacks a part, up to the limit or until that is over, keeping nothing. A damaged part ends where the damage is; its
/// reader tells.
fn measure(part: &mut impl Read, most: u64, packed: u64, over: &AtomicBool) -> Measured {
    let mut measured = Measured::default();
    // The last bytes of a piece stand before the next one, lest the tag of a formula is cut.
    let mut buffer = vec![0; KEPT + (1 << 16)];
    let mut run = 0;
    let formula = ["<f", ":f"].map(memmem::Finder::new);
    while measured.bytes <= most && !(measured.bytes > RATIO.0 && measured.bytes / packed > RATIO.1) {
        let n = match part.read(&mut buffer[KEPT..]) {
            Ok(0) | Err(_) => break,
            Ok(n) => n,
        };
        measured.bytes += n as u64;
        measured.formulas = measured.formulas || has_formula(&formula, &buffer[..KEPT + n]);
        // A tag in each piece is enough to know that no text runs through it.
        let piece = &buffer[KEPT..KEPT + n];
        let (first, last) = (memchr(b'<', piece), memrchr(b'<', piece));
        let from = last.unwrap_or(0);
        if let Some(first) = first {
            measured.longest = measured.longest.max(run + first);
            run = 0;
        }
        run += n - from;
        measured.longest = measured.longest.max(run);
        buffer.copy_within(n..n + KEPT, 0);
        if over.load(Ordering::Relaxed) {
            break;
        }
    }
    measured.tail = buffer[..KEPT].to_vec();
    measured
}

const KEPT: usize = 256;

/// Whether a tag `f` begins, which may have a prefix.
fn has_formula(beginnings: &[memmem::Finder<'_>; 2], bytes: &[u8]) -> bool {
    let ends = |at: usize| bytes.get(at + 2).is_some_and(|b| !b.is_ascii_alphabetic());
    beginnings.iter().any(|beginning| beginning.find_iter(bytes).any(ends))
}
