//! What was bought, by the words of a text: stems with a weight for each sector, which labelled contracts taught.
//!
//! The weights are those of a logistic regression, in hundredths: the sums of a text's stems, by sector, say how likely
//! each sector is. `crates/domain/examples/learn-sectors.rs` makes the list.

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

use crate::sectors::{SECTORS, SectorNo, by_id};

/// What a text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Told {
    pub sector: SectorNo,
    /// How often such a text is right, of a hundred: the middle of tens, so that few kinds of lines arise.
    pub chance: u8,
}

/// A line of the list. `*` is what holds of every text.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Row {
    pub stem: String,
    /// Ids of sectors with their weights, such as `ict:120 food:-30`.
    pub weights: String,
}

/// What holds of every text.
pub const OF_ALL: &str = "*";

/// The words of a language, ready to find.
#[derive(Debug)]
pub struct Words {
    finder: AhoCorasick,
    /// By stem; what holds of every text comes last.
    weights: Vec<Vec<i32>>,
}

impl Words {
    pub fn new(rows: &[Row]) -> Self {
        let (of_all, stems): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.stem == OF_ALL);
        let finder = AhoCorasick::new(stems.iter().map(|row| &row.stem));
        let finder = finder.unwrap_or_else(|e| panic!("built-in code list: {e}"));
        let mut weights: Vec<Vec<i32>> = stems.iter().map(|row| weights(&row.weights)).collect();
        weights.push(of_all.first().map_or_else(weights_of_none, |row| self::weights(&row.weights)));
        Self { finder, weights }
    }

    /// The sector that the words of a text make likelier than all others together.
    pub fn tell(&self, text: &str) -> Option<Told> {
        let text = parted(text);
        let mut found: Vec<usize> = self.finder.find_overlapping_iter(&text).map(|m| m.pattern().as_usize()).collect();
        found.sort_unstable();
        found.dedup();
        if found.is_empty() {
            return None;
        }
        found.push(self.weights.len() - 1);
        let mut sums = weights_of_none();
        for stem in found {
            sums.iter_mut().zip(&self.weights[stem]).for_each(|(sum, weight)| *sum += weight);
        }
        let (sector, most) = sums.iter().enumerate().max_by_key(|(i, sum)| (**sum, std::cmp::Reverse(*i)))?;
        let all: f64 = sums.iter().map(|sum| (f64::from(sum - most) / 100.0).exp()).sum();
        let tens = ((10.0 / all) as u8).min(9);
        (tens * 10 >= EVEN).then_some(Told { sector: sector as SectorNo, chance: tens * 10 + 5 })
    }
}

/// What is told with less than an even chance is not told.
pub const EVEN: u8 = 50;

fn weights_of_none() -> Vec<i32> {
    vec![0; SECTORS.len() - 1]
}

fn weights(text: &str) -> Vec<i32> {
    let mut weights = weights_of_none();
    for part in text.split(' ') {
        let read = part.split_once(':').and_then(|(id, weight)| Some((by_id(id)?, weight.parse().ok()?)));
        let (sector, weight) = read.unwrap_or_else(|| panic!("built-in code list: \"{part}\" is no sector:weight"));
        weights[usize::from(sector)] = weight;
    }
    weights
}

/// The words of a text in lower case, each between blanks.
pub fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len() + 2);
    parted.push(' ');
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        parted.extend(word.chars().flat_map(char::to_lowercase));
        parted.push(' ');
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance by hand: e^2 / (e^2 + e^0.5 + 15 e^0) of 17 sectors is 31 %; with e^4 it is 76.6 %.
    #[test]
    fn weights_add_up_and_an_even_chance_is_needed() {
        let row = |stem: &str, weights: &str| Row { stem: stem.into(), weights: weights.into() };
        let words =
            Words::new(&[row("*", "food:50"), row(" städ", "cleaning-waste:200"), row("hjälp ", "cleaning-waste:200")]);
        let told = |text: &str| words.tell(text).map(|t| (SECTORS[usize::from(t.sector)].id.as_str(), t.chance));
        assert_eq!(told("Städ"), None);
        assert_eq!(told("STÄDHJÄLP, städ"), Some(("cleaning-waste", 75)));
        // No stem, nothing told, whatever holds of all.
        assert_eq!(told("Möbler"), None);
        assert_eq!(told(""), None);
    }

    #[test]
    fn words_stand_apart() {
        assert_eq!(parted("Städ- och 12 tvätt/ÖVRIGT"), " städ och tvätt övrigt ");
        assert_eq!(parted("12"), " ");
    }
}
