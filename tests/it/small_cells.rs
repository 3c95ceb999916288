//! Nothing that is published tells what one or two persons sold, not even to a reader who solves for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use calamine::Reader;
use serde_json::Value;

use crate::recovery::{Ledger, Told};
use crate::support::{Folder, json, pipeline};

/// What the one sole trader of a small sector sold, in cents, and what the sector did.
const PERSON: i64 = 1_234_567;
const SECTOR: i64 = PERSON + 2_020_202;

fn export() -> String {
    let mut text = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n".to_owned();
    let mut row = |name: &str, account: &str, cents: i64| {
        text.push_str(&format!("{name};{account};1;15.1.2024;{},{:02}\n", cents / 100, cents % 100));
    };
    row("Tmi Esimerkkipalvelu", "4342;ICT-palvelut", PERSON);
    row("Virta Oy", "4342;ICT-palvelut", SECTOR - PERSON);
    // The smallest of the other sectors, which must not tell the first; then one that is shown.
    row("Kuorma Oy", "4420;Kuljetuspalvelut", 3_030_303);
    for (i, name) in ["Kaiku Oy", "Lasti Oy", "Taltta Oy", "Vasara Oy"].into_iter().enumerate() {
        row(name, "4390;Rakennusten kunnossapito", 4_000_000 + i as i64 * 111_111);
    }
    // A sector of several suppliers with one person: the person's row is joined by others.
    row("Tmi Esimerkkikeittiö", "4520;Elintarvikkeet", 765_432);
    for (i, name) in ["Mylly Oy", "Sato Oy", "Vilja Oy"].into_iter().enumerate() {
        row(name, "4520;Elintarvikkeet", 5_000_000 + i as i64 * 222_222);
    }
    text
}

/// A sum as English reports write it, to the unit and to the cent.
fn written(cents: i64) -> [String; 2] {
    let grouped = |whole: i64| format!("{},{:03}", whole / 1000, whole % 1000);
    [grouped((cents + 50) / 100), format!("{}.{:02}", grouped(cents / 100), cents % 100)]
}

fn sheets(path: &Path) -> String {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut text = String::new();
    for (_, range) in book.worksheets() {
        range.used_cells().for_each(|(_, _, cell)| text.push_str(&format!("{cell}\n")));
    }
    text
}

#[test]
fn what_one_person_sold_is_in_no_report() {
    let folder = Folder::new();
    folder.write("a.csv", export());
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let run = folder.path("out/current");
    let read = |name: &str| std::fs::read_to_string(run.join(name)).unwrap();
    let texts =
        [read("report.en.html"), read("summary.en.md"), read("texts.en.md"), sheets(&run.join("workbook.en.xlsx"))];
    for text in &texts {
        // The person, its sector, and the person among the food suppliers.
        for cents in [PERSON, SECTOR, 765_432] {
            let exact = format!("{}.{:02}", cents / 100, cents % 100);
            for form in written(cents).iter().chain([&exact]) {
                let at = text.find(form.as_str());
                assert!(
                    at.is_none(),
                    "{form}: ...{}",
                    text[..at.unwrap_or_default()]
                        .chars()
                        .rev()
                        .take(200)
                        .collect::<String>()
                        .chars()
                        .rev()
                        .collect::<String>()
                );
            }
        }
    }
    // The sector of several companies is shown, and so are named companies in it.
    let shown = written(4 * 4_000_000 + 6 * 111_111)[0].clone();
    assert!(texts[0].contains(&shown) && texts[1].contains(&shown), "{shown}");
    assert!(texts[0].contains("Vasara Oy") && !texts[0].contains("Esimerkkipalvelu"));
    assert!(texts[..2].iter().all(|t| t.contains("not shown: fewer than 3 suppliers")));
    // A chart says that it lacks figures, and no sentence for the press holds the mark of a hidden one.
    assert!(texts[0].contains("Figures that would tell what persons sold are left out"));
    assert!(!texts[2].contains(" .. "), "{}", texts[2]);
    // The person and the two smallest others in one row.
    let joined = written(765_432 + 5_000_000 + 5_222_222)[0].clone();
    assert!(texts[0].contains("Other suppliers (3)") && texts[0].contains(&joined), "{joined}");
    // Programs do not see it either, and the run says how much is not shown.
    let summary = json(&run.join("summary.json"));
    let figures = summary["figures"].as_array().unwrap();
    let of_sector = |member: &str| {
        let wanted = |f: &&Value| {
            f["indicator"] == "A1" && f["scope"] == "market" && f["dimension"] == "sector" && f["member"] == member
        };
        figures.iter().find(wanted).unwrap()
    };
    assert!(of_sector("ict")["value"].is_null() && of_sector("ict")["numerator"].is_null());
    assert_eq!(of_sector("construction")["value"], format!("{}.{:02}0000", 16_666_666 / 100, 66));
    let not_shown = &json(&run.join("manifest.json"))["not_shown"];
    assert!(not_shown["figures"]["A1"].as_u64().unwrap() >= 4, "two sectors in two scopes: {not_shown}");
}

