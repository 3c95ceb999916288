//! An assessment from its workbook; all that does not fit is found at once.

use super::{Answers, Assessment, SHEETS, STATEMENTS, Step};
use crate::sheet::book::Book;
use crate::sheet::fault::Faults;
use crate::sheet::table::{Entry, read};
use num_traits::ToPrimitive;

/// The assessment that a workbook holds.
///
/// # Errors
/// All its faults, with their cells.
pub fn assessment(book: &Book) -> Result<Assessment, Faults> {
    let mut faults = Faults::default();
    let [basics, answers, steps] = [0, 1, 2].map(|i| read(book, &SHEETS[i], &mut faults));
    let basic = |item: &str| {
        basics.iter().find(|entry| entry.member("item") == Some(item)).map(|e| e.text("value")).unwrap_or_default()
    };
    for (at, entry) in answers.iter().enumerate() {
        let key = |entry: &Entry| (entry.date("round"), entry.text("respondent").to_lowercase());
        let same = |other: &&Entry| key(other) == key(entry) && !entry.text("respondent").is_empty();
        if let Some(first) = answers[..at].iter().find(same) {
            let what = format!("this respondent has answered in this round already, in {}", first.place("respondent"));
            faults.add(&entry.place("respondent"), what, "give each respondent a code of its own");
        }
    }
    let given = |entry: &Entry| -> Vec<Option<i64>> {
        STATEMENTS.iter().map(|id| entry.number(id).and_then(|n| n.to_integer().to_i64())).collect()
    };
    for entry in &answers {
        for id in STATEMENTS {
            if entry.number(id).is_some_and(|number| !number.is_integer()) {
                faults.add(&entry.place(id), "is between two answers", "write 0, 1, 2, 3 or 4");
            }
        }
    }
    let rows = answers.iter().filter_map(|entry| {
        Some(Answers { round: entry.date("round")?, role: entry.member("role")?, given: given(entry) })
    });
    let steps = steps.iter().filter_map(|entry| {
        Some(Step {
            statement: entry.member("statement")?,
            evidence: entry.text("state-evidence"),
            action: entry.text("action"),
            owner: entry.text("owner"),
            due: entry.date("due"),
        })
    });
    let assessment =
        Assessment { title: basic("title"), buyer: basic("buyer"), answers: rows.collect(), steps: steps.collect() };
    faults.or(assessment)
}
