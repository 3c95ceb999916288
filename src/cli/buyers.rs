//! Which buyers of a data set are meant: the options that commands share.

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;

use super::Usage;
use crate::publish::dataset::Dataset;
use vire_report::area;
use vire_report::summary::Summary;

#[derive(Args)]
pub struct Buyers {
    /// Of a data set: the sub-region or region whose buyers are meant
    #[arg(long, value_name = "NAME")]
    area: Option<String>,
    /// Of a data set: the buyers that are meant; several with commas [default: all]
    #[arg(long, value_name = "NAME", value_delimiter = ',', conflicts_with = "area")]
    buyer: Vec<String>,
}

impl Buyers {
    pub fn is_given(&self) -> bool {
        self.area.is_some() || !self.buyer.is_empty()
    }

    /// The area as it is spelt, empty where none is meant, and what is read of each buyer that is meant, by `read`;
    /// `summary` finds in it where the buyer's home is.
    ///
    /// # Errors
    /// When the folder holds no data set, or nobody that is meant.
    pub fn select<T>(
        &self,
        folder: &Path,
        read: impl Fn(&str) -> anyhow::Result<T>,
        summary: impl Fn(&T) -> &Summary,
    ) -> anyhow::Result<(String, Vec<T>)> {
        let dataset = Dataset::open(folder)?;
        let is_called = |name: &str, buyer: &str| name.to_lowercase() == buyer.trim().to_lowercase();
        let is_there = |buyer: &&String| dataset.parts.keys().any(|name| is_called(name, buyer));
        if let Some(unknown) = self.buyer.iter().find(|buyer| !is_there(buyer)) {
            let known = dataset.parts.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let what = format!("{} has no buyer \"{unknown}\"", folder.display());
            return Err(Usage(format!("{what}\n  help: its buyers are {known}")).into());
        }
        let is_meant = |name: &&String| self.buyer.is_empty() || self.buyer.iter().any(|buyer| is_called(name, buyer));
        let meant: Vec<&String> = dataset.parts.keys().filter(is_meant).collect();
        dataset.intact(folder, &meant, super::threads())?;
        let all = meant.into_iter().map(|buyer| read(buyer)).collect::<anyhow::Result<Vec<T>>>()?;
        let Some(area) = &self.area else { return Ok((String::new(), all)) };
        let (within, beyond): (Vec<T>, Vec<T>) = all.into_iter().partition(|of| area::lies_in(summary(of), area));
        if within.is_empty() {
            let known: BTreeSet<&str> = beyond.iter().flat_map(|of| area::areas_of(summary(of))).collect();
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            let help = if known.is_empty() {
                "name the buyers with --buyer".to_owned()
            } else {
                format!("its areas are {known}")
            };
            let what = format!("no buyer of {} has its home in an area called \"{area}\"", folder.display());
            return Err(Usage(format!("{what}\n  help: {help}")).into());
        }
        let spelt = within.iter().flat_map(|of| area::areas_of(summary(of))).find(|name| area::is_called(name, area));
        Ok((spelt.unwrap_or(area).to_owned(), within))
    }
}

/// The options that only a data set has were given for something else.
pub fn no_data_set(path: &Path, options: &str) -> Usage {
    let help = "name a data set, which vire dataset add makes of the runs of several buyers";
    Usage(format!("{} is no data set, so it has no {options}\n  help: {help}", path.display()))
}
