//! What comes, and what the figures rest on.

use super::document::Builder;
use crate::build::MARKET;
use crate::build::participation::coming;
use crate::document::{Part, Section};
use crate::facts::Facts;
use crate::model::{Cell, Table};
use crate::note::{Matter, Note};
use vire_base::year::AccountingYear;
use vire_reference::country::Country;
use vire_reference::places::Ring;

impl Builder<'_> {
    pub(super) fn coming(&self) -> Section {
        let title = self.text("area-coming", &[]);
        let Some(list) = self.area.coming() else { return Section::new(title, self.text("area-coming-absent", &[])) };
        let count = self.texts.count(list.items.len() as i128);
        let key = if list.items.is_empty() { "area-coming-finding-none" } else { "area-coming-finding" };
        let mut finding = self.text(key, &[("count", count)]);
        if let Some(day) = list.as_of {
            finding += &self.text("area-coming-as-of", &[("date", self.texts.date(&day.to_string()))]);
        }
        let mut section = Section::new(title, finding);
        let table = coming(&list.items, &self.texts, self.area.currency());
        if !table.rows.is_empty() {
            section = section.with(Part::Table(table));
        }
        let day = |facts: &Facts| facts.summary.coming.as_ref().and_then(|list| list.as_of);
        let earlier = self.names_of(|facts| day(facts).is_some() && day(facts) < list.as_of);
        let without = self.names_of(|facts| facts.summary.coming.is_none());
        let mut remarks = Vec::new();
        if let Some(latest) = list.as_of.filter(|_| !earlier.is_empty()) {
            let date = self.texts.date(&latest.to_string());
            remarks.push(self.text("area-coming-note-day", &[("date", date), ("buyers", self.buyers(&earlier))]));
        }
        if !without.is_empty() {
            remarks.push(self.text("area-coming-note-without", &[("buyers", self.buyers(&without))]));
        }
        if remarks.is_empty() { section } else { section.with(Part::Remarks(remarks)) }
    }

    pub(super) fn data(&self) -> Section {
        let keys = [
            "coming-col-buyer",
            "area-col-covers",
            "area-col-lines",
            "area-col-rejected",
            "area-col-placeless",
            "area-col-sectorless",
            "area-col-vat",
            "area-col-registers",
        ];
        let mut table = Table::new("area-data", self.text("area-data-table", &[]), self.titles(&keys));
        table = table.with_texts(&[1, 6, 7]);
        for facts in &self.area.members {
            let summary = &facts.summary;
            let has_vat = Country::of(&summary.country).is_none_or(|country| country.about.has_vat);
            let days = summary.register_dates.iter().map(|day| self.texts.date(day)).collect::<Vec<_>>();
            let placeless = facts.figure("B3", MARKET, self.area.year, "ring", Ring::Unknown.code());
            table.rows.push(vec![
                Cell::text(&summary.buyer),
                Cell::text(years(super::whole_years(facts), facts.accounting)),
                self.count_cell(summary.quality.kept as usize),
                self.count_cell(summary.quality.rejected as usize),
                match placeless {
                    Some(figure) => self.cell(Some(figure)),
                    None => self.share_cell(Some(i128::from(!self.area.knows_places(facts))), Some(1)),
                },
                self.cell(self.headline(facts, "A14", MARKET)),
                Cell::text(self.texts.text(if has_vat { summary.quality.vat.key() } else { "vat-none" })),
                Cell::text(days.join(", ")),
            ]);
        }
        table.explain(&self.texts);
        table.note.0.push(Note::new(Matter::Rows, self.text("area-data-note", &[])));
        Section::new(self.text("area-data", &[]), "").with(Part::Table(table))
    }
}

/// Years as spans: 2021–2024, 2026.
fn years(years: impl Iterator<Item = i32>, accounting: AccountingYear) -> String {
    let mut years: Vec<i32> = years.collect();
    years.sort_unstable();
    let spans = years.chunk_by(|a, b| a + 1 == *b).map(|span| match span {
        [first, .., last] => format!("{}\u{2013}{}", accounting.name(*first), accounting.name(*last)),
        _ => span.iter().map(|year| accounting.name(*year)).collect(),
    });
    spans.collect::<Vec<_>>().join(", ")
}
