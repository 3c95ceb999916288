//! Which lines stand in the numerator of a figure, which in the rest of its denominator, and which are the unknown that its
//! bounds allow for: said once more in the terms of lines. That both say the same is checked for each figure that is traced.

use std::collections::BTreeSet;

use vire_domain::classify::payments::{Due, Span};
use vire_indicators::Figure;
use vire_reference::places::Ring;
use vire_reference::thresholds::{Beside, Limits, WorthLimits};

use super::lines::Line;
use super::sold::Sold;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Numerator,
    /// In the denominator only.
    Rest,
    /// Low bounds leave it out of the numerator and high ones count it.
    Unknown,
    /// None of the figure's.
    Outside,
}

/// What the numerator and the denominator count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    Money,
    Lines,
    Suppliers,
    /// Suppliers by sector.
    Groups,
}

/// What the denominator is, as far as it is of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    None,
    /// All but the unknown.
    Known,
    Whole,
}

type Test<'c> = Box<dyn Fn(&Line<'_>) -> Place + 'c>;

pub struct Rule<'c> {
    pub measure: Measure,
    pub base: Base,
    pub place: Test<'c>,
}

/// What rules may ask beside a line.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    pub figure: &'c Figure,
    /// What each supplier sold in the year and scope.
    pub sold: &'c Sold,
    pub worth: WorthLimits,
    /// The thresholds at the end of the year by kind; none of what has no date.
    pub limits: Option<[Limits; 4]>,
    /// The sector with the largest sum, where the figure is its share.
    pub leading: Option<&'c str>,
    /// The sectors that the figure puts together, where it does so.
    pub together: &'c BTreeSet<&'c str>,
}

const UNKNOWN_KINDS: [&str; 3] = ["unknown", "redacted", "unnamed"];
const UNKNOWN: [&str; 1] = ["unknown"];
const UNCLASSIFIED: [&str; 1] = ["unclassified"];
const SMES: [&str; 3] = ["micro", "small", "medium"];

/// The rule of a figure; none where lines alone do not say what makes it up.
pub fn rule<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let figure = context.figure;
    match figure.indicator.as_str() {
        "A1" | "A4" => sums(context),
        "A2" => lines_of_all(figure),
        "A3" => numbers(context),
        "A5" => averages(figure),
        "A6" => sectors(context),
        "A7" => values(context),
        "A8" => leaders(context),
        "A10" => few(context),
        "A11" => tail(context),
        "A12" => months(figure),
        "A14" => unclassified(figure),
        // What establishments tell is of suppliers, and no line says it.
        "B1" if figure.dimension == "basis" => None,
        "B1" => local(figure),
        "B2" => local_suppliers(context),
        // Which country a supplier is in stands on no line.
        "B3" if figure.dimension == "abroad" => None,
        "B3" => rings(figure),
        "B4" => leakage(figure),
        "B5" => leakage_of_some(context),
        "B6" => sizes(context),
        "B7" => local_sizes(figure),
        "B8" => associations(context),
        "B9" => kinds(context),
        "B10" | "B12" => newcomers(context),
        "B15" | "B16" => small_purchases(context),
        "B17" => around_the_limit(context),
        "B18" => payments(figure),
        _ => None,
    }
}

fn rule_of<'c>(measure: Measure, base: Base, place: impl Fn(&Line<'_>) -> Place + 'c) -> Option<Rule<'c>> {
    Some(Rule { measure, base, place: Box::new(place) })
}

/// By an attribute: the member's lines against those of others and those of which it is not known.
fn among(value: &str, member: &str, unknown: &[&str]) -> Place {
    match value {
        _ if value == member => Place::Numerator,
        _ if unknown.contains(&value) => Place::Unknown,
        _ => Place::Rest,
    }
}

fn part(is_in: bool, is_unknown: bool) -> Place {
    match (is_in, is_unknown) {
        (true, _) => Place::Numerator,
        (false, true) => Place::Unknown,
        (false, false) => Place::Rest,
    }
}

