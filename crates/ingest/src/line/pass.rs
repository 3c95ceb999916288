//! Reading a file to lines, once or until each column is read rightly.

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};

use arrow_array::RecordBatch;

use super::dictionary::Dictionaries;
use super::forced::Forced;
use super::lines::{BATCH, Lines};
use super::outlet::Part;
use super::reader::TableReader;
use super::sidecar::{Problem, Sidecar};
use crate::read::dialect::Dialect;
use crate::read::sink::{Format, Sink};
use crate::read::{dialect, format, read_rows};
use crate::settings::Settings;
use crate::values::ambiguity::AmbiguousColumn;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;

/// Parts of a file that may wait for their look-up.
const PARTS_AHEAD: usize = 8;

/// Reads a file and gives its lines to `emit`, batch by batch. Nothing is written.
///
/// What does not fit into memory lies in a file in `scratch` meanwhile. A column's reading is decided on all its values:
/// when the first guess proves wrong, `restart` is called and the file is read once more.
pub fn read(
    input: &Input,
    settings: &Settings,
    scratch: &Path,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
    restart: &mut dyn FnMut() -> Result<(), InputError>,
) -> Result<Sidecar, InputError> {
    let read = passes(input, settings, scratch, emit, restart);
    // What a file that changes tells is wrong, an error too.
    input.unchanged().and(read)
}

fn passes(
    input: &Input,
    settings: &Settings,
    scratch: &Path,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
    restart: &mut dyn FnMut() -> Result<(), InputError>,
) -> Result<Sidecar, InputError> {
    let path = input.path();
    let format = format(input)?;
    let mut dialect = (format == Format::Text).then(|| dialect::likely_dialect(input, &settings.text)).transpose()?;
    let mut forced = Forced::default();
    loop {
        let walk = |sink: &mut dyn Sink| read_rows(input, format, dialect.as_ref(), sink);
        let (mut sidecar, corrected, ambiguous) = match pass((path, scratch), settings, &forced, walk, emit) {
            Ok(passed) => passed,
            // No encoding makes a record shorter, and the rest of such a file may be long.
            Err(error) if error.code == Code::HugeCell => return Err(error),
            Err(error) => {
                // The rest of a file may be in another encoding than its head looks like.
                let whole = dialect.as_ref().map(|_| dialect::dialect(input, &settings.text)).transpose()?;
                if whole == dialect {
                    return Err(error);
                }
                (dialect, forced) = (whole, Forced::default());
                restart()?;
                continue;
            }
        };
        if let Some(column) = ambiguous.into_iter().next() {
            return Err(column.error(path));
        }
        if corrected == forced {
            sidecar.format = format.name().to_owned();
            sidecar.problems.extend(dialect.as_ref().and_then(of_encodings));
            sidecar.dialect = dialect;
            return Ok(sidecar);
        }
        forced = corrected;
        restart()?;
    }
}

/// What to say of a text in two encodings.
fn of_encodings(dialect: &Dialect) -> Option<Problem> {
    let (line, other) = (dialect.changes_at?, &dialect.encoding);
    let message = format!(
        "some lines are in UTF-8 and others in {other}, the first change being in line {line}; each line is read in its own"
    );
    Some(Problem::new(Code::TwoEncodings, "", None, message))
}

/// Reads the rows that `walk` gives, with the readings found by earlier passes; tells those that proved right. Rows are
/// told apart on a thread of their own, and what they speak of is looked up on this one.
pub fn pass(
    (path, scratch): (&Path, &Path),
    settings: &Settings,
    forced: &Forced,
    walk: impl FnOnce(&mut dyn Sink) -> Result<(), InputError> + Send,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
) -> Result<(Sidecar, Forced, Vec<AmbiguousColumn>), InputError> {
    std::thread::scope(|scope| {
        let (sender, parts) = sync_channel(PARTS_AHEAD);
        let reading = scope.spawn(move || {
            let mut reader = TableReader::new((path, scratch), settings, forced, sender);
            walk(&mut reader)?;
            reader.finish()
        });
        let mut dictionaries = Dictionaries::new(settings);
        let taken = look_up(path, parts, &mut dictionaries, emit);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken?; // before the other side's complaint that nobody takes its lines
        let (mut sidecar, corrected, ambiguous) = read?;
        dictionaries.move_into(&mut sidecar).map_err(|e| {
            let help = "the masking key of persons' ids is a file of 64 hex digits; set [privacy] key_file to a place that can be written";
            InputError::new(Code::NoMaskKey, settings.masker.key_file(), e.to_string(), help)
        })?;
        Ok((sidecar, corrected, ambiguous))
    })
}

fn look_up(
    path: &Path,
    parts: Receiver<Part>,
    dictionaries: &mut Dictionaries<'_>,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let mut lines = Lines::default();
    let mut flush = |lines: &mut Lines| {
        emit(lines.take_batch().map_err(|e| InputError::new(Code::Internal, path, e.to_string(), ""))?)
    };
    for part in parts {
        match part {
            Part::Table(table) => dictionaries.start(table),
            Part::Lines(rows, at, kept) => dictionaries.take(&rows, &at, &kept, &mut lines),
            Part::End(table) => dictionaries.end(table),
        }
        if lines.len() >= BATCH {
            flush(&mut lines)?;
        }
    }
    if lines.is_empty() { Ok(()) } else { flush(&mut lines) }
}
