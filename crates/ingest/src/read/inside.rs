//! Exports inside archives: a zip that is no workbook is read as the folder that it was made of, a gzip as its file.
//!
//! A file inside is unpacked into one without a name, which goes with its handle. From there on it is a file as others
//! are: its digest is taken of it, and no reader sees that it was packed.

use std::borrow::Cow;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::files::{archive_of, is_by_the_way};
use vire_base::input::Input;

use super::archive::{Archive, Part, Unpacked};
use super::format::{Zip, encrypted, zip};
use super::limits::{PIECE, SHEET, is_too_dense};

/// Exports in an archive. Each is unpacked with a look at all names.
const MOST: usize = 1_000;

/// The files that a path stands for: those inside where it is an archive of several, else itself. What is wrong with an
/// archive is told when it is opened.
pub fn exports(path: PathBuf) -> Vec<PathBuf> {
    let inside = Input::open(&path).and_then(|input| match Packing::of(&input)? {
        Some(Packing::Zip) => {
            let archive = Archive::of(&input)?;
            Ok(names(&archive)?.iter().map(|name| path.join(&**name)).collect())
        }
        _ => Ok(Vec::new()),
    });
    inside.ok().filter(|files| files.len() > 1).unwrap_or_else(|| vec![path])
}

/// Opens a file: as it is, or the one inside an archive, which is named by a path through the archive or is the only one
/// there.
pub fn open(path: &Path) -> Result<Input, InputError> {
    let archive = archive_of(path);
    let input = Input::open(archive.unwrap_or(path))?;
    match Packing::of(&input)? {
        None if archive.is_none() => Ok(input),
        None => Err(none_such(path)),
        Some(Packing::Zip) => unzip(&input, path),
        Some(Packing::Gzip) => gunzip(&input),
    }
}

enum Packing {
    Zip,
    Gzip,
}

impl Packing {
    /// How a file is packed by which exports are.
    fn of(input: &Input) -> Result<Option<Self>, InputError> {
        let mut head = [0; 4];
        let read = input.reader().read_exact(&mut head).map(|()| head);
        Ok(match read.as_ref().map_or(&[][..], |head| head) {
            [b'P', b'K', 3, 4] => matches!(zip(input)?, Zip::Files).then_some(Self::Zip),
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            _ => None,
        })
    }
}

/// Unpacks the file that the path names, or the only one.
fn unzip(input: &Input, path: &Path) -> Result<Input, InputError> {
    let archive = Archive::of(input)?;
    let names = names(&archive)?;
    let name = match path.strip_prefix(input.path()).ok().filter(|inner| !inner.as_os_str().is_empty()) {
        Some(inner) => names.iter().find(|name| Path::new(&***name) == inner).ok_or_else(|| none_such(path))?,
        None if names.len() == 1 => &names[0],
        None => {
            let help = format!("name one of them, such as {}", input.path().join(&*names[0]).display());
            let message = format!("is an archive of {} files", names.len());
            return Err(InputError::new(Code::NotASpreadsheet, path, message, help));
        }
    };
    let path = input.path().join(&**name);
    let part = archive.parts.iter().find(|part| slashed(part) == **name).ok_or_else(|| none_such(&path))?;
    if part.is_encrypted {
        return Err(encrypted(&path));
    }
    let mut unpacked = Unpacked::open(input, part)?;
    if unpacked.is_unknown() {
        let help = "unpack it, and pack it again in the usual way or name the file that comes out";
        return Err(InputError::new(Code::NotASpreadsheet, &path, "is packed in a way that few programs know", help));
    }
    let packed = part.bytes.end - part.bytes.start;
    let file = unpack(input, &path, packed, |piece| Ok(unpacked.fill(piece)))?;
    if unpacked.is_whole() { Ok(file) } else { Err(damaged(&path)) }
}

/// Unpacks the file of a gzip, which is called as the gzip is without its ending.
fn gunzip(input: &Input) -> Result<Input, InputError> {
    let name = input.path().file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let path = input.path().join(name.strip_suffix(".gz").unwrap_or(&name));
    let mut decoder = MultiGzDecoder::new(BufReader::new(input.reader()));
    unpack(input, &path, input.bytes(), |piece| decoder.read(piece))
}

