//! Where headers leave a choice, or say something else than their columns hold, the values settle it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::candidate::{CONTENT, Candidate, LAST};
use super::field::{DATE_FIELDS, Field, is_missing};
use super::header::PAID;
use super::mapping::{GivenColumns, Mapping, Question};
use super::profile::Profile;
use crate::read::{Cell, OwnedCell};
use vire_base::amount::{self, DecimalMark};
use vire_base::date::{self, Scanned};
use vire_base::text::header_key;
use vire_reference::ids;
use vire_reference::names::legal_form;

/// Settles the candidates by what their columns hold.
pub fn by_content(candidates: &mut Vec<Candidate>, header: &[String], profiles: &[Profile]) {
    candidates.retain(|c| c.preference != PAID || profiles[c.index].with_cents > 0);
    business_ids(candidates, profiles);
    supplier_numbers(candidates, profiles);
    codes_and_names(candidates, header, profiles);
    own_currency(candidates, header, profiles);
    monotonous(candidates, profiles);
    months(candidates, profiles);
}

/// Columns called just "Y-tunnus" are the buyer's where they hold one value only, else the supplier's.
fn business_ids(candidates: &mut [Candidate], profiles: &[Profile]) {
    let ids: Vec<usize> = (0..candidates.len()).filter(|i| candidates[*i].field == Field::BusinessId).collect();
    let has_supplier = candidates.iter().any(|c| c.field == Field::SupplierId);
    // When nothing varies (a one-row table), the last such column is the supplier's: ledgers name the buyer first.
    let varying: Vec<usize> = ids.iter().copied().filter(|i| profiles[candidates[*i].index].distinct > 1).collect();
    let supplier = varying.first().or(ids.last()).copied().filter(|_| !has_supplier);
    for i in ids {
        candidates[i].preference = CONTENT;
        candidates[i].field = if Some(i) == supplier { Field::SupplierId } else { Field::BuyerId };
    }
}

/// A column called just "Supplier" that holds numbers is the supplier's number, where another holds the names. One
/// called a supplier's number that holds words has the names, where no other does.
fn supplier_numbers(candidates: &mut [Candidate], profiles: &[Profile]) {
    let fits = |c: &Candidate| c.given || profiles[c.index].fits(Field::SupplierName);
    let is_filled = |c: &Candidate| profiles[c.index].filled > 0;
    let named = candidates.iter().any(|c| c.field == Field::SupplierName && fits(c));
    for c in candidates.iter_mut().filter(|c| c.field == Field::SupplierName && !c.given) {
        if is_filled(c) && !fits(c) && named {
            (c.field, c.preference) = (Field::SupplierNumber, CONTENT);
        }
    }
    let named = candidates.iter().any(|c| c.field == Field::SupplierName && fits(c) && (c.given || is_filled(c)));
    for c in candidates.iter_mut().filter(|c| c.field == Field::SupplierNumber && !c.given) {
        if profiles[c.index].is_wordy() {
            (c.field, c.preference) = (if named { Field::Ignore } else { Field::SupplierName }, CONTENT);
        }
    }
}

/// Of two columns called the same ("Account Code" twice), or nearly ("Center", "CenterName"), one may hold codes and the
/// other their names.
fn codes_and_names(candidates: &mut Vec<Candidate>, header: &[String], profiles: &[Profile]) {
    let key = |c: &Candidate| header_key(&header[c.index]);
    let names_accounts = |candidates: &[Candidate]| {
        candidates.iter().any(|c| c.field == Field::AccountName && profiles[c.index].filled > 0)
    };
    let has_names = names_accounts(candidates);
    for name in 0..candidates.len() {
        let c = &candidates[name];
        if c.given || !profiles[c.index].is_wordy() {
            continue;
        }
        let is_its_code = |code: &Candidate| {
            code.field == c.field
                && !code.given
                && key(c).starts_with(&key(code))
                && profiles[code.index].filled > 0
                && !profiles[code.index].is_wordy()
        };
        match c.field {
            Field::Account if !has_names && candidates.iter().any(is_its_code) => {
                (candidates[name].field, candidates[name].preference) = (Field::AccountName, CONTENT);
            }
            Field::Unit => {
                if let Some(code) = candidates.iter().position(is_its_code) {
                    let best = candidates[code].preference.min(candidates[name].preference);
                    (candidates[name].preference, candidates[code].preference) = (best, best + 1);
                }
            }
            _ => {}
        }
    }
    // "Object Code" and "Object": nothing but the first says what the second is.
    let has_names = names_accounts(candidates);
    let code = candidates.iter().filter(|c| c.field == Field::Account).min_by_key(|c| (c.preference, c.index));
    let name = code.filter(|c| !has_names && !profiles[c.index].is_wordy()).and_then(|code| {
        let is_name = |index: &usize| {
            let (key, of_code) = (header_key(&header[*index]), header_key(&header[code.index]));
            !key.is_empty() && key != of_code && of_code.starts_with(&key) && profiles[*index].is_wordy()
        };
        (0..header.len()).find(is_name)
    });
    if let Some(index) = name {
        candidates.push(Candidate { field: Field::AccountName, index, preference: CONTENT, given: false });
    }
}

