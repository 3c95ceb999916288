//! The municipalities and postal codes of one country, by every way that registers and ledgers name them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::{Country, lists};

/// A municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// ISO code.
    pub country: &'static str,
    pub code: String,
    pub name: String,
    /// In the country's other languages, when it has such names.
    pub other_names: Vec<String>,
    /// Of its own organisation; empty when not known.
    pub business_id: String,
    /// Empty in countries that have none.
    pub sub_region: String,
    /// Name of the region.
    pub region: String,
}

/// Where a postal code is.
#[derive(Clone, Copy, Debug)]
pub struct PostalCode {
    pub municipality: &'static Municipality,
    /// Whether it is the code of an area or of boxes at its post office. Codes of a company or a service can be
    /// anywhere in their owner's use, and say where a supplier is only when something else says the same.
    pub decides: bool,
}

/// Postal codes with the number of their municipality and whether they decide. A country's list is long, and most runs
/// need one country's.
type PostalCodes = HashMap<String, (usize, bool)>;

/// The municipalities of a country.
pub struct Municipalities {
    country: &'static Country,
    all: Vec<Municipality>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    by_body_name: HashMap<String, usize>,
    by_business_id: HashMap<String, usize>,
    family_names: HashSet<String>,
    /// Words that end the part of a body's name which tells the municipality.
    body_words: HashSet<String>,
    postal_codes: OnceLock<PostalCodes>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    /// Parted by `|`, as the genitives are.
    other_names: String,
    company_id: String,
    sub_region: String,
    region: String,
    genitives: String,
    /// Its name, where that is a common family name too: "Matti Lahti" need not be in Lahti.
    family_name: String,
}

#[derive(Deserialize)]
struct RegionRow {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct MergerRow {
    code: String,
    name: String,
    other_names: String,
    into: String,
}

#[derive(Deserialize)]
struct PostalRow {
    postal_code: String,
    municipality: String,
    kind: String,
}

/// Texts parted by `|`, none of them empty.
fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split('|').filter(|part| !part.is_empty()).map(str::to_owned)
}

/// Numbers of municipalities by texts, of which those that two municipalities could have decide nothing.
#[derive(Default)]
struct Owners(BTreeMap<String, BTreeSet<usize>>);

impl Owners {
    fn add(&mut self, text: &str, municipality: usize) {
        self.0.entry(text.to_lowercase()).or_default().insert(municipality);
    }

    fn single(&self) -> HashMap<String, usize> {
        let single = |owners: &BTreeSet<usize>| owners.first().copied().filter(|_| owners.len() == 1);
        self.0.iter().filter_map(|(text, owners)| Some((text.clone(), single(owners)?))).collect()
    }
}

impl Municipalities {
    pub(crate) fn of(country: &'static Country) -> Self {
        let regions: HashMap<String, String> =
            country.rows::<RegionRow>(lists::REGIONS).into_iter().map(|r| (r.code, r.name)).collect();
        let mut all = Vec::new();
        let (mut names, mut bodies, mut family_names) = (Owners::default(), Owners::default(), HashSet::new());
        for (at, row) in country.rows::<Row>(lists::MUNICIPALITIES).into_iter().enumerate() {
            let municipality = Municipality {
                country: country.code,
                other_names: parts(&row.other_names).collect(),
                region: regions.get(&row.region).cloned().unwrap_or(row.region),
                code: row.code,
                name: row.name,
                business_id: row.company_id,
                sub_region: row.sub_region,
            };
            for name in std::iter::once(&municipality.name).chain(&municipality.other_names) {
                names.add(name, at);
            }
            // Of two that share a name, this tells which one is meant.
            names.add(&format!("{} ({})", municipality.name, municipality.region), at);
            let genitives: Vec<String> = parts(&row.genitives).collect();
            signs(country, &municipality, &genitives).for_each(|sign| bodies.add(&sign, at));
            if !row.family_name.is_empty() {
                family_names.insert(row.family_name.to_lowercase());
            }
            all.push(municipality);
        }
        let numbered = |of: fn(&Municipality) -> &String| {
            all.iter().enumerate().map(|(at, m)| (of(m).clone(), at)).filter(|(text, _)| !text.is_empty()).collect()
        };
        let mut places = Self {
            country,
            by_code: numbered(|m| &m.code),
            by_business_id: numbered(|m| &m.business_id),
            by_name: names.single(),
            by_body_name: bodies.single(),
            family_names,
            body_words: body_words(country),
            postal_codes: OnceLock::new(),
            all,
        };
        places.index_mergers(&names);
        places
    }

