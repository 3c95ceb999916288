//! How long a run takes: `cargo bench` makes a synthetic Finnish export (a million lines, or as many as the first
//! argument says) and runs the program on it, cold (nothing staged) and warm. Figures depend on the machine: compare
//! them with others taken in the same minute only.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "its result is what it prints")]

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 5;
const SUPPLIERS: u64 = 50_000;

fn main() {
    // `cargo bench` passes `--bench`; a number is ours.
    let lines = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    export(&folder.path().join("purchases.csv"), lines).expect("room for the export");
    let pipeline = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"purchases.csv\"]\n[report]\nlanguages = []\n";
    std::fs::write(folder.path().join("p.toml"), pipeline).expect("room for the pipeline file");
    for (name, cold) in [("cold", true), ("warm", false)] {
        let mut seconds: Vec<f64> = (0..=RUNS).map(|_| run(folder.path(), cold)).skip(1).collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds[RUNS / 2];
        let range = (seconds[0], seconds[RUNS - 1]);
        println!(
            "{name}: {lines} lines in {median:.2} s (median of {RUNS}; {:.2} to {:.2}), {:.0} lines/s",
            range.0,
            range.1,
            lines as f64 / median
        );
    }
}

fn run(folder: &Path, cold: bool) -> f64 {
    if cold {
        let _ = std::fs::remove_dir_all(folder.join("out")); // not there the first time
    }
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_vire"))
        .args(["run", "p.toml", "--out", "out", "--quiet"])
        .current_dir(folder)
        .status();
    assert!(status.is_ok_and(|s| s.success()), "the run failed");
    begun.elapsed().as_secs_f64()
}

/// An export of eight columns; few suppliers sell most.
fn export(path: &Path, lines: u64) -> std::io::Result<()> {
    const ACCOUNTS: [(&str, &str); 6] = [
        ("4340", "Asiantuntijapalvelut"),
        ("4342", "ICT-palvelut"),
        ("4390", "Rakennusten kunnossapito"),
        ("4410", "Ravitsemispalvelut"),
        ("4420", "Kuljetuspalvelut"),
        ("4520", "Elintarvikkeet"),
    ];
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "Hankintayksikkö;Toimittaja;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivä;Summa (alv 0 %)")?;
    let mut state = 1u64;
    for line in 0..lines {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut r = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        r = (r ^ (r >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        r ^= r >> 31;
        let supplier = (r % SUPPLIERS).min((r >> 20) % SUPPLIERS).min((r >> 40) % SUPPLIERS);
        let (account, name) = ACCOUNTS[(r >> 50) as usize % ACCOUNTS.len()];
        let cents = 1 + (r >> 12) % (1 << ((r >> 56) % 24));
        let (day, month, year) = (1 + (r >> 5) % 28, 1 + (r >> 9) % 12, 2019 + (r >> 15) % 7);
        let id = business_id(1_000_000 + supplier);
        writeln!(
            out,
            "Yksikkö {};Kaiku {supplier} Oy;{id};{account};{name};{line};{day}.{month}.{year};{},{:02}",
            (r >> 33) % 40,
            cents / 100,
            cents % 100
        )?;
    }
    out.flush()
}

/// A business id with its check digit; of a number that can have none, the next one that can.
fn business_id(number: u64) -> String {
    const WEIGHTS: [u64; 7] = [7, 9, 10, 5, 8, 4, 2];
    let digits = (0..7).rev().map(|i| number / 10u64.pow(i) % 10);
    match digits.zip(WEIGHTS).map(|(d, w)| d * w).sum::<u64>() % 11 {
        0 => format!("{number}-0"),
        1 => business_id(number + SUPPLIERS),
        rest => format!("{number}-{}", 11 - rest),
    }
}
