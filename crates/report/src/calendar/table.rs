//! `calendar.parquet` for researchers and `calendar.csv` for spreadsheet programs.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Decimal128Array, RecordBatch, StringArray, UInt32Array};
use chrono::NaiveDate;

use super::label;
use crate::texts::Texts;
use vire_base::amount::format_cents;
use vire_domain::calendar::{Calendar, Coming, List, Origin};
use vire_formats::harmless::csv_cell;

/// The columns of the calendar table with their descriptions.
pub const COLUMNS: [(&str, &str); 28] = [
    ("buyer", "who buys"),
    ("unit", "the buyer's unit"),
    ("title", "what is bought"),
    ("reference", "the buyer's own number"),
    ("contract", "number of the contract that ends or is replaced"),
    ("sector", "id of the sector, or unclassified"),
    ("sector_method", "given, cpv, words (of the category or the title), none"),
    ("cpv", "CPV code as it was written"),
    ("start", "first day of the time at which the procurement is to begin"),
    ("end", "last day of that time"),
    ("precision", "how exactly the time was told: day, month, quarter, half-year, year"),
    ("period", "the quarter, half-year or years that the time lies in, such as 2027-Q2, 2027-H1, 2027"),
    ("time_text", "the time, or the contract's end, as it was written"),
    ("value_low", "least estimated value net of VAT; of the present contract where the origin is contract-end"),
    ("value_high", "greatest estimated value; equal to the least where one amount was given"),
    ("value_text", "the value as it was written"),
    ("currency", "ISO 4217 code of the values"),
    ("procedure", "procedure as it was written"),
    ("contact", "whom to ask"),
    ("notes", "notes as they were written"),
    ("origin", "announced, or contract-end: derived from the end of a contract"),
    ("contract_end", "next end of the contract, options used up to then"),
    ("contract_last_end", "end of the contract with all options"),
    ("supplier", "present supplier by the register of contracts"),
    ("past", "true when the time, or the contract, was over before the day of the list"),
    ("source_file", "input file"),
    ("source_sheet", "sheet of the input file"),
    ("source_row", "row in the sheet, from 1"),
];

pub fn write(calendar: &Calendar, currency: &str, to: &Path) -> anyhow::Result<()> {
    let items = || calendar.items.iter();
    let text = |part: &dyn Fn(&Coming) -> &str| -> ArrayRef {
        Arc::new(items().map(|i| Some(part(i)).filter(|t| !t.is_empty())).collect::<StringArray>())
    };
    let days = |part: &dyn Fn(&Coming) -> Option<NaiveDate>| -> ArrayRef {
        Arc::new(items().map(|i| part(i).map(|d| d.to_epoch_days())).collect::<Date32Array>())
    };
    let money = |part: &dyn Fn(&Coming) -> Option<i64>| -> anyhow::Result<ArrayRef> {
        let cents: Decimal128Array = items().map(|i| part(i).map(i128::from)).collect();
        Ok(Arc::new(cents.with_precision_and_scale(18, 2)?))
    };
    let ends = |item: &Coming| match &item.origin {
        Origin::ContractEnd { end, last_end, .. } => Some((*end, *last_end)),
        Origin::Announced => None,
    };
    fn supplier(item: &Coming) -> &str {
        match &item.origin {
            Origin::ContractEnd { supplier, .. } => supplier,
            Origin::Announced => "",
        }
    }
    let columns: [ArrayRef; 28] = [
        text(&|i| &i.buyer),
        text(&|i| &i.unit),
        text(&|i| &i.title),
        text(&|i| &i.reference),
        text(&|i| &i.contract),
        text(&|i| i.sector_id()),
        text(&|i| i.sector_method.code()),
        text(&|i| &i.cpv),
        days(&|i| Some(i.window.start)),
        days(&|i| Some(i.window.end)),
        text(&|i| i.window.precision.code()),
        Arc::new(items().map(|i| Some(i.window.period().period_code())).collect::<StringArray>()),
        text(&|i| &i.time_text),
        money(&|i| i.value.low)?,
        money(&|i| i.value.high)?,
        text(&|i| &i.value.text),
        Arc::new(items().map(|i| Some(currency).filter(|_| i.value.is_known())).collect::<StringArray>()),
        text(&|i| &i.procedure),
        text(&|i| &i.contact),
        text(&|i| &i.notes),
        text(&|i| i.origin.code()),
        days(&|i| ends(i).map(|e| e.0)),
        days(&|i| ends(i).map(|e| e.1)),
        text(&|i| supplier(i)),
        Arc::new(items().map(|i| Some(i.past)).collect::<BooleanArray>()),
        text(&|i| &i.place.file),
        text(&|i| &i.place.sheet),
        Arc::new(items().map(|i| Some(i.place.row)).collect::<UInt32Array>()),
    ];
    let names = COLUMNS.iter().map(|(name, _)| *name);
    let batch = RecordBatch::try_from_iter_with_nullable(names.zip(columns).map(|(n, c)| (n, c, true)))?;
    vire_formats::parquet::write(&batch, &COLUMNS, to)
}

/// What is coming, for a spreadsheet program of the language: UTF-8 with a byte-order mark; fields parted by a semicolon
/// and decimals by a comma in Finnish and Swedish, by a comma and a point in English.
pub fn csv(list: &List, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let (delimiter, decimal) = if texts.code == "en" { (b',', ".") } else { (b';', ",") };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    const HEADERS: [&str; 16] = [
        "coming-col-time",
        "coming-col-start",
        "coming-col-end",
        "coming-col-title",
        "col-sector",
        "coming-col-buyer",
        "coming-col-unit",
        "coming-col-value-low",
        "coming-col-value-high",
        "coming-col-value",
        "coming-col-procedure",
        "coming-col-contact",
        "coming-col-notes",
        "coming-col-origin",
        "coming-col-contract-end",
        "coming-col-reference",
    ];
    writer.write_record(HEADERS.map(|key| texts.text(key)))?;
    let cents = |c: Option<i64>| c.map(|c| format_cents(c.into()).replace('.', decimal)).unwrap_or_default();
    for item in &list.items {
        let end = match &item.origin {
            Origin::ContractEnd { end, .. } => end.to_string(),
            Origin::Announced => String::new(),
        };
        let texts = [
            label::time(&item.window, texts),
            item.window.start.to_string(),
            item.window.end.to_string(),
            item.title.clone(),
            texts.member("sector", item.sector_id()),
            item.buyer.clone(),
            item.unit.clone(),
            cents(item.value.low),
            cents(item.value.high),
            item.value.text.clone(),
            item.procedure.clone(),
            item.contact.clone(),
            item.notes.clone(),
            texts.text(&format!("coming-origin-{}", item.origin.code())),
            end,
            item.reference.clone(),
        ];
        writer.write_record(texts.iter().map(|text| csv_cell(text).into_owned()))?;
    }
    Ok(writer.into_inner().map_err(|e| e.into_error())?)
}
