//! Who bought: the units that exports name, what they are called over the years, and the departments that they belong to.
//!
//! Two spellings that differ by case and blanks alone are one unit. Lines without a unit are the unit [`UNKNOWN`].

pub mod aliases;
pub mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use rustc_hash::FxHashMap;

use self::aliases::{Alias, Aliases, spellings};

/// Units that are told of side by side; more are cost centres rather than units, and are told by department only.
pub const MOST: usize = 300;
/// Units or departments that are told of by sector, too.
pub const MOST_BY_SECTOR: usize = 30;

/// The unit of lines that name none, and the department of units that are given none.
pub const UNKNOWN: &str = "unknown";

/// What tells one name of a unit from another; empty where none is named.
pub fn key(name: &str) -> String {
    let folded = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if folded == UNKNOWN { String::new() } else { folded }
}

/// The level that a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Level {
    Unit,
    Department,
}

impl Level {
    pub const ALL: [Self; 2] = [Self::Unit, Self::Department];

    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Department => "department",
        }
    }
}

/// Names of one level by number; the first is [`UNKNOWN`].
#[derive(Debug)]
struct Names {
    keys: Vec<String>,
    shown: Vec<String>,
}

impl Names {
    fn new(spellings: &BTreeMap<String, &str>) -> Self {
        let named = spellings.iter().filter(|(key, _)| !key.is_empty());
        let unknown = (String::new(), UNKNOWN.to_owned());
        let (keys, shown) =
            [unknown].into_iter().chain(named.map(|(key, name)| (key.clone(), (*name).to_owned()))).unzip();
        Self { keys, shown }
    }

    /// The number of a key; that of the unknown where there is none.
    fn number(&self, key: &str) -> u32 {
        self.keys.binary_search_by(|held| held.as_str().cmp(key)).unwrap_or_default() as u32
    }
}

/// The units of a run, by the numbers of what its lines say of the buyer.
#[derive(Debug)]
pub struct Units {
    units: Names,
    departments: Names,
    /// By number of the unit, that of its department.
    above: Vec<u32>,
    of_party: Vec<u32>,
    /// By party, the unit as its lines have it.
    written: Vec<String>,
    /// Of parties whose unit is called otherwise in some years.
    dated: FxHashMap<u32, Vec<(RangeInclusive<i32>, u32)>>,
    /// How many units and departments lines may be of, without the unknown.
    counts: [usize; 2],
}

impl Units {
    /// `written` are the units as lines have them, by number of the party.
    pub fn new(written: Vec<String>, aliases: &Aliases) -> Self {
        let rows = &aliases.rows;
        // What a table calls a unit comes before what exports do.
        let mut spelt = spellings(written.iter().map(|name| name.trim()));
        spelt.extend(spellings(rows.iter().map(|alias| alias.unit.trim())));
        let units = Names::new(&spelt);
        let departments = Names::new(&spellings(rows.iter().map(|alias| alias.department.trim())));
        let mut above = vec![0; units.keys.len()];
        for alias in rows.iter().filter(|alias| !alias.department.is_empty()) {
            above[units.number(&key(&alias.unit)) as usize] = departments.number(&key(&alias.department));
        }
        let mut of_alias: FxHashMap<&str, Vec<&Alias>> = FxHashMap::default();
        rows.iter().for_each(|alias| of_alias.entry(alias.written.as_str()).or_default().push(alias));
        let mut dated = FxHashMap::default();
        let of_party = written.iter().enumerate().map(|(party, written)| {
            let key_of_party = key(written);
            let of_years = of_alias.get(key_of_party.as_str()).into_iter().flatten();
            let of_years: Vec<(RangeInclusive<i32>, u32)> =
                of_years.map(|alias| (alias.years.clone(), units.number(&key(&alias.unit)))).collect();
            if !of_years.is_empty() {
                dated.insert(party as u32, of_years);
            }
            units.number(&key_of_party)
        });
        let mut of_party: Vec<u32> = of_party.collect();
        // Only what differs by year is looked up by year.
        dated.retain(|party, of_years| {
            let always = matches!(of_years.as_slice(), [(years, _)] if *years == (i32::MIN..=i32::MAX));
            if always {
                of_party[*party as usize] = of_years[0].1;
            }
            !always
        });
        let of_years = dated.values().flatten().map(|(_, unit)| *unit);
        let of_lines: BTreeSet<u32> = of_party.iter().copied().chain(of_years).filter(|unit| *unit != 0).collect();
        let over: BTreeSet<u32> =
            of_lines.iter().map(|unit| above[*unit as usize]).filter(|above| *above != 0).collect();
        let counts = [of_lines.len(), over.len()];
        Self { units, departments, above, of_party, written, dated, counts }
    }

    /// Whether any line names a unit.
    pub fn are_known(&self) -> bool {
        !self.dated.is_empty() || self.of_party.iter().any(|unit| *unit != 0)
    }

    /// Whether lines have this name, by its [`key`].
    pub fn are_written(&self, key: &str) -> bool {
        self.written.iter().any(|name| self::key(name) == key)
    }

    /// The units of lines that a table has neither a row nor a name of, in the order of their names.
    pub fn without_row(&self, aliases: &Aliases) -> Vec<&str> {
        let rows = aliases.rows.iter().flat_map(|alias| [alias.written.clone(), key(&alias.unit)]);
        let known: BTreeSet<String> = rows.collect();
        let written = self.written.iter().map(|name| (key(name), name.trim()));
        let without: BTreeMap<String, &str> =
            written.filter(|(key, _)| !key.is_empty() && !known.contains(key)).collect();
        without.into_values().collect()
    }

