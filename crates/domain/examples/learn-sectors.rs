//! Learns which words tell what was bought from contracts whose CPV code says it, and measures how often words and the
//! industries of suppliers are right.
//!
//! ```sh
//! cargo run --release -p vire-domain --example learn-sectors -- SE FILE TITLE CPV SUPPLIER INDUSTRY PROCUREMENT
//! ```
//!
//! The names after the file are those of its columns. Two lists come out, both in `crates/reference/src`:
//! `countries/se/sector_words.csv`, learned from all contracts, and `data/sector_scores.csv`. A score of words is of
//! contracts that they were not learned from: a fifth of the suppliers is left out in turn, once with the other
//! suppliers of the same procurements and once without, for a procurement has one title and often many suppliers.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use vire_domain::classify::sector::{Method, Rules};
use vire_ingest::line::AccountText;
use vire_reference::names;
use vire_reference::sectors::{SECTORS, Score, SectorNo};
use vire_reference::words::{OF_ALL, Row, Words, parted};

type Failure = Box<dyn std::error::Error>;

/// Parts of the suppliers, of which one is left out.
const PARTS: u64 = 5;
/// Stems of fewer titles are not learned.
const FEWEST: usize = 3;
/// Letters of a stem that begins or ends a word, and of one inside a word; and the most of any.
const AT_AN_END: usize = 4;
const INSIDE: usize = 5;
const MOST: usize = 8;
/// Stems that are kept, and what a weight loses with each round, so that most are nothing.
const KEPT: usize = 3000;
const LOSS: f64 = 0.015;
const ROUNDS: usize = 8;
const SPEED: f64 = 0.5;
/// A rule of an industry that fewer procurements speak of is not measured.
const MEASURED: usize = 20;

/// A supplier's contract.
struct Contract {
    title: String,
    /// The words of the title, which a procurement may share with others of its kind.
    words: String,
    sector: SectorNo,
    supplier: String,
    industry: String,
    procurement: String,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [country, file, columns @ ..] = arguments.as_slice() else {
        return Err("give COUNTRY FILE and columns".into());
    };
    let columns: [String; 5] =
        columns.to_vec().try_into().map_err(|_| "give the columns TITLE CPV SUPPLIER INDUSTRY PROCUREMENT")?;
    let rules = Rules::new(country, Vec::new());
    let contracts = read(file, country, &columns, &rules)?;
    let mut scores = of_industries(&contracts, &rules);
    // Words decide together with industries, whose chances are those of this very measurement.
    let rules = rules.as_measured(&scores);
    scores.extend(of_words(&contracts, &rules));
    scores.sort_by(|a, b| (&a.method, &a.left_out, &a.rule).cmp(&(&b.method, &b.left_out, &b.rule)));
    let data = Path::new("crates/reference/src");
    write(&data.join("data/sector_scores.csv"), &scores)?;
    let words = learn(&contracts.iter().collect::<Vec<_>>());
    write(&data.join("countries").join(country.to_lowercase()).join("sector_words.csv"), &words)?;
    let mut out = std::io::stdout().lock();
    for Score { method, left_out, contracts, told, right, .. } in scores.iter().filter(|s| s.rule.is_empty()) {
        writeln!(out, "{method} {left_out}: {told} of {contracts} told, {right} right")?;
    }
    Ok(())
}

fn read(file: &str, country: &str, columns: &[String; 5], rules: &Rules) -> Result<Vec<Contract>, Failure> {
    let mut reader = csv::Reader::from_path(file)?;
    let headers = reader.headers()?.clone();
    let place = |name: &String| {
        let found = headers.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
        found.ok_or_else(|| format!("{file} has no column \"{name}\""))
    };
    let places = columns.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let mut contracts = Vec::new();
    for record in reader.into_records() {
        let record = record?;
        let text = |column: usize| record.get(places[column]).unwrap_or_default().trim().to_owned();
        let (title, procurement) = (text(0), text(4));
        let Some(by_cpv) = rules.of_cpv(&text(1)) else { continue };
        let name = names::key(&text(2), country);
        let supplier = if name.is_empty() { procurement.clone() } else { name };
        let words = parted(&title);
        contracts.push(Contract { title, words, sector: by_cpv.sector, supplier, industry: text(3), procurement });
    }
    Ok(contracts)
}

fn write<T: serde::Serialize>(file: &Path, rows: &[T]) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_path(file)?;
    rows.iter().try_for_each(|row| writer.serialize(row))?;
    Ok(writer.flush()?)
}

/// A score that nothing was counted for yet.
fn score(method: &str, rule: &str, left_out: &str) -> Score {
    let (method, rule, left_out) = (method.to_owned(), rule.to_owned(), left_out.to_owned());
    Score { method, rule, left_out, contracts: 0, told: 0, right: 0 }
}

