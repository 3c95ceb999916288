//! Every file of a collection of broken, odd and hostile workbooks is read or refused with a code, in bounded memory and
//! time. The collection is no part of the project (see `fixtures`).

use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use vire_base::date;
use vire_base::error::InputError;
use vire_base::input::Input;
use vire_ingest::read::{self, Cell, Sink};

use crate::fixtures::fixtures;
use crate::support::Folder;

/// What a process used, with those that it started: seconds of computing, and bytes held at most.
struct Used {
    status: ExitStatus,
    output: String,
    seconds: f64,
    memory: u64,
}

#[expect(clippy::zombie_processes, reason = "wait4 waits for it, and tells what it used")]
fn inspect(folder: &Folder, path: &Path) -> Used {
    let mut command = folder.command(&["inspect", "--json", &path.display().to_string()]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut output = String::new();
    child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
    let mut status = 0;
    #[expect(unsafe_code, reason = "the standard library does not say what a process has used")]
    // SAFETY: an all-zero `rusage` is a value, and the call writes to it and the status only.
    let used = unsafe {
        let mut used: libc::rusage = std::mem::zeroed();
        libc::wait4(child.id() as i32, &mut status, 0, &mut used);
        used
    };
    let seconds = |t: libc::timeval| t.tv_sec as f64 + t.tv_usec as f64 / 1e6;
    Used {
        status: ExitStatus::from_raw(status),
        output,
        seconds: seconds(used.ru_utime) + seconds(used.ru_stime),
        memory: used.ru_maxrss as u64 * 1024,
    }
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

/// What is wrong with how a file was met, if anything.
fn fault(folder: &Folder, path: &Path) -> Option<String> {
    let used = inspect(folder, path);
    let name = path.display();
    if !matches!(used.status.code(), Some(0 | 3)) {
        return Some(format!("{name}: ended with {}", used.status));
    }
    if used.seconds > 10.0 || used.memory > 1 << 30 {
        return Some(format!("{name}: {:.1} s, {} MB", used.seconds, used.memory >> 20));
    }
    let Ok(objects) = serde_json::from_str::<serde_json::Value>(&used.output) else {
        return Some(format!("{name}: the output is no JSON"));
    };
    let part = |key: &str| objects[0][key].as_array().cloned().unwrap_or_default();
    let is_refused = part("problems").first().is_some_and(|p| p["code"].is_string());
    (part("tables").is_empty() && !is_refused).then(|| format!("{name}: neither read nor refused with a code"))
}

#[test]
fn every_odd_file_is_read_or_refused_with_a_code() {
    let Some(fixtures) = fixtures() else { return };
    let mut all = Vec::new();
    files(&fixtures.join("torture"), &mut all);
    all.sort();
    let folder = Folder::new();
    let faults: Vec<String> = std::thread::scope(|scope| {
        let halves = all.chunks(all.len() / 2 + 1);
        let halves: Vec<_> = halves
            .map(|half| scope.spawn(|| half.iter().filter_map(|path| fault(&folder, path)).collect::<Vec<_>>()))
            .collect();
        halves.into_iter().flat_map(|half| half.join().unwrap()).collect()
    });
    let _ = writeln!(
        std::io::stderr(),
        "odd files read or refused with a code: {}/{}",
        all.len() - faults.len(),
        all.len()
    );
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Rows as their cells come.
#[derive(Default)]
struct Cells(Vec<Vec<String>>);

impl Sink for Cells {
    fn row(&mut self, _row: u32, cells: &[Cell<'_>]) -> Result<ControlFlow<()>, InputError> {
        let told = |cell: &Cell<'_>| match cell {
            Cell::Date(days) => format!("day {}", date::iso(*days)),
            other => other.to_text(),
        };
        self.0.push(cells.iter().map(told).collect());
        Ok(ControlFlow::Continue(()))
    }
}

/// One workbook in three formats; the days are those that openpyxl and xlrd read from it.
#[test]
fn dates_of_every_format_count_from_1904() {
    let Some(fixtures) = fixtures() else { return };
    for ending in ["xlsx", "xlsb", "xls"] {
        let path = fixtures.join("torture/calamine_tests").join(format!("date_1904.{ending}"));
        let mut cells = Cells::default();
        let input = Input::open(&path).unwrap();
        read::read_rows(&input, read::format(&input).unwrap(), None, &mut cells).unwrap();
        let days: Vec<&str> = cells.0.iter().take(2).map(|row| row[0].as_str()).collect();
        assert_eq!(days, ["day 2021-01-01", "day 2021-01-02"], "{ending}");
    }
}
