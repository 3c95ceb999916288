//! A folder that takes the place of its former one in one step: a reader sees the one or the other, and neither is lost
//! when something fails on the way.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, Unfit, Unwritable};
use super::faults::{may_fail, pause_at};
use super::lock::Lock;
use vire_base::files::folder_of;

/// A package being written; its folder vanishes unless it is put in place.
pub struct Package {
    to: PathBuf,
    own: fn(&Path) -> Vec<String>,
    parent: PathBuf,
    /// Where it is written, and where the former package is after the exchange.
    work: PathBuf,
    /// Where the former package waits when the two cannot be exchanged in one step.
    former: PathBuf,
    /// Released last.
    _lock: Lock,
}

impl Package {
    /// Makes an empty folder to write to, and clears what an interrupted call left. `own` names the files of the package
    /// that a folder holds.
    ///
    /// # Errors
    /// When `to` holds anything that no earlier package had, or another process writes to it.
    pub fn begin(to: &Path, own: fn(&Path) -> Vec<String>) -> anyhow::Result<Self> {
        may_replace(to, own)?;
        let name = to.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| unfit(to, "has no name, so that nothing can take its place"))?;
        let parent = folder_of(to).to_owned();
        let unwritable = |e: io::Error| Unwritable::new(&parent, &e);
        fs_err::create_dir_all(&parent).map_err(unwritable)?;
        let beside = |ending: &str| parent.join(format!(".unfinished-{name}{ending}"));
        let lock = Lock::take_passing(&beside(".lock"), to)?;
        let (work, former) = (beside(""), beside(".former"));
        if disk::at(to).map_err(unwritable)?.is_none() && former.is_dir() {
            disk::rename(&former, to)?; // killed between two renames
        }
        for left in [&work, &former] {
            disk::remove(left).map_err(unwritable)?;
        }
        fs_err::create_dir(&work).map_err(unwritable)?;
        Ok(Self { to: to.to_owned(), own, parent, work, former, _lock: lock })
    }

    /// The folder to write to.
    pub fn folder(&self) -> &Path {
        &self.work
    }

    /// Puts the package in place of the former one, once all of it is on disk.
    pub fn publish(self) -> anyhow::Result<()> {
        disk::sync_tree(&self.work)?;
        pause_at("outputs-synced")?;
        may_replace(&self.to, self.own)?;
        if disk::at(&self.to)?.is_none() {
            disk::rename(&self.work, &self.to)?;
            return disk::sync_folder(&self.parent);
        }
        match exchange(&self.work, &self.to) {
            Ok(()) => self.or_undo(disk::sync_folder(&self.parent), |me| exchange(&me.work, &me.to)),
            Err(error) if is_unknown(&error) => self.by_two_renames(),
            Err(error) => Err(Unwritable::new(&self.to, &error).into()),
        }
    }

    /// For a moment there is neither; what fails or is interrupted then is put right, by the next call at the latest.
    fn by_two_renames(&self) -> anyhow::Result<()> {
        disk::rename(&self.to, &self.former)?;
        let back = |me: &Self| fs_err::rename(&me.former, &me.to);
        self.or_undo(disk::rename(&self.work, &self.to), back)?;
        disk::sync_folder(&self.parent)?;
        // Nobody needs it, and the next call tries again.
        let _ = disk::remove(&self.former);
        Ok(())
    }

    fn or_undo(&self, outcome: anyhow::Result<()>, undo: impl FnOnce(&Self) -> io::Result<()>) -> anyhow::Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        match undo(self) {
            Ok(()) => Err(error),
            Err(other) => Err(error.context(format!("the former package could not be put back: {other}"))),
        }
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = disk::remove(&self.work); // gone already, or the former package
    }
}

fn unfit(to: &Path, why: &str) -> Unfit {
    Unfit { what: format!("{} {why}", to.display()), help: "give another folder with --to".to_owned() }
}

/// A folder that holds something else than an earlier package is not replaced.
fn may_replace(to: &Path, own: fn(&Path) -> Vec<String>) -> anyhow::Result<()> {
    match disk::at(to).map_err(|e| Unwritable::new(to, &e))? {
        None => return Ok(()),
        Some(about) if about.is_symlink() => {
            return Err(unfit(to, "is a link; name the folder that it leads to").into());
        }
        Some(about) if !about.is_dir() => return Err(unfit(to, "is a file, and no package").into()),
        Some(_) => {}
    }
    let own: BTreeSet<String> = own(to).into_iter().collect();
    let found = disk::files_below(to)?.into_iter().map(|file| file.name);
    let mut foreign: Vec<String> = found.filter(|name| !own.contains(name)).collect();
    if foreign.is_empty() {
        return Ok(());
    }
    foreign.truncate(3);
    Err(unfit(to, &format!("holds other files, and would be replaced: {}", foreign.join(", "))).into())
}

/// Two folders change places in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    may_fail("exchange").map_err(|_| io::Error::from(io::ErrorKind::Unsupported))?;
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    may_fail("exchange")?;
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether the system or the disk cannot exchange at all.
fn is_unknown(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}
