//! One writer at a time: a lock of the operating system, which goes with its process however that ends; on disks without
//! such locks, a file that says who holds it.

use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::disk::{self, Unfit, Unwritable};

/// Another process writes to the folder, as far as anybody can tell.
#[derive(Debug, thiserror::Error)]
#[error("another run is writing to {}{who}\n  help: {help}", .folder.display())]
pub struct Locked {
    folder: PathBuf,
    who: String,
    help: String,
}

impl Locked {
    /// Held by a lock of the system.
    fn now(folder: &Path) -> Self {
        let help = "wait for it to end, or give another folder".to_owned();
        Self { folder: folder.to_owned(), who: String::new(), help }
    }

    /// Held by a file; what a process left that runs no more is nobody's lock, and stays until somebody deletes it.
    fn by_file(folder: &Path, file: &Path) -> anyhow::Error {
        let text = fs_err::read_to_string(file).unwrap_or_default();
        let holder = Holder::parse(&text);
        if let Some(holder) = holder.as_ref().filter(|holder| holder.is_gone()) {
            let what = format!("{} is the lock of {holder}, which runs no more", file.display());
            return Unfit { what, help: "delete it and run again".to_owned() }.into();
        }
        let who = holder.map(|h| format!(": {h}")).unwrap_or_default();
        let help = format!("wait for it to end; if it runs no more, delete {} and run again", file.display());
        Self { folder: folder.to_owned(), who, help }.into()
    }
}

/// A folder held for writing until this is dropped.
#[derive(Debug)]
pub struct Lock {
    held: Held,
    /// The lock's own file, where it does not stay.
    passing: Option<PathBuf>,
}

#[derive(Debug)]
enum Held {
    BySystem(File),
    ByFile(PathBuf),
}

impl Lock {
    /// Takes the lock whose file is at `path`, for writing to `folder`.
    pub fn take(path: &Path, folder: &Path) -> anyhow::Result<Self> {
        Self::take_with(path, folder, File::try_lock)
    }

    /// The same with a lock file that is removed with the lock.
    pub fn take_passing(path: &Path, folder: &Path) -> anyhow::Result<Self> {
        loop {
            let mut lock = Self::take(path, folder)?;
            // Between opening and locking, the former holder may have removed the file.
            if lock.is_of(path) {
                lock.passing = cfg!(unix).then(|| path.to_owned());
                return Ok(lock);
            }
        }
    }

    fn take_with(
        path: &Path,
        folder: &Path,
        try_lock: impl FnOnce(&File) -> Result<(), TryLockError>,
    ) -> anyhow::Result<Self> {
        let file = open(path)?;
        let by_file = path.with_extension("held");
        let held = match try_lock(&file) {
            Ok(()) if disk::at(&by_file)?.is_some() => return Err(Locked::by_file(folder, &by_file)),
            Ok(()) => Held::BySystem(file),
            Err(TryLockError::WouldBlock) => return Err(Locked::now(folder).into()),
            Err(TryLockError::Error(error)) if is_without_locks(&error) => Held::ByFile(make(folder, by_file)?),
            Err(TryLockError::Error(error)) => return Err(Unwritable::new(path, &error).into()),
        };
        Ok(Self { held, passing: None })
    }

    /// What the user should know of how the folder is held.
    pub fn remark(&self) -> Option<String> {
        let Held::ByFile(path) = &self.held else { return None };
        Some(format!(
            "the disk knows no locks, so {} tells other runs to wait; should a run be killed, delete it",
            path.display()
        ))
    }

    #[cfg(unix)]
    fn is_of(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let Held::BySystem(file) = &self.held else { return true };
        let same = |a: std::fs::Metadata, b: std::fs::Metadata| (a.dev(), a.ino()) == (b.dev(), b.ino());
        fs_err::symlink_metadata(path).is_ok_and(|at| file.metadata().is_ok_and(|held| same(at, held)))
    }

    #[cfg(not(unix))]
    fn is_of(&self, _path: &Path) -> bool {
        true
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While the lock is still held, so that nobody else's file is removed.
        let by_file = if let Held::ByFile(path) = &self.held { Some(path) } else { None };
        for path in self.passing.iter().chain(by_file) {
            let _ = fs_err::remove_file(path);
        }
    }
}

/// Opens the lock's file, or makes it; its content stays, and links are not followed.
fn open(path: &Path) -> anyhow::Result<File> {
    let wrong = |what: &str| Unfit { what: format!("{} {what}", path.display()), help: "delete it".to_owned() };
    let unwritable = |e: io::Error| Unwritable::new(path, &e);
    match disk::at(path).map_err(unwritable)? {
        Some(about) if about.is_symlink() => return Err(wrong("is a link, and no lock").into()),
        Some(about) if !about.is_file() => return Err(wrong("is no file, and no lock").into()),
        _ => {}
    }
    let mut options = fs_err::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt;
        // The program only makes files here, so a link that comes in between is no lock either.
        options.custom_flags((rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK).bits() as i32);
    }
    Ok(options.open(path).map_err(unwritable)?.into_parts().0)
}

