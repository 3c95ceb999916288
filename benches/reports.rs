//! How long the reports take: `cargo bench --bench reports` publishes the Kotka sample and draws all formats in all
//! three languages, then each format by itself. Figures depend on the machine: compare them with others taken in the
//! same minute only.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "its result is what it prints")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use vire_base::language::Language;
use vire_base::progress::{Mode, Progress};
use vire_report::settings::Format;
use vire_report::{Drawing, draw};

const RUNS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pipeline = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines/kotka.toml");
    let out = folder.path().join("out");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vire"));
    command.arg("run").arg(pipeline).arg("--out").arg(&out).arg("--quiet");
    assert!(command.status().is_ok_and(|s| s.success()), "the run failed");
    let run = std::fs::canonicalize(out.join("current")).expect("a published run");
    let to = folder.path().join("reports");
    let all = drawn(&run, &Format::ALL, &to);
    println!("all formats in three languages: {all:.2} s (median of {RUNS})");
    let each = Format::ALL.map(|format| (format, drawn(&run, &[format], &to)));
    let sum: f64 = each.iter().map(|(_, seconds)| seconds).sum();
    for (format, seconds) in each {
        println!(
            "  {:4} {seconds:5.2} s, {:3.0} % of the five",
            format!("{format:?}").to_lowercase(),
            seconds / sum * 100.0
        );
    }
}

/// The median of the seconds that the formats take in all three languages; the first drawing is not counted.
fn drawn(run: &Path, formats: &[Format], to: &Path) -> f64 {
    let mut seconds: Vec<f64> = (0..=RUNS).map(|_| once(run, formats, to)).skip(1).collect();
    seconds.sort_by(f64::total_cmp);
    seconds[RUNS / 2]
}

fn once(run: &Path, formats: &[Format], to: &Path) -> f64 {
    let _ = std::fs::remove_dir_all(to); // not there the first time
    std::fs::create_dir_all(to).expect("room for the reports");
    let drawing = Drawing { languages: Language::ALL.into(), formats: formats.into(), template: None };
    let begun = Instant::now();
    draw(run, &drawing, to, &Progress::new(Mode::Silent)).expect("reports that can be drawn");
    begun.elapsed().as_secs_f64()
}
