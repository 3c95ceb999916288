//! The tables `local_firms` and `firm_sellers`: the firms that are here by what they sell, and those of them that sold.

use std::collections::BTreeMap;

use super::columns::{Of, Table, by_columns, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::{ALL_SECTORS, sector, supplier_years_of};
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_domain::firms::{Area, FirmCounts, OfIndustry};
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::{PUBLIC_TRANSFERS, SECTORS, Sector, SectorNo};

pub(super) const LOCAL_FIRMS: Described = Described {
    name: "local_firms",
    about: "year with purchases, and sector or all; without rows where no counts of firms are given",
    columns: &heads(&LocalFirms::COLUMNS),
};

struct LocalFirms {
    year: i32,
    sector: &'static str,
    firms: u64,
    enough: u64,
    /// In hundredths.
    size: u64,
    national_size: u64,
}

impl LocalFirms {
    const COLUMNS: [Column<Of<Self>>; 6] = [
        column(
            "year",
            "year of the purchases; its counts are those of the nearest year that has some",
            Of::Int(|r| r.year),
        ),
        column(
            "sector",
            "id of the sector that the firms' industries belong to, of sectors that some industries tell; all for all firms, those of industries that say little \
             of what they sell among them",
            Of::Text(|r| r.sector),
        ),
        column("firms", "firms in the home municipalities", Of::Count(|r| Some(r.firms))),
        column("enough", "from how many firms on firms here could compete", Of::Count(|r| Some(r.enough))),
        column(
            "size",
            "staff of the firms in the home municipalities, or their number where the counts do not tell all staff",
            Of::Cents(|r| r.size.into()),
        ),
        column(
            "national_size",
            "the same in the whole country; 0 where its firms are not counted",
            Of::Cents(|r| r.national_size.into()),
        ),
    ];
}

/// The table `local_firms`.
pub(super) fn local_firms(counts: Option<&FirmCounts>, cube: &Cube) -> anyhow::Result<Table> {
    let mut rows = Vec::new();
    for year in cube.years.keys() {
        let Some((counts, of)) = counts.and_then(|counts| Some((counts, counts.year_for(*year)?))) else { continue };
        let of_year: Vec<&OfIndustry> = counts.rows.iter().filter(|row| row.year == of).collect();
        let by_staff = of_year.iter().all(|row| row.count.staff.is_some());
        let size = |row: &OfIndustry| if by_staff { row.count.staff.unwrap_or(0) } else { row.count.firms * 100 };
        let is_told = |(number, _): &(SectorNo, &Sector)| counts.sectors.has(*number);
        let told = (0..).zip(SECTORS.iter()).filter(is_told).map(|(_, sector)| sector.id.as_str());
        let sold = told.filter(|id| *id != PUBLIC_TRANSFERS);
        for id in sold.chain([ALL_SECTORS]) {
            let of_area = |area: Area| {
                let is_in = move |row: &&&OfIndustry| {
                    row.area == area && (id == ALL_SECTORS || row.sector.map(sector) == Some(id))
                };
                of_year.iter().filter(is_in)
            };
            rows.push(LocalFirms {
                year: *year,
                sector: id,
                firms: of_area(Area::Home).map(|row| row.count.firms).sum(),
                enough: counts.enough.into(),
                size: of_area(Area::Home).map(|row| size(row)).sum(),
                national_size: of_area(Area::Country).map(|row| size(row)).sum(),
            });
        }
    }
    by_columns(LOCAL_FIRMS.name, &LocalFirms::COLUMNS, &rows)
}

pub(super) const FIRM_SELLERS: Described = Described {
    name: "firm_sellers",
    about: "scope, year, and what suppliers that may be firms of here sell by their industry",
    columns: &heads(&COLUMNS),
};

/// Suppliers that have in common whether they are firms of here, and what they sell by their own industry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sellers {
    year: i32,
    is_local: &'static str,
    industry_sector: &'static str,
}

#[derive(Clone, Copy)]
struct OfSellers {
    sellers: Sellers,
    suppliers: u64,
}

const COLUMNS: [Column<Of<Scoped<OfSellers>>>; 6] = [
    scope(),
    year(),
    amount(),
    column(
        "is_local",
        "yes: a company, co-operative or sole trader in a home municipality; open: its place, or whether it is one, is not \
         known",
        Of::Text(|r| r.of.sellers.is_local),
    ),
    column(
        "industry_sector",
        "id of the sector that the supplier's own industry belongs to, whatever it sold; general where the industry says \
         little, unknown where it is not known",
        Of::Text(|r| r.of.sellers.industry_sector),
    ),
    column("suppliers", "suppliers whose sum of the year is above zero", Of::Count(|r| Some(r.of.suppliers))),
];

/// The table `firm_sellers`. `cells` are in order of supplier and year.
pub(super) fn firm_sellers(
    counts: Option<&FirmCounts>,
    decisions: &Decisions,
    cells: &[Cell],
) -> anyhow::Result<Table> {
    let mut groups: BTreeMap<Sellers, (i128, u64)> = BTreeMap::new();
    let cells = if counts.is_some() { cells } else { &[] };
    for sold in supplier_years_of(cells).filter(|sold| sold.whole.cents > 0) {
        let (year, supplier) = (sold.year, sold.supplier);
        let kind = decisions.suppliers[supplier as usize].kind;
        let Some(is_local) = is_local(kind, decisions.ring(supplier, year)) else { continue };
        let industry_sector = match decisions.industry(supplier) {
            None => "unknown",
            Some(told) => told.map(sector).filter(|id| *id != PUBLIC_TRANSFERS).unwrap_or("general"),
        };
        let (cents, suppliers) = groups.entry(Sellers { year, is_local, industry_sector }).or_default();
        *cents += sold.whole.cents;
        *suppliers += 1;
    }
    let rows = groups.into_iter().map(|(sellers, (cents, suppliers))| {
        let of = OfSellers { sellers, suppliers };
        Row { year: sellers.year, public: false, cents, of }
    });
    scoped(FIRM_SELLERS.name, &COLUMNS, rows)
}

/// Whether a supplier is one of the firms of here; none where it is not.
fn is_local(kind: Kind, ring: Ring) -> Option<&'static str> {
    let is_firm = matches!(kind, Kind::Company | Kind::CoOperative | Kind::SoleTrader);
    match ring {
        Ring::Municipality if is_firm => Some("yes"),
        Ring::Municipality if kind == Kind::Unknown => Some("open"),
        Ring::Unknown if is_firm || kind == Kind::Unknown => Some("open"),
        _ => None,
    }
}
