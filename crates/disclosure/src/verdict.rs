//! What may be told of a figure, and what is taken out of it.

use std::collections::HashMap;

use super::book::{Book, Ledger, Sums, worse};
use super::items::{Item, is_of_all};
use super::parts::{Parts, SCOPES, Shares};
use super::solve::Reveals;
use super::{COVERAGE_ROUNDED, NOT_SHOWN, PARTLY_SHOWN, has_note};
use vire_base::decimal::SCALE;
use vire_indicators::Figure;
use vire_indicators::catalogue::{Unit, find};
use vire_indicators::own::is_own;

/// What may be told of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Exact,
    WithoutBounds,
    /// Rounded to this many millionths.
    RoundedBounds(i128),
    Rounded(i128),
    Hidden,
}

/// Rounds the coverage of figures that no sums are told of: they count suppliers, but how much of the money they cover tells
/// what the suppliers that are left out sold. `largest` is the most that a person sold.
pub(super) fn round_coverage(figures: &mut [Figure], is_judged: impl Fn(usize) -> bool, largest: i128) {
    let mut bought: HashMap<[String; 4], i128> = HashMap::new();
    let of_sums = figures.iter().filter(|figure| figure.indicator == "A1");
    for (figure, cents) in of_sums.filter_map(|figure| Some((figure, figure.numerator?))) {
        let place = [&figure.scope, &figure.period, &figure.dimension, &figure.member].map(String::clone);
        bought.insert(place, cents.abs());
    }
    // Of contracts it is known how many there are, not how much was bought.
    let is_of_money =
        |figure: &Figure| find(&figure.indicator).is_some_and(|indicator| indicator.counts != "contracts");
    let counts =
        |figure: &Figure| SCOPES.contains(&figure.scope.as_str()) && !is_own(&figure.indicator) && is_of_money(figure);
    for (at, figure) in figures.iter_mut().enumerate() {
        let Some(coverage) = figure.coverage.filter(|_| largest > 0 && counts(figure) && !is_judged(at)) else {
            continue;
        };
        let dimension = figure.dimension.split(':').next().unwrap_or_default();
        let (dimension, member) = match dimension {
            "sector" | "unit" | "department" => (dimension, figure.member.as_str()),
            _ => ("total", "total"),
        };
        let place = [&figure.scope, &figure.period, dimension, member].map(|part: &str| part.to_owned());
        let step = bought.get(&place).and_then(|whole| step_of(largest, *whole));
        // Rounded down, so that nothing unknown is called known.
        let told = step.map(|step| coverage - coverage.rem_euclid(step.max(10_000)));
        if told != Some(coverage) {
            figure.coverage = told;
            add_note(figure, COVERAGE_ROUNDED);
        }
    }
}

/// Publishes what a figure tells as far as it tells of nobody.
pub(super) fn verdict(book: &mut Book, item: &Item<'_>, figure: &Figure) -> Verdict {
    match book.publish(&item.sums) {
        // Its bounds are rounded with it, and may tell of somebody who sold more.
        Err(reveals) => worse(Err(reveals), if is_share(figure) { book.publish(&item.bounds) } else { Ok(()) })
            .err()
            .and_then(|reveals| rough(figure, reveals))
            .map_or(Verdict::Hidden, Verdict::Rounded),
        Ok(()) => match book.publish(&item.bounds) {
            Ok(()) => Verdict::Exact,
            Err(reveals) => rough(figure, reveals).map_or(Verdict::WithoutBounds, Verdict::RoundedBounds),
        },
    }
}

/// The same where it is not known what follows from several sums: whatever tells of a guarded supplier is not shown.
pub(super) fn alone(ledger: &mut Ledger, sums: &Sums, item: &Item<'_>, figure: &Figure) -> Verdict {
    let mut most = |numbers: &[usize]| {
        let sold = numbers.iter().filter(|sum| !sums.list[**sum].is_empty());
        sold.map(|sum| ledger.sum(&sums.list[*sum]).largest()).max()
    };
    match most(&item.sums).max(most(&item.bounds)) {
        Some(largest) => rough(figure, Reveals(largest)).map_or(Verdict::Hidden, Verdict::Rounded),
        None => Verdict::Exact,
    }
}

/// To what a share of all purchases may be rounded. What the largest suppliers sold is not rounded but hidden, since it
/// would rest on one or two persons.
fn rough(figure: &Figure, reveals: Reveals) -> Option<i128> {
    if is_share(figure) { step_of(reveals.0, figure.denominator.unwrap_or(0).abs()) } else { None }
}

