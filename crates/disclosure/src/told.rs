//! Which sums each figure tells: those that its value, numerator and denominator are made of, and those of its bounds.

use super::parts::{Part, SCOPES, tenth};
use vire_domain::owned::{Ownership, WHOLE};
use vire_domain::suppliers::Local;
use vire_domain::turnovers::Dependency;
use vire_domain::units::{Level, UNKNOWN};
use vire_indicators::Figure;
use vire_indicators::changes::{Change, are_changes};
use vire_indicators::subject::Subject;
use vire_reference::names::Kind;
use vire_reference::places::{Here, Ring};
use vire_reference::sectors::{SECTORS, SectorNo, SectorSet, UNCLASSIFIED, by_id};
use vire_reference::thresholds::{Beside, ThresholdClass};

/// Which parts are in a sum.
pub struct Sum<'f> {
    /// The one sector that the sum is of; empty for all.
    pub sector: &'f str,
    /// The one unit or department that the sum is of; none for all.
    pub unit: Option<(Level, &'f str)>,
    pub has: Box<dyn Fn(&Part<'_>) -> bool + 'f>,
}

/// The sums that one figure tells.
pub struct Told<'f> {
    /// The year of the purchases.
    pub year: i32,
    pub sums: Vec<Sum<'f>>,
    pub bounds: Vec<Sum<'f>>,
    pub made: Made,
}

/// What else a figure tells than its sums.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Made {
    OfSums,
    /// Squares, which no sums replace.
    OfSquares,
    /// A sum of amounts that are all between two limits near each other: with their number it tells each of them.
    BetweenLimits,
}

/// What a figure is of.
struct Place<'f> {
    dimension: &'f str,
    measure: &'f str,
    member: &'f str,
    scope: usize,
}

const fn is_sme(size: &str) -> bool {
    matches!(size.as_bytes(), b"micro" | b"small" | b"medium")
}

/// Whether a size is within a cumulative class.
fn fits(size: &str, within: &str) -> bool {
    match within {
        "micro" => size == "micro",
        "small" => matches!(size, "micro" | "small"),
        _ => is_sme(size),
    }
}

/// Whether a ring is within a cumulative one.
fn is_near(ring: Ring, within: &str) -> bool {
    let reach = match within {
        "sub-region" => 2,
        "region" => 3,
        "country" => 4,
        _ => 1,
    };
    Ring::ALL.iter().take(reach).any(|r| *r == ring)
}

fn is_unknown_kind(kind: Kind) -> bool {
    matches!(kind, Kind::Unknown | Kind::Redacted | Kind::Unnamed)
}

/// The year of a figure, which is 0 where lines have no date.
pub fn year_of(figure: &Figure) -> i32 {
    figure.period.parse().unwrap_or(0)
}

/// Whether persons who are in the sums depend on the scope: who is among the largest, or in the middle, of all.
pub fn is_of_scope(figure: &Figure) -> bool {
    matches!(figure.indicator.as_str(), "A5" | "A6" | "A8" | "A10")
}

/// Whether a figure tells of the year before its own, or of that too.
pub fn looks_back(figure: &Figure) -> bool {
    figure.indicator == "B11" || are_changes(&figure.indicator)
}

/// The sums of a figure in a year; none of a figure that is a number of something. `sectors` are those that an indicator of
/// some sectors puts together. A difference of two years tells its sums in both.
pub fn told<'f>(figure: &'f Figure, year: i32, largest_sector: &'f str, sectors: SectorSet) -> Option<Told<'f>> {
    let subject = Subject::of(figure);
    let (dimension, measure) = match subject {
        Some(subject) => (subject.dimension, ""),
        None => figure.dimension.split_once(':').unwrap_or((&figure.dimension, "")),
    };
    let member = subject.map_or(figure.member.as_str(), |subject| subject.member);
    let measure = if dimension == "measure" { member } else { measure };
    let scope = SCOPES.iter().position(|scope| *scope == figure.scope)?;
    let place = Place { dimension, measure, member, scope };
    let mut told = Told { year: year_of(figure), sums: Vec::new(), bounds: Vec::new(), made: Made::OfSums };
    match figure.indicator.as_bytes()[0] {
        _ if are_changes(&figure.indicator) => of_two_years(figure, year, &place, &mut told),
        b'A' => of_sums(figure, place, largest_sector, &mut told),
        _ if of_some_sectors(figure, &place, sectors, &mut told) => {}
        _ => of_suppliers(figure, place, &mut told),
    }
    if let Some(subject) = subject {
        narrow(figure, subject, &mut told);
    }
    (!told.sums.is_empty()).then_some(told)
}

