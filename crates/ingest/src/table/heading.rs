//! Which of the first rows of a sheet is the header.

use super::candidate::{EXACT, candidates, is_known, weight};
use super::disambiguate;
use super::header;
use super::mapping::{GivenColumns, HeldRow, fold_blanks};
use crate::read::{Cell, OwnedCell};
use vire_base::{amount, date};

/// A row that could be a header, or the header of another table further down: it names an amount and something else.
pub fn is_header(cells: &[Cell<'_>], given: &GivenColumns) -> bool {
    let owned: Vec<OwnedCell> = cells.iter().map(Cell::to_owned).collect();
    !owned.iter().any(is_data) && weight(&candidates(&texts(&owned), given)).is_some()
}

pub struct Header {
    pub texts: Vec<String>,
    /// Positions of its first and last row.
    pub first: usize,
    pub last: usize,
    pub weight: usize,
}

/// Rows that could be a header, alone or two together.
fn possible_headers(rows: &[HeldRow], given: &GivenColumns) -> Vec<Header> {
    let mut possible = Vec::new();
    let mut offer = |texts: Vec<String>, first: usize, last: usize, cost: usize| {
        if let Some(weight) = weight(&candidates(&texts, given)) {
            possible.push(Header { texts, first, last, weight: weight.saturating_sub(cost) });
        }
    };
    for (position, (_, cells)) in rows.iter().enumerate() {
        let whole = texts(cells);
        if holds_data(cells) {
            // Data among headers: only spellings that are known for sure count.
            let known = whole.into_iter().map(|t| if is_known(&t, given) { t } else { String::new() }).collect();
            offer(known, position, position, 0);
            continue;
        }
        offer(whole, position, position, 0);
        if let Some((_, below)) = rows.get(position + 1)
            && !below.iter().any(is_data)
            && filled(cells) > 1
        {
            for spread in [false, true] {
                offer(joined(cells, below, spread, given), position, position + 1, EXACT / 2);
            }
        }
    }
    possible
}

/// The header of the first table: of the possible headers above the first data, the one that says most.
pub fn best_header(rows: &[HeldRow], given: &GivenColumns) -> Option<Header> {
    let mut best: Option<Header> = None;
    for header in possible_headers(rows, given) {
        if let Some(found) = &best {
            let between = rows.get(found.last + 1..header.first).unwrap_or_default();
            if between.iter().any(|(_, cells)| holds_data(cells) && filled(cells) > 1) {
                break;
            }
        }
        if best.as_ref().is_none_or(|found| header.weight > found.weight) {
            best = Some(header);
        }
    }
    best
}

pub fn filled(cells: &[OwnedCell]) -> usize {
    cells.iter().filter(|c| !c.borrow().is_blank()).count()
}

/// Numbers and dates make a row data.
pub fn holds_data(cells: &[OwnedCell]) -> bool {
    cells.iter().filter(|cell| is_data(cell)).count() * 5 > filled(cells)
}

/// A number or a date; a year may head a column.
fn is_data(cell: &OwnedCell) -> bool {
    let is_year = |n: f64| (1990.0..2100.0).contains(&n);
    match cell.borrow() {
        Cell::Number(n) => !is_year(n),
        Cell::Date(_) => true,
        Cell::Text(text) if text.trim().len() == 4 && text.trim().parse().is_ok_and(is_year) => false,
        Cell::Text(text) => amount::scan(text).is_some() || date::scan(text).is_some(),
        _ => false,
    }
}

pub fn texts(cells: &[OwnedCell]) -> Vec<String> {
    let text = |cell: &OwnedCell| match cell {
        OwnedCell::Text(text) => text.clone(),
        _ => String::new(),
    };
    cells.iter().map(text).collect()
}

/// Two header rows as one: what stands in the upper row belongs to what is below it, and with `spread` also to the
/// columns after it, as in merged cells.
fn joined(upper: &[OwnedCell], lower: &[OwnedCell], spread: bool, given: &GivenColumns) -> Vec<String> {
    let (upper, lower) = (texts(upper), texts(lower));
    let mut above = String::new();
    (0..upper.len().max(lower.len()))
        .map(|i| {
            let own = upper.get(i).map(|t| t.trim()).unwrap_or_default();
            if !own.is_empty() || !spread {
                above = own.to_owned();
            }
            let below = lower.get(i).map(|t| t.trim()).unwrap_or_default();
            // A cell that is merged over both rows says one thing.
            let both = if above == below { above.clone() } else { format!("{above} {below}").trim().to_owned() };
            let says = |text: &str| is_known(text, given) || header::meaning(text).is_some();
            match (below.is_empty(), says(&both)) {
                (true, _) => own.to_owned(),
                (false, false) if says(below) => below.to_owned(),
                _ => both,
            }
        })
        .collect()
}

/// The header-like row to show when no amount column was found, the one with most short texts: its texts, and those of
/// columns that hold amounts.
pub fn likeliest_header(rows: &[HeldRow]) -> (Vec<String>, Vec<String>) {
    // Rows with figures are data, and data has no place in a message.
    let is_data = |cells: &[OwnedCell]| {
        cells.iter().any(|c| c.borrow().to_text().chars().filter(char::is_ascii_digit).count() > 2)
    };
    let text = |cell: &OwnedCell| match cell {
        OwnedCell::Text(text) if text.len() < 60 => fold_blanks(text),
        _ => String::new(),
    };
    let texts = |cells: &[OwnedCell]| -> Vec<String> { cells.iter().map(text).collect() };
    let filled = |cells: &[OwnedCell]| texts(cells).iter().filter(|t| !t.is_empty()).count();
    let possible = (0..rows.len()).rev().filter(|at| !is_data(&rows[*at].1));
    let Some(at) = possible.max_by_key(|at| filled(&rows[*at].1)) else { return Default::default() };
    let header = texts(&rows[at].1);
    let sample: Vec<&[OwnedCell]> = rows[at + 1..].iter().map(|(_, cells)| cells.as_slice()).collect();
    let named = |i: usize| if header[i].is_empty() { format!("(column {})", i + 1) } else { header[i].clone() };
    let amounts = (0..header.len()).filter(|i| disambiguate::is_money(*i, &sample)).map(named).collect();
    (header.into_iter().filter(|text| !text.is_empty()).collect(), amounts)
}
