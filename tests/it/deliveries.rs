//! From exports to a run without a pipeline file, and months that two files hold.

use serde_json::Value;

use crate::fixtures::fixtures;
use crate::support::{EXPORT, Folder, manifest};

const PIPELINE: &str = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n\n[[purchases]]\nfiles = [\"*.csv\"]\n";

/// January to March in one file; March and April in another.
fn two_deliveries() -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let header = EXPORT.lines().next().unwrap();
    let march = EXPORT.lines().last().unwrap();
    folder.write("b.csv", format!("{header}\n{march}\nKaiku Oy;9512345-7;4390;Rakennukset;9;2.4.2024;7,00\n"));
    folder
}

fn with_policy(folder: &Folder, policy: &str) {
    folder.write("p.toml", format!("{PIPELINE}\n[quality]\noverlap = \"{policy}\"\n"));
}

#[test]
fn a_month_in_two_files_stops_the_run_unless_declared() {
    let folder = two_deliveries();
    folder.write("p.toml", PIPELINE);
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]);
    outcome.failed(3, &["b.csv", "1 lines (-50.50) of 2024-03", "a.csv holds too", "delivered-twice", "keep-first"]);
}

#[test]
fn what_the_first_file_holds_is_left_out_of_the_second_to_the_cent() {
    let folder = two_deliveries();
    with_policy(&folder, "keep-first");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let control = manifest(&folder.path("out"))["control"].clone();
    // 1000.00 + 250.50 - 50.50 in a.csv, 7.00 of b.csv; -50.50 of b.csv is there already.
    let expected = [("read", "5"), ("kept", "4"), ("duplicates", "1"), ("rejected", "0"), ("negative", "1")];
    for (key, value) in expected {
        assert_eq!(control[key].to_string(), value, "{key}");
    }
    assert_eq!(control["kept_amount"], "1207.00");
    assert_eq!(control["duplicates_amount"], "-50.50");
    assert_eq!(control["read_amount"], "1156.50");
}

/// Lines of May with these numbers, of so many euros each, under the columns of the export.
fn may(lines: impl Iterator<Item = (u32, u32)>) -> String {
    let line = |(n, euros)| format!("Kaiku Oy;9512345-7;4390;Kunnossapito;{n};{n}.5.2024;{euros},00\n");
    format!("{}\n{}", EXPORT.lines().next().unwrap(), lines.map(line).collect::<String>())
}

#[test]
fn a_corrected_delivery_replaces_the_month_of_the_earlier_file() {
    let folder = two_deliveries();
    with_policy(&folder, "newest");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    // March is in both and alike: it is taken from b.csv, and the sum is that of each posting once.
    assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], "1207.00");
    let corrected = Folder::new();
    corrected.write("2024-05.csv", may((1..=9).map(|n| (n, 10))));
    // Two lines of nine are others, one is gone, and one is new; numbers in names count by their value.
    corrected.write("2024-05 v2.csv", may((2..=10).map(|n| (n, if n > 8 { 15 } else { 10 }))));
    corrected.write("2024-05 v10.csv", may((2..=10).map(|n| (n, if n > 8 { 20 } else { 10 }))));
    with_policy(&corrected, "newest");
    let said = corrected.vire(&["run", "p.toml", "--out", "out"]).published().stderr();
    for part in [
        "2024-05.csv: the 9 lines (90.00) of 2024-05 are left out: 2024-05 v2.csv delivers the month again with 9 lines (100.00)",
        "2024-05 v2.csv: the 9 lines (100.00) of 2024-05 are left out: 2024-05 v10.csv",
    ] {
        assert!(said.contains(part), "no {part:?} in {said}");
    }
    let control = manifest(&corrected.path("out"))["control"].clone();
    // 7 lines of 10.00 and 2 of 20.00.
    assert_eq!((&control["kept"], &control["kept_amount"]), (&9.into(), &"110.00".into()));
    assert_eq!((&control["duplicates"], &control["duplicates_amount"]), (&18.into(), &"190.00".into()));
}

