//! A quick hash of texts, the same wherever texts of rows are looked up.

use std::hash::Hasher;

use rustc_hash::FxHasher;

pub fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}
