//! Words and numbers as each language writes them.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use vire_base::decimal::SCALE;
use vire_base::language::{DateForm, Forms, Language, MINUS, Money};
use vire_domain::units::UNKNOWN;
use vire_indicators::catalogue::Unit;
use vire_reference::sectors::SECTORS;

/// A language as reports write it: its forms and its texts in Fluent's syntax.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    pub forms: &'static Forms,
    pub source: &'static str,
}

impl From<Language> for Wording {
    fn from(language: Language) -> Self {
        let source = match language {
            Language::Fi => include_str!("texts/fi.ftl"),
            Language::Sv => include_str!("texts/sv.ftl"),
            Language::En => include_str!("texts/en.ftl"),
        };
        Self { forms: language.forms(), source }
    }
}

/// A language with its texts at hand.
pub struct Texts {
    /// ISO 639.
    pub code: &'static str,
    pub forms: &'static Forms,
    source: &'static str,
    bundle: FluentBundle<FluentResource>,
}

#[allow(clippy::inconsistent_digit_grouping)] // cents are set apart
impl Texts {
    /// # Panics
    /// When a text file that ships with the program is broken: a fault of the build, caught by a test.
    pub fn new(wording: impl Into<Wording>) -> Self {
        let Wording { forms, source } = wording.into();
        let code = forms.code;
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(_, errors)| panic!("{code}.ftl: {errors:?}"));
        let language: unic_langid::LanguageIdentifier = code.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![language]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("{code}.ftl: {errors:?}"));
        Self { code, forms, source, bundle }
    }

    /// With the words that a country has of its own in this language.
    ///
    /// # Panics
    /// As [`Self::new`].
    #[must_use]
    pub fn of_country(mut self, country: &str) -> Self {
        let source = match (self.code, country) {
            ("sv", "FI") => include_str!("texts/sv-FI.ftl"),
            _ => return self,
        };
        let resource = FluentResource::try_new(source.to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}-{country}.ftl: {errors:?}", self.code));
        self.bundle.add_resource_overriding(resource);
        self
    }

    /// The text of a key; the key itself in brackets when there is none, which a test looks for.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    pub fn text_with(&self, key: &str, arguments: &[(&'static str, &str)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            return format!("[{key}]");
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, FluentValue::from(*value));
            // Texts choose their plural form by the number, and show it as it is written.
            if let Ok(number) = value.replace(self.forms.group, "").parse::<i64>() {
                args.set(format!("{name}-n"), FluentValue::from(number));
            }
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// The same with arguments that were made for it.
    pub fn text_of(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        let arguments: Vec<(&'static str, &str)> =
            arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.text_with(key, &arguments)
    }

    /// All texts by key, for templates; of use are those without arguments.
    pub fn all(&self) -> BTreeMap<&'static str, String> {
        keys(self.source).map(|key| (key, self.text(key))).collect()
    }

    /// The name of a member of a dimension: a sector, a ring, a band, a kind, a month.
    pub fn member(&self, dimension: &str, member: &str) -> String {
        match dimension {
            "sector" => SECTORS.iter().find(|s| s.id == member).map_or(member, |s| s.name(self.code)).to_owned(),
            "value-band" => self.band(member),
            "unit" | "department" if member != UNKNOWN => member.to_owned(),
            _ => self.text(&format!("{dimension}-{member}")),
        }
    }

    /// A sector's name within a sentence: small, unless it is an abbreviation.
    pub fn sector_within(&self, id: &str) -> String {
        let name = self.member("sector", id);
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(name.chars().skip(1)).collect()
            }
            _ => name,
        }
    }

    /// Bands are written as their limits, in whole units of currency.
    fn band(&self, code: &str) -> String {
        let limit = |text: &str| -> String {
            let (digits, unit) = match text.strip_suffix('k') {
                Some(digits) => (digits, 1_000.0),
                None => text.strip_suffix('m').map_or((text, 1.0), |digits| (digits, 1_000_000.0)),
            };
            digits.parse::<f64>().map_or_else(|_| text.to_owned(), |n| self.count((n * unit) as i128))
        };
        match code {
            "negative" => self.text("band-negative"),
            "eu+" => self.text("band-above-eu"),
            _ => match code.split_once('-') {
                Some((from, "eu")) => self.text_with("band-to-eu", &[("from", &limit(from))]),
                Some(("0", to)) => self.text_with("band-below", &[("to", &limit(to))]),
                // The lower limit is written without its unit where both have the same: 1-5k.
                Some((from, to)) => {
                    let unit = if from.ends_with(char::is_alphabetic) { "" } else { &to[to.len() - 1..] };
                    format!("{}\u{2013}{}", limit(&format!("{from}{unit}")), limit(to))
                }
                None => match code.strip_suffix('+') {
                    Some(from) => self.text_with("band-above", &[("from", &limit(from))]),
                    None => code.to_owned(),
                },
            },
        }
    }

    /// A whole number in groups of three.
    pub fn count(&self, number: i128) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::new();
        if number < 0 {
            out.push(MINUS);
        }
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(self.forms.group);
            }
            out.push(digit);
        }
        out
    }

    /// Cents as whole units of currency, rounded half away from zero.
    pub fn money(&self, cents: i128, currency: &str) -> String {
        self.forms.with_currency(&self.count(units(cents)), currency)
    }

    /// Cents as millions or thousands with about three digits, for sentences and slides; small sums whole.
    pub fn money_short(&self, cents: i128, currency: &str) -> String {
        let (step, unit, decimals) = match cents.abs() {
            0..10_000_00 => return self.money(cents, currency),
            10_000_00..1_000_000_00 => (1_000_00, "thousand", 0),
            1_000_000_00..100_000_000_00 => (1_000_000_00, "million", 1),
            100_000_000_00..1_000_000_000_00 => (1_000_000_00, "million", 0),
            _ => (1_000_000_000_00, "billion", 1),
        };
        if unit == "thousand" && !self.forms.says_thousand {
            return self.money((cents.abs() + step / 2) / step * step * cents.signum(), currency);
        }
        let number = self.number(cents * 10i128.pow(SCALE as u32) / step, decimals);
        let unit = self.text(&format!("unit-{unit}"));
        self.forms.with_currency(&format!("{number}{}{unit}", self.forms.scale_gap), currency)
    }

    /// Cents to the cent.
    pub fn money_exact(&self, cents: i128, currency: &str) -> String {
        let sign = if cents < 0 { MINUS.to_string() } else { String::new() };
        let whole = self.count((cents.unsigned_abs() / 100) as i128);
        let text = format!("{sign}{whole}{}{:02}", self.forms.decimal, cents.unsigned_abs() % 100);
        self.forms.with_currency(&text, currency)
    }

    /// Two sums in cents with a dash between; the currency stands once where it follows the number.
    pub fn money_span(&self, low: i128, high: i128, currency: &str) -> String {
        let first = match self.forms.money {
            Money::SignFirst => self.money(low, currency),
            Money::SignLast => self.count(units(low)),
        };
        format!("{first}\u{2013}{}", self.money(high, currency))
    }

    /// Millionths with a number of decimals.
    pub fn number(&self, millionths: i128, decimals: u32) -> String {
        let step = 10i128.pow(SCALE as u32 - decimals);
        let rounded = (millionths.abs() + step / 2) / step;
        let (whole, rest) = (rounded / 10i128.pow(decimals), rounded % 10i128.pow(decimals));
        let sign = if millionths < 0 && rounded > 0 { MINUS.to_string() } else { String::new() };
        let whole = self.count(whole);
        if decimals == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}{}{rest:0width$}", self.forms.decimal, width = decimals as usize)
        }
    }

    /// A share in millionths as a percentage with one decimal. What is more than nothing or less than everything is not
    /// written as if it were that.
    pub fn percent(&self, millionths: i128) -> String {
        const WHOLE: i128 = 10i128.pow(SCALE as u32);
        const STEP: i128 = WHOLE / 1000;
        let (key, shown) = match millionths {
            1.. if millionths * 2 < STEP => ("share-below", STEP),
            _ if millionths < WHOLE && (WHOLE - millionths) * 2 <= STEP => ("share-above", WHOLE - STEP),
            _ => return self.percent_rounded(millionths),
        };
        self.text_with(key, &[("share", &self.percent_rounded(shown))])
    }

    /// A share in millionths as a percentage with one decimal, however small.
    fn percent_rounded(&self, millionths: i128) -> String {
        format!("{}{}%", self.number(millionths * 100, 1), self.forms.percent_gap)
    }

    /// A change in millionths as a percentage with its sign; a dash where there is none to tell.
    pub fn change(&self, millionths: Option<i128>) -> String {
        let plus = if millionths.is_some_and(|change| change > 0) { "+" } else { "" };
        millionths.map_or_else(|| "\u{2013}".to_owned(), |change| format!("{plus}{}", self.percent_rounded(change)))
    }

    /// A difference of shares in millionths, with its sign.
    pub fn points(&self, millionths: i128) -> String {
        let plus = if millionths > 0 { "+" } else { "" };
        let points = format!("{plus}{}", self.number(millionths * 100, 1));
        self.text_with("points", &[("points", &points)])
    }

    /// A share in millionths as a percentage without decimals.
    pub fn percent_whole(&self, millionths: i128) -> String {
        format!("{}{}%", self.number(millionths * 100, 0), self.forms.percent_gap)
    }

    /// A share of which whole hundredths may be told only. It is of something, and not of all.
    pub fn percent_coarse(&self, millionths: i128) -> String {
        const WHOLE: i128 = 10i128.pow(SCALE as u32);
        let (key, shown) = match millionths {
            0 => ("share-below", WHOLE / 100),
            WHOLE => ("share-above", WHOLE - WHOLE / 100),
            _ => return self.percent_whole(millionths),
        };
        self.text_with(key, &[("share", &self.percent_whole(shown))])
    }

    /// A difference of shares of which whole hundredths may be told only.
    pub fn points_coarse(&self, millionths: i128) -> String {
        let plus = if millionths > 0 { "+" } else { "" };
        let points = format!("{plus}{}", self.number(millionths * 100, 0));
        self.text_with("points", &[("points", &points)])
    }

    /// A figure's value in its unit.
    pub fn value(&self, millionths: Option<i128>, unit: Unit, currency: &str) -> String {
        let Some(value) = millionths else {
            return "\u{2013}".to_owned();
        };
        match unit {
            Unit::Currency | Unit::CurrencyPerInhabitant => self.money(value / 10_000, currency),
            Unit::Share => self.percent(value),
            Unit::Count => self.number(value, 0),
            Unit::Index => self.number(value, 0),
            Unit::Ratio => self.number(value, 2),
            Unit::Days => self.number(value, 1),
            Unit::Points => self.points(value),
            Unit::Emissions => self.emissions(value),
        }
    }

    /// Kilograms CO2e: tonnes, the whole of them where there are many; an estimate has no more digits.
    pub fn emissions(&self, millionths: i128) -> String {
        const TONNE: i128 = 1000 * 10i128.pow(SCALE as u32);
        match millionths.abs() {
            0..TONNE => format!("{}\u{a0}kg\u{a0}CO2e", self.number(millionths, 0)),
            kilograms => {
                let decimals = u32::from(kilograms < 100 * TONNE);
                format!("{}\u{a0}t\u{a0}CO2e", self.number(millionths / 1000, decimals))
            }
        }
    }

    /// An ISO date as the language writes it: 1.3.2025, 1 mars 2025, 1 March 2025.
    pub fn date(&self, iso: &str) -> String {
        let [year, month, day] = iso.split('-').collect::<Vec<&str>>()[..] else {
            return iso.to_owned();
        };
        let [month, day] = [month, day].map(|part| part.trim_start_matches('0'));
        match self.forms.date {
            DateForm::Numbers => format!("{day}.{month}.{year}"),
            DateForm::MonthByName => format!("{day} {} {year}", self.member("month", month)),
        }
    }
}

