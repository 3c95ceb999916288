//! Who wins and why: ranks, each point explained, what did not part the bids, what the assessors gave.

use super::Scene;
use crate::exact::{self, Exact, zero};
use crate::score::analysis::{by_assessor, parting, spreads};
use crate::score::evaluate::{Excluded, deciding_cost, span};
use crate::score::{Formula, Matter};
use vire_indicators::catalogue::Unit;
use vire_report::document::{Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series};

pub fn sections(scene: &Scene<'_>) -> Vec<Section> {
    let mut sections = vec![ranking(scene).shown(), explained(scene), undecided(scene)];
    sections.extend(assessors(scene));
    sections
}

pub fn for_bidders(scene: &Scene<'_>) -> Vec<Section> {
    vec![ranking(scene).shown(), explained(scene)]
}

/// What a result is called and how it is written: points, or a price less the value of quality.
fn result(scene: &Scene<'_>, result: &Exact) -> (String, Cell) {
    if scene.plan().formula == Formula::LessQuality {
        let price = -result.clone();
        (scene.money(&price), scene.money_cell(&price))
    } else {
        (scene.points(result), scene.points_cell(result))
    }
}

fn finding(scene: &Scene<'_>) -> String {
    let ranked = scene.ranked();
    let winners = scene.winners();
    let said = |bid: usize| result(scene, &scene.scored[bid].result).0;
    let is_price = scene.plan().formula == Formula::LessQuality;
    match (winners.as_slice(), ranked.get(1)) {
        ([], _) => scene.text("score-no-winner"),
        ([only], None) => scene.with("score-only-one", &[("winner", scene.bid(*only).to_owned())]),
        ([winner], Some(next)) => {
            let key = if is_price { "score-wins-price" } else { "score-wins" };
            let arguments = [
                ("winner", scene.bid(*winner).to_owned()),
                ("points", said(*winner)),
                ("next", scene.bid(*next).to_owned()),
                ("others", said(*next)),
            ];
            scene.with(key, &arguments)
        }
        (several, _) => scene.with("score-tie", &[("winners", scene.bids(several)), ("points", said(several[0]))]),
    }
}

fn ranking(scene: &Scene<'_>) -> Section {
    let is_price = scene.plan().formula == Formula::LessQuality;
    let total = if is_price { "col-comparison-price" } else { "col-total" };
    let columns = [("col-bidder", false), ("col-rank", true), ("col-cost", true), ("col-quality", true), (total, true)];
    let mut table = scene.table("ranking", scene.text("score-ranking"), &columns);
    for bid in scene.ranked() {
        let scored = &scene.scored[bid];
        table.rows.push(vec![
            Cell::text(scene.bid(bid)),
            Cell::text(scored.rank.unwrap_or_default().to_string()),
            scene.cost_cell(bid),
            scene.points_cell(&scored.quality(&scene.tender.criteria)),
            result(scene, &scored.result).1,
        ]);
    }
    let mut section = Section::new(scene.text("score-result"), finding(scene));
    if !is_price && !table.rows.is_empty() {
        section = section.with(Part::Chart(parts(scene)));
    }
    section = section.with(Part::Table(table));
    let out = scene.scored.iter().enumerate().filter_map(|(bid, scored)| {
        let (key, criterion) = match scored.excluded.as_ref()? {
            Excluded::BelowLeast(criterion) => ("score-below-least", scene.tender.criteria[*criterion].name.clone()),
            Excluded::AboveCeiling => ("score-above-ceiling", String::new()),
        };
        Some(scene.with(key, &[("bid", scene.bid(bid).to_owned()), ("criterion", criterion)]))
    });
    let out: Vec<String> = out.collect();
    if out.is_empty() { section } else { section.with(Part::List(out)) }
}

/// Each bid's points by criterion, side by side.
fn parts(scene: &Scene<'_>) -> Chart {
    let ranked = scene.ranked();
    let series = scene.tender.criteria.iter().enumerate().map(|(i, criterion)| Series {
        name: criterion.name.clone(),
        values: ranked.iter().map(|bid| Some(exact::millionths(&scene.scored[*bid].points[i]))).collect(),
    });
    Chart {
        id: "parts".into(),
        kind: ChartKind::StackedBars,
        title: scene.text("score-parts"),
        unit: Unit::Ratio,
        marks: String::new(),
        basis: scene.with("score-formula", &[("formula", scene.formula(scene.plan()))]),
        alt: finding(scene),
        category_title: scene.text("col-bidder"),
        categories: ranked.iter().map(|bid| scene.bid(*bid).to_owned()).collect(),
        series: series.filter(|s| s.values.iter().flatten().any(|v| *v > 0)).collect(),
        accent: None,
        parts_of_years: Vec::new(),
        is_rounded: false,
    }
}

/// How each point came about.
fn explained(scene: &Scene<'_>) -> Section {
    let columns = [("col-bidder", false), ("col-criterion", false), ("col-calculation", false), ("col-points", true)];
    let mut table = scene.table("explained", scene.text("score-explained-table"), &columns);
    for bid in scene.ranked() {
        for (at, criterion) in scene.tender.criteria.iter().enumerate() {
            table.rows.push(vec![
                Cell::text(scene.bid(bid)),
                Cell::text(&criterion.name),
                Cell::text(calculation(scene, bid, at)),
                scene.points_cell(&scene.scored[bid].points[at]),
            ]);
        }
    }
    let section = Section::new(scene.text("score-explained"), scene.text("score-explained-finding"));
    let section = section.with(Part::Table(table));
    if scene.plan().formula != Formula::LessQuality {
        return section;
    }
    let lines = scene.ranked().into_iter().map(|bid| {
        let arguments = [
            ("bid", scene.bid(bid).to_owned()),
            ("cost", scene.money(&deciding_cost(&scene.tender.criteria, &scene.tender.bids[bid]))),
            ("points", scene.points(&scene.scored[bid].quality(&scene.tender.criteria))),
            ("value", scene.plan().point_value.as_ref().map(|v| scene.money(v)).unwrap_or_default()),
            ("result", result(scene, &scene.scored[bid].result).0),
        ];
        scene.with("score-calc-less-quality", &arguments)
    });
    section.with(Part::List(lines.collect()))
}

