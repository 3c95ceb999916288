//! What could be bought here: purchases from elsewhere beside the firms of the area, where counts of firms are given.

use super::{Builder, MARKET, ONE, PER_CENT, Parts, is_hidden};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

impl Builder<'_> {
    pub(super) fn supply(&self) -> Option<Topic> {
        let firms = self.facts.summary.firms.as_ref().filter(|_| self.knows_places())?;
        let (share, amount) = (self.headline("B5", MARKET, self.year)?, self.figure("B5", MARKET, "measure", "amount"));
        let finding = self.known(amount).zip(self.known(Some(share))).map(|(amount, share)| {
            let arguments = [
                ("amount", self.about(amount.millionths / PER_CENT)),
                ("share", self.write(Some(share))),
                ("enough", self.texts.count(firms.enough.into())),
                ("home", self.home()),
            ];
            self.texts.text_of("finding-supply", &arguments)
        });
        let mut topic = self.topic(TopicId::Supply, finding);
        topic.charts.extend(self.supply_chart(share));
        topic.tables.push(self.supply_table());
        topic.caveats = vec![self.note(Matter::Supply, "caveat-supply"), self.counts_note(), self.local_note()];
        topic.caveats.extend(self.expected_note());
        Some(topic)
    }

    fn supply_chart(&self, share: &Figure) -> Option<Chart> {
        let ranked = self.ranked("B5", MARKET, "sector:amount");
        let any_hidden = ranked.iter().any(|f| is_hidden(Some(f)));
        let shown: Vec<&Figure> =
            ranked.into_iter().filter(|f| f.value.is_some_and(|v| v > 0)).take(super::CLASSES).collect();
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: shown.iter().map(|f| self.texts.member("sector", &f.member)).collect(),
            series: vec![Series {
                name: self.texts.text("col-from-elsewhere"),
                values: shown.iter().map(|f| f.value).collect(),
            }],
            basis: self.with_hidden(self.basis(Some(share), MARKET, &self.period(self.year), "suppliers"), any_hidden),
            is_rounded: false,
        };
        let title = self.scoped("chart-supply", MARKET);
        (!shown.is_empty()).then(|| self.chart("supply", ChartKind::Bars, title, Unit::Currency, parts))
    }

    /// Sectors by what is bought from elsewhere, with the firms of here and what local share they let expect.
    fn supply_table(&self) -> Table {
        let keys = [
            "col-sector",
            "col-from-elsewhere",
            "col-firms-here",
            "col-firms-sold",
            "col-local-share",
            "col-expected-share",
        ];
        let mut table = Table::new("supply", self.scoped("table-supply", MARKET), self.titles(&keys));
        for bought in self.ranked("B4", MARKET, "sector:amount") {
            let of = |id: &str, dimension: &str| self.figure(id, MARKET, dimension, &bought.member);
            let Some(firms) = of("B13", "sector:firm-count") else { continue };
            table.rows.push(vec![
                Cell::text(self.texts.member("sector", &bought.member)),
                self.of_figure(Some(bought)),
                self.of_figure(Some(firms)),
                self.of_figure(of("B13", "sector:supplier-count")),
                self.of_figure(of("B1", "sector")).with_bar(),
                self.of_figure(of("B22", "sector:expected-share")).with_bar(),
            ]);
        }
        if !self.facts.members("B22", MARKET, self.year, "sector:expected-share").any(|_| true) {
            table.truncate_columns(keys.len() - 1);
        }
        table
    }

    /// Of which year the counts are, and from how many firms on a sector is in the sum.
    fn counts_note(&self) -> Note {
        let firms = self.facts.summary.firms.as_ref();
        let of = firms.and_then(|firms| firms.years.get(&self.year)).map_or_else(String::new, i32::to_string);
        let enough = firms.map_or_else(String::new, |firms| self.texts.count(firms.enough.into()));
        Note::new(Matter::FirmCounts, self.texts.text_with("note-firm-counts", &[("year", &of), ("enough", &enough)]))
    }

    /// The local share to expect beside the real one, where the country's firms are counted.
    fn expected_note(&self) -> Option<Note> {
        let expected = self.headline("B22", MARKET, self.year);
        let real = self.figure("B22", MARKET, "measure", "real-share");
        let (share, real) = (self.known(expected)?, self.known(real)?);
        let (low, high) = self.limits(expected)?;
        let arguments =
            [("share", self.write(Some(share))), ("low", low), ("high", high), ("real", self.write(Some(real)))];
        Some(Note::new(Matter::Expected, self.texts.text_of("note-expected", &arguments)))
    }

    /// The firms of here in a sector's industries, and how many of them sold, for its card.
    pub(super) fn card_firms(&self, sector: &str) -> Option<String> {
        let count = |figure: &Figure| self.texts.count(figure.value.unwrap_or(0) / ONE);
        let firms = count(self.figure("B13", MARKET, "sector:firm-count", sector)?);
        let sold = self.figure("B13", MARKET, "sector:supplier-count", sector).map(count);
        Some(match sold {
            Some(sold) => self.texts.text_with("card-firms-value", &[("firms", &firms), ("sold", &sold)]),
            None => firms,
        })
    }
}
