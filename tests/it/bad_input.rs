//! What users get wrong, and what they are told.

use std::io::{Cursor, Write};

use crate::support::{EXPORT, Folder, pipeline};

fn run_on(name: &str, content: &[u8]) -> crate::support::Outcome {
    let folder = Folder::new();
    folder.write(name, content);
    folder.write("p.toml", pipeline(name));
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]);
    if outcome.code() != 0 {
        assert!(!folder.path("out/current").exists(), "something was published");
    }
    outcome
}

#[test]
fn no_pipeline_file() {
    let folder = Folder::new();
    folder.vire(&["run", "p.toml"]).failed(2, &["p.toml", "name an existing pipeline file"]);
    folder.write("x.csv", EXPORT);
    folder.vire(&["run", "x.csv"]).failed(2, &["is no pipeline file", "--buyer NAME"]);
    folder.write("x.toml", EXPORT);
    folder.vire(&["run", "x.toml"]).failed(2, &["not valid TOML"]);
    folder.vire(&["run"]).failed(2, &["Usage"]);
}

#[test]
fn missing_file_says_what_is_there() {
    let folder = Folder::new();
    folder.write("exports/ostot.csv", EXPORT);
    folder.write("p.toml", pipeline("exports/osto.csv"));
    folder.vire(&["run", "p.toml"]).failed(2, &["no file \"exports/osto.csv\"", "did you mean \"ostot.csv\"?"]);
}

#[test]
fn files_that_are_no_tables() {
    run_on("a.csv", b"").failed(3, &["a.csv", "is empty", "empty-file"]);
    run_on("a.xlsx", b"%PDF-1.7 ...").failed(3, &["is a PDF document, whatever its name says"]);
    run_on("a.xls", b"<html><body><table>").failed(3, &["is a web page"]);
    run_on("a.csv", b"{\"a\": 1}").failed(3, &["is a JSON document"]);
    run_on("a.xlsx", &zip_of("word/document.xml", b"x")).failed(3, &["a.xlsx/word/document.xml", "no amount column"]);
}

#[test]
fn a_truncated_workbook() {
    let whole = std::fs::read(format!("{}/sample-data/kotka/ostolaskut-2024.xlsx", crate::support::ROOT)).unwrap();
    run_on("a.xlsx", &whole[..whole.len() / 2]).failed(3, &["damaged or cut short"]);
    // An archive whose sheet is cut: the end of the XML is missing.
    let broken = zip_of("xl/workbook.xml", b"<workbook><sheets>");
    run_on("b.xlsx", &broken).failed(3, &["b.xlsx", "cannot be read as a workbook"]);
}

#[test]
fn a_password_protected_workbook() {
    run_on("secret.xlsx", &ole_with("EncryptedPackage"))
        .failed(3, &["is protected with a password", "save a copy without one"]);
}

#[test]
fn no_amount_column_says_what_it_saw_and_what_to_write() {
    let text = "Toimittaja;Päivä;Loppusaldo X\nKaiku Oy;1.1.2024;5,00\n";
    run_on("a.csv", text.as_bytes()).failed(
        3,
        &["no amount column found", "Toimittaja | Päivä | Loppusaldo X", "columns = { amount = \"Loppusaldo X\" }"],
    );
}

#[test]
fn a_column_readable_as_two_number_formats() {
    let text = "Toimittaja;Päivä;Summa\nKaiku Oy;1.1.2024;1,234\nVirta Oy;2.1.2024;5,678\n";
    run_on("a.csv", text.as_bytes())
        .failed(3, &["\"1,234\" is 1.23 with a decimal comma, 1234.00 with a decimal point", "decimal = \",\""]);
    // Told which, it is read.
    let folder = Folder::new();
    folder.write("a.csv", text);
    folder.write("p.toml", pipeline("a.csv") + "decimal = \".\"\n");
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stdout().contains("sum 6912.00 EUR"), "{}", outcome.stdout());
}

#[test]
fn a_column_of_dates_readable_in_two_orders() {
    let text = "Supplier,Date,Amount\nA Ltd,04/05/2024,5.00\nB Ltd,06/07/2024,6.00\n";
    run_on("a.csv", text.as_bytes())
        .failed(3, &["2024-05-04 with the day first, 2024-04-05 with the month first", "date_order"]);
}

#[test]
fn a_late_value_settles_the_column() {
    // The first thousand rows leave the decimal mark open; the last row does not.
    let mut text = "Toimittaja;Päivä;Summa\n".to_owned();
    for _ in 0..1000 {
        text.push_str("Kaiku Oy;1.1.2024;1.234\n");
    }
    text.push_str("Kaiku Oy;1.1.2024;0,50\n");
    let outcome = run_on("a.csv", text.as_bytes()).published();
    assert!(outcome.stdout().contains("1001 lines kept, 0 rejected, sum 1234000.50 EUR"), "{}", outcome.stdout());
}

