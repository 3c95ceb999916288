//! The documents of a tender: one for the procurement file, with all that was weighed, and one for the bidders, without what
//! the assessors noted.

mod beforehand;
mod result;
mod weights;

use super::evaluate::{Scored, deciding_cost, evaluate, winners};
use super::{Criterion, Plan, Tender};
use crate::exact::{self, Exact};
use crate::{Named, words};
use num_traits::Zero;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Column, Table, Value};
use vire_report::texts::Texts;

/// The documents in a language.
pub fn documents(tender: &Tender, language: Language) -> Vec<Named> {
    let scene = Scene {
        tender,
        texts: words::texts(language),
        scored: evaluate(&tender.plans[0], &tender.criteria, &tender.bids),
    };
    let mut sections = Vec::new();
    if !tender.bids.is_empty() {
        sections.extend(result::sections(&scene));
        sections.extend(weights::sections(&scene));
    }
    if !tender.expected.is_empty() {
        sections.push(beforehand::section(&scene));
    }
    sections.extend(scene.criteria());
    let key = if tender.bids.is_empty() { "score-plan-title" } else { "score-title" };
    let mut documents = vec![("score", scene.document(language, key, &["score-note-arithmetic"], sections))];
    if !tender.bids.is_empty() {
        let mut sections = result::for_bidders(&scene);
        sections.push(scene.criteria_table());
        documents.push(("bidders", scene.document(language, "score-bidders-title", &["score-note-bidders"], sections)));
    }
    documents
}

/// What all sections of a language look at.
struct Scene<'a> {
    tender: &'a Tender,
    texts: Texts,
    /// Under the tender's own plan.
    scored: Vec<Scored>,
}