macro_rules! sum {
    ($part:ident => $is:expr) => {
        sum!("", $part => $is)
    };
    ($sector:expr, $part:ident => $is:expr) => {
        Sum { sector: $sector, unit: None, has: Box::new(move |$part: &Part<'_>| $is) }
    };
}

/// Leaves in the sums what is of the figure's unit and sector.
fn narrow<'f>(figure: &Figure, subject: Subject<'f>, told: &mut Told<'f>) {
    let Subject { unit, sector, .. } = subject;
    let narrowed = |sum: Sum<'f>| -> Sum<'f> {
        let is_of = move |p: &Part<'_>| {
            unit.is_none_or(|(level, unit)| unit_of(p, level) == unit) && sector.is_none_or(|sector| p.sector == sector)
        };
        Sum { sector: sum.sector, unit, has: Box::new(move |p| is_of(p) && (sum.has)(p)) }
    };
    told.sums = std::mem::take(&mut told.sums).into_iter().map(narrowed).collect();
    told.bounds = std::mem::take(&mut told.bounds).into_iter().map(narrowed).collect();
    if figure.indicator == "A1" {
        told.bounds = unknown_beside(unit, sector);
    }
}

pub(super) fn unit_of<'p>(part: &Part<'p>, level: Level) -> &'p str {
    match level {
        Level::Unit => part.unit,
        Level::Department => part.department,
    }
}

/// What could be of a unit, or of a sector in it, beside what is known to be.
fn unknown_beside<'f>(unit: Option<(Level, &'f str)>, sector: Option<&'f str>) -> Vec<Sum<'f>> {
    let Some((level, unit)) = unit else { return vec![sum!(p => p.sector == UNCLASSIFIED)] };
    let Some(sector) = sector else { return vec![sum!(p => unit_of(p, level) == UNKNOWN)] };
    let is_open = move |p: &Part<'_>| {
        let (is_of_unit, is_of_sector) = (unit_of(p, level) == unit, p.sector == sector);
        let can_be = (is_of_unit || unit_of(p, level) == UNKNOWN) && (is_of_sector || p.sector == UNCLASSIFIED);
        can_be && !(is_of_unit && is_of_sector)
    };
    // The share of the unit whose sector is known tells of the second.
    vec![sum!(p => is_open(p)), sum!(p => unit_of(p, level) == unit && p.sector == UNCLASSIFIED)]
}

/// Differences of two years: what they tell in one of them.
fn of_two_years<'f>(figure: &'f Figure, year: i32, place: &Place<'f>, told: &mut Told<'f>) {
    let Place { dimension, member, .. } = *place;
    let sector = if dimension == "sector" { member } else { "" };
    let is_back = year < told.year;
    told.year = year;
    if figure.indicator == "B24" {
        let is_near = |p: &Part<'_>| p.ring == Ring::Municipality;
        // Both parts rest on each sector's share, and a sum of known shares gives back what is not shown of one.
        let each: Vec<&str> = match dimension {
            "total" => Vec::new(),
            "sector" => vec![sector],
            _ => SECTORS.iter().map(|sector| sector.id.as_str()).collect(),
        };
        for sector in each.into_iter().chain([""]) {
            told.sums.push(sum!(sector, _p => true));
            told.sums.push(sum!(sector, p => is_near(p)));
        }
        // Of the coverage.
        told.sums.push(sum!(p => p.ring == Ring::Unknown));
        told.bounds.push(sum!(p => is_near(p) || p.ring == Ring::Unknown));
        return;
    }
    let became = move |p: &Part<'_>| if is_back { p.until } else { p.since };
    match dimension {
        "change" => {
            told.sums.push(sum!(p => became(p).code() == member));
            told.bounds.push(sum!(p => became(p).code() == member || became(p) == Change::Unidentified));
        }
        "sector" => {
            told.sums.push(sum!(sector, _p => true));
            told.bounds.push(sum!(p => p.sector == sector || p.sector == UNCLASSIFIED));
        }
        _ => told.sums.push(sum!(_p => true)),
    }
}

