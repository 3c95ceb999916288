//! Tables that are published or read by reports as they are, without any indicator.

use std::path::Path;

use crate::classify::purchases::BUYER;
use vire_formats::parquet;
use vire_formats::table::{Column, Head, Kind, Of};
use vire_reference::buyer::Buyer;

pub mod firms;
pub mod moves;
pub mod quality;
pub mod review;
pub mod spend;
pub mod suppliers;
pub mod tenders;
pub mod units;

/// The texts of a language by their keys.
pub type Words<'w> = dyn Fn(&str) -> String + 'w;

/// The first columns of a small table of sums.
pub const OF_BUYER: [Head; 2] =
    [BUYER, Column::new("currency", Kind::Text, "ISO 4217 code of all sums of money", ()).required().head];

/// Writes a small table, its rows marked as the buyer's.
pub fn write<R>(buyer: &Buyer, columns: &[Column<Of<R>>], rows: &[R], to: &Path) -> anyhow::Result<()> {
    let [name, currency] = OF_BUYER;
    parquet::write_of(&[(name, &buyer.name), (currency, &buyer.currency)], columns, rows, to)
}
