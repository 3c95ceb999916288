//! Files of one series, such as an export a month: named by one pattern, so that the next month is read as well.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::Context;

use vire_base::code::Level;
use vire_base::error::InputError;
use vire_base::files::{archive_of, folder_of};
use vire_ingest::Field;
use vire_ingest::read::inside::exports;
use vire_ingest::stage::inspect::Inspection;
use vire_ingest::values::privacy::{MASK, said};

/// A file and what was read of it.
pub type Read<'a> = (&'a PathBuf, Result<Inspection, InputError>);

/// Files that one `[[purchases]]` names.
pub struct Source<'r, 'a> {
    pub of: Vec<&'r Read<'a>>,
    /// The archive whose files they all are.
    archive: Option<&'a Path>,
    /// The pattern of a series.
    pattern: Option<String>,
}

/// The files in their order, those of a series together: in one folder, of one pattern, read in the same way and with
/// the same questions.
pub fn sources<'r, 'a>(read: &'r [Read<'a>]) -> Vec<Source<'r, 'a>> {
    let mut alike: Vec<(Option<Likeness<'r>>, Vec<&'r Read<'a>>)> = Vec::new();
    for file in read {
        let likeness = Likeness::of(file);
        match alike.iter_mut().find(|(of, _)| likeness.is_some() && *of == likeness) {
            Some((_, files)) => files.push(file),
            None => alike.push((likeness, vec![file])),
        }
    }
    let alone = |file: &'r Read<'a>| Source { of: vec![file], archive: None, pattern: None };
    let series = |files: Vec<&'r Read<'a>>| {
        if let Some(archive) = archive_of(files[0].0) {
            let is_whole = files.len() == exports(archive.to_owned()).len();
            return match is_whole {
                true => vec![Source { of: files, archive: Some(archive), pattern: None }],
                false => files.into_iter().map(alone).collect(),
            };
        }
        let names: Vec<&str> = files.iter().filter_map(|(path, _)| path.file_name()?.to_str()).collect();
        let pattern = pattern(&names).filter(|_| names.len() == files.len());
        match pattern {
            Some(_) => vec![Source { of: files, archive: None, pattern }],
            None => files.into_iter().map(alone).collect(),
        }
    };
    alike.into_iter().flat_map(|(_, files)| series(files)).collect()
}

/// The files that are there, whatever path leads to them.
pub fn on_disk<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().filter_map(|path| fs_err::canonicalize(path).ok()).collect()
}

/// Whether a path leads to one of the files that are [`on_disk`].
pub fn is_among(path: &Path, on_disk: &[PathBuf]) -> bool {
    fs_err::canonicalize(path).is_ok_and(|real| on_disk.contains(&real))
}

/// What files of a series have in common.
#[derive(PartialEq)]
struct Likeness<'r> {
    folder: Option<&'r Path>,
    columns: Vec<(Field, &'r str)>,
    /// The answers to what each leaves open.
    open: Vec<&'r [String]>,
}

impl<'r> Likeness<'r> {
    fn of((path, inspection): &'r Read<'_>) -> Option<Self> {
        let inspection = inspection.as_ref().ok().filter(|i| i.settled.is_none())?;
        let tables = &inspection.sidecar.tables;
        let questions = inspection.sidecar.problems.iter().filter(|problem| problem.level() == Level::Question);
        let open = questions.map(|problem| problem.answers.as_slice()).collect();
        let columns = tables.iter().flat_map(|table| &table.mapping.columns);
        let columns = columns.map(|column| (column.field, column.header.as_str())).collect();
        Some(Self { folder: archive_of(path).or_else(|| path.parent()), columns, open })
    }
}

impl Source<'_, '_> {
    /// As the pipeline file names it: by its pattern, unless that would take one of the files that are `taken` already or
    /// are of another source.
    pub fn named(&self, base: &Path, taken: &[PathBuf]) -> anyhow::Result<Named> {
        let besides = self.besides();
        let is_taken = |path: &PathBuf| is_among(path, taken);
        let Some(pattern) = self.pattern.as_deref().filter(|_| !besides.iter().any(is_taken)) else {
            let files = match self.archive {
                Some(archive) => vec![relative(archive, base)?],
                None => self.of.iter().map(|(path, _)| relative(path, base)).collect::<Result<_, _>>()?,
            };
            return Ok(Named { files, besides: Vec::new() });
        };
        let first = relative(self.of[0].0, base)?;
        let pattern = without_persons(pattern.to_owned());
        let file = match first.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{pattern}"),
            None => pattern,
        };
        let names = besides.iter().filter_map(|path| path.file_name());
        Ok(Named { files: vec![file], besides: names.map(|name| name.to_string_lossy().into_owned()).collect() })
    }

    /// Other files that the pattern matches.
    fn besides(&self) -> Vec<PathBuf> {
        let Some((before, after)) = self.pattern.as_deref().and_then(|p| p.split_once('*')) else { return Vec::new() };
        let entries = fs_err::read_dir(folder_of(self.of[0].0)).into_iter().flatten().filter_map(Result::ok);
        let is_given = |name: &str| self.of.iter().any(|(path, _)| path.ends_with(name));
        let matches =
            |name: &str| name.len() >= before.len() + after.len() && name.starts_with(before) && name.ends_with(after);
        let of_pattern = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
            matches(&name) && !is_given(&name)
        };
        let mut others: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(of_pattern).collect();
        others.sort();
        others
    }
}

