//! How much of a series few suppliers sold: the squares of their shares, added up. A row for each supplier and sector would
//! be most of what queries read, and only this is asked of it.

use super::columns::{Of, Table, by_columns, column};
use super::series::{SeriesNumbers, sold};
use vire_domain::classify::decisions::Decisions;
use vire_domain::classify::spend::Cell;
use vire_formats::table::{Column, Table as Described, heads};

pub(super) const CONCENTRATION: Described = Described {
    name: "concentration",
    about: "suppliers of a series that are identified or not, and sold for more than zero or not",
    columns: &heads(&Held::COLUMNS),
};

/// Suppliers of a series together.
#[derive(Clone, Copy, Default)]
struct Held {
    series: i32,
    is_identified: bool,
    is_above_zero: bool,
    cents: i128,
    suppliers: u64,
    /// None of those that have no share.
    squares: Option<u64>,
}

const fn said(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

impl Held {
    const COLUMNS: [Column<Of<Self>>; 6] = [
        column("series", "scope, year and sector: series tells which", Of::Int(|r| r.series)),
        column("identified", "yes or no: whether the suppliers are known", Of::Text(|r| said(r.is_identified))),
        column("above_zero", "yes or no: whether each sold for more than zero", Of::Text(|r| said(r.is_above_zero))),
        column("amount", "sum of the suppliers", Of::Cents(|r| r.cents)),
        column("suppliers", "suppliers", Of::Count(|r| Some(r.suppliers))),
        column(
            "squares",
            "squares of the suppliers' percentage shares of what identified suppliers with a sum above zero sold, in 1/2^30, \
             added up; none for other suppliers",
            Of::Count(|r| r.squares),
        ),
    ];
}

/// Whole 2^-30 parts of a point, so that the order in which they are added cannot change their sum.
fn square(cents: i128, whole: i128) -> u64 {
    let share = 100.0 * (cents as f64 / 100.0) / (whole as f64 / 100.0);
    (share * share * f64::from(1_u32 << 30) + 0.5).floor() as u64
}

/// # Errors
/// When a sum has more than 18 digits.
pub(super) fn concentration(decisions: &Decisions, cells: &[Cell], series: &SeriesNumbers) -> anyhow::Result<Table> {
    let mut wholes = vec![0_i128; series.len()];
    for (number, supplier, cents) in sold(decisions, cells, series) {
        if supplier.kind.is_supplier() && cents > 0 {
            wholes[number as usize] += cents;
        }
    }
    let mut held = vec![[Held::default(); 4]; series.len()];
    for (number, supplier, cents) in sold(decisions, cells, series) {
        let (is_identified, is_above_zero) = (supplier.kind.is_supplier(), cents > 0);
        let of = &mut held[number as usize][usize::from(is_identified) * 2 + usize::from(is_above_zero)];
        let squares = (is_identified && is_above_zero).then(|| square(cents, wholes[number as usize]));
        *of = Held {
            series: number,
            is_identified,
            is_above_zero,
            cents: of.cents + cents,
            suppliers: of.suppliers + 1,
            squares: squares.map(|square| of.squares.unwrap_or_default() + square),
        };
    }
    let rows: Vec<Held> = held.into_iter().flatten().filter(|held| held.suppliers > 0).collect();
    by_columns(CONCENTRATION.name, &Held::COLUMNS, &rows)
}
