//! Bars from left to right, alone or stacked.

use super::{Anchor, GAP, LINE, Pen, ROOMY, SIZE, Scale};
use crate::measure::{BOLD, width, width_bold, wrap};
use crate::model::HIDDEN;
use crate::palette::{Colour, INK, QUIET};
use vire_indicators::catalogue::Unit;

impl Pen<'_> {
    /// The column of category labels: its width, zero when they stand above their bars, and the lines of each label.
    fn labels(&self) -> (f64, Vec<Vec<String>>) {
        let names = &self.chart.categories;
        let widest = |room: f64| {
            // Bold text is wider: the accent must fit too.
            let lines: Vec<Vec<String>> = names.iter().map(|name| wrap(name, SIZE * BOLD, room, 3)).collect();
            (lines.iter().flatten().map(|line| width_bold(line, SIZE)).fold(0.0, f64::max), lines)
        };
        let room = self.style.width * 0.36;
        let short = names.iter().all(|name| width_bold(name, SIZE) <= room);
        if short || self.style.width >= ROOMY {
            let (column, lines) = widest(room);
            return (column + 2.0 * GAP, lines);
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

    pub(super) fn bars(&mut self) -> f64 {
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
                let title = self.title(category, series, millionths);
                let middle = top + thick / 2.0 + 4.5;
                let bold = self.is_accent(category) && chart.series.len() == 1;
                match millionths {
                    // Of bars only what is not shown is missing.
                    None => self.text(zero + GAP, middle, Anchor::Start, QUIET, false, HIDDEN),
                    Some(v) => {
                        let end = scale.at(v as f64);
                        let size = ((end - zero).abs().max(1.0), thick);
                        self.bar(category, (end.min(zero), top), size, self.colour(i, category), &title);
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

    pub(super) fn stacked(&mut self) -> f64 {
        const THICK: f64 = 26.0;
        let chart = self.chart;
        let (column, labels) = self.labels();
        let sum = |category: usize, negative: bool| -> i128 {
            let of_category = (0..chart.series.len()).filter_map(|s| self.value(s, category));
            of_category.filter(|v| (*v < 0) == negative).sum()
        };
        let all = 0..chart.categories.len();
        let ends: Vec<f64> = all.clone().flat_map(|c| [sum(c, true) as f64, sum(c, false) as f64]).collect();
        // Shares add up to the whole, which need not be written.
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
                let title = self.title(category, series, Some(v));
                self.segment(
                    category,
                    (start.min(end), top),
                    ((end - start).abs(), THICK),
                    (self.colours[i], v),
                    &title,
                );
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
    fn segment(
        &mut self,
        category: usize,
        at: (f64, f64),
        (wide, high): (f64, f64),
        (colour, value): (Colour, i128),
        title: &str,
    ) {
        self.bar(category, at, ((wide - 1.0).max(0.4), high), colour, title);
        let text = self.label(value);
        if width(&text, SIZE) + 8.0 <= wide {
            let middle = (at.0 + wide / 2.0, at.1 + high / 2.0 + 4.5);
            let ink = if self.is_part(category) { INK } else { colour.on() };
            self.text(middle.0, middle.1, Anchor::Middle, ink, false, &text);
        }
    }
}
