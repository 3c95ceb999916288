//! Files are opened as what they are: what is none is refused, and what is read is of one content.

use std::fs::File;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::{EXPORT, Folder, Outcome, pipeline};
use crate::workbooks::{patched, sheets};

/// The export's rows in a workbook.
fn workbook() -> Vec<u8> {
    let rows: Vec<Vec<&str>> = EXPORT.lines().map(|line| line.split(';').collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    sheets(&[("A", false, &rows)])
}

fn pipe(folder: &Folder, name: &str) {
    assert!(Command::new("mkfifo").arg(folder.path(name)).status().unwrap().success());
}

/// Nobody writes into these pipes: whoever waited for them would wait for ever.
#[test]
fn pipes_are_refused_wherever_a_file_is_named() {
    let folder = Folder::new();
    pipe(&folder, "pipe.csv");
    pipe(&folder, "pipe.toml");
    folder.write("a.csv", EXPORT);
    let told = ["is a pipe", "write what it gives to a file first"];
    for command in ["inspect", "init"] {
        folder.vire(&[command, "pipe.csv"]).failed(3, &told);
    }
    folder.vire(&["run", "pipe.csv", "--buyer", "Kotka", "--out", "out"]).failed(3, &told);
    folder.vire(&["run", "pipe.toml"]).failed(2, &["is a pipe"]);
    let sections = [
        ("[[register]]\nfiles = [\"pipe.csv\"]\n", 3),
        ("[calendar]\nfiles = [\"pipe.csv\"]\n", 3),
        ("[[contracts]]\nfiles = [\"pipe.csv\"]\n", 3),
        ("[currency]\nrates = [\"pipe.csv\"]\n", 2),
        ("[suppliers]\ndecisions = [\"pipe.csv\"]\n", 2),
        ("[sectors]\nrules = [\"pipe.csv\"]\n", 2),
        ("[report]\ntemplate = \"pipe.csv\"\n", 2),
        ("[privacy]\nkey_file = \"pipe.csv\"\n", 2),
    ];
    for (section, code) in sections {
        folder.write("p.toml", pipeline("a.csv") + section);
        // A key is needed as soon as there is somebody to mask.
        folder
            .write("a.csv", EXPORT.to_owned() + "Matti 131052-308T;;4390;Rakennusten kunnossapito;4;22.3.2024;1,00\n");
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(code, &["pipe"]);
    }
    let country = "name = \"Kotka\"\ncountry = \"FI\"\n";
    folder.write("xx/a.txt", "");
    pipe(&folder, "xx/country.toml");
    folder.write("p.toml", pipeline("a.csv").replace(country, &format!("{country}country_folder = \"xx\"\n")));
    folder.vire(&["check", "p.toml"]).failed(2, &["is a pipe"]);
}

#[test]
fn standard_input_is_read_where_it_is_a_file_and_refused_where_it_is_a_pipe() {
    let folder = Folder::new();
    let inspect = |input: Stdio| {
        let mut command = folder.command(&["inspect", "--json", "/dev/stdin"]);
        Outcome(command.stdin(input).output().unwrap())
    };
    for (name, content) in [("a.csv", EXPORT.as_bytes().to_vec()), ("a.xlsx", workbook())] {
        let path = folder.write(name, &content);
        let by_name = folder.vire(&["inspect", "--json", name]).published().stdout();
        let by_input = inspect(File::open(path).unwrap().into()).published().stdout();
        assert_eq!(by_input.replace("/dev/stdin", name), by_name);
        let mut writing = Command::new("cat").arg(folder.path(name)).stdout(Stdio::piped()).spawn().unwrap();
        let piped = inspect(writing.stdout.take().unwrap().into());
        assert!(piped.stdout().contains("no-regular-file") && piped.code() == 3, "{}", piped.stdout());
        writing.wait().unwrap();
    }
}

#[test]
fn records_without_an_end_are_refused_early() {
    let folder = Folder::new();
    // A hole takes no room on the disk; to read it to its end would take a minute.
    File::options().append(true).open(folder.write("hole.csv", EXPORT)).unwrap().set_len(40 << 30).unwrap();
    folder.write("line.csv", EXPORT.to_owned() + &"1;".repeat(10 << 20));
    for name in ["hole.csv", "line.csv"] {
        folder.vire(&["inspect", name]).failed(3, &["huge-cell", "line 5", "longer than 4 MB"]);
        folder.write("p.toml", pipeline("a.csv") + &format!("[[register]]\nfiles = [{name:?}]\n"));
        folder.write("a.csv", EXPORT);
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(3, &["huge-cell"]);
    }
}

#[test]
fn an_xls_with_a_hole_is_refused_by_its_size() {
    let folder = Folder::new();
    let path = folder.write("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    File::options().append(true).open(path).unwrap().set_len(40 << 30).unwrap();
    folder.vire(&["inspect", "a.xls"]).failed(3, &["too-large"]);
}

/// A reader takes room for as many texts as a workbook says that it has.
#[test]
fn a_workbook_that_lies_about_its_texts_does_not_end_the_program() {
    let folder = Folder::new();
    let lie = patched(&workbook(), "xl/sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"4294967");
    folder.write("lie.xlsx", lie);
    folder.vire(&["inspect", "lie.xlsx"]).failed(3, &["reader-failed"]);
    folder.write("a.csv", EXPORT);
    for (section, code) in [("[[register]]\nfiles", 3), ("[calendar]\nfiles", 3), ("[suppliers]\ndecisions", 2)] {
        folder.write("p.toml", pipeline("a.csv") + &format!("{section} = [\"lie.xlsx\"]\n"));
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(code, &["reader-failed"]);
    }
}

/// Runs the command while another program writes to the file again and again, if only the bytes that it has.
fn while_written(folder: &Folder, name: &str, arguments: &[&str]) -> Outcome {
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            let mut first = [0];
            std::io::Read::read_exact(&mut File::open(folder.path(name)).unwrap(), &mut first).unwrap();
            while !is_over.load(Ordering::Relaxed) {
                File::options().write(true).open(folder.path(name)).unwrap().write_all(&first).unwrap();
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let outcome = folder.vire(arguments);
        is_over.store(true, Ordering::Relaxed);
        writing.join().unwrap();
        outcome
    })
}

/// Some tenths of a second to read.
pub fn long_export() -> String {
    let rows = EXPORT.split_once('\n').unwrap().1;
    EXPORT.to_owned() + &rows.repeat(100_000)
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused() {
    let folder = Folder::new();
    folder.write("a.csv", long_export());
    folder.write("p.toml", pipeline("a.csv"));
    for arguments in [&["inspect", "a.csv"][..], &["run", "p.toml", "--out", "out"], &["run", "p.toml", "--out", "out"]]
    {
        while_written(&folder, "a.csv", arguments).failed(3, &["changed-while-read"]);
        // The second run does not find the store empty.
        folder.write("out/.state/staged/any", "");
    }
    assert!(!folder.path("out/current").exists());
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
}

pub fn inspected_while_written(folder: &Folder) -> Outcome {
    folder.write("a.csv", long_export());
    while_written(folder, "a.csv", &["inspect", "--json", "a.csv"])
}

/// Neither other figures nor a panic: a staged file that is not what was written is made anew.
#[test]
fn a_damaged_staged_file_is_made_anew() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let staged: Vec<_> =
        std::fs::read_dir(folder.path("out/.state/staged")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(staged.len(), 2);
    let whole: Vec<Vec<u8>> = staged.iter().map(|path| std::fs::read(path).unwrap()).collect();
    // What is published and whole is not made again.
    let again = || {
        std::fs::remove_file(folder.path("out/current")).unwrap();
        folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    };
    for (path, bytes) in staged.iter().zip(&whole) {
        for part in 0..8 {
            let mut damaged = bytes.clone();
            let at = bytes.len() * part / 8 + part;
            damaged[at] ^= 1 << part;
            std::fs::write(path, damaged).unwrap();
            again();
            for (path, bytes) in staged.iter().zip(&whole) {
                assert!(std::fs::read(path).unwrap() == *bytes, "{} after byte {at}", path.display());
            }
        }
        std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        again();
    }
}

/// The process that reads workbooks holds no right to gain others, once it has begun.
#[cfg(target_os = "linux")]
#[test]
fn the_reading_process_has_given_its_rights_up() {
    let folder = Folder::new();
    // More than fits into a pipe that nobody reads, so that the process waits.
    let rows: Vec<[String; 3]> = (0..60_000).map(|i| [format!("Kaiku {i} Oy"), i.to_string(), "1,00".into()]).collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let path = folder.write("a.xlsx", sheets(&[("A", false, &rows)]));
    let mut command = folder.command(&["read-workbook"]);
    let mut reading = command.stdin(File::open(path).unwrap()).stdout(Stdio::piped()).spawn().unwrap();
    let status = format!("/proc/{}/status", reading.id());
    let limits = format!("/proc/{}/limits", reading.id());
    let has = |file: &str, line: &str| std::fs::read_to_string(file).unwrap().lines().any(|l| l.starts_with(line));
    let given_up = (0..500).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        has(&status, "NoNewPrivs:\t1") && has(&limits, "Max address space         2147483648")
    });
    reading.kill().unwrap();
    reading.wait().unwrap();
    assert!(given_up);
}
