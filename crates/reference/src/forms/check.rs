//! Check digits as `country.toml` describes them.

use serde::Deserialize;

use super::{luhn, weighted};

/// How the digits of an id are checked.
#[derive(Debug, Deserialize)]
#[serde(tag = "method", rename_all = "lowercase", deny_unknown_fields)]
pub enum CheckDigit {
    /// The weighted sum of all digits can be divided by the modulus.
    Divisible {
        weights: Vec<u32>,
        modulus: u32,
    },
    /// The last digit is the weighted sum of the others, and what is added, modulo the modulus; where that is 10 the next
    /// row of weights is tried, and after the last the digit is 0.
    Remainder {
        rows: Vec<Vec<u32>>,
        modulus: u32,
        #[serde(default)]
        added: u32,
    },
    Luhn,
    None,
}

impl CheckDigit {
    pub fn holds(&self, digits: &[u32]) -> bool {
        match self {
            Self::Divisible { weights, modulus } => weighted(digits, weights).is_multiple_of(*modulus),
            Self::Remainder { rows, modulus, added } => {
                let Some((check, body)) = digits.split_last() else { return false };
                let rests = rows.iter().map(|weights| (weighted(body, weights) + added) % modulus);
                rests.into_iter().find(|rest| *rest < 10).unwrap_or(0) == *check
            }
            Self::Luhn => luhn(digits),
            Self::None => true,
        }
    }

    /// What is wrong with the check of ids of so many digits; `at` is where it stands in `country.toml`.
    pub fn fault(&self, at: &str, digits: usize) -> Option<String> {
        let (rows, length, modulus) = match self {
            Self::Divisible { weights, modulus } => (vec![weights], digits, *modulus),
            Self::Remainder { rows, modulus, .. } => (rows.iter().collect(), digits - 1, *modulus),
            Self::Luhn | Self::None => return None,
        };
        if rows.is_empty() || rows.iter().any(|row| row.len() != length) {
            return Some(format!("{at} needs {length} weights in each row, one for each digit that is weighted"));
        }
        (modulus < 2).then(|| format!("{at}.modulus must be at least 2"))
    }
}
