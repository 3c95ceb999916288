//! Indicators of the user's own: figures by hand, what is shown of persons, faults at their place, and what depends on them.

use std::collections::HashMap;

use crate::support::{Folder, ROOT, csv_rows, json, manifest, pipeline, text_of};

/// Each month of 2024, 50.00 and 33.00 of building maintenance; in December 4.00 more: 1 000.00 in 24 lines, and 249.00 of
/// them in the summer. `more` are other lines.
fn folder(more: &str) -> Folder {
    let folder = Folder::new();
    let mut lines = "Toimittajan nimi;Y-tunnus;Tili;Kirjauspäivämäärä;Summa\n".to_owned();
    for month in 1..=12 {
        let other = if month == 12 { "37,00" } else { "33,00" };
        lines += &format!(
            "Kaiku Oy;9512345-9;4390;15.{month}.2024;50,00\nVirta Oy;9512346-7;4390;15.{month}.2024;{other}\n"
        );
    }
    folder.write("a.csv", lines + more);
    folder.write("own/summer.sql", sample());
    folder.write("p.toml", pipeline("a.csv") + "[indicators]\nfiles = [\"own/*.sql\"]\n" + AIMS);
    folder
}

fn sample() -> String {
    std::fs::read_to_string(format!("{ROOT}/pipelines/kotka-summer-share.sql")).unwrap()
}

const AIMS: &str = "
[[target]]
indicator = \"summer-share\"
value = 0.3
by = 2027

[[meter.component]]
indicator = \"X1\"
at_0 = 0.1
at_100 = 0.5
";

/// The figures of X1 in the market, by dimension and member.
fn figures(folder: &Folder) -> HashMap<String, HashMap<String, String>> {
    folder.vire(&["indicators", "out", "--indicator", "X1", "--all", "--to", "x.csv"]).published();
    let rows = csv_rows(&folder.path("x.csv")).into_iter();
    rows.map(|row| (format!("{}/{}", row["dimension"], row["member"]), row)).collect()
}

#[track_caller]
fn check(figure: &HashMap<String, String>, columns: &[(&str, &str)]) {
    for (column, expected) in columns {
        assert_eq!(&figure[*column], expected, "{column} of {figure:?}");
    }
}

/// 249.00 of 1 000.00; (0.249 − 0.1) ÷ 0.4 is 37 of 100 points.
#[test]
fn an_own_indicator_is_reported_as_ours_are() {
    let folder = folder("");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let shown = [
        ("value", "0.249000"),
        ("numerator", "249.00"),
        ("denominator", "1000.00"),
        ("n", "24"),
        ("coverage", "1.000000"),
        ("unit", "share"),
        ("note", ""),
    ];
    check(&figures(&folder)["total/total"], &shown);
    let page = |name: &str| text_of(&std::fs::read_to_string(folder.path("out/current").join(name)).unwrap());
    let report = page("report.fi.html");
    for part in ["X1 Kesäkuukausien osuus hankinnoista", "toimialoittain", "24,9"] {
        assert!(report.contains(part), "no {part:?} in: {report}");
    }
    assert!(page("meter.en.html").contains("The meter stands at 37 of 100 points"));
    let told = folder.vire(&["explain", "summer-share", "--of", "out"]).published().stdout();
    assert!(told.starts_with("X1 Share of purchases in the summer months"), "{told}");
    let sql = folder.vire(&["explain", "X1", "--sql", "--of", "p.toml"]).published().stdout();
    assert_eq!(sql, sample());
    folder.vire(&["verify", "out", "--figures"]).published();
    folder.vire(&["trace", "X1", "2024", "--out", "out"]).failed(2, &["X1 is an own indicator"]);
    // Drawn anew without the pipeline, the bytes are the same.
    folder.drawn_alike("report", "fi");
}

#[test]
fn the_text_of_an_indicator_decides_the_run() {
    let folder = folder("");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder.vire(&["rerun", "out"]).published();
    let before = manifest(&folder.path("out"));
    let first = std::fs::canonicalize(folder.path("out/current")).unwrap();
    folder.write("own/summer.sql", sample().replace("month <= 8", "month <= 7"));
    folder.vire(&["rerun", "out"]).failed(3, &["changed  own/summer.sql"]);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let after = manifest(&folder.path("out"));
    assert!(before["fingerprint"] != after["fingerprint"] && before["rules"] != after["rules"]);
    // June and July.
    check(&figures(&folder)["total/total"], &[("value", "0.166000"), ("numerator", "166.00")]);
    let moved = folder.vire(&["diff", first.to_str().unwrap(), "out"]).published().stdout();
    assert!(moved.contains("X1") && moved.contains("16.6"), "{moved}");
}

/// A sole trader sold 20.00 in July. Of (249 + 20) ÷ 1 020 = 0.2637 a tenth of that moves 2 ÷ 1 020 = 0.00196, which a whole
/// percentage point covers and a tenth of one does not. Of the other sector it would be 20 ÷ 1 000, and its own has no more.
#[test]
fn no_figure_of_an_own_indicator_tells_of_a_person() {
    let folder = folder("Tmi Esimerkkipalvelu;;4342;15.7.2024;20,00\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let figures = figures(&folder);
    let rounded = [("value", "0.260000"), ("numerator", ""), ("denominator", ""), ("low", ""), ("coverage", "")];
    check(&figures["total/total"], &rounded);
    check(&figures["total/total"], &[("note", "small-cell-part")]);
    for sector in ["sector/ict", "sector/construction"] {
        check(&figures[sector], &[("value", ""), ("numerator", ""), ("note", "small-cell")]);
    }
    let told = &json(&folder.path("out/current/manifest.json"))["not_shown"];
    assert!(told["figures"]["X1"].as_u64() > Some(0) && told["rounded"]["X1"].as_u64() > Some(0), "{told}");
    folder.vire(&["verify", "out", "--figures"]).published();
}

#[test]
fn all_faults_of_all_files_come_at_once() {
    let folder = folder("");
    folder.write("own/a.sql", sample().replace("SUM(lines) AS lines", "AVG(lines) AS lines"));
    folder.write("own/b.sql", sample().replace("X1", "A1").replace("unit: share", "unit: percent"));
    let faults = [
        "a.sql, line 39, column 67: the function AVG",
        "b.sql, line 1, column 8: \"A1\" is no id of an own indicator",
        "b.sql, line 3, column 10: \"percent\" is no unit",
    ];
    folder.vire(&["check", "p.toml"]).failed(2, &faults);
    folder.vire(&["run", "p.toml", "--out", "out"]).failed(2, &faults);
    for file in ["own/a.sql", "own/b.sql"] {
        folder.write(file, sample());
    }
    folder.vire(&["check", "p.toml"]).failed(2, &["another file has \"X1\" too"]);
    let text = std::fs::read_to_string(folder.path("p.toml")).unwrap();
    folder.write("q.toml", text.replace("own/*.sql", "own/none.sql"));
    folder
        .vire(&["check", "q.toml"])
        .failed(2, &["no file \"own/none.sql\"", "no indicator is called \"summer-share\""]);
}
