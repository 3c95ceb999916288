//! Runs as history: nothing done twice, runs listed, gone back in, thinned out and made again, one pipeline a folder.

use std::path::PathBuf;

use serde_json::Value;
use vire_base::digest::sha256;

use crate::support::{EXPORT, Folder, ROOT, json, manifest, pipeline};

/// A pipeline without reports but for Markdown.
fn quick(files: &str) -> String {
    pipeline(files) + "\n[report]\nlanguages = [\"en\"]\nformats = [\"md\"]\n"
}

/// A folder with a published run in `out`.
fn published() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", quick("*.csv"));
    run(&folder);
    folder
}

const RUN: [&str; 4] = ["run", "p.toml", "--out", "out"];

/// What a run prints.
#[track_caller]
fn run(folder: &Folder) -> String {
    folder.vire(&RUN).published().stdout()
}

fn current(folder: &Folder) -> String {
    let run = std::fs::read_link(folder.path("out/current")).unwrap();
    run.file_name().unwrap().to_string_lossy().into_owned()
}

fn month(number: usize) -> String {
    let header = EXPORT.lines().next().unwrap();
    let line = |n: usize| format!("Kaiku Oy;9512345-7;4390;Kunnossapito;{number}-{n};{n}.{number}.2024;{n}00,00\n");
    format!("{header}\n{}", (1..=9).map(line).collect::<String>())
}

/// A run a month of 2024, up to this one.
fn year(last: usize) -> Folder {
    let folder = Folder::new();
    folder.write("p.toml", quick("*.csv"));
    for number in 1..=last {
        folder.write(&format!("{number:02}.csv"), month(number));
        run(&folder);
    }
    folder
}

#[test]
fn what_has_not_changed_is_not_done_again() {
    let folder = published();
    let first = current(&folder);
    let told = run(&folder);
    assert!(told.starts_with("Nothing changed: out/runs/0001-") && told.contains("3 lines kept"), "{told}");
    // Neither a comment, nor another order, nor a gate decides a figure.
    folder.write("p.toml", format!("# of Kotka\n{}\n[gates]\nmonths = 3\n", quick("*.csv")));
    assert!(run(&folder).starts_with("Nothing changed"));
    assert_eq!(current(&folder), first);
    let quiet = folder.vire(&[&RUN[..], &["--quiet"]].concat()).published();
    assert_eq!((quiet.stdout(), quiet.stderr()), (String::new(), String::new()));
    // A setting, a file, and the day decide.
    folder.write("p.toml", quick("*.csv") + "\n[locality]\nbasis = \"domicile\"\n");
    assert!(run(&folder).starts_with("Published out/runs/0002-"));
    folder.write("a.csv", EXPORT.replace("1 000,00", "1 000,50"));
    assert!(run(&folder).starts_with("Published out/runs/0003-"));
    let by_day = folder.vire(&[&RUN[..], &["--as-of", "2024-04-30"]].concat()).published();
    assert!(by_day.stdout().starts_with("Published out/runs/0004-"), "{}", by_day.stdout());
    // A file of the same size and time is another one by its content.
    let time = std::fs::metadata(folder.path("a.csv")).unwrap().modified().unwrap();
    run(&folder);
    folder.write("a.csv", EXPORT.replace("1 000,00", "1 000,60"));
    std::fs::File::options().append(true).open(folder.path("a.csv")).unwrap().set_modified(time).unwrap();
    run(&folder);
    assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], "1200.60");
}

/// An export that nobody has written to since its digest was taken is not read again; one that was is, even where its
/// size and the time of its last write are made to look as they were.
#[test]
#[cfg(unix)]
fn an_export_that_was_written_to_is_never_taken_for_the_old_one() {
    let folder = published();
    let digests = || json(&folder.path("out/.state/digests"));
    assert_eq!(digests().as_object().unwrap().len(), 0, "what was written just now may be written to unseen");
    std::thread::sleep(std::time::Duration::from_secs(4));
    assert!(run(&folder).starts_with("Nothing changed"));
    let kept = digests();
    let (stamp, digest) = kept.as_object().unwrap().values().next().map(|one| (&one[0], &one[1])).unwrap();
    let export = folder.path("a.csv");
    let bytes = std::fs::read(&export).unwrap();
    assert_eq!((stamp["bytes"].as_u64(), digest.as_str()), (Some(bytes.len() as u64), Some(&*sha256(&bytes))));
    // It is believed, so that with another one the run is made, which takes the right one.
    let wrong = kept.to_string().replace(digest.as_str().unwrap(), &"0".repeat(64));
    folder.write("out/.state/digests", wrong);
    run(&folder);
    assert_eq!(digests(), kept);

    let written = std::fs::metadata(&export).unwrap().modified().unwrap();
    let other = String::from_utf8(bytes).unwrap().replace("1 000,00", "1 000,01");
    std::fs::write(&export, &other).unwrap();
    std::fs::File::options().write(true).open(&export).unwrap().set_modified(written).unwrap();
    assert!(run(&folder).starts_with("Published"));
    assert_eq!(manifest(&folder.path("out"))["inputs"][0]["sha256"], sha256(other.as_bytes()));
}

