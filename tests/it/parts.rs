//! Exports that several buyers share, run over one buyer or one year at a time.

use std::collections::BTreeMap;
use std::process::Command;

use crate::support::{Folder, json, manifest, pipeline};

const HEAD: &str = "Ostaja;Toimittaja;Y-tunnus;Tili;Kirjauspäivä;Summa\n";

/// Lines as buyer, rest of the line; of two years, a credit note, a line without a date, and a name with a comma.
const LINES: [(&str, &str); 10] = [
    ("Haminan kaupunki", "Kaiku Oy;9512345-7;4390;15.1.2023;1 000,00"),
    ("Pyhtään kunta", "Virta Oy;9512346-5;4342;20.2.2023;250,50"),
    ("HAMINA", "Virta Oy;9512346-5;4342;21.3.2024;-50,50"),
    ("Meri, maa ja taivas ky", "Kaiku Oy;;4390;1.4.2024;12,00"),
    ("Haminan kaupunki", "Kaiku Oy;;4390;;7,25"),
    ("Pyhtään kunta", "Savi Oy;9512347-3;4600;2.5.2024;31,00"),
    ("Pyhtään kunta", "Savi Oy;9512347-3;4600;virhe;eipä"),
    ("Haminan kaupunki", "Savi Oy;9512347-3;4600;31.12.2024;100,00"),
    ("", "Savi Oy;9512347-3;4600;3.5.2024;5,00"),
    ("MERI, MAA JA TAIVAS KY", "Savi Oy;9512347-3;4600;4.5.2024;3,00"),
];

fn export(is_in: impl Fn(&str) -> bool) -> String {
    let lines = LINES.iter().filter(|(buyer, _)| is_in(buyer)).map(|(buyer, rest)| format!("{buyer};{rest}\n"));
    HEAD.to_owned() + &lines.collect::<String>()
}

const PIPELINE: &str = "[buyer]\nname = \"Yhteinen\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"kirjat.csv\"]\n\
    [quality]\nmax_rejected = 1.0\n[report]\nlanguages = []\n";

fn shared() -> Folder {
    let folder = Folder::new();
    folder.write("kirjat.csv", export(|_| true));
    folder.write("yhteinen.toml", PIPELINE);
    folder
}

#[test]
fn the_buyers_of_an_export_are_listed() {
    let folder = shared();
    let listed = folder.vire(&["parts", "yhteinen.toml", "--quiet"]).published();
    // Hamina and Pyhtää by their codes, however they are written.
    assert_eq!(listed.stdout(), "buyer=075\nbuyer=624\nbuyer=MERI, MAA JA TAIVAS KY\n");
    let years = folder.vire(&["parts", "yhteinen.toml", "--years", "--quiet"]).published();
    assert_eq!(
        years.stdout(),
        "buyer=075,year=2023\nbuyer=075,year=2024\nbuyer=624,year=2023\nbuyer=624,year=2024\n\
         buyer=MERI, MAA JA TAIVAS KY,year=2024\n"
    );
    assert!(listed.stderr().contains("1 lines (5.00) name no buyer"), "{}", listed.stderr());
    assert!(years.stderr().contains("1 lines (7.25) of buyers belong to no year"), "{}", years.stderr());
    let none = Folder::new();
    none.write("a.csv", "Toimittaja;Tili;Kirjauspäivä;Summa\nA Oy;4300;1.2.2024;10,00\n");
    none.write("a.toml", pipeline("a.csv"));
    let listed = none.vire(&["parts", "a.toml", "--quiet"]).published();
    assert_eq!(listed.stdout(), "");
    assert!(listed.stderr().contains("the exports name no buyer"));
}

/// The figures of a part are those of an export that holds nothing else.
#[test]
fn a_part_is_as_an_export_of_its_own() {
    let folder = shared();
    folder.vire(&["run", "yhteinen.toml", "--only", "buyer=Hamina", "--quiet"]).published();
    let apart = Folder::new();
    apart.write("kirjat.csv", export(|buyer| buyer.to_lowercase().starts_with("hamina")));
    apart.write("yhteinen.toml", PIPELINE.replace("Yhteinen", "Hamina"));
    apart.vire(&["run", "yhteinen.toml", "--quiet"]).published();
    let of_part = folder.path("out/yhteinen/buyer=075/current");
    let alone = apart.path("out/yhteinen/current");
    for table in ["indicators", "suppliers", "spend", "sizes"] {
        let name = format!("{table}.parquet");
        assert!(std::fs::read(of_part.join(&name)).unwrap() == std::fs::read(alone.join(&name)).unwrap(), "{name}");
    }
    let said = manifest(&folder.path("out/yhteinen/buyer=075"));
    let control = &said["control"];
    // By hand: 1000.00 - 50.50 + 7.25 + 100.00 of Hamina; 250.50 + 12.00 + 31.00 + 5.00 + 3.00 of others, and a row of
    // Pyhtää that cannot be read.
    assert_eq!((&control["kept"], &control["kept_amount"]), (&4.into(), &"1056.75".into()));
    assert_eq!((&control["apart"], &control["apart_amount"]), (&6.into(), &"301.50".into()));
    assert_eq!((&control["read"], &control["rejected"]), (&4.into(), &0.into()));
    let told = said["inputs"][0]["problems"].to_string();
    assert!(
        told.contains(
            "4 lines (296.50) of other buyers (Pyhtää, MERI, MAA JA TAIVAS KY, Meri, maa ja taivas ky); 1 lines (5.00)"
        ),
        "{told}"
    );
    assert_eq!(json(&of_part.join("summary.json"))["buyer"], "Hamina");
}

