//! Who bought: units and departments side by side, where exports name them.

use std::collections::BTreeMap;

use super::{Builder, DASH, MARKET, PER_CENT, Parts, is_hidden, little_known};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::Matter;
use vire_domain::units::{Level, UNKNOWN};
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// Units that are divided by sector in the report, and sectors of each; all stand in `indicators.parquet`.
const UNITS_BY_SECTOR: usize = 12;
const SECTORS_OF_UNIT: usize = 5;
/// Units that a sector's card names.
const ON_CARD: usize = 3;

/// The key of the title of a column of units.
fn col_of(level: Level) -> &'static str {
    match level {
        Level::Unit => "col-unit-bought",
        Level::Department => "col-department",
    }
}

impl<'a> Builder<'a> {
    pub(super) fn units(&self) -> Option<Topic> {
        let levels: Vec<Level> = Level::ALL.into_iter().filter(|level| self.tell(*level)).collect();
        let finest = *levels.first()?;
        let mut topic = self.topic(TopicId::Units, self.units_finding(finest));
        topic.charts.extend(self.units_chart(finest));
        topic.tables.extend(levels.iter().rev().map(|level| self.units_table(*level)));
        topic.tables.extend(self.units_by_sector(finest));
        topic.caveats = vec![self.note(Matter::Units, "caveat-units")];
        topic.caveats.extend(self.knows_places().then(|| self.local_note()));
        Some(topic)
    }

    /// Whether any unit or department is named in the key year.
    fn tell(&self, level: Level) -> bool {
        self.facts.members("A1", MARKET, self.year, level.code()).any(|figure| figure.member != UNKNOWN)
    }

    pub(super) fn tells_units(&self) -> bool {
        Level::ALL.into_iter().any(|level| self.tell(level))
    }

    /// How much the three that bought most bought together, where most of the sum names a unit.
    fn units_finding(&self, level: Level) -> Option<String> {
        let total = self.headline("A1", MARKET, self.year)?.value.filter(|total| *total > 0)?;
        let ranked = self.ranked("A1", MARKET, level.code());
        let any_hidden = ranked.iter().any(|figure| is_hidden(Some(figure)));
        let named: Vec<&Figure> = ranked.into_iter().filter(|figure| figure.member != UNKNOWN).collect();
        let [first, _, third, _, ..] = named[..] else { return None };
        third.value.filter(|value| *value > 0 && !little_known(first))?;
        let three: i128 = named.iter().take(3).filter_map(|figure| figure.value).sum();
        let arguments = [("three", self.percent(three, total)), ("count", self.texts.count(named.len() as i128))];
        (!any_hidden).then(|| self.texts.text_of(&format!("finding-units-{}", level.code()), &arguments))
    }

    fn units_chart(&self, level: Level) -> Option<Chart> {
        let ranked = self.ranked("A1", MARKET, level.code());
        let any_hidden = ranked.iter().any(|figure| is_hidden(Some(figure)));
        let (unknown, named): (Vec<&Figure>, Vec<&Figure>) = ranked.iter().partition(|f| f.member == UNKNOWN);
        let bar = |figure: &Figure| (self.texts.member(level.code(), &figure.member), figure.value);
        let (shown, rest) = super::first(named.clone(), |figure| figure.value.unwrap_or(0));
        let rest = rest.map(|(count, sum)| {
            (self.texts.text_with(&format!("others-{}s", level.code()), &[("count", &count.to_string())]), Some(sum))
        });
        let (categories, values) = shown.into_iter().map(bar).chain(rest).chain(unknown.into_iter().map(bar)).unzip();
        // What is covered is the same for all units: how much of the sum names one.
        let coverage = named.first().and_then(|figure| figure.coverage);
        let all = self.headline("A1", MARKET, self.year);
        let basis = self.basis_of(all, coverage, MARKET, &self.period(self.year), "lines");
        let parts = Parts {
            category_title: self.texts.text(col_of(level)),
            categories,
            series: vec![Series { name: self.texts.text("col-sum"), values }],
            basis: self.with_hidden(basis, any_hidden),
            is_rounded: false,
        };
        let title = self.scoped(&format!("chart-{}s", level.code()), MARKET);
        (named.len() > 1).then(|| self.chart("units", ChartKind::Bars, title, Unit::Currency, parts))
    }

