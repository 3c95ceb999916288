//! What purchases are estimated to bring about: emissions where factors are given, and what stays here where a survey is.

use super::{Builder, CLASSES, DASH, MARKET, ONE, PER_CENT, Parts, is_hidden};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use crate::summary::{EmissionFactors, ModelFacts, SurveyAnswers};
use vire_indicators::Figure;
use vire_indicators::catalogue::{Unit, find};
use vire_reference::places::Ring;

/// Sizes of suppliers, the smallest first.
const SIZES: [&str; 5] = ["micro", "small", "medium", "large", "unknown"];

/// Those of the input-output model.
const EFFECTS: [&str; 4] = ["direct-amount", "type-two-amount", "jobs-count", "taxes-amount"];
/// Measures of the local multiplier, in the order of the table.
const ROUNDS: [&str; 4] = ["here-amount", "again-amount", "mean-share", "assumed-share"];

impl Builder<'_> {
    pub(super) fn effects(&self) -> Option<Topic> {
        let emissions = self.facts.summary.emissions.as_ref().zip(self.headline("E1", MARKET, self.year));
        let multiplier = self.facts.summary.respending.as_ref().zip(self.headline("E2", MARKET, self.year));
        let found = emissions.and_then(|(_, all)| self.ranged_finding("finding-effects", all));
        let found =
            found.or_else(|| multiplier.and_then(|(_, figure)| self.ranged_finding("finding-multiplier", figure)));
        let model = self.facts.summary.model.as_ref().zip(self.headline("E3", MARKET, self.year));
        let found = found.or_else(|| model.and_then(|(_, figure)| self.model_finding(figure)));
        let mut topic = self.topic(TopicId::Effects, found);
        if let Some((factors, all)) = emissions {
            topic.charts.extend(self.emissions_chart(all));
            topic.tables.push(self.emissions_by_sector());
            topic.tables.push(self.emissions_by_class());
            topic.caveats.extend([self.note(Matter::Effects, "caveat-effects"), self.factors_note(factors)]);
            topic.caveats.extend(self.covered_note());
        }
        if let Some((survey, figure)) = multiplier {
            topic.tables.extend(self.measures_table("E2", &ROUNDS, "multiplier", figure));
            topic.caveats.extend([self.note(Matter::Effects, "caveat-multiplier"), self.survey_note(survey)]);
        }
        if let Some((facts, figure)) = model {
            topic.tables.extend(self.measures_table("E3", &EFFECTS, "model", figure));
            topic.caveats.extend([self.note(Matter::Effects, "caveat-model"), self.model_note(facts)]);
        }
        (emissions.is_some() || multiplier.is_some() || model.is_some()).then_some(topic)
    }

    /// A headline with its bounds, where there are any, and how much is covered.
    fn ranged_finding(&self, key: &str, figure: &Figure) -> Option<String> {
        let (value, coverage) = self.known(Some(figure)).zip(figure.coverage)?;
        let (low, high) = self.limits(Some(figure)).unwrap_or_default();
        let key = if low.is_empty() { format!("{key}-exact") } else { key.to_owned() };
        let coverage = self.texts.percent(coverage);
        let arguments = [("value", self.write(Some(value))), ("low", low), ("high", high), ("coverage", coverage)];
        Some(self.texts.text_of(&key, &arguments))
    }

    fn model_finding(&self, figure: &Figure) -> Option<String> {
        let (value, coverage) = self.known(Some(figure)).zip(figure.coverage)?;
        let direct = self.known(self.figure("E3", MARKET, "measure", "direct-amount"))?;
        let arguments = [
            ("value", self.about(value.millionths / PER_CENT)),
            ("direct", self.about(direct.millionths / PER_CENT)),
            ("coverage", self.texts.percent(coverage)),
        ];
        Some(self.texts.text_of("finding-model", &arguments))
    }

    /// Where the coefficients are from, and how they were taken to the area.
    fn model_note(&self, model: &ModelFacts) -> Note {
        let year = model.year.to_string();
        let mut said = self.texts.text_with("note-model", &[("source", &model.source), ("year", &year)]);
        if let Some(delta) = model.delta_millionths {
            let delta = self.texts.number(delta.into(), 2);
            said = format!("{said} {}", self.texts.text_with("note-model-country", &[("delta", &delta)]));
        }
        Note::new(Matter::Factors, said)
    }

    /// An indicator and its measures, with what each rests on.
    fn measures_table(&self, id: &str, measures: &[&str], key: &str, figure: &Figure) -> Option<Table> {
        let indicator = find(id)?;
        let covered = if id == "E2" { "col-answered" } else { "col-in-model" };
        let keys = ["col-measure", "col-value", "col-bounds-short", "col-counted", covered];
        let caption = self.scoped(&format!("table-{key}"), MARKET);
        let mut table = Table::new(key, caption, self.titles(&keys)).with_texts(&[2, 3]);
        table.rows.push(self.measure_row(indicator, indicator.text("title", self.texts.code).to_owned(), figure));
        let measures = measures.iter().filter_map(|measure| {
            let name = self.texts.text(&format!("measure-{}-{measure}", indicator.name));
            Some(self.measure_row(indicator, name, self.figure(id, MARKET, "measure", measure)?))
        });
        table.rows.extend(measures);
        Some(table)
    }

    /// How many answers there are, and where assumed shares are from.
    fn survey_note(&self, survey: &SurveyAnswers) -> Note {
        let numbers = [("answers", survey.answers), ("found", survey.found), ("persons", survey.of_persons)];
        let mut said =
            self.texts.text_of("note-multiplier", &numbers.map(|(key, n)| (key, self.texts.count(n.into()))));
        let any_assumed = self.figure("E2", MARKET, "measure", "assumed-share").and_then(|figure| figure.value);
        if let Some(source) = survey.assumed_source.as_ref().filter(|_| any_assumed.is_some_and(|share| share != 0)) {
            said = format!("{said} {}", self.texts.text_with("note-multiplier-assumed", &[("source", source)]));
        }
        Note::new(Matter::Factors, said)
    }

    /// The sectors that are estimated to have caused most.
    fn emissions_chart(&self, all: &Figure) -> Option<Chart> {
        let ranked = self.ranked("E1", MARKET, "sector");
        let any_hidden = ranked.iter().any(|figure| is_hidden(Some(figure)));
        let mut shown: Vec<&Figure> = ranked.into_iter().filter(|f| f.value.is_some_and(|value| value > 0)).collect();
        shown.truncate(CLASSES);
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: shown.iter().map(|figure| self.texts.member("sector", &figure.member)).collect(),
            series: vec![Series {
                name: self.texts.text("col-emissions"),
                values: shown.iter().map(|figure| figure.value).collect(),
            }],
            basis: self.with_hidden(self.basis(Some(all), MARKET, &self.period(self.year), "lines"), any_hidden),
            is_rounded: false,
        };
        let title = self.scoped("chart-effects", MARKET);
        (!shown.is_empty()).then(|| self.chart("effects", ChartKind::Bars, title, Unit::Emissions, parts))
    }

    /// The estimate, its range, and how much is covered.
    fn estimated(&self, figure: Option<&Figure>) -> [Cell; 3] {
        let coverage = figure.and_then(|figure| figure.coverage);
        [
            self.of_figure(figure),
            Cell::text(self.bounds(figure)),
            Cell::text(coverage.map_or_else(String::new, |share| self.texts.percent(share))),
        ]
    }

    /// What the purchases of a sector are estimated to have caused, for its card.
    pub(super) fn card_emissions(&self, sector: &str) -> Option<String> {
        let figure = self.figure("E1", MARKET, "sector", sector)?;
        let value = self.write(Some(self.known(Some(figure))?));
        Some(self.limits(Some(figure)).map_or(value.clone(), |(low, high)| format!("{value} ({low}{DASH}{high})")))
    }

    /// The sectors by what was bought.
    fn emissions_by_sector(&self) -> Table {
        let keys = ["col-sector", "col-sum", "col-emissions", "col-range", "col-covered"];
        let caption = self.scoped("table-effects-sector", MARKET);
        let mut table = Table::new("effects-sector", caption, self.titles(&keys)).with_texts(&[3]);
        for sector in self.sectors_by_sum(self.year, MARKET) {
            let mut row = vec![Cell::text(self.texts.member("sector", &sector.member)), self.of_figure(Some(sector))];
            row.extend(self.estimated(self.figure("E1", MARKET, "sector", &sector.member)));
            table.rows.push(row);
        }
        table
    }

    /// Where the suppliers are, and how large.
    fn emissions_by_class(&self) -> Table {
        let keys = ["col-suppliers-from", "col-emissions", "col-range", "col-covered"];
        let caption = self.scoped("table-effects-class", MARKET);
        let mut table = Table::new("effects-class", caption, self.titles(&keys)).with_texts(&[2]);
        let rings = Ring::ALL.map(|ring| ("ring", ring.code()));
        for (dimension, member) in rings.into_iter().chain(SIZES.map(|size| ("size", size))) {
            let Some(figure) = self.figure("E1", MARKET, dimension, member) else { continue };
            let mut row = vec![Cell::text(self.texts.member(dimension, member))];
            row.extend(self.estimated(Some(figure)));
            table.rows.push(row);
        }
        table
    }

    /// Where the factors are from, and what their prices are.
    fn factors_note(&self, factors: &EmissionFactors) -> Note {
        let sources = factors.origins.iter().map(|origin| {
            let key = format!("effects-origin-{}", origin.prices);
            let year = origin.price_year.to_string();
            self.texts.text_with(&key, &[("source", &origin.source), ("year", &year)])
        });
        let sources = sources.collect::<Vec<_>>().join("; ");
        let mut said = vec![self.texts.text_with("note-effects", &[("sources", &sources)])];
        said.push(self.texts.text(match factors.with_vat {
            Some(true) => "note-effects-with-vat",
            Some(false) => "note-effects-without-vat",
            None => "note-effects-vat-unsaid",
        }));
        said.extend(factors.spread.map(|spread| {
            let decimals = if i128::from(spread) % ONE == 0 { 0 } else { 2 };
            self.texts.text_with("note-effects-spread", &[("spread", &self.texts.number(spread.into(), decimals))])
        }));
        said.push(match &factors.index_source {
            Some(source) => self.texts.text_with("note-effects-index", &[("source", source)]),
            None => self.texts.text("note-effects-no-index"),
        });
        Note::new(Matter::Factors, said.join(" "))
    }

    /// How much of the purchases factors of which kind cover.
    fn covered_note(&self) -> Option<Note> {
        let share = |by: &str| {
            let figure = self.figure("E1", MARKET, "measure", &format!("by-{by}-share"));
            figure.map(|figure| self.value(Some(figure))).unwrap_or_else(|| DASH.to_owned())
        };
        self.figure("E1", MARKET, "measure", "by-account-share")?;
        let arguments = ["account", "cpv", "sector"].map(|by| (by, share(by)));
        Some(Note::new(Matter::Factors, self.texts.text_of("note-effects-covered", &arguments)))
    }
}
