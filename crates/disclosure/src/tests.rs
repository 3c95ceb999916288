//! The audit against a solver of its own kind: ledgers with persons at random places, figures summed here, and the rank
//! of what is left told over all that a reader can know.

use std::collections::{BTreeMap, BTreeSet};

use super::audit::Audit;
use super::guarded::{Guarded, Sale, Seller, Sellers};
use super::units::ByUnit;
use super::waits::Waited;
use super::{NotShown, is_hidden, table};
use vire_domain::classify::payments::{Due, Span, Wait};
use vire_domain::owned::{Ownership, Standing};
use vire_indicators::Figure;
use vire_reference::abroad::Abroad;
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
            let (ownership, own_share) = match (kind, random.below(5)) {
                (Kind::Company, 0) => (Ownership::InHouse, 1 + random.below(10_000) as u32),
                (Kind::Company, 1) => (Ownership::Own, 1 + random.below(10_000) as u32),
                (Kind::Company, 2) => (Ownership::Others, 0),
                _ => (Ownership::of_kind(kind), 0),
            };
            let turnover = (kind == Kind::Company).then(|| 1_000 * (1 + random.below(1_000) as i64));
            Seller {
                key: [
                    "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14",
                    "s15", "s16", "s17", "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26",
                ][i],
                kind,
                ring,
                abroad: (ring == Ring::Abroad).then(|| Abroad::ALL[i % 2]),
                size: ["micro", "unknown"][random.below(2)],
                municipality: if kind == Kind::Person { "" } else { PLACES[random.below(3)] },
                place_source: ["register", "none"][random.below(2)],
                has_contract: i % 3 == 0 && !kind.is_personal(),
                local: None,
                standing: Standing { ownership, own_share },
                turnover,
            }
        })
        .collect();
    let movers: Vec<usize> = (0..count).filter(|i| now[*i].ring != Ring::Unknown && random.below(4) == 0).collect();
    let moved = movers.into_iter().map(|i| {
        let (ring, municipality) = (Ring::ALL[random.below(5)], PLACES[random.below(3)]);
        (2023, i, Seller { ring, municipality, abroad: (ring == Ring::Abroad).then_some(Abroad::Eea), ..now[i] })
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
        "abroad" => seller.abroad.is_some_and(|abroad| figure.member == abroad.code()),
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
            let abroad = seller.abroad.map(|abroad| ("abroad", abroad.code()));
            for (dimension, member) in members.into_iter().chain(abroad) {
                places.insert([scope, sale.year.to_string().as_str(), dimension, member].map(str::to_owned));
            }
        }
    }
    let figure = |[scope, period, dimension, member]: [String; 4]| {
        // Of a share of all, the sum of all is told too, which stands by itself.
        let indicator = if dimension == "abroad" { "B3" } else { "A1" }.to_owned();
        let mut figure = Figure { indicator, scope, period, dimension, member, ..Figure::default() };
        let cents: i128 = sales.iter().filter(|s| is_in(&figure, s, sellers)).map(|s| s.cents).sum();
        (figure.value, figure.numerator) = (Some(cents * 10_000), Some(cents));
        figure
    };
    places.into_iter().map(figure).collect()
}

