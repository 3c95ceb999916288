//! Opening a file by what it is, not by what it is called, and walking its rows.

use std::collections::HashSet;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, DataRef, Reader};

use super::cell::{Cell, UNCOMPUTED};
use super::limits::{Gate, Watch};
use super::rows::{self, Pool, Rows};
use super::{csv, fence, limits};
use vire_base::code::Code;
use vire_base::digest::Digest;
use vire_base::error::InputError;

/// Takes the rows of a file, sheet by sheet, top to bottom.
pub trait Sink {
    /// Whether plain numbers that stand for days count them from 1904; told before the first sheet.
    fn epoch(&mut self, _is_1904: bool) -> Result<(), InputError> {
        Ok(())
    }
    /// A sheet begins.
    fn sheet(&mut self, _name: &str, _is_hidden: bool) -> Result<(), InputError> {
        Ok(())
    }
    /// `row` is the row's number in the sheet, from 1. `Break` ends the sheet.
    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError>;
    /// Several rows at once.
    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        let mut cells = Vec::new();
        for row in (0..rows.len()).map(|at| rows.row(at)) {
            cells.clear();
            cells.extend(row.cells());
            if self.row(row.number(), &cells)? == ControlFlow::Break(()) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
    fn sheet_end(&mut self) -> Result<(), InputError> {
        Ok(())
    }
    /// Of a text, after its last row.
    fn digest(&mut self, _digest: Digest) -> Result<(), InputError> {
        Ok(())
    }
}

/// What kind of file it is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Text,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "csv",
        }
    }
}

/// Tells the format by content; errors for what is no spreadsheet.
pub fn format(path: &Path) -> Result<Format, InputError> {
    let io = |e| InputError::io(path, &e);
    if fs_err::metadata(path).map_err(io)?.is_dir() {
        return Err(InputError::new(
            Code::IsFolder,
            path,
            "is a folder",
            "name the files in it, for example \"exports/*.xlsx\"",
        ));
    }
    let mut head = Vec::new();
    fs_err::File::open(path).map_err(io)?.take(4096).read_to_end(&mut head).map_err(io)?;
    let not_a_table = |what: &str| {
        let help = "export the purchases as xlsx, xlsb, xls, ods or csv";
        Err(InputError::new(Code::NotASpreadsheet, path, format!("is {what}, whatever its name says"), help))
    };
    match head.as_slice() {
        [] => Err(InputError::new(Code::EmptyFile, path, "is empty", "export it again; the file has no bytes")),
        [b'P', b'K', 3, 4, ..] => zip_format(path),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ole_format(path),
        h if h.starts_with(b"%PDF") => not_a_table("a PDF document"),
        h if h.starts_with(&[0x89, b'P', b'N', b'G']) || h.starts_with(&[0xff, 0xd8, 0xff]) => not_a_table("a picture"),
        [0x1f, 0x8b, ..] => not_a_table("a gzip archive"),
        h => {
            let start =
                String::from_utf8_lossy(h).trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).to_lowercase();
            if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") {
                return not_a_table("a web page");
            }
            if start.starts_with("<?xml") {
                return not_a_table("an XML document");
            }
            if start.starts_with('{') || start.starts_with("[{") {
                return not_a_table("a JSON document");
            }
            let wide = h.starts_with(&[0xff, 0xfe]) || h.starts_with(&[0xfe, 0xff]);
            let zeros = h.iter().filter(|b| **b == 0).count();
            if !wide && zeros > 0 && zeros * 4 < h.len() {
                return not_a_table("a binary file");
            }
            Ok(Format::Text)
        }
    }
}

fn zip_format(path: &Path) -> Result<Format, InputError> {
    let file = fs_err::File::open(path).map_err(|e| InputError::io(path, &e))?;
    let truncated = |e: zip::result::ZipError| {
        InputError::new(
            Code::BrokenWorkbook,
            path,
            format!("starts like a workbook but its archive is damaged or cut short: {e}"),
            "fetch or export the file again; it was not copied whole",
        )
    };
    let archive = zip::ZipArchive::new(BufReader::new(file)).map_err(truncated)?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|n| n.into_owned()).collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    if has("xl/workbook.bin") {
        Ok(Format::Xlsb)
    } else if names.iter().any(|n| n.starts_with("xl/")) {
        Ok(Format::Xlsx)
    } else if has("content.xml") {
        Ok(Format::Ods)
    } else {
        Err(InputError::new(
            Code::NotASpreadsheet,
            path,
            format!("is an archive without a workbook in it (it holds {})", names[..names.len().min(3)].join(", ")),
            "unpack it and name the spreadsheet inside",
        ))
    }
}

