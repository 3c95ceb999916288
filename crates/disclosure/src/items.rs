//! What is published of a year, as the sums that it tells.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Row;
use super::book::Sums;
use super::parts::Parts;
use super::told::{Made, Sum, is_of_scope, looks_back, told, unit_of, year_of};
use vire_domain::units::Level;
use vire_indicators::Figure;
use vire_indicators::changes::are_changes;
use vire_indicators::subject::Subject;
use vire_reference::places::Ring;
use vire_reference::sectors::{SECTORS, SectorNo, SectorSet, by_id};

/// Something that is published, with its sums.
pub(super) struct Item<'f> {
    pub(super) order: (u8, i128, &'f str),
    /// By number.
    pub(super) sums: Vec<usize>,
    pub(super) bounds: Vec<usize>,
    pub(super) what: What,
}

pub(super) enum What {
    Figure { at: usize, made: Made },
    Row(Row),
}

/// The figures of a run, as the audit looks them up.
pub(super) struct Index<'f> {
    pub(super) figures: &'f [Figure],
    /// Their places, by year.
    pub(super) of_years: BTreeMap<i32, Vec<usize>>,
    /// By scope and period.
    pub(super) largest_sectors: HashMap<(&'f str, &'f str), &'f str>,
    /// The sectors that B5 and B22 put together, by indicator, scope and period.
    pub(super) put_together: HashMap<[&'f str; 3], SectorSet>,
}

impl<'f> Index<'f> {
    pub(super) fn new(figures: &'f [Figure]) -> Self {
        let mut of_years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
        for (at, figure) in figures.iter().enumerate() {
            of_years.entry(year_of(figure)).or_default().push(at);
        }
        let mut put_together: HashMap<[&str; 3], SectorSet> = HashMap::new();
        let of_sectors = |f: &&Figure| {
            matches!(
                (f.indicator.as_str(), f.dimension.as_str()),
                ("B5", "sector:amount") | ("B22", "sector:real-share")
            )
        };
        for figure in figures.iter().filter(of_sectors) {
            let sectors = put_together.entry([&figure.indicator, &figure.scope, &figure.period]).or_default();
            *sectors = by_id(&figure.member).map_or(*sectors, |sector| sectors.with(sector));
        }
        Self { figures, of_years, largest_sectors: largest_sectors(figures), put_together }
    }

    pub(super) fn sectors(&self, figure: &Figure) -> SectorSet {
        let key = [figure.indicator.as_str(), &figure.scope, &figure.period];
        self.put_together.get(&key).copied().unwrap_or_default()
    }

    pub(super) fn largest_sector(&self, figure: &Figure) -> &'f str {
        self.largest_sectors.get(&(figure.scope.as_str(), figure.period.as_str())).copied().unwrap_or_default()
    }
}

/// What the figures of a year tell, and those of the next that look back at it.
pub(super) fn items<'f>(
    year: i32,
    parts: &Parts<'_>,
    index: &Index<'f>,
    table: &mut Sums,
    is_wanted: impl Fn(&Figure) -> bool,
) -> Vec<Item<'f>> {
    let places = Places::new(parts);
    let told_of = |of: i32| index.of_years.get(&of).into_iter().flatten().copied();
    let looking_back = told_of(year + 1).filter(|at| looks_back(&index.figures[*at]));
    let mut alike = Alike::default();
    let mut items = Vec::new();
    for at in told_of(year).chain(looking_back).filter(|at| is_wanted(&index.figures[*at])) {
        let figure = &index.figures[at];
        let key = key(figure);
        let told = alike.get(&key).filter(|_| !is_of_scope(figure)).cloned().or_else(|| {
            let told =
                told(figure, year, index.largest_sector(figure), index.sectors(figure)).filter(|t| t.year == year)?;
            let mut numbers = |sums: &[Sum<'_>]| -> Vec<usize> {
                sums.iter().map(|sum| table.number(places.sum(parts, sum))).collect()
            };
            Some((numbers(&told.sums), numbers(&told.bounds), told.made))
        });
        let Some(told) = told.filter(|_| says(figure)) else { continue };
        alike.insert(key, told.clone());
        let (sums, bounds, made) = told;
        let bounds = if figure.low.is_some() || figure.high.is_some() { bounds } else { Vec::new() };
        items.push(Item { order: order(figure), sums, bounds, what: What::Figure { at, made } });
    }
    items
}

