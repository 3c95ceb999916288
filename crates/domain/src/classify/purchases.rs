//! The published table of purchases: its columns, and how gathered lines become a row group.

use std::sync::Arc;

use arrow_schema::{DataType, Field as ArrowField, Schema};
use parquet::arrow::ArrowSchemaConverter;
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::properties::WriterPropertiesPtr;
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};
use rustc_hash::FxHashMap;

use super::cube::UNDATED;
use super::decisions::{Decisions, PartyNames};
use super::sector::Decision;
use crate::classify::PUBLIC_BODIES;
use crate::suppliers::Supplier;
use vire_base::parallel;
use vire_formats::chunk::{self, Chunk, NULL, PlainTexts};
use vire_formats::parquet::properties;
use vire_ingest::StagedFile;
use vire_ingest::line::{AccountText, Sparse};
use vire_reference::buyer::Buyer;
use vire_reference::sectors::SECTORS;
use vire_reference::thresholds::ThresholdClass;

/// The columns of the purchases table with their descriptions, in order.
pub const COLUMNS: [(&str, &str); 37] = [
    ("buyer_id", "business id of the buyer as in the export"),
    ("buyer_name", "buyer as in the export, else as in the pipeline file"),
    ("unit", "buying unit"),
    ("voucher", "voucher number"),
    ("invoice", "invoice number"),
    ("posting_date", "date of posting; of a period its first day"),
    ("invoice_date", "date of the invoice or voucher"),
    ("due_date", "due date"),
    ("payment_date", "date of payment"),
    ("year", "year of the posting date, else of the invoice date, else of the payment date; null when none is known"),
    ("month", "month of the same date"),
    ("account", "account number"),
    ("account_name", "account name"),
    ("standard_account", "account in the country's common chart, such as a JHS-tili, where the export has it"),
    ("account_group", "account group as in the export"),
    ("service_class", "service class or function"),
    ("cpv", "CPV code"),
    ("contract", "contract number"),
    ("supplier", "key of the supplier, as in suppliers.parquet"),
    ("supplier_name", "supplier as in the export; persons masked"),
    ("amount", "amount net of VAT in the currency of the buyer, credit notes negative"),
    ("vat", "VAT amount where the export has it"),
    ("currency", "ISO 4217 code"),
    ("original_amount", "amount in the currency of the export, where it was converted"),
    ("original_currency", "currency of the export, where it is another one than the buyer's"),
    ("sector", "sector of the cross-walk, or unclassified"),
    ("sector_method", "how the sector was decided: override, account, account-name, industry, cpv, none"),
    ("sector_rule", "the rule that decided the sector"),
    ("value_band", "band of the absolute amount of this posting"),
    (
        "threshold_class",
        "this posting against the thresholds of its date; a proxy, since thresholds are on whole contracts",
    ),
    ("ring", "how far the supplier is: municipality, sub-region, region, country, abroad, unknown"),
    ("supplier_size", "staff-size class by the register: micro, small, medium, large, unknown"),
    (
        "supplier_kind",
        "company, sole-trader, association, co-operative, public-body, own-group, person, foreign, redacted, unknown",
    ),
    ("scope", "in, public-bodies, or the rule that holds the line out of the totals"),
    ("source_file", "input file"),
    ("source_sheet", "sheet of the input file"),
    ("source_row", "row in the sheet, from 1"),
];

/// What a line's numbers count: the place of each in [`Purchase::numbers`].
const PARTY: usize = 0;
const ACCOUNT: usize = 1;
const SUPPLIER: usize = 2;
const SPELLING: usize = 3;
const TABLE: usize = 4;
const DECISION: usize = 5;
const BAND: usize = 6;
const CLASS: usize = 7;
const SCOPE: usize = 8;

/// A classified line.
pub struct Purchase<'a> {
    /// Party, account, supplier, spelling of its name, table, sector decision, value band, threshold class, scope.
    pub numbers: [u32; 9],
    /// 1 to 12, or 0 without a date.
    pub month: u32,
    /// Posting, invoice, due and payment dates in days since 1970-01-01.
    pub dates: [Option<i32>; 4],
    pub cents: i64,
    pub vat_cents: Option<i64>,
    /// In the currency of the export, where it was converted.
    pub original_cents: Option<i64>,
    /// Row in the sheet, from 1.
    pub row: u32,
    /// Voucher, invoice and contract numbers.
    pub texts: [Option<&'a str>; 3],
}

