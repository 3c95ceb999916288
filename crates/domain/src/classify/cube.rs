//! Sums that the pass over the lines leaves behind: the small tables that indicators are computed from, and the
//! totals that everything must reconcile to.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::decisions::{Decisions, Scope};
use super::documents::{Counted, Documents};
use super::payments::{Payments, Posting, Wait};
use super::sector::Method;
use super::spend::Spend;
use vire_base::sum::Sum;
pub use vire_base::year::UNDATED;
use vire_reference::places::Ring;
use vire_reference::sectors::SECTORS;
use vire_reference::thresholds::ThresholdClass;

/// What was decided of a line, and what sums need of it.
pub struct Line {
    pub year: i32,
    /// 1 to 12, or 0 without a date.
    pub month: u32,
    pub party: u32,
    pub account: u32,
    pub supplier: u32,
    pub sector_decision: u16,
    pub sector: u8,
    pub band: u8,
    pub class: ThresholdClass,
    pub ring: Ring,
    pub scope: Scope,
    pub method: Method,
    pub date: Option<i32>,
    pub wait: Wait,
    pub cents: i64,
}

/// Sums of all lines and of those that count.
pub struct Cube {
    scratch: PathBuf,
    /// Lines in the market or of public bodies.
    pub spend: Spend,
    pub years: BTreeMap<i32, Year>,
    pub all: Sum,
    pub by_sector: Vec<Sum>,
    pub by_ring: [Sum; 6],
    pub by_band: Vec<Sum>,
    pub by_method: [Sum; Method::ALL.len()],
    /// The held-out rules in order, then public bodies, then the market.
    pub by_scope: Vec<Sum>,
    /// The ring of each supplier.
    pub rings: Vec<Ring>,
    /// Lines of each supplier, first and last day seen, over all scopes.
    pub suppliers: Vec<SupplierSum>,
    /// By number of sector decision, whether a line used it.
    pub used_decisions: Vec<bool>,
    /// What persons sold, by year, month (0 without a date), value band of the posting, and supplier.
    pub of_persons: FxHashMap<(i32, u32, u8, u32), i128>,
    /// None where no export has a column of payment dates.
    pub payments: Option<Payments>,
    /// Whether each supplier is a person.
    persons: Vec<bool>,
}

/// Sums of one year. Of the pairs, the first is the market, the second public bodies.
pub struct Year {
    /// All lines, also those left out.
    pub all: Sum,
    /// Postings by value band, sector and ring; see [`Year::sizes`].
    sizes: Vec<[Sum; 2]>,
    /// By month of the calendar (January first) and sector; lines without a date are in none.
    pub months: Vec<Vec<[Sum; 2]>>,
    /// Vouchers and invoices, until they are counted.
    documents: Option<[Documents; 2]>,
    counted: [Counted; 2],
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SupplierSum {
    pub all: Sum,
    /// What counts as external purchases.
    pub external: Sum,
    pub first: Option<i32>,
    pub last: Option<i32>,
}

impl Year {
    fn new(bands: usize, scratch: &Path) -> Self {
        Self {
            all: Sum::default(),
            sizes: vec![Default::default(); bands * SECTORS.len() * Ring::ALL.len()],
            months: vec![vec![Default::default(); SECTORS.len()]; 12],
            documents: Some([(); 2].map(|()| Documents::new(scratch))),
            counted: Default::default(),
        }
    }

    /// Band, sector, ring, and the sums of market and public bodies, of all cells with lines.
    pub fn sizes(&self) -> impl Iterator<Item = (usize, u8, Ring, &[Sum; 2])> {
        let filled = self.sizes.iter().enumerate().filter(|(_, pair)| pair.iter().any(|sum| sum.lines > 0));
        filled.map(|(at, pair)| {
            let (rest, ring) = (at / Ring::ALL.len(), Ring::ALL[at % Ring::ALL.len()]);
            (rest / SECTORS.len(), (rest % SECTORS.len()) as u8, ring, pair)
        })
    }

    /// By value band of the posting.
    pub fn bands(&self) -> Vec<[Sum; 2]> {
        let mut bands = vec![<[Sum; 2]>::default(); self.sizes.len() / (SECTORS.len() * Ring::ALL.len())];
        for (band, _, _, pair) in self.sizes() {
            bands[band].iter_mut().zip(pair).for_each(|(sum, more)| *sum += *more);
        }
        bands
    }
}

impl Cube {
    /// `bands` is the number of value bands; `with_payments` says that an export has a column of payment dates. What does
    /// not fit into memory lies in files in `scratch`.
    pub fn new(decisions: &Decisions, bands: usize, with_payments: bool, scratch: &Path) -> Self {
        let sizes = || decisions.suppliers.iter().map(|s| s.size).collect();
        Self {
            scratch: scratch.to_owned(),
            spend: Spend::default(),
            years: BTreeMap::new(),
            all: Sum::default(),
            by_sector: vec![Sum::default(); SECTORS.len()],
            by_ring: Default::default(),
            by_band: vec![Sum::default(); bands],
            by_method: Default::default(),
            by_scope: vec![Sum::default(); decisions.scopes.len() + 2],
            rings: decisions.rings.clone(),
            suppliers: vec![SupplierSum::default(); decisions.suppliers.len()],
            used_decisions: vec![false; decisions.sectors.len()],
            of_persons: FxHashMap::default(),
            payments: with_payments.then(|| Payments::new(sizes())),
            persons: decisions.suppliers.iter().map(|s| s.kind.is_personal()).collect(),
        }
    }

