//! The audit: goes through all figures and rows of a year in the order of their weight, and says which are shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::book::{Book, Ledger, Sums};
use super::guarded::{Guarded, Sale, Sellers};
use super::parts::{LARGEST, Part, Parting, Parts, Shares};
use super::postings::{self, Posting};
use super::solve::Reveals;
use super::told::{Sum, is_of_scope, looks_back, told, year_of};
use super::waits::{self, Waited};
use super::{ALL_YEARS, NOT_SHOWN, NotShown, PARTLY_SHOWN, Row, row, table};
use vire_base::decimal::SCALE;
use vire_base::parallel;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;
use vire_reference::places::Ring;
use vire_reference::sectors::{SECTORS, SectorNo, SectorSet, by_id};
use vire_reference::thresholds::Thresholds;

/// What may be told of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Exact,
    WithoutBounds,
    /// Rounded to this many millionths.
    RoundedBounds(i128),
    Rounded(i128),
    Hidden,
}

/// Suppliers, what they sold, and the thresholds that divide them.
pub struct Audit<'s, 'a> {
    pub sellers: &'s Sellers<'a>,
    pub sales: &'s [Sale],
    /// What persons sold by month and size, in the order of year, month, size and supplier.
    pub postings: &'s [Posting],
    /// What persons sold by how long they waited, in the order of year, wait, size and supplier.
    pub waits: &'s [Waited<'a>],
    pub thresholds: &'s Thresholds,
}

