//! What changed since the year before, with its parts (A15, B24), on purchases small enough to reckon by hand.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, json, pipeline, text_of};

const HEADER: &str = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Perus Oy;Kotka;30\n\
    9512346-7;Uusi Oy;Kotka;5\n\
    9512347-5;Muualta Oy;Helsinki;300\n\
    9512349-1;Poistuva Oy;Helsinki;60\n";

/// Besides Perus Oy: 75 500.00 of 2023, 90 500.00 of 2024.
const YEAR_2023: [(&str, u32, &str); 4] = [
    ("Muualta Oy", 4390, "70000,00"),
    ("Poistuva Oy", 4342, "3000,00"),
    ("Hyvitys Oy", 4342, "2000,00"),
    ("", 4390, "500,00"),
];
const YEAR_2024: [(&str, u32, &str); 5] = [
    ("Uusi Oy", 4390, "10000,00"),
    ("Muualta Oy", 4390, "60000,00"),
    ("Muualta Oy", 4342, "20000,00"),
    ("Hyvitys Oy", 4342, "-500,00"),
    ("", 4390, "1000,00"),
];

fn lines(year: i32, lines: &[(&str, u32, &str)]) -> String {
    let line = |(name, account, amount): &(&str, u32, &str)| format!("{name};{account};;1;15.6.{year};{amount}\n");
    lines.iter().map(line).collect()
}

/// Perus Oy sells for 100 in each of these months.
fn monthly(year: i32, months: std::ops::RangeInclusive<u32>) -> String {
    months.map(|month| format!("Perus Oy;4342;;1;3.{month}.{year};100,00\n")).collect()
}

fn both_years() -> String {
    [monthly(2023, 1..=12), lines(2023, &YEAR_2023), monthly(2024, 1..=12), lines(2024, &YEAR_2024)].concat()
}

/// The run of these lines, with more in the pipeline file.
fn run(export: &str, more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", format!("{HEADER}{export}"));
    folder.write("rekisteri.csv", REGISTER);
    let pipeline = pipeline("ostot.csv");
    folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n{more}"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

fn summary(folder: &Folder) -> Value {
    json(Path::new(&folder.path("out/current/summary.json")))
}

fn find<'s>(summary: &'s Value, indicator: &str, dimension: &str, member: &str) -> Option<&'s Value> {
    let is = |f: &&Value| {
        let wanted = [("indicator", indicator), ("scope", "market"), ("period", "2024")];
        wanted.iter().all(|(key, value)| f[*key] == *value) && f["dimension"] == dimension && f["member"] == member
    };
    summary["figures"].as_array().unwrap().iter().find(is)
}

fn number(figure: &Value, key: &str) -> Option<f64> {
    figure[key].as_str().map(|text| text.parse().unwrap())
}

/// Value, low, high and coverage of a figure of 2024.
#[track_caller]
fn check(summary: &Value, figure: &str, expected: [Option<f64>; 4]) {
    let parts: Vec<&str> = figure.split(' ').collect();
    let found = find(summary, parts[0], parts[1], parts[2]).unwrap_or_else(|| panic!("no {figure}"));
    for (key, expected) in ["value", "low", "high", "coverage"].into_iter().zip(expected) {
        let same = match (number(found, key), expected) {
            (Some(a), Some(b)) => (a - b).abs() < 1.5e-6,
            (a, b) => a == b,
        };
        assert!(same, "{figure} {key}: {:?} instead of {expected:?}", number(found, key));
    }
}

