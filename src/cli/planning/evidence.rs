//! What planning tools are handed of a published run: only what its reports show.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use arrow_array::Array;
use vire_base::year::UNDATED;
use vire_disclosure::is_hidden;
use vire_domain::classify::periods::Extent;
use vire_formats::{columns, parquet};
use vire_planning::evidence::{Evidence, Sale, Seller, Year};
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
    Ok(Evidence {
        buyer: summary.buyer.clone(),
        country: summary.country.clone(),
        currency: summary.currency.clone(),
        years: whole.filter_map(|covered| year(covered.year)).collect(),
        sellers: sellers(&facts),
        sales: sales(&run, &facts)?,
        totals: totals(&facts),
    })
}

/// All suppliers in their order; those that may not be named without name and key.
fn sellers(facts: &Facts) -> Vec<Seller> {
    let latest = facts.years.last().copied().unwrap_or(UNDATED);
    let seller = |(at, supplier): (usize, &vire_report::facts::Supplier)| {
        let (ring, _) = facts.place(at, latest);
        let named = |text: &String| if supplier.may_be_named() { text.clone() } else { String::new() };
        Seller {
            key: named(&supplier.key),
            name: named(&supplier.name),
            is_person: supplier.is_personal() || supplier.is_perhaps_person,
            is_local: ring == Ring::Municipality,
            is_association: supplier.kind == Kind::Association,
        }
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

/// What each supplier of the market sold by year, sector and unit.
fn sales(run: &Path, facts: &Facts) -> anyhow::Result<Vec<Sale>> {
    let place: BTreeMap<&str, usize> = facts.suppliers.iter().enumerate().map(|(i, s)| (s.key.as_str(), i)).collect();
    let mut sold: BTreeMap<(i32, usize, String, String), i128> = BTreeMap::new();
    for (_, path) in years(&run.join("purchases"))? {
        for batch in parquet::stream(&path, &["year", "unit", "supplier", "sector", "scope", "amount"])? {
            let batch = batch?;
            let text = |name: &str| columns::texts(&batch, name).context(OTHER_VERSION);
            let (units, suppliers) = (text("unit")?, text("supplier")?);
            let (sectors, scopes) = (text("sector")?, text("scope")?);
            let years = columns::ints(&batch, "year").context(OTHER_VERSION)?;
            let amounts = columns::money(&batch, "amount").context(OTHER_VERSION)?;
            for at in (0..batch.num_rows()).filter(|at| columns::text(scopes, *at) == MARKET.1) {
                let key = columns::text(suppliers, at);
                let supplier = *place.get(key).with_context(|| format!("purchases: no supplier {key}"))?;
                let year = if years.is_valid(at) { years.value(at) } else { UNDATED };
                let words = [sectors, units].map(|column| columns::text(column, at).to_owned());
                let [sector, unit] = words;
                *sold.entry((year, supplier, sector, unit)).or_default() += amounts.value(at);
            }
        }
    }
    let sale = |((year, seller, sector, unit), cents): ((i32, usize, String, String), i128)| {
        let supplier = &facts.suppliers[seller];
        // All whose names are withheld or missing are one supplier: nothing of it counts as one purchase.
        supplier.kind.is_supplier().then(|| {
            let is_shown = supplier.may_be_named() && !facts.is_joined(year, &sector, seller);
            Sale::new((year, sector, unit), seller, cents, is_shown)
        })
    };
    Ok(sold.into_iter().filter_map(sale).collect())
}
