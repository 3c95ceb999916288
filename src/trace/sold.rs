//! What each supplier sold in a year and scope: what rules of suppliers ask.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use anyhow::Context;
use arrow_array::Array;
use vire_formats::{columns, parquet};
use vire_indicators::profiles::YEARS_BACK;
use vire_reference::sectors::{SECTORS, SectorNo, by_id};
use vire_reference::thresholds::{Beside, Limits, ThresholdKind};

use super::lines::Line;

#[derive(Default)]
pub struct Sold {
    suppliers: HashMap<String, Supplier>,
    /// Who sold anything in the years in which one is looked for before it is called new.
    earlier: HashSet<String>,
}

#[derive(Default)]
struct Supplier {
    cents: i128,
    sectors: BTreeMap<SectorNo, i128>,
    is_identified: bool,
}

impl Sold {
    /// Counts a line that stands in the scope.
    pub fn add(&mut self, line: &Line<'_>) {
        if !self.suppliers.contains_key(line.supplier) {
            let is_identified = !matches!(line.kind, "redacted" | "unnamed");
            let new = Supplier { is_identified, ..Supplier::default() };
            self.suppliers.insert(line.supplier.to_owned(), new);
        }
        let Some(supplier) = self.suppliers.get_mut(line.supplier) else { return };
        supplier.cents += line.cents;
        if let Some(sector) = by_id(line.sector) {
            *supplier.sectors.entry(sector).or_default() += line.cents;
        }
    }

    /// Reads who sold in the years before.
    pub fn look_back(&mut self, run: &Path, year: i32) -> anyhow::Result<()> {
        for batch in parquet::stream(&run.join("spend.parquet"), &["year", "supplier"])? {
            let batch = batch?;
            let (years, keys) = (columns::ints(&batch, "year")?, columns::texts(&batch, "supplier")?);
            let is_earlier = |at: &usize| (year - YEARS_BACK..year).contains(&years.value(*at));
            let rows = (0..batch.num_rows()).filter(|at| keys.is_valid(*at)).filter(is_earlier);
            self.earlier.extend(rows.map(|at| keys.value(at).to_owned()));
        }
        Ok(())
    }

    pub fn is_new(&self, supplier: &str) -> bool {
        !self.earlier.contains(supplier)
    }

    pub fn whole(&self, supplier: &str) -> i128 {
        self.suppliers.get(supplier).map_or(0, |s| s.cents)
    }

    pub fn in_sector(&self, supplier: &str, sector: &str) -> i128 {
        let of = |s: &Supplier| s.sectors.get(&by_id(sector)?).copied();
        self.suppliers.get(supplier).and_then(of).unwrap_or(0)
    }

    /// The suppliers that are known and sold for more than nothing, in a sector or in all, the largest first.
    pub fn largest(&self, sector: Option<&str>) -> Vec<(&str, i128)> {
        let cents = |key: &str, s: &Supplier| sector.map_or(s.cents, |sector| self.in_sector(key, sector));
        let known = self.suppliers.iter().filter(|(_, s)| s.is_identified);
        let mut all: Vec<(&str, i128)> = known.map(|(key, s)| (key.as_str(), cents(key, s))).collect();
        all.retain(|(_, cents)| *cents > 0);
        all.sort_unstable_by_key(|(key, cents)| (std::cmp::Reverse(*cents), *key));
        all
    }

    /// The class of what the line's supplier sold in all that thresholds are for; none of a line that they are not for.
    pub fn class(&self, line: &Line<'_>, limits: Option<[Limits; 4]>) -> Option<&'static str> {
        let is_held = |sector: SectorNo| SECTORS[usize::from(sector)].threshold_kind != ThresholdKind::Outside;
        by_id(line.sector).filter(|sector| is_held(*sector))?;
        let sectors = &self.suppliers.get(line.supplier)?.sectors;
        let held: i128 = sectors.iter().filter(|(sector, _)| is_held(**sector)).map(|(_, cents)| cents).sum();
        Some(limits?[ThresholdKind::GoodsServices as usize].class_of_year(Some(held)).code())
    }

    /// The class of what the line's supplier sold in the line's sector.
    pub fn group_class(&self, line: &Line<'_>, limits: Option<[Limits; 4]>) -> &'static str {
        let kind = by_id(line.sector).map(|s| SECTORS[usize::from(s)].threshold_kind);
        let kind = kind.unwrap_or(ThresholdKind::GoodsServices);
        let is_identified = self.suppliers.get(line.supplier).is_some_and(|s| s.is_identified);
        let cents = self.in_sector(line.supplier, line.sector);
        match limits {
            _ if cents <= 0 => "negative",
            Some(limits) if is_identified || kind == ThresholdKind::Outside => {
                limits[kind as usize].class_of_year(Some(cents)).code()
            }
            _ => "unknown",
        }
    }

    /// On which side of the national limit the sum is that the line's supplier sold in the line's sector, where it is near.
    pub fn beside_limit(&self, line: &Line<'_>, limits: Option<[Limits; 4]>) -> Option<Beside> {
        self.suppliers.get(line.supplier).filter(|supplier| supplier.is_identified)?;
        let kind = SECTORS[usize::from(by_id(line.sector)?)].threshold_kind;
        limits?[kind as usize].beside_national(self.in_sector(line.supplier, line.sector))
    }
}

/// The names of some suppliers.
pub fn names(run: &Path, wanted: &HashSet<String>) -> anyhow::Result<HashMap<String, String>> {
    let mut names = HashMap::new();
    for batch in parquet::stream(&run.join("suppliers.parquet"), &["supplier", "name"])? {
        let batch = batch.context("suppliers.parquet")?;
        let (keys, texts) = (columns::texts(&batch, "supplier")?, columns::texts(&batch, "name")?);
        let rows = keys.iter().zip(texts).filter_map(|(key, name)| Some((key?, name.unwrap_or_default())));
        let rows = rows.filter(|(key, _)| wanted.contains(*key));
        names.extend(rows.map(|(key, name)| (key.to_owned(), name.to_owned())));
    }
    Ok(names)
}
