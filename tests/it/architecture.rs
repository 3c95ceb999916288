//! What ARCHITECTURE.md promises of the order of the code, held against its `use` lines. Between crates the compiler holds
//! it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module's path within its crate, such as `["suppliers", "register"]`.
type Module = Vec<String>;

#[test]
fn no_folder_of_a_crate_leads_back_to_itself() {
    let mut found = Vec::new();
    for source in sources() {
        let edges = edges(&source);
        for (folder, children) in folders(&source) {
            let arrows: BTreeSet<(&str, &str)> = edges
                .iter()
                .filter_map(|(from, to)| Some((child(&folder, from)?, child(&folder, to)?)))
                .filter(|(from, to)| from != to && children.contains(*from) && children.contains(*to))
                .collect();
            found.extend(circle(&arrows).map(|circle| format!("{}: {}", source.display(), circle.join(" -> "))));
        }
    }
    assert!(found.is_empty(), "folders in a circle:\n{}", found.join("\n"));
}

#[test]
fn circles_are_found() {
    let paths = |text: &str| used(text, &["a".to_owned(), "b".to_owned()]);
    assert_eq!(
        paths("use crate::{c::{D, e::F}, g};\nuse super::{self, h};\n// use crate::no;\nlet x = crate::i::j();"),
        ["c::D", "c::e::F", "g", "i::j", "a", "a::h"].map(|p| p.split("::").map(str::to_owned).collect::<Module>())
    );
    assert_eq!(circle(&[("a", "b"), ("b", "c")].into()), None);
    assert_eq!(circle(&[("a", "b"), ("b", "c"), ("c", "a")].into()), Some(vec!["a", "b", "c", "a"]));
}

/// The source folders of all crates.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = std::fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path().join("src"));
    let sources: Vec<PathBuf> = crates.chain([root.join("src")]).collect();
    assert!(sources.len() > 5);
    sources
}

/// All Rust files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

fn module(source: &Path, file: &Path) -> Module {
    let relative = file.strip_prefix(source).unwrap().with_extension("");
    let mut parts: Module = relative.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// Each folder that has folders in it, with their names.
fn folders(source: &Path) -> BTreeMap<Module, BTreeSet<String>> {
    let mut folders: BTreeMap<Module, BTreeSet<String>> = BTreeMap::new();
    for file in files(source) {
        let folder = file.parent().unwrap().strip_prefix(source).unwrap();
        let parts: Module = folder.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
        for depth in 0..parts.len() {
            folders.entry(parts[..depth].to_vec()).or_default().insert(parts[depth].clone());
        }
    }
    folders
}

/// Which module uses which, by all paths that begin with `crate`, `self` or `super`.
fn edges(source: &Path) -> Vec<(Module, Module)> {
    let of_file = |file: PathBuf| {
        let from = module(source, &file);
        let text = std::fs::read_to_string(&file).unwrap();
        used(&text, &from).into_iter().map(move |to| (from.clone(), to))
    };
    files(source).into_iter().flat_map(of_file).collect()
}

/// The paths that a file uses, from the root of its crate.
fn used(text: &str, from: &[String]) -> Vec<Module> {
    let code: String =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue; // a part of another path
            }
            let mut base = if root == "crate::" { Vec::new() } else { from.to_vec() };
            let mut rest = &code[at..];
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            let rest = rest.trim_start_matches("crate::").trim_start_matches("self::");
            tree(rest, &base, &mut found);
        }
    }
    found
}

/// The paths of a use tree such as `a::{b, c::d}`.
fn tree(text: &str, base: &[String], found: &mut Vec<Module>) {
    let mut path = base.to_vec();
    let mut rest = text.trim_start();
    loop {
        if let Some(inner) = rest.strip_prefix('{') {
            for part in parts(inner) {
                tree(part, &path, found);
            }
            return;
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 && &rest[..end] != "self" {
            path.push(rest[..end].to_owned());
        }
        match rest[end..].strip_prefix("::") {
            Some(after) => rest = after,
            None => break,
        }
    }
    found.push(path);
}

/// The parts of a list in braces, up to its closing one.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                parts.extend(Some(text[begin..at].trim()).filter(|part| !part.is_empty()));
                begin = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    parts
}

/// The child of a folder that a module is in.
fn child<'m>(folder: &Module, module: &'m Module) -> Option<&'m str> {
    module.strip_prefix(folder.as_slice())?.first().map(String::as_str)
}

/// One way from a name back to itself.
fn circle<'a>(arrows: &BTreeSet<(&'a str, &'a str)>) -> Option<Vec<&'a str>> {
    fn walk<'a>(path: &mut Vec<&'a str>, arrows: &BTreeSet<(&'a str, &'a str)>) -> bool {
        let at = path[path.len() - 1];
        for (_, to) in arrows.iter().filter(|(from, _)| *from == at) {
            let is_back = *to == path[0];
            if !is_back && path.contains(to) {
                continue;
            }
            path.push(to);
            if is_back || walk(path, arrows) {
                return true;
            }
            path.pop();
        }
        false
    }
    arrows.iter().map(|(from, _)| vec![*from]).find_map(|mut path| walk(&mut path, arrows).then_some(path))
}
