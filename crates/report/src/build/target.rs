//! Targets: how far a key figure is from what it should reach, and whether it is on the way.

use super::{Builder, ONE};
use crate::model::Value;
use vire_indicators::Figure;
use vire_indicators::catalogue::{Better, Indicator, Unit, Whole};
use vire_indicators::settings::IndicatorTarget;

impl Builder<'_> {
    /// What the pipeline wants the indicator to reach; nothing where it has no target.
    pub(super) fn targets(&self, indicator: &Indicator, scope: &str) -> String {
        let targets = self.facts.summary.targets.iter().filter(|t| t.indicator == indicator.id);
        targets.map(|target| self.target(target, indicator, scope)).collect::<Vec<_>>().join(". ")
    }

    fn target(&self, target: &IndicatorTarget, indicator: &Indicator, scope: &str) -> String {
        let texts = self.texts;
        let goal = self.in_unit(target.value, indicator.unit);
        let goal = texts.text_with("target", &[("goal", &goal), ("year", &self.name(target.by))]);
        let figure = self.headline_of(indicator, scope, self.year);
        let Some(value) = self.known(figure) else {
            return goal;
        };
        let distance = self.distance(target, indicator, value.millionths);
        let missing = figure.and_then(|figure| self.missing(target, indicator, value.millionths, figure));
        let missing = missing.map(|missing| format!(" ({missing})")).unwrap_or_default();
        let way = self.way(target, indicator, scope).map(|way| format!(". {way}")).unwrap_or_default();
        format!("{goal}: {distance}{missing}{way}")
    }

    /// How far the value is from the target, in points for shares and in the unit for others.
    fn distance(&self, target: &IndicatorTarget, indicator: &Indicator, value: i128) -> String {
        let gap = (value - target.value).abs();
        let gap = match indicator.unit {
            Unit::Share | Unit::Points => {
                self.texts.text_with("points", &[("points", &self.texts.number(gap * 100, 1))])
            }
            unit => self.in_unit(gap, unit),
        };
        let key = match indicator.better {
            _ if value == target.value => "target-reached",
            better if is_better(better, value, target.value) => "target-spare",
            Better::More => "target-short",
            _ if value > target.value => "target-above",
            _ => "target-below",
        };
        self.texts.text_with(key, &[("gap", &gap)])
    }

    /// What the points are that a share lacks, in money or suppliers of the key year.
    fn missing(&self, target: &IndicatorTarget, indicator: &Indicator, value: i128, figure: &Figure) -> Option<String> {
        if value == target.value || is_better(indicator.better, value, target.value) {
            return None;
        }
        let hundredths = (value - target.value).abs() * figure.denominator?.max(0) / ONE;
        Some(match indicator.whole? {
            Whole::Spend => self.texts.text_with("target-spend", &[("amount", &self.about(hundredths))]),
            Whole::Suppliers => {
                let count = self.texts.count((hundredths + 99) / 100);
                self.texts.text_with("target-suppliers", &[("count", &count)])
            }
            Whole::Tenders => self.counted(hundredths, indicator),
        })
    }

    /// A hundredfold number of what an indicator counts.
    pub(super) fn counted(&self, hundredths: i128, indicator: &Indicator) -> String {
        let n = self.texts.count((hundredths + 99) / 100);
        let counts = self.texts.text_with(&format!("counts-{}", indicator.counts), &[("n", &n)]);
        format!("{n} {counts}")
    }

    /// Where the mean yearly movement of the comparable whole years leads by the target's year.
    ///
    /// The mean of the yearly movements is the difference of the last and the first of these years by the years between.
    fn way(&self, target: &IndicatorTarget, indicator: &Indicator, scope: &str) -> Option<String> {
        let value_of = |year: i32| Some((year, self.known(self.headline_of(indicator, scope, year))?.millionths));
        let known: Vec<(i32, i128)> = self.comparable_years().into_iter().filter_map(value_of).collect();
        let [(first, from), .., (last, to)] = *known.as_slice() else { return None };
        if last != self.year || target.by <= last {
            return None;
        }
        let then = to + (to - from) * i128::from(target.by - last) / i128::from(last - first);
        let most = if indicator.unit == Unit::Share { ONE } else { i128::MAX };
        let then = then.clamp(0, most);
        let key = match indicator.better {
            Better::Neither => "target-then",
            better if then == target.value || is_better(better, then, target.value) => "target-on",
            _ => "target-off",
        };
        if key == "target-off" && known.len() == 2 {
            // One change alone leads nowhere.
            let needed = (target.value - to) / i128::from(target.by - last);
            let moved = |by: i128| match indicator.unit {
                Unit::Share | Unit::Points => self.texts.points(by),
                unit => self.in_unit(by, unit),
            };
            let arguments = [
                ("from", self.name(first)),
                ("to", self.name(last)),
                ("needed", moved(needed)),
                ("moved", moved(to - from)),
            ];
            return Some(self.texts.text_of("target-off-once", &arguments));
        }
        // One change alone is no mean.
        let change = if known.len() > 2 { "target-mean" } else { "target-again" };
        let (first, last) = (self.name(first), self.name(last));
        let change = self.texts.text_with(change, &[("from", &first), ("to", &last)]);
        let arguments =
            [("change", change), ("then", self.in_unit(then, indicator.unit)), ("year", self.name(target.by))];
        Some(super::begun(&self.texts.text_of(key, &arguments)))
    }

    fn in_unit(&self, millionths: i128, unit: Unit) -> String {
        self.write(Some(Value::new(millionths, unit)))
    }
}

/// Whether a value is better than the target asks.
fn is_better(better: Better, value: i128, target: i128) -> bool {
    match better {
        Better::More => value > target,
        Better::Less => value < target,
        Better::Neither => false,
    }
}
