//! `supplier-review.xlsx`: suppliers that are likely the same, for the user to decide on. The filled workbook is read
//! back by `[suppliers] decisions`.

use std::path::Path;

use super::Words;
use crate::classify::cube::SupplierSum;
use crate::suppliers::likely::{self, Named, Proposal};
use crate::suppliers::{Given, Supplier};
use vire_formats::workbook::{self, Sheet, Value};
use vire_reference::names::Kind;

/// Proposals that are written; the rest is of less money than these.
const MOST: usize = 5_000;

/// Writes the proposals, those of most money first. Returns their number.
pub fn write(
    suppliers: &[Supplier],
    sums: &[SupplierSum],
    given: &Given,
    (words, currency): (&Words<'_>, &str),
    to: &Path,
) -> anyhow::Result<usize> {
    let mut proposals = proposals(suppliers, given);
    // The supplier without an id is the one in question; of two, the smaller one.
    let at_stake = |p: &Proposal| {
        let of = |i: u32| (suppliers[i as usize].id.is_some(), sums[i as usize].all.cents.abs());
        of(p.a).min(of(p.b)).1
    };
    proposals.sort_by_key(|p| (std::cmp::Reverse(at_stake(p)), *p));
    let found = proposals.len();
    proposals.truncate(MOST);
    let about = words("review-about");
    let money = |title: &str| format!("{title} ({currency})");
    let columns = [
        ("decision".to_owned(), 12),
        (words("review-evidence"), 14),
        (words("review-supplier"), 34),
        (words("review-same-as"), 34),
        (money(&words("review-sum")), 16),
        (money(&words("review-other-sum")), 16),
        (words("review-lines"), 8),
        (words("review-other-lines"), 8),
        (words("review-place"), 16),
        (words("review-other-place"), 16),
        ("key".to_owned(), 30),
        ("other_key".to_owned(), 30),
    ];
    let row = |p: &Proposal| {
        let [a, b] = [p.a as usize, p.b as usize];
        let place = |i: usize| suppliers[i].municipality.map(|m| m.name.clone()).unwrap_or_default();
        vec![
            Value::Text(String::new()),
            Value::Text(p.evidence.code().to_owned()),
            Value::Text(suppliers[a].name.clone()),
            Value::Text(suppliers[b].name.clone()),
            Value::Cents(sums[a].all.cents),
            Value::Cents(sums[b].all.cents),
            Value::Count(sums[a].all.lines),
            Value::Count(sums[b].all.lines),
            Value::Text(place(a)),
            Value::Text(place(b)),
            Value::Text(suppliers[a].key.clone()),
            Value::Text(suppliers[b].key.clone()),
        ]
    };
    let sheet = Sheet {
        name: "Review".into(),
        about,
        columns: columns.into(),
        rows: proposals.iter().map(row).collect(),
        to_fill: Some((0, vec!["same".into(), "different".into()])),
    };
    workbook::write(&[sheet], to)?;
    Ok(found)
}

/// Likely pairs among suppliers that have a name of their own, without those that the user has told apart.
fn proposals(suppliers: &[Supplier], given: &Given) -> Vec<Proposal> {
    let mut named = Vec::new();
    for (i, supplier) in suppliers.iter().enumerate() {
        if supplier.kind == Kind::Person || !supplier.kind.is_supplier() {
            continue;
        }
        let own = (!supplier.names_seen.contains_key(&supplier.name)).then_some(&supplier.name);
        for name in supplier.names_seen.keys().chain(own) {
            named.push(Named { supplier: i as u32, name, has_id: supplier.id.is_some() });
        }
    }
    let told_apart = |p: &Proposal| {
        let [a, b] = [p.a, p.b].map(|i| suppliers[i as usize].key.clone());
        given.different.contains(&if a < b { (a, b) } else { (b, a) })
    };
    likely::proposals(&named, &given.country).into_iter().filter(|p| !told_apart(p)).collect()
}
