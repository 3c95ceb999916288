//! What publishing asks of the disk: to find, sync, rename and remove files without following links, and faults of the
//! output folder as errors that name the path and the way out.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::faults::may_fail;
use vire_base::code::Code;
use vire_base::error::{InputError, cause};
use vire_base::parallel;

/// The output folder cannot be made or written to.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {}: {reason}\n  help: {help} with {option}", .path.display())]
pub struct Unwritable {
    path: PathBuf,
    reason: String,
    help: &'static str,
    /// The option that names the folder.
    option: &'static str,
}

/// Something stands in the output folder that Vire did not put there, and cannot work with.
#[derive(Debug, thiserror::Error)]
#[error("{what}\n  help: {help}")]
pub struct Unfit {
    pub what: String,
    pub help: String,
}

impl Unwritable {
    pub fn new(path: &Path, error: &io::Error) -> Self {
        let help = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room on the disk, or give a folder on another one"
            }
            io::ErrorKind::FileTooLarge => "give a folder on a disk that takes files of this size",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "give a folder you may write to",
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "give a folder",
            _ => "see whether the disk is in order, or give a folder on another one",
        };
        Self { path: path.to_owned(), reason: cause(error), help, option: "--out" }
    }

    /// The error itself, or that `folder`, which `option` names, cannot be written to when a full or locked disk was
    /// its cause.
    pub fn or(folder: &Path, option: &'static str, mut error: anyhow::Error) -> anyhow::Error {
        if let Some(known) = error.downcast_mut::<Self>() {
            known.option = option;
            return error;
        }
        if let Some(staging) = error.downcast_ref::<InputError>().filter(|e| e.code == Code::CannotStage) {
            let help = "make room on the disk, or give a folder you may write to";
            return Self {
                path: staging.file.clone(),
                reason: format!("{} [{}]", staging.message, staging.code),
                help,
                option,
            }
            .into();
        }
        let of_disk = error.chain().find_map(io_error).filter(|e| !error.is::<InputError>() && is_of_disk(e, folder));
        of_disk.map(|e| Self { option, ..Self::new(folder, e) }.into()).unwrap_or(error)
    }
}

/// The input or output error that an error is or wraps.
fn io_error<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e io::Error> {
    let in_csv = || match error.downcast_ref::<csv::Error>()?.kind() {
        csv::ErrorKind::Io(error) => Some(error),
        _ => None,
    };
    error.downcast_ref::<io::Error>().or_else(in_csv)
}

/// Whether an error tells of a disk that takes nothing more; without rights it must name the folder, since a file of
/// the user may be the one that is closed.
fn is_of_disk(error: &io::Error, folder: &Path) -> bool {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => true,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            error.to_string().contains(&*folder.to_string_lossy())
        }
        _ => false,
    }
}

/// A file below a folder.
pub struct Found {
    /// Its path from the folder, with forward slashes.
    pub name: String,
    pub path: PathBuf,
    pub bytes: u64,
    /// Neither a link nor a device.
    pub is_plain: bool,
}

