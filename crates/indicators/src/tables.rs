//! The small tables that indicator queries read, made from the cube.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use arrow_array::{ArrayRef, RecordBatch};

use super::changes::{self, SUPPLIER_CHANGES};
use super::columns::{Of, Table, by_columns, column};
use super::concentration::{self, CONCENTRATION};
use super::contracts::{self, CONTRACT_SPEND, CONTRACTS};
use super::dependency::{self, DEPENDENCY, OPERATING_COSTS};
use super::emissions::{self, EMISSIONS};
use super::firms::{self, FIRM_SELLERS, LOCAL_FIRMS};
use super::groups::{self, SUPPLIER_GROUPS, WORTH_LIMITS};
use super::limits::{self, NEAR_LIMITS};
use super::multiplied::{self, MULTIPLIED};
use super::owners::{self, OWNER_CLASSES};
use super::payments::{self, PAYMENTS};
use super::profiles::{self, PROFILES};
use super::respending::{self, RESPENDING};
use super::scopes::{Row, Scoped, amount, scope, scoped, scopes, year};
use super::series::{self, LEADERS, SERIES, SUPPLIER_YEARS, SeriesNumbers};
use super::sold::sector;
use super::tenders::{self, OPENNESS, TENDER_PARTIES, TENDERS};
use super::units::{self, UNITS};
use crate::settings::{Inhabitants, Settings};
use vire_base::sum::Sum;
use vire_domain::beside::Beside;
use vire_domain::classify::cube::{Cube, UNDATED, Year};
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::periods::Periods;
use vire_formats::columns::{self, ColumnError};
use vire_formats::parquet;
use vire_formats::table::{Column, Head, Table as Described, heads, schema};
use vire_reference::buyer::Buyer;

/// All tables as queries know them.
pub const TABLES: [Described; 28] = [
    SUPPLIER_YEARS,
    CONCENTRATION,
    LEADERS,
    SERIES,
    SUPPLIER_GROUPS,
    WORTH_LIMITS,
    PROFILES,
    SUPPLIER_CHANGES,
    OWNER_CLASSES,
    DEPENDENCY,
    OPERATING_COSTS,
    BANDS,
    MONTHS,
    DOCUMENTS,
    PAYMENTS,
    POPULATION,
    LOCAL_FIRMS,
    FIRM_SELLERS,
    TENDERS,
    TENDER_PARTIES,
    OPENNESS,
    CONTRACT_SPEND,
    CONTRACTS,
    NEAR_LIMITS,
    UNITS,
    EMISSIONS,
    RESPENDING,
    MULTIPLIED,
];

/// The tables that [`TABLES`] describes.
pub fn tables(
    buyer: &Buyer,
    settings: &Settings,
    beside: &Beside,
    decisions: &Decisions,
    cube: &Cube,
) -> anyhow::Result<Vec<Table>> {
    let periods = &Periods::of(cube, buyer.year);
    let cells = cube.spend.cells();
    let numbers = SeriesNumbers::new(cube);
    let limits = buyer.thresholds().worth_limits();
    Ok(vec![
        series::supplier_years(buyer, decisions, cells, &numbers)?,
        concentration::concentration(decisions, cells, &numbers)?,
        series::leaders(decisions, cells, &numbers)?,
        numbers.table()?,
        groups::supplier_groups(limits, decisions, cells)?,
        groups::worth_limits(limits)?,
        profiles::profiles(buyer, decisions, periods, cells)?,
        changes::supplier_changes(decisions, periods, cells)?,
        owners::owner_classes(decisions, cells)?,
        dependency::dependency(&beside.turnovers, decisions, cells)?,
        dependency::operating_costs(settings.costs.as_ref())?,
        bands(buyer, cube)?,
        months(cube)?,
        documents(cube)?,
        payments::payments(cube)?,
        population(&settings.population, cube)?,
        firms::local_firms(beside.firms.as_ref(), cube)?,
        firms::firm_sellers(beside.firms.as_ref(), decisions, cells)?,
        tenders::tenders(beside.tenders.as_ref())?,
        tenders::parties(beside.tenders.as_ref())?,
        tenders::openness(&beside.openness.entries)?,
        contracts::contract_spend(beside.contracts.as_ref(), decisions, cube, buyer.year)?,
        contracts::contracts(beside.contracts.as_ref(), decisions, cube, periods, buyer.year)?,
        limits::near_limits(buyer, decisions, cube, cells)?,
        units::units(decisions, cube)?,
        emissions::emissions(beside.emissions.as_ref())?,
        respending::respending(beside.respending.as_ref())?,
        multiplied::multiplied(beside.multipliers.as_ref())?,
    ])
}

/// The folder of a run that has the tables.
pub const FOLDER: &str = "tables";

/// The file of a table in the folder of a run.
pub fn path(run: &Path, name: &str) -> PathBuf {
    run.join(FOLDER).join(format!("{name}.parquet"))
}

/// Writes the tables into the folder of a run, so that other engines run the queries over them.
pub fn write(tables: &[Table], run: &Path) -> anyhow::Result<()> {
    fs_err::create_dir(run.join(FOLDER))?;
    for table in tables {
        let (heads, values): (Vec<Head>, Vec<ArrayRef>) = table.columns.iter().cloned().unzip();
        let batch = RecordBatch::try_new(schema(&heads), values)?;
        parquet::write_batch(&heads, &batch, &path(run, table.name))?;
    }
    Ok(())
}

