//! What guarded suppliers have in common: everything by which figures and tables divide purchases.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use super::guarded::{Sale, Seller, Sellers, Sold, SoldInSectors};
use vire_domain::owned::Standing;
use vire_domain::suppliers::Local;
use vire_domain::turnovers::Dependency;
use vire_indicators::changes::Change;
use vire_indicators::profiles::YEARS_BACK;
use vire_reference::abroad::Abroad;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::SECTORS;
use vire_reference::thresholds::{Beside, ThresholdClass, ThresholdKind, Thresholds};

/// Shares of suppliers of which a report tells how much the largest of them sold, in percent.
pub const LARGEST: [usize; 7] = [1, 2, 5, 10, 20, 50, 100];
/// The two scopes, in the order in which places are held.
pub const SCOPES: [&str; 2] = ["external", "market"];

/// What is the same for all sums that are put together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part<'a> {
    pub sector: &'a str,
    /// Who bought it; empty where what is divided by unit is not told apart.
    pub unit: &'a str,
    pub department: &'a str,
    pub ring: Ring,
    pub abroad: Option<Abroad>,
    pub kind: Kind,
    pub size: &'a str,
    pub municipality: &'a str,
    pub place_source: &'a str,
    pub has_contract: bool,
    pub local: Option<Local>,
    pub standing: Standing,
    pub dependency: Dependency,
    /// Of what the supplier sold in the year.
    pub band: &'a str,
    pub class: ThresholdClass,
    /// Thresholds are for what the sector is.
    pub is_held: bool,
    pub is_above_zero: bool,
    pub is_in_tail: bool,
    pub is_new: bool,
    pub stays: bool,
    /// What became of it since the year before, and until the next; persons are not told apart by that.
    pub since: Change,
    pub until: Change,
    /// Of what it sold in the sector.
    pub class_in_sector: ThresholdClass,
    pub beside_limit: Option<Beside>,
    pub is_above_zero_in_sector: bool,
    /// By scope: one of the middle suppliers.
    pub is_middle: [bool; 2],
    /// By scope: the least number of largest suppliers, of those that figures speak of, that this one is among.
    pub place: [usize; 2],
    pub place_in_sector: [usize; 2],
    /// The same among the identified suppliers of the market.
    pub place_listed: usize,
    /// An organisation whose sum is told with those of others only.
    pub joined: Option<usize>,
}

/// What some suppliers sold, each once.
pub type Shares = Vec<(usize, Sold)>;

/// Guarded sums that have all in common.
pub type Parts<'a> = Vec<(Part<'a>, Shares)>;

/// What all suppliers sold in a year, in the order of the suppliers.
#[derive(Default)]
struct OfYear {
    totals: Vec<(usize, i128)>,
    /// By supplier, where its total stands among them, counted from one.
    places: Vec<u32>,
    /// By number of the sector.
    in_sectors: Vec<Vec<(usize, i128)>>,
    /// By supplier, what it sold of what thresholds are for.
    held: FxHashMap<usize, i128>,
}

/// Makes the parts of each year.
pub struct Parting<'s, 'a> {
    sellers: &'s Sellers<'a>,
    thresholds: &'s Thresholds,
    /// By supplier, whether it counts in each scope.
    counts_in: Vec<[bool; 2]>,
    years: BTreeMap<i32, OfYear>,
}

/// Places among the largest that figures of a series speak of.
const PLACES: [usize; 5] = [1, 3, 4, 9, 10];

/// A supplier in the order of what it sold, the largest first.
type Rank = (Reverse<i64>, u32);

fn rank(supplier: usize, cents: i128) -> Rank {
    (Reverse(i64::try_from(cents).unwrap_or(i64::MAX)), supplier as u32)
}

/// Suppliers of a series by what they sold, the largest first; those at zero or below are in no place.
struct Ranking {
    /// From the first place on, with who holds it.
    last_in: Vec<(usize, Rank)>,
}

