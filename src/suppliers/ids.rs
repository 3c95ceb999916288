//! Business ids: recognised forms, check digits, canonical spelling.
//!
//! Algorithms: Finnish Y-tunnus (weights 7 9 10 5 8 4 2, mod 11), Swedish organisationsnummer (Luhn), Norwegian
//! organisasjonsnummer and Danish CVR (mod 11), Estonian registrikood (two weight rows, mod 11); VAT numbers of
//! other EU countries by prefix and length.

/// A business id in its canonical spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessId {
    /// `fi`, `se`, `no`, `dk`, `ee`, or `vat` for a VAT number whose check is not known here.
    pub scheme: &'static str,
    pub value: String,
}

impl BusinessId {
    /// The key of the supplier that has this id, such as `fi:0211675-2`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.scheme, self.value)
    }

    /// ISO country of the register, when the id tells it.
    pub fn country(&self) -> Option<&str> {
        match self.scheme {
            "fi" => Some("FI"),
            "se" => Some("SE"),
            "no" => Some("NO"),
            "dk" => Some("DK"),
            "ee" => Some("EE"),
            _ => match self.value.get(..2) {
                Some("EL") => Some("GR"),
                Some("XI") => Some("GB"),
                prefix => prefix,
            },
        }
    }
}

/// What the text of an id column is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    Business(BusinessId),
    /// An id of a natural person; its digits must not be written anywhere.
    Person {
        digits: String,
    },
    /// No id that passes its check.
    Invalid,
}

/// Reads an id as the registers of `country` (ISO code of the buyer or, when known, of the supplier) write it.
pub fn read(text: &str, country: &str) -> Reading {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '.')
        .map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c.to_ascii_uppercase() })
        .collect();
    // A float's decimal part was a point, dropped above together with grouping points; undo it on the original.
    let compact = match text.trim().strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|b| b.is_ascii_digit()) => whole.to_owned(),
        _ => compact,
    };
    if finnish_person(&compact) {
        return Reading::Person { digits: compact };
    }
    let national: &[fn(&str) -> Option<Reading>] = match country {
        "FI" => &[finnish, swedish_hyphenated],
        "SE" => &[swedish, finnish_hyphenated],
        "NO" => &[norwegian],
        "DK" => &[danish],
        "EE" => &[estonian],
        _ => &[],
    };
    let readers = national.iter().chain([&(vat as fn(&str) -> Option<Reading>)]);
    readers.into_iter().find_map(|read| read(&compact)).unwrap_or(Reading::Invalid)
}

fn business(scheme: &'static str, value: String) -> Option<Reading> {
    Some(Reading::Business(BusinessId { scheme, value }))
}

