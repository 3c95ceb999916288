//! However an id of a person is written, and wherever it stands, no output shows it.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use crate::privacy::all_texts;
use crate::support::{Folder, manifest};

/// Ways to write 010190-900P, which nobody has: serials from 900 on are given to no person.
const FINNISH: [&str; 16] = [
    "010190-900P",
    "010190\u{2013}900P",
    "010190\u{2011}900P",
    "010190-\u{ad}900P",
    "\u{200b}010190-900P",
    "010190\u{200b}-900P",
    "010190 -900P",
    "010190 - 900P",
    "\u{ff10}\u{ff11}\u{ff10}\u{ff11}\u{ff19}\u{ff10}-\u{ff19}\u{ff10}\u{ff10}\u{ff30}",
    "010190\u{2212}900P",
    "010190-900p",
    "010190\u{a0}-\u{a0}900P",
    "01.01.90-900P",
    "010190 900P",
    "010190900P",
    "010190A900P",
];
/// Ways to write 850101-0014, which passes the check only.
const SWEDISH: [&str; 10] = [
    "850101-0014",
    "850101 0014",
    "850101+0014",
    "19850101-0014",
    "19850101 0014",
    "198501010014",
    "8501010014",
    "SE850101001401",
    "85.01.01-0014",
    "850101 - 0014",
];

/// A buyer's country, the ids in its ledger, and what must not be seen of them once nothing but letters and digits is
/// looked at. The examples of other countries are those of python-stdnum.
const LEDGERS: [(&str, &str, &[&str], &[&str]); 9] = [
    ("FI", "Kotka", &FINNISH, &["010190900P", "010190A900P"]),
    ("SE", "Hässleholm", &SWEDISH, &["8501010014"]),
    ("NO", "Bergen", &["15108695088", "151086 95088", "151086-95088"], &["15108695088"]),
    ("DK", "Odense", &["101079-4990", "1010794990", "101079 4990", "250480-1454"], &["1010794990", "2504801454"]),
    ("IS", "Kópavogur", &["120174-3399", "1201743399", "120174 3399"], &["1201743399"]),
    ("EE", "Tartu", &["36805280109", "3680528 0109"], &["36805280109"]),
    ("LV", "Rīga", &["161175-19997", "16117519997", "161175 19997"], &["16117519997"]),
    ("PL", "Gdynia", &["44051401359", "440514 01359"], &["44051401359"]),
    ("GB", "Leeds", &["AB123456C", "AB 12 34 56 C"], &["AB123456C"]),
];

/// Columns of the ledger; each in turn holds an id, alone and among words.
const COLUMNS: [(&str, &str); 9] = [
    ("Supplier name", "Alder Ltd"),
    ("Supplier business ID", ""),
    ("Department", "School"),
    ("Account", "4010"),
    ("Account name", "Fees"),
    ("Voucher number", "7"),
    ("Invoice number", "8"),
    ("Posting date", "2024-03-05"),
    ("Net amount", "1.25"),
];

/// A csv ledger with each id in each column of texts.
fn ledger(ids: &[&str]) -> String {
    let mut text = COLUMNS.map(|(header, _)| header).join(";") + "\n";
    for (number, id) in ids.iter().enumerate() {
        for column in 0..COLUMNS.len() - 2 {
            for wrapped in [(*id).to_owned(), format!("Ref {id}, x"), format!("({id})")] {
                let mut cells = COLUMNS.map(|(_, cell)| cell.to_owned());
                cells[5] = format!("{number}{column}");
                cells[column] = wrapped;
                text.push_str(&(cells.join(";") + "\n"));
            }
        }
    }
    text
}

/// Letters and digits alone, those of full width as plain ones.
fn compact(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap(),
        _ => c,
    };
    text.chars().map(narrow).filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The texts of the pages of a PDF, read with the tables of its fonts from glyphs to letters.