impl Ranking {
    /// `places` tells of which numbers of largest suppliers figures speak, when they are as many as given.
    fn new<'t>(sold: impl Iterator<Item = &'t (usize, i128)>, places: impl FnOnce(usize) -> Vec<usize>) -> Self {
        let mut ranks: Vec<Rank> = sold.filter(|(_, cents)| *cents > 0).map(|(i, cents)| rank(*i, *cents)).collect();
        let mut places = places(ranks.len());
        places.sort_unstable();
        places.dedup();
        let mut larger = &mut ranks[..];
        let mut last_in = Vec::new();
        for place in places.into_iter().rev().filter(|place| *place > 0) {
            if place < larger.len() {
                larger.select_nth_unstable(place - 1);
                larger = &mut larger[..place];
            }
            if let Some(last) = larger.get(place - 1) {
                last_in.push((place, *last));
            } else {
                last_in.push((place, (Reverse(0), u32::MAX)));
            }
        }
        last_in.reverse();
        Self { last_in }
    }

    fn place(&self, supplier: usize, cents: i128) -> usize {
        let rank = rank(supplier, cents);
        let among = self.last_in.iter().find(|(_, last)| cents > 0 && rank <= *last);
        among.map_or(usize::MAX, |(place, _)| *place)
    }
}

/// How many suppliers the largest tenth of so many are.
pub fn tenth(suppliers: usize) -> usize {
    suppliers - 9 * suppliers / 10
}

impl<'s, 'a> Parting<'s, 'a> {
    pub fn new(sales: &[Sale], sellers: &'s Sellers<'a>, thresholds: &'s Thresholds) -> Self {
        let mut years: BTreeMap<i32, OfYear> = BTreeMap::new();
        for sale in sales {
            let of_year = years.entry(sale.year).or_default();
            match of_year.totals.last_mut() {
                Some((supplier, cents)) if *supplier == sale.supplier => *cents += sale.cents,
                _ => {
                    of_year.totals.push((sale.supplier, sale.cents));
                    of_year.places.resize(sellers.now().len(), 0);
                    of_year.places[sale.supplier] = of_year.totals.len() as u32;
                }
            }
            if SECTORS[usize::from(sale.sector)].threshold_kind != ThresholdKind::Outside {
                *of_year.held.entry(sale.supplier).or_default() += sale.cents;
            }
            of_year.in_sectors.resize_with(SECTORS.len(), Vec::new);
            of_year.in_sectors[usize::from(sale.sector)].push((sale.supplier, sale.cents));
        }
        let counts_in = |s: &Seller<'_>| [s.kind.is_supplier(), s.kind.is_supplier() && !s.kind.is_public()];
        Self { sellers, thresholds, counts_in: sellers.now().iter().map(counts_in).collect(), years }
    }

    /// How many identified suppliers of the market have a year above zero.
    pub fn listed(&self, year: i32) -> usize {
        let totals = self.years.get(&year).into_iter().flat_map(|of_year| &of_year.totals);
        totals.filter(|(supplier, cents)| *cents > 0 && self.counts_in[*supplier][1]).count()
    }

    fn total(&self, year: i32, supplier: usize) -> Option<i128> {
        let of_year = self.years.get(&year)?;
        let at = of_year.places[supplier].checked_sub(1)?;
        Some(of_year.totals[at as usize].1)
    }

