//! The table `owner_classes`: purchases by what suppliers are to the buyer.

use std::collections::BTreeMap;

use super::columns::{Of, Table, column};
use super::scopes::{Row, Scoped, amount, scope, scoped, year};
use super::sold::supplier_years_of;
use vire_base::decimal::rounded;
use vire_base::sum::Sum;
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_domain::owned::{Ownership, WHOLE};
use vire_formats::table::{Column, Table as Described, heads};

/// What is said of a class.
#[derive(Clone, Copy, Default)]
struct Total {
    sum: Sum,
    weighted: i128,
    suppliers: u64,
}

#[derive(Clone, Copy)]
pub(super) struct OfClass {
    ownership: Ownership,
    total: Total,
}

pub(super) const OWNER_CLASSES: Described = Described {
    name: "owner_classes",
    about: "scope, year, and what suppliers are to the buyer",
    columns: &heads(&COLUMNS),
};

const COLUMNS: [Column<Of<Scoped<OfClass>>>; 7] = [
    scope(),
    year(),
    amount(),
    column(
        "owner",
        "on the last day of the year: in-house; own: owned by the buyer or of its group, and not in-house; \
         other-municipalities: owned by others and not by the buyer; public-body; association; private: all other companies, \
         co-operatives, sole traders and persons; unknown",
        Of::Text(|r| r.of.ownership.code()),
    ),
    column("weighted_amount", "the sum times what the buyer owns of each supplier", Of::Cents(|r| r.of.total.weighted)),
    column("lines", "posting lines", Of::Count(|r| Some(r.of.total.sum.lines))),
    column("suppliers", "identified suppliers whose sum is not zero", Of::Count(|r| Some(r.of.total.suppliers))),
];

/// The table `owner_classes`. `cells` are in order of supplier and year.
pub(super) fn owner_classes(decisions: &Decisions, cells: &[Cell]) -> anyhow::Result<Table> {
    let mut totals: BTreeMap<(i32, bool, Ownership), Total> = BTreeMap::new();
    for sold in supplier_years_of(cells) {
        let kind = decisions.suppliers[sold.supplier as usize].kind;
        let standing = decisions.standing(sold.supplier, sold.year);
        let total = totals.entry((sold.year, kind.is_public(), standing.ownership)).or_default();
        total.sum += sold.whole;
        total.weighted += part_of(sold.whole.cents, standing.own_share);
        total.suppliers += u64::from(sold.whole.cents != 0 && kind.is_supplier());
    }
    let rows = totals.into_iter().map(|((year, public, ownership), total)| Row {
        year,
        public,
        cents: total.sum.cents,
        of: OfClass { ownership, total },
    });
    scoped(OWNER_CLASSES.name, &COLUMNS, rows)
}

/// A share of a sum in whole cents.
fn part_of(cents: i128, share: u32) -> i128 {
    rounded(cents * i128::from(share), i128::from(WHOLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_cents_are_rounded() {
        // 12.34 % of 1.00 is 12.34 cents; half of 0.05 is 2.5 cents, so 3.
        assert_eq!((part_of(100, 1_234), part_of(5, 5_000), part_of(-5, 5_000)), (12, 3, -3));
        assert_eq!((part_of(123, WHOLE), part_of(123, 0)), (123, 0));
    }
}
