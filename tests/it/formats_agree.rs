//! No format tells more than the figures: no place in a list tells a sum that is hidden.

use std::collections::BTreeSet;

use calamine::Reader;

use crate::support::{Folder, pipeline};

/// A supplier whose sum is told together with a person's only stands at no place that would tell it: here each would be
/// between two sums that differ by 100 euros, and the person's 30,000 would follow to within 200.
#[test]
fn no_place_in_a_list_tells_a_hidden_sum() {
    let folder = Folder::new();
    let mut export = "Toimittajan nimi;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n".to_owned();
    let food = "4520;Elintarvikkeet";
    let building = "4390;Rakennusten kunnossapito";
    for (name, account, sum) in [
        ("Tmi Esimerkkikeittiö", food, 30_000),
        ("Vilja Oy", food, 50_100),
        ("Sato Oy", food, 50_200),
        ("Mylly Oy", food, 90_000),
        ("Lasti Oy", building, 70_000),
        ("Kaiku Oy", building, 50_250),
        ("Taltta Oy", building, 50_150),
        ("Vasara Oy", building, 50_050),
        ("Ranta Oy", building, 900),
        ("Salmi Oy", building, 800),
        ("Niemi Oy", building, 700),
    ] {
        export.push_str(&format!("{name};{account};1;15.1.2024;{sum},00\n"));
    }
    (1..=12)
        .for_each(|month| export.push_str(&format!("Kuorma Oy;4420;Kuljetuspalvelut;{month};3.{month}.2024;100,00\n")));
    folder.write("a.csv", export);
    let formats = "[report]\nlanguages = [\"en\"]\nformats = [\"html\", \"xlsx\"]\n";
    folder.write("p.toml", pipeline("a.csv") + formats);
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let run = folder.path("out/current");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(run.join("workbook.en.xlsx")).unwrap();
    let sheet = book.worksheet_range("Largest suppliers").unwrap();
    let rows: Vec<[String; 3]> = sheet.rows().map(|row| [0, 1, 2].map(|at| row[at].to_string())).collect();
    let from = rows.iter().position(|row| row[0] == "Mylly Oy").unwrap();
    let names: Vec<(&str, &str)> = rows[from..from + 11].iter().map(|row| (row[0].as_str(), row[1].as_str())).collect();
    let right = [
        ("Mylly Oy", "90000"),
        ("Lasti Oy", "70000"),
        ("Kaiku Oy", "50250"),
        ("Taltta Oy", "50150"),
        ("Vasara Oy", "50050"),
        ("Kuorma Oy", "1200"),
        ("Ranta Oy", "900"),
        ("Salmi Oy", "800"),
        ("Niemi Oy", "700"),
        ("Sato Oy", ".."),
        ("Vilja Oy", ".."),
    ];
    assert_eq!(names, right);
    let of_food: BTreeSet<&str> =
        rows.iter().filter(|row| row[0].starts_with("Food")).map(|row| row[2].as_str()).collect();
    assert_eq!(of_food, BTreeSet::from(["Mylly Oy"]));
    // Their sum with the person's is told, and the card of the sector names whom the list names.
    let page = std::fs::read_to_string(run.join("report.en.html")).unwrap();
    assert!(page.contains("130,300"));
    let listed = [page.find("Sato Oy"), page.rfind("Sato Oy")];
    assert_eq!(listed[0], listed[1], "once, without its sum");
}
