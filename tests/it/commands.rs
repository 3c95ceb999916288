//! The commands besides `run`.

use crate::support::{EXPORT, Folder, ROOT, json, pipeline};

#[test]
fn the_committed_schema_is_the_programs() {
    let printed: serde_json::Value =
        serde_json::from_str(&Folder::new().vire(&["schema"]).published().stdout()).unwrap();
    let committed = json(&std::path::Path::new(ROOT).join("pipelines/schema.json"));
    assert_eq!(printed, committed, "run: cargo run --release -- schema > pipelines/schema.json");
}

#[test]
fn explain_lists_and_explains() {
    let folder = Folder::new();
    let list = folder.vire(&["explain"]).published().stdout();
    for id in ["A1 ", "A14", "B1 ", "B9 "] {
        assert!(list.contains(id), "{list}");
    }
    let page = folder.vire(&["explain", "b1", "--language", "fi"]).published().stdout();
    assert!(page.contains("Paikallisten toimittajien osuus ostoista"), "{page}");
    folder.vire(&["explain", "local-share-euro"]).failed(2, &["did you mean \"local-share-euros\"?"]);
}

#[test]
fn check_writes_nothing() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    let outcome = folder.vire(&["check", "p.toml"]).published();
    let text = outcome.stdout();
    assert!(text.contains("3 rows kept, 0 rejected, sum 1200.00, 2024-01-15 to 2024-03-21"), "{text}");
    assert!(text.contains("\"Summa\" (known header)"), "{text}");
    let mut names: Vec<_> = std::fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.csv", "p.toml"]);
}

#[test]
fn log_json_is_one_object_a_stage() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    let outcome = folder.vire(&["run", "p.toml", "--log", "json"]).published();
    let stages: Vec<String> = outcome
        .stderr()
        .lines()
        .filter(|l| l.starts_with('{'))
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["stage"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(stages, ["ingest", "suppliers", "classify", "gates", "indicators", "reports", "publish"]);
    let quiet = folder.vire(&["run", "p.toml", "--quiet"]).published();
    assert_eq!((quiet.stdout(), quiet.stderr()), (String::new(), String::new()));
}

#[test]
fn rules_that_never_matched_are_told() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("own.csv", "supplier,account,sector\nEi Ole Oy,,ict\n,4390,infrastructure\n");
    let more = "columns = { due_date = \"Eräpäivä\" }\n\n[[scope]]\nid = \"leases\"\naccount = [\"4999\"]\n\n[sectors]\nrules = [\"own.csv\"]\n";
    folder.write("p.toml", pipeline("a.csv") + more);
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let told = outcome.stderr();
    assert!(told.contains("columns.due_date = [\"Eräpäivä\"] matched no header"), "{told}");
    assert!(told.contains("the scope rule \"leases\" matched no line"), "{told}");
    assert!(told.contains("the sector decision own.csv:2 matched no line"), "{told}");
    assert!(!told.contains("own.csv:3"), "{told}");
    let manifest = crate::support::manifest(&folder.path("out"));
    assert_eq!(manifest["totals"]["by_sector"]["infrastructure"]["amount"], "1000.00");
    assert_eq!(manifest["totals"]["by_sector_method"]["override"]["lines"], 1);
}
