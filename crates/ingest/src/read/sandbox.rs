//! The sandbox of workbook readers: they run in a process of their own with bounded memory and time, so that a hostile
//! file ends that process and not this one.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::archive::Archive;
use super::cell::Cell;
use super::format::format;
use super::packed::Packed;
use super::rights;
use super::rows::{Pool, Rows};
use super::sink::Sink;
use super::workbook;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;

/// The program to start anew; without one, files are read in this process.
static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// The hidden command that [`serve`]s.
pub const COMMAND: &str = "read-workbook";

/// Address space of the reading process.
const MEMORY: u64 = 2 << 30;

/// Seconds of computing, and more by the bytes of the file and by those that it unpacks to.
const SECONDS: u64 = 9;
const BYTES_A_SECOND: u64 = 2 << 20;
const UNPACKED_A_SECOND: u64 = 8 << 20;

/// From now on workbook readers run in processes of their own.
pub fn enable() {
    // Where the system has this path, it leads to this very program, even when a newer one was put in its place.
    let running = Some(PathBuf::from("/proc/self/exe")).filter(|path| path.exists());
    if let Some(program) = running.or_else(|| std::env::current_exe().ok()) {
        let _ = PROGRAM.set(program);
    }
}

pub fn is_enabled() -> bool {
    PROGRAM.get().is_some()
}

/// Reads a workbook through a process of its own, which is handed the open file.
pub fn read(input: &Input, sink: &mut dyn Sink) -> Result<(), InputError> {
    let path = input.path();
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
        .stdin(input.handle().map_err(|e| InputError::io(path, &e))?)
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

/// What the reading process sends, each with its length before it.
#[derive(Serialize, Deserialize)]
enum Frame<'a> {
    Epoch { is_1904: bool },
    Sheet { name: &'a str, is_hidden: bool },
    Rows(#[serde(borrow)] Packed<'a>),
    SheetEnd,
    Fault { code: &'a str, sheet: &'a str, message: &'a str, help: &'a str },
    Done,
}

/// Passes on what the other process sends; false when it ended before it was done.
fn receive(path: &Path, from: &mut impl Read, sink: &mut dyn Sink) -> Result<bool, InputError> {
    let mut skipping = false;
    let mut bytes = Vec::new();
    let mut pool = Pool::default();
    while read_frame(from, &mut bytes).is_some() {
        let Ok(frame) = postcard::from_bytes(&bytes) else { return Ok(false) };
        match frame {
            Frame::Epoch { is_1904 } => sink.epoch(is_1904)?,
            Frame::Sheet { name, is_hidden } => {
                skipping = false;
                sink.sheet(name, is_hidden)?;
            }
            Frame::Rows(_) if skipping => {}
            Frame::Rows(packed) => {
                let Some(rows) = packed.unpack(pool.take()) else { return Ok(false) };
                skipping = sink.rows(&pool.share(rows))? == ControlFlow::Break(());
            }
            Frame::SheetEnd => sink.sheet_end()?,
            Frame::Fault { code, sheet, message, help } => {
                let code = Code::find(code).unwrap_or(Code::ReaderFailed);
                return Err(InputError::new(code, path, message, help).in_sheet(sheet));
            }
            Frame::Done => return Ok(true),
        }
    }
    Ok(false)
}

/// The bytes of the next frame; none at the end, or when it is cut short.
fn read_frame(from: &mut impl Read, bytes: &mut Vec<u8>) -> Option<()> {
    let mut length = [0; 4];
    from.read_exact(&mut length).ok()?;
    let length = u64::from(u32::from_le_bytes(length));
    bytes.clear();
    // Memory is taken as the bytes come, whatever length was named.
    from.take(length).read_to_end(bytes).ok()?;
    (bytes.len() as u64 == length).then_some(())
}

/// Sends rows to the process that started this one.
struct Sender<W: Write> {
    out: W,
    bytes: Vec<u8>,
    /// Rows that came one by one, until they are a block.
    rows: Rows,
}

impl<W: Write> Sender<W> {
    fn new(out: W) -> Self {
        Self { out, bytes: Vec::new(), rows: Rows::default() }
    }

    fn write(&mut self, frame: &Frame<'_>) -> std::io::Result<()> {
        self.bytes.clear();
        self.bytes = postcard::to_extend(frame, std::mem::take(&mut self.bytes)).map_err(std::io::Error::other)?;
        let length = u32::try_from(self.bytes.len()).map_err(std::io::Error::other)?;
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&self.bytes)
    }

    fn send(&mut self, frame: &Frame<'_>) -> Result<(), InputError> {
        self.write(frame).map_err(|error| InputError::io(Path::new("-"), &error))
    }

    fn flush(&mut self) -> Result<(), InputError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.rows);
        self.send(&Frame::Rows(Packed::of(&rows)))
    }
}

