//! Rows that were read together.

use std::ops::Range;
use std::sync::Arc;

use super::cell::Cell;
use super::quotes::{Field, readings};

/// Bytes of text, and cells, that make a block of rows full.
const TEXT: usize = 1 << 18;
const CELLS: usize = 1 << 16;
/// Bytes that one row may have: workbooks can say one long text in each of a thousand columns, and a text can be one line
/// without end.
pub const ROW_TEXT: usize = 4 << 20;

/// Rows that follow each other in a sheet. Their texts stand in one string.
#[derive(Default)]
pub struct Rows {
    pub text: String,
    cells: Vec<Held>,
    others: Vec<Cell<'static>>,
    rows: Vec<End>,
    /// There is a formula whose value was not saved.
    uncomputed: bool,
    pub parted: Parted,
    /// Rows whose quotation marks do not add up: their places, and where their lines stand in the text.
    torn: Vec<(u32, Held)>,
    /// The last row is the last of a text, and no line end follows it.
    pub is_cut: bool,
}

/// How the cells of a row follow each other in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parted {
    /// In any order.
    #[default]
    No,
    /// In order, each pair parted by this delimiter, which no cell has.
    Plain(u8),
    /// In any order, but they come from such a text.
    Apart(u8),
}

/// Where a cell's text begins and ends; or [`OTHER`], and the place of a cell that is no text.
pub type Held = (u32, u32);

pub const OTHER: u32 = u32::MAX;

/// Where a row ends.
struct End {
    number: u32,
    /// Cells up to the end of this row.
    end: usize,
}

/// One of the rows.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    rows: &'a Rows,
    at: usize,
    cells: &'a [Held],
    /// Columns before these and from there on are taken as empty.
    from: usize,
    to: usize,
}

impl<'a> Row<'a> {
    /// Its number in the sheet, from 1.
    pub fn number(self) -> u32 {
        self.rows.rows[self.at].number
    }

    /// Its place among the rows that were read together.
    pub fn at(self) -> usize {
        self.at
    }

    /// None beyond the last cell.
    #[inline(always)] // a cell that is handed back in parts and read as a whole makes the processor wait
    pub fn get(self, column: usize) -> Option<Cell<'a>> {
        let held = self.cells.get(column)?;
        Some(if (self.from..self.to).contains(&column) { self.rows.held(*held) } else { Cell::Empty })
    }

    /// Where the cells from one column to a later one stand in the text, delimiters between them; none where the text
    /// there would not tell them from other cells.
    pub fn span(self, first: usize, last: usize) -> Option<Range<usize>> {
        let is_within = matches!(self.rows.parted, Parted::Plain(_)) && self.from <= first && last < self.to;
        let (from, to) = (self.cells.get(first)?.0, self.cells.get(last)?.1);
        is_within.then_some(from as usize..to as usize)
    }

    /// All cells as one text, parted by delimiters; none where they do not come from such a text, or cannot be told from
    /// others by it.
    pub fn text<'t>(self, room: &'t mut String) -> Option<&'t str>
    where
        'a: 't,
    {
        if self.from > 0 || self.to < usize::MAX {
            return None;
        }
        match self.rows.parted {
            Parted::Plain(_) => Some(&self.rows.text[self.span(0, self.cells.len().checked_sub(1)?)?]),
            Parted::Apart(delimiter) => {
                room.clear();
                for (column, cell) in self.cells().enumerate() {
                    if column > 0 {
                        room.push(char::from(delimiter));
                    }
                    match cell {
                        Cell::Text(text) if text.as_bytes().contains(&delimiter) => return None,
                        Cell::Text(text) => room.push_str(text),
                        _ => {}
                    }
                }
                Some(room)
            }
            Parted::No => None,
        }
    }

    /// Empty beyond the last cell.
    #[inline(always)]
    pub fn cell(self, column: usize) -> Cell<'a> {
        self.get(column).unwrap_or(Cell::Empty)
    }

    /// How many cells it has.
    pub fn width(self) -> usize {
        self.cells.len()
    }

    pub fn cells(self) -> impl Iterator<Item = Cell<'a>> + Clone {
        let is_within = move |column| (self.from..self.to).contains(&column);
        let held = self.cells.iter().enumerate();
        held.map(move |(column, held)| if is_within(column) { self.rows.held(*held) } else { Cell::Empty })
    }

    /// Some of the rows that were read together may not be what they were written as.
    pub fn may_be_torn(self) -> bool {
        self.rows.is_cut || !self.rows.torn.is_empty()
    }

    /// The line of a row whose quotation marks do not add up.
    pub fn torn_line(self) -> Option<&'a str> {
        let torn = &self.rows.torn;
        let found = torn.binary_search_by_key(&self.at, |(at, _)| *at as usize).ok()?;
        let (from, to) = torn[found].1;
        Some(&self.rows.text[from as usize..to as usize])
    }

    /// Its text ends without a line end.
    pub fn is_cut(self) -> bool {
        self.rows.is_cut && self.at + 1 == self.rows.len()
    }

    /// A formula whose value was not saved is among the rows that were read together.
    pub fn may_be_uncomputed(self) -> bool {
        self.rows.uncomputed
    }

    /// The row with the cells of other columns empty.
    pub fn within(self, columns: &Range<usize>) -> Self {
        Self { from: columns.start, to: columns.end, ..self }
    }
}

