//! Who the suppliers are: names that are one supplier's, registers of every form, decisions, open data.

use std::collections::BTreeMap;
use std::path::Path;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use serde_json::Value;
use vire_domain::suppliers::likely::{Named, proposals};
use vire_reference::names;

use crate::support::{Folder, ROOT, csv_rows, json, manifest, pipeline};

/// Two hundred labelled pairs of invented names: nothing is joined that is not one, and most that are one are either
/// joined by their key or proposed.
#[test]
fn labelled_pairs() {
    let pairs = csv_rows(&Path::new(ROOT).join("tests/data/supplier-pairs.csv"));
    assert_eq!(pairs.len(), 200);
    let (mut found, mut proposed_wrongly) = (BTreeMap::<&str, (u32, u32)>::new(), Vec::new());
    for pair in &pairs {
        let (name, other) = (pair["name"].as_str(), pair["other"].as_str());
        let joined = names::key(name, "FI") == names::key(other, "FI");
        let named = [(0, name), (1, other)].map(|(supplier, name)| Named { supplier, name, has_id: false });
        let proposed = !proposals(&named, "FI").is_empty();
        if pair["label"] == "different" {
            assert!(!joined, "{name} and {other} are joined");
            if proposed {
                proposed_wrongly.push((name, other));
            }
        } else {
            let (hits, all) = found.entry(pair["kind"].as_str()).or_default();
            *all += 1;
            *hits += u32::from(joined || proposed);
        }
    }
    let hits: u32 = found.values().map(|(hits, _)| hits).sum();
    println!("true pairs found: {hits} of 100, {found:?}; false pairs proposed: {proposed_wrongly:?}");
    assert!(hits >= 80, "{found:?}");
    assert!(proposed_wrongly.len() <= 20, "{proposed_wrongly:?}");
}

/// Columns of texts of `suppliers.parquet`.
pub fn suppliers(folder: &Folder, columns: &[&str]) -> Vec<Vec<String>> {
    table(folder, "suppliers", columns)
}

/// Columns of texts of a published table, read column by column.
pub fn table(folder: &Folder, name: &str, columns: &[&str]) -> Vec<Vec<String>> {
    let path = folder.path(&format!("out/current/{name}.parquet"));
    let mut rows = Vec::new();
    for batch in vire_formats::parquet::read(&path).unwrap() {
        for row in 0..batch.num_rows() {
            let text = |name: &&str| {
                use arrow_array::Array;
                let column = batch.column_by_name(name).unwrap();
                let texts = column.as_any().downcast_ref::<arrow_array::StringArray>().unwrap();
                if texts.is_valid(row) { texts.value(row).to_owned() } else { String::new() }
            };
            rows.push(columns.iter().map(text).collect());
        }
    }
    rows
}

/// A small export whose ids pass their check.
const EXPORT: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n\
    Kaiku Oy;9512345-9;4390;Rakennusten kunnossapito;1;15.1.2024;1 000,00\n\
    Virta Oy;9512346-7;4342;ICT-palvelut;2;20.2.2024;200,00\n";

const YTJ: &str = r#"[{"businessId":{"value":"9512345-9"},"names":[{"name":"Vanha Kaiku Oy","type":"1","endDate":"2010-01-01"},
 {"name":"Kaiku Oy","type":"1","version":1}],"mainBusinessLine":{"type":"41200","descriptions":[{"languageCode":"1","description":"x \"{"}]},
 "companyForms":[{"type":"16","descriptions":[{"languageCode":"3","description":"Limited company"},{"languageCode":"1","description":"Osakeyhtiö"}]}],
 "addresses":[{"type":2,"postCode":"00018","postOffices":[{"city":"HELSINKI","municipalityCode":"091"}]},
 {"type":1,"postCode":"48100","postOffices":[{"languageCode":"1","city":"KOTKA","municipalityCode":"285"}]}],"endDate":null},
 {"businessId":{"value":"9512346-7"},"names":[{"name":"Virta Oy","type":"1"}],"addresses":[{"type":1,"postCode":"49400","postOffices":[{"municipalityCode":"075"}]}],"endDate":"2024-06-30"},
 {"businessId":{"value":"0211675-2"},"names":[{"name":"Muu Oy","type":"1"}]}]"#;

