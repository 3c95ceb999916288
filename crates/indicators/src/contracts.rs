//! The tables `contract_spend` and `contracts`: what was bought within contracts and beside them, and what became of each.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::sector;
use vire_base::year::AccountingYear;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::periods::Periods;
use vire_domain::contracts::{CalledOff, Contracts, Spent};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const CONTRACT_SPEND: Described = Described {
    name: "contract_spend",
    about: "scope, year, sector, and how purchases stand to the register of contracts; empty where no contracts are given",
    columns: &heads(&SPENT),
};

#[derive(Clone, Copy)]
struct Purchases {
    of: Spent,
    lines: u64,
}

const SPENT: [Column<Of<Scoped<Purchases>>>; 8] = [
    scope(),
    year(),
    amount(),
    column("sector", "id of the sector", Of::Text(|r| sector(r.of.of.sector))),
    column(
        "supplier",
        "the supplier has a contract: yes, no; unmatchable: a person, redacted or not named",
        Of::Text(|r| r.of.of.supplier.code()),
    ),
    column(
        "same_sector",
        "it has a contract in the sector of the purchase: certain, unknown, no",
        Of::Text(|r| r.of.of.same_sector.code()),
    ),
    column(
        "contract",
        "it has a contract in that sector that is in force in the month of the purchase: certain; assumed: when options were \
         used, a start that is not given lies before, and a month that is begun counts; unknown: the sector or the month \
         is not known; no",
        Of::Text(|r| r.of.of.contract.code()),
    ),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
];

/// The table `contract_spend`.
pub(super) fn contract_spend(
    contracts: Option<&Contracts>,
    decisions: &Decisions,
    cube: &Cube,
    accounting: AccountingYear,
) -> anyhow::Result<Table> {
    let spent = contracts.map(|contracts| contracts.spent(cube, decisions, accounting)).unwrap_or_default();
    let rows = spent.into_iter().map(|(of, sum)| Row {
        year: of.year,
        public: of.public,
        cents: sum.cents,
        of: Purchases { of, lines: sum.lines },
    });
    scoped(CONTRACT_SPEND.name, &SPENT, rows)
}

pub(super) const CONTRACTS: Described = Described {
    name: "contracts",
    about: "scope, year with purchases, and contract that may be in force in it; empty where no contracts are given",
    columns: &heads(&CALLED_OFF),
};

const CALLED_OFF: [Column<Of<Scoped<CalledOff>>>; 9] = [
    scope(),
    year(),
    column(
        "contract",
        "number of the contract by its order in the register, from 1",
        Of::Count(|r| Some(r.of.contract)),
    ),
    column(
        "found",
        "how its supplier was found: id; name; absent: it is none of the purchases; ambiguous: several have its name; person; \
         unnamed",
        Of::Text(|r| r.of.found.code()),
    ),
    column(
        "is_long",
        "it was certainly in force, and purchases are covered, in the last twelve months of its time up to the end of the \
         year: yes, no",
        Of::Text(|r| yes_no(r.of.is_long)),
    ),
    column(
        "sold",
        "its suppliers sold for more than nothing in these months: yes, no",
        Of::Text(|r| yes_no(r.of.sold)),
    ),
    column("in_sector", "they did in its sector: yes, unknown, no", Of::Text(|r| r.of.in_sector.code())),
    column(
        "called_off",
        "what they sold in its sector and time, all options used, up to the end of the year",
        Of::Cents(|r| r.of.called_off),
    ),
    column(
        "over_value",
        "called_off is more than its value: certain; assumed: when months of options and months that are begun count, and no \
         other contract of its suppliers in that sector and time was meant; no; unknown: the register does not tell its value \
         net of VAT and for its whole time",
        Of::Text(|r| r.of.over_value()),
    ),
];

fn yes_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

/// The table `contracts`.
pub(super) fn contracts(
    contracts: Option<&Contracts>,
    decisions: &Decisions,
    cube: &Cube,
    periods: &Periods,
    accounting: AccountingYear,
) -> anyhow::Result<Table> {
    let rows = contracts.map(|contracts| contracts.called_off(cube, decisions, periods, accounting));
    let row = |of: CalledOff| Row { year: of.year, public: of.public, cents: of.called_off, of };
    scoped(CONTRACTS.name, &CALLED_OFF, rows.unwrap_or_default().into_iter().map(row))
}
