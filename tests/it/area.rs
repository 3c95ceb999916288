//! `vire report` of a data set: buyers side by side, from figures that their own reports show.

use std::fmt::Write;

use crate::support::{Folder, text_of};

const REGISTER: &str = "Y-tunnus;Nimi;Kotikunta\n9512345-9;Lauri Oy;Kotka\n9512346-7;Maija Oy;Hamina\n";

/// Lines of a supplier, one in the middle of each of the first months of 2024.
struct Sells(&'static str, &'static str, &'static str, &'static str, u32);

/// Each month of 2024, in cash: in Kotka Lauri Oy (of Kotka) 100.00 of building maintenance, Maija Oy (of Hamina) 50.00 of
/// ICT, and in January Pekka Oy (of Helsinki) 10.00 of building maintenance; in Hamina Lauri Oy 30.00 and Pekka Oy, there
/// without an id and in no register, 20.00 of building maintenance.
///
/// | | Kotka | Hamina | together |
/// |---|---|---|---|
/// | all | 1 200 + 600 + 10 = 1 810 | 360 + 240 = 600 | 2 410 |
/// | building maintenance | 1 210 | 600 | 1 810 |
/// | ICT | 600 | 0 | 600 |
/// | own municipality | 1 200 | 0 | 1 200 |
/// | rest of the sub-region | 600 | 360 | 960 |
/// | rest of the country | 10 | 0 | 10 |
/// | place not known | 0 | 240 | 240 |
fn data_set(more_in_hamina: &[Sells]) -> Folder {
    let folder = Folder::new();
    let kotka = [
        Sells("Lauri Oy", "9512345-9", "4390", "100,00", 12),
        Sells("Maija Oy", "9512346-7", "4342", "50,00", 12),
        Sells("Pekka Oy", "9512347-5", "4390", "10,00", 1),
    ];
    let hamina = [Sells("Lauri Oy", "9512345-9", "4390", "30,00", 12), Sells("Pekka Oy", "", "4390", "20,00", 12)];
    folder.write("hamina-register.csv", REGISTER);
    folder.write("kotka-register.csv", format!("{REGISTER}9512347-5;Pekka Oy;Helsinki\n"));
    run(&folder, "Kotka", &kotka.iter().collect::<Vec<_>>(), "");
    run(&folder, "Hamina", &hamina.iter().chain(more_in_hamina).collect::<Vec<_>>(), "");
    folder.vire(&["dataset", "add", "out/kotka", "out/hamina", "--to", "all"]).published();
    folder
}

fn run(folder: &Folder, buyer: &str, sells: &[&Sells], more: &str) {
    let mut lines = "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa\n".to_owned();
    for Sells(name, id, account, amount, months) in sells.iter().copied() {
        for month in 1..=*months {
            writeln!(lines, "{name};{id};{account};15.{month}.2024;{amount}").unwrap();
        }
    }
    let stem = buyer.to_lowercase();
    folder.write(&format!("{stem}.csv"), lines);
    let register = format!("[[register]]\nfiles = [\"{stem}-register.csv\"]\ndate = \"2025-01-01\"\n");
    let pipeline = format!(
        "[buyer]\nname = \"{buyer}\"\ncountry = \"FI\"\npopulation = {{ 2024 = 100 }}\n[[purchases]]\nfiles = [\"{stem}.csv\"]\n\
         {register}[locality]\nhome = [\"{buyer}\"]\n[report]\nlanguages = []\n{more}"
    );
    folder.write(&format!("{stem}.toml"), pipeline);
    folder.vire(&["run", &format!("{stem}.toml"), "--out", &format!("out/{stem}"), "--quiet"]).published();
}

fn page(folder: &Folder, arguments: &[&str]) -> String {
    let common = ["report", "all", "--language", "en", "--format", "html", "--out", "pack"];
    folder.vire(&[&common, arguments].concat()).published();
    let page = std::fs::read_to_string(folder.path("pack/area.en.html")).unwrap();
    text_of(&page[page.find("<main").unwrap()..])
}

#[track_caller]
fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "no {part:?} in: {page}");
    }
}

#[test]
fn buyers_stand_side_by_side_and_together() {
    let folder = data_set(&[]);
    let page = page(&folder, &["--area", "kymenlaakso"]);
    has(
        &page,
        &[
            "In 2024, the 2 buyers bought for €2,410 together",
            // All, market, for each of 100 inhabitants, suppliers; Lauri and Pekka sell to both.
            "|Hamina|€600|€600|€6|2|Kotka|€1,810|€1,810|€18|3|Together|€2,410|€2,410|–|3|",
            "Most is bought of construction and building maintenance: €1,810 of €2,410",
            "|Construction and building maintenance|€600|€1,210|€1,810|ICT|€0|€600|€600|",
            // 1 200 of 2 410, and with what is not known 1 440.
            "Between 49.8% and 59.8% of the purchases came from suppliers in the buyer's own municipality",
            // 960, 10 and 240 of 2 410.
            "|Together|49.8%|39.8%|0.4%|10.0%|",
            "|Hamina|0.0%|0.0%–40.0%|Kotka|66.3%||",
            "2 of 3 suppliers sold to more than one of the buyers",
            "|1|1|2|2|",
            "|Lauri Oy|Kotka|Hamina, Kotka|Construction and building maintenance|",
            "|Pekka Oy|Helsinki|Hamina, Kotka|Construction and building maintenance|",
            "No buyer's calendar was given",
        ],
    );
    assert!(!page.contains("|Maija Oy|"), "Maija Oy sells to one buyer: {page}");
    let whole = std::fs::read_to_string(folder.path("pack/area.en.html")).unwrap();
    assert!(whole.contains("<h1>Kymenlaakso: who buys what, and from where</h1>"), "the area is spelt as it is called");
}

