//! The table `profiles`: purchases by everything that the figures on openness ask of a supplier at once.
//!
//! It is summed up here, once, since several indicators group by the same attributes: their queries then read some
//! hundreds of rows, however many suppliers there are.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use rustc_hash::FxHashMap;

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::{ALL_SECTORS, SupplierYear, sector, supplier_years_of};
use vire_base::sum::Sum;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::periods::Periods;
use vire_domain::classify::spend::Cell;
use vire_domain::suppliers::Supplier;
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::buyer::Buyer;
use vire_reference::places::Ring;
use vire_reference::sectors::{SECTORS, SectorNo};
use vire_reference::thresholds::{Limits, ThresholdClass, ThresholdKind, Thresholds};

/// How many years back a supplier is looked for before it is called new.
pub const YEARS_BACK: i32 = 2;

/// Whether the years are whole in which a supplier of this year is looked for before it is called new, and the year too.
fn tell_new(periods: &Periods, year: i32) -> bool {
    (0..=YEARS_BACK).all(|back| periods.is_whole(year - back))
}

/// Whether this year and the next are whole, so that who is missing from the next has left.
pub(super) fn tell_stay(periods: &Periods, year: i32) -> bool {
    periods.is_whole(year) && periods.is_whole(year + 1)
}

/// Whether new suppliers can be told in any year that has purchases.
pub fn tell_any_new(periods: &Periods) -> bool {
    periods.all().any(|covered| tell_new(periods, covered.year))
}

/// Whether the suppliers who stayed can be told in any year.
pub fn tell_any_stay(periods: &Periods) -> bool {
    periods.all().any(|covered| tell_stay(periods, covered.year))
}

/// What the years around say of a supplier.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Told {
    /// The data does not reach far enough to tell.
    Open,
    /// The names of these suppliers are withheld or missing.
    Unidentified,
    Yes,
    No,
}

impl Told {
    fn of(reaches: bool, supplier: &Supplier, is: impl FnOnce() -> bool) -> Self {
        match (reaches, supplier.kind.is_supplier()) {
            (false, _) => Self::Open,
            (true, false) => Self::Unidentified,
            (true, true) => {
                if is() {
                    Self::Yes
                } else {
                    Self::No
                }
            }
        }
    }

    fn code(self, yes: &'static str, no: &'static str) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unidentified => "unidentified",
            Self::Yes => yes,
            Self::No => no,
        }
    }
}

/// What one row of the table stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Profile {
    year: i32,
    /// None for all purchases from a supplier in the year.
    sector: Option<SectorNo>,
    /// Number of the combination of what suppliers are.
    attributes: usize,
    entry: Told,
    stay: Told,
    class: ThresholdClass,
}

