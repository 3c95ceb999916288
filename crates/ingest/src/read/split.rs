//! Splitting delimited text into records and fields, a block of the file at a time.
//!
//! A block without quotation marks is split where delimiters and line ends stand; one with quotation marks goes through
//! [`Form::record`], which knows what they mean.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr2, memrchr};

use super::quotes::{Field, Form, Record};
use super::rows::{Parted, ROW_TEXT, Rows};

/// Bytes read at once; a record may be longer.
const BLOCK: usize = 1 << 18;

/// What stops the reading.
pub enum Broken {
    Io(std::io::Error),
    /// In this line, from 1.
    NotUtf8(u64),
    /// The record that begins in this line is longer than any of a ledger.
    Endless(u64),
}

/// Reads records from UTF-8 text. Line ends are LF, CR LF or CR; blank lines are no records.
pub struct Splitter<R> {
    reader: R,
    form: Form,
    /// A record of one quoted field has its fields in that.
    wrapped: bool,
    /// Read, but not split yet: the beginning of a record.
    rest: Vec<u8>,
    ended: bool,
    /// Number of the line that comes next, from 1.
    line: u64,
    /// Records so far.
    count: u32,
    /// Of a block with quotation marks: its fields, and where the records end among them.
    fields: Vec<Field>,
    ends: Vec<End>,
}

/// Where a record ends among the fields of a block; one that is torn has no fields, but a line from here to there.
struct End {
    fields: usize,
    torn: Option<(usize, usize)>,
}

impl<R: Read> Splitter<R> {
    pub fn new(reader: R, form: Form, wrapped: bool) -> Self {
        Self {
            reader,
            form,
            wrapped,
            rest: Vec::new(),
            ended: false,
            line: 1,
            count: 0,
            fields: Vec::new(),
            ends: Vec::new(),
        }
    }

    pub fn into_inner(self) -> R {
        self.reader
    }

    /// The records of the next block as rows, numbered from 1, in the room of a block without cells; none at the end of
    /// the file.
    pub fn next(&mut self, mut rows: Rows) -> Result<Option<Rows>, Broken> {
        let mut block = std::mem::take(&mut rows.text).into_bytes();
        let mut held = self.rest.len();
        block.resize(block.len().max(held), 0);
        block[..held].copy_from_slice(&self.rest);
        loop {
            held = self.fill(&mut block, held)?;
            let read = &block[..held];
            if read.is_empty() {
                return Ok(None);
            }
            let quoted = memchr(b'"', read).is_some();
            let end = if quoted { self.quoted(read) } else { self.end_of_lines(read) };
            if end == 0 {
                continue; // no record ends here, so the block grows
            }
            self.rest.clear();
            self.rest.extend_from_slice(&read[end..]);
            block.truncate(end);
            let lines = memchr_iter(b'\n', &block).count() as u64;
            let is_cut = self.rest.is_empty() && self.ended && !block.ends_with(b"\n") && !block.ends_with(b"\r");
            let text = self.text(block)?;
            if quoted {
                self.lay(text, &mut rows)
            } else {
                self.plain(text, &mut rows)
            }
            rows.is_cut = is_cut;
            self.line += lines;
            return Ok(Some(rows));
        }
    }

    /// Adds to the bytes held at the head of a block at least as many, less at the end of the file; tells how many it
    /// holds then.
    fn fill(&mut self, block: &mut Vec<u8>, mut held: usize) -> Result<usize, Broken> {
        if held >= ROW_TEXT {
            return Err(Broken::Endless(self.line));
        }
        // Twice what is held, lest a long record is looked at too often.
        block.resize(BLOCK.max(2 * held), 0);
        while held < block.len() && !self.ended {
            let n = self.reader.read(&mut block[held..]).map_err(Broken::Io)?;
            self.ended = n == 0;
            held += n;
        }
        Ok(held)
    }

    fn end_of_lines(&self, block: &[u8]) -> usize {
        if self.ended {
            return block.len();
        }
        // A CR at the very end may be half of a line end.
        let last = memrchr(b'\n', block).or_else(|| memrchr(b'\r', &block[..block.len() - 1]));
        last.map_or(0, |at| at + 1)
    }

