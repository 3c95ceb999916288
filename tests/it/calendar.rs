//! Coming procurements: calendars and contracts read, merged, published, and what goes wrong with them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{EXPORT, Folder, ROOT, json, manifest, pipeline};

const ONLY: &str = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n";

fn with(files: &str) -> String {
    format!("{ONLY}[calendar]\nfiles = [{files}]\n")
}

fn list(folder: &Folder) -> Value {
    folder.vire(&["calendar", "p.toml", "--as-of", "2025-01-15", "--out", "out"]).published();
    json(&folder.path("out/current/summary.json"))["coming"].clone()
}

fn titles(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|i| i["title"].as_str().unwrap()).collect()
}

#[track_caller]
fn adds_up(manifest: &Value) {
    let of = |c: &Value| ["read", "kept", "rejected", "duplicates", "without_end"].map(|k| c[k].as_u64().unwrap());
    let calendar = &manifest["calendar"];
    let files = calendar["files"].as_array().unwrap();
    for control in files.iter().map(|f| &f["control"]).chain([&calendar["control"]]) {
        let [read, kept, rejected, duplicates, without_end] = of(control);
        assert_eq!(read, kept + rejected + duplicates + without_end, "{control}");
    }
    assert_eq!(calendar["rejected"].as_array().unwrap().len() as u64, of(&calendar["control"])[2]);
    assert_eq!(calendar["duplicates"].as_array().unwrap().len() as u64, of(&calendar["control"])[3]);
}

/// By hand from the tables in examples/make-sample-data/coming.rs: 27 and 6 and 10 rows.
#[test]
fn two_municipalities_and_a_register_make_one_list() {
    let folder = Folder::new();
    let pipeline = format!("{ROOT}/pipelines/kotka-hamina-calendar.toml");
    let told = folder.vire(&["calendar", &pipeline, "--as-of", "2025-01-15", "--out", "out"]).published();
    assert!(told.stdout().contains("36 coming, 2 past"), "{}", told.stdout());
    assert!(told.stderr().contains("\"ei vielä tiedossa\" is no time"), "{}", told.stderr());
    let manifest = manifest(&folder.path("out"));
    adds_up(&manifest);
    let control = &manifest["calendar"]["control"];
    assert_eq!([&control["read"], &control["kept"], &control["rejected"]].map(|v| v.as_u64().unwrap()), [43, 38, 1]);
    let summary = json(&folder.path("out/current/summary.json"));
    let items = summary["coming"]["items"].as_array().unwrap();
    let of = |title: &str| items.iter().find(|i| i["title"] == title).unwrap_or_else(|| panic!("no {title}"));
    let time = |title: &str| {
        let item = of(title);
        ["start", "end", "precision"].map(|k| item[k].as_str().unwrap().to_owned())
    };
    assert_eq!(time("Katujen talvikunnossapito, alueurakat"), ["2025-03-03", "2025-03-03", "day"]);
    assert_eq!(time("Koulujen siivouspalvelut"), ["2025-09-01", "2025-11-30", "month"]);
    assert_eq!(time("Kopiopaperi ja toimistotarvikkeet"), ["2025-10-01", "2025-12-31", "quarter"]);
    assert_eq!(time("Kaukolämpöputkien uusiminen"), ["2025-04-01", "2025-06-30", "quarter"]);
    assert_eq!(time("Meripäivien äänentoisto ja lavat"), ["2026-01-01", "2026-12-31", "year"]);
    assert_eq!(time("Uimahallin saneeraus"), ["2026-01-01", "2027-12-31", "year"]);
    assert_eq!(of("Esimerkkikoulun peruskorjaus, kokonaisurakka")["value_low"], "4200000.00");
    assert_eq!(of("Palvelinlaitteet")["value_high"], "60000.00");
    assert_eq!(of("Kopiopaperi ja toimistotarvikkeet")["value_text"], "EU-kynnysarvon alittava");
    assert_eq!(
        (&of("Palvelinlaitteet")["sector"], &of("Palvelinlaitteet")["buyer"]),
        (&"ict".into(), &"Hamina".into())
    );
    // S-105: ends 30.4.2027, notice of 12 months is more than the lead of 9, so the second quarter of 2026.
    assert_eq!(time("Putkitöiden puitesopimus"), ["2026-04-01", "2026-06-30", "quarter"]);
    let pipes = of("Putkitöiden puitesopimus");
    assert_eq!(pipes["origin"], "contract-end");
    assert_eq!((&pipes["contract_end"], &pipes["contract_last_end"]), (&"2027-04-30".into(), &"2028-04-30".into()));
    // S-104 is announced as its successor, S-107 has no end, S-109 is over.
    for gone in ["Siivous, koulut", "Kirjastojärjestelmä", "Pysäköinninvalvonnan laitteet", "Satamapuiston valaistus"]
    {
        assert!(!items.iter().any(|i| i["title"] == gone), "{gone}");
    }
    for language in ["fi", "sv", "en"] {
        let page = std::fs::read_to_string(folder.path(&format!("out/current/calendar.{language}.html"))).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains("Content-Security-Policy"));
        for item in items {
            assert!(page.contains(item["title"].as_str().unwrap()), "{language}: {}", item["title"]);
        }
        assert!(
            !page.contains("[coming-") && !page.contains("[month-") && !page.contains("[col-"),
            "a text is missing"
        );
        // Companies of running contracts are not named to readers.
        assert!(!page.contains("Esimerkkipesula"));
    }
}

