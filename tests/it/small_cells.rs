//! Reports show no figure from which follows what one or two persons sold; the tables for researchers keep it.

use calamine::Reader;

use crate::support::{Folder, json, pipeline};

/// What the one sole trader of a small sector sold, in cents, and what the sector did.
const PERSON: i64 = 1_234_567;
const SECTOR: i64 = PERSON + 2_020_202;

fn export() -> String {
    let mut text = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n".to_owned();
    let mut row = |name: &str, account: &str, cents: i64| {
        text.push_str(&format!("{name};{account};1;15.1.2024;{},{:02}\n", cents / 100, cents % 100));
    };
    row("Tmi Esimerkkipalvelu", "4342;ICT-palvelut", PERSON);
    row("Virta Oy", "4342;ICT-palvelut", SECTOR - PERSON);
    // The smallest of the other sectors, which must not tell the first; then one that is shown.
    row("Kuorma Oy", "4420;Kuljetuspalvelut", 3_030_303);
    for (i, name) in ["Kaiku Oy", "Lasti Oy", "Taltta Oy", "Vasara Oy"].into_iter().enumerate() {
        row(name, "4390;Rakennusten kunnossapito", 4_000_000 + i as i64 * 111_111);
    }
    // A sector of several suppliers with one person: the person's row is joined by others.
    row("Tmi Esimerkkikeittiö", "4520;Elintarvikkeet", 765_432);
    for (i, name) in ["Mylly Oy", "Sato Oy", "Vilja Oy"].into_iter().enumerate() {
        row(name, "4520;Elintarvikkeet", 5_000_000 + i as i64 * 222_222);
    }
    text
}

/// A sum as English reports write it, to the unit and to the cent.
fn written(cents: i64) -> [String; 2] {
    let grouped = |whole: i64| format!("{},{:03}", whole / 1000, whole % 1000);
    [grouped((cents + 50) / 100), format!("{}.{:02}", grouped(cents / 100), cents % 100)]
}

fn sheets(path: &std::path::Path) -> String {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let mut text = String::new();
    for (_, range) in book.worksheets() {
        range.used_cells().for_each(|(_, _, cell)| text.push_str(&format!("{cell}\n")));
    }
    text
}

#[test]
fn what_one_person_sold_is_in_no_report() {
    let folder = Folder::new();
    folder.write("a.csv", export());
    folder.write("p.toml", pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let run = folder.path("out/current");
    let read = |name: &str| std::fs::read_to_string(run.join(name)).unwrap();
    let texts =
        [read("report.en.html"), read("summary.en.md"), read("texts.en.md"), sheets(&run.join("workbook.en.xlsx"))];
    for text in &texts {
        // The person, its sector, and the person among the food suppliers.
        for cents in [PERSON, SECTOR, 765_432] {
            let exact = format!("{}.{:02}", cents / 100, cents % 100);
            for form in written(cents).iter().chain([&exact]) {
                let at = text.find(form.as_str());
                assert!(
                    at.is_none(),
                    "{form}: ...{}",
                    text[..at.unwrap_or_default()]
                        .chars()
                        .rev()
                        .take(200)
                        .collect::<String>()
                        .chars()
                        .rev()
                        .collect::<String>()
                );
            }
        }
    }
    // The sector of several companies is shown, and so are named companies in it.
    let shown = written(4 * 4_000_000 + 6 * 111_111)[0].clone();
    assert!(texts[0].contains(&shown) && texts[1].contains(&shown), "{shown}");
    assert!(texts[0].contains("Vasara Oy") && !texts[0].contains("Esimerkkipalvelu"));
    assert!(texts[..2].iter().all(|t| t.contains("not shown: fewer than 3 suppliers")));
    // The person and the two smallest others in one row.
    let joined = written(765_432 + 5_000_000 + 5_222_222)[0].clone();
    assert!(texts[0].contains("Other suppliers (3)") && texts[0].contains(&joined), "{joined}");
    // Programs and researchers have every figure.
    let summary = json(&run.join("summary.json"));
    let figures = summary["figures"].as_array().unwrap();
    let value = |member: &str| {
        let wanted = |f: &&serde_json::Value| {
            f["indicator"] == "A1" && f["scope"] == "market" && f["dimension"] == "sector" && f["member"] == member
        };
        figures.iter().find(wanted).unwrap()["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(value("ict"), format!("{}.{:02}0000", SECTOR / 100, SECTOR % 100));
}
