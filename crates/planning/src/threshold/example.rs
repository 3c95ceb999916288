//! What stands in the blank template and in its example.

use crate::sheet::Row;

const BASICS: &[Row] = &[&["title", ""], &["buyer", ""], &["day", ""], &["country", "FI"]];

/// The rows of each sheet, in the order of the sheets.
pub fn rows(is_example: bool) -> Vec<&'static [Row]> {
    if !is_example {
        return vec![BASICS];
    }
    vec![
        &[&["title", "ex-buys-title"], &["buyer", "ex-buyer"], &["day", "2025-10-01"], &["country", "FI"]],
        &[
            // 14 000 x (3 + 1) = 56 000, below 60 000.
            &[
                "ex-buy-snow",
                "",
                "goods-services",
                "14000",
                "3",
                "1",
                "",
                "",
                "ex-unit-streets",
                "",
                "infrastructure",
                "",
            ],
            // Two units: 9 000 x 4 + 7 500 x 4 = 66 000, above it together only.
            &[
                "ex-buy-clean-a",
                "ex-buy-clean",
                "goods-services",
                "9000",
                "4",
                "",
                "",
                "",
                "ex-unit-schools",
                "",
                "cleaning-waste",
                "",
            ],
            &[
                "ex-buy-clean-b",
                "ex-buy-clean",
                "goods-services",
                "7500",
                "4",
                "",
                "",
                "",
                "ex-unit-library",
                "",
                "cleaning-waste",
                "",
            ],
            // 40 000 x 4 + 12 000 = 172 000, with two years more 252 000, above the EU's 221 000 by its options only.
            &["ex-buy-ict", "", "goods-services", "40000", "4", "2", "12000", "", "", "", "ict", ""],
            // Two lots: 90 000 + 75 000 = 165 000, above 150 000.
            &["ex-buy-school-a", "ex-buy-school", "works", "", "", "", "90000", "", "", "", "construction", ""],
            &["ex-buy-school-b", "ex-buy-school", "works", "", "", "", "75000", "", "", "", "construction", ""],
            // 65 000 x 6 = 390 000, below 400 000.
            &["ex-buy-care", "", "social-health", "65000", "4", "2", "", "", "", "", "social-health", ""],
        ],
    ]
}
