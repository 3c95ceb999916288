//! Telling a ledger of purchases from other tables that also name amounts.

use std::collections::BTreeSet;

use super::field::{DOCUMENT, Field, SUPPLIER};
use super::header::{self, roles};
use super::heading::likeliest_header;
use super::mapping::{Column, HeldRow, How, Mapping};
use super::other;
use crate::read::{Cell, OwnedCell};

/// Headers that are not blank, with the roles of their words.
struct Headers<'h>(Vec<(&'h str, BTreeSet<&'static str>)>);

impl<'h> Headers<'h> {
    fn of(header: &'h [String]) -> Self {
        Self(header.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).map(|h| (h, roles(h))).collect())
    }

    /// Those with a word of this role.
    fn with(&self, role: &str) -> Vec<&'h str> {
        self.0.iter().filter(|(_, roles)| roles.contains(role)).map(|(h, _)| *h).collect()
    }

    /// The first of those with one of these parts.
    fn holding(&self, parts: &[&str]) -> Option<&'h str> {
        let holds = |h: &str| parts.iter().any(|part| h.to_lowercase().contains(part));
        self.0.iter().map(|(h, _)| *h).find(|h| holds(h))
    }

    /// Money that comes in, or goes to one's own people.
    fn sales(&self) -> Option<String> {
        let sales =
            self.with("customer").first().map(|column| format!("it is a ledger of sales, with the column {column}"));
        sales.or_else(|| Some(format!("it is a payroll, with the column {}", self.with("employee").first()?)))
    }

    fn grants(&self) -> Option<String> {
        Some(format!("it is a list of grants or subsidies, with the column {}", self.with("grant").first()?))
    }

    /// Hours and prices, which are no purchases by themselves.
    fn hours_or_prices(&self) -> Option<String> {
        let hours = self.with("hours").first().map(|column| format!("it is a list of hours, with the column {column}"));
        hours.or_else(|| Some(format!("it is a price list, with the column {}", self.with("price").first()?)))
    }

    fn budget(&self) -> Option<String> {
        const BUDGETS: [&str; 14] = [
            "budget",
            "talousarvio",
            "määräraha",
            "rozpočet",
            "haushalt",
            "presupuest",
            "orçament",
            "budżet",
            "bilancio",
            "bevilgning",
            "anslag",
            "eelarve",
            "fjárhags",
            "költségvet",
        ];
        Some(format!("it is a budget or its outcome, with the column {}", self.holding(&BUDGETS)?))
    }

    fn contract_amounts(&self) -> Option<String> {
        let contracts = self.with("contract");
        let column = self.with("amount").into_iter().find(|column| contracts.contains(column))?;
        Some(format!("its amounts are those of contracts, with the column {column}"))
    }

    /// What else they tell of, where the columns with these of them are filled.
    fn other_kind(&self, filled: &[String]) -> Option<String> {
        let contracts = self.with("contract");
        let named: Vec<&str> = contracts.iter().copied().chain(self.with("period_of")).collect();
        let is_filled = |header: &&&str| filled.iter().any(|f| f.trim() == **header);
        if !contracts.is_empty() && named.len() >= 3 && named.iter().filter(is_filled).count() >= 2 {
            let some = named[..named.len().min(4)].join(", ");
            return Some(format!("it is a register of contracts, with columns such as {some}"));
        }
        if let Some(column) = self.with("salary").first() {
            return Some(format!("it is a list of salaries, with the column {column}"));
        }
        if let Some(budget) = self.budget().filter(|_| self.with("supplier").is_empty()) {
            return Some(budget);
        }
        let contacts = self.holding(&["email", "e-mail", "sähköposti", "e-post", "phone", "puhelin", "telefon"]);
        (contacts.is_some() && self.with("amount").is_empty() && self.with("money").is_empty())
            .then(|| "it is a list of addresses or contacts, without amounts".to_owned())
    }
}

/// Why a table with an amount column is no ledger of purchases; `None` when it may be one. `filled` are the headers whose
/// columns hold anything.
pub fn refusal(header: &[String], filled: &[String], mapping: &Mapping) -> Option<String> {
    const ACCOUNT: [Field; 2] = [Field::Account, Field::AccountName];
    // Days under a header that nobody knows may be of anything.
    let is_told = |c: &Column| c.how != How::Content || header::meaning(&c.header).is_some();
    let has = |fields: &[Field]| mapping.columns.iter().any(|c| fields.contains(&c.field) && is_told(c));
    let headers = Headers::of(header);
    let is_named = has(&[Field::SupplierName, Field::SupplierNumber]);
    if let Some(other) = headers.sales().filter(|_| !is_named) {
        return Some(other);
    }
    if let Some(other) = other_section(filled).filter(|_| !has(&DOCUMENT)) {
        return Some(other);
    }
    if !has(&DOCUMENT)
        && let Some(other) = headers.grants().filter(|_| !has(&ACCOUNT)).or_else(|| headers.other_kind(filled))
    {
        return Some(other);
    }
    if !has(&DOCUMENT) && !has(&SUPPLIER) {
        let amount = mapping.columns.iter().find(|c| c.field.is_amount()).map_or("", |c| &c.header);
        return Some(format!("\"{amount}\" has no supplier, document or day beside it, so this is a summary"));
    }
    None
}

/// What another section of the pipeline file takes.
fn other_section(header: &[String]) -> Option<String> {
    let other = other::of(header)?;
    let some: Vec<&str> = header.iter().map(|h| h.trim()).filter(|h| !h.is_empty()).take(4).collect();
    Some(format!("it is {}, with columns such as {}", other.name, some.join(", ")))
}

/// What a table that may be a ledger could be instead: no number of an invoice or a voucher stands beside words that speak
/// of something else.
pub fn doubt(header: &[String], mapping: &Mapping) -> Option<String> {
    const NUMBERS: [Field; 4] = [Field::Invoice, Field::Voucher, Field::Account, Field::AccountName];
    let has = |fields: &[Field]| mapping.columns.iter().any(|c| fields.contains(&c.field));
    if has(&NUMBERS) {
        return None;
    }
    let headers = Headers::of(header);
    let contracts = || {
        let column = headers.with("contract").first().copied().filter(|_| !has(&DOCUMENT))?;
        Some(format!("it is a register of contracts, with the column {column}"))
    };
    headers.grants().or_else(|| headers.budget()).or_else(contracts).or_else(|| headers.hours_or_prices())
}

/// What a sheet without an amount column is, when that can be told.
pub fn what_else(rows: &[HeldRow]) -> Option<String> {
    let (header, _) = likeliest_header(rows);
    if let Some(other) = other_section(&header) {
        return Some(other);
    }
    let headers = Headers::of(&header);
    let sales = headers.sales().filter(|_| headers.with("supplier").is_empty());
    let told = sales.or_else(|| headers.grants()).or_else(|| headers.other_kind(&header));
    let told = told.or_else(|| headers.hours_or_prices());
    told.or_else(|| headers.contract_amounts()).or_else(|| {
        let mails = rows.iter().filter(|(_, cells)| cells.iter().any(is_mail_address)).count();
        (mails > 2 && mails * 3 > rows.len())
            .then(|| "it is a list of addresses, with e-mail addresses in most rows".to_owned())
    })
}

fn is_mail_address(cell: &OwnedCell) -> bool {
    matches!(cell.borrow(), Cell::Text(t) if !t.trim().contains(' ') && t.split_once('@').is_some_and(|(_, host)| host.contains('.')))
}
