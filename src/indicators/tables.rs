//! The small tables that indicator queries read, made from the cube.

use std::collections::BTreeMap;

use chrono::NaiveDate;

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
    Text(Vec<String>),
    Int(Vec<i32>),
    Long(Vec<Option<i64>>),
    Cents(Vec<i64>),
}

/// The scopes that every indicator is computed in: all external purchases, and those without public bodies.
pub const SCOPES: [&str; 2] = ["external", "market"];

/// A cell of a table: its texts and numbers, before they are put in columns.
struct Row {
    scope: &'static str,
    year: i32,
    texts: Vec<String>,
    sum: Sum,
}

/// Tables `spend`, `supplier_years`, `bands`, `months`, `documents`, `population`; their columns are described in
/// ARCHITECTURE.md.
pub fn tables(config: &Config, decisions: &Decisions, cube: &Cube) -> anyhow::Result<Vec<Table>> {
    Ok(vec![
        spend(decisions, cube)?,
        supplier_years(config, decisions, cube)?,
        bands(config, cube)?,
        months(cube)?,
        documents(cube),
        population(config, cube),
    ])
}

/// A sum under both scopes, or under "external" alone when it is of a public body.
fn scopes(public: bool) -> &'static [&'static str] {
    if public { &SCOPES[..1] } else { &SCOPES }
}

fn supplier_texts(decisions: &Decisions, supplier: u32) -> Vec<String> {
    let s = &decisions.suppliers[supplier as usize];
    vec![s.key.clone(), s.ring.code().to_owned(), s.size.to_owned(), s.kind.code().to_owned()]
}

fn spend(decisions: &Decisions, cube: &Cube) -> anyhow::Result<Table> {
    let cells: BTreeMap<_, _> = cube.spend.iter().collect();
    let mut rows = Vec::new();
    for ((year, supplier, sector), sum) in cells {
        for scope in scopes(is_public(&decisions.suppliers[*supplier as usize])) {
            let mut texts = supplier_texts(decisions, *supplier);
            texts.push(SECTORS[usize::from(*sector)].id.clone());
            rows.push(Row { scope, year: *year, texts, sum: *sum });
        }
    }
    table("spend", &["supplier", "ring", "size", "kind", "sector"], rows)
}

fn supplier_years(config: &Config, decisions: &Decisions, cube: &Cube) -> anyhow::Result<Table> {
    let thresholds = Thresholds::new(&config.country, &config.currency);
    let codes = thresholds.band_codes();
    let mut sums: BTreeMap<(i32, u32), Sum> = BTreeMap::new();
    for ((year, supplier, _), sum) in &cube.spend {
        sums.entry((*year, *supplier)).or_default().join(*sum);
    }
    let mut rows = Vec::new();
    for ((year, supplier), sum) in sums {
        let cents = i64::try_from(sum.cents)?;
        let band = if cents <= 0 { "negative" } else { codes[usize::from(thresholds.bands_of_year(year).band(cents))] };
        let class = NaiveDate::from_ymd_opt(year, 12, 31)
            .map_or("unknown", |end| thresholds.limits(false, end).class(cents).code());
        for scope in scopes(is_public(&decisions.suppliers[supplier as usize])) {
            let mut texts = supplier_texts(decisions, supplier);
            texts.extend([band.to_owned(), class.to_owned()]);
            rows.push(Row { scope, year, texts, sum });
        }
    }
    table("supplier_years", &["supplier", "ring", "size", "kind", "value_band", "threshold_class"], rows)
}

fn bands(config: &Config, cube: &Cube) -> anyhow::Result<Table> {
    let codes = Thresholds::new(&config.country, &config.currency).band_codes();
    let rows = joined(
        cube.bands
            .iter()
            .map(|((year, band, public), sum)| ((*year, vec![codes[usize::from(*band)].to_owned()]), *public, *sum)),
    );
    table("bands", &["value_band"], rows)
}

fn months(cube: &Cube) -> anyhow::Result<Table> {
    let cells = cube.months.iter().map(|((year, month, sector, public), sum)| {
        ((*year, vec![SECTORS[usize::from(*sector)].id.clone(), month.to_string()]), *public, *sum)
    });
    let mut table = table("months", &["sector", "month"], joined(cells))?;
    for (name, column) in &mut table.columns {
        if let (&mut "month", Column::Text(texts)) = (name, &*column) {
            *column = Column::Int(texts.iter().map(|t| t.parse().unwrap_or_default()).collect());
        }
    }
    Ok(table)
}

/// Cells of both kinds of supplier, joined under each scope.
fn joined(cells: impl Iterator<Item = ((i32, Vec<String>), bool, Sum)>) -> Vec<Row> {
    let mut sums: BTreeMap<(&'static str, i32, Vec<String>), Sum> = BTreeMap::new();
    for ((year, texts), public, sum) in cells {
        for scope in scopes(public) {
            sums.entry((scope, year, texts.clone())).or_default().join(sum);
        }
    }
    sums.into_iter().map(|((scope, year, texts), sum)| Row { scope, year, texts, sum }).collect()
}

fn table(name: &'static str, names: &[&'static str], rows: Vec<Row>) -> anyhow::Result<Table> {
    let mut texts: Vec<Vec<String>> = names.iter().map(|_| Vec::with_capacity(rows.len())).collect();
    let (mut scope, mut year, mut amount, mut lines) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        scope.push(row.scope.to_owned());
        year.push(row.year);
        amount.push(i64::try_from(row.sum.cents)?);
        lines.push(Some(i64::try_from(row.sum.lines)?));
        texts.iter_mut().zip(row.texts).for_each(|(column, text)| column.push(text));
    }
    let mut columns = vec![("scope", Column::Text(scope)), ("year", Column::Int(year))];
    columns.extend(names.iter().copied().zip(texts.into_iter().map(Column::Text)));
    columns.extend([("amount", Column::Cents(amount)), ("lines", Column::Long(lines))]);
    Ok(Table { name, columns })
}

fn documents(cube: &Cube) -> Table {
    let mut lines: BTreeMap<(i32, &'static str), u64> = BTreeMap::new();
    for ((year, _, public), sum) in &cube.bands {
        for scope in scopes(*public) {
            *lines.entry((*year, scope)).or_default() += sum.lines;
        }
    }
    let number = |n: u64| i64::try_from(n).ok();
    let (mut scope, mut year, mut counts) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
    for ((y, s), lines) in lines {
        let [vouchers, invoices] = cube.documents(y, s == "market");
        scope.push(s.to_owned());
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
    let mut years: Vec<i32> = cube.by_year.keys().copied().filter(|y| *y != UNDATED).collect();
    years.sort_unstable();
    let known: Vec<(i32, u32)> = years.into_iter().filter_map(|y| Some((y, config.population.of(y)?))).collect();
    let columns = vec![
        ("year", Column::Int(known.iter().map(|(y, _)| *y).collect())),
        ("population", Column::Long(known.iter().map(|(_, n)| Some(i64::from(*n))).collect())),
    ];
    Table { name: "population", columns }
}
