//! `vire parts`

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::only::Only;
use super::said::Said;
use super::terminal::{page, say, show_warnings};
use crate::config::{self, Purpose};
use crate::pipeline::{self, Options};
use crate::publish::{Unwritable, folders_in, is_part, shared_store};
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
    #[command(flatten)]
    said: Said,
}

impl Parts {
    pub fn execute(self) -> anyhow::Result<()> {
        let mut config = config::load_for(Purpose::Parts, &self.pipeline, super::terminal::look())?;
        show_warnings(&config);
        // Which buyers there are is what is asked here.
        config.sources.iter_mut().for_each(|source| source.settings.only_own = true);
        let out = self.out.unwrap_or_else(|| PathBuf::from("out").join(&config.name));
        let options = Options {
            shared: Some(shared_store(&out)?),
            out,
            as_of: None,
            threads: super::threads(),
            strictness: self.said.strictness(),
            accept: Vec::new(),
            engine: None,
        };
        let progress = Progress::new(if self.said.quiet { Mode::Silent } else { Mode::Bars });
        let parts = pipeline::part::list(&config, &options, &progress);
        progress.finish();
        let parts = parts.map_err(|error| Unwritable::or(&options.out, "--out", error))?;
        let mut out = page();
        let mut folders = BTreeSet::new();
        for (buyer, years) in &parts.buyers {
            let of = |year| Only { buyer: Some(buyer.clone()), year };
            folders.insert(of(None).folder(&options.out, &config.buyer().country));
            let dated = years.iter().filter(|year| self.years && **year != UNDATED);
            dated.clone().try_for_each(|year| writeln!(out, "{}", of(Some(*year))))?;
            if !self.years || years.is_empty() {
                writeln!(out, "{}", of(None))?; // rows that cannot be read have no year
            }
        }
        for folder in folders_in(&options.out)?.iter().filter(|folder| is_part(folder) && !folders.contains(*folder)) {
            say!("warning: {} is of a buyer that the exports do not name", folder.display());
        }
        if parts.buyers.is_empty() {
            say!("warning: the exports name no buyer");
        }
        let mut left = vec![(parts.without_buyer, "name no buyer")];
        left.extend(self.years.then_some((parts.undated, "of buyers belong to no year")));
        for (sum, why) in left.into_iter().filter(|(sum, _)| sum.lines > 0) {
            say!("warning: {} lines ({}) {why}, and so are in no part", sum.lines, format_cents(sum.cents));
        }
        Ok(())
    }
}