/// All files below a folder, sorted by name. Links are not followed.
pub fn files_below(folder: &Path) -> io::Result<Vec<Found>> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), folder.to_owned())];
    while let Some((before, next)) = folders.pop() {
        for entry in fs_err::read_dir(&next)? {
            let entry = entry?;
            let (path, about) = (entry.path(), entry.metadata()?); // of the link itself
            let name = format!("{before}{}", entry.file_name().to_string_lossy());
            if about.is_dir() {
                folders.push((name + "/", path));
            } else {
                found.push(Found { name, path, bytes: about.len(), is_plain: about.is_file() });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Puts a folder and all in it on disk.
///
/// # Errors
/// With the first file that could not be: what was written to it may be lost, even when a second attempt succeeds.
pub fn sync_tree(folder: &Path) -> anyhow::Result<()> {
    let files = files_below(folder).map_err(|e| Unwritable::new(folder, &e))?;
    // Waiting for the disk is no work: many files at once.
    const AT_ONCE: usize = 64;
    let synced = parallel::map(&files, AT_ONCE, |file| sync(&file.path));
    synced.into_iter().collect::<anyhow::Result<()>>()?;
    let parents = files.iter().flat_map(|file| file.path.ancestors().skip(1).take_while(|p| p.starts_with(folder)));
    let folders: Vec<&Path> = parents.chain([folder]).collect::<BTreeSet<_>>().into_iter().collect();
    parallel::map(&folders, AT_ONCE, |folder| sync_folder(folder)).into_iter().collect()
}

/// Puts the names in a folder on disk.
pub fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    if cfg!(unix) { sync(folder) } else { Ok(()) }
}

/// Puts a file on disk.
pub fn sync(path: &Path) -> anyhow::Result<()> {
    let synced = may_fail("sync").and_then(|()| fs_err::File::open(path)?.sync_all());
    synced.map_err(|e| Unwritable::new(path, &e).into())
}

pub fn rename(from: &Path, to: &Path) -> anyhow::Result<()> {
    let renamed = may_fail("rename").and_then(|()| fs_err::rename(from, to));
    renamed.map_err(|e| Unwritable::new(to, &e).into())
}

/// What stands at a path, a link for itself; `None` where nothing does.
pub fn at(path: &Path) -> io::Result<Option<std::fs::Metadata>> {
    match fs_err::symlink_metadata(path) {
        Ok(about) => Ok(Some(about)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file, a link or a whole folder; what links lead to stays.
pub fn remove(path: &Path) -> io::Result<()> {
    match at(path)? {
        None => Ok(()),
        Some(about) if about.is_dir() => fs_err::remove_dir_all(path),
        Some(_) => fs_err::remove_file(path),
    }
}

/// Makes a folder of the output folder, or finds it there; a link in its place would lead elsewhere.
pub fn own_folder(path: &Path) -> anyhow::Result<()> {
    let unwritable = |e: io::Error| Unwritable::new(path, &e);
    let wrong = match at(path).map_err(unwritable)? {
        None => {
            return match fs_err::create_dir(path) {
                // Another run made it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => own_folder(path),
                made => Ok(made.map_err(unwritable)?),
            };
        }
        Some(about) if about.is_dir() => return Ok(()),
        Some(about) if about.is_symlink() => "is a link, which may lead out of the output folder",
        Some(_) => "is no folder",
    };
    let help = "move it away, or give another folder".to_owned();
    Err(Unfit { what: format!("{} {wrong}", path.display()), help }.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_and_locked_disks_are_faults_of_the_folder() {
        let folder = Path::new("out/kotka");
        let is_unwritable = |error: anyhow::Error| Unwritable::or(folder, "--out", error).is::<Unwritable>();
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded, io::ErrorKind::FileTooLarge] {
            assert!(is_unwritable(io::Error::from(kind).into()));
            assert!(is_unwritable(csv::Error::from(io::Error::from(kind)).into()));
            let wrapped = parquet::errors::ParquetError::from(io::Error::from(kind));
            assert!(is_unwritable(anyhow::Error::from(wrapped).context("writing spend.parquet")));
        }
        let named = |path: &str| io::Error::new(io::ErrorKind::PermissionDenied, format!("cannot open {path}"));
        assert!(is_unwritable(named("out/kotka/runs/x").into()));
        assert!(!is_unwritable(named("exports/a.csv").into()));
        assert!(!is_unwritable(io::Error::from(io::ErrorKind::InvalidData).into()));
    }

    #[test]
    #[cfg(unix)]
    fn what_links_lead_to_stays() -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let (outside, inside) = (dir.path().join("outside"), dir.path().join("inside"));
        fs_err::create_dir(&outside)?;
        fs_err::write(outside.join("precious"), "x")?;
        fs_err::create_dir(&inside)?;
        fs_err::os::unix::fs::symlink(&outside, inside.join("link"))?;
        let found = files_below(&inside)?;
        assert_eq!(found.iter().map(|f| (f.name.as_str(), f.is_plain)).collect::<Vec<_>>(), [("link", false)]);
        assert!(own_folder(&inside.join("link")).is_err_and(|e| e.is::<Unfit>()));
        remove(&inside.join("link"))?;
        fs_err::os::unix::fs::symlink(&outside, inside.join("again"))?;
        remove(&inside)?;
        assert!(!inside.exists() && outside.join("precious").is_file());
        Ok(())
    }
}
