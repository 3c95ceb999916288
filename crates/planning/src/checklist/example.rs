//! What stands in the blank template and in its example.

use crate::sheet::Row;

const BASICS: &[Row] = &[&["title", ""], &["buyer", ""], &["day", ""], &["country", "FI"]];
const WORDS: &[Row] = &[
    &["ex-word-small", "ex-meaning-small"],
    &["ex-word-lot", "ex-meaning-lot"],
    &["ex-word-criterion", "ex-meaning-criterion"],
    &["ex-word-framework", "ex-meaning-framework"],
    &["ex-word-espd", "ex-meaning-espd"],
];

/// The rows of each sheet, in the order of the sheets.
pub fn rows(is_example: bool) -> Vec<&'static [Row]> {
    if !is_example {
        return vec![BASICS, &[], &[], &[], &[], WORDS];
    }
    vec![
        &[&["title", "ex-guide-title"], &["buyer", "ex-buyer"], &["day", "2025-10-01"], &["country", "FI"]],
        &[
            &["ex-thesis-1", "met", "ex-thesis-evidence", "", "ex-owner-expert", ""],
            &["ex-thesis-2", "partly", "", "ex-gap-2", "ex-owner-expert", "2026-03-31"],
            &["ex-thesis-3", "not-met", "", "ex-gap-3", "", ""],
            &["ex-thesis-4", "partly", "", "ex-gap-4", "ex-owner-firms", "2025-12-31"],
            &["ex-thesis-5", "not-looked", "", "", "", ""],
        ],
        &[
            &["2025-02-11", "ex-topic-small", "ex-place-a", ""],
            &["2025-03-05", "ex-topic-small", "ex-place-b", ""],
            &["2025-04-17", "ex-topic-espd", "ex-place-a", ""],
            &["2025-08-20", "ex-topic-small", "ex-place-a", ""],
            &["2025-09-02", "ex-topic-group", "ex-place-b", ""],
        ],
        &[
            &["ex-channel-national", "https://www.hankintailmoitukset.fi", "ex-for-notices"],
            &["ex-channel-own", "https://www.example.org", "ex-for-small"],
        ],
        &[&["ex-office", "hankinnat@example.org", "ex-for-all"]],
        WORDS,
    ]
}
