//! Files of one source are written by one program: what the values of some settle, holds for the others.

use crate::line::{Problem, Sidecar};
use crate::settings::Settings;
use vire_base::error::InputError;

/// The settings with the decimal mark and the order of dates that all siblings show, where they leave them open; with
/// what was taken over. `None` when the siblings show nothing or disagree.
pub fn settled(settings: &Settings, siblings: &[&Sidecar]) -> Option<(Settings, String)> {
    let tables = || siblings.iter().flat_map(|s| &s.tables);
    let mut settled = settings.clone();
    let mut told = Vec::new();
    if let (None, Some(mark)) = (settings.decimal, only(tables().flat_map(|t| t.decimals.values()))) {
        settled.decimal = Some(mark);
        told.push(format!("decimal mark \"{}\"", mark.as_str()));
    }
    if let (None, Some(order)) = (settings.date_order, only(tables().flat_map(|t| t.orders.values()))) {
        settled.date_order = Some(order);
        told.push(format!("date order {}", order.as_str()));
    }
    (!told.is_empty()).then(|| (settled, told.join(" and ")))
}

/// What to say of a file whose open columns its siblings settled.
pub fn problem(told: &str) -> Problem {
    let message = format!("{told} taken over from the other files of its source, as its own values leave it open");
    Problem::new("settled-by-siblings", "", None, message)
}

/// Whether siblings may help.
pub fn is_open(error: &InputError) -> bool {
    error.ambiguity.is_some()
}

/// The one value that all are.
fn only<'v, T: Copy + PartialEq + 'v>(mut values: impl Iterator<Item = &'v T>) -> Option<T> {
    let first = *values.next()?;
    values.all(|value| *value == first).then_some(first)
}