fn ole_format(path: &Path) -> Result<Format, InputError> {
    // Stream names in the container's directory are UTF-16.
    let bytes = fs_err::read(path).map_err(|e| InputError::io(path, &e))?;
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    if has("EncryptedPackage") {
        return Err(encrypted(path));
    }
    if has("Workbook") || has("Book") {
        return Ok(Format::Xls);
    }
    let help = "export the purchases as xlsx, xls, ods or csv";
    Err(InputError::new(Code::NotASpreadsheet, path, "is an Office document but no workbook", help))
}

fn encrypted(path: &Path) -> InputError {
    InputError::new(
        Code::PasswordProtected,
        path,
        "is protected with a password",
        "open it with the password and save a copy without one (File > Info > Protect Workbook)",
    )
}

/// Reads every row of every sheet into the sink, on a thread of its own. Readers that build whole sheets run behind the
/// [`fence`].
pub fn read(
    path: &Path,
    format: Format,
    dialect: Option<&csv::Dialect>,
    sink: &mut dyn Sink,
) -> Result<(), InputError> {
    rows::ahead(path, sink, move |sink| {
        if matches!(format, Format::Xls | Format::Ods) && fence::is_raised() {
            return fence::read(path, sink);
        }
        read_here(path, format, dialect, sink)
    })
}

/// Reads in this process. A panic inside a reader library becomes an error.
pub fn read_here(
    path: &Path,
    format: Format,
    dialect: Option<&csv::Dialect>,
    sink: &mut dyn Sink,
) -> Result<(), InputError> {
    if format == Format::Ods {
        limits::check(path)?;
    }
    let walk = AssertUnwindSafe(|| match (format, dialect) {
        (Format::Text, Some(dialect)) => csv::read(path, dialect, sink),
        (Format::Text, None) => csv::read(path, &csv::dialect(path, &csv::Given::default())?, sink),
        (Format::Xlsx, _) => limits::watched(path, |file, watch| xlsx(path, file, watch, sink)),
        (Format::Xlsb, _) => limits::watched(path, |file, _| xlsb(path, file, sink)),
        (Format::Xls, _) => dense(path, sink, |book: &mut calamine::Xls<_>| (book.has_1904_epoch(), Vec::new())),
        (Format::Ods, _) => dense(path, sink, |book: &mut calamine::Ods<_>| (false, formulas(book))),
    });
    FENCED.set(true);
    let walked = catch_unwind(walk);
    FENCED.set(false);
    walked.unwrap_or_else(|_| {
        Err(InputError::new(
            Code::ReaderFailed,
            path,
            "made the workbook reader fail",
            "open it in a spreadsheet program and save it anew",
        ))
    })
}

thread_local! {
    static FENCED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Keeps the panics of reader libraries off the screen: they are told as errors of the file.
pub fn fence_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !FENCED.get() {
            usual(panic);
        }
    }));
}

fn broken(path: &Path, error: impl std::fmt::Display) -> InputError {
    let text = error.to_string();
    if text.to_lowercase().contains("password") {
        return encrypted(path);
    }
    InputError::new(
        Code::BrokenWorkbook,
        path,
        format!("cannot be read as a workbook: {text}"),
        "open it in a spreadsheet program and save it anew, or export it again",
    )
}

fn xlsx(path: &Path, file: BufReader<Gate<'_>>, watch: &Watch, sink: &mut dyn Sink) -> Result<(), InputError> {
    let mut book = calamine::Xlsx::new(file).map_err(|e| broken(path, e))?;
    let is_1904 = book.has_1904_epoch();
    let on_load = is_computed_on_load(path);
    each_sheet(path, is_1904, worksheets(&book), sink, |sheet, blocks| {
        let broken = |e| broken(path, e).in_sheet(sheet);
        let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
        let mut flow = ControlFlow::Continue(());
        while flow.is_continue() {
            // Telling formulas from values costs time that few sheets are worth.
            flow = if watch.formulas() {
                let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? else { break };
                let value = if cell.formula.is_some() { saved(cell.value, on_load) } else { cell.value };
                blocks.take(cell.pos, &value)?
            } else {
                let Some(cell) = cells.next_cell().map_err(broken)? else { break };
                blocks.take(cell.get_position(), cell.get_value())?
            };
        }
        Ok(())
    })
}

