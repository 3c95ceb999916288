//! For tests that kill the program at a step, or make a step of it fail.

use std::io;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The steps at which a crash test can stop the process, in order.
pub const PAUSES: [&str; 7] = [
    "lines-classified",
    "outputs-written",
    "outputs-synced",
    "manifest-written",
    "run-renamed",
    "link-made",
    "current-switched",
];

/// For crash tests: when `VIRE_PAUSE_AT` is `<step>=<file>`, makes the file at that step and waits to be killed.
pub fn pause_at(step: &str) -> anyhow::Result<()> {
    let Ok(setting) = std::env::var("VIRE_PAUSE_AT") else {
        return Ok(());
    };
    if let Some((_, marker)) = setting.split_once('=').filter(|(wanted, _)| *wanted == step) {
        fs_err::write(marker, step)?;
        loop {
            std::thread::park();
        }
    }
    Ok(())
}

/// What must fail: operations with the number of the attempt, and the attempts so far.
static FAILING: LazyLock<Vec<(String, usize, AtomicUsize)>> = LazyLock::new(|| {
    let setting = std::env::var("VIRE_FAIL_AT").unwrap_or_default();
    let parts = setting.split(',').filter_map(|part| part.split_once('='));
    parts.filter_map(|(operation, n)| Some((operation.to_owned(), n.parse().ok()?, AtomicUsize::new(0)))).collect()
});

/// For fault tests: when `VIRE_FAIL_AT` is `<operation>=<n>`, or several with commas, the n-th such operation fails.
/// Operations are `sync`, `rename`, `link` and `exchange`.
pub fn may_fail(operation: &str) -> io::Result<()> {
    let of_operation = |(name, n, tried): &&(String, usize, AtomicUsize)| {
        name == operation && tried.fetch_add(1, Ordering::Relaxed) + 1 == *n
    };
    let fails = FAILING.iter().filter(of_operation).count() > 0;
    if fails { Err(io::Error::other(format!("made to fail by VIRE_FAIL_AT: {operation}"))) } else { Ok(()) }
}
