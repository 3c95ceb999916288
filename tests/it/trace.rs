//! `vire trace`: from a figure to the lines of the ledger, which are counted here by hand.

use std::collections::BTreeSet;

use serde_json::Value;
use vire::trace::{Parts, trace};
use vire_indicators::Figure;
use vire_indicators::catalogue::CATALOGUE;
use vire_report::summary::Summary;

use crate::support::{Folder, ROOT};

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Lähi Oy;Kotka;5\n\
    9512346-7;Toinen Oy;Kotka;30\n\
    9512347-5;Muualta Oy;Helsinki;300\n";

/// Of 2024, rows 2 to 9. Local are rows 2, 3, 4 and 7: 1 000.00 - 100.00 + 250.50 + 40.00 = 1 190.50. Elsewhere are rows 5
/// and 8: 3 000.00 + 9.50. The place of row 6 is not known: 500.00. Row 9 is refundable VAT, which is no purchase.
const LEDGER: &str = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n\
    Lähi Oy;4342;ICT-palvelut;1;15.1.2024;1000,00\n\
    Lähi Oy;4342;ICT-palvelut;2;16.1.2024;-100,00\n\
    Toinen Oy;4390;Rakennusten kunnossapito;3;17.2.2024;250,50\n\
    Muualta Oy;4390;Rakennusten kunnossapito;4;18.3.2024;3000,00\n\
    Kuka Oy;4342;ICT-palvelut;5;19.4.2024;500,00\n\
    Toinen Oy;4342;ICT-palvelut;6;20.5.2024;40,00\n\
    Muualta Oy;4342;ICT-palvelut;7;21.6.2024;9,50\n\
    Muualta Oy;1808;Ostojen alv;8;22.6.2024;24,00\n\
    Lähi Oy;4342;ICT-palvelut;9;15.1.2023;77,00\n";

fn published() -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", LEDGER);
    folder.write("rekisteri.csv", REGISTER);
    let pipeline = crate::support::pipeline("ostot.csv");
    folder.write("p.toml", format!("{pipeline}\n[[register]]\nfiles = [\"rekisteri.csv\"]\n"));
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    folder
}

fn json(folder: &Folder, arguments: &[&str]) -> Value {
    let traced = folder.vire(&[&["trace"], arguments, &["--json"]].concat()).published();
    serde_json::from_str(&traced.stdout()).unwrap()
}

/// Lines and sum of a part.
fn sum(part: &Value) -> (u64, &str) {
    (part["lines"].as_u64().unwrap(), part["amount"].as_str().unwrap())
}

#[test]
fn a_figure_leads_to_the_rows_of_the_ledger() {
    let folder = published();
    let traced = json(&folder, &["B1", "2024"]);
    assert_eq!(traced["figure"]["numerator"], "1190.50");
    assert_eq!(traced["figure"]["denominator"], "4700.00");
    assert_eq!(sum(&traced["numerator"]), (4, "1190.50"));
    assert_eq!(sum(&traced["rest"]), (2, "3009.50"));
    assert_eq!(sum(&traced["unknown"]), (1, "500.00"));
    assert_eq!(traced["unknown_in_denominator"], true);
    let rows = traced["numerator"]["largest_lines"].as_array().unwrap();
    let row = |row: &Value| (row["file"].as_str().unwrap().to_owned(), row["row"].as_u64().unwrap());
    let expected = [2, 4, 3, 7].map(|at| ("ostot.csv".to_owned(), at));
    assert_eq!(rows.iter().map(row).collect::<Vec<_>>(), expected);
    let sellers = traced["numerator"]["largest_suppliers"].as_array().unwrap();
    let seller = |s: &Value| (s["name"].as_str().unwrap().to_owned(), s["amount"].as_str().unwrap().to_owned());
    let expected = [("Lähi Oy", "900.00"), ("Toinen Oy", "290.50")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(sellers.iter().map(seller).collect::<Vec<_>>(), expected);
    let left = traced["left_out"].as_array().unwrap();
    assert_eq!((left.len(), &left[0]["rule"], sum(&left[0])), (1, &"refundable-vat".into(), (1, "24.00")));
}

#[test]
fn what_is_not_shown_is_counted_and_summed() {
    let folder = published();
    let traced = json(&folder, &["B1", "2024", "--lines", "1"]);
    let local = &traced["numerator"];
    assert_eq!(local["largest_lines"].as_array().unwrap().len(), 1);
    assert_eq!((&local["other_lines"]["count"], &local["other_lines"]["amount"]), (&3.into(), &"190.50".into()));
    assert_eq!((&local["other_suppliers"]["count"], &local["other_suppliers"]["amount"]), (&1.into(), &"290.50".into()));
    let told = folder.vire(&["trace", "B1", "2024", "--out", "out/p", "--lines", "1"]).published().stdout();
    for part in [
        "B1 2024 market",
        "Numerator: 1190.50 EUR, lines: 4, suppliers: 2",
        "1000.00  ostot.csv, row 2: Lähi Oy (",
        "190.50  in 3 other lines",
        "290.50  in 1 other suppliers",
        "Rest of the denominator: 3009.50 EUR, lines: 2, suppliers: 1",
        "Unknown, in the denominator: 500.00 EUR, lines: 1, suppliers: 1",
        "Left out of market 2024 by scope\n             24.00  refundable-vat: Refundable VAT, lines: 1\n",
    ] {
        assert!(told.contains(part), "no {part:?} in: {told}");
    }
}

#[test]
fn the_sector_of_a_figure_has_its_own_lines() {
    let folder = published();
    let traced = json(&folder, &["local-share-euros", "2024", "--sector", "ict"]);
    assert_eq!((&traced["figure"]["dimension"], &traced["figure"]["member"]), (&"sector".into(), &"ict".into()));
    assert_eq!(sum(&traced["numerator"]), (3, "940.00")); // 1 000.00 - 100.00 + 40.00
    assert_eq!(sum(&traced["rest"]), (1, "9.50"));
    assert_eq!(sum(&traced["unknown"]), (1, "500.00"));
    let share = json(&folder, &["B4", "2024", "--sector", "ict"]);
    assert_eq!((&share["figure"]["dimension"], sum(&share["numerator"])), (&"sector:share".into(), (1, "9.50")));
    folder.vire(&["trace", "A8", "2024", "--sector", "ict"]).failed(2, &["--dimension: sector:cr1, sector:cr10, sector:cr4"]);
    let month = json(&folder, &["A12", "2024", "--dimension", "month:amount", "--member", "02"]);
    assert_eq!(sum(&month["numerator"]), (1, "250.50"));
}

#[test]
fn what_cannot_be_traced_is_said() {
    let folder = published();
    let told = folder.vire(&["trace", "A9", "2024"]).published().stdout();
    assert!(told.contains("No rule says which lines make up such a figure") && told.contains("vire explain A9"), "{told}");
    for (arguments, parts) in [
        (&["B111", "2024"][..], &["no indicator \"B111\"", "did you mean \"B11\"?"][..]),
        (&["B1", "2019"], &["B1 has no figure of the period \"2019\"", "it has 2023, 2024"]),
        (&["B1", "2024", "--sector", "cars"], &["B1 has no figure of the sector \"cars\"", "construction"]),
        (&["B1", "2024", "--dimension", "month"], &["of the dimension \"month\"", "it has measure, sector, total, within"]),
        (&["B1", "2024", "--dimension", "within"], &["--member: country, municipality, region, sub-region"]),
        (&["B1", "2024", "--dimension", "within", "--member", "moon"], &["of the member \"moon\""]),
        (&["A4", "2024"], &["A4 was not computed: it needs population", "vire explain A4"]),
        (&["B1", "2024", "--out", "nowhere"], &["nowhere holds no published run"]),
        (&["B1", "2024", "--scope", "all"], &["external, market"]),
    ] {
        folder.vire(&[&["trace"], arguments].concat()).failed(2, parts);
    }
    Folder::new().vire(&["trace", "B1", "2024"]).failed(2, &["no run is published in out", "vire run"]);
}

#[test]
fn a_run_that_was_changed_is_not_traced() {
    let folder = published();
    let purchases = folder.path("out/p/current/purchases/year=2024/purchases.parquet");
    let mut bytes = std::fs::read(&purchases).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&purchases, bytes).unwrap();
    folder.vire(&["trace", "B1", "2024"]).failed(4, &["purchases.parquet"]);
}

