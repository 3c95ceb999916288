//! Amounts as people write them, to whole cents.
//!
//! A column has one decimal mark, decided on all its values; a text alone can be ambiguous (`1,234`),
//! so scanning a text and reading it under a mark are two steps.

use serde::{Deserialize, Serialize};

/// The character between whole units and cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    #[serde(rename = ".")]
    Point,
    #[serde(rename = ",")]
    Comma,
}

impl DecimalMark {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Point => ".",
            Self::Comma => ",",
        }
    }
}

/// What one text says about the decimal mark of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// No mark, or marks that only ever mean one thing: `1234`, `1 234`.
    None,
    /// Can only be read with this mark: `12,5`, `1.234,50`, `1.234.567`.
    Only(DecimalMark),
    /// Readable both ways: `1,234`.
    Either,
}

/// An amount in cents, and whether digits beyond the second decimal were rounded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub cents: i64,
    pub rounded: bool,
}

/// The digits and marks of an amount text.
#[derive(Clone, Debug)]
pub struct Scanned {
    negative: bool,
    digits: [u8; MAX_DIGITS],
    len: usize,
    /// Number of digits before each mark, in order; `true` for a comma.
    marks: [(u8, bool); MAX_MARKS],
    marks_len: usize,
    spaced: bool,
    /// The sign or code of a currency beside the digits.
    currency: Option<&'static str>,
}

const MAX_DIGITS: usize = 28;
const MAX_MARKS: usize = 8;

/// Takes an amount text apart. `None` when it is no amount at all.
///
/// Understood: blanks, no-break and thin spaces and apostrophes as thousands marks; leading or trailing minus,
/// U+2212 and dashes, parentheses, leading plus; currency signs and codes before or after.
pub fn scan(text: &str) -> Option<Scanned> {
    let mut negative = false;
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    // A word is no currency: texts of all kinds are asked whether they are amounts, and most end here.
    if !plain && text.chars().take(4).filter(|c| c.is_alphabetic()).count() == 4 {
        return None;
    }
    let mut currency = None;
    let text = if plain { text } else { bare(text, &mut negative, &mut currency) };
    let mut scanned = Scanned {
        negative,
        digits: [0; MAX_DIGITS],
        len: 0,
        marks: [(0, false); MAX_MARKS],
        marks_len: 0,
        spaced: false,
        currency,
    };
    for c in text.chars() {
        match c {
            '0'..='9' => {
                *scanned.digits.get_mut(scanned.len)? = c as u8 - b'0';
                scanned.len += 1;
            }
            '.' | ',' => {
                *scanned.marks.get_mut(scanned.marks_len)? = (scanned.len as u8, c == ',');
                scanned.marks_len += 1;
            }
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' if scanned.len > 0 => {
                scanned.spaced = true;
            }
            _ => return None,
        }
    }
    (scanned.len > 0).then_some(scanned)
}

/// Whole digits, one mark and two digits, as nearly all exports write amounts: the mark that it can only be read with,
/// and the cents; a shorter way to what [`scan`] finds of them too.
pub fn common(text: &str) -> Option<(DecimalMark, i64)> {
    let (digits, negative) = match text.as_bytes() {
        [b'-', digits @ ..] => (digits, true),
        digits => (digits, false),
    };
    let [whole @ .., mark, tens, ones] = digits else { return None };
    if whole.is_empty() || whole.len() > 15 {
        return None;
    }
    let mark = match mark {
        b',' => DecimalMark::Comma,
        b'.' => DecimalMark::Point,
        _ => return None,
    };
    let mut cents = 0;
    for digit in whole.iter().chain([tens, ones]) {
        if !digit.is_ascii_digit() {
            return None;
        }
        cents = 10 * cents + i64::from(digit - b'0');
    }
    Some((mark, if negative { -cents } else { cents }))
}

/// Whether a text can be read as an amount.
pub fn is_amount(text: &str) -> bool {
    !is_surely_none(text) && (common(text).is_some() || scan(text).is_some())
}

/// A quick look at what is no amount: texts of all kinds are asked, and most begin with a word longer than any currency,
/// or have figures at both ends and other signs than marks between, as ids have.
pub fn is_surely_none(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |b: &u8| matches!(b, b'0'..=b'9' | b'.' | b',' | b' ' | b'\'' | 0x80..);
    match bytes {
        [b'0'..=b'9', between @ .., b'0'..=b'9'] => !between.iter().all(is_mark),
        _ => begins_a_word(bytes),
    }
}

/// Four letters, the first of them in ASCII, as "Höyl" and "Tähti" begin.
fn begins_a_word(bytes: &[u8]) -> bool {
    let [first, rest @ ..] = bytes else { return false };
    let mut letters = 0;
    let mut rest = rest.iter();
    while letters < 3 {
        letters += match rest.next() {
            Some(b) if b.is_ascii_alphabetic() => 1,
            Some(0xc3..=0xc5) => usize::from(rest.next().is_some()), // a letter of Latin-1 or Latin Extended-A
            _ => return false,
        };
    }
    first.is_ascii_alphabetic()
}

