//! Purchases held against a register of contracts (B19, B20, B23) and against the national limit (B17), on ledgers small
//! enough to reckon by hand.

use std::fmt::Write;

use serde_json::Value;

use crate::support::{Folder, ROOT, json, manifest, pipeline, run_bytes};

const HEADER: &str = "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa\n";

/// 3 400.00 in all, 300.00 of them of somebody who is not named. Account 4380 is cleaning, 4342 is ICT.
fn ledger() -> String {
    let mut ledger = HEADER.to_owned();
    for month in 1..=12 {
        writeln!(ledger, "Lähi Oy;9512345-9;4380;15.{month}.2024;100,00").unwrap();
    }
    ledger
        + "Toinen Oy;9512346-7;4342;20.5.2024;500,00\n\
        Kolmas Oy;;4342;20.6.2024;400,00\n\
        Vapaa Oy;;4380;20.7.2024;1000,00\n\
        Redacted;;4380;20.8.2024;300,00\n\
        Hiljainen Oy;;4380;20.9.2024;50,00\n\
        Hiljainen Oy;;4380;21.9.2024;-50,00\n"
}

const CONTRACT_HEADER: &str =
    "Sopimusnumero;Sopimus;Toimittaja;Y-tunnus;CPV-koodi;Alkaa;Päättyy;Optiot;Sopimuksen arvo\n";

/// The first is certainly in force from March to September and perhaps to November; it is worth 800.00.
const CONTRACTS: [&str; 7] = [
    "K1;Siivous;Lähi Oy;9512345-9;90910000-9;1.3.2024;30.9.2024;2 kk;800",
    "K2;Ikkunanpesu;Toinen Oy;;90910000-9;1.1.2024;31.12.2024;;10000",
    "K3;Sekalaista;Kolmas Oy;;;1.1.2020;toistaiseksi;;",
    "K4;Siivous;Puuttuva Oy;;90910000-9;1.1.2023;31.12.2025;;",
    "K5;Siivous;;;90910000-9;1.1.2024;31.12.2024;;",
    "K6;Siivous;Hiljainen Oy;;90910000-9;1.1.2024;31.12.2024;;",
    "K6;Siivous;Hiljainen Oy;;90910000-9;1.1.2024;31.12.2024;;",
];

fn register(contracts: &[&str]) -> String {
    format!("{CONTRACT_HEADER}{}\n", contracts.join("\n"))
}

const REGISTER: &str =
    "[[contracts]]\nfiles = [\"sopimukset.csv\"]\n[report]\nformats = [\"html\"]\nlanguages = [\"en\"]\n";

fn folder(ledger: &str, register: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", ledger);
    folder.write("sopimukset.csv", register);
    folder.write("p.toml", format!("{}\n{REGISTER}", pipeline("ostot.csv")));
    folder
}

fn published(folder: &Folder) -> Value {
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    json(&folder.path("out/current/summary.json"))
}

#[track_caller]
fn find<'s>(summary: &'s Value, figure: &str) -> &'s Value {
    let [indicator, dimension, member] = figure.split(' ').collect::<Vec<_>>().try_into().unwrap();
    let wanted = [("indicator", indicator), ("scope", "market"), ("dimension", dimension), ("member", member)];
    let is = |f: &&Value| wanted.iter().all(|(key, value)| f[*key] == *value);
    summary["figures"].as_array().unwrap().iter().find(is).unwrap_or_else(|| panic!("no {figure}"))
}

/// Value, low, high, coverage and n of a figure, written `B19 total total`.
#[track_caller]
fn check(summary: &Value, figure: &str, expected: [Option<f64>; 5]) {
    let found = find(summary, figure);
    for (key, expected) in ["value", "low", "high", "coverage", "n"].into_iter().zip(expected) {
        let number = found[key].as_f64().or_else(|| found[key].as_str().map(|text| text.parse().unwrap()));
        let is_near = match (number, expected) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-6,
            (a, b) => a == b,
        };
        assert!(is_near, "{key} of {figure}: {number:?}, expected {expected:?}");
    }
}

/// A share of the 3 100.00 whose supplier could be matched: 17 lines.
fn share(part: f64, low: f64, high: f64) -> [Option<f64>; 5] {
    [Some(part / 3100.0), Some(low / 3400.0), Some(high / 3400.0), Some(3100.0 / 3400.0), Some(17.0)]
}

