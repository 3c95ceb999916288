//! Supplier registers: files the user has, of which only suppliers that occur are kept.
//!
//! Read are tables with any columns ([`table`]), the company data of the Finnish PRH ([`ytj`]), and the bulk files of
//! the Swedish Bolagsverket and SCB ([`bulk`]), the last three by streaming and inside a zip archive too.

mod bulk;
pub mod history;
mod table;
mod ytj;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use self::history::{Dated, History};
use crate::suppliers::settings::RegisterField;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::values::privacy::Masker;
use vire_reference::ids::{BusinessId, Reading};
use vire_reference::names;
use vire_reference::places::PLACES;

/// A place as a register writes it; empty texts where it does not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub municipality: String,
    pub postcode: String,
    /// Of the supplier, or of the establishment.
    pub country: String,
}

impl Place {
    fn is_told(&self) -> bool {
        !self.municipality.is_empty() || !self.postcode.is_empty()
    }
}

/// What registers tell of one supplier; empty texts where they do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The supplier's key; empty where the register has names only.
    pub key: String,
    pub name: String,
    /// Of a register with dates, the place that began last.
    pub domicile: Place,
    /// The domicile and those before it, of a register with dates.
    pub history: History,
    /// By registers of establishments; without days where a register has none.
    pub establishments: Vec<Dated>,
    pub industry: String,
    pub size: String,
    pub form: String,
    /// The day the supplier ended, as the register writes it.
    pub closed: String,
    /// Number of the register that knows the supplier first, in the order of the pipeline file.
    pub register: usize,
}

/// Suppliers to look for in registers.
#[derive(Default)]
pub struct Wanted {
    pub keys: FxHashSet<String>,
    /// Name keys: of all suppliers, since a register may have names only.
    pub names: FxHashSet<String>,
    /// Name keys of suppliers without an id, who may be found in a register by name.
    pub nameless: FxHashSet<String>,
}

/// What registers told of the wanted suppliers.
#[derive(Default)]
pub struct Found {
    pub by_key: FxHashMap<String, Entry>,
    /// Entries by name key; `None` when several suppliers of the register share it.
    pub by_name: FxHashMap<String, Option<Entry>>,
    /// Entries of registers without ids, by name key.
    pub described: FxHashMap<String, Entry>,
    pub registers: Vec<Tally>,
}

/// What became of one register's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rows: u64,
    /// Rows without a valid business id.
    pub without_id: u64,
    /// Rows about wanted suppliers.
    pub found: u64,
    /// Facts on which an earlier register, or an earlier row of this one, says otherwise; the earlier one holds.
    pub conflicts: u64,
    /// Rows about wanted suppliers with days that cannot be read; they count as rows without.
    pub unread_dates: u64,
}

/// How a register is to be read.
pub struct Register<'a> {
    /// Its number, in the order of the pipeline file.
    pub number: usize,
    pub columns: &'a BTreeMap<RegisterField, String>,
    /// Whether the place of a row is an establishment's, so that a supplier has as many as rows.
    pub of_establishments: bool,
    /// ISO code of the buyer's country.
    pub country: &'a str,
    pub masker: &'a Masker,
    pub threads: usize,
}

/// Reads a register file and adds what it tells of wanted suppliers; what earlier registers told stays.
pub fn read(input: &Input, register: &Register<'_>, wanted: &Wanted, found: &mut Found) -> Result<(), InputError> {
    let path = input.path();
    found.registers.resize(found.registers.len().max(register.number + 1), Tally::default());
    found.by_key.reserve(wanted.keys.len().saturating_sub(found.by_key.len()));
    let mut keep = Keep { register, wanted, found, names: FxHashSet::default() };
    match open(input)? {
        Opened::Table => table::read(input, &mut keep),
        Opened::Stream(kind, mut text) => kind.read(path, &mut *text, &mut |id, entry| keep.take(id, entry)),
    }
}

/// Takes a row: its id, and what it tells if it is asked.
pub type Take<'t> = dyn FnMut(&Reading, &dyn Fn() -> Option<Entry>) + 't;

/// Whether a file is one of the bulk registers, which tell of all organisations of a country.
pub fn is_bulk(input: &Input) -> Result<bool, InputError> {
    Ok(matches!(open(input)?, Opened::Stream(..)))
}

