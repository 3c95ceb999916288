//! `vire trace`: from a figure to the lines of the ledger, which are counted here by hand.

use std::collections::BTreeSet;

use serde_json::Value;
use vire::trace::{Hidden, Otherwise, Parts, trace};
use vire_indicators::catalogue::CATALOGUE;
use vire_indicators::own::is_own;
use vire_indicators::{Figure, is_of_tenders};
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
    assert_eq!(
        (&local["other_suppliers"]["count"], &local["other_suppliers"]["amount"]),
        (&1.into(), &"290.50".into())
    );
    let told = folder.vire(&["trace", "B1", "2024", "--out", "out/p", "--lines", "1"]).published().stdout();
    for part in [
        "B1 2024 market",
        "Numerator: 1190.50 EUR, lines: 4, suppliers: 2",
        "1000.00  ostot.csv, row 2: Lähi Oy (",
        "190.50  other lines: 3",
        "290.50  other suppliers: 1",
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
    folder
        .vire(&["trace", "A8", "2024", "--sector", "ict"])
        .failed(2, &["--dimension: sector:cr1, sector:cr10, sector:cr4"]);
    let month = json(&folder, &["A12", "2024", "--dimension", "month:amount", "--member", "02"]);
    assert_eq!(sum(&month["numerator"]), (1, "250.50"));
}

#[test]
fn what_cannot_be_traced_is_said() {
    let folder = published();
    let told = folder.vire(&["trace", "A9", "2024"]).published().stdout();
    assert!(
        told.contains("No rule says which lines make up this figure") && told.contains("vire explain A9"),
        "{told}"
    );
    for (arguments, parts) in [
        (&["B111", "2024"][..], &["no indicator \"B111\"", "did you mean \"B11\"?"][..]),
        (&["B1", "2019"], &["B1 has no figure of the period \"2019\"", "it has 2023, 2024"]),
        (&["B1", "2024", "--sector", "cars"], &["B1 has no figure of the sector \"cars\"", "construction"]),
        (
            &["B1", "2024", "--dimension", "month"],
            &["of the dimension \"month\"", "it has measure, sector, total, within"],
        ),
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
    let purchases = folder.path("out/p/current/purchases/2024.parquet");
    let mut bytes = std::fs::read(&purchases).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&purchases, bytes).unwrap();
    folder.vire(&["trace", "B1", "2024"]).failed(4, &["purchases/2024.parquet has changed"]);
}

/// Indicators of which no figure is traced: an index, a spread, what is told of two years at once, what rests on the
/// industries of suppliers, on counts of firms, and on contracts.
const WITHOUT_RULE: [&str; 10] = ["A9", "A13", "A15", "B11", "B13", "B19", "B20", "B22", "B23", "B24"];

/// Every figure that reports show is traced, to the cent, or says that there is no rule.
#[test]
fn the_figures_of_the_sample_are_their_lines() {
    let folder = sample();
    let run = folder.path("out/current");
    let summary = Summary::read(&run).unwrap();
    let (mut traced, mut without) = (BTreeSet::new(), BTreeSet::new());
    // No line stands behind tenders.
    let is_of_lines = |f: &&Figure| f.period == "2024" && !is_of_tenders(&f.indicator) && !is_own(&f.indicator);
    let figures = summary.figures.iter().map(|written| &written.figure).filter(is_of_lines);
    for figure in figures {
        let found = match trace(&run, &summary, figure, 3) {
            Ok(found) => found.parts,
            Err(error) => {
                assert!(error.is::<Hidden>() && figure.value.is_none(), "{figure:?}: {error:#}");
                continue;
            }
        };
        match found {
            Parts::Yes(_) => _ = traced.insert(figure.indicator.as_str()),
            Parts::NoRule { .. } if is_headline(figure) || figure.dimension.starts_with("sector") => {
                without.insert(figure.indicator.as_str());
            }
            Parts::NoRule { .. } => {}
            Parts::Rounded | Parts::NotComputed => assert_eq!(figure.numerator, None, "{figure:?}"),
        }
    }
    assert_eq!(without, WITHOUT_RULE.into());
    assert!(traced.is_disjoint(&without));
    let lacks = |id: &str| summary.not_computed.iter().any(|missing| missing.indicator == id);
    let ids = CATALOGUE.ours().map(|i| i.id.as_str()).filter(|id| !is_of_tenders(id));
    let all: BTreeSet<&str> = ids.filter(|id| !lacks(id)).collect();
    assert_eq!(traced.union(&without).copied().collect::<BTreeSet<_>>(), all);
}

