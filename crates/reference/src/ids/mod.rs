//! Business ids: recognised forms, check digits, canonical spelling.
//!
//! Read are the ids that the countries' folders describe ([`crate::forms`]), and the VAT numbers of the EU and the
//! United Kingdom ([`vat`]). What a spreadsheet did to an id (a lost zero or hyphen, a float, scientific notation) is
//! mended when only one mending passes the check digit.

pub mod persons;
mod vat;

use std::borrow::Cow;

use crate::country::{self, Country};
use crate::forms::national;
pub use crate::forms::{BusinessId, Reading};
use crate::letters;
use crate::names::Kind;

/// The scheme of VAT numbers that hold no id of a register known by form.
pub const VAT: &str = "vat";

impl BusinessId {
    /// The id that a supplier's key holds.
    pub fn of_key(key: &str) -> Option<Self> {
        let (scheme, value) = key.split_once(':')?;
        let scheme = if scheme == VAT { VAT } else { Country::of_scheme(scheme)?.scheme };
        Some(Self { scheme, value: value.to_owned() })
    }

    /// The kind of supplier that the id's beginning tells.
    pub fn kind(&self) -> Option<Kind> {
        Country::of_scheme(self.scheme)?.about.company.as_ref()?.kind(&self.value)
    }

    /// ISO country of the register, when the id tells it.
    pub fn country(&self) -> Option<&str> {
        if let Some(country) = Country::of_scheme(self.scheme) {
            return Some(country.code);
        }
        match self.value.get(..2) {
            Some("EL") => Some("GR"),
            Some("XI") => Some("GB"),
            prefix => prefix,
        }
    }
}

/// Reads an id as the registers of `country` (ISO code of the buyer or, when known, of the supplier) write it.
pub fn read(text: &str, country: &str) -> Reading {
    // The decimal part of a float; other points group digits and vanish.
    let whole = text.trim().strip_suffix(".0").or_else(|| text.trim().strip_suffix(",0"));
    let whole = whole.filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    let compact = compact(whole.unwrap_or(text));
    match by_form(&compact, country) {
        Reading::Invalid => match persons::in_id_column(text, country) {
            Some(digits) => Reading::Person { digits },
            None => repaired(&compact, text, country),
        },
        read => read,
    }
}

/// The one business id that stands among the words of a name, such as "Kaiku Oy/0211675-2". Eight digits without a
/// hyphen or a prefix may be any number.
pub fn in_name(name: &str, country: &str) -> Option<BusinessId> {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    if digits(name) < 7 {
        return None;
    }
    let parts = name.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '[' | ']' | ',' | ';' | ':'));
    let mut found = parts.filter(|part| part.len() > 8 && digits(part) > 6).filter_map(|part| {
        match by_form(&compact(part), country) {
            Reading::Business(id) => Some(id),
            _ => None,
        }
    });
    let first = found.next()?;
    found.all(|id| id == first).then_some(first)
}

/// Whether texts are ids of one country's companies, which their check digits prove: of ten other numbers about nine fail.
pub fn are_proved<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> bool {
    let is_checked = |c: &&Country| c.about.company.as_ref().is_some_and(|ids| ids.is_checked());
    let is_id = |text: &str, c: &Country| matches!(read(text, c.code), Reading::Business(_) | Reading::Person { .. });
    country::all().filter(is_checked).any(|c| {
        let (mut right, mut wrong) = (0, 0);
        // Most columns are told after a few texts.
        for text in texts.clone() {
            *if is_id(text, c) { &mut right } else { &mut wrong } += 1;
            if wrong > 2 + right / 10 {
                return false;
            }
        }
        wrong * 10 <= right
    })
}

/// Without white space, points and letters that nobody sees, in capitals, with one kind of dash.
fn compact(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b == b'-') {
        return Cow::Borrowed(text);
    }
    text.chars().filter_map(letters::plain).filter(|c| !matches!(c, ' ' | '.')).collect()
}

/// A text without white space and points, by the readers that its country has.
fn by_form(compact: &str, country: &str) -> Reading {
    let own = Country::of(country);
    let ids = own.and_then(|c| c.about.company.as_ref());
    let neighbour = |code: &String| Country::of(code)?.read_hyphenated(compact);
    let found = own
        .and_then(|c| c.read_id(compact))
        .or_else(|| ids?.neighbours.iter().find_map(neighbour))
        .or_else(|| vat::read(compact));
    // A supplier from elsewhere in the EU, with its number but without the prefix that its country column tells.
    let unprefixed = || vat::read(&format!("{}{compact}", vat::prefix(country).filter(|_| ids.is_none())?));
    found.or_else(unprefixed).unwrap_or(Reading::Invalid)
}

