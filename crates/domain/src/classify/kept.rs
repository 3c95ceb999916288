//! Purchases and sums of years that an earlier run made, for years of which nothing has changed that decides them.
//!
//! Of each year its sums lie in a file of their own, below their checksum, and beside them the purchases by another name
//! of the published file. What is damaged, or of another basis, is made anew.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use vire_base::digest::{digest, sha256};
use vire_base::parallel;
use vire_base::sum::Sum;

use super::basis::{Basis, Digest};
use super::bought::{self, Bought};
use super::cube::{Cube, Seen, Totals, Year};
use super::decisions::Decisions;
use super::documents;
use super::partitions::{Written, file_name};
use super::payments::{Counted, Group, Paid, Wait};
use super::sector::Decision;
use super::spend::{Cell, Spend};
use crate::units::{Level, Units};

/// Where years are kept, for runs of one program.
pub struct Store {
    folder: PathBuf,
    program: String,
}

/// What is to be kept of a run when that is published.
pub struct Made {
    /// All years of the run, whether made anew or found.
    years: BTreeSet<i32>,
    anew: Vec<MadeYear>,
}

/// A year that was made by a run.
struct MadeYear {
    year: i32,
    basis: Digest,
    sums: Vec<u8>,
    has_lines: bool,
}

/// A year as an earlier run left it.
pub struct Found {
    pub year: i32,
    pub sums: Sums,
    /// The file of its purchases; none where it has no lines.
    pub purchases: Option<PathBuf>,
}

/// What stands in the file of a year.
#[derive(Serialize, Deserialize)]
struct Kept {
    basis: Digest,
    /// SHA-256 of the file of its purchases; none where it has no lines.
    purchases: Option<String>,
    sums: Vec<u8>,
}

impl Store {
    /// `program` tells one version of code and lists from another.
    pub fn new(folder: PathBuf, program: String) -> Self {
        Self { folder, program }
    }

    pub fn program(&self) -> &str {
        &self.program
    }

    /// The years of which nothing has changed.
    pub fn find(&self, basis: &Basis, threads: usize) -> Vec<Found> {
        let years: Vec<i32> = basis.years().into_iter().collect();
        let found = parallel::map(&years, threads, |year| self.year(*year, &basis.of_year(*year)));
        found.into_iter().flatten().collect()
    }

    fn year(&self, year: i32, basis: &str) -> Option<Found> {
        let kept = read(&self.sums_of(year)).filter(|kept| kept.basis == basis)?;
        let sums = postcard::from_bytes(&kept.sums).ok()?;
        let Some(sha256) = kept.purchases else { return Some(Found { year, sums, purchases: None }) };
        let path = self.folder.join(file_name(year));
        let is_whole = digest(&path).is_ok_and(|found| found.sha256 == sha256);
        is_whole.then_some(Found { year, sums, purchases: Some(path) })
    }

    fn sums_of(&self, year: i32) -> PathBuf {
        self.folder.join(file_name(year)).with_extension("sums")
    }

    /// Keeps years of a published run, whose files have these digests by their names, and no others: what a run no longer
    /// has is not to be kept here. Where a file can have no second name, as on some memory sticks, nothing is kept.
    ///
    /// # Errors
    /// When the disk failed; the run is published all the same.
    pub fn keep(&self, made: Made, run: &Path, sha256: impl Fn(&Path) -> Option<String>) -> std::io::Result<()> {
        fs_err::create_dir_all(&self.folder)?;
        let stay: HashSet<PathBuf> =
            made.years.iter().flat_map(|year| [self.sums_of(*year), self.folder.join(file_name(*year))]).collect();
        for entry in fs_err::read_dir(&self.folder)? {
            let path = entry?.path();
            if !stay.contains(&path) {
                remove(&path)?;
            }
        }
        for MadeYear { year, basis, sums, has_lines } in made.anew {
            let at = self.sums_of(year);
            let link = self.folder.join(file_name(year));
            for old in [&at, &link] {
                remove(old)?;
            }
            let published = run.join("purchases").join(file_name(year));
            let purchases = sha256(&published).filter(|_| has_lines);
            if has_lines && (purchases.is_none() || fs_err::hard_link(&published, &link).is_err()) {
                continue;
            }
            write(&self.folder, &at, &Kept { basis, purchases, sums })?;
        }
        Ok(())
    }
}

