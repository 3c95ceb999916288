//! What would change the winner: weights, a losing bid that goes, another plan; and what a point costs.

use super::Scene;
use crate::exact::{self, Exact, hundred, whole, zero};
use crate::score::Formula;
use crate::score::analysis::{
    Line, Reversal, Switch, best, by_point_value, by_weight, price_of_point, reversals, switches,
};
use crate::score::evaluate::{evaluate, winners};
use vire_indicators::catalogue::Unit;
use vire_report::document::{Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series};

/// A criterion's weight is moved by so much, up and down.
const STEP: i64 = 10;

pub fn sections(scene: &Scene<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    sections.extend(price_weight(scene));
    sections.extend(criteria(scene));
    sections.push(reversal(scene));
    sections.extend(prices(scene));
    sections.extend(plans(scene));
    sections
}

/// The results of the compared bids as lines over the price weight, or over the value of a point.
fn price_weight(scene: &Scene<'_>) -> Option<Section> {
    let (tender, plan) = (scene.tender, scene.plan());
    let by_value = plan.formula == Formula::LessQuality;
    let (lines, to, now) = if by_value {
        let value = plan.point_value.clone()?;
        (by_point_value(&tender.criteria, &tender.bids, &scene.scored), &value * whole(2), value)
    } else {
        let is_cost = |i: usize| tender.criteria[i].matter.is_cost();
        let now: Exact = plan.weights.iter().enumerate().filter(|(i, _)| is_cost(*i)).map(|(_, w)| w).sum();
        (by_weight(plan, &scene.scored, is_cost)?, hundred(), now)
    };
    if lines.len() < 2 {
        return None;
    }
    let switches = switches(&lines, &zero(), &to);
    let written = |x: &Exact| {
        if by_value { scene.money(x) } else { format!("{}{}%", scene.short(x), scene.texts.forms.percent_gap) }
    };
    let key = if by_value { "value" } else { "weight" };
    let finding = if switches.is_empty() {
        scene.with(&format!("score-{key}-same"), &[("winner", scene.bids(&best(&lines, &now))), ("to", written(&to))])
    } else {
        let nearest = switches.iter().min_by_key(|s| if s.at > now { &s.at - &now } else { &now - &s.at })?;
        let other = if nearest.at > now { &nearest.after } else { &nearest.before };
        let side = if nearest.at > now { "above" } else { "below" };
        let arguments = [("at", written(&nearest.at)), ("winner", scene.bids(other)), ("now", written(&now))];
        scene.with(&format!("score-{key}-{side}"), &arguments)
    };
    let mut section = Section::new(scene.text(&format!("score-{key}")), finding.clone()).shown();
    section = section.with(Part::Chart(sweep(scene, &lines, &to, (key, &finding), &written)));
    section = section.with(Part::Table(ranges(scene, &lines, &switches, &to, key, &written)));
    Some(section.with(Part::Remarks(vec![scene.text(&format!("score-{key}-note"))])))
}

fn sweep(
    scene: &Scene<'_>,
    lines: &[Line],
    to: &Exact,
    (key, finding): (&str, &str),
    written: &dyn Fn(&Exact) -> String,
) -> Chart {
    let places: Vec<Exact> = (0..=10).map(|i| to * whole(i) / whole(10)).collect();
    let by_value = scene.plan().formula == Formula::LessQuality;
    let series = lines.iter().map(|line| Series {
        name: scene.bid(line.bid).to_owned(),
        // A price less the value of quality is shown as a price: the lowest wins.
        values: places
            .iter()
            .map(|x| Some(exact::millionths(&if by_value { -line.at(x) } else { line.at(x) })))
            .collect(),
    });
    Chart {
        id: "sweep".into(),
        kind: ChartKind::Line,
        title: scene.text(&format!("score-{key}-chart")),
        unit: if by_value { Unit::Currency } else { Unit::Ratio },
        marks: String::new(),
        basis: scene.text(&format!("score-{key}-basis")),
        alt: finding.to_owned(),
        category_title: scene.text(&format!("score-{key}-axis")),
        categories: places.iter().map(written).collect(),
        series: series.collect(),
        accent: None,
        parts_of_years: Vec::new(),
        is_rounded: false,
    }
}

/// Who wins from where to where.
fn ranges(
    scene: &Scene<'_>,
    lines: &[Line],
    switches: &[Switch],
    to: &Exact,
    key: &str,
    written: &dyn Fn(&Exact) -> String,
) -> vire_report::model::Table {
    let columns = [("col-from-to", false), ("col-winner", false), ("col-exactly", false)];
    let mut table = scene.table("ranges", scene.text(&format!("score-{key}-table")), &columns);
    let mut from = zero();
    for switch in switches {
        let span = format!("{}\u{2013}{}", written(&from), written(&switch.at));
        table.rows.push([span, scene.bids(&switch.before), fraction(&switch.at)].map(Cell::text).into());
        from = switch.at.clone();
    }
    let last = match switches.last() {
        Some(switch) => switch.after.clone(),
        None => best(lines, &(to / whole(2))),
    };
    table.rows.push(
        [format!("{}\u{2013}{}", written(&from), written(to)), scene.bids(&last), String::new()].map(Cell::text).into(),
    );
    table
}