#[test]
fn registers_and_calendars_decide_too() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("r.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Kotka\n");
    folder.write("p.toml", quick("a.csv") + "\n[[register]]\nfiles = [\"r.csv\"]\n");
    run(&folder);
    assert!(run(&folder).starts_with("Nothing changed"));
    folder.write("r.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Hamina\n");
    assert!(run(&folder).starts_with("Published out/runs/0002-"));
}

#[test]
fn a_damaged_or_missing_file_is_made_anew() {
    let folder = published();
    let damage: [&dyn Fn(PathBuf); 2] =
        [&|file| std::fs::remove_file(file).unwrap(), &|file| std::fs::write(file, "overwritten").unwrap()];
    for (damage, number) in damage.into_iter().zip(["0002", "0003"]) {
        damage(folder.path("out/current/summary.md"));
        let outcome = folder.vire(&RUN).published();
        assert!(outcome.stdout().starts_with(&format!("Published out/runs/{number}-")), "{}", outcome.stdout());
        assert!(outcome.stderr().contains("is not as it was published"), "{}", outcome.stderr());
        assert!(std::fs::read_to_string(folder.path("out/current/summary.md")).unwrap().contains("Kotka"));
        assert!(run(&folder).starts_with("Nothing changed"));
    }
}

#[test]
fn strict_and_max_age_are_asked_of_a_run_that_is_there() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{EXPORT};;4342;ICT-palvelut;4;21.3.2024;7,00\n"));
    folder.write("p.toml", quick("a.csv"));
    run(&folder);
    assert!(run(&folder).starts_with("Nothing changed"));
    folder.vire(&[&RUN[..], &["--strict"]].concat()).failed(4, &["--strict allows none", "no-supplier"]);
    folder.write("p.toml", quick("a.csv") + "\n[gates]\nmax_age = 30\n");
    // Without --as-of, today counts: the data is of 2024.
    folder.vire(&RUN).failed(4, &["the run is held", "max-age: the newest posting is of 2024-03-21"]);
    folder.vire(&[&RUN[..], &["--accept", "max-age"]].concat()).published();
}

#[test]
fn runs_are_listed() {
    let folder = year(3);
    let list = folder.vire(&["runs", "out"]).published().stdout();
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 4, "{list}");
    for (line, parts) in lines[1..].iter().zip([
        ["0001-", "2024-01-09", "9 lines", "4500.00 EUR"],
        ["0002-", "2024-02-09", "18 lines", "9000.00 EUR"],
        ["0003-", "2024-03-09", "27 lines", "13500.00 EUR"],
    ]) {
        parts.iter().for_each(|part| assert!(line.contains(part), "no {part} in {line}"));
    }
    assert!(lines[3].ends_with("current") && !lines[2].ends_with("current"), "{list}");
    let listed: Value = serde_json::from_str(&folder.vire(&["runs", "out", "--json"]).published().stdout()).unwrap();
    assert_eq!(listed[1]["lines"], 18);
    assert_eq!(listed[2]["is_current"], true);
    assert_eq!(listed[2]["fingerprint"], manifest(&folder.path("out"))["fingerprint"]);
}

#[test]
fn current_goes_back_and_forward() {
    let folder = year(3);
    let newest = current(&folder);
    let told = folder.vire(&["rollback", "out"]).published().stdout();
    assert!(told.contains("out/current leads to out/runs/0002-"), "{told}");
    folder.vire(&["rollback", "out", "1"]).published();
    assert!(current(&folder).starts_with("0001-"));
    folder.vire(&["rollback", "out"]).failed(2, &["no run before the current one", "vire runs"]);
    folder.vire(&["rollback", "out", "9"]).failed(2, &["has no run 9"]);
    folder.vire(&["rollback", "out", &newest]).published();
    assert_eq!(current(&folder), newest);
    // A damaged run is nothing to go back to.
    std::fs::remove_file(folder.path("out/runs").join(&newest).join("summary.json")).unwrap();
    folder.vire(&["rollback", "out", "2"]).published();
    folder.vire(&["rollback", "out", "3"]).failed(4, &["summary.json is missing"]);
    assert!(current(&folder).starts_with("0002-"));
}

#[test]
fn going_back_to_an_older_input_is_told() {
    let folder = published();
    folder.write("a.csv", EXPORT.replace("1 000,00", "1 010,00"));
    assert!(run(&folder).starts_with("Published out/runs/0002-"));
    folder.write("a.csv", EXPORT);
    let told = folder.vire(&RUN).published().stderr();
    assert!(told.contains("current goes back to it from 0002-"), "{told}");
    assert!(current(&folder).starts_with("0001-"));
}

