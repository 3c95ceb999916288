//! Reports drawn anew into a folder of the user: whole files only, and never into what is published.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::current::{is_root, is_run};
use super::dataset::Dataset;
use super::disk::{self, Unfit, Unwritable};

/// What the folders begin with that files are drawn into first.
const UNFINISHED: &str = ".unfinished-report-";

/// Files are drawn into a folder of their own and put on disk before they take the place of former ones. Gives their
/// names. `option` is the one by which the user names the folder.
///
/// # Errors
/// When the folder is or is in a published run, or cannot be written to.
pub fn into(
    to: &Path,
    option: &'static str,
    draw: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<String>> {
    let unwritable = |e: io::Error| Unwritable::new(to, &e);
    refuse_kept(to, option)?;
    fs_err::create_dir_all(to).map_err(unwritable)?;
    refuse_kept(to, option)?; // what did not exist before may have been a way round
    clear(to).map_err(unwritable)?;
    let new = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(to).map_err(unwritable)?;
    draw(new.path()).map_err(|e| Unwritable::or(to, option, e))?;
    disk::sync_tree(new.path())?;
    let files = disk::files_below(new.path()).map_err(unwritable)?;
    for file in &files {
        disk::rename(&file.path, &to.join(&file.name))?; // a link there is replaced, not followed
    }
    disk::sync_folder(to)?;
    Ok(files.into_iter().map(|file| file.name).collect())
}

/// Removes what killed calls left; others may be drawing right now, but none for a day.
fn clear(to: &Path) -> io::Result<()> {
    const STALE: Duration = Duration::from_secs(24 * 60 * 60);
    for entry in fs_err::read_dir(to)? {
        let entry = entry?;
        let is_left = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        let age = || entry.metadata().and_then(|about| about.modified()).ok()?.elapsed().ok();
        if is_left && age().is_some_and(|age| age > STALE) {
            disk::remove(&entry.path())?;
        }
    }
    Ok(())
}

/// A folder that is kept whole, be it of runs or a data set, is left alone.
pub fn refuse_kept(to: &Path, option: &str) -> anyhow::Result<()> {
    refuse_published(to, option)?;
    let real = existing(to).map_err(|e| Unwritable::new(to, &e))?;
    if !real.ancestors().any(Dataset::is_in) {
        return Ok(());
    }
    let what = format!("{} is in a data set, which holds nothing but its parts", to.display());
    Err(Unfit { what, help: format!("give another folder with {option}") }.into())
}

/// A folder that is a published run, or the store of runs, or in one, is left alone.
pub fn refuse_published(to: &Path, option: &str) -> anyhow::Result<()> {
    let real = existing(to).map_err(|e| Unwritable::new(to, &e))?;
    let is_store = |folder: &Path| {
        let named = folder.file_name().is_some_and(|name| name == "runs" || name == ".state");
        named && folder.parent().is_some_and(is_root)
    };
    match real.ancestors().find(|folder| is_run(folder) || is_store(folder)) {
        None => Ok(()),
        Some(published) => {
            let what = format!("{} is in {}, which is published and stays as it is", to.display(), published.display());
            Err(Unfit { what, help: format!("give another folder with {option}") }.into())
        }
    }
}

/// The real path of a folder, or of the nearest one above it that exists.
fn existing(to: &Path) -> io::Result<PathBuf> {
    let above = to.ancestors().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
    for folder in above {
        match fs_err::canonicalize(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            outcome => return outcome,
        }
    }
    fs_err::canonicalize(".")
}