fn pdf_texts(bytes: &[u8]) -> String {
    let find = |from: usize, word: &[u8]| bytes[from..].windows(word.len()).position(|w| w == word).map(|at| from + at);
    let mut streams = Vec::new();
    let mut from = 0;
    while let Some(begin) = find(from, b"stream\n").map(|at| at + 7) {
        let end = find(begin, b"endstream").unwrap_or(bytes.len());
        let mut text = Vec::new();
        let _ = flate2::read::ZlibDecoder::new(&bytes[begin..end]).read_to_end(&mut text); // pictures and plain ones
        streams.push(text.into_iter().map(char::from).collect::<String>());
        from = end + 9;
    }
    let hex = |text: &str| u32::from_str_radix(text, 16).ok();
    let font = |table: &String| -> HashMap<u32, char> {
        let pair = |line: &str| {
            let (glyph, letter) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
            Some((hex(glyph)?, char::from_u32(hex(letter)?)?))
        };
        table.lines().filter_map(pair).collect()
    };
    let fonts: Vec<_> = streams.iter().filter(|text| text.contains("beginbfchar")).map(font).collect();
    let mut texts = String::new();
    for glyphs in streams.iter().filter(|text| text.contains("]TJ")).map(|page| glyphs(page)) {
        for font in &fonts {
            texts.extend(glyphs.iter().filter_map(|glyph| font.get(glyph)));
            texts.push('\n');
        }
    }
    texts
}

/// The glyphs that a page shows, two bytes each, in strings with escapes.
fn glyphs(page: &str) -> Vec<u32> {
    let mut bytes = Vec::new();
    let mut chars = page.chars().peekable();
    let mut is_inside = false;
    while let Some(c) = chars.next() {
        match c {
            '(' if !is_inside => is_inside = true,
            ')' if is_inside => is_inside = false,
            '\\' if is_inside => {
                let mut octal = String::new();
                while let Some(digit) = chars.next_if(|c| octal.len() < 3 && c.is_digit(8)) {
                    octal.push(digit);
                }
                bytes.push(match u32::from_str_radix(&octal, 8) {
                    Ok(byte) => byte,
                    Err(_) => match chars.next().unwrap() {
                        'n' => 10,
                        'r' => 13,
                        't' => 9,
                        'b' => 8,
                        'f' => 12,
                        other => u32::from(other),
                    },
                });
            }
            c if is_inside => bytes.push(u32::from(c)),
            _ => {}
        }
    }
    bytes.chunks(2).map(|pair| pair.iter().fold(0, |glyph, byte| glyph * 256 + byte)).collect()
}

/// Panics where one of the digits stands in a text.
fn nowhere(texts: &[(String, String)], hidden: &[&str]) {
    for (name, text) in texts {
        let text = compact(text);
        for id in hidden {
            let around = text.find(id).map(|at| &text[at.saturating_sub(60)..(at + 60).min(text.len())]);
            assert!(around.is_none(), "{id} in {name}: {around:?}");
        }
    }
}

fn outputs(folder: &Path) -> Vec<(String, String)> {
    let mut texts = all_texts(folder);
    for (name, text) in &mut texts {
        if name.ends_with(".pdf") {
            let pages = pdf_texts(&std::fs::read(&name).unwrap());
            let is_read = !name.ends_with(".en.pdf") || pages.contains("suppliers");
            assert!(is_read, "the letters of {name} are not read: {pages}");
            text.push_str(&pages);
        }
    }
    texts
}

#[test]
fn no_form_is_in_any_output_whatever_the_place() {
    for (country, buyer, ids, hidden) in LEDGERS {
        let folder = Folder::new();
        folder.write("a.csv", ledger(ids));
        folder.write(
            "r.csv",
            ids.iter().fold("Business id;Name\n".to_owned(), |text, id| text + &format!(";{id} Ltd\n")),
        );
        let formats = if country == "SE" {
            "formats = [\"html\", \"pdf\", \"pptx\", \"xlsx\", \"md\"]\n"
        } else {
            "formats = [\"html\", \"md\"]\n"
        };
        let pipeline = format!(
            "[buyer]\nname = {buyer:?}\ncountry = {country:?}\n[[purchases]]\nfiles = [\"a.csv\"]\n[[register]]\nfiles = [\"r.csv\"]\n\
             [quality]\nmax_rejected = 0.9\n[report]\nlanguages = [\"en\"]\n{formats}"
        );
        folder.write("p.toml", pipeline);
        let mut texts = Vec::new();
        for arguments in [
            &["run", "p.toml", "--out", "out", "--log", "json"][..],
            &["publish-open", "p.toml", "--out", "out", "--to", "open"],
            &["check", "p.toml"],
            &["inspect", "a.csv", "--country", country],
            &["inspect", "a.csv", "--json", "--country", country],
            &["init", "a.csv", "--buyer", buyer, "--country", country],
        ] {
            let outcome = folder.vire(arguments);
            // Open data has a form for two countries.
            let is_refused = arguments[0] == "publish-open" && !["FI", "SE"].contains(&country);
            assert_eq!(outcome.code() == 0, !is_refused, "{country} {arguments:?}: {}", outcome.stderr());
            texts.push((format!("{arguments:?}"), outcome.stdout() + &outcome.stderr()));
        }
        let made = ["out", "open"].map(|name| folder.path(name)).into_iter().filter(|path| path.exists());
        texts.extend(made.flat_map(|path| outputs(&path)));
        nowhere(&texts, hidden);
        let manifest = manifest(&folder.path("out"));
        assert!(manifest["persons_masked"]["texts"].as_u64().unwrap() >= ids.len() as u64, "{country}");
        let warned = manifest["notices"].to_string() + &texts[0].1;
        assert!(!warned.contains("are not known"), "{country}: {warned}");
    }
}

