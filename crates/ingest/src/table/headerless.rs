//! Tables without a header: columns told by what they hold.

use super::candidate::candidates;
use super::disambiguate;
use super::field::Field;
use super::heading::{filled, holds_data};
use super::mapping::{Column, GivenColumns, HeldRow, How, Mapping, Question};
use super::profile::Profile;
use crate::read::OwnedCell;

/// Rows that a table without a header must have before its columns are told by content.
const ENOUGH: usize = 5;

/// The mapping of rows that hold a name and an amount throughout, mostly a date too. Columns are called "column 1" and so on, also
/// in the pipeline file.
pub fn find(rows: &[HeldRow], given: &GivenColumns) -> Option<Mapping> {
    let sample: Vec<&[OwnedCell]> = rows.iter().map(|(_, cells)| cells.as_slice()).filter(|c| filled(c) > 1).collect();
    let sample = of_usual_width(sample);
    let width = sample.iter().map(|row| row.len()).max()?;
    // A wide row of words before all data is a header, though not one of a ledger.
    let wide = sample.iter().find(|row| filled(row) * 2 >= width);
    if given.is_empty() && !wide.is_some_and(|row| holds_data(row)) {
        return None;
    }
    let names: Vec<String> = (1..=width).map(|i| format!("column {i}")).collect();
    let chosen = candidates(&names, given).into_iter().filter(|c| c.given);
    let mut mapping = Mapping::default();
    for c in chosen {
        mapping.columns.push(Column {
            field: c.field,
            index: c.index,
            header: names[c.index].clone(),
            how: How::Given,
            notes: String::new(),
            score: 100,
        });
    }
    if sample.len() < ENOUGH && mapping.columns.is_empty() {
        return None;
    }
    let profiles: Vec<Profile> = (0..width).map(|i| Profile::of(i, &sample)).collect();
    let mostly = |part: usize, of: usize| of > 0 && part * 5 >= of * 4;
    let often = |p: &Profile| p.filled * 2 > sample.len();
    let date = (0..width).find(|i| {
        let p = &profiles[*i];
        // Plain numbers can be days too, but nothing says so.
        often(p) && mostly(p.dates, p.filled) && !mostly(p.amounts, p.filled)
    });
    let mut amounts: Vec<usize> = (0..width)
        .filter(|i| {
            let p = &profiles[*i];
            often(p)
                && mostly(p.amounts, p.filled)
                && p.distinct * 3 > p.filled
                && Some(*i) != date
                && !is_counter(*i, &sample)
        })
        .collect();
    // What was paid has cents; estimates and ceilings are round.
    amounts.sort_by_key(|i| std::cmp::Reverse((profiles[*i].with_cents > 0, profiles[*i].with_cents)));
    let name = (0..width)
        .filter(|i| {
            let p = &profiles[*i];
            let is_name = disambiguate::names_companies(*i, &sample, p);
            often(p) && mostly(p.texts - p.codes, p.filled) && (p.distinct * 4 > p.filled || is_name)
        })
        .min_by_key(|i| {
            let p = &profiles[*i];
            let length = p.characters / p.texts.max(1) + 40 * usize::from(few_values(p));
            (!disambiguate::names_companies(*i, &sample, p), length)
        });
    let mut add = |field: Field, index: Option<usize>, notes: &str| {
        if let Some(index) = index
            && mapping.index(field).is_none()
        {
            let score = (70.0 * profiles[index].fit(field)) as u8;
            mapping.columns.push(Column {
                field,
                index,
                header: names[index].clone(),
                how: How::NoHeader,
                notes: notes.to_owned(),
                score,
            });
        }
    };
    add(Field::Amount, amounts.first().copied(), "; amounts throughout, the most of them with cents");
    add(Field::PostingDate, date, "; dates throughout");
    add(Field::SupplierName, name, "; short texts, most of them different");
    mapping.columns.sort_by_key(|c| c.field);
    let asked = given.contains_key(&Field::Amount);
    if let (Some(taken), false) = (mapping.index(Field::Amount), asked)
        && amounts.len() > 1
    {
        mapping.questions.push(Question {
            field: Field::Amount,
            taken: names[taken].clone(),
            others: amounts[1..].iter().map(|i| names[*i].clone()).collect(),
            reason: "the table has no header; the amounts with the most cents were taken".to_owned(),
        });
    }
    let is_dated = mapping.index(Field::PostingDate).is_some();
    let shows_money = amounts.first().is_some_and(|i| disambiguate::is_money(*i, &sample));
    if let (Some(taken), false, false, true) = (mapping.index(Field::Amount), asked, is_dated, amounts.len() == 1) {
        mapping.questions.push(Question {
            field: Field::Amount,
            taken: names[taken].clone(),
            others: Vec::new(),
            reason: "the table has no header and no days; this is the only column with money".to_owned(),
        });
    }
    let complete = [Field::Amount, Field::SupplierName].iter().all(|f| mapping.index(*f).is_some())
        && (is_dated || shows_money && width > 2);
    mapping.unused =
        (0..width).filter(|i| !mapping.columns.iter().any(|c| c.index == *i)).map(|i| names[i].clone()).collect();
    mapping.typical_texts = 3.min(width);
    mapping.headers = names;
    (complete || asked).then_some(mapping)
}

/// Rows with as many cells as most others: one that lost or gained a delimiter says nothing of its columns. All, where
/// no number of cells is that of most rows.
fn of_usual_width(rows: Vec<&[OwnedCell]>) -> Vec<&[OwnedCell]> {
    let has = |width: usize| rows.iter().filter(|row| row.len() == width).count();
    let usual = rows.iter().map(|row| row.len()).max_by_key(|width| has(*width)).unwrap_or(0);
    if has(usual) * 2 > rows.len() { rows.into_iter().filter(|row| row.len() == usual).collect() } else { rows }
}

fn few_values(profile: &Profile) -> bool {
    profile.distinct * 2 < profile.filled
}

/// Whole numbers that grow by one from row to row count the rows.
fn is_counter(index: usize, sample: &[&[OwnedCell]]) -> bool {
    let numbers: Vec<i64> = sample.iter().filter_map(|row| row.get(index)?.borrow().to_text().parse().ok()).collect();
    let steps = numbers.windows(2).filter(|pair| (1..=3).contains(&(pair[1] - pair[0]))).count();
    numbers.len() * 2 > sample.len() && steps * 10 > numbers.len() * 7
}
