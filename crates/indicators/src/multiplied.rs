//! The table `multiplied`: what purchases from suppliers of here bring about by an input-output model.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use vire_domain::effects::multipliers::{Brought, Class, Multipliers};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const MULTIPLIED: Described = Described {
    name: "multiplied",
    about: "scope, year, and whether purchases from suppliers of here are in an industry of the model; empty where no \
            input-output coefficients are given",
    columns: &heads(&BROUGHT),
};

#[derive(Clone, Copy)]
struct OfClass {
    class: Class,
    brought: Brought,
}

const BROUGHT: [Column<Of<Scoped<OfClass>>>; 9] = [
    scope(),
    year(),
    amount(),
    column(
        "covered",
        "the supplier's industry is in the model: yes, no; untold: what persons sold, and organisations that are told together \
         with persons",
        Of::Text(|r| r.of.class.covered.code()),
    ),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.brought.sum.lines))),
    column(
        "output",
        "output in all industries of the area, what was bought included",
        Of::Cents(|r| r.of.brought.output),
    ),
    column("jobs", "jobs in them; null where the model does not tell", Of::Hundredths(|r| r.of.brought.jobs)),
    column("taxes", "taxes from them; null where the model does not tell", Of::Hundredths(|r| r.of.brought.taxes)),
    column(
        "with_households",
        "output with what households spend again (type II); null where the model does not tell",
        Of::Hundredths(|r| r.of.brought.with_households),
    ),
];

/// The table `multiplied`.
pub(super) fn multiplied(multipliers: Option<&Multipliers>) -> anyhow::Result<Table> {
    let brought = multipliers.into_iter().flat_map(|multipliers| &multipliers.brought);
    let rows = brought.map(|(class, brought)| Row {
        year: class.year,
        public: class.public,
        cents: brought.sum.cents,
        of: OfClass { class: *class, brought: *brought },
    });
    scoped(MULTIPLIED.name, &BROUGHT, rows)
}
