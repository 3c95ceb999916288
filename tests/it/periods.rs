//! A part of a year is never taken for the whole, and what is covered is named, in each format.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{Folder, json};

/// Six lines of 1 000.00 in each of the months, one supplier a line.
fn lines(months: &[(i32, u32)]) -> String {
    let mut text = "Kirjauspäivä;Tositenumero;Toimittaja;Y-tunnus;Tili;Tilin nimi;Summa\n".to_owned();
    for (i, (year, month)) in months.iter().enumerate() {
        for (n, (name, id)) in SUPPLIERS.into_iter().enumerate() {
            text += &format!("{:02}.{month:02}.{year};{i}{n};{name};{id};4390;Kunnossapitopalvelut;1000,00\n", n + 5);
        }
    }
    text
}

const SUPPLIERS: [(&str, &str); 6] = [
    ("Rantatie Rakennus Oy", "2100301-6"),
    ("Koivuranta Catering Oy", "2100302-4"),
    ("Mäntyharjun Taksi Ky", "2100303-2"),
    ("Pohjolan Konsultit Oy", "2100304-0"),
    ("Vasara Oy", "2100305-9"),
    ("Taltta Oy", "2100306-7"),
];

fn months(year: i32, months: std::ops::RangeInclusive<u32>) -> Vec<(i32, u32)> {
    months.map(|month| (year, month)).collect()
}

/// The run of a ledger, with more lines in the pipeline file.
fn run(folder: &Folder, export: &str, more: &str) -> PathBuf {
    folder.write("a.csv", export);
    let report = "[report]\nlanguages = [\"en\", \"fi\", \"sv\"]\nformats = [\"md\", \"html\", \"pptx\", \"xlsx\"]\n";
    let text =
        format!("[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n{report}{more}");
    folder.write("p.toml", text);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder.path("out/current")
}

fn read(run: &std::path::Path, name: &str) -> String {
    std::fs::read_to_string(run.join(name)).unwrap()
}

/// The periods of a figure's headline outside of public bodies, with its value.
fn headline(summary: &Value, indicator: &str) -> Vec<(String, String)> {
    let figures = summary["figures"].as_array().unwrap().iter();
    let wanted = figures.filter(|f| {
        f["indicator"] == indicator && f["scope"] == "market" && f["dimension"] == "total" && f["member"] == "total"
    });
    wanted
        .map(|f| (f["period"].as_str().unwrap().to_owned(), f["value"].as_str().unwrap_or("none").to_owned()))
        .collect()
}

#[test]
fn half_a_year_stands_beside_whole_years_with_its_months() {
    let folder = Folder::new();
    let all = [months(2021, 1..=12), months(2022, 1..=12), months(2023, 1..=6)].concat();
    let run = run(&folder, &lines(&all), "");
    let summary = json(&run.join("summary.json"));
    // Six suppliers in each whole year; half a year has no such figure, while its sum stands: 6 x 6 x 1 000.
    assert_eq!(headline(&summary, "A3"), [("2021", "6.000000"), ("2022", "6.000000")].map(owned));
    assert_eq!(headline(&summary, "A1").last().unwrap(), &owned(("2023", "36000.000000")));
    for whole_only in ["A5", "A7", "A11", "B11", "B15"] {
        assert!(headline(&summary, whole_only).iter().all(|(period, _)| period != "2023"), "{whole_only}");
    }
    // Told in each language and format; compared with the same months of the year before.
    let page = read(&run, "report.en.html");
    for text in [&read(&run, "summary.en.md"), &page] {
        assert!(text.contains("Kotka: purchases 2021\u{2013}2022 and January\u{2013}June 2023"));
        assert!(text.contains("2023 (1\u{2013}6)"));
        assert!(text.contains("the months that the data covers"));
    }
    let table = read(&run, "summary.en.md");
    assert!(table.contains("| January\u{2013}June 2023 | \u{20ac}36,000 | \u{20ac}36,000 | 0.0% |"), "{table}");
    assert!(read(&run, "summary.fi.md").contains("hankinnat 2021\u{2013}2022 ja tammi\u{2013}kesäkuu 2023"));
    assert!(read(&run, "summary.sv.md").contains("inköp 2021\u{2013}2022 och januari\u{2013}juni 2023"));
    // The bar of the part is hatched in page, deck and workbook.
    assert!(page.contains("stroke-dasharray"));
    for (file, part) in [("deck.en.pptx", "ppt/charts/"), ("workbook.en.xlsx", "xl/charts/")] {
        assert!(any_part(&run.join(file), part, "wdUpDiag"), "{file}");
    }
}

fn owned((period, value): (&str, &str)) -> (String, String) {
    (period.to_owned(), value.to_owned())
}

/// Whether a part of a package, by the beginning of its name, holds a text.
fn any_part(path: &std::path::Path, beginning: &str, text: &str) -> bool {
    let mut package = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..package.len()).any(|i| {
        let mut part = package.by_index(i).unwrap();
        part.name().is_ok_and(|name| name.starts_with(beginning))
            && std::io::read_to_string(&mut part).is_ok_and(|content| content.contains(text))
    })
}

