//! Planning tools beside a run: a small ledger whose purchases are counted by hand, and nothing of its sole traders.

use std::path::Path;

use calamine::Reader;

use crate::support::{Folder, pipeline};

/// Two whole years. Heat is bought each month of each year, so that all months are covered.
fn ledger() -> String {
    let mut text =
        "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa;Toimielimen nimi\n".to_owned();
    let mut row = |name: &str, account: &str, day: &str, euros: &str, unit: &str| {
        text.push_str(&format!("{name};{account};1;{day};{euros};{unit}\n"));
    };
    for (year, month) in [2023, 2024].into_iter().flat_map(|year| (1..=12).map(move |month| (year, month))) {
        row("Kaukolämpö Oy", "4470;Sähkö ja lämpö", &format!("15.{month}.{year}"), "10000,00", "Tilat");
    }
    const ICT: &str = "4342;ICT-palvelut";
    // Virta: 20 000 + 30 000 to two units in 2023, small; 70 000 in 2024, not small.
    row("Virta Oy", ICT, "1.2.2023", "20000,00", "Koulut");
    row("Virta Oy", ICT, "1.3.2023", "30000,00", "Kirjasto");
    row("Virta Oy", ICT, "1.3.2024", "70000,00", "Koulut");
    // Kaiku: 10 000 and 12 000. Lasti: exactly the limit. Taltta: 8 000 in 2023, 9 000 in 2024.
    row("Kaiku Oy", ICT, "1.4.2023", "10000,00", "Koulut");
    row("Kaiku Oy", ICT, "1.4.2024", "12000,00", "Koulut");
    row("Lasti Oy", ICT, "1.5.2024", "60000,00", "Koulut");
    row("Taltta Oy", ICT, "1.6.2023", "8000,00", "Kirjasto");
    row("Taltta Oy", ICT, "1.6.2024", "9000,00", "Kirjasto");
    // A sole trader beside one firm only.
    row("Tmi Esimerkkikuljetus", "4420;Kuljetuspalvelut", "1.7.2024", "12345,67", "Tilat");
    row("Kuorma Oy", "4420;Kuljetuspalvelut", "1.7.2024", "20202,02", "Tilat");
    text
}

fn run(folder: &Folder) {
    folder.write("a.csv", ledger());
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
}

/// The same with a register, so that places are known.
fn run_with_places(folder: &Folder) {
    folder.write("a.csv", ledger());
    folder.write("r.csv", REGISTER);
    folder.write("p.toml", pipeline("a.csv") + "\n[[register]]\nfiles = [\"r.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
}

/// Every cell of a workbook, a row a line.
fn sheets(path: &Path) -> String {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut text = String::new();
    for (_, range) in book.worksheets() {
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(ToString::to_string).collect();
            text.push_str(&format!("{}\n", cells.join(" | ").trim_end_matches(" | ")));
        }
    }
    text
}

#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
}

/// Nothing of the sole trader: neither its name nor its sum, nor that of the firm from which it would follow.
#[track_caller]
fn tells_of_no_person(text: &str) {
    for hidden in ["Esimerkkikuljetus", "12345", "12 345", "12,345", "20202", "20,202", "32547", "32,547", "16273"] {
        assert!(!text.contains(hidden), "{hidden} in\n{text}");
    }
}

#[test]
fn small_purchases_of_a_run_are_those_counted_by_hand() {
    let folder = Folder::new();
    run(&folder);
    let small = ["threshold", "--run", "out", "--small", "--language", "en", "--formats", "xlsx,html", "--to", "small"];
    let said = folder.vire(&small).published().stdout();
    has(&said, &["small-purchases.en.html", "small-purchases.en.xlsx", "Most a year: ICT"]);
    let text = sheets(&folder.path("small/small-purchases.en.xlsx"));
    has(
        &text,
        &[
            // 2023: Virta 50 000, Kaiku 10 000, Taltta 8 000; 2024: Kaiku 12 000, Taltta 9 000. 89 000 / 2 = 44 500.
            "ICT | 44500 | 60000 | 3 | 0 | 2023–2024",
            // Schools: Virta 20 000 + Kaiku 10 000 + 12 000 = 42 000 / 2; library: 30 000 + 8 000 + 9 000 = 47 000 / 2.
            "ICT | Kirjasto | 23500 | 60000 | 2 | 0 | 2023–2024",
            "ICT | Koulut | 21000 | 60000 | 2 | 0 | 2023–2024",
            "ICT | Kaiku Oy, Taltta Oy",
            "Transport and logistics | 2 who are not named",
            "Transport and logistics | .. | 60000 | 2 | 2 | 2024",
        ],
    );
    // Heat is 120 000 a year, and Lasti sold for exactly the limit.
    assert!(!text.contains("Kaukolämpö") && !text.contains("Lasti"), "{text}");
    tells_of_no_person(&text);
    tells_of_no_person(&std::fs::read_to_string(folder.path("small/small-purchases.en.html")).unwrap());
    tells_of_no_person(&said);
}

