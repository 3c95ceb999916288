//! Sums that the pass over the lines leaves behind: the small tables that indicators are computed from, and the
//! totals that everything must reconcile to.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::bought::{self, Bought, Classes, Gathered};
use super::decisions::{Decisions, Scope};
use super::documents::{Counted, Documents};
use super::payments::{Paid, Payments, Posting, Wait};
use super::sector::Method;
use super::spend::Spend;
use crate::suppliers::Supplier;
use crate::units::{Level, Units};
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
    /// Number of the unit that bought.
    pub unit: u32,
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

/// Sums of all lines and of those that count. All are sums of those of the years, of which each knows its own lines only.
pub struct Cube {
    scratch: PathBuf,
    /// Lines in the market or of public bodies.
    pub spend: Spend,
    /// What rules hold out, under the sector 0.
    pub(super) held_out: Spend,
    pub years: BTreeMap<i32, Year>,
    /// Of all years.
    pub totals: Totals,
    /// The ring of each supplier.
    pub rings: Vec<Ring>,
    /// Lines of each supplier, first and last day seen, over all scopes.
    pub suppliers: Vec<SupplierSum>,
    /// By number of sector decision, whether a line used it.
    pub used_decisions: Vec<bool>,
    shape: Shape,
    of_suppliers: Vec<OfSupplier>,
    classes: Classes,
    /// By account, the place of its emission factor; empty where none are given.
    factors: Vec<u32>,
}

/// How many there are of what a year's sums are of.
#[derive(Clone, Copy, Debug, Default)]
struct Shape {
    /// Value bands.
    bands: usize,
    /// Rules that hold lines out.
    rules: usize,
    suppliers: usize,
    sector_decisions: usize,
    /// Whether an export has a column of payment dates.
    with_payments: bool,
    /// Whether an export names units, and whether these are told by sector.
    with_units: bool,
    units_by_sector: bool,
}

/// What sums need to know of a supplier.
struct OfSupplier {
    is_person: bool,
    has_contract: bool,
    size: &'static str,
}

/// The sums that must all be equal, in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub all: Sum,
    pub by_sector: Vec<Sum>,
    pub by_ring: Vec<Sum>,
    pub by_band: Vec<Sum>,
    pub by_method: Vec<Sum>,
    /// The held-out rules in order, then public bodies, then the market.
    pub by_scope: Vec<Sum>,
}

impl Totals {
    fn new(shape: Shape) -> Self {
        let sums = |count: usize| vec![Sum::default(); count];
        Self {
            all: Sum::default(),
            by_sector: sums(SECTORS.len()),
            by_ring: sums(Ring::ALL.len()),
            by_band: sums(shape.bands),
            by_method: sums(Method::ALL.len()),
            by_scope: sums(shape.rules + 2),
        }
    }

    fn add(&mut self, line: &Line) {
        let cents = line.cents;
        self.all.add(cents);
        self.by_sector[usize::from(line.sector)].add(cents);
        self.by_ring[line.ring as usize].add(cents);
        self.by_band[usize::from(line.band)].add(cents);
        self.by_method[line.method as usize].add(cents);
        let rules = self.by_scope.len() - 2;
        let scope = match line.scope {
            Scope::HeldOut(rule) => usize::from(rule),
            Scope::PublicBodies => rules,
            Scope::Market => rules + 1,
        };
        self.by_scope[scope].add(cents);
    }

    fn take_in(&mut self, more: &Self) {
        self.all += more.all;
        let pairs = [
            (&mut self.by_sector, &more.by_sector),
            (&mut self.by_ring, &more.by_ring),
            (&mut self.by_band, &more.by_band),
            (&mut self.by_method, &more.by_method),
            (&mut self.by_scope, &more.by_scope),
        ];
        pairs.into_iter().flat_map(|(sums, more)| sums.iter_mut().zip(more)).for_each(|(sum, more)| *sum += *more);
    }
}

/// Sums of one year. Of the pairs, the first is the market, the second public bodies.
pub struct Year {
    pub totals: Totals,
    /// Postings by value band, sector and ring; see [`Year::sizes`].
    pub(super) sizes: Vec<[Sum; 2]>,
    /// By month of the calendar (January first) and sector; lines without a date are in none.
    pub months: Vec<Vec<[Sum; 2]>>,
    /// By supplier.
    pub(super) seen: Vec<Seen>,
    pub(super) used_decisions: Vec<bool>,
    /// What persons sold, by month (0 without a date), value band of the posting, and supplier.
    pub of_persons: FxHashMap<(u32, u8, u32), i128>,
    /// What suppliers with a contract sold, by month (0 without a date), sector and supplier.
    pub contracted: FxHashMap<(u32, u8, u32), Sum>,
    /// What suppliers sold, by supplier, sector and the emission factor of the account, of accounts that have one.
    pub by_factor: FxHashMap<(u32, u8, u32), Sum>,
    /// Until they are counted.
    open: Option<Open>,
    pub(super) counted: [Counted; 2],
    /// None where no export has a column of payment dates.
    pub paid: Option<Paid>,
    /// None where no export names units.
    pub bought: Option<Bought>,
}