/// A sole trader is one of two who sell ICT to Hamina: what it sold stays hidden there, and in the sum of both buyers.
#[test]
fn what_a_report_hides_is_in_no_sum() {
    let folder =
        data_set(&[Sells("Tmi Sumu", "", "4342", "40,00", 12), Sells("Maija Oy", "9512346-7", "4342", "5,00", 1)]);
    let page = page(&folder, &[]);
    has(&page, &["|ICT|..|€600|..|", "not shown"]);
    // Hamina's total stays: 600 + 480 + 5, three of its four suppliers being organisations.
    has(&page, &["In 2024, the 2 buyers bought for €2,895 together"]);
    assert!(!page.contains("Sumu"), "{page}");
    assert!(!page.contains("own municipality Purchases by distance"), "{page}");
}

#[test]
fn only_buyers_that_can_be_compared_stand_side_by_side() {
    let folder = data_set(&[]);
    folder.write("pyhtää-register.csv", REGISTER);
    run(&folder, "Pyhtää", &[&Sells("Lauri Oy", "9512345-9", "4390", "1,00", 3)], "");
    folder.vire(&["dataset", "add", "out/pyhtää", "--to", "all"]).published();
    let page = page(&folder, &[]);
    has(&page, &["Not all of 2024 is in the purchases of Pyhtää, so they are left out.", "the 2 buyers"]);
    let report = |more: &[&str]| folder.vire(&[&["report", "all", "--out", "other"], more].concat());
    report(&["--buyer", "Pyhtää"]).failed(2, &["no buyer's purchases cover a whole year", "all months"]);
    report(&["--buyer", "kotka, Pyhtää"]).failed(2, &["Kotka alone has purchases of all of 2024"]);
    report(&["--format", "md"]).failed(2, &["not drawn as md"]);
    folder.vire(&["report", "all", "--out", "all/pack"]).failed(2, &["all/pack is in a data set"]);
    folder.vire(&["report", "kotka.csv"]).failed(2, &["kotka.csv holds no published run"]);
    report(&["--year", "2023"]).failed(2, &["cover all of 2023"]);
    report(&["--buyer", "Kotka,Kokta"]).failed(2, &["all has no buyer \"Kokta\"", "Hamina, Kotka, Pyhtää"]);
    report(&["--area", "Uusimaa"]).failed(2, &["called \"Uusimaa\"", "Kymenlaakso"]);
    folder.vire(&["report", "out/kotka", "--area", "Kymenlaakso"]).failed(2, &["out/kotka is no data set"]);
    let text = std::fs::read_to_string(folder.path("kotka.toml")).unwrap();
    folder.write("koivu.toml", text.replace("name = \"Kotka\"", "name = \"Koivu\"\ncurrency = \"SEK\""));
    folder.vire(&["run", "koivu.toml", "--out", "out/koivu", "--quiet"]).published();
    folder.vire(&["dataset", "add", "out/koivu", "--to", "all"]).published();
    report(&[]).failed(2, &["different currencies: EUR (Hamina, Kotka, Pyhtää); SEK (Koivu)", "--buyer"]);
    assert!(!folder.path("other").exists());
}

/// Where nothing is known of a buyer's places, all of it counts as unknown, and as nothing else. Amounts with VAT do not
/// stand beside those without, and a damaged part is no report.
#[test]
fn what_is_not_known_or_not_alike_is_said() {
    let folder = data_set(&[]);
    folder.write("hamina-register.csv", "Y-tunnus;Nimi;Kotikunta\n");
    folder.write("hamina.csv", std::fs::read_to_string(folder.path("hamina.csv")).unwrap().replace("9512345-9", ""));
    let accept = ["--accept", "unknown-place", "--accept", "suppliers"];
    folder.vire(&[&["run", "hamina.toml", "--out", "out/hamina", "--quiet"], &accept[..]].concat()).published();
    folder.vire(&["dataset", "add", "out/hamina", "--to", "all"]).published();
    let page = page(&folder, &[]);
    has(&page, &["|Hamina|–|–|–|100.0%|", "Where suppliers are is not known for Hamina"]);
    // 1 200 of 2 410, and with Hamina's 600 1 800.
    has(&page, &["Between 49.8% and 74.7% of the purchases", "|Hamina|2024|24|0|100.0%|"]);
    let path = folder.path("all/suppliers/buyer=Kotka/suppliers.parquet");
    std::fs::write(path, "x").unwrap();
    folder.vire(&["report", "all", "--out", "pack"]).failed(4, &["1 of", "vire dataset check"]);
    folder.vire(&["indicators", "all"]).failed(4, &["1 of"]);
    folder.vire(&["dataset", "add", "out/kotka", "--to", "all"]);
    let gross = std::fs::read_to_string(folder.path("kotka.csv")).unwrap().replace("Summa", "Summa sis. ALV");
    folder.write("gross.csv", gross);
    let text = std::fs::read_to_string(folder.path("kotka.toml")).unwrap();
    folder.write(
        "gross.toml",
        text.replace("\"Kotka\"\ncountry", "\"Pyhtää\"\ncountry").replace("kotka.csv", "gross.csv"),
    );
    folder.vire(&["run", "gross.toml", "--out", "out/gross", "--quiet", "--assume"]).published();
    folder.vire(&["dataset", "add", "out/kotka", "out/hamina", "out/gross", "--to", "mixed"]).published();
    folder.vire(&["report", "mixed"]).failed(2, &["VAT in different ways", "Pyhtää", "--buyer"]);
    let said = folder.vire(&["indicators", "mixed", "--indicator", "A1"]).published().stdout();
    assert!(!said.contains("together"), "{said}");
}

