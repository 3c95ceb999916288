//! The page: one HTML file that opens from disk.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};

use super::model::Report;
use super::texts::Texts;

pub fn draw(report: &Report, _texts: &Texts) -> anyhow::Result<Vec<u8>> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("report.html", include_str!("templates/report.html"))?;
    Ok(environment.get_template("report.html")?.render(context! { report => Serde(report) })?.into_bytes())
}