/// Where lines are in several currencies, an amount whose header names one is preferred to one that is in all of them.
fn own_currency(candidates: &mut [Candidate], header: &[String], profiles: &[Profile]) {
    let several = candidates.iter().any(|c| c.field == Field::Currency && profiles[c.index].distinct > 1);
    let names_one = |c: &Candidate| !super::header::currency(&header[c.index]).is_empty();
    let is_amount = |c: &Candidate| c.field == Field::Amount && profiles[c.index].fits(Field::Amount);
    if !several || !candidates.iter().any(|c| is_amount(c) && names_one(c)) {
        return;
    }
    for c in candidates.iter_mut().filter(|c| c.field == Field::Amount && !c.given) {
        c.preference += if names_one(c) { 0 } else { 1 };
    }
}

/// A unit that is the same on all rows is the buyer, and two values in turn are no names of accounts: such columns give
/// way to others.
fn monotonous(candidates: &mut [Candidate], profiles: &[Profile]) {
    const ENOUGH: usize = 10;
    for (field, most) in [(Field::Unit, 1), (Field::AccountName, 2)] {
        let says_little = |c: &Candidate| {
            let profile = &profiles[c.index];
            !c.given && profile.filled >= ENOUGH && profile.distinct <= most
        };
        for c in candidates.iter_mut().filter(|c| c.field == field && says_little(c)) {
            c.preference = LAST;
        }
    }
}

/// Days tell more than months, and months with a year are dates where there is no other.
fn months(candidates: &mut [Candidate], profiles: &[Profile]) {
    let has_date = candidates.iter().any(|c| DATE_FIELDS.contains(&c.field) && profiles[c.index].fits(c.field));
    let is_whole =
        |c: &Candidate| !c.given && profiles[c.index].filled > 0 && profiles[c.index].fits(Field::PostingDate);
    for c in candidates.iter_mut().filter(|c| !has_date && c.field == Field::Month && is_whole(c)) {
        (c.field, c.preference) = (Field::PostingDate, CONTENT);
    }
    // "Kausi" with numbers up to 16 is the month of a year beside it.
    let has_year = candidates.iter().any(|c| c.field == Field::Year && profiles[c.index].filled > 0);
    let has_month = candidates.iter().any(|c| c.field == Field::Month);
    let is_period = |c: &Candidate| {
        let profile = &profiles[c.index];
        !c.given && c.field == Field::PostingDate && profile.filled > 0 && profile.periods == profile.filled
    };
    if has_year
        && !has_month
        && let Some(period) = candidates.iter_mut().find(|c| is_period(c))
    {
        (period.field, period.preference) = (Field::Month, CONTENT);
    }
    for field in [Field::PostingDate, Field::PaymentDate, Field::InvoiceDate] {
        let has_days =
            candidates.iter().any(|c| c.field == field && profiles[c.index].fits(field) && profiles[c.index].days > 0);
        for c in candidates.iter_mut().filter(|c| has_days && c.field == field && !c.given) {
            if profiles[c.index].days == 0 {
                c.preference = LAST;
            }
        }
    }
}

/// The column of suppliers' names by its values alone: the one where most of them show a company's form.
pub fn unnamed_suppliers(taken: &BTreeSet<usize>, sample: &[&[OwnedCell]], profiles: &[Profile]) -> Option<usize> {
    let fits = |index: &usize| !taken.contains(index) && profiles[*index].fits(Field::SupplierName);
    let counted = (0..profiles.len()).filter(fits).map(|index| (companies(index, sample), index));
    let (_, index) = counted.max_by_key(|(companies, index)| (*companies, Reverse(*index)))?;
    names_companies(index, sample, &profiles[index]).then_some(index)
}

