//! The parts of a pipeline file that tell what will be bought.

use super::raw::Pipeline;
use super::{Validator, raw};
use crate::calendar::{Source, Sources};
use crate::reference::places::PLACES;

impl Validator<'_> {
    /// `owner` is the buyer of the pipeline.
    pub(super) fn calendar(&mut self, raw: &Pipeline, country: &str, owner: &str) -> Sources {
        let raw::Calendar { files, columns, source } = &raw.calendar;
        let mut calendars = Vec::new();
        if !files.is_empty() {
            let files = self.files(&["calendar"], files);
            calendars.push(Source { files, columns: columns.clone(), buyer: owner.to_owned() });
        } else if !columns.is_empty() {
            let help = "name files = [\"kalenteri.xlsx\"] beside them, or move them to their [[calendar.source]]";
            self.fault(&["calendar", "columns"], "columns are given, but no files", help);
        }
        let named = |buyer: &Option<String>| {
            let name = buyer.as_deref().unwrap_or(owner);
            PLACES.municipality(country, name).map_or_else(|| name.to_owned(), |m| m.name.clone())
        };
        for (i, source) in source.iter().enumerate() {
            let files = self.files(&["calendar", "source", &i.to_string()], &source.files);
            calendars.push(Source { files, columns: source.columns.clone(), buyer: named(&source.buyer) });
        }
        let mut contracts = Vec::new();
        for (i, register) in raw.contracts.iter().enumerate() {
            let files = self.files(&["contracts", &i.to_string()], &register.files);
            let source = Source { files, columns: register.columns.clone(), buyer: named(&register.buyer) };
            contracts.push((source, register.lead_months));
        }
        Sources { calendars, contracts }
    }
}
