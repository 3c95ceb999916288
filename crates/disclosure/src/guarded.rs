//! Whose sums are guarded: those of persons and, where a sector has too few persons, those of some organisations in it,
//! whose sums are then told for all together only.
//!
//! All other sums of organisations are taken as known to the reader: reports list them by name, and so do open data.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use vire_domain::owned::Standing;
use vire_domain::suppliers::Local;
use vire_reference::abroad::Abroad;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::SectorNo;

/// A supplier, as far as figures are divided by what it is.
#[derive(Clone, Copy)]
pub struct Seller<'a> {
    pub key: &'a str,
    pub kind: Kind,
    pub ring: Ring,
    /// Where abroad; none of a supplier that is not.
    pub abroad: Option<Abroad>,
    pub size: &'a str,
    pub municipality: &'a str,
    pub place_source: &'a str,
    /// A register of contracts has one with it; none of persons.
    pub has_contract: bool,
    /// Where registers tell domiciles and establishments.
    pub local: Option<Local>,
    /// What it is to the buyer.
    pub standing: Standing,
    /// What its year is held against, in cents; none of persons.
    pub turnover: Option<i64>,
}

impl Seller<'_> {
    /// By how many of the divisions that figures make the two are told apart.
    fn unlike(&self, other: &Self) -> usize {
        [self.ring != other.ring, self.size != other.size, self.municipality != other.municipality]
            .into_iter()
            .filter(|differs| *differs)
            .count()
    }
}

/// The sellers where they are now, and where they were in years in which some were elsewhere.
pub struct Sellers<'a> {
    now: Vec<Seller<'a>>,
    before: BTreeMap<i32, Vec<Seller<'a>>>,
}

impl<'a> Sellers<'a> {
    /// `elsewhere` are years, positions among the sellers, and the sellers as they were in that year.
    pub fn new(now: Vec<Seller<'a>>, elsewhere: impl Iterator<Item = (i32, usize, Seller<'a>)>) -> Self {
        let mut before: BTreeMap<i32, Vec<Seller<'a>>> = BTreeMap::new();
        for (year, at, seller) in elsewhere {
            before.entry(year).or_insert_with(|| now.clone())[at] = seller;
        }
        Self { now, before }
    }

    /// All of them, where they were in a year.
    pub fn in_year(&self, year: i32) -> &[Seller<'a>] {
        self.before.get(&year).unwrap_or(&self.now)
    }

    /// All of them, for what does not change with the place.
    pub fn now(&self) -> &[Seller<'a>] {
        &self.now
    }
}

/// What a supplier sold in a sector in a year.
#[derive(Clone, Copy)]
pub struct Sale {
    pub year: i32,
    /// Position among the sellers.
    pub supplier: usize,
    pub sector: SectorNo,
    pub cents: i128,
}

/// Suppliers that a sum must stand for when a person is one of them.
pub const FEWEST: usize = 3;
/// The others must have sold this part of what the largest person did.
const OTHERS: i128 = 10;

/// What the largest person sold, when a sum of these suppliers would tell of one: they are fewer than [`FEWEST`], or the
/// others sold less than a tenth of what the largest person did.
pub fn tells_of(sold: &BySupplier) -> Option<i128> {
    let person = sold.values().filter(|s| s.is_person).map(|s| s.cents.abs()).max().filter(|cents| *cents != 0)?;
    let with_sum = sold.values().filter(|s| s.cents != 0).count();
    (with_sum < FEWEST || is_nearly_all(person, others_in(sold, person))).then_some(person)
}

/// What all but the largest person sold.
fn others_in(sold: &BySupplier, person: i128) -> i128 {
    sold.values().map(|s| s.cents.abs()).sum::<i128>() - person
}

/// Whether what one person sold hides the others.
pub(super) fn is_nearly_all(person: i128, others: i128) -> bool {
    others * OTHERS < person
}

/// What one supplier sold.
#[derive(Clone, Copy, Default)]
pub struct Sold {
    pub is_person: bool,
    pub cents: i128,
}

/// What each of some suppliers sold.
pub type BySupplier = BTreeMap<usize, Sold>;

/// What suppliers sold by year and sector.
pub type SoldInSectors = BTreeMap<(i32, SectorNo), BySupplier>;

/// The guarded suppliers of each year and sector of the market, with what they sold there.
#[derive(Default)]
pub struct Guarded {
    pub sold: SoldInSectors,
    /// Those whose sum is not shown: it tells of a person, or what others have too few of would follow.
    pub closed: BTreeSet<(i32, SectorNo)>,
}