impl<'a> Audit<'_, 'a> {
    /// Takes out of the figures what would tell of a person, and says which rows of tables would.
    pub fn apply(&self, figures: &mut [Figure], threads: usize) -> NotShown {
        let guarded = Guarded::of(self.sales, self.sellers);
        let mut not_shown = NotShown::default();
        let years: BTreeSet<i32> = guarded.sold.keys().map(|(year, _)| *year).collect();
        let years: Vec<i32> = years.into_iter().collect();
        let parting = Parting::new(self.sales, self.sellers, self.thresholds);
        let index = Index::new(figures);
        let judged = parallel::map(&years, threads, |year| {
            let parts = parting.of_year(*year, &guarded);
            let (mut verdicts, rows) = self.judge(*year, &parts, (&guarded, &parting), &index);
            verdicts.extend(self.judge_postings(*year, &index));
            verdicts.extend(self.judge_waits(*year, &index));
            (verdicts, rows)
        });
        for (verdicts, rows) in judged {
            not_shown.rows.extend(rows);
            for (at, verdict) in verdicts {
                let figure = &mut figures[at];
                let counts = match verdict {
                    Verdict::Exact => continue,
                    Verdict::Hidden => &mut not_shown.figures,
                    _ => &mut not_shown.rounded,
                };
                *counts.entry(figure.indicator.clone()).or_default() += 1;
                blank(figure, verdict);
            }
        }
        not_shown
    }

    /// Goes through the figures and rows of a year.
    fn judge(
        &self,
        year: i32,
        parts: &Parts<'a>,
        (guarded, parting): (&Guarded, &Parting<'_, 'a>),
        index: &Index<'_>,
    ) -> (Vec<(usize, Verdict)>, Vec<Row>) {
        let mut sums = Sums::default();
        let mut items = items(year, parts, index, &mut sums);
        items.sort_by(|a, b| a.order.cmp(&b.order));
        items.extend(self.rows(year, parts, parting.listed(year), &mut sums));
        let sold: Vec<&Shares> = parts.iter().map(|(_, sold)| sold).collect();
        let closed: Vec<usize> = guarded
            .closed
            .range((year, 0)..(year + 1, 0))
            .map(|(_, sector)| sums.number(of_sector(parts, *sector)))
            .collect();
        let mut book = Book::new(&sold, &sums.list);
        closed.into_iter().for_each(|sum| book.close(sum));
        let (mut verdicts, mut rows) = (Vec::new(), Vec::new());
        for item in items {
            match item.what {
                What::Figure { at, is_of_squares } => {
                    let figure = &index.figures[at];
                    let verdict = verdict(&mut book, &item, figure);
                    let squares = is_of_squares.then(|| of_squares(figure, parts, &sums.list[item.sums[0]]));
                    verdicts.push((at, squares.filter(|squares| *squares != Verdict::Exact).unwrap_or(verdict)));
                }
                What::Row(row) => {
                    if book.publish(&item.sums).is_err() {
                        rows.push(row);
                    }
                }
            }
        }
        rows.extend(self.joined(year, parts));
        (verdicts, rows)
    }

    /// The rows of organisations whose sums are told together with those of persons. Their other sums stand in open data
    /// line by line, so the sum of their year would tell the one that is told together.
    fn joined(&self, year: i32, parts: &Parts<'a>) -> Vec<Row> {
        let period = vire_indicators::period(year);
        let joined: BTreeSet<usize> = parts.iter().filter_map(|(part, _)| part.joined).collect();
        joined.into_iter().map(|supplier| row(table::SUPPLIERS, &period, self.sellers.now()[supplier].key)).collect()
    }

    /// Goes through the figures of a year by month and by size of the posting.
    fn judge_postings(&self, year: i32, index: &Index<'_>) -> Vec<(usize, Verdict)> {
        let figures = index.figures;
        let parts = postings::parts(self.postings, year, &self.thresholds.band_codes());
        let sold: Vec<&Shares> = parts.iter().map(|(_, sold)| sold).collect();
        // Of few persons, the sum of the year is told together with that of organisations.
        let all: Vec<u32> = (0..).zip(&sold).map(|(part, _)| part).collect();
        let are_few = Ledger::new(&sold).sum(&all).tells();
        let mut table = Sums::default();
        let mut items: Vec<Item<'_>> = Vec::new();
        for at in index.of_years.get(&year).into_iter().flatten().copied() {
            let figure = &figures[at];
            let Some((mut sums, mut bounds)) = postings::told(figure, &parts).filter(|_| says(figure)) else {
                continue;
            };
            if are_few {
                sums.truncate(1);
                bounds.truncate(1);
            }
            let what = What::Figure { at, is_of_squares: false };
            let mut numbers = |sums: Vec<Vec<u32>>| sums.into_iter().map(|sum| table.number(sum)).collect();
            let (sums, bounds) = (numbers(sums), numbers(bounds));
            items.push(Item { order: order(figure), sums, bounds, what });
        }
        let mut judged = judged(&sold, items, &table, figures);
        if are_few {
            postings::hide_another(figures, &mut judged);
        }
        judged
    }

    /// Goes through the figures of a year by how long suppliers waited.
    fn judge_waits(&self, year: i32, index: &Index<'_>) -> Vec<(usize, Verdict)> {
        let figures = index.figures;
        let parts = waits::parts(self.waits, year);
        let sold: Vec<&Shares> = parts.iter().map(|(_, sold)| sold).collect();
        let mut table = Sums::default();
        let mut items: Vec<Item<'_>> = Vec::new();
        for at in index.of_years.get(&year).into_iter().flatten().copied() {
            let figure = &figures[at];
            let Some((sums, bounds)) = waits::told(figure, &parts).filter(|_| says(figure)) else { continue };
            let what = What::Figure { at, is_of_squares: false };
            let mut numbers = |sums: Vec<Vec<u32>>| sums.into_iter().map(|sum| table.number(sum)).collect();
            let (sums, bounds) = (numbers(sums), numbers(bounds));
            items.push(Item { order: order(figure), sums, bounds, what });
        }
        judged(&sold, items, &table, figures)
    }

    /// The rows of a year's tables that no figure has.
    fn rows(&self, year: i32, parts: &Parts<'a>, listed: usize, numbers: &mut Sums) -> Vec<Item<'a>> {
        let period = vire_indicators::period(year);
        let mut items = Vec::new();
        let mut add = |table: &str, period: &str, member: &str, sum: &dyn Fn(&Part<'_>) -> bool| {
            let sums = vec![numbers.number((0..parts.len()).filter(|at| sum(&parts[*at].0)).map(|at| at as u32))];
            let what = What::Row(row(table, period, member));
            items.push(Item { order: (u8::MAX, 0, ""), sums, bounds: Vec::new(), what });
        };
        add(table::SUPPLIERS, &period, table::PERSONS, &|p| p.kind.is_personal());
        let of = |of: fn(&Part<'a>) -> &'a str| parts.iter().map(|(p, _)| of(p)).collect::<BTreeSet<&str>>();
        for municipality in of(|p| p.municipality).into_iter().filter(|m| !m.is_empty()) {
            add(table::MUNICIPALITIES, &period, municipality, &|p| p.municipality == municipality);
        }
        // The number of suppliers for each share is that of the place up to which parts are counted.
        for percent in LARGEST.into_iter().rev() {
            let up_to = (listed * percent).div_ceil(100);
            add(table::LARGEST, &period, &percent.to_string(), &|p| p.place_listed <= up_to);
        }
        add(table::LARGEST, &period, table::TEN, &|p| p.place_listed <= 10);
        for source in of(|p| p.place_source) {
            add(table::PLACES, ALL_YEARS, source, &|p| p.place_source == source);
        }
        for kind in of(|p| p.kind.code()) {
            add(table::KINDS, ALL_YEARS, kind, &|p| p.kind.code() == kind);
        }
        items
    }
}

/// Something that is published, with its sums.
struct Item<'f> {
    order: (u8, i128, &'f str),
    /// By number.
    sums: Vec<usize>,
    bounds: Vec<usize>,
    what: What,
}

enum What {
    Figure { at: usize, is_of_squares: bool },
    Row(Row),
}

/// The figures of a run, as the audit looks them up.
struct Index<'f> {
    figures: &'f [Figure],
    /// Their places, by year.
    of_years: BTreeMap<i32, Vec<usize>>,
    /// By scope and period.
    largest_sectors: HashMap<(&'f str, &'f str), &'f str>,
    /// The sectors that B5 and B22 put together, by indicator, scope and period.
    put_together: HashMap<[&'f str; 3], SectorSet>,
}

impl<'f> Index<'f> {
    fn new(figures: &'f [Figure]) -> Self {
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

    fn sectors(&self, figure: &Figure) -> SectorSet {
        let key = [figure.indicator.as_str(), &figure.scope, &figure.period];
        self.put_together.get(&key).copied().unwrap_or_default()
    }

    fn largest_sector(&self, figure: &Figure) -> &'f str {
        self.largest_sectors.get(&(figure.scope.as_str(), figure.period.as_str())).copied().unwrap_or_default()
    }
}

/// What the figures of a year tell, and those of the next that look back at it.
fn items<'f>(year: i32, parts: &Parts<'_>, index: &Index<'f>, table: &mut Sums) -> Vec<Item<'f>> {
    let by_sector = by_sector(parts);
    let told_of = |of: i32| index.of_years.get(&of).into_iter().flatten().copied();
    let looking_back = told_of(year + 1).filter(|at| looks_back(&index.figures[*at]));
    let mut alike = Alike::default();
    let mut items = Vec::new();
    for at in told_of(year).chain(looking_back) {
        let figure = &index.figures[at];
        let key = key(figure);
        let told = alike.get(&key).filter(|_| !is_of_scope(figure)).cloned().or_else(|| {
            let told = told(figure, index.largest_sector(figure), index.sectors(figure)).filter(|t| t.year == year)?;
            let mut numbers = |sums: &[Sum<'_>]| -> Vec<usize> {
                sums.iter().map(|sum| table.number(of_parts(parts, &by_sector, sum))).collect()
            };
            Some((numbers(&told.sums), numbers(&told.bounds), told.is_of_squares))
        });
        let Some(told) = told.filter(|_| says(figure)) else { continue };
        alike.insert(key, told.clone());
        let (sums, bounds, is_of_squares) = told;
        let bounds = if figure.low.is_some() || figure.high.is_some() { bounds } else { Vec::new() };
        items.push(Item { order: order(figure), sums, bounds, what: What::Figure { at, is_of_squares } });
    }
    items
}

/// What figures tell that differ by their scope only: persons are in both scopes.
type Alike<'f> = FxHashMap<(&'f str, &'f str, &'f str, &'f str), (Vec<usize>, Vec<usize>, bool)>;

fn key(figure: &Figure) -> (&str, &str, &str, &str) {
    (&figure.indicator, &figure.period, &figure.dimension, &figure.member)
}

/// Whether a figure has a sum that it could tell.
fn says(figure: &Figure) -> bool {
    figure.value.is_some() || figure.numerator.is_some() || figure.high.is_some()
}

/// The parts of a sector.
fn of_sector(parts: &Parts<'_>, sector: SectorNo) -> impl Iterator<Item = u32> {
    let id = SECTORS[usize::from(sector)].id.as_str();
    (0..).zip(parts).filter(move |(_, (part, _))| part.sector == id).map(|(at, _)| at)
}

/// Where the parts of each sector stand.
fn by_sector<'a>(parts: &Parts<'a>) -> BTreeMap<&'a str, Range<usize>> {
    let mut places: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for (at, (part, _)) in parts.iter().enumerate() {
        places.entry(part.sector).or_insert(at..at).end = at + 1;
    }
    places
}