/// Indicators of how much and how spread.
fn of_sums<'f>(figure: &'f Figure, place: Place<'f>, largest: &'f str, told: &mut Told<'f>) {
    let Place { dimension, measure, member, scope } = place;
    let sector = if dimension == "sector" { member } else { "" };
    let is_class = move |p: &Part<'_>| match dimension {
        "sector" => p.sector == member,
        "ring" => p.ring.code() == member,
        "kind" => p.kind.code() == member,
        _ => true,
    };
    let is_open = move |p: &Part<'_>| match dimension {
        "sector" => p.sector == UNCLASSIFIED,
        "ring" => p.ring == Ring::Unknown,
        "kind" => is_unknown_kind(p.kind),
        _ => false,
    };
    let positive = move |p: &Part<'_>| if dimension == "sector" { p.is_above_zero_in_sector } else { p.is_above_zero };
    match (figure.indicator.as_str(), measure) {
        ("A1" | "A4", _) => {
            told.sums.push(sum!(sector, p => is_class(p)));
            told.bounds.push(sum!(p => is_class(p) || is_open(p)));
        }
        ("A5", "median") => told.sums.push(sum!(p => p.is_middle[scope])),
        ("A5", _) => told.sums.push(sum!(_p => true)),
        ("A6", _) if dimension == "total" => {
            told.sums.push(sum!(p => p.sector == largest));
            told.sums.push(sum!(p => p.sector != UNCLASSIFIED));
            told.bounds.push(sum!(p => p.sector == largest || p.sector == UNCLASSIFIED));
        }
        ("A6", _) => {
            told.sums.push(sum!(sector, p => is_class(p)));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => is_class(p) || is_open(p)));
        }
        ("A7", "amount-share") if dimension == "supplier-value-band" => {
            told.sums.push(sum!(p => p.band == member));
            told.sums.push(sum!(_p => true));
        }
        ("A7", "amount-share") if dimension == "threshold-class" => {
            told.sums.push(sum!(p => p.is_held && p.class.code() == member));
            told.sums.push(sum!(p => p.is_held));
            told.bounds.push(sum!(p => p.is_held && (p.class.code() == member || p.class == ThresholdClass::Unknown)));
        }
        ("A7", _) if dimension == "total" => {
            let is_below = |p: &Part<'_>| p.is_held && p.class == ThresholdClass::BelowNational;
            let is_open = |p: &Part<'_>| p.is_held && p.class == ThresholdClass::Unknown;
            told.sums.push(sum!(p => is_below(p)));
            told.sums.push(sum!(p => p.is_held && !is_open(p)));
            told.bounds.push(sum!(p => is_below(p) || is_open(p)));
            told.bounds.push(sum!(p => p.is_held));
        }
        ("A8", measure) => {
            let up_to = match measure {
                "cr1" => 1,
                "cr10" => 10,
                _ => 4,
            };
            let is_top = move |p: &Part<'_>, up_to: usize| {
                (if dimension == "sector" { p.place_in_sector[scope] } else { p.place[scope] }) <= up_to
            };
            told.sums.push(sum!(sector, p => is_top(p, up_to)));
            told.sums.push(sum!(sector, p => positive(p)));
            told.bounds.push(sum!(sector, p => is_top(p, up_to - 1)));
        }
        ("A9", _) => {
            told.sums.push(sum!(sector, p => positive(p)));
            told.made = Made::OfSquares;
        }
        ("A10", "top-10-percent") => {
            let up_to = tenth(usize::try_from(figure.n.unwrap_or(0)).unwrap_or(0));
            told.sums.push(sum!(p => p.place[scope] <= up_to));
            told.sums.push(sum!(p => p.is_above_zero));
        }
        ("A11", "amount-share") => {
            told.sums.push(sum!(p => p.is_in_tail));
            told.sums.push(sum!(_p => true));
        }
        // How much months differ tells of a sector what its sum does.
        ("A13", _) => told.sums.push(sum!(sector, _p => true)),
        ("A14", "" | "amount-share") => {
            told.sums.push(sum!(p => p.sector == UNCLASSIFIED));
            told.sums.push(sum!(_p => true));
        }
        _ => {}
    }
}

