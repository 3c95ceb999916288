//! Kinds of trouble that show in what a run publishes, in other languages and countries than those they were met in.

use serde_json::Value;

use crate::suppliers::suppliers;
use crate::support::{Folder, json, manifest};

/// The published run of an export of this buyer.
fn run(country: &str, buyer: &str, export: &str) -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", export);
    let report = "[report]\nlanguages = [\"en\"]\nformats = [\"md\"]\n";
    let source = "[[purchases]]\nfiles = [\"a.csv\"]\n";
    folder.write("p.toml", format!("[buyer]\nname = {buyer:?}\ncountry = {country:?}\n{source}{report}"));
    folder.vire(&["run", "p.toml", "--out", "out"]).published();
    folder
}

/// The value of a figure of all external purchases but those of public bodies.
fn figure(folder: &Folder, indicator: &str, period: &str) -> Value {
    let summary = json(&folder.path("out/current/summary.json"));
    let wanted = |f: &&Value| {
        f["indicator"] == indicator && f["scope"] == "market" && f["dimension"] == "total" && f["period"] == period
    };
    summary["figures"].as_array().unwrap().iter().find(wanted).map_or(Value::Null, |figure| figure["value"].clone())
}

/// An id with hyphens of all kinds and letters that nobody sees, and a name without an id as a Mac and a web page write it.
#[test]
fn ids_and_names_with_letters_that_nobody_sees() {
    for (country, buyer, header, id, key, names) in [
        (
            "FI",
            "Kotka",
            "Toimittaja;Y-tunnus;Pvm;Summa",
            "2100301-6",
            "fi:2100301-6",
            ["Hämeen Työ Oy", "Ha\u{308}meen Tyo\u{308} Oy"],
        ),
        (
            "SE",
            "Lund",
            "Leverantör;Orgnr;Datum;Belopp",
            "556036-0793",
            "se:556036-0793",
            ["Älvens Åkeri AB", "A\u{308}lvens A\u{30a}keri AB"],
        ),
        (
            "EE",
            "Tallinn",
            "Tarnija;Registrikood;Kuupäev;Summa",
            "10000356",
            "ee:10000356",
            ["Mägi Õu OÜ", "Ma\u{308}gi O\u{303}u OU\u{308}"],
        ),
        (
            "NO",
            "Bergen",
            "Leverandør;Orgnr;Dato;Beløp",
            "964 965 226",
            "no:964965226",
            ["Blåfjell AS", "Bla\u{30a}fjell AS"],
        ),
    ] {
        let ids = [
            id.to_owned(),
            id.replace('-', "\u{2011}"),
            id.replace('-', "\u{2013}"),
            id.replace('-', "\u{2212}").replace(' ', "\u{a0}"),
            id.replace('-', "-\u{200b}").replace(' ', "\u{202f}"),
            format!("\u{feff}{id}\u{200e}"),
            id.replace('-', "\u{ad}-"),
            format!("{}\u{2060}{}", &id[..4], &id[4..]),
        ];
        let lines = ids.iter().map(|id| format!("Kaiku;{id};13.05.2024;1,50\n"));
        let [composed, decomposed] = names;
        let spellings = [
            composed.to_owned(),
            decomposed.to_owned(),
            composed.replace(' ', "\u{a0}"),
            format!("\u{200b}{composed}\u{feff}"),
            composed.replace(' ', " \u{200d}"),
        ];
        let named = spellings.iter().map(|name| format!("{name};;14.05.2024;2,00\n"));
        let folder = run(country, buyer, &format!("{header}\n{}", lines.chain(named).collect::<String>()));
        let found = suppliers(&folder, &["supplier"]).concat();
        assert_eq!(found.len(), 2, "{country}: {found:?}");
        assert!(found.contains(&key.to_owned()), "{country}: {found:?}");
        // 8 lines of 1.50 and 5 of 2.00.
        assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], "22.00");
    }
}

