//! Rates of exchange to the buyer's currency, from files that the user has.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use vire_base::code::Code;

/// An exact ratio: an amount of the other currency times `numerator`, divided by `denominator`, is one of the buyer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub numerator: i128,
    pub denominator: i128,
    /// The last day that it may be used for, in days since 1970-01-01.
    pub until: i32,
}

impl Rate {
    /// Converts cents, rounding half away from zero; `None` beyond 18 digits.
    pub fn convert(&self, cents: i64) -> Option<i64> {
        let doubled = i128::from(cents.unsigned_abs()).checked_mul(self.numerator)?.checked_mul(2)?;
        let rounded = doubled.checked_add(self.denominator)? / self.denominator.checked_mul(2)?;
        let rounded = i64::try_from(rounded).ok().filter(|c| *c <= vire_base::amount::MAX_CENTS)?;
        Some(if cents < 0 { -rounded } else { rounded })
    }
}

/// What a rate file's rows say of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// First and last day of what it tells of.
    pub span: (i32, i32),
    pub value: Decimal,
}

/// A positive decimal number: `digits` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    pub digits: i128,
    pub scale: u32,
}

impl Decimal {
    /// Reads a rate. One mark is the decimal mark; with both marks, or blanks, the others part thousands.
    pub fn read(text: &str) -> Option<Self> {
        let point = text.rfind(['.', ',']);
        let mut decimal = Self { digits: 0, scale: 0 };
        let mut count = 0;
        for (at, c) in text.trim().char_indices() {
            match c {
                '0'..='9' => {
                    decimal.digits = 10 * decimal.digits + i128::from(c as u8 - b'0');
                    decimal.scale += u32::from(point.is_some_and(|p| at > p));
                    count += 1;
                }
                '.' | ',' if Some(at) == point => {}
                '.' | ',' if Some(c) != point.and_then(|p| text[p..].chars().next()) => {}
                ' ' | '\u{a0}' | '\u{202f}' => {}
                _ => return None,
            }
        }
        (decimal.digits > 0 && count <= MAX_DIGITS).then_some(decimal)
    }

    fn power(self) -> i128 {
        10i128.pow(self.scale)
    }
}

/// Rates have some six significant digits; so many keep every product within 128 bits.
const MAX_DIGITS: usize = 15;

/// How rates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Quotation {
    /// The buyer's currency for one unit of the other.
    Direct,
    /// Units of the other currency for one unit of the buyer's.
    Indirect,
}

/// A rate file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateFile {
    pub name: String,
    pub sha256: String,
    pub quotes: usize,
}

/// All rates of a pipeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    pub files: Vec<RateFile>,
    /// Days that a day's rate may be used after it.
    pub max_days: i32,
    /// Rates by currency and first day.
    by_currency: BTreeMap<String, BTreeMap<i32, Rate>>,
}

impl Rates {
    pub fn new(max_days: i32) -> Self {
        Self { max_days, ..Self::default() }
    }

    /// The last rate on or before a day that may still be used.
    pub fn rate(&self, currency: &str, day: i32) -> Option<Rate> {
        let by_day = self.by_currency.get(currency)?;
        // A rate of a day may stand within the year or month that another rate is for.
        let near = by_day.range(day - 366 - self.max_days..=day).rev();
        near.map(|(_, rate)| *rate).find(|rate| day <= rate.until)
    }

    pub fn knows(&self, currency: &str) -> bool {
        self.by_currency.contains_key(currency)
    }

    /// Currencies with the number of their rates, and the first and last day that these begin.
    pub fn currencies(&self) -> impl Iterator<Item = (&str, usize, i32, i32)> {
        self.by_currency.iter().filter_map(|(code, by_day)| {
            Some((code.as_str(), by_day.len(), *by_day.keys().next()?, *by_day.keys().next_back()?))
        })
    }

    /// Names everything that decides a conversion.
    pub fn fingerprint(&self) -> String {
        let files: Vec<&str> = self.files.iter().map(|f| f.sha256.as_str()).collect();
        format!("{} {:?} {:?}", files.join(" "), self.max_days, self.by_currency)
    }

    /// Takes in what a table says: `units` of one side for the quote on the other.
    pub fn add(&mut self, currency: &str, quote: Quote, quotation: Quotation, units: Decimal) -> Result<(), Code> {
        let Quote { value, .. } = quote;
        let (numerator, denominator) = match quotation {
            Quotation::Direct => (value.digits * units.power(), value.power() * units.digits),
            Quotation::Indirect => (value.power() * units.digits, value.digits * units.power()),
        };
        self.insert(currency, quote.span, numerator, denominator)
    }

