//! The rows of delimited text.

use std::ops::ControlFlow;
use std::path::Path;

use super::charset::Charset;
use super::decode::Decoder;
use super::dialect::Dialect;
use super::quotes::Form;
use super::rows::{Pool, ROW_TEXT};
use super::sink::Sink;
use super::split::{Broken, Splitter};
use vire_base::code::Code;
use vire_base::digest::Digesting;
use vire_base::error::InputError;
use vire_base::input::Input;

/// Reads all rows of a text file into the sink. Row numbers count records from 1, blank lines not among them.
pub fn read(input: &Input, dialect: &Dialect, sink: &mut dyn Sink) -> Result<(), InputError> {
    let charset = Charset::of_label(&dialect.encoding).unwrap_or(Charset::UTF_8);
    let decoder = Decoder::new(Digesting::new(input.reader()), charset, dialect.changes_at.is_some());
    let form = Form { delimiter: dialect.delimiter as u8, width: dialect.width };
    let mut splitter = Splitter::new(decoder, form, dialect.wrapped);
    sink.sheet("", false)?;
    let mut pool = Pool::default();
    while let Some(rows) = splitter.next(pool.spent()).map_err(|e| broken(input.path(), e))? {
        if sink.rows(&pool.share(rows))? == ControlFlow::Break(()) {
            return sink.sheet_end();
        }
    }
    sink.sheet_end()?;
    sink.digest(splitter.into_inner().inner.finish())
}

fn broken(path: &Path, broken: Broken) -> InputError {
    let (line, message) = match broken {
        Broken::Io(error) => return InputError::io(path, &error),
        Broken::NotUtf8(line) => (line, "holds bytes that are no UTF-8"),
        Broken::Endless(line) => {
            let message = format!("begins a record in line {line} that is longer than {} MB", ROW_TEXT >> 20);
            let help = "check the quotation marks and the line ends from that line on, or export the file again";
            return InputError::new(Code::HugeCell, path, message, help);
        }
    };
    let help = "check the encoding and the quotation marks around that line";
    InputError::new(Code::BrokenText, path, format!("cannot be read as delimited text: line {line} {message}"), help)
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;
    use vire_base::digest::{Digest, digest};

    use super::*;
    use crate::read::{Cell, Format, read_rows};

    /// Keeps the digest that reading tells.
    struct Told(Option<Digest>);

    impl Sink for Told {
        fn row(&mut self, _row: u32, _cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
            Ok(ControlFlow::Continue(()))
        }
        fn digest(&mut self, digest: Digest) -> Result<(), InputError> {
            self.0 = Some(digest);
            Ok(())
        }
    }

    #[test]
    fn a_text_that_is_read_whole_tells_its_digest() -> Result<(), Box<dyn std::error::Error>> {
        let file = tempfile::NamedTempFile::new()?;
        let text = "Toimittaja;Summa\n".to_owned() + &"Höylä Oy;1,00\n".repeat(100_000);
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let windows = WINDOWS_1252.encode(&text).0.into_owned();
        let marked = format!("\u{feff}{text}").into_bytes();
        for content in [text.into_bytes(), marked, utf16, windows] {
            std::fs::write(file.path(), content)?;
            let mut told = Told(None);
            read_rows(&Input::open(file.path())?, Format::Text, None, &mut told)?;
            assert_eq!(told.0, Some(digest(file.path())?));
        }
        Ok(())
    }
}
