//! What the commands say: texts of the data reach the terminal as text, never as something that it obeys; ids of persons,
//! which names of files have too, do not reach it; and a reader who has gone away is no fault.

use std::fmt::Arguments;
use std::io::{self, IsTerminal, StdoutLock, Write};

use serde_json::{Value, json};
use vire_base::code::Level;
use vire_base::document::{self, Look};
use vire_formats::harmless::visible;
use vire_ingest::values::privacy::said;

use crate::config::Config;
use crate::log;

/// How faults look on standard error: with colours only on a terminal whose user wants them (`NO_COLOR`), and never wider
/// than it is. `COLUMNS` says how wide, where there is no terminal too.
pub fn look() -> Look {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_plain = is_set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let given = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    let width = given.or_else(measured).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    Look { colour: io::stderr().is_terminal() && !is_plain && !log::is_on(), width }
}

/// Lines that are longer are hard to read.
const WIDEST: usize = 110;
/// Below this, nothing can be drawn under a line of a file.
const NARROWEST: usize = 40;

/// Standard output for people; what a terminal would obey is shown instead. JSON and other texts for programs go to
/// standard output as they are.
pub struct Page(Output);

pub fn page() -> Page {
    Page(output())
}

/// Standard output as it is, for texts that programs read. What cannot be written there is told as such.
pub struct Output(StdoutLock<'static>);

pub fn output() -> Output {
    Output(io::stdout().lock())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(Unsaid::of)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(Unsaid::of)
    }
}

/// Standard output takes no more, as on a full disk.
#[derive(Debug, thiserror::Error)]
#[error("standard output cannot be written to: {0}\n  help: what the command writes into files is not touched by that")]
pub struct Unsaid(io::Error);

impl Unsaid {
    /// A reader who has gone away is no fault.
    fn of(error: io::Error) -> io::Error {
        match error.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, Self(error)),
        }
    }

    pub fn is(error: &anyhow::Error) -> bool {
        error.downcast_ref().and_then(io::Error::get_ref).is_some_and(|inner| inner.is::<Self>())
    }
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
    let text = visible(&said(&message.to_string())).into_owned();
    if log::is_on() {
        return log::tell(event("info", &text));
    }
    let text = if io::stderr().is_terminal() { dressed(&text, look()) } else { text };
    let _ = writeln!(io::stderr(), "{text}");
}

/// Says a warning that belongs to no input.
pub fn warn(message: &str) {
    if log::is_on() {
        log::tell(event(Level::Warning.word(), &visible(&said(message))));
    } else {
        line(format_args!("{}: {message}", Level::Warning.word()));
    }
}

/// A message for programs.
fn event(level: &str, message: &str) -> Value {
    json!({ "event": "message", "level": level, "message": message })
}

/// Colours of the words that messages begin with.
const WORDS: [(&str, &str); 3] = [("error:", "\u{1b}[31m"), ("warning:", "\u{1b}[33m"), ("question:", "\u{1b}[36m")];

/// A message as a terminal shows it: broken between words, its first word in colour.
fn dressed(text: &str, look: Look) -> String {
    let dress = |line: &str| {
        let line = broken(line, look.width);
        let word = WORDS.iter().filter(|_| look.colour).find(|(word, _)| line.starts_with(word));
        word.map_or(line.clone(), |(word, colour)| format!("{colour}{word}\u{1b}[0m{}", &line[word.len()..]))
    };
    text.lines().map(dress).collect::<Vec<_>>().join("\n")
}

/// A line in lines of at most this width, as far as its words allow; the later ones are set in. A line of a pipeline file
/// in it is to be pasted, so that such a line stays whole.
fn broken(line: &str, width: usize) -> String {
    if line.contains(" = ") {
        return line.to_owned();
    }
    let margin = line.len() - line.trim_start().len() + 2;
    let (mut text, mut column) = (String::new(), 0);
    for (i, word) in line.split(' ').enumerate() {
        let letters = word.chars().count();
        if i > 0 && column + 1 + letters > width && column > margin {
            text.push_str(&format!("\n{:margin$}", ""));
            column = margin;
        } else if i > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += letters;
    }
    text
}

/// The same for a text that was made for the terminal, with its colours and line breaks.
pub fn show(rendered: &str) {
    if !log::is_on() {
        let _ = write!(io::stderr(), "{}", said(rendered));
    } else if !rendered.is_empty() {
        log::tell(event(Level::Warning.word(), rendered));
    }
}

/// The warnings of a pipeline file, drawn with its lines.
pub fn show_warnings(config: &Config) {
    let name = config.path.display().to_string();
    show(&document::render(&name, &config.text, &config.warnings, look()));
}

/// [`line`] with the arguments of `format!`.
macro_rules! say {
    ($($arguments:tt)*) => { $crate::cli::terminal::line(format_args!($($arguments)*)) };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_broken_between_words() {
        assert_eq!(broken("error: the disk is full", 14), "error: the\n  disk is full");
        assert_eq!(broken("  help: make room for it", 14), "  help: make\n    room for\n    it");
        assert_eq!(broken("short", 14), "short");
        assert_eq!(broken("a-name-without-any-blank.xlsx is empty", 14), "a-name-without-any-blank.xlsx\n  is empty");
        let pasted = "  or: columns = { amount = \"Netto kaksi\" }";
        assert_eq!(broken(pasted, 14), pasted);
    }

    #[test]
    fn only_a_terminal_that_wants_colours_has_them() {
        let look = |colour| Look { colour, width: 80 };
        assert_eq!(dressed("error: x\n  help: y", look(false)), "error: x\n  help: y");
        assert_eq!(dressed("error: x\n  help: y", look(true)), "\u{1b}[31merror:\u{1b}[0m x\n  help: y");
    }
}
