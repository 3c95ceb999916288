//! What is known of one supplier: its name, kind, size and place, from its texts and the registers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::register::history::Dated;
use super::register::{self, Entry, Found, staff_size};
use super::settings::Basis;
use super::{Gathered, Given, Local, Stay, Supplier};
use vire_reference::country::Country;
use vire_reference::ids::BusinessId;
use vire_reference::names::Kind;
use vire_reference::places::{Here, Home, Municipality, NamedPlace, PLACES, PostalCode, Ring};
use vire_reference::{ids, names};

pub(super) fn supplier(key: &str, held: &Gathered<'_>, found: &Found, home: &Home, given: &Given) -> Supplier {
    let mut names_seen: BTreeMap<String, u64> = BTreeMap::new();
    for text in &held.texts {
        *names_seen.entry(text.name.clone()).or_default() += text.lines;
    }
    names_seen.remove("");
    let commonest =
        names_seen.iter().max_by_key(|(name, lines)| (**lines, std::cmp::Reverse(*name))).map(|(name, _)| name.clone());
    let person = held.texts.iter().any(|t| t.person);
    let entry =
        if person { None } else { entry(key, found, || held.keys_of(commonest.iter().chain(names_seen.keys()))) };
    let entry = entry.as_deref();
    let name = entry.map(|e| e.name.clone()).filter(|n| !n.is_empty()).or(commonest).unwrap_or_default();
    let place = place(key, held, entry, &name, home, given.basis);
    let country = place.country.as_deref().unwrap_or(&home.country);
    let form = entry.and_then(|e| names::legal_form(&format!("x {}", e.form), country));
    let form = form.or_else(|| names::legal_form(&name, country));
    let kind = kind(key, held, given, form.map(|(_, kind)| kind), &name, place.country.as_deref(), home);
    let id_text = || most_common(held.texts.iter().map(|t| (t.id.as_str(), t.lines)));
    let named = held.texts.iter().zip(&held.name_keys).filter(|(text, _)| !text.name.is_empty());
    let mut ids_seen: Vec<String> = held.texts.iter().filter(|t| !t.person).map(|t| t.id.clone()).collect();
    ids_seen.sort();
    ids_seen.dedup();
    ids_seen.retain(|id| !id.is_empty());
    // A person is of no company's family.
    let family = if person { "" } else { given.families.of(key, held.name_keys.iter().map(|key| &**key)) };
    Supplier {
        key: key.to_owned(),
        id_source: held.id_source,
        id_fault: key.starts_with("name:").then(|| ids::fault(id_text().unwrap_or_default())),
        kind,
        public_body: if kind == Kind::PublicBody { names::public_body(&name, key) } else { "" },
        legal_form: form.map(|(form, _)| form.to_owned()).or_else(|| entry.map(|e| e.form.clone())).unwrap_or_default(),
        size: entry.map_or("unknown", |e| staff_size(&e.size)),
        industry: entry.map(|e| e.industry.clone()).unwrap_or_default(),
        ring: if kind.is_supplier() { home.ring(place.municipality, place.country.as_deref()) } else { Ring::Unknown },
        local: if kind.is_supplier() { place.local } else { both(Ring::Unknown) },
        municipality: place.municipality,
        domicile: place.registered.domicile(),
        establishments: place.registered.establishments(),
        stays: if kind.is_supplier() { place.stays } else { Vec::new() },
        country: place.country,
        place_source: place.source,
        register: entry.map(|e| e.register),
        by_name: None,
        closed: entry.map(|e| e.closed.clone()).unwrap_or_default(),
        family: family.to_owned(),
        id: held.id.clone(),
        name,
        name_keys: named.map(|(_, key)| (*key).to_owned()).collect(),
        names_seen,
        ids_seen,
    }
}

/// What registers tell of a supplier by its id, and registers without ids by its names; the earlier register first.
fn entry<'f>(key: &str, found: &'f Found, name_keys: impl FnOnce() -> Vec<&'f str>) -> Option<Cow<'f, Entry>> {
    let by_key = found.by_key.get(key);
    let described = if found.described.is_empty() {
        None
    } else {
        name_keys().into_iter().find_map(|key| found.described.get(key))
    };
    let mut both: Vec<&Entry> = by_key.into_iter().chain(described).collect();
    both.sort_by_key(|e| e.register);
    let (first, rest) = both.split_first()?;
    let mut entry = Cow::Borrowed(*first);
    for other in rest {
        entry.to_mut().fill(other);
    }
    Some(entry)
}

struct Place {
    municipality: Option<&'static Municipality>,
    country: Option<String>,
    source: &'static str,
    local: Local,
    stays: Vec<Stay>,
    registered: Registered,
}

/// By the one place that is known.
fn both(ring: Ring) -> Local {
    Local { based: Here::of(ring), based_or_branched: Here::of(ring) }
}