#[test]
fn purchases_are_within_contracts_as_reckoned_by_hand() {
    let summary = published(&folder(&ledger(), &register(&CONTRACTS)));
    // From March to September 700.00, in the option 200.00; Kolmas Oy's sector is not known, Redacted's supplier neither.
    check(&summary, "B19 total total", share(900.0, 700.0, 900.0 + 400.0 + 300.0));
    check(&summary, "B19 measure sector-share", share(1200.0, 1200.0, 1200.0 + 400.0 + 300.0));
    check(&summary, "B19 measure supplier-share", share(2100.0, 2100.0, 2100.0 + 300.0));
    let outside = [Some(1000.0), Some(1000.0), Some(1300.0), Some(3100.0 / 3400.0), Some(17.0)];
    check(&summary, "B19 measure outside-amount", outside);
    // ICT: 900.00, none of it in a sector of a contract that is known.
    check(&summary, "B19 sector ict", [Some(0.0), Some(0.0), Some(400.0 / 900.0), Some(1.0), Some(2.0)]);
    check(&summary, "B19 sector:supplier-share ict", [Some(1.0), Some(1.0), Some(1.0), Some(1.0), Some(2.0)]);
    check(&summary, "B19 sector:outside-amount ict", [Some(0.0), Some(0.0), Some(0.0), Some(1.0), Some(2.0)]);
    let found = ["contracts", "by_id", "by_name", "absent", "unmatched", "without_end", "without_value"]
        .map(|key| summary["contracts"][key].as_u64().unwrap());
    assert_eq!(found, [6, 1, 3, 1, 1, 1, 4]);
}

/// Several suppliers in one cell, a start that is none, and rows of one contract that tell different values.
#[test]
fn odd_rows_of_a_register_are_read_or_told() {
    let odd = [
        "K7;Puitesopimus;Toinen Oy ja Kolmas Oy / Vapaa Oy;;90910000-9;1.1.2024;31.12.2024;;",
        "K8;Ikkunat;Toinen, Kolmas ja muut Oy;;90910000-9;alusta;31.12.2024;;",
        "K9;Matot;Vapaa Oy;;90910000-9;1.1.2024;31.12.2024;;100",
        "K9;Matot;Vapaa Oy;;90910000-9;1.1.2024;31.12.2024;;200",
        "K10;Hiekka;Vapaa Oy;;90910000-9;1.1.2024;31.12.2023;;",
    ];
    let folder = folder(&ledger(), &register(&odd));
    let summary = published(&folder);
    // All three of K7, the one of K9; that of K8 is none of the purchases.
    let found =
        ["contracts", "by_name", "absent", "without_start"].map(|key| summary["contracts"][key].as_u64().unwrap());
    assert_eq!(found, [3, 2, 1, 1]);
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    for part in [
        "row 3: start \\\"alusta\\\" is no day or month; the contract has no start",
        "rows that tell different values, so that it has none: 1",
        "is before the contract's start; the row is left out",
    ] {
        assert!(notices.contains(part), "no {part} in {notices}");
    }
}

/// K1 is in force for seven whole months only. Nothing was bought from K4, which is none of the suppliers, and from K6,
/// whose credit note takes its purchase back; of K2 and K3 it is not known whether what was bought is theirs, and K5 names
/// nobody. Of the five, the suppliers of K2, K3 and K6 are known.
#[test]
fn contracts_without_purchases_and_over_their_value_by_hand() {
    let summary = published(&folder(&ledger(), &register(&CONTRACTS)));
    check(&summary, "B20 total total", [Some(2.0), Some(1.0), Some(5.0), Some(0.6), Some(5.0)]);
    check(&summary, "B20 measure without-share", [Some(0.5), Some(0.2), Some(1.0), Some(0.6), Some(5.0)]);
    check(&summary, "B20 measure short-count", [Some(1.0), None, None, None, Some(1.0)]);
    check(&summary, "B20 measure absent-count", [Some(1.0), None, None, None, Some(1.0)]);
    // 900.00 under K1, which is worth 800.00, 200.00 of it in its option; under K2, K3 and K6 nothing in their sectors.
    check(&summary, "B23 total total", [Some(1.0), Some(0.0), Some(1.0), Some(1.0), Some(4.0)]);
    // Worth 900.00 it is not over; without a value, of a year, or with VAT, it is not known.
    let with_value = |header: &str, value: &str| {
        let contracts =
            register(&CONTRACTS).replace("Sopimuksen arvo", header).replace(";800\n", &format!(";{value}\n"));
        published(&folder(&ledger(), &contracts))
    };
    let none = [Some(0.0), Some(0.0), Some(0.0), Some(1.0), Some(4.0)];
    check(&with_value("Sopimuksen arvo", "900"), "B23 total total", none);
    check(&with_value("Sopimuksen arvo (alv 0 %)", "900"), "B23 total total", none);
    // What was bought in the months of which it was certainly in force, 700.00, is enough.
    let certain = [Some(1.0), Some(1.0), Some(1.0), Some(1.0), Some(4.0)];
    check(&with_value("Sopimuksen arvo", "600"), "B23 total total", certain);
    let unknown = [Some(0.0), Some(0.0), Some(1.0), Some(0.75), Some(4.0)];
    check(&with_value("Sopimuksen arvo", "noin 600"), "B23 total total", unknown);
    check(&with_value("Sopimuksen arvo", ""), "B23 total total", unknown);
    check(&with_value("Sopimuksen arvo", "800 € sis. alv"), "B23 total total", unknown);
    check(&with_value("Sopimuksen arvo", "800 € / vuosi"), "B23 total total", unknown);
    // Another contract of the supplier, sector and time may have been meant.
    let another = "K7;Lisäsiivous;Lähi Oy;;90910000-9;1.1.2024;31.12.2024;;90000";
    let both = published(&folder(&ledger(), &register(&[&CONTRACTS[..], &[another]].concat())));
    check(&both, "B23 total total", [Some(1.0), Some(0.0), Some(1.0), Some(1.0), Some(5.0)]);
    check(&both, "B19 total total", share(1200.0, 1200.0, 1200.0 + 400.0 + 300.0));
}

