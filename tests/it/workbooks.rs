//! What only workbooks have: formulas whose values were not saved, days counted from 1904.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::Value;

use crate::support::{EXPORT, Folder, json, pipeline};

fn inspect(name: &str, bytes: &[u8]) -> Value {
    let folder = Folder::new();
    folder.write(name, bytes);
    let objects: Value = serde_json::from_str(&folder.vire(&["inspect", "--json", name]).stdout()).unwrap();
    objects[0].clone()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// The archive with one part changed.
pub fn patched(workbook: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts = Vec::new();
    for i in 0..read.len() {
        let mut file = read.by_index(i).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        if name == part {
            assert!(text.contains(from), "{text}");
            text = text.replace(from, to);
        }
        parts.push((name, text));
    }
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

/// A purchase whose amount is lost is rejected; zeros and totals are what they are.
#[track_caller]
fn check_formulas(object: &Value, rows: u64, sum: &str, rejected: &[u64]) {
    assert_eq!(object["totals"]["rows"], rows, "{object:#}");
    let sums = object["totals"]["amount_sum"].as_object().unwrap();
    assert_eq!(sums.values().next().unwrap(), sum, "{object:#}");
    assert_eq!(object["ignored"]["total"], 1, "{object:#}");
    let problems = object["problems"].as_array().unwrap();
    let of_code =
        |row: bool| problems.iter().filter(move |p| p["code"] == "uncomputed-formula" && p["row"].is_u64() == row);
    assert_eq!(of_code(true).filter_map(|p| p["row"].as_u64()).collect::<Vec<_>>(), rejected, "{object:#}");
    let told = of_code(false).next().unwrap()["message"].as_str().unwrap().to_owned();
    assert!(told.contains("save it"), "{told}");
    assert!(told.contains(&format!("first in rows {}", rejected[0])), "{told}");
}

#[test]
fn formulas_of_a_workbook_that_was_never_computed() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in ["Supplier", "Invoice", "Net Amount"].into_iter().enumerate() {
        sheet.write(0, column as u16, header).unwrap();
    }
    for (row, supplier) in ["Alder Ltd", "Birch Ltd", "Cedar Ltd", "Dogwood Ltd"].into_iter().enumerate() {
        sheet.write(row as u32 + 1, 0, supplier).unwrap();
        sheet.write(row as u32 + 1, 1, format!("A-{row}")).unwrap();
    }
    sheet.write(1, 2, 10.5).unwrap();
    sheet.write(2, 2, Formula::new("=1+2")).unwrap(); // the library writes a zero
    sheet.write(3, 2, 0).unwrap();
    sheet.write(4, 2, Formula::new("=2*3").set_result("6")).unwrap();
    sheet.write(5, 0, "Total").unwrap();
    sheet.write(5, 2, Formula::new("=SUM(C2:C5)")).unwrap();
    let object = inspect("x.xlsx", &book.save_to_buffer().unwrap());
    check_formulas(&object, 3, "16.50", &[3]);
}

/// As openpyxl writes them: the value's element is there, and empty.
#[test]
fn formulas_without_a_value() {
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
         <row r=\"1\">{}{}{}</row><row r=\"2\">{}{}<c r=\"C2\"><f>1+2</f><v></v></c></row>\
         <row r=\"3\">{}{}<c r=\"C3\"><f>1+2</f><v/></c></row><row r=\"4\">{}{}<c r=\"C4\"><v>7</v></c></row>\
         <row r=\"5\">{}<c r=\"B5\"><f>B4</f><v/></c><c r=\"C5\"><v>8</v></c></row>\
         <row r=\"6\">{}<c r=\"C6\"><f>SUM(C2:C5)</f></c></row></sheetData></worksheet>",
        text("A1", "Supplier"),
        text("B1", "Invoice"),
        text("C1", "Net Amount"),
        text("A2", "Alder Ltd"),
        text("B2", "1"),
        text("A3", "Birch Ltd"),
        text("B3", "2"),
        text("A4", "Cedar Ltd"),
        text("B4", "3"),
        text("A5", "Dogwood Ltd"),
        text("A6", "Total"),
    );
    let book = archive(&[
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ]);
    check_formulas(&inspect("x.xlsx", &book), 2, "15.00", &[2, 3]);
    // A run stops on the lost amounts, and says what to do.
    let folder = Folder::new();
    folder.write("a.xlsx", &book);
    folder.write("p.toml", pipeline("a.xlsx"));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(4, &["2 uncomputed-formula in amount"]);
    folder.write("b.csv", EXPORT);
    folder.write("p.toml", pipeline("a.xlsx") + "[[purchases]]\nfiles = [\"b.csv\"]\n[quality]\nmax_rejected = 0.5\n");
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let manifest = json(&folder.path("out/current/manifest.json"));
    assert!(manifest["notices"].to_string().contains("4 cells are formulas whose values were not saved"));
}

