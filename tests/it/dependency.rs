//! How much of suppliers' turnover the buyer is (B14), and purchases of the operating costs (B21), reckoned by hand.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, json, pipeline, text_of};

const HEADER: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";

/// Each sells for 1 200.00 in the twelve months of 2024.
const COMPANIES: [(&str, &str); 8] = [
    ("Eka Oy", "9512345-9"),
    ("Toka Oy", "9512346-7"),
    ("Koka Oy", "9512347-5"),
    ("Neka Oy", "9512348-3"),
    ("Vika Oy", "9512349-1"),
    ("Kuka Oy", "9512350-4"),
    ("Seka Oy", "9512352-0"),
    ("Heka Oy", "9512353-9"),
];

fn ledger() -> String {
    let line = |month: u32, (name, id): &(&str, &str)| format!("{name};{id};4390;;1;15.{month}.2024;100,00\n");
    let lines = (1..=12).flat_map(|month| COMPANIES.iter().map(move |company| line(month, company)));
    HEADER.to_owned() + &lines.collect::<String>()
}

fn folder(export: &str, turnovers: &str, more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", export);
    folder.write("liikevaihdot.csv", turnovers);
    let formats = "[report]\nlanguages = [\"fi\", \"en\"]\nformats = [\"html\"]\n";
    let turnovers = "[turnovers]\nfiles = [\"liikevaihdot.csv\"]\n";
    folder.write("p.toml", pipeline("ostot.csv") + turnovers + more + formats);
    folder
}

fn summary(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(Path::new(&folder.path("out/current/summary.json")))
}

fn value<'s>(summary: &'s Value, [indicator, dimension, member]: [&str; 3], key: &str) -> Option<&'s str> {
    let is = |f: &&Value| {
        f["indicator"] == indicator && f["scope"] == "market" && f["dimension"] == dimension && f["member"] == member
    };
    summary["figures"].as_array().unwrap().iter().find(is)?[key].as_str()
}

/// Turnovers of three at 20 000 (6 %), of one at 12 000.00 (10 %), of one at 4 000 (30 %), of two at 2 000 (60 %), the last of
/// them by its turnover of the year before; of Heka Oy none is known. Three of seven sold 30 % or more.
const TURNOVERS: &str = "Y-tunnus;Vuosi;Liikevaihto\n\
    9512345-9;2024;20000\n\
    9512346-7;2024;20 000,00\n\
    9512347-5;2024;20000\n\
    9512348-3;2024;12000\n\
    9512349-1;2024;4000\n\
    9512350-4;2024;2000\n\
    9512352-0;2023;2000\n\
    9512353-9;2022;1\n";

#[test]
fn suppliers_are_counted_by_how_much_of_their_turnover_the_buyer_is() {
    let folder = folder(&ledger(), TURNOVERS, "");
    let summary = summary(&folder);
    let count = |band: &str| value(&summary, ["B14", "band:supplier-count", band], "value").unwrap_or_default();
    let counts = ["under-10", "10-30", "30-50", "over-50", "unknown"].map(count);
    assert_eq!(counts, ["3.000000", "1.000000", "1.000000", "2.000000", "1.000000"]);
    let of = |key: &str| value(&summary, ["B14", "total", "total"], key).unwrap().parse::<f64>().unwrap();
    for (key, expected) in [("value", 3.0 / 7.0), ("low", 3.0 / 8.0), ("high", 4.0 / 8.0), ("coverage", 7.0 / 8.0)] {
        assert!((of(key) - expected).abs() < 1e-6, "{key}: {}", of(key));
    }
    // One or two suppliers in a band would be named by their sum.
    assert_eq!(value(&summary, ["B14", "band:amount", "under-10"], "value"), None);
    let page = text_of(&std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap());
    assert!(page.contains("50 % or more|2|") && page.contains("sums are left out"), "{page}");
}

/// The same with three in each band that has any: 3 600.00 each.
#[test]
fn sums_are_given_where_no_band_has_one_or_two() {
    let turnovers = "Y-tunnus;Vuosi;Liikevaihto\n\
        9512345-9;2024;20000\n9512346-7;2024;20000\n9512347-5;2024;20000\n\
        9512348-3;2024;4000\n9512349-1;2024;4000\n9512350-4;2024;3000\n";
    let teka = |month: u32| format!("Teka Oy;9512354-7;4390;;1;15.{month}.2024;100,00\n");
    let export = ledger() + &(1..=12).map(teka).collect::<String>();
    let summary = summary(&folder(&export, turnovers, ""));
    let sum = |band: &str| value(&summary, ["B14", "band:amount", band], "value");
    let all = Some("3600.000000");
    assert_eq!(["under-10", "30-50", "over-50", "unknown"].map(sum), [all, all, None, all]);
}