/// Indicators of which no figure is traced: an index, a spread, and what is told of two years at once.
const WITHOUT_RULE: [&str; 3] = ["A9", "A13", "B11"];

/// Every figure that reports show is traced, to the cent, or says that there is no rule.
#[test]
fn the_figures_of_the_sample_are_their_lines() {
    let folder = Folder::new();
    folder.vire(&["run", &format!("{ROOT}/pipelines/kotka.toml"), "--out", "out", "--quiet"]).published();
    let run = folder.path("out/current");
    let summary = Summary::read(&run).unwrap();
    let (mut traced, mut without) = (BTreeSet::new(), BTreeSet::new());
    let figures = summary.figures.iter().map(|written| &written.figure);
    for figure in figures.filter(|f| is_headline(f) || f.dimension.starts_with("sector")) {
        let id = figure.indicator.as_str();
        match trace(&run, &summary, figure, 3) {
            Ok(found) => match found.parts {
                Parts::Yes(_) => traced.insert(id),
                Parts::NoRule { .. } => without.insert(id),
                Parts::Rounded | Parts::NotComputed => figure.numerator.is_some(),
            },
            Err(error) => {
                assert!(figure.note.contains("small-cell") && figure.value.is_none(), "{figure:?}: {error:#}");
                false
            }
        };
    }
    assert_eq!(without, WITHOUT_RULE.into());
    assert!(traced.is_disjoint(&without));
    let all: BTreeSet<&str> = CATALOGUE.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(traced.union(&without).copied().collect::<BTreeSet<_>>(), all);
}

fn is_headline(figure: &Figure) -> bool {
    let indicator = CATALOGUE.iter().find(|i| i.id == figure.indicator);
    indicator.is_some_and(|i| (&i.headline.0, &i.headline.1) == (&figure.dimension, &figure.member))
}

/// A sum that one person sold is hidden in reports, and here too.
#[test]
fn a_hidden_figure_is_not_traced() {
    let folder = Folder::new();
    folder.vire(&["run", &format!("{ROOT}/pipelines/kotka.toml"), "--out", "out", "--quiet"]).published();
    let summary = crate::support::json(&folder.path("out/current/summary.json"));
    let figures = summary["figures"].as_array().unwrap();
    let text = |f: &Value, key: &str| f[key].as_str().unwrap_or_default().to_owned();
    let hidden = figures.iter().find(|f| text(f, "note").split("; ").any(|note| note == "small-cell")).unwrap();
    let [id, period, scope, dimension, member] =
        ["indicator", "period", "scope", "dimension", "member"].map(|key| text(hidden, key));
    let arguments =
        ["trace", &id, &period, "--out", "out", "--scope", &scope, "--dimension", &dimension, "--member", &member];
    let told = folder.vire(&arguments);
    told.failed(2, &["is not shown in reports"]);
    assert_eq!(told.stdout(), "");
}