#[test]
fn a_run_has_the_list_in_all_its_outputs() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT); // its last day is 21.3.2024
    folder.write(
        "k.csv",
        "Hankinta;Ajankohta;CPV-koodi\nKoulubussit;2/2024;60130000-8\nVerkkokytkimet;4/2024;32420000-3\n",
    );
    folder.write("p.toml", pipeline("a.csv") + "[calendar]\nfiles = [\"k.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let coming = json(&folder.path("out/current/summary.json"))["coming"].clone();
    assert_eq!((titles(&coming), &coming["past"]), (vec!["Verkkokytkimet"], &1.into()));
    let manifest = manifest(&folder.path("out"));
    adds_up(&manifest);
    for file in ["calendar.parquet", "calendar.html", "calendar.fi.html", "calendar.csv", "calendar.ics"] {
        assert!(manifest["outputs"][file].is_object(), "{file}");
    }
    folder.vire(&["run", "p.toml", "--as-of", "2024-02-01", "--out", "out", "--quiet"]).published();
    assert_eq!(json(&folder.path("out/current/summary.json"))["coming"]["past"], 0);
    // Another calendar is another run.
    folder.write("k.csv", "Hankinta;Ajankohta\nKoulubussit;2/2024\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(std::fs::read_dir(folder.path("out/runs")).unwrap().count(), 3);
    let checked = folder.vire(&["check", "p.toml"]).published().stdout();
    assert!(checked.contains("k.csv (csv): calendar, 1 rows") && checked.contains("title: \"Hankinta\""), "{checked}");
}

#[test]
fn hostile_texts_are_harmless() {
    let folder = Folder::new();
    let long = "ä".repeat(10_000);
    let bad = [
        "=HYPERLINK(\"\"http://x.example\"\";\"\"y\"\")",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "]]>;BEGIN:VEVENT\\n",
        "\u{202e}nurin",
        "😀 Hankinta\u{7}",
        long.as_str(),
    ];
    let mut text = "Hankinta;Ajankohta;Lisätietoja\n".to_owned();
    bad.iter().for_each(|b| text.push_str(&format!("\"{b}\";Q2/2025;\"{b}\"\n")));
    folder.write("k.csv", text);
    folder.write("p.toml", with("\"k.csv\""));
    assert_eq!(titles(&list(&folder)).len(), bad.len());
    let read = |name: &str| std::fs::read_to_string(folder.path(&format!("out/current/{name}"))).unwrap();
    let table = read("calendar.csv");
    assert!(table.starts_with('\u{feff}') && table.contains("\r\n"));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let mut records = 0;
    for record in reader.records() {
        records += 1;
        for cell in record.unwrap().iter() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
        }
    }
    assert_eq!(records, bad.len());
    let page = read("calendar.html");
    assert!(!page.contains("<script") && page.contains("&lt;script"), "markup of an input is in the page");
    let calendar = read("calendar.ics");
    assert_eq!(calendar.matches("\r\nBEGIN:VEVENT\r\n").count(), bad.len());
    assert!(calendar.split("\r\n").all(|l| l.len() <= 75 && !l.contains('\n')));
    for text in [&table, &page, &calendar] {
        assert!(!text.contains(['\u{202e}', '\u{7}']));
    }
}