    /// The parts of a year.
    pub fn of_year(&self, year: i32, sold: &SoldInSectors) -> Parts<'a> {
        let of_year = self.years.get(&year);
        let totals = of_year.map_or(&[][..], |of_year| &of_year.totals);
        let is_in = |scope: usize| move |(supplier, _): &&(usize, i128)| self.counts_in[*supplier][scope];
        let rankings = [0, 1]
            .map(|scope| Ranking::new(totals.iter().filter(is_in(scope)), |n| [&PLACES[..], &[tenth(n)]].concat()));
        let listed = Ranking::new(totals.iter().filter(is_in(1)), |n| {
            LARGEST.iter().map(|p| (n * p).div_ceil(100)).chain([10]).collect()
        });
        let middle = [0, 1].map(|scope| middle(totals.iter().filter(is_in(scope))));
        let limits = self.thresholds.day_of(year).map(|end| self.thresholds.all_limits(end));
        let class = |kind: ThresholdKind, held: Option<i128>| {
            limits.map_or(ThresholdClass::Unknown, |limits| limits[kind as usize].class_of_year(held))
        };
        let beside =
            |kind: ThresholdKind, cents: i128| limits.and_then(|limits| limits[kind as usize].beside_national(cents));
        let held = |supplier: usize| of_year.and_then(|of_year| of_year.held.get(&supplier)).copied();
        let (bands, codes) = (self.thresholds.bands_of_year(year), self.thresholds.band_codes());
        let tail = i128::from(self.thresholds.worth_limits().small) * 100;
        let sellers = self.sellers.in_year(year);
        let mut parts: FxHashMap<Part<'a>, Shares> = FxHashMap::default();
        for ((_, number), guarded) in sold.range((year, 0)..(year + 1, 0)) {
            let sector = &SECTORS[usize::from(*number)];
            let sold = of_year.map_or(&[][..], |of_year| &of_year.in_sectors[usize::from(*number)]);
            let in_sector = [0, 1].map(|scope| Ranking::new(sold.iter().filter(is_in(scope)), |_| PLACES.to_vec()));
            for (supplier, sold) in guarded {
                let (supplier, seller) = (*supplier, &sellers[*supplier]);
                let total = self.total(year, supplier).unwrap_or_default();
                let part = Part {
                    sector: &sector.id,
                    unit: "",
                    department: "",
                    ring: seller.ring,
                    abroad: seller.abroad,
                    kind: seller.kind,
                    size: seller.size,
                    municipality: seller.municipality,
                    place_source: seller.place_source,
                    has_contract: seller.has_contract,
                    local: seller.local,
                    standing: seller.standing,
                    dependency: Dependency::of(total, seller.turnover),
                    band: if total <= 0 {
                        "negative"
                    } else {
                        codes[usize::from(bands.band(i64::try_from(total).unwrap_or(i64::MAX)))]
                    },
                    class: class(ThresholdKind::GoodsServices, held(supplier)),
                    is_held: sector.threshold_kind != ThresholdKind::Outside,
                    is_above_zero: total > 0,
                    is_in_tail: total > 0 && total < tail,
                    is_new: (1..=YEARS_BACK).all(|back| self.total(year - back, supplier).is_none()),
                    stays: self.total(year + 1, supplier).is_some_and(|cents| cents > 0),
                    since: Change::of(seller.kind, self.total(year - 1, supplier), Some(total)),
                    until: Change::of(seller.kind, Some(total), self.total(year + 1, supplier)),
                    class_in_sector: class(sector.threshold_kind, Some(sold.cents)),
                    beside_limit: beside(sector.threshold_kind, sold.cents),
                    is_above_zero_in_sector: sold.cents > 0,
                    is_middle: [0, 1].map(|scope: usize| middle[scope].contains(&(total, supplier))),
                    place: [0, 1].map(|scope: usize| rankings[scope].place(supplier, total)),
                    place_in_sector: [0, 1].map(|scope: usize| in_sector[scope].place(supplier, sold.cents)),
                    place_listed: listed.place(supplier, total),
                    joined: (!sold.is_person).then_some(supplier),
                };
                parts.entry(part).or_default().push((supplier, *sold));
            }
        }
        let mut parts: Parts<'a> = parts.into_iter().collect();
        parts.sort_unstable_by_key(|(part, shares)| (part.sector, shares[0].0));
        parts
    }
}

/// The one or two suppliers in the middle, of those whose year is not zero, by what they sold.
fn middle<'t>(totals: impl Iterator<Item = &'t (usize, i128)>) -> RangeInclusive<(i128, usize)> {
    let mut sold: Vec<(i128, usize)> =
        totals.filter(|(_, cents)| *cents != 0).map(|(supplier, cents)| (*cents, *supplier)).collect();
    let half = sold.len() / 2;
    if sold.is_empty() {
        return (i128::MAX, 0)..=(i128::MIN, 0);
    }
    let is_odd = sold.len() % 2 == 1;
    let (below, middle, _) = sold.select_nth_unstable(half);
    let first = below.iter().max().filter(|_| !is_odd).unwrap_or(middle);
    *first..=*middle
}
