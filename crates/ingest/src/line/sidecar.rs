//! Everything that was decided about the lines of a file.
//!
//! Lines hold small numbers that point into the dictionaries of the [`Sidecar`]: who a supplier is or what an account
//! means is decided once for each distinct value, not once a line.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::control::{Control, Foreign};
use super::texts::{AccountText, Party, SupplierText};
use crate::read::dialect::Dialect;
use crate::table::{Field, Mapping};
use vire_base::amount::DecimalMark;
use vire_base::code::{Code, Level};
use vire_base::date::DateOrder;
use vire_base::digest::Digest;
use vire_base::sum::Sum;

/// A row that could not be taken, with the reason. `value` is masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rejected {
    /// Its number among the file's tables.
    pub table: u32,
    /// Whose it is, as far as the row says, without its unit; the currency when it is another one than the buyer's.
    pub party: Party,
    pub sheet: String,
    pub row: u32,
    pub field: String,
    pub value: String,
    pub code: Code,
    pub message: String,
    /// The row's amount in its own currency, when at least that could be read.
    pub cents: Option<i64>,
}

/// A table found in a sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    pub sheet: String,
    pub mapping: Mapping,
    /// Whether amounts are net, gross, or net computed from gross and VAT.
    pub amount_basis: String,
    /// Column readings with their evidence, by field name.
    pub readings: IndexMap<String, String>,
    pub control: Control,
    /// Of the lines whose date names a day or a month.
    pub date_min: Option<i32>,
    pub date_max: Option<i32>,
    /// First and last day of the lines whose date names several months.
    pub period: Option<(i32, i32)>,
    /// Distinct supplier names, but for blanks around them.
    pub supplier_names: u64,
    /// What the values of amounts and dates settle, by field.
    pub decimals: BTreeMap<Field, DecimalMark>,
    pub orders: BTreeMap<Field, DateOrder>,
    /// Cells that hold a missing marker, by field.
    pub missing: IndexMap<String, u64>,
    /// Lines in other currencies than the buyer's.
    pub foreign: BTreeMap<String, Foreign>,
}

/// Something to say of a file that rejected no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: Code,
    pub sheet: String,
    pub row: Option<u32>,
    pub message: String,
    /// Lines of the pipeline file that settle a question, the likeliest first.
    pub answers: Vec<String>,
    /// The answer that was taken although nobody gave it.
    pub assumed: Option<String>,
}

impl Problem {
    /// Of a sheet, which has no name in a text; of the whole file when that is empty.
    pub fn new(code: Code, sheet: &str, row: Option<u32>, message: String) -> Self {
        Self { code, sheet: sheet.to_owned(), row, message, answers: Vec::new(), assumed: None }
    }

    /// A question with the lines that settle it.
    pub fn with_answers(self, answers: Vec<String>) -> Self {
        Self { answers, ..self }
    }

    /// What is assumed is no question any more.
    pub fn level(&self) -> Level {
        if self.assumed.is_some() { Level::Warning } else { self.code.level() }
    }
}

/// Everything about a staged file but its lines.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sidecar {
    pub format: String,
    pub dialect: Option<Dialect>,
    pub tables: Vec<Table>,
    /// Sheets without a purchase table.
    pub other_sheets: Vec<String>,
    /// Distinct supplier names of all tables.
    pub supplier_names: u64,
    pub parties: Vec<Party>,
    pub suppliers: Vec<SupplierText>,
    pub accounts: Vec<AccountText>,
    pub rejected: Vec<Rejected>,
    pub problems: Vec<Problem>,
    /// Personal ids that were masked, in distinct texts.
    pub persons_masked: u64,
    /// Lines with a personal id in a text that is not the supplier's id, by where it stood: `buyer`, `supplier`,
    /// `account`, or the field of a number.
    pub masked_in: BTreeMap<String, Sum>,
    /// Names the masking key when it was used.
    pub mask_key: Option<String>,
    /// Of a text that was read whole, until it is staged.
    #[serde(skip)]
    pub digest: Option<Digest>,
}

impl Sidecar {
    /// Masks what is said of tables and rows; what stands in them is masked where it is read.
    pub fn mask(&mut self, mask: impl Fn(&str) -> Cow<'_, str>) {
        let mut said: Vec<&mut String> = Vec::new();
        for table in &mut self.tables {
            said.extend(table.mapping.texts());
            said.extend(table.readings.values_mut());
        }
        said.extend(self.problems.iter_mut().map(|problem| &mut problem.message));
        said.extend(self.rejected.iter_mut().map(|rejected| &mut rejected.message));
        for text in said {
            if let Cow::Owned(masked) = mask(text) {
                *text = masked;
            }
        }
    }
}

impl AsRef<Sidecar> for Sidecar {
    fn as_ref(&self) -> &Sidecar {
        self
    }
}

impl AsMut<Sidecar> for Sidecar {
    fn as_mut(&mut self) -> &mut Sidecar {
        self
    }
}
