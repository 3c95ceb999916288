//! Values and classes worked out by hand; workbooks and runs in which the right and the wrong are known.

use super::limits::Limits;
use super::{KINDS, Part, Purchase, Purchases, read, small};
use crate::evidence::{Evidence, Sale, Seller, Year};
use crate::exact::{Exact, hundred, whole, zero};
use vire_base::language::Language;
use vire_report::document::{Document, Part as Piece};

fn euros(cents: i64) -> Exact {
    whole(cents) / hundred()
}

#[track_caller]
fn classes(kind: &str, country: &str, currency: &str, cases: &[(i64, &str, &str)]) {
    for (cents, day, expected) in cases {
        let limits = Limits::of(kind, country, currency, day.parse().unwrap());
        assert_eq!(limits.class(&euros(*cents)).code(), *expected, "{kind} {country} {cents} {day}");
    }
}

/// Limits of Finland: act 1397/2016 section 25; before 2017 act 348/2007 section 15; the EU's by its regulations.
#[test]
fn finnish_limits_turn_at_the_cent_and_the_day() {
    classes(
        "goods-services",
        "FI",
        "EUR",
        &[
            (5_999_999, "2025-10-01", "below-national"),
            (6_000_000, "2025-10-01", "national-eu"),
            (22_099_999, "2025-12-31", "national-eu"),
            (22_100_000, "2025-12-31", "above-eu"),
            (21_600_000, "2025-12-31", "national-eu"),
            (21_600_000, "2026-01-01", "above-eu"),
            (21_599_999, "2026-01-01", "national-eu"),
            (3_000_000, "2016-12-31", "national-eu"),
            (3_000_000, "2017-01-01", "below-national"),
            // The EU's limits of 2028 are not set yet.
            (50_000_000, "2028-01-01", "above-national"),
            (100, "2010-05-31", "unknown"),
        ],
    );
    classes(
        "works",
        "FI",
        "EUR",
        &[
            (14_999_999, "2025-10-01", "below-national"),
            (15_000_000, "2025-10-01", "national-eu"),
            (553_799_999, "2025-12-31", "national-eu"),
            (553_800_000, "2025-12-31", "above-eu"),
            (540_400_000, "2025-12-31", "national-eu"),
            (540_400_000, "2026-01-01", "above-eu"),
        ],
    );
    classes(
        "concession",
        "FI",
        "EUR",
        &[
            (49_999_999, "2025-10-01", "below-national"),
            (50_000_000, "2025-10-01", "national-eu"),
            (553_800_000, "2025-10-01", "above-eu"),
            // No national limit of concessions before 2017.
            (50_000_000, "2016-12-31", "unknown"),
        ],
    );
    classes(
        "social-health",
        "FI",
        "EUR",
        &[
            (39_999_999, "2025-10-01", "below-national"),
            (40_000_000, "2025-10-01", "national-eu"),
            (75_000_000, "2025-10-01", "above-eu"),
        ],
    );
    classes(
        "other-special",
        "FI",
        "EUR",
        &[(29_999_999, "2025-10-01", "below-national"), (30_000_000, "2025-10-01", "national-eu")],
    );
}

/// Swedish limits: 626 284 kronor to 31 January 2022, 700 000 from the next day on; works have the same.
#[test]
fn limits_of_other_countries_are_theirs_or_not_known() {
    let usual = [
        (62_628_400, "2022-01-31", "national-eu"),
        (65_000_000, "2022-02-01", "below-national"),
        (70_000_000, "2022-02-01", "national-eu"),
    ];
    classes("goods-services", "SE", "SEK", &usual);
    classes("works", "SE", "SEK", &usual);
    classes("works", "SE", "SEK", &[(5_988_017_900, "2025-06-01", "above-eu")]);
    // In kronor neither limit of concessions is listed, nor that of social services after 2025.
    classes("concession", "SE", "SEK", &[(100_000_000_000, "2025-06-01", "unknown")]);
    classes("social-health", "SE", "SEK", &[(100, "2026-01-01", "unknown")]);
    classes(
        "works",
        "NO",
        "NOK",
        &[(129_999_999, "2024-06-01", "below-national"), (130_000_000, "2024-06-01", "national-eu")],
    );
    classes(
        "goods-services",
        "DK",
        "DKK",
        &[(164_463_799, "2024-06-01", "unknown"), (164_463_800, "2024-06-01", "above-eu")],
    );
    assert_eq!(KINDS.len(), 5);
}

