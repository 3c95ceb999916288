//! Purchases against the limits: their classes, how each value is made, what raises it, and what a class obliges to.

use super::limits::Limits;
use super::{KINDS, Purchase, Purchases, obliged, similar};
use crate::evidence::Evidence;
use crate::exact::{Exact, cents, millionths, whole, zero};
use crate::{Named, words};
use num_traits::{Signed, ToPrimitive};
use std::collections::BTreeSet;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_reference::thresholds::ThresholdClass;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series, Table, Value};
use vire_report::texts::Texts;

/// The document in a language, with what a run knows of the same kind of purchases.
pub fn documents(purchases: &Purchases, evidence: Option<&Evidence>, language: Language) -> Vec<Named> {
    let scene = Scene::new(language, &purchases.currency);
    let mut sections = vec![scene.classes(purchases).shown(), scene.values(purchases), scene.raises(purchases).shown()];
    sections.extend(scene.obliges(purchases));
    sections.push(match evidence {
        Some(evidence) => similar::section(&scene, purchases, evidence).shown(),
        None => Section::new(scene.text("similar-title"), scene.text("similar-no-run")),
    });
    let days: BTreeSet<_> = purchases.purchases.iter().map(|purchase| purchase.day).collect();
    let day = days.last().copied();
    let parts = [
        purchases.buyer.clone(),
        purchases.title.clone(),
        day.map(|day| scene.texts.date(&day.to_string())).unwrap_or_default(),
    ];
    let title = scene.text("threshold-title");
    let document = Document {
        wording: language.into(),
        language: scene.texts.code,
        locale: scene.texts.forms.locale(&purchases.country).to_owned(),
        author: if purchases.buyer.is_empty() { title.clone() } else { purchases.buyer.clone() },
        title,
        subtitle: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
        currency: purchases.currency.clone(),
        date: day,
        notes: vec![scene.text("threshold-note-values"), scene.text("threshold-note-law")],
        sections,
        footer: scene.text("threshold-footer"),
    };
    vec![("threshold", document)]
}

/// Words and money of a document.
pub struct Scene<'a> {
    pub texts: Texts,
    pub currency: &'a str,
}

impl<'a> Scene<'a> {
    pub fn new(language: Language, currency: &'a str) -> Self {
        Self { texts: words::texts(language), currency }
    }

    pub fn text(&self, key: &str) -> String {
        self.texts.text(key)
    }

    pub fn table(&self, id: &str, caption: &str, columns: &[(&str, bool)]) -> Table {
        Table::by_keys(id, self.text(caption), columns, &self.texts)
    }

    pub fn count(&self, count: usize) -> String {
        self.texts.count(count as i128)
    }

    /// A sum in words: with cents where it has some, so that what is just below a limit does not read as the limit.
    pub fn money(&self, sum: &Exact) -> String {
        self.cents(cents(sum))
    }

    pub fn cents(&self, cents: i128) -> String {
        if cents % 100 == 0 {
            self.texts.money(cents, self.currency)
        } else {
            self.texts.money_exact(cents, self.currency)
        }
    }

    pub fn sum(&self, sum: &Exact) -> Cell {
        Cell::new(self.money(sum), Some(Value::new(millionths(sum), Unit::Currency)))
    }

    /// A sum in cents that is a mean, in whole units.
    pub fn mean(&self, cents: i128) -> Cell {
        let whole = (cents + 50).div_euclid(100) * 100;
        Cell::new(self.texts.money(whole, self.currency), Some(Value::new(whole * 10_000, Unit::Currency)))
    }

    /// A limit, or that it is not known.
    pub fn limit(&self, limit: Option<i64>) -> Cell {
        limit.map_or_else(|| Cell::text(self.text("limit-unknown")), |limit| self.sum(&whole(limit)))
    }

    pub fn class(&self, class: ThresholdClass) -> String {
        self.text(&format!("limit-class-{}", class.code()))
    }

    /// How far a value is from its next limit, in words.
    pub fn margin(&self, limits: Limits, value: &Exact) -> String {
        if [limits.national, limits.eu].into_iter().flatten().any(|limit| *value == whole(limit)) {
            return self.text("margin-at");
        }
        let Some(limit) = limits.next(value) else { return "\u{2013}".into() };
        let margin = value - whole(limit);
        let key = if margin.is_negative() { "margin-below" } else { "margin-above" };
        self.texts.text_of(key, &[("sum", self.money(&margin.abs()))])
    }

    /// What a purchase is called, or that it is the one in question.
    pub fn name(&self, purchase: &Purchase) -> String {
        if purchase.name.is_empty() { self.text("threshold-unnamed") } else { purchase.name.clone() }
    }

    /// A number of years, without needless decimals.
    fn years(&self, years: &Exact) -> String {
        self.texts.number(millionths(years), if years.is_integer() { 0 } else { 2 })
    }

