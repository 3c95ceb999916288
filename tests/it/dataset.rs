//! `vire dataset`: parts of many buyers, replaced whole, and held against the manifest.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{EXPORT, Folder, json, pipeline};

/// The lines of `EXPORT` sum to this.
const KOTKA: &str = "1200.00";
const HAMINA: &str =
    "Toimittajan nimi;Tili;Kirjauspäivämäärä;Summa\nKaiku Oy;4390;15.1.2023;10,00\nVirta Oy;4342;;2,50\n";

/// Runs of Kotka and Hamina, of which Hamina has a line of no year.
fn runs() -> Folder {
    let folder = Folder::new();
    folder.write("kotka.csv", EXPORT);
    folder.write("hamina.csv", HAMINA);
    folder.write("kotka.toml", pipeline("kotka.csv"));
    folder.write("hamina.toml", pipeline("hamina.csv").replace("Kotka", "Hamina"));
    run(&folder, "kotka");
    run(&folder, "hamina");
    folder
}

fn run(folder: &Folder, name: &str) {
    let pipeline = format!("{name}.toml");
    let languages = "[report]\nlanguages = []\n";
    let text = std::fs::read_to_string(folder.path(&pipeline)).unwrap();
    if !text.contains(languages) {
        folder.write(&pipeline, text + languages);
    }
    folder.vire(&["run", &pipeline, "--out", &format!("out/{name}"), "--quiet"]).published();
}

fn add(folder: &Folder, names: &[&str]) -> String {
    let runs: Vec<String> = names.iter().map(|name| format!("out/{name}")).collect();
    let mut arguments = vec!["dataset", "add"];
    arguments.extend(runs.iter().map(String::as_str));
    arguments.extend(["--to", "all"]);
    folder.vire(&arguments).published().stdout()
}

/// Name and bytes of each file, in order.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.strip_prefix(folder).unwrap().display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_buyer_without_a_run_keeps_no_other_out() {
    let folder = runs();
    std::fs::create_dir_all(folder.path("out/pyhtää/runs")).unwrap();
    let added = folder.vire(&["dataset", "add", "out/kotka", "out/pyhtää", "out/hamina", "--to", "all"]).published();
    assert!(added.stdout().contains("2 buyers in all"), "{}", added.stdout());
    assert!(added.stderr().contains("warning: out/pyhtää holds no published run"), "{}", added.stderr());
    folder.vire(&["dataset", "add", "out/pyhtää", "--to", "other"]).failed(2, &["holds no published run"]);
    folder.vire(&["dataset", "add", "out/kotka", "out/hamna", "--to", "all"]).failed(2, &["out/hamna"]);
}

#[test]
fn parts_stand_side_by_side_and_are_added_once() {
    let folder = runs();
    std::fs::create_dir(folder.path("all")).unwrap(); // an empty folder will do
    let told = add(&folder, &["kotka", "hamina"]);
    assert!(told.contains("added     Kotka: 3 lines, sum 1200.00 EUR"), "{told}");
    assert!(told.contains("added     Hamina: 2 lines, sum 12.50 EUR"), "{told}");
    assert!(told.contains("2 buyers in all"), "{told}");
    let before = files(&folder.path("all"));
    let purchases: Vec<&str> =
        before.iter().map(|(name, _)| name.as_str()).filter(|n| n.starts_with("purch")).collect();
    let expected = ["buyer=Hamina/2023.parquet", "buyer=Hamina/undated.parquet", "buyer=Kotka/2024.parquet"];
    assert_eq!(purchases, expected.map(|name| format!("purchases/{name}")));
    for (name, _) in before.iter().filter(|(name, _)| name.ends_with(".parquet")) {
        let batches = vire_formats::parquet::read(&folder.path("all").join(name)).unwrap();
        assert!(batches.iter().all(|batch| batch.column_by_name("buyer").is_none()), "{name}");
    }
    let told = add(&folder, &["hamina", "kotka"]);
    assert!(told.contains("unchanged Kotka"), "{told}");
    assert!(files(&folder.path("all")) == before);
    folder.vire(&["dataset", "check", "all"]).published();
}

