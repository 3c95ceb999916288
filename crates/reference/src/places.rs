//! Municipalities, postal codes and countries, and how far a place is from home.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

pub use crate::country::municipalities::{Municipality, PostalCode};
use crate::country::{self, Country, OfAll};
use crate::{COUNTRIES, FOREIGN_PLACES, rows};

/// The places of all countries, asked by the ISO code of a country.
pub struct Places;

pub static PLACES: Places = Places;

#[derive(Deserialize)]
struct ForeignRow {
    place: String,
    country: String,
}

#[derive(Deserialize)]
struct CountryRow {
    iso2: String,
    name_fin: String,
    name_en: String,
    /// Empty where there is none.
    currency: String,
}

/// ISO codes of countries by code and name, and of places abroad by name, all in lower case.
struct World {
    countries: HashMap<String, String>,
    /// ISO 4217 codes by those of countries.
    currencies: HashMap<String, String>,
    foreign_places: HashMap<String, String>,
}

static WORLD: OfAll<World> = OfAll::new(|| {
    let (mut countries, mut currencies) = (HashMap::new(), HashMap::new());
    for row in rows::<CountryRow>(COUNTRIES) {
        currencies.insert(row.iso2.clone(), row.currency);
        countries.insert(row.name_fin.to_lowercase(), row.iso2.clone());
        countries.insert(row.name_en.to_lowercase(), row.iso2.clone());
        countries.insert(row.iso2.to_lowercase(), row.iso2);
    }
    for country in country::all() {
        let names = country.about.names.values().chain(&country.about.other_names).map(String::as_str);
        for name in names.chain([country.code]) {
            countries.insert(name.to_lowercase(), country.code.to_owned());
        }
    }
    let foreign = rows::<ForeignRow>(FOREIGN_PLACES).into_iter().map(|row| (row.place, row.country));
    World { countries, currencies, foreign_places: foreign.collect() }
});

impl Places {
    /// A municipality by its code (leading zeros may be lost) or its name in any of the country's languages.
    pub fn municipality(&self, country: &str, text: &str) -> Option<&'static Municipality> {
        Country::of(country)?.municipality(text)
    }

    /// The municipality that a public body's name begins with: "Liedon kunta", "Lunds kommun, socialförvaltningen".
    pub fn body(&self, country: &str, name: &str) -> Option<&'static Municipality> {
        Country::of(country)?.places().body(name)
    }

    /// The place that a card payment's or a shop's name ends with: "K-Market Esimerkki KOTKA", "WWW.X.EXAMPLE DUBLIN".
    /// Of two words, the first must not look like a given name, and no place that is also a common family name counts.
    pub fn at_the_end(&self, country: &str, name: &str) -> Option<NamedPlace<'static>> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let (last, rest) = words.split_last()?;
        let given = |word: &str| word.chars().skip(1).all(|c| c.is_lowercase()) && word.len() > 1;
        if rest.is_empty() || (rest.len() == 1 && given(rest[0])) {
            return None;
        }
        let places = Country::of(country).filter(|c| c.has_municipalities())?.places();
        let place = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        // Card payments write the place in capitals.
        let capitals = |word: &&str| !word.chars().any(char::is_lowercase);
        let by_card = capitals(last) && !rest.iter().all(capitals);
        if places.is_family_name(&place) && !by_card {
            return None;
        }
        let of_two = format!("{} {place}", rest.last()?.to_lowercase());
        let foreign = &WORLD.get().foreign_places;
        let abroad = || [of_two.as_str(), place.as_str()].into_iter().find_map(|p| foreign.get(p));
        match places.of_name(&place) {
            Some(municipality) => Some(NamedPlace::Municipality(municipality)),
            None => abroad().filter(|c| *c != country).map(|c| NamedPlace::Country(c)),
        }
    }

    /// The municipality whose own business id is in a supplier's key, such as `fi:0211675-2`.
    pub fn owner(&self, key: &str) -> Option<&'static Municipality> {
        let (scheme, id) = key.split_once(':')?;
        Country::of_scheme(scheme)?.places().owner(id)
    }

    /// Where a postal code is, leading zeros lost or not.
    pub fn postal_code(&self, country: &str, code: &str) -> Option<PostalCode> {
        Country::of(country)?.postal_code(code)
    }

    /// ISO code of a country by its code or name: in Finnish and English, and in its own languages where it has a folder.
    pub fn country(&self, text: &str) -> Option<&'static str> {
        WORLD.get().countries.get(&text.trim().to_lowercase()).map(String::as_str)
    }

    /// ISO 4217 code of the currency of a country by its ISO code in capitals: that of the country's folder, else of the
    /// list of all countries.
    pub fn currency(&self, country: &str) -> Option<&'static str> {
        let listed = || WORLD.get().currencies.get(country).map(String::as_str).filter(|code| !code.is_empty());
        Country::of(country).map(|c| c.about.currency.as_str()).or_else(listed)
    }

    /// Names of all municipalities of a country, for suggestions.
    pub fn names(&self, country: &str) -> Vec<&'static str> {
        Country::of(country).map(|c| c.places().names()).unwrap_or_default()
    }

    /// Names and codes of the countries that have a folder, for suggestions.
    pub fn country_names(&self) -> Vec<&'static str> {
        let names = |c: &'static Country| c.about.names.values().chain(&c.about.other_names).map(String::as_str);
        country::all().flat_map(|c| names(c).chain([c.code])).collect()
    }
}