/// Whether a figure puts some sectors together that firms of here, or of the whole country, sell in.
fn of_some_sectors<'f>(figure: &'f Figure, place: &Place<'f>, sectors: SectorSet, told: &mut Told<'f>) -> bool {
    let (measure, is_of_all) = (place.measure, place.dimension != "sector");
    let is_in = move |p: &Part<'_>| by_id(p.sector).is_some_and(|sector| sectors.has(sector));
    let is_placed = |p: &Part<'_>| p.ring != Ring::Unknown;
    let is_outside = move |p: &Part<'_>| is_placed(p) && p.ring != Ring::Municipality;
    match (figure.indicator.as_str(), measure) {
        ("B5", _) if is_of_all => {
            let is_open = |p: &Part<'_>| p.sector == UNCLASSIFIED && p.ring != Ring::Municipality;
            told.sums.push(sum!(p => is_in(p) && is_outside(p)));
            if measure != "amount" {
                told.sums.push(sum!(_p => true));
            }
            told.bounds.push(sum!(p => is_in(p) && (is_outside(p) || !is_placed(p)) || is_open(p)));
            // Of its coverage.
            told.bounds.push(sum!(p => is_placed(p) && p.sector != UNCLASSIFIED));
            told.bounds.push(sum!(_p => true));
        }
        ("B22", "real-share") if is_of_all => {
            told.sums.push(sum!(p => is_in(p) && p.ring == Ring::Municipality));
            told.sums.push(sum!(p => is_in(p)));
            told.bounds.push(sum!(p => is_in(p) && (p.ring == Ring::Municipality || !is_placed(p))));
        }
        // The mean of known weights gives back a sector's sum when all others are known.
        ("B22", _) if is_of_all => {
            let each = SECTORS.iter().enumerate().filter(|(number, _)| sectors.has(*number as SectorNo));
            told.sums.extend(each.map(|(_, sector)| sum!(&sector.id, _p => true)));
            told.sums.push(sum!(p => is_in(p)));
            told.bounds.push(sum!(_p => true));
        }
        _ => return false,
    }
    true
}