/// A municipality, and where it is known from.
type Placed = (&'static Municipality, &'static str);

/// A place with the first and the last day on which a register has it.
struct Spell {
    from: Option<i32>,
    to: Option<i32>,
    placed: Placed,
}

/// Where a register has a supplier, and had it.
#[derive(Default)]
struct Registered {
    /// In the order of their first days.
    domiciles: Vec<Spell>,
    establishments: Vec<Spell>,
}

impl Registered {
    /// `of` is the country where a place names none, `sent` what the export's postal code tells.
    fn of(entry: &Entry, of: &str, sent: Option<PostalCode>) -> Self {
        let placed = |place: &register::Place| {
            let of = PLACES.country(&place.country).unwrap_or(of);
            let named = PLACES.municipality(of, &place.municipality).map(|m| (m, "register"));
            named.or_else(|| {
                let code = PLACES.postal_code(of, &place.postcode)?;
                // A code that belongs to a company tells a place only when the other source tells the same.
                let agree = || sent.is_some_and(|sent| sent.municipality.code == code.municipality.code);
                (code.decides || agree()).then_some((code.municipality, "register-postcode"))
            })
        };
        let spell = |dated: &Dated| Some(Spell { from: dated.from, to: dated.to, placed: placed(&dated.place)? });
        let undated = || placed(&entry.domicile).map(|placed| Spell { from: None, to: None, placed });
        Self {
            domiciles: if entry.history.is_empty() {
                undated().into_iter().collect()
            } else {
                entry.history.iter().filter_map(spell).collect()
            },
            establishments: entry.establishments.iter().filter_map(spell).collect(),
        }
    }

    fn domicile(&self) -> Option<&'static Municipality> {
        self.domiciles.last().map(|spell| spell.placed.0)
    }

    /// By country and code.
    fn establishments(&self) -> Vec<&'static Municipality> {
        let mut all: Vec<_> = self.establishments.iter().map(|spell| spell.placed.0).collect();
        all.sort_by_key(|m| (m.country, &m.code));
        all.dedup_by_key(|m| (m.country, &m.code));
        all
    }

    /// The domicile on a day, or the nearest of all places where establishments count; `None` is before all days. The
    /// order of the register's rows does not matter: of two places in one ring the lesser code holds.
    fn place_on(&self, day: Option<i32>, basis: Basis, home: &Home) -> Option<Placed> {
        let domicile = self.domiciles.iter().rfind(|spell| spell.from <= day);
        let near = |(m, source): &Placed| (home.ring(Some(m), Some(m.country)), &m.code, *source);
        let is_open = |spell: &&Spell| spell.from <= day && spell.to.is_none_or(|to| day <= Some(to));
        let open = self.establishments.iter().filter(is_open);
        match basis {
            Basis::Establishment => domicile.into_iter().chain(open).map(|spell| spell.placed).min_by_key(near),
            Basis::Domicile | Basis::InvoiceAddress => domicile.map(|spell| spell.placed),
        }
    }

    /// Whether it was local on a day. `other` is by what else tells a place.
    fn local_on(&self, day: Option<i32>, home: &Home, other: Local) -> Local {
        let here = |basis| Some(Here::of(home.ring(Some(self.place_on(day, basis, home)?.0), None)));
        Local {
            based: here(Basis::Domicile).unwrap_or(other.based),
            based_or_branched: here(Basis::Establishment).unwrap_or(other.based_or_branched),
        }
    }

    /// The places that counted, each from a day on. Where a register has none for a time, the one before counts.
    fn places(&self, basis: Basis, home: &Home) -> Vec<(Option<i32>, Placed)> {
        let all = || self.domiciles.iter().chain(&self.establishments);
        let ends = all().filter_map(|spell| Some(spell.to? + 1));
        let mut days: Vec<Option<i32>> = all().map(|spell| spell.from).chain(ends.map(Some)).chain([None]).collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter().filter_map(|day| Some((day, self.place_on(day, basis, home)?))).collect()
    }
}

