//! Coming procurements: calendars of one or several buyers and the ends of contracts, as one validated list.

mod build;
mod columns;
mod contracts;
mod json;
pub mod register;
pub mod settings;
pub mod time;
mod value;
mod window;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::build::{Context, read_all};
pub use self::value::Estimate;
pub use self::window::{Precision, Window};
use crate::calendar::settings::{CalendarField, ContractField};
use crate::sheets::Remark;
use vire_base::code::Code;
use vire_reference::sectors::{SECTORS, SectorNo};

/// Files that are read with the same settings, of one buyer unless a column names it.
pub struct Source<F> {
    pub files: Vec<PathBuf>,
    pub columns: BTreeMap<F, String>,
    pub buyer: String,
}

/// What coming procurements are read from.
#[derive(Default)]
pub struct Sources {
    pub calendars: Vec<Source<CalendarField>>,
    /// With the months from the start of a procurement to the end of the contract that it replaces.
    pub contracts: Vec<(Source<ContractField>, u32)>,
}

impl Sources {
    pub fn is_empty(&self) -> bool {
        self.calendars.is_empty() && self.contracts.is_empty()
    }
}

/// Where a row stands: file by its path from the pipeline file, sheet (empty for text files), row from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    pub sheet: String,
    pub row: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if !self.sheet.is_empty() {
            write!(f, ", sheet \"{}\"", self.sheet)?;
        }
        write!(f, ", row {}", self.row)
    }
}

/// How an item came to be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "kebab-case")]
pub enum Origin {
    /// By a calendar.
    Announced,
    /// Derived: its contract ends, so the buyer will need a new one.
    ContractEnd {
        /// The next end, options used up to then.
        #[serde(rename = "contract_end", with = "json::day")]
        end: NaiveDate,
        /// The last end with all options.
        #[serde(rename = "contract_last_end", with = "json::day")]
        last_end: NaiveDate,
        /// The present supplier, as the register names it. Reports do not name it, since it may be a person.
        #[serde(skip)]
        supplier: String,
    },
}

impl Origin {
    pub fn code(&self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::ContractEnd { .. } => "contract-end",
        }
    }
}

/// How an item's sector was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectorBy {
    /// The calendar names it.
    Given,
    Cpv,
    /// Words of the category, else of the title.
    Words,
    None,
}

impl SectorBy {
    pub fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Cpv => "cpv",
            Self::Words => "words",
            Self::None => "none",
        }
    }
}

/// A coming (or past) procurement. Texts are masked and empty where nothing is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    pub buyer: String,
    pub unit: String,
    pub title: String,
    /// The buyer's own number.
    pub reference: String,
    /// The number of the contract that it replaces.
    pub contract: String,
    /// Position in [`SECTORS`].
    #[serde(with = "json::sector")]
    pub sector: SectorNo,
    pub sector_method: SectorBy,
    pub cpv: String,
    /// When the procurement is to begin.
    #[serde(flatten)]
    pub window: Window,
    /// The time as it was written.
    pub time_text: String,
    /// Estimated value net of VAT; for `ContractEnd` that of the present contract.
    #[serde(flatten)]
    pub value: Estimate,
    pub procedure: String,
    pub contact: String,
    pub notes: String,
    #[serde(flatten)]
    pub origin: Origin,
    /// Over before the day of the list.
    #[serde(skip)]
    pub past: bool,
    #[serde(rename = "source")]
    pub place: Place,
}

impl Coming {
    pub fn sector_id(&self) -> &'static str {
        SECTORS.get(usize::from(self.sector)).map_or("", |s| s.id.as_str())
    }
}

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    pub place: Place,
    pub field: &'static str,
    /// What stood there, personal ids masked.
    pub value: String,
    pub code: Code,
    pub message: String,
}

/// A row that tells of an item already on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub place: Place,
    /// Where the item on the list stands.
    pub of: Place,
}

/// Rows by what became of them: `read = kept + rejected + duplicates + without_end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Control {
    pub read: u64,
    /// On the list, past ones among them.
    pub kept: u64,
    pub rejected: u64,
    pub duplicates: u64,
    /// Contracts that run until further notice.
    pub without_end: u64,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct FileRead {
    pub name: String,
    pub sha256: String,
    pub format: &'static str,
    /// `calendar` or `contracts`.
    pub kind: &'static str,
    pub tables: Vec<TableRead>,
    pub other_sheets: Vec<String>,
    pub control: Control,
}

