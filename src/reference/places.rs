//! Municipalities, postal codes and countries, and how far a place is from home.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{COUNTRIES, FI_MUNICIPALITIES, FI_POSTAL_CODES, SE_MUNICIPALITIES, SE_POSTAL_CODES, rows};

/// A municipality of Finland or Sweden.
#[derive(Clone, Debug)]
pub struct Municipality {
    pub country: &'static str,
    pub code: String,
    pub name: String,
    /// In the country's other language, when it has one there.
    pub name_other: String,
    pub business_id: String,
    /// Empty in Sweden, which has none.
    pub sub_region: String,
    pub region: String,
}

/// All places, by every way that registers and ledgers name them.
pub struct Places {
    municipalities: Vec<Municipality>,
    by_code: HashMap<(&'static str, String), usize>,
    by_name: HashMap<(&'static str, String), usize>,
    by_body_name: HashMap<(&'static str, String), usize>,
    by_business_id: HashMap<String, usize>,
    by_postal_code: HashMap<(&'static str, String), usize>,
    countries: HashMap<String, String>,
}

pub static PLACES: LazyLock<Places> = LazyLock::new(Places::load);

#[derive(Deserialize)]
struct FinnishRow {
    code: String,
    name_fi: String,
    name_sv: String,
    business_id: String,
    subregion_fi: String,
    region_fi: String,
}

#[derive(Deserialize)]
struct SwedishRow {
    code: String,
    name_sv: String,
    county_sv: String,
}

#[derive(Deserialize)]
struct PostalRow {
    postal_code: String,
    municipality_code: String,
    #[serde(default)]
    posti_type: Option<String>,
}

#[derive(Deserialize)]
struct CountryRow {
    iso2: String,
    name_fin: String,
    name_en: String,
}

impl Places {
    fn load() -> Self {
        let finnish = rows::<FinnishRow>(FI_MUNICIPALITIES).into_iter().map(|r| Municipality {
            country: "FI",
            code: r.code,
            name: r.name_fi,
            name_other: r.name_sv,
            business_id: r.business_id,
            sub_region: r.subregion_fi,
            region: r.region_fi,
        });
        let swedish = rows::<SwedishRow>(SE_MUNICIPALITIES).into_iter().map(|r| Municipality {
            country: "SE",
            code: r.code,
            name: r.name_sv,
            name_other: String::new(),
            business_id: String::new(),
            sub_region: String::new(),
            region: r.county_sv,
        });
        let municipalities: Vec<Municipality> = finnish.chain(swedish).collect();
        let mut places = Self {
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            by_body_name: HashMap::new(),
            by_business_id: HashMap::new(),
            by_postal_code: HashMap::new(),
            countries: HashMap::new(),
            municipalities,
        };
        places.index();
        places
    }

    fn index(&mut self) {
        let mut bodies: HashMap<(&'static str, String), HashSet<usize>> = HashMap::new();
        for (i, m) in self.municipalities.iter().enumerate() {
            self.by_code.insert((m.country, m.code.clone()), i);
            for name in [&m.name, &m.name_other].into_iter().filter(|n| !n.is_empty()) {
                self.by_name.entry((m.country, name.to_lowercase())).or_insert(i);
                for body in body_names(name, m.country) {
                    bodies.entry((m.country, body)).or_default().insert(i);
                }
            }
            if !m.business_id.is_empty() {
                self.by_business_id.insert(m.business_id.clone(), i);
            }
        }
        // A form that two municipalities could have decides nothing.
        let single = bodies.into_iter().filter_map(|(form, owners)| match owners.len() {
            1 => owners.into_iter().next().map(|owner| (form, owner)),
            _ => None,
        });
        self.by_body_name = single.collect();
        for (country, list) in [("FI", FI_POSTAL_CODES), ("SE", SE_POSTAL_CODES)] {
            for row in rows::<PostalRow>(list) {
                // Finnish codes of type 2 and 4-7 belong to companies and services and tell no place by themselves.
                let of_a_place = matches!(row.posti_type.as_deref(), None | Some("1" | "3"));
                if let Some(i) = self.by_code.get(&(country, row.municipality_code)).filter(|_| of_a_place) {
                    self.by_postal_code.insert((country, row.postal_code), *i);
                }
            }
        }
        for row in rows::<CountryRow>(COUNTRIES) {
            self.countries.insert(row.name_fin.to_lowercase(), row.iso2.clone());
            self.countries.insert(row.name_en.to_lowercase(), row.iso2.clone());
            self.countries.insert(row.iso2.to_lowercase(), row.iso2);
        }
    }

    /// A municipality by its code (leading zeros may be lost) or its name in either language.
    pub fn municipality(&self, country: &str, text: &str) -> Option<&Municipality> {
        let country = known(country)?;
        let text = text.trim();
        let width = if country == "FI" { 3 } else { 4 };
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = text[digits.len()..].trim_start_matches([' ', '-', ',']);
        let by_code = || self.by_code.get(&(country, format!("{digits:0>width$}"))).filter(|_| !digits.is_empty());
        let by_name = || {
            let name = rest.to_lowercase();
            let plain = name.strip_suffix(" kommun").or_else(|| name.strip_suffix(" stad")).unwrap_or(&name);
            let no_genitive = || self.by_name.get(&(country, plain.strip_suffix('s')?.to_owned()));
            self.by_name
                .get(&(country, name.clone()))
                .or_else(|| self.by_name.get(&(country, plain.to_owned())))
                .or_else(no_genitive)
        };
        by_code().or_else(by_name).map(|i| &self.municipalities[*i])
    }

    /// The municipality that a public body's name names: "Liedon kunta", "Lunds kommun".
    pub fn body(&self, country: &str, name: &str) -> Option<&Municipality> {
        let form = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        self.by_body_name.get(&(known(country)?, form)).map(|i| &self.municipalities[*i])
    }

    /// The municipality that has a (Finnish) business id.
    pub fn owner(&self, business_id: &str) -> Option<&Municipality> {
        self.by_business_id.get(business_id).map(|i| &self.municipalities[*i])
    }

    /// The municipality of a postal code, when the code is one of a place.
    pub fn postal_code(&self, country: &str, code: &str) -> Option<&Municipality> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let code = if digits.is_empty() || digits.len() > 5 {
            return None;
        } else {
            format!("{digits:0>5}")
        };
        self.by_postal_code.get(&(known(country)?, code)).map(|i| &self.municipalities[*i])
    }

    /// ISO code of a country by code or by Finnish or English name.
    pub fn country(&self, text: &str) -> Option<&str> {
        self.countries.get(&text.trim().to_lowercase()).map(String::as_str)
    }

    /// Names of all municipalities of a country, for suggestions.
    pub fn names(&self, country: &str) -> Vec<&str> {
        self.municipalities.iter().filter(|m| m.country == country).map(|m| m.name.as_str()).collect()
    }
}

fn known(country: &str) -> Option<&'static str> {
    ["FI", "SE"].into_iter().find(|c| *c == country)
}

/// How a municipality signs itself, in lower case.
fn body_names(name: &str, country: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let mut forms = Vec::new();
    for owner in [name.clone(), format!("{name}s")] {
        forms.extend(["kommun", "stad"].map(|word| format!("{owner} {word}")));
    }
    if country == "FI" {
        for genitive in finnish_genitives(&name) {
            forms.extend(["kaupunki", "kunta"].map(|word| format!("{genitive} {word}")));
        }
    }
    forms
}

/// Possible genitives of a Finnish place name, with and without consonant gradation; only one of them is in use,
/// and wrong ones match no text.
fn finnish_genitives(name: &str) -> Vec<String> {
    if let Some(stem) = name.strip_suffix("nen") {
        return vec![format!("{stem}sen")];
    }
    let Some(last) = name.chars().last() else {
        return Vec::new();
    };
    let mut stems = vec![name.to_owned()];
    if last == 'i' {
        stems.push(format!("{}e", &name[..name.len() - 1]));
    }
    if last == 'e' {
        stems.push(format!("{name}e"));
    }
    if !"aeiouyäöå".contains(last) {
        stems.push(format!("{name}i"));
        stems.push(format!("{name}e"));
        stems.extend(name.strip_suffix('s').map(|s| format!("{s}kse")));
        stems.extend(name.strip_suffix("nas").map(|s| format!("{s}naa")));
        stems.extend(name.strip_suffix('s').and_then(|s| Some(format!("{s}{}", s.chars().last()?))));
    }
    let graded: Vec<String> = stems.iter().flat_map(|s| grade(s)).collect();
    stems.extend(graded);
    stems.into_iter().map(|s| format!("{s}n")).collect()
}

/// Weakens the consonants before the last syllable's vowel: Lieto - Liedo, Helsinki - Helsingi, Lahti - Lahde.
fn grade(stem: &str) -> Vec<String> {
    const WEAK: [(&str, &str); 18] = [
        ("kk", "k"),
        ("pp", "p"),
        ("tt", "t"),
        ("nk", "ng"),
        ("nt", "nn"),
        ("lt", "ll"),
        ("rt", "rr"),
        ("mp", "mm"),
        ("ht", "hd"),
        ("lk", "l"),
        ("rk", "r"),
        ("lke", "lje"),
        ("rke", "rje"),
        ("uku", "uvu"),
        ("t", "d"),
        ("p", "v"),
        ("k", ""),
        ("k", "'"),
    ];
    let Some((at, _)) = stem.char_indices().rev().find(|(_, c)| !"aeiouyäöå".contains(*c)) else {
        return Vec::new();
    };
    let end = at + stem[at..].chars().next().map_or(1, char::len_utf8);
    let (head, vowels) = stem.split_at(end);
    let simple = WEAK.iter().filter_map(|(strong, weak)| Some(format!("{}{weak}{vowels}", head.strip_suffix(strong)?)));
    let with_vowel = WEAK.iter().filter(|(s, _)| s.ends_with(|c| "aeiouyäöå".contains(c)));
    simple
        .chain(with_vowel.filter_map(|(strong, weak)| Some(format!("{}{weak}", stem.strip_suffix(strong)?))))
        .collect()
}

/// How far a supplier is from home. The order is that of the rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ring {
    Municipality,
    SubRegion,
    Region,
    Country,
    Abroad,
    Unknown,
}

impl Ring {
    pub const ALL: [Self; 6] =
        [Self::Municipality, Self::SubRegion, Self::Region, Self::Country, Self::Abroad, Self::Unknown];

    pub fn code(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::SubRegion => "sub-region",
            Self::Region => "region",
            Self::Country => "country",
            Self::Abroad => "abroad",
            Self::Unknown => "unknown",
        }
    }
}

/// The municipalities that count as local, and what surrounds them.
#[derive(Clone, Debug, Default)]
pub struct Home {
    pub country: String,
    codes: HashSet<String>,
    sub_regions: HashSet<String>,
    regions: HashSet<String>,
}

impl Home {
    pub fn new(country: &str, municipalities: &[&Municipality]) -> Self {
        let collect = |part: fn(&Municipality) -> &String| {
            municipalities.iter().map(|m| part(m).clone()).filter(|p| !p.is_empty()).collect()
        };
        Self {
            country: country.to_owned(),
            codes: collect(|m| &m.code),
            sub_regions: collect(|m| &m.sub_region),
            regions: collect(|m| &m.region),
        }
    }

