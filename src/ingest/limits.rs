//! Workbooks are archives of XML parts: what they unpack to is measured before a reader holds any of it in memory.

use std::io::{BufReader, Read};
use std::path::Path;

use memchr::{memchr, memrchr};

use super::error::InputError;

/// Bytes of a part that a reader holds in memory whole, such as shared strings and styles.
const PART: u64 = 512 << 20;
/// Bytes of a part that is streamed: a worksheet.
const SHEET: u64 = 8 << 30;
/// Bytes between two tags: the text of one cell. Excel itself allows 32 767 characters.
const TEXT: usize = 16 << 20;
/// A part this large that shrank to less than a 400th is no sheet of a person's making.
const RATIO: (u64, u64) = (64 << 20, 400);
const PARTS: usize = 100_000;

/// Refuses an archive whose parts unpack to more than can be read in bounded memory and time.
pub fn check(path: &Path) -> Result<(), InputError> {
    let refuse = |code: &'static str, message: String| {
        Err(InputError::new(
            code,
            path,
            message,
            "open it in a spreadsheet program and save it anew, or export it again",
        ))
    };
    let file = fs_err::File::open(path).map_err(|e| InputError::io(path, &e))?;
    let Ok(mut archive) = zip::ZipArchive::new(BufReader::new(file)) else {
        return Ok(()); // told by the reader
    };
    if archive.len() > PARTS {
        return refuse("zip-bomb", format!("is an archive of {} parts", archive.len()));
    }
    for index in 0..archive.len() {
        let Ok(mut part) = archive.by_index(index) else { continue };
        let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
        let streamed = name.contains("worksheets/") || name == "content.xml";
        let most = if streamed { SHEET } else { PART };
        let packed = part.compressed_size().max(1);
        let measured = measure(&mut part, most, packed);
        if measured.bytes > most || measured.bytes > RATIO.0 && measured.bytes / packed > RATIO.1 {
            let size = measured.bytes >> 20;
            return refuse(
                "zip-bomb",
                format!("holds a part, {name}, that unpacks from {packed} bytes to over {size} MB"),
            );
        }
        if measured.longest > TEXT {
            return refuse("huge-cell", format!("holds a text of over {} MB in {name}", measured.longest >> 20));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Measured {
    bytes: u64,
    /// The longest run of bytes without a tag.
    longest: usize,
}

/// Unpacks a part, up to the limit, keeping nothing. A damaged part ends where the damage is; its reader tells.
fn measure(part: &mut impl Read, most: u64, packed: u64) -> Measured {
    let mut measured = Measured::default();
    let mut buffer = vec![0; 1 << 16];
    let mut run = 0;
    while measured.bytes <= most && !(measured.bytes > RATIO.0 && measured.bytes / packed > RATIO.1) {
        let n = match part.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(n) => n,
        };
        measured.bytes += n as u64;
        // A tag in each piece is enough to know that no text runs through it.
        let (first, last) = (memchr(b'<', &buffer[..n]), memrchr(b'<', &buffer[..n]));
        let from = last.unwrap_or(0);
        if let Some(first) = first {
            measured.longest = measured.longest.max(run + first);
            run = 0;
        }
        run += n - from;
        measured.longest = measured.longest.max(run);
    }
    measured
}
