//! How procurements were competed for, where tables of tenders are given.

use super::{Builder, CLASSES, Parts, begun, chart};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_domain::classify::cube::UNDATED;
use vire_indicators::catalogue::{CATALOGUE, Indicator, Unit, find};
use vire_indicators::scopes::TENDERS;
use vire_indicators::{Figure, is_of_tenders};
use vire_reference::sectors::UNCLASSIFIED;

/// Tenders that a sector or a procedure needs before its mean is drawn: of one or two it would say little.
const FEW: i64 = 3;

/// The measure of awards that is of bids.
const OF_BIDS: &str = "sme-bid-share";

impl<'a> Builder<'a> {
    pub(super) fn competition(&self) -> Option<Topic> {
        let year = self.year_of_tenders()?;
        let mut topic = self.topic(TopicId::Competition, self.competition_finding(year));
        topic.charts.extend(self.bids_chart(year));
        topic.tables.push(self.competition_table(year));
        topic.tables.extend(self.tenders_by(year, "sector"));
        topic.tables.extend(self.tenders_by(year, "procedure"));
        topic.tables.extend(self.tenders_over_years());
        topic.caveats = vec![self.note(Matter::Tenders, "caveat-competition")];
        let compared = ["C2", "C3"].iter().any(|id| self.known(self.of_tenders(id, year, "total", "total")).is_some());
        topic.caveats.extend(compared.then(|| self.note(Matter::Scoreboard, "note-scoreboard")));
        topic.caveats.extend((year != self.year).then(|| {
            Note::new(
                Matter::Tenders,
                self.texts.text_with("note-tenders-year", &[("year", &self.tender_period(year))]),
            )
        }));
        Some(topic)
    }

