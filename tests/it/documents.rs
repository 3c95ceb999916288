//! The commands of the README and of the guides do what these pages show.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Folder, ROOT};

/// Pages with `console` blocks, and what lies in the folder where a reader tries them.
const PAGES: [(&str, &[(&str, &str)]); 1] =
    [("README.md", &[("ostolaskut-2024.xlsx", "sample-data/kotka/ostolaskut-2024.xlsx")])];

#[test]
fn pages_show_what_the_commands_print() {
    for (page, files) in PAGES {
        let folder = Folder::new();
        for (to, from) in files {
            folder.write(to, std::fs::read(Path::new(ROOT).join(from)).unwrap());
        }
        let text = any_run(&std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap());
        let blocks =
            text.split("```console\n").skip(1).filter_map(|part| part.split_once("```")).map(|(block, _)| block);
        let shown: Vec<(&str, &str)> =
            blocks.filter_map(|block| block.strip_prefix("$ vire ")?.split_once('\n')).collect();
        assert!(shown.len() >= 3, "{page} shows few commands");
        for (arguments, printed) in shown {
            let command = snapbox::cmd::Command::new(env!("CARGO_BIN_EXE_vire"));
            let command = command.args(arguments.split(' ')).current_dir(folder.path("")).env("LC_ALL", "C");
            // Lines that are left out are `...`, parts of lines `[..]`; what is said of inputs goes to standard error.
            command.assert().success().stdout_eq(printed);
        }
    }
}

/// Pages with `sh` blocks, and what a reader has done before.
const GUIDES: [(&str, &str); 11] = [
    ("docs/examples/meeting.md", "true"),
    ("docs/examples/month.md", "true"),
    ("docs/examples/council.md", "true"),
    ("docs/examples/ledger.md", "true"),
    ("docs/examples/open-data.md", "true"),
    ("docs/exports.md", "mkdir exports && cp ostolaskut-2024.xlsx exports/ && vire init exports/*.xlsx -o my.toml"),
    (
        "docs/guide-procurement.md",
        "vire run pipelines/kotka.toml --out before --quiet && cp before/current/deck.sv.pptx brand.pptx",
    ),
    ("docs/calendar.md", "true"),
    ("docs/planning.md", "true"),
    ("docs/open-data.md", "vire init ostolaskut-2024.xlsx -o my.toml"),
    ("docs/install.md", "mkdir -p ~/.local/share/bash-completion/completions ~/.zfunc ~/.config/fish/completions"),
];

#[test]
#[cfg(unix)]
fn commands_of_the_guides_succeed() {
    let programs = Path::new(env!("CARGO_BIN_EXE_vire")).parent().unwrap().display().to_string();
    for (page, before) in GUIDES {
        let folder = Folder::new();
        let text = std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
        let blocks = text.split("```sh\n").skip(1).filter_map(|part| part.split_once("```")).map(|(block, _)| block);
        let commands: Vec<&str> =
            blocks.flat_map(str::lines).filter(|line| line.starts_with("vire ") || line.starts_with("sh ")).collect();
        assert!(!commands.is_empty(), "{page} shows no command");
        let copied = format!(
            "cp -r {ROOT}/sample-data {ROOT}/pipelines {ROOT}/docs . && cp sample-data/kotka/ostolaskut-2024.xlsx ."
        );
        for command in [&[copied.as_str(), before][..], &commands].concat() {
            let ended = Command::new("sh")
                .args(["-c", command])
                .current_dir(folder.path(""))
                .env("HOME", folder.path(""))
                .env("PROFILE", folder.path("profile.ps1"))
                .env("PATH", format!("{programs}:{}", std::env::var("PATH").unwrap_or_default()))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.success(), "{page}: `{command}` ends with {}: {said}", ended.status);
        }
    }
}

/// Folders whose paths the pages for developers name from the top.
const TOP: [&str; 10] =
    [".ci/", "benches/", "crates/", "docs/", "examples/", "fuzz/", "packaging/", "sample-data/", "src/", "tests/"];

#[test]
fn pages_for_developers_name_what_is_there() {
    for page in ["ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap();
        let named = text.split('`').skip(1).step_by(2).filter(|code| TOP.iter().any(|top| code.starts_with(top)));
        // What a contributor is to put in, or a pattern.
        let whole: Vec<&str> = named.filter(|path| !path.contains(['<', '*', ' '])).collect();
        assert!(whole.len() > 5, "{page} names few paths: {whole:?}");
        let lost: Vec<&&str> = whole.iter().filter(|path| !Path::new(ROOT).join(path).exists()).collect();
        assert!(lost.is_empty(), "{page} names what is not there: {lost:?}");
    }
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

/// Pictures are there, small, and in all no more than a reader's patience.
#[test]
fn pages_show_pictures_that_are_there() {
    let mut pages = vec![Path::new(ROOT).join("README.md")];
    for folder in ["docs", "docs/examples"] {
        let entries = std::fs::read_dir(Path::new(ROOT).join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")));
    }
    let mut shown = std::collections::BTreeMap::new();
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            if link.ends_with(".png") || link.ends_with(".svg") {
                let picture = page.parent().unwrap().join(link);
                let size = std::fs::metadata(&picture).unwrap_or_else(|e| panic!("{}: {e}", picture.display())).len();
                shown.insert(picture.canonicalize().unwrap(), size);
            }
        }
    }
    assert!(shown.len() >= 8, "{shown:?}");
    assert!(shown.values().all(|size| *size < 150_000), "{shown:?}");
    assert!(shown.values().sum::<u64>() < 1_000_000, "{shown:?}");
}

/// The words of the reports are those of the list of terms: what it advises against stands in no text.
#[test]
fn words_that_terms_advise_against_are_not_used() {
    let root = Path::new(ROOT);
    let terms = std::fs::read_to_string(root.join("docs/terms.md")).unwrap();
    let (_, avoided) = terms.split_once("| language | not | but |").unwrap();
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    let tools = ["shared", "score", "assess", "plan", "checklist", "threshold", "meeting"]
        .map(|tool| format!("crates/planning/src/texts/{tool}"));
    let others =
        ["crates/report/src/texts", "crates/report/src/area/texts", "src/cli/texts", "crates/indicators/src/sql"]
            .map(str::to_owned);
    for folder in tools.iter().chain(&others) {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            texts.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    let mut rows = 0;
    for row in avoided.lines().filter(|line| line.starts_with("| ") && !line.starts_with("|---")) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [language, not, but] = cells[..] else { panic!("{row}") };
        rows += 1;
        assert!(!but.is_empty(), "{row}");
        for (path, text) in &texts {
            // A text file holds one language; the head of a query names it on each entry.
            let lines = text.lines().scan("", |of, line| {
                let key = line.trim_start_matches("-- ").split_once(':').map_or("", |(key, _)| key);
                *of = if line.starts_with("--     ") { of } else { key.rsplit_once('.').map_or("", |(_, of)| of) };
                Some((*of, line))
            });
            let is_file = path.file_stem().is_some_and(|stem| stem == language);
            let found = lines.into_iter().find(|(of, line)| (is_file || *of == language) && line.contains(not));
            assert!(found.is_none(), "{}: \"{not}\" in {found:?}; write \"{but}\"", path.display());
        }
    }
    assert!(rows >= 12, "{rows}");
}
