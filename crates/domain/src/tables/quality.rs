//! `register-quality.xlsx`: what the ledger's supplier register should mend, with the euros that each fault touches.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::Words;
use crate::classify::cube::SupplierSum;
use crate::suppliers::Supplier;
use vire_base::date;
use vire_base::sum::Sum;
use vire_formats::workbook::{self, Sheet, Value};
use vire_reference::ids;
use vire_reference::names::Kind;
use vire_reference::places::Ring;

/// What can be wrong, in the order of the sheets.
#[derive(Clone, Copy)]
enum Fault {
    MissingId,
    InvalidId,
    ManyNames,
    ManyIds,
    Closed,
    NoPlace,
}

const FAULTS: [Fault; 6] =
    [Fault::MissingId, Fault::InvalidId, Fault::ManyNames, Fault::ManyIds, Fault::Closed, Fault::NoPlace];

impl Fault {
    /// The key of the sheet's name; what it lists has the same key and `-about`.
    fn key(self) -> &'static str {
        match self {
            Self::MissingId => "register-missing-id",
            Self::InvalidId => "register-invalid-id",
            Self::ManyNames => "register-many-names",
            Self::ManyIds => "register-many-ids",
            Self::Closed => "register-closed",
            Self::NoPlace => "register-no-place",
        }
    }

    /// What shows that a supplier has the fault; `None` when it has not.
    fn of(self, supplier: &Supplier, sum: &SupplierSum, shared: &FxHashMap<&str, BTreeSet<&str>>) -> Option<String> {
        match self {
            Self::MissingId => supplier.id_fault.filter(|f| matches!(*f, "missing" | "placeholder")).map(str::to_owned),
            Self::InvalidId => {
                let fault = supplier.id_fault.filter(|f| !matches!(*f, "missing" | "placeholder"))?;
                // An account is its owner's own business.
                let shown = supplier.ids_seen.iter().filter(|id| ids::fault(id) != "bank-account");
                Some(format!("{fault}: {}", shown.cloned().collect::<Vec<_>>().join(" | ")))
            }
            Self::ManyNames => {
                let many = supplier.id.is_some() && supplier.name_keys.len() > 1;
                many.then(|| supplier.names_seen.keys().cloned().collect::<Vec<_>>().join(" | "))
            }
            Self::ManyIds => {
                supplier.id.as_ref()?;
                let keys = supplier.name_keys.iter();
                let others: BTreeSet<&str> = keys.filter_map(|k| shared.get(k.as_str())).flatten().copied().collect();
                (others.len() > 1).then(|| others.into_iter().collect::<Vec<_>>().join(" | "))
            }
            Self::Closed => {
                let last = sum.last.map(date::iso).unwrap_or_default();
                let day = Some(supplier.closed.as_str()).filter(|c| !c.is_empty())?;
                Some(format!("{day}; {last}"))
            }
            Self::NoPlace => {
                let none =
                    supplier.ring == Ring::Unknown && supplier.kind != Kind::Person && supplier.kind.is_supplier();
                none.then(|| supplier.country.clone().unwrap_or_default())
            }
        }
    }
}

/// Writes the workbook: what there is of each fault, then a sheet for each, suppliers of most money first.
pub fn write(
    suppliers: &[Supplier],
    sums: &[SupplierSum],
    (words, currency): (&Words<'_>, &str),
    to: &Path,
) -> anyhow::Result<()> {
    let shared = ids_by_name(suppliers);
    let money = format!("{} ({currency})", words("register-sum"));
    let mut overview = Sheet {
        name: words("register-overview"),
        about: words("register-about"),
        columns: vec![
            (words("register-fault"), 70),
            (words("register-suppliers"), 14),
            (words("register-lines"), 12),
            (money.clone(), 20),
        ],
        rows: Vec::new(),
        to_fill: None,
    };
    let mut sheets = Vec::new();
    for fault in FAULTS {
        let (name, about) = (words(fault.key()), words(&format!("{}-about", fault.key())));
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut all = Sum::default();
        for (i, (supplier, sum)) in suppliers.iter().zip(sums).enumerate() {
            if let Some(shown) = fault.of(supplier, sum, &shared) {
                all += sum.all;
                found.push((i, shown));
            }
        }
        found.sort_by_key(|(i, _)| (std::cmp::Reverse(sums[*i].all.cents.abs()), *i));
        overview.rows.push(vec![
            Value::Text(about.clone()),
            Value::Count(found.len() as u64),
            Value::Count(all.lines),
            Value::Cents(all.cents),
        ]);
        let personal = words("register-sole-trader");
        let row = |(i, shown): (usize, String)| {
            let supplier = &suppliers[i];
            // The names of natural persons stay out; where an id stands it names the supplier.
            let show = |text: String| if supplier.kind.is_personal() { personal.clone() } else { text };
            vec![
                Value::Text(show(supplier.name.clone())),
                Value::Text(supplier.id.as_ref().map(|id| id.value.clone()).unwrap_or_default()),
                Value::Text(if supplier.id.is_some() && matches!(fault, Fault::ManyIds) { shown } else { show(shown) }),
                Value::Count(sums[i].all.lines),
                Value::Cents(sums[i].all.cents),
            ]
        };
        sheets.push(Sheet {
            name,
            about,
            columns: vec![
                (words("register-supplier"), 40),
                (words("register-id"), 18),
                (words("register-found"), 60),
                (words("register-lines"), 10),
                (money.clone(), 18),
            ],
            rows: found.into_iter().map(row).collect(),
            to_fill: None,
        });
    }
    sheets.insert(0, overview);
    workbook::write(&sheets, to)
}

/// The business ids of each name key.
fn ids_by_name(suppliers: &[Supplier]) -> FxHashMap<&str, BTreeSet<&str>> {
    let mut by_name: FxHashMap<&str, BTreeSet<&str>> = FxHashMap::default();
    for supplier in suppliers {
        let Some(id) = &supplier.id else { continue };
        for key in &supplier.name_keys {
            by_name.entry(key).or_default().insert(&id.value);
        }
    }
    by_name.remove("");
    by_name
}
