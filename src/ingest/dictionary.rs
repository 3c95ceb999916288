//! Distinct buyers, suppliers and accounts of a file; personal ids are masked as they enter.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Settings;
use super::cell::Cell;
use super::field::Field;
use super::mapping::Mapping;
use super::privacy;
use super::staged::{AccountText, MaskedLines, Party, Sidecar, SupplierText, TextColumn};
use crate::suppliers::ids::{self, Reading};

/// Numbers distinct combinations of texts in order of appearance.
#[derive(Default)]
struct Interner {
    /// As the cells stand, so that most lines cost one look-up and no folding of white space.
    raw: FxHashMap<Box<str>, u32>,
    folded: FxHashMap<Box<str>, u32>,
}

/// Parts of a combination are joined by a character that no text has.
const SEPARATOR: char = '\u{1f}';

pub struct Dictionaries<'a> {
    settings: &'a Settings,
    columns: [[Option<usize>; 6]; 3],
    key: String,
    interners: [Interner; 3],
    parties: Vec<Party>,
    suppliers: Vec<SupplierText>,
    accounts: Vec<AccountText>,
    persons_masked: u64,
    /// Of each combination, whether a personal id stood in one of its texts.
    masked: [Vec<bool>; 3],
    masked_in: BTreeMap<String, MaskedLines>,
    /// Distinct supplier names as they stand but for blanks around them, of the table at hand and of the file.
    names: [FxHashSet<Box<str>>; 2],
    /// A pseudonym was made, so the masking key decides the outcome.
    keyed: bool,
    /// The masking key could not be read or made.
    failure: Option<std::io::Error>,
}

/// What belongs to one table, while another one beside it is being read.
#[derive(Default)]
pub struct OfTable {
    columns: [[Option<usize>; 6]; 3],
    raw: [FxHashMap<Box<str>, u32>; 3],
    names: FxHashSet<Box<str>>,
}

const PARTY: usize = 0;
const SUPPLIER: usize = 1;
const ACCOUNT: usize = 2;
/// What the groups are called where masked lines are counted.
const GROUPS: [&str; 3] = ["buyer", "supplier", "account"];

impl<'a> Dictionaries<'a> {
    pub fn new(settings: &'a Settings) -> Self {
        Self {
            settings,
            columns: Default::default(),
            key: String::new(),
            interners: Default::default(),
            parties: Vec::new(),
            suppliers: Vec::new(),
            accounts: Vec::new(),
            persons_masked: 0,
            masked: Default::default(),
            masked_in: BTreeMap::new(),
            names: Default::default(),
            keyed: false,
            failure: None,
        }
    }