#[test]
fn personal_ids_are_masked() {
    let folder = Folder::new();
    let person = "010190-900P"; // a serial above 900, which no person gets
    folder.write("k.csv", format!("Hankinta;Ajankohta;Yhteyshenkilö\nTyö {person};Q2/2025;{person}\nMuu;{person};x\n"));
    folder.write(
        "s.csv",
        format!("Sopimus;Toimittaja;Päättyy\nHoito;Tmi {person};31.12.2025\nMuu {person};x;{person}\n"),
    );
    folder.write("p.toml", with("\"k.csv\"") + "[[contracts]]\nfiles = [\"s.csv\"]\n");
    let told = folder.vire(&["calendar", "p.toml", "--as-of", "2025-01-15", "--out", "out"]).published();
    let mut all = vec![told.stdout() + &told.stderr()];
    for entry in std::fs::read_dir(folder.path("out/current")).unwrap() {
        all.push(String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned());
    }
    assert!(all.len() > 8 && all.iter().all(|text| !text.contains(person)));
    assert!(all.iter().any(|text| text.contains("Työ [person]")));
    assert_eq!(manifest(&folder.path("out"))["calendar"]["rejected"].as_array().unwrap().len(), 2);
}

#[test]
fn columns_may_be_given_and_days_may_stand_for_months() {
    let folder = Folder::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("mmm.yy");
    let sheet = book.add_worksheet().set_name("Lista").unwrap();
    for (c, header) in ["Mitä", "Milloin", "Paljonko (t€)", "Kenen"].into_iter().enumerate() {
        sheet.write_string(4, c as u16, header).unwrap();
    }
    for (r, (what, month)) in [("Asfaltti", 3), ("Bussit", 4), ("Kirjat", 9)].into_iter().enumerate() {
        let row = 5 + r as u32;
        sheet.write_string(row, 0, what).unwrap();
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2025, month, 1).unwrap();
        sheet.write_datetime_with_format(row, 1, day, &date).unwrap();
        sheet.write_number(row, 2, 150.5).unwrap();
        sheet.write_string(row, 3, if r == 0 { "Hamina" } else { "" }).unwrap();
    }
    book.save(folder.path("k.xlsx")).unwrap();
    let columns = "columns = { title = \"Mitä\", time = \"Milloin\", value = \"Paljonko (t€)\", buyer = \"Kenen\", notes = \"Huom!\" }\n";
    folder.write("p.toml", with("\"k.xlsx\"") + columns);
    let told = folder.vire(&["calendar", "p.toml", "--as-of", "2025-01-15", "--out", "out"]).published();
    assert!(told.stderr().contains("columns.notes = \"Huom!\" matched no header"), "{}", told.stderr());
    let items = json(&folder.path("out/current/summary.json"))["coming"]["items"].clone();
    let of =
        |key: &str| items.as_array().unwrap().iter().map(|i| i[key].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(of("end"), ["2025-03-31", "2025-04-30", "2025-09-30"]);
    assert_eq!(of("precision"), ["month"; 3]);
    assert_eq!(of("value_low"), ["150500.00"; 3]);
    assert_eq!(of("buyer"), ["Hamina", "Kotka", "Kotka"]);
    let readings = manifest(&folder.path("out"))["calendar"]["files"][0]["tables"][0]["readings"].to_string();
    assert!(readings.contains("all 3 date cells are the first of a month"), "{readings}");
}