/// The text without blanks, sign, currency and parentheses around it.
fn bare<'t>(text: &'t str, negative: &mut bool, currency: &mut Option<&'static str>) -> &'t str {
    let digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    if digit(text.as_bytes().first()) && digit(text.as_bytes().last()) {
        return text;
    }
    let mut text = text.trim();
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        *negative = true;
        text = inner.trim();
    }
    // A sign may stand before or after the currency.
    for _ in 0..2 {
        let (rest, minus) = strip_sign(text);
        *negative |= minus;
        text = strip_currency(rest, currency);
    }
    text
}

fn strip_sign(text: &str) -> (&str, bool) {
    const MINUS: [char; 4] = ['-', '\u{2212}', '\u{2013}', '\u{2010}'];
    if let Some(rest) = text.strip_prefix(MINUS).or_else(|| text.strip_suffix(MINUS)) {
        return (rest.trim(), true);
    }
    (text.strip_prefix('+').unwrap_or(text).trim(), false)
}

fn strip_currency<'t>(text: &'t str, found: &mut Option<&'static str>) -> &'t str {
    // The common case, plain digits at both ends, costs two byte looks.
    let bytes = text.as_bytes();
    let plain = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_digit());
    if plain(bytes.first()) && plain(bytes.last()) {
        return text;
    }
    // Longer signs come before those that they hold.
    const CURRENCIES: [&str; 46] = [
        "€", "£", "US$", "CA$", "AU$", "NZ$", "C$", "A$", "$", "kr.", "kr", "Kr", ":-", "EUR", "SEK", "GBP", "NOK",
        "DKK", "ISK", "CZK", "Kč", "USD", "CAD", "CHF", "PLN", "zł", "AUD", "NZD", "HUF", "Ft", "RON", "lei", "BGN",
        "лв.", "лв", "JPY", "¥", "RUB", "₽", "UAH", "₴", "TRY", "₺", "HRK", "eur", "Fr.",
    ];
    for currency in CURRENCIES {
        if let Some(rest) = text.strip_prefix(currency).or_else(|| text.strip_suffix(currency)) {
            *found = Some(currency);
            return rest.trim();
        }
    }
    text
}

impl Scanned {
    fn marks(&self) -> &[(u8, bool)] {
        &self.marks[..self.marks_len]
    }

    /// The sign or code of a currency beside the digits, as it is written.
    pub fn currency(&self) -> Option<&'static str> {
        self.currency
    }

    /// The last two digits stand after a mark and are not both zero.
    pub fn shows_cents(&self) -> bool {
        let after = self.marks().last().map_or(0, |(before, _)| self.len - usize::from(*before));
        (1..=2).contains(&after) && self.digits[self.len - after..self.len].iter().any(|d| *d != 0)
    }

    /// What this text alone says of its column's decimal mark.
    pub fn evidence(&self) -> Evidence {
        let mark = |comma: bool| {
            if comma { DecimalMark::Comma } else { DecimalMark::Point }
        };
        match self.marks() {
            [] => Evidence::None,
            [(before, comma)] => {
                let before = usize::from(*before);
                let thousands_like =
                    self.len - before == 3 && (1..=3).contains(&before) && self.digits[0] != 0 && !self.spaced;
                if thousands_like { Evidence::Either } else { Evidence::Only(mark(*comma)) }
            }
            [first @ .., (_, last)] => {
                if first.iter().all(|(_, comma)| comma == last) {
                    Evidence::Only(mark(!last)) // one mark repeated can only part thousands
                } else {
                    Evidence::Only(mark(*last))
                }
            }
        }
    }

    /// The amount under a decimal mark; `None` when the text cannot be read with it or exceeds 18 digits.
    pub fn read(&self, decimal: DecimalMark) -> Option<Amount> {
        self.read_times(decimal, 0)
    }

    /// The same with the decimal mark so many places further to the right, as amounts in thousands have it.
    pub fn read_times(&self, decimal: DecimalMark, zeros: usize) -> Option<Amount> {
        let is_decimal = |comma: bool| comma == (decimal == DecimalMark::Comma);
        let mut whole = self.len;
        for (i, &(before, comma)) in self.marks().iter().enumerate() {
            if is_decimal(comma) {
                if i + 1 != self.marks_len {
                    return None;
                }
                whole = usize::from(before);
            }
        }
        // Thousands marks stand before groups of three.
        for &(before, comma) in self.marks() {
            if !is_decimal(comma) {
                let after = whole.checked_sub(usize::from(before))?;
                if before == 0 || after == 0 || after % 3 != 0 {
                    return None;
                }
            }
        }
        let whole = whole + zeros;
        let mut cents: i64 = 0;
        let digit = |i: usize| i64::from(if i < self.len { self.digits[i] } else { 0 });
        for i in 0..whole + 2 {
            cents = cents.checked_mul(10)?.checked_add(digit(i))?;
        }
        let rest = &self.digits[(whole + 2).min(self.len)..self.len];
        if rest.first().is_some_and(|&d| d >= 5) {
            cents = cents.checked_add(1)?; // half away from zero
        }
        let rounded = rest.iter().any(|&d| d != 0);
        if cents > MAX_CENTS {
            return None;
        }
        Some(Amount { cents: if self.negative { -cents } else { cents }, rounded })
    }
}