/// What is counted at once after the last line.
struct Open {
    /// Vouchers and invoices.
    documents: [Documents; 2],
    payments: Option<Payments>,
    units: Option<Gathered>,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct SupplierSum {
    pub all: Sum,
    /// What counts as external purchases.
    pub external: Sum,
    pub first: Option<i32>,
    pub last: Option<i32>,
}

/// The first and the last day on which a supplier has a line, in days since 1970; the first is after the last where no
/// line has a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    first: i32,
    last: i32,
}

impl Seen {
    pub const NEVER: Self = Self { first: i32::MAX, last: i32::MIN };

    fn on(&mut self, day: i32) {
        self.first = self.first.min(day);
        self.last = self.last.max(day);
    }

    fn take_in(&mut self, more: Self) {
        self.first = self.first.min(more.first);
        self.last = self.last.max(more.last);
    }

    fn days(self) -> Option<(i32, i32)> {
        (self.first <= self.last).then_some((self.first, self.last))
    }
}

impl Year {
    /// A year without lines.
    fn new(shape: Shape) -> Self {
        Self {
            totals: Totals::new(shape),
            sizes: vec![Default::default(); shape.bands * SECTORS.len() * Ring::ALL.len()],
            months: vec![vec![Default::default(); SECTORS.len()]; 12],
            seen: vec![Seen::NEVER; shape.suppliers],
            used_decisions: vec![false; shape.sector_decisions],
            of_persons: FxHashMap::default(),
            contracted: FxHashMap::default(),
            by_factor: FxHashMap::default(),
            open: None,
            counted: Default::default(),
            paid: None,
            bought: None,
        }
    }

    /// A year that lines are added to; what does not fit into memory lies in files in `scratch`.
    fn open(shape: Shape, scratch: &Path) -> Self {
        let documents = [(); 2].map(|()| Documents::new(scratch));
        let payments = shape.with_payments.then(|| Payments::new(scratch));
        let units = shape.with_units.then(|| Gathered::new(shape.units_by_sector));
        Self { open: Some(Open { documents, payments, units }), ..Self::new(shape) }
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

    /// Counts what must be counted at once.
    fn count(&mut self, classes: &Classes, units: &Units, threads: usize) -> io::Result<()> {
        let Some(Open { documents: [vouchers, invoices], payments, units: gathered }) = self.open.take() else {
            return Ok(());
        };
        self.counted = [vouchers.count(threads)?, invoices.count(threads)?];
        self.paid = payments.map(|payments| payments.count(threads)).transpose()?;
        self.bought = gathered.map(|gathered| gathered.count(classes, units));
        Ok(())
    }
}

impl Cube {
    /// `bands` is the number of value bands; `with_payments` says that an export has a column of payment dates. What does
    /// not fit into memory lies in files in `scratch`.
    pub fn new(decisions: &Decisions, bands: usize, with_payments: bool, scratch: &Path) -> Self {
        let of_supplier = |(number, s): (u32, &Supplier)| OfSupplier {
            is_person: s.kind.is_personal(),
            has_contract: decisions.contracted.contains(&number),
            size: s.size,
        };
        let shape = Shape {
            bands,
            rules: decisions.scopes.len(),
            suppliers: decisions.suppliers.len(),
            sector_decisions: decisions.sectors.len(),
            with_payments,
            with_units: Level::ALL.iter().any(|level| decisions.units.tell(*level)),
            units_by_sector: Level::ALL
                .iter()
                .any(|level| decisions.units.tell(*level) && decisions.units.tell_sectors(*level)),
        };
        Self {
            scratch: scratch.to_owned(),
            spend: Spend::default(),
            held_out: Spend::default(),
            years: BTreeMap::new(),
            totals: Totals::new(shape),
            rings: decisions.rings.clone(),
            suppliers: vec![SupplierSum::default(); shape.suppliers],
            used_decisions: vec![false; shape.sector_decisions],
            shape,
            of_suppliers: (0..).zip(&decisions.suppliers).map(of_supplier).collect(),
            classes: Classes::new(decisions),
            factors: decisions.factors.places.clone(),
        }
    }

    /// A year without lines, as it is when it is closed.
    pub(super) fn empty_year(&self) -> Year {
        Year::new(self.shape)
    }

