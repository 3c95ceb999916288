//! The colours of every format. The colour-blind can tell them apart, and so can readers of a black-and-white print or a
//! pale projector.
//! Each stands out from white by 3:1 or more, and neighbours in a chart differ in lightness too.

/// A colour as 0xRRGGBB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u32);

pub const WHITE: Colour = Colour(0xFF_FF_FF);
pub const BLACK: Colour = Colour(0x00_00_00);
/// Text.
pub const INK: Colour = Colour(0x1C_24_30);
/// Text of the second rank, and axes.
pub const QUIET: Colour = Colour(0x55_60_6E);
/// The marks that the title speaks of.
pub const ACCENT: Colour = Colour(0x0B_6E_5F);
/// The marks beside those.
pub const GREY: Colour = Colour(0x87_90_9A);
const ORANGE: Colour = Colour(0xC4_76_00);
const NAVY: Colour = Colour(0x1F_3A_6E);
const SKY: Colour = Colour(0x3B_86_C8);
const VIOLET: Colour = Colour(0x70_38_C8);

/// The colours of a number of series in order: the first is the accent, the last of several is the rest, in grey.
/// Beyond six they come round again.
pub fn series(count: usize) -> Vec<Colour> {
    match count {
        0 | 1 => vec![ACCENT],
        2 => vec![ACCENT, GREY],
        3 => vec![ACCENT, NAVY, GREY],
        4 => vec![ACCENT, ORANGE, NAVY, GREY],
        5 => vec![ACCENT, ORANGE, NAVY, VIOLET, GREY],
        _ => [ACCENT, ORANGE, NAVY, SKY, VIOLET, GREY].into_iter().cycle().take(count).collect(),
    }
}

impl Colour {
    /// Six hexadecimal digits.
    pub fn hex(self) -> String {
        format!("{:06X}", self.0)
    }

    /// Relative luminance as WCAG 2.1 defines it.
    fn luminance(self) -> f64 {
        let channel = |shift: u32| {
            let c = f64::from(self.0 >> shift & 0xFF) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    /// Contrast ratio of WCAG 2.1, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour of text on this colour.
    pub fn on(self) -> Self {
        if self.contrast(WHITE) >= 4.5 { WHITE } else { BLACK }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        // Values that are common knowledge: black on white, and the lightest grey that passes AA.
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((Colour(0x76_76_76).contrast(WHITE) - 4.54).abs() < 0.005);
        assert!((Colour(0xFF_00_00).contrast(WHITE) - 3.998).abs() < 0.005);
    }

    #[test]
    fn colours_stand_out_from_paper_from_their_text_and_from_each_other() {
        assert!(INK.contrast(WHITE) >= 7.0 && QUIET.contrast(WHITE) >= 4.5);
        for count in 1..=6 {
            let colours = series(count);
            assert_eq!(colours.len(), count);
            for colour in &colours {
                assert!(colour.contrast(WHITE) >= 3.0, "{colour:?}");
                assert!(colour.contrast(colour.on()) >= 4.5, "{colour:?}");
            }
            for pair in colours.windows(2) {
                assert!(pair[0].contrast(pair[1]) >= 1.5, "{pair:?} look alike in black and white");
            }
        }
    }

    /// Machado, Oliveira and Fernandes 2009, severity 1: what the colour-blind see, in linear RGB.
    #[test]
    fn the_colour_blind_tell_series_apart() {
        const DEUTAN: [[f64; 3]; 3] =
            [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
        const PROTAN: [[f64; 3]; 3] = [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ];
        let seen = |colour: Colour, by: &[[f64; 3]; 3]| -> [f64; 3] {
            let rgb = [16, 8, 0].map(|s| (f64::from(colour.0 >> s & 0xFF) / 255.0).powf(2.2));
            by.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0).powf(1.0 / 2.2) * 255.0)
        };
        let colours = series(6);
        for by in [&DEUTAN, &PROTAN] {
            for (i, a) in colours.iter().enumerate() {
                for b in &colours[i + 1..] {
                    let (x, y) = (seen(*a, by), seen(*b, by));
                    let distance = x.iter().zip(y).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
                    assert!(distance >= 35.0, "{a:?} and {b:?}: {distance}");
                }
            }
        }
    }
}