#[test]
fn a_part_is_replaced_whole_and_the_others_stay() {
    let folder = runs();
    add(&folder, &["kotka", "hamina"]);
    let kotkas = |folder: &Folder| {
        let all = files(&folder.path("all"));
        all.into_iter().filter(|(name, _)| name.contains("Kotka")).collect::<Vec<_>>()
    };
    let before = kotkas(&folder);
    folder.write("hamina.csv", HAMINA.replace(";15.1.2023;", ";15.1.2022;"));
    let arguments = ["run", "hamina.toml", "--out", "out/hamina", "--quiet", "--accept", "months"];
    folder.vire(&arguments).published();
    let told = add(&folder, &["hamina"]);
    assert!(told.contains("replaced  Hamina"), "{told}");
    assert!(folder.path("all/purchases/buyer=Hamina/2022.parquet").exists());
    assert!(!folder.path("all/purchases/buyer=Hamina/2023.parquet").exists());
    assert!(kotkas(&folder) == before);
    folder.vire(&["dataset", "check", "all"]).published();
}

/// As the check advises: the run that is damaged in the data set is added again, though the run is the same.
#[test]
fn a_damaged_part_is_mended_by_adding_its_run_again() {
    let folder = runs();
    add(&folder, &["kotka", "hamina"]);
    let before = files(&folder.path("all"));
    for damaged in ["purchases/buyer=Kotka/2024.parquet", "summary/buyer=Kotka/summary.json"] {
        let path = folder.path("all").join(damaged);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.truncate(bytes.len() / 2);
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, bytes).unwrap();
        folder.vire(&["dataset", "check", "all"]).failed(4, &["add the runs of their buyers again"]);
        let told = add(&folder, &["kotka"]);
        assert!(told.contains("replaced  Kotka"), "{told}");
        assert!(files(&folder.path("all")) == before, "{damaged}");
        folder.vire(&["dataset", "check", "all"]).published();
    }
}