/// Cents as whole units, rounded half away from zero.
fn units(cents: i128) -> i128 {
    (cents.abs() + 50) / 100 * cents.signum()
}

/// The keys of a text file, each at the start of its line.
fn keys(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()));
    lines.filter_map(|l| Some(l.split_once('=')?.0.trim()))
}

#[cfg(test)]
#[allow(clippy::inconsistent_digit_grouping)] // cents are set apart
mod tests {
    use super::*;
    use vire_base::code::{Code, Kind};

    #[test]
    fn a_country_replaces_words_that_its_language_has() {
        let (swedish, finnish) = (Texts::new(Language::Sv), Texts::new(Language::Sv).of_country("FI"));
        for key in keys(include_str!("texts/sv-FI.ftl")) {
            let [replaced, own] = [&swedish, &finnish].map(|texts| texts.text(key));
            assert!(!replaced.starts_with('[') && replaced != own, "{key}: {replaced}");
        }
        assert_eq!(Texts::new(Language::Sv).of_country("SE").text("ring-region"), swedish.text("ring-region"));
    }

    #[test]
    fn each_reason_for_rejecting_a_row_is_named() {
        let reasons = Code::ALL.iter().filter(|code| code.kinds().contains(&Kind::Rejection));
        for (code, language) in reasons.flat_map(|code| Language::ALL.map(|language| (code, language))) {
            let text = Texts::new(language).text(&format!("rejected-{}", code.name()));
            assert!(!text.starts_with('['), "{text}, {language:?}");
        }
    }

