//! Municipalities, postal codes and countries, and how far a place is from home.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{
    COUNTRIES, FI_MERGERS, FI_MUNICIPALITIES, FI_POSTAL_CODES, FOREIGN_PLACES, SE_MUNICIPALITIES, SE_POSTAL_CODES, rows,
};

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
    countries: HashMap<String, String>,
    foreign_places: HashMap<String, String>,
}

/// Where a postal code is.
#[derive(Clone, Copy, Debug)]
pub struct PostalCode {
    pub municipality: &'static Municipality,
    /// Whether it is the code of an area or of boxes at its post office. Codes of a company or a service can be
    /// anywhere in their owner's use, and say where a supplier is only when something else says the same.
    pub decides: bool,
}

pub static PLACES: LazyLock<Places> = LazyLock::new(Places::load);

/// Postal codes with the number of their municipality and whether they decide. A country's list is long, and most runs
/// need one country's.
type PostalCodes = HashMap<String, (usize, bool)>;
static FINNISH_CODES: LazyLock<PostalCodes> = LazyLock::new(|| postal_codes("FI", FI_POSTAL_CODES));
static SWEDISH_CODES: LazyLock<PostalCodes> = LazyLock::new(|| postal_codes("SE", SE_POSTAL_CODES));

fn postal_codes(country: &'static str, list: &str) -> PostalCodes {
    let of_row = |row: PostalRow| {
        // Finnish codes of type 2 and 4-7 belong to companies and services.
        let decides = matches!(row.posti_type.as_deref(), None | Some("1" | "3"));
        let municipality = PLACES.by_code.get(&(country, row.municipality_code))?;
        Some((row.postal_code, (*municipality, decides)))
    };
    rows(list).into_iter().filter_map(of_row).collect()
}

#[derive(Deserialize)]
struct FinnishRow {
    code: String,
    name_fi: String,
    name_sv: String,
    business_id: String,
    subregion_fi: String,
    region_fi: String,
    /// Forms parted by `|`.
    genitive_fi: String,
}

#[derive(Deserialize)]
struct MergerRow {
    code: String,
    name_fi: String,
    name_sv: String,
    into: String,
}

#[derive(Deserialize)]
struct ForeignRow {
    place: String,
    country: String,
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
        let mut genitives = HashMap::new();
        let finnish = rows::<FinnishRow>(FI_MUNICIPALITIES).into_iter().inspect(|r| {
            genitives.insert(r.code.clone(), r.genitive_fi.to_lowercase());
        });
        let finnish = finnish.map(|r| Municipality {
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
            countries: HashMap::new(),
            foreign_places: HashMap::new(),
            municipalities,
        };
        places.index(&genitives);
        places.index_mergers();
        places.index_countries();
        places
    }

