//! The parts of an archive, each unpacked bit by bit.

use std::collections::HashSet;
use std::io::{BufReader, Read, Seek, SeekFrom, Take};
use std::ops::Range;
use std::path::Path;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::{Input, Reader};

const PARTS: usize = 10_000;

pub struct Archive<'a> {
    pub input: &'a Input,
    /// Those first that a reader holds in memory.
    pub parts: Vec<Part>,
}

pub struct Part {
    pub name: String,
    /// Where it stands in the file.
    pub bytes: Range<u64>,
    compression: CompressionMethod,
    /// What the directory says that it unpacks to.
    size: u64,
    crc: u32,
    pub is_encrypted: bool,
}

impl Part {
    pub fn is_sheet(&self) -> bool {
        self.name.to_ascii_lowercase().contains("worksheets/") || self.name == "content.xml"
    }

    /// Whether it is one of the parts of an xlsb that are read record by record.
    pub fn has_records(&self) -> bool {
        let name = self.name.to_ascii_lowercase();
        let is_read = name.contains("worksheets/") || name.contains("sharedstrings") || name.contains("xl/styles");
        is_read && name.ends_with(".bin")
    }
}

impl<'a> Archive<'a> {
    /// A file that is an archive, as was seen before.
    pub fn of(input: &'a Input) -> Result<Self, InputError> {
        Self::open(input)?.map_or_else(|| refuse(input.path(), Code::BrokenWorkbook, "is damaged".to_owned()), Ok)
    }

    /// None when the file is no archive, which is told by its reader.
    pub fn open(input: &'a Input) -> Result<Option<Self>, InputError> {
        let Ok(mut archive) = ZipArchive::new(BufReader::new(input.reader())) else { return Ok(None) };
        let path = input.path();
        if archive.len() > PARTS {
            return refuse(path, Code::ZipBomb, format!("is an archive of {} parts", archive.len()));
        }
        if archive.has_overlapping_files().unwrap_or(false) {
            return refuse(path, Code::ZipBomb, "is an archive whose parts stand in each other".to_owned());
        }
        let mut parts = Vec::new();
        // Parts have one name whatever its case, and readers differ in which of two they take.
        let mut names = HashSet::new();
        let mut repeated = archive.has_duplicate_names().then(String::new);
        for index in 0..archive.len() {
            let Ok(part) = archive.by_index_raw(index) else { continue };
            let from = part.data_start().unwrap_or(0);
            let name = part.name().map(|n| n.into_owned()).unwrap_or_default();
            // No checksum covers the directory, but each name stands before its part once more.
            if name_before(&mut input.reader(), part.header_start()).is_ok_and(|before| before != part.name_raw()) {
                return refuse(path, Code::BrokenWorkbook, format!("is damaged: its part {name} has two names"));
            }
            if !names.insert(name.replace('\\', "/").to_ascii_lowercase()) {
                repeated = Some(format!(", {name}"));
            }
            parts.push(Part {
                name,
                bytes: from..from.saturating_add(part.compressed_size()),
                compression: part.compression(),
                size: part.size(),
                crc: part.crc32(),
                is_encrypted: part.encrypted(),
            });
        }
        if let Some(name) = repeated {
            return refuse(path, Code::BrokenWorkbook, format!("holds two parts of one name{name}"));
        }
        parts.sort_by_key(Part::is_sheet);
        Ok(Some(Self { input, parts }))
    }

    /// Bytes that all parts unpack to, as far as the directory can be believed.
    pub fn unpacked(&self) -> u64 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.size))
    }
}

/// The name in the header of a part.
fn name_before(file: &mut Reader, header: u64) -> std::io::Result<Vec<u8>> {
    let mut head = [0; 30];
    file.seek(SeekFrom::Start(header))?;
    file.read_exact(&mut head)?;
    let mut name = vec![0; usize::from(u16::from_le_bytes([head[26], head[27]]))];
    file.read_exact(&mut name)?;
    Ok(name)
}

pub fn refuse<T>(path: &Path, code: Code, message: String) -> Result<T, InputError> {
    let help = "open it in a spreadsheet program and save it anew, or export it again";
    Err(InputError::new(code, path, message, help))
}

/// A part, unpacked bit by bit.
pub struct Unpacked<'a> {
    part: &'a Part,
    method: Method,
    /// Bytes that it gave, and their checksum.
    pub given: u64,
    crc: Crc,
}

enum Method {
    Stored(Take<Reader>),
    Deflated(DeflateDecoder<BufReader<Take<Reader>>>),
    /// Readers cannot unpack it either.
    Other,
}

impl<'a> Unpacked<'a> {
    pub fn open(input: &Input, part: &'a Part) -> Result<Self, InputError> {
        let mut file = input.reader();
        file.seek(SeekFrom::Start(part.bytes.start)).map_err(|e| InputError::io(input.path(), &e))?;
        let packed = file.take(part.bytes.end - part.bytes.start);
        let method = match part.compression {
            CompressionMethod::Stored => Method::Stored(packed),
            CompressionMethod::Deflated => Method::Deflated(DeflateDecoder::new(BufReader::new(packed))),
            _ => Method::Other,
        };
        Ok(Self { part, method, given: 0, crc: Crc::new() })
    }

    /// Whether it is packed in a way that cannot be unpacked here.
    pub fn is_unknown(&self) -> bool {
        matches!(self.method, Method::Other)
    }

    /// Packed bytes that what it gave was made of.
    pub fn taken(&self) -> u64 {
        match &self.method {
            Method::Stored(_) => self.given,
            Method::Deflated(decoder) => decoder.total_in(),
            Method::Other => 0,
        }
    }

    /// Fills the piece, unless the part ends or is damaged there; gives the bytes that are filled.
    pub fn fill(&mut self, piece: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < piece.len() {
            let read = match &mut self.method {
                Method::Stored(stored) => stored.read(&mut piece[filled..]),
                Method::Deflated(decoder) => decoder.read(&mut piece[filled..]),
                Method::Other => Ok(0),
            };
            match read {
                Ok(0) | Err(_) => break,
                Ok(n) => filled += n,
            }
        }
        self.given += filled as u64;
        self.crc.update(&piece[..filled]);
        filled
    }

    /// Whether what it gave up to its end is what was packed.
    pub fn is_whole(&self) -> bool {
        self.is_unknown() || (self.given, self.crc.sum()) == (self.part.size, self.part.crc)
    }
}