fn digits_of(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// `1234567-1`, also without hyphen, with a leading zero lost, or in the old six-digit form.
fn finnish(text: &str) -> Option<Reading> {
    let plain = match text.split_once('-') {
        Some((body, check)) if check.len() == 1 && (6..=7).contains(&body.len()) => {
            format!("{body}{check}")
        }
        Some(_) => return None,
        None => text.to_owned(),
    };
    if !(7..=8).contains(&plain.len()) {
        return None;
    }
    let padded = format!("{plain:0>8}");
    let digits = digits_of(&padded)?;
    let check = match weighted(&digits[..7], &[7, 9, 10, 5, 8, 4, 2]) % 11 {
        0 => 0,
        1 => return None, // never issued
        rest => 11 - rest,
    };
    (check == digits[7]).then(|| business("fi", format!("{}-{}", &padded[..7], check)))?
}

fn finnish_hyphenated(text: &str) -> Option<Reading> {
    text.contains('-').then(|| finnish(text))?
}

/// A Finnish personal identity code `ddmmyyCnnnz`.
pub fn finnish_person(text: &str) -> bool {
    const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
    let b = text.as_bytes();
    if b.len() != 11 || !b[6].is_ascii() || !matches!(b[6], b'+' | b'-' | b'U'..=b'Y' | b'A'..=b'F') {
        return false;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let (Some(day), Some(month), Some(first), Some(serial)) = (number(0, 2), number(2, 4), number(0, 6), number(7, 10))
    else {
        return false;
    };
    (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && serial >= 2
        && CHECK[((first * 1000 + serial) % 31) as usize] == b[10]
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(i, d)| if i % 2 == 1 { d * 2 / 10 + d * 2 % 10 } else { *d }).sum();
    sum.is_multiple_of(10)
}

/// `556036-0793`, ten or twelve digits, with or without hyphen; a person's number is told apart.
fn swedish(text: &str) -> Option<Reading> {
    let text = text.strip_prefix("SE").filter(|rest| rest.len() == 12).map_or(text, |rest| &rest[..10]);
    let plain: String = text.chars().filter(|c| !matches!(c, '-' | '+')).collect();
    let body = match plain.len() {
        10 => plain.as_str(),
        12 if ["16", "18", "19", "20"].iter().any(|century| plain.starts_with(century)) => &plain[2..],
        _ => return None,
    };
    let digits = digits_of(body)?;
    if !luhn(&digits) || digits.iter().all(|d| *d == 0) {
        return None;
    }
    if swedish_person(&digits) {
        return Some(Reading::Person { digits: body.to_owned() });
    }
    (digits[2] >= 2).then(|| business("se", format!("{}-{}", &body[..6], &body[6..])))?
}

fn swedish_hyphenated(text: &str) -> Option<Reading> {
    (text.len() == 11 && text.as_bytes()[6] == b'-').then(|| swedish(text))?
}

/// Ten digits `yymmddnnnn` with a possible month and day (co-ordination numbers have 60 added to the day).
pub fn swedish_person(digits: &[u32]) -> bool {
    let month = digits[2] * 10 + digits[3];
    let day = digits[4] * 10 + digits[5];
    (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day)) && luhn(digits)
}

fn norwegian(text: &str) -> Option<Reading> {
    let plain = text.strip_prefix("NO").unwrap_or(text).trim_end_matches("MVA");
    let digits = digits_of(plain).filter(|d| d.len() == 9)?;
    weighted(&digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11).then(|| business("no", plain.to_owned()))?
}

fn danish(text: &str) -> Option<Reading> {
    let plain = text.strip_prefix("DK").unwrap_or(text);
    let digits = digits_of(plain).filter(|d| d.len() == 8 && d[0] != 0)?;
    weighted(&digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11).then(|| business("dk", plain.to_owned()))?
}

fn estonian(text: &str) -> Option<Reading> {
    let digits = digits_of(text).filter(|d| d.len() == 8 && matches!(d[0], 1 | 7 | 8 | 9))?;
    let check = match weighted(&digits[..7], &[1, 2, 3, 4, 5, 6, 7]) % 11 {
        10 => weighted(&digits[..7], &[3, 4, 5, 6, 7, 8, 9]) % 11 % 10,
        rest => rest,
    };
    (check == digits[7]).then(|| business("ee", text.to_owned()))?
}

/// A VAT number by its country prefix. Finnish, Swedish, Norwegian and Danish ones become national ids.
fn vat(text: &str) -> Option<Reading> {
    let (prefix, rest) = text.split_at_checked(2)?;
    match prefix {
        "FI" => return (rest.len() == 8).then(|| finnish(rest))?,
        "SE" => return swedish(text),
        "NO" => return norwegian(text),
        "DK" => return danish(text),
        _ => {}
    }
    const LENGTHS: [(&str, usize, usize); 26] = [
        ("AT", 9, 9),
        ("BE", 10, 10),
        ("BG", 9, 10),
        ("CY", 9, 9),
        ("CZ", 8, 10),
        ("DE", 9, 9),
        ("EE", 9, 9),
        ("EL", 9, 9),
        ("ES", 9, 9),
        ("FR", 11, 11),
        ("GB", 9, 12),
        ("HR", 11, 11),
        ("HU", 8, 8),
        ("IE", 8, 9),
        ("IT", 11, 11),
        ("LT", 9, 12),
        ("LU", 8, 8),
        ("LV", 11, 11),
        ("MT", 8, 8),
        ("NL", 12, 12),
        ("PL", 10, 10),
        ("PT", 9, 9),
        ("RO", 2, 10),
        ("SI", 8, 8),
        ("SK", 10, 10),
        ("XI", 9, 12),
    ];
    let &(_, min, max) = LENGTHS.iter().find(|(p, ..)| *p == prefix)?;
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let plausible =
        (min..=max).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_alphanumeric()) && digits * 2 > rest.len();
    plausible.then(|| business("vat", text.to_owned()))?
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
        valid("DE123456789", "FI", "vat:DE123456789");
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
        for text in ["850101-0014", "8501010014", "198501010014", "850161-0011"] {
            assert!(matches!(read(text, "SE"), Reading::Person { .. }), "{text}");
        }
    }
}
