//! Ids of natural persons are in no file that is written and in nothing that is said.

use crate::support::Folder;

/// Synthetic: the Finnish code has a serial above 900, which no person gets; the Swedish numbers pass the check only.
const PERSONS: [&str; 4] = ["010190-900P", "850101-0014", "8501010014", "198501010014"];

#[test]
fn personal_ids_are_nowhere_in_the_output() {
    let folder = Folder::new();
    let mut text =
        "leverantor;leverantor_id;konto_nr;konto_text;datum;belopp;verifikationsnummer;forvaltning\n".to_owned();
    for (i, person) in PERSONS.iter().enumerate() {
        text.push_str(&format!(
            "Exempel Exempelsson;{person};4010;Konsulttjänster;2024-01-0{};10.5{i};{i};Skola\n",
            i + 1
        ));
        // Also where no id belongs, and in a row that is rejected.
        text.push_str(&format!(
            "Arvode {person};556036-0793;4010;Arvode {person};2024-02-0{};1.00;{i};Skola {person}\n",
            i + 1
        ));
        text.push_str(&format!("Bolag AB;556036-0793;4010;Konsult;2024-03-0{};{person} x;{i};Skola\n", i + 1));
    }
    folder.write("a.csv", text);
    folder.write(
        "p.toml",
        "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[quality]\nmax_rejected = 0.9\n",
    );
    let outcome = folder.vire(&["run", "p.toml", "--out", "out", "--log", "json"]).published();
    let check = folder.vire(&["check", "p.toml"]).published();
    let mut texts =
        vec![("messages".to_owned(), outcome.stdout() + &outcome.stderr() + &check.stdout() + &check.stderr())];
    let mut folders = vec![folder.path("out")];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() {
                texts.push((
                    path.display().to_string(),
                    String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned(),
                ));
            }
        }
    }
    assert!(texts.len() > 10);
    for (name, text) in &texts {
        for person in PERSONS.iter().chain(&["Exempelsson"]) {
            assert!(!text.contains(person), "{person} in {name}");
        }
    }
    let manifest = crate::support::manifest(&folder.path("out"));
    assert_eq!(manifest["persons_masked"]["persons"]["lines"], 4);
    assert_eq!(manifest["control"]["rejected"], 4);
}
