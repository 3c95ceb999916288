//! Two runs of a buyer held against each other: which figures moved, and why.
//!
//! What differs between runs is what they were made from: the data, registers, rules, code lists, the program. Lines that
//! came, went or changed are the data's part; the same lines under another class are the part of all the rest. Both parts
//! add up to the cent, for all lines and for the sums that the local share is made of.

pub mod causes;
pub mod figures;
pub mod lines;

use std::path::{Path, PathBuf};

use serde_json::Value;

use self::causes::Cause;
use self::figures::Moved;
use self::lines::{Files, Lines};
use crate::publish::disk::Unfit;
use crate::publish::{open, verify};
use vire_report::summary::Summary;

/// Two runs, the earlier one first.
pub struct Difference {
    pub causes: Vec<Cause>,
    pub lines: Lines,
    pub figures: Vec<Moved>,
    /// Figures that are the same in both.
    pub same_figures: usize,
    pub currency: String,
}

/// Holds two runs against each other.
///
/// # Errors
/// When a run is damaged, holds no purchases, or is of another buyer or currency than the other.
pub fn compare(before: &Path, after: &Path, threads: usize) -> anyhow::Result<Difference> {
    let [was, is] = [before, after].map(|run| Run::read(run, threads));
    let (was, is) = (was?, is?);
    for (what, one, other) in
        [("buyers", &was.summary.buyer, &is.summary.buyer), ("currencies", &was.summary.currency, &is.summary.currency)]
    {
        if one != other {
            let what = format!("the runs are of different {what}: {one} and {other}");
            return Err(Unfit { what, help: "name two runs of one buyer".to_owned() }.into());
        }
    }
    let (figures, same_figures) = figures::compare(&was.summary, &is.summary);
    let is_same = |file: &PurchaseFile, other: &Run| {
        other.purchases.iter().any(|of| of.name == file.name && of.sha256 == file.sha256)
    };
    let only = |of: &'_ Run, other: &Run| -> Vec<PathBuf> {
        of.purchases.iter().filter(|file| !is_same(file, other)).map(|file| file.path.clone()).collect()
    };
    let (old, new) = (only(&was, &is), only(&is, &was));
    let same = was.purchases.iter().filter(|file| is_same(file, &is)).map(|file| file.path.as_path());
    let files = Files {
        before: old.iter().map(PathBuf::as_path).collect(),
        after: new.iter().map(PathBuf::as_path).collect(),
        same: same.collect(),
    };
    Ok(Difference {
        causes: causes::compare(&was.manifest, &is.manifest),
        lines: lines::compare(&files)?,
        figures,
        same_figures,
        currency: is.summary.currency,
    })
}

/// A file of purchases with its hash.
struct PurchaseFile {
    name: String,
    sha256: String,
    path: PathBuf,
}

struct Run {
    summary: Summary,
    manifest: Value,
    purchases: Vec<PurchaseFile>,
}

impl Run {
    fn read(run: &Path, threads: usize) -> anyhow::Result<Self> {
        verify::intact(run, threads)?;
        let manifest = verify::manifest(run).unwrap_or_default();
        if manifest["totals"].is_null() {
            let what = format!("{} holds no purchases", run.display());
            return Err(Unfit { what, help: "name runs of vire run".to_owned() }.into());
        }
        let file = |(_, path): (String, PathBuf)| {
            let name = path.strip_prefix(run).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let sha256 = manifest["outputs"][&name]["sha256"].as_str().unwrap_or_default().to_owned();
            PurchaseFile { name, sha256, path }
        };
        let purchases = open::years(&run.join("purchases"))?.into_iter().map(file).collect();
        Ok(Self { summary: Summary::read(run)?, manifest, purchases })
    }
}
