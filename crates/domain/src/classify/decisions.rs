//! Everything that is decided before the lines go by: for each distinct account, supplier and unit.

use std::collections::{BTreeSet, HashMap};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Rules;
use super::scope::Clauses;
use super::sector::{Decision, Likely, Method, OfAccount};
use crate::owned::{Stakes, Standing};
use crate::suppliers::{Local, Resolved, Stay, Supplier, stay_in};
use crate::turnovers::Held;
use crate::units::Units;
use crate::units::aliases::Aliases;
use vire_base::parallel;
use vire_base::year::{AccountingYear, UNDATED};
use vire_ingest::StagedFile;
use vire_ingest::line::{AccountText, Party};
use vire_ingest::values::rates;
use vire_reference::abroad::Abroad;
use vire_reference::buyer::Buyer;
use vire_reference::places::{Municipality, Ring};
use vire_reference::sectors::{SectorNo, unclassified};

/// Decisions by distinct value, and for each file which value each of its numbers is.
pub struct Decisions {
    pub suppliers: Vec<Supplier>,
    pub accounts: Vec<AccountText>,
    pub parties: Vec<PartyNames>,
    pub files: Vec<FileNumbers>,
    /// Distinct sector decisions; the first is "none".
    pub sectors: Vec<Decision>,
    /// Ids of the scope rules in order.
    pub scopes: Vec<String>,
    /// The ring of each supplier now; [`Self::ring`] has that of a year.
    pub rings: Vec<Ring>,
    /// Suppliers that have moved.
    pub moved: FxHashSet<u32>,
    /// Suppliers that have a contract in a register: what they sell is summed by month.
    pub contracted: FxHashSet<u32>,
    /// What the buyer and other municipalities own of suppliers.
    pub stakes: Stakes,
    pub turnovers: Held,
    /// Registers tell domiciles and establishments.
    pub tell_establishments: bool,
    pub units: Units,
    /// By account, the emission factor of its purchases and what that is of, where one is given.
    pub factors: FactorsOfAccounts,
    year: AccountingYear,
    /// Whether each supplier is a public body.
    public: Vec<bool>,
    /// What accounts and the industries of suppliers say, with numbers in `sectors`.
    pub(super) by_account: Vec<OfAccount<u16>>,
    pub(super) by_industry: Vec<Option<Likely<u16>>>,
    /// The user's decisions on suppliers, with the beginnings of the accounts they are for.
    pub(super) own: HashMap<u32, Vec<(String, u16)>>,
    pub(super) account_clauses: Vec<Clauses>,
    pub(super) supplier_clauses: Vec<Clauses>,
    pub(super) party_clauses: Vec<Clauses>,
    pub(super) rule_of_clause: Vec<u8>,
}

/// The emission factors of accounts, as the pass over lines needs them.
#[derive(Clone, Debug, Default)]
pub struct FactorsOfAccounts {
    /// By account, the place of its factor from 1, and 0 of one without; empty where no factors are given.
    pub places: Vec<u32>,
    /// What the factor of each place is of; of place 0 nothing.
    pub keys: Vec<String>,
}

impl FactorsOfAccounts {
    /// What the factor of an account is of; empty where it has none.
    pub fn key(&self, account: usize) -> &str {
        self.places.get(account).map_or("", |place| &self.keys[*place as usize])
    }
}

/// The buyer's texts of a line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyNames {
    pub buyer_id: String,
    pub buyer_name: String,
    pub unit: String,
    /// The currency of the export, when it is another one than the buyer's.
    pub currency: String,
}

impl PartyNames {
    /// Who bought: the unit, or else the part of the buyer that a file names among several.
    fn written_unit<'s>(&'s self, several: &BTreeSet<&str>) -> &'s str {
        match self.unit.as_str() {
            "" if several.contains(self.buyer_name.as_str()) => &self.buyer_name,
            unit => unit,
        }
    }
}

/// The names of buyers in files that name several: these are its parts, or the run would not have taken them.
fn buyers_side_by_side(files: &[StagedFile]) -> BTreeSet<&str> {
    let mut several = BTreeSet::new();
    for file in files {
        let names = file.sidecar.parties.iter().map(|p| p.buyer_name.as_str()).filter(|name| !name.is_empty());
        let names: BTreeSet<&str> = names.collect();
        several.extend(Some(names).filter(|names| names.len() > 1).into_iter().flatten());
    }
    several
}

