//! The commands of the README and of the guides do what these pages show.

use std::path::Path;

use crate::support::{Folder, ROOT};

/// Pages with `console` blocks, and what lies in the folder where a reader tries them.
const PAGES: [(&str, &[(&str, &str)]); 1] =
    [("README.md", &[("ostolaskut-2024.xlsx", "sample-data/kotka/ostolaskut-2024.xlsx")])];

#[test]
fn pages_show_what_the_commands_print() {
    let cases = trycmd::TestCases::new();
    cases.register_bin("vire", Path::new(env!("CARGO_BIN_EXE_vire")));
    let folder = Folder::new();
    for (page, files) in PAGES {
        let text = std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
        assert!(text.contains("```console\n$ vire"), "{page} shows no command");
        let name = page.rsplit('/').next().unwrap().trim_end_matches(".md");
        folder.write(&format!("{name}.trycmd"), any_run(&text));
        for (to, from) in files {
            folder.write(&format!("{name}.in/{to}"), std::fs::read(Path::new(ROOT).join(from)).unwrap());
        }
    }
    cases.case(folder.path("*.trycmd"));
}

/// Names of runs, which change with each version, and lines that are left out.
fn any_run(text: &str) -> String {
    let mut shown = String::new();
    for (i, part) in text.split("runs/0001-").enumerate() {
        let digits = part.chars().take_while(char::is_ascii_hexdigit).count();
        let is_run = i > 0 && digits == 12;
        shown += if i > 0 { "runs/0001-" } else { "" };
        shown += if is_run { "[..]" } else { "" };
        shown += if is_run { &part[12..] } else { part };
    }
    shown
}
