//! Writes rows of cells as xlsx, ods and delimited text.

use crate::tables::number;
use crate::{Outcome, Row};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::fs;
use std::io::Write;
use std::path::Path;
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

pub fn write_xlsx(path: &Path, title: &str, sheets: &[(&str, Vec<Row>)]) -> Outcome {
    let created = ExcelDateTime::from_ymd(2025, 1, 15)?;
    let properties = DocProperties::new().set_title(title);
    let properties = properties.set_comment("Synteettinen esimerkkiaineisto / synthetic data");
    let day = Format::new().set_num_format("d.m.yyyy");
    let mut book = Workbook::new();
    book.set_properties(&properties.set_creation_datetime(&created));
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name)?;
        for (r, row) in (0..).zip(rows) {
            for (c, cell) in (0..).zip(row.split('|')) {
                if cell.is_empty() {
                    continue;
                } else if let Some(value) = cell.strip_prefix('=') {
                    sheet.write_number(r, c, number::<f64>(value))?;
                } else if let Some(date) = cell.strip_prefix('@') {
                    let date = ExcelDateTime::parse_from_str(date)?;
                    sheet.write_datetime_with_format(r, c, date, &day)?;
                } else {
                    sheet.write_string(r, c, cell)?;
                }
            }
        }
    }
    Ok(book.save(path)?)
}

pub fn delimited(rows: &[Row], line_end: &str) -> String {
    let field = |cell: &str| match cell.contains(';') || cell.ends_with(' ') {
        true => format!("\"{cell}\""),
        false => cell.to_string(),
    };
    let line = |row: &Row| row.split('|').map(field).collect::<Vec<_>>().join(";") + line_end;
    rows.iter().map(line).collect()
}

/// Runs of empty cells and rows become one element with a count, as LibreOffice writes them.
pub fn ods_row(rows: &[Row]) -> String {
    let repeated = |what, run: usize| match run {
        1 => String::new(),
        _ => format!(" table:number-{what}-repeated=\"{run}\""),
    };
    let cell = |run: &[&str]| {
        let shown = run[0].trim_start_matches(['=', '@']);
        let value = match run[0].chars().next() {
            None => return format!("<table:table-cell{}/>", repeated("columns", run.len())),
            Some('=') => format!("float\" office:value=\"{shown}"),
            Some('@') => format!("date\" office:date-value=\"{shown}"),
            Some(_) => "string".to_string(),
        };
        let shown = format!("<text:p>{shown}</text:p>");
        format!("<table:table-cell office:value-type=\"{value}\">{shown}</table:table-cell>")
    };
    let cells: Vec<_> = rows[0].split('|').collect();
    let runs = cells.chunk_by(|a, b| a.is_empty() && b.is_empty());
    let cells: String = runs.map(cell).collect();
    let count = repeated("rows", rows.len());
    format!("<table:table-row{count}>{cells}</table:table-row>\n")
}

pub const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
pub const ODS_CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet><table:table table:name="SHEET">
ROWS</table:table></office:spreadsheet></office:body></office:document-content>
"#;
pub const ODS_MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
"#;

pub fn write_ods(path: &Path, sheet: &str, rows: &[Row]) -> Outcome {
    let runs = rows.chunk_by(|a, b| a.is_empty() && b.is_empty());
    let content = ODS_CONTENT.replace("SHEET", sheet).replace("ROWS", &runs.map(ods_row).collect::<String>());
    let packed = SimpleFileOptions::default().last_modified_time(DateTime::default());
    // The format wants the type first and unpacked, so that it stands at a fixed place.
    let stored = packed.compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(fs::File::create(path)?);
    for (name, options, part) in [
        ("mimetype", stored, ODS_TYPE),
        ("content.xml", packed, &content),
        ("META-INF/manifest.xml", packed, ODS_MANIFEST),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(part.as_bytes())?;
    }
    zip.finish()?;
    Ok(())
}