#[test]
fn what_is_wrong_is_told() {
    let folder = Folder::new();
    let run = |name: &str, content: &str| {
        folder.write(name, content);
        folder.write("p.toml", with(&format!("{name:?}")));
        folder.vire(&["calendar", "p.toml", "--as-of", "2025-01-15", "--out", "out"])
    };
    run("a.csv", "Asia;Ajankohta\nKoulubussit;2/2025\n").failed(
        3,
        &[
            "a.csv: no column of titles found",
            "the likeliest header is Asia, Ajankohta [no-table]",
            "columns = { title = ",
        ],
    );
    run("a.csv", "Hankinta;Kuka\nKoulubussit;x\n").failed(3, &["no column of times found"]);
    run("a.csv", "Hankinta;Ajankohta\nBussit;pian\nKirjat;joskus\n")
        .failed(3, &["none of its 2 rows could be read", "is no time", "[no-rows]"]);
    run("a.csv", "Hankinta;Ajankohta\n").failed(3, &["has a header and no rows"]);
    run("a.pdf", "%PDF-1.7 x").failed(3, &["a.pdf: is a PDF document"]);
    run("a.csv", "").failed(3, &["a.csv: is empty"]);
    assert!(!folder.path("out/current").exists(), "nothing is published");
    let rows = "Hankinta;Ajankohta\nBussit;syksy\nKirjat;4/5/2025\nAutot;12/2025-3/2025\n;Q1/2025\nPenkit;\"\";x\nAsfaltti;Q2/2025\n";
    let told = run("a.csv", rows).published().stderr();
    for part in [
        "a.csv, row 2: time \"syksy\" names no year; the row is left out [time-without-year]",
        "a.csv, row 3: time \"4/5/2025\" can be read with the day first and with the month first",
        "row 4: time \"12/2025-3/2025\" ends before it begins",
    ] {
        assert!(told.contains(part), "{told}");
    }
    adds_up(&manifest(&folder.path("out")));
}

#[test]
fn pipeline_files_of_calendars_are_checked() {
    let folder = Folder::new();
    let run = |text: &str| {
        folder.write("p.toml", text);
        folder.vire(&["calendar", "p.toml", "--as-of", "2025-01-15", "--out", "out"])
    };
    run(ONLY).failed(2, &["no calendar and no contracts are named", "files = [\"kalenteri.xlsx\"]"]);
    run(&with("\"b.xlsx\"")).failed(2, &["no file \"b.xlsx\""]);
    run(&format!("{ONLY}[calendar]\ncolumns = {{ titel = \"x\" }}\n")).failed(2, &["titel", "title"]);
    run(&format!("{ONLY}[[contracts]]\nfiles = [\"p.toml\"]\nlead_months = 900\n")).failed(2, &["lead_months"]);
    folder.vire(&["run", "p.toml"]).failed(2, &["lead_months"]);
    folder.write("k.csv", "Hankinta;Ajankohta\nBussit;Q2/2025\n");
    folder.write("p.toml", with("\"k.csv\""));
    folder.vire(&["run", "p.toml"]).failed(2, &["no purchases are named"]);
    folder.vire(&["calendar", "p.toml"]).failed(2, &["--as-of"]);
    folder.vire(&["calendar", "p.toml", "--as-of", "tomorrow"]).failed(2, &["2024-12-31"]);
}

#[test]
fn no_order_of_files_changes_the_list() {
    let folder = Folder::new();
    folder.write("a.csv", "Hankinta;Ajankohta\nBussit;Q2/2025\nKirjat;2025\n");
    folder.write("b.csv", "Hankinta;Ajankohta\nBussit;Q2/2025\nBussit;Q3/2025\n");
    let mut seen = BTreeSet::new();
    for files in ["\"a.csv\", \"b.csv\"", "\"b.csv\", \"a.csv\"", "\"*.csv\""] {
        folder.write("p.toml", with(files));
        let list = list(&folder);
        assert_eq!((titles(&list).len(), &list["duplicates"]), (3, &1.into()));
        seen.insert(std::fs::read(folder.path("out/current/calendar.ics")).unwrap());
    }
    assert_eq!(seen.len(), 1);
    // An event moves with its time and keeps its id.
    let ids = |text: &str| text.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect::<BTreeSet<_>>();
    let before = String::from_utf8(seen.pop_first().unwrap()).unwrap();
    folder.write("b.csv", "Hankinta;Ajankohta\nBussit;Q2/2025\nBussit;Q4/2025\n");
    list(&folder);
    let after = std::fs::read_to_string(folder.path("out/current/calendar.ics")).unwrap();
    assert!(ids(&before).len() == 3 && before != after && ids(&before) == ids(&after));
}
