//! The store of staged files, each at the address of its content.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use arrow_array::RecordBatch;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::apart::Apart;
use super::file;
use crate::line::cannot_stage;
use crate::line::{self, Sidecar};
use crate::read::{Format, format, inside};
use crate::settings::Settings;
use vire_base::digest::{self, Digest, hex};
use vire_base::error::InputError;
use vire_base::files::archive_of;
use vire_base::input::Input;
use vire_base::parallel;
use vire_base::progress::Progress;
use vire_reference::country::Country;

/// An input file, read and staged.
pub struct StagedFile {
    pub path: PathBuf,
    /// The path as the pipeline file sees it, with forward slashes; stable across machines.
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    pub sidecar: Sidecar,
    pub lines: PathBuf,
    /// Of the file of the lines.
    pub checksum: String,
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

/// Reads a file into the store of staged files, or finds it there: unchanged input is never parsed twice. `known` is the
/// SHA-256 of its content, of a file that has not changed since that was taken.
pub fn stage(
    path: &Path,
    name: String,
    known: Option<String>,
    settings: &Settings,
    store: &Path,
    threads: usize,
    progress: &Progress,
) -> Result<StagedFile, InputError> {
    let input = inside::open(path)?;
    // The only file of an archive is named with it.
    let name = match input.path().strip_prefix(path) {
        Ok(inner) if !inner.as_os_str().is_empty() => format!("{name}/{}", inner.display()),
        _ => name,
    };
    // In an empty store nothing can be found, so the file is read without its digest; a text's is made on the way.
    let empty = threads > 1 && fs_err::read_dir(store).is_ok_and(|mut entries| entries.next().is_none());
    let write = || write(&input, settings, store, threads, progress);
    let (written, hashed) = if empty {
        let is_text = format(&input)? == Format::Text;
        let (written, hashed) = parallel::both(threads, write, || (!is_text).then(|| digest::of(&input)).transpose());
        (Some(written?), hashed?)
    } else {
        (None, None)
    };
    let on_the_way = written.as_ref().and_then(|written: &Written| written.sidecar.digest.clone());
    let place = |digest: &Digest, kind: &str| store.join(format!("{}.{kind}", address(&digest.sha256, settings)));
    // A digest that was kept is believed only where it leads to something.
    let known = known.map(|sha256| Digest { sha256, bytes: input.bytes() });
    let known = known.filter(|digest| place(digest, "json").exists());
    let digest = hashed.or(on_the_way).or(known).map_or_else(|| digest::of(&input), Ok)?;
    let (lines, notes) = (place(&digest, "parquet"), place(&digest, "json"));
    let of_archive = || year_in(&archive_of(input.path())?.file_name()?.to_string_lossy());
    let by_name = || Some((year_in(&name).or_else(of_archive)?, "the only year in the file name"));
    let year = settings.year.map(|y| (y, "given in the pipeline file")).or_else(by_name);
    let (Kept { checksum, sidecar }, from_cache) = match cached(&notes, &lines, settings).filter(|_| written.is_none())
    {
        Some(kept) => (kept, true),
        None => {
            let written = written.map_or_else(write, Ok)?;
            // The lines are of the bytes that the digest is of.
            input.unchanged()?;
            if written.sidecar.digest.as_ref().is_some_and(|read| *read != digest) {
                return Err(input.changed());
            }
            let Written { lines: temporary, checksum, sidecar } = written;
            temporary.persist(&lines).map_err(|e| cannot_stage(&lines, e))?;
            let kept = Kept { checksum, sidecar };
            kept.write(store, &notes).map_err(|e| cannot_stage(&notes, e))?;
            (kept, false)
        }
    };
    let Digest { sha256, bytes } = digest;
    Ok(StagedFile { path: path.to_owned(), name, bytes, sha256, sidecar, lines, checksum, from_cache, year })
}

/// Takes out of a store all but the lines at these paths, with what stands beside them. What somebody else may be writing
/// just now stays, and what cannot be removed, until the next time.
pub fn forget_others(used: &BTreeSet<PathBuf>, store: &Path) {
    const UNFINISHED: Duration = Duration::from_secs(24 * 60 * 60);
    let is_used = |path: &Path| {
        used.contains(&path.with_extension("parquet")) || path.file_name().is_some_and(|name| name == Apart::FILE)
    };
    let is_new = |path: &Path| {
        let written = fs_err::metadata(path).and_then(|about| about.modified()).ok();
        written.and_then(|written| written.elapsed().ok()).is_none_or(|age| age < UNFINISHED)
    };
    let is_finished = |path: &Path| path.extension().is_some_and(|ending| ending == "parquet" || ending == "json");
    let entries = fs_err::read_dir(store).into_iter().flatten().flatten().map(|entry| entry.path());
    for other in entries.filter(|path| !is_used(path) && (is_finished(path) || !is_new(path))) {
        let _ = fs_err::remove_file(other);
    }
}

/// Lines in a temporary file of the store.
struct Written {
    lines: tempfile::NamedTempFile,
    checksum: String,
    sidecar: Sidecar,
}

/// Reads a file into a temporary one in the store.
fn write(
    input: &Input,
    settings: &Settings,
    store: &Path,
    threads: usize,
    progress: &Progress,
) -> Result<Written, InputError> {
    let lines = tempfile::NamedTempFile::new_in(store).map_err(|e| cannot_stage(store, e))?;
    let write = if threads > 1 { write_beside } else { write_inline };
    let (sidecar, checksum) = write(input, settings, lines.path(), progress)?;
    Ok(Written { lines, checksum, sidecar })
}

/// What stands beside staged lines.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the file of the lines.
    checksum: String,
    sidecar: Sidecar,
}