#[test]
fn old_runs_are_removed_but_the_current_one_and_the_yearly() {
    let folder = year(4);
    folder.vire(&["rollback", "out", "2"]).published();
    let dry = folder.vire(&["prune", "out", "--keep", "1", "--dry-run"]).published().stdout();
    assert_eq!(dry.matches("Would remove").count(), 2, "{dry}");
    let told = folder.vire(&["prune", "out", "--keep", "1"]).published().stdout();
    assert_eq!(told.replace("Removed", "Would remove"), dry);
    let left: Vec<String> = crate::output_folder::names(&folder.path("out/runs"));
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(left[0].starts_with("0002-") && left[1].starts_with("0004-"), "{left:?}");
    assert!(
        folder
            .vire(&["prune", "out", "--keep", "1", "--keep-yearly"])
            .published()
            .stdout()
            .contains("Nothing to remove")
    );
    folder.vire(&["verify", "out"]).published();
    folder.vire(&["prune", "out"]).failed(2, &["--keep"]);
}

#[test]
fn the_commands_say_what_is_wrong_with_a_folder() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("empty")).unwrap();
    std::fs::create_dir_all(folder.path("begun/runs")).unwrap();
    std::fs::create_dir_all(folder.path("begun/.state")).unwrap();
    folder.write("file", "no folder");
    let commands: [&[&str]; 4] = [&["runs"], &["rollback"], &["prune", "--keep", "3"], &["rerun"]];
    for command in commands {
        for wrong in ["empty", "begun", "file", "none"] {
            folder.vire(&[command, &[wrong]].concat()).failed(2, &[wrong, "holds no published run", "out/kotka"]);
            assert!(!folder.path("none").exists() && !folder.path("empty/.state").exists());
        }
        let help = folder.vire(&[command[0], "--help"]).published().stdout();
        assert!(help.contains("Usage: vire") && help.contains("out/kotka"), "{help}");
    }
    folder.vire(&["runs"]).failed(2, &["out holds no published run"]);
}

#[test]
fn folders_of_two_pipelines_never_mix() {
    let folder = Folder::new();
    for place in ["one", "two"] {
        folder.write(&format!("{place}/vire.toml"), quick("a.csv"));
        folder.write(&format!("{place}/a.csv"), EXPORT);
    }
    folder.write("two/a.csv", EXPORT.replace("1 000,00", "1 001,00"));
    folder.vire(&["run", "one/vire.toml"]).published();
    let parts = [
        "pipeline: the runs there are of another pipeline",
        "one/vire.toml",
        "another folder with --out",
        "--accept pipeline",
    ];
    folder.vire(&["run", "two/vire.toml"]).failed(4, &parts);
    folder.vire(&["run", "two/vire.toml", "--out", "out/two"]).published();
    folder.write("three.toml", quick("two/a.csv"));
    folder.vire(&["run", "three.toml", "--out", "out/two"]).failed(4, &["another pipeline (vire, of Kotka)"]);
    folder.write("two/vire.toml", quick("a.csv").replace("Kotka", "Hamina"));
    folder.vire(&["run", "two/vire.toml", "--out", "out/two"]).failed(4, &["another pipeline (vire, of Kotka)"]);
    folder.write("kalenteri.csv", "Hankinta;Alkaa\nKoulun katto;2025-03-01\n");
    folder.write("vire.toml", quick("two/a.csv") + "\n[calendar]\nfiles = [\"kalenteri.csv\"]\n");
    let calendar = ["calendar", "vire.toml", "--as-of", "2025-01-15", "--out", "out/two"];
    folder.vire(&calendar).failed(2, &["another pipeline (vire, purchases)", "--out"]);
    // A pipeline that was moved is the same one, and the folder can be taken over.
    std::fs::rename(folder.path("one"), folder.path("moved")).unwrap();
    folder.vire(&["run", "moved/vire.toml"]).published();
    folder.vire(&["run", "two/vire.toml", "--accept", "pipeline,sum"]).published();
}

/// A supplier who is a person; the id belongs to nobody.
const PERSON: &str = "Testinen;010190-900P;4390;Kunnossapito;4;21.3.2024;7,00\n";

