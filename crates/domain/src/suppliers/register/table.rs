//! Registers as tables: csv, xlsx, xlsb, xls, ods with any columns.

use std::cell;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use super::history::{Dated, History, day};
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
        let unread_dates = cell::Cell::new(false);
        let placed = || {
            let place = Place {
                municipality: text(RegisterField::Municipality),
                postcode: text(RegisterField::Postcode),
                country,
            };
            if ![RegisterField::ValidFrom, RegisterField::ValidTo].iter().any(|field| columns.contains_key(field)) {
                return (place, History::default());
            }
            if place == Place::default() {
                return Default::default();
            }
            let read = |field| {
                day(&text(field)).unwrap_or_else(|()| {
                    unread_dates.set(true);
                    None
                })
            };
            let (from, to) = (read(RegisterField::ValidFrom), read(RegisterField::ValidTo));
            (place.clone(), History::of(Dated { place, from, to }))
        };
        let told = || Entry {
            name: text(RegisterField::Name),
            industry: text(RegisterField::Industry),
            size: text(RegisterField::Size),
            form: text(RegisterField::Form),
            closed: text(RegisterField::Closed),
            ..Entry::default()
        };
        let entry = || {
            let (domicile, history) = placed();
            Entry { domicile, history, ..told() }
        };
        // Of a register that has ids, a row without one tells nothing.
        let tells = !has_ids || id != Reading::Invalid;
        let judged = self.keep.judge(&id, || tells.then(entry));
        Some(Judged { unread_dates: unread_dates.get(), ..judged })
    }
}

#[cfg(test)]
mod tests {
    use vire_ingest::values::privacy::Masker;

    use super::super::{Found, Register, Wanted, read};
    use super::*;

    const KEY: &str = "fi:0211675-2";

    /// What a register with these lines tells of one supplier, and how many of its rows conflict or have days that cannot be read.
    fn told(
        lines: &str,
        columns: &BTreeMap<RegisterField, String>,
        of_establishments: bool,
    ) -> Result<(Entry, [u64; 2]), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("register.csv");
        std::fs::write(&path, lines)?;
        let masker = Masker::new(folder.path().join("key"), "FI");
        let register = Register { number: 0, columns, of_establishments, country: "FI", masker: &masker, threads: 1 };
        let wanted = Wanted { keys: [KEY.to_owned()].into_iter().collect(), ..Wanted::default() };
        let mut found = Found::default();
        read(&Input::open(&path)?, &register, &wanted, &mut found)?;
        let tally = found.registers[0];
        let entry = found.by_key.remove(KEY).ok_or("the register tells nothing")?;
        Ok((entry, [tally.conflicts, tally.unread_dates]))
    }

    #[test]
    fn of_a_given_header_that_stands_twice_the_first_column_is_taken() -> Result<(), Box<dyn std::error::Error>> {
        let columns =
            [(RegisterField::Id, "Tunnus".to_owned()), (RegisterField::Municipality, "Kunta".to_owned())].into();
        let (entry, _) = told("Tunnus;Kunta;Kunta\n0211675-2;Kotka;Hamina\n", &columns, false)?;
        assert_eq!(entry.domicile.municipality, "Kotka");
        Ok(())
    }

    #[test]
    fn a_register_with_dates_has_the_place_that_began_last() -> Result<(), Box<dyn std::error::Error>> {
        let header = "Y-tunnus;Kunta;Voimassa alkaen;Voimassa asti\n";
        let helsinki = "0211675-2;Helsinki;1.1.2010;31.12.2022\n";
        let kotka = "0211675-2;Kotka;1.1.2023;\n";
        for rows in [[helsinki, kotka], [kotka, helsinki]] {
            let (entry, counted) = told(&(header.to_owned() + &rows.concat()), &BTreeMap::new(), false)?;
            assert_eq!((entry.domicile.municipality.as_str(), counted), ("Kotka", [0, 0]));
            let places: Vec<&str> = entry.history.iter().map(|dated| dated.place.municipality.as_str()).collect();
            assert_eq!(places, ["Helsinki", "Kotka"]);
        }
        // Both hold on the last day of June 2023.
        let late = "0211675-2;Helsinki;1.1.2010;30.6.2023\n";
        let (entry, counted) = told(&[header, late, kotka].concat(), &BTreeMap::new(), false)?;
        assert_eq!((entry.domicile.municipality.as_str(), counted), ("Kotka", [1, 0]));
        // 1/2/2024 is a day of January or of February: such a row counts as one without days.
        let unclear = "0211675-2;Hamina;1/2/2024;\n";
        let (entry, counted) = told(&[header, helsinki, kotka, unclear].concat(), &BTreeMap::new(), false)?;
        assert_eq!((entry.domicile.municipality.as_str(), counted), ("Kotka", [0, 1]));
        // Establishments stand beside each other, each with its days.
        let (entry, counted) = told(&[header, helsinki, kotka].concat(), &BTreeMap::new(), true)?;
        let closed: Vec<bool> = entry.establishments.iter().map(|dated| dated.to.is_some()).collect();
        assert_eq!((closed, entry.history.is_empty(), counted), (vec![true, false], true, [0, 0]));
        Ok(())
    }

    #[test]
    fn dates_of_one_place_change_nothing() -> Result<(), Box<dyn std::error::Error>> {
        let (plain, _) = told("Y-tunnus;Kunta;Koko\n0211675-2;Kotka;37\n", &BTreeMap::new(), false)?;
        let dated = "Y-tunnus;Kunta;Koko;Alkupvm;Loppupvm\n0211675-2;Kotka;37;1.1.2010;31.12.9999\n";
        let (dated, counted) = told(dated, &BTreeMap::new(), false)?;
        assert_eq!(counted, [0, 0]);
        assert_eq!(Entry { history: History::default(), ..dated }, plain);
        Ok(())
    }
}
