//! VAT numbers of the EU countries and the United Kingdom: prefix, form and check digits of each.
//!
//! Numbers that hold the id of a register, as a country's folder says, become that id. Where a country's number of a
//! natural person is that person's own identity number, it is read as a person's.

use super::{Reading, VAT};
use crate::country::{self, Country, OfAll};
use crate::forms::{business, digits_of, luhn, weighted};

/// What a number is by its form and check digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Business,
    Person,
}

use Kind::{Business, Person};

/// Prefixes of the numbers that hold the id of a country's register.
static OF_REGISTERS: OfAll<Vec<(&str, &Country)>> = OfAll::new(|| {
    let prefix = |c: &'static Country| Some((c.about.company.as_ref()?.vat.as_ref()?.prefix.as_str(), c));
    country::all().filter_map(prefix).collect()
});

/// The prefix of a country's VAT numbers, which is its ISO code but for Greece.
pub fn prefix(country: &str) -> Option<&str> {
    let prefix = if country == "GR" { "EL" } else { country };
    CHECKS.iter().find(|(known, _)| *known == prefix).map(|(known, _)| *known)
}

/// A VAT number with its prefix.
pub fn read(text: &str) -> Option<Reading> {
    let (prefix, rest) = text.split_at_checked(2)?;
    if let Some((_, country)) = OF_REGISTERS.get().iter().find(|(known, _)| *known == prefix) {
        return country.read_vat(text);
    }
    let number: String = rest.chars().filter(|c| !matches!(c, '-' | '/')).collect();
    let number = match (prefix, number.len()) {
        ("BE", 9) | ("EL", 8) => format!("0{number}"), // the older form
        _ => number,
    };
    let (prefix, check) = CHECKS.iter().find(|(known, _)| *known == prefix)?;
    let value = format!("{prefix}{number}");
    match check(&number)? {
        Business => business(VAT, value),
        Person => Some(Reading::Person { digits: value }),
    }
}

type Check = fn(&str) -> Option<Kind>;

