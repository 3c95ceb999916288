//! What a published run says, as reports see it: `summary.json` and the small tables beside it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use arrow_array::RecordBatch;

use serde::Deserialize;
use serde::de::value::StrDeserializer;

use super::summary::{SUMMARY, Summary};
use vire_base::sum::Sum;
use vire_base::year::{AccountingYear, UNDATED};
use vire_disclosure::guarded::{Guarded, Sale, Seller, Sellers};
use vire_domain::classify::PUBLIC_BODIES;
use vire_domain::classify::periods::{Covered, Extent};
use vire_domain::owned::Standing;
use vire_domain::suppliers::persons::ByName;
use vire_domain::suppliers::stay_in;
use vire_formats::columns::{self, ColumnError};
use vire_formats::parquet;
use vire_indicators::scopes::TENDERS;
use vire_indicators::{Figure, is_of_tenders, period};
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::{SECTORS, SectorNo, by_id};

/// Years from the first to the last that are shown with those between them that have no lines.
const LONGEST_SPAN: i32 = 30;

/// A published run, read back.
pub struct Facts {
    pub summary: Summary,
    pub suppliers: Vec<Supplier>,
    pub spend: Vec<Spend>,
    pub sizes: Vec<Size>,
    pub accounting: AccountingYear,
    /// By position of the supplier, the places of those that moved, oldest first.
    stays: HashMap<usize, Vec<Stay>>,
    /// Years that the external lines cover, or cover some months of, in order.
    pub years: Vec<i32>,
    /// The same with the years between them that have no lines.
    pub span: Vec<i32>,
    /// Year, sector and supplier of organisations whose sums are told together with those of persons only.
    joined: BTreeSet<(i32, SectorNo, usize)>,
}

/// A supplier as reports need it.
pub struct Supplier {
    pub key: String,
    pub name: String,
    pub kind: Kind,
    pub size: String,
    /// Where it is now; [`Facts::place`] has the place of a year.
    ring: Ring,
    municipality: String,
    /// Where the place is known from.
    pub place_source: String,
    /// The name reads as a person's, though nothing else says that it is one.
    pub is_perhaps_person: bool,
}

impl Supplier {
    /// A natural person's name is, or may be, in the name: reports do not show it.
    pub fn is_personal(&self) -> bool {
        self.kind.is_personal()
    }

    pub fn may_be_named(&self) -> bool {
        self.kind.is_supplier() && !self.is_personal() && !self.is_perhaps_person
    }
}

/// What a supplier sold in a sector in a year.
pub struct Spend {
    pub year: i32,
    /// Position in [`Facts::suppliers`].
    pub supplier: usize,
    pub sector: String,
    pub public: bool,
    pub sum: Sum,
}

/// A place in which a supplier was from a day on, or from the beginning.
struct Stay {
    from: Option<i32>,
    ring: Ring,
    municipality: String,
}

/// Postings of one size in a year.
pub struct Size {
    pub year: i32,
    pub public: bool,
    pub sector: String,
    pub ring: Ring,
    pub band: String,
    pub sum: Sum,
}

impl Facts {
    /// Reads a run's folder.
    ///
    /// # Errors
    /// When the folder holds no run, or one of another version.
    pub fn read(run: &Path) -> anyhow::Result<Self> {
        Self::read_from(|name| run.join(name))
    }

    /// Reads a run whose files lie where `place` says of their names in a run's folder.
    ///
    /// # Errors
    /// As [`Self::read`] has them.
    pub fn read_from(place: impl Fn(&str) -> PathBuf) -> anyhow::Result<Self> {
        let summary = Summary::read_file(&place(SUMMARY))?;
        let suppliers = suppliers(&Table::read(&place("suppliers.parquet"))?)?;
        let by_key: HashMap<&str, usize> = suppliers.iter().enumerate().map(|(i, s)| (s.key.as_str(), i)).collect();
        let spend = spend(&Table::read(&place("spend.parquet"))?, &by_key)?;
        let sizes = sizes(&Table::read(&place("sizes.parquet"))?)?;
        let stays = stays(&Table::read(&place("moves.parquet"))?, &by_key)?;
        let accounting = summary.accounting()?;
        let shown = summary.periods.iter().filter(|covered| covered.extent != Extent::Stray);
        let years: Vec<i32> = shown.map(|covered| covered.year).collect();
        let span = match (years.first(), years.last()) {
            // Of years far apart one is a mistake, and no axis would hold all between them.
            (Some(first), Some(last)) if last - first <= LONGEST_SPAN => (*first..=*last).collect(),
            _ => years.clone(),
        };
        let mut facts =
            Self { summary, suppliers, spend, sizes, accounting, stays, years, span, joined: BTreeSet::new() };
        facts.joined = facts.find_joined();
        Ok(facts)
    }

