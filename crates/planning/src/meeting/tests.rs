//! Who came and what was bought, counted by hand; and who is named nowhere.

use super::document::documents;
use super::{Coming, Guest, Meeting, Theme};
use crate::evidence::{Evidence, Sale, Seller, Year};
use chrono::NaiveDate;
use vire_base::language::Language;
use vire_report::document::Part;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn guest(name: &str, id: &str, came: Option<bool>) -> Guest {
    Guest { name: name.into(), id: id.into(), came }
}

fn meeting() -> Meeting {
    let theme = |name: &str, times, answer: &str| Theme { name: name.into(), times, answer: answer.into() };
    Meeting {
        title: "Morning".into(),
        buyer: "Kotka".into(),
        day: day("2024-02-08"),
        hours: String::new(),
        place: String::new(),
        capacity: Some(6),
        sign_up: String::new(),
        contact: "Office".into(),
        country: "FI".into(),
        agenda: Vec::new(),
        coming: vec![Coming { title: "Roof".into(), sector: Some("construction"), when: "2024 Q2".into() }],
        invited: vec!["Uusi Oy".into(), "Matti Esimerkki".into()],
        guests: vec![
            guest("Alfa Oy", "", Some(true)),
            // The id finds it, whatever it is called.
            guest("Beta", "9512346-5", Some(true)),
            guest("gamma oy", "", Some(true)),
            guest("Gamma Oy", "", Some(true)),
            guest("Uusi Oy", "", Some(true)),
            guest("Tmi Esimerkki", "", Some(true)),
            guest("Poissa Oy", "", Some(false)),
        ],
        themes: vec![theme("Lots", 4, ""), theme("Small ones", 6, "One page"), theme("Forms", 3, "")],
    }
}

/// Alfa and Beta are local. The sole trader sold before the meeting; Gamma only after it.
fn evidence() -> Evidence {
    let seller = |key: &str, name: &str, is_named: bool, is_local: bool, since: &str| {
        let mut seller = Seller::new(key, name, "FI", is_named);
        (seller.is_person, seller.is_local, seller.since) = (!is_named, is_local, Some(day(since)));
        seller
    };
    let sale = |seller: usize, sector: &str| Sale::new((2023, sector.into(), String::new()), seller, 100, seller != 3);
    Evidence {
        buyer: "Kotka".into(),
        country: "FI".into(),
        currency: "EUR".into(),
        years: vec![Year { number: 2023, name: "2023".into(), last_day: day("2023-12-31") }],
        sellers: vec![
            seller("fi:9512345-7", "Alfa Oy", true, true, "2023-03-01"),
            seller("fi:9512346-5", "Beta Oy", true, true, "2023-03-01"),
            seller("name:gamma", "Gamma Oy", true, false, "2024-02-08"),
            seller("name:esimerkki", "Tmi Esimerkki", false, true, "2023-05-05"),
            seller("name:delta", "Delta Oy", true, false, "2023-03-01"),
        ],
        sales: vec![sale(0, "construction"), sale(1, "ict"), sale(3, "construction"), sale(4, "construction")],
        totals: [((2023, "construction".to_owned()), Some(1_234_500))].into(),
        days: vec![
            // The first and the last day of the twelve months before, and one too early.
            (day("2023-02-07"), 0, 999_900),
            (day("2023-02-08"), 0, 100_000),
            (day("2024-02-07"), 1, 50_000),
            // From the day of the meeting on it is after; the day a year later is too late.
            (day("2024-02-08"), 2, 70_000),
            (day("2024-05-01"), 0, 30_000),
            (day("2025-02-07"), 1, 1_000),
            (day("2025-02-08"), 1, 888_800),
            (day("2023-06-01"), 4, 20_000),
        ],
        months: (2023 * 12 + 1..=2025 * 12 + 1).map(|at| (at / 12, (at % 12) as u32 + 1)).collect(),
        ..Evidence::default()
    }
}