/// The column of suppliers' ids that no header tells: each of its texts, or nearly, has the right check digit. Few numbers
/// may have that by chance, so the header of a short column must at least say that it holds numbers.
pub fn unnamed_ids(taken: &BTreeSet<usize>, header: &[String], sample: &[&[OwnedCell]]) -> Option<usize> {
    const FEW: usize = 3;
    const ENOUGH: usize = 6;
    let is_proved = |index: &usize| {
        let cells = sample.iter().filter_map(|row| row.get(*index)).map(OwnedCell::borrow);
        let texts: BTreeSet<String> = cells.filter(|cell| !is_missing(cell)).map(|cell| cell.to_text()).collect();
        let is_told = || header.get(*index).is_some_and(|text| super::header::roles(text).contains("number"));
        (texts.len() >= ENOUGH || texts.len() >= FEW && is_told()) && ids::are_proved(texts.iter().map(String::as_str))
    };
    let width = sample.iter().map(|row| row.len()).max().unwrap_or(0);
    (0..width).filter(|index| !taken.contains(index)).find(is_proved)
}

/// Columns that hold days written as such, by their values alone. A number may be a day's too, but is more often another.
pub fn unnamed_days(taken: &BTreeSet<usize>, header: &[String], sample: &[&[OwnedCell]]) -> Vec<usize> {
    const OTHER: [&str; 6] = ["contract", "period_of", "due", "customer", "employee", "never"];
    let is_day = |cell: &Cell<'_>| match cell {
        Cell::Date(_) => true,
        Cell::Text(text) => text.trim().matches(['.', '/', '-', ' ']).count() >= 2 && date::scan(text).is_some(),
        _ => false,
    };
    let holds_days = |index: &usize| {
        let cells = sample.iter().filter_map(|row| row.get(*index)).map(OwnedCell::borrow);
        let (days, filled) = cells
            .filter(|cell| !is_missing(cell))
            .fold((0, 0), |(days, filled), cell| (days + usize::from(is_day(&cell)), filled + 1));
        filled * 2 > sample.len() && days * 10 >= filled * 9
    };
    let is_open = |index: &usize| {
        let roles = super::header::roles(&header[*index]);
        !taken.contains(index) && !OTHER.iter().any(|other| roles.contains(other))
    };
    (0..header.len()).filter(is_open).filter(holds_days).collect()
}

/// Distinct names of a column that show a company's form.
fn companies(index: usize, sample: &[&[OwnedCell]]) -> usize {
    let names: BTreeSet<String> = sample
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| cell.borrow().to_text())
        .filter(|text| text.len() < 80 && legal_form(text, "").is_some())
        .collect();
    names.len()
}

/// Enough of a column's names show a company's form.
pub fn names_companies(index: usize, sample: &[&[OwnedCell]], profile: &Profile) -> bool {
    let companies = companies(index, sample);
    companies >= 3 && companies * 5 >= profile.distinct
}

/// Amounts throughout, with decimals.
pub fn is_money(index: usize, sample: &[&[OwnedCell]]) -> bool {
    let shows_decimals = |cell: &OwnedCell| {
        let text = cell.borrow().to_text();
        let figures = text.trim_end_matches(|c: char| !c.is_ascii_digit()); // a currency may follow
        figures.rsplit_once([',', '.']).is_some_and(|(_, decimals)| decimals.len() == 2)
    };
    let profile = Profile::of(index, sample);
    let is_decimal = || profile.with_cents > 0 || sample.iter().filter_map(|row| row.get(index)).any(shows_decimals);
    is_figures(&profile, sample) && is_decimal()
}

fn is_figures(profile: &Profile, sample: &[&[OwnedCell]]) -> bool {
    profile.filled * 2 > sample.len() && profile.fit(Field::Amount) > 0.8 && profile.dates * 2 < profile.filled
}

/// The only column that can be the amount: of money, or else of figures of all lengths. Of two, that which with the VAT
/// makes the other.
pub fn lone_amount(columns: impl Iterator<Item = usize>, vat: Option<usize>, sample: &[&[OwnedCell]]) -> Option<usize> {
    let columns: Vec<usize> = columns.collect();
    let money: Vec<usize> = columns.iter().copied().filter(|i| is_money(*i, sample)).collect();
    let length = |cell: &OwnedCell| cell.borrow().to_text().bytes().filter(u8::is_ascii_digit).count();
    let is_of_all_lengths = |i: &usize| {
        let lengths = || sample.iter().filter_map(|row| row.get(*i)).map(length).filter(|n| *n > 0);
        lengths().max() > lengths().min().map(|n| n + 1) && is_figures(&Profile::of(*i, sample), sample)
    };
    match (&money[..], vat) {
        ([one], _) => Some(*one),
        ([a, b], Some(vat)) if adds_up(*a, vat, *b, sample) => Some(*a),
        ([a, b], Some(vat)) if adds_up(*b, vat, *a, sample) => Some(*b),
        ([], _) => {
            let figures: Vec<usize> = columns.into_iter().filter(is_of_all_lengths).collect();
            if let [one] = figures[..] { Some(one) } else { None }
        }
        _ => None,
    }
}

