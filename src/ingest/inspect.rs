//! What a file holds, told without any configuration.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::error::InputError;
use super::privacy::Masker;
use super::staged::{Batch, Sidecar};
use super::{Settings, csv};

/// A file as it reads by itself.
pub struct Inspection {
    pub sidecar: Sidecar,
    /// For each table, in order.
    pub tables: Vec<Sums>,
}

/// What the lines of a table sum to.
#[derive(Default)]
pub struct Sums {
    /// Cents by currency as written in the file; the empty text when it has no such column.
    pub by_currency: BTreeMap<String, i128>,
    /// Distinct supplier names.
    pub suppliers: usize,
}

/// Settings that leave everything to be found out. `country` decides how business ids are read.
pub fn settings(country: &str) -> Settings {
    let masker = Masker::new(".vire-key".into(), country);
    masker.read_only();
    Settings {
        columns: BTreeMap::new(),
        sheets: Vec::new(),
        text: csv::Given::default(),
        decimal: None,
        date_order: None,
        year: None,
        country: country.to_owned(),
        currency: None,
        masker: Arc::new(masker),
    }
}

/// What a table's lines point to: supplier numbers, and party numbers with their cents.
type Pointers = (BTreeSet<u32>, BTreeMap<u32, i128>);

/// Reads a whole file; writes nothing.
pub fn inspect(path: &Path, country: &str) -> Result<Inspection, InputError> {
    let lines: RefCell<BTreeMap<u32, Pointers>> = RefCell::default();
    let mut emit = |batch: arrow_array::RecordBatch| {
        let Some(batch) = Batch::of(&batch) else { return Ok(()) };
        let mut lines = lines.borrow_mut();
        for i in 0..batch.row.len() {
            let (suppliers, parties) = lines.entry(batch.table[i]).or_default();
            suppliers.insert(batch.supplier[i]);
            *parties.entry(batch.party[i]).or_default() += i128::from(batch.cents[i]);
        }
        Ok(())
    };
    let mut restart = || {
        lines.borrow_mut().clear();
        Ok(())
    };
    let sidecar = super::read(path, &settings(country), &mut emit, &mut restart)?;
    let lines = lines.into_inner();
    let sums = |table: usize| {
        let mut sums = Sums::default();
        if let Some((suppliers, parties)) = lines.get(&(table as u32)) {
            let names = suppliers.iter().map(|s| sidecar.suppliers[*s as usize].name.as_str());
            sums.suppliers = names.filter(|n| !n.is_empty()).collect::<BTreeSet<_>>().len();
            for (party, cents) in parties {
                *sums.by_currency.entry(sidecar.parties[*party as usize].currency.to_uppercase()).or_default() += cents;
            }
        }
        sums
    };
    Ok(Inspection { tables: (0..sidecar.tables.len()).map(sums).collect(), sidecar })
}