    /// Takes in a rate by way of a third currency, of which `own` units are one of the buyer's and `other` units one
    /// of the other currency.
    pub fn add_cross(&mut self, currency: &str, span: (i32, i32), own: Decimal, other: Decimal) -> Result<(), Code> {
        self.insert(currency, span, own.digits * other.power(), other.digits * own.power())
    }

    fn insert(&mut self, currency: &str, span: (i32, i32), numerator: i128, denominator: i128) -> Result<(), Code> {
        let until = if span.0 == span.1 { span.1 + self.max_days } else { span.1 };
        let rate = Rate { numerator, denominator, until };
        match self.by_currency.entry(currency.to_owned()).or_default().entry(span.0) {
            Entry::Vacant(entry) => drop(entry.insert(rate)),
            Entry::Occupied(before) => {
                let before = before.get();
                let same = before.numerator.checked_mul(denominator) == numerator.checked_mul(before.denominator);
                if before.until == until && !same {
                    return Err(Code::TwoRates);
                }
            }
        }
        Ok(())
    }
}

/// The ISO 4217 code that a cell means: three letters as they are, and the signs and words of common currencies.
pub fn code(text: &str) -> String {
    let text = text.trim();
    let known = match text.to_lowercase().as_str() {
        "€" | "euro" | "euros" | "euroa" => "EUR",
        "£" | "pound" | "pounds" | "punta" | "pund" => "GBP",
        "us$" => "USD",
        _ => return text.to_uppercase(),
    };
    known.to_owned()
}

/// The code of a cell's currency when it is another one than the buyer's.
pub fn foreign(text: &str, own: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case(own) {
        return None;
    }
    Some(code(text)).filter(|code| code != own)
}

/// The currency beside an amount, as it is written there, when it is another one than the buyer's; `column` is what a
/// column of currencies says. A sign that several currencies have is the buyer's or the column's, else it stays a sign.
pub fn foreign_sign(sign: &str, own: &str, column: Option<&str>) -> Option<String> {
    let codes: &[&str] = match sign {
        "$" => &["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"],
        "kr." | "kr" | "Kr" => &["SEK", "NOK", "DKK", "ISK"],
        "Kč" => &["CZK"],
        "CA$" | "C$" => &["CAD"],
        "AU$" | "A$" => &["AUD"],
        "NZ$" => &["NZD"],
        "zł" => &["PLN"],
        "Ft" => &["HUF"],
        "lei" => &["RON", "MDL"],
        "лв." | "лв" => &["BGN"],
        "¥" => &["JPY", "CNY"],
        "₽" => &["RUB"],
        "₴" => &["UAH"],
        "₺" => &["TRY"],
        "Fr." => &["CHF"],
        ":-" => return column.and_then(|text| foreign(text, own)), // no currency, but "and no cents"
        _ => &[],
    };
    let named = code(sign);
    let is = |code: &str| named == code || codes.contains(&code);
    match column.map(code).filter(|code| !code.is_empty()) {
        Some(column) if is(&column) => foreign(&column, own),
        _ if is(own) => None,
        _ => Some(if let [one] = codes { (*one).to_owned() } else { named }),
    }
}

