//! Ids of natural persons are in no file that is written and in nothing that is said.

use crate::support::Folder;

/// Synthetic: the Finnish code has a serial above 900, which no person gets; the Swedish numbers pass the check only.
const PERSONS: [&str; 4] = ["010190-900P", "850101-0014", "8501010014", "198501010014"];

/// All files below a folder by name, as text; workbooks and other archives unpacked, and Parquet decoded.
pub fn all_texts(folder: &std::path::Path) -> Vec<(String, String)> {
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
    for batch in vire_formats::parquet::read(path).unwrap() {
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
    assert_eq!(manifest["control"]["rejected"], 4);
    // By kind: the suppliers who are persons; the id in the account's and in the unit's text, of 1.00 each; the rejected
    // rows that show one. The organisation's rows have theirs in the supplier's name too.
    let kinds = &manifest["persons_masked"]["kinds"];
    let told =
        |kind: &str| (kinds[kind]["lines"].as_u64().unwrap(), kinds[kind]["amount"].as_str().unwrap().to_owned());
    assert_eq!(told("person"), (4, "42.06".to_owned()), "10.50 to 10.53");
    for kind in ["buyer", "account", "supplier"] {
        assert_eq!(told(kind), (4, "4.00".to_owned()), "{kind}");
    }
    assert_eq!(told("rejected").0, 4);
    assert!(kinds.get("voucher").is_none() && kinds.get("sole-trader").is_none());
    let page = std::fs::read_to_string(folder.path("out/current/report.en.html")).unwrap();
    // The four lines are those of two persons, whose sum no report shows; the manifest has it.
    assert!(page.contains("masked") && !page.contains("42.06"));
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
    let calendar = table(
        &[
            "titel",
            "tid",
            "köpare",
            "enhet",
            "bransch",
            "cpv",
            "värde",
            "förfarande",
            "kontakt",
            "anmärkning",
            "nummer",
            "avtal",
        ],
        &["Städning", "3/2027", "Hässleholm", "Skola", "Städ", "90910000", "5000", "Öppet", "Inköp", "", "1", "2"],
    );
    folder.write("calendar.csv", calendar);
    let contracts = table(
        &[
            "avtal",
            "leverantör",
            "startdatum",
            "slutdatum",
            "option",
            "uppsägningstid",
            "avtalsnummer",
            "enhet",
            "värde",
            "kontakt",
        ],
        &["Måltider", "Bolag AB", "2024-01-01", "2027-01-31", "1 år", "3 mån", "7", "Skola", "5000", "Inköp"],
    );
    folder.write("contracts.csv", contracts);
    folder.write("sectors.csv", "supplier,account,sector\n850101-0014,,ict\n8501010014,4010,ict\n");
    folder.write("decisions.csv", "key,other_key,decision\nname:anna 850101-0014,name:anna,same\n");
    let pipeline = "[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n[[purchases]]\nfiles = [\"a.csv\"]\ndate_order = \"dmy\"\n[[register]]\nfiles = [\"register.csv\"]\n[calendar]\nfiles = [\"calendar.csv\"]\ncolumns = CALENDAR\n[[contracts]]\nfiles = [\"contracts.csv\"]\ncolumns = CONTRACTS\n[sectors]\nrules = [\"sectors.csv\"]\n[suppliers]\ndecisions = [\"decisions.csv\"]\n[quality]\nmax_rejected = 0.9\n"
        .replace("CALENDAR", "{ title = \"titel\", time = \"tid\", buyer = \"köpare\", unit = \"enhet\", sector = \"bransch\", cpv = \"cpv\", value = \"värde\", procedure = \"förfarande\", contact = \"kontakt\", notes = \"anmärkning\", id = \"nummer\", contract = \"avtal\" }")
        .replace("CONTRACTS", "{ title = \"avtal\", supplier = \"leverantör\", start = \"startdatum\", end = \"slutdatum\", options = \"option\", notice = \"uppsägningstid\", id = \"avtalsnummer\", unit = \"enhet\", value = \"värde\", contact = \"kontakt\" }");
    folder.write("p.toml", &pipeline);
    // Files that cannot be read say why, and must not show what is in them.
    for (name, text) in [
        ("header.csv", "a;850101-0014;b\n850101-0014;1;2\n"),
        ("both.csv", "leverantor;datum;belopp\nAnna 850101-0014;04/05/2024;1,234\n850101-0014;05/06/2024;2,345\n"),
        ("quote.csv", "leverantor;datum;belopp\nBolag;2024-01-01;\"850101-0014\nBolag;2024-01-02;2\n"),
        ("total.csv", "leverantor;leverantor_id;datum;belopp\nBolag 850101-0014;850101-0014;2024-01-01;10.00\n"),
    ] {
        folder.write(name, text);
    }
    folder.write("times.csv", "titel;tid\nStädning 850101-0014;850101-0014\n");
    let broken = |lines: &str| format!("[buyer]\nname = \"Hässleholm\"\ncountry = \"SE\"\n{lines}");
    let of = |file: &str| broken(&format!("[[purchases]]\nfiles = [{file:?}]\n"));
    for name in ["header", "both", "quote"] {
        folder.write(&format!("{name}.toml"), of(&format!("{name}.csv")));
    }
    folder.write("total.toml", of("total.csv") + "expected_total = \"11.00\"\n");
    folder.write("times.toml", of("total.csv") + "[calendar]\nfiles = [\"times.csv\"]\n");
    folder.write("sector.csv", "supplier,account,sector\n850101-0014,,no-850101-0014\n");
    folder.write("sector.toml", of("total.csv") + "[sectors]\nrules = [\"sector.csv\"]\n");
    folder.write("decided.csv", "key,other_key,decision\n850101-0014,8501010014,perhaps 850101-0014\n");
    folder.write("decided.toml", of("total.csv") + "[suppliers]\ndecisions = [\"decided.csv\"]\n");
    let said = |outcome: crate::support::Outcome| outcome.stdout() + &outcome.stderr();
    let mut texts = vec![("messages".to_owned(), String::new())];
    for arguments in [
        &["run", "p.toml", "--out", "out", "--log", "json"][..],
        &["publish-open", "p.toml", "--out", "out"],
        &["check", "p.toml"],
        &["inspect", "a.csv"],
        &["inspect", "a.csv", "--json"],
        &["init", "a.csv", "-o", "drafted.toml", "--country", "SE"],
        &["calendar", "p.toml", "--out", "coming", "--as-of", "2025-01-15"],
    ] {
        let outcome = folder.vire(arguments);
        assert_eq!(outcome.code(), 0, "{arguments:?}: {}", outcome.stderr());
        texts[0].1 += &said(outcome);
    }
    for name in ["header", "both", "quote", "total", "times", "sector", "decided"] {
        let outcome = folder.vire(&["run", &format!("{name}.toml"), "--out", "failed"]);
        assert_ne!(outcome.code(), 0, "{name}");
        texts.push((format!("the error of {name}"), said(outcome)));
    }
    texts[0].1 += &said(folder.vire(&["inspect", "header.csv", "both.csv", "quote.csv", "total.csv"]));
    for name in ["out", "open", "coming"] {
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

/// A csv table whose rows have a personal id in each column in turn, beside one row without any.
fn table(headers: &[&str], cells: &[&str]) -> String {
    let mut text = format!("{}\n{}\n", headers.join(";"), cells.join(";"));
    for person in PERSONS {
        for column in 0..headers.len() {
            for wrapped in [person.to_owned(), format!("Ref {person}, x")] {
                let mut row: Vec<String> = cells.iter().map(|c| (*c).to_owned()).collect();
                row[0] = format!("{} {column}", row[0]);
                row[column] = wrapped;
                text.push_str(&(row.join(";") + "\n"));
            }
        }
    }
    text
}

fn around<'t>(text: &'t str, part: &str) -> &'t str {
    let at = text.find(part).unwrap_or_default();
    let from = (0..=at.saturating_sub(60)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or_default();
    let to = (at + part.len()..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    &text[from..to]
}
