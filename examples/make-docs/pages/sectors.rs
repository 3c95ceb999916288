//! How often each way of telling a sector was right, where that was measured.

use vire_reference::sectors::{SCORES, Score};

use super::{code, table};

const INTRODUCTION: &str = "# How often sectors are told right

The labels are contracts of Swedish public buyers announced in 2021 (Upphandlingsmyndigheten, CC0): the main CPV code of
the procurement says the sector, so that a label may be wrong for a part of it.
`crates/domain/examples/learn-sectors.rs` measures, and learns the words; `sector_scores.csv` has the figures.
There are no labels for account rules and own decisions, and none in Finnish or Norwegian.

What words tell was measured on contracts that they were not learned from.
Where only the suppliers were left out, other suppliers of the same procurement, with the same title, may have taught them;
where the procurements were left out as well, the titles are new, as a ledger's lines are: that score is the one reports show.
";

const METHODS: &str = "
## By method

`stems` are words chosen by hand, held against titles; `together` is the surer of words and industry, as for a line whose
account says nothing.

";

const RULES: &str = "
## By rule of an industry

A rule that is right less than half the time decides only where a general account leaves few sectors open; one that is not
here is taken to be as good as all together.

";

pub fn page() -> String {
    let methods = SCORES.iter().filter(|s| s.rule.is_empty());
    let methods = methods.map(|s| {
        let left_out = if s.left_out.is_empty() { "nothing was learned" } else { &s.left_out };
        [code(&s.method), left_out.to_owned(), s.contracts.to_string(), s.told.to_string(), share(s), of_all(s)]
    });
    let rules = SCORES.iter().filter(|s| !s.rule.is_empty());
    let rules = rules.map(|s| [code(&s.rule), s.contracts.to_string(), share(s)]);
    let head = ["method", "left out", "contracts", "told", "right of those told", "right of all"];
    INTRODUCTION.to_owned() + METHODS + &table(head, methods) + RULES + &table(["rule", "contracts", "right"], rules)
}

fn share(score: &Score) -> String {
    percent(score.right, score.told)
}

fn of_all(score: &Score) -> String {
    percent(score.right, score.contracts)
}

fn percent(part: u32, whole: u32) -> String {
    format!("{:.1} %", 100.0 * f64::from(part) / f64::from(whole.max(1)))
}
