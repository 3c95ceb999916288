//! Each step of publishing fails once: what was published before stays whole, and the next attempt works.

use std::path::Path;
use std::process::Command;

use crate::output_folder::{names, published};
use crate::support::{EXPORT, Folder, Outcome, json, run_bytes};

const RUN: [&str; 5] = ["run", "p.toml", "--out", "out", "--quiet"];
const OPEN: [&str; 6] = ["publish-open", "p.toml", "--out", "out", "--to", "open/k"];

fn failing(folder: &Folder, arguments: &[&str], at: &str) -> Outcome {
    Outcome(folder.command(arguments).env("VIRE_FAIL_AT", at).output().unwrap())
}

fn another_export(folder: &Folder) {
    folder.write("a.csv", format!("{EXPORT}Virta Oy;9512346-5;4342;ICT-palvelut;9;21.3.2024;7,00\n"));
}

#[test]
fn when_any_sync_or_rename_of_a_run_fails_the_old_run_stays() {
    for operation in ["sync", "rename"] {
        let mut failed = 0;
        for n in 1.. {
            let folder = published();
            let before = run_bytes(&folder.path("out"));
            another_export(&folder);
            let outcome = failing(&folder, &RUN, &format!("{operation}={n}"));
            let kept = json(&folder.path("out/current/manifest.json"))["control"]["kept"].clone();
            if outcome.code() == 0 {
                assert_eq!(kept, 4);
                break;
            }
            failed += 1;
            outcome.failed(2, &["cannot write to out", "made to fail"]);
            // The last sync is that of the switch itself: the new run is whole, but its name may not be on disk.
            assert!(kept == 4 || run_bytes(&folder.path("out")) == before, "{operation} {n}");
            let left = names(&folder.path("out/runs"));
            assert!(left.iter().all(|name| !name.starts_with('.')), "{operation} {n} left {left:?}");
            folder.vire(&["verify", "out"]).published();
            folder.vire(&RUN).published();
            assert_eq!(json(&folder.path("out/current/manifest.json"))["control"]["kept"], 4);
            assert_eq!(names(&folder.path("out/runs")).len(), 2, "{operation} {n}");
        }
        // A run has seven tables at least, and is renamed before `current` is.
        assert!(failed >= if operation == "sync" { 12 } else { 2 }, "{failed} of {operation}");
    }
}

#[test]
#[cfg(unix)]
fn without_links_current_is_a_file() {
    let folder = published();
    another_export(&folder);
    let outcome = failing(&folder, &RUN[..4], "link=1");
    outcome.failed(0, &["the disk takes no links"]);
    let pointer = std::fs::read_to_string(folder.path("out/current")).unwrap();
    assert!(pointer.starts_with("runs/0002-"), "{pointer}");
    folder.vire(&["report", "out", "--out", "drawn", "--format", "md"]).published();
    let more = |day: u32| {
        let known = std::fs::read_to_string(folder.path("a.csv")).unwrap();
        folder.write("a.csv", format!("{known}Virta Oy;9512346-5;4342;ICT-palvelut;{day};{day}.3.2024;8,00\n"));
    };
    more(22);
    let again = failing(&folder, &RUN[..4], "link=1");
    again.failed(0, &["the disk takes no links"]);
    more(23);
    folder.vire(&RUN).published();
    assert!(std::fs::symlink_metadata(folder.path("out/current")).unwrap().is_symlink());
}

/// The package in a folder, by the fingerprint of its run; all its files are as its description says.
fn package(at: &Path) -> String {
    let description = json(&at.join("datapackage.json"));
    for resource in description["resources"].as_array().unwrap() {
        let digest = vire_base::digest::digest(&at.join(resource["path"].as_str().unwrap())).unwrap();
        assert_eq!(resource["hash"], format!("sha256:{}", digest.sha256));
    }
    assert!(at.join("left-out.csv").is_file());
    description["version"].as_str().unwrap().to_owned()
}

