//! Who bought: figures by unit and department of a ledger that is reckoned by hand, and what may not change them.

use serde_json::Value;

use crate::support::{Folder, json, pipeline, run_bytes};

const REGISTER: &str = "Y-tunnus;Yrityksen nimi;Kotikunta;Henkilöstöluokka\n\
    9512345-9;Lähi Oy;Kotka;5\n\
    9512346-7;Toinen Oy;Kotka;300\n\
    9512347-5;Muualta Oy;Helsinki;30\n\
    9512348-3;Seutu ry;Kotka;2\n";

/// Schools (Koulut, written in two ways) bought for 2 500.00 and streets (Kadut) for 1 700.00; 400.00 name no unit. Muualta
/// sold to streets for 1 500.00 in five months, so that the year is whole.
const LEDGER: &str = "Toimittajan nimi;Tili;Tilin nimi;Yksikkö;Kirjauspäivämäärä;Summa\n\
    Lähi Oy;4520;Elintarvikkeet;Koulut;15.1.2024;1000,00\n\
    Lähi Oy;4342;ICT-palvelut;KOULUT;16.2.2024;500,00\n\
    Toinen Oy;4342;ICT-palvelut;Koulut;17.3.2024;300,00\n\
    Muualta Oy;4520;Elintarvikkeet;Koulut;18.4.2024;700,00\n\
    Muualta Oy;4520;Elintarvikkeet;Kadut;19.5.2024;300,00\n\
    Muualta Oy;4520;Elintarvikkeet;Kadut;19.9.2024;300,00\n\
    Muualta Oy;4520;Elintarvikkeet;Kadut;19.10.2024;300,00\n\
    Muualta Oy;4520;Elintarvikkeet;Kadut;19.11.2024;300,00\n\
    Muualta Oy;4520;Elintarvikkeet;Kadut;19.12.2024;300,00\n\
    Seutu ry;4342;ICT-palvelut;Kadut;20.6.2024;250,00\n\
    Lähi Oy;4342;ICT-palvelut;Kadut;21.7.2024;-50,00\n\
    Kuka Oy;4342;ICT-palvelut;;22.8.2024;400,00\n";

/// The same with the units' numbers, as an older ledger has them, and a table that tells what they are called.
const TABLE: &str = "Yksikkö viennissä;Yksikkö;Hallintokunta\n300 Koulut;Koulut;Sivistys\nKadut;;Tekniset\n";

const REST: &str = "[[register]]\nfiles = [\"rekisteri.csv\"]\n[report]\nlanguages = [\"en\"]\nformats = [\"md\"]\n";

fn folder(ledger: &str, table: &str) -> Folder {
    let folder = Folder::new();
    folder.write("ostot.csv", ledger);
    folder.write("rekisteri.csv", REGISTER);
    let mut text = pipeline("ostot.csv") + REST;
    if !table.is_empty() {
        folder.write("yksikot.csv", table);
        text += "[units]\nfiles = [\"yksikot.csv\"]\n";
    }
    folder.write("p.toml", text);
    folder
}

fn run(ledger: &str, table: &str) -> Folder {
    let folder = folder(ledger, table);
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    folder
}

fn figures(folder: &Folder) -> Vec<Value> {
    json(&folder.path("out/p/current/summary.json"))["figures"].as_array().unwrap().clone()
}

fn find<'f>(figures: &'f [Value], [indicator, dimension, member]: [&str; 3]) -> &'f Value {
    let is_it = |f: &&Value| {
        (&f["indicator"], &f["scope"], &f["dimension"], &f["member"])
            == (&indicator.into(), &"market".into(), &dimension.into(), &member.into())
    };
    figures.iter().find(is_it).unwrap_or_else(|| panic!("no {indicator} {dimension} {member}"))
}

/// Value, bounds, coverage and n of a figure.
fn told(figure: &Value) -> [Option<f64>; 5] {
    let number = |key: &str| figure[key].as_f64().or_else(|| figure[key].as_str().map(|text| text.parse().unwrap()));
    ["value", "low", "high", "coverage", "n"].map(number)
}

