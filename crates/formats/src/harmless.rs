//! Texts of the data made harmless for where they go: one function a target.
//!
//! What a cell of an export holds may be written by anyone. On a terminal an escape sequence can clear the screen or feign
//! a line, in a csv file a text that begins with `=` becomes a formula, in a calendar a line break ends the property.
//! XML and HTML have [`crate::markup`]; TOML is written by the toml crate; workbooks write every text as a text.

use std::borrow::Cow;

use crate::markup::is_harmful;

/// A text for a terminal: control letters and marks of writing direction as `\x1b` and `\u{202e}`. Line breaks and tabs
/// stay, since messages have their own; see [`one_line`] for texts that may not have any.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().flat_map(|c| match c {
        c if !is_hidden(c) => vec![c],
        '\r' => "\\r".chars().collect(),
        c if u32::from(c) < 0x100 => format!("\\x{:02x}", u32::from(c)).chars().collect(),
        c => c.escape_unicode().collect(),
    });
    Cow::Owned(shown.collect())
}

/// What a terminal obeys instead of showing it, or what turns the direction of what follows.
fn is_hidden(c: char) -> bool {
    c == '\r' || is_harmful(c) || matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// A text on one line: line breaks and tabs become blanks, what no reader can see goes.
pub fn one_line(text: &str) -> String {
    let kept = text.chars().filter(|c| !is_harmful(*c));
    kept.map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect()
}

/// A text as a person wrote it: its line breaks stay, what no reader can see goes.
pub fn written(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| !is_harmful(*c)).collect()
}

/// A cell of a csv file: a text that a spreadsheet program would take for a formula gets an apostrophe before it, and
/// control letters and marks of writing direction go.
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    const STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let is_bad = |c: char| is_harmful(c);
    match (text.starts_with(STARTS), text.contains(is_bad)) {
        (false, false) => Cow::Borrowed(text),
        (true, false) => Cow::Owned(format!("'{text}")),
        (_, true) => {
            let clean: String = text.chars().filter(|c| !is_harmful(*c)).collect();
            Cow::Owned(csv_cell(&clean).into_owned())
        }
    }
}

/// A value of an iCalendar property (RFC 5545, 3.3.11), its line breaks as `\n`.
pub fn ics_text(text: &str) -> String {
    written(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A word of a command line that can be pasted: in quotation marks when a shell would take a part of it for something
/// else.
pub fn shell_word(text: &str) -> Cow<'_, str> {
    const OBEYED: [char; 5] = ['"', '$', '`', '\\', '!'];
    if !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "._/-+,:@%=".contains(c)) {
        return Cow::Borrowed(text);
    }
    if cfg!(windows) || !text.contains(OBEYED) {
        return Cow::Owned(format!("\"{text}\""));
    }
    Cow::Owned(format!("'{}'", text.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_shows_what_it_would_obey() {
        assert_eq!(visible("Höylä Oy\n\tx"), "Höylä Oy\n\tx");
        assert_eq!(visible("a\u{1b}]0;x\u{7}b\rc"), "a\\x1b]0;x\\x07b\\rc");
        assert_eq!(visible("\u{9b}1m\u{202e}txt\u{200f}"), "\\x9b1m\\u{202e}txt\\u{200f}");
        assert_eq!(one_line("a\nb\u{1b}[2J\tc"), "a b[2J c");
    }

    /// As POSIX shells read words (IEEE 1003.1, 2.2 Quoting).
    #[test]
    #[cfg(unix)]
    fn a_pasted_word_stays_one_word() {
        assert_eq!(shell_word("out/ostot-2024.toml"), "out/ostot-2024.toml");
        assert_eq!(shell_word("minun putki (ä).toml"), "\"minun putki (ä).toml\"");
        assert_eq!(shell_word("a$b'c"), "'a$b'\\''c'");
        assert_eq!(shell_word(""), "\"\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for start in ["=HYPERLINK(1)", "+358 5 1", "-1", "@SUM(A1)", "\tx", "＝1"] {
            assert_eq!(csv_cell(start), format!("'{start}"));
        }
        assert_eq!(csv_cell("1.3.2027"), "1.3.2027");
        // What goes may hide a beginning.
        assert_eq!(csv_cell("\u{202e}=1+1"), "'=1+1");
        assert_eq!(csv_cell("a\u{0}\u{1b}b"), "ab");
    }

    #[test]
    fn no_value_of_a_calendar_ends_its_line() {
        assert_eq!(ics_text("a;b,c\\d\r\ne\rf\ng\u{1b}h"), "a\\;b\\,c\\\\d\\ne\\nf\\ngh");
    }
}
