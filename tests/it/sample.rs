//! The sample data: what its generator counted is what a run keeps.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use vire_formats::columns;

use crate::support::{Folder, ROOT, csv_rows, json, manifest};

fn run(pipeline: &str) -> (Folder, Value) {
    let folder = Folder::new();
    let path = format!("{ROOT}/pipelines/{pipeline}.toml");
    folder.vire(&["run", &path, "--out", "out", "--quiet"]).published();
    let manifest = manifest(&folder.path("out"));
    (folder, manifest)
}

fn control_equals_facts(manifest: &Value) -> usize {
    let facts = csv_rows(&Path::new(ROOT).join("sample-data/facts.csv"));
    let mut compared = 0;
    for input in manifest["inputs"].as_array().unwrap() {
        let file = input["file"].as_str().unwrap();
        let fact = facts.iter().find(|f| file.ends_with(&f["file"])).unwrap_or_else(|| panic!("no facts for {file}"));
        let tables = input["tables"].as_array().unwrap();
        assert_eq!(tables.len(), 1, "{file}");
        let control = &tables[0]["control"];
        for (fact_key, pointer) in [
            ("data_rows", "/kept"),
            ("rejected_rows", "/rejected"),
            ("negative_rows", "/negative"),
            ("total_rows", "/no_data/total"),
            ("header_rows", "/no_data/header"),
        ] {
            assert_eq!(control.pointer(pointer).unwrap().to_string(), fact[fact_key], "{file} {fact_key}");
        }
        assert_eq!(control["kept_amount"].as_str().unwrap(), fact["amount_sum"], "{file}");
        compared += 1;
    }
    compared
}

#[test]
fn kotka_is_read_to_the_cent() {
    let (folder, manifest) = run("kotka");
    assert_eq!(control_equals_facts(&manifest), 4);
    // Account 1808 is left out as refundable VAT; its sum is that of the generator's facts, all years.
    let facts = csv_rows(&Path::new(ROOT).join("sample-data/facts.csv"));
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let vat: i64 = facts.iter().filter(|f| f["file"].starts_with("kotka/")).map(|f| cents(&f["amount_sum_1808"])).sum();
    assert_eq!(cents(manifest["totals"]["by_scope"]["refundable-vat"]["amount"].as_str().unwrap()), vat);
    // The break of 2023 is told before the first figure, in each language.
    for (language, word) in [("fi", "hyvinvointialueille"), ("sv", "välfärdsområdena"), ("en", "wellbeing services")]
    {
        let page = std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap();
        assert!(page.contains(word) && page.contains(&format!("<html lang=\"{language}\">")));
        assert!(!page.contains("[col-") && !page.contains("[table-"), "a text is missing");
    }
}

/// Cents by year of the suppliers whose names fit, and how many sold in the year.
fn sold(run: &Path, fits: impl Fn(&str) -> bool) -> BTreeMap<i32, (i128, usize)> {
    let table = |name: &str| vire_formats::parquet::read(&run.join(name)).unwrap();
    let mut keys = BTreeSet::new();
    for batch in table("suppliers.parquet") {
        let texts = |column| columns::texts(&batch, column).unwrap();
        let rows = texts("supplier").iter().zip(texts("name"));
        keys.extend(rows.filter(|(_, name)| name.is_some_and(&fits)).map(|(key, _)| key.unwrap().to_owned()));
    }
    let mut sold = BTreeMap::<i32, (i128, BTreeSet<String>)>::new();
    for batch in table("spend.parquet") {
        let (years, suppliers) = (columns::ints(&batch, "year").unwrap(), columns::texts(&batch, "supplier").unwrap());
        let amounts = columns::money(&batch, "amount").unwrap();
        for row in (0..batch.num_rows()).filter(|row| keys.contains(suppliers.value(*row))) {
            let of_year = sold.entry(years.value(row)).or_default();
            of_year.0 += amounts.value(row);
            of_year.1.insert(suppliers.value(row).to_owned());
        }
    }
    sold.into_iter().map(|(year, (cents, keys))| (year, (cents, keys.len()))).collect()
}

/// What happened, by the sums that sample-data/README.md tells: each invoice is of a round sum.
#[test]
fn the_events_of_kotka_are_found() {
    let (folder, _) = run("kotka");
    let current = folder.path("out/current");
    let of = |fits: &dyn Fn(&str) -> bool| sold(&current, fits);
    let lost = of(&|name| name == "Kymen Humpelvi Rakennus Oy");
    assert_eq!(lost, [2021, 2022, 2023].map(|year| (year, (12 * 220_000 * 100, 1))).into());
    let before = of(&|name| name == "Rannikon Kaikunto Tukku Oy");
    assert_eq!(before, [2021, 2022, 2023].map(|year| (year, (24 * 70_000 * 100, 1))).into());
    let elsewhere = of(&|name| name == "Etelän Sorviska Tukku Oy");
    assert_eq!(elsewhere, [(2024, (24 * 70_000 * 100, 1))].into());
    let is_of = |name: &str, trade: &str| {
        let ends = ["lahdas", "niemus", "rantus"];
        name.to_lowercase().contains(trade) && ends.iter().any(|end| name.to_lowercase().contains(end))
    };
    let newcomers = of(&|name| is_of(name, "siivous"));
    assert_eq!(newcomers, [(2024, (24 * 3 * 2_500 * 100, 24))].into());
    let campaign = of(&|name| is_of(name, "viherhoito"));
    let (once, more) = (20 * 2_000 * 100, 20 * 4 * 4_000 * 100);
    let by_year = [(2021, once), (2022, once), (2023, once), (2024, more)];
    assert_eq!(campaign, by_year.map(|(year, cents)| (year, (cents, 20))).into());
    // The report tells them first.
    let page = std::fs::read_to_string(current.join("report.en.html")).unwrap();
    let changes = page.split("id=\"changes\"").nth(1).unwrap().split("</section>").next().unwrap();
    for driver in ["Humpelvi", "Kaikunto"] {
        assert!(changes.contains(driver), "{driver}: {changes}");
    }
}

