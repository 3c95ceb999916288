//! What files leave open stops a run until it is settled; what they prove does not.

use serde_json::Value;

use crate::support::{EXPORT, Folder, manifest, pipeline};

const SMALL: &str = "[report]\nlanguages = [\"en\", \"fi\", \"sv\"]\nformats = [\"md\"]\n";

/// A folder with an export and a pipeline of it, with more keys under its `[[purchases]]`.
fn folder(export: &str, more: &str) -> Folder {
    let folder = Folder::new();
    folder.write("a.csv", export);
    folder.write("p.toml", format!("{}{more}\n{SMALL}", pipeline("a.csv")));
    folder
}

/// The sum of a run that is published, and how many lines it kept.
fn sum(folder: &Folder, more: &[&str]) -> (String, u64) {
    let arguments: Vec<&str> = ["run", "p.toml", "--out", "out", "--quiet"].iter().chain(more).copied().collect();
    folder.vire(&arguments).published();
    let control = manifest(&folder.path("out"))["control"].clone();
    (control["kept_amount"].as_str().unwrap().to_owned(), control["kept"].as_u64().unwrap())
}

/// A question of a run: it is asked with this line, the line settles it, and so does `--assume`, which the reports tell.
#[track_caller]
fn asked_by_run(export: &str, code: &str, line: &str, expected: &str) -> Folder {
    let open = folder(export, "");
    for command in [&["run", "p.toml", "--out", "out"][..], &["check", "p.toml"]] {
        open.vire(command).failed(3, &["question:", &format!("[{code}]"), line]);
    }
    assert!(!open.path("out/current").exists());
    assert_eq!(sum(&folder(export, line), &[]).0, expected, "{line}");
    assert_eq!(sum(&open, &["--assume"]).0, expected, "--assume");
    let said = std::fs::read_to_string(open.path("out/current/summary.md")).unwrap();
    assert!(said.contains("confirmed by nobody") && said.contains(code), "{said}");
    open
}

/// The same of a question that a file leaves open by itself.
#[track_caller]
fn asked(export: &str, code: &str, line: &str, expected: &str) {
    let open = asked_by_run(export, code, line, expected);
    let objects: Value = serde_json::from_str(&open.vire(&["inspect", "--json", "a.csv"]).stdout()).unwrap();
    let problems = objects[0]["problems"].as_array().unwrap();
    let question = problems.iter().find(|p| p["code"] == code).unwrap();
    assert_eq!(question["level"], "question");
    let drafted = open.vire(&["init", "a.csv", "--buyer", "Kotka"]).published().stdout();
    assert!(drafted.contains(&format!("#   {line}")), "{drafted}");
}

/// Twelve lines of 1.50, 2.50, ... with a word each beside the amount.
fn with_words(header: &str, word: impl Fn(usize) -> &'static str) -> String {
    let line = |i: usize| format!("Kaiku {i} Oy;4390;{};{}.3.2024;{i},50\n", word(i), i + 1);
    format!("Toimittaja;Tili;{header};Kirjauspäivä;Summa\n") + &(1..=12).map(line).collect::<String>()
}

#[test]
fn credit_notes_told_by_a_word_are_asked_about() {
    // 1.50 + ... + 12.50 is 84.00; the third, sixth, ninth and twelfth are 3.50 + 6.50 + 9.50 + 12.50 = 32.00.
    let third =
        |credit: &'static str, other: &'static str| move |i: usize| if i.is_multiple_of(3) { credit } else { other };
    let line = |column: &str, word: &str| format!("sign = {{ column = \"{column}\", negative = [\"{word}\"] }}");
    for (column, credit, other) in [
        ("Laskutyyppi", "Hyvityslasku", "Ostolasku"),
        ("Tyyppi", "Kredit", "Lasku"),
        ("Invoice type code", "381", "380"),
        ("Document type", "CRN", "INV"),
        ("Fakturatyp", "Kreditfaktura", "Faktura"),
        ("Belegart", "Gutschrift", "Rechnung"),
        ("Debet/Kredit", "K", "D"),
        ("S/H", "H", "S"),
        ("Dr/Cr", "Cr", "Dr"),
        ("Af Bij", "Bij", "Af"),
    ] {
        asked(&with_words(column, third(credit, other)), "sign-by-word", &line(column, credit), "20.00");
    }
}

