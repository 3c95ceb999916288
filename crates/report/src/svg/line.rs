//! Lines over ordered categories.

use super::{Anchor, GAP, LINE, Pen, ROOMY, SIZE, Scale};
use crate::measure::{shortened, width, width_bold};
use crate::model::Series;
use crate::palette::INK;

const DASHES: [&str; 6] = ["", "7 3", "2 3", "10 3 2 3", "5 2", "1 2"];

impl Pen<'_> {
    pub(super) fn line(&mut self) -> f64 {
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
                let title = self.title(category, series, Some(v));
                self.mark(&format!("circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\""), self.colours[i], &title);
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
