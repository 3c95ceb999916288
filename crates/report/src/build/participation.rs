//! How to take part: thresholds, channels, contacts, and what comes.

use chrono::NaiveDate;

use super::Builder;
use crate::calendar::label;
use crate::model::{Cell, Participation, Table, Upcoming};
use crate::note::{Matter, Note};
use crate::texts::Texts;
use vire_domain::calendar::{Coming, Origin};
use vire_reference::thresholds::Thresholds;

impl Builder<'_> {
    pub(super) fn participation(&self) -> Participation {
        let summary = &self.facts.summary;
        Participation {
            thresholds: self.thresholds_table(),
            channels: summary.channels.iter().map(|c| (c.name.clone(), c.url.clone())).collect(),
            contacts: self.contacts(None),
            // The first step speaks of the calendar, the next of channels and of thresholds.
            steps: (1..=5)
                .filter(|n| match n {
                    1 => !self.coming_items().is_empty(),
                    2 => !summary.channels.is_empty(),
                    3 => self.threshold_note().is_some(),
                    _ => true,
                })
                .map(|n| self.texts.text(&format!("step-{n}")))
                .collect(),
            coming: self.coming(),
            coming_finding: self.coming_finding(),
            upcoming: self.coming_items().iter().map(|item| self.upcoming(item)).collect(),
        }
    }

    /// How much is coming; nothing where no calendar was given.
    fn coming_finding(&self) -> String {
        let count = self.coming_items().len();
        match (&self.facts.summary.coming, count) {
            (None, _) => String::new(),
            (Some(_), 0) => self.texts.text("finding-none-coming"),
            (Some(_), _) => self.texts.text_with("finding-coming", &[("count", &count.to_string())]),
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
        table.note = self.note(Matter::ThresholdTable, "thresholds-note").into();
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

    fn coming_items(&self) -> &[Coming] {
        self.facts.summary.coming.as_ref().map_or(&[], |list| list.items.as_slice())
    }

    fn coming(&self) -> Table {
        coming(self.coming_items(), self.texts, &self.facts.summary.currency)
    }

    /// Coming procurements of a sector, soonest first.
    pub(super) fn coming_in(&self, sector: &str) -> Vec<String> {
        let of_sector = self.coming_items().iter().filter(|item| item.sector_id() == sector);
        let short = of_sector.take(4).map(|item| self.upcoming(item));
        let title = |item: &Upcoming| match item.is_derived {
            true => self.texts.text_with("card-derived", &[("title", &item.title)]),
            false => item.title.clone(),
        };
        short.map(|item| format!("{}: {}", item.time, title(&item))).collect()
    }

    fn upcoming(&self, item: &Coming) -> Upcoming {
        let time = label::time(&item.window, self.texts);
        Upcoming { time, title: item.title.clone(), is_derived: is_derived(item) }
    }
}

/// Coming procurements in their order.
pub(crate) fn coming(items: &[Coming], texts: &Texts, currency: &str) -> Table {
    let keys = ["coming-col-time", "coming-col-title", "coming-col-buyer", "col-sector", "coming-col-value"];
    let titles = keys.iter().map(|key| texts.text(key)).collect();
    let mut table = Table::new("coming", texts.text("topic-coming"), titles).with_texts(&[1, 2, 3, 4]);
    for item in items {
        let texts = [
            label::time(&item.window, texts),
            if is_derived(item) { format!("{} *", item.title) } else { item.title.clone() },
            label::buyer(item),
            texts.member("sector", item.sector_id()),
            label::value(item, texts, currency),
        ];
        table.rows.push(texts.map(Cell::text).into());
    }
    if !table.rows.is_empty() {
        table.note = Note::new(Matter::Estimates, texts.text("coming-note-estimates")).into();
        if items.iter().any(is_derived) {
            table.note.0.push(Note::new(Matter::Estimates, texts.text("coming-note-derived")));
        }
    }
    table
}

/// Not announced, but inferred from the end of a contract.
fn is_derived(item: &Coming) -> bool {
    matches!(item.origin, Origin::ContractEnd { .. })
}