/// Whether a figure is a share of all purchases, or of all of a unit.
fn is_share(figure: &Figure) -> bool {
    let is_of_whole = is_of_all(figure) || matches!(figure.dimension.as_str(), "unit" | "department");
    is_of_whole && matches!(figure.unit(), Unit::Share | Unit::Points) && figure.indicator != "A8"
}

/// To how many millionths a share of the whole is rounded that would tell what a person sold: half of that is at least a
/// fifth of what the person did, so that several rounded shares together leave a twentieth of it open.
fn step_of(sold: i128, whole: i128) -> Option<i128> {
    [(1000, 400), (10_000, 40), (50_000, 8)].into_iter().find(|(_, part)| sold <= whole / part).map(|(step, _)| step)
}

/// A sum of amounts between limits is not shown where any of them is a person's.
pub(super) fn between_limits<'s>(parts: &Parts<'_>, mut sums: impl Iterator<Item = &'s [u32]>) -> Verdict {
    let has_person = |part: &u32| parts[*part as usize].1.iter().any(|(_, sold)| sold.is_person);
    if sums.any(|sum| sum.iter().any(has_person)) { Verdict::Hidden } else { Verdict::Exact }
}

/// An index of squares gives back what one large supplier sold, however many small ones are unknown beside it.
pub(super) fn of_squares(figure: &Figure, parts: &Parts<'_>, sum: &[u32]) -> Verdict {
    let base = figure.denominator.unwrap_or(0) as f64;
    let mut shares: Shares = sum.iter().flat_map(|part| parts[*part as usize].1.iter().copied()).collect();
    shares.sort_unstable_by_key(|(supplier, _)| *supplier);
    let (mut all, mut sum, mut count, mut largest) = (0.0, 0.0, 0.0, 0.0_f64);
    for of_supplier in shares.chunk_by(|a, b| a.0 == b.0) {
        let cents: i128 = of_supplier.iter().map(|(_, sold)| sold.cents).sum();
        let percent = 100.0 * cents as f64 / base;
        let square = percent.powi(2);
        (all, sum, count) = (all + square, sum + percent, count + 1.0);
        largest = if of_supplier[0].1.is_person { square.max(largest) } else { largest };
    }
    if base <= 0.0 || largest == 0.0 {
        return Verdict::Exact;
    }
    let others = all - largest;
    // Of numbers with this sum and these squares none is further from the mean than this: alike ones are all told.
    let spread = |squares: f64| ((count - 1.0) / count * (squares - sum * sum / count).max(0.0)).sqrt();
    let are_told = |squares: f64| spread(squares) * 20.0 < largest.sqrt();
    match largest {
        _ if are_told(all + 0.5) => Verdict::Hidden,
        _ if are_told(all) => Verdict::Rounded(10i128.pow(SCALE as u32)),
        _ if others * 10.0 >= largest => Verdict::Exact,
        // Rounded to a whole point, the index leaves less than a twentieth of the sum open.
        largest if largest > 5.0 => Verdict::Hidden,
        _ => Verdict::Rounded(10i128.pow(SCALE as u32)),
    }
}

/// The largest step of a share of all purchases, in millionths.
const OF_COVERAGE: i128 = 50_000;

fn rounded(value: i128, step: i128) -> i128 {
    (value + step / 2).div_euclid(step) * step
}

/// Notes what is not told of a figure, once: a difference of two years may come twice.
fn add_note(figure: &mut Figure, note: &str) {
    if !has_note(figure, note) {
        let before = if figure.note.is_empty() { "" } else { "; " };
        figure.note = format!("{}{before}{note}", figure.note);
    }
}

/// Takes out of a figure what may not be told, and notes that.
pub(super) fn blank(figure: &mut Figure, verdict: Verdict) {
    let note = match verdict {
        Verdict::Exact => return,
        Verdict::Hidden => NOT_SHOWN,
        _ => PARTLY_SHOWN,
    };
    add_note(figure, note);
    let round = |value: Option<i128>, step: i128| value.map(|v| rounded(v, step));
    match verdict {
        Verdict::Exact => {}
        Verdict::WithoutBounds => (figure.low, figure.high, figure.coverage) = (None, None, None),
        Verdict::RoundedBounds(step) | Verdict::Rounded(step) => {
            (figure.low, figure.high) = (round(figure.low, step), round(figure.high, step));
            figure.coverage = round(figure.coverage, step.min(OF_COVERAGE));
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
