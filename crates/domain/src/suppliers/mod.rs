//! Who each supplier is: one key for one supplier, its name, kind, size and place.

mod describe;
pub mod families;
pub mod likely;
pub mod persons;
pub mod register;
pub mod settings;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rustc_hash::FxHashMap;

use self::families::Families;
use self::persons::ByName;
use self::register::{Found, Tally, Wanted};
use self::settings::Basis;
use vire_base::parallel;
use vire_base::sum::Sum;
use vire_base::text::header_key;
use vire_base::year::{AccountingYear, UNDATED};
use vire_ingest::StagedFile;
use vire_ingest::line::SupplierText;
use vire_reference::buyer::Buyer;
use vire_reference::ids::{self, BusinessId, Reading};
use vire_reference::names::{self, Kind};
use vire_reference::places::{Here, Home, Municipality, PLACES, Ring};

/// A place in which a supplier was for a time.
#[derive(Clone, Copy, Debug)]
pub struct Stay {
    /// The first day; none when it was there from the beginning. The last is that before the next stay.
    pub from: Option<i32>,
    pub municipality: &'static Municipality,
    pub ring: Ring,
    pub local: Local,
}

/// Whether a supplier is local by its domicile, and by its domicile or any establishment; see [`Basis`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Local {
    pub based: Here,
    pub based_or_branched: Here,
}

/// A supplier, over all spellings that share its key.
#[derive(Clone, Debug)]
pub struct Supplier {
    /// `fi:0211675-2` by business id, `person:…` by masked id, `name:…` by name, `redacted`, or `unknown`.
    pub key: String,
    pub id: Option<BusinessId>,
    /// `export`, `same-name` when only other lines of the name in the same export have the id, `register` when an export without ids names a
    /// supplier that the register has once, or `decision`.
    pub id_source: Option<&'static str>,
    /// Of a supplier without an id: what is wrong with what stands in its id column (see [`ids::fault`]).
    pub id_fault: Option<&'static str>,
    pub name: String,
    /// Spellings with their numbers of lines.
    pub names_seen: BTreeMap<String, u64>,
    /// What [`names::key`] makes of them.
    pub name_keys: BTreeSet<String>,
    /// Texts of the id column; none of persons.
    pub ids_seen: Vec<String>,
    pub kind: Kind,
    /// What kind of public body, or empty.
    pub public_body: &'static str,
    pub legal_form: String,
    /// Staff-size class: micro, small, medium, large or unknown.
    pub size: &'static str,
    pub industry: String,
    pub municipality: Option<&'static Municipality>,
    /// By registers of domiciles, and by registers of establishments.
    pub domicile: Option<&'static Municipality>,
    pub establishments: Vec<&'static Municipality>,
    /// Of a supplier that moved, by a register with dates: where it was, oldest first. The last is its place now.
    pub stays: Vec<Stay>,
    pub country: Option<String>,
    /// Where the place comes from: one of [`PLACE_SOURCES`].
    pub place_source: &'static str,
    pub ring: Ring,
    pub local: Local,
    /// The first register that knows the supplier, by its number in the pipeline file.
    pub register: Option<usize>,
    /// The supplier is a person by its name and its accounts alone, or may be one.
    pub by_name: Option<ByName>,
    /// The day the supplier ended by the register, as that writes it.
    pub closed: String,
    /// The family that the user counts it to, or empty.
    pub family: String,
}

/// Of the stays of a supplier that has moved, that on the last day of a year; of what has no date, the last. `from` tells
/// their first days. Before its first place is known the supplier was there too.
pub fn stay_in<S>(stays: &[S], from: impl Fn(&S) -> Option<i32>, year: i32, accounting: AccountingYear) -> Option<&S> {
    let last = if year == UNDATED { None } else { accounting.last_day(year) };
    let last = last.map_or(i32::MAX, |day| day.to_epoch_days());
    stays.iter().rev().find(|stay| from(stay) <= Some(last)).or(stays.first())
}

/// All suppliers by key, and for each file the supplier of each of its spellings.
pub struct Resolved {
    pub suppliers: Vec<Supplier>,
    pub by_file: Vec<Vec<u32>>,
    pub registers: Vec<Tally>,
    /// For each file, its lines without an id that count with the one id that their name has in it.
    pub same_name: Vec<Sum>,
}

