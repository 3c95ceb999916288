//! Where found lines go: to the thread that looks up what they speak of.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::dictionary::OfTable;
use super::kept::Kept;
use crate::read::rows::Parted;
use crate::read::{Row, Rows};
use vire_base::code::Code;
use vire_base::error::InputError;

/// What a reader finds, in the order of the file.
pub enum Part {
    /// A table begins; tables are numbered in this order.
    Table(OfTable),
    /// Lines, which stand at these places among the rows.
    Lines(Arc<Rows>, Vec<u32>, Kept),
    /// No more lines come from this table.
    End(u32),
}

/// Gathers lines of the rows at hand and hands them over together.
pub struct Outlet<'a> {
    path: &'a Path,
    parts: SyncSender<Part>,
    /// The rows at hand, and what was found in them so far.
    rows: Arc<Rows>,
    at: Vec<u32>,
    kept: Kept,
    /// Of rows that are held back.
    parted: Parted,
}

impl<'a> Outlet<'a> {
    pub fn new(path: &'a Path, parts: SyncSender<Part>) -> Self {
        Self { path, parts, rows: Arc::default(), at: Vec::new(), kept: Kept::default(), parted: Parted::No }
    }

    pub fn send(&self, part: Part) -> Result<(), InputError> {
        // The other side has an error of its own then.
        self.parts.send(part).map_err(|_| InputError::new(Code::Internal, self.path, "nobody takes the lines", ""))
    }

    /// Hands over what was found in the rows at hand.
    pub fn flush(&mut self) -> Result<(), InputError> {
        if self.kept.is_empty() {
            return Ok(());
        }
        let (at, kept) = (std::mem::take(&mut self.at), std::mem::take(&mut self.kept));
        self.send(Part::Lines(self.rows.clone(), at, kept))
    }

    /// Turns to other rows; returns those at hand before, to [`turn_back`](Self::turn_back) to.
    pub fn turn_to(&mut self, rows: &Arc<Rows>) -> Result<Arc<Rows>, InputError> {
        self.flush()?;
        if let Parted::Plain(delimiter) | Parted::Apart(delimiter) = rows.parted {
            self.parted = Parted::Apart(delimiter);
        }
        let before = std::mem::replace(&mut self.rows, rows.clone());
        self.at.reserve(rows.len());
        self.kept.reserve(rows.len());
        Ok(before)
    }

    pub fn turn_back(&mut self, before: Arc<Rows>) -> Result<(), InputError> {
        self.flush()?;
        self.rows = before;
        Ok(())
    }

    /// How rows that do not come straight from the file are to be taken.
    pub fn parted(&self) -> Parted {
        self.parted
    }

    /// What parts the fields of the file, if it is a text.
    pub fn delimiter(&self) -> Option<char> {
        match self.parted {
            Parted::Plain(delimiter) | Parted::Apart(delimiter) => Some(char::from(delimiter)),
            Parted::No => None,
        }
    }

    /// Where lines are put; each must be [`added`](Self::added) with its row.
    pub fn kept(&mut self) -> &mut Kept {
        &mut self.kept
    }

    /// The last line was found in this row, which is one of those at hand.
    pub fn added(&mut self, row: Row<'_>) {
        self.at.push(row.at() as u32);
    }
}