#[test]
fn lines_at_the_edge_replace_no_month() {
    let folder = Folder::new();
    folder.write("a.csv", may((1..=9).map(|n| (n, 10))));
    let edge = may((8..=9).map(|n| (n, 10)));
    folder.write("b.csv", format!("{edge}Kaiku Oy;9512345-7;4390;Kunnossapito;1;1.6.2024;7,00\n"));
    with_policy(&folder, "newest");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    // Nine lines of May, each once, and June.
    assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], "97.00");
    // As many lines of which few are alike: it cannot be told which of the two holds.
    folder.write("b.csv", may((1..=9).map(|n| (n, if n > 2 { 11 } else { 10 }))));
    let outcome = folder.vire(&["run", "p.toml", "--out", "other"]);
    outcome
        .failed(3, &["b.csv", "2 lines (20.00) of 2024-05", "does not clearly replace the earlier", "delivered-twice"]);
}

/// A month of thirty suppliers; each line's amount and number follow from its supplier.
fn month_of(amount: impl Fn(u32) -> u32, number: impl Fn(u32) -> u32, who: &str) -> String {
    let line =
        |n: u32| format!("{who} {n} Oy;;4390;Kunnossapito;{};{}.5.2024;{},00\n", number(n), n % 28 + 1, amount(n));
    format!("{}\n{}", EXPORT.lines().next().unwrap(), (1..=30).map(line).collect::<String>())
}

/// The header and the first lines of an export.
fn begin(export: &str, lines: usize) -> String {
    export.lines().take(1 + lines).map(|line| format!("{line}\n")).collect()
}

/// A month that comes again with other amounts on each line, or other numbers, has no line that is alike.
#[test]
fn a_month_in_another_form_is_the_same_month() {
    let first = month_of(|n| 100 + n, |n| n, "Liike");
    let forms = [
        ("corrected", month_of(|n| 103 + n, |n| n, "Liike"), "3555.00"), // 30 * 103 + 465
        ("numbered anew", month_of(|n| 100 + n, |n| 9000 + n, "Liike"), "3465.00"),
    ];
    for (form, again, sum) in forms {
        let folder = Folder::new();
        folder.write("2024-05.csv", &first);
        folder.write("2024-05 uusi.csv", &again);
        folder.write("p.toml", PIPELINE);
        let said = [
            "delivered-twice",
            "30 lines",
            "nearly all of the same suppliers, accounts and days as those of 2024-05.csv",
            "newest",
        ];
        folder.vire(&["run", "p.toml", "--out", "out"]).failed(3, &said);
        for (policy, kept, expected) in [("newest", 30, sum), ("keep-first", 30, "3465.00")] {
            with_policy(&folder, policy);
            folder.vire(&["run", "p.toml", "--out", policy, "--quiet"]).published();
            let control = manifest(&folder.path(policy))["control"].clone();
            assert_eq!(
                (&control["kept"], &control["kept_amount"]),
                (&kept.into(), &expected.into()),
                "{form} {policy}"
            );
        }
        with_policy(&folder, "newest");
        let told = folder.vire(&["run", "p.toml", "--out", "again", "--quiet"]).published().stderr();
        assert!(told.contains("[delivered-anew]"), "{told}");
        // A part of the month in another form replaces nothing by itself.
        folder.write("2024-05 uusi.csv", begin(&again, 22));
        let unclear = ["22 lines", "does not clearly replace the earlier"];
        folder.vire(&["run", "p.toml", "--out", "part"]).failed(3, &unclear);
    }
    // Lines at the edge that are alike are no month in another form.
    let folder = Folder::new();
    folder.write("2024-05.csv", &first);
    folder.write("2024-06.csv", begin(&first, 8));
    with_policy(&folder, "newest");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 30);
    // A small month must agree in all of its lines.
    let small = |amount: u32| begin(&month_of(|n| amount + n, |n| amount + n, "Liike"), 6);
    let folder = Folder::new();
    folder.write("2024-05.csv", small(10));
    folder.write("2024-05 uusi.csv", small(20));
    folder.write("p.toml", PIPELINE);
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(3, &["delivered-twice", "6 lines"]);
    // Another ledger of the same month, with suppliers of its own, is no second delivery.
    let folder = Folder::new();
    folder.write("2024-05.csv", &first);
    folder.write("2024-05 kortit.csv", month_of(|n| 10 + n, |n| 500 + n, "Myymälä"));
    folder.write("p.toml", PIPELINE);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 60);
}

