//! Small purchases of a run that could be announced: by sector, and by unit where the export has units.

use super::document::Scene;
use super::sector_name;
use crate::Named;
use crate::evidence::{Cell as Sold, Evidence, Sale};
use std::collections::BTreeMap;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_reference::sectors::{PUBLIC_TRANSFERS, SECTORS};
use vire_reference::thresholds::Thresholds;
use vire_report::document::{Document, Part, Section};
use vire_report::model::{Cell, Chart, ChartKind, Series, Table};

/// Suppliers that a row names.
const NAMED: usize = 4;

/// The list in a language.
pub fn documents(evidence: &Evidence, language: Language) -> Vec<Named> {
    let scene = Scene::new(language, &evidence.currency);
    let limit = Limit::of(evidence);
    let sales = evidence.below(|sector, year| limit.cents(sector, year.last_day));
    let title = scene.text("small-title");
    let span = match &evidence.years[..] {
        [] => String::new(),
        [only] => only.name.clone(),
        [first, .., last] => format!("{}\u{2013}{}", first.name, last.name),
    };
    let subtitle = [evidence.buyer.clone(), span];
    let document = Document {
        wording: language.into(),
        language: scene.texts.code,
        locale: scene.texts.forms.locale(&evidence.country).to_owned(),
        author: if evidence.buyer.is_empty() { title.clone() } else { evidence.buyer.clone() },
        title,
        subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
        currency: evidence.currency.clone(),
        date: evidence.years.last().map(|year| year.last_day),
        notes: vec![scene.text("small-note-proxy"), scene.text("small-note-persons")],
        sections: List { scene: &scene, evidence, limit: &limit }.sections(&sales),
        footer: scene.text("small-footer"),
    };
    vec![("small-purchases", document)]
}

/// The national limits of the run's country.
struct Limit(Thresholds);

impl Limit {
    fn of(evidence: &Evidence) -> Self {
        Self(Thresholds::new(&evidence.country, &evidence.currency))
    }

    fn value(&self, sector: &str, day: chrono::NaiveDate) -> Option<i64> {
        let kind = SECTORS.iter().find(|s| s.id == sector && s.id != PUBLIC_TRANSFERS)?.threshold_kind;
        self.0.limits(kind, day).national()
    }

    fn cents(&self, sector: &str, day: chrono::NaiveDate) -> Option<i128> {
        Some(i128::from(self.value(sector, day)?) * 100)
    }
}

struct List<'a> {
    scene: &'a Scene<'a>,
    evidence: &'a Evidence,
    limit: &'a Limit,
}

/// Sales of a sector, or of a sector to a unit.
type Rows<'a> = Vec<((String, String), Sold)>;