    /// Adds a line, and the voucher and the supplier's invoice that it belongs to, each of which counts once.
    pub fn add(&mut self, line: &Line, voucher: Option<&str>, invoice: Option<&str>) {
        let cents = line.cents;
        let bands = self.by_band.len();
        let year = self.years.entry(line.year).or_insert_with(|| Year::new(bands, &self.scratch));
        year.all.add(cents);
        self.all.add(cents);
        self.by_sector[usize::from(line.sector)].add(cents);
        self.by_ring[line.ring as usize].add(cents);
        self.by_band[usize::from(line.band)].add(cents);
        self.by_method[line.method as usize].add(cents);
        self.used_decisions[usize::from(line.sector_decision)] = true;
        let supplier = &mut self.suppliers[line.supplier as usize];
        supplier.all.add(cents);
        if let Some(date) = line.date {
            supplier.first = Some(supplier.first.map_or(date, |d| d.min(date)));
            supplier.last = Some(supplier.last.map_or(date, |d| d.max(date)));
        }
        let rules = self.by_scope.len() - 2;
        let (scope, public) = match line.scope {
            Scope::HeldOut(rule) => {
                self.by_scope[usize::from(rule)].add(cents);
                return;
            }
            Scope::PublicBodies => (rules, true),
            Scope::Market => (rules + 1, false),
        };
        self.by_scope[scope].add(cents);
        supplier.external.add(cents);
        self.spend.add(line.year, line.supplier, line.sector, cents);
        let is_of_person = self.persons[line.supplier as usize];
        if let Some(payments) = &mut self.payments {
            let (year, supplier, wait) = (line.year, line.supplier, line.wait);
            payments.add(&Posting { year, public, supplier, is_of_person, wait, invoice, cents });
        }
        if is_of_person {
            *self.of_persons.entry((line.year, line.month, line.band, line.supplier)).or_default() += i128::from(cents);
        }
        let size = (usize::from(line.band) * SECTORS.len() + usize::from(line.sector)) * Ring::ALL.len();
        year.sizes[size + line.ring as usize][usize::from(public)].add(cents);
        if let Some(month) = (line.month as usize).checked_sub(1) {
            year.months[month][usize::from(line.sector)][usize::from(public)].add(cents);
        }
        let Some([vouchers, invoices]) = &mut year.documents else { return };
        if let Some(voucher) = voucher {
            vouchers.add(0, voucher, !public);
        }
        if let Some(invoice) = invoice {
            invoices.add(line.supplier, invoice, !public);
        }
    }

    /// After the last line: counts what must be counted at once.
    ///
    /// # Errors
    /// When what lies in `scratch` cannot be read back.
    pub fn close(&mut self, threads: usize) -> io::Result<()> {
        self.spend.join();
        for year in self.years.values_mut() {
            if let Some([vouchers, invoices]) = year.documents.take() {
                year.counted = [vouchers.count(threads)?, invoices.count(threads)?];
            }
        }
        Ok(())
    }

    /// Vouchers and invoices of a year: all, and those with a line in the market. `None` when the export has none.
    pub fn documents(&self, year: i32, market: bool) -> [Option<u64>; 2] {
        let of = |which: usize| {
            let any = self.years.values().any(|of_year| of_year.counted[which].all > 0);
            let counted = self.years.get(&year).map(|of_year| of_year.counted[which]).unwrap_or_default();
            any.then_some(if market { counted.market } else { counted.all })
        };
        [of(0), of(1)]
    }

    /// The sum of market and public bodies.
    pub fn external(&self) -> Sum {
        let rules = self.by_scope.len() - 2;
        let mut sum = self.by_scope[rules];
        sum += self.by_scope[rules + 1];
        sum
    }
}

#[cfg(test)]
impl Cube {
    /// Lines of no amount in each month, January first, of each year, and those that have the year alone.
    pub fn of_months(years: &[(i32, [u64; 12], u64)]) -> Self {
        let mut cube = Self {
            scratch: PathBuf::new(),
            spend: Spend::default(),
            years: BTreeMap::new(),
            all: Sum::default(),
            by_sector: Vec::new(),
            by_ring: Default::default(),
            by_band: Vec::new(),
            by_method: Default::default(),
            by_scope: Vec::new(),
            rings: Vec::new(),
            suppliers: Vec::new(),
            used_decisions: Vec::new(),
            of_persons: FxHashMap::default(),
            payments: None,
            persons: Vec::new(),
        };
        for (year, months, undated) in years {
            let of_year = cube.years.entry(*year).or_insert_with(|| Year::new(1, Path::new("")));
            for (sectors, lines) in of_year.months.iter_mut().zip(months) {
                sectors[0][0].lines = *lines;
            }
            of_year.sizes[0][0].lines = months.iter().sum::<u64>() + undated;
        }
        cube
    }
}
