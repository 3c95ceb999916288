//! What the sheets of a workbook are: declared once, for the template that is written and the file that is read.

pub mod book;
pub mod fault;
pub mod table;

/// A sheet with one table. Its name is the text `sheet-<id>`, its explanation `about-<id>`.
#[derive(Debug)]
pub struct Sheet {
    pub id: &'static str,
    pub columns: &'static [Column],
    /// Without it, nothing can be done.
    pub is_needed: bool,
}

/// A column. Its title is the text `col-<id>`, what to write in it `help-<id>`.
#[derive(Debug)]
pub struct Column {
    pub id: &'static str,
    pub kind: Kind,
    /// Each row has something in it.
    pub is_needed: bool,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text,
    /// A text that no other row has.
    Name,
    /// A number between two others.
    Number(i64, i64),
    /// A number between 0 and 100; the column's sum is 100.
    Weight,
    /// More than nothing.
    Money,
    Date,
    /// One of some words: the texts `<group>-<member>`.
    Choice(&'static str, &'static [&'static str]),
    /// A name from another sheet's column.
    OneOf(&'static str, &'static str),
    /// Whatever is there.
    Any,
}

/// The cells of a row of a template, one a column. A choice stands as its member, a text that begins with `ex-` as its key.
pub type Row = &'static [&'static str];

pub const fn column(id: &'static str, kind: Kind) -> Column {
    Column { id, kind, is_needed: false }
}

pub const fn needed(id: &'static str, kind: Kind) -> Column {
    Column { id, kind, is_needed: true }
}

/// The letters of a column, from 0.
pub fn letters(mut column: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + (column % 26) as u8));
        if column < 26 {
            return letters;
        }
        column = column / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_their_letters() {
        assert_eq!([0, 25, 26, 701, 702].map(super::letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