/// What became of a supplier from 2023 to 2024, by the lines that it has.
fn became(sale: &Sale, sellers: &Sellers<'_>, sales: &[Sale]) -> &'static str {
    let of = |year: i32| {
        let own: Vec<i128> =
            sales.iter().filter(|s| s.supplier == sale.supplier && s.year == year).map(|s| s.cents).collect();
        (!own.is_empty()).then(|| own.iter().sum::<i128>())
    };
    match (of(2023), of(2024)) {
        _ if sellers.now()[sale.supplier].kind.is_personal() => "persons",
        (None, _) => "entered",
        (_, None) => "left",
        (before, now) if now > before => "grew",
        (before, now) if now < before => "shrank",
        _ => "same",
    }
}

/// How often a sale is in a figure: what was sold in the year before is taken off a change, and where sums are weighted by what
/// the buyer owns, it is in it by hundredths of percents.
fn weight_in(figure: &Figure, sale: &Sale, sellers: &Sellers<'_>, sales: &[Sale]) -> i64 {
    let sign = if figure.indicator == "A15" && sale.year == 2023 { -1 } else { 1 };
    let of_year = Figure { period: sale.year.to_string(), ..figure.clone() };
    let standing = sellers.now()[sale.supplier].standing;
    let is_owner = |class: Ownership| i64::from(is_in(figure, sale, sellers) && standing.ownership == class);
    match (figure.indicator.as_str(), figure.dimension.as_str(), figure.member.as_str()) {
        ("A15", "change", member) => {
            sign * i64::from(is_in(&of_year, sale, sellers) && became(sale, sellers, sales) == member)
        }
        ("A15", ..) => sign * i64::from(is_in(&of_year, sale, sellers)),
        ("B14", _, member) => {
            i64::from(is_in(figure, sale, sellers) && depends(sale.supplier, sale.year, sellers, sales) == member)
        }
        ("B21", ..) => is_owner(Ownership::Private),
        ("B25", "measure", _) => is_owner(Ownership::InHouse) * i64::from(standing.own_share),
        ("B25", _, member) => is_owner(*Ownership::ALL.iter().find(|class| class.code() == member).unwrap()),
        _ => i64::from(is_in(figure, sale, sellers)),
    }
}

/// The band of what a supplier sold in a year, of its turnover: below 10, 30 and 50 hundredths, and above.
fn depends(supplier: usize, year: i32, sellers: &Sellers<'_>, sales: &[Sale]) -> &'static str {
    let Some(turnover) = sellers.now()[supplier].turnover else { return "unknown" };
    let sold: i128 = sales.iter().filter(|s| (s.supplier, s.year) == (supplier, year)).map(|s| s.cents).sum();
    let bands = [(50, "over-50"), (30, "30-50"), (10, "10-30")];
    bands.iter().find(|(from, _)| sold * 100 >= i128::from(turnover) * from).map_or("under-10", |(_, band)| band)
}

/// Purchases by who owns suppliers, from private ones, and by how much suppliers depend on the buyer, where each band that has
/// suppliers has three.
fn figures_of_suppliers(sellers: &Sellers<'_>, sales: &[Sale]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (scope, year) in ["market", "external"].into_iter().flat_map(|scope| [2023, 2024].map(|year| (scope, year))) {
        let is_sold =
            |s: &&Sale| s.year == year && (scope == "external" || !sellers.now()[s.supplier].kind.is_public());
        let sold: Vec<&Sale> = sales.iter().filter(is_sold).collect();
        let mut places = BTreeSet::from([("B21", "total", "total"), ("B25", "measure", "weighted-amount")]);
        places
            .extend(sold.iter().map(|s| ("B25", "owner:amount", sellers.now()[s.supplier].standing.ownership.code())));
        let mut bands: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for s in &sold {
            bands.entry(depends(s.supplier, year, sellers, sales)).or_default().insert(s.supplier);
        }
        if bands.values().all(|suppliers| suppliers.len() > 2) {
            places.extend(bands.keys().map(|band| ("B14", "band:amount", *band)));
        }
        for place in places {
            let [indicator, dimension, member] = [place.0, place.1, place.2].map(str::to_owned);
            let (scope, period) = (scope.to_owned(), year.to_string());
            let mut figure = Figure { indicator, scope, period, dimension, member, ..Figure::default() };
            let weight = |s: &Sale| i128::from(weight_in(&figure, s, sellers, sales));
            let cents: i128 = sold.iter().map(|s| weight(s) * s.cents).sum();
            let cents = if figure.dimension == "measure" { cents / 10_000 } else { cents };
            (figure.value, figure.numerator) = (Some(cents * 10_000), Some(cents));
            figures.push(figure);
        }
    }
    figures
}

/// The changes from 2023 to 2024, of all, by sector and by what became of suppliers.
fn figures_of_changes(sellers: &Sellers<'_>, sales: &[Sale]) -> Vec<Figure> {
    let mut places: BTreeSet<[&str; 3]> = BTreeSet::new();
    for sale in sales {
        let is_public = sellers.now()[sale.supplier].kind.is_public();
        for scope in if is_public { &["external"][..] } else { &["external", "market"][..] } {
            let members = [("total", "total"), ("sector", id(sale.sector)), ("change", became(sale, sellers, sales))];
            places.extend(members.map(|(dimension, member)| [scope, dimension, member]));
        }
    }
    let figure = |[scope, dimension, member]: [&str; 3]| {
        let (indicator, scope) = ("A15".to_owned(), scope.to_owned());
        let figure = Figure { indicator, scope, ..waited(dimension, member, 1, 1) };
        let signed = |s: &Sale| i128::from(weight_in(&figure, s, sellers, sales)) * s.cents;
        let cents = sales.iter().map(signed).sum();
        Figure { value: Some(cents * 10_000), numerator: Some(cents), ..figure }
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

fn audit<'s>(
    sellers: &'s Sellers<'static>,
    sales: &'s [Sale],
    waits: &'s [Waited<'static>],
    guarded: &'s Guarded,
    by_unit: &'s ByUnit<'static>,
    thresholds: &'s Thresholds,
) -> Audit<'s, 'static> {
    Audit { sellers, sales, postings: &[], waits, guarded, by_unit, thresholds }
}

const UNITS: [&str; 4] = ["Schools", "Streets", "Care", "unknown"];

/// Each sale divided between two units at random; sometimes what one bought for the other gave back.
fn divided(random: &mut Random, sales: &[Sale]) -> Vec<(Sale, &'static str)> {
    let mut cells = Vec::new();
    for sale in sales {
        let [first, second] = [0, 1].map(|_| UNITS[random.below(UNITS.len())]);
        let part = match random.below(4) {
            0 => sale.cents + 700,
            1 => sale.cents / 2,
            _ => sale.cents,
        };
        cells.push((Sale { cents: part, ..*sale }, first));
        cells.push((Sale { cents: sale.cents - part, ..*sale }, second));
    }
    cells.retain(|(sale, _)| sale.cents != 0);
    cells
}

/// The sums of each unit, and by sector.
fn figures_of_units(sellers: &Sellers<'_>, cells: &[(Sale, &str)]) -> Vec<Figure> {
    let mut sums: BTreeMap<[String; 4], i128> = BTreeMap::new();
    for (sale, unit) in cells {
        let is_public = sellers.now()[sale.supplier].kind.is_public();
        let sector = id(sale.sector);
        for scope in if is_public { &["external"][..] } else { &["external", "market"][..] } {
            for (dimension, member) in [("unit", (*unit).to_owned()), ("unit-sector", format!("{sector} / {unit}"))] {
                let year = sale.year.to_string();
                let place = [(*scope).to_owned(), year, dimension.to_owned(), member];
                *sums.entry(place).or_default() += sale.cents;
            }
        }
    }
    let figure = |([scope, period, dimension, member], cents): ([String; 4], i128)| Figure {
        scope,
        period,
        value: Some(cents * 10_000),
        indicator: "A1".to_owned(),
        ..waited(&dimension, &member, cents, 1)
    };
    sums.into_iter().map(figure).collect()
}

/// Whether a figure of a unit, or of all, has a cell in its sum.
fn has_cell(figure: &Figure, (sale, unit): &(Sale, &str), sellers: &Sellers<'_>) -> bool {
    let all = Figure { dimension: "total".to_owned(), ..figure.clone() };
    match figure.dimension.as_str() {
        "unit" => is_in(&all, sale, sellers) && figure.member == *unit,
        "unit-sector" => is_in(&all, sale, sellers) && figure.member == format!("{} / {unit}", id(sale.sector)),
        _ => is_in(figure, sale, sellers),
    }
}

/// Figures of units beside all others: what they show is the same as without units, and from all together nothing follows of
/// any person. Gives how many figures of units with guarded suppliers are shown.
fn check_units(seed: u64) -> usize {
    let mut random = Random(seed);
    let sellers = sellers(&mut random);
    let sales = sales(&mut random, sellers.now().len());
    let cells = divided(&mut random, &sales);
    let mut alone = figures(&sellers, &sales);
    let mut together = [alone.clone(), figures_of_units(&sellers, &cells)].concat();
    let thresholds = Thresholds::new("FI", "EUR");
    let guarded = Guarded::of(&sales, &sellers);
    let is_asked = |sale: &Sale| {
        guarded.has(sale.year, sale.sector, sale.supplier) || sellers.now()[sale.supplier].kind.is_personal()
    };
    let mut by_unit = ByUnit::new();
    for (sale, unit) in cells.iter().filter(|(sale, _)| is_asked(sale)) {
        let sold = by_unit.entry((sale.year, sale.sector, sale.supplier)).or_default();
        sold.push(((*unit, "unknown"), sale.cents));
    }
    audit(&sellers, &sales, &[], &guarded, &ByUnit::new(), &thresholds).apply(&mut alone, 1);
    audit(&sellers, &sales, &[], &guarded, &by_unit, &thresholds).apply(&mut together, 1);
    assert!(alone.iter().eq(&together[..alone.len()]), "seed {seed}: units change no other figure");
    let unknown: Vec<&(Sale, &str)> = cells.iter().filter(|(sale, _)| is_asked(sale)).collect();
    let shown = || together.iter().filter(|f| f.numerator.is_some());
    let row = |figure: &Figure| -> Vec<i64> {
        unknown.iter().map(|cell| i64::from(has_cell(figure, cell, &sellers))).collect()
    };
    let told: Vec<Vec<i64>> = shown().map(row).collect();
    let without = |suppliers: &[usize]| {
        let kept = |row: &Vec<i64>| -> Vec<i64> {
            let kept = row.iter().zip(&unknown).filter(|(_, (s, _))| !suppliers.contains(&s.supplier));
            kept.map(|(value, _)| *value).collect()
        };
        rank(told.iter().map(kept).collect())
    };
    let count = sellers.now().len();
    for person in (0..count).filter(|i| sellers.now()[*i].kind.is_personal()) {
        assert_eq!(without(&[person]), without(&[]), "seed {seed}: what {person} sold follows");
        for other in (0..count).filter(|other| *other != person) {
            assert_eq!(
                without(&[person, other]),
                without(&[other]),
                "seed {seed}: what {person} and {other} sold follows"
            );
        }
    }
    shown().zip(&told).filter(|(f, row)| f.dimension.starts_with("unit") && row.contains(&1)).count()
}

#[test]
fn what_a_person_sold_to_a_unit_follows_from_nothing() {
    let shown: usize = (0..300).map(check_units).sum();
    assert!(shown > 100, "only {shown} figures of units with persons are shown");
}

/// Adds the indicators of which figures that count a person are shown.
fn check(seed: u64, with_persons: &mut BTreeSet<String>) -> (usize, NotShown) {
    let mut random = Random(seed);
    let sellers = sellers(&mut random);
    let sales = sales(&mut random, sellers.now().len());
    let more = [figures_of_changes(&sellers, &sales), figures_of_suppliers(&sellers, &sales)].concat();
    let mut figures = [figures(&sellers, &sales), more].concat();
    let thresholds = Thresholds::new("FI", "EUR");
    let guarded = Guarded::of(&sales, &sellers);
    let not_shown = audit(&sellers, &sales, &[], &guarded, &ByUnit::new(), &thresholds).apply(&mut figures, 1);
    let unknown = unknown(&guarded, &sales);
    let mut told: Vec<Vec<i64>> = Vec::new();
    for figure in figures.iter().filter(|f| f.numerator.is_some()) {
        assert!(!is_hidden(figure));
        let is_personal = |s: &Sale| sellers.now()[s.supplier].kind.is_personal();
        if unknown.iter().any(|s| is_personal(s) && weight_in(figure, s, &sellers, &sales) != 0) {
            with_persons.insert(figure.indicator.clone());
        }
        told.push(unknown.iter().map(|s| weight_in(figure, s, &sellers, &sales)).collect());
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
    let (mut shown, mut hidden, mut with_persons) = (0, 0, BTreeSet::new());
    for seed in 1..=200 {
        let (told, not_shown) = check(seed, &mut with_persons);
        shown += told;
        hidden += not_shown.count();
    }
    println!("seeds 1 to 200: {shown} figures are shown, {hidden} figures and rows are not");
    assert!(hidden > 200 && shown > 2_000, "{shown} shown, {hidden} hidden");
    assert_eq!(with_persons, ["A1", "A15", "B3", "B14", "B21", "B25"].map(str::to_owned).into());
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
        numerator: Some(part),
        denominator: Some(whole),
        n: Some(9),
        coverage: Some(1_000_000),
        ..Figure::default()
    }
}

/// Three companies and up to four persons, all from elsewhere.
fn companies_and(persons: usize) -> Vec<Seller<'static>> {
    let seller = |kind: Kind, key: &'static str| Seller {
        key,
        kind,
        ring: Ring::Country,
        abroad: None,
        size: "micro",
        municipality: "",
        place_source: "none",
        has_contract: false,
        local: None,
        standing: Standing::of_kind(kind),
        turnover: None,
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
        let guarded = Guarded::of(&sales, &sellers);
        audit(&sellers, &sales, &waits, &guarded, &ByUnit::new(), &thresholds).apply(&mut figures, 1);
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
        let guarded = Guarded::of(&sales, &sellers);
        audit(&sellers, &sales, &[], &guarded, &ByUnit::new(), &thresholds).apply(&mut figures, 1);
        let [of_food, mean, .., expected] = &figures;
        assert_eq!(is_hidden(of_food), !is_told, "{persons} persons");
        assert_eq!(mean.denominator.is_some(), is_told, "{persons} persons: {mean:?}");
        let exact = (ict / 2 + food / 4) * 1_000_000 / (ict + food);
        assert_eq!(mean.value == Some(exact), is_told, "{persons} persons: {mean:?}");
        assert_eq!(is_hidden(&figures[6]), !is_told, "B5 of food, {persons} persons");
        assert!(expected.value.is_some(), "what firms let expect tells of no purchases");
    }
}

