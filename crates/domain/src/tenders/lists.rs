//! Lists of how openly purchasing is done: small purchases that were announced, publications of purchase data, meetings
//! with firms.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use vire_base::code::Code;
use vire_base::date;
use vire_base::digest;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::year::AccountingYear;
use vire_ingest::table::columns;
use vire_ingest::values::privacy::Masker;

use super::TOLD;
use super::row::{day_of, whole_of};
use super::settings::Lists;
use super::words;
use crate::sheets::{self, Column, Remark, Row, field_name, masked};

/// A small purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SmallField {
    Day,
    Announced,
}

/// A publication of purchase data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PublicationField {
    /// The last day of the period that was published.
    PeriodEnd,
    Published,
}

/// A meeting with firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MeetingField {
    Day,
    Firms,
    Local,
    New,
}

macro_rules! list_columns {
    ($field:ident, $table:literal, $needed:expr, $example:literal, $list:ident) => {
        impl Column for $field {
            const TABLE: &'static str = $table;
            const NEEDED: &'static [(&'static str, &'static [Self])] = $needed;
            const EXAMPLE: &'static str = $example;

            fn aliases() -> &'static HashMap<String, Self> {
                static ALIASES: LazyLock<HashMap<String, $field>> =
                    LazyLock::new(|| columns::headers(vire_reference::$list));
                &ALIASES
            }
        }
    };
}

list_columns!(
    SmallField,
    "list of small purchases",
    &[("days", &[Self::Day]), ("what was announced", &[Self::Announced])],
    "the headers Päivä and Ilmoitettu",
    SMALL_PURCHASE_COLUMNS
);
list_columns!(
    PublicationField,
    "list of publications",
    &[("ends of periods", &[Self::PeriodEnd]), ("days of publication", &[Self::Published])],
    "the headers Jakso päättyi and Julkaistu",
    PUBLICATION_COLUMNS
);
list_columns!(
    MeetingField,
    "list of meetings",
    &[("days", &[Self::Day]), ("numbers of firms", &[Self::Firms])],
    "the headers Päivä and Yrityksiä",
    MEETING_COLUMNS
);

/// One entry of a list, with the accounting year of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    SmallPurchase {
        announced: Option<bool>,
    },
    /// Days from the end of the period to its publication; none where it is not published yet. The month is that of the
    /// period's end, from 1 to 12.
    Publication {
        month: u32,
        days: Option<u64>,
    },
    /// Firms that came, and those of them that are local, or came for the first time.
    Meeting {
        firms: u64,
        local: Option<u64>,
        new: Option<u64>,
    },
}

impl Entry {
    pub fn code(self) -> &'static str {
        match self {
            Self::SmallPurchase { .. } => "small-purchase",
            Self::Publication { .. } => "publication",
            Self::Meeting { .. } => "meeting",
        }
    }
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct ListRead {
    pub name: String,
    pub sha256: String,
    pub columns: Vec<(String, String)>,
    pub rows: u64,
}

/// The entries of all lists by year, in order.
#[derive(Clone, Debug, Default)]
pub struct Openness {
    pub entries: Vec<(i32, Entry)>,
    pub files: Vec<ListRead>,
    said: Vec<Remark>,
}

impl Openness {
    /// What whoever gives the lists should be told of them, each with its code.
    pub fn said(&self) -> &[Remark] {
        &self.said
    }

    /// For the manifest: what was read.
    pub fn manifest(&self) -> Value {
        let column = |(field, header): &(String, String)| json!({ "field": field, "header": header });
        let file = |f: &ListRead| {
            let columns: Vec<Value> = f.columns.iter().map(column).collect();
            json!({ "file": f.name, "sha256": f.sha256, "columns": columns, "rows": f.rows })
        };
        json!({ "files": self.files.iter().map(file).collect::<Vec<_>>() })
    }
}

/// What lists are read with.
pub struct ListContext<'a> {
    /// A file's name in the outputs.
    pub name_of: &'a dyn Fn(&Path) -> String,
    pub masker: &'a Masker,
    pub accounting: AccountingYear,
}