    /// The block as text.
    #[expect(unsafe_code, reason = "the standard library would check the same bytes again")]
    fn text(&self, block: Vec<u8>) -> Result<String, Broken> {
        if let Err(e) = simdutf8::compat::from_utf8(&block) {
            let before = memchr_iter(b'\n', &block[..e.valid_up_to()]).count() as u64;
            return Err(Broken::NotUtf8(self.line + before));
        }
        // SAFETY: these very bytes were found to be UTF-8 just now. To let the standard library check them once more takes
        // twice as long as the check above.
        Ok(unsafe { String::from_utf8_unchecked(block) })
    }

    /// Splits whole lines without quotation marks.
    fn plain(&mut self, text: String, rows: &mut Rows) {
        let bytes = text.as_bytes();
        let delimiter = self.form.delimiter;
        let mut from = 0; // where the field begins
        let mut fields = 0; // of the record so far
        let mut end = |at: usize| {
            let ends_field = bytes.get(at) == Some(&delimiter);
            if ends_field || at > from || fields > 0 {
                rows.push_span(from, at);
                fields += 1;
            }
            if !ends_field && fields > 0 {
                self.end_record(rows);
                fields = 0;
            }
            from = at + 1;
        };
        let (groups, last) = bytes.as_chunks::<GROUP>();
        let mut padded = [0; GROUP];
        padded[..last.len()].copy_from_slice(last);
        for (group, bytes) in groups.iter().chain([&padded]).enumerate() {
            let mut marks = marks(bytes, delimiter);
            while marks != 0 {
                end(group * GROUP + marks.trailing_zeros() as usize);
                marks &= marks - 1;
            }
        }
        end(bytes.len());
        (rows.text, rows.parted) = (text, Parted::Plain(delimiter));
    }

    /// Finds the fields of a block with quotation marks; returns where the last record ends that is surely whole, or 0.
    fn quoted(&mut self, block: &[u8]) -> usize {
        self.fields.clear();
        self.ends.clear();
        let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let mut at = 0;
        loop {
            at += block[at..].iter().take_while(|byte| is_break(byte)).count();
            if at == block.len() {
                return at;
            }
            let before = self.fields.len();
            let torn = match self.form.record(block, at, self.ended, &mut self.fields) {
                Record::Whole(end) => {
                    at = end;
                    None
                }
                Record::Torn => {
                    self.fields.truncate(before);
                    let from = at;
                    at = match memchr2(b'\n', b'\r', &block[from..]) {
                        Some(length) => from + length,
                        None if self.ended => block.len(),
                        None => return from,
                    };
                    Some((from, at))
                }
                Record::Open => return at,
            };
            self.ends.push(End { fields: self.fields.len(), torn });
        }
    }

    /// Makes rows of the fields that were found in a block.
    fn lay(&mut self, text: String, rows: &mut Rows) {
        (rows.text, rows.parted) = (text, Parted::Apart(self.form.delimiter));
        let mut from = 0;
        for end in std::mem::take(&mut self.ends) {
            let fields = from..end.fields;
            match end.torn {
                Some((from, to)) => rows.push_torn(from, to, self.form.delimiter),
                None if self.wrapped && fields.len() == 1 => self.unwrap(self.fields[from], rows),
                None => self.fields[fields].iter().for_each(|field| rows.push_field(*field)),
            }
            from = end.fields;
            self.end_record(rows);
        }
    }

    /// Adds the fields that one quoted field holds.
    fn unwrap(&self, field: Field, rows: &mut Rows) {
        let inner = rows.text[field.from..field.to].replace("\"\"", "\"");
        let at = rows.text.len();
        rows.text.push_str(&inner);
        let mut fields = Vec::new();
        match self.form.record(inner.as_bytes(), 0, true, &mut fields) {
            Record::Whole(_) => fields
                .iter()
                .for_each(|field| rows.push_field(Field { from: at + field.from, to: at + field.to, ..*field })),
            Record::Open | Record::Torn => rows.push_torn(at, rows.text.len(), self.form.delimiter),
        }
    }

    fn end_record(&mut self, rows: &mut Rows) {
        self.count += 1;
        rows.end_row(self.count);
    }
}

/// Bytes whose marks are looked for together.
const GROUP: usize = 64;

