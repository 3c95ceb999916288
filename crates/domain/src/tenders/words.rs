//! What the texts of tables of tenders mean: procedures, results, criteria, sizes, yes and no.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use vire_base::text::header_key;

use crate::suppliers::register::staff_size;

/// How a buyer asks for bids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Procedure {
    Open,
    Restricted,
    /// Negotiated after a call.
    Negotiated,
    /// Competitive dialogue, innovation partnership.
    Dialogue,
    /// National procedures below the EU thresholds, after a call.
    Simplified,
    /// Within a framework agreement or a dynamic purchasing system.
    CallOff,
    /// Without a call.
    Direct,
}

impl Procedure {
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Restricted, Self::Negotiated, Self::Dialogue, Self::Simplified, Self::CallOff, Self::Direct];

    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Restricted => "restricted",
            Self::Negotiated => "negotiated",
            Self::Dialogue => "dialogue",
            Self::Simplified => "simplified",
            Self::CallOff => "call-off",
            Self::Direct => "direct",
        }
    }
}

/// What became of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Awarded,
    Cancelled,
    /// No bid came, or none that could be taken.
    WithoutResult,
    /// Not decided yet.
    Running,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Awarded, Self::Cancelled, Self::WithoutResult, Self::Running];

    pub fn code(self) -> &'static str {
        match self {
            Self::Awarded => "awarded",
            Self::Cancelled => "cancelled",
            Self::WithoutResult => "without-result",
            Self::Running => "running",
        }
    }
}

/// How large a firm is, as far as a table tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    Micro,
    Small,
    Medium,
    /// Micro, small or medium-sized: the table does not tell which.
    Sme,
    Large,
    Unknown,
}

impl Size {
    pub const ALL: [Self; 6] = [Self::Micro, Self::Small, Self::Medium, Self::Sme, Self::Large, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Micro => "micro",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Sme => "sme",
            Self::Large => "large",
            Self::Unknown => "unknown",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    Procedure,
    Result,
    Criteria,
    Size,
    YesNo,
    Agreement,
    /// What stands for nothing.
    Nothing,
}

/// The whole text, or a part of it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum How {
    Exact,
    Contains,
}

#[derive(Deserialize)]
struct Word {
    field: Of,
    class: String,
    how: How,
    text: String,
}

/// The classes of a field: whole texts, and parts of texts in the order in which they are tried.
#[derive(Default)]
struct Words {
    whole: HashMap<String, String>,
    parts: Vec<(String, String)>,
}

static WORDS: LazyLock<HashMap<Of, Words>> = LazyLock::new(|| {
    let mut words: HashMap<Of, Words> = HashMap::new();
    for word in vire_reference::rows::<Word>(vire_reference::TENDER_WORDS) {
        let of = words.entry(word.field).or_default();
        match word.how {
            How::Exact => drop(of.whole.insert(header_key(&word.text), word.class)),
            How::Contains => of.parts.push((word.text.to_lowercase(), word.class)),
        }
    }
    words
});

/// The class of a text.
fn class(of: Of, text: &str) -> Option<&'static str> {
    let words = WORDS.get(&of)?;
    let lower = text.to_lowercase();
    let by_part = || words.parts.iter().find(|(part, _)| lower.contains(part.as_str())).map(|(_, class)| class);
    words.whole.get(&header_key(text)).or_else(by_part).map(String::as_str)
}

/// Whether a text stands for nothing: "-", "n/a", "ei tiedossa".
pub fn is_nothing(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphanumeric()) || class(Of::Nothing, text).is_some()
}

pub fn procedure(text: &str) -> Option<Procedure> {
    let code = class(Of::Procedure, text)?;
    Procedure::ALL.into_iter().find(|procedure| procedure.code() == code)
}

pub fn outcome(text: &str) -> Option<Outcome> {
    let code = class(Of::Result, text)?;
    Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
}

/// Whether price is the only criterion.
pub fn is_price_only(text: &str) -> Option<bool> {
    class(Of::Criteria, text).map(|class| class == "price")
}

pub fn is_framework(text: &str) -> Option<bool> {
    class(Of::Agreement, text).map(|class| class == "framework").or_else(|| yes(text))
}

pub fn yes(text: &str) -> Option<bool> {
    class(Of::YesNo, text).map(|class| class == "yes")
}

/// Whether a criterion is used: yes or no, or its name, as notices have it.
pub fn yes_or_named(text: &str) -> Option<bool> {
    yes(text).or_else(|| text.chars().any(char::is_alphabetic).then_some(true))
}

