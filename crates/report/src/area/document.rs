//! The pack as a document, and how much is bought.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::Area;
use crate::build::{DASH, EXTERNAL, MARKET, ONE, PER_CENT, Parts, chart, is_hidden, little_known};
use crate::document::{Document, Part, Section};
use crate::facts::Facts;
use crate::model::{Cell, Chart, ChartKind, Series, Table, Value};
use crate::note::{Matter, Note};
use crate::summary::Vat;
use crate::texts::{Texts, Wording};
use vire_base::language::Language;
use vire_indicators::Figure;
use vire_indicators::catalogue::Unit;

/// More buyers than this are counted where a sentence would list them.
const LISTED: usize = 6;
/// Buyers side by side in one table.
pub(super) const ABREAST: usize = 6;
/// Years side by side in one table.
const YEARS: usize = 8;

fn wording(language: Language) -> Wording {
    let source = match language {
        Language::Fi => concat!(include_str!("../texts/fi.ftl"), include_str!("texts/fi.ftl")),
        Language::Sv => concat!(include_str!("../texts/sv.ftl"), include_str!("texts/sv.ftl")),
        Language::En => concat!(include_str!("../texts/en.ftl"), include_str!("texts/en.ftl")),
    };
    Wording { forms: language.forms(), source }
}

pub(super) fn of(area: &Area, language: Language) -> Document {
    let texts = Texts::new(wording(language)).of_country(&area.first().summary.country);
    Builder { area, texts }.document(language)
}

/// Makes the document in the language of the texts.
pub(super) struct Builder<'a> {
    pub(super) area: &'a Area,
    pub(super) texts: Texts,
}

impl<'a> Builder<'a> {
    fn document(&self, language: Language) -> Document {
        let area = self.area;
        let days = area.members.iter().filter_map(|facts| facts.summary.as_of.parse().ok());
        let arguments = [("currency", area.currency().to_owned()), ("buyers", self.buyers(&area.buyers()))];
        let version = ("version", area.first().summary.vire.clone());
        Document {
            wording: language.into(),
            language: self.texts.code,
            locale: self.texts.forms.locale(&area.first().summary.country).to_owned(),
            author: self.whose(),
            title: match area.name.is_empty() {
                true => self.text("area-title-buyers", &[("buyers", self.buyers(&area.buyers()))]),
                false => self.text("area-title", &[("area", area.name.clone())]),
            },
            subtitle: self.text("area-subtitle", &arguments),
            currency: area.currency().to_owned(),
            date: days.max(),
            notes: self.notes(),
            sections: vec![
                self.how_much().shown(),
                self.sectors().shown(),
                self.places().shown(),
                self.shared().shown(),
                self.coming().shown(),
                self.data(),
            ],
            footer: self.text("area-footer", &[version, ("count", self.texts.count(area.members.len() as i128))]),
        }
    }

    fn whose(&self) -> String {
        if self.area.name.is_empty() { self.buyers(&self.area.buyers()) } else { self.area.name.clone() }
    }

    /// Buyers by name, or how many they are.
    pub(super) fn buyers(&self, names: &[&str]) -> String {
        match names.len() {
            0..=LISTED => names.join(", "),
            count => self.texts.text_with("area-several", &[("count", &self.texts.count(count as i128))]),
        }
    }

    /// A text, which may speak of the period and of the market.
    pub(super) fn text(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        let common = [("period", self.period()), ("scope", self.texts.text("scope-market")), ("year", self.period())];
        self.texts.text_of(key, &[&common, arguments].concat())
    }

    pub(super) fn period(&self) -> String {
        self.area.accounting().name(self.area.year)
    }