/// A sole trader of whom half lives off the buyer is with those of whom nothing is known.
#[test]
fn persons_are_not_divided() {
    let export = ledger().replace("Eka Oy", "Tmi Esimerkki");
    let summary = summary(&folder(&export, TURNOVERS, ""));
    let count = |band: &str| value(&summary, ["B14", "band:supplier-count", band], "value").unwrap_or_default();
    assert_eq!([count("under-10"), count("unknown")], ["2.000000", "2.000000"]);
}

#[test]
fn a_table_that_cannot_be_right_is_refused_with_its_rows() {
    for (rows, part) in [
        ("9512345-9;2024;-5\n", "turnover: \"-5\" is no amount above zero"),
        ("9512345-9;2024;paljon\n", "turnover: \"paljon\""),
        ("9512345-9;viime;5\n", "year: \"viime\" is no year"),
        ("9512345-8;2024;5\n", "is no business id"),
        (";2024;5\n", "supplier_id is missing"),
        ("9512345-9;2024;5\n9512345-9;2024;6\n", "in 2024 stands in liikevaihdot.csv, row 2 already"),
    ] {
        let folder = folder(&ledger(), &format!("Y-tunnus;Vuosi;Liikevaihto\n{rows}"), "");
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(3, &["turnover-table", part]);
    }
    let thousands = folder(&ledger(), "Y-tunnus;Vuosi;Liikevaihto (1000 euroa)\n9512345-9;2024;12\n", "");
    assert_eq!(value(&summary(&thousands), ["B14", "band:supplier-count", "10-30"], "value"), Some("1.000000"));
}

const COSTS: &str = "[operating_costs]\nsource = \"Tilinpäätös 2024\"\nvalues = { 2024 = 96_000 }\n";

/// 9 600.00 of 96 000.00; with 480.00 that name nobody, up to 10.5 %.
#[test]
fn purchases_from_private_suppliers_are_held_against_the_operating_costs() {
    let export = ledger() + ";;4390;;1;15.6.2024;480,00\n";
    let folder = folder(&export, TURNOVERS, COSTS);
    let summary = summary(&folder);
    let of = |key: &str| value(&summary, ["B21", "total", "total"], key).unwrap();
    assert_eq!([of("value"), of("low"), of("high")], ["0.100000", "0.100000", "0.105000"]);
    assert_eq!([of("numerator"), of("denominator")], ["9600.00", "96000.00"]);
    let page = |language: &str| {
        text_of(&std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap())
    };
    let english = page("en");
    assert!(english.contains("came to 10.0% of the operating costs of 2024, or from 10.0% to 10.5%"), "{english}");
    assert!(english.contains("(source: Tilinpäätös 2024)"));
    assert!(page("fi").contains("olivat 10,0 % vuoden 2024 toimintakuluista"), "{}", page("fi"));
}

#[test]
fn costs_that_are_none_are_refused_and_missing_ones_are_said() {
    let wrong = "[operating_costs]\nsource = \" \"\nvalues = { viime = 5, 2024 = 0 }\n";
    let refused = folder(&ledger(), TURNOVERS, wrong);
    refused
        .vire(&["run", "p.toml", "--out", "out", "--quiet"])
        .failed(2, &["the source is empty", "viime = 5", "2024 = 0"]);
    let other = summary(&folder(&ledger(), TURNOVERS, &COSTS.replace("2024 =", "2022 =")));
    let lacks = |id: &str| {
        let all = other["not_computed"].as_array().unwrap();
        all.iter().find(|missing| missing["indicator"] == id).map(|missing| missing["needs"].clone())
    };
    assert_eq!(lacks("B21"), Some("operating-costs".into()));
    let folder = Folder::new();
    folder.write("a.csv", crate::support::EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    let without = summary(&folder);
    assert!(without["figures"].as_array().unwrap().iter().all(|f| f["indicator"] != "B14" && f["indicator"] != "B21"));
}