/// A figure with a part of a whole, both in cents, and of how much it is known, in millionths.
fn known(place: [&str; 3], part: i128, whole: i128, coverage: i128) -> Figure {
    let [indicator, dimension, member] = place;
    Figure { indicator: indicator.to_owned(), coverage: Some(coverage), ..waited(dimension, member, part, whole) }
}

/// Three companies sold 33 000.00 each, and one person, whose size is not known, 1 000.00: of 100 000.00 a hundredth. A share of
/// suppliers is of numbers, but it is known for 99.0 % of the money.
#[test]
fn how_much_is_known_of_a_number_of_suppliers_tells_of_nobody() {
    let mut sellers = companies_and(1);
    sellers[3].size = "unknown";
    let cents = |supplier: usize| if supplier < 3 { 3_300_000 } else { 100_000 };
    let sales: Vec<Sale> =
        (0..4).map(|supplier| Sale { year: 2024, supplier, sector: number(0), cents: cents(supplier) }).collect();
    let mut figures = [
        known(["A1", "total", "total"], 10_000_000, 10_000_000, 1_000_000),
        known(["B6", "measure", "supplier-share"], 3, 3, 990_000),
        known(["B2", "sector", "food"], 3, 3, 990_000),
    ];
    let sellers = Sellers::new(sellers, std::iter::empty());
    let guarded = Guarded::of(&sales, &sellers);
    let thresholds = Thresholds::new("FI", "EUR");
    audit(&sellers, &sales, &[], &guarded, &ByUnit::new(), &thresholds).apply(&mut figures, 1);
    let [all, of_suppliers, of_sector] = figures;
    assert_eq!(all.coverage, Some(1_000_000));
    // The person sold no more than a 40th of all, so whole per cent are told; of a sector whose sum is not there, nothing.
    assert_eq!((of_suppliers.value, of_suppliers.coverage), (Some(1_000_000), Some(990_000)));
    assert_eq!(of_sector.coverage, None);
}