    fn classes(&self, all: &Purchases) -> Section {
        let columns = [
            ("col-buy", false),
            ("col-estimate", true),
            ("col-limit-national", true),
            ("col-limit-eu", true),
            ("col-limit-class", false),
            ("col-margin", false),
        ];
        let mut table = self.table("classes", "threshold-classes-table", &columns);
        let mut classes = Vec::new();
        for purchase in &all.purchases {
            let (limits, value) = (limits(all, purchase), purchase.value());
            let class = limits.class(&value);
            classes.push(class);
            table.rows.push(vec![
                Cell::text(self.name(purchase)),
                self.sum(&value),
                self.limit(limits.national),
                self.limit(limits.eu),
                Cell::text(self.class(class)),
                Cell::text(self.margin(limits, &value)),
            ]);
        }
        let finding = self.classes_finding(all, &classes);
        let present: Vec<ThresholdClass> =
            ThresholdClass::ALL.into_iter().filter(|class| classes.contains(class)).collect();
        let count = |class: &ThresholdClass| classes.iter().filter(|other| *other == class).count();
        let section = Section::new(self.text("threshold-classes"), finding.clone());
        let section = if classes.len() < 2 {
            section
        } else {
            section.with(Part::Chart(Chart {
                id: "classes".into(),
                kind: ChartKind::Bars,
                title: self.text("threshold-classes-chart"),
                unit: Unit::Count,
                marks: String::new(),
                basis: self.text("threshold-classes-basis"),
                alt: finding,
                category_title: self.text("col-limit-class"),
                categories: present.iter().map(|class| self.class(*class)).collect(),
                series: vec![Series {
                    name: self.text("sheet-buys"),
                    values: present.iter().map(|class| Some(count(class) as i128 * 1_000_000)).collect(),
                }],
                accent: None,
                parts_of_years: Vec::new(),
                is_rounded: false,
            }))
        };
        section.with(Part::Table(table))
    }

    fn classes_finding(&self, all: &Purchases, classes: &[ThresholdClass]) -> String {
        if let [purchase] = &all.purchases[..] {
            let (limits, value) = (limits(all, purchase), purchase.value());
            let arguments = [
                ("name", self.name(purchase)),
                ("value", self.money(&value)),
                ("class", self.class(limits.class(&value))),
                ("margin", self.margin(limits, &value)),
            ];
            let key = if limits.next(&value).is_some() { "threshold-one-finding" } else { "threshold-one-unknown" };
            return self.texts.text_of(key, &arguments);
        }
        let count = |of: &[ThresholdClass]| self.count(classes.iter().filter(|class| of.contains(class)).count());
        use ThresholdClass::{AboveEu, AboveNational, NationalToEu, Unknown};
        let arguments = [
            ("all", self.count(classes.len())),
            ("national", count(&[NationalToEu, AboveNational, AboveEu])),
            ("eu", count(&[AboveEu])),
            ("unknown", count(&[Unknown])),
        ];
        let key = if classes.contains(&Unknown) { "threshold-finding-unknown" } else { "threshold-finding" };
        self.texts.text_of(key, &arguments)
    }

    /// Each value as a calculation.
    fn values(&self, all: &Purchases) -> Section {
        let columns = [
            ("col-buy", false),
            ("col-bought", false),
            ("col-part", false),
            ("col-buying-unit", false),
            ("col-calculation", false),
            ("col-estimate", true),
        ];
        let mut table = self.table("values", "threshold-values-table", &columns);
        for (purchase, part) in all.purchases.iter().flat_map(|p| p.parts.iter().map(move |part| (p, part))) {
            let mut terms = Vec::new();
            if part.yearly > zero() {
                let years = match part.option_years == zero() {
                    true => self.years(&part.years),
                    false => format!("({} + {})", self.years(&part.years), self.years(&part.option_years)),
                };
                terms.push(format!("{} \u{d7} {years}", self.money(&part.yearly)));
            }
            terms.extend([&part.once, &part.options].into_iter().filter(|sum| **sum > zero()).map(|s| self.money(s)));
            let name = if part.name == purchase.name { String::new() } else { part.name.clone() };
            let kind = self.text(&format!("bought-{}", purchase.kind));
            let texts = [self.name(purchase), kind, name, part.unit.clone(), terms.join(" + ")];
            table.rows.push(texts.map(Cell::text).into_iter().chain([self.sum(&part.value())]).collect());
        }
        Section::new(self.text("threshold-values"), "")
            .with(Part::Table(table))
            .with(Part::Remarks(vec![self.text("threshold-values-note")]))
    }

