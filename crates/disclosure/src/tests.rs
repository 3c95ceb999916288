//! The audit against a solver of its own kind: ledgers with persons at random places, figures summed here, and the rank
//! of what is left told over all that a reader can know.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::Audit;
use super::guarded::{Guarded, Sale, Seller, Sellers};
use super::waits::Waited;
use super::{NotShown, is_hidden, table};
use vire_domain::classify::payments::{Due, Span, Wait};
use vire_indicators::Figure;
use vire_reference::names::Kind;
use vire_reference::places::Ring;
use vire_reference::sectors::{self, SectorNo, by_id};
use vire_reference::thresholds::Thresholds;

const SECTORS: [&str; 6] = ["ict", "food", "transport", "rents", "construction", "unclassified"];
const PLACES: [&str; 3] = ["Kotka", "Hamina", ""];

fn number(sector: usize) -> SectorNo {
    by_id(SECTORS[sector]).unwrap()
}

fn id(sector: SectorNo) -> &'static str {
    &sectors::SECTORS[usize::from(sector)].id
}

/// A generator with a state of its own, so that a seed is a ledger.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }
}

/// In the first of the two years some of them were elsewhere.
fn sellers(random: &mut Random) -> Sellers<'static> {
    let count = 2 + random.below(25);
    let now: Vec<Seller<'_>> = (0..count)
        .map(|i| {
            let kind = match random.below(8) {
                0 => Kind::Person,
                1 => Kind::SoleTrader,
                2 => Kind::PublicBody,
                3 => Kind::Unknown,
                _ => Kind::Company,
            };
            let ring = if kind == Kind::Person { Ring::Unknown } else { Ring::ALL[random.below(6)] };
            Seller {
                key: [
                    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14",
                    "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26",
                ][i],
                kind,
                ring,
                size: ["micro", "unknown"][random.below(2)],
                municipality: if kind == Kind::Person { "" } else { PLACES[random.below(3)] },
                place_source: ["register", "none"][random.below(2)],
                local: None,
            }
        })
        .collect();
    let movers: Vec<usize> = (0..count).filter(|i| now[*i].ring != Ring::Unknown && random.below(4) == 0).collect();
    let moved = movers.into_iter().map(|i| {
        let (ring, municipality) = (Ring::ALL[random.below(5)], PLACES[random.below(3)]);
        (2023, i, Seller { ring, municipality, ..now[i] })
    });
    let moved: Vec<_> = moved.collect();
    Sellers::new(now, moved.into_iter())
}

fn sales(random: &mut Random, sellers: usize) -> Vec<Sale> {
    let mut sales: BTreeMap<(usize, i32, usize), i128> = BTreeMap::new();
    for supplier in 0..sellers {
        for _ in 0..=random.below(3) {
            let cents = (random.below(100_000) as i128 + 1) * if random.below(10) == 0 { -1 } else { 1 };
            sales.insert((supplier, 2023 + random.below(2) as i32, random.below(SECTORS.len())), cents);
        }
    }
    sales
        .into_iter()
        .map(|((supplier, year, sector), cents)| Sale { year, supplier, sector: number(sector), cents })
        .collect()
}

/// Which sales a figure is the sum of.
fn is_in(figure: &Figure, sale: &Sale, sellers: &Sellers<'_>) -> bool {
    let seller = &sellers.in_year(sale.year)[sale.supplier];
    let of_year = figure.period == sale.year.to_string() && !(figure.scope == "market" && seller.kind.is_public());
    let of_member = match figure.dimension.as_str() {
        "sector" => figure.member == id(sale.sector),
        "ring" => figure.member == seller.ring.code(),
        "kind" => figure.member == seller.kind.code(),
        _ => true,
    };
    of_year && of_member
}

/// The sums of all purchases of each scope and year, and by sector, ring and kind.
fn figures(sellers: &Sellers<'_>, sales: &[Sale]) -> Vec<Figure> {
    let mut places: BTreeSet<[String; 4]> = BTreeSet::new();
    for sale in sales {
        let seller = &sellers.in_year(sale.year)[sale.supplier];
        for scope in if seller.kind.is_public() { &["external"][..] } else { &["external", "market"][..] } {
            let members = [
                ("total", "total"),
                ("sector", id(sale.sector)),
                ("ring", seller.ring.code()),
                ("kind", seller.kind.code()),
            ];
            for (dimension, member) in members {
                places.insert([scope, sale.year.to_string().as_str(), dimension, member].map(str::to_owned));
            }
        }
    }
    let figure = |[scope, period, dimension, member]: [String; 4]| {
        let mut figure = Figure {
            indicator: "A1".to_owned(),
            scope,
            period,
            dimension,
            member,
            value: None,
            low: None,
            high: None,
            numerator: None,
            denominator: None,
            n: None,
            coverage: None,
            note: String::new(),
        };
        let cents: i128 = sales.iter().filter(|s| is_in(&figure, s, sellers)).map(|s| s.cents).sum();
        (figure.value, figure.numerator) = (Some(cents * 10_000), Some(cents));
        figure
    };
    places.into_iter().map(figure).collect()
}

