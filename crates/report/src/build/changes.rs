//! What changed most since the year before: the findings that matter first.
//!
//! Compared are the key year and the year before it, when both are whole and no break of the series lies between them.
//! A change weighs as much of the year's purchases as it moved: a sum its difference, a share its points. What weighs
//! less than half a hundredth is left out; the rest is ranked by weight. The change of the sum and that of the local share
//! stand below with all their parts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Builder, MARKET, ONE, PER_CENT, Parts, is_hidden, little_known};
use crate::model::{Cell, Chart, ChartKind, Series, Table, Topic, TopicId, Value};
use crate::note::{Matter, Note, Notes};
use vire_disclosure::table as audited;
use vire_indicators::Figure;
use vire_indicators::catalogue::{Unit, find};

/// Changes that weigh less, in millionths of the year's purchases, are left out.
const LEAST: i128 = 5_000;
/// Rows of the list.
const MOST: usize = 12;
/// Shares of the year's purchases that are compared.
const SHARES: [&str; 5] = ["B1", "B6", "B8", "B15", "A8"];
/// What suppliers became, in the order of the table.
const BECAME: [&str; 7] = ["entered", "left", "grew", "shrank", "same", "persons", "unidentified"];

/// One figure in both years.
struct Change {
    what: String,
    /// Name of the supplier that moved most of it, with how much.
    driver: String,
    before: i128,
    now: i128,
    unit: Unit,
    /// In millionths of the year's purchases.
    weight: i128,
    /// Whole hundredths of the share may be told only, in the two years.
    is_rounded: [bool; 2],
}

impl Change {
    fn difference(&self) -> i128 {
        self.now - self.before
    }

    fn values(&self) -> [Value; 2] {
        let value = |millionths: i128, is_rounded: bool| Value { is_rounded, ..Value::new(millionths, self.unit) };
        [value(self.before, self.is_rounded[0]), value(self.now, self.is_rounded[1])]
    }
}

