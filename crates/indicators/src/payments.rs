//! The table `payments`: how long suppliers waited for their money.

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use vire_domain::classify::cube::Cube;
use vire_domain::classify::payments::{Counted, Group, Span};
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const PAYMENTS: Described = Described {
    name: "payments",
    about: "scope, year, size of the supplier, span from invoice to payment, and whether it was late; empty where no export \
            has a column of payment dates",
    columns: &heads(&COLUMNS),
};

/// What is said of postings that were paid alike.
#[derive(Clone, Copy)]
struct Paid {
    group: Group,
    lines: u64,
    invoices: u64,
}

const COLUMNS: [Column<Of<Scoped<Paid>>>; 10] = [
    scope(),
    year(),
    amount(),
    column("size", "staff-size class: micro, small, medium, large, unknown", Of::Text(|r| r.of.group.size)),
    column(
        "span",
        "known; open: a date is not known; before-invoice: paid before the date of the invoice; over-two-years; credit: a \
         posting below zero",
        Of::Text(|r| r.of.group.wait.span.code()),
    ),
    column(
        "days",
        "from the date of the invoice to the payment; null unless known",
        Of::Count(|r| match r.of.group.wait.span {
            Span::Days(days) => Some(days.into()),
            _ => None,
        }),
    ),
    column(
        "due",
        "late: paid after the due date; in-time; unknown: a date is not known, or the span cannot be right",
        Of::Text(|r| r.of.group.wait.due.code()),
    ),
    column(
        "counted_by",
        "what invoices are counted by: invoice, its number and supplier; posting, where lines have no invoice number",
        Of::Text(|r| if r.of.group.is_numbered { "invoice" } else { "posting" }),
    ),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.lines))),
    column(
        "invoices",
        "distinct invoices; one that was paid in parts counts once for each span",
        Of::Count(|r| Some(r.of.invoices)),
    ),
];

/// The table `payments`.
pub fn payments(cube: &Cube) -> anyhow::Result<Table> {
    let row = |year: i32, &Counted { group, sum, invoices }: &Counted| Row {
        year,
        public: group.public,
        cents: sum.cents,
        of: Paid { group, lines: sum.lines, invoices },
    };
    let of_years = cube.years.iter().filter_map(|(year, sums)| Some((*year, &sums.paid.as_ref()?.groups)));
    scoped(PAYMENTS.name, &COLUMNS, of_years.flat_map(|(year, groups)| groups.iter().map(move |of| row(year, of))))
}