/// Global numbers by a file's own numbers.
pub struct FileNumbers {
    pub supplier: Vec<u32>,
    pub account: Vec<u32>,
    pub party: Vec<u32>,
}

/// What scope a line has: a rule holds it out, or it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Market,
    PublicBodies,
    HeldOut(u8),
}

impl Scope {
    /// Counts the market, public bodies, and then the rules.
    pub fn number(self) -> u32 {
        match self {
            Self::Market => 0,
            Self::PublicBodies => 1,
            Self::HeldOut(rule) => 2 + u32::from(rule),
        }
    }
}

impl Decisions {
    pub fn new(
        buyer: &Buyer,
        rules: &Rules,
        files: &[StagedFile],
        resolved: Resolved,
        aliases: &Aliases,
        threads: usize,
    ) -> Self {
        let Resolved { suppliers, by_file, .. } = resolved;
        let (accounts, account_numbers) = distinct(files.iter().map(|f| f.sidecar.accounts.iter().cloned()));
        let names = |p: &Party| PartyNames {
            buyer_id: p.buyer_id.clone(),
            buyer_name: if p.buyer_name.is_empty() { buyer.name.clone() } else { p.buyer_name.clone() },
            unit: p.unit.clone(),
            currency: rates::foreign(&p.currency, &buyer.currency).unwrap_or_default(),
        };
        let (parties, party_numbers) = distinct(files.iter().map(|f| f.sidecar.parties.iter().map(names)));
        let mut table = vec![Decision { sector: unclassified(), method: Method::None, rule: String::new() }];
        let mut numbers: FxHashMap<Decision, u16> = FxHashMap::default();
        let mut number = |decision: Decision| {
            *numbers.entry(decision).or_insert_with_key(|decision| {
                table.push(decision.clone());
                (table.len() - 1) as u16
            })
        };
        let by_account = accounts.iter().map(|a| rules.sectors.of_account(a).map(&mut number)).collect();
        let mut own = HashMap::new();
        let mut industries: FxHashMap<&str, Option<Likely<u16>>> = FxHashMap::default();
        let mut by_industry = Vec::with_capacity(suppliers.len());
        for (i, supplier) in suppliers.iter().enumerate() {
            let of_industry = || rules.sectors.of_industry(&supplier.industry).map(|l| l.map(&mut number));
            by_industry.push(industries.entry(supplier.industry.as_str()).or_insert_with(of_industry).clone());
            let decided = rules.sectors.of_supplier(supplier);
            if !decided.is_empty() {
                let numbered = |(account, decision)| (account, number(decision));
                own.insert(i as u32, decided.into_iter().map(numbered).collect());
            }
        }
        let party_clauses =
            parties.iter().map(|p| rules.scope.of_party(&Party { unit: p.unit.clone(), ..Party::default() })).collect();
        let several = buyers_side_by_side(files);
        let written = parties.iter().map(|p| p.written_unit(&several).to_owned()).collect();
        let units = Units::new(written, aliases);
        let numbers = by_file.into_iter().zip(account_numbers).zip(party_numbers);
        Self {
            files: numbers.map(|((supplier, account), party)| FileNumbers { supplier, account, party }).collect(),
            account_clauses: accounts.iter().map(|a| rules.scope.of_account(a)).collect(),
            supplier_clauses: parallel::map_each(&suppliers, threads, |s| rules.scope.of_supplier(s)),
            party_clauses,
            rule_of_clause: rules.scope.rule_of_clause(),
            scopes: rules.scope.rules.iter().map(|r| r.id.clone()).collect(),
            sectors: table,
            rings: suppliers.iter().map(|s| s.ring).collect(),
            moved: (0..).zip(&suppliers).filter(|(_, s)| !s.stays.is_empty()).map(|(number, _)| number).collect(),
            contracted: FxHashSet::default(),
            stakes: Stakes::default(),
            turnovers: Held::default(),
            tell_establishments: suppliers.iter().any(|s| !s.establishments.is_empty())
                && suppliers.iter().any(|s| s.domicile.is_some()),
            units,
            factors: FactorsOfAccounts::default(),
            year: buyer.year,
            public: suppliers.iter().map(|s| s.kind.is_public()).collect(),
            suppliers,
            accounts,
            parties,
            by_account,
            by_industry,
            own,
        }
    }