impl List<'_> {
    fn sections(&self, sales: &[&Sale]) -> Vec<Section> {
        let scene = self.scene;
        let none = |key: &str| vec![Section::new(scene.text("small-by-sector"), scene.text(key))];
        let Some(last) = self.evidence.years.last() else { return none("similar-no-year") };
        if self.limit.value("ict", last.last_day).is_none() {
            return none("small-no-limit");
        }
        let by_sector = self.rows(sales, |_| String::new());
        if by_sector.is_empty() {
            return none("small-none");
        }
        let sellers = self.sellers(&by_sector);
        let mut sections = vec![
            self.by_sector(&by_sector).shown(),
            Section::new(scene.text("col-sold-now"), "").with(Part::Table(sellers)).shown(),
        ];
        if sales.iter().any(|sale| !sale.unit.is_empty()) {
            let rows = self.rows(sales, |sale| sale.unit.clone());
            let table = self.table("small-units", "small-units-table", &rows, true);
            sections.push(Section::new(scene.text("small-by-unit"), "").with(Part::Table(table)));
        } else {
            sections.push(Section::new(scene.text("small-by-unit"), scene.text("small-no-units")));
        }
        let steps = (1..=4).map(|step| scene.text(&format!("small-step-{step}")));
        sections.push(Section::new(scene.text("small-steps"), "").with(Part::List(steps.collect())).shown());
        sections
    }

    /// Cells, those with the largest sums first; those without a sum follow.
    fn rows(&self, sales: &[&Sale], unit: impl Fn(&Sale) -> String) -> Rows<'_> {
        let mut cells: BTreeMap<(String, String), Vec<&Sale>> = BTreeMap::new();
        for sale in sales {
            cells.entry((sale.sector.clone(), unit(sale))).or_default().push(sale);
        }
        let mut rows: Rows<'_> = cells.into_iter().map(|(at, sales)| (at, self.evidence.cell(&sales))).collect();
        rows.sort_by_key(|(_, sold)| std::cmp::Reverse(sold.yearly));
        rows
    }

    fn by_sector(&self, rows: &Rows<'_>) -> Section {
        let scene = self.scene;
        let name = |sector: &str| sector_name(sector, scene.texts.code);
        let recur = rows.iter().filter(|(_, sold)| sold.years.len() > 1).count();
        let finding = match rows.first() {
            Some(((sector, _), Sold { yearly: Some(most), .. })) => scene.texts.text_of(
                "small-finding",
                &[
                    ("recur", scene.count(recur)),
                    ("sector", name(sector)),
                    ("sum", scene.texts.money(*most, scene.currency)),
                ],
            ),
            _ => scene.text("small-finding-hidden"),
        };
        let shown: Vec<(&str, i128)> =
            rows.iter().filter_map(|((sector, _), sold)| Some((sector.as_str(), sold.yearly?))).collect();
        let section = Section::new(scene.text("small-by-sector"), finding.clone());
        let section = if shown.is_empty() {
            section
        } else {
            section.with(Part::Chart(Chart {
                id: "small".into(),
                kind: ChartKind::Bars,
                title: scene.text("small-chart"),
                unit: Unit::Currency,
                marks: String::new(),
                basis: scene.texts.text_of("small-basis", &[("years", self.years())]),
                alt: finding,
                category_title: scene.text("col-buy-sector"),
                categories: shown.iter().map(|(sector, _)| name(sector)).collect(),
                series: vec![Series {
                    name: scene.text("col-sector-yearly"),
                    values: shown.iter().map(|(_, cents)| Some(cents * 10_000)).collect(),
                }],
                accent: Some(0),
                parts_of_years: Vec::new(),
                is_rounded: false,
            }))
        };
        let table = self.table("small-sectors", "small-sectors-table", rows, false);
        let remarks = ["small-left-out", "small-together"].map(|key| scene.text(key));
        section.with(Part::Table(table)).with(Part::Remarks(remarks.into()))
    }

    fn years(&self) -> String {
        self.evidence.years.iter().map(|year| year.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn table(&self, id: &str, caption: &str, rows: &Rows<'_>, has_units: bool) -> Table {
        let scene = self.scene;
        let mut columns = vec![("col-buy-sector", false)];
        if has_units {
            columns.push(("col-buying-unit", false));
        }
        columns.extend([
            ("col-sector-yearly", true),
            ("col-limit-national", true),
            ("col-suppliers", true),
            ("col-left-out", true),
            ("col-in-years", false),
        ]);
        let mut table = scene.table(id, caption, &columns);
        let last = self.evidence.years.last();
        for ((sector, unit), sold) in rows {
            let mut row = vec![Cell::text(sector_name(sector, scene.texts.code))];
            if has_units {
                row.push(Cell::text(if unit.is_empty() { scene.text("small-unit-unknown") } else { unit.clone() }));
            }
            let limit = last.and_then(|year| self.limit.value(sector, year.last_day));
            row.extend([
                sold.yearly.map_or_else(Cell::hidden, |cents| scene.mean(cents)),
                scene.limit(limit),
                Cell::text(scene.count(sold.suppliers)),
                Cell::text(scene.count(sold.left_out)),
                Cell::text(self.in_years(sold)),
            ]);
            table.rows.push(row);
        }
        table
    }

    /// The years, those that follow one another as a span.
    fn in_years(&self, sold: &Sold) -> String {
        let mut spans: Vec<[usize; 2]> = Vec::new();
        for at in
            self.evidence.years.iter().enumerate().filter(|(_, y)| sold.years.contains(&y.number)).map(|(at, _)| at)
        {
            match spans.last_mut().filter(|span| span[1] + 1 == at) {
                Some(span) => span[1] = at,
                None => spans.push([at, at]),
            }
        }
        let name = |at: usize| self.evidence.years[at].name.as_str();
        let span = |[first, last]: &[usize; 2]| match first == last {
            true => name(*first).to_owned(),
            false => format!("{}\u{2013}{}", name(*first), name(*last)),
        };
        spans.iter().map(span).collect::<Vec<_>>().join(", ")
    }

    /// Who sells now, by sector.
    fn sellers(&self, rows: &Rows<'_>) -> Table {
        let columns = [("col-buy-sector", false), ("col-sold-now", false)];
        let mut table = self.scene.table("small-sellers", "small-sellers-table", &columns);
        for ((sector, _), sold) in rows.iter().filter(|(_, sold)| !self.sold_now(sold).is_empty()) {
            let sector = sector_name(sector, self.scene.texts.code);
            table.rows.push(vec![Cell::text(sector), Cell::text(self.sold_now(sold))]);
        }
        table
    }

    /// The names of who sells now, and how many more there are.
    fn sold_now(&self, sold: &Sold) -> String {
        let names = sold.named_now.iter().take(NAMED).map(|seller| self.evidence.sellers[*seller].name.clone());
        let mut names: Vec<String> = names.collect();
        let others = sold.named_now.len().saturating_sub(NAMED) + sold.unnamed_now;
        if others > 0 {
            let key = if names.is_empty() { "small-unnamed" } else { "small-others" };
            names.push(self.scene.texts.text_of(key, &[("count", self.scene.count(others))]));
        }
        names.join(", ")
    }
}
