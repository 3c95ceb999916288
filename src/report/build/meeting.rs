//! How to take part: thresholds, channels, contacts, and what comes.

use chrono::NaiveDate;

use super::Builder;
use crate::reference::thresholds::Thresholds;
use crate::report::model::{Cell, Meeting, Table};

impl Builder<'_> {
    pub(super) fn meeting(&self) -> Meeting {
        let summary = &self.facts.summary;
        Meeting {
            thresholds: self.thresholds_table(),
            channels: summary.channels.iter().map(|c| (c.name.clone(), c.url.clone())).collect(),
            contacts: self.contacts(None),
            steps: (1..=5).map(|n| self.texts.text(&format!("step-{n}"))).collect(),
            ..Meeting::default()
        }
    }

    /// The thresholds of the buyer's country on the report's day.
    fn thresholds_table(&self) -> Table {
        let summary = &self.facts.summary;
        let caption = self.texts.text_with("table-thresholds", &[("date", &self.texts.date(&summary.as_of))]);
        let mut table = Table::new("thresholds", caption, self.titles(&["col-threshold", "col-value"]));
        let Ok(date) = summary.as_of.parse::<NaiveDate>() else {
            return table;
        };
        let thresholds = Thresholds::new(&summary.country, &summary.currency);
        for (kind, value) in thresholds.known(date) {
            table.rows.push(vec![
                Cell::text(self.texts.text(&format!("threshold-{kind}"))),
                self.of_money(i128::from(value) * 100),
            ]);
        }
        table.note = self.texts.text("thresholds-note");
        table
    }

    /// Who answers, for one sector or in all.
    pub(super) fn contacts(&self, sector: Option<&str>) -> Vec<String> {
        let answers = |sectors: &[String]| sectors.is_empty() || sector.is_none_or(|s| sectors.iter().any(|c| c == s));
        let contacts = self.facts.summary.contacts.iter().filter(|c| answers(&c.sectors));
        contacts
            .map(|c| {
                let parts = [&c.name, &c.email, &c.phone];
                parts.into_iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(", ")
            })
            .collect()
    }

    /// Coming procurements of a sector, soonest first.
    pub(super) fn coming_in(&self, _sector: &str) -> Vec<String> {
        Vec::new()
    }
}
