//! What planning tools are handed of a published run: only what its reports show.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::Context;
use arrow_array::{Array, RecordBatch};
use chrono::{NaiveDate, TimeDelta};
use vire_base::year::UNDATED;
use vire_disclosure::{PARTLY_SHOWN, is_hidden};
use vire_domain::classify::periods::{Covered, Extent};
use vire_formats::{columns, parquet};
use vire_indicators::catalogue::{CATALOGUE, Indicator, Unit};
use vire_planning::evidence::{Coming, Evidence, Point, Sale, Seller, Year};
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_report::facts::Facts;

use crate::cli::{report, threads};
use crate::publish::open::{OTHER_VERSION, years};
use crate::publish::verify;

/// The scope without public bodies, as figures and lines name it.
const MARKET: (&str, &str) = ("market", "in");

/// Reads a run, or the current run of a folder.
///
/// # Errors
/// When there is none, when it is not what was published, or when another version published it.
pub fn evidence(folder: &Path) -> anyhow::Result<Evidence> {
    let run = report::published(folder)?;
    verify::intact(&run, threads())?;
    let facts = Facts::read(&run)?;
    let summary = &facts.summary;
    let whole = summary.periods.iter().filter(|covered| covered.extent == Extent::Whole);
    let year = |number: i32| {
        let last_day = facts.accounting.last_day(number)?;
        Some(Year { number, name: facts.accounting.name(number), last_day })
    };
    let sold = Sold::read(&run, &facts)?;
    Ok(Evidence {
        buyer: summary.buyer.clone(),
        country: summary.country.clone(),
        currency: summary.currency.clone(),
        years: whole.filter_map(|covered| year(covered.year)).collect(),
        sellers: sellers(&facts, &sold.since),
        days: sold.days.iter().map(|((day, seller), cents)| (*day, *seller, *cents)).collect(),
        sales: sold.sales(&facts),
        totals: totals(&facts),
        months: months(&facts),
        coming: coming(&facts),
        indicators: indicators(&facts),
    })
}

/// All suppliers in their order; those that may not be named without their names.
fn sellers(facts: &Facts, since: &BTreeMap<usize, NaiveDate>) -> Vec<Seller> {
    let latest = facts.years.last().copied().unwrap_or(UNDATED);
    let seller = |(at, supplier): (usize, &vire_report::facts::Supplier)| {
        let (ring, _) = facts.place(at, latest);
        let country = &facts.summary.country;
        let mut seller = Seller::new(&supplier.key, &supplier.name, country, supplier.may_be_named());
        seller.is_person = supplier.is_personal() || supplier.is_perhaps_person;
        seller.is_local = ring == Ring::Municipality;
        seller.is_association = supplier.kind == Kind::Association;
        seller.since = since.get(&at).copied();
        seller
    };
    facts.suppliers.iter().enumerate().map(seller).collect()
}

/// What reports show of each sector of the market, by year.
fn totals(facts: &Facts) -> BTreeMap<(i32, String), Option<i128>> {
    let years = facts.years.iter().copied();
    let figures = years.flat_map(|year| facts.members("A1", MARKET.0, year, "sector").map(move |f| (year, f)));
    figures
        .map(|(year, figure)| {
            let cents = figure.value.filter(|_| !is_hidden(figure)).map(|millionths| millionths / 10_000);
            ((year, figure.member.clone()), cents)
        })
        .collect()
}

/// What each supplier of the market sold: by year, sector and unit, and by day.
#[derive(Default)]
struct Sold {
    cells: BTreeMap<(i32, usize, String, String), i128>,
    days: BTreeMap<(NaiveDate, usize), i128>,
    /// The first day of each supplier.
    since: BTreeMap<usize, NaiveDate>,
}

/// What is read of the purchases.
const COLUMNS: [&str; 9] =
    ["year", "unit", "supplier", "sector", "scope", "amount", "posting_date", "payment_date", "invoice_date"];

impl Sold {
    fn read(run: &Path, facts: &Facts) -> anyhow::Result<Self> {
        let suppliers = facts.suppliers.iter().enumerate();
        let place: HashMap<&str, usize> = suppliers.map(|(i, s)| (s.key.as_str(), i)).collect();
        let mut sold = Self::default();
        for (_, path) in years(&run.join("purchases"))? {
            for batch in parquet::stream(&path, &COLUMNS)? {
                sold.add(&batch?, &place, facts).context(OTHER_VERSION)?;
            }
        }
        Ok(sold)
    }

