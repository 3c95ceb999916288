//! A reader sees the old run or the new one, never half, whatever happens to the writer.

use std::path::Path;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use vire::publish::PAUSES;

use crate::support::{EXPORT, Folder, json, pipeline};

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    folder
}

fn another_export(folder: &Folder, amount: usize) {
    folder.write("a.csv", format!("{EXPORT}Virta Oy;9512346-5;4342;ICT-palvelut;9;21.3.2024;{amount},00\n"));
}

/// Starts a run that waits at a step, and waits until it is there.
fn paused(folder: &Folder, step: &str) -> Child {
    let marker = folder.path(&format!("reached-{step}"));
    let mut child = folder
        .command(&["run", "p.toml", "--out", "out", "--quiet"])
        .env("VIRE_PAUSE_AT", format!("{step}={}", marker.display()))
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !marker.exists() {
        assert!(child.try_wait().unwrap().is_none(), "the run ended without reaching {step}");
        assert!(begun.elapsed() < Duration::from_secs(60), "{step} was not reached");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

/// `current` is a complete run: each output is as its manifest says. Gives the sum of its lines.
fn valid(out: &Path) -> String {
    let run = std::fs::canonicalize(out.join("current")).unwrap();
    let manifest = json(&run.join("manifest.json"));
    for (name, output) in manifest["outputs"].as_object().unwrap() {
        let vire_base::digest::Digest { sha256, bytes } = vire_base::digest::digest(&run.join(name)).unwrap();
        assert_eq!(output["sha256"], sha256.as_str(), "{name}");
        assert_eq!(output["bytes"], bytes, "{name}");
    }
    manifest["control"]["kept_amount"].as_str().unwrap().to_owned()
}

#[test]
fn killed_at_any_step_the_old_run_stays_and_a_rerun_works() {
    for step in PAUSES {
        let folder = folder();
        let out = folder.path("out");
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        assert_eq!(valid(&out), "1200.00");
        another_export(&folder, 7);
        let mut child = paused(&folder, step);
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        let expected = if step == "current-switched" { "1207.00" } else { "1200.00" };
        assert_eq!(valid(&out), expected, "after a kill at {step}");
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        assert_eq!(valid(&out), "1207.00", "after a rerun from {step}");
        let left: Vec<String> = std::fs::read_dir(out.join("runs"))
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        assert!(left.iter().all(|name| !name.starts_with('.')), "{step} left {left:?}");
    }
}

#[test]
fn two_runs_at_once_one_publishes() {
    let folder = folder();
    let mut first = paused(&folder, "outputs-written");
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(5, &["another run is writing to out"]);
    first.kill().unwrap();
    first.wait().unwrap();
    // The lock went with the process.
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(valid(&folder.path("out")), "1200.00");
}

#[test]
fn a_reader_never_sees_half_a_run() {
    let folder = folder();
    let out = folder.path("out");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let done = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut seen = std::collections::BTreeSet::new();
            let mut looks = 0;
            while !done.load(Ordering::Relaxed) {
                seen.insert(valid(&out));
                looks += 1;
            }
            (seen, looks)
        });
        for i in 1..=20 {
            another_export(&folder, i);
            folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
        }
        done.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(seen.1 > 20 && seen.0.len() > 5, "the reader looked {} times and saw {} runs", seen.1, seen.0.len());
    let runs = std::fs::read_dir(out.join("runs")).unwrap().count();
    assert_eq!(runs, 21, "older runs are kept");
}
