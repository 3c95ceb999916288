//! Tables of what units are called: a row for each name that exports have.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use vire_base::code::Code;
use vire_base::error::InputError;
use vire_ingest::table::columns;
use vire_ingest::values::privacy::Masker;

use super::key;
use super::settings::{Source, UnitField};
use crate::sheets::{Column, Row, Sheet};
use crate::short::{Context, ShortTables};

impl Column for UnitField {
    const TABLE: &'static str = "table of units";
    const NEEDED: &'static [(&'static str, &'static [Self])] =
        &[("units as exports write them", &[Self::Written]), ("what they are called", &[Self::Unit, Self::Department])];
    const EXAMPLE: &'static str = "columns = { written = \"Yksikkö viennissä\", unit = \"Yksikkö\" } in [units]";

    fn aliases() -> &'static HashMap<String, Self> {
        static ALIASES: LazyLock<HashMap<String, UnitField>> =
            LazyLock::new(|| columns::headers(vire_reference::UNIT_COLUMNS));
        &ALIASES
    }
}

/// What a unit is called that exports write in one way.
#[derive(Clone, Debug)]
pub struct Alias {
    /// As exports write it, without case and blanks.
    pub written: String,
    pub unit: String,
    /// Empty where none is given.
    pub department: String,
    /// The accounting years for which it holds; lines without a year have the year 0.
    pub years: RangeInclusive<i32>,
    /// The file and row that it stands in, and what it is there.
    place: String,
    text: String,
}

impl Alias {
    /// Where it stands, for a message.
    pub fn said(&self) -> String {
        format!("the unit \"{}\" ({})", self.text, self.place)
    }
}

/// The rows of all tables.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    pub rows: Vec<Alias>,
    pub tables: ShortTables,
}

impl Aliases {
    /// Reads all tables.
    ///
    /// # Errors
    /// All faults of a file at once, each with its row: a row without the written name, a year that is none, and rows that
    /// contradict each other.
    pub fn read(source: &Source, context: &Context<'_>) -> Result<Self, InputError> {
        let help = "a row has the unit as exports write it, and what it is called or its department; years are written as 2024";
        let mut aliases = Self::default();
        let take = |_: &Sheet<UnitField>, row: &Row<UnitField>, place| aliases.add(alias(row, place, context.masker)?);
        let tables = ShortTables::read(&source.files, &source.columns, context, (Code::UnitTable, help), take)?;
        aliases.tables = tables;
        Ok(aliases)
    }

    /// Takes a row, unless another contradicts it.
    fn add(&mut self, new: Alias) -> Result<(), String> {
        let overlap = |a: &Alias| a.years.start() <= new.years.end() && new.years.start() <= a.years.end();
        if let Some(other) = self.rows.iter().find(|a| a.written == new.written && overlap(a)) {
            let message = if key(&other.unit) == key(&new.unit) {
                format!("\"{}\" stands in {} already", new.text, other.place)
            } else {
                format!("\"{}\" is called {}, and {} in {}", new.text, new.unit, other.unit, other.place)
            };
            return Err(message);
        }
        let is_under_another = |a: &&Alias| {
            key(&a.unit) == key(&new.unit)
                && ![&a.department, &new.department].iter().any(|d| d.is_empty())
                && key(&a.department) != key(&new.department)
        };
        if let Some(other) = self.rows.iter().find(is_under_another) {
            let (unit, here) = (&new.unit, &new.department);
            return Err(format!("{unit} belongs to {here}, and to {} in {}", other.department, other.place));
        }
        self.rows.push(new);
        Ok(())
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

#[cfg(test)]
impl Aliases {
    pub(super) fn of_test(rows: Vec<Alias>) -> Self {
        Self { rows, ..Self::default() }
    }
}

#[cfg(test)]
impl Alias {
    pub(super) fn of_test(written: &str, unit: &str, department: &str, years: RangeInclusive<i32>) -> Self {
        let [unit, department, text] = [unit, department, written].map(str::to_owned);
        Self { written: key(written), unit, department, years, place: String::new(), text }
    }
}

/// What a row says, or what is wrong with it.
fn alias(row: &Row<UnitField>, place: String, masker: &Masker) -> Result<Alias, String> {
    let text = |field| masker.text(&row.text(field)).into_owned();
    let [written, unit, department] = [UnitField::Written, UnitField::Unit, UnitField::Department].map(text);
    let [from, to] = [row.year(UnitField::FromYear)?, row.year(UnitField::ToYear)?];
    let years = from.unwrap_or(i32::MIN)..=to.unwrap_or(i32::MAX);
    if key(&written).is_empty() {
        return Err("the unit as exports write it is missing".to_owned());
    }
    if unit.is_empty() && department.is_empty() {
        return Err(format!("\"{written}\" is given neither another name nor a department"));
    }
    if years.is_empty() {
        return Err("its last year is before its first".to_owned());
    }
    let unit = if unit.is_empty() { written.clone() } else { unit };
    Ok(Alias { written: key(&written), unit, department, years, place, text: written })
}

/// The best spelling of each name by its key: of those in capitals alone and others the others, of these the first in order.
pub(super) fn spellings<'t>(names: impl Iterator<Item = &'t str>) -> BTreeMap<String, &'t str> {
    let rank = |name: &str| name.split(' ').filter(|word| word.len() > 1 && !word.contains(char::is_lowercase)).count();
    let mut best: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        best.entry(key(name))
            .and_modify(|held| *held = if (rank(name), name) < (rank(held), held) { name } else { held })
            .or_insert(name);
    }
    best
}
