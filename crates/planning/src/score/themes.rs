//! A library of themes that quality criteria can begin with: what is asked for, when that is lawful, and what shows it.

use vire_report::texts::Texts;

pub const THEMES: &[&str] = &["weather", "local-jobs", "environment", "associations", "accessibility", "supply"];

/// What is said of a theme.
pub const ASPECTS: [&str; 4] = ["idea", "criterion", "law", "evidence"];

/// Each theme with a line for each aspect.
pub fn library(texts: &Texts) -> Vec<(String, Vec<(String, String)>)> {
    let lines = |theme: &&str| {
        let line = |aspect| (texts.text(&format!("aspect-{aspect}")), texts.text(&format!("theme-{theme}-{aspect}")));
        (texts.text(&format!("theme-{theme}")), ASPECTS.map(line).into())
    };
    THEMES.iter().map(lines).collect()
}
