//! From export files to staged lines.

pub mod cell;
pub mod column;
pub mod csv;
pub mod dictionary;
pub mod fence;
pub mod field;
pub mod header;
mod headerless;
pub mod inspect;
mod interner;
mod ledger;
mod limits;
pub mod mapping;
mod oddities;
mod open;
pub mod overlap;
pub mod privacy;
pub mod profile;
pub mod rate_table;
pub mod rates;
mod repeated;
mod repeats;
pub mod row;
pub mod rows;
pub mod settings;
mod settle;
pub mod siblings;
pub mod split;
pub mod staged;
pub mod table;
mod total;
pub mod workbook;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use arrow_array::RecordBatch;
use sha2::{Digest as _, Sha256};

use self::dictionary::Dictionaries;
use self::mapping::{GivenColumns, likeliest_header};
use self::open::Open;
use self::privacy::Masker;
use self::rates::Rates;
use self::staged::{BATCH, Control, Lines, Sidecar};
use self::table::{Forced, Part, TableReader};
use self::workbook::{Format, Sink};
use vire_base::amount::DecimalMark;
use vire_base::date::DateOrder;
use vire_base::digest::{Digest, digest, hex};
use vire_base::error::InputError;
use vire_base::parallel;
use vire_base::progress::Progress;
use vire_reference::country::Country;

/// Parts of a file that may wait for their look-up.
const PARTS_AHEAD: usize = 8;

/// How the files of one `[[purchases]]` are to be read; absent means: find out.
#[derive(Clone)]
pub struct Settings {
    pub columns: GivenColumns,
    /// Names of the sheets to read; empty means all that hold a purchase table.
    pub sheets: Vec<String>,
    pub text: csv::Given,
    pub decimal: Option<DecimalMark>,
    pub date_order: Option<DateOrder>,
    /// Whether purchases are written as negative amounts; as usual when absent.
    pub reversed: Option<bool>,
    /// The year of lines without any date.
    pub year: Option<i32>,
    /// ISO code of the buyer's country.
    pub country: String,
    /// The buyer's currency, which all lines are in or converted to; any when absent.
    pub currency: Option<String>,
    /// Rates to the buyer's currency; lines in others are held out when absent.
    pub rates: Option<Arc<Rates>>,
    pub masker: Arc<Masker>,
}

