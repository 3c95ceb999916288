//! The audit of a run: what it reads of the decisions and the cube.

use std::collections::{BTreeMap, BTreeSet};

use super::NotShown;
use super::audit::Audit;
use super::guarded::{Guarded, Sale, Seller, Sellers};
use super::postings::Posting;
use super::units::ByUnit;
use super::waits::Waited;
use vire_base::year::UNDATED;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::payments::Wait;
use vire_domain::classify::spend::Cell;
use vire_domain::units::Level;
use vire_indicators::Figure;
use vire_reference::sectors::SectorNo;
use vire_reference::thresholds::Thresholds;

/// Year, sector and number of a supplier.
pub type Sold = (i32, SectorNo, u32);

/// Looks up what some suppliers sold to each unit, by number of the unit.
pub type Bought<'b> = dyn Fn(&BTreeSet<Sold>) -> anyhow::Result<BTreeMap<(Sold, u32), i128>> + 'b;

/// The audit of a run that is about to be published. What organisations sold to units is looked up by `bought`, of those
/// that are told together with persons alone.
///
/// # Errors
/// When that fails.
pub fn of_run(
    decisions: &Decisions,
    cube: &Cube,
    thresholds: &Thresholds,
    figures: &mut [Figure],
    bought: &Bought<'_>,
    threads: usize,
) -> anyhow::Result<NotShown> {
    if !decisions.suppliers.iter().any(|s| s.kind.is_personal()) {
        return Ok(NotShown::default());
    }
    let (sellers, sales) = (sellers(decisions, cube), sales(cube));
    let postings = cube.years.iter().flat_map(|(year, sums)| {
        sums.of_persons.iter().map(|(&(month, band, supplier), cents)| {
            let (year, band, supplier) = (*year, usize::from(band), supplier as usize);
            Posting { year, month, band, supplier, cents: *cents }
        })
    });
    let mut postings: Vec<Posting> = postings.collect();
    postings.sort_unstable_by_key(|p| (p.year, p.month, p.band, p.supplier));
    let paid = cube.years.iter().filter_map(|(year, sums)| Some((*year, sums.paid.as_ref()?)));
    let waits = paid.flat_map(|(year, paid)| {
        paid.of_persons.iter().map(move |&((wait, supplier), cents)| (year, wait, supplier as usize, cents))
    });
    let waited = |(year, wait, supplier, cents): (i32, Wait, usize, i128)| Waited {
        year,
        wait,
        size: sellers.now()[supplier].size,
        supplier,
        cents,
    };
    let mut waits: Vec<Waited<'_>> = waits.map(waited).collect();
    waits.sort_unstable_by_key(|w| (w.year, w.wait, w.size, w.supplier));
    let guarded = Guarded::of(&sales, &sellers);
    let by_unit = by_unit(decisions, cube, &guarded, bought)?;
    let (sellers, sales, postings, waits) = (&sellers, &sales[..], &postings[..], &waits[..]);
    let audit = Audit { sellers, sales, postings, waits, guarded: &guarded, by_unit: &by_unit, thresholds };
    Ok(audit.apply(figures, threads))
}

/// What must not follow from any figure: what each person sold, and the organisations that are told together with persons
/// only.
pub fn untold(decisions: &Decisions, cube: &Cube) -> BTreeSet<Sold> {
    let is_person = |supplier: u32| decisions.suppliers[supplier as usize].kind.is_personal();
    if !(0..decisions.suppliers.len() as u32).any(is_person) {
        return BTreeSet::new();
    }
    let of_persons = cube.spend.cells().iter().filter(|((_, supplier, _), _)| is_person(*supplier));
    let of_persons = of_persons.map(|((year, supplier, sector), _)| (*year, *sector, *supplier));
    let guarded = Guarded::of(&sales(cube), &sellers(decisions, cube));
    of_persons.chain(guarded.joined().map(|(year, sector, i)| (year, sector, i as u32))).collect()
}

/// All suppliers, where they are now and where they were.
fn sellers<'d>(decisions: &'d Decisions, cube: &Cube) -> Sellers<'d> {
    let now = (0..decisions.suppliers.len() as u32).map(|i| seller(decisions, i, UNDATED)).collect();
    let moved = |&((year, supplier, _), _): &Cell| {
        let has_moved = decisions.moved.contains(&supplier);
        let is_another = has_moved || decisions.stakes.change(supplier) || decisions.turnovers.has(supplier);
        is_another.then(|| (year, supplier as usize, seller(decisions, supplier, year)))
    };
    Sellers::new(now, cube.spend.cells().iter().filter_map(moved))
}

fn sales(cube: &Cube) -> Vec<Sale> {
    let sale =
        |&((year, supplier, sector), sum): &Cell| Sale { year, supplier: supplier as usize, sector, cents: sum.cents };
    cube.spend.cells().iter().map(sale).collect()
}

/// What the guarded suppliers sold to each unit; empty where exports name none.
fn by_unit<'d>(
    decisions: &'d Decisions,
    cube: &Cube,
    guarded: &Guarded,
    bought: &Bought<'_>,
) -> anyhow::Result<ByUnit<'d>> {
    let mut by_unit = ByUnit::new();
    if !cube.tell_units() {
        return Ok(by_unit);
    }
    let units = &decisions.units;
    let mut add = |(year, sector, supplier): (i32, SectorNo, u32), unit: u32, cents: i128| {
        let named = (units.name(Level::Unit, unit), units.name(Level::Department, units.department(unit)));
        by_unit.entry((year, sector, supplier as usize)).or_default().push((named, cents));
    };
    for (year, sums) in &cube.years {
        for ((unit, sector, supplier), cents) in sums.bought.iter().flat_map(|bought| &bought.of_persons) {
            add((*year, *sector, *supplier), *unit, *cents);
        }
    }
    let joined: BTreeSet<Sold> = guarded.joined().map(|(year, sector, i)| (year, sector, i as u32)).collect();
    if !joined.is_empty() {
        for ((sold, unit), cents) in bought(&joined)? {
            add(sold, unit, cents);
        }
    }
    Ok(by_unit)
}

/// A supplier as the audit sees it, where it was in a year.
fn seller(decisions: &Decisions, supplier: u32, year: i32) -> Seller<'_> {
    let s = &decisions.suppliers[supplier as usize];
    Seller {
        key: &s.key,
        kind: s.kind,
        ring: decisions.ring(supplier, year),
        abroad: decisions.abroad(supplier, year),
        size: s.size,
        municipality: decisions.municipality(supplier, year).map_or("", |m| m.name.as_str()),
        place_source: s.place_source,
        has_contract: decisions.contracted.contains(&supplier),
        local: decisions.local(supplier, year),
        standing: decisions.standing(supplier, year),
        turnover: decisions.turnovers.of(supplier, year),
    }
}
