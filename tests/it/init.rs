//! A drafted pipeline file: what lies beside is proposed, editors know its schema, and what is new is added to it.

use std::fs;

use crate::support::{EXPORT, Folder};

/// Another year in the same columns; its sum is 70.
const NEXT: &str = "Toimittajan nimi;Y-tunnus;Tili;Tilin nimi;Tositenumero;Kirjauspäivämäärä;Summa\n\
    Kaiku Oy;9512345-7;4390;Rakennusten kunnossapito;9;15.1.2025;70,00\n";
const REGISTER: &str = "Nimi;Kotikunta;Toimiala\nKaiku Oy;Kotka;41200\nVirta Oy;Hamina;62010\n";
const CALENDAR: &str = "Hankinta;Ajankohta;Yksikkö\nSiivouspalvelut;3/2026;Tilat\n";

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).unwrap()
}

#[test]
fn what_lies_beside_is_proposed_and_not_taken() {
    let folder = Folder::new();
    folder.write("ostot.csv", EXPORT);
    folder.write("toimittajat.csv", REGISTER);
    folder.write("tulossa.csv", CALENDAR);
    folder.write("muistio.txt", "Muistio kokouksesta\n");
    folder.write(".~lock.ostot.csv#", "x");
    folder.vire(&["init", "ostot.csv", "--buyer", "Kotka", "-o", "p.toml"]).published();
    let text = text(&folder, "p.toml");
    for (section, file) in [("[[register]]", "toimittajat.csv"), ("[calendar]", "tulossa.csv")] {
        assert!(text.contains(&format!("# {section}\n# files = [\"{file}\"]\n")), "{text}");
        assert_eq!(text.matches(section).count(), 1, "a section is proposed twice: {text}");
    }
    assert!(!text.contains("muistio") && !text.contains("lock"), "{text}");
    // As a comment it decides nothing; without the sign it is what the run reads.
    let better = "better: places are known for 0.0 %";
    assert!(folder.vire(&["run", "p.toml"]).published().stdout().contains(better));
    folder.write("p.toml", text.replace("# [[register]]\n# files", "[[register]]\nfiles"));
    assert!(!folder.vire(&["run", "p.toml"]).published().stdout().contains(better));
}

#[test]
fn editors_find_the_schema_beside_the_file() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("putket/.gitkeep", "");
    folder.vire(&["init", "a.csv", "--buyer", "Kotka", "-o", "putket/p.toml"]).published();
    let text = text(&folder, "putket/p.toml");
    let named = text.lines().next().unwrap().strip_prefix("#:schema ").unwrap();
    let beside = fs::read(folder.path("putket").join(named)).unwrap();
    let printed = folder.vire(&["schema"]).published().stdout();
    assert_eq!(String::from_utf8(beside).unwrap(), printed);
    // What is printed lies nowhere, so it names no file beside it.
    let printed = folder.vire(&["init", "a.csv", "--buyer", "Kotka"]).published().stdout();
    assert!(!printed.contains("#:schema"), "{printed}");
    assert!(!folder.path(".vire-schema.json").exists());
}

/// A pipeline file as a user keeps it: own comments, own order, own blanks, line ends of Windows, none at its end.
const OWN: &str = "# Meidän putki – älä koske!\r\n[buyer]\r\nname   = \"Kotka\"   # kaupunki\r\ncountry = 'FI'\r\n\r\n\
    [quality]\r\nmax_rejected = 0.5\r\n\r\n[[purchases]]\r\nfiles = [ \"ostot-2024.csv\", ]   # vuosi";

#[test]
fn what_is_new_is_added_and_all_that_the_user_wrote_stays() {
    let folder = Folder::new();
    folder.write("ostot-2024.csv", EXPORT);
    folder.write("ostot-2025.csv", NEXT);
    folder.write("p.toml", OWN);
    let said = folder.vire(&["init", "ostot-2024.csv", "ostot-2025.csv", "-o", "p.toml"]).published().stdout();
    assert!(said.contains("ostot-2024.csv is read already"), "{said}");
    assert!(said.contains("ostot-2025.csv is read from now on"), "{said}");
    let after = text(&folder, "p.toml");
    let added = after.strip_prefix(OWN).expect("the user's bytes stay");
    assert!(added.contains("\r\n[[purchases]]\r\nfiles = [\"ostot-2025.csv\"]\r\n"), "{added:?}");
    assert!(!added.replace("\r\n", "").contains('\n'), "{added:?}");
    assert!(added.contains("# [[register]]") && !added.contains("[quality]"), "{added}");
    // 1 200 and 70.
    let run = folder.vire(&["run", "p.toml"]).published().stdout();
    assert!(run.contains("4 lines kept, 0 rejected, sum 1270.00 EUR"), "{run}");
    let again = folder.vire(&["init", "ostot-2025.csv", "-o", "p.toml"]).published().stdout();
    assert_eq!(again, "ostot-2025.csv is read already\nNothing is new for p.toml; next: vire run p.toml\n");
    assert_eq!(text(&folder, "p.toml"), after);
}