#[test]
fn one_purchase_is_held_against_the_limits_and_the_run() {
    let folder = Folder::new();
    run(&folder);
    let one = |more: &[&str]| {
        let begin = ["threshold", "--language", "en", "--as-of", "2025-10-01"];
        folder.vire(&[&begin, more].concat())
    };
    // 14 000 x (3 + 1) = 56 000; 4 000 below 60 000. Three units: 168 000.
    let said = one(&["--yearly", "14000", "--years", "3", "--option-years", "1"]).published().stdout();
    has(&said.replace('\u{a0}', " "), &["€56,000", "Below the national limit", "€4,000 below", "No run was named"]);
    let said = one(&["--yearly", "14000", "--years", "3", "--option-years", "1", "--units", "3"]).published().stdout();
    has(&said, &["€168,000", "From the national limit to the EU limit", "Lots and units together"]);
    // Bought in the sector: 2023 68 000, 2024 70 000 + 12 000 + 60 000 + 9 000 = 151 000; mean 109 500, over 4 years 438 000.
    let of_run = ["--run", "out", "--sector", "ict", "--seller", "Kaiku Oy", "--yearly", "14000", "--years", "4"];
    let said = one(&of_run).published().stdout();
    has(&said, &["Bought a year: €109,500; Of it from the present supplier: €11,000", "Over the term: €438,000"]);
    let person = ["--run", "out", "--sector", "transport", "--seller", "Tmi Esimerkkikuljetus", "--once", "9000"];
    let said = one(&person).published().stdout();
    has(&said, &["Bought a year: ..", "is not among the suppliers that the run names"]);
    tells_of_no_person(&said);
    // Lots: 90 000 + 60 000 = 150 000, exactly the limit of works.
    let said = one(&["--once", "90000", "--once", "60000", "--kind", "works"]).published().stdout();
    has(&said, &["€150,000", "exactly at the limit"]);
    assert!(!folder.path("planning").exists(), "documents nobody asked for");
    one(&["--once", "90000", "--to", "one", "--formats", "pdf"]).published();
    assert!(folder.path("one/threshold.en.pdf").exists());
}

#[test]
fn a_command_line_that_says_too_little_is_answered() {
    let folder = Folder::new();
    let vire = |arguments: &[&str]| folder.vire(&[&["threshold"], arguments].concat());
    vire(&[]).failed(2, &["no purchase is named", "--yearly with --years, or --once"]);
    vire(&["--yearly", "1000", "--as-of", "2025-01-01"]).failed(2, &["--years", "4 where it has no end"]);
    vire(&["--once", "1000"]).failed(2, &["--as-of is missing"]);
    vire(&["--once", "12 €", "--as-of", "2025-01-01"]).failed(2, &["write a sum above 0 such as 14000"]);
    vire(&["--small"]).failed(2, &["--run <RUN>"]);
    vire(&["--small", "--run", "nowhere"]).failed(2, &["nowhere holds no published run"]);
    vire(&["--once", "1000", "--as-of", "2025-01-01", "--country", "Atlantis"]).failed(2, &["Atlantis"]);
    vire(&["missing.xlsx"]).failed(3, &["missing.xlsx"]);
    folder.write("a.txt", "Purchase;Kind\n");
    vire(&["a.txt"]).failed(3, &["is a text and no workbook"]);
}

/// A register in which some of the ledger's firms are local.
const REGISTER: &str = "Yrityksen nimi;Y-tunnus;Kotikunta\n\
    Virta Oy;9512345-9;Kotka\nKaiku Oy;9512346-7;Kotka\nTaltta Oy;9512347-5;Hamina\nLasti Oy;9512348-3;Kotka\n\
    Kuorma Oy;9512350-4;Kotka\nTmi Esimerkkikuljetus;9512351-2;Kotka\n";

