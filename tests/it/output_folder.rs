//! What is published stays as it is, and what is no longer as it was published is never called so.

use std::path::{Path, PathBuf};

use crate::support::{EXPORT, Folder, json, pipeline, run_bytes};

/// A folder with a published run in `out`, drawn in one language.
pub fn published() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv") + "\n[report]\nlanguages = [\"en\"]\nformats = [\"md\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn only_run(folder: &Folder) -> PathBuf {
    let names = names(&folder.path("out/runs"));
    assert_eq!(names.len(), 1, "{names:?}");
    folder.path("out/runs").join(&names[0])
}

#[test]
fn reports_are_not_drawn_into_published_runs() {
    let folder = published();
    let before = run_bytes(&folder.path("out"));
    let run = only_run(&folder);
    let inside = run.join("new/deeper").display().to_string();
    let mut places =
        vec!["out/current", "out/current/", "out/current/new", "out/runs", "out/runs/mine", "out/.state/x", &inside];
    if cfg!(unix) {
        link(&run, &folder.path("reports"));
        places.extend(["reports", "reports/new", "out/../reports"]);
    }
    for place in places {
        folder
            .vire(&["report", "out", "--out", place, "--language", "sv", "--format", "md"])
            .failed(2, &["which is published and stays as it is", "--out"]);
        folder.vire(&["publish-open", "p.toml", "--out", "out", "--to", place]).failed(2, &["--to"]);
    }
    assert!(run_bytes(&folder.path("out")) == before);
    assert_eq!(names(&folder.path("out/runs")).len(), 1);
}

#[test]
fn reports_say_what_they_wrote_and_follow_no_links() {
    let folder = published();
    folder.write("precious", "untouched");
    std::fs::create_dir(folder.path("drawn")).unwrap();
    #[cfg(unix)]
    link(&folder.path("precious"), &folder.path("drawn/summary.md"));
    let outcome = folder.vire(&["report", "out", "--out", "drawn", "--language", "en", "--format", "md"]).published();
    let files = ["summary.en.md", "summary.md", "texts.en.md", "texts.md"];
    for file in files {
        assert!(
            outcome.stdout().contains(&Path::new("drawn").join(file).display().to_string()),
            "{}",
            outcome.stdout()
        );
        assert!(std::fs::symlink_metadata(folder.path("drawn").join(file)).unwrap().is_file());
    }
    assert_eq!(names(&folder.path("drawn")), files);
    assert_eq!(std::fs::read_to_string(folder.path("precious")).unwrap(), "untouched");
    // A folder in the way is told, and stays.
    std::fs::create_dir(folder.path("drawn/texts.sv.md")).unwrap();
    folder
        .vire(&["report", "out", "--out", "drawn", "--language", "sv", "--format", "md"])
        .failed(2, &["cannot write to", "texts.sv.md"]);
    assert!(names(&folder.path("drawn")).iter().all(|name| !name.starts_with('.')));
}

type Damage = fn(&Path);

/// Ways in which a run is no longer what was published, with what is said of each.
const DAMAGES: [(&str, Damage); 7] = [
    ("spend.parquet is missing", |run| std::fs::remove_file(run.join("spend.parquet")).unwrap()),
    ("summary.en.md has changed", |run| append(&run.join("summary.en.md"), "x")),
    ("summary.json has changed: its content is other", |run| {
        let text = std::fs::read_to_string(run.join("summary.json")).unwrap();
        let other = text.replacen('1', "2", 1);
        assert!(other.len() == text.len() && other != text);
        std::fs::write(run.join("summary.json"), other).unwrap();
    }),
    ("purchases/1999.parquet is none of its files", |run| {
        let year = run.join("purchases/2024.parquet");
        std::fs::copy(year, run.join("purchases/1999.parquet")).unwrap();
    }),
    ("manifest.json is missing", |run| std::fs::remove_file(run.join("manifest.json")).unwrap()),
    ("manifest.json has changed", |run| std::fs::write(run.join("manifest.json"), "{}").unwrap()),
    ("suppliers.parquet is missing", |run| {
        std::fs::remove_file(run.join("suppliers.parquet")).unwrap();
        std::fs::remove_file(run.join("rejected.parquet")).unwrap();
    }),
];

