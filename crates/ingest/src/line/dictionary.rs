//! Distinct buyers, suppliers and accounts of a file; personal ids are masked as they enter.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::interner::Interner;
use super::kept::Kept;
use super::lines::{Lines, TextColumn};
use super::sidecar::{Problem, Sidecar};
use super::texts::{AccountText, Party, SupplierText};
use crate::read::hash::hash;
use crate::read::{Cell, Row, Rows};
use crate::settings::Settings;
use crate::table::field::{Field, TEXT_FIELDS};
use crate::table::mapping::Mapping;
use vire_base::amount::format_cents;
use vire_base::code::Code;
use vire_base::sum::Sum;
use vire_reference::country::Country;
use vire_reference::ids::persons::{Found, Place};
use vire_reference::ids::{self, Reading};
use vire_reference::letters;
use vire_reference::names::{self, Kind};
use vire_reference::words::{Told, Words};

/// Parts of a combination are joined by a character that no text has: where a cell has it, it is taken for a blank.
const SEPARATOR: char = '\u{1f}';

/// Numbers the distinct buyers, suppliers and accounts of a file in order of appearance.
pub struct Dictionaries<'a> {
    settings: &'a Settings,
    key: String,
    /// Of the lines at hand.
    keys: [Keys; 3],
    /// By combination with white space folded.
    folded: [Interner; 3],
    parties: Vec<Party>,
    suppliers: Vec<SupplierText>,
    /// Lines of each supplier.
    supplier_lines: Vec<Sum>,
    accounts: Vec<AccountText>,
    /// What tells sectors by the lines' own texts, once a table has any and where the country has words.
    words: Option<&'static Words>,
    /// By hash of the text, what it tells: texts are too many to be kept, and of a million the chance that any two share
    /// one is below 1 in ten million.
    told: FxHashMap<u64, Option<Told>>,
    /// Accounts with what a text tells beside them, by the account alone.
    told_accounts: FxHashMap<(u32, Told), u32>,
    persons_masked: u64,
    /// Of each combination, whether a personal id stood in one of its texts.
    masked: [Vec<bool>; 3],
    /// Whether that is so of any combination of a group.
    masks: [bool; 3],
    masked_in: BTreeMap<String, Sum>,
    /// Distinct supplier names as they stand but for blanks around them, by hash: of a million, the chance that any two
    /// share one is below 1 in ten million.
    names: FxHashSet<u64>,
    tables: Vec<OfTable>,
    /// A pseudonym was made, so the masking key decides the outcome.
    keyed: bool,
    /// The masking key could not be read or made.
    failure: Option<std::io::Error>,
}

/// Keys of some lines.
#[derive(Default)]
struct Keys {
    keys: Vec<Key>,
    /// Texts of keys that do not stand in the text of the file.
    made: String,
}

/// A key's hash, and where its text stands.
struct Key {
    hash: u64,
    at: Range<usize>,
    is_made: bool,
}

impl Keys {
    fn clear(&mut self) {
        self.keys.clear();
        self.made.clear();
    }

    /// `is_parted` says that no cell of these rows has the separator.
    fn add(&mut self, table: &OfTable, group: usize, row: Row<'_>, rows: &Rows, is_parted: bool) {
        let span = table.spans[group].filter(|_| is_parted).and_then(|(first, last)| row.span(first, last));
        let is_made = span.is_none();
        let at = span.unwrap_or_else(|| {
            let from = self.made.len();
            if !is_parted {
                // One separator more than other keys have, and the length of each text, so that no two keys are alike.
                self.made.push(SEPARATOR);
            }
            for column in table.columns[group].iter().flatten() {
                let cell = row.cell(*column);
                if !is_parted {
                    self.made.push_str(&cell.text().len().to_string());
                    self.made.push(SEPARATOR);
                }
                match cell {
                    Cell::Text(text) => self.made.push_str(text),
                    other => other.push_text(&mut self.made),
                }
                self.made.push(SEPARATOR);
            }
            from..self.made.len()
        });
        let text = if is_made { &self.made } else { &rows.text };
        self.keys.push(Key { hash: hash(&text[at.clone()]), at, is_made });
    }

