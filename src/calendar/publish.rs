//! The files that a calendar is published as, as a part of a run or alone.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;

use super::{Calendar, List, html, ics, table};
use crate::config::Config;
use crate::config::raw::Language;
use crate::progress::Progress;
use crate::publish::{Output, manifest};
use crate::report::texts::Texts;

/// Writes `calendar.parquet`: all that was read, past ones among it.
pub fn table(calendar: &Calendar, currency: &str, to: &Path) -> anyhow::Result<()> {
    table::write(calendar, currency, &to.join("calendar.parquet"))
}

/// Draws what is coming as `calendar.<language>.html` for each language, and in the first language as `calendar.html`,
/// `calendar.csv` and `calendar.ics`.
pub fn draw(list: &List, buyer: &str, currency: &str, languages: &[Language], to: &Path) -> anyhow::Result<()> {
    for (i, language) in languages.iter().enumerate() {
        let texts = Texts::new(*language);
        let title = texts.text_with("coming-title", &[("buyer", buyer)]);
        let page = html::draw(list, &title, &texts, currency)?;
        fs_err::write(to.join(format!("calendar.{}.html", texts.code)), &page)?;
        if i == 0 {
            fs_err::write(to.join("calendar.html"), &page)?;
            fs_err::write(to.join("calendar.csv"), table::csv(list, &texts)?)?;
            fs_err::write(to.join("calendar.ics"), ics::draw(list, &title, &texts, currency))?;
        }
    }
    Ok(())
}

/// A list that was published without any purchases.
pub struct Published {
    pub folder: PathBuf,
    pub calendar: Calendar,
}

/// Reads and publishes the calendar alone, in an output folder of its own.
pub fn publish(config: &Config, out: &Path, as_of: NaiveDate, progress: &Progress) -> anyhow::Result<Published> {
    let output = Output::lock(out)?;
    let calendar = progress.stage("calendar", || crate::pipeline::coming(config, Some(as_of)))?.unwrap_or_default();
    let unpublished = output.begin()?;
    progress.stage("reports", || {
        let coming = calendar.list();
        let list = json!({ "buyer": config.buyer_name, "country": config.country, "currency": config.currency, "coming": coming });
        fs_err::write(unpublished.folder.join("summary.json"), serde_json::to_string_pretty(&list)? + "\n")?;
        table(&calendar, &config.currency, &unpublished.folder)?;
        draw(&coming, &config.buyer_name, &config.currency, &config.languages, &unpublished.folder)
    })?;
    let going_in = json!({
        "vire": env!("CARGO_PKG_VERSION"),
        "pipeline": { "name": config.name, "sha256": manifest::sha256(config.text.as_bytes()) },
        "as_of": as_of.to_string(),
        "code_lists": manifest::code_lists(),
        "calendar": calendar.digests(),
    });
    let fingerprint = manifest::fingerprint(&going_in);
    let manifest = json!({
        "vire": going_in["vire"],
        "fingerprint": fingerprint,
        "pipeline": going_in["pipeline"],
        "buyer": config.buyer_name,
        "currency": config.currency,
        "as_of": going_in["as_of"],
        "code_lists": going_in["code_lists"],
        "calendar": calendar.manifest(),
        "warnings": calendar.warnings,
    });
    let folder = progress.stage("publish", || output.publish(unpublished, &fingerprint, manifest, 1, progress))?;
    Ok(Published { folder, calendar })
}
