//! What is looked for in the parts of a workbook while they unpack: formulas, and what would lead its reader astray.

use memchr::{memchr, memmem, memrchr};

use super::records::Records;
use vire_base::code::Code;

/// Bytes between two tags: the text of one cell. Excel itself allows 32 767 characters.
const TEXT: usize = 16 << 20;
/// Bytes before a piece that are looked at together with it, lest a tag is cut.
pub const KEPT: usize = 2048;
/// Of those, the last ones are looked at again with the next piece: the beginning of a cell must not be cut either.
const CELL: usize = 1024;

/// What a part is refused for.
pub type Fault = (Code, String);

pub enum Look {
    Xml(Xml),
    Records(Records),
}

impl Look {
    /// The same piece by piece: each has the last [`KEPT`] bytes of the one before, and one without more ends the part.
    pub fn on(&mut self, piece: &[u8]) -> Result<(), Fault> {
        match self {
            Self::Xml(xml) => xml.on(piece),
            Self::Records(records) => records.on(&piece[KEPT..]),
        }
    }

    /// There were formulas up to here.
    pub fn has_formulas(&self) -> bool {
        matches!(self, Self::Xml(xml) if xml.formulas)
    }
}

#[derive(Default)]
pub struct Xml {
    formulas: bool,
    /// Bytes since the last tag.
    run: usize,
}

impl Xml {
    fn on(&mut self, piece: &[u8]) -> Result<(), Fault> {
        // A tag in each piece is enough to know that no text runs through it.
        let new = &piece[KEPT..];
        let text = self.run + memchr(b'<', new).unwrap_or(new.len());
        self.run = memrchr(b'<', new).map_or(text, |last| new.len() - last);
        if text > TEXT {
            return Err((Code::HugeCell, format!("holds a text of over {} MB", TEXT >> 20)));
        }
        self.formulas |= !self.formulas && has_formula(piece);
        // What begins later is looked at with the next piece.
        let end = if new.is_empty() { piece.len() } else { piece.len() - CELL };
        if points_nowhere(piece, KEPT - CELL, end) {
            let message = "holds a cell whose text is none of the workbook's table of texts";
            return Err((Code::BrokenWorkbook, message.to_owned()));
        }
        Ok(())
    }
}

/// Whether a tag `f` begins, which may have a prefix.
fn has_formula(piece: &[u8]) -> bool {
    let ends = |at: usize| piece.get(at + 2).is_some_and(|b| !b.is_ascii_alphabetic());
    [b"<f", b":f"].iter().any(|beginning| memmem::find_iter(piece, *beginning).any(ends))
}

/// Whether a cell that has its text in the table of texts says no number of one: readers take that for the first text.
/// The mark of such a cell stands between two places of the piece.
fn points_nowhere(piece: &[u8], from: usize, to: usize) -> bool {
    [b"\"s\"", b"'s'"].iter().any(|mark| {
        let marks = memmem::find_iter(&piece[from..], *mark).map(|at| from + at).take_while(|at| *at < to);
        marks.into_iter().any(|at| {
            let after = &piece[at + mark.len()..];
            // Mostly the mark ends its tag and the number follows.
            let number = after.strip_prefix(b"><v>").map(is_number);
            number != Some(true) && is_type(&piece[..at]) && !points_somewhere(after)
        })
    })
}

/// Digits up to the next tag.
fn is_number(text: &[u8]) -> bool {
    let digits = text.iter().take_while(|b| b.is_ascii_digit()).count();
    (1..=10).contains(&digits) && text.get(digits) == Some(&b'<')
}

/// Whether what comes next is the value of the attribute `t`.
fn is_type(before: &[u8]) -> bool {
    let name = before.trim_ascii_end().strip_suffix(b"=").map(<[u8]>::trim_ascii_end);
    let before = name.and_then(|name| name.strip_suffix(b"t"));
    before.is_some_and(|before| before.last().is_some_and(u8::is_ascii_whitespace))
}