    /// Hash and text of each key.
    fn texts<'t>(&'t self, rows: &'t Rows) -> impl Iterator<Item = (u64, &'t str)> {
        let text = |key: &Key| if key.is_made { &self.made } else { &rows.text };
        self.keys.iter().map(move |key| (key.hash, &text(key)[key.at.clone()]))
    }
}

/// What belongs to one table.
pub struct OfTable {
    /// The columns of each combination's parts.
    columns: [Vec<Option<usize>>; 3],
    /// The first and last of these, where they are side by side.
    spans: [Option<(usize, usize)>; 3],
    /// Numbers of combinations by the cells as they stand, so that most lines cost one look-up and no folding of white
    /// space.
    raw: [Interner; 3],
    /// Columns of voucher, invoice and contract numbers.
    texts: [Option<usize>; 3],
    description: Option<usize>,
    names: FxHashSet<u64>,
    distinct_names: u64,
}

impl OfTable {
    pub fn new(mapping: &Mapping) -> Self {
        let groups: [&[Field]; 3] = [
            &[Field::BuyerId, Field::BuyerName, Field::BuyerCode, Field::Unit, Field::Currency],
            &[
                Field::SupplierId,
                Field::SupplierName,
                Field::SupplierCountry,
                Field::SupplierPostcode,
                Field::SupplierNumber,
            ],
            &[
                Field::Account,
                Field::StandardAccount,
                Field::AccountName,
                Field::AccountGroup,
                Field::ServiceClass,
                Field::Cpv,
            ],
        ];
        let columns = groups.map(|group| group.iter().map(|field| mapping.index(*field)).collect::<Vec<_>>());
        let span = |of: usize| {
            let at = || columns[of].iter().copied().flatten();
            let (first, last) = (at().min()?, at().max()?);
            (last - first + 1 == at().collect::<BTreeSet<_>>().len()).then_some((first, last))
        };
        Self {
            spans: std::array::from_fn(span),
            columns,
            raw: Default::default(),
            texts: TEXT_FIELDS.map(|field| mapping.index(field)),
            description: mapping.index(Field::Description),
            names: FxHashSet::default(),
            distinct_names: 0,
        }
    }
}

const PARTY: usize = 0;
const SUPPLIER: usize = 1;
const ACCOUNT: usize = 2;
/// What the groups are called where masked lines are counted.
pub const GROUPS: [&str; 3] = ["buyer", "supplier", "account"];

