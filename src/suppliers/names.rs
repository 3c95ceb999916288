//! Names of suppliers: the conservative key of those without a business id, and the legal form in a name.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::reference;

/// What a supplier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Company,
    SoleTrader,
    Association,
    #[serde(rename = "co-operative")]
    CoOperative,
    PublicBody,
    Person,
    Foreign,
    /// Persons that the publisher collapsed into one fake supplier.
    Redacted,
    Unknown,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::SoleTrader => "sole-trader",
            Self::Association => "association",
            Self::CoOperative => "co-operative",
            Self::PublicBody => "public-body",
            Self::Person => "person",
            Self::Foreign => "foreign",
            Self::Redacted => "redacted",
            Self::Unknown => "unknown",
        }
    }

    /// A natural person's name is, or may be, in the supplier's name.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::SoleTrader | Self::Person)
    }
}

#[derive(Deserialize)]
struct FormRow {
    token: String,
    form: String,
    kind: Kind,
    position: Position,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Position {
    Prefix,
    Suffix,
    Any,
}

struct Form {
    words: Vec<String>,
    form: String,
    kind: Kind,
    position: Position,
}

/// Legal forms, those of most words first.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut forms: Vec<Form> = reference::rows::<FormRow>(reference::LEGAL_FORMS)
        .into_iter()
        .map(|r| Form { words: words(&r.token), form: r.form, kind: r.kind, position: r.position })
        .filter(|f| !f.words.is_empty())
        .collect();
    forms.sort_by_key(|f| std::cmp::Reverse(f.words.len()));
    forms
});