/// Why an amount of another currency is not taken.
pub fn missing(rates: Option<&Rates>, currency: &str, own: &str, day: Option<i32>) -> (Code, String) {
    match (rates, day) {
        (None, _) => (Code::OtherCurrency, format!("is not {own}, the currency of the buyer, and no rates are given")),
        (Some(rates), _) if !rates.knows(currency) => {
            (Code::NoRate, format!("no rate of {currency} is in the rate files"))
        }
        (Some(_), None) => (Code::NoRate, format!("the line has no date, so no rate of {currency} can be chosen")),
        (Some(rates), Some(day)) => {
            let (day, most) = (vire_base::date::iso(day), rates.max_days);
            (Code::NoRate, format!("no rate of {currency} is of {day} or of the {most} days before it"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    const ONE: Decimal = Decimal { digits: 1, scale: 0 };

    #[test]
    fn rates_are_read_exactly() {
        assert_eq!(decimal("1.0871"), Decimal { digits: 10_871, scale: 4 });
        assert_eq!(decimal("11,4305"), Decimal { digits: 114_305, scale: 4 });
        assert_eq!(decimal("16 543,21"), Decimal { digits: 1_654_321, scale: 2 });
        assert_eq!(decimal("17,250.33"), Decimal { digits: 1_725_033, scale: 2 });
        for text in ["", "0", "0.000", "-1", "N/A", "1e5", "1.2.3", "1234567890123456"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }

    #[track_caller]
    fn check(quotation: Quotation, rate: &str, units: &str, cents: i64, converted: i64) {
        let mut rates = Rates::new(7);
        let quote = Quote { span: (19_000, 19_000), value: decimal(rate) };
        rates.add("XXX", quote, quotation, decimal(units)).unwrap();
        assert_eq!(rates.rate("XXX", 19_000).unwrap().convert(cents), Some(converted), "{rate} of {cents}");
    }

    #[test]
    fn amounts_are_converted_to_the_cent_half_away_from_zero() {
        check(Quotation::Direct, "0.0875", "1", 100_000, 8_750);
        // 0.05 x 0.5 is 0.025.
        check(Quotation::Direct, "0.5", "1", 5, 3);
        check(Quotation::Direct, "0.5", "1", -5, -3);
        // 1 000.00 at 11.4305 a euro is 87.485... and 100 yen at 0.6123 are 0.61 for 100.00.
        check(Quotation::Indirect, "11.4305", "1", 100_000, 8_749);
        check(Quotation::Direct, "0.6123", "100", 10_000, 61);
    }

    #[test]
    fn the_last_rate_within_the_bound_is_used() {
        let mut rates = Rates::new(4);
        for (day, value) in [(100, "2"), (103, "3")] {
            rates.add("USD", Quote { span: (day, day), value: decimal(value) }, Quotation::Direct, ONE).unwrap();
        }
        let of = |day| rates.rate("USD", day).and_then(|r| r.convert(100));
        assert_eq!([99, 100, 102, 103, 107, 108].map(of), [None, Some(200), Some(200), Some(300), Some(300), None]);
        assert_eq!(rates.rate("SEK", 100), None);
    }

    #[test]
    fn a_rate_of_a_month_is_for_that_month_alone() {
        let mut rates = Rates::new(9);
        rates.add("USD", Quote { span: (100, 130), value: decimal("2") }, Quotation::Direct, ONE).unwrap();
        rates.add("USD", Quote { span: (105, 105), value: decimal("3") }, Quotation::Direct, ONE).unwrap();
        let of = |day| rates.rate("USD", day).and_then(|r| r.convert(100));
        assert_eq!(
            [104, 105, 114, 115, 130, 131].map(of),
            [200, 300, 300, 200, 200, 0].map(|c| Some(c).filter(|c| *c > 0))
        );
    }

    #[test]
    fn the_same_day_has_one_rate() {
        let mut rates = Rates::new(7);
        let mut add =
            |value: &str| rates.add("USD", Quote { span: (1, 1), value: decimal(value) }, Quotation::Direct, ONE);
        assert_eq!((add("2"), add("2.0"), add("2.1")), (Ok(()), Ok(()), Err(Code::TwoRates)));
    }

    #[test]
    fn currencies_by_sign_and_word() {
        assert_eq!(foreign(" eur", "EUR"), None);
        assert_eq!(foreign("€", "EUR"), None);
        assert_eq!(foreign("sek", "EUR").as_deref(), Some("SEK"));
        assert_eq!(foreign("£", "SEK").as_deref(), Some("GBP"));
    }

    #[test]
    fn currencies_beside_amounts() {
        let of = |sign, own, column| foreign_sign(sign, own, column);
        assert_eq!(of("€", "EUR", None), None);
        assert_eq!(of("USD", "EUR", None).as_deref(), Some("USD"));
        assert_eq!(of("£", "EUR", None).as_deref(), Some("GBP"));
        assert_eq!(of("$", "EUR", None).as_deref(), Some("$"));
        assert_eq!(of("$", "CAD", None), None);
        assert_eq!(of("kr", "NOK", None), None);
        assert_eq!(of("$", "EUR", Some("USD")).as_deref(), Some("USD"));
        assert_eq!(of("kr", "SEK", Some("DKK")).as_deref(), Some("DKK"));
        assert_eq!(of("£", "EUR", Some("EUR")).as_deref(), Some("GBP")); // the cell is nearer than the column
        assert_eq!(of(":-", "EUR", None), None);
    }

    #[test]
    fn rates_by_way_of_the_euro() {
        let mut rates = Rates::new(7);
        // 11.5 kronor and 1.15 dollars a euro: ten kronor a dollar.
        rates.add_cross("USD", (1, 1), decimal("11.5"), decimal("1.15")).unwrap();
        assert_eq!(rates.rate("USD", 1).unwrap().convert(150), Some(1_500));
    }
}