    /// Adds a line, and the voucher and the supplier's invoice that it belongs to, each of which counts once.
    pub fn add(&mut self, line: &Line, voucher: Option<&str>, invoice: Option<&str>) {
        let cents = line.cents;
        let year = self.years.entry(line.year).or_insert_with(|| Year::open(self.shape, &self.scratch));
        year.totals.add(line);
        year.used_decisions[usize::from(line.sector_decision)] = true;
        if let Some(date) = line.date {
            year.seen[line.supplier as usize].on(date);
        }
        let public = match line.scope {
            Scope::HeldOut(_) => {
                self.held_out.add(line.year, line.supplier, 0, cents);
                return;
            }
            Scope::PublicBodies => true,
            Scope::Market => false,
        };
        self.spend.add(line.year, line.supplier, line.sector, cents);
        let OfSupplier { is_person, has_contract, size } = self.of_suppliers[line.supplier as usize];
        if is_person {
            *year.of_persons.entry((line.month, line.band, line.supplier)).or_default() += i128::from(cents);
        }
        if has_contract {
            year.contracted.entry((line.month, line.sector, line.supplier)).or_default().add(cents);
        }
        if let Some(&factor) = self.factors.get(line.account as usize).filter(|factor| **factor != 0) {
            year.by_factor.entry((line.supplier, line.sector, factor)).or_default().add(cents);
        }
        let cell = (usize::from(line.band) * SECTORS.len() + usize::from(line.sector)) * Ring::ALL.len();
        year.sizes[cell + line.ring as usize][usize::from(public)].add(cents);
        if let Some(month) = (line.month as usize).checked_sub(1) {
            year.months[month][usize::from(line.sector)][usize::from(public)].add(cents);
        }
        let Some(Open { documents: [vouchers, invoices], payments, units }) = &mut year.open else { return };
        if let Some(units) = units {
            let Line { unit, sector, ring, supplier, .. } = *line;
            let class = self.classes.of(supplier);
            units.add(&bought::Posting { unit, sector, ring, class, supplier, is_of_person: is_person, cents });
        }
        if let Some(payments) = payments {
            let (supplier, wait) = (line.supplier, line.wait);
            payments.add(&Posting { public, supplier, size, is_of_person: is_person, wait, invoice, cents });
        }
        if let Some(voucher) = voucher {
            vouchers.add(0, voucher, !public);
        }
        if let Some(invoice) = invoice {
            invoices.add(line.supplier, invoice, !public);
        }
    }

    /// After the last line: counts what must be counted at once, and adds the years up.
    ///
    /// # Errors
    /// When what lies in `scratch` cannot be read back.
    pub fn close(&mut self, units: &Units, threads: usize) -> io::Result<()> {
        self.spend.join();
        self.held_out.join();
        let mut seen = vec![Seen::NEVER; self.suppliers.len()];
        for year in self.years.values_mut() {
            year.count(&self.classes, units, threads)?;
            self.totals.take_in(&year.totals);
            self.used_decisions.iter_mut().zip(&year.used_decisions).for_each(|(used, here)| *used |= here);
            seen.iter_mut().zip(&year.seen).for_each(|(seen, here)| seen.take_in(*here));
        }
        for ((_, supplier, _), sum) in self.spend.cells() {
            let of_supplier = &mut self.suppliers[*supplier as usize];
            of_supplier.all += *sum;
            of_supplier.external += *sum;
        }
        for ((_, supplier, _), sum) in self.held_out.cells() {
            self.suppliers[*supplier as usize].all += *sum;
        }
        for (of_supplier, seen) in self.suppliers.iter_mut().zip(seen) {
            (of_supplier.first, of_supplier.last) = seen.days().unzip();
        }
        Ok(())
    }

    /// Whether the time that a supplier waited for its money is known of any posting.
    pub fn tell_payments(&self) -> bool {
        self.years.values().filter_map(|year| year.paid.as_ref()).any(Paid::tell_any)
    }

    /// Whether exports name units.
    pub fn tell_units(&self) -> bool {
        self.shape.with_units
    }

    /// What external purchases of no unit come to, and all of which it is told, in cents.
    pub fn without_unit(&self) -> (i128, i128) {
        let groups = self.years.values().filter_map(|year| year.bought.as_ref()).flat_map(|bought| &bought.groups);
        let of_units = groups.filter(|of| of.group.level == Level::Unit && of.group.sector.is_none());
        of_units.fold((0, 0), |(none, all), of| {
            (none + if of.group.member == 0 { of.sum.cents } else { 0 }, all + of.sum.cents)
        })
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
        let by_scope = &self.totals.by_scope;
        let rules = by_scope.len() - 2;
        let mut sum = by_scope[rules];
        sum += by_scope[rules + 1];
        sum
    }
}

#[cfg(test)]
impl Cube {
    /// Lines of no amount in each month, January first, of each year, and those that have the year alone.
    pub fn of_months(years: &[(i32, [u64; 12], u64)]) -> Self {
        let shape = Shape { bands: 1, ..Shape::default() };
        let mut cube = Self {
            scratch: PathBuf::new(),
            spend: Spend::default(),
            held_out: Spend::default(),
            years: BTreeMap::new(),
            totals: Totals::new(shape),
            rings: Vec::new(),
            suppliers: Vec::new(),
            used_decisions: Vec::new(),
            shape,
            of_suppliers: Vec::new(),
            classes: Classes::default(),
            factors: Vec::new(),
        };
        for (year, months, undated) in years {
            let of_year = cube.years.entry(*year).or_insert_with(|| Year::new(shape));
            for (sectors, lines) in of_year.months.iter_mut().zip(months) {
                sectors[0][0].lines = *lines;
            }
            of_year.sizes[0][0].lines = months.iter().sum::<u64>() + undated;
        }
        cube
    }
}