/// A bit for each byte that ends a field or a line. To look at many bytes at once is faster than to search from one mark
/// to the next, since fields are short.
fn marks(bytes: &[u8; GROUP], delimiter: u8) -> u64 {
    let ends = bytes.map(|byte| u8::from(byte == delimiter) | u8::from(byte == b'\n') | u8::from(byte == b'\r'));
    // The product has the lowest bits of eight bytes side by side in its highest byte.
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (eights, _) = ends.as_chunks::<8>();
    eights.iter().enumerate().fold(0, |marks, (at, eight)| marks | bits(eight) << (8 * at))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::cell::Cell;

    fn told(cell: &Cell<'_>) -> String {
        if let Cell::Text(text) = cell { (*text).to_owned() } else { String::new() }
    }

    /// The records of a text, and whether all their quotation marks add up.
    fn split(text: &[u8], width: usize) -> Result<(Vec<Vec<String>>, bool), Broken> {
        let mut splitter = Splitter::new(text, Form { delimiter: b';', width }, false);
        let (mut all, mut is_sound) = (Vec::new(), true);
        while let Some(rows) = splitter.next(Rows::default())? {
            let rows: Vec<_> = (0..rows.len()).map(|row| rows.row(row)).collect();
            is_sound &= rows.iter().all(|row| row.torn_line().is_none());
            all.extend(rows.iter().map(|row| row.cells().map(|cell| told(&cell)).collect()));
        }
        Ok((all, is_sound))
    }

    /// The same as the `csv` crate reads from the whole text; where quotation marks do not add up, all letters at least.
    #[track_caller]
    fn check(text: &[u8]) {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(b';').has_headers(false).flexible(true).from_reader(text);
        let expected: Option<Vec<Vec<String>>> =
            reader.into_records().map(|r| Some(r.ok()?.iter().map(str::to_owned).collect())).collect();
        let shown = String::from_utf8_lossy(text);
        match split(text, 0) {
            Ok((records, false)) => {
                let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
                assert_eq!(letters(&records.concat().concat()), letters(&shown), "{shown:?}");
            }
            read => assert_eq!(read.ok().map(|(records, _)| records), expected, "{shown:?}"),
        }
    }

    #[test]
    fn splits_as_the_library_does() {
        for text in [
            "",
            "\n",
            "a",
            "a;b\r\n\r\nc;;\n",
            ";\n;",
            "a;\"b;\"\"c\nd\";e\rf",
            "\"\"\n\n\"\"",
            "a\r\n\"open;b\nc",
            "ä;ö\n\u{a0};€",
        ] {
            check(text.as_bytes());
        }
        check(b"a;\xe4\nb");
        check(b"a;\"\xe4\"\nb");
    }

    #[test]
    fn blocks_join_without_a_seam() {
        let long = "x".repeat(3 * BLOCK);
        for ending in ["\n", "\r\n", "\r"] {
            for quote in ["", "\""] {
                let line = |i: usize| format!("{i};{quote}tä{i}{quote};;{}{ending}", i * 7);
                let text: String = (0..40_000).map(line).collect();
                check(text.as_bytes());
                check(format!("{text}{quote}{long}{quote};b{ending}{text}").as_bytes());
            }
        }
    }

    #[test]
    fn a_mark_that_is_not_closed_swallows_no_rows() {
        for (text, second) in [
            ("a;\"b;c\nd;e;f\ng;h;i", "b"),
            ("a;\"b;c\nd;\"e\";f\ng;h;i", "b"),
            ("a;\"b;c\nd;\"e\";f\ng;\"h\";i", "b"),
            ("a;\"b\"\";c\nd;e;f\ng;h;i", "b"),
            ("\"a\";\"b\";\"c\n\"d\";\"e\";\"f\"\n\"g\";\"h\";\"i\"", "b"),
        ] {
            let expected = [["a", second, "c"], ["d", "e", "f"], ["g", "h", "i"]];
            let (records, is_sound) = split(text.as_bytes(), 3).unwrap_or_default();
            assert!(!is_sound && records == expected, "{text}: {records:?}");
        }
        // Breaks in a text that is closed part no rows, wherever it stands.
        for text in ["a;\"b\nb\";c\n", "\"a\na\";b;c\n", "a;b;\"c\nc; c\nc\"\nd;e;f"] {
            check(text.as_bytes());
            assert!(split(text.as_bytes(), 3).is_ok_and(|(_, is_sound)| is_sound), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_splits_as_the_library_does(text in "[a;\"\r\nä]{0,40}") {
            check(text.as_bytes());
        }
    }
}
