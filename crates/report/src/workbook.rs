//! The workbook: the report's tables as real tables, and its charts as native ones.

use rust_xlsxwriter::{
    Chart as NativeChart, ChartDataLabel, ChartFormat, ChartLegendPosition, ChartPatternFill, ChartPatternFillType,
    ChartPoint, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign, Table as NativeTable, TableColumn,
    TableFunction, TableStyle, Workbook, Worksheet,
};

mod document;

pub use self::document::document;
use super::model::{Cell, Chart, ChartKind, Column, Report, Table, Topic, Value};
use super::texts::Texts;
use vire_base::decimal::SCALE;
use vire_indicators::catalogue::Unit;

/// Rows that a chart takes under its data.
const CHART_ROWS: u32 = 20;
/// Widths of columns in characters.
const FIRST: f64 = 46.0;
const OTHER: f64 = 22.0;

/// Draws the workbook. Texts stay texts: a name that begins with `=` is no formula.
pub fn draw(report: &Report, texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    // The day that the report speaks of: a clock would make the bytes differ from run to run.
    let made = ExcelDateTime::parse_from_str(&report.as_of.map_or("2000-01-01".to_owned(), |day| day.to_string()))?;
    let properties = DocProperties::new().set_title(&report.title).set_author(&report.buyer);
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let mut book = Book { workbook, report, texts, tables: 0 };
    book.summary()?;
    for topic in &report.topics {
        book.topic(topic)?;
    }
    let suppliers = book.suppliers();
    book.tables("all-suppliers", &[], &[&suppliers])?;
    book.tables("indicators", &[], &[&report.detail.indicators])?;
    if !report.participation.coming.rows.is_empty() {
        book.tables(
            "coming",
            std::slice::from_ref(&report.participation.coming_finding),
            &[&report.participation.coming],
        )?;
    }
    let sections = || report.annexes.iter();
    let paragraphs: Vec<String> = sections().flat_map(|s| &s.paragraphs).map(|note| note.text.clone()).collect();
    let annexes: Vec<&Table> = sections().flat_map(|s| &s.tables).collect();
    book.tables("quality", &paragraphs, &annexes)?;
    book.method()?;
    Ok(book.workbook.save_to_buffer()?)
}

struct Book<'a> {
    workbook: Workbook,
    report: &'a Report,
    texts: &'a Texts,
    /// How many tables there are so far: their names are numbered.
    tables: usize,
}