impl Rows {
    /// A row by itself.
    pub fn of_row<'c>(number: u32, cells: impl IntoIterator<Item = Cell<'c>>) -> Self {
        let mut rows = Self::default();
        rows.push_row(number, cells);
        rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn is_full(&self) -> bool {
        self.text.len() >= TEXT || self.cells.len() >= CELLS
    }

    /// The row that is not ended yet has more text than any row of a ledger.
    pub fn is_huge(&self) -> bool {
        self.text.len() > ROW_TEXT
    }

    pub fn held_cells(&self) -> &[Held] {
        &self.cells
    }

    /// Cells that are no text.
    pub fn others(&self) -> &[Cell<'static>] {
        &self.others
    }

    /// The number of each row, and its cells together with those of the rows before.
    pub fn ends(&self) -> impl Iterator<Item = (u32, u32)> {
        self.rows.iter().map(|row| (row.number, row.end as u32)) // a block has no more cells than its texts bytes allow
    }

    /// An empty block, but for its text, with the cells of rows that end at these.
    pub fn filled(mut self, cells: impl Iterator<Item = Held>, others: &[Cell<'static>], ends: &[(u32, u32)]) -> Self {
        self.cells.extend(cells);
        self.uncomputed = others.iter().any(Cell::is_uncomputed);
        self.others.extend_from_slice(others);
        self.rows.extend(ends.iter().map(|(number, end)| End { number: *number, end: *end as usize }));
        self
    }

    pub fn row(&self, at: usize) -> Row<'_> {
        let from = at.checked_sub(1).map_or(0, |before| self.rows[before].end);
        Row { rows: self, at, cells: &self.cells[from..self.rows[at].end], from: 0, to: usize::MAX }
    }

    #[inline(always)]
    fn held(&self, (from, to): Held) -> Cell<'_> {
        match from {
            OTHER => self.others[to as usize],
            _ if from == to => Cell::Empty,
            _ => Cell::Text(&self.text[from as usize..to as usize]),
        }
    }

    /// Adds a cell to the row that is not ended yet, from the text as it stands.
    pub fn push_span(&mut self, from: usize, to: usize) {
        self.cells.push((from as u32, to as u32)); // the text is kept below 4 GiB
    }

    /// Adds a quoted or plain field of the text as a cell to the row that is not ended yet.
    pub fn push_field(&mut self, field: Field) {
        if !field.doubled {
            return self.push_span(field.from, field.to);
        }
        let text = self.text[field.from..field.to].replace("\"\"", "\"");
        self.push_text(&text);
    }

    /// Makes the row that is not ended yet of a line of the text whose quotation marks do not add up: its cells are those
    /// of the likeliest reading.
    pub fn push_torn(&mut self, from: usize, to: usize, delimiter: u8) {
        self.torn.push((self.rows.len() as u32, (from as u32, to as u32))); // the text is kept below 4 GiB
        let cells = readings(&self.text[from..to], char::from(delimiter)).into_iter().next();
        match cells {
            Some(cells) => cells.iter().for_each(|cell| self.push_text(cell)),
            None => self.push_span(from, to),
        }
    }

    fn push_text(&mut self, text: &str) {
        let from = self.text.len();
        self.text.push_str(text);
        self.push_span(from, self.text.len());
    }

    /// Adds a row of other rows, as it stands.
    pub fn push_copy(&mut self, row: Row<'_>) {
        if let Some(line) = row.torn_line() {
            let from = self.text.len();
            self.text.push_str(line);
            self.torn.push((self.rows.len() as u32, (from as u32, self.text.len() as u32)));
        }
        self.is_cut = row.is_cut();
        self.push_row(row.number(), row.cells());
    }

    pub fn end_row(&mut self, number: u32) {
        self.rows.push(End { number, end: self.cells.len() });
    }

    pub fn push_row<'c>(&mut self, number: u32, cells: impl IntoIterator<Item = Cell<'c>>) {
        for cell in cells {
            let held = self.hold(cell);
            self.cells.push(held);
        }
        self.end_row(number);
    }

    /// Sets a cell of the row that is not ended yet.
    #[inline]
    pub fn put(&mut self, column: usize, cell: Cell<'_>) {
        let held = self.hold(cell);
        let at = self.rows.last().map_or(0, |row| row.end) + column;
        if at >= self.cells.len() {
            self.cells.resize(at, (0, 0));
            self.cells.push(held);
        } else {
            self.cells[at] = held;
        }
    }

    /// A cell of the row that is not ended yet.
    pub fn open_cell(&self, column: usize) -> Cell<'_> {
        let at = self.rows.last().map_or(0, |row| row.end) + column;
        self.cells.get(at).map_or(Cell::Empty, |held| self.held(*held))
    }

    #[inline]
    fn hold(&mut self, cell: Cell<'_>) -> Held {
        if let Cell::Text(text) = cell {
            let from = self.text.len();
            self.text.push_str(text);
            return (from as u32, self.text.len() as u32); // the text is kept below 4 GiB
        }
        let Some(other) = cell.without_text() else { return (0, 0) };
        self.uncomputed |= other.is_uncomputed();
        self.others.push(other);
        (OTHER, self.others.len() as u32 - 1)
    }
}

/// Blocks that are used again once all others are done with them.
#[derive(Default)]
pub struct Pool(Vec<Arc<Rows>>);

/// Blocks that a pool remembers: as many as may be under way.
const POOLED: usize = 24;

impl Pool {
    /// An empty block.
    pub fn take(&mut self) -> Rows {
        let mut rows = self.spent();
        rows.text.clear();
        rows
    }

    /// A block without cells, whose text is of no more use: bytes to be written over need no clearing.
    pub fn spent(&mut self) -> Rows {
        let spent = self.0.iter().position(|rows| Arc::strong_count(rows) == 1);
        let mut rows = spent.and_then(|at| Arc::into_inner(self.0.swap_remove(at))).unwrap_or_default();
        rows.cells.clear();
        rows.others.clear();
        rows.rows.clear();
        rows.torn.clear();
        (rows.uncomputed, rows.parted, rows.is_cut) = (false, Parted::No, false);
        rows
    }

    /// Shares a block that is to come back.
    pub fn share(&mut self, rows: Rows) -> Arc<Rows> {
        let rows = Arc::new(rows);
        if self.0.len() < POOLED {
            self.0.push(rows.clone());
        }
        rows
    }
}