/// The reader of ods looks for the end of a table that is not closed for ever: a file that is cut is refused before, and
/// the sandbox ends the reading of one that is not well formed.
#[test]
fn an_ods_without_an_end_is_refused() {
    let beginning = "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">";
    let end = "</office:spreadsheet></office:body></office:document-content>";
    let contents = [
        (beginning.to_owned(), "broken-workbook"),
        (format!("{beginning}<table:table-row></table:table-row>"), "broken-workbook"),
        (format!("{beginning}{end}"), "reader-failed"),
    ];
    for (content, code) in contents {
        let object = inspect("x.ods", &ods(&content));
        assert_eq!(object["problems"][0]["code"], code, "{object:#}");
    }
}

pub fn ods(content: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content),
    ])
}

#[test]
fn formulas_without_a_value_in_ods() {
    let text = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let number =
        "<table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell>";
    let formula = "<table:table-cell table:formula=\"of:=1+2\"/>";
    let row = |cells: &[&str]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let rows = [
        row(&[&text("Supplier"), &text("Invoice"), &text("Net Amount")]),
        row(&[&text("Alder Ltd"), &text("1"), number]),
        row(&[&text("Birch Ltd"), &text("2"), formula]),
        row(&[&text("Total"), "<table:table-cell/>", formula]),
    ];
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"A\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    check_formulas(&inspect("x.ods", &ods(&content)), 1, "7.00", &[3]);
}

/// 45 296 is 2024-01-05 counted from 1900, and 2028-01-06 counted from 1904.
#[test]
fn days_counted_from_1904() {
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let workbook = |formatted: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, header) in ["Supplier", "Payment date", "Net Amount"].into_iter().enumerate() {
            sheet.write(0, column as u16, header).unwrap();
        }
        for row in 1..4 {
            sheet.write(row, 0, "Alder Ltd").unwrap();
            let date = ExcelDateTime::from_ymd(2024, 1, 5).unwrap();
            if formatted {
                sheet.write_with_format(row, 1, &date, &day).unwrap();
            } else {
                sheet.write(row, 1, 45_296).unwrap();
            }
            sheet.write(row, 2, f64::from(row) + 0.25).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    for formatted in [true, false] {
        let book = workbook(formatted);
        let object = inspect("x.xlsx", &book);
        assert_eq!(object["totals"]["date_min"], "2024-01-05", "{object:#}");
        let book = patched(&book, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
        let object = inspect("x.xlsx", &book);
        assert_eq!(object["totals"]["date_min"], "2028-01-06", "{object:#}");
        assert_eq!(object["totals"]["amount_sum"][""], "6.75");
    }
}

/// A workbook with these rows, and a shared text that stands below them.
fn workbook_of(rows: &str, shared: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(60_000, 0, "shared").unwrap();
    let book = book.save_to_buffer().unwrap();
    let book = patched(&book, "xl/worksheets/sheet1.xml", "<sheetData>", &format!("<sheetData>{rows}"));
    patched(&book, "xl/sharedStrings.xml", "<t>shared</t>", &format!("<t>{shared}</t>"))
}

fn inline_row(number: u32, cells: [&str; 3]) -> String {
    let cells = cells.map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")).concat();
    format!("<row r=\"{number}\">{cells}</row>")
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let code = |bytes: &[u8]| inspect("x.xlsx", bytes)["problems"][0]["code"].as_str().unwrap_or_default().to_owned();
    let mut rows = inline_row(1, ["Supplier", "Payment date", "Net Amount"]);
    for row in 2..40_000 {
        rows += &inline_row(row, ["Alder Ltd", "2024-01-05", "1.25"]);
    }
    let whole = inspect("x.xlsx", &workbook_of(&rows, "note"));
    assert_eq!(whole["totals"]["amount_sum"][""], "49997.50", "{whole:#}");
    // A sheet that is mostly nothing; the same after rows that are fine; a text that the reader would hold in memory.
    let nothing = " ".repeat(90 << 20);
    assert_eq!(code(&workbook_of(&nothing, "note")), "huge-cell");
    let few = &rows[..rows.find("<row r=\"100\"").unwrap()];
    assert_eq!(code(&workbook_of(&(few.to_owned() + &nothing), "note")), "huge-cell");
    assert_eq!(code(&workbook_of(&rows, &nothing)), "huge-cell");
    // One text without end, which hardly shrinks.
    let mut state = 1u64;
    let long: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:012x}", state >> 16)
    })
    .take(2 << 20)
    .collect();
    let row = inline_row(40_001, [&long, "2024-01-05", "1.25"]);
    assert_eq!(code(&workbook_of(&(rows.clone() + &row), "note")), "huge-cell");
    // A long text said once and meant in each column.
    let row = format!("<row r=\"40001\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1_000));
    assert_eq!(code(&workbook_of(&(rows + &row), &long[..15 << 20])), "huge-cell");
}

