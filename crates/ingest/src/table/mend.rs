//! Rows of delimited text that have not the shape of the others: read as they stand, mended, or torn.

use super::shape::{Shape, holds_amount, is_amount, text};
use crate::read::Row;
use crate::read::quotes::{readings, unquoted};

/// What an odd row is.
pub enum Reading {
    /// What it says is where it belongs, or it is no data at all.
    AsIs,
    /// Its fields, as only one reading has them.
    Mended(Vec<String>),
    /// A row whose fields cannot be told for sure, and why.
    Torn(String),
}

/// What else may part the fields of a row.
const DELIMITERS: [char; 8] = [';', ',', '\t', '|', ':', '^', '~', '\u{1f}'];

/// How a row is to be read whose fields are not as many as usual, or whose quotation marks do not add up.
pub fn read(row: Row<'_>, shape: &Shape) -> Reading {
    let cells: Vec<String> = row.cells().map(|cell| text(&cell)).collect();
    if let Some(line) = row.torn_line() {
        return choose(of_line(line, shape), shape)
            .map_or_else(|| Reading::Torn("its quotation marks do not add up".to_owned()), Reading::Mended);
    }
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    if filled <= 1 {
        return alone(&cells, shape);
    }
    if shape.fits(&cells) && !is_shifted(&cells, shape) {
        return Reading::AsIs;
    }
    if let Some(cells) = shape.completed(&cells).filter(|_| cells.len() < shape.usual) {
        return Reading::Mended(cells);
    }
    if let Some(cells) = shape.cut_short(&cells).filter(|_| row.is_cut() && cells.len() < shape.usual) {
        return Reading::Mended(cells);
    }
    let found = if cells.len() > shape.usual { narrowed(&cells, shape) } else { widened(&cells, shape) };
    let reason = || {
        let (fields, usual) = (cells.len(), shape.usual);
        format!(
            "it has {fields} fields where others have {usual}, and not exactly one way to part them fits all columns"
        )
    };
    choose(found, shape).map_or_else(|| Reading::Torn(reason()), Reading::Mended)
}

/// The cells of a row without the marks around them, where an amount or a day cannot be read with them.
pub fn bare(row: Row<'_>, shape: &Shape) -> Option<Vec<String>> {
    let cells: Vec<String> = row.cells().map(|cell| text(&cell)).collect();
    let bare: Vec<String> = cells.iter().map(|cell| unquoted(cell)).collect();
    (bare != cells && shape.fits(&bare)).then_some(bare)
}

/// One text and nothing else: a heading or a note, unless it is a row whose delimiter is another one.
fn alone(cells: &[String], shape: &Shape) -> Reading {
    let Some(text) = cells.iter().find(|cell| !cell.trim().is_empty()) else { return Reading::AsIs };
    if is_amount(text) {
        return Reading::AsIs; // perhaps a total
    }
    match choose(of_other_delimiter(text, shape), shape) {
        Some(cells) => Reading::Mended(cells),
        None if holds_amount(text) || has_as_many_parts(text, shape) => {
            Reading::Torn("it is one text, but looks like a row of its own".to_owned())
        }
        None => Reading::AsIs,
    }
}

/// Another delimiter parts a text into about as many parts as rows have fields.
fn has_as_many_parts(text: &str, shape: &Shape) -> bool {
    let parts = |delimiter: &char| text.matches(*delimiter).count() + 1;
    let are_many = |parts: usize| shape.usual > 3 && parts.abs_diff(shape.usual) <= 1;
    DELIMITERS.iter().any(|delimiter| are_many(parts(delimiter)))
}

/// Ways to read a text whose fields another delimiter parts.
fn of_other_delimiter(text: &str, shape: &Shape) -> Vec<Vec<String>> {
    let parted = |delimiter: char| {
        let fitting = move |cells: Vec<String>| match cells.len() {
            width if width == shape.usual => vec![cells],
            width if width > shape.usual && shape.usual > 2 => joined(&cells, delimiter, shape),
            _ => Vec::new(),
        };
        readings(text, delimiter).into_iter().flat_map(fitting)
    };
    DELIMITERS.into_iter().filter(|delimiter| *delimiter != shape.delimiter).flat_map(parted).collect()
}

/// Ways to read a line whose quotation marks do not add up.
fn of_line(line: &str, shape: &Shape) -> Vec<Vec<String>> {
    let all = readings(line, shape.delimiter);
    let whole: Vec<Vec<String>> = all.iter().filter(|cells| shape.unlike(cells).is_some()).cloned().collect();
    if !whole.is_empty() {
        return whole;
    }
    let anew = |cells: &Vec<String>| match cells.len() {
        width if width > shape.usual => narrowed(cells, shape),
        _ => widened(cells, shape),
    };
    all.iter().flat_map(anew).chain(of_other_delimiter(line, shape)).collect()
}

/// A row that is too wide, though what is beyond the others is blank: its fields may have moved.
fn is_shifted(cells: &[String], shape: &Shape) -> bool {
    if cells.len() <= shape.usual {
        return false;
    }
    let as_is = &cells[..shape.usual];
    narrowed(cells, shape).iter().any(|other| other.as_slice() != as_is && shape.fits(other))
}

/// Ways to take a surplus of fields away: blank ones left out, or one text that the delimiter has cut joined again.
fn narrowed(cells: &[String], shape: &Shape) -> Vec<Vec<String>> {
    let surplus = cells.len() - shape.usual;
    let without = |from: usize| [&cells[..from], &cells[from + surplus..]].concat();
    let is_blank = |from: &usize| cells[*from..from + surplus].iter().all(|cell| cell.trim().is_empty());
    let mut found: Vec<Vec<String>> = (0..=shape.usual).filter(is_blank).map(without).collect();
    if found.is_empty() {
        found = joined(cells, shape.delimiter, shape);
    }
    found
}

/// Ways to join neighbouring fields into one, so that as many are left as the others have.
fn joined(cells: &[String], delimiter: char, shape: &Shape) -> Vec<Vec<String>> {
    let surplus = cells.len() - shape.usual;
    let join = |at: usize| {
        let one = unquoted(&cells[at..=at + surplus].join(delimiter.encode_utf8(&mut [0; 4])));
        [&cells[..at], &[one], &cells[at + surplus + 1..]].concat()
    };
    (0..shape.usual).map(join).collect()
}

/// Ways to part one field by another delimiter.
fn widened(cells: &[String], shape: &Shape) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    if cells.len() + 1 != shape.usual {
        return found;
    }
    for (at, cell) in cells.iter().enumerate() {
        let cuts = cell.match_indices(DELIMITERS);
        found.extend(cuts.map(|(cut, mark)| {
            let parts = [&cell[..cut], &cell[cut + mark.len()..]].map(unquoted);
            [&cells[..at], &parts, &cells[at + 1..]].concat()
        }));
    }
    found
}

/// The only reading that fits; of several, the only one with the fewest texts that no other row has, which may be one.
fn choose(found: Vec<Vec<String>>, shape: &Shape) -> Option<Vec<String>> {
    let mut fitting: Vec<(usize, Vec<String>)> =
        found.into_iter().filter_map(|cells| Some((shape.unlike(&cells)?, cells))).collect();
    fitting.sort();
    fitting.dedup();
    let (least, _) = *fitting.first()?;
    fitting.retain(|(unlike, _)| *unlike == least);
    if fitting.len() == 1 && least <= 1 { fitting.pop().map(|(_, cells)| cells) } else { None }
}