#[test]
fn contracts_that_cover_all_give_the_whole() {
    let ledger: String = ledger()
        .lines()
        .filter(|line| !line.starts_with("Redacted"))
        .fold(String::new(), |all, line| all + line + "\n");
    let all = [
        "1;Siivous;Lähi Oy;;90910000-9;1.1.2020;toistaiseksi;;",
        "2;Atk;Toinen Oy;;72000000-5;1.1.2020;toistaiseksi;;",
        "3;Atk;Kolmas Oy;;72000000-5;1.1.2020;toistaiseksi;;",
        "4;Siivous;Vapaa Oy;;90910000-9;1.1.2020;toistaiseksi;;",
        "5;Siivous;Hiljainen Oy;;90910000-9;1.1.2020;toistaiseksi;;",
    ];
    let whole = [Some(1.0), Some(1.0), Some(1.0), Some(1.0), Some(17.0)];
    let summary = published(&folder(&ledger, &register(&all)));
    for figure in ["total total", "measure supplier-share", "measure sector-share"] {
        check(&summary, &format!("B19 {figure}"), whole);
    }
    check(&summary, "B19 measure outside-amount", [Some(0.0), Some(0.0), Some(0.0), Some(1.0), Some(17.0)]);
    // The same in one contract of a number whose rows name a supplier each, and with all suppliers in one cell.
    let two_rows = [
        "1;Siivous;Lähi Oy;;90910000-9;1.1.2020;toistaiseksi;;",
        "1;Siivous;Vapaa Oy;;90910000-9;1.1.2020;toistaiseksi;;",
    ];
    let one_cell = ["1;Siivous;Lähi Oy | Vapaa Oy;;90910000-9;1.1.2020;toistaiseksi;;"];
    for rows in [&two_rows[..], &one_cell[..]] {
        let summary = published(&folder(&ledger, &register(rows)));
        assert_eq!(summary["contracts"]["contracts"], 1);
        check(
            &summary,
            "B19 total total",
            [Some(2200.0 / 3100.0), Some(2200.0 / 3100.0), Some(2200.0 / 3100.0), Some(1.0), Some(17.0)],
        );
    }
}

#[test]
fn doubled_amounts_and_rows_in_another_order_change_no_share() {
    let shares = |summary: &Value| {
        let figures = summary["figures"].as_array().unwrap().iter();
        let of = figures.filter(|f| f["indicator"] == "B19" && f["unit"] == "share").cloned().map(|mut figure| {
            for sum in ["numerator", "denominator"] {
                figure.as_object_mut().unwrap().remove(sum);
            }
            figure.to_string()
        });
        of.collect::<Vec<String>>()
    };
    let expected = shares(&published(&folder(&ledger(), &register(&CONTRACTS))));
    let doubled = ledger().replace(";100,00", ";200,00").replace(";500,00", ";1000,00 ").replace(";400,00", ";800,00");
    let doubled =
        doubled.replace(";1000,00\n", ";2000,00\n").replace(";1000,00 ", ";1000,00").replace(";300,00", ";600,00");
    assert_eq!(shares(&published(&folder(&doubled, &register(&CONTRACTS)))), expected);
    let mut lines: Vec<String> = ledger().lines().skip(1).map(str::to_owned).collect();
    lines.reverse();
    let mut contracts = CONTRACTS;
    contracts.reverse();
    let turned = format!("{HEADER}{}\n", lines.join("\n"));
    assert_eq!(shares(&published(&folder(&turned, &register(&contracts)))), expected);
}

