//! A key figure by year, as small columns.

use super::{Scale, part_of_year};
use crate::model::TrendPoint;
use crate::palette::{ACCENT, GREY, QUIET};
use crate::texts::Texts;
use vire_formats::markup::escape;

/// A key figure by year as small columns, that of the key figures in the accent colour and parts of years lighter; empty
/// with fewer than two values.
pub fn trend(years: &[TrendPoint], texts: &Texts, currency: &str, font: &str) -> String {
    const WIDE: f64 = 150.0;
    const HIGH: f64 = 30.0;
    let known: Vec<f64> = years.iter().filter_map(|point| Some(point.value?.millionths as f64)).collect();
    let (Some(first), Some(last), 2..) = (years.first(), years.last(), known.len()) else {
        return String::new();
    };
    let scale = Scale::new(known.into_iter(), HIGH, 0.0);
    let step = (WIDE / years.len() as f64).min(24.0);
    let mut body = String::new();
    for (i, point) in years.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let (end, zero) = (scale.at(value.millionths as f64), scale.at(0.0));
        let colour = if point.is_key { ACCENT } else { GREY };
        let part = if point.is_part { format!(" {}", part_of_year(colour)) } else { String::new() };
        body += &format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#{}\"{part}/>",
            step * i as f64,
            end.min(zero),
            step - 3.0,
            (end - zero).abs().max(1.0),
            colour.hex()
        );
    }
    let values = years.iter().map(|point| format!("{}: {}", point.year, point.text(texts, currency)));
    let label = escape(&values.collect::<Vec<_>>().join("; "));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} 45\" width=\"{WIDE}\" height=\"45\" role=\"img\" \
         aria-label=\"{label}\" font-family=\"{font}\" font-size=\"11\" fill=\"#{quiet}\"><title>{label}</title>{body}\
         <text x=\"0\" y=\"42\">{first}</text><text x=\"{end:.1}\" y=\"42\" text-anchor=\"end\">{last}</text></svg>",
        font = escape(font),
        quiet = QUIET.hex(),
        first = escape(&first.name),
        last = escape(&last.name),
        end = (step * years.len() as f64 - 3.0).max(2.5 * 11.0 * 2.0),
    )
}
