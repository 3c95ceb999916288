//! Names all that decides how an input is read: the code and lists of this crate and of those it rests on, and the
//! versions of the libraries. Staged files of another reading are thereby never taken.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let crates = PathBuf::from("..");
    let mut files = BTreeMap::new();
    for folder in ["base/src", "reference/src", "ingest/src"] {
        println!("cargo::rerun-if-changed=../{folder}");
        gather(&crates, &crates.join(folder), &mut files);
    }
    let lock = "../../Cargo.lock";
    println!("cargo::rerun-if-changed={lock}");
    files.insert("Cargo.lock".to_owned(), std::fs::read(lock).unwrap_or_default());
    // This tells one build from another and guards against nothing, so that a quick hash is enough.
    let mut hasher = DefaultHasher::new();
    for (name, content) in &files {
        for part in [name.as_bytes(), content] {
            hasher.write_usize(part.len());
            hasher.write(part);
        }
    }
    println!("cargo::rustc-env=VIRE_READING={:016x}", hasher.finish());
}

/// The files of a folder and of those in it, by their names from `root` on.
fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { panic!("no folder {}", folder.display()) };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let Ok(content) = std::fs::read(&path) else { panic!("{} cannot be read", path.display()) };
            files.insert(name, content);
        }
    }
}
