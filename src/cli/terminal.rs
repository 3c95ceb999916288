//! What the commands say: texts of the data reach the terminal as text, never as something that it obeys; ids of persons,
//! which names of files have too, do not reach it; and a reader who has gone away is no fault.

use std::fmt::Arguments;
use std::io::{self, StdoutLock, Write};

use serde_json::Value;
use vire_formats::harmless::visible;
use vire_ingest::values::privacy::said;

/// Standard output for people; what a terminal would obey is shown instead. JSON and other texts for programs go to
/// standard output as they are.
pub struct Page(StdoutLock<'static>);

pub fn page() -> Page {
    Page(io::stdout().lock())
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(visible(&said(&String::from_utf8_lossy(bytes))).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Says something on standard error, where it may be closed or full: the work itself does not end for that.
pub fn line(message: Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{}", visible(&said(&message.to_string())));
}

/// The same for a text that was made for the terminal, with its colours and line breaks.
pub fn show(rendered: &str) {
    let _ = write!(io::stderr(), "{}", said(rendered));
}

/// Texts for programs as they go to standard output.
pub fn json(mut value: Value) -> Value {
    mask(&mut value);
    value
}

fn mask(value: &mut Value) {
    match value {
        Value::String(text) => *text = said(text).into_owned(),
        Value::Array(values) => values.iter_mut().for_each(mask),
        Value::Object(values) => values.values_mut().for_each(mask),
        _ => {}
    }
}

/// [`line`] with the arguments of `format!`.
macro_rules! say {
    ($($arguments:tt)*) => { $crate::cli::terminal::line(format_args!($($arguments)*)) };
}
pub(crate) use say;