/// An electronic invoicing address made of a scheme's number and a country's id.
fn addressed(compact: &str) -> Option<Reading> {
    let (_, id) = compact.split_once(':')?;
    let of_scheme = |c: &&Country| {
        let address = c.about.company.as_ref().and_then(|ids| ids.address.as_deref());
        address.is_some_and(|address| compact.strip_prefix(address) == Some(id))
    };
    country::all().find(of_scheme)?.read_id(id)
}

/// What is an id in another wrapping: an electronic invoicing address, several cells' worth of the same
/// id, or scientific notation whose lost digit only one valid id can have had.
fn repaired(compact: &str, text: &str, country: &str) -> Reading {
    if let Some(found) = national::finnish_address(compact).or_else(|| addressed(compact)) {
        return found;
    }
    let parts = |c: char| matches!(c, '/' | ';' | ',' | '|' | '\n') || c.is_whitespace();
    let candidates: Vec<Reading> = match scientific(compact) {
        Some(numbers) => numbers.map(|n| by_form(&n.to_string(), country)).collect(),
        // A number in groups of digits has been read above; what is left may be ids side by side.
        None => text.split(parts).filter(|part| part.len() >= 8).map(|part| by_form(part, country)).collect(),
    };
    let mut found = candidates.into_iter().filter(|reading| *reading != Reading::Invalid);
    match (found.next(), found.next()) {
        (Some(only), None) => only,
        (Some(first), Some(second)) if first == second && found.all(|r| r == first) => first,
        _ => Reading::Invalid,
    }
}

/// The whole numbers that `5,56036E+09` can have been: one when it has all digits, eleven when it lacks one, for the
/// last digit shown may have been rounded. With more digits lost, many ids would pass their check.
fn scientific(compact: &str) -> Option<std::ops::RangeInclusive<u64>> {
    let (mantissa, exponent) = compact.split_once('E')?;
    let digits: String = mantissa.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    if digits.len() < 6 || digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    match (exponent + 1).checked_sub(digits.len())? {
        0 => Some(number..=number),
        1 => Some(number * 10 - 5..=number * 10 + 5),
        _ => None,
    }
}

/// Why a text of an id column is no business id, for the notes to whoever keeps the ledger.
pub fn fault(text: &str) -> &'static str {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let b = compact.as_bytes();
    let digits = b.iter().filter(|b| b.is_ascii_digit()).count();
    let iban = b.len() >= 15 && b[..2].iter().all(u8::is_ascii_alphabetic) && b[2..4].iter().all(u8::is_ascii_digit);
    if compact.is_empty() {
        "missing"
    } else if crate::names::is_missing(text) {
        "placeholder"
    } else if iban && iban_check(&compact) {
        "bank-account"
    } else if compact.starts_with("0037") || compact.contains(':') || compact.contains('@') {
        "e-invoice-address"
    } else if compact.contains("E+") {
        "digits-lost"
    } else if text.split([' ', '/', ';', ',']).filter(|part| part.len() >= 8).count() > 1 {
        "several-ids"
    } else if (7..=12).contains(&digits) {
        "check-digit"
    } else {
        "no-business-id"
    }
}