impl Book<'_> {
    /// A sheet with its widths and print settings; writes the title and the paragraphs, and returns the next free row.
    fn sheet(&mut self, id: &str, paragraphs: &[String]) -> anyhow::Result<(&mut Worksheet, u32)> {
        let name = self.texts.text(&format!("sheet-{id}"));
        let sheet = self.workbook.add_worksheet().set_name(&name)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_column_width(0, FIRST)?;
        sheet.set_column_range_width(1, 20, OTHER)?;
        sheet.write_string_with_format(0, 0, &name, &Format::new().set_bold().set_font_size(16))?;
        let mut row = 1;
        for text in paragraphs.iter().filter(|t| !t.is_empty()) {
            paragraph(sheet, row, text)?;
            row += 1;
        }
        Ok((sheet, row + 1))
    }

    fn summary(&mut self) -> anyhow::Result<()> {
        let (report, texts) = (self.report, self.texts);
        let columns = [
            ("col-indicator", false),
            ("col-value", true),
            ("col-bounds", false),
            ("col-basis", false),
            ("col-target", false),
        ];
        let columns = columns.into_iter().map(|(key, numeric)| Column { title: texts.text(key), numeric });
        let row = |key: &super::model::KeyFigure| {
            let value = Cell::new(&key.text, key.value);
            let rest = [&key.bounds, &key.basis, &key.target].map(Cell::text);
            [Cell::text(&key.label), value].into_iter().chain(rest).collect()
        };
        let table = Table {
            id: "key".into(),
            caption: report.title.clone(),
            columns: columns.collect(),
            rows: report.key.iter().map(row).collect(),
            ..Table::default()
        };
        let mut paragraphs = vec![report.title.clone(), report.subtitle.clone()];
        paragraphs.extend(report.notes.iter().map(|note| note.text.clone()));
        self.tables("summary", &paragraphs, &[&table])?;
        let sheet = self.workbook.worksheet_from_name(&texts.text("sheet-summary"))?;
        for (column, width) in [(2, 52.0), (3, 66.0), (4, 50.0)] {
            sheet.set_column_width(column, width)?;
        }
        Ok(())
    }

    /// A topic: its finding, each chart under its data, its tables, its caveats.
    fn topic(&mut self, topic: &Topic) -> anyhow::Result<()> {
        let currency = self.report.currency.clone();
        let texts = self.texts;
        let first_table = self.tables;
        let caveats = topic.caveats.iter().map(|note| &note.text);
        let paragraphs: Vec<String> = [&topic.heading, &topic.finding].into_iter().chain(caveats).cloned().collect();
        let (sheet, mut row) = self.sheet(topic.id.code(), &paragraphs)?;
        let mut writer = Writer { sheet, texts, currency: &currency, number: first_table };
        for chart in &topic.charts {
            let data = chart.table(|v| texts.value(v, chart.unit, &currency));
            if data.rows.is_empty() {
                continue; // native tables and charts need a row
            }
            let header = writer.table(&data, row, false)?;
            row = header + data.rows.len() as u32 + 2;
            writer.chart(chart, header, row)?;
            paragraph(writer.sheet, row + CHART_ROWS, &chart.footnote())?;
            row += CHART_ROWS + 2;
        }
        for table in topic.tables.iter().filter(|t| !t.rows.is_empty()) {
            // Sums of sectors reconcile with the total; other tables show parts only.
            let header = writer.table(table, row, table.adds_up)?;
            row = header + table.rows.len() as u32 + 4;
        }
        self.tables = writer.number;
        Ok(())
    }

    /// A sheet of tables, one under the other; the first one's header stays in sight.
    fn tables(&mut self, id: &str, paragraphs: &[String], tables: &[&Table]) -> anyhow::Result<()> {
        let currency = self.report.currency.clone();
        let texts = self.texts;
        let number = self.tables;
        let (sheet, mut row) = self.sheet(id, paragraphs)?;
        let mut writer = Writer { sheet, texts, currency: &currency, number };
        for (i, table) in tables.iter().filter(|t| !t.rows.is_empty()).enumerate() {
            let header = writer.table(table, row, false)?;
            if i == 0 && tables.len() == 1 {
                writer.sheet.set_freeze_panes(header + 1, 1)?;
            }
            row = header + table.rows.len() as u32 + 4;
        }
        self.tables = writer.number;
        Ok(())
    }

    /// Suppliers by year and sector, to be filtered.
    fn suppliers(&self) -> Table {
        let texts = ["col-supplier", "col-year", "col-sector", "col-ring", "col-municipality"].map(|key| (key, false));
        let columns = texts.into_iter().chain([("col-sum", true), ("col-lines", true)]);
        let columns = columns.map(|(key, numeric)| Column { title: self.texts.text(key), numeric });
        let rows = self.report.detail.suppliers.iter().map(|s| {
            let texts = [&s.name, &s.year, &s.sector, &s.ring, &s.municipality].map(Cell::text);
            let amount = Value::new(s.amount * 10_000, Unit::Currency);
            let lines = Value::new(i128::from(s.lines) * 10i128.pow(SCALE as u32), Unit::Count);
            let numbers = [amount, lines].map(|value| Cell::new("", Some(value)));
            texts.into_iter().chain(numbers).collect()
        });
        let caption = self.texts.text("topic-suppliers");
        Table {
            id: "all-suppliers".into(),
            caption,
            columns: columns.collect(),
            rows: rows.collect(),
            ..Table::default()
        }
    }

    fn method(&mut self) -> anyhow::Result<()> {
        let method = &self.report.method;
        let columns = ["col-indicator", "col-meaning", "col-reading", "col-pitfalls"];
        let columns = columns.map(|key| Column { title: self.texts.text(key), numeric: false });
        let row = |d: &super::model::Definition| {
            [format!("{} {}", d.id, d.term), d.meaning.clone(), d.reading.clone(), d.pitfalls.clone()]
                .map(Cell::text)
                .into()
        };
        let table = Table {
            id: "method".into(),
            caption: self.texts.text("topic-method"),
            columns: columns.into(),
            rows: method.indicators.iter().map(row).collect(),
            ..Table::default()
        };
        let paragraphs: Vec<String> =
            method.paragraphs.iter().chain(&method.not_computed).chain([&self.report.footer]).cloned().collect();
        self.tables("method", &paragraphs, &[&table])?;
        let sheet = self.workbook.worksheet_from_name(&self.texts.text("sheet-method"))?;
        sheet.set_column_range_width(1, 3, 60)?;
        Ok(())
    }
}