fn part(yearly: i64, years: i64, option_years: i64, once: i64, options: i64) -> Part {
    let [yearly, years, option_years, once, options] = [yearly, years, option_years, once, options].map(whole);
    Part { name: "p".into(), unit: String::new(), yearly, years, option_years, once, options }
}

fn purchase(parts: Vec<Part>) -> Purchase {
    let day = "2025-10-01".parse().unwrap();
    Purchase { name: "Snow".into(), kind: "goods-services", day, sector: Some("ict"), seller: String::new(), parts }
}

#[test]
fn options_lots_and_units_are_in_the_value() {
    // 14 000 x (3 + 1) + 2 500 + 1 500 = 60 000: exactly the limit. Without its options 14 000 x 3 + 2 500 = 44 500.
    let one = purchase(vec![part(14_000, 3, 1, 2_500, 1_500)]);
    assert_eq!([one.value(), one.firm()], [whole(60_000), whole(44_500)]);
    // Two units: 9 000 x 4 + 7 500 x 4 = 66 000; each is below 60 000 by itself. The longest term is 4 + 1 years.
    let two = purchase(vec![part(9_000, 4, 0, 0, 0), part(7_500, 3, 1, 0, 0), part(0, 0, 0, 1_000, 0)]);
    assert_eq!([two.value(), two.firm()], [whole(67_000), whole(59_500)]);
    assert_eq!([two.term(), two.yearly()], [whole(4), whole(16_500)]);
}

/// All cells and texts of a document.
fn said(document: &Document) -> String {
    let mut said = document.notes.clone();
    for section in &document.sections {
        said.extend([section.title.clone(), section.finding.clone()]);
        said.extend(section.texts());
        for piece in &section.parts {
            match piece {
                Piece::Table(table) => said.extend(
                    table
                        .rows
                        .iter()
                        .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")),
                ),
                Piece::Chart(chart) => {
                    let values = chart.series.iter().flat_map(|s| &s.values).map(|v| format!("{v:?}"));
                    said.extend(chart.categories.iter().cloned().chain(values));
                }
                _ => {}
            }
        }
    }
    said.join("\n").replace('\u{a0}', " ")
}

fn drawn(purchases: Vec<Purchase>, evidence: Option<&Evidence>) -> String {
    let all = Purchases {
        title: String::new(),
        buyer: String::new(),
        country: "FI".into(),
        currency: "EUR".into(),
        purchases,
    };
    said(&super::document::documents(&all, evidence, Language::En)[0].1)
}

