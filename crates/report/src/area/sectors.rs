//! What is bought.

use std::collections::BTreeSet;

use super::document::{ABREAST, Builder};
use crate::build::{MARKET, Parts, first};
use crate::document::{Part, Section};
use crate::facts::Facts;
use crate::model::{Cell, ChartKind, Series, Table};
use crate::note::{Matter, Note};
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// A sector, and the sum of all buyers in millionths; none where that of one is not shown.
type Summed = (String, Option<i128>);

impl<'a> Builder<'a> {
    pub(super) fn sectors(&self) -> Section {
        let sectors = self.summed();
        let shown: Vec<(String, i128)> = sectors.iter().filter_map(|(id, sum)| Some((id.clone(), (*sum)?))).collect();
        let mut section = Section::new(self.text("area-sectors", &[]), self.largest(&shown));
        let (largest, rest) = first(shown, |(_, sum)| *sum);
        let others = rest.map(|(count, sum)| (self.texts.text_with("others", &[("count", &count.to_string())]), sum));
        let named = largest.into_iter().map(|(id, sum)| (self.texts.member("sector", &id), sum));
        let (categories, values): (Vec<String>, Vec<Option<i128>>) =
            named.chain(others).map(|(name, sum)| (name, Some(sum))).unzip();
        let hidden = sectors.iter().any(|(_, sum)| sum.is_none());
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories,
            series: vec![Series { name: self.texts.text("col-sum"), values }],
            basis: self.basis_hiding(MARKET, hidden),
            is_rounded: false,
        };
        section = section.with(Part::Chart(self.chart(
            "area-sectors",
            ChartKind::Bars,
            "area-sectors-chart",
            Unit::Currency,
            parts,
        )));
        let groups: Vec<&[Facts]> = self.area.members.chunks(ABREAST).collect();
        for (at, members) in groups.iter().enumerate() {
            section = section.with(Part::Table(self.sectors_table(&sectors, at, members, groups.len() > 1)));
        }
        section
    }

    fn of_sector(&self, facts: &'a Facts, sector: &str) -> Option<&'a Figure> {
        facts.figure("A1", MARKET, self.area.year, "sector", sector)
    }

    /// The sectors in which anything was bought, largest first; those whose sum is not shown come last, by name.
    fn summed(&self) -> Vec<Summed> {
        let members = self.area.members.iter();
        let ids: BTreeSet<&str> = members
            .flat_map(|facts| facts.members("A1", MARKET, self.area.year, "sector"))
            .map(|figure| figure.member.as_str())
            .collect();
        let sum = |id: &str| (id.to_owned(), self.area.sum(|facts| self.of_sector(facts, id)));
        let mut sectors: Vec<Summed> = ids.into_iter().map(sum).collect();
        sectors.sort_by(|(a, left), (b, right)| right.cmp(left).then_with(|| a.cmp(b)));
        sectors
    }

    /// Which sector is the largest; nothing where one that is not shown could be larger.
    fn largest(&self, shown: &[(String, i128)]) -> String {
        let total = self.area.sum(|facts| self.headline(facts, "A1", MARKET));
        let (Some(total), Some((id, sum))) = (total, shown.first()) else { return String::new() };
        let hidden = total - shown.iter().map(|(_, sum)| sum).sum::<i128>();
        if hidden >= *sum || id == "unclassified" {
            return String::new();
        }
        let arguments =
            [("sector", self.texts.sector_within(id)), ("sum", self.about(*sum)), ("total", self.about(total))];
        self.text("area-sectors-finding", &arguments)
    }

    fn sectors_table(&self, sectors: &[Summed], at: usize, members: &'a [Facts], is_one_of_several: bool) -> Table {
        let names: Vec<String> = members.iter().map(|facts| facts.summary.buyer.clone()).collect();
        let caption = match is_one_of_several {
            true => self.text("area-sectors-table-of", &[("buyers", names.join(", "))]),
            false => self.text("area-sectors-table", &[]),
        };
        let together = self.text("area-together", &[]);
        let titles = [self.texts.text("col-sector")].into_iter().chain(names).chain([together]).collect();
        let mut table = Table::new(&format!("area-sectors-{at}"), caption, titles);
        for (id, sum) in sectors {
            let of = |facts| {
                self.of_sector(facts, id).map_or_else(|| self.sum_cell(Some(0)), |figure| self.cell(Some(figure)))
            };
            let mut row = vec![Cell::text(self.texts.member("sector", id))];
            row.extend(members.iter().map(of));
            row.push(self.sum_cell(*sum));
            table.rows.push(row);
        }
        table.adds_up = true;
        table.explain(&self.texts);
        table.note.0.push(Note::new(Matter::Sectors, self.text("area-sectors-note", &[])));
        table
    }
}
