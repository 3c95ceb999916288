//! Runs, checked and published in one step: a reader sees the old run or the new one, never half.
//!
//! Layout of an output folder: `runs/<id>/` complete runs, `current` a link to one of them (a file with its path where
//! there are no links), `.state/` what can be made anew (staged inputs, kept years,
//! the lock, the place of the pipeline file).

pub mod current;
pub mod dataset;
pub mod decides;
pub mod disk;
pub mod drawn;
mod faults;
pub mod gates;
pub mod held;
pub mod history;
pub mod lock;
pub mod manifest;
pub mod open;
pub mod owner;
pub mod package;
pub mod rejected;
pub mod settings;
pub mod shape;
pub mod sums;
pub mod tables;
pub mod vat;
pub mod verify;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use vire_base::digest::Digest;
use vire_base::error::InputError;
use vire_base::parallel;
use vire_base::progress::Progress;

pub use self::disk::{Unwritable, sync_tree};

pub use self::faults::{PAUSES, pause_at};
use crate::log;

use self::current::Current;
use self::disk::{Found, Unfit};
use self::lock::Lock;
use self::verify::MANIFEST;

/// An output folder, held by this process.
pub struct Output {
    root: PathBuf,
    lock: Lock,
}

/// Where exports are kept as they were read, below a folder with the runs over their parts. Whoever writes there writes
/// whole files under names that tell what is in them, so that several may at once.
pub fn shared_store(of_all: &Path) -> anyhow::Result<PathBuf> {
    fs_err::create_dir_all(of_all).map_err(|e| Unwritable::new(of_all, &e))?;
    let store = of_all.join(".state/shared");
    for own in [&of_all.join(".state"), &store] {
        disk::own_folder(own)?;
    }
    Ok(store)
}

