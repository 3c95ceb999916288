//! What quotation marks mean in delimited text, and what they can mean where they do not add up.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

/// Where a field stands in its text, without the marks around it.
#[derive(Clone, Copy)]
pub struct Field {
    pub from: usize,
    pub to: usize,
    /// Marks in it are written twice.
    pub doubled: bool,
}

/// How a record goes on from where it begins.
#[derive(Debug, PartialEq, Eq)]
pub enum Record {
    /// It ends before this place.
    Whole(usize),
    /// Its end is not in the text, which goes on.
    Open,
    /// Its quotation marks do not add up, or they swallow rows: only its line is known.
    Torn,
}

/// The form of a text: its delimiter, and how many fields most of its records have.
#[derive(Clone, Copy)]
pub struct Form {
    pub delimiter: u8,
    pub width: usize,
}

impl Form {
    /// Takes the record that begins at `from` apart. `ended` says that no more follows the text.
    pub fn record(self, text: &[u8], from: usize, ended: bool, fields: &mut Vec<Field>) -> Record {
        let mut at = from;
        loop {
            if text.get(at) == Some(&b'"') {
                let Some((close, doubled)) = closing(text, at + 1) else {
                    let swallows = self.swallows(&text[from..], text.len() - from);
                    return if ended || swallows { Record::Torn } else { Record::Open };
                };
                fields.push(Field { from: at + 1, to: close, doubled });
                let has_breaks = memchr2(b'\n', b'\r', &text[at..close]).is_some();
                if has_breaks && self.swallows(&text[from..], close - from) {
                    return Record::Torn;
                }
                at = close + 1;
                match text.get(at) {
                    None if !ended => return Record::Open, // the mark may be the first of two
                    Some(byte) if *byte != self.delimiter && *byte != b'\n' && *byte != b'\r' => return Record::Torn,
                    _ => {}
                }
            } else {
                let length = memchr3(self.delimiter, b'\n', b'\r', &text[at..]);
                if length.is_none() && !ended {
                    return Record::Open;
                }
                let to = length.map_or(text.len(), |length| at + length);
                if is_closed_only(&text[at..to]) {
                    return Record::Torn;
                }
                fields.push(Field { from: at, to, doubled: false });
                at = to;
            }
            match text.get(at) {
                Some(byte) if *byte == self.delimiter => at += 1,
                None if !ended => return Record::Open,
                None => return Record::Whole(at),
                Some(_) => return Record::Whole(at + 1),
            }
        }
    }

    /// Whether most lines up to a place, and two at least, have the fields of a record each: a mark that was opened and
    /// not closed swallowed them. Lines of a longer text in one field have fewer.
    fn swallows(self, text: &[u8], to: usize) -> bool {
        if self.width < 3 {
            return false;
        }
        let (mut from, mut rows, mut lines) = (0, 0, 0);
        while from <= to && lines < 16 {
            let end = memchr2(b'\n', b'\r', &text[from..]).map_or(text.len(), |length| from + length);
            if end > from {
                lines += 1;
                rows += usize::from(memchr_iter(self.delimiter, &text[from..end]).count() + 1 >= self.width);
            }
            from = end + 1;
        }
        rows >= 2 && rows * 2 > lines
    }
}

/// A field whose last mark closes nothing.
fn is_closed_only(field: &[u8]) -> bool {
    field.last() == Some(&b'"') && memchr_iter(b'"', field).count() % 2 == 1
}

/// The mark that closes a field which begins here, and whether marks before it are written twice.
fn closing(text: &[u8], from: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let mark = at + memchr(b'"', &text[at..])?;
        if text.get(mark + 1) != Some(&b'"') {
            return Some((mark, doubled));
        }
        (at, doubled) = (mark + 2, true);
    }
}

/// Readings of one line that are looked at, and the longest line.
const MOST: usize = 64;
const LONGEST: usize = 1 << 16;

/// All ways to read a line whose marks do not add up: each mark that begins a field is closed by one before a delimiter,
/// or is there by mistake. The likeliest comes first; none when there are too many.
pub fn readings(line: &str, delimiter: char) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    if line.len() <= LONGEST && delimiter.is_ascii() {
        let is_within = read_on(line, 0, delimiter as u8, &mut Vec::new(), &mut found);
        if !is_within {
            found.clear();
        }
    }
    found
}

