//! Emissions of purchases, estimated by spend, the local multiplier, and input-output effects, on ledgers small enough to reckon by hand.

use serde_json::Value;

use crate::support::{Folder, ROOT, json, manifest, pipeline, run_bytes};

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Lähi Oy;Kotka;5\n\
    9512346-7;Toinen Oy;Kotka;300\n\
    9512347-5;Muualta Oy;Helsinki;30\n";

/// 2 100.00 in 2024: food (4520) for 1 200.00, ICT (4342) for 600.00, cleaning (4380) for 300.00.
const LEDGER: &str = "Toimittajan nimi;Tili;Tilin nimi;CPV-koodi;Kirjauspäivämäärä;Summa\n\
    Lähi Oy;4520;Elintarvikkeet;;15.1.2024;800,00\n\
    Lähi Oy;4520;Elintarvikkeet;;16.2.2024;-80,00\n\
    Muualta Oy;4520;Elintarvikkeet;;18.4.2024;480,00\n\
    Toinen Oy;4342;ICT-palvelut;;17.3.2024;600,00\n\
    Lähi Oy;4380;Siivous;;20.6.2024;300,00\n";

const FACTORS: &str = "Tili;CPV-koodi;Toimiala;kg CO2e/€;Alaraja;Yläraja\n\
    452;;;2,0;1,0;4,0\n\
    ;;ICT;0,1;;\n";

/// What cost 120 in 2024 cost 100 in 2020.
const SETTINGS: &str = "source = \"made up\"\nprice_year = 2020\nprices = \"purchaser\"\n\
    index = { 2020 = 100, 2024 = 120 }\nindex_source = \"made up, too\"\n";

fn folder(ledger: &str, factors: &str, settings: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", ledger);
    folder.write("rekisteri.csv", REGISTER);
    folder.write("kertoimet.csv", factors);
    let text = pipeline("ostot.csv")
        + "[[register]]\nfiles = [\"rekisteri.csv\"]\n[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n\
           [effects.emissions]\nfiles = [\"kertoimet.csv\"]\n"
        + settings;
    folder.write("p.toml", text);
    folder
}

fn run(ledger: &str, factors: &str, settings: &str) -> Folder {
    let folder = folder(ledger, factors, settings);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

fn figures(folder: &Folder) -> Vec<Value> {
    json(&folder.path("out/current/summary.json"))["figures"].as_array().unwrap().clone()
}

fn of_emissions(figures: &[Value]) -> impl Iterator<Item = &Value> {
    of("E1", figures)
}

fn of<'f>(indicator: &'static str, figures: &'f [Value]) -> impl Iterator<Item = &'f Value> {
    figures.iter().filter(move |f| f["indicator"] == indicator && f["scope"] == "market")
}

/// Value, low, high, coverage and n of a figure of 2024.
#[track_caller]
fn check(figures: &[Value], place: [&str; 2], expected: [Option<f64>; 5]) {
    check_of("E1", figures, place, expected);
}

#[track_caller]
fn check_of(indicator: &'static str, figures: &[Value], [dimension, member]: [&str; 2], expected: [Option<f64>; 5]) {
    let is = |f: &&Value| f["dimension"] == dimension && f["member"] == member && f["period"] == "2024";
    let figure = of(indicator, figures).find(is).unwrap_or_else(|| panic!("no {dimension} {member}"));
    for (key, expected) in ["value", "low", "high", "coverage", "n"].into_iter().zip(expected) {
        let number = figure[key].as_f64().or_else(|| figure[key].as_str().map(|text| text.parse().unwrap()));
        let is_near = match (number, expected) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-6,
            (a, b) => a == b,
        };
        assert!(is_near, "{key} of {dimension} {member}: {number:?}, expected {expected:?}");
    }
}

fn all(values: [f64; 5]) -> [Option<f64>; 5] {
    values.map(Some)
}

