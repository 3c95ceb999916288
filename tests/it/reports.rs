//! Reports: drawn anew with the same bytes, on templates, with hostile names, with few and many sectors.

use std::io::Read;
use std::path::Path;

use calamine::Reader;

use crate::support::{EXPORT, Folder, json, pipeline};

/// The parts of a package by name.
fn parts(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut parts = Vec::new();
    for i in 0..zip.len() {
        let mut file = zip.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        parts.push((file.name().unwrap().into_owned(), bytes));
    }
    parts
}

/// The texts of all slides.
fn slide_texts(deck: &Path) -> Vec<String> {
    let slides = parts(deck).into_iter().filter(|(name, _)| name.starts_with("ppt/slides/slide"));
    let text = |bytes: Vec<u8>| {
        let xml = String::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(&xml).unwrap();
        let runs = document.descendants().filter(|n| n.tag_name().name() == "t").filter_map(|n| n.text());
        // A minus is bound to its number.
        runs.collect::<Vec<_>>().join("\n").replace('\u{2060}', "")
    };
    slides.map(|(_, bytes)| text(bytes)).collect()
}

#[test]
fn reports_are_drawn_anew_without_the_exports() {
    let folder = Folder::new();
    let export = folder.write("a.csv", EXPORT);
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    std::fs::remove_file(export).unwrap();
    folder.vire(&["report", "out", "--out", "again"]).published();
    let mut compared = 0;
    for entry in std::fs::read_dir(folder.path("again")).unwrap() {
        let path = entry.unwrap().path();
        let first = folder.path("out/current").join(path.file_name().unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), std::fs::read(first).unwrap(), "{}", path.display());
        compared += 1;
    }
    assert!(compared >= 12, "{compared} files");
    folder.vire(&["report", "out", "--out", "some", "--language", "sv", "--format", "pptx"]).published();
    assert_eq!(std::fs::read_dir(folder.path("some")).unwrap().count(), 1);
    folder.vire(&["report", "nowhere"]).failed(2, &["nowhere holds no published run", "out/kotka"]);
}

#[test]
fn a_bad_template_is_told_before_anything_is_read() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("brand.pptx", "this is no presentation");
    let with = |template: &str| format!("{}\n[report]\ntemplate = {template:?}\n", pipeline("a.csv"));
    folder.write("p.toml", with("brand.pptx"));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &["p.toml:9:12", "brand.pptx", "no .pptx or .potx file"]);
    folder.write("p.toml", with("missing.potx"));
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &["missing.potx", "cannot be read"]);
    assert!(!folder.path("out").exists());
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    // A workbook is an Office file too, but no presentation.
    let workbook = folder.path("out/current/workbook.fi.xlsx").display().to_string();
    let arguments = ["report", "out", "--format", "pptx", "--template", &workbook];
    folder.vire(&arguments).failed(2, &["another kind of Office file"]);
    // A deck that was made is a template for the next one, and its slides are gone.
    let deck = folder.path("out/current/deck.fi.pptx");
    let arguments = ["report", "out", "--format", "pptx", "--language", "en", "--out", "b", "--template"];
    folder.vire(&[&arguments[..], &[&deck.display().to_string()]].concat()).published();
    let english = slide_texts(&folder.path("b/deck.en.pptx"));
    assert_eq!(english.len(), slide_texts(&deck).len());
    assert!(english.iter().all(|t| !t.contains("Hankinnat")), "slides of the template are gone");
}

#[test]
fn hostile_names_are_texts_in_deck_and_workbook() {
    let folder = Folder::new();
    let names = [
        "=HYPERLINK(\"\"http://x.example\"\")",
        "<script>alert(1)</script> Oy",
        "]]> & Oy",
        "\u{202e}ylO iouK",
        "\u{1}\u{7}Ohjaus Oy",
        "\u{1f600} Hymy Oy",
        "+358 Puhelin Oy",
        "@Merkki Oy",
        "Toinen Oy",
        "Kolmas Oy",
    ];
    let long = format!("{} Oy", "x".repeat(10_000));
    let mut export = String::from("Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa\n");
    for (i, name) in names.iter().copied().chain([long.as_str()]).enumerate() {
        export += &format!("\"{name}\";4390;Rakennusten kunnossapito;{}.1.2024;{}00,00\n", i + 1, 50 - i);
    }
    folder.write("a.csv", export);
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    for file in ["deck.fi.pptx", "workbook.fi.xlsx"] {
        let path = folder.path("out/current").join(file);
        let mut seen = false;
        for (name, bytes) in parts(&path).iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels")) {
            let xml = std::str::from_utf8(bytes).unwrap();
            let document = roxmltree::Document::parse(xml).unwrap_or_else(|e| panic!("{file} {name}: {e}"));
            assert!(!document.descendants().any(|n| n.tag_name().name() == "script"), "{file} {name}");
            // A formula in a sheet is an element f; only totals of tables may be there.
            let formulas = document.descendants().filter(|n| n.tag_name().name() == "f" && name.contains("worksheets"));
            assert!(formulas.filter_map(|n| n.text()).all(|f| f.starts_with("SUBTOTAL")), "{file} {name}");
            assert!(!xml.contains('\u{202e}'), "{file} {name}");
            seen |= xml.contains("&lt;script&gt;");
        }
        assert!(seen, "{file} shows the name as text");
    }
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook(folder.path("out/current/workbook.fi.xlsx")).unwrap();
    let sheet = workbook.worksheet_range("Kaikki toimittajat").unwrap();
    let longest = sheet.used_cells().map(|(_, _, c)| c.to_string().chars().count()).max().unwrap();
    assert!(longest < 1_000, "names are cut: {longest}");
}