/// Three persons sold 20 000.00, 20 222.22 and 20 411.11: their sum and their squares would give each within a hundredth. With
/// one that sold 2 000.00 and one 38 000.00 they do not.
#[test]
fn squares_do_not_tell_several_persons_who_sold_alike() {
    for (sold, is_exact) in [([2_000_000, 2_022_222, 2_041_111], false), ([200_000, 2_063_333, 3_800_000], true)] {
        let sellers = Sellers::new(companies_and(3), std::iter::empty());
        let cents = |supplier: usize| if supplier < 3 { 3_000_000 } else { sold[supplier - 3] };
        let sales: Vec<Sale> =
            (0..6).map(|supplier| Sale { year: 2024, supplier, sector: number(0), cents: cents(supplier) }).collect();
        let all: i128 = sales.iter().map(|sale| sale.cents).sum();
        let squares: f64 = sales.iter().map(|sale| (100.0 * sale.cents as f64 / all as f64).powi(2)).sum();
        let index = Figure {
            value: Some((squares * 1_000_000.0) as i128),
            numerator: None,
            ..known(["A9", "total", "total"], all, all, 1_000_000)
        };
        let mut figures = [known(["A1", "total", "total"], all, all, 1_000_000), index.clone()];
        let guarded = Guarded::of(&sales, &sellers);
        let thresholds = Thresholds::new("FI", "EUR");
        audit(&sellers, &sales, &[], &guarded, &ByUnit::new(), &thresholds).apply(&mut figures, 1);
        assert_eq!(figures[1].value == index.value, is_exact, "{sold:?}: {:?}", figures[1]);
    }
}
