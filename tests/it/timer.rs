//! A year of monthly deliveries as a timer runs them: what is held, and what is published.

use serde_json::Value;

use crate::support::{Folder, Outcome, manifest};

/// Lines of one month, with what they sum to in cents.
#[derive(Clone)]
struct Delivery {
    lines: Vec<(String, i64)>,
}

const HEADER: &str = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n";
const SUPPLIERS: usize = 40;

impl Delivery {
    /// 40 suppliers who are paid the same each month, and as many lines more of other amounts.
    fn new(month: usize, more: usize) -> Self {
        let usual = (0..SUPPLIERS).map(|supplier| (supplier, 10_000 + 731 * supplier as i64));
        let other =
            (0..more).map(|n| ((n * 7 + month) % SUPPLIERS, 500 + ((month * 7919 + n * 104_729) % 60_000) as i64));
        let line = |(n, (supplier, cents)): (usize, (usize, i64))| {
            let day = n % 28 + 1;
            (format!("Liike {supplier} Oy;4390;Rakennusten kunnossapito;{month}-{n};{day}.{month}.2024;"), cents)
        };
        Self { lines: usual.chain(other).enumerate().map(line).collect() }
    }

    fn csv(&self) -> String {
        let line = |(before, cents): &(String, i64)| format!("{before}{},{:02}\n", cents / 100, cents % 100);
        HEADER.to_owned() + &self.lines.iter().map(line).collect::<String>()
    }

    fn cents(&self) -> i64 {
        self.lines.iter().map(|(_, cents)| cents).sum()
    }

    fn with_vat(&self) -> Self {
        let lines = self.lines.iter().map(|(before, cents)| (before.clone(), cents + (cents * 255 + 500) / 1000));
        Self { lines: lines.collect() }
    }
}