/// A number as the fraction that it is exactly.
fn fraction(number: &Exact) -> String {
    if number.is_integer() { number.numer().to_string() } else { format!("{}/{}", number.numer(), number.denom()) }
}

/// Each criterion's weight ten points lower and higher, the others in proportion.
fn criteria(scene: &Scene<'_>) -> Option<Section> {
    let plan = scene.plan();
    let today = scene.winners();
    let [winner] = today.as_slice() else { return None };
    let columns = [
        ("col-criterion", false),
        ("col-weight", true),
        ("col-minus", false),
        ("col-plus", false),
        ("col-nearest", false),
    ];
    let mut table = scene.table("criteria-weights", scene.text("score-criteria-weights-table"), &columns);
    let mut categories = Vec::new();
    let (mut minus, mut plus) = (Vec::new(), Vec::new());
    let mut turning: Vec<&str> = Vec::new();
    for (at, criterion) in scene.tender.criteria.iter().enumerate() {
        let Some(lines) = by_weight(plan, &scene.scored, |i| i == at) else { continue };
        if lines.len() < 2 {
            return None;
        }
        let weight = &plan.weights[at];
        let moved = [weight - whole(STEP), weight + whole(STEP)].map(|w| w.max(zero()).min(hundred()));
        let [low, high] = moved.each_ref().map(|w| best(&lines, w));
        if [&low, &high].iter().any(|best| **best != today) {
            turning.push(&criterion.name);
        }
        let lead = |w: &Exact| lead(&lines, *winner, w).map(|lead| exact::millionths(&lead));
        minus.push(lead(&moved[0]));
        plus.push(lead(&moved[1]));
        categories.push(criterion.name.clone());
        let nearest = switches(&lines, &zero(), &hundred())
            .into_iter()
            .min_by_key(|s| if s.at > *weight { &s.at - weight } else { weight - &s.at });
        let nearest = nearest.map_or_else(
            || scene.text("score-never"),
            |s| {
                let other = if s.at > *weight { s.after } else { s.before };
                let arguments = [("at", scene.points(&s.at)), ("winner", scene.bids(&other))];
                scene.with("score-nearest", &arguments)
            },
        );
        let cells = [scene.bids(&low), scene.bids(&high), nearest].map(Cell::text);
        table.rows.push([Cell::text(&criterion.name), scene.points_cell(weight)].into_iter().chain(cells).collect());
    }
    if table.rows.is_empty() {
        return None;
    }
    let finding = if turning.is_empty() {
        scene.with("score-criteria-hold", &[("winner", scene.bids(&today))])
    } else {
        scene.with("score-criteria-turn", &[("criteria", scene.joined(&turning))])
    };
    let chart = Chart {
        id: "leads".into(),
        kind: ChartKind::Bars,
        title: scene.with("score-leads", &[("winner", scene.bids(&today))]),
        unit: Unit::Ratio,
        marks: String::new(),
        basis: scene.text("score-leads-basis"),
        alt: finding.clone(),
        category_title: scene.text("col-criterion"),
        categories,
        series: [("col-minus", minus), ("col-plus", plus)]
            .map(|(key, values)| Series { name: scene.text(key), values })
            .into(),
        accent: None,
        parts_of_years: Vec::new(),
        is_rounded: false,
    };
    Some(
        Section::new(scene.text("score-criteria-weights"), finding)
            .with(Part::Chart(chart))
            .with(Part::Table(table))
            .shown(),
    )
}

/// How far the winner is before the best of the others; below zero where it does not win.
fn lead(lines: &[Line], winner: usize, at: &Exact) -> Option<Exact> {
    let own = lines.iter().find(|line| line.bid == winner)?.at(at);
    let others = lines.iter().filter(|line| line.bid != winner).map(|line| line.at(at)).max()?;
    Some(own - others)
}

