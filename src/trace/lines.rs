//! The lines of one year, streamed: memory holds a batch of them, however many there are.

use std::path::Path;

use anyhow::Context;
use arrow_array::{Array, Date32Array, RecordBatch};
use vire_domain::classify::payments::Wait;
use vire_formats::{columns, parquet};

use crate::publish::open::OTHER_VERSION;

/// What rules and lists ask of a posting line. Texts that are absent are empty.
pub struct Line<'a> {
    pub supplier: &'a str,
    pub kind: &'a str,
    pub size: &'a str,
    pub ring: &'a str,
    pub sector: &'a str,
    /// As purchases have it, else the buyer.
    pub unit: &'a str,
    pub band: &'a str,
    pub scope: &'a str,
    /// From 1 to 12; none of a line without a date.
    pub month: Option<i32>,
    pub wait: Wait,
    pub cents: i128,
    pub file: &'a str,
    pub sheet: &'a str,
    pub row: i32,
}

const COLUMNS: [&str; 17] = [
    "buyer_name",
    "unit",
    "supplier",
    "supplier_kind",
    "supplier_size",
    "ring",
    "sector",
    "value_band",
    "scope",
    "month",
    "invoice_date",
    "due_date",
    "payment_date",
    "amount",
    "source_file",
    "source_sheet",
    "source_row",
];

/// Shows every line of a file of purchases.
pub fn each(path: &Path, mut see: impl FnMut(&Line<'_>)) -> anyhow::Result<()> {
    for batch in parquet::stream(path, &COLUMNS)? {
        of_batch(&batch?, &mut see).context(OTHER_VERSION)?;
    }
    Ok(())
}

fn of_batch(batch: &RecordBatch, see: &mut impl FnMut(&Line<'_>)) -> anyhow::Result<()> {
    let text = |name: &str| columns::texts(batch, name);
    let (suppliers, kinds, sizes) = (text("supplier")?, text("supplier_kind")?, text("supplier_size")?);
    let (rings, sectors, bands, scopes) = (text("ring")?, text("sector")?, text("value_band")?, text("scope")?);
    let (units, buyers) = (text("unit")?, text("buyer_name")?);
    let (files, sheets) = (text("source_file")?, text("source_sheet")?);
    let (months, amounts) = (columns::ints(batch, "month")?, columns::money(batch, "amount")?);
    let [invoiced, due, paid] = [
        columns::days(batch, "invoice_date")?,
        columns::days(batch, "due_date")?,
        columns::days(batch, "payment_date")?,
    ];
    let rows = columns::sheet_rows(batch, "source_row")?;
    for at in 0..batch.num_rows() {
        let day = |days: &Date32Array| days.is_valid(at).then(|| days.value(at));
        let cents = amounts.value(at);
        let posted = i64::try_from(cents).context("amount")?;
        see(&Line {
            supplier: columns::text(suppliers, at),
            kind: columns::text(kinds, at),
            size: columns::text(sizes, at),
            ring: columns::text(rings, at),
            sector: columns::text(sectors, at),
            unit: match columns::text(units, at) {
                "" => columns::text(buyers, at),
                unit => unit,
            },
            band: columns::text(bands, at),
            scope: columns::text(scopes, at),
            month: months.is_valid(at).then(|| months.value(at)),
            wait: Wait::of(posted, day(invoiced), day(due), day(paid)),
            cents,
            file: columns::text(files, at),
            sheet: columns::text(sheets, at),
            row: rows.value(at),
        });
    }
    Ok(())
}