/// The rank of a matrix modulo a prime, by plain elimination.
fn rank(mut rows: Vec<Vec<i64>>) -> usize {
    const PRIME: i64 = 1_000_003;
    let power = |base: i64, mut exponent: i64| {
        let (mut base, mut result) = (base.rem_euclid(PRIME), 1);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            (base, exponent) = (base * base % PRIME, exponent / 2);
        }
        result
    };
    let mut rank = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(at) = (rank..rows.len()).find(|r| rows[*r][column] % PRIME != 0) else { continue };
        rows.swap(rank, at);
        let inverse = power(rows[rank][column], PRIME - 2);
        let pivot = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[column] * inverse % PRIME;
            row.iter_mut().zip(&pivot).for_each(|(a, b)| *a = (*a - factor * b % PRIME).rem_euclid(PRIME));
        }
        rank += 1;
    }
    rank
}

/// What a reader does not know: the sums of persons, and of the organisations that are told with them.
fn unknown<'s>(guarded: &Guarded, sales: &'s [Sale]) -> Vec<&'s Sale> {
    sales.iter().filter(|s| guarded.has(s.year, s.sector, s.supplier)).collect()
}

fn check(seed: u64) -> (usize, NotShown) {
    let mut random = Random(seed);
    let sellers = sellers(&mut random);
    let sales = sales(&mut random, sellers.now().len());
    let mut figures = figures(&sellers, &sales);
    let thresholds = Thresholds::new("FI", "EUR");
    let not_shown = Audit { sellers: &sellers, sales: &sales, postings: &[], waits: &[], thresholds: &thresholds }
        .apply(&mut figures, 1);
    let guarded = Guarded::of(&sales, &sellers);
    let unknown = unknown(&guarded, &sales);
    let mut told: Vec<Vec<i64>> = Vec::new();
    for figure in figures.iter().filter(|f| f.numerator.is_some()) {
        assert!(!is_hidden(figure));
        told.push(unknown.iter().map(|s| i64::from(is_in(figure, s, &sellers))).collect());
    }
    for year in [2023, 2024] {
        for place in PLACES.into_iter().filter(|p| !p.is_empty()) {
            if !not_shown.has(table::MUNICIPALITIES, &year.to_string(), place) {
                let is_in = |s: &&Sale| s.year == year && sellers.in_year(year)[s.supplier].municipality == place;
                told.push(unknown.iter().map(|s| i64::from(is_in(s))).collect());
            }
        }
    }
    // The rank of what is told but for the sums of some suppliers.
    let without = |suppliers: &[usize]| {
        let row = |row: &Vec<i64>| -> Vec<i64> {
            let kept = row.iter().zip(&unknown).filter(|(_, s)| !suppliers.contains(&s.supplier));
            kept.map(|(value, _)| *value).collect()
        };
        rank(told.iter().map(row).collect())
    };
    let count = sellers.now().len();
    for person in (0..count).filter(|i| sellers.now()[*i].kind.is_personal()) {
        assert_eq!(without(&[person]), without(&[]), "seed {seed}: what {person} sold follows");
        for other in (0..count).filter(|other| *other != person) {
            // A sum of these two, with any weights, is told when the rank falls with the person's.
            let [both, one] = [without(&[person, other]), without(&[other])];
            assert_eq!(both, one, "seed {seed}: what {person} and {other} sold follows");
        }
    }
    (figures.iter().filter(|f| f.numerator.is_some()).count(), not_shown)
}

#[test]
fn nothing_of_a_person_follows_from_what_is_told() {
    let (mut shown, mut hidden) = (0, 0);
    for seed in 1..=200 {
        let (told, not_shown) = check(seed);
        shown += told;
        hidden += not_shown.count();
    }
    println!("seeds 1 to 200: {shown} figures are shown, {hidden} figures and rows are not");
    assert!(hidden > 200 && shown > 2_000, "{shown} shown, {hidden} hidden");
}

/// A figure of payment times with a part of a whole, both in cents.
fn waited(dimension: &str, member: &str, part: i128, whole: i128) -> Figure {
    Figure {
        indicator: "B18".to_owned(),
        scope: "market".to_owned(),
        period: "2024".to_owned(),
        dimension: dimension.to_owned(),
        member: member.to_owned(),
        value: Some(part * 1_000_000 / whole),
        low: None,
        high: None,
        numerator: Some(part),
        denominator: Some(whole),
        n: Some(9),
        coverage: Some(1_000_000),
        note: String::new(),
    }
}

