//! Ids of companies as `country.toml` describes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::check::CheckDigit;
use super::{Reading, business, digits_of, national};
use crate::names::Kind;

/// The ids of a country's register of companies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyIds {
    /// What the country calls them.
    pub name: String,
    /// A reader that also mends what is peculiar to a register.
    algorithm: Option<Algorithm>,
    /// The digits and their check, for a register that has no reader of its own.
    form: Option<Digits>,
    /// Codes of countries whose ids with a hyphen stand among this country's without a prefix.
    #[serde(default)]
    pub neighbours: Vec<String>,
    /// The form of VAT numbers that hold the id.
    pub vat: Option<Vat>,
    /// What precedes an id in an electronic invoicing address, such as `0192:`.
    pub address: Option<String>,
    /// What the beginning of an id says of the kind of supplier.
    #[serde(default)]
    kinds: BTreeMap<String, Kind>,
    /// What the beginning of an id says of the kind of public body.
    #[serde(default)]
    bodies: BTreeMap<String, String>,
    /// The kind of suppliers of a buyer of this country that have an id and nothing else that tells.
    pub unnamed: Option<Kind>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Algorithm {
    Finnish,
    Swedish,
    British,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Digits {
    digits: usize,
    /// Digits that an id may begin with; all when absent.
    #[serde(default)]
    first: String,
    /// Signs that may stand between the digits and say nothing.
    #[serde(default)]
    separators: String,
    /// How an id is shown, a `9` for each digit; the digits alone when absent.
    #[serde(default)]
    shown: String,
    check: CheckDigit,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    pub prefix: String,
    #[serde(default)]
    suffix: String,
}

impl CompanyIds {
    /// A check digit tells an id from any other number.
    pub fn is_checked(&self) -> bool {
        match self.algorithm {
            Some(algorithm) => !matches!(algorithm, Algorithm::British),
            None => self.form.as_ref().is_some_and(|form| !matches!(form.check, CheckDigit::None)),
        }
    }

    /// A text without white space and points, with or without what makes it a VAT number.
    pub fn read(&self, compact: &str) -> Option<Reading> {
        match self.algorithm {
            Some(Algorithm::Finnish) => national::finnish(compact),
            Some(Algorithm::Swedish) => national::swedish(compact),
            Some(Algorithm::British) => national::british(compact),
            None => self.form.as_ref()?.read(self.without_vat(compact)),
        }
    }

    pub(crate) fn read_hyphenated(&self, compact: &str) -> Option<Reading> {
        match self.algorithm {
            Some(Algorithm::Swedish) => national::swedish_hyphenated(compact),
            _ => self.read(compact),
        }
    }

    pub(crate) fn read_vat(&self, text: &str) -> Option<Reading> {
        let rest = text.strip_prefix(self.vat.as_ref()?.prefix.as_str())?;
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        match self.algorithm {
            Some(Algorithm::Finnish) => (rest.len() == 8).then(|| national::finnish(rest))?,
            Some(Algorithm::Swedish) => (digits(rest) == 12).then(|| national::swedish(text))?,
            _ => self.read(text),
        }
    }

    fn without_vat<'t>(&self, compact: &'t str) -> &'t str {
        let Some(vat) = &self.vat else { return compact };
        let rest = compact.strip_prefix(vat.prefix.as_str()).unwrap_or(compact);
        let id = if vat.suffix.is_empty() { rest } else { rest.trim_end_matches(vat.suffix.as_str()) };
        // Hyphens part the id from what stands around it.
        if id.len() == compact.len() { id } else { id.trim_matches('-') }
    }

    /// The kind that an id's beginning tells.
    pub fn kind(&self, id: &str) -> Option<Kind> {
        longest(&self.kinds, id).copied()
    }

    /// The kind of public body that an id's beginning tells.
    pub fn body(&self, id: &str) -> Option<&str> {
        longest(&self.bodies, id).map(String::as_str)
    }

    /// What is wrong with the description, if anything.
    pub fn fault(&self) -> Option<String> {
        match (self.algorithm, &self.form) {
            (Some(_), None) => None,
            (None, Some(digits)) => digits.fault(),
            _ => Some("[company] needs either an algorithm or a form".to_owned()),
        }
    }
}

fn longest<'m, T>(by_beginning: &'m BTreeMap<String, T>, id: &str) -> Option<&'m T> {
    let fitting = by_beginning.iter().filter(|(beginning, _)| id.starts_with(beginning.as_str()));
    fitting.max_by_key(|(beginning, _)| beginning.len()).map(|(_, value)| value)
}

impl Digits {
    fn read(&self, text: &str) -> Option<Reading> {
        let plain: String = text.chars().filter(|c| !self.separators.contains(*c)).collect();
        let digits = digits_of(&plain).filter(|d| d.len() == self.digits && d.iter().any(|d| *d > 0))?;
        let begins = self.first.is_empty() || plain.starts_with(|c| self.first.contains(c));
        (begins && self.check.holds(&digits)).then(|| business("", self.show(plain)))?
    }

    fn show(&self, plain: String) -> String {
        if self.shown.is_empty() {
            return plain;
        }
        let mut digits = plain.chars();
        self.shown.chars().map(|c| if c == '9' { digits.next().unwrap_or(c) } else { c }).collect()
    }

    fn fault(&self) -> Option<String> {
        let nines = self.shown.chars().filter(|c| *c == '9').count();
        if self.digits == 0 || self.digits > 20 {
            return Some("company.form.digits must be from 1 to 20".to_owned());
        }
        if !self.shown.is_empty() && nines != self.digits {
            return Some(format!("company.form.shown has {nines} times 9, but ids have {} digits", self.digits));
        }
        self.check.fault("company.form.check", self.digits)
    }
}