#[test]
fn emissions_are_those_reckoned_by_hand() {
    let figures = figures(&run(LEDGER, FACTORS, SETTINGS));
    // Food: 1 200 at 2024 are 1 000 at 2020, times 2 kg, from 1 to 4. ICT: 600 are 500, times 0.1 kg, from half to twice that.
    check(&figures, ["total", "total"], all([2050.0, 1025.0, 4100.0, 1800.0 / 2100.0, 4.0]));
    check(&figures, ["sector", "food"], all([2000.0, 1000.0, 4000.0, 1.0, 3.0]));
    check(&figures, ["sector", "ict"], all([50.0, 25.0, 100.0, 1.0, 1.0]));
    // What no factor covers is not nothing.
    check(&figures, ["sector", "cleaning-waste"], [None, None, None, Some(0.0), Some(0.0)]);
    // Lähi sold food for 720, which are 600, and Muualta for 480, which are 400.
    check(&figures, ["ring", "municipality"], all([1250.0, 625.0, 2500.0, 1320.0 / 1620.0, 3.0]));
    check(&figures, ["ring", "country"], all([800.0, 400.0, 1600.0, 1.0, 1.0]));
    check(&figures, ["size", "micro"], all([1200.0, 600.0, 2400.0, 720.0 / 1020.0, 2.0]));
    check(&figures, ["size", "small"], all([800.0, 400.0, 1600.0, 1.0, 1.0]));
    check(&figures, ["size", "large"], all([50.0, 25.0, 100.0, 1.0, 1.0]));
    let share = |part: f64| [Some(part / 2100.0), None, None, Some(1800.0 / 2100.0), Some(5.0)];
    check(&figures, ["measure", "by-account-share"], share(1200.0));
    check(&figures, ["measure", "by-sector-share"], share(600.0));
    check(&figures, ["measure", "by-cpv-share"], share(0.0));
}

/// The credit note alone, -80.00 at 2024, is -66.67 at 2020: the lower end of the range takes back the most.
#[test]
fn a_credit_note_takes_back() {
    let lines = LEDGER.lines().filter(|line| !line.contains("800,00") && !line.contains("480,00"));
    let figures = figures(&run(&lines.fold(String::new(), |all, line| all + line + "\n"), FACTORS, SETTINGS));
    // Of a sum below nothing there is no share that is covered.
    check(&figures, ["sector", "food"], [Some(-133.33), Some(-266.67), Some(-66.67), None, Some(1.0)]);
}

#[test]
fn an_account_comes_before_a_cpv_code_and_that_before_a_sector() {
    let ledger = "Toimittajan nimi;Tili;Tilin nimi;CPV-koodi;Kirjauspäivämäärä;Summa\n\
        Lähi Oy;4520;Elintarvikkeet;15300000-1;15.1.2024;100,00\n\
        Lähi Oy;4529;Elintarvikkeet;15300000-1;15.1.2024;100,00\n\
        Lähi Oy;4529;Elintarvikkeet;15800000-6;15.1.2024;100,00\n\
        Lähi Oy;4529;Elintarvikkeet;33000000-0;15.1.2024;100,00\n\
        Lähi Oy;4529;Elintarvikkeet;;15.1.2024;100,00\n";
    let factors = "Tili;CPV-koodi;Toimiala;Päästökerroin;Hintavuosi;Hinnat;Lähde\n\
        45;;;1;2024;perushinta;made up\n\
        4520;;;2;2024;perushinta;made up\n";
    // The longest beginning of an account wins.
    let by_account = figures(&run(ledger, factors, ""));
    check(&by_account, ["total", "total"], all([2.0 * 100.0 + 4.0 * 100.0, 300.0, 1200.0, 1.0, 5.0]));
    // CPV 15 is a division, 153 a group of it; what neither covers is food by its account's name.
    let factors = "Tili;CPV-koodi;Toimiala;Päästökerroin;Hintavuosi;Hinnat;Lähde\n\
        4520;;;2;2024;perushinta;made up\n\
        ;15000000-8;;3;2024;perushinta;made up\n\
        ;15300000-1;;5;2024;perushinta;made up\n\
        ;;food;7;2024;perushinta;made up\n";
    let by_all = figures(&run(ledger, factors, ""));
    check(&by_all, ["total", "total"], all([200.0 + 500.0 + 300.0 + 700.0 + 700.0, 1200.0, 4800.0, 1.0, 5.0]));
    let share = |lines: f64| [Some(lines / 5.0), None, None, Some(1.0), Some(5.0)];
    check(&by_all, ["measure", "by-account-share"], share(1.0));
    check(&by_all, ["measure", "by-cpv-share"], share(2.0));
    check(&by_all, ["measure", "by-sector-share"], share(2.0));
}

#[test]
fn a_year_without_an_index_is_not_covered_and_said() {
    let ledger = LEDGER.to_owned() + "Lähi Oy;4520;Elintarvikkeet;;15.1.2023;100,00\n";
    let folder = run(&ledger, FACTORS, SETTINGS);
    let figures = figures(&folder);
    let earlier = of_emissions(&figures).find(|f| f["period"] == "2023" && f["dimension"] == "total").unwrap();
    assert_eq!((&earlier["value"], &earlier["coverage"]), (&Value::Null, &"0.000000".into()));
    check(&figures, ["total", "total"], all([2050.0, 1025.0, 4100.0, 1800.0 / 2100.0, 4.0]));
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    assert!(notices.contains("no-price-index") && notices.contains("of 2023 whose factors"), "{notices}");
    // Without any index only purchases of the prices of the factors are covered.
    let without = SETTINGS.replace("index = { 2020 = 100, 2024 = 120 }\nindex_source = \"made up, too\"\n", "");
    let folder = run(LEDGER, FACTORS, &without);
    let summary = json(&folder.path("out/current/summary.json"));
    assert!(summary["not_computed"].to_string().contains("emission-factors"));
    assert_eq!(of_emissions(summary["figures"].as_array().unwrap()).count(), 0);
    let same_year = run(LEDGER, FACTORS, &without.replace("2020", "2024"));
    check(&self::figures(&same_year), ["total", "total"], all([2460.0, 1230.0, 4920.0, 1800.0 / 2100.0, 4.0]));
}