#[track_caller]
fn check(figures: &[Value], place: [&str; 3], expected: [Option<f64>; 5]) {
    let found = told(find(figures, place));
    let same = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6,
        (a, b) => a == b,
    };
    assert!(found.iter().zip(&expected).all(same), "{place:?}: {found:?} is not {expected:?}");
}

/// A share of which all is known.
fn known(share: f64, n: f64) -> [Option<f64>; 5] {
    [share, share, share, 1.0, n].map(Some)
}

#[test]
fn figures_by_unit_are_those_reckoned_by_hand() {
    let all = figures(&run(LEDGER, ""));
    // Of 4 600.00 in all, 4 200.00 name a unit; what does not could be of any.
    let named = Some(4200.0 / 4600.0);
    check(&all, ["A1", "unit", "Koulut"], [Some(2500.0), Some(2500.0), Some(2900.0), named, Some(4.0)]);
    check(&all, ["A1", "unit", "Kadut"], [Some(1700.0), Some(1700.0), Some(2100.0), named, Some(7.0)]);
    check(&all, ["A1", "unit", "unknown"], [Some(400.0), None, None, named, Some(1.0)]);
    // What names no unit is of ICT, and all sectors are known.
    let sector_of = |sum: f64, high: f64, lines: f64| [Some(sum), Some(sum), Some(high), Some(1.0), Some(lines)];
    check(&all, ["A1", "unit-sector", "food / Koulut"], sector_of(1700.0, 1700.0, 2.0));
    check(&all, ["A1", "unit-sector", "ict / Koulut"], sector_of(800.0, 1200.0, 2.0));
    // Three suppliers each: Lähi, Toinen and Muualta; Muualta, Seutu and Lähi.
    check(&all, ["A3", "unit", "Koulut"], [Some(3.0), None, None, Some(1.0), Some(3.0)]);
    check(&all, ["A3", "unit", "Kadut"], [Some(3.0), None, None, Some(1.0), Some(3.0)]);
    // Local are 1 000 + 500 + 300 of 2 500, and 250 - 50 of 1 700; of the 400 nothing is known.
    check(&all, ["B1", "unit", "Koulut"], known(1800.0 / 2500.0, 3.0));
    check(&all, ["B1", "unit", "Kadut"], known(200.0 / 1700.0, 3.0));
    check(&all, ["B1", "unit", "unknown"], [Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(1.0)]);
    check(&all, ["B3", "unit-ring", "municipality / Koulut"], known(1800.0 / 2500.0, 2.0));
    check(&all, ["B3", "unit-ring", "country / Kadut"], known(1500.0 / 1700.0, 1.0));
    // Small or medium-sized are all but Toinen: 2 200 of 2 500; local and so 1 500.
    check(&all, ["B6", "unit", "Koulut"], known(2200.0 / 2500.0, 3.0));
    check(&all, ["B7", "unit", "Koulut"], known(1500.0 / 2500.0, 3.0));
    // Of food, schools bought for 1 000 from Lähi and for 700 from Muualta; of ICT for 500 from Lähi and 300 from Toinen.
    check(&all, ["B7", "unit-sector", "food / Koulut"], known(1000.0 / 1700.0, 2.0));
    check(&all, ["B7", "unit-sector", "ict / Koulut"], known(500.0 / 800.0, 2.0));
    check(
        &all,
        ["A6", "unit-sector", "food / Koulut"],
        [1700.0 / 2500.0, 1700.0 / 2500.0, 1700.0 / 2500.0, 1.0, 2.0].map(Some),
    );
    check(&all, ["A14", "unit", "Koulut"], [Some(0.0), None, None, Some(1.0), Some(4.0)]);
    check(&all, ["B8", "unit", "Kadut"], known(250.0 / 1700.0, 3.0));
    // By sector: 250 of 1 400 of ICT, of which 400 are of an unknown kind or not; food by ring: 1 000 of 3 200 are local.
    check(&all, ["B3", "sector-ring", "municipality / food"], known(1000.0 / 3200.0, 1.0));
    check(&all, ["B7", "sector", "food"], known(1000.0 / 3200.0, 2.0));
}