const CHECKS: [(&str, Check); 26] = [
    ("AT", austria),
    ("BE", |n| plain(n, 10, |d| d[0] <= 1 && (value(&d[..8]) + value(&d[8..])).is_multiple_of(97))),
    ("BG", bulgaria),
    ("CY", cyprus),
    ("CZ", czechia),
    ("DE", |n| plain(n, 9, |d| d[0] > 0 && mod_11_10(d))),
    ("EE", |n| plain(n, 9, |d| weighted(d, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10))),
    ("EL", |n| plain(n, 9, |d| weighted(&d[..8], &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == d[8])),
    ("ES", spain),
    ("FR", france),
    ("GB", united_kingdom),
    ("HR", |n| plain(n, 11, mod_11_10)),
    ("HU", |n| plain(n, 8, |d| weighted(d, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))),
    ("IE", ireland),
    ("IT", italy),
    ("LT", lithuania),
    ("LU", |n| plain(n, 8, |d| value(&d[..6]) % 89 == value(&d[6..]))),
    ("LV", latvia),
    ("MT", |n| plain(n, 8, |d| d[0] > 0 && weighted(d, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37))),
    ("NL", netherlands),
    ("PL", |n| plain(n, 10, |d| weighted(d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9])),
    ("PT", |n| plain(n, 9, |d| d[0] > 0 && (11 - falling(&d[..8], 9) % 11) % 11 % 10 == d[8])),
    ("RO", romania),
    ("SI", |n| plain(n, 8, |d| d[0] > 0 && matches!(11 - falling(&d[..7], 8) % 11, c if c % 10 == d[7] && c < 11))),
    ("SK", slovakia),
    ("XI", united_kingdom),
];

/// A number of so many digits, nothing else, not all of them zero.
fn plain(number: &str, length: usize, holds: impl Fn(&[u32]) -> bool) -> Option<Kind> {
    let digits = digits_of(number).filter(|d| d.len() == length && d.iter().any(|d| *d > 0))?;
    holds(&digits).then_some(Business)
}

fn value(digits: &[u32]) -> u64 {
    digits.iter().fold(0, |value, d| value * 10 + u64::from(*d))
}

/// Weighted by `from`, `from - 1` and so on.
fn falling(digits: &[u32], from: u32) -> u32 {
    digits.iter().zip((0..=from).rev()).map(|(d, w)| d * w).sum()
}

/// ISO 7064, hybrid system 11, 10.
fn mod_11_10(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (product + check) % 10 == 1
}

/// Whether digits `yymmdd` can be a day, once what countries add to the month is taken off by `month`.
fn is_day(digits: &[u32], month: impl Fn(u32) -> u32) -> bool {
    let month = month(digits[2] * 10 + digits[3]);
    let day = digits[4] * 10 + digits[5];
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}

fn austria(number: &str) -> Option<Kind> {
    let d = digits_of(number.strip_prefix('U')?).filter(|d| d.len() == 8)?;
    let doubled = |d: u32| d * 2 / 10 + d * 2 % 10;
    let sum: u32 = d[..7].iter().enumerate().map(|(i, d)| if i % 2 == 1 { doubled(*d) } else { *d }).sum();
    ((96 - sum) % 10 == d[7]).then_some(Business)
}

fn bulgaria(number: &str) -> Option<Kind> {
    let d = digits_of(number)?;
    if d.len() == 9 {
        let check = match weighted(&d[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
            10 => weighted(&d[..8], &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10,
            rest => rest,
        };
        return (check == d[8]).then_some(Business);
    }
    if d.len() != 10 {
        return None;
    }
    let citizen = weighted(&d[..9], &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == d[9]
        && is_day(&d, |m| {
            if m > 40 {
                m - 40
            } else if m > 20 {
                m - 20
            } else {
                m
            }
        });
    let foreigner = weighted(&d[..9], &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == d[9];
    let other = (11 - weighted(&d[..9], &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == d[9];
    // Ten digits are of natural persons, foreigners, and others whom nothing tells apart.
    (citizen || foreigner || other).then_some(Person)
}

fn cyprus(number: &str) -> Option<Kind> {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let (body, check) = number.split_at_checked(8)?;
    let d = digits_of(body).filter(|_| !body.starts_with("12"))?;
    let sum: u32 = d.iter().enumerate().map(|(i, d)| if i % 2 == 0 { ODD[*d as usize] } else { *d }).sum();
    let letter = char::from(b'A' + (sum % 26) as u8);
    (check.len() == 1 && check.starts_with(letter)).then_some(Business)
}

fn czechia(number: &str) -> Option<Kind> {
    let d = digits_of(number)?;
    match d.len() {
        8 if d[0] != 9 => {
            let check = match (11 - falling(&d[..7], 8) % 11) % 11 {
                0 => 1,
                check => check % 10,
            };
            (check == d[7]).then_some(Business)
        }
        9 if d[0] == 6 => {
            // Persons without a birth number; the first digit is left out of the sum.
            let rest = i64::from(falling(&d[1..8], 8) % 11);
            let check = (8 - (10 - rest).rem_euclid(11)).rem_euclid(10);
            (check == i64::from(d[8])).then_some(Person)
        }
        // Birth numbers: of nine digits until 1953, since then with a check digit.
        9 => (is_day(&d, |m| m % 50 % 20) && (d[0] * 10 + d[1] <= 53 || d[0] >= 8)).then_some(Person),
        10 => birth_number(&d).then_some(Person),
        _ => None,
    }
}

/// The Czech and Slovak birth number of ten digits.
fn birth_number(d: &[u32]) -> bool {
    is_day(d, |m| m % 50 % 20) && value(&d[..9]) % 11 % 10 == u64::from(d[9])
}

fn spain(number: &str) -> Option<Kind> {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let b = number.as_bytes();
    if b.len() != 9 || !number.is_ascii() {
        return None;
    }
    let middle = digits_of(&number[1..8])?;
    let last = b[8];
    let of_person = |first: u32| LETTERS[((u64::from(first) * 10_000_000 + value(&middle)) % 23) as usize] == last;
    match b[0] {
        b'K' | b'L' | b'M' => of_person(0).then_some(Person),
        first if first.is_ascii_digit() => of_person(u32::from(first - b'0')).then_some(Person),
        first @ b'X'..=b'Z' => of_person(u32::from(first - b'X')).then_some(Person),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
            let check = (0..10).find(|check| luhn(&[&middle[..], &[*check]].concat()))?;
            let letter = b"JABCDEFGHI"[check as usize];
            (last == letter || last == b'0' + check as u8).then_some(Business)
        }
        _ => None,
    }
}

fn france(number: &str) -> Option<Kind> {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (key, rest) = number.split_at_checked(2)?;
    let siren = digits_of(rest).filter(|d| d.len() == 9)?;
    let key: Vec<u64> = key.chars().filter_map(|c| ALPHABET.find(c)).map(|i| i as u64).collect();
    let &[first, second] = key.as_slice() else { return None };
    // Numbers of Monaco begin with zeros and have no check of their own.
    let known = siren[..3] == [0, 0, 0] || luhn(&siren);
    let holds = if first < 10 && second < 10 {
        first * 10 + second == (value(&siren) * 100 + 12) % 97
    } else {
        let check = if first < 10 { first * 24 + second - 10 } else { first * 34 + second - 100 };
        (value(&siren) + 1 + check / 11) % 11 == check % 11
    };
    (known && holds).then_some(Business)
}

fn united_kingdom(number: &str) -> Option<Kind> {
    // Government departments and health authorities.
    if let Some((body, serial)) = number.split_at_checked(2).filter(|_| number.len() == 5) {
        let serial = value(&digits_of(serial)?);
        let known = (body == "GD" && serial < 500) || (body == "HA" && serial >= 500);
        return known.then_some(Business);
    }
    let d = digits_of(number).filter(|d| matches!(d.len(), 9 | 12) && d.iter().any(|d| *d > 0))?;
    let rest = weighted(&d[..9], &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    (rest == 0 || (d[0] > 0 && matches!(rest, 42 | 55))).then_some(Business)
}

fn ireland(number: &str) -> Option<Kind> {
    const ALPHABET: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    let b = number.as_bytes();
    if !matches!(b.len(), 8 | 9) || !number.is_ascii() || !b[0].is_ascii_digit() {
        return None;
    }
    let letter = |c: u8| ALPHABET.find(char::from(c)).map(|i| i as u32);
    let (body, extra) = match digits_of(&number[..7]) {
        Some(digits) => (digits, b.get(8).map_or(Some(0), |c| letter(*c))?),
        // The older form has a letter or sign in the second place, and its first digit counts last.
        None if b.len() == 8 && (b[1].is_ascii_uppercase() || matches!(b[1], b'+' | b'*')) => {
            (digits_of(&format!("0{}{}", &number[2..7], &number[..1]))?, 0)
        }
        None => return None,
    };
    (letter(b[7])? == (falling(&body, 8) + 9 * extra) % 23).then_some(Business)
}

fn italy(number: &str) -> Option<Kind> {
    let d = digits_of(number).filter(|d| d.len() == 11 && d[..7].iter().any(|d| *d > 0))?;
    let office = value(&d[7..10]);
    ((matches!(office, 1..=100 | 120 | 121 | 888 | 999)) && luhn(&d)).then_some(Business)
}

fn lithuania(number: &str) -> Option<Kind> {
    let d = digits_of(number).filter(|d| matches!(d.len(), 9 | 12) && d[d.len() - 2] == 1)?;
    let sum = |shift: usize| -> u32 {
        d[..d.len() - 1].iter().enumerate().map(|(i, d)| (1 + (i + shift) % 9) as u32 * d).sum()
    };
    let check = match sum(0) % 11 {
        10 => sum(2) % 11 % 10,
        rest => rest,
    };
    (check == d[d.len() - 1]).then_some(Business)
}

fn latvia(number: &str) -> Option<Kind> {
    let d = digits_of(number).filter(|d| d.len() == 11)?;
    if d[0] > 3 {
        return (weighted(&d, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3).then_some(Business);
    }
    let check = (1 + weighted(&d[..10], &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10;
    let dated = is_day(&[d[4], d[5], d[2], d[3], d[0], d[1]], |m| m);
    (check == d[10] && (dated || d[..2] == [3, 2])).then_some(Person)
}

fn netherlands(number: &str) -> Option<Kind> {
    let (body, branch) = number.split_once('B')?;
    let d = digits_of(body).filter(|d| d.len() == 9 && d.iter().any(|d| *d > 0))?;
    let branch = digits_of(branch).filter(|d| d.len() == 2 && value(d) > 0)?;
    // ISO 7064 mod 97-10 over the whole number with its letters as 10 to 35.
    let characters = "NL".chars().chain(number.chars());
    let rest =
        characters.filter_map(|c| c.to_digit(36)).fold(0, |rest, v| (rest * if v > 9 { 100 } else { 10 } + v) % 97);
    (falling(&d[..8], 9) % 11 == d[8] || (rest == 1 && branch.len() == 2)).then_some(Business)
}

fn romania(number: &str) -> Option<Kind> {
    let d = digits_of(number).filter(|d| d.first().is_some_and(|d| *d > 0))?;
    match d.len() {
        2..=10 => {
            let weights = &[7, 5, 3, 2, 1, 7, 5, 3, 2][10 - d.len()..];
            (10 * weighted(&d[..d.len() - 1], weights) % 11 % 10 == d[d.len() - 1]).then_some(Business)
        }
        13 => {
            let check = match weighted(&d[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
                10 => 1,
                rest => rest,
            };
            (check == d[12] && is_day(&d[1..7], |m| m)).then_some(Person)
        }
        _ => None,
    }
}

fn slovakia(number: &str) -> Option<Kind> {
    let d = digits_of(number).filter(|d| d.len() == 10)?;
    if birth_number(&d) {
        return Some(Person);
    }
    (d[0] > 0 && matches!(d[2], 2 | 3 | 4 | 7 | 8 | 9) && value(&d).is_multiple_of(11)).then_some(Business)
}
