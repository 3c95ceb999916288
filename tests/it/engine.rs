//! `--engine` without an engine, and figures computed anew from the tables of a run. Engines themselves are in
//! `.ci/engines.py`.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::support::{EXPORT, Folder, Outcome, ROOT, json, pipeline};

/// A folder with a run in `out`, drawn in no language.
fn published() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv") + "[report]\nlanguages = []\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

/// `vire` by another name, with nothing or a program of ours beside it, and no path of programs.
fn alone(folder: &Folder, beside: Option<&str>, arguments: &[&str]) -> Outcome {
    let own = folder.path("bin/vire");
    std::fs::create_dir_all(folder.path("bin")).unwrap();
    if std::fs::hard_link(env!("CARGO_BIN_EXE_vire"), &own).is_err() && !own.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_vire"), &own).unwrap();
    }
    if let Some(script) = beside {
        let path = folder.write("bin/vire-engine", script);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    Outcome(Command::new(own).args(arguments).current_dir(folder.path(".")).env("PATH", "").output().unwrap())
}

const RUN: [&str; 7] = ["run", "p.toml", "--out", "other", "--quiet", "--engine", "sc://127.0.0.1:9"];

#[test]
fn without_the_program_that_speaks_to_engines_it_says_how_to_get_it() {
    let folder = published();
    alone(&folder, None, &RUN).failed(69, &["vire-engine", "cargo build --release -p vire-cluster --features connect"]);
    alone(&folder, None, &["verify", "out", "--engine", "sc://127.0.0.1:9"]).failed(69, &["vire-engine"]);
    assert_eq!(std::fs::read_dir(folder.path("other/runs")).unwrap().count(), 0);
}

#[test]
fn a_program_that_says_nothing_or_something_else_is_told() {
    let folder = published();
    for script in ["#!/bin/sh\n", "#!/bin/sh\nprintf 'no message of ours'\n"] {
        alone(&folder, Some(script), &RUN).failed(69, &["vire-engine does not do its work", "of the same version"]);
    }
}

#[test]
fn a_token_is_never_shown() {
    let folder = published();
    let address = "sc://127.0.0.1:9/;use_ssl=true;token=dapi-secret";
    let mut arguments = RUN;
    arguments[6] = address;
    let told = alone(&folder, None, &arguments);
    told.failed(69, &[]);
    assert!(!told.stderr().contains("dapi-secret"), "{}", told.stderr());
}

#[test]
fn an_address_that_is_none_is_refused_before_anything_is_read() {
    let folder = Folder::new();
    for address in ["spark://localhost:7077", "sc://", "sc://a:b", "sc://a:1/path"] {
        folder.vire(&["run", "p.toml", "--engine", address]).failed(2, &["sc://host:15002"]);
    }
    let arguments = ["run", "p.toml", "--engine", "sc://a", "--engine-path", "out"];
    folder.vire(&arguments).failed(2, &["HERE=THERE"]);
    folder.vire(&["run", "p.toml", "--engine-path", "out=/mnt"]).failed(2, &["--engine"]);
}

#[test]
fn published_figures_come_out_anew_from_the_published_tables() {
    let folder = Folder::new();
    let sample = format!("{ROOT}/sample-data/kotka/ostolaskut-2021.csv");
    folder.write("p.toml", pipeline(&sample) + "[report]\nlanguages = []\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder.vire(&["dataset", "add", "out", "--to", "all"]).published();
    for given in ["out", "out/current", "all"] {
        let told = folder.vire(&["verify", given, "--figures"]).published().stdout();
        let agree: usize = told
            .lines()
            .find_map(|line| line.trim().split_once(" figures agree"))
            .map_or(0, |(number, _)| number.parse().unwrap());
        assert!(agree > 300 && !told.contains("differs"), "{told}");
    }
}

#[test]
fn figures_that_differ_are_listed() {
    let folder = published();
    // The tables of a run in which the first line is of 1 100.00 and not of 1 000.00, so that 1 200.00 are 1 300.00.
    folder.write("a.csv", EXPORT.replace("1 000,00", "1 100,00"));
    folder.vire(&["run", "p.toml", "--out", "other", "--quiet"]).published();
    let of_other = json(&folder.path("other/current/manifest.json"));
    let path = folder.path("out/current/manifest.json");
    let mut manifest = json(&path);
    for (name, output) in
        of_other["outputs"].as_object().unwrap().iter().filter(|(name, _)| name.starts_with("tables/"))
    {
        std::fs::copy(folder.path("other/current").join(name), folder.path("out/current").join(name)).unwrap();
        manifest["outputs"][name] = output.clone();
    }
    std::fs::write(&path, manifest.to_string()).unwrap();
    folder.vire(&["verify", "out"]).published();
    let told = folder.vire(&["verify", "out", "--figures"]);
    told.failed(4, &["published figures are not those that come out anew"]);
    let line = "differs  A1 2024 external total/total: numerator 1200.00, anew 1300.00";
    assert!(told.stdout().contains(line), "{}", told.stdout());
}

#[test]
fn a_run_without_tables_is_told() {
    let folder = published();
    let path = folder.path("out/current/manifest.json");
    let mut manifest = json(&path);
    manifest["outputs"].as_object_mut().unwrap().retain(|name, _| !name.starts_with("tables/"));
    std::fs::remove_dir_all(folder.path("out/current/tables")).unwrap();
    std::fs::write(&path, manifest.to_string()).unwrap();
    folder.vire(&["verify", "out", "--figures"]).failed(2, &["earlier versions", "run the pipeline again"]);
}
