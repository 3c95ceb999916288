//! Making written settings ready for use: each room checks its own part, and all faults are collected at their place.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::{Document, Fault};
use crate::files;

/// Collects the faults of one pipeline file while its parts are made ready.
pub struct Check<'d> {
    document: &'d Document<'d>,
    folder: PathBuf,
    /// Messages quote files of rules and decisions, in which a person's id may stand.
    masked: &'d dyn Fn(&str) -> String,
    faults: Vec<Fault>,
}

impl<'d> Check<'d> {
    /// `folder` is where the paths in the pipeline file are looked up from; `masked` takes personal ids out of a text.
    pub fn new(document: &'d Document<'d>, folder: PathBuf, masked: &'d dyn Fn(&str) -> String) -> Self {
        Self { document, folder, masked, faults: Vec::new() }
    }

    /// Adds a fault of the value at a path such as `["purchases", "0", "files"]`.
    pub fn fault(&mut self, at: &[&str], message: impl Into<String>, help: impl Into<String>) {
        self.add(at, message.into(), help.into(), false);
    }

    /// Adds a warning, which stops nothing.
    pub fn warning(&mut self, at: &[&str], message: impl Into<String>, help: impl Into<String>) {
        self.add(at, message.into(), help.into(), true);
    }

    fn add(&mut self, at: &[&str], message: String, help: String, warning: bool) {
        let message = (self.masked)(&message);
        self.faults.push(Fault { span: self.document.span(at), message, help, warning });
    }

    /// Whether a person's id stands in a text.
    pub fn masks(&self, text: &str) -> bool {
        (self.masked)(text) != text
    }

    pub fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// A path as the pipeline file means it, spelt in one way: a file that is named twice is one file.
    pub fn path(&self, written: &str) -> PathBuf {
        let whole = self.folder.join(written);
        let path: PathBuf = whole.components().filter(|part| *part != Component::CurDir).collect();
        if path.as_os_str().is_empty() { whole } else { path }
    }

    /// A date of the form yyyy-mm-dd.
    pub fn date(&mut self, at: &[&str], text: &str) -> Option<NaiveDate> {
        let date = text.parse().ok();
        if date.is_none() {
            self.fault(at, format!("\"{text}\" is no date"), "write dates as \"2023-01-01\"");
        }
        date
    }

    /// Files of globs and paths, sorted, each once; `at` is the place of the table that names them.
    pub fn files(&mut self, at: &[&str], patterns: &[String]) -> Vec<PathBuf> {
        let mut files = Vec::new();
        if patterns.is_empty() {
            self.fault(&[at, &["files"]].concat(), "no files are named", "files = [\"exports/*.xlsx\"]");
        }
        for (i, pattern) in patterns.iter().enumerate() {
            let number = i.to_string();
            self.files_of(&[at, &["files", &number]].concat(), pattern, &mut files);
        }
        files.sort();
        files.dedup();
        files
    }

    fn files_of(&mut self, at: &[&str], pattern: &str, files: &mut Vec<PathBuf>) {
        let full = files::as_spelt(self.path(pattern));
        let is_glob = pattern.contains(['*', '?', '[']) && !full.exists();
        if !is_glob {
            if !full.exists() && files::archive_of(&full).is_none() {
                let help = format!("the path is looked up from the folder of the pipeline file; {}", nearby(&full));
                self.fault(at, format!("no file \"{pattern}\""), help);
            }
            if full.is_dir() {
                let help = format!("name the files in it, for example \"{}/*.xlsx\"", pattern.trim_end_matches('/'));
                self.fault(at, format!("\"{pattern}\" is a folder"), help);
            }
            files.push(full);
            return;
        }
        match files::matching(&full) {
            Err(error) => {
                self.fault(at, format!("\"{pattern}\" is no pattern: {error}"), "* stands for any part of a name")
            }
            Ok(found) if found.is_empty() => {
                let help =
                    format!("the pattern is looked up from the folder of the pipeline file; {}", standing(&full));
                self.fault(at, format!("no file matches \"{pattern}\""), help);
            }
            Ok(found) => files.extend(found),
        }
    }
}

/// What may be meant instead of a file that is not there, else what stands in its folder.
fn nearby(path: &Path) -> String {
    files::near(path).map_or_else(|| standing(path), |near| format!("did you mean \"{near}\"?"))
}

/// What stands in the folder where a file was looked for.
fn standing(path: &Path) -> String {
    let folder = files::folder_of(path);
    let shown = if folder == Path::new(".") { "this folder".to_owned() } else { folder.display().to_string() };
    let Some(mut names) = files::names_in(folder) else {
        return format!("there is no folder {shown}");
    };
    names.truncate(8);
    if names.is_empty() { format!("{shown} is empty") } else { format!("{shown} holds {}", names.join(", ")) }
}

/// One text or several.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn to_vec(&self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Many(many) => many.clone(),
        }
    }
}

/// The schema of a table whose keys are the words of an enumeration.
pub fn map_schema<K: JsonSchema, V: JsonSchema>(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let (keys, values) = (generator.subschema_for::<K>(), generator.subschema_for::<V>());
    schemars::json_schema!({ "type": "object", "propertyNames": keys, "additionalProperties": values })
}

/// A text in each language, by the language's code.
pub type ByLanguage = BTreeMap<String, String>;