    /// How far from home a supplier was at the end of a year, and in which municipality, or an empty name.
    pub fn place(&self, supplier: usize, year: i32) -> (Ring, &str) {
        let stays = self.stays.get(&supplier);
        match stays.and_then(|stays| stay_in(stays, |stay| stay.from, year, self.accounting)) {
            Some(stay) => (stay.ring, &stay.municipality),
            None => (self.suppliers[supplier].ring, &self.suppliers[supplier].municipality),
        }
    }

    /// How many suppliers have moved.
    pub fn moved(&self) -> usize {
        let is_elsewhere = |stays: &&Vec<Stay>| stays.iter().any(|stay| stay.municipality != stays[0].municipality);
        self.stays.values().filter(is_elsewhere).count()
    }

    fn find_joined(&self) -> BTreeSet<(i32, SectorNo, usize)> {
        let moved = self.spend.iter().filter(|s| self.stays.contains_key(&s.supplier)).map(|s| {
            let (ring, municipality) = self.place(s.supplier, s.year);
            (s.year, s.supplier, Seller { ring, municipality, ..seller(&self.suppliers[s.supplier]) })
        });
        let sellers = Sellers::new(self.suppliers.iter().map(seller).collect(), moved);
        let sale = |s: &Spend| {
            Some(Sale { year: s.year, supplier: s.supplier, sector: by_id(&s.sector)?, cents: s.sum.cents })
        };
        let sales: Vec<Sale> = self.spend.iter().filter_map(sale).collect();
        let guarded = Guarded::of(&sales, &sellers);
        let all = guarded
            .sold
            .iter()
            .flat_map(|((year, sector), sold)| sold.iter().map(move |(i, s)| (*year, *sector, *i, s)));
        all.filter(|(.., sold)| !sold.is_person).map(|(year, sector, i, _)| (year, sector, i)).collect()
    }

    /// Whether what a supplier sold in a sector is told together with what persons sold there only.
    pub fn is_joined(&self, year: i32, sector: &str, supplier: usize) -> bool {
        by_id(sector).is_some_and(|sector| self.joined.contains(&(year, sector, supplier)))
    }

    /// Year, sector and key of the organisations whose sums are told together with those of persons only.
    pub fn joined(&self) -> impl Iterator<Item = (i32, &str, &str)> {
        let id = |sector: SectorNo| SECTORS[usize::from(sector)].id.as_str();
        self.joined.iter().map(move |(year, sector, i)| (*year, id(*sector), self.suppliers[*i].key.as_str()))
    }

    /// Whether any supplier is of a kind.
    pub fn sells(&self, kind: Kind) -> bool {
        self.suppliers.iter().any(|supplier| supplier.kind == kind)
    }

    /// Whether a row of a table is not shown.
    pub fn hides(&self, table: &str, year: i32, member: &str) -> bool {
        self.summary.not_shown.has(table, &period(year), member)
    }

    /// What the data covers of a year; nothing of one without external lines.
    pub fn covered(&self, year: i32) -> Option<&Covered> {
        self.summary.periods.iter().find(|covered| covered.year == year)
    }

    /// The figure of an indicator in a scope and year, by its dimension and member.
    pub fn figure(&self, indicator: &str, scope: &str, year: i32, dimension: &str, member: &str) -> Option<&Figure> {
        self.members(indicator, scope, year, dimension).find(|f| f.member == member)
    }

