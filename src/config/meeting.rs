//! The parts of a pipeline file that only reports need: the template, targets, contacts, channels.

use std::path::PathBuf;

use serde::Deserialize;

use super::document::did_you_mean;
use super::raw::{Channel, Contact, Pipeline};
use super::{Target, Validator};
use crate::classify::sector::{SECTORS, UNCLASSIFIED};
use crate::indicators::SCALE;
use crate::indicators::catalogue::{CATALOGUE, find};
use crate::reference::{self, rows};
use crate::report::deck;

#[derive(Deserialize)]
struct ChannelRow {
    country: String,
    name: String,
    url: String,
}

impl Validator<'_> {
    pub(super) fn template(&mut self, raw: &Pipeline) -> Option<PathBuf> {
        let path = self.base.join(raw.report.template.as_ref()?);
        if let Err(error) = deck::open(&path) {
            self.fault(
                &["report", "template"],
                error.to_string().lines().next().unwrap_or_default(),
                "name a .pptx or .potx file; the path is looked up from the folder of the pipeline file",
            );
        }
        Some(path)
    }

    pub(super) fn targets(&mut self, raw: &Pipeline) -> Vec<Target> {
        let mut targets = Vec::new();
        for (i, target) in raw.target.iter().enumerate() {
            match find(&target.indicator) {
                Some(indicator) => targets.push(Target {
                    indicator: indicator.id.clone(),
                    value: (target.value * 10f64.powi(SCALE)).round() as i128,
                    by: target.by,
                }),
                None => {
                    let names: Vec<&str> = CATALOGUE.iter().map(|i| i.name.as_str()).collect();
                    self.fault(
                        &["target", &i.to_string(), "indicator"],
                        format!("no indicator is called \"{}\"", target.indicator),
                        format!("{} vire explain lists them", did_you_mean(&target.indicator, &names)),
                    );
                }
            }
        }
        targets
    }

    pub(super) fn contacts(&mut self, raw: &Pipeline) -> Vec<Contact> {
        let known: Vec<&str> = SECTORS.iter().map(|s| s.id.as_str()).filter(|id| *id != UNCLASSIFIED).collect();
        for (i, contact) in raw.contact.iter().enumerate() {
            for (j, sector) in contact.sectors.iter().enumerate().filter(|(_, s)| !known.contains(&s.as_str())) {
                self.fault(
                    &["contact", &i.to_string(), "sectors", &j.to_string()],
                    format!("no sector is called \"{sector}\""),
                    format!("{} vire explain sectors lists them", did_you_mean(sector, &known)),
                );
            }
        }
        raw.contact.clone()
    }

    /// The user's channels, else those of the country.
    pub(super) fn channels(&mut self, raw: &Pipeline, country: &str) -> Vec<Channel> {
        if !raw.channel.is_empty() {
            return raw.channel.clone();
        }
        let all: Vec<ChannelRow> = rows(reference::CHANNELS);
        let of_country = all.into_iter().filter(|row| row.country == country);
        of_country.map(|row| Channel { name: row.name, url: row.url }).collect()
    }
}