impl<W: Write> Sink for Sender<W> {
    fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
        self.send(&Frame::Epoch { is_1904 })
    }

    fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
        self.send(&Frame::Sheet { name, is_hidden })
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        self.rows.push_row(row, cells.iter().copied());
        if self.rows.is_full() {
            self.flush()?;
        }
        Ok(ControlFlow::Continue(()))
    }

    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        self.flush()?;
        self.send(&Frame::Rows(Packed::of(rows)))?;
        Ok(ControlFlow::Continue(()))
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        self.flush()?;
        self.send(&Frame::SheetEnd)
    }
}

/// The other side: reads the workbook that is its standard input under limits, and writes its rows to standard output.
pub fn serve() -> std::io::Result<()> {
    let input = Input::of(Path::new("-"), standard_input()?)?;
    rights::give_up();
    bound(Limit::Memory);
    let mut sender = Sender::new(BufWriter::with_capacity(1 << 16, std::io::stdout().lock()));
    let read = Archive::open(&input).and_then(|archive| {
        bound(Limit::Time { bytes: input.bytes(), unpacked: archive.map_or(0, |archive| archive.unpacked()) });
        workbook::read(&input, format(&input)?, None, &mut sender)
    });
    match read {
        Ok(()) => sender.write(&Frame::Done)?,
        Err(e) => {
            let sheet = e.sheet.unwrap_or_default();
            sender.write(&Frame::Fault { code: e.code.name(), sheet: &sheet, message: &e.message, help: &e.help })?;
        }
    }
    sender.out.flush()
}

fn standard_input() -> std::io::Result<File> {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&std::io::stdin()).try_clone_to_owned()?;
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&std::io::stdin()).try_clone_to_owned()?;
    Ok(File::from(handle))
}

/// What the reading process may use.
enum Limit {
    Memory,
    /// By the bytes of the file and those that it unpacks to.
    Time {
        bytes: u64,
        unpacked: u64,
    },
}

/// Bounds what this process may use. A system that refuses a limit leaves it as it was.
#[cfg(unix)]
fn bound(limit: Limit) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |resource, most| {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    };
    match limit {
        Limit::Memory => {
            set(Resource::As, MEMORY);
            set(Resource::Core, 0);
        }
        Limit::Time { bytes, unpacked } => {
            set(Resource::Cpu, SECONDS + bytes / BYTES_A_SECOND + unpacked / UNPACKED_A_SECOND);
        }
    }
}

#[cfg(not(unix))]
fn bound(_: Limit) {}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps what it is given.
    #[derive(Default)]
    struct Told(Vec<String>);

    impl Sink for Told {
        fn epoch(&mut self, is_1904: bool) -> Result<(), InputError> {
            self.0.push(format!("epoch {is_1904}"));
            Ok(())
        }
        fn sheet(&mut self, name: &str, is_hidden: bool) -> Result<(), InputError> {
            self.0.push(format!("sheet {name} {is_hidden}"));
            Ok(())
        }
        fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
            self.0.push(format!("row {row} {cells:?}"));
            Ok(ControlFlow::Continue(()))
        }
        fn sheet_end(&mut self) -> Result<(), InputError> {
            self.0.push("end".to_owned());
            Ok(())
        }
    }

    fn tell(sink: &mut dyn Sink) -> Result<(), InputError> {
        let cells = [Cell::Text("Åsa"), Cell::Empty, Cell::Number(-1.5), Cell::Date(-7), Cell::Error("#REF!")];
        sink.epoch(true)?;
        sink.sheet("Å", true)?;
        let _ = sink.row(70_000, &cells)?;
        let _ = sink.row(70_001, &[])?;
        sink.sheet_end()
    }

    #[test]
    fn rows_leave_the_sandbox_as_they_are() -> Result<(), Box<dyn std::error::Error>> {
        let mut sender = Sender::new(Vec::new());
        tell(&mut sender)?;
        sender.write(&Frame::Done)?;
        let (mut sent, mut received) = (Told::default(), Told::default());
        tell(&mut sent)?;
        assert!(receive(Path::new("x"), &mut sender.out.as_slice(), &mut received)?);
        assert_eq!(received.0, sent.0);
        // What is cut short, or no frame, is not done.
        let cut = &sender.out[..sender.out.len() - 1];
        assert!(!receive(Path::new("x"), &mut &cut[..], &mut Told::default())?);
        assert!(!receive(Path::new("x"), &mut &[1, 0, 0, 0, 99][..], &mut Told::default())?);
        Ok(())
    }

    #[test]
    fn a_fault_leaves_the_sandbox_with_its_code() -> std::io::Result<()> {
        let fault = |code| -> std::io::Result<_> {
            let mut sender = Sender::new(Vec::new());
            sender.write(&Frame::Fault { code, sheet: "A", message: "is bad", help: "mend it" })?;
            let fault = receive(Path::new("x"), &mut sender.out.as_slice(), &mut Told::default()).err();
            Ok(fault.map(|e| (e.code, e.sheet, e.message, e.help)))
        };
        let told = |code| Some((code, Some("A".to_owned()), "is bad".to_owned(), "mend it".to_owned()));
        assert_eq!(fault("zip-bomb")?, told(Code::ZipBomb));
        assert_eq!(fault("made-up")?, told(Code::ReaderFailed));
        Ok(())
    }
}