fn meeting_workbook(folder: &Folder) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut sheet = |name: &str, rows: &[&[&str]]| {
        let page = book.add_worksheet().set_name(name).unwrap();
        for (r, row) in (0..).zip(rows) {
            for (c, text) in (0..).zip(*row) {
                page.write_string(r, c, *text).unwrap();
            }
        }
    };
    sheet("Basics", &[&["Item", "Value"], &["Day", "2024-01-01"], &["Meeting", "Morning"]]);
    sheet("Coming purchases", &[&["What", "Sector"], &["Systems", "ICT"], &["Rides", "Transport and logistics"]]);
    sheet(
        "Guests",
        &[
            &["Firm", "Business id", "Person", "Attendance"],
            &["Virta", "9512345-9", "Maija Esimerkki", "Came"],
            &["Kaiku Oy", "", "Maija Esimerkki", "Came"],
            &["Taltta Oy", "", "", "Came"],
            &["Lasti Oy", "", "", "Came"],
            &["Tmi Esimerkkikuljetus", "", "", "Came"],
            &["Uutuus Oy", "", "", "Came"],
        ],
    );
    book.save(folder.path("morning.xlsx")).unwrap();
}

#[test]
fn a_meeting_is_followed_in_the_run() {
    let folder = Folder::new();
    run_with_places(&folder);
    meeting_workbook(&folder);
    let arguments =
        ["meeting", "morning.xlsx", "--run", "out", "--language", "en", "--formats", "xlsx,html", "--to", "m"];
    folder.vire(&arguments).published();
    let after = sheets(&folder.path("m/follow-up.en.xlsx"));
    has(
        &after,
        &[
            "Came | 6",
            // Virta, Kaiku, Lasti and the sole trader are of Kotka, Taltta of Hamina.
            "Of those who came, local by the run | 4",
            // Lasti and the sole trader sold in 2024 for the first time; Uutuus never.
            "Had not sold before the meeting | 3",
            "Of these, not found in the run at all | 1",
            // 2023: Virta 50 000, Kaiku 10 000, Taltta 8 000; 2024: 70 000 + 12 000 + 9 000 + Lasti 60 000.
            "came | 4 | 68000 | 151000",
        ],
    );
    let invited = sheets(&folder.path("m/invited.en.xlsx"));
    has(&invited, &["Virta Oy | ICT | 2024", "Kaiku Oy | ICT | 2024", "Lasti Oy | ICT | 2024"]);
    assert!(!invited.contains("Taltta"), "{invited}");
    for name in std::fs::read_dir(folder.path("m")).unwrap().map(|entry| entry.unwrap().path()) {
        let is_page = name.extension().is_some_and(|ending| ending == "html");
        let text = if is_page { std::fs::read_to_string(&name).unwrap() } else { sheets(&name) };
        tells_of_no_person(&text);
        assert!(!text.contains("Maija"), "{}: {text}", name.display());
    }
}

#[test]
fn goals_and_statements_stand_beside_the_figures_of_the_run() {
    let folder = Folder::new();
    run_with_places(&folder);
    for (tool, file) in [("plan", "plan.en.xlsx"), ("assess", "memo.en.xlsx")] {
        folder.vire(&["template", tool, "--example", "--language", "en", "--to", &format!("{tool}.xlsx")]).published();
        let file = format!("{tool}/{file}");
        let arguments = |more: &'static [&'static str]| {
            let begin = [tool, &format!("{tool}.xlsx"), "--language", "en", "--formats", "xlsx", "--to", tool];
            folder.vire(&[&begin[..], more].concat()).published();
            sheets(&folder.path(&file))
        };
        let alone = arguments(&[]);
        assert!(!alone.contains("(2023)"), "{alone}");
        let beside = arguments(&["--run", "out"]);
        let expected: [&str; 2] = match tool {
            // Suppliers of the market: Kaukolämpö, Virta, Kaiku and Taltta; in 2024 also Lasti, Kuorma and the sole trader.
            "assess" => ["What a run measures", "A3 Number of suppliers | 4 (2023) | 7 (2024) | +3"],
            // 2023: Virta 50 000 + Kaiku 10 000 of 188 000. From the share of 2024 what the sole trader sold would follow.
            _ => ["What a run measures", "B1 Local share of spend | 31.9% (2023) | .. | .."],
        };
        has(&beside, &expected);
        tells_of_no_person(&beside);
    }
}

/// The examples of the tools run with a run beside them, and without.
#[test]
fn each_example_runs_beside_a_run_and_without() {
    let folder = Folder::new();
    run(&folder);
    for tool in ["assess", "plan", "threshold", "meeting"] {
        let file = format!("{tool}.xlsx");
        folder.vire(&["template", tool, "--example", "--to", &file]).published();
        for run in [&[][..], &["--run", "out"]] {
            folder.vire(&[&[tool, &file, "--formats", "html"], run].concat()).published();
        }
    }
}