fn of_parts<'p>(
    parts: &'p Parts<'_>,
    by_sector: &BTreeMap<&str, Range<usize>>,
    sum: &'p Sum<'_>,
) -> impl Iterator<Item = u32> + use<'p> {
    let places = match sum.sector {
        "" => 0..parts.len(),
        sector => by_sector.get(sector).cloned().unwrap_or_default(),
    };
    places.filter(|at| (sum.has)(&parts[*at].0)).map(|at| at as u32)
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

/// Publishes figures in their order as far as they tell of nobody.
fn judged(sold: &[&Shares], mut items: Vec<Item<'_>>, table: &Sums, figures: &[Figure]) -> Vec<(usize, Verdict)> {
    items.sort_by(|a, b| a.order.cmp(&b.order));
    let mut book = Book::new(sold, &table.list);
    let judged = items.iter().filter_map(|item| match item.what {
        What::Figure { at, .. } => Some((at, verdict(&mut book, item, &figures[at]))),
        What::Row(_) => None,
    });
    judged.collect()
}

/// What is published first: the total, what is bought in each sector, from where and from whom, then the headlines and
/// the local shares of sectors.
fn order(figure: &Figure) -> (u8, i128, &str) {
    let amount = figure.numerator.unwrap_or(0);
    let rank = match (figure.indicator.as_str(), figure.dimension.as_str()) {
        ("A1", "total") => 0,
        ("A1", "sector") => 1,
        ("A1", "ring") if figure.member == Ring::Municipality.code() => 2,
        ("A1", "ring") => 3,
        ("A1", "kind") => 4,
        _ if is_of_all(figure) => 5,
        ("B1", "sector") => 6,
        // The smallest purchases, which reports speak of.
        ("A7", _) if figure.member.starts_with("0-") => 7,
        _ => 8,
    };
    (rank, if is_of_all(figure) { 0 } else { -amount }, &figure.indicator)
}