fn count(score: &mut Score, told: Option<SectorNo>, contract: &Contract) {
    score.contracts += 1;
    score.told += u32::from(told.is_some());
    score.right += u32::from(told == Some(contract.sector));
}

/// Of the words of titles: stems chosen by hand, those learned, and the latter together with industries.
fn of_words(contracts: &[Contract], rules: &Rules) -> Vec<Score> {
    let mut of_stems = score("stems", "", "");
    contracts.iter().for_each(|c| count(&mut of_stems, rules.of_text(&c.title), c));
    let mut scores = vec![of_stems];
    for left_out in ["suppliers", "suppliers and procurements"] {
        let mut of_words = score(Method::Words.code(), "", left_out);
        let mut together = score("together", "", left_out);
        for part in 0..PARTS {
            let (held, others): (Vec<&Contract>, Vec<&Contract>) =
                contracts.iter().partition(|c| hash(&c.supplier) % PARTS == part);
            let procurements: HashSet<&str> = held.iter().map(|c| c.procurement.as_str()).collect();
            let titles: HashSet<&str> = held.iter().map(|c| c.words.as_str()).collect();
            let is_new =
                |c: &&Contract| !procurements.contains(c.procurement.as_str()) && !titles.contains(c.words.as_str());
            let others: Vec<&Contract> = others.into_iter().filter(|c| left_out == "suppliers" || is_new(c)).collect();
            let words = Words::new(&learn(&others));
            for contract in held {
                let told = words.tell(&contract.title);
                count(&mut of_words, told.map(|t| t.sector), contract);
                let account = rules.of_account(&AccountText { told, ..AccountText::default() });
                let industry = rules.of_industry(&contract.industry);
                count(&mut together, account.decide(industry.as_ref()).map(|d| d.sector), contract);
            }
        }
        scores.extend([of_words, together]);
    }
    scores
}

/// Of all industries, and of each rule that enough procurements speak of.
fn of_industries(contracts: &[Contract], rules: &Rules) -> Vec<Score> {
    let method = Method::Industry.code();
    let mut all = score(method, "", "");
    let mut by_rule: BTreeMap<String, (Score, HashSet<&str>)> = BTreeMap::new();
    for contract in contracts {
        let told = rules.of_industry(&contract.industry);
        count(&mut all, told.as_ref().map(|l| l.sector), contract);
        let Some(told) = told else { continue };
        let rule = told.decision.rule;
        let new = || (score(method, &rule, ""), HashSet::new());
        let (of_rule, procurements) = by_rule.entry(rule.clone()).or_insert_with(new);
        count(of_rule, Some(told.sector), contract);
        procurements.insert(&contract.procurement);
    }
    let measured = by_rule.into_values().filter(|(_, procurements)| procurements.len() >= MEASURED);
    [all].into_iter().chain(measured.map(|(score, _)| score)).collect()
}

/// FNV-1a, which is the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Titles as stems, and what was learned of these.
struct Lesson {
    stems: Vec<String>,
    /// By title, its stems.
    found: Vec<Vec<usize>>,
    /// A title and the sector of each contract.
    cases: Vec<(usize, usize)>,
}

/// The stems of words that tell sectors best, with their weights.
fn learn(contracts: &[&Contract]) -> Vec<Row> {
    let mut lesson = Lesson::new(contracts);
    let weights = lesson.weights(LOSS);
    let titles = lesson.titles_of_stems();
    let worth = |stem: &usize| {
        let strength: f64 = weights[*stem].iter().map(|w| w * w).sum();
        strength * (titles[*stem] as f64).ln_1p()
    };
    // The last is what holds of every text.
    let mut order: Vec<usize> = (0..lesson.stems.len() - 1).collect();
    order.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
    let kept: HashSet<usize> = order.into_iter().take(KEPT).chain([lesson.stems.len() - 1]).collect();
    lesson.found.iter_mut().for_each(|stems| stems.retain(|stem| kept.contains(stem)));
    let weights = lesson.weights(LOSS / 3.0);
    let mut rows: Vec<Row> =
        lesson.stems.iter().zip(weights).filter_map(|(stem, weights)| row(stem, &weights)).collect();
    rows.sort_by(|a, b| a.stem.cmp(&b.stem));
    rows
}

