//! The table `near_limits`: what suppliers sold for close to the limit from which on a purchase falls under the national
//! procurement law.

use std::collections::BTreeMap;

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::sector;
use vire_base::year::UNDATED;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SECTORS;

pub(super) const NEAR_LIMITS: Described = Described {
    name: "near_limits",
    about: "scope, year and sector with sums of identified suppliers that lie within a sixth of the national limit for what \
            the sector is, on the last day of the year; without rows where no limit is known",
    columns: &heads(&Near::COLUMNS),
};

/// Suppliers on one side of the limit.
#[derive(Clone, Copy)]
struct Near {
    sector: &'static str,
    is_below: bool,
    suppliers: u64,
}

impl Near {
    const COLUMNS: [Column<Of<Scoped<Self>>>; 6] = [
        scope(),
        year(),
        amount(),
        column("sector", "id of the sector", Of::Text(|r| r.of.sector)),
        column(
            "side",
            "below, or above for the limit itself and more",
            Of::Text(|r| if r.of.is_below { "below" } else { "above" }),
        ),
        column("suppliers", "suppliers with such a sum in the year and sector", Of::Count(|r| Some(r.of.suppliers))),
    ];
}

/// So many sixths of a limit, in cents; of a part of a cent the whole.
fn sixths(limit: i64, sixths: i128) -> i128 {
    (i128::from(limit) * 100 * sixths + 5).div_euclid(6)
}

/// The table `near_limits`.
pub(super) fn near_limits(buyer: &Buyer, decisions: &Decisions, cube: &Cube, cells: &[Cell]) -> anyhow::Result<Table> {
    let limits = limits(buyer, cube);
    let mut near: BTreeMap<(i32, u8, bool, bool), (u64, i128)> = BTreeMap::new();
    for &((year, supplier, sector), sum) in cells {
        let kind = decisions.suppliers[supplier as usize].kind;
        let Some(limit) = limits.get(&(year, sector)).filter(|_| kind.is_supplier()) else { continue };
        if (sixths(*limit, 5)..sixths(*limit, 7)).contains(&sum.cents) {
            let is_below = sum.cents < sixths(*limit, 6);
            let (suppliers, cents) = near.entry((year, sector, is_below, kind.is_public())).or_default();
            *suppliers += 1;
            *cents += sum.cents;
        }
    }
    let rows = near.into_iter().map(|((year, number, is_below, public), (suppliers, cents))| Row {
        year,
        public,
        cents,
        of: Near { sector: sector(number), is_below, suppliers },
    });
    scoped(NEAR_LIMITS.name, &Near::COLUMNS, rows)
}

/// Whether the limit of any sector and year is known.
pub(super) fn tell_any(buyer: &Buyer, cube: &Cube) -> bool {
    !limits(buyer, cube).is_empty()
}

/// By year and sector, in whole units of the currency.
fn limits(buyer: &Buyer, cube: &Cube) -> BTreeMap<(i32, u8), i64> {
    let thresholds = buyer.thresholds();
    let years = cube.years.keys().filter(|year| **year != UNDATED);
    let ends = years.filter_map(|year| Some((*year, thresholds.day_of(*year)?)));
    let of_year = |(year, end)| {
        let limits = thresholds.all_limits(end);
        let of_sector = move |number: u8| {
            let limit = limits[SECTORS[usize::from(number)].threshold_kind as usize].national()?;
            Some(((year, number), limit))
        };
        (0..SECTORS.len() as u8).filter_map(of_sector)
    };
    ends.flat_map(of_year).collect()
}