/// A pipeline over a number of sectors with four suppliers each.
fn of_sectors(folder: &Folder, sectors: &[&str]) {
    let mut rules = String::from("account,sector\n");
    let mut export = String::from("Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa\n");
    for (i, sector) in sectors.iter().enumerate() {
        rules += &format!("{},{sector}\n", 9000 + i);
        for supplier in 0..4 {
            export +=
                &format!("Toimittaja {i}{supplier} Oy;{};Tili {i};1.{}.2024;{}00,00\n", 9000 + i, i % 12 + 1, 10 + i);
        }
    }
    folder.write("a.csv", export);
    folder.write("rules.csv", rules);
    folder.write("p.toml", format!("{}\n[sectors]\nrules = [\"rules.csv\"]\n", pipeline("a.csv")));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
}

#[test]
fn each_sector_has_a_card() {
    let all = [
        "construction",
        "infrastructure",
        "ict",
        "food",
        "energy-water",
        "transport",
        "expert-office",
        "staffing-training",
        "social-health",
        "education",
        "cleaning-waste",
        "furniture-supplies",
    ];
    for count in [3, 12] {
        let folder = Folder::new();
        of_sectors(&folder, &all[..count]);
        let slides = slide_texts(&folder.path("out/current/deck.en.pptx"));
        let cards = slides.iter().filter(|t| t.contains("From how many suppliers")).count();
        assert_eq!(cards, count);
        let summary = json(&folder.path("out/current/summary.json"));
        assert_eq!(summary["buyer"], "Kotka");
    }
}

#[test]
fn a_target_that_cannot_be_measured_says_why() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    let target =
        |indicator: &str, value: &str| format!("[[target]]\nindicator = {indicator:?}\nvalue = {value}\nby = 2027\n");
    // Without a register no place is known; B7 is no key figure; B10 needs years before.
    let targets = target("B1", "0.45") + &target("B7", "0.3") + &target("B10", "0.1") + &target("A3", "10");
    folder.write("p.toml", pipeline("a.csv") + &targets);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let read = |name: &str| std::fs::read_to_string(folder.path("out/current").join(name)).unwrap();
    for name in ["report.en.html", "summary.en.md", "texts.en.md"] {
        let text = read(name);
        for wanted in ["Target 45.0% by 2027", "Target 30.0% by 2027", "Target 10.0% by 2027", "Target 10 by 2027"] {
            assert!(text.contains(wanted), "{wanted} in {name}");
        }
        let why = "Not computed, because the data lacks: the places of suppliers (a register)";
        assert_eq!(text.matches(why).count(), 2, "{name}");
        assert!(text.contains("Not computed, because the data lacks: three whole years one after the other"), "{name}");
    }
    assert!(read("report.fi.html").contains("Ei laskettu, koska aineistosta puuttuu: toimittajien kotikunnat"));
    assert!(read("report.sv.html").contains("Inte beräknat, eftersom materialet saknar: leverantörernas orter"));
}

