//! What stands in the blank template and in its example.

use crate::sheet::Row;

const BASICS: &[Row] = &[&["title", ""], &["buyer", ""], &["day", ""]];

/// The rows of each sheet, in the order of the sheets.
pub fn rows(is_example: bool) -> Vec<&'static [Row]> {
    if !is_example {
        return vec![BASICS];
    }
    vec![
        &[&["title", "ex-plan-title"], &["buyer", "ex-buyer"], &["day", "2025-10-01"]],
        &[
            &["ex-goal-vitality", "", "", "", "B1"],
            &["ex-goal-local", "ex-goal-vitality", "ex-measure-local", "ex-target-local", "B10"],
            &["ex-goal-bids", "ex-goal-vitality", "ex-measure-bids", "ex-target-bids", ""],
            &["ex-goal-skills", "", "ex-measure-skills", "ex-target-skills", ""],
            &["ex-goal-climate", "", "", "", ""],
        ],
        &[
            &["l2", "", "ex-goal-vitality", "", "", "ex-owner-leader", "2025-03-31", "done", "4", "8", "2"],
            &["p2", "", "ex-goal-local", "", "", "ex-owner-expert", "2025-06-30", "done", "2", "16", "4"],
            &["d1", "", "ex-goal-bids", "", "", "ex-owner-firms", "2025-09-15", "under-way", "12", "6", ""],
            &["d4", "", "ex-goal-bids", "", "", "ex-owner-firms", "2025-11-30", "not-begun", "6", "", ""],
            &["t1", "", "ex-goal-local", "", "", "ex-owner-expert", "2025-08-31", "not-begun", "10", "", ""],
            &["t3", "", "ex-goal-bids", "", "", "ex-owner-firms", "2025-12-15", "not-begun", "4", "", ""],
            &[
                "",
                "ex-own",
                "ex-goal-skills",
                "expert",
                "plan",
                "ex-owner-expert",
                "2025-12-31",
                "under-way",
                "8",
                "4",
                "",
            ],
            &["f1", "", "ex-goal-vitality", "", "", "ex-owner-leader", "2026-01-31", "not-begun", "3", "", ""],
            &["d7", "", "ex-goal-bids", "", "", "ex-owner-chair", "2025-10-31", "dropped", "", "", ""],
        ],
    ]
}
