//! A wall around workbook readers that build whole sheets: they run in a process of their own with bounded memory and
//! time, so that a hostile file ends that process and not this one.

use std::io::{BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::cell::Cell;
use super::workbook::{self, Format, Sink};
use vire_base::code::Code;
use vire_base::error::InputError;

/// The program to start anew; without one, files are read in this process.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// The hidden command that [`serve`]s.
pub const COMMAND: &str = "read-workbook";

/// Address space of the reading process.
const MEMORY: u64 = 1 << 30;

/// Seconds of computing, and more by the file's size.
const SECONDS: u64 = 9;
const BYTES_A_SECOND: u64 = 2 << 20;

/// From now on workbook readers that build whole sheets run in processes of their own.
pub fn raise() {
    if let Ok(program) = std::env::current_exe() {
        let _ = PROGRAM.set(program);
    }
}

pub fn is_raised() -> bool {
    PROGRAM.get().is_some()
}

/// Reads a workbook through a process of its own.
pub fn read(path: &Path, sink: &mut dyn Sink) -> Result<(), InputError> {
    let failed = |message: String| {
        InputError::new(
            Code::ReaderFailed,
            path,
            message,
            "open it in a spreadsheet program and save it as xlsx or csv",
        )
    };
    let Some(program) = PROGRAM.get() else {
        return Err(failed("has no reader".into()));
    };
    let mut child = Command::new(program)
        .arg(COMMAND)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| failed(format!("needs a process of its own to be read, which cannot be started: {e}")))?;
    let taken = match child.stdout.take() {
        Some(out) => receive(path, &mut BufReader::with_capacity(1 << 16, out), sink),
        None => Ok(false),
    };
    if taken.is_err() {
        let _ = child.kill(); // it may still be writing
    }
    let _ = child.wait();
    if taken? {
        return Ok(());
    }
    let limit = MEMORY >> 30;
    Err(failed(format!(
        "cannot be read within {limit} GB of memory and some seconds; it may be damaged or made to do harm"
    )))
}

const SHEET: u8 = 1;
const ROW: u8 = 2;
const SHEET_END: u8 = 3;
const FAULT: u8 = 4;
const DONE: u8 = 5;
const EPOCH: u8 = 6;

/// Passes on what the other process sends; false when it ended before it was done.
fn receive(path: &Path, from: &mut impl Read, sink: &mut dyn Sink) -> Result<bool, InputError> {
    let mut skipping = false;
    let mut text = Vec::new();
    let mut cells: Vec<Cell<'static>> = Vec::new();
    let mut frame = Vec::new();
    while let Some(kind) = number(from, 1) {
        match kind as u8 {
            SHEET => {
                let Some(is_hidden) = number(from, 1) else { return Ok(false) };
                if read_text(from, &mut text).is_none() {
                    return Ok(false);
                }
                skipping = false;
                sink.sheet(&String::from_utf8_lossy(&text), is_hidden == 1)?;
            }
            ROW => {
                let Some(row) = number(from, 4) else { return Ok(false) };
                if read_text(from, &mut frame).is_none() {
                    return Ok(false);
                }
                if !skipping {
                    let mut borrowed = recycle(cells);
                    unpack(&frame, &mut borrowed);
                    let flow = sink.row(row as u32, &borrowed)?;
                    cells = recycle(borrowed);
                    skipping = flow == ControlFlow::Break(());
                }
            }
            SHEET_END => sink.sheet_end()?,
            EPOCH => match number(from, 1) {
                Some(is_1904) => sink.epoch(is_1904 == 1)?,
                None => return Ok(false),
            },
            FAULT => {
                if read_text(from, &mut text).is_none() {
                    return Ok(false);
                }
                return Err(fault(path, &String::from_utf8_lossy(&text)));
            }
            DONE => return Ok(true),
            _ => return Ok(false),
        }
    }
    Ok(false)
}

/// Reuses a vector's allocation for another lifetime.
fn recycle<'b>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'b>> {
    cells.clear();
    cells.into_iter().map(|_| Cell::Empty).collect()
}

fn number(from: &mut impl Read, bytes: usize) -> Option<u64> {
    let mut buffer = [0; 8];
    from.read_exact(&mut buffer[..bytes]).ok()?;
    Some(u64::from_le_bytes(buffer))
}

fn read_text(from: &mut impl Read, text: &mut Vec<u8>) -> Option<()> {
    let length = number(from, 4)?;
    text.clear();
    from.take(length).read_to_end(text).ok()?;
    (text.len() as u64 == length).then_some(())
}

