//! Telling a ledger of purchases from other tables that also name amounts.

use std::collections::BTreeSet;

use super::cell::{Cell, OwnedCell};
use super::field::Field;
use super::header::roles;
use super::mapping::{HeldRow, Mapping, likeliest_header};

/// What speaks of documents and days.
pub const DOCUMENT: [Field; 5] =
    [Field::PostingDate, Field::PaymentDate, Field::InvoiceDate, Field::Invoice, Field::Voucher];
/// What says who a supplier is.
pub const SUPPLIER: [Field; 3] = [Field::SupplierName, Field::SupplierId, Field::SupplierNumber];

/// Why a table with an amount column is no ledger of purchases; `None` when it may be one. `filled` are the headers whose
/// columns hold anything.
pub fn refusal(header: &[String], filled: &[String], mapping: &Mapping) -> Option<String> {
    const ACCOUNT: [Field; 2] = [Field::Account, Field::AccountName];
    let has = |fields: &[Field]| mapping.columns.iter().any(|c| fields.contains(&c.field));
    let names = [Field::SupplierName, Field::SupplierNumber];
    if let Some(other) = sales(header).filter(|_| !has(&names)) {
        return Some(other);
    }
    if !has(&DOCUMENT)
        && let Some(other) = grants(header).filter(|_| !has(&ACCOUNT)).or_else(|| other_kind(header, filled))
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
    let (header, _) = likeliest_header(rows);
    let supplier = header.iter().any(|h| roles(h).contains("supplier"));
    sales(&header)
        .filter(|_| !supplier)
        .or_else(|| grants(&header))
        .or_else(|| other_kind(&header, &header))
        .or_else(|| contract_amounts(&header))
        .or_else(|| {
            let mails = rows.iter().filter(|(_, cells)| cells.iter().any(is_mail_address)).count();
            (mails > 2 && mails * 3 > rows.len())
                .then(|| "it is a list of addresses, with e-mail addresses in most rows".to_owned())
        })
}

fn is_mail_address(cell: &OwnedCell) -> bool {
    matches!(cell.borrow(), Cell::Text(t) if !t.trim().contains(' ') && t.split_once('@').is_some_and(|(_, host)| host.contains('.')))
}

/// Money that comes in, or goes to one's own people.
fn sales(header: &[String]) -> Option<String> {
    let with = |role: &str| header.iter().find(|h| roles(h).contains(role)).map(|h| h.trim());
    let sales = with("customer").map(|column| format!("it is a ledger of sales, with the column {column}"));
    sales.or_else(|| Some(format!("it is a payroll, with the column {}", with("employee")?)))
}

fn grants(header: &[String]) -> Option<String> {
    let column = header.iter().find(|h| roles(h).contains("grant"))?;
    Some(format!("it is a list of grants or subsidies, with the column {}", column.trim()))
}

fn contract_amounts(header: &[String]) -> Option<String> {
    let column = header.iter().find(|h| roles(h).is_superset(&BTreeSet::from(["amount", "contract"])))?;
    Some(format!("its amounts are those of contracts, with the column {}", column.trim()))
}

/// What the headers tell of, where columns with these of them are filled.
fn other_kind(header: &[String], filled: &[String]) -> Option<String> {
    let all: Vec<(&String, BTreeSet<&'static str>)> =
        header.iter().filter(|h| !h.trim().is_empty()).map(|h| (h, roles(h))).collect();
    let with =
        |role: &str| -> Vec<&str> { all.iter().filter(|(_, r)| r.contains(role)).map(|(h, _)| h.trim()).collect() };
    let (contracts, terms) = (with("contract"), with("period_of"));
    let named: Vec<&str> = contracts.iter().chain(&terms).copied().collect();
    let is_filled = |header: &&&str| filled.iter().any(|f| f.trim() == **header);
    if !contracts.is_empty() && named.len() >= 3 && named.iter().filter(is_filled).count() >= 2 {
        let some = named[..named.len().min(4)].join(", ");
        return Some(format!("it is a register of contracts, with columns such as {some}"));
    }
    if let Some(column) = with("salary").first() {
        return Some(format!("it is a list of salaries, with the column {column}"));
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