/// An input file, read and staged.
pub struct StagedFile {
    pub path: PathBuf,
    /// The path as the pipeline file sees it, with forward slashes; stable across machines.
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    pub sidecar: Sidecar,
    pub lines: PathBuf,
    pub from_cache: bool,
    /// The year of lines without any date, and where it comes from.
    pub year: Option<(i32, &'static str)>,
}

/// Control totals over all files.
pub fn total(files: &[StagedFile]) -> Control {
    Control::total(files.iter().flat_map(|f| &f.sidecar.tables).map(|t| &t.control))
}

/// Reads a file and gives its lines to `emit`, batch by batch. Nothing is written.
///
/// A column's reading is decided on all its values: when the first guess proves wrong, `restart` is called and the
/// file is read once more.
pub fn read(
    path: &Path,
    settings: &Settings,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
    restart: &mut dyn FnMut() -> Result<(), InputError>,
) -> Result<Sidecar, InputError> {
    let format = workbook::format(path)?;
    let mut dialect = (format == Format::Text).then(|| csv::likely_dialect(path, &settings.text)).transpose()?;
    let mut forced = Forced::default();
    loop {
        let walk = |sink: &mut dyn Sink| workbook::read(path, format, dialect.as_ref(), sink);
        let (mut sidecar, corrected, open) = match pass(path, settings, &forced, walk, emit) {
            Ok(passed) => passed,
            Err(error) => {
                // The rest of a file may be in another encoding than its head looks like.
                let whole = dialect.as_ref().map(|_| csv::dialect(path, &settings.text)).transpose()?;
                if whole == dialect {
                    return Err(error);
                }
                (dialect, forced) = (whole, Forced::default());
                restart()?;
                continue;
            }
        };
        if let Some(open) = open.into_iter().next() {
            return Err(InputError::new("ambiguous-column", path, open.error, open.help).in_sheet(&open.sheet));
        }
        if corrected == forced {
            sidecar.format = format.name().to_owned();
            sidecar.dialect = dialect;
            return Ok(sidecar);
        }
        forced = corrected;
        restart()?;
    }
}

/// Reads the rows that `walk` gives, with the readings found by earlier passes; tells those that proved right. Rows are
/// told apart on a thread of their own, and what they speak of is looked up on this one.
pub fn pass(
    path: &Path,
    settings: &Settings,
    forced: &Forced,
    walk: impl FnOnce(&mut dyn Sink) -> Result<(), InputError> + Send,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
) -> Result<(Sidecar, Forced, Vec<Open>), InputError> {
    std::thread::scope(|scope| {
        let (sender, parts) = sync_channel(PARTS_AHEAD);
        let reading = scope.spawn(move || {
            let mut reader = TableReader::new(path, settings, forced, sender);
            walk(&mut reader)?;
            if reader.sidecar.tables.is_empty() {
                return Err(reader.no_wanted_sheet().unwrap_or_else(|| no_table(path, &reader)));
            }
            Ok(reader.finish())
        });
        let mut dictionaries = Dictionaries::new(settings);
        let taken = look_up(path, parts, &mut dictionaries, emit);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        taken?; // before the other side's complaint that nobody takes its lines
        let (mut sidecar, corrected, open) = read?;
        dictionaries.move_into(&mut sidecar).map_err(|e| {
            let help = "the masking key of persons' ids is a file of 64 hex digits; set [privacy] key_file to a place that can be written";
            InputError::new("no-mask-key", settings.masker.key_file(), e.to_string(), help)
        })?;
        Ok((sidecar, corrected, open))
    })
}

fn look_up(
    path: &Path,
    parts: Receiver<Part>,
    dictionaries: &mut Dictionaries<'_>,
    emit: &mut dyn FnMut(RecordBatch) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let mut lines = Lines::default();
    let mut flush =
        |lines: &mut Lines| emit(lines.take_batch().map_err(|e| InputError::new("internal", path, e.to_string(), ""))?);
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

fn no_table(path: &Path, reader: &TableReader<'_>) -> InputError {
    let (seen, amounts) = likeliest_header(&reader.unread);
    let examples: Vec<String> =
        amounts.iter().take(3).map(|header| format!("columns = {{ amount = {header:?} }}")).collect();
    let help = match &examples[..] {
        [] => {
            "name the column of amounts in the pipeline file, under its [[purchases]]: columns = { amount = \"...\" }"
                .to_owned()
        }
        _ => format!("name the columns in the pipeline file, under its [[purchases]]: {}", examples.join(" or ")),
    };
    let help = help + &reader.hidden();
    if let Some((sheet, reason)) = reader.refused.first() {
        let message = format!("is no ledger of purchases: {reason}");
        let help = format!("leave it out; if it is one after all, {help}");
        return InputError::new("not-a-ledger", path, message, help).in_sheet(sheet);
    }
    let message = if reader.unread.is_empty() {
        "holds no rows".to_owned()
    } else if seen.is_empty() {
        "no amount column found, and no row with words that head columns".to_owned()
    } else {
        format!("no amount column found; the likeliest header reads: {}", seen.join(" | "))
    };
    InputError::new("no-amount-column", path, message, help)
}

/// Reads a file into the store of staged files, or finds it there: unchanged input is never parsed twice.
pub fn stage(
    path: &Path,
    name: String,
    settings: &Settings,
    store: &Path,
    threads: usize,
    progress: &Progress,
) -> Result<StagedFile, InputError> {
    // In an empty store nothing can be found, so the file is read without its digest; a text's is made on the way.
    let empty = threads > 1 && fs_err::read_dir(store).is_ok_and(|mut entries| entries.next().is_none());
    let write = || write(path, settings, store, threads, progress);
    let (mut written, hashed) = if empty {
        let is_text = workbook::format(path)? == Format::Text;
        let (written, hashed) = parallel::both(threads, write, || (!is_text).then(|| digest(path)).transpose());
        (Some(written?), hashed?)
    } else {
        (None, None)
    };
    let on_the_way = written.as_mut().and_then(|(_, sidecar)| sidecar.digest.take());
    let Digest { sha256, bytes } = hashed.or(on_the_way).map_or_else(|| digest(path), Ok)?;
    let key = address(&sha256, settings);
    let lines = store.join(format!("{key}.parquet"));
    let notes = store.join(format!("{key}.json"));
    let by_name = || Some((year_in(&name)?, "the only year in the file name"));
    let year = settings.year.map(|y| (y, "given in the pipeline file")).or_else(by_name);
    let (sidecar, from_cache) = match cached(&notes, &lines, settings).filter(|_| written.is_none()) {
        Some(sidecar) => (sidecar, true),
        None => {
            let (temporary, sidecar) = written.map_or_else(write, Ok)?;
            temporary.persist(&lines).map_err(|e| cannot_stage(&lines, e))?;
            keep(&sidecar, store, &notes).map_err(|e| cannot_stage(&notes, e))?;
            (sidecar, false)
        }
    };
    Ok(StagedFile { path: path.to_owned(), name, bytes, sha256, sidecar, lines, from_cache, year })
}

/// Reads a file into a temporary one in the store.
fn write(
    path: &Path,
    settings: &Settings,
    store: &Path,
    threads: usize,
    progress: &Progress,
) -> Result<(tempfile::NamedTempFile, Sidecar), InputError> {
    let temporary = tempfile::NamedTempFile::new_in(store).map_err(|e| cannot_stage(store, e))?;
    let write = if threads > 1 { write_beside } else { write_inline };
    let sidecar = write(path, settings, temporary.path(), progress)?;
    Ok((temporary, sidecar))
}

fn keep(sidecar: &Sidecar, store: &Path, at: &Path) -> anyhow::Result<()> {
    let mut temporary = tempfile::NamedTempFile::new_in(store)?;
    std::io::Write::write_all(&mut temporary, &serde_json::to_vec(sidecar)?)?;
    temporary.persist(at)?;
    Ok(())
}

fn cannot_stage(path: &Path, error: impl std::fmt::Display) -> InputError {
    InputError::new("cannot-stage", path, error.to_string(), "is there room on the disk, and the right to write?")
}

fn write_inline(path: &Path, settings: &Settings, to: &Path, progress: &Progress) -> Result<Sidecar, InputError> {
    let open = || staged::writer(to).map_err(|e| cannot_stage(to, e));
    let writer = std::cell::RefCell::new(Some(open()?));
    let mut emit = |batch: RecordBatch| {
        progress.advance(batch.num_rows() as u64);
        let mut writer = writer.borrow_mut();
        writer.as_mut().map_or(Ok(()), |w| w.write(&batch)).map_err(|e| cannot_stage(to, e))
    };
    let mut restart = || {
        writer.replace(None); // the old writer must be gone before the file is cut to nothing
        writer.replace(Some(open()?));
        Ok(())
    };
    let sidecar = read(path, settings, &mut emit, &mut restart)?;
    if let Some(writer) = writer.into_inner() {
        writer.close().map_err(|e| cannot_stage(to, e))?;
    }
    Ok(sidecar)
}

/// Parses on this thread and encodes on another.
fn write_beside(path: &Path, settings: &Settings, to: &Path, progress: &Progress) -> Result<Sidecar, InputError> {
    enum Message {
        Batch(RecordBatch),
        Restart,
    }
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(4);
        let encoder = scope.spawn(move || -> anyhow::Result<()> {
            let mut writer = staged::writer(to)?;
            for message in receiver {
                match message {
                    Message::Batch(batch) => writer.write(&batch)?,
                    Message::Restart => {
                        drop(writer); // must be gone before the file is cut to nothing
                        writer = staged::writer(to)?;
                    }
                }
            }
            writer.close()?;
            Ok(())
        });
        let stopped = || cannot_stage(to, "the writer stopped");
        let mut emit = |batch: RecordBatch| {
            progress.advance(batch.num_rows() as u64);
            sender.send(Message::Batch(batch)).map_err(|_| stopped())
        };
        let mut restart = || sender.send(Message::Restart).map_err(|_| stopped());
        let sidecar = read(path, settings, &mut emit, &mut restart);
        drop(sender);
        // The encoder's own error explains a stopped channel better.
        encoder.join().map_err(|_| stopped())?.map_err(|e| cannot_stage(to, e))?;
        sidecar
    })
}