/// Goes through all rows of a bulk register, whoever they are about; a file that is none has no rows.
pub fn visit(input: &Input, take: &mut Take<'_>) -> Result<(), InputError> {
    match open(input)? {
        Opened::Table => Ok(()),
        Opened::Stream(kind, mut text) => kind.read(input.path(), &mut *text, take),
    }
}

/// The bulk formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Bolagsverket,
    Scb,
}

impl Kind {
    fn read(self, path: &Path, text: &mut dyn BufRead, take: &mut Take<'_>) -> Result<(), InputError> {
        match self {
            Self::Json => ytj::read(path, text, take),
            Self::Bolagsverket | Self::Scb => bulk::read(path, self, text, take),
        }
    }
}

enum Opened {
    Table,
    Stream(Kind, Box<dyn BufRead>),
}

/// Tells the format by content. An archive is looked into when it is no workbook: its largest file is the register.
fn open(input: &Input) -> Result<Opened, InputError> {
    let io = |e: std::io::Error| InputError::io(input.path(), &e);
    let mut head = [0; 4];
    let read = input.reader().read(&mut head).map_err(io)?;
    if !head[..read].starts_with(b"PK") {
        return sniff(BufReader::with_capacity(BUFFER, input.reader())).map_err(io);
    }
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(input.reader())) else { return Ok(Opened::Table) };
    if archive.has_duplicate_names() {
        let help = "unpack the register and name that file";
        return Err(InputError::new(Code::BrokenRegister, input.path(), "holds two files of one name", help));
    }
    let mut largest: Option<(u64, usize)> = None;
    for at in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(at) else { return Ok(Opened::Table) };
        if entry.name().is_ok_and(|name| name == "[Content_Types].xml" || name == "mimetype") {
            return Ok(Opened::Table); // a workbook
        }
        largest = largest.max(Some((entry.size(), at)));
    }
    let Some((_, at)) = largest else { return Ok(Opened::Table) };
    // The archive's readers borrow it, so the largest file is unpacked on a thread of its own.
    let (reader, mut writer) = std::io::pipe().map_err(io)?;
    let (done, result) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let unpacked = match archive.by_index(at) {
            Ok(mut entry) => std::io::copy(&mut entry, &mut writer),
            Err(error) => Err(error.into()),
        };
        let _ = done.send(unpacked.map(drop)); // nobody waits when the reader has given up
    });
    sniff(BufReader::with_capacity(BUFFER, Unpacked { reader, result })).map_err(io)
}

/// A file out of an archive; damage in the archive is an error at its end, not a shorter file.
struct Unpacked {
    reader: std::io::PipeReader,
    result: std::sync::mpsc::Receiver<std::io::Result<()>>,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.reader.read(buffer)? {
            0 if !buffer.is_empty() => match self.result.recv() {
                Ok(Err(error)) => Err(error),
                _ => Ok(0),
            },
            read => Ok(read),
        }
    }
}

const BUFFER: usize = 1 << 20;

fn sniff(mut text: impl BufRead + 'static) -> std::io::Result<Opened> {
    let head = text.fill_buf()?;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let first = &head[..head.iter().position(|b| *b == b'\n').unwrap_or(head.len()).min(4096)];
    let has = |word: &[u8]| first.windows(word.len()).any(|w| w.eq_ignore_ascii_case(word));
    let kind = if matches!(head.iter().find(|b| !b.is_ascii_whitespace()), Some(b'[' | b'{')) {
        Kind::Json
    } else if has(b"organisationsidentitet") && has(b"namnskyddslopnummer") {
        Kind::Bolagsverket
    } else if has(b"PeOrgNr") && first.contains(&b'\t') {
        Kind::Scb
    } else {
        return Ok(Opened::Table);
    };
    Ok(Opened::Stream(kind, Box::new(text)))
}

/// Takes the rows of one file and keeps what is wanted.
struct Keep<'a> {
    register: &'a Register<'a>,
    wanted: &'a Wanted,
    found: &'a mut Found,
    /// Name keys already met in this file, to see which are shared.
    names: FxHashSet<String>,
}

