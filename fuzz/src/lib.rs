//! What the fuzz targets share: files in memory, workbooks around a mutated sheet, and what must hold of every file.

use std::io::{Cursor, Write};

use tempfile::NamedTempFile;
use vire_ingest::line::Sidecar;
use vire_ingest::read::sandbox;
use vire_ingest::stage::inspect as inspecting;
use vire_ingest::values::privacy::Masker;
use zip::write::SimpleFileOptions;

/// To be called before the first input: aborts at panics of our own code, while those of reader libraries are left to
/// be caught, and answers when started as the process that reads workbooks.
pub fn begin() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, command] = arguments.as_slice()
        && command == sandbox::COMMAND
    {
        std::panic::set_hook(Box::new(|_| {}));
        let served = sandbox::serve();
        std::process::exit(i32::from(served.is_err()));
    }
    std::panic::set_hook(Box::new(|panic| {
        // Sources of this workspace have relative paths, those of libraries absolute ones.
        if panic.location().is_none_or(|l| !l.file().starts_with('/')) {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

/// Masks as for a country that nobody named; it makes no key.
pub fn masker() -> Masker {
    let masker = Masker::of_any_country(".vire-key".into());
    masker.read_only();
    masker
}

/// The same for readers that this process must not run itself.
pub fn begin_with_sandbox() {
    begin();
    sandbox::enable();
}

/// A file in memory, where the system has such a folder.
pub fn file(bytes: &[u8]) -> NamedTempFile {
    let folder = std::path::Path::new("/dev/shm");
    let made = if folder.is_dir() { NamedTempFile::new_in(folder) } else { NamedTempFile::new() };
    let mut file = made.expect("a temporary file can be made");
    file.write_all(bytes).expect("a temporary file can be written");
    file
}

/// Reads a file without configuration and holds the result against itself.
pub fn inspect(bytes: &[u8]) {
    let file = file(bytes);
    if let Ok(inspection) = inspecting::inspect(file.path(), &inspecting::settings("FI")) {
        let kept = inspection.tables.iter().flat_map(|seen| seen.sums.values()).sum();
        holds_together(&inspection.sidecar, kept);
    }
}

/// No row and no cent is lost between what was read and what was given on.
pub fn holds_together(sidecar: &Sidecar, kept: i128) {
    let controls = || sidecar.tables.iter().map(|t| &t.control);
    for c in controls() {
        assert_eq!(c.read, c.kept + c.rejected + c.duplicates, "{c:?}");
        assert_eq!(c.read_cents, c.kept_cents + c.rejected_cents + c.duplicates_cents, "{c:?}");
    }
    assert_eq!(controls().map(|c| c.kept_cents).sum::<i128>(), kept);
    assert_eq!(controls().map(|c| c.rejected).sum::<u64>(), sidecar.rejected.len() as u64);
}

/// A workbook with this sheet; bytes that begin like an archive are a whole workbook.
fn workbook(sheet: &[u8], at: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    if sheet.starts_with(b"PK") {
        return sheet.to_vec();
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts.iter().chain([&(at, sheet)]) {
        archive.start_file(*name, stored).expect("a part begins");
        archive.write_all(content).expect("a part is written");
    }
    archive.finish().expect("an archive ends").into_inner()
}

pub fn xlsx(sheet: &[u8]) -> Vec<u8> {
    let parts = [
        ("_rels/.rels", XLSX_PACKAGE.as_bytes()),
        ("xl/workbook.xml", XLSX_WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", XLSX_RELATIONS.as_bytes()),
        ("xl/styles.xml", XLSX_STYLES.as_bytes()),
        ("xl/sharedStrings.xml", XLSX_STRINGS.as_bytes()),
    ];
    workbook(sheet, "xl/worksheets/sheet1.xml", &parts)
}

const XLSX_PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const XLSX_WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const XLSX_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
/// Style 0 is general, style 1 a date.
const XLSX_STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const XLSX_STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Toimittaja</t></si><si><t>Päivä</t></si><si><t>Summa</t></si><si><t>Kaiku Oy</t></si><si><t>Yhteensä</t></si></sst>"#;

pub fn ods(content: &[u8]) -> Vec<u8> {
    let parts: [(&str, &[u8]); 2] =
        [("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", ODS_MANIFEST)];
    workbook(content, "content.xml", &parts)
}

const ODS_MANIFEST: &[u8] =
    br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;

pub fn xlsb(sheet: &[u8]) -> Vec<u8> {
    let book = xlsb_workbook();
    let parts = [("xl/workbook.bin", book.as_slice()), ("xl/_rels/workbook.bin.rels", XLSB_RELATIONS.as_bytes())];
    workbook(sheet, "xl/worksheets/sheet1.bin", &parts)
}

const XLSB_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;

/// Records of a workbook with one sheet: BrtBundleSh and the end of the sheets.
fn xlsb_workbook() -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        (units.len() as u32).to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
    };
    let sheet = [vec![0, 0, 0, 0, 1, 0, 0, 0], wide("rId1"), wide("A")].concat();
    let mut book = vec![0x83, 0x01, 0, 0x8f, 0x01, 0, 0x9c, 0x01, sheet.len() as u8];
    book.extend(sheet);
    book.extend([0x90, 0x01, 0, 0x84, 0x01, 0]);
    book
}