    /// Takes the columns of the table that is read next.
    pub fn start(&mut self, mapping: &Mapping) {
        let fields: [&[Field]; 3] = [
            &[Field::BuyerId, Field::BuyerName, Field::Unit, Field::Currency],
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
        self.names[0].clear();
        self.interners.iter_mut().for_each(|i| i.raw.clear());
        self.columns =
            fields.map(|group| std::array::from_fn(|i| group.get(i).and_then(|field| mapping.index(*field))));
    }

    /// Turns to another table.
    pub fn turn_to(&mut self, table: &mut OfTable) {
        std::mem::swap(&mut self.columns, &mut table.columns);
        std::mem::swap(&mut self.names[0], &mut table.names);
        for (interner, raw) in self.interners.iter_mut().zip(&mut table.raw) {
            std::mem::swap(&mut interner.raw, raw);
        }
    }

    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// Distinct supplier names of the table at hand and of the file so far.
    pub fn supplier_names(&self) -> [u64; 2] {
        self.names.each_ref().map(|names| names.len() as u64)
    }

    /// The number of a line's combination, and whether it is new; then `key` holds it with white space folded.
    fn number(&mut self, group: usize, cells: &[Cell<'_>]) -> (u32, bool) {
        self.join(group, cells, |cell, key| match cell {
            Cell::Text(text) => key.push_str(text),
            other => other.push_text(key),
        });
        if let Some(number) = self.interners[group].raw.get(self.key.as_str()) {
            return (*number, false);
        }
        let raw: Box<str> = self.key.as_str().into();
        if group == SUPPLIER {
            let name = raw.split(SEPARATOR).nth(1).unwrap_or_default().trim();
            for names in self.names.iter_mut().filter(|names| !name.is_empty() && !names.contains(name)) {
                names.insert(name.into());
            }
        }
        self.join(group, cells, |cell, key| cell.push_text(key));
        let Interner { raw: by_raw, folded } = &mut self.interners[group];
        let next = folded.len() as u32;
        let number = *folded.entry(self.key.as_str().into()).or_insert(next);
        by_raw.insert(raw, number);
        (number, number == next)
    }

    fn join(&mut self, group: usize, cells: &[Cell<'_>], push: impl Fn(&Cell<'_>, &mut String)) {
        self.key.clear();
        for index in self.columns[group] {
            if let Some(cell) = index.and_then(|i| cells.get(i)) {
                push(cell, &mut self.key);
            }
            self.key.push(SEPARATOR);
        }
    }

    fn parts(&self) -> [String; 6] {
        let mut parts = self.key.split(SEPARATOR).map(str::to_owned);
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    }

    fn masked_parts(&mut self) -> [String; 6] {
        self.parts().map(|part| self.mask(&part))
    }

    /// The line's buyer.
    pub fn party(&mut self, cells: &[Cell<'_>]) -> u32 {
        let (number, new) = self.number(PARTY, cells);
        if new {
            let [buyer_id, buyer_name, unit, currency, ..] = self.masked_parts();
            self.masked[PARTY].push([&buyer_id, &buyer_name, &unit].into_iter().any(|text| privacy::is_masked(text)));
            self.parties.push(Party { buyer_id, buyer_name, unit, currency });
        }
        number
    }

    pub fn supplier(&mut self, cells: &[Cell<'_>]) -> u32 {
        let (number, new) = self.number(SUPPLIER, cells);
        if new {
            let supplier = self.new_supplier();
            let SupplierText { id, name, country, postcode, .. } = &supplier;
            let texts = [id, name, country, postcode];
            self.masked[SUPPLIER].push(!supplier.person && texts.into_iter().any(|text| privacy::is_masked(text)));
            self.suppliers.push(supplier);
        }
        self.suppliers[number as usize].lines += 1;
        number
    }

    fn new_supplier(&mut self) -> SupplierText {
        let [id, name, country, postcode, number, _] = self.parts();
        let register = if country.len() == 2 { country.to_uppercase() } else { self.settings.country.clone() };
        let mut supplier =
            SupplierText { country: self.mask(&country), postcode: self.mask(&postcode), ..SupplierText::default() };
        // An internal number is no business id, but it tells suppliers without id apart no better than names do.
        let id = if id.is_empty() { number_as_id(&number, &register) } else { id };
        if let Reading::Person { digits } = ids::read(&id, &register) {
            self.persons_masked += 1;
            supplier.person = true;
            self.keyed = true;
            supplier.name = if register == "SE" { "Enskild firma" } else { "Yksityishenkilö" }.to_owned();
            match self.settings.masker.pseudonym(&digits) {
                Ok(pseudonym) => supplier.id = pseudonym,
                Err(error) => self.failure = Some(error),
            }
            return supplier;
        }
        supplier.id = self.mask(&id);
        supplier.name = self.mask(&name);
        supplier
    }

    pub fn account(&mut self, cells: &[Cell<'_>]) -> u32 {
        let (number, new) = self.number(ACCOUNT, cells);
        if new {
            let [account, standard, name, group, service_class, cpv] = self.masked_parts();
            let texts = [&account, &standard, &name, &group, &service_class, &cpv];
            self.masked[ACCOUNT].push(texts.into_iter().any(|text| privacy::is_masked(text)));
            let (account, name) = split_account(account, name);
            self.accounts.push(AccountText { account, standard, name, group, service_class, cpv });
        }
        number
    }

    /// Counts a line whose texts had a personal id, by where it stood. Suppliers who are persons are told by their kind.
    pub fn count_masked(&mut self, party: u32, supplier: u32, account: u32, cents: i64) {
        for (group, number) in [(PARTY, party), (SUPPLIER, supplier), (ACCOUNT, account)] {
            if self.masked[group][number as usize] {
                self.masked_in.entry(GROUPS[group].to_owned()).or_default().add(cents);
            }
        }
    }

    /// Voucher, invoice and contract numbers are not made into dictionaries: most are different.
    pub fn push_number(&mut self, field: Field, cents: i64, cell: Option<&Cell<'_>>, column: &mut TextColumn) {
        self.key.clear();
        if let Some(cell) = cell {
            cell.push_text(&mut self.key);
        }
        match self.settings.masker.number(&self.key) {
            Ok(None) => column.push(&self.key),
            Ok(Some(pseudonym)) => {
                self.persons_masked += 1;
                self.masked_in.entry(field.name().to_owned()).or_default().add(cents);
                self.keyed = true;
                column.push(&pseudonym);
            }
            Err(error) => self.failure = Some(error),
        }
    }

    fn mask(&mut self, text: &str) -> String {
        match self.settings.masker.text(text) {
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
        sidecar.parties = self.parties;
        sidecar.suppliers = self.suppliers;
        sidecar.accounts = self.accounts;
        sidecar.persons_masked = self.persons_masked;
        sidecar.masked_in = self.masked_in;
        if self.keyed {
            sidecar.mask_key = Some(self.settings.masker.fingerprint()?);
        }
        Ok(())
    }
}

/// Ledgers sometimes keep the business id in the supplier-number column.
fn number_as_id(number: &str, country: &str) -> String {
    match ids::read(number, country) {
        Reading::Business(_) if number.contains('-') => number.to_owned(),
        Reading::Person { .. } if number.contains('-') => number.to_owned(),
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
