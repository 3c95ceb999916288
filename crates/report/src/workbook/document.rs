//! A document of its own as a workbook: a sheet a section.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::{CHART_ROWS, FIRST, OTHER, Writer, paragraph};
use crate::document::{Document, Part};
use crate::texts::Texts;

/// The longest name of a sheet, in characters.
const NAME: usize = 31;

/// Draws the workbook.
pub fn document(document: &Document, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&document.date.map_or("2000-01-01".to_owned(), |day| day.to_string()))?;
    let properties = DocProperties::new().set_title(&document.title).set_author(&document.author);
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let mut names = BTreeSet::new();
    let mut number = 0;
    for (i, section) in document.sections.iter().enumerate() {
        let sheet = workbook.add_worksheet().set_name(name(&section.title, &mut names))?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_column_width(0, FIRST)?;
        sheet.set_column_range_width(1, 20, OTHER)?;
        sheet.write_string_with_format(0, 0, &section.title, &Format::new().set_bold().set_font_size(16))?;
        let head = [&document.title, &document.subtitle].into_iter().chain(&document.notes);
        let head = head.take(if i == 0 { usize::MAX } else { 0 }).chain([&section.finding]);
        let mut row = 1;
        for text in head.filter(|text| !text.is_empty()) {
            paragraph(sheet, row, text)?;
            row += 1;
        }
        let mut writer = Writer { sheet, texts, currency: &document.currency, number };
        for part in &section.parts {
            row = writer.part(part, row)?;
        }
        if i + 1 == document.sections.len() {
            paragraph(writer.sheet, row + 1, &document.footer)?;
        }
        number = writer.number;
    }
    Ok(workbook.save_to_buffer()?)
}

impl Writer<'_> {
    /// Writes a part from a row on, and returns the next free one.
    fn part(&mut self, part: &Part, row: u32) -> anyhow::Result<u32> {
        match part {
            Part::Text(text) | Part::Heading(text) => {
                paragraph(self.sheet, row, text)?;
                Ok(row + 1)
            }
            Part::List(texts) | Part::Remarks(texts) => {
                for (at, text) in (row..).zip(texts) {
                    paragraph(self.sheet, at, text)?;
                }
                Ok(row + texts.len() as u32)
            }
            Part::Chart(chart) if chart.categories.is_empty() => Ok(row),
            Part::Chart(chart) => {
                let data = chart.table(|v| self.texts.value(v, chart.unit, self.currency));
                let header = self.table(&data, row + 1, false)?;
                let below = header + data.rows.len() as u32 + 2;
                self.chart(chart, header, below)?;
                paragraph(self.sheet, below + CHART_ROWS, &chart.footnote())?;
                Ok(below + CHART_ROWS + 2)
            }
            Part::Table(table) if table.rows.is_empty() => Ok(row),
            Part::Table(table) => Ok(self.table(table, row + 1, false)? + table.rows.len() as u32 + 3),
        }
    }
}

/// A name that a sheet may have, and that no other one has.
fn name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = title.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let mut name: String = plain.trim().chars().take(NAME).collect();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{} {number}", plain.trim().chars().take(NAME - 4).collect::<String>());
        number += 1;
    }
    name
}