    /// What lots, units and options add, and what would still fit below the next limit.
    fn raises(&self, all: &Purchases) -> Section {
        let columns = [
            ("col-buy", false),
            ("col-one-part", true),
            ("col-all-parts", true),
            ("col-with-options", true),
            ("col-what-raises", false),
        ];
        let mut table = self.table("raises", "threshold-raises-table", &columns);
        let (mut lines, mut raised) = (Vec::new(), 0);
        for purchase in &all.purchases {
            let limits = limits(all, purchase);
            let largest = purchase.parts.iter().map(super::Part::firm).max().unwrap_or_else(zero);
            let steps = [largest, purchase.firm(), purchase.value()];
            let [one, parts, options] = [0, 1, 2].map(|at| limits.class(&steps[at]));
            let what = match () {
                () if options == ThresholdClass::Unknown => "limit-unknown",
                () if parts < options => "raised-options",
                () if one < parts => "raised-parts",
                () => "raised-none",
            };
            raised += usize::from(one != options);
            let cells = steps.iter().map(|sum| self.sum(sum));
            let texts = |text: &str| Cell::text(text.to_owned());
            let row = std::iter::once(texts(&self.name(purchase))).chain(cells).chain([texts(&self.text(what))]);
            table.rows.push(row.collect());
            lines.extend(self.further(purchase, limits));
        }
        let is_known = |p: &Purchase| limits(all, p).class(&p.value()) != ThresholdClass::Unknown;
        let finding = match raised {
            0 if !all.purchases.iter().any(is_known) => String::new(),
            0 => self.text("threshold-raises-none"),
            _ => self.texts.text_of("threshold-raises-finding", &[("count", self.count(raised))]),
        };
        let section = Section::new(self.text("threshold-raises"), finding).with(Part::Table(table));
        if lines.is_empty() { section } else { section.with(Part::List(lines)) }
    }

    /// How many years more reach the next limit.
    fn further(&self, purchase: &Purchase, limits: Limits) -> Option<String> {
        let (value, yearly) = (purchase.value(), purchase.yearly());
        let limit = whole(limits.next(&value)?);
        if yearly == zero() || value >= limit {
            return None;
        }
        let years = ((&limit - &value) / &yearly).ceil().to_integer().to_i128()?;
        let arguments = [
            ("name", self.name(purchase)),
            ("yearly", self.money(&yearly)),
            ("years", self.texts.count(years)),
            ("limit", self.money(&limit)),
        ];
        Some(self.texts.text_of("raised-further", &arguments))
    }

    /// What the classes that occur oblige to, one after the other.
    fn obliges(&self, all: &Purchases) -> Vec<Section> {
        let note = Part::Remarks(vec![self.text("threshold-note-law")]);
        let title = self.text("threshold-obliges");
        let mut sections = vec![Section::new(title, self.text("threshold-obliges-finding")).with(note)];
        let (mut said, mut is_eu_open, mut minimum) = (BTreeSet::new(), false, None);
        for kind in KINDS {
            for purchase in all.purchases.iter().filter(|purchase| purchase.kind == *kind) {
                let class = limits(all, purchase).class(&purchase.value());
                let key = obliged::key(class, kind);
                is_eu_open |= class == ThresholdClass::AboveNational;
                minimum = minimum.or_else(|| self.minimum(all, purchase, class));
                if said.insert(key) {
                    let title = self.text(&format!("obliged-{key}"));
                    sections.push(Section::new(title, "").with(Part::List(self.points(key))).shown());
                }
            }
        }
        let open = is_eu_open.then(|| self.text("obliged-eu-open"));
        let also: Vec<String> = open.into_iter().chain(minimum).collect();
        if !also.is_empty() {
            sections.push(Section::new(self.text("obliged-also"), "").with(Part::List(also)).shown());
        }
        sections
    }

    /// What holds below the national limit where a country's law has principles for smaller values too.
    fn minimum(&self, all: &Purchases, purchase: &Purchase, class: ThresholdClass) -> Option<String> {
        let minimum = Limits::minimum(&all.country, &all.currency, purchase.day)?;
        let is_reached = class == ThresholdClass::BelowNational && purchase.value() >= whole(minimum);
        is_reached.then(|| self.texts.text_of("obliged-minimum", &[("sum", self.money(&whole(minimum)))]))
    }

    /// The texts of a class, as many as there are.
    fn points(&self, key: &str) -> Vec<String> {
        let keys = (1..).map(|point| format!("obliged-{key}-{point}"));
        let texts = keys.map(|key| (self.text(&key), format!("[{key}]")));
        texts.take_while(|(text, missing)| text != missing).map(|(text, _)| text).collect()
    }
}

/// The limits of a purchase.
pub fn limits(all: &Purchases, purchase: &Purchase) -> Limits {
    Limits::of(purchase.kind, &all.country, &all.currency, purchase.day)
}