/// Writes onto one sheet.
struct Writer<'a> {
    sheet: &'a mut Worksheet,
    texts: &'a Texts,
    currency: &'a str,
    number: usize,
}

impl Writer<'_> {
    /// Writes a caption, the table and its note from a row on, and returns the row of the header.
    fn table(&mut self, table: &Table, row: u32, total: bool) -> anyhow::Result<u32> {
        let bold = Format::new().set_bold();
        self.sheet.write_string_with_format(row, 0, &table.caption, &bold)?;
        let header = row + 1;
        let last = header + table.rows.len() as u32;
        let mut columns = Vec::new();
        for (at, column) in table.columns.iter().enumerate() {
            let mut values = table.rows.iter().filter_map(|r| r.get(at)?.value);
            let first = values.next();
            let written = |value: Value| (value.unit, value.is_rounded);
            let one_format = values.all(|value| Some(written(value)) == first.map(written));
            let header_format =
                if column.numeric { Format::new().set_align(FormatAlign::Right) } else { Format::new() };
            let mut native = TableColumn::new().set_header(unique(table, at)).set_header_format(&header_format);
            // The format of a column goes before those of its cells.
            if one_format {
                native = native.set_format(self.format(first, column.numeric));
            }
            if total && first.is_some_and(|value| value.unit == Unit::Currency) {
                native = native.set_total_function(TableFunction::Sum);
            }
            columns.push(native);
            for (line, cells) in (header + 1..).zip(&table.rows) {
                self.cell(line, at as u16, &cells[at], column.numeric)?;
            }
        }
        self.number += 1;
        let native = NativeTable::new()
            .set_columns(&columns)
            .set_name(format!("T_{}", self.number))
            .set_style(TableStyle::Light1)
            .set_total_row(total)
            .set_alt_text(alternative(&table.caption));
        let width = table.columns.len().saturating_sub(1) as u16;
        self.sheet.add_table(header, 0, last + u32::from(total), width, &native)?;
        if total {
            // Programs that do not recalculate show what is stored.
            for at in 0..table.columns.len() {
                let values: Vec<Value> = table.rows.iter().filter_map(|r| r[at].value).collect();
                if values.first().is_some_and(|v| v.unit == Unit::Currency) {
                    let sum = values.iter().map(|v| v.millionths).sum();
                    self.sheet.set_formula_result(last + 1, at as u16, number(sum).to_string());
                }
            }
        }
        if !table.note.is_empty() {
            paragraph(self.sheet, last + 1 + u32::from(total), &table.note.to_string())?;
        }
        Ok(header)
    }

    /// Rows of one column may differ in unit, as key figures do.
    fn cell(&mut self, row: u32, column: u16, cell: &Cell, numeric: bool) -> anyhow::Result<()> {
        let format = self.format(cell.value, numeric);
        match cell.value {
            Some(value) => self.sheet.write_number_with_format(row, column, number(value.millionths), &format)?,
            None => self.sheet.write_string_with_format(row, column, excel_text(&cell.text), &format)?,
        };
        Ok(())
    }

    /// The viewer's own settings put marks and groups; the text says the unit.
    fn format(&self, value: Option<Value>, numeric: bool) -> Format {
        let sign = self.texts.forms.sign(self.currency);
        let code = match value.map(|value| value.unit) {
            Some(Unit::Currency | Unit::CurrencyPerInhabitant) => format!("#,##0\\ \"{sign}\""),
            Some(Unit::Share | Unit::Points) => {
                let decimals = if value.is_some_and(|value| value.is_rounded) { 0 } else { 1 };
                self.texts.forms.office_percent(decimals).to_owned()
            }
            Some(Unit::Count | Unit::Index) => "#,##0".to_owned(),
            Some(Unit::Ratio) => "0.00".to_owned(),
            Some(Unit::Days) => "0.0".to_owned(),
            Some(Unit::Emissions) => "#,##0\\ \"kg CO2e\"".to_owned(),
            None => "@".to_owned(),
        };
        let format = Format::new().set_num_format(code);
        if numeric { format.set_align(FormatAlign::Right) } else { format.set_indent(1) }
    }

    /// A native chart at a row; its data stand under a header row.
    fn chart(&mut self, chart: &Chart, header: u32, at_row: u32) -> anyhow::Result<()> {
        let mut native = NativeChart::new(match chart.kind {
            ChartKind::Columns => ChartType::Column,
            ChartKind::Bars => ChartType::Bar,
            ChartKind::StackedBars => ChartType::BarStacked,
            ChartKind::Line => ChartType::Line,
        });
        let name = self.sheet.name();
        let (first, last) = (header + 1, header + chart.categories.len() as u32);
        for (at, colour) in (1..=chart.series.len() as u16).zip(COLOURS.iter().cycle()) {
            let mut format = ChartFormat::new();
            if chart.kind == ChartKind::Line {
                format.set_line(rust_xlsxwriter::ChartLine::new().set_color(*colour).set_width(2.5));
            } else {
                format.set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(*colour));
            }
            let mut label = ChartDataLabel::new();
            label.show_value();
            native
                .add_series()
                .set_points(&points(chart, colour))
                .set_categories((name.as_str(), first, 0, last, 0))
                .set_values((name.as_str(), first, at, last, at))
                .set_name((name.as_str(), header, at))
                .set_data_label(&label)
                .set_format(&mut format);
        }
        native.title().set_name(&chart.title);
        if chart.series.len() > 1 {
            native.legend().set_position(ChartLegendPosition::Top);
        } else {
            native.legend().set_hidden();
        }
        // The values stand at the bars, so their axis would say them twice. Of bars, the vertical axis is the categories'.
        if matches!(chart.kind, ChartKind::Bars | ChartKind::StackedBars) {
            native.y_axis().set_reverse();
            native.x_axis().set_hidden(true).set_major_gridlines(false);
        } else {
            native.y_axis().set_hidden(true).set_major_gridlines(false);
        }
        native.set_alt_text(alternative(&chart.alt)).set_width(860).set_height(380);
        self.sheet.insert_chart(at_row, 0, &native)?;
        Ok(())
    }
}

