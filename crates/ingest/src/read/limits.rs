//! Workbooks are archives of parts: what they unpack to is measured and looked at before a reader gets any of it.

use std::collections::HashSet;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use memchr::memmem;

use super::archive::{Archive, Part, Unpacked, refuse};
use super::look::{KEPT, Look, Xml};
use super::records::Records;
use super::sink::Format;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::{Input, Reader};

/// Bytes of a part that a reader holds in memory whole, such as shared strings and styles.
const PART: u64 = 512 << 20;
/// Bytes of a part that is streamed: a worksheet, or a file in an archive.
pub const SHEET: u64 = 8 << 30;
/// A part this large that shrank to less than a 400th is no sheet of a person's making.
const RATIO: (u64, u64) = (64 << 20, 400);
/// Bytes that are unpacked at once.
pub const PIECE: usize = 1 << 16;

/// Whether so many bytes came out of so few that no person made them.
pub fn is_too_dense(given: u64, packed: u64) -> bool {
    given > RATIO.0 && given / packed.max(1) > RATIO.1
}

/// Refuses an archive that is damaged, or whose parts unpack to more than can be read in bounded memory and time.
pub fn check(input: &Input, format: Format) -> Result<(), InputError> {
    let Some(archive) = Archive::open(input)? else { return Ok(()) };
    measure(&archive, format, &Watch::of(&archive.parts))
}

/// Lets `read` read an archive that is measured meanwhile: it gets no more of a part than was measured.
pub fn watched<T>(
    input: &Input,
    format: Format,
    read: impl FnOnce(BufReader<Gate<'_>>, &Watch) -> Result<T, InputError>,
) -> Result<T, InputError> {
    let archive = Archive::open(input)?;
    let watch = Watch::of(archive.as_ref().map_or(&[], |archive| &archive.parts));
    let gate = BufReader::new(Gate { file: input.reader(), at: 0, watch: &watch, sheets: HashSet::new() });
    std::thread::scope(|scope| {
        let watch = &watch;
        let measuring = archive.map(|archive| scope.spawn(move || measure(&archive, format, watch)));
        let done = read(gate, watch);
        // What was read is right only when the rest of its part is, too.
        watch.failed.store(done.is_err(), Ordering::Relaxed);
        let measured = measuring.map_or(Ok(Ok(())), |measuring| measuring.join());
        measured.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?; // what it refuses made the reader fail
        done
    })
}

/// How far the parts of an archive were measured.
pub struct Watch {
    /// Where in the file the parts stand.
    parts: Vec<Range<u64>>,
    state: Mutex<State>,
    moved: Condvar,
    /// What was measured so far has formulas.
    formulas: AtomicBool,
    /// The workbook is open, and only its worksheets are read any more.
    opened: AtomicBool,
    /// Nobody reads any more, since the reader failed.
    failed: AtomicBool,
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
        let measured = parts.iter().map(|part| part.bytes.start).collect();
        let parts = parts.iter().map(|part| part.bytes.clone()).collect();
        Self {
            parts,
            state: Mutex::new(State { measured, end: false, refused: false }),
            moved: Condvar::new(),
            formulas: AtomicBool::new(false),
            opened: AtomicBool::new(false),
            failed: AtomicBool::new(false),
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

    /// To be told once a reader knows the workbook: from then on it reads worksheets only.
    pub fn opened(&self) {
        self.opened.store(true, Ordering::Relaxed); // told and asked on one thread
    }

    /// The part that stands here.
    fn part_at(&self, at: u64) -> Option<usize> {
        self.parts.iter().position(|bytes| bytes.contains(&at))
    }

    /// Up to where a part may be read from here, once that is known; none when a part was refused.
    fn open_to(&self, part: usize, at: u64) -> Option<u64> {
        let is_shut = |state: &mut State| !state.end && state.measured[part] <= at;
        let state = self.moved.wait_while(self.state(), is_shut).unwrap_or_else(PoisonError::into_inner);
        let to = if state.end { self.parts[part].end } else { state.measured[part] };
        (!state.refused).then_some(to)
    }

    /// Where the next part begins.
    fn next_part(&self, at: u64) -> u64 {
        self.parts.iter().map(|bytes| bytes.start).filter(|start| *start > at).min().unwrap_or(u64::MAX)
    }
}

/// Ends the measuring, however it ends, so that nobody waits for more of it.
struct End<'a>(&'a Watch);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.end = true);
    }
}

/// A file whose parts can be read as far as they were measured: worksheets once, however many names they have.
pub struct Gate<'a> {
    file: Reader,
    at: u64,
    watch: &'a Watch,
    /// Where the worksheets begin that were read.
    sheets: HashSet<u64>,
}

