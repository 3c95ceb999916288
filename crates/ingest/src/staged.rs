//! A staged file: the lines of one input in typed columns, and everything that was decided about them.
//!
//! The lines hold small numbers that point into the dictionaries of the [`Sidecar`]: who a supplier is or what an
//! account means is decided once for each distinct value, not once a line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow_array::types::{ArrowPrimitiveType, Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field as ArrowField, Schema};
use indexmap::IndexMap;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};

use super::csv::Dialect;
use super::field::Field;
use super::mapping::Mapping;
use derive_more::AddAssign;
use vire_base::amount::DecimalMark;
use vire_base::code::Code;
use vire_base::date::DateOrder;
use vire_base::digest::Digest;
use vire_base::sum::Sum;

/// Raised when the staged form changes, so that older staged files are made anew.
pub const STAGE_VERSION: u32 = 10;

/// Lines in one batch.
pub const BATCH: usize = 65_536;
/// Lines in a row group of a staged file.
const GROUP: usize = 2 * BATCH;

/// Who buys, as the line says it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Party {
    pub buyer_id: String,
    pub buyer_name: String,
    pub unit: String,
    pub currency: String,
}

/// Who sells, as the line says it; persons' ids and names already masked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SupplierText {
    pub id: String,
    pub name: String,
    pub country: String,
    pub postcode: String,
    /// The id was a natural person's.
    pub person: bool,
    /// Lines that say it so.
    pub lines: u64,
}

/// What was bought, as the bookkeeping says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccountText {
    pub account: String,
    /// In the country's common chart; empty when the export has only the buyer's own.
    pub standard: String,
    pub name: String,
    pub group: String,
    pub service_class: String,
    pub cpv: String,
}

/// A row that could not be taken, with the reason. `value` is masked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rejected {
    pub sheet: String,
    pub row: u32,
    pub field: String,
    pub value: String,
    pub code: Code,
    pub message: String,
    /// The row's amount in its own currency, when at least that could be read.
    pub cents: Option<i64>,
}

/// Rows of one sheet by what became of them, and their cents in the buyer's currency; amounts of other currencies count
/// in these once they are converted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AddAssign)]
pub struct Control {
    /// Data rows met: `kept + rejected + duplicates`.
    pub read: u64,
    pub kept: u64,
    pub rejected: u64,
    /// The same posting once more.
    pub duplicates: u64,
    pub read_cents: i128,
    pub kept_cents: i128,
    pub rejected_cents: i128,
    pub duplicates_cents: i128,
    pub negative: u64,
    pub negative_cents: i128,
    /// Rows that are no data.
    pub blank: u64,
    pub header: u64,
    pub total: u64,
    pub note: u64,
    /// Kept rows whose amount had more than two decimals.
    pub rounded: u64,
    /// Kept rows without any date.
    pub undated: u64,
    /// Kept rows whose date names several months; they count in the first of these.
    pub periods: u64,
}

impl Control {
    /// What several tables come to together.
    pub fn total<'c>(controls: impl Iterator<Item = &'c Self>) -> Self {
        controls.fold(Self::default(), |mut total, control| {
            total += *control;
            total
        })
    }
}

/// A table found in a sheet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table {
    pub sheet: String,
    pub mapping: Mapping,
    /// Whether amounts are net, gross, or net computed from gross and VAT.
    pub amount_basis: String,
    /// Column readings with their evidence, by field name.
    pub readings: IndexMap<String, String>,
    pub control: Control,
    /// Of the lines whose date names a day or a month.
    pub date_min: Option<i32>,
    pub date_max: Option<i32>,
    /// First and last day of the lines whose date names several months.
    pub period: Option<(i32, i32)>,
    /// Distinct supplier names, but for blanks around them.
    pub supplier_names: u64,
    /// What the values of amounts and dates settle, by field.
    pub decimals: BTreeMap<Field, DecimalMark>,
    pub orders: BTreeMap<Field, DateOrder>,
    /// Cells that hold a missing marker, by field.
    pub missing: IndexMap<String, u64>,
    /// Lines in other currencies than the buyer's.
    pub foreign: BTreeMap<String, Foreign>,
}

/// Lines of one currency other than the buyer's, their cents in that currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, AddAssign)]
pub struct Foreign {
    /// Data rows met: `kept + rejected + duplicates`.
    pub read: Sum,
    pub kept: Sum,
    pub rejected: Sum,
    pub duplicates: Sum,
    /// Those of `rejected` for which there is no rate.
    pub held_out: Sum,
    /// What the kept lines are in the buyer's currency.
    pub converted_cents: i128,
}

impl Foreign {
    /// Counts a kept line as a duplicate.
    pub fn leave_out(&mut self, cents: i64, converted: i64) {
        self.kept.lines -= 1;
        self.kept.cents -= i128::from(cents);
        self.converted_cents -= i128::from(converted);
        self.duplicates.add(cents);
    }
}

