//! Lines of purchases gathered into columns, and how these become a row group.

use std::sync::Arc;

use parquet::arrow::ArrowSchemaConverter;
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::properties::WriterPropertiesPtr;
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};
use rustc_hash::FxHashMap;

use super::cube::UNDATED;
use super::decisions::Decisions;
use super::purchases::{
    ACCOUNT, BAND, CLASS, COLUMNS, DECISION, HEADS, OfLine, PARTY, RING, SCOPE, SPELLING, SUPPLIER, Source, TABLE,
};
use crate::classify::PUBLIC_BODIES;
use vire_base::parallel;
use vire_formats::chunk::{self, Chunk, NULL, PlainTexts};
use vire_formats::parquet::properties;
use vire_formats::table;
use vire_ingest::StagedFile;
use vire_ingest::line::Sparse;
use vire_reference::buyer::Buyer;
use vire_reference::places::Ring;
use vire_reference::thresholds::ThresholdClass;

/// A classified line.
pub struct Purchase<'a> {
    /// Party, account, supplier, spelling of its name, table, sector decision, value band, threshold class, scope, ring.
    pub numbers: [u32; 10],
    /// 1 to 12, or 0 without a date.
    pub month: u32,
    /// Posting, invoice, due and payment dates in days since 1970-01-01.
    pub dates: [Option<i32>; 4],
    pub cents: i64,
    pub vat_cents: Option<i64>,
    /// In the currency of the export, where it was converted.
    pub original_cents: Option<i64>,
    /// Row in the sheet, from 1.
    pub row: i32,
    /// Voucher, invoice and contract numbers.
    pub texts: [Option<&'a str>; 3],
}

/// Lines of one year until they make a row group.
pub struct Rows {
    year: i32,
    numbers: [Vec<u32>; 10],
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
        self.rows.push(purchase.row);
        self.texts.iter_mut().zip(purchase.texts).for_each(|(column, text)| column.push(text));
    }
}

/// A column's values, at hand for any line.
enum Values<'a> {
    Coded(Coded<'a>),
    Line(OfLine),
}

/// The distinct texts of a column, and which of them each number stands for.
struct Coded<'a> {
    /// The place in [`Purchase::numbers`].
    which: usize,
    texts: Vec<&'a str>,
    of_number: Vec<u32>,
}

/// All columns, ready to encode lines of any file.
pub struct Columns<'a> {
    pub schema: SchemaDescriptor,
    pub properties: WriterPropertiesPtr,
    values: Vec<Values<'a>>,
}

impl<'a> Columns<'a> {
    pub fn new(
        buyer: &'a Buyer,
        files: &'a [StagedFile],
        decisions: &'a Decisions,
        threads: usize,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            schema: ArrowSchemaConverter::new().convert(&table::schema(&HEADS))?,
            properties: Arc::new(properties(&HEADS)),
            values: parallel::map(&COLUMNS, threads, |column| values(column.of, buyer, files, decisions)),
        })
    }

    /// The column chunks of a row group.
    pub fn encode(&self, rows: &Rows) -> anyhow::Result<Vec<Chunk>> {
        let columns = self.schema.columns().iter().zip(&self.values);
        columns.map(|(column, values)| Ok(self.chunk(Arc::clone(column), values, rows)?)).collect()
    }

    fn chunk(&self, column: ColumnDescPtr, values: &Values<'_>, rows: &Rows) -> parquet::errors::Result<Chunk> {
        let of_line = match values {
            Values::Coded(Coded { which, texts, of_number }) => {
                let numbers: Vec<u32> = rows.numbers[*which].iter().map(|n| of_number[*n as usize]).collect();
                let plain = |n: u32, out: &mut Vec<u8>| chunk::plain_text(texts[n as usize], out);
                return chunk::coded(column, &numbers, texts.len(), plain, None);
            }
            Values::Line(of_line) => of_line,
        };
        match of_line {
            OfLine::Text(which) => rows.texts[*which].encode(column),
            OfLine::Date(which) => chunk::integers(column, rows.dates[*which].values(), rows.count()),
            OfLine::Year if rows.year == UNDATED => chunk::integers(column, &[], rows.count()),
            OfLine::Year => chunk::integers(column, &vec![Some(rows.year); rows.count()], rows.count()),
            OfLine::Month => chunk::integers(column, &rows.months, rows.count()),
            OfLine::Amount => chunk::plain::<Int64Type>(column, &self.properties, &rows.cents, None),
            OfLine::Vat => self.optional(column, rows.vat_cents.values(), rows.count()),
            OfLine::Original => self.optional(column, rows.original_cents.values(), rows.count()),
            OfLine::Row => chunk::plain::<Int32Type>(column, &self.properties, &rows.rows, None),
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

fn values<'a>(source: Source, buyer: &'a Buyer, files: &'a [StagedFile], decisions: &'a Decisions) -> Values<'a> {
    let d = decisions;
    let tables = || files.iter().flat_map(|f| f.sidecar.tables.iter().map(move |t| (f, t)));
    Values::Coded(match source {
        Source::Party(part) => Coded::new(PARTY, d.parties.iter().map(part)),
        Source::Account(part) => Coded::new(ACCOUNT, d.accounts.iter().map(part)),
        Source::Supplier(part) => Coded::new(SUPPLIER, d.suppliers.iter().map(part)),
        Source::Decision(part) => Coded::new(DECISION, d.sectors.iter().map(part)),
        Source::Spelling => {
            Coded::new(SPELLING, files.iter().flat_map(|f| &f.sidecar.suppliers).map(|s| s.name.as_str()))
        }
        Source::Band => Coded::new(BAND, buyer.thresholds().band_codes().into_iter()),
        Source::Class => Coded::new(CLASS, ThresholdClass::ALL.into_iter().map(ThresholdClass::code)),
        Source::Scope => {
            Coded::new(SCOPE, ["in", PUBLIC_BODIES].into_iter().chain(d.scopes.iter().map(String::as_str)))
        }
        Source::Ring => Coded::new(RING, Ring::ALL.into_iter().map(Ring::code)),
        Source::Buyer => Coded::new(TABLE, tables().map(|_| buyer.name.as_str())),
        Source::Currency => Coded::new(TABLE, tables().map(|_| buyer.currency.as_str())),
        Source::File => Coded::new(TABLE, tables().map(|(f, _)| f.name.as_str())),
        Source::Sheet => Coded::new(TABLE, tables().map(|(_, t)| t.sheet.as_str())),
        Source::Line(of_line) => return Values::Line(of_line),
    })
}

impl<'a> Coded<'a> {
    /// Texts by number; an empty one is no value.
    fn new(which: usize, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut distinct = Vec::new();
        let mut place = |text| {
            *places.entry(text).or_insert_with(|| {
                distinct.push(text);
                distinct.len() as u32 - 1
            })
        };
        let of_number = texts.map(|text| if text.is_empty() { NULL } else { place(text) }).collect();
        Self { which, texts: distinct, of_number }
    }
}