/// Three companies and up to four persons, all from elsewhere.
fn companies_and(persons: usize) -> Vec<Seller<'static>> {
    let seller = |kind: Kind, key: &'static str| Seller {
        key,
        kind,
        ring: Ring::Country,
        size: "micro",
        municipality: "",
        place_source: "none",
        local: None,
    };
    let companies = ["a", "b", "c"].map(|key| seller(Kind::Company, key));
    let persons = ["p", "q", "r", "s"].into_iter().take(persons).map(|key| seller(Kind::Person, key));
    companies.into_iter().chain(persons).collect()
}

/// Persons were paid 1 000.00 each within 14 days and organisations 998 000.00 in all; one person's sum must not follow.
#[test]
fn how_long_one_person_waited_for_how_much_is_not_told() {
    for (persons, is_told) in [(1, false), (4, true)] {
        let sellers = companies_and(persons);
        let cents = |supplier: usize| if supplier < 3 { 33_266_600 } else { 100_000 };
        let sale = |supplier: usize| Sale { year: 2024, supplier, sector: number(0), cents: cents(supplier) };
        let sales: Vec<Sale> = (0..sellers.len()).map(sale).collect();
        let wait = Wait { span: Span::Days(14), due: Due::Unknown };
        let paid = |supplier: usize| Waited { year: 2024, wait, size: "micro", supplier, cents: cents(supplier) };
        let waits: Vec<Waited<'_>> = (3..sellers.len()).map(paid).collect();
        let thresholds = Thresholds::new("FI", "EUR");
        let all: i128 = sales.iter().map(|sale| sale.cents).sum();
        let mut figures = [waited("within", "14-days", all / 2, all), waited("size", "micro", all / 2, all)];
        let sellers = Sellers::new(sellers, std::iter::empty());
        let audit = Audit { sellers: &sellers, sales: &sales, postings: &[], waits: &waits, thresholds: &thresholds };
        audit.apply(&mut figures, 1);
        // A share of all is rounded, one of a class is hidden.
        let [within, of_size] = &figures;
        assert_eq!((within.numerator.is_some(), of_size.value.is_some()), (is_told, is_told), "{persons}");
        assert!(within.value.is_some());
        assert_eq!(is_hidden(of_size), !is_told);
    }
}

/// Three companies sold 1 000 000.00 each of ICT, persons 5 000.00 each of food, all from elsewhere. A mean of the two sectors
/// with known weights, and a sum of both, would give back the sum of food, which may not be told of one person.
#[test]
fn a_mean_of_sectors_tells_no_sum_that_is_hidden() {
    for (persons, is_told) in [(1, false), (4, true)] {
        let sellers = companies_and(persons);
        let sale = |supplier: usize| {
            let (sector, cents) = if supplier < 3 { (0, 100_000_000) } else { (1, 500_000) };
            Sale { year: 2024, supplier, sector: number(sector), cents }
        };
        let sales: Vec<Sale> = (0..sellers.len()).map(sale).collect();
        let (ict, food) = (300_000_000, 500_000 * persons as i128);
        let figure = |indicator: &str, dimension: &str, member: &str, part: i128, whole: i128| Figure {
            indicator: indicator.to_owned(),
            ..waited(dimension, member, part, whole)
        };
        let mut figures = [
            figure("A1", "sector", "food", food, ict + food),
            figure("B22", "total", "total", ict / 2 + food / 4, ict + food),
            figure("B5", "measure", "amount", ict + food, ict + food),
            figure("A1", "total", "total", ict + food, ict + food),
            figure("A1", "sector", "ict", ict, ict + food),
            figure("B5", "sector:amount", "ict", ict, ict),
            figure("B5", "sector:amount", "food", food, food),
            figure("B22", "sector:real-share", "ict", 0, ict),
            figure("B22", "sector:real-share", "food", 0, food),
            figure("B22", "sector:expected-share", "food", 1, 4),
        ];
        let thresholds = Thresholds::new("FI", "EUR");
        let sellers = Sellers::new(sellers, std::iter::empty());
        let audit = Audit { sellers: &sellers, sales: &sales, postings: &[], waits: &[], thresholds: &thresholds };
        audit.apply(&mut figures, 1);
        let [of_food, mean, .., expected] = &figures;
        assert_eq!(is_hidden(of_food), !is_told, "{persons} persons");
        assert_eq!(mean.denominator.is_some(), is_told, "{persons} persons: {mean:?}");
        let exact = (ict / 2 + food / 4) * 1_000_000 / (ict + food);
        assert_eq!(mean.value == Some(exact), is_told, "{persons} persons: {mean:?}");
        assert_eq!(is_hidden(&figures[6]), !is_told, "B5 of food, {persons} persons");
        assert!(expected.value.is_some(), "what firms let expect tells of no purchases");
    }
}
