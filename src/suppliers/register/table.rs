//! Registers as tables: csv, xlsx, xlsb, xls, ods with any columns.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use super::{Entry, Keep};
use crate::config::raw::RegisterField;
use crate::ingest::cell::Cell;
use crate::ingest::error::InputError;
use crate::ingest::field::{header_key, headers};
use crate::ingest::workbook::{self, Sink};
use crate::suppliers::ids::{self, Reading};

static HEADERS: LazyLock<HashMap<String, RegisterField>> =
    LazyLock::new(|| headers(crate::reference::REGISTER_COLUMNS));

pub fn read(
    path: &Path,
    given: &BTreeMap<RegisterField, String>,
    country: &str,
    keep: &mut Keep<'_>,
) -> Result<(), InputError> {
    let format = workbook::format(path)?;
    let mut reader = Reader { given, country, keep, columns: None, read_any: false };
    workbook::read(path, format, None, &mut reader)?;
    if !reader.read_any {
        let help = "name its columns in this [[register]], for example columns = { id = \"Y-tunnus\", municipality = \"Kotikunta\" }";
        let message = "no column of business ids or of names found".to_owned();
        return Err(InputError::new("no-id-column", path, message, help));
    }
    Ok(())
}

struct Reader<'a, 'k> {
    given: &'a BTreeMap<RegisterField, String>,
    country: &'a str,
    keep: &'a mut Keep<'k>,
    columns: Option<BTreeMap<RegisterField, usize>>,
    read_any: bool,
}

impl Sink for Reader<'_, '_> {
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

impl Reader<'_, '_> {
    /// A header has ids or names, and something that they tell.
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
        let who = columns.contains_key(&RegisterField::Id) || columns.contains_key(&RegisterField::Name);
        (who && columns.len() >= 2).then_some(columns)
    }

    fn entry(&mut self, cells: &[Cell<'_>]) {
        let Some(columns) = &self.columns else { return };
        let text = |field| columns.get(&field).and_then(|i| cells.get(*i)).map(Cell::to_text).unwrap_or_default();
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        let country = text(RegisterField::Country);
        let scheme = if country.len() == 2 { country.to_uppercase() } else { self.country.to_owned() };
        let id = match text(RegisterField::Id) {
            // Of a register that has ids, a row without one tells nothing.
            id if columns.contains_key(&RegisterField::Id) => match ids::read(&id, &scheme) {
                Reading::Invalid => {
                    self.keep.wants(&Reading::Invalid); // counted
                    return;
                }
                read => read,
            },
            _ => Reading::Invalid,
        };
        if !self.keep.wants(&id) {
            return;
        }
        let entry = Entry {
            name: text(RegisterField::Name),
            municipality: text(RegisterField::Municipality),
            postcode: text(RegisterField::Postcode),
            industry: text(RegisterField::Industry),
            size: text(RegisterField::Size),
            form: text(RegisterField::Form),
            closed: text(RegisterField::Closed),
            country,
            ..Entry::default()
        };
        self.keep.take(&id, entry);
    }
}
