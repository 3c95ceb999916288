//! A tender from its workbook; all that does not fit is found at once.

use super::{Bid, Criterion, Expected, Formula, Given, MATTERS, Matter, Plan, SHEETS, Tender};
use crate::exact::{Exact, mean, whole, zero};
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, among, read};

/// The tender that a workbook describes.
///
/// # Errors
/// All its faults, with their cells.
pub fn tender(book: &Book) -> Result<Tender, Faults> {
    let mut faults = Faults::default();
    let [basics, criteria, plans, weights, bids, points, ranges] =
        [0, 1, 2, 3, 4, 5, 6].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| basics.iter().find(|entry| entry.member("item") == Some(item));
    let mut tender = Tender {
        title: basic("title").map(|e| e.text("value")).unwrap_or_default(),
        buyer: basic("buyer").map(|e| e.text("value")).unwrap_or_default(),
        date: basic("date").and_then(|e| e.date("value")),
        currency: basic("currency")
            .map(|e| e.text("value").to_uppercase())
            .filter(|c| !c.is_empty())
            .unwrap_or("EUR".into()),
        criteria: criteria.iter().map(|entry| criterion(entry, &mut faults)).collect(),
        plans: plans.iter().map(|entry| plan(entry, &mut faults)).collect(),
        bids: bids.iter().map(bid).collect(),
        given: Vec::new(),
        expected: Vec::new(),
    };
    if let Some(entry) = basic("date")
        && entry.date("value").is_none()
        && !entry.text("value").is_empty()
    {
        faults.add(&entry.place("value"), "is no date", "write a date such as 2025-03-01");
    }
    if let Some(entry) = basic("currency")
        && (tender.currency.len() != 3 || !tender.currency.bytes().all(|b| b.is_ascii_uppercase()))
    {
        faults.add(&entry.place("value"), "is no currency", "write its three letters, such as EUR or SEK");
    }
    kinds(&tender, &criteria, &mut faults);
    set_weights(&mut tender, &weights, &mut faults);
    fixed_prices(&tender, &plans, &mut faults);
    prices(&tender, &bids, &mut faults);
    tender.given = given(&tender, &points, &mut faults);
    complete(&tender, &criteria, &bids, &mut faults);
    means(&mut tender);
    tender.expected = expected(&tender, &ranges, &mut faults);
    if tender.bids.is_empty() && tender.expected.is_empty() && faults.is_empty() {
        let [bids, ranges] = ["sheet-bids", "sheet-ranges"].map(|key| book.tongues.every(key));
        faults.add(&bids, "there are no bids", format!("fill in bids, or on the sheet {ranges} what is expected"));
    }
    faults.or(tender)
}

fn criterion(entry: &Entry, faults: &mut Faults) -> Criterion {
    let matter = match entry.member("matter") {
        Some(word) if word == MATTERS[0] => Matter::Price,
        Some(word) if word == MATTERS[1] => Matter::LifeCycle,
        _ => Matter::Quality,
    };
    let most = entry.number("most");
    if entry.member("matter").is_some() && !matter.is_cost() && most.is_none() && !entry.is_faulty("most") {
        faults.add(
            &entry.place("most"),
            "the most points are missing",
            "write the highest point of the scale, such as 5",
        );
    }
    let least = entry.number("least");
    if let (Some(least), Some(most)) = (&least, &most)
        && least > most
    {
        faults.add(&entry.place("least"), "is more than the scale has", "write less than the most points");
    }
    Criterion {
        name: entry.text("criterion"),
        matter,
        theme: entry.member("theme"),
        weight: entry.number("weight").unwrap_or_else(zero),
        most: most.unwrap_or_else(|| whole(1)),
        least,
        about: entry.text("about"),
        evidence: entry.text("evidence"),
    }
}

fn plan(entry: &Entry, faults: &mut Faults) -> Plan {
    let formula = entry.member("formula").and_then(Formula::of).unwrap_or(Formula::LowestByPrice);
    let (point_value, ceiling) = (entry.number("point-value"), entry.number("ceiling"));
    if formula == Formula::LessQuality && point_value.is_none() && !entry.is_faulty("point-value") {
        let right = "write what one comparison point of quality is worth in money";
        faults.add(&entry.place("point-value"), "the value of a point is missing", right);
    }
    Plan { name: entry.text("plan"), formula, point_value, ceiling, weights: Vec::new() }
}

fn bid(entry: &Entry) -> Bid {
    Bid {
        name: entry.text("bidder"),
        price: entry.number("price"),
        life_cycle: entry.number("life-cycle"),
        points: Vec::new(),
    }
}

