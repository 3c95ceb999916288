//! A table as a native part of a slide, and how much of it a slide holds.

use super::fit::{POINT, cut, lines, width};
use super::template::Rect;
use crate::model::Table;
use vire_formats::xml::escape;

/// Room between a cell's border and its text, in points: at the sides, above and below.
const SIDE: f64 = 5.0;
const ABOVE: f64 = 2.5;
/// Lines that a cell may take; longer texts are cut.
const MOST_LINES: usize = 2;

/// A row that is higher than reckoned pushes the others off the slide, so heights are reckoned with letters wider by
/// this: with the margin of all texts a fifth wider than Arial's, as those of the widest common fonts are.
const WIDER: f64 = 1.11;

/// A table laid out for a width: what each cell shows, and how high the rows are.
pub struct Laid {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    numeric: Vec<bool>,
    /// In points.
    columns: Vec<f64>,
    heights: Vec<f64>,
    header_height: f64,
    size: f64,
}

impl Laid {
    /// Lays a table out in a width in points, with text of a size in points.
    pub fn new(table: &Table, room: f64, size: f64) -> Self {
        let columns = columns(table, room, size);
        let shown = |text: &str, column: usize| cut(text, columns[column] - 2.0 * SIDE, size, MOST_LINES);
        let header: Vec<String> = table.columns.iter().enumerate().map(|(i, c)| shown(&c.title, i)).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().enumerate().map(|(i, cell)| shown(&cell.text, i)).collect())
            .collect();
        let height = |row: &Vec<String>| {
            let most = row.iter().zip(&columns).map(|(text, w)| lines(text, (w - 2.0 * SIDE) / WIDER, size)).max();
            most.unwrap_or(1) as f64 * size * 1.2 + 2.0 * ABOVE
        };
        Self {
            heights: rows.iter().map(height).collect(),
            header_height: height(&header),
            numeric: table.columns.iter().map(|c| c.numeric).collect(),
            header,
            rows,
            columns,
            size,
        }
    }

    /// In points.
    pub fn height(&self) -> f64 {
        self.header_height + self.heights.iter().sum::<f64>()
    }

    #[cfg(test)]
    pub fn size(&self) -> f64 {
        self.size
    }

    #[cfg(test)]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Parts that are each no higher than the room in points; rows stay whole and in order.
    pub fn pages(self, room: f64) -> Vec<Self> {
        let mut pages: Vec<Self> = Vec::new();
        let mut used = f64::INFINITY;
        for (row, height) in self.rows.into_iter().zip(self.heights) {
            if used + height > room {
                used = self.header_height;
                pages.push(Self {
                    header: self.header.clone(),
                    rows: Vec::new(),
                    numeric: self.numeric.clone(),
                    columns: self.columns.clone(),
                    heights: Vec::new(),
                    ..self
                });
            }
            if let Some(page) = pages.last_mut() {
                used += height;
                page.rows.push(row);
                page.heights.push(height);
            }
        }
        pages
    }

    /// The graphic frame; `id` is the shape's number on its slide.
    pub fn frame(&self, id: usize, alt: &str, at: Rect, locale: &str) -> String {
        let grid: String = self.columns.iter().map(|w| format!("<a:gridCol w=\"{}\"/>", emu(*w))).collect();
        let mut rows = self.row(&self.header, self.header_height, true, locale);
        for (row, height) in self.rows.iter().zip(&self.heights) {
            rows += &self.row(row, *height, false, locale);
        }
        format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\" descr=\"{}\"/>\
             <p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>\
             <p:xfrm><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></p:xfrm><a:graphic>\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/>\
             <a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
            escape(alt),
            at.x,
            at.y,
            self.columns.iter().map(|w| emu(*w)).sum::<i64>(),
            emu(self.height()),
        )
    }

    fn row(&self, cells: &[String], height: f64, header: bool, locale: &str) -> String {
        let cells: String = cells
            .iter()
            .zip(&self.numeric)
            .map(|(text, numeric)| {
                let align = if *numeric { " algn=\"r\"" } else { "" };
                let bold = u8::from(header);
                let (line, colour) = if header { (19_050, "tx1") } else { (6_350, "bg1") };
                let shade = if header { "" } else { "<a:lumMod val=\"75000\"/>" };
                let size = (self.size * 100.0) as i64;
                let [side, above] = [SIDE, ABOVE].map(emu);
                format!(
                    "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr{align}/><a:r><a:rPr lang=\"{locale}\" \
                     sz=\"{size}\" b=\"{bold}\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill></a:rPr>\
                     <a:t>{}</a:t></a:r></a:p></a:txBody>\
                     <a:tcPr marL=\"{side}\" marR=\"{side}\" marT=\"{above}\" marB=\"{above}\" anchor=\"ctr\">\
                     <a:lnL w=\"0\"><a:noFill/></a:lnL><a:lnR w=\"0\"><a:noFill/></a:lnR><a:lnT w=\"0\"><a:noFill/></a:lnT>\
                     <a:lnB w=\"{line}\"><a:solidFill><a:schemeClr val=\"{colour}\">{shade}</a:schemeClr></a:solidFill></a:lnB>\
                     <a:noFill/></a:tcPr></a:tc>",
                    escape(text)
                )
            })
            .collect();
        format!("<a:tr h=\"{}\">{cells}</a:tr>", emu(height))
    }
}