#[test]
fn a_spread_of_the_users_own_makes_the_range() {
    let figures = figures(&run(LEDGER, FACTORS, &format!("{SETTINGS}spread = 1.25\n")));
    check(&figures, ["sector", "ict"], all([50.0, 40.0, 62.5, 1.0, 1.0]));
    check(&figures, ["sector", "food"], all([2000.0, 1000.0, 4000.0, 1.0, 3.0]));
}

/// A sole trader sold cleaning and food: whatever it sold, all estimates are the same, for they are of organisations alone.
#[test]
fn what_persons_sold_does_not_follow() {
    let factors = format!("{FACTORS};;cleaning-waste;1;0,5;2\n");
    let others = ["Pesu", "Puhdas", "Kiilto", "Kirkas", "Lattia", "Ikkuna"];
    let others: String = others
        .iter()
        .flat_map(|name| ["4380;Siivous", "4520;Elintarvikkeet"].map(|account| (name, account)))
        .map(|(name, account)| format!("{name} Oy;{account};;21.10.2024;900,00\n"))
        .collect();
    let estimates = |cleaning: &str, food: &str| {
        let person = "Siivous Virtanen Tmi";
        let ledger = format!(
            "{LEDGER}{others}{person};4380;Siivous;;20.10.2024;{cleaning}\n{person};4520;Elintarvikkeet;;20.10.2024;{food}\n"
        );
        let figures = figures(&run(&ledger, &factors, SETTINGS));
        let told = |f: &Value| ["dimension", "member", "value", "low", "high", "n"].map(|key| f[key].clone());
        of_emissions(&figures).filter(|f| f["dimension"] != "measure").map(told).collect::<Vec<_>>()
    };
    let first = estimates("50,00", "40,00");
    assert!(first.iter().any(|f| f[1] == "cleaning-waste" && !f[2].is_null()), "{first:?}");
    assert_eq!(first, estimates("90,00", "20,00"));
    // Three persons of about the same size hide each other: the sector is told, without what they sold.
    let ledger = LEDGER.to_owned()
        + "Siivous Virtanen Tmi;4380;Siivous;;20.10.2024;500,00\n\
           Siivous Korhonen Tmi;4380;Siivous;;21.10.2024;400,00\n\
           Siivous Nieminen Tmi;4380;Siivous;;22.10.2024;600,00\n";
    let folder = run(&ledger, &factors, SETTINGS);
    let figures = figures(&folder);
    // 300 of Lähi are 250 at 2020.
    check(&figures, ["sector", "cleaning-waste"], all([250.0, 125.0, 500.0, 300.0 / 1800.0, 1.0]));
}

#[test]
fn a_report_calls_it_an_estimate_and_names_its_factors() {
    let folder = run(LEDGER, FACTORS, SETTINGS);
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    assert!(!page.contains("[size-"), "a text is missing");
    for part in [
        "Effects (estimates)",
        "Micro (fewer than 10 employed)",
        "an estimate by spend, of the 85.7% of purchases that factors cover",
        "Factors: made up (purchaser&#x27;s prices of 2020).",
        "by an index: made up, too.",
        "divided and multiplied by 2 for",
        "Whether their prices include VAT is not said.",
    ] {
        assert!(page.contains(part) || page.contains(&part.replace("&#x27;", "'")), "no {part:?}");
    }
    assert!(folder.vire(&["explain", "E1"]).published().stdout().contains("no measurement"));
    let traced = folder.vire(&["trace", "E1", "2024", "--out", "out", "--json"]).published().stdout();
    assert!(traced.contains("no-rule"), "{traced}");
    // Without factors there is no topic.
    let bare = Folder::new();
    bare.write("ostot.csv", LEDGER);
    bare.write("p.toml", pipeline("ostot.csv") + "[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n");
    bare.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let page = std::fs::read_to_string(bare.path("out/current/report.html")).unwrap();
    assert!(!page.contains("Effects (estimates)"));
}