    /// The year that a period is the name of.
    pub fn year_of_period(&self, period: &str) -> i32 {
        period.split('/').next().and_then(|year| year.parse().ok()).unwrap_or(UNDATED)
    }

    /// All figures of a dimension. Those of tenders have a scope of their own, whatever the others are asked for in.
    pub fn members(&self, indicator: &str, scope: &str, year: i32, dimension: &str) -> impl Iterator<Item = &Figure> {
        let period = self.accounting.name(year);
        let scope = if is_of_tenders(indicator) { TENDERS } else { scope };
        self.summary.figures.iter().map(|w| &w.figure).filter(move |f| {
            f.indicator == indicator && f.scope == scope && f.period == period && f.dimension == dimension
        })
    }

    /// The latest whole year, else the year with the most lines; and whether it is whole.
    pub fn key_year(&self) -> (i32, bool) {
        let periods = &self.summary.periods;
        if let Some(whole) = periods.iter().rev().find(|covered| covered.extent == Extent::Whole) {
            return (whole.year, true);
        }
        let undated = self.sizes.iter().filter(|s| s.year == UNDATED).map(|s| s.sum.lines).sum();
        let dated = periods.iter().map(|covered| (covered.lines, covered.year));
        let most = dated.chain([(undated, UNDATED)]).max();
        (most.map_or(UNDATED, |(_, year)| year), false)
    }
}

/// A supplier as the audit sees it.
fn seller(s: &Supplier) -> Seller<'_> {
    Seller {
        key: &s.key,
        kind: s.kind,
        ring: s.ring,
        abroad: None, // nor by that
        size: &s.size,
        municipality: &s.municipality,
        place_source: &s.place_source,
        has_contract: false, // nobody is guarded by that
        local: None,         // who is told together with whom does not depend on it
        standing: Standing::of_kind(s.kind),
        turnover: None,
    }
}

/// A small Parquet table in memory.
struct Table {
    batches: Vec<RecordBatch>,
    name: String,
}

/// What to do where a table or a column is missing, although the run is as it was published.
const OTHER_VERSION: &str = "run the pipeline again: this run was published by another version";

impl Table {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !path.exists() {
            anyhow::bail!("{} is not there\n  help: {OTHER_VERSION}", path.display());
        }
        Ok(Self { batches: parquet::read(path).with_context(|| format!("reading {}", path.display()))?, name })
    }

    /// The values that `of` gives for each batch, one behind the other.
    fn values<T>(&self, of: impl Fn(&RecordBatch) -> Result<Vec<T>, ColumnError>) -> anyhow::Result<Vec<T>> {
        let parts = self.batches.iter().map(of).collect::<Result<Vec<_>, _>>();
        let parts = parts.map_err(|error| anyhow::anyhow!("{}: {error}\n  help: {OTHER_VERSION}", self.name))?;
        Ok(parts.into_iter().flatten().collect())
    }

    /// Texts; null becomes empty.
    fn texts(&self, column: &str) -> anyhow::Result<Vec<String>> {
        let text = |t: Option<&str>| t.unwrap_or_default().to_owned();
        self.values(|batch| Ok(columns::texts(batch, column)?.iter().map(text).collect()))
    }

    fn sums(&self) -> anyhow::Result<Vec<Sum>> {
        self.values(|batch| {
            let (cents, lines) = (columns::money(batch, "amount")?.values(), columns::longs(batch, "lines")?.values());
            let sum = |(cents, lines): (&i128, &i64)| Sum { lines: lines.unsigned_abs(), cents: *cents };
            Ok(cents.iter().zip(lines).map(sum).collect())
        })
    }

    fn years(&self) -> anyhow::Result<Vec<i32>> {
        self.values(|batch| Ok(columns::ints(batch, "year")?.values().to_vec()))
    }

    /// Whether the rows are of public bodies.
    fn public(&self) -> anyhow::Result<Vec<bool>> {
        Ok(self.texts("scope")?.iter().map(|scope| scope == PUBLIC_BODIES).collect())
    }
}