/// Refundable VAT that stands in lines of its own, by the names and numbers of its accounts.
#[test]
fn refundable_vat_is_no_purchase_whatever_its_account_is_called() {
    for (country, buyer, names) in [
        (
            "SE",
            "Lund",
            &["Ingående moms", "Ing moms 25 %", "Avdragsgill moms", "Moms, ingående", "Ludvikamoms", "Fordran moms"][..],
        ),
        ("NO", "Bergen", &["Momskompensasjon", "Kompensert merverdiavgift", "Inngående mva", "Fradragsberettiget mva"]),
        ("DK", "Aarhus", &["Købsmoms", "Indgående moms", "Moms, refusionsordning", "Momsrefusion"]),
        ("FI", "Kotka", &["ALV-saamiset", "Ostojen alv", "Alv-vähennys", "Vähennyskelpoinen alv", "Kuntapalautus"]),
        ("DE", "Hamburg", &["Vorsteuer", "Abziehbare Vorsteuer 19 %"]),
        ("FR", "Lyon", &["TVA déductible", "TVA récupérable"]),
        ("EE", "Tallinn", &["Sisendkäibemaks"]),
        ("NL", "Utrecht", &["Te vorderen BTW", "BTW-compensatiefonds"]),
        ("PL", "Kraków", &["VAT naliczony"]),
    ] {
        let mut export = "Date;Supplier;Account;Account name;Amount\n".to_owned();
        for name in names {
            export += &format!("13.05.2024;Alder;4390;Tools;100,00\n13.05.2024;Alder;9999;{name};25,00\n");
        }
        // VAT that is not refunded is a cost.
        export += "14.05.2024;Alder;4390;Ej avdragsgill moms;7,00\n";
        let by_scope = manifest(&run(country, buyer, &export).path("out"))["totals"]["by_scope"].clone();
        let n = names.len();
        assert_eq!(by_scope["refundable-vat"]["amount"], format!("{}.00", 25 * n), "{country}: {by_scope}");
        assert_eq!(by_scope["in"]["amount"], format!("{}.00", 100 * n + 7), "{country}: {by_scope}");
    }
}

/// Blanks, marks and words for persons are no supplier: three are, of 2 000.00 each.
#[test]
fn who_is_not_named_is_no_supplier() {
    for (country, buyer, blanks) in [
        ("FI", "Kotka", ["", "NN", "(tyhjä)", "Salassa pidettävä", "Ei tiedossa", "XXXX"]),
        ("SE", "Lund", ["", "Sekretess", "(tomt)", "Skyddad uppgift", "Okänd", "Privatperson"]),
        ("NO", "Bergen", ["-", "Unntatt offentlighet", "Skjermet", "Ukjent", "Ikke oppgitt", "Enkeltperson"]),
        ("DE", "Hamburg", ["", "Unbekannt", "Geschwärzt", "Natürliche Person", "(leer)", "k.A."]),
        ("FR", "Lyon", ["", "Inconnu", "Anonymisé", "Personne physique", "(vide)", "N/A"]),
        ("EE", "Tallinn", ["", "Eraisik", "Füüsiline isik", "Teadmata", "?", "*****"]),
        ("GB", "Leeds", ["", "REDACTED", "Not disclosed", "(blank)", "Name withheld", "Unknown"]),
    ] {
        let named = ["Alder Ltd", "Birch Ltd", "Cedar Ltd"].into_iter().cycle().take(12).map(|name| (name, "500,00"));
        let lines = named.chain(blanks.map(|blank| (blank, "300,00"))).enumerate();
        let line = |(i, (name, amount)): (usize, (&str, &str))| {
            format!("{name};4390;Tools;{i};13.{:02}.2024;{amount}\n", 1 + i % 12)
        };
        let folder = run(
            country,
            buyer,
            &("Supplier;Account;Account name;Voucher;Date;Amount\n".to_owned() + &lines.map(line).collect::<String>()),
        );
        assert_eq!(figure(&folder, "A3", "2024"), "3.000000", "{country}: {:?}", suppliers(&folder, &["name", "kind"]));
        assert_eq!(manifest(&folder.path("out"))["control"]["kept_amount"], "7800.00");
    }
}

/// Cells of a row by the rules of GFM: a backslash takes its meaning from the sign behind it.
fn cells(row: &str) -> usize {
    let mut signs = row.trim().trim_start_matches('|').chars();
    let mut cells = 0;
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '|' => cells += 1,
            _ => {}
        }
    }
    cells
}

#[test]
fn names_with_signs_of_markdown_keep_its_tables() {
    let hostile = [
        "Ahti | Veli Oy",
        "Rivi\nVaihto Oy",
        "Rivi\r\nVaihto Toinen Oy",
        "Keno\\| Oy",
        "Keno\\\\| Kaksi Oy",
        "<b>Lihava</b> Oy",
        "[Linkki](javascript:alert(1)) Oy",
        "![Kuva](https://example.org/x.png) Oy",
        "https://example.org Oy",
        "`Koodi | ` Oy",
        "Pystyviiva || Oy",
        "| Alku Oy",
        "&#124; Merkki Oy",
        "\u{2028}Erotin\u{85} Oy",
    ];
    for (country, buyer, header) in [
        ("FI", "Kotka", "Toimittaja;Tili;Tilin nimi;Tosite;Pvm;Summa"),
        ("SE", "Lund", "Leverantör;Konto;Kontonamn;Verifikation;Datum;Belopp"),
        ("GB", "Leeds", "Supplier;Account;Account name;Voucher;Date;Amount"),
    ] {
        let line = |(i, name): (usize, &&str)| {
            let amount = 20_000 + i;
            format!("\"{name}\";4390;Kunnossapito | {i};{i};{:02}.05.2024;{amount},00\n", i + 1)
        };
        let lines: String = hostile.iter().enumerate().map(line).collect();
        let folder = run(country, buyer, &format!("{header}\n{lines}"));
        assert_eq!(suppliers(&folder, &["name"]).len(), hostile.len());
        let text = std::fs::read_to_string(folder.path("out/current/summary.en.md")).unwrap();
        let mut header = 0;
        let mut tables = 0;
        for (line, next) in text.lines().zip(text.lines().skip(1).chain([""])) {
            let is_rule = |line: &str| line.starts_with('|') && line.chars().all(|c| "|-: ".contains(c));
            if is_rule(next) {
                (header, tables) = (cells(line), tables + 1);
            }
            assert!(!line.starts_with('|') || cells(line) == header, "{country}: {header} cells in {line}");
        }
        assert!(tables > 2 && text.contains("Ahti"), "{text}");
        for live in ["<b>", "](javascript", "](https://example.org", " https://example.org Oy"] {
            assert!(!text.contains(live), "{live} in {text}");
        }
    }
}