#[test]
fn factors_that_cannot_be_used_are_refused_with_their_rows() {
    let refused = |factors: &str, settings: &str, parts: &[&str]| {
        let all = [&["emission-table"], parts].concat();
        folder(LEDGER, factors, settings).vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(3, &all);
    };
    let given = |rows: &str| format!("Tili;CPV-koodi;Toimiala;Kerroin;Alaraja;Yläraja;Valuutta\n{rows}");
    refused(&given(";;;1;;;EUR\n"), SETTINGS, &["row 2", "no account, no CPV code and no sector"]);
    refused(&given("4520;15000000;;1;;;\n"), SETTINGS, &["row 2", "several of account, CPV code and sector"]);
    refused(&given("4520;;;1;;;\n4520;;;2;;;\n"), SETTINGS, &["row 3", "account 4520 has a factor already"]);
    refused(&given(";;ruoka ja juoma;1;;;\n"), SETTINGS, &["row 2", "is no sector"]);
    refused(&given("4520;;;;;;x\n"), SETTINGS, &["row 2", "has no factor"]);
    refused(&given("4520;;;noin 1;;;\n"), SETTINGS, &["row 2", "factor: \"noin 1\" is no factor"]);
    refused(&given("4520;;;-1;;;\n"), SETTINGS, &["row 2", "is no factor"]);
    refused(&given("4520;;;450;;;\n"), SETTINGS, &["row 2", "more than 100", "divided by 1000"]);
    refused(&given("4520;;;1;2;3;\n"), SETTINGS, &["row 2", "not between low and high"]);
    refused(&given("4520;;;1;0,5;;\n"), SETTINGS, &["row 2", "one end of a range"]);
    refused(&given("4520;;;1;;;SEK\n"), SETTINGS, &["row 2", "is for SEK, purchases are in EUR"]);
    refused(&given("4500-4599;;;1;;;\n"), SETTINGS, &["row 2", "is no beginning of account numbers"]);
    refused(&given("4520;;;1;;;\n"), "price_year = 2020\nprices = \"basic\"\n", &["row 2", "no source"]);
    refused(&given("4520;;;1;;;\n"), "source = \"x\"\nprices = \"basic\"\n", &["row 2", "no year of prices"]);
    refused(&given("4520;;;1;;;\n"), "source = \"x\"\nprice_year = 2020\n", &["row 2", "what its prices include"]);
}

#[test]
fn settings_that_say_nothing_or_too_little_are_faults() {
    let refused = |settings: &str, parts: &[&str]| {
        let folder = folder(LEDGER, FACTORS, "");
        let text = pipeline("ostot.csv") + "[effects.emissions]\n" + settings;
        folder.write("p.toml", text);
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(2, parts);
    };
    refused("source = \"x\"\n", &["source is given, but no files"]);
    let files = "files = [\"kertoimet.csv\"]\n";
    refused(&format!("{files}index = {{ 2020 = 100 }}\n"), &["the index has no source"]);
    refused(&format!("{files}index = {{ uusi = 100 }}\nindex_source = \"x\"\n"), &["\"uusi\" is no year"]);
    refused(&format!("{files}index = {{ 2020 = 0 }}\nindex_source = \"x\"\n"), &["0 is no price index"]);
    refused(&format!("{files}price_year = 20\n"), &["20 is no year of prices"]);
    refused(&format!("{files}spread = 0.5\n"), &["0.5"]);
    refused("files = [\"puuttuu.csv\"]\n", &["no file \"puuttuu.csv\""]);
}

/// Sums by factor are kept with a year; another factor of the same account needs no new ones, a factor of another does.
#[test]
fn another_factor_makes_another_run_the_same_as_a_first_one() {
    let folder = run(LEDGER, FACTORS, SETTINGS);
    let tables = |out: &str| -> Vec<(String, Vec<u8>)> {
        let of_figures = |(name, _): &(String, Vec<u8>)| {
            ["tables/emissions.parquet", "indicators.parquet", "summary.json"].contains(&name.as_str())
        };
        run_bytes(&folder.path(out)).into_iter().filter(of_figures).collect()
    };
    let first = tables("out");
    assert_eq!(first.len(), 3);
    let more = format!("{FACTORS}4380;;;0,3;;\n4342;;;0,2;;\n");
    for (number, factors) in [FACTORS.replace("2,0;1,0;4,0", "3,0;1,0;4,0"), more].iter().enumerate() {
        folder.write("kertoimet.csv", factors);
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let anew = format!("anew{number}");
        folder.vire(&["run", "p.toml", "--out", &anew, "--quiet"]).published();
        assert_ne!(tables("out"), first);
        assert_eq!(tables("out"), tables(&anew));
    }
}

