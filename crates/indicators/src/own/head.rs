//! What the head of a file must say.

use vire_base::document::did_you_mean;
use vire_base::language::Language;

use super::{Fault, PREFIX};
use crate::catalogue::{Better, CATALOGUE, Entry, Indicator, Unit, Whole, entries};

const REQUIRED: [&str; 8] = ["id", "name", "unit", "headline", "better", "needs", "n", "source"];
const OPTIONAL: [&str; 2] = ["whole", "whole-year"];
/// Texts, each in one language at least.
const TEXTS: [&str; 4] = ["title", "meaning", "reading", "pitfalls"];

/// The faults of a head.
pub(super) fn faults(text: &str) -> Vec<Fault> {
    match entries(text) {
        Ok(entries) => Head { text, entries }.faults(),
        Err(line) => {
            let message =
                "a line of the head is \"-- key: text\"; a text goes on after \"--\" and five blanks".to_owned();
            let help = "the head is the comments at the top, up to the SELECT".to_owned();
            vec![Fault { line: line + 1, column: 1, message, help }]
        }
    }
}

struct Head<'t> {
    text: &'t str,
    entries: Vec<Entry>,
}

impl Head<'_> {
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.keys(&mut faults);
        for key in REQUIRED.iter().filter(|key| self.get(key).is_none_or(|entry| entry.text.is_empty())) {
            faults.push(self.missing(key, &format!("-- {key}: {}", example(key))));
        }
        for part in TEXTS {
            let is_of = |entry: &&Entry| entry.key.split('.').next() == Some(part) && !entry.text.is_empty();
            if !self.entries.iter().any(|entry| is_of(&entry)) {
                faults.push(self.missing(&format!("{part}.en"), &format!("-- {part}.en: ..., or in another language")));
            }
        }
        for entry in &self.entries {
            if let Some((message, help)) = self.wrong(entry) {
                faults.push(self.at(entry, message, help));
            }
        }
        let of_shares = self.get("unit").is_some_and(|entry| entry.text == Unit::Share.code());
        if of_shares && self.get("whole").is_none() {
            faults.push(self.missing("whole", "-- whole: spend, suppliers or tenders: what the share is a share of"));
        }
        faults
    }

    fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Keys that nobody knows, or that stand twice.
    fn keys(&self, faults: &mut Vec<Fault>) {
        let languages = Language::ALL.map(Language::code);
        for (at, entry) in self.entries.iter().enumerate() {
            let is_text = entry.key.split_once('.').is_some_and(|(part, _)| TEXTS.contains(&part));
            let language = entry.key.split_once('.').map_or("", |(_, language)| language);
            let known: Vec<&str> = REQUIRED.iter().chain(&OPTIONAL).copied().collect();
            if is_text && !languages.contains(&language) {
                let message = format!("no report is written in the language \"{language}\"");
                faults.push(self.at(entry, message, did_you_mean(language, &languages)));
            } else if !is_text && !known.contains(&entry.key.as_str()) {
                let all: Vec<&str> = known.iter().chain(&TEXTS).copied().collect();
                faults.push(self.at(
                    entry,
                    format!("no head has the key \"{}\"", entry.key),
                    did_you_mean(&entry.key, &all),
                ));
            } else if self.entries[..at].iter().any(|other| other.key == entry.key) {
                let help = "leave one of the two out".to_owned();
                faults.push(self.at(entry, format!("the key \"{}\" stands here twice", entry.key), help));
            }
        }
    }

    /// What of an entry cannot be, with what would be right.
    fn wrong(&self, entry: &Entry) -> Option<(String, String)> {
        let text = entry.text.as_str();
        let no = |what: &str, help: String| Some((format!("\"{text}\" is no {what}"), help));
        if text.is_empty() {
            return None;
        }
        match entry.key.as_str() {
            "id" if !is_id(text) => {
                no("id of an own indicator", format!("write {PREFIX} and a number, such as {PREFIX}1"))
            }
            "name" if !is_name(text) => no("name", "write small letters and hyphens, such as summer-share".to_owned()),
            "name" => CATALOGUE.ours().find(|ours| ours.is_called(text)).map(|ours| {
                (format!("\"{text}\" is the name of {} already", ours.id), "give it another name".to_owned())
            }),
            "unit" if Unit::of(text).is_none() => no("unit", did_you_mean(text, &Unit::ALL.map(Unit::code))),
            "whole" if Whole::of(text).is_none() => {
                no("whole of shares", did_you_mean(text, &Whole::ALL.map(Whole::code)))
            }
            "better" if Better::of(text).is_none() => {
                no("way to be better", did_you_mean(text, &Better::ALL.map(Better::code)))
            }
            "headline" => self.headline(text),
            "needs" => {
                let known = of_ours(|ours| ours.needs.clone());
                let unknown = text.split(',').map(str::trim).find(|need| !known.iter().any(|k| k == need))?;
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                Some((
                    format!("nothing is called \"{unknown}\" that an indicator could need"),
                    did_you_mean(unknown, &known),
                ))
            }
            "n" => {
                let known = of_ours(|ours| vec![ours.counts.clone()]);
                let is_known = known.iter().any(|k| k == text);
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                if is_known { None } else { no("thing that n counts", did_you_mean(text, &known)) }
            }
            _ => None,
        }
    }

    /// The headline names a dimension that the query gives.
    fn headline(&self, text: &str) -> Option<(String, String)> {
        let Some((dimension, member)) = text.split_once('/').map(|(d, m)| (d.trim(), m.trim())) else {
            let help = "write dimension and member, such as total/total".to_owned();
            return Some((format!("\"{text}\" is no headline"), help));
        };
        let given = |what: &str| self.text.contains(&format!("'{what}'"));
        let missing = [dimension, member].into_iter().find(|what| !given(what))?;
        let help = "the headline is the dimension and the member of a figure that the query gives".to_owned();
        Some((format!("the query has no text '{missing}', which the headline names"), help))
    }

    fn missing(&self, key: &str, help: &str) -> Fault {
        let line = self.entries.last().map_or(0, |entry| entry.line) + 1;
        let message = format!("the head lacks \"{key}\"");
        Fault { line, column: 1, message, help: help.to_owned() }
    }

    /// A fault where the text of an entry begins.
    fn at(&self, entry: &Entry, message: String, help: String) -> Fault {
        let line = self.text.lines().nth(entry.line).unwrap_or_default();
        let after = line.find(':').map_or(0, |colon| colon + 1);
        let blanks = line[after..].chars().take_while(|c| c.is_whitespace()).count();
        Fault { line: entry.line + 1, column: line[..after].chars().count() + blanks + 1, message, help }
    }
}

/// What indicators of ours have, each once.
fn of_ours(of: impl Fn(&Indicator) -> Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = CATALOGUE.ours().flat_map(of).collect();
    all.sort();
    all.dedup();
    all
}

fn is_id(text: &str) -> bool {
    let number = text.strip_prefix(PREFIX).unwrap_or_default();
    !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) && !number.starts_with('0')
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && text.contains('-')
}

fn example(key: &str) -> &'static str {
    match key {
        "id" => "X1",
        "name" => "summer-share",
        "unit" => "share",
        "headline" => "total/total",
        "better" => "neither",
        "needs" => "amount",
        "n" => "suppliers",
        _ => "where the definition comes from",
    }
}
