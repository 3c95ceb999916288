//! What two runs were made from, as their manifests say it, and what of it is another one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

/// Something that runs are made from, and how it differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// program, code-list, pipeline, given, masking-key, purchases, register, rates, rules, calendar.
    pub kind: &'static str,
    pub name: String,
    pub how: String,
}

/// All that differs, the data first.
pub fn compare(before: &Value, after: &Value) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut files =
        |kind, of: &dyn Fn(&Value) -> BTreeMap<String, File>| causes.extend(differing(kind, &of(before), &of(after)));
    files("purchases", &|manifest| inputs(&manifest["inputs"]));
    files("register", &|manifest| named(list(&manifest["registers"]).flat_map(|register| list(&register["files"]))));
    files("rates", &|manifest| named(list(&manifest["currencies"]["rates"]["files"])));
    files("calendar", &|manifest| named(list(&manifest["calendar"]["files"])));
    files("rules", &|manifest| hashes(&manifest["rules"]));
    files("code-list", &|manifest| hashes(&manifest["code_lists"]));
    let register_days = |manifest: &Value| list(&manifest["registers"]).map(|r| r["date"].clone()).collect::<Vec<_>>();
    let mut values = |kind, name: &str, was: Value, is: Value| {
        if was != is {
            causes.push(Cause { kind, name: name.to_owned(), how: format!("{} \u{2192} {}", said(&was), said(&is)) });
        }
    };
    values("register", "days", register_days(before).into(), register_days(after).into());
    values("given", "--as-of", before["given"]["as_of"].clone(), after["given"]["as_of"].clone());
    values("given", "--assume", before["given"]["assume"].clone(), after["given"]["assume"].clone());
    values("masking-key", "fingerprint", before["mask_key"].clone(), after["mask_key"].clone());
    values("program", "version", before["vire"].clone(), after["vire"].clone());
    values("program", "code", before["code"].clone(), after["code"].clone());
    causes.extend(pipeline(&before["pipeline"], &after["pipeline"]));
    causes
}

/// A hash, and how many lines were kept where that is known.
#[derive(Clone, PartialEq, Eq)]
struct File {
    sha256: String,
    lines: Option<u64>,
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn named<'a>(files: impl Iterator<Item = &'a Value>) -> BTreeMap<String, File> {
    files.map(|file| (said(&file["file"]), File { sha256: said(&file["sha256"]), lines: None })).collect()
}

fn inputs(files: &Value) -> BTreeMap<String, File> {
    let file = |file: &Value| {
        let lines = list(&file["tables"]).filter_map(|table| table["control"]["kept"].as_u64()).sum();
        (said(&file["file"]), File { sha256: said(&file["sha256"]), lines: Some(lines) })
    };
    list(files).map(file).collect()
}

fn hashes(of: &Value) -> BTreeMap<String, File> {
    let entry = |(name, sha256): (&String, &Value)| (name.clone(), File { sha256: said(sha256), lines: None });
    of.as_object().into_iter().flatten().map(entry).collect()
}

fn said(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        Value::Array(all) => all.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn differing(kind: &'static str, before: &BTreeMap<String, File>, after: &BTreeMap<String, File>) -> Vec<Cause> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let lines = |file: &File| file.lines.map(|lines| format!(", {lines} lines")).unwrap_or_default();
    let how = |name: &String| match (before.get(name), after.get(name)) {
        (Some(was), Some(is)) if was.sha256 == is.sha256 => None,
        (Some(was), Some(is)) => Some(match (was.lines, is.lines) {
            (Some(was), Some(is)) => format!("changed, {was} \u{2192} {is} lines"),
            _ => "changed".to_owned(),
        }),
        (None, Some(is)) => Some(format!("new{}", lines(is))),
        (Some(was), None) => Some(format!("gone{}", lines(was))),
        (None, None) => None,
    };
    names.into_iter().filter_map(|name| Some(Cause { kind, name: name.clone(), how: how(name)? })).collect()
}

/// The lines of the pipeline file that only one of the runs has, comments left out.
fn pipeline(before: &Value, after: &Value) -> Vec<Cause> {
    let lines = |pipeline: &Value| -> Vec<String> {
        let text = pipeline["text"].as_str().unwrap_or_default();
        let without =
            |line: &str| if line.trim_start().starts_with('#') { String::new() } else { line.trim().to_owned() };
        text.lines().map(without).filter(|line| !line.is_empty()).collect()
    };
    let (was, is) = (lines(before), lines(after));
    let only = |these: &[String], those: &[String], sign: char| {
        let mut those = those.to_vec();
        let is_only = |line: &&String| match those.iter().position(|other| other == *line) {
            Some(at) => {
                those.swap_remove(at);
                false
            }
            None => true,
        };
        let only: Vec<String> = these.iter().filter(is_only).cloned().collect();
        only.into_iter().map(move |line| Cause { kind: "pipeline", name: sign.to_string(), how: line })
    };
    let mut causes: Vec<Cause> = only(&was, &is, '-').chain(only(&is, &was, '+')).collect();
    if causes.is_empty() && was != is {
        let how = "its lines stand in another order".to_owned();
        causes.push(Cause { kind: "pipeline", name: "order".to_owned(), how });
    }
    causes
}
