//! The page: what a file says stays text, and the figures stand in it.

use crate::support::{Folder, pipeline};

/// Names that would harm where they became markup, a formula, or more than a name.
const NAMES: [&str; 8] = [
    "<script>alert(1)</script> Oy",
    "=HYPERLINK(\"http://example.invalid\";\"x\") Oy",
    "]]></svg><img src=x onerror=alert(2)> Oy",
    "' onfocus='alert(3)' autofocus='",
    "\u{202e}txt.exe\u{2066} Oy",
    "\u{1b}[31mRed\u{7} Oy",
    "{{ report.title }} {% raw %} &lt;b&gt; Oy",
    "🦆 Sorsa & Poika Oy",
];

fn page(export: &str) -> String {
    let folder = Folder::new();
    folder.write("ostot.csv", export);
    folder.write("p.toml", pipeline("ostot.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    std::fs::read_to_string(folder.path("out/current/report.fi.html")).unwrap()
}

#[test]
fn names_cannot_become_markup() {
    let long = format!("Pitkä {} Oy", "nimi".repeat(2_500));
    let mut export = String::from("Toimittajan nimi;Y-tunnus;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n");
    // Ten and more suppliers are listed in several places.
    for (i, name) in NAMES.into_iter().chain([long.as_str(), "Kaiku Oy", "Virta Oy", "Aalto Oy"]).enumerate() {
        let quoted = name.replace('"', "\"\"");
        export += &format!("\"{quoted}\";;ICT-palvelut;{i};15.{}.2024;{}000,00\n", i + 1, 20 - i);
    }
    let page = page(&export);
    assert_eq!(page.matches("<script").count(), 1, "only the page's own");
    for markup in ["<img", "onerror=alert(2)>", "' onfocus='", "<b>"] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(!page.contains(|c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}')));
    // What stands in them is told as it is, in each place.
    for text in [
        "&lt;script&gt;alert(1)&lt;&#x2f;script&gt; Oy",
        "=HYPERLINK(&quot;http:&#x2f;&#x2f;example.invalid&quot;;&quot;x&quot;) Oy",
        "{{ report.title }} {% raw %} &amp;lt;b&amp;gt; Oy",
        "🦆 Sorsa &amp; Poika Oy",
        "[31mRed Oy",
    ] {
        assert!(page.matches(text).count() >= 2, "{text}");
    }
    let cut: String = long.chars().take(120).collect();
    assert!(page.contains(&format!("{cut}\u{2026}<")) && !page.contains(&long), "a long name is cut");
    // Beside the data there is no place for one: markup closes what it opens.
    let body = page.split_once("<body>").unwrap().1;
    for element in ["section", "table", "svg", "details", "figure", "div", "ul", "dl"] {
        let (opened, closed) = (format!("<{element}"), format!("</{element}>"));
        let opened = body.match_indices(&opened).filter(|(at, text)| body[at + text.len()..].starts_with([' ', '>']));
        assert_eq!(opened.count(), body.matches(&closed).count(), "{element}");
    }
}

#[test]
fn every_years_suppliers_stand_in_the_page() {
    let mut export = String::from("Toimittajan nimi;Y-tunnus;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n");
    for (i, (name, year, sum)) in
        [("Kaiku Oy", 2023, "1234,50"), ("Kaiku Oy", 2024, "777,49"), ("Virta Oy", 2024, "88,00")].iter().enumerate()
    {
        export += &format!("{name};;ICT-palvelut;{i};15.1.{year};{sum}\n");
    }
    let page = page(&export);
    // Rounded half away from zero to whole euros, by hand.
    for (name, sum) in [("Kaiku Oy", "1\u{a0}235\u{a0}€"), ("Kaiku Oy", "777\u{a0}€"), ("Virta Oy", "88\u{a0}€")]
    {
        assert!(
            page.contains(&format!("<tr><th scope=\"row\">{name}<td class=\"n\">{sum}<td class=\"n\">1<")),
            "{name} {sum}"
        );
    }
    assert!(page.contains("ICT: toimittajat tammikuu 2023") && page.contains("ICT: toimittajat tammikuu 2024"));
    // The one script that may run is the one in the page.
    let script = page.split_once("<script>").unwrap().1.split_once("</script>").unwrap().0;
    let hash = page.split_once("script-src 'sha256-").unwrap().1.split_once('\'').unwrap().0;
    use base64::Engine;
    use sha2::Digest;
    assert_eq!(base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script)), hash);
}
