//! The small tables that indicator queries read, made from the cube.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::groups::supplier_groups;
use super::inputs;
use super::profiles::{ALL_SECTORS, profiles};
use crate::settings::Inhabitants;
use vire_base::sum::Sum;
use vire_domain::classify::cube::{Cube, UNDATED};
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::scope::is_public;
use vire_domain::classify::spend::Cell;
use vire_domain::suppliers::Supplier;
use vire_reference::buyer::Buyer;
use vire_reference::names::Kind;
use vire_reference::sectors::{SECTORS, SectorNo};

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

/// A sum with what it is divided by, before it is put under its scopes.
pub(super) struct Row<const N: usize, const M: usize> {
    pub year: i32,
    pub texts: [&'static str; N],
    /// Lines, suppliers, or a month.
    pub counts: [u64; M],
    pub cents: i128,
    pub public: bool,
}

/// Tables `spend`, `supplier_years`, `series`, `leaders`, `supplier_groups`, `profiles`, `bands`, `months`, `documents`,
/// `population`; [`inputs`] describes their columns.
///
/// # Errors
/// When a sum has more than 18 digits, or a table is not as it is declared.
pub fn tables(
    buyer: &Buyer,
    inhabitants: &Inhabitants,
    decisions: &Decisions,
    cube: &Cube,
) -> anyhow::Result<Vec<Table>> {
    let cells = cube.spend.cells();
    let series = SeriesNumbers::new(cube);
    let mut leaders = Leaders(vec![Vec::new(); series.len()]);
    let tables = vec![
        spend(decisions, cells, &series, &mut leaders)?,
        supplier_years(buyer, decisions, cells, &series, &mut leaders)?,
        leaders.table(),
        series.table(),
        supplier_groups(decisions, cells)?,
        profiles(buyer, decisions, cube, cells)?,
        bands(buyer, cube)?,
        months(cube)?,
        documents(cube),
        population(inhabitants, cube),
    ];
    inputs::check(&tables)?;
    Ok(tables)
}

/// A sum under both scopes, or under "external" alone when it is of a public body.
pub(super) fn scopes(public: bool) -> &'static [&'static str] {
    if public { &SCOPES[..1] } else { &SCOPES }
}

pub(super) fn sector(number: u8) -> &'static str {
    &SECTORS[usize::from(number)].id
}

/// What one supplier sold in one year.
pub(super) struct SupplierYear<'a> {
    pub year: i32,
    pub supplier: u32,
    cells: &'a [Cell],
    pub whole: Sum,
}

impl SupplierYear<'_> {
    /// The sum of each sector, then the whole under no sector.
    pub fn sums(&self) -> impl Iterator<Item = (Option<SectorNo>, Sum)> {
        let by_sector = self.cells.iter().map(|((.., sector), sum)| (Some(*sector), *sum));
        by_sector.chain([(None, self.whole)])
    }
}

/// `cells` are in order of supplier and year.
pub(super) fn supplier_years_of(cells: &[Cell]) -> impl Iterator<Item = SupplierYear<'_>> {
    let together = cells.chunk_by(|((y1, s1, _), _), ((y2, s2, _), _)| (y1, s1) == (y2, s2));
    together.map(|cells| {
        let (year, supplier, _) = cells[0].0;
        let mut whole = Sum::default();
        cells.iter().for_each(|(_, sum)| whole += *sum);
        SupplierYear { year, supplier, cells, whole }
    })
}

/// Numbers of the combinations of scope, year, and sector or all sectors: the two tables that have a row for each
/// supplier name these by one number, which is quicker to group by than the three.
struct SeriesNumbers {
    years: Vec<i32>,
}

impl SeriesNumbers {
    fn new(cube: &Cube) -> Self {
        Self { years: cube.years.keys().copied().collect() }
    }

    fn len(&self) -> usize {
        self.years.len() * (SECTORS.len() + 1) * SCOPES.len()
    }

    /// One number for each scope.
    fn of(&self, year: i32, sector: Option<SectorNo>, public: bool) -> impl Iterator<Item = i32> {
        let year = self.years.partition_point(|y| *y < year);
        let sector = sector.map_or(SECTORS.len(), usize::from);
        let first = (year * (SECTORS.len() + 1) + sector) * SCOPES.len();
        (first..first + scopes(public).len()).map(|number| number as i32)
    }

