//! Purchases from their workbook; all that does not fit is found at once.

use super::{Part, Purchase, Purchases, SHEETS};
use crate::exact::{Exact, zero};
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, read};
use chrono::NaiveDate;
use vire_reference::places::PLACES;

/// The purchases that a workbook holds.
///
/// # Errors
/// All its faults, with their cells.
pub fn purchases(book: &Book) -> Result<Purchases, Faults> {
    let mut faults = Faults::default();
    let [basics, buys] = [0, 1].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| basics.iter().find(|entry| entry.member("item") == Some(item));
    let text = |item: &str| basic(item).map(|e| e.text("value")).unwrap_or_default();
    let day = basic("day").and_then(|entry| entry.date("value"));
    if let Some(entry) = basic("day").filter(|entry| day.is_none() && !entry.text("value").is_empty()) {
        faults.add(&entry.place("value"), "is no date", "write a date such as 2025-03-01");
    }
    let (country, currency) = place(basic("country"), &book.tongues.every("sheet-basics"), &mut faults);
    let purchases = together(&buys, day, &mut faults);
    faults.or(Purchases { title: text("title"), buyer: text("buyer"), country, currency, purchases })
}

/// The country whose limits hold, and its currency.
fn place(entry: Option<&Entry>, sheet: &str, faults: &mut Faults) -> (String, String) {
    let text = entry.map(|e| e.text("value")).unwrap_or_default();
    let at = entry.map_or(sheet.to_owned(), |e| e.place("value"));
    let right = "write it by name or code, such as FI";
    if text.is_empty() {
        faults.add(&at, "the country is missing", right);
        return Default::default();
    }
    let code = PLACES.country(&text);
    let Some((code, currency)) = code.and_then(|code| Some((code, PLACES.currency(code)?))) else {
        faults.add(&at, format!("\"{text}\" is no country"), right);
        return Default::default();
    };
    (code.to_owned(), currency.to_owned())
}

/// The rows as purchases: those with the same text are parts of one.
fn together(entries: &[Entry], day: Option<NaiveDate>, faults: &mut Faults) -> Vec<Purchase> {
    let mut found: Vec<(Purchase, &Entry)> = Vec::new();
    for entry in entries {
        let part = part(entry, faults);
        let Some(day) = entry.date("limit-day").or(day) else {
            if !entry.is_faulty("limit-day") {
                let right = "write it here, or the day of all among the basics";
                faults.add(&entry.place("limit-day"), "the day whose limits hold is missing", right);
            }
            continue;
        };
        let Some(kind) = entry.member("bought") else { continue };
        let whole = entry.text("together");
        let name = if whole.is_empty() { part.name.clone() } else { whole };
        let is_same = |(other, _): &&mut (Purchase, &Entry)| other.name.to_lowercase() == name.to_lowercase();
        if let Some((purchase, first)) = found.iter_mut().find(is_same) {
            for (column, is_other) in [("bought", purchase.kind != kind), ("limit-day", purchase.day != day)] {
                if is_other {
                    let what = format!("is another one than in {}, with which it counts together", first.place(column));
                    faults.add(&entry.place(column), what, "write the same; what is bought goes by the largest part");
                }
            }
            purchase.sector = purchase.sector.or(entry.member("buy-sector"));
            if purchase.seller.is_empty() {
                purchase.seller = entry.text("seller");
            }
            purchase.parts.push(part);
            continue;
        }
        let (sector, seller) = (entry.member("buy-sector"), entry.text("seller"));
        found.push((Purchase { name, kind, day, sector, seller, parts: vec![part] }, entry));
    }
    found.into_iter().map(|(purchase, _)| purchase).collect()
}

/// A row's value, checked to be one.
fn part(entry: &Entry, faults: &mut Faults) -> Part {
    let number = |column: &str| entry.number(column).unwrap_or_else(zero);
    let is_there = |column: &str| entry.number(column).is_some() || entry.is_faulty(column);
    let part = Part {
        name: entry.text("buy"),
        unit: entry.text("buying-unit"),
        yearly: number("yearly"),
        years: number("years"),
        option_years: number("option-years"),
        once: number("once"),
        options: number("options"),
    };
    let has_years = ["years", "option-years"].iter().any(|c| entry.is_faulty(c)) || part.years > zero();
    if !is_there("yearly") && !is_there("once") {
        let right = "write what it costs a year and for how many years, or what it costs once";
        faults.add(&entry.place("yearly"), "there is no value", right);
    } else if is_there("yearly") && !has_years {
        let right = "write the years; without an end it is 4";
        faults.add(&entry.place("years"), "the years of the term are missing", right);
    } else if !is_there("yearly") && (has_years && part.years > zero() || part.option_years > zero()) {
        faults.add(&entry.place("yearly"), "what a year costs is missing", "write it, or remove the years");
    }
    part
}

/// A sum such as 14000, 14 000 or 14000,50; none of what is no sum above zero.
pub fn sum(text: &str) -> Option<Exact> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.replace(',', ".");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_number = !whole.is_empty() && whole.len() <= 12 && decimals.len() <= 2;
    if !is_number || !(whole.bytes().chain(decimals.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let cents: i64 = format!("{whole}{decimals:0<2}").parse().ok()?;
    Some(crate::exact::whole(cents) / crate::exact::hundred()).filter(|sum| *sum > zero())
}
