//! The languages that reports are written in, and how each writes numbers, dates and money.
//!
//! A language is a row here, a text file of the reports, and a column in each code list and indicator page.

use schemars::JsonSchema;
use serde::Deserialize;

const NO_BREAK: char = '\u{a0}';

/// Where other currencies are crowns too, "kr" is taken for the Swedish one.
const CROWNS: [(&str, &str); 3] = [("EUR", "€"), ("GBP", "£"), ("SEK", "kr")];

/// How a language writes what is not words.
#[derive(Debug)]
pub struct Forms {
    /// ISO 639.
    pub code: &'static str,
    /// BCP 47 tags by country of the buyer (ISO 3166), and the tag in all other countries.
    pub locales: (&'static [(&'static str, &'static str)], &'static str),
    /// Between groups of three digits.
    pub group: char,
    pub decimal: char,
    /// Between a number and its percent sign.
    pub percent_gap: &'static str,
    /// Between a number and its "million".
    pub scale_gap: &'static str,
    /// Whether sums below a million are shortened to thousands, as in "928k".
    pub says_thousand: bool,
    pub money: Money,
    /// Signs of currencies by ISO 4217 code; the others are written as their code.
    pub signs: &'static [(&'static str, &'static str)],
    pub date: DateForm,
}

/// Where the sign of the currency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Money {
    /// €5; a sign of letters is set apart from the number.
    SignFirst,
    /// 5 €.
    SignLast,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// 1.3.2025
    Numbers,
    /// 1 March 2025
    MonthByName,
}

impl Forms {
    /// The BCP 47 tag of the language as it is written in a country.
    pub fn locale(&self, country: &str) -> &'static str {
        let (by_country, other) = self.locales;
        by_country.iter().find(|(of, _)| *of == country).map_or(other, |(_, tag)| tag)
    }

    /// How a currency is written beside a number.
    pub fn sign<'c>(&self, currency: &'c str) -> &'c str {
        self.signs.iter().find(|(code, _)| *code == currency).map_or(currency, |(_, sign)| sign)
    }

    /// A number with the sign of its currency. A minus stands before both.
    pub fn with_currency(&self, number: &str, currency: &str) -> String {
        let sign = self.sign(currency);
        match self.money {
            Money::SignLast => format!("{number}{NO_BREAK}{sign}"),
            Money::SignFirst => {
                let gap = if is_word(sign) { NO_BREAK.to_string() } else { String::new() };
                match number.strip_prefix(MINUS) {
                    Some(positive) => format!("{MINUS}{sign}{gap}{positive}"),
                    None => format!("{sign}{gap}{number}"),
                }
            }
        }
    }

    /// The number format of an office program for money: `digits` such as `#,##0`, and the word for millions or none.
    pub fn office_money(&self, digits: &str, scale: &str, currency: &str) -> String {
        let sign = self.sign(currency);
        match self.money {
            Money::SignFirst if is_word(sign) => format!("\"{sign}\"\\ {digits}\"{scale}\""),
            Money::SignFirst => format!("\"{sign}\"{digits}\"{scale}\""),
            Money::SignLast if scale.is_empty() => format!("{digits}\\ \"{sign}\""),
            Money::SignLast => format!("{digits}\\ \"{scale} {sign}\""),
        }
    }

    /// The number format of an office program for shares, with one decimal or none.
    pub fn office_percent(&self, decimals: u32) -> &'static str {
        match (self.percent_gap.is_empty(), decimals) {
            (true, 0) => "0%",
            (true, _) => "0.0%",
            (false, 0) => "0\\ %",
            (false, _) => "0.0\\ %",
        }
    }
}

/// The sign of negative numbers: longer than a hyphen.
pub const MINUS: char = '\u{2212}';

fn is_word(sign: &str) -> bool {
    sign.starts_with(char::is_alphabetic)
}

macro_rules! languages {
    ($($language:ident $forms:expr,)*) => {
        /// A language of the reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $($language,)*
        }

        impl Language {
            pub const ALL: [Self; [$(stringify!($language)),*].len()] = [$(Self::$language),*];

            /// How the language writes what is not words.
            pub fn forms(self) -> &'static Forms {
                match self {
                    $(Self::$language => {
                        const FORMS: Forms = $forms;
                        &FORMS
                    })*
                }
            }
        }
    };
}

languages! {
    Fi Forms {
        code: "fi",
        locales: (&[], "fi-FI"),
        group: NO_BREAK,
        decimal: ',',
        percent_gap: "\u{a0}",
        scale_gap: "\u{a0}",
        says_thousand: false,
        money: Money::SignLast,
        signs: &CROWNS,
        date: DateForm::Numbers,
    },
    Sv Forms {
        code: "sv",
        locales: (&[("FI", "sv-FI")], "sv-SE"),
        group: NO_BREAK,
        decimal: ',',
        percent_gap: "\u{a0}",
        scale_gap: "\u{a0}",
        says_thousand: true,
        money: Money::SignLast,
        signs: &CROWNS,
        date: DateForm::MonthByName,
    },
    En Forms {
        code: "en",
        locales: (&[], "en-GB"),
        group: ',',
        decimal: '.',
        percent_gap: "",
        scale_gap: "",
        says_thousand: true,
        money: Money::SignFirst,
        signs: &[("EUR", "€"), ("GBP", "£")],
        date: DateForm::MonthByName,
    },
}

impl Language {
    /// The language of whatever has no text of its own in another one.
    pub const FALLBACK: Self = Self::En;

    /// ISO 639.
    pub fn code(self) -> &'static str {
        self.forms().code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the style guides of the languages have it: the Finnish and Swedish ones set the sign after the number and apart
    /// from it, the English one before it.
    #[test]
    fn money_is_written_as_its_language_does() {
        let [fi, sv, en] = Language::ALL.map(Language::forms);
        assert_eq!(fi.with_currency("\u{2212}5", "EUR"), "\u{2212}5\u{a0}€");
        assert_eq!(sv.with_currency("5", "SEK"), "5\u{a0}kr");
        assert_eq!(en.with_currency("\u{2212}5", "EUR"), "\u{2212}€5");
        assert_eq!(en.with_currency("5", "SEK"), "SEK\u{a0}5");
        assert_eq!(fi.with_currency("5", "USD"), "5\u{a0}USD");
        assert_eq!(fi.office_money("#,##0.0,,", "milj.", "EUR"), "#,##0.0,,\\ \"milj. €\"");
        assert_eq!(en.office_money("#,##0.0,,", "m", "EUR"), "\"€\"#,##0.0,,\"m\"");
        assert_eq!(en.office_money("#,##0", "", "SEK"), "\"SEK\"\\ #,##0\"\"");
        assert_eq!([fi, sv, en].map(|forms| forms.office_percent(1)), ["0.0\\ %", "0.0\\ %", "0.0%"]);
        assert_eq!([fi, sv, en].map(|forms| forms.office_percent(0)), ["0\\ %", "0\\ %", "0%"]);
    }

    #[test]
    fn a_locale_is_of_the_buyers_country_where_the_language_is_spoken_there() {
        assert_eq!(["FI", "SE", "NO"].map(|c| Language::Sv.forms().locale(c)), ["sv-FI", "sv-SE", "sv-SE"]);
        assert_eq!(["FI", "SE"].map(|c| Language::En.forms().locale(c)), ["en-GB"; 2]);
    }
}