fn sample() -> Folder {
    let folder = Folder::new();
    folder.vire(&["run", &format!("{ROOT}/pipelines/kotka.toml"), "--out", "out", "--quiet"]).published();
    folder
}

fn is_headline(figure: &Figure) -> bool {
    let indicator = CATALOGUE.iter().find(|i| i.id == figure.indicator);
    indicator.is_some_and(|i| (&i.headline.0, &i.headline.1) == (&figure.dimension, &figure.member))
}

/// A figure that is a cent away from its lines is a fault, and none of its lines are shown.
#[test]
fn lines_that_are_not_those_of_the_figure_are_a_fault() {
    let folder = published();
    let run = folder.path("out/p/current");
    let summary = Summary::read(&run).unwrap();
    let is_wanted = |f: &&Figure| is_headline(f) && (f.indicator == "B1" && f.period == "2024" && f.scope == "market");
    let figure = summary.figures.iter().map(|written| &written.figure).find(is_wanted).unwrap();
    let away = |cents: i128| figure.numerator.map(|sum| sum + cents);
    let error = |figure: Figure| trace(&run, &summary, &figure, 3).unwrap_err();
    let numerator = error(Figure { numerator: away(1), ..figure.clone() });
    assert!(numerator.is::<Otherwise>());
    let told = numerator.to_string();
    assert!(
        told.contains("B1 2024 market are not its numerator: they come to 1190.50, the figure has 1190.51"),
        "{told}"
    );
    let denominator = error(Figure { denominator: away(0), ..figure.clone() }).to_string();
    assert!(denominator.contains("not its denominator: they come to 4700.00"), "{denominator}");
}

#[test]
fn periods_are_named_as_figures_name_them() {
    let folder = Folder::new();
    let ledger = "Toimittaja;Kirjauspäivä;Summa\nA Oy;31.3.2024;10,00\nB Oy;1.4.2024;200,00\nC Oy;;3000,00\n";
    folder.write("ostot.csv", ledger);
    let pipeline = crate::support::pipeline("ostot.csv") + "\n[period]\nyear_starts = \"04-01\"\n";
    folder.write("p.toml", pipeline);
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    for (period, amount, row) in [("2023/24", "10.00", 2), ("2024/25", "200.00", 3), ("undated", "3000.00", 4)] {
        let traced = json(&folder, &["A1", period]);
        assert_eq!(sum(&traced["numerator"]), (1, amount), "{period}");
        assert_eq!(traced["numerator"]["largest_lines"][0]["row"], row, "{period}");
    }
    folder.vire(&["trace", "A1", "2024"]).failed(2, &["it has 2023/24, 2024/25, undated"]);
}

#[test]
fn the_page_names_the_command_beside_its_figures() {
    let folder = published();
    let page = std::fs::read_to_string(folder.path("out/p/current/report.fi.html")).unwrap();
    for command in ["vire trace B1 2024", "vire trace A1 2024 --scope external"] {
        assert!(page.contains(&format!("<code>{command}</code>")), "{command}");
    }
}

/// A sum that one person sold is hidden in reports, and here too.
#[test]
fn a_hidden_figure_is_not_traced() {
    let folder = sample();
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

/// No line of purchases stands behind a figure of tenders, and the message says where they are.
#[test]
fn figures_of_tenders_are_not_traced() {
    published()
        .vire(&["trace", "C2", "2024", "--out", "out/p"])
        .failed(2, &["no line of purchases", "tenders.parquet"]);
}
