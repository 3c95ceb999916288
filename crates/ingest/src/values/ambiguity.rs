//! What the values of a column say of its reading: the evidence, or why it stays open.

use std::path::Path;

use super::column::Votes;
use crate::table::Field;
use vire_base::amount::{self, DecimalMark, format_cents};
use vire_base::code::Code;
use vire_base::date::{self, DateOrder};
use vire_base::error::{Ambiguity, InputError};

/// A column whose values can be read both ways.
#[derive(Clone, Debug)]
pub struct AmbiguousColumn {
    pub sheet: String,
    pub field: Field,
    pub ambiguity: Ambiguity,
    /// Both readings of a value.
    pub message: String,
}

/// What the values of a column say of its reading.
pub fn evidence(votes: &Votes, settled: bool, first: &str, second: &str) -> String {
    let example = |i: usize| votes.examples[i].as_deref().map(|e| format!(", such as {e:?}")).unwrap_or_default();
    match (votes.first, votes.second, votes.either) {
        (0, 0, 0) => "every value can be read in one way only".to_owned(),
        (a, b, c) => {
            let how = if settled { "settled over the whole column or given" } else { "whole column" };
            format!("{how}: {a} values only {first}{}; {b} only {second}{}; {c} either way", example(0), example(1))
        }
    }
}

impl AmbiguousColumn {
    /// A column of amounts under either decimal mark.
    pub fn of_amounts(sheet: &str, field: Field, votes: &Votes) -> Self {
        let text = votes.examples[2].clone().unwrap_or_default();
        let read = |mark| {
            amount::scan(&text).and_then(|s| s.read(mark)).map(|a| format_cents(a.cents.into())).unwrap_or_default()
        };
        let clash = match &votes.examples {
            [Some(point), Some(comma), _] => {
                format!("; other values disagree ({point:?} needs a decimal point, {comma:?} a decimal comma)")
            }
            _ => String::new(),
        };
        let message = format!(
            "column of {} can be read as two number formats: {text:?} is {} with a decimal comma, {} with a decimal point{clash}",
            field.name(),
            read(DecimalMark::Comma),
            read(DecimalMark::Point),
        );
        Self { sheet: sheet.to_owned(), field, ambiguity: Ambiguity::DecimalMark, message }
    }

    /// A column of dates in either order of day and month.
    pub fn of_dates(sheet: &str, field: Field, votes: &Votes) -> Self {
        let text = votes.examples[2].clone().unwrap_or_default();
        let read = |order| date::scan(&text).and_then(|s| s.read(order)).map(date::iso).unwrap_or_default();
        let clash = match &votes.examples {
            [Some(day), Some(month), _] => {
                format!("; other values disagree ({day:?} has the day first, {month:?} the month)")
            }
            _ => String::new(),
        };
        let message = format!(
            "column of {} can be read in two orders: {text:?} is {} with the day first, {} with the month first{clash}",
            field.name(),
            read(DateOrder::Dmy),
            read(DateOrder::Mdy),
        );
        Self { sheet: sheet.to_owned(), field, ambiguity: Ambiguity::DateOrder, message }
    }

    /// The error of a file in which this stays open.
    pub fn error(self, path: &Path) -> InputError {
        let help = match self.ambiguity {
            Ambiguity::DecimalMark => {
                "write decimal = \",\" or decimal = \".\" in the pipeline file, under its [[purchases]]"
            }
            Ambiguity::DateOrder => {
                "write date_order = \"dmy\" or date_order = \"mdy\" in the pipeline file, under its [[purchases]]"
            }
        };
        let error = InputError::new(Code::AmbiguousColumn, path, self.message, help);
        error.leaving_open(self.ambiguity).in_sheet(&self.sheet)
    }
}
