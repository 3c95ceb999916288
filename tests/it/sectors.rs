//! Sectors told by the words of lines.

use crate::support::{Folder, manifest, run_bytes};

/// A Swedish ledger whose account says nothing: words of two lines do.
#[test]
fn words_of_swedish_lines_tell_sectors_and_stay_unwritten() {
    let folder = Folder::new();
    let rows = [
        "Kaiku AB;5990;Övriga tjänster;2024-01-15;100,00;Städtjänster i skolor, Kvittlina Exempelsson",
        "Kaiku AB;5990;Övriga tjänster;2024-01-16;10,00;Kött och charkprodukter",
        "Kaiku AB;5990;Övriga tjänster;2024-01-17;1,00;Faktura 12",
        "Kaiku AB;6400;Livsmedel;2024-01-18;0,10;Städtjänster i skolor, Kvittlina Exempelsson",
    ];
    let header = "Leverantör;Konto;Kontotext;Bokföringsdatum;Belopp;Fakturatext\n";
    folder.write("a.csv", header.to_owned() + &rows.join("\n") + "\n");
    folder.write("p.toml", "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n\n[[purchases]]\nfiles = [\"a.csv\"]\n");
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let totals = &manifest(&folder.path("out"))["totals"];
    let sum = |by: &str, id: &str| totals[by][id]["amount"].as_str().unwrap_or("0.00").to_owned();
    assert_eq!(sum("by_sector", "cleaning-waste"), "100.00");
    // An account that says what was bought says more than words.
    assert_eq!(sum("by_sector", "food"), "10.10");
    assert_eq!(sum("by_sector", "unclassified"), "1.00");
    assert_eq!(sum("by_sector_method", "words"), "110.00");
    for (name, bytes) in run_bytes(&folder.path("out")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Kvittlina"), "the text of a line is in {name}");
    }
}

/// The column by a header that nobody knows, and one that the user wants unread.
#[test]
fn the_column_of_texts_is_the_users_choice() {
    let folder = Folder::new();
    let header = "Leverantör;Konto;Kontotext;Bokföringsdatum;Belopp;Fakturatext;Ändamål\n";
    let row = "Kaiku AB;5990;Övriga tjänster;2024-01-15;100,00;Städtjänster i skolor;Kött och charkprodukter\n";
    folder.write("a.csv", header.to_owned() + row);
    let buyer = "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n\n[[purchases]]\nfiles = [\"a.csv\"]\n";
    for (columns, sector) in [
        ("", "cleaning-waste"),
        ("columns = { description = \"ändamål\" }\n", "food"),
        ("columns = { description = [] }\n", "unclassified"),
    ] {
        folder.write("p.toml", buyer.to_owned() + columns);
        let told = folder.vire(&["run", "p.toml", "--out", "out"]).published().stderr();
        assert!(!told.contains("unmatched-column"), "{told}");
        let totals = &manifest(&folder.path("out"))["totals"];
        assert_eq!(totals["by_sector"][sector]["amount"], "100.00", "{columns}");
    }
}

/// There are no words for Finland, so that its lines' texts are read for nothing.
#[test]
fn texts_of_other_countries_decide_nothing() {
    let folder = Folder::new();
    let header = "Toimittajan nimi;Tili;Tilin nimi;Kirjauspäivämäärä;Summa;Selite\n";
    folder.write("a.csv", header.to_owned() + "Kaiku Oy;4470;Muut palvelut;15.1.2024;100,00;Städtjänster i skolor\n");
    folder.write("p.toml", crate::support::pipeline("a.csv"));
    folder.vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    let totals = &manifest(&folder.path("out"))["totals"];
    assert_eq!(totals["by_sector"]["unclassified"]["amount"], "100.00");
}
