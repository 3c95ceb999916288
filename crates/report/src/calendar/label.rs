//! Times and values as a language writes them. `time::parse` reads each of these times back.

use chrono::{Datelike, NaiveDate};

use crate::texts::Texts;
use vire_domain::calendar::{Coming, Estimate, Origin, Precision, Window};

/// Such as "maaliskuu 2027", "Q2/2027", "1.3.2027–15.3.2027".
pub fn time(window: &Window, texts: &Texts) -> String {
    let at = |date: NaiveDate| one(date, window.precision, texts);
    let (first, last) = (at(window.start), at(window.end));
    if first == last {
        return first;
    }
    if window.precision == Precision::Month && window.start.year() == window.end.year() {
        return format!("{}\u{2013}{last}", month(window.start, texts));
    }
    format!("{first}\u{2013}{last}")
}

fn one(date: NaiveDate, precision: Precision, texts: &Texts) -> String {
    let year = date.year().to_string();
    let numbered = |key, n: u32| texts.text_with(key, &[("n", &n.to_string()), ("year", &year)]);
    match precision {
        Precision::Day => texts.date(&date.to_string()),
        Precision::Month => format!("{} {year}", month(date, texts)),
        Precision::Quarter => numbered("coming-quarter", date.month0() / 3 + 1),
        Precision::HalfYear => numbered("coming-half", date.month0() / 6 + 1),
        Precision::Year => year,
    }
}

/// The short name of a period in its year: "Q1", "H2", or a word for the whole year.
pub fn part_of_year(period: &Window, texts: &Texts) -> String {
    let numbered = |key, n: u32| texts.text_with(key, &[("n", &n.to_string())]);
    match period.precision {
        Precision::Quarter => numbered("coming-quarter-short", period.start.month0() / 3 + 1),
        Precision::HalfYear => numbered("coming-half-short", period.start.month0() / 6 + 1),
        _ => texts.text("coming-whole-year"),
    }
}

fn month(date: NaiveDate, texts: &Texts) -> String {
    texts.member("month", &date.month().to_string())
}

/// Such as "150 000 €", "60 000–150 000 €", "at most 60 000 €"; else the text as it was written.
pub fn value(item: &Coming, texts: &Texts, currency: &str) -> String {
    let money = |cents: i64| texts.money(cents.into(), currency);
    let text = match &item.value {
        Estimate { low: Some(low), high: Some(high), .. } if low == high => money(*low),
        Estimate { low: Some(low), high: Some(high), .. } => texts.money_span((*low).into(), (*high).into(), currency),
        Estimate { low: None, high: Some(high), .. } => texts.text_with("coming-at-most", &[("value", &money(*high))]),
        Estimate { low: Some(low), high: None, .. } => texts.text_with("coming-at-least", &[("value", &money(*low))]),
        Estimate { text, .. } => text.clone(),
    };
    match item.origin {
        Origin::ContractEnd { .. } if !text.is_empty() => texts.text_with("coming-present-value", &[("value", &text)]),
        _ => text,
    }
}

/// What a derived item is derived from; empty for an announced one.
pub fn derived(item: &Coming, texts: &Texts) -> String {
    let Origin::ContractEnd { end, last_end, .. } = &item.origin else { return String::new() };
    let (end, last) = (texts.date(&end.to_string()), texts.date(&last_end.to_string()));
    if end == last {
        texts.text_with("coming-derived", &[("end", &end)])
    } else {
        texts.text_with("coming-derived-options", &[("end", &end), ("last", &last)])
    }
}

/// Buyer and unit as one.
pub fn buyer(item: &Coming) -> String {
    if item.unit.is_empty() { item.buyer.clone() } else { format!("{}, {}", item.buyer, item.unit) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vire_base::language::Language;
    use vire_domain::calendar::time::{Counts, parse};

    #[test]
    fn spans_of_money_name_the_currency_once_where_it_follows() {
        let of = |language, currency| Texts::new(language).money_span(6_000_000, 15_000_000, currency);
        assert_eq!(of(Language::Fi, "EUR"), "60\u{a0}000\u{2013}150\u{a0}000\u{a0}€");
        assert_eq!(of(Language::Sv, "SEK"), "60\u{a0}000\u{2013}150\u{a0}000\u{a0}kr");
        assert_eq!(of(Language::En, "EUR"), "€60,000\u{2013}€150,000");
    }

    #[test]
    fn times_in_each_language_are_read_back() {
        let texts = [Language::Fi, Language::Sv, Language::En].map(Texts::new);
        for (written, expected) in [
            ("1.3.2027", ["1.3.2027", "1 mars 2027", "1 March 2027"]),
            ("3/2027", ["maaliskuu 2027", "mars 2027", "March 2027"]),
            ("kesä 2027", ["kesäkuu\u{2013}elokuu 2027", "juni\u{2013}augusti 2027", "June\u{2013}August 2027"]),
            (
                "talvi 2026-2027",
                [
                    "joulukuu 2026\u{2013}helmikuu 2027",
                    "december 2026\u{2013}februari 2027",
                    "December 2026\u{2013}February 2027",
                ],
            ),
            ("Q2/2027", ["Q2/2027", "kvartal 2 2027", "Q2 2027"]),
            (
                "Q2-Q3/2027",
                ["Q2/2027\u{2013}Q3/2027", "kvartal 2 2027\u{2013}kvartal 3 2027", "Q2 2027\u{2013}Q3 2027"],
            ),
            ("H2 2027", ["2. puolivuosi 2027", "halvår 2 2027", "H2 2027"]),
            ("2027-2028", ["2027\u{2013}2028"; 3]),
        ] {
            let window = parse(written, Counts::Months).unwrap();
            for (texts, expected) in texts.iter().zip(expected) {
                assert_eq!(time(&window, texts), expected);
                assert_eq!(parse(expected, Counts::Months), Ok(window), "{expected}");
            }
        }
    }
}
