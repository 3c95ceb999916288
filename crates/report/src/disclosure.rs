//! Small cells: reports do not show figures from which follows what one or two persons sold.
//!
//! A figure that rests on fewer than three suppliers is shown only when all of them are organisations, whose names and
//! sums are public anyway. What is hidden in one dimension must not follow from the rest of it: more cells are hidden,
//! smallest first, until at least two cells with three suppliers are. Numbers of suppliers stay, as the reason.
//!
//! This holds for all that is drawn from the report model; `summary.json` and the Parquet tables keep every figure.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Size, Spend, Supplier, period};
use super::summary::{Summary, Written};
use vire_indicators::catalogue::{Unit, find};
use vire_reference::places::Ring;
use vire_reference::thresholds::{Thresholds, YearBands};

/// Suppliers that a figure must rest on, unless all are organisations.
pub const FEWEST: usize = 3;
/// The note of a figure that is not shown.
pub const NOT_SHOWN: &str = "small-cell";

/// How purchases are divided into cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    Sector,
    Ring,
    Kind,
    Size,
    /// By what a supplier sold in the year.
    Band,
    /// By the amount of a posting. Who sold is not known here: one or two postings are never shown.
    PostingBand,
    /// Sectors divided into what is bought from here, from elsewhere, and from suppliers of unknown place.
    SectorPlaces,
    /// The whole year.
    Year,
}

/// Suppliers of a cell, up to as many as must be, and its sum.
#[derive(Clone, Default)]
struct Cell {
    suppliers: Vec<usize>,
    /// One of them is not known to be an organisation.
    person: bool,
    cents: i128,
}

impl Cell {
    fn add(&mut self, supplier: usize, person: bool, cents: i128) {
        self.cents += cents;
        if cents != 0 && self.suppliers.len() < FEWEST && !self.suppliers.contains(&supplier) {
            self.suppliers.push(supplier);
            self.person |= person;
        }
    }

    fn reveals_person(&self) -> bool {
        self.suppliers.len() < FEWEST && self.person
    }
}

/// The cells that reports do not show: period, only the market, class and member.
#[derive(Debug, Default)]
pub struct Hidden(BTreeSet<(String, bool, Class, String)>);

impl Hidden {
    /// Finds the cells of all years, of the market and with public bodies.
    pub fn of(spend: &[Spend], sizes: &[Size], suppliers: &[Supplier], thresholds: &Thresholds) -> Self {
        let mut hidden = BTreeSet::new();
        let years: BTreeSet<i32> = spend.iter().map(|s| s.year).collect();
        for (year, market) in years.into_iter().flat_map(|year| [(year, false), (year, true)]) {
            let spend = spend.iter().filter(|s| s.year == year && !(market && s.public));
            let sizes = sizes.iter().filter(|s| s.year == year && !(market && s.public));
            let mut divided = cells(spend, suppliers, thresholds.bands_of_year(year), &thresholds.band_codes());
            divided.insert(Class::PostingBand, postings(sizes));
            let mut sectors = BTreeSet::new();
            for (class, cells) in divided {
                // The sum of a hidden sector must not follow from what is bought from elsewhere.
                let with = if class == Class::SectorPlaces { std::mem::take(&mut sectors) } else { BTreeSet::new() };
                let members = enough(&cells, with);
                if class == Class::Sector {
                    sectors.clone_from(&members);
                }
                hidden.extend(members.into_iter().map(|member| (period(year), market, class, member.to_owned())));
            }
        }
        Self(hidden)
    }

    /// Whether a cell of a year is hidden.
    pub fn has(&self, year: i32, scope: &str, class: Class, member: &str) -> bool {
        self.0.contains(&(period(year), scope == MARKET, class, member.to_owned()))
    }

    /// Takes the hidden figures out of a summary that reports are made from; numbers of suppliers stay.
    pub fn blank(&self, summary: &mut Summary) {
        for Written { figure, .. } in summary.figures.iter_mut().filter(|_| !self.0.is_empty()) {
            let Some((class, member)) = class(&figure.indicator, &figure.dimension, &figure.member) else { continue };
            let cell = (figure.period.clone(), figure.scope == MARKET, class, member.to_owned());
            if figure.unit() != Unit::Count && self.0.contains(&cell) {
                (figure.value, figure.low, figure.high) = (None, None, None);
                (figure.numerator, figure.denominator) = (None, None);
                NOT_SHOWN.clone_into(&mut figure.note);
            }
        }
    }
}

const MARKET: &str = "market";
/// The one member of a class that does not divide.
const WHOLE: &str = "all";

/// The members of a division of all years to hide: who sold, whether a person, how much, and of which member.
pub fn hidden_members<'a>(sold: impl Iterator<Item = (&'a str, usize, bool, i128)>) -> BTreeSet<&'a str> {
    let mut cells: BTreeMap<&str, Parts> = BTreeMap::new();
    for (member, supplier, person, cents) in sold {
        cells.entry(member).or_default()[0].add(supplier, person, cents);
    }
    enough(&cells, BTreeSet::new())
}

