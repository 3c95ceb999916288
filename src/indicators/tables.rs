//! The small tables that indicator queries read, made from the cube.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::groups::supplier_groups;
use super::profiles::profiles;
use crate::classify::cube::{Cube, Sum, UNDATED};
use crate::classify::decisions::Decisions;
use crate::classify::scope::is_public;
use crate::classify::sector::SECTORS;
use crate::config::Config;
use crate::reference::thresholds::Thresholds;

/// A table by columns.
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<(&'static str, Column)>,
}

pub enum Column {
    Text(Vec<&'static str>),
    Int(Vec<i32>),
    Long(Vec<Option<i64>>),
    Cents(Vec<i64>),
}

/// The scopes that every indicator is computed in: all external purchases, and those without public bodies.
pub const SCOPES: [&str; 2] = ["external", "market"];

/// A sum with what it is divided by. Suppliers are numbers here, in the order of their keys.
struct Row<const N: usize> {
    year: i32,
    number: i32,
    texts: [&'static str; N],
    public: bool,
    sum: Sum,
}

/// Tables `spend`, `supplier_years`, `supplier_groups`, `profiles`, `bands`, `months`, `documents`, `population`; their columns are
/// described in ARCHITECTURE.md.
pub fn tables(config: &Config, decisions: &Decisions, cube: &Cube) -> anyhow::Result<Vec<Table>> {
    let mut cells: Vec<Cell> = cube.spend.iter().map(|(key, sum)| (*key, *sum)).collect();
    cells.sort_unstable_by_key(|(key, _)| *key);
    Ok(vec![
        spend(decisions, &cells)?,
        supplier_years(config, decisions, &cells)?,
        supplier_groups(decisions, &cells)?,
        profiles(config, decisions, cube)?,
        bands(config, cube)?,
        months(cube)?,
        documents(cube),
        population(config, cube),
    ])
}

/// A sum under both scopes, or under "external" alone when it is of a public body.
pub(super) fn scopes(public: bool) -> &'static [&'static str] {
    if public { &SCOPES[..1] } else { &SCOPES }
}

pub(super) fn sector(number: u8) -> &'static str {
    &SECTORS[usize::from(number)].id
}

/// A sum of the cube by year, supplier and sector.
pub(super) type Cell = ((i32, u32, u8), Sum);

/// The cells of each year and supplier together; `cells` are sorted.
pub(super) fn by_supplier_year(cells: &[Cell]) -> impl Iterator<Item = &[Cell]> {
    cells.chunk_by(|((y1, s1, _), _), ((y2, s2, _), _)| (y1, s1) == (y2, s2))
}

fn spend(decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let rows = cells.iter().map(|&((year, supplier, sector_no), sum)| {
        let s = &decisions.suppliers[supplier as usize];
        let texts = [s.ring.code(), s.size, s.kind.code(), sector(sector_no)];
        Row { year, number: supplier as i32, texts, public: is_public(s), sum }
    });
    table("spend", Some("supplier"), ["ring", "size", "kind", "sector"], rows)
}

fn supplier_years(config: &Config, decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let thresholds = Thresholds::new(&config.country, &config.currency);
    let codes = thresholds.band_codes();
    let mut limits = BTreeMap::new();
    let mut rows = Vec::with_capacity(cells.len());
    for of_sectors in by_supplier_year(cells) {
        let ((year, supplier, _), _) = of_sectors[0];
        let mut sum = Sum::default();
        of_sectors.iter().for_each(|(_, part)| sum.join(*part));
        let cents = i64::try_from(sum.cents)?;
        let (bands, limits) = limits.entry(year).or_insert_with(|| {
            let end = NaiveDate::from_ymd_opt(year, 12, 31);
            (thresholds.bands_of_year(year), end.map(|end| thresholds.limits(false, end)))
        });
        let band = if cents <= 0 { "negative" } else { codes[usize::from(bands.band(cents))] };
        let class = limits.map_or("unknown", |l| l.class(cents).code());
        let s = &decisions.suppliers[supplier as usize];
        let texts = [s.ring.code(), s.size, s.kind.code(), band, class];
        rows.push(Row { year, number: supplier as i32, texts, public: is_public(s), sum });
    }
    let names = ["ring", "size", "kind", "value_band", "threshold_class"];
    table("supplier_years", Some("supplier"), names, rows.into_iter())
}

