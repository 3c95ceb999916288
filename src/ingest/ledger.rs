//! Telling a ledger of purchases from other tables that also name amounts.

use std::collections::BTreeSet;

use super::cell::{Cell, OwnedCell};
use super::field::Field;
use super::header::roles;
use super::mapping::{HeldRow, Mapping, likeliest_header};

/// Why a table with an amount column is no ledger of purchases; `None` when it may be one.
pub fn refusal(header: &[String], mapping: &Mapping) -> Option<String> {
    const DOCUMENT: [Field; 5] =
        [Field::PostingDate, Field::PaymentDate, Field::InvoiceDate, Field::Invoice, Field::Voucher];
    const SUPPLIER: [Field; 3] = [Field::SupplierName, Field::SupplierId, Field::SupplierNumber];
    let has = |fields: &[Field]| mapping.columns.iter().any(|c| fields.contains(&c.field));
    if !has(&DOCUMENT)
        && let Some(other) = other_kind(header)
    {
        return Some(other);
    }
    if !has(&DOCUMENT) && !has(&SUPPLIER) {
        let amount = mapping.columns.iter().find(|c| c.field.is_amount()).map_or("", |c| &c.header);
        return Some(format!("\"{amount}\" has no supplier, document or day beside it, so this is a summary"));
    }
    None
}

/// What a sheet without an amount column is, when that can be told.
pub fn what_else(rows: &[HeldRow]) -> Option<String> {
    let header = likeliest_header(rows);
    other_kind(&header).or_else(|| {
        let mails = rows.iter().filter(|(_, cells)| cells.iter().any(is_mail_address)).count();
        (mails > 2 && mails * 3 > rows.len())
            .then(|| "it is a list of addresses, with e-mail addresses in most rows".to_owned())
    })
}

fn is_mail_address(cell: &OwnedCell) -> bool {
    matches!(cell.borrow(), Cell::Text(t) if !t.trim().contains(' ') && t.split_once('@').is_some_and(|(_, host)| host.contains('.')))
}

fn other_kind(header: &[String]) -> Option<String> {
    let all: Vec<(&String, BTreeSet<&'static str>)> =
        header.iter().filter(|h| !h.trim().is_empty()).map(|h| (h, roles(h))).collect();
    let with =
        |role: &str| -> Vec<&str> { all.iter().filter(|(_, r)| r.contains(role)).map(|(h, _)| h.trim()).collect() };
    let (contracts, terms) = (with("contract"), with("period_of"));
    if !contracts.is_empty() && contracts.len() + terms.len() >= 3 {
        let named: Vec<&str> = contracts.iter().chain(&terms).copied().take(4).collect();
        return Some(format!("it is a register of contracts, with columns such as {}", named.join(", ")));
    }
    let budget: Vec<&String> = all
        .iter()
        .filter(|(h, _)| ["budget", "talousarvio", "rozpočet", "haushalt"].iter().any(|b| h.to_lowercase().contains(b)))
        .map(|(h, _)| *h)
        .collect();
    if let Some(column) = budget.first()
        && with("supplier").is_empty()
    {
        return Some(format!("it is a budget or its outcome, with the column {}", column.trim()));
    }
    let contacts = all.iter().filter(|(h, _)| {
        let h = h.to_lowercase();
        ["email", "e-mail", "sähköposti", "e-post", "phone", "puhelin", "telefon"].iter().any(|c| h.contains(c))
    });
    let amounts = with("amount").len() + with("money").len();
    (contacts.count() > 0 && amounts == 0).then(|| "it is a list of addresses or contacts, without amounts".to_owned())
}
