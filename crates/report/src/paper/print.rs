//! Texts and tables made fit for print: they have only what the fonts can draw, and are never wider than the page.

use serde::Serialize;
use serde_json::Value;

use super::world::has_glyph;
use crate::measure::{width, width_bold};
use crate::model::Table;
use crate::note::Notes;

/// Stands for characters that the fonts lack.
const MISSING: char = '\u{25a1}';
/// Where a line may break within a word.
const BREAK: char = '\u{200b}';
/// So many characters may follow each other without a place to break the line.
const UNBROKEN: usize = 30;
/// The longest text of a cell, in characters.
const CELL: usize = 160;
/// The longest other text, in characters: far longer than any of ours.
const TEXT: usize = 4_000;

/// The width between the margins, in points.
const ROOM: f64 = 481.0;
/// The inset before a cell, in points, as the template has it.
const INSET: f64 = 9.0;
/// Sizes of type that tables may take, in points.
const SIZES: [f64; 4] = [8.5, 8.0, 7.5, 7.0];
/// Texts of up to so many ems keep to one line.
const ONE_LINE: f64 = 12.0;
/// The least width of a column that wraps, in ems: of the first column, of the others.
const WRAPPED: [f64; 2] = [13.0, 9.0];
/// Columns that wrap share the room by their longest text, within these limits, in ems.
const SHARES: [f64; 2] = [10.0, 30.0];

/// A table of up to so many lines keeps to one page.
const KEPT: f64 = 28.0;

/// Every text in a value, made printable.
pub fn clean_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = clean(text, TEXT),
        Value::Array(values) => values.iter_mut().for_each(clean_all),
        Value::Object(members) => members.values_mut().for_each(clean_all),
        _ => {}
    }
}

/// At most `limit` characters that can be drawn, with places to break the line in words that have none.
pub fn clean(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut drawn, mut unbroken, mut missing) = (0, 0, false);
    for character in text.chars().filter_map(printable) {
        if missing && character == MISSING {
            continue; // One mark for a run of them.
        }
        missing = character == MISSING;
        if drawn == limit {
            out.push('…');
            break;
        }
        unbroken = if matches!(character, ' ' | '-' | '/' | BREAK) { 0 } else { unbroken + 1 };
        if unbroken > UNBROKEN {
            out.push(BREAK);
            unbroken = 1;
        }
        out.push(character);
        drawn += 1;
    }
    out
}

/// What is drawn for a character: itself, a blank, a mark, or nothing.
fn printable(character: char) -> Option<char> {
    match character {
        BREAK => Some(character),
        // Marks of direction, joiners, variation selectors and tags would change how the text around them is drawn.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}' => None,
        c if c.is_control() => c.is_whitespace().then_some(' '),
        // Private characters mean nothing to another reader.
        '\u{e000}'..='\u{f8ff}' => Some(MISSING),
        c if has_glyph(c) => Some(c),
        c if c.is_whitespace() => Some(' '),
        _ => Some(MISSING),
    }
}

/// A drawing with texts that can be drawn.
pub fn clean_svg(svg: &str) -> String {
    svg.chars().filter_map(printable).collect()
}

/// A table, or a part of its columns, that fits between the margins.
#[derive(Debug, Serialize)]
pub struct Sheet<'a> {
    caption: &'a str,
    columns: Vec<SheetColumn<'a>>,
    rows: Vec<Vec<String>>,
    pub note: &'a Notes,
    /// Size of type, in points.
    size: f64,
    /// Too long to be kept on one page.
    breaks: bool,
}

#[derive(Debug, Serialize)]
struct SheetColumn<'a> {
    title: &'a str,
    numeric: bool,
    /// In ems; none takes its share of what is left.
    width: Option<f64>,
    share: f64,
}

/// The table as it goes on paper: in several parts where it is too wide, each with the leading columns of text.
pub fn sheets(table: &Table) -> Vec<Sheet<'_>> {
    let widths: Vec<Option<f64>> = (0..table.columns.len()).map(|i| one_line(table, i)).collect();
    let leading = 1 + table.columns.iter().skip(1).take_while(|c| !c.numeric).count();
    let leading: Vec<usize> = (0..leading.min(table.columns.len())).collect();
    let mut parts = vec![leading.clone()];
    for column in leading.len()..table.columns.len() {
        let mut wider = parts.last().cloned().unwrap_or_default();
        wider.push(column);
        // A part with no column of its own would never end.
        if size(&widths, &wider).is_some() || wider.len() == leading.len() + 1 {
            parts.pop();
        } else {
            wider = leading.iter().copied().chain([column]).collect();
        }
        parts.push(wider);
    }
    let parts = parts.into_iter().filter(|_| !table.rows.is_empty());
    parts.map(|columns| sheet(table, &widths, &columns)).collect()
}

fn sheet<'a>(table: &'a Table, widths: &[Option<f64>], columns: &[usize]) -> Sheet<'a> {
    let cells = |row: &Vec<crate::model::Cell>| {
        columns.iter().map(|i| row.get(*i).map(|c| clean(&c.text, CELL)).unwrap_or_default()).collect()
    };
    let column = |i: &usize| SheetColumn {
        title: &table.columns[*i].title,
        numeric: table.columns[*i].numeric,
        width: widths[*i],
        share: widest(table, *i).clamp(SHARES[0], SHARES[1]),
    };
    let size = size(widths, columns).unwrap_or(SIZES[SIZES.len() - 1]);
    let columns: Vec<SheetColumn<'_>> = columns.iter().map(column).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let breaks = lines(&columns, &rows, size) > KEPT;
    Sheet { caption: &table.caption, columns, rows, note: &table.note, size, breaks }
}