/// What the pipeline file says of suppliers.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The buyer's country, whose legal forms its suppliers have where nothing tells another.
    pub country: String,
    /// What tells where a supplier is.
    pub basis: Basis,
    /// Keys of companies of the buyer's own group, and how the pipeline file names each.
    pub group: BTreeMap<String, String>,
    /// Keys of the buyer's own names: it is no supplier of the market.
    pub buyer: Vec<String>,
    /// The user's decisions on who is the same supplier: from a key to the key that stands for both.
    pub same: HashMap<String, String>,
    /// Pairs of keys, the lesser first, that the user has told apart.
    pub different: HashSet<(String, String)>,
    /// Parents and their subsidiaries.
    pub families: Families,
}

impl Given {
    /// Whether this is the company of the group with this key, by its own key or by any of its names: an id does not make
    /// a name untrue.
    pub fn is_of_group<'k>(of_group: &str, key: &str, mut names: impl Iterator<Item = &'k str>) -> bool {
        of_group == key || of_group.strip_prefix("name:").is_some_and(|name| names.any(|n| n == name))
    }
}

/// The key by which settings name a supplier: that of its business id, else of its name.
pub fn supplier_key(text: &str, country: &str) -> String {
    match ids::read(text, country) {
        Reading::Business(id) => id.key(),
        _ => names::key(text, country),
    }
}

/// Whether a name in a table beside the purchases is the buyer's: by the keys of its own names, or as its municipality.
pub fn is_buyer(name: &str, buyer: &Buyer, own: &BTreeSet<String>) -> bool {
    let is_named = || own.contains(&supplier_key(name, &buyer.country)) || header_key(name) == header_key(&buyer.name);
    let is_municipality = || {
        let whose = PLACES.municipality(&buyer.country, name);
        whose.is_some_and(|of| PLACES.municipality(&buyer.country, &buyer.name).is_some_and(|own| own.code == of.code))
    };
    !name.is_empty() && (is_named() || is_municipality())
}

/// What the texts of one spelling say by themselves.
enum Identity {
    Id(BusinessId),
    Person(String),
    Name(String),
    Redacted,
    Unknown,
}

/// A spelling, with what it says by itself and the key of its name.
struct Spelling {
    identity: Identity,
    name_key: String,
}

impl Spelling {
    fn new(text: &SupplierText, country: &str) -> Self {
        let register = if text.country.len() == 2 { text.country.to_uppercase() } else { country.to_owned() };
        let name_key = names::key(&text.name, &register);
        Self { identity: identity(text, &name_key, &register), name_key }
    }
}

/// `register` is the country whose ids and legal forms the supplier has.
fn identity(text: &SupplierText, name_key: &str, register: &str) -> Identity {
    if text.person {
        return Identity::Person(text.id.clone());
    }
    match ids::read(&text.id, register) {
        Reading::Business(id) => Identity::Id(id),
        _ if names::is_redaction(&text.name) => Identity::Redacted,
        _ if name_key.is_empty() || names::is_missing(&text.name) => Identity::Unknown,
        _ => {
            let in_name = Some(text).filter(|text| text.id.is_empty()).and_then(|t| ids::in_name(&t.name, register));
            in_name.map_or_else(|| Identity::Name(name_key.to_owned()), Identity::Id)
        }
    }
}

/// Resolves the suppliers of all files. `load` reads the registers, told which suppliers to look for.
pub fn resolve<E>(
    files: &[StagedFile],
    home: &Home,
    given: &Given,
    threads: usize,
    load: impl FnOnce(&Wanted) -> Result<Found, E>,
) -> Result<Resolved, E> {
    // Monthly exports spell most suppliers as the months before did.
    let (distinct, numbers) = distinct(files);
    let spellings = parallel::map_each(&distinct, threads, |text| Spelling::new(text, &home.country));
    let found = load(&wanted(&spellings, given))?;
    let ids: Vec<IdsByName<'_>> =
        numbers.iter().map(|numbers| ids_by_name(of_file(numbers, &spellings), given)).collect();
    let texts = files.iter().map(|file| file.sidecar.suppliers.as_slice());
    let same_name = texts.clone().zip(&numbers).zip(&ids);
    let same_name =
        same_name.map(|((texts, numbers), ids)| joined(texts.iter().zip(of_file(numbers, &spellings)), ids)).collect();
    let (keyed, by_file) = keyed(&spellings, &numbers, &ids, &found, given, threads);
    let (keys, by_file) = numbered(&keyed, by_file);
    // The texts of each supplier, in the order of the files.
    let mut groups: Vec<Vec<(&SupplierText, &Spelling, &Keyed)>> = vec![Vec::new(); keys.len()];
    for ((texts, numbers), of_file) in texts.zip(&numbers).zip(&by_file) {
        for ((text, n), (supplier, at)) in texts.iter().zip(numbers).zip(of_file) {
            groups[*supplier as usize].push((text, &spellings[*n as usize], &keyed[*at as usize]));
        }
    }
    let groups: Vec<_> = keys.iter().zip(groups).collect();
    let suppliers = parallel::map_each(&groups, threads, |(key, group)| {
        let mut held = Gathered::default();
        for (text, spelling, Keyed { id, id_source, .. }) in group {
            held.id = held.id.or_else(|| id.clone());
            // An id in any export is firmer than one found by name.
            let is_firm = held.id_source == Some("export") || *id_source == Some(SAME_NAME) && held.id_source.is_some();
            held.id_source = if is_firm { held.id_source } else { *id_source };
            held.texts.push(text);
            held.name_keys.push(&spelling.name_key);
        }
        describe::supplier(key, &held, &found, home, given)
    });
    let by_file = by_file.into_iter().map(|of_file| of_file.into_iter().map(|(supplier, _)| supplier).collect());
    let by_file = by_file.collect();
    let Found { by_key, by_name, described, registers } = found;
    parallel::discard(threads, (keyed, by_key, by_name, described));
    Ok(Resolved { suppliers, by_file, registers, same_name })
}

