//! The table `units`: what each unit and department bought, summed by sector and by what the suppliers are.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::{ALL_SECTORS, sector};
use vire_domain::classify::bought::{Counted, Group};
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const UNITS: Described = Described {
    name: "units",
    about: "scope, year, unit or department, sector or all, and what suppliers have in common; without rows where no export \
            names units",
    columns: &heads(&OfUnit::COLUMNS),
};

/// A group with the name of its unit.
#[derive(Clone, Copy)]
struct OfUnit<'a> {
    name: &'a str,
    group: Group,
    lines: u64,
    suppliers: u64,
}

impl OfUnit<'_> {
    const COLUMNS: [Column<Of<Scoped<Self>>>; 11] = [
        scope(),
        year(),
        amount(),
        column(
            "level",
            "unit or department; departments are there where a table of units gives them, and have the same lines once more",
            Of::Text(|r| r.of.group.level.code()),
        ),
        column("unit", "the unit or department; unknown where none is named", Of::Text(|r| r.of.name)),
        column(
            "sector",
            "id of the sector; all for all sectors together, so that its rows are not added to the others",
            Of::Text(|r| r.of.group.sector.map_or(ALL_SECTORS, sector)),
        ),
        column(
            "ring",
            "municipality, sub-region, region, country, abroad, unknown",
            Of::Text(|r| r.of.group.ring.code()),
        ),
        column("size", "micro, small, medium, large, unknown", Of::Text(|r| r.of.group.size)),
        column("kind", "kind of the suppliers", Of::Text(|r| r.of.group.kind.code())),
        column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
        column("suppliers", "suppliers that have a line", Of::Count(|r| Some(r.of.suppliers))),
    ];
}

/// The table `units`.
pub fn units(decisions: &Decisions, cube: &Cube) -> anyhow::Result<Table> {
    let years = cube.years.iter().filter_map(|(year, sums)| Some((*year, sums.bought.as_ref()?)));
    let rows = years.flat_map(|(year, bought)| {
        bought.groups.iter().map(move |&Counted { group, sum, suppliers }| {
            let name = decisions.units.name(group.level, group.member);
            let of = OfUnit { name, group, lines: sum.lines, suppliers };
            Row { year, public: group.kind.is_public(), cents: sum.cents, of }
        })
    });
    scoped(UNITS.name, &OfUnit::COLUMNS, rows)
}