fn emu(points: f64) -> i64 {
    (points * POINT as f64).round() as i64
}

/// Widths of the columns in points: numbers get what they need, texts share the rest by what they need.
fn columns(table: &Table, room: f64, size: f64) -> Vec<f64> {
    let longest_word = |text: &str| text.split(' ').map(|word| width(word, size)).fold(0.0, f64::max);
    let needs: Vec<f64> = (0..table.columns.len())
        .map(|i| {
            let title = &table.columns[i].title;
            let cells = table.rows.iter().filter_map(|row| row.get(i)).map(|cell| width(&cell.text, size));
            let cells = cells.fold(0.0, f64::max);
            // A title may break at its blanks.
            let title = longest_word(title).max(width(title, size) * 0.55);
            cells.max(title) + 2.0 * SIDE + 1.0
        })
        .collect();
    let total: f64 = needs.iter().sum();
    if total <= room {
        // What is left goes to the texts.
        let texts = table.columns.iter().filter(|c| !c.numeric).count().max(1) as f64;
        let more = (room - total) / texts;
        let mut widths = needs;
        for (width, column) in widths.iter_mut().zip(&table.columns) {
            *width += if column.numeric { 0.0 } else { more };
        }
        return widths;
    }
    let numbers: f64 = needs.iter().zip(&table.columns).filter(|(_, c)| c.numeric).map(|(n, _)| n).sum();
    if numbers > room * 0.7 {
        return needs.iter().map(|need| need * room / total).collect();
    }
    // Texts share what is left, but none gets less than its longest word, as long as there is room for all of these.
    let words = |i: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(i)).map(|cell| longest_word(&cell.text));
        (cells.fold(longest_word(&table.columns[i].title), f64::max) + 2.0 * SIDE + 1.0).min(room * 0.4)
    };
    let least: Vec<f64> =
        (0..needs.len()).map(|i| if table.columns[i].numeric { needs[i] } else { words(i) }).collect();
    let spare = room - least.iter().sum::<f64>();
    if spare < 0.0 {
        let scale = (room - numbers) / (total - numbers).max(1.0);
        return needs
            .iter()
            .zip(&table.columns)
            .map(|(need, c)| if c.numeric { *need } else { need * scale })
            .collect();
    }
    let wanted: f64 = needs.iter().zip(&least).map(|(need, least)| (need - least).max(0.0)).sum();
    needs.iter().zip(&least).map(|(need, least)| least + (need - least).max(0.0) * spare / wanted.max(1.0)).collect()
}