/// How the pipeline file names a source.
pub struct Named {
    pub files: Vec<String>,
    /// Names of other files that the pattern matches.
    pub besides: Vec<String>,
}

/// A path from the pipeline file's folder, with forward slashes; absolute when they have nothing in common.
pub fn relative(path: &Path, base: &Path) -> anyhow::Result<String> {
    let absolute = |p: &Path| {
        let file = archive_of(p).unwrap_or(p);
        let found = fs_err::canonicalize(file).with_context(|| format!("{}", p.display()))?;
        Ok::<_, anyhow::Error>(p.strip_prefix(file).map_or(found.clone(), |inner| found.join(inner)))
    };
    let (path, base) = (absolute(path)?, absolute(base)?);
    let shared = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared).map(|c| c.as_os_str().to_string_lossy().into_owned());
    Ok(without_persons(up.chain(down).collect::<Vec<_>>().join("/")))
}

/// A path with a star for each id of a person in it; then signs of patterns stand for any letter.
fn without_persons(path: String) -> String {
    match said(&path) {
        Cow::Borrowed(_) => path,
        Cow::Owned(masked) => {
            let parts = masked.split(MASK).map(|part| part.replace(['[', ']'], "?"));
            parts.collect::<Vec<_>>().join("*")
        }
    }
}

/// The pattern that names of one series share: what differs is only digits and what parts them, as in months.
///
/// `None` when the names are of no series.
fn pattern(names: &[&str]) -> Option<String> {
    let (first, others) = names.split_first().filter(|(_, others)| !others.is_empty())?;
    let shared = |of: fn(&str, &str) -> usize| others.iter().map(|other| of(first, other)).min().unwrap_or_default();
    // Digits beside those that differ belong to the same number.
    let before = first[..shared(same_start)].trim_end_matches(|c: char| c.is_ascii_digit());
    let after = first[first.len() - shared(same_end)..].trim_start_matches(|c: char| c.is_ascii_digit());
    let counts = |name: &&str| {
        let middle = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).unwrap_or_default();
        middle.contains(|c: char| c.is_ascii_digit())
            && middle.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '))
    };
    // A sign of patterns in the name would be taken for one.
    let is_plain = !before.contains(['*', '?', '[']) && !after.contains(['*', '?', '[']);
    (is_plain && names.iter().all(counts)).then(|| format!("{before}*{after}"))
}

/// Bytes of the longest start that two texts share.
fn same_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

/// Bytes of the longest end that two texts share.
fn same_end(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn months_are_one_series() {
        let is = |names: &[&str]| pattern(names);
        assert_eq!(is(&["ostot-2024-01.csv", "ostot-2024-02.csv"]).as_deref(), Some("ostot-2024-*.csv"));
        assert_eq!(is(&["ostot-2023-12.csv", "ostot-2024-01.csv"]).as_deref(), Some("ostot-*.csv"));
        assert_eq!(is(&["202401.xlsx", "202402.xlsx", "202411.xlsx"]).as_deref(), Some("*.xlsx"));
        assert_eq!(is(&["Köp 1 (slut).xlsx", "Köp 12 (slut).xlsx"]).as_deref(), Some("Köp * (slut).xlsx"));
    }

    #[test]
    fn other_names_are_none() {
        for names in [
            &["ostot-2024.csv"][..],
            &["ostot-2024.csv", "myynnit-2024.csv"],
            &["ostot-2024.csv", "ostot-2024-korjattu.csv"],
            &["ostot-01.csv", "ostot-02.xlsx"],
            &["[a] 1.csv", "[a] 2.csv"],
        ] {
            assert_eq!(pattern(names), None, "{names:?}");
        }
    }
}