/// A price, and a cost over the whole term, are looked at once each.
fn kinds(tender: &Tender, entries: &[Entry], faults: &mut Faults) {
    for matter in [Matter::Price, Matter::LifeCycle] {
        let mut of = tender.criteria.iter().zip(entries).filter(|(c, _)| c.matter == matter);
        let first = of.next();
        for (_, entry) in of {
            let first = first.map(|(_, entry)| entry.place("matter")).unwrap_or_default();
            faults.add(&entry.place("matter"), format!("{first} looks at it already"), "let one criterion look at it");
        }
    }
}

/// The weights of each plan: its own, and else those of the criteria.
fn set_weights(tender: &mut Tender, entries: &[Entry], faults: &mut Faults) {
    let own: Vec<Exact> = tender.criteria.iter().map(|c| c.weight.clone()).collect();
    tender.plans.iter_mut().for_each(|plan| plan.weights.clone_from(&own));
    let criteria: Vec<&str> = tender.criteria.iter().map(|c| c.name.as_str()).collect();
    let plans: Vec<String> = tender.plans.iter().map(|p| p.name.clone()).collect();
    let plans: Vec<&str> = plans.iter().map(String::as_str).collect();
    let mut changed: Vec<(usize, &Entry)> = Vec::new();
    for entry in entries {
        let plan = among(entry, "of-plan", &plans, faults);
        let criterion = among(entry, "of-criterion", &criteria, faults);
        if let (Some(plan), Some(criterion), Some(weight)) = (plan, criterion, entry.number("other-weight")) {
            tender.plans[plan].weights[criterion] = weight;
            changed.push((plan, entry));
        }
    }
    for (at, plan) in tender.plans.iter().enumerate() {
        let sum: Exact = plan.weights.iter().sum();
        if let Some((_, entry)) = changed.iter().rev().find(|(changed, _)| *changed == at)
            && sum != whole(100)
        {
            let what =
                format!("the weights of \"{}\" add up to {}", plan.name, crate::exact::millionths(&sum) as f64 / 1e6);
            faults.add(
                &entry.place("other-weight"),
                what,
                "let them add up to 100, with those it has from the criteria",
            );
        }
    }
}

/// Where the price is fixed, it has no weight; where it decides, a criterion looks at it.
fn fixed_prices(tender: &Tender, entries: &[Entry], faults: &mut Faults) {
    for (plan, entry) in tender.plans.iter().zip(entries) {
        let mut costs = tender.criteria.iter().zip(&plan.weights).filter(|(c, _)| c.matter.is_cost());
        match plan.formula {
            Formula::FixedPrice if costs.any(|(_, weight)| *weight > zero()) => {
                let right = "give the price the weight 0, for this plan on the sheet of weights";
                faults.add(&entry.place("formula"), "the price is fixed, but has a weight", right);
            }
            Formula::LessQuality if costs.count() != 1 => {
                let right = "let exactly one criterion look at the price or at the life-cycle cost";
                faults.add(&entry.place("formula"), "quality is to be taken off one price", right);
            }
            _ => {}
        }
    }
}

/// Every bid has the prices that criteria look at.
fn prices(tender: &Tender, entries: &[Entry], faults: &mut Faults) {
    for (bid, entry) in tender.bids.iter().zip(entries) {
        let is_missing =
            |c: &&Criterion| c.matter.is_cost() && bid.cost(c.matter).is_none() && !entry.is_faulty(c.matter.word());
        for criterion in tender.criteria.iter().filter(is_missing) {
            let what = format!("\"{}\" has no sum for \"{}\"", bid.name, criterion.name);
            faults.add(&entry.place(criterion.matter.word()), what, "write it as a number above 0");
        }
    }
}