/// What is kept of a year is right for the contracts of the run, whichever an earlier run had.
#[test]
fn other_contracts_give_what_a_run_from_nothing_gives() {
    let first = folder(&ledger(), &register(&CONTRACTS[..1]));
    published(&first);
    for contracts in [&CONTRACTS[1..], &CONTRACTS[..], &CONTRACTS[3..4]] {
        first.write("sopimukset.csv", register(contracts));
        published(&first);
        let anew = folder(&ledger(), &register(contracts));
        published(&anew);
        let without_run = |folder: &Folder| -> Vec<(String, Vec<u8>)> {
            let files = run_bytes(&folder.path("out")).into_iter();
            files.filter(|(name, _)| name.ends_with(".parquet") || name == "summary.json").collect()
        };
        assert_eq!(without_run(&first), without_run(&anew));
    }
}

#[test]
fn contracts_of_others_and_a_part_of_a_year_give_no_figures() {
    let with_buyer = |buyer: &str| {
        let header = CONTRACT_HEADER.replace("Sopimus;", "Sopimus;Tilaaja;");
        format!("{header}K1;Siivous;{buyer};Lähi Oy;;90910000-9;1.3.2024;30.9.2024;;\n")
    };
    let lacks = |summary: &Value| {
        let missing = summary["not_computed"].as_array().unwrap();
        missing.iter().filter(|m| m["needs"] == "contracts").count()
    };
    let own = published(&folder(&ledger(), &with_buyer("Kotkan kaupunki")));
    assert_eq!((lacks(&own), &own["contracts"]["contracts"]), (0, &1.into()));
    let of_others = published(&folder(&ledger(), &with_buyer("Hamina")));
    assert_eq!((lacks(&of_others), &of_others["contracts"]), (3, &Value::Null));
    // Eleven months.
    let part: String =
        ledger().lines().filter(|line| !line.contains(".12.2024")).map(|line| format!("{line}\n")).collect();
    let part = published(&folder(&part, &register(&CONTRACTS)));
    let of_contracts = |f: &&Value| ["B17", "B19", "B20", "B23"].iter().any(|id| f["indicator"] == *id);
    assert_eq!(part["figures"].as_array().unwrap().iter().filter(of_contracts).count(), 0);
}

#[test]
fn what_persons_sold_does_not_follow_from_contracts() {
    // A sole trader with a contract: it is not matched, and its 5 000.00 follow from no figure of its sector.
    let ledger = ledger() + "Siivous Virtanen Tmi;;4380;20.10.2024;5000,00\n";
    let contracts = [&CONTRACTS[..], &["K8;Siivous;Siivous Virtanen Tmi;;90910000-9;1.1.2024;31.12.2024;;"]].concat();
    let summary = published(&folder(&ledger, &register(&contracts)));
    assert_eq!(summary["contracts"]["unmatched"], 2);
    let figures = summary["figures"].as_array().unwrap();
    let of_sector = figures.iter().filter(|f| f["indicator"] == "B19" && f["member"] == "cleaning-waste");
    for figure in of_sector {
        assert!(figure["value"].is_null() && figure["coverage"].is_null(), "{figure}");
        assert!(figure["note"].as_str().unwrap().contains("small-cell"), "{figure}");
    }
    // Whatever share is shown, its coverage is shown with it.
    let shown = |f: &&Value| f["indicator"] == "B19" && f["unit"] == "share" && !f["value"].is_null();
    assert!(figures.iter().filter(shown).all(|f| !f["coverage"].is_null()));
}

