//! Runs, checked and published in one step: a reader sees the old run or the new one, never half.
//!
//! Layout of an output folder: `runs/<id>/` complete runs, `current` a link to one of them, `.state/` what can be made
//! anew (staged inputs, the lock).

pub mod gates;
pub mod manifest;
pub mod open;
pub mod rejected;
pub mod settings;
pub mod tables;

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use vire_base::digest::Digest;
use vire_base::error::InputError;
use vire_base::parallel;
use vire_base::progress::Progress;

/// Another run holds the lock of the output folder.
#[derive(Debug, thiserror::Error)]
#[error("another run is writing to {0}\n  help: wait for it to end, or give another folder with --out")]
pub struct Locked(pub PathBuf);

/// The output folder cannot be made or written to.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {0}: {1}\n  help: give a folder you may write to with --out")]
pub struct Unwritable(pub PathBuf, pub std::io::Error);

/// An output folder, held by this process.
pub struct Output {
    root: PathBuf,
    /// Released by the operating system when the process ends, however it ends.
    _lock: std::fs::File,
}

impl Output {
    /// Takes the folder, making it when needed, and clears what interrupted runs left.
    pub fn lock(root: &Path) -> anyhow::Result<Self> {
        let unwritable = |e: std::io::Error| Unwritable(root.to_owned(), e);
        fs_err::create_dir_all(root.join(".state/staged")).map_err(unwritable)?;
        fs_err::create_dir_all(root.join("runs")).map_err(unwritable)?;
        let lock = fs_err::File::create(root.join(".state/lock")).map_err(unwritable)?.into_parts().0;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Err(Locked(root.to_owned()).into()),
            Err(std::fs::TryLockError::Error(error)) => {
                return Err(error).context("locking the output folder");
            }
        }
        let output = Self { root: root.to_owned(), _lock: lock };
        for entry in fs_err::read_dir(output.root.join("runs"))? {
            let path = entry?.path();
            if path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(UNFINISHED)) {
                fs_err::remove_dir_all(&path)?;
            }
        }
        Ok(output)
    }

    /// Where staged inputs are kept.
    pub fn store(&self) -> PathBuf {
        self.root.join(".state/staged")
    }

    /// A folder to write a run into; readers do not look there.
    pub fn begin(&self) -> anyhow::Result<Unpublished> {
        let folder = self.root.join("runs").join(format!("{UNFINISHED}{}", std::process::id()));
        fs_err::create_dir_all(&folder)?;
        Ok(Unpublished { folder })
    }

    /// Publishes a run: everything on disk, manifest last, then `current` switched. `fingerprint` names what went in;
    /// a run of the same input that gave the same bytes is published once. Returns the run's folder.
    pub fn publish(
        &self,
        run: Unpublished,
        fingerprint: &str,
        mut manifest: Value,
        threads: usize,
        progress: &Progress,
    ) -> anyhow::Result<PathBuf> {
        let outputs = digests(&run.folder, threads)?;
        manifest["outputs"] = json!(outputs);
        let same = self.runs()?.into_iter().rev().find(|(_, name)| name.ends_with(fingerprint));
        if let Some((_, name)) = &same {
            let folder = self.root.join("runs").join(name);
            if stored_outputs(&folder).is_some_and(|stored| stored == manifest["outputs"]) {
                self.switch(name)?;
                return Ok(folder); // `run` is dropped, and its folder with it
            }
        }
        let number = self.runs()?.last().map_or(1, |(number, _)| number + 1);
        let name = format!("{number:04}-{fingerprint}");
        pause_at("outputs-written")?;
        sync_tree(&run.folder)?;
        pause_at("outputs-synced")?;
        manifest["timing"] = progress.timing();
        let path = run.folder.join("manifest.json");
        fs_err::write(&path, serde_json::to_string_pretty(&manifest)? + "\n")?;
        fs_err::File::open(&path)?.sync_all()?;
        sync_folder(&run.folder)?;
        pause_at("manifest-written")?;
        let folder = self.root.join("runs").join(&name);
        fs_err::rename(&run.folder, &folder)?;
        sync_folder(&self.root.join("runs"))?;
        pause_at("run-renamed")?;
        self.switch(&name)?;
        Ok(folder)
    }

    /// Numbers and names of complete runs, oldest first.
    fn runs(&self) -> anyhow::Result<Vec<(u32, String)>> {
        let mut runs = Vec::new();
        for entry in fs_err::read_dir(self.root.join("runs"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if let Some(number) = name.split_once('-').and_then(|(number, _)| number.parse().ok()) {
                runs.push((number, name));
            }
        }
        runs.sort();
        Ok(runs)
    }

    /// Points `current` at a run in one step.
    fn switch(&self, name: &str) -> anyhow::Result<()> {
        let current = self.root.join("current");
        let target = Path::new("runs").join(name);
        if fs_err::read_link(&current).is_ok_and(|now| now == target) {
            return Ok(());
        }
        let next = self.root.join(".state/next");
        match fs_err::remove_file(&next) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        link(&target, &next)?;
        pause_at("link-made")?;
        fs_err::rename(&next, &current)?;
        sync_folder(&self.root)?;
        pause_at("current-switched")
    }
}