/// Whether the disk refuses locks as such.
fn is_without_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    if rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::NOLCK) {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported // ENOSYS, EOPNOTSUPP
}

/// Makes the file that stands for a lock; only one process can.
fn make(folder: &Path, path: PathBuf) -> anyhow::Result<PathBuf> {
    match fs_err::OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(mut file) => {
            let written = file.write_all(Holder::this().to_string().as_bytes());
            written.map(|()| path.clone()).map_err(|e| Unwritable::new(&path, &e).into())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Locked::by_file(folder, &path)),
        Err(error) => Err(Unwritable::new(&path, &error).into()),
    }
}

/// Who holds a lock by file.
struct Holder {
    process: u32,
    host: String,
    since: String,
}

impl Holder {
    fn this() -> Self {
        let since = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self { process: std::process::id(), host: host(), since }
    }

    /// What `to_string` wrote.
    fn parse(text: &str) -> Option<Self> {
        let (process, rest) = text.trim().strip_prefix("process ")?.split_once(" on ")?;
        let (host, since) = rest.rsplit_once(" since ")?;
        Some(Self { process: process.parse().ok()?, host: host.to_owned(), since: since.to_owned() })
    }

    /// Whether the process ran on this machine and does so no more, as far as the system tells.
    fn is_gone(&self) -> bool {
        let processes = Path::new("/proc");
        self.host == host()
            && processes.join(std::process::id().to_string()).exists()
            && !processes.join(self.process.to_string()).exists()
    }
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {} on {} since {}", self.process, self.host, self.since)
    }
}

fn host() -> String {
    let by_file = ["/proc/sys/kernel/hostname", "/etc/hostname"].into_iter();
    let name = by_file.flat_map(fs_err::read_to_string).next().or_else(|| std::env::var("COMPUTERNAME").ok());
    let name: String = name.unwrap_or_default().trim().chars().filter(|c| !c.is_control()).collect();
    if name.is_empty() { "an unknown machine".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Taking a lock on a disk that has none.
    fn without_locks(path: &Path) -> anyhow::Result<Lock> {
        let refuse = |_: &File| Err(TryLockError::Error(io::ErrorKind::Unsupported.into()));
        Lock::take_with(path, Path::new("out"), refuse)
    }

    fn refusal(outcome: anyhow::Result<Lock>) -> String {
        outcome.err().filter(|e| e.is::<Locked>()).map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_file_stands_for_a_lock_where_there_is_none() -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let (path, held) = (dir.path().join("lock"), dir.path().join("lock.held"));
        let lock = without_locks(&path)?;
        assert!(lock.remark().is_some_and(|r| r.contains("knows no locks")));
        let who = format!("process {} on ", std::process::id());
        let refused = refusal(without_locks(&path));
        assert!(refused.contains(&who) && refused.contains("wait for it to end"), "{refused}");
        // A machine whose mount has locks sees it, too.
        assert!(refusal(Lock::take(&path, Path::new("out"))).contains(&who));
        drop(lock);
        assert!(!held.exists());
        assert!(Lock::take(&path, Path::new("out"))?.remark().is_none());
        Ok(())
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_a_killed_process_left_is_told_with_the_way_out() -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let (path, held) = (dir.path().join("lock"), dir.path().join("lock.held"));
        // No process has the greatest number there is.
        fs_err::write(&held, Holder { process: u32::MAX, ..Holder::this() }.to_string())?;
        let refused = without_locks(&path).unwrap_err();
        assert!(refused.is::<Unfit>(), "a timer must not wait for it");
        let refused = refused.to_string();
        assert!(refused.contains("runs no more") && refused.contains("lock.held"), "{refused}");
        fs_err::write(&held, Holder { process: u32::MAX, host: "elsewhere".into(), ..Holder::this() }.to_string())?;
        let refused = refusal(without_locks(&path));
        assert!(refused.contains("on elsewhere since") && refused.contains("if it runs no more"), "{refused}");
        Ok(())
    }

    #[test]
    fn a_passing_lock_leaves_no_file() -> anyhow::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("lock");
        let lock = Lock::take_passing(&path, Path::new("out"))?;
        assert!(refusal(Lock::take_passing(&path, Path::new("out"))).contains("wait for it to end"));
        drop(lock);
        assert_eq!(path.exists(), cfg!(not(unix)));
        Lock::take_passing(&path, Path::new("out"))?;
        Ok(())
    }
}
