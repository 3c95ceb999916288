//! The scopes that every indicator is computed in, and the rows that stand under each of theirs.

use super::columns::{Of, Table, by_columns, column};
use vire_formats::table::Column;

/// All external purchases, and those without public bodies.
pub const SCOPES: [&str; 2] = ["external", "market"];

/// The scope of figures of tenders, which no purchases are in.
pub const TENDERS: &str = "tenders";

/// A sum under both scopes, or under "external" alone when it is of a public body.
pub(super) fn scopes(public: bool) -> &'static [&'static str] {
    if public { &SCOPES[..1] } else { &SCOPES }
}

/// A sum with its year and what else it is divided by, before it is put under its scopes.
pub(super) struct Row<T> {
    pub year: i32,
    pub public: bool,
    pub cents: i128,
    pub of: T,
}

/// A row under one of its scopes.
pub(super) struct Scoped<T> {
    scope: &'static str,
    year: i32,
    cents: i128,
    pub of: T,
}

pub(super) const fn scope<T>() -> Column<Of<Scoped<T>>> {
    column("scope", "external: all external purchases; market: without public bodies", Of::Text(|r| r.scope))
}

pub(super) const fn year<T>() -> Column<Of<Scoped<T>>> {
    column("year", "year of the purchases; 0 where it is not known", Of::Int(|r| r.year))
}

pub(super) const fn amount<T>() -> Column<Of<Scoped<T>>> {
    column("amount", "sum of the lines", Of::Cents(|r| r.cents))
}

/// Rows under all their scopes.
pub(super) fn scoped<T: Copy>(
    name: &'static str,
    columns: &[Column<Of<Scoped<T>>>],
    rows: impl Iterator<Item = Row<T>>,
) -> anyhow::Result<Table> {
    let under = |row: Row<T>| {
        let Row { year, public, cents, of } = row;
        scopes(public).iter().map(move |scope| Scoped { scope, year, cents, of })
    };
    by_columns(name, columns, &rows.flat_map(under).collect::<Vec<_>>())
}