impl Kept {
    /// Writes it below its own checksum.
    fn write(&self, store: &Path, at: &Path) -> anyhow::Result<()> {
        let content = serde_json::to_vec(self)?;
        let mut temporary = tempfile::NamedTempFile::new_in(store)?;
        writeln!(temporary, "{}", blake3::hash(&content).to_hex())?;
        temporary.write_all(&content)?;
        temporary.persist(at)?;
        Ok(())
    }

    /// None when it is not what was written.
    fn read(at: &Path) -> Option<Self> {
        let bytes = fs_err::read(at).ok()?;
        let (checksum, content) = bytes.split_at_checked(blake3::OUT_LEN * 2)?;
        let content = content.strip_prefix(b"\n")?;
        let is_whole = blake3::hash(content).to_hex().as_bytes() == checksum;
        is_whole.then(|| serde_json::from_slice(content).ok())?
    }
}

/// The folder of a file that is being written, where what does not fit into memory lies meanwhile.
fn beside(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// The sidecar of a file, and the checksum of its lines.
type Staged = Result<(Sidecar, String), InputError>;

fn write_inline(input: &Input, settings: &Settings, to: &Path, progress: &Progress) -> Staged {
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
    let sidecar = line::read(input, settings, beside(to), &mut emit, &mut restart)?;
    let checksum = writer.into_inner().map(file::finish).transpose().map_err(|e| cannot_stage(to, e))?;
    Ok((sidecar, checksum.unwrap_or_default()))
}

/// Parses on this thread and encodes on another.
fn write_beside(input: &Input, settings: &Settings, to: &Path, progress: &Progress) -> Staged {
    enum Message {
        Batch(RecordBatch),
        Restart,
    }
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(4);
        let encoder = scope.spawn(move || -> anyhow::Result<String> {
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
            file::finish(writer)
        });
        let stopped = || cannot_stage(to, "the writer stopped");
        let mut emit = |batch: RecordBatch| {
            progress.advance(batch.num_rows() as u64);
            sender.send(Message::Batch(batch)).map_err(|_| stopped())
        };
        let mut restart = || sender.send(Message::Restart).map_err(|_| stopped());
        let sidecar = line::read(input, settings, beside(to), &mut emit, &mut restart);
        drop(sender);
        // The encoder's own error explains a stopped channel better.
        let checksum = encoder.join().map_err(|_| stopped())?.map_err(|e| cannot_stage(to, e))?;
        Ok((sidecar?, checksum))
    })
}

/// The address of a staged file: the input's content and all that decides how it is read, the code and lists that do it
/// among that.
fn address(sha256: &str, settings: &Settings) -> String {
    let mut hasher = Sha256::new();
    let Settings {
        columns,
        sheets,
        text,
        decimal,
        date_order,
        sign,
        unit,
        swapped_days,
        period,
        buyers: _,
        only_own: _,
        year: _,
        country,
        currency,
        rates,
        masker: _,
    } = settings;
    hasher.update(format!(
        "{} {sha256} {columns:?} {sheets:?} {:?} {:?} {decimal:?} {date_order:?} {sign:?} {unit:?} {swapped_days:?} {period:?} {country} {currency:?} {:?}",
        env!("VIRE_READING"),
        text.encoding.map(|e| e.name()),
        text.delimiter,
        rates.as_ref().map(|r| r.fingerprint()),
    ));
    // Which ids are persons' is said by the country, and a user's own folder may change.
    if let Some(own) = Country::of(country).filter(|c| c.is_own()) {
        own.texts().for_each(|(_, text)| hasher.update(text));
    }
    hex(&hasher.finalize()[..16])
}

/// What was staged before, when it is whole and was masked with the same key.
fn cached(notes: &Path, lines: &Path, settings: &Settings) -> Option<Kept> {
    let kept = Kept::read(notes)?;
    if let Some(used) = &kept.sidecar.mask_key
        && settings.masker.fingerprint().ok()? != *used
    {
        return None;
    }
    (file::checksum(lines).ok()? == kept.checksum).then_some(kept)
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
