//! Owned companies (B25): a table of owners, and a ledger that is reckoned by hand.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, json, pipeline, text_of};

/// By hand, of 10 000.00 in 2024: 4 000 from Vesi Oy, 60 % own and in-house; 1 000 from Palvelu Oy, 0.5 % own and in-house;
/// 500 from Halli Oy, a tenth own and not in-house; 1 500 from Jäte Oy, of other municipalities; 2 000 from Yksityinen Oy;
/// 700 from Seura ry; 300 that name nobody.
const LEDGER: [(&str, &str, &str); 7] = [
    ("Vesi Oy", "9512345-9", "4000,00"),
    ("Palvelu Oy", "9512346-7", "1000,00"),
    ("Halli Oy", "9512347-5", "500,00"),
    ("Jäte Oy", "9512348-3", "1500,00"),
    ("Yksityinen Oy", "9512349-1", "2000,00"),
    ("Seura ry", "9512350-4", "700,00"),
    ("", "", "300,00"),
];

const OWNERS: &str = "Y-tunnus;Yhtiö;Omistaja;Omistusosuus %;Sidosyksikkö;Alkaen;Asti\n\
    9512345-9;Vesi Oy;oma;60;kyllä;;\n\
    9512345-9;Vesi Oy;Hamina;40;;;\n\
    9512346-7;Palvelu Oy;Kotka;0,5;kyllä;1.7.2024;\n\
    ;Halli Oy;self;10;ei;;\n\
    9512348-3;Jäte Oy;Kouvola;30;;;\n\
    9512348-3;Jäte Oy;Haminan kaupunki;20 %;;;\n\
    9512349-1;Yksityinen Oy;Pyhtää;100;;;31.12.2023\n\
    9512352-0;Poissa Oy;Pyhtää;100;;;\n";

fn folder(owners: &str) -> Folder {
    let folder = Folder::new();
    let header = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
    let line = |(name, id, sum): &(&str, &str, &str)| format!("{name};{id};4390;;1;15.6.2024;{sum}\n");
    folder.write("ostot.csv", format!("{header}{}", LEDGER.iter().map(line).collect::<String>()));
    folder.write("omistukset.csv", owners);
    let formats = "[report]\nlanguages = [\"fi\", \"en\"]\nformats = [\"html\"]\n";
    folder.write("p.toml", pipeline("ostot.csv") + "[owned]\nfiles = [\"omistukset.csv\"]\n" + formats);
    folder
}

fn summary(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(Path::new(&folder.path("out/current/summary.json")))
}

/// Value, low and high, as they are written.
#[track_caller]
fn check(summary: &Value, dimension: &str, member: &str, expected: [&str; 3]) {
    let is = |f: &&Value| {
        (&f["indicator"], &f["scope"], &f["dimension"], &f["member"])
            == (&"B25".into(), &"external".into(), &dimension.into(), &member.into())
    };
    let found = summary["figures"].as_array().unwrap().iter().find(is).unwrap_or_else(|| panic!("no {member}"));
    let found = ["value", "low", "high"].map(|key| found[key].as_str().unwrap_or_default());
    assert_eq!(found, expected, "{dimension} {member}");
}

