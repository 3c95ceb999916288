//! Suppliers that are likely the same: proposed to the user, never joined by themselves.
//!
//! Names are only compared within blocks (the same words, the same beginning or end, the same rarest word, the same
//! consonants), and in large blocks only with their neighbours in order, so that the time grows with the number of
//! names and not with its square.

use std::collections::{BTreeMap, HashMap, HashSet};

use strsim::osa_distance;

use vire_reference::{country, names};

/// A name of a supplier.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The supplier's number.
    pub supplier: u32,
    pub name: &'a str,
    /// The supplier has a business id: two such are never the same.
    pub has_id: bool,
}

/// What speaks for two names being one supplier's, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    SameName,
    WordOrder,
    Spacing,
    Spelling,
    Truncated,
    Abbreviated,
    Suffix,
}

impl Evidence {
    pub fn code(self) -> &'static str {
        match self {
            Self::SameName => "same-name",
            Self::WordOrder => "word-order",
            Self::Spacing => "spacing",
            Self::Spelling => "spelling",
            Self::Truncated => "truncated",
            Self::Abbreviated => "abbreviated",
            Self::Suffix => "suffix",
        }
    }
}

/// Two suppliers that are likely one, by number, the lesser first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    pub a: u32,
    pub b: u32,
    pub evidence: Evidence,
}

/// A name as it is compared.
struct Name {
    supplier: u32,
    has_id: bool,
    form: Option<&'static str>,
    words: Vec<String>,
    sorted: Vec<String>,
    /// Words joined, accents dropped.
    compact: String,
    /// As it stands, in lower case with single blanks, for texts that were cut short.
    whole: String,
}

/// Names compared with how many that follow in a block's order.
const WINDOW: usize = 12;

/// Pairs of suppliers of a buyer in `country` that are likely the same, each once with its strongest evidence, in order.
pub fn proposals(named: &[Named<'_>], country: &str) -> Vec<Proposal> {
    if named.iter().all(|n| n.has_id) {
        return Vec::new();
    }
    let mut names: Vec<Name> = named.iter().filter_map(|named| prepare(named, country)).collect();
    names.sort_by_key(|n| n.has_id);
    let mut frequency: HashMap<&str, u32> = HashMap::new();
    names.iter().flat_map(|n| &n.sorted).for_each(|w| *frequency.entry(w).or_default() += 1);
    let mut blocks: HashMap<String, Vec<u32>> = HashMap::new();
    for (i, name) in names.iter().enumerate() {
        // A pair needs one without an id, so the others only join blocks that hold such names.
        for block in blocks_of(name, &frequency) {
            if !name.has_id {
                blocks.entry(block).or_default().push(i as u32);
            } else if let Some(block) = blocks.get_mut(&block) {
                block.push(i as u32);
            }
        }
    }
    let mut best: HashMap<(u32, u32), Evidence> = HashMap::new();
    let mut compared: HashSet<(u32, u32)> = HashSet::new();
    for mut block in blocks.into_values().filter(|b| b.len() > 1) {
        block.sort_by(|a, b| names[*a as usize].compact.cmp(&names[*b as usize].compact).then(a.cmp(b)));
        for (at, a) in block.iter().enumerate() {
            for b in block[at + 1..].iter().take(WINDOW) {
                let (x, y) = (&names[*a as usize], &names[*b as usize]);
                if x.supplier == y.supplier || (x.has_id && y.has_id) || !compared.insert((*a.min(b), *a.max(b))) {
                    continue;
                }
                if let Some(evidence) = evidence(x, y) {
                    let pair = (x.supplier.min(y.supplier), x.supplier.max(y.supplier));
                    best.entry(pair).and_modify(|held| *held = evidence.min(*held)).or_insert(evidence);
                }
            }
        }
    }
    let sorted: BTreeMap<(u32, u32), Evidence> = best.into_iter().collect();
    sorted.into_iter().map(|((a, b), evidence)| Proposal { a, b, evidence }).collect()
}

fn prepare(named: &Named<'_>, country: &str) -> Option<Name> {
    let (mut words, form) = names::parts(named.name, country);
    words.retain(|w| !matches!(w.as_str(), "&" | "+" | "ja" | "och" | "and"));
    let compact = plain(&words.concat());
    if compact.chars().count() < 4 {
        return None;
    }
    let mut sorted = words.clone();
    sorted.sort();
    let whole = named.name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Name { supplier: named.supplier, has_id: named.has_id, form, words, sorted, compact, whole })
}

