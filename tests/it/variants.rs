//! Kinds of trouble with files, names and places, in other languages and countries than those they were met in.

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::suppliers::suppliers;
use crate::support::{Folder, manifest, pipeline};

fn inspect(folder: &Folder, arguments: &[&str]) -> Value {
    let objects: Value =
        serde_json::from_str(&folder.vire(&[&["inspect", "--json"], arguments].concat()).stdout()).unwrap();
    objects[0].clone()
}

fn sum(object: &Value) -> &str {
    object["totals"]["amount_sum"].as_object().unwrap().values().next().unwrap().as_str().unwrap()
}

/// Workbooks of 2003 whatever they are called, in two-byte letters, with another prefix, behind a comment.
#[test]
fn workbooks_that_are_xml_are_named() {
    let text = |prefix: &str, before: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n{before}<{prefix}Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
             <{prefix}Worksheet/></{prefix}Workbook>"
        )
    };
    let wide = |text: String| [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>); 4] = [
        ("ausgaben.xls", wide(text("", "<?mso-application progid=\"Excel.Sheet\"?>"))),
        ("inköp.xml", text("ss:", &format!("<!-- {} -->", "x".repeat(600))).into()),
        ("innkjøp.csv", format!("\r\n {}", text("", "")).into()),
        ("spend.xlsx", wide(text("ss:", ""))),
    ];
    let folder = Folder::new();
    for (name, content) in files {
        folder.write(name, content);
        folder.vire(&["inspect", name]).failed(3, &["XML Spreadsheet 2003", "save it as xlsx", "not-a-spreadsheet"]);
    }
    folder.write("mhtml.xls", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n<table>Date;Supplier;Amount\n");
    folder.vire(&["inspect", "mhtml.xls"]).failed(3, &["a web page with its pictures"]);
}

/// A group's name on its first line only, and marks that say "as above" on the others; and merged cells, which say it
/// for all.
#[test]
fn names_that_stand_on_the_first_line_of_a_group() {
    let folder = Folder::new();
    let groups = [("Erle Bau GmbH", 4), ("Ulme KG", 1), ("Linde AG", 7)];
    for (header, again) in [
        ("Leverantör;Datum;Belopp", ""),
        ("Fournisseur;Date;Montant", "idem"),
        ("Lieferant;Datum;Betrag", "〃"),
        ("Toimittaja;Pvm;Summa", "- \" -"),
        ("Leverandør;Dato;Beløp", "—"),
        ("Supplier;Date;Amount", "Same as above"),
    ] {
        let mut text = format!("{header}\n");
        for (day, name) in (13..).zip(
            groups.iter().flat_map(|(name, lines)| std::iter::once(*name).chain(std::iter::repeat_n(again, lines - 1))),
        ) {
            text += &format!("\"{}\";{day}.05.2024;1,50\n", name.replace('"', "\"\""));
        }
        folder.write("x.csv", text);
        let object = inspect(&folder, &["x.csv"]);
        assert_eq!((sum(&object), &object["totals"]["rows"]), ("18.00", &12.into()), "{object:#}");
        let problem = &object["problems"][0];
        assert_eq!(problem["code"], "no-supplier", "{again}: {object:#}");
        let message = problem["message"].as_str().unwrap();
        assert!(message.starts_with("rows that name no supplier: 9, in all 13.50, of 12 rows"), "{message}");
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Ausgaben 2024").unwrap();
    sheet.write_row(2, 0, ["Betrag", "Datum", "Lieferant"]).unwrap();
    let mut row = 3;
    for (name, lines) in groups {
        for line in row..row + lines as u32 {
            sheet.write(line, 0, 1.5).unwrap();
            sheet.write(line, 1, format!("{}.05.2024", line + 10)).unwrap();
        }
        match lines {
            1 => sheet.write(row, 2, name).unwrap(),
            _ => sheet.merge_range(row, 2, row + lines as u32 - 1, 2, name, &Format::new()).unwrap(),
        };
        row += lines as u32;
    }
    folder.write("x.xlsx", book.save_to_buffer().unwrap());
    let object = inspect(&folder, &["x.xlsx"]);
    assert_eq!((sum(&object), &object["totals"]["suppliers"]), ("18.00", &3.into()), "{object:#}");
    assert_eq!(object["problems"], serde_json::json!([]));
}

/// Ids in the forms of tax offices, under headers that no list has: their check digits tell what they are.
#[test]
fn ids_are_found_by_their_check_digits() {
    let ids = [
        (
            "FI",
            "Kotka",
            "Toimittaja;ALV-tunnus;Pvm;Summa",
            "fi:0211675-2",
            &["FI02116752", "FI 0211675-2", "0211675\u{2011}2"],
        ),
        (
            "SE",
            "Lund",
            "Leverantör;Momsreg.nr;Datum;Belopp",
            "se:556036-0793",
            &["SE556036079301", "SE\u{a0}556036-0793\u{a0}01", "55603\u{200b}60793"],
        ),
        (
            "NO",
            "Bergen",
            "Leverandør;MVA-nummer;Dato;Beløp",
            "no:964965226",
            &["NO964965226MVA", "964\u{202f}965\u{202f}226 MVA", "964.965.226"],
        ),
        (
            "DE",
            "Hamburg",
            "Kreditor;USt-IdNr.;Datum;Betrag",
            "vat:DE136695976",
            &["DE136695976", "DE 136 695 976", "de136695976"],
        ),
    ];
    for (country, buyer, header, key, spellings) in ids {
        let folder = Folder::new();
        let line = |(at, id): (usize, &&str)| format!("Kaiku {at};{id};{}.05.2024;1,50\n", at + 13);
        let lines: String = spellings.iter().enumerate().map(line).collect();
        folder.write("a.csv", format!("{header}\n{lines}"));
        folder.write(
            "p.toml",
            pipeline("a.csv").replace("Kotka", buyer).replace("FI", country) + "[report]\nformats = [\"md\"]\n",
        );
        folder.vire(&["run", "p.toml", "--out", "out"]).published();
        assert_eq!(suppliers(&folder, &["supplier"]), [[key]], "{country}");
    }
    // Numbers of vouchers in the form of ids are none.
    let folder = Folder::new();
    let line = |at: u32| format!("Kaiku {at};{};{at}.05.2024;1,50\n", 10_000_018 + at);
    folder.write("a.csv", "Supplier;Ref no;Date;Amount\n".to_owned() + &(13..25).map(line).collect::<String>());
    assert_eq!(inspect(&folder, &["a.csv"])["tables"][0]["columns"]["supplier_id"], Value::Null);
}

const EXPORT: &str = "Leverantör;Datum;Belopp\nAl AB;13.05.2024;1,50\nEk AB;14.05.2024;2,50\n";

/// What programs and systems leave beside exports, in each way of naming several files.
#[test]
fn what_lies_beside_exports_is_passed_over() {
    let folder = Folder::new();
    folder.write("inköp/x.csv", EXPORT);
    let beside = [
        "~$x.csv",
        "._x.csv",
        ".~lock.x.csv#",
        "x.csv~",
        "#x.csv#",
        ".x.csv.swp",
        "x.csv.part",
        "~wrl0001.tmp",
        "Thumbs.db",
    ];
    for name in beside {
        folder.write(&format!("inköp/{name}"), [7; 99]);
    }
    folder.write(
        "p.toml",
        pipeline("inköp/*").replace("Kotka", "Lund").replace("FI", "SE") + "[report]\nformats = [\"md\"]\n",
    );
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 2);
    let names: Vec<String> = beside.iter().chain(&["x.csv"]).map(|name| format!("inköp/{name}")).collect();
    let mut arguments = vec!["inspect"];
    arguments.extend(names.iter().map(String::as_str));
    folder.vire(&arguments).published();
    // A file that is named alone is meant.
    folder.vire(&["inspect", "inköp/~$x.csv"]).failed(3, &["~$x.csv"]);
}