/// Writes what is unpacked into a file without a name.
fn unpack(
    archive: &Input,
    path: &Path,
    packed: u64,
    mut fill: impl FnMut(&mut [u8]) -> io::Result<usize>,
) -> Result<Input, InputError> {
    let cannot = |error: io::Error| {
        let help = "is there room in the folder for temporary files? TMPDIR names another";
        InputError::new(Code::CannotStage, path, format!("cannot be unpacked: {error}"), help)
    };
    let mut file = tempfile::tempfile().map_err(cannot)?;
    let mut piece = vec![0; PIECE];
    let mut given = 0;
    loop {
        let n = fill(&mut piece).map_err(|_| damaged(path))?;
        if n == 0 {
            break;
        }
        given += n as u64;
        if given > SHEET || is_too_dense(given, packed) {
            let message = format!("unpacks from {packed} bytes to over {} MB", given >> 20);
            let help = "do not trust it; if it is yours, unpack it and name the file that comes out";
            return Err(InputError::new(Code::ZipBomb, path, message, help));
        }
        file.write_all(&piece[..n]).map_err(cannot)?;
    }
    archive.unchanged()?;
    Input::of(path, file).map_err(cannot)
}

/// The names of the files in an archive that may be exports, sorted, with slashes.
fn names<'a>(archive: &'a Archive<'_>) -> Result<Vec<Cow<'a, str>>, InputError> {
    let path = archive.input.path();
    let refuse = |message: String| {
        let help = "unpack it and name the spreadsheets inside";
        Err(InputError::new(Code::NotASpreadsheet, path, message, help))
    };
    let names = archive.parts.iter().map(slashed).filter(|name| !name.ends_with('/') && !is_of_systems(name));
    let mut names: Vec<Cow<'_, str>> = names.collect();
    names.sort();
    let leads_out = |name: &&Cow<'_, str>| {
        let is_other = |part: &str| matches!(part, "" | "." | "..") || part.contains([':', '\0']);
        name.split('/').any(is_other)
    };
    match names.iter().find(leads_out) {
        Some(name) => refuse(format!("is an archive with a file that stands outside of it, {name:?}")),
        None if names.is_empty() => refuse("is an archive without a file in it".to_owned()),
        None if names.len() > MOST => refuse(format!("is an archive of {} files", names.len())),
        None => Ok(names),
    }
}

fn slashed(part: &Part) -> Cow<'_, str> {
    if part.name.contains('\\') { part.name.replace('\\', "/").into() } else { part.name.as_str().into() }
}

/// What systems put into archives beside the files of a user.
fn is_of_systems(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX") || is_by_the_way(Path::new(name))
}

fn none_such(path: &Path) -> InputError {
    InputError::io(path, &io::ErrorKind::NotFound.into())
}