#[test]
fn two_months_are_named_in_title_and_sentence() {
    let folder = Folder::new();
    let run = run(&folder, &lines(&[(2012, 4), (2012, 11)]), "");
    for (language, title, sentence) in [
        ("en", "Kotka: purchases April and November 2012", "In April and November 2012 Kotka made"),
        ("fi", "Kotka: hankinnat huhtikuu ja marraskuu 2012", "Huhtikuussa ja marraskuussa 2012 Kotka osti"),
        ("sv", "Kotka: inköp april och november 2012", "I april och november 2012 köpte Kotka"),
    ] {
        for file in [format!("summary.{language}.md"), format!("texts.{language}.md")] {
            let text = read(&run, &file);
            assert!(text.contains(sentence), "{file}: {text}");
            assert!(file.starts_with("texts") || text.contains(title), "{file}");
        }
    }
    // Nothing speaks of the year, nor of figures that need one.
    let text = read(&run, "texts.en.md");
    assert!(!text.contains("In 2012") && !text.contains("in the year"), "{text}");
    let summary = json(&run.join("summary.json"));
    assert!(headline(&summary, "A3").is_empty() && headline(&summary, "B15").is_empty());
    // The suppliers of these months are counted where the months are named.
    assert!(read(&run, "summary.en.md").contains("Purchases by sector, April and November 2012"));
}

#[test]
fn two_stray_lines_are_no_year() {
    let folder = Folder::new();
    let mut export = String::new();
    for month in months(2024, 1..=12) {
        let more = lines(&[month; 10]);
        export += if export.is_empty() { &more } else { more.split_once('\n').unwrap().1 };
    }
    export += "02.01.2025;1;Vasara Oy;2100305-9;4390;Kunnossapitopalvelut;50,00\n";
    export += "03.01.2025;2;Vasara Oy;2100305-9;4390;Kunnossapitopalvelut;50,00\n";
    let run = run(&folder, &export, "");
    let text = read(&run, "summary.en.md");
    assert!(text.contains("Kotka: purchases 2024\n"), "{text}");
    assert!(text.contains("A further 2 lines are from January 2025, too few to describe a period."), "{text}");
    assert!(!text.contains("2025 (1)"));
    // The lines are counted: 12 x 10 x 6 x 1 000 and 100 more.
    let manifest = json(&run.join("manifest.json"));
    assert_eq!(manifest["control"]["kept_amount"], "720100.00");
}

#[test]
fn an_accounting_year_is_used_and_named() {
    let folder = Folder::new();
    // April 2022 to March 2024 are two whole accounting years; a bare calendar year would be whole in 2023 alone.
    let all = [months(2022, 4..=12), months(2023, 1..=12), months(2024, 1..=3)].concat();
    let run = run(&folder, &lines(&all), "[period]\nyear_starts = \"04-01\"\n");
    let summary = json(&run.join("summary.json"));
    assert_eq!(
        headline(&summary, "A1"),
        [("2022/23", "72000.000000"), ("2023/24", "72000.000000")].map(owned),
        "12 x 6 x 1 000 each"
    );
    let text = read(&run, "summary.en.md");
    assert!(text.contains("Kotka: purchases 2022/23\u{2013}2023/24"), "{text}");
    assert!(text.contains("In the financial year 2023/24 Kotka made"), "{text}");
    assert!(read(&run, "summary.fi.md").contains("Tilikaudella 2023/24 Kotka osti"));
    // Health and social services left on 1 January 2023, within 2022/23, which is the first year: nothing to mark.
    assert!(!text.contains("2023/24 *"));
}

#[test]
fn only_a_month_begins_an_accounting_year() {
    let folder = Folder::new();
    folder.write("a.csv", lines(&[(2024, 1)]));
    let text = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n\
                [period]\nyear_starts = \"04-15\"\n";
    folder.write("p.toml", text);
    let outcome = folder.vire(&["run", "p.toml", "--out", "out"]);
    outcome.failed(2, &["\"04-15\" is no first day of a month", "write its first day as \"04-01\""]);
}

#[test]
fn breaks_of_the_country_mark_the_years() {
    let folder = Folder::new();
    let all = [months(2022, 1..=12), months(2023, 1..=12), months(2024, 1..=12), months(2025, 1..=12)].concat();
    let text = read(&run(&folder, &lines(&all), ""), "summary.en.md");
    for marked in ["2023 *", "2025 *", "wellbeing services counties", "employment services moved"] {
        assert!(text.contains(marked), "{marked}: {text}");
    }
    // The user's own words for the same day stand in place of them; or none of them is wanted.
    let own = "[[break]]\ndate = \"2023-01-01\"\nreason = { en = \"the county took over.\" }\n";
    let text = read(&run(&folder, &lines(&all), own), "summary.en.md");
    assert!(text.contains("the county took over.") && !text.contains("wellbeing services counties"), "{text}");
    let text = read(&run(&folder, &lines(&all), "[period]\ncountry_breaks = false\n"), "summary.en.md");
    assert!(!text.contains("2023 *") && !text.contains("The content of the series"), "{text}");
}

#[test]
fn a_year_without_lines_stays_a_gap() {
    let folder = Folder::new();
    let all = [months(2019, 1..=12), months(2021, 1..=12)].concat();
    let text = read(&run(&folder, &lines(&all), ""), "summary.en.md");
    assert!(text.contains("Kotka: purchases 2019 and 2021"), "{text}");
    assert!(text.contains("| 2020 | \u{2013} | \u{2013} | \u{2013} |"), "{text}");
}