    /// Municipalities that were merged go by the one that they are part of now, since registers and postal codes tell
    /// the present: a series over a merger is one of today's area. One that was split goes by none.
    fn index_mergers(&mut self, names_today: &Owners) {
        let rows = self.country.rows::<MergerRow>(lists::MERGERS);
        let mut successors: HashMap<&str, BTreeSet<&str>> = HashMap::new();
        rows.iter().for_each(|r| _ = successors.entry(&r.code).or_default().insert(&r.into));
        let mut names = Owners::default();
        let mut codes: HashMap<String, usize> = HashMap::new();
        for row in &rows {
            for into in self.now(&row.code, &successors, rows.len()) {
                let all_names = std::iter::once(row.name.clone()).chain(parts(&row.other_names));
                all_names.filter(|name| !name.is_empty()).for_each(|name| names.add(&name, into));
                if successors.get(row.code.as_str()).is_some_and(|into| into.len() == 1) {
                    codes.insert(row.code.clone(), into);
                }
            }
        }
        codes.into_iter().for_each(|(code, into)| _ = self.by_code.entry(code).or_insert(into));
        for (name, into) in names.single().into_iter().filter(|(name, _)| !names_today.0.contains_key(name)) {
            self.by_name.insert(name, into);
        }
    }

    /// The municipalities of today that one of old has become, `most` steps on at most.
    fn now(&self, code: &str, successors: &HashMap<&str, BTreeSet<&str>>, most: usize) -> Vec<usize> {
        if let Some(today) = self.by_code.get(code) {
            return vec![*today];
        }
        let into = successors.get(code).filter(|_| most > 0).into_iter().flatten();
        into.flat_map(|into| self.now(into, successors, most - 1)).collect()
    }

    /// A municipality by its code (leading zeros may be lost), its name in any of the country's languages, or as it signs
    /// itself, such as "Kotkan kaupunki".
    pub fn municipality(&self, text: &str) -> Option<&Municipality> {
        let text = text.trim();
        let forms = &self.country.about.municipality;
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = text[digits.len()..].trim_start_matches([' ', '-', ',']);
        let width = forms.code_digits;
        let by_code = || self.by_code.get(&format!("{digits:0>width$}")).filter(|_| !digits.is_empty());
        let by_name = || {
            let name = rest.to_lowercase();
            let plain = forms.endings.iter().find_map(|ending| name.strip_suffix(ending.as_str())).unwrap_or(&name);
            let endings = || forms.genitive_endings.iter();
            let no_genitive = || endings().find_map(|ending| self.by_name.get(plain.strip_suffix(ending.as_str())?));
            let signed = || self.by_body_name.get(&name);
            self.by_name.get(&name).or_else(|| self.by_name.get(plain)).or_else(no_genitive).or_else(signed)
        };
        by_code().or_else(by_name).map(|i| &self.all[*i])
    }

    /// The municipality of a name in lower case that stands alone.
    pub fn of_name(&self, name: &str) -> Option<&Municipality> {
        self.by_name.get(name).map(|i| &self.all[*i])
    }

    /// The municipality that a public body's name begins with.
    pub fn body(&self, name: &str) -> Option<&Municipality> {
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || ",;/(".contains(c)).collect();
        let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
        let end = words.iter().position(|word| self.body_words.contains(*word))?;
        self.by_body_name.get(&words[..=end].join(" ")).map(|i| &self.all[*i])
    }

    /// Whether a municipality's name in lower case is a common family name too.
    pub fn is_family_name(&self, name: &str) -> bool {
        self.family_names.contains(name)
    }

    /// The municipality whose organisation has a business id.
    pub fn owner(&self, business_id: &str) -> Option<&Municipality> {
        self.by_business_id.get(business_id).map(|i| &self.all[*i])
    }

    /// Where a postal code is, leading zeros lost or not.
    pub fn postal_code(&'static self, code: &str) -> Option<PostalCode> {
        let width = self.country.about.postal_code.as_ref()?.digits;
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        if digits.is_empty() || digits.len() > width {
            return None;
        }
        let codes = self.postal_codes.get_or_init(|| self.read_postal_codes());
        let &(i, decides) = codes.get(&format!("{digits:0>width$}"))?;
        Some(PostalCode { municipality: &self.all[i], decides })
    }

    fn read_postal_codes(&self) -> PostalCodes {
        let of_row = |row: PostalRow| {
            let municipality = self.by_code.get(&row.municipality)?;
            Some((row.postal_code, (*municipality, row.kind != "company")))
        };
        self.country.rows(lists::POSTAL_CODES).into_iter().filter_map(of_row).collect()
    }

    /// Names of all municipalities, for suggestions.
    pub fn names(&self) -> Vec<&str> {
        self.all.iter().map(|m| m.name.as_str()).collect()
    }
}

/// How a municipality signs itself.
fn signs(country: &Country, municipality: &Municipality, genitives: &[String]) -> impl Iterator<Item = String> {
    let names: Vec<&String> = std::iter::once(&municipality.name).chain(&municipality.other_names).collect();
    country.about.municipality.signs.iter().flat_map(move |sign| {
        let of = |mark: &str, texts: Vec<&String>| texts.iter().map(|t| sign.replace(mark, t)).collect::<Vec<_>>();
        if sign.contains("{genitive}") {
            of("{genitive}", genitives.iter().collect())
        } else {
            of("{name}", names.clone())
        }
    })
}

fn body_words(country: &Country) -> HashSet<String> {
    let signs = country.about.municipality.signs.iter();
    signs.filter_map(|sign| sign.split_whitespace().next_back()).map(str::to_lowercase).collect()
}