    fn of_tenders(&self, indicator: &str, year: i32, dimension: &str, member: &str) -> Option<&'a Figure> {
        self.facts.figure(indicator, TENDERS, year, dimension, member)
    }

    /// The years that tenders have figures of, in order.
    fn years_of_tenders(&self) -> Vec<i32> {
        let figures = self.facts.summary.figures.iter().map(|written| &written.figure);
        let periods = figures.filter(|figure| figure.scope == TENDERS && figure.dimension == "total");
        let mut years: Vec<i32> = periods.map(|figure| self.facts.year_of_period(&figure.period)).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The key year where it has tenders, else the last that has some.
    fn year_of_tenders(&self) -> Option<i32> {
        let years = self.years_of_tenders();
        years.contains(&self.year).then_some(self.year).or_else(|| years.last().copied())
    }

    /// The name of a year of tenders, which the months of the purchases say nothing of.
    fn tender_period(&self, year: i32) -> String {
        if year == UNDATED { self.texts.text("undated") } else { self.name(year) }
    }

    fn competition_finding(&self, year: i32) -> Option<String> {
        let known =
            |id: &str| self.known(self.of_tenders(id, year, "total", "total")).map(|value| self.write(Some(value)));
        let (bids, single) = (known("C1"), known("C2"));
        let key = match (&bids, &single) {
            _ if year == UNDATED => return None,
            (Some(_), Some(_)) => "finding-competition",
            (Some(_), None) => "finding-competition-bids",
            (None, Some(_)) => "finding-competition-single",
            (None, None) => return None,
        };
        let arguments = [
            ("year", self.tender_period(year)),
            ("bids", bids.unwrap_or_default()),
            ("share", single.unwrap_or_default()),
        ];
        Some(self.texts.text_of(key, &arguments))
    }

    /// Bids per tender in the sectors with the most tenders.
    fn bids_chart(&self, year: i32) -> Option<Chart> {
        let mut sectors: Vec<&Figure> = self.facts.members("C1", TENDERS, year, "sector").collect();
        sectors.retain(|figure| figure.member != UNCLASSIFIED && figure.n.is_some_and(|n| n >= FEW));
        sectors.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.member.cmp(&b.member)));
        sectors.truncate(CLASSES);
        let basis = self.basis_of_tenders(self.of_tenders("C1", year, "total", "total"), year, "tenders");
        let source = self.texts.text_with("source-tenders", &[("buyer", &self.facts.summary.buyer)]);
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: sectors.iter().map(|figure| self.texts.member("sector", &figure.member)).collect(),
            series: vec![Series {
                name: self.texts.text("col-bids"),
                values: sectors.iter().map(|figure| figure.value).collect(),
            }],
            basis: format!("{basis}. {source}"),
            is_rounded: false,
        };
        let title = self.texts.text_with("chart-competition", &[("year", &self.tender_period(year))]);
        let wording = (self.texts, self.facts.summary.currency.as_str());
        (sectors.len() > 1).then(|| chart(wording, "competition", ChartKind::Bars, title, Unit::Ratio, parts))
    }

    /// Period, n and coverage.
    pub(super) fn basis_of_tenders(&self, figure: Option<&Figure>, year: i32, counts: &str) -> String {
        let arguments = [
            ("period", self.tender_period(year)),
            ("n", self.texts.count(figure.and_then(|f| f.n).unwrap_or(0).into())),
            ("counts", self.texts.text(&format!("counts-{counts}"))),
            ("coverage", self.texts.percent(figure.and_then(|f| f.coverage).unwrap_or(0))),
        ];
        begun(&self.texts.text_of("basis-tenders", &arguments))
    }

    /// All headlines of the year, and what stands beside them, with what each rests on.
    fn competition_table(&self, year: i32) -> Table {
        let keys = ["col-measure", "col-value", "col-bounds-short", "col-counted", "col-known"];
        let caption = self.texts.text_with("table-competition", &[("year", &self.tender_period(year))]);
        let mut table = Table::new("competition", caption, self.titles(&keys)).with_texts(&[2, 3]);
        for indicator in CATALOGUE.iter().filter(|indicator| is_of_tenders(&indicator.id)) {
            let title = indicator.text("title", self.texts.code).to_owned();
            let headline = self.of_tenders(&indicator.id, year, "total", "total").map(|figure| (title, figure));
            let measures = self.facts.members(&indicator.id, TENDERS, year, "measure").map(|figure| {
                let key = format!("{}-{}", indicator.name, figure.member);
                (self.texts.text(&format!("measure-{key}")), figure)
            });
            for (name, figure) in headline.into_iter().chain(measures) {
                table.rows.push(self.competition_row(indicator, name, figure));
            }
        }
        table
    }

    fn competition_row(&self, indicator: &Indicator, name: String, figure: &Figure) -> Vec<Cell> {
        let counts = if figure.member == OF_BIDS { "bids" } else { &indicator.counts };
        let counts = self.texts.text(&format!("counts-{counts}"));
        let n = self.texts.count(figure.n.unwrap_or(0).into());
        let coverage = figure.coverage.map_or_else(String::new, |share| self.texts.percent(share));
        vec![
            Cell::text(name),
            self.of_figure(Some(figure)),
            Cell::text(self.bounds(Some(figure))),
            Cell::text(format!("{n} {counts}")),
            Cell::text(coverage),
        ]
    }

    /// A few headlines by sector or procedure, those with the most tenders first.
    fn tenders_by(&self, year: i32, dimension: &str) -> Option<Table> {
        let shown: Vec<(&Indicator, &str)> =
            [("C1", "col-bids"), ("C2", "col-single-bids"), ("C11", "col-window"), ("C7", "col-lots")]
                .into_iter()
                .filter_map(|(id, key)| find(id).map(|indicator| (indicator, key)))
                .filter(|(indicator, _)| self.facts.members(&indicator.id, TENDERS, year, dimension).next().is_some())
                .collect();
        let (first, _) = shown.first()?;
        let mut members: Vec<&Figure> = self.facts.members(&first.id, TENDERS, year, dimension).collect();
        members.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.member.cmp(&b.member)));
        let is_told = members.iter().any(|figure| !matches!(figure.member.as_str(), UNCLASSIFIED | "unknown"));
        let caption =
            self.texts.text_with(&format!("table-tenders-{dimension}"), &[("year", &self.tender_period(year))]);
        let mut titles = self.titles(&[&format!("col-{dimension}"), "col-tenders"]);
        titles.extend(shown.iter().map(|(_, key)| self.texts.text(key)));
        let mut table = Table::new(&format!("tenders-{dimension}"), caption, titles);
        for member in members {
            let of = |indicator: &Indicator| self.of_tenders(&indicator.id, year, dimension, &member.member);
            let mut row = vec![
                Cell::text(self.texts.member(dimension, &member.member)),
                self.of_count(member.n.unwrap_or(0).unsigned_abs()),
            ];
            row.extend(shown.iter().map(|(indicator, _)| self.of_figure(of(indicator))));
            table.rows.push(row);
        }
        is_told.then_some(table)
    }

    /// A few headlines by year, where tenders are of several.
    fn tenders_over_years(&self) -> Option<Table> {
        let years: Vec<i32> = self.years_of_tenders().into_iter().filter(|year| *year != UNDATED).collect();
        if years.len() < 2 {
            return None;
        }
        let mut titles = vec![self.texts.text("col-measure")];
        titles.extend(years.iter().map(|year| self.tender_period(*year)));
        let mut table = Table::new("tenders-years", self.texts.text("table-tenders-years"), titles);
        for indicator in CATALOGUE.iter().filter(|indicator| is_of_tenders(&indicator.id)) {
            let figures: Vec<_> =
                years.iter().map(|year| self.of_tenders(&indicator.id, *year, "total", "total")).collect();
            if figures.iter().any(Option::is_some) {
                let mut row = vec![Cell::text(indicator.text("title", self.texts.code))];
                row.extend(figures.into_iter().map(|figure| self.of_figure(figure)));
                table.rows.push(row);
            }
        }
        Some(table)
    }
}
