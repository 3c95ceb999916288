//! What a file holds, told without any configuration.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::siblings;
use crate::line::{self, Batch, Sidecar, deciding_date};
use crate::read::{self, Cell, Sink, inside};
use crate::settings::Settings;
use crate::table::columns::LOOK_AHEAD;
use crate::table::field::{ALIASES, DOCUMENT, Field};
use crate::table::other::{self, Other};
use crate::values::privacy::Masker;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_base::text::header_key;

/// A file as it reads by itself.
pub struct Inspection {
    pub sidecar: Sidecar,
    /// For each table, in order.
    pub tables: Vec<Seen>,
    /// The settings that other files gave, where its own values leave a column open.
    pub settled: Option<Settings>,
}

impl AsRef<Sidecar> for Inspection {
    fn as_ref(&self) -> &Sidecar {
        &self.sidecar
    }
}

impl AsMut<Sidecar> for Inspection {
    fn as_mut(&mut self) -> &mut Sidecar {
        &mut self.sidecar
    }
}

/// What the lines of a table show.
#[derive(Clone, Default)]
pub struct Seen {
    /// Cents by currency; the empty text when neither a column nor the amount's header names one.
    pub sums: BTreeMap<String, i128>,
    pub first: Vec<FirstLine>,
}

/// One of the first lines of a table, persons masked.
#[derive(Clone)]
pub struct FirstLine {
    pub row: u32,
    pub date: Option<i32>,
    pub supplier: u32,
    pub account: u32,
    pub cents: i64,
}

const FIRST_LINES: usize = 3;

/// Settings that leave everything to be found out. `country` decides how business ids are read.
pub fn settings(country: &str) -> Settings {
    // Nothing says yet whose file it is: bare digits that can be a person's of any country are masked.
    let masker = Masker::of_any_country(".vire-key".into());
    masker.read_only();
    Settings::open(country, Arc::new(masker))
}

/// Reads files that belong together: what one leaves open, the others may settle.
pub fn inspect_all(paths: &[PathBuf], settings: &Settings) -> Vec<Result<Inspection, InputError>> {
    let first = paths.iter().map(|path| inspect(path, settings)).collect();
    let again = |at: usize, settled: &Settings| {
        let inspection = inspect(&paths[at], settled).ok();
        Ok::<_, Infallible>(inspection.map(|inspection| Inspection { settled: Some(settled.clone()), ..inspection }))
    };
    let Ok(inspections) = siblings::settle(first, &vec![settings; paths.len()], again);
    inspections
}

/// Reads a whole file; writes nothing.
pub fn inspect(path: &Path, settings: &Settings) -> Result<Inspection, InputError> {
    // Cents by table and party, since a party has one currency, and the first lines of each table.
    let cents: RefCell<BTreeMap<(u32, u32), i128>> = RefCell::default();
    let first: RefCell<BTreeMap<u32, Vec<FirstLine>>> = RefCell::default();
    let mut emit = |batch: arrow_array::RecordBatch| {
        let Some(batch) = Batch::of(&batch) else { return Ok(()) };
        let (mut sums, mut first) = (cents.borrow_mut(), first.borrow_mut());
        for i in 0..batch.row.len() {
            *sums.entry((batch.table[i], batch.party[i])).or_default() += i128::from(batch.cents[i]);
            let lines = first.entry(batch.table[i]).or_default();
            if lines.len() < FIRST_LINES {
                let date = deciding_date([0, 1, 2, 3].map(|which| batch.date(which, i)));
                let (supplier, account) = (batch.supplier[i], batch.account[i]);
                lines.push(FirstLine { row: batch.row[i], date, supplier, account, cents: batch.cents[i] });
            }
        }
        Ok(())
    };
    let mut restart = || {
        cents.borrow_mut().clear();
        first.borrow_mut().clear();
        Ok(())
    };
    let sidecar = line::read(&inside::open(path)?, settings, &std::env::temp_dir(), &mut emit, &mut restart)?;
    let mut tables = vec![Seen::default(); sidecar.tables.len()];
    for ((table, party), cents) in cents.into_inner() {
        let named = sidecar.parties[party as usize].currency.to_uppercase();
        let currency =
            if named.is_empty() { sidecar.tables[table as usize].mapping.header_currency().to_owned() } else { named };
        *tables[table as usize].sums.entry(currency).or_default() += cents;
    }
    for (table, lines) in first.into_inner() {
        tables[table as usize].first = lines;
    }
    Ok(Inspection { tables, sidecar, settled: None })
}

/// The table that another key of the pipeline file takes, when the file holds one and no ledger: the first rows of each
/// sheet are looked at. `None` of a file that cannot be read, too.
pub fn other(path: &Path) -> Option<&'static Other> {
    /// The table, and whether a ledger was met.
    #[derive(Default)]
    struct Headers(Option<&'static Other>, bool);
    impl Sink for Headers {
        fn row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
            if self.0.is_none() {
                let texts = cells.iter().filter(|cell| matches!(cell, Cell::Text(_)));
                let texts: Vec<String> = texts.map(Cell::to_text).collect();
                self.1 |= is_of_ledger(&texts);
                self.0 = other::of(&texts);
            }
            let is_enough = self.0.is_some() || self.1 || row as usize > LOOK_AHEAD;
            Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        }
    }
    let input = Input::open(path).ok()?;
    let mut headers = Headers::default();
    read::read_rows(&input, read::format(&input).ok()?, None, &mut headers).ok()?;
    headers.0.filter(|_| !headers.1)
}

/// Whether a row names an amount and a document or day, in spellings that are known.
fn is_of_ledger(texts: &[String]) -> bool {
    let fields: Vec<Field> = texts.iter().filter_map(|text| Some(ALIASES.get(&header_key(text))?.field)).collect();
    fields.iter().any(|field| field.is_amount()) && fields.iter().any(|field| DOCUMENT.contains(field))
}