/// What `vire parts` lists can be run by itself and together, in any order and again, and is the whole in the end.
#[test]
#[cfg(unix)]
fn all_parts_together_are_the_whole() {
    let folder = shared();
    let run = "\"$VIRE\" parts yhteinen.toml --years --quiet 2>/dev/null | \
               xargs -d '\\n' -P 2 -I{} \"$VIRE\" run yhteinen.toml --only {} --quiet";
    let all = || {
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path("")).args(["-c", run]).env("VIRE", env!("CARGO_BIN_EXE_vire"));
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    all();
    let mut sums: BTreeMap<String, (i64, String)> = BTreeMap::new();
    for buyer in std::fs::read_dir(folder.path("out/yhteinen")).unwrap().map(|entry| entry.unwrap().path()) {
        let is_buyer = buyer.file_name().unwrap().to_string_lossy().starts_with("buyer=");
        for year in std::fs::read_dir(&buyer).unwrap().map(|entry| entry.unwrap().path()).filter(|_| is_buyer) {
            let control = manifest(&year)["control"].clone();
            let name = year.strip_prefix(folder.path("out/yhteinen")).unwrap().display().to_string();
            sums.insert(name, (control["kept"].as_i64().unwrap(), control["kept_amount"].as_str().unwrap().to_owned()));
        }
    }
    let expected = [
        ("buyer=075/year=2023", 1, "1000.00"),
        ("buyer=075/year=2024", 2, "49.50"),
        ("buyer=624/year=2023", 1, "250.50"),
        ("buyer=624/year=2024", 1, "31.00"),
        ("buyer=meri%2C%20maa%20ja%20taivas%20ky/year=2024", 2, "15.00"),
    ];
    let expected = expected.map(|(name, lines, sum)| (name.to_owned(), (lines, sum.to_owned())));
    assert_eq!(sums, expected.into_iter().collect());
    // 1 358.25 in all, of which 7.25 are of no year and 5.00 of no buyer, as vire parts tells.
    let cents = |sum: &str| sum.replace('.', "").parse::<i64>().unwrap();
    assert_eq!(sums.values().map(|(_, sum)| cents(sum)).sum::<i64>(), 134_600);
    let runs = || std::fs::read_dir(folder.path("out/yhteinen/buyer=075/year=2024/runs")).unwrap().count();
    all();
    assert_eq!(runs(), 1, "a part that is unchanged is not run again");
}

#[test]
fn a_part_is_made_again_from_its_manifest() {
    let folder = shared();
    folder.vire(&["run", "yhteinen.toml", "--only", "buyer=Pyhtää,year=2024", "--quiet"]).published();
    let out = "out/yhteinen/buyer=624/year=2024";
    let said = manifest(&folder.path(out));
    assert!(said["pipeline"]["text"].as_str().unwrap().ends_with("[only]\nbuyer = \"Pyhtää\"\nyear = 2024\n"));
    folder.vire(&["rerun", out]).published();
    folder.vire(&["verify", out]).published();
}

#[test]
fn an_accounting_year_is_one_of_the_pipeline() {
    let folder = shared();
    folder.write("april.toml", PIPELINE.to_owned() + "[period]\nyear_starts = \"04-01\"\n");
    folder.vire(&["run", "april.toml", "--only", "buyer=Hamina,year=2022", "--quiet"]).published();
    let control = &manifest(&folder.path("out/april/buyer=075/year=2022"))["control"];
    assert_eq!(control["kept_amount"], "1000.00"); // January 2023
}

