//! What decides the purchases and the sums of a year, as a hash: as long as it stays the same, they need not be made anew.
//!
//! Of a supplier or an account only that counts which a line of purchases or a sum is made of, so that another spelling in
//! a new export changes nothing of the years before.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use vire_base::parallel;
use vire_base::year::AccountingYear;
use vire_ingest::StagedFile;
use vire_reference::buyer::Buyer;
use vire_reference::country::Country;

use super::cube::UNDATED;
use super::decisions::Decisions;
use super::sector::Decision;
use crate::units::Level;
use vire_base::date::year_month;

/// Hex digits of a hash.
pub type Digest = String;

/// Of each file, what decides its lines, and the years that these may be in.
pub struct Basis {
    files: Vec<(Digest, BTreeSet<i32>)>,
}

impl Basis {
    /// `program` tells one version of code and lists from another.
    pub fn new(
        program: &str,
        buyer: &Buyer,
        files: &[StagedFile],
        decisions: &Decisions,
        with_payments: bool,
        threads: usize,
    ) -> Self {
        let told = Level::ALL.map(|level| (decisions.units.tell(level), decisions.units.tell_sectors(level)));
        let suppliers = of_suppliers(decisions, threads);
        let numbered: Vec<(usize, &StagedFile)> = files.iter().enumerate().collect();
        let of_file = |(at, file): &(usize, &StagedFile)| {
            let digest = digest(|hasher| {
                (program, with_payments, told).hash(hasher);
                of_buyer(buyer, hasher);
                (&decisions.scopes, &decisions.rule_of_clause).hash(hasher);
                of_lines(file, hasher);
                of_texts(decisions, *at, file, &suppliers, hasher);
            });
            (digest, years(file, buyer.year))
        };
        Self { files: parallel::map(&numbered, threads, of_file) }
    }

    /// All years that lines may be in.
    pub fn years(&self) -> BTreeSet<i32> {
        self.files.iter().flat_map(|(_, years)| years).copied().collect()
    }

    /// What decides a year: the files that may have lines of it, in their order.
    pub fn of_year(&self, year: i32) -> Digest {
        let files = self.files.iter().filter(|(_, years)| years.contains(&year));
        digest(|hasher| {
            year.hash(hasher);
            files.for_each(|(digest, _)| digest.hash(hasher));
        })
    }

    /// The years that the lines of a file may be in.
    pub fn years_of(&self, file: usize) -> &BTreeSet<i32> {
        &self.files[file].1
    }
}

/// The years from the first to the last day of a file's lines, and that of lines without a date.
fn years(file: &StagedFile, accounting: AccountingYear) -> BTreeSet<i32> {
    let of_day = |day: i32| {
        let (year, month) = year_month(day);
        accounting.of(year, month)
    };
    let mut years = BTreeSet::new();
    for table in &file.sidecar.tables {
        let first = table.date_min.into_iter().chain(table.period.map(|period| period.0)).min();
        let last = table.date_max.max(table.period.map(|period| period.1));
        if let Some((first, last)) = first.zip(last) {
            years.extend(of_day(first)..=of_day(last));
        }
        if table.control.undated > 0 {
            years.insert(file.year.map_or(UNDATED, |(year, _)| year));
        }
    }
    years
}

fn of_buyer(buyer: &Buyer, hasher: &mut Feed) {
    buyer.hash(hasher);
    // The lists of a user's own country are not the program's.
    if let Some(own) = Country::of(&buyer.country).filter(|country| country.is_own()) {
        own.texts().for_each(|text| text.hash(hasher));
    }
}

fn of_lines(file: &StagedFile, hasher: &mut Feed) {
    (&file.name, &file.checksum, file.year.map(|(year, _)| year)).hash(hasher);
    file.sidecar.tables.iter().for_each(|table| table.sheet.hash(hasher));
}

/// What the numbers in the lines of a file stand for.
fn of_texts(decisions: &Decisions, at: usize, file: &StagedFile, suppliers: &[Digest], hasher: &mut Feed) {
    let numbers = &decisions.files[at];
    let decision = |number: u16| -> &Decision { &decisions.sectors[usize::from(number)] };
    for (number, spelling) in numbers.supplier.iter().zip(&file.sidecar.suppliers) {
        (&suppliers[*number as usize], &spelling.name).hash(hasher);
    }
    for number in &numbers.account {
        let at = *number as usize;
        let said = decisions.by_account[at].clone().map(decision);
        (&decisions.accounts[at], said, decisions.account_clauses[at], decisions.factors.key(at)).hash(hasher);
    }
    for number in &numbers.party {
        let at = *number as usize;
        (&decisions.parties[at], decisions.party_clauses[at]).hash(hasher);
        decisions.units.basis(*number).for_each(|of_years| of_years.hash(hasher));
    }
}

/// Of each supplier, what decides its lines.
fn of_suppliers(decisions: &Decisions, threads: usize) -> Vec<Digest> {
    let numbered: Vec<u32> = (0..decisions.suppliers.len() as u32).collect();
    parallel::map_each(&numbered, threads, |number| {
        let (supplier, at) = (&decisions.suppliers[*number as usize], *number as usize);
        let decision = |number: u16| -> &Decision { &decisions.sectors[usize::from(number)] };
        digest(|hasher| {
            (&supplier.key, supplier.kind, supplier.size, supplier.ring).hash(hasher);
            supplier.stays.iter().for_each(|stay| (stay.from, stay.ring).hash(hasher));
            decisions.by_industry[at].clone().map(|likely| likely.map(decision)).hash(hasher);
            (decisions.supplier_clauses[at], decisions.contracted.contains(number)).hash(hasher);
            for (account, number) in decisions.own.get(number).into_iter().flatten() {
                (account, decision(*number)).hash(hasher);
            }
        })
    })
}

/// The digest of what is fed to the hasher.
fn digest(feed: impl FnOnce(&mut Feed)) -> Digest {
    let mut hasher = Feed(blake3::Hasher::new());
    feed(&mut hasher);
    hasher.0.finalize().to_hex().as_str()[..32].to_owned()
}

/// Lets types that can be hashed feed a hash that is the same in every run.
struct Feed(blake3::Hasher);

impl Hasher for Feed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The first bytes; see [`digest`] for all of them.
    fn finish(&self) -> u64 {
        self.0.finalize().as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
