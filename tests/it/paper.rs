//! The report on paper and the texts for the press.

use crate::support::{EXPORT, Folder, pipeline};

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// A run over an export; its PDF and texts drawn into `drawn`.
fn drawn(export: &str, more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("export.csv", export);
    folder.write("pipeline.toml", pipeline("export.csv") + more + "\n[report]\nformats = [\"md\"]\n");
    folder.vire(&["run", "pipeline.toml", "--out", "out", "--quiet"]).published();
    folder.vire(&["report", "out", "--format", "pdf,md", "--out", "drawn"]).published();
    folder
}

#[test]
fn names_of_any_kind_are_set_and_the_bytes_are_the_same_each_time() {
    let long = "Pitkä".repeat(2_000);
    let names = [
        "=HYPERLINK(\"http://x\")",
        "#panic() $x$ *b* <label> @ref",
        "</svg><script>alert(1)</script> ]]> &amp;",
        "\u{202e}yO\u{202c} שלום مرحبا",
        "\u{1f600}\u{200d}\u{1f680} 漢字 Oy",
        "Bell \u{7} Oy",
        &long,
    ];
    let mut export = EXPORT.to_owned();
    for (i, name) in names.iter().enumerate() {
        let name = name.replace('"', "\"\"");
        export += &format!("\"{name}\";;4390;Rakennusten kunnossapito;{};1.{}.2024;9 000,00\n", i + 9, i + 1);
    }
    let folder = drawn(&export, "\n[locality]\nhome = [\"Kotka\"]\nbasis = \"domicile\"\n");
    folder.vire(&["report", "out", "--format", "pdf", "--out", "again"]).published();
    for language in LANGUAGES {
        let read = |dir: &str| std::fs::read(folder.path(&format!("{dir}/report.{language}.pdf"))).unwrap();
        let pdf = read("drawn");
        assert!(pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
        assert!(pdf == read("again"), "{language}: other bytes");
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("<pdfuaid:part>1<") && text.contains("<pdfaid:part>2<"), "{language}: no identifier");
    }
}

#[test]
fn without_dates_there_is_a_pdf_too() {
    let export =
        ["15.1.2024", "20.2.2024", "21.3.2024"].iter().fold(EXPORT.to_owned(), |text, day| text.replace(day, "a"));
    let folder = drawn(&export.replace("Kirjauspäivämäärä", "Lisätieto"), "");
    let pdf = std::fs::read(folder.path("drawn/report.fi.pdf")).unwrap();
    let text = String::from_utf8_lossy(&pdf);
    assert!(text.contains("<pdfuaid:part>1<") && !text.contains("CreationDate"));
}

#[test]
fn each_paragraph_for_the_press_tells_its_period_and_source() {
    let folder = drawn(EXPORT, "\n[locality]\nhome = [\"Kotka\"]\nbasis = \"domicile\"\n");
    // By hand from the export: 1 000,00 + 250,50 - 50,50.
    let said = [
        ("fi", "1\u{a0}200\u{a0}€", "ostoreskontra, Kotka", ["hakasulkeissa", "paikka", "päivä ja kellonaika"]),
        ("sv", "1\u{a0}200\u{a0}€", "leverantörsreskontra, Kotka", ["datum och tid", "hakparentes", "plats"]),
        ("en", "€1,200", "purchase ledger of Kotka", ["brackets", "date and time", "place"]),
    ];
    for (language, total, source, placeholders) in said {
        let texts = std::fs::read_to_string(folder.path(&format!("drawn/texts.{language}.md"))).unwrap();
        let mut sections: Vec<&str> = texts.split("\n## ").collect();
        sections.pop(); // What the figures cover: without figures.
        let paragraphs: Vec<&str> = sections[1..].iter().flat_map(|s| s.split("\n\n").skip(1)).collect();
        assert!(paragraphs.len() > 10, "{texts}");
        // The headline of the press note is the one without figures.
        let silent = paragraphs.iter().filter(|p| !p.contains(source) || !p.contains("2024")).count();
        assert_eq!(silent, 1, "{texts}");
        assert!(paragraphs[0].contains(total), "{texts}");
        let brackets = texts.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        let mut found: Vec<&str> = brackets.map(|(inside, _)| inside).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, placeholders);
    }
}