/// Goes on from the beginning of a field; false when there are too many readings.
fn read_on(line: &str, from: usize, delimiter: u8, fields: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> bool {
    let bytes = line.as_bytes();
    let mut go_on = |field: String, to: usize, found: &mut Vec<Vec<String>>| {
        fields.push(field);
        let is_within = if to < bytes.len() {
            read_on(line, to + 1, delimiter, fields, found)
        } else {
            found.push(fields.clone());
            found.len() <= MOST
        };
        fields.pop();
        is_within
    };
    let mark = bytes.get(from).filter(|b| matches!(b, b'"' | b'\''));
    if let Some(mark) = mark {
        let ends_field = |at: usize| at == bytes.len() || bytes[at] == delimiter;
        let marks: Vec<usize> = memchr_iter(*mark, &bytes[from + 1..]).map(|at| from + 1 + at).collect();
        let is_plain = |close: &usize| ends_field(close + 1) && !bytes[from..*close].contains(&delimiter);
        if let Some(close) = marks.first().filter(|close| is_plain(close)) {
            return go_on(unquoted(&line[from + 1..*close]), close + 1, found); // nothing speaks against it
        }
        for close in marks.iter().copied().filter(|close| ends_field(close + 1)) {
            if !go_on(unquoted(&line[from + 1..close]), close + 1, found) {
                return false;
            }
        }
        // The mark closes and the text goes on, as in `"Birch, Cedar" Ltd`.
        if let Some(close) = marks.first().filter(|close| bytes[from..**close].contains(&delimiter)) {
            let to = memchr(delimiter, &bytes[*close..]).map_or(bytes.len(), |length| close + length);
            let field = format!("{}{}", &line[from + 1..*close], &line[close + 1..to]);
            if !go_on(unquoted(&field), to, found) {
                return false;
            }
        }
    }
    let to = memchr(delimiter, &bytes[from..]).map_or(bytes.len(), |length| from + length);
    go_on(unquoted(&line[from..to]), to, found)
}

/// A field without the marks that belong to its writing: those around it, and one that has no other. A mark that is
/// written twice, or after a backslash, is one.
pub fn unquoted(field: &str) -> String {
    let mut text = field.trim().replace("\"\"", "\"").replace("\\\"", "\"");
    for mark in ['"', '\''] {
        loop {
            let is_odd = text.matches(mark).count() % 2 == 1;
            let (begins, ends) = (text.starts_with(mark), text.ends_with(mark));
            if begins && (ends || is_odd) {
                text.remove(0);
            } else if !(ends && is_odd) {
                break;
            }
            if ends && text.ends_with(mark) {
                text.pop();
            }
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, likeliest: &[&str], also: &[&[&str]]) {
        let found = readings(line, ';');
        assert_eq!(
            found.first().map(Vec::as_slice),
            Some(&likeliest.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>()[..]),
            "{line}"
        );
        assert!(also.iter().all(|other| found.iter().any(|fields| fields == other)), "{line}: {found:?}");
    }

    #[test]
    fn a_line_is_read_in_all_ways() {
        check("a;\"b;c", &["a", "b", "c"], &[]);
        check("a;\"b\"\";c", &["a", "b", "c"], &[]);
        check("\"a\";\"\"b\";\"c\"", &["a", "b", "c"], &[&["a", "b\";\"c"]]);
        check("a;\"b;c\";d", &["a", "b;c", "d"], &[&["a", "b", "c", "d"]]);
        check("a;\"the \"best\" oy\";c", &["a", "the \"best\" oy", "c"], &[]);
        check("a;'b;c';d", &["a", "b;c", "d"], &[&["a", "b", "c", "d"]]);
        assert!(readings(&"\"a;b\";".repeat(40), ';').is_empty());
    }

    #[test]
    fn marks_of_writing_are_taken_off() {
        for (field, text) in [
            ("\"12,00", "12,00"),
            ("12,00\"", "12,00"),
            ("'12,00'", "12,00"),
            ("\"\"b\"", "b"),
            ("O'Neill's", "O'Neill's"),
            ("O'Neill", "O'Neill"),
            ("the \\\"best\\\" oy", "the \"best\" oy"),
            ("\"", ""),
            ("'\"", ""),
        ] {
            assert_eq!(unquoted(field), text, "{field}");
        }
    }
}
