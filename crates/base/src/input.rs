//! A user's files: each is opened once, as what it is, and all that is read of it comes from that one handle.

use std::fs::{File, FileType, Metadata};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::code::Code;
use super::error::InputError;

/// What stands where a file is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoFile {
    #[error("is a folder")]
    Folder,
    /// Its content comes once only, but a file is looked at several times.
    #[error("is a pipe, no regular file")]
    Pipe,
    #[error("is a socket or a device, no regular file")]
    Device,
}

impl NoFile {
    fn of(kind: FileType) -> Option<Self> {
        if kind.is_file() {
            return None;
        }
        #[cfg(unix)]
        if std::os::unix::fs::FileTypeExt::is_fifo(&kind) {
            return Some(Self::Pipe);
        }
        Some(if kind.is_dir() { Self::Folder } else { Self::Device })
    }

    fn check(about: &Metadata) -> io::Result<()> {
        Self::of(about.file_type()).map_or(Ok(()), |what| Err(io::Error::new(ErrorKind::InvalidInput, what)))
    }
}

/// Opens a file for reading. To open a pipe would wait for its other end, perhaps for ever, so the path is looked at first.
///
/// # Errors
/// When it cannot be opened, or is no regular file.
pub fn open(path: &Path) -> io::Result<File> {
    NoFile::check(&fs_err::metadata(path)?)?;
    let file = fs_err::File::open(path)?.into_parts().0;
    NoFile::check(&file.metadata()?)?; // another thing may have taken its place
    Ok(file)
}

/// Bytes that no pipeline file and no list has.
const LARGEST_TEXT: u64 = 64 << 20;

/// The content of a text that is read whole, such as a pipeline file or a list.
///
/// # Errors
/// When it cannot be read, is no regular file, far too large, or not UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    let bytes = bytes(path, LARGEST_TEXT)?;
    let message = |_| io::Error::new(ErrorKind::InvalidData, "is not UTF-8");
    String::from_utf8(bytes).map_err(message)
}

/// The content of a file of at most so many bytes.
///
/// # Errors
/// When it cannot be read, is no regular file, or has more bytes.
pub fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open(path)?;
    let too_large = || io::Error::new(ErrorKind::FileTooLarge, format!("has more than {} MB", most >> 20));
    // Memory is taken by what is there, not by what a file with holes says of its size.
    if file.metadata()?.len() > most || file.take(most + 1).read_to_end(&mut bytes)? as u64 > most {
        return Err(too_large());
    }
    Ok(bytes)
}

/// A file that is being read. Whatever else is put at its path meanwhile, it stays the one that was opened.
#[derive(Clone, Debug)]
pub struct Input {
    path: PathBuf,
    file: Arc<File>,
    stamp: Stamp,
}

/// What changes when a file is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(about: &Metadata) -> Self {
        Self { bytes: about.len(), modified: about.modified().ok() }
    }
}

impl Input {
    /// # Errors
    /// When it cannot be opened, or is no regular file.
    pub fn open(path: &Path) -> Result<Self, InputError> {
        let opened = open(path).and_then(|file| Self::of(path, file));
        opened.map_err(|error| InputError::io(path, &error))
    }

