//! Who each supplier is: one key for one supplier, its name, kind, size and place.

pub mod ids;
pub mod names;
pub mod register;
pub mod table;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::ids::{BusinessId, Reading};
use self::names::Kind;
use self::register::{Entry, Found, Wanted};
use crate::classify::cube::SupplierSum;
use crate::ingest::StagedFile;
use crate::ingest::staged::SupplierText;
use crate::reference::places::{Home, Municipality, PLACES, Ring};

/// A supplier, over all spellings that share its key.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// `fi:0211675-2` by business id, `person:…` by masked id, `name:…` by name, `redacted`, or `unknown`.
    pub key: String,
    pub id: Option<BusinessId>,
    /// `export`, or `register` when an export without ids names a supplier that the register has once.
    pub id_source: Option<&'static str>,
    pub name: String,
    /// Spellings with their numbers of lines.
    pub names_seen: BTreeMap<String, u64>,
    pub kind: Kind,
    pub legal_form: String,
    /// Staff-size class: micro, small, medium, large or unknown.
    pub size: &'static str,
    pub industry: String,
    pub municipality: Option<&'static Municipality>,
    pub country: Option<String>,
    /// Where the place comes from: register, register-postcode, export-postcode, public-body, country, or none.
    pub place_source: &'static str,
    pub ring: Ring,
    pub in_register: bool,
}

/// All suppliers by key, and for each file the supplier of each of its spellings.
pub struct Resolved {
    pub suppliers: Vec<Supplier>,
    pub by_file: Vec<Vec<u32>>,
    pub register_rows: u64,
    pub register_without_id: u64,
}

/// What the texts of one spelling say by themselves.
enum Identity {
    Id(BusinessId),
    Person(String),
    Name(String),
    Redacted,
    Unknown,
}

fn identity(text: &SupplierText, country: &str) -> Identity {
    if text.person {
        return Identity::Person(text.id.clone());
    }
    let register = if text.country.len() == 2 { text.country.to_uppercase() } else { country.to_owned() };
    match ids::read(&text.id, &register) {
        Reading::Business(id) => Identity::Id(id),
        _ if names::is_redaction(&text.name) => Identity::Redacted,
        _ => match names::key(&text.name) {
            key if key.is_empty() || names::is_missing(&text.name) => Identity::Unknown,
            key => Identity::Name(key),
        },
    }
}

/// Resolves the suppliers of all files. `load` reads the registers, told which suppliers to look for.
pub fn resolve<E>(
    files: &[StagedFile],
    home: &Home,
    load: impl FnOnce(&Wanted) -> Result<Found, E>,
) -> Result<Resolved, E> {
    let identities: Vec<Vec<Identity>> =
        files.iter().map(|file| file.sidecar.suppliers.iter().map(|s| identity(s, &home.country)).collect()).collect();
    let mut wanted = Wanted::default();
    for identity in identities.iter().flatten() {
        match identity {
            Identity::Id(id) => drop(wanted.keys.insert(id.key())),
            Identity::Name(name) => drop(wanted.names.insert(name.clone())),
            _ => {}
        }
    }
    let found = load(&wanted)?;
    let mut gathered: BTreeMap<String, Gathered<'_>> = BTreeMap::new();
    let mut keys: Vec<Vec<String>> = Vec::new();
    for (file, identities) in files.iter().zip(&identities) {
        let mut of_file = Vec::with_capacity(identities.len());
        for (text, identity) in file.sidecar.suppliers.iter().zip(identities) {
            let (key, id, id_source) = key_of(identity, &found);
            let held = gathered.entry(key.clone()).or_default();
            held.id = held.id.take().or(id);
            // An id in any export is firmer than one found by name.
            held.id_source = if held.id_source == Some("export") { held.id_source } else { id_source };
            held.texts.push(text);
            of_file.push(key);
        }
        keys.push(of_file);
    }
    let numbers: HashMap<&str, u32> = gathered.keys().enumerate().map(|(i, key)| (key.as_str(), i as u32)).collect();
    let by_file = keys.iter().map(|keys| keys.iter().map(|key| numbers[key.as_str()]).collect()).collect();
    let suppliers = gathered.iter().map(|(key, held)| describe(key, held, found.by_key.get(key), home)).collect();
    Ok(Resolved { suppliers, by_file, register_rows: found.rows, register_without_id: found.without_id })
}

/// All spellings of one key.
#[derive(Default)]
struct Gathered<'a> {
    id: Option<BusinessId>,
    id_source: Option<&'static str>,
    texts: Vec<&'a SupplierText>,
}

fn key_of(identity: &Identity, found: &Found) -> (String, Option<BusinessId>, Option<&'static str>) {
    match identity {
        Identity::Id(id) => (id.key(), Some(id.clone()), Some("export")),
        Identity::Person(pseudonym) => (pseudonym.clone(), None, None),
        Identity::Redacted => ("redacted".into(), None, None),
        Identity::Unknown => ("unknown".into(), None, None),
        Identity::Name(name) => match found.by_name.get(name) {
            Some(Some(entry)) => (entry.key.clone(), id_of_key(&entry.key), Some("register")),
            _ => (format!("name:{name}"), None, None),
        },
    }
}

fn id_of_key(key: &str) -> Option<BusinessId> {
    let (scheme, value) = key.split_once(':')?;
    let scheme = ["fi", "se", "no", "dk", "ee", "vat"].into_iter().find(|s| *s == scheme)?;
    Some(BusinessId { scheme, value: value.to_owned() })
}