fn suppliers(table: &Table) -> anyhow::Result<Vec<Supplier>> {
    let names = ["supplier", "name", "kind", "size", "ring", "municipality_name", "place_source", "by_name"];
    let columns = names.map(|name| table.texts(name).map(Vec::into_iter));
    let [mut keys, mut names, mut kinds, mut sizes, mut rings, mut municipalities, mut sources, mut by_names] =
        sequence(columns)?;
    let mut suppliers = Vec::with_capacity(keys.len());
    while let (Some(key), Some(name), Some(kind), Some(size), Some(ring), Some(municipality), Some(place_source)) =
        (keys.next(), names.next(), kinds.next(), sizes.next(), rings.next(), municipalities.next(), sources.next())
    {
        let is_perhaps_person = by_names.next().as_deref() == Some(ByName::Perhaps.code());
        let (kind, ring) = (kind_of(&kind)?, ring_of(&ring)?);
        suppliers.push(Supplier {
            key,
            name: shown(&name),
            kind,
            size,
            ring,
            municipality,
            place_source,
            is_perhaps_person,
        });
    }
    Ok(suppliers)
}

fn kind_of(code: &str) -> anyhow::Result<Kind> {
    let code = StrDeserializer::<serde::de::value::Error>::new(code);
    Kind::deserialize(code).context("suppliers.parquet: kind")
}

fn ring_of(code: &str) -> anyhow::Result<Ring> {
    Ring::ALL.into_iter().find(|ring| ring.code() == code).with_context(|| format!("there is no ring {code}"))
}

/// The longest name that a report shows, in characters.
const LONGEST_NAME: usize = 120;

/// A name fit for print: without control characters and marks of writing direction, which would scramble what stands
/// beside it, and not endless.
fn shown(name: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let mut clean = name.chars().filter(|c| !c.is_control() && !is_mark(c));
    let mut short: String = clean.by_ref().take(LONGEST_NAME).collect();
    if clean.next().is_some() {
        short.push('\u{2026}');
    }
    short
}

/// All results, or the first error.
fn sequence<T, const N: usize>(results: [anyhow::Result<T>; N]) -> anyhow::Result<[T; N]> {
    let taken = results.into_iter().collect::<anyhow::Result<Vec<T>>>()?;
    taken.try_into().map_err(|_| anyhow!("columns"))
}

fn spend(table: &Table, by_key: &HashMap<&str, usize>) -> anyhow::Result<Vec<Spend>> {
    let (suppliers, sectors) = (table.texts("supplier")?, table.texts("sector")?);
    let rows = table.years()?.into_iter().zip(table.public()?).zip(suppliers).zip(sectors).zip(table.sums()?);
    rows.map(|((((year, public), key), sector), sum)| {
        let supplier = *by_key.get(key.as_str()).with_context(|| format!("spend.parquet: no supplier {key}"))?;
        Ok(Spend { year, supplier, sector, public, sum })
    })
    .collect()
}

fn stays(table: &Table, by_key: &HashMap<&str, usize>) -> anyhow::Result<HashMap<usize, Vec<Stay>>> {
    let [suppliers, rings, municipalities] =
        sequence(["supplier", "ring", "municipality_name"].map(|name| table.texts(name)))?;
    let from = table.values(|batch| Ok(columns::days(batch, "valid_from")?.iter().collect()))?;
    let mut stays: HashMap<usize, Vec<Stay>> = HashMap::new();
    for (((key, ring), municipality), from) in suppliers.into_iter().zip(rings).zip(municipalities).zip(from) {
        let supplier = *by_key.get(key.as_str()).with_context(|| format!("moves.parquet: no supplier {key}"))?;
        stays.entry(supplier).or_default().push(Stay { from, ring: ring_of(&ring)?, municipality });
    }
    Ok(stays)
}

fn sizes(table: &Table) -> anyhow::Result<Vec<Size>> {
    let [sectors, rings, bands] = sequence(["sector", "ring", "value_band"].map(|name| table.texts(name)))?;
    let texts = sectors.into_iter().zip(rings).zip(bands);
    let rows = table.years()?.into_iter().zip(table.public()?).zip(texts).zip(table.sums()?);
    rows.map(|(((year, public), ((sector, ring), band)), sum)| {
        Ok(Size { year, public, sector, ring: ring_of(&ring)?, band, sum })
    })
    .collect()
}
