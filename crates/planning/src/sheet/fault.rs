//! What is wrong with a filled workbook: all of it at once, each fault with its cell and what would be right.

use std::path::Path;

use vire_base::code::Code;
use vire_base::error::InputError;

/// The faults of a workbook, in the order in which they were found.
#[derive(Debug, Default)]
pub struct Faults(Vec<String>);

impl Faults {
    /// Adds what is wrong at a place such as `Bids!D7`, and what would be right.
    pub fn add(&mut self, place: &str, what: impl AsRef<str>, right: impl AsRef<str>) {
        let fault = format!("{place}: {}; {}", what.as_ref(), right.as_ref());
        if !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, when there is no fault.
    ///
    /// # Errors
    /// The faults, when there are some.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// All faults as the error of a file.
    pub fn error(self, path: &Path) -> InputError {
        let message = match self.0.len() {
            1 => "has a fault".to_owned(),
            count => format!("has {count} faults"),
        };
        let faults: String = self.0.iter().map(|fault| format!("\n    {fault}")).collect();
        InputError::new(Code::FaultyPlan, path, message, format!("mend it and run again{faults}"))
    }
}