/// A timer that fetches the same file again under another name goes on where it is said which delivery counts.
#[test]
fn a_copy_of_a_file_counts_once() {
    let folder = Folder::new();
    let bare = EXPORT.replace("Tositenumero", "Huomautus");
    folder.write("a.csv", &bare);
    folder.write("a (1).csv", &bare);
    for policy in ["newest", "keep-first"] {
        with_policy(&folder, policy);
        folder.vire(&["run", "p.toml", "--out", policy, "--quiet"]).published();
        assert_eq!(manifest(&folder.path(policy))["control"]["kept_amount"], "1200.00", "{policy}");
    }
    for policy in ["error", "keep-all"] {
        with_policy(&folder, policy);
        folder.vire(&["run", "p.toml", "--out", policy]).failed(3, &["same-file-twice"]);
    }
}

/// What a file was read into goes with it, as its lines may be why it was taken away.
#[test]
fn nothing_is_kept_of_exports_that_are_gone() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("b.csv", EXPORT.replace(".2024", ".2023").replace("Kaiku", "Salainen"));
    folder.write("p.toml", PIPELINE.to_owned() + "[gates]\naccept = [\"months\", \"suppliers\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let told_by = || {
        let entries = std::fs::read_dir(folder.path("out/.state/staged")).unwrap();
        let texts = entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
        texts.filter(|text| String::from_utf8_lossy(text).contains("Salainen")).count()
    };
    assert_eq!(told_by(), 1);
    std::fs::remove_file(folder.path("b.csv")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(told_by(), 0);
}

#[test]
fn both_deliveries_count_when_that_is_declared() {
    let folder = two_deliveries();
    with_policy(&folder, "keep-all");
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stderr().contains("they count in both"), "{}", outcome.stderr());
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 5);
}

#[test]
fn purchases_that_are_merely_alike_are_no_second_delivery() {
    let folder = Folder::new();
    let line = |day: u32, amount: &str| format!("Kaiku Oy;4390;{day}.3.2024;{amount}\n");
    let header = "Toimittajan nimi;Tili;Kirjauspäivä;Summa\n";
    folder.write("a.csv", format!("{header}{}{}", line(1, "5,00"), line(2, "6,00")));
    folder.write("b.csv", format!("{header}{}{}", line(1, "5,00"), line(3, "8,00")));
    folder.write("p.toml", PIPELINE);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 4);
}

#[test]
fn exports_are_run_without_a_pipeline_file() {
    let folder = Folder::new();
    folder.write("ostot 2024.csv", EXPORT);
    let outcome = folder.vire(&["run", "ostot 2024.csv", "--buyer", "Kotka"]).published();
    let said = outcome.stderr();
    for part in ["assumed: the buyer is Kotka (FI)", "header in row 1", "amount is \"Summa\"", "vire init"] {
        assert!(said.contains(part), "no {part:?} in {said}");
    }
    assert_eq!(manifest(&folder.path("out/kotka"))["control"]["kept_amount"], "1200.00");
    folder.vire(&["run", "ostot 2024.csv"]).failed(2, &["no pipeline file", "--buyer NAME"]);
    folder.vire(&["run", "ostot 2024.csv", "--buyer", "Gotham"]).failed(2, &["--country NAME"]);
    folder.write("p.toml", PIPELINE);
    folder.vire(&["run", "p.toml", "--buyer", "Kotka"]).failed(2, &["go with exports"]);
    folder.vire(&["run", "p.toml", "ostot 2024.csv", "--buyer", "Kotka"]).failed(2, &["stands among exports"]);
}

