//! From where it is bought.

use std::collections::BTreeMap;

use super::document::{Builder, bounds};
use crate::build::{MARKET, ONE, Parts, is_hidden, is_rounded};
use crate::document::{Part, Section};
use crate::facts::Facts;
use crate::model::{Cell, ChartKind, Column, Series, Table};
use vire_domain::suppliers::settings::Basis;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;
use vire_reference::places::Ring;

/// Most is bought from nobody knows where, so that no ring says anything.
fn little_known_at_all(unknown: Option<&Figure>) -> bool {
    unknown.and_then(|figure| figure.value).is_some_and(|share| share * 2 > ONE)
}

impl<'a> Builder<'a> {
    pub(super) fn places(&self) -> Section {
        let section = Section::new(self.text("area-places", &[]), self.own_municipality());
        let section = section.with(Part::Chart(self.rings_chart())).with(Part::Table(self.rings_table()));
        section.with(Part::Table(self.local_table())).with(Part::Remarks(self.what_is_local()))
    }

    /// The sum of all buyers from a ring; none where that of one is not shown.
    fn sum_of_ring(&self, ring: Ring) -> Option<i128> {
        self.area.sum(|facts| facts.figure("A1", MARKET, self.area.year, "ring", ring.code()))
    }

    /// How much comes from the buyers' own municipalities, by as much as is known.
    fn own_municipality(&self) -> String {
        let total = self.area.sum(|facts| self.headline(facts, "A1", MARKET)).filter(|total| *total > 0);
        let sums = (self.sum_of_ring(Ring::Municipality), self.sum_of_ring(Ring::Unknown), total);
        let (Some(own), Some(unknown), Some(total)) = sums else { return String::new() };
        if unknown.abs() * 2 > total {
            return String::new(); // too little is known
        }
        let share = |sum: i128| self.texts.percent(sum * ONE / total);
        let (low, high) = (share(own + unknown.min(0)), share(own + unknown.max(0)));
        match low == high {
            true => self.text("area-places-finding", &[("share", low)]),
            false => self.text("area-places-finding-between", &[("low", low), ("high", high)]),
        }
    }

