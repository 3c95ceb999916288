//! Whether a data set still is what was put into it.

use std::path::{Path, PathBuf};

use super::part::counted;
use super::{Dataset, File, MANIFEST};
use crate::publish::disk;
use crate::publish::verify::{Fault, What, compare};
use vire_base::digest::digest;
use vire_base::parallel;

/// A data set that is not as it was made.
#[derive(Debug, thiserror::Error)]
#[error("{} of {} files of {} are not as they were put there\n  help: vire dataset check lists them; add the runs of their buyers again, and take away what was never put there", .faults, .files, .folder.display())]
pub struct Faulty {
    folder: PathBuf,
    faults: usize,
    files: usize,
}

impl Dataset {
    /// That what reports read of some buyers is as it was put there: all of their files but the purchases.
    ///
    /// # Errors
    /// When a file is missing or has changed.
    pub fn intact(&self, folder: &Path, buyers: &[&String], threads: usize) -> anyhow::Result<()> {
        let of_buyers = buyers.iter().filter_map(|buyer| self.parts.get(*buyer)).flat_map(|part| &part.files);
        let files: Vec<(&String, &File)> = of_buyers.filter(|(_, file)| file.amount.is_none()).collect();
        let is_other = |name: &String, file: &File| {
            !digest(&folder.join(name)).is_ok_and(|found| (found.bytes, &found.sha256) == (file.bytes, &file.sha256))
        };
        let faults = parallel::map(&files, threads, |(name, file)| is_other(name, file));
        let faults = faults.into_iter().filter(|is_other| *is_other).count();
        if faults == 0 {
            return Ok(());
        }
        Err(Faulty { folder: folder.to_owned(), faults, files: files.len() }.into())
    }
}

/// What was found of a data set.
pub struct Checked {
    pub dataset: Dataset,
    pub faults: Vec<Fault>,
}

impl Checked {
    pub fn outcome(&self, folder: &Path) -> Result<(), Faulty> {
        let (faults, files) = (self.faults.len(), self.dataset.files().count());
        if faults == 0 { Ok(()) } else { Err(Faulty { folder: folder.to_owned(), faults, files }) }
    }
}

/// Holds all files against the data set's manifest: hashes, then rows and sums, counted anew, and the totals of parts.
pub fn check(folder: &Path, threads: usize) -> anyhow::Result<Checked> {
    let dataset = Dataset::open(folder)?;
    let outputs = dataset.files().map(|(name, file)| (name.clone(), (file.bytes, file.sha256.clone()))).collect();
    let mut faults = compare(&outputs, disk::files_below(folder)?, MANIFEST, threads);
    let whole: Vec<(&String, &File)> =
        dataset.files().filter(|(name, _)| faults.iter().all(|fault| fault.file != **name)).collect();
    faults.extend(parallel::map(&whole, threads, |(name, file)| other_rows(folder, name, file)).into_iter().flatten());
    for part in dataset.parts.values() {
        let of_lines = || part.files.values().filter(|file| file.amount.is_some());
        let found = (of_lines().map(|file| file.rows).sum(), of_lines().filter_map(|file| file.amount).sum());
        if found != (part.lines, part.amount) {
            let how = format!("the files of the run {} do not add up to its lines and sum", part.run);
            faults.push(Fault { file: MANIFEST.to_owned(), what: What::Changed(how) });
        }
    }
    faults.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(Checked { dataset, faults })
}

fn other_rows(folder: &Path, name: &str, file: &File) -> Option<Fault> {
    let how = match counted(&folder.join(name)) {
        Ok(found) if found == (file.rows, file.amount) => return None,
        Ok((rows, _)) => format!("{rows} rows instead of {}, or another sum", file.rows),
        Err(error) => format!("{error:#}"),
    };
    Some(Fault { file: name.to_owned(), what: What::Changed(how) })
}