/// Letters as a keyboard without accents has them.
fn plain(text: &str) -> String {
    let fold = |c: char| match c {
        'ä' | 'å' | 'á' | 'à' | 'â' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' | 'ô' | 'õ' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ü' | 'ú' => 'u',
        'š' => 's',
        'ž' => 'z',
        c => c,
    };
    text.chars().map(fold).collect()
}

fn blocks_of(name: &Name, frequency: &HashMap<&str, u32>) -> Vec<String> {
    let chars: Vec<char> = name.compact.chars().collect();
    let mut blocks = vec![format!("w{}", name.sorted.join(" "))];
    if chars.len() >= 8 {
        blocks.push(format!("b{}", chars[..8].iter().collect::<String>()));
        blocks.push(format!("e{}", chars[chars.len() - 8..].iter().collect::<String>()));
    }
    // A word that few names have; of equally rare ones the first in order.
    let rarest = name.sorted.iter().filter(|w| w.len() >= 4).min_by_key(|w| frequency.get(w.as_str()));
    blocks.extend(rarest.map(|w| format!("r{}", plain(w))));
    let mut consonants: Vec<char> = chars.iter().filter(|c| !"aeiouyh".contains(**c)).copied().collect();
    consonants.dedup();
    if consonants.len() >= 4 {
        blocks.push(format!("c{}", consonants.iter().take(7).collect::<String>()));
    }
    blocks
}