fn describe(key: &str, held: &Gathered<'_>, entry: Option<&Entry>, home: &Home) -> Supplier {
    let mut names_seen: BTreeMap<String, u64> = BTreeMap::new();
    for text in &held.texts {
        *names_seen.entry(text.name.clone()).or_default() += text.lines;
    }
    names_seen.remove("");
    let commonest =
        names_seen.iter().max_by_key(|(name, lines)| (**lines, std::cmp::Reverse(*name))).map(|(name, _)| name.clone());
    let name = entry.map(|e| e.name.clone()).filter(|n| !n.is_empty()).or(commonest).unwrap_or_default();
    let person = held.texts.iter().any(|t| t.person);
    let place = place(key, held, entry, &name, home);
    let form = entry.and_then(|e| names::legal_form(&format!("x {}", e.form))).or_else(|| names::legal_form(&name));
    let kind = kind(key, held, person, form.map(|(_, kind)| kind), &name, place.country.as_deref(), home);
    Supplier {
        key: key.to_owned(),
        id_source: held.id_source,
        kind,
        legal_form: form.map(|(form, _)| form.to_owned()).or_else(|| entry.map(|e| e.form.clone())).unwrap_or_default(),
        size: entry.map_or("unknown", |e| register::staff_size(&e.size)),
        industry: entry.map(|e| e.industry.clone()).unwrap_or_default(),
        ring: if kind == Kind::Redacted {
            Ring::Unknown
        } else {
            home.ring(place.municipality, place.country.as_deref())
        },
        municipality: place.municipality,
        country: place.country,
        place_source: place.source,
        in_register: entry.is_some(),
        id: held.id.clone(),
        name,
        names_seen,
    }
}

struct Place {
    municipality: Option<&'static Municipality>,
    country: Option<String>,
    source: &'static str,
}

/// The register's municipality, else its postal code, else the export's postal code, else a municipality's own id or
/// name; a country alone only tells that a supplier is abroad.
fn place(key: &str, held: &Gathered<'_>, entry: Option<&Entry>, name: &str, home: &Home) -> Place {
    let country_text = entry.map(|e| e.country.as_str()).filter(|c| !c.is_empty());
    let exported = || most_common(held.texts.iter().map(|t| (t.country.as_str(), t.lines)));
    let by_id = held.id.as_ref().and_then(|id| id.country().map(str::to_owned));
    let country = country_text
        .and_then(|c| PLACES.country(c).map(str::to_owned))
        .or(by_id)
        .or_else(|| PLACES.country(exported()?).map(str::to_owned));
    let of = country.as_deref().unwrap_or(&home.country);
    let postcode = || most_common(held.texts.iter().map(|t| (t.postcode.as_str(), t.lines)));
    let found = entry
        .and_then(|e| PLACES.municipality(of, &e.municipality).map(|m| (m, "register")))
        .or_else(|| entry.and_then(|e| PLACES.postal_code(of, &e.postcode).map(|m| (m, "register-postcode"))))
        .or_else(|| PLACES.postal_code(of, postcode()?).map(|m| (m, "export-postcode")))
        .or_else(|| PLACES.owner(key.strip_prefix("fi:")?).map(|m| (m, "public-body")))
        .or_else(|| PLACES.body(of, name).map(|m| (m, "public-body")));
    match found {
        Some((m, source)) => Place { municipality: Some(m), country: Some(m.country.to_owned()), source },
        None => {
            let source = if country.as_ref().is_some_and(|c| *c != home.country) { "country" } else { "none" };
            Place { municipality: None, country, source }
        }
    }
}

fn most_common<'a>(texts: impl Iterator<Item = (&'a str, u64)>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (text, lines) in texts.filter(|(t, _)| !t.is_empty()) {
        *counts.entry(text).or_default() += lines;
    }
    counts.into_iter().max_by_key(|(text, lines)| (*lines, std::cmp::Reverse(*text))).map(|(text, _)| text)
}

fn kind(
    key: &str,
    held: &Gathered<'_>,
    person: bool,
    by_form: Option<Kind>,
    name: &str,
    country: Option<&str>,
    home: &Home,
) -> Kind {
    let swedish = key.strip_prefix("se:").and_then(|id| id.chars().next());
    let public = swedish == Some('2')
        || key.strip_prefix("fi:").is_some_and(|id| PLACES.owner(id).is_some())
        || names::is_public_body(name, by_form);
    match (key, by_form) {
        ("redacted", _) => Kind::Redacted,
        ("unknown", _) => Kind::Unknown,
        _ if person => Kind::Person,
        _ if public => Kind::PublicBody,
        (_, Some(Kind::SoleTrader)) => Kind::SoleTrader,
        _ if country.is_some_and(|c| c != home.country) => Kind::Foreign,
        (_, Some(kind)) => kind,
        _ => match swedish {
            Some('5' | '6' | '9') => Kind::Company,
            Some('7') => Kind::CoOperative,
            Some('8') => Kind::Association,
            _ if held.id.is_some() && home.country == "SE" => Kind::Company,
            _ => Kind::Unknown,
        },
    }
}

/// External cents by where the supplier's place comes from, in order of trust.
pub fn place_sources(suppliers: &[Supplier], sums: &[SupplierSum]) -> Vec<(&'static str, i128)> {
    const SOURCES: [&str; 6] = ["register", "register-postcode", "export-postcode", "public-body", "country", "none"];
    let of = |source| {
        suppliers.iter().zip(sums).filter(|(s, _)| s.place_source == source).map(|(_, sum)| sum.external.cents).sum()
    };
    SOURCES.map(|source| (source, of(source))).into()
}

/// Ids that stand under several names, for the data quality notes.
pub fn ids_with_many_names(suppliers: &[Supplier]) -> usize {
    let different = |s: &&Supplier| {
        let keys: HashSet<String> = s.names_seen.keys().map(|n| names::key(n)).collect();
        s.id.is_some() && keys.len() > 1
    };
    suppliers.iter().filter(different).count()
}
