//! What stands in the blank template and in its example.

use crate::sheet::Row;

const BASICS: &[Row] = &[&["title", ""], &["buyer", ""], &["date", ""], &["currency", "EUR"]];

/// The rows of each sheet, in the order of the sheets.
pub fn rows(is_example: bool) -> Vec<&'static [Row]> {
    if !is_example {
        return vec![BASICS];
    }
    vec![
        &[&["title", "ex-title"], &["buyer", "ex-buyer"], &["date", "2025-03-03"], &["currency", "EUR"]],
        &[
            &["ex-price", "price", "", "50", "", "", "ex-price-about", "ex-price-evidence"],
            &["ex-readiness", "quality", "weather", "25", "5", "2", "ex-readiness-about", "ex-readiness-evidence"],
            &["ex-equipment", "quality", "environment", "15", "5", "", "ex-equipment-about", "ex-equipment-evidence"],
            &["ex-work", "quality", "local-jobs", "10", "5", "", "ex-work-about", "ex-work-evidence"],
        ],
        &[
            &["ex-plan", "lowest-by-price", "", ""],
            &["ex-plan-linear", "lowest-to-highest", "", ""],
            &["ex-plan-value", "less-quality", "1500", ""],
            &["ex-plan-price", "lowest-by-price", "", ""],
        ],
        &[
            &["ex-plan-price", "ex-price", "80"],
            &["ex-plan-price", "ex-readiness", "10"],
            &["ex-plan-price", "ex-equipment", "5"],
            &["ex-plan-price", "ex-work", "5"],
        ],
        &[&["ex-bid-a", "184000", ""], &["ex-bid-b", "200000", ""], &["ex-bid-c", "231000", ""]],
        &[
            &["ex-bid-a", "ex-readiness", "ex-assessor-1", "3", "ex-reason-a"],
            &["ex-bid-a", "ex-readiness", "ex-assessor-2", "2", ""],
            &["ex-bid-a", "ex-equipment", "ex-assessor-1", "3", ""],
            &["ex-bid-a", "ex-equipment", "ex-assessor-2", "3", ""],
            &["ex-bid-a", "ex-work", "ex-assessor-1", "3", ""],
            &["ex-bid-a", "ex-work", "ex-assessor-2", "3", ""],
            &["ex-bid-b", "ex-readiness", "ex-assessor-1", "4", "ex-reason-b"],
            &["ex-bid-b", "ex-readiness", "ex-assessor-2", "4", ""],
            &["ex-bid-b", "ex-equipment", "ex-assessor-1", "4", ""],
            &["ex-bid-b", "ex-equipment", "ex-assessor-2", "3", ""],
            &["ex-bid-b", "ex-work", "ex-assessor-1", "3", ""],
            &["ex-bid-b", "ex-work", "ex-assessor-2", "3", ""],
            &["ex-bid-c", "ex-readiness", "ex-assessor-1", "5", "ex-reason-c"],
            &["ex-bid-c", "ex-readiness", "ex-assessor-2", "4", ""],
            &["ex-bid-c", "ex-equipment", "ex-assessor-1", "5", ""],
            &["ex-bid-c", "ex-equipment", "ex-assessor-2", "4", ""],
            &["ex-bid-c", "ex-work", "ex-assessor-1", "3", ""],
            &["ex-bid-c", "ex-work", "ex-assessor-2", "3", ""],
        ],
        &[
            &["ex-type-small", "ex-price", "195000", "240000"],
            &["ex-type-small", "ex-readiness", "3", "5"],
            &["ex-type-small", "ex-equipment", "2", "4"],
            &["ex-type-small", "ex-work", "2", "5"],
            &["ex-type-large", "ex-price", "175000", "215000"],
            &["ex-type-large", "ex-readiness", "2", "4"],
            &["ex-type-large", "ex-equipment", "3", "5"],
            &["ex-type-large", "ex-work", "2", "4"],
        ],
    ]
}