/// Indicators of who and from where.
fn of_suppliers<'f>(figure: &'f Figure, place: Place<'f>, told: &mut Told<'f>) {
    let Place { dimension, measure, member, .. } = place;
    let sector = if dimension == "sector" { member } else { "" };
    let within = if dimension == "within" { member } else { "" };
    let is_placed = |p: &Part<'_>| p.ring != Ring::Unknown;
    let is_outside = |p: &Part<'_>| !matches!(p.ring, Ring::Municipality | Ring::Unknown);
    let (of_all, of_known) = (measure == "of-all", measure == "of-known");
    match (figure.indicator.as_str(), measure) {
        ("B17", "amount-ratio" | "below-amount" | "above-amount") => {
            let is = |wanted: Beside| move |p: &Part<'_>| p.beside_limit == Some(wanted);
            let (is_below, is_above) = (is(Beside::Below), is(Beside::Above));
            told.sums.extend((measure != "above-amount").then(|| sum!(sector, p => is_below(p))));
            told.sums.extend((measure != "below-amount").then(|| sum!(sector, p => is_above(p))));
            told.made = Made::BetweenLimits;
        }
        // No person has a contract here, and what others sold within theirs may be all that they sold. A share is told
        // with its coverage or not at all.
        ("B19", _) => {
            let is_matched = |p: &Part<'_>| !p.kind.is_personal();
            told.sums.push(sum!(sector, p => p.has_contract));
            told.sums.push(sum!(sector, p => is_matched(p)));
            told.sums.push(sum!(sector, p => p.has_contract || !is_matched(p)));
            told.sums.push(sum!(sector, _p => true));
        }
        // Of no person anything is estimated, and of no organisation whose sum is not public: what tells of them is how much
        // of a class is covered.
        ("E1", _) => {
            let is_class = move |p: &Part<'_>| match dimension {
                "ring" => p.ring.code() == member,
                "size" => p.size == member,
                _ => true,
            };
            told.sums.push(sum!(sector, p => is_class(p)));
        }
        // What suppliers of here spend again is told of all that did not answer together, persons among them, by one mean.
        ("E2", _) => {
            told.sums.push(sum!(p => p.ring == Ring::Municipality));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => p.ring == Ring::Municipality || !is_placed(p)));
        }
        // Of persons nothing is multiplied but, at the upper bound, what is bought here and not covered, all together.
        ("E3", _) => told.sums.push(sum!(p => p.ring == Ring::Municipality)),
        // Numbers of suppliers tell of no sum, but their coverage does.
        ("B14", "" | "amount") => {
            if measure == "amount" {
                told.sums.push(sum!(p => p.dependency.code() == member));
            }
            told.sums.push(sum!(p => p.dependency != Dependency::Unknown));
            told.sums.push(sum!(_p => true));
        }
        ("B21", _) => {
            told.sums.push(sum!(p => p.standing.ownership == Ownership::Private));
            told.bounds.push(sum!(p => matches!(p.standing.ownership, Ownership::Private | Ownership::Unknown)));
        }
        ("B25", measure) if measure != "supplier-count" => {
            let member = if dimension == "owner" { member } else { Ownership::InHouse.code() };
            let is_of = move |p: &Part<'_>| p.standing.ownership.code() == member;
            let is_open = |p: &Part<'_>| p.standing.ownership == Ownership::Unknown;
            if measure.starts_with("weighted") {
                // A sum weighted by shares follows from those of each binary digit of the shares.
                let digits = 0..=u32::BITS - WHOLE.leading_zeros();
                told.sums.extend(digits.map(|digit| sum!(p => is_of(p) && p.standing.own_share >> digit & 1 == 1)));
            }
            told.sums.push(sum!(p => is_of(p)));
            if !measure.ends_with("amount") {
                told.sums.push(sum!(_p => true));
            }
            told.bounds.push(sum!(p => is_of(p) || is_open(p)));
        }
        ("B1", _) if dimension == "basis" => {
            let by = move |p: &Part<'_>| {
                let basis = |local: Local| if member == "domicile" { local.based } else { local.based_or_branched };
                p.local.map_or(Here::Unknown, basis)
            };
            told.sums.push(sum!(p => by(p) == Here::Here));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => by(p) != Here::Elsewhere));
        }
        ("B1", _) => {
            told.sums.push(sum!(sector, p => is_near(p.ring, within)));
            told.sums.push(sum!(sector, p => !of_known || is_placed(p)));
            told.bounds.push(sum!(sector, p => is_near(p.ring, within) || !is_placed(p)));
            told.bounds.push(sum!(sector, _p => true));
        }
        ("B3", _) if dimension == "ring" => {
            told.sums.push(sum!(p => p.ring.code() == member));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => p.ring.code() == member || !is_placed(p)));
        }
        ("B3", _) if dimension == "abroad" => {
            let is_there = move |p: &Part<'_>| p.abroad.is_some_and(|abroad| abroad.code() == member);
            told.sums.push(sum!(p => is_there(p)));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => is_there(p) || !is_placed(p)));
        }
        ("B3", _) => {
            told.sums.push(sum!(p => is_near(p.ring, "region")));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => is_near(p.ring, "region") || !is_placed(p)));
        }
        ("B22", "real-share") => {
            told.sums.push(sum!(sector, p => p.ring == Ring::Municipality));
            told.sums.push(sum!(sector, _p => true));
            told.bounds.push(sum!(sector, p => p.ring == Ring::Municipality || !is_placed(p)));
        }
        ("B4" | "B5", measure) => {
            told.sums.push(sum!(sector, p => is_outside(p)));
            if measure != "amount" {
                told.sums.push(sum!(sector, _p => true));
            }
            told.bounds.push(sum!(sector, p => is_outside(p) || !is_placed(p)));
            told.bounds.push(sum!(sector, _p => true));
        }
        (_, "supplier-share" | "supplier-count" | "group-share" | "group-count" | "firm-count" | "expected-share") => {}
        ("B6", _) if dimension == "size" => {
            told.sums.push(sum!(p => p.size == member));
            told.sums.push(sum!(_p => true));
            told.bounds.push(sum!(p => p.size == member || p.size == "unknown"));
        }
        ("B6", _) => {
            told.sums.push(sum!(sector, p => fits(p.size, within)));
            told.sums.push(sum!(sector, p => of_all || p.size != "unknown"));
            told.bounds.push(sum!(sector, p => fits(p.size, within) || p.size == "unknown"));
            told.bounds.push(sum!(sector, _p => true));
        }
        ("B7", measure) => {
            let counts = move |p: &Part<'_>| measure != "of-local" || p.ring == Ring::Municipality;
            let is_open = move |p: &Part<'_>| {
                let unsized_ = p.size == "unknown";
                (p.ring == Ring::Unknown && (fits(p.size, within) || unsized_))
                    || (p.ring == Ring::Municipality && unsized_)
            };
            let is_wanted = move |p: &Part<'_>| p.ring == Ring::Municipality && fits(p.size, within);
            told.sums.push(sum!(p => is_wanted(p)));
            told.sums.push(sum!(p => counts(p) && (of_all || !is_open(p))));
            told.bounds.push(sum!(sector, p => counts(p) && (is_wanted(p) || is_open(p))));
            told.bounds.push(sum!(sector, p => counts(p)));
        }
        ("B8" | "B9", _) => {
            let third = figure.indicator == "B8";
            let is_wanted = move |p: &Part<'_>| match dimension {
                "kind" => p.kind.code() == member,
                _ if third => matches!(p.kind, Kind::Association | Kind::CoOperative),
                _ => p.kind == Kind::Company,
            };
            told.sums.push(sum!(p => is_wanted(p)));
            told.sums.push(sum!(p => of_all || dimension == "kind" || !is_unknown_kind(p.kind)));
            told.bounds.push(sum!(p => is_wanted(p) || is_unknown_kind(p.kind)));
        }
        ("B10" | "B12", measure) if measure.starts_with("amount") => {
            let counts = move |p: &Part<'_>| {
                if dimension == "sector" { p.is_above_zero_in_sector } else { p.is_above_zero }
            };
            let local = figure.indicator == "B12";
            told.sums.push(sum!(sector, p => counts(p) && p.is_new && (!local || p.ring == Ring::Municipality)));
            if measure == "amount-share" {
                told.sums.push(sum!(sector, p => counts(p) && (!local || p.is_new && is_placed(p))));
            }
            told.bounds.push(
                sum!(sector, p => counts(p) && p.is_new && (!local || p.ring == Ring::Municipality || !is_placed(p))),
            );
            told.bounds.push(sum!(sector, p => counts(p)));
        }
        ("B11", "retained-amount-share" | "churn-amount-share") => {
            let retained = measure.starts_with("retained");
            told.year -= 1;
            told.sums.push(sum!(p => p.is_above_zero && p.stays == retained));
            told.sums.push(sum!(p => p.is_above_zero));
        }
        ("B15", _) => {
            told.sums.push(sum!(sector, p => p.class_in_sector == ThresholdClass::BelowNational));
            let counts =
                |p: &Part<'_>| !matches!(p.class_in_sector, ThresholdClass::Negative | ThresholdClass::Outside);
            told.sums.push(sum!(sector, p => counts(p) && p.class_in_sector != ThresholdClass::Unknown));
            told.bounds.push(sum!(sector, p => counts(p)));
        }
        ("B16", _) => {
            let small = |p: &Part<'_>| p.class_in_sector == ThresholdClass::BelowNational;
            told.sums.push(sum!(sector, p => small(p) && is_near(p.ring, within)));
            told.sums.push(sum!(sector, p => small(p) && is_placed(p)));
            told.bounds.push(sum!(sector, p => small(p) && (is_near(p.ring, within) || !is_placed(p))));
            told.bounds.push(sum!(sector, p => small(p)));
        }
        _ => {}
    }
}
