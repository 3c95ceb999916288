//! Texts reduced to what matters when they are compared, and texts as TOML writes them.

/// A header reduced to its letters and digits, lower case, so that case, blanks, line breaks, punctuation and
/// currency signs do not matter. Empty for a blank cell.
pub fn header_key(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text as TOML writes it, with its quotation marks. Rust's own form knows escapes that TOML does not.
pub fn toml(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_reads_back_what_was_written() {
        // Decomposed letters, a no-break blank, a soft hyphen, a joiner, control letters, quotes, paths.
        for text in
            ["ha\u{308}meen", "osto\u{a0}laskut", "a\u{ad}b", "a\u{200d}b", "a\u{7}\u{1b}b", "\"q\"'", "C:\\x", "a\nb"]
        {
            let table: toml::Table = toml::from_str(&format!("x = {}", toml(text))).unwrap();
            assert_eq!(table["x"].as_str(), Some(text));
        }
    }
}
