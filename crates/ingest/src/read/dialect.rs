//! Encoding and delimiter of a text, chosen on the whole file and named in the manifest.

use std::io::{BufRead, BufReader, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memrchr2;
use serde::{Deserialize, Serialize};

use super::charset::{Charset, Older};
use super::decode::{CHUNK, Decoder};
use super::quotes::Form;
use super::rows::{ROW_TEXT, Rows};
use super::split::Splitter;
use vire_base::error::InputError;
use vire_base::input::Input;

/// How a text file is to be read, with the reason for each choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dialect {
    pub encoding: String,
    pub encoding_evidence: String,
    /// The first line that is in another encoding than the lines before it; lines are in this one or in UTF-8 then.
    pub changes_at: Option<u64>,
    pub delimiter: char,
    pub delimiter_evidence: String,
    /// Fields that most of the first records have.
    pub width: usize,
    /// Each line is one quoted text, which holds the fields.
    pub wrapped: bool,
}

/// What the pipeline file says of the dialect; absent means: find out.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub encoding: Option<Charset>,
    pub delimiter: Option<char>,
}

/// Finds encoding and delimiter. Reads the file once when its encoding is not given by a byte-order mark.
pub fn dialect(input: &Input, given: &Given) -> Result<Dialect, InputError> {
    of_file(input, given, true)
}

/// The same from the head of the file, whose rest is taken for UTF-8 when the head is: reading it will tell.
pub fn likely_dialect(input: &Input, given: &Given) -> Result<Dialect, InputError> {
    of_file(input, given, false)
}

fn of_file(input: &Input, given: &Given, whole: bool) -> Result<Dialect, InputError> {
    let (charset, encoding_evidence, changes_at) = match given.encoding {
        Some(charset) => (charset, "given in the pipeline file".to_owned(), None),
        None => find_encoding(input, whole)?,
    };
    let head = decode_head(input, charset, changes_at.is_some())?;
    let unwrapped = unwrap(&head);
    let rows = unwrapped.as_deref().unwrap_or(&head);
    let (delimiter, mut delimiter_evidence) = match given.delimiter {
        Some(delimiter) => (delimiter, "given in the pipeline file".to_owned()),
        None => find_delimiter(rows),
    };
    let width = steady_width(rows, delimiter).0;
    let wrapped = unwrapped.is_some();
    if wrapped {
        delimiter_evidence += ", in lines that are each one quoted text";
    }
    let encoding = charset.name().to_owned();
    Ok(Dialect { encoding, encoding_evidence, changes_at, delimiter, delimiter_evidence, width, wrapped })
}

/// The first lines of a text in which each is one quoted field that holds a delimiter, without those marks; none when it
/// is another text.
fn unwrap(head: &str) -> Option<String> {
    let unwrapped = |line: &str| {
        let inner = line.strip_prefix('"')?.strip_suffix('"')?.replace("\"\"", "\0");
        (!inner.contains('"')).then(|| inner.replace('\0', "\""))
    };
    let lines: Vec<String> =
        head.lines().filter(|line| !line.is_empty()).take(200).map(unwrapped).collect::<Option<_>>()?;
    let parts = |delimiter: char| lines.iter().all(|line| line.contains(delimiter));
    (lines.len() > 1 && [';', ',', '\t', '|'].into_iter().any(parts)).then(|| lines.join("\n"))
}

/// The encoding, what tells it, and the first line that changes to another one.
fn find_encoding(input: &Input, whole: bool) -> Result<(Charset, String, Option<u64>), InputError> {
    let mut file = input.reader();
    let mut buffer = vec![0; CHUNK];
    let mut utf8 = Utf8Check::default();
    let mut evidence = None;
    let mut line = Line::default();
    loop {
        let n = file.read(&mut buffer).map_err(|e| InputError::io(input.path(), &e))?;
        if evidence.is_none() {
            evidence = Some("the whole file is valid UTF-8");
            match Encoding::for_bom(&buffer[..n]) {
                Some((encoding, _)) if encoding == UTF_8 => evidence = Some("byte-order mark"),
                Some((encoding, _)) => return Ok((Charset::Known(encoding), "byte-order mark".into(), None)),
                None => {}
            }
            if let Some(encoding) = utf16_without_mark(&buffer[..n]) {
                return Ok((Charset::Known(encoding), "every second byte is zero".into(), None));
            }
        }
        utf8.feed(&buffer[..n]);
        if n == 0 || !utf8.valid {
            break;
        }
        if !whole || line.is_endless(&buffer[..n]) {
            utf8.tail.clear(); // a character may be cut
            break;
        }
    }
    match evidence.filter(|_| utf8.finish()) {
        Some(evidence) => Ok((Charset::UTF_8, evidence.into(), None)),
        None => other_encoding(input),
    }
}

/// The line at hand. When it has no end its reader refuses it, and the rest of the text tells nothing.
#[derive(Default)]
struct Line {
    bytes: usize,
}

impl Line {
    fn is_endless(&mut self, piece: &[u8]) -> bool {
        self.bytes = memrchr2(b'\n', b'\r', piece).map_or(self.bytes + piece.len(), |end| piece.len() - end);
        self.bytes > ROW_TEXT
    }
}

/// Bytes of a line that are looked at together.
const LINE: u64 = 1 << 20;

