//! The indicators, from the heads of their queries.

use vire_indicators::catalogue::{CATALOGUE, Indicator};
use vire_indicators::tables::TABLES;

use super::{code, link, prose, sentence, table};

const LANGUAGE: &str = "en";

const INTRODUCTION: &str = "# Indicators

Each indicator is one SQL query over [small tables](tables.md#what-indicators-read); `vire explain <id>` prints its page, also in Finnish
and Swedish.
An indicator whose needs are not met is listed as not computed, never as zero.
`low` and `high` are the value if all that is unknown were on the one side, or on the other.
";

pub fn page() -> String {
    let rows = CATALOGUE.ours().map(|i| {
        [link(&i.id, &heading(i)), code(&i.name), i.text("title", LANGUAGE).to_owned(), i.unit.code().to_owned()]
    });
    let overview = table(["id", "name", "title", "unit"], rows);
    let pages: String = CATALOGUE.ours().map(section).collect();
    format!("{INTRODUCTION}\n{overview}{pages}")
}

fn heading(indicator: &Indicator) -> String {
    format!("{} {}", indicator.id, indicator.text("title", LANGUAGE))
}

fn section(indicator: &Indicator) -> String {
    let text = |part| prose(indicator.text(part, LANGUAGE));
    let (dimension, member) = &indicator.headline;
    let facts = [
        format!("name `{}`, unit {}", indicator.name, indicator.unit.code()),
        format!("the headline is the figure of dimension `{dimension}` and member `{member}`"),
        format!("better: {}", indicator.better.code()),
        format!("needs: {}", indicator.needs.join(", ")),
        format!("given for {}", indicator.whole_year()),
        format!("`n` counts {}", indicator.counts),
        format!("reads {}", reads(indicator)),
        format!("source: {}", prose(&indicator.source)),
    ];
    format!(
        "\n## {}\n\n{}\n\n**How to read it.** {}\n\n**Pitfalls.** {}\n\n- {}\n",
        heading(indicator),
        sentence(&text("meaning")),
        sentence(&text("reading")),
        sentence(&text("pitfalls")),
        facts.join("\n- "),
    )
}

/// The tables that the query names.
fn reads(indicator: &Indicator) -> String {
    let query = indicator.sql.lines().filter(|line| !line.starts_with("--")).collect::<Vec<_>>().join("\n");
    let words: Vec<&str> = query.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let is_read = |name: &str| words.windows(2).any(|w| matches!(w[0], "FROM" | "JOIN") && w[1] == name);
    let read = TABLES.iter().map(|table| table.name).filter(|name| is_read(name));
    read.map(|name| format!("[`{name}`](tables.md#{name})")).collect::<Vec<_>>().join(", ")
}
