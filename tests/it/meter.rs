//! The meter, and what others measured: points by hand, what is not known, and faults in their settings.

use crate::support::{Folder, pipeline, text_of};

const REGISTER: &str = "Y-tunnus;Nimi;Kotikunta\n9512345-9;Kaiku Oy;Kotka\n9512346-7;Virta Oy;Kouvola\n";
const COMPONENTS: &str = "
[[meter.component]]
indicator = \"local-share-euros\"
at_0 = 0.2
at_100 = 0.7
weight = 3
owner = \"Hankinnat\"
goals = [\"near\"]

[[meter.component]]
indicator = \"A14\"
at_0 = 0.2
at_100 = 0

[[meter.goal]]
id = \"life\"
name = { en = \"A good life\" }

[[meter.goal]]
id = \"near\"
name = { en = \"Near\", fi = \"Lähellä\" }
above = \"life\"

[[meter.goal]]
id = \"open\"
name = { en = \"Open\" }
";

/// Each month of 2024, 50.00 of building maintenance from Kotka and 33.00 of it from Kouvola; in December 4.00 more from
/// there: 600.00 of 1 000.00 are from here.
fn folder(more: &str) -> Folder {
    let folder = Folder::new();
    let mut lines = "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa\n".to_owned();
    for month in 1..=12 {
        let other = if month == 12 { "37,00" } else { "33,00" };
        lines += &format!(
            "Kaiku Oy;9512345-9;4390;15.{month}.2024;50,00\nVirta Oy;9512346-7;4390;15.{month}.2024;{other}\n"
        );
    }
    folder.write("a.csv", lines);
    folder.write("register.csv", REGISTER);
    let register = "[[register]]\nfiles = [\"register.csv\"]\ndate = \"2025-01-01\"\n[locality]\nhome = [\"Kotka\"]\n";
    folder.write("p.toml", pipeline("a.csv") + register + more);
    folder
}

fn page(folder: &Folder) -> String {
    text_of(&std::fs::read_to_string(folder.path("out/current/meter.en.html")).unwrap())
}

/// 0.6 is four fifths of the way from 0.2 to 0.7: 80 points. Nothing has no sector, which is worth 100.
/// The meter is (3 × 80 + 100) ÷ 4 = 85; the first component lacks 3 × 20 ÷ 4 = 15 of its points.
/// One point of the meter takes (0.7 − 0.2) × 4 ÷ 3 ÷ 100 = 0.67 points of the share, 6.67 of 1 000.00.
#[test]
fn points_weights_and_what_a_point_takes() {
    let folder = folder(COMPONENTS);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let page = page(&folder);
    for part in [
        "The meter stands at 85 of 100 points",
        "|60.0%||20.0%–70.0%|80|–|3||Hankinnat|",
        "|0.0%||20.0%–0.0%|100|–|1||",
        "|The meter||||85|–|4|||",
        "|15|+0.7 percentage points (€7 of purchases)|Construction and building maintenance €400|",
        "20.0% is worth 0 points, and 70.0% is worth 100.",
        "No indicator serves these goals: Open",
        "|A good life|80|",
        "|– Near|80|",
        "|Open|–|",
    ] {
        assert!(page.contains(part), "no {part:?} in: {page}");
    }
    for name in ["meter.fi.pdf", "meter.sv.pptx", "meter.fi.xlsx", "meter.sv.html"] {
        assert!(folder.path("out/current").join(name).exists(), "{name}");
    }
    // Drawn anew without the exports, the bytes are the same.
    folder.drawn_alike("meter", "en");
}

/// Without a register no place is known, so that the share has no points; it has three of four weights.
#[test]
fn too_little_is_known_for_a_meter() {
    let folder = folder(COMPONENTS);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    let register = text.find("[[register]]").unwrap()..text.find("[locality]").unwrap();
    folder.write("p.toml", text[..register.start].to_owned() + &text[register.end..]);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let page = page(&folder);
    assert!(page.contains("Too little is known for a meter") && !page.contains("What would move it most"), "{page}");
    assert!(page.contains("|The meter||||–|–|4|||"), "{page}");
}

#[test]
fn all_faults_of_a_meter_come_at_once() {
    let wrong = COMPONENTS
        .replace("local-share-euros", "local-share-euro")
        .replace("at_100 = 0\n", "at_100 = 0.2\nweight = 0\n")
        .replace("above = \"life\"", "above = \"lief\"")
        .replace("id = \"open\"", "id = \"near\"");
    let faults = [
        "did you mean \"local-share-euros\"",
        "at_100 is the same as at_0",
        "0 is no weight",
        "no goal has the id \"lief\"",
        "two goals have the id \"near\"",
    ];
    folder(&wrong).vire(&["run", "p.toml"]).failed(2, &faults);
    let circle =
        COMPONENTS.replace("name = { en = \"A good life\" }", "name = { en = \"A good life\" }\nabove = \"near\"");
    folder(&circle).vire(&["check", "p.toml"]).failed(2, &["comes to stand above itself"]);
    let backwards = COMPONENTS.replace("at_0 = 0.2\nat_100 = 0\n", "at_0 = 0\nat_100 = 0.2\n");
    let said = folder(&backwards).vire(&["check", "p.toml"]);
    assert!(said.stderr().contains("more of A14 gets more points"), "{}", said.stderr());
    folder("[[meter.goal]]\nid = \"x\"\nname = { en = \"X\" }\n")
        .vire(&["check", "p.toml"])
        .failed(2, &["nothing to show"]);
}

/// Given values keep their digits, in the decimal mark of the language; years without a value are no zero.
#[test]
fn what_others_measured_is_shown_as_it_was_given() {
    const SERIES: &str = "
[[series]]
name = { en = \"Firms' view\", fi = \"Yritysten näkemys\" }
source = \"A survey, 2024\"
unit = \"1 to 5\"
values = { 2022 = 3.10, 2024 = 3.45 }

[[series]]
name = { en = \"Index\" }
source = \"Another\"
values = { 2023 = 101 }
";
    let folder = folder(SERIES);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let page =
        |language: &str| std::fs::read_to_string(folder.path(&format!("out/current/report.{language}.html"))).unwrap();
    let row = |page: &str, name: &str| {
        let from = page.find(&format!("<th scope=\"row\">{name}")).unwrap_or_else(|| panic!("no {name}"));
        let row = &page[from..from + page[from..].find("</tr>").unwrap()];
        let cell = |cell: &str| cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
        row.split("<td").skip(1).map(cell).collect::<Vec<_>>()
    };
    assert_eq!(row(&page("en"), "Firms&#x27; view"), ["1 to 5", "A survey, 2024", "3.1", "\u{2013}", "3.45"]);
    assert_eq!(row(&page("fi"), "Yritysten näkemys"), ["1 to 5", "A survey, 2024", "3,1", "\u{2013}", "3,45"]);
    assert_eq!(row(&page("sv"), "Index"), ["", "Another", "\u{2013}", "101", "\u{2013}"]);
    const WRONG: &str = "
[[series]]
name = {}
source = \" \"
values = { next = 1 }

[[series]]
name = { en = \"x\" }
source = \"y\"
values = {}
";
    let faults =
        ["the series has no name", "the series has no source", "\"next\" is no year", "the series has no values"];
    self::folder(WRONG).vire(&["check", "p.toml"]).failed(2, &faults);
}