/// The largest amount that `DECIMAL(18,2)` holds.
pub const MAX_CENTS: i64 = 999_999_999_999_999_999;

/// A spreadsheet's number to cents, through its shortest decimal form, so that 1.005 is what the cell shows.
pub fn from_number(value: f64) -> Option<Amount> {
    from_number_times(value, 0)
}

/// The same with the decimal mark so many places further to the right.
pub fn from_number_times(value: f64, zeros: usize) -> Option<Amount> {
    if !value.is_finite() || value.abs() >= 1e16 {
        return None;
    }
    if value.abs() < 1e-9 || zeros == 0 && value.abs() < 0.005 {
        return Some(Amount { cents: 0, rounded: value != 0.0 });
    }
    scan(&format!("{value}"))?.read_times(DecimalMark::Point, zeros)
}

/// Cents as a plain decimal text, `-1234.50`.
pub fn format_cents(cents: i128) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, decimal: DecimalMark, cents: impl Into<Option<i64>>) {
        let read = scan(text).and_then(|s| s.read(decimal)).map(|a| a.cents);
        assert_eq!(read, cents.into(), "{text}");
    }

    #[test]
    fn reads_every_way_of_writing() {
        use DecimalMark::{Comma, Point};
        check("3270,50", Comma, 327_050);
        check("-1302,03", Comma, -130_203);
        check("1 234,50", Comma, 123_450);
        check("1\u{a0}234,50", Comma, 123_450);
        check("1\u{2009}234,50", Comma, 123_450);
        check("1.234,50", Comma, 123_450);
        check("1,234.50", Point, 123_450);
        check("1.234.567", Comma, 123_456_700);
        check("\u{2212}5", Comma, -500);
        check("(12,00)", Comma, -1_200);
        check("12,00-", Comma, -1_200);
        check("£ 1,616.23 ", Point, 161_623);
        check("-€5.5", Point, -550);
        check("5 kr", Comma, 500);
        check(".5", Point, 50);
        check("0", Point, 0);
        check("163.455", Point, 16_346);
        check("-163.455", Point, -16_346);
    }

    #[test]
    fn refuses_what_is_no_amount() {
        use DecimalMark::{Comma, Point};
        for text in ["", "-", "abc", "1a", "#REF!", "12.13.2", "1e5", "--5-5"] {
            check(text, Point, None);
        }
        check("1,23,456", Point, None);
        check("1.234,50", Point, None);
        check("1,234.50", Comma, None);
        check("99999999999999999999", Point, None);
    }

    #[test]
    fn thousands_keep_their_decimals() {
        let read = |text: &str, mark| scan(text).and_then(|s| s.read_times(mark, 3)).map(|a| (a.cents, a.rounded));
        assert_eq!(read("148,75", DecimalMark::Comma), Some((14_875_000, false)));
        assert_eq!(read("-0,1234567", DecimalMark::Comma), Some((-12_346, true)));
        assert_eq!(read("1.234,5", DecimalMark::Comma), Some((123_450_000, false)));
        assert_eq!(read("27", DecimalMark::Point), Some((2_700_000, false)));
    }

    #[test]
    fn evidence_of_a_text() {
        let of = |t: &str| scan(t).map(|s| s.evidence());
        assert_eq!(of("1234"), Some(Evidence::None));
        assert_eq!(of("1,234"), Some(Evidence::Either));
        assert_eq!(of("1.234"), Some(Evidence::Either));
        assert_eq!(of("0,125"), Some(Evidence::Only(DecimalMark::Comma)));
        assert_eq!(of("12,5"), Some(Evidence::Only(DecimalMark::Comma)));
        assert_eq!(of("1,234,567"), Some(Evidence::Only(DecimalMark::Point)));
        assert_eq!(of("1.234,50"), Some(Evidence::Only(DecimalMark::Comma)));
    }

    #[test]
    fn numbers_of_cells() {
        assert_eq!(from_number(1.005).map(|a| a.cents), Some(101));
        assert_eq!(from_number(-2_499_905.13).map(|a| a.cents), Some(-249_990_513));
        assert_eq!(from_number(f64::NAN), None);
        assert_eq!(from_number_times(148.75, 3).map(|a| a.cents), Some(14_875_000));
        assert_eq!(from_number_times(0.0015, 3).map(|a| a.cents), Some(150));
        assert_eq!(format_cents(-5), "-0.05");
    }
}
