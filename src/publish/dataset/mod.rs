//! A data set: the tables of one run of each of many buyers, which every reader opens as one table each.
//!
//! Layout: `dataset.json` says what is in it, and `<table>/buyer=<buyer>/` holds a buyer's part of a table, of purchases a
//! file for each year. The folder alone tells the buyer: pandas, pyarrow and Sail refuse a column that stands in path and
//! file. Years are files, since no name of a folder is an integer or null to all readers.
//!
//! A change makes a new folder, in which the files of untouched parts are the old ones by another name, and puts it in
//! the old one's place in one step: a reader sees all of a change or nothing, in every table alike.

mod check;
mod part;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vire_base::decimal;
use vire_indicators::tables;
use vire_report::facts::Facts;
use vire_report::summary::{SUMMARY, Summary};

use super::disk::{self, Unfit, Unwritable};
use super::faults::pause_at;
use super::package::Package;
use super::quoted;

pub use self::check::{Checked, Faulty, check};
pub use self::part::Source;

/// The tables of a data set, with the column `buyer` in a run; those that the indicators' queries read have none, and are
/// in the data set too.
const TABLES: [&str; 6] = ["purchases", "suppliers", "moves", "indicators", "spend", "sizes"];

fn all_tables() -> impl Iterator<Item = String> {
    let read = tables::TABLES.iter().map(|table| format!("{}/{}", tables::FOLDER, table.name));
    TABLES.into_iter().map(str::to_owned).chain(read)
}

/// The file of a buyer's table that the indicators' queries read.
pub fn table(folder: &Path, name: &str, buyer: &str) -> PathBuf {
    folder.join(folder_in(&format!("{}/{name}", tables::FOLDER), buyer)).join(format!("{name}.parquet"))
}

/// Where a buyer's part of a table lies, and, as `summary`, what its reports say.
fn folder_in(table: &str, buyer: &str) -> String {
    format!("{table}/{BUYER}={}", quoted(buyer))
}

const MANIFEST: &str = "dataset.json";

/// The column that a data set tells by its folders.
const BUYER: &str = "buyer";

/// What a data set holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dataset {
    /// The program and the lists that all parts were made by.
    pub rules: Rules,
    /// By buyer.
    pub parts: BTreeMap<String, Part>,
}

/// What decides how a run reads and classifies, besides its own pipeline: parts of different rules cannot be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub vire: String,
    /// A hash of the program's code, the tables' columns with it.
    pub code: String,
    /// A hash of the code lists.
    pub code_lists: String,
}

/// A buyer's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub country: String,
    pub currency: String,
    pub pipeline: String,
    pub run: String,
    pub fingerprint: String,
    /// Hashes of the rule files of its own, by name.
    pub own_rules: BTreeMap<String, String>,
    pub lines: u64,
    /// The sum of all lines.
    #[serde(with = "decimal::cents")]
    pub amount: i128,
    /// By path in the data set.
    pub files: BTreeMap<String, File>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub bytes: u64,
    pub sha256: String,
    pub rows: u64,
    /// The sum of the lines, where these are purchases.
    #[serde(with = "decimal::cents_or_none")]
    pub amount: Option<i128>,
    /// The hash of the run's file, which has the column of the buyer too.
    pub of_run: String,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Added,
    Replaced,
    Unchanged,
}

impl Dataset {
    /// The data set in a folder; `None` where there is no folder, or an empty one.
    ///
    /// # Errors
    /// When the folder holds something else, or a data set of another version.
    pub fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(MANIFEST);
        if disk::at(&path)?.is_some() {
            let read = serde_json::from_slice(&fs_err::read(&path)?);
            return Ok(Some(read.map_err(|error| unfit(format!("{}: {error}", path.display())))?));
        }
        let is_empty = disk::at(folder)?.is_none() || fs_err::read_dir(folder)?.next().is_none();
        if is_empty { Ok(None) } else { Err(none_in(folder).into()) }
    }

    /// Whether a folder holds a data set.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(MANIFEST).is_file()
    }

    /// The data set in a folder.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self::read(folder)?.ok_or_else(|| none_in(folder))?)
    }

    /// What a buyer's run says, as reports see it.
    ///
    /// # Errors
    /// When a file of it is missing or is none of this version.
    pub fn facts(folder: &Path, buyer: &str) -> anyhow::Result<Facts> {
        Facts::read_from(|name| {
            let table = name.split_once('.').map_or(name, |(stem, _)| stem);
            folder.join(folder_in(table, buyer)).join(name)
        })
    }

    /// The figures of a buyer's run, and what its reports say beside them.
    ///
    /// # Errors
    /// When the file is missing or is none of this version.
    pub fn summary(folder: &Path, buyer: &str) -> anyhow::Result<Summary> {
        Summary::read_file(&folder.join(folder_in("summary", buyer)).join(SUMMARY))
    }

    fn files(&self) -> impl Iterator<Item = (&String, &File)> {
        self.parts.values().flat_map(|part| &part.files)
    }
}

