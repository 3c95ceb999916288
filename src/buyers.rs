//! Which buyer a line names: the same for all that ask, so that each line of a shared export is of one buyer.

use unicode_normalization::UnicodeNormalization;
use vire_ingest::line::Party;
use vire_reference::ids::{self, Reading};
use vire_reference::places::{Municipality, PLACES};

/// What to call the buyer that a party names: the code of the municipality that it is by its name, its id or its code, else
/// its name, else its id, else its code. A code counts only where neither name nor id says somebody else, such as a joint
/// authority that is listed with its host.
pub fn of_party(country: &str, party: &Party) -> Option<String> {
    let Party { buyer_id: id, buyer_name: name, buyer_code: code, .. } = party;
    let by_code = || place(country, code).filter(|_| is_number(code) && !is_body(name) && !is_other(country, id, code));
    let municipality = place(country, name).or_else(|| of_id(country, id)).or_else(by_code);
    let called = || [name, id, code].into_iter().map(|text| text.trim()).find(|text| !text.is_empty());
    municipality.map(|m| m.code.as_str()).or_else(called).map(str::to_owned)
}

/// What tells a buyer that is called so from others.
pub fn key(country: &str, text: &str) -> String {
    let by_id = || match ids::read(text, country) {
        Reading::Business(read) => Some(read.key()),
        _ => None,
    };
    municipality(country, text).map(|m| m.code.clone()).or_else(by_id).unwrap_or_else(|| plain(text))
}

/// The municipality of this name, code or business id.
pub fn municipality(country: &str, text: &str) -> Option<&'static Municipality> {
    place(country, text).or_else(|| of_id(country, text))
}

/// The municipality of this name or code. A text that only begins with a number is no code: departments are numbered too.
fn place(country: &str, text: &str) -> Option<&'static Municipality> {
    let begins_with_number = text.trim().starts_with(|c: char| c.is_ascii_digit());
    let composed: String = text.nfc().collect();
    PLACES.municipality(country, &composed).filter(|_| is_number(text) || !begins_with_number)
}

/// What a buyer is called in messages.
pub fn shown(country: &str, buyer: &str) -> String {
    place(country, buyer).map_or_else(|| buyer.to_owned(), |municipality| municipality.name.clone())
}

pub fn same(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

/// A text without blanks around it, composed, and in lower case.
fn plain(text: &str) -> String {
    text.trim().nfc().collect::<String>().to_lowercase()
}

pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect()
}

/// Whether a name has a word of a public body.
pub fn is_body(name: &str) -> bool {
    words(name).iter().any(|word| BODIES.contains(&word.as_str()))
}

/// The municipality that has a business id.
fn of_id(country: &str, id: &str) -> Option<&'static Municipality> {
    match ids::read(id, country) {
        Reading::Business(read) => PLACES.owner(&read.key()),
        _ => None,
    }
}

/// Whether a business id is known not to be that of the municipality with this code.
fn is_other(country: &str, id: &str, code: &str) -> bool {
    let is_known = place(country, code).is_some_and(|municipality| !municipality.business_id.is_empty());
    is_known && matches!(ids::read(id, country), Reading::Business(_)) && of_id(country, id).is_none()
}

fn is_number(text: &str) -> bool {
    !text.trim().is_empty() && text.trim().bytes().all(|b| b.is_ascii_digit())
}

/// What public bodies of one kind are all called.
pub const BODIES: [&str; 32] = [
    "city",
    "council",
    "borough",
    "county",
    "district",
    "town",
    "municipality",
    "region",
    "kaupunki",
    "kaupungin",
    "kunta",
    "kunnan",
    "kuntayhtymä",
    "kommun",
    "kommunen",
    "kommune",
    "stad",
    "regionen",
    "fylkeskommune",
    "ville",
    "commune",
    "stadt",
    "gemeinde",
    "landkreis",
    "comune",
    "ayuntamiento",
    "vald",
    "sveitarfélag",
    "hyvinvointialue",
    "hyvinvointialueen",
    "samkommun",
    "välfärdsområde",
];