/// A name as readers expect it in a folder's name: all but letters without marks, digits and a few signs as the codes of
/// its bytes.
pub fn quoted(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A run in its place.
pub struct Run {
    pub folder: PathBuf,
    /// What the user should know of how it was published; it depends on the disk, and so is in no manifest.
    pub remarks: Vec<String>,
}

impl Output {
    /// Takes the folder, making it when needed, and clears what interrupted runs left.
    pub fn lock(root: &Path) -> anyhow::Result<Self> {
        fs_err::create_dir_all(root).map_err(|e| Unwritable::new(root, &e))?;
        for own in [".state", ".state/staged", "runs"] {
            disk::own_folder(&root.join(own))?;
        }
        current::check(root)?;
        let output = Self { root: root.to_owned(), lock: Lock::take(&root.join(".state/lock"), root)? };
        output.clear().map_err(|e| Unwritable::new(root, &e))?;
        Ok(output)
    }

    /// Whoever holds the lock is alone, so what is unfinished is nobody's.
    fn clear(&self) -> std::io::Result<()> {
        for entry in fs_err::read_dir(self.root.join("runs"))? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                disk::remove(&entry.path())?;
            }
        }
        Ok(())
    }

    /// The run that readers see, with its manifest; `None` where there is none, or none that tells anything.
    pub fn published(&self) -> anyhow::Result<Option<(PathBuf, Value)>> {
        let Current::Run(run) = current::of(&self.root)? else { return Ok(None) };
        Ok(told(run))
    }

    /// The run that a new one is held against: the one that readers see or, where that tells nothing, the newest that does.
    pub fn before(&self) -> anyhow::Result<Option<(PathBuf, Value)>> {
        if let Some(published) = self.published()? {
            return Ok(Some(published));
        }
        let newest_first = self.runs()?.into_iter().rev();
        Ok(newest_first.map(|(_, name)| self.root.join("runs").join(name)).find_map(told))
    }

    /// Where staged inputs are kept.
    pub fn store(&self) -> PathBuf {
        self.root.join(".state/staged")
    }

    /// Where digests of inputs are kept.
    pub fn digests(&self) -> PathBuf {
        self.root.join(".state/digests")
    }

    /// Where purchases and sums of years are kept.
    pub fn years(&self) -> PathBuf {
        self.root.join(".state/years")
    }

    /// Tells the log for programs what the run will be called, if it is published.
    pub fn announce(&self, fingerprint: &str) -> anyhow::Result<()> {
        let name = format!("{:04}-{fingerprint}", self.next_number()?);
        self.know(Path::new(&name), fingerprint);
        Ok(())
    }

    /// Tells the log for programs which run it is.
    pub fn know(&self, run: &Path, fingerprint: &str) {
        log::know("run", &run.file_name().unwrap_or_default().to_string_lossy());
        log::know("fingerprint", fingerprint);
    }

    /// A folder to write a run into; readers do not look there.
    pub fn begin(&self) -> anyhow::Result<Unpublished> {
        let folder = self.root.join("runs").join(format!("{UNFINISHED}{}", std::process::id()));
        fs_err::create_dir(&folder).map_err(|e| Unwritable::new(&folder, &e))?;
        Ok(Unpublished { folder })
    }

    /// Publishes a run: everything on disk, manifest last, then `current` switched. `fingerprint` names what went in;
    /// a run of the same input that gave the same bytes is published once, as long as it still has them.
    pub fn publish(
        &self,
        run: Unpublished,
        fingerprint: &str,
        mut manifest: Value,
        threads: usize,
        progress: &Progress,
    ) -> anyhow::Result<Run> {
        manifest["outputs"] = json!(digests(&run.folder, threads)?);
        let mut remarks: Vec<String> = self.lock.remark().into_iter().collect();
        let (same, damaged) = self.same(fingerprint, &manifest, threads)?;
        if let Some(name) = same {
            self.know(Path::new(&name), fingerprint);
            remarks.extend(self.goes_back(&name)?);
            remarks.extend(current::switch(&self.root, &name)?);
            return Ok(Run { folder: self.root.join("runs").join(name), remarks }); // `run` is dropped with its folder
        }
        let name = format!("{:04}-{fingerprint}", self.next_number()?);
        remarks.extend(damaged.into_iter().map(|d| format!("{d}, so the run was made anew")));
        pause_at("outputs-written")?;
        sync_tree(&run.folder)?;
        pause_at("outputs-synced")?;
        manifest["timing"] = progress.timing();
        let (folder, remark) = self.place(run, &name, &manifest)?;
        remarks.extend(remark);
        Ok(Run { folder, remarks })
    }

    /// Writes the manifest of a run that is on disk, and lets readers see both.
    fn place(&self, mut run: Unpublished, name: &str, manifest: &Value) -> anyhow::Result<(PathBuf, Option<String>)> {
        let path = run.folder.join(MANIFEST);
        fs_err::write(&path, serde_json::to_string_pretty(manifest)? + "\n")?;
        disk::sync(&path)?;
        disk::sync_folder(&run.folder)?;
        pause_at("manifest-written")?;
        let folder = self.root.join("runs").join(name);
        disk::rename(&run.folder, &folder)?;
        run.folder = folder; // removed again unless its name gets to disk: the next run would take it for a whole one
        disk::sync_folder(&self.root.join("runs"))?;
        let folder = run.keep();
        pause_at("run-renamed")?;
        Ok((folder, current::switch(&self.root, name)?))
    }

    /// What to say when the same input was published before, and another one since.
    fn goes_back(&self, name: &str) -> anyhow::Result<Option<String>> {
        let Current::Run(run) = current::of(&self.root)? else { return Ok(None) };
        let now = run.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_later = current::number(&now) > current::number(name);
        Ok(is_later.then(|| format!("the inputs are those of {name} again, so current goes back to it from {now}")))
    }

    /// The newest run that came from the same input, gave the same bytes and still has them; and what is wrong with
    /// newer ones that should have them.
    fn same(
        &self,
        fingerprint: &str,
        manifest: &Value,
        threads: usize,
    ) -> anyhow::Result<(Option<String>, Vec<String>)> {
        let mut damaged = Vec::new();
        for (_, name) in self.runs()?.into_iter().rev().filter(|(_, name)| name.ends_with(fingerprint)) {
            let folder = self.root.join("runs").join(&name);
            if disk::at(&folder)?.is_some_and(|about| about.is_dir()) && is_of(&folder, manifest) {
                match verify::damage(&folder, threads)? {
                    None => return Ok((Some(name), damaged)),
                    Some(damage) => damaged.push(damage.what()),
                }
            }
        }
        Ok((None, damaged))
    }

    fn next_number(&self) -> anyhow::Result<u64> {
        let runs = self.runs()?;
        let Some((number, name)) = runs.last() else { return Ok(1) };
        number.checked_add(1).ok_or_else(|| {
            let what = format!("no number is left after that of the run {name}");
            Unfit { what, help: "move it away, or give another folder with --out".to_owned() }.into()
        })
    }

    /// Numbers and names of complete runs, oldest first.
    fn runs(&self) -> anyhow::Result<Vec<(u64, String)>> {
        runs_in(&self.root.join("runs"))
    }
}