    fn table(&self) -> Table {
        let (mut scope, mut year, mut sector) = (Vec::new(), Vec::new(), Vec::new());
        for of_year in &self.years {
            for of_sector in SECTORS.iter().map(|s| s.id.as_str()).chain([ALL_SECTORS]) {
                scope.extend(SCOPES);
                year.extend([*of_year; SCOPES.len()]);
                sector.extend([of_sector; SCOPES.len()]);
            }
        }
        let columns = vec![
            ("series", Column::Int((0..self.len() as i32).collect())),
            ("scope", Column::Text(scope)),
            ("year", Column::Int(year)),
            ("sector", Column::Text(sector)),
        ];
        Table { name: "series", columns }
    }
}

/// By number of series, the largest sums of identified suppliers, the largest first.
struct Leaders(Vec<Vec<i64>>);

impl Leaders {
    const MOST: usize = 10;

    fn add(&mut self, series: i32, supplier: &Supplier, cents: i64) {
        let held = &mut self.0[series as usize];
        let leads = held.len() < Self::MOST || held.last() < Some(&cents);
        if leads && cents > 0 && supplier.kind != Kind::Redacted {
            held.insert(held.partition_point(|other| *other >= cents), cents);
            held.truncate(Self::MOST);
        }
    }

    fn table(&self) -> Table {
        let (mut series, mut place, mut amount) = (Vec::new(), Vec::new(), Vec::new());
        for (number, cents) in (0..).zip(&self.0) {
            series.extend(cents.iter().map(|_| number));
            place.extend((1..).map(Some).take(cents.len()));
            amount.extend(cents);
        }
        let columns =
            vec![("series", Column::Int(series)), ("place", Column::Long(place)), ("amount", Column::Cents(amount))];
        Table { name: "leaders", columns }
    }
}

fn spend(
    decisions: &Decisions,
    cells: &[Cell],
    series: &SeriesNumbers,
    leaders: &mut Leaders,
) -> anyhow::Result<Table> {
    let most = SCOPES.len() * cells.len();
    let mut numbers = Vec::with_capacity(most);
    let (mut kinds, mut amounts) = (Vec::with_capacity(most), Vec::with_capacity(most));
    for &((year, supplier, sector), sum) in cells {
        let s = &decisions.suppliers[supplier as usize];
        let cents = i64::try_from(sum.cents)?;
        for number in series.of(year, Some(sector), is_public(s)) {
            leaders.add(number, s, cents);
            numbers.push(number);
            kinds.push(s.kind.code());
            amounts.push(cents);
        }
    }
    let columns =
        vec![("series", Column::Int(numbers)), ("kind", Column::Text(kinds)), ("amount", Column::Cents(amounts))];
    Ok(Table { name: "spend", columns })
}