#[test]
fn a_report_names_what_could_not_be_matched_and_blames_nobody() {
    let folder = folder(&ledger(), &register(&CONTRACTS));
    let told = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let said = "contracts of the register: 6 (supplier found by its id: 1; by its name: 3; not among the suppliers of the \
                purchases: 1; not named: 1)";
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    assert!(notices.contains(said), "{notices}\n{}", told.stderr());
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    let finding = "29.0% of purchases were within contracts of the register that was given; the supplier could be looked for \
                   in it for 91.2% of purchases";
    assert!(page.contains(finding), "no finding");
    assert!(page.contains("Outside the register"));
    for word in ["maverick", "suspicio", "Puuttuva"] {
        assert!(!page.contains(word), "{word}");
    }
    folder.vire(&["trace", "B19", "2024", "--run", "out"]);
    assert!(folder.vire(&["explain", "B19"]).published().stdout().contains("no census"));
}

/// Sums of suppliers of cleaning in 2024, where the limit is 60 000: below it 8 of 55 000.00, 50 000.00 and 59 999.99;
/// on it or above 4 of 65 000.00 and 60 000.00; outside both bands 49 999.99 and 70 000.00.
fn around() -> String {
    let mut ledger = HEADER.to_owned();
    for month in 1..=12 {
        writeln!(ledger, "Pieni Oy;;4342;15.{month}.2024;1,00").unwrap();
    }
    let sums = ["55000,00"; 8].into_iter().chain(["65000,00"; 4]);
    let sums = sums.chain(["50000,00", "59999,99", "60000,00", "49999,99", "70000,00"]);
    for (number, sum) in sums.enumerate() {
        let word = ["Aho", "Lehto", "Niitty", "Suo", "Kangas", "Salo"][number % 6];
        let place = ["Etelä", "Pohja", "Itä"][number / 6];
        writeln!(ledger, "{place}{word} Siivous Oy;;4380;20.{}.2024;{sum}", number % 12 + 1).unwrap();
    }
    ledger
}

#[test]
fn sums_around_the_limit_by_hand() {
    let run = |ledger: &str, buyer: &str, country: &str| {
        let folder = Folder::new();
        folder.write("ostot.csv", ledger);
        let pipeline = pipeline("ostot.csv").replace("Kotka", buyer).replace("FI", country);
        folder.write("p.toml", format!("{pipeline}\n[report]\nformats = [\"md\"]\n"));
        published(&folder)
    };
    let summary = run(&around(), "Kotka", "FI");
    let of = |value: f64| [Some(value), None, None, None, Some(15.0)];
    check(&summary, "B17 total total", of(2.0));
    // 8 x 55 000 + 50 000 + 59 999.99 to 4 x 65 000 + 60 000
    check(&summary, "B17 measure amount-ratio", of(549_999.99 / 320_000.0));
    check(&summary, "B17 measure below-count", of(10.0));
    check(&summary, "B17 measure above-count", of(5.0));
    check(&summary, "B17 measure below-amount", of(549_999.99));
    check(&summary, "B17 measure above-amount", of(320_000.0));
    check(&summary, "B17 sector cleaning-waste", of(2.0));
    // Of nine sums there is no ratio, only their numbers.
    let few: String =
        around().lines().filter(|line| !line.contains(";55000,00")).map(|line| format!("{line}\n")).collect();
    let few = run(&few, "Kotka", "FI");
    check(&few, "B17 total total", [None, None, None, None, Some(7.0)]);
    check(&few, "B17 measure below-count", [Some(2.0), None, None, None, Some(7.0)]);
    // In Sweden the limit is 700 000 kronor: 583 333.33 is below five sixths of it, and 816 666.67 is seven sixths.
    let swedish = around()
        .replace("Tili;", "Kontonamn;")
        .replace(";4380;", ";Städning;")
        .replace(";4342;", ";Datakonsulter;")
        .replace(";55000,00", ";600000,00")
        .replace(";65000,00", ";710000,00")
        .replace(";50000,00", ";583333,34")
        .replace(";49999,99", ";583333,33")
        .replace(";59999,99", ";699999,99")
        .replace(";60000,00", ";700000,00")
        .replace(";70000,00", ";816666,67");
    let summary = run(&swedish, "Hässleholm", "SE");
    check(&summary, "B17 measure below-count", of(10.0));
    check(&summary, "B17 measure above-count", of(5.0));
}

#[test]
fn the_sample_shows_each_state_once() {
    let folder = Folder::new();
    let pipeline = format!("{ROOT}/pipelines/kotka.toml");
    folder.vire(&["run", &pipeline, "--out", "out", "--quiet"]).published();
    let summary = json(&folder.path("out/current/summary.json"));
    let counts = ["by_id", "by_name", "absent", "unmatched", "without_start", "without_end", "without_value"];
    for count in counts {
        assert!(summary["contracts"][count].as_u64().unwrap() > 0, "{count}");
    }
}