fn given(tender: &Tender, entries: &[Entry], faults: &mut Faults) -> Vec<Given> {
    let bids: Vec<&str> = tender.bids.iter().map(|b| b.name.as_str()).collect();
    let criteria: Vec<&str> = tender.criteria.iter().map(|c| c.name.as_str()).collect();
    let mut given: Vec<Given> = Vec::new();
    for entry in entries {
        let bid = among(entry, "of-bid", &bids, faults);
        let criterion = among(entry, "of-criterion", &criteria, faults);
        let (Some(bid), Some(criterion), Some(points)) = (bid, criterion, entry.number("points")) else { continue };
        let of = &tender.criteria[criterion];
        if of.matter.is_cost() {
            let right = "remove the row: prices become points by the formula";
            faults.add(&entry.place("of-criterion"), format!("\"{}\" is a matter of price", of.name), right);
        } else if points > of.most {
            let most = crate::exact::millionths(&of.most) as f64 / 1e6;
            faults.add(
                &entry.place("points"),
                "is more than the scale has",
                format!("write a number from 0 to {most}"),
            );
        }
        let assessor = entry.text("assessor");
        if given.iter().any(|g| g.bid == bid && g.criterion == criterion && g.assessor == assessor) {
            let right = "remove one of them, or name the assessors";
            faults.add(&entry.place("points"), "the same assessor gave these points already", right);
        }
        given.push(Given { bid, criterion, assessor, points, reason: entry.text("reason") });
    }
    given
}

/// Every bid has points of every assessor who looked at a criterion: a mean over different assessors would be unfair.
fn complete(tender: &Tender, criteria: &[Entry], entries: &[Entry], faults: &mut Faults) {
    let is_quality = |at: &usize| !tender.criteria[*at].matter.is_cost() && !criteria[*at].is_faulty("matter");
    let quality = (0..criteria.len()).filter(is_quality).map(|at| (at, &tender.criteria[at]));
    for (at, criterion) in quality {
        let of = || tender.given.iter().filter(|g| g.criterion == at);
        for (bid, entry) in tender.bids.iter().zip(entries).enumerate().map(|(i, (_, entry))| (i, entry)) {
            let name = &tender.bids[bid].name;
            if !of().any(|g| g.bid == bid) {
                let what = format!("\"{name}\" has no points for \"{}\"", criterion.name);
                faults.add(&entry.place("bidder"), what, "write them on the sheet of points");
                continue;
            }
            for other in of() {
                if !of().any(|g| g.bid == bid && g.assessor == other.assessor) {
                    let what = format!("\"{}\" gave \"{name}\" no points for \"{}\"", other.assessor, criterion.name);
                    faults.add(&entry.place("bidder"), what, "let an assessor give points to all bids, or to none");
                }
            }
        }
    }
}

fn means(tender: &mut Tender) {
    for (i, bid) in tender.bids.iter_mut().enumerate() {
        let of = |criterion| tender.given.iter().filter(move |g| g.bid == i && g.criterion == criterion);
        bid.points = (0..tender.criteria.len()).map(|criterion| mean(of(criterion).map(|g| &g.points))).collect();
    }
}

/// A type of bidder as far as its rows were read: where it stands first, and a range a criterion.
struct Type {
    name: String,
    place: String,
    ranges: Vec<Option<(Exact, Exact)>>,
}

fn expected(tender: &Tender, entries: &[Entry], faults: &mut Faults) -> Vec<Expected> {
    let criteria: Vec<&str> = tender.criteria.iter().map(|c| c.name.as_str()).collect();
    let mut types: Vec<Type> = Vec::new();
    for entry in entries {
        let criterion = among(entry, "of-criterion", &criteria, faults);
        let (Some(criterion), Some(low), Some(high)) = (criterion, entry.number("low"), entry.number("high")) else {
            continue;
        };
        let of = &tender.criteria[criterion];
        if low > high {
            faults.add(&entry.place("low"), "is more than the highest value", "write the lower of the two here");
        }
        if of.matter.is_cost() && low <= zero() {
            faults.add(&entry.place("low"), "0 is no price", "write a sum above 0");
        }
        if !of.matter.is_cost() && high > of.most {
            faults.add(&entry.place("high"), "is more than the scale has", "keep to the most points of the criterion");
        }
        let name = entry.text("bidder-type");
        if types.iter().all(|other| other.name != name) {
            let (name, place) = (name.clone(), entry.place("bidder-type"));
            types.push(Type { name, place, ranges: vec![None; criteria.len()] });
        }
        if let Some(of) = types.iter_mut().find(|other| other.name == name)
            && of.ranges[criterion].replace((low, high)).is_some()
        {
            faults.add(&entry.place("of-criterion"), "has a range of this type already", "remove one of them");
        }
    }
    let known = types.into_iter().map(|Type { name, place, ranges }| {
        for (criterion, _) in tender.criteria.iter().zip(&ranges).filter(|(_, range)| range.is_none()) {
            let what = format!("\"{name}\" has no range for \"{}\"", criterion.name);
            faults.add(&place, what, "add a row for it");
        }
        Expected { name, ranges: ranges.into_iter().flatten().collect() }
    });
    known.collect()
}
