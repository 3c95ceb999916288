//! Splitting delimited text into records and fields, a block of the file at a time.
//!
//! A block without quotation marks is split where delimiters and line ends stand; one with quotation marks goes through
//! the `csv` crate, which knows what they mean.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr3_iter, memrchr};

/// Bytes read at once; a record may be longer.
const BLOCK: usize = 1 << 18;

/// Records that follow each other in the file.
#[derive(Default)]
pub struct Records {
    text: String,
    /// Where the fields begin and end in the text.
    fields: Vec<(u32, u32)>,
    records: Vec<Record>,
}

#[derive(Clone, Copy)]
pub struct Record {
    /// Fields up to the end of this record.
    fields: usize,
    /// In a block with quotation marks, the lines before which the record begins and ends, from 1.
    pub lines: Option<(u64, u64)>,
}

impl Records {
    /// The records with their fields.
    pub fn iter(&self) -> impl Iterator<Item = (Record, impl ExactSizeIterator<Item = &str> + Clone)> {
        let mut from = 0;
        self.records.iter().map(move |record| {
            let fields = &self.fields[std::mem::replace(&mut from, record.fields)..record.fields];
            (*record, fields.iter().map(|&(from, to)| &self.text[from as usize..to as usize]))
        })
    }

    fn field(&mut self, from: usize, to: usize) {
        self.fields.push((from as u32, to as u32)); // blocks are kept below 4 GiB
    }

    fn end_record(&mut self, lines: Option<(u64, u64)>) {
        self.records.push(Record { fields: self.fields.len(), lines });
    }
}

/// What stops the reading.
pub enum Broken {
    Io(std::io::Error),
    /// In this line, from 1.
    NotUtf8(u64),
    /// The record that begins in this line has no end in 4 GiB.
    Endless(u64),
}

/// Reads records from UTF-8 text. Line ends are LF, CR LF or CR; blank lines are no records.
pub struct Splitter<R> {
    reader: R,
    delimiter: u8,
    /// Read, but not split yet: the beginning of a record.
    rest: Vec<u8>,
    ended: bool,
    /// Number of the line that comes next, from 1.
    line: u64,
}

impl<R: Read> Splitter<R> {
    pub fn new(reader: R, delimiter: u8) -> Self {
        Self { reader, delimiter, rest: Vec::new(), ended: false, line: 1 }
    }

    /// The records of the next block, in the room of `spent` ones; none at the end of the file.
    pub fn next(&mut self, spent: Records) -> Result<Option<Records>, Broken> {
        let mut records = spent;
        records.fields.clear();
        records.records.clear();
        let mut block = std::mem::take(&mut records.text).into_bytes();
        block.clear();
        block.append(&mut self.rest);
        loop {
            self.fill(&mut block)?;
            if block.is_empty() {
                return Ok(None);
            }
            let quoted = memchr(b'"', &block).is_some();
            let end = if quoted { self.quoted(&block, &mut records)? } else { self.end_of_lines(&block) };
            if end == 0 {
                continue; // no record ends here, so the block grows
            }
            self.rest = block.split_off(end);
            let lines = memchr_iter(b'\n', &block).count() as u64;
            if !quoted {
                self.plain(block, &mut records)?;
            }
            self.line += lines;
            return Ok(Some(records));
        }
    }

    /// Adds a block's length to what is held, less at the end of the file.
    fn fill(&mut self, block: &mut Vec<u8>) -> Result<(), Broken> {
        let mut filled = block.len();
        // Twice what is held, lest a long record is looked at too often.
        block.resize(BLOCK.max(2 * filled), 0);
        if u32::try_from(block.len()).is_err() {
            return Err(Broken::Endless(self.line));
        }
        while filled < block.len() && !self.ended {
            let n = self.reader.read(&mut block[filled..]).map_err(Broken::Io)?;
            self.ended = n == 0;
            filled += n;
        }
        block.truncate(filled);
        Ok(())
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
    fn plain(&self, block: Vec<u8>, records: &mut Records) -> Result<(), Broken> {
        let line_of = |at: usize, block: &[u8]| self.line + memchr_iter(b'\n', &block[..at]).count() as u64;
        records.text = String::from_utf8(block)
            .map_err(|e| Broken::NotUtf8(line_of(e.utf8_error().valid_up_to(), e.as_bytes())))?;
        let text = std::mem::take(&mut records.text);
        let bytes = text.as_bytes();
        let (mut from, mut before) = (0, 0); // where the field begins, and the fields of the records before
        for at in memchr3_iter(self.delimiter, b'\n', b'\r', bytes).chain([bytes.len()]) {
            let ends_field = bytes.get(at) == Some(&self.delimiter);
            if ends_field || at > from || records.fields.len() > before {
                records.field(from, at);
            }
            if !ends_field && records.fields.len() > before {
                records.end_record(None);
                before = records.fields.len();
            }
            from = at + 1;
        }
        records.text = text;
        Ok(())
    }

    /// Splits a block with quotation marks; returns where the last record ends that is surely whole, or 0.
    fn quoted(&self, block: &[u8], records: &mut Records) -> Result<usize, Broken> {
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
            for field in &record {
                let start = records.text.len();
                records.text.push_str(std::str::from_utf8(field).map_err(|_| Broken::NotUtf8(from))?);
                records.field(start, records.text.len());
            }
            records.end_record(Some((from, self.line + reader.position().line() - 1)));
            end = at;
        }
    }
}

/// A reader of records as they stand, of whatever length.
pub fn csv_reader<R: Read>(reader: R, delimiter: u8) -> csv::Reader<R> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(reader)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &[u8]) -> Option<Vec<Vec<String>>> {
        let mut splitter = Splitter::new(text, b';');
        let mut all = Vec::new();
        let mut spent = Records::default();
        while let Some(records) = splitter.next(spent).ok()? {
            all.extend(records.iter().map(|(_, fields)| fields.map(str::to_owned).collect::<Vec<_>>()));
            spent = records;
        }
        Some(all)
    }

    /// The same as the `csv` crate reads from the whole text.
    #[track_caller]
    fn check(text: &[u8]) {
        let expected: Option<Vec<Vec<String>>> =
            csv_reader(text, b';').into_records().map(|r| Some(r.ok()?.iter().map(str::to_owned).collect())).collect();
        assert_eq!(split(text), expected, "{:?}", String::from_utf8_lossy(text));
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
