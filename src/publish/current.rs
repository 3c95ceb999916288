//! `current`: a link to the newest run or, on disks without links, a file that holds the run's path.

use std::path::{Component, Path, PathBuf};

use super::disk::{self, Unfit, Unwritable};
use super::faults::{may_fail, pause_at};

/// What `current` of a folder of runs is.
pub enum Current {
    Nothing,
    /// It leads to this run, which need not exist.
    Run(PathBuf),
    /// A copy made the link a folder.
    Folder(PathBuf),
}

/// The run that a path means: itself, `current` in either form, or the current run of a folder of runs.
pub fn run_at(given: &Path) -> anyhow::Result<Option<PathBuf>> {
    let root = given.parent().filter(|_| given.ends_with("current"));
    let root = root.map(|r| if r.as_os_str().is_empty() { Path::new(".") } else { r }).filter(|r| is_root(r));
    if root.is_none() && is_run(given) {
        return Ok(Some(given.to_owned()));
    }
    match of(root.unwrap_or(given))? {
        Current::Nothing => Ok(None),
        Current::Run(run) | Current::Folder(run) => Ok(Some(run)),
    }
}

/// Whether a folder is a run, whole or not.
pub fn is_run(folder: &Path) -> bool {
    let named = folder.file_name().is_some_and(|name| number(&name.to_string_lossy()).is_some());
    folder.is_dir() && (named || folder.join("manifest.json").is_file())
}

/// Whether a folder is one that runs are published into.
pub fn is_root(folder: &Path) -> bool {
    folder.join("runs").is_dir()
        && (disk::at(&folder.join("current")).is_ok_and(|c| c.is_some()) || folder.join(".state").is_dir())
}

/// The number of a run by its name, `<number>-<fingerprint>`; `None` for what is no run's name.
pub fn number(name: &str) -> Option<u64> {
    let (number, fingerprint) = name.split_once('-')?;
    let is_number = number.len() >= 4 && number.bytes().all(|b| b.is_ascii_digit());
    let is_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let is_fingerprint = fingerprint.len() == 12 && fingerprint.bytes().all(is_hex);
    if is_number && is_fingerprint { number.parse().ok() } else { None }
}

/// Where `current` of a folder of runs leads.
///
/// # Errors
/// When it leads out of the folder's runs.
pub fn of(root: &Path) -> anyhow::Result<Current> {
    let current = root.join("current");
    let Some(about) = disk::at(&current)? else { return Ok(Current::Nothing) };
    if about.is_dir() {
        return Ok(Current::Folder(current));
    }
    let target = if about.is_symlink() {
        fs_err::read_link(&current)?
    } else {
        const LONGEST: u64 = 4096;
        let text = if about.is_file() && about.len() <= LONGEST { fs_err::read_to_string(&current).ok() } else { None };
        PathBuf::from(text.unwrap_or_default().trim().replace('\\', "/"))
    };
    let run = name_in_runs(root, &target).map(|name| root.join("runs").join(name));
    let run = run.filter(|run| disk::at(run).is_ok_and(|about| !about.is_some_and(|a| a.is_symlink())));
    run.map(Current::Run).ok_or_else(|| leads_out(&current, &target).into())
}

/// The name of the run that a target means, when that is one of the folder's own.
fn name_in_runs(root: &Path, target: &Path) -> Option<String> {
    if let [Component::Normal(runs), Component::Normal(name)] = target.components().collect::<Vec<_>>()[..] {
        return Some(name.to_string_lossy().into_owned()).filter(|_| runs == "runs");
    }
    // A link made by hand may be written otherwise.
    let real = fs_err::canonicalize(root.join(target)).ok()?;
    let is_own = real.parent() == Some(&fs_err::canonicalize(root).ok()?.join("runs"));
    Some(real.file_name()?.to_string_lossy().into_owned()).filter(|_| is_own)
}

fn leads_out(current: &Path, target: &Path) -> Unfit {
    let what = if target.as_os_str().is_empty() {
        format!("{} is neither a link to a run nor a file that holds the path of one", current.display())
    } else {
        format!("{} leads to {}, which is none of its folder's runs", current.display(), target.display())
    };
    Unfit { what, help: format!("delete {}; the next vire run makes it anew", current.display()) }
}

/// Sees whether `current` can be switched, before any work is done.
pub fn check(root: &Path) -> anyhow::Result<()> {
    match of(root)? {
        Current::Folder(folder) => {
            let what = format!("{} is a folder, and no link to a run: a copy has likely made it one", folder.display());
            Err(Unfit { what, help: "move it away and run again; the runs themselves are in runs/".to_owned() }.into())
        }
        _ => Ok(()),
    }
}

/// Points `current` at a run in one step. Gives what the user should know.
pub fn switch(root: &Path, name: &str) -> anyhow::Result<Option<String>> {
    check(root)?;
    let current = root.join("current");
    let target = Path::new("runs").join(name);
    if fs_err::read_link(&current).is_ok_and(|now| now == target) {
        disk::sync_folder(root)?;
        return Ok(None);
    }
    let next = root.join(".state/next");
    disk::remove(&next).map_err(|e| Unwritable::new(&next, &e))?;
    let remark = make(&target, &next)?;
    pause_at("link-made")?;
    disk::rename(&next, &current)?;
    disk::sync_folder(root)?;
    pause_at("current-switched")?;
    Ok(remark)
}

/// Makes a link or, where that is not possible, a file that holds its target.
fn make(target: &Path, at: &Path) -> anyhow::Result<Option<String>> {
    let Err(error) = link(target, at) else { return Ok(None) };
    fs_err::write(at, target.to_string_lossy().as_bytes()).map_err(|e| Unwritable::new(at, &e))?;
    disk::sync(at)?;
    let is_usual = cfg!(not(unix));
    Ok((!is_usual)
        .then(|| format!("the disk takes no links ({error}), so current is a file that holds the path of the run")))
}

#[cfg(unix)]
fn link(target: &Path, at: &Path) -> std::io::Result<()> {
    may_fail("link")?;
    fs_err::os::unix::fs::symlink(target, at)
}

#[cfg(not(unix))]
fn link(_target: &Path, _at: &Path) -> std::io::Result<()> {
    may_fail("link")?;
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn only_names_of_runs_have_numbers() {
        assert_eq!(number("0007-0123456789ab"), Some(7));
        assert_eq!(number("18446744073709551615-0123456789ab"), Some(u64::MAX));
        for other in [
            "4294967295-x",
            "7-0123456789ab",
            "0007-0123456789AB",
            ".unfinished-12",
            "18446744073709551616-0123456789ab",
        ] {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
