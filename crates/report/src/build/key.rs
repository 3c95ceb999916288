//! Key figures: the values that stand for the indicators, with bounds, basis, target and trend.

use super::{Builder, EXTERNAL, MARKET};
use crate::model::KeyFigure;
use vire_indicators::catalogue::{CATALOGUE, Indicator, find};
use vire_indicators::own::is_own;
use vire_indicators::{Figure, is_of_tenders};

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

impl<'a> Builder<'a> {
    pub(super) fn key_figures(&self) -> Vec<KeyFigure> {
        let shown = SHOWN.iter().filter_map(|(id, scope)| Some((find(id)?, *scope)));
        // An indicator with a target is always shown; the method explains why another one has no figure.
        let aimed = |i: &Indicator| self.facts.summary.targets.iter().any(|t| t.indicator == i.id);
        let others = CATALOGUE.iter().filter(|i| aimed(i) && SHOWN.iter().all(|(id, _)| *id != i.id));
        let others = others.map(|i| (i, MARKET));
        let computed = |(i, scope): &(&Indicator, &str)| {
            self.headline_of(i, scope, self.year).is_some_and(|figure| !super::tells_nothing(figure))
        };
        shown
            .chain(others)
            .filter(|shown| computed(shown) || aimed(shown.0))
            .map(|(i, s)| if computed(&(i, s)) { self.key(i, s) } else { self.not_computed(i, s) })
            .collect()
    }

    /// An indicator that has a target and no figure in the key year: what it should reach, and why it has none.
    fn not_computed(&self, indicator: &Indicator, scope: &str) -> KeyFigure {
        let missing = self.facts.summary.not_computed.iter().find(|m| m.indicator == indicator.id);
        let why = match missing {
            Some(missing) => self.texts.text_with("not-computed-because", &[("needs", &self.needs(&missing.needs))]),
            None => self.texts.text_with("not-computed-year", &[("year", &self.period(self.year))]),
        };
        KeyFigure {
            indicator: indicator.id.clone(),
            label: indicator.text("title", self.texts.code).to_owned(),
            text: super::DASH.to_owned(),
            is_hidden: false,
            value: None,
            bounds: String::new(),
            basis: format!("{}, {}. {why}", self.period(self.year), self.scope_name(scope)),
            target: self.targets(indicator, scope),
            trend: self.trend(|year| self.headline_of(indicator, scope, year)),
            trace: String::new(),
        }
    }

    pub(super) fn headline_of(&self, indicator: &Indicator, scope: &str, year: i32) -> Option<&'a Figure> {
        self.facts.figure(&indicator.id, scope, year, &indicator.headline.0, &indicator.headline.1)
    }

    fn key(&self, indicator: &Indicator, scope: &str) -> KeyFigure {
        let figure = self.headline_of(indicator, scope, self.year);
        let title = indicator.text("title", self.texts.code);
        let label = match indicator.id.as_str() {
            "A1" => format!("{title} ({})", self.scope_name(scope)),
            "A8" => self.texts.text("card-a8"),
            "A11" => {
                let limit = self.money(i128::from(self.thresholds().worth_limits().small) * 100);
                self.texts.text_with("card-a11", &[("limit", &limit)])
            }
            _ => title.to_owned(),
        };
        let bounds = self.limits(figure);
        let bounds = bounds.map(|(low, high)| self.texts.text_with("bounds", &[("low", &low), ("high", &high)]));
        KeyFigure {
            indicator: indicator.id.clone(),
            label,
            text: self.value(figure),
            is_hidden: super::is_hidden(figure),
            value: self.known(figure),
            bounds: bounds.unwrap_or_default(),
            // What has no sector is known of all.
            basis: match is_of_tenders(&indicator.id) {
                true => self.basis_of_tenders(figure, self.year, &indicator.counts),
                false => self.basis_of(
                    figure,
                    figure.and_then(|f| f.coverage).filter(|_| indicator.id != "A14"),
                    scope,
                    &self.period(self.year),
                    &indicator.counts,
                ),
            },
            target: self.targets(indicator, scope),
            trend: self.trend(|year| self.headline_of(indicator, scope, year)),
            trace: figure
                .filter(|f| !is_of_tenders(&f.indicator) && !is_own(&f.indicator))
                .map(trace_command)
                .unwrap_or_default(),
        }
    }
}

/// What to type to see the lines of a headline.
fn trace_command(figure: &Figure) -> String {
    let scope = if figure.scope == MARKET { String::new() } else { format!(" --scope {}", figure.scope) };
    format!("vire trace {} {}{scope}", figure.indicator, figure.period)
}
