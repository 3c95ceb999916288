//! How wide a text is, for formats whose writer must place it: Liberation Sans, which has Arial's widths.

use vire_formats::markup::is_harmful;

/// Advance widths of U+0020 to U+007E in thousandths of the font size (Adobe's Helvetica, which Arial follows).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
/// Bold text is about this much wider.
pub const BOLD: f64 = 1.12;

fn advance(c: char) -> u16 {
    match c {
        ' '..='~' => WIDTHS[c as usize - 0x20],
        '\u{a0}' => 278,
        'Ä' | 'Å' => 667,
        'Ö' => 778,
        'ä' | 'å' | 'ö' | '€' | '–' => 556,
        '\u{2212}' => 584,
        // Not drawn, or without a width of their own.
        c if is_harmful(c) => 0,
        '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2065}' => 0,
        '\u{80}'..='\u{24f}' => 600,
        _ => 1000,
    }
}

/// The width of a text at a font size, in the size's unit.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(advance(c))).sum::<f64>() * size / 1000.0
}

pub fn width_bold(text: &str, size: f64) -> f64 {
    width(text, size) * BOLD
}

/// The text in lines no wider than the room: broken at spaces, and long words between syllables.
/// What goes beyond the number of lines ends in an ellipsis. A text has one line at least.
pub fn wrap(text: &str, size: f64, room: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\t', '\n', '\r']).filter(|w| !w.is_empty()) {
        let mut word = word.to_owned();
        loop {
            let joined = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
            if width(&joined, size) <= room {
                line = joined;
                break;
            }
            if !line.is_empty() {
                done.push(std::mem::take(&mut line));
            } else if let Some((head, tail)) = broken(&word, size, room) {
                done.push(head);
                word = tail;
            } else {
                line = word; // Not even one syllable fits.
                break;
            }
            if done.len() > lines {
                break;
            }
        }
        if done.len() > lines {
            break;
        }
    }
    if !line.is_empty() || done.is_empty() {
        done.push(line);
    }
    if done.len() > lines {
        done.truncate(lines.max(1));
        if let Some(last) = done.last_mut() {
            *last = shortened(&format!("{last}\u{2026}"), size, room);
        }
    }
    done.iter().map(|line| shortened(line, size, room)).collect()
}

/// A text on one line, cut to the room with an ellipsis.
pub fn shortened(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width("\u{2026}", size);
    let fits = |c: &char| {
        left -= f64::from(advance(*c)) * size / 1000.0;
        left >= 0.0
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}\u{2026}", kept.trim_end_matches(['\u{2026}', ' ']))
}

/// A word in two at its own hyphen, else at the last syllable that fits with one. A Finnish syllable starts at the consonant before a
/// vowel, which does no harm to Swedish and English.
fn broken(word: &str, size: f64, room: f64) -> Option<(String, String)> {
    let vowel = |c: char| "aeiouyåäöAEIOUYÅÄÖ".contains(c);
    let letters: Vec<char> = word.chars().collect();
    let mut used = width("-", size);
    let (mut own, mut syllable) = (None, None);
    for i in 0..letters.len() {
        let inner = i >= 3 && i + 3 <= letters.len();
        if inner && letters[i - 1] == '-' {
            own = Some(i);
        } else if inner && letters[i].is_alphabetic() && !vowel(letters[i]) && vowel(letters[i + 1]) {
            syllable = Some(i);
        }
        used += f64::from(advance(letters[i])) * size / 1000.0;
        if used > room {
            break;
        }
    }
    let at = own.or(syllable)?;
    let head: String = letters[..at].iter().collect();
    let hyphen = if head.ends_with('-') { "" } else { "-" };
    Some((format!("{head}{hyphen}"), letters[at..].iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Hand sum of the font's published widths: V 667, i 222, r 333, e 556.
        assert!((width("Vire", 1000.0) - 1778.0).abs() < 1e-9);
        assert!((width("ä€\u{a0}", 1000.0) - 1390.0).abs() < 1e-9);
    }

    #[test]
    fn long_names_break_between_words_and_syllables() {
        assert_eq!(wrap("Rakentaminen ja kunnossapito", 10.0, 75.0, 3), ["Rakentaminen", "ja kunnossapito"]);
        assert_eq!(wrap("kunnossapito", 10.0, 50.0, 3), ["kunnossa-", "pito"]);
        assert_eq!(wrap("Hämeenlinna-Turenki", 10.0, 80.0, 2), ["Hämeenlinna-", "Turenki"]);
        for line in wrap("Hyvinvointialueyhtymävaltuustonpuheenjohtajisto", 12.0, 90.0, 9) {
            assert!(width(&line, 12.0) <= 90.0, "{line}");
        }
        let cut = wrap(&"pitkä nimi ".repeat(1000), 12.0, 80.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('\u{2026}') && width(&cut[1], 12.0) <= 80.0);
        assert_eq!(wrap("", 12.0, 80.0, 2), [""]);
        // A text without a place to break is cut.
        assert_eq!(wrap("WWWWWWWWWW", 10.0, 50.0, 2), ["WWWW\u{2026}"]);
    }
}
