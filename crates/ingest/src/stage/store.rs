//! The store of staged files, each at the address of its content.

use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

use arrow_array::RecordBatch;
use sha2::{Digest as _, Sha256};

use super::file;
use crate::line::{self, Sidecar};
use crate::read::{Format, format};
use crate::settings::Settings;
use vire_base::code::Code;
use vire_base::digest::{Digest, digest, hex};
use vire_base::error::InputError;
use vire_base::parallel;
use vire_base::progress::Progress;
use vire_reference::country::Country;

/// Raised when the staged form changes, or when the same input would be read differently, so that older staged files are
/// made anew.
pub const STAGE_VERSION: u32 = 12;

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

impl AsRef<Sidecar> for StagedFile {
    fn as_ref(&self) -> &Sidecar {
        &self.sidecar
    }
}

impl AsMut<Sidecar> for StagedFile {
    fn as_mut(&mut self) -> &mut Sidecar {
        &mut self.sidecar
    }
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
        let is_text = format(path)? == Format::Text;
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

pub fn cannot_stage(path: &Path, error: impl std::fmt::Display) -> InputError {
    InputError::new(Code::CannotStage, path, error.to_string(), "is there room on the disk, and the right to write?")
}

fn write_inline(path: &Path, settings: &Settings, to: &Path, progress: &Progress) -> Result<Sidecar, InputError> {
    let open = || file::writer(to).map_err(|e| cannot_stage(to, e));
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
    let sidecar = line::read(path, settings, &mut emit, &mut restart)?;
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
            let mut writer = file::writer(to)?;
            for message in receiver {
                match message {
                    Message::Batch(batch) => writer.write(&batch)?,
                    Message::Restart => {
                        drop(writer); // must be gone before the file is cut to nothing
                        writer = file::writer(to)?;
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
        let sidecar = line::read(path, settings, &mut emit, &mut restart);
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
        STAGE_VERSION,
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
