//! The audit: goes through all figures and rows of a year in the order of their weight, and says which are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::book::{Book, Ledger, Sums};
use super::guarded::{Guarded, Sale, Sellers};
use super::items::{Index, Item, What, items, of_sector, order, says};
use super::own;
use super::parts::{LARGEST, Part, Parting, Parts, Shares};
use super::postings::{self, Posting};
use super::told::Made;
use super::units::{self, ByUnit, Split};
use super::verdict::{Verdict, alone, between_limits, blank, of_squares, round_coverage, verdict};
use super::waits::{self, Waited};
use super::{ALL_YEARS, NotShown, Row, is_hidden, is_partly_shown, row, table};
use vire_base::parallel;
use vire_indicators::Figure;
use vire_indicators::catalogue::find;
use vire_indicators::own::{is_own, reads_sums};
use vire_reference::thresholds::Thresholds;

/// Suppliers, what they sold, and the thresholds that divide them.
pub struct Audit<'s, 'a> {
    pub sellers: &'s Sellers<'a>,
    pub sales: &'s [Sale],
    /// What persons sold by month and size, in the order of year, month, size and supplier.
    pub postings: &'s [Posting],
    /// What persons sold by how long they waited, in the order of year, wait, size and supplier.
    pub waits: &'s [Waited<'a>],
    /// Of the sales, whose sums are guarded.
    pub guarded: &'s Guarded,
    /// What persons, and organisations that are told together with them, sold to each unit.
    pub by_unit: &'s ByUnit<'a>,
    pub thresholds: &'s Thresholds,
}