/// A workbook of sheets, each with a name, whether it is hidden, and its rows.
pub fn sheets(sheets: &[(&str, bool, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, hidden, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        sheet.set_hidden(*hidden);
        for (at, row) in rows.iter().enumerate() {
            sheet.write_row(at as u32, 0, row.iter().copied()).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn sheets_that_would_count_twice_are_left_out() {
    let may: &[&[&str]] = &[
        &["Supplier", "Date", "Amount"],
        &["Alder", "2024-05-01", "1.25"],
        &["Birch", "2024-05-02", "2.50"],
        &["Alder", "2024-05-03", "4.00"],
    ];
    let june: &[&[&str]] =
        &[&["Supplier", "Date", "Amount"], &["Alder", "2024-06-01", "1.25"], &["Cedar", "2024-06-02", "-0.75"]];
    // 1.25 + 4.00 + 1.25, 2.50 and -0.75.
    let summary: &[&[&str]] = &[&["Supplier", "Amount"], &["Alder", "6.50"], &["Birch", "2.50"], &["Cedar", "-0.75"]];
    let book = sheets(&[
        ("Summary", false, summary),
        ("May", false, may),
        ("June", false, june),
        ("May (2)", false, may),
        ("Old", true, may),
    ]);
    let object = inspect("x.xlsx", &book);
    assert_eq!(object["totals"]["amount_sum"][""], "8.25", "{object:#}");
    assert_eq!(object["totals"]["rows"], 5);
    let mut codes: Vec<&str> =
        object["problems"].as_array().unwrap().iter().map(|p| p["code"].as_str().unwrap()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["copied-sheet", "hidden-sheet", "summary-sheet"], "{object:#}");
    // A summary that says something else is read, and so are sheets that are named.
    let other: &[&[&str]] = &[&["Supplier", "Amount"], &["Alder", "6.50"]];
    let object = inspect("x.xlsx", &sheets(&[("May", false, may), ("Other", false, other)]));
    assert_eq!(object["totals"]["amount_sum"][""], "14.25", "{object:#}");
    let object = inspect("x.xlsx", &sheets(&[("Notes", false, &[&["see the other sheet"]]), ("May", true, may)]));
    let message = object["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("hidden sheets were not read (May)"), "{message}");
    let folder = Folder::new();
    folder.write("x.xlsx", sheets(&[("May", false, may), ("Old", true, june)]));
    let pipeline = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"x.xlsx\"]\nsheets = [\"May\", \"Old\"]\n";
    folder.write("p.toml", pipeline);
    let told = folder.vire(&["check", "p.toml"]).stdout();
    assert!(told.contains("sum 7.75") && told.contains("sum 0.50"), "{told}");
}

/// Cells that are merged hold for all their rows; amounts and blank cells are not said again.
#[test]
fn names_in_merged_cells_hold_for_all_their_rows() {
    let book = |merged: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 1, 0, "Toimittaja", &Format::new()).unwrap();
        for (column, header) in ["Tositenumero", "Päivämäärä", "Summa"].into_iter().enumerate() {
            sheet.write(1, column as u16 + 1, header).unwrap();
        }
        let mut row = 2;
        for (name, rows) in [("Kaiku Oy", 3), ("Virta Oy", 1), ("Tammi Oy", 8)] {
            sheet.write(row, 0, name).unwrap();
            if merged && rows > 1 {
                sheet.merge_range(row, 0, row + rows - 1, 0, name, &Format::new()).unwrap();
            }
            for _ in 0..rows {
                sheet.write(row, 1, 24_000 + row).unwrap();
                sheet.write(row, 2, format!("{}.5.2024", row + 10)).unwrap();
                sheet.write(row, 3, f64::from(row) + 0.5).unwrap();
                row += 1;
            }
        }
        book.save_to_buffer().unwrap()
    };
    // 2.5 + ... + 13.5
    let object = inspect("x.xlsx", &book(true));
    assert_eq!(object["totals"]["amount_sum"].as_object().unwrap().values().next().unwrap(), "96.00", "{object:#}");
    assert_eq!((&object["totals"]["rows"], &object["totals"]["suppliers"]), (&12.into(), &3.into()));
    assert_eq!(object["problems"], serde_json::json!([]), "{object:#}");
    let object = inspect("x.xlsx", &book(false));
    let message = object["problems"][0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("rows that name no supplier: 9,") && message.contains("fill the names down"),
        "{message}"
    );
}
