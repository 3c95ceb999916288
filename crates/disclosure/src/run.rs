//! The audit of a run: what it reads of the decisions and the cube.

use super::NotShown;
use super::audit::Audit;
use super::guarded::{Sale, Seller, Sellers};
use super::postings::Posting;
use super::waits::Waited;
use vire_base::year::UNDATED;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::payments::Wait;
use vire_domain::classify::spend::Cell;
use vire_indicators::Figure;
use vire_reference::thresholds::Thresholds;

/// The audit of a run that is about to be published.
pub fn of_run(
    decisions: &Decisions,
    cube: &Cube,
    thresholds: &Thresholds,
    figures: &mut [Figure],
    threads: usize,
) -> NotShown {
    if !decisions.suppliers.iter().any(|s| s.kind.is_personal()) {
        return NotShown::default();
    }
    let now: Vec<Seller<'_>> = (0..decisions.suppliers.len() as u32).map(|i| seller(decisions, i, UNDATED)).collect();
    let moved = |&((year, supplier, _), _): &Cell| {
        let has_moved = decisions.moved.contains(&supplier);
        has_moved.then(|| (year, supplier as usize, seller(decisions, supplier, year)))
    };
    let sellers = Sellers::new(now, cube.spend.cells().iter().filter_map(moved));
    let sale =
        |&((year, supplier, sector), sum): &Cell| Sale { year, supplier: supplier as usize, sector, cents: sum.cents };
    let sales: Vec<Sale> = cube.spend.cells().iter().map(sale).collect();
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
    Audit { sellers: &sellers, sales: &sales, postings: &postings, waits: &waits, thresholds }.apply(figures, threads)
}

/// A supplier as the audit sees it, where it was in a year.
fn seller(decisions: &Decisions, supplier: u32, year: i32) -> Seller<'_> {
    let s = &decisions.suppliers[supplier as usize];
    Seller {
        key: &s.key,
        kind: s.kind,
        ring: decisions.ring(supplier, year),
        size: s.size,
        municipality: decisions.municipality(supplier, year).map_or("", |m| m.name.as_str()),
        place_source: s.place_source,
        local: decisions.local(supplier, year),
    }
}