#[test]
fn names_of_files_folders_sheets_and_columns_and_the_pipeline_show_no_id() {
    let folder = Folder::new();
    let rows: &[&[&str]] = &[
        &["Supplier 010190-900P", "Supplier name", "Date", "Amount", "Other 850101-0014"],
        &["x", "Alder Ltd", "2024-05-01", "1.25", "y"],
        &["x", "Birch Ltd", "2024-05-02", "2.50", "y"],
        &["x", "Cedar Ltd", "2024-05-03", "4.00", "y"],
    ];
    let more: &[&[&str]] = &[rows[0], &["x", "Alder Ltd", "2024-06-01", "8.25", "y"], rows[2]];
    let hidden: &[&[&str]] = &[&["nothing"]];
    let book = crate::workbooks::sheets(&[
        ("Fees 010190-900P", false, rows),
        ("Fees 010190-901R", false, more),
        ("Old 010190-900P", true, hidden),
    ]);
    let name = "of 010190-900P/export 010190\u{2013}900P.xlsx";
    folder.write(name, book);
    folder.write("of 010190-900P/export 010190-901R.csv", "Supplier;Date;Amount\nAlder Ltd;2024-07-01;16.25\n");
    folder.write("of 010190-900P/register 010190-900P.csv", "Name;Municipality\nAlder Ltd;Kotka\n");
    folder.write("sectors 010190-900P.csv", "supplier,account,sector\nAlder Ltd,,ict\n");
    let pipeline = "[buyer]\nname = \"Group of 010190-900P\"\ncountry = \"FI\"\n[locality]\nhome = [\"Kotka\"]\n\
        [[purchases]]\nfiles = [\"of 010190-900P/export*\"]\ncolumns = { unit = \"Other 850101-0014\" }\n\
        [[register]]\nfiles = [\"of 010190-900P/register*\"]\n[sectors]\nrules = [\"sectors 010190-900P.csv\"]\n\
        [[scope]]\nid = \"of-010190-900P\"\nsupplier = [\"Cedar Ltd\"]\n\
        [[break]]\ndate = \"2024-06-01\"\nreason = { en = \"Since 010190-900P\" }\n\
        [[contact]]\nname = \"Office 010190-900P\"\nphone = \"0703151233\"\n[report]\nlanguages = [\"en\"]\n";
    folder.write("p 010190-900P.toml", pipeline);
    let mut texts = Vec::new();
    for arguments in [
        &["run", "p 010190-900P.toml", "--out", "out", "--log", "json"][..],
        &["run", name, "--buyer", "Kotka", "--out", "other"],
        &["run", "p 010190-900P.toml"],
        &["publish-open", "p 010190-900P.toml", "--out", "out", "--to", "open"],
        &["check", "p 010190-900P.toml"],
        &["inspect", name],
        &["inspect", name, "--json"],
        &["init", name, "--buyer", "Kotka"],
        &["init", name, "--buyer", "Kotka", "-o", "drafted.toml"],
    ] {
        let outcome = folder.vire(arguments).published();
        texts.push((format!("{arguments:?}"), outcome.stdout() + &outcome.stderr()));
    }
    for arguments in
        [&["run", "none 010190-900P.toml"][..], &["inspect", "none 010190-900P.csv"], &["verify", "of 010190-900P"]]
    {
        let outcome = folder.vire(arguments);
        assert_ne!(outcome.code(), 0);
        texts.push((format!("{arguments:?}"), outcome.stdout() + &outcome.stderr()));
    }
    // What init drafted finds the file all the same.
    folder.vire(&["check", "drafted.toml"]).published();
    let drafted = std::fs::read_to_string(folder.path("drafted.toml")).unwrap();
    assert!(drafted.contains("files = [\"of */export *.xlsx\"]"), "{drafted}");
    texts.push(("drafted.toml".to_owned(), drafted));
    texts.extend(["out", "other", "open"].iter().flat_map(|name| outputs(&folder.path(name))));
    nowhere(&texts, &["010190900P", "010190901R", "8501010014"]);
    let manifest = manifest(&folder.path("out"));
    let tables = manifest["inputs"].as_array().unwrap().iter().flat_map(|input| input["tables"].as_array().unwrap());
    let sheets: Vec<&str> = tables.map(|table| table["sheet"].as_str().unwrap()).collect();
    assert_eq!(
        sheets,
        ["", "Fees [person]", "Fees [person] 2"],
        "sheets whose names differ by the id alone stay apart"
    );
    assert_eq!(manifest["buyer"], "Group of [person]");
    let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
    assert!(page.contains("0703151233"), "a telephone number");
}

