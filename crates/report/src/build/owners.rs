//! What suppliers are to the buyer: who owns them, and how much of their turnover the buyer is, where tables tell it.

use super::{Builder, EXTERNAL, MARKET};
use crate::model::{Cell, Table, Topic, TopicId};
use crate::note::{Matter, Note};
use vire_domain::owned::Ownership;
use vire_domain::turnovers::Dependency;

impl Builder<'_> {
    pub(super) fn owners(&self) -> Option<Topic> {
        let tables: Vec<Table> = self.owners_table().into_iter().chain(self.dependency_table()).collect();
        let costs = self.costs_note();
        if tables.is_empty() && costs.is_none() {
            return None;
        }
        let in_house = self.known(self.headline("B25", EXTERNAL, self.year));
        let finding = in_house.map(|share| {
            let [within, begins] = self.during_key_year();
            self.texts.text_of("finding-owners", &[("share", self.write(Some(share))), within, begins])
        });
        let mut topic = self.topic(TopicId::Owners, finding);
        topic.tables = tables;
        topic.caveats = costs.into_iter().collect();
        Some(topic)
    }

    /// What suppliers are to the buyer, where a table of owned companies is given; its last row is weighted.
    fn owners_table(&self) -> Option<Table> {
        self.headline("B25", EXTERNAL, self.year)?;
        let figure = |dimension: &str, member: &str| self.figure("B25", EXTERNAL, dimension, member);
        let keys = ["col-owner", "col-suppliers", "col-sum", "col-share"];
        let mut table = Table::new("owners", self.scoped("table-owners", EXTERNAL), self.titles(&keys));
        for member in Ownership::ALL.map(Ownership::code) {
            let Some(share) = figure("owner", member) else { continue };
            table.rows.push(vec![
                Cell::text(self.texts.member("owner", member)),
                self.of_figure(figure("owner:supplier-count", member)),
                self.of_figure(figure("owner:amount", member)),
                self.of_figure(Some(share)).with_bar(),
            ]);
        }
        if figure("owner", Ownership::InHouse.code()).is_some() {
            table.rows.push(vec![
                Cell::text(self.texts.text("row-weighted")),
                Cell::text(""),
                self.of_figure(figure("measure", "weighted-amount")),
                self.of_figure(figure("measure", "weighted-share")).with_bar(),
            ]);
        }
        table.note = self.note(Matter::Owners, "note-owners").into();
        Some(table)
    }

    /// How many suppliers sell how much of their turnover to the buyer, where turnovers are given.
    fn dependency_table(&self) -> Option<Table> {
        self.headline("B14", MARKET, self.year)?;
        let keys = ["col-dependency", "col-suppliers", "col-sum"];
        let mut table = Table::new("dependency", self.scoped("table-dependency", MARKET), self.titles(&keys));
        for band in Dependency::ALL.map(Dependency::code) {
            let figure = |measure: &str| self.figure("B14", MARKET, &format!("band:{measure}"), band);
            let Some(count) = figure("supplier-count") else { continue };
            let sum = figure("amount").map_or_else(|| Cell::text(""), |sum| self.of_figure(Some(sum)));
            table.rows.push(vec![Cell::text(self.texts.member("dependency", band)), self.of_figure(Some(count)), sum]);
        }
        let has_sums = self.facts.members("B14", MARKET, self.year, "band:amount").next().is_some();
        if !has_sums {
            table.truncate_columns(2);
        }
        let key = if has_sums { "note-dependency" } else { "note-dependency-counts" };
        table.note = self.note(Matter::Owners, key).into();
        Some(table)
    }

    /// What part of the operating costs is bought from private suppliers, where the costs are given.
    fn costs_note(&self) -> Option<Note> {
        let figure = self.headline("B21", MARKET, self.year)?;
        let share = self.known(Some(figure))?;
        let bounds = self.limits(Some(figure));
        let key = if bounds.is_some() { "note-costs-bounds" } else { "note-costs" };
        let (low, high) = bounds.unwrap_or_default();
        let arguments = [
            ("share", self.write(Some(share))),
            ("low", low),
            ("high", high),
            ("year", self.name(self.year)),
            ("source", self.facts.summary.cost_source.clone().unwrap_or_default()),
        ];
        Some(Note::new(Matter::Costs, self.texts.text_of(key, &arguments)))
    }
}
