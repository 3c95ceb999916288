//! Figures of a run beside what people say: value, year and change of an indicator.

use crate::evidence::{Evidence, Point};
use vire_base::language::Language;
use vire_indicators::catalogue::{Unit, find};
use vire_report::model::{Cell, Column, Table};
use vire_report::texts::Texts;

/// The statements of the present state, with the indicators that tell of the same thing.
pub const OF_STATEMENTS: [(&str, &str); 7] =
    [("a2", "A14"), ("a3", "B1"), ("a4", "B6"), ("a4", "B16"), ("c1", "B10"), ("c4", "A3"), ("c5", "B15")];

/// Indicators in the latest whole year and the whole year before, each beside what it is about. Those that the run has no
/// figure of are left out.
pub struct Figures<'a> {
    pub evidence: &'a Evidence,
    pub language: Language,
    /// The tool's own words.
    pub texts: &'a Texts,
}

impl Figures<'_> {
    /// `about` has what an indicator stands beside, and its id; `title` is the column of the former.
    pub fn table(&self, title: &str, about: &[(String, &str)]) -> Table {
        let columns = [
            (title, false),
            ("col-indicator", false),
            ("col-before-it", true),
            ("col-latest", true),
            ("col-its-change", true),
        ];
        let columns = columns.map(|(key, numeric)| Column { title: self.texts.text(key), numeric });
        let mut table = Table {
            id: "indicators".into(),
            caption: self.texts.text("measured-table"),
            columns: columns.into(),
            ..Table::default()
        };
        let report = Texts::new(self.language);
        for (label, id) in about {
            let Some((indicator, points)) = find(id).and_then(|i| Some((i, self.evidence.indicators.get(&i.id)?)))
            else {
                continue;
            };
            let mut latest = points.iter().rev();
            let (Some(now), before) = (latest.next(), latest.next()) else { continue };
            let cell = |point: Option<&Point>| {
                point.map_or_else(|| Cell::text("\u{2013}"), |p| self.cell(&report, indicator.unit, p))
            };
            let name = format!("{} {}", indicator.id, indicator.text("title", self.texts.code));
            let change = before
                .map_or_else(|| "\u{2013}".to_owned(), |before| self.change(&report, indicator.unit, before, now));
            table.rows.push(vec![
                Cell::text(label),
                Cell::text(name),
                cell(before),
                cell(Some(now)),
                Cell::text(change),
            ]);
        }
        table
    }

    fn cell(&self, report: &Texts, unit: Unit, point: &Point) -> Cell {
        let text = match point.millionths {
            None => return Cell::hidden(),
            Some(value) if point.is_rounded => report.percent_coarse(value),
            value => report.value(value, unit, &self.evidence.currency),
        };
        Cell::text(format!("{text} ({})", point.year))
    }

    fn change(&self, report: &Texts, unit: Unit, before: &Point, now: &Point) -> String {
        let Some(change) = before.millionths.zip(now.millionths).map(|(before, now)| now - before) else {
            return vire_report::model::HIDDEN.to_owned();
        };
        let plus = if change > 0 { "+" } else { "" };
        match unit {
            Unit::Share | Unit::Points if before.is_rounded || now.is_rounded => report.points_coarse(change),
            Unit::Share | Unit::Points => report.points(change),
            _ => format!("{plus}{}", report.value(Some(change), unit, &self.evidence.currency)),
        }
    }
}