#[test]
fn a_document_says_class_margin_and_what_raises_it() {
    // 14 000 x 3 = 42 000, with the option 56 000: 4 000 below, so that one more year of 14 000 reaches it.
    let text = drawn(vec![purchase(vec![part(14_000, 3, 1, 0, 0)])], None);
    for line in [
        "Snow: €56,000. Below the national limit, €4,000 below.",
        "Snow | €56,000 | €60,000 | €221,000 | Below the national limit | €4,000 below",
        "Snow | Goods and services | p |  | €14,000 × (3 + 1) | €56,000",
        "Snow | €42,000 | €42,000 | €56,000 | Nothing;",
        "with so many years more it reaches €60,000: 1.",
        "No run was named",
    ] {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
    // 59 999.99 is not written as 60 000; and exactly 60 000 is at the limit.
    let cent = Part { once: euros(5_999_999), ..part(0, 0, 0, 0, 0) };
    let text = drawn(vec![purchase(vec![cent]), purchase(vec![part(15_000, 3, 1, 0, 0)])], None);
    assert!(text.contains("€59,999.99 | €60,000 | €221,000 | Below the national limit | €0.01 below"), "{text}");
    assert!(text.contains("From the national limit to the EU limit | exactly at the limit"), "{text}");
    assert!(text.contains("Snow | €45,000 | €45,000 | €60,000 | The options"), "{text}");
    assert!(text.contains("Purchases: 2. At or above the national limit: 1; of these at or above the EU limit: 0."));
}

/// Norwegian law has principles from 100 000 kroner on, and its procedures from 1 300 000.
#[test]
fn what_is_not_known_or_holds_below_the_limit_is_said() {
    let of = |country: &str, currency: &str, kind, euros: i64, day: &str| {
        let day = day.parse().unwrap();
        let purchase = Purchase { kind, day, ..purchase(vec![part(0, 0, 0, euros, 0)]) };
        let (title, buyer) = Default::default();
        let (country, currency) = (country.into(), currency.into());
        let all = Purchases { title, buyer, country, currency, purchases: vec![purchase] };
        said(&super::document::documents(&all, None, Language::En)[0].1)
    };
    let principles = "the law's principles hold below the national limit too";
    let text = of("NO", "NOK", "goods-services", 100_000, "2025-06-01");
    assert!(text.contains("From NOK 100,000 on") && text.contains(principles), "{text}");
    assert!(!of("NO", "NOK", "goods-services", 99_999, "2025-06-01").contains(principles));
    assert!(!of("FI", "EUR", "goods-services", 59_999, "2025-06-01").contains(principles));
    let text = of("SE", "SEK", "goods-services", 700_000, "2026-06-01");
    assert!(text.contains("The EU limit of that day is not known here"), "{text}");
    let text = of("SE", "SEK", "social-health", 700_000, "2026-06-01");
    assert!(text.contains("Snow: SEK 700,000. National limit not known.\n"), "{text}");
    assert!(text.contains("no other limit stands in for it") && !text.contains("Neither options"), "{text}");
}

#[test]
fn sums_on_the_command_line_are_exact() {
    assert_eq!(read::sum("14000"), Some(whole(14_000)));
    assert_eq!(read::sum("14 000,50"), Some(euros(1_400_050)));
    assert_eq!(read::sum("0.5"), Some(euros(50)));
    for wrong in ["", "0", "-5", "14.000,50", "1e5", "12 €", "0.005", "9999999999999"] {
        assert_eq!(read::sum(wrong), None, "{wrong}");
    }
    assert_eq!(zero(), whole(0));
}

fn year(number: i32) -> Year {
    let last_day = chrono::NaiveDate::from_ymd_opt(number, 12, 31).unwrap();
    Year { number, name: number.to_string(), last_day }
}

fn firm(name: &str) -> Seller {
    Seller::new("", name, "FI", true)
}

/// Firms A, B and C, a sole trader, and a firm that is shown together with it only.
fn evidence() -> Evidence {
    let mut person = Seller::new("", "Tmi Esimerkki", "FI", false);
    person.is_person = true;
    let sellers = vec![firm("A Oy"), firm("B Oy"), firm("C Oy"), person, firm("Joined Oy")];
    let sale = |year: i32, sector: &str, unit: &str, seller: usize, euros: i128| {
        Sale::new((year, sector.into(), unit.into()), seller, euros * 100, seller < 3)
    };
    Evidence {
        buyer: "Kotka".into(),
        country: "FI".into(),
        currency: "EUR".into(),
        years: vec![year(2023), year(2024)],
        sellers,
        sales: vec![
            // A sells 20 000 and 30 000 to two units, 50 000 in the year: small. In 2024 it is 70 000: not small.
            sale(2023, "ict", "Schools", 0, 20_000),
            sale(2023, "ict", "Library", 0, 30_000),
            sale(2024, "ict", "Schools", 0, 70_000),
            // B is small in both years: 10 000 and 12 000.
            sale(2023, "ict", "Schools", 1, 10_000),
            sale(2024, "ict", "Schools", 1, 12_000),
            // Exactly the limit is not below it; a year that is not whole counts for nothing.
            sale(2024, "ict", "Schools", 2, 60_000),
            sale(2025, "ict", "Schools", 1, 40_000),
            // The sole trader sells 5 000, and 777 alone beside B to the library.
            sale(2024, "ict", "Schools", 3, 5_000),
            sale(2024, "food", "Library", 3, 777),
            sale(2024, "food", "Library", 4, 888),
            sale(2024, "transport", "Library", 1, 1_001),
            sale(2024, "transport", "Library", 3, 2_002),
        ],
        totals: [
            ((2023, "ict".to_owned()), Some(6_000_000)),
            ((2024, "ict".to_owned()), Some(14_700_000)),
            ((2024, "food".to_owned()), None),
        ]
        .into(),
        ..Evidence::default()
    }
}

#[test]
fn small_purchases_are_counted_by_hand() {
    let text = said(&small::documents(&evidence(), Language::En)[0].1);
    for line in [
        // 2023: A 50 000 + B 10 000; 2024: B 12 000; mean of two years 72 000 / 2 = 36 000. Suppliers A, B and the sole
        // trader, who is not in the sum. In 2024 B sells, and one who is not named.
        "ICT | €36,000 | €60,000 | 3 | 1 | 2023–2024",
        // Schools: A 20 000 + B 10 000 + B 12 000 = 42 000 / 2 = 21 000, of three suppliers.
        "ICT | Schools | €21,000 | €60,000 | 3 | 1 | 2023–2024",
        // Library: A 30 000 / 2 = 15 000; it sells nothing small there in 2024.
        "ICT | Library | €15,000 | €60,000 | 1 | 0 | 2023",
        // Two suppliers, one a sole trader: no sum.
        "Transport and logistics | .. | €60,000 | 2 | 1 | 2024",
        "Food, catering and accommodation | .. | €60,000 | 2 | 2 | 2024",
        "ICT | B Oy, and 1 more",
        "Transport and logistics | B Oy, and 1 more",
        "Food, catering and accommodation | 2 who are not named",
        "Sectors with small purchases in more than one year: 1. Most a year: ICT, €36,000.",
    ] {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
    for hidden in ["777", "888", "1,001", "2,002", "Joined"] {
        assert!(!text.contains(hidden), "{hidden} in\n{text}");
    }
}

#[test]
fn similar_purchases_are_counted_over_the_term() {
    let evidence = evidence();
    let with =
        |sector, seller: &str| Purchase { sector, seller: seller.into(), ..purchase(vec![part(5_000, 3, 1, 0, 0)]) };
    let ict = Purchase { name: "Systems".into(), ..with(Some("ict"), "b oy") };
    let food = Purchase { name: "Meals".into(), ..with(Some("food"), "Somebody") };
    let text = drawn(vec![ict, food, Purchase { name: "Else".into(), ..with(None, "") }], Some(&evidence));
    for line in [
        // (60 000 + 147 000) / 2 = 103 500 a year; B (10 000 + 12 000) / 2 = 11 000; over 3 + 1 years 414 000.
        "Systems | ICT | €103,500 | €11,000 | €414,000 | At or above the EU limit",
        "Meals | Food, catering and accommodation | .. | – | – | –",
        "reach the national limit for 1 of 2 purchases.",
        "No sector is named for: Else.",
        "Meals: the present supplier is not among the suppliers that the run names.",
        "mean of the whole years: 2023, 2024.",
    ] {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
    assert!(!text.contains("Somebody"), "{text}");
}

/// A firm that is shown with persons only has no sum of its own either.
#[test]
fn what_a_person_sold_is_in_no_cell() {
    let evidence = evidence();
    assert_eq!(evidence.seller("Joined Oy"), Some(4));
    assert_eq!(evidence.mean_of_seller(4, "food"), None);
    assert_eq!(evidence.mean_of_sector("food"), None);
    let all: Vec<&Sale> = evidence.sales.iter().collect();
    // Shown are A 120 000 + B 63 001 and C 60 000, in all years: 243 001 / 2.
    assert_eq!(evidence.cell(&all).yearly, Some(12_150_050));
}
