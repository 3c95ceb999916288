//! `vire explain`

use std::io::Write;

use clap::Args;

use super::Usage;
use crate::config::document::did_you_mean;
use crate::indicators::catalogue::{CATALOGUE, find};

#[derive(Args)]
pub struct Explain {
    /// Id or name of an indicator, such as B1 or local-share-euros; all are listed when absent
    indicator: Option<String>,
    /// Language of the page
    #[arg(long, default_value = "en", value_parser = ["fi", "sv", "en"])]
    language: String,
}

impl Explain {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        let Some(word) = &self.indicator else {
            for indicator in CATALOGUE.iter() {
                writeln!(
                    out,
                    "{:<4} {:<26} {}",
                    indicator.id,
                    indicator.name,
                    indicator.text("title", &self.language)
                )?;
            }
            return Ok(());
        };
        let Some(indicator) = find(word) else {
            let names: Vec<&str> = CATALOGUE.iter().flat_map(|i| [i.id.as_str(), i.name.as_str()]).collect();
            return Err(Usage(format!("there is no indicator \"{word}\"; {}", did_you_mean(word, &names))).into());
        };
        let text = |part: &str| indicator.text(part, &self.language);
        writeln!(out, "{} {}  ({})\n", indicator.id, text("title"), indicator.name)?;
        for part in ["meaning", "reading", "pitfalls"] {
            writeln!(out, "{}\n", text(part))?;
        }
        writeln!(
            out,
            "Unit: {}. Needs: {}. n counts {}.",
            indicator.unit.code(),
            indicator.needs.join(", "),
            indicator.counts
        )?;
        writeln!(out, "Source: {}", indicator.source)?;
        Ok(())
    }
}
