//! The Swedish bulk files, a line an organisation: Bolagsverket's (UTF-8, `;`, every field quoted, quotation marks
//! inside fields left as they are) and SCB's (Windows-1252, tabs).

use std::io::{BufRead, Read};
use std::path::Path;

use super::{Entry, Kind, Place, Take};
use vire_base::code::Code;
use vire_base::error::InputError;
use vire_reference::ids::{self, Reading};

/// Bytes of a line; an organisation has some hundred.
const LONGEST: u64 = 4 << 20;

pub fn read(path: &Path, kind: Kind, text: &mut dyn BufRead, take: &mut Take<'_>) -> Result<(), InputError> {
    let mut line = Vec::new();
    let mut columns: Vec<String> = Vec::new();
    let mut number = 0u64;
    loop {
        line.clear();
        if (&mut *text).take(LONGEST).read_until(b'\n', &mut line).map_err(|e| InputError::io(path, &e))? == 0 {
            break;
        }
        number += 1;
        if line.len() as u64 == LONGEST {
            let message = format!("line {number} is longer than {} MB", LONGEST >> 20);
            return Err(InputError::new(Code::BrokenRegister, path, message, "fetch the file again"));
        }
        while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            line.pop();
        }
        if number == 1 {
            columns = header(kind, &line);
        } else if !line.is_empty() {
            row(kind, &columns, &line, take);
        }
    }
    if number < 2 {
        let help = "fetch it again; a bulk file has a header and a line an organisation";
        return Err(InputError::new(Code::EmptyRegister, path, "holds no organisations", help));
    }
    Ok(())
}

fn header(kind: Kind, line: &[u8]) -> Vec<String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    fields(kind, line).into_iter().map(|f| String::from_utf8_lossy(f).trim().to_lowercase()).collect()
}

fn fields(kind: Kind, line: &[u8]) -> Vec<&[u8]> {
    if kind == Kind::Scb {
        return line.split(|b| *b == b'\t').collect();
    }
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let line = line.strip_suffix(b"\"").unwrap_or(line);
    let mut fields = Vec::with_capacity(11);
    let mut from = 0;
    let mut at = 0;
    while at + 3 <= line.len() {
        if &line[at..at + 3] == b"\";\"" {
            fields.push(&line[from..at]);
            at += 3;
            from = at;
        } else {
            at += 1;
        }
    }
    fields.push(&line[from..]);
    if fields.len() == 1 { line.split(|b| *b == b';').collect() } else { fields }
}

fn row(kind: Kind, columns: &[String], line: &[u8], take: &mut Take<'_>) {
    let fields = fields(kind, line);
    let field = |name: &str| {
        let at = columns.iter().position(|c| c == name);
        at.and_then(|at| fields.get(at)).copied().unwrap_or_default()
    };
    let text = |name: &str| -> String {
        let field = field(name);
        let text = match kind {
            Kind::Scb => encoding_rs::WINDOWS_1252.decode(field).0,
            _ => String::from_utf8_lossy(field),
        };
        text.trim().to_owned()
    };
    let id_column = if kind == Kind::Scb { "peorgnr" } else { "organisationsidentitet" };
    let id = text(id_column);
    let id = ids::read(id.split('$').next().unwrap_or_default(), "SE");
    let entry = || match kind {
        Kind::Scb => scb(text),
        _ => bolagsverket(text),
    };
    take(&id, &|| (id != Reading::Invalid).then(entry));
}

fn scb(text: impl Fn(&str) -> String) -> Entry {
    let name = Some(text("namn")).filter(|n| !n.is_empty()).unwrap_or_else(|| text("foretagsnamn"));
    // 1 is active; 0 never was, 9 no longer is.
    let ended = text("ftgstat") == "9" || text("jestat") == "9";
    Entry {
        name,
        domicile: Place { postcode: text("postnr"), ..Place::default() },
        industry: text("ng1"),
        form: legal_form(&text("jurform")).to_owned(),
        closed: if ended { "9".into() } else { String::new() },
        ..Entry::default()
    }
}

/// Legal forms by SCB's code.
fn legal_form(code: &str) -> &'static str {
    match code.trim_start_matches('0') {
        "10" => "enskild firma",
        "21" => "enkelt bolag",
        "31" => "handelsbolag",
        "41" | "42" | "43" | "49" => "aktiebolag",
        "51" | "54" | "55" => "ekonomisk förening",
        "53" => "bostadsrättsförening",
        "61" => "ideell förening",
        "62" => "samfällighetsförening",
        "63" => "trossamfund",
        "71" | "72" => "stiftelse",
        "81" | "87" | "89" => "statlig myndighet",
        "82" => "kommun",
        "83" => "kommunalförbund",
        "84" => "region",
        _ => "",
    }
}

/// Parts of a field are parted by `$`, several values by `|`.
fn bolagsverket(text: impl Fn(&str) -> String) -> Entry {
    let names = text("organisationsnamn");
    let name = names.split('|').find(|n| n.contains("FORETAGSNAMN")).or_else(|| names.split('|').next());
    let address = text("postadress");
    let parts: Vec<&str> = address.split('$').collect();
    let part = |from_end: usize| parts.len().checked_sub(from_end).and_then(|at| parts.get(at)).copied().unwrap_or("");
    let form = match text("organisationsform").split('-').next().unwrap_or_default() {
        "AB" => "aktiebolag",
        "HB" => "handelsbolag",
        "KB" => "kommanditbolag",
        "EK" => "ekonomisk förening",
        "BRF" => "bostadsrättsförening",
        "E" => "enskild firma",
        "FL" => "filial",
        "I" => "ideell förening",
        "S" => "stiftelse",
        _ => "",
    };
    Entry {
        name: name.and_then(|n| n.split('$').next()).unwrap_or_default().to_owned(),
        domicile: Place {
            postcode: part(2).to_owned(),
            country: part(1).strip_suffix("-LAND").filter(|c| c.len() == 2).unwrap_or_default().to_owned(),
            ..Place::default()
        },
        form: form.to_owned(),
        closed: text("avregistreringsdatum").split('$').next().unwrap_or_default().to_owned(),
        ..Entry::default()
    }
}