    /// The ring of a place; a country alone tells only home country or abroad, and home country alone no ring.
    pub fn ring(&self, municipality: Option<&Municipality>, country: Option<&str>) -> Ring {
        match (municipality, country) {
            (Some(m), _) if m.country != self.country => Ring::Abroad,
            (Some(m), _) if self.codes.contains(&m.code) => Ring::Municipality,
            (Some(m), _) if self.sub_regions.contains(&m.sub_region) => Ring::SubRegion,
            (Some(m), _) if self.regions.contains(&m.region) => Ring::Region,
            (Some(_), _) => Ring::Country,
            (None, Some(country)) if country != self.country => Ring::Abroad,
            // Where no municipality is home, all of the home country is one ring.
            (None, Some(_)) if self.codes.is_empty() => Ring::Country,
            _ => Ring::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipalities_by_code_name_and_body() {
        let code = |m: Option<&Municipality>| m.map(|m| m.code.clone());
        assert_eq!(code(PLACES.municipality("FI", "285")).as_deref(), Some("285"));
        assert_eq!(code(PLACES.municipality("FI", "75")).as_deref(), Some("075"));
        assert_eq!(code(PLACES.municipality("FI", "Åbo")).as_deref(), Some("853"));
        assert_eq!(code(PLACES.municipality("FI", "285 Kotka")).as_deref(), Some("285"));
        assert_eq!(code(PLACES.municipality("SE", "Hässleholms kommun")).as_deref(), Some("1293"));
        for (name, expected) in [
            ("Kotkan kaupunki", "285"),
            ("Liedon kunta", "423"),
            ("HELSINGIN KAUPUNKI", "091"),
            ("Turun kaupunki", "853"),
            ("Tampereen kaupunki", "837"),
            ("Lahden kaupunki", "398"),
            ("Haminan kaupunki", "075"),
            ("Åbo stad", "853"),
            ("Joensuun kaupunki", "167"),
            ("Rauman kaupunki", "684"),
            ("Siilinjärven kunta", "749"),
            ("Porvoon kaupunki", "638"),
        ] {
            assert_eq!(code(PLACES.body("FI", name)).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(code(PLACES.owner("0211675-2")).as_deref(), Some("837"));
        assert_eq!(code(PLACES.postal_code("FI", "48100")).as_deref(), Some("285"));
    }

    #[test]
    fn rings() {
        let at = |name| PLACES.municipality("FI", name);
        let home = Home::new("FI", &[at("Kotka").unwrap()]);
        let ring = |name| home.ring(at(name), None);
        assert_eq!(ring("Kotka"), Ring::Municipality);
        assert_eq!(ring("Hamina"), Ring::SubRegion);
        assert_eq!(ring("Kouvola"), Ring::Region);
        assert_eq!(ring("Helsinki"), Ring::Country);
        assert_eq!(home.ring(PLACES.municipality("SE", "Lund"), None), Ring::Abroad);
        assert_eq!(home.ring(None, Some("DE")), Ring::Abroad);
        assert_eq!(home.ring(None, Some("FI")), Ring::Unknown);
        assert_eq!(home.ring(None, None), Ring::Unknown);
    }
}