#[test]
fn every_format_and_language_is_drawn_from_one_document() {
    let folder = data_set(&[]);
    folder.vire(&["report", "all", "--language", "fi,sv,en", "--out", "pack"]).published();
    for language in ["fi", "sv", "en"] {
        for format in ["html", "pdf", "pptx", "xlsx"] {
            assert!(folder.path(&format!("pack/area.{language}.{format}")).exists(), "{language} {format}");
        }
        let page = std::fs::read_to_string(folder.path(&format!("pack/area.{language}.html"))).unwrap();
        assert!(!page.contains("[area"), "a text is missing: {language}");
    }
}

/// Kotka 1 200 of 1 810 here, Hamina none of 600, of which nobody knows the place of 240: together 1 200 of 2 410, at most
/// 1 440. What counts suppliers is not added, nor is what one of them hides.
#[test]
fn figures_of_all_buyers_are_listed_and_added_where_they_can_be() {
    let folder = data_set(&[]);
    let said = folder.vire(&["indicators", "all", "--indicator", "B1,A1,A3", "--year", "2024"]).published().stdout();
    let lines: Vec<String> = said.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let expected = [
        "A1 Total spend",
        "2024 Hamina €600 n 24",
        "2024 Kotka €1,810 n 25",
        "2024 together €2,410",
        "A3 Number of suppliers",
        "2024 Hamina 2 n 2",
        "2024 Kotka 3 n 3",
        "B1 Local share of spend",
        "2024 Hamina 0.0% 0.0%–40.0% n 2 known 60.0%",
        "2024 Kotka 66.3% n 3",
        "2024 together 49.8% 49.8%–59.8% known 90.0%",
    ];
    assert_eq!(lines.len(), expected.len(), "{said}");
    for (line, expected) in lines.iter().zip(expected) {
        assert_eq!(line, expected);
    }
    folder.vire(&["indicators", "all", "--indicator", "B1", "--to", "b1.csv"]).published();
    let rows = crate::support::csv_rows(&folder.path("b1.csv"));
    let together = &rows[2];
    let cell = |name: &str| together[name].as_str();
    assert_eq!(
        [cell("buyer"), cell("value"), cell("low"), cell("high")],
        ["together", "0.497925", "0.497925", "0.597510"]
    );
    assert_eq!([cell("numerator"), cell("denominator"), cell("n")], ["1200.00", "2410.00", ""]);

    let listed = |arguments: &[&str]| folder.vire(&[&["indicators"], arguments].concat());
    assert!(listed(&["out/kotka", "--indicator", "B1"]).published().stdout().contains("Kotka 66.3%"));
    listed(&["all", "--indicator", "B77"]).failed(2, &["no indicator \"B77\""]);
    listed(&["all", "--year", "1999"]).failed(2, &["no such figure"]);
    listed(&["out/kotka", "--buyer", "Kotka"]).failed(2, &["is no data set"]);
    listed(&["nowhere"]).failed(2, &["nowhere"]);
    listed(&["all", "--to", "b1.txt"]).failed(2, &["b1.txt is no .csv"]);
}

#[test]
fn a_figure_that_is_hidden_of_one_is_not_added() {
    let folder =
        data_set(&[Sells("Tmi Sumu", "", "4342", "40,00", 12), Sells("Maija Oy", "9512346-7", "4342", "5,00", 1)]);
    let said = folder.vire(&["indicators", "all", "--indicator", "A1", "--all", "--to", "a1.csv"]).published();
    assert!(said.stdout().contains("a1.csv"));
    let rows = crate::support::csv_rows(&folder.path("a1.csv"));
    let ict = rows.iter().filter(|row| row["member"] == "ict" && row["period"] == "2024");
    let of: Vec<(&str, &str)> = ict.map(|row| (row["buyer"].as_str(), row["value"].as_str())).collect();
    assert_eq!(of, [("Hamina", ""), ("Kotka", "600.000000")]);
}