/// A member's cells: one, or one for each of here, elsewhere and unknown.
type Parts = [Cell; 3];

/// The cells of one year and scope by class and member.
fn cells<'a>(
    spend: impl Iterator<Item = &'a Spend>,
    suppliers: &'a [Supplier],
    limits: YearBands,
    codes: &[&'static str],
) -> BTreeMap<Class, BTreeMap<&'a str, Parts>> {
    let mut cells: BTreeMap<Class, BTreeMap<&str, Parts>> = BTreeMap::new();
    let mut sold: BTreeMap<usize, i128> = BTreeMap::new();
    for s in spend {
        let supplier = &suppliers[s.supplier];
        let mut add = |class, member, part: usize| {
            let cell = &mut cells.entry(class).or_default().entry(member).or_default()[part];
            cell.add(s.supplier, supplier.may_be_person(), s.sum.cents);
        };
        add(Class::Sector, s.sector.as_str(), 0);
        add(Class::Ring, supplier.ring.code(), 0);
        add(Class::Kind, supplier.kind.code(), 0);
        add(Class::Size, supplier.size.as_str(), 0);
        let place = match supplier.ring {
            Ring::Municipality => 0,
            Ring::Unknown => 1,
            _ => 2,
        };
        add(Class::SectorPlaces, s.sector.as_str(), place);
        add(Class::Year, WHOLE, 0);
        *sold.entry(s.supplier).or_default() += s.sum.cents;
    }
    for (supplier, cents) in sold {
        let code = match i64::try_from(cents) {
            Ok(cents) if cents > 0 => codes[usize::from(limits.band(cents))],
            _ => "negative",
        };
        let cell = &mut cells.entry(Class::Band).or_default().entry(code).or_default()[0];
        cell.add(supplier, suppliers[supplier].may_be_person(), cents);
    }
    cells
}

/// Postings by their band, each as if it were of a supplier of its own.
fn postings<'a>(sizes: impl Iterator<Item = &'a Size>) -> BTreeMap<&'a str, Parts> {
    let mut cells: BTreeMap<&str, Parts> = BTreeMap::new();
    let mut number = 0;
    for size in sizes {
        let cell = &mut cells.entry(size.band.as_str()).or_default()[0];
        for _ in 0..size.sum.lines.min(FEWEST as u64) {
            number += 1;
            cell.add(number, true, size.sum.cents);
        }
    }
    cells
}

/// The members to hide: these, those that reveal a person's sales, and others until nothing follows from the rest.
fn enough<'a>(cells: &BTreeMap<&'a str, Parts>, mut hidden: BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let reveals = |parts: &Parts| parts.iter().any(Cell::reveals_person);
    hidden.extend(cells.iter().filter(|(_, parts)| reveals(parts)).map(|(member, _)| *member));
    let of = |member: &str| cells.get(member).into_iter().flatten().flat_map(|part| part.suppliers.iter().copied());
    let mut others: Vec<(usize, i128, &str)> = cells
        .iter()
        .filter(|(member, _)| !hidden.contains(*member))
        .map(|(member, parts)| (of(member).count(), parts.iter().map(|part| part.cents).sum::<i128>().abs(), *member))
        .collect();
    others.sort_unstable();
    for (_, _, member) in others {
        let together: BTreeSet<usize> = hidden.iter().flat_map(|member| of(member)).collect();
        if hidden.is_empty() || hidden.len() > 1 && together.len() >= FEWEST {
            break;
        }
        hidden.insert(member);
    }
    hidden
}

