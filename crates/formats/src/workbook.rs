//! Plain workbooks: sheets of one table each, the same bytes for the same content.

use std::path::Path;

use rust_xlsxwriter::{Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Count(u64),
    /// Hundredths of the currency unit.
    Cents(i128),
}

/// A sheet: what it is in one sentence, and a table under it.
pub struct Sheet {
    /// At most 31 characters, none of `[]:*?/\\`.
    pub name: String,
    pub about: String,
    /// Headers with the widths of their columns in characters.
    pub columns: Vec<(String, u16)>,
    pub rows: Vec<Vec<Value>>,
    /// A column that the reader fills with one of these words.
    pub to_fill: Option<(u16, Vec<String>)>,
}

/// Rows that a sheet holds below its header.
pub const MOST_ROWS: usize = 1_000_000;

/// Writes a workbook. Texts are never formulas.
pub fn write(sheets: &[Sheet], to: &Path) -> anyhow::Result<()> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?; // a clock would make every file different
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    // A full disk is met by the one call that names the file, not by the archive's writer.
    fs_err::write(to, book.save_to_buffer()?)?;
    Ok(())
}

/// The header's row: the sentence and a blank row are above it.
const HEADER: u32 = 2;

fn fill(page: &mut Worksheet, sheet: &Sheet) -> anyhow::Result<()> {
    let head = Format::new().set_bold().set_background_color(Color::RGB(0xE8_EE_F4)).set_align(FormatAlign::Top);
    let head = head.set_text_wrap();
    let money = Format::new().set_num_format("#,##0.00");
    let open = Format::new().set_background_color(Color::RGB(0xFF_F7_D6)).set_unlocked();
    page.set_name(&sheet.name)?;
    page.write_string(0, 0, &sheet.about)?;
    for (at, (title, width)) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(HEADER, at as u16, title, &head)?;
        page.set_column_width(at as u16, f64::from(*width))?;
    }
    for (row, values) in sheet.rows.iter().take(MOST_ROWS).enumerate() {
        let row = HEADER + 1 + row as u32;
        for (at, value) in values.iter().enumerate() {
            match value {
                Value::Text(text) => {
                    page.write_string(row, at as u16, text.chars().take(32_000).collect::<String>())?
                }
                Value::Count(count) => page.write_number(row, at as u16, *count as f64)?,
                Value::Cents(cents) => page.write_number_with_format(row, at as u16, *cents as f64 / 100.0, &money)?,
            };
        }
    }
    let last = HEADER + sheet.rows.len().min(MOST_ROWS) as u32;
    if let Some((column, words)) = &sheet.to_fill
        && last > HEADER
    {
        for row in HEADER + 1..=last {
            page.write_blank(row, *column, &open)?;
        }
        let list = DataValidation::new().allow_list_strings(words)?;
        page.add_data_validation(HEADER + 1, *column, last, *column, &list)?;
    }
    if let Some(width) = sheet.columns.len().checked_sub(1) {
        page.autofilter(HEADER, 0, last, width as u16)?;
    }
    page.set_freeze_panes(HEADER + 1, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    Ok(())
}
