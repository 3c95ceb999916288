//! Markdown: the summary of a run.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::model::Report;

pub fn summary(report: &Report) -> anyhow::Result<Vec<u8>> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("cell", cell);
    environment.add_template("summary.md", include_str!("templates/summary.md"))?;
    Ok(environment.get_template("summary.md")?.render(context! { report => Serde(report) })?.into_bytes())
}

/// A text that cannot break out of a Markdown table cell.
pub fn cell(text: String) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ").replace('<', "&lt;")
}