/// The address of a staged file: the input's content and all that decides how it is read.
fn address(sha256: &str, settings: &Settings) -> String {
    let mut hasher = Sha256::new();
    let Settings { columns, sheets, text, decimal, date_order, reversed, year: _, country, currency, rates, masker: _ } =
        settings;
    hasher.update(format!(
        "{} {} {sha256} {columns:?} {sheets:?} {:?} {:?} {decimal:?} {date_order:?} {reversed:?} {country} {currency:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        staged::STAGE_VERSION,
        text.encoding.map(|e| e.name()),
        text.delimiter,
        rates.as_ref().map(|r| r.fingerprint()),
    ));
    hasher.update(vire_reference::COLUMNS);
    hasher.update(vire_reference::HEADER_WORDS);
    // Which ids are persons' is said by the country, and a user's own folder may change.
    if let Some(own) = Country::of(country).filter(|c| c.is_own()) {
        own.texts().for_each(|(_, text)| hasher.update(text));
    }
    hex(&hasher.finalize()[..16])
}

fn cached(notes: &Path, lines: &Path, settings: &Settings) -> Option<Sidecar> {
    let sidecar: Sidecar = serde_json::from_slice(&fs_err::read(notes).ok()?).ok()?;
    if let Some(used) = &sidecar.mask_key
        && settings.masker.fingerprint().ok()? != *used
    {
        return None;
    }
    let file = fs_err::File::open(lines).ok()?.into_parts().0;
    let rows = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file)
        .ok()?
        .metadata()
        .file_metadata()
        .num_rows();
    let kept: u64 = sidecar.tables.iter().map(|t| t.control.kept).sum();
    (rows as u64 == kept).then_some(sidecar)
}

/// The year in a file name, when there is just one.
fn year_in(name: &str) -> Option<i32> {
    let file = name.rsplit('/').next()?;
    let mut years: Vec<i32> = file
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| matches!(digits.len(), 4 | 6 | 8))
        .filter_map(|digits| digits[..4].parse().ok())
        .filter(|year| (1990..=2099).contains(year))
        .collect();
    years.dedup();
    match years[..] {
        [year] => Some(year),
        _ => None,
    }
}
