//! The records of an xlsb part: their reader takes what is not there from the record before, and passes over cells in
//! the short form.

use super::look::Fault;
use vire_base::code::Code;

/// Records of one part, cut into pieces anywhere.
#[derive(Default)]
pub struct Records {
    /// The beginning of a record that is not whole yet.
    begun: Vec<u8>,
    /// Bytes of its rest that tell nothing.
    skipped: usize,
}

/// Bytes of a record. A cell's text has at most 32 767 characters.
const LONGEST: usize = 16 << 20;

/// Bytes at the beginning of a record that tell what is wrong with it: its head of up to six, and a cell up to its text.
const TELLING: usize = 6 + 16;

impl Records {
    pub fn on(&mut self, mut piece: &[u8]) -> Result<(), Fault> {
        while !piece.is_empty() {
            let skipped = self.skipped.min(piece.len());
            (self.skipped, piece) = (self.skipped - skipped, &piece[skipped..]);
            let more = (TELLING - self.begun.len()).min(piece.len());
            self.begun.extend_from_slice(&piece[..more]);
            piece = &piece[more..];
            // Several small records fit into what was taken.
            let mut at = 0;
            while let Some((kind, head, length)) = head(&self.begun[at..]) {
                let body = &self.begun[at + head..];
                if body.len() < length.min(TELLING - 6) {
                    break;
                }
                check(kind, length, body)?;
                at += (head + length).min(self.begun.len() - at);
                self.skipped = length.saturating_sub(body.len());
            }
            self.begun.drain(..at);
        }
        Ok(())
    }
}

/// The kind of the record that begins here, the bytes of its head, and those of its body; none when the head is cut.
fn head(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let first = *bytes.first()?;
    let (kind, mut at) = match first & 0x80 {
        0 => (u16::from(first), 1),
        _ => (u16::from(first & 0x7f) | u16::from(*bytes.get(1)? & 0x7f) << 7, 2),
    };
    let mut length = 0;
    for byte in 0..4 {
        let b = *bytes.get(at)?;
        at += 1;
        length |= usize::from(b & 0x7f) << (7 * byte);
        if b & 0x80 == 0 {
            break;
        }
    }
    Some((kind, at, length))
}

/// Refuses a record of a worksheet, of the table of texts or of styles that does not hold what its kind has.
fn check(kind: u16, length: usize, body: &[u8]) -> Result<(), Fault> {
    let number = |at: usize| body.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    // Characters of a text take two bytes each.
    let text = |at: usize| (at + 4).saturating_add(number(at).saturating_mul(2));
    let least = match kind {
        0x00 | 0x267 | 0x269 | 0x2f => 4, // a row, numbers of formats, a format
        0x03 | 0x04 | 0x0a => 9,          // an error, a yes or no
        0x02 | 0x07 => 12,                // a short number, the number of a text
        0x05 | 0x09 => 16,                // a number
        0x06 | 0x08 => text(8),
        0x13 => text(1),
        0x2c => text(2),
        0x9f => 8,
        0x0d..=0x12 => {
            let message = "holds cells in a short form, which few programs write and readers pass over,";
            return Err((Code::BrokenWorkbook, message.to_owned()));
        }
        _ => 0,
    };
    if length < least || length > LONGEST {
        return Err((Code::BrokenWorkbook, format!("holds a record of kind {kind} with {length} bytes")));
    }
    if kind == 0 && number(0) >= 1 << 20 {
        return Err((Code::BrokenWorkbook, format!("holds a row of the number {}", number(0) + 1)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let mut bytes = match kind {
            0..0x80 => vec![kind as u8],
            _ => vec![kind as u8 | 0x80, (kind >> 7) as u8],
        };
        let mut length = body.len();
        while length > 0x7f {
            bytes.push(length as u8 | 0x80);
            length >>= 7;
        }
        bytes.push(length as u8);
        [bytes, body.to_vec()].concat()
    }

    fn texted(before: usize, text: &str) -> Vec<u8> {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [vec![1; before], (wide.len() as u32 / 2).to_le_bytes().to_vec(), wide].concat()
    }

    /// The fault of records in pieces of any size.
    #[track_caller]
    fn check(records: &[Vec<u8>], refused: bool) {
        let bytes = records.concat();
        for size in [1, 2, 5, 13, 64, 1 << 20] {
            let mut reader = Records::default();
            let fault = bytes.chunks(size).find_map(|piece| reader.on(piece).err());
            assert_eq!(fault.is_some(), refused, "pieces of {size}: {fault:?}");
        }
    }

    #[test]
    fn whole_records_pass_and_others_are_refused_wherever_they_stand() {
        let whole = [
            record(0, &7u32.to_le_bytes()),
            record(0x02, &[0; 12]),
            record(0x03, &[0; 9]),
            record(0x05, &[0; 16]),
            record(0x06, &texted(8, "Åsa")),
            record(0x06, &texted(8, &"x".repeat(40_000))),
            record(0x07, &[0; 12]),
            record(0x13, &texted(1, "Åsa")),
            record(0x92, &[]),
            record(0x1e5, &[3; 300]),
        ];
        check(&whole, false);
        let short = [
            record(0, &[0; 3]),
            record(0, &(1u32 << 20).to_le_bytes()),
            record(0x02, &[0; 8]),
            record(0x05, &[0; 12]),
            record(0x06, &[0; 9]),
            record(0x06, &texted(8, "Åsa")[..16]),
            record(0x07, &[0; 4]),
            record(0x13, &texted(1, "Åsa")[..8]),
            record(0x0d, &[0; 8]),
            record(0x12, &[0; 8]),
        ];
        for record in short {
            check(&[whole.concat(), record.clone(), whole.concat()], true);
            check(&[record], true);
        }
    }

    #[test]
    fn no_bytes_make_it_fail() {
        let bytes: Vec<u8> = (0..100_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for from in 0..200 {
            let mut reader = Records::default();
            let _ = bytes[from..].chunks(977).try_for_each(|piece| reader.on(piece));
        }
    }
}