/// The texts of a document, and its tables' rows with bars between the cells.
fn said(meeting: &Meeting, evidence: Option<&Evidence>, stem: &str) -> String {
    let all = documents(meeting, evidence, Language::En);
    let document = &all.iter().find(|(name, _)| *name == stem).unwrap_or_else(|| panic!("no {stem}")).1;
    let mut said = document.notes.clone();
    for section in &document.sections {
        said.extend([section.title.clone(), section.finding.clone()]);
        said.extend(section.texts());
        for part in &section.parts {
            if let Part::Table(table) = part {
                let row = |row: &Vec<vire_report::model::Cell>| {
                    row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" | ")
                };
                said.extend(table.rows.iter().map(row));
            }
        }
    }
    said.join("\n").replace('\u{a0}', " ")
}

#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
}

#[test]
fn those_who_came_are_counted_once_each() {
    let text = said(&meeting(), Some(&evidence()), "follow-up");
    has(
        &text,
        &[
            // Alfa, Beta, Gamma (signed up twice), Uusi, the sole trader.
            "Firms that came: 5; local: 3; had not sold before: 2.",
            "Came | 5",
            "Signed up and did not come | 1",
            "Of those who came, local by the run | 3",
            // Gamma sold on the day itself for the first time; Uusi never.
            "Had not sold before the meeting | 2",
            "Of these, not found in the run at all | 1",
            "Raised most often: Small ones",
            "Without an answer yet: Lots\nWithout an answer yet: Forms\nTell what was done about it: Small ones (One page)",
            "This does not prove that the meeting had an effect",
            // Of those who came two firms sold before, which is not shown; after it 700 + 300 + 10 = 1 010 by three.
            "came | 3 | .. | €1,010",
            // Of the others one firm sold before; none after.
            "did not come | 1 | .. | €0",
        ],
    );
}

#[test]
fn sums_of_three_firms_are_shown_where_the_months_are_covered() {
    let mut evidence = evidence();
    evidence.days.push((day("2023-12-31"), 2, 5_000));
    // 1 000 + 500 + 50 = 1 550.
    has(&said(&meeting(), Some(&evidence), "follow-up"), &["came | 3 | €1,550 | €1,010"]);
    evidence.months.remove(&(2025, 2));
    has(&said(&meeting(), Some(&evidence), "follow-up"), &["came | 3 | €1,550 | –", "does not cover all"]);
    evidence.months.remove(&(2023, 2));
    has(&said(&meeting(), Some(&evidence), "follow-up"), &["covers neither all of the twelve months"]);
}

#[test]
fn persons_are_named_nowhere() {
    let (mut meeting, evidence) = (meeting(), evidence());
    for evidence in [None, Some(&evidence)] {
        for (_, document) in documents(&meeting, evidence, Language::En) {
            let text = format!("{document:?}");
            assert!(!text.contains("Esimerkki") && !text.contains("Matti"), "{text}");
        }
    }
    meeting.guests[5].id = "9512345-7".into();
    has(&said(&meeting, Some(&evidence), "cards"), &["Alfa Oy"]);
}

#[test]
fn local_firms_of_the_coming_sectors_are_invited() {
    let text = said(&meeting(), Some(&evidence()), "invited");
    has(&text, &["Alfa Oy | Construction and building maintenance | 2023", "Local firms to invite: 1.", "Uusi Oy"]);
    has(&text, &["More have signed up than there are seats: 7 for 6.", "may be those of persons: 1"]);
    // Beta sold in no coming sector; Delta is not local.
    assert!(!text.contains("Beta") && !text.contains("Delta"), "{text}");
    let text = said(&meeting(), Some(&evidence()), "cards");
    has(&text, &["Table: Construction", "Bought in a mean year: €12,345", "Coming: Roof (2024 Q2)", "Ask: Office"]);
    has(&text, &["Uusi Oy\n", "Blank cards: 1"]);
    assert!(!text.contains("Poissa"), "{text}");
}

#[test]
fn without_a_run_it_is_said_what_is_missing() {
    has(&said(&meeting(), None, "invited"), &["No run was named, so that no local firms are listed"]);
    let text = said(&meeting(), None, "follow-up");
    // By name alone: Alfa, Beta, Gamma, Uusi, the sole trader.
    has(&text, &["Firms that came: 5.", "not shown how many are local", "purchases before and after are not shown"]);
    let mut before = meeting();
    before.guests.iter_mut().for_each(|guest| guest.came = None);
    assert_eq!(documents(&before, None, Language::En).len(), 3);
}