/// Of 1 000 000.00, 400 000.00 are from here: 250 000.00 from one that answered 50 %, 150 000.00 from Vaiti Oy, which did not.
/// Four others answered as well, but what they sold was credited; the mean of the five answers is 45 %.
fn rounds() -> String {
    let mut ledger = String::from("Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa\n");
    for month in 1..=12 {
        ledger += &format!("Muualta Oy;4520;Elintarvikkeet;15.{month}.2024;50000,00\n");
    }
    ledger += "Lähi Oy;4380;Siivous;15.1.2024;250000,00\nVaiti Oy;4520;Elintarvikkeet;15.1.2024;150000,00\n";
    for other in ["Toinen", "Kolmas", "Neljäs", "Viides"] {
        ledger += &format!("{other} Oy;4380;Siivous;15.1.2024;10,00\n{other} Oy;4380;Siivous;16.1.2024;-10,00\n");
    }
    ledger
}

const HERE: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n9512345-9;Lähi Oy;Kotka;5\n\
    9512346-7;Toinen Oy;Kotka;300\n9512347-5;Muualta Oy;Helsinki;30\n9512348-3;Kolmas Oy;Kotka;2\n\
    9512349-1;Neljäs Oy;Kotka;2\n9512350-4;Viides Oy;Kotka;2\n9512351-2;Vaiti Oy;Kotka;2\n";

const ANSWERS: [&str; 5] =
    ["Lähi Oy;30;20;2024", "Toinen Oy;40 %;;2024", "Kolmas Oy;;40;2024", "Neljäs Oy;45;0;2023", "Viides Oy;40;10;2025"];

fn surveyed(ledger: &str, answers: &[&str], settings: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", ledger);
    folder.write("rekisteri.csv", HERE);
    folder.write(
        "kysely.csv",
        format!("Toimittaja;Paikalliset palkat;Paikalliset ostot;Vuosi\n{}\n", answers.join("\n")),
    );
    let text = pipeline("ostot.csv")
        + "[[register]]\nfiles = [\"rekisteri.csv\"]\n[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n\
           [effects.respending]\nfiles = [\"kysely.csv\"]\n"
        + settings;
    folder.write("p.toml", text);
    folder
}

