//! The columns that a query gives, found by running it over tables without rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int32Array, Int64Array, StringArray};
use vire_base::document::did_you_mean;
use vire_formats::table::{Kind, money};

use super::Fault;
use super::query::Places;
use crate::columns::Table;
use crate::in_process::{Polars, Type};
use crate::tables::TABLES;

/// The columns of a result with their types.
const COLUMNS: [(&str, Type); 11] = [
    ("scope", Type::Text),
    ("period", Type::Text),
    ("dimension", Type::Text),
    ("member", Type::Text),
    ("value", Type::Double),
    ("low", Type::Double),
    ("high", Type::Double),
    ("numerator", Type::Money),
    ("denominator", Type::Money),
    ("n", Type::Count),
    ("coverage", Type::Double),
];

/// What is wrong with the result of a query that all engines can read.
pub(super) fn faults(sql: &str, places: &Places) -> Vec<Fault> {
    let found = without_rows().and_then(|tables| Polars::new(&tables)).and_then(|engine| engine.types(sql));
    let found: BTreeMap<String, Type> = match found {
        Ok(found) => found.into_iter().collect(),
        Err(error) => {
            let error = format!("{error:#}");
            let message = format!("the query cannot be run: {}", error.lines().next().unwrap_or_default());
            let help = "docs/reference/tables.md lists the tables and their columns".to_owned();
            return vec![places.of_message(&error).fault(message, help)];
        }
    };
    let mut faults = Vec::new();
    for (name, expected) in COLUMNS {
        match found.get(name) {
            None => {
                let help = format!("add {}", expected.example(name));
                faults.push(places.select().fault(format!("the query gives no column \"{name}\""), help));
            }
            Some(Type::Null) if expected != Type::Text => {}
            Some(kind) if *kind == expected => {}
            Some(kind) => {
                let message = format!("the column \"{name}\" is {}, not {}", kind.name(), expected.name());
                faults.push(places.column(name).fault(message, format!("write {}", expected.example(name))));
            }
        }
    }
    let known = COLUMNS.map(|(name, _)| name);
    for name in found.keys().filter(|name| !known.contains(&name.as_str())) {
        let message = format!("no figure has a column \"{name}\"");
        faults.push(places.column(name).fault(message, did_you_mean(name, &known)));
    }
    faults
}

/// The tables that queries read, without rows.
fn without_rows() -> anyhow::Result<Vec<Table>> {
    let values = |kind: Kind| -> anyhow::Result<ArrayRef> {
        Ok(match kind {
            Kind::Int => Arc::new(Int32Array::from(Vec::<i32>::new())),
            Kind::Long => Arc::new(Int64Array::from(Vec::<i64>::new())),
            Kind::Money => Arc::new(money(std::iter::empty())?),
            _ => Arc::new(StringArray::from(Vec::<&str>::new())),
        })
    };
    let table = |described: &vire_formats::table::Table| {
        let columns = described.columns.iter().map(|head| Ok((*head, values(head.kind)?)));
        Ok(Table { name: described.name, columns: columns.collect::<anyhow::Result<_>>()?, rows: 0 })
    };
    TABLES.iter().map(table).collect()
}
