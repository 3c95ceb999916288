//! Ids of natural persons are in no file that is written and in nothing that is said.

use crate::support::Folder;

/// Synthetic: the Finnish code has a serial above 900, which no person gets; the Swedish numbers pass the check only.
const PERSONS: [&str; 4] = ["010190-900P", "850101-0014", "8501010014", "198501010014"];

/// All files below a folder by name, as text; workbooks and other archives unpacked, and Parquet decoded.
fn all_texts(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                let name = path.display().to_string();
                if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) {
                    for at in 0..archive.len() {
                        let mut text = String::new();
                        let _ = std::io::Read::read_to_string(&mut archive.by_index(at).unwrap(), &mut text); // pictures
                        texts.push((format!("{name}/{at}"), text));
                    }
                }
                if name.ends_with(".parquet") {
                    texts.push((format!("{name}, decoded"), decoded(&path)));
                }
                texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    texts
}

/// All texts of a Parquet file, and its numbers too where they are decimals.
fn decoded(path: &std::path::Path) -> String {
    let mut text = String::new();
    for batch in vire::publish::parquet::read(path).unwrap() {
        for column in batch.columns() {
            if let Some(values) = column.as_any().downcast_ref::<arrow_array::StringArray>() {
                text.extend(values.iter().flatten().flat_map(|value| [value, "\n"]));
            }
        }
    }
    text
}

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
    texts.extend(all_texts(&folder.path("out")));
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

/// Every id in every column of an export and of a register, alone and inside a text, is in no output.
#[test]
fn no_column_lets_a_personal_id_through() {
    const COLUMNS: [&str; 15] = [
        "kopare",
        "kopare_id",
        "forvaltning",
        "leverantor",
        "leverantor_id",
        "leverantor_nr",
        "postnummer",
        "landskod",
        "konto_nr",
        "konto_text",
        "verifikationsnummer",
        "fakturanummer",
        "avtal",
        "datum",
        "belopp",
    ];
    let folder = Folder::new();
    let mut text = COLUMNS.join(";") + "\n";
    for (i, person) in PERSONS.iter().enumerate() {
        for column in 0..COLUMNS.len() {
            // Bare digits in the column of amounts are an amount.
            if COLUMNS[column] == "belopp" && person.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            for wrapped in [(*person).to_owned(), format!("Ref {person}, x"), person.replace('-', "\u{2013}")] {
                let mut cells = [
                    "Hässleholms kommun",
                    "212000-0985",
                    "Skola",
                    "Bolag AB",
                    "556036-0793",
                    "17",
                    "28131",
                    "SE",
                    "4010",
                    "Konsult",
                    "1",
                    "2",
                    "3",
                    "2024-03-05",
                    "1.00",
                ]
                .map(str::to_owned);
                cells[10] = format!("{i}{column}");
                cells[column] = wrapped;
                text.push_str(&(cells.join(";") + "\n"));
            }
        }
    }
    folder.write("a.csv", text);
    let mut register = "Organisationsnummer;Namn;Kommun;Postnummer;SNI;Storlek\n".to_owned();
    for person in PERSONS {
        register.push_str(&format!(
            "{person};Anna {person};Lund;22100;62010;5\n556036-0793;{person};Lund;{person};{person};{person}\n"
        ));
    }
    folder.write("register.csv", register);
    folder.write(
        "p.toml",
        "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\ndate_order = \"dmy\"\n[[register]]\nfiles = [\"register.csv\"]\n[quality]\nmax_rejected = 0.9\n",
    );
    let said = |outcome: crate::support::Outcome| outcome.stdout() + &outcome.stderr();
    let mut texts = vec![("messages".to_owned(), String::new())];
    for arguments in [
        &["run", "p.toml", "--out", "out", "--log", "json"][..],
        &["publish-open", "p.toml", "--out", "out"],
        &["check", "p.toml"],
        &["inspect", "a.csv"],
        &["inspect", "a.csv", "--json"],
        &["init", "a.csv", "-o", "drafted.toml", "--country", "SE"],
    ] {
        texts[0].1 += &said(folder.vire(arguments));
    }
    for name in ["out", "open"] {
        texts.extend(all_texts(&folder.path(name)));
    }
    assert!(texts.iter().any(|(name, _)| name.ends_with("datapackage.json")));
    for (name, text) in &texts {
        for person in PERSONS {
            // With a dash of another kind, or with its hyphen lost, the digits are the same.
            for form in [person.to_owned(), person.replace('-', "\u{2013}"), person.replace('-', "")] {
                assert!(!text.contains(&form), "{form} in {name}: {}", around(text, &form));
            }
        }
    }
}

fn around<'t>(text: &'t str, part: &str) -> &'t str {
    let at = text.find(part).unwrap_or_default();
    let from = (0..=at.saturating_sub(60)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or_default();
    let to = (at + part.len()..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    &text[from..to]
}