#[test]
fn a_quotation_mark_that_is_not_closed_swallows_no_rows() {
    let mut text = "Supplier,Date,Text,Amount\n".to_owned();
    for i in 1..=300 {
        let note = match i {
            100 => "\"an inch of pipe",
            150 => "\"closed\"",
            _ => "plain",
        };
        text.push_str(&format!("Kaiku Oy,2024-01-31,{note},{i}.00\n"));
    }
    let outcome = run_on("a.csv", text.as_bytes()).published();
    assert!(outcome.stdout().contains("300 lines kept, 0 rejected, sum 45150.00"), "{}", outcome.stdout());
    // In the first rows too.
    let early = "Supplier,Date,Text,Amount\nKaiku Oy,2024-01-31,\"an inch,1.00\nVirta Oy,2024-01-31,x,2.00\nKaiku Oy,2024-01-31,\"y\",4.00\n";
    let outcome = run_on("c.csv", early.as_bytes()).published();
    assert!(outcome.stdout().contains("3 lines kept, 0 rejected, sum 7.00"), "{}", outcome.stdout());
    // A line break inside a closed field is no fault.
    let text = "Supplier,Date,Text,Amount\nKaiku Oy,2024-01-31,\"two\nlines\",1.00\nVirta Oy,2024-01-31,x,2.00\n";
    let outcome = run_on("b.csv", text.as_bytes()).published();
    assert!(outcome.stdout().contains("2 lines kept, 0 rejected, sum 3.00"), "{}", outcome.stdout());
}

#[test]
fn other_encodings_are_read_whole() {
    // Larger than any buffer, in each encoding, the last line without its end.
    let mut text = "Toimittaja;Päivä;Summa\n".to_owned();
    for i in 0..40_000 {
        text.push_str(&format!("Åkerin Höylä {i} Oy;1.1.2024;1,00\n"));
    }
    text.push_str("Viimeinen €uro Oy;2.1.2024;0,50");
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    let marked = [&[0xff, 0xfe][..], &utf16(u16::to_le_bytes)].concat();
    let carriage_returns = text.replace('\n', "\r").into_bytes();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for content in [text.clone().into_bytes(), with_mark, windows, marked, utf16(u16::to_be_bytes), carriage_returns] {
        let outcome = run_on("a.csv", &content).published();
        assert!(outcome.stdout().contains("40001 lines kept, 0 rejected, sum 40000.50 EUR"), "{}", outcome.stdout());
    }
}

/// The first half million bytes are plain letters, so that nothing but the rest tells the encoding.
#[test]
fn letters_that_come_late_are_read_rightly() {
    let mut text = "Toimittaja;Kuvaus;Pvm;Summa\n".to_owned();
    for i in 0..20_000 {
        text.push_str(&format!("Kaiku {i} Oy;kunnossapito;1.1.2024;1,00\n"));
    }
    text.push_str("Åkerin Höylä Oy;kunnossapito;1.1.2024;0,50\n");
    let encoding = |content: &[u8]| {
        let folder = Folder::new();
        folder.write("a.csv", content);
        let objects = folder.vire(&["inspect", "--json", "a.csv"]).stdout();
        let object = serde_json::from_str::<serde_json::Value>(&objects).unwrap()[0].clone();
        assert_eq!(object["totals"]["rows"], 20_001, "{object:#}");
        object["dialect"]["encoding"].as_str().unwrap_or_default().to_owned()
    };
    let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    assert_eq!(encoding(&windows), "windows-1252");
    assert_eq!(encoding(text.as_bytes()), "UTF-8");
    // A letter of two bytes across the end of the first piece that is looked at.
    for at in 0..4 {
        let head = "x".repeat((1 << 18) - "Toimittaja;Summa\n".len() - at);
        let content = format!("Toimittaja;Summa\n{head}öö;1,00\nVirta Oy;2,00\n");
        run_on("b.csv", content.as_bytes()).published();
    }
}

#[test]
fn a_sheet_that_is_not_there() {
    let folder = Folder::new();
    let file = format!("{}/sample-data/kotka/ostolaskut-2024.xlsx", crate::support::ROOT);
    folder.write("p.toml", pipeline(&file) + "sheets = [\"Ostot\"]\n");
    folder.vire(&["run", "p.toml"]).failed(3, &["has no sheet called Ostot", "its sheets are: Ostolaskut, Ohje"]);
}

#[test]
fn an_output_folder_that_cannot_be_written() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "a.csv"]).failed(2, &["cannot write to a.csv", "--out"]);
}

#[test]
fn lines_without_dates_are_told() {
    let folder = Folder::new();
    folder.write("ostot.csv", "Toimittaja;Tilin nimi;Summa\nKaiku Oy;Siivous;1,50\n");
    folder.write("p.toml", pipeline("ostot.csv"));
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stderr().contains("1 lines have no date and belong to no year"), "{}", outcome.stderr());
    folder.write("ostot-2021.csv", "Toimittaja;Tilin nimi;Summa\nKaiku Oy;Siivous;2,50\n");
    folder.write("p.toml", pipeline("ostot-2021.csv"));
    folder.vire(&["run", "p.toml", "--out", "other", "--quiet"]).published();
    assert_eq!(crate::support::manifest(&folder.path("other"))["totals"]["by_year"]["2021"]["amount"], "2.50");
}

