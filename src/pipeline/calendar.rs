//! The calendar alone, without any purchases.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;
use vire_base::progress::Progress;
use vire_domain::calendar::Calendar;

use super::decides;
use crate::config::Config;
use crate::publish::disk::Unfit;
use crate::publish::manifest::{self, GoingIn};
use crate::publish::owner::Pipeline;
use crate::publish::{Output, Run, Unwritable};

/// A list that was published without any purchases.
pub struct Published {
    pub folder: PathBuf,
    pub calendar: Calendar,
    /// What the user should know of how it was published.
    pub remarks: Vec<String>,
}

/// Reads and publishes the calendar alone, in an output folder of its own.
pub fn publish(config: &Config, out: &Path, as_of: NaiveDate, progress: &Progress) -> anyhow::Result<Published> {
    whole_way(config, out, as_of, progress).map_err(|error| Unwritable::or(out, "--out", error))
}

fn whole_way(config: &Config, out: &Path, as_of: NaiveDate, progress: &Progress) -> anyhow::Result<Published> {
    let buyer = config.buyer();
    let output = Output::lock(out)?;
    let pipeline = Pipeline { path: &config.path, name: &config.name, buyer: &buyer.name, of_purchases: false };
    if let Some(other) = output.other_pipeline(pipeline)? {
        let what = format!("the runs in {} are of another pipeline ({other})", out.display());
        return Err(Unfit { what, help: "give another folder with --out".to_owned() }.into());
    }
    let calendar = progress.stage("calendar", || super::coming(config, Some(as_of)))?.unwrap_or_default();
    let unpublished = output.begin()?;
    progress.stage("reports", || {
        let coming = calendar.list();
        let list =
            json!({ "buyer": buyer.name, "country": buyer.country, "currency": buyer.currency, "coming": coming });
        fs_err::write(unpublished.folder.join("summary.json"), serde_json::to_string_pretty(&list)? + "\n")?;
        vire_report::calendar::table(&calendar, &buyer.currency, &unpublished.folder)?;
        vire_report::calendar::draw(
            &coming,
            &buyer.name,
            &buyer.currency,
            &config.drawing.languages,
            &unpublished.folder,
        )
    })?;
    let decides = decides::of_calendar(config, as_of)?;
    let going_in = GoingIn::new(&decides, &config.text, &config.masker);
    let (manifest, fingerprint) = manifest::of_calendar(&going_in, &calendar, buyer)?;
    let Run { folder, remarks } =
        progress.stage("publish", || output.publish(unpublished, &fingerprint, manifest, 1, progress))?;
    output.own(&config.path)?;
    Ok(Published { folder, calendar, remarks })
}