/// Folders of runs that are being written.
const UNFINISHED: &str = ".unfinished-";

/// A run being written; its folder vanishes unless it is published.
pub struct Unpublished {
    pub folder: PathBuf,
}

impl Drop for Unpublished {
    fn drop(&mut self) {
        let _ = fs_err::remove_dir_all(&self.folder); // gone already when published
    }
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> std::io::Result<()> {
    fs_err::os::unix::fs::symlink(target, at)
}

/// Elsewhere `current` is a file that holds the path of the run.
#[cfg(not(unix))]
fn link(target: &Path, at: &Path) -> std::io::Result<()> {
    fs_err::write(at, target.to_string_lossy().as_bytes())
}

/// All files below a folder by path with forward slashes, sorted.
fn files_below(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs_err::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let parts: Vec<_> = path
                    .strip_prefix(folder)?
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy().into_owned())
                    .collect();
                found.push((parts.join("/"), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn digests(folder: &Path, threads: usize) -> anyhow::Result<serde_json::Map<String, Value>> {
    let files = files_below(folder)?;
    let digested = parallel::map(&files, threads, |(_, path)| vire_base::digest::digest(path));
    let entry = |((name, _), digested): ((String, PathBuf), Result<Digest, InputError>)| {
        let Digest { sha256, bytes } = digested?;
        Ok((name, json!({ "sha256": sha256, "bytes": bytes })))
    };
    files.into_iter().zip(digested).map(entry).collect()
}

fn stored_outputs(run: &Path) -> Option<Value> {
    let mut text = String::new();
    fs_err::File::open(run.join("manifest.json")).ok()?.read_to_string(&mut text).ok()?;
    let manifest: Value = serde_json::from_str(&text).ok()?;
    manifest.get("outputs").cloned()
}

/// Puts a folder and all in it on disk.
pub fn sync_tree(folder: &Path) -> anyhow::Result<()> {
    let mut folders = std::collections::BTreeSet::from([folder.to_owned()]);
    let files = files_below(folder)?;
    // Waiting for the disk is no work: all files at once.
    let synced = parallel::map(&files, files.len(), |(_, path)| fs_err::File::open(path)?.sync_all());
    synced.into_iter().collect::<std::io::Result<()>>()?;
    for (_, path) in files {
        folders.extend(path.ancestors().skip(1).take_while(|p| p.starts_with(folder)).map(Path::to_owned));
    }
    folders.iter().try_for_each(|f| sync_folder(f))
}

fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    if cfg!(unix) {
        fs_err::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// The steps at which a crash test can stop the process, in order.
pub const PAUSES: [&str; 7] = [
    "lines-classified",
    "outputs-written",
    "outputs-synced",
    "manifest-written",
    "run-renamed",
    "link-made",
    "current-switched",
];

/// For crash tests: when `VIRE_PAUSE_AT` is `<step>=<file>`, makes the file at that step and waits to be killed.
pub fn pause_at(step: &str) -> anyhow::Result<()> {
    let Ok(setting) = std::env::var("VIRE_PAUSE_AT") else {
        return Ok(());
    };
    if let Some((_, marker)) = setting.split_once('=').filter(|(wanted, _)| *wanted == step) {
        fs_err::write(marker, step)?;
        loop {
            std::thread::park();
        }
    }
    Ok(())
}