#[test]
fn four_faults_at_once() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let text = "[buyer]\nname = \"Kotka\"\ncuntry = \"FI\"\n\n[[purchases]]\nfiles = \"a.csv\"\ndecimal = \";\"\n\n[quality]\nmax_rejected = 7\n";
    folder.write("p.toml", text);
    folder.vire(&["run", "p.toml"]).failed(
        2,
        &[
            "has no key \"cuntry\"",
            "did you mean \"country\"?",
            "p.toml:6:9",
            "it takes a list in [ ]",
            "decimal cannot be \";\"",
            "max_rejected is out of range",
            "4 fault(s)",
        ],
    );
}

#[test]
fn faults_of_meaning_are_shown_together_too() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let text = "[buyer]\nname = \"Kotkka\"\ncountry = \"FI\"\nbusiness_ids = [\"1234567-8\"]\n\n[[purchases]]\nfiles = [\"b.csv\"]\n\n\
        [[break]]\ndate = \"1.1.2023\"\nreason = { en = \"x\" }\n\n[[scope]]\nid = \"granst\"\nenabled = false\n";
    folder.write("p.toml", text);
    folder.vire(&["check", "p.toml"]).failed(
        2,
        &[
            "did you mean \"Kotka\"?",
            "is no valid business id",
            "no file \"b.csv\"",
            "is no date",
            "did you mean \"grants\"?",
            "5 fault(s)",
        ],
    );
}

#[test]
fn gates_stop_a_run() {
    let mut text = EXPORT.to_owned();
    text.push_str("Kaiku Oy;9512345-7;4390;Kunnossapito;4;1.4.2024;ks. liite\n");
    let outcome = run_on("a.csv", text.as_bytes());
    outcome.failed(
        4,
        &["rejected rows: 25.00 %", "max_rejected = 0.01", "1 unreadable-amount in amount", "nothing is published"],
    );
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv") + "expected_total = \"1200.01\"\n");
    folder
        .vire(&["run", "p.toml", "--out", "out"])
        .failed(4, &["expected_total is 1200.01, the files sum to 1200.00 (off by -0.01)"]);
    assert!(!folder.path("out/current").exists());
}

#[test]
fn the_same_file_twice() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("b.csv", EXPORT);
    folder.write("p.toml", pipeline("*.csv"));
    folder.vire(&["run", "p.toml"]).failed(3, &["b.csv: has the same content as a.csv", "count double"]);
}

#[test]
fn an_export_of_another_currency_is_rejected_by_row() {
    let folder = Folder::new();
    folder.write("a.csv", "Supplier;Date;Amount;Currency\nA Oy;2024-01-01;5,00;EUR\nB AB;2024-01-02;7,00;SEK\n");
    folder.write("p.toml", pipeline("a.csv") + "\n[quality]\nmax_rejected = 0.5\n");
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stdout().contains("1 lines kept, 1 rejected, sum 5.00 EUR"), "{}", outcome.stdout());
}

/// An archive with one file.
fn zip_of(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

/// The head of a compound file with a directory entry of this name, as encrypted workbooks have.
fn ole_with(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

#[test]
fn days_and_targets_beyond_reason() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    for day in ["1899-12-31", "2201-01-01", "-200000-01-01", "31.12.2024"] {
        folder.vire(&["run", "p.toml", &format!("--as-of={day}"), "--out", "out"]).failed(2, &["--as-of", day]);
    }
    let target = |value: &str, by: &str| format!("[[target]]\nindicator = \"B1\"\nvalue = {value}\nby = {by}\n");
    for (target, said) in [
        (target("45", "2027"), "t.toml:9:9"),
        (target("45", "2027"), "a share is between 0 and 1: write 0.45 for 45 %"),
        (target("-0.1", "2027"), "a share is between 0 and 1"),
        (target("nan", "2027"), "out of reach"),
        (target("1e300", "2027").replace("B1", "A1"), "out of reach"),
        (target("0.45", "20270"), "no year that a target can be for"),
    ] {
        folder.write("t.toml", pipeline("a.csv") + &target);
        folder.vire(&["check", "t.toml"]).failed(2, &["t.toml", said]);
    }
    assert!(!folder.path("out").exists());
}

#[test]
fn a_masking_key_that_others_know() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    folder.write(".vire-key", "0".repeat(64));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &[".vire-key", "could be guessed", "put your copy"]);
    folder.write(".vire-key", "mine");
    folder.vire(&["check", "p.toml"]).failed(2, &["no key of 64 hex digits"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.write(".vire-key", "3f0c9a51d27be8640f13a7c25e98b4d6017d2bc8f95e6a34c07b19e2d5f8a063");
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &["others may read or write it", "chmod 600"]);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    }
}
