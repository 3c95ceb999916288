//! Running the program on files in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder for one test, with files in it.
pub struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// `vire` with these arguments, in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vire"));
        command.current_dir(self.dir.path()).args(arguments).env_remove("VIRE_PAUSE_AT").env_remove("VIRE_FAIL_AT");
        command.env("LC_ALL", "C"); // what is asked and drafted is in the system's language
        command
    }

    pub fn vire(&self, arguments: &[&str]) -> Outcome {
        Outcome(self.command(arguments).output().unwrap())
    }

    /// A page has the same bytes once it is drawn anew, without exports, from the run that is published in `out`.
    #[track_caller]
    pub fn drawn_alike(&self, stem: &str, language: &str) {
        self.vire(&["report", "out", "--out", "again", "--language", language, "--format", "html"]).published();
        let page = format!("{stem}.{language}.html");
        let [first, again] =
            ["out/current", "again"].map(|folder| std::fs::read(self.path(folder).join(&page)).unwrap());
        assert!(first == again, "{page}");
    }
}

pub struct Outcome(pub Output);

impl Outcome {
    pub fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    #[track_caller]
    pub fn published(self) -> Self {
        assert_eq!(self.code(), 0, "{}", self.stderr());
        self
    }

    /// Ended with this code, a message with all these parts, and without a panic.
    #[track_caller]
    pub fn failed(&self, code: i32, parts: &[&str]) {
        let message = self.stderr();
        assert_eq!(self.code(), code, "{message}");
        assert!(!message.contains("panicked"), "{message}");
        for part in parts {
            assert!(message.contains(part), "no {part:?} in: {message}");
        }
    }
}

pub fn manifest(out: &Path) -> Value {
    json(&out.join("current/manifest.json"))
}

pub fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))).unwrap()
}

/// The smallest pipeline over one file.
pub fn pipeline(file: &str) -> String {
    format!("[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n\n[[purchases]]\nfiles = [{file:?}]\n")
}

/// A small export in Finnish columns.
pub const EXPORT: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n\
    Kaiku Oy;9512345-7;4390;Rakennusten kunnossapito;1;15.1.2024;1 000,00\n\
    Virta Oy;9512346-5;4342;ICT-palvelut;2;20.2.2024;250,50\n\
    Virta Oy;9512346-5;4342;ICT-palvelut;3;21.3.2024;-50,50\n";

/// All files of a run by name with their bytes, the manifest without its timing.
pub fn run_bytes(out: &Path) -> Vec<(String, Vec<u8>)> {
    let run = std::fs::canonicalize(out.join("current")).unwrap();
    let mut files = Vec::new();
    let mut folders = vec![run.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&run).unwrap().display().to_string();
            let bytes = if name == "manifest.json" {
                let mut manifest = json(&path);
                assert!(manifest.as_object_mut().unwrap().remove("timing").is_some());
                manifest.to_string().into_bytes()
            } else {
                std::fs::read(&path).unwrap()
            };
            files.push((name, bytes));
        }
    }
    files.sort();
    files
}

/// A page as its reader sees it: one line, the cells of tables parted by `|`.
pub fn text_of(page: &str) -> String {
    let marked = page.replace("</th>", "|").replace("</td>", "|");
    let text: String = marked.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
    let text = text.replace("&#x27;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("| ", "|")
}

/// Rows of a csv file by header.
pub fn csv_rows(path: &Path) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}
