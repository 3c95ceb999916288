//! The pages of the reference are those that the program's declarations give.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::ROOT;

#[path = "../../examples/make-docs/pages/mod.rs"]
mod pages;

#[test]
fn the_committed_pages_are_the_generators() {
    for (name, text) in pages::all() {
        let committed = std::fs::read_to_string(Path::new(ROOT).join(pages::FOLDER).join(name)).unwrap_or_default();
        assert!(committed == text, "{name} is not up to date; run: cargo run --release --example make-docs");
    }
}

/// The part of a heading that viewers keep for its anchor.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-").replace(|c: char| !c.is_alphanumeric() && c != '-' && c != '_', "")
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let pages: BTreeMap<&str, String> = pages::all().into_iter().collect();
    let anchors = |page: &str| -> Vec<String> {
        let headings = pages[page]
            .lines()
            .filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
        headings.map(anchor).collect()
    };
    let mut links = 0;
    for (name, text) in &pages {
        for target in text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)) {
            let (page, anchor) = target.split_once('#').unwrap_or((target, ""));
            let page = if page.is_empty() { name } else { page };
            assert!(pages.contains_key(page), "{name} links to {target}");
            assert!(anchor.is_empty() || anchors(page).iter().any(|a| a == anchor), "{name} links to {target}");
            links += 1;
        }
    }
    assert!(links > 50, "{links} links");
    for (page, text) in &pages {
        let mut anchors = anchors(page);
        anchors.sort_unstable();
        assert!(anchors.windows(2).all(|pair| pair[0] != pair[1]), "{page} has a heading twice");
        assert!(text.lines().all(|line| !line.contains("|  |  |  |")), "{page} has an empty row");
    }
}