fn evidence(a: &Name, b: &Name) -> Option<Evidence> {
    if matches!((a.form, b.form), (Some(a), Some(b)) if a != b) {
        return None;
    }
    if a.words == b.words {
        return Some(Evidence::SameName);
    }
    if a.sorted == b.sorted {
        return Some(Evidence::WordOrder);
    }
    if a.words.concat() == b.words.concat() {
        return Some(Evidence::Spacing);
    }
    if cut_short(a, b) || cut_short(b, a) {
        return Some(Evidence::Truncated);
    }
    // Different numbers are different flats, shops and units.
    let numbers = |n: &Name| n.sorted.iter().filter(|w| has_digit(w)).cloned().collect::<Vec<_>>();
    if numbers(a) != numbers(b) {
        return None;
    }
    if a.compact == b.compact || spelt_alike(a, b) {
        return Some(Evidence::Spelling);
    }
    if abbreviated(a, b) || abbreviated(b, a) {
        return Some(Evidence::Abbreviated);
    }
    (extended(a, b) || extended(b, a)).then_some(Evidence::Suffix)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a name ends where the other goes on in the middle of a word, as fields of fixed width cut it.
fn cut_short(short: &Name, long: &Name) -> bool {
    let Some(rest) = long.whole.strip_prefix(&short.whole) else { return false };
    let in_word = rest.chars().next().is_some_and(char::is_alphanumeric);
    in_word && short.whole.chars().count() >= 12 && !short.whole.ends_with(' ')
}

/// Whether two words are one with a slip of the keyboard: none of them a number, and not two places.
fn slip(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let allowed = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let place = |w: &str| country::all().any(|c| c.has_municipalities() && c.municipality(w).is_some());
    !has_digit(a) && (plain(a) == plain(b) || (osa_distance(a, b) <= allowed && !(place(a) && place(b))))
}

/// The same words in the same places, but for slips.
fn spelt_alike(a: &Name, b: &Name) -> bool {
    if a.words.len() == b.words.len() {
        let pairs = || a.words.iter().zip(&b.words).filter(|(x, y)| x != y);
        return pairs().count() <= 2 && pairs().all(|(x, y)| slip(x, y));
    }
    // A blank too many or too few beside a slip.
    let length = a.compact.chars().count().min(b.compact.chars().count());
    a.words.len().abs_diff(b.words.len()) == 1 && length >= 10 && osa_distance(&a.compact, &b.compact) <= 1
}

/// Whether a's words are b's, some of them cut to their beginnings, with at least one whole word of some length.
fn abbreviated(a: &Name, b: &Name) -> bool {
    let shortened = |x: &str, y: &str| x.len() >= 3 && x.len() < y.len() && y.starts_with(x);
    let pairs = || a.words.iter().zip(&b.words);
    a.words.len() == b.words.len()
        && pairs().all(|(x, y)| x == y || shortened(x, y))
        && pairs().any(|(x, y)| x == y && x.len() >= 4)
}

/// Words that companies of one name add for a country, a group or a trade in general.
const GENERAL: [&str; 34] = [
    "ab",
    "baltic",
    "bolag",
    "co",
    "company",
    "europe",
    "finland",
    "finlandia",
    "group",
    "holding",
    "international",
    "konserni",
    "koncern",
    "nordic",
    "nordics",
    "norden",
    "oy",
    "oyj",
    "palvelu",
    "palvelut",
    "scandinavia",
    "service",
    "services",
    "skandinavien",
    "solutions",
    "suomen",
    "suomi",
    "svenska",
    "sverige",
    "sweden",
    "tmi",
    "tuotanto",
    "yhtiö",
    "yhtiöt",
];

/// Whether b is a with only general words more.
fn extended(a: &Name, b: &Name) -> bool {
    let telling = a.words.iter().any(|w| w.chars().count() >= 4 && !GENERAL.contains(&w.as_str()));
    let mut extra = b.sorted.clone();
    let held = a.sorted.iter().all(|w| match extra.iter().position(|e| e == w) {
        Some(at) => {
            extra.remove(at);
            true
        }
        None => false,
    });
    telling && held && extra.iter().all(|w| GENERAL.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> Option<&'static str> {
        let named = [(0, a), (1, b)].map(|(supplier, name)| Named { supplier, name, has_id: supplier == 0 });
        proposals(&named, "FI").first().map(|p| p.evidence.code())
    }

    #[test]
    fn evidence_is_named() {
        for (a, b, expected) in [
            ("Kymen Kaiku Oy", "Kymen Kaiku", Some("same-name")),
            ("Kymen Kaiku Oy", "Kaiku Kymen Oy", Some("word-order")),
            ("Kymen Kaiku Oy", "Kymenkaiku Oy", Some("spacing")),
            ("Åkers Bygg AB", "Akers Bygg AB", Some("spelling")),
            ("Rakennus Virtavire Oy", "Rakennus Virtvire Oy", Some("spelling")),
            ("Kymenlaakson Rakennustarvike Oy", "Kymenlaakson Rakennusta", Some("truncated")),
            ("Kymen Rak Kaiku Oy", "Kymen Rakennus Kaiku Oy", Some("abbreviated")),
            ("Kaikuvire Oy", "Kaikuvire Finland Oy", Some("suffix")),
            ("Kymen Kaiku Oy", "Kymen Kaiku Ky", None),
            ("Kymen Kaiku Oy", "Etelän Kaiku Oy", None),
            ("Kahvila Esimerkki Kotka", "Kahvila Esimerkki Kouvola", None),
            ("As Oy Kaikukatu 5", "As Oy Kaikukatu 7", None),
        ] {
            assert_eq!(of(a, b), expected, "{a} / {b}");
        }
        let ids = ["Kaiku Oy", "Kaiku"].map(|name| Named { supplier: name.len() as u32, name, has_id: true });
        assert!(proposals(&ids, "FI").is_empty(), "two business ids are two suppliers");
    }
}