fn none_in(folder: &Path) -> Unfit {
    unfit(format!("{} holds no data set", folder.display()))
}

fn unfit(what: String) -> Unfit {
    Unfit { what, help: "name a folder that vire dataset add made".to_owned() }
}

/// Puts runs into the data set of a folder, each in the place of its buyer's former part, and says what became of each.
///
/// # Errors
/// When a run is damaged or of other rules than the parts that stay, or the data set or the disk is not in order; the
/// data set then is as it was.
pub fn add(sources: &[Source], to: &Path) -> anyhow::Result<(Dataset, Vec<Change>)> {
    let package = Package::begin(to, own_files)?;
    let former = Dataset::read(to)?.unwrap_or_default();
    let changes: Vec<Change> =
        sources.iter().map(|source| source.change(&former, to)).collect::<anyhow::Result<_>>()?;
    let mut next = former.clone();
    sources.iter().for_each(|source| drop(next.parts.remove(&source.buyer)));
    next.rules = common(sources, &next, &former)?;
    if changes.iter().all(|change| *change == Change::Unchanged) {
        return Ok((former, changes));
    }
    let staying = next.clone();
    for source in sources {
        next.parts.insert(source.buyer.clone(), source.write(package.folder())?);
    }
    put(package, to, &staying, &next)?;
    Ok((next, changes))
}

/// Takes the parts of some buyers out of the data set of a folder.
///
/// # Errors
/// When one of them is not in it, none would be left, or the disk is not in order; the data set then is as it was.
pub fn remove(buyers: &[String], from: &Path) -> anyhow::Result<Dataset> {
    let package = Package::begin(from, own_files)?;
    let mut next = Dataset::open(from)?;
    if let Some(unknown) = buyers.iter().find(|buyer| !next.parts.contains_key(*buyer)) {
        let known = next.parts.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        let what = format!("{} has no buyer \"{unknown}\"", from.display());
        return Err(Unfit { what, help: format!("its buyers are {known}") }.into());
    }
    next.parts.retain(|buyer, _| !buyers.contains(buyer));
    if next.parts.is_empty() {
        let what = format!("{} would be left without any buyer", from.display());
        return Err(Unfit { what, help: "remove the folder instead".to_owned() }.into());
    }
    put(package, from, &next, &next)?;
    Ok(next)
}

/// Puts the next data set in the place of the one in a folder, with the files of the parts that stay.
fn put(package: Package, to: &Path, staying: &Dataset, next: &Dataset) -> anyhow::Result<()> {
    let manifest = package.folder().join(MANIFEST);
    fs_err::write(&manifest, serde_json::to_string_pretty(next)? + "\n").map_err(|e| Unwritable::new(&manifest, &e))?;
    staying.files().try_for_each(|(name, file)| keep(to, package.folder(), name, file.bytes))?;
    pause_at("outputs-written")?;
    package.publish()
}

/// The rules of the runs, which the parts that stay must share.
fn common(sources: &[Source], staying: &Dataset, former: &Dataset) -> anyhow::Result<Rules> {
    let Some(first) = sources.first() else { return Ok(former.rules.clone()) };
    let other = sources.iter().find(|source| source.rules != first.rules).map(|source| &source.buyer);
    let stays = || staying.parts.keys().next().filter(|_| former.rules != first.rules);
    let Some(other) = other.or_else(stays) else { return Ok(first.rules.clone()) };
    let what = format!(
        "the runs of {} and {other} were made by different versions of Vire or of its lists, so that their figures cannot \
         be compared",
        first.buyer
    );
    let help = "run all pipelines again with this version, and add all runs in one call".to_owned();
    Err(Unfit { what, help }.into())
}

/// A file of a part that stays: the same by another name or, where the disk knows no second names, a copy.
fn keep(from: &Path, to: &Path, name: &str, bytes: u64) -> anyhow::Result<()> {
    let (old, new) = (from.join(name), to.join(name));
    if disk::at(&old)?.is_none_or(|about| !about.is_file() || about.len() != bytes) {
        let what = format!("{} is missing or has changed", old.display());
        let help =
            format!("vire dataset check {} lists all such files; add the runs of their buyers again", from.display());
        return Err(Unfit { what, help }.into());
    }
    let unwritable = |error: std::io::Error| Unwritable::new(&new, &error);
    fs_err::create_dir_all(new.parent().unwrap_or(to)).map_err(unwritable)?;
    if fs_err::hard_link(&old, &new).is_err() {
        fs_err::copy(&old, &new).map_err(unwritable)?;
    }
    Ok(())
}

/// The files of the data set that a folder holds.
fn own_files(folder: &Path) -> Vec<String> {
    let Ok(Some(dataset)) = Dataset::read(folder) else { return Vec::new() };
    dataset.files().map(|(name, _)| name.clone()).chain([MANIFEST.to_owned()]).collect()
}
