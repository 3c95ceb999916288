//! Digests of exports that an earlier run took, for files that nobody has written to since, by what the system keeps of
//! each: an unchanged run need not read its exports. `vire verify --inputs` and `vire rerun` read them all the same.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use vire_base::digest::sha256;
use vire_base::files::archive_of;

use super::{inputs, name_of};
use crate::config::Config;
use crate::publish::Output;
use crate::publish::decides::Named;

/// A file system may tell the time of a change in steps of this many seconds, within which a second one is not seen.
const STEP: i64 = 2;

/// What a system changes whenever a file is written to or replaced. A user can set the time of the last write, but not the
/// time of the last change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    bytes: u64,
    /// Seconds since 1970, and nanoseconds.
    written: (i64, i64),
    changed: (i64, i64),
    file: (u64, u64),
}

impl Stamp {
    #[cfg(unix)]
    fn of(about: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            bytes: about.len(),
            written: (about.mtime(), about.mtime_nsec()),
            changed: (about.ctime(), about.ctime_nsec()),
            file: (about.dev(), about.ino()),
        })
    }

    /// Other systems do not tell when a file was last changed.
    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }

    fn at(path: &Path) -> Option<Self> {
        // What lies in an archive is unpacked to be read.
        fs_err::metadata(path).ok().filter(|_| archive_of(path).is_none()).and_then(|about| Self::of(&about))
    }
}

/// How the exports were before any of them was read, in the order of their names.
pub struct Stamps {
    taken: i64,
    stamps: Vec<Option<Stamp>>,
}

impl Stamps {
    pub fn take(config: &Config) -> Self {
        let taken = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64);
        Self { taken, stamps: stamps(config) }
    }

    /// The digests that an earlier run kept, of files that are as they were then.
    pub fn known(&self, config: &Config, output: &Output) -> Known {
        let text = fs_err::read(output.digests()).unwrap_or_default();
        let kept: Kept = serde_json::from_slice(&text).unwrap_or_default();
        let as_then = inputs(config).into_iter().zip(&self.stamps).filter_map(|((_, path), now)| {
            let (stamp, sha256) = kept.get(&key(path))?;
            (now.as_ref() == Some(stamp)).then(|| (path.to_owned(), sha256.clone()))
        });
        Known(as_then.collect())
    }

    /// Keeps the digests of exports that have not changed since the stamps were taken, nor shortly before; they are in the
    /// order of the exports. What cannot be kept is read again by the next run.
    pub fn keep(&self, config: &Config, output: &Output, digests: &[Named]) {
        let is_settled = |stamp: &Stamp| stamp.changed.0.max(stamp.written.0) + STEP < self.taken;
        let all = inputs(config).into_iter().zip(digests).zip(&self.stamps).zip(stamps(config));
        let kept = all.filter_map(|((((_, path), (name, sha256)), before), now)| {
            let stamp = before.clone().filter(|before| now.as_ref() == Some(before) && is_settled(before))?;
            // The digest of an export inside an archive is not that of the archive.
            (*name == name_of(config, path)).then(|| (key(path), (stamp, sha256.clone())))
        });
        if let Ok(text) = serde_json::to_string(&kept.collect::<Kept>()) {
            let _ = fs_err::write(output.digests(), text);
        }
    }
}

type Kept = BTreeMap<String, (Stamp, String)>;

/// A path may name a person.
fn key(path: &Path) -> String {
    sha256(path.as_os_str().as_encoded_bytes())
}

/// Digests of exports by their paths.
#[derive(Default)]
pub struct Known(BTreeMap<PathBuf, String>);

impl Known {
    pub fn of(&self, path: &Path) -> Option<String> {
        self.0.get(path).cloned()
    }
}

fn stamps(config: &Config) -> Vec<Option<Stamp>> {
    inputs(config).into_iter().map(|(_, path)| Stamp::at(path)).collect()
}