fn multiplied(ledger: &str, answers: &[&str], settings: &str) -> Folder {
    let folder = surveyed(ledger, answers, settings);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

#[test]
fn the_local_multiplier_is_that_of_the_worked_example() {
    // 50, 40, 40, 45 and 50 %: their mean is 45 %.
    let folder = multiplied(&rounds(), &ANSWERS, "");
    let figures = figures(&folder);
    // 125 000 and 67 500 are spent here again: (1 000 000 + 400 000 + 192 500) / 1 000 000. Without an answer are 150 000, of
    // which nothing or everything could be spent again.
    let rate = 250.0 / 400.0;
    check_of("E2", &figures, ["total", "total"], all([1.5925, 1.525, 1.675, rate, 5.0]));
    check_of("E2", &figures, ["measure", "here-amount"], all([400_000.0, 400_000.0, 400_000.0, rate, 5.0]));
    check_of("E2", &figures, ["measure", "again-amount"], all([192_500.0, 125_000.0, 275_000.0, rate, 5.0]));
    check_of("E2", &figures, ["measure", "mean-share"], [Some(150.0 / 400.0), None, None, Some(rate), Some(5.0)]);
    check_of("E2", &figures, ["measure", "assumed-share"], [Some(0.0), None, None, Some(rate), Some(5.0)]);
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    let finding = "The local multiplier LM3 is 1.59, between 1.53 and 1.68: a model by a survey, in which suppliers of 62.5% of local \
                   purchases answered";
    assert!(page.contains(finding), "no finding");
    assert!(page.contains(
        "Answers to the survey: 5; of suppliers of the purchases, which count: 5; of persons, which are not used: 0."
    ));
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    assert!(notices.contains("of suppliers: 5; of suppliers of the purchases, which count: 5"), "{notices}");
}

#[test]
fn with_few_answers_each_stands_for_itself() {
    // Four answers make no mean: Vaiti's sector is assumed, or nothing is.
    let few = figures(&multiplied(&rounds(), &ANSWERS[..4], ""));
    let rate = 250.0 / 400.0;
    check_of("E2", &few, ["total", "total"], all([1.525, 1.525, 1.675, rate, 4.0]));
    let settings = "assumed = { food = 0.3 }\nassumed_source = \"made up\"\n";
    let folder = multiplied(&rounds(), &ANSWERS[..4], settings);
    let assumed = figures(&folder);
    // 125 000 and 45 000.
    check_of("E2", &assumed, ["total", "total"], all([1.57, 1.525, 1.675, rate, 4.0]));
    check_of("E2", &assumed, ["measure", "assumed-share"], [Some(150.0 / 400.0), None, None, Some(rate), Some(4.0)]);
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    assert!(page.contains("Shares that are assumed by sector: made up."));
    // Two answers would tell what each says.
    let folder = multiplied(&rounds(), &ANSWERS[..2], settings);
    let summary = json(&folder.path("out/current/summary.json"));
    assert_eq!(of("E2", summary["figures"].as_array().unwrap()).count(), 0);
    assert!(summary["not_computed"].to_string().contains("survey-answers"));
    // Eleven months are no year.
    let part: String =
        rounds().lines().filter(|line| !line.contains(".12.2024")).fold(String::new(), |all, line| all + line + "\n");
    assert_eq!(of("E2", &figures(&multiplied(&part, &ANSWERS, ""))).count(), 0);
}

#[test]
fn answers_are_held_against_suppliers_and_years() {
    // An answer of 2021 is too far from 2024; of two of one year neither is taken; of 2023 and 2024 the nearer one.
    let answers = [&ANSWERS[..], &["Vaiti Oy;90;0;2021", "Lähi Oy;10;10;2022", "Tuntematon Oy;50;0;2024"]].concat();
    let folder = multiplied(&rounds(), &answers, "");
    check_of("E2", &figures(&folder), ["total", "total"], all([1.5925, 1.525, 1.675, 0.625, 5.0]));
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    assert!(notices.contains("of suppliers: 8; of suppliers of the purchases, which count: 7"), "{notices}");
    let twice = [&ANSWERS[..], &["Lähi Oy;10;10;2024"]].concat();
    let folder = multiplied(&rounds(), &twice, "");
    let notices = manifest(&folder.path("out"))["notices"].to_string();
    assert!(notices.contains("answers-twice") && notices.contains("row 2") && notices.contains("row 7"), "{notices}");
    // Four others answered, which make no mean, and sold nothing net.
    check_of("E2", &figures(&folder), ["total", "total"], all([1.4, 1.4, 1.8, 0.0, 4.0]));
    // The same as parts of one.
    let parts = [
        "Lähi Oy;0,3;0,2;2024",
        "Toinen Oy;0,4;;2024",
        "Kolmas Oy;;0,4;2024",
        "Neljäs Oy;0,45;0;2023",
        "Viides Oy;0,4;0,1;2025",
    ];
    check_of(
        "E2",
        &figures(&multiplied(&rounds(), &parts, "")),
        ["total", "total"],
        all([1.5925, 1.525, 1.675, 0.625, 5.0]),
    );
}

/// A sole trader of here that answered: its answer changes nothing, and what it sold is told with all others or not at all.
#[test]
fn the_answer_of_a_person_is_not_used() {
    let ledger = rounds() + "Siivous Virtanen Tmi;4380;Siivous;15.1.2024;30000,00\n";
    let place = "9512352-0;Siivous Virtanen Tmi;Kotka;1\n";
    let run = |share: &str| {
        let answer = format!("Siivous Virtanen Tmi;{share};0;2024");
        let folder = surveyed(&ledger, &[&ANSWERS[..], &[answer.as_str()]].concat(), "");
        folder.write("rekisteri.csv", HERE.to_owned() + place);
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        let summary = json(&folder.path("out/current/summary.json"));
        assert_eq!(summary["respending"]["of_persons"], 1);
        summary["figures"].as_array().unwrap().clone()
    };
    let (low, high) = (run("10"), run("90"));
    assert_eq!(of("E2", &low).collect::<Vec<_>>(), of("E2", &high).collect::<Vec<_>>());
}

#[test]
fn answers_that_cannot_be_used_are_refused_with_their_rows() {
    let refused = |rows: &[&str], parts: &[&str]| {
        let all = [&["survey-table"], parts].concat();
        surveyed(&rounds(), rows, "").vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(3, &all);
    };
    refused(&[";30;20;2024"], &["row 2", "who answered"]);
    refused(&["Lähi Oy;;;2024"], &["row 2", "has no share"]);
    refused(&["Lähi Oy;30;20;2024", "Toinen Oy;noin 30;;2024"], &["row 3", "local_staff: \"noin 30\" is no share"]);
    refused(&["Lähi Oy;130;20;2024"], &["row 2", "is no share"]);
    refused(&["Lähi Oy;70;60;2024"], &["row 2", "more than everything"]);
    refused(&["Lähi Oy;70;20;"], &["row 2", "has no year"]);
    refused(&["Lähi Oy;70;20;viime"], &["row 2", "is no year"]);
    let faulty = |settings: &str, parts: &[&str]| {
        surveyed(&rounds(), &ANSWERS, settings).vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(2, parts);
    };
    faulty("assumed = { food = 0.3 }\n", &["no source"]);
    faulty("assumed = { ruoka = 0.3 }\nassumed_source = \"x\"\n", &["\"ruoka\" is no sector"]);
    faulty("assumed = { food = 30 }\nassumed_source = \"x\"\n", &["30 is no share"]);
}

/// From here 600 000.00 of an installer, 300 000.00 of a programmer and 100 000.00 of somebody whose industry is not known.
fn produced() -> String {
    let mut ledger = String::from("Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa\n");
    for month in 1..=12 {
        ledger += &format!("Lähi Oy;4390;Kunnossapito;15.{month}.2024;50000,00\n");
    }
    ledger
        + "Toinen Oy;4342;ICT-palvelut;15.1.2024;300000,00\nKolmas Oy;4520;Elintarvikkeet;15.1.2024;100000,00\n\
        Muualta Oy;4520;Elintarvikkeet;15.1.2024;500000,00\n"
}

const INDUSTRIES: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Toimiala (TOL)\n9512345-9;Lähi Oy;Kotka;43210\n\
    9512346-7;Toinen Oy;Kotka;62010\n9512347-5;Muualta Oy;Helsinki;46390\n9512348-3;Kolmas Oy;Kotka;\n";

const COEFFICIENTS: &str = "Mistä;Mihin;Panoskerroin\nF;F;0,2\nF;J;0,3\nJ;F;0,4\nJ;J;0,1\n";

const MADE: &str = "Toimiala;TOL;Työllisiä miljoonaa kohti;Veroja miljoonaa kohti;Työllisiä alueella;Työllisiä maassa\n\
    F;41 42 43;10;100000;20;400\nJ;58-63 62;4;50000;80;600\n";

fn modelled(coefficients: &str, industries: &str, settings: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", produced());
    folder.write("rekisteri.csv", INDUSTRIES);
    folder.write("kertoimet.csv", coefficients);
    folder.write("toimialat.csv", industries);
    let text = pipeline("ostot.csv")
        + "[[register]]\nfiles = [\"rekisteri.csv\"]\n[report]\nlanguages = [\"en\"]\nformats = [\"html\"]\n\
           [effects.multipliers]\ncoefficients = [\"kertoimet.csv\"]\nindustries = [\"toimialat.csv\"]\n"
        + settings;
    folder.write("p.toml", text);
    folder
}

const OF_AREA: &str = "source = \"made up\"\nyear = 2019\ncoefficients_of = \"area\"\n";

fn effects_of(coefficients: &str, settings: &str) -> Folder {
    let folder = modelled(coefficients, MADE, settings);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

/// The inverse of `I − A` is [[1.5, 0.5], [0.6667, 1.3333]], so that a unit from F makes output of 2.166667 and one from J of
/// 1.833333; jobs for a million are 17.666667 and 10.333333, taxes 183 333.33 and 116 666.67.
#[test]
fn input_output_effects_are_those_reckoned_by_hand() {
    let folder = effects_of(COEFFICIENTS, OF_AREA);
    let figures = figures(&folder);
    let told = |value: f64| all([value, value, value / 0.9, 0.9, 13.0]);
    check_of("E3", &figures, ["total", "total"], told(1_850_000.1));
    check_of("E3", &figures, ["measure", "jobs-count"], told(13.7));
    check_of("E3", &figures, ["measure", "taxes-amount"], told(145_000.0));
    check_of("E3", &figures, ["measure", "direct-amount"], [Some(900_000.0), None, None, Some(0.9), Some(13.0)]);
    assert!(of("E3", &figures).all(|f| f["member"] != "type-two-amount"));
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    for part in ["by an input-output model that covers 90.0% of local purchases", "Coefficients: made up, of 2019."] {
        assert!(page.contains(part), "no {part:?}");
    }
    assert!(!page.contains("jobs created"));
}

/// Households earn 0.1 of the output of both and spend 0.3 and 0.2 of that: with m3 = 0.3 m1 + 0.2 m2 the system is
/// 0.77 m1 − 0.42 m2 = 1 and −0.33 m1 + 0.88 m2 = 1, which 1.30 / 0.539 and 1.10 / 0.539 solve.
#[test]
fn households_make_effects_of_type_two() {
    let coefficients = format!("{COEFFICIENTS}H;F;0,1\nH;J;0,1\nF;H;0,3\nJ;H;0,2\n");
    let figures = figures(&effects_of(&coefficients, &format!("{OF_AREA}households = \"H\"\n")));
    let value = 600_000.0 * 2.411874 + 300_000.0 * 2.040816;
    check_of("E3", &figures, ["measure", "type-two-amount"], all([value, value, value / 0.9, 0.9, 13.0]));
    check_of("E3", &figures, ["total", "total"], all([1_850_000.1, 1_850_000.1, 1_850_000.1 / 0.9, 0.9, 13.0]));
}

/// Quotients of 0.5 and 4/3 by employment, and log2(1.1) to the power of 0.25, 0.608946: the coefficients of the area are
/// 0.060895, 0.068506, 0.4 and 0.081193. The determinant of `I − A` is 0.939105 × 0.918807 − 0.068506 × 0.4 = 0.835454, so
/// that output is (0.918807 + 0.4) / 0.835454 and (0.068506 + 0.939105) / 0.835454.
#[test]
fn coefficients_of_the_country_are_taken_to_the_area() {
    let folder = effects_of(COEFFICIENTS, &OF_AREA.replace("area", "country"));
    let figures = figures(&folder);
    let found = of("E3", &figures).find(|f| f["dimension"] == "total").unwrap();
    let found: f64 =
        found["value"].as_str().map_or_else(|| found["value"].as_f64().unwrap(), |text| text.parse().unwrap());
    let expected = 600_000.0 * 1.578551 + 300_000.0 * 1.206064;
    assert!((found - expected).abs() < 5.0, "{found} {expected}");
    let page = std::fs::read_to_string(folder.path("out/current/report.html")).unwrap();
    assert!(page.contains("with the exponent 0.25"));
}

#[test]
fn models_that_cannot_be_used_are_refused() {
    let refused = |coefficients: &str, industries: &str, settings: &str, parts: &[&str]| {
        let all = [&["coefficient-table"], parts].concat();
        modelled(coefficients, industries, settings)
            .vire(&["run", "p.toml", "--out", "out", "--quiet"])
            .failed(3, &all);
    };
    refused(&format!("{COEFFICIENTS}F;X;0,1\n"), MADE, OF_AREA, &["row 6", "\"X\" is none of the industries"]);
    refused(&format!("{COEFFICIENTS}F;J;0,1\n"), MADE, OF_AREA, &["row 6", "already"]);
    refused("Mistä;Mihin;Panoskerroin\nF;F;1,2\n", MADE, OF_AREA, &["row 2", "between 0 and 1"]);
    refused("Mistä;Mihin;Panoskerroin\nF;F;0,6\nJ;F;0,5\n", MADE, OF_AREA, &["sum to 1.100"]);
    refused(COEFFICIENTS, &MADE.replace(";4;", ";;"), OF_AREA, &["jobs for a million are given for some", "not for J"]);
    refused(COEFFICIENTS, &MADE.replace("58-63 62", "43"), OF_AREA, &["NACE 43 belongs to two industries"]);
    refused(COEFFICIENTS, &MADE.replace(";20;400", ";500;400"), OF_AREA, &["row 2", "the first within the second"]);
    let bare = "Toimiala;TOL\nF;43\nJ;62\n";
    refused(COEFFICIENTS, bare, &OF_AREA.replace("area", "country"), &["numbers of employed, which are not given"]);
    refused(COEFFICIENTS, MADE, &format!("{OF_AREA}households = \"H\"\n"), &["both a row and a column"]);
    let faulty = |settings: &str, parts: &[&str]| {
        modelled(COEFFICIENTS, MADE, settings).vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(2, parts);
    };
    faulty("", &["no source", "no year", "no coefficients_of"]);
}

/// The sample has all three, in three languages; of each division the parts are the whole.
#[test]
fn the_sample_shows_all_estimates() {
    let folder = Folder::new();
    let pipeline = format!("{ROOT}/pipelines/kotka-effects.toml");
    folder.vire(&["run", &pipeline, "--out", "out", "--quiet"]).published();
    let figures = figures(&folder);
    let value = |f: &Value| f["value"].as_str().unwrap().parse::<f64>().unwrap();
    let of_year = |dimension: &'static str| {
        of_emissions(&figures).filter(move |f| f["period"] == "2024" && f["dimension"] == dimension)
    };
    let total = of_year("total").map(value).sum::<f64>();
    assert!(total > 0.0);
    for dimension in ["sector", "ring"] {
        let parts: f64 = of_year(dimension).filter(|f| !f["value"].is_null()).map(value).sum();
        assert!((parts - total).abs() < 0.01, "{dimension}: {parts} is not {total}");
    }
    for indicator in ["E2", "E3"] {
        let is_whole = |f: &&Value| f["period"] == "2024" && f["dimension"] == "total" && !f["value"].is_null();
        assert!(of(indicator, &figures).any(|f| is_whole(&f)), "{indicator}");
    }
    let answers = &json(&folder.path("out/current/summary.json"))["respending"];
    assert_eq!((&answers["answers"], &answers["found"], &answers["of_persons"]), (&18.into(), &16.into(), &1.into()));
    for (language, heading) in
        [("fi", "Vaikutukset (arvioita)"), ("sv", "Effekter (skattningar)"), ("en", "Effects (estimates)")]
    {
        let page = std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap();
        assert!(page.contains(heading), "{language}");
        for key in
            ["[size-", "[col-", "[note-", "[caveat-", "[table-", "[finding-", "[effects-", "[measure-", "[counts-"]
        {
            assert!(!page.contains(key), "{language} lacks a text of {key}");
        }
    }
}