/// The dimension without the measure that it ends with, and that measure.
fn dimension(figure: &Figure) -> (&str, &str) {
    figure.dimension.split_once(':').unwrap_or((&figure.dimension, ""))
}

/// Whether a line is of the sector that the figure is of, if it is of one.
pub fn in_sector(figure: &Figure, line: &Line<'_>) -> bool {
    dimension(figure).0 != "sector" || line.sector == figure.member
}

/// A place for the lines of the figure's sector only.
fn within<'c>(
    figure: &'c Figure,
    measure: Measure,
    base: Base,
    place: impl Fn(&Line<'_>) -> Place + 'c,
) -> Option<Rule<'c>> {
    rule_of(measure, base, move |line| if in_sector(figure, line) { place(line) } else { Place::Outside })
}

fn identified(line: &Line<'_>) -> bool {
    !matches!(line.kind, "redacted" | "unnamed")
}

/// What the line's supplier sold in the figure's sector, or in all.
fn of_supplier(context: &Context<'_>, line: &Line<'_>) -> i128 {
    match dimension(context.figure).0 {
        "sector" => context.sold.in_sector(line.supplier, line.sector),
        _ => context.sold.whole(line.supplier),
    }
}

/// Whether a supplier counts where suppliers are counted.
fn counted(context: &Context<'_>, line: &Line<'_>) -> bool {
    identified(line) && of_supplier(context, line) != 0
}

/// The members that stand for suppliers above no limit, or above one of the currency, in cents.
fn limit(context: &Context<'_>) -> Option<Option<i128>> {
    let limits = context.worth;
    match (context.figure.dimension.as_str(), context.figure.member.as_str()) {
        ("measure", member) if member == limits.over_small => Some(Some(i128::from(limits.small) * 100)),
        ("measure", member) if member == limits.over_large => Some(Some(i128::from(limits.large) * 100)),
        ("measure", "nonzero") | ("total" | "sector" | "ring", _) => Some(None),
        _ => None,
    }
}

/// Whether a ring is one of those up to another.
fn up_to(ring: &str, last: &str) -> bool {
    let at = |code: &str| Ring::ALL.iter().position(|ring| ring.code() == code);
    ring != "unknown" && at(ring).zip(at(last)).is_some_and(|(ring, last)| ring <= last)
}

fn sums<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let figure = context.figure;
    let member = figure.member.as_str();
    match figure.dimension.as_str() {
        "total" => rule_of(Measure::Money, Base::None, |_| Place::Numerator),
        "sector" => rule_of(Measure::Money, Base::None, move |line| among(line.sector, member, &UNCLASSIFIED)),
        "ring" => rule_of(Measure::Money, Base::None, move |line| among(line.ring, member, &UNKNOWN)),
        "kind" => rule_of(Measure::Money, Base::None, move |line| among(line.kind, member, &UNKNOWN_KINDS)),
        _ => None,
    }
}

fn lines_of_all(figure: &Figure) -> Option<Rule<'_>> {
    let is_known = matches!((figure.dimension.as_str(), figure.member.as_str()), ("total", _) | ("measure", "lines"));
    is_known.then(|| rule_of(Measure::Lines, Base::None, |_| Place::Numerator)).flatten()
}

fn numbers<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let (limit, context) = (limit(context)?, *context);
    let figure = context.figure;
    rule_of(Measure::Suppliers, Base::None, move |line| match figure.dimension.as_str() {
        _ if !counted(&context, line) => Place::Outside,
        "ring" => among(line.ring, &figure.member, &UNKNOWN),
        "sector" => among(line.sector, &figure.member, &UNCLASSIFIED),
        _ if limit.is_none_or(|limit| of_supplier(&context, line) > limit) => Place::Numerator,
        _ => Place::Rest,
    })
}

fn averages(figure: &Figure) -> Option<Rule<'_>> {
    let is_mean = figure.member != "median";
    is_mean.then(|| rule_of(Measure::Money, Base::None, |line| part(identified(line), true))).flatten()
}

fn sectors<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let is_total = context.figure.dimension == "total";
    let member = if is_total { context.leading? } else { context.figure.member.as_str() };
    let base = if is_total { Base::Known } else { Base::Whole };
    rule_of(Measure::Money, base, move |line| among(line.sector, member, &UNCLASSIFIED))
}

