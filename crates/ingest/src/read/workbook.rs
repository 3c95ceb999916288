//! Walking the rows of workbooks, each by the reader of its format.

use std::collections::HashSet;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use calamine::{Data, DataRef, Reader};

use super::cell::{Cell, ERRORS, UNCOMPUTED};
use super::format::encrypted;
use super::limits::{self, Gate, Watch};
use super::merged::Merged;
use super::rows::{Pool, ROW_TEXT, Rows};
use super::sink::{Format, Sink};
use super::{csv, dialect};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;

/// Reads in this process. A panic inside a reader library becomes an error.
pub fn read(
    input: &Input,
    format: Format,
    dialect: Option<&dialect::Dialect>,
    sink: &mut dyn Sink,
) -> Result<(), InputError> {
    let path = input.path();
    if format == Format::Ods {
        limits::check(input, format)?;
    }
    let walk = AssertUnwindSafe(|| match (format, dialect) {
        (Format::Text, Some(dialect)) => csv::read(input, dialect, sink),
        (Format::Text, None) => csv::read(input, &dialect::dialect(input, &dialect::Given::default())?, sink),
        (Format::Xlsx, _) => limits::watched(input, format, |file, watch| xlsx(input, file, watch, sink)),
        (Format::Xlsb, _) => limits::watched(input, format, |file, watch| xlsb(path, file, watch, sink)),
        (Format::Xls, _) => {
            let about = |book: &mut calamine::Xls<_>| (book.has_1904_epoch(), Vec::new());
            dense(input, sink, about, |book, sheet| book.merge_cells_by_sheet_name(sheet).unwrap_or_default())
        }
        (Format::Ods, _) => {
            dense(input, sink, |book: &mut calamine::Ods<_>| (false, formulas(book)), |_, _| Vec::new())
        }
    });
    IS_READING.set(true);
    let walked = catch_unwind(walk);
    IS_READING.set(false);
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
    static IS_READING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Keeps the panics of reader libraries off the screen: they are told as errors of the file.
pub fn hide_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !IS_READING.get() {
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

fn xlsx(input: &Input, file: BufReader<Gate<'_>>, watch: &Watch, sink: &mut dyn Sink) -> Result<(), InputError> {
    let path = input.path();
    let mut book = calamine::Xlsx::new(file).map_err(|e| broken(path, e))?;
    watch.opened();
    let is_1904 = book.has_1904_epoch();
    let on_load = is_computed_on_load(input);
    // The gate gives each worksheet once, so merged cells are read beside it.
    let beside = || calamine::Xlsx::new(BufReader::new(input.reader())).map_err(|e| broken(path, e));
    let mut merging = has_merged(input).then(beside).transpose()?;
    each_sheet(path, is_1904, worksheets(&book), sink, |sheet, blocks| {
        let broken = |e| broken(path, e).in_sheet(sheet);
        if let Some(book) = &mut merging {
            blocks.merged = Merged::new(book.merge_cells_by_sheet_name(sheet).map_err(broken)?);
        }
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

fn xlsb(path: &Path, file: BufReader<Gate<'_>>, watch: &Watch, sink: &mut dyn Sink) -> Result<(), InputError> {
    let mut book = calamine::Xlsb::new(file).map_err(|e| broken(path, e))?;
    watch.opened();
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
    merged: Merged,
}

impl<'a> Blocks<'a> {
    fn new(path: &'a Path, is_1904: bool, sink: &'a mut dyn Sink) -> Self {
        Self {
            path,
            is_1904,
            sink,
            rows: Rows::default(),
            pool: Pool::default(),
            line: None,
            merged: Merged::default(),
        }
    }

    fn take(&mut self, (line, column): (u32, u32), value: &DataRef<'_>) -> Result<ControlFlow<()>, InputError> {
        let mut flow = ControlFlow::Continue(());
        if let Some(before) = self.line.replace(line).filter(|before| *before != line) {
            self.end_row(before);
            if self.rows.is_full() {
                let rows = std::mem::replace(&mut self.rows, self.pool.take());
                flow = self.sink.rows(&self.pool.share(rows))?;
            }
        }
        if (column as usize) < MAX_COLUMNS {
            self.rows.put(column as usize, ref_cell(value, self.is_1904));
        }
        if self.rows.is_huge() {
            return Err(huge(self.path, line + 1));
        }
        Ok(flow)
    }

    fn end(mut self) -> Result<(), InputError> {
        let Some(line) = self.line else { return Ok(()) };
        self.end_row(line);
        self.sink.rows(&Arc::new(self.rows)).map(drop)
    }

    fn end_row(&mut self, line: u32) {
        if !self.merged.is_empty() {
            self.merged.begin(line, |column| self.rows.open_cell(column));
            for (column, cell) in self.merged.below(line) {
                if column < MAX_COLUMNS && self.rows.open_cell(column).is_blank() {
                    self.rows.put(column, cell);
                }
            }
        }
        self.rows.end_row(line + 1);
    }
}

fn huge(path: &Path, row: u32) -> InputError {
    let message = format!("holds far more text in row {row} than a ledger has");
    InputError::new(Code::HugeCell, path, message, "leave it out, or export the ledger again")
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
fn is_computed_on_load(input: &Input) -> bool {
    let text = || {
        let archive = zip::ZipArchive::new(BufReader::new(input.reader()));
        let mut text = String::new();
        archive.ok()?.by_name("xl/workbook.xml").ok()?.take(1 << 20).read_to_string(&mut text).ok()?;
        Some(text)
    };
    text().is_some_and(|t| t.contains("fullCalcOnLoad=\"1\"") || t.contains("fullCalcOnLoad=\"true\""))
}

/// Bytes that a packed worksheet with merged cells may have: people merge cells in reports, not in what programs export.
const MERGED: u64 = 1 << 19;

/// Whether cells are merged in some worksheet. They are told after all cells, so that a worksheet is unpacked once more.
fn has_merged(input: &Input) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(input.reader())) else { return false };
    let mark = memchr::memmem::Finder::new("mergeCell ");
    (0..archive.len()).any(|index| {
        let Ok(part) = archive.by_index(index) else { return false };
        let is_sheet = part.name().is_ok_and(|name| name.contains("worksheets/"));
        let mut xml = Vec::new();
        is_sheet
            && part.compressed_size() <= MERGED
            && part.take(MERGED << 7).read_to_end(&mut xml).is_ok()
            && mark.find(&xml).is_some()
    })
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

/// A file as readers of whole sheets have it.
type Plain = BufReader<vire_base::input::Reader>;

/// Where formulas stand, by sheet.
type Formulas = Vec<HashSet<(u32, u32)>>;

fn formulas<R: Reader<Plain>>(book: &mut R) -> Formulas {
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
/// may lack a value, `merged` which cells of a sheet are merged.
fn dense<R>(
    input: &Input,
    sink: &mut dyn Sink,
    about: impl Fn(&mut R) -> (bool, Formulas),
    merged: impl Fn(&R, &str) -> Vec<calamine::Dimensions>,
) -> Result<(), InputError>
where
    R: Reader<Plain>,
    R::Error: std::fmt::Display,
{
    let path = input.path();
    let mut book = R::new(BufReader::new(input.reader())).map_err(|e| broken(path, e))?;
    let (is_1904, formulas) = about(&mut book);
    sink.epoch(is_1904)?;
    for (number, (sheet, is_hidden)) in worksheets(&book).into_iter().enumerate() {
        let formulas = formulas.get(number);
        let range = book.worksheet_range(&sheet).map_err(|e| broken(path, e).in_sheet(&sheet))?;
        let (first, left) = range.start().unwrap_or_default();
        let mut merged = Merged::new(merged(&book, &sheet));
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
            merged.begin(number, |column| cells.get(column).copied().unwrap_or(Cell::Empty));
            for (column, cell) in merged.below(number) {
                if let Some(blank) = cells.get_mut(column).filter(|cell| cell.is_blank()) {
                    *blank = cell;
                }
            }
            let length = |cell: &Cell<'_>| if let Cell::Text(text) = cell { text.len() } else { 0 };
            if cells.iter().map(length).sum::<usize>() > ROW_TEXT {
                return Err(huge(path, number + 1).in_sheet(&sheet));
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
