//! Contracts held against purchases: with which suppliers of the run they are, and when they are in force.
//!
//! In come the contracts of a register and the suppliers; out come what was bought within them and beside them, and what
//! became of each contract in each year. Always true: every line of external purchases is counted once, and no contract is
//! found to be with a person. A register is no census: what is not in it may have a contract all the same.

mod called;
mod months;
pub(crate) mod parties;
mod spend;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use vire_base::text::header_key;
use vire_reference::sectors::SectorNo;

pub use self::called::{CalledOff, InSector};
pub use self::months::Months;
use self::parties::Finder;
pub use self::parties::Found;
pub use self::spend::{Covered, Spent, Within};
use crate::calendar::register;
use crate::suppliers::{Given, Supplier};

/// A contract, all its suppliers together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// None where the register does not tell it.
    pub sector: Option<SectorNo>,
    /// Those that are among the suppliers of the run, in order.
    pub suppliers: Vec<u32>,
    pub found: Found,
    /// The months all of whose days are between its start and its end without any option; none where no start is given.
    pub certain: Option<Months>,
    /// The months of which some day is, from its start, or from ever where none is given, to its last possible end.
    pub possible: Months,
    pub cents: Option<i64>,
}

/// What was read, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the buyer's own contracts, and of other buyers'.
    pub rows: u64,
    pub of_others: u64,
    /// Contracts, rows of one number, title and time together.
    pub contracts: u64,
    /// Of these, those without a start, an end, a sector, or a value that can be compared.
    pub without_start: u64,
    pub without_end: u64,
    pub without_sector: u64,
    pub without_value: u64,
    /// Those of which rows tell several values, or some none.
    pub contradicting: u64,
}

/// The buyer's contracts, in the order of the register.
#[derive(Clone, Debug, Default)]
pub struct Contracts {
    pub contracts: Vec<Contract>,
    pub counts: Counts,
    /// By supplier, its contracts.
    by_supplier: BTreeMap<u32, Vec<usize>>,
}

impl Contracts {
    /// `is_own` tells whether the buyer of a row is the buyer of the run.
    pub fn new(
        register: &[register::Contract],
        is_own: impl Fn(&str) -> bool,
        suppliers: &[Supplier],
        given: &Given,
    ) -> Self {
        let finder = Finder::new(suppliers, given);
        let mut counts = Counts::default();
        let mut numbers: BTreeMap<_, usize> = BTreeMap::new();
        let mut contracts: Vec<(Contract, BTreeSet<Option<i64>>)> = Vec::new();
        for row in register {
            if !is_own(&row.buyer) {
                counts.of_others += 1;
                continue;
            }
            counts.rows += 1;
            let (suppliers, found) = finder.find(&row.suppliers);
            let end = row.end.map(|end| (end.first, end.last));
            let key = (header_key(&row.number), header_key(&row.title), row.start, end);
            let at = *numbers.entry(key).or_insert_with(|| {
                let (certain, possible) = (Months::certain(row.start, row.end), Months::possible(row.start, row.end));
                let (sector, suppliers) = (row.sector, Vec::new());
                let contract = Contract { sector, suppliers, found, certain, possible, cents: None };
                contracts.push((contract, BTreeSet::new()));
                contracts.len() - 1
            });
            let (contract, values) = &mut contracts[at];
            contract.suppliers.extend(suppliers);
            contract.found = contract.found.min(found);
            values.insert(row.cents);
        }
        counts.contradicting = contracts.iter().filter(|(_, values)| values.len() > 1).count() as u64;
        let contracts = contracts.into_iter().map(|(contract, values)| contract.settled(&values));
        Self::of(contracts.collect(), counts)
    }

    fn of(contracts: Vec<Contract>, mut counts: Counts) -> Self {
        let number = |is: &dyn Fn(&Contract) -> bool| contracts.iter().filter(|c| is(c)).count() as u64;
        counts.contracts = contracts.len() as u64;
        counts.without_start = number(&|c| c.certain.is_none() && c.possible.first == Months::ALWAYS.first);
        counts.without_end = number(&|c| c.possible.last == Months::ALWAYS.last);
        counts.without_sector = number(&|c| c.sector.is_none());
        counts.without_value = number(&|c| c.cents.is_none());
        let mut by_supplier: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, contract) in contracts.iter().enumerate() {
            for supplier in &contract.suppliers {
                by_supplier.entry(*supplier).or_default().push(at);
            }
        }
        Self { contracts, counts, by_supplier }
    }

    /// The suppliers that have a contract.
    pub fn suppliers(&self) -> FxHashSet<u32> {
        self.by_supplier.keys().copied().collect()
    }

    /// The contracts of a supplier.
    fn of_supplier(&self, supplier: u32) -> impl Iterator<Item = &Contract> {
        self.by_supplier.get(&supplier).into_iter().flatten().map(|at| &self.contracts[*at])
    }

    /// How many there are, and with whom; what the user should know of a run.
    pub fn said(&self) -> String {
        let [id, name, absent, ambiguous, person, unnamed] = self.found();
        let Counts { contracts, of_others, contradicting, .. } = self.counts;
        let told = [
            (id, "supplier found by its id"),
            (name, "by its name"),
            (absent, "not among the suppliers of the purchases"),
            (ambiguous, "a name that several suppliers have"),
            (person, "a person, whose purchases are not told"),
            (unnamed, "not named"),
            (contradicting, "rows that tell different values, so that it has none"),
            (of_others, "rows of other buyers, left out"),
        ];
        let told = told.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{what}: {number}"));
        format!("contracts of the register: {contracts} ({})", told.collect::<Vec<_>>().join("; "))
    }

    /// How many contracts were found in each way, in the order of [`Found::ALL`].
    pub fn found(&self) -> [u64; Found::ALL.len()] {
        Found::ALL.map(|found| self.contracts.iter().filter(|c| c.found == found).count() as u64)
    }
}

impl Contract {
    /// With each supplier once. Rows of several suppliers that say one value mean it together; where they say several, or
    /// some say none, it is not known what the whole is worth.
    fn settled(mut self, values: &BTreeSet<Option<i64>>) -> Self {
        self.suppliers.sort_unstable();
        self.suppliers.dedup();
        self.cents = values.first().copied().flatten().filter(|_| values.len() == 1);
        self
    }
}
