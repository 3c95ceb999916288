//! Indicators of the user's own: SQL files with a head like those of ours, checked before anything is run.
//!
//! Their texts are kept for the rest of the process, so that they are used as ours are.

mod head;
mod query;
mod result;
mod tokens;

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use vire_base::check::Check;
use vire_base::date::GIVEN_YEARS;
use vire_base::digest::{Hashed, sha256};
use vire_base::error::cause;
use vire_base::input;

use crate::catalogue::{CATALOGUE, Indicator};
use crate::scopes::SCOPES;
use crate::{Figure, catalogue};

/// With what the ids of the user's own indicators begin, so that none of ours, now or later, has the same.
const PREFIX: char = 'X';

/// Whether an id is of an indicator of the user's own.
pub fn is_own(indicator: &str) -> bool {
    indicator.starts_with(PREFIX)
}

/// A fault of a file at its place, with what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    /// In letters, from 1.
    pub column: usize,
    pub message: String,
    pub help: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

/// Indicators of the municipality's own, computed and reported beside the built-in ones.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Own {
    /// SQL files, each one query below a head that says what it means, such as ["own/*.sql"]; docs/own-indicators.md
    /// describes them.
    #[serde(default)]
    pub files: Vec<String>,
}

impl Own {
    /// The indicators in the order of their files, which are told too.
    pub fn ready(&self, check: &mut Check<'_>) -> (Vec<&'static Indicator>, Vec<Hashed>) {
        let (mut indicators, mut hashed): (Vec<&Indicator>, Vec<Hashed>) = (Vec::new(), Vec::new());
        if self.files.is_empty() {
            return (indicators, hashed);
        }
        let at = ["indicators", "files"];
        for path in check.files(&at[..1], &self.files) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = match input::text(&path) {
                Ok(text) => text,
                // That there is none is told already.
                Err(_) if !path.exists() => continue,
                Err(error) => {
                    let what = format!("{name}: cannot be read: {}", cause(&error));
                    check.fault(&at, what, "an indicator is a text in UTF-8: a head of comments and one SELECT");
                    continue;
                }
            };
            if check.masks(&text) {
                let what = format!("{name} holds what looks like the id of a person");
                check.fault(&at, what, "leave it out: the text of an indicator is published with its figures");
                continue;
            }
            hashed.push(Hashed { path, sha256: sha256(text.as_bytes()) });
            match read(&text.trim_start_matches('\u{feff}').replace("\r\n", "\n")) {
                Ok(indicator) => match twice(&indicators, indicator) {
                    Some(what) => check.fault(&at, format!("{name}: {what}"), "give each an id and a name of its own"),
                    None => indicators.push(indicator),
                },
                Err(faults) => {
                    faults.into_iter().for_each(|fault| check.fault(&at, format!("{name}, {fault}"), fault.help));
                }
            }
        }
        (indicators, hashed)
    }
}

/// What two indicators have that each must have of its own.
fn twice(others: &[&Indicator], indicator: &Indicator) -> Option<String> {
    let same =
        |of: fn(&Indicator) -> &str| others.iter().any(|other| of(other) == of(indicator)).then(|| of(indicator));
    let what = same(|i| &i.id).or_else(|| same(|i| &i.name))?;
    Some(format!("another file has \"{what}\" too"))
}

/// Checks the text of a file and adds its indicator to those that there are.
///
/// # Errors
/// All faults of the text, in its order.
pub fn read(text: &str) -> Result<&'static Indicator, Vec<Fault>> {
    if let Some(known) = CATALOGUE.known(text) {
        return Ok(known);
    }
    let mut faults = head::faults(text);
    let checked = query::check(text);
    // What engines would not run alike is not run to see what it gives.
    let is_alike = checked.faults.is_empty();
    faults.extend(checked.faults);
    if is_alike {
        faults.extend(result::faults(text, &checked.places));
    }
    faults.sort();
    faults.dedup();
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = || vec![Fault { line: 1, column: 1, message: "its head is not whole".into(), help: String::new() }];
    let indicator = Indicator::parse(text.to_owned().leak()).ok_or_else(whole)?;
    let indicator: &'static Indicator = Box::leak(Box::new(indicator));
    CATALOGUE.add(indicator);
    Ok(indicator)
}

/// Whether a query reads sums of purchases, and not only numbers of them or tables of something else.
pub fn reads_sums(indicator: &Indicator) -> bool {
    query::check(indicator.sql).reads_sums
}

/// What is wrong with an own indicator when it is run.
#[derive(Debug, thiserror::Error)]
#[error(
    "the own indicator {indicator} gives no figures: {what}\n  help: mend its SQL file under [indicators]; docs/own-indicators.md \
     says what a query must give"
)]
pub struct Unfit {
    pub indicator: String,
    pub what: String,
}

/// What is wrong with a figure of the user's own that no query can be asked before it is run.
pub(super) fn misplaced(figure: &Figure) -> Option<String> {
    let Figure { indicator, scope, period, dimension, member, .. } = figure;
    let place = format!("indicator {indicator} gives a figure in the scope {scope:?} and the period {period:?}");
    if !SCOPES.contains(&scope.as_str()) {
        return Some(format!("{place}; a scope is external or market, as the tables have it"));
    }
    if period != "undated" && !period.parse::<i32>().is_ok_and(|year| GIVEN_YEARS.contains(&year)) {
        return Some(format!("{place}; a period is a year of the tables: CAST(year AS STRING) AS period"));
    }
    if !dimension.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | ':')) {
        return Some(format!(
            "{place} of the dimension {dimension:?}; a dimension is of the letters a to z, hyphens and a colon"
        ));
    }
    let measure = if dimension == "measure" { Some(member.as_str()) } else { dimension.split_once(':').map(|d| d.1) };
    let unknown = measure.filter(|measure| !names_unit(measure))?;
    let units = catalogue::MEASURES.join(", ");
    Some(format!("{place} of the measure {unknown:?}, which names no unit; it ends with one of: {units}"))
}

/// Whether a measure names its unit by its last word.
fn names_unit(measure: &str) -> bool {
    measure.rsplit('-').next().is_some_and(|last| catalogue::MEASURES.contains(&last))
}

#[cfg(test)]
mod tests;