/// A table that was found in a file.
#[derive(Clone, Debug)]
pub struct TableRead {
    pub sheet: String,
    pub header_row: u32,
    /// Field and header.
    pub columns: Vec<(String, String)>,
    /// Rows that hold no data: headings, notes, repeated headers.
    pub no_data: u64,
    /// What was decided about values of a column, such as dates that stand for months.
    pub readings: Vec<String>,
}

/// What is coming, and how much was left out, as `summary.json` has it and reports show it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The day that parts coming from past.
    #[serde(with = "json::day_or_none")]
    pub as_of: Option<NaiveDate>,
    pub files: u64,
    pub read: u64,
    pub past: u64,
    pub rejected: u64,
    pub duplicates: u64,
    /// Contracts that run until further notice.
    pub without_end: u64,
    /// By time, then buyer, then title.
    pub items: Vec<Coming>,
}

impl List {
    /// Whether the list is of several buyers, so that each item must name its own.
    pub fn several_buyers(&self) -> bool {
        self.items.iter().any(|item| item.buyer != self.items[0].buyer)
    }
}

/// Coming procurements, checked, as of a day.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The day that parts coming from past; nothing is past without it.
    pub as_of: Option<NaiveDate>,
    /// By time, then buyer, then title; past ones among them.
    pub items: Vec<Coming>,
    pub rejected: Vec<Rejected>,
    pub duplicates: Vec<Duplicate>,
    /// All contracts that could be read, in the order of their files and rows.
    pub contracts: Vec<register::Contract>,
    pub files: Vec<FileRead>,
    pub warnings: Vec<String>,
    /// What was found in files as a whole.
    pub remarks: Vec<Remark>,
}

impl Calendar {
    /// Those that are not over.
    pub fn coming(&self) -> impl Iterator<Item = &Coming> {
        self.items.iter().filter(|item| !item.past)
    }

    pub fn past(&self) -> usize {
        self.items.iter().filter(|item| item.past).count()
    }

    pub fn control(&self) -> Control {
        self.files.iter().fold(Control::default(), |sum, file| Control {
            read: sum.read + file.control.read,
            kept: sum.kept + file.control.kept,
            rejected: sum.rejected + file.control.rejected,
            duplicates: sum.duplicates + file.control.duplicates,
            without_end: sum.without_end + file.control.without_end,
        })
    }

    /// What reports show.
    pub fn list(&self) -> List {
        let control = self.control();
        List {
            as_of: self.as_of,
            files: self.files.len() as u64,
            read: control.read,
            past: self.past() as u64,
            rejected: control.rejected,
            duplicates: control.duplicates,
            without_end: control.without_end,
            items: self.coming().cloned().collect(),
        }
    }

    /// The files by name and hash: what decides the outcome.
    pub fn digests(&self) -> Value {
        json!(self.files.iter().map(|f| json!([f.kind, f.name, f.sha256])).collect::<Vec<_>>())
    }

    /// For the manifest: what was read and what became of it.
    pub fn manifest(&self) -> Value {
        let place = |p: &Place| json!({ "file": p.file, "sheet": p.sheet, "row": p.row });
        let rejected = self.rejected.iter().map(|r| {
            json!({ "source": place(&r.place), "field": r.field, "value": r.value, "code": r.code, "message": r.message })
        });
        let duplicates = self.duplicates.iter().map(|d| json!({ "source": place(&d.place), "of": place(&d.of) }));
        json!({
            "as_of": self.as_of.map(|d| d.to_string()),
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "control": control(&self.control()),
            "rejected": rejected.collect::<Vec<_>>(),
            "duplicates": duplicates.collect::<Vec<_>>(),
        })
    }
}

fn file(file: &FileRead) -> Value {
    let tables = file.tables.iter().map(|t| {
        let columns = t.columns.iter().map(|(field, header)| json!({ "field": field, "header": header }));
        json!({ "sheet": t.sheet, "header_row": t.header_row, "columns": columns.collect::<Vec<_>>(), "no_data": t.no_data, "readings": t.readings })
    });
    json!({
        "file": file.name,
        "sha256": file.sha256,
        "kind": file.kind,
        "format": file.format,
        "tables": tables.collect::<Vec<_>>(),
        "other_sheets": file.other_sheets,
        "control": control(&file.control),
    })
}

fn control(c: &Control) -> Value {
    json!({
        "read": c.read, "kept": c.kept, "rejected": c.rejected, "duplicates": c.duplicates, "without_end": c.without_end,
    })
}
