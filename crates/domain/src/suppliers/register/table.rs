//! Registers as tables: csv, xlsx, xlsb, xls, ods with any columns.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use super::{Entry, Judged, Keep, Place};
use crate::suppliers::settings::RegisterField;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::parallel;
use vire_ingest::read::{self, Cell, Row, Rows, Sink};
use vire_ingest::table::columns::{LOOK_AHEAD, columns, headers};
use vire_reference::ids::{self, Reading};

static HEADERS: LazyLock<HashMap<String, RegisterField>> = LazyLock::new(|| headers(vire_reference::REGISTER_COLUMNS));

pub fn read(input: &Input, keep: &mut Keep<'_>) -> Result<(), InputError> {
    let format = read::format(input)?;
    let mut reader = Reader { keep, columns: None, read_any: false };
    read::read_rows(input, format, None, &mut reader)?;
    if !reader.read_any {
        let help = "name its columns in this [[register]], for example columns = { id = \"Y-tunnus\", municipality = \"Kotikunta\" }";
        let message = "no column of business ids or of names found".to_owned();
        return Err(InputError::new(Code::NoIdColumn, input.path(), message, help));
    }
    Ok(())
}

type Columns = BTreeMap<RegisterField, usize>;

struct Reader<'a, 'k> {
    keep: &'a mut Keep<'k>,
    columns: Option<Columns>,
    read_any: bool,
}

impl Sink for Reader<'_, '_> {
    fn sheet(&mut self, _name: &str, _is_hidden: bool) -> Result<(), InputError> {
        self.columns = None;
        Ok(())
    }

    fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        self.rows(&Arc::new(Rows::of_row(row, cells.iter().copied())))
    }

    fn rows(&mut self, rows: &Arc<Rows>) -> Result<ControlFlow<()>, InputError> {
        let mut rows = (0..rows.len()).map(|at| rows.row(at));
        while self.columns.is_none() {
            let Some(row) = rows.next() else { return Ok(ControlFlow::Continue(())) };
            self.columns = self.header(row);
            if row.number() as usize > LOOK_AHEAD && self.columns.is_none() {
                return Ok(ControlFlow::Break(()));
            }
        }
        if let Some(columns) = &self.columns {
            self.read_any = true;
            let rows: Vec<Row<'_>> = rows.collect();
            let judged = parallel::map_each(&rows, self.keep.register.threads, |row| self.judge(columns, *row));
            judged.into_iter().flatten().for_each(|judged| self.keep.add(judged));
        }
        Ok(ControlFlow::Continue(()))
    }
}

impl Reader<'_, '_> {
    /// A header has ids or names, and something that they tell.
    fn header(&self, row: Row<'_>) -> Option<Columns> {
        let texts = row.cells().enumerate().filter_map(|(i, cell)| match cell {
            Cell::Text(text) => Some((i, text)),
            _ => None,
        });
        let columns = columns(texts, self.keep.register.columns, &HEADERS);
        let who = columns.contains_key(&RegisterField::Id) || columns.contains_key(&RegisterField::Name);
        (who && columns.len() >= 2).then_some(columns)
    }

    /// None of a blank row.
    fn judge(&self, columns: &Columns, row: Row<'_>) -> Option<Judged> {
        if row.cells().all(|cell| cell.is_blank()) {
            return None;
        }
        let text = |field| columns.get(&field).map(|column| row.cell(*column).to_text()).unwrap_or_default();
        let country = text(RegisterField::Country);
        let has_ids = columns.contains_key(&RegisterField::Id);
        let id = if has_ids {
            let scheme = if country.len() == 2 { &country.to_uppercase() } else { self.keep.register.country };
            ids::read(&text(RegisterField::Id), scheme)
        } else {
            Reading::Invalid
        };
        let entry = || Entry {
            name: text(RegisterField::Name),
            domicile: Place {
                municipality: text(RegisterField::Municipality),
                postcode: text(RegisterField::Postcode),
                country,
            },
            industry: text(RegisterField::Industry),
            size: text(RegisterField::Size),
            form: text(RegisterField::Form),
            closed: text(RegisterField::Closed),
            ..Entry::default()
        };
        // Of a register that has ids, a row without one tells nothing.
        let tells = !has_ids || id != Reading::Invalid;
        Some(self.keep.judge(&id, || tells.then(entry)))
    }
}

#[cfg(test)]
mod tests {
    use vire_ingest::values::privacy::Masker;

    use super::super::{Found, Register, Wanted, read};
    use super::*;

    #[test]
    fn of_a_given_header_that_stands_twice_the_first_column_is_taken() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("register.csv");
        std::fs::write(&path, "Tunnus;Kunta;Kunta\n0211675-2;Kotka;Hamina\n")?;
        let columns =
            [(RegisterField::Id, "Tunnus".to_owned()), (RegisterField::Municipality, "Kunta".to_owned())].into();
        let masker = Masker::new(folder.path().join("key"), "FI");
        let register = Register {
            number: 0,
            columns: &columns,
            of_establishments: false,
            country: "FI",
            masker: &masker,
            threads: 1,
        };
        let key = "fi:0211675-2";
        let wanted = Wanted { keys: [key.to_owned()].into_iter().collect(), ..Wanted::default() };
        let mut found = Found::default();
        read(&Input::open(&path)?, &register, &wanted, &mut found)?;
        assert_eq!(found.by_key.get(key).map(|entry| entry.domicile.municipality.as_str()), Some("Kotka"));
        Ok(())
    }
}
