//! The table `emissions`: what purchases are estimated to have caused, by sector and by what the suppliers are.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::sector;
use vire_domain::effects::emissions::{Class, Covered, Emissions, Kilograms};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const EMISSIONS: Described = Described {
    name: "emissions",
    about: "scope, year, sector, ring and size of the suppliers, and by what factor purchases are covered; empty where no \
            emission factors are given",
    columns: &heads(&ESTIMATED),
};

#[derive(Clone, Copy)]
struct Estimated {
    class: Class,
    lines: u64,
    kilograms: Kilograms,
}

impl Estimated {
    /// None of what no factor covers.
    fn kilograms(&self) -> Option<Kilograms> {
        let is_covered = matches!(self.class.covered, Covered::Account | Covered::Cpv | Covered::Sector);
        is_covered.then_some(self.kilograms)
    }
}

const ESTIMATED: [Column<Of<Scoped<Estimated>>>; 11] = [
    scope(),
    year(),
    amount(),
    column("sector", "id of the sector", Of::Text(|r| sector(r.of.class.sector))),
    column("ring", "municipality, sub-region, region, country, abroad, unknown", Of::Text(|r| r.of.class.ring.code())),
    column("size", "micro, small, medium, large, unknown", Of::Text(|r| r.of.class.size)),
    column(
        "factor",
        "what the factor is of: account, cpv, sector; none: there is no factor; prices: no index takes the year to the prices \
         of the factor; untold: what persons sold, and organisations that are told together with persons",
        Of::Text(|r| r.of.class.covered.code()),
    ),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
    column(
        "kg_low",
        "estimated kg CO2e at the lower end of the factors; null where no factor covers",
        Of::Hundredths(|r| Some(r.of.kilograms()?.low)),
    ),
    column("kg", "the same with the factors themselves", Of::Hundredths(|r| Some(r.of.kilograms()?.mid))),
    column("kg_high", "the same at their upper end", Of::Hundredths(|r| Some(r.of.kilograms()?.high))),
];

/// The table `emissions`.
pub(super) fn emissions(emissions: Option<&Emissions>) -> anyhow::Result<Table> {
    let rows = emissions.into_iter().flat_map(|emissions| &emissions.estimated).map(|(class, (sum, kilograms))| Row {
        year: class.year,
        public: class.public,
        cents: sum.cents,
        of: Estimated { class: *class, lines: sum.lines, kilograms: *kilograms },
    });
    scoped(EMISSIONS.name, &ESTIMATED, rows)
}
