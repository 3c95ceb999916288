//! Names that read as those of persons, where nothing else tells what a supplier is.
//!
//! A name alone proves nothing: a company may be called after its founder. It counts together with accounts that are
//! for what persons are paid.

use std::collections::HashSet;

use serde::Deserialize;

use crate::country::{self, OfAll, lists};
use crate::names::{self, How, padded};

/// How a name reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// As that of an organisation, or as nothing.
    Otherwise,
    /// Two or three capitalised words, as many brands are too.
    Perhaps,
    /// One of a few words is a given name.
    AsPerson,
    /// A family name, a comma, and other names, as lists of persons are written.
    AsListed,
}

#[derive(Deserialize)]
struct Row {
    name: String,
}

/// Given names of all countries: suppliers are from everywhere.
static GIVEN: OfAll<HashSet<String>> = OfAll::new(|| {
    let rows = country::all().flat_map(|c| c.rows::<Row>(lists::GIVEN_NAMES));
    rows.map(|row| row.name.to_lowercase()).collect()
});

#[derive(Deserialize)]
struct AccountRow {
    #[serde(rename = "match")]
    how: How,
    pattern: String,
}

static ACCOUNTS: OfAll<Vec<(How, String)>> = OfAll::new(|| {
    let rows = country::all().flat_map(|c| c.rows::<AccountRow>(lists::PERSON_ACCOUNTS));
    rows.map(|row| (row.how, row.pattern.to_lowercase())).collect()
});

/// Whether an account is one of fees, allowances and rents, on which persons are paid.
pub fn is_account_of_persons(name: &str) -> bool {
    let name = padded(name);
    ACCOUNTS.get().iter().any(|(how, pattern)| how.matches(&name, pattern))
}

/// The most words that a person's name has, with what stands beside it: a trade, "kuolinpesä".
const MOST_WORDS: usize = 4;

/// How the name of a supplier reads that has no id.
pub fn reads(name: &str) -> Reads {
    let is_word = |w: &&str| w.chars().any(char::is_alphabetic);
    let words: Vec<&str> = name.split([' ', ',', ';']).map(str::trim).filter(is_word).collect();
    let has_digit = name.chars().any(|c| c.is_ascii_digit() || matches!(c, '&' | '+' | '@' | '/'));
    if has_digit || !(2..=MOST_WORDS).contains(&words.len()) || names::legal_form(name, "").is_some() {
        return Reads::Otherwise;
    }
    let given = GIVEN.get();
    let is_given = |word: &str| word.split('-').any(|part| given.contains(&part.to_lowercase()));
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let capitals = words.iter().filter(|word| is_capital(word)).count();
    match capitals {
        _ if capitals == words.len() && is_listed(name) => Reads::AsListed,
        2.. if words.iter().any(|word| is_given(word)) => Reads::AsPerson,
        2 | 3 if capitals == words.len() => Reads::Perhaps,
        _ => Reads::Otherwise,
    }
}

/// One or two words, one comma, and up to three more.
fn is_listed(name: &str) -> bool {
    let count = |part: &str| part.split_whitespace().count();
    name.split_once(',').is_some_and(|(family, given)| {
        !given.contains([',', ';']) && (1..=2).contains(&count(family)) && (1..=3).contains(&count(given))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_told_from_companies() {
        for (name, expected) in [
            ("Matti Esimerkki", Reads::AsPerson),
            ("Esimerkki Anna-Liisa", Reads::AsPerson),
            ("ESIMERKKI, PEKKA", Reads::AsListed),
            ("EXAMPLE, WINIFRED Q", Reads::AsListed),
            ("Example Sample, Winifred", Reads::AsListed),
            ("EXAMPLE, INC", Reads::Otherwise),
            ("Kymen Vesi, vesilaitos", Reads::Otherwise),
            ("Kotka, Hamina, Kouvola", Reads::Perhaps),
            ("Esimerkki Matti kuolinpesä", Reads::AsPerson),
            ("Parturi Pirjo Esimerkki", Reads::AsPerson),
            ("Kymen Vesi", Reads::Perhaps),
            ("Pekka Esimerkki Oy", Reads::Otherwise),
            ("Kaiku", Reads::Otherwise),
            ("Matti Esimerkki 12", Reads::Otherwise),
            ("Esimerkin säätiö", Reads::Otherwise),
        ] {
            assert_eq!(reads(name), expected, "{name}");
        }
        for (account, expected) in [
            ("Perhehoidon palkkio", true),
            ("Arvode familjehem", true),
            ("Godtgjørelse fosterhjem", true),
            ("Rakennusten kunnossapito", false),
            ("", false),
        ] {
            assert_eq!(is_account_of_persons(account), expected, "{account}");
        }
    }
}
