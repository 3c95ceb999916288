//! One cell of a row, whatever the file format.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use vire_base::date;

/// A cell, borrowed from the row that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    /// Days since 1970-01-01, from a cell that the workbook formats as a date.
    Date(i32),
    /// A spreadsheet error such as `#REF!`.
    Error(#[serde(with = "error")] ErrorText),
}

/// One of [`ERRORS`]; by its own name, lest it is taken for a text that is borrowed from a frame.
type ErrorText = &'static str;

/// What stands in a formula cell whose value was not saved: programs that write workbooks without computing them leave
/// it out.
pub const UNCOMPUTED: &str = "#UNCOMPUTED!";

/// The errors of spreadsheet cells; the first stands for all unknown ones.
pub const ERRORS: [&str; 9] =
    ["#ERROR!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", UNCOMPUTED];

/// Errors of cells by their place among [`ERRORS`], as they go from one process to another.
mod error {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::ERRORS;

    pub fn serialize<S: Serializer>(error: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(ERRORS.iter().position(|known| *known == error).unwrap_or(0) as u8)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
        let at = u8::deserialize(deserializer)?;
        Ok(ERRORS.get(usize::from(at)).copied().unwrap_or(ERRORS[0]))
    }
}

impl Cell<'_> {
    pub fn is_uncomputed(&self) -> bool {
        matches!(self, Self::Error(error) if *error == UNCOMPUTED)
    }

    /// The same, borrowed from nowhere; none when it is empty or a text.
    #[inline]
    pub fn without_text(self) -> Option<Cell<'static>> {
        match self {
            Self::Empty | Self::Text(_) => None,
            Self::Number(n) => Some(Cell::Number(n)),
            Self::Date(days) => Some(Cell::Date(days)),
            Self::Error(error) => Some(Cell::Error(error)),
        }
    }

    /// Nothing, or only white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            // Mostly the first byte tells.
            Self::Text(text) => !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty(),
            _ => false,
        }
    }

    /// Appends the cell as trimmed text; whole numbers without a decimal part, so that `4300.0` is `4300`.
    pub fn push_text(&self, out: &mut String) {
        use std::fmt::Write;
        match self {
            Self::Empty => {}
            Self::Text(text) => out.push_str(&fold(text)),
            Self::Number(n) => {
                let _ = write!(out, "{n}");
            }
            Self::Date(days) => out.push_str(&date::iso(*days)),
            Self::Error(UNCOMPUTED) => {}
            Self::Error(error) => out.push_str(error),
        }
    }

    pub fn to_text(&self) -> String {
        self.text().into_owned()
    }

    /// What [`Self::push_text`] appends.
    pub fn text(&self) -> Cow<'_, str> {
        if let Self::Text(text) = self {
            return fold(text);
        }
        let mut out = String::new();
        self.push_text(&mut out);
        Cow::Owned(out)
    }

    pub fn to_owned(&self) -> OwnedCell {
        match self {
            Self::Empty => OwnedCell::Empty,
            Self::Text(text) => OwnedCell::Text((*text).to_owned()),
            Self::Number(n) => OwnedCell::Number(*n),
            Self::Date(days) => OwnedCell::Date(*days),
            Self::Error(error) => OwnedCell::Error(error),
        }
    }
}

/// Trimmed, with runs of white space (line breaks and no-break spaces too) as one blank.
fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    // One pass over the bytes tells that there is nothing to fold, which is nearly always so.
    let mut before = 0;
    let plain = text.bytes().all(|b| {
        let folds = b < b' ' || b == 0xc2 || b == 0xe2 || (b == b' ' && before == b' ');
        before = b;
        !folds
    });
    if plain { Cow::Borrowed(text) } else { Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

/// A cell kept beyond its row, for the look-ahead at the head of a sheet.
#[derive(Clone, Debug)]
pub enum OwnedCell {
    Empty,
    Text(String),
    Number(f64),
    Date(i32),
    Error(&'static str),
}

impl OwnedCell {
    pub fn borrow(&self) -> Cell<'_> {
        match self {
            Self::Empty => Cell::Empty,
            Self::Text(text) => Cell::Text(text),
            Self::Number(n) => Cell::Number(*n),
            Self::Date(days) => Cell::Date(*days),
            Self::Error(error) => Cell::Error(error),
        }
    }
}
