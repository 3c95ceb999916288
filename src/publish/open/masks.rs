//! Which rows of open data are masked, and how much of them: what persons sold must not follow from open data either.
//!
//! Rows of persons stay with their amounts, without name and id. So do rows of the organisations whose sums the reports
//! tell together with those of persons only: what each of the few sold would follow from the difference. Unit and
//! account stand beside a masked row only where three suppliers share them, none of whom is nearly all.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::{Supplier, batches, texts};
use vire_disclosure::FEWEST;
use vire_disclosure::guarded::{BySupplier, Sold, add, tells_of};
use vire_domain::classify::PUBLIC_BODIES;
use vire_formats::columns;

/// By sector and key, the organisations whose sums are told together with those of persons only.
pub type Joined = HashSet<(String, String)>;

/// The masks of one year.
#[derive(Default)]
pub struct Masks {
    joined: Joined,
    /// Sector, unit and account that may stand beside masked rows.
    shared: HashSet<[String; 3]>,
    /// Sectors in which persons, sole traders and others are masked alike.
    alike: HashSet<String>,
}

impl Masks {
    /// Reads the purchases of a year.
    pub fn of(path: &Path, suppliers: &HashMap<String, Supplier>, joined: Joined) -> anyhow::Result<Self> {
        let mut masks = Self { joined, ..Self::default() };
        let mut sectors: BTreeMap<String, BTreeMap<[String; 2], BySupplier>> = BTreeMap::new();
        let mut kinds: BTreeMap<String, BTreeMap<&str, BySupplier>> = BTreeMap::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for batch in batches(path)? {
            let batch = batch?;
            let text = |name| texts(&batch, name);
            let (units, accounts, keys) = (text("unit")?, text("account")?, text("supplier")?);
            let (in_sectors, scopes) = (text("sector")?, text("scope")?);
            let amounts = columns::money(&batch, "amount")?;
            for row in 0..batch.num_rows() {
                let (key, sector) = (columns::text(keys, row), columns::text(in_sectors, row));
                let Some(supplier) = suppliers.get(key).filter(|s| masks.masks(s, key, sector)) else { continue };
                if !matches!(columns::text(scopes, row), "in" | PUBLIC_BODIES) {
                    continue;
                }
                let next = numbers.len();
                let number = *numbers.entry(key.to_owned()).or_insert(next);
                let sold = Sold { is_person: supplier.personal, cents: amounts.value(row) };
                let cell = [units, accounts].map(|column| columns::text(column, row).to_owned());
                add(sectors.entry(sector.to_owned()).or_default().entry(cell).or_default(), number, sold);
                add(kinds.entry(sector.to_owned()).or_default().entry(supplier.kind_mask()).or_default(), number, sold);
            }
        }
        for (sector, cells) in sectors {
            masks.share(&sector, cells);
        }
        let tell = |kinds: &BTreeMap<&str, BySupplier>| kinds.values().any(few);
        masks.alike = kinds.into_iter().filter(|(_, kinds)| tell(kinds)).map(|(sector, _)| sector).collect();
        Ok(masks)
    }

    fn share(&mut self, sector: &str, cells: BTreeMap<[String; 2], BySupplier>) {
        let (blank, shared): (Vec<_>, Vec<_>) = cells.into_iter().partition(|(_, sold)| few(sold));
        let mut together = BySupplier::new();
        blank.iter().flat_map(|(_, sold)| sold).for_each(|(number, sold)| add(&mut together, *number, *sold));
        // What is blank follows from the sector's sum.
        if blank.is_empty() || !few(&together) {
            self.shared.extend(shared.into_iter().map(|([unit, account], _)| [sector.to_owned(), unit, account]));
        }
    }

    /// Whether the name and id of a supplier are masked in a sector.
    pub fn masks(&self, supplier: &Supplier, key: &str, sector: &str) -> bool {
        supplier.personal || self.has_joined(key, sector)
    }

    fn has_joined(&self, key: &str, sector: &str) -> bool {
        !self.joined.is_empty() && self.joined.contains(&(sector.to_owned(), key.to_owned()))
    }

    /// Whether unit and account may stand beside a masked row.
    pub fn shows(&self, sector: &str, unit: &str, account: &str) -> bool {
        self.shared.contains(&[sector, unit, account].map(str::to_owned))
    }

    /// Whether the masked of a sector are not told apart by what they are.
    pub fn are_alike(&self, sector: &str) -> bool {
        self.alike.contains(sector)
    }
}

fn few(sold: &BySupplier) -> bool {
    sold.len() < FEWEST || tells_of(sold).is_some()
}
