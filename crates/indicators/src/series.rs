//! The numbers by which tables name scope, year and sector, the table of these numbers, and those of what each supplier
//! sold.

use std::collections::BTreeMap;

use super::columns::{Of, Table, by_columns, column};
use super::scopes::{SCOPES, scopes};
use super::sold::{ALL_SECTORS, SupplierYear, supplier_years_of};
use vire_base::sum::Sum;
use vire_domain::classify::cube::Cube;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_domain::suppliers::Supplier;
use vire_formats::table::{Column, Table as Described, heads};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::{SECTORS, SectorNo};
use vire_reference::thresholds::{ThresholdClass, ThresholdKind};

/// Numbers of the combinations of scope, year, and sector or all sectors: tables of suppliers name these by one number,
/// which is quicker to group by than the three.
pub(super) struct SeriesNumbers {
    years: Vec<i32>,
}

impl SeriesNumbers {
    pub fn new(cube: &Cube) -> Self {
        Self { years: cube.years.keys().copied().collect() }
    }

    pub fn len(&self) -> usize {
        self.years.len() * (SECTORS.len() + 1) * SCOPES.len()
    }

    /// One number for each scope.
    fn of(&self, year: i32, sector: Option<SectorNo>, public: bool) -> impl Iterator<Item = i32> {
        let year = self.years.partition_point(|y| *y < year);
        let sector = sector.map_or(SECTORS.len(), usize::from);
        let first = (year * (SECTORS.len() + 1) + sector) * SCOPES.len();
        (first..first + scopes(public).len()).map(|number| number as i32)
    }

    pub fn table(&self) -> anyhow::Result<Table> {
        let sectors = || SECTORS.iter().map(|s| s.id.as_str()).chain([ALL_SECTORS]);
        let of_year = |year: &i32| {
            let year = *year;
            sectors().flat_map(move |sector| SCOPES.map(|scope| (scope, year, sector)))
        };
        let numbered = (0..).zip(self.years.iter().flat_map(of_year));
        let rows = numbered.map(|(number, (scope, year, sector))| Series { number, scope, year, sector });
        by_columns(SERIES.name, &Series::COLUMNS, &rows.collect::<Vec<_>>())
    }
}

pub(super) const SERIES: Described =
    Described { name: "series", about: "scope, year, and sector or all", columns: &heads(&Series::COLUMNS) };

struct Series {
    number: i32,
    scope: &'static str,
    year: i32,
    sector: &'static str,
}

impl Series {
    const COLUMNS: [Column<Of<Self>>; 4] = [
        column("series", "number of the series", Of::Int(|r| r.number)),
        column("scope", "external: all external purchases; market: without public bodies", Of::Text(|r| r.scope)),
        column("year", "year of the purchases; 0 where it is not known", Of::Int(|r| r.year)),
        column("sector", "id of the sector, or all", Of::Text(|r| r.sector)),
    ];
}

/// What each supplier sold in each year, by sector and in all, in cents, with the number of the series that it is in.
pub(super) fn sold<'a>(
    decisions: &'a Decisions,
    cells: &'a [Cell],
    series: &'a SeriesNumbers,
) -> impl Iterator<Item = (i32, &'a Supplier, i128)> {
    supplier_years_of(cells).flat_map(move |of| {
        let supplier = &decisions.suppliers[of.supplier as usize];
        let sums: Vec<(Option<SectorNo>, Sum)> = of.sums().collect();
        sums.into_iter().flat_map(move |(sector, sum)| {
            series.of(of.year, sector, supplier.kind.is_public()).map(move |number| (number, supplier, sum.cents))
        })
    })
}