impl Scene<'_> {
    fn document(&self, language: Language, title: &str, notes: &[&str], sections: Vec<Section>) -> Document {
        let tender = self.tender;
        let named = |name: &str, key: &str| if name.is_empty() { self.text(key) } else { name.to_owned() };
        let procurement = named(&tender.title, "score-unnamed");
        let day = tender.date.map(|day| self.texts.date(&day.to_string())).unwrap_or_default();
        let subtitle = [tender.buyer.clone(), procurement, day];
        Document {
            wording: language.into(),
            language: self.texts.code,
            locale: self.texts.forms.locale(if tender.currency == "SEK" { "SE" } else { "FI" }).to_owned(),
            author: named(&tender.buyer, "score-unnamed"),
            title: self.text(title),
            subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
            currency: tender.currency.clone(),
            date: tender.date,
            notes: notes.iter().map(|key| self.text(key)).collect(),
            sections,
            footer: self.text("score-footer"),
        }
    }

    fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    fn with(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        self.texts.text_of(key, arguments)
    }

    fn plan(&self) -> &Plan {
        &self.tender.plans[0]
    }

    /// Points with two decimals.
    fn points(&self, points: &Exact) -> String {
        self.texts.number(exact::millionths(points), 2)
    }

    /// As few decimals as the number has, up to two.
    fn short(&self, number: &Exact) -> String {
        let millionths = exact::millionths(number);
        let decimals = if millionths % 1_000_000 == 0 {
            0
        } else if millionths % 100_000 == 0 {
            1
        } else {
            2
        };
        self.texts.number(millionths, decimals)
    }

    /// Money, with cents where there are some.
    fn money(&self, money: &Exact) -> String {
        let cents = exact::cents(money);
        let currency = &self.tender.currency;
        if cents % 100 == 0 { self.texts.money(cents, currency) } else { self.texts.money_exact(cents, currency) }
    }

    fn bid(&self, bid: usize) -> &str {
        &self.tender.bids[bid].name
    }

    /// Names of bids, joined as a sentence has them.
    fn bids(&self, bids: &[usize]) -> String {
        let names: Vec<&str> = bids.iter().map(|bid| self.bid(*bid)).collect();
        self.joined(&names)
    }

    fn joined(&self, names: &[&str]) -> String {
        match names {
            [] => "\u{2013}".to_owned(),
            [one] => (*one).to_owned(),
            [before @ .., last] => {
                self.with("score-and", &[("before", before.join(", ")), ("last", (*last).to_owned())])
            }
        }
    }

    fn winners(&self) -> Vec<usize> {
        winners(&self.scored)
    }

    /// Those that are compared, the best first.
    fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.scored.len()).filter(|i| self.scored[*i].rank.is_some()).collect();
        ranked.sort_by_key(|i| self.scored[*i].rank);
        ranked
    }

    fn table(&self, id: &str, caption: String, columns: &[(&str, bool)]) -> Table {
        let columns = columns.iter().map(|(key, numeric)| Column { title: self.text(key), numeric: *numeric });
        Table { id: id.to_owned(), caption, columns: columns.collect(), ..Table::default() }
    }

    fn points_cell(&self, points: &Exact) -> Cell {
        Cell::new(self.points(points), Some(Value::new(exact::millionths(points), Unit::Ratio)))
    }

    fn money_cell(&self, money: &Exact) -> Cell {
        Cell::new(self.money(money), Some(Value::new(exact::millionths(money), Unit::Currency)))
    }

    /// What the price, or the cost over the term, of a bid is; a dash where it was not asked for.
    fn cost_cell(&self, bid: usize) -> Cell {
        match deciding_cost(&self.tender.criteria, &self.tender.bids[bid]) {
            cost if cost.is_zero() => Cell::text("\u{2013}"),
            cost => self.money_cell(&cost),
        }
    }

    fn formula(&self, plan: &Plan) -> String {
        self.text(&format!("formula-{}", plan.formula.word()))
    }

    fn criteria_table(&self) -> Section {
        let columns = [
            ("col-criterion", false),
            ("col-matter", false),
            ("col-weight", true),
            ("col-scale", false),
            ("col-about", false),
        ];
        let mut table = self.table("criteria", self.text("score-criteria-table"), &columns);
        for (criterion, weight) in self.tender.criteria.iter().zip(&self.plan().weights) {
            let about = [&criterion.about, &criterion.evidence];
            let about: Vec<&str> = about.iter().map(|text| text.as_str()).filter(|text| !text.is_empty()).collect();
            table.rows.push(vec![
                Cell::text(&criterion.name),
                Cell::text(self.text(&format!("matter-{}", criterion.matter.word()))),
                Cell::new(self.short(weight), Some(Value::new(exact::millionths(weight), Unit::Ratio))),
                Cell::text(self.scale(criterion)),
                Cell::text(about.join(" ")),
            ]);
        }
        let formula = self.with("score-formula", &[("formula", self.formula(self.plan()))]);
        Section::new(self.text("score-criteria"), formula).with(Part::Table(table))
    }

    fn scale(&self, criterion: &Criterion) -> String {
        if criterion.matter.is_cost() {
            return "\u{2013}".to_owned();
        }
        match &criterion.least {
            None => self.with("score-scale", &[("most", self.short(&criterion.most))]),
            Some(least) => {
                let arguments = [("most", self.short(&criterion.most)), ("least", self.short(least))];
                self.with("score-scale-least", &arguments)
            }
        }
    }

    /// The criteria, and what to bear in mind of the themes that they have.
    fn criteria(&self) -> Vec<Section> {
        let mut themes: Vec<&str> = self.tender.criteria.iter().filter_map(|c| c.theme).collect();
        themes.sort_unstable();
        themes.dedup();
        let mut section = Section::new(self.text("score-themes"), self.text("score-themes-finding"));
        for theme in &themes {
            let line = |aspect| {
                let text = self.text(&format!("theme-{theme}-{aspect}"));
                format!("{}: {text}", self.text(&format!("aspect-{aspect}")))
            };
            section = section.with(Part::Heading(self.text(&format!("theme-{theme}"))));
            section = section.with(Part::List(["law", "evidence"].map(line).into()));
        }
        if themes.is_empty() { vec![self.criteria_table()] } else { vec![self.criteria_table(), section] }
    }
}
