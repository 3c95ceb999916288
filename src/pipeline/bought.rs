//! What some suppliers sold to each unit: read back from the purchases, for only few are asked for, and only after the lines
//! have gone by.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::Context;
use arrow_array::RecordBatch;
use vire_base::parallel;
use vire_domain::classify::PUBLIC_BODIES;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::partitions::Written;
use vire_formats::{columns, parquet};
use vire_reference::sectors::{SectorNo, by_id};

use crate::publish::open::OTHER_VERSION;

/// Year, sector and number of a supplier.
type Sold = (i32, SectorNo, u32);

/// Sums in cents, by number of the unit.
type ByUnit = BTreeMap<(Sold, u32), i128>;

const COLUMNS: [&str; 6] = ["supplier", "sector", "unit", "buyer_name", "scope", "amount"];

/// By number of the unit, what was bought of these suppliers in these years and sectors.
pub fn by_unit(
    written: &[Written],
    decisions: &Decisions,
    wanted: &BTreeSet<Sold>,
    threads: usize,
) -> anyhow::Result<ByUnit> {
    let names = (0..).zip(&decisions.parties).map(|(n, party)| ((party.unit.as_str(), party.buyer_name.as_str()), n));
    let parties: HashMap<(&str, &str), u32> = names.collect();
    let found = parallel::map(written, threads, |file| of_year(file, decisions, &parties, wanted));
    let mut all = ByUnit::new();
    for of_year in found {
        all.extend(of_year?);
    }
    Ok(all)
}

fn of_year(
    file: &Written,
    decisions: &Decisions,
    parties: &HashMap<(&str, &str), u32>,
    wanted: &BTreeSet<Sold>,
) -> anyhow::Result<ByUnit> {
    let year = file.number();
    let of_year = wanted.range((year, SectorNo::MIN, u32::MIN)..=(year, SectorNo::MAX, u32::MAX));
    let keys = of_year.map(|(.., number)| (decisions.suppliers[*number as usize].key.as_str(), *number));
    let suppliers: HashMap<&str, u32> = keys.collect();
    let mut found = ByUnit::new();
    if suppliers.is_empty() {
        return Ok(found);
    }
    let mut add = |batch: &RecordBatch| -> anyhow::Result<()> {
        let text = |name: &str| columns::texts(batch, name);
        let (keys, sectors, scopes) = (text("supplier")?, text("sector")?, text("scope")?);
        let (units, buyers) = (text("unit")?, text("buyer_name")?);
        let amounts = columns::money(batch, "amount")?;
        for at in (0..batch.num_rows()).filter(|at| matches!(columns::text(scopes, *at), "in" | PUBLIC_BODIES)) {
            let Some(supplier) = suppliers.get(columns::text(keys, at)) else { continue };
            let Some(sector) = by_id(columns::text(sectors, at)) else { continue };
            let sold = (year, sector, *supplier);
            if wanted.contains(&sold) {
                let names = (columns::text(units, at), columns::text(buyers, at));
                let party = parties.get(&names).copied().unwrap_or_default();
                *found.entry((sold, decisions.units.of(party, year))).or_default() += amounts.value(at);
            }
        }
        Ok(())
    };
    let asked: HashSet<String> = suppliers.keys().map(|key| (*key).to_owned()).collect();
    for batch in parquet::stream_where(&file.path, &COLUMNS, "supplier", move |key| asked.contains(key))? {
        add(&batch?).context(OTHER_VERSION)?;
    }
    Ok(found)
}