/// By hand: 76 700.00 in 2023, 91 700.00 in 2024. Muualta Oy sold for 80 000 after 70 000; who names nobody, for 1 000 after
/// 500, could be of any part, in either year. Of 168 400 in both years, 1 500 have no supplier.
#[test]
fn the_change_of_the_sum_is_that_of_its_parts() {
    let summary = summary(&run(&both_years(), ""));
    check(&summary, "A15 total total", [Some(15_000.0), None, None, Some(1.0)]);
    check(&summary, "A15 measure change-share", [Some(15_000.0 / 76_700.0), None, None, Some(1.0)]);
    check(&summary, "A15 measure before-amount", [Some(76_700.0), None, None, Some(1.0)]);
    let known = Some(166_900.0 / 168_400.0);
    let moved = |change: f64| [Some(change), Some(change - 500.0), Some(change + 1_000.0), known];
    check(&summary, "A15 change entered", moved(10_000.0));
    check(&summary, "A15 change left", moved(-3_000.0));
    check(&summary, "A15 change grew", moved(10_000.0));
    check(&summary, "A15 change shrank", moved(-2_500.0));
    check(&summary, "A15 change same", moved(0.0));
    check(&summary, "A15 change unidentified", [Some(500.0), None, None, known]);
    check(&summary, "A15 sector construction", [Some(500.0), Some(500.0), Some(500.0), Some(1.0)]);
    check(&summary, "A15 sector ict", [Some(14_500.0), Some(14_500.0), Some(14_500.0), Some(1.0)]);
    let suppliers = |member: &str| find(&summary, "A15", "change", member).unwrap()["n"].clone();
    assert_eq!(["entered", "left", "unidentified"].map(suppliers), [1, 1, 0].map(Value::from));
    assert_eq!(find(&summary, "A15", "total", "total").unwrap()["n"], 5);
    // To the cent, in each scope, whatever there is in it.
    for scope in ["external", "market"] {
        for dimension in ["change", "sector"] {
            let cents = |figure: &&Value| (number(figure, "numerator").unwrap() * 100.0).round() as i64;
            let of = |f: &&Value| f["indicator"] == "A15" && f["scope"] == scope && f["dimension"] == dimension;
            assert_eq!(
                summary["figures"].as_array().unwrap().iter().filter(of).map(|f| cents(&f)).sum::<i64>(),
                1_500_000
            );
        }
    }
}

/// By hand: 1 200 of 76 700 are local in 2023, 11 200 of 91 700 in 2024. Construction is 70 500 and then 71 000, of which
/// nothing and then 10 000 is local; ICT is 6 200 and then 20 700, of which 1 200 is. Within: the mean of the weights times
/// the change of the share. Mix: the change of the weight times the mean of the shares, less that of all. Of unknown place
/// are 2 500 and then 500.
#[test]
fn the_change_of_the_local_share_is_that_of_shares_and_weights() {
    let summary = summary(&run(&both_years(), ""));
    let (before, now) = (1_200.0 / 76_700.0, 11_200.0 / 91_700.0);
    let known = Some(165_400.0 / 168_400.0);
    let low = 11_200.0 / 91_700.0 - 3_700.0 / 76_700.0;
    let high = 11_700.0 / 91_700.0 - 1_200.0 / 76_700.0;
    check(&summary, "B24 total total", [Some(now - before), Some(low), Some(high), known]);
    let part = |value: f64| [Some(value), None, None, known];
    check(&summary, "B24 sector:within-points construction", part(0.119_256));
    check(&summary, "B24 sector:mix-points construction", part(-0.000_222));
    check(&summary, "B24 sector:within-points ict", part(-0.020_782));
    check(&summary, "B24 sector:mix-points ict", part(0.008_240));
    check(&summary, "B24 measure within-points", part(0.098_474));
    check(&summary, "B24 measure mix-points", part(0.008_018));
    let value = |member: &str| number(find(&summary, "B24", "measure", member).unwrap(), "value").unwrap();
    let parts = value("within-points") + value("mix-points");
    assert!((parts - (now - before)).abs() < 1.5e-6, "{parts}");
}

/// A sector of one of the years has no share in the other: what it moved is all its weight. The shares of 2023 are 1 200 of
/// 1 200, those of 2024 1 200 of 11 200.
#[test]
fn a_sector_of_one_year_is_all_weight() {
    let export =
        [monthly(2023, 1..=12), monthly(2024, 1..=12), lines(2024, &[("Muualta Oy", 4390, "10000,00")])].concat();
    let summary = summary(&run(&export, ""));
    check(&summary, "B24 measure within-points", [Some(0.0), None, None, Some(1.0)]);
    check(&summary, "B24 measure mix-points", [Some(1_200.0 / 11_200.0 - 1.0), None, None, Some(1.0)]);
    check(&summary, "B24 sector:within-points construction", [Some(0.0), None, None, Some(1.0)]);
}

#[test]
fn a_part_of_a_year_is_compared_with_none() {
    for export in [
        [monthly(2023, 1..=6), monthly(2024, 1..=12), lines(2024, &YEAR_2024)].concat(),
        [monthly(2022, 1..=12), monthly(2024, 1..=12), lines(2024, &YEAR_2024)].concat(),
        [monthly(2023, 1..=12), monthly(2024, 1..=6), lines(2024, &YEAR_2024)].concat(),
    ] {
        let folder = run(&export, "[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n");
        let summary = summary(&folder);
        for indicator in ["A15", "B24"] {
            assert!(find(&summary, indicator, "total", "total").is_none(), "{indicator}");
            let missing = summary["not_computed"].as_array().unwrap().iter().find(|m| m["indicator"] == indicator);
            assert_eq!(missing.unwrap()["needs"], "earlier-year");
        }
        let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
        assert!(!page.contains("What changed"));
    }
}