const ACCOUNTS: [(&str, &str, &str); 4] = [
    ("4342", "ICT-palvelut", "ict"),
    ("4420", "Kuljetuspalvelut", "transport"),
    ("4390", "Rakennusten kunnossapito", "construction"),
    ("4520", "Elintarvikkeet", "food"),
];

fn is_person(supplier: &str) -> bool {
    supplier.starts_with("Tmi ")
}

fn is_public(supplier: &str) -> bool {
    supplier.ends_with("kaupunki")
}

/// A ledger of one year with persons at random places, and its export.
fn ledger(seed: u64) -> (Ledger, String) {
    let mut state = seed;
    let mut below = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let mut ledger = Ledger::new();
    let mut export = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n".to_owned();
    for number in 0..16 {
        let supplier = match below(5) {
            0 => format!("Tmi Esimerkki{number}"),
            1 if number < 2 => ["Haminan kaupunki", "Kouvolan kaupunki"][number].to_owned(),
            _ => format!("Yritys{number} Oy"),
        };
        for _ in 0..1 + below(4) {
            let (account, name, sector) = ACCOUNTS[below(4) as usize];
            let most = if below(4) == 0 { 9_000_000 } else { 90_000 };
            let cents = (100 + below(most)) as i64;
            *ledger.entry((supplier.clone(), sector.to_owned())).or_default() += cents;
            let (day, month) = (1 + below(28), 1 + below(12));
            export.push_str(&format!(
                "{supplier};{account};{name};{number};{day}.{month}.2024;{},{:02}\n",
                cents / 100,
                cents % 100
            ));
        }
    }
    (ledger, export)
}

fn cents(text: &str) -> i64 {
    text.replace(['.', ','], "").parse().unwrap_or_else(|_| panic!("{text}"))
}

/// Sums of figures by class, and of the largest suppliers.
fn of_figures(told: &mut Told<'_>, run: &Path) {
    let summary = json(&run.join("summary.json"));
    for figure in summary["figures"].as_array().unwrap().iter().filter(|f| f["numerator"].is_string()) {
        let text = |key: &str| figure[key].as_str().unwrap().to_owned();
        let [indicator, scope, dimension, member] = ["indicator", "scope", "dimension", "member"].map(text);
        let sold = cents(&text("numerator"));
        let counts = |supplier: &str| scope == "external" || !is_public(supplier);
        let what = format!("{indicator} {scope} {dimension} {member}");
        match (indicator.as_str(), dimension.as_str()) {
            ("A1", "total") => told.add(&what, sold, |supplier, _| counts(supplier)),
            // Only the public bodies' names tell where they are.
            ("A1" | "B3", "ring") if member == "unknown" => told.add(&what, sold, |supplier, _| !is_public(supplier)),
            ("A1" | "A6" | "B4", "sector") => {
                told.add(&what, sold, |supplier, sector| counts(supplier) && sector == member)
            }
            ("A1", "kind") | ("B9", "kind:amount-share") => told.add(&what, sold, |supplier, _| {
                let kind = if is_person(supplier) {
                    "sole-trader"
                } else if is_public(supplier) {
                    "public-body"
                } else {
                    "company"
                };
                counts(supplier) && kind == member
            }),
            ("A8", "measure") => {
                let mut totals: Vec<(i64, String)> = told
                    .parts
                    .iter()
                    .map(|((s, _), _)| s.clone())
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .filter(|s| counts(s))
                    .map(|s| (told.total(&s), s))
                    .collect();
                totals.sort_by(|a, b| b.cmp(a));
                totals.truncate(member[2..].parse().unwrap());
                told.add(&what, sold, |supplier, _| totals.iter().any(|(_, s)| s == supplier));
            }
            _ => {}
        }
    }
}