/// The largest sums of identified suppliers of each series, the largest first.
pub(super) fn leaders(decisions: &Decisions, cells: &[Cell], series: &SeriesNumbers) -> anyhow::Result<Table> {
    const MOST: usize = 10;
    let mut largest: Vec<Vec<i128>> = vec![Vec::new(); series.len()];
    for (number, supplier, cents) in sold(decisions, cells, series) {
        let held = &mut largest[number as usize];
        let leads = held.len() < MOST || held.last() < Some(&cents);
        if leads && cents > 0 && supplier.kind.is_supplier() {
            held.insert(held.partition_point(|other| *other >= cents), cents);
            held.truncate(MOST);
        }
    }
    let placed =
        |(series, sums): (i32, Vec<i128>)| (1..).zip(sums).map(move |(place, cents)| Leader { series, place, cents });
    by_columns(LEADERS.name, &Leader::COLUMNS, &(0..).zip(largest).flat_map(placed).collect::<Vec<_>>())
}

pub(super) const LEADERS: Described = Described {
    name: "leaders",
    about: "one of the ten largest sums above zero of identified suppliers in a series",
    columns: &heads(&Leader::COLUMNS),
};

struct Leader {
    series: i32,
    place: u64,
    cents: i128,
}

impl Leader {
    const COLUMNS: [Column<Of<Self>>; 3] = [
        column("series", "scope, year and sector: series tells which", Of::Int(|r| r.series)),
        column("place", "1 for the largest sum", Of::Count(|r| Some(r.place))),
        column("amount", "sum of the supplier", Of::Cents(|r| r.cents)),
    ];
}

pub(super) const SUPPLIER_YEARS: Described = Described {
    name: "supplier_years",
    about: "scope, year and supplier with external purchases",
    columns: &heads(&SoldInYear::COLUMNS),
};

/// What a supplier sold in a year, under one scope.
struct SoldInYear {
    series: i32,
    cents: i64,
    kind: &'static str,
    band: &'static str,
    class: &'static str,
    lines: u64,
    /// What thresholds are for.
    held: Sum,
}

impl SoldInYear {
    const COLUMNS: [Column<Of<Self>>; 8] = [
        column("series", "scope and year, sector all: series tells which", Of::Int(|r| r.series)),
        column("amount", "sum of the lines", Of::Cents(|r: &Self| r.cents.into())).distinct(),
        column("kind", "kind of the supplier", Of::Text(|r| r.kind)),
        column("value_band", "band of the year's sum; negative for zero or less", Of::Text(|r| r.band)),
        column(
            "threshold_class",
            "held_amount against the thresholds of the year's last day: negative, below-national, national-eu, above-eu, \
             above-national, outside (rents only), unknown",
            Of::Text(|r| r.class),
        ),
        column("lines", "posting lines", Of::Count(|r| Some(r.lines))),
        column(
            "held_amount",
            "sum of the lines that thresholds are for: all but rents",
            Of::Cents(|r: &Self| r.held.cents),
        )
        .distinct(),
        column("held_lines", "posting lines that thresholds are for", Of::Count(|r| Some(r.held.lines))),
    ];
}

pub(super) fn supplier_years(
    buyer: &Buyer,
    decisions: &Decisions,
    cells: &[Cell],
    series: &SeriesNumbers,
) -> anyhow::Result<Table> {
    let thresholds = buyer.thresholds();
    let codes = thresholds.band_codes();
    let mut limits = BTreeMap::new();
    let mut rows = Vec::new();
    for sold in supplier_years_of(cells) {
        let SupplierYear { year, supplier, whole, .. } = sold;
        let cents = i64::try_from(whole.cents)?;
        let (bands, limits) = limits.entry(year).or_insert_with(|| {
            let end = thresholds.day_of(year);
            (thresholds.bands_of_year(year), end.map(|end| thresholds.limits(ThresholdKind::GoodsServices, end)))
        });
        let band = if cents <= 0 { "negative" } else { codes[usize::from(bands.band(cents))] };
        let held = sold.held_against_thresholds();
        let class = limits.map_or(ThresholdClass::Unknown, |l| l.class_of_year(held.map(|held| held.cents)));
        let (class, held) = (class.code(), held.unwrap_or_default());
        let s = &decisions.suppliers[supplier as usize];
        for series in series.of(year, None, s.kind.is_public()) {
            rows.push(SoldInYear { series, cents, kind: s.kind.code(), band, class, lines: whole.lines, held });
        }
    }
    by_columns(SUPPLIER_YEARS.name, &SoldInYear::COLUMNS, &rows)
}
