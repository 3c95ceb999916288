//! The runs of a folder as its history: listed, thinned out, and gone back in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::current::{self, Current};
use super::disk::{self, Unfit, Unwritable};
use super::shape::Shape;
use super::{Output, UNFINISHED, runs_in, verify};

/// A run of a folder, with what its manifest tells.
pub struct Entry {
    pub folder: PathBuf,
    pub name: String,
    pub is_current: bool,
    /// Nothing when the manifest cannot be read.
    manifest: Option<Value>,
    shape: Option<Shape>,
}

impl Entry {
    /// The day of its newest posting, or of its list of procurements.
    pub fn day(&self) -> Option<String> {
        let as_of = || self.manifest.as_ref()?["as_of"].as_str().filter(|day| !day.is_empty()).map(str::to_owned);
        self.shape.as_ref().and_then(|shape| shape.last_day.clone()).or_else(as_of)
    }

    fn control(&self, key: &str) -> Option<&Value> {
        self.manifest.as_ref()?.get("control")?.get(key)
    }

    pub fn lines(&self) -> Option<u64> {
        self.control("kept")?.as_u64()
    }

    pub fn amount(&self) -> Option<&str> {
        self.control("kept_amount")?.as_str()
    }

    fn said(&self, key: &str) -> &str {
        self.manifest.as_ref().and_then(|manifest| manifest[key].as_str()).unwrap_or_default()
    }

    pub fn currency(&self) -> &str {
        self.said("currency")
    }

    /// As programs read it.
    pub fn to_json(&self) -> Value {
        json!({
            "run": self.name,
            "path": self.folder.display().to_string(),
            "day": self.day(),
            "lines": self.lines(),
            "amount": self.amount(),
            "currency": self.currency(),
            "fingerprint": self.said("fingerprint"),
            "is_current": self.is_current,
            "is_readable": self.manifest.is_some(),
        })
    }
}

/// The runs of a folder, oldest first.
pub fn entries(root: &Path) -> anyhow::Result<Vec<Entry>> {
    let current = match current::of(root)? {
        Current::Run(run) => run.file_name().map(|name| name.to_string_lossy().into_owned()),
        _ => None,
    };
    let runs = root.join("runs");
    let entry = |(_, name): (u64, String)| {
        let folder = runs.join(&name);
        let manifest = verify::manifest(&folder);
        let shape = manifest.as_ref().and_then(Shape::of);
        Entry { is_current: current.as_deref() == Some(name.as_str()), folder, name, manifest, shape }
    };
    Ok(runs_in(&runs)?.into_iter().map(entry).collect())
}

/// What is kept when runs are thinned out, besides the current one.
#[derive(Clone, Copy)]
pub struct Keep {
    /// The newest ones.
    pub newest: usize,
    /// The newest one of each year of data.
    pub yearly: bool,
}

/// The runs that are not to be kept, oldest first.
pub fn to_remove(entries: Vec<Entry>, keep: Keep) -> Vec<Entry> {
    let mut years = BTreeSet::new();
    let mut removed: Vec<Entry> = Vec::new();
    for (age, entry) in entries.into_iter().rev().enumerate() {
        let year = entry.day().and_then(|day| Some(day.get(..4)?.to_owned()));
        let is_newest_of_year = keep.yearly && year.is_some_and(|year| years.insert(year));
        if age >= keep.newest && !is_newest_of_year && !entry.is_current {
            removed.push(entry);
        }
    }
    removed.reverse();
    removed
}

impl Output {
    /// Removes a run: readers that look for it find it whole or not at all.
    pub fn remove(&self, run: &Entry) -> anyhow::Result<()> {
        let gone = self.root.join("runs").join(format!("{UNFINISHED}{}", run.name));
        disk::rename(&run.folder, &gone)?;
        disk::sync_folder(&self.root.join("runs"))?;
        disk::remove(&gone).map_err(|e| Unwritable::new(&gone, &e).into())
    }

    /// Lets `current` lead to another run, by its name or number; to the one before when none is given.
    pub fn roll_back(&self, wanted: Option<&str>, threads: usize) -> anyhow::Result<Entry> {
        let mut entries = entries(&self.root)?;
        let at = match wanted {
            Some(wanted) => entries.iter().position(|entry| is_called(&entry.name, wanted)),
            None => entries.iter().position(|entry| entry.is_current).and_then(|at| at.checked_sub(1)),
        };
        let Some(at) = at else {
            let what = match wanted {
                Some(wanted) => format!("{} has no run {wanted}", self.root.display()),
                None => format!("{} has no run before the current one", self.root.display()),
            };
            return Err(Unfit { what, help: "vire runs lists the runs that there are".to_owned() }.into());
        };
        let entry = entries.swap_remove(at);
        verify::intact(&entry.folder, threads)?;
        current::switch(&self.root, &entry.name)?;
        Ok(entry)
    }
}

/// Whether a user may mean a run so: by its name, its path, or its number with or without zeros.
fn is_called(name: &str, wanted: &str) -> bool {
    let wanted = wanted.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    name == wanted || wanted.parse().is_ok_and(|wanted: u64| current::number(name) == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(number: u64, day: &str, is_current: bool) -> Entry {
        let name = format!("{number:04}-0123456789ab");
        let manifest = Some(json!({ "as_of": day }));
        Entry { folder: PathBuf::from(&name), name, is_current, manifest, shape: None }
    }

    #[test]
    fn the_newest_the_yearly_and_the_current_stay() {
        let entries = || {
            let days = ["2022-11-30", "2022-12-31", "2023-01-31", "2023-12-31", "2024-01-31", "2024-02-29"];
            (1..).zip(days).map(|(number, day)| entry(number, day, number == 1)).collect::<Vec<_>>()
        };
        let removed = |newest, yearly| {
            let removed = to_remove(entries(), Keep { newest, yearly });
            removed.iter().filter_map(|entry| current::number(&entry.name)).collect::<Vec<_>>()
        };
        assert_eq!(removed(2, false), [2, 3, 4]);
        assert_eq!(removed(1, true), [3, 5]);
        assert_eq!(removed(0, false), [2, 3, 4, 5, 6]);
        assert_eq!(removed(10, false), [0_u64; 0]);
    }

    #[test]
    fn runs_are_called_by_name_path_or_number() {
        for wanted in ["0007-0123456789ab", "7", "0007", "out/x/runs/0007-0123456789ab/"] {
            assert!(is_called("0007-0123456789ab", wanted), "{wanted}");
        }
        for wanted in ["8", "0123456789ab", "", "70"] {
            assert!(!is_called("0007-0123456789ab", wanted), "{wanted}");
        }
    }
}
