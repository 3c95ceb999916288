//! `calendar.ics`: the list for calendar programs, by RFC 5545.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::label;
use crate::texts::Texts;
use vire_domain::calendar::{Coming, List};
use vire_formats::harmless::ics_text;

/// One all-day event an item, over the whole of its time. An event keeps its UID as long as buyer, title and number
/// stay, so that a new time moves it.
pub fn draw(list: &List, title: &str, texts: &Texts, currency: &str) -> String {
    let mut out = String::new();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", concat!("-//Vire//Vire ", env!("CARGO_PKG_VERSION"), "//EN")),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        line(&mut out, name, value);
    }
    line(&mut out, "X-WR-CALNAME", &ics_text(title));
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for item in &list.items {
        let same = seen.entry(identity(item)).or_default();
        *same += 1;
        event(&mut out, item, *same, list.as_of, texts, currency);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn identity(item: &Coming) -> String {
    [item.origin.code(), &item.buyer, &item.title, &item.reference, &item.contract].join("\u{1f}")
}

fn event(out: &mut String, item: &Coming, number: u32, as_of: Option<NaiveDate>, texts: &Texts, currency: &str) {
    let day = |date: NaiveDate| date.format("%Y%m%d").to_string();
    let hash = blake3::hash(format!("{}\u{1f}{number}", identity(item)).as_bytes()).to_hex();
    // The end of an all-day event is the day after it.
    let after = item.window.end.checked_add_days(Days::new(1)).unwrap_or(item.window.end);
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &format!("{}@vire.invalid", &hash[..32]));
    // The list is of its day, not of the moment at which it was written.
    line(out, "DTSTAMP", &format!("{}T000000Z", day(as_of.unwrap_or_default())));
    line(out, "DTSTART;VALUE=DATE", &day(item.window.start));
    line(out, "DTEND;VALUE=DATE", &day(after));
    line(out, "SUMMARY", &ics_text(&format!("{}: {}", item.buyer, item.title)));
    let sector = texts.member("sector", item.sector_id());
    line(out, "DESCRIPTION", &ics_text(&description(item, texts, currency)));
    line(out, "CATEGORIES", &ics_text(&sector));
    if !item.contact.is_empty() {
        line(out, "CONTACT", &ics_text(&item.contact));
    }
    line(out, "STATUS", "TENTATIVE");
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

fn description(item: &Coming, texts: &Texts, currency: &str) -> String {
    let labelled = |key: &str, value: String| {
        if value.is_empty() { None } else { Some(format!("{}: {value}", texts.text(key))) }
    };
    let lines = [
        labelled("coming-col-time", label::time(&item.window, texts)),
        labelled("col-sector", texts.member("sector", item.sector_id())),
        labelled("coming-col-unit", item.unit.clone()),
        labelled("coming-col-value", label::value(item, texts, currency)),
        labelled("coming-col-procedure", item.procedure.clone()),
        labelled("coming-col-notes", item.notes.clone()),
        Some(label::derived(item, texts)).filter(|t| !t.is_empty()),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// A content line, folded so that none is longer than 75 octets; a character is never cut.
fn line(out: &mut String, name: &str, value: &str) {
    let mut octets = 0;
    for c in name.chars().chain([':']).chain(value.chars()) {
        if octets + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, "SUMMARY", &"ä".repeat(60));
        let lines: Vec<&str> = out.split("\r\n").collect();
        assert!(lines.iter().all(|l| l.len() <= 75), "{lines:?}");
        assert_eq!(lines[0].len(), 8 + 66);
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "ä".repeat(60)));
        assert_eq!(ics_text("a;b,c\\d\ne"), "a\\;b\\,c\\\\d\\ne");
    }
}
