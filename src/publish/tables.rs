//! All tables of a run.

use vire_domain::classify::purchases::PURCHASES;
use vire_domain::tables::firms::FIRMS;
use vire_domain::tables::moves::MOVES;
use vire_domain::tables::spend::{SIZES, SPEND};
use vire_domain::tables::suppliers::SUPPLIERS;
use vire_domain::tables::tenders::{OPENNESS, PARTIES, TENDERS};
use vire_domain::tables::units::UNIT_NAMES;
use vire_formats::table::Table;
use vire_indicators::INDICATORS;
use vire_report::calendar::table::CALENDAR;

use super::rejected::REJECTED;

/// The tables that are published as Parquet files; those that queries read are `vire_indicators::tables::TABLES`.
pub const PUBLISHED: [Table; 13] = [
    PURCHASES, SUPPLIERS, MOVES, REJECTED, INDICATORS, SPEND, SIZES, FIRMS, TENDERS, PARTIES, OPENNESS, CALENDAR,
    UNIT_NAMES,
];