impl<'a> Dictionaries<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            key: String::new(),
            keys: Default::default(),
            folded: Default::default(),
            parties: Vec::new(),
            suppliers: Vec::new(),
            supplier_lines: Vec::new(),
            accounts: Vec::new(),
            words: None,
            told: FxHashMap::default(),
            told_accounts: FxHashMap::default(),
            persons_masked: 0,
            masked: Default::default(),
            masks: [false; 3],
            masked_in: BTreeMap::new(),
            names: FxHashSet::default(),
            tables: Vec::new(),
            keyed: false,
            failure: None,
        }
    }

    /// Takes the columns of the table that is read next.
    pub fn start(&mut self, table: OfTable) {
        if table.description.is_some() {
            self.words = Country::of(&self.settings.country).and_then(Country::words);
        }
        self.tables.push(table);
    }

    /// No more lines come from this table.
    pub fn end(&mut self, table: u32) {
        let table = &mut self.tables[table as usize];
        table.distinct_names = std::mem::take(&mut table.names).len() as u64;
        table.raw = Default::default();
    }

    /// Adds rows, which stand at these places among `rows`, to the lines.
    pub fn take(&mut self, rows: &Rows, at: &[u32], kept: &Kept, lines: &mut Lines) {
        lines.extend(kept);
        let each = || at.iter().zip(&kept.table).map(|(at, table)| (*at as usize, *table as usize));
        // All keys come first: then one look-up need not wait until the memory of the one before has arrived.
        let mut keys = std::mem::take(&mut self.keys);
        keys.iter_mut().for_each(Keys::clear);
        let is_parted = memchr::memchr(SEPARATOR as u8, rows.text.as_bytes()).is_none();
        for (at, table) in each() {
            let (row, table) = (rows.row(at), &self.tables[table]);
            keys.iter_mut().enumerate().for_each(|(group, keys)| keys.add(table, group, row, rows, is_parted));
        }
        let from = lines.party.len();
        let numbers = [&mut lines.party, &mut lines.supplier, &mut lines.account];
        for (group, (keys, numbers)) in keys.iter().zip(numbers).enumerate() {
            for ((at, table), (hash, raw)) in each().zip(keys.texts(rows)) {
                let known = self.tables[table].raw[group].get(hash, raw);
                numbers.push(known.unwrap_or_else(|| self.new_spelling(group, table, rows.row(at), raw)));
            }
        }
        self.keys = keys;
        if self.words.is_some() {
            for ((at, table), number) in each().zip(&mut lines.account[from..]) {
                let told = self.tables[table].description.and_then(|index| self.told(&rows.row(at).cell(index)));
                *number = told.map_or(*number, |told| self.told_account(*number, told));
            }
        }
        for (number, cents) in lines.supplier[from..].iter().zip(&kept.cents) {
            self.supplier_lines[*number as usize].add(*cents);
        }
        let groups = [&lines.party[from..], &lines.supplier[from..], &lines.account[from..]];
        for (group, numbers) in groups.into_iter().enumerate().filter(|(group, _)| self.masks[*group]) {
            for (_, cents) in numbers.iter().zip(&kept.cents).filter(|(n, _)| self.masked[group][**n as usize]) {
                self.masked_in.entry(GROUPS[group].to_owned()).or_default().add(*cents);
            }
        }
        for (which, (column, field)) in lines.texts.iter_mut().zip(TEXT_FIELDS).enumerate() {
            for ((at, table), cents) in each().zip(&kept.cents) {
                match self.tables[table].texts[which] {
                    Some(index) => self.push_number(field, *cents, rows.row(at).cell(index), column),
                    None => column.push(""),
                }
            }
        }
    }

    /// The number of a combination that is spelt in a new way, and perhaps new itself.
    fn new_spelling(&mut self, group: usize, table: usize, row: Row<'_>, raw: &str) -> u32 {
        let of_table = &mut self.tables[table];
        let columns = &of_table.columns[group];
        if let (SUPPLIER, Some(index)) = (group, columns[1]) {
            let name = match row.cell(index) {
                Cell::Text(text) => Cow::Borrowed(text.trim()),
                other => Cow::Owned(other.to_text()),
            };
            if !name.is_empty() {
                let mut hasher = DefaultHasher::new();
                hasher.write(name.as_bytes());
                of_table.names.insert(hasher.finish());
                self.names.insert(hasher.finish());
            }
        }
        self.key.clear();
        for index in columns {
            if let Some(i) = index {
                let cell = row.cell(*i);
                let text = cell.text();
                if text.contains(SEPARATOR) {
                    self.key.push_str(&text.replace(SEPARATOR, " "));
                } else {
                    self.key.push_str(&text);
                }
            }
            self.key.push(SEPARATOR);
        }
        let hash = hash(&self.key);
        let folded = &mut self.folded[group];
        let known = folded.get(hash, &self.key);
        let held = match group {
            PARTY => self.parties.len(),
            SUPPLIER => self.suppliers.len(),
            _ => self.accounts.len(),
        };
        let number = known.unwrap_or(held as u32);
        if known.is_none() {
            folded.insert(&self.key, number);
        }
        of_table.raw[group].insert(raw, number);
        if known.is_none() {
            match group {
                PARTY => self.new_party(),
                SUPPLIER => self.new_supplier(),
                _ => self.new_account(),
            }
        }
        number
    }

    fn note_masked(&mut self, group: usize, masked: bool) {
        self.masked[group].push(masked);
        self.masks[group] |= masked;
    }

    fn parts(&self) -> [String; 6] {
        let mut parts = self.key.split(SEPARATOR).map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    fn masked_parts(&mut self) -> [String; 6] {
        self.parts().map(|part| self.mask(Place::Text, &part))
    }

    fn new_party(&mut self) {
        let [buyer_id, buyer_name, buyer_code, unit, currency, _] = self.masked_parts();
        let party = Party { buyer_id, buyer_name, buyer_code, unit, currency };
        self.note_masked(PARTY, party.is_masked());
        self.parties.push(party);
    }

    fn new_supplier(&mut self) {
        let supplier = self.read_supplier();
        self.note_masked(SUPPLIER, supplier.is_masked());
        self.suppliers.push(supplier);
        self.supplier_lines.push(Sum::default());
    }

    fn read_supplier(&mut self) -> SupplierText {
        let [id, name, country, postcode, number, _] = self.parts();
        let register = if country.len() == 2 { country.to_uppercase() } else { self.settings.country.clone() };
        let mut supplier = SupplierText {
            country: self.mask(Place::Text, &country),
            postcode: self.mask(Place::Text, &postcode),
            ..SupplierText::default()
        };
        // An internal number is no business id, but it tells suppliers without id apart no better than names do.
        let id = if id.is_empty() { number_as_id(&number, &register) } else { id };
        let masker = &self.settings.masker;
        let (in_id, masked_id) = masker.of_supplier(Place::Id, &id, &register);
        let (in_name, masked_name) = masker.of_supplier(Place::Name, &name, &register);
        if let Some(person) = person(ids::read(&id, &register), &in_name, &name, &register) {
            self.persons_masked += 1;
            supplier.person = true;
            self.keyed = true;
            supplier.name =
                person_word(&register).or_else(|| person_word(&self.settings.country)).unwrap_or(PERSON).to_owned();
            match masker.pseudonym(&person) {
                Ok(pseudonym) => supplier.id = pseudonym,
                Err(error) => self.failure = Some(error),
            }
            return supplier;
        }
        self.persons_masked += u64::from(!in_id.is_empty()) + u64::from(!in_name.is_empty());
        (supplier.id, supplier.name) = (masked_id.into_owned(), masked_name.into_owned());
        supplier
    }

    fn new_account(&mut self) {
        // A number alone is an account's, but a column may hold numbers and names.
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let place = |text: &str| if is_number(text) { Place::Number } else { Place::Text };
        let [account, standard, name, group, service_class, cpv] =
            self.parts().map(|part| self.mask(place(&part), &part));
        let (account, name) = split_account(account, name);
        let text = AccountText { account, standard, name, group, service_class, cpv, told: None };
        self.note_masked(ACCOUNT, text.is_masked());
        self.accounts.push(text);
    }

    fn told(&mut self, cell: &Cell<'_>) -> Option<Told> {
        let (Cell::Text(text), Some(words)) = (cell, self.words) else { return None };
        *self.told.entry(hash(text)).or_insert_with(|| words.tell(text))
    }

    /// The number of an account with what a text tells beside it.
    fn told_account(&mut self, account: u32, told: Told) -> u32 {
        *self.told_accounts.entry((account, told)).or_insert_with(|| {
            let text = AccountText { told: Some(told), ..self.accounts[account as usize].clone() };
            self.accounts.push(text);
            self.masked[ACCOUNT].push(self.masked[ACCOUNT][account as usize]);
            self.accounts.len() as u32 - 1
        })
    }

    /// Voucher, invoice and contract numbers are not made into dictionaries: most are different.
    fn push_number(&mut self, field: Field, cents: i64, cell: Cell<'_>, column: &mut TextColumn) {
        let text = cell.text();
        match self.settings.masker.number(&text) {
            Ok(None) => column.push(&text),
            Ok(Some(pseudonym)) => {
                self.persons_masked += 1;
                self.masked_in.entry(field.name().to_owned()).or_default().add(cents);
                self.keyed = true;
                column.push(&pseudonym);
            }
            Err(error) => self.failure = Some(error),
        }
    }

    fn mask(&mut self, place: Place, text: &str) -> String {
        match self.settings.masker.at(place, text) {
            Cow::Borrowed(text) => text.to_owned(),
            Cow::Owned(masked) => {
                self.persons_masked += 1;
                masked
            }
        }
    }

    /// Hands the dictionaries over. Errors when a person was met and the masking key could not be used.
    pub fn move_into(self, sidecar: &mut Sidecar) -> std::io::Result<()> {
        if let Some(error) = self.failure {
            return Err(error);
        }
        for (table, of_table) in sidecar.tables.iter_mut().zip(&self.tables) {
            table.supplier_names = of_table.distinct_names;
        }
        sidecar.supplier_names = self.names.len() as u64;
        sidecar.parties = self.parties;
        sidecar.suppliers = self.suppliers;
        let mut unnamed = Sum::default();
        for (supplier, lot) in sidecar.suppliers.iter_mut().zip(self.supplier_lines) {
            (supplier.lines, supplier.cents) = (lot.lines, lot.cents);
            if supplier.id.is_empty() && (supplier.name.is_empty() || names::is_missing(&supplier.name)) {
                unnamed.lines += lot.lines;
                unnamed.cents += lot.cents;
            }
        }
        // Where no column has the names, that is told of the table.
        if unnamed.lines > 0 && !sidecar.problems.iter().any(|p| p.code == Code::NoSupplierColumn) {
            let mut message =
                format!("rows that name no supplier: {}, in all {}", unnamed.lines, format_cents(unnamed.cents));
            let all: u64 = sidecar.suppliers.iter().map(|supplier| supplier.lines).sum();
            if all >= ENOUGH && unnamed.lines * 4 >= all && unnamed.lines < all {
                message += &format!(
                    ", of {all} rows; if the export names a supplier only in the first of its rows, fill the names down in a spreadsheet program and use that"
                );
            }
            sidecar.problems.push(Problem::new(Code::NoSupplier, "", None, message));
        }
        sidecar.problems.extend(broken_letters(&sidecar.suppliers));
        sidecar.accounts = self.accounts;
        sidecar.persons_masked = self.persons_masked;
        sidecar.masked_in = self.masked_in;
        if self.keyed {
            sidecar.mask_key = Some(self.settings.masker.fingerprint()?);
        }
        Ok(())
    }
}