fn bands(config: &Config, cube: &Cube) -> anyhow::Result<Table> {
    let codes = Thresholds::new(&config.country, &config.currency).band_codes();
    let mut cells = Vec::new();
    for (&year, sums) in &cube.years {
        for (code, pair) in codes.iter().zip(&sums.bands()) {
            cells.extend(of_pair(year, 0, [*code], pair));
        }
    }
    table("bands", None, ["value_band"], cells.into_iter())
}

fn months(cube: &Cube) -> anyhow::Result<Table> {
    let mut cells = Vec::new();
    for (&year, sums) in &cube.years {
        for (month, sectors) in (1..).zip(&sums.months) {
            for (number, pair) in (0..).zip(sectors) {
                cells.extend(of_pair(year, month, [sector(number)], pair));
            }
        }
    }
    table("months", Some("month"), ["sector"], cells.into_iter())
}

/// The rows of a sum in the market and one of public bodies, as far as they have lines.
fn of_pair<const N: usize>(
    year: i32,
    number: i32,
    texts: [&'static str; N],
    pair: &[Sum; 2],
) -> impl Iterator<Item = Row<N>> {
    let rows = [(pair[0], false), (pair[1], true)].map(|(sum, public)| Row { year, number, texts, public, sum });
    rows.into_iter().filter(|row| row.sum.lines > 0)
}

/// Columns scope, year, the number when it has a name, the texts, amount, lines.
fn table<const N: usize>(
    name: &'static str,
    number_name: Option<&'static str>,
    names: [&'static str; N],
    rows: impl Iterator<Item = Row<N>>,
) -> anyhow::Result<Table> {
    let mut texts: [Vec<&'static str>; N] = std::array::from_fn(|_| Vec::new());
    let (mut scope, mut year, mut number) = (Vec::new(), Vec::new(), Vec::new());
    let (mut amount, mut lines) = (Vec::new(), Vec::new());
    for row in rows {
        for s in scopes(row.public) {
            scope.push(*s);
            year.push(row.year);
            number.push(row.number);
            amount.push(i64::try_from(row.sum.cents)?);
            lines.push(Some(i64::try_from(row.sum.lines)?));
            texts.iter_mut().zip(row.texts).for_each(|(column, text)| column.push(text));
        }
    }
    let mut columns = vec![("scope", Column::Text(scope)), ("year", Column::Int(year))];
    columns.extend(number_name.map(|name| (name, Column::Int(number))));
    columns.extend(names.into_iter().zip(texts.into_iter().map(Column::Text)));
    columns.extend([("amount", Column::Cents(amount)), ("lines", Column::Long(lines))]);
    Ok(Table { name, columns })
}

fn documents(cube: &Cube) -> Table {
    let mut lines: BTreeMap<(i32, &'static str), u64> = BTreeMap::new();
    for (year, sums) in &cube.years {
        for (sum, public) in sums.bands().into_iter().flat_map(|[market, public]| [(market, false), (public, true)]) {
            for scope in scopes(public).iter().filter(|_| sum.lines > 0) {
                *lines.entry((*year, *scope)).or_default() += sum.lines;
            }
        }
    }
    let number = |n: u64| i64::try_from(n).ok();
    let (mut scope, mut year, mut counts) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    for ((y, s), lines) in lines {
        let [vouchers, invoices] = cube.documents(y, s == "market");
        scope.push(s);
        year.push(y);
        counts[0].push(number(lines));
        counts[1].push(vouchers.and_then(number));
        counts[2].push(invoices.and_then(number));
    }
    let [lines, vouchers, invoices] = counts.map(Column::Long);
    let columns = vec![
        ("scope", Column::Text(scope)),
        ("year", Column::Int(year)),
        ("lines", lines),
        ("vouchers", vouchers),
        ("invoices", invoices),
    ];
    Table { name: "documents", columns }
}

fn population(config: &Config, cube: &Cube) -> Table {
    let years = cube.years.keys().copied().filter(|y| *y != UNDATED);
    let known: Vec<(i32, u32)> = years.filter_map(|y| Some((y, config.population.of(y)?))).collect();
    let columns = vec![
        ("year", Column::Int(known.iter().map(|(y, _)| *y).collect())),
        ("population", Column::Long(known.iter().map(|(_, n)| Some(i64::from(*n))).collect())),
    ];
    Table { name: "population", columns }
}
