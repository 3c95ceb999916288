//! Workbooks are archives of XML parts: what they unpack to is measured before a reader gets any of it.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Take};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use flate2::bufread::DeflateDecoder;
use memchr::{memchr, memmem, memrchr};
use zip::{CompressionMethod, ZipArchive};

use vire_base::code::Code;
use vire_base::error::InputError;

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
    let Some(archive) = Archive::open(path)? else { return Ok(()) };
    archive.measure(&Watch::of(&archive.parts))
}

/// Lets `read` read an archive that is measured meanwhile: it gets no more of a part than was measured.
pub fn watched<T>(
    path: &Path,
    read: impl FnOnce(BufReader<Gate<'_>>, &Watch) -> Result<T, InputError>,
) -> Result<T, InputError> {
    let archive = Archive::open(path)?;
    let watch = Watch::of(archive.as_ref().map_or(&[], |archive| &archive.parts));
    let gate = BufReader::new(Gate { file: open(path)?, at: 0, watch: &watch });
    std::thread::scope(|scope| {
        let watch = &watch;
        let measuring = archive.map(|archive| scope.spawn(move || archive.measure(watch)));
        let done = read(gate, watch);
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

/// How far the parts of an archive were measured.
pub struct Watch {
    /// Where in the file the parts stand.
    parts: Vec<Range<u64>>,
    state: Mutex<State>,
    moved: Condvar,
    /// What was measured so far has formulas.
    formulas: AtomicBool,
    /// Nobody reads any more.
    over: AtomicBool,
}

struct State {
    /// Up to where each part may be read.
    measured: Vec<u64>,
    /// All were measured, or one was refused.
    end: bool,
    refused: bool,
}

impl Watch {
    fn of(parts: &[Part]) -> Self {
        let parts: Vec<Range<u64>> = parts.iter().map(|part| part.bytes.clone()).collect();
        let measured = parts.iter().map(|bytes| bytes.start).collect();
        Self {
            parts,
            state: Mutex::new(State { measured, end: false, refused: false }),
            moved: Condvar::new(),
            formulas: AtomicBool::new(false),
            over: AtomicBool::new(false),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.moved.notify_all();
    }

    /// Whether there are formulas in a worksheet up to the cell that is read next.
    pub fn formulas(&self) -> bool {
        self.formulas.load(Ordering::Relaxed) // the lock of the bytes orders it
    }

    /// Up to where the file may be read from here, once that is known; none when a part was refused.
    fn open_to(&self, at: u64) -> Option<u64> {
        let Some(part) = self.parts.iter().position(|bytes| bytes.contains(&at)) else {
            let later = self.parts.iter().map(|bytes| bytes.start).filter(|start| *start > at);
            return Some(later.min().unwrap_or(u64::MAX));
        };
        let is_shut = |state: &mut State| !state.end && state.measured[part] <= at;
        let state = self.moved.wait_while(self.state(), is_shut).unwrap_or_else(PoisonError::into_inner);
        let to = if state.end { self.parts[part].end } else { state.measured[part] };
        (!state.refused).then_some(to)
    }
}

/// Ends the measuring, however it ends, so that nobody waits for more of it.
struct End<'a>(&'a Watch);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.end = true);
    }
}

/// A file whose parts can be read as far as they were measured.
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
    /// Those first that a reader holds in memory.
    parts: Vec<Part>,
}

struct Part {
    name: String,
    /// Where it stands in the file.
    bytes: Range<u64>,
    compression: CompressionMethod,
}

impl Part {
    fn is_sheet(&self) -> bool {
        self.name.contains("worksheets/") || self.name == "content.xml"
    }
}

