//! `calendar.parquet` for researchers and `calendar.csv` for spreadsheet programs.

use std::path::Path;

use chrono::NaiveDate;

use super::label;
use crate::texts::Texts;
use vire_base::amount::format_cents;
use vire_domain::calendar::{Calendar, Coming, List, Origin};
use vire_formats::harmless::csv_cell;
use vire_formats::table::{Column, Of, Table, column, heads, some};

/// The table as its readers know it.
pub const CALENDAR: Table = Table { name: "calendar", about: "one coming procurement", columns: &heads(&Row::COLUMNS) };

/// A coming procurement, and the currency of its values.
pub struct Row<'a> {
    item: &'a Coming,
    currency: &'a str,
}

impl Row<'_> {
    pub const COLUMNS: [Column<Of<Self>>; 28] = [
        column("buyer", "who buys", Of::Text(|r| some(&r.item.buyer))),
        column("unit", "the buyer's unit", Of::Text(|r| some(&r.item.unit))),
        column("title", "what is bought", Of::Text(|r| some(&r.item.title))),
        column("reference", "the buyer's own number", Of::Text(|r| some(&r.item.reference))),
        column("contract", "number of the contract that ends or is replaced", Of::Text(|r| some(&r.item.contract))),
        column("sector", "id of the sector, or unclassified", Of::Text(|r| some(r.item.sector_id()))),
        column(
            "sector_method",
            "given, cpv, words (of the category or the title), none",
            Of::Text(|r| some(r.item.sector_method.code())),
        ),
        column("cpv", "CPV code as it was written", Of::Text(|r| some(&r.item.cpv))),
        column(
            "start",
            "first day of the time at which the procurement is to begin",
            Of::Day(|r| Some(r.item.window.start.to_epoch_days())),
        ),
        column("end", "last day of that time", Of::Day(|r| Some(r.item.window.end.to_epoch_days()))),
        column(
            "precision",
            "how exactly the time was told: day, month, quarter, half-year, year",
            Of::Text(|r| some(r.item.window.precision.code())),
        ),
        column(
            "period",
            "the quarter, half-year or years that the time lies in, such as 2027-Q2, 2027-H1, 2027",
            Of::Text(|r| some(r.item.window.period().period_code())),
        ),
        column(
            "time_text",
            "the time, or the contract's end, as it was written",
            Of::Text(|r| some(&r.item.time_text)),
        ),
        column(
            "value_low",
            "least estimated value net of VAT; of the present contract where the origin is contract-end",
            Of::Money(|r| r.item.value.low.map(i128::from)),
        ),
        column(
            "value_high",
            "greatest estimated value; equal to the least where one amount was given",
            Of::Money(|r| r.item.value.high.map(i128::from)),
        ),
        column("value_text", "the value as it was written", Of::Text(|r| some(&r.item.value.text))),
        column(
            "currency",
            "ISO 4217 code of the values",
            Of::Text(|r| some(r.currency).filter(|_| r.item.value.is_known())),
        ),
        column("procedure", "procedure as it was written", Of::Text(|r| some(&r.item.procedure))),
        column("contact", "whom to ask", Of::Text(|r| some(&r.item.contact))),
        column("notes", "notes as they were written", Of::Text(|r| some(&r.item.notes))),
        column(
            "origin",
            "announced, or contract-end: derived from the end of a contract",
            Of::Text(|r| some(r.item.origin.code())),
        ),
        column(
            "contract_end",
            "next end of the contract, options used up to then",
            Of::Day(|r| Some(r.contract()?.end.to_epoch_days())),
        ),
        column(
            "contract_last_end",
            "end of the contract with all options",
            Of::Day(|r| Some(r.contract()?.last_end.to_epoch_days())),
        ),
        column("supplier", "present supplier by the register of contracts", Of::Text(|r| some(r.contract()?.supplier))),
        column(
            "past",
            "true when the time, or the contract, was over before the day of the list",
            Of::Flag(|r| Some(r.item.past)),
        ),
        column("source_file", "input file", Of::Text(|r| some(&r.item.place.file))),
        column("source_sheet", "sheet of the input file", Of::Text(|r| some(&r.item.place.sheet))),
        column("source_row", "row in the sheet, from 1", Of::Int(|r: &Self| i32::try_from(r.item.place.row).ok()))
            .ranged()
            .distinct(),
    ];

    fn contract(&self) -> Option<Contract<'_>> {
        match &self.item.origin {
            Origin::ContractEnd { end, last_end, supplier, .. } => {
                Some(Contract { end: *end, last_end: *last_end, supplier })
            }
            Origin::Announced => None,
        }
    }
}

/// The contract whose end makes a procurement likely.
struct Contract<'a> {
    end: NaiveDate,
    last_end: NaiveDate,
    supplier: &'a str,
}

pub fn write(calendar: &Calendar, currency: &str, to: &Path) -> anyhow::Result<()> {
    let rows: Vec<Row<'_>> = calendar.items.iter().map(|item| Row { item, currency }).collect();
    vire_formats::parquet::write(&Row::COLUMNS, &rows, to)
}

/// What is coming, for a spreadsheet program of the language: UTF-8 with a byte-order mark; fields stand between semicolons
/// where the language writes decimals with a comma, else between commas.
pub fn csv(list: &List, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let decimal = texts.forms.decimal;
    let delimiter = if decimal == ',' { b';' } else { b',' };
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
    let cents =
        |c: Option<i64>| c.map(|c| format_cents(c.into()).replace('.', &decimal.to_string())).unwrap_or_default();
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
