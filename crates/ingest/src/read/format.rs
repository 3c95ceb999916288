//! A file is opened by what it is, not by what it is called.

use std::io::{BufReader, Read};
use std::path::Path;

use memchr::memmem;

use super::sink::Format;
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_base::input::Input;

/// Tells the format by content; errors for what is no spreadsheet.
pub fn format(input: &Input) -> Result<Format, InputError> {
    let path = input.path();
    let mut head = Vec::new();
    input.reader().take(4096).read_to_end(&mut head).map_err(|e| InputError::io(path, &e))?;
    let not_a_table = |what: &str| {
        let help = "export the purchases as xlsx, xlsb, xls, ods or csv";
        Err(InputError::new(Code::NotASpreadsheet, path, format!("is {what}, whatever its name says"), help))
    };
    match head.as_slice() {
        [] => Err(InputError::new(Code::EmptyFile, path, "is empty", "export it again; the file has no bytes")),
        [b'P', b'K', 3, 4, ..] => zip_format(input),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ole_format(input),
        h if h.starts_with(b"%PDF") => not_a_table("a PDF document"),
        h if h.starts_with(&[0x89, b'P', b'N', b'G']) || h.starts_with(&[0xff, 0xd8, 0xff]) => not_a_table("a picture"),
        [0x1f, 0x8b, ..] => {
            let help = "unpack it, for example with gunzip, and name the file inside";
            Err(InputError::new(Code::NotASpreadsheet, path, "is a gzip archive", help))
        }
        h => {
            let start = beginning(h);
            if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") {
                return not_a_table("a web page");
            }
            if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
                let message = "is XML Spreadsheet 2003, which older programs call an Excel workbook";
                let help = "open it in a spreadsheet program and save it as xlsx";
                return Err(InputError::new(Code::NotASpreadsheet, path, message, help));
            }
            if start.starts_with("mime-version:") {
                return not_a_table("a web page with its pictures (MHTML)");
            }
            if start.starts_with("<?xml") {
                return not_a_table("an XML document");
            }
            if start.starts_with('{') || start.starts_with("[{") {
                return not_a_table("a JSON document");
            }
            let wide = h.starts_with(&[0xff, 0xfe]) || h.starts_with(&[0xfe, 0xff]);
            let zeros = h.iter().filter(|b| **b == 0).count();
            if !wide && zeros > 0 && zeros * 4 < h.len() {
                return not_a_table("a binary file");
            }
            Ok(Format::Text)
        }
    }
}

/// The first letters of a text in small ones, whether they are written in one byte or in two.
fn beginning(head: &[u8]) -> String {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = head.chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match head {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'<', ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']).to_lowercase()
}

/// What a zip archive is.
pub enum Zip {
    Workbook(Format),
    /// A document of another kind that is made of parts, with some of their names.
    Other(String),
    /// Files that somebody packed.
    Files,
}

/// Tells by the names in an archive what it is.
pub fn zip(input: &Input) -> Result<Zip, InputError> {
    let path = input.path();
    let truncated = |e: zip::result::ZipError| {
        InputError::new(
            Code::BrokenWorkbook,
            path,
            format!("starts like a workbook but its archive is damaged or cut short: {e}"),
            "fetch or export the file again; it was not copied whole",
        )
    };
    let archive = zip::ZipArchive::new(BufReader::new(input.reader())).map_err(truncated)?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|n| n.into_owned()).collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    Ok(if has("xl/workbook.bin") {
        Zip::Workbook(Format::Xlsb)
    } else if names.iter().any(|n| n.starts_with("xl/")) {
        Zip::Workbook(Format::Xlsx)
    } else if has("content.xml") {
        Zip::Workbook(Format::Ods)
    } else if has("[Content_Types].xml") || has("mimetype") {
        Zip::Other(names[..names.len().min(3)].join(", "))
    } else {
        Zip::Files
    })
}

fn zip_format(input: &Input) -> Result<Format, InputError> {
    let (what, help) = match zip(input)? {
        Zip::Workbook(format) => return Ok(format),
        Zip::Other(names) => {
            let help = "export the purchases as xlsx, xlsb, xls, ods or csv";
            (format!("is a document and no workbook (it holds {names})"), help)
        }
        Zip::Files => ("is an archive".to_owned(), "unpack it and name the spreadsheet inside"),
    };
    Err(InputError::new(Code::NotASpreadsheet, input.path(), what, help))
}

/// Bytes of an xls file. Its rows are few, and its reader holds the whole file in memory.
const LARGEST_XLS: u64 = 256 << 20;

fn ole_format(input: &Input) -> Result<Format, InputError> {
    let path = input.path();
    if input.bytes() > LARGEST_XLS {
        let message = format!("has {} MB, more than a workbook of its old format can fill", input.bytes() >> 20);
        return Err(InputError::new(Code::TooLarge, path, message, "save it as xlsx or csv"));
    }
    let streams = ["EncryptedPackage", "Workbook", "Book"];
    let [encrypted_package, workbook, book] = holds(input.reader(), streams).map_err(|e| InputError::io(path, &e))?;
    if encrypted_package {
        return Err(encrypted(path));
    }
    if workbook || book {
        return Ok(Format::Xls);
    }
    let help = "export the purchases as xlsx, xls, ods or csv";
    Err(InputError::new(Code::NotASpreadsheet, path, "is an Office document but no workbook", help))
}

/// Which of the names stand in a container. Its directory writes them in UTF-16.
fn holds<const N: usize>(mut file: impl Read, names: [&str; N]) -> std::io::Result<[bool; N]> {
    const MOST: usize = 64; // bytes of a name
    let wide = names.map(|name| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let finders = wide.each_ref().map(memmem::Finder::new);
    let mut found = [false; N];
    // The last bytes stand before the next ones, lest a name is cut.
    let mut buffer = vec![0; MOST + (1 << 16)];
    loop {
        let n = file.read(&mut buffer[MOST..])?;
        if n == 0 {
            return Ok(found);
        }
        for (found, finder) in found.iter_mut().zip(&finders) {
            *found |= finder.find(&buffer[..MOST + n]).is_some();
        }
        buffer.copy_within(n..n + MOST, 0);
    }
}

pub fn encrypted(path: &Path) -> InputError {
    InputError::new(
        Code::PasswordProtected,
        path,
        "is protected with a password",
        "open it with the password and save a copy without one (File > Info > Protect Workbook)",
    )
}