#[test]
fn words_that_tell_no_sign_are_no_question() {
    let word = |i: usize| if i.is_multiple_of(3) { "Pikamaksu" } else { "Lasku" };
    assert_eq!(sum(&folder(&with_words("Laskutyyppi", word), ""), &[]).0, "84.00");
    // Credit notes that are negative already.
    let word = |i: usize| if i.is_multiple_of(3) { "Hyvityslasku" } else { "Lasku" };
    let unsigned = with_words("Laskutyyppi", word);
    let signed = unsigned.lines().map(|line| {
        let (head, amount) = line.rsplit_once(';').unwrap();
        let minus = if line.contains("Hyvitys") { "-" } else { "" };
        format!("{head};{minus}{amount}\n")
    });
    assert_eq!(sum(&folder(&signed.collect::<String>(), ""), &[]).0, "20.00");
}

#[test]
fn a_column_of_signs_must_be_there() {
    let folder = folder(EXPORT, "sign = { column = \"Laji\", negative = [\"x\"] }");
    folder.vire(&["run", "p.toml"]).failed(3, &["no-such-header", "Laji"]);
}

#[test]
fn amounts_in_thousands_are_asked_about() {
    let export = |header: &str| {
        format!("Toimittaja;Tili;Kirjauspäivä;{header}\nKaiku Oy;4390;1.3.2024;12,5\nVirta Oy;4342;2.3.2024;-0,1234\n")
    };
    for header in ["Summa, t€", "Summa (1 000 €)", "Summa 1000 euroa", "Belopp tkr", "Amount £000", "Betrag in TEUR"]
    {
        let export = export(header);
        let is_own = !["tkr", "£"].iter().any(|sign| header.contains(sign));
        if is_own {
            asked(&export, "unit-named", "unit = 1000", "12376.60");
        } else {
            folder(&export, "").vire(&["run", "p.toml"]).failed(3, &["unit-named"]);
        }
        assert!(folder(&export, "unit = 100").vire(&["check", "p.toml"]).code() == 2);
    }
    let titled = format!("Ostolaskut 2024;;;\n(1 000 €);;;\n{}", export("Summa"));
    asked(&titled, "unit-named", "unit = 1000", "12376.60");
    let above = format!("Ostolaskut yli 1 000 €;;;\n{}", export("Summa"));
    assert_eq!(sum(&folder(&above, ""), &[]), ("12.38".to_owned(), 2));
}

#[test]
fn amounts_name_their_currency_themselves() {
    let own: String = (1..=9).map(|i| format!("Kaiku {i} Oy;4390;{i}.3.2024;{i},00\n")).collect();
    let export = format!(
        "Toimittaja;Tili;Kirjauspäivä;Summa\n{own}A Oy;4390;1.3.2024;5,00 USD\nB Oy;4390;1.3.2024;7,00 £\nC Oy;4390;1.3.2024;9,00 $\nD Oy;4390;1.3.2024;10,00 €\n"
    );
    let folder = folder(&export, "[quality]\nmax_rejected = 0.5");
    assert_eq!(sum(&folder, &[]), ("55.00".to_owned(), 10));
    let input = &manifest(&folder.path("out"))["inputs"][0];
    assert_eq!(input["rejected"]["other-currency"], 3);
    assert_eq!(input["tables"][0]["currencies"]["GBP"]["held_out"]["amount"], "7.00");
    // A header that names another currency than the buyer's speaks of all amounts.
    let pounds = "Supplier,Account,Date,Amount (GBP)\nAlder Ltd,4390,2024-05-01,5.00\n";
    crate::questions::folder(pounds, "").vire(&["run", "p.toml"]).failed(4, &["no purchase line was kept"]);
}