/// Folders whose names hold the signs of patterns, and letters put together otherwise than in the pattern.
#[test]
#[cfg(unix)]
fn paths_are_taken_as_they_are_written() {
    for name in ["Inköp [2023–24] Växjö", "Kulud {a,b} #1 100%", "l'été [!x]", "q?[?]", "$HOME `x` [[]"] {
        let folder = Folder::new();
        folder.write(&format!("{name}/y [1].csv"), EXPORT);
        for file in ["y [1].csv", "*.csv"] {
            let path = format!("{name}/{file}");
            folder.write("p.toml", pipeline(&path));
            folder.vire(&["check", "p.toml"]).published();
        }
    }
    let folder = Folder::new();
    folder.write("Va\u{308}xjo\u{308} [1]/o\u{308}1.csv", EXPORT);
    folder.write("V\u{e4}xj\u{f6} [2]/\u{f6}2.csv", EXPORT.replace("1,50", "9,50"));
    for pattern in ["V\u{e4}xj\u{f6}*/\u{f6}*.csv", "Va\u{308}xjo\u{308}*/o\u{308}*.csv"] {
        folder.write("p.toml", pipeline(pattern).replace("\\u{308}", "\u{308}") + "[report]\nformats = [\"md\"]\n");
        folder.vire(&["run", "p.toml", "--out", "out"]).published();
        assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 4, "{pattern}");
    }
}

/// Standard output that is full or closed ends no work, and is told as what it is.
#[test]
#[cfg(target_os = "linux")]
fn a_full_standard_output_is_no_fault_within() {
    let folder = Folder::new();
    folder.write("x.csv", EXPORT);
    folder.write("p.toml", pipeline("x.csv") + "[report]\nformats = [\"md\"]\n");
    for arguments in
        [&["run", "p.toml", "--out", "out"][..], &["schema"], &["explain", "A1"], &["inspect", "x.csv", "--json"]]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let outcome = crate::support::Outcome(folder.command(arguments).stdout(full).output().unwrap());
        outcome.failed(2, &["standard output cannot be written to"]);
    }
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 2);
}

/// What copying, sharing and unpacking make of the link to the newest run.
#[test]
#[cfg(unix)]
fn what_became_of_current_is_told_or_mended() {
    let folder = Folder::new();
    folder.write("x.csv", EXPORT);
    folder.write("p.toml", pipeline("x.csv") + "[report]\nformats = [\"md\"]\n");
    let run = || folder.vire(&["run", "p.toml", "--out", "out"]);
    run().published();
    let current = folder.path("out/current");
    let remove = || std::fs::remove_file(&current).or_else(|_| std::fs::remove_dir_all(&current)).unwrap();
    remove();
    std::fs::create_dir(&current).unwrap();
    run().failed(2, &["is a folder, and no link to a run", "move it away"]);
    for target in ["../elsewhere", "current"] {
        remove();
        std::os::unix::fs::symlink(target, &current).unwrap();
        run().failed(2, &["which is none of its folder's runs", "delete out/current"]);
    }
    remove();
    std::fs::write(&current, "XSym\n0010\n").unwrap();
    run().failed(2, &["which is none of its folder's runs"]);
    remove();
    std::os::unix::fs::symlink("runs/0009-000000000000", &current).unwrap();
    run().published();
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 2);
}
