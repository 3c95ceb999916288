//! The same input gives the same bytes: on any number of threads, in any order of files, twice.

use crate::support::{Folder, ROOT, run_bytes};

fn kotka_pipeline(files: &[&str]) -> String {
    let files: Vec<String> = files.iter().map(|f| format!("{ROOT}/sample-data/kotka/{f}")).collect();
    format!(
        "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\npopulation = 50000\n[[purchases]]\nfiles = {files:?}\n[[register]]\nfiles = [\"{ROOT}/sample-data/kotka/toimittajarekisteri.csv\"]\n"
    )
}

#[test]
fn same_bytes_on_one_thread_and_on_two() {
    let folder = Folder::new();
    folder.write("p.toml", kotka_pipeline(&["ostolaskut-2021.csv", "ostolaskut-2024.xlsx"]));
    folder.vire(&["run", "p.toml", "--out", "one", "--threads", "1", "--quiet"]).published();
    folder.vire(&["run", "p.toml", "--out", "two", "--threads", "2", "--quiet"]).published();
    folder.vire(&["run", "p.toml", "--out", "five", "--threads", "5", "--quiet"]).published();
    let one = run_bytes(&folder.path("one"));
    assert!(one.len() >= 10);
    assert!(one == run_bytes(&folder.path("two")));
    assert!(one == run_bytes(&folder.path("five")));
}

#[test]
fn same_bytes_in_another_order_of_files() {
    let folder = Folder::new();
    folder.write("a/p.toml", kotka_pipeline(&["ostolaskut-2021.csv", "ostolaskut-2023.xlsx"]));
    folder.write("b/p.toml", kotka_pipeline(&["ostolaskut-2023.xlsx", "ostolaskut-2021.csv"]));
    folder.vire(&["run", "a/p.toml", "--out", "a/out", "--quiet"]).published();
    folder.vire(&["run", "b/p.toml", "--out", "b/out", "--quiet"]).published();
    let data = |out: &str| -> Vec<(String, Vec<u8>)> {
        let files = run_bytes(&folder.path(out)).into_iter();
        files.filter(|(name, _)| name != "manifest.json").collect() // it names the pipeline file's hash, which differs
    };
    assert!(data("a/out") == data("b/out"));
}

#[test]
fn run_twice_publishes_once() {
    let folder = Folder::new();
    folder.write("p.toml", kotka_pipeline(&["ostolaskut-2023.xlsx"]));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let first = run_bytes(&folder.path("out"));
    // Once from staged files, once from the export anew.
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    std::fs::remove_dir_all(folder.path("out/.state/staged")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert!(first == run_bytes(&folder.path("out")));
    let runs: Vec<_> = std::fs::read_dir(folder.path("out/runs")).unwrap().collect();
    assert_eq!(runs.len(), 1, "the same input and the same bytes are one run");
}
