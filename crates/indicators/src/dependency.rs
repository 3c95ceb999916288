//! The tables `dependency`, of how much of their turnover suppliers sold to the buyer, and `operating_costs`.

use std::collections::BTreeMap;

use super::columns::{Of, Table, by_columns, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::settings::Costs;
use super::sold::supplier_years_of;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_domain::turnovers::{Dependency, Turnovers};
use vire_formats::table::{Column, Table as Described, heads};

#[derive(Clone, Copy)]
pub(super) struct OfBand {
    band: Dependency,
    suppliers: u64,
}

pub(super) const DEPENDENCY: Described = Described {
    name: "dependency",
    about: "scope, year, and how much of its turnover a supplier sold to the buyer; empty where no turnovers are given",
    columns: &heads(&COLUMNS),
};

const COLUMNS: [Column<Of<Scoped<OfBand>>>; 5] = [
    scope(),
    year(),
    amount(),
    column(
        "band",
        "what the supplier sold in the year, in percent of its turnover of that year or else of the year before: under-10, \
         10-30, 30-50, over-50 (a limit belongs to the band above it); unknown: no turnover is given, or it is a person or \
         not named",
        Of::Text(|r| r.of.band.code()),
    ),
    column("suppliers", "identified suppliers whose sum is not zero", Of::Count(|r| Some(r.of.suppliers))),
];

/// The table `dependency`. `cells` are in order of supplier and year.
pub(super) fn dependency(turnovers: &Turnovers, decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut totals: BTreeMap<(i32, bool, Dependency), (i128, u64)> = BTreeMap::new();
    let all = supplier_years_of(cells).filter(|_| !turnovers.is_empty());
    for sold in all {
        let kind = decisions.suppliers[sold.supplier as usize].kind;
        let cents = sold.whole.cents;
        let band = Dependency::of(cents, decisions.turnovers.of(sold.supplier, sold.year));
        let (sum, suppliers) = totals.entry((sold.year, kind.is_public(), band)).or_default();
        *sum += cents;
        *suppliers += u64::from(cents != 0 && kind.is_supplier());
    }
    let rows = totals.into_iter().map(|((year, public, band), (cents, suppliers))| Row {
        year,
        public,
        cents,
        of: OfBand { band, suppliers },
    });
    scoped(DEPENDENCY.name, &COLUMNS, rows)
}

pub(super) const OPERATING_COSTS: Described = Described {
    name: "operating_costs",
    about: "accounting year for which the pipeline gives the buyer's operating costs",
    columns: &heads(&Cost::COLUMNS),
};

struct Cost {
    year: i32,
    cents: i64,
}

impl Cost {
    const COLUMNS: [Column<Of<Self>>; 2] = [
        column("year", "accounting year, by the calendar year in which it begins", Of::Int(|r| r.year)),
        column("amount", "what the buyer's activities cost", Of::Cents(|r| r.cents.into())),
    ];
}

/// The table `operating_costs`.
pub(super) fn operating_costs(costs: Option<&Costs>) -> anyhow::Result<Table> {
    let rows =
        costs.into_iter().flat_map(|costs| &costs.by_year).map(|(year, cents)| Cost { year: *year, cents: *cents });
    by_columns(OPERATING_COSTS.name, &Cost::COLUMNS, &rows.collect::<Vec<_>>())
}
