//! The meter as a document: its components with their points, what would move it most, and the goals that they serve.
//!
//! A component is worth 100 × (value − at_0) ÷ (at_100 − at_0) points, never below 0 nor above 100; the meter is the mean
//! of the components by their weights. A component whose figure is not shown, or of which less than half is known, has no
//! points; with less than two thirds of the weights there is no meter.

use super::{Builder, DASH, MARKET, ONE, is_hidden};
use crate::document::{Document, Part, Section};
use crate::facts::Facts;
use crate::meter::{Goal, ReadyComponent, ReadyMeter};
use crate::model::{Cell, CellState, ChartKind, Series, Table, Value};
use crate::note::{Matter, Note};
use crate::texts::{Texts, Wording};
use vire_indicators::Figure;
use vire_indicators::catalogue::{Indicator, Unit, Whole, find};

use super::Parts;

/// All points, in millionths.
const FULL: i128 = 100 * ONE;
/// Sectors that are named of each component.
const SECTORS: usize = 3;

/// The meter of a run in the language of the texts; none where the pipeline names none.
pub fn meter(facts: &Facts, texts: &Texts, wording: Wording) -> Option<Document> {
    let meter = facts.summary.meter.as_ref()?;
    let (year, whole) = facts.key_year();
    Some(Builder { facts, texts, year, whole }.meter(meter, wording))
}

/// A component in a year.
struct Held<'a> {
    component: &'a ReadyComponent,
    indicator: &'static Indicator,
    figure: Option<&'a Figure>,
    /// In millionths; none where too little is known.
    points: Option<i128>,
    /// Of the year before, where the two can be compared.
    before: Option<i128>,
}

impl Held<'_> {
    fn weight(&self) -> i128 {
        self.component.weight.into()
    }
}

/// Points of a value, in millionths.
fn points(component: &ReadyComponent, value: i128) -> i128 {
    let (way, whole) = (value - component.at_0, component.at_100 - component.at_0);
    (FULL * way * whole.signum() / whole.abs()).clamp(0, FULL)
}

/// The mean by weights of those that have points, if these are two thirds of all weights.
fn mean(all: &[(i128, Option<i128>)]) -> Option<i128> {
    let weights: i128 = all.iter().map(|(weight, _)| weight).sum();
    let held: i128 = all.iter().filter(|(_, points)| points.is_some()).map(|(weight, _)| weight).sum();
    let sum: i128 = all.iter().filter_map(|(weight, points)| Some(weight * (*points)?)).sum();
    (held > 0 && held * 3 >= weights * 2).then(|| sum / held)
}

impl<'a> Builder<'a> {
    fn meter(&self, meter: &'a ReadyMeter, wording: Wording) -> Document {
        let texts = self.texts;
        let held: Vec<Held<'_>> = meter.components.iter().filter_map(|component| self.held(component)).collect();
        let summary = &self.facts.summary;
        let (dial, is_known) = self.dial(&held);
        let mut sections = vec![dial.shown()];
        if is_known {
            sections.push(self.moves(&held).shown());
        }
        if !meter.goals.is_empty() {
            sections.push(self.goals(meter, &held).shown());
        }
        Document {
            wording,
            language: texts.code,
            locale: texts.forms.locale(&summary.country).to_owned(),
            author: summary.buyer.clone(),
            title: texts.text_with("meter-title", &[("buyer", &summary.buyer), ("period", &self.period(self.year))]),
            subtitle: texts.text_with("meter-subtitle", &[("scope", &self.scope_name(MARKET))]),
            currency: summary.currency.clone(),
            date: summary.as_of.parse().ok(),
            notes: vec![texts.text("meter-note-chosen"), texts.text("meter-note-law")],
            sections,
            footer: texts.text_with("meter-footer", &[("version", &summary.vire)]),
        }
    }