/// A name in words: composed, lower case, punctuation as blanks, except that points and slashes inside
/// abbreviations vanish (`T:mi`, `r.y.`, `A/S`). å ä ö stay letters of their own.
fn words(name: &str) -> Vec<String> {
    let folded: String = name.nfc().flat_map(char::to_lowercase).collect();
    let mut text = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '.' | ':' | '/' | '\'' | '\u{2019}' => {}
            c if c.is_alphanumeric() || c == '&' || c == '+' => text.push(c),
            _ => text.push(' '),
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// The key of a supplier without a business id: its words with the legal form in one spelling at the end.
/// Different legal forms stay different suppliers.
pub fn key(name: &str) -> String {
    let mut words = words(name);
    match find_form(&words) {
        Some((at, form)) => {
            words.drain(at..at + form.words.len());
            words.push(format!("[{}]", form.form));
            words.join(" ")
        }
        None => words.join(" "),
    }
}

/// The legal form that a name shows, and the kind that follows from it.
pub fn legal_form(name: &str) -> Option<(&'static str, Kind)> {
    let words = words(name);
    let found = find_form(&words).map(|(_, form)| (form.form.as_str(), form.kind));
    found.or_else(|| {
        ENDINGS
            .iter()
            .find(|(ending, ..)| words.iter().any(|w| w.ends_with(ending)))
            .map(|(_, form, kind)| (*form, *kind))
    })
}

/// Forms that end compound words: "Kotkansäätiö", "Idrottsförening".
const ENDINGS: [(&str, &str, Kind); 7] = [
    ("säätiö", "saatio", Kind::Association),
    ("yhdistys", "ry", Kind::Association),
    ("förening", "forening", Kind::Association),
    ("stiftelse", "stiftelse", Kind::Association),
    ("stiftelsen", "stiftelse", Kind::Association),
    ("osuuskunta", "osuuskunta", Kind::CoOperative),
    ("osuuspankki", "osuuskunta", Kind::CoOperative),
];

fn find_form(words: &[String]) -> Option<(usize, &'static Form)> {
    FORMS.iter().find_map(|form| {
        let n = form.words.len();
        let last = words.len().checked_sub(n).filter(|last| *last > 0)?;
        let at = |i: usize| words[i..i + n] == form.words[..];
        let place = match form.position {
            Position::Prefix => at(0).then_some(0),
            Position::Suffix => at(last).then_some(last),
            Position::Any => (0..=last).rev().find(|i| at(*i)),
        };
        place.map(|i| (i, form))
    })
}

#[derive(Deserialize)]
struct PatternRow {
    #[serde(rename = "match")]
    how: How,
    pattern: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum How {
    Word,
    Suffix,
    Prefix,
    Contains,
    Exact,
}

impl How {
    /// The text is in lower case and padded with a blank at both ends, so that a pattern may begin or end with one.
    fn matches(self, padded: &str, pattern: &str) -> bool {
        let boundary = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        match self {
            Self::Exact => padded.trim() == pattern,
            Self::Contains => padded.contains(pattern),
            Self::Suffix => padded.ends_with(pattern) || padded.trim_end().ends_with(pattern),
            Self::Prefix => padded.trim_start().starts_with(pattern),
            Self::Word => padded.match_indices(pattern).any(|(at, found)| {
                boundary(padded[..at].chars().next_back()) && boundary(padded[at + found.len()..].chars().next())
            }),
        }
    }
}

fn padded(text: &str) -> String {
    format!(" {} ", text.trim().to_lowercase())
}

static PUBLIC_BODIES: LazyLock<Vec<(How, String)>> = LazyLock::new(|| {
    let rows = reference::rows::<PatternRow>(reference::PUBLIC_BODIES);
    rows.into_iter().map(|r| (r.how, r.pattern.to_lowercase())).collect()
});

/// Whether a name is that of a public body. A word such as "region" yields to a company form in the same name; what
/// only public bodies have in their names ("kuntayhtymä") does not.
pub fn is_public_body(name: &str) -> bool {
    let text = padded(name);
    let company = matches!(legal_form(name), Some((_, Kind::Company | Kind::SoleTrader | Kind::CoOperative)));
    PUBLIC_BODIES.iter().any(|(how, pattern)| (!company || *how == How::Contains) && how.matches(&text, pattern))
}

#[derive(Deserialize)]
struct PlaceholderRow {
    kind: String,
    #[serde(rename = "match")]
    how: How,
    pattern: String,
}

static REDACTIONS: LazyLock<Vec<(How, String)>> = LazyLock::new(|| {
    let rows = reference::rows::<PlaceholderRow>(reference::PLACEHOLDERS);
    rows.into_iter().filter(|r| r.kind == "redacted").map(|r| (r.how, r.pattern.to_lowercase())).collect()
});

/// Whether a name stands for persons whom the publisher left out.
pub fn is_redaction(name: &str) -> bool {
    let text = padded(name);
    REDACTIONS.iter().any(|(how, pattern)| how.matches(&text, pattern))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_join_spellings_and_part_forms() {
        assert_eq!(key("Kymen Kaiku OY"), key("Oy  Kymen kaiku"));
        assert_eq!(key("Åkers Bygg AB"), key("ÅKERS BYGG Ab."));
        assert_ne!(key("Kymen Kaiku Oy"), key("Kymen Kaiku Ky"));
        assert_ne!(key("Kymen Kaiku Oy"), key("Kymen Kaiku"));
        assert_ne!(key("Åkers Bygg"), key("Akers Bygg"));
        assert_ne!(key("Rakennus Virta Oy"), key("Virta Rakennus Oy"));
    }

    #[test]
    fn forms_and_bodies() {
        assert_eq!(legal_form("T:mi Aamuvire").map(|f| f.1), Some(Kind::SoleTrader));
        assert_eq!(legal_form("Kotkan Soutajat r.y.").map(|f| f.1), Some(Kind::Association));
        assert_eq!(legal_form("Osuuskunta Vireä").map(|f| f.1), Some(Kind::CoOperative));
        assert_eq!(legal_form("Lindqvist"), None);
        assert!(is_public_body("Esimerkkilän kuntayhtymä"));
        assert!(is_public_body("Haminan kaupunki"));
        assert!(!is_public_body("Kaupunkikuva Ky"));
        assert!(is_redaction("[innehåller personuppgifter]"));
        assert!(is_redaction("REDACTED PERSONAL DATA"));
        assert!(!is_redaction("Kone Oy"));
    }
}