#[test]
fn what_is_missing_changed_or_foreign_is_named() {
    let folder = runs();
    add(&folder, &["kotka", "hamina"]);
    let path = |name: &str| folder.path("all").join(name);
    let (lost, other) = ("purchases/buyer=Kotka/2024.parquet", "spend/buyer=Hamina/spend.parquet");
    let kept = std::fs::read(path(lost)).unwrap();
    std::fs::remove_file(path(lost)).unwrap();
    let mut bytes = std::fs::read(path(other)).unwrap();
    bytes[20] ^= 1;
    std::fs::remove_file(path(other)).unwrap();
    std::fs::write(path(other), bytes).unwrap();
    std::fs::write(path("notes.txt"), "x").unwrap();
    let checked = folder.vire(&["dataset", "check", "all"]);
    checked.failed(4, &["3 of", "add the runs of their buyers again"]);
    for part in ["2024.parquet: missing", "spend.parquet: its content is other", "notes.txt: extra"] {
        assert!(checked.stdout().contains(part), "{}", checked.stdout());
    }
    // A part that stays is not taken along damaged, and a file of the user is not taken away.
    folder.vire(&["dataset", "add", "out/hamina", "--to", "all"]).failed(2, &["notes.txt", "--to"]);
    std::fs::remove_file(path("notes.txt")).unwrap();
    folder.write("hamina.csv", HAMINA.replace("10,00", "11,00"));
    run(&folder, "hamina");
    folder
        .vire(&["dataset", "add", "out/hamina", "--to", "all"])
        .failed(2, &["2024.parquet is missing or has changed"]);
    std::fs::write(path(lost), kept).unwrap();
    add(&folder, &["hamina"]);
    folder.vire(&["dataset", "check", "all"]).published();
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = runs();
    add(&folder, &["kotka"]);
    let before = files(&folder.path("all"));
    let manifest = folder.path("out/hamina/current/manifest.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let code = json(&manifest)["code"].as_str().unwrap().to_owned();
    std::fs::write(&manifest, text.replace(&code, "0123456789abcdef")).unwrap();
    let refused = folder.vire(&["dataset", "add", "out/hamina", "--to", "all"]);
    refused.failed(2, &["Hamina", "Kotka", "different versions", "add all runs in one call"]);
    std::fs::write(&manifest, text).unwrap();
    folder.write("other.csv", EXPORT);
    folder.write("other.toml", pipeline("other.csv"));
    run(&folder, "other");
    folder.vire(&["dataset", "add", "out/other", "--to", "all"]).failed(2, &["has a Kotka already", "kotka in FI"]);
    folder.vire(&["dataset", "add", "out/other", "out/kotka", "--to", "all"]).failed(2, &["two of the runs"]);
    folder.vire(&["dataset", "add", "out/hamina", "--to", "out/kotka/runs/x"]).failed(2, &["--to"]);
    folder.vire(&["dataset", "add", "out/hamina", "--to", "out"]).failed(2, &["out holds other files"]);
    folder.vire(&["dataset", "check", "out"]).failed(2, &["out holds no data set", "vire dataset add"]);
    assert!(files(&folder.path("all")) == before);
}

#[test]
fn killed_or_failing_anywhere_the_former_data_set_stays() {
    let folder = runs();
    add(&folder, &["kotka"]);
    let before = files(&folder.path("all"));
    let arguments = ["dataset", "add", "out/hamina", "--to", "all"];
    for step in ["outputs-written", "outputs-synced"] {
        let marker = folder.path("reached");
        let mut command = folder.command(&arguments);
        let mut child = command.env("VIRE_PAUSE_AT", format!("{step}={}", marker.display())).spawn().unwrap();
        let begun = Instant::now();
        while !marker.exists() {
            assert!(begun.elapsed() < Duration::from_secs(60), "{step} was not reached");
            std::thread::sleep(Duration::from_millis(5));
        }
        folder.vire(&arguments).failed(5, &["all"]);
        child.kill().unwrap();
        child.wait().unwrap();
        std::fs::remove_file(marker).unwrap();
        assert!(files(&folder.path("all")) == before, "after a kill at {step}");
    }
    for fault in ["sync=1", "sync=9", "exchange=1,rename=1", "exchange=1,rename=2"] {
        let outcome = folder.command(&arguments).env("VIRE_FAIL_AT", fault).output().unwrap();
        assert_eq!(outcome.status.code(), Some(2), "{fault}");
        assert!(files(&folder.path("all")) == before, "{fault}");
    }
    let told = add(&folder, &["hamina"]);
    assert!(told.contains("2 buyers in all"), "{told}");
    folder.vire(&["dataset", "check", "all"]).published();
    assert_eq!(json(&folder.path("all/dataset.json"))["parts"]["Kotka"]["amount"], KOTKA);
}

#[test]
fn a_buyer_is_taken_out_and_the_others_stay() {
    let folder = runs();
    add(&folder, &["kotka"]);
    let alone = files(&folder.path("all"));
    add(&folder, &["hamina"]);
    let both = files(&folder.path("all"));
    let remove = |buyers: &[&str]| folder.vire(&[&["dataset", "remove"], buyers, &["--from", "all"]].concat());
    remove(&["Hamina", "Haminna"]).failed(2, &["has no buyer \"Haminna\"", "Hamina, Kotka"]);
    remove(&["Hamina", "Kotka"]).failed(2, &["without any buyer", "remove the folder"]);
    folder.vire(&["dataset", "remove", "Kotka", "--from", "out"]).failed(2, &["out"]);
    assert!(files(&folder.path("all")) == both);
    assert!(remove(&["Hamina"]).published().stdout().contains("1 buyer in all"));
    assert!(files(&folder.path("all")) == alone);
    folder.vire(&["dataset", "check", "all"]).published();
}