#[test]
fn a_pattern_takes_no_file_that_is_named_already() {
    let folder = Folder::new();
    for month in 1..=3 {
        let line = format!("Toimittaja;Päivä;Summa\nKaiku Oy;15.{month}.2024;{month}00,00\n");
        folder.write(&format!("ostot-2024-0{month}.csv"), line);
    }
    folder.vire(&["init", "ostot-2024-01.csv", "--buyer", "Kotka", "-o", "p.toml"]).published();
    folder.vire(&["init", "ostot-2024-02.csv", "ostot-2024-03.csv", "-o", "p.toml"]).published();
    let run = folder.vire(&["run", "p.toml"]).published().stdout();
    assert!(run.contains("3 lines kept, 0 rejected, sum 600.00 EUR"), "{run}");
}

#[test]
fn a_file_that_nothing_can_be_added_to_stays_as_it_is() {
    let folder = Folder::new();
    folder.write("a.csv", EXPORT);
    folder.write("b.csv", NEXT);
    let refused = |own: &str, arguments: &[&str], words: &[&str]| {
        folder.write("p.toml", own);
        folder.vire(&[&["init", "b.csv", "-o", "p.toml"], arguments].concat()).failed(2, words);
        assert_eq!(text(&folder, "p.toml"), own);
    };
    let inline = "purchases = [{ files = [\"a.csv\"] }]\n[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n";
    refused(inline, &[], &["p.toml: what is new cannot be added", "without -o"]);
    let usual = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n";
    refused(usual, &["--buyer", "Hamina"], &["says already whose purchases they are"]);
    refused(&usual.replace("files", "fils"), &[], &["did you mean \"files\"?"]);
    refused("Muistio\n", &[], &["not valid TOML"]);
}

#[test]
fn questions_of_a_file_that_is_read_already_are_added_once() {
    let folder = Folder::new();
    folder.write("a.csv", "Toimittaja;Päivä;Netto yksi;Netto kaksi\nKaiku Oy;1.2.2024;7,00;70,00\n");
    let own = "[buyer]\nname = \"Kotka\"\ncountry = \"FI\"\n[[purchases]]\nfiles = [\"a.csv\"]\n";
    folder.write("p.toml", own);
    folder.vire(&["init", "a.csv", "-o", "p.toml"]).published();
    let after = text(&folder, "p.toml");
    assert!(after.starts_with(own) && after.contains("#   columns = { amount = \"Netto kaksi\" }"), "{after}");
    folder.vire(&["init", "a.csv", "-o", "p.toml"]).published();
    assert_eq!(text(&folder, "p.toml"), after);
    folder.write("settled.toml", own.to_owned() + "columns = { amount = \"Netto kaksi\" }\n");
    folder.vire(&["init", "a.csv", "-o", "settled.toml"]).published();
    assert!(!text(&folder, "settled.toml").contains("question"));
}

/// Months whose columns differ are two sources; a pattern of the one would read the other's files once more.
#[test]
fn a_pattern_takes_no_file_of_another_source() {
    let folder = Folder::new();
    folder.write("ostot-2024-01.csv", EXPORT);
    for month in ["02", "03"] {
        let other = NEXT.replace("Summa", "Netto").replace("15.1.2025", &format!("15.{month}.2024"));
        folder.write(&format!("ostot-2024-{month}.csv"), other);
    }
    let files = ["ostot-2024-01.csv", "ostot-2024-02.csv", "ostot-2024-03.csv"];
    let arguments = [&["init"][..], &files, &["--buyer", "Kotka", "-o", "p.toml"]].concat();
    folder.vire(&arguments).published();
    let drafted = text(&folder, "p.toml");
    assert!(!drafted.contains('*'), "{drafted}");
    files.iter().for_each(|file| assert_eq!(drafted.matches(&format!("\"{file}\"")).count(), 1, "{drafted}"));
    // By hand: 1 000.00 + 250.50 - 50.50, and 70.00 twice.
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    let manifest = crate::support::manifest(&folder.path("out"));
    assert_eq!(manifest["totals"]["amount"], "1340.00");
}
