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

/// A text that cannot break out of a Markdown table cell, nor become a link to a page: what looks like one is parted where
/// renderers would find it.
pub fn cell(text: String) -> String {
    let plain = text.replace('\\', "\\\\").replace('|', "\\|").replace(['\n', '\r'], " ").replace('<', "&lt;");
    let plain = plain.replace("://", ":\\//").replace("](", "]\\(");
    let mut cell = String::with_capacity(plain.len());
    for (at, c) in plain.char_indices() {
        let follows_www =
            c == '.' && plain[..at].get(at.wrapping_sub(3)..).is_some_and(|w| w.eq_ignore_ascii_case("www"));
        cell.push_str(if follows_www { "\\" } else { "" });
        cell.push(c);
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_cell_and_leads_nowhere() {
        for (name, expected) in [
            ("a | b\\ <i>\nc", "a \\| b\\\\ &lt;i> c"),
            ("wWw.a.example", "wWw\\.a.example"),
            ("x HTTPS://a.example", "x HTTPS:\\//a.example"),
            ("[x](https://a.example) AB", "[x]\\(https:\\//a.example) AB"),
            // What is pasted must still be an address.
            ("a@b.example", "a@b.example"),
            ("ö.www Åäö.", "ö.www Åäö."),
        ] {
            assert_eq!(cell(name.to_owned()), expected);
        }
    }
}