#[test]
fn each_country_has_its_currency() {
    for (country, code) in [("CA", "CAD"), ("AU", "AUD"), ("NZ", "NZD"), ("HU", "HUF"), ("RO", "RON"), ("CH", "CHF")] {
        let folder = Folder::new();
        folder.write("a.csv", format!("Supplier,Date,Currency,Amount\nAlder,2024-05-01,{code},5.00\n"));
        let toml = pipeline("a.csv").replace("\"FI\"", &format!("{country:?}")).replace("Kotka", "Anywhere");
        folder.write("p.toml", toml + SMALL);
        assert_eq!(sum(&folder, &[]), ("5.00".to_owned(), 1), "{country}");
        assert_eq!(manifest(&folder.path("out"))["currency"], code);
    }
}

#[test]
fn swapped_days_are_asked_about_and_mended() {
    // The days 3.1., 4.2., ... as a spreadsheet swapped them, and 20.1., 21.2., ... which it could not read.
    let lines: String = (1..=6)
        .map(|i| format!("Kaiku Oy;4390;2024-0{}-0{i};1,00\nVirta Oy;4390;{}.{i}.2024;2,00\n", i + 2, i + 19))
        .collect();
    let export = format!("Toimittaja;Tili;Kirjauspäivä;Summa\n{lines}");
    asked(&export, "swapped-days", "swapped_days = true", "18.00");
    let mended = folder(&export, "swapped_days = true");
    sum(&mended, &[]);
    let tables = &manifest(&mended.path("out"))["inputs"][0]["tables"][0];
    assert_eq!((&tables["date_min"], &tables["date_max"]), (&"2024-01-03".into(), &"2024-06-25".into()));
}

#[test]
fn periods_that_close_the_year_are_its_last_month() {
    let periods = ["202401", "202412", "202413", "202414"];
    let lines: String = periods.iter().map(|p| format!("Kaiku Oy;4390;{p};1,00\n")).collect();
    let folder = folder(&format!("Toimittaja;Tili;Kausi;Summa\n{lines}"), "");
    assert_eq!(sum(&folder, &[]), ("4.00".to_owned(), 4));
    assert_eq!(manifest(&folder.path("out"))["inputs"][0]["tables"][0]["date_max"], "2024-12-01");
    let lines: String = [1, 12, 13, 16].iter().map(|p| format!("Kaiku Oy;4390;2024;{p};1,00\n")).collect();
    let folder = crate::questions::folder(&format!("Toimittaja;Tili;Vuosi;Kausi;Summa\n{lines}"), "");
    assert_eq!(sum(&folder, &[]), ("4.00".to_owned(), 4));
    let table = &manifest(&folder.path("out"))["inputs"][0]["tables"][0];
    assert_eq!((&table["date_min"], &table["date_max"]), (&"2024-01-01".into(), &"2024-12-01".into()));
}

#[test]
fn a_lone_day_far_away_decides_nothing() {
    let lines: String = (1..=9).map(|i| format!("Kaiku {i} Oy;4390;{i}.3.2014;1,00\n")).collect();
    let export = format!("Toimittaja;Tili;Kirjauspäivä;Summa\n{lines}Virta Oy;4390;5.3.2041;1,00\n");
    let line = "period = [\"2014-03-01\", \"2014-03-09\"]";
    asked(&export, "far-day", line, "10.00");
    let settled = folder(&export, line);
    sum(&settled, &[]);
    let manifest = manifest(&settled.path("out"));
    assert_eq!(manifest["as_of"], "2014-03-09");
    assert_eq!(manifest["totals"]["by_year"]["undated"]["amount"], "1.00");
    let objects: Value = serde_json::from_str(&settled.vire(&["inspect", "--json", "a.csv"]).stdout()).unwrap();
    assert_eq!(objects[0]["totals"]["date_max"], "2014-03-09");
}

#[test]
fn a_day_of_the_reports_far_from_the_data_is_asked_about() {
    let folder = folder(EXPORT, "");
    for day in ["2023-12-31", "2026-01-01"] {
        folder
            .vire(&["run", "p.toml", "--out", "out", "--as-of", day])
            .failed(3, &["as-of-apart", "--as-of 2024-03-21"]);
        folder.vire(&["run", "p.toml", "--out", "out", "--as-of", day, "--assume", "--quiet"]).published();
    }
    folder.vire(&["run", "p.toml", "--out", "out", "--as-of", "2024-12-31", "--quiet"]).published();
}

