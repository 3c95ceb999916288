//! Any encoding as UTF-8.

use std::io::Read;

use encoding_rs::CoderResult;
use memchr::memrchr2;

use super::charset::Charset;

pub const CHUNK: usize = 1 << 18;

/// A reader that decodes any encoding to UTF-8, byte-order mark removed (also one that was itself encoded twice).
pub struct Decoder<R> {
    pub inner: R,
    way: Way,
    raw: Vec<u8>,
    from: usize,
    to: usize,
    finished: bool,
    /// Decoded text that was not taken yet.
    decoded: Vec<u8>,
    taken: usize,
    made: usize,
    done: bool,
    started: bool,
}

/// How bytes are decoded.
enum Way {
    /// Known to be valid UTF-8 (or checked again by the record reader): nothing to decode after the mark.
    None,
    Whole(encoding_rs::Decoder),
    /// Line by line; with `mixed`, lines in UTF-8 are taken as they are.
    Lines {
        charset: Charset,
        mixed: bool,
        rest: Vec<u8>,
    },
}

impl<R: Read> Decoder<R> {
    /// With `mixed`, lines of the text are in this encoding or in UTF-8.
    pub fn new(inner: R, charset: Charset, mixed: bool) -> Self {
        let way = match charset {
            Charset::Known(encoding) if !mixed && charset != Charset::UTF_8 => {
                Way::Whole(encoding.new_decoder_with_bom_removal())
            }
            Charset::Known(_) if !mixed => Way::None,
            charset => Way::Lines { charset, mixed, rest: Vec::new() },
        };
        Self {
            inner,
            way,
            raw: vec![0; CHUNK],
            from: 0,
            to: 0,
            finished: false,
            decoded: vec![0; CHUNK],
            taken: 0,
            made: 0,
            done: false,
            started: false,
        }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        if self.from == self.to && !self.finished {
            self.from = 0;
            self.to = self.inner.read(&mut self.raw)?;
            self.finished = self.to == 0;
        }
        if !self.started && !matches!(self.way, Way::Whole(_)) {
            self.started = true;
            for mark in [MARK, MARK_TWICE] {
                if self.raw[self.from..self.to].starts_with(mark) {
                    self.from += mark.len();
                }
            }
        }
        Ok(())
    }
}

const MARK: &[u8] = "\u{feff}".as_bytes();
const MARK_TWICE: &[u8] = "ï»¿".as_bytes();

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if matches!(self.way, Way::None) {
            if self.started && self.from == self.to {
                return self.inner.read(out);
            }
            self.fill()?;
            let n = out.len().min(self.to - self.from);
            out[..n].copy_from_slice(&self.raw[self.from..self.from + n]);
            self.from += n;
            return Ok(n);
        }
        while self.taken == self.made && !self.done {
            self.fill()?;
            let raw = &self.raw[self.from..self.to];
            match &mut self.way {
                Way::None => {}
                Way::Whole(decoder) => {
                    let (result, read, written, _) = decoder.decode_to_utf8(raw, &mut self.decoded, self.finished);
                    self.from += read;
                    (self.taken, self.made) = (0, written);
                    self.done = self.finished && result == CoderResult::InputEmpty;
                }
                Way::Lines { charset, mixed, rest } => {
                    rest.extend_from_slice(raw);
                    self.from = self.to;
                    let whole = memrchr2(b'\n', b'\r', rest).map_or(0, |end| end + 1);
                    let whole = if self.finished { rest.len() } else { whole };
                    self.decoded.clear();
                    for line in rest[..whole].split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
                        match std::str::from_utf8(line) {
                            Ok(_) if *mixed => self.decoded.extend_from_slice(line),
                            _ => charset.decode(line, &mut self.decoded),
                        }
                    }
                    rest.drain(..whole);
                    (self.taken, self.made, self.done) = (0, self.decoded.len(), self.finished);
                }
            }
        }
        let n = out.len().min(self.made - self.taken);
        out[..n].copy_from_slice(&self.decoded[self.taken..self.taken + n]);
        self.taken += n;
        Ok(n)
    }
}
