//! Splitting delimited text into records and fields, a block of the file at a time.
//!
//! A block without quotation marks is split where delimiters and line ends stand; one with quotation marks goes through
//! the `csv` crate, which knows what they mean.

use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr};

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
    /// A quotation mark in the first line is not closed before the second.
    Unclosed(u64, u64),
}

/// Reads records from UTF-8 text. Line ends are LF, CR LF or CR; blank lines are no records.
pub struct Splitter<R> {
    reader: R,
    delimiter: u8,
    /// A record of one quoted field has its fields in that.
    wrapped: bool,
    /// Read, but not split yet: the beginning of a record.
    rest: Vec<u8>,
    ended: bool,
    /// Number of the line that comes next, from 1.
    line: u64,
    /// Records so far, and the most fields of the first ones.
    count: u32,
    width: usize,
}

/// Records that tell how wide a table is.
const FIRST: u32 = 20;

impl<R: Read> Splitter<R> {
    pub fn new(reader: R, delimiter: u8, wrapped: bool) -> Self {
        Self { reader, delimiter, wrapped, rest: Vec::new(), ended: false, line: 1, count: 0, width: 0 }
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
            let end = if quoted { self.quoted(read, &mut rows)? } else { self.end_of_lines(read) };
            if end == 0 {
                continue; // no record ends here, so the block grows
            }
            self.rest.clear();
            self.rest.extend_from_slice(&read[end..]);
            block.truncate(end);
            let lines = memchr_iter(b'\n', &block).count() as u64;
            if !quoted {
                self.plain(block, &mut rows)?;
            }
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

    /// Splits whole lines without quotation marks.
    #[expect(unsafe_code, reason = "the standard library would check the same bytes again")]
    fn plain(&mut self, block: Vec<u8>, rows: &mut Rows) -> Result<(), Broken> {
        let line_of = |at: usize, block: &[u8]| self.line + memchr_iter(b'\n', &block[..at]).count() as u64;
        if let Err(e) = simdutf8::compat::from_utf8(&block) {
            return Err(Broken::NotUtf8(line_of(e.valid_up_to(), &block)));
        }
        // SAFETY: these very bytes were found to be UTF-8 just now. To let the standard library check them once more takes
        // twice as long as the check above.
        let text = unsafe { String::from_utf8_unchecked(block) };
        let bytes = text.as_bytes();
        let delimiter = self.delimiter;
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
        Ok(())
    }

    /// Splits a block with quotation marks; returns where the last record ends that is surely whole, or 0.
    fn quoted(&mut self, block: &[u8], rows: &mut Rows) -> Result<usize, Broken> {
        rows.parted = Parted::Apart(self.delimiter);
        let mut reader = csv_reader(block, self.delimiter);
        let mut record = csv::ByteRecord::new();
        let mut end = 0;
        loop {
            let from = self.line + reader.position().line() - 1;
            if !reader.read_byte_record(&mut record).map_err(|e| Broken::Io(e.into()))? {
                return Ok(if self.ended { block.len() } else { end });
            }
            let at = reader.position().byte() as usize;
            if at == block.len() && !self.ended {
                return Ok(end); // perhaps it goes on
            }
            if self.wrapped && record.len() == 1 {
                let line = std::mem::take(&mut record);
                csv_reader(&line[0], self.delimiter).read_byte_record(&mut record).map_err(|e| Broken::Io(e.into()))?;
            }
            for field in &record {
                let start = rows.text.len();
                rows.text.push_str(std::str::from_utf8(field).map_err(|_| Broken::NotUtf8(from))?);
                rows.push_span(start, rows.text.len());
            }
            self.end_record(rows);
            let to = self.line + reader.position().line() - 1;
            if to > from + 1 && self.swallows(&record) {
                return Err(Broken::Unclosed(from, to));
            }
            end = at;
        }
    }

    fn end_record(&mut self, rows: &mut Rows) {
        self.count += 1;
        if self.count <= FIRST {
            self.width = self.width.max(rows.open_cells());
        }
        rows.end_row(self.count);
    }

    /// A quotation mark that is opened and not closed swallows the rows up to the next mark: then a field holds lines
    /// that look like rows of their own.
    fn swallows(&self, record: &csv::ByteRecord) -> bool {
        let is_break = |b: &u8| matches!(b, b'\n' | b'\r');
        let row_like = |line: &[u8]| self.width > 2 && memchr_iter(self.delimiter, line).count() * 2 >= self.width;
        record.iter().any(|field| field.iter().any(is_break) && field.split(is_break).any(row_like))
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

/// A reader of records as they stand, of whatever length.
pub fn csv_reader<R: Read>(reader: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(reader)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read::cell::Cell;

    fn told(cell: &Cell<'_>) -> String {
        if let Cell::Text(text) = cell { (*text).to_owned() } else { String::new() }
    }

    fn split(text: &[u8]) -> Result<Vec<Vec<String>>, Broken> {
        let mut splitter = Splitter::new(text, b';', false);
        let mut all = Vec::new();
        while let Some(rows) = splitter.next(Rows::default())? {
            all.extend((0..rows.len()).map(|row| rows.row(row).cells().map(|cell| told(&cell)).collect()));
        }
        Ok(all)
    }

    /// The same as the `csv` crate reads from the whole text, unless a quotation mark swallows rows.
    #[track_caller]
    fn check(text: &[u8]) {
        let expected: Option<Vec<Vec<String>>> =
            csv_reader(text, b';').into_records().map(|r| Some(r.ok()?.iter().map(str::to_owned).collect())).collect();
        match split(text) {
            Err(Broken::Unclosed(..)) => {}
            read => assert_eq!(read.ok(), expected, "{:?}", String::from_utf8_lossy(text)),
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

    proptest! {
        #[test]
        fn any_text_splits_as_the_library_does(text in "[a;\"\r\nä]{0,40}") {
            check(text.as_bytes());
        }
    }
}