    fn held(&self, component: &'a ReadyComponent) -> Option<Held<'a>> {
        let indicator = find(&component.indicator)?;
        let of = |year: i32| self.headline_of(indicator, MARKET, year);
        let points_of = |figure: Option<&Figure>| self.known(figure).map(|value| points(component, value.millionths));
        let is_comparable = self.comparable_years().contains(&(self.year - 1));
        Some(Held {
            component,
            indicator,
            figure: of(self.year),
            points: points_of(of(self.year)),
            before: is_comparable.then(|| points_of(of(self.year - 1))).flatten(),
        })
    }

    /// The meter with its components, and whether there is one.
    fn dial(&self, held: &[Held<'_>]) -> (Section, bool) {
        let texts = self.texts;
        let of = |points: &dyn Fn(&Held<'_>) -> Option<i128>| {
            mean(&held.iter().map(|of| (of.weight(), points(of))).collect::<Vec<_>>())
        };
        let now = of(&|held| held.points);
        // Of the same components, or the two could not be compared.
        let is_like = held.iter().all(|held| held.points.is_none() || held.before.is_some());
        let before = of(&|held| held.before.filter(|_| held.points.is_some())).filter(|_| is_like);
        let finding = match (now, before) {
            (Some(now), Some(before)) => texts.text_of(
                "meter-finding-both",
                &[("points", self.points(now)), ("before", self.points(before)), ("year", self.name(self.year - 1))],
            ),
            (Some(now), None) => texts.text_with("meter-finding", &[("points", &self.points(now))]),
            (None, _) => texts.text("meter-finding-none"),
        };
        let chart = self.chart(
            "meter",
            ChartKind::Bars,
            texts.text_with("meter-chart", &[("period", &self.period(self.year))]),
            Unit::Index,
            Parts {
                category_title: texts.text("col-indicator"),
                categories: held.iter().map(|held| self.title(held)).collect(),
                series: vec![Series {
                    name: texts.text("meter-col-points"),
                    values: held.iter().map(|held| held.points).collect(),
                }],
                basis: texts.text_with("meter-basis", &[("period", &self.period(self.year))]),
                is_rounded: false,
            },
        );
        let section = Section::new(texts.text("meter-dial"), finding).with(Part::Chart(chart));
        let section = section.with(Part::Table(self.components(held, now, before))).with(Part::Remarks(self.how(held)));
        (section, now.is_some())
    }

    fn title(&self, held: &Held<'_>) -> String {
        held.indicator.text("title", self.texts.code).to_owned()
    }

    /// Whole points.
    fn points(&self, millionths: i128) -> String {
        self.texts.number(millionths, 0)
    }

    fn of_points(&self, points: Option<i128>) -> Cell {
        let Some(points) = points else {
            return Cell { state: CellState::Missing, ..Cell::text(DASH) };
        };
        Cell::new(self.points(points), Some(Value::new(points, Unit::Index)))
    }

    fn components(&self, held: &[Held<'_>], now: Option<i128>, before: Option<i128>) -> Table {
        let keys = [
            ("col-indicator", false),
            ("meter-col-value", true),
            ("col-bounds-short", false),
            ("meter-col-anchors", false),
            ("meter-col-points", true),
            ("meter-col-before", true),
            ("meter-col-weight", true),
            ("col-target", false),
            ("meter-col-owner", false),
        ];
        let caption = self.texts.text_with("meter-table", &[("period", &self.period(self.year))]);
        let mut table = Table::by_keys("meter-components", caption, &keys, self.texts);
        for held in held {
            let target = self.facts.summary.targets.iter().find(|target| target.indicator == held.indicator.id);
            let target = target.map(|target| {
                let goal =
                    Value::text(Some(Value::new(target.value, held.indicator.unit)), self.texts, self.currency());
                self.texts.text_with("target", &[("goal", &goal), ("year", &self.name(target.by))])
            });
            table.rows.push(vec![
                Cell::text(self.title(held)),
                self.of_figure(held.figure),
                Cell::text(self.bounds(held.figure)),
                Cell::text(self.anchors(held).join(DASH)),
                self.of_points(held.points),
                self.of_points(held.before),
                self.of_count(held.component.weight.into()),
                Cell::text(target.unwrap_or_default()),
                Cell::text(held.component.owner.as_str()),
            ]);
        }
        let weights: u32 = held.iter().map(|held| held.component.weight).sum();
        let empty = || Cell::text("");
        let name = Cell::text(self.texts.text("meter-dial"));
        let [now, before] = [now, before].map(|points| self.of_points(points));
        table.rows.push(vec![
            name,
            empty(),
            empty(),
            empty(),
            now,
            before,
            self.of_count(weights.into()),
            empty(),
            empty(),
        ]);
        table.explain(self.texts);
        table
    }

    fn currency(&self) -> &str {
        &self.facts.summary.currency
    }

    /// The values that are worth 0 and 100 points.
    fn anchors(&self, held: &Held<'_>) -> [String; 2] {
        let value =
            |value: i128| Value::text(Some(Value::new(value, held.indicator.unit)), self.texts, self.currency());
        [held.component.at_0, held.component.at_100].map(value)
    }

    /// What is worth no point and all points, and what of the meter is not known.
    fn how(&self, held: &[Held<'_>]) -> Vec<String> {
        let anchor = |held: &Held<'_>| {
            let [low, high] = self.anchors(held);
            let title = self.title(held);
            self.texts.text_of("meter-anchor", &[("title", title), ("low", low), ("high", high)])
        };
        let without: Vec<String> =
            held.iter().filter(|held| held.points.is_none()).map(|held| self.title(held)).collect();
        let mut remarks: Vec<String> = held.iter().map(anchor).collect();
        if !without.is_empty() {
            remarks.push(self.texts.text_with("meter-without", &[("titles", &without.join("; "))]));
        }
        remarks.push(self.texts.text("meter-how"));
        remarks
    }

    /// What would move the meter most: the points that each component lacks, and what one point of the meter takes.
    fn moves(&self, held: &[Held<'_>]) -> Section {
        let texts = self.texts;
        let weights: i128 = held.iter().filter(|held| held.points.is_some()).map(Held::weight).sum();
        let mut open: Vec<(i128, &Held<'_>)> = held
            .iter()
            .filter_map(|held| Some((held.weight() * (FULL - held.points?) / weights.max(1), held)))
            .filter(|(lacks, _)| *lacks > 0)
            .collect();
        open.sort_by_key(|(lacks, held)| (std::cmp::Reverse(*lacks), held.indicator.id.as_str()));
        let title = texts.text("meter-moves");
        let Some((most, first)) = open.first() else {
            return Section::new(title, texts.text("meter-moves-none"));
        };
        let finding =
            texts.text_of("meter-moves-finding", &[("title", self.title(first)), ("points", self.points(*most))]);
        let keys = [
            ("col-indicator", false),
            ("meter-col-lacks", true),
            ("meter-col-takes", false),
            ("meter-col-where", false),
        ];
        let caption = texts.text_with("meter-moves-table", &[("period", &self.period(self.year))]);
        let mut table = Table::by_keys("meter-moves", caption, &keys, self.texts);
        for (lacks, held) in open {
            table.rows.push(vec![
                Cell::text(self.title(held)),
                self.of_points(Some(lacks)),
                Cell::text(self.takes(held, weights)),
                Cell::text(self.sectors_behind(held)),
            ]);
        }
        if table.rows.iter().all(|row| row.last().is_some_and(|cell| cell.text.is_empty())) {
            table.truncate_columns(keys.len() - 1);
        }
        table.note = Note::new(Matter::Gaps, texts.text("meter-moves-note")).into();
        Section::new(title, finding).with(Part::Table(table))
    }

    /// What one point of the meter takes of a component: as a change of its value, and in money or suppliers.
    fn takes(&self, held: &Held<'_>, weights: i128) -> String {
        let whole = held.component.at_100 - held.component.at_0;
        let change = whole * weights / held.weight() / 100;
        let as_value = match held.indicator.unit {
            Unit::Share | Unit::Points => self.texts.points(change),
            unit => {
                let plus = if change > 0 { "+" } else { "" };
                format!("{plus}{}", Value::text(Some(Value::new(change, unit)), self.texts, self.currency()))
            }
        };
        let denominator = held.figure.and_then(|figure| figure.denominator);
        let hundredths = denominator.map(|whole| change.abs() * whole / ONE);
        let in_whole = hundredths.zip(held.indicator.whole).map(|(hundredths, whole)| match whole {
            Whole::Spend => self.texts.text_with("target-spend", &[("amount", &self.about(hundredths))]),
            Whole::Suppliers => {
                self.texts.text_with("target-suppliers", &[("count", &self.texts.count((hundredths + 99) / 100))])
            }
            Whole::Tenders => self.counted(hundredths, held.indicator),
        });
        in_whole.map_or_else(|| as_value.clone(), |in_whole| format!("{as_value} ({in_whole})"))
    }

    /// Sectors with the most purchases from elsewhere, where the component asks for purchases from here.
    fn sectors_behind(&self, held: &Held<'_>) -> String {
        if !matches!(held.indicator.id.as_str(), "B1" | "B4" | "B7") {
            return String::new();
        }
        let gaps = self.ranked("B4", MARKET, "sector:amount");
        let shown = gaps.into_iter().filter(|gap| !is_hidden(Some(gap)) && gap.member != "unclassified");
        let named = shown.filter_map(|gap| {
            Some(format!("{} {}", self.texts.member("sector", &gap.member), self.about(gap.value? / super::PER_CENT)))
        });
        named.take(SECTORS).collect::<Vec<_>>().join("; ")
    }

    /// The tree of goals, each with the components that serve it or one below it.
    fn goals(&self, meter: &'a ReadyMeter, held: &[Held<'_>]) -> Section {
        let texts = self.texts;
        let keys = [("meter-col-goal", false), ("meter-col-points", true), ("meter-col-serves", false)];
        let caption = texts.text_with("meter-goals-table", &[("period", &self.period(self.year))]);
        let mut table = Table::by_keys("meter-goals", caption, &keys, self.texts);
        let mut bare = Vec::new();
        for (goal, depth) in tree(&meter.goals) {
            let serves = |held: &&Held<'_>| held.component.goals.iter().any(|id| is_within(&meter.goals, id, &goal.id));
            let of_goal: Vec<&Held<'_>> = held.iter().filter(serves).collect();
            let points = mean(&of_goal.iter().map(|held| (held.weight(), held.points)).collect::<Vec<_>>());
            let name = goal.name_in(texts.code).to_owned();
            if of_goal.is_empty() {
                bare.push(name.clone());
            }
            let titles = of_goal.iter().map(|held| self.title(held)).collect::<Vec<_>>().join("; ");
            let indented = format!("{}{name}", "\u{2013} ".repeat(depth));
            table.rows.push(vec![Cell::text(indented), self.of_points(points), Cell::text(titles)]);
        }
        let finding = match bare.is_empty() {
            true => texts.text("meter-goals-all"),
            false => texts.text_with("meter-goals-bare", &[("goals", &bare.join(", "))]),
        };
        Section::new(texts.text("meter-goals"), finding).with(Part::Table(table))
    }
}

/// The goals, each followed by those below it, with how deep they stand.
fn tree(goals: &[Goal]) -> Vec<(&Goal, usize)> {
    fn below<'g>(goals: &'g [Goal], above: Option<&str>, depth: usize, tree: &mut Vec<(&'g Goal, usize)>) {
        for goal in goals.iter().filter(|goal| goal.above.as_deref() == above) {
            tree.push((goal, depth));
            below(goals, Some(&goal.id), depth + 1, tree);
        }
    }
    let mut tree = Vec::new();
    below(goals, None, 0, &mut tree);
    tree
}

/// Whether a goal is another one, or stands below it.
fn is_within(goals: &[Goal], id: &str, of: &str) -> bool {
    let above = |id: &&str| goals.iter().find(|goal| goal.id == *id).and_then(|goal| goal.above.as_deref());
    std::iter::successors(Some(id), |id| above(id)).any(|at| at == of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn component(at_0: i128, at_100: i128) -> ReadyComponent {
        let (indicator, owner) = ("B1".to_owned(), String::new());
        ReadyComponent { indicator, at_0, at_100, weight: 1, owner, goals: Vec::new() }
    }

    /// 0.35 is three eighths of the way from 0.20 to 0.60: 37.5 points. Where less is better, the way is walked backwards.
    #[test]
    fn points_are_the_way_between_the_anchors() {
        let more = component(200_000, 600_000);
        assert_eq!(
            [100_000, 200_000, 350_000, 600_000, 900_000].map(|v| points(&more, v)),
            [0, 0, 37_500_000, FULL, FULL]
        );
        let less = component(300_000, 100_000);
        assert_eq!([400_000, 300_000, 250_000, 100_000, 0].map(|v| points(&less, v)), [0, 0, 25_000_000, FULL, FULL]);
    }

    /// (2 × 30 + 1 × 60) ÷ 3 = 40. Of weights 2, 1 and 1, of which 1 is not known, three quarters are enough; 2 of 4 are not.
    #[test]
    fn the_meter_is_the_mean_by_weights_of_enough_of_them() {
        assert_eq!(mean(&[(2, Some(30)), (1, Some(60))]), Some(40));
        assert_eq!(mean(&[(2, Some(30)), (1, Some(60)), (1, None)]), Some(40));
        assert_eq!(mean(&[(2, Some(30)), (1, None), (1, None)]), None);
        assert_eq!(mean(&[]), None);
    }
}