/// The folders of runs that a path means: itself with those of its parts, or those of all folders in it.
pub fn roots_at(given: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut roots = Vec::new();
    with_parts(given, &mut roots)?;
    if roots.is_empty() {
        for folder in folders_in(given)? {
            with_parts(&folder, &mut roots)?;
        }
    }
    Ok(roots)
}

fn with_parts(folder: &Path, roots: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if current::is_root(folder) {
        roots.push(folder.to_owned());
    }
    folders_in(folder)?.iter().filter(|folder| is_part(folder)).try_for_each(|part| with_parts(part, roots))
}

/// Whether a folder is named after a part of exports.
pub fn is_part(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    ["buyer=", "year="].iter().any(|key| name.starts_with(key))
}

/// In the order of their names; none where there is no such folder.
pub fn folders_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs_err::read_dir(folder).into_iter().flatten() {
        folders.extend(Some(entry?.path()).filter(|path| path.is_dir()));
    }
    folders.sort();
    Ok(folders)
}

/// A run with its manifest, when that tells what the run is.
fn told(run: PathBuf) -> Option<(PathBuf, Value)> {
    let manifest = verify::manifest(&run).filter(|manifest| manifest["fingerprint"].is_string())?;
    Some((run, manifest))
}

/// The runs of an output folder, oldest first.
pub fn runs_of(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let runs = root.join("runs");
    Ok(runs_in(&runs)?.into_iter().map(|(_, name)| runs.join(name)).collect())
}

/// Numbers and names of the runs in a folder, oldest first; what Vire did not name is none.
fn runs_in(folder: &Path) -> anyhow::Result<Vec<(u64, String)>> {
    let mut runs = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        runs.extend(current::number(&name).map(|number| (number, name)));
    }
    runs.sort();
    Ok(runs)
}

/// Whether a run's manifest says the same as one without timing.
fn is_of(run: &Path, manifest: &Value) -> bool {
    let as_read = || serde_json::from_str::<Value>(&manifest.to_string()).ok(); // numbers as a reader gets them
    let mut stored = verify::manifest(run);
    stored.as_mut().and_then(Value::as_object_mut).map(|parts| parts.shift_remove("timing"));
    stored.is_some() && stored == as_read()
}

/// Folders of runs that are being written.
const UNFINISHED: &str = ".unfinished-";

/// A run being written; its folder vanishes unless it is published.
pub struct Unpublished {
    pub folder: PathBuf,
}

impl Unpublished {
    /// The folder, which stays.
    fn keep(mut self) -> PathBuf {
        std::mem::take(&mut self.folder)
    }
}

impl Drop for Unpublished {
    fn drop(&mut self) {
        if !self.folder.as_os_str().is_empty() {
            let _ = disk::remove(&self.folder); // what is left, the next run removes
        }
    }
}

fn digests(folder: &Path, threads: usize) -> anyhow::Result<Map<String, Value>> {
    let files = disk::files_below(folder)?;
    let digested = parallel::map(&files, threads, |file| vire_base::digest::digest(&file.path));
    let entry = |(file, digested): (Found, Result<Digest, InputError>)| {
        let Digest { sha256, bytes } = digested?;
        Ok((file.name, json!({ "sha256": sha256, "bytes": bytes })))
    };
    files.into_iter().zip(digested).map(entry).collect()
}
