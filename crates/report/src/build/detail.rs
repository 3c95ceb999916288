//! What formats that explore draw from: headlines by year, sectors by year and scope, suppliers by sector.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::tables::Ranked;
use super::{Builder, EXTERNAL, MARKET};
use crate::model::{Cell, Detail, ScopedTable, SupplierRow, Table};
use vire_indicators::catalogue::{CATALOGUE, Indicator};
use vire_indicators::scopes::{SCOPES, TENDERS};
use vire_indicators::{Figure, is_of_tenders};

/// Suppliers of one sector and year that are listed by name; the rest are one row.
const LISTED: usize = 100;

impl Builder<'_> {
    pub(super) fn detail(&self) -> Detail {
        let years = self.facts.years.iter().rev();
        let scoped = years.flat_map(|year| SCOPES.map(|scope| (*year, scope)));
        let sectors = scoped.map(|(year, scope)| ScopedTable {
            year: self.period(year),
            scope,
            table: self.sectors_table(year, scope),
            sectors: self.sectors_by_sum(year, scope).into_iter().map(|f| f.member.clone()).collect(),
        });
        Detail { indicators: self.indicators_table(), sectors: sectors.collect(), suppliers: self.supplier_rows() }
    }

    /// Headlines of all indicators in both scopes: a row each, a column a year.
    fn indicators_table(&self) -> Table {
        let mut titles = self.titles(&["col-indicator", "col-scope"]);
        titles.extend(self.facts.span.iter().map(|year| self.marked(*year)));
        titles.extend(self.titles(&["col-bounds", "col-rests-on"]));
        let last = titles.len() - 1;
        let caption = self.texts.text_with("table-indicators", &[("year", &self.period(self.year))]);
        let mut table = Table::new("indicators", caption, titles).with_texts(&[1, last - 1, last]);
        for (indicator, scope) in CATALOGUE.iter().flat_map(|i| [EXTERNAL, MARKET].map(|s| (i, s))) {
            let of =
                |year: i32| self.facts.figure(&indicator.id, scope, year, &indicator.headline.0, &indicator.headline.1);
            let figures: Vec<_> = self.facts.span.iter().map(|y| of(*y)).collect();
            let of_tenders = is_of_tenders(&indicator.id);
            if figures.iter().all(Option::is_none) || (of_tenders && scope == MARKET) {
                continue;
            }
            // Where the title is of a distribution, its headline says which part it is.
            let title = match indicator.id.as_str() {
                "A6" => self.texts.text("headline-a6"),
                "B9" => self.texts.text("headline-b9"),
                _ => indicator.text("title", self.texts.code).to_owned(),
            };
            let title = format!("{} {title}", indicator.id);
            let mut row =
                vec![Cell::text(title), Cell::text(self.scope_name(if of_tenders { TENDERS } else { scope }))];
            row.extend(figures.into_iter().map(|f| self.of_figure(f)));
            row.push(Cell::text(self.bounds(of(self.year))));
            row.push(Cell::text(
                of(self.year).map(|figure| self.figure_rests_on(indicator, figure)).unwrap_or_default(),
            ));
            table.rows.push(row);
        }
        self.explain_years(&mut table);
        table
    }

    /// What a figure counts, and of which share of the whole it is known.
    fn figure_rests_on(&self, indicator: &Indicator, figure: &Figure) -> String {
        let n = figure.n.map(|n| self.texts.count(n.into()));
        let n =
            n.map(|n| format!("{n} {}", self.texts.text_with(&format!("counts-{}", indicator.counts), &[("n", &n)])));
        let known = figure.coverage.map(|share| self.share_known(figure, share));
        n.into_iter().chain(known).collect::<Vec<_>>().join("; ")
    }

    /// Suppliers of the market by year and sector, largest first.
    fn supplier_rows(&self) -> Vec<SupplierRow> {
        let mut cells: BTreeMap<(Reverse<i32>, &str), Ranked> = BTreeMap::new();
        for s in self.facts.spend.iter().filter(|s| !s.public) {
            cells.entry((Reverse(s.year), s.sector.as_str())).or_default().push((s.supplier, s.sum));
        }
        let mut rows = Vec::new();
        for ((Reverse(year), sector), mut suppliers) in cells {
            suppliers.sort_by_key(|(supplier, sum)| (Reverse(sum.cents), *supplier));
            let is_joined = |supplier: usize| self.facts.is_joined(year, sector, supplier);
            let is_named = |supplier: usize| self.facts.suppliers[supplier].may_be_named() && !is_joined(supplier);
            let (mut named, mut rest): (Ranked, Ranked) =
                suppliers.into_iter().partition(|(supplier, _)| is_named(*supplier));
            let mut small = named.split_off(named.len().min(LISTED));
            // What one or two persons sold must not follow from the sector's sum: others join them in one row.
            if rest.iter().any(|(supplier, _)| is_joined(*supplier)) {
                small.append(&mut rest);
            }
            // The rest of a sector is as telling as its sum.
            if super::is_hidden(self.facts.figure("A1", MARKET, year, "sector", sector)) {
                small.clear();
                rest.clear();
            }
            let base = || SupplierRow {
                year: self.period(year),
                sector_id: sector.to_owned(),
                sector: self.texts.member("sector", sector),
                name: String::new(),
                ring: String::new(),
                municipality: String::new(),
                amount: 0,
                lines: 0,
            };
            rows.extend(named.iter().map(|(supplier, sum)| {
                let (ring, municipality) = self.facts.place(*supplier, year);
                SupplierRow {
                    name: self.facts.suppliers[*supplier].name.clone(),
                    ring: self.texts.member("ring", ring.code()),
                    municipality: municipality.to_owned(),
                    amount: sum.cents,
                    lines: sum.lines,
                    ..base()
                }
            }));
            for (key, others) in [("others-suppliers", &small), ("others-unnamed", &rest)] {
                if !others.is_empty() {
                    let name = self.texts.text_with(key, &[("count", &self.texts.count(others.len() as i128))]);
                    let amount = others.iter().map(|(_, sum)| sum.cents).sum();
                    let lines = others.iter().map(|(_, sum)| sum.lines).sum();
                    rows.push(SupplierRow { name, amount, lines, ..base() });
                }
            }
        }
        rows
    }
}
