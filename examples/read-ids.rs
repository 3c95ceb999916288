//! Reads lines of `country id` on standard input and writes for each what the id is: `valid` or `invalid`. After
//! `country:person`, an id is valid that a text of the country's ledgers shows to be a person's.
//!
//! `.ci/ids.py` compares the verdicts with those of another library.

use std::io::{BufRead, Write};

use vire_reference::ids::persons::{Finder, Place};
use vire_reference::ids::{Reading, read};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (country, id) = line.split_once(' ').unwrap_or(("", &line));
        let valid = match country.strip_suffix(":person") {
            Some(country) => !Finder::of(country).find(id, Place::Text, None).is_empty(),
            // A person's id is a valid id; which persons those are is no matter of check digits.
            None => read(id, country) != Reading::Invalid,
        };
        writeln!(out, "{}", if valid { "valid" } else { "invalid" })?;
    }
    Ok(())
}
