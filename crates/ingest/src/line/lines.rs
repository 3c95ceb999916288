//! Lines in typed columns, in batches.

use std::sync::Arc;

use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, PrimitiveArray, RecordBatch, StringArray};
use arrow_schema::{DataType, Field as ArrowField, Schema};

use super::dates::deciding_date;
use super::kept::Kept;

/// Lines in one batch.
pub const BATCH: usize = 65_536;

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

    /// The day that decides the year.
    pub fn deciding_date(&self, line: usize) -> Option<i32> {
        deciding_date([0, 1, 2, 3].map(|which| self.date(which, line)))
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