    /// The share of a ring; that of the own municipality is the local share, which may be shown in whole hundredths where
    /// those of rings are hidden.
    fn ring_share(&self, facts: &'a Facts, ring: Ring) -> Option<&'a Figure> {
        let share = facts.figure("B3", MARKET, self.area.year, "ring", ring.code());
        match ring {
            Ring::Municipality if is_hidden(share) => self.headline(facts, "B1", MARKET),
            _ => share,
        }
    }

    /// The rings in which any buyer bought, and those that must not be missed.
    fn rings(&self) -> Vec<Ring> {
        let has = |ring: &Ring| {
            let is_shown = matches!(ring, Ring::Municipality | Ring::Unknown);
            is_shown || self.area.members.iter().any(|facts| self.ring_share(facts, *ring).is_some())
        };
        Ring::ALL.into_iter().filter(has).collect()
    }

    /// The share of a ring in millionths. Where places are known, a ring without a figure had no purchases; where none are,
    /// all are of unknown place.
    fn ring_value(&self, facts: &'a Facts, ring: Ring) -> Option<i128> {
        match self.ring_share(facts, ring) {
            Some(figure) => figure.value,
            None if !self.area.knows_places(facts) => (ring == Ring::Unknown).then_some(ONE),
            None if little_known_at_all(self.ring_share(facts, Ring::Unknown)) => None,
            None => Some(0),
        }
    }

    fn rings_chart(&self) -> crate::model::Chart {
        let members = &self.area.members;
        let rings = self.rings();
        let share = |facts: &'a Facts, ring: Ring| self.ring_share(facts, ring);
        let any = |holds: &dyn Fn(Option<&Figure>) -> bool| {
            members.iter().any(|facts| rings.iter().any(|ring| holds(share(facts, *ring))))
        };
        let mut series: Vec<Series> = rings
            .iter()
            .map(|ring| Series {
                name: self.texts.member("ring", ring.code()),
                values: members.iter().map(|facts| self.ring_value(facts, *ring)).collect(),
            })
            .collect();
        if any(&is_hidden) {
            series.retain(|series| series.name != self.texts.member("ring", Ring::Unknown.code()));
            let shown = |at: usize| series.iter().filter_map(|series| series.values[at]).sum::<i128>();
            let rest = (0..members.len()).map(|at| Some((ONE - shown(at)).max(0))).collect();
            series.push(Series { name: self.texts.text("ring-unknown-or-hidden"), values: rest });
        }
        let parts = Parts {
            category_title: self.texts.text("coming-col-buyer"),
            categories: self.area.buyers().into_iter().map(str::to_owned).collect(),
            series,
            basis: self.basis_hiding(MARKET, any(&is_hidden)),
            is_rounded: any(&is_rounded),
        };
        self.chart("area-places", ChartKind::StackedBars, "area-places-chart", Unit::Share, parts)
    }

    fn rings_table(&self) -> Table {
        let rings = self.rings();
        let names = rings.iter().map(|ring| self.texts.member("ring", ring.code()));
        let titles = [self.texts.text("coming-col-buyer")].into_iter().chain(names).collect();
        let mut table = Table::new("area-rings", self.text("area-places-table", &[]), titles);
        for facts in &self.area.members {
            let of = |ring: &Ring| match self.ring_share(facts, *ring) {
                None => match self.ring_value(facts, *ring) {
                    Some(share) => self.share_cell(Some(share), Some(ONE)),
                    None => Cell::figure(None, &self.texts, self.area.currency()),
                },
                figure => self.cell(figure).with_bar(),
            };
            table.rows.push([Cell::text(&facts.summary.buyer)].into_iter().chain(rings.iter().map(of)).collect());
        }
        let total = self.area.sum(|facts| self.headline(facts, "A1", MARKET));
        let unknown = self.sum_of_ring(Ring::Unknown);
        let is_little = unknown.zip(total).is_some_and(|(unknown, total)| unknown.abs() * 2 > total);
        let of = |ring: &Ring| match ring {
            Ring::Unknown => self.share_cell(unknown, total),
            _ if is_little => Cell::figure(None, &self.texts, self.area.currency()),
            ring => self.share_cell(self.sum_of_ring(*ring), total),
        };
        let name = Cell::text(self.text("area-together", &[]));
        table.rows.push([name].into_iter().chain(rings.iter().map(of)).collect());
        table.explain(&self.texts);
        table
    }

    /// Local shares by year, and the bounds of the latest.
    fn local_table(&self) -> Table {
        let mut table = self.years_table("area-local", "B1", MARKET, "area-local-table");
        table.columns.push(Column { title: self.text("area-places-bounds", &[]), numeric: false });
        for (row, facts) in table.rows.iter_mut().zip(&self.area.members) {
            let local = self.headline(facts, "B1", MARKET);
            row.push(Cell::text(bounds(local, &self.texts, self.area.currency())));
        }
        table
    }

    fn what_is_local(&self) -> Vec<String> {
        let members = || self.area.members.iter().map(|facts| &facts.summary);
        let homes = members().map(|summary| format!("{}: {}", summary.buyer, summary.home.join(", ")));
        let mut remarks = vec![
            self.text("area-places-note", &[]),
            self.text("area-local-means", &[("homes", homes.collect::<Vec<_>>().join("; "))]),
            self.text("area-places-unknown", &[]),
        ];
        let placeless = self.names_of(|facts| !self.area.knows_places(facts));
        if !placeless.is_empty() {
            remarks.push(self.text("area-places-none", &[("buyers", self.buyers(&placeless))]));
        }
        let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for summary in members() {
            let basis = match summary.basis {
                Basis::Domicile => "area-basis-domicile",
                Basis::Establishment => "area-basis-establishment",
                Basis::InvoiceAddress => "area-basis-invoice-address",
            };
            groups.entry(basis).or_default().push(&summary.buyer);
        }
        if groups.len() > 1 {
            let said = groups.iter().map(|(key, buyers)| self.text(key, &[("buyers", buyers.join(", "))]));
            let arguments = [("groups", said.collect::<Vec<_>>().join("; "))];
            remarks.push(self.text("area-places-note-basis", &arguments));
        }
        remarks
    }
}