fn supplier_years(
    buyer: &Buyer,
    decisions: &Decisions,
    cells: &[Cell],
    series: &SeriesNumbers,
    leaders: &mut Leaders,
) -> anyhow::Result<Table> {
    let thresholds = buyer.thresholds();
    let codes = thresholds.band_codes();
    let mut limits = BTreeMap::new();
    let (mut numbers, mut texts): (Vec<i32>, [Vec<&'static str>; 3]) = Default::default();
    let (mut amounts, mut lines) = (Vec::new(), Vec::new());
    for SupplierYear { year, supplier, whole, .. } in supplier_years_of(cells) {
        let cents = i64::try_from(whole.cents)?;
        let (bands, limits) = limits.entry(year).or_insert_with(|| {
            let end = NaiveDate::from_ymd_opt(year, 12, 31);
            (thresholds.bands_of_year(year), end.map(|end| thresholds.limits(false, end)))
        });
        let band = if cents <= 0 { "negative" } else { codes[usize::from(bands.band(cents))] };
        let class = limits.map_or("unknown", |l| l.class(cents).code());
        let s = &decisions.suppliers[supplier as usize];
        for number in series.of(year, None, is_public(s)) {
            leaders.add(number, s, cents);
            numbers.push(number);
            texts.iter_mut().zip([s.kind.code(), band, class]).for_each(|(column, text)| column.push(text));
            amounts.push(cents);
            lines.push(Some(i64::try_from(whole.lines)?));
        }
    }
    let mut columns = vec![("series", Column::Int(numbers)), ("amount", Column::Cents(amounts))];
    columns.extend(["kind", "value_band", "threshold_class"].into_iter().zip(texts.map(Column::Text)));
    columns.push(("lines", Column::Long(lines)));
    Ok(Table { name: "supplier_years", columns })
}

fn bands(buyer: &Buyer, cube: &Cube) -> anyhow::Result<Table> {
    let codes = buyer.thresholds().band_codes();
    let mut cells = Vec::new();
    for (&year, sums) in &cube.years {
        for (code, pair) in codes.iter().zip(&sums.bands()) {
            cells.extend(of_pair(year, [*code], pair, |lines| [lines]));
        }
    }
    table("bands", ["value_band"], ["lines"], cells.into_iter())
}

fn months(cube: &Cube) -> anyhow::Result<Table> {
    let mut cells = Vec::new();
    for (&year, sums) in &cube.years {
        for (month, sectors) in (1..).zip(&sums.months) {
            for (number, pair) in (0..).zip(sectors) {
                cells.extend(of_pair(year, [sector(number)], pair, |lines| [month, lines]));
            }
        }
    }
    table("months", ["sector"], ["month", "lines"], cells.into_iter())
}

/// The rows of a sum in the market and one of public bodies, as far as they have lines.
fn of_pair<const N: usize, const M: usize>(
    year: i32,
    texts: [&'static str; N],
    pair: &[Sum; 2],
    counts: impl Fn(u64) -> [u64; M],
) -> impl Iterator<Item = Row<N, M>> {
    let rows = [(pair[0], false), (pair[1], true)].into_iter().filter(|(sum, _)| sum.lines > 0);
    rows.map(move |(sum, public)| Row { year, texts, counts: counts(sum.lines), cents: sum.cents, public })
}

/// Columns scope, year, the texts, amount, the counts.
pub(super) fn table<const N: usize, const M: usize>(
    name: &'static str,
    text_names: [&'static str; N],
    count_names: [&'static str; M],
    rows: impl Iterator<Item = Row<N, M>>,
) -> anyhow::Result<Table> {
    let most = SCOPES.len() * rows.size_hint().0;
    let (mut scope, mut year) = (Vec::with_capacity(most), Vec::with_capacity(most));
    let mut amount = Vec::with_capacity(most);
    let mut texts: [Vec<&'static str>; N] = std::array::from_fn(|_| Vec::with_capacity(most));
    let mut counts: [Vec<Option<i64>>; M] = std::array::from_fn(|_| Vec::with_capacity(most));
    for row in rows {
        for s in scopes(row.public) {
            scope.push(*s);
            year.push(row.year);
            amount.push(i64::try_from(row.cents)?);
            texts.iter_mut().zip(row.texts).for_each(|(column, text)| column.push(text));
            for (column, count) in counts.iter_mut().zip(row.counts) {
                column.push(Some(i64::try_from(count)?));
            }
        }
    }
    let mut columns =
        vec![("scope", Column::Text(scope)), ("year", Column::Int(year)), ("amount", Column::Cents(amount))];
    columns.extend(text_names.into_iter().zip(texts.map(Column::Text)));
    columns.extend(count_names.into_iter().zip(counts.map(Column::Long)));
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

fn population(inhabitants: &Inhabitants, cube: &Cube) -> Table {
    let years = cube.years.keys().copied().filter(|y| *y != UNDATED);
    let known: Vec<(i32, u32)> = years.filter_map(|y| Some((y, inhabitants.of(y)?))).collect();
    let columns = vec![
        ("year", Column::Int(known.iter().map(|(y, _)| *y).collect())),
        ("population", Column::Long(known.iter().map(|(_, n)| Some(i64::from(*n))).collect())),
    ];
    Table { name: "population", columns }
}