fn append(path: &Path, text: &str) {
    let content = std::fs::read_to_string(path).unwrap() + text;
    std::fs::write(path, content).unwrap();
}

#[test]
fn a_damaged_run_is_refused_and_made_anew() {
    for (said, damage) in DAMAGES {
        let folder = published();
        let before = run_bytes(&folder.path("out"));
        let run = only_run(&folder);
        damage(&run);
        let told = folder.vire(&["verify", "out"]);
        told.failed(4, &["1 of 1 runs"]);
        let (file, what) = said.split_once(' ').unwrap();
        let kind = [("is missing", "missing"), ("is none", "extra"), ("has changed", "changed")];
        let kind = kind.iter().find(|(text, _)| what.starts_with(text)).unwrap().1;
        assert!(told.stdout().contains(&format!("  {kind:<8} {file}")), "{}", told.stdout());
        folder.vire(&["report", "out", "--out", "drawn"]).failed(4, &[said, "vire verify", "vire run"]);
        folder.vire(&["publish-open", "p.toml", "--out", "out", "--to", "open"]).failed(4, &[said]);
        assert!(!folder.path("drawn").exists() && !folder.path("open").exists());
        // The same input gives a run of its own, and says why; one without its manifest was never whole.
        let again = folder.vire(&["run", "p.toml", "--out", "out"]).published();
        assert!(file == "manifest.json" || again.stderr().contains(said), "{}", again.stderr());
        assert!(again.stdout().contains("0002-"), "{}", again.stdout());
        assert!(run_bytes(&folder.path("out")) == before);
        folder.vire(&["verify", "out/current"]).published();
        // That one is found the next time, without a word.
        let third = folder.vire(&["run", "p.toml", "--out", "out"]).published();
        assert_eq!((names(&folder.path("out/runs")).len(), third.stderr().as_str()), (2, ""));
    }
}

#[test]
#[cfg(unix)]
fn a_link_in_place_of_an_output_is_damage() {
    let folder = published();
    let run = only_run(&folder);
    std::fs::rename(run.join("summary.json"), folder.path("elsewhere.json")).unwrap();
    link(&folder.path("elsewhere.json"), &run.join("summary.json"));
    folder.vire(&["report", "out", "--out", "drawn"]).failed(4, &["summary.json has changed: it is no plain file"]);
}