/// Ten companies sell 1 000.00 a month each in 2023; in 2024 the first of them sells 7 000.00 a month.
///
/// The four largest have 4 of 10 parts in 2023 and 10 of 16 in 2024: 40 % and 62.5 %. A target of 30 % is exceeded by
/// 32.5 points of 192 000.00, which is 62 400.00; 22.5 points more a year are more than all by 2026.
/// Ten suppliers in both years make no movement: 2 short of 12, 2 beyond 8. None of them sells below 1 000.00 in a
/// year: a tenth of 10 suppliers is one of them.
#[test]
fn a_target_says_how_far_it_is_and_where_the_years_lead() {
    let folder = Folder::new();
    let mut export = "Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa\n".to_owned();
    for year in [2023, 2024] {
        for (month, supplier) in (1..=12).flat_map(|month| ('A'..='J').map(move |supplier| (month, supplier))) {
            let amount = if supplier == 'A' && year == 2024 { "7 000,00" } else { "1 000,00" };
            export += &format!("Firma {supplier} Oy;4390;Kunnossapito;15.{month}.{year};{amount}\n");
        }
    }
    folder.write("a.csv", export);
    let target = |indicator: &str, value: &str, by: i32| {
        format!("[[target]]\nindicator = {indicator:?}\nvalue = {value}\nby = {by}\n")
    };
    let targets = [
        target("concentration-ratio", "0.3", 2026),
        target("A3", "12", 2026),
        target("A3", "8", 2025),
        target("A11", "0.1", 2024),
    ];
    folder.write("p.toml", pipeline("a.csv") + &targets.concat());
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let out = folder.path("out/current");
    let wanted = [
        "Target 30.0% by 2026: 32.5 percentage points above it (€62k of purchases). \
         Off track: \u{2212}16.3 percentage points a year would be needed; \
         from 2023 to 2024 it was +22.5 percentage points",
        "Target 12 by 2026: 2 short. Off track: 1 a year would be needed; from 2023 to 2024 it was 0. \
         Target 8 by 2025: reached, 2 to spare. \
         On track: if the change from 2023 to 2024 came again every year, it would be 10 in 2025",
        "Target 10.0% by 2024: 10.0 percentage points below it (one supplier)",
    ];
    let slides = slide_texts(&out.join("deck.en.pptx")).join("\n");
    for text in wanted {
        for name in ["report.en.html", "summary.en.md", "texts.en.md"] {
            let drawn = std::fs::read_to_string(out.join(name)).unwrap();
            assert!(drawn.contains(text), "{text} in {name}");
        }
        assert!(slides.contains(text), "{text} in {slides}");
    }
    for (name, text) in [
        (
            "report.fi.html",
            "Tavoite 30,0\u{a0}% vuonna 2026: nyt 32,5 prosenttiyksikköä yli tavoitteen (hankintoina 62\u{a0}000\u{a0}€). \
             Suunta ei riitä tavoitteeseen: muutosta tarvittaisiin vuodessa \u{2212}16,3 prosenttiyksikköä; \
             vuodesta 2023 vuoteen 2024 se oli +22,5 prosenttiyksikköä",
        ),
        (
            "report.sv.html",
            "Mål 30,0\u{a0}% år 2026: nu 32,5 procentenheter över målet (62\u{a0}tusen\u{a0}€ i inköp). \
             Utvecklingen räcker inte för målet: \u{2212}16,3 procentenheter om året skulle behövas; \
             från 2023 till 2024 var förändringen +22,5 procentenheter",
        ),
    ] {
        let drawn = std::fs::read_to_string(out.join(name)).unwrap();
        assert!(drawn.contains(text), "{text} in {name}");
    }
}

#[test]
fn data_without_dates_is_told_without_a_year() {
    let folder = Folder::new();
    folder.write("a.csv", "Toimittajan nimi;Tili;Tilin nimi;Summa\nKaiku Oy;4390;Kunnossapito;1 000,00\nVirta Oy;4342;ICT-palvelut;2 000,00\n");
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let read = |name: &str| std::fs::read_to_string(folder.path("out/current").join(name)).unwrap();
    let undated = ["ilman päivämäärää", "utan datum", "without date"];
    let before = ["Vuonna", "vuonna", "vuodelta", "År", "år", "gäller", "In", "of"];
    let wrong: Vec<String> = undated.iter().flat_map(|u| before.map(|b| format!("{b} {u}"))).collect();
    for (language, wanted) in [
        ("fi", "Kotka on ostanut ulkopuolelta"),
        ("sv", "Kotka har köpt externt"),
        ("en", "Kotka made external purchases of €3,000"),
    ] {
        for name in
            [format!("report.{language}.html"), format!("summary.{language}.md"), format!("texts.{language}.md")]
        {
            let text = read(&name);
            assert!(text.contains(wanted), "{wanted} in {name}");
            for wrong in &wrong {
                assert!(!text.contains(wrong.as_str()), "{wrong} in {name}");
            }
        }
    }
}

#[test]
fn the_invitation_tells_what_is_coming() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("k.csv", "Hankinta;Ajankohta\nSiivous;Q2/2025\nAteriat;3/2026\n");
    let with = pipeline("a.csv") + "[calendar]\nfiles = [\"k.csv\"]\n";
    folder.write("p.toml", with);
    folder.vire(&["run", "p.toml", "--out", "out", "--as-of", "2025-03-01", "--quiet"]).published();
    let read = |name: &str| std::fs::read_to_string(folder.path("out/current").join(name)).unwrap();
    assert!(
        read("texts.en.md").contains("Procurements on the way: 2. The next: Siivous (Q2 2025); Ateriat (March 2026).")
    );
    assert!(
        read("texts.fi.md")
            .contains("Tulossa olevia hankintoja: 2. Seuraavat: Siivous (Q2/2025); Ateriat (maaliskuu 2026).")
    );
    // The day of the report as each language writes it.
    for (language, day) in [("fi", "1.3.2025"), ("sv", "1 mars 2025"), ("en", "1 March 2025")] {
        for name in
            [format!("report.{language}.html"), format!("calendar.{language}.html"), format!("summary.{language}.md")]
        {
            let text = read(&name);
            assert!(text.contains(day) && !text.replace("2025-03-01T", "").contains("2025-03-01"), "{day} in {name}");
        }
    }
}
