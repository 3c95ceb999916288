//! Purchases beside the register of contracts, where one is given.

use super::{Builder, CLASSES, MARKET, Parts, is_hidden};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_indicators::Figure;
use vire_indicators::catalogue::{Unit, find};

/// What the table of measures has of each indicator, in its order.
const MEASURES: [(&str, &[&str]); 3] = [
    ("B19", &["sector-share", "supplier-share", "outside-amount"]),
    ("B20", &["without-share", "absent-count", "short-count"]),
    ("B23", &["over-share"]),
];

impl Builder<'_> {
    pub(super) fn contracts(&self) -> Option<Topic> {
        self.facts.summary.contracts.as_ref()?;
        let within = self.headline("B19", MARKET, self.year)?;
        let finding = self.known(Some(within)).zip(within.coverage).map(|(share, coverage)| {
            let arguments = [("share", self.write(Some(share))), ("coverage", self.texts.percent(coverage))];
            self.texts.text_of("finding-contracts", &arguments)
        });
        let mut topic = self.topic(TopicId::Contracts, finding);
        topic.charts.extend(self.outside_chart(within));
        topic.tables.push(self.contracts_table());
        topic.tables.push(self.contracts_by_sector());
        topic.caveats = vec![self.note(Matter::Contracts, "caveat-contracts")];
        topic.caveats.extend(self.register_note());
        Some(topic)
    }

    /// What was bought from suppliers that have no contract in the register, by sector.
    fn outside_chart(&self, within: &Figure) -> Option<Chart> {
        let ranked = self.ranked("B19", MARKET, "sector:outside-amount");
        let any_hidden = ranked.iter().any(|figure| is_hidden(Some(figure)));
        let mut shown: Vec<&Figure> = ranked.into_iter().filter(|f| f.value.is_some_and(|value| value > 0)).collect();
        // Sectors in which persons sell may be hidden: a chart of the others would say that there is little else.
        let told: i128 = shown.iter().filter_map(|figure| figure.value).sum();
        let all = self.figure("B19", MARKET, "measure", "outside-amount").and_then(|figure| figure.value);
        if any_hidden && all.is_none_or(|all| told * 10 < all * 9) {
            return None;
        }
        shown.truncate(CLASSES);
        let basis = self.with_hidden(self.basis(Some(within), MARKET, &self.period(self.year), "lines"), any_hidden);
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: shown.iter().map(|figure| self.texts.member("sector", &figure.member)).collect(),
            series: vec![Series {
                name: self.texts.text("col-outside"),
                values: shown.iter().map(|figure| figure.value).collect(),
            }],
            basis: format!("{basis}. {}", self.texts.text("basis-register")),
            is_rounded: false,
        };
        let title = self.scoped("chart-contracts", MARKET);
        (!shown.is_empty()).then(|| self.chart("contracts", ChartKind::Bars, title, Unit::Currency, parts))
    }

    /// All measures of the year, with their bounds and what each rests on.
    fn contracts_table(&self) -> Table {
        let keys = ["col-measure", "col-value", "col-bounds-short", "col-counted", "col-known"];
        let mut table =
            Table::new("contracts", self.scoped("table-contracts", MARKET), self.titles(&keys)).with_texts(&[2, 3]);
        for (id, measures) in MEASURES {
            let Some(indicator) = find(id) else { continue };
            let title = indicator.text("title", self.texts.code).to_owned();
            let headline = self.headline(id, MARKET, self.year).map(|figure| (title, figure));
            let beside = measures.iter().filter_map(|measure| {
                let name = self.texts.text(&format!("measure-{}-{measure}", indicator.name));
                Some((name, self.figure(id, MARKET, "measure", measure)?))
            });
            let rows = headline.into_iter().chain(beside);
            table.rows.extend(rows.map(|(name, figure)| self.measure_row(indicator, name, figure)));
        }
        table
    }

    /// The sectors by what was bought, with what is within contracts and what outside the register.
    fn contracts_by_sector(&self) -> Table {
        let keys = ["col-sector", "col-sum", "col-within", "col-with-contract", "col-outside", "col-known"];
        let caption = self.scoped("table-contracts-sector", MARKET);
        let mut table = Table::new("contracts-sector", caption, self.titles(&keys));
        for sector in self.sectors_by_sum(self.year, MARKET) {
            let of = |dimension: &str| self.figure("B19", MARKET, dimension, &sector.member);
            let known = of("sector").and_then(|figure| figure.coverage);
            table.rows.push(vec![
                Cell::text(self.texts.member("sector", &sector.member)),
                self.of_figure(Some(sector)),
                self.of_figure(of("sector")).with_bar(),
                self.of_figure(of("sector:supplier-share")).with_bar(),
                self.of_figure(of("sector:outside-amount")),
                Cell::text(known.map_or_else(String::new, |share| self.texts.percent(share))),
            ]);
        }
        table
    }

    /// How many contracts there are, and how their suppliers were found.
    fn register_note(&self) -> Option<Note> {
        let register = self.facts.summary.contracts.as_ref()?;
        let numbers = [
            ("contracts", register.contracts),
            ("by_id", register.by_id),
            ("by_name", register.by_name),
            ("absent", register.absent),
            ("others", register.unmatched),
            ("open", register.without_end),
            ("startless", register.without_start),
            ("sectorless", register.without_sector),
            ("valueless", register.without_value),
        ];
        let arguments = numbers.map(|(name, number)| (name, self.texts.count(number.into())));
        Some(Note::new(Matter::Contracts, self.texts.text_of("note-contracts", &arguments)))
    }
}
