//! What stands in the blank template and in its example. Its firms are made up.

use crate::sheet::Row;

const BASICS: &[Row] = &[
    &["title", ""],
    &["buyer", ""],
    &["day", ""],
    &["hours", ""],
    &["place", ""],
    &["capacity", ""],
    &["sign-up", ""],
    &["contact", ""],
    &["country", "FI"],
];

/// The rows of each sheet, in the order of the sheets.
pub fn rows(is_example: bool) -> Vec<&'static [Row]> {
    if !is_example {
        return vec![BASICS];
    }
    vec![
        &[
            &["title", "ex-meeting-title"],
            &["buyer", "ex-buyer"],
            &["day", "2024-02-08"],
            &["hours", "9\u{2013}12"],
            &["place", "ex-meeting-place"],
            &["capacity", "50"],
            &["sign-up", "hankinnat@example.org"],
            &["contact", "ex-office"],
            &["country", "FI"],
        ],
        &[
            &["9.00", "ex-point-welcome", "ex-owner-leader"],
            &["9.15", "ex-point-bought", "ex-office"],
            &["10.00", "ex-point-coming", "ex-office"],
            &["10.45", "ex-point-tables", "ex-owner-firms"],
            &["11.45", "ex-point-end", ""],
        ],
        &[
            &["ex-coming-roof", "construction", "2024 Q2"],
            &["ex-coming-snow", "infrastructure", "2024 Q3"],
            &["ex-coming-meals", "food", "2025"],
        ],
        &[&["Esimerkin Yrittäjät ry", "ex-why-association"], &["Esimerkkirakennus Oy", "ex-why-new"]],
        &[
            &["Esimerkkirakennus Oy", "", "ex-guest-person", "came"],
            &["Esimerkkipiha Oy", "", "ex-guest-person", "came"],
            &["Esimerkkikeittiö Oy", "", "ex-guest-person", "came"],
            &["Esimerkin Yrittäjät ry", "", "", "came"],
            &["Tmi Esimerkki", "", "", "came"],
            &["Esimerkkisähkö Oy", "", "", "absent"],
        ],
        &[
            &["ex-theme-small", "6", "ex-answer-small"],
            &["ex-theme-lots", "4", ""],
            &["ex-theme-forms", "3", "ex-answer-forms"],
        ],
    ]
}