fn values<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let of_band = move |measure| rule_of(measure, Base::Whole, move |line| among(line.band, &figure.member, &[]));
    let of_class = move |base, member: &'c str| {
        rule_of(Measure::Money, base, move |line| match context.sold.class(line, context.limits) {
            None => Place::Outside,
            Some(_) if !identified(line) => among("redacted", member, &["redacted"]),
            Some(class) => among(class, member, &UNKNOWN),
        })
    };
    match figure.dimension.as_str() {
        "value-band:amount-share" => of_band(Measure::Money),
        "value-band:line-share" => of_band(Measure::Lines),
        "threshold-class:amount-share" => of_class(Base::Whole, &figure.member),
        "total" => of_class(Base::Known, "below-national"),
        _ => None,
    }
}

fn leaders<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let figure = context.figure;
    let form = match dimension(figure) {
        ("total", _) => "cr4",
        ("measure", _) => figure.member.as_str(),
        (_, form) => form,
    };
    let first: usize = form.strip_prefix("cr")?.parse().ok()?;
    let sector = (dimension(figure).0 == "sector").then_some(figure.member.as_str());
    let largest = context.sold.largest(sector);
    let leaders: Vec<&str> = largest.iter().take(first).map(|(supplier, _)| *supplier).collect();
    let context = *context;
    within(figure, Measure::Money, Base::Known, move |line| match of_supplier(&context, line) {
        ..=0 => Place::Outside,
        _ => part(leaders.contains(&line.supplier), !identified(line)),
    })
}

/// The largest suppliers that make 80 % of the sum, or the tenth of them that sold most.
fn few<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let largest = context.sold.largest(None);
    let all: i128 = largest.iter().map(|(_, cents)| cents).sum();
    let (measure, number) = match context.figure.member.as_str() {
        "top-10-percent" => (Measure::Money, largest.len().div_ceil(10)),
        _ => {
            let mut left = all;
            let needed = largest.iter().take_while(|(_, cents)| {
                let is_needed = 5 * left > all;
                left -= cents;
                is_needed
            });
            (Measure::Suppliers, needed.count())
        }
    };
    let first: std::collections::HashSet<&str> = largest.iter().take(number).map(|(supplier, _)| *supplier).collect();
    let context = *context;
    rule_of(measure, Base::Known, move |line| match of_supplier(&context, line) {
        ..=0 => Place::Outside,
        _ => part(first.contains(line.supplier), !identified(line)),
    })
}

fn tail<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let small = i128::from(context.worth.small) * 100;
    let (measure, base) = match context.figure.member.as_str() {
        "amount-share" => (Measure::Money, Base::Known),
        "supplier-count" => (Measure::Suppliers, Base::None),
        _ => (Measure::Suppliers, Base::Known),
    };
    let context = *context;
    rule_of(measure, base, move |line| {
        let cents = of_supplier(&context, line);
        match cents {
            _ if !identified(line) => Place::Unknown,
            0 if measure == Measure::Suppliers => Place::Outside,
            _ => part(cents > 0 && cents < small, false),
        }
    })
}

fn months(figure: &Figure) -> Option<Rule<'_>> {
    let of_month = figure.member.parse::<i32>();
    let base = if figure.dimension == "month:amount" { Base::None } else { Base::Known };
    let wanted = match (figure.member.as_str(), of_month) {
        (_, Ok(month)) => month..=month,
        ("q4-share", _) => 10..=12,
        ("total" | "december-share", _) => 12..=12,
        _ => return None,
    };
    rule_of(Measure::Money, base, move |line| {
        part(line.month.is_some_and(|m| wanted.contains(&m)), line.month.is_none())
    })
}

fn unclassified(figure: &Figure) -> Option<Rule<'_>> {
    let measure = if figure.member == "line-share" { Measure::Lines } else { Measure::Money };
    rule_of(measure, Base::Whole, |line| among(line.sector, "unclassified", &[]))
}

