//! The signs of amounts where a word beside them tells credit from debit.

use std::borrow::Cow;

use super::refusal::Asked;
use crate::read::{OwnedCell, Row};
use crate::settings::{Sign, SignColumn};
use crate::table::field::Field;
use crate::table::mapping::{HeldRow, Mapping};
use crate::table::sign::{self, Credits};
use vire_base::code::Code;
use vire_base::text::{header_key, toml};

/// More different words than so many tell no sign.
const MOST_WORDS: usize = 16;
/// Longer texts are no words that tell a sign.
const LONGEST: usize = 40;

/// Fields that columns with few words may be mistaken for: "Invoice type code" is no number of an invoice.
const MAY_TELL: [Field; 4] = [Field::Invoice, Field::Voucher, Field::AccountGroup, Field::ServiceClass];

/// The words beside the amounts of a table.
#[derive(Clone)]
pub struct Signs {
    /// The column that the pipeline file names, and the words whose amounts change their sign.
    given: Option<(usize, Vec<String>)>,
    /// Columns that may tell signs, as long as nothing is given.
    watched: Vec<Watched>,
}

/// A column with what the amounts beside each of its words are.
#[derive(Clone)]
struct Watched {
    index: usize,
    header: String,
    words: Vec<Word>,
    /// The word of the row before, by its place.
    last: usize,
}

#[derive(Clone)]
struct Word {
    text: String,
    /// Rows with amounts above and below zero.
    above: u64,
    below: u64,
    cents: i128,
}

impl Signs {
    /// Those of a table with these first rows.
    pub fn new(mapping: &Mapping, given: Option<&Sign>, rows: &[HeldRow]) -> Self {
        let column = |name: &str| mapping.headers.iter().position(|header| header_key(header) == header_key(name));
        match given {
            Some(Sign::Column(SignColumn { column: name, negative })) => {
                let words = negative.iter().map(|word| sign::key(word)).collect();
                Self { given: column(name).map(|index| (index, words)), watched: Vec::new() }
            }
            Some(_) => Self { given: None, watched: Vec::new() },
            None => {
                let is_free =
                    |index: &usize| mapping.columns.iter().all(|c| c.index != *index || MAY_TELL.contains(&c.field));
                let free = (0..mapping.headers.len()).filter(is_free);
                Self { given: None, watched: free.filter_map(|index| Watched::new(index, mapping, rows)).collect() }
            }
        }
    }

    /// Whether the column that the pipeline file names is there.
    pub fn is_found(&self) -> bool {
        self.given.is_some()
    }

    /// Whether the amount of a row changes its sign.
    #[inline]
    pub fn turns(&self, row: Row<'_>) -> bool {
        let Some((index, words)) = &self.given else { return false };
        let cell = row.cell(*index);
        words.contains(&sign::key(&cell.text()))
    }

    /// Counts a line that was kept.
    #[inline]
    pub fn add(&mut self, row: Row<'_>, cents: i64) {
        self.watched.retain_mut(|column| column.add(row, cents));
    }

    /// The question that the words leave open: what is credit has amounts above zero.
    pub fn question(&self) -> Option<Asked> {
        self.watched.iter().find_map(Watched::question)
    }
}

impl Watched {
    /// A column with few short words, of which its header or one of them could tell signs.
    fn new(index: usize, mapping: &Mapping, rows: &[HeldRow]) -> Option<Self> {
        let header = &mapping.headers[index];
        let mut words: Vec<String> = Vec::new();
        for cell in rows.iter().filter_map(|(_, cells)| cells.get(index)).map(OwnedCell::borrow) {
            let word = sign::key(&cell.text());
            if word.len() > LONGEST {
                return None;
            }
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        let may_tell = !words.is_empty() && words.len() <= MOST_WORDS && sign::may_tell(header, &words);
        may_tell.then(|| Self { index, header: header.clone(), words: Vec::new(), last: 0 })
    }

    /// Counts a line; `false` once the column has too many words.
    fn add(&mut self, row: Row<'_>, cents: i64) -> bool {
        let cell = row.cell(self.index);
        let text: Cow<'_, str> = cell.text();
        if self.words.get(self.last).is_none_or(|word| word.text != *text) {
            let known = self.words.iter().position(|word| word.text == *text);
            self.last = known.unwrap_or(self.words.len());
            if known.is_none() {
                self.words.push(Word { text: text.into_owned(), above: 0, below: 0, cents: 0 });
            }
        }
        let word = &mut self.words[self.last];
        word.above += u64::from(cents > 0);
        word.below += u64::from(cents < 0);
        word.cents += i128::from(cents);
        self.words.len() <= MOST_WORDS
    }

    fn question(&self) -> Option<Asked> {
        let mut keys: Vec<String> = Vec::new();
        for key in self.words.iter().map(|word| sign::key(&word.text)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        let told = sign::credits(&self.header, &keys)?;
        let lot = |key: &String| Lot::of(&self.words, key);
        let (negative, or): (Vec<String>, Option<String>) = match told {
            Credits::Notes(notes) => (notes.into_iter().filter(|note| lot(note).is_unsigned()).collect(), None),
            Credits::Side { debit, credit } => {
                let (debits, credits) = (lot(&debit), lot(&credit));
                if !debits.is_unsigned() || !credits.is_unsigned() {
                    return None;
                }
                // In the accounts of suppliers purchases are credits: the lesser side is taken from the other.
                let is_usual = debits.cents >= credits.cents;
                let (negative, or) = if is_usual { (credit, debit) } else { (debit, credit) };
                (vec![negative], Some(or))
            }
        };
        if negative.is_empty() {
            return None;
        }
        let line = |keys: &[String]| {
            let words: Vec<String> = keys.iter().flat_map(|key| lot(key).words).map(|word| toml(&word)).collect();
            format!("sign = {{ column = {}, negative = [{}] }}", toml(&self.header), words.join(", "))
        };
        let answers =
            [line(&negative)].into_iter().chain(or.map(|or| line(&[or]))).chain(["sign = \"usual\"".to_owned()]);
        let lots: Vec<Lot> = negative.iter().map(lot).collect();
        let words: Vec<String> = lots.iter().flat_map(|lot| &lot.words).map(|word| format!("{word:?}")).collect();
        let message = format!(
            "the column {:?} says {} in {} rows whose amounts are above zero as those of the others are: are these credits?",
            self.header,
            words.join(" or "),
            lots.iter().map(|lot| lot.above + lot.below).sum::<u64>()
        );
        Some((Code::SignByWord, message, answers.collect()))
    }
}

/// All rows with a word, however it is spelt.
#[derive(Default)]
struct Lot {
    words: Vec<String>,
    above: u64,
    below: u64,
    cents: i128,
}

impl Lot {
    fn of(words: &[Word], key: &str) -> Self {
        words.iter().filter(|word| sign::key(&word.text) == key).fold(Self::default(), |mut lot, word| {
            lot.words.push(word.text.clone());
            lot.above += word.above;
            lot.below += word.below;
            lot.cents += word.cents;
            lot
        })
    }

    /// Most of its amounts are above zero.
    fn is_unsigned(&self) -> bool {
        self.above > self.below
    }
}
