//! Letters as they were meant: what is pasted from Word, Outlook or PDF has dashes of many kinds, digits of other widths,
//! and letters that nobody sees.

use unicode_normalization::char::decompose_compatible;

/// Nothing is seen of it: soft hyphens, joiners, marks of writing direction, selectors of variants, control letters.
pub fn is_invisible(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' => true,
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}' => true,
        c => c.is_control() && !c.is_whitespace(),
    }
}

/// Hyphens, dashes and minus signs, which people and programs put for one another.
pub fn is_dash(c: char) -> bool {
    const DASHES: &str = "-\u{58a}\u{5be}\u{1400}\u{1806}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2043}\u{2212}\
        \u{2e17}\u{2e1a}\u{2e3a}\u{2e3b}\u{2e40}\u{2e5d}\u{2796}\u{2d7}\
        \u{301c}\u{3030}\u{30a0}\u{fe31}\u{fe32}\u{fe58}\u{fe63}\u{ff0d}";
    DASHES.contains(c)
}

/// A character as ids have it: a capital, a plain digit, one hyphen for all dashes, one blank for all kinds of these.
/// `None` for what nobody sees.
pub fn plain(c: char) -> Option<char> {
    if c.is_ascii_graphic() {
        return Some(c.to_ascii_uppercase());
    }
    if is_invisible(c) {
        return None;
    }
    Some(if is_dash(c) {
        '-'
    } else if c.is_whitespace() {
        ' '
    } else {
        narrow(c).to_ascii_uppercase()
    })
}

/// A letter or digit of another width or style, such as `１`, as the one that it stands for.
pub fn narrow(c: char) -> char {
    // No letter of a language of Europe is another one's.
    if c < '\u{2070}' && !matches!(c, '\u{b2}' | '\u{b3}' | '\u{b9}') {
        return c;
    }
    let (mut only, mut count) = (c, 0);
    decompose_compatible(c, |part| {
        only = part;
        count += 1;
    });
    if count == 1 && only.is_ascii_alphanumeric() { only } else { c }
}

/// A text in such characters, and where each stood in the text as it was written.
pub struct Plain {
    /// One byte a character; [`OTHER_LETTER`] and [`OTHER`] stand for what is not ASCII.
    pub bytes: Vec<u8>,
    /// Where each stood, in bytes of the text.
    pub at: Vec<usize>,
}

pub const OTHER_LETTER: u8 = 0xff;
pub const OTHER: u8 = 0xfe;

impl Plain {
    pub fn of(text: &str) -> Self {
        let mut plain = Self { bytes: Vec::with_capacity(text.len()), at: Vec::with_capacity(text.len() + 1) };
        for (at, c) in text.char_indices() {
            let Some(c) = self::plain(c) else { continue };
            plain.bytes.push(match u8::try_from(c) {
                Ok(byte) if byte.is_ascii() => byte,
                _ if c.is_alphanumeric() => OTHER_LETTER,
                _ => OTHER,
            });
            plain.at.push(at);
        }
        plain.at.push(text.len());
        plain
    }
}

/// Whether a text holds letters that were broken before it was written: UTF-8 that was read as Windows-1252 and written
/// as UTF-8 again, or the sign that stands for what could not be read.
pub fn is_broken(text: &str) -> bool {
    // What the second byte of a letter becomes, where it is none of Latin-1 itself.
    const OF_WINDOWS: &str = "€ƒ†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ";
    // These may also stand behind a word.
    const MARKS: &str = "‚„…–—“‘";
    let is_second = |c: char| matches!(c, '\u{80}'..='\u{bf}') || OF_WINDOWS.contains(c);
    let is_pair = |(a, b): (char, char)| match a {
        'Ã' => is_second(b) || MARKS.contains(b),
        'Ä' | 'Å' => is_second(b),
        _ => false,
    };
    text.contains('\u{fffd}') || text.chars().zip(text.chars().skip(1)).any(is_pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_they_were_meant() {
        let read = |text: &str| text.chars().filter_map(plain).collect::<String>();
        // Full width, mathematical and small digits; a soft hyphen, a joiner, a mark of direction, a byte order mark.
        for text in ["１２ab", "𝟏𝟐ab", "¹²ab", "1\u{ad}2a\u{200d}b", "\u{feff}12ab\u{200e}", "12ａｂ"] {
            assert_eq!(read(text), "12AB", "{text:?}");
        }
        for dash in
            ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}', '\u{ff0d}']
        {
            assert_eq!(read(&format!("1{dash}2")), "1-2", "{dash:?}");
        }
        for blank in [' ', '\t', '\u{a0}', '\u{2009}', '\u{202f}', '\u{3000}'] {
            assert_eq!(read(&format!("1{blank}2")), "1 2", "{blank:?}");
        }
        assert_eq!(read("Åäö ½"), "Åäö ½");
    }

    #[test]
    fn places_in_the_text_are_kept() {
        let plain = Plain::of("ä\u{ad}1\u{2013}２");
        assert_eq!(plain.bytes, [OTHER_LETTER, b'1', b'-', b'2']);
        assert_eq!(plain.at, [0, 4, 5, 8, 11]);
    }

    /// By Python: `text.encode().decode("cp1252")`.
    #[test]
    fn broken_letters_are_told() {
        for text in ["HÃ¤meen TyÃ¶ Oy", "MÃ¥ns Ã…keri", "Ã–stra", "Å\u{81}Ã³dÅº", "H\u{fffd}meen"] {
            assert!(is_broken(text), "{text}");
        }
        for text in ["Hämeen Työ Oy", "IRMÃOS SÃ LDA", "Ä’s", "Å…", "ÅÄÖ", "Łódź", "“Ä”", "Kaiku–Virta"]
        {
            assert!(!is_broken(text), "{text}");
        }
    }
}
