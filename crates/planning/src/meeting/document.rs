//! The documents of a meeting.

use super::{Meeting, after, before};
use crate::evidence::Evidence;
use crate::{Named, words};
use std::collections::BTreeSet;
use vire_base::language::Language;
use vire_indicators::catalogue::Unit;
use vire_reference::names;
use vire_report::document::{Document, Section};
use vire_report::model::{Cell, Table, Value};
use vire_report::texts::Texts;

/// The documents in a language: before the meeting, and after it once it is known who came.
pub fn documents(meeting: &Meeting, evidence: Option<&Evidence>, language: Language) -> Vec<Named> {
    let scene = Scene { meeting, evidence, texts: words::texts(language), language };
    let mut documents = vec![
        ("invitation", scene.document("meeting-invitation", Vec::new(), before::invitation(&scene))),
        ("invited", scene.document("meeting-invited", vec![scene.text("meeting-note-firms")], before::invited(&scene))),
        ("cards", scene.document("meeting-cards", vec![scene.text("meeting-note-cards")], before::cards(&scene))),
    ];
    if meeting.guests.iter().any(|guest| guest.came == Some(true)) {
        let notes = vec![scene.text("meeting-note-persons")];
        documents.push(("follow-up", scene.document("meeting-follow-up", notes, after::sections(&scene))));
    }
    documents
}

pub struct Scene<'a> {
    pub meeting: &'a Meeting,
    pub evidence: Option<&'a Evidence>,
    pub texts: Texts,
    language: Language,
}

impl Scene<'_> {
    fn document(&self, title: &str, notes: Vec<String>, sections: Vec<Section>) -> Document {
        let meeting = self.meeting;
        let day = self.texts.date(&meeting.day.to_string());
        let subtitle = [meeting.buyer.clone(), meeting.title.clone(), day];
        Document {
            wording: self.language.into(),
            language: self.texts.code,
            locale: self.texts.forms.locale(&meeting.country).to_owned(),
            author: if meeting.buyer.is_empty() { self.text(title) } else { meeting.buyer.clone() },
            title: self.text(title),
            subtitle: subtitle.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" \u{b7} "),
            currency: self.currency().to_owned(),
            date: Some(meeting.day),
            notes,
            sections,
            footer: self.text("meeting-footer"),
        }
    }

    pub fn currency(&self) -> &str {
        self.evidence.map_or("EUR", |evidence| &evidence.currency)
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

    /// A sum in whole units of currency.
    pub fn sum(&self, cents: i128) -> Cell {
        let whole = (cents + 50).div_euclid(100) * 100;
        Cell::new(self.texts.money(whole, self.currency()), Some(Value::new(whole * 10_000, Unit::Currency)))
    }

    /// What a sector is called.
    pub fn sector(&self, id: &str) -> String {
        crate::threshold::sector_name(id, self.texts.code)
    }

    /// Whether a name that people wrote may stand in a document: its legal form shows that it is no person's, or reports of
    /// the run name the supplier. Where the run knows a person by it, it stands nowhere.
    pub fn may_be_named(&self, name: &str, id: &str) -> bool {
        let known = self.evidence.and_then(|evidence| Some(&evidence.sellers[evidence.find(id, name)?]));
        match known {
            Some(seller) => !seller.is_person && !seller.name.is_empty(),
            None => names::legal_form(name, &self.meeting.country).is_some_and(|(_, kind)| !kind.is_personal()),
        }
    }

    /// The sectors of coming purchases, by the workbook and by the run's calendar.
    pub fn coming_sectors(&self) -> BTreeSet<&str> {
        let own = self.meeting.coming.iter().filter_map(|coming| coming.sector);
        let of_run = self.evidence.into_iter().flat_map(|evidence| &evidence.coming).map(|c| c.sector.as_str());
        own.chain(of_run).filter(|sector| *sector != "unclassified").collect()
    }
}
