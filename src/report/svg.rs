//! Charts as SVG, for the page and the paper: plain attributes only, so that every renderer draws the same.
//!
//! Values stand beside their marks, so that no axis or grid is needed; each mark's `<title>` tells category, series
//! and value in full, for a pointer to show and a script to read out.

use super::markup::escape;
use super::measure::{shortened, width, width_bold, wrap};
use super::model::{Chart, ChartKind, Series, Value};
use super::palette::{ACCENT, Colour, GREY, INK, QUIET, series as colours};
use super::texts::Texts;
use crate::indicators::catalogue::Unit;

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
const DASHES: [&str; 6] = ["", "7 3", "2 3", "10 3 2 3", "5 2", "1 2"];

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

/// A key figure by year as small columns, the last in the accent colour; empty with fewer than two values.
pub fn trend(years: &[(String, Option<Value>)], texts: &Texts, currency: &str, font: &str) -> String {
    const WIDE: f64 = 150.0;
    const HIGH: f64 = 30.0;
    let known: Vec<f64> = years.iter().filter_map(|(_, v)| Some((*v)?.millionths as f64)).collect();
    let (Some((first, _)), Some((last, _)), 2..) = (years.first(), years.last(), known.len()) else {
        return String::new();
    };
    let scale = Scale::new(known.into_iter(), HIGH, 0.0);
    let step = (WIDE / years.len() as f64).min(24.0);
    let mut body = String::new();
    for (i, (_, value)) in years.iter().enumerate() {
        let Some(value) = value else { continue };
        let (end, zero) = (scale.at(value.millionths as f64), scale.at(0.0));
        let colour = if i + 1 == years.len() { ACCENT } else { GREY };
        body += &format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#{}\"/>",
            step * i as f64,
            end.min(zero),
            step - 3.0,
            (end - zero).abs().max(1.0),
            colour.hex()
        );
    }
    let told = years.iter().map(|(year, value)| {
        let unit = value.map_or(Unit::Ratio, |v| v.unit);
        format!("{year}: {}", texts.value(value.map(|v| v.millionths), unit, currency))
    });
    let told = escape(&told.collect::<Vec<_>>().join("; "));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} 45\" width=\"{WIDE}\" height=\"45\" role=\"img\" \
         aria-label=\"{told}\" font-family=\"{font}\" font-size=\"11\" fill=\"#{quiet}\"><title>{told}</title>{body}\
         <text x=\"0\" y=\"42\">{first}</text><text x=\"{end:.1}\" y=\"42\" text-anchor=\"end\">{last}</text></svg>",
        font = escape(font),
        quiet = QUIET.hex(),
        first = escape(first),
        last = escape(last),
        end = (step * years.len() as f64 - 3.0).max(2.5 * 11.0 * 2.0),
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
            Unit::Currency => self.texts.money_short(millionths / 10_000, self.currency),
            unit => self.texts.value(Some(millionths), unit, self.currency),
        }
    }

    /// What a mark's title tells.
    fn told(&self, category: usize, series: &Series, millionths: Option<i128>) -> String {
        let name = self.chart.categories.get(category).map_or("", String::as_str);
        let value = self.texts.value(millionths, self.chart.unit, self.currency);
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

    fn mark(&mut self, shape: &str, colour: Colour, told: &str) {
        let element = shape.split(' ').next().unwrap_or_default();
        let (colour, told) = (colour.hex(), escape(told));
        self.body += &format!("<{shape} fill=\"#{colour}\" class=\"mark\"><title>{told}</title></{element}>");
    }

    fn bar(&mut self, (x, y): (f64, f64), (wide, high): (f64, f64), colour: Colour, told: &str) {
        let shape = format!("rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"");
        self.mark(&shape, colour, told);
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

    // Bars from left to right.

    /// The column of category labels: its width, zero when they stand above their bars, and the lines of each label.
    fn labels(&self) -> (f64, Vec<Vec<String>>) {
        let names = &self.chart.categories;
        let widest = |room: f64| {
            // Bold text is wider: the accent must fit too.
            let lines: Vec<Vec<String>> = names.iter().map(|name| wrap(name, SIZE * 1.08, room, 3)).collect();
            (lines.iter().flatten().map(|line| width_bold(line, SIZE)).fold(0.0, f64::max), lines)
        };
        let room = self.style.width * 0.36;
        let short = names.iter().all(|name| width_bold(name, SIZE) <= room);
        if short || self.style.width >= ROOMY {
            let (column, lines) = widest(room);
            return (column.min(room) + 2.0 * GAP, lines);
        }
        (0.0, widest(self.style.width).1)
    }

    /// Draws a category's label with its first line at `y`, and returns where its bars begin.
    fn row_label(&mut self, category: usize, column: f64, lines: &[String], y: f64, bars: f64) -> f64 {
        let accent = self.is_accent(category);
        if column == 0.0 {
            for (i, line) in lines.iter().enumerate() {
                self.text(0.0, y + 12.0 + i as f64 * LINE, Anchor::Start, INK, accent, line);
            }
            return y + lines.len() as f64 * LINE + 1.0;
        }
        let text = lines.len() as f64 * LINE;
        let top = y + ((bars - text) / 2.0).max(0.0);
        for (i, line) in lines.iter().enumerate() {
            self.text(column - 2.0 * GAP, top + 12.0 + i as f64 * LINE, Anchor::End, INK, accent, line);
        }
        y + ((text - bars) / 2.0).max(0.0)
    }

    fn bars(&mut self) -> f64 {
        let chart = self.chart;
        let many = chart.series.len().max(1) as f64;
        let (thick, between) = if many > 1.0 { (17.0, 14.0) } else { (20.0, 9.0) };
        let (column, labels) = self.labels();
        let room = |negative: bool| {
            let of_sign = self.values().filter(|v| (*v < 0) == negative);
            of_sign.map(|v| width_bold(&self.label(v), SIZE) + GAP).fold(0.0, f64::max)
        };
        let values: Vec<f64> = self.values().map(|v| v as f64).collect();
        let scale = Scale::new(values.into_iter(), column + room(true), self.style.width - room(false) - 1.0);
        let zero = scale.at(0.0);
        let first = self.key();
        let mut y = first;
        for (category, lines) in labels.iter().enumerate() {
            let bars = many * thick + (many - 1.0) * 2.0;
            let mut top = self.row_label(category, column, lines, y, bars);
            let begun = top;
            for (i, series) in chart.series.iter().enumerate() {
                let millionths = self.value(i, category);
                let told = self.told(category, series, millionths);
                let middle = top + thick / 2.0 + 4.5;
                let bold = self.is_accent(category) && chart.series.len() == 1;
                match millionths {
                    None => self.text(zero + GAP, middle, Anchor::Start, QUIET, false, "\u{2013}"),
                    Some(v) => {
                        let end = scale.at(v as f64);
                        let size = ((end - zero).abs().max(1.0), thick);
                        self.bar((end.min(zero), top), size, self.colour(i, category), &told);
                        let (x, anchor) = if v < 0 { (end - GAP, Anchor::End) } else { (end + GAP, Anchor::Start) };
                        self.text(x, middle, anchor, INK, bold, &self.label(v));
                    }
                }
                top += thick + 2.0;
            }
            let text = if column > 0.0 { lines.len() as f64 * LINE } else { 0.0 };
            y = (begun + bars).max(y + text) + between;
        }
        self.zero_line(zero, column, (first, y - between));
        y - between + 3.0
    }

    fn stacked(&mut self) -> f64 {
        const THICK: f64 = 26.0;
        let chart = self.chart;
        let (column, labels) = self.labels();
        let sum = |category: usize, negative: bool| -> i128 {
            let of_category = (0..chart.series.len()).filter_map(|s| self.value(s, category));
            of_category.filter(|v| (*v < 0) == negative).sum()
        };
        let all = 0..chart.categories.len();
        let ends: Vec<f64> = all.clone().flat_map(|c| [sum(c, true) as f64, sum(c, false) as f64]).collect();
        // Shares add up to the whole, which need not be told.
        let totals: Vec<Option<String>> =
            all.map(|c| (chart.unit != Unit::Share).then(|| self.label(sum(c, true) + sum(c, false)))).collect();
        let room = totals.iter().flatten().map(|t| width_bold(t, SIZE) + GAP).fold(0.0, f64::max);
        let scale = Scale::new(ends.into_iter(), column, self.style.width - room - 1.0);
        let zero = scale.at(0.0);
        let first = self.key();
        let mut y = first;
        for (category, lines) in labels.iter().enumerate() {
            let top = self.row_label(category, column, lines, y, THICK);
            let (mut below, mut above) = (0, 0);
            for (i, series) in chart.series.iter().enumerate() {
                let Some(v) = self.value(i, category).filter(|v| *v != 0) else { continue };
                let from = if v < 0 { &mut below } else { &mut above };
                let (start, end) = (scale.at(*from as f64), scale.at((*from + v) as f64));
                *from += v;
                let told = self.told(category, series, Some(v));
                self.segment((start.min(end), top), ((end - start).abs(), THICK), self.colours[i], v, &told);
            }
            if let Some(total) = &totals[category] {
                let bold = self.is_accent(category);
                self.text(scale.at(above as f64) + GAP, top + THICK / 2.0 + 4.5, Anchor::Start, INK, bold, total);
            }
            let text = if column > 0.0 { lines.len() as f64 * LINE } else { 0.0 };
            y = (top + THICK).max(y + text) + 9.0;
        }
        self.zero_line(zero, column, (first, y - 9.0));
        y - 6.0
    }

    /// A part of a stacked bar with a white edge, and its value where there is room.
    fn segment(&mut self, at: (f64, f64), (wide, high): (f64, f64), colour: Colour, value: i128, told: &str) {
        self.bar(at, ((wide - 1.0).max(0.4), high), colour, told);
        let whole = match self.chart.unit {
            Unit::Share => self.texts.percent_whole(value),
            _ => self.label(value),
        };
        let fitting = [self.label(value), whole].into_iter().find(|text| width(text, SIZE) + 8.0 <= wide);
        if let Some(text) = fitting {
            let middle = (at.0 + wide / 2.0, at.1 + high / 2.0 + 4.5);
            self.text(middle.0, middle.1, Anchor::Middle, colour.on(), false, &text);
        }
    }

    // Columns and lines.

    /// Every column has room for its value and every category for its name; else they are drawn as bars.
    fn columns_fit(&self) -> bool {
        let step = self.style.width / self.chart.categories.len().max(1) as f64;
        let column = step * 0.86 / self.chart.series.len().max(1) as f64;
        let widest = self.values().map(|v| width_bold(&self.label(v), SIZE)).fold(0.0, f64::max);
        let names = self.chart.categories.iter().map(|c| width_bold(c, SIZE)).fold(0.0, f64::max);
        widest + 4.0 <= column && names + 4.0 <= step
    }

    /// The scale of an upright plot whose highest value lies at `top`, with room for the labels of negative values.
    fn upright(&self, top: f64, high: f64) -> Scale {
        let below = if self.values().any(|v| v < 0) { LINE } else { 0.0 };
        Scale::new(self.values().map(|v| v as f64).collect::<Vec<_>>().into_iter(), top + high - below, top)
    }

    /// The name of a category below the plot.
    fn category_name(&mut self, category: usize, step: f64, y: f64) {
        let name = shortened(&self.chart.categories[category], SIZE, self.style.width);
        let half = width_bold(&name, SIZE) / 2.0;
        let x = (step * (category as f64 + 0.5)).min(self.style.width - half).max(half);
        self.text(x, y, Anchor::Middle, INK, self.is_accent(category), &name);
    }

    fn columns(&mut self) -> f64 {
        const HIGH: f64 = 200.0;
        let chart = self.chart;
        let step = self.style.width / chart.categories.len().max(1) as f64;
        let column = (step * 0.86 / chart.series.len().max(1) as f64).min(96.0);
        let top = self.key() + LINE;
        let scale = self.upright(top, HIGH);
        let zero = scale.at(0.0);
        for category in 0..chart.categories.len() {
            let mut x = step * (category as f64 + 0.5) - column * chart.series.len() as f64 / 2.0;
            for (i, series) in chart.series.iter().enumerate() {
                let millionths = self.value(i, category);
                let told = self.told(category, series, millionths);
                let middle = x + column / 2.0;
                let bold = self.is_accent(category);
                match millionths {
                    None => self.text(middle, zero - GAP, Anchor::Middle, QUIET, false, "\u{2013}"),
                    Some(v) => {
                        let end = scale.at(v as f64);
                        let size = (column - 3.0, (end - zero).abs().max(1.0));
                        self.bar((x + 1.5, end.min(zero)), size, self.colour(i, category), &told);
                        let beside = if v < 0 { end + 14.0 } else { end - 5.0 };
                        self.text(middle, beside, Anchor::Middle, INK, bold, &self.label(v));
                    }
                }
                x += column;
            }
        }
        self.rule((0.0, zero), (self.style.width, zero));
        (0..chart.categories.len()).for_each(|i| self.category_name(i, step, top + HIGH + LINE));
        top + HIGH + LINE + 7.0
    }

    fn line(&mut self) -> f64 {
        const HIGH: f64 = 200.0;
        let chart = self.chart;
        // Names stand at the ends of their lines where there is room, else in the key.
        let ends = chart.series.len() > 1 && self.style.width >= ROOMY;
        let names = chart.series.iter().map(|s| width(&s.name, SIZE)).fold(0.0, f64::max);
        let right = if ends { names.min(self.style.width * 0.3) + GAP } else { 0.0 };
        let step = (self.style.width - right) / chart.categories.len().max(1) as f64;
        let top = if ends { 0.0 } else { self.key() } + LINE + 6.0;
        let scale = self.upright(top, HIGH);
        let place = |category: usize, v: i128| (step * (category as f64 + 0.5), scale.at(v as f64));
        self.rule((0.0, scale.at(0.0)), (self.style.width - right, scale.at(0.0)));
        for (i, series) in chart.series.iter().enumerate() {
            let mut path = String::new();
            let mut joined = false;
            for (category, v) in series.values.iter().enumerate() {
                if let Some(v) = v {
                    let (x, y) = place(category, *v);
                    path += &format!("{}{x:.1} {y:.1}", if joined { "L" } else { "M" });
                }
                joined = v.is_some();
            }
            let colour = self.colours[i].hex();
            let dash = DASHES[i % DASHES.len()];
            let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
            self.body += &format!("<path d=\"{path}\" fill=\"none\" stroke=\"#{colour}\" stroke-width=\"2.5\"{dash}/>");
            for (category, v) in series.values.iter().enumerate() {
                let Some(v) = *v else { continue };
                let (x, y) = place(category, v);
                let told = self.told(category, series, Some(v));
                self.mark(&format!("circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\""), self.colours[i], &told);
            }
        }
        self.point_labels(step, &scale);
        if ends {
            self.end_names(step, &scale);
        }
        for i in self.spaced(step, |i| width_bold(&chart.categories[i], SIZE)) {
            self.category_name(i, step, top + HIGH + LINE);
        }
        top + HIGH + LINE + 7.0
    }

    /// Categories at even distances, so that texts of these widths do not touch; the last is always one of them.
    fn spaced(&self, step: f64, wide: impl Fn(usize) -> f64) -> Vec<usize> {
        let count = self.chart.categories.len();
        let widest = (0..count).map(wide).fold(0.0, f64::max) + GAP;
        let every = (widest / step.max(1.0)).ceil().max(1.0) as usize;
        (0..count).filter(|i| (count - 1 - i).is_multiple_of(every)).collect()
    }

    /// Values above the points of one line, as far as there is room. Of several lines they would cross each other.
    fn point_labels(&mut self, step: f64, scale: &Scale) {
        if self.chart.series.len() != 1 {
            return;
        }
        let labels: Vec<Option<(i128, String)>> =
            (0..self.chart.categories.len()).map(|i| self.value(0, i).map(|v| (v, self.label(v)))).collect();
        let wide = |i: usize| labels[i].as_ref().map_or(0.0, |(_, label)| width_bold(label, SIZE));
        for i in self.spaced(step, wide) {
            let Some((v, label)) = &labels[i] else { continue };
            let half = wide(i) / 2.0;
            let x = (step * (i as f64 + 0.5)).clamp(half, (self.style.width - half).max(half));
            self.text(x, scale.at(*v as f64) - 9.0, Anchor::Middle, INK, self.is_accent(i), label);
        }
    }

    /// Names of lines at their last points, moved apart where they would touch.
    fn end_names(&mut self, step: f64, scale: &Scale) {
        let chart = self.chart;
        let last = |s: &Series| {
            let i = s.values.iter().rposition(Option::is_some)?;
            Some((i, scale.at(s.values[i]? as f64)))
        };
        let mut names: Vec<(f64, f64, &str)> = Vec::new();
        for series in &chart.series {
            names.extend(last(series).map(|(i, y)| (y, step * (i as f64 + 0.5), series.name.as_str())));
        }
        names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = 0.0;
        for (y, x, name) in names {
            let y = f64::max(y + 4.5, free);
            free = y + LINE;
            let name = shortened(name, SIZE, self.style.width - x - 2.0 * GAP);
            self.text(x + 2.0 * GAP, y, Anchor::Start, INK, false, &name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::raw::Language;

    const ONE: i128 = 1_000_000;

    fn chart(kind: ChartKind, unit: Unit, categories: &[&str], series: &[(&str, &[Option<i128>])]) -> Chart {
        Chart {
            id: "c".into(),
            kind,
            title: "Otsikko".into(),
            unit,
            basis: String::new(),
            alt: "Kuvaus".into(),
            category_title: String::new(),
            categories: categories.iter().map(|c| (*c).into()).collect(),
            series: series.iter().map(|(n, v)| Series { name: (*n).into(), values: v.to_vec() }).collect(),
            accent: Some(0),
        }
    }

    fn drawn(chart: &Chart, width: f64) -> String {
        let style = Style { font: "Liberation Sans", width, prefix: "p-" };
        draw(chart, &Texts::new(Language::Fi), "EUR", &style)
    }

    /// Attribute of the marks of a kind, as numbers.
    fn numbers(svg: &str, attribute: &str) -> Vec<f64> {
        let tree = roxmltree::Document::parse(svg).unwrap();
        let marks = tree.descendants().filter(|n| n.attribute("class") == Some("mark"));
        marks.map(|n| n.attribute(attribute).unwrap().parse().unwrap()).collect()
    }

    /// Everything drawn lies within the picture.
    fn assert_inside(svg: &str) {
        let tree = roxmltree::Document::parse(svg).unwrap();
        let root = tree.root_element();
        let of = |n: &roxmltree::Node, name: &str| n.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
        let (wide, high) = (of(&root, "width"), of(&root, "height"));
        for node in tree.descendants().filter(|n| n.is_element()) {
            let (x, y) = (of(&node, "x"), of(&node, "y"));
            let (left, right) = match node.tag_name().name() {
                "text" => {
                    let bold = node.attribute("font-weight").is_some();
                    let text = node.text().unwrap_or_default();
                    let size = if bold { width_bold(text, SIZE) } else { width(text, SIZE) };
                    match node.attribute("text-anchor") {
                        Some("end") => (x - size, x),
                        Some("middle") => (x - size / 2.0, x + size / 2.0),
                        _ => (x, x + size),
                    }
                }
                "rect" => (x, x + of(&node, "width")),
                _ => continue,
            };
            let top = if node.tag_name().name() == "text" { y - 10.0 } else { y };
            let inside = left >= -0.5 && right <= wide + 0.5 && top >= 0.0 && y <= high;
            assert!(inside, "{node:?} {left} {right} in {wide}");
        }
    }

    #[test]
    fn bars_are_as_long_as_their_values() {
        let values = [Some(3_000_000 * ONE), Some(1_500_000 * ONE), None, Some(-750_000 * ONE)];
        let chart = chart(ChartKind::Bars, Unit::Currency, &["a", "b", "c", "d"], &[("s", &values)]);
        for width in [340.0, 720.0] {
            let svg = drawn(&chart, width);
            assert_inside(&svg);
            let (x, long) = (numbers(&svg, "x"), numbers(&svg, "width"));
            assert_eq!(long.len(), 3, "no bar where there is no value");
            assert!((long[0] / long[1] - 2.0).abs() < 0.01 && (long[0] / long[2] - 4.0).abs() < 0.02);
            // The negative bar ends where the others begin.
            assert!((x[0] - x[1]).abs() < 0.11 && (x[2] + long[2] - x[0]).abs() < 0.11);
        }
        let svg = drawn(&chart, 720.0);
        assert_eq!(svg.matches("fill=\"#0B6E5F\"").count(), 1, "one bar has the accent");
        assert!(svg.contains("<title>a: 3\u{a0}000\u{a0}000\u{a0}€</title>"));
    }

    #[test]
    fn parts_of_a_stack_follow_each_other() {
        let shares = [[500_000, 250_000], [400_000, 150_000], [100_000, 600_000]];
        let values = shares.map(|s| s.map(Some));
        let series = [("x", &values[0][..]), ("y", &values[1][..]), ("z", &values[2][..])];
        let svg = drawn(&chart(ChartKind::StackedBars, Unit::Share, &["2023", "2024"], &series), 720.0);
        assert_inside(&svg);
        let (x, long) = (numbers(&svg, "x"), numbers(&svg, "width"));
        for row in [0, 3] {
            assert!((x[row] + long[row] + 1.0 - x[row + 1]).abs() < 0.2);
            let whole: f64 = long[row..row + 3].iter().sum::<f64>() + 3.0;
            assert!((long[row] + 1.0 - whole * shares[0][row / 3] as f64 / 1e6).abs() < 0.2);
        }
        assert!(svg.contains(">50,0\u{a0}%</text>") && svg.contains("<title>2024, z: 60,0\u{a0}%</title>"));
    }

    #[test]
    fn columns_without_room_for_their_values_become_bars() {
        let values: Vec<Option<i128>> = (1..=6).map(|n| Some(n * 123_456_789 * ONE)).collect();
        let years = ["2019", "2020", "2021", "2022", "2023", "2024"];
        let chart = chart(ChartKind::Columns, Unit::Currency, &years, &[("a", &values), ("b", &values)]);
        let (wide, narrow) = (drawn(&chart, 1100.0), drawn(&chart, 340.0));
        assert_inside(&wide);
        assert_inside(&narrow);
        let differ = |numbers: Vec<f64>| numbers.windows(2).any(|pair| pair[0] != pair[1]);
        assert!(differ(numbers(&wide, "height")) && !differ(numbers(&wide, "width")));
        assert!(differ(numbers(&narrow, "width")) && !differ(numbers(&narrow, "height")));
    }

    #[test]
    fn a_line_breaks_at_a_gap() {
        let values = [Some(100_000), Some(300_000), None, Some(900_000), Some(ONE)];
        let chart = chart(ChartKind::Line, Unit::Share, &["1", "2", "3", "4", "5"], &[("s", &values)]);
        for width in [340.0, 720.0] {
            let svg = drawn(&chart, width);
            assert_inside(&svg);
            let y = numbers(&svg, "cy");
            assert_eq!(y.len(), 4);
            assert!(((y[0] - y[1]) / (y[2] - y[3]) - 2.0).abs() < 0.02);
            let tree = roxmltree::Document::parse(&svg).unwrap();
            let paths = tree.descendants().filter_map(|n| n.attribute("d")).filter(|d| d.matches('M').count() == 2);
            assert_eq!(paths.count(), 1);
        }
    }

    #[test]
    fn texts_cannot_become_markup_or_leave_the_picture() {
        let long = "<script>alert(1)</script> ]]> \u{202e}\u{0}\u{1b} 🦆 \"' ".repeat(200);
        let values = [Some(500_000), None];
        for kind in [ChartKind::Columns, ChartKind::Bars, ChartKind::StackedBars, ChartKind::Line] {
            let mut chart = chart(kind, Unit::Share, &[&long, "b"], &[(&long, &values), ("y", &values)]);
            (chart.title, chart.alt) = (long.clone(), long.clone());
            for width in [340.0, 720.0] {
                let svg = drawn(&chart, width);
                assert!(!svg.contains("<script") && !svg.contains('\u{202e}') && !svg.contains('\u{0}'));
                assert_inside(&svg);
            }
        }
    }

    #[test]
    fn nothing_to_draw_is_drawn() {
        for kind in [ChartKind::Columns, ChartKind::Bars, ChartKind::StackedBars, ChartKind::Line] {
            assert_inside(&drawn(&chart(kind, Unit::Share, &[], &[]), 340.0));
            assert_inside(&drawn(&chart(kind, Unit::Count, &["a"], &[("s", &[Some(0)]), ("t", &[None])]), 340.0));
        }
    }
}
