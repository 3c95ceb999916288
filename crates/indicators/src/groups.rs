//! The table `supplier_groups`: suppliers summed by where and what they are and how much they sold.
//!
//! Most figures ask no more of suppliers than this; their queries then read some thousands of rows, however many
//! suppliers there are.

use rustc_hash::FxHashMap;

use super::columns::{Of, Table, by_columns, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::{ALL_SECTORS, sector, supplier_years_of};
use vire_base::sum::Sum;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_domain::suppliers::Local;
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::abroad::Abroad;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::SectorNo;
use vire_reference::thresholds::WorthLimits;

/// How much one supplier sold in the year and sector, by the limits of the currency; a limit belongs to the class below.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Worth {
    Negative,
    Zero,
    ToSmall,
    ToLarge,
    OverLarge,
}

impl Worth {
    fn of(cents: i128, limits: WorthLimits) -> Self {
        let within = |limit: i64| cents <= i128::from(limit) * 100;
        match cents {
            ..0 => Self::Negative,
            0 => Self::Zero,
            _ if within(limits.small) => Self::ToSmall,
            _ if within(limits.large) => Self::ToLarge,
            _ => Self::OverLarge,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Negative => "negative",
            Self::Zero => "zero",
            Self::ToSmall => "to-small",
            Self::ToLarge => "to-large",
            Self::OverLarge => "over-large",
        }
    }
}

/// What one row of the table stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Group {
    year: i32,
    /// None for all purchases from a supplier in the year.
    sector: Option<SectorNo>,
    ring: Ring,
    /// None where the ring is another.
    abroad: Option<Abroad>,
    local: Option<Local>,
    kind: Kind,
    worth: Worth,
    public: bool,
}

/// What is said of a group: its sums, and the numbers of its lines and suppliers.
#[derive(Clone, Copy)]
pub(super) struct OfGroup {
    group: Group,
    lines: u64,
    suppliers: u64,
}

pub(super) const SUPPLIER_GROUPS: Described = Described {
    name: "supplier_groups",
    about: "scope, year, sector or all, and what suppliers have in common",
    columns: &heads(&COLUMNS),
};

const COLUMNS: [Column<Of<Scoped<OfGroup>>>; 12] = [
    scope(),
    year(),
    amount(),
    column(
        "sector",
        "id of the sector; all for each supplier's whole year, so that its rows are not added to the others",
        Of::Text(|r| r.of.group.sector.map_or(ALL_SECTORS, sector)),
    ),
    column("ring", "municipality, sub-region, region, country, abroad, unknown", Of::Text(|r| r.of.group.ring.code())),
    column(
        "abroad",
        "of the ring abroad, what the supplier's country was on the last day of the year: eu-eea, other-countries, \
         unknown-country; empty in the other rings",
        Of::Text(|r| r.of.group.abroad.map_or("", Abroad::code)),
    ),
    column(
        "based",
        "whether the domicile is in the home municipality: here, elsewhere, unknown; empty where registers do not tell both \
         domiciles and establishments",
        Of::Text(|r| r.of.group.local.map_or("", |local| local.based.code())),
    ),
    column(
        "based_or_branched",
        "the same for the domicile or any establishment",
        Of::Text(|r| r.of.group.local.map_or("", |local| local.based_or_branched.code())),
    ),
    column("kind", "kind of the suppliers", Of::Text(|r| r.of.group.kind.code())),
    column(
        "worth",
        "what each supplier sold: negative, zero, to-small, to-large (a limit belongs to the class below it), over-large; \
         worth_limits has the limits of the currency",
        Of::Text(|r| r.of.group.worth.code()),
    ),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
    column("suppliers", "suppliers that have a line", Of::Count(|r| Some(r.of.suppliers))),
];

/// The table `supplier_groups`. `cells` are in order of supplier and year.
pub fn supplier_groups(limits: WorthLimits, decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut groups: FxHashMap<Group, (Sum, u64)> = FxHashMap::default();
    for sold in supplier_years_of(cells) {
        let s = &decisions.suppliers[sold.supplier as usize];
        let (year, kind) = (sold.year, s.kind);
        let (ring, local) = (decisions.ring(sold.supplier, year), decisions.local(sold.supplier, year));
        let abroad = decisions.abroad(sold.supplier, year);
        for (sector, sum) in sold.sums() {
            let worth = Worth::of(sum.cents, limits);
            let group = Group { year, sector, ring, abroad, local, kind, worth, public: kind.is_public() };
            let (total, suppliers) = groups.entry(group).or_default();
            *total += sum;
            *suppliers += 1;
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_unstable_by_key(|(group, _)| *group);
    let rows = groups.into_iter().map(|(group, (sum, suppliers))| Row {
        year: group.year,
        public: group.public,
        cents: sum.cents,
        of: OfGroup { group, lines: sum.lines, suppliers },
    });
    scoped(SUPPLIER_GROUPS.name, &COLUMNS, rows)
}

pub(super) const WORTH_LIMITS: Described = Described {
    name: "worth_limits",
    about: "limit of what a supplier sells in a year",
    columns: &heads(&WorthLimit::COLUMNS),
};

struct WorthLimit {
    name: &'static str,
    limit: i64,
    over: &'static str,
}

impl WorthLimit {
    const COLUMNS: [Column<Of<Self>>; 3] = [
        column("name", "small or large", Of::Text(|r| r.name)),
        column(
            "amount",
            "the limit: 1 000 and 10 000 euros, ten times as many in a currency whose unit is worth a tenth",
            Of::Cents(|r| i128::from(r.limit) * 100),
        ),
        column("above", "the member that names the suppliers above it", Of::Text(|r| r.over)),
    ];
}

/// The table `worth_limits`.
pub fn worth_limits(limits: WorthLimits) -> anyhow::Result<Table> {
    let rows = [
        WorthLimit { name: "small", limit: limits.small, over: limits.over_small },
        WorthLimit { name: "large", limit: limits.large, over: limits.over_large },
    ];
    by_columns(WORTH_LIMITS.name, &WorthLimit::COLUMNS, &rows)
}
