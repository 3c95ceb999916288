//! What each unit bought: sums of a year by unit, sector, and what the supplier is, made in the pass over the lines where
//! exports name units.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::decisions::Decisions;
use crate::units::{Level, Units};
use vire_base::sum::Sum;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::{SECTORS, SectorNo};

/// What is the same for all purchases of a year that are summed together: `M` is a number or a key of the unit or
/// department, `S` the text of a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Group<M = u32, S = &'static str> {
    pub level: Level,
    pub member: M,
    /// None for all sectors together.
    pub sector: Option<SectorNo>,
    pub ring: Ring,
    pub size: S,
    pub kind: Kind,
}

impl<M, S> Group<M, S> {
    /// The same with its member and size in another form.
    pub(super) fn with<N, T>(&self, member: N, size: T) -> Group<N, T> {
        Group { level: self.level, member, sector: self.sector, ring: self.ring, size, kind: self.kind }
    }
}

/// What a group bought, and from how many suppliers that have a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub group: Group,
    pub sum: Sum,
    pub suppliers: u64,
}

/// What is known of a year's purchases by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bought {
    /// All groups in order.
    pub groups: Vec<Counted>,
    /// What persons sold, by unit, sector and supplier, in order.
    pub of_persons: Vec<((u32, SectorNo, u32), i128)>,
}

impl Bought {
    /// The same in the order of the numbers of its run.
    pub(super) fn in_order(mut self) -> Self {
        self.groups.sort_unstable_by_key(|counted| counted.group);
        self.of_persons.sort_unstable();
        self
    }
}

/// What sums by unit need to know of suppliers.
#[derive(Default)]
pub struct Classes {
    of_supplier: Vec<u16>,
    classes: Vec<(&'static str, Kind)>,
}

impl Classes {
    pub fn new(decisions: &Decisions) -> Self {
        let mut numbers: FxHashMap<(&'static str, Kind), u16> = FxHashMap::default();
        let mut classes = Vec::new();
        let number = |of: (&'static str, Kind)| {
            *numbers.entry(of).or_insert_with(|| {
                classes.push(of);
                (classes.len() - 1) as u16
            })
        };
        let of_supplier = decisions.suppliers.iter().map(|s| (s.size, s.kind)).map(number).collect();
        Self { of_supplier, classes }
    }

    pub fn of(&self, supplier: u32) -> u16 {
        self.of_supplier[supplier as usize]
    }
}

/// What the pass over a year's lines gathers of units.
pub struct Gathered {
    /// Otherwise all sectors are one, which makes far fewer groups.
    by_sector: bool,
    /// By unit, and by sector within it.
    markets: Vec<Market>,
    of_persons: FxHashMap<(u32, SectorNo, u32), i128>,
}

/// What a unit bought, of one sector or of all.
#[derive(Default)]
struct Market {
    /// By class of the supplier, and by ring within it.
    groups: Vec<(Sum, Vec<u32>)>,
    /// A bit for each supplier: whether it is in a group. What a supplier is stays the same in a year, so it is in one.
    seen: Vec<u64>,
}

impl Market {
    fn add(&mut self, posting: &Posting) {
        let Posting { ring, class, supplier, cents, .. } = *posting;
        let group = usize::from(class) * Ring::ALL.len() + ring as usize;
        if group >= self.groups.len() {
            self.groups.resize_with(group + 1, Default::default);
        }
        let (sum, suppliers) = &mut self.groups[group];
        sum.add(cents);
        let (word, bit) = (supplier as usize / 64, 1 << (supplier % 64));
        if word >= self.seen.len() {
            self.seen.resize(word + 1, 0);
        }
        if self.seen[word] & bit == 0 {
            self.seen[word] |= bit;
            suppliers.push(supplier);
        }
    }
}

/// A posting with what is asked of it here.
pub struct Posting {
    pub unit: u32,
    pub sector: SectorNo,
    pub ring: Ring,
    pub class: u16,
    pub supplier: u32,
    pub is_of_person: bool,
    pub cents: i64,
}

impl Gathered {
    pub fn new(by_sector: bool) -> Self {
        Self { by_sector, markets: Vec::new(), of_persons: FxHashMap::default() }
    }