/// A line of the list, unless all weights are nothing.
fn row(stem: &str, weights: &[f64]) -> Option<Row> {
    let rounded = weights.iter().map(|w| (w * 100.0).round() as i32).enumerate();
    let texts: Vec<String> = rounded
        .filter(|(_, weight)| weight.abs() >= 10)
        .map(|(i, weight)| format!("{}:{weight}", SECTORS[i].id))
        .collect();
    (!texts.is_empty()).then(|| Row { stem: stem.to_owned(), weights: texts.join(" ") })
}

impl Lesson {
    fn new(contracts: &[&Contract]) -> Self {
        let titles: Vec<&str> =
            contracts.iter().map(|c| c.words.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut titles_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, title) in titles.iter().enumerate() {
            for stem in stems_of(title) {
                titles_of.entry(stem).or_default().push(at);
            }
        }
        // Of stems with the same titles the shortest stands for all.
        let mut shortest: HashMap<Vec<usize>, String> = HashMap::new();
        for (stem, titles) in titles_of.into_iter().filter(|(_, titles)| titles.len() >= FEWEST) {
            let known = shortest.entry(titles).or_insert_with(|| stem.clone());
            if stem.chars().count() < known.chars().count() {
                *known = stem;
            }
        }
        let mut of_stem: Vec<(String, Vec<usize>)> =
            shortest.into_iter().map(|(titles, stem)| (stem, titles)).collect();
        of_stem.sort();
        of_stem.push((OF_ALL.to_owned(), (0..titles.len()).collect()));
        let mut found = vec![Vec::new(); titles.len()];
        for (number, (_, titles)) in of_stem.iter().enumerate() {
            titles.iter().for_each(|title| found[*title].push(number));
        }
        let case = |c: &&Contract| (titles.binary_search(&c.words.as_str()).unwrap_or_default(), usize::from(c.sector));
        let cases = contracts.iter().map(case).collect();
        Self { stems: of_stem.into_iter().map(|(stem, _)| stem).collect(), found, cases }
    }

    /// Of how many titles each stem is.
    fn titles_of_stems(&self) -> Vec<usize> {
        let mut titles = vec![0; self.stems.len()];
        self.found.iter().flatten().for_each(|stem| titles[*stem] += 1);
        titles
    }

    /// Multinomial logistic regression by stochastic gradients, each stem with a speed of its own that falls.
    fn weights(&self, loss: f64) -> Vec<Vec<f64>> {
        let sectors = SECTORS.len() - 1;
        let mut weights = vec![vec![0.0; sectors]; self.stems.len()];
        let mut moved = vec![1e-8; self.stems.len()];
        let mut order: Vec<usize> = (0..self.cases.len()).collect();
        let mut random: u64 = 1;
        for _ in 0..ROUNDS {
            for i in (1..order.len()).rev() {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(i, (random >> 33) as usize % (i + 1));
            }
            for case in &order {
                let (title, sector) = self.cases[*case];
                let found = &self.found[title];
                let mut wrong = chances(found, &weights, sectors);
                wrong[sector] -= 1.0;
                let far: f64 = wrong.iter().map(|w| w * w).sum();
                let speed = SPEED / (found.len() as f64).sqrt();
                for stem in found {
                    moved[*stem] += far;
                    let step = speed / f64::sqrt(moved[*stem]);
                    weights[*stem].iter_mut().zip(&wrong).for_each(|(weight, wrong)| *weight -= step * wrong);
                }
            }
            let shrunk = |weight: f64| weight.signum() * (weight.abs() - loss).max(0.0);
            weights.iter_mut().flatten().for_each(|weight| *weight = shrunk(*weight));
        }
        weights
    }
}

/// How likely each sector is by the stems of a title.
fn chances(found: &[usize], weights: &[Vec<f64>], sectors: usize) -> Vec<f64> {
    let mut sums = vec![0.0; sectors];
    for stem in found {
        sums.iter_mut().zip(&weights[*stem]).for_each(|(sum, weight)| *sum += weight);
    }
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    sums.iter_mut().for_each(|sum| *sum = f64::exp(*sum - most));
    let all: f64 = sums.iter().sum();
    sums.iter_mut().for_each(|sum| *sum /= all);
    sums
}

/// Beginnings, ends, middles and the whole of each word, with a blank where the word begins or ends.
fn stems_of(words: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for word in words.split_whitespace() {
        let letters: Vec<char> = format!(" {word} ").chars().collect();
        for from in 0..letters.len() {
            for to in from + 1..=letters.len().min(from + MOST) {
                let (begins, ends) = (from == 0, to == letters.len());
                // The blank is no letter.
                let fewest = if begins || ends { AT_AN_END } else { INSIDE };
                if begins && ends || to - from >= fewest {
                    stems.insert(letters[from..to].iter().collect());
                }
            }
        }
        stems.insert(letters.into_iter().collect());
    }
    stems
}
