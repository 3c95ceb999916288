//! Names the commit that the program is built from, for `vire --version`, and hashes its code, which decides the outcome
//! of a run.
//!
//! A builder without git, such as one that unpacked an archive, gives it in `VIRE_COMMIT`.

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::process::Command;

/// What the program is made of; a change of anything else does not make it another program.
const MADE_OF: [&str; 5] = ["src", "crates", "build.rs", "Cargo.toml", "Cargo.lock"];

fn main() {
    println!("cargo::rerun-if-env-changed=VIRE_COMMIT");
    // Each of these makes the program be built anew in any case, so the mark of changes costs no build of its own.
    MADE_OF.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    let given = std::env::var("VIRE_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = given.or_else(from_git).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=VIRE_COMMIT={commit}");
    // This tells one build from another and guards against nothing, so that a quick hash is enough.
    let mut hasher = DefaultHasher::new();
    MADE_OF.iter().for_each(|path| hash(Path::new(path), &mut hasher));
    println!("cargo::rustc-env=VIRE_CODE={:016x}", hasher.finish());
}

/// Takes in a file, or the files of a folder in the order of their names.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if let Ok(entries) = std::fs::read_dir(path) {
        let mut inside: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|path| hash(path, hasher));
    } else {
        let Ok(content) = std::fs::read(path) else { panic!("{} cannot be read", path.display()) };
        for part in [path.to_string_lossy().replace('\\', "/").as_bytes(), &content] {
            hasher.write_usize(part.len());
            hasher.write(part);
        }
    }
}

/// The short hash, with a mark where files differ from the commit; nothing where these are not Vire's own commits.
fn from_git() -> Option<String> {
    // Sources unpacked inside another project's clone would otherwise be called by that project's commit.
    if !git(&["rev-parse", "--show-prefix"])?.is_empty() {
        return None;
    }
    let commit = git(&["rev-parse", "--short=9", "HEAD"])?;
    // The log of HEAD grows with each commit and each checkout, also where branches are packed or a folder is a worktree.
    for name in ["HEAD", "logs/HEAD"] {
        let path = git(&["rev-parse", "--git-path", name])?;
        // Cargo takes a file that is not there for a change, at each build.
        if Path::new(&path).exists() {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    let status = git(&[["status", "--porcelain", "--"].as_slice(), &MADE_OF].concat())?;
    Some(if status.is_empty() { commit } else { commit + "-dirty" })
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
