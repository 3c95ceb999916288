//! Texts reduced to what matters when they are compared.

/// A header reduced to its letters and digits, lower case, so that case, blanks, line breaks, punctuation and
/// currency signs do not matter. Empty for a blank cell.
pub fn header_key(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
