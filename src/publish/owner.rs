//! Whose runs a folder holds: those of one pipeline. Runs of two in one folder would each be held against the other.

use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use super::Output;
use super::disk::Unwritable;
use vire_ingest::values::privacy::said;

/// A pipeline, as far as a folder of runs is its own.
#[derive(Clone, Copy)]
pub struct Pipeline<'a> {
    pub path: &'a Path,
    pub name: &'a str,
    pub buyer: &'a str,
    /// Whether it publishes purchases, and not a list of procurements alone.
    pub of_purchases: bool,
}

impl Output {
    /// The pipeline whose runs these are, when it is another one. Its file may have been moved; where that of another
    /// name, another buyer, or another place that still exists filled the folder, it is another pipeline.
    pub fn other_pipeline(&self, pipeline: Pipeline<'_>) -> anyhow::Result<Option<String>> {
        let Some((_, manifest)) = self.before()? else { return Ok(None) };
        let said = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (name, buyer) = (said(&manifest["pipeline"]["name"]), said(&manifest["buyer"]));
        let of_purchases = !manifest["inputs"].is_null();
        if of_purchases != pipeline.of_purchases {
            let what = if of_purchases { "purchases" } else { "a list of coming procurements" };
            return Ok(Some(format!("{name}, {what}")));
        }
        if name != pipeline.name || buyer != pipeline.buyer {
            return Ok(Some(format!("{name}, of {buyer}")));
        }
        let known = self.pipeline_file();
        Ok(known.filter(|known| known.is_file() && *known != absolute(pipeline.path)).map(|p| p.display().to_string()))
    }

    /// The pipeline file of the newest run, where it is known.
    pub fn pipeline_file(&self) -> Option<PathBuf> {
        pipeline_file(&self.root)
    }

    /// Keeps the place of the pipeline file, which is in no output, as seen from the folder of the runs, so that both may
    /// be moved or copied together. One that names a person is not kept.
    pub fn own(&self, pipeline: &Path) -> anyhow::Result<()> {
        let (place, path) = (self.root.join(PLACE), from(&absolute(&self.root), &absolute(pipeline)));
        let path = path.to_string_lossy();
        let kept = if said(&path) == path { path.as_bytes() } else { &[] };
        fs_err::write(&place, kept).map_err(|e| Unwritable::new(&place, &e).into())
    }
}

/// Where the pipeline file of the runs in a folder is.
pub fn pipeline_file(root: &Path) -> Option<PathBuf> {
    let path = fs_err::read_to_string(root.join(PLACE)).ok()?;
    (!path.is_empty()).then(|| absolute(&root.join(path)))
}

const PLACE: &str = ".state/pipeline";

/// The way from a folder to a file; the file's own path where they share no root.
fn from(folder: &Path, file: &Path) -> PathBuf {
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return file.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

/// Without links where the file exists, so that one file has one path.
fn absolute(path: &Path) -> PathBuf {
    fs_err::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
