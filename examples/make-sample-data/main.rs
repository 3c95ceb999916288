//! Writes the synthetic inputs under `sample-data/` and counts what a reader must find in them.
//!
//! Run from the project root: `cargo run --release --example make-sample-data`. Every run gives the
//! same bytes: own random numbers, own `exp` (the last digit of the C library's differs between
//! platforms), no clock. Nobody in the data exists; sample-data/README.md says how names and ids
//! were invented.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "all that it reads is its own")]

mod coming;
mod draw;
mod effects;
mod firms;
mod norway;
mod owners;
mod shared;
mod sheets;
mod story;
mod tables;
mod tenders;
mod units;
mod write;

use draw::{Plan, Rng, Supplier};
use encoding_rs::WINDOWS_1252;
use sheets::{Facts, hassleholm_sheet, kotka_sheet};
use std::error::Error;
use std::fs;
use std::path::Path;
use tables::{FACTS, FINLAND, GUIDE, REGISTER_FI, REGISTER_SE, SWEDEN};
use write::{delimited, write_ods, write_xlsx};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
/// Cells between `|`; a leading `=` makes a number cell, a leading `@` a date cell.
type Row = String;

fn register(columns: &str, suppliers: &[Supplier]) -> Vec<Row> {
    let known = suppliers.iter().filter_map(|s| s.registered.clone());
    [columns.to_string()].into_iter().chain(known).collect()
}

fn kotka(folder: &Path) -> Outcome<Vec<Row>> {
    let mut rng = Rng(285);
    let mut suppliers = FINLAND.suppliers(&mut rng, 1550);
    let drawn = suppliers.len();
    suppliers.extend(story::suppliers());
    let mut facts = Vec::new();
    for (year, count, total, file) in [
        (2021, 10_300, 30.8e6, "kotka/ostolaskut-2021.csv"),
        (2022, 10_300, 31.6e6, "kotka/ostolaskut-2022.xlsx"),
        (2023, 8_400, 26.0e6, "kotka/ostolaskut-2023.xlsx"),
        (2024, 8_400, 26.6e6, "kotka/ostolaskut-2024.xlsx"),
        (2025, 56, 0.2e6, "ods/ostolaskut-pieni.ods"),
    ] {
        let shares = [0.375, 0.07, 0.08, 0.40, 0.02, 0.055];
        let plan = Plan { year, count, total, shares };
        let mut one = Facts { file: file.to_string(), ..Facts::default() };
        let lines = plan.kotka_lines(&mut rng, &suppliers, story::lines(year, drawn));
        let rows = kotka_sheet(&mut rng, &plan, (&suppliers, &lines), &mut one);
        let path = folder.join(file);
        let title = format!("Kotka (synteettinen esimerkkiaineisto): ostolaskut {year}");
        let guide = GUIDE.split('|').map(String::from).collect();
        match year {
            2021 => fs::write(path, WINDOWS_1252.encode(&delimited(&rows, "\r\n")).0)?,
            2024 => write_xlsx(&path, &title, &[("Ostolaskut", rows), ("Ohje", guide)])?,
            2025 => write_ods(&path, "Ostolaskut", &rows)?,
            _ => write_xlsx(&path, &title, &[("Ostolaskut", rows)])?,
        }
        facts.push(one.row());
    }
    let known = delimited(&register(REGISTER_FI, &suppliers), "\n");
    let path = folder.join("kotka/toimittajarekisteri.csv");
    fs::write(path, format!("\u{feff}{known}"))?;
    Ok(facts)
}

fn hassleholm(folder: &Path) -> Outcome<Vec<Row>> {
    let mut rng = Rng(1293);
    let suppliers = SWEDEN.suppliers(&mut rng, 560);
    let mut facts = Vec::new();
    for (year, total) in [(2023, 130e6), (2024, 137e6)] {
        let shares = [0.34, 0.0, 0.29, 0.29, 0.02, 0.06];
        let plan = Plan { year, count: 6000, total, shares };
        let file = format!("hassleholm/leverantorsreskontra-{year}.csv");
        let mut one = Facts { file, ..Facts::default() };
        let rows = hassleholm_sheet(&mut rng, &plan, &suppliers, &mut one);
        fs::write(folder.join(&one.file), delimited(&rows, "\n"))?;
        facts.push(one.row());
    }
    let rows = register(REGISTER_SE, &suppliers);
    let title = "Leverantörer (syntetiska exempeldata)";
    let path = folder.join("hassleholm/leverantorer.xlsx");
    write_xlsx(&path, title, &[("Leverantörer", rows)])?;
    Ok(facts)
}

fn main() -> Outcome {
    let folder = Path::new("sample-data");
    for sub in ["kotka", "hassleholm", "kymenlaakso", "levanger", "ods"] {
        fs::create_dir_all(folder.join(sub))?;
    }
    let mut rows = vec![FACTS.to_string()];
    rows.extend(kotka(folder)?);
    rows.extend(hassleholm(folder)?);
    rows.extend(norway::levanger(folder)?);
    shared::shared(folder)?;
    coming::coming(folder)?;
    firms::firms(folder)?;
    owners::owners(folder)?;
    tenders::tenders(folder)?;
    units::units(folder)?;
    effects::effects(folder)?;
    let table = rows.join("\n").replace('|', ",");
    fs::write(folder.join("facts.csv"), table + "\n")?;
    // The README is written by hand but for this table.
    let path = folder.join("README.md");
    let (readme, mark) = (fs::read_to_string(&path)?, "<!-- facts -->\n");
    let parts: Vec<_> = readme.split(mark).collect();
    let [before, _, after] = parts[..] else {
        return Err("README.md has lost its marks".into());
    };
    rows.insert(1, "-|".repeat(9) + "-");
    let line = |row: &Row| format!("| {} |\n", row.replace('|', " | "));
    let lines: String = rows.iter().map(line).collect();
    fs::write(path, [before, mark, &lines, mark, after].concat())?;
    Ok(())
}