/// A row, judged by what is wanted.
struct Judged {
    with_id: bool,
    /// What it tells of a wanted supplier, and the name key by which that may be found.
    found: Option<(Entry, Option<String>)>,
    unread_dates: bool,
}

impl Keep<'_> {
    /// Judges a row whose id column holds `id`, and adds what it tells of a wanted supplier.
    fn take(&mut self, id: &Reading, entry: impl FnOnce() -> Option<Entry>) {
        let judged = self.judge(id, entry);
        self.add(judged);
    }

    /// Nothing is added yet, so that rows can be judged side by side. `entry` is what the row tells, if it is asked.
    fn judge(&self, id: &Reading, entry: impl FnOnce() -> Option<Entry>) -> Judged {
        let found = self.asked(id, entry).map(|(mut entry, name_key)| {
            entry.register = self.register.number;
            if self.register.of_establishments {
                let place = std::mem::take(&mut entry.domicile);
                let [from, to] = std::mem::take(&mut entry.history).days();
                entry.establishments.push(Dated { place, from, to });
            }
            entry.mask(self.register.masker);
            (entry, name_key)
        });
        Judged { with_id: matches!(id, Reading::Business(_)), found, unread_dates: false }
    }

    fn asked(&self, id: &Reading, entry: impl FnOnce() -> Option<Entry>) -> Option<(Entry, Option<String>)> {
        let Wanted { keys, names, nameless } = self.wanted;
        // By the forms of the supplier's own country, else of the buyer's, as suppliers without a country have them.
        let name_key = |among: &FxHashSet<String>, entry: &Entry| {
            let key = |country: &str| names::key(&entry.name, country);
            let wanted = |key: &String| among.contains(key);
            let own = Some(&entry.domicile.country).filter(|country| !among.is_empty() && country.len() == 2);
            let of_own = own.map(|country| key(&country.to_uppercase())).filter(wanted);
            of_own.or_else(|| (!among.is_empty()).then(|| key(self.register.country)).filter(wanted))
        };
        match id {
            Reading::Business(id) => {
                let key = id.key();
                let by_key = keys.contains(&key);
                if !by_key && nameless.is_empty() {
                    return None;
                }
                let entry = Entry { key, ..entry()? };
                let name_key = name_key(nameless, &entry);
                (by_key || name_key.is_some()).then_some((entry, name_key))
            }
            // Without an id a row only describes whoever has its name.
            Reading::Invalid if !names.is_empty() => {
                let entry = entry()?;
                let name_key = name_key(names, &entry)?;
                Some((entry, Some(name_key)))
            }
            // A person's number: nothing about that person is kept.
            Reading::Invalid | Reading::Person { .. } => None,
        }
    }

    fn add(&mut self, judged: Judged) {
        let tally = &mut self.found.registers[self.register.number];
        tally.rows += 1;
        tally.without_id += u64::from(!judged.with_id);
        let Some((entry, name_key)) = judged.found else { return };
        tally.found += 1;
        tally.unread_dates += u64::from(judged.unread_dates);
        tally.conflicts += match name_key {
            Some(name_key) if !judged.with_id => join(&mut self.found.described, name_key, entry),
            name_key => {
                if let Some(name_key) = name_key {
                    let shared = !self.names.insert(name_key.clone());
                    let held = self.found.by_name.entry(name_key).or_insert_with(|| Some(entry.clone()));
                    if shared && held.as_ref().is_some_and(|h| h.key != entry.key) {
                        *held = None;
                    }
                }
                join(&mut self.found.by_key, entry.key.clone(), entry)
            }
        };
    }
}

/// Adds an entry to what is held of its supplier, and counts the facts on which the two differ.
fn join(held: &mut FxHashMap<String, Entry>, key: String, entry: Entry) -> u64 {
    match held.entry(key) {
        std::collections::hash_map::Entry::Vacant(vacant) => {
            vacant.insert(entry);
            0
        }
        std::collections::hash_map::Entry::Occupied(mut occupied) => occupied.get_mut().fill(&entry),
    }
}

