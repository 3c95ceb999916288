//! `vire parts`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::only::Only;
use super::terminal::{page, say, show};
use crate::config::{self, Purpose};
use crate::pipeline::{self, Options, Strictness};
use crate::publish::{Unwritable, shared_store};
use vire_base::amount::format_cents;
use vire_base::progress::{Mode, Progress};
use vire_base::year::UNDATED;

#[derive(Args)]
pub struct Parts {
    /// The pipeline file of exports that several buyers share
    pipeline: PathBuf,
    /// Each buyer's accounting years by themselves
    #[arg(long)]
    years: bool,
    /// Folder of the runs over the parts, where what is read here is kept for them [default: out/<name of the pipeline>]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Say nothing of progress
    #[arg(long)]
    quiet: bool,
}

impl Parts {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut config = config::load_for(Purpose::Parts, &self.pipeline, super::terminal::look())?;
        show(&vire_base::document::render(
            &config.path.display().to_string(),
            &config.text,
            &config.warnings,
            super::terminal::look(),
        ));
        // Which buyers there are is what is asked here.
        config.sources.iter_mut().for_each(|source| source.settings.only_own = true);
        let out = self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name));
        let options = Options {
            shared: Some(shared_store(&out)?),
            out,
            as_of: None,
            threads: super::threads(),
            strictness: Strictness::default(),
            accept: Vec::new(),
            engine: None,
        };
        let progress = Progress::new(if self.quiet { Mode::Silent } else { Mode::Bars });
        let parts = pipeline::part::list(&config, &options, &progress);
        progress.finish();
        let parts = parts.map_err(|error| Unwritable::or(&options.out, "--out", error.into()))?;
        let mut out = page();
        for (buyer, years) in &parts.buyers {
            let of = |year| Only { buyer: Some(buyer.clone()), year };
            if self.years {
                for year in years.iter().filter(|year| **year != UNDATED) {
                    writeln!(out, "{}", of(Some(*year)))?;
                }
            } else {
                writeln!(out, "{}", of(None))?;
            }
        }
        let without = parts.without_buyer;
        if without.lines > 0 {
            let sum = format_cents(without.cents);
            say!("warning: {} lines ({sum}) name no buyer, and so are in no part", without.lines);
        }
        Ok(())
    }
}