/// What a supplier is: ring, size, kind, and whether it is none of the market.
type Attributes = ([&'static str; 3], bool);

fn attributes(supplier: &Supplier, ring: Ring) -> Attributes {
    ([ring.code(), supplier.size, supplier.kind.code()], supplier.kind.is_public())
}

/// Of the place where it is, and of those where it was.
fn in_each_place(supplier: &Supplier) -> impl Iterator<Item = Attributes> {
    let rings = iter::once(supplier.ring).chain(supplier.stays.iter().map(|stay| stay.ring));
    rings.map(|ring| attributes(supplier, ring))
}

/// The sum of a row, and the number of identified suppliers whose sum is not zero.
#[derive(Default)]
struct Total {
    cents: i128,
    suppliers: u64,
}

/// What is said of a profile.
#[derive(Clone, Copy)]
pub(super) struct OfProfile {
    profile: Profile,
    attributes: [&'static str; 3],
    suppliers: u64,
}

pub(super) const PROFILES: Described = Described {
    name: "profiles",
    about: "scope, year, sector or all, and what suppliers have in common",
    columns: &heads(&COLUMNS),
};

const COLUMNS: [Column<Of<Scoped<OfProfile>>>; 11] = [
    scope(),
    year(),
    amount(),
    column(
        "sector",
        "id of the sector; all for each supplier's whole year, so that its rows are not added to the others",
        Of::Text(|r| r.of.profile.sector.map_or(ALL_SECTORS, sector)),
    ),
    column("ring", "municipality, sub-region, region, country, abroad, unknown", Of::Text(|r| r.of.attributes[0])),
    column("size", "micro, small, medium, large, unknown", Of::Text(|r| r.of.attributes[1])),
    column("kind", "kind of the suppliers", Of::Text(|r| r.of.attributes[2])),
    column(
        "entry",
        "new when the two years before have no line of the supplier, else known; unidentified for what is redacted or has \
         no name; open when the year or these two are not whole in the data",
        Of::Text(|r| r.of.profile.entry.code("new", "known")),
    ),
    column(
        "stay",
        "stays when the next year's sum of the supplier is above zero, else leaves; unidentified; open when one of the two \
         years is not whole",
        Of::Text(|r| r.of.profile.stay.code("stays", "leaves")),
    ),
    column(
        "threshold_class",
        "what one supplier sold in the sector against the thresholds of the sector's kind on the last day of the year; \
         outside for rents, which no threshold is for; unknown where the supplier is not identified",
        Of::Text(|r| r.of.profile.class.code()),
    ),
    column("suppliers", "identified suppliers whose sum is not zero", Of::Count(|r| Some(r.of.suppliers))),
];

/// The table `profiles`. `cells` are in order of supplier and year.
pub fn profiles(buyer: &Buyer, decisions: &Decisions, periods: &Periods, cells: &[Cell]) -> anyhow::Result<Table> {
    let combinations: BTreeSet<Attributes> = decisions.suppliers.iter().flat_map(in_each_place).collect();
    let numbers: BTreeMap<Attributes, usize> = combinations.iter().enumerate().map(|(i, of)| (*of, i)).collect();
    let mut limits = YearLimits::new(buyer);
    let mut totals: FxHashMap<Profile, Total> = FxHashMap::default();
    for of_supplier in cells.chunk_by(|((_, a, _), _), ((_, b, _), _)| a == b) {
        let years: Vec<SupplierYear<'_>> = supplier_years_of(of_supplier).collect();
        let number = years[0].supplier;
        let supplier = &decisions.suppliers[number as usize];
        let (of_now, has_moved) = (numbers[&attributes(supplier, supplier.ring)], decisions.moved.contains(&number));
        let sold = |wanted: i32| years.iter().find(|y| y.year == wanted).map(|y| y.whole.cents);
        for of_year in &years {
            let year = of_year.year;
            let attributes =
                if has_moved { numbers[&attributes(supplier, decisions.ring(number, year))] } else { of_now };
            let is_new = || (1..=YEARS_BACK).all(|back| sold(year - back).is_none());
            let entry = Told::of(tell_new(periods, year), supplier, is_new);
            let stay = Told::of(tell_stay(periods, year), supplier, || sold(year + 1) > Some(0));
            for (sector, Sum { cents, .. }) in of_year.sums() {
                let class = limits.class(year, sector, supplier, i64::try_from(cents)?);
                let profile = Profile { year, sector, attributes, entry, stay, class };
                let total = totals.entry(profile).or_default();
                total.cents += cents;
                total.suppliers += u64::from(cents != 0 && supplier.kind.is_supplier());
            }
        }
    }
    let combinations: Vec<Attributes> = combinations.into_iter().collect();
    let mut totals: Vec<_> = totals.into_iter().collect();
    totals.sort_unstable_by_key(|(profile, _)| *profile);
    let rows = totals.into_iter().map(|(profile, total)| {
        let (attributes, public) = combinations[profile.attributes];
        let of = OfProfile { profile, attributes, suppliers: total.suppliers };
        Row { year: profile.year, public, cents: total.cents, of }
    });
    scoped(PROFILES.name, &COLUMNS, rows)
}

/// The thresholds at the end of each year, looked up once, by what they depend on.
struct YearLimits {
    thresholds: Thresholds,
    years: BTreeMap<i32, Option<[Limits; 4]>>,
}

impl YearLimits {
    fn new(buyer: &Buyer) -> Self {
        Self { thresholds: buyer.thresholds(), years: BTreeMap::new() }
    }

    /// The class of what one supplier sold; the sum of suppliers that are not told apart has none, unless negative.
    fn class(&mut self, year: i32, sector: Option<SectorNo>, supplier: &Supplier, cents: i64) -> ThresholdClass {
        let kind = sector.map_or(ThresholdKind::GoodsServices, |number| SECTORS[usize::from(number)].threshold_kind);
        let limits = self
            .years
            .entry(year)
            .or_insert_with(|| self.thresholds.day_of(year).map(|end| self.thresholds.all_limits(end)));
        match limits {
            _ if cents <= 0 => ThresholdClass::Negative,
            Some(limits) if supplier.kind.is_supplier() || kind == ThresholdKind::Outside => {
                limits[kind as usize].class(cents)
            }
            _ => ThresholdClass::Unknown,
        }
    }
}
