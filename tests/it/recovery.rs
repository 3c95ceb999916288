//! What a reader can solve for: sums that are told, over what each supplier sold in each sector. Of the samples the sums
//! are those of `summary.json`, and what is known beside them is what open data show of organisations by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use vire_formats::columns::{ints, money, texts};

use crate::small_cells::listed;
use crate::support::{Folder, ROOT, json};

/// What a supplier sold in a sector, in cents.
pub type Ledger = BTreeMap<(String, String), i64>;

/// What is told of a ledger, as sums over its parts.
pub struct Told<'l> {
    pub parts: Vec<(&'l (String, String), i64)>,
    pub sums: Vec<Vec<u64>>,
    /// Where each sum was read.
    whats: Vec<String>,
}

impl<'l> Told<'l> {
    pub fn new(ledger: &'l Ledger) -> Self {
        Self { parts: ledger.iter().map(|(part, cents)| (part, *cents)).collect(), sums: Vec::new(), whats: Vec::new() }
    }

    /// A sum that a file tells. It must be the one that the test takes it for.
    pub fn add(&mut self, what: &str, cents: i64, is_in: impl Fn(&str, &str) -> bool) {
        let sum: Vec<u64> =
            self.parts.iter().map(|((supplier, sector), _)| u64::from(is_in(supplier, sector))).collect();
        let counted: i64 = sum.iter().zip(&self.parts).map(|(one, (_, cents))| *one as i64 * cents).sum();
        assert_eq!(counted, cents, "{what}");
        self.sums.push(sum);
        self.whats.push(what.to_owned());
    }

    pub fn total(&self, of: &str) -> i64 {
        self.parts.iter().filter(|((supplier, _), _)| supplier == of).map(|(_, cents)| cents).sum()
    }

    /// The sums without which nothing would follow, for the message of a test that failed.
    pub fn needed(&self, is_person: impl Fn(&str) -> bool, known: &BTreeSet<usize>) -> Vec<&str> {
        let mut kept: Vec<usize> = (0..self.sums.len()).collect();
        for at in 0..self.sums.len() {
            let without: Vec<usize> = kept.iter().copied().filter(|other| *other != at).collect();
            let sums = without.iter().map(|at| self.sums[*at].clone()).collect();
            let told = Self { parts: self.parts.clone(), sums, whats: Vec::new() };
            if !told.reveal(&is_person, known).is_empty() {
                kept = without;
            }
        }
        kept.into_iter().map(|at| self.whats[at].as_str()).collect()
    }

    /// Whose sums follow: persons alone, or with one other supplier. `known` are parts that the reader knows anyway.
    pub fn reveal(&self, is_person: impl Fn(&str) -> bool, known: &BTreeSet<usize>) -> Vec<String> {
        let open: Vec<usize> = (0..self.parts.len()).filter(|at| !known.contains(at)).collect();
        let sums = self.sums.iter().map(|sum| open.iter().map(|at| sum[*at]).collect()).collect();
        let worlds = worlds(sums, open.len());
        let mut of_supplier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (column, at) in open.iter().enumerate() {
            of_supplier.entry(&self.parts[*at].0.0).or_default().push(column);
        }
        // What is told of some columns is as much as their values in other worlds depend on each other.
        let rank_of = |columns: &[usize]| rank(columns.iter().map(|column| worlds[*column].clone()).collect());
        let mut revealed = Vec::new();
        for (person, own) in of_supplier.iter().filter(|(supplier, _)| is_person(supplier)) {
            if rank_of(own) < own.len() {
                revealed.push((*person).to_string());
            }
            for (other, others) in of_supplier.iter().filter(|(other, _)| other != &person) {
                if rank_of(&[&own[..], others].concat()) < own.len() + rank_of(others) {
                    revealed.push(format!("{person} with {other}"));
                }
            }
        }
        revealed
    }
}

const PRIME: u64 = 2_147_483_647;

fn inverse(of: u64) -> u64 {
    (0..31).rev().fold(1, |power, bit| {
        let square = power * power % PRIME;
        if (PRIME - 2) >> bit & 1 == 1 { square * of % PRIME } else { square }
    })
}

/// Eliminates by rows, and gives the column of each row that is left.
fn eliminate(rows: &mut Vec<Vec<u64>>) -> Vec<usize> {
    let mut pivots = Vec::new();
    for column in 0..rows.first().map_or(0, Vec::len) {
        let rank = pivots.len();
        let Some(at) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, at);
        let scale = inverse(rows[rank][column]);
        rows[rank].iter_mut().for_each(|value| *value = *value * scale % PRIME);
        let pivot = rows[rank].clone();
        for (at, row) in rows.iter_mut().enumerate().filter(|(at, row)| *at != rank && row[column] != 0) {
            debug_assert_ne!(at, rank);
            let factor = PRIME - row[column];
            row.iter_mut().zip(&pivot).filter(|(_, b)| **b != 0).for_each(|(a, b)| *a = (*a + factor * b) % PRIME);
        }
        pivots.push(column);
    }
    rows.truncate(pivots.len());
    pivots
}

fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    eliminate(&mut rows).len()
}

/// By column, how it differs in random worlds in which all sums are the same.
fn worlds(mut sums: Vec<Vec<u64>>, columns: usize) -> Vec<Vec<u64>> {
    const WORLDS: usize = 40;
    let pivots = eliminate(&mut sums);
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % PRIME
    };
    let mut worlds: Vec<Vec<u64>> = (0..columns).map(|_| (0..WORLDS).map(|_| random()).collect()).collect();
    for (row, pivot) in sums.iter().zip(&pivots) {
        worlds[*pivot] = (0..WORLDS)
            .map(|world| {
                let others = row.iter().enumerate().filter(|(column, part)| column != pivot && **part != 0);
                let sum = others.fold(0, |sum, (column, part)| (sum + part * worlds[column][world]) % PRIME);
                (PRIME - sum) % PRIME
            })
            .collect();
    }
    worlds
}

#[test]
fn what_follows_is_found() {
    let part = |supplier: &str| (supplier.to_owned(), "ict".to_owned());
    let ledger = Ledger::from([(part("a"), 1), (part("b"), 2), (part("c"), 4), (part("d"), 8)]);
    let mut told = Told::new(&ledger);
    told.add("all", 15, |_, _| true);
    assert_eq!(told.reveal(|_| true, &BTreeSet::new()), [""; 0]);
    told.add("two", 3, |supplier, _| supplier < "c");
    assert_eq!(told.reveal(|s| s == "a", &BTreeSet::new()), ["a with b"]);
    told.add("three", 7, |supplier, _| supplier < "d");
    assert_eq!(told.reveal(|s| s == "d", &BTreeSet::new())[0], "d");
}

/// What figures divide suppliers by.
struct Traits {
    name: String,
    kind: String,
    ring: String,
    size: String,
}

fn cents(text: &str) -> i64 {
    text.replace(['.', ','], "").parse().unwrap_or_else(|_| panic!("{text}"))
}

fn suppliers(run: &Path) -> BTreeMap<String, Traits> {
    let mut suppliers = BTreeMap::new();
    for batch in vire_formats::parquet::read(&run.join("suppliers.parquet")).unwrap() {
        let text = |name, row| texts(&batch, name).unwrap().value(row).to_owned();
        for row in 0..batch.num_rows() {
            let [name, kind, ring, size] = ["name", "kind", "ring", "size"].map(|column| text(column, row));
            suppliers.insert(text("supplier", row), Traits { name, kind, ring, size });
        }
    }
    suppliers
}

/// External purchases by year.
fn ledgers(run: &Path) -> BTreeMap<i32, Ledger> {
    let mut ledgers: BTreeMap<i32, Ledger> = BTreeMap::new();
    for batch in vire_formats::parquet::read(&run.join("spend.parquet")).unwrap() {
        let (years, amounts) = (ints(&batch, "year").unwrap(), money(&batch, "amount").unwrap());
        for row in 0..batch.num_rows() {
            let part = ["supplier", "sector"].map(|column| texts(&batch, column).unwrap().value(row).to_owned());
            let held = ledgers.entry(years.value(row)).or_default().entry(part.into()).or_default();
            *held += i64::try_from(amounts.value(row)).unwrap();
        }
    }
    ledgers
}

/// The parts of a year that open data show under the names of organisations, line by line.
fn shown_in_open_data(
    run: &Path,
    open: &Path,
    year: i32,
    told: &Told<'_>,
    of: &BTreeMap<String, Traits>,
) -> BTreeSet<usize> {
    let file = std::fs::read_dir(open).unwrap().map(|entry| entry.unwrap().path());
    let file = file.into_iter().find(|path| path.to_string_lossy().ends_with(&format!("-{year}.csv"))).unwrap();
    let delimiter =
        if std::fs::read_to_string(&file).unwrap().lines().next().unwrap().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(file).unwrap();
    let headers = reader.headers().unwrap().clone();
    let at = |names: [&str; 2]| headers.iter().position(|header| names.contains(&header)).unwrap();
    let (name, sum) = (at(["Toimittajan nimi", "leverantor"]), at(["Laskun summa ilman ALV", "belopp"]));
    let mut rows: BTreeMap<(String, i64), i64> = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        *rows.entry((record[name].to_owned(), cents(&record[sum]))).or_default() += 1;
    }
    let mut lacking: BTreeSet<(String, String)> = BTreeSet::new();
    for batch in vire_formats::parquet::read(&run.join(format!("purchases/{year}.parquet"))).unwrap() {
        let text = |name, row| texts(&batch, name).unwrap().value(row).to_owned();
        let amounts = money(&batch, "amount").unwrap();
        for row in (0..batch.num_rows()).filter(|row| matches!(text("scope", *row).as_str(), "in" | "public-bodies")) {
            let supplier = text("supplier", row);
            let left = rows.entry((of[&supplier].name.clone(), amounts.value(row) as i64)).or_default();
            *left -= 1;
            if *left < 0 {
                lacking.insert((supplier, text("sector", row)));
            }
        }
    }
    let is_shown = |at: &usize| {
        let part = told.parts[*at].0;
        !lacking.contains(part) && !is_personal(&of[&part.0])
    };
    (0..told.parts.len()).filter(is_shown).collect()
}