    pub(super) fn titles(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.text(key, &[])).collect()
    }

    /// What a chart rests on.
    pub(super) fn basis(&self, scope: &str) -> String {
        let buyers = self.buyers(&self.area.buyers());
        let arguments =
            [("period", self.period()), ("scope", self.texts.text(&format!("scope-{scope}"))), ("buyers", buyers)];
        self.texts.text_of("area-source", &arguments)
    }

    pub(super) fn chart(&self, id: &str, kind: ChartKind, title: &str, unit: Unit, parts: Parts) -> Chart {
        chart((&self.texts, self.area.currency()), id, kind, self.text(title, &[]), unit, parts)
    }

    pub(super) fn cell(&self, figure: Option<&Figure>) -> Cell {
        if is_hidden(figure) {
            return Cell::hidden();
        }
        let known = figure.filter(|figure| !little_known(figure));
        let value = known.and_then(|figure| Some(Value::of(figure, figure.value?)));
        Cell::figure(value, &self.texts, self.area.currency())
    }

    /// A sum over buyers, which is not shown where one of them is not.
    pub(super) fn sum_cell(&self, millionths: Option<i128>) -> Cell {
        let value = millionths.map(|sum| Value::new(sum, Unit::Currency));
        value.map_or_else(Cell::hidden, |_| Cell::figure(value, &self.texts, self.area.currency()))
    }

    pub(super) fn share_cell(&self, part: Option<i128>, whole: Option<i128>) -> Cell {
        let (Some(part), Some(whole)) = (part, whole) else { return Cell::hidden() };
        let value = (whole > 0).then(|| Value::new(part * ONE / whole, Unit::Share));
        Cell::figure(value, &self.texts, self.area.currency()).with_bar()
    }

    pub(super) fn count_cell(&self, count: usize) -> Cell {
        let value = Value::new(count as i128 * ONE, Unit::Count);
        Cell::new(self.texts.count(count as i128), Some(value))
    }

    pub(super) fn about(&self, millionths: i128) -> String {
        self.texts.money_short(millionths / PER_CENT, self.area.currency())
    }

    pub(super) fn headline(&self, facts: &'a Facts, indicator: &str, scope: &str) -> Option<&'a Figure> {
        facts.figure(indicator, scope, self.area.year, "total", "total")
    }

    /// Names of the buyers of which something holds.
    pub(super) fn names_of(&self, holds: impl Fn(&Facts) -> bool) -> Vec<&'a str> {
        let members = self.area.members.iter().filter(|facts| holds(facts));
        members.map(|facts| facts.summary.buyer.as_str()).collect()
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![self.text("area-note-order", &[]), self.text("area-note-sums", &[])];
        if !self.area.left_out.is_empty() {
            let names: Vec<&str> = self.area.left_out.iter().map(String::as_str).collect();
            notes.push(self.text("area-note-left-out", &[("buyers", self.buyers(&names))]));
        }
        if self.area.first().summary.quality.vat != Vat::Net {
            notes.push(self.text("area-note-vat-all", &[]));
        }
        notes
    }

    fn how_much(&self) -> Section {
        let total = self.area.sum(|facts| self.headline(facts, "A1", EXTERNAL));
        let finding = total.map(|total| {
            let count = self.texts.count(self.area.members.len() as i128);
            self.text("area-buyers-finding", &[("count", count), ("sum", self.about(total))])
        });
        let values = self.area.members.iter().map(|facts| self.headline(facts, "A1", EXTERNAL).and_then(|f| f.value));
        let parts = Parts {
            category_title: self.texts.text("coming-col-buyer"),
            categories: self.area.buyers().into_iter().map(str::to_owned).collect(),
            series: vec![Series { name: self.texts.text("col-external"), values: values.collect() }],
            basis: self.basis(EXTERNAL),
            is_rounded: false,
        };
        let chart = self.chart("area-buyers", ChartKind::Bars, "area-buyers-chart", Unit::Currency, parts);
        Section::new(self.text("area-buyers", &[]), finding.unwrap_or_default())
            .with(Part::Chart(chart))
            .with(Part::Table(self.buyers_table()))
            .with(Part::Table(self.years_table("area-years", "A1", EXTERNAL, "area-years-table")))
    }

    fn buyers_table(&self) -> Table {
        let keys = ["coming-col-buyer", "col-external", "col-market", "area-col-inhabitant", "col-suppliers"];
        let mut table = Table::new("area-buyers", self.text("area-buyers-table", &[]), self.titles(&keys));
        for facts in &self.area.members {
            let figures = [("A1", EXTERNAL), ("A1", MARKET), ("A4", EXTERNAL), ("A3", MARKET)];
            let cells = figures.map(|(id, scope)| self.cell(self.headline(facts, id, scope)));
            table.rows.push([Cell::text(&facts.summary.buyer)].into_iter().chain(cells).collect());
        }
        let sum = |scope| self.sum_cell(self.area.sum(|facts| self.headline(facts, "A1", scope)));
        let per_inhabitant = Cell::figure(None, &self.texts, self.area.currency());
        let suppliers = self.count_cell(self.area.suppliers().count());
        let name = Cell::text(self.text("area-together", &[]));
        table.rows.push(vec![name, sum(EXTERNAL), sum(MARKET), per_inhabitant, suppliers]);
        table.explain(&self.texts);
        table.note.0.push(Note::new(Matter::Suppliers, self.text("area-note-shared", &[])));
        table
    }

    /// A headline of each buyer in its whole years.
    pub(super) fn years_table(&self, id: &str, indicator: &str, scope: &str, caption: &str) -> Table {
        let mut years: Vec<i32> = self.area.members.iter().flat_map(super::whole_years).collect();
        years.sort_unstable();
        years.dedup();
        let years = &years[years.len().saturating_sub(YEARS)..];
        let breaks = self.breaks(years);
        let star = |year: i32| if breaks.contains_key(&year) { " *" } else { "" };
        let names = years.iter().map(|year| format!("{}{}", self.area.accounting().name(*year), star(*year)));
        let titles = [self.texts.text("coming-col-buyer")].into_iter().chain(names).collect();
        let caption = self.text(caption, &[("scope", self.texts.text(&format!("scope-{scope}")))]);
        let mut table = Table::new(id, caption, titles);
        for facts in &self.area.members {
            let of = |year: &i32| {
                let is_whole = super::whole_years(facts).any(|whole| whole == *year);
                facts.figure(indicator, scope, *year, "total", "total").filter(|_| is_whole)
            };
            let cells = years.iter().map(|year| self.cell(of(year)));
            table.rows.push([Cell::text(&facts.summary.buyer)].into_iter().chain(cells).collect());
        }
        table.explain(&self.texts);
        let said = breaks.values().flatten().map(|text| Note::new(Matter::Break(0), format!("* {text}")));
        table.note.0.extend(said);
        table
    }

    /// What changes the content of the series in a year after the first, and of whose.
    fn breaks(&self, years: &[i32]) -> BTreeMap<i32, BTreeSet<String>> {
        let mut breaks: BTreeMap<(i32, String), Vec<&str>> = BTreeMap::new();
        for summary in self.area.members.iter().map(|facts| &facts.summary) {
            for changed in &summary.breaks {
                let Ok(day) = changed.date.parse::<NaiveDate>() else { continue };
                let year = self.area.accounting().of(day.year(), day.month());
                if years.iter().skip(1).any(|shown| *shown == year) {
                    let reason = changed.reason_in(self.texts.code).to_owned();
                    let arguments = [("date", self.texts.date(&changed.date)), ("reason", reason)];
                    let text = self.texts.text_of("note-break", &arguments);
                    breaks.entry((year, text)).or_default().push(&summary.buyer);
                }
            }
        }
        let mut said: BTreeMap<i32, BTreeSet<String>> = BTreeMap::new();
        for ((year, text), buyers) in breaks {
            let is_all = buyers.len() == self.area.members.len();
            let text = if is_all { text } else { format!("{}: {text}", self.buyers(&buyers)) };
            said.entry(year).or_default().insert(text);
        }
        said
    }

    /// What a chart rests on, and that it lacks figures when some are hidden.
    pub(super) fn basis_hiding(&self, scope: &str, any_hidden: bool) -> String {
        let basis = self.basis(scope);
        if any_hidden { format!("{basis}. {}", self.texts.text("chart-hidden")) } else { basis }
    }
}

/// Bounds as text; empty where nothing unknown moves the value.
pub(super) fn bounds(figure: Option<&Figure>, texts: &Texts, currency: &str) -> String {
    let write = |figure: &Figure, bound: i128| Value::text(Some(Value::of(figure, bound)), texts, currency);
    let written = figure.filter(|figure| !is_hidden(Some(figure))).and_then(|figure| {
        let (low, high) = (write(figure, figure.low?), write(figure, figure.high?));
        (low != high).then(|| format!("{low}{DASH}{high}"))
    });
    written.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        let keys = |language| Texts::new(wording(language)).all().into_keys().collect::<Vec<_>>();
        let en = keys(Language::En);
        assert!(en.iter().filter(|key| key.starts_with("area-")).count() > 40);
        for language in Language::ALL {
            assert_eq!(keys(language), en, "{language:?}");
        }
    }
}
