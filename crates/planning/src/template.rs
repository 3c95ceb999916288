//! Workbooks to fill in: a page of guidance, a sheet for each table with lists to choose from and checks, and an example.

use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
};
use vire_base::language::Language;
use vire_report::texts::Texts;

use crate::Tool;
use crate::sheet::{Column, Kind, Row, Sheet, letters};
use crate::words;

/// Where the header stands, from 0, and how many rows below it can be filled in with lists and checks.
const HEADER: u32 = 4;
const ROWS: u32 = 300;

const DEEP: Color = Color::RGB(0x0A_4A_41);
const TINT: Color = Color::RGB(0xEE_F5_F3);
const MISSING: Color = Color::RGB(0xFF_F2_CC);
const WRONG: Color = Color::RGB(0xF8_CB_AD);

/// The name of a template's file in a language.
pub fn file_name(tool: Tool, language: Language) -> String {
    format!("{}.{}.xlsx", tool.name(), words::texts(language).code)
}

/// What a template is for, in a sentence.
pub fn about(tool: Tool, language: Language) -> String {
    words::texts(language).text(&format!("template-{}", tool.name()))
}

/// Writes a template, blank or with its example filled in.
///
/// # Errors
/// When the workbook cannot be made, which is a fault of the program.
pub fn write(tool: Tool, language: Language, is_example: bool) -> anyhow::Result<Vec<u8>> {
    let texts = words::texts(language);
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?; // A clock would make the bytes differ.
    let title = texts.text(&format!("template-{}", tool.name()));
    workbook.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&made));
    guidance(workbook.add_worksheet(), tool, &texts)?;
    let rows = tool.rows(is_example);
    let lists = Lists::of(tool.sheets(), &texts);
    for (i, sheet) in tool.sheets().iter().enumerate() {
        let rows = rows.get(i).copied().unwrap_or_default();
        Writer { page: workbook.add_worksheet(), sheet, all: tool.sheets(), texts: &texts, lists: &lists }
            .write(rows)?;
    }
    lists.write(workbook.add_worksheet(), &texts)?;
    Ok(workbook.save_to_buffer()?)
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// What the workbook is for, how to fill it in, and what stands in each column.
fn guidance(page: &mut Worksheet, tool: Tool, texts: &Texts) -> anyhow::Result<()> {
    page.set_name(texts.text("sheet-guidance"))?.set_portrait().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_screen_gridlines(false);
    for (column, width) in [(0, 30.0), (1, 30.0), (2, 80.0)] {
        page.set_column_width(column, width)?;
    }
    let title = texts.text(&format!("template-{}", tool.name()));
    page.write_string_with_format(0, 0, title, &Format::new().set_bold().set_font_size(16))?;
    let mut row = 2;
    for step in 1.. {
        let key = format!("guide-{}-{step}", tool.name());
        let text = texts.text(&key);
        if text == format!("[{key}]") {
            break;
        }
        page.merge_range(row, 0, row, 2, &text, &wrapped())?;
        page.set_row_height(row, lines(&text, 140.0) * 15.0)?;
        row += 1;
    }
    row += 1;
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Medium);
    for (column, key) in (0..).zip(["guide-sheet", "guide-column", "guide-what"]) {
        page.write_string_with_format(row, column, texts.text(key), &head)?;
    }
    for sheet in tool.sheets() {
        let name = texts.text(&format!("sheet-{}", sheet.id));
        row += 1;
        page.write_string_with_format(row, 0, &name, &wrapped().set_bold())?;
        let about = texts.text(&format!("about-{}", sheet.id));
        page.merge_range(row, 1, row, 2, &about, &wrapped())?;
        page.set_row_height(row, lines(&about, 110.0) * 15.0)?;
        for column in sheet.columns {
            row += 1;
            let title = texts.text(&format!("col-{}", column.id));
            page.write_string_with_format(row, 1, title, &wrapped())?;
            page.write_string_with_format(row, 2, help(column, texts), &wrapped())?;
            page.set_row_height(row, lines(&help(column, texts), 78.0) * 15.0)?;
        }
    }
    extras(page, tool, texts, row + 2)
}

/// What a tool adds to its guidance.
fn extras(page: &mut Worksheet, tool: Tool, texts: &Texts, mut row: u32) -> anyhow::Result<()> {
    for (heading, lines_of) in tool.guidance(texts) {
        page.write_string_with_format(row, 0, &heading, &Format::new().set_bold().set_font_size(13))?;
        row += 1;
        for (label, text) in lines_of {
            page.write_string_with_format(row, 0, &label, &wrapped().set_bold())?;
            page.merge_range(row, 1, row, 2, &text, &wrapped())?;
            page.set_row_height(row, lines(&text, 110.0).max(lines(&label, 28.0)) * 15.0)?;
            row += 1;
        }
        row += 1;
    }
    Ok(())
}

fn lines(text: &str, room: f64) -> f64 {
    (text.chars().count() as f64 / room).ceil().max(1.0)
}

