//! The report model: made once a language, drawn by each format, so that figures cannot differ between formats.

use serde::Serialize;

/// A report in one language, every text and number ready to print.
#[derive(Debug, Serialize)]
pub struct Report {
    pub language: String,
    pub title: String,
    pub subtitle: String,
    /// What a reader must know before the first figure.
    pub notes: Vec<String>,
    pub sections: Vec<Section>,
    pub footer: String,
}

#[derive(Debug, Default, Serialize)]
pub struct Section {
    pub id: String,
    pub title: String,
    pub paragraphs: Vec<String>,
    pub cards: Vec<Card>,
    pub tables: Vec<Table>,
    /// Terms with what they mean.
    pub definitions: Vec<Definition>,
}

/// A key figure with what it rests on.
#[derive(Debug, Serialize)]
pub struct Card {
    pub label: String,
    pub value: String,
    /// Bounds, when unknown suppliers or sectors could move the value.
    pub bounds: String,
    /// Period, scope, n, coverage.
    pub basis: String,
}

#[derive(Debug, Default, Serialize)]
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    pub note: String,
}

#[derive(Debug, Serialize)]
pub struct Column {
    pub title: String,
    pub numeric: bool,
}

#[derive(Debug, Serialize)]
pub struct Cell {
    pub text: String,
    /// A share from 0 to 1 to draw as a bar, in percent.
    pub bar: Option<f64>,
}

#[derive(Debug, Serialize)]
pub struct Definition {
    pub term: String,
    pub texts: Vec<String>,
}

impl Table {
    /// A table whose first column is text and whose others are numbers.
    pub fn new(caption: String, titles: Vec<String>) -> Self {
        let columns = titles.into_iter().enumerate().map(|(i, title)| Column { title, numeric: i > 0 }).collect();
        Self { caption, columns, ..Self::default() }
    }

    pub fn row(&mut self, texts: Vec<String>) {
        self.rows.push(texts.into_iter().map(Cell::plain).collect());
    }
}

impl Cell {
    pub fn plain(text: String) -> Self {
        Self { text, bar: None }
    }

    /// A share with its bar.
    pub fn share(text: String, share: Option<f64>) -> Self {
        let bar = share.filter(|s| *s > 0.0).map(|s| (s.min(1.0) * 1000.0).round() / 10.0);
        Self { text, bar }
    }
}
