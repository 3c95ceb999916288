//! Industry codes as statistics write them.

use vire_ingest::read::Cell;

/// What stands in the cell of an industry.
#[derive(Debug, PartialEq, Eq)]
pub enum Industry {
    /// Two to five digits; "00" for an industry that is not known.
    Code(String),
    /// A section, a range of divisions, or a total: its firms stand in other rows too.
    Sum,
}

const TOTALS: [&str; 11] =
    ["total", "totalt", "yhteensä", "samtliga", "alla", "kaikki", "all", "hela", "i alt", "alle", "sss"];

/// Reads a code such as "41200", "41.20", "F41" or "41 Talonrakentaminen"; none where the text has none.
pub fn read(cell: &Cell<'_>) -> Option<Industry> {
    let text = cell.to_text();
    let text = text.trim();
    let code = without_section(text);
    let digits = code.chars().take_while(|c| c.is_ascii_digit() || *c == '.');
    let written: String = digits.collect();
    let rest = code[written.len()..].trim_start();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return is_sum(text).then_some(Industry::Sum);
    }
    let is_range = rest.starts_with(['-', '\u{2013}', '+', ',']) && rest[1..].contains(|c: char| c.is_ascii_digit());
    match digits.len() {
        _ if is_range => Some(Industry::Sum),
        2..=5 if digits.bytes().all(|b| b == b'0') || digits.starts_with("00") => Some(Industry::Code("00".to_owned())),
        2..=5 => Some(Industry::Code(digits)),
        _ => None,
    }
}

/// A section's letter before the digits says nothing that they do not.
fn without_section(text: &str) -> &str {
    let rest = text.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(text);
    let rest = rest.trim_start();
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest } else { text }
}

/// A section such as "F" or "F Rakentaminen", sections such as "A-X", or the word for all of them.
fn is_sum(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_word = TOTALS.iter().any(|total| lower == *total || lower.ends_with(&format!(" {total}")))
        || TOTALS.iter().any(|total| lower.starts_with(&format!("{total} ")));
    let mut letters = text.chars();
    let is_letter = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    is_word || (is_letter && letters.next().is_none_or(|c| !c.is_alphanumeric()))
}

/// A code that has lost the zero it begins with, of codes of which none begins with one: it is one digit shorter than the
/// longest, and `is_code` knows it with a zero.
pub fn without_zero<'c>(
    codes: impl Iterator<Item = &'c str> + Clone,
    is_code: impl Fn(&str) -> bool,
) -> Option<&'c str> {
    let known = codes.filter(|code| *code != "00");
    let longest = known.clone().map(str::len).max()?;
    if known.clone().any(|code| code.starts_with('0')) {
        return None;
    }
    let is_short = |code: &&str| code.len() + 1 == longest && is_code(&format!("0{code}"));
    known.clone().find(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, code: Option<&str>) {
        assert_eq!(read(&Cell::Text(text)), code.map(|code| Industry::Code(code.to_owned())), "{text}");
    }

    #[test]
    fn codes() {
        check("41200", Some("41200"));
        check("41.20", Some("4120"));
        check("F41", Some("41"));
        check("F 41", Some("41"));
        check("41 Talonrakentaminen", Some("41"));
        check("412 - Asuin- ja muiden rakennusten rakentaminen", Some("412"));
        check("01110", Some("01110"));
        check("00000", Some("00"));
        check("1", None);
        check("123456", None);
        check("", None);
        check("Rakentaminen", None);
        assert_eq!(read(&Cell::Number(41200.0)), Some(Industry::Code("41200".to_owned())));
    }

    #[test]
    fn sums() {
        for text in [
            "F",
            "F Rakentaminen",
            "A-X",
            "C 10-33",
            "10-33 Teollisuus",
            "Yhteensä",
            "Toimialat yhteensä",
            "SSS",
            "Total",
        ] {
            assert_eq!(read(&Cell::Text(text)), Some(Industry::Sum), "{text}");
        }
    }

    #[test]
    fn a_lost_zero_is_seen() {
        let is_code = |code: &str| code.starts_with("01") || code.starts_with("02");
        let find = |codes: &[&'static str]| without_zero(codes.iter().copied(), is_code);
        assert_eq!(find(&["41200", "1110"]), Some("1110"), "01110 or 11.10");
        assert_eq!(find(&["41200", "01110", "1110"]), None, "one has kept its zero");
        assert_eq!(find(&["41200", "4120"]), None, "04120 is no code");
        assert_eq!(find(&["41200", "00"]), None);
    }
}
