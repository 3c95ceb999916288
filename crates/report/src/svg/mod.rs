//! Charts as SVG, for the page and the paper: plain attributes only, so that every renderer draws the same.
//!
//! Values stand beside their marks, so that no axis or grid is needed; each mark's `<title>` has its category, series
//! and value in full, for a pointer to show and a script to read out.

use super::measure::{shortened, width};
use super::model::{Chart, ChartKind, Series, Value};
use super::palette::{ACCENT, Colour, GREY, INK, QUIET, series as colours};
use super::texts::Texts;
use vire_formats::markup::escape;
use vire_indicators::catalogue::Unit;

mod bars;
mod columns;
mod line;
mod trend;

pub use self::trend::trend;

/// How a chart is to be drawn.
pub struct Style<'a> {
    /// Font families as SVG takes them; the first should have Arial's widths.
    pub font: &'a str,
    /// In user units; the height follows from the content. Text is 13 units high.
    pub width: f64,
    /// Goes before the chart's id in ids of the document.
    pub prefix: &'a str,
}

const SIZE: f64 = 13.0;
const LINE: f64 = 16.5;
/// From here on long names have a column of their own beside the bars, and lines carry their names.
const ROOMY: f64 = 480.0;
/// Between a mark and its text.
const GAP: f64 = 6.0;

/// Draws a chart. The root has `role="img"`, `<title>` and `<desc>`.
pub fn draw(chart: &Chart, texts: &Texts, currency: &str, style: &Style) -> String {
    let mut pen = Pen { chart, texts, currency, style, colours: colours(chart.series.len()), body: String::new() };
    let height = match chart.kind {
        ChartKind::Columns if pen.columns_fit() => pen.columns(),
        ChartKind::Columns | ChartKind::Bars => pen.bars(),
        ChartKind::StackedBars => pen.stacked(),
        ChartKind::Line => pen.line(),
    };
    let id = format!("{}{}", style.prefix, escape(&chart.id));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height:.0}\" width=\"{width}\" \
         height=\"{height:.0}\" role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" \
         font-family=\"{font}\" font-size=\"{SIZE}\"><title id=\"{id}-title\">{title}</title>\
         <desc id=\"{id}-desc\">{desc}</desc>{body}</svg>",
        width = style.width,
        font = escape(style.font),
        title = escape(&chart.title),
        desc = escape(&chart.alt),
        body = pen.body,
    )
}

struct Pen<'a> {
    chart: &'a Chart,
    texts: &'a Texts,
    currency: &'a str,
    style: &'a Style<'a>,
    colours: Vec<Colour>,
    body: String,
}

#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// Maps values to places on a line.
#[derive(Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale that shows zero and all the values.
    fn new(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        Self { low, high: if low == high { 1.0 } else { high }, from, to }
    }

    fn at(&self, value: f64) -> f64 {
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

impl Pen<'_> {
    /// A value as it stands beside its mark.
    fn label(&self, millionths: i128) -> String {
        match self.chart.unit {
            Unit::Share if self.chart.is_rounded => self.texts.percent_coarse(millionths),
            Unit::Currency => self.texts.money_short(millionths / 10_000, self.currency),
            unit => self.texts.value(Some(millionths), unit, self.currency),
        }
    }

    /// A mark's title: category, series and value.
    fn title(&self, category: usize, series: &Series, millionths: Option<i128>) -> String {
        let name = self.chart.categories.get(category).map_or("", String::as_str);
        let value = Value { is_rounded: self.chart.is_rounded, ..Value::new(millionths.unwrap_or(0), self.chart.unit) };
        let value = Value::text(millionths.map(|_| value), self.texts, self.currency);
        if self.chart.series.len() > 1 {
            format!("{name}, {}: {value}", series.name)
        } else {
            format!("{name}: {value}")
        }
    }

    fn value(&self, series: usize, category: usize) -> Option<i128> {
        self.chart.series[series].values.get(category).copied().flatten()
    }

    fn values(&self) -> impl Iterator<Item = i128> {
        self.chart.series.iter().flat_map(|s| s.values.iter().flatten().copied())
    }

    fn is_accent(&self, category: usize) -> bool {
        self.chart.accent == Some(category)
    }

    /// One series shows its accent by colour; of several each has its own.
    fn colour(&self, series: usize, category: usize) -> Colour {
        match self.chart.accent {
            Some(accent) if self.chart.series.len() == 1 => {
                if accent == category {
                    ACCENT
                } else {
                    GREY
                }
            }
            _ => self.colours[series],
        }
    }

    fn text(&mut self, x: f64, y: f64, anchor: Anchor, colour: Colour, bold: bool, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        self.body += &format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"#{}\"{weight}>{}</text>",
            colour.hex(),
            escape(text)
        );
    }

    fn mark(&mut self, shape: &str, colour: Colour, title: &str) {
        let element = shape.split(' ').next().unwrap_or_default();
        let (colour, title) = (colour.hex(), escape(title));
        self.body += &format!("<{shape} fill=\"#{colour}\" class=\"mark\"><title>{title}</title></{element}>");
    }

    /// Only some months of the category's year are covered.
    fn is_part(&self, category: usize) -> bool {
        self.chart.parts_of_years.contains(&category)
    }

    /// The bar of a category; of a part of a year it is lighter, with a broken edge.
    fn bar(&mut self, category: usize, (x, y): (f64, f64), (wide, high): (f64, f64), colour: Colour, title: &str) {
        let mut shape = format!("rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"");
        if self.is_part(category) {
            shape += &format!(" {}", part_of_year(colour));
        }
        self.mark(&shape, colour, title);
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.body += &format!(
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#{}\" stroke-width=\"1\" fill=\"none\"/>",
            from.0,
            from.1,
            to.0,
            to.1,
            QUIET.hex()
        );
    }

    /// The line that bars stand on, unless it would run through names that stand above their bars.
    fn zero_line(&mut self, zero: f64, column: f64, (from, to): (f64, f64)) {
        if column > 0.0 {
            self.rule((zero, from), (zero, to));
        }
    }

    /// Names of several series with their colours, above the marks; returns where they end.
    fn key(&mut self) -> f64 {
        let chart = self.chart;
        if chart.series.len() < 2 {
            return 0.0;
        }
        let (mut x, mut y) = (0.0, LINE);
        for (i, series) in chart.series.iter().enumerate() {
            let name = shortened(&series.name, SIZE, self.style.width - 20.0);
            let wide = 18.0 + width(&name, SIZE) * 1.04;
            if x > 0.0 && x + wide > self.style.width {
                (x, y) = (0.0, y + LINE + 3.0);
            }
            let colour = self.colours[i];
            self.body += &format!(
                "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"#{}\"/>",
                y - 11.0,
                colour.hex()
            );
            self.text(x + 18.0, y, Anchor::Start, INK, false, &name);
            x += wide + 18.0;
        }
        y + 12.0
    }
}

/// How a bar looks that is of a part of a year.
fn part_of_year(colour: Colour) -> String {
    format!("fill-opacity=\"0.35\" stroke=\"#{}\" stroke-width=\"1\" stroke-dasharray=\"4 3\"", colour.hex())
}

#[cfg(test)]
mod tests;