/// What to write in a column, and whether it may be left empty.
fn help(column: &Column, texts: &Texts) -> String {
    let text = texts.text(&format!("help-{}", column.id));
    if column.is_needed { text } else { format!("{text} {}", texts.text("guide-optional")) }
}

/// The words to choose from, on a sheet of their own: lists written into a cell's rule have too little room.
struct Lists {
    name: String,
    /// Group, and its words.
    groups: Vec<(&'static str, Vec<String>)>,
}

impl Lists {
    fn of(sheets: &[Sheet], texts: &Texts) -> Self {
        let mut groups: Vec<(&'static str, Vec<String>)> = Vec::new();
        for column in sheets.iter().flat_map(|sheet| sheet.columns) {
            if let Kind::Choice(group, members) = column.kind
                && groups.iter().all(|(other, _)| *other != group)
            {
                groups.push((group, members.iter().map(|m| texts.text(&format!("{group}-{m}"))).collect()));
            }
        }
        Self { name: texts.text("sheet-lists"), groups }
    }

    fn write(&self, page: &mut Worksheet, texts: &Texts) -> anyhow::Result<()> {
        page.set_name(&self.name)?;
        for (column, (group, words)) in (0..).zip(&self.groups) {
            page.set_column_width(column, 44)?;
            page.write_string_with_format(0, column, texts.text(&format!("list-{group}")), &Format::new().set_bold())?;
            for (row, word) in (1..).zip(words) {
                page.write_string(row, column, word)?;
            }
        }
        Ok(())
    }

    /// The cells of a group.
    fn range(&self, group: &str) -> Option<String> {
        let (at, (_, words)) = self.groups.iter().enumerate().find(|(_, (other, _))| *other == group)?;
        let letter = letters(at);
        Some(format!("='{}'!${letter}$2:${letter}${}", self.name, words.len() + 1))
    }
}

struct Writer<'a> {
    page: &'a mut Worksheet,
    sheet: &'static Sheet,
    all: &'static [Sheet],
    texts: &'a Texts,
    lists: &'a Lists,
}

impl Writer<'_> {
    fn write(&mut self, rows: &[Row]) -> anyhow::Result<()> {
        let name = self.texts.text(&format!("sheet-{}", self.sheet.id));
        self.page.set_name(&name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        self.page.write_string_with_format(0, 0, &name, &Format::new().set_bold().set_font_size(16))?;
        let about = self.texts.text(&format!("about-{}", self.sheet.id));
        let last = (self.sheet.columns.len() as u16 - 1).max(3);
        self.page.merge_range(1, 0, 1, last, &about, &wrapped())?;
        self.page.set_row_height(1, lines(&about, 100.0) * 15.0)?;
        self.page.set_freeze_panes(HEADER + 1, 1)?;
        let head = Format::new().set_bold().set_font_color(Color::White).set_background_color(DEEP);
        let head = head.set_text_wrap().set_align(FormatAlign::Top);
        for (at, column) in (0..).zip(self.sheet.columns) {
            self.page.set_column_width(at, width(column))?;
            let title = self.texts.text(&format!("col-{}", column.id));
            self.page.write_string_with_format(HEADER, at, title, &head)?;
            self.validate(at, column)?;
            self.check(at, column, rows)?;
        }
        self.page.set_row_height(HEADER, 32)?;
        for (line, row) in (HEADER + 1..).zip(rows) {
            for (at, (column, text)) in (0..).zip(self.sheet.columns.iter().zip(*row)) {
                self.cell(line, at, column, text)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, at: u16, column: &Column, text: &str) -> anyhow::Result<()> {
        let format = format(column.kind);
        if text.is_empty() {
            return Ok(());
        }
        let number = text.parse::<f64>().ok().filter(|_| !matches!(column.kind, Kind::Text | Kind::Name));
        let date = ExcelDateTime::parse_from_str(text).ok().filter(|_| matches!(column.kind, Kind::Date | Kind::Any));
        if let (Kind::Choice(group, _), _) = (column.kind, number) {
            self.page.write_string_with_format(row, at, self.texts.text(&format!("{group}-{text}")), &format)?;
        } else if let Some(number) = number {
            self.page.write_number_with_format(row, at, number, &format)?;
        } else if let Some(date) = date {
            self.page.write_datetime_with_format(row, at, date, &format.set_num_format("yyyy-mm-dd"))?;
        } else {
            let text = if text.starts_with("ex-") { self.texts.text(text) } else { text.to_owned() };
            self.page.write_string_with_format(row, at, text, &format)?;
        }
        Ok(())
    }

    /// What may be written in the cells of a column.
    fn validate(&mut self, at: u16, column: &Column) -> anyhow::Result<()> {
        use rust_xlsxwriter::DataValidationRule as Rule;
        let title: String = self.texts.text(&format!("col-{}", column.id)).chars().take(32).collect();
        let help: String = help(column, self.texts).chars().take(255).collect();
        let rule = match column.kind {
            Kind::Text | Kind::Name | Kind::Any => DataValidation::new(),
            Kind::Number(low, high) => {
                DataValidation::new().allow_decimal_number(Rule::Between(low as f64, high as f64))
            }
            Kind::Weight => DataValidation::new().allow_decimal_number(Rule::Between(0.0, 100.0)),
            Kind::Money => DataValidation::new().allow_decimal_number(Rule::GreaterThan(0.0)),
            Kind::Date => {
                let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
                DataValidation::new().allow_date(Rule::GreaterThan(first))
            }
            Kind::Choice(group, _) => match self.lists.range(group) {
                Some(range) => DataValidation::new().allow_list_formula(Formula::new(range)),
                None => DataValidation::new(),
            },
            Kind::OneOf(sheet, id) => match self.column_of(sheet, id) {
                Some(range) => DataValidation::new().allow_list_formula(Formula::new(range)),
                None => DataValidation::new(),
            },
        };
        let rule = rule.set_input_title(&title)?.set_input_message(&help)?.ignore_blank(true);
        let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(&help)?;
        self.page.add_data_validation(HEADER + 1, at, HEADER + ROWS, at, &rule)?;
        Ok(())
    }

    /// The cells of another sheet's column.
    fn column_of(&self, sheet: &str, id: &str) -> Option<String> {
        let sheet = self.all.iter().find(|other| other.id == sheet)?;
        let letter = letters(sheet.columns.iter().position(|column| column.id == id)?);
        let name = self.texts.text(&format!("sheet-{}", sheet.id));
        Some(format!("='{name}'!${letter}${}:${letter}${}", HEADER + 2, HEADER + 1 + ROWS))
    }

    /// Checks that show at once what is missing, there twice, or does not add up.
    fn check(&mut self, at: u16, column: &Column, rows: &[Row]) -> anyhow::Result<()> {
        let (first, last) = (HEADER + 2, HEADER + 1 + ROWS);
        let letter = letters(at.into());
        let end = letters(self.sheet.columns.len() - 1);
        let mut mark = |formula: String, colour: Color| -> anyhow::Result<()> {
            let format = Format::new().set_background_color(colour);
            let rule = ConditionalFormatFormula::new().set_rule(formula.as_str()).set_format(format);
            self.page.add_conditional_format(HEADER + 1, at, HEADER + ROWS, at, &rule)?;
            Ok(())
        };
        if column.is_needed {
            mark(format!("=AND(COUNTA($A{first}:${end}{first})>0,ISBLANK(${letter}{first}))"), MISSING)?;
        }
        match column.kind {
            Kind::Name => {
                let range = format!("${letter}${first}:${letter}${last}");
                mark(format!("=AND(${letter}{first}<>\"\",COUNTIF({range},${letter}{first})>1)"), WRONG)?;
            }
            Kind::Number(..) | Kind::Weight | Kind::Money => mark(format!("=ISTEXT(${letter}{first})"), WRONG)?,
            _ => {}
        }
        if matches!(column.kind, Kind::Weight) {
            let sum: f64 = rows.iter().filter_map(|row| row[usize::from(at)].parse::<f64>().ok()).sum();
            let range = format!("{letter}{first}:{letter}{last}");
            let (good, bad) = (self.texts.text("check-sum-good"), self.texts.text("check-sum-bad"));
            let formula = format!("=IF(ROUND(SUM({range}),6)=100,\"{good}\",\"{bad} \"&ROUND(SUM({range}),6))");
            let result = if sum == 100.0 { good.clone() } else { format!("{bad} {sum}") };
            let format = Format::new().set_bold().set_background_color(TINT).set_text_wrap();
            self.page.write_formula_with_format(HEADER - 1, at, Formula::new(formula).set_result(result), &format)?;
            let rule = ConditionalFormatFormula::new()
                .set_rule(format!("=ROUND(SUM(${letter}${first}:${letter}${last}),6)<>100").as_str())
                .set_format(Format::new().set_background_color(WRONG));
            self.page.add_conditional_format(HEADER - 1, at, HEADER - 1, at, &rule)?;
            self.page.set_row_height(HEADER - 1, 32)?;
        }
        Ok(())
    }
}

fn format(kind: Kind) -> Format {
    match kind {
        Kind::Money => Format::new().set_num_format("#,##0.00").set_align(FormatAlign::Top),
        Kind::Number(..) | Kind::Weight => Format::new().set_align(FormatAlign::Top),
        _ => wrapped(),
    }
}

fn width(column: &Column) -> f64 {
    match column.kind {
        Kind::Number(..) | Kind::Weight | Kind::Date => 14.0,
        Kind::Money => 16.0,
        Kind::Name | Kind::OneOf(..) => 30.0,
        Kind::Choice(..) => 34.0,
        Kind::Text | Kind::Any => 44.0,
    }
}
