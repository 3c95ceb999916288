//! Which rows of open data are masked, and how much of them: what persons sold must not follow from open data either.
//!
//! Rows of persons stay with their amounts, without name and id. So do rows of the organisations whose sums the reports
//! tell together with those of persons only: what each of the few sold would follow from the difference. Unit and
//! account stand beside a masked row only where three suppliers share them, none of whom is nearly all, and where what is
//! left without them, of the sector, of the unit and of both, is of as many: reports tell the sums of units.

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
        let mut cells: BTreeMap<[String; 3], BySupplier> = BTreeMap::new();
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
                let cell = [sector, columns::text(units, row), columns::text(accounts, row)].map(str::to_owned);
                add(cells.entry(cell).or_default(), number, sold);
                add(kinds.entry(sector.to_owned()).or_default().entry(supplier.kind_mask()).or_default(), number, sold);
            }
        }
        masks.shared = shared(&cells);
        let tell = |kinds: &BTreeMap<&str, BySupplier>| kinds.values().any(few);
        masks.alike = kinds.into_iter().filter(|(_, kinds)| tell(kinds)).map(|(sector, _)| sector).collect();
        Ok(masks)
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

/// What a cell of sector, unit and account is a part of.
type Whole = fn(&[String; 3]) -> [&str; 2];

/// The cells of sector, unit and account that may be told.
fn shared(cells: &BTreeMap<[String; 3], BySupplier>) -> HashSet<[String; 3]> {
    let mut shared: HashSet<[String; 3]> =
        cells.iter().filter(|(_, sold)| !few(sold)).map(|(cell, _)| cell.clone()).collect();
    // What is blank follows from the sum of the sector, of the unit, or of both. A cell that goes blank is added to all
    // three, so they are looked at until nothing changes.
    let of_sector: Whole = |[sector, ..]| [sector.as_str(), ""];
    let of_unit: Whole = |[_, unit, _]| ["", unit.as_str()];
    let of_both: Whole = |[sector, unit, _]| [sector.as_str(), unit.as_str()];
    loop {
        let before = shared.len();
        for whole in [of_sector, of_unit, of_both] {
            let mut blank: BTreeMap<[&str; 2], BySupplier> = BTreeMap::new();
            for (cell, sold) in cells.iter().filter(|(cell, _)| !shared.contains(*cell)) {
                let together = blank.entry(whole(cell)).or_default();
                sold.iter().for_each(|(number, sold)| add(together, *number, *sold));
            }
            shared.retain(|cell| !blank.get(&whole(cell)).is_some_and(few));
        }
        if shared.len() == before {
            return shared;
        }
    }
}

fn few(sold: &BySupplier) -> bool {
    sold.len() < FEWEST || tells_of(sold).is_some()
}
