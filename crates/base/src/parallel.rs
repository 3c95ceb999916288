//! Doing the same with several things at once.

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
    let done = map(&parts, threads, |part| part.iter().map(&work).collect::<Vec<R>>());
    done.into_iter().flatten().collect()
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
