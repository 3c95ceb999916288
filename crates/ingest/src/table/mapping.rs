//! What the columns of a table mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{ALIASES, Field, SUPPLIER};
use super::header;
use crate::read::{Cell, OwnedCell};
use vire_base::text::header_key;

/// A row number in its sheet, from 1, and its cells.
pub type HeldRow = (u32, Vec<OwnedCell>);

/// A column that was chosen for a field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    pub field: Field,
    pub index: usize,
    pub header: String,
    pub how: How,
    /// What else speaks for it, to follow the words of `how`.
    pub notes: String,
    /// How well header and content fit, of 100.
    pub score: u8,
}

/// How a column was found to be that of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The pipeline file names it.
    Given,
    /// Its whole header is a known spelling.
    Header,
    /// The words of its header say it together.
    Words,
    /// What it holds decides between meanings of its header, or beside it.
    Content,
    /// What it holds decides alone, in a table without a header.
    NoHeader,
}

impl How {
    fn text(self) -> &'static str {
        match self {
            Self::Given => "given in the pipeline file",
            Self::Header => "known header",
            Self::Words => "told by the words of its header",
            Self::Content => "told by its content",
            Self::NoHeader => "no header",
        }
    }
}

impl Column {
    /// Why it was chosen, in words.
    pub fn evidence(&self) -> String {
        format!("{}{}", self.how.text(), self.notes)
    }
}

/// A choice that could be another: what was taken and what else it could be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub field: Field,
    pub taken: String,
    pub others: Vec<String>,
    pub reason: String,
}

/// A table's header and the columns chosen from it, by field.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// The header's (last) row; 0 when the table has none and its columns are numbered.
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// All headers by their place; they are not kept beyond the reading.
    #[serde(skip)]
    pub headers: Vec<String>,
    /// What the table may be instead of a ledger.
    #[serde(skip)]
    pub doubt: Option<String>,
    /// Headers that were taken for nothing.
    pub unused: Vec<String>,
    /// Headers of dates whose columns hold none, where no other column has the date.
    pub unread: Vec<String>,
    pub questions: Vec<Question>,
    /// Text cells beside the amounts in most rows.
    pub typical_texts: usize,
}

impl Mapping {
    /// Amounts as they are, or debit and credit.
    pub fn has_amount(&self) -> bool {
        [Field::Amount, Field::Gross, Field::Debit].iter().any(|field| self.index(*field).is_some())
    }

    /// The currency that the header of the amounts names; empty when it names none.
    pub fn header_currency(&self) -> &'static str {
        let amount = self.columns.iter().find(|c| matches!(c.field, Field::Amount | Field::Gross | Field::Debit));
        amount.map_or("", |c| header::currency(&c.header))
    }

    /// A column says who the suppliers are.
    pub fn names_suppliers(&self) -> bool {
        SUPPLIER.iter().any(|field| self.index(*field).is_some())
    }

    /// Headers and what is said of them.
    pub fn texts(&mut self) -> impl Iterator<Item = &mut String> {
        let columns = self.columns.iter_mut().flat_map(|c| [&mut c.header, &mut c.notes]);
        let asked =
            self.questions.iter_mut().flat_map(|q| [&mut q.taken, &mut q.reason].into_iter().chain(&mut q.others));
        columns.chain(&mut self.unused).chain(&mut self.unread).chain(asked)
    }

    /// Takes the first unused column of texts about the lines: one that the pipeline file names, else one with a known
    /// header.
    pub fn take_description(&mut self, given: Option<&Vec<String>>) {
        let is_used = |index: &usize| self.columns.iter().any(|c| c.index == *index);
        let is_description = |header: &str| match given {
            Some(names) => names.iter().any(|name| header_key(name) == header_key(header)),
            None => ALIASES.get(&header_key(header)).is_some_and(|alias| alias.field == Field::Description),
        };
        let found = (0..self.headers.len()).find(|at| !is_used(at) && is_description(&self.headers[*at]));
        let Some(index) = found else { return };
        let how = if given.is_some() { How::Given } else { How::Header };
        let header = self.headers[index].clone();
        self.unused.retain(|unused| *unused != header);
        let notes = String::new();
        self.columns.push(Column { field: Field::Description, index, header, how, notes, score: 100 });
        self.columns.sort_by_key(|c| c.field);
    }

    pub fn index(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|c| c.field == field).map(|c| c.index)
    }
}

/// Columns given in the pipeline file: field to the spellings that it may have.
pub type GivenColumns = BTreeMap<Field, Vec<String>>;

pub fn fold_blanks(text: &str) -> String {
    Cell::Text(text).to_text()
}
