//! Encoding and delimiter of a text, chosen on the whole file and named in the manifest.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::{Deserialize, Serialize};

use super::decode::{CHUNK, Decoder};
use super::split::csv_reader;
use vire_base::error::InputError;
use vire_base::input::Input;

/// How a text file is to be read, with the reason for each choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dialect {
    pub encoding: String,
    pub encoding_evidence: String,
    pub delimiter: char,
    pub delimiter_evidence: String,
    /// Each line is one quoted text, which holds the fields.
    pub wrapped: bool,
}

/// What the pipeline file says of the dialect; absent means: find out.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub encoding: Option<&'static Encoding>,
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
    let (encoding, encoding_evidence) = match given.encoding {
        Some(encoding) => (encoding, "given in the pipeline file".to_owned()),
        None => find_encoding(input, whole)?,
    };
    let head = decode_head(input, encoding)?;
    let unwrapped = unwrap(&head);
    let (delimiter, mut delimiter_evidence) = match given.delimiter {
        Some(delimiter) => (delimiter, "given in the pipeline file".to_owned()),
        None => find_delimiter(unwrapped.as_deref().unwrap_or(&head)),
    };
    let wrapped = unwrapped.is_some();
    if wrapped {
        delimiter_evidence += ", in lines that are each one quoted text";
    }
    Ok(Dialect { encoding: encoding.name().to_owned(), encoding_evidence, delimiter, delimiter_evidence, wrapped })
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

fn find_encoding(input: &Input, whole: bool) -> Result<(&'static Encoding, String), InputError> {
    let mut file = input.reader();
    let mut buffer = vec![0; CHUNK];
    let mut utf8 = Utf8Check::default();
    let mut foreign = [0u64; 256]; // how often each byte above ASCII occurs
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut first = true;
    loop {
        let n = file.read(&mut buffer).map_err(|e| InputError::io(input.path(), &e))?;
        if first {
            if let Some((encoding, _)) = Encoding::for_bom(&buffer[..n]) {
                return Ok((encoding, "byte-order mark".into()));
            }
            if let Some(encoding) = utf16_without_mark(&buffer[..n]) {
                return Ok((encoding, "every second byte is zero".into()));
            }
            first = false;
        }
        if n == 0 {
            break;
        }
        utf8.feed(&buffer[..n]);
        if utf8.valid && !whole {
            utf8.tail.clear(); // a character may be cut
            break;
        }
        if !utf8.valid {
            buffer[..n].iter().filter(|b| **b >= 0x80).for_each(|b| foreign[usize::from(*b)] += 1);
            detector.feed(&buffer[..n], false);
        }
    }
    if utf8.finish() {
        return Ok((UTF_8, "the whole file is valid UTF-8".into()));
    }
    // Bytes that are letters and signs of western and northern Europe in Windows-1252.
    let western =
        |b: u8| matches!(b, 0x80 | 0x85 | 0x91..=0x97 | 0xa0 | 0xa3 | 0xa7 | 0xb0 | 0xb4 | 0xb7 | 0xc0..=0xff);
    if (0x80..=0xff).all(|b| foreign[usize::from(b)] == 0 || western(b)) {
        return Ok((WINDOWS_1252, "not UTF-8; all bytes are western European letters in Windows-1252".into()));
    }
    detector.feed(b"", true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    Ok((guess, "not UTF-8; guessed from letter frequencies".into()))
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

fn decode_head(input: &Input, encoding: &'static Encoding) -> Result<String, InputError> {
    let mut head = vec![0; CHUNK];
    let mut reader = Decoder::new(input.reader(), encoding);
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
    for delimiter in [';', ',', '\t', '|'] {
        let mut reader = csv_reader(head.as_bytes(), delimiter as u8);
        let widths: Vec<usize> = reader.records().take(200).map_while(Result::ok).map(|r| r.len()).collect();
        let widest_common = widths.iter().copied().max_by_key(|w| (widths.iter().filter(|x| *x == w).count(), *w));
        let Some(width) = widest_common.filter(|w| *w > 1) else {
            continue;
        };
        let steady = widths.iter().filter(|w| **w == width).count() as f64 / widths.len() as f64;
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
