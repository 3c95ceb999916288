//! Estimated values as calendars write them: an amount, a span, a limit, or a class in words.

use serde::{Deserialize, Serialize};

use super::json;
use vire_base::amount::{self, DecimalMark, Evidence, MAX_CENTS};
use vire_ingest::read::Cell;

/// An estimated value. Limits in cents, equal when one amount was given; a class or what could not be read as text only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    #[serde(rename = "value_low", with = "json::cents")]
    pub low: Option<i64>,
    #[serde(rename = "value_high", with = "json::cents")]
    pub high: Option<i64>,
    /// As it was written; empty when nothing was.
    #[serde(rename = "value_text")]
    pub text: String,
}

impl Estimate {
    pub fn is_known(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// From two columns, of the least and the greatest value.
    pub fn between(low: Self, high: Self) -> Self {
        if high.text.is_empty() {
            return low;
        }
        let text = if low.text.is_empty() { high.text.clone() } else { format!("{}\u{2013}{}", low.text, high.text) };
        Self { low: low.low.or(low.high), high: high.high.or(high.low), text }
    }
}

/// Reads an estimate; `header` may say that the column is in thousands or millions.
pub fn read(cell: &Cell<'_>, header: &str) -> Estimate {
    let text = cell.to_text();
    let factor = header_factor(header);
    let limits = match cell {
        Cell::Number(n) => amount::from_number(*n).and_then(|a| times(a.cents, factor)).map(|c| (Some(c), Some(c))),
        _ => limits(&text, factor),
    };
    let (low, high) = limits.filter(|(low, high)| low.unwrap_or(0) >= 0 && high.unwrap_or(0) >= 0).unwrap_or_default();
    Estimate { low, high, text }
}

fn times(cents: i64, factor: i64) -> Option<i64> {
    cents.checked_mul(factor).filter(|c| c.abs() <= MAX_CENTS)
}

fn header_factor(header: &str) -> i64 {
    let header = header.to_lowercase();
    header.split(|c: char| !(c.is_alphanumeric() || c == '€')).map(|w| factor(w).unwrap_or(1)).max().unwrap_or(1)
}

fn factor(word: &str) -> Option<i64> {
    match word {
        "t€" | "te" | "teur" | "k€" | "ke" | "keur" | "k" | "tkr" | "tsek" | "tuhat" | "tuhatta" | "tusen"
        | "thousand" | "1000" => Some(1_000),
        "m€" | "me" | "meur" | "milj" | "milj€" | "miljoona" | "miljoonaa" | "miljoner" | "miljon" | "million"
        | "mn" | "mkr" | "msek" | "mnkr" | "m" => Some(1_000_000),
        _ => None,
    }
}

const AT_MOST: [&str; 12] =
    ["<", "≤", "alle", "enintään", "max", "korkeintaan", "under", "högst", "below", "less", "than", "most"];
const AT_LEAST: [&str; 11] = [">", "≥", "yli", "vähintään", "min", "över", "minst", "over", "above", "more", "least"];
const PLAIN: [&str; 25] = [
    "€", "eur", "euroa", "euro", "euros", "kr", "sek", "kronor", "nok", "dkk", "gbp", "£", "noin", "n", "ca", "cirka",
    "approx", "about", "arvio", "alv", "moms", "vat", "excl", "exkl", "at",
];

/// Limits that a text gives; `None` when any of its words could change what they mean, such as "a year".
fn limits(text: &str, header_factor: i64) -> Option<(Option<i64>, Option<i64>)> {
    let mut numbers: Vec<(String, Option<i64>)> = Vec::new();
    let (mut most, mut least) = (false, false);
    let text = text.to_lowercase().replace("alv 0", "alv").replace("moms 0", "moms");
    let text = text.replace(['(', ')', ';', '%', '~', ':'], " ");
    for word in pieces(&text) {
        match word.as_str() {
            w if w.starts_with(|c: char| c.is_ascii_digit()) => numbers.push((word, None)),
            "-" => {}
            w if AT_MOST.contains(&w) => most = true,
            w if AT_LEAST.contains(&w) => least = true,
            w if PLAIN.contains(&w) => {}
            w => numbers.last_mut()?.1 = Some(factor(w)?),
        }
    }
    // "1-2 M€": the factor is of both.
    let last = numbers.last()?.1;
    let mut amounts = numbers.iter().map(|(digits, own)| {
        let factor = own.or(last).unwrap_or(header_factor);
        let scanned = amount::scan(digits)?;
        let mark = match scanned.evidence() {
            Evidence::None => DecimalMark::Point,
            Evidence::Only(mark) => mark,
            // Nobody estimates in thousandths of a euro, but 1.250 millions is a thing to say.
            Evidence::Either => match (digits.contains(','), factor >= 1_000_000) {
                (true, true) | (false, false) => DecimalMark::Comma,
                _ => DecimalMark::Point,
            },
        };
        times(scanned.read(mark)?.cents, factor)
    });
    let (first, second) = (amounts.next()??, amounts.next());
    match (second, amounts.next(), most, least) {
        (None, None, true, false) => Some((None, Some(first))),
        (None, None, false, true) => Some((Some(first), None)),
        (None, None, false, false) => Some((Some(first), Some(first))),
        (Some(second), None, false, false) => {
            Some((Some(first), second)).filter(|(low, high)| high.is_some() && low <= high)
        }
        _ => None,
    }
}

/// Numbers with their inner marks and blanks, words, dashes and signs; points after words are dropped.
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for (i, c) in chars.iter().enumerate() {
        let in_number = open && pieces.last().is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit()));
        match c {
            '0'..='9' if in_number => pieces.last_mut().into_iter().for_each(|p| p.push(*c)),
            // Blanks part thousands only where three digits follow.
            ' ' | '\u{a0}' | '\u{202f}' | '\'' if in_number && (1..=3).all(|n| digit(i + n)) && !digit(i + 4) => {}
            '.' | ',' if in_number && digit(i + 1) => pieces.last_mut().into_iter().for_each(|p| p.push(*c)),
            '0'..='9' => {
                pieces.push(c.to_string());
                open = true;
            }
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                pieces.push("-".to_owned());
                open = false;
            }
            c if c.is_alphabetic() || *c == '€' => {
                // "t€" and "M€" are words; "€" alone is one too.
                if open && !in_number {
                    pieces.last_mut().into_iter().for_each(|p| p.push(*c));
                } else {
                    pieces.push(c.to_string());
                    open = true;
                }
            }
            '<' | '>' | '≤' | '≥' | '£' | '/' | '+' => {
                pieces.push(c.to_string());
                open = false;
            }
            _ => open = false,
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, header: &str, low: impl Into<Option<i64>>, high: impl Into<Option<i64>>) {
        let read = read(&Cell::Text(text), header);
        assert_eq!((read.low, read.high), (low.into(), high.into()), "{text}");
        assert_eq!(read.text, text);
    }

    #[test]
    fn amounts_spans_and_limits() {
        check("150 000 €", "Arvo", 15_000_000, 15_000_000);
        check("150.000", "Arvo", 15_000_000, 15_000_000);
        check("150,000 EUR", "Value", 15_000_000, 15_000_000);
        check("noin 1,2 milj. €", "Arvo", 120_000_000, 120_000_000);
        check("1.250 M€", "Arvo", 125_000_000, 125_000_000);
        check("60 000\u{2013}150 000 €", "Arvo", 6_000_000, 15_000_000);
        check("1-2 M€", "Arvo", 100_000_000, 200_000_000);
        check("0,5\u{2013}1,5 milj. euroa", "Arvo", 50_000_000, 150_000_000);
        check("alle 60 000 € (alv 0 %)", "Arvo", None, 6_000_000);
        check("> 500 t€", "Arvo", 50_000_000, None);
        check("över 2 mkr", "Värde", 200_000_000, None);
        check("250", "Arvo (t€)", 25_000_000, 25_000_000);
        check("3,5", "Arvo M€", 350_000_000, 350_000_000);
    }

    #[test]
    fn what_is_no_plain_amount_stays_text() {
        for text in ["EU-kynnysarvon ylittävä", "50 000 € / vuosi", "50 000 €/v", "avoin", "", "5 x 10 000", "100-50"]
        {
            check(text, "Arvo", None, None);
        }
        let number = read(&Cell::Number(1500.5), "Arvo");
        assert_eq!((number.low, number.high), (Some(150_050), Some(150_050)));
    }
}
