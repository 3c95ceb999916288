//! Files of one source are written by one program: what the values of some settle, holds for the others.

use crate::line::{Problem, Sidecar};
use crate::settings::Settings;
use vire_base::code::Code;
use vire_base::error::InputError;

/// Reads those files anew whose values leave a column open, where the others of their source settle it.
///
/// `first` is what reading each gave, and `settings` how each was read: files of one source share theirs. `again` reads
/// the file at this place with other settings; `None` keeps the first error, and its own error ends it all.
pub fn settle<T: AsRef<Sidecar> + AsMut<Sidecar>, E>(
    first: Vec<Result<T, InputError>>,
    settings: &[&Settings],
    again: impl Fn(usize, &Settings) -> Result<Option<T>, E>,
) -> Result<Vec<Result<T, InputError>>, E> {
    let read_anew = |(at, read): (usize, &Result<T, InputError>)| {
        if !read.as_ref().is_err_and(|error| error.ambiguity.is_some()) {
            return Ok(None);
        }
        let of_source = first.iter().zip(settings).filter(|(_, other)| std::ptr::eq(**other, settings[at]));
        let siblings: Vec<&Sidecar> = of_source.filter_map(|(read, _)| read.as_ref().ok()).map(T::as_ref).collect();
        let Some((settled, what)) = settled(settings[at], &siblings) else { return Ok(None) };
        let mut read = again(at, &settled)?;
        if let Some(read) = &mut read {
            read.as_mut().problems.push(problem(&what));
        }
        Ok(read)
    };
    let anew = first.iter().enumerate().map(read_anew).collect::<Result<Vec<Option<T>>, E>>()?;
    Ok(first.into_iter().zip(anew).map(|(first, anew)| anew.map_or(first, Ok)).collect())
}

/// The settings with the decimal mark and the order of dates that all siblings show, where they leave them open; with
/// what was taken over. `None` when the siblings show nothing or disagree.
fn settled(settings: &Settings, siblings: &[&Sidecar]) -> Option<(Settings, String)> {
    let tables = || siblings.iter().flat_map(|s| &s.tables);
    let mut settled = settings.clone();
    let mut taken_over = Vec::new();
    if let (None, Some(mark)) = (settings.decimal, only(tables().flat_map(|t| t.decimals.values()))) {
        settled.decimal = Some(mark);
        taken_over.push(format!("decimal mark \"{}\"", mark.as_str()));
    }
    if let (None, Some(order)) = (settings.date_order, only(tables().flat_map(|t| t.orders.values()))) {
        settled.date_order = Some(order);
        taken_over.push(format!("date order {}", order.as_str()));
    }
    (!taken_over.is_empty()).then(|| (settled, taken_over.join(" and ")))
}

/// What to say of a file whose open columns its siblings settled.
fn problem(taken_over: &str) -> Problem {
    let message =
        format!("{taken_over} taken over from the other files of its source, as its own values leave it open");
    Problem::new(Code::SettledBySiblings, "", None, message)
}

/// The one value that all are.
fn only<'v, T: Copy + PartialEq + 'v>(mut values: impl Iterator<Item = &'v T>) -> Option<T> {
    let first = *values.next()?;
    values.all(|value| *value == first).then_some(first)
}