    /// The number in `sectors` of the decision on a line.
    pub fn sector(&self, account: u32, supplier: u32) -> u16 {
        let (a, s) = (account as usize, supplier as usize);
        if !self.own.is_empty()
            && let Some(own) = self.own.get(&supplier)
        {
            let number = &self.accounts[a].account;
            if let Some((_, decided)) = own.iter().find(|(prefix, _)| number.starts_with(prefix.as_str())) {
                return *decided;
            }
        }
        self.by_account[a].decide(self.by_industry[s].as_ref()).copied().unwrap_or(0)
    }

    /// What a supplier's industry tells of what it sells: a sector, none when it tells little, and nothing when it is not
    /// known.
    pub fn industry(&self, supplier: u32) -> Option<Option<SectorNo>> {
        let told = self.by_industry[supplier as usize].as_ref()?;
        Some(Some(told.sector).filter(|_| told.is_telling))
    }

    /// How far from home a supplier was on the last day of a year, as figures have it for the whole year.
    pub fn ring(&self, supplier: u32, year: i32) -> Ring {
        self.stay(supplier, year).map_or(self.rings[supplier as usize], |stay| stay.ring)
    }

    /// What a supplier was to the buyer on the last day of a year.
    pub fn standing(&self, supplier: u32, year: i32) -> Standing {
        let day = || if year == UNDATED { None } else { self.year.last_day(year).map(|day| day.to_epoch_days()) };
        self.stakes.standing(supplier, self.suppliers[supplier as usize].kind, day)
    }

    /// Where abroad a supplier was on the last day of a year, and what its country was a member of on that day; none of a
    /// supplier that was not abroad.
    pub fn abroad(&self, supplier: u32, year: i32) -> Option<Abroad> {
        (self.ring(supplier, year) == Ring::Abroad).then(|| {
            let of_stay = self.stay(supplier, year).map(|stay| stay.municipality.country);
            let country = of_stay.or(self.suppliers[supplier as usize].country.as_deref());
            let day = if year == UNDATED { None } else { self.year.last_day(year) };
            Abroad::of(country, day)
        })
    }

    /// Where a supplier was on the last day of a year.
    pub fn municipality(&self, supplier: u32, year: i32) -> Option<&'static Municipality> {
        self.stay(supplier, year).map_or(self.suppliers[supplier as usize].municipality, |stay| Some(stay.municipality))
    }

    /// Whether a supplier was local on the last day of a year, where registers tell domiciles and establishments.
    pub fn local(&self, supplier: u32, year: i32) -> Option<Local> {
        let local = || self.stay(supplier, year).map_or(self.suppliers[supplier as usize].local, |stay| stay.local);
        self.tell_establishments.then(local)
    }

    /// Of a supplier that has moved, where it was on the last day of a year; of what has no date, where it is now.
    fn stay(&self, supplier: u32, year: i32) -> Option<&Stay> {
        if !self.moved.contains(&supplier) {
            return None;
        }
        stay_in(&self.suppliers[supplier as usize].stays, |stay| stay.from, year, self.year)
    }

    pub fn scope(&self, account: u32, supplier: u32, party: u32) -> Scope {
        let clauses = self.account_clauses[account as usize]
            & self.supplier_clauses[supplier as usize]
            & self.party_clauses[party as usize];
        if clauses != 0 {
            return Scope::HeldOut(self.rule_of_clause[clauses.trailing_zeros() as usize]);
        }
        if self.public[supplier as usize] { Scope::PublicBodies } else { Scope::Market }
    }
}

/// Distinct values of all files in order, and for each file the numbers of its own. The order of files does not matter.
fn distinct<T: Ord + Clone, I: Iterator<Item = T>>(files: impl Iterator<Item = I>) -> (Vec<T>, Vec<Vec<u32>>) {
    let files: Vec<Vec<T>> = files.map(Iterator::collect).collect();
    let values: Vec<T> = files.iter().flatten().cloned().collect::<BTreeSet<T>>().into_iter().collect();
    let numbers = files
        .iter()
        .map(|file| file.iter().map(|v| values.binary_search(v).unwrap_or_default() as u32).collect())
        .collect();
    (values, numbers)
}