/// Something worth knowing that rejected no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub code: Code,
    pub sheet: String,
    pub row: Option<u32>,
    pub message: String,
}

impl Problem {
    /// Of a sheet, which has no name in a text; of the whole file when that is empty.
    pub fn new(code: Code, sheet: &str, row: Option<u32>, message: String) -> Self {
        Self { code, sheet: sheet.to_owned(), row, message }
    }
}

/// Everything about a staged file but its lines.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sidecar {
    pub format: String,
    pub dialect: Option<Dialect>,
    pub tables: Vec<Table>,
    /// Sheets without a purchase table.
    pub other_sheets: Vec<String>,
    /// Distinct supplier names of all tables.
    pub supplier_names: u64,
    pub parties: Vec<Party>,
    pub suppliers: Vec<SupplierText>,
    pub accounts: Vec<AccountText>,
    pub rejected: Vec<Rejected>,
    pub problems: Vec<Problem>,
    /// Personal ids that were masked, in distinct texts.
    pub persons_masked: u64,
    /// Lines with a personal id in a text that is not the supplier's id, by where it stood: `buyer`, `supplier`,
    /// `account`, or the field of a number.
    pub masked_in: BTreeMap<String, Sum>,
    /// Names the masking key when it was used.
    pub mask_key: Option<String>,
    /// Of a text that was read whole, until it is staged.
    #[serde(skip)]
    pub digest: Option<Digest>,
}

/// What rows say by themselves, in columns.
#[derive(Default)]
pub struct Kept {
    pub table: Vec<u32>,
    pub row: Vec<u32>,
    pub cents: Vec<i64>,
    pub vat_cents: Sparse<i64>,
    /// The amount in the currency of the export, where it was converted.
    pub original_cents: Sparse<i64>,
    /// Posting, invoice, due and payment dates.
    pub dates: [Sparse<i32>; 4],
}

/// A column that not every table has: shorter than others up to its first value.
#[derive(Default)]
pub struct Sparse<T>(Vec<Option<T>>);

impl<T: Copy> Sparse<T> {
    /// Room for `most` values; memory is taken when it is written to.
    pub fn with_room(most: usize) -> Self {
        Self(Vec::with_capacity(most))
    }

    /// Puts the value of a row, whose number is greater than those before.
    pub fn put(&mut self, row: usize, value: Option<T>) {
        if value.is_some() {
            self.0.resize(row, None);
            self.0.push(value);
        }
    }

    /// The values up to the last one; rows beyond have none.
    pub fn values(&self) -> &[Option<T>] {
        &self.0
    }

    fn extend(&mut self, rows: usize, more: &Self) {
        if !more.0.is_empty() {
            self.0.resize(rows, None);
            self.0.extend_from_slice(&more.0);
        }
    }

    fn array<A: ArrowPrimitiveType<Native = T>>(mut self, rows: usize) -> PrimitiveArray<A> {
        if self.0.is_empty() {
            return PrimitiveArray::new_null(rows);
        }
        self.0.resize(rows, None);
        PrimitiveArray::from_iter(self.0)
    }
}

impl Kept {
    pub fn len(&self) -> usize {
        self.row.len()
    }

    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    pub fn reserve(&mut self, rows: usize) {
        self.table.reserve(rows);
        self.row.reserve(rows);
        self.cents.reserve(rows);
    }

    fn extend(&mut self, more: &Self) {
        let rows = self.len();
        self.table.extend_from_slice(&more.table);
        self.row.extend_from_slice(&more.row);
        self.cents.extend_from_slice(&more.cents);
        self.vat_cents.extend(rows, &more.vat_cents);
        self.original_cents.extend(rows, &more.original_cents);
        for (dates, more) in self.dates.iter_mut().zip(&more.dates) {
            dates.extend(rows, more);
        }
    }
}

/// Lines in columns: what rows say by themselves, and who and what that is about.
#[derive(Default)]
pub struct Lines {
    kept: Kept,
    pub party: Vec<u32>,
    pub supplier: Vec<u32>,
    pub account: Vec<u32>,
    /// Voucher, invoice and contract numbers.
    pub texts: [TextColumn; 3],
}

/// A column of texts, most of them different.
#[derive(Default)]
pub struct TextColumn {
    builder: arrow_array::builder::StringBuilder,
}

impl TextColumn {
    pub fn push(&mut self, text: &str) {
        self.builder.append_option((!text.is_empty()).then_some(text));
    }
}

pub fn schema() -> Arc<Schema> {
    let mut fields: Vec<ArrowField> =
        ["table", "row", "party", "supplier", "account"].map(|n| ArrowField::new(n, DataType::UInt32, false)).into();
    fields.push(ArrowField::new("cents", DataType::Int64, false));
    fields.push(ArrowField::new("vat", DataType::Int64, true));
    for name in ["posting_date", "invoice_date", "due_date", "payment_date"] {
        fields.push(ArrowField::new(name, DataType::Date32, true));
    }
    for name in ["voucher", "invoice", "contract"] {
        fields.push(ArrowField::new(name, DataType::Utf8, true));
    }
    fields.push(ArrowField::new("original", DataType::Int64, true));
    Arc::new(Schema::new(fields))
}