/// A criterion's points of a bid as a calculation.
fn calculation(scene: &Scene<'_>, bid: usize, at: usize) -> String {
    let criterion = &scene.tender.criteria[at];
    let (plan, one) = (scene.plan(), &scene.tender.bids[bid]);
    let weight = scene.short(&plan.weights[at]);
    if criterion.matter == Matter::Quality {
        let points = one.points[at].clone().unwrap_or_else(zero);
        return format!("{weight} \u{d7} {} \u{f7} {}", scene.short(&points), scene.short(&criterion.most));
    }
    let excluded: Vec<_> = scene.scored.iter().map(|s| s.excluded.clone()).collect();
    let Some((low, high)) = span(criterion.matter, &scene.tender.bids, &excluded) else { return String::new() };
    let cost = one.cost(criterion.matter).map(|cost| scene.money(cost)).unwrap_or_default();
    let (low_text, high_text) = (scene.money(&low), scene.money(&high));
    match plan.formula {
        Formula::LowestByPrice => format!("{weight} \u{d7} {low_text} \u{f7} {cost}"),
        Formula::LowestToHighest if low == high => scene.text("score-calc-same"),
        Formula::LowestToHighest => {
            format!("{weight} \u{d7} ({high_text} \u{2212} {cost}) \u{f7} ({high_text} \u{2212} {low_text})")
        }
        Formula::TwiceLowest => format!("{weight} \u{d7} (2 \u{2212} {cost} \u{f7} {low_text})"),
        Formula::LessQuality | Formula::FixedPrice => scene.text("score-calc-none"),
    }
}

/// How far each criterion parted the bids.
fn undecided(scene: &Scene<'_>) -> Section {
    let columns = [
        ("col-criterion", false),
        ("col-weight", true),
        ("col-fewest", true),
        ("col-most-points", true),
        ("col-difference", true),
    ];
    let mut table = scene.table("parting", scene.text("score-parting-table"), &columns);
    let mut same: Vec<&str> = Vec::new();
    for (at, criterion) in scene.tender.criteria.iter().enumerate() {
        let Some((least, most)) = parting(&scene.scored, at) else { continue };
        if least == most && scene.plan().weights[at] > zero() {
            same.push(&criterion.name);
        }
        let numbers = [&scene.plan().weights[at], &least, &most, &(&most - &least)].map(|n| scene.points_cell(n));
        table.rows.push(std::iter::once(Cell::text(&criterion.name)).chain(numbers).collect());
    }
    let finding = if same.is_empty() {
        scene.text("score-all-parted")
    } else {
        scene.with("score-not-parted", &[("criteria", scene.joined(&same))])
    };
    Section::new(scene.text("score-parting"), finding)
        .with(Part::Table(table))
        .with(Part::Remarks(vec![scene.text("score-parting-note")]))
}

/// What the assessors gave, where there are several.
fn assessors(scene: &Scene<'_>) -> Option<Section> {
    let spreads = spreads(scene.tender);
    let widest = spreads.first()?;
    let columns = [
        ("col-bidder", false),
        ("col-criterion", false),
        ("col-assessors", true),
        ("col-lowest", true),
        ("col-highest", true),
        ("col-mean", true),
    ];
    let mut table = scene.table("spread", scene.text("score-spread-table"), &columns);
    for spread in spreads.iter().filter(|spread| spread.least < spread.most) {
        let numbers = [&spread.least, &spread.most, &spread.mean].map(|n| scene.points_cell(n));
        let texts = [scene.bid(spread.bid), &scene.tender.criteria[spread.criterion].name].map(Cell::text);
        let count = Cell::text(spread.assessors.to_string());
        table.rows.push(texts.into_iter().chain([count]).chain(numbers).collect());
    }
    let finding = if widest.least == widest.most {
        scene.text("score-agreed")
    } else {
        let arguments = [
            ("bid", scene.bid(widest.bid).to_owned()),
            ("criterion", scene.tender.criteria[widest.criterion].name.clone()),
            ("low", scene.short(&widest.least)),
            ("high", scene.short(&widest.most)),
        ];
        scene.with("score-widest", &arguments)
    };
    let mut section = Section::new(scene.text("score-spread"), finding).with(Part::Table(table));
    let alone = by_assessor(scene.tender);
    if !alone.is_empty() {
        let mut table =
            scene.table("alone", scene.text("score-alone-table"), &[("col-assessor", false), ("col-winner", false)]);
        for (assessor, winners) in alone {
            table.rows.push(vec![Cell::text(assessor), Cell::text(scene.bids(&winners))]);
        }
        section = section.with(Part::Table(table));
    }
    let reasons = scene.tender.given.iter().filter(|given| !given.reason.is_empty()).map(|given| {
        let arguments = [
            ("bid", scene.bid(given.bid).to_owned()),
            ("criterion", scene.tender.criteria[given.criterion].name.clone()),
            ("assessor", given.assessor.clone()),
            ("reason", given.reason.clone()),
        ];
        scene.with("score-reason", &arguments)
    });
    let reasons: Vec<String> = reasons.collect();
    Some(if reasons.is_empty() { section } else { section.with(Part::List(reasons)) })
}