/// Lines of one year until they make a row group.
pub struct Rows {
    year: i32,
    numbers: [Vec<u32>; 9],
    months: Vec<Option<i32>>,
    dates: [Sparse<i32>; 4],
    pub cents: Vec<i64>,
    vat_cents: Sparse<i64>,
    original_cents: Sparse<i64>,
    rows: Vec<i32>,
    texts: [PlainTexts; 3],
}

impl Rows {
    /// Room for `most` lines; memory is taken when it is written to.
    pub fn new(year: i32, most: usize) -> Self {
        Self {
            year,
            numbers: std::array::from_fn(|_| Vec::with_capacity(most)),
            months: Vec::with_capacity(most),
            dates: std::array::from_fn(|_| Sparse::with_room(most)),
            cents: Vec::with_capacity(most),
            vat_cents: Sparse::with_room(most),
            original_cents: Sparse::with_room(most),
            rows: Vec::with_capacity(most),
            texts: Default::default(),
        }
    }

    pub fn count(&self) -> usize {
        self.cents.len()
    }

    pub fn push(&mut self, purchase: &Purchase<'_>) {
        let line = self.count();
        self.numbers.iter_mut().zip(purchase.numbers).for_each(|(column, number)| column.push(number));
        self.months.push((purchase.month > 0).then_some(purchase.month as i32));
        self.dates.iter_mut().zip(purchase.dates).for_each(|(column, date)| column.put(line, date));
        self.cents.push(purchase.cents);
        self.vat_cents.put(line, purchase.vat_cents);
        self.original_cents.put(line, purchase.original_cents);
        self.rows.push(purchase.row as i32); // unsigned 32 bits by the column's logical type
        self.texts.iter_mut().zip(purchase.texts).for_each(|(column, text)| column.push(text));
    }
}

/// The distinct texts of a column, and which of them each number stands for.
struct Coded<'a> {
    texts: Vec<&'a str>,
    of_number: Vec<u32>,
}

/// Where a column's values come from.
enum Source<'a> {
    /// Texts by one of the line's numbers.
    Coded(usize, Coded<'a>),
    Text(usize),
    Date(usize),
    Year,
    Month,
    Amount,
    Vat,
    Original,
    Row,
}

/// All columns, ready to encode lines of any file.
pub struct Columns<'a> {
    pub schema: SchemaDescriptor,
    pub properties: WriterPropertiesPtr,
    sources: Vec<Source<'a>>,
}

impl<'a> Columns<'a> {
    pub fn new(
        buyer: &'a Buyer,
        files: &'a [StagedFile],
        decisions: &'a Decisions,
        threads: usize,
    ) -> anyhow::Result<Self> {
        let thresholds = buyer.thresholds();
        let (d, table) = (decisions, || files.iter().flat_map(|f| f.sidecar.tables.iter().map(move |t| (f, t))));
        let party = |part: fn(&PartyNames) -> &String| coded(PARTY, d.parties.iter().map(|p| part(p).as_str()));
        let account = |part: fn(&AccountText) -> &String| coded(ACCOUNT, d.accounts.iter().map(|a| part(a).as_str()));
        let supplier = |part: fn(&Supplier) -> &str| coded(SUPPLIER, d.suppliers.iter().map(part));
        let decision = |part: fn(&Decision) -> &str| coded(DECISION, d.sectors.iter().map(part));
        let source = |name: &str| match name {
            "buyer_id" => party(|p| &p.buyer_id),
            "buyer_name" => party(|p| &p.buyer_name),
            "unit" => party(|p| &p.unit),
            "voucher" => Source::Text(0),
            "invoice" => Source::Text(1),
            "contract" => Source::Text(2),
            "posting_date" => Source::Date(0),
            "invoice_date" => Source::Date(1),
            "due_date" => Source::Date(2),
            "payment_date" => Source::Date(3),
            "year" => Source::Year,
            "month" => Source::Month,
            "account" => account(|a| &a.account),
            "account_name" => account(|a| &a.name),
            "standard_account" => account(|a| &a.standard),
            "account_group" => account(|a| &a.group),
            "service_class" => account(|a| &a.service_class),
            "cpv" => account(|a| &a.cpv),
            "supplier" => supplier(|s| &s.key),
            "supplier_name" => {
                coded(SPELLING, files.iter().flat_map(|f| &f.sidecar.suppliers).map(|s| s.name.as_str()))
            }
            "supplier_size" => supplier(|s| s.size),
            "supplier_kind" => supplier(|s| s.kind.code()),
            "ring" => supplier(|s| s.ring.code()),
            "amount" => Source::Amount,
            "vat" => Source::Vat,
            "original_amount" => Source::Original,
            "original_currency" => party(|p| &p.currency),
            "currency" => coded(TABLE, table().map(|_| buyer.currency.as_str())),
            "sector" => decision(|d| &SECTORS[usize::from(d.sector)].id),
            "sector_method" => decision(|d| d.method.code()),
            "sector_rule" => decision(|d| &d.rule),
            "value_band" => coded(BAND, thresholds.band_codes().into_iter()),
            "threshold_class" => coded(CLASS, ThresholdClass::ALL.into_iter().map(ThresholdClass::code)),
            "scope" => coded(SCOPE, ["in", PUBLIC_BODIES].into_iter().chain(d.scopes.iter().map(String::as_str))),
            "source_file" => coded(TABLE, table().map(|(f, _)| f.name.as_str())),
            "source_sheet" => coded(TABLE, table().map(|(_, t)| t.sheet.as_str())),
            _ => Source::Row,
        };
        Ok(Self {
            schema: ArrowSchemaConverter::new().convert(&schema())?,
            properties: Arc::new(properties(&COLUMNS)),
            sources: parallel::map(&COLUMNS, threads, |(name, _)| source(name)),
        })
    }