fn reversal(scene: &Scene<'_>) -> Section {
    let found = reversals(scene.plan(), &scene.tender.criteria, &scene.tender.bids);
    let changes = found.iter().filter(|r| r.winners != r.before).count();
    let finding = match (found.len(), changes) {
        (0, _) => scene.text("score-no-reversal"),
        (_, 0) => scene.text("score-reversal"),
        _ => scene.text("score-reversal-winner"),
    };
    let line = |reversal: &Reversal| {
        let gone = scene.bid(reversal.gone).to_owned();
        if reversal.winners != reversal.before {
            let arguments =
                [("gone", gone), ("winner", scene.bids(&reversal.winners)), ("before", scene.bids(&reversal.before))];
            return scene.with("score-reversal-to", &arguments);
        }
        let pairs: Vec<String> =
            reversal.turned.iter().map(|(a, b)| format!("{} / {}", scene.bid(*a), scene.bid(*b))).collect();
        scene.with("score-reversal-pairs", &[("gone", gone), ("pairs", pairs.join("; "))])
    };
    let section = Section::new(scene.text("score-reversal-title"), finding);
    let section = if found.is_empty() { section } else { section.with(Part::List(found.iter().map(line).collect())) };
    section.with(Part::Remarks(vec![scene.text("score-reversal-note")]))
}

/// What a comparison point more of quality makes up for, in money.
fn prices(scene: &Scene<'_>) -> Option<Section> {
    let tender = scene.tender;
    let price = |bid: usize| price_of_point(scene.plan(), &tender.criteria, &tender.bids, &scene.scored, bid);
    let ranked = scene.ranked();
    let lowest =
        ranked.iter().min_by_key(|bid| crate::score::evaluate::deciding_cost(&tender.criteria, &tender.bids[**bid]))?;
    let at_lowest = price(*lowest)?;
    let columns = [("col-bidder", false), ("col-cost", true), ("col-point-price", true)];
    let mut table = scene.table("prices", scene.text("score-price-table"), &columns);
    for bid in &ranked {
        let cost = crate::score::evaluate::deciding_cost(&tender.criteria, &tender.bids[*bid]);
        let point = price(*bid).map_or_else(|| Cell::text("\u{2013}"), |price| scene.money_cell(&price));
        table.rows.push(vec![Cell::text(scene.bid(*bid)), scene.money_cell(&cost), point]);
    }
    let columns = [("col-criterion", false), ("col-step", true), ("col-step-price", true)];
    let mut steps = scene.table("steps", scene.text("score-steps-table"), &columns);
    for (criterion, weight) in tender.criteria.iter().zip(&scene.plan().weights).filter(|(c, _)| !c.matter.is_cost()) {
        let step = weight / &criterion.most;
        steps.rows.push(vec![
            Cell::text(&criterion.name),
            scene.points_cell(&step),
            scene.money_cell(&(&step * &at_lowest)),
        ]);
    }
    let finding = scene.with("score-price-finding", &[("price", scene.money(&at_lowest))]);
    let section = Section::new(scene.text("score-price"), finding).with(Part::Table(table)).with(Part::Table(steps));
    Some(section.with(Part::Remarks(vec![scene.text("score-price-note")])))
}

/// The bids under each plan, side by side.
fn plans(scene: &Scene<'_>) -> Option<Section> {
    let tender = scene.tender;
    if tender.plans.len() < 2 {
        return None;
    }
    let columns = [
        ("col-plan", false),
        ("col-formula", false),
        ("col-weights", false),
        ("col-winner", false),
        ("col-order", false),
    ];
    let mut table = scene.table("plans", scene.text("score-plans-table"), &columns);
    let mut other: Vec<&str> = Vec::new();
    for plan in &tender.plans {
        let scored = evaluate(plan, &tender.criteria, &tender.bids);
        let best = winners(&scored);
        if best != scene.winners() {
            other.push(&plan.name);
        }
        let weights: Vec<String> = plan.weights.iter().map(|w| scene.short(w)).collect();
        let mut ranked: Vec<usize> = (0..scored.len()).filter(|i| scored[*i].rank.is_some()).collect();
        ranked.sort_by_key(|i| scored[*i].rank);
        let result = |i: usize| {
            if plan.formula == Formula::LessQuality {
                scene.money(&-scored[i].result.clone())
            } else {
                scene.points(&scored[i].result)
            }
        };
        let order: Vec<String> = ranked.into_iter().map(|i| format!("{} {}", scene.bid(i), result(i))).collect();
        let cells = [plan.name.clone(), scene.formula(plan), weights.join(" / "), scene.bids(&best), order.join("; ")];
        table.rows.push(cells.map(Cell::text).into());
    }
    let finding = if other.is_empty() {
        scene.text("score-plans-same")
    } else {
        scene.with("score-plans-other", &[("plans", scene.joined(&other))])
    };
    let criteria: Vec<&str> = tender.criteria.iter().map(|c| c.name.as_str()).collect();
    let note = scene.with("score-plans-note", &[("criteria", criteria.join(" / "))]);
    Some(Section::new(scene.text("score-plans"), finding).with(Part::Table(table)).with(Part::Remarks(vec![note])))
}