impl Entry {
    /// Masks personal ids in all its texts but the key, which is a business id.
    fn mask(&mut self, masker: &Masker) {
        let Self { key: _, name, domicile, history, establishments, industry, size, form, closed, register: _ } = self;
        let places = std::iter::once(domicile).chain(history.places_mut());
        let places = places.chain(establishments.iter_mut().map(|dated| &mut dated.place));
        let places = places.flat_map(|place| [&mut place.municipality, &mut place.postcode, &mut place.country]);
        for text in [name, industry, size, form, closed].into_iter().chain(places) {
            if let Cow::Owned(masked) = masker.text(text) {
                *text = masked;
            }
        }
    }

    /// Takes from another entry of the same supplier what this one does not tell. The domicile is one fact: it is not
    /// put together from two registers. Establishments stand beside each other. Returns the number of facts on which
    /// the two differ.
    pub fn fill(&mut self, other: &Self) -> u64 {
        let mut conflicts = 0;
        let municipality = |key: &str, place: &Place| {
            let by_id = || BusinessId::of_key(key).and_then(|id| id.country().map(str::to_owned));
            let country = Some(place.country.clone()).filter(|c| c.len() == 2).or_else(by_id).unwrap_or_default();
            let by_code = || PLACES.postal_code(&country, &place.postcode).map(|p| p.municipality);
            PLACES.municipality(&country, &place.municipality).or_else(by_code).map(|m| &m.code)
        };
        let differ = |a: &Place, b: &Place| {
            let both = (municipality(&self.key, a), municipality(&other.key, b));
            matches!(both, (Some(a), Some(b)) if a != b)
        };
        for place in &other.establishments {
            if !self.establishments.contains(place) {
                self.establishments.push(place.clone());
            }
        }
        if self.register == other.register && !self.history.is_empty() && !other.history.is_empty() {
            conflicts += self.history.add(&other.history, differ);
            self.domicile = self.history.last().cloned().unwrap_or_default();
        } else if !self.domicile.is_told() {
            self.domicile.municipality.clone_from(&other.domicile.municipality);
            self.domicile.postcode.clone_from(&other.domicile.postcode);
            self.history.clone_from(&other.history);
        } else {
            conflicts += u64::from(differ(&self.domicile, &other.domicile));
        }
        let size = |e: &Self| Some(staff_size(&e.size)).filter(|s| *s != "unknown");
        conflicts += u64::from(matches!((size(self), size(other)), (Some(a), Some(b)) if a != b));
        // Divisions: finer codes differ between versions of the classification.
        let division = |e: &Self| e.industry.get(..2).map(str::to_owned);
        conflicts += u64::from(matches!((division(self), division(other)), (Some(a), Some(b)) if a != b));
        for (own, others) in [
            (&mut self.name, &other.name),
            (&mut self.domicile.country, &other.domicile.country),
            (&mut self.industry, &other.industry),
            (&mut self.size, &other.size),
            (&mut self.form, &other.form),
        ] {
            if own.is_empty() {
                own.clone_from(others);
            }
        }
        conflicts
    }
}

/// A staff-size class by the EU's cut points on staff, from a number of staff or person-years, a class such as `10-19`,
/// `<10` or `250-`, or a word in Finnish, Swedish or English. A class that straddles a cut point is unknown; one that only
/// has an upper end is told by that. Turnover and ownership are not known, so this is no SME status.
pub fn staff_size(text: &str) -> &'static str {
    let text = text.trim().to_lowercase().replace(['\u{2013}', '\u{2212}', '\u{2010}', '\u{2011}'], "-");
    let numbers = staff_numbers(&text);
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    match numbers.as_slice() {
        [] => {}
        [low, high] => return if cut(*low) == cut(*high) { cut(*low) } else { "unknown" },
        [high] if has(&["<", "under", "alle", "below", "less than", "fewer than", "mindre än", "färre än"]) => {
            return cut(high.next_down());
        }
        [high] if has(&["\u{2264}", "max", "up to", "at most", "enintään", "högst"]) => return cut(*high),
        [low] if text.ends_with(['-', '+']) || has(OR_MORE) => {
            return if cut(*low) == cut(f64::INFINITY) { cut(*low) } else { "unknown" };
        }
        [number] => return cut(*number),
        _ => return "unknown",
    }
    let starts = |words: &[&str]| words.iter().any(|w| text.starts_with(w));
    if starts(&["mikro", "micro"]) {
        "micro"
    } else if starts(&["pien", "små", "liten", "small"]) {
        "small"
    } else if starts(&["keski", "medel", "medium"]) {
        "medium"
    } else if starts(&["suur", "stor", "large"]) {
        "large"
    } else {
        "unknown"
    }
}

