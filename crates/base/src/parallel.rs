//! Doing the same with several things at once, on as many threads as the caller allows.
//!
//! Rayon was tried for this and is as quick: ten runs on two threads took 1.41 to 1.54 s of processor time here and 1.33 to
//! 1.65 s there for a million small items, 0.66 to 0.71 s and 0.68 to 0.77 s for 27 jobs of 3 ms (least and most of four
//! turns). It is not used since these jobs do not suit a shared pool: they read files, wait for other processes and the
//! disk, and have threads of their own inside. A thread of a pool that blocks is lost to all others, and one that waits
//! for a part of its job takes up another job meanwhile, such as one more file in memory. With a pool for each call, as the
//! number of threads is the caller's, little is left that a scope of threads does not give.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The results of `work` on each item, in the order of the items, however many threads do it.
pub fn map<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = threads.min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The same for many small items, which go to the threads some hundreds at a time.
pub fn map_each<'t, T: Sync, R: Send>(items: &'t [T], threads: usize, work: impl Fn(&'t T) -> R + Sync) -> Vec<R> {
    let parts: Vec<&'t [T]> = items.chunks(512).collect();
    let mut all = Vec::with_capacity(items.len());
    for done in map(&parts, threads, |part| part.iter().map(&work).collect::<Vec<R>>()) {
        all.extend(done);
    }
    all
}

/// Two different things at once, the second on a thread of its own when there is more than one.
pub fn both<A, B: Send>(threads: usize, first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    if threads < 2 {
        return (first(), second());
    }
    std::thread::scope(|scope| {
        let second = scope.spawn(second);
        let first = first();
        (first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Gives the memory of many small things back, which takes time; nobody waits for it when there is more than one thread.
pub fn discard(threads: usize, what: impl Send + 'static) {
    if threads > 1 {
        std::thread::spawn(move || drop(what));
    }
}
