//! How procurements were competed for, where tables of tenders are given.

use chrono::{Datelike, NaiveDate};

use super::{Builder, CLASSES, Parts, begun, chart};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_domain::classify::cube::UNDATED;
use vire_indicators::catalogue::{CATALOGUE, Indicator, Unit, find};
use vire_indicators::scopes::TENDERS;
use vire_indicators::{Figure, is_of_tenders};
use vire_reference::sectors::UNCLASSIFIED;

/// Tenders that a mean needs before it is drawn or told in words: of one or two it would say little.
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
        let rows = self.facts.summary.tenders.as_ref();
        let caveat = if rows.is_some() { "caveat-competition" } else { "caveat-openness" };
        topic.caveats = vec![self.note(Matter::Tenders, caveat)];
        topic.caveats.extend(rows.filter(|rows| rows.unreadable > 0).map(|rows| {
            let [left_out, read] = [rows.unreadable, rows.read].map(|n| self.texts.count(n.into()));
            let text = self.texts.text_with("note-tenders-left-out", &[("n", &left_out), ("read", &read)]);
            Note::new(Matter::Tenders, text)
        }));
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

    /// The name of a year of tenders, and how far into it the tables reach where they end before its last month. The months
    /// of the purchases say nothing of it.
    fn tender_period(&self, year: i32) -> String {
        if year == UNDATED {
            return self.texts.text("undated");
        }
        let name = self.name(year);
        let accounting = self.facts.accounting;
        let last = self.facts.summary.tenders.as_ref().and_then(|rows| rows.last_day.parse::<NaiveDate>().ok());
        let is_within = |day: &NaiveDate| {
            accounting.of(day.year(), day.month()) == year
                && accounting.last_day(year).is_some_and(|end| (day.year(), day.month()) < (end.year(), end.month()))
        };
        match last.filter(is_within) {
            Some(day) => {
                self.texts.text_of("period-to", &[("year", name), ("date", self.texts.date(&day.to_string()))])
            }
            None => name,
        }
    }

    fn competition_finding(&self, year: i32) -> Option<String> {
        let known = |id: &str| {
            let figure =
                self.of_tenders(id, year, "total", "total").filter(|figure| figure.n.is_some_and(|n| n >= FEW));
            self.known(figure).map(|value| self.write(Some(value)))
        };
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
        let few = self.texts.text_with("basis-few-tenders", &[("few", &self.texts.count(FEW.into()))]);
        let source = self.texts.text_with("source-tenders", &[("buyer", &self.facts.summary.buyer)]);
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: sectors.iter().map(|figure| self.texts.member("sector", &figure.member)).collect(),
            series: vec![Series {
                name: self.texts.text("col-bids"),
                values: sectors.iter().map(|figure| figure.value).collect(),
            }],
            basis: format!("{basis}; {few}. {source}"),
            is_rounded: false,
        };
        let title = self.texts.text_with("chart-competition", &[("year", &self.tender_period(year))]);
        let wording = (self.texts, self.facts.summary.currency.as_str());
        (sectors.len() > 1).then(|| chart(wording, "competition", ChartKind::Bars, title, Unit::Ratio, parts))
    }

    /// Period, n, and coverage where there is one.
    pub(super) fn basis_of_tenders(&self, figure: Option<&Figure>, year: i32, counts: &str) -> String {
        let coverage = figure.and_then(|f| f.coverage);
        let n = self.texts.count(figure.and_then(|f| f.n).unwrap_or(0).into());
        let arguments = [
            ("period", self.tender_period(year)),
            ("counts", self.texts.text_with(&format!("counts-{counts}"), &[("n", &n)])),
            ("n", n),
            ("coverage", coverage.map(|coverage| self.texts.percent(coverage)).unwrap_or_default()),
        ];
        begun(&self.texts.text_of(if coverage.is_some() { "basis-tenders" } else { "basis-tenders-short" }, &arguments))
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
                table.rows.push(self.measure_row(indicator, name, figure));
            }
        }
        table
    }

    /// A measure with its bounds, what it counts, and of how much it is known.
    pub(super) fn measure_row(&self, indicator: &Indicator, name: String, figure: &Figure) -> Vec<Cell> {
        let counts = if figure.member == OF_BIDS { "bids" } else { &indicator.counts };
        let n = self.texts.count(figure.n.unwrap_or(0).into());
        let counts = self.texts.text_with(&format!("counts-{counts}"), &[("n", &n)]);
        let coverage = figure.coverage.map_or_else(String::new, |share| self.texts.percent(share));
        vec![
            Cell::text(name),
            self.of_figure(Some(figure)),
            Cell::text(self.bounds(Some(figure))),
            Cell::text(format!("{n} {counts}")),
            Cell::text(coverage),
        ]
    }

    /// What the figures of a row count, and of which share of these they are known.
    fn rests_on(&self, indicator: &Indicator, figures: &[Option<&Figure>]) -> Vec<Cell> {
        let most = figures.iter().flatten().filter_map(|figure| figure.n).max().unwrap_or(0);
        let counts =
            self.texts.text_with(&format!("counts-{}", indicator.counts), &[("n", &self.texts.count(most.into()))]);
        let cell = |figure: &Option<&Figure>| {
            let Some(figure) = figure else { return Cell::text("") };
            let n = self.texts.count(figure.n.unwrap_or(0).into());
            let known = figure.coverage.map(|share| format!("; {}", self.texts.percent(share)));
            Cell::text(n + &known.unwrap_or_default())
        };
        let head = Cell::text(self.texts.text_with("row-rests-on", &[("counts", &counts)]));
        std::iter::once(head).chain(figures.iter().map(cell)).collect()
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
                row.extend(figures.iter().map(|figure| self.of_figure(*figure)));
                table.rows.push(row);
                table.rows.push(self.rests_on(indicator, &figures));
            }
        }
        Some(table)
    }
}