impl Gate<'_> {
    /// Up to where the file may be read from here.
    fn open_to(&self) -> std::io::Result<u64> {
        let Some(part) = self.watch.part_at(self.at) else { return Ok(self.watch.next_part(self.at)) };
        self.watch.open_to(part, self.at).ok_or_else(|| std::io::Error::other("was refused"))
    }

    /// Notes that a worksheet is read from here, if one begins here.
    fn begin(&mut self, at: u64) -> std::io::Result<()> {
        let begins = self.watch.opened.load(Ordering::Relaxed) && self.watch.parts.iter().any(|part| part.start == at);
        if begins && !self.sheets.insert(at) {
            return Err(std::io::Error::other("several of its sheets are one and the same part"));
        }
        Ok(())
    }
}

impl Read for Gate<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let to = self.open_to()?;
        let most = buffer.len().min(usize::try_from(to - self.at).unwrap_or(usize::MAX));
        let n = self.file.read(&mut buffer[..most])?;
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Gate<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        if let SeekFrom::Start(at) = to {
            self.begin(at)?;
        }
        self.at = self.file.seek(to)?;
        Ok(self.at)
    }
}

fn measure(archive: &Archive<'_>, format: Format, watch: &Watch) -> Result<(), InputError> {
    let _end = End(watch);
    let measured = (0..archive.parts.len()).try_for_each(|number| measure_part(archive, format, number, watch));
    measured.inspect_err(|_| watch.change(|state| state.refused = true))
}