/// What figures tell that differ by their scope only: persons are in both scopes.
type Alike<'f> = FxHashMap<(&'f str, &'f str, &'f str, &'f str), (Vec<usize>, Vec<usize>, Made)>;

fn key(figure: &Figure) -> (&str, &str, &str, &str) {
    (&figure.indicator, &figure.period, &figure.dimension, &figure.member)
}

/// Whether a figure has a sum that it could tell.
pub(super) fn says(figure: &Figure) -> bool {
    figure.value.is_some() || figure.numerator.is_some() || figure.high.is_some()
}

/// The parts of a sector.
pub(super) fn of_sector(parts: &Parts<'_>, sector: SectorNo) -> impl Iterator<Item = u32> {
    let id = SECTORS[usize::from(sector)].id.as_str();
    (0..).zip(parts).filter(move |(_, (part, _))| part.sector == id).map(|(at, _)| at)
}

/// Where the parts of each sector, unit and department stand, so that not all are asked whether they are in a sum.
struct Places<'a> {
    of_sector: BTreeMap<&'a str, Range<u32>>,
    of_unit: FxHashMap<(Level, &'a str), Vec<u32>>,
    all: Range<u32>,
}

impl<'a> Places<'a> {
    fn new(parts: &Parts<'a>) -> Self {
        let mut places = Self { of_sector: BTreeMap::new(), of_unit: FxHashMap::default(), all: 0..parts.len() as u32 };
        for (at, (part, _)) in (0..).zip(parts) {
            places.of_sector.entry(part.sector).or_insert(at..at).end = at + 1;
            for level in Level::ALL.into_iter().filter(|_| !part.unit.is_empty()) {
                places.of_unit.entry((level, unit_of(part, level))).or_default().push(at);
            }
        }
        places
    }

    /// The parts of a sum.
    fn sum<'p>(&'p self, parts: &'p Parts<'_>, sum: &'p Sum<'_>) -> Box<dyn Iterator<Item = u32> + 'p> {
        let is_in = |at: &u32| (sum.has)(&parts[*at as usize].0);
        match (sum.unit, sum.sector) {
            (Some(unit), _) => Box::new(self.of_unit.get(&unit).into_iter().flatten().copied().filter(is_in)),
            (None, "") => Box::new(self.all.clone().filter(is_in)),
            (None, sector) => Box::new(self.of_sector.get(sector).cloned().into_iter().flatten().filter(is_in)),
        }
    }
}

/// The largest sector by scope and period, of those that purchases could be placed in.
fn largest_sectors(figures: &[Figure]) -> HashMap<(&str, &str), &str> {
    let of_sectors = figures.iter().filter(|f| f.indicator == "A6" && f.dimension == "sector");
    let mut largest: HashMap<(&str, &str), &Figure> = HashMap::new();
    for figure in of_sectors.filter(|f| f.member != vire_reference::sectors::UNCLASSIFIED) {
        let held = largest.entry((&figure.scope, &figure.period)).or_insert(figure);
        if figure.numerator > held.numerator {
            *held = figure;
        }
    }
    largest.into_iter().map(|(at, figure)| (at, figure.member.as_str())).collect()
}

/// What is published first: the total, what is bought in each sector, from where and from whom, then the headlines and
/// the local shares of sectors.
pub(super) fn order(figure: &Figure) -> (u8, i128, &str) {
    let amount = figure.numerator.unwrap_or(0);
    let rank = match (figure.indicator.as_str(), figure.dimension.as_str()) {
        ("A1", "total") => 0,
        ("A1", "sector") => 1,
        ("A1", "ring") if figure.member == Ring::Municipality.code() => 2,
        ("A1", "ring") => 3,
        ("A1", "kind") => 4,
        // Differences of two years hide none of what either year tells by itself.
        (indicator, _) if are_changes(indicator) => 9,
        // What stands for a part of the purchases comes after all else, money first.
        ("A1", "unit" | "department") => 9,
        _ if Subject::of(figure).is_some() => 10,
        _ if is_of_all(figure) => 5,
        ("B1", "sector") => 6,
        // The smallest purchases, which reports speak of.
        ("A7", _) if figure.member.starts_with("0-") => 7,
        _ => 8,
    };
    (rank, if is_of_all(figure) { 0 } else { -amount }, &figure.indicator)
}

/// A figure of all purchases, and not of a class.
pub(super) fn is_of_all(figure: &Figure) -> bool {
    matches!(figure.dimension.as_str(), "total" | "measure" | "within")
}