/// The cells of a row that [`pack`] packed.
fn unpack<'f>(mut frame: &'f [u8], cells: &mut Vec<Cell<'f>>) {
    while let Some((kind, rest)) = frame.split_first() {
        let (cell, used) = match kind {
            1 => {
                let length = number(&mut &rest[..], 4).unwrap_or(0) as usize;
                let text = rest.get(4..4 + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
                (Cell::Text(text.unwrap_or_default()), 4 + length)
            }
            2 => (Cell::Number(f64::from_bits(number(&mut &rest[..], 8).unwrap_or(0))), 8),
            3 => (Cell::Date(number(&mut &rest[..], 4).unwrap_or(0) as u32 as i32), 4),
            4 => (
                Cell::Error(
                    workbook::ERRORS.get(usize::from(*rest.first().unwrap_or(&0))).copied().unwrap_or("#ERROR!"),
                ),
                1,
            ),
            _ => (Cell::Empty, 0),
        };
        cells.push(cell);
        frame = rest.get(used..).unwrap_or_default();
    }
}

fn pack(cells: &[Cell<'_>], frame: &mut Vec<u8>) {
    frame.clear();
    for cell in cells {
        match cell {
            Cell::Empty => frame.push(0),
            Cell::Text(text) => {
                frame.push(1);
                frame.extend((text.len() as u32).to_le_bytes());
                frame.extend(text.as_bytes());
            }
            Cell::Number(n) => {
                frame.push(2);
                frame.extend(n.to_bits().to_le_bytes());
            }
            Cell::Date(days) => {
                frame.push(3);
                frame.extend(days.to_le_bytes());
            }
            Cell::Error(error) => {
                let which = workbook::ERRORS.iter().position(|e| e == error).unwrap_or(0);
                frame.extend([4, which as u8]);
            }
        }
    }
}

const PART: char = '\u{1f}';

fn fault(path: &Path, text: &str) -> InputError {
    let parts: Vec<&str> = text.splitn(4, PART).collect();
    let part = |i: usize| parts.get(i).copied().unwrap_or_default();
    let code = Code::find(part(0)).unwrap_or(Code::ReaderFailed);
    InputError::new(code, path, part(2), part(3)).in_sheet(part(1))
}

/// Sends rows to the process that started this one.
struct Sender<W: Write> {
    out: W,
    frame: Vec<u8>,
}

impl<W: Write> Sender<W> {
    fn send(&mut self, parts: &[&[u8]]) -> Result<(), InputError> {
        let gone = |e: std::io::Error| InputError::io(Path::new("-"), &e);
        parts.iter().try_for_each(|part| self.out.write_all(part)).map_err(gone)
    }
}

impl<W: Write> Sink for Sender<W> {
    fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
        self.send(&[&[EPOCH, u8::from(is_1904)]])
    }

    fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
        self.send(&[&[SHEET, u8::from(is_hidden)], &(name.len() as u32).to_le_bytes(), name.as_bytes()])
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let mut frame = std::mem::take(&mut self.frame);
        pack(cells, &mut frame);
        self.send(&[&[ROW], &row.to_le_bytes(), &(frame.len() as u32).to_le_bytes(), &frame])?;
        self.frame = frame;
        Ok(ControlFlow::Continue(()))
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.send(&[&[SHEET_END]])
    }
}

/// The other side: reads the workbook under limits and writes its rows to standard output.
pub fn serve(path: &Path) -> std::io::Result<()> {
    limit(path);
    let mut sender = Sender { out: BufWriter::with_capacity(1 << 16, std::io::stdout().lock()), frame: Vec::new() };
    let read = workbook::format(path).and_then(|format: Format| workbook::read_here(path, format, None, &mut sender));
    match read {
        Ok(()) => sender.out.write_all(&[DONE])?,
        Err(e) => {
            let sheet = e.sheet.unwrap_or_default();
            let text = [e.code.name(), &sheet, &e.message, &e.help].join(&PART.to_string());
            sender.out.write_all(&[FAULT])?;
            sender.out.write_all(&(text.len() as u32).to_le_bytes())?;
            sender.out.write_all(text.as_bytes())?;
        }
    }
    sender.out.flush()
}

/// Bounds the memory and the computing time of this process.
#[cfg(unix)]
#[expect(unsafe_code, reason = "the standard library has no limits of processes")]
fn limit(path: &Path) {
    let bytes = fs_err::metadata(path).map_or(0, |m| m.len());
    let set = |resource, most: u64| {
        let limit = libc::rlimit { rlim_cur: most as libc::rlim_t, rlim_max: most as libc::rlim_t };
        // SAFETY: the call reads the struct and changes nothing of this program's memory.
        unsafe { libc::setrlimit(resource, &limit) };
    };
    set(libc::RLIMIT_AS, MEMORY);
    set(libc::RLIMIT_CPU, SECONDS + bytes / BYTES_A_SECOND);
    set(libc::RLIMIT_CORE, 0);
}

#[cfg(not(unix))]
fn limit(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_cross_the_wall_as_they_are() {
        let cells =
            [Cell::Text("Åsa"), Cell::Empty, Cell::Number(-1.5), Cell::Date(-7), Cell::Error("#REF!"), Cell::Text("")];
        let mut frame = Vec::new();
        pack(&cells, &mut frame);
        let mut back = Vec::new();
        unpack(&frame, &mut back);
        assert_eq!(back, cells);
    }
}
