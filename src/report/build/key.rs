//! Key figures: the values that stand for the indicators, with bounds, basis, target and trend.

use super::{Builder, EXTERNAL, MARKET, ONE};
use crate::indicators::catalogue::{Indicator, find};
use crate::report::model::{KeyFigure, Value};

/// Indicators with the scope that their headline is shown in, most telling first.
const SHOWN: [(&str, &str); 14] = [
    ("A1", EXTERNAL),
    ("A1", MARKET),
    ("B1", MARKET),
    ("B2", MARKET),
    ("B6", MARKET),
    ("A3", MARKET),
    ("B10", MARKET),
    ("B15", MARKET),
    ("B16", MARKET),
    ("A5", MARKET),
    ("A8", MARKET),
    ("A11", MARKET),
    ("A4", EXTERNAL),
    ("A14", EXTERNAL),
];

impl Builder<'_> {
    pub(super) fn key_figures(&self) -> Vec<KeyFigure> {
        let shown = SHOWN.iter().filter_map(|(id, scope)| Some((find(id)?, *scope)));
        // Without a figure the indicator was not computed, which the method says.
        shown
            .filter(|(i, scope)| self.headline_of(i, scope, self.year).is_some())
            .map(|(i, s)| self.key(i, s))
            .collect()
    }

    fn headline_of(&self, indicator: &Indicator, scope: &str, year: i32) -> Option<&crate::indicators::Figure> {
        self.facts.figure(&indicator.id, scope, year, &indicator.headline.0, &indicator.headline.1)
    }

    fn key(&self, indicator: &Indicator, scope: &str) -> KeyFigure {
        let figure = self.headline_of(indicator, scope, self.year);
        let title = indicator.text("title", self.texts.code);
        let label = match indicator.id.as_str() {
            "A1" => format!("{title} ({})", self.scope_name(scope)),
            "A8" | "A11" => self.texts.text(&format!("card-{}", indicator.id.to_lowercase())),
            _ => title.to_owned(),
        };
        let bounds = self.limits(figure);
        let bounds = bounds.map(|(low, high)| self.texts.text_with("bounds", &[("low", &low), ("high", &high)]));
        let trend = self.facts.years.iter();
        KeyFigure {
            indicator: indicator.id.clone(),
            label,
            text: self.value(figure),
            value: self.known(figure),
            bounds: bounds.unwrap_or_default(),
            basis: self.basis(figure, scope, &self.period(self.year), &indicator.counts),
            target: self.target(indicator, self.known(figure)),
            trend: trend.map(|y| (y.to_string(), self.known(self.headline_of(indicator, scope, *y)))).collect(),
        }
    }

    /// What the pipeline wants the indicator to reach, and how far it is.
    fn target(&self, indicator: &Indicator, value: Option<Value>) -> String {
        let Some(target) = self.facts.summary.targets.iter().find(|t| t.indicator == indicator.id) else {
            return String::new();
        };
        let goal = self.write(Some(Value { millionths: target.value, unit: indicator.unit }));
        let year = target.by.to_string();
        match value.filter(|_| target.value > 0) {
            Some(value) => {
                let done = self.texts.percent(value.millionths * ONE / target.value);
                self.texts.text_with("target", &[("goal", &goal), ("year", &year), ("done", &done)])
            }
            None => self.texts.text_with("target-unknown", &[("goal", &goal), ("year", &year)]),
        }
    }
}