const PIPELINE: &str = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n\n[[purchases]]\nfiles = [\"exports/*.csv\"]\n\n\
    [quality]\noverlap = \"newest\"\n\n[gates]\nmax_age = 31\n\n[report]\nformats = []\n";

/// A municipality whose exports come into a folder.
struct Timer {
    folder: Folder,
    delivered: Vec<Delivery>,
}

impl Timer {
    fn new(pipeline: &str) -> Self {
        let folder = Folder::new();
        folder.write("p.toml", pipeline);
        Self { folder, delivered: Vec::new() }
    }

    fn deliver(&mut self, month: usize) {
        self.delivered.push(Delivery::new(month, 60));
        self.write(month);
    }

    fn write(&self, month: usize) {
        self.folder.write(&name(month), self.delivered[month - 1].csv());
    }

    /// As a timer runs on a day, saying nothing while all is well.
    fn run(&self, day: &str) -> Outcome {
        self.folder.vire(&["run", "p.toml", "--out", "out", "--quiet", "--as-of", day])
    }

    #[track_caller]
    fn published(&self, day: &str) {
        let outcome = self.run(day).published();
        assert_eq!((outcome.stdout(), outcome.stderr()), (String::new(), String::new()));
        self.is_as_delivered();
    }

    /// The published run has what was delivered whole, to the cent.
    #[track_caller]
    fn is_as_delivered(&self) {
        let control = &manifest(&self.folder.path("out"))["control"];
        let lines: usize = self.delivered.iter().map(|d| d.lines.len()).sum();
        let cents: i64 = self.delivered.iter().map(Delivery::cents).sum();
        assert_eq!(control["kept"], lines);
        assert_eq!(control["kept_amount"], format!("{}.{:02}", cents / 100, cents % 100));
    }

    #[track_caller]
    fn held(&self, day: &str, parts: &[&str]) {
        let current = || std::fs::read_link(self.folder.path("out/current")).unwrap();
        let before = current();
        self.run(day).failed(4, parts);
        assert_eq!(current(), before);
        let runs = std::fs::read_dir(self.folder.path("out/runs")).unwrap().count();
        self.run(day).failed(4, parts);
        assert_eq!(std::fs::read_dir(self.folder.path("out/runs")).unwrap().count(), runs);
    }
}

fn name(month: usize) -> String {
    format!("exports/2024-{month:02}.csv")
}

#[test]
fn a_year_of_deliveries() {
    let mut timer = Timer::new(PIPELINE);
    for (month, day) in [(1, "2024-02-02"), (2, "2024-03-02"), (3, "2024-04-02"), (4, "2024-05-02")] {
        timer.deliver(month);
        timer.published(day);
    }
    // A header only, then the month itself.
    timer.folder.write(&name(5), HEADER);
    timer.held("2024-06-02", &["2024-05.csv"]);
    timer.deliver(5);
    timer.published("2024-06-02");
    // June is late.
    timer.held("2024-07-02", &["max-age", "2024-05-28, 35 days before 2024-07-02", "max_age = 35"]);
    timer.deliver(6);
    timer.published("2024-07-05");
    // July is cut.
    timer.deliver(7);
    let whole = timer.delivered[6].csv();
    timer.folder.write(&name(7), whole.lines().take(31).map(|line| format!("{line}\n")).collect::<String>());
    timer.held(
        "2024-08-02",
        &["new-lines", "2024-07 has 30 new lines, 70.0 % fewer", "--accept new-lines", "new_lines = { fall = 0.7 }"],
    );
    timer.write(7);
    timer.published("2024-08-02");
    // August is there twice; its later name replaces the earlier.
    timer.deliver(8);
    timer.folder.write("exports/2024-08 (2).csv", timer.delivered[7].csv() + "\n");
    timer.published("2024-09-02");
    std::fs::remove_file(timer.folder.path("exports/2024-08 (2).csv")).unwrap();
    // March gets another name.
    std::fs::rename(timer.folder.path(&name(3)), timer.folder.path("exports/maaliskuu 2024.csv")).unwrap();
    timer.deliver(9);
    timer.published("2024-10-02");
    // September comes again, corrected.
    timer.delivered[8].lines[50].1 += 12_345;
    timer.delivered[8].lines[51].1 += 55;
    timer.folder.write("exports/2024-09-korjattu.csv", timer.delivered[8].csv());
    timer.deliver(10);
    timer.published("2024-11-02");
    // November has amounts with VAT.
    timer.deliver(11);
    timer.folder.write(&name(11), timer.delivered[10].with_vat().csv());
    timer.held("2024-12-02", &["with-vat", "25.5 % of VAT", "accept = [\"with-vat\"]"]);
    timer.write(11);
    timer.published("2024-12-02");
    // December has more than others.
    timer.delivered.push(Delivery::new(12, 130));
    timer.write(12);
    timer.published("2025-01-02");
    // All of it once more, cut and with VAT: months that were published.
    let march = timer.delivered[2].clone();
    timer.folder.write("exports/maaliskuu 2024.csv", march.with_vat().csv());
    timer.held("2025-01-02", &["sum: 2024-03: sum", "25.5 % more; at most 10.0 %", "sum = { rise = 0.26 }"]);
    std::fs::remove_file(timer.folder.path("exports/maaliskuu 2024.csv")).unwrap();
    timer.held("2025-01-02", &["months: 2024-03 had 100 lines and is gone", "months = 1"]);
}

/// Only what decides which lines there are makes other lines expected.
#[test]
fn another_limit_of_quality_accepts_no_month() {
    let mut timer = Timer::new(PIPELINE);
    (1..=4).for_each(|month| timer.deliver(month));
    timer.published("2024-05-02");
    std::fs::remove_file(timer.folder.path(&name(2))).unwrap();
    timer.delivered.remove(1);
    timer.folder.write("p.toml", PIPELINE.replace("[quality]\n", "[quality]\nmax_unknown_place = 1.0\n"));
    timer.held("2024-05-02", &["months: 2024-02 had 100 lines and is gone"]);
    timer.folder.write("p.toml", PIPELINE.replace("\"newest\"", "\"keep-first\""));
    let told = timer.run("2024-05-02").published().stderr();
    assert!(told.contains("since exports are read otherwise, 2024-02 had 100 lines and is gone"), "{told}");
}

#[test]
fn what_is_right_is_accepted_once_or_always() {
    let mut timer = Timer::new(PIPELINE);
    (1..=4).for_each(|month| timer.deliver(month));
    timer.published("2024-05-02");
    std::fs::remove_file(timer.folder.path(&name(2))).unwrap();
    timer.delivered.remove(1);
    timer.held("2024-05-02", &["months: 2024-02 had 100 lines and is gone", "--accept months"]);
    let run = ["run", "p.toml", "--out", "out", "--quiet", "--as-of", "2024-05-02", "--accept"];
    timer.folder.vire(&[&run[..], &["months"]].concat()).published();
    timer.is_as_delivered();
    // What was accepted is what later runs are held against.
    timer.published("2024-05-02");
    std::fs::remove_file(timer.folder.path(&name(3))).unwrap();
    timer.delivered.remove(1);
    timer.held("2024-05-02", &["months: 2024-03"]);
    timer.folder.write("p.toml", PIPELINE.replace("[gates]\n", "[gates]\nmonths = 1\n"));
    timer.published("2024-05-02");
    timer.folder.vire(&[&run[..], &["moths"]].concat()).failed(2, &["months"]);
}

#[test]
fn the_log_for_programs_is_json_only() {
    let mut timer = Timer::new(PIPELINE);
    (1..=4).for_each(|month| timer.deliver(month));
    let logged = |arguments: &[&str]| {
        let run = ["run", "p.toml", "--out", "out", "--as-of", "2024-05-02", "--log", "json"];
        let outcome = timer.folder.vire(&[&run[..], arguments].concat());
        let events: Vec<Value> = outcome.stderr().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for event in &events {
            assert!(event["time"].as_str().unwrap().ends_with('Z'), "{event}");
            assert!(event["level"].is_string() && event["event"].is_string(), "{event}");
            assert!(event.get("run").is_some() && event.get("fingerprint").is_some(), "{event}");
        }
        (outcome.code(), events)
    };
    let (code, events) = logged(&[]);
    let end = events.last().unwrap();
    assert_eq!((code, &end["event"], &end["code"], &end["exit"]), (0, &"end".into(), &"done".into(), &0.into()));
    assert_eq!((&end["lines"], &end["rejected"]), (&400.into(), &0.into()));
    let cents: i64 = timer.delivered.iter().map(Delivery::cents).sum();
    assert_eq!(end["amount"], format!("{}.{:02}", cents / 100, cents % 100));
    assert!(std::path::Path::new(end["path"].as_str().unwrap()).ends_with(end["run"].as_str().unwrap()), "{end}");
    // A run that is held, a fault in the pipeline file, and an input that is none.
    std::fs::remove_file(timer.folder.path(&name(2))).unwrap();
    let (code, events) = logged(&[]);
    let gate = events.iter().find(|event| event["event"] == "gate").unwrap();
    assert_eq!((code, &gate["code"], &gate["answers"][0]), (4, &"months".into(), &"months = 1".into()));
    assert_eq!(events.last().unwrap()["exit"], 4);
    timer.folder.write(&name(2), "");
    let (code, events) = logged(&[]);
    assert_eq!((code, &events.last().unwrap()["code"]), (3, &"empty-file".into()));
    timer.folder.write("p.toml", PIPELINE.replace("max_age", "max_age_of_all"));
    let (code, events) = logged(&[]);
    assert_eq!((code, &events.last().unwrap()["code"]), (2, &"configuration".into()));
}

/// January 2024 is in the accounting year 2023, after December: a cut one is a new month that lacks lines.
#[test]
fn a_cut_month_of_an_accounting_year_is_held() {
    let folder = Folder::new();
    let mut export = HEADER.to_owned();
    let mut month = |year: i32, month: u32, lines: usize| {
        for n in 0..lines {
            let (day, supplier) = (n % 28 + 1, n % 9);
            export += &format!(
                "Liike {supplier} Oy;4390;Rakennusten kunnossapito;{year}-{month}-{n};{day}.{month}.{year};{},00\n",
                100 + n
            );
        }
        export.clone()
    };
    folder.write("p.toml", PIPELINE.replace("max_age = 31\n", "") + "[period]\nyear_starts = \"04-01\"\n");
    let published = (4..=12).map(|of_2023| month(2023, of_2023, 30)).last().unwrap();
    folder.write("exports/a.csv", &published);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder.write("exports/a.csv", month(2024, 1, 3));
    let held = folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]);
    held.failed(4, &["the run is held", "2024-01 has 3 new lines"]);
}