/// Drops the columns that other amounts prove to be none, or to be about another amount.
pub fn amounts(mapping: &mut Mapping, given: &GivenColumns, sample: &[&[OwnedCell]]) {
    sides(mapping, sample);
    let mut dropped = Vec::new();
    if is_other_gross(mapping, sample) {
        dropped.push(Field::Gross);
    }
    if !mapping.header_currency().is_empty() {
        dropped.push(Field::Currency); // that of another amount
    }
    mapping.columns.retain(|c| !dropped.contains(&c.field) || given.contains_key(&c.field));
}

/// Debit and credit are the amount where there is no other and each row has one of the two; else they are none.
fn sides(mapping: &mut Mapping, sample: &[&[OwnedCell]]) {
    let sides = mapping.index(Field::Debit).zip(mapping.index(Field::Credit));
    let pair = sides.filter(|_| mapping.index(Field::Amount).is_none());
    let is_pair = pair.is_some_and(|(debit, credit)| {
        let filled = |row: &[OwnedCell], i: usize| row.get(i).is_some_and(|cell| is_other_than_zero(&cell.borrow()));
        let sides = sample.iter().map(|row| (filled(row, debit), filled(row, credit)));
        let (one, both) = sides.fold((0, 0), |(one, both), (debit, credit)| {
            (one + usize::from(debit != credit), both + usize::from(debit && credit))
        });
        one > both // a total has both
    });
    let drop: &[Field] = if is_pair { &[Field::Gross] } else { &[Field::Debit, Field::Credit] };
    mapping.columns.retain(|column| !drop.contains(&column.field));
}

fn is_other_than_zero(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(n) => *n != 0.0,
        Cell::Text(text) => text.bytes().any(|b| (b'1'..=b'9').contains(&b)),
        _ => false,
    }
}

/// Net and VAT are not the gross beside them, which is that of a whole invoice then.
fn is_other_gross(mapping: &Mapping, sample: &[&[OwnedCell]]) -> bool {
    match [Field::Amount, Field::Vat, Field::Gross].map(|field| mapping.index(field)) {
        [Some(net), Some(vat), Some(gross)] => !adds_up(net, vat, gross, sample),
        _ => false,
    }
}

/// In most rows that have all three, two amounts make the third.
fn adds_up(net: usize, vat: usize, gross: usize, sample: &[&[OwnedCell]]) -> bool {
    let cents = |row: &[OwnedCell], index: usize| match row.get(index)?.borrow() {
        Cell::Number(n) => amount::from_number(n).map(|a| a.cents),
        // Under whichever mark, sums stay sums.
        Cell::Text(text) => {
            let scanned = amount::scan(text)?;
            scanned.read(DecimalMark::Comma).or(scanned.read(DecimalMark::Point)).map(|a| a.cents)
        }
        _ => None,
    };
    let known = sample.iter().filter_map(|row| Some((cents(row, net)?, cents(row, vat)?, cents(row, gross)?)));
    let (same, all) = known
        .fold((0, 0), |(same, all), (net, vat, gross)| (same + usize::from((net + vat - gross).abs() <= 2), all + 1));
    same * 2 >= all
}

/// Whether the months of a ledger's only date could be those of a financial year: another column holds days, and most of
/// them lie in other months.
pub fn doubted_months(
    month: usize,
    taken: &BTreeSet<usize>,
    header: &[String],
    sample: &[&[OwnedCell]],
    profiles: &[Profile],
) -> Option<Question> {
    if profiles[month].dates == 0 || profiles[month].days > 0 {
        return None;
    }
    let day = |row: &[OwnedCell], index: usize| match row.get(index)?.borrow() {
        Cell::Date(days) => Some(days),
        Cell::Number(n) => date::scan(&format!("{n}"))?.read(date::DateOrder::Dmy),
        Cell::Text(text) => match date::scan(text)? {
            Scanned::Settled(days) => Some(days),
            _ => None,
        },
        _ => None,
    };
    let is_apart = |index: usize| {
        let pairs = sample.iter().filter_map(|row| Some((day(row, month)?, day(row, index)?)));
        let (apart, all) = pairs.fold((0, 0), |(apart, all), (month, day)| {
            (apart + usize::from(!(-31..62).contains(&(day - month))), all + 1)
        });
        apart * 2 > all
    };
    let is_date = |index: &usize| {
        let profile = &profiles[*index];
        !taken.contains(index) && profile.days > 0 && profile.dates * 10 >= profile.filled * 9
    };
    let other = (0..header.len()).filter(is_date).find(|index| is_apart(*index))?;
    Some(Question {
        field: Field::PostingDate,
        taken: header[month].clone(),
        others: vec![header[other].clone()],
        reason: "the first names months only, and the other has days in other months: those may be months of a financial year".to_owned(),
    })
}