#[test]
#[cfg(unix)]
fn the_masking_key_is_announced_and_missed() {
    let folder = Folder::new();
    folder.write("a.csv", format!("{EXPORT}{PERSON}"));
    folder.write("p.toml", quick("a.csv"));
    let told = folder.vire(&[&RUN[..], &["--quiet"]].concat()).published().stderr();
    assert!(told.contains(".vire-key was made") && told.contains("keep a copy"), "{told}");
    let used = manifest(&folder.path("out"))["mask_key"].clone();
    assert!(used.is_string());
    // It says so once.
    folder.write("a.csv", format!("{EXPORT}{PERSON}\n"));
    let told = folder.vire(&[&RUN[..], &["--quiet"]].concat()).published().stderr();
    assert!(!told.contains("was made"), "{told}");
    let key = std::fs::read(folder.path(".vire-key")).unwrap();
    std::fs::remove_file(folder.path(".vire-key")).unwrap();
    let run = current(&folder);
    for _ in 0..2 {
        folder
            .vire(&RUN)
            .failed(4, &[".vire-key is gone, so that persons", "put your copy of it back", "--accept mask-key"]);
        assert!(!folder.path(".vire-key").exists());
    }
    folder.vire(&[&RUN[..], &["--accept", "mask-key"]].concat()).published();
    assert_ne!(manifest(&folder.path("out"))["mask_key"], used);
    folder.vire(&["rollback", "out", &run]).published();
    folder.vire(&RUN).failed(4, &["mask-key: ", ".vire-key is another one"]);
    std::fs::write(folder.path(".vire-key"), key).unwrap();
    assert!(folder.vire(&RUN).published().stdout().starts_with("Nothing changed"));
}

#[test]
fn a_run_is_made_again_from_its_manifest() {
    let folder = Folder::new();
    folder.write("in/a.csv", EXPORT);
    folder.write("in/r.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Kotka\n");
    folder.write("in/p.toml", quick("a.csv") + "\n[[register]]\nfiles = [\"r.csv\"]\n");
    folder.vire(&["run", "in/p.toml", "--out", "out", "--as-of", "2024-04-30"]).published();
    // The pipeline file has changed, but the manifest keeps the one that the run went by.
    folder.write("in/p.toml", "[buyer]\n");
    let told = folder.vire(&["rerun", "out"]).published().stdout();
    assert!(told.contains("files came out the same"), "{told}");
    folder.vire(&["verify", "out", "--inputs"]).published();
    folder.write("in/r.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Hamina\n");
    let changed = folder.vire(&["verify", "out", "--inputs"]);
    assert!(changed.code() == 4 && changed.stdout().contains("changed  input r.csv"), "{}", changed.stdout());
    folder.vire(&["verify", "out"]).published();
    folder.vire(&["rerun", "out"]).failed(3, &["changed  r.csv"]);
    folder.write("in/r.csv", "Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Kotka\n");
    folder.write("in/a.csv", EXPORT.replace("1 000,00", "1 001,00"));
    folder.vire(&["rerun", "out"]).failed(3, &["changed  a.csv", "put back"]);
    // Exports that were run alone, from another folder.
    folder.write("b.csv", EXPORT);
    folder.vire(&["run", "b.csv", "--buyer", "Kotka", "--out", "alone"]).published();
    assert!(manifest(&folder.path("alone"))["pipeline"]["text"].as_str().unwrap().contains("files = [\"b.csv\"]"));
    let told = folder.vire(&["rerun", "alone"]).published().stdout();
    assert!(told.contains("files came out the same"), "{told}");
    folder.vire(&["rerun", "alone", "--from", "in"]).failed(2, &["b.csv"]);
}

/// What a glob leads to since then is no part of the run.
#[test]
fn a_run_is_made_again_without_later_exports() {
    let folder = Folder::new();
    folder.write("in/2024-01.csv", EXPORT);
    folder.write("p.toml", quick("in/*.csv"));
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    folder.write("in/2024-02.csv", EXPORT.replace(".2024", ".2025"));
    folder.vire(&["run", "p.toml", "--out", "out", "--accept", "all"]).published();
    let mut runs: Vec<_> = std::fs::read_dir(folder.path("out/runs")).unwrap().map(|e| e.unwrap().path()).collect();
    runs.sort();
    for run in &runs {
        let told = folder.vire(&["rerun", &run.display().to_string()]).published().stdout();
        assert!(told.contains("files came out the same"), "{told}");
    }
    std::fs::remove_file(folder.path("in/2024-01.csv")).unwrap();
    folder.vire(&["rerun", &runs[0].display().to_string()]).failed(3, &["missing  in/2024-01.csv"]);
}

#[test]
fn a_sample_is_made_again_and_not_done_twice() {
    let folder = Folder::new();
    let sample = format!("{ROOT}/pipelines/levanger.toml");
    let run = ["run", &sample, "--out", "out"];
    folder.vire(&run).published();
    assert!(folder.vire(&run).published().stdout().starts_with("Nothing changed"));
    assert!(folder.vire(&["rerun", "out"]).published().stdout().contains("came out the same"));
    let kept = json(&folder.path("out/current/manifest.json"));
    assert_eq!(kept["pipeline"]["text"], std::fs::read_to_string(&sample).unwrap());
}