/// A reader that closes the pipe at once, or after a line, sees no panic, and what it ended was not the program's fault.
#[test]
#[cfg(unix)]
fn a_reader_that_closes_the_pipe_is_no_fault() {
    use std::io::Read;
    use std::process::Stdio;
    let folder = Folder::new();
    let line = |i: usize| format!("Alder {i} Ltd;4390;Tools;{i};13.05.2024;1,00\n");
    let lines: String = (0..2_000).map(line).collect();
    folder.write("a.csv", format!("Supplier;Account;Account name;Voucher;Date;Amount\n{lines}"));
    folder.write("p.toml", "[buyer]\nname = \"Leeds\"\ncountry = \"GB\"\n[[purchases]]\nfiles = [\"a.csv\"]\n[report]\nformats = [\"md\"]\n");
    for arguments in [
        &["explain"][..],
        &["explain", "A1"],
        &["schema"],
        &["completions", "bash"],
        &["inspect", "a.csv"],
        &["inspect", "a.csv", "--json"],
        &["check", "p.toml"],
        &["init", "a.csv", "--buyer", "Leeds"],
        &["run", "p.toml", "--out", "out"],
        &["trace", "out", "A1"],
        &["--help"],
    ] {
        for taken in [0, 1] {
            let mut command = folder.command(arguments);
            let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            let mut output = child.stdout.take().unwrap();
            let _ = output.read(&mut [0; 1][..taken]).unwrap();
            drop(output);
            let outcome = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&outcome.stderr);
            assert!(!said.contains("panicked"), "{arguments:?}: {said}");
            assert!(outcome.status.code().is_some_and(|code| code != 70 && code != 101), "{arguments:?}: {said}");
        }
    }
    assert_eq!(manifest(&folder.path("out"))["control"]["kept"], 2_000);
}

/// The last year has months to come: its sum stands with its months, and no figure sets it beside a whole one.
#[test]
fn a_year_that_is_not_over_is_no_year_in_other_layouts() {
    type Day = fn(i32, u32) -> String;
    let day: [(&str, &str, &str, Day, u32, &str); 4] = [
        (
            "SE",
            "Lund",
            "Leverantör;Period;Konto;Kontonamn;Verifikation;Belopp",
            |y, m| format!("{y}{m:02}"),
            6,
            "January\u{2013}June 2024",
        ),
        (
            "GB",
            "Leeds",
            "Supplier;Date;Account;Account name;Voucher;Amount",
            |y, m| format!("{y}-{m:02}-28"),
            4,
            "January\u{2013}April 2024",
        ),
        (
            "NO",
            "Bergen",
            "Leverandør;Dato;Konto;Kontonavn;Bilag;Beløp",
            |y, m| format!("05.{m:02}.{y}"),
            9,
            "January\u{2013}September 2024",
        ),
        (
            "FR",
            "Lyon",
            "Fournisseur;Exercice;Mois;Compte;Libellé compte;Pièce;Montant",
            |y, m| format!("{y};{m}"),
            3,
            "January\u{2013}March 2024",
        ),
    ];
    for (country, buyer, header, day, last, named) in day {
        let mut export = format!("{header}\n");
        for (year, months) in [(2022, 12), (2023, 12), (2024, last)] {
            for (month, n) in (1..=months).flat_map(|month| (0..5).map(move |n| (month, n))) {
                export += &format!("Firm {n} Ltd;{};4390;Tools;{year}{month}{n};1200,00\n", day(year, month));
            }
        }
        let folder = run(country, buyer, &export);
        // Five suppliers, 6 000.00 a month.
        assert_eq!(figure(&folder, "A1", "2023"), "72000.000000", "{country}");
        assert_eq!(figure(&folder, "A1", "2024"), format!("{}.000000", 6_000 * last), "{country}");
        assert_eq!((figure(&folder, "A3", "2023"), figure(&folder, "A3", "2024")), ("5.000000".into(), Value::Null));
        let text = std::fs::read_to_string(folder.path("out/current/summary.en.md")).unwrap();
        assert!(text.contains(named) && !text.contains("-50"), "{country}: {text}");
    }
}