/// How many lines the rows take, by the widths of the columns that wrap; words that are not divided may take some more.
fn lines(columns: &[SheetColumn<'_>], rows: &[Vec<String>], size: f64) -> f64 {
    let fixed: f64 = columns.iter().filter_map(|column| column.width).sum();
    let shares: f64 = columns.iter().filter(|column| column.width.is_none()).map(|column| column.share).sum();
    let room = (ROOM - INSET * columns.len() as f64) / size - fixed;
    let lines_of = |(column, text): (&SheetColumn<'_>, &String)| match column.width {
        Some(_) => 1.0,
        None => (width(text, 1.0) * 1.15 / (room * column.share / shares).max(1.0)).ceil(),
    };
    rows.iter().map(|row| columns.iter().zip(row).map(lines_of).fold(1.0, f64::max)).sum()
}

/// The largest size of type at which the columns fit.
fn size(widths: &[Option<f64>], columns: &[usize]) -> Option<f64> {
    let least = |i: &usize| widths[*i].unwrap_or(WRAPPED[usize::from(*i > 0)]);
    let ems: f64 = columns.iter().map(least).sum();
    let insets = INSET * columns.len() as f64;
    SIZES.into_iter().find(|size| ems * size + insets <= ROOM)
}

/// The width of a column that keeps to one line.
fn one_line(table: &Table, column: usize) -> Option<f64> {
    let widest = widest(table, column);
    let wraps = column == 0 || (widest > ONE_LINE && !table.columns[column].numeric);
    let words = table.columns[column].title.split(' ').map(|word| 1.1 * width_bold(word, 1.0));
    (!wraps).then(|| words.fold(widest, f64::max) + 0.1)
}

/// The width of a column's longest text, in ems.
fn widest(table: &Table, column: usize) -> f64 {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    cells.map(|cell| width(&cell.text, 1.0)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;

    #[track_caller]
    fn check(text: &str, printed: &str) {
        assert_eq!(clean(text, 40), printed);
    }

    #[test]
    fn texts_can_be_drawn() {
        check("Ääkkös & <x> #y $z ]]> *a* _b_", "Ääkkös & <x> #y $z ]]> *a* _b_");
        check("Kahvi \u{1f600}\u{1f3fd}\u{200d}\u{1f680} Oy", "Kahvi \u{25a1} Oy");
        check("a\u{0}b\tc\nd\u{7}", "ab c d");
        check("\u{202e}yO\u{202c} \u{200f}שלום", "yO שלום");
        check("漢字 \u{e000}", "\u{25a1} \u{25a1}");
        check(&"x".repeat(50), &format!("{}\u{200b}{}…", "x".repeat(30), "x".repeat(10)));
        check(&"ab ".repeat(50), &format!("{}a…", "ab ".repeat(13)));
        check(&"y".repeat(40), &format!("{}\u{200b}{}", "y".repeat(30), "y".repeat(10)));
    }

    #[test]
    fn every_text_of_a_value_is_cleaned() {
        let mut value = serde_json::json!({"a": ["\u{1f600}", {"b": "c\u{0}"}], "d": 1});
        clean_all(&mut value);
        assert_eq!(value, serde_json::json!({"a": ["\u{25a1}", {"b": "c"}], "d": 1}));
    }

    fn table(years: usize) -> Table {
        let titles = ["Indicator".to_owned(), "Scope".to_owned()].into_iter();
        let titles = titles.chain((0..years).map(|y| (2000 + y).to_string())).collect();
        let mut table = Table::new("t", "Caption".to_owned(), titles).with_texts(&[1]);
        let mut row = vec![Cell::text("A1 Total spend"), Cell::text("all external purchases")];
        row.extend((0..years).map(|y| Cell::text(format!("{y} 2 212 027 €"))));
        table.rows.push(row);
        table
    }

    #[test]
    fn wide_tables_are_split_and_lose_no_column() {
        let narrow = table(3);
        let sheets_of_narrow = sheets(&narrow);
        assert_eq!(sheets_of_narrow.len(), 1);
        assert_eq!(sheets_of_narrow[0].size, 8.5);
        let wide = table(20);
        let parts = sheets(&wide);
        assert!(parts.len() > 1 && parts.iter().all(|p| p.columns[0].title == "Indicator" && p.columns.len() > 2));
        let years: Vec<&str> = parts.iter().flat_map(|p| p.columns[2..].iter().map(|c| c.title)).collect();
        assert_eq!(years, (2000..2020).map(|y| y.to_string()).collect::<Vec<_>>());
        assert!(parts.iter().all(|p| p.rows[0].len() == p.columns.len()));
        for part in &parts {
            let of = |(i, c): (usize, &SheetColumn)| c.width.unwrap_or(WRAPPED[usize::from(i > 0)]) * part.size + INSET;
            assert!(part.columns.iter().enumerate().map(of).sum::<f64>() <= ROOM);
        }
    }

    #[test]
    fn a_table_without_rows_is_no_table() {
        assert!(sheets(&Table::new("t", String::new(), vec!["a".to_owned()])).is_empty());
        assert!(sheets(&Table::default()).is_empty());
    }
}