impl Guarded {
    pub fn of(sales: &[Sale], sellers: &Sellers<'_>) -> Self {
        let is_person: Vec<bool> = sellers.now().iter().map(|s| s.kind.is_personal()).collect();
        let mut guarded: BTreeMap<(i32, SectorNo), BySupplier> = BTreeMap::new();
        for sale in sales.iter().filter(|s| is_person[s.supplier] && s.cents != 0) {
            let held = guarded.entry((sale.year, sale.sector)).or_default().entry(sale.supplier).or_default();
            (held.is_person, held.cents) = (true, held.cents + sale.cents);
        }
        // Most ledgers have persons enough in most sectors: what organisations sold is looked up for the others only.
        let tells = |year: i32, sold: &BySupplier| {
            by_nearness(sold, sellers.in_year(year)).chain([sold.clone()]).any(|sold| tells_of(&sold).is_some())
        };
        let years: BTreeSet<i32> =
            guarded.iter().filter(|((year, _), sold)| tells(*year, sold)).map(|((year, _), _)| *year).collect();
        let market = |year| (year, Market { sectors: BTreeMap::new(), sellers: sellers.in_year(year) });
        let mut markets: BTreeMap<i32, Market<'_>> = years.into_iter().map(market).collect();
        for sale in sales.iter().filter(|s| !is_person[s.supplier] && !sellers.now()[s.supplier].kind.is_public()) {
            if let Some(market) = markets.get_mut(&sale.year) {
                market.sectors.entry(sale.sector).or_default().push((sale.supplier, sale.cents));
            }
        }
        let mut closed = BTreeSet::new();
        for (year, market) in markets {
            closed.extend(market.join(year, &mut guarded).into_iter().map(|sector| (year, sector)));
        }
        Self { sold: guarded, closed }
    }

    /// The organisations whose sums are told together with those of persons only, with year and sector.
    pub fn joined(&self) -> impl Iterator<Item = (i32, SectorNo, usize)> {
        let all = self.sold.iter().flat_map(|((year, sector), sold)| sold.iter().map(move |of| (*year, *sector, of)));
        all.filter(|(.., (_, sold))| !sold.is_person).map(|(year, sector, (supplier, _))| (year, sector, *supplier))
    }

    /// Whether a supplier's sum in a sector of a year is guarded.
    pub fn has(&self, year: i32, sector: SectorNo, supplier: usize) -> bool {
        self.sold.get(&(year, sector)).is_some_and(|sold| sold.contains_key(&supplier))
    }
}

/// How near a supplier is, as far as the figures of a sector tell it: of here, of elsewhere, of an unknown place.
fn nearness(ring: Ring) -> usize {
    match ring {
        Ring::Municipality => 0,
        Ring::Unknown => 2,
        _ => 1,
    }
}

/// What is sold, divided by nearness; parts that nobody sold are left out.
fn by_nearness(sold: &BySupplier, sellers: &[Seller<'_>]) -> impl Iterator<Item = BySupplier> {
    let mut near: [BySupplier; 3] = Default::default();
    for (supplier, sold) in sold {
        near[nearness(sellers[*supplier].ring)].insert(*supplier, *sold);
    }
    near.into_iter().filter(|sold| !sold.is_empty())
}

/// What organisations sold on the market of one year, by sector.
struct Market<'s> {
    sectors: BTreeMap<SectorNo, Vec<(usize, i128)>>,
    sellers: &'s [Seller<'s>],
}

