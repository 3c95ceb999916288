//! How long a workbook takes against its bare reader: `cargo bench --bench workbooks` writes 300 000 rows of 9 columns (or
//! as many as the first argument says) and, in turn, reads all cells with calamine, inspects the workbook, and stages it,
//! each in a process of its own. Printed are ratios to calamine's time in the same round, and peak memory.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "its result is what it prints")]

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use vire_base::progress::{Mode, Progress};
use vire_ingest::Settings;
use vire_ingest::stage::inspect;

const ROUNDS: usize = 5;
const JOBS: [&str; 3] = ["cells", "inspect", "stage"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    if let [job, file, rows] = arguments.as_slice() {
        return work(job, Path::new(file), rows.parse().expect("a number of rows"));
    }
    let rows = arguments.first().and_then(|a| a.parse().ok()).unwrap_or(300_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("purchases.xlsx");
    cost("write", &file, rows); // in a process of its own, lest its memory count as that of the others
    let size = std::fs::metadata(&file).map_or(0, |m| m.len()) >> 20;
    println!("{rows} rows of 9 columns, {size} MiB; ratios to calamine's cells, least and greatest of {ROUNDS} rounds");
    let rounds: Vec<[Cost; 3]> = (0..=ROUNDS).map(|_| JOBS.map(|job| cost(job, &file, rows))).skip(1).collect();
    for (i, job) in JOBS.into_iter().enumerate() {
        let ratios = |part: fn(&Cost) -> f64| {
            let mut ratios: Vec<f64> = rounds.iter().map(|round| part(&round[i]) / part(&round[0])).collect();
            ratios.sort_by(f64::total_cmp);
            format!("{:.2} ({:.2} to {:.2})", ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1])
        };
        let memory = rounds.iter().map(|round| round[i].memory).max().unwrap_or(0);
        println!("{job:<8} time {}, processor {}, peak {memory} MiB", ratios(|c| c.wall), ratios(|c| c.processor));
    }
}

/// Seconds on the clock and of the processor, and peak MiB.
struct Cost {
    wall: f64,
    processor: f64,
    memory: u64,
}

/// What a job costs in a process of its own.
fn cost(job: &str, file: &Path, rows: u32) -> Cost {
    let begun = Instant::now();
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    let pid = command.arg(job).arg(file).arg(rows.to_string()).spawn().expect("a process").id() as libc::pid_t;
    let mut status = 0;
    #[expect(unsafe_code, reason = "the standard library does not say what a process has used")]
    // SAFETY: an all-zero `rusage` is a value, and the call writes to it and the status only.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::wait4(pid, &mut status, 0, &mut usage), pid);
        usage
    };
    assert_eq!(status, 0, "{job} failed");
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    Cost {
        wall: begun.elapsed().as_secs_f64(),
        processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        memory: usage.ru_maxrss as u64 >> 10,
    }
}

fn work(job: &str, file: &Path, rows: u32) {
    let settings = Settings { currency: Some("EUR".to_owned()), ..inspect::settings("FI") };
    match job {
        "write" => write(file, rows),
        "cells" => cells(file),
        "inspect" => drop(inspect::inspect(file, &settings).expect("a ledger")),
        _ => {
            let store = tempfile::tempdir().expect("a temporary folder");
            let progress = Progress::new(Mode::Silent);
            let threads = std::thread::available_parallelism().map_or(1, Into::into);
            let staged = vire_ingest::stage(file, "x.xlsx".into(), None, &settings, store.path(), threads, &progress);
            drop(staged.expect("a ledger"));
        }
    }
}

fn cells(file: &Path) {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    let mut reader = book.worksheet_cells_reader("Ostolaskut").expect("a sheet");
    let mut count = 0u64;
    while let Some(cell) = reader.next_cell().expect("a cell") {
        count += u64::from(!matches!(cell.get_value(), calamine::DataRef::Empty));
    }
    assert!(count > 0);
}

fn write(path: &Path, rows: u32) {
    let headers = [
        "Hankintayksikkö",
        "Toimittaja",
        "Y-tunnus",
        "Tili",
        "Tilin nimi",
        "Tositenumero",
        "Laskun päivä",
        "Maksupäivä",
        "Summa (alv 0 %)",
    ];
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let first = ExcelDateTime::from_ymd(2019, 1, 1).expect("a day").to_excel();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Ostolaskut").expect("a name");
    sheet.write_row(0, 0, headers).expect("a header");
    let mut state = 1u64;
    for row in 1..=rows {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (supplier, pick) = ((state >> 33) % 50_000, (state >> 20) as u32);
        let texts = [
            format!("Tekniset palvelut {}", pick % 40),
            format!("Kymen Rakennus {supplier} Oy"),
            format!("{:07}-{}", 1_000_000 + supplier * 37, supplier % 10),
            (4300 + pick % 15).to_string(),
            format!("Rakennusten kunnossapito {}", pick % 15),
        ];
        sheet.write_row(row, 0, texts).expect("texts");
        sheet.write(row, 5, row).expect("a number");
        for (column, after) in [(6, 0), (7, 14)] {
            let date = first + f64::from(pick % 2_500 + after);
            sheet.write_number_with_format(row, column, date, &day).expect("a day");
        }
        sheet.write(row, 8, (pick % 1_000_000) as f64 / 100.0).expect("an amount");
    }
    book.save(path).expect("room for the workbook");
}