/// The register's municipality, else its postal code, else the export's postal code (which goes first where the invoice
/// address tells what is local), else a municipality's own id or name, else a place that the name ends with; a country
/// alone only tells that a supplier is abroad.
fn place(key: &str, held: &Gathered<'_>, entry: Option<&Entry>, name: &str, home: &Home, basis: Basis) -> Place {
    let told = |place: &register::Place| PLACES.country(&place.country);
    let branched = |entry: &Entry| {
        entry
            .establishments
            .iter()
            .filter_map(|dated| told(&dated.place))
            .min_by_key(|country| (*country != home.country, *country))
    };
    let exported = || most_common(held.texts.iter().map(|t| (t.country.as_str(), t.lines)));
    let by_id = held.id.as_ref().and_then(|id| id.country().map(str::to_owned));
    let country = entry
        .and_then(|entry| told(&entry.domicile).or_else(|| branched(entry)))
        .map(str::to_owned)
        .or(by_id)
        .or_else(|| PLACES.country(exported()?).map(str::to_owned));
    let of = country.as_deref().unwrap_or(&home.country);
    let sent = most_common(held.texts.iter().map(|t| (t.postcode.as_str(), t.lines)))
        .and_then(|code| PLACES.postal_code(of, code));
    let registered = entry.map(|entry| Registered::of(entry, of, sent)).unwrap_or_default();
    // Card purchases have no id, and the card's text ends with the place.
    let named = if held.id.is_none() && key.starts_with("name:") { PLACES.at_the_end(of, name) } else { None };
    let of_invoice = sent.filter(|p| p.decides).map(|p| (p.municipality, "export-postcode"));
    let places = registered.places(basis, home);
    let of_register = places.last().map(|(_, placed)| *placed);
    let (first, second) =
        if basis == Basis::InvoiceAddress { (of_invoice, of_register) } else { (of_register, of_invoice) };
    let by_name = || {
        let owner = PLACES.owner(key).or_else(|| PLACES.body(of, name)).map(|m| (m, "public-body"));
        owner.or(match named {
            Some(NamedPlace::Municipality(m)) => Some((m, "name")),
            _ => None,
        })
    };
    let found = first.or(second).or_else(by_name);
    // What else tells a place holds where a register has none for a time, or by one basis.
    let other = if registered.establishments.is_empty() { None } else { of_invoice.or_else(by_name) };
    let (municipality, country, source) = match (found, named) {
        (Some((m, source)), _) => (Some(m), Some(m.country.to_owned()), source),
        (None, Some(NamedPlace::Country(c))) if country.is_none() => (None, Some(c.to_owned()), "name"),
        _ => {
            let source = if country.as_ref().is_some_and(|c| *c != home.country) { "country" } else { "none" };
            (None, country, source)
        }
    };
    let local = if registered.establishments.is_empty() {
        both(home.ring(municipality, country.as_deref()))
    } else {
        let ring = home.ring(other.map(|(m, _)| m), other.map_or(country.as_deref(), |(m, _)| Some(m.country)));
        registered.local_on(Some(i32::MAX), home, both(ring))
    };
    // Where another source goes first, a move by the register changes nothing.
    let stays = if source.starts_with("register") { stays(places, &registered, home, local) } else { Vec::new() };
    Place { municipality, country, source, local, stays, registered }
}

/// Where a supplier was in turn; none of one that was in one place only. `now` holds where a register has nothing for a time.
fn stays(places: Vec<(Option<i32>, Placed)>, registered: &Registered, home: &Home, now: Local) -> Vec<Stay> {
    let stay = |(from, (municipality, _)): (Option<i32>, Placed)| {
        let ring = home.ring(Some(municipality), Some(municipality.country));
        let local =
            if registered.establishments.is_empty() { both(ring) } else { registered.local_on(from, home, now) };
        Stay { from, municipality, ring, local }
    };
    let mut stays: Vec<Stay> = places.into_iter().map(stay).collect();
    stays.dedup_by_key(|stay| (stay.municipality.country, &stay.municipality.code, stay.local));
    if stays.len() > 1 { stays } else { Vec::new() }
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
    given: &Given,
    by_form: Option<Kind>,
    name: &str,
    country: Option<&str>,
    home: &Home,
) -> Kind {
    let person = held.texts.iter().any(|t| t.person);
    let by_id = BusinessId::of_key(key).and_then(|id| id.kind());
    let public = by_id == Some(Kind::PublicBody) || PLACES.owner(key).is_some() || names::is_public_body(name, by_form);
    let is_of_group = |of: &String| Given::is_of_group(of, key, held.name_keys.iter().map(|key| &**key));
    match (key, by_form) {
        ("redacted", _) => Kind::Redacted,
        ("unknown", _) => Kind::Unnamed,
        _ if person => Kind::Person,
        _ if given.group.keys().chain(&given.buyer).any(is_of_group) => Kind::OwnGroup,
        _ if public => Kind::PublicBody,
        (_, Some(Kind::SoleTrader)) => Kind::SoleTrader,
        _ if country.is_some_and(|c| c != home.country) => Kind::Foreign,
        (_, Some(kind)) => kind,
        _ => by_id.or_else(|| unnamed_kind(&home.country).filter(|_| held.id.is_some())).unwrap_or(Kind::Unknown),
    }
}

/// The kind of a buyer's suppliers that have an id and nothing else that tells.
fn unnamed_kind(country: &str) -> Option<Kind> {
    Country::of(country)?.about.company.as_ref()?.unnamed
}