    #[test]
    fn numbers_of_each_language() {
        let (fi, sv, en) = (Texts::new(Language::Fi), Texts::new(Language::Sv), Texts::new(Language::En));
        assert_eq!(fi.money_exact(-123_456_750, "EUR"), "\u{2212}1\u{a0}234\u{a0}567,50\u{a0}€");
        assert_eq!(sv.money(123_456_750, "SEK"), "1\u{a0}234\u{a0}568\u{a0}kr");
        assert_eq!(en.money(-123_456_750, "EUR"), "\u{2212}€1,234,568");
        assert_eq!(fi.percent(123_400), "12,3\u{a0}%");
        assert_eq!(en.percent(123_500), "12.4%");
        let near = [0, 1, 499, 500, 999_499, 999_500, 999_999, 1_000_000, -1, -400];
        let (least, most) = ("below 0.1%", "above 99.9%");
        let written = ["0.0%", least, least, "0.1%", "99.9%", most, most, "100.0%", "0.0%", "0.0%"];
        assert_eq!(near.map(|share| en.percent(share)), written);
        assert_eq!(en.change(Some(999_999)), "+100.0%");
        assert_eq!(fi.number(1_592_500, 2), "1,59");
        assert_eq!(fi.number(-400, 1), "0,0");
        assert_eq!(fi.sector_within("energy-water"), "energia ja vesi");
        assert_eq!(sv.sector_within("ict"), "IKT");
        assert_eq!(fi.member("value-band", "1-5k"), "1\u{a0}000\u{2013}5\u{a0}000");
        assert_eq!(en.member("value-band", "0-10k"), "below 10,000");
        assert_eq!(sv.member("value-band", "700k-1.5m"), "700\u{a0}000\u{2013}1\u{a0}500\u{a0}000");
        assert_eq!(en.member("value-band", "150k+"), "150,000 and above");
        assert_eq!(fi.money_short(123_456_789_00, "EUR"), "123\u{a0}milj.\u{a0}€");
        assert_eq!(fi.money_short(12_345_678_90, "EUR"), "12,3\u{a0}milj.\u{a0}€");
        assert_eq!(fi.money_short(-928_499_00, "EUR"), "\u{2212}928\u{a0}000\u{a0}€");
        assert_eq!(sv.money_short(-456_789_00, "SEK"), "\u{2212}457\u{a0}tusen\u{a0}kr");
        assert_eq!(en.money_short(1_234_567_890_00, "EUR"), "€1.2bn");
        assert_eq!(en.money_short(9_999_49, "EUR"), "€9,999");
        assert_eq!([&fi, &sv, &en].map(|t| t.date("2024-03-01")), ["1.3.2024", "1 mars 2024", "1 March 2024"]);
        assert_eq!(
            [&fi, &sv, &en].map(|t| t.date("2024-12-31")),
            ["31.12.2024", "31 december 2024", "31 December 2024"]
        );
    }

    /// Plural forms as CLDR has them: one, and the others.
    #[test]
    fn a_text_takes_the_form_of_its_number() {
        let says = |language, files| {
            let texts = Texts::new(language);
            texts.text_with("finding-method", &[("lines", "5"), ("files", files)])
        };
        assert_eq!(says(Language::En, "1"), "5 lines from one file, reconciled to the cent");
        assert_eq!(says(Language::En, "1,200"), "5 lines from 1,200 files, reconciled to the cent");
        assert_eq!(says(Language::Fi, "1"), "5 riviä yhdestä tiedostosta, täsmäytetty sentilleen");
        assert_eq!(says(Language::Sv, "2"), "5 rader ur 2 filer, exakt avstämda");
    }

    #[test]
    fn every_language_has_every_text() {
        let keys = |source| {
            let mut keys: Vec<&str> = keys(source).collect();
            keys.sort_unstable();
            keys
        };
        let en = keys(Wording::from(Language::En).source);
        assert!(en.len() > 60);
        for language in Language::ALL {
            assert_eq!(keys(Wording::from(language).source), en, "{language:?}");
        }
    }
}
