//! Ids of national registers that a description in `country.toml` cannot tell in full, and their repairs.
//!
//! Finnish Y-tunnus (weights 7 9 10 5 8 4 2, mod 11) and Swedish organisationsnummer (Luhn), each with what spreadsheets
//! do to it, and the numbers of the British Companies House, which have a form but no check digit.

use super::person::{Trust, Written};
use super::written::{Groups, Layout};
use super::{Reading, business, digits_of, is_day, luhn};

/// `1234567-1`, also without hyphen, with a leading zero lost, or in the old six-digit form.
pub fn finnish(text: &str) -> Option<Reading> {
    let (body, check) = match text.split_once('-') {
        Some(parts) => parts,
        None => text.split_at_checked(text.len().checked_sub(1)?)?,
    };
    if check.len() != 1 || !(6..=7).contains(&body.len()) {
        return None;
    }
    let mut digits = [0; 8];
    for (place, digit) in digits.iter_mut().rev().zip(check.bytes().chain(body.bytes().rev())) {
        *place = char::from(digit).to_digit(10)?;
    }
    let check = match super::weighted(&digits[..7], &[7, 9, 10, 5, 8, 4, 2]) % 11 {
        0 => 0,
        1 => return None, // never issued
        rest => 11 - rest,
    };
    if check != digits[7] || digits.iter().all(|d| *d == 0) {
        return None;
    }
    let zero = if body.len() == 6 { "0" } else { "" };
    business("fi", [zero, body, "-", &text[text.len() - 1..]].concat())
}

/// An electronic invoicing address made of an id without its hyphen: `0037`, the id, and what the receiver adds.
pub fn finnish_address(compact: &str) -> Option<Reading> {
    let address = compact.strip_prefix("0216:").unwrap_or(compact);
    let rest = address.strip_prefix("0037").filter(|rest| (8..=13).contains(&rest.len()) && rest.is_ascii())?;
    finnish(&rest[..8])
}

/// Whether the check of a Finnish personal identity code `ddmmyyCnnnz` holds; none when it has no date.
pub fn finnish_person(text: &str) -> Option<bool> {
    const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (first, serial) = (number(0, 6)?, number(7, 10)?);
    let check = CHECK[((first * 1000 + serial) % 31) as usize];
    is_day(number(0, 2)?, number(2, 4)?, number(4, 6)?).then(|| serial >= 2 && text.as_bytes().get(10) == Some(&check))
}

/// `556036-0793`, ten or twelve digits, with or without hyphen, or in VAT form. A third digit below 2 is a month's:
/// the number is a person's, which is what sole traders have.
pub fn swedish(text: &str) -> Option<Reading> {
    let mut plain: String = text.chars().filter(|c| !matches!(c, '-' | '+')).collect();
    if let Some(vat) = plain.strip_prefix("SE").filter(|rest| rest.len() == 12 && rest.is_ascii()) {
        plain = vat.strip_suffix("01")?.to_owned();
    }
    // A person born after 1999 loses the first digit where the column is of numbers.
    let padded = if plain.len() == 9 { format!("0{plain}") } else { String::new() };
    let (body, legal, personal) = match plain.len() {
        9 => (padded.as_str(), false, true),
        10 => (plain.as_str(), true, true),
        12 if plain.starts_with("16") => (&plain[2..], true, false),
        12 if ["18", "19", "20"].iter().any(|century| plain.starts_with(century)) => (&plain[2..], false, true),
        _ => return None,
    };
    let digits = digits_of(body)?;
    if !luhn(&digits) || digits.iter().all(|d| *d == 0) {
        return None;
    }
    if digits[2] < 2 {
        return personal.then(|| Reading::Person { digits: body.to_owned() });
    }
    legal.then(|| business("se", format!("{}-{}", &body[..6], &body[6..])))?
}

pub fn swedish_hyphenated(text: &str) -> Option<Reading> {
    (text.len() == 11 && text.as_bytes()[6] == b'-').then(|| swedish(text))?
}

/// Whether ten digits `yymmddnnnn` have a possible month and day (co-ordination numbers have 60 added to the day).
pub fn swedish_date(digits: &[u32]) -> bool {
    let [year, month, day] = [0, 2, 4].map(|at| digits[at] * 10 + digits[at + 1]);
    is_day(day, month, year) || day > 60 && is_day(day - 60, month, year)
}

/// A National Insurance number, `QQ 12 34 56 C`: the letters before and after the digits are all that tells it.
pub fn british_person(groups: &Groups<'_>) -> Option<Written> {
    const NEVER: [&[u8]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let text = groups.text;
    let number = groups.numbers().find(|number| number.count() == 6 && number.is_in_pairs())?;
    let letters = text[..groups.begin()].trim_ascii_end();
    let prefix = letters.get(letters.len().checked_sub(2)?..)?;
    let before = letters.len().checked_sub(3).map(|at| letters[at]);
    let fits = prefix.iter().all(|b| b.is_ascii_uppercase() && !b"DFIQUV".contains(b)) && prefix[1] != b'O';
    let blank = usize::from(matches!(text.get(number.to), Some(b' ' | b'-')));
    let suffix = text.get(number.to + blank).filter(|b| (b'A'..=b'D').contains(b))?;
    let to = number.to + blank + 1;
    let is_alone = |b: Option<u8>| !b.is_some_and(|b| b.is_ascii_alphanumeric());
    if !fits || NEVER.contains(&prefix) || groups.begin() > letters.len() + 1 {
        return None;
    }
    let id = [prefix, number.text().as_bytes(), &[*suffix]].concat();
    (is_alone(before) && is_alone(text.get(to).copied())).then(|| Written {
        from: letters.len() - 2,
        to,
        id: String::from_utf8_lossy(&id).into_owned(),
        layout: Layout::Signed,
        trust: Trust::Right,
        is_told_elsewhere: false,
        is_unmistakable: false,
    })
}

/// A number of Companies House: eight digits, or two letters (of Scotland, Northern Ireland, partnerships, societies
/// and so on) and six digits. There is no check digit, so nothing shorter is taken for one.
pub fn british(text: &str) -> Option<Reading> {
    const PREFIXES: [&str; 23] = [
        "AC", "CE", "CS", "FC", "FE", "GE", "GS", "IC", "IP", "LP", "NC", "NF", "NI", "NL", "NO", "NP", "OC", "OE",
        "PC", "RC", "SC", "SL", "SO",
    ];
    let (prefix, rest) = text.split_at_checked(2)?;
    let lettered = PREFIXES.contains(&prefix);
    let digits = if lettered { rest } else { text };
    let whole = digits.len() == if lettered { 6 } else { 8 } && digits.bytes().all(|b| b.is_ascii_digit());
    (whole && digits.bytes().any(|b| b != b'0')).then(|| business("gb", text.to_owned()))?
}
