//! Names of files as people write them, and as systems keep them.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::document::nearest;

/// The path of the file that is there when only the letters of its name are put together otherwise: some systems keep
/// "ä" as a letter and its dots. The path itself when there is none.
pub fn as_spelt(path: PathBuf) -> PathBuf {
    if path.exists() {
        return path;
    }
    let same = |name: &str, wanted: &str| name.nfc().eq(wanted.nfc());
    let mut known = PathBuf::new();
    for part in path.components() {
        let next = known.join(part);
        known = match part {
            Component::Normal(wanted) if !next.exists() => {
                let folder = if known.as_os_str().is_empty() { Path::new(".") } else { &known };
                let entries = fs_err::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
                let found = entries
                    .map(|entry| entry.file_name())
                    .find(|name| name.to_str().zip(wanted.to_str()).is_some_and(|(name, wanted)| same(name, wanted)));
                found.map_or(next, |name| known.join(name))
            }
            _ => next,
        };
    }
    if known.exists() { known } else { path }
}

/// The files of a pattern, in which the parts that are there stand for themselves, whatever signs they hold. Letters may
/// be put together otherwise in their names than in the pattern.
pub fn matching(path: &Path) -> Result<Vec<PathBuf>, glob::PatternError> {
    let mut found = Vec::new();
    let spellings =
        [|text: &str| text.to_owned(), |text: &str| text.nfc().collect(), |text: &str| text.nfd().collect()];
    for spelt in BTreeSet::from(spellings.map(|spelt| pattern(path, spelt))) {
        found.extend(glob::glob(&spelt)?.filter_map(Result::ok).filter(|path| !is_by_the_way(path)));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn pattern(path: &Path, spelt: fn(&str) -> String) -> String {
    let mut known = PathBuf::new();
    let mut pattern = PathBuf::new();
    for part in path.components() {
        let next = as_spelt(known.join(part));
        match (part, next.file_name()) {
            (Component::Normal(_), Some(name)) if next.exists() => {
                pattern.push(glob::Pattern::escape(&name.to_string_lossy()));
            }
            (Component::Normal(name), _) => pattern.push(spelt(&name.to_string_lossy())),
            _ => pattern.push(part),
        }
        known = next;
    }
    pattern.to_string_lossy().into_owned()
}

/// The file that a path such as `archive.zip/ledger.csv` leads into.
pub fn archive_of(path: &Path) -> Option<&Path> {
    path.ancestors().skip(1).find(|outer| outer.is_file())
}

/// What stands beside exports and is none: lock files of spreadsheet programs, copies that programs keep while they work,
/// files that are still being fetched, and what systems leave in folders. A hidden file is none that somebody exported.
pub fn is_by_the_way(path: &Path) -> bool {
    const NAMES: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];
    const BEGINNINGS: [&str; 3] = [".", "~$", "~lock."];
    const ENDINGS: [&str; 7] = ["~", ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download"];
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    NAMES.contains(&&*name)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || name.starts_with('#') && name.ends_with('#')
}

/// Without what is by the way, as `exports/*` in a shell brings it along; a file that is named alone is meant.
pub fn without_by_the_way(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    if paths.iter().any(|path| !is_by_the_way(path)) {
        paths.retain(|path| !is_by_the_way(path));
    }
    paths
}

/// The folder of a file, in which the paths are looked up that a pipeline file names.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The names in a folder in order, without the hidden ones; `None` when there is no such folder.
pub fn names_in(folder: &Path) -> Option<Vec<String>> {
    let entries = fs_err::read_dir(folder).ok()?.filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    Some(names)
}

/// What is called nearly as a file that is not there, in the same folder.
pub fn near(path: &Path) -> Option<String> {
    let names = names_in(folder_of(path))?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    nearest(&path.file_name()?.to_string_lossy(), &names).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let inner = folder.path().join("[2024] Ha\u{308}meenlinna");
        std::fs::create_dir(&inner)?;
        let names = ["ostot.csv", "~$ostot.csv", "._ostot.csv", "o\u{308}.csv"];
        names.iter().try_for_each(|name| std::fs::write(inner.join(name), "x"))?;
        let written = folder.path().join("[2024] H\u{e4}meenlinna");
        assert_eq!(as_spelt(written.join("\u{f6}.csv")), inner.join(names[3]));
        assert_eq!(as_spelt(written.join("a.csv")), written.join("a.csv"));
        for by_the_way in ["#ostot.csv#", "ostot.csv~", "ostot.csv.crdownload", ".ostot.csv", "Thumbs.db"] {
            std::fs::write(inner.join(by_the_way), "x")?;
        }
        for form in ["*", "*.csv"] {
            assert_eq!(matching(&inner.join(form)).ok(), Some([names[0], names[3]].map(|n| inner.join(n)).to_vec()));
            assert_eq!(matching(&written.join(form)).ok().map(|found| found.len()), Some(2));
        }
        assert_eq!(matching(&written.join("\u{f6}*")).ok(), Some(vec![inner.join(names[3])]));
        Ok(())
    }
}