fn local(figure: &Figure) -> Option<Rule<'_>> {
    let last = if figure.dimension == "within" { figure.member.as_str() } else { "municipality" };
    let base = if figure.member == "of-known" { Base::Known } else { Base::Whole };
    within(figure, Measure::Money, base, move |line| part(up_to(line.ring, last), line.ring == "unknown"))
}

fn local_suppliers<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let (limit, context) = (limit(context)?, *context);
    within(context.figure, Measure::Suppliers, Base::Known, move |line| {
        let is_above = limit.is_none_or(|limit| of_supplier(&context, line) > limit);
        if counted(&context, line) && is_above { among(line.ring, "municipality", &UNKNOWN) } else { Place::Outside }
    })
}

fn rings(figure: &Figure) -> Option<Rule<'_>> {
    let is_total = figure.dimension == "total";
    rule_of(Measure::Money, Base::Whole, move |line| match is_total {
        true => part(up_to(line.ring, "region"), line.ring == "unknown"),
        false => among(line.ring, &figure.member, &UNKNOWN),
    })
}

fn leakage(figure: &Figure) -> Option<Rule<'_>> {
    let is_amount = figure.dimension == "sector:amount" || figure.member == "amount";
    let base = if is_amount { Base::None } else { Base::Whole };
    within(figure, Measure::Money, base, |line| {
        part(!matches!(line.ring, "municipality" | "unknown"), line.ring == "unknown")
    })
}

/// The same of the sectors that have firms here; purchases without a sector may be of one.
fn leakage_of_some<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let (figure, together) = (context.figure, context.together);
    if dimension(figure).0 == "sector" {
        return leakage(figure);
    }
    let base = if figure.member == "amount" { Base::None } else { Base::Whole };
    rule_of(Measure::Money, base, move |line| match line.ring {
        "municipality" => Place::Rest,
        ring if together.contains(line.sector) => part(ring != "unknown", true),
        _ => part(false, line.sector == "unclassified"),
    })
}

/// The sizes that a member stands for.
fn fitting(member: &str) -> &'static [&'static str] {
    match member {
        "micro" => &SMES[..1],
        "small" => &SMES[..2],
        _ => &SMES,
    }
}

fn sizes<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let fitting = fitting(&figure.member);
    if figure.dimension == "size:amount-share" {
        return rule_of(Measure::Money, Base::Whole, move |line| among(line.size, &figure.member, &UNKNOWN));
    }
    let of = move |line: &Line<'_>| part(fitting.contains(&line.size), line.size == "unknown");
    match figure.member.as_str() {
        "supplier-share" => rule_of(Measure::Suppliers, Base::Known, move |line| match counted(&context, line) {
            true => of(line),
            false => Place::Outside,
        }),
        "of-all" => rule_of(Measure::Money, Base::Whole, of),
        _ => within(figure, Measure::Money, Base::Known, of),
    }
}

fn local_sizes(figure: &Figure) -> Option<Rule<'_>> {
    let fitting = fitting(&figure.member);
    let base = if figure.member == "of-all" { Base::Whole } else { Base::Known };
    rule_of(Measure::Money, base, move |line| {
        let (is_local, fits, is_unsized) =
            (line.ring == "municipality", fitting.contains(&line.size), line.size == "unknown");
        let is_open = (line.ring == "unknown" && (fits || is_unsized)) || (is_local && is_unsized);
        if figure.member == "of-local" && !is_local { Place::Outside } else { part(is_local && fits, is_open) }
    })
}

fn associations<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let of =
        |line: &Line<'_>| part(matches!(line.kind, "association" | "co-operative"), UNKNOWN_KINDS.contains(&line.kind));
    match (figure.dimension.as_str(), figure.member.as_str()) {
        ("kind:amount-share", member) => {
            rule_of(Measure::Money, Base::Whole, move |line| among(line.kind, member, &UNKNOWN_KINDS))
        }
        (_, "supplier-share") => rule_of(Measure::Suppliers, Base::Known, move |line| match counted(&context, line) {
            true => of(line),
            false => Place::Outside,
        }),
        (_, "of-all") => rule_of(Measure::Money, Base::Whole, of),
        _ => rule_of(Measure::Money, Base::Known, of),
    }
}