#[test]
fn when_any_step_of_opening_fails_there_is_a_whole_package() {
    // With an exchange in one step, and with two renames where there is none.
    for (before, operation) in [("", "sync"), ("", "rename"), ("exchange=1,", "sync"), ("exchange=1,", "rename")] {
        let mut failed = 0;
        for n in 1.. {
            let folder = published();
            folder.vire(&OPEN).published();
            let old = package(&folder.path("open/k"));
            another_export(&folder);
            folder.vire(&RUN).published();
            let outcome = failing(&folder, &OPEN, &format!("{before}{operation}={n}"));
            let now = package(&folder.path("open/k"));
            if outcome.code() == 0 {
                assert_ne!(now, old);
                assert_eq!(names(&folder.path("open")), ["k"]);
                break;
            }
            failed += 1;
            outcome.failed(2, &["cannot write to", "made to fail"]);
            assert!(now == old || !before.is_empty(), "{operation} {n}");
            folder.vire(&OPEN).published();
            assert_ne!(package(&folder.path("open/k")), old);
            assert_eq!(names(&folder.path("open")), ["k"], "{before}{operation} {n}");
        }
        let least = if operation == "sync" {
            5
        } else if before.is_empty() && cfg!(target_os = "linux") {
            0
        } else {
            2
        };
        assert!(failed >= least, "{failed} of {before}{operation}");
    }
}

#[test]
fn what_a_killed_opening_left_is_put_right() {
    let folder = published();
    folder.vire(&OPEN).published();
    let old = package(&folder.path("open/k"));
    // Killed between two renames, before and after an earlier one was.
    std::fs::rename(folder.path("open/k"), folder.path("open/.unfinished-k.former")).unwrap();
    folder.write("open/.unfinished-k/half", "x");
    failing(&folder, &OPEN, "sync=1").failed(2, &["made to fail"]);
    assert_eq!(package(&folder.path("open/k")), old);
    folder.write("open/.unfinished-k.former/half", "x");
    folder.vire(&OPEN).published();
    assert_eq!(names(&folder.path("open")), ["k"]);
}

#[test]
fn a_package_with_a_file_of_the_user_is_not_replaced() {
    let folder = published();
    folder.vire(&OPEN).published();
    folder.write("open/k/notes.txt", "mine");
    folder.vire(&OPEN).failed(2, &["open/k holds other files", "notes.txt", "--to"]);
    std::fs::remove_file(folder.path("open/k/notes.txt")).unwrap();
    folder.vire(&OPEN).published();
    #[cfg(unix)]
    {
        std::fs::rename(folder.path("open/k"), folder.path("open/real")).unwrap();
        std::os::unix::fs::symlink("real", folder.path("open/k")).unwrap();
        folder.vire(&OPEN).failed(2, &["open/k is a link"]);
        assert!(folder.path("open/real/left-out.csv").is_file());
    }
}

/// Runs the program where no file may grow beyond some blocks of 512 bytes, as on a disk that is full.
#[cfg(unix)]
fn cramped(folder: &Folder, blocks: u32, arguments: &[&str]) -> Outcome {
    const SIGXFSZ: &str = "25"; // ignored, so that the write fails
    let script = format!("trap '' {SIGXFSZ}; ulimit -f {blocks}; exec \"$@\"");
    let program = folder.command(arguments);
    let mut command = Command::new("sh");
    command.current_dir(folder.path("")).args(["-c", &script, "sh"]).arg(program.get_program());
    Outcome(command.args(program.get_args()).output().unwrap())
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_leaves_what_was_there() {
    let folder = published();
    folder.vire(&OPEN).published();
    folder.vire(&["report", "out", "--out", "drawn"]).published();
    let before = run_bytes(&folder.path("out"));
    let drawn = |folder: &Folder| -> Vec<(String, Vec<u8>)> {
        let files = names(&folder.path("drawn")).into_iter();
        files.map(|name| (name.clone(), std::fs::read(folder.path("drawn").join(name)).unwrap())).collect()
    };
    let (reports, open) = (drawn(&folder), package(&folder.path("open/k")));
    another_export(&folder);
    for blocks in [0, 1, 2, 4, 8, 12] {
        let outcome = cramped(&folder, blocks, &RUN);
        // A temporary file is named by its whole path.
        outcome.failed(2, &["cannot write to ", "out", "help: "]);
        assert!(run_bytes(&folder.path("out")) == before, "{blocks} blocks");
        cramped(&folder, blocks, &["report", "out", "--out", "drawn"]).failed(2, &["cannot write to drawn", "help: "]);
        assert!(drawn(&folder) == reports, "{blocks} blocks");
        if blocks < 4 {
            cramped(&folder, blocks, &OPEN).failed(2, &["cannot write to open/k", "help: "]);
        }
        assert_eq!(package(&folder.path("open/k")), open);
        assert_eq!(names(&folder.path("open")), ["k"]);
    }
    folder.vire(&RUN).published();
    assert_eq!(json(&folder.path("out/current/manifest.json"))["control"]["kept"], 4);
}