/// A break in the course of the year before leaves it with two contents; one on its first day does not.
#[test]
fn a_break_between_the_years_is_marked_and_nothing_is_said_of_the_change() {
    let report = "[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n[period]\ncountry_breaks = false\n";
    for (date, note) in [("2023-07-01", "break 2023-07-01"), ("2024-01-01", "break 2024-01-01"), ("2023-01-01", "")] {
        let folder = run(&both_years(), &format!("{report}[[break]]\ndate = \"{date}\"\nreason = {{ en = \"x\" }}\n"));
        let summary = summary(&folder);
        assert_eq!(
            find(&summary, "A15", "total", "total").unwrap()["note"].as_str().unwrap_or_default(),
            note,
            "{date}"
        );
        let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
        assert_eq!(page.contains("What changed"), note.is_empty(), "{date}");
    }
}

#[test]
fn the_page_tells_the_parts_in_each_language() {
    let formats = "[report]\nlanguages = [\"en\", \"fi\", \"sv\"]\nformats = [\"html\", \"xlsx\"]\n";
    let folder = run(&both_years(), &format!("{formats}[period]\ncountry_breaks = false\n"));
    let page = |language: &str| {
        text_of(&std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap())
    };
    let english = page("en");
    for text in [
        "New since the year before|1|+\u{20ac}10,000|",
        "Left since the year before|1|\u{2212}\u{20ac}3,000|",
        "Redacted, or no supplier named||+\u{20ac}500|",
        "In all|5|+\u{20ac}15,000|",
        "Construction and building maintenance|+11.9 percentage points|",
        "The local share was 1.6% in 2023 and 12.2% in 2024: a change of +10.6 percentage points.",
    ] {
        assert!(english.contains(text), "{text}: {english}");
    }
    assert!(page("fi").contains("Paikallinen osuus oli 1,6 % vuonna 2023 ja 12,2 % vuonna 2024: muutos on +10,6"));
    assert!(page("sv").contains("Den lokala andelen var 1,6 % år 2023 och 12,2 % år 2024: en förändring på +10,6"));
}

/// The same purchases in both years: nothing moved, and nothing is said to have.
#[test]
fn a_change_of_nothing_is_told_as_such() {
    let export: String = [2023, 2024].map(|year| monthly(year, 1..=12) + &lines(year, &YEAR_2023)).concat();
    let folder =
        run(&export, "[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n[period]\ncountry_breaks = false\n");
    let summary = summary(&folder);
    check(&summary, "A15 total total", [Some(0.0), None, None, Some(1.0)]);
    check(&summary, "B24 measure within-points", [Some(0.0), None, None, Some(1.0 - 5_000.0 / 153_400.0)]);
    let page = text_of(&std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap());
    assert!(page.contains("no share that is compared here, moved by half a percent"), "{page}");
    assert!(page.contains("a change of 0.0 percentage points"), "{page}");
}

/// Three persons of whom one is new, one has left and one stayed: who of them did so is told of none.
#[test]
fn who_of_the_persons_came_and_went_is_not_told() {
    let of_persons = |year: i32, sold: &[(&str, u32, &str)]| lines(year, sold);
    let export = [
        both_years(),
        of_persons(2023, &[("Tmi Esimerkki Yksi", 4390, "1234,56"), ("Tmi Esimerkki Kaksi", 4390, "2345,67")]),
        of_persons(2024, &[("Tmi Esimerkki Kaksi", 4390, "2456,78"), ("Tmi Esimerkki Kolme", 4390, "3456,79")]),
    ]
    .concat();
    let folder = run(
        &export,
        "[report]\nlanguages = [\"en\"]\nformats = [\"html\", \"md\"]\n[period]\ncountry_breaks = false\n",
    );
    let summary = summary(&folder);
    // Two persons a year are too few for a sum of their own.
    let persons = find(&summary, "A15", "change", "persons").unwrap();
    assert!(persons["value"].is_null() && persons["numerator"].is_null(), "{persons}");
    let text = std::fs::read_to_string(folder.path("out/current/summary.json")).unwrap();
    for sold in ["1234.56", "2345.67", "2456.78", "3456.79", "111.11", "2333.34", "3580.23", "5913.57"] {
        assert!(!text.contains(&format!("\"{sold}")) && !text.contains(&format!("\"-{sold}")), "{sold}");
    }
}
