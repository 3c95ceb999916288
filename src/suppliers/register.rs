//! Supplier registers: files the user has, in whatever columns, of which only suppliers that occur are kept.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use super::ids::{self, Reading};
use super::names;
use crate::config::raw::RegisterField;
use crate::ingest::cell::Cell;
use crate::ingest::error::InputError;
use crate::ingest::field::header_key;
use crate::ingest::workbook::{self, Sink};

/// What a register tells of one supplier; empty texts where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub name: String,
    pub municipality: String,
    pub postcode: String,
    pub country: String,
    pub industry: String,
    pub size: String,
    pub form: String,
}

/// Suppliers to look for in registers.
#[derive(Default)]
pub struct Wanted {
    pub keys: HashSet<String>,
    /// Name keys of suppliers without an id.
    pub names: HashSet<String>,
}

/// What registers told of the wanted suppliers.
#[derive(Default)]
pub struct Found {
    pub by_key: HashMap<String, Entry>,
    /// Entries by name key; `None` when several suppliers of the register share it.
    pub by_name: HashMap<String, Option<Entry>>,
    /// Rows of all registers, and rows without a valid business id.
    pub rows: u64,
    pub without_id: u64,
}

static HEADERS: LazyLock<HashMap<String, RegisterField>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Row {
        field: RegisterField,
        header: String,
    }
    let rows = crate::reference::rows::<Row>(crate::reference::REGISTER_COLUMNS);
    rows.into_iter().map(|r| (header_key(&r.header), r.field)).collect()
});

/// Reads a register file and adds what it tells of wanted suppliers; entries of earlier registers stay.
pub fn read(
    path: &Path,
    given: &BTreeMap<RegisterField, String>,
    country: &str,
    wanted: &Wanted,
    found: &mut Found,
) -> Result<(), InputError> {
    let format = workbook::format(path)?;
    let mut reader = Reader { given, country, wanted, found, columns: None, names: HashSet::new(), read_any: false };
    workbook::read(path, format, None, &mut reader)?;
    if !reader.read_any {
        let help = "name its columns in this [[register]], for example columns = { id = \"Y-tunnus\", municipality = \"Kotikunta\" }";
        return Err(InputError::new("no-id-column", path, "no column of business ids found".to_owned(), help));
    }
    Ok(())
}

struct Reader<'a> {
    given: &'a BTreeMap<RegisterField, String>,
    country: &'a str,
    wanted: &'a Wanted,
    found: &'a mut Found,
    columns: Option<BTreeMap<RegisterField, usize>>,
    /// Name keys already met in this file, to see which are shared.
    names: HashSet<String>,
    read_any: bool,
}

impl Sink for Reader<'_> {
    fn sheet(&mut self, _name: &str) -> Result<(), InputError> {
        self.columns = None;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        if self.columns.is_some() {
            self.entry(cells);
            return Ok(ControlFlow::Continue(()));
        }
        self.columns = self.header(cells);
        self.read_any |= self.columns.is_some();
        // A header that far down is none.
        Ok(if row > 100 && self.columns.is_none() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    }

    fn sheet_end(&mut self) -> Result<(), InputError> {
        Ok(())
    }
}

impl Reader<'_> {
    fn header(&self, cells: &[Cell<'_>]) -> Option<BTreeMap<RegisterField, usize>> {
        let mut columns = BTreeMap::new();
        for (i, cell) in cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let key = header_key(text);
            let given = self.given.iter().find(|(_, header)| header_key(header) == key).map(|(field, _)| *field);
            if let Some(field) = given {
                columns.insert(field, i);
            } else if let Some(field) = HEADERS.get(&key).filter(|f| !self.given.contains_key(f)) {
                columns.entry(*field).or_insert(i);
            }
        }
        (columns.contains_key(&RegisterField::Id) && columns.len() >= 2).then_some(columns)
    }

    fn entry(&mut self, cells: &[Cell<'_>]) {
        let Some(columns) = &self.columns else { return };
        let text = |field| columns.get(&field).and_then(|i| cells.get(*i)).map(Cell::to_text).unwrap_or_default();
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        self.found.rows += 1;
        let country = text(RegisterField::Country);
        let scheme = if country.len() == 2 { country.to_uppercase() } else { self.country.to_owned() };
        let Reading::Business(id) = ids::read(&text(RegisterField::Id), &scheme) else {
            self.found.without_id += 1;
            return;
        };
        let key = id.key();
        // Names matter only when some supplier has nothing else.
        let name_key =
            if self.wanted.names.is_empty() { String::new() } else { names::key(&text(RegisterField::Name)) };
        let by_key = self.wanted.keys.contains(&key);
        let by_name = self.wanted.names.contains(&name_key);
        if !by_key && !by_name {
            return;
        }
        let entry = Entry {
            name: text(RegisterField::Name),
            municipality: text(RegisterField::Municipality),
            postcode: text(RegisterField::Postcode),
            industry: text(RegisterField::Industry),
            size: text(RegisterField::Size),
            form: text(RegisterField::Form),
            country,
            key,
        };
        if by_name {
            let shared = !self.names.insert(name_key.clone());
            let held = self.found.by_name.entry(name_key).or_insert_with(|| Some(entry.clone()));
            if shared && held.as_ref().is_some_and(|h| h.key != entry.key) {
                *held = None;
            }
        }
        self.found.by_key.entry(entry.key.clone()).or_insert(entry);
    }
}

/// A staff-size class by the EU's cut points on staff, from a number of staff, a class such as `10-19` or `250-`,
/// or a word in Finnish, Swedish or English. Turnover and ownership are not known, so this is no SME status.
pub fn staff_size(text: &str) -> &'static str {
    let text = text.trim().to_lowercase();
    let numbers: Vec<u64> = text
        .replace(['\u{a0}', ' '], "")
        .split(|c: char| !c.is_ascii_digit())
        .filter(|d| !d.is_empty())
        .filter_map(|d| d.parse().ok())
        .collect();
    // The upper end of a class decides; an open class is told by its lower end.
    if let Some(most) = numbers.iter().max() {
        return match most {
            0..=9 => "micro",
            10..=49 => "small",
            50..=249 => "medium",
            _ => "large",
        };
    }
    let starts = |words: &[&str]| words.iter().any(|w| text.starts_with(w));
    if starts(&["mikro", "micro"]) {
        "micro"
    } else if starts(&["pien", "små", "liten", "small"]) {
        "small"
    } else if starts(&["keski", "medel", "medium"]) {
        "medium"
    } else if starts(&["suur", "stor", "large"]) {
        "large"
    } else {
        "unknown"
    }
}

#[cfg(test)]
mod tests {
    use super::staff_size;

    #[test]
    fn sizes() {
        for (text, class) in [
            ("0-4", "micro"),
            ("5-9", "micro"),
            ("10-19", "small"),
            ("20–49", "small"),
            ("50-99", "medium"),
            ("100-249", "medium"),
            ("250-499", "large"),
            ("1000-", "large"),
            ("1 200", "large"),
            ("37", "small"),
            ("Medelstora företag", "medium"),
            ("Stora företag", "large"),
            ("Mikroyritys", "micro"),
            ("", "unknown"),
            ("ei tietoa", "unknown"),
        ] {
            assert_eq!(staff_size(text), class, "{text}");
        }
    }
}