/// A size class by its name or a number of staff, or whether it is a small or medium-sized firm.
pub fn size(text: &str) -> Option<Size> {
    let by_list = class(Of::Size, text).or_else(|| {
        match yes(text).filter(|_| !text.trim().bytes().any(|b| b.is_ascii_digit()))? {
            true => Some("sme"),
            false => Some("large"),
        }
    });
    let code = by_list.or_else(|| is_of_staff(text).then(|| staff_size(text)))?;
    Size::ALL.into_iter().find(|size| size.code() == code).filter(|size| *size != Size::Unknown)
}

/// Whether a text with digits speaks of staff: sums and years have digits too.
fn is_of_staff(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "hlö",
        "henkilöä",
        "henkilöstö",
        "htv",
        "työntekijää",
        "anställda",
        "personer",
        "st",
        "employees",
        "staff",
        "persons",
        "alle",
        "under",
        "below",
        "less",
        "fewer",
        "than",
        "mindre",
        "färre",
        "än",
        "yli",
        "över",
        "over",
        "max",
        "enintään",
        "högst",
    ];
    const SIZES: [&str; 12] =
        ["mikro", "micro", "pien", "små", "liten", "small", "keski", "medel", "medium", "suur", "stor", "large"];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_size = |word: &str| SIZES.iter().any(|size| word.starts_with(size));
    !text.bytes().any(|byte| byte.is_ascii_digit()) || words.all(|word| WORDS.contains(&word) || is_size(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Procedure>) {
        assert_eq!(procedure(text), expected, "{text}");
    }

    #[test]
    fn procedures_in_three_languages_and_codes() {
        check("Avoin menettely", Some(Procedure::Open));
        check("Öppet förfarande", Some(Procedure::Open));
        check("OPE", Some(Procedure::Open));
        check("Rajoitettu menettely", Some(Procedure::Restricted));
        check("Selektivt förfarande", Some(Procedure::Restricted));
        check("Urvalsförfarande", Some(Procedure::Restricted));
        check("Neuvottelumenettely", Some(Procedure::Negotiated));
        check("Förhandlat förfarande med föregående annonsering", Some(Procedure::Negotiated));
        check("neg-w-call", Some(Procedure::Negotiated));
        // In Finnish the competitive dialogue is called a negotiation too.
        check("Kilpailullinen neuvottelumenettely", Some(Procedure::Dialogue));
        check("Konkurrenspräglad dialog", Some(Procedure::Dialogue));
        check("Förenklat förfarande", Some(Procedure::Simplified));
        check("Minikilpailutus", Some(Procedure::CallOff));
        check("Suorahankinta", Some(Procedure::Direct));
        check("Förhandlat förfarande utan föregående annonsering", Some(Procedure::Direct));
        check("Negotiated without prior publication", Some(Procedure::Direct));
        check("neg-wo-call", Some(Procedure::Direct));
        check("Jokin muu", None);
    }

    #[test]
    fn results_criteria_and_sizes() {
        assert_eq!(outcome("Keskeytetty"), Some(Outcome::Cancelled));
        assert_eq!(outcome("Inga anbud"), Some(Outcome::WithoutResult));
        assert_eq!(outcome("selec-w"), Some(Outcome::Awarded));
        assert_eq!(outcome("?"), None);
        assert_eq!(is_price_only("Halvin hinta"), Some(true));
        assert_eq!(is_price_only("Bästa förhållandet mellan pris och kvalitet"), Some(false));
        assert_eq!(is_price_only("L"), Some(true));
        assert_eq!(size("Stora företag"), Some(Size::Large));
        assert_eq!(size("pk-yritys"), Some(Size::Sme));
        assert_eq!(size("Y"), Some(Size::Sme));
        assert_eq!(size("12"), Some(Size::Small));
        assert_eq!(size("alle 10 hlö"), Some(Size::Micro));
        assert_eq!([size("50-249"), size("Keskisuuri (50–249)")], [Some(Size::Medium); 2]);
        assert_eq!([size("ei tiedossa"), size("ei tiedossa (2024)"), size("liikevaihto 5 M€")], [None; 3]);
        assert_eq!((yes("True"), yes("Nej"), yes("ehkä")), (Some(true), Some(false), None));
        assert!(is_nothing("n/a") && is_nothing("-") && !is_nothing("0"));
    }
}