impl<'a> Archive<'a> {
    /// None when the file is no archive, which is told by its reader.
    fn open(path: &'a Path) -> Result<Option<Self>, InputError> {
        let Ok(mut archive) = ZipArchive::new(BufReader::new(open(path)?)) else { return Ok(None) };
        if archive.len() > PARTS {
            return refuse(path, Code::ZipBomb, format!("is an archive of {} parts", archive.len()));
        }
        if archive.has_overlapping_files().unwrap_or(false) {
            return refuse(path, Code::ZipBomb, "is an archive whose parts stand in each other".to_owned());
        }
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let Ok(part) = archive.by_index_raw(index) else { continue };
            let from = part.data_start().unwrap_or(0);
            parts.push(Part {
                name: part.name().map(|n| n.into_owned()).unwrap_or_default(),
                bytes: from..from.saturating_add(part.compressed_size()),
                compression: part.compression(),
            });
        }
        parts.sort_by_key(Part::is_sheet);
        Ok(Some(Self { path, parts }))
    }

    fn measure(&self, watch: &Watch) -> Result<(), InputError> {
        let _end = End(watch);
        (0..self.parts.len())
            .try_for_each(|number| self.measure_part(number, watch))
            .inspect_err(|_| watch.change(|state| state.refused = true))
    }

    /// Unpacks a part, keeping nothing, until that is over. A damaged part ends where the damage is; its reader tells.
    fn measure_part(&self, number: usize, watch: &Watch) -> Result<(), InputError> {
        let Part { name, bytes, .. } = &self.parts[number];
        let (packed, most) = (bytes.end - bytes.start, if self.parts[number].is_sheet() { SHEET } else { PART });
        let mut unpacked = Unpacked::open(self.path, &self.parts[number])?;
        // The last bytes of a piece stand before the next one, lest the tag of a formula is cut.
        let mut buffer = vec![0; KEPT + PIECE];
        let formula = ["<f", ":f"].map(memmem::Finder::new);
        // Bytes since the last tag, and the most bytes without one.
        let (mut run, mut longest) = (0, 0);
        loop {
            // These bytes give what was measured already. To let a reader have what was measured just now would part a
            // cell from its formula.
            let open = bytes.start + unpacked.taken();
            let n = unpacked.fill(&mut buffer[KEPT..]);
            if n == 0 {
                break;
            }
            if unpacked.given > most || unpacked.given > RATIO.0 && unpacked.given / packed.max(1) > RATIO.1 {
                let size = unpacked.given >> 20;
                let message = format!("holds a part, {name}, that unpacks from {packed} bytes to over {size} MB");
                return refuse(self.path, Code::ZipBomb, message);
            }
            // A tag in each piece is enough to know that no text runs through it.
            let piece = &buffer[KEPT..KEPT + n];
            let text = run + memchr(b'<', piece).unwrap_or(n);
            run = memrchr(b'<', piece).map_or(text, |last| n - last);
            longest = longest.max(text);
            if !watch.formulas() && has_formula(&formula, &buffer[..KEPT + n]) {
                watch.formulas.store(true, Ordering::Relaxed);
            }
            if longest <= TEXT {
                watch.change(|state| state.measured[number] = open);
            }
            buffer.copy_within(n..n + KEPT, 0);
            if watch.over.load(Ordering::Relaxed) {
                return Ok(());
            }
        }
        if longest > TEXT {
            let message = format!("holds a text of over {} MB in {name}", longest >> 20);
            return refuse(self.path, Code::HugeCell, message);
        }
        // The reader of ods looks for the end of a table for ever.
        if name == "content.xml" && memmem::find(&buffer[..KEPT], b"document-content>").is_none() {
            let message = "cannot be read as a workbook: its content is cut short".to_owned();
            return refuse(self.path, Code::BrokenWorkbook, message);
        }
        watch.change(|state| state.measured[number] = bytes.end);
        Ok(())
    }
}

fn refuse<T>(path: &Path, code: Code, message: String) -> Result<T, InputError> {
    let help = "open it in a spreadsheet program and save it anew, or export it again";
    Err(InputError::new(code, path, message, help))
}

/// A part, unpacked bit by bit.
struct Unpacked {
    method: Method,
    /// Bytes that it gave.
    given: u64,
}

enum Method {
    Stored(Take<File>),
    Deflated(DeflateDecoder<BufReader<Take<File>>>),
    /// Readers cannot unpack it either.
    Other,
}

impl Unpacked {
    fn open(path: &Path, part: &Part) -> Result<Self, InputError> {
        let mut file = open(path)?;
        file.seek(SeekFrom::Start(part.bytes.start)).map_err(|e| InputError::io(path, &e))?;
        let packed = file.take(part.bytes.end - part.bytes.start);
        let method = match part.compression {
            CompressionMethod::Stored => Method::Stored(packed),
            CompressionMethod::Deflated => Method::Deflated(DeflateDecoder::new(BufReader::new(packed))),
            _ => Method::Other,
        };
        Ok(Self { method, given: 0 })
    }

    /// Packed bytes that what it gave was made of.
    fn taken(&self) -> u64 {
        match &self.method {
            Method::Stored(_) => self.given,
            Method::Deflated(decoder) => decoder.total_in(),
            Method::Other => 0,
        }
    }

    /// Fills the piece, unless the part ends or is damaged there; gives the bytes that are filled.
    fn fill(&mut self, piece: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < piece.len() {
            let read = match &mut self.method {
                Method::Stored(stored) => stored.read(&mut piece[filled..]),
                Method::Deflated(decoder) => decoder.read(&mut piece[filled..]),
                Method::Other => Ok(0),
            };
            match read {
                Ok(0) | Err(_) => break,
                Ok(n) => filled += n,
            }
        }
        self.given += filled as u64;
        filled
    }
}

/// Bytes that are unpacked at once, and those before them that are kept.
const PIECE: usize = 1 << 16;
const KEPT: usize = 256;

/// Whether a tag `f` begins, which may have a prefix.
fn has_formula(beginnings: &[memmem::Finder<'_>; 2], bytes: &[u8]) -> bool {
    let ends = |at: usize| bytes.get(at + 2).is_some_and(|b| !b.is_ascii_alphabetic());
    beginnings.iter().any(|beginning| beginning.find_iter(bytes).any(ends))
}
