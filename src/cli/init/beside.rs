//! Files that lie beside the exports and that other keys of the pipeline file take.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vire_base::files::folder_of;
use vire_ingest::stage::inspect;

/// A file that may be wanted too.
pub struct Beside {
    pub path: PathBuf,
    /// The key that takes it: `register`, `calendar` or `contracts`.
    pub key: &'static str,
}

/// Endings of files that are looked into; a file that is named need not have one.
const ENDINGS: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"];
/// Files that are looked into: a folder of the whole office is not searched.
const MOST_FILES: usize = 50;
/// A larger file is named by who wants it.
const MOST_BYTES: u64 = 64 << 20;

/// Tables in the folders of the known files and of the pipeline file, in the order of their names.
pub fn found(known: &[&Path], base: &Path) -> Vec<Beside> {
    let real = |path: &Path| fs_err::canonicalize(path).ok();
    let known_files: BTreeSet<PathBuf> = known.iter().filter_map(|path| real(path)).collect();
    let folders: BTreeSet<&Path> = known.iter().map(|path| folder_of(path)).chain([base]).collect();
    let entries = folders.iter().filter_map(|folder| fs_err::read_dir(folder).ok()).flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path()).filter(|path| is_table(path));
    let files: BTreeSet<PathBuf> = paths.filter_map(|path| real(&path)).filter(|p| !known_files.contains(p)).collect();
    let kind = |path: PathBuf| {
        let key = inspect::other(&path)?.key.trim_matches(['[', ']']);
        Some(Beside { path, key })
    };
    files.into_iter().take(MOST_FILES).filter_map(kind).collect()
}

fn is_table(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    // Spreadsheet programs lay locks beside what they have open.
    let is_lock = name.starts_with(['.', '~']);
    let size = || std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
    !is_lock && ENDINGS.contains(&ending.as_str()) && size().is_some_and(|size| size <= MOST_BYTES)
}