fn xlsb(path: &Path, file: BufReader<Gate<'_>>, sink: &mut dyn Sink) -> Result<(), InputError> {
    let mut book = calamine::Xlsb::new(file).map_err(|e| broken(path, e))?;
    let is_1904 = book.has_1904_epoch();
    each_sheet(path, is_1904, worksheets(&book), sink, |sheet, blocks| {
        let broken = |e| broken(path, e).in_sheet(sheet);
        let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
        // A formula's record always holds a value.
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            if blocks.take(cell.get_position(), cell.get_value())?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// Lets `read` read the cells of each sheet.
fn each_sheet(
    path: &Path,
    is_1904: bool,
    sheets: Vec<(String, bool)>,
    sink: &mut dyn Sink,
    mut read: impl FnMut(&str, &mut Blocks<'_>) -> Result<(), InputError>,
) -> Result<(), InputError> {
    sink.epoch(is_1904)?;
    for (sheet, is_hidden) in sheets {
        sink.sheet(&sheet, is_hidden)?;
        let mut blocks = Blocks::new(path, is_1904, sink);
        read(&sheet, &mut blocks)?;
        blocks.end()?;
        sink.sheet_end()?;
    }
    Ok(())
}

/// Columns beyond this hold no ledger; a stray cell at the far edge must not widen every row.
const MAX_COLUMNS: usize = 1024;

/// Makes rows of cells that come one by one, and blocks of rows.
struct Blocks<'a> {
    path: &'a Path,
    is_1904: bool,
    sink: &'a mut dyn Sink,
    rows: Rows,
    pool: Pool,
    /// The row at hand.
    line: Option<u32>,
}

impl<'a> Blocks<'a> {
    fn new(path: &'a Path, is_1904: bool, sink: &'a mut dyn Sink) -> Self {
        Self { path, is_1904, sink, rows: Rows::default(), pool: Pool::default(), line: None }
    }

    fn take(&mut self, (line, column): (u32, u32), value: &DataRef<'_>) -> Result<ControlFlow<()>, InputError> {
        let mut flow = ControlFlow::Continue(());
        if let Some(before) = self.line.replace(line).filter(|before| *before != line) {
            self.rows.end_row(before + 1);
            if self.rows.is_full() {
                let rows = std::mem::replace(&mut self.rows, self.pool.take());
                flow = self.sink.rows(&self.pool.share(rows))?;
            }
        }
        if (column as usize) < MAX_COLUMNS {
            self.rows.put(column as usize, ref_cell(value, self.is_1904));
        }
        if self.rows.is_huge() {
            let message = format!("holds far more text in row {} than a ledger has", line + 1);
            return Err(InputError::new(
                Code::HugeCell,
                self.path,
                message,
                "leave it out, or export the ledger again",
            ));
        }
        Ok(flow)
    }

    fn end(mut self) -> Result<(), InputError> {
        let Some(line) = self.line else { return Ok(()) };
        self.rows.end_row(line + 1);
        self.sink.rows(&Arc::new(self.rows)).map(drop)
    }
}

/// The saved value of a formula cell, if it has one. Zero is none in a workbook that is to be computed when it is opened.
fn saved(value: DataRef<'_>, on_load: bool) -> DataRef<'_> {
    match value {
        DataRef::Empty => DataRef::Error(UNCOMPUTED_ERROR),
        DataRef::Float(0.0) if on_load => DataRef::Error(UNCOMPUTED_ERROR),
        value => value,
    }
}

/// Programs that write formulas without computing them ask for it in the workbook's properties.
fn is_computed_on_load(path: &Path) -> bool {
    let text = || {
        let archive = zip::ZipArchive::new(BufReader::new(fs_err::File::open(path).ok()?));
        let mut text = String::new();
        archive.ok()?.by_name("xl/workbook.xml").ok()?.take(1 << 20).read_to_string(&mut text).ok()?;
        Some(text)
    };
    text().is_some_and(|t| t.contains("fullCalcOnLoad=\"1\"") || t.contains("fullCalcOnLoad=\"true\""))
}

/// The error of cells that wait for their value.
const UNCOMPUTED_ERROR: calamine::CellErrorType = calamine::CellErrorType::GettingData;

fn ref_cell<'a>(value: &'a DataRef<'_>, is_1904: bool) -> Cell<'a> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(text),
        DataRef::SharedString(text) => Cell::Text(text),
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::Bool(b) => Cell::Text(if *b { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => serial(date, is_1904),
        DataRef::Error(error) => Cell::Error(error_text(error)),
    }
}

/// Where formulas stand, by sheet.
type Formulas = Vec<HashSet<(u32, u32)>>;

fn formulas<R: Reader<BufReader<std::fs::File>>>(book: &mut R) -> Formulas {
    let sheets = worksheets(book);
    let of_sheet = |(sheet, _): (String, bool)| {
        let range = book.worksheet_formula(&sheet).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        let cells = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
        cells.map(|(row, column, _)| (top + row as u32, left + column as u32)).collect()
    };
    sheets.into_iter().map(of_sheet).collect()
}

/// Formats whose reader only gives whole sheets; `about` tells a workbook's epoch, and where its formulas are when these
/// may lack a value.
fn dense<R>(path: &Path, sink: &mut dyn Sink, about: impl Fn(&mut R) -> (bool, Formulas)) -> Result<(), InputError>
where
    R: Reader<BufReader<std::fs::File>>,
    R::Error: std::fmt::Display,
{
    let mut book: R = calamine::open_workbook(path).map_err(|e: R::Error| broken(path, e))?;
    let (is_1904, formulas) = about(&mut book);
    sink.epoch(is_1904)?;
    for (number, (sheet, is_hidden)) in worksheets(&book).into_iter().enumerate() {
        let formulas = formulas.get(number);
        let range = book.worksheet_range(&sheet).map_err(|e| broken(path, e).in_sheet(&sheet))?;
        let (first, left) = range.start().unwrap_or_default();
        sink.sheet(&sheet, is_hidden)?;
        for (i, row) in range.rows().enumerate() {
            // The range begins at its first filled column.
            let before = (0..left).map(|_| Cell::Empty);
            let number = first + i as u32;
            let mut cells: Vec<Cell<'_>> =
                before.chain(row.iter().map(|value| data_cell(value, is_1904))).take(MAX_COLUMNS).collect();
            for (column, cell) in cells.iter_mut().enumerate().filter(|(_, cell)| matches!(cell, Cell::Empty)) {
                if formulas.is_some_and(|formulas| formulas.contains(&(number, column as u32))) {
                    *cell = Cell::Error(UNCOMPUTED);
                }
            }
            if sink.row(number + 1, &cells)? == ControlFlow::Break(()) {
                break;
            }
        }
        sink.sheet_end()?;
    }
    Ok(())
}

fn data_cell(value: &Data, is_1904: bool) -> Cell<'_> {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text),
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => Cell::Number(*n),
        Data::Bool(b) => Cell::Text(if *b { "TRUE" } else { "FALSE" }),
        Data::DateTime(date) => serial(date, is_1904),
        Data::Error(error) => Cell::Error(error_text(error)),
    }
}

fn serial(date: &calamine::ExcelDateTime, is_1904: bool) -> Cell<'static> {
    match vire_base::date::from_serial(date.as_f64(), is_1904) {
        Some(days) if date.is_datetime() => Cell::Date(days),
        _ => Cell::Number(date.as_f64()),
    }
}

/// The errors of spreadsheet cells; the first stands for all unknown ones.
pub const ERRORS: [&str; 9] =
    ["#ERROR!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", UNCOMPUTED];

fn error_text(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType as E;
    ERRORS[match error {
        E::Div0 => 1,
        E::NA => 2,
        E::Name => 3,
        E::Null => 4,
        E::Num => 5,
        E::Ref => 6,
        E::Value => 7,
        E::GettingData => 8,
    }]
}

/// The names of a workbook's sheets, and whether they are hidden.
fn worksheets<RS: Read + Seek, R: Reader<RS>>(book: &R) -> Vec<(String, bool)> {
    let sheets = book.sheets_metadata().iter().filter(|s| s.typ == calamine::SheetType::WorkSheet);
    sheets.map(|s| (s.name.clone(), s.visible != calamine::SheetVisible::Visible)).collect()
}