    /// A file that was opened already; errors name it by `path`.
    ///
    /// # Errors
    /// When it is no regular file.
    pub fn of(path: &Path, file: File) -> io::Result<Self> {
        let about = file.metadata()?;
        NoFile::check(&about)?;
        Ok(Self { path: path.to_owned(), file: Arc::new(file), stamp: Stamp::of(&about) })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its size when it was opened.
    pub fn bytes(&self) -> u64 {
        self.stamp.bytes
    }

    /// Reads it from its beginning, independently of all others that do.
    pub fn reader(&self) -> Reader {
        Reader { file: self.file.clone(), at: 0, end: self.stamp.bytes }
    }

    /// The handle, for another process.
    ///
    /// # Errors
    /// When the system has no more handles.
    pub fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// To be asked after the last byte was read: what was read at different times is of one content.
    ///
    /// # Errors
    /// When the file was written to since it was opened.
    pub fn unchanged(&self) -> Result<(), InputError> {
        let now = self.file.metadata().map_err(|error| InputError::io(&self.path, &error))?;
        if Stamp::of(&now) == self.stamp { Ok(()) } else { Err(self.changed()) }
    }

    /// The error of a file that was written to while it was read.
    pub fn changed(&self) -> InputError {
        let help = "run again when no other program writes to it; a copy that is put in its place whole does no harm";
        InputError::new(Code::ChangedWhileRead, &self.path, "was changed while it was read", help)
    }
}

/// Reads an [`Input`] from a place of its own.
#[derive(Debug)]
pub struct Reader {
    file: Arc<File>,
    at: u64,
    /// The size that the file had: one that grows has an end all the same.
    end: u64,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let most = buffer.len().min(left);
        #[cfg(unix)]
        let n = std::os::unix::fs::FileExt::read_at(&*self.file, &mut buffer[..most], self.at)?;
        #[cfg(windows)]
        let n = std::os::windows::fs::FileExt::seek_read(&*self.file, &mut buffer[..most], self.at)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "seeks to before the beginning"))?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn code(path: &Path) -> Option<Code> {
        Input::open(path).err().map(|error| error.code)
    }

    #[test]
    fn only_regular_files_are_opened() -> Outcome {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a.csv");
        std::fs::write(&file, "a;b")?;
        assert_eq!(code(&file), None);
        assert_eq!(code(folder.path()), Some(Code::IsFolder));
        assert_eq!(code(&folder.path().join("none")), Some(Code::UnreadableFile));
        assert!(text(folder.path()).is_err());
        assert_eq!(text(&file)?, "a;b");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused_without_waiting() -> Outcome {
        let folder = tempfile::tempdir()?;
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status()?.success());
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket)?;
        for path in [&pipe, &socket, Path::new("/dev/null"), Path::new("/dev/zero")] {
            assert_eq!(code(path), Some(Code::NoRegularFile), "{}", path.display());
            assert!(text(path).is_err(), "{}", path.display());
        }
        // A link is what it leads to.
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link)?;
        assert_eq!(code(&link), Some(Code::NoRegularFile));
        Ok(())
    }

    #[test]
    fn readers_do_not_disturb_each_other() -> Outcome {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(b"0123456789")?;
        let input = Input::open(file.path())?;
        let (mut first, mut second) = (input.reader(), input.reader());
        let mut two = [0; 2];
        first.read_exact(&mut two)?;
        second.seek(SeekFrom::End(-3))?;
        second.read_exact(&mut two)?;
        assert_eq!(&two, b"78");
        first.read_exact(&mut two)?;
        assert_eq!(&two, b"23");
        assert!(second.seek(SeekFrom::Current(-20)).is_err());
        assert_eq!(io::read_to_string(input.reader())?, "0123456789");
        Ok(())
    }

    #[test]
    fn a_file_that_is_written_to_is_told_from_one_that_is_replaced() -> Outcome {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "old")?;
        let input = Input::open(&path)?;
        input.unchanged()?;
        std::fs::write(folder.path().join("b.csv"), "newer")?;
        // On some systems a file that is open cannot be replaced.
        if std::fs::rename(folder.path().join("b.csv"), &path).is_ok() {
            assert_eq!(io::read_to_string(input.reader())?, "old");
            input.unchanged()?;
        }
        let input = Input::open(&path)?;
        std::fs::OpenOptions::new().append(true).open(&path)?.write_all(b", and more")?;
        assert_eq!(input.unchanged().err().map(|error| error.code), Some(Code::ChangedWhileRead));
        assert_eq!(input.bytes(), io::read_to_string(input.reader())?.len() as u64);
        Ok(())
    }

    #[test]
    fn a_text_of_a_file_with_a_hole_is_refused_by_its_size() -> Outcome {
        let file = tempfile::NamedTempFile::new()?;
        file.as_file().set_len(10 << 30)?;
        let error = text(file.path()).err().ok_or("was read")?;
        assert_eq!(InputError::io(file.path(), &error).code, Code::TooLarge);
        assert_eq!(bytes(file.path(), 5).err().map(|e| e.kind()), Some(ErrorKind::FileTooLarge));
        Ok(())
    }
}