#[test]
fn what_is_no_part_of_the_exports_is_told() {
    let folder = shared();
    let run = |only: &str| folder.vire(&["run", "yhteinen.toml", "--only", only, "--quiet"]);
    run("buyer=Virolahti")
        .failed(3, &["nothing-left", "no line of the exports is of Virolahti", "Hamina, Pyhtää, MERI"]);
    run("buyer=Hamina,year=2021").failed(3, &["Hamina in 2021", "Hamina has lines of undated, 2023, 2024"]);
    run("hamina").failed(2, &["write buyer=NAME"]);
    run("buyer=Hamina,year=24").failed(2, &["between 1990 and 2099"]);
    assert!(!folder.path("out/yhteinen/buyer=935/current").exists());
    let export = folder.vire(&["run", "kirjat.csv", "--buyer", "Hamina", "--only", "year=2024"]);
    export.failed(2, &["--only"]);
    folder
        .write("oma.toml", pipeline("kirjat.csv").replace("country = \"FI\"", "country = \"FI\"\npopulation = 50000"));
    let other = folder.vire(&["run", "oma.toml", "--only", "buyer=Hamina"]);
    other.failed(2, &["population is said of Kotka, but the run covers the purchases of Hamina"]);
    folder.write("part.toml", PIPELINE.to_owned() + "[only]\nyear = 2024\n");
    folder.vire(&["run", "part.toml", "--only", "buyer=Hamina"]).failed(2, &["says itself which part it is run for"]);
    folder.write("part.toml", PIPELINE.to_owned() + "[only]\nyear = 24\n");
    folder.vire(&["run", "part.toml"]).failed(2, &["1990"]);
}

/// Rows that cannot be read are their buyer's own, and are held against its own rows.
#[test]
fn a_row_that_cannot_be_read_is_its_buyers() {
    let folder = shared();
    folder.write("yhteinen.toml", PIPELINE.replace("1.0", "0.12"));
    folder.vire(&["run", "yhteinen.toml", "--only", "buyer=Pyhtää", "--quiet"]).failed(4, &["rejected rows: 33.33 %"]);
    folder.write("kirjat.csv", export(|_| true) + "Virolahden kunta;Savi Oy;;4600;1.2.2024;eipä\n");
    let listed = folder.vire(&["parts", "yhteinen.toml", "--years", "--quiet"]).published().stdout();
    assert!(listed.contains("buyer=935\n"), "{listed}");
    folder.vire(&["run", "yhteinen.toml", "--only", "buyer=935", "--quiet"]).failed(4, &["no purchase line was kept"]);
}

/// Nobody knows whose a row is whose cells do not stand under their headers, so that every part tells of it.
#[test]
fn a_torn_row_is_told_in_every_part() {
    let folder = shared();
    folder.write("kirjat.csv", export(|_| true) + "Kaiku Oy;x;y;Haminan kaupunki;z;u;4600;1.2.2024\n");
    let listed = folder.vire(&["parts", "yhteinen.toml", "--quiet"]).published().stdout();
    assert!(!listed.contains("Kaiku"), "{listed}");
    for (buyer, rejected) in [("075", 1), ("624", 2)] {
        folder.vire(&["run", "yhteinen.toml", "--only", &format!("buyer={buyer}"), "--quiet"]).published();
        let said = manifest(&folder.path(&format!("out/yhteinen/buyer={buyer}")));
        assert_eq!(said["control"]["rejected"], rejected, "{buyer}");
        assert_eq!(said["inputs"][0]["rejected"]["torn-row"], 1, "{buyer}");
    }
}

/// A name that holds the buyer's is asked about, since it may be a part of it; among many buyers it is another one.
#[test]
fn what_is_like_the_buyer_is_asked_about() {
    let folder = Folder::new();
    let line = |buyer: &str, sum: &str| format!("{buyer};Savi Oy;9512347-3;4600;2.5.2024;{sum}\n");
    let text = [line("Kotkan kaupunki", "10,00"), line("Kotka, tekninen toimi", "5,00"), line("Hamina", "1,00")];
    folder.write("kirjat.csv", HEAD.to_owned() + &text.concat());
    let own = PIPELINE.replace("Yhteinen", "Kotka").replace("[quality]", "only_own = true\n[quality]");
    folder.write("p.toml", &own);
    let asked = folder.vire(&["run", "p.toml"]);
    asked.failed(3, &["like-buyer", "Kotka, tekninen toimi", "buyers = []", "buyers = [\"Kotka, tekninen toimi\"]"]);
    for (answer, sum) in [("buyers = []", "10.00"), ("buyers = [\"Kotka, tekninen toimi\"]", "15.00")] {
        folder.write("q.toml", own.replace("only_own", &format!("{answer}\nonly_own")));
        folder.vire(&["run", "q.toml", "--quiet", "--out", sum]).published();
        assert_eq!(manifest(&folder.path(sum))["control"]["kept_amount"], sum);
    }
    folder.write("alle.toml", PIPELINE);
    let told = folder.vire(&["run", "alle.toml", "--only", "buyer=Kotka", "--quiet"]).published().stderr();
    assert!(told.contains("[like-buyer]"), "{told}");
    let sum = manifest(&folder.path("out/alle/buyer=285"))["control"]["kept_amount"].clone();
    assert_eq!(sum, "10.00");
}