#[test]
fn verify_reads_a_run_or_all_runs() {
    let folder = published();
    folder.write("a.csv", format!("{EXPORT}Virta Oy;9512346-5;4342;ICT-palvelut;9;21.3.2024;5,00\n"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    // What a file manager leaves harms nobody.
    folder.write("out/current/.DS_Store", "x");
    for (given, runs) in [("out", 2), ("out/current", 1), ("out/runs", 2), (".", 2)] {
        let told = folder.vire(&["verify", given]).published().stdout();
        assert_eq!(told.lines().filter(|line| line.ends_with("as published")).count(), runs, "{told}");
    }
    let told = folder.vire(&["verify"]).published().stdout(); // out is where runs are
    assert_eq!(told.lines().count(), 2);
    folder.vire(&["verify", "nowhere"]).failed(2, &["nowhere holds no published run"]);
    // A current run that is gone is told.
    let newest = names(&folder.path("out/runs"))[1].clone();
    std::fs::remove_dir_all(folder.path("out/runs").join(newest)).unwrap();
    folder.vire(&["verify", "out"]).failed(4, &["1 of 2 runs"]);
    folder.vire(&["report", "out"]).failed(2, &["out holds no published run"]);
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(not(unix))]
fn link(_to: &Path, _at: &Path) {}

#[test]
#[cfg(unix)]
fn links_that_lead_out_of_the_output_folder_are_refused() {
    let run = ["run", "p.toml", "--out", "out", "--quiet"];
    for place in ["runs", ".state", ".state/staged", ".state/lock", "current"] {
        let folder = Folder::new();
        folder.write("a.csv", EXPORT);
        folder.write("p.toml", pipeline("a.csv"));
        folder.write("other/.unfinished-1/precious", "x");
        folder.write("other/.state", "");
        folder.write("precious", "untouched");
        let at = folder.path("out").join(place);
        std::fs::create_dir_all(at.parent().unwrap()).unwrap();
        let target = if place == ".state/lock" { "precious" } else { "other" };
        link(&folder.path(target), &at);
        folder.vire(&run).failed(2, &[&format!("out/{place}"), "help: "]);
        assert_eq!(std::fs::read_to_string(folder.path("precious")).unwrap(), "untouched");
        assert!(folder.path("other/.unfinished-1/precious").exists(), "{place}");
    }
    // What is unfinished is cleared, but not what a link there leads to.
    let folder = published();
    folder.write("other/precious", "x");
    link(&folder.path("other"), &folder.path("out/runs/.unfinished-link"));
    folder.write("out/runs/.unfinished-file", "x");
    folder.vire(&run).published();
    assert!(folder.path("other/precious").exists());
    assert_eq!(names(&folder.path("out/runs")).len(), 1);
    // The content of the lock's file is nobody's business.
    folder.write("out/.state/lock", "kept");
    folder.vire(&run).published();
    assert_eq!(std::fs::read_to_string(folder.path("out/.state/lock")).unwrap(), "kept");
}

#[test]
fn numbers_of_runs_do_not_begin_anew() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    std::fs::create_dir_all(folder.path("out/runs/4294967295-x")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert!(names(&folder.path("out/runs"))[0].starts_with("0001-"));
    std::fs::create_dir_all(folder.path("out/runs/18446744073709551615-0123456789ab")).unwrap();
    folder.write("a.csv", format!("{EXPORT}Virta Oy;9512346-5;4342;ICT-palvelut;9;21.3.2024;5,00\n"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).failed(2, &["no number is left", "move it away"]);
}

#[test]
fn current_that_became_a_folder_is_told_with_the_way_out() {
    let folder = published();
    let run = only_run(&folder);
    std::fs::remove_file(folder.path("out/current")).unwrap();
    copy(&run, &folder.path("out/current"));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &["is a folder, and no link to a run", "move it away"]);
    // It can be read like the run that it is a copy of.
    folder.vire(&["report", "out", "--out", "drawn", "--format", "md"]).published();
    std::fs::remove_dir_all(folder.path("out/current")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(only_run(&folder), run);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &to) } else { std::fs::copy(&path, &to).map(drop).unwrap() }
    }
}

#[test]
fn current_may_be_a_file_with_the_path_of_the_run() {
    let folder = published();
    let run = only_run(&folder);
    let name = format!("runs/{}", run.file_name().unwrap().to_string_lossy());
    for text in [name.clone(), format!("{name}\r\n"), name.replace('/', "\\")] {
        std::fs::remove_file(folder.path("out/current")).unwrap();
        folder.write("out/current", &text);
        for given in ["out", "out/current"] {
            folder.vire(&["report", given, "--out", "drawn", "--format", "md"]).published();
            folder.vire(&["verify", given]).published();
        }
        folder.vire(&["publish-open", "p.toml", "--out", "out", "--to", "open"]).published();
    }
    folder.write("out/current", "../elsewhere");
    folder.vire(&["report", "out"]).failed(2, &["leads to ../elsewhere", "delete out/current"]);
    folder.write("out/current", "");
    folder.vire(&["report", "out"]).failed(2, &["neither a link to a run nor a file that holds the path"]);
    std::fs::remove_file(folder.path("out/current")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(json(&folder.path("out/current/manifest.json"))["control"]["kept"], 3);
}

#[test]
fn a_lock_by_file_holds_the_folder() {
    let folder = published();
    folder.write("out/.state/lock.held", "process 4294967295 on elsewhere since 2026-01-31T12:00:00Z");
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(
        5,
        &[
            "another run is writing to out: process 4294967295 on elsewhere since 2026-01-31",
            "if it runs no more, delete",
        ],
    );
    std::fs::remove_file(folder.path("out/.state/lock.held")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
}
