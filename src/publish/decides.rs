//! What decides the outcome of a run, known before any work is done, and its fingerprint.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use vire_base::digest::sha256;

/// A file by its name, with its hash.
pub type Named = (String, String);

/// The program's version and a hash of its code.
pub const PROGRAM: [&str; 2] = [env!("CARGO_PKG_VERSION"), env!("VIRE_CODE")];

/// All that decides the outcome of a run but the masking key, of which nobody knows beforehand whether it is needed.
#[derive(Clone, Debug, Default)]
pub struct Decides {
    /// The name of the pipeline and its settings as parsed, so that a comment decides nothing.
    pub name: String,
    pub settings: Value,
    /// The day that the user gave.
    pub as_of: Option<NaiveDate>,
    /// Whether questions are settled by their likeliest answers.
    pub assume: bool,
    pub inputs: Vec<Named>,
    pub registers: Vec<Named>,
    /// Rates, rules and decisions, calendars and contracts, the deck's template.
    pub others: Vec<Named>,
    pub code_lists: Map<String, Value>,
}

impl Decides {
    /// The first twelve digits of a hash over all of it and the program.
    pub fn fingerprint(&self) -> String {
        let all = json!({
            "vire": PROGRAM,
            "pipeline": [self.name, self.settings],
            "as_of": self.as_of.map(|day| day.to_string()),
            "assume": self.assume,
            "inputs": self.inputs,
            "registers": self.registers,
            "others": self.others,
            "code_lists": self.code_lists,
        });
        sha256(all.to_string().as_bytes())[..12].to_owned()
    }
}