/// The cell that a figure is of; none when it is of all purchases.
fn class<'f>(indicator: &str, dimension: &str, member: &'f str) -> Option<(Class, &'f str)> {
    let placed = || find(indicator).is_some_and(|i| i.needs.iter().any(|n| n == "place"));
    match dimension.split(':').next().unwrap_or_default() {
        "sector" if placed() => Some((Class::SectorPlaces, member)),
        "sector" => Some((Class::Sector, member)),
        "ring" => Some((Class::Ring, member)),
        "kind" => Some((Class::Kind, member)),
        "size" => Some((Class::Size, member)),
        "supplier-value-band" => Some((Class::Band, member)),
        "value-band" => Some((Class::PostingBand, member)),
        // What is bought from here is a cell too, though it stands for all sectors.
        "total" | "measure" | "within" if placed() => Some((Class::Ring, Ring::Municipality.code())),
        "total" | "measure" | "within" => Some((Class::Year, WHOLE)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vire_base::sum::Sum;
    use vire_reference::names::Kind;

    fn supplier(kind: Kind, ring: Ring) -> Supplier {
        let (key, name, size, municipality) = (String::new(), String::new(), "micro".to_owned(), String::new());
        Supplier { key, name, kind, size, ring, municipality, place_source: String::new() }
    }

    fn hidden(suppliers: &[Supplier], sold: &[(&str, usize, i128)]) -> Hidden {
        let spend = sold.iter().map(|(sector, supplier, cents)| Spend {
            year: 2024,
            supplier: *supplier,
            sector: (*sector).to_owned(),
            public: false,
            sum: Sum { lines: 1, cents: *cents },
        });
        Hidden::of(&spend.collect::<Vec<_>>(), &[], suppliers, &Thresholds::new("FI", "EUR"))
    }

    fn members(hidden: &Hidden, class: Class) -> Vec<&str> {
        hidden
            .0
            .iter()
            .filter(|(_, market, of, _)| *market && *of == class)
            .map(|(.., member)| member.as_str())
            .collect()
    }

    #[test]
    fn organisations_are_shown_and_persons_are_not() {
        let all = [Kind::Company, Kind::SoleTrader, Kind::Company, Kind::Company, Kind::Company]
            .map(|kind| supplier(kind, Ring::Municipality));
        let sold = [("ict", 0, 100), ("food", 2, 500), ("food", 3, 500), ("transport", 4, 700)];
        assert_eq!(hidden(&all, &sold).0.len(), 0, "organisations alone");
        // The person's sector, and the smallest of the others, since it follows from the sum of all.
        let with_person = [&sold[..], &[("ict", 1, 50)]].concat();
        let found = hidden(&all, &with_person);
        assert_eq!(members(&found, Class::Sector), ["ict", "transport"]);
        assert!(found.has(2024, "market", Class::Sector, "ict") && !found.has(2023, "market", Class::Sector, "ict"));
        // With a third supplier the sector is shown.
        let three = [&with_person[..], &[("ict", 2, 10)]].concat();
        assert_eq!(members(&hidden(&all, &three), Class::Sector), [""; 0]);
    }

    #[test]
    fn together_the_hidden_stand_for_three() {
        let all =
            [Kind::SoleTrader, Kind::Person, Kind::Company, Kind::Unknown].map(|kind| supplier(kind, Ring::Country));
        // Two persons in cells of their own: their sum follows, so a third cell goes too.
        let sold = [("ict", 0, 100), ("food", 1, 100), ("transport", 2, 900), ("rents", 2, 800)];
        assert_eq!(members(&hidden(&all, &sold), Class::Sector), ["food", "ict", "rents"]);
        // What nothing is known of may be a person, unless its sum is zero.
        assert_eq!(members(&hidden(&all, &[("ict", 3, 100)]), Class::Sector), ["ict"]);
        assert_eq!(members(&hidden(&all, &[("ict", 3, 0)]), Class::Sector), [""; 0]);
    }

    #[test]
    fn local_figures_of_a_sector_do_not_tell_of_its_one_local_person() {
        let mut all = Vec::from([0; 4].map(|_| supplier(Kind::Company, Ring::Country)));
        all.push(supplier(Kind::SoleTrader, Ring::Municipality));
        let sold: Vec<_> = (0..4).flat_map(|s| [("ict", s, 100), ("food", s, 100)]).chain([("ict", 4, 70)]).collect();
        let found = hidden(&all, &sold);
        assert_eq!(members(&found, Class::Sector), [""; 0]);
        assert_eq!(members(&found, Class::SectorPlaces), ["food", "ict"]);
        assert_eq!(members(&found, Class::Ring), ["country", "municipality"]);
    }

    /// A person by id has no place, so that the sector's row of unknown place was one person's sum.
    #[test]
    fn a_persons_sum_is_not_that_of_an_unknown_place() {
        let mut all = Vec::from([0; 4].map(|_| supplier(Kind::Company, Ring::Municipality)));
        all.push(supplier(Kind::Person, Ring::Unknown));
        let sold: Vec<_> = (0..4).flat_map(|s| [("ict", s, 100), ("food", s, 100)]).chain([("ict", 4, 70)]).collect();
        let found = hidden(&all, &sold);
        assert_eq!(members(&found, Class::Sector), [""; 0]);
        assert_eq!(members(&found, Class::SectorPlaces), ["food", "ict"]);
        assert_eq!(members(&found, Class::Ring), ["municipality", "unknown"]);
        let of_source = [("register", 0, false, 400), ("", 4, true, 70), ("name", 1, false, 300)];
        assert_eq!(hidden_members(of_source.into_iter()).into_iter().collect::<Vec<_>>(), ["", "name", "register"]);
    }

    #[test]
    fn a_year_of_one_person_has_no_total() {
        let all = [Kind::Person, Kind::Company].map(|kind| supplier(kind, Ring::Unknown));
        assert_eq!(members(&hidden(&all, &[("ict", 0, 100)]), Class::Year), [WHOLE]);
        assert_eq!(members(&hidden(&all, &[("ict", 1, 100)]), Class::Year), [""; 0]);
    }
}
