//! The pages of the reference, as Markdown.

mod codes;
mod indicators;
mod pipeline;
mod sectors;
mod tables;

/// Where the pages stand, from the project root.
pub const FOLDER: &str = "docs/reference";

/// File names and texts of all pages.
pub fn all() -> Vec<(&'static str, String)> {
    let pages = [
        ("pipeline.md", pipeline::page()),
        ("codes.md", codes::page()),
        ("tables.md", tables::page()),
        ("indicators.md", indicators::page()),
        ("sectors.md", sectors::page()),
    ];
    pages.into_iter().map(|(name, text)| (name, format!("{GENERATED}\n\n{text}"))).collect()
}

const GENERATED: &str =
    "<!-- Written by `cargo run --release --example make-docs`; edit what the program declares, not this page. -->";

/// A Markdown table; cells are escaped.
fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head.map(str::to_owned)) + &line([const { "---" }; N].map(str::to_owned));
    text.extend(rows.into_iter().map(|row| line(row.map(|cell| prose(&cell).replace('\n', " ")))));
    text
}

/// A text of the program as Markdown: what would be markup is escaped, but for code between backticks and links.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        is_code ^= c == '`';
        if c == '|' || !is_code && matches!(c, '<' | '*') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A link to a heading of this page.
fn link(text: &str, heading: &str) -> String {
    format!("[{text}](#{})", anchor(heading))
}

/// The anchor that Markdown viewers give a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.trim().trim_end_matches('.').chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}