impl Market<'_> {
    /// Adds organisations to the persons of the year until no sector's sum tells of a person, and gives the sectors that
    /// must be closed.
    fn join(&self, year: i32, guarded: &mut BTreeMap<(i32, SectorNo), BySupplier>) -> BTreeSet<SectorNo> {
        // Sectors whose sum cannot be shown, and what follows from the sums of all others.
        let mut closed = BTreeSet::new();
        let mut left = BySupplier::new();
        for ((_, sector), sold) in guarded.range_mut((year, 0)..(year + 1, 0)) {
            let parts: Vec<BySupplier> = by_nearness(sold, self.sellers).collect();
            for mut near in parts {
                let ring = near.keys().next().map(|supplier| nearness(self.sellers[*supplier].ring));
                self.add(&mut near, *sector, |seller| Some(nearness(seller.ring)) == ring);
                sold.extend(near);
            }
            self.add(sold, *sector, |_| true);
            if tells_of(sold).is_some() {
                closed.insert(*sector);
                sold.iter().for_each(|(supplier, sold)| add(&mut left, *supplier, *sold));
            }
        }
        while let Some(person) = tells_of(&left)
            && let Some(sector) = self.to_close(&closed, person / OTHERS + 1 - others_in(&left, person))
        {
            closed.insert(sector);
            let sold = guarded.entry((year, sector)).or_default();
            sold.iter().for_each(|(supplier, sold)| add(&mut left, *supplier, *sold));
            let before: BTreeSet<usize> = left.keys().copied().collect();
            self.add(&mut left, sector, |_| true);
            sold.extend(left.iter().filter(|(i, _)| !before.contains(i)).map(|(i, s)| (*i, *s)));
        }
        for ring in Ring::ALL {
            self.join_ring(year, ring, guarded);
        }
        closed
    }

    /// Adds organisations of a ring until no two of it are told apart from the other rings: the smallest of the sectors in
    /// which others are told together with persons already.
    fn join_ring(&self, year: i32, ring: Ring, guarded: &mut BTreeMap<(i32, SectorNo), BySupplier>) {
        let is_in = |supplier: usize| self.sellers[supplier].ring == ring;
        let mut together = BySupplier::new();
        let mut others = Vec::new();
        for ((_, sector), sold) in guarded.range((year, 0)..(year + 1, 0)) {
            sold.iter().filter(|(i, _)| is_in(**i)).for_each(|(i, sold)| add(&mut together, *i, *sold));
            let of_sector = self.sectors.get(sector).into_iter().flatten();
            let may_join = |i: usize, cents: i128| {
                cents != 0 && is_in(i) && self.sellers[i].kind.is_supplier() && !sold.contains_key(&i)
            };
            others.extend(
                of_sector
                    .filter(|(i, cents)| may_join(*i, *cents))
                    .map(|(i, cents)| (cents.abs(), *cents, *sector, *i)),
            );
        }
        others.sort_unstable();
        let mut others = others.into_iter();
        while !together.is_empty()
            && (together.len() < FEWEST || tells_of(&together).is_some())
            && let Some((_, cents, sector, supplier)) = others.next()
        {
            let sold = Sold { is_person: false, cents };
            add(&mut together, supplier, sold);
            guarded.entry((year, sector)).or_default().insert(supplier, sold);
        }
    }

    /// The sector of the smallest sum that is large enough, or else of the largest, of those that are not closed.
    fn to_close(&self, closed: &BTreeSet<SectorNo>, needed: i128) -> Option<SectorNo> {
        let open = self.sectors.iter().filter(|(sector, _)| !closed.contains(*sector));
        let sum = |sold: &[(usize, i128)]| sold.iter().map(|(_, cents)| cents).sum::<i128>().abs();
        let mut sums: Vec<(i128, SectorNo)> = open.map(|(sector, sold)| (sum(sold), *sector)).collect();
        sums.sort_unstable();
        sums.iter().find(|(sum, _)| *sum >= needed).or(sums.last()).map(|(_, sector)| *sector)
    }

    /// Adds organisations of a sector until the sum of all tells of no person: those that most figures put together with
    /// the largest person first, and the small before the large.
    fn add(&self, sold: &mut BySupplier, sector: SectorNo, counts: impl Fn(&Seller<'_>) -> bool) {
        let persons = sold.iter().filter(|(_, s)| s.is_person);
        let Some((largest, most)) = persons.max_by_key(|(_, s)| s.cents.abs()).filter(|_| tells_of(sold).is_some())
        else {
            return;
        };
        let (person, most) = (&self.sellers[*largest], most.cents.abs());
        let may_join = |i: usize, cents: i128| {
            cents != 0 && self.sellers[i].kind.is_supplier() && counts(&self.sellers[i]) && !sold.contains_key(&i)
        };
        let of_sector = self.sectors.get(&sector).into_iter().flatten().copied();
        let mut others: Vec<(usize, i128)> = of_sector.filter(|(i, cents)| may_join(*i, *cents)).collect();
        let is_larger = |cents: i128| cents.abs() > most;
        let order = |i: usize, cents: i128| (is_larger(cents), self.sellers[i].unlike(person), cents.abs(), i);
        others.sort_by_key(|(i, cents)| Reverse(order(*i, *cents)));
        while let Some(person) = tells_of(sold)
            && !others.is_empty()
        {
            // Enough in number, but all small: the first that is large enough.
            let needed = person / OTHERS + 1;
            let at =
                if sold.len() < FEWEST { None } else { others.iter().rposition(|(_, cents)| cents.abs() >= needed) };
            let (next, cents) = others.remove(at.unwrap_or(others.len() - 1));
            sold.insert(next, Sold { is_person: false, cents });
        }
    }
}

/// Adds what a supplier sold.
pub fn add(to: &mut BySupplier, supplier: usize, sold: Sold) {
    let held = to.entry(supplier).or_default();
    (held.is_person, held.cents) = (sold.is_person, held.cents + sold.cents);
}
