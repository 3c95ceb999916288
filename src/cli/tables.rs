//! What the commands that look at files say of a table, in one way.

use std::collections::BTreeMap;
use std::fmt::Write;

use vire_base::amount::format_cents;
use vire_domain::calendar::Calendar;
use vire_ingest::Field;
use vire_ingest::line::{Sidecar, Table};

/// The columns chosen, with their evidence (and the readings of their values), and the headers not used.
pub fn columns(table: &Table, indent: &str, readings: bool) -> String {
    let mut text = String::new();
    for column in &table.mapping.columns {
        let name = column.field.name();
        let reading = table.readings.get(&name).filter(|_| readings).map(|r| format!("; {r}")).unwrap_or_default();
        let _ = writeln!(text, "{indent}{name:<18} {:?} ({}{reading})", column.header, column.evidence());
    }
    if !table.mapping.unused.is_empty() {
        let _ = writeln!(text, "{indent}not used: {}", table.mapping.unused.join(", ").replace('\n', " "));
    }
    text
}

/// Sums by currency, such as "12.50 EUR + 3.00 SEK".
pub fn sums(sums: &BTreeMap<String, i128>) -> String {
    let sums: Vec<String> =
        sums.iter().map(|(currency, cents)| format!("{} {currency}", format_cents(*cents))).collect();
    sums.join(" + ").trim().to_owned()
}

/// A table in one line: where its header is and which columns carry the figures.
pub fn summary(table: &Table) -> String {
    const TOLD: [Field; 9] = [
        Field::Amount,
        Field::Gross,
        Field::Debit,
        Field::Credit,
        Field::PostingDate,
        Field::PaymentDate,
        Field::InvoiceDate,
        Field::SupplierName,
        Field::Account,
    ];
    let sheet = if table.sheet.is_empty() { String::new() } else { format!(", sheet \"{}\"", table.sheet) };
    let columns = table.mapping.columns.iter().filter(|c| TOLD.contains(&c.field));
    let columns: Vec<String> = columns.map(|c| format!("{} is \"{}\"", c.field.name(), c.header)).collect();
    let header = match table.mapping.header_row {
        0 => "no header".to_owned(),
        row => format!("header in row {row}"),
    };
    format!("{sheet}: {} rows, {header}, {}", table.control.kept, columns.join(", "))
}

/// The first of the rejected rows of a file.
pub fn rejected(sidecar: &Sidecar) -> String {
    let mut text = String::new();
    for rejected in sidecar.rejected.iter().take(20) {
        let (row, field, value) = (rejected.row, &rejected.field, &rejected.value);
        let _ = writeln!(text, "  rejected row {row}: {field} {value:?} {}", rejected.message);
    }
    text
}

/// The files of a calendar, their columns, and what is odd in them.
pub fn calendar(calendar: &Calendar) -> String {
    let mut text = String::new();
    for file in &calendar.files {
        let c = &file.control;
        let _ = writeln!(
            text,
            "{} ({}): {}, {} rows: {} kept, {} rejected, {} told twice, {} without an end",
            file.name, file.format, file.kind, c.read, c.kept, c.rejected, c.duplicates, c.without_end
        );
        for table in &file.tables {
            for (field, header) in &table.columns {
                let _ = writeln!(text, "    {field}: {header:?}");
            }
            for reading in &table.readings {
                let _ = writeln!(text, "    {reading}");
            }
        }
    }
    text
}