/// A figure of all purchases, and not of a class.
fn is_of_all(figure: &Figure) -> bool {
    matches!(figure.dimension.as_str(), "total" | "measure" | "within")
}

/// Publishes what a figure tells as far as it tells of nobody.
fn verdict(book: &mut Book, item: &Item<'_>, figure: &Figure) -> Verdict {
    match book.publish(&item.sums) {
        Err(reveals) => rough(figure, reveals).map_or(Verdict::Hidden, Verdict::Rounded),
        Ok(()) => match book.publish(&item.bounds) {
            Ok(()) => Verdict::Exact,
            Err(reveals) => rough(figure, reveals).map_or(Verdict::WithoutBounds, Verdict::RoundedBounds),
        },
    }
}

/// To what a share of all purchases may be rounded: half of that is at least a twentieth of what the person sold. What
/// the largest suppliers sold is not rounded but hidden, since it would rest on one or two persons.
fn rough(figure: &Figure, reveals: Reveals) -> Option<i128> {
    let whole = figure.denominator.unwrap_or(0).abs();
    let is_share = is_of_all(figure) && figure.unit() == Unit::Share && figure.indicator != "A8";
    let steps = [(1000, 100), (10_000, 10)].into_iter();
    let mut fine = steps.filter(|(_, part)| is_share && reveals.0 <= whole / part);
    fine.next().map(|(step, _)| step)
}

/// An index of squares gives back what one large supplier sold, however many small ones are unknown beside it.
fn of_squares(figure: &Figure, parts: &Parts<'_>, sum: &[u32]) -> Verdict {
    let base = figure.denominator.unwrap_or(0) as f64;
    let mut shares: Shares = sum.iter().flat_map(|part| parts[*part as usize].1.iter().copied()).collect();
    shares.sort_unstable_by_key(|(supplier, _)| *supplier);
    let (mut all, mut largest) = (0.0, 0.0_f64);
    for of_supplier in shares.chunk_by(|a, b| a.0 == b.0) {
        let cents: i128 = of_supplier.iter().map(|(_, sold)| sold.cents).sum();
        let square = (100.0 * cents as f64 / base).powi(2);
        all += square;
        largest = if of_supplier[0].1.is_person { square.max(largest) } else { largest };
    }
    if base <= 0.0 || largest == 0.0 {
        return Verdict::Exact;
    }
    let others = all - largest;
    match largest {
        _ if others * 10.0 >= largest => Verdict::Exact,
        // Rounded to a whole point, the index leaves less than a twentieth of the sum open.
        largest if largest > 5.0 => Verdict::Hidden,
        _ => Verdict::Rounded(10i128.pow(SCALE as u32)),
    }
}

/// Takes out of a figure what may not be told, and notes that.
fn blank(figure: &mut Figure, verdict: Verdict) {
    let note = match verdict {
        Verdict::Exact => return,
        Verdict::Hidden => NOT_SHOWN,
        _ => PARTLY_SHOWN,
    };
    if !figure.note.is_empty() {
        figure.note.push_str("; ");
    }
    figure.note.push_str(note);
    let round = |value: Option<i128>, step: i128| value.map(|v| (v + step / 2).div_euclid(step) * step);
    match verdict {
        Verdict::Exact => {}
        Verdict::WithoutBounds => (figure.low, figure.high, figure.coverage) = (None, None, None),
        Verdict::RoundedBounds(step) | Verdict::Rounded(step) => {
            (figure.low, figure.high) = (round(figure.low, step), round(figure.high, step));
            figure.coverage = round(figure.coverage, step.min(10_000));
            if matches!(verdict, Verdict::Rounded(_)) {
                figure.value = round(figure.value, step);
                (figure.numerator, figure.denominator) = (None, None);
            }
        }
        Verdict::Hidden => {
            (figure.value, figure.low, figure.high, figure.coverage) = (None, None, None, None);
            (figure.numerator, figure.denominator) = (None, None);
        }
    }
}
