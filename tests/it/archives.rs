//! Exports inside zip and gzip archives: read as the files that they are.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{EXPORT, Folder, manifest, pipeline};
use crate::workbooks::sheets;

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

/// The next month of [`EXPORT`], whose lines are 7.00 and 3.50.
fn april() -> String {
    let header = EXPORT.lines().next().unwrap();
    format!(
        "{header}\nKaiku Oy;9512345-7;4390;Rakennukset;9;2.4.2024;7,00\nVirta Oy;9512346-5;4342;ICT;10;3.4.2024;3,50\n"
    )
}

fn workbook() -> Vec<u8> {
    let rows: &[&[&str]] = &[&["Supplier", "Date", "Amount"], &["Alder Ltd", "2024-05-03", "1.25"]];
    sheets(&[("May", false, rows)])
}

/// The names of a run's inputs, and what was kept of them.
fn inputs(folder: &Folder) -> (Vec<String>, Value) {
    let manifest = manifest(&folder.path("out"));
    let names = manifest["inputs"].as_array().unwrap().iter().map(|input| input["file"].as_str().unwrap().to_owned());
    (names.collect(), manifest["control"]["kept_amount"].clone())
}

#[test]
fn all_exports_of_an_archive_are_read() {
    let folder = Folder::new();
    let april = april();
    let files: [(&str, &[u8]); 5] = [
        ("ostot/2024-q1.csv", EXPORT.as_bytes()),
        ("ostot/2024-04.csv", april.as_bytes()),
        ("__MACOSX/ostot/._2024-04.csv", b"x"),
        ("ostot/Thumbs.db", b"x"),
        ("ostot/~$2024-04.csv", b"x"),
    ];
    folder.write("ostot.zip", zipped(&files));
    folder.write("p.toml", pipeline("ostot.zip"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let names = ["ostot.zip/ostot/2024-04.csv", "ostot.zip/ostot/2024-q1.csv"].map(str::to_owned).to_vec();
    // 1000.00 + 250.50 - 50.50, and 7.00 + 3.50.
    assert_eq!(inputs(&folder), (names, "1210.50".into()));
    // What is staged is found again, and one file can be named alone.
    let again = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(again.stdout().contains("sum 1210.50") || again.stdout().contains("published"), "{}", again.stdout());
    folder.write("p.toml", pipeline("ostot.zip/ostot/2024-04.csv"));
    let told = folder.vire(&["check", "p.toml"]).published().stdout();
    assert!(told.contains("2 rows kept, 0 rejected, sum 10.50"), "{told}");
    folder.write("p.toml", pipeline("ostot.zip/ostot/2024-05.csv"));
    folder.vire(&["check", "p.toml"]).failed(3, &["ostot.zip/ostot/2024-05.csv", "no such file"]);
}

#[test]
fn whatever_is_inside_is_read_as_it_is() {
    let folder = Folder::new();
    folder.write("kevät.csv.gz", gzipped(EXPORT.as_bytes()));
    folder.write("huhti-2024.zip", zipped(&[("vienti.csv", april().as_bytes())]));
    folder.write("kirja.zip", zipped(&[("kirja.xlsx", &workbook())]));
    folder.write("kirja.xlsx.gz", gzipped(&workbook()));
    folder.write("kirja.xlsx", workbook());
    for (name, rows, sum) in [
        ("kevät.csv.gz", 3, "1200.00"),
        ("huhti-2024.zip", 2, "10.50"),
        ("kirja.zip", 1, "1.25"),
        ("kirja.xlsx.gz", 1, "1.25"),
        ("kirja.xlsx", 1, "1.25"),
    ] {
        let outcome = folder.vire(&["inspect", "--json", name]).published();
        let objects: Value = serde_json::from_str(&outcome.stdout()).unwrap();
        assert_eq!(objects[0]["totals"]["rows"], rows, "{name}: {objects:#}");
        assert_eq!(objects[0]["totals"]["amount_sum"].as_object().unwrap().values().next().unwrap(), sum, "{name}");
    }
    let files = "files = [\"kevät.csv.gz\", \"huhti-2024.zip\"]";
    folder.write("p.toml", format!("[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\n{files}\n"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let names = ["huhti-2024.zip/vienti.csv", "kevät.csv.gz/kevät.csv"].map(str::to_owned).to_vec();
    assert_eq!(inputs(&folder), (names, "1210.50".into()));
}

#[test]
fn archives_that_hold_no_exports_say_what_to_do() {
    let folder = Folder::new();
    let whole = zipped(&[("a.csv", EXPORT.as_bytes())]);
    let mut locked = zipped(&[("a.csv", EXPORT.as_bytes())]);
    // The first bit of the flags, before the file and in the directory, says that a password is needed.
    let directory = locked.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    (locked[6], locked[directory + 8]) = (locked[6] | 1, locked[directory + 8] | 1);
    for (name, bytes, parts) in [
        ("cut.zip", whole[..whole.len() / 2].to_vec(), ["damaged or cut short", "broken-workbook"]),
        ("cut.gz", gzipped(EXPORT.as_bytes())[..40].to_vec(), ["cut.gz/cut", "broken-workbook"]),
        ("locked.zip", locked, ["locked.zip/a.csv", "password-protected"]),
        ("in.zip", zipped(&[("a.zip", &whole)]), ["in.zip/a.zip: is an archive", "not-a-spreadsheet"]),
        ("out.zip", zipped(&[("../a.csv", EXPORT.as_bytes())]), ["stands outside of it", "not-a-spreadsheet"]),
        ("empty.zip", zipped(&[("__MACOSX/x", b"x")]), ["without a file in it", "not-a-spreadsheet"]),
        (
            "letter.docx",
            zipped(&[("[Content_Types].xml", b"x"), ("word/a", b"x")]),
            ["is a document and no workbook", "help: export"],
        ),
        ("big.csv.gz", gzipped(&vec![b'0'; 80 << 20]), ["unpacks from", "zip-bomb"]),
    ] {
        folder.write(name, bytes);
        folder.vire(&["inspect", name]).failed(3, &parts);
        folder.write("p.toml", pipeline(name));
        folder.vire(&["run", "p.toml"]).failed(3, &parts);
    }
}

#[test]
fn drafts_name_archives_as_they_are() {
    let drafted = |folder: &Folder, files: &[&str]| {
        folder.vire(&[&["init", "--buyer", "Kotka"], files].concat()).published().stdout()
    };
    let folder = Folder::new();
    let (march, april) = (EXPORT.as_bytes(), april());
    folder.write("kaikki.zip", zipped(&[("2024-03.csv", march), ("2024-04.csv", april.as_bytes())]));
    let draft = drafted(&folder, &["kaikki.zip"]);
    assert_eq!(draft.matches("[[purchases]]").count(), 1, "{draft}");
    assert!(draft.contains("files = [\"kaikki.zip\"]"), "{draft}");
    // Months of one series, packed one by one.
    folder.write("2024-03.csv.gz", gzipped(march));
    folder.write("2024-04.csv.gz", gzipped(april.as_bytes()));
    let draft = drafted(&folder, &["2024-03.csv.gz", "2024-04.csv.gz"]);
    assert!(draft.contains("files = [\"2024-*.csv.gz\"]"), "{draft}");
    // Files that are read in different ways are named one by one.
    folder.write("kaksi.zip", zipped(&[("a.csv", march), ("b.csv", b"Supplier,Date,Amount\nAlder,2024-05-01,1.25\n")]));
    let draft = drafted(&folder, &["kaksi.zip"]);
    for name in ["kaksi.zip/a.csv", "kaksi.zip/b.csv"] {
        assert!(draft.contains(&format!("files = [\"{name}\"]")), "{draft}");
    }
    folder.write("p.toml", draft);
    let told = folder.vire(&["check", "p.toml"]).stdout();
    assert!(told.contains("sum 1200.00") && told.contains("sum 1.25"), "{told}");
}