/// What the end of a supplier's name tells.
#[derive(Clone, Copy, Debug)]
pub enum NamedPlace<'a> {
    Municipality(&'a Municipality),
    /// ISO code.
    Country(&'a str),
}

/// How far a supplier is from home. The order is that of the rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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

/// Whether a supplier is in the home municipalities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Here {
    Here,
    Elsewhere,
    Unknown,
}

impl Here {
    pub fn of(ring: Ring) -> Self {
        match ring {
            Ring::Municipality => Self::Here,
            Ring::Unknown => Self::Unknown,
            _ => Self::Elsewhere,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Elsewhere => "elsewhere",
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
    fn each_country_has_its_own_currency() {
        let of = |country: &str| PLACES.currency(country).unwrap_or_default();
        for (country, currency) in [
            ("FI", "EUR"),
            ("CA", "CAD"),
            ("AU", "AUD"),
            ("NZ", "NZD"),
            ("HU", "HUF"),
            ("RO", "RON"),
            ("BG", "EUR"), // since 2026
            ("HR", "EUR"),
            ("PL", "PLN"),
            ("CZ", "CZK"),
            ("CH", "CHF"),
            ("IS", "ISK"),
            ("UA", "UAH"),
            ("BR", "BRL"),
        ] {
            assert_eq!(of(country), currency, "{country}");
        }
        // The folders and the list of all countries say the same.
        for country in country::all().filter(|c| !c.is_own()) {
            assert_eq!(WORLD.get().currencies[country.code], country.about.currency, "{}", country.code);
        }
    }
    use crate::country::lists;

    #[test]
    fn an_empty_text_is_no_country() {
        assert_eq!(PLACES.country(""), None);
        assert_eq!(PLACES.country(" "), None);
        assert_eq!(PLACES.country("Namibia"), Some("NA"));
        assert_eq!(PLACES.country("na"), Some("NA"));
    }

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
        assert_eq!(code(PLACES.owner("fi:0211675-2")).as_deref(), Some("837"));
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
            other_names: String,
            genitives: String,
        }
        #[derive(Deserialize)]
        struct PostalRow {
            postal_code: String,
            municipality: String,
        }
        let country = |code| Country::of(code).unwrap();
        let finnish = country("FI").rows::<Row>(lists::MUNICIPALITIES);
        assert_eq!(finnish.len(), 309);
        for row in &finnish {
            let swedish = [format!("{} kommun", row.other_names), format!("{}s stad", row.other_names)];
            let own = row.genitives.split('|').flat_map(|g| [format!("{g} kunta"), format!("{g} KAUPUNKI")]);
            for body in own.chain(swedish) {
                assert_eq!(PLACES.body("FI", &body).map(|m| &m.code), Some(&row.code), "{body}");
            }
        }
        for (code, count) in [("FI", 5033), ("SE", 15463)] {
            let codes = country(code).rows::<PostalRow>(lists::POSTAL_CODES);
            assert_eq!(codes.len(), count);
            for row in codes {
                let found = PLACES.postal_code(code, &row.postal_code).map(|p| &p.municipality.code);
                assert_eq!(found, Some(&row.municipality), "{}", row.postal_code);
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