/// The spellings of a file.
fn of_file<'s>(numbers: &[u32], spellings: &'s [Spelling]) -> impl Iterator<Item = &'s Spelling> {
    numbers.iter().map(|number| &spellings[*number as usize])
}

/// The distinct spellings of all files, as far as their texts say who it is, and for each file the numbers of its own.
fn distinct<'f>(files: &'f [StagedFile]) -> (Vec<&'f SupplierText>, Vec<Vec<u32>>) {
    let mut places: FxHashMap<(&str, &str, &str, bool), u32> = FxHashMap::default();
    let mut distinct = Vec::new();
    let mut number = |text: &'f SupplierText| {
        let SupplierText { id, name, country, person, .. } = text;
        *places.entry((id, name, country, *person)).or_insert_with(|| {
            distinct.push(text);
            distinct.len() as u32 - 1
        })
    };
    let numbers = files.iter().map(|file| file.sidecar.suppliers.iter().map(&mut number).collect()).collect();
    (distinct, numbers)
}

/// Who the spellings stand for, and for each file which of these each of its own does: one spelling may stand for several,
/// as an export tells it.
fn keyed(
    spellings: &[Spelling],
    numbers: &[Vec<u32>],
    ids: &[IdsByName<'_>],
    found: &Found,
    given: &Given,
    threads: usize,
) -> (Vec<Keyed>, Vec<Vec<u32>>) {
    let mut places: FxHashMap<(u32, Option<&BusinessId>), u32> = FxHashMap::default();
    let mut distinct = Vec::new();
    let mut place = |number: u32, id| {
        *places.entry((number, id)).or_insert_with(|| {
            distinct.push((number, id));
            distinct.len() as u32 - 1
        })
    };
    let mut by_file = Vec::with_capacity(numbers.len());
    for (numbers, ids) in numbers.iter().zip(ids) {
        let of_export = |number: u32| match &spellings[number as usize].identity {
            Identity::Name(name) => ids.get(name.as_str()).copied(),
            _ => None,
        };
        by_file.push(numbers.iter().map(|number| place(*number, of_export(*number))).collect());
    }
    let key =
        |(number, id): &(u32, Option<&BusinessId>)| key_of(&spellings[*number as usize].identity, *id, found, given);
    (parallel::map_each(&distinct, threads, key), by_file)
}

/// Of each of a file's spellings, the number of its supplier and its place among those that were keyed.
type OfFile = Vec<(u32, u32)>;

/// The keys in their order, and of each file's spellings the number of its key beside what it was.
fn numbered(keyed: &[Keyed], by_file: Vec<Vec<u32>>) -> (Vec<&str>, Vec<OfFile>) {
    let mut keys: Vec<&str> = keyed.iter().map(|keyed| keyed.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let number = |keyed: &Keyed| keys.binary_search(&keyed.key.as_str()).unwrap_or_default() as u32;
    let numbers: Vec<u32> = keyed.iter().map(number).collect();
    let of_file = |of_file: Vec<u32>| of_file.into_iter().map(|at| (numbers[at as usize], at)).collect();
    let by_file = by_file.into_iter().map(of_file).collect();
    (keys, by_file)
}

fn wanted(spellings: &[Spelling], given: &Given) -> Wanted {
    let mut wanted = Wanted::default();
    for Spelling { identity, name_key } in spellings {
        match identity {
            Identity::Id(id) => {
                wanted.keys.insert(id.key());
                wanted.names.insert(name_key.clone());
            }
            Identity::Name(name) => {
                wanted.nameless.insert(name.clone());
                wanted.names.insert(name.clone());
            }
            _ => {}
        }
    }
    wanted.names.remove("");
    wanted.keys.extend(given.same.values().filter(|key| BusinessId::of_key(key).is_some()).cloned());
    wanted
}

/// The one id that each name has in an export, of names of which the user has not said otherwise.
type IdsByName<'s> = FxHashMap<&'s str, &'s BusinessId>;

fn ids_by_name<'s>(spellings: impl Iterator<Item = &'s Spelling>, given: &Given) -> IdsByName<'s> {
    let mut ids: FxHashMap<&str, Option<&BusinessId>> = FxHashMap::default();
    for Spelling { identity, name_key } in spellings {
        if let Identity::Id(id) = identity {
            let held = ids.entry(name_key).or_insert(Some(id));
            *held = held.filter(|held| *held == id);
        }
    }
    let is_decided = |name: &str, id: &BusinessId| {
        let (name, id) = (format!("name:{name}"), id.key());
        given.same.contains_key(&name) || given.different.contains(&if name < id { (name, id) } else { (id, name) })
    };
    let only = ids.into_iter().filter_map(|(name, id)| Some((name, id?)));
    only.filter(|(name, id)| !name.is_empty() && !is_decided(name, id)).collect()
}