    /// Side by side, those that bought most first; what is not named comes last.
    fn units_table(&self, level: Level) -> Table {
        let dimension = level.code();
        let keys = [
            col_of(level),
            "col-sum",
            "col-lines",
            "col-suppliers",
            "col-local-share",
            "col-sme-share",
            "col-known-of",
        ];
        let title = self.scoped(&format!("table-{dimension}s"), MARKET);
        let mut table = Table::new(&format!("{dimension}s"), title, self.titles(&keys)).with_texts(&[keys.len() - 1]);
        let ranked = self.ranked("A1", MARKET, dimension);
        let (unknown, named): (Vec<&Figure>, Vec<&Figure>) = ranked.into_iter().partition(|f| f.member == UNKNOWN);
        for bought in named.into_iter().chain(unknown) {
            let of = |id: &str| self.figure(id, MARKET, dimension, &bought.member);
            let known = |figure: Option<&Figure>| {
                let coverage = figure.and_then(|figure| figure.coverage);
                coverage.map_or_else(|| DASH.to_owned(), |share| self.texts.percent(share))
            };
            table.rows.push(vec![
                Cell::text(self.texts.member(dimension, &bought.member)),
                self.of_figure(Some(bought)),
                self.of_count(bought.n.unwrap_or(0).unsigned_abs()),
                self.of_figure(of("A3")),
                self.of_figure(of("B1")).with_bar(),
                self.of_figure(of("B6")).with_bar(),
                Cell::text(format!("{} / {}", known(of("B1")), known(of("B6")))),
            ]);
        }
        table
    }

    /// The largest sectors of the largest units, and what of them is from local small and medium-sized firms.
    fn units_by_sector(&self, level: Level) -> Option<Table> {
        let dimension = format!("{}-sector", level.code());
        let mut of_units: BTreeMap<&str, Vec<(&str, &Figure)>> = BTreeMap::new();
        for figure in self.ranked("A1", MARKET, &dimension) {
            if let Some((sector, unit)) = figure.member.split_once(" / ") {
                of_units.entry(unit).or_default().push((sector, figure));
            }
        }
        let keys = [col_of(level), "col-sector", "col-sum", "col-share-of-unit", "col-local-sme-share"];
        let title = self.scoped(&format!("table-{}s-sectors", level.code()), MARKET);
        let mut table = Table::new(&format!("{}s-sectors", level.code()), title, self.titles(&keys)).with_texts(&[1]);
        let units = self.ranked("A1", MARKET, level.code());
        for unit in units.into_iter().filter(|unit| unit.member != UNKNOWN).take(UNITS_BY_SECTOR) {
            for (sector, bought) in of_units.get(unit.member.as_str()).into_iter().flatten().take(SECTORS_OF_UNIT) {
                let of = |id: &str| self.figure(id, MARKET, &dimension, &bought.member);
                table.rows.push(vec![
                    Cell::text(unit.member.clone()),
                    Cell::text(self.texts.member("sector", sector)),
                    self.of_figure(Some(bought)),
                    self.of_figure(of("A6")).with_bar(),
                    self.of_figure(of("B7")).with_bar(),
                ]);
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// The units that bought most in a sector, with their sums.
    pub(super) fn card_units(&self, sector: &str) -> Option<String> {
        let level = Level::ALL.into_iter().find(|level| self.tell(*level))?;
        let dimension = format!("{}-sector", level.code());
        let of_sector = |figure: &'a Figure| {
            let unit = figure.member.strip_prefix(sector)?.strip_prefix(" / ").filter(|unit| *unit != UNKNOWN)?;
            Some((unit, figure.value.filter(|value| *value > 0)?))
        };
        let largest = self.ranked("A1", MARKET, &dimension).into_iter().filter_map(of_sector).take(ON_CARD);
        let told: Vec<String> =
            largest.map(|(unit, value)| format!("{unit} {}", self.about(value / PER_CENT))).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}