fn damaged(path: &Path) -> InputError {
    let help = "fetch or pack the archive again; it was not copied whole";
    InputError::new(Code::BrokenWorkbook, path, "is damaged or cut short in its archive", help)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn zipped(files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
            zip.start_file(*name, options)?;
            zip.write_all(content)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn gzipped(content: &[u8]) -> io::Result<Vec<u8>> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(content)?;
        gzip.finish()
    }

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn with(name: &str, bytes: &[u8]) -> io::Result<Self> {
            let folder = tempfile::tempdir()?;
            std::fs::write(folder.path().join(name), bytes)?;
            Ok(Self(folder))
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        /// The content, or the code and message of the error.
        fn read(&self, name: &str) -> Result<String, String> {
            let told = |error: InputError| format!("{}: {}", error.code, error.message);
            let input = open(&self.path(name)).map_err(told)?;
            io::read_to_string(input.reader()).map_err(|error| error.to_string())
        }
    }

    #[test]
    fn an_archive_is_the_folder_that_it_was_made_of() -> Outcome {
        let files: [(&str, &[u8]); 6] = [
            ("2024/b.csv", b"second"),
            ("2024/a.csv", b"first"),
            ("__MACOSX/2024/._a.csv", b"x"),
            ("2024/._a.csv", b"x"),
            ("2024/Thumbs.db", b"x"),
            ("2024/~$a.xlsx", b"x"),
        ];
        let folder = Folder::with("a.zip", &zipped(&files)?)?;
        let names = ["a.zip/2024/a.csv", "a.zip/2024/b.csv"];
        assert_eq!(exports(folder.path("a.zip")), names.map(|name| folder.path(name)));
        assert_eq!(names.map(|name| folder.read(name)), [Ok("first".to_owned()), Ok("second".to_owned())]);
        assert_eq!(open(&folder.path(names[0]))?.path(), folder.path(names[0]));
        assert!(folder.read("a.zip").is_err_and(|told| told == "not-a-spreadsheet: is an archive of 2 files"));
        for other in ["a.zip/c.csv", "a.zip/2024", "a.zip/2024/._a.csv", "a.zip/2024/a.csv/x"] {
            assert!(folder.read(other).is_err_and(|told| told.starts_with("unreadable-file")), "{other}");
        }
        Ok(())
    }

    #[test]
    fn the_only_file_inside_needs_no_name() -> Outcome {
        let folder = Folder::with("a.zip", &zipped(&[("a\\b.csv", b"one")])?)?;
        assert_eq!(exports(folder.path("a.zip")), [folder.path("a.zip")]);
        assert_eq!(folder.read("a.zip"), Ok("one".to_owned()));
        assert_eq!(folder.read("a.zip/a/b.csv"), Ok("one".to_owned()));
        // Gzips that were put together are one.
        let folder = Folder::with("a.csv.gz", &[gzipped(b"one, ")?, gzipped(b"two")?].concat())?;
        assert_eq!(folder.read("a.csv.gz"), Ok("one, two".to_owned()));
        assert_eq!(open(&folder.path("a.csv.gz"))?.path(), folder.path("a.csv.gz/a.csv"));
        // What is packed in neither way stays what it is.
        let folder = Folder::with("a.csv", b"a;b")?;
        assert_eq!(folder.read("a.csv"), Ok("a;b".to_owned()));
        assert!(folder.read("a.csv/b").is_err());
        Ok(())
    }

    #[test]
    fn no_flipped_bit_changes_what_is_unpacked() -> Outcome {
        let text = "Supplier;Date;Amount\nKaiku Oy;2024-05-01;100,25\n".repeat(3);
        for (name, bytes) in [("a.zip", zipped(&[("a.csv", text.as_bytes())])?), ("a.gz", gzipped(text.as_bytes())?)] {
            let mut refused = 0;
            for at in 0..bytes.len() {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << (at % 8);
                let folder = Folder::with(name, &bytes)?;
                match folder.read(name) {
                    Ok(read) => assert!(read == text || !read.contains("Kaiku"), "{name}, byte {at}: {read}"),
                    Err(_) => refused += 1,
                }
            }
            assert!(refused * 2 > bytes.len(), "{name}: {refused} of {}", bytes.len());
            for cut in 4..bytes.len() {
                let read = Folder::with(name, &bytes[..cut])?.read(name);
                assert!(read.is_err(), "{name} of {cut} bytes: {read:?}");
            }
        }
        Ok(())
    }

    #[test]
    fn what_unpacks_to_far_too_much_is_refused() -> Outcome {
        let zeros = vec![0; 80 << 20];
        for (name, bytes) in [("a.zip", zipped(&[("a.csv", &zeros)])?), ("a.csv.gz", gzipped(&zeros)?)] {
            let told = Folder::with(name, &bytes)?.read(name);
            assert!(told.is_err_and(|told| told.starts_with("zip-bomb: unpacks from")), "{name}");
        }
        Ok(())
    }

    #[test]
    fn archives_of_other_things_are_refused() -> Outcome {
        for name in ["../a.csv", "/a.csv", "a/../../b.csv", "c:a.csv", "a//b.csv"] {
            let told = Folder::with("a.zip", &zipped(&[("b.csv", b"x"), (name, b"x")])?)?.read("a.zip");
            assert!(told.is_err_and(|told| told.contains("stands outside of it")), "{name}");
        }
        let told = Folder::with("a.zip", &zipped(&[("__MACOSX/a", b"x")])?)?.read("a.zip");
        assert_eq!(told, Err("not-a-spreadsheet: is an archive without a file in it".to_owned()));
        // A text document is an archive too, and none of exports.
        let folder = Folder::with("a.docx", &zipped(&[("[Content_Types].xml", b"x"), ("word/document.xml", b"x")])?)?;
        assert!(exports(folder.path("a.docx")) == [folder.path("a.docx")]);
        assert!(folder.read("a.docx").is_ok_and(|bytes| bytes.starts_with("PK")) || folder.read("a.docx").is_err());
        Ok(())
    }
}
