//! What must become of all figures when the purchases change in a way whose outcome is known beforehand.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{Folder, json};

const HEADER: &str = "Vastuualue;Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
const ACCOUNTS: [u32; 4] = [4342, 4390, 4520, 4420];
const UNITS: [&str; 3] = ["Sivistys", "Tekninen", "Hyvinvointi"];

/// Two whole years of thirty companies, all amounts times `factor`.
fn lines(factor: usize) -> String {
    let line = |i: usize| {
        let (unit, account) = (UNITS[i % 3], ACCOUNTS[i % 4]);
        let cents = factor * (1_000 + i * 7_919 % 90_000);
        let (supplier, day, month, year) = (i * 31 % 30, 1 + i % 28, 1 + i % 12, 2023 + i / 300);
        let (whole, cents) = (cents / 100, cents % 100);
        format!("{unit};Esimerkki {supplier} Oy;{account};;{i};{day}.{month}.{year};{whole},{cents:02}\n")
    };
    (0..600).map(line).collect()
}

/// Where the first twenty of them are; of the others, `place` tells it, if any.
fn register(place: Option<&str>) -> String {
    let of = |i: usize| match i {
        0..10 => Some("Kotka"),
        10..20 => Some("Helsinki"),
        _ => place,
    };
    let row = |i: usize| of(i).map(|place| format!("Esimerkki {i} Oy;{place};5\n"));
    "Yrityksen nimi;Kotikunta;Henkilöstöluokka\n".to_owned() + &(0..30).filter_map(row).collect::<String>()
}

/// The figures of a run by place.
fn figures(lines: &str, register: &str) -> BTreeMap<[String; 5], Value> {
    let folder = Folder::new();
    folder.write("ostot.csv", format!("{HEADER}{lines}"));
    folder.write("rekisteri.csv", register);
    folder.write(
        "p.toml",
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"ostot.csv\"]\n\
         [[register]]\nfiles = [\"rekisteri.csv\"]\n[report]\nlanguages = []\n",
    );
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let summary = json(&folder.path("out/current/summary.json"));
    let place = |f: &Value| {
        ["indicator", "period", "scope", "dimension", "member"].map(|key| f[key].as_str().unwrap().to_owned())
    };
    summary["figures"].as_array().unwrap().iter().map(|f| (place(f), f.clone())).collect()
}

fn number(figure: &Value, key: &str) -> Option<f64> {
    figure[key].as_str().map(|text| text.parse().unwrap())
}

/// Whether a figure holds sums against limits in euros.
fn has_limits([indicator, .., member]: &[String; 5]) -> bool {
    ["A7", "A11", "B15", "B16", "B17"].contains(&indicator.as_str()) || member.starts_with("over-")
}

#[test]
fn amounts_doubled_double_sums_and_change_no_share() {
    let once = figures(&lines(1), &register(None));
    let twice = figures(&lines(2), &register(None));
    let others = |(place, _): &(&[String; 5], &Value)| !has_limits(place);
    assert_eq!(once.iter().filter(others).count(), twice.iter().filter(others).count());
    let mut seen = BTreeMap::new();
    for (place, figure) in once.iter().filter(others) {
        let unit = figure["unit"].as_str().unwrap();
        let factor = if unit == "currency" { 2.0 } else { 1.0 };
        for key in ["value", "low", "high"] {
            let expected = number(figure, key).map(|value| value * factor);
            assert_eq!(number(&twice[place], key), expected, "{place:?} {key}");
        }
        *seen.entry(unit.to_owned()).or_insert(0) += 1;
    }
    assert!(seen["currency"] > 100 && seen["share"] > 100, "{seen:?}");
}

#[test]
fn suppliers_of_unknown_place_that_are_all_here_or_all_elsewhere_give_the_bounds() {
    let unknown = figures(&lines(1), &register(None));
    let here = figures(&lines(1), &register(Some("Kotka")));
    let elsewhere = figures(&lines(1), &register(Some("Helsinki")));
    let is_of_places = |place: &[String; 5]| place[0] == "B1" && ["total", "sector"].contains(&place[3].as_str());
    let mut seen = 0;
    for (place, figure) in unknown.iter().filter(|(place, _)| is_of_places(place)) {
        assert_ne!(number(figure, "low"), number(figure, "high"), "{place:?}");
        assert_eq!(number(figure, "high"), number(&here[place], "value"), "{place:?}");
        assert_eq!(number(figure, "low"), number(&elsewhere[place], "value"), "{place:?}");
        seen += 1;
    }
    assert!(seen >= 20, "two years, two scopes, all and four sectors: {seen}");
}