/// Whether a cell whose tag goes on like this has a number, or no value at all.
fn points_somewhere(mut rest: &[u8]) -> bool {
    let Some(end) = rest.iter().position(|b| matches!(b, b'<' | b'>')) else { return false };
    if rest[end] == b'<' || rest[..end].ends_with(b"/") {
        return true; // no tag, or an empty cell
    }
    rest = rest[end + 1..].trim_ascii_start();
    while let Some(tag) = rest.strip_prefix(b"<") {
        let length = tag.iter().position(|b| matches!(b, b'>' | b'/' | b' ')).unwrap_or(tag.len());
        let name = tag[..length].rsplit(|b| *b == b':').next().unwrap_or_default();
        let Some(end) = memchr(b'>', tag) else { return false };
        let content = &tag[end + 1..];
        match name {
            b"v" => return tag[..end].ends_with(b"/") || is_number(content) || content.starts_with(b"</"),
            b"" => return true, // the cell ends, or another one does that only looked like this
            _ => {}
        }
        let Some(next) = memchr(b'<', content) else { return false };
        rest = &content[next..];
        // The end of a tag that is no value.
        if rest.starts_with(b"</") {
            let Some(end) = memchr(b'>', rest) else { return false };
            rest = rest[end + 1..].trim_ascii_start();
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a sheet is refused for when its pieces end at any place.
    #[track_caller]
    fn check(sheet: &str, refused: bool) {
        let sheet = format!("<sheetData><row r=\"1\">{sheet}</row></sheetData>");
        for size in [1, 7, 60, 1300, 100_000] {
            let mut look = Look::Xml(Xml::default());
            let mut piece = vec![0; KEPT];
            let mut faults = 0;
            for new in sheet.as_bytes().chunks(size).chain([&[][..]]) {
                piece.extend_from_slice(new);
                faults += usize::from(look.on(&piece).is_err());
                piece.drain(..piece.len() - KEPT);
            }
            assert_eq!(faults > 0, refused, "{sheet} in pieces of {size}");
        }
    }

    #[test]
    fn a_cell_points_to_a_text_by_its_number() {
        check(r#"<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>4294967295</v></c>"#, false);
        check(r#"<c t="s" r="A1"><v>12</v></c><c r="B1" t="s"/><c t="s"></c><c t='s'><v/></c>"#, false);
        check("<x:c r=\"A1\"\n t = \"s\" >\n <x:v>3</x:v>\n</x:c>", false);
        check(r#"<c t="s"><f>A2</f><v>3</v></c><c r="A1"><v>-1</v></c><c t="str"><v>-1</v></c>"#, false);
        check(r#"<c t="inlineStr"><is><t> t="s"> <!-- --></t></is></c><c><f>IF( t="s",-1,0)</f><v>-1</v></c>"#, false);
        check(&r#"<c r="A1" t="s"><v>17</v></c>"#.repeat(500), false);
    }

    #[test]
    fn a_cell_that_points_nowhere_is_told_wherever_it_stands() {
        for number in ["-1", "+1", "1.0", " 1", "1 ", "x", "99999999999", "&#49;", "<![CDATA[1]]>"] {
            for cell in [
                "<c r=\"A1\" t=\"s\"><v>{}</v></c>",
                "<c t='s' s='4'> <v>{}</v></c>",
                "<x:c t=\"s\"><x:v>{}</x:v></x:c>",
            ] {
                let cell = cell.replace("{}", number);
                check(&cell, true);
                check(&(r#"<c r="A1" t="s"><v>17</v></c>"#.repeat(40) + &cell), true);
            }
        }
        check(r#"<c t="s"><f>A2</f><v>-3</v></c>"#, true);
    }

    #[test]
    fn formulas_are_seen_with_and_without_a_prefix() {
        for (part, expected) in [("<c><f>1</f>", true), ("<x:f/>", true), ("<foo>", false), ("<c>", false)] {
            let mut look = Look::Xml(Xml::default());
            let piece = [vec![0; KEPT], part.as_bytes().to_vec()].concat();
            assert!(look.on(&piece).is_ok());
            assert_eq!(look.has_formulas(), expected, "{part}");
        }
    }

    #[test]
    fn a_text_without_an_end_is_refused() {
        let mut look = Look::Xml(Xml::default());
        let piece = vec![b'x'; KEPT + (1 << 20)];
        let refused = (0..20).find_map(|_| look.on(&piece).err());
        assert_eq!(refused.map(|(code, _)| code), Some(Code::HugeCell));
    }
}
