//! Ids of natural persons as `country.toml` describes them.

use serde::Deserialize;

use super::{Reading, digits_of, luhn, national, weighted};

/// The ids of a country's natural persons.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonIds {
    /// What the country calls them.
    pub name: String,
    /// A reader for what a description cannot say.
    algorithm: Option<Algorithm>,
    form: Option<Dated>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Algorithm {
    Finnish,
    Swedish,
}

/// Six digits of a date, then digits that tell the century, then check digits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated {
    digits: usize,
    date: DateOrder,
    /// Signs that may stand after the date, in a text as well as in a column of ids.
    #[serde(default)]
    separators: String,
    /// What may be added to the day.
    #[serde(default)]
    day_added: Vec<u32>,
    /// What may be added to the month.
    #[serde(default)]
    month_added: Vec<u32>,
    /// Which years the three digits after the date tell; any when absent.
    #[serde(default)]
    centuries: Vec<Century>,
    /// Weights of so many first digits, whose sum can be divided by the modulus.
    #[serde(default)]
    checks: Vec<Vec<u32>>,
    #[serde(default = "eleven")]
    modulus: u32,
    #[serde(default)]
    luhn: bool,
}

fn eleven() -> u32 {
    11
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DateOrder {
    Ddmmyy,
    Yymmdd,
}

/// Serial numbers from `from` to `to` belong to persons born from the year `first` to the year `last`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Century {
    from: u32,
    to: u32,
    first: u32,
    last: u32,
}

impl PersonIds {
    /// Whether a text is a person's id in a form that is nothing else in any country's ledger.
    pub fn is_unmistakable(&self, compact: &str) -> bool {
        self.algorithm == Some(Algorithm::Finnish) && national::finnish_person(compact)
    }

    /// Whether a word in a text of any ledger is a person's id.
    pub fn is_written(&self, word: &str) -> bool {
        match self.algorithm {
            Some(Algorithm::Finnish) => national::finnish_person(word),
            Some(Algorithm::Swedish) => national::swedish_written(word),
            None => false,
        }
    }

    /// Whether a word in a text of the country's own ledgers is a person's id.
    pub fn is_bare(&self, word: &str) -> bool {
        match self.algorithm {
            Some(Algorithm::Finnish) => false,
            Some(Algorithm::Swedish) => national::swedish_bare(word),
            None => self.form.as_ref().is_some_and(|dated| dated.holds(word)),
        }
    }

    /// Lengths of bare runs of digits that can be, or begin, a person's id in the country's own ledgers.
    pub fn runs(&self) -> Vec<usize> {
        match self.algorithm {
            Some(Algorithm::Finnish) => Vec::new(),
            Some(Algorithm::Swedish) => vec![10, 12],
            None => self.form.iter().flat_map(Dated::runs).collect(),
        }
    }

    /// Lengths in characters of the ids in texts.
    pub fn lengths(&self) -> Vec<usize> {
        match self.algorithm {
            Some(Algorithm::Finnish) => vec![11],
            Some(Algorithm::Swedish) => vec![13, 12, 11, 10],
            None => self.form.iter().flat_map(|dated| [dated.digits + 1, dated.digits]).collect(),
        }
    }

    /// The id of a person in a column of ids, where a number's leading zero may be lost.
    pub fn read(&self, compact: &str) -> Option<Reading> {
        let dated = self.form.as_ref()?;
        let padded = format!("{compact:0>width$}", width = dated.digits);
        let word = if compact.len() + 1 == dated.digits { padded.as_str() } else { compact };
        dated.holds(word).then(|| Reading::Person { digits: dated.plain(word).into_owned() })
    }

    /// What is wrong with the description, if anything.
    pub fn fault(&self) -> Option<String> {
        match (self.algorithm, &self.form) {
            (Some(_), None) => None,
            (None, Some(dated)) => dated.fault(),
            _ => Some("[person] needs either an algorithm or a form".to_owned()),
        }
    }
}

/// Digits of the date.
const DATE: usize = 6;

impl Dated {
    fn runs(&self) -> Vec<usize> {
        if self.separators.is_empty() { vec![self.digits] } else { vec![self.digits, DATE] }
    }

    /// Without the sign after the date.
    fn plain<'t>(&self, word: &'t str) -> std::borrow::Cow<'t, str> {
        match word.split_at_checked(DATE) {
            Some((date, rest)) if rest.starts_with(|c| self.separators.contains(c)) => {
                [date, rest.trim_start_matches(|c| self.separators.contains(c))].concat().into()
            }
            _ => word.into(),
        }
    }

    fn holds(&self, word: &str) -> bool {
        let plain = self.plain(word);
        if plain.len() != self.digits || word.len() > self.digits + 1 {
            return false;
        }
        let Some(digits) = digits_of(&plain) else { return false };
        self.is_dated(&digits)
            && self.checks.iter().all(|weights| weighted(&digits, weights).is_multiple_of(self.modulus))
            && (!self.luhn || luhn(&digits))
    }

    fn is_dated(&self, digits: &[u32]) -> bool {
        let two = |at: usize| digits[at] * 10 + digits[at + 1];
        let (day, month, year) = match self.date {
            DateOrder::Ddmmyy => (two(0), two(2), two(4)),
            DateOrder::Yymmdd => (two(4), two(2), two(0)),
        };
        let serial = digits[DATE..].iter().take(3).fold(0, |serial, d| serial * 10 + d);
        let days = added(&self.day_added, day).filter(|day| (1..=31).contains(day));
        let months: Vec<u32> = added(&self.month_added, month).filter(|month| (1..=12).contains(month)).collect();
        let years = self.years(year, serial);
        let is_day = |day: u32, month: u32, year: u32| {
            chrono::NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or_default(), month, day).is_some()
        };
        days.into_iter().any(|day| months.iter().any(|month| years.iter().any(|year| is_day(day, *month, *year))))
    }

    /// The years that two digits and a serial number can mean.
    fn years(&self, two: u32, serial: u32) -> Vec<u32> {
        if self.centuries.is_empty() {
            return vec![1900 + two, 2000 + two];
        }
        let of = |c: &Century| (c.first..=c.last).find(|year| year % 100 == two);
        self.centuries.iter().filter(|c| (c.from..=c.to).contains(&serial)).filter_map(of).collect()
    }

    fn fault(&self) -> Option<String> {
        if !(DATE + 3..=20).contains(&self.digits) {
            return Some("person.form.digits must be from 9 to 20: six of the date, and what follows".to_owned());
        }
        if self.checks.iter().any(|weights| weights.len() > self.digits) {
            return Some(format!("a row of person.form.checks has more weights than the {} digits", self.digits));
        }
        (self.modulus < 2).then(|| "person.form.modulus must be at least 2".to_owned())
    }
}

/// What a number is once what may have been added is taken off, or nothing was.
fn added(added: &[u32], number: u32) -> impl Iterator<Item = u32> {
    std::iter::once(Some(number)).chain(added.iter().map(move |a| number.checked_sub(*a))).flatten()
}