#[test]
fn a_supplier_whose_name_holds_an_id_is_a_person() {
    let folder = Folder::new();
    // The last two are a company by its id and form, and one whose name only looks so.
    let text = "Supplier name;Supplier business ID;Date;Amount\nAnna Alder 010190-900P;;2024-01-01;1.00\nAnna Alder;010190-900P;2024-01-02;2.00\n\
        Birch 010190-901X;;2024-01-03;4.00\nCedar Oy 010190-900P;2077474-0;2024-01-04;8.00\nDogwood Oy 010190-901X;;2024-01-05;16.00\n";
    folder.write("a.csv", text);
    folder
        .write("p.toml", crate::support::pipeline("a.csv") + "[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let texts = all_texts(&folder.path("out"));
    for name in ["Alder", "Birch"] {
        assert!(texts.iter().all(|(_, text)| !text.contains(name)), "{name} is a person's");
    }
    let manifest = manifest(&folder.path("out"));
    let kinds = &manifest["persons_masked"]["kinds"];
    assert_eq!(kinds["person"]["amount"], "7.00");
    assert_eq!(kinds["supplier"]["amount"], "24.00");
    for name in ["Cedar Oy [person]", "Dogwood Oy [person]"] {
        assert!(texts.iter().any(|(_, text)| text.contains(name)), "{name} is a company");
    }
}

/// An export that writes many suppliers as `FAMILY, GIVEN` writes persons so, whatever their names and accounts are; a single
/// one may be a firm of two founders.
#[test]
fn persons_written_family_name_first_are_not_named() {
    const FAMILIES: [&str; 12] = [
        "ALDERSHAW",
        "BIRCHWICK",
        "CEDARLOW",
        "DOGWOODY",
        "ELMSTONE",
        "FIRTHORN",
        "GORSEBY",
        "HAZELTON",
        "IVYCROFT",
        "JUNIPERLY",
        "LARCHBY",
        "MAPLEDEN",
    ];
    for (families, are_persons) in [(&FAMILIES[..], true), (&FAMILIES[..1], false)] {
        let folder = Folder::new();
        let mut text = "Vendor Name;Account;Date;Amount\n".to_owned();
        for (i, family) in families.iter().enumerate() {
            text.push_str(&format!(
                "\"{family}, QUILLON {}\";Consulting;2024-01-{:02};{}.00\n",
                ["", "J"][i % 2],
                i + 1,
                900 + i
            ));
        }
        for (i, firm) in ["ITRONOMY, INC", "Willowmere LLC", "OAKHOLT CORP"].into_iter().enumerate() {
            text.push_str(&format!("\"{firm}\";Consulting;2024-02-0{};5{i}000.00\n", i + 1));
        }
        folder.write("a.csv", text);
        let formats = "[report]\nlanguages = [\"en\"]\nformats = [\"html\", \"md\"]\n";
        let buyer = "[buyer]\nname = \"Phoenix\"\ncountry = \"US\"\n[[purchases]]\nfiles = [\"a.csv\"]\n";
        folder.write("p.toml", format!("{buyer}{formats}"));
        let said = folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published().stderr();
        assert_eq!(said.contains("taken as persons"), are_persons, "{said}");
        let read = |name: &str| std::fs::read_to_string(folder.path(&format!("out/current/{name}"))).unwrap();
        let shown = read("report.en.html") + &read("summary.en.md");
        assert!(shown.contains("ITRONOMY, INC") && shown.contains("Willowmere"), "companies are named");
        // Reports do not name those who may be persons either.
        assert!(!families.iter().any(|family| shown.contains(family)), "{} of them", families.len());
    }
}