fn kinds<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    match figure.dimension.as_str() {
        "total" => rule_of(Measure::Money, Base::Known, |line| among(line.kind, "company", &UNKNOWN_KINDS)),
        "kind:amount-share" => {
            rule_of(Measure::Money, Base::Whole, move |line| among(line.kind, &figure.member, &UNKNOWN_KINDS))
        }
        "kind:supplier-share" => rule_of(Measure::Suppliers, Base::Whole, move |line| match counted(&context, line) {
            true => among(line.kind, &figure.member, &UNKNOWN_KINDS),
            false => Place::Outside,
        }),
        _ => None,
    }
}

/// The form of a figure that has several: named by the dimension's end or the member, else that of the headline.
fn form<'f>(figure: &'f Figure, headline: &'f str) -> &'f str {
    match dimension(figure) {
        ("measure", _) => &figure.member,
        (_, "") => headline,
        (_, form) => form,
    }
}

fn newcomers<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let form = form(figure, "supplier-share");
    let measure = if form.starts_with("amount") { Measure::Money } else { Measure::Suppliers };
    let base = if form.ends_with("share") { Base::Known } else { Base::None };
    let is_of_local = figure.indicator == "B12";
    within(figure, measure, base, move |line| {
        let is_new = context.sold.is_new(line.supplier);
        match identified(line) {
            _ if of_supplier(&context, line) <= 0 => Place::Outside,
            // Nobody is counted there, but the sum is unknown.
            false => Place::Unknown,
            true if !is_of_local => part(is_new, false),
            true if is_new => among(line.ring, "municipality", &UNKNOWN),
            true => Place::Outside,
        }
    })
}

fn small_purchases<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let form = form(figure, "amount-share");
    let measure = if form.starts_with("group") { Measure::Groups } else { Measure::Money };
    let base = if matches!(form, "amount" | "group-count") { Base::None } else { Base::Known };
    let last = if figure.dimension == "within" { figure.member.as_str() } else { "municipality" };
    let is_of_local = figure.indicator == "B16";
    within(figure, measure, base, move |line| {
        let class = context.sold.group_class(line, context.limits);
        match class {
            "negative" | "outside" => Place::Outside,
            "unknown" => Place::Unknown,
            _ if !is_of_local => part(class == "below-national", false),
            "below-national" => part(up_to(line.ring, last), line.ring == "unknown"),
            _ => Place::Outside,
        }
    })
}

/// The sums of one side of the limit; of a ratio those below it.
fn around_the_limit<'c>(context: &Context<'c>) -> Option<Rule<'c>> {
    let context = *context;
    let figure = context.figure;
    let form = form(figure, "count-ratio");
    let measure = if form.contains("amount") { Measure::Money } else { Measure::Groups };
    let side = if form.starts_with("above") { Beside::Above } else { Beside::Below };
    within(figure, measure, Base::None, move |line| {
        if context.sold.beside_limit(line, context.limits) == Some(side) { Place::Numerator } else { Place::Outside }
    })
}

/// Shares of euros only: an invoice may have several lines.
fn payments(figure: &Figure) -> Option<Rule<'_>> {
    let limit = match (figure.dimension.as_str(), figure.member.as_str()) {
        ("total" | "size", _) => 30,
        ("within", member) => member.strip_suffix("-days")?.parse().ok()?,
        ("measure", "late-amount-share") => {
            return rule_of(Measure::Money, Base::Known, |line| match line.wait {
                wait if wait.span == Span::Credit => Place::Outside,
                wait => part(wait.due == Due::Late, wait.due == Due::Unknown),
            });
        }
        _ => return None,
    };
    let size = (figure.dimension == "size").then_some(figure.member.as_str());
    rule_of(Measure::Money, Base::Known, move |line| match line.wait.span {
        Span::Credit => Place::Outside,
        _ if size.is_some_and(|size| line.size != size) => Place::Outside,
        span => part(span.is_within(limit), !span.is_known()),
    })
}
