//! `vire diff`: what moved between two runs, and why, to the cent.

use serde_json::Value;

use crate::support::{Folder, pipeline};

const REGISTER: &str = "Y-tunnus;Nimi;Kotikunta\n9512345-9;Kaiku Oy;Kotka\n9512346-7;Virta Oy;Kouvola\n";
const HEADER: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
const LINES: [&str; 4] = [
    "Kaiku Oy;9512345-9;4390;Rakennusten kunnossapito;1;15.1.2024;1 000,00\n",
    "Virta Oy;9512346-7;4342;ICT-palvelut;2;20.2.2024;250,50\n",
    "Virta Oy;9512346-7;4342;ICT-palvelut;3;21.3.2024;-50,50\n",
    "Virta Oy;9512346-7;4342;ICT-palvelut;3;21.3.2024;-50,50\n",
];

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("register.csv", REGISTER);
    folder.write("a.csv", HEADER.to_owned() + &LINES.concat());
    let more = "[[register]]\nfiles = [\"register.csv\"]\ndate = \"2025-01-01\"\n[locality]\nhome = [\"Kotka\"]\n[report]\nlanguages = []\n";
    folder.write("kotka.toml", pipeline("a.csv") + more);
    folder
}

fn run(folder: &Folder) {
    let accept = [
        "--accept",
        "months",
        "--accept",
        "lines",
        "--accept",
        "sum",
        "--accept",
        "new-lines",
        "--accept",
        "suppliers",
        "--accept",
        "unknown-place",
    ];
    let accept: Vec<&str> = accept.into_iter().filter(|_| folder.path("out/current").exists()).collect();
    folder.vire(&[&["run", "kotka.toml", "--out", "out", "--quiet"], &accept[..]].concat()).published();
}

fn diff(folder: &Folder) -> Value {
    serde_json::from_str(&folder.vire(&["diff", "out", "--json"]).published().stdout()).unwrap()
}

/// One line is 1 100.00 instead of 1 000.00, one of the two alike went, and one of 7.07 came.
///
/// | | before | by lines | after |
/// |---|---|---|---|
/// | all | 1 000 + 250.50 − 2 × 50.50 = 1 149.50 | 100 + 50.50 + 7.07 = 157.57 | 1 307.07 |
/// | from Kotka | 1 000.00 | 100 + 7.07 = 107.07 | 1 107.07 |
#[test]
fn lines_that_came_went_and_changed_explain_the_sums() {
    let folder = folder();
    run(&folder);
    let new = "Kaiku Oy;9512345-9;4390;Rakennusten kunnossapito;4;2.4.2024;7,07\n";
    // The order of lines decides nothing.
    folder.write("a.csv", [HEADER, new, LINES[2], LINES[1], &LINES[0].replace("1 000,00", "1 100,00")].concat());
    run(&folder);
    let found = diff(&folder);
    let sum = |at: usize| {
        let of = |part: &str| found["sums"][at][part].as_str().unwrap().to_owned();
        [of("before"), of("by_lines"), of("by_classification"), of("after")]
    };
    assert_eq!(sum(0), ["1149.50", "157.57", "0.00", "1307.07"]);
    assert_eq!(sum(3), ["1000.00", "107.07", "0.00", "1107.07"]);
    let lines = &found["lines"];
    assert_eq!(lines["same"], serde_json::json!({ "lines": 2, "amount": "200.00" }));
    assert_eq!(lines["came"][0]["said"]["voucher"], "4");
    assert_eq!((lines["came"].as_array().unwrap().len(), lines["went"].as_array().unwrap().len()), (1, 1));
    assert_eq!(lines["went"][0]["said"]["amount"], "-50.50");
    let changed = &lines["changed"][0];
    let amounts = [&changed["before"], &changed["after"]].map(|line| line["said"]["amount"].as_str().unwrap());
    assert_eq!((changed["column"].as_str(), amounts), (Some("amount"), ["1000.00", "1100.00"]));
    assert_eq!(changed["after"]["row"], 5);
    let causes: Vec<&str> = found["causes"].as_array().unwrap().iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert_eq!(causes, ["purchases"]);
    assert_eq!(found["causes"][0]["how"], "changed, 4 \u{2192} 4 lines");
    let moved = found["figures"].as_array().unwrap();
    let total =
        moved.iter().find(|f| f["indicator"] == "A1" && f["dimension"] == "total" && f["scope"] == "market").unwrap();
    assert_eq!([&total["before"]["value"], &total["after"]["value"]], ["1149.500000", "1307.070000"]);
    let text = folder.vire(&["diff", "out"]).published().stdout();
    for part in ["1149.50", "Lines: 1 that came", "Lines: 1 that changed", "a.csv, row 5", "A1"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// A renewed register moves Virta Oy to Kotka: no line differs, and 250.50 − 101.00 = 149.50 more are from here.
#[test]
fn a_register_moves_classes_and_no_lines() {
    let folder = folder();
    run(&folder);
    folder.write("register.csv", REGISTER.replace("Kouvola", "Kotka"));
    run(&folder);
    let found = diff(&folder);
    let kinds: Vec<(&str, &str)> = found["causes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cause| (cause["kind"].as_str().unwrap(), cause["name"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("register", "register.csv")]);
    let moved = &found["classified_otherwise"];
    assert_eq!(
        moved,
        &serde_json::json!([{ "column": "ring", "before": "region", "after": "municipality", "lines": 3, "amount": "149.50" }])
    );
    let local = &found["sums"][3];
    assert_eq!(
        [&local["before"], &local["by_lines"], &local["by_classification"], &local["after"]],
        ["1000.00", "0.00", "149.50", "1149.50"]
    );
    assert_eq!(found["lines"]["came"], serde_json::json!([]));
    folder.vire(&["diff", "out", "--to", "moved.xlsx"]).published();
    assert!(folder.path("moved.xlsx").exists());
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = folder();
    run(&folder);
    folder.vire(&["diff", "out"]).failed(2, &["no run before its current one", "vire runs"]);
    folder.vire(&["diff", "out/current"]).failed(2, &["name two runs"]);
    folder.vire(&["diff", "nowhere", "out"]).failed(2, &["nowhere"]);
    let text = std::fs::read_to_string(folder.path("kotka.toml")).unwrap();
    folder.write("hamina.toml", text.replace("\"Kotka\"\ncountry", "\"Hamina\"\ncountry"));
    folder.vire(&["run", "hamina.toml", "--out", "other", "--quiet"]).published();
    folder.vire(&["diff", "out", "other"]).failed(2, &["different buyers: Kotka and Hamina"]);
    folder.vire(&["diff", "out", "out", "--to", "x.txt"]).failed(2, &["x.txt is no .xlsx"]);
    let same = folder.vire(&["diff", "out", "out"]).published().stdout();
    assert!(same.contains("Both runs were made from the same") && same.contains("No sum moved"), "{same}");
}