    fn add(&mut self, batch: &RecordBatch, place: &HashMap<&str, usize>, facts: &Facts) -> anyhow::Result<()> {
        let text = |name: &str| columns::texts(batch, name);
        let (units, suppliers, sectors, scopes) = (text("unit")?, text("supplier")?, text("sector")?, text("scope")?);
        let (years, amounts) = (columns::ints(batch, "year")?, columns::money(batch, "amount")?);
        let days = ["posting_date", "payment_date", "invoice_date"].map(|name| columns::days(batch, name));
        let days = days.into_iter().collect::<Result<Vec<_>, _>>()?;
        for at in (0..batch.num_rows()).filter(|at| columns::text(scopes, *at) == MARKET.1) {
            let key = columns::text(suppliers, at);
            let supplier = *place.get(key).with_context(|| format!("no supplier {key}"))?;
            if !facts.suppliers[supplier].kind.is_supplier() {
                continue; // all whose names are withheld or missing are one supplier: it made no purchase of its own
            }
            let year = if years.is_valid(at) { years.value(at) } else { UNDATED };
            let (sector, unit, cents) = (columns::text(sectors, at), columns::text(units, at), amounts.value(at));
            *self.cells.entry((year, supplier, sector.to_owned(), unit.to_owned())).or_default() += cents;
            let day = days.iter().find(|days| days.is_valid(at)).map(|days| days.value(at));
            let Some(day) = day.and_then(|day| NaiveDate::default().checked_add_signed(TimeDelta::days(day.into())))
            else {
                continue;
            };
            self.since.entry(supplier).and_modify(|since| *since = day.min(*since)).or_insert(day);
            if is_shown(facts, supplier, year, sector) {
                *self.days.entry((day, supplier)).or_default() += cents;
            }
        }
        Ok(())
    }

    fn sales(self, facts: &Facts) -> Vec<Sale> {
        let sale = |((year, seller, sector, unit), cents): ((i32, usize, String, String), i128)| {
            let is_shown = is_shown(facts, seller, year, &sector);
            Sale::new((year, sector, unit), seller, cents, is_shown)
        };
        self.cells.into_iter().map(sale).collect()
    }
}

/// Whether reports name a supplier with what it sold in a sector and year.
fn is_shown(facts: &Facts, supplier: usize, year: i32, sector: &str) -> bool {
    facts.suppliers[supplier].may_be_named() && !facts.is_joined(year, sector, supplier)
}

/// The calendar months that are covered.
fn months(facts: &Facts) -> BTreeSet<(i32, u32)> {
    let of_year = |covered: &Covered| {
        let (year, accounting) = (covered.year, facts.accounting);
        // Of a year that is whole by its name no months are known: all count.
        let is_named = covered.extent == Extent::Whole && covered.months.is_empty();
        let months = if is_named { accounting.months().to_vec() } else { covered.months.clone() };
        months.into_iter().map(move |month| (accounting.calendar_year(year, month), month))
    };
    let covered = facts.summary.periods.iter().filter(|covered| covered.extent != Extent::Stray);
    covered.flat_map(of_year).collect()
}

/// The headlines of all indicators of the market in whole years.
fn indicators(facts: &Facts) -> BTreeMap<String, Vec<Point>> {
    let whole = facts.summary.periods.iter().filter(|covered| covered.extent == Extent::Whole);
    let years: Vec<i32> = whole.map(|covered| covered.year).collect();
    let point = |indicator: &Indicator, year: i32| {
        let (dimension, member) = &indicator.headline;
        let figure = facts.figure(&indicator.id, MARKET.0, year, dimension, member)?;
        let is_partly_shown = figure.note.split("; ").any(|note| note == PARTLY_SHOWN);
        Some(Point {
            year: facts.accounting.name(year),
            millionths: figure.value.filter(|_| !is_hidden(figure)),
            is_rounded: is_partly_shown && matches!(indicator.unit, Unit::Share | Unit::Points),
        })
    };
    let of = |i: &Indicator| (i.id.clone(), years.iter().filter_map(|year| point(i, *year)).collect::<Vec<_>>());
    CATALOGUE.iter().map(of).filter(|(_, points)| !points.is_empty()).collect()
}

fn coming(facts: &Facts) -> Vec<Coming> {
    let items = facts.summary.coming.iter().flat_map(|list| &list.items);
    let coming = items.map(|item| Coming {
        title: item.title.clone(),
        sector: item.sector_id().to_owned(),
        when: if item.time_text.is_empty() { item.window.start.to_string() } else { item.time_text.clone() },
    });
    coming.collect()
}