#[test]
fn units_sum_to_all_purchases_and_departments_too() {
    let all = figures(&run(&LEDGER.replace("KOULUT", "300 Koulut"), TABLE));
    let cents = |f: &Value| -> i64 { f["numerator"].as_str().unwrap().replace('.', "").parse().unwrap() };
    for scope in ["external", "market"] {
        let of = |dimension: &str| -> i64 {
            let is_of = |f: &&Value| f["indicator"] == "A1" && f["scope"] == scope && f["dimension"] == dimension;
            all.iter().filter(is_of).map(cents).sum()
        };
        for dimension in ["total", "unit", "department", "unit-sector", "department-sector"] {
            assert_eq!(of(dimension), 460_000, "{dimension}");
        }
    }
    check(&all, ["A1", "department", "Sivistys"], [2500.0, 2500.0, 2900.0, 4200.0 / 4600.0, 4.0].map(Some));
    check(&all, ["B1", "department", "Tekniset"], known(200.0 / 1700.0, 3.0));
}

/// The figures of the units that a ledger has, but for how much of all purchases they cover.
fn of_units(folder: &Folder) -> Vec<Value> {
    let mut all = figures(folder);
    all.retain(|f| {
        let is_of_unit = f["dimension"].as_str().unwrap().starts_with("unit");
        is_of_unit && ["Koulut", "Kadut"].iter().any(|unit| f["member"].as_str().unwrap().ends_with(unit))
    });
    all.iter_mut().for_each(|f| f["coverage"] = Value::Null);
    assert!(all.len() > 40, "only {} figures", all.len());
    all
}

#[test]
fn another_unit_changes_no_units_figures() {
    let more = format!("{LEDGER}Muu Oy;4342;ICT-palvelut;Uimahalli;1.9.2024;9000,00\n");
    assert_eq!(of_units(&run(&more, "")), of_units(&run(LEDGER, "")));
}

#[test]
fn another_name_for_a_unit_changes_nothing_but_the_name() {
    let table = "Yksikkö viennissä;Yksikkö\n300 Koulut;Koulut\n";
    let renamed = LEDGER.replace(";Koulut;", ";300 Koulut;").replace(";KOULUT;", ";300  koulut;");
    assert_eq!(of_units(&run(&renamed, table)), of_units(&run(LEDGER, "")));
}

#[test]
fn a_name_holds_for_the_years_of_its_row() {
    let ledger = format!("{LEDGER}Lähi Oy;4342;ICT-palvelut;Koulut;15.1.2023;80,00\n");
    let all = figures(&run(&ledger, "Vanha nimi;Uusi nimi;Vuoteen\nKoulut;Koulutoimi;2023\n"));
    let of = |period: &str| -> Vec<&str> {
        let is_of = |f: &&Value| f["indicator"] == "A3" && f["dimension"] == "unit" && f["period"] == period;
        all.iter().filter(is_of).filter(|f| f["scope"] == "market").map(|f| f["member"].as_str().unwrap()).collect()
    };
    assert!(of("2024").contains(&"Koulut") && !of("2024").contains(&"Koulutoimi"));
    let of_2023 = all.iter().find(|f| f["indicator"] == "A1" && f["member"] == "Koulutoimi").unwrap();
    assert_eq!((&of_2023["period"], &of_2023["numerator"]), (&"2023".into(), &"80.00".into()));
}

#[test]
fn parts_of_the_buyer_side_by_side_are_its_units() {
    let ledger = LEDGER.replace("Yksikkö", "Ostaja").replace(";;", ";Kotkan kaupunki;");
    let folder = folder(&ledger, "");
    let text = pipeline("ostot.csv") + "buyers = \"all\"\n" + REST;
    folder.write("p.toml", text);
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    check(&figures(&folder), ["B1", "unit", "Koulut"], known(1800.0 / 2500.0, 3.0));
}

