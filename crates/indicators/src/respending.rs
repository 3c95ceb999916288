//! The table `respending`: three rounds of spending, by where suppliers are and by how it is known what they spend again.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use vire_domain::effects::respending::{Class, Respending, Spent};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const RESPENDING: Described = Described {
    name: "respending",
    about: "scope, year, place of the suppliers, and how it is known what these spend again; empty where no survey of \
            suppliers is given",
    columns: &heads(&SPENT),
};

#[derive(Clone, Copy)]
struct OfClass {
    class: Class,
    spent: Spent,
}

const SPENT: [Column<Of<Scoped<OfClass>>>; 7] = [
    scope(),
    year(),
    amount(),
    column("place", "here: in the home municipalities; elsewhere; unknown", Of::Text(|r| r.of.class.place.code())),
    column(
        "share",
        "how the share is known that is spent again: answered; mean: of five answers or more; assumed: by the user for the \
         sector; none; not-here: there is no third round",
        Of::Text(|r| r.of.class.known.code()),
    ),
    column("again", "what suppliers of here spend here again", Of::Cents(|r| r.of.spent.again)),
    column("answers", "suppliers whose answer counts, each once", Of::Count(|r| Some(r.of.spent.answers))),
];

/// The table `respending`.
pub(super) fn respending(respending: Option<&Respending>) -> anyhow::Result<Table> {
    let spent = respending.into_iter().flat_map(|respending| &respending.spent);
    let rows = spent.map(|(class, spent)| Row {
        year: class.year,
        public: class.public,
        cents: spent.sum.cents,
        of: OfClass { class: *class, spent: *spent },
    });
    scoped(RESPENDING.name, &SPENT, rows)
}