/// Unpacks a part, keeping nothing, until the reader fails.
fn measure_part(archive: &Archive<'_>, format: Format, number: usize, watch: &Watch) -> Result<(), InputError> {
    let part = &archive.parts[number];
    let (path, name) = (archive.input.path(), &part.name);
    let (packed, most) = (part.bytes.end - part.bytes.start, if part.is_sheet() { SHEET } else { PART });
    let mut unpacked = Unpacked::open(archive.input, part)?;
    let mut look = match format {
        Format::Xlsb if part.has_records() => Look::Records(Records::default()),
        _ => Look::Xml(Xml::default()),
    };
    // The last bytes of a piece stand before the next one, lest a tag is cut.
    let mut buffer = vec![0; KEPT + PIECE];
    loop {
        // These bytes give what was measured already. To let a reader have what was measured just now would part a cell
        // from its formula.
        let open = part.bytes.start + unpacked.taken();
        let n = unpacked.fill(&mut buffer[KEPT..]);
        if unpacked.given > most || is_too_dense(unpacked.given, packed) {
            let size = unpacked.given >> 20;
            let message = format!("holds a part, {name}, that unpacks from {packed} bytes to over {size} MB");
            return refuse(path, Code::ZipBomb, message);
        }
        look.on(&buffer[..KEPT + n]).or_else(|(code, message)| refuse(path, code, format!("{message} in {name}")))?;
        if n == 0 {
            break;
        }
        if look.has_formulas() {
            watch.formulas.store(true, Ordering::Relaxed);
        }
        watch.change(|state| state.measured[number] = open);
        buffer.copy_within(n..n + KEPT, 0);
        if watch.failed.load(Ordering::Relaxed) {
            return Ok(());
        }
    }
    if !unpacked.is_whole() {
        let message = format!("is damaged: its part {name} is not what its checksum says");
        return refuse(path, Code::BrokenWorkbook, message);
    }
    // The reader of ods looks for the end of a table for ever.
    if name == "content.xml" && memmem::find(&buffer[..KEPT], b"document-content>").is_none() {
        let message = "cannot be read as a workbook: its content is cut short".to_owned();
        return refuse(path, Code::BrokenWorkbook, message);
    }
    watch.change(|state| state.measured[number] = part.bytes.end);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::ops::ControlFlow;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::super::workbook;
    use super::*;
    use crate::read::{Cell, Sink, format};

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    const SHEET: &str = "xl/worksheets/sheet1.xml";

    /// A workbook with these sheets by name and part, whose first part has these cells.
    fn book(sheets: &[(&str, &str)], cells: &str) -> Vec<(String, String)> {
        let part = |name: &str, content: String| (name.to_owned(), content);
        let relations = |kind: &str, all: &[(String, &str)]| {
            let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
            let one =
                |(id, target): &(String, &str)| format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#);
            format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
        };
        let targets: Vec<(String, &str)> =
            sheets.iter().enumerate().map(|(i, (_, part))| (format!("r{i}"), *part)).collect();
        let named: String = sheets
            .iter()
            .enumerate()
            .map(|(i, (name, _))| format!(r#"<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>"#))
            .collect();
        vec![
            part("_rels/.rels", relations("officeDocument", &[("r1".to_owned(), "xl/workbook.xml")])),
            part("xl/workbook.xml", format!("<workbook xmlns:r=\"r\"><sheets>{named}</sheets></workbook>")),
            part("xl/_rels/workbook.xml.rels", relations("worksheet", &targets)),
            part(
                "xl/styles.xml",
                "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>".into(),
            ),
            part(
                "xl/sharedStrings.xml",
                "<sst uniqueCount=\"2\"><si><t>Toimittaja</t></si><si><t>Kaiku</t></si></sst>".into(),
            ),
            part(SHEET, format!("<worksheet><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>")),
        ]
    }

    const CELLS: &str = r#"<c r="A1" t="s"><v>0</v></c><c r="B1"><v>4766.25</v></c><c r="C1" s="1"><v>45300</v></c>"#;

    fn packed(parts: &[(String, String)], method: CompressionMethod) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method))?;
            zip.write_all(content.as_bytes())?;
        }
        Ok(zip.finish()?.into_inner())
    }

    #[derive(Default)]
    struct Cells(Vec<String>);

    impl Sink for Cells {
        fn sheet(&mut self, name: &str, _is_hidden: bool) -> Result<(), InputError> {
            self.0.push(name.to_owned());
            Ok(())
        }
        fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
            self.0.push(format!("{row} {cells:?}"));
            Ok(ControlFlow::Continue(()))
        }
    }

    /// What is read from these bytes in this process, or the code and the message of the error.
    fn read(bytes: &[u8]) -> Result<Vec<String>, (Code, String)> {
        let told = |e: InputError| (e.code, e.message);
        let io = |e: std::io::Error| (Code::Internal, e.to_string());
        let mut file = tempfile::NamedTempFile::new().map_err(io)?;
        file.write_all(bytes).map_err(io)?;
        let input = Input::open(file.path()).map_err(told)?;
        let mut cells = Cells::default();
        let format = format(&input).map_err(told)?;
        workbook::read(&input, format, None, &mut cells).map_err(told)?;
        Ok(cells.0)
    }

    #[test]
    fn no_flipped_bit_changes_what_is_read() -> Outcome {
        let book = book(&[("A", "worksheets/sheet1.xml")], CELLS);
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            let bytes = packed(&book, method)?;
            let whole = read(&bytes).map_err(|(code, message)| format!("{code}: {message}"))?;
            assert_eq!(whole[1], r#"1 [Text("Toimittaja"), Number(4766.25), Date(19731)]"#);
            let mut refused = 0;
            for at in 0..bytes.len() {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << (at % 8);
                match read(&bytes) {
                    Ok(rows) => assert_eq!(rows, whole, "byte {at}"),
                    Err(_) => refused += 1,
                }
            }
            // The rest are times and attributes of parts, which tell nothing.
            assert!(refused * 2 > bytes.len(), "{refused} of {}", bytes.len());
        }
        Ok(())
    }

    #[test]
    fn one_altered_digit_is_told() -> Outcome {
        let mut bytes = packed(&book(&[("A", "worksheets/sheet1.xml")], CELLS), CompressionMethod::Stored)?;
        let at = bytes.windows(7).position(|w| w == b"4766.25").ok_or("no amount")?;
        bytes[at + 1] = b'8';
        let (code, message) = read(&bytes).err().ok_or("was read")?;
        assert!(code == Code::BrokenWorkbook && message.contains(SHEET) && message.contains("checksum"), "{message}");
        Ok(())
    }

    #[test]
    fn a_part_has_one_name_whatever_its_case() -> Outcome {
        let mut parts = book(&[("A", "worksheets/sheet1.xml")], CELLS);
        parts.push(("XL/Worksheets/SHEET1.xml".to_owned(), parts[5].1.replace("4766", "9766")));
        let (code, message) = read(&packed(&parts, CompressionMethod::Deflated)?).err().ok_or("was read")?;
        assert!(code == Code::BrokenWorkbook && message.contains("two parts of one name"), "{message}");
        // The writer would not write one name twice, so it is changed in what was written.
        let mut bytes = packed(&parts, CompressionMethod::Stored)?;
        while let Some(at) = bytes.windows(24).position(|w| w == b"XL/Worksheets/SHEET1.xml") {
            bytes[at..at + 24].copy_from_slice(SHEET.as_bytes());
        }
        assert_eq!(read(&bytes).err().map(|e| e.0), Some(Code::BrokenWorkbook));
        Ok(())
    }

    #[test]
    fn ten_thousand_names_of_one_sheet_cost_one() -> Outcome {
        let names: Vec<String> = (0..10_000).map(|i| format!("s{i}")).collect();
        let sheets: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "worksheets/sheet1.xml")).collect();
        for sheets in [&sheets[..], &sheets[..2]] {
            let (code, message) =
                read(&packed(&book(sheets, CELLS), CompressionMethod::Deflated)?).err().ok_or("was read")?;
            assert!(code == Code::BrokenWorkbook && message.contains("one and the same part"), "{message}");
        }
        Ok(())
    }

    #[test]
    fn a_text_outside_the_table_of_texts_is_an_error() -> Outcome {
        for index in ["-1", "2", "x", "1.0"] {
            let cells = format!(r#"<c r="A1" t="s"><v>{index}</v></c>"#);
            let bytes = packed(&book(&[("A", "worksheets/sheet1.xml")], &cells), CompressionMethod::Deflated)?;
            assert_eq!(read(&bytes).err().map(|e| e.0), Some(Code::BrokenWorkbook), "{index}");
        }
        Ok(())
    }
}
