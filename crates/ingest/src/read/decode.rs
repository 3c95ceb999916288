//! Any encoding as UTF-8.

use std::io::Read;

use encoding_rs::{CoderResult, Encoding, UTF_8};

pub const CHUNK: usize = 1 << 18;

/// A reader that decodes any encoding to UTF-8, byte-order mark removed (also one that was itself encoded twice).
pub struct Decoder<R> {
    pub inner: R,
    decoder: encoding_rs::Decoder,
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
    passes_through: bool,
}

impl<R: Read> Decoder<R> {
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK],
            from: 0,
            to: 0,
            finished: false,
            decoded: vec![0; CHUNK],
            taken: 0,
            made: 0,
            done: false,
            started: false,
            // Known to be valid UTF-8 (or checked again by the record reader): nothing to decode after the mark.
            passes_through: encoding == UTF_8,
        }
    }

    fn fill(&mut self) -> std::io::Result<()> {
        if self.from == self.to && !self.finished {
            self.from = 0;
            self.to = self.inner.read(&mut self.raw)?;
            self.finished = self.to == 0;
        }
        Ok(())
    }
}

const MARK: &[u8] = "\u{feff}".as_bytes();
const MARK_TWICE: &[u8] = "ï»¿".as_bytes();

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.passes_through {
            if self.started && self.from == self.to {
                return self.inner.read(out);
            }
            self.fill()?;
            if !self.started {
                self.started = true;
                for mark in [MARK, MARK_TWICE] {
                    if self.raw[self.from..self.to].starts_with(mark) {
                        self.from += mark.len();
                    }
                }
            }
            if self.from == self.to {
                return Ok(0);
            }
            let n = out.len().min(self.to - self.from);
            out[..n].copy_from_slice(&self.raw[self.from..self.from + n]);
            self.from += n;
            return Ok(n);
        }
        while self.taken == self.made && !self.done {
            self.fill()?;
            let raw = &self.raw[self.from..self.to];
            let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.decoded, self.finished);
            self.from += read;
            (self.taken, self.made) = (0, written);
            self.done = self.finished && result == CoderResult::InputEmpty;
        }
        let n = out.len().min(self.made - self.taken);
        out[..n].copy_from_slice(&self.decoded[self.taken..self.taken + n]);
        self.taken += n;
        Ok(n)
    }
}
