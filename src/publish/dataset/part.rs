//! A run on its way into a data set.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use super::{BUYER, Change, Dataset, File, Part, Rules, all_tables, folder_in};
use crate::publish::disk::Unfit;
use crate::publish::{open, verify};
use vire_base::digest::{digest, sha256};
use vire_formats::{columns, parquet};
use vire_report::summary::{SUMMARY, Summary};

/// A run that is as it was published.
pub struct Source {
    pub run: PathBuf,
    pub buyer: String,
    pub rules: Rules,
    country: String,
    manifest: Value,
}

/// A text of a manifest; empty where there is none.
fn said(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Source {
    /// # Errors
    /// When the run is damaged, of a version without the column `buyer`, or of no buyer that a folder can be named after.
    pub fn of(run: PathBuf, threads: usize) -> anyhow::Result<Self> {
        verify::intact(&run, threads)?;
        let manifest = verify::manifest(&run).unwrap_or_default();
        let unfit = |what: &str, help: &str| Unfit { what: format!("{} {what}", run.display()), help: help.to_owned() };
        if manifest["totals"].is_null() {
            return Err(unfit("holds no purchases", "name runs of vire run").into());
        }
        let text = manifest["pipeline"]["text"].as_str().unwrap_or_default();
        if toml::from_str::<toml::Table>(text)
            .is_ok_and(|said| said.get("only").is_some_and(|o| o.get("year").is_some()))
        {
            let help = "run the buyer without a year, and add that run: a data set has all of a buyer's years";
            return Err(unfit("covers one year only", help).into());
        }
        let summary = Summary::read(&run)?;
        if open::years(&run.join("purchases"))?.iter().any(|(_, path)| path.parent() != Some(&run.join("purchases"))) {
            return Err(
                unfit("was published by an earlier version", "run its pipeline again, and add the new run").into()
            );
        }
        if !is_text_to_all(&summary.buyer) {
            let help = "give the buyer a name that begins with a letter, in [buyer] of its pipeline";
            return Err(unfit(
                &format!("is of a buyer called \"{}\", which some readers take for a number", summary.buyer),
                help,
            )
            .into());
        }
        let code_lists = sha256(manifest["code_lists"].to_string().as_bytes());
        let rules = Rules { vire: said(&manifest["vire"]), code: said(&manifest["code"]), code_lists };
        Ok(Self { run, buyer: summary.buyer, rules, country: summary.country, manifest })
    }

    /// What adding the run does to the data set of a folder. A part that is damaged there is replaced by the same one.
    ///
    /// # Errors
    /// When another buyer of the same name is in it.
    pub(super) fn change(&self, dataset: &Dataset, folder: &Path) -> anyhow::Result<Change> {
        let Some(part) = dataset.parts.get(&self.buyer) else { return Ok(Change::Added) };
        let pipeline = said(&self.manifest["pipeline"]["name"]);
        if (part.country.as_str(), part.pipeline.as_str()) != (self.country.as_str(), pipeline.as_str()) {
            let what = format!(
                "the data set has a {} already, of the pipeline {} in {}; {} is of the pipeline {pipeline} in {}",
                self.buyer,
                part.pipeline,
                part.country,
                self.run.display(),
                self.country
            );
            let help =
                "give one of the two another name in [buyer], or their pipelines the same name if they are the same"
                    .to_owned();
            return Err(Unfit { what, help }.into());
        }
        let same = part.fingerprint == said(&self.manifest["fingerprint"])
            && dataset.rules == self.rules
            && part.files.iter().all(|(name, file)| {
                self.sha256(&self.in_run(name)) == Some(&file.of_run)
                    && digest(&folder.join(name)).is_ok_and(|found| found.sha256 == file.sha256)
            });
        Ok(if same { Change::Unchanged } else { Change::Replaced })
    }

    /// What a file of the part is called in its run.
    fn in_run(&self, name: &str) -> String {
        let (table, file) = (name.split('/').next().unwrap_or_default(), name.rsplit('/').next().unwrap_or_default());
        let is_single = file.split_once('.').is_some_and(|(stem, _)| stem == table);
        if is_single { file.to_owned() } else { format!("{table}/{file}") }
    }

    fn sha256(&self, name: &str) -> Option<&str> {
        self.manifest["outputs"][name]["sha256"].as_str()
    }

    /// Writes the part into the folder of a data set, and holds it against the run's control totals.
    pub(super) fn write(&self, to: &Path) -> anyhow::Result<Part> {
        let mut files = BTreeMap::new();
        for table in all_tables() {
            let folder = folder_in(&table, &self.buyer);
            fs_err::create_dir_all(to.join(&folder))?;
            let single = vec![(String::new(), self.run.join(format!("{table}.parquet")))];
            let whole = self.run.join(&table);
            for (_, from) in if whole.is_dir() { open::years(&whole)? } else { single } {
                let file = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let name = format!("{folder}/{file}");
                let made = self.copy(&from, &to.join(&name), &self.in_run(&name));
                files.insert(name, made.with_context(|| from.display().to_string())?);
            }
        }
        let folder = folder_in("summary", &self.buyer);
        fs_err::create_dir_all(to.join(&folder))?;
        let name = format!("{folder}/{SUMMARY}");
        fs_err::copy(self.run.join(SUMMARY), to.join(&name))?;
        files.insert(name.clone(), self.written(&to.join(&name), SUMMARY)?);
        let totals = &self.manifest["totals"];
        let part = Part {
            country: self.country.clone(),
            currency: said(&self.manifest["currency"]),
            pipeline: said(&self.manifest["pipeline"]["name"]),
            run: self.run.canonicalize()?.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            fingerprint: said(&self.manifest["fingerprint"]),
            own_rules: serde_json::from_value(self.manifest["rules"].clone()).unwrap_or_default(),
            lines: files.values().filter(|file| file.amount.is_some()).map(|file| file.rows).sum(),
            amount: files.values().filter_map(|file| file.amount).sum(),
            files,
        };
        let found = (Some(part.lines), Some(vire_base::amount::format_cents(part.amount)));
        let told = (totals["lines"].as_u64(), totals["amount"].as_str().map(str::to_owned));
        anyhow::ensure!(
            found == told,
            "{}: its lines are {found:?}, and its manifest says {told:?}",
            self.run.display()
        );
        Ok(part)
    }

    fn copy(&self, from: &Path, to: &Path, in_run: &str) -> anyhow::Result<File> {
        parquet::copy_without(BUYER, from, to)?;
        self.written(to, in_run)
    }

    /// What the data set's manifest says of a file.
    fn written(&self, to: &Path, in_run: &str) -> anyhow::Result<File> {
        let written = digest(to)?;
        let (rows, amount) = counted(to)?;
        let of_run = self.sha256(in_run).context("the manifest of the run does not name it")?.to_owned();
        Ok(File { bytes: written.bytes, sha256: written.sha256, rows, amount, of_run })
    }
}

/// The rows of a table's file, and the sum of its lines where it is of purchases.
pub(super) fn counted(path: &Path) -> anyhow::Result<(u64, Option<i128>)> {
    if path.extension().is_none_or(|ending| ending != "parquet") {
        return Ok((0, None));
    }
    let is_purchases = path.ancestors().nth(2).is_some_and(|table| table.ends_with("purchases"));
    let (mut rows, mut cents) = (0, is_purchases.then_some(0));
    for batch in parquet::stream(path, if is_purchases { &["amount"] } else { &[] })? {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        if let Some(cents) = &mut cents {
            *cents += columns::money(&batch, "amount")?.values().iter().sum::<i128>();
        }
    }
    Ok((rows, cents))
}

/// Whether no reader guesses that a folder's name means a number, a day or nothing.
fn is_text_to_all(name: &str) -> bool {
    const WORDS: [&str; 6] = ["true", "false", "nan", "inf", "infinity", "null"];
    name.chars().next().is_some_and(char::is_alphabetic) && !WORDS.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_reads_as_a_number_is_none() {
        for name in ["Kotka", "Åmål", "Nana", "Infra Oy"] {
            assert!(is_text_to_all(name), "{name}");
        }
        for name in ["285", "2024-01-31", "", "NaN", "true", "-1", "_"] {
            assert!(!is_text_to_all(name), "{name}");
        }
    }
}