/// Reads the tables whose files `at` tells; of their columns those that queries know.
///
/// # Errors
/// When a file is missing, or its columns are others.
pub fn read(at: impl Fn(&str) -> PathBuf) -> anyhow::Result<Vec<Table>> {
    let table = |described: &Described| {
        let path = at(described.name);
        let read = || {
            let batch = parquet::read_whole(&path)?;
            let column = |head: &Head| Ok((*head, columns::column(&batch, head.name, head.kind)?.clone()));
            let columns = described.columns.iter().map(column).collect::<Result<_, ColumnError>>()?;
            anyhow::Ok(Table { name: described.name, columns, rows: batch.num_rows() })
        };
        read().with_context(|| path.display().to_string())
    };
    TABLES.iter().map(table).collect()
}

const BANDS: Described =
    Described { name: "bands", about: "scope, year and band of the single posting", columns: &heads(&Band::COLUMNS) };

/// Postings of one size.
#[derive(Clone, Copy)]
struct Band {
    code: &'static str,
    lines: u64,
}

impl Band {
    const COLUMNS: [Column<Of<Scoped<Self>>>; 5] = [
        scope(),
        year(),
        amount(),
        column("value_band", "band of the single posting", Of::Text(|r| r.of.code)),
        column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
    ];
}

fn bands(buyer: &Buyer, cube: &Cube) -> anyhow::Result<Table> {
    let codes = buyer.thresholds().band_codes();
    let of_year = |(year, sums): (&i32, &Year)| {
        let (year, bands) = (*year, sums.bands());
        let of_band = |(code, pair): (&&'static str, &[Sum; 2])| {
            of_pair(year, pair, |lines| Band { code, lines }).collect::<Vec<_>>()
        };
        codes.iter().zip(&bands).flat_map(of_band).collect::<Vec<_>>()
    };
    scoped(BANDS.name, &Band::COLUMNS, cube.years.iter().flat_map(of_year))
}

const MONTHS: Described = Described {
    name: "months",
    about: "scope, year, month and sector; dated lines only",
    columns: &heads(&Month::COLUMNS),
};

/// A sector in a month.
#[derive(Clone, Copy)]
struct Month {
    month: u64,
    sector: &'static str,
    lines: u64,
}

impl Month {
    const COLUMNS: [Column<Of<Scoped<Self>>>; 6] = [
        scope(),
        year(),
        amount(),
        column("sector", "id of the sector", Of::Text(|r| r.of.sector)),
        column("month", "1 to 12", Of::Count(|r| Some(r.of.month))),
        column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
    ];
}

fn months(cube: &Cube) -> anyhow::Result<Table> {
    let mut rows = Vec::new();
    for (&year, sums) in &cube.years {
        for (month, sectors) in (1..).zip(&sums.months) {
            for (number, pair) in (0..).zip(sectors) {
                rows.extend(of_pair(year, pair, |lines| Month { month, sector: sector(number), lines }));
            }
        }
    }
    scoped(MONTHS.name, &Month::COLUMNS, rows.into_iter())
}

/// The rows of a sum in the market and one of public bodies, as far as they have lines.
fn of_pair<T>(year: i32, pair: &[Sum; 2], of: impl Fn(u64) -> T) -> impl Iterator<Item = Row<T>> {
    let rows = [(pair[0], false), (pair[1], true)].into_iter().filter(|(sum, _)| sum.lines > 0);
    rows.map(move |(sum, public)| Row { year, public, cents: sum.cents, of: of(sum.lines) })
}

const DOCUMENTS: Described =
    Described { name: "documents", about: "scope and year", columns: &heads(&Documents::COLUMNS) };

struct Documents {
    scope: &'static str,
    year: i32,
    lines: u64,
    vouchers: Option<u64>,
    invoices: Option<u64>,
}

impl Documents {
    const COLUMNS: [Column<Of<Self>>; 5] = [
        column("scope", "external: all external purchases; market: without public bodies", Of::Text(|r| r.scope)),
        column("year", "year of the purchases; 0 where it is not known", Of::Int(|r| r.year)),
        column("lines", "posting lines", Of::Count(|r| Some(r.lines))),
        column("vouchers", "distinct voucher numbers; null where the exports have none", Of::Count(|r| r.vouchers)),
        column("invoices", "distinct invoice numbers; null where the exports have none", Of::Count(|r| r.invoices)),
    ];
}

fn documents(cube: &Cube) -> anyhow::Result<Table> {
    let mut lines: BTreeMap<(i32, &'static str), u64> = BTreeMap::new();
    for (year, sums) in &cube.years {
        for (sum, public) in sums.bands().into_iter().flat_map(|[market, public]| [(market, false), (public, true)]) {
            for scope in scopes(public).iter().filter(|_| sum.lines > 0) {
                *lines.entry((*year, *scope)).or_default() += sum.lines;
            }
        }
    }
    let row = |((year, scope), lines)| {
        let [vouchers, invoices] = cube.documents(year, scope == "market");
        Documents { scope, year, lines, vouchers, invoices }
    };
    by_columns(DOCUMENTS.name, &Documents::COLUMNS, &lines.into_iter().map(row).collect::<Vec<_>>())
}

const POPULATION: Described =
    Described { name: "population", about: "year with a known population", columns: &heads(&Population::COLUMNS) };

struct Population {
    year: i32,
    inhabitants: u32,
}

impl Population {
    const COLUMNS: [Column<Of<Self>>; 2] = [
        column("year", "year with purchases", Of::Int(|r| r.year)),
        column("population", "inhabitants in that year", Of::Count(|r| Some(r.inhabitants.into()))),
    ];
}

fn population(inhabitants: &Inhabitants, cube: &Cube) -> anyhow::Result<Table> {
    let years = cube.years.keys().copied().filter(|y| *y != UNDATED);
    let known = years.filter_map(|year| Some(Population { year, inhabitants: inhabitants.of(year)? }));
    by_columns(POPULATION.name, &Population::COLUMNS, &known.collect::<Vec<_>>())
}