fn is_personal(supplier: &Traits) -> bool {
    matches!(supplier.kind.as_str(), "person" | "sole-trader")
}

/// The sums of money of a year's figures whose meaning this test knows.
fn of_summary(told: &mut Told<'_>, figures: &[Value], year: i32, of: &BTreeMap<String, Traits>) {
    let period = year.to_string();
    for figure in figures.iter().filter(|f| f["period"] == period.as_str() && f["numerator"].is_string()) {
        let text = |key: &str| figure[key].as_str().unwrap_or_default().to_owned();
        let [indicator, scope, dimension, member] = ["indicator", "scope", "dimension", "member"].map(text);
        let [numerator, denominator] = ["numerator", "denominator"].map(text);
        let counts = |s: &Traits| scope == "external" || !matches!(s.kind.as_str(), "public-body" | "own-group");
        let what = format!("{indicator} {scope} {year} {dimension} {member}");
        let mut add = |sum: &str, is_in: &dyn Fn(&Traits, &str) -> bool| {
            told.add(&what, cents(sum), |supplier, sector| counts(&of[supplier]) && is_in(&of[supplier], sector));
        };
        let in_sector = |sector: &str| dimension != "sector" || sector == member;
        match (indicator.as_str(), dimension.as_str()) {
            ("A1", "total") => add(&numerator, &|_, _| true),
            ("A1" | "A6", "sector") => add(&numerator, &|_, sector| sector == member),
            ("A1" | "B3", "ring") => add(&numerator, &|s, _| s.ring == member),
            ("A1", "kind") | ("B9", "kind:amount-share") => add(&numerator, &|s, _| s.kind == member),
            ("B6", "size:amount-share") => add(&numerator, &|s, _| s.size == member),
            ("B1", "total" | "sector") => {
                add(&numerator, &|s, sector| in_sector(sector) && s.ring == "municipality");
                add(&denominator, &|_, sector| in_sector(sector));
            }
            ("B6", "sector") => {
                let fits = |s: &Traits| matches!(s.size.as_str(), "micro" | "small" | "medium");
                add(&numerator, &|s, sector| in_sector(sector) && fits(s));
                add(&denominator, &|s, sector| in_sector(sector) && s.size != "unknown");
            }
            _ => {}
        }
    }
}

#[test]
fn samples_tell_of_nobody() {
    for (sample, has_open_data) in [("kotka", true), ("hassleholm", true), ("levanger", false)] {
        let folder = Folder::new();
        let pipeline = format!("{ROOT}/pipelines/{sample}.toml");
        folder.vire(&["run", &pipeline, "--out", "out", "--quiet"]).published();
        if has_open_data {
            folder.vire(&["publish-open", &pipeline, "--out", "out", "--to", "open"]).published();
        }
        let run = folder.path("out/current");
        let (of, summary) = (suppliers(&run), json(&run.join("summary.json")));
        let listed = listed(&run.join("workbook.en.xlsx"));
        for (year, ledger) in ledgers(&run) {
            let mut told = Told::new(&ledger);
            of_summary(&mut told, summary["figures"].as_array().unwrap(), year, &of);
            let known = if has_open_data {
                shown_in_open_data(&run, &folder.path("open"), year, &told, &of)
            } else {
                let is_known = |at: &usize| {
                    !is_personal(&of[&told.parts[*at].0.0]) && !is_joined(&listed, year, told.parts[*at].0, &of)
                };
                (0..told.parts.len()).filter(is_known).collect()
            };
            let revealed = told.reveal(|supplier| is_personal(&of[supplier]), &known);
            assert_eq!(revealed, [""; 0], "{sample} {year}");
            println!("{sample} {year}: {} sums over {} open parts", told.sums.len(), told.parts.len() - known.len());
            assert!(told.sums.len() > 40);
        }
    }
}

/// The list of suppliers in the workbook names all organisations but those that are told together with persons.
fn is_joined(
    listed: &[(String, String, String)],
    year: i32,
    (supplier, sector): &(String, String),
    of: &BTreeMap<String, Traits>,
) -> bool {
    let name = &of[supplier].name;
    !listed.iter().any(|(n, y, s)| n == name && *y == year.to_string() && s.starts_with(&sector_name(sector)))
        && !matches!(of[supplier].kind.as_str(), "public-body" | "own-group")
}

fn sector_name(id: &str) -> String {
    let number = vire_reference::sectors::by_id(id).unwrap();
    vire_reference::sectors::SECTORS[usize::from(number)].name("en").to_owned()
}