    /// How many markets a unit has.
    fn sectors(&self) -> usize {
        if self.by_sector { SECTORS.len() } else { 1 }
    }

    pub fn add(&mut self, posting: &Posting) {
        let Posting { unit, sector, supplier, cents, .. } = *posting;
        let of_unit = unit as usize * self.sectors();
        let market = if self.by_sector { of_unit + usize::from(sector) } else { of_unit };
        if market >= self.markets.len() {
            self.markets.resize_with(market + 1, Default::default);
        }
        self.markets[market].add(posting);
        if posting.is_of_person {
            *self.of_persons.entry((unit, sector, supplier)).or_default() += i128::from(cents);
        }
    }

    /// The groups of all levels.
    pub fn count(self, classes: &Classes, units: &Units) -> Bought {
        let mut all: FxHashMap<Group, (Sum, Vec<u32>)> = FxHashMap::default();
        let sectors = self.sectors();
        for (market, Market { groups, .. }) in self.markets.into_iter().enumerate() {
            let (unit, sector) = ((market / sectors) as u32, (market % sectors) as SectorNo);
            for (group, (sum, suppliers)) in groups.into_iter().enumerate().filter(|(_, (sum, _))| sum.lines > 0) {
                let (size, kind) = classes.classes[group / Ring::ALL.len()];
                let ring = Ring::ALL[group % Ring::ALL.len()];
                let members = [(Level::Unit, unit), (Level::Department, units.department(unit))];
                for (level, member) in members.into_iter().filter(|(level, _)| units.tell(*level)) {
                    let of_sector = units.tell_sectors(level).then_some(Some(sector));
                    for sector in [None].into_iter().chain(of_sector) {
                        let group = Group { level, member, sector, ring, size, kind };
                        let (total, sellers) = all.entry(group).or_default();
                        *total += sum;
                        sellers.extend_from_slice(&suppliers);
                    }
                }
            }
        }
        let counted = |(group, (sum, mut suppliers)): (Group, (Sum, Vec<u32>))| {
            suppliers.sort_unstable();
            suppliers.dedup();
            Counted { group, sum, suppliers: suppliers.len() as u64 }
        };
        let groups = all.into_iter().map(counted).collect();
        Bought { groups, of_persons: self.of_persons.into_iter().collect() }.in_order()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::aliases::Aliases;

    /// Supplier 5 sells to unit 1 in two sectors, 30 and 12 cents, and to unit 2 for 4; supplier 6 to unit 1 for 1.
    #[test]
    fn a_supplier_of_two_sectors_is_one_of_the_unit() {
        let classes = Classes { of_supplier: vec![0; 7], classes: vec![("micro", Kind::Company)] };
        let units = Units::new(vec!["a".to_owned(), "b".to_owned()], &Aliases::default());
        let mut gathered = Gathered::new(true);
        for (unit, sector, supplier, cents) in [(1, 3, 5, 30), (1, 4, 5, 12), (2, 3, 5, 4), (1, 3, 6, 1)] {
            let (ring, class, is_of_person) = (Ring::Municipality, 0, supplier == 6);
            gathered.add(&Posting { unit, sector, ring, class, supplier, is_of_person, cents });
        }
        let bought = gathered.count(&classes, &units);
        let told: Vec<_> = bought
            .groups
            .iter()
            .map(|c| (c.group.member, c.group.sector, c.sum.cents, c.sum.lines, c.suppliers))
            .collect();
        let expected = [
            (1, None, 43, 3, 2),
            (1, Some(3), 31, 2, 2),
            (1, Some(4), 12, 1, 1),
            (2, None, 4, 1, 1),
            (2, Some(3), 4, 1, 1),
        ];
        assert_eq!(told, expected);
        assert_eq!(bought.of_persons, [((1, 3, 6), 1)]);
    }
}