impl Builder<'_> {
    pub(super) fn changes(&self) -> Option<Topic> {
        let before = self.year_before()?;
        let sum = |year: i32| self.headline("A1", MARKET, year).and_then(|f| f.value);
        let (then, now) = (sum(before)?, sum(self.year)?);
        let whole = then.max(now);
        if whole <= 0 {
            return None;
        }
        let sectors = self.changes_of_sectors(before, whole);
        let mut all: Vec<&Change> = sectors.iter().collect();
        let shares = self.changes_of_shares(before);
        all.extend(&shares);
        all.retain(|change| change.weight >= LEAST);
        all.sort_by_key(|change| (Reverse(change.weight), change.what.clone()));
        all.truncate(MOST);
        let total = self.with_rate(now - then, then);
        let first: Vec<String> = all.iter().take(2).map(|change| self.in_short(change)).collect();
        let key = if all.is_empty() { "finding-changes-small" } else { "finding-changes" };
        let (from, to) = (self.name(before), self.name(self.year));
        let arguments = [("before", from.as_str()), ("now", &to), ("first", &first.join("; ")), ("total", &total)];
        let mut topic = self.topic(TopicId::Changes, Some(self.texts.text_with(key, &arguments)));
        topic.charts.extend(self.changes_chart(before, &sectors));
        topic.tables.extend((!all.is_empty()).then(|| self.changes_table(before, &all)));
        topic.tables.extend(self.supplier_changes_table(before));
        topic.tables.extend(self.local_changes_table(before));
        topic.caveats = vec![self.note(Matter::Changes, "caveat-changes")];
        Some(topic)
    }

    /// The year before the key year, when the two can be compared.
    fn year_before(&self) -> Option<i32> {
        let comparable = self.comparable_years();
        let before = self.year - 1;
        (comparable.contains(&before) && comparable.contains(&self.year)).then_some(before)
    }

    /// The sectors whose sums are shown in both years, the largest changes first.
    fn changes_of_sectors(&self, before: i32, whole: i128) -> Vec<Change> {
        let figure = |year: i32, sector: &str| self.facts.figure("A1", MARKET, year, "sector", sector);
        let years = [before, self.year];
        let members = years.iter().flat_map(|year| self.facts.members("A1", MARKET, *year, "sector"));
        let sectors: BTreeSet<&str> = members.map(|f| f.member.as_str()).collect();
        let change = |sector: &str| {
            let of = years.map(|year| figure(year, sector));
            if of.iter().any(|f| is_hidden(*f)) {
                return None;
            }
            // A sector without a figure had no purchases.
            let [then, now] = of.map(|f| f.and_then(|f| f.value).unwrap_or(0));
            Some(Change {
                what: self.texts.member("sector", sector),
                driver: self.driver(before, sector, now - then).unwrap_or_default(),
                before: then,
                now,
                unit: Unit::Currency,
                weight: (now - then).abs() * ONE / whole,
                is_rounded: [false; 2],
            })
        };
        let mut changes: Vec<Change> = sectors.into_iter().filter_map(change).collect();
        changes.sort_by_key(|change| (Reverse(change.weight), change.what.clone()));
        changes
    }

    /// The supplier that moved most of a sector's change, when it is a quarter of it at least and may be named.
    fn driver(&self, before: i32, sector: &str, change: i128) -> Option<String> {
        let mut moved: BTreeMap<usize, i128> = BTreeMap::new();
        for sold in self.facts.spend.iter().filter(|s| !s.public && s.sector == sector) {
            match sold.year {
                year if year == self.year => *moved.entry(sold.supplier).or_default() += sold.sum.cents,
                year if year == before => *moved.entry(sold.supplier).or_default() -= sold.sum.cents,
                _ => {}
            }
        }
        let along = |cents: i128| cents.signum() == change.signum();
        let (supplier, cents) =
            moved.into_iter().filter(|(_, c)| along(*c)).max_by_key(|(i, c)| (c.abs(), Reverse(*i)))?;
        let of = &self.facts.suppliers[supplier];
        let is_shown = |year: i32| {
            !self.facts.is_joined(year, sector, supplier) && !self.facts.hides(audited::SUPPLIERS, year, &of.key)
        };
        let is_named = of.may_be_named() && !of.name.is_empty() && is_shown(before) && is_shown(self.year);
        (is_named && cents.abs() * PER_CENT * 4 >= change.abs()).then(|| format!("{} {}", of.name, self.signed(cents)))
    }

    /// Shares that are known in both years.
    fn changes_of_shares(&self, before: i32) -> Vec<Change> {
        let change = |id: &str| {
            let indicator = find(id)?;
            let figure = |year: i32| {
                let figure: Option<&Figure> = self.headline_of(indicator, MARKET, year);
                let figure = figure.filter(|f| !little_known(f) && !is_hidden(Some(f)))?;
                Some(Value::of(figure, figure.value?))
            };
            let (then, now) = (figure(before)?, figure(self.year)?);
            let is_rounded = [then.is_rounded, now.is_rounded];
            let (then, now) = (then.millionths, now.millionths);
            let what = match id {
                "A8" => self.texts.text("card-a8"),
                _ => indicator.text("title", self.texts.code).to_owned(),
            };
            let weight = (now - then).abs();
            let (driver, unit) = (String::new(), Unit::Share);
            Some(Change { what, driver, before: then, now, unit, weight, is_rounded })
        };
        SHARES.into_iter().filter_map(change).collect()
    }

    fn changes_chart(&self, before: i32, sectors: &[Change]) -> Option<Chart> {
        let shown: Vec<&Change> =
            sectors.iter().filter(|change| change.weight >= LEAST).take(super::CLASSES + 1).collect();
        if shown.is_empty() {
            return None;
        }
        let parts = Parts {
            category_title: self.texts.text("col-sector"),
            categories: shown.iter().map(|change| change.what.clone()).collect(),
            series: vec![Series {
                name: self.texts.text("col-change"),
                values: shown.iter().map(|change| Some(change.difference())).collect(),
            }],
            basis: self.basis_of_years(&[before, self.year], MARKET),
            is_rounded: false,
        };
        let title = self.of_both("chart-changes", before);
        let mut chart = self.chart("changes", ChartKind::Bars, title, Unit::Currency, parts);
        chart.accent = Some(0);
        Some(chart)
    }

    /// What changed by its weight: the first row moved most.
    fn changes_table(&self, before: i32, changes: &[&Change]) -> Table {
        let titles = vec![
            self.texts.text("col-what"),
            self.name(before),
            self.name(self.year),
            self.texts.text("col-change"),
            self.texts.text("col-driver"),
        ];
        let caption = self.scoped("table-changes", MARKET);
        let mut table = Table::new("changes", caption, titles).with_texts(&[4]);
        for change in changes {
            let cell = |value: Value| Cell::new(self.write(Some(value)), Some(value));
            let [before, now] = change.values();
            table.rows.push(vec![
                Cell::text(&change.what),
                cell(before),
                cell(now),
                Cell::new(self.moved(change), Some(Value::new(change.difference(), change.unit))),
                Cell::text(&change.driver),
            ]);
        }
        table
    }

    /// A caption with the two years and the scope.
    fn of_both(&self, key: &str, before: i32) -> String {
        let arguments =
            [("before", self.name(before)), ("now", self.name(self.year)), ("scope", self.scope_name(MARKET))];
        self.texts.text_of(key, &arguments)
    }

    /// The change of the sum by what became of suppliers; its rows add up to the last.
    fn supplier_changes_table(&self, before: i32) -> Option<Table> {
        let total = self.headline("A15", MARKET, self.year)?;
        let keys = ["col-what", "col-suppliers", "col-change", "col-bounds-short"];
        let mut table =
            Table::new("changes-suppliers", self.of_both("table-changes-suppliers", before), self.titles(&keys))
                .with_texts(&[3]);
        let of_parts = BECAME.iter().filter_map(|member| {
            Some((self.texts.member("change", member), self.figure("A15", MARKET, "change", member)?))
        });
        for (name, figure) in of_parts.chain([(self.texts.text("row-change-all"), total)]) {
            let count = figure.n.filter(|n| *n > 0).map(|n| self.of_count(n.unsigned_abs()));
            table.rows.push(vec![
                Cell::text(name),
                count.unwrap_or_else(|| Cell::text("")),
                self.signed_cell(figure),
                Cell::text(self.bounds(Some(figure))),
            ]);
        }
        if table.rows.iter().all(|row| row.last().is_some_and(|cell| cell.text.is_empty())) {
            table.truncate_columns(keys.len() - 1);
        }
        table.note = self.note(Matter::Changes, "note-changes-suppliers").into();
        Some(table)
    }

    /// A change of a sum with its sign.
    fn signed_cell(&self, figure: &Figure) -> Cell {
        if is_hidden(Some(figure)) {
            return Cell::hidden();
        }
        let plus = if figure.value > Some(0) { "+" } else { "" };
        let cell = self.of_figure(Some(figure));
        Cell { text: format!("{plus}{}", cell.text), ..cell }
    }

    /// The change of the local share by sector and by its two parts, the sectors that moved it most first.
    fn local_changes_table(&self, before: i32) -> Option<Table> {
        let share = |year: i32| self.known(self.headline("B1", MARKET, year)).filter(|_| self.knows_places());
        let (then, now) = (share(before)?, share(self.year)?);
        let moved = self.headline("B24", MARKET, self.year)?;
        self.known(Some(moved))?;
        let keys = ["col-sector", "col-within-sectors", "col-mix"];
        let mut table = Table::new("changes-local", self.of_both("table-changes-local", before), self.titles(&keys));
        let mix = |sector: &str| self.figure("B24", MARKET, "sector:mix-points", sector);
        let mut sectors: Vec<(&Figure, Option<&Figure>)> = self
            .facts
            .members("B24", MARKET, self.year, "sector:within-points")
            .map(|within| (within, mix(&within.member)))
            .collect();
        let weight = |(within, mix): &(&Figure, Option<&Figure>)| {
            let millionths = |figure: &Figure| figure.value.unwrap_or_default().abs();
            millionths(within) + mix.map_or(0, millionths)
        };
        sectors.sort_by_key(|of| (Reverse(weight(of)), of.0.member.clone()));
        for (within, mix) in sectors {
            let name = self.texts.member("sector", &within.member);
            table.rows.push(vec![Cell::text(name), self.of_figure(Some(within)), self.of_figure(mix)]);
        }
        let part = |member: &str| self.figure("B24", MARKET, "measure", member);
        let (within, mix) = (part("within-points"), part("mix-points"));
        let all = self.texts.text("row-change-all");
        table.rows.push(vec![Cell::text(all), self.of_figure(within), self.of_figure(mix)]);
        let arguments = [
            ("before", self.name(before)),
            ("now", self.name(self.year)),
            ("from", self.write(Some(then))),
            ("to", self.write(Some(now))),
            ("moved", self.value(Some(moved))),
        ];
        let said = Note::new(Matter::Changes, self.texts.text_of("note-local-moved", &arguments));
        table.note = Notes(vec![said, self.note(Matter::Changes, "note-changes-local")]);
        Some(table)
    }

    /// How much a figure moved: money, or percentage points.
    fn moved(&self, change: &Change) -> String {
        match change.unit {
            Unit::Share if change.is_rounded != [false; 2] => self.texts.points_coarse(change.difference()),
            Unit::Share => self.texts.points(change.difference()),
            _ => self.signed(change.difference() / PER_CENT),
        }
    }

    fn in_short(&self, change: &Change) -> String {
        match change.unit {
            Unit::Share => {
                let [then, now] = change.values().map(|value| self.write(Some(value)));
                format!("{}: {then} \u{2192} {now}", change.what)
            }
            _ => format!("{} {}", change.what, self.moved(change)),
        }
    }

    /// Money with its sign, in short.
    fn signed(&self, cents: i128) -> String {
        let plus = if cents > 0 { "+" } else { "" };
        format!("{plus}{}", self.about(cents))
    }

    /// A difference in millionths of the currency, and what part of the sum before it is.
    fn with_rate(&self, difference: i128, before: i128) -> String {
        let rate = (before > 0).then(|| difference * ONE / before);
        format!("{} ({})", self.signed(difference / PER_CENT), self.texts.change(rate))
    }
}
