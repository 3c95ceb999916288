//! The commands besides `run`.

use crate::support::{EXPORT, Folder, ROOT, json, pipeline};

#[test]
fn the_committed_schema_is_the_programs() {
    let printed: serde_json::Value =
        serde_json::from_str(&Folder::new().vire(&["schema"]).published().stdout()).unwrap();
    let committed = json(&std::path::Path::new(ROOT).join("pipelines/schema.json"));
    assert!(printed == committed, "the committed schema is another; run: just schema");
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

/// The query is that which a run computes by: with what it reads and what it gives.
/// Every indicator, sector and published table has its place, in each language.
#[test]
fn explain_prints_the_method_as_a_paper() {
    let folder = Folder::new();
    for language in ["en", "fi", "sv"] {
        let paper = folder.vire(&["explain", "--all", "--language", language]).published().stdout();
        for part in ["### A1 ", "### B16 ", "- `ict` ", "### `purchases`", "| `source_row` | INTEGER |", "`internal`"] {
            assert!(paper.contains(part), "{language}: no {part:?}");
        }
        let missing = ["[paper", "[need-", "[counts-"].into_iter().find(|key| paper.contains(key));
        assert!(missing.is_none(), "a text is missing: {missing:?}, {language}");
        assert!(paper.contains(&format!("Vire {}", env!("CARGO_PKG_VERSION"))));
    }
    folder.vire(&["explain", "--all", "B1"]).failed(2, &["cannot be used with"]);
}

#[test]
fn explain_prints_queries() {
    let folder = Folder::new();
    let query = folder.vire(&["explain", "--sql", "b1"]).published().stdout();
    assert!(query.starts_with("-- id: B1\n") && query.contains("\n    FROM supplier_groups\n"), "{query}");
    folder.vire(&["explain", "--sql"]).failed(2, &["INDICATOR"]);
    folder.vire(&["explain", "--sql", "scope"]).failed(2, &["scope has no query"]);
    folder.vire(&["explain", "--sql", "no-rate"]).failed(2, &["no indicator", "\"no-rate\""]);
}

#[test]
fn explain_knows_the_codes() {
    let folder = Folder::new();
    let list = folder.vire(&["explain", "codes"]).published().stdout();
    for part in ["Errors\n", "  ambiguous-column ", "Notes\n", "  total-differs "] {
        assert!(list.contains(part), "{list}");
    }
    let page = folder.vire(&["explain", "no-rate"]).published().stdout();
    assert!(page.contains("What to do: Add files of rates"), "{page}");
    assert!(page.contains("`rejected.parquet`") && page.contains("Warnings: "), "{page}");
    folder.vire(&["explain", "ambigous-column"]).failed(2, &["did you mean \"ambiguous-column\"?"]);
    folder.vire(&["explain", "scop"]).failed(2, &["did you mean \"scope\"?"]);
    folder.vire(&["explain", "xyzzy"]).failed(2, &["no indicator and no code \"xyzzy\"", "vire explain codes"]);
}

/// The codes of README.md and of the wrapper scripts that people have.
#[test]
fn the_help_tells_the_exit_codes() {
    let help = Folder::new().vire(&["--help"]).published().stdout();
    for code in ["   2  ", "   3  an input", "   4  a gate failed", "   5  another run", "  70  "] {
        assert!(help.contains(code), "{help}");
    }
}

#[test]
fn inspect_tells_a_file_without_configuration() {
    let folder = Folder::new();
    let files = [
        "kotka/ostolaskut-2021.csv",
        "kotka/ostolaskut-2023.xlsx",
        "kotka/ostolaskut-2024.xlsx",
        "ods/ostolaskut-pieni.ods",
    ];
    let paths: Vec<String> = files.iter().map(|f| format!("{ROOT}/sample-data/{f}")).collect();
    let mut arguments = vec!["inspect", "--json"];
    arguments.extend(paths.iter().map(String::as_str));
    let told: serde_json::Value = serde_json::from_str(&folder.vire(&arguments).published().stdout()).unwrap();
    let facts = crate::support::csv_rows(&std::path::Path::new(ROOT).join("sample-data/facts.csv"));
    for (file, object) in files.iter().zip(told.as_array().unwrap()) {
        let fact = facts.iter().find(|f| f["file"] == *file).unwrap();
        let table = &object["tables"][0];
        assert_eq!(table["rows"].to_string(), fact["data_rows"], "{file}");
        assert_eq!(table["negative_rows"].to_string(), fact["negative_rows"], "{file}");
        assert_eq!(table["amount_sum"][""], fact["amount_sum"].as_str(), "{file}");
        for (ignored, key) in [("blank", "blank_rows"), ("total", "total_rows"), ("header", "header_rows")] {
            assert_eq!(table["ignored"][ignored].to_string(), fact[key], "{file}");
        }
    }
    assert_eq!(told[2]["tables"][0]["columns"]["supplier_id"], "Y-tunnus");
    folder.write("x.csv", "");
    let bad = folder.vire(&["inspect", "--json", "x.csv"]);
    assert_eq!(bad.code(), 3);
    assert!(bad.stdout().contains("\"code\": \"empty-file\""));
    folder.vire(&["inspect", "x.csv"]).failed(3, &["x.csv: is empty"]);
}

#[test]
fn init_drafts_a_pipeline_that_runs() {
    let folder = Folder::new();
    let export = format!("{ROOT}/sample-data/kotka/ostolaskut-2024.xlsx");
    let register = format!("{ROOT}/sample-data/kotka/toimittajarekisteri.csv");
    folder.vire(&["init", &export, "--register", &register, "-o", "p.toml"]).published();
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    assert!(text.contains("name = \"Kotka\"\ncountry = \"FI\""), "{text}");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(crate::support::manifest(&folder.path("out"))["control"]["kept"], 9169);
    // A question that only the user can answer stands in the file.
    folder.write("a.csv", "Toimittaja;Päivä;Summa\nKaiku Oy;1.1.2024;1,234\n");
    folder.vire(&["init", "a.csv"]).failed(2, &["do not name their buyer"]);
    let drafted = folder.vire(&["init", "a.csv", "--buyer", "Kotka"]).published().stdout();
    assert!(drafted.contains("column of amount can be read as two number formats"), "{drafted}");
    folder.vire(&["init", "a.csv", "--buyer", "Bradford"]).failed(2, &["say its country with --country"]);
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
        .filter_map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["stage"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(stages, ["ingest", "suppliers", "classify", "gates", "indicators", "disclosure", "reports", "publish"]);
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
