//! Sums that the pass over the lines leaves behind: the small tables that indicators are computed from, and the
//! totals that everything must reconcile to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::decisions::{Decisions, Scope};
use super::sector::{Method, SECTORS};
use crate::reference::places::Ring;

/// Lines and cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub lines: u64,
    pub cents: i128,
}

impl Sum {
    pub fn add(&mut self, cents: i64) {
        self.lines += 1;
        self.cents += i128::from(cents);
    }

    pub fn join(&mut self, other: Self) {
        self.lines += other.lines;
        self.cents += other.cents;
    }
}

/// The year 0 stands for lines without any date.
pub const UNDATED: i32 = 0;

/// A line, as far as sums go.
pub struct Line {
    pub year: i32,
    /// 1 to 12, or 0 without a date.
    pub month: u32,
    pub supplier: u32,
    pub sector_decision: u16,
    pub sector: u8,
    pub band: u8,
    pub ring: Ring,
    pub scope: Scope,
    pub cents: i64,
}

/// Sums of all lines and of those that count.
pub struct Cube {
    /// By year, supplier, sector: lines in the market or of public bodies.
    pub spend: FxHashMap<(i32, u32, u8), Sum>,
    /// By year, band of the posting, and whether of a public body.
    pub bands: FxHashMap<(i32, u8, bool), Sum>,
    /// By year, month, sector, and whether of a public body.
    pub months: FxHashMap<(i32, u8, u8, bool), Sum>,
    /// Vouchers, and invoices of one supplier, by hash and year; true when one of their lines is no public body's.
    vouchers: FxHashMap<u64, (i32, bool)>,
    invoices: FxHashMap<u64, (i32, bool)>,
    pub all: Sum,
    pub by_year: FxHashMap<i32, Sum>,
    pub by_sector: Vec<Sum>,
    pub by_ring: [Sum; 6],
    pub by_band: Vec<Sum>,
    pub by_method: [Sum; 6],
    /// The held-out rules in order, then public bodies, then the market.
    pub by_scope: Vec<Sum>,
    /// The ring of each supplier.
    pub rings: Vec<Ring>,
    /// Lines of each supplier, first and last day seen, over all scopes.
    pub suppliers: Vec<SupplierSum>,
    /// Sector decisions that were used, by number.
    pub used_decisions: FxHashSet<u16>,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SupplierSum {
    pub all: Sum,
    /// What counts as external purchases.
    pub external: Sum,
    pub first: Option<i32>,
    pub last: Option<i32>,
}

impl Cube {
    pub fn new(decisions: &Decisions, bands: usize) -> Self {
        Self {
            spend: FxHashMap::default(),
            bands: FxHashMap::default(),
            months: FxHashMap::default(),
            vouchers: FxHashMap::default(),
            invoices: FxHashMap::default(),
            all: Sum::default(),
            by_year: FxHashMap::default(),
            by_sector: vec![Sum::default(); SECTORS.len()],
            by_ring: Default::default(),
            by_band: vec![Sum::default(); bands],
            by_method: Default::default(),
            by_scope: vec![Sum::default(); decisions.scopes.len() + 2],
            rings: decisions.suppliers.iter().map(|s| s.ring).collect(),
            suppliers: vec![SupplierSum::default(); decisions.suppliers.len()],
            used_decisions: FxHashSet::default(),
        }
    }

    pub fn add(&mut self, line: &Line, method: Method, date: Option<i32>) {
        let cents = line.cents;
        self.all.add(cents);
        self.by_year.entry(line.year).or_default().add(cents);
        self.by_sector[usize::from(line.sector)].add(cents);
        self.by_ring[line.ring as usize].add(cents);
        self.by_band[usize::from(line.band)].add(cents);
        self.by_method[method as usize].add(cents);
        self.used_decisions.insert(line.sector_decision);
        let supplier = &mut self.suppliers[line.supplier as usize];
        supplier.all.add(cents);
        if let Some(date) = date {
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
        self.spend.entry((line.year, line.supplier, line.sector)).or_default().add(cents);
        self.bands.entry((line.year, line.band, public)).or_default().add(cents);
        if line.month > 0 {
            self.months.entry((line.year, line.month as u8, line.sector, public)).or_default().add(cents);
        }
    }

    /// Counts the voucher and the supplier's invoice that a line belongs to, each once.
    pub fn add_documents(&mut self, line: &Line, voucher: Option<&str>, invoice: Option<&str>) {
        let public = match line.scope {
            Scope::HeldOut(_) => return,
            Scope::PublicBodies => true,
            Scope::Market => false,
        };
        if let Some(voucher) = voucher {
            let held = self.vouchers.entry(hash(line.year, 0, voucher)).or_insert((line.year, false));
            held.1 |= !public;
        }
        if let Some(invoice) = invoice {
            let held = self.invoices.entry(hash(line.year, line.supplier + 1, invoice)).or_insert((line.year, false));
            held.1 |= !public;
        }
    }

    /// Vouchers and invoices of a year: all, and those with a line in the market. `None` when there are none at all.
    pub fn documents(&self, year: i32, market: bool) -> [Option<u64>; 2] {
        [&self.vouchers, &self.invoices].map(|documents| {
            let of_year = documents.values().filter(|(y, in_market)| *y == year && (*in_market || !market));
            (!documents.is_empty()).then(|| of_year.count() as u64)
        })
    }

    /// The sum of market and public bodies.
    pub fn external(&self) -> Sum {
        let rules = self.by_scope.len() - 2;
        let mut sum = self.by_scope[rules];
        sum.join(self.by_scope[rules + 1]);
        sum
    }
}

/// A 64-bit hash of a document: with ten million of them, the chance that any two share one is below 1 in 100 000.
fn hash(year: i32, supplier: u32, text: &str) -> u64 {
    use std::hash::Hasher;
    #[allow(deprecated)] // stable across versions and keyed by nothing, unlike the default hasher
    let mut hasher = std::hash::SipHasher::new();
    hasher.write_i32(year);
    hasher.write_u32(supplier);
    hasher.write(text.as_bytes());
    hasher.finish()
}