/// Who is listed by name in the workbook: name, year, and the sector in words.
pub fn listed(path: &Path) -> Vec<(String, String, String)> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let all = book.worksheet_range("All suppliers").unwrap();
    all.rows().map(|row| [0, 1, 2].map(|at| row[at].to_string()).into()).collect()
}

/// Suppliers by sector, and the largest of the year, as the workbook lists them.
fn of_workbook(told: &mut Told<'_>, path: &Path) {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let names = BTreeMap::from([
        ("ICT", "ict"),
        ("Transport", "transport"),
        ("Construction", "construction"),
        ("Food", "food"),
    ]);
    let suppliers: BTreeSet<String> = told.parts.iter().map(|((s, _), _)| s.clone()).collect();
    let all = book.worksheet_range("All suppliers").unwrap();
    let rows: Vec<Vec<String>> = all.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let money = |text: &str| (text.parse::<f64>().unwrap() * 100.0).round() as i64;
    let named = |of: &str| -> BTreeSet<String> {
        rows.iter().filter(|r| suppliers.contains(&r[0]) && r[2].starts_with(of)).map(|r| r[0].clone()).collect()
    };
    for row in rows.iter().filter(|row| row[1].ends_with("2024")) {
        let Some((shown, sector)) = names.iter().find(|(shown, _)| row[2].starts_with(**shown)) else {
            panic!("{row:?}")
        };
        let listed = named(shown);
        let what = format!("workbook: {row:?}");
        told.add(&what, money(&row[5]), |supplier, of| {
            let is_row = if suppliers.contains(&row[0]) { supplier == row[0] } else { !listed.contains(supplier) };
            of == *sector && is_row && !is_public(supplier)
        });
    }
    let largest = book.worksheet_range("Largest suppliers").unwrap();
    for row in largest.rows() {
        let (name, sum) = (row[0].to_string(), row[1].to_string());
        if suppliers.contains(&name) && sum.parse::<f64>().is_ok() {
            told.add(&format!("workbook, largest: {name}"), money(&sum), |supplier, _| supplier == name);
        }
    }
}

/// Rows of open data by supplier and account; those of masked suppliers together.
fn of_open_data(told: &mut Told<'_>, path: &Path) {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|h| h == name).unwrap();
    let [name, account, sum] = ["Toimittajan nimi", "Tili", "Laskun summa ilman ALV"].map(at);
    let mut rows: BTreeMap<(String, String), i64> = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        *rows.entry((record[name].to_owned(), record[account].to_owned())).or_default() += cents(&record[sum]);
    }
    let suppliers: BTreeSet<String> = told.parts.iter().map(|((s, _), _)| s.clone()).collect();
    let sector =
        |account: &str| ACCOUNTS.iter().find(|(number, ..)| *number == account).map_or("", |(.., sector)| sector);
    let named: BTreeSet<(String, &str)> =
        rows.keys().filter(|(s, _)| suppliers.contains(s)).map(|(s, account)| (s.clone(), sector(account))).collect();
    // Masked rows tell what they are by their name and account: the sums are found by trying.
    let mut masked: BTreeMap<&str, i64> = BTreeMap::new();
    for ((supplier, account), sold) in &rows {
        if suppliers.contains(supplier) {
            told.add(&format!("open: {supplier} {account}"), *sold, |s, of| s == supplier && of == sector(account));
        } else {
            *masked.entry(account.as_str()).or_default() += sold;
        }
    }
    let shown: BTreeSet<&str> = masked.keys().map(|account| sector(account)).filter(|s| !s.is_empty()).collect();
    for (account, sold) in masked {
        told.add(&format!("open: masked on {account}"), sold, |s, of| {
            !named.contains(&(s.to_owned(), of))
                && if account.is_empty() { !shown.contains(of) } else { of == sector(account) }
        });
    }
}