fn remove(path: &Path) -> std::io::Result<()> {
    match fs_err::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// None when it is not what was written.
fn read(at: &Path) -> Option<Kept> {
    let bytes = fs_err::read(at).ok()?;
    let (checksum, content) = bytes.split_at_checked(sha256(&[]).len())?;
    (sha256(content).as_bytes() == checksum).then(|| postcard::from_bytes(content).ok())?
}

fn write(folder: &Path, at: &Path, kept: &Kept) -> std::io::Result<()> {
    let content = postcard::to_extend(kept, Vec::new()).map_err(std::io::Error::other)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    temporary.write_all(sha256(&content).as_bytes())?;
    temporary.write_all(&content)?;
    temporary.persist(at).map(|_| ()).map_err(|e| e.error)
}

/// The years of a run, those that were not kept as they are to be.
pub fn made(basis: &Basis, cube: &Cube, decisions: &Decisions, written: &[Written], found: &[i32]) -> Made {
    let years = basis.years();
    let made = |year: i32| {
        let empty = cube.empty_year();
        let of_year = cube.years.get(&year).unwrap_or(&empty);
        let cells = |of: &Spend| -> Vec<(u32, u8, Sum)> {
            let of_year = of.cells().iter().filter(|((of, ..), _)| *of == year);
            of_year.map(|((_, supplier, sector), sum)| (*supplier, *sector, *sum)).collect()
        };
        let sums = Sums::of(of_year, cells(&cube.spend), cells(&cube.held_out), decisions);
        let has_lines = written.iter().any(|written| written.number() == year);
        // What cannot be written down is made anew.
        let sums = postcard::to_extend(&sums, Vec::new()).ok()?;
        Some(MadeYear { year, basis: basis.of_year(year), sums, has_lines })
    };
    let anew = years.iter().filter(|year| !found.contains(year)).copied().filter_map(made).collect();
    Made { years, anew }
}

/// The sums of a year, with suppliers and sector decisions by numbers of their own, for those of a run change with its
/// files.
#[derive(Serialize, Deserialize)]
pub struct Sums {
    /// Keys of the suppliers that have lines, and when.
    suppliers: Vec<(String, Seen)>,
    decisions: Vec<Decision>,
    totals: Totals,
    /// Where there are lines.
    sizes: Vec<(u32, [Sum; 2])>,
    months: Vec<Vec<[Sum; 2]>>,
    spend: Vec<(u32, u8, Sum)>,
    held_out: Vec<(u32, u8, Sum)>,
    of_persons: Vec<((u32, u8, u32), i128)>,
    contracted: Vec<((u32, u8, u32), Sum)>,
    /// By supplier, sector, and what the factor is of.
    by_factor: Vec<((u32, u8, String), Sum)>,
    counted: [documents::Counted; 2],
    paid: Option<KeptPaid>,
    bought: Option<KeptBought>,
}

#[derive(Serialize, Deserialize)]
struct KeptBought {
    groups: Vec<(bought::Group<String, String>, Sum, u64)>,
    /// By key of the unit.
    of_persons: Vec<((String, u8, u32), i128)>,
}

#[derive(Serialize, Deserialize)]
struct KeptPaid {
    groups: Vec<(Group<String>, Sum, u64)>,
    of_persons: Vec<((Wait, u32), i128)>,
}

impl Sums {
    fn of(
        year: &Year,
        mut spend: Vec<(u32, u8, Sum)>,
        mut held_out: Vec<(u32, u8, Sum)>,
        decisions: &Decisions,
    ) -> Self {
        let mut numbers: Vec<u32> = spend.iter().chain(&held_out).map(|(supplier, ..)| *supplier).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // Whatever counts a supplier in counts one of its lines.
        let number = |of_run: u32| numbers.binary_search(&of_run).unwrap_or_default() as u32;
        for (supplier, ..) in spend.iter_mut().chain(&mut held_out) {
            *supplier = number(*supplier);
        }
        let key = |n: &u32| (decisions.suppliers[*n as usize].key.clone(), year.seen[*n as usize]);
        let used = decisions.sectors.iter().zip(&year.used_decisions).filter(|(_, used)| **used);
        let mut of_persons: Vec<_> =
            year.of_persons.iter().map(|(&(month, band, s), cents)| ((month, band, number(s)), *cents)).collect();
        of_persons.sort_unstable();
        let mut contracted: Vec<_> =
            year.contracted.iter().map(|(&(month, sector, s), sum)| ((month, sector, number(s)), *sum)).collect();
        contracted.sort_unstable_by_key(|(at, _)| *at);
        let factor = |place: u32| decisions.factors.keys[place as usize].clone();
        let of_factors = year.by_factor.iter();
        let mut by_factor: Vec<_> =
            of_factors.map(|(&(s, sector, place), sum)| ((number(s), sector, factor(place)), *sum)).collect();
        by_factor.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let group = |of: &Counted| (of.group.with_size(of.group.size.to_owned()), of.sum, of.invoices);
        let paid = |paid: &Paid| KeptPaid {
            groups: paid.groups.iter().map(group).collect(),
            of_persons: paid.of_persons.iter().map(|((wait, s), cents)| ((*wait, number(*s)), *cents)).collect(),
        };
        let bought = |bought: &Bought| KeptBought {
            groups: bought.groups.iter().map(|of| kept_group(of, decisions)).collect(),
            of_persons: bought
                .of_persons
                .iter()
                .map(|((unit, sector, s), cents)| {
                    ((decisions.units.key(Level::Unit, *unit).to_owned(), *sector, number(*s)), *cents)
                })
                .collect(),
        };
        Self {
            suppliers: numbers.iter().map(key).collect(),
            decisions: used.map(|(decision, _)| decision.clone()).collect(),
            totals: year.totals.clone(),
            sizes: (0..).zip(&year.sizes).filter(|(_, pair)| has_lines(pair)).map(|(at, pair)| (at, *pair)).collect(),
            months: year.months.clone(),
            spend,
            held_out,
            of_persons,
            contracted,
            by_factor,
            counted: year.counted,
            paid: year.paid.as_ref().map(paid),
            bought: year.bought.as_ref().map(bought),
        }
    }

    /// All lines.
    pub fn all(&self) -> Sum {
        self.totals.all
    }

    /// Adds the year to a cube that is not closed; `None`, and nothing is added, when a supplier or a decision is not there.
    pub fn add_to(self, cube: &mut Cube, number: i32, known: &Numbers<'_>) -> Option<()> {
        let mut year = cube.empty_year();
        let suppliers: Vec<u32> =
            self.suppliers.iter().map(|(key, _)| known.suppliers.get(key.as_str()).copied()).collect::<Option<_>>()?;
        let supplier = |n: u32| suppliers.get(n as usize).copied();
        for (n, (_, seen)) in suppliers.iter().zip(&self.suppliers) {
            year.seen[*n as usize] = *seen;
        }
        for decision in &self.decisions {
            year.used_decisions[*known.decisions.get(decision)?] = true;
        }
        for (at, pair) in self.sizes {
            *year.sizes.get_mut(at as usize)? = pair;
        }
        for ((month, band, n), cents) in self.of_persons {
            year.of_persons.insert((month, band, supplier(n)?), cents);
        }
        for ((month, sector, n), sum) in self.contracted {
            year.contracted.insert((month, sector, supplier(n)?), sum);
        }
        for ((n, sector, of), sum) in self.by_factor {
            year.by_factor.insert((supplier(n)?, sector, *known.factors.get(of.as_str())?), sum);
        }
        let group = |(group, sum, invoices): (Group<String>, Sum, u64)| {
            let size = *known.sizes.get(group.size.as_str())?;
            Some(Counted { group: group.with_size(size), sum, invoices })
        };
        let paid = |paid: KeptPaid| {
            let groups = paid.groups.into_iter().map(group).collect::<Option<_>>()?;
            let of_persons = paid.of_persons.into_iter().map(|((wait, n), cents)| Some(((wait, supplier(n)?), cents)));
            Some(Paid { groups, of_persons: of_persons.collect::<Option<_>>()? })
        };
        let numbered = |cells: Vec<(u32, u8, Sum)>| -> Option<Vec<Cell>> {
            cells.into_iter().map(|(n, sector, sum)| Some(((number, supplier(n)?, sector), sum))).collect()
        };
        let (spend, held_out) = (numbered(self.spend)?, numbered(self.held_out)?);
        year.paid = match self.paid {
            None => None,
            Some(kept) => Some(paid(kept)?),
        };
        let bought = |kept: KeptBought| {
            let groups = kept.groups.into_iter().map(|of| known.group(of)).collect::<Option<Vec<_>>>()?;
            let of_persons = kept.of_persons.into_iter().map(|((unit, sector, n), cents)| {
                Some(((known.units.number(Level::Unit, &unit)?, sector, supplier(n)?), cents))
            });
            Some(Bought { groups, of_persons: of_persons.collect::<Option<_>>()? })
        };
        year.bought = match self.bought {
            None => None,
            Some(kept) => Some(bought(kept)?.in_order()),
        };
        year.months = self.months;
        year.counted = self.counted;
        year.totals = self.totals;
        if year.totals.all.lines > 0 {
            cube.years.insert(number, year);
        }
        cube.spend.take_in(spend);
        cube.held_out.take_in(held_out);
        Some(())
    }
}

fn has_lines(pair: &[Sum; 2]) -> bool {
    pair.iter().any(|sum| sum.lines > 0)
}

/// What a group bought, with its unit and size in words that hold in other runs.
fn kept_group(of: &bought::Counted, decisions: &Decisions) -> (bought::Group<String, String>, Sum, u64) {
    let group = &of.group;
    let key = decisions.units.key(group.level, group.member).to_owned();
    (group.with(key, group.size.to_owned()), of.sum, of.suppliers)
}

/// The numbers of a run by what they stand for.
pub struct Numbers<'a> {
    units: &'a Units,
    suppliers: FxHashMap<&'a str, u32>,
    decisions: FxHashMap<&'a Decision, usize>,
    sizes: FxHashMap<&'a str, &'static str>,
    factors: FxHashMap<&'a str, u32>,
}

impl<'a> Numbers<'a> {
    pub fn new(decisions: &'a Decisions) -> Self {
        Self {
            suppliers: (0..).zip(&decisions.suppliers).map(|(number, s)| (s.key.as_str(), number)).collect(),
            decisions: decisions.sectors.iter().enumerate().map(|(number, decision)| (decision, number)).collect(),
            sizes: decisions.suppliers.iter().map(|s| (s.size, s.size)).collect(),
            units: &decisions.units,
            factors: decisions.factors.keys.iter().map(String::as_str).zip(0..).collect(),
        }
    }

    /// A kept group with the numbers of this run.
    fn group(&self, of: (bought::Group<String, String>, Sum, u64)) -> Option<bought::Counted> {
        let (group, sum, suppliers) = of;
        let size = *self.sizes.get(group.size.as_str())?;
        let member = self.units.number(group.level, &group.member)?;
        Some(bought::Counted { group: group.with(member, size), sum, suppliers })
    }
}