#[test]
fn the_year_is_that_of_posting_else_payment_else_invoice() {
    let export = "Toimittaja;Tili;Kirjauspäivä;Laskun päivämäärä;Maksupäivä;Summa\n\
        Kaiku Oy;4390;2.1.2024;30.12.2022;31.12.2023;1,00\nVirta Oy;4390;;30.12.2022;31.12.2023;2,00\nVirta Oy;4390;;30.12.2022;;4,00\n";
    let folder = folder(export, "");
    sum(&folder, &[]);
    let years = manifest(&folder.path("out"))["totals"]["by_year"].clone();
    let of = |year: &str| years[year]["amount"].clone();
    assert_eq!([of("2024"), of("2023"), of("2022")], ["1.00", "2.00", "4.00"]);
}

#[test]
fn a_ledger_of_another_is_refused() {
    let of = |buyer: &str| format!("Kunta;Toimittaja;Tili;Kirjauspäivä;Summa\n{buyer};Kaiku Oy;4390;1.3.2024;5,00\n");
    let run = |folder: &Folder, buyer: &str, country: &str| {
        folder.vire(&["run", "a.csv", "--buyer", buyer, "--country", country, "--out", "out", "--quiet"])
    };
    let kotka = folder(&of("Kotka"), "");
    run(&kotka, "Oslo", "NO").failed(3, &["holds the purchases of Kotka, not of Oslo", "other-buyer"]);
    run(&kotka, "Hamina", "FI").failed(3, &["other-buyer"]);
    run(&kotka, "Kotka", "FI").published();
    for own in ["Kotkan kaupunki", "KOTKA", "Kotkan kaupunki, tekniset palvelut"] {
        folder(&of(own), "").vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    }
    // By the number of the municipality and by its business id.
    let by = |header: &str, value: &str| {
        format!(
            "{header};Toimittaja;Tili;Kirjauspäivä;Summa\n{value};Kaiku Oy;4390;1.3.2024;5,00\n{value};Virta Oy;4390;1.3.2024;5,00\n"
        )
    };
    folder(&by("Kuntanumero", "285"), "").vire(&["run", "p.toml", "--out", "out", "--quiet"]).published();
    folder(&by("Kuntanumero", "564"), "").vire(&["check", "p.toml"]).failed(3, &["other-buyer"]);
    folder(&by("Kunnan Y-tunnus", "0160225-7"), "").vire(&["check", "p.toml"]).published();
    folder(&by("Kunnan Y-tunnus", "0187690-1"), "").vire(&["check", "p.toml"]).failed(3, &["other-buyer"]);
    // A name that is like nothing known is asked about, and several are.
    let named = of("Anywhere Borough Council");
    asked_by_run(&named, "other-buyer", "buyers = [\"Anywhere Borough Council\"]", "5.00");
    // Units have names of their own.
    let units = of("Sivistystoimi") + "Tekninen toimi;Virta Oy;4390;2.3.2024;5,00\n";
    let told = folder(&units, "").vire(&["run", "p.toml", "--out", "out", "--quiet"]).published().stderr();
    assert!(told.contains("Sivistystoimi, Tekninen toimi as its buyer is taken for a part of Kotka"), "{told}");
    let several = of("Kotka") + "Oulu;Virta Oy;4390;2.3.2024;5,00\n";
    asked_by_run(&several, "several-buyers", "buyers = \"all\"", "10.00");
}

#[test]
fn strict_makes_warnings_faults_and_quiet_leaves_notes_unsaid() {
    let noted = folder(&format!("{EXPORT}Virta Oy;9512346-5;4342;ICT-palvelut;3;21.3.2024;-50,50\n"), "");
    let run = |folder: &Folder, option: &str| folder.vire(&["run", "p.toml", "--out", "out", option]);
    assert!(run(&noted, "--strict").published().stderr().contains("note: a.csv: rows that are exact copies"));
    assert_eq!(run(&noted, "--quiet").published().stderr(), "");
    let warned = folder(&format!("{EXPORT};;4342;ICT-palvelut;4;21.3.2024;7,00\n"), "");
    assert!(run(&warned, "--quiet").published().stderr().starts_with("warning: a.csv: rows that name no supplier: 1"));
    run(&warned, "--strict").failed(4, &["warning: a.csv", "no-supplier", "--strict"]);
    warned.vire(&["check", "p.toml", "--strict"]).failed(4, &["no-supplier"]);
    warned.vire(&["check", "p.toml"]).published();
}