/// The lines without an id that count with the one that their name has.
fn joined<'s>(spellings: impl Iterator<Item = (&'s SupplierText, &'s Spelling)>, ids: &IdsByName<'_>) -> Sum {
    let mut sum = Sum::default();
    for (text, spelling) in spellings {
        if matches!(&spelling.identity, Identity::Name(name) if ids.contains_key(name.as_str())) {
            sum += Sum { lines: text.lines, cents: text.cents };
        }
    }
    sum
}

/// All spellings of one key.
#[derive(Default)]
struct Gathered<'a> {
    id: Option<BusinessId>,
    id_source: Option<&'static str>,
    texts: Vec<&'a SupplierText>,
    /// Of the name of each text.
    name_keys: Vec<&'a str>,
}

impl Gathered<'_> {
    /// The keys of these names, in their order.
    fn keys_of<'n>(&self, names: impl Iterator<Item = &'n String>) -> Vec<&str> {
        let key = |name: &String| self.texts.iter().position(|text| text.name == *name).map(|at| self.name_keys[at]);
        names.filter_map(key).collect()
    }
}

/// Where the id of lines without one comes from when others of exactly their name have it.
const SAME_NAME: &str = "same-name";

/// Who a spelling stands for.
struct Keyed {
    key: String,
    id: Option<BusinessId>,
    id_source: Option<&'static str>,
}

/// `of_export` is the id that the name has in its export.
fn key_of(identity: &Identity, of_export: Option<&BusinessId>, found: &Found, given: &Given) -> Keyed {
    let (key, id, id_source) = match identity {
        Identity::Id(id) => (id.key(), Some(id.clone()), Some("export")),
        Identity::Person(pseudonym) => (pseudonym.clone(), None, None),
        Identity::Redacted => ("redacted".into(), None, None),
        Identity::Unknown => ("unknown".into(), None, None),
        Identity::Name(name) => match (of_export, found.by_name.get(name)) {
            (Some(id), _) => (id.key(), Some(id.clone()), Some(SAME_NAME)),
            (_, Some(Some(entry))) => (entry.key.clone(), BusinessId::of_key(&entry.key), Some("register")),
            _ => (format!("name:{name}"), None, None),
        },
    };
    let Some(other) = given.same.get(&key) else { return Keyed { key, id, id_source } };
    let id = BusinessId::of_key(other);
    Keyed { key: other.clone(), id_source: id.as_ref().map(|_| "decision"), id }
}

/// Where a supplier's place can come from, in order of trust.
pub const PLACE_SOURCES: [&str; 7] =
    ["register", "register-postcode", "export-postcode", "public-body", "name", "country", "none"];

/// Ids that stand under several names, for the data quality notes.
pub fn ids_with_many_names(suppliers: &[Supplier]) -> usize {
    suppliers.iter().filter(|s| s.id.is_some() && s.name_keys.len() > 1).count()
}