#[test]
fn hassleholm_is_read_to_the_ore() {
    let (_folder, manifest) = run("hassleholm");
    assert_eq!(control_equals_facts(&manifest), 2);
    assert_eq!(manifest["currency"], "SEK");
    assert!(manifest["persons_masked"]["texts"].as_u64().unwrap() > 0);
    assert!(manifest["persons_masked"]["kinds"]["redacted"]["lines"].as_u64().unwrap() > 0);
}

#[test]
fn levanger_is_read_to_the_ore() {
    let (folder, manifest) = run("levanger");
    assert_eq!(control_equals_facts(&manifest), 3);
    assert_eq!(manifest["currency"], "NOK");
    // Art 429 is refundable VAT; its sum is that of the generator's facts.
    let facts = csv_rows(&Path::new(ROOT).join("sample-data/facts.csv"));
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let of_file = |f: &&std::collections::HashMap<String, String>| f["file"].starts_with("levanger/");
    let vat: i64 = facts.iter().filter(of_file).map(|f| cents(&f["amount_sum_1808"])).sum();
    assert_eq!(cents(manifest["totals"]["by_scope"]["refundable-vat"]["amount"].as_str().unwrap()), vat);
    // A line of 2024 has no day of posting: it is of the year of its payment, not of its invoice.
    for fact in facts.iter().filter(of_file) {
        let year = fact["file"].trim_end_matches(".csv").rsplit('-').next().unwrap();
        assert_eq!(manifest["totals"]["by_year"][year]["amount"], fact["amount_sum"].as_str());
    }
    // Persons sell, and none of their numbers is in any file of the run.
    let is_person = |id: &str| id.len() == 11 && id.bytes().all(|b| b.is_ascii_digit());
    let ledger = |year: &str| {
        let name = format!("sample-data/levanger/leverandorregnskap-{year}.csv");
        std::fs::read_to_string(Path::new(ROOT).join(name)).unwrap()
    };
    let cells = ["2023", "2024", "2025"].map(ledger).join("\n");
    let persons: BTreeSet<&str> = cells.split([';', '\n']).filter(|id| is_person(id)).collect();
    assert!(persons.len() >= 5);
    assert!(manifest["persons_masked"]["texts"].as_u64().unwrap() >= persons.len() as u64);
    for (name, bytes) in crate::support::run_bytes(&folder.path("out")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!persons.iter().any(|person| text.contains(person)), "a person's number is in {name}");
    }
    // Rings, thresholds and sectors are known of most of the money.
    let summary = json(&folder.path("out/current/summary.json"));
    let figures = summary["figures"].as_array().unwrap();
    let share = |indicator: &str, member: &str| {
        let is = |f: &&Value| {
            f["indicator"] == indicator && f["period"] == "2024" && f["scope"] == "external" && f["member"] == member
        };
        figures.iter().find(is).and_then(|f| f["value"].as_str()).map_or(0.0, |v| v.parse::<f64>().unwrap())
    };
    assert!(share("B3", "unknown") < 0.15 && share("B3", "total") > 0.2, "rings");
    let by_method = &manifest["totals"]["by_sector_method"];
    assert!(by_method["account"]["amount"].is_string() && by_method["account-name"]["amount"].is_string());
    let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
    assert!(page.contains("Doffin") && !page.contains("[threshold-"));
}

#[test]
fn the_small_ods_is_read() {
    let folder = Folder::new();
    let file = format!("{ROOT}/sample-data/ods/ostolaskut-pieni.ods");
    folder.write("p.toml", crate::support::pipeline(&file));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(control_equals_facts(&manifest(&folder.path("out"))), 1);
}

#[test]
fn every_figure_names_what_it_rests_on() {
    let (folder, _) = run("kotka");
    let summary = json(&folder.path("out/current/summary.json"));
    let figures = summary["figures"].as_array().unwrap();
    assert!(figures.len() > 1000);
    for figure in figures {
        for key in ["indicator", "scope", "period", "dimension", "member", "unit"] {
            assert!(figure[key].is_string(), "{figure}");
        }
        let number = |key: &str| figure[key].as_str().map(|t| t.parse::<f64>().unwrap());
        if let (Some(low), Some(high), Some(value)) = (number("low"), number("high"), number("value")) {
            assert!(low <= high + 1e-6 && value >= low - 1e-6 && value <= high + 1e-6, "{figure}");
        }
    }
    let of_2024 = |f: &&Value| f["indicator"] == "A1" && f["period"] == "2024" && f["dimension"] == "total";
    assert_eq!(figures.iter().filter(of_2024).count(), 2, "one in each scope");
}