#[test]
fn purchases_are_divided_by_who_owns_the_supplier() {
    let folder = folder(OWNERS);
    let summary = summary(&folder);
    check(&summary, "total", "total", ["0.500000", "0.500000", "0.530000"]);
    check(&summary, "measure", "in-house-amount", ["5000.000000", "5000.000000", "5300.000000"]);
    // 0.6 x 4 000 + 0.005 x 1 000
    check(&summary, "measure", "weighted-amount", ["2405.000000", "2405.000000", "2705.000000"]);
    check(&summary, "measure", "weighted-share", ["0.240500", "0.240500", "0.270500"]);
    check(&summary, "owner:amount", "own", ["500.000000", "500.000000", "800.000000"]);
    check(&summary, "owner:amount", "other-municipalities", ["1500.000000", "1500.000000", "1800.000000"]);
    // Pyhtää no longer owned it at the end of the year.
    check(&summary, "owner", "private", ["0.200000", "0.200000", "0.230000"]);
    check(&summary, "owner", "association", ["0.070000", "0.070000", "0.100000"]);
    check(&summary, "owner", "unknown", ["0.030000", "", ""]);
    check(&summary, "owner:supplier-count", "in-house", ["2.000000", "", ""]);
    let page = |language: &str| {
        text_of(&std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap())
    };
    assert!(page("en").contains("In-house companies|2|€5,000|50.0%|"), "{}", page("en"));
    assert!(page("en").contains("In-house companies, weighted by what the buyer owns of each||€2,405|24.1%|"));
    assert!(page("fi").contains("Muiden kuntien omistamat|1|1 500 €|15,0 %|"), "{}", page("fi"));
    let manifest = crate::support::manifest(&folder.path("out"));
    assert_eq!(manifest["owned"]["files"][0]["rows"], 8);
    let told = folder.vire(&["run", "p.toml", "--out", "anew"]);
    assert!(told.stderr().contains("of 6 owned companies 5 are among the suppliers"), "{}", told.stderr());
}

/// What the table says decides the run.
#[test]
fn another_share_makes_another_run() {
    let folder = folder(OWNERS);
    check(&summary(&folder), "measure", "weighted-amount", ["2405.000000", "2405.000000", "2705.000000"]);
    folder.write("omistukset.csv", OWNERS.replace(";oma;60;", ";oma;50;"));
    check(&summary(&folder), "measure", "weighted-amount", ["2005.000000", "2005.000000", "2305.000000"]);
}

#[test]
fn without_a_table_nobody_is_owned() {
    let folder = Folder::new();
    folder.write("a.csv", crate::support::EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    let summary = summary(&folder);
    assert!(summary["figures"].as_array().unwrap().iter().all(|f| f["indicator"] != "B25"));
    let missing = summary["not_computed"].as_array().unwrap().iter().find(|m| m["indicator"] == "B25").unwrap();
    assert_eq!(missing["needs"], "owned-companies");
}

#[test]
fn a_table_that_cannot_be_right_is_refused_with_its_rows() {
    let refused = |rows: &str, parts: &[&str]| {
        let table = format!("Y-tunnus;Yhtiö;Omistaja;Omistusosuus;Sidosyksikkö;Alkaen;Asti\n{rows}");
        folder(&table).vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(3, parts);
    };
    refused("9512345-9;;oma;120;;;\n", &["owned-table", "row 2", "share: \"120\""]);
    refused("9512345-9;;oma;;;;\n", &["row 2", "share: \"\" is no share"]);
    refused("9512345-9;;oma;12,345;;;\n", &["share: \"12,345\""]);
    refused("9512345-9;;Kotak;10;;;\n", &["row 2", "\"Kotak\" is neither the buyer, a municipality nor a public body"]);
    refused("9512345-8;;oma;10;;;\n", &["row 2", "is no business id"]);
    refused(";;oma;10;;;\n", &["row 2", "the company is missing"]);
    refused("9512345-9;;Hamina;10;kyllä;;\n", &["row 2", "in_house", "the buyer's share"]);
    refused("9512345-9;;oma;10;ehkä;;\n", &["in_house: \"ehkä\" is neither yes nor no"]);
    refused("9512345-9;;oma;10;;pian;\n", &["from: \"pian\" is no day"]);
    refused("9512345-9;;oma;10;;1.1.2024;31.12.2023\n", &["its last day is before its first"]);
    refused("9512345-9;;oma;60;;;\n9512345-9;;Hamina;41;;;\n", &["row 3", "row 2", "more than 100 %"]);
    refused("9512345-9;;oma;60;;;\n9512345-9;;Kotka;10;;;\n", &["row 3", "stands in", "row 2"]);
}