    /// The unit as a party's lines have it.
    pub fn written(&self, party: u32) -> &str {
        &self.written[party as usize]
    }

    /// How many units or departments lines may be of, without the unknown.
    pub fn count(&self, level: Level) -> usize {
        self.counts[level as usize]
    }

    /// Whether there are too many units to be told of.
    pub fn are_many(&self) -> bool {
        self.count(Level::Unit) > MOST
    }

    /// Whether a level is told of.
    pub fn tell(&self, level: Level) -> bool {
        match level {
            Level::Unit => self.are_known() && !self.are_many(),
            Level::Department => self.are_known() && self.have_departments(),
        }
    }

    /// Whether a level is told of by sector.
    pub fn tell_sectors(&self, level: Level) -> bool {
        self.count(level) <= MOST_BY_SECTOR
    }

    /// Whether a table gives departments.
    pub fn have_departments(&self) -> bool {
        self.departments.keys.len() > 1
    }

    /// The unit of a party's lines in a year.
    pub fn of(&self, party: u32, year: i32) -> u32 {
        if !self.dated.is_empty()
            && let Some(of_years) = self.dated.get(&party)
            && let Some((_, unit)) = of_years.iter().find(|(years, _)| years.contains(&year))
        {
            return *unit;
        }
        self.of_party[party as usize]
    }

    /// The department of a unit.
    pub fn department(&self, unit: u32) -> u32 {
        self.above[unit as usize]
    }

    fn names(&self, level: Level) -> &Names {
        match level {
            Level::Unit => &self.units,
            Level::Department => &self.departments,
        }
    }

    /// What a unit or department is called.
    pub fn name(&self, level: Level, number: u32) -> &str {
        &self.names(level).shown[number as usize]
    }

    /// What tells it from others, in this run and in others.
    pub fn key(&self, level: Level, number: u32) -> &str {
        &self.names(level).keys[number as usize]
    }

    /// The number of a key; none where this run has none of that key.
    pub fn number(&self, level: Level, key: &str) -> Option<u32> {
        let names = self.names(level);
        let number = names.number(key);
        (names.keys[number as usize] == key).then_some(number)
    }

    /// What decides the unit and department of a party's lines: the years, and both keys in these.
    pub fn basis(&self, party: u32) -> impl Iterator<Item = (i32, i32, &str, &str)> {
        let always = (i32::MIN..=i32::MAX, self.of_party[party as usize]);
        let of_years = self.dated.get(&party).into_iter().flatten().cloned().chain([always]);
        of_years.map(|(years, unit)| {
            let department = self.key(Level::Department, self.department(unit));
            (*years.start(), *years.end(), self.key(Level::Unit, unit), department)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alias(written: &str, unit: &str, department: &str, years: RangeInclusive<i32>) -> Alias {
        Alias::of_test(written, unit, department, years)
    }

    fn of_test(written: &[&str], aliases: &Aliases) -> Units {
        Units::new(written.iter().map(|name| (*name).to_owned()).collect(), aliases)
    }

    #[test]
    fn spellings_of_one_unit_are_one() {
        let units = of_test(&["TEKNISET  palvelut", "Tekniset palvelut ", "", "unknown"], &Aliases::default());
        let of: Vec<u32> = (0..4).map(|party| units.of(party, 2024)).collect();
        assert_eq!(of, [1, 1, 0, 0]);
        assert_eq!((units.name(Level::Unit, 1), units.name(Level::Unit, 0)), ("Tekniset palvelut", UNKNOWN));
        assert!(units.are_known() && !units.have_departments());
    }

    /// Names that a table gives others are no units of their own.
    #[test]
    fn units_are_counted_as_they_are_called() {
        let written: Vec<String> = (0..400).map(|n| format!("Cost centre {n}")).collect();
        let rows = (0..400).map(|n| alias(&written[n], &format!("Unit {}", n % 10), "All", i32::MIN..=i32::MAX));
        let units = Units::new(written.clone(), &Aliases::of_test(rows.collect()));
        assert_eq!((units.count(Level::Unit), units.count(Level::Department)), (10, 1));
        assert!(!units.are_many() && units.tell_sectors(Level::Unit));
        let units = Units::new(written, &Aliases::default());
        assert!(units.count(Level::Unit) == 400 && units.are_many());
    }

    #[test]
    fn a_name_holds_for_its_years() {
        let rows = vec![
            alias("Streets", "City structure", "Technical", 2023..=i32::MAX),
            alias("streets", "Roads", "", i32::MIN..=2020),
        ];
        let aliases = Aliases::of_test(rows);
        let units = of_test(&["Streets", "City structure"], &aliases);
        let named = |party: u32, year: i32| units.name(Level::Unit, units.of(party, year));
        assert_eq!(
            [named(0, 2020), named(0, 2022), named(0, 2023), named(1, 2020)],
            ["Roads", "Streets", "City structure", "City structure"]
        );
        let department = |year: i32| units.name(Level::Department, units.department(units.of(0, year)));
        assert_eq!((department(2024), department(2020)), ("Technical", UNKNOWN));
    }
}
