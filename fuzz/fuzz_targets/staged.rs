#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vire_base::progress::{Mode, Progress};
use vire_ingest::settings::Settings;
use vire_ingest::stage::{inspect, stage};

const EXPORT: &str =
    "Toimittaja;Y-tunnus;Päivä;Summa\nKaiku Oy;0211675-2;15.1.2024;1 000,00\nVirta Oy;;20.2.2024;250,50\n";

/// An export, the files staged of it, and what they hold.
struct Staged {
    folder: tempfile::TempDir,
    settings: Settings,
    files: Vec<(PathBuf, Vec<u8>)>,
    whole: String,
}

impl Staged {
    /// The staged lines' file and sidecar as text, and whether they came from the store.
    fn read(folder: &tempfile::TempDir, settings: &Settings) -> (String, bool) {
        let progress = Progress::new(Mode::Silent);
        let export = folder.path().join("a.csv");
        let staged = stage(&export, "a.csv".to_owned(), None, settings, &folder.path().join("store"), 1, &progress);
        let staged = staged.expect("what is damaged is made anew");
        let lines = std::fs::read(&staged.lines).expect("lines are there");
        (format!("{:?} {:?}", lines, staged.sidecar.suppliers.len()), staged.from_cache)
    }

    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.csv"), EXPORT).expect("an export");
        std::fs::create_dir(folder.path().join("store")).expect("a store");
        let settings = inspect::settings("FI");
        let (whole, _) = Self::read(&folder, &settings);
        let entries = std::fs::read_dir(folder.path().join("store")).expect("a store");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        paths.sort();
        let files = paths.into_iter().map(|path| (path.clone(), std::fs::read(path).expect("a file"))).collect();
        Self { folder, settings, files, whole }
    }
}

static STAGED: LazyLock<Staged> = LazyLock::new(Staged::new);

// Each four bytes change one byte of a staged file, or cut it there.
fuzz_target!(init: vire_fuzz::begin(), |changes: &[u8]| {
    let staged = &*STAGED;
    for (at, (path, content)) in staged.files.iter().enumerate() {
        let mut bytes = content.clone();
        for change in changes.chunks_exact(4).filter(|change| change[0] as usize % staged.files.len() == at) {
            let place = usize::from(u16::from_le_bytes([change[1], change[2]])) % bytes.len().max(1);
            match change[3] {
                0 => bytes.truncate(place),
                flip => bytes.iter_mut().skip(place).take(1).for_each(|byte| *byte ^= flip),
            }
        }
        std::fs::write(path, bytes).expect("a staged file is written");
    }
    assert_eq!(Staged::read(&staged.folder, &staged.settings).0, staged.whole);
});
