//! What a plan would do with the bids that are expected.

use super::Scene;
use crate::score::simulate::{SETS, simulate};
use vire_indicators::catalogue::Unit;
use vire_report::document::{Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series, Value};

pub fn section(scene: &Scene<'_>) -> Section {
    let tender = scene.tender;
    let wins = simulate(tender);
    let share = |count: usize| (count as i128) * 1_000_000 / SETS as i128;
    let names: Vec<String> = tender.expected.iter().map(|e| e.name.clone()).collect();
    let series = tender.plans.iter().zip(&wins).map(|(plan, wins)| Series {
        name: plan.name.clone(),
        values: wins.of.iter().map(|count| Some(share(*count))).collect(),
    });
    let most = wins[0].of.iter().enumerate().max_by_key(|(i, count)| (**count, usize::MAX - i)).map_or(0, |(i, _)| i);
    let arguments = [
        ("type", names[most].clone()),
        ("share", scene.texts.percent(share(wins[0].of[most]))),
        ("quality", scene.texts.percent(share(wins[0].by_quality))),
    ];
    let finding = scene.with("score-simulated-finding", &arguments);
    let chart = Chart {
        id: "wins".into(),
        kind: ChartKind::Bars,
        title: scene.text("score-simulated-chart"),
        unit: Unit::Share,
        marks: String::new(),
        basis: scene.with("score-simulated-basis", &[("sets", scene.texts.count(SETS as i128))]),
        alt: finding.clone(),
        category_title: scene.text("col-bidder-type"),
        categories: names.clone(),
        series: series.collect(),
        accent: None,
        parts_of_years: Vec::new(),
        is_rounded: false,
    };
    let columns = [("col-plan", false), ("col-formula", false), ("col-by-quality", true)];
    let mut table = scene.table("by-quality", scene.text("score-simulated-table"), &columns);
    for (plan, wins) in tender.plans.iter().zip(&wins) {
        let value = Value::new(share(wins.by_quality), Unit::Share);
        let share = Cell::new(scene.texts.percent(value.millionths), Some(value));
        table.rows.push(vec![Cell::text(&plan.name), Cell::text(scene.formula(plan)), share]);
    }
    Section::new(scene.text("score-simulated"), finding)
        .with(Part::Chart(chart))
        .with(Part::Table(table))
        .with(Part::Table(ranges(scene)))
        .with(Part::Remarks(vec![scene.text("score-simulated-note")]))
        .shown()
}

/// What was expected, for a reader to judge.
fn ranges(scene: &Scene<'_>) -> vire_report::model::Table {
    let columns = [("col-bidder-type", false), ("col-criterion", false), ("col-low", true), ("col-high", true)];
    let mut table = scene.table("expected", scene.text("score-expected-table"), &columns);
    for expected in &scene.tender.expected {
        for (criterion, (low, high)) in scene.tender.criteria.iter().zip(&expected.ranges) {
            let cell = |n| if criterion.matter.is_cost() { scene.money_cell(n) } else { scene.points_cell(n) };
            table.rows.push(vec![Cell::text(&expected.name), Cell::text(&criterion.name), cell(low), cell(high)]);
        }
    }
    table
}
