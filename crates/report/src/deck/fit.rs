//! How much room a text takes: nothing shrinks texts but PowerPoint itself, so what does not fit must be known before.
//!
//! Widths are those of Arial, whose metric twins most machines have; a margin is added, since a user's template may
//! have a wider font.

use crate::measure;

/// English metric units: 914 400 an inch, 12 700 a point.
pub const POINT: i64 = 12_700;
/// From one line to the next, in sizes of the font.
const LINE: f64 = 1.2;
/// How much wider than Arial a font may be.
const MARGIN: f64 = 1.08;

/// The width of a text in points.
pub fn width(text: &str, size: f64) -> f64 {
    measure::width(text, size) * MARGIN
}

/// The lines that a text takes in a width in points: broken between words, and within words that are wider than a line.
pub fn lines(text: &str, room: f64, size: f64) -> usize {
    text.lines().map(|line| lines_of(line, room, size)).sum::<usize>().max(1)
}

fn lines_of(text: &str, room: f64, size: f64) -> usize {
    let (mut count, mut used) = (1, 0.0);
    // Lines break at blanks and after hyphens and dashes; a blank at the end of a line takes no room.
    for part in text.split_inclusive([' ', '-', '\u{2013}']) {
        let wide = width(part.trim_end(), size);
        if used + wide > room {
            let broken = (wide / room.max(1.0)).ceil().max(1.0);
            count += broken as usize - usize::from(used == 0.0);
            used = -room * (broken - 1.0);
        }
        used += width(part, size);
    }
    count
}

/// The height of a text in points.
pub fn height(text: &str, room: f64, size: f64) -> f64 {
    lines(text, room, size) as f64 * size * LINE
}

/// The largest of the sizes at which a text fits, else the smallest.
pub fn size_for(text: &str, room: (f64, f64), sizes: &[f64]) -> f64 {
    let fits = |size: &&f64| height(text, room.0, **size) <= room.1;
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(12.0)
}

/// A text cut to a number of lines, with an ellipsis where something is left out.
pub fn cut(text: &str, room: f64, size: f64, most: usize) -> String {
    if lines(text, room, size) <= most {
        return text.to_owned();
    }
    // No letter is narrower than a fifth of its size.
    let most_letters = (room / (size * 0.2)) as usize * most;
    let mut kept: String = text.chars().take(most_letters).collect();
    while !kept.is_empty() && lines(&format!("{kept}\u{2026}"), room, size) > most {
        kept.pop();
    }
    format!("{}\u{2026}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_take_the_room_of_their_letters() {
        // Arial's own widths, in thousandths of an em: H 722, e 556, l 222, o 556.
        let arial = (722.0 + 556.0 + 222.0 + 222.0 + 556.0) / 1000.0 * 10.0;
        assert!((width("Hello", 10.0) / arial - MARGIN).abs() < 0.03);
        assert_eq!(lines("kaksi sanaa", 200.0, 12.0), 1);
        assert_eq!(lines("kaksi sanaa", 40.0, 12.0), 2);
        assert!(lines("Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas", 100.0, 20.0) >= 6);
        assert_eq!(lines("syyskuu\u{2013}marraskuu 2025", 70.0, 12.0), 3);
        assert_eq!(lines("", 100.0, 12.0), 1);
        assert_eq!(lines("a\nb\nc", 100.0, 12.0), 3);
    }

    #[test]
    fn cut_texts_fit() {
        let long = "x".repeat(10_000);
        let short = cut(&long, 100.0, 12.0, 2);
        assert!(short.ends_with('\u{2026}') && lines(&short, 100.0, 12.0) <= 2);
        assert_eq!(cut("short", 100.0, 12.0, 1), "short");
    }
}