fn zipped(name: &str, content: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(content.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn company_data_of_the_finnish_register_in_all_its_forms() {
    let one = &YTJ[1..YTJ.find(",\n {\"businessId\":{\"value\":\"9512346-7\"").unwrap()];
    let page = format!("{{\"totalResults\":3,\"companies\":{YTJ}}}");
    for (name, content, virta) in [
        ("all.json", YTJ.as_bytes().to_vec(), "075"),
        ("all.zip", zipped("all_companies.json", YTJ), "075"),
        ("page.json", page.into_bytes(), "075"),
        ("one.json", one.as_bytes().to_vec(), ""),
    ] {
        let folder = Folder::new();
        folder.write("a.csv", EXPORT);
        folder.write(name, content);
        folder.write(
            "p.toml",
            format!("{}[[register]]\nfiles = [\"{name}\"]\ndate = \"2026-01-02\"\n", pipeline("a.csv")),
        );
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let rows = suppliers(&folder, &["supplier", "name", "municipality", "industry", "kind", "closed", "register"]);
        let kaiku = ["fi:9512345-9", "Kaiku Oy", "285", "41200", "company", "", name];
        assert_eq!(rows[0], kaiku, "{name}");
        assert_eq!(rows[1][2], virta, "{name}");
        if name == "all.json" {
            assert_eq!(rows[1][5], "2024-06-30");
            let registers = &manifest(&folder.path("out"))["registers"];
            assert_eq!(registers[0]["rows"], 3);
            assert_eq!(registers[0]["rows_of_suppliers"], 2);
            assert_eq!(registers[0]["date"], "2026-01-02");
        }
    }
}

#[test]
fn a_cut_register_is_an_error() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let whole = zipped("all.json", &YTJ.replace("KOTKA", &"KOTKA ".repeat(5000)));
    for (name, content) in [
        ("cut.json", YTJ.as_bytes()[..YTJ.len() - 90].to_vec()),
        ("other.json", b"{\"rows\": [1, 2]}".to_vec()),
        ("cut.zip", whole[..whole.len() - 60].to_vec()),
    ] {
        folder.write(name, content);
        folder.write("p.toml", format!("{}[[register]]\nfiles = [\"{name}\"]\n", pipeline("a.csv")));
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(3, &[name, "help:"]);
    }
}

const SCB: &str = "ForAndrTyp\tCOAdress\tForetagsnamn\tFtgStat\tGatuadress\tJEStat\tJurForm\tNamn\tNg1\tPeOrgNr\tPostNr\tPostOrt\t\n\
    \t\t\t1\tGatan 1\t1\t49\tÅkern Bygg AB\t41200\t165560360793\t28131\tHÄSSLEHOLM\t\n\
    \t\t\t1\tGatan 2\t1\t10\tAnna Exempel\t96021\t198501010014\t28131\tHÄSSLEHOLM\t\n";

const BOLAGSVERKET: &str = "\"organisationsidentitet\";\"namnskyddslopnummer\";\"registreringsland\";\"organisationsnamn\";\"organisationsform\";\"avregistreringsdatum\";\"avregistreringsorsak\";\"pagandeAvvecklingsEllerOmstruktureringsforfarande\";\"registreringsdatum\";\"verksamhetsbeskrivning\";\"postadress\"\n\
    \"5560360793$ORGNR-IDORG\";\"1\";\"SE-LAND\";\"Åkern Bygg AB$FORETAGSNAMN-ORGNAM$1990-01-01|Ö$SARSKILT-ORGNAM$2000-01-01\";\"AB-ORGFO\";\"2024-05-01\";\"\";\"\";\"1990-01-01\";\"Bygger \"hus\" och; annat\";\"Gatan 1$$LUND$22100$SE-LAND\"\n";

#[test]
fn swedish_bulk_files_in_order_of_precedence() {
    let folder = Folder::new();
    folder.write(
        "a.csv",
        "leverantor;leverantor_id;konto_nr;datum;belopp\nÅkern Bygg;556036-0793;4010;2024-01-02;100.00\n",
    );
    // SCB's file is in Windows-1252: one byte a letter, as a char of the same number.
    folder.write("scb.txt", SCB.chars().map(|c| c as u8).collect::<Vec<_>>());
    folder.write("bolagsverket.txt", BOLAGSVERKET);
    let head = "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n";
    for (order, place) in [(["scb.txt", "bolagsverket.txt"], "1293"), (["bolagsverket.txt", "scb.txt"], "1281")] {
        let registers = order.map(|name| format!("[[register]]\nfiles = [\"{name}\"]\n")).concat();
        folder.write("p.toml", format!("{head}{registers}"));
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let columns = ["supplier", "name", "municipality", "industry", "legal_form", "closed"];
        let closed = if place == "1281" { "2024-05-01" } else { "" };
        let expected = [["se:556036-0793", "Åkern Bygg AB", place, "41200", "ab", closed]];
        assert_eq!(suppliers(&folder, &columns), expected);
        let registers = &manifest(&folder.path("out"))["registers"];
        assert_eq!([&registers[0]["conflicts"], &registers[1]["conflicts"]], [0, 1], "the place");
    }
}

/// The Swedish procurement authority's list of suppliers has names and no ids.
#[test]
fn a_register_of_names_describes_whoever_has_the_name() {
    let folder = Folder::new();
    folder.write("a.csv", "leverantor;leverantor_id;konto_nr;datum;belopp\nÅkern Bygg AB;556036-0793;4010;2024-01-02;100.00\nSjön AB;;4010;2024-01-02;5.00\n");
    folder.write("uhm.csv", "Namn för köpare,Organisationsnummer för köpare,Namn för leverantör,Företagsstorlek för leverantör,Juridisk form för leverantör,SNI-Detaljgrupp för leverantör\n\
        LUND,2120001132,ÅKERN BYGG AB,Små företag,Övriga aktiebolag,41200 Byggentreprenörer\n\
        LUND,2120001132,Sjön HB,Mikroföretag,Handelsbolag,62010 Data\n");
    folder.write("p.toml", "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[[register]]\nfiles = [\"uhm.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let rows = suppliers(&folder, &["supplier", "size", "industry"]);
    assert_eq!(rows[0], ["name:sjön [ab]", "unknown", ""], "another legal form is another supplier");
    assert_eq!(rows[1], ["se:556036-0793", "small", "41200 Byggentreprenörer"]);
}

const TWO_SPELLINGS: &str = "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa\n\
    Kymen Kaikuvire Oy;9512345-9;4390;15.1.2024;1000,00\nKymen Kaikuvrie Oy;;4390;16.1.2024;200,00\n\
    Kymen Kaikuvire;MISSING;4390;17.1.2024;30,00\nTmi Esimerkki Esimerkkinen;;4390;17.1.2024;7,00\n";

/// Ten spellings of one company, each with a sum of its own; and four companies that share a name.
#[test]
fn legal_forms_join_within_a_country_and_part_companies_of_two() {
    let one = [
        "Oy Kaiku Ab",
        "Kaiku Oy Ab",
        "Kaiku Oy",
        "Oy Kaiku",
        "Kaiku Ab Oy",
        "Kaiku Ab",
        "OY KAIKU AB",
        "Ab Kaiku Oy",
        "Oy Kaiku Ltd",
        "Kaiku Osakeyhti\u{f6}",
    ];
    let four = ["Kaiku AB", "Kaiku Oy", "Kaiku AS", "Kaiku A/S", "AB Kaiku", "Kaiku AB (publ)"];
    for (buyer, country, names, expected) in [("Kotka", "FI", &one[..], 1), ("Lund", "SE", &four[..], 4)] {
        let folder = Folder::new();
        let line = |(at, name): (usize, &&str)| format!("{name};4390;Fees;{at};2024-01-05;{},00\n", 1 << at);
        let lines: String = names.iter().enumerate().map(line).collect();
        folder.write("a.csv", format!("Supplier name;Account;Account name;Voucher number;Date;Amount\n{lines}"));
        let pipeline =
            format!("[buyer]\nname = {buyer:?}\ncountry = {country:?}\n[[purchases]]\nfiles = [\"a.csv\"]\n");
        folder.write("p.toml", pipeline + "[report]\nformats = [\"md\"]\n");
        folder.vire(&["run", "p.toml", "--out", "out"]).published();
        let keys = suppliers(&folder, &["supplier"]);
        assert_eq!(keys.len(), expected, "{country}: {keys:?}");
    }
}

/// Ids as Word, Outlook and tax offices write them.
#[test]
fn ids_in_other_letters_and_wrappings_are_one() {
    let ids = [
        (
            "FI",
            "Kotka",
            "fi:0211675-2",
            &[
                "0211675-2",
                "0211675\u{2011}2",
                "0211675-\u{ad}2",
                "\u{feff}0211675-2",
                "\u{ff10}\u{ff12}\u{ff11}\u{ff11}\u{ff16}\u{ff17}\u{ff15}-\u{ff12}",
                "0211675 - 2",
                "FI02116752\u{200e}",
            ][..],
        ),
        (
            "SE",
            "Lund",
            "se:556036-0793",
            &[
                "5560360793",
                "556036-0793",
                "SE556036079301",
                "SE556036-079301",
                "SE 5560360793 01",
                "165560360793",
                "16556036-0793",
                "5560360793.0",
            ],
        ),
        (
            "NO",
            "Bergen",
            "no:964965226",
            &[
                "964965226",
                "964 965 226",
                "NO964965226MVA",
                "NO 964 965 226 MVA",
                "NO-964965226-MVA",
                "964965226 MVA",
                "964965226MVA",
            ],
        ),
    ];
    for (country, buyer, key, spellings) in ids {
        let folder = Folder::new();
        let line = |(at, id): (usize, &&str)| format!("Kaiku {at};{id};Fees;{at};2024-01-05;1,00\n");
        let lines: String = spellings.iter().enumerate().map(line).collect();
        folder.write(
            "a.csv",
            format!("Supplier name;Supplier business ID;Account name;Voucher number;Date;Amount\n{lines}"),
        );
        let pipeline =
            format!("[buyer]\nname = {buyer:?}\ncountry = {country:?}\n[[purchases]]\nfiles = [\"a.csv\"]\n");
        folder.write("p.toml", pipeline + "[report]\nformats = [\"md\"]\n");
        folder.vire(&["run", "p.toml", "--out", "out"]).published();
        assert_eq!(suppliers(&folder, &["supplier"]), [[key]], "{country}");
    }
}

/// A line without an id counts with the one id that its name has, unless there are two or the user says otherwise.
#[test]
fn a_line_without_an_id_joins_the_one_id_of_its_name() {
    let folder = Folder::new();
    let more = "Kaiku Oy;;4390;Fees;3;15.3.2024;40,00\nVIRTA OY;;4342;Fees;4;20.3.2024;5,00\nVirta Ky;;4342;Fees;5;20.3.2024;6,00\n\
        Muu Oy;0211675-2;4342;Fees;6;20.3.2024;7,00\nMuu Oy;2077474-0;4342;Fees;7;20.3.2024;8,00\nMuu Oy;;4342;Fees;8;20.3.2024;9,00\n";
    folder.write("a.csv", format!("{EXPORT}{more}"));
    folder.write("p.toml", pipeline("a.csv") + "[suppliers]\ndecisions = [\"d.csv\"]\n[report]\nformats = [\"md\"]\n");
    let rows = |folder: &Folder| suppliers(folder, &["supplier", "id_source"]);
    folder.write("d.csv", "key,other_key,decision\n");
    let told = folder.vire(&["run", "p.toml", "--out", "out"]).published().stderr();
    assert!(told.contains("2 lines without an id, in all 45.00,") && told.contains("[same-name]"), "{told}");
    let ids = ["fi:0211675-2", "fi:2077474-0", "fi:9512345-9", "fi:9512346-7"].map(|key| [key, "export"]);
    let all: Vec<[&str; 2]> = ids.into_iter().chain([["name:muu [oy]", ""], ["name:virta [ky]", ""]]).collect();
    assert_eq!(rows(&folder), all);
    folder.write("d.csv", "key,other_key,decision\nname:kaiku [oy],fi:9512345-9,different\n");
    let told = folder.vire(&["run", "p.toml", "--out", "out"]).published().stderr();
    assert!(told.contains("1 lines without an id, in all 5.00,"), "{told}");
    assert!(rows(&folder).iter().any(|row| row[0] == "name:kaiku [oy]"));
}

/// The sign that parts texts within the program is no sign of a cell.
#[test]
fn control_letters_in_a_name_shift_no_column() {
    let folder = Folder::new();
    let export = "Supplier business ID;Supplier name;Country;Date;Amount\n;Alder\u{1f}SE\u{1f};;2024-01-05;1,00\n;Alder;SE;2024-01-06;2,00\n\
        ;\"Alder\u{1f}\";SE;2024-01-07;4,00\n;\"Alder\";\"\u{1f}SE\";2024-01-08;8,00\n";
    folder.write("a.csv", export);
    folder.write("p.toml", pipeline("a.csv") + "[report]\nformats = [\"md\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let keys: Vec<Vec<String>> = suppliers(&folder, &["supplier", "country"]);
    assert_eq!(keys, [["name:alder", "SE"], ["name:alder [se]", ""]]);
}

#[test]
fn families_are_an_attribute_and_change_no_figure() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let run = |out: &str, more: &str| {
        folder.write("p.toml", pipeline("a.csv") + more + "[report]\nformats = [\"md\"]\n");
        folder.vire(&["run", "p.toml", "--out", out, "--quiet"]).published();
    };
    run("without", "");
    // By an id and by a name; persons, and names that are merely alike, are of none.
    folder.write("f.csv", "supplier;family\n9512345-9;Kaiku-yhtiöt\nVirta Oy;Kaiku-yhtiöt\nVirtanen Oy;Muu\n;\n");
    run("with", "[suppliers]\nfamilies = [\"f.csv\"]\n");
    let families = |out: &str| {
        let mut found = Vec::new();
        for batch in vire_formats::parquet::read(&folder.path(out).join("current/suppliers.parquet")).unwrap() {
            let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
            let (names, families) = (text("name"), text("family"));
            let of = |i: usize| (names.value(i).to_owned(), families.is_valid(i).then(|| families.value(i).to_owned()));
            found.extend((0..batch.num_rows()).map(of));
        }
        found.sort();
        found
    };
    let names = ["Kaiku Oy", "Virta Oy"].map(str::to_owned);
    assert_eq!(families("without"), names.clone().map(|name| (name, None)));
    assert_eq!(families("with"), names.map(|name| (name, Some("Kaiku-yhtiöt".to_owned()))));
    let indicators = |out: &str| std::fs::read(folder.path(out).join("current/indicators.parquet")).unwrap();
    assert_eq!(indicators("without"), indicators("with"));
    folder.write("f.csv", "supplier;family\n9512345-9;Kaiku\nFI95123459;Virta\n");
    folder.vire(&["check", "p.toml"]).failed(2, &["f.csv, row 3", "is of the family \"Kaiku\" already"]);
    folder.write("f.csv", "toimittaja;konserni\n9512345-9;Kaiku\n");
    folder.vire(&["check", "p.toml"]).failed(2, &["no columns supplier and family", "no-decisions"]);
}

#[test]
fn decisions_join_and_keep_apart() {
    let folder = Folder::new();
    folder.write("a.csv", TWO_SPELLINGS);
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let review = sheet(&folder.path("out/current/supplier-review.xlsx"), "Review");
    let pairs: Vec<(&str, &str, &str)> =
        review[3..].iter().map(|r| (r[1].as_str(), r[10].as_str(), r[11].as_str())).collect();
    let id = "fi:9512345-9";
    assert!(pairs.contains(&("spelling", id, "name:kymen kaikuvrie [oy]")), "{pairs:?}");
    assert!(pairs.contains(&("same-name", id, "name:kymen kaikuvire")), "{pairs:?}");
    // The review itself, filled in and kept beside the pipeline file.
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in review.iter().enumerate() {
        for (column, text) in cells.iter().enumerate() {
            page.write_string(row as u32, column as u16, text).unwrap();
        }
        if row > 2 {
            let same = cells[11] == "name:kymen kaikuvrie [oy]" && cells[10] == id;
            page.write_string(row as u32, 0, if same { "same" } else { "different" }).unwrap();
        }
    }
    book.save(folder.path("decided.xlsx")).unwrap();
    folder.write("p.toml", pipeline("a.csv") + "[suppliers]\ndecisions = [\"decided.xlsx\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let keys: Vec<String> = suppliers(&folder, &["supplier"]).concat();
    assert_eq!(keys, [id, "name:esimerkki esimerkkinen [tmi]", "name:kymen kaikuvire"]);
    let after = sheet(&folder.path("out/current/supplier-review.xlsx"), "Review");
    assert_eq!(after.len(), 3, "nothing is left to decide: {after:?}");
    // What cannot be is told where it stands.
    folder.write("bad.csv", "key,other_key,decision\nfi:9512345-9,fi:9512346-7,same\nname:a,fi:9512345-9,maybe\n");
    folder.write("p.toml", pipeline("a.csv") + "[suppliers]\ndecisions = [\"bad.csv\", \"a.csv\", \"none.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(
        2,
        &[
            "bad.csv, row 2: fi:9512345-9 and fi:9512346-7 are two business ids",
            "row 3: \"maybe\" is no decision",
            "no columns key, other_key and decision",
            "none.csv",
        ],
    );
}

/// Cells of a sheet as texts.
fn sheet(path: &Path, name: &str) -> Vec<Vec<String>> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range(name).unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_register_quality_report_counts_each_fault() {
    let folder = Folder::new();
    let more = "Kymen Kaiku Oy;9512346-7;4390;1.2.2024;10,00\nKymen Kaikuvire Oy;9512346-7;4390;1.2.2024;1,00\nLonka Oy;123;4390;1.2.2024;2,00\n\
        Pankki Oy;FI21 1234 5600 0007 85;4390;1.2.2024;3,00\n";
    folder.write("a.csv", format!("{TWO_SPELLINGS}{more}"));
    folder.write("p.toml", pipeline("a.csv") + "[report]\nlanguages = [\"en\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let path = folder.path("out/current/register-quality.xlsx");
    let overview = sheet(&path, "Overview");
    let figures: Vec<[&str; 3]> = overview[3..].iter().map(|r| [&r[1], &r[2], &r[3]].map(String::as_str)).collect();
    // Missing: Kaikuvrie, Kaikuvire, the sole trader. Invalid: Lonka, Pankki. Several names: 9512346-7. Several ids: the
    // two ids that share the name Kymen Kaikuvire Oy.
    let expected =
        [["3", "3", "237"], ["2", "2", "5"], ["1", "2", "11"], ["2", "3", "1011"], ["0", "0", "0"], ["7", "8", "1253"]];
    assert_eq!(figures, expected);
    let invalid = sheet(&path, "Invalid ids");
    assert!(invalid.iter().flatten().any(|t| t == "no-business-id: 123"), "{invalid:?}");
    assert!(!invalid.iter().flatten().any(|t| t.contains("1234 5600")), "an account is nobody else's business");
    let missing = sheet(&path, "Missing ids");
    assert!(!missing.iter().flatten().any(|t| t.contains("Esimerkkinen")), "{missing:?}");
}

#[test]
fn own_group_companies_are_a_kind_and_no_market() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let text = pipeline("a.csv").replace("country = \"FI\"\n", "country = \"FI\"\ngroup = [\"9512345-9\"]\n");
    folder.write("p.toml", text);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(suppliers(&folder, &["supplier", "kind"])[0], ["fi:9512345-9", "own-group"]);
    let scopes = &manifest(&folder.path("out"))["totals"]["by_scope"];
    assert_eq!(scopes["public-bodies"]["amount"], "1000.00");
    assert_eq!(scopes["in"]["amount"], "200.00");
    // No table that indicators read takes the group for a part of the market.
    let figures = |of: &str| {
        json(&folder.path("out/current/summary.json"))["figures"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["indicator"] == of && f["scope"] == "market" && f["dimension"] == "total")
            .map(|f| f["denominator"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(figures("B8"), ["200.00"]);
}

/// A group named by names: one of a supplier that its lines give an id, one that nobody has.
#[test]
fn own_group_companies_are_found_by_name_though_they_have_ids() {
    let folder = Folder::new();
    let rows = "Kaiku Oy;9512345-9;1.2.2024;10,00\nVirta Oy;9512346-7;2.2.2024;20,00\n";
    folder.write("a.csv", format!("Toimittajan nimi;Y-tunnus;Kirjauspäivämäärä;Summa\n{rows}"));
    let group = "country = \"FI\"\ngroup = [\"KAIKU OY\", \"Kaihu Oy\"]\n";
    folder.write("p.toml", pipeline("a.csv").replace("country = \"FI\"\n", group));
    let told = folder.vire(&["run", "p.toml", "--out", "out"]).published().stderr();
    assert!(told.contains("\"Kaihu Oy\" of the buyer's group is no supplier"), "{told}");
    assert!(!told.contains("KAIKU"), "{told}");
    let kinds = suppliers(&folder, &["supplier", "kind"]);
    assert_eq!(kinds, [["fi:9512345-9", "own-group"], ["fi:9512346-7", "company"]]);
}

/// What the buyer sells to itself is left out, with an id of its supplier's or without; its namesake's is not.
#[test]
fn what_the_buyer_sells_to_itself_is_internal() {
    let folder = Folder::new();
    let rows = "Vireliitto;;1.2.2024;10,00\nVIRELIITTO;9512345-9;1.2.2024;20,00\nVireliiton Virta Oy;;2.2.2024;40,00\n";
    folder.write("a.csv", format!("Toimittajan nimi;Y-tunnus;Kirjauspäivämäärä;Summa\n{rows}"));
    let home = "[locality]\nhome = [\"Kotka\"]\n";
    folder.write("p.toml", pipeline("a.csv").replace("\"Kotka\"", "\"Vireliitto\"") + home);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let scopes = &manifest(&folder.path("out"))["totals"]["by_scope"];
    assert_eq!(
        (&scopes["internal"]["amount"], &scopes["in"]["amount"]),
        (&Value::from("30.00"), &Value::from("40.00"))
    );
}

#[test]
fn open_data_has_the_account_of_the_common_chart() {
    let folder = Folder::new();
    let header = "Toimittajan nimi;Tili;Tilin nimi;JHS-tili;Tiliryhmä;Kirjauspäivämäärä;Summa\n";
    let rows = [
        "Kaiku Oy;51234;Siivous;4380;Palvelujen ostot;1.2.2024;10,00", // its own number and that of the chart
        "Virta Oy;4342;Ohjelmistot;;;2.2.2024;20,00",                  // its own number is the chart's
        "Vasara Oy;51235;Sekalaista;;Muut;3.2.2024;30,00",             // not known
    ];
    folder.write("a.csv", format!("{header}{}\n", rows.join("\n")));
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder.vire(&["publish-open", "p.toml", "--out", "out"]).published();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(folder.path("open/p/ostolaskut-2024.csv")).unwrap();
    let headers = reader.headers().unwrap().clone();
    let wanted = ["Tili", "JHS-tili", "JHS-tilin nimi", "Tiliryhmä"];
    let places = wanted.map(|name| headers.iter().position(|h| h == name).unwrap());
    let found: Vec<[String; 4]> = reader
        .records()
        .map(|r| {
            let r = r.unwrap();
            places.map(|at| r[at].to_owned())
        })
        .collect();
    let expected = [
        ["51234", "4380", "Puhtaanapito- ja pesulapalvelut", "Palvelujen ostot"],
        ["4342", "4342", "ICT-palvelut", ""],
        ["51235", "", "", "Muut"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));
}

#[test]
fn open_data_is_whole_and_masked() {
    for (pipeline, prefix, decimal) in [("kotka", "ostolaskut", ','), ("hassleholm", "leverantorsreskontra", '.')] {
        let folder = Folder::new();
        let path = format!("{ROOT}/pipelines/{pipeline}.toml");
        folder.vire(&["publish-open", &path]).failed(2, &["holds no published run", "vire run"]);
        folder.vire(&["run", &path, "--quiet"]).published();
        folder.vire(&["publish-open", &path]).published();
        let open = folder.path(&format!("open/{pipeline}"));
        let package = json(&open.join("datapackage.json"));
        let mut cents = 0i128;
        let mut rows = 0;
        for resource in package["resources"].as_array().unwrap().iter().filter(|r| r["format"] == "csv") {
            let file = resource["path"].as_str().unwrap();
            assert!(file.starts_with(prefix), "{file}");
            let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(open.join(file)).unwrap();
            let headers = reader.headers().unwrap().clone();
            let fields: Vec<&str> =
                resource["schema"]["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
            assert_eq!(headers.iter().collect::<Vec<_>>(), fields);
            let amount = headers.iter().position(|h| h == "Laskun summa ilman ALV" || h == "belopp").unwrap();
            for record in reader.records() {
                let record = record.unwrap();
                cents += record[amount].replace(decimal, "").parse::<i128>().unwrap();
                rows += 1;
                assert!(!record.iter().any(|cell| cell.contains("person:") || cell.starts_with("Tmi ")), "{record:?}");
            }
        }
        let manifest = manifest(&folder.path(&format!("out/{pipeline}")));
        let external = &manifest["totals"]["external"];
        let exact = |value: &Value| value.as_str().unwrap().replace('.', "").parse::<i128>().unwrap();
        assert_eq!((rows, cents), (external["lines"].as_u64().unwrap(), exact(&external["amount"])));
        // All lines are published or in the list.
        let list = std::fs::read_to_string(open.join("left-out.csv")).unwrap();
        let left: u64 = list
            .lines()
            .filter(|l| l.starts_with("rows left out"))
            .map(|l| l.split(';').nth(2).unwrap().parse::<u64>().unwrap())
            .sum();
        assert_eq!(rows + left, manifest["control"]["read"].as_u64().unwrap());
        // A second time replaces the package, and nothing else is ever replaced.
        folder.vire(&["publish-open", &path]).published();
        folder.write("other/file.txt", "mine");
        folder.vire(&["publish-open", &path, "--to", "other"]).failed(2, &["holds other files"]);
        if pipeline == "kotka" {
            // What was published can be read again.
            folder.write("p.toml", crate::support::pipeline("open/kotka/ostolaskut-2024.csv"));
            folder.vire(&["run", "p.toml", "--out", "again", "--quiet"]).published();
            let again = crate::support::manifest(&folder.path("again"));
            assert_eq!(again["control"]["rejected"], 0);
        }
    }
}
