//! Columns, years from left to right.

use super::{Anchor, GAP, LINE, Pen, SIZE, Scale};
use crate::measure::{shortened, width_bold};
use crate::palette::{INK, QUIET};

impl Pen<'_> {
    /// Every column has room for its value and every category for its name; else they are drawn as bars.
    pub(super) fn columns_fit(&self) -> bool {
        let step = self.style.width / self.chart.categories.len().max(1) as f64;
        let column = step * 0.86 / self.chart.series.len().max(1) as f64;
        let widest = self.values().map(|v| width_bold(&self.label(v), SIZE)).fold(0.0, f64::max);
        let names = self.chart.categories.iter().map(|c| width_bold(c, SIZE)).fold(0.0, f64::max);
        widest + 4.0 <= column && names + 4.0 <= step
    }

    /// The scale of an upright plot whose highest value lies at `top`, with room for the labels of negative values.
    pub(super) fn upright(&self, top: f64, high: f64) -> Scale {
        let below = if self.values().any(|v| v < 0) { LINE } else { 0.0 };
        Scale::new(self.values().map(|v| v as f64).collect::<Vec<_>>().into_iter(), top + high - below, top)
    }

    /// The name of a category below the plot.
    pub(super) fn category_name(&mut self, category: usize, step: f64, y: f64) {
        let name = shortened(&self.chart.categories[category], SIZE, self.style.width);
        let half = width_bold(&name, SIZE) / 2.0;
        let x = (step * (category as f64 + 0.5)).min(self.style.width - half).max(half);
        self.text(x, y, Anchor::Middle, INK, self.is_accent(category), &name);
    }

    pub(super) fn columns(&mut self) -> f64 {
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
                let title = self.title(category, series, millionths);
                let middle = x + column / 2.0;
                let bold = self.is_accent(category);
                match millionths {
                    None => self.text(middle, zero - GAP, Anchor::Middle, QUIET, false, "\u{2013}"),
                    Some(v) => {
                        let end = scale.at(v as f64);
                        let size = (column - 3.0, (end - zero).abs().max(1.0));
                        self.bar(category, (x + 1.5, end.min(zero)), size, self.colour(i, category), &title);
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
}