#[test]
fn without_units_there_is_no_figure_of_any() {
    let ledger = LEDGER.replace("Yksikkö", "Muistiinpano");
    let folder = run(&ledger, "");
    assert!(figures(&folder).iter().all(|f| !f["dimension"].as_str().unwrap().starts_with("unit")));
    assert!(!folder.path("out/p/current/unit_names.parquet").exists());
    let summary = |folder: &Folder| std::fs::read_to_string(folder.path("out/p/current/summary.md")).unwrap();
    assert!(!summary(&folder).contains("## Who bought"), "no topic");
    assert!(summary(&run(LEDGER, "")).contains("## Who bought"));
}

#[test]
fn a_table_that_contradicts_itself_is_refused_with_its_rows() {
    let refused = |table: &str, parts: &[&str]| {
        folder(LEDGER, table).vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).failed(3, parts);
    };
    refused("Vanha nimi;Uusi nimi\nKoulut;A\nKOULUT;B\n", &["unit-table", "row 3", "is called B, and A in", "row 2"]);
    refused("Vanha nimi;Uusi nimi\nKoulut;A\nKoulut;A\n", &["unit-table", "row 3", "stands in", "row 2"]);
    refused(
        "Vanha nimi;Uusi nimi;Hallintokunta\nKoulut;A;X\nKadut;A;Y\n",
        &["unit-table", "row 3", "A belongs to Y, and to X in"],
    );
    refused("Vanha nimi;Uusi nimi;Vuodesta\nKoulut;A;uusi\n", &["unit-table", "from_year: \"uusi\" is no year"]);
    refused("Vanha nimi;Uusi nimi;Vuodesta;Vuoteen\nKoulut;A;2024;2023\n", &["its last year is before its first"]);
    refused("Vanha nimi;Väri\nKoulut;A\n", &["no-table", "what they are called"]);
}

#[test]
fn a_name_that_no_line_has_is_told() {
    let folder = folder(LEDGER, "Vanha nimi;Uusi nimi\nUimahalli;Liikunta\n");
    let told = folder.vire(&["run", "p.toml", "--out", "out/p"]);
    assert_eq!(told.code(), 0);
    assert!(told.stderr().contains("the unit \"Uimahalli\" (yksikot.csv, row 2) matched no line"), "{}", told.stderr());
}

#[test]
fn a_figure_of_a_unit_is_traced_to_its_lines() {
    let folder = run(&LEDGER.replace("KOULUT", "300 Koulut"), TABLE);
    for (indicator, dimension, member) in [
        ("A1", "unit", "Koulut"),
        ("A1", "unit-sector", "food / Koulut"),
        ("B1", "department", "Sivistys"),
        ("B3", "unit-ring", "country / Kadut"),
        ("B3", "sector-ring", "municipality / food"),
        ("B6", "unit", "Kadut"),
        ("B7", "unit-sector", "ict / Koulut"),
        ("B8", "unit", "Kadut"),
        ("B8", "sector", "ict"),
        ("A6", "unit-sector", "food / Koulut"),
        ("A14", "unit", "Kadut"),
    ] {
        let arguments = ["trace", indicator, "2024", "--dimension", dimension, "--member", member];
        let traced = folder.vire(&[&arguments[..], &["--out", "out/p", "--json"]].concat());
        assert_eq!(traced.code(), 0, "{indicator} {dimension}: {}", traced.stderr());
        let traced: Value = serde_json::from_str(&traced.stdout()).unwrap();
        assert_eq!(traced["traced"], "yes", "{indicator} {dimension}");
    }
}

/// What a table of units says decides the years that are kept.
#[test]
fn a_new_table_makes_kept_years_anew() {
    let folder = run(LEDGER, "");
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    folder.write("yksikot.csv", TABLE);
    folder.write("p.toml", text + "[units]\nfiles = [\"yksikot.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out/p", "--quiet"]).published();
    folder.vire(&["run", "p.toml", "--out", "out/anew", "--quiet"]).published();
    let tables = |out: &str| -> Vec<(String, Vec<u8>)> {
        let all = run_bytes(&folder.path(out));
        all.into_iter()
            .filter(|(name, _)| name.ends_with("units.parquet") || name.ends_with("indicators.parquet"))
            .collect()
    };
    assert_eq!(tables("out/p").len(), 2);
    assert_eq!(tables("out/p"), tables("out/anew"));
}