/// What is of a part of a year is striped.
fn points(chart: &Chart, colour: &str) -> Vec<ChartPoint> {
    let striped = || {
        let mut stripes = ChartPatternFill::new();
        stripes.set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards).set_foreground_color(colour);
        ChartPoint::new().set_format(ChartFormat::new().set_pattern_fill(&stripes))
    };
    let last = chart.parts_of_years.last().map_or(0, |last| last + 1);
    (0..last).map(|i| if chart.parts_of_years.contains(&i) { striped() } else { ChartPoint::new() }).collect()
}

/// The accents of the deck's own template, then greys for what is farther away.
const COLOURS: [&str; 6] = ["#0B6E5F", "#A6A6A6", "#B45309", "#2F5D9B", "#D0D0D0", "#5B6672"];

fn number(millionths: i128) -> f64 {
    millionths as f64 / 10f64.powi(SCALE)
}

/// A header that no earlier column has: spreadsheet tables need unique ones.
fn unique(table: &Table, at: usize) -> String {
    let title = &table.columns[at].title;
    let before = table.columns[..at].iter().filter(|c| c.title == *title).count();
    if before == 0 { title.clone() } else { format!("{title} ({})", before + 1) }
}

/// A text over the width of the sheet, as high as it needs.
fn paragraph(sheet: &mut Worksheet, row: u32, text: &str) -> anyhow::Result<()> {
    const COLUMNS: u16 = 6;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.merge_range(row, 0, row, COLUMNS, &excel_text(text), &wrapped)?;
    let room = FIRST + f64::from(COLUMNS) * OTHER;
    let lines = (text.chars().count() as f64 / room).ceil().max(1.0);
    sheet.set_row_height(row, lines * 15.0)?;
    Ok(())
}

/// An alternative text holds up to 255 characters; the data stand beside the chart.
fn alternative(text: &str) -> String {
    if text.chars().count() <= 255 {
        return text.to_owned();
    }
    text.chars().take(254).chain(['\u{2026}']).collect()
}

/// A cell holds up to 32 767 characters.
fn excel_text(text: &str) -> String {
    text.chars().take(32_000).collect()
}