#[test]
fn files_of_one_source_settle_each_others_open_columns() {
    let folder = Folder::new();
    let header = "Supplier Name,Payment Date,Net Amount\n";
    folder.write("a.csv", format!("{header}Alder Ltd,25/04/2024,1.50\n"));
    folder.write("b.csv", format!("{header}Alder Ltd,05/04/2024,2.50\n"));
    folder.write("p.toml", PIPELINE.replace("\"FI\"", "\"GB\"").replace("Kotka", "Anywhere"));
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(outcome.stderr().contains("date order dmy taken over"), "{}", outcome.stderr());
    let inputs: Value = manifest(&folder.path("out"))["inputs"].clone();
    assert_eq!(inputs[1]["tables"][0]["date_min"], "2024-04-05");
    std::fs::remove_file(folder.path("a.csv")).unwrap();
    folder.vire(&["run", "p.toml", "--out", "alone"]).failed(3, &["05/04/2024", "ambiguous-column"]);
}

#[test]
fn init_then_run_needs_no_edit_on_files_of_five_publishers() {
    let Some(fixtures) = fixtures() else { return };
    let cases = [
        ("leeds_uk/leeds_raw_2012-04.csv", "GB", "73182739.90"),
        ("lancashire_pcc_uk/pcc-2018-19.xlsx", "GB", "62208683.77"),
        ("birmingham_uk/purchasecardtransactionsapril2014.xls", "GB", "526760.25"),
        ("fjarsyslan_is/opnirreikningar_20170801_20170831.xlsx", "IS", "80517349.00"),
        ("phoenix_us/july-2018.csv", "US", "164884715.58"),
    ];
    for (file, country, sum) in cases {
        let folder = Folder::new();
        let path = fixtures.join("spend").join(file).display().to_string();
        folder.vire(&["init", &path, "-o", "my.toml", "--buyer", "The Buyer", "--country", country]).published();
        folder.vire(&["run", "my.toml", "--out", "out", "--quiet"]).published();
        assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], sum, "{file}");
    }
}

#[test]
fn files_looked_at_together_settle_each_other() {
    let folder = Folder::new();
    let export = |date: &str, amount: &str| {
        format!(
            "Supplier;Payment date;Account;Net amount\nAlder Ltd;{date};4300;{amount}\nBirch Ltd;{date};4310;{amount}\n"
        )
    };
    folder.write("open.csv", export("03/04/2024", "1,234"));
    folder.write("clear.csv", export("25/12/2024", "1.234,50"));
    folder.vire(&["inspect", "open.csv"]).failed(3, &["can be read as two number formats"]);
    let seen = folder.vire(&["inspect", "open.csv", "clear.csv"]).published().stdout();
    assert!(seen.contains("sum 2.46") && seen.contains("dated 2024-04-03 to 2024-04-03"), "{seen}");
    assert!(seen.contains("[settled-by-siblings]"), "{seen}");
    // Each file stands by itself in a draft, so that what was settled is written out.
    folder.vire(&["init", "open.csv", "clear.csv", "--buyer", "Kotka", "-o", "p.toml"]).published();
    let run = folder.vire(&["run", "p.toml", "--out", "out"]).published();
    assert!(run.stdout().contains("sum 2471.46 EUR"), "{}", run.stdout());
    folder.write("q.toml", PIPELINE);
    let checked = folder.vire(&["check", "q.toml"]).published();
    let checked = checked.stdout() + &checked.stderr();
    assert!(checked.contains("sum 2.46, 2024-04-03") && checked.contains("[settled-by-siblings]"), "{checked}");
}
