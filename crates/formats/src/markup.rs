//! Texts of the data in XML and HTML.

/// A text as content or attribute of XML and HTML: escaped, on one line, and without what [`is_harmful`] names.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if is_harmful(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Characters that XML 1.0 cannot hold or a reader cannot see, and marks that turn the direction of what follows them.
pub fn is_harmful(c: char) -> bool {
    let layout = matches!(c, '\t' | '\n' | '\r');
    (c.is_control() && !layout)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(escape("<b a=\"1\" c='2'> & ]]>"), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt; &amp; ]]&gt;");
        assert_eq!(escape("a\u{0}\u{1b}\u{202e}b\u{2069}\n\u{85}c 🦆"), "ab c 🦆");
    }
}