    fn index(&mut self, genitives: &HashMap<String, String>) {
        let mut bodies: HashMap<(&'static str, String), HashSet<usize>> = HashMap::new();
        for (i, m) in self.municipalities.iter().enumerate() {
            self.by_code.insert((m.country, m.code.clone()), i);
            for name in [&m.name, &m.name_other].into_iter().filter(|n| !n.is_empty()) {
                self.by_name.entry((m.country, name.to_lowercase())).or_insert(i);
                for body in swedish_bodies(name) {
                    bodies.entry((m.country, body)).or_default().insert(i);
                }
            }
            for genitive in genitives.get(&m.code).filter(|_| m.country == "FI").iter().flat_map(|g| g.split('|')) {
                for word in ["kaupunki", "kunta"] {
                    bodies.entry((m.country, format!("{genitive} {word}"))).or_default().insert(i);
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
    }

    /// Municipalities that were merged go by the one that they are part of now, since registers and postal codes tell
    /// the present: a series over a merger is one of today's area.
    fn index_mergers(&mut self) {
        for row in rows::<MergerRow>(FI_MERGERS) {
            let Some(&into) = self.by_code.get(&("FI", row.into)) else { continue };
            self.by_code.entry(("FI", row.code)).or_insert(into);
            for name in [row.name_fi, row.name_sv].into_iter().filter(|n| !n.is_empty()) {
                self.by_name.entry(("FI", name.to_lowercase())).or_insert(into);
            }
        }
    }

    fn index_countries(&mut self) {
        for row in rows::<CountryRow>(COUNTRIES) {
            self.countries.insert(row.name_fin.to_lowercase(), row.iso2.clone());
            self.countries.insert(row.name_en.to_lowercase(), row.iso2.clone());
            self.countries.insert(row.iso2.to_lowercase(), row.iso2);
        }
        for row in rows::<ForeignRow>(FOREIGN_PLACES) {
            self.foreign_places.insert(row.place, row.country);
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

    /// The municipality that a public body's name begins with: "Liedon kunta", "Lunds kommun, socialförvaltningen".
    pub fn body(&self, country: &str, name: &str) -> Option<&Municipality> {
        let country = known(country)?;
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || ",;/(".contains(c)).collect();
        let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
        let signs = |word: &&str| ["kaupunki", "kunta", "kommun", "stad"].contains(word);
        let end = words.iter().position(signs)?;
        self.by_body_name.get(&(country, words[..=end].join(" "))).map(|i| &self.municipalities[*i])
    }

    /// The place that a card payment's or a shop's name ends with: "K-Market Esimerkki KOTKA", "WWW.X.EXAMPLE DUBLIN".
    /// Of two words, the first must not look like a given name, and no place that is also a common family name counts.
    pub fn at_the_end(&self, country: &str, name: &str) -> Option<NamedPlace<'_>> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let (last, rest) = words.split_last()?;
        let given = |word: &str| word.chars().skip(1).all(|c| c.is_lowercase()) && word.len() > 1;
        if rest.is_empty() || (rest.len() == 1 && given(rest[0])) {
            return None;
        }
        let place = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // Card payments write the place in capitals.
        let capitals = |word: &&str| !word.chars().any(char::is_lowercase);
        let by_card = capitals(last) && !rest.iter().all(capitals);
        if FAMILY_NAMES.contains(&place.as_str()) && !by_card {
            return None;
        }
        let of_two = format!("{} {place}", rest.last()?.to_lowercase());
        let abroad = || [of_two.as_str(), place.as_str()].into_iter().find_map(|p| self.foreign_places.get(p));
        match self.by_name.get(&(known(country)?, place.clone())) {
            Some(i) => Some(NamedPlace::Municipality(&self.municipalities[*i])),
            None => abroad().filter(|c| *c != country).map(|c| NamedPlace::Country(c)),
        }
    }

    /// The municipality that has a (Finnish) business id.
    pub fn owner(&self, business_id: &str) -> Option<&Municipality> {
        self.by_business_id.get(business_id).map(|i| &self.municipalities[*i])
    }

    /// Where a postal code is, leading zeros lost or not.
    pub fn postal_code(&'static self, country: &str, code: &str) -> Option<PostalCode> {
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() || digits.len() > 5 {
            return None;
        }
        let codes = match known(country)? {
            "SE" => &SWEDISH_CODES,
            _ => &FINNISH_CODES,
        };
        let &(i, decides) = codes.get(&format!("{digits:0>5}"))?;
        Some(PostalCode { municipality: &self.municipalities[i], decides })
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

/// What the end of a supplier's name tells.
#[derive(Clone, Copy, Debug)]
pub enum NamedPlace<'a> {
    Municipality(&'a Municipality),
    /// ISO code.
    Country(&'a str),
}

/// Municipalities whose names are common family names too: "Matti Lahti" need not be in Lahti.
const FAMILY_NAMES: [&str; 26] = [
    "alajärvi",
    "aura",
    "hattula",
    "heinola",
    "jämsä",
    "järvenpää",
    "kaskinen",
    "kaustinen",
    "keitele",
    "kivijärvi",
    "kolari",
    "kurikka",
    "lahti",
    "laitila",
    "lund",
    "nivala",
    "nokia",
    "pyhäjärvi",
    "salo",
    "siikainen",
    "soini",
    "somero",
    "sund",
    "tammela",
    "tervo",
    "viitasaari",
];

/// How a municipality signs itself in Swedish, in lower case.
fn swedish_bodies(name: &str) -> impl Iterator<Item = String> {
    let name = name.to_lowercase();
    let owners = [name.clone(), format!("{name}s")];
    owners.into_iter().flat_map(|owner| ["kommun", "stad"].map(|word| format!("{owner} {word}")))
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
        let of_post = |code| PLACES.postal_code("FI", code).map(|p| (p.municipality.code.as_str(), p.decides));
        assert_eq!(of_post("48100"), Some(("285", true)));
        assert_eq!(of_post("510"), Some(("091", true)));
        assert_eq!(of_post("00006"), Some(("091", false)), "a company's own code");
        assert_eq!(code(PLACES.body("FI", "Kotkan kaupunki, Tilapalvelut")).as_deref(), Some("285"));
        assert_eq!(code(PLACES.body("FI", "Kotkan Puu Oy, kaupunki")).as_deref(), None);
    }

    #[test]
    fn every_municipality_by_its_body_and_every_postal_code() {
        #[derive(Deserialize)]
        struct Row {
            code: String,
            name_sv: String,
            genitive_fi: String,
        }
        let finnish = rows::<Row>(FI_MUNICIPALITIES);
        assert_eq!(finnish.len(), 309);
        for row in &finnish {
            let swedish = [format!("{} kommun", row.name_sv), format!("{}s stad", row.name_sv)];
            let own = row.genitive_fi.split('|').flat_map(|g| [format!("{g} kunta"), format!("{g} KAUPUNKI")]);
            for body in own.chain(swedish) {
                assert_eq!(PLACES.body("FI", &body).map(|m| &m.code), Some(&row.code), "{body}");
            }
        }
        for (country, list, count) in [("FI", FI_POSTAL_CODES, 5033), ("SE", SE_POSTAL_CODES, 15463)] {
            let codes = rows::<PostalRow>(list);
            assert_eq!(codes.len(), count);
            for row in codes {
                let found = PLACES.postal_code(country, &row.postal_code).map(|p| &p.municipality.code);
                assert_eq!(found, Some(&row.municipality_code), "{}", row.postal_code);
            }
        }
    }

    #[test]
    fn merged_municipalities_are_what_they_are_part_of() {
        for (old, now) in [("Nilsiä", "297"), ("972", "564"), ("Honkajoki", "214"), ("532", "398")] {
            assert_eq!(PLACES.municipality("FI", old).map(|m| m.code.as_str()), Some(now), "{old}");
        }
    }

    #[test]
    fn places_at_the_end_of_names() {
        let place = |country, name| match PLACES.at_the_end(country, name) {
            Some(NamedPlace::Municipality(m)) => m.name.clone(),
            Some(NamedPlace::Country(c)) => c.to_owned(),
            None => String::new(),
        };
        for (name, expected) in [
            ("SM Kahvila Esimerkki HAMINA", "Hamina"),
            ("K-Market Kouvola", "Kouvola"),
            ("WWW.KAIKU.EXAMPLE DUBLIN", "IE"),
            ("Hotel Esimerkki New York", "US"),
            ("Matti Lahti", ""),
            ("Fysioterapia Anna Salo", ""),
            ("Anna Hamina", ""),
            ("Kahvila Esimerkki LAHTI", "Lahti"),
            ("Kouvola", ""),
            ("Kotkan Kaiku Oy", ""),
        ] {
            assert_eq!(place("FI", name), expected, "{name}");
        }
        assert_eq!(place("SE", "ICA Exempel LULEÅ"), "Luleå");
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