impl<'a> Audit<'_, 'a> {
    /// Takes out of the figures what would tell of a person, and says which rows of tables would.
    pub fn apply(&self, figures: &mut [Figure], threads: usize) -> NotShown {
        let sold = units::with_those_at_zero(&self.guarded.sold, self.by_unit);
        let mut not_shown = NotShown::default();
        let years: BTreeSet<i32> = sold.keys().map(|(year, _)| *year).collect();
        let years: Vec<i32> = years.into_iter().collect();
        let parting = Parting::new(self.sales, self.sellers, self.thresholds);
        let index = Index::new(figures);
        let judged = parallel::map(&years, threads, |year| {
            let parts = parting.of_year(*year, &sold);
            let Judged { mut verdicts, rows, shown } = self.judge(*year, &parts, &parting, &index);
            verdicts.extend(self.judge_units(*year, &parts, &shown, &index));
            let of_postings = self.judge_postings(*year, &index);
            verdicts.extend(of_months_beside(&of_postings, *year, &index));
            verdicts.extend(of_postings);
            verdicts.extend(self.judge_waits(*year, &index));
            (verdicts, rows)
        });
        let largest = own::largest(self.guarded, self.postings);
        let of_own = (judge_own(largest, figures), Vec::new());
        let (verdicts, rows): (Vec<_>, Vec<_>) = judged.into_iter().chain([of_own]).unzip();
        not_shown.rows.extend(rows.into_iter().flatten());
        let verdicts: Vec<(usize, Verdict)> = verdicts.into_iter().flatten().collect();
        let are_judged: BTreeSet<usize> = verdicts.iter().map(|(at, _)| *at).collect();
        round_coverage(figures, |at| are_judged.contains(&at), largest);
        for (at, verdict) in verdicts {
            let figure = &mut figures[at];
            if is_own(&figure.indicator) && verdict != Verdict::Exact {
                // Of what these are is known even less.
                (figure.low, figure.high, figure.coverage) = (None, None, None);
            }
            blank(figure, verdict);
        }
        for figure in figures.iter() {
            let counts = match figure {
                _ if is_hidden(figure) => &mut not_shown.figures,
                _ if is_partly_shown(figure) => &mut not_shown.rounded,
                _ => continue,
            };
            *counts.entry(figure.indicator.clone()).or_default() += 1;
        }
        not_shown
    }

    /// Goes through the figures and rows of a year.
    fn judge(&self, year: i32, parts: &Parts<'a>, parting: &Parting<'_, 'a>, index: &Index<'_>) -> Judged {
        let mut sums = Sums::default();
        let mut items = items(year, parts, index, &mut sums, |figure| !units::is_of_unit(figure));
        items.sort_by(|a, b| a.order.cmp(&b.order));
        items.extend(self.rows(year, parts, parting.listed(year), &mut sums));
        let sold: Vec<&Shares> = parts.iter().map(|(_, sold)| sold).collect();
        let closed: Vec<usize> = self
            .guarded
            .closed
            .range((year, 0)..(year + 1, 0))
            .map(|(_, sector)| sums.number(of_sector(parts, *sector)))
            .collect();
        let mut book = Book::new(&sold, &sums.list);
        closed.into_iter().for_each(|sum| book.close(sum));
        let (mut verdicts, mut rows) = (Vec::new(), Vec::new());
        for item in items {
            match item.what {
                What::Figure { at, made } => {
                    let figure = &index.figures[at];
                    let verdict = verdict(&mut book, &item, figure);
                    let beside = match made {
                        Made::OfSums => Verdict::Exact,
                        Made::OfSquares => of_squares(figure, parts, &sums.list[item.sums[0]]),
                        Made::BetweenLimits => between_limits(parts, item.sums.iter().map(|sum| &*sums.list[*sum])),
                    };
                    verdicts.push((at, if beside == Verdict::Exact { verdict } else { beside }));
                }
                What::Row(row) => {
                    if book.publish(&item.sums).is_err() {
                        rows.push(row);
                    }
                }
            }
        }
        rows.extend(self.joined(year, parts));
        let shown = book.shown().map(|sum| Rc::clone(&sums.list[sum])).collect();
        Judged { verdicts, rows, shown }
    }

    /// Goes through the figures of a year by unit, after all others: what is shown of these stays shown.
    fn judge_units(
        &self,
        year: i32,
        parts: &Parts<'a>,
        shown: &[Rc<[u32]>],
        index: &Index<'_>,
    ) -> Vec<(usize, Verdict)> {
        let Some(Split { parts, of_part }) = units::split(year, parts, self.by_unit) else { return Vec::new() };
        let mut sums = Sums::default();
        let shown: Vec<usize> =
            shown.iter().map(|sum| sums.number(sum.iter().flat_map(|part| of_part[*part as usize].clone()))).collect();
        let mut items = items(year, &parts, index, &mut sums, units::is_of_unit);
        items.sort_by(|a, b| a.order.cmp(&b.order));
        let sold: Vec<&Shares> = parts.iter().map(|(_, sold)| sold).collect();
        let judge = |verdict: &mut dyn FnMut(&Item<'_>, &Figure) -> Verdict| {
            let judged = items.iter().filter_map(|item| match item.what {
                What::Figure { at, .. } => Some((at, verdict(item, &index.figures[at]))),
                What::Row(_) => None,
            });
            judged.collect()
        };
        if parts.len() > units::MOST_PARTS {
            let mut ledger = Ledger::new(&sold);
            return judge(&mut |item, figure| alone(&mut ledger, &sums, item, figure));
        }
        let mut book = Book::new(&sold, &sums.list);
        shown.into_iter().for_each(|sum| book.put(sum));
        judge(&mut |item, figure| verdict(&mut book, item, figure))
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
            let what = What::Figure { at, made: Made::OfSums };
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
            let what = What::Figure { at, made: Made::OfSums };
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

/// How much months differ gives back two hidden ones with the sum of the year: it is hidden where any month is.
fn of_months_beside(judged: &[(usize, Verdict)], year: i32, index: &Index<'_>) -> Vec<(usize, Verdict)> {
    let of = |at: usize, indicator: &str| index.figures[at].indicator == indicator;
    let is_closed = |scope: &str| {
        let months = judged.iter().filter(|(at, _)| of(*at, "A12") && index.figures[*at].scope == scope);
        months.into_iter().any(|(_, verdict)| matches!(verdict, Verdict::Hidden | Verdict::Rounded(_)))
    };
    let of_year = index.of_years.get(&year).into_iter().flatten().copied();
    of_year
        .filter(|at| of(*at, "A13") && is_closed(&index.figures[*at].scope))
        .map(|at| (at, Verdict::Hidden))
        .collect()
}

/// Goes through the figures of the user's own indicators, of all years.
fn judge_own(largest: i128, figures: &[Figure]) -> Vec<(usize, Verdict)> {
    let mut told: BTreeMap<&str, bool> = BTreeMap::new();
    let mut judged = Vec::new();
    for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| is_own(&figure.indicator)) {
        // Of an indicator that nobody knows it is not known what it reads.
        let reads = |id: &str| find(id).is_none_or(reads_sums);
        if *told.entry(&figure.indicator).or_insert_with_key(|id| reads(id)) {
            judged.push((at, own::verdict(figure, largest)));
        }
    }
    judged
}

/// What is told of a year, but for its units.
struct Judged {
    verdicts: Vec<(usize, Verdict)>,
    rows: Vec<Row>,
    /// The sums that are shown, as the parts that they are made of.
    shown: Vec<Rc<[u32]>>,
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
