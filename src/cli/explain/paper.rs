//! The method as one Markdown text: indicators, what is left out, sectors, the published tables, and what to cite.

use std::fmt::Write;

use crate::cli::talk::texts;
use crate::publish::manifest;
use crate::publish::tables::PUBLISHED;
use vire_base::language::Language;
use vire_domain::classify::scope;
use vire_indicators::catalogue::{CATALOGUE, Indicator};
use vire_reference::sectors::SECTORS;
use vire_report::texts::Texts;

/// The whole text in a language.
pub fn paper(language: Language) -> String {
    let texts = texts(language);
    let (count, lists) = manifest::code_lists_version();
    let cited = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("commit", env!("VIRE_COMMIT").to_owned()),
        ("count", count.to_string()),
        ("lists", lists),
    ];
    let mut paper = format!("# {}\n\n{}\n", texts.text("paper-title"), texts.text_of("paper-cite", &cited));
    let heading = |part: &str| format!("\n## {}\n\n{}\n", texts.text(part), texts.text(&format!("{part}-intro")));
    paper += &heading("paper-indicators");
    let report = Texts::new(language);
    CATALOGUE.iter().for_each(|of| paper += &indicator(of, &texts, &report));
    paper += &heading("paper-scope");
    paper += &rules(language);
    paper += &format!("\n## {}\n\n", texts.text("paper-sectors"));
    for sector in SECTORS.iter() {
        let _ = writeln!(paper, "- `{}` {}", sector.id, sector.name(language.code()));
    }
    paper += &heading("paper-tables");
    for table in PUBLISHED {
        let titles = ["paper-column", "paper-type", "paper-meaning"].map(|key| texts.text(key));
        let _ = write!(paper, "\n### `{}`\n\n| {} |\n|---|---|---|\n", table.name, titles.join(" | "));
        for column in table.columns {
            let about = column.about.replace('|', "\\|");
            let _ = writeln!(paper, "| `{}` | {} | {about} |", column.name, column.kind.sql());
        }
    }
    paper
}

fn indicator(of: &Indicator, texts: &Texts, report: &Texts) -> String {
    let text = |part: &str| of.text(part, texts.code);
    let (dimension, member) = &of.headline;
    let facts = [
        ("paper-unit", texts.text(&format!("paper-unit-{}", of.unit.code()))),
        ("paper-headline", format!("`{dimension}`, `{member}`")),
        (
            "paper-needs",
            of.needs.iter().map(|need| report.text(&format!("need-{need}"))).collect::<Vec<_>>().join(", "),
        ),
        ("paper-periods", periods(of, texts)),
        ("paper-counts", report.text(&format!("counts-{}", of.counts))),
        ("paper-source", of.source.clone()),
    ];
    let facts: String = facts.iter().map(|(key, fact)| format!("- {}: {fact}\n", texts.text(key))).collect();
    format!(
        "\n### {} {}\n\n{}\n\n**{}.** {}\n\n**{}.** {}\n\n{facts}",
        of.id,
        text("title"),
        text("meaning"),
        texts.text("paper-reading"),
        text("reading"),
        texts.text("paper-pitfalls"),
        text("pitfalls"),
    )
}

/// For which periods figures are given.
fn periods(of: &Indicator, texts: &Texts) -> String {
    match of.whole_year_dimensions() {
        [] => texts.text("paper-periods-parts"),
        [all] if all == "all" => texts.text("paper-periods-whole"),
        some => texts.text_with("paper-periods-some", &[("dimensions", &some.join(", "))]),
    }
}

/// The built-in rules of what is left out, each once with its patterns.
fn rules(language: Language) -> String {
    let mut text = String::new();
    let mut last = String::new();
    for rule in scope::built_in_rows() {
        if rule.id != last {
            let _ = write!(text, "\n- `{}` {}:", rule.id, rule.label.of(language.code()));
            last.clone_from(&rule.id);
        }
        let country = if rule.country == "*" { String::new() } else { format!("{}: ", rule.country) };
        let _ = write!(text, "\n  - {country}{} {} `{}`", rule.field, rule.how, rule.pattern);
    }
    text + "\n"
}