/// Ids of persons are counted for each part by itself.
#[test]
fn masked_texts_are_those_of_the_part() {
    let folder = Folder::new();
    let line = |buyer: &str, who: &str| format!("{buyer};{who};;4600;2.5.2024;10,00\n");
    let text = [line("Hamina", "Savi 131052-308T"), line("Hamina", "Savi Oy"), line("Pyhtää", "Virta 131052-308T")];
    folder.write("kirjat.csv", HEAD.to_owned() + &text.concat());
    folder.write("yhteinen.toml", PIPELINE);
    let masked = |out: &str| manifest(&folder.path(out))["persons_masked"].clone();
    folder.vire(&["run", "yhteinen.toml", "--only", "buyer=Hamina", "--quiet"]).published();
    folder.write("kirjat.csv", HEAD.to_owned() + &text[..2].concat());
    folder.write("own.toml", PIPELINE.replace("Yhteinen", "Hamina"));
    folder.vire(&["run", "own.toml", "--quiet"]).published();
    assert_eq!(masked("out/yhteinen/buyer=075"), masked("out/own"));
    assert_eq!(masked("out/own")["texts"], 1);
}

/// All folders below are verified and listed; a data set takes no single year.
#[test]
fn the_runs_of_parts_are_found_below_the_folder_of_all() {
    let folder = shared();
    for only in ["buyer=Hamina,year=2024", "buyer=Hamina"] {
        folder.vire(&["run", "yhteinen.toml", "--only", only, "--quiet"]).published();
    }
    let listed = folder.vire(&["runs", "out/yhteinen"]).published().stdout();
    assert!(listed.contains("buyer=075\n") && listed.contains("buyer=075/year=2024\n"), "{listed}");
    let suppliers = folder.path("out/yhteinen/buyer=075/year=2024/current/suppliers.parquet");
    folder.vire(&["dataset", "add", "out/yhteinen/buyer=075/year=2024", "--to", "all"]).failed(2, &["one year only"]);
    folder.vire(&["dataset", "add", "out/yhteinen/buyer=075", "--to", "all"]).published();
    std::fs::write(suppliers, "").unwrap();
    folder.vire(&["verify", "out/yhteinen"]).failed(4, &["1 of 2 runs"]);
    // What the exports no longer name is told, and leaves nothing in the store that the parts share.
    folder.write("kirjat.csv", export(|buyer| buyer.starts_with("Pyht")));
    let told = folder.vire(&["parts", "yhteinen.toml", "--quiet"]).published();
    assert_eq!(told.stdout(), "buyer=624\n");
    assert!(told.stderr().contains("buyer=075 is of a buyer that the exports do not name"), "{}", told.stderr());
    let shared = std::fs::read_dir(folder.path("out/yhteinen/.state/shared")).unwrap().count();
    assert_eq!(shared, 2, "lines and what stands beside them");
}

/// What the files must sum to is said of the files, whoever's run it is.
#[test]
fn the_sum_of_a_file_is_held_for_each_part() {
    let folder = shared();
    let with = |sum: &str| {
        folder.write("sum.toml", PIPELINE.replace("[quality]", &format!("expected_total = \"{sum}\"\n[quality]")));
        folder.vire(&["run", "sum.toml", "--only", "buyer=Hamina", "--quiet"])
    };
    with("1358.25").published(); // 1056.75 + 301.50
    with("1056.75").failed(4, &["expected_total is 1056.75, the files sum to 1358.25"]);
}

/// A pipeline of one buyer takes its own lines of a shared export once it is told to.
#[test]
fn the_others_of_an_export_are_asked_about_and_left_out() {
    let folder = shared();
    let own = PIPELINE.replace("Yhteinen", "Hamina");
    folder.write("hamina.toml", &own);
    let asked = folder.vire(&["run", "hamina.toml"]);
    asked.failed(3, &["several-buyers", "buyers = \"all\"", "only_own = true"]);
    let only_own = own.replace("[quality]", "only_own = true\n[quality]");
    folder.write("hamina.toml", &only_own);
    folder.vire(&["run", "hamina.toml", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out/hamina"))["control"]["kept_amount"], "1056.75");
    folder.write("both.toml", only_own.replace("only_own", "buyers = [\"meri, maa ja taivas KY\"]\nonly_own"));
    folder.vire(&["run", "both.toml", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out/both"))["control"]["kept_amount"], "1071.75");
}
