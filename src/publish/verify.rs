//! Whether a run still is what was published: its files against the sizes and hashes in its manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::disk::{self, Found};
use vire_base::parallel;

/// The manifest's name in a run; it cannot hold its own hash.
pub const MANIFEST: &str = "manifest.json";

/// A run that is not as it was published.
#[derive(Debug, thiserror::Error)]
#[error("{}\n  help: vire verify lists all such files; vire run makes the run anew from the exports", self.what())]
pub struct Damaged {
    run: PathBuf,
    faults: Vec<Fault>,
}

impl Damaged {
    pub fn what(&self) -> String {
        format!("{} is not as it was published: {}", self.run.display(), few(&self.faults))
    }
}

/// A file that is not as the manifest says.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub what: What,
}

#[derive(Debug, PartialEq, Eq)]
pub enum What {
    Missing,
    Extra,
    /// With what is other.
    Changed(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Missing => write!(f, "{} is missing", self.file),
            What::Extra => write!(f, "{} is none of its files", self.file),
            What::Changed(how) => write!(f, "{} has changed: {how}", self.file),
        }
    }
}

fn few(faults: &[Fault]) -> String {
    const TOLD: usize = 3;
    let mut text = faults.iter().take(TOLD).map(Fault::to_string).collect::<Vec<_>>().join("; ");
    if faults.len() > TOLD {
        text += &format!("; and {} more", faults.len() - TOLD);
    }
    text
}

/// What was found of a run.
pub struct Verified {
    pub files: usize,
    pub bytes: u64,
    pub faults: Vec<Fault>,
}

/// Holds all files of a run against its manifest; a file whose size is other is not read.
///
/// # Errors
/// When the folder is there and cannot be listed.
pub fn verify(run: &Path, threads: usize) -> anyhow::Result<Verified> {
    let found = if disk::at(run)?.is_some() { disk::files_below(run)? } else { Vec::new() };
    let bytes = found.iter().map(|file| file.bytes).sum();
    let mut verified = Verified { files: found.len(), bytes, faults: Vec::new() };
    match outputs(run, &found) {
        Ok(outputs) => verified.faults = compare(&outputs, found, MANIFEST, threads),
        Err(fault) => verified.faults.push(fault),
    }
    verified.faults.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(verified)
}

/// What is wrong with a run, when anything is.
pub fn damage(run: &Path, threads: usize) -> anyhow::Result<Option<Damaged>> {
    let faults = verify(run, threads)?.faults;
    Ok((!faults.is_empty()).then(|| Damaged { run: run.to_owned(), faults }))
}

/// That a run is as it was published.
pub fn intact(run: &Path, threads: usize) -> anyhow::Result<()> {
    damage(run, threads)?.map_or(Ok(()), |damage| Err(damage.into()))
}

/// Size and hash of each output, as the manifest holds them.
pub type Outputs = BTreeMap<String, (u64, String)>;

fn outputs(run: &Path, found: &[Found]) -> Result<Outputs, Fault> {
    let fault = |what| Fault { file: MANIFEST.to_owned(), what };
    let changed = |how: &str| fault(What::Changed(how.to_owned()));
    let file = found.iter().find(|file| file.name == MANIFEST).ok_or_else(|| fault(What::Missing))?;
    if !file.is_plain {
        return Err(changed("it is no plain file"));
    }
    let outputs = manifest(run).and_then(|mut manifest| Some(manifest.get_mut("outputs")?.take()));
    let outputs = outputs.as_ref().and_then(Value::as_object).ok_or_else(|| changed("it lists no outputs"))?;
    let entry = |(name, output): (&String, &Value)| {
        Some((name.clone(), (output["bytes"].as_u64()?, output["sha256"].as_str()?.to_owned())))
    };
    outputs.iter().map(entry).collect::<Option<Outputs>>().ok_or_else(|| changed("it lists outputs without a hash"))
}

/// The manifest of a run; `None` when it cannot be read.
pub fn manifest(run: &Path) -> Option<Value> {
    serde_json::from_slice(&fs_err::read(run.join(MANIFEST)).ok()?).ok()
}

/// The SHA-256 of files of a run by their paths, as its manifest holds them.
pub fn digests(run: &Path) -> impl Fn(&Path) -> Option<String> + use<> {
    let (run, manifest) = (run.to_owned(), manifest(run).unwrap_or_default());
    move |path| {
        let name = path.strip_prefix(&run).ok()?.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        manifest["outputs"][name]["sha256"].as_str().map(str::to_owned)
    }
}

/// What is wrong with the files that a manifest, one of them, lists.
pub fn compare(outputs: &Outputs, found: Vec<Found>, manifest: &str, threads: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut to_hash = Vec::new();
    let mut missing: BTreeSet<&str> = outputs.keys().map(String::as_str).collect();
    for file in found.into_iter().filter(|file| file.name != manifest && !is_of_file_manager(&file.name)) {
        missing.remove(file.name.as_str());
        match outputs.get(&file.name) {
            None => faults.push(Fault { file: file.name, what: What::Extra }),
            Some((bytes, sha256)) => match other_kind(&file, *bytes) {
                Some(how) => faults.push(Fault { file: file.name, what: What::Changed(how) }),
                None => to_hash.push((file, sha256)),
            },
        }
    }
    faults.extend(missing.into_iter().map(|name| Fault { file: name.to_owned(), what: What::Missing }));
    // The largest first, lest one thread ends long after the others.
    to_hash.sort_by_key(|(file, _)| std::cmp::Reverse(file.bytes));
    faults.extend(parallel::map(&to_hash, threads, |(file, sha256)| other_content(file, sha256)).into_iter().flatten());
    faults
}

/// How a file differs before it is read.
fn other_kind(file: &Found, bytes: u64) -> Option<String> {
    if !file.is_plain {
        return Some("it is no plain file".to_owned());
    }
    (file.bytes != bytes).then(|| format!("{} bytes instead of {bytes}", file.bytes))
}

fn other_content(file: &Found, sha256: &str) -> Option<Fault> {
    let how = match vire_base::digest::digest(&file.path) {
        Ok(digest) if digest.sha256 == sha256 => return None,
        Ok(_) => "its content is other".to_owned(),
        Err(error) => error.message,
    };
    Some(Fault { file: file.name.clone(), what: What::Changed(how) })
}

/// Files that file managers leave wherever somebody looks.
fn is_of_file_manager(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    [".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|known| known.eq_ignore_ascii_case(name))
        || name.starts_with("._")
}
