//! How the bytes of a text are characters.

use encoding_rs::{Encoding, MACINTOSH, UTF_8};

/// An encoding that texts come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    Known(&'static Encoding),
    /// The code page of western Europe under DOS, in which older programs still write. Letters of code page 437 are the
    /// same.
    Dos,
}

/// The characters of code page 850 from 0x80 on.
const DOS: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å', 'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û',
    'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ', 'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡',
    '«', '»', '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐', '└', '┴', '┬', '├', '─',
    '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤', 'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█',
    '▄', '¦', 'Ì', '▀', 'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '¯', '´', '\u{ad}', '±',
    '‗', '¾', '¶', '§', '÷', '¸', '°', '¨', '·', '¹', '³', '²', '■', '\u{a0}',
];

impl Charset {
    pub const UTF_8: Self = Self::Known(UTF_8);

    /// The one of this name, as a pipeline file or a [`Dialect`](super::dialect::Dialect) gives it.
    pub fn of_label(label: &str) -> Option<Self> {
        let of_dos = ["cp850", "ibm850", "850"].iter().any(|known| label.trim().eq_ignore_ascii_case(known));
        if of_dos { Some(Self::Dos) } else { Encoding::for_label(label.as_bytes()).map(Self::Known) }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Known(encoding) => encoding.name(),
            Self::Dos => "cp850",
        }
    }

    /// Adds bytes of whole characters as UTF-8.
    pub fn decode(self, bytes: &[u8], out: &mut Vec<u8>) {
        match self {
            Self::Known(encoding) => out.extend_from_slice(encoding.decode_without_bom_handling(bytes).0.as_bytes()),
            Self::Dos => {
                let of_byte = |byte: u8| if byte < 0x80 { char::from(byte) } else { DOS[usize::from(byte - 0x80)] };
                let mut room = [0; 4];
                bytes.iter().for_each(|byte| {
                    out.extend_from_slice(of_byte(*byte).encode_utf8(&mut room).as_bytes());
                });
            }
        }
    }
}

/// What speaks for older code pages: letters of theirs in words, where Windows has marks that stand at the border of
/// words, and the pound sign of DOS; and against them, letters of Windows in words.
#[derive(Default)]
pub struct Older {
    dos: u64,
    mac: u64,
    against: u64,
}

impl Older {
    /// Takes in a line.
    pub fn feed(&mut self, line: &[u8]) {
        let is_letter = |byte: u8| byte.is_ascii_alphabetic();
        for around in line.windows(3).filter(|around| around[1] >= 0x80) {
            let in_word = is_letter(around[0]) && is_letter(around[2]);
            match around[1] {
                0x9c if around[2].is_ascii_digit() => self.dos += 1,
                0x81 | 0x82 | 0x84 | 0x86..=0x89 | 0x8b | 0x8d | 0x8f | 0x90 | 0x94 | 0x99 | 0x9b | 0x9d if in_word => {
                    self.dos += 1;
                }
                0x8a | 0x8c | 0x8e | 0x9a | 0x9f | 0xbe | 0xbf if in_word => self.mac += 1,
                0xc0.. if in_word => self.against += 1,
                _ => {}
            }
        }
    }

    /// The code page that is likely, and why.
    pub fn likely(&self) -> Option<(Charset, &'static str)> {
        if self.dos.max(self.mac) <= self.against {
            return None;
        }
        Some(match self.dos >= self.mac {
            true => (Charset::Dos, "not UTF-8; letters in words are those of the DOS code page"),
            false => (Charset::Known(MACINTOSH), "not UTF-8; letters in words are those of the Macintosh"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another program writes: Python's `"Höylä Øst £5".encode("cp850")`.
    const WRITTEN: &[u8] = b"H\x94yl\x84 \x9dst \x9c5";

    #[test]
    fn the_code_page_of_dos_is_told_and_read() {
        let mut out = Vec::new();
        Charset::Dos.decode(WRITTEN, &mut out);
        assert_eq!(String::from_utf8(out).as_deref(), Ok("Höylä Øst £5"));
        let told = |line: &[u8]| {
            let mut older = Older::default();
            older.feed(line);
            older.likely().map(|(charset, _)| charset)
        };
        assert_eq!(told(WRITTEN), Some(Charset::Dos));
        assert_eq!(told(b"Rent;\x9c5.00"), Some(Charset::Dos));
        // The same in Windows-1252, and its marks beside words.
        assert_eq!(told(b"H\xf6yl\xe4 \xd8st \xa35"), None);
        assert_eq!(told(b"O\x92Neill \x96 \x84Kaiku\x94 \x80 5"), None);
        // Python's "Höylä Øst Måns Kurşun" in mac_roman, and "Příliš žluťoučký" in Windows-1250.
        assert_eq!(told(b"H\x9ayl\x8a \xafst M\x8cns"), Some(Charset::Known(MACINTOSH)));
        assert_eq!(told(b"P\xf8\xedli\x9a\x9eluv K\xf9\x9a Tom\xe1\x9a Bo\xf8il"), None);
    }
}