/// The encoding of a text that is not UTF-8 throughout.
fn other_encoding(input: &Input) -> Result<(Charset, String, Option<u64>), InputError> {
    let io = |e| InputError::io(input.path(), &e);
    let mut file = BufReader::with_capacity(CHUNK, input.reader());
    let mut foreign = [0u64; 256]; // how often each byte above ASCII occurs
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut older = Older::default();
    // The first lines that are UTF-8, and not, beyond ASCII.
    let mut first: [Option<u64>; 2] = [None, None];
    let (mut line, mut number, mut whole) = (Vec::new(), 0, Line::default());
    loop {
        line.clear();
        if file.by_ref().take(LINE).read_until(b'\n', &mut line).map_err(io)? == 0 || whole.is_endless(&line) {
            break;
        }
        number += 1;
        if line.is_ascii() {
            continue;
        }
        let is_utf8 = std::str::from_utf8(&line).is_ok();
        first[usize::from(!is_utf8)].get_or_insert(number);
        if !is_utf8 {
            line.iter().filter(|b| **b >= 0x80).for_each(|b| foreign[usize::from(*b)] += 1);
            detector.feed(&line, false);
            older.feed(&line);
        }
    }
    // Bytes that are letters and signs of western and northern Europe in Windows-1252.
    let western =
        |b: u8| matches!(b, 0x80 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa3 | 0xa7 | 0xb0 | 0xb4 | 0xb7 | 0xc0..=0xff);
    let (charset, evidence) = if let Some(likely) = older.likely() {
        likely
    } else if (0x80..=0xff).all(|b| foreign[usize::from(b)] == 0 || western(b)) {
        (Charset::Known(WINDOWS_1252), "not UTF-8; all bytes are western European letters in Windows-1252")
    } else {
        detector.feed(b"", true);
        let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
        (Charset::Known(guess), "not UTF-8; guessed from letter frequencies")
    };
    let is_by_line =
        charset == Charset::Dos || matches!(charset, Charset::Known(encoding) if encoding.is_single_byte());
    match first {
        [Some(utf8), Some(other)] if is_by_line => {
            let evidence =
                format!("UTF-8 in some lines (first in {utf8}), not in others (first in {other}); in these {evidence}");
            Ok((charset, evidence, Some(utf8.max(other))))
        }
        _ => Ok((charset, evidence.into(), None)),
    }
}

/// UTF-8 validity over chunks whose borders may cut a character.
struct Utf8Check {
    valid: bool,
    tail: Vec<u8>,
}

impl Default for Utf8Check {
    fn default() -> Self {
        Self { valid: true, tail: Vec::new() }
    }
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) {
        let joined;
        let mut bytes = chunk;
        if !self.tail.is_empty() {
            // Complete the cut character with at most three bytes of this chunk.
            let need = chunk.iter().take(3).take_while(|b| (0x80..0xc0).contains(*b)).count();
            joined = [self.tail.as_slice(), &chunk[..need]].concat();
            self.valid &= std::str::from_utf8(&joined).is_ok();
            bytes = &chunk[need..];
            self.tail.clear();
        }
        if let Err(error) = simdutf8::compat::from_utf8(bytes) {
            match error.error_len() {
                None => self.tail = bytes[error.valid_up_to()..].to_vec(),
                Some(_) => self.valid = false,
            }
        }
    }

    fn finish(&self) -> bool {
        self.valid && self.tail.is_empty()
    }
}

fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(1000)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    if half < 8 {
        return None;
    }
    match (zeros(0) * 10 > half * 8, zeros(1) * 10 > half * 8) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

fn decode_head(input: &Input, charset: Charset, mixed: bool) -> Result<String, InputError> {
    let mut head = vec![0; CHUNK];
    let mut reader = Decoder::new(input.reader(), charset, mixed);
    let mut filled = 0;
    while filled < head.len() {
        match reader.read(&mut head[filled..]).map_err(|e| InputError::io(input.path(), &e))? {
            0 => break,
            n => filled += n,
        }
    }
    head.truncate(filled);
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// The delimiter under which most of the first rows have the same, largest number of fields. A new one goes into
/// [`unwrap`] and into the settings too.
fn find_delimiter(head: &str) -> (char, String) {
    let mut best = (',', 0.0, 1);
    // The comma comes last: where another parts the rows, those that all stand within figures are decimal marks.
    for delimiter in [';', '\t', '|', ','] {
        let (width, steady) = steady_width(head, delimiter);
        if width < 2 || delimiter == ',' && best.2 > 1 && has_decimal_commas_only(head) {
            continue;
        }
        // More fields beat fewer unless they are unsteady: decimal commas split rows here and there.
        let score = steady * steady * (width as f64).sqrt();
        if score > best.1 {
            best = (delimiter, score, width);
        }
    }
    let evidence = match best.2 {
        1 => "only one field a row, whatever the delimiter".to_owned(),
        width => format!("steadiest row width among ; , tab |: {width} fields"),
    };
    (best.0, evidence)
}

fn has_decimal_commas_only(head: &str) -> bool {
    let bytes = head.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b',', bytes).all(|at| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)))
}

/// Records that tell how wide a table is.
const FIRST: usize = 200;

/// The commonest number of fields of the first records, and the share of records that have it.
fn steady_width(head: &str, delimiter: char) -> (usize, f64) {
    let form = Form { delimiter: delimiter as u8, width: 0 };
    let mut splitter = Splitter::new(head.as_bytes(), form, false);
    let mut widths: Vec<usize> = Vec::new();
    while let Ok(Some(rows)) = splitter.next(Rows::default()) {
        widths.extend((0..rows.len()).map(|at| rows.row(at).width()));
        if widths.len() >= FIRST {
            break;
        }
    }
    widths.truncate(FIRST);
    let has = |width: usize| widths.iter().filter(|other| **other == width).count();
    let Some(width) = widths.iter().copied().max_by_key(|width| (has(*width), *width)) else { return (0, 0.0) };
    (width, has(width) as f64 / widths.len() as f64)
}