#[test]
fn a_reader_who_solves_for_a_person_finds_nothing() {
    let mut hidden = 0;
    for seed in 1..=12 {
        let (ledger, export) = ledger(seed);
        let folder = Folder::new();
        folder.write("a.csv", export);
        folder.write("p.toml", pipeline("a.csv") + "[report]\nlanguages = [\"en\"]\nformats = [\"html\", \"xlsx\"]\n");
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        folder.vire(&["publish-open", "p.toml", "--out", "out", "--to", "open"]).published();
        let run = folder.path("out/current");
        let mut told = Told::new(&ledger);
        of_figures(&mut told, &run);
        of_workbook(&mut told, &run.join("workbook.en.xlsx"));
        of_open_data(&mut told, &folder.path("open/ostolaskut-2024.csv"));
        assert!(told.sums.len() > 20, "seed {seed}: {} sums were read", told.sums.len());
        let revealed = told.reveal(is_person, &BTreeSet::new());
        assert!(
            revealed.is_empty(),
            "seed {seed}: {revealed:?} by {:#?} of {:#?}",
            told.needed(is_person, &BTreeSet::new()),
            told.parts
        );
        hidden += json(&run.join("summary.json"))["not_shown"]["rows"].as_array().unwrap().len();
    }
    println!("seeds 1 to 12: {hidden} rows are not shown");
    assert!(hidden > 0);
}

/// A family carer stands with the name alone, on an account that is for persons; a company there keeps its name.
#[test]
fn persons_without_an_id_are_counted_and_not_named() {
    let folder = Folder::new();
    let mut export = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n".to_owned();
    for (i, name) in
        ["Matti Esimerkki", "Esimerkki Anna-Liisa", "Parturi Pirjo Esimerkki", "Hoivatiimi Oy", "Kymen Vire"]
            .iter()
            .enumerate()
    {
        export.push_str(&format!("{name};4470;Perhehoidon palkkio;{i};1{i}.5.2024;77{i},77\n"));
    }
    // A given name without such an account is not enough.
    export.push_str("Pekka Esimerkki;4390;Rakennusten kunnossapito;9;1.6.2024;500,00\n");
    for i in 0..5 {
        export.push_str(&format!("Yritys{i} Oy;4390;Rakennusten kunnossapito;{i}0;2.6.2024;5{i}00,00\n"));
    }
    folder.write("a.csv", export);
    folder.write("p.toml", pipeline("a.csv"));
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let said = outcome.stdout() + &outcome.stderr();
    assert!(
        said.contains("3 suppliers without an id are taken as persons") && said.contains("2 more may be persons"),
        "{said}"
    );
    folder.vire(&["publish-open", "p.toml", "--out", "out", "--to", "open"]).published();
    let read = |path: &str| std::fs::read_to_string(folder.path(path)).unwrap();
    for path in ["open/ostolaskut-2024.csv", "out/current/report.en.html", "out/current/texts.en.md"] {
        let text = read(path);
        for name in ["Matti", "Anna-Liisa", "Pirjo"] {
            assert!(!text.contains(name), "{name} in {path}");
        }
        assert!(path.ends_with("md") || text.contains("Hoivatiimi Oy"), "{path}");
        // A name that may be a person's is no reason to mask a line, but it is not listed in a report.
        assert_eq!(text.contains("Pekka Esimerkki"), path.starts_with("open/"), "{path}");
    }
    let left_out = read("open/left-out.csv");
    assert!(
        left_out.contains("persons by name;3 suppliers") && left_out.contains("persons by name;2 suppliers"),
        "{left_out}"
    );
}