/// Words and signs of classes without an upper end.
const OR_MORE: &[&str] =
    &[">", "\u{2265}", "over", "more", "at least", "yli", "vähintään", "enemmän", "över", "minst", "mer", "fler"];

/// The class of a number of staff, by the cut points of Commission Recommendation 2003/361/EC.
fn cut(staff: f64) -> &'static str {
    match staff {
        ..10.0 => "micro",
        ..50.0 => "small",
        ..250.0 => "medium",
        _ => "large",
    }
}

/// The numbers in a text. A mark before one or two last digits is a decimal mark; before three it parts thousands, as a
/// blank does.
fn staff_numbers(text: &str) -> Vec<f64> {
    let is_mark = |c: char| matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}');
    let parts = text.split(|c: char| !c.is_ascii_digit() && !is_mark(c));
    let number = |part: &str| {
        let part = part.trim_matches(is_mark);
        let (whole, decimals) = match part.rsplit_once([',', '.']) {
            Some((whole, decimals)) if decimals.len() < 3 => (whole, decimals),
            _ => (part, "0"),
        };
        format!("{}.{decimals}", whole.replace(is_mark, "")).parse().ok()
    };
    parts.filter(|part| part.contains(|c: char| c.is_ascii_digit())).filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_(municipality: &str) -> Place {
        Place { municipality: municipality.into(), ..Place::default() }
    }

    #[test]
    fn the_earlier_register_holds_and_conflicts_are_counted() {
        let entry = |municipality: &str, size: &str, industry: &str| Entry {
            key: "fi:0211675-2".into(),
            domicile: in_(municipality),
            size: size.into(),
            industry: industry.into(),
            ..Entry::default()
        };
        let mut held = entry("Kotka", "", "41200");
        assert_eq!(held.fill(&entry("Hamina", "10-19", "41000")), 1, "the place; 41200 and 41000 are one division");
        assert_eq!(held, entry("Kotka", "10-19", "41200"));
        assert_eq!(held.fill(&entry("285", "50-99", "62010")), 2);
        let by_postcode = Place { postcode: "48100".into(), ..Place::default() };
        assert_eq!(held.fill(&Entry { domicile: by_postcode, ..Entry::default() }), 0);
    }

    #[test]
    fn establishments_stand_beside_each_other_and_the_domicile() {
        let dated = |municipality: &str| Dated { place: in_(municipality), from: None, to: None };
        let of = |municipality: &str| Entry { establishments: vec![dated(municipality)], ..Entry::default() };
        let mut held = Entry { domicile: in_("Helsinki"), ..Entry::default() };
        for municipality in ["Kotka", "Hamina", "Kotka"] {
            assert_eq!(held.fill(&of(municipality)), 0, "two establishments are no conflict");
        }
        assert_eq!((held.domicile, held.establishments), (in_("Helsinki"), vec![dated("Kotka"), dated("Hamina")]));
    }

    #[test]
    fn sizes() {
        for (text, class) in [
            ("0-4", "micro"),
            ("5-9", "micro"),
            ("10-19", "small"),
            ("20–49", "small"),
            ("50-99", "medium"),
            ("100-249", "medium"),
            ("250-499", "large"),
            ("1000-", "large"),
            ("1 000-", "large"),
            ("1,000+", "large"),
            ("yli 250 henkilöä", "large"),
            ("50+", "unknown"),
            ("200-499", "unknown"),
            ("0,75", "micro"),
            ("2,50", "micro"),
            ("9.99", "micro"),
            ("<10", "micro"),
            ("under 50", "small"),
            ("alle 250 henkilöä", "medium"),
            ("enintään 9", "micro"),
            ("10 - 49", "small"),
            ("0", "micro"),
            ("1 200", "large"),
            ("37", "small"),
            ("Medelstora företag", "medium"),
            ("Stora företag", "large"),
            ("Mikroyritys", "micro"),
            ("", "unknown"),
            ("ei tietoa", "unknown"),
        ] {
            assert_eq!(staff_size(text), class, "{text}");
        }
    }
}