    /// The column chunks of a row group.
    pub fn encode(&self, rows: &Rows) -> anyhow::Result<Vec<Chunk>> {
        let columns = self.schema.columns().iter().zip(&self.sources);
        columns.map(|(column, source)| Ok(self.chunk(Arc::clone(column), source, rows)?)).collect()
    }

    fn chunk(&self, column: ColumnDescPtr, source: &Source<'_>, rows: &Rows) -> parquet::errors::Result<Chunk> {
        match source {
            Source::Coded(which, coded) => {
                let numbers: Vec<u32> = rows.numbers[*which].iter().map(|n| coded.of_number[*n as usize]).collect();
                let plain = |n: u32, out: &mut Vec<u8>| chunk::plain_text(coded.texts[n as usize], out);
                chunk::coded(column, &numbers, coded.texts.len(), plain, None)
            }
            Source::Text(which) => rows.texts[*which].encode(column),
            Source::Date(which) => chunk::integers(column, rows.dates[*which].values(), rows.count()),
            Source::Year if rows.year == UNDATED => chunk::integers(column, &[], rows.count()),
            Source::Year => chunk::integers(column, &vec![Some(rows.year); rows.count()], rows.count()),
            Source::Month => chunk::integers(column, &rows.months, rows.count()),
            Source::Amount => chunk::plain::<Int64Type>(column, &self.properties, &rows.cents, None),
            Source::Vat => self.optional(column, rows.vat_cents.values(), rows.count()),
            Source::Original => self.optional(column, rows.original_cents.values(), rows.count()),
            Source::Row => chunk::plain::<Int32Type>(column, &self.properties, &rows.rows, None),
        }
    }

    /// A column of amounts; lines beyond the last one have none.
    fn optional(&self, column: ColumnDescPtr, cents: &[Option<i64>], lines: usize) -> parquet::errors::Result<Chunk> {
        let present: Vec<i64> = cents.iter().copied().flatten().collect();
        let mut levels: Vec<i16> = cents.iter().map(|c| i16::from(c.is_some())).collect();
        levels.resize(lines, 0);
        chunk::plain::<Int64Type>(column, &self.properties, &present, Some(levels))
    }
}

/// Texts by number; an empty one is no value.
fn coded<'a>(which: usize, texts: impl Iterator<Item = &'a str>) -> Source<'a> {
    let mut places: FxHashMap<&str, u32> = FxHashMap::default();
    let mut distinct = Vec::new();
    let mut place = |text| {
        *places.entry(text).or_insert_with(|| {
            distinct.push(text);
            distinct.len() as u32 - 1
        })
    };
    let of_number = texts.map(|text| if text.is_empty() { NULL } else { place(text) }).collect();
    Source::Coded(which, Coded { texts: distinct, of_number })
}

fn schema() -> Schema {
    let of = |name: &str| match name {
        "posting_date" | "invoice_date" | "due_date" | "payment_date" => DataType::Date32,
        "year" | "month" => DataType::Int32,
        "amount" | "vat" | "original_amount" => DataType::Decimal128(18, 2),
        "source_row" => DataType::UInt32,
        _ => DataType::Utf8,
    };
    Schema::new(COLUMNS.map(|(name, _)| ArrowField::new(name, of(name), true)).to_vec())
}