#[test]
fn programs_read_levels_everywhere() {
    let folder = folder(&format!("{EXPORT};;4342;ICT-palvelut;4;21.3.2024;7,00\n"), "");
    let told = folder.vire(&["run", "p.toml", "--out", "out", "--log", "json"]).published().stderr();
    let objects: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let warning = objects.iter().find(|o| o["level"] == "warning").unwrap();
    assert_eq!((&warning["code"], &warning["files"][0]), (&"no-supplier".into(), &"a.csv".into()));
    let manifest = manifest(&folder.path("out"));
    assert_eq!(manifest["notices"][0]["level"], "warning");
    assert_eq!(manifest["inputs"][0]["problems"][0]["level"], "warning");
    let shown = folder.vire(&["check", "p.toml"]).published().stderr();
    assert!(shown.contains("warning: a.csv: rows that name no supplier"), "{shown}");
}

#[test]
fn what_is_said_of_thirty_files_is_said_once() {
    let folder = Folder::new();
    for month in 1..=12 {
        folder.write(
            &format!("m{month:02}.csv"),
            format!("Toimittaja;Kirjauspäivä;Summa €000\nKaiku Oy;3.{month}.2024;5,5\n"),
        );
    }
    folder.write("p.toml", pipeline("m*.csv") + SMALL);
    let told = folder.vire(&["run", "p.toml", "--out", "out"]);
    told.failed(3, &["m01.csv to m12.csv (12 files)"]);
    assert_eq!(told.stderr().matches("unit-named").count(), 1, "{}", told.stderr());
    folder.vire(&["run", "p.toml", "--out", "out", "--assume", "--quiet"]).published();
    let assumed = crate::support::json(&folder.path("out/current/summary.json"))["assumed"].clone();
    assert_eq!(assumed[0]["files"].as_array().unwrap().len(), 12);
    let shown = folder.vire(&["inspect", "m01.csv", "m02.csv"]).published().stdout();
    assert_eq!(shown.matches("unit-named").count(), 1, "{shown}");
}

#[test]
fn other_tables_are_called_what_they_are() {
    let refused = |text: &str, parts: &[&str]| {
        let folder = folder(text, "");
        folder.vire(&["inspect", "a.csv"]).failed(3, parts);
        folder.vire(&["init", "a.csv", "--buyer", "Kotka"]).failed(3, parts);
    };
    refused("Hankinta;Ajankohta;Yksikkö\nAsfaltti;Q2/2025;Tekniset\n", &["a calendar of procurements", "[calendar]"]);
    refused("Y-tunnus;Nimi;Kotikunta\n9512345-7;Kaiku Oy;Kotka\n", &["a register of suppliers", "[[register]]"]);
    refused(
        "Sopimus;Toimittaja;Alkaa;Päättyy\nTiet;Kaiku Oy;1.1.2024;31.12.2026\n",
        &["a register of contracts", "[[contracts]]"],
    );
    for (header, row) in [
        ("Mottaker;Vedtaksdato;Tilskudd til;Beløp", "Kaiku AS;1.3.2024;drift;5,00"),
        ("Bénéficiaire;Date;Objet de la subvention;Montant", "Kaiku SARL;1.3.2024;sport;5,00"),
        ("Beneficiario;Fecha;Subvención;Importe", "Kaiku SL;1.3.2024;deporte;5,00"),
        ("Toimittaja;Pvm;Tunnit;Summa", "Kaiku Oy;1.3.2024;8;5,00"),
        ("Supplier;Contract;Year;Amount", "Alder Ltd;Roads;2024;5.00"),
    ] {
        let folder = folder(&format!("{header}\n{row}\n{row}\n"), "");
        let told = folder.vire(&["run", "p.toml"]);
        let is_told = ["doubted-ledger", "not-a-ledger"].iter().any(|code| told.stderr().contains(code));
        assert!(told.code() == 3 && is_told, "{header}: {}", told.stderr());
    }
}