/// What is said of names whose letters were broken before.
fn broken_letters(suppliers: &[SupplierText]) -> Option<Problem> {
    let is_broken = |supplier: &&SupplierText| !supplier.name.is_ascii() && letters::is_broken(&supplier.name);
    let broken @ 1.. = suppliers.iter().filter(is_broken).count() else { return None };
    let message = format!(
        "names of suppliers whose letters were broken before the file was written, such as \"Ã¤\" for \"ä\": {broken}; a supplier that is also there with its right letters counts as two"
    );
    Some(Problem::new(Code::BrokenLetters, "", None, message))
}

/// Lines that tell how a report names its suppliers.
const ENOUGH: u64 = 10;

/// The id of the person that a supplier is, by its id column or by its name. Whom a business id or a legal form shows to
/// be a company may have a person's id in its name.
fn person(id: Reading, in_name: &[Found], name: &str, country: &str) -> Option<String> {
    let told = in_name.iter().find(|found| found.is_right).or(in_name.first());
    let is_organisation = |kind: Kind| !kind.is_personal();
    let by_form = || names::legal_form(name, country).is_some_and(|(_, kind)| is_organisation(kind));
    if let Reading::Person { digits } = id {
        return Some(digits);
    }
    match (id, told?) {
        (Reading::Business(id), _) if id.kind().is_some_and(is_organisation) || by_form() => None,
        // What is mistyped, or digits alone, may be another number.
        (Reading::Invalid, found) if (!found.is_right || found.is_bare) && by_form() => None,
        (_, found) => Some(found.id.clone()),
    }
}

/// The name of suppliers who are persons where no country's folder has a word for it.
const PERSON: &str = "Private person";

/// What a country calls suppliers who are persons.
fn person_word(country: &str) -> Option<&'static str> {
    Country::of(country)?.about.words.person.as_deref()
}

/// Ledgers sometimes keep the business id in the supplier-number column.
fn number_as_id(number: &str, country: &str) -> String {
    match ids::read(number, country) {
        Reading::Business(_) if number.contains('-') => number.to_owned(),
        Reading::Person { .. } if !number.bytes().all(|b| b.is_ascii_digit()) => number.to_owned(),
        _ => String::new(),
    }
}

/// "60150 Lokalhyror" in one column is a number and a name.
fn split_account(account: String, name: String) -> (String, String) {
    if !name.is_empty() {
        return (account, name);
    }
    match account.split_once([' ', ',']) {
        Some((number, text)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => {
            (number.to_owned(), text.trim_start_matches([' ', '-', ',']).to_owned())
        }
        _ if account.bytes().any(|b| b.is_ascii_digit()) => (account, name),
        _ => (String::new(), account),
    }
}