/// ISO 13616: the first four characters moved to the end, letters as 10 to 35, the whole 1 modulo 97.
fn iban_check(iban: &str) -> bool {
    let moved = iban[4..].chars().chain(iban[..4].chars());
    let rest = moved.filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
        let width = if value > 9 { 100 } else { 10 };
        (rest * width + value) % 97
    });
    iban.is_ascii() && rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn valid(text: &str, country: &str, key: &str) {
        match read(text, country) {
            Reading::Business(id) => assert_eq!(id.key(), key, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn ids_among_the_words_of_a_name() {
        for (name, country, key) in [
            ("Kaiku Oy/0211675-2", "FI", "fi:0211675-2"),
            ("0211675-2 Kaiku Oy", "FI", "fi:0211675-2"),
            ("Kaiku Oy (FI02116752)", "FI", "fi:0211675-2"),
            ("Kaiku AB/556036-0793", "SE", "se:556036-0793"),
            ("Kaiku AS, 964965226", "NO", "no:964965226"),
        ] {
            assert_eq!(in_name(name, country).map(|id| id.key()).as_deref(), Some(key), "{name}");
        }
        // No check digit, two ids, a plain number, a person's.
        for name in ["Kaiku Oy/0211675-3", "0211675-2/2077474-0", "Kaiku 02116752 Oy", "Kaiku 131052-308T", "Kaiku Oy"]
        {
            assert_eq!(in_name(name, "FI"), None, "{name}");
        }
    }

    #[test]
    fn valid_vectors() {
        for id in ["2077474-0", "0211675-2", "0119343-0", "0201256-6", "0146921-4", "0187690-1", "1234567-1"] {
            valid(id, "FI", &format!("fi:{id}"));
        }
        for text in ["211675-2", "2116752", "02116752", "FI02116752", "0211675\u{2013}2", " 0211675-2 ", "2116752.0"] {
            valid(text, "FI", "fi:0211675-2");
        }
        for id in
            ["212000-0142", "212000-1355", "212000-1967", "212000-2080", "232100-0131", "212000-0985", "556036-0793"]
        {
            valid(id, "SE", &format!("se:{id}"));
        }
        for text in ["556036 0793", "165560360793", "5560360793.0", "SE556036079301"] {
            valid(text, "SE", "se:556036-0793");
        }
        valid("SE212000204901", "FI", "se:212000-2049");
        for id in ["988077917", "964965226", "958935420"] {
            valid(id, "NO", &format!("no:{id}"));
        }
        for id in ["12345678", "70000272", "77000306", "11906991", "90006399"] {
            valid(id, "EE", &format!("ee:{id}"));
        }
        for id in ["13585628", "64942212"] {
            valid(id, "DK", &format!("dk:{id}"));
        }
        for id in ["00445790", "SC095000"] {
            valid(id, "GB", &format!("gb:{id}"));
        }
    }

    #[test]
    fn vat_numbers() {
        // Examples of national authorities.
        for id in ["DE136695976", "ATU13585627", "BE0428759497", "CZ25123891", "FR40303265045", "NL004495445B01"] {
            valid(id, "FI", &format!("vat:{id}"));
        }
        valid("CZ 251 238 91", "CZ", "vat:CZ25123891");
        valid("25123891", "CZ", "vat:CZ25123891");
        valid("094259216", "GR", "vat:EL094259216");
        valid("BE 428759497", "FI", "vat:BE0428759497");
        for id in ["DE136695977", "ATU13585626", "BE0428759498", "NL004495445B00", "XX123456789"] {
            assert_eq!(read(id, "FI"), Reading::Invalid, "{id}");
        }
    }

    #[test]
    fn what_spreadsheets_did_is_mended_when_only_one_mending_passes() {
        valid("2,12000014E+09", "SE", "se:212000-0142");
        for text in ["5,560360793E+09", "5.560360793E9", "5560360793,0"] {
            valid(text, "SE", "se:556036-0793");
        }
        valid("2,116752E+06", "FI", "fi:0211675-2");
        valid("003702116752", "FI", "fi:0211675-2");
        valid("0216:003702116752", "FI", "fi:0211675-2");
        valid("0211675-2 / FI02116752", "FI", "fi:0211675-2");
        // Too many digits lost, two numbers that one lost digit leaves, two ids, and an address of a bank.
        for text in ["5,56036E+09", "5,56036079E+09", "0211675-2; 2077474-0", "003721AB"] {
            assert_eq!(read(text, "SE"), Reading::Invalid, "{text}");
            assert_eq!(read(text, "FI"), Reading::Invalid, "{text}");
        }
    }

    #[test]
    fn faults_are_named() {
        for (text, code) in [
            ("", "missing"),
            ("MISSING", "placeholder"),
            ("000000-0000", "placeholder"),
            ("FI21 1234 5600 0007 85", "bank-account"),
            ("003712345678", "e-invoice-address"),
            ("5,56036E+09", "digits-lost"),
            ("0211675-2; 2077474-0", "several-ids"),
            ("2077474-1", "check-digit"),
            ("10636", "no-business-id"),
        ] {
            assert_eq!(fault(text), code, "{text}");
        }
    }

    #[test]
    fn invalid_vectors() {
        let cases = [
            ("2077474-1", "FI"),
            ("0160225-1", "FI"),
            ("556036-0794", "SE"),
            ("988077918", "NO"),
            ("12345679", "EE"),
            ("70000273", "EE"),
            ("13585627", "DK"),
            ("MISSING", "FI"),
            ("000000-0000", "SE"),
            ("", "FI"),
            ("FI21 1234 5600 0007 85", "FI"),
            ("116868", "GB"),
        ];
        for (text, country) in cases {
            assert_eq!(read(text, country), Reading::Invalid, "{text}");
        }
    }

    #[test]
    fn persons_are_recognised() {
        // Synthetic numbers: the Finnish one has serial 900 (never given to a person), the Swedish ones pass Luhn.
        assert!(matches!(read("010190-900P", "FI"), Reading::Person { .. }));
        for text in ["850101-0014", "8501010014", "198501010014", "850161-0011", "8,501010014E+09", "CZ7103192745"] {
            assert!(matches!(read(text, "SE"), Reading::Person { .. }), "{text}");
        }
    }
}