/// Reads all lists.
///
/// # Errors
/// A file without the columns of its list; or all rows of a file that cannot be read, at once.
pub fn read_lists(lists: &Lists, context: &ListContext<'_>) -> Result<Openness, InputError> {
    let mut openness = Openness::default();
    openness.read(&lists.small_purchases, context, |row: &Row<SmallField>| {
        let announced = told(row, SmallField::Announced, "yes or no", words::yes)?;
        Ok((needed(row, SmallField::Day)?, Entry::SmallPurchase { announced }))
    })?;
    openness.read(&lists.publications, context, |row: &Row<PublicationField>| {
        let end = needed(row, PublicationField::PeriodEnd)?;
        let published = told(row, PublicationField::Published, "day", day_of)?;
        let days = published.map(|day| u64::try_from(day - end).map_err(|_| "it is published before its period ends"));
        Ok((end, Entry::Publication { month: date::year_month(end).1, days: days.transpose()? }))
    })?;
    openness.read(&lists.meetings, context, |row: &Row<MeetingField>| {
        let number = |field| told(row, field, "whole number", whole_of);
        let firms = number(MeetingField::Firms)?.ok_or("the number of firms is missing")?;
        let (local, new) = (number(MeetingField::Local)?, number(MeetingField::New)?);
        if local.max(new).is_some_and(|part| part > firms) {
            return Err(format!("more firms are local or new than the {firms} that came"));
        }
        Ok((needed(row, MeetingField::Day)?, Entry::Meeting { firms, local, new }))
    })?;
    openness.entries.sort_unstable();
    Ok(openness)
}

impl Openness {
    fn read<F: Column>(
        &mut self,
        files: &[PathBuf],
        context: &ListContext<'_>,
        entry: impl Fn(&Row<F>) -> Result<(i32, Entry), String>,
    ) -> Result<(), InputError> {
        for path in files {
            let input = Input::open(path)?;
            let file = sheets::read::<F>(&input, &BTreeMap::new())?;
            let name = (context.name_of)(path);
            let repeated: u64 = file.sheets.iter().map(|sheet| sheet.repeated).sum();
            let repeated = (repeated > 0).then(|| {
                let message = match repeated {
                    1 => format!("{name}: a row is the same as another in every cell; both count"),
                    n => format!("{name}: {n} rows are the same as others in every cell; each of them counts"),
                };
                (Code::SameRows, message)
            });
            let said = file.remarks(&name).into_iter().chain(repeated).collect();
            self.said.extend(masked(said, context.masker));
            let rows = || file.sheets.iter().flat_map(|sheet| &sheet.rows);
            let mut faults = Vec::new();
            for row in rows() {
                match entry(row) {
                    Ok((day, entry)) => {
                        let (year, month) = date::year_month(day);
                        self.entries.push((context.accounting.of(year, month), entry));
                    }
                    Err(fault) => faults.push(format!("\n  row {}: {fault}", row.number)),
                }
            }
            if !faults.is_empty() {
                let list = faults.iter().take(TOLD).map(String::as_str).collect::<String>();
                let message = format!("{} rows of the {} cannot be read:{list}", faults.len(), F::TABLE);
                let help = "write days as 31.12.2024 or 2024-12-31, and numbers of firms as whole numbers";
                return Err(InputError::new(Code::OpennessList, path, context.masker.text(&message), help));
            }
            let headers = file.sheets.iter().flat_map(|sheet| &sheet.headers);
            self.files.push(ListRead {
                name,
                sha256: digest::of(&input)?.sha256,
                columns: headers
                    .map(|(field, header)| (field_name(field), context.masker.text(header).into_owned()))
                    .collect(),
                rows: rows().count() as u64,
            });
            input.unchanged()?;
        }
        Ok(())
    }
}

/// What a cell says; none of an empty one.
fn told<F: Column, T>(row: &Row<F>, field: F, what: &str, read: fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    let text = row.text(field);
    if text.trim().is_empty() || words::is_nothing(&text) {
        return Ok(None);
    }
    read(text.trim()).map(Some).ok_or_else(|| format!("{}: \"{text}\" is no {what}", field_name(&field)))
}

/// A day that each row must have.
fn needed<F: Column>(row: &Row<F>, field: F) -> Result<i32, String> {
    let day = match row.cell(field) {
        vire_ingest::read::Cell::Date(days) => Some(days),
        _ => told(row, field, "day", day_of)?,
    };
    day.ok_or_else(|| format!("{} is missing", field_name(&field)))
}
