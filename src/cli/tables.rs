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

/// What was read of a file, in all its tables.
pub struct Total {
    pub file: String,
    pub kept: u64,
    pub rejected: u64,
    /// With their currencies, as far as they are known.
    pub sum: String,
}

/// Several files below each other, their figures aligned; empty of one file, which tells its own.
pub fn totals(files: &[Total]) -> String {
    if files.len() < 2 {
        return String::new();
    }
    let rows = files.iter().map(|t| [t.file.clone(), t.kept.to_string(), t.rejected.to_string(), t.sum.clone()]);
    let header = ["file", "rows", "rejected", "sum"].map(str::to_owned);
    let rows: Vec<[String; 4]> = std::iter::once(header).chain(rows).collect();
    aligned(&rows, |column| column > 0, "  ").iter().map(|line| format!("  {line}\n")).collect()
}

/// Lines of rows in columns as wide as their longest text: numbers stand at the right, other texts at the left. A column
/// without any text takes no room.
pub fn aligned<R: AsRef<[String]>>(rows: &[R], is_number: impl Fn(usize) -> bool, gap: &str) -> Vec<String> {
    let columns = rows.iter().map(|row| row.as_ref().len()).max().unwrap_or(0);
    let width = |at: usize| rows.iter().map(|row| row.as_ref()[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let cell = |(at, cell): (usize, &String)| {
        let width = widths[at];
        (width > 0).then(|| if is_number(at) { format!("{cell:>width$}") } else { format!("{cell:<width$}") })
    };
    let line = |row: &R| row.as_ref().iter().enumerate().filter_map(cell).collect::<Vec<_>>().join(gap);
    rows.iter().map(|row| line(row).trim_end().to_owned()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_several_files_are_aligned() {
        let total = |file: &str, kept, rejected, sum: &str| Total {
            file: file.to_owned(),
            kept,
            rejected,
            sum: sum.to_owned(),
        };
        let files = [total("höst.csv", 8, 0, "-1.50 SEK"), total("vår.csv", 12_345, 10, "100000.00 SEK")];
        let expected = "  file       rows  rejected            sum\n\
            \x20 höst.csv      8         0      -1.50 SEK\n\
            \x20 vår.csv   12345        10  100000.00 SEK\n";
        assert_eq!(totals(&files), expected);
        assert_eq!(totals(&files[..1]), "");
    }
}