impl Lines {
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Takes rows in; the other columns are up to the caller.
    pub fn extend(&mut self, kept: &Kept) {
        if self.is_empty() {
            // The last rows of a batch may be some more.
            let most = BATCH + BATCH / 8;
            self.kept.reserve(most);
            for column in [&mut self.party, &mut self.supplier, &mut self.account] {
                column.reserve(most);
            }
        }
        self.kept.extend(kept);
    }

    /// The lines so far as a batch; the columns start anew.
    pub fn take_batch(&mut self) -> Result<RecordBatch, arrow_schema::ArrowError> {
        let Self { kept, party, supplier, account, texts } = std::mem::take(self);
        let rows = kept.len();
        let Kept { table, row, cents, vat_cents, original_cents, dates } = kept;
        let mut arrays: Vec<ArrayRef> = [table, row, party, supplier, account]
            .into_iter()
            .map(|v| Arc::new(PrimitiveArray::<UInt32Type>::from(v)) as ArrayRef)
            .collect();
        arrays.push(Arc::new(arrow_array::Int64Array::from(cents)));
        arrays.push(Arc::new(vat_cents.array::<Int64Type>(rows)));
        for dates in dates {
            arrays.push(Arc::new(dates.array::<Date32Type>(rows)));
        }
        for mut text in texts {
            arrays.push(Arc::new(text.builder.finish()) as ArrayRef);
        }
        arrays.push(Arc::new(original_cents.array::<Int64Type>(rows)));
        RecordBatch::try_new(schema(), arrays)
    }
}

/// Writer of a staged file's lines into a file that is there.
pub fn writer(path: &Path) -> anyhow::Result<ArrowWriter<std::fs::File>> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        // Numbers into dictionaries of our own: written once, read once, so speed counts more than size.
        .set_dictionary_enabled(false)
        // Lines go to the file while others are read.
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let file = fs_err::OpenOptions::new().write(true).open(path)?.into_parts().0;
    // To cut a file that is empty already makes some file systems write it to disk when it is closed.
    if file.metadata()?.len() > 0 {
        file.set_len(0)?;
    }
    Ok(ArrowWriter::try_new(file, schema(), Some(properties))?)
}

/// Reader of a staged file's lines, in batches of [`BATCH`].
pub fn reader(path: &Path) -> anyhow::Result<ParquetRecordBatchReader> {
    let file = fs_err::File::open(path)?.into_parts().0;
    Ok(ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(BATCH).build()?)
}

/// The columns of a staged batch, by their types.
pub struct Batch<'a> {
    pub table: &'a [u32],
    pub row: &'a [u32],
    pub party: &'a [u32],
    pub supplier: &'a [u32],
    pub account: &'a [u32],
    pub cents: &'a [i64],
    pub vat: &'a arrow_array::Int64Array,
    pub dates: [&'a PrimitiveArray<Date32Type>; 4],
    pub texts: [&'a StringArray; 3],
    original: &'a arrow_array::Int64Array,
}

impl<'a> Batch<'a> {
    /// `None` when the file is not one that this version staged.
    pub fn of(batch: &'a RecordBatch) -> Option<Self> {
        let column = |i: usize| batch.columns().get(i);
        let refs = |i: usize| Some(&column(i)?.as_any().downcast_ref::<PrimitiveArray<UInt32Type>>()?.values()[..]);
        let date = |i: usize| column(i)?.as_any().downcast_ref::<PrimitiveArray<Date32Type>>();
        let text = |i: usize| column(i)?.as_any().downcast_ref::<StringArray>();
        Some(Self {
            table: refs(0)?,
            row: refs(1)?,
            party: refs(2)?,
            supplier: refs(3)?,
            account: refs(4)?,
            cents: column(5)?.as_any().downcast_ref::<arrow_array::Int64Array>()?.values(),
            vat: column(6)?.as_any().downcast_ref()?,
            dates: [date(7)?, date(8)?, date(9)?, date(10)?],
            texts: [text(11)?, text(12)?, text(13)?],
            original: column(14)?.as_any().downcast_ref()?,
        })
    }

    pub fn date(&self, which: usize, line: usize) -> Option<i32> {
        self.dates[which].is_valid(line).then(|| self.dates[which].value(line))
    }

    /// The VAT in cents.
    pub fn vat(&self, line: usize) -> Option<i64> {
        self.vat.is_valid(line).then(|| self.vat.value(line))
    }

    /// The amount in the currency of the export, where it was converted, in its cents.
    pub fn original(&self, line: usize) -> Option<i64> {
        self.original.is_valid(line).then(|| self.original.value(line))
    }

    pub fn text(&self, which: usize, line: usize) -> Option<&'a str> {
        self.texts[which].is_valid(line).then(|| self.texts[which].value(line))
    }
}
