//! Letters that a terminal, a spreadsheet program or a calendar would obey come in by cells, headers, names of files and
//! pipeline files, and leave in no text as they are.

use std::path::Path;

use crate::support::{Folder, Outcome};

/// What terminals obey, what turns the direction of writing, and a line feigned by a carriage return.
const OBEYED: [char; 4] = ['\u{1b}', '\u{7}', '\u{202e}', '\r'];

const HEADERS: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa";

/// Names that would clear the screen, set the title, turn what follows and begin a formula.
fn export() -> String {
    let names = [
        "Ka\u{1b}[2Jiku Oy",
        "Vir\u{1b}]0;x\u{7}ta Oy",
        "\u{202e}Sampo Oy",
        "=HYPERLINK(\"x\") Oy",
        "+358 Oy",
        "@sum Oy",
    ];
    let line = |(at, name): (usize, &&str)| {
        format!("\"{}\";951234{}-{};4390;-kunnossapito;{at};15.1.2024;{at}1,00\n", name.replace('"', "\"\""), at, at)
    };
    format!("{HEADERS}\n{}", names.iter().enumerate().map(line).collect::<String>())
}

#[track_caller]
fn is_calm(what: &str, text: &str) {
    let unix = text.replace("\r\n", "\n"); // as iCalendar ends its lines
    let bad = unix.split(['\n', '\r']).find(|line| line.contains(OBEYED)).or(unix.contains('\r').then_some("\\r"));
    assert_eq!(bad.map(|line| line.escape_debug().to_string()), None, "{what}");
}

#[track_caller]
fn says_calmly(outcome: &Outcome) {
    is_calm("standard output", &outcome.stdout());
    is_calm("standard error", &outcome.stderr());
}

/// Every text file of a folder by its name and content.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if ["html", "md", "csv", "ics", "json", "txt"].iter().any(|kind| path.extension() == Some(kind.as_ref()))
        {
            let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
            found.push((path.display().to_string(), text));
        }
    }
    found
}

#[test]
fn no_letter_of_the_data_is_obeyed() {
    let folder = Folder::new();
    folder.write("a.csv", export());
    folder.write("k.csv", "Hankinta;Ajankohta\nTie \u{1b}[2J;2025-03\n=cmd();2025-04\n");
    let name = r#"Ko\rATTENDEE:mailto:x\u001b]0;P\u0007\u202e"#;
    folder.write(
        "p.toml",
        format!(
            "[buyer]\nname = \"{name}\"\ncountry = \"FI\"\n[locality]\nhome = [\"Kotka\"]\n\n[[purchases]]\nfiles = [\"a.csv\"]\n\n\
             [calendar]\nfiles = [\"k.csv\"]\n"
        ),
    );
    for arguments in [
        &["inspect", "a.csv"][..],
        &["init", "a.csv", "--buyer", "Kotka", "--output", "drafted.toml"],
        &["run", "p.toml", "--out", "out", "--assume"],
        &["calendar", "p.toml", "--out", "list", "--as-of", "2025-01-15"],
        &["publish-open", "p.toml", "--out", "out", "--to", "open"],
    ] {
        let outcome = folder.vire(arguments);
        assert_eq!(outcome.code(), 0, "{arguments:?}: {}", outcome.stderr());
        says_calmly(&outcome);
    }
    is_calm("drafted.toml", &std::fs::read_to_string(folder.path("drafted.toml")).unwrap());
    let mut seen = 0;
    for part in ["out/current", "list/current", "open"] {
        for (path, text) in texts(&folder.path(part)) {
            seen += 1;
            is_calm(&path, &text);
            if path.ends_with(".csv") {
                let cell = text.lines().flat_map(|line| line.split(';')).find(|cell| {
                    let cell = cell.trim_start_matches('"');
                    cell.starts_with(['=', '@'])
                        || cell.starts_with(['+', '-'])
                            && !cell.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit())
                });
                assert_eq!(cell, None, "{path}");
            }
        }
    }
    assert!(seen >= 12, "{seen} texts");
    let ics = std::fs::read_to_string(folder.path("list/current/calendar.ics")).unwrap();
    assert!(!ics.lines().any(|line| line.starts_with("ATTENDEE")), "{ics}");
}

/// Decomposed letters (as every Mac writes names), a no-break blank, a soft hyphen, a joiner: each name of a file goes
/// through `run` and through a drafted pipeline file.
#[test]
fn names_of_files_are_written_as_toml_reads_them() {
    for name in
        ["ha\u{308}meen.csv", "osto\u{a0}laskut.csv", "osto\u{ad}laskut.csv", "a\u{200d}b.csv", "a'b \u{e4}.csv"]
    {
        let folder = Folder::new();
        folder.write(name, crate::support::EXPORT);
        folder.vire(&["run", name, "--buyer", "Kotka", "--out", "o"]).published();
        folder.vire(&["init", name, "--buyer", "Kotka", "--output", "i.toml"]).published();
        folder.vire(&["run", "i.toml", "--out", "o2"]).published();
    }
}

/// A name of a file, and a header, that a terminal would obey are shown and not obeyed, in errors too.
#[test]
#[cfg(unix)]
fn errors_show_what_a_terminal_would_obey() {
    let folder = Folder::new();
    let name = "a\u{1b}]0;x\u{7}.csv";
    folder.write(name, "");
    let outcome = folder.vire(&["inspect", name]);
    assert_eq!(outcome.code(), 3);
    says_calmly(&outcome);
    assert!(outcome.stderr().contains(r"a\x1b]0;x\x07.csv"), "{}", outcome.stderr());
    folder.write("b.csv", format!("{}\nKaiku Oy;x;1;2;3;15.1.2024;1,00\n", HEADERS.replace("Summa", "Sum\u{1b}[2Jma")));
    says_calmly(&folder.vire(&["run", "b.csv", "--buyer", "Kotka", "--out", "o"]));
    folder.write("p.toml", "[buyer]\nname = \"K\u{1b}[2J\"\n");
    let outcome = folder.vire(&["check", "p.toml"]);
    assert_eq!(outcome.code(), 2);
    says_calmly(&outcome);
}
