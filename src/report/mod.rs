//! Summaries and reports, all drawn from one model.

mod build;
pub mod model;
mod summary;
pub mod texts;

use std::path::Path;

use anyhow::Context;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, context};

use self::build::Builder;
use self::texts::Texts;
use crate::classify::cube::Cube;
use crate::classify::decisions::Decisions;
use crate::config::Config;
use crate::indicators::Computed;
use crate::ingest::StagedFile;

/// What a run found, as far as reports tell of it.
pub struct Findings<'a> {
    pub config: &'a Config,
    pub files: &'a [StagedFile],
    pub decisions: &'a Decisions,
    pub cube: &'a Cube,
    pub computed: &'a Computed,
    /// The day the reports speak of, ISO.
    pub as_of: String,
    pub place_sources: Vec<(&'static str, i128)>,
}

/// Writes `summary.json`, and for each language `summary.<language>.md` and `report.<language>.html`; the first
/// language also as `summary.md` and `report.html`.
pub fn write(findings: &Findings<'_>, to: &Path) -> anyhow::Result<()> {
    let json = serde_json::to_string_pretty(&summary::summary(findings))? + "\n";
    fs_err::write(to.join("summary.json"), json)?;
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(
        |name| {
            if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
        },
    );
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("cell", markdown_cell);
    environment.add_template("report.html", include_str!("templates/report.html"))?;
    environment.add_template("summary.md", include_str!("templates/summary.md"))?;
    for (i, language) in findings.config.languages.iter().enumerate() {
        let texts = Texts::new(*language);
        let report = Builder { findings, texts: &texts }.report();
        for (template, stem, ending) in [("report.html", "report", "html"), ("summary.md", "summary", "md")] {
            let page = environment
                .get_template(template)?
                .render(context! { report => Serde(&report) })
                .with_context(|| format!("drawing {template}"))?;
            fs_err::write(to.join(format!("{stem}.{}.{ending}", texts.code)), &page)?;
            if i == 0 {
                fs_err::write(to.join(format!("{stem}.{ending}")), &page)?;
            }
        }
    }
    Ok(())
}

/// A text that cannot break out of a Markdown table cell.
fn markdown_cell(text: String) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ").replace('<', "&lt;")
}
